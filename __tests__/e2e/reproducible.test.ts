import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import * as events from '../../scripts/harness/events.ts';
import { blob, manifest } from '../../scripts/registries/client.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { firstRows, fullTest } from '../full.ts';
import { type Bridge, createBuilder, openBridge } from './support/bridge.ts';
import { expectGreen } from './support/checks.ts';
import { dockerfile, platformManifests, pullAndRun, TEST_AHOY } from './support/images.ts';
import { type Inputs, type Lab, openLab, type Run, registriesInput } from './support/lab.ts';

const SHA = 'e'.repeat(40);
/** The time of the events' commits, 2026-11-02T09:30:00+01:00. */
const COMMITTED = '2026-11-02T08:30:00Z';

let lab: Lab;
let bridge: Bridge;
let registry: LocalRegistry;
beforeAll(async () => {
  [lab, bridge] = await Promise.all([openLab([{}]), openBridge()]);
  [registry] = lab.registries as [LocalRegistry];
});
afterAll(() => Promise.all([lab?.close(), bridge?.close()]));

/** Builds the same sources in a new checkout, without any cache, and publishes them as `path`. */
async function build(path: string, inputs: Inputs, isRemote: boolean): Promise<Run> {
  const files = {
    Dockerfile: dockerfile(
      'COPY hello /hello',
      'RUN mkdir -p /var/log && date +%s > /dev/null && touch /var/log/build',
    ),
    hello: 'ahoy\n',
  };
  const given = { images: path, registries: registriesInput([registry]), tags: 'type=raw,value=1', 'no-cache': 'true' };
  const run = await lab.publish(
    await lab.workspace(files),
    { ...given, ...(isRemote && { builder: 'far-shore' }), ...inputs },
    {
      event: events.push({ sha: SHA }),
      ...(isRemote && { home: (home: string) => createBuilder(home, 'far-shore', bridge.address, false) }),
    },
  );
  expectGreen(run);
  return run;
}

const platformsOf = async (path: string) => (await platformManifests(registry, path, '1')).map(held => held.digest);

type Config = Readonly<{ created: string; history: { created: string }[]; config: { Labels: Record<string, string> } }>;

async function configAt(path: string): Promise<Config> {
  const [held] = await platformManifests(registry, path, '1');
  return JSON.parse((await blob(registry, path, held!.json.config!.digest)).toString()) as Config;
}

describe.each(
  firstRows(1, [
    ['docker driver', false],
    ['remote driver', true],
  ]),
)('the same commit built twice on a cold builder (%s)', (driver, isRemote) => {
  const name = (what: string) => `acme/${what}-${driver.split(' ')[0]}`;
  const local = isRemote ? {} : { test: TEST_AHOY };

  fullTest('has the same platform manifests, and without provenance the same index', async () => {
    const inputs = { 'source-date-epoch': 'commit', provenance: 'false', ...local };
    const one = await build(name('one'), inputs, isRemote);
    const two = await build(name('two'), inputs, isRemote);
    const proved = await build(name('proved'), { ...inputs, provenance: 'mode=max' }, isRemote);

    expect(two.main.outputs.digest).toBe(one.main.outputs.digest);
    expect(proved.main.outputs.digest).not.toBe(one.main.outputs.digest);
    const platforms = await Promise.all(['one', 'two', 'proved'].map(what => platformsOf(name(what))));
    expect(platforms).toEqual([platforms[0], platforms[0], platforms[0]]);

    const config = await configAt(name('one'));
    const times = [config.created, ...config.history.map(({ created }) => created)];
    expect(new Set(times)).toEqual(new Set([COMMITTED]));
    expect(config.config.Labels['org.opencontainers.image.created']).toBe('2026-11-02T08:30:00.000Z');
    expect(await manifest(registry, name('two'), one.main.outputs.digest!)).toBeDefined();
    expect(await pullAndRun(registry, name('two'), one.main.outputs.digest!)).toBe('ahoy');
  });

  fullTest('differs without a fixed time: this test can fail', async () => {
    const inputs = { provenance: 'false' };
    await build(name('a'), inputs, isRemote);
    await build(name('b'), inputs, isRemote);
    expect(await platformsOf(name('a'))).not.toEqual(await platformsOf(name('b')));
  });
});

fullTest('seconds are as good as a commit', async () => {
  await build('acme/seconds', { 'source-date-epoch': '1700000000' }, false);
  expect(await configAt('acme/seconds')).toMatchObject({ created: '2023-11-14T22:13:20Z' });
});
