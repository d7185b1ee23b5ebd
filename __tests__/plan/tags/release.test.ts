import { expect, test } from '@jest/globals';
import { compute } from '../metadata/support.ts';

const V = 'type=semver,pattern={{version}}';
const facts = (name: string, version: string, line: string[], affixes: string[][] = [['', '']], scheme = 'semver') => ({
  name,
  release: { scheme, version, line, affixes },
});

test.each([
  [
    [V, 'type=semver,pattern={{major}}.{{minor}}', 'type=semver,pattern=v{{major}}'],
    [facts('1.2', '1.2.3', ['major', 'minor']), facts('v1', '1.2.3', ['major']), facts('latest', '1.2.3', [])],
  ],
  [
    ['type=semver,pattern=v{{version}}-alpine', 'type=semver,pattern={{raw}},prefix=x.'],
    [
      facts(
        'latest',
        '1.2.3',
        [],
        [
          ['v', '-alpine'],
          ['x.v', ''],
        ],
      ),
    ],
  ],
  [['type=ref,event=tag'], [facts('latest', '1.2.3', [], [['v', '']])]],
  [
    [String.raw`type=match,pattern=v(\d+\.\d+),group=1`],
    [facts('1.2', '1.2.3', ['major', 'minor']), facts('latest', '1.2.3', [])],
  ],
  [
    ['type=pep440,pattern={{major}}'],
    [facts('1', '1.2.3', ['major'], [['', '']], 'pep440'), facts('latest', '1.2.3', [], [['', '']], 'pep440')],
  ],
  [
    ['type=raw,value=stable', V],
    [{ name: 'stable' }, facts('latest', '1.2.3', [])],
  ],
  [['type=raw,value=stable,priority=1000', V], [{ name: 'stable' }]],
])('%j: tags that move with a version have it', (tags, expected) => {
  const moving = compute('push-tag', { tags }).tagNames.filter(tag => tag.moving);
  const told = moving.map(({ name, release }) => (release === undefined ? { name } : { name, release }));
  expect(told.sort((a, b) => a.name.localeCompare(b.name))).toEqual(
    [...expected].sort((a, b) => a.name.localeCompare(b.name)),
  );
});

test('latest on a branch has no version', () => {
  expect(compute('push-default', { tags: ['type=ref,event=branch'], flavor: ['latest=true'] }).tagNames).toEqual([
    { name: 'main', moving: true, from: 'type=ref,event=branch' },
    { name: 'latest', moving: true, from: 'flavor' },
  ]);
});
