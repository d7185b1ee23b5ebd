import { METADATA_INPUTS, pushEntry } from './fields.ts';
import { indentOf, shift } from './lines.ts';
import { literalEntry } from './literal.ts';
import { title } from './logins.ts';
import { mentions, readsIn } from './reads.ts';
import { type Entry, escaped, type FileStep, NotTaken } from './steps.ts';
import type { ValuesOf } from './values.ts';

/** Reads a file of the repository; undefined if it is missing, or there is no repository. */
export type ReadFile = (path: string) => string | undefined;

/** bake-action → Slipway. Inputs that are not listed have no equivalent. */
const NAMES: Readonly<Record<string, string>> = {
  targets: 'bake-targets',
  vars: 'bake-vars',
  set: 'bake-set',
  builder: 'builder',
  allow: 'allow',
  'no-cache': 'no-cache',
  pull: 'pull',
  load: 'load',
  provenance: 'provenance',
  sbom: 'sbom',
  push: 'push',
  'github-token': 'github-token',
};

/** The files that bake finds by default. */
const USUAL = ['docker-bake.hcl', 'docker-bake.json', 'compose.yaml', 'compose.yml', 'docker-compose.yml'];
const USUAL_TOO = ['docker-compose.yaml', 'docker-bake.override.hcl', 'docker-bake.override.json'];

export const isBake = ({ action }: FileStep) => action === 'docker/bake-action';

/**
 * The inputs of the step that replaces bake-action, each as lines that begin in column 0.
 *
 * @param steps all of the job
 * @throws NotTaken
 */
export function bakeLines(bake: FileStep, steps: readonly FileStep[], buildx: readonly FileStep[]): readonly string[] {
  checkSource(bake, steps);
  const files = filesOf(bake);
  const { rest, pushes } = settings(bake);
  const lines = bake.with.flatMap(entry => {
    const { key, value } = entry;
    if (['source', 'workdir', 'files'].includes(key)) return [];
    const name = NAMES[key];
    if (name === undefined) throw new NotTaken(`bake-action's input \`${key}\` has no equivalent`);
    if (value === undefined) throw new NotTaken(`\`${key}\` of "${title(bake)}" is not a text`);
    if (key === 'builder' && buildx.some(({ id }) => id !== undefined && mentions(value, id))) return [];
    if (key === 'push' && pushes) return [];
    if (key === 'set' && pushes) return rest.length > 0 ? [`bake-set: |\n${shift(`${rest.join('\n')}\n`, 2)}`] : [];
    return [renamed(key === 'push' ? pushEntry(entry) : entry, name)];
  });
  const input = files.length < 2 ? `bake: ${files[0] ?? true}\n` : `bake: |\n${shift(`${files.join('\n')}\n`, 2)}`;
  const push = pushes ? ['push: true\n'] : bake.with.some(({ key }) => key === 'push') ? [] : ['push: false\n'];
  return [input, ...lines, ...push];
}

