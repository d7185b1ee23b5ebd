import { expect, test } from '@jest/globals';
import type { ContainerState } from '../../src/engine/containers.ts';
import { ownNetwork, sharesLoopback } from '../../src/engine/own-network.ts';

const ID = 'ab'.repeat(32);
const MOUNTS = `1 2 0:1 / / rw - overlay x\n3 4 8:1 /var/lib/docker/containers/${ID}/hostname /etc/hostname rw - ext4 x\n`;

/** The engine with this container. */
function engine(state: Pick<ContainerState, 'networkMode' | 'addresses'> | undefined) {
  return async (name: string) => (name === ID ? state : undefined);
}

test.each([
  ['a job container', MOUNTS, { networkMode: 'jobs', addresses: new Map([['jobs', '172.18.0.2']]) }, 'jobs'],
  ['one on the machine’s own network', MOUNTS, { networkMode: 'host', addresses: new Map([['host', '']]) }, undefined],
  ['a container of another engine', MOUNTS, undefined, undefined],
  ['no container', '1 2 0:1 / / rw - ext4 x\n', { networkMode: 'jobs', addresses: new Map([['jobs', '']]) }, undefined],
])('%s', async (_, mountinfo, state, network) => {
  expect(await ownNetwork(engine(state), mountinfo)).toBe(network);
});

test.each([
  ['a remote engine', undefined, '', false],
  ['an engine on this machine', '/nowhere/docker.sock', '1 2 0:1 / / rw - ext4 x\n', true],
])('%s: whether it reaches our loopback, without a request to it', async (_, socket, mountinfo, shares) => {
  expect(await sharesLoopback(socket, mountinfo, new AbortController().signal)).toBe(shares);
});
