import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Run } from '../../src/host/ports.ts';
import { exportCachesTogether } from '../../src/run/several-images.ts';
import { builderInUse } from '../fakes/values.ts';
import { layout } from '../publish/dock.ts';
import { createHome, ENDED, exported, type Home, NAMES, type Name, prepared } from './two-images.ts';

/** The caches of two images that wait for the checks of both. */

let home: Home;
let images: Readonly<Record<Name, ReturnType<typeof layout>>>;
beforeEach(() => {
  home = createHome();
  images = { api: layout({ revision: 'a' }), worker: layout({ revision: 'b' }) };
});
afterEach(() => {
  home.remove();
  for (const image of Object.values(images)) image.remove();
});

const cacheOf = (name: Name) => `type=registry,ref=ghcr.io/acme/${name}:cache`;
/** As it is written: an error of one must not stop the other's. */
const writing = (name: Name) => `${cacheOf(name)},ignore-error=true`;
const INLINE = 'type=inline';

/** Both images, with the caches of each. */
const builds = (caches: Partial<Record<Name, string>>) =>
  NAMES.map(name => `- {name: ${name}${caches[name] === undefined ? '' : `, cache-to: "${caches[name]}"`}}`).join('\n');

/** The caches that are written for each image, `failing`'s not; and the warnings. */
async function exportCaches(given: Readonly<Record<string, string>>, failing?: Name) {
  const written: Partial<Record<Name, unknown>>[] = [];
  const run: Run = async (_command, args, { onStderr = () => {} }) => {
    const file = args[args.indexOf('--file') + 1]!;
    const { target } = JSON.parse(readFileSync(file, 'utf8')) as { target: Record<Name, Record<string, unknown>> };
    written.push(Object.fromEntries(NAMES.map(name => [name, [target[name].output, target[name]['cache-to']]])));
    if (failing === undefined) return ENDED;
    onStderr(`ERROR: target ${failing}: failed to solve: error writing layer blob: denied`);
    return { ...ENDED, code: 1 };
  };
  const builder = builderInUse({ name: 'ours', driver: 'docker-container', path: 'layout' });
  const { ready, log } = await prepared({ home, run, given, builder });
  const tested = exported(ready, images).map(one => ({ ...one, tested: [] }));
  await exportCachesTogether(ready, tested);
  return { written, warnings: log.lines.filter(line => line.startsWith('warning: ')) };
}

const ONLY_CACHE = ['type=cacheonly'];

test('both are written by one command, which exports nothing else', async () => {
  const given = { builds: builds({ api: cacheOf('api'), worker: cacheOf('worker') }), test: 'true' };
  const { written, warnings } = await exportCaches(given);
  expect(written).toEqual([{ api: [ONLY_CACHE, [writing('api')]], worker: [ONLY_CACHE, [writing('worker')]] }]);
  expect(warnings).toEqual([]);
});

test.each(NAMES)('only %s has one that waits: the other writes none', async name => {
  const other = name === 'api' ? 'worker' : 'api';
  const given = { builds: builds({ [name]: cacheOf(name), [other]: INLINE }), test: 'true' };
  const { written } = await exportCaches(given);
  expect(written).toEqual([{ [name]: [ONLY_CACHE, [writing(name)]], [other]: [ONLY_CACHE, undefined] }]);
});

test.each(NAMES)('that of %s cannot be written: one warning names it, and the run goes on', async name => {
  const given = { builds: builds({ api: cacheOf('api'), worker: cacheOf('worker') }), test: 'true' };
  const { warnings } = await exportCaches(given, name);
  expect(warnings).toEqual([expect.stringMatching(new RegExp(`The cache could not be written: .*target ${name}: `))]);
});

test.each<[string, Readonly<Record<string, string>>]>([
  ['neither image is checked', { builds: builds({ api: cacheOf('api') }) }],
  ['neither has a cache that waits', { builds: builds({ api: INLINE, worker: INLINE }), test: 'true' }],
])('%s: nothing is built again', async (_, given) => {
  expect(await exportCaches(given)).toEqual({ written: [], warnings: [] });
});
