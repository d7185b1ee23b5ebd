import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Built } from '../../src/build/built.ts';
import type { ActionError } from '../../src/host/errors.ts';
import type { Run } from '../../src/host/ports.ts';
import type { Digest } from '../../src/oci/types.ts';
import { gateAll } from '../../src/run/gating.ts';
import { createHome, ENDED, type Home, NAMES, type Name, prepared } from './two-images.ts';

let home: Home;
beforeEach(() => {
  home = createHome();
});
afterEach(() => home.remove());

const digestOf = (name: Name): Digest => `sha256:${(name === 'api' ? 'a' : 'b').repeat(64)}`;
const localOf = (name: Name) => `acme/${name}:slipway-0123456789ab`;

const builtAs = (name: Name): Built => ({
  result: {
    ...{ digest: digestOf(name), configDigest: undefined, metadata: '{}', checks: [] },
    stats: { steps: [], cachedSteps: 0, totalSteps: 0 },
  },
  local: localOf(name),
  layout: undefined,
});

/**
 * The gates of both images. The docker CLI and bash are fakes: bash fails if it is given one of the images in
 * `failing`; `ids` are the engine's ids of the images after that.
 */
async function gateBoth(
  gates: string,
  { failing, ids = {} }: Readonly<{ failing: readonly Name[]; ids?: Readonly<Partial<Record<Name, Digest>>> }>,
) {
  const ran: string[] = [];
  const run: Run = async (command, args, { env }) => {
    if (command === 'bash') {
      const seen = [env.IMAGE, ...NAMES.map(name => env[`IMAGE_${name.toUpperCase()}`])].filter(Boolean).join(' ');
      ran.push(seen);
      return { ...ENDED, code: failing.some(name => seen.includes(localOf(name))) ? 7 : 0 };
    }
    const name = NAMES.find(each => args.includes(localOf(each)));
    if (args[0] !== 'image' || name === undefined) return ENDED;
    return { ...ENDED, stdout: `${(ran.length > 0 && ids[name]) || digestOf(name)} 1000` };
  };
  const { ready } = await prepared({ home, run, given: { gates } });
  const exports = { engine: true, unpack: true, layout: false, load: false, keep: false };
  const names = NAMES.map(name => ({ exports, local: `acme/${name}:edge`, run: localOf(name), isTaken: false }));
  const outcome = await gateAll({ ...ready, bench: { ...ready.bench, names } }, NAMES.map(builtAs)).catch(
    (error: unknown) => error as ActionError,
  );
  return { outcome, ran };
}

const EACH = '- {name: smoke, run: ./smoke.sh}';
const ONCE = '- {name: together, run: ./together.sh, once: true}';

test('both pass: each was tested', async () => {
  const { outcome, ran } = await gateBoth(`${EACH}\n${ONCE}`, { failing: [] });
  expect(outcome).toEqual(NAMES.map(name => [{ platform: 'linux/amd64', digest: digestOf(name) }]));
  expect(ran).toEqual([localOf('api'), localOf('worker'), NAMES.map(localOf).join(' ')]);
});

test.each<[Name, readonly Name[]]>([
  ['api', ['api']],
  ['worker', ['api', 'worker']],
])('%s does not pass: no gate runs after it', async (name, tested) => {
  const { outcome, ran } = await gateBoth(`${EACH}\n${ONCE}`, { failing: [name] });
  expect(outcome).toMatchObject({ code: 'TEST_FAILED', message: expect.stringContaining('exit code 7') });
  expect(ran).toEqual(tested.map(localOf));
});

test('if one fails, both do', async () => {
  const { outcome, ran } = await gateBoth(ONCE, { failing: ['worker'] });
  expect(outcome).toMatchObject({ code: 'TEST_FAILED', message: expect.stringContaining('together') });
  expect(ran).toEqual([NAMES.map(localOf).join(' ')]);
});

test.each([EACH, ONCE])('an image that a gate has replaced is not the built one (%s)', async gates => {
  const { outcome } = await gateBoth(gates, { failing: [], ids: { worker: digestOf('api') } });
  expect(outcome).toMatchObject({ code: 'DIGEST_MISMATCH', message: expect.stringContaining(localOf('worker')) });
});
