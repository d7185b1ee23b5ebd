import { expect, test } from '@jest/globals';
import { watchExports } from '../../../src/build/progress/exported.ts';
import { parseProgress } from '../../../src/build/progress/rawjson.ts';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const [LIST, IMAGE, OTHER, ATTESTATION] = ['a', 'b', 'c', 'd'].map(digest) as [string, string, string, string];
const TIME = '2026-01-01T00:00:00Z';
const wrote = (what: string) => ({ statuses: [{ vertex: 'sha256:1', id: `exporting ${what}`, name: '' }] });
const vertex = (more: object, name = 'exporting to image') => ({
  vertexes: [{ digest: 'sha256:1', name, started: TIME, ...more }],
});
const EXPORTED = vertex({ completed: TIME });

/** The digests that a watcher of these lines reports. */
function told(...lines: readonly object[]): readonly string[] {
  return watched(lines).digests;
}

/** The same, with the targets, and of which it was told that an export begins. */
function watched(lines: readonly object[], targets = ['']) {
  const begun: string[] = [];
  const exported: (readonly [string, string])[] = [];
  const watch = watchExports(target =>
    targets.includes(target)
      ? { prepare: () => begun.push(target), begin: digest => exported.push([target, digest]) }
      : undefined,
  );
  for (const line of lines) watch(parseProgress(JSON.stringify(line))!);
  return { digests: exported.map(([, digest]) => digest), begun, exported };
}

test.each<[string, readonly object[], readonly string[]]>([
  ['an index', [wrote(`manifest ${IMAGE}`), wrote(`manifest list ${LIST}`), EXPORTED], [LIST]],
  [
    'several platforms with what is attested',
    [
      wrote(`manifest ${IMAGE}`),
      wrote(`attestation manifest ${ATTESTATION}`),
      wrote(`manifest ${OTHER}`),
      wrote(`manifest list ${LIST}`),
      wrote(`manifest list ${LIST}`),
      EXPORTED,
    ],
    [LIST],
  ],
  ['a manifest by itself', [wrote(`manifest ${IMAGE}`), wrote(`config ${OTHER}`), EXPORTED], [IMAGE]],
  ['an export that completes twice', [wrote(`manifest ${IMAGE}`), EXPORTED, EXPORTED], [IMAGE]],
])('%s is reported when complete', (_what, lines, expected) => {
  expect(told(...lines)).toEqual(expected);
  expect(told(...lines.filter(line => line !== EXPORTED))).toEqual([]);
});

test.each<[string, readonly object[]]>([
  ['failed', [wrote(`manifest ${IMAGE}`), vertex({ completed: TIME, error: 'no space left on device' })]],
  ['has not ended', [wrote(`manifest ${IMAGE}`), vertex({})]],
  [
    'is that of a cache',
    [wrote(`manifest ${IMAGE}`), vertex({ completed: TIME }, 'exporting to GitHub Actions Cache')],
  ],
  ['says no digest', [wrote('manifest'), wrote('manifest latest'), EXPORTED]],
  ['has several images and no index', [wrote(`manifest ${IMAGE}`), wrote(`manifest ${OTHER}`), EXPORTED]],
])('nothing is reported for an export that %s', (_what, lines) => {
  expect(told(...lines)).toEqual([]);
});

test('an export is announced once, when it begins', () => {
  expect(watched([vertex({ started: undefined }), wrote(`manifest ${IMAGE}`)]).begun).toEqual([]);
  expect(watched([vertex({}), vertex({}), EXPORTED]).begun).toEqual(['']);
  expect(watched([vertex({}, 'exporting to GitHub Actions Cache')]).begun).toEqual([]);
});

test('each of several targets is reported when its own image is complete', () => {
  const of = (target: string, id: string) => ({
    began: { vertexes: [{ digest: id, name: `[${target}] exporting to image`, started: TIME }] },
    wrote: (digest: string) => ({ statuses: [{ vertex: id, id: `exporting manifest list ${digest}` }] }),
    ended: { vertexes: [{ digest: id, name: `[${target}] exporting to image`, started: TIME, completed: TIME }] },
  });
  const [api, web, beside] = [of('api', 'sha256:1'), of('web-2', 'sha256:2'), of('beside', 'sha256:3')];
  const lines = [
    ...[api.began, web.began, beside.began],
    ...[beside.wrote(OTHER), web.wrote(IMAGE), api.wrote(LIST)],
    ...[web.ended, beside.ended],
  ];
  const known = ['api', 'web-2'];
  expect(watched(lines, known)).toMatchObject({ begun: known, exported: [['web-2', IMAGE]] });
  expect(watched([...lines, api.ended], known).exported).toEqual([
    ['web-2', IMAGE],
    ['api', LIST],
  ]);
});
