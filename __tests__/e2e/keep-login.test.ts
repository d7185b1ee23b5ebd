import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { attempt, command } from '../../scripts/command.ts';
import { leaksInFolder } from '../../scripts/harness/leaks.ts';
import type { Workspace } from '../../scripts/harness/workspace.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { firstRows, fullTest } from '../full.ts';
import { dockerfile } from './support/images.ts';
import { killMain } from './support/kill.ts';
import { type Inputs, type Lab, openLab, registriesInput } from './support/lab.ts';

let lab: Lab;
let registry: LocalRegistry;
let workspace: Workspace;
let home = '';
let names = 0;
beforeAll(async () => {
  lab = await openLab([{}]);
  [registry] = lab.registries as [LocalRegistry];
  workspace = await lab.workspace({ Dockerfile: dockerfile('RUN ["/bin/sh", "-c", "echo ahoy > /hello"]') });
});
afterAll(() => lab?.close());
beforeEach(() => {
  names += 1;
});

const config = () => join(home, '.docker/config.json');
const image = () => `${registry.host}/acme/kept-${names}:1`;
/** A later step's view of the user's own Docker config. */
const digestBy = () => attempt('crane', ['digest', image()], { env: { HOME: home, PATH: process.env.PATH ?? '' } });

type Later = () => void | Promise<void>;

/** The step, and a following one that runs `later`. `before`: the user's config, if there is one. */
async function job(inputs: Inputs, later: Later, before?: string) {
  const given = {
    images: `acme/kept-${names}`,
    registries: registriesInput(lab.registries),
    tags: 'type=raw,value=1',
    'build-contexts': `busybox=${lab.busybox}`,
    'keep-login': 'true',
    ...inputs,
  };
  return lab.job(
    workspace,
    [{ with: given }, { with: { 'dry-run': 'true', images: 'acme/x' }, before: later, always: true }],
    {
      home: folder => {
        home = folder;
        if (before === undefined) return;
        mkdirSync(join(folder, '.docker'));
        writeFileSync(config(), before);
        chmodSync(config(), 0o640);
      },
    },
  );
}

const conclusion = ({ conclusion, log }: Awaited<ReturnType<typeof job>>) =>
  conclusion === 'success' ? conclusion : log;

/** The user's own login to the same registry, which it refuses, in a distinctive format. */
const odd = () => `{ "auths":{"${registry.host}":{"auth":"b2xkOm9sZA=="} },"HttpHeaders": {"X":"1"}}`;

test.each(firstRows(1, ['a config', 'no config']))(
  'a later step is logged in; after the job there is what there was: %s',
  async what => {
    const before = what === 'a config' ? odd() : undefined;
    let seen = '';
    const done = await job(
      {},
      async () => {
        const { code, stdout } = await digestBy();
        seen = `${code} ${stdout.trim()}`;
      },
      before,
    );
    expect(conclusion(done)).toBe('success');
    expect(seen).toBe(`0 ${done.steps[0]!.main!.outputs.digest}`);
    // buildx keeps its own files in that folder.
    if (before === undefined) expect(existsSync(config())).toBe(false);
    else expect([readFileSync(config(), 'utf8'), statSync(config()).mode & 0o777]).toEqual([before, 0o640]);
    expect(done.log).not.toContain(registry.password);
    expect(leaksInFolder([registry.password], join(home, '..'))).toEqual([]);
  },
);

test("another step's login is kept", async () => {
  const done = await job({}, async () => {
    const json = JSON.parse(readFileSync(config(), 'utf8'));
    json.auths['quay.io'] = { auth: 'cTpx' };
    writeFileSync(config(), JSON.stringify(json));
  });
  expect(conclusion(done)).toBe('success');
  expect(JSON.parse(readFileSync(config(), 'utf8'))).toEqual({ auths: { 'quay.io': { auth: 'cTpx' } } });
});

test.each<[string, Inputs]>([
  ['a dry run', { 'dry-run': 'true' }],
  ['a failed run', { test: 'exit 1' }],
  ['a run without the input', { 'keep-login': 'false' }],
])('%s keeps nothing', async (_, inputs) => {
  let isThere = true;
  await job(inputs, () => {
    isThere = existsSync(config());
  });
  expect(isThere).toBe(false);
  expect(existsSync(join(home, '.docker/config.json'))).toBe(false);
});

test('a main step that is killed after writing its login: post removes it', async () => {
  const given = {
    images: `acme/kept-${names}`,
    registries: registriesInput(lab.registries),
    tags: 'type=raw,value=1',
    'build-contexts': `busybox=${lab.busybox}`,
    'keep-login': 'true',
  };
  let root = '';
  let written = '';
  const done = await lab.job(workspace, [{ with: given }], {
    home: folder => {
      home = folder;
      root = join(folder, '..');
      mkdirSync(join(folder, '.docker'));
      writeFileSync(config(), odd());
    },
    job: {
      onLine: line => {
        if (!line.includes('Kept the logins')) return;
        written = readFileSync(config(), 'utf8');
        killMain(join(root, '_temp'));
      },
    },
  });
  expect(written).toContain(Buffer.from(`${registry.username}:${registry.password}`).toString('base64'));
  expect(readFileSync(config(), 'utf8')).toBe(odd());
  expect(done.steps[0]!.post?.exitCode).toBe(0);
  expect(leaksInFolder([registry.password], root)).toEqual([]);
});

fullTest("docker itself uses the login, and so does a program with docker's library", async () => {
  let pulled = '';
  await job({}, async () => {
    const env = { HOME: home, PATH: process.env.PATH ?? '', DOCKER_HOST: process.env.DOCKER_HOST ?? '' };
    pulled = await command('docker', ['buildx', 'imagetools', 'inspect', image()], { env });
  });
  expect(pulled).toContain(image());
});
