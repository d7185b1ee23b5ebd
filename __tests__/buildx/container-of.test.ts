import { expect, test } from '@jest/globals';
import { containerOf } from '../../src/buildx/existing-builder.ts';

const node = (name: string) => ({ Name: name, Endpoint: 'unix:///var/run/docker.sock' });

test.each([
  ['one node', { Nodes: [node('mine0')] }, 'buildx_buildkit_mine0'],
  ['a node with a name of its own', { Nodes: [node('big')] }, 'buildx_buildkit_big'],
  ['several nodes', { Nodes: [node('mine0'), node('mine1')] }, undefined],
  ['no nodes', { Nodes: null }, undefined],
  ['another note', { Nodes: 'mine0' }, undefined],
])('the container of a builder with %s', (_, note, container) => {
  const readFile = (path: string) =>
    path === '/buildx/instances/mine'
      ? JSON.stringify({ Name: 'Mine', Driver: 'docker-container', ...note })
      : undefined;
  expect(containerOf('Mine', { buildxConfig: '/buildx', readFile })).toBe(container);
  expect(containerOf('other', { buildxConfig: '/buildx', readFile })).toBeUndefined();
});
