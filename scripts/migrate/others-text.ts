import { plainExpression, readsIn } from './reads.ts';
import { envOf, mapAt, type Raw } from './spread/raw.ts';
import { expressionsIn } from './spread/shared.ts';
import { escaped, type FileStep, NotTaken } from './steps.ts';

/** What an expression of a job can read. */
export type Readable = Readonly<{
  workflow: Raw;
  job: Raw;
  steps: readonly FileStep[];
  /** The step that the expression is in; undefined for a job that calls a workflow. */
  step: FileStep | undefined;
}>;

/** Texts of an event that anybody may write, and everything of an event, which has them. */
const OTHERS_TEXT =
  /\bgithub\.(?:head_ref|event\b(?!\.repository\b)[\w.*-]*\b(?:title|body|message|label|name|ref|email))\b|\btojson\(github(?:\.event(?:\.\w+)?)?\)/i;

/** Variables may be made of others, but not without end. */
const DEEPEST = 5;

/**
 * An input that is a template here, and a plain text there, must not take a value from anybody who opens a pull
 * request: neither by itself nor by a variable, a matrix or a script.
 *
 * @throws NotTaken
 */
export function refuseOthersText(key: string, value: string, place: Readable): void {
  const read = othersTextIn(value, place, DEEPEST);
  if (read === undefined) return;
  throw new NotTaken(`\`${key}\` takes \`${read}\`, a text that others write, which would be read as a template`);
}

/** What is read, and from where: `env.TITLE (github.event.issue.title)`. */
function othersTextIn(text: string, place: Readable, depth: number): string | undefined {
  for (const expression of expressionsIn(text).map(plainExpression)) {
    const [direct] = OTHERS_TEXT.exec(expression) ?? [];
    if (direct !== undefined) return direct;
    if (depth === 0) continue;
    for (const { name, texts } of behind(expression, place)) {
      for (const one of texts) {
        const found = othersTextIn(one, place, depth - 1);
        if (found !== undefined) return `${name} (${found})`;
      }
    }
  }
  return undefined;
}

type Behind = Readonly<{ name: string; texts: readonly string[] }>;

/** The texts that an expression's variables, matrix values and results of scripts are made of. */
function behind(expression: string, place: Readable): readonly Behind[] {
  const plain = expression.replaceAll(/'(?:[^']|'')*'/g, "''");
  const variables = [...plain.matchAll(/(?<![\w.-])env\b(?:\.([\w-]+))?/gi)].map(([name, variable]) => ({
    name,
    texts: textsOf(variable, place),
  }));
  const results = readsIn(`\${{${expression}}}`).map(({ text, id }) => ({
    name: text,
    texts: place.steps.filter(step => writes(step, 'GITHUB_OUTPUT') && step.id?.toLowerCase() === id).map(sourceOf),
  }));
  const isMatrix = /(?<![\w.-])matrix\b/i.test(plain);
  const matrix = isMatrix ? [{ name: 'matrix', texts: [JSON.stringify(place.job.strategy ?? '')] }] : [];
  return [...variables, ...results, ...matrix];
}

/** A variable's text where the expression is; without a name, those of all variables. */
function textsOf(name: string | undefined, { workflow, job, steps, step }: Readable): readonly string[] {
  const isNamed = (key: string) => name === undefined || key.toLowerCase() === name.toLowerCase();
  const levels = [step ? envOf(step) : {}, mapAt(job, 'env'), mapAt(workflow, 'env')];
  const [own = [], ...others] = levels.map(env =>
    Object.entries(env).flatMap(([key, value]) => (isNamed(key) ? [String(value)] : [])),
  );
  if (name !== undefined && own.length > 0) return own;
  const sets = new RegExp(`\\b${escaped(name ?? '')}(?:=|<<)`, 'i');
  const written = steps.filter(one => writes(one, 'GITHUB_ENV') && (name === undefined || sets.test(one.run)));
  return [...own, ...others.flat(), ...written.map(sourceOf)];
}

const writes = ({ run }: FileStep, file: string) => run.includes(file);

/** A script with the variables that it gets. */
const sourceOf = ({ source }: FileStep) => source;
