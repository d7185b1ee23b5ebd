import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { command } from '../../scripts/command.ts';
import * as events from '../../scripts/harness/events.ts';
import { fullTest } from '../full.ts';
import { type CacheLab, openCacheLab } from './support/cache-lab.ts';
import { annotationsOf, digestsOf, expectGreen, writesTo } from './support/checks.ts';
import { leaksOf, registriesInput } from './support/lab.ts';

/** Only root may start an engine. */
const whenRoot = process.getuid?.() === 0 ? describe : describe.skip;

let cache: CacheLab;
let folder: string;

beforeAll(async () => {
  if (whenRoot === describe.skip) return;
  cache = await openCacheLab([{}]);
  folder = mkdtempSync(join(tmpdir(), 'slipway-local-'));
});
afterAll(async () => {
  await cache?.close();
  rmSync(folder, { recursive: true, force: true });
});

whenRoot('a folder of this machine', () => {
  const local = () => ({ cache: 'local', 'cache-ref': folder, 'cache-scope': 'tides' });
  const generations = () => {
    const [scope = ''] = readdirSync(folder);
    return readdirSync(join(folder, scope)).filter(name => name.startsWith('slipway-'));
  };

  fullTest('is written by two runs at once, and read by the next one', async () => {
    await cache.cold();
    const workspaces = await Promise.all([cache.workspace(), cache.workspace('two')]);
    // Two images: one engine cannot load the same name twice at the same time.
    const runs = await Promise.all(
      workspaces.map((workspace, index) => cache.build(workspace, { ...local(), images: `acme/${cache.id}-${index}` })),
    );
    for (const run of runs) expectGreen(run);
    expect(runs.flatMap(run => annotationsOf(run, 'warning'))).toEqual([]);
    expect(generations()).toHaveLength(1);

    await cache.cold();
    const next = await cache.build(await cache.workspace('three'), local());
    expectGreen(next);
    expect(next.main.outputs['cache-backend']).toBe('local');
    expect(Number(next.main.outputs['cache-hit-ratio'])).toBeCloseTo(0.5);
    expect(next.log).toMatch(/first step not cached: COPY src\.\S+/);
  });

  fullTest('is left as it is by a pull request, which reads it', async () => {
    await cache.cold();
    const before = generations();
    const run = await cache.build(await cache.workspace('four'), local(), { event: events.pullRequest() });
    expectGreen(run);
    expect(Number(run.main.outputs['cache-hit-ratio'])).toBeCloseTo(0.5);
    expect(generations()).toEqual(before);
  });

  test('that cannot be written costs one warning and no build', async () => {
    const run = await cache.build(await cache.workspace(), { cache: 'local', 'cache-ref': './Dockerfile/layers' });
    expectGreen(run);
    expect(annotationsOf(run, 'warning')).toEqual([expect.stringMatching(/^Caching was skipped or incomplete: /)]);
  });

  test('on a full disk costs one warning and no build', async () => {
    const full = mkdtempSync(join(tmpdir(), 'slipway-full-'));
    await command('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', full]);
    try {
      const run = await cache.build(await cache.workspace('seven'), { cache: 'local', 'cache-ref': full });
      expectGreen(run);
      expect(annotationsOf(run, 'warning')).toEqual([expect.stringMatching(/no space left on device/)]);
    } finally {
      await command('umount', ['--lazy', full]);
      rmSync(full, { recursive: true, force: true });
    }
  });

  fullTest('that would exceed its limit saves nothing, drops what it held, and says so', async () => {
    await cache.cold();
    expect(generations()).toHaveLength(1);
    const run = await cache.build(await cache.workspace('five'), { ...local(), 'cache-max-size': '100kb' });
    expectGreen(run);
    expect(annotationsOf(run, 'warning')).toEqual([expect.stringMatching(/it is \d+ MB, but `cache-max-size`/)]);
    expect(generations()).toEqual([]);
  });
});

whenRoot('a registry', () => {
  const inputs = () => ({
    'registry-auth': registriesInput(cache.lab.registries),
    'cache-ref': `${cache.lab.registries[0]!.host}/acme/layers:cache`,
  });

  test('holds the cache under the given tag, with separate logins', async () => {
    await cache.cold();
    const first = await cache.build(await cache.workspace(), inputs());
    expectGreen(first);
    expect(first.log).toContain('Cache: registry (`cache-ref` is set)');
    expect(Object.keys(await digestsOf(cache.lab.registries[0]!, 'acme/layers'))).toEqual(['cache']);

    await cache.cold();
    const second = await cache.build(await cache.workspace(), inputs());
    expectGreen(second);
    expect(second.main.outputs['cache-hit-ratio']).toBe('1.00');
    expect([first, second].flatMap(run => annotationsOf(run, 'warning'))).toEqual([]);
    expect(leaksOf(second, [cache.lab.registries[0]!.password])).toEqual([]);
  });

  fullTest('is not written by a fork', async () => {
    await cache.cold();
    const before = writesTo(cache.lab.registries[0]!, 'acme/layers').length;
    const event = events.pullRequest({ fork: 'eve/tides' });
    const run = await cache.build(await cache.workspace('two'), inputs(), { event });
    expectGreen(run);
    expect(Number(run.main.outputs['cache-hit-ratio'])).toBeCloseTo(0.5);
    expect(writesTo(cache.lab.registries[0]!, 'acme/layers')).toHaveLength(before);
  });

  fullTest('that refuses or is unavailable costs one warning and no build', async () => {
    const refused = await cache.build(await cache.workspace('three'), { 'cache-ref': inputs()['cache-ref'] });
    expectGreen(refused);
    expect(annotationsOf(refused, 'warning')).toEqual([expect.stringMatching(/401|unauthorized|authorization/i)]);

    const away = await cache.build(await cache.workspace('three'), { 'cache-ref': 'localhost:9/acme/layers:cache' });
    expectGreen(away);
    expect(annotationsOf(away, 'warning')).toEqual([expect.stringMatching(/does not answer \(ECONNREFUSED\)/)]);
    expect(away.main.outputs['cache-backend']).toBe('none');
  });
});

