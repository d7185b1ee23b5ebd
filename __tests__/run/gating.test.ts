import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Built } from '../../src/build/built.ts';
import { engineByCli } from '../../src/engine/engine-cli.ts';
import { readContext } from '../../src/event/context.ts';
import { createBackground } from '../../src/host/background.ts';
import type { ActionError } from '../../src/host/errors.ts';
import type { Run } from '../../src/host/ports.ts';
import { readRun } from '../../src/inputs/run/read-run.ts';
import { createRunFolder } from '../../src/journal/run-folder.ts';
import type { Digest } from '../../src/oci/types.ts';
import { graceful } from '../../src/publish/grace.ts';
import { createReport } from '../../src/report/report.ts';
import { gateAll } from '../../src/run/gating.ts';
import type { ReadyRun } from '../../src/run/workbench.ts';
import { createFleet } from '../../src/staging/fleet.ts';
import { recordingLog } from '../fakes/log.ts';
import { builderInUse, imagePlan, localEngine } from '../fakes/values.ts';
import { envOf } from '../inputs/env.ts';

/** Two images of one run. */
const NAMES = ['api', 'worker'] as const;
type Name = (typeof NAMES)[number];

let temp: string;
beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'gating-'));
});
afterEach(() => rmSync(temp, { recursive: true }));

const digestOf = (name: Name): Digest => `sha256:${(name === 'api' ? 'a' : 'b').repeat(64)}`;
const localOf = (name: Name) => `acme/${name}:slipway-0123456789ab`;
const ENDED = { code: 0, signal: null, stdout: '', stderr: '', timedOut: false };

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
  const log = recordingLog();
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
  const signal = new AbortController().signal;
  const env = envOf({
    ...{ images: 'ghcr.io/acme/{{target}}', builds: '- {name: api}\n- {name: worker}', tags: 'edge', gates },
    ...{ DOCKER_HOST: 'tcp://engine.invalid:2376', HOME: temp, GITHUB_WORKSPACE: temp, RUNNER_TEMP: temp },
  });
  const machine = { env, run, log, now: () => 0, sleep: async () => {}, signal };
  const { inputs, builds } = readRun(env);
  const context = readContext({ env, now: new Date(0), readFile: () => '{}' });
  const images = NAMES.map(name => imagePlan({}, [], name));
  const plan = {
    ...{ images, decision: { push: true, reason: '' }, buildArgs: { args: [], shown: [] } },
    ...{ sourceDateEpoch: undefined, warnings: [], notices: [], remarks: [] },
  };
  const exports = { engine: true, unpack: true, layout: false, load: false, keep: false };
  const docker = {
    ...{ dir: temp, env: {}, hide: async () => {}, show: async () => {}, login: async () => {} },
    user: { configDir: join(temp, 'user'), buildxConfigDir: join(temp, 'user/buildx') },
    dispose: async () => {},
  };
  const ready: ReadyRun = {
    job: { inputs, context, plan, several: { builds, linked: {}, beside: [] } },
    folder: await createRunFolder(temp),
    report: createReport(context, machine),
    machine,
    bench: {
      ...{ docker, trusts: new Map(), builder: builderInUse(), pins: new Map(), sources: [], policies: [] },
      checked: Promise.resolve(),
      engine: localEngine(undefined, { socket: undefined, any: engineByCli(run, {}, signal) }),
      names: NAMES.map(name => ({ exports, local: `acme/${name}:edge`, run: localOf(name) })),
      targets: {
        images: images.map(image => ({ image, fleet: createFleet([], log), kept: undefined })),
        grace: graceful(signal),
      },
      background: createBackground(),
      signing: undefined,
      givenLogins: async () => new Map(),
      connectSource: () => {
        throw new Error('asks no registry');
      },
      close: async () => {},
    },
  };
  const outcome = await gateAll(ready, NAMES.map(builtAs)).catch((error: unknown) => error as ActionError);
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
