import { ActionError } from '../../host/errors.ts';
import type { Machine } from '../../host/machine.ts';
import { helpUrl } from '../../report/help.ts';
import { failureSection } from '../../report/summary/failure.ts';
import { table } from '../../report/summary/markup.ts';
import { appendSummary, writeCommandFile } from '../../runner/command-files.ts';
import type { Outcome, Proof } from './verify-all.ts';

/** One error for all images that failed, with their reasons; undefined when there is none. */
export function errorOf(outcomes: readonly Outcome[]): ActionError | undefined {
  const errors = outcomes.flatMap(one => ('error' in one ? [one.error] : []));
  const [first] = errors;
  if (first === undefined || errors.length === 1) return first;
  const isSame = errors.every(({ code }) => code === first.code);
  const hint = errors.every(error => error.hint === first.hint) ? first.hint : undefined;
  const head = `${errors.length} of ${outcomes.length} images are not verified:`;
  const lines = errors.map(({ message }) => `- ${message}`);
  return new ActionError(isSame ? first.code : 'SIGNATURE_INVALID', [head, ...lines].join('\n'), { hint });
}

/** The step's outputs: empty unless every image is verified, lest one be deployed by mistake. */
export function outputsOf(outcomes: readonly Outcome[]): Readonly<Record<'digest' | 'image' | 'images', string>> {
  const proven = outcomes.flatMap(one => ('proof' in one ? [[one.text, one.proof] as const] : []));
  const [first] = proven;
  if (first === undefined || proven.length < outcomes.length) return { digest: '', image: '', images: '{}' };
  const [, { digest, deploy }] = first;
  const isOne = proven.every(([, proof]) => proof.digest === digest);
  const images = JSON.stringify(Object.fromEntries(proven.map(([text, proof]) => [text, proof.deploy])));
  return isOne ? { digest, image: deploy, images } : { digest: '', image: '', images };
}

/** Sets the outputs and writes the summary. @throws ActionError RUNNER_UNUSABLE when the outputs cannot be written */
export async function reportOutcomes(
  outcomes: readonly Outcome[],
  error: ActionError | undefined,
  { env, log }: Pick<Machine, 'env' | 'log'>,
): Promise<void> {
  for (const one of outcomes) {
    if ('proof' in one) log.info(`Verified ${one.text}: ${one.proof.deploy} ${wordsOf(one.proof)}`);
  }
  const written = writeCommandFile('GITHUB_OUTPUT', env, outputsOf(outcomes));
  const summary = appendSummary(env, log, `${log.redact(summaryOf(outcomes, error, env))}\n\n`);
  await Promise.all([written, summary]);
}

function wordsOf({ signer, origin }: Proof): string {
  const { repository, ref } = origin;
  return [`is signed by ${signer}`, repository && `built from ${repository}`, ref && `(${ref})`]
    .filter(Boolean)
    .join(' ');
}

function summaryOf(outcomes: readonly Outcome[], error: ActionError | undefined, env: Machine['env']): string {
  const rows = outcomes.map(one => {
    if ('error' in one) return [one.text, 'not verified', '', '', ''];
    const { digest, signer, origin } = one.proof;
    return [one.text, 'verified', digest, signer, [origin.repository, origin.ref].filter(Boolean).join(' ')];
  });
  return [
    `## ${error === undefined ? 'Images verified' : 'Images not verified'}`,
    ...(rows.length > 0 ? [table(['Image', 'Result', 'Digest', 'Signed by', 'Built from'], rows)] : []),
    ...(error === undefined ? [] : [failureSection(error, helpUrl(error.code, env))]),
  ].join('\n\n');
}