whenRoot('inline', () => {
  fullTest('inline: the published image is the cache of the next run, also that of a pull request', async () => {
    const [registry] = cache.lab.registries;
    const inputs = {
      cache: 'inline',
      images: `acme/${cache.id}`,
      registries: registriesInput(cache.lab.registries),
      target: 'build',
      tags: 'type=ref,event=branch\ntype=ref,event=pr',
    };
    await cache.cold();
    expectGreen(await cache.build(await cache.workspace(), { ...inputs, push: 'true' }));
    expect(Object.keys(await digestsOf(registry!, `acme/${cache.id}`))).toEqual(['main']);
    await cache.cold();
    const second = await cache.build(await cache.workspace(), { ...inputs, push: 'true' });
    expectGreen(second);
    expect(second.main.outputs['cache-backend']).toBe('inline');
    expect(second.main.outputs['cache-hit-ratio']).toBe('1.00');
    await cache.cold();
    // It starts from the image of its base branch.
    const event = events.pullRequest();
    const pull = await cache.build(await cache.workspace(), { ...inputs, push: 'auto' }, { event });
    expectGreen(pull);
    expect(pull.main.outputs['cache-hit-ratio']).toBe('1.00');
    expect(annotationsOf(pull, 'warning').filter(warning => /cache/i.test(warning))).toEqual([]);
  });

  fullTest('an image in `cache-from` without a cache is reported, one with a cache is not', async () => {
    const [registry] = cache.lab.registries;
    const path = `acme/${cache.id}-plain`;
    const inputs = { images: path, registries: registriesInput(cache.lab.registries), target: 'build', push: 'true' };
    const from = (name: string) => ({ 'cache-from': `${registry!.host}/${name}:main`, push: 'false' });
    const notices = (run: Awaited<ReturnType<CacheLab['build']>>) =>
      annotationsOf(run, 'notice').filter(notice => notice.includes('`cache-from`'));
    await cache.cold();
    expectGreen(await cache.build(await cache.workspace('eight'), { ...inputs, cache: 'none' }));
    await cache.cold();
    const without = await cache.build(await cache.workspace('nine'), { ...inputs, ...from(path) });
    expectGreen(without);
    expect(notices(without)).toEqual([expect.stringContaining(`${path}:main is an image without a cache`)]);
    await cache.cold();
    // Published by the previous test.
    const inlined = await cache.build(await cache.workspace('nine'), { ...inputs, ...from(`acme/${cache.id}`) });
    expectGreen(inlined);
    expect(Number(inlined.main.outputs['cache-hit-ratio'])).toBeGreaterThan(0);
    expect(notices(inlined)).toEqual([]);
  });
});

whenRoot('a folder of this machine', () => {
  fullTest('with corrupt layers costs one warning and no build, which rewrites it', async () => {
    const corrupt = mkdtempSync(join(tmpdir(), 'slipway-corrupt-'));
    const inputs = { cache: 'local', 'cache-ref': corrupt };
    await cache.cold();
    expectGreen(await cache.build(await cache.workspace(), inputs));
    for (const name of readdirSync(corrupt, { recursive: true, encoding: 'utf8' })) {
      const path = join(corrupt, name);
      if (/blobs\/sha256\/\w+$/.test(name) && statSync(path).size > 100_000) {
        chmodSync(path, 0o600);
        writeFileSync(path, readFileSync(path).fill(0, 1000));
      }
    }
    await cache.cold();
    const run = await cache.build(await cache.workspace('six'), inputs);
    expectGreen(run);
    expect(annotationsOf(run, 'warning')).toEqual([expect.stringMatching(/^Caching was skipped or incomplete: /)]);
    await cache.cold();
    const next = await cache.build(await cache.workspace('six'), inputs);
    expectGreen(next);
    expect([annotationsOf(next, 'warning'), next.main.outputs['cache-hit-ratio']]).toEqual([[], '1.00']);
    rmSync(corrupt, { recursive: true, force: true });
  });
});
