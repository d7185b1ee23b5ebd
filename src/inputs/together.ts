import { ActionError, InputError, messageOf } from '../errors.ts';
import { parseFlavor } from '../plan/metadata/flavor.ts';
import { parseImages } from '../plan/metadata/images.ts';
import { collector } from '../plan/metadata/problems.ts';
import { parseRules } from '../plan/metadata/rules.ts';
import type { ParsedOutputs } from '../plan/outputs.ts';
import { looksComplete, parseReferences, tagsMode } from '../plan/reference-lines.ts';
import { hasHost, resolveNames } from '../plan/targets.ts';
import type { MetadataInputs, RegistryEntry } from '../plan/types.ts';
import { shorthandRegistry } from './credentials.ts';
import { quote, type Source } from './source.ts';

type Push = 'auto' | true | false;

/** What no single input shows: names, and inputs that contradict each other. */
export function checkTogether(
  source: Source,
  { images: lines, tags, flavor }: Pick<MetadataInputs, 'images' | 'tags' | 'flavor'>,
  registries: readonly RegistryEntry[],
  push: Push,
  outputs: ParsedOutputs,
): void {
  checkNames(source, lines, registries);
  checkGates(source);
  const mode = tagsMode(lines, tags);
  if (mode === 'mixture') {
    const rule = tags.find(tag => !looksComplete(tag)) ?? '';
    source.report(
      'tags',
      `mixes complete references with rules (${quote(rule)})`,
      'Name the repositories in `images` and keep rules alone in `tags`, or write only complete references.',
    );
  }
  if (mode === 'references') {
    for (const { input, problem, mend } of parseReferences(tags).problems) source.report(input, problem, mend);
  }
  const rules = collector();
  if (mode === 'rules') parseRules(tags, rules);
  parseFlavor(flavor, rules);
  for (const { input, problem, mend } of rules.problems) source.report(input, problem, mend);
  const wantsNames = push === true || (push === 'auto' && (registries.length > 0 || outputs.push));
  if (mode === 'rules' && lines.length === 0 && wantsNames) {
    source.report('images', 'is empty, so there is no name to publish under', 'Name the image: `images: acme/api`.');
  }
  if (push === false && outputs.push) {
    source.report('push', 'is false, and `outputs` asks to push', 'Remove `push: false`, or the output that pushes.');
  }
}

/** A step that is green shall have run the gates that it names. */
function checkGates(source: Source): void {
  const call = source.text('call');
  if (call === '' || call === 'build') return;
  for (const name of ['test', 'gates', 'scan', 'container-test'] as const) {
    if (source.text(name) === '') continue;
    source.report(name, `is given, and \`call: ${call}\` makes no image`, 'Remove one of the two.');
  }
}

function checkNames(source: Source, lines: readonly string[], registries: readonly RegistryEntry[]): void {
  const shorthand = registries.length > 0 ? undefined : shorthandRegistry(source);
  for (const image of imagesOf(source, lines)) {
    try {
      resolveNames([{ ...image, enable: true }], registries);
    } catch (error) {
      const hint = error instanceof ActionError ? error.hint : undefined;
      source.report('images', `is not right: ${messageOf(error)}`, hint ?? 'Mend it.');
      continue;
    }
    if (shorthand !== undefined && shorthand !== 'docker.io' && !hasHost(image.name)) {
      const entry = `\`registries: "- registry: ${shorthand}"\` with \`images: ${image.name}\``;
      source.report(
        'images',
        `has ${quote(image.name)}, which goes to Docker Hub: \`registry: ${shorthand}\` names a login, not a place`,
        `Write \`images: ${shorthand}/${image.name}\`, or ${entry}.`,
      );
    }
  }
}

function imagesOf(source: Source, lines: readonly string[]): ReturnType<typeof parseImages> {
  try {
    return parseImages(lines);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const { input, problem, mend } of error.problems) source.report(input, problem, mend);
    return [];
  }
}
