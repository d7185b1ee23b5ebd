import { expect, test } from '@jest/globals';
import { type PartRecord, parseRecord } from '../../src/parts/record.ts';

const RECORD: PartRecord = {
  schema: 1,
  repository: 'acme/tides',
  commit: '8c2a1f0d5b7e4936a1c0d2e3f405162738495a6b',
  run: '42',
  attempt: 1,
  time: 1793610000,
  plan: 'ab'.repeat(32),
  stated: [['label', 'org.opencontainers.image.title', 'a \n \u{1f6a2}']],
  platforms: ['linux/arm64'],
  root: `sha256:${'ab'.repeat(32)}`,
  gates: ['test', 'no secrets, please'],
  tested: [`sha256:${'cd'.repeat(32)}`],
  places: ['ghcr.io/acme/tides', 'localhost:5000/tides'],
  handOver: 'registry',
};

test('a record is read back as it was written', () => {
  expect(parseRecord(JSON.stringify(RECORD))).toEqual(RECORD);
});

test.each<[string, unknown, string]>([
  ['an empty file', '', 'not JSON'],
  ['null', 'null', 'another version'],
  ['a list', '[]', 'another version'],
  ['a later schema', { schema: 2 }, 'another version'],
  ['a command in the commit', { commit: 'a\n::error::b' }, '`commit`'],
  ['a repository with spaces', { repository: 'a b' }, '`repository`'],
  ['an attempt that is text', { attempt: '1' }, '`attempt`'],
  ['a time that is text', { time: '2026-11-30' }, '`time`'],
  ['a time beyond the calendar', { time: 1e13 }, '`time`'],
  ['no platforms', { platforms: [] }, '`platforms`'],
  ['a platform with a space', { platforms: ['linux/arm64 '] }, '`platforms`'],
  ['too many locations', { places: Array.from({ length: 101 }, () => 'a/b') }, '`places`'],
  ['a location that is a URL with a login', { places: ['https://u:p@evil.example/a'] }, '`places`'],
  ['a digest that is a path', { root: 'sha256:../../etc/passwd' }, '`root`'],
  ['a digest of another kind', { tested: ['md5:00'] }, '`tested`'],
  ['a statement without a value', { stated: [['label', 'a']] }, '`stated`'],
  ['a statement that is no list', { stated: [{ 0: 'label' }] }, '`stated`'],
  ['a statement of a kind of two lines', { stated: [['a\n::error::b', 'k', 'v']] }, '`stated`'],
  ['a gate of two lines', { gates: ['a\nb'] }, '`gates`'],
  ['another way', { handOver: 'ftp' }, '`handOver`'],
])('%s is refused', (_, change, said) => {
  const text = typeof change === 'string' ? change : JSON.stringify({ ...RECORD, ...(change as object) });
  expect(parseRecord(text)).toContain(said);
});
