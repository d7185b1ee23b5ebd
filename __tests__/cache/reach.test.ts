import { expect, test } from '@jest/globals';
import { withoutGha } from '../../src/cache/reach.ts';
import { caches } from '../../src/cache/store/caches.ts';
import { read } from '../inputs/env.ts';

test('without the runner’s service, the user’s other caches are kept', () => {
  const own = ['type=gha,url=https://own.test/,token=t', 'type=registry,ref=a/b:c'];
  const inputs = read({ 'cache-from': ['type=gha,scope=a', ...own].join('\n'), 'cache-to': 'type=gha' });
  const partCaches = new Map([['api', { from: ['TYPE=gha', ...own], to: ['type=gha,scope=b'] }]]);
  expect(caches(withoutGha({ ...inputs, build: { ...inputs.build, partCaches } }))).toEqual([...own, ...own]);
});
