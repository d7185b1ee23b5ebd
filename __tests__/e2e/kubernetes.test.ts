import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { type FakeKubernetes, startKubernetes } from '../fakes/kubernetes.ts';
import { fullTest } from '../full.ts';
import { type Authority, makeAuthority, ownAddress } from './support/authority.ts';
import { engineSocket } from './support/bridge.ts';
import { annotationsOf, digestsOf, expectGreen } from './support/checks.ts';
import { dockerfile } from './support/images.ts';
import { type Inputs, type Lab, openLab, type Run, registriesInput } from './support/lab.ts';

/**
 * buildx's driver `kubernetes` from start to end: a deployment is created and waited for, and builds go through exec into
 * its pod. The cluster is a double; what answers behind the exec is a real BuildKit.
 */
let authority: Authority;
let cluster: FakeKubernetes;
let lab: Lab;
let near: LocalRegistry;
let far: LocalRegistry;
beforeAll(async () => {
  authority = makeAuthority('127.0.0.1');
  cluster = await startKubernetes(engineSocket(), authority.server);
  // A pod's loopback is not this machine's, so it needs an address that both can reach.
  const secret = 'harbour-of-kubernetes';
  lab = await openLab([{}, { config: { http: { addr: `${ownAddress()}:0`, secret } } }]);
  [near, far] = lab.registries as [LocalRegistry, LocalRegistry];
});
afterAll(async () => {
  await Promise.all([lab?.close(), cluster?.close()]);
  authority?.remove();
});
beforeEach(() => {
  cluster.refuse(undefined);
  cluster.slow(0);
});

async function run(name: string, registries: readonly LocalRegistry[], inputs: Inputs = {}): Promise<Run> {
  const workspace = await lab.workspace({ Dockerfile: dockerfile(`RUN echo ${name} > /hello`) });
  const kubeconfig = join(workspace.folder, '..', `kubeconfig-${name}`);
  writeFileSync(kubeconfig, cluster.kubeconfig, { mode: 0o600 });
  return lab.publish(
    workspace,
    {
      ...{
        images: `acme/${name}`,
        tags: 'type=raw,value=1',
        driver: 'kubernetes',
        'driver-opts': 'namespace=builders',
      },
      registries: registriesInput(
        registries,
        registries.map(() => ({ insecure: true })),
      ),
      ...inputs,
    },
    { job: { env: { KUBECONFIG: kubeconfig } } },
  );
}

/** Requests since `from`, each kind once. */
const kinds = (from: number) => [
  ...new Set(cluster.seen.slice(from).map(line => line.replace(/slipway-[\w-]+/, 'NAME'))),
];

test('a deployment is created and waited for, the pod pushes by digest, and nothing is left in the cluster', async () => {
  const from = cluster.seen.length;
  cluster.slow(2);
  const ran = await run('pushed', [far]);
  expectGreen(ran);
  expect(await digestsOf(far, 'acme/pushed')).toEqual({ 1: ran.main.outputs.digest });
  expect(ran.log).toContain('The builder pushes by digest');
  const deployments = '/apis/apps/v1/namespaces/builders/deployments';
  expect(kinds(from)).toEqual(
    expect.arrayContaining([`POST ${deployments}`, `GET ${deployments}/NAME`, `DELETE ${deployments}/NAME`]),
  );
  expect(cluster.execs.length).toBeGreaterThan(0);
  expect(cluster.execs.every(command => command.join(' ') === 'buildctl dial-stdio')).toBe(true);
  expect([...cluster.deployments.keys()]).toEqual([]);
});

fullTest('a gate on this machine tests what the pod has built, and those bytes are published', async () => {
  const ran = await run('gated', [near, far], {
    test: 'docker run --rm --network=none --pull=never "$IMAGE" grep -qx gated /hello',
  });
  expectGreen(ran);
  const { digest } = ran.main.outputs;
  for (const registry of [near, far]) expect(await digestsOf(registry, 'acme/gated')).toEqual({ 1: digest });
  expect([...cluster.deployments.keys()]).toEqual([]);
});

test('a cluster that refuses: the error quotes it, and nothing is published', async () => {
  cluster.refuse(/^POST .*\/deployments$/);
  const ran = await run('refused', [far]);
  expect([ran.conclusion, ran.post.exitCode]).toEqual(['failure', 0]);
  expect(annotationsOf(ran, 'error').at(-1)).toMatch(/\(kubernetes\) could not be started: .*is forbidden/);
  expect(await digestsOf(far, 'acme/refused')).toEqual({});
});

fullTest('a failing build leaves nothing in the cluster either', async () => {
  const ran = await run('broken', [far], { target: 'no-such-stage' });
  expect(ran.conclusion).toBe('failure');
  expect([...cluster.deployments.keys()]).toEqual([]);
});
