import { isVersion } from '../comments.ts';
import type { Around } from '../job.ts';
import { type Edit, indentOf, shift } from '../lines.ts';
import { placed } from '../placing.ts';
import { mapAt, type Raw } from '../spread/raw.ts';
import { escaped, type FileJob, type JobKey, NotTaken } from '../steps.ts';
import { BAKE_NAMES, bakeStepInputs } from './bake.ts';
import { callInputs, NAMES } from './inputs.ts';
import { permissionsFor } from './permissions.ts';
import { callSecrets, stepLogins } from './secrets.ts';

const BUILDER = /^docker\/github-builder\/\.github\/workflows\/(\w+)\.ya?ml@/i;

/** Whether a job calls one of docker/github-builder's workflows. */
export function isBuilderCall({ uses }: FileJob): boolean {
  return BUILDER.test(uses);
}

/**
 * Rewrites a call of docker/github-builder's build.yml into one of publish.yml, which also builds each platform on its
 * own runner, and publishes and signs in another job; and a call of bake.yml into a job with a step that bakes.
 *
 * @throws NotTaken
 */
export function migrateCall(
  { text, workflow, uses, on }: Around,
  job: FileJob,
): Readonly<{ edits: readonly Edit[]; notes: readonly string[] }> {
  const kind = BUILDER.exec(job.uses)?.[1] ?? '';
  const isBake = kind === 'bake';
  if (kind !== 'build' && !isBake)
    throw new NotTaken(`docker/github-builder's ${kind}.yml checks what docker's workflows have signed`);
  const key = (name: string) => job.keys.find(one => one.key === name);
  const [called, given, secrets, permissions] = ['uses', 'with', 'secrets', 'permissions'].map(key);
  if (key('steps') ?? key('runs-on')) throw new NotTaken('the job calls a workflow, and has steps of its own');
  if (called === undefined) throw new NotTaken('the job is written in one line');
  if (given === undefined || given.entries.length === 0)
    throw new NotTaken('its inputs are given by an alias, or there are none');
  const raw = mapAt(mapAt(workflow, 'jobs'), job.name);
  const readable = { workflow, job: raw, steps: [], step: undefined };
  const inputs = isBake
    ? bakeStepInputs(given.entries, stepLogins(secrets), on, readable)
    : callInputs(given.entries, on, readable);
  const logins = isBake ? [] : callSecrets(secrets);
  const wanted = permissionsFor(raw.permissions ?? workflow.permissions);
  const [path, ref] = uses.split('@');
  if (ref === undefined && !isBake)
    throw new NotTaken('publish.yml is called by OWNER/NAME@REF, and the action is a path');
  const notes = [
    ...inputs.notes,
    ...(wanted === undefined
      ? []
      : [`these permissions were added, for publishing, signing and attesting: ${wanted.added.join(', ')}`]),
    ...(isBake ? [] : ['submodules are checked out only with `submodules: recursive`']),
    'a private repository has to choose `sign-public: true`, a key or `sign: false`: signatures of the public Sigstore are public',
    ...(logins.length > 0
      ? ['the logins are for publishing alone: private base images need the secret `BUILD_DOCKER_CONFIG`']
      : []),
  ];
  const block = (name: string, lines: readonly string[]) => `${name}:\n${shift(lines.map(ended).join(''), 2)}`;
  const renames: Readonly<Record<string, string>> = { ...(isBake ? BAKE_NAMES : NAMES), files: 'bake' };
  const { lines, rest } = placed(
    inputs.lines,
    given.comments.map(comment => ({ ...comment, names: namesOf(comment.part.replace(/^with\./, ''), renames) })),
  );
  const edits = [
    replaced(called, isBake ? 'runs-on: ubuntu-24.04\n' : `uses: ${path}/.github/workflows/publish.yml@${ref}\n`),
    replaced({ ...given, comments: rest }, isBake ? steps(uses, lines) : block('with', lines)),
    ...(secrets ? [replaced(secrets, logins.length > 0 ? block('secrets', logins) : '')] : []),
  ];
  const granted = (map: Raw) =>
    block(
      'permissions',
      Object.entries(map).map(([name, level]) => `${name}: ${String(level)}\n`),
    );
  if (wanted && permissions)
    edits.push(extended(text, permissions, wanted) ?? replaced(permissions, granted(wanted.map)));
  else if (wanted)
    edits[0] = { ...edits[0]!, text: edits[0]!.text + shift(granted(wanted.map), indentOf(called.source)) };
  const reads = rewired(text, job);
  if (isBake && reads.read.length > 0) {
    const own = reads.read.map(output => `${output}: \${{ ${BAKED[output]} }}\n`);
    edits[0] = { ...edits[0]!, text: edits[0]!.text + shift(block('outputs', own), indentOf(called.source)) };
  }
  return { edits: [...edits, ...reads.edits], notes };
}

