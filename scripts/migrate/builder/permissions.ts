import { isMap, type Raw } from '../spread/raw.ts';
import { NotTaken } from '../steps.ts';

/** The permissions of publish.yml's publishing job, all of which a caller must grant. */
const NEEDED: Readonly<Record<string, string>> = {
  contents: 'read',
  packages: 'write',
  'id-token': 'write',
  attestations: 'write',
};

/**
 * The permissions of a job that calls publish.yml.
 *
 * @param own of the job, or else of the workflow
 * @returns the whole map, and what was added to it; undefined if everything is granted already
 * @throws NotTaken
 */
export function permissionsFor(own: unknown): Readonly<{ map: Raw; added: readonly string[] }> | undefined {
  if (own === 'write-all') return undefined;
  if (own === 'read-all') throw new NotTaken('`permissions: read-all` does not let it publish to ghcr.io: list them');
  const map: Record<string, unknown> = isMap(own) ? { ...own } : {};
  const added: string[] = [];
  for (const [name, level] of Object.entries(NEEDED)) {
    if (map[name] === level || map[name] === 'write') continue;
    map[name] = level;
    added.push(`${name}: ${level}`);
  }
  return added.length === 0 ? undefined : { map, added };
}
