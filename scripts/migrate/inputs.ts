import { bakeLines, isBake } from './bake.ts';
import type { Chain, Found } from './chain.ts';
import { contextLines } from './context.ts';
import {
  type Field,
  isAutoPush,
  METADATA,
  METADATA_INPUTS,
  pushEntry,
  SETUP_BUILDX,
  SETUP_QEMU,
  templateFor,
} from './fields.ts';
import { indentOf, shift } from './lines.ts';
import { escapedEntry, literalEntry, unknownTags, withoutTemplates } from './literal.ts';
import { title } from './logins.ts';
import { type Readable, refuseOthersText } from './others-text.ts';
import { mentions, plainExpression } from './reads.ts';
import { registriesOf } from './registries.ts';
import { type Entry, type FileStep, NotTaken } from './steps.ts';
import type { ValuesOf } from './values.ts';

/** The inputs of a new step, each as lines that begin in column 0, and notes about them. */
export type NewInputs = Readonly<{ lines: readonly string[]; notes: readonly string[] }>;

/** The parts of the chain that move into the step. */
export type Parts = Chain &
  Pick<Found, 'buildx' | 'qemu'> &
  Readonly<{
    logins: readonly string[];
    keepsLogins: boolean;
    steps: readonly FileStep[];
    /** The events that start the workflow. */
    on: readonly string[];
    values: ValuesOf;
    /** What expressions of the build can read. */
    readable: Readable;
  }>;

/**
 * The inputs of the step that replaces the chain: metadata's, then logins, builder and emulators, then those of the
 * build.
 *
 * @throws NotTaken
 */
export function newInputs(parts: Parts): NewInputs {
  const { build, meta } = parts;
  const notes: string[] = [];
  const beside = besideLines(parts, notes);
  if (isBake(build)) {
    notes.push('each image also gets the labels that metadata-action computes, unless the definition sets them');
    return { lines: [...bakeLines(build, parts.steps, parts.buildx), ...beside], notes };
  }
  const context = contextLines(build, parts.steps);
  if (context.length > 0)
    notes.push(`"${title(build)}" builds the event's commit, not the checkout: it has no \`context\``);
  const lines = [
    ...metadataLines(parts, notes),
    ...beside,
    ...context,
    ...build.with.flatMap(entry => buildLines(entry, parts, notes)),
  ];
  const pushes = build.with.some(
    ({ key, value = '' }) => key === 'push' || (key === 'outputs' && /type=(registry|image)/.test(value)),
  );
  // build-push-action doesn't push by default.
  if (!pushes) lines.push('push: false\n');
  if (meta && !build.with.some(({ key }) => key === 'labels')) {
    notes.push("metadata-action's labels, which the build did not take, are put on the image");
  }
  return { lines, notes };
}

/** Logins, builder and emulators. */
function besideLines({ logins, keepsLogins, buildx, qemu }: Parts, notes: string[]): string[] {
  return [
    ...(logins.length > 0 ? [`registry-auth: |\n${shift(logins.join(''), 2)}`] : []),
    ...(logins.length > 0 && keepsLogins ? ['keep-login: true\n'] : []),
    ...buildx.flatMap(step => builderLines(step, notes)),
    ...qemu.flatMap(step => renamed(step, SETUP_QEMU, notes)),
  ];
}

function metadataLines(parts: Parts, notes: string[]): string[] {
  const { meta, more: others, build, values } = parts;
  const more = extraLines('labels', parts);
  if (!meta) return more;
  const annotations = extraLines('annotations', parts);
  const order = (key: string) => METADATA_INPUTS.indexOf(key);
  const entries = meta.with.map(entry => literalEntry(entry, values)).sort((a, b) => order(a.key) - order(b.key));
  const given = new Set(entries.map(({ key }) => key));
  const apart = registriesOf(meta, others, { build, values });
  const lines = entries.flatMap(entry => {
    if (entry.key === 'images' && apart) return [apart];
    if (entry.key === 'labels' || entry.key === 'annotations') {
      const added = entry.key === 'labels' ? more : annotations;
      return [added.length > 0 ? appended(entry, added) : renameKey(entry, entry.key)];
    }
    if (entry.key === 'github-token' && build.with.some(({ key }) => key === 'github-token')) return [];
    return [renameKey(entry, nameOf(METADATA[entry.key] ?? entry.key))];
  });
  for (const [key, added] of [
    ['labels', more],
    ['annotations', annotations],
  ] as const) {
    if (!given.has(key)) lines.push(...added);
  }
  for (const tags of [meta, ...others].map(one => one.with.find(({ key }) => key === 'tags')?.value ?? '')) {
    for (const line of unknownTags(tags, values))
      notes.push(
        `\`${line}\` in tags: where it is \`release\`, \`branch\`, \`tag\`, \`pr\` or \`sha\` alone, that stands for rules here; write \`type=raw,value=…\` for the tag`,
      );
  }
  if (!given.has('images')) notes.push('metadata-action has no `images`: the step publishes nothing');
  return lines;
}

