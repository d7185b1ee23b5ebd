import type { Published } from '../../publish/publish.ts';
import { stateInWords, type TagResult } from '../../publish/tags/tag-result.ts';
import { markdownWords } from '../../runner/sanitize.ts';
import { table } from './markup.ts';

/** Nobody reads more rows; the output `result` has all of them. */
const ROWS = 200;

/** The outcome of each tag of an image: a row per tag, a column per repository, and notes on anything unusual. */
export function tagTable({ results }: Published): string {
  if (results.length === 0) return '';
  const repositories = [...new Set(results.map(({ name }) => name))];
  const tags = [...new Map(results.map(({ tag }) => [tag.name, tag])).values()];
  const find = (tag: string, name: string) => results.find(one => one.tag.name === tag && one.name === name);
  const rows = tags.slice(0, ROWS).map(({ name: tag, moving }) => {
    const cells = repositories.map(repository => cell(find(tag, repository)));
    return [tag, moving ? 'moving' : 'fixed', ...cells];
  });
  const rest = tags.length > ROWS ? [`… and ${tags.length - ROWS} more tags: see the output \`result\`.`] : [];
  const notes = results.flatMap(note).slice(0, ROWS);
  return [table(['Tag', 'Kind', ...repositories], rows), ...rest, notes.join('\n')]
    .filter(text => text !== '')
    .join('\n\n');
}

function cell(result: TagResult | undefined): string {
  if (result === undefined) return '';
  const { state, verified, error } = result;
  if (state !== 'published') return `${MARKS[state]} ${stateInWords(result)}`;
  if (verified) return '✅ verified';
  return error === undefined ? '✅ not read back' : '❌ not verified';
}

const MARKS = { kept: '➖', restored: '↩️', superseded: '⚠️', stranded: '❌', unchanged: '❌', unknown: '❓' } as const;

function note({ reference, error, reason, now }: TagResult): readonly string[] {
  const why = error ?? reason ?? (now && `it names ${now} now`);
  return why === undefined ? [] : [`- ${markdownWords(`${reference}: ${why}`)}`];
}
