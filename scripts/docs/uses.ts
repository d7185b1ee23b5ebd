import { gt } from 'semver';
import { REPOSITORY } from '../../src/host/project.ts';
import { OWN, type Pin, USES, withOwnUses } from '../release/uses.ts';

export type Pins = ReadonlyMap<string, Pin>;

/** The pinned actions in these texts by `owner/name`, each with its newest release. */
export function pinsIn(texts: readonly string[]): Pins {
  const pins = new Map<string, Pin>();
  for (const [, action = '', , sha = '', version = ''] of texts.flatMap(text => [...text.matchAll(USES)])) {
    if (OWN.test(action) || !isCommit(sha) || !version.startsWith('v')) continue;
    const known = pins.get(action);
    if (known === undefined || gt(version, known.version)) pins.set(action, { sha, version });
  }
  return pins;
}

/**
 * The text with every `uses:` at its action's pinned commit, followed by the release as a comment, and with this action
 * under its own name.
 *
 * @param own this action's latest release, or its preview
 */
export function withUses(text: string, pins: Pins, own: Pin): string {
  const others = text.replace(USES, (whole, action: string, path: string) => {
    const pin = OWN.test(action) ? undefined : pins.get(action);
    return pin === undefined ? whole : `uses: ${action}${path}@${pin.sha} # ${pin.version}`;
  });
  return withOwnUses(others, own);
}

/** The text with this project's addresses and teams under its own name. */
export function withNames(text: string): string {
  const [owner] = REPOSITORY.split('/');
  return text
    .replace(/\bgithub(\.com\/|:)[\w-]+\/slipway\b/g, `github$1${REPOSITORY}`)
    .replace(/@[\w-]+\/maintainers\b/g, `@${owner}/maintainers`);
}

/** Every `uses:` without a full commit and version, one line each. Only this action may be at a preview. */
export function unpinned(text: string): readonly string[] {
  return [...text.matchAll(USES)]
    .filter(([, action = '', , ref = '', version]) => {
      const isVersion = version?.startsWith('v') || (OWN.test(action) && version !== undefined);
      return !isCommit(ref) || !isVersion;
    })
    .map(([whole]) => whole);
}

const isCommit = (ref: string): boolean => /^[0-9a-f]{40}$/.test(ref);
