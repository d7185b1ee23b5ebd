import { type Fields, isObject } from '../../host/fields.ts';

/**
 * One step of the build, as buildx reports it. Times are ISO 8601. A step may start and complete more than once; the
 * last event counts.
 */
export type Vertex = Readonly<{
  digest: string;
  name: string;
  inputs: readonly string[];
  started?: string;
  completed?: string;
  cached?: boolean;
  error?: string;
}>;

/** A piece of a step's output; not always a whole line. */
export type VertexLog = Readonly<{ vertex: string; stream: number; text: string }>;

/** Progress inside a step: bytes or work done. */
export type VertexStatus = Readonly<{ vertex: string; id: string; current: number; total: number; completed?: string }>;

/** A build check's finding during the build. */
type VertexWarning = Readonly<{ vertex: string; short: string; url: string }>;

export type Progress = Readonly<{
  vertexes: readonly Vertex[];
  logs: readonly VertexLog[];
  statuses: readonly VertexStatus[];
  warnings: readonly VertexWarning[];
}>;

/**
 * Parses one line of `--progress=rawjson`. Undefined for anything else, such as the plain text after a failure. Fields
 * of the wrong type are ignored: a newer BuildKit must not break the log.
 *
 * @see https://github.com/docker/buildx/blob/master/docs/reference/buildx_build.md#progress
 */
export function parseProgress(line: string): Progress | undefined {
  if (!line.startsWith('{')) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return undefined;
  }
  const root = (json ?? {}) as Fields;
  return {
    vertexes: objects(root.vertexes).map(vertex),
    logs: objects(root.logs).map(log),
    statuses: objects(root.statuses).map(status),
    warnings: objects(root.warnings).map(warning),
  };
}

/**
 * A progress line for the debug log, without pieces of output: those are shown as text, where a secret split over two
 * pieces can still be recognized.
 */
export function withoutLogs(line: string): string {
  const { logs, ...rest } = JSON.parse(line) as Fields;
  return Array.isArray(logs) ? JSON.stringify({ ...rest, logs: `${logs.length} pieces, shown as text` }) : line;
}

function vertex(raw: Fields): Vertex {
  return {
    digest: string(raw.digest),
    name: string(raw.name),
    inputs: Array.isArray(raw.inputs) ? raw.inputs.map(String) : [],
    ...(raw.started !== undefined && { started: string(raw.started) }),
    ...(raw.completed !== undefined && { completed: string(raw.completed) }),
    ...(raw.cached === true && { cached: true }),
    ...(raw.error !== undefined && { error: string(raw.error) }),
  };
}

function log(raw: Fields): VertexLog {
  const text = Buffer.from(string(raw.data), 'base64').toString();
  return { vertex: string(raw.vertex), stream: number(raw.stream), text };
}

function status(raw: Fields): VertexStatus {
  return {
    vertex: string(raw.vertex),
    id: string(raw.id),
    current: number(raw.current),
    total: number(raw.total),
    ...(raw.completed !== undefined && { completed: string(raw.completed) }),
  };
}

function warning(raw: Fields): VertexWarning {
  const short = Buffer.from(string(raw.short), 'base64').toString();
  return { vertex: string(raw.vertex), short, url: string(raw.url) };
}

function objects(value: unknown): readonly Fields[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isObject);
}

function string(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
