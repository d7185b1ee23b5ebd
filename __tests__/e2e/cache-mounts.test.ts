import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as events from '../../scripts/harness/events.ts';
import type { CacheService } from '../fakes/cache-service.ts';
import { pullScopes } from '../fakes/cache-token.ts';
import { FULL, fullTest } from '../full.ts';
import { type MountLab, openMountLab, warnings } from './support/mount-lab.ts';

let lab: MountLab;
let service: CacheService;
/** New for each test: separate mounts in the engine, and separate steps. */
let id: string;

beforeAll(async () => {
  lab = await openMountLab();
  service = lab.service;
});
beforeEach(() => {
  lab.renew();
  id = lab.id();
});
afterAll(() => lab?.close());

const dockerfile: MountLab['dockerfile'] = (...of) => lab.dockerfile(...of);
const build: MountLab['build'] = (...of) => lab.build(...of);
const goCold = () => lab.cold();

describe('cache mounts on a builder that is new each time', () => {
  test('the next run finds what one run has left in them', async () => {
    const scope = { 'cache-scope': 'app-arm' };
    const first = await build(dockerfile(1, [`id=${id}`]), { inputs: scope });
    expect(first.log).toContain('seen /m0: 0:0:755');
    expect(first.log).toMatch(/Saved the cache mounts as slipway-mounts-1-/);
    // A scope whose name is a prefix of the other one.
    await goCold();
    const other = await build(dockerfile(2, [`id=${id}`]), { inputs: { 'cache-scope': 'app' } });
    expect(other.log).toContain('seen /m0: 0:0:755');
    await goCold();
    const second = await build(dockerfile(3, [`id=${id}`]), { inputs: scope });
    expect(second.log).toContain(`Restored cache mounts in `);
    expect(second.log).toContain('seen /m0: turn1 0:0:755');
    // A new mount in the Dockerfile does not affect the others.
    await goCold();
    const third = await build(dockerfile(4, [`id=${id}`, `id=${id}-new`]), { inputs: scope });
    expect(third.log).toContain('seen /m0: turn1 turn3 0:0:755');
    expect(service.entries()).toHaveLength(4);
    expect([first, other, second, third].flatMap(warnings)).toEqual([]);

    // A pull request reads what its base branch saved, and saves nothing.
    await goCold();
    const run = service.run(pullScopes(7));
    const event = events.pullRequest({ number: 7 });
    const pull = await build(dockerfile(5, [`id=${id}`, `id=${id}-new`]), { run, event, inputs: scope });
    expect(pull.log).toContain('seen /m0: turn1 turn3 turn4 0:0:755');
    expect(pull.log).toContain('seen /m1: turn4 0:0:755');
    expect(pull.log).toContain('The cache mounts are not saved: this run belongs to a pull request.');
    expect(run.counts.written).toBe(0);
  });

  fullTest('each mount comes back with its own owner, permissions, links and odd names, and unchanged', async () => {
    const mounts = [
      `id=${id}-a,uid=1000,gid=1001,mode=0700`,
      `id=${id}-b,mode=0750,sharing=private`,
      `id=${id}-c,sharing=locked`,
      `id=${id}-d`,
    ];
    const odd =
      "cd /m2; mkdir -p 'd e/ü'; echo x > 'd e/ü/f'; ln -s f 'd e/ü/l'; ln 'd e/ü/f' hard; chown 7:8 hard; chmod 640 hard; touch -d @1000000001 hard";
    const fill = 'for m in /m0 /m1 /m2 /m3; do echo turn1 >> $m/log; done; chown 1000:1001 /m3; chmod 777 /m3';
    await build(dockerfile(1, mounts, `${fill}; ${odd}`));
    await goCold();
    const look = "cd /m2; stat -c '%n %u:%g %a %h %Y' hard; readlink 'd e/ü/l'; cat 'd e/ü/f'";
    const second = await build(dockerfile(2, mounts, look));
    expect(second.log).toContain('seen /m0: turn1 1000:1001:700');
    expect(second.log).toContain('seen /m1: turn1 0:0:750');
    expect(second.log).toContain('seen /m2: turn1 0:0:755');
    expect(second.log).toContain('hard 7:8 640 2 1000000001');
    // A mount's own folder contains what a build gave it.
    expect(second.log).toContain('seen /m3: turn1 1000:1001:777');
    expect(second.log).toContain('The cache mounts are unchanged; nothing to save.');
    expect(second.service.counts.calls.CreateCacheEntry).toBeUndefined();
    const third = await build(dockerfile(3, mounts, 'chmod 770 /m3'));
    expect(third.log).toContain('Saved the cache mounts');
  });

  fullTest('nothing is saved if no step ran, and nothing is replaced that the builder already has', async () => {
    await build(dockerfile(1, [`id=${id}`]));
    const same = await build(dockerfile(1, [`id=${id}`]));
    expect(same.service.counts.calls.CreateCacheEntry).toBeUndefined();
    // They were not even looked at.
    expect(same.log).not.toContain('nothing to save');
    await goCold();
    const empty = await build(dockerfile(2, [`id=${id}-never-written`], 'true'));
    expect(empty.log).toContain('nothing to save');
    expect(service.entries()).toHaveLength(1);

    await build(dockerfile(3, [`id=${id}`]), { inputs: { 'cache-mounts': 'false' } });
    expect((await build(dockerfile(4, [`id=${id}`]))).log).toContain('seen /m0: turn3 0:0:755');
  });

  fullTest('only the listed ids; one that is not in the Dockerfile is reported', async () => {
    const mounts = [`id=${id}-a`, `id=${id}-b`];
    const inputs = { 'cache-mounts': `${id}-b, ${id}-x` };
    const first = await build(dockerfile(1, mounts), { inputs });
    const notice = `notice: cache-mounts: The Dockerfile has no cache mount \`${id}-x\` (it has \`${id}-a\`, \`${id}-b\`).`;
    expect(warnings(first)).toEqual([notice]);
    await goCold();
    // With a token that may only read.
    const run = service.run([{ ref: 'refs/heads/main', permission: 'read' }]);
    const second = await build(dockerfile(2, mounts), { inputs, run });
    expect(second.log).toContain('seen /m0: 0:0:755');
    expect(second.log).toContain('seen /m1: turn1 0:0:755');
    expect(second.log).toContain("The cache mounts are not saved: this job's token may only read caches.");
    expect(warnings(second)).toEqual([notice]);
  });
});

