import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ActionError } from '../../src/host/errors.ts';
import { inputsOfImages } from '../../src/inputs/job.ts';
import type { PolicyVerdict } from '../../src/policy/breach.ts';
import { judgeBases, judgeImages, judgePlan } from '../../src/run/policing.ts';
import { repositoryOf } from '../publish/built-from.ts';
import { layout } from '../publish/dock.ts';
import { closeRigs, rig } from '../registry/rig.ts';
import { newKey } from '../signing/rig.ts';
import { createHome, ENDED, exported, type Home, NAMES, type Name, prepared } from './two-images.ts';

/** Two images, one of which breaches the policy: the run is stopped before anything of either is published. */

let images: Readonly<Record<Name, ReturnType<typeof layout>>>;
beforeAll(() => {
  images = { api: layout({ revision: 'api' }), worker: layout({ revision: 'worker' }) };
});
afterAll(() => {
  for (const image of Object.values(images)) image.remove();
});
let home: Home;
beforeEach(() => {
  home = createHome();
});
afterEach(async () => {
  home.remove();
  await closeRigs();
});

const otherThan = (name: Name): Name => (name === 'api' ? 'worker' : 'api');

/** A run of both images for one registry, and the verdicts that are reported. */
async function runWith(given: Readonly<Record<string, string>>) {
  const registry = await rig();
  const { ready, log } = await prepared({ home, run: async () => ENDED, given, rigs: [registry] });
  const verdicts: PolicyVerdict[] = [];
  const judged = (verdict: PolicyVerdict) => {
    verdicts.push(verdict);
    return ready.report.judged(verdict);
  };
  return { ready: { ...ready, report: { ...ready.report, judged } }, log, verdicts, fake: registry.fake };
}

/** Judges both as built into layouts. The label of each is its name. */
async function judgeBoth(policy: string, more: Readonly<Record<string, string>> = {}) {
  const { ready, ...seen } = await runWith({ policy, ...more });
  const error = await judgeImages(ready, exported(ready, images)).then(
    () => undefined,
    (thrown: unknown) => thrown as ActionError,
  );
  return { error, ...seen };
}

const labeled = (pattern: string) => `labels: {org.opencontainers.image.revision: "${pattern}"}`;

describe('the verdict on two images', () => {
  test('both comply: the run does', async () => {
    const { error, log, verdicts } = await judgeBoth(labeled('*'));
    expect(error).toBeUndefined();
    expect(verdicts).toEqual([{ mode: 'enforce', breaches: [], isFinal: true }]);
    expect(log.lines).toContain('The run complies with its policy');
  });

  test.each(NAMES)('only %s breaches it: the run is stopped, and the breach names the image', async name => {
    const { error, verdicts, fake } = await judgeBoth(labeled(otherThan(name)));
    const found = `the label org.opencontainers.image.revision is "${name}", not "${otherThan(name)}"`;
    expect(verdicts).toMatchObject([{ isFinal: true, breaches: [{ rule: 'labels', image: name, found }] }]);
    expect(error?.code).toBe('POLICY_BREACHED');
    expect(error?.message).toMatch(/^This run breaches a rule of its policy:\n/);
    expect(error?.message).toContain(`- \`labels\` (${name}): ${found}.`);
    expect(error?.message).not.toContain(`(${otherThan(name)})`);
    expect(fake.seen).toEqual([]);
  });

  test('both breach it: one error names both', async () => {
    const { error, verdicts } = await judgeBoth(labeled('gateway'));
    expect(verdicts.flatMap(({ breaches }) => breaches.map(({ image }) => image))).toEqual(NAMES);
    for (const name of NAMES) expect(error?.message).toContain(`- \`labels\` (${name}): `);
  });

  test('with `policy-mode: warn`, the warning names the image, and the run continues', async () => {
    const { error, log } = await judgeBoth(labeled('api'), { 'policy-mode': 'warn' });
    expect(error).toBeUndefined();
    const warnings = log.lines.filter(line => line.startsWith('warning: '));
    expect(warnings).toEqual([expect.stringContaining('- `labels` (worker): ')]);
  });
});

describe('the verdict on the plan of two images', () => {
  test.each(NAMES)('only %s breaches it: the run is stopped, and the breach names the image', async name => {
    const builds = NAMES.map(each => `- {name: ${each}, platforms: linux/${each === name ? 'arm64' : 'amd64'}}`);
    const given = { policy: 'platforms: linux/amd64', builds: builds.join('\n') };
    const { ready, verdicts, log, fake } = await runWith(given);
    const { job, report } = ready;
    await expect(judgePlan({ job, asked: inputsOfImages(job) }, { report, log })).rejects.toMatchObject({
      code: 'POLICY_BREACHED',
      message: expect.stringContaining(`- \`platforms\` (${name}): `),
    });
    expect(verdicts.flatMap(({ breaches }) => breaches.map(({ image }) => image))).toEqual([name]);
    expect(fake.seen).toEqual([]);
  });
});

describe('the verdict on the base images of two images', () => {
  const key = newKey().publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const policy = JSON.stringify({ 'base-images': { 'signed-by': { key } } });

  /** Each has a base image in the registry, or none. */
  async function judge(...based: readonly Name[]) {
    const builds = NAMES.map(each => `- {name: ${each}, context: ., file: ${each}}`).join('\n');
    const { ready, verdicts, fake } = await runWith({ policy, builds });
    repositoryOf(fake, 'acme/base').image('1', 'one');
    const from = (name: Name) => (based.includes(name) ? `${fake.host}/acme/base:1` : 'scratch');
    for (const name of NAMES) writeFileSync(join(home.workspace, name), `FROM ${from(name)}\n`);
    const error = await judgeBases(ready).then(
      () => undefined,
      (thrown: unknown) => thrown as ActionError,
    );
    return { error, breached: verdicts.flatMap(({ breaches }) => breaches.map(({ image }) => image)) };
  }

  test('neither has one: the run goes on', async () => {
    expect(await judge()).toEqual({ error: undefined, breached: [] });
  });

  test.each(NAMES)('nobody has signed that of %s: the run is stopped, and the breach names the image', async name => {
    const { error, breached } = await judge(name);
    expect([error?.code, breached]).toEqual(['POLICY_BREACHED', [name]]);
    expect(error?.message).toContain(`- \`base-images.signed-by\` (${name}): `);
    expect(error?.message).not.toContain(`(${otherThan(name)})`);
  });

  test('nobody has signed either: one error names both', async () => {
    expect((await judge(...NAMES)).breached).toEqual(NAMES);
  });
});
