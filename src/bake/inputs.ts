import { join } from 'node:path';
import { InputError, type Problem } from '../host/errors.ts';
import { quote } from '../host/text/quote.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { ImageBuild } from '../inputs/job.ts';
import { inputsOf, isOwn } from '../inputs/run/read-run.ts';
import { checkNames, type OwnInputs } from '../inputs/several/entries.ts';
import { replacesBuild } from '../plan/call.ts';
import { isRemote } from '../plan/git-context.ts';
import { fields, joinFields } from '../plan/terms/list.ts';
import type { BuildInputs } from '../plan/terms/types.ts';
import type { Evaluated } from './evaluate.ts';
import { notAllowed } from './permissions.ts';
import { type BakeTarget, listIn, mapIn, specsIn, textIn, withoutScheme } from './target.ts';

type Env = Readonly<Record<string, string>>;

/**
 * The inputs of each target that makes an image: the step's, and those of the definition, validated like inputs. Other
 * targets (`output = ["type=cacheonly"]`, or `local`) are built alongside.
 *
 * @throws InputError with every problem of every target
 */
export function buildsOf(
  { targets, linked }: Evaluated,
  step: Inputs,
  { env, workspace }: Readonly<{ env: Env; workspace: string }>,
): readonly ImageBuild[] {
  const all = { ...linked, ...Object.fromEntries(targets.map(({ name, target }) => [name, target])) };
  const problems: Problem[] = [...notAllowed(all, step.build.allow, workspace)];
  const images = targets.filter(({ target }) => makesImage(target));
  const report = (input: string, problem: string, fix: string) => problems.push({ input, problem, fix });
  checkNames(
    { report },
    images.map(({ name }) => ({ input: 'bake', name })),
  );
  const hasNames = step.metadata.images.length > 0;
  if (!hasNames && step.metadata.tags.length > 0) {
    report(
      'tags',
      'is given without `images`, but the bake file contains the references',
      'Name the images: `images: ghcr.io/acme/{{target}}`.',
    );
  }
  const refused: Refused[] = [];
  const builds = images.flatMap(({ name, target }): ImageBuild[] => {
    const own = ownInputs(target, hasNames);
    if (!hasNames && listIn(target, 'tags').length === 0) {
      report(
        'bake',
        `gives no tags to target ${quote(name)}`,
        'Add `tags` to it, or give `images: ghcr.io/acme/{{target}}`; a target that is not to be published has `output = ["type=cacheonly"]`.',
      );
      return [];
    }
    try {
      return [{ name, inputs: inputsOf({ name, own }, env), target }];
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      refused.push({ name, own, problems: error.problems });
      return [];
    }
  });
  problems.push(...problemsOf(refused, images.length));
  if (images.length === 0) report('bake', 'has no target that makes an image', 'Name one in `bake-targets`.');
  if (problems.length > 0) throw new InputError(problems);
  return builds;
}

type Refused = Readonly<{ name: string; own: OwnInputs; problems: readonly Problem[] }>;

/** The problems of targets, under their names. What is wrong with an input of the step is wrong for all of them. */
function problemsOf(refused: readonly Refused[], targets: number): readonly Problem[] {
  const keyOf = ({ input, problem, fix }: Problem) => JSON.stringify([input, problem, fix]);
  const found = Map.groupBy(
    refused.flatMap(({ problems }) => problems),
    keyOf,
  );
  return refused.flatMap(({ name, own, problems }) =>
    problems.map(one => {
      const isOfStep = !isOwn(one, own) && found.get(keyOf(one))!.length === targets;
      return isOfStep ? one : { ...one, input: `bake.${name}.${one.input}` };
    }),
  );
}

/** Whether the target makes an image to publish, by its outputs; the default is an image. */
export function makesImage(target: BakeTarget): boolean {
  const outputs = specsIn(target, 'output');
  if (replacesBuild(textIn(target, 'call'))) return false;
  return outputs.length === 0 || outputs.some(isImage);
}

function isImage(output: string): boolean {
  return fields(output).some(column => /^\s*type\s*=(?:image|registry|docker|oci)$/i.test(column));
}

/** A target's build context, Dockerfile and additional contexts. */
export function inputsOfTarget(target: BakeTarget): Pick<BuildInputs, 'context' | 'file' | 'buildContexts'> {
  const contexts = Object.entries(mapIn(target, 'contexts')).map(([name, value]) => `${name}=${value}`);
  return { ...placeOf(target), buildContexts: contexts };
}

function placeOf(target: BakeTarget): Pick<BuildInputs, 'context' | 'file'> {
  const context = withoutScheme(textIn(target, 'context'));
  const dockerfile = textIn(target, 'dockerfile');
  const file = withoutScheme(dockerfile);
  const isLocal = context !== '' && !isRemote(context);
  // bake resolves it in the context, the input in the workspace.
  const isInContext = isLocal && dockerfile !== '' && file === dockerfile && !file.startsWith('/');
  return { context, file: isInContext ? join(context, file) : file };
}

/** A target's settings in the form of inputs. */
function ownInputs(target: BakeTarget, hasNames: boolean): OwnInputs {
  return {
    ...(!hasNames && { tags: listIn(target, 'tags').join('\n') }),
    ...placeOf(target),
    target: textIn(target, 'target'),
    platforms: listIn(target, 'platforms').join('\n'),
    'build-contexts': pairs(mapIn(target, 'contexts')),
    'add-hosts': pairs(mapIn(target, 'extra-hosts')),
    attests: specsIn(target, 'attest').join('\n'),
    outputs: specsIn(target, 'output').flatMap(published).join('\n'),
    'cache-from': specsIn(target, 'cache-from').join('\n'),
    'cache-to': specsIn(target, 'cache-to').join('\n'),
    ...(target.pull === true && { pull: 'true' }),
    ...(target['no-cache'] === true && { 'no-cache': 'true' }),
  };
}

/** The image is always published; only attributes such as compression are kept. */
function published(output: string): readonly string[] {
  const columns = fields(output);
  const type = columns.find(column => column.startsWith('type='));
  const isElsewhere = type === 'type=docker' && columns.some(column => column.startsWith('dest='));
  if (type === 'type=cacheonly') return [];
  if (isElsewhere || !['type=registry', 'type=image', 'type=docker'].includes(type ?? '')) return [output];
  const rest = columns.filter(column => !/^(?:type|push|load|name)=/.test(column));
  return [joinFields(['type=image', ...rest])];
}

function pairs(map: Readonly<Record<string, string>>): string {
  return Object.entries(map)
    .map(([key, value]) => `${key}=${value}`)
    .join('\n');
}
