import { REPOSITORY } from '../../src/host/project.ts';

/** A commit of an action, and its release: `v1.2.3`, or `0.1.0 preview` for this action before its first release. */
export type Pin = Readonly<{
  sha: string;
  version: string;
  /** Of this action: the commit whose reusable workflows call `sha`, if it is another one. */
  workflows?: string;
}>;

/** `uses: owner/name/path@ref # v1.2.3`, a group for each. */
export const USES =
  /\buses: +([\w.-]+\/[\w.-]+)((?:\/[\w./-]+)?)@([\w.-]+)(?: +# +(v\d+\.\d+\.\d+[\w.-]*|\d+\.\d+\.\d+(?:-[\w.-]+)? preview))?/g;

/** This action under any owner's name, or renamed. */
export const OWN = new RegExp(`^(?:[\\w-]+/slipway|${REPOSITORY.replaceAll('.', '\\.')})$`);

/** Files with a `uses:`: paths below the root of the repository. */
export const CALLERS = ['.github/**/*.{yml,md}', 'examples/**/*.yml', '*.md', 'docs/**/*.md'];

/** What workflows and pages call: the release recorded in package.json, or the preview before the first one. */
export function ownPin(packageJson: string): Pin {
  const { release, preview } = JSON.parse(packageJson) as { release?: Pin; preview?: Pin };
  const pin = release ?? preview;
  if (pin === undefined) throw new Error('package.json names neither a release nor a preview');
  return pin;
}

/** What follows `uses: ` in a step or job that calls this action, or what is in `path` of its repository. */
export function ownUses({ sha, version, workflows = sha }: Pin, path = ''): string {
  return `${REPOSITORY}${path}@${path.startsWith('/.github/workflows/') ? workflows : sha} # ${version}`;
}

/** The text with this action under its present name: files that were written before it was renamed have the former. */
export function withOwnName(text: string): string {
  return text.replace(USES, (whole, action: string) => (OWN.test(action) ? whole.replace(action, REPOSITORY) : whole));
}

/** The text with this action under its own name, at this commit. */
export function withOwnUses(text: string, pin: Pin): string {
  return text.replace(USES, (whole, action: string, path: string) =>
    OWN.test(action) ? `uses: ${ownUses(pin, path)}` : whole,
  );
}
