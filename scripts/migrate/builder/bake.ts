import { isAutoPush, withPush } from '../fields.ts';
import { shift } from '../lines.ts';
import { type Readable, refuseOthersText } from '../others-text.ts';
import { type Entry, NotTaken } from '../steps.ts';
import { added, type CallInputs, cache, plainTexts, renamed } from './inputs.ts';

/** docker/github-builder's bake.yml → a step with `bake`, for inputs that only have another name. */
export const BAKE_NAMES: Readonly<Record<string, string>> = {
  'meta-images': 'images',
  'meta-tags': 'tags',
  'meta-flavor': 'flavor',
  'meta-bake-target': 'bake-target',
  target: 'bake-targets',
  set: 'bake-set',
  vars: 'bake-vars',
  'cache-scope': 'cache-scope',
};

/** Inputs about machines, job names and files, and those that are read elsewhere. */
const OTHERS =
  'distribute fail-fast job-name-prefix setup-qemu artifact-name artifact-upload artifact-retention-days output push sign sbom cache cache-mode files context set-meta-labels set-meta-annotations meta-labels meta-annotations'.split(
    ' ',
  );

/**
 * The inputs of a step that bakes what docker/github-builder's bake.yml builds: one target, published under the names
 * and tags of metadata-action whatever the definition calls it.
 *
 * @param logins the YAML list of `registry-auths`
 * @throws NotTaken
 */
export function bakeStepInputs(
  given: readonly Entry[],
  logins: string,
  on: readonly string[],
  readable: Readable,
): CallInputs {
  const entries = plainTexts(given, ['labels', 'annotations'], readable);
  for (const { key, value = '' } of entries)
    if (key === 'set' || key === 'vars') refuseOthersText(key, value, readable);
  const odd = entries.find(({ value }) => value === undefined);
  if (odd) throw new NotTaken(`\`${odd.key}\` is not a text`);
  const value = (key: string) => entries.find(one => one.key === key)?.value?.trim() ?? '';
  if (value('output') !== 'image') throw new NotTaken(`its \`output\` is \`${value('output')}\`, and not an image`);
  if (value('meta-images') === '') throw new NotTaken('it has no `meta-images`');
  if (!['', '.'].includes(value('context'))) throw new NotTaken(`it bakes in the folder \`${value('context')}\``);
  const template = ['set', 'vars'].find(key => /\{\{/.test(value(key).replaceAll(/\$\{\{.*?\}\}/gs, '')));
  if (template !== undefined) throw new NotTaken(`\`${template}\` has a template`);
  if (/^[^=]*\.(output|tags)\+?=/m.test(value('set'))) throw new NotTaken('`set` has an output or tags');
  const sign = value('sign');
  if (!['', 'auto', 'true', 'false'].includes(sign)) throw new NotTaken('`sign` is an expression');
  const unknown = entries.find(({ key }) => BAKE_NAMES[key] === undefined && !OTHERS.includes(key));
  if (unknown) throw new NotTaken(`the input \`${unknown.key}\` has no equivalent`);
  const files = value('files')
    .split('\n')
    .map(file => file.trim())
    .filter(file => file !== '');
  return {
    lines: [
      ...entries.flatMap(entry =>
        BAKE_NAMES[entry.key] === undefined ? [] : [renamed(entry, BAKE_NAMES[entry.key]!)],
      ),
      ...added('labels', entries, value),
      ...added('annotations', entries, value),
      files.length < 2 ? `bake: ${files[0] ?? 'docker-bake.hcl'}\n` : `bake: |\n${shift(`${files.join('\n')}\n`, 2)}`,
      ...(logins === '' ? [] : [`registry-auth: |\n${shift(logins, 2)}`]),
      ...(value('sbom') === '' ? [] : [`sbom: ${value('sbom')}\n`]),
      ...cache(value),
      ...(sign === 'false' ? [] : ['sign: keyless\n', 'attest: provenance\n']),
      ...(isAutoPush(value('push'), on) ? [] : [`push: ${withPush(value('push')) || 'false'}\n`]),
    ],
    notes: ['all platforms are built on one runner, with emulators', 'the image is built and signed in the same job'],
  };
}