/** The build's own `labels` or `annotations` besides metadata-action's, as an input; [] if there are none. */
function extraLines(key: string, { build, meta, more: others, readable }: Parts): string[] {
  const entry = build.with.find(one => one.key === key);
  if (!entry) return [];
  if (entry.value === undefined) throw new NotTaken(`\`${key}\` is not a text`);
  const metas = meta ? [meta, ...others] : [];
  const own = entry.value
    .split('\n')
    .filter(line => line.trim() !== '' && !metas.some(one => isResult(line, one, key)));
  if (own.some(line => metas.some(({ id }) => id !== undefined && mentions(line, id)))) {
    throw new NotTaken(`\`${key}\` mixes metadata-action's results with other text`);
  }
  // Those of parts have been escaped where they come from.
  const isPart = build.with.some(one => one.key === 'part' || one.key === 'merge');
  refuseOthersText(key, own.join('\n'), readable);
  const lines = own.map(line => (isPart ? line.trim() : withoutTemplates(line.trim(), key)));
  return lines.length > 0 ? [`${key}: |\n${shift(`${lines.join('\n')}\n`, 2)}`] : [];
}

function isResult(line: string, { id = '' }: FileStep, output: string): boolean {
  const body = /^\s*\$\{\{(.*)\}\}\s*$/.exec(line)?.[1] ?? '';
  const forms = [`steps.${id}.outputs.${output}`, `env.DOCKER_METADATA_OUTPUT_${output}`];
  return forms.some(form => plainExpression(body).toLowerCase() === form.toLowerCase());
}

/** An entry of metadata-action followed by lines of the build's. */
function appended(entry: Entry, added: readonly string[]): string {
  const own = (entry.value ?? '').split('\n').filter(line => line.trim() !== '');
  return `${entry.key}: |\n${shift(`${own.join('\n')}\n`, 2)}${added.map(text => text.slice(text.indexOf('\n') + 1)).join('')}`;
}

function buildLines(given: Entry, { meta, more, build, buildx, on, readable }: Parts, notes: string[]): string[] {
  const entry = given.key === 'build-args' ? escapedEntry(given) : given;
  if (given.key === 'build-args') {
    refuseOthersText(given.key, given.value ?? '', readable);
    // To docker's action that is an argument without a value, which nothing uses.
    if (/^[ \t]*#(?:\s|$)/m.test(given.value ?? ''))
      throw new NotTaken('`build-args` has a line that begins with `#`, which is no comment there: move it above');
  }
  const { key, value = '' } = entry;
  const metas = meta ? [meta, ...more] : [];
  if (key === 'labels' || key === 'annotations') return [];
  // Without `images`, `push: auto` never pushes.
  if (key === 'push' && isAutoPush(value, on) && meta) return [];
  if (key === 'push') return [renameKey(pushEntry(entry), key)];
  if (key === 'builder' && buildx.some(({ id }) => id !== undefined && mentions(value, id))) return [];
  if (key === 'tags' && meta) {
    const own = value.split('\n').filter(line => line.trim() !== '' && !metas.some(one => isResult(line, one, 'tags')));
    if (own.length > 0) throw new NotTaken('`tags` has other tags besides those of metadata-action');
    return [];
  }
  const isOfMore = more.some(({ id }) => id !== undefined && mentions(value, id));
  if (key === 'build-args' && meta?.id !== undefined && value.includes('{{') && !isOfMore)
    return [buildArgs(entry, meta.id, notes)];
  if (metas.some(({ id }) => id !== undefined && mentions(value, id))) {
    throw new NotTaken(`\`${key}\` of "${title(build)}" takes a result of metadata-action`);
  }
  return [renameKey(entry, key)];
}

/** Results of metadata-action in build arguments become templates. */
function buildArgs(entry: Entry, meta: string, notes: string[]): string {
  const source = entry.source.replace(/\$\{\{(.*?)\}\}/g, (whole, expression: string) => {
    const template = templateFor(expression, meta);
    if (template === undefined && mentions(whole, meta)) {
      throw new NotTaken('`build-args` takes a result of metadata-action that no template gives');
    }
    if (template !== undefined) notes.push(`\`${expression.trim()}\` in build-args is the template \`${template}\``);
    return template ?? whole;
  });
  return renameKey({ ...entry, source }, entry.key);
}

/** setup-buildx-action creates a docker-container builder; Slipway only on request. */
function builderLines(step: FileStep, notes: string[]): string[] {
  const lines = renamed(step, SETUP_BUILDX, notes);
  const created = lines.some(line => !line.startsWith('buildx-version:'));
  return created && !step.with.some(({ key }) => key === 'driver') ? ['driver: docker-container\n', ...lines] : lines;
}

function renamed(step: FileStep, fields: Readonly<Record<string, Field>>, notes: string[]): string[] {
  return step.with.flatMap(entry => {
    const field = fields[entry.key];
    if (typeof field === 'string') return [renameKey(entry, field)];
    if (field === undefined) throw new NotTaken(`the input \`${entry.key}\` of ${step.action} has no equivalent`);
    if (field.drop !== '') notes.push(`\`${entry.key}\` of ${step.action} is left out: ${field.drop}`);
    return [];
  });
}

const nameOf = (field: Field) => (typeof field === 'string' ? field : '');

/** The entry's lines from column 0 on, under a new name. */
function renameKey({ source, key }: Entry, name: string): string {
  const text = shift(source, -indentOf(source));
  const quoted = /^(['"]?)[\w-]+\1/;
  return key === name && !/^['"]/.test(text) ? text : text.replace(quoted, name);
}
