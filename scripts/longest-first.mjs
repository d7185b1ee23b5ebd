import Sequencer from '@jest/test-sequencer';

/**
 * End-to-end files that take long, the longest first. Begun last, one of them would be all that is left to wait for, with
 * the other processors idle. Jest itself goes by how long files took the last time; a fresh machine knows no last time,
 * and goes by their size.
 */
const LONGEST = [
  ...[
    'cache-faults',
    'cache-mounts',
    'faults',
    'parts',
    'parts-death',
    'cache-places',
    'builders',
    'layout',
    'by-digest',
  ],
  ...['cache-mounts-stay', 'cache-nodes', 'container-test', 'rebuild', 'hand-over', 'policy', 'death', 'several'],
  ...['forward', 'scan', 'gate-platforms', 'emulators', 'filters', 'cache-stuck', 'mount-ids'],
];

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const at = LONGEST.findIndex(name => path.endsWith(`/${name}.test.ts`));
      return at < 0 ? LONGEST.length : at;
    };
    return super.sort(tests).toSorted((one, other) => rank(one) - rank(other));
  }
}
