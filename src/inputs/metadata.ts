import type { MetadataInputs } from '../plan/types.ts';
import type { InputName } from './defaults.ts';
import { items, line, quote, type Source } from './source.ts';

/** The inputs of metadata-action. Its lists know comments; rules and images are CSV again and keep their quotes. */
export function readMetadata(source: Source): MetadataInputs {
  const rules = (name: InputName) => items(source, name, { comments: true, fields: true });
  const rows = (name: InputName) => items(source, name, { comments: true });
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

function readBakeTarget(source: Source): string {
  const name = line(source, 'bake-target');
  // bake's own rule (docker/buildx, bake/bake.go, `validTargetNameChars`).
  if (!/^[a-zA-Z0-9_-]*$/.test(name)) {
    source.report('bake-target', `is not a target's name: ${quote(name)}`, 'Use letters, digits, `_` and `-`.');
  }
  return name;
}

/** @see https://reproducible-builds.org/specs/source-date-epoch/ */
function readSourceDateEpoch(source: Source): 'commit' | number | undefined {
  const text = source.text('source-date-epoch');
  if (text === '' || text === 'commit') return text || undefined;
  if (/^\d{1,11}$/.test(text)) return Number(text);
  source.report(
    'source-date-epoch',
    `is neither \`commit\` nor seconds since 1970: ${quote(text)}`,
    'Write `commit`, or a number as in `1700000000`.',
  );
  return undefined;
}

function readRefSource(source: Source): 'workflow' | 'git' {
  const text = source.text('ref-source');
  if (text === 'workflow' || text === 'git') return text;
  source.report('ref-source', `is not right: ${quote(text)}`, 'Write `workflow` or `git`.');
  return 'workflow';
}
