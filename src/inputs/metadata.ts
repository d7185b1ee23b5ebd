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

function readRefSource(source: Source): 'workflow' | 'git' {
  const text = source.text('ref-source');
  if (text === 'workflow' || text === 'git') return text;
  source.report('ref-source', `is not right: ${quote(text)}`, 'Write `workflow` or `git`.');
  return 'workflow';
}