/** Permissions that others can be added after, unless they are aliases. */
function extended(
  text: string,
  { source, span, entries }: JobKey,
  { added }: Readonly<{ added: readonly string[] }>,
): Edit | undefined {
  const isChanged = entries.some(({ key }) => added.some(one => one.startsWith(`${key}:`)));
  const column = indentOf(entries[0]?.source ?? '');
  if (isChanged || column === 0 || source.split('\n').length < 3) return undefined;
  return { ...span, text: ended(text.slice(span.start, span.end)) + shift(added.map(ended).join(''), column) };
}

/** A new text for a key of the job; comments in the old text stay above it. */
function replaced({ source, span, comments }: JobKey, by: string): Edit {
  const own = comments.filter(({ text, part }) => part !== 'uses' || !isVersion(text)).map(({ text }) => `${text}\n`);
  return { ...span, text: shift(own.join('') + by, indentOf(source)) };
}

function namesOf(key: string, renames: Readonly<Record<string, string>>): readonly string[] {
  return [...new Set([renames[key] ?? key, key, key.replace(/^meta-/, '')])];
}

const ended = (line: string) => (line.endsWith('\n') ? line : `${line}\n`);

/** The outputs that both have, including renamed ones. */
const OUTPUTS: Readonly<Record<string, string>> = { digest: 'digest', signed: 'signed', 'meta-json': 'json' };

/** The outputs of a job with steps. The digest is that of the only published image. */
const BAKED: Readonly<Record<string, string>> = {
  digest: "fromJSON(steps.image.outputs.matrix || '{}').include[0].digest",
  signed: 'steps.image.outputs.signed',
  json: 'steps.image.outputs.json',
};

/** A checkout, which bake.yml does not need, and the step. */
function steps(uses: string, inputs: readonly string[]): string {
  const own = `- id: image\n  uses: ${uses}\n  with:\n${shift(inputs.map(ended).join(''), 4)}`;
  return `steps:\n${shift(`- uses: actions/checkout@${CHECKOUT}\n${own}`, 2)}`;
}

const CHECKOUT = '3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1';

/** Readers of the job's outputs in other jobs, and in the outputs of the workflow. */
function rewired(text: string, { name }: FileJob): Readonly<{ edits: readonly Edit[]; read: readonly string[] }> {
  const found = text.matchAll(
    new RegExp(`\\b(needs|jobs)(?:\\.${escaped(name)}|\\['${escaped(name)}'\\])\\.outputs(?:\\.([\\w-]+))?`, 'g'),
  );
  const read = new Set<string>();
  const edits = [...found].flatMap(match => {
    const [whole, context, output] = match;
    const by = output === undefined ? undefined : OUTPUTS[output];
    if (by === undefined) throw new NotTaken(`\`${whole}\` is used, but Slipway has no such output`);
    read.add(by);
    if (by === output) return [];
    return [{ start: match.index, end: match.index + whole.length, text: `${context}.${name}.outputs.${by}` }];
  });
  return { edits, read: [...read] };
}
