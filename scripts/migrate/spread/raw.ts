import { parse } from 'yaml';
import { type FileJob, type FileStep, NotTaken, readJobs } from '../steps.ts';

/** A map in the file, as parsed YAML. */
export type Raw = Readonly<Record<string, unknown>>;

/** A job of the file with all its keys, and the workflow's environment. */
export type Place = Readonly<{ job: FileJob; raw: Raw; workflowEnv: Raw }>;

/** A workflow's text and what it says: YAML is slow to read, so it is read once. */
export type WorkflowFile = Readonly<{ text: string; jobs: readonly FileJob[]; workflow: Raw }>;

/** @throws Error for YAML errors and files that are not workflows */
export function readFile(text: string): WorkflowFile {
  return { text, jobs: readJobs(text), workflow: parse(text) as Raw };
}

export function placesOf({ jobs, workflow }: WorkflowFile): readonly Place[] {
  const all = mapAt(workflow, 'jobs');
  return jobs.map(job => ({ job, raw: mapAt(all, job.name), workflowEnv: mapAt(workflow, 'env') }));
}

/** The jobs that must end before this one starts. */
export function needsOf({ raw: { needs } }: Place): readonly string[] {
  return (Array.isArray(needs) ? needs : needs === undefined ? [] : [needs]).map(String);
}

export function mapAt(map: Raw, key: string): Raw {
  const value = map[key];
  return isMap(value) ? value : {};
}

export function isMap(value: unknown): value is Raw {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** The variables that a step sets for itself. */
export function envOf(step: FileStep): Readonly<Record<string, string>> {
  const entry = step.keys.find(({ key }) => key === 'env');
  if (entry === undefined) return {};
  const env: unknown = step.isAliased ? undefined : mapAt(parse(entry.source) as Raw, 'env');
  if (!isMap(env)) throw new NotTaken('`env` of a step is written with an alias (`*`)');
  return Object.fromEntries(Object.entries(env).map(([key, value]) => [key, String(value ?? '')]));
}

/** An input of a step; '' when it is not given. */
export function given(step: FileStep, name: string): string {
  return step.with.find(({ key }) => key === name)?.value ?? '';
}

export function keyOf(step: FileStep, name: string): string | undefined {
  return step.keys.find(({ key }) => key === name)?.value?.trim();
}

/** A normalized path or condition: without quotes and braces, and with one spelling of the folder. */
export function plain(text: string): string {
  const before = known.get(text);
  if (before !== undefined) return before;
  if (known.size > 10_000) known.clear();
  const found = normal(text);
  known.set(text, found);
  return found;
}

const known = new Map<string, string>();

function normal(text: string): string {
  return text
    .trim()
    .replaceAll(/["']/g, '')
    .replaceAll(/\$\{\{\s*(.*?)\s*\}\}/g, '{{$1}}')
    .replaceAll(/\$\{?RUNNER_TEMP\}?|\{\{runner\.temp\}\}/g, '{{runner.temp}}')
    .replaceAll(/\$\{?GITHUB_WORKSPACE\}?|\{\{github\.workspace\}\}/g, '{{github.workspace}}')
    .replace(/^\.\//, '')
    .replace(/\/\*{0,2}$/, '');
}

/** A condition without its braces, if any. */
export function condition(text: string): string {
  const [, body = text] = /^\s*\$\{\{(.*)\}\}\s*$/s.exec(text) ?? [];
  return body.replaceAll(/\s+/g, '');
}

/** A text with those variables resolved that contain no expressions. */
export function withEnv(text: string, env: Raw): string {
  return text.replaceAll(/\$\{\{\s*env\.([\w-]+)\s*\}\}/g, (whole, name: string) => {
    const value = env[name];
    return value === undefined || String(value).includes('${{') ? whole : String(value);
  });
}
