import fc from 'fast-check';
import { buildFailure } from '../../src/build/failure.ts';
import { createProgressView } from '../../src/build/progress/progress.ts';
import { renderTimeline } from '../../src/report/summary/timeline.ts';
import { createLog } from '../../src/runner/log.ts';
import { hostile, jsonWith, target } from './hostile.ts';

const DIGESTS = ['sha256:a', 'sha256:b', 'sha256:c'];
const times = fc.constantFrom('2026-11-02T09:30:00Z', '2026-11-02T09:30:01.5Z', '1900-01-01T00:00:00Z', 'soon', '');
const digest = fc.constantFrom(...DIGESTS);
const name = hostile.map(text => `[${text} 1/2] RUN ${text}`);

const vertex = fc.record(
  { digest, name, started: times, completed: times, cached: fc.boolean(), error: hostile },
  { requiredKeys: ['digest', 'name'] },
);
const log = fc.record({
  vertex: digest,
  stream: fc.nat(3),
  data: hostile.map(text => Buffer.from(text).toString('base64')),
});
const status = fc.record({ vertex: digest, id: hostile, current: fc.double(), total: fc.double() });
const warning = fc.record({ vertex: digest, short: hostile, url: hostile });
const parts = {
  vertexes: fc.array(vertex),
  logs: fc.array(log),
  statuses: fc.array(status),
  warnings: fc.array(warning),
};

const line = fc.oneof(
  { weight: 8, arbitrary: fc.record(parts, { requiredKeys: [] }).map(json => JSON.stringify(json)) },
  {
    weight: 2,
    arbitrary: jsonWith([...Object.keys(parts), 'digest', 'name', 'data', 'vertex']).map(json => JSON.stringify(json)),
  },
  { weight: 1, arbitrary: hostile },
  { weight: 1, arbitrary: hostile.map(text => `{"vertexes":[${text}`) },
);

export const RAWJSON = [
  target('lines of rawjson', fc.tuple(fc.array(line, { maxLength: 20 }), fc.boolean()), ([lines, debug]) => {
    const written: string[] = [];
    const log = createLog({ write: text => written.push(text), debugEnabled: debug });
    const view = createProgressView(log, debug);
    for (const one of lines) view.line(one);
    view.tick();
    const stats = view.end();
    const { message, place } = buildFailure(1, view.plain(), view.failedOutput(), 'Dockerfile');
    log.error(message, place);
    assertLog(written.join(''));
    const timeline = renderTimeline([], stats).split('\n');
    if (timeline.slice(1, -1).some(text => text.includes('```'))) throw new Error(`the chart ends early: ${timeline}`);
  }),
];

/** Only our own commands, each group closed, and nothing that a runner or a terminal would interpret. */
export function assertLog(text: string): void {
  const lines = text.split(/\r\n|\r|\n/);
  const commands = lines.flatMap(each => /^[\s\p{Cf}]*::([\w-]+)[ :]/u.exec(each)?.[1] ?? []);
  const ours = new Set(['group', 'endgroup', 'debug', 'error', 'warning', 'notice']);
  const forged = commands.filter(command => !ours.has(command));
  const open = commands.filter(command => command === 'group').length;
  if (forged.length > 0 || lines.some(each => /##\[/.test(each))) throw new Error(`forged: ${JSON.stringify(text)}`);
  if (open !== commands.filter(command => command === 'endgroup').length) throw new Error('a group is not closed');
  if (/\x1b(?!\[[\d;]*m)|[\x00-\x08\x0b-\x1a\x7f]/.test(text)) throw new Error(`unseen: ${JSON.stringify(text)}`);
}
