import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import type { Workspace } from '../../scripts/harness/workspace.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { type RealRegistry, startTokenRegistry } from '../fakes/registry-real.ts';
import { fullTest } from '../full.ts';
import { annotationsOf, digestsOf, expectGreen, requestsFor, writesTo } from './support/checks.ts';
import { openFront } from './support/front.ts';
import { dockerfile } from './support/images.ts';
import { type Lab, openLab, registriesInput } from './support/lab.ts';

const BUILT = 'hoisting-the-anchor';

let lab: Lab;
let workspace: Workspace;
let good: LocalRegistry;
let guarded: RealRegistry;
beforeAll(async () => {
  guarded = await startTokenRegistry();
  lab = await openLab([{}]);
  [good] = lab.registries as [LocalRegistry];
  workspace = await lab.workspace({ Dockerfile: dockerfile(`RUN echo ${BUILT} > /hello`) });
});
afterAll(async () => {
  await lab.close();
  await guarded.stop();
});

/** `reader` may pull everything and push nothing; `limited` may not touch `secret/`. */
const as = (username: string, more: object = {}) =>
  stringify([{ registry: guarded.host, username, password: username, ...more }]);
const tags = 'type=raw,value=1.0';

test('no permission to push: every such repository is reported before the build, and nothing is left behind', async () => {
  const images = `secret/one\n${guarded.host}/open/two\n${guarded.host}/secret/three`;
  const run = await lab.publish(workspace, { images, registries: registriesInput([good]) + as('limited'), tags });

  expect(run.conclusion).toBe('failure');
  const [error = '', ...others] = annotationsOf(run, 'error');
  expect(others).toEqual([]);
  expect(error).toMatch(/^Cannot publish; nothing was built or pushed: /);
  const named = ['secret/one', 'open/two', 'secret/three'].filter(path => error.includes(`${guarded.host}/${path}`));
  expect([named, error.includes(good.host)]).toEqual([['secret/one', 'secret/three'], false]);
  expect(run.log).not.toContain(BUILT);
  expect(run.main.outputs).toMatchObject({ pushed: 'false', refs: '[]', digest: '' });
  // An upload was begun and cancelled where pushing is allowed.
  const requests = requestsFor(good, 'secret/one').map(line => line.replace(/uploads\/.*(?= )/, 'uploads/'));
  expect(requests.sort()).toEqual([
    'DELETE /v2/secret/one/blobs/uploads/ 204',
    'POST /v2/secret/one/blobs/uploads/ 202',
    'POST /v2/secret/one/blobs/uploads/ 401',
  ]);
  expect([writesTo(good, 'secret/one'), await digestsOf(good, 'secret/one')]).toEqual([[], {}]);
});

test('a refused login is the error, and comes before emulators that this login cannot pull', async () => {
  const wrong = registriesInput([{ ...good, password: 'not-the-password' }]);
  const emulated = { platforms: 'linux/amd64,linux/s390x', qemu: 'all', 'qemu-image': `${good.host}/acme/emulators:1` };
  const run = await lab.publish(workspace, { images: 'acme/wrong', registries: wrong, tags, ...emulated });

  expect(run.conclusion).toBe('failure');
  expect(annotationsOf(run, 'error')).toEqual([
    expect.stringMatching(/^Cannot publish; .* the credentials were rejected/),
  ]);
  expect(requestsFor(good, 'acme/emulators')).toEqual([]);
});

test('an optional registry that may not be pushed to is a warning', async () => {
  const registries = registriesInput([good]) + as('reader', { optional: true });
  const run = await lab.publish(workspace, { images: 'acme/optional', registries, tags });

  expectGreen(run);
  expect(annotationsOf(run, 'warning')).toEqual([expect.stringContaining(guarded.host)]);
  expect(await digestsOf(good, 'acme/optional')).toEqual({ '1.0': run.main.outputs.digest });
});

fullTest('a build waits for a registry that takes longer to answer than buildx is kept waiting', async () => {
  let isBusy = true;
  const front = await openFront(good, ({ line }) => {
    if (!isBusy || !line.startsWith('POST ')) return undefined;
    isBusy = false;
    return { status: 503, headers: { 'retry-after': '6' } };
  });
  try {
    const run = await lab.publish(workspace, { images: 'acme/busy', registries: registriesInput([front]), tags });
    expectGreen(run);
    expect(isBusy).toBe(false);
    expect(run.log.split(BUILT)).toHaveLength(2);
    expect(await digestsOf(good, 'acme/busy')).toEqual({ '1.0': run.main.outputs.digest });
  } finally {
    await front.close();
  }
});

test('`preflight: false` builds first, and fails when it pushes', async () => {
  const inputs = { images: 'acme/late', registries: registriesInput([good]) + as('reader'), tags, preflight: 'false' };
  const run = await lab.publish(workspace, inputs);

  expect(run.conclusion).toBe('failure');
  expect(run.log).toContain(BUILT);
  expect(annotationsOf(run, 'error')).toEqual([expect.stringContaining(guarded.host)]);
  expect(await digestsOf(good, 'acme/late')).toEqual({});
});