describe('no overhead', () => {
  test('a Dockerfile without cache mounts makes no request', async () => {
    const run = await build(`FROM scratch\nCOPY --from=busybox / /\nRUN : ${id}\n`);
    expect(run.service.counts.requests).toBe(0);
    expect(warnings(run)).toEqual([]);
  });
});

describe('every problem is one warning', () => {
  fullTest('a corrupt archive, which the next one replaces; more than cache-max-size', async () => {
    await build(dockerfile(1, [`id=${id}`]));
    await goCold();
    await service.fail('corrupt');
    const run = await build(dockerfile(2, [`id=${id}`])).finally(() => service.fail(undefined));
    expect(warnings(run)).toEqual([
      expect.stringMatching(/^warning: cache-mounts: the saved cache mounts could not be downloaded: /),
    ]);
    await goCold();
    const entries = service.entries().length;
    const tooMuch = 'dd if=/dev/urandom of=/m0/big bs=1M count=3 2>/dev/null';
    const large = await build(dockerfile(3, [`id=${id}`], tooMuch), { inputs: { 'cache-max-size': '2mb' } });
    expect(large.log).toContain('seen /m0: turn2 0:0:755');
    expect(warnings(large)).toEqual([
      'warning: cache-mounts: the cache mounts were not saved: it is larger than `cache-max-size` allows',
    ]);
    expect(service.entries()).toHaveLength(entries);
  });

  test.each(FULL ? (['away', { status: 403 }] as const) : (['away'] as const))('a service that is %p', async fault => {
    await service.fail(fault);
    const run = await build(dockerfile(1, [`id=${id}`])).finally(() => service.fail(undefined));
    expect(warnings(run)).toEqual([
      expect.stringMatching(/^warning: cache-mounts: the saved cache mounts could not be downloaded: /),
    ]);
  });

  fullTest.each(['hang', { status: 500 }] as const)('a service that is %p, until the deadline', async fault => {
    await service.fail(fault);
    const run = await build(dockerfile(1, [`id=${id}`]), { inputs: { timeout: '2s' } }).finally(() =>
      service.fail(undefined),
    );
    expect(warnings(run)).toEqual([
      'warning: cache-mounts: the saved cache mounts could not be downloaded: it took longer than 2 s (the input `timeout`)',
    ]);
  });

  test('a runner without a cache service', async () => {
    const nothing = { env: {}, token: '', counts: service.run().counts };
    const run = await build(dockerfile(1, [`id=${id}`]), { run: nothing });
    expect(warnings(run)).toEqual([
      'notice: cache-mounts: nothing is saved because the runner offers no cache service',
    ]);
  });

  fullTest('mounts that cannot be kept are reported, and the others are kept', async () => {
    const text = [
      // A value that is not given here may be in its environment.
      'FROM busybox AS base',
      'FROM base',
      `RUN --mount=type=cache,id=${id}-a,target=/m,from=base : ${id}`,
      `RUN --mount=type=cache,id=${id}-b,target=/m : ${id}; echo 1 > /m/1`,
      `RUN --mount=type=cache,id=$HOME-c,target=/m : ${id}`,
    ].join('\n');
    const run = await build(text);
    expect(warnings(run)).toEqual([
      `notice: cache-mounts: \`${id}-a\` is not saved because it begins as a copy of \`base\`. \`type=cache,id=$HOME-c,target=/m\` is not saved because the value of its \`id\` cannot be determined from the Dockerfile.`,
      expect.stringContaining('UndefinedVar'),
    ]);
    expect(run.log).toContain('Saved the cache mounts');
  });
});