function renamed(entry: Entry, name: string): string {
  const text = shift(entry.source, -indentOf(entry.source));
  return text.replace(/^(['"]?)[\w-]+\1/, name);
}

/** The files in order of precedence; [] for those that bake finds by default. */
export function filesOf(bake: FileStep): readonly string[] {
  return given(bake, 'files')
    .split(/[\n,]/)
    .map(file => file.trim().replace(/^cwd:\/\//, ''))
    .filter(file => file !== '');
}

/** `set` without the output that means `push`. */
export function settings(bake: FileStep): Readonly<{ rest: readonly string[]; pushes: boolean }> {
  const lines = given(bake, 'set')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
  const isPush = (line: string) => /^\*\.output=["']?type=(registry|image,push=true)["']?$/.test(line);
  const rest = lines.filter(line => !isPush(line));
  const output = rest.find(line => /^[^=]*\.(output|push|load)(\.[^=]*)?\+?=/.test(line));
  if (output !== undefined) throw new NotTaken(`\`set\` of "${title(bake)}" has the output \`${output}\``);
  return { rest, pushes: rest.length < lines.length };
}

/** From version 6 on, the definition and the contexts are those of the commit; Slipway uses those of the checkout. */
function checkSource(bake: FileStep, steps: readonly FileStep[]): void {
  for (const key of ['source', 'workdir']) {
    const place = given(bake, key).trim();
    if (!['', '.', './'].includes(place))
      throw new NotTaken(`"${title(bake)}" bakes \`${place}\` and not the workspace`);
  }
  const version = Number(/@v(\d+)|#\s*v(\d+)/.exec(bake.reference)?.slice(1).find(Boolean) ?? 6);
  if (version < 6 || given(bake, 'source').trim() !== '') return;
  const checkout = steps.find(({ action, span }) => action === 'actions/checkout' && span.start < bake.span.start);
  if (checkout === undefined) {
    throw new NotTaken(`"${title(bake)}" bakes the commit without a checkout: add actions/checkout before it`);
  }
  const odd = ['ref', 'repository', 'path', 'sparse-checkout'].find(key => given(checkout, key) !== '');
  if (odd !== undefined) {
    throw new NotTaken(`"${title(bake)}" bakes the commit, and the checkout is another one (\`${odd}\`)`);
  }
}

/**
 * Whether the definition was checked if that matters: without `push`, bake-action pushes the targets whose
 * `output` in the definition says so.
 *
 * @throws NotTaken for a definition with such an output, and for one without tags
 */
export function isDefinitionKnown(bake: FileStep, read: ReadFile): boolean {
  if (given(bake, 'push').trim() === 'true' || settings(bake).pushes) return true;
  const named = filesOf(bake).filter(file => !/\bsteps\..*\.bake-file/.test(file));
  const files = named.length > 0 ? named : [...USUAL, ...USUAL_TOO];
  const texts = files.map(file => [file, file.includes('${{') ? undefined : read(file.replace(/^\.\//, ''))] as const);
  for (const [file, text = ''] of texts) {
    if (/type\s*=\s*"?(registry|image,(.*,)?push=true)|"type"\s*:\s*"registry"|type:\s*registry/.test(text)) {
      throw new NotTaken(`${file} has an output that pushes, also where \`push\` of "${title(bake)}" is false`);
    }
  }
  const isFed =
    filesOf(bake).some(file => !named.includes(file)) || settings(bake).rest.some(line => /\.tags\+?=/.test(line));
  if (/^(false)?$/.test(given(bake, 'push').trim())) {
    // Checks, tests and files: their targets produce no image, so Slipway would reject them.
    if (/^(false)?$/.test(given(bake, 'load').trim())) {
      throw new NotTaken(`"${title(bake)}" neither pushes nor loads an image, so there is nothing to publish`);
    }
    if (!isFed && !texts.some(([, text = '']) => /\btags\b|\bimage:/.test(text))) {
      throw new NotTaken(`"${title(bake)}" pushes nothing, and its targets may have no tags, which Slipway needs`);
    }
  }
  const found = texts.filter(([, text]) => text !== undefined);
  return named.length > 0 ? found.length === named.length : found.length > 0;
}

/**
 * The lines of a step with metadata-action's outputs that publishes nothing.
 *
 * @returns undefined if only docker's action can find what the rules need
 */
export function dryRunLines(
  meta: FileStep,
  { on, values }: Readonly<{ on: readonly string[]; values: ValuesOf }>,
): readonly string[] | undefined {
  const strange = meta.with.find(({ key }) => !METADATA_INPUTS.includes(key));
  if (strange) throw new NotTaken(`metadata-action's input \`${strange.key}\` has no equivalent`);
  const rules = ['tags', 'flavor', 'labels', 'annotations'].map(key => given(meta, key)).join('\n');
  // A dry run makes no requests, and the event may lack the default branch and the commit's time.
  const asksForBranch = /is_(not_)?default_branch|type=edge/.test(rules) && on.some(event => event === 'schedule');
  if (asksForBranch || /commit_date|committer|commit_message|\.Commit/i.test(rules)) return undefined;
  const lines = meta.with
    .map(entry => literalEntry(entry, values))
    .map(entry => renamed(entry, entry.key === 'context' ? 'ref-source' : entry.key));
  return [...lines, 'push: false\n', 'dry-run: true\n'];
}

function given(step: FileStep, name: string): string {
  return step.with.find(({ key }) => key === name)?.value ?? '';
}

/** Expressions that read a target's digest from bake-action's result, and their replacement. */
const DIGEST = String.raw`(\[[^\]]+\]|\.[\w-]+)\['containerimage\.digest'\]`;

/**
 * The places in a text that read the digest of a target, and their replacements.
 *
 * @throws NotTaken if anything else is read from the metadata
 */
export function digestsRead(
  text: string,
  id: string,
): readonly Readonly<{ at: number; length: number; text: string }>[] {
  const known = new RegExp(`fromJSON\\(\\s*steps\\.${escaped(id)}\\.outputs\\.metadata\\s*\\)${DIGEST}`, 'gi');
  const found = [...text.matchAll(known)];
  const all = readsIn(text).filter(read => read.id === id.toLowerCase() && read.name?.toLowerCase() === 'metadata');
  const other = all.find(({ at }) => !found.some(one => at > one.index && at < one.index + one[0].length));
  if (other) throw new NotTaken(`\`${other.text}\` is read: the digests are in the output \`images-result\``);
  return found.map(match => ({
    at: match.index,
    length: match[0].length,
    text: `fromJSON(steps.${id}.outputs.images-result)${match[1]}.digest`,
  }));
}
