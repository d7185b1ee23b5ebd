import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** `dist/NAME/index.js`, relative to `dist/index.js` or to `dist/post/index.js`. */
export function bundledWorker(name: 'artifact' | 'cache'): string {
  const folder = dirname(process.argv[1] ?? '.');
  const places = [join(folder, name, 'index.js'), join(folder, '..', name, 'index.js')];
  return places.find(place => existsSync(place)) ?? places[0]!;
}
