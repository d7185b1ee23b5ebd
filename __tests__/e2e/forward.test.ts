import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as events from '../../scripts/harness/events.ts';
import { manifest } from '../../scripts/registries/client.ts';
import { commitTo } from './support/commits.ts';
import { dockerfile } from './support/images.ts';
import { type Lab, openLab, type Run, registriesInput } from './support/lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await openLab([{}]);
});
afterAll(() => lab.close());

const digestAt = async (path: string, tag: string) => (await manifest(lab.registries[0]!, path, tag))?.digest;
const stateOf = (run: Run, tag: string) =>
  (JSON.parse(run.main.outputs.result ?? '[]') as { tag: string; state: string; reason?: string }[]).find(
    entry => entry.tag === tag,
  );

test('a backport after a higher version gets its own tags, and not latest; `always` takes that too', async () => {
  const workspace = await lab.workspace({ Dockerfile: dockerfile('COPY <<hello /hello', 'ahoy', 'hello') });
  const release = (tag: string, more = {}) => {
    const rules = ['{{version}}', '{{major}}.{{minor}}', '{{major}}'].map(pattern => `type=semver,pattern=${pattern}`);
    const inputs = { images: 'acme/forward', registries: registriesInput(lab.registries), tags: rules.join('\n') };
    return lab.publish(workspace, { ...inputs, ...more }, { event: events.push({ tag, sha: workspace.sha }) });
  };
  const two = (await release('v2.0.1')).main.outputs.digest;
  const backport = await release('v1.9.1');
  expect(backport.conclusion).toBe('success');
  const one = backport.main.outputs.digest;
  expect(one).not.toBe(two);
  expect(backport.main.outputs.pushed).toBe('true');
  for (const tag of ['1.9.1', '1.9', '1']) expect(await digestAt('acme/forward', tag)).toBe(one);
  for (const tag of ['2.0.1', '2.0', '2', 'latest']) expect(await digestAt('acme/forward', tag)).toBe(two);
  const reason = 'it names 2.0.1, which is higher than 1.9.1';
  expect(stateOf(backport, 'latest')).toMatchObject({ state: 'kept', reason, digest: two });
  for (const place of [backport.main.log, backport.main.summary]) expect(place).toContain('which is higher than 1');

  await release('v1.9.1', { 'moving-tags': 'always' });
  expect(await digestAt('acme/forward', 'latest')).toBe(await digestAt('acme/forward', '1.9.1'));
});

test('an older run that ends late does not take its branch back; a re-run of it does', async () => {
  const older = await lab.workspace({ Dockerfile: dockerfile('COPY <<hello /hello', 'ahoy', 'hello') });
  const newer = await commitTo(older.folder);
  const publish = (sha: string, attempt: string) =>
    lab.publish(
      older,
      { images: 'acme/branch', registries: registriesInput(lab.registries), tags: 'type=ref,event=branch\ntype=sha' },
      { event: events.push({ sha }), job: { env: { GITHUB_RUN_ATTEMPT: attempt } } },
    );
  const first = (await publish(newer, '1')).main.outputs.digest;
  const late = await publish(older.sha, '1');
  expect(late.conclusion).toBe('success');
  expect(stateOf(late, 'main')).toMatchObject({ state: 'kept', reason: expect.stringContaining(newer.slice(0, 12)) });
  expect(await digestAt('acme/branch', 'main')).toBe(first);
  expect(await digestAt('acme/branch', `sha-${older.sha.slice(0, 7)}`)).toBe(late.main.outputs.digest);

  const again = await publish(older.sha, '2');
  expect(await digestAt('acme/branch', 'main')).toBe(again.main.outputs.digest);
  expect((await publish(newer, '1')).main.outputs.digest).toBe(await digestAt('acme/branch', 'main'));
});
