import { ActionError, InputError, messageOf } from '../host/errors.ts';
import { fieldsIn, isObject } from '../host/fields.ts';
import type { Run } from '../host/ports.ts';
import { quote } from '../host/text/quote.ts';
import { says } from '../host/tool-messages.ts';
import type { BakeInput } from '../inputs/several/bake.ts';
import { MOST_BUILDS } from '../inputs/several/entries.ts';
import type { BakeTarget } from './target.ts';

/** An evaluated definition: the requested targets, in order, and those that they are built from. */
export type Evaluated = Readonly<{
  targets: readonly Readonly<{ name: string; target: BakeTarget }>[];
  linked: Readonly<Record<string, BakeTarget>>;
}>;

type EvaluatePorts = Readonly<{
  run: Run;
  /** For the child: without tokens of the job and inputs. */
  env: Readonly<Record<string, string>>;
  /** The workspace. */
  cwd: string;
  signal: AbortSignal;
}>;

/** HCL has no unbounded loops or expensive functions. Milliseconds. */
const LONGEST = 60_000;

/**
 * Evaluates a definition with buildx. Needs no engine or builder.
 *
 * @throws InputError for a definition that bake rejects, ActionError BUILDX_UNUSABLE when there is no buildx
 */
export async function evaluate(wish: BakeInput, { run, env, cwd, signal }: EvaluatePorts): Promise<Evaluated> {
  const args = [
    ...['buildx', 'bake', '--print', '--progress=quiet'],
    ...wish.files.flatMap(file => ['--file', file]),
    ...wish.set.flatMap(item => ['--set', item]),
    '--',
    ...wish.targets,
  ];
  const vars = Object.fromEntries(
    wish.vars.map(item => [item.split('=', 1)[0] ?? '', item.slice(item.indexOf('=') + 1)]),
  );
  const result = await run('docker', args, { env: { ...env, ...vars }, cwd, signal, timeout: LONGEST }).catch(error => {
    if (signal.aborted) throw new ActionError('CANCELLED', 'cancelled while the bake definition was evaluated');
    throw noBuildx(messageOf(error));
  });
  if (signal.aborted) throw new ActionError('CANCELLED', 'cancelled while the bake definition was evaluated');
  if (result.timedOut) throw refused(`was not evaluated within ${LONGEST / 1000} s`);
  if (result.code !== 0) {
    const said = result.stderr.trim();
    if (says(said, 'buildxMissing')) throw noBuildx(said);
    throw refused(`cannot be evaluated:\n${tail(said)}`);
  }
  return readPrinted(result.stdout);
}

/** Parses the output of `--print`. Untrusted: it depends on files in the repository. */
export function readPrinted(text: string): Evaluated {
  let printed: unknown;
  try {
    printed = JSON.parse(text);
  } catch (error) {
    throw refused(`does not evaluate to valid JSON (${messageOf(error)})`);
  }
  const { group, target } = fieldsIn(printed);
  const targets = fieldsIn(target);
  const groups = fieldsIn(group);
  const all = Object.entries(targets).flatMap(([name, one]) =>
    isObject(one) ? [[name, unescaped(one)] as const] : [],
  );
  const byName = new Map(all);
  const wanted = wantedOf(groups, new Set(byName.keys()));
  for (const name of wanted) {
    if (!/^\w[\w.-]{0,99}$/.test(name)) throw refused(`has a target with an unusable name: ${quote(name)}`);
  }
  if (wanted.length === 0) throw refused('has no target to build');
  if (wanted.length > MOST_BUILDS)
    throw refused(`has ${wanted.length} targets; one step builds at most ${MOST_BUILDS}`);
  return {
    targets: wanted.map(name => ({ name, target: byName.get(name) ?? {} })),
    linked: Object.fromEntries(all.filter(([name]) => !wanted.includes(name))),
  };
}

/** bake puts the requested targets and groups into the group `default`. */
function wantedOf(groups: Readonly<Record<string, unknown>>, targets: ReadonlySet<string>): readonly string[] {
  const wanted = new Set<string>();
  const seen = new Set<string>();
  const add = (name: string): void => {
    if (targets.has(name)) wanted.add(name);
    if (seen.has(name)) return;
    seen.add(name);
    const group = Object.hasOwn(groups, name) ? groups[name] : undefined;
    const members = fieldsIn(group).targets;
    if (Array.isArray(members)) for (const member of members) add(String(member));
  };
  add('default');
  return [...wanted];
}

/**
 * Fields that buildx escapes in its output (docker/buildx, bake/bake.go, `Target.MarshalJSON`), so that it can be read
 * again.
 */
const ESCAPED = ['dockerfile-inline', 'labels', 'args', 'extra-hosts'];

function unescaped(target: Readonly<Record<string, unknown>>): BakeTarget {
  const plain = (text: string) => text.replaceAll('$${', '${').replaceAll('%%{', '%{');
  return Object.fromEntries(
    Object.entries(target).map(([key, value]) => {
      if (!ESCAPED.includes(key)) return [key, value];
      if (typeof value === 'string') return [key, plain(value)];
      if (!isObject(value)) return [key, value];
      return [
        key,
        Object.fromEntries(
          Object.entries(value).map(([name, item]) => [name, typeof item === 'string' ? plain(item) : item]),
        ),
      ];
    }),
  );
}

function refused(problem: string): InputError {
  const fix = 'Try it with `docker buildx bake --print`, and the same files, targets and variables.';
  return new InputError([{ input: 'bake', problem, fix }]);
}

function noBuildx(said: string): ActionError {
  return new ActionError('BUILDX_UNUSABLE', `the bake definition cannot be evaluated without buildx: ${tail(said)}`, {
    hint: 'Install Docker with buildx 0.17 or later on this runner (docker/setup-buildx-action does), or list the images in `builds`.',
  });
}

/** The end of buildx's output, with the place and the error. */
function tail(text: string): string {
  return text.split('\n').slice(-12).join('\n').slice(-2_000);
}
