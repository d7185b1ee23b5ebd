import { ActionError } from '../host/errors.ts';

/** A rule of the policy that a run breaches. */
export type Breach = Readonly<{
  /** Its place in the policy: `require.sign`. */
  rule: string;
  /** The image; '' for the only one, or for all of them. */
  image: string;
  /** A sentence without a full stop. */
  found: string;
  /** How to comply, as a sentence. */
  fix: string;
}>;

/** A run's compliance with its policy, as far as known. */
export type PolicyVerdict = Readonly<{
  mode: 'enforce' | 'warn';
  breaches: readonly Breach[];
  /** Whether the images have been checked, and not only the plan. */
  isFinal: boolean;
}>;

/** Limits on breaches per message, and characters per breach. */
const SHOWN = 50;
const LONGEST = 500;

/** A breach on one line. */
function breachLine({ rule, image, found, fix }: Breach): string {
  const of = image === '' ? '' : ` (${image})`;
  return clip(`\`${rule}\`${of}: ${found}. ${fix}`);
}

/** All breaches as one message, with a heading. */
export function breachText(breaches: readonly Breach[]): string {
  const count = breaches.length === 1 ? 'a rule' : `${breaches.length} rules`;
  const rest = breaches.length - SHOWN;
  return [
    `This run breaches ${count} of its policy:`,
    ...breaches.slice(0, SHOWN).map(breach => `- ${breachLine(breach)}`),
    ...(rest > 0 ? [`- … and ${rest} more`] : []),
  ].join('\n');
}

export function policyError(breaches: readonly Breach[]): ActionError {
  return new ActionError('POLICY_BREACHED', breachText(breaches));
}

function clip(text: string): string {
  const line = text.replaceAll(/\p{Cc}+/gu, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST).toWellFormed()}…` : line;
}
