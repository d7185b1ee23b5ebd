import { gt } from 'semver';
import { REPOSITORY } from '../../src/host/project.ts';
import { OWN, type Pin, UNRELEASED, USES, withOwnUses } from '../release/uses.ts';

export type Pins = ReadonlyMap<string, Pin>;

/** The pinned actions in these texts by `owner/name`, each with its newest release. */
export function pinsIn(texts: readonly string[]): Pins {
  const pins = new Map<string, Pin>();
  for (const [, action = '', , sha = '', version = ''] of texts.flatMap(text => [...text.matchAll(USES)])) {
    if (OWN.test(action) || !isCommit(sha) || version === '') continue;
    const known = pins.get(action);
    if (known === undefined || gt(version, known.version)) pins.set(action, { sha, version });
  }
  return pins;
}

/**
 * The text with every `uses:` at its action's pinned commit, followed by the release as a comment, and with this action
 * under its own name.
 *
 * @param release this action's latest release; undefined before the first one
 */
export function withUses(text: string, pins: Pins, release: Pin | undefined): string {
  const others = text.replace(USES, (whole, action: string, path: string) => {
    const pin = OWN.test(action) ? undefined : pins.get(action);
    return pin === undefined ? whole : `uses: ${action}${path}@${pin.sha} # ${pin.version}`;
  });
  return withOwnUses(others, release);
}

/** The text with this project's addresses and teams under its own name. */
export function withNames(text: string): string {
  const [owner] = REPOSITORY.split('/');
  return text
    .replace(/\bgithub\.com\/[\w-]+\/slipway\b/g, `github.com/${REPOSITORY}`)
    .replace(/@[\w-]+\/maintainers\b/g, `@${owner}/maintainers`);
}

/** Every `uses:` without a full commit and version, one line each. This action has none before its release. */
export function unpinned(text: string): readonly string[] {
  return [...text.matchAll(USES)]
    .filter(([, action = '', , ref = '', version]) => {
      if (OWN.test(action) && ref === UNRELEASED) return false;
      return !isCommit(ref) || version === undefined;
    })
    .map(([whole]) => whole);
}

const isCommit = (ref: string): boolean => /^[0-9a-f]{40}$/.test(ref);
