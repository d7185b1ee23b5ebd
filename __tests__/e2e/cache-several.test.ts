import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import * as events from '../../scripts/harness/events.ts';
import { branchScopes } from '../fakes/cache-token.ts';
import { firstRows, fullTest } from '../full.ts';
import { type CacheLab, openCacheLab } from './support/cache-lab.ts';
import { annotationsOf, expectGreen } from './support/checks.ts';
import type { Inputs, JobOptions } from './support/lab.ts';

/** Only root may start an engine. */
const whenRoot = process.getuid?.() === 0 ? describe : describe.skip;

let cache: CacheLab;

beforeAll(async () => {
  if (whenRoot === describe.skip) return;
  cache = await openCacheLab();
});
afterEach(() => cache?.service.fail(undefined));
afterAll(() => cache?.close());

/** Two images with separate caches, and a shared target with its own. */
const BAKE = (base: string) => `
  group "default" { targets = ["api", "worker"] }
  target "base" {
    contexts = { busybox = "${base}" }
    dockerfile-inline = "FROM scratch\\nCOPY --from=busybox / /\\nRUN : base; head -c 99 /dev/urandom > /base\\n"
    cache-from = ["type=gha,scope=base"]
    cache-to = ["type=gha,scope=base,mode=max"]
  }
  ${['api', 'worker']
    .map(
      name => `target "${name}" {
    contexts = { base = "target:base" }
    dockerfile-inline = "FROM base\\nRUN : ${name}; head -c 99 /dev/urandom > /own\\n"
    cache-from = ["TYPE=gha,scope=${name}"]
    cache-to = ["TYPE=gha,scope=${name},mode=max"]
  }`,
    )
    .join('\n')}
`;

const build = async (options: JobOptions = {}, inputs: Inputs = {}) => {
  await cache.cold();
  const workspace = await cache.lab.workspace({ 'docker-bake.hcl': BAKE(cache.lab.busybox) });
  const given = { bake: 'true', 'build-contexts': '', images: `acme/${cache.id}-{{target}}`, ...inputs };
  return cache.build(workspace, { ...given, allow: `fs.read=${cache.lab.busybox}` }, options);
};

const warnings = (run: Awaited<ReturnType<CacheLab['build']>>) => [
  ...annotationsOf(run, 'warning'),
  ...run.post.annotations.map(each => each.message),
];

whenRoot('caches that a bake file names for each image', () => {
  test('are not written if a pull request’s code would end up in those of the default branch', async () => {
    const run = cache.service.run(branchScopes('main', 'main'));
    const event = { ...events.pullRequest(), name: 'pull_request_target', ref: 'refs/heads/main' };
    const built = await build({ event, job: { env: run.env } }, { cache: 'none' });
    expectGreen(built);
    expect(annotationsOf(built, 'notice').join('\n')).toContain('`cache-to: type=gha` is skipped: ');
    expect(run.counts.calls).not.toHaveProperty('CreateCacheEntry');
  });

  test.each(firstRows(1, ['auto', 'none']))(
    'are written and read, whatever the run’s own cache is (%s)',
    async backend => {
      expectGreen(await build({}, { cache: backend }));
      const next = await build({}, { cache: backend });
      expectGreen(next);
      expect([next.main.outputs['cache-hit-ratio'], warnings(next)]).toEqual(['1.00', []]);
      const scopes = ['base', 'api', 'worker'].map(scope => `index-${scope}-`);
      const keys = cache.service.entries().map(({ key }) => key);
      expect(scopes.filter(scope => !keys.some(key => key.startsWith(scope)))).toEqual([]);
    },
  );

  fullTest.each([
    ['loses its content', { status: 404, on: 'read' }, /Caching was skipped or incomplete: /],
    ['is away', 'away', /does not answer \(ECONNREFUSED\)/],
    ['stops answering', { hangs: 'read', after: 1 }, /Caching was skipped or incomplete: /],
  ] as const)('on a service that %s cost one warning and no build', async (_, fault, told) => {
    await cache.service.fail(fault);
    const run = await build({}, { cache: 'none', timeout: '6s' });
    expectGreen(run);
    expect(warnings(run)).toEqual([expect.stringMatching(told)]);
    expect(run.leftProcesses).toEqual([]);
  });
});
