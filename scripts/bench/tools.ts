import { join } from 'node:path';
import { messageOf } from '../../src/host/errors.ts';
import { inPath } from '../engine/ensure.ts';
import { installPackages } from '../engine/install.ts';
import { say, timed } from '../say.ts';

/** Programs that rows compare with; each is a Debian package of the same name. */
export type Tool = 'crane' | 'skopeo' | 'oras';

/** In the repository (not committed), so that non-root users can write. */
const APT_FOLDER = join(import.meta.dirname, '../../.slipway/apt');

const tried = new Map<string, Promise<void>>();

/**
 * The available tools, after installing missing ones. A tool that can't be installed is left out, and its line of the
 * table says so.
 */
export async function tools<T extends Tool>(wanted: readonly T[]): Promise<readonly T[]> {
  for (const name of wanted.filter(tool => inPath(tool) === undefined)) {
    const trying = tried.get(name) ?? timed(name, () => installPackages([name], APT_FOLDER)).catch(tell);
    tried.set(name, trying);
    await trying;
  }
  return wanted.filter(tool => inPath(tool) !== undefined);
}

function tell(error: unknown): void {
  say(messageOf(error));
}
