import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ActionError } from '../../src/host/errors.ts';
import type { Run } from '../../src/host/ports.ts';
import { prepare } from '../../src/run/prepare.ts';
import type { Fault, Seen } from '../fakes/registry.ts';
import { repositoryOf } from '../publish/built-from.ts';
import { closeRigs, type Rig, rig } from '../registry/rig.ts';
import { newKey } from '../signing/rig.ts';
import { afterPost, createHome, ENDED, type Home, NAMES, NOTHING_LEFT, prepared } from './two-images.ts';

/** The preparation of two images, which fails for one of them: neither is built, and nothing is left. */

let home: Home;
let refused: ((seen: Seen) => boolean) | undefined;
let rigs: readonly Rig[];
beforeEach(async () => {
  home = createHome();
  refused = undefined;
  const fault = (seen: Seen): Fault | undefined =>
    refused?.(seen) ? { status: 403, body: '{"errors":[{"code":"DENIED","message":"no"}]}' } : undefined;
  rigs = [await rig(), await rig({ fault })];
});
afterEach(async () => {
  home.remove();
  await closeRigs();
});

const ENGINE = {
  ...{ ServerVersion: '28.0.0', OSType: 'linux', Architecture: 'x86_64', DockerRootDir: '/var/lib/docker' },
  DriverStatus: [['driver-type', 'io.containerd.snapshotter.v1']],
};

/** An engine without any image. */
const docker: Run = async (_command, [verb]) =>
  verb === 'info' ? { ...ENDED, stdout: JSON.stringify(ENGINE) } : { ...ENDED, code: 1 };

async function prepareBoth(given: Readonly<Record<string, string>>) {
  const { ready } = await prepared({ home, run: docker, given, rigs });
  const { bench: _, ...running } = ready;
  const outcome = await prepare(running, Promise.resolve(ready.job)).catch((thrown: unknown) => thrown as ActionError);
  return { outcome, ready };
}

/** The error of a run that nothing is left of. */
async function failure(given: Readonly<Record<string, string>>): Promise<ActionError> {
  const { outcome, ready } = await prepareBoth(given);
  expect(outcome).toBeInstanceOf(Error);
  const left = await afterPost(ready, home);
  expect(left.filter(path => !path.startsWith('workspace/'))).toEqual(NOTHING_LEFT);
  return outcome as ActionError;
}

test('both are ready, and logins are removed at the end', async () => {
  const { outcome, ready } = await prepareBoth({});
  expect(outcome).toMatchObject({ bench: { targets: { images: NAMES.map(name => ({ image: { name } })) } } });
  if (!(outcome instanceof Error)) await outcome.bench.close();
  expect(await afterPost(ready, home)).toEqual(NOTHING_LEFT);
});

describe.each(NAMES)('%s', name => {
  test('may not be pushed to one registry: the error names it alone', async () => {
    refused = ({ method, path }) => method === 'POST' && path.startsWith(`/v2/acme/${name}/`);
    const { code, message } = await failure({});
    expect(code).toBe('AUTH_DENIED');
    expect(new Set(message.match(/acme\/\w+/g))).toEqual(new Set([`acme/${name}`]));
  });

  test('has a container test, and the engine is remote: no registry is asked', async () => {
    const builds = NAMES.map(each => `- name: ${each}${each === name ? '\n  container-test: {port: 80}' : ''}`);
    const { code, message } = await failure({ builds: builds.join('\n') });
    expect([code, message]).toEqual(['ENGINE_FAILED', expect.stringMatching(/^container-test needs/)]);
    expect(rigs.flatMap(({ fake }) => fake.seen)).toEqual([]);
  });

  test('has a base image that nobody has signed', async () => {
    const [first] = rigs;
    repositoryOf(first!.fake, 'acme/base').image('1', 'one');
    const base = `${first!.registry.host}/acme/base:1`;
    for (const each of NAMES) {
      writeFileSync(join(home.workspace, each), `FROM ${each === name ? base : 'scratch'}\n`);
    }
    const key = newKey().publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const builds = NAMES.map(each => `- {name: ${each}, context: ., file: ${each}}`).join('\n');
    const { code, message } = await failure({ builds, 'require-signed-base': JSON.stringify({ key }) });
    expect([code, message]).toEqual(['SIGNATURE_INVALID', expect.stringContaining(base)]);
  });
});
