import { InputError } from '../host/errors.ts';
import { quote } from '../host/text/quote.ts';
import { type ImageEntry, parseImages } from '../plan/metadata/images.ts';
import { looksComplete, parseReferences, type TagsMode, tagsMode } from '../plan/reference-lines.ts';
import { parseFlavor } from '../plan/rules/flavor.ts';
import { parseRules } from '../plan/rules/rules.ts';
import { resolveNames, unusedTags } from '../plan/targets.ts';
import type { ParsedOutputs } from '../plan/terms/outputs.ts';
import { collector } from '../plan/terms/problems.ts';
import type { MetadataInputs, PushInput, RegistryEntry } from '../plan/terms/types.ts';
import type { Login } from './credentials.ts';
import { nameProblem, nearlyPreset, strayPrefix, strayReference } from './misplaced.ts';
import { checkListed, checkPlaces, type Entries, leadsSomewhere } from './places.ts';
import type { Source } from './reading/source.ts';

/** The inputs that are checked together. `push` as given. */
type Together = Readonly<{
  metadata: Pick<MetadataInputs, 'images' | 'tags' | 'flavor'>;
  registries: readonly RegistryEntry[];
  logins: readonly Login[];
  push: PushInput;
  outputs: ParsedOutputs;
  /** Whether the step has no other image. */
  isOnly: boolean;
}>;

/** Checks beyond single inputs: names, and contradicting inputs. */
export function checkTogether(source: Source, together: Together): void {
  const { metadata, registries, logins, push, outputs, isOnly } = together;
  const { images: lines, tags, flavor } = metadata;
  const images = imagesOf(source, lines);
  checkNames(source, images, registries);
  checkGates(source);
  const mode = tagsMode(lines, tags);
  checkTargets(source, { mode, images, tags, isOnly }, { registries, logins });
  const names = images.map(({ name }) => name);
  const prefixes = (mode === 'rules' ? tags : []).map(line => strayPrefix('tags', line, names));
  for (const problem of [...prefixes, ...flavor.map(line => strayPrefix('flavor', line, names))]) {
    if (problem !== undefined) source.add(problem);
  }
  const rules = collector();
  if (mode === 'rules') parseRules(tags, rules);
  parseFlavor(flavor, rules);
  for (const problem of rules.problems) source.add(problem);
  if (push === false && outputs.push) {
    source.report('push', 'is false, but `outputs` asks to push', 'Remove `push: false`, or the output that pushes.');
  }
}

type Names = Pick<Together, 'isOnly'> &
  Readonly<{ mode: TagsMode; images: readonly ImageEntry[]; tags: readonly string[] }>;

/** Where the image goes, and whether all lines of `tags` are of the same kind. */
function checkTargets(source: Source, { mode, images, tags, isOnly }: Names, entries: Entries): void {
  const names = images.map(({ name }) => name);
  if (mode === 'references') {
    const { references, problems } = parseReferences(tags);
    for (const problem of problems) source.add(problem);
    const given = references.map(({ name }) => name.text);
    return checkPlaces(source, { input: 'tags', names: [...new Set(given)] }, entries);
  }
  const enabled = images.filter(({ enable }) => enable).map(({ name }) => name);
  // The name is the repository's, which nobody wrote for another place.
  if (images.length > 0 && source.text('images') === '') checkListed(source, entries.registries);
  else checkPlaces(source, { input: 'images', names: [...new Set(enabled)] }, entries);
  if (mode === 'rules') {
    // Of several images, another one may go there (`run/planning/plans.ts`).
    const known = isOnly ? images.filter(({ name }) => leadsSomewhere(name, entries.registries)) : [];
    for (const problem of known.length > 0 ? unusedTags(known, entries.registries) : []) source.add(problem);
    for (const tag of tags) {
      const near = nearlyPreset(tag);
      if (near !== undefined) source.warn(near);
      const problem = strayReference(tag, names);
      if (problem !== undefined) source.add(problem);
    }
    return;
  }
  const rule = tags.find(tag => !looksComplete(tag)) ?? '';
  source.report(
    'tags',
    `mixes complete references with rules (${quote(rule)})`,
    'Name the repositories in `images` and keep only rules in `tags`, or write only complete references.',
  );
}

/** A green step must have run the gates it names. */
function checkGates(source: Source): void {
  const call = source.text('call');
  if (call === '' || call === 'build') return;
  for (const name of ['test', 'gates', 'scan', 'container-test'] as const) {
    if (source.text(name) === '') continue;
    source.report(name, `is set, but \`call: ${call}\` makes no image`, 'Remove one of the two.');
  }
}

function checkNames(source: Source, images: readonly ImageEntry[], registries: readonly RegistryEntry[]): void {
  for (const image of images) {
    try {
      resolveNames([{ ...image, enable: true }], registries);
    } catch (error) {
      source.add(nameProblem(image.name, error));
    }
  }
}

function imagesOf(source: Source, lines: readonly string[]): readonly ImageEntry[] {
  try {
    return parseImages(lines);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const problem of error.problems) source.add(problem);
    return [];
  }
}
