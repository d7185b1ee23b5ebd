import { ActionError } from '../host/errors.ts';

/** One rule of the policy that a run does not keep. */
export type Breach = Readonly<{
  /** Its place in the policy: `require.sign`. */
  rule: string;
  /** Of which image; '' for the only one, and for what concerns all of them. */
  image: string;
  /** What was found, as a sentence without its dot. */
  found: string;
  /** How to comply, as a sentence. */
  fix: string;
}>;

/** How a run stands to its policy, as far as it is known. */
export type Verdict = Readonly<{
  mode: 'enforce' | 'warn';
  breaches: readonly Breach[];
  /** Whether the images have been looked at, and not only the plan. */
  isFinal: boolean;
}>;

/** How many breaches a message lists, and how many characters of each. */
const SHOWN = 50;
const LONGEST = 500;

/** A breach on one line. */
export function breachLine({ rule, image, found, fix }: Breach): string {
  const of = image === '' ? '' : ` (${image})`;
  return clip(`\`${rule}\`${of}: ${found}. ${fix}`);
}

/** All breaches as one message, headed by how many they are. */
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
