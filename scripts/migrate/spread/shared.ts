import { EXPRESSION } from '../../harness/expressions.ts';
import { legsOf, same } from '../../workflow/matrix.ts';
import { bare } from '../comments.ts';
import { escaped, type FileStep } from '../steps.ts';
import { mapAt, needsOf, type Place } from './raw.ts';

/** Each `${{ … }}` of a text, without the braces. */
export function expressionsIn(text: string): readonly string[] {
  return [...text.matchAll(EXPRESSION)].map(([, body = '']) => body);
}

/**
 * Why a text may mean something else in another job: whatever it refers to must be the same in both, since all jobs
 * that build one image must plan the same names, tags and labels.
 *
 * @returns undefined if it means the same
 */
export function whyNotShared(text: string, one: Place, other: Place): string | undefined {
  for (const body of expressionsIn(text)) {
    const outside = body.replaceAll(/'(?:[^']|'')*'/g, "''");
    for (const [, context = '', name = ''] of outside.matchAll(/(?<![\w.-])([a-z]+)(?:\.([\w-]+))?(?!\w*\()/gi)) {
      const why = whyNot(context.toLowerCase(), name, { one, other });
      if (why !== undefined) return `\`\${{${body}}}\` ${why}`;
    }
  }
  return undefined;
}

type Pair = Readonly<{ one: Place; other: Place }>;

function whyNot(context: string, name: string, { one, other }: Pair): string | undefined {
  const both = [one, other];
  const names = both.map(({ job }) => job.name).join(' and ');
  switch (context) {
    case 'matrix':
      return both.every(place => keysOf(place).includes(name)) ? undefined : `is not in the matrix of both ${names}`;
    case 'env':
      return whyNotEnv(name, { one, other }, names);
    case 'steps':
      return sameSteps(one, other, step => step.id === name) ? undefined : `is no result of the same step in ${names}`;
    case 'needs':
      return both.every(place => needsOf(place).includes(name)) ? undefined : `is not known in both ${names}`;
    case 'secrets':
    case 'vars':
      return same(one.raw.environment, other.raw.environment)
        ? undefined
        : `may differ: ${names} have not the same \`environment\``;
    case 'runner':
    case 'job':
    case 'strategy':
      return `is not the same in ${names}`;
    default:
      return undefined;
  }
}

function whyNotEnv(name: string, { one, other }: Pair, names: string): string | undefined {
  const writes = ({ run }: FileStep) => run.includes('GITHUB_ENV') && new RegExp(`\\b${escaped(name)}=`).test(run);
  const isWritten = [one, other].some(({ job }) => job.steps.some(writes));
  if (isWritten) return sameSteps(one, other, writes) ? undefined : `is not set by the same step in ${names}`;
  const [mine, theirs] = [one, other].map(({ raw, workflowEnv }) => ({ ...workflowEnv, ...mapAt(raw, 'env') })[name]);
  if (mine === undefined || theirs === undefined) return `is not set in both ${names}`;
  return same(mine, theirs) ? undefined : `is not the same in ${names}`;
}

/** Both jobs have one such step, with the same script or inputs. */
function sameSteps(one: Place, other: Place, is: (step: FileStep) => boolean): boolean {
  const [mine, theirs] = [one, other].map(({ job }) => job.steps.filter(is));
  if (mine?.length !== 1 || theirs?.length !== 1) return false;
  const text = (step: FileStep) =>
    [step.action, step.run.trim(), ...[...step.with, ...step.keys].map(entry => `${entry.key}=${bare(entry.source)}`)]
      .filter(line => !line.startsWith('name='))
      .join('\n');
  return text(mine[0]!) === text(theirs[0]!);
}

/** The names with values in a job's matrix. */
export function keysOf({ raw }: Place): readonly string[] {
  return [...new Set((legsOf(raw) ?? []).flatMap(leg => Object.keys(leg)))];
}

/** A variable that affects metadata-action's results and differs between the two jobs. */
export function otherVariable(one: Place, other: Place): string | undefined {
  const [mine, theirs] = [one, other].map(({ raw }) => mapAt(raw, 'env'));
  const names = Object.keys({ ...mine, ...theirs }).filter(name => name.startsWith('DOCKER_METADATA_'));
  return names.find(name => !same(mine?.[name], theirs?.[name]));
}
