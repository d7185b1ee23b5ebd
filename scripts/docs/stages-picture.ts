import { box, type Color, label, line, picture } from './svg.ts';

/** The stages of a run in order, each described on two short lines. */
const STAGES: readonly (readonly [name: string, color: Color, does: readonly [string, string]])[] = [
  ['Plan', 'blue', ['inputs, tags,', 'labels']],
  ['Prepare', 'blue', ['logins, push', 'permission']],
  ['Build', 'blue', ['once', '']],
  ['Test', 'blue', ['test, scan,', 'gates']],
  ['Stage', 'teal', ['upload to all,', 'by digest']],
  ['Tag', 'green', ['fixed tags, then', 'moving ones']],
  ['Verify', 'gray', ['read every', 'tag back']],
  ['Report', 'gray', ['outputs,', 'summary']],
];

const [WIDTH, GAP, HEIGHT] = [98, 14, 40];
const left = (index: number): number => 8 + index * (WIDTH + GAP);
const middle = (index: number): number => left(index) + WIDTH / 2;

/** The stages from left to right, with the state of the registries below them. */
export function stagesPicture(): string {
  const boxes = STAGES.flatMap(([name, color, does], index) => [
    box({ x: left(index), y: 8 }, { width: WIDTH, height: HEIGHT }, color),
    label({ x: middle(index), y: 33 }, name, 'title'),
    ...does.map((words, at) => label({ x: middle(index), y: 68 + at * 17 }, words)),
    ...(index === 0 ? [] : [line(`M${left(index) - GAP + 2} 28 h${GAP - 4} m-4 -4 l4 4 l-4 4`)]),
  ]);
  const until = [
    ...bracket(0, 3, 'no tag has moved; with a test, nothing is uploaded'),
    ...bracket(4, 4, 'no tag moves'),
    ...bracket(5, 7, 'tags name the new image'),
  ];
  const size = { width: left(STAGES.length) - GAP + 8, height: 140 };
  return picture(size, `The stages of a run: ${STAGES.map(([name]) => name).join(', ')}`, [...boxes, ...until]);
}

function bracket(from: number, to: number, words: string): readonly string[] {
  const [start, end] = [left(from), left(to) + WIDTH];
  return [line(`M${start} 101 v6 H${end} v-6`), label({ x: (start + end) / 2, y: 127 }, words, 'strong')];
}
