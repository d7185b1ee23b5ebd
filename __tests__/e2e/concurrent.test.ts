import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect } from '@jest/globals';
import * as events from '../../scripts/harness/events.ts';
import { runJob } from '../../scripts/harness/job.ts';
import { leaksInFolder } from '../../scripts/harness/leaks.ts';
import type { JobResult } from '../../scripts/harness/types.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { fullTest } from '../full.ts';
import { digestsOf } from './support/checks.ts';
import { dockerfile, localImages } from './support/images.ts';
import { ACTION, type Lab, openLab, registriesInput } from './support/lab.ts';

let lab: Lab;
let root: string;
beforeAll(async () => {
  lab = await openLab([{}, {}]);
  root = join(lab.busybox, '../machine');
  mkdirSync(join(root, 'home/.docker'), { recursive: true });
});
afterAll(() => lab?.close());

const CONFIG = `{\n   "auths": {"registry.example": {"auth": "${Buffer.from('user:theirs').toString('base64')}"}}}\n`;
const config = () => join(root, 'home/.docker/config.json');
const folders = () => readdirSync(join(root, '_temp')).filter(name => /^slipway-\d+\./.test(name));

/** Two runners on one machine: the same user, home and RUNNER_TEMP. `test` differs for each run. */
async function publish(registry: LocalRegistry, says: string, test: string, image: string): Promise<JobResult> {
  const { folder, sha } = await lab.workspace({
    Dockerfile: dockerfile('COPY hello cargo /'),
    hello: says,
    cargo: randomBytes(300_000).toString('hex'),
  });
  const inputs = {
    images: image,
    registries: registriesInput([registry]),
    tags: 'type=raw,value=1.0\ntype=raw,value=latest',
    'build-contexts': `busybox=${lab.busybox}`,
    test,
  };
  const job = { root, workspace: folder, event: events.push({ sha }), env: { GITHUB_API_URL: 'http://127.0.0.1:9' } };
  return runJob(job, [{ uses: ACTION, with: inputs }]);
}

/** A script that waits until both runs have reached it, so that they overlap. */
const meet = (mine: string, other: string) =>
  `touch "${root}/${mine}"; until [ -e "${root}/${other}" ]; do sleep 0.05; done`;

function expectGreen(jobs: readonly JobResult[]): void {
  expect(jobs.map(({ conclusion, log }) => (conclusion === 'success' ? '' : log))).toEqual(jobs.map(() => ''));
  for (const { steps, leftProcesses } of jobs) {
    expect(steps[0]!.post!.annotations).toEqual([]);
    expect(leftProcesses).toEqual([]);
  }
}

fullTest('two runs at once with different credentials do not see each other', async () => {
  writeFileSync(config(), CONFIG);
  const [a, b] = lab.registries as [LocalRegistry, LocalRegistry];
  const seen: string[][] = [];
  // A third run starts and ends meanwhile: its sweep and its post find the folders of two living runs.
  const third = async () => {
    while (!existsSync(join(root, 'a-tests')) || !existsSync(join(root, 'b-tests'))) await sleep(20);
    const before = folders();
    const run = await publish(a, 'third', 'true', 'acme/third');
    seen.push(before, folders());
    writeFileSync(join(root, 'third-is-done'), '');
    return run;
  };
  const until = `${meet('$WHO-tests', 'third-is-done')}; docker run --rm "$IMAGE" | grep -x "$WHO"`;
  const script = (who: string) => until.replaceAll('$WHO', who);
  const [one, two, three] = await Promise.all([
    publish(a, 'a', script('a'), 'acme/one'),
    publish(b, 'b', script('b'), 'acme/two'),
    third(),
  ]);

  expectGreen([one, two, three]);
  expect(seen.map(each => each.length)).toEqual([2, 2]);
  const digest = (job: JobResult) => job.steps[0]!.main!.outputs.digest;
  expect(await digestsOf(a, 'acme/one')).toEqual({ '1.0': digest(one), latest: digest(one) });
  expect(await digestsOf(b, 'acme/two')).toEqual({ '1.0': digest(two), latest: digest(two) });
  expect([await digestsOf(b, 'acme/one'), await digestsOf(a, 'acme/two')]).toEqual([{}, {}]);
  const secrets = lab.registries.map(registry => registry.password);
  expect([folders(), leaksInFolder(secrets, root)]).toEqual([[], []]);
  expect(readFileSync(config(), 'utf8')).toBe(CONFIG);
  const digests = [one, two, three].map(digest);
  expect((await localImages()).filter(image => digests.some(each => image.endsWith(` ${each}`)))).toEqual([]);
});

// `same-name.test.ts` has the same with gates that wait for each other.
fullTest('a run during another of the same image: each tests and publishes its own', async () => {
  const [a] = lab.registries as [LocalRegistry];
  // The first loads its image; the second loads another one under the same name, is tested, published and cleaned up.
  const first = publish(
    a,
    'first',
    `${meet('first-tests', 'second-is-done')}; docker run --rm "$IMAGE" | grep -x first`,
    'acme/same',
  );
  while (!existsSync(join(root, 'first-tests'))) await sleep(20);
  const second = await publish(a, 'second', 'docker run --rm "$IMAGE" | grep -x second', 'acme/same');
  const between = await digestsOf(a, 'acme/same');
  writeFileSync(join(root, 'second-is-done'), '');
  const jobs = [await first, second];

  expectGreen(jobs);
  const [one, two] = jobs.map(job => job.steps[0]!.main!.outputs.digest);
  expect(between).toEqual({ '1.0': two, latest: two });
  expect(await digestsOf(a, 'acme/same')).toEqual({ '1.0': one, latest: one });
  const left = (await localImages()).filter(image => image.endsWith(` ${one}`) || image.endsWith(` ${two}`));
  expect(left).toEqual([]);
});
