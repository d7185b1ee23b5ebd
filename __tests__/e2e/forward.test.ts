import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as events from '../../scripts/harness/events.ts';
import { manifest } from '../../scripts/registries/client.ts';
import { fullTest } from '../full.ts';
import { expectGreen } from './support/checks.ts';
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

test('a backport after a higher version gets its own tags, and not latest; with `always` it gets that too', async () => {
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
  const reason = 'it already points to 2.0.1, newer than 1.9.1';
  expect(stateOf(backport, 'latest')).toMatchObject({ state: 'kept', reason, digest: two });
  for (const place of [backport.main.log, backport.main.summary]) expect(place).toContain('newer than 1');

  await release('v1.9.1', { 'moving-tags': 'always' });
  expect(await digestAt('acme/forward', 'latest')).toBe(await digestAt('acme/forward', '1.9.1'));
});

fullTest('an older run that ends late does not move its branch tag back; a re-run of it does', async () => {
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

describe('plain tags beside a version', () => {
  const VALUES = {
    'raw values': (version: string) => ({ tags: `${version}\n${version.slice(0, 3)}\nlatest` }),
    'a file and parts of a git tag': () => ({
      tags: [
        "{{file 'VERSION'}}",
        String.raw`type=raw,value={{regex_replace tag '^v(\d+\.\d+)\..*' '$1'}}`,
        'type=raw,value=latest',
      ].join('\n'),
    }),
    'complete references': (version: string) => {
      const name = `${lab.registries[0]!.host}/acme/plain-references`;
      const tags = [version, version.slice(0, 3), 'latest'].map(tag => `${name}:${tag}`).join('\n');
      return { images: '', registries: '', 'registry-auth': registriesInput(lab.registries), tags, push: 'true' };
    },
  } as const;

  fullTest.each(Object.entries(VALUES))(
    '%s: `latest` does not move back to a lower version',
    async (what, inputsFor) => {
      const path = `acme/plain-${what.split(' ').at(-1)}`;
      const workspace = await lab.workspace({
        Dockerfile: dockerfile('COPY VERSION /hello'),
        VERSION: '1.6.0\n',
      });
      let sha = workspace.sha;
      const publish = async (version: string, more = {}) => {
        writeFileSync(join(workspace.folder, 'VERSION'), `${version}\n`);
        const inputs = { images: path, registries: registriesInput(lab.registries), ...inputsFor(version), ...more };
        const run = await lab.publish(workspace, inputs, { event: events.push({ tag: `v${version}`, sha }) });
        expectGreen(run);
        // The next version is of a later commit.
        sha = await commitTo(workspace.folder);
        return run;
      };
      const high = (await publish('1.6.0')).main.outputs.digest;
      const low = await publish('1.5.2');
      for (const tag of ['1.5.2', '1.5']) expect(await digestAt(path, tag)).toBe(low.main.outputs.digest);
      for (const tag of ['1.6.0', '1.6', 'latest']) expect(await digestAt(path, tag)).toBe(high);
      const reason = 'it already points to 1.6.0, newer than 1.5.2';
      expect(stateOf(low, 'latest')).toMatchObject({ state: 'kept', reason, digest: high });

      // From here on it no longer matters where the tags come from.
      if (what !== 'raw values') return;
      const back = await publish('1.5.2', { 'moving-tags': 'always' });
      expect(await digestAt(path, 'latest')).toBe(back.main.outputs.digest);
      const next = await publish('1.7.0');
      expect(await digestAt(path, 'latest')).toBe(next.main.outputs.digest);
    },
  );

  fullTest('a promotion of an image without a version', async () => {
    const workspace = await lab.workspace({ Dockerfile: dockerfile('COPY <<hello /hello', 'ahoy', 'hello') });
    const common = { images: 'acme/plain-promoted', registries: registriesInput(lab.registries) };
    const candidate = async () => {
      const event = events.push({ sha: await commitTo(workspace.folder) });
      return (await lab.publish(workspace, { ...common, tags: 'rc', labels: 'n={{sha}}' }, { event })).main.outputs
        .digest;
    };
    const promote = async (digest: string | undefined, version: string) => {
      const source = `${lab.registries[0]!.host}/acme/plain-promoted@${digest}`;
      const tags = `${version}\n${version.slice(0, 3)}\nlatest`;
      const run = await lab.publish(workspace, { ...common, source, tags, 'build-contexts': '' });
      expectGreen(run);
      return run;
    };
    const [first, second] = [await candidate(), await candidate()];
    expect(first).not.toBe(second);
    await promote(first, '1.6.0');
    const low = await promote(second, '1.5.2');
    expect(await digestAt('acme/plain-promoted', 'latest')).toBe(first);
    expect(await digestAt('acme/plain-promoted', '1.5')).toBe(second);
    expect(stateOf(low, 'latest')).toMatchObject({
      state: 'kept',
      reason: expect.stringContaining('1.6.0 is already published'),
    });
  });

  fullTest('for images of the same version, the order of commits decides', async () => {
    const older = await lab.workspace({ Dockerfile: dockerfile('COPY <<hello /hello', 'ahoy', 'hello') });
    const newer = await commitTo(older.folder);
    const inputs = { images: 'acme/plain-same', registries: registriesInput(lab.registries), tags: '1.6.0\nlatest' };
    const publish = (sha: string) => lab.publish(older, inputs, { event: events.push({ sha }) });
    const first = (await publish(newer)).main.outputs.digest;
    const late = await publish(older.sha);
    expectGreen(late);
    expect(stateOf(late, 'latest')).toMatchObject({
      state: 'kept',
      reason: expect.stringContaining('a newer commit than this one'),
    });
    expect(await digestAt('acme/plain-same', 'latest')).toBe(first);
  });
});
