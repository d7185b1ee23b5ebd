import { REPOSITORY } from '../../src/host/project.ts';

/** A commit of an action, and its release. */
export type Pin = Readonly<{ sha: string; version: string }>;

/** Replaces a commit until there is a release. */
export const UNRELEASED = 'v1';

/** `uses: owner/name/path@ref # v1.2.3`, a group for each. */
export const USES = /\buses: +([\w.-]+\/[\w.-]+)((?:\/[\w./-]+)?)@([\w.-]+)(?: +# +(v\d+\.\d+\.\d+[\w.-]*))?/g;

/** This action under any owner's name. */
export const OWN = /^[\w-]+\/slipway$/;

/** Files with a `uses:`: paths below the root of the repository. */
export const CALLERS = ['.github/**/*.{yml,md}', 'examples/**/*.yml', '*.md', 'docs/**/*.md'];

/** The text with this action under its own name, at its latest release; `undefined` before the first one. */
export function withOwnUses(text: string, release: Pin | undefined): string {
  const ref = release === undefined ? UNRELEASED : `${release.sha} # ${release.version}`;
  return text.replace(USES, (whole, action: string, path: string) =>
    OWN.test(action) ? `uses: ${REPOSITORY}${path}@${ref}` : whole,
  );
}
