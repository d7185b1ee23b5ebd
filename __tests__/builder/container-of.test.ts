import { expect, test } from '@jest/globals';
import { containerOf, nodesOf } from '../../src/builder/nodes.ts';

const host = 'unix:///var/run/docker.sock';
const endpoint = { host, socket: '/var/run/docker.sock', context: 'default' };
const node = (name: string, at = host) => ({ Name: name, Endpoint: at });

test.each([
  ['one node', { Nodes: [node('mine0')] }, 'buildx_buildkit_mine0'],
  ['a node with a name of its own', { Nodes: [node('big')] }, 'buildx_buildkit_big'],
  ['several nodes', { Nodes: [node('mine0'), node('mine1')] }, undefined],
  ['its engine as a context', { Nodes: [node('mine0', 'default')] }, 'buildx_buildkit_mine0'],
  ['another engine', { Nodes: [node('mine0', 'ssh://far')] }, undefined],
  ['no nodes', { Nodes: null }, undefined],
  ['another note', { Nodes: 'mine0' }, undefined],
])('the container of a builder with %s', (_, note, container) => {
  const readFile = (path: string) =>
    path === '/buildx/instances/mine'
      ? JSON.stringify({ Name: 'Mine', Driver: 'docker-container', ...note })
      : undefined;
  const nodes = (name: string) => nodesOf(name, { buildxConfig: '/buildx', readFile });
  expect(containerOf(nodes('Mine'), endpoint)).toBe(container);
  expect(containerOf(nodes('other'), endpoint)).toBeUndefined();
});
