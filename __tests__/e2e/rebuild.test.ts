import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { command } from '../../scripts/command.ts';
import * as events from '../../scripts/harness/events.ts';
import { manifest } from '../../scripts/registries/client.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { fullTest } from '../full.ts';
import { digestsOf, expectGreen, writesTo } from './support/checks.ts';
import { type Inputs, type Lab, openLab, registriesInput } from './support/lab.ts';

let lab: Lab;
let a: LocalRegistry;
let b: LocalRegistry;
beforeAll(async () => {
  lab = await openLab();
  [a, b] = lab.registries as [LocalRegistry, LocalRegistry];
});
afterAll(() => lab.close());

/** Publishes a base image in a registry that is used for nothing else. */
async function publishBase(text: string): Promise<string> {
  const folder = mkdtempSync(join(lab.busybox, '..', 'base-'));
  writeFileSync(join(folder, 'base.txt'), text);
  const { host, username, password } = b;
  const auth = Buffer.from(`${username}:${password}`).toString('base64');
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: { [host]: { auth } } }));
  const env = { DOCKER_CONFIG: folder };
  const name = `${host}/base/os:1`;
  const platform = `linux/${process.arch === 'arm64' ? 'arm64' : 'amd64'}`;
  await command('tar', ['-cf', 'base.tar', 'base.txt'], { cwd: folder });
  await command('crane', ['append', '--insecure', '-f', join(folder, 'base.tar'), '-t', name], { env });
  await command('crane', ['mutate', '--insecure', '--set-platform', platform, '-t', name, name], { env });
  return (await manifest(b, 'base/os', '1'))!.digest;
}

async function nightly(images: string, inputs: Inputs, dockerfile = `FROM ${b.host}/base/os:1\nCOPY api.txt /`) {
  const workspace = await lab.workspace({ Dockerfile: dockerfile, 'api.txt': images });
  const run = await lab.publish(
    workspace,
    {
      ...{ images, registries: registriesInput([a]), 'registry-auth': registriesInput([b]) },
      ...{ tags: 'type=raw,value=nightly', rebuild: 'base-changed', 'build-contexts': '', ...inputs },
    },
    { event: events.push({ sha: workspace.sha }) },
  );
  expectGreen(run);
  return run;
}

test('nothing is built unless a base image has moved', async () => {
  const before = await publishBase('one');
  const first = await nightly('rebuild/api', {});
  expect(first.main.outputs.pushed).toBe('true');
  expect(first.log).toContain('Rebuilding: nothing is published yet');
  const tags = await digestsOf(a, 'rebuild/api');
  const writes = () => writesTo(a, 'rebuild/api').length;
  const written = writes();

  const second = await nightly('rebuild/api', { preflight: 'false' });
  expect(second.main.outputs).toMatchObject({ pushed: 'false' });
  expect(second.main.outputs.reason).toBe(
    `no base image has moved since ${a.host}/rebuild/api:nightly was built (${b.host}/base/os:1 is still ${before})`,
  );
  expect([await digestsOf(a, 'rebuild/api'), writes()]).toEqual([tags, written]);

  const after = await publishBase('two');
  const third = await nightly('rebuild/api', {});
  expect(third.main.outputs.pushed).toBe('true');
  expect(third.log).toContain(`Rebuilding: ${b.host}/base/os:1 has moved from ${before} to ${after}`);
  expect((await digestsOf(a, 'rebuild/api')).nightly).not.toBe(tags.nightly);
  expect((await nightly('rebuild/api', {})).main.outputs.pushed).toBe('false');
});

fullTest('without provenance the base is unknown, so it is built; annotations are enough too', async () => {
  const base = await publishBase('three');
  await nightly('rebuild/blind', { provenance: 'false' });
  const blind = await nightly('rebuild/blind', { provenance: 'false' });
  expect(blind.main.outputs.pushed).toBe('true');
  expect(blind.log).toContain('Rebuilding: neither provenance nor annotations');

  const annotations = [
    `org.opencontainers.image.base.name=${b.host}/base/os:1`,
    `org.opencontainers.image.base.digest=${base}`,
  ].join('\n');
  await nightly('rebuild/annotated', { provenance: 'false', annotations });
  const told = await nightly('rebuild/annotated', { provenance: 'false', annotations });
  expect(told.main.outputs.pushed).toBe('false');
});

fullTest('several images are built if one of them is due', async () => {
  await publishBase('four');
  const dockerfile = `FROM ${b.host}/base/os:1 AS api\nCOPY api.txt /\nFROM scratch AS worker\nCOPY api.txt /`;
  const given = { builds: '- {name: api, target: api}\n- {name: worker, target: worker}' };
  const publish = () => nightly('rebuild/{{target}}', given, dockerfile);
  await publish();
  const idle = await publish();
  expect(idle.main.outputs.pushed).toBe('false');
  expect(idle.main.outputs.reason).toContain('api: no base image has moved since');
  expect(idle.main.outputs.reason).toContain('worker: no base image has moved since');
  await publishBase('five');
  const due = await publish();
  expect(due.main.outputs.pushed).toBe('true');
  expect(due.log).toContain(`Rebuilding: api: ${b.host}/base/os:1 has moved`);
});
