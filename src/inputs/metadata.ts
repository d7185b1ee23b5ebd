import { quote } from '../host/text/quote.ts';
import type { MetadataInputs } from '../plan/terms/types.ts';
import { checkItems } from './reading/checks.ts';
import type { InputName } from './reading/defaults.ts';
import { items, line, type Source } from './reading/source.ts';

/** The inputs of metadata-action. Its lists allow comments; rules and images are CSV again and keep their quotes. */
export function readMetadata(source: Source): MetadataInputs {
  const rules = (name: InputName) =>
    items(source, name, { comments: true, fields: true, onComment: aside(source, name) });
  const rows = (name: InputName) => checkItems(source, name, items(source, name, { comments: true }));
  return {
    images: rules('images'),
    tags: rules('tags'),
    flavor: rules('flavor'),
    labels: rows('labels'),
    annotations: rows('annotations'),
    // Separators are often white space: not trimmed.
    sepTags: source.raw('sep-tags'),
    sepLabels: source.raw('sep-labels'),
    sepAnnotations: source.raw('sep-annotations'),
    bakeTarget: readBakeTarget(source),
    refSource: readRefSource(source),
    sourceDateEpoch: readSourceDateEpoch(source),
  };
}

/** metadata-action removed comments at line ends until its version 5, and makes tags of them since. */
export function aside(source: Source, name: string): (comment: string, text: string) => void {
  return (comment, text) =>
    source.warn(
      `\`${name}\`: ${quote(comment)} after ${quote(text)} is treated as a comment and ignored. Put comments on separate lines.`,
    );
}

function readBakeTarget(source: Source): string {
  const name = line(source, 'bake-target');
  // bake's own rule (docker/buildx, bake/bake.go, `validTargetNameChars`).
  if (!/^[a-zA-Z0-9_-]*$/.test(name)) {
    source.invalid('bake-target', quote(name), 'a name of letters, digits, `_` and `-`');
  }
  return name;
}

/** @see https://reproducible-builds.org/specs/source-date-epoch/ */
function readSourceDateEpoch(source: Source): 'commit' | number | undefined {
  const text = source.text('source-date-epoch');
  if (text === '' || text === 'commit') return text || undefined;
  if (/^\d{1,11}$/.test(text)) return Number(text);
  source.invalid('source-date-epoch', quote(text), '`commit` or seconds since 1970, as in `1700000000`');
  return undefined;
}

function readRefSource(source: Source): 'workflow' | 'git' {
  const text = source.text('ref-source');
  if (text === 'workflow' || text === 'git') return text;
  source.invalid('ref-source', quote(text), '`workflow` or `git`');
  return 'workflow';
}
