import { parseDocument } from 'yaml';
import { type Fields, isObject } from '../../host/fields.ts';
import { quote } from '../../host/text/quote.ts';
import { nearest } from '../../plan/terms/nearest.ts';
import { DURATION, durationOf } from '../reading/duration.ts';
import { parseBoolean, type Source } from '../reading/source.ts';

/** A condition that the started container must fulfill. */
export type Condition =
  | Readonly<{ kind: 'port'; port: number }>
  /** `port` undefined: the image's exposed port. `status` undefined: 200 to 399. */
  | Readonly<{ kind: 'http'; path: string; port: number | undefined; status: number | undefined }>
  | Readonly<{ kind: 'healthy' }>
  | Readonly<{ kind: 'log'; text: string }>
  | Readonly<{ kind: 'exit'; code: number }>;

/** A container to start, and the conditions to fulfill in time. */
export type ContainerTest = Readonly<{
  /** `NAME=value`. */
  env: readonly string[];
  /** In place of the image's CMD. */
  command: readonly string[] | undefined;
  /** All must be fulfilled; at least one. */
  conditions: readonly Condition[];
  /** Milliseconds. */
  timeout: number;
  platform: string | undefined;
}>;

const INPUT = 'container-test';
const KEYS = ['env', 'command', 'port', 'http', 'healthy', 'log', 'exit-code', 'timeout', 'platform'];
const HTTP_KEYS = ['path', 'port', 'status'];
const TIMEOUT = 60_000;

type Reporter = (key: string, what: string, fix: string) => void;
/** `report` and `invalid` as in `Source`, for paths within this input. */
type Reader = Readonly<{ fields: Fields; report: Reporter; invalid: Reporter }>;

const PORT = 'the port in the container, as in `8080`';

/** Reads the map; scalars keep their spelling. Messages never quote values of `env`. */
export function readContainerTest(source: Source): ContainerTest | undefined {
  if (source.raw(INPUT).trim() === '') return undefined;
  const fields = readMap(source);
  if (fields === undefined) return undefined;
  checkKeys(source, INPUT, fields, KEYS);
  let fine = true;
  const report: Reader['report'] = (key, problem, fix) => {
    fine = false;
    source.report(`${INPUT}.${key}`, problem, fix);
  };
  const invalid: Reader['invalid'] = (key, value, expected) => {
    fine = false;
    source.invalid(`${INPUT}.${key}`, value, expected);
  };
  const reader = { fields, report, invalid };
  const conditions = [
    ...each(fields.port).flatMap(value => portAt(reader, 'port', value)),
    ...each(fields.http).flatMap(value => httpAt(source, reader, value)),
    ...healthyAt(reader),
    ...each(fields.log).flatMap(value => logAt(reader, value)),
    ...exitAt(reader),
  ];
  if (fine && conditions.length === 0)
    source.report(INPUT, 'has no condition to wait for', 'Add `port`, `http`, `healthy`, `log` or `exit-code`.');
  checkTogether(reader, conditions);
  return {
    env: envAt(reader),
    command: commandAt(reader),
    conditions,
    timeout: timeoutAt(reader),
    platform: platformAt(reader),
  };
}

function readMap(source: Source): Fields | undefined {
  const text = source.raw(INPUT);
  const document = parseDocument(text, { schema: 'failsafe', prettyErrors: false, logLevel: 'silent' });
  const [error] = document.errors;
  if (error !== undefined) {
    const line = text.slice(0, error.pos[0]).split('\n').length;
    source.report(
      INPUT,
      `is not valid YAML at line ${line} (${error.code})`,
      'Put values with special characters in quotes.',
    );
    return undefined;
  }
  const value = withoutAlias(() => document.toJS({ maxAliasCount: 0 }));
  if (isObject(value)) return value;
  source.report(INPUT, 'is not a YAML map', 'Write `key: value` lines, as in `port: 8080`.');
  return undefined;
}

/** Aliases are a separate error here, thrown by the library. */
function withoutAlias(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function checkKeys(source: Source, at: string, fields: Fields, known: readonly string[]): void {
  for (const key of Object.keys(fields).filter(name => !known.includes(name))) {
    const meant = nearest(key, known);
    const fix = meant === undefined ? `Known keys are ${known.join(', ')}.` : `Did you mean \`${meant}\`?`;
    source.report(at, `has the unknown key ${quote(key)}`, fix);
  }
}

function checkTogether({ report }: Reader, conditions: readonly Condition[]): void {
  const ends = conditions.some(({ kind }) => kind === 'exit');
  const serves = conditions.some(({ kind }) => kind === 'port' || kind === 'http' || kind === 'healthy');
  if (!ends || !serves) return;
  report(
    'exit-code',
    'contradicts `port`, `http` and `healthy`',
    'A container either exits or serves: keep one of them.',
  );
}

function portAt({ invalid }: Reader, key: string, value: unknown): Condition[] {
  const port = portOf(value);
  if (port !== undefined) return [{ kind: 'port', port }];
  invalid(key, quote(value), PORT);
  return [];
}

function httpAt(source: Source, { invalid }: Reader, value: unknown): Condition[] {
  const given = isObject(value) ? value : { path: value };
  checkKeys(source, `${INPUT}.http`, given, HTTP_KEYS);
  const { path = '/', port, status } = given;
  const fine = typeof path === 'string' && /^\/[\x21-\x7e]*$/.test(path);
  if (!fine) invalid('http', quote(path), 'a path that begins with a slash, as in `/healthz`');
  if (port !== undefined && portOf(port) === undefined) invalid('http.port', quote(port), PORT);
  const code = typeof status === 'string' && /^[1-5]\d\d$/.test(status) ? Number(status) : undefined;
  if (status !== undefined && code === undefined) invalid('http.status', quote(status), 'an HTTP status, as in `200`');
  return fine ? [{ kind: 'http', path, port: portOf(port), status: code }] : [];
}

function healthyAt({ fields, invalid }: Reader): Condition[] {
  if (fields.healthy === undefined) return [];
  const wanted = parseBoolean(String(fields.healthy));
  if (wanted === undefined) invalid('healthy', quote(fields.healthy), '`true`');
  return wanted === true ? [{ kind: 'healthy' }] : [];
}

function logAt({ invalid }: Reader, value: unknown): Condition[] {
  if (typeof value === 'string' && /^.*\S.*$/.test(value)) return [{ kind: 'log', text: value }];
  invalid('log', quote(value), 'text that one line of the output contains');
  return [];
}

function exitAt({ fields, invalid }: Reader): Condition[] {
  const value = fields['exit-code'];
  if (value === undefined) return [];
  if (typeof value === 'string' && /^\d{1,3}$/.test(value) && Number(value) < 256)
    return [{ kind: 'exit', code: Number(value) }];
  invalid('exit-code', quote(value), 'a number from 0 to 255');
  return [];
}

function envAt({ fields, report }: Reader): string[] {
  const { env = {} } = fields;
  if (!isObject(env)) {
    report('env', 'is not a map', 'Write `NAME: value` lines.');
    return [];
  }
  return Object.entries(env).flatMap(([name, value]) => {
    if (/^[^\s=\0]+$/.test(name) && (typeof value === 'string' || value === null)) return [`${name}=${value ?? ''}`];
    report('env', `has an invalid entry: ${quote(name)}`, 'Write `NAME: value` lines.');
    return [];
  });
}

/** Text is split at spaces: only a shell could interpret quotes in it. */
function commandAt({ fields, report }: Reader): string[] | undefined {
  const { command } = fields;
  if (command === undefined) return undefined;
  if (Array.isArray(command) && command.length > 0 && command.every(word => typeof word === 'string')) return command;
  if (typeof command === 'string' && command.trim() !== '' && !/["'\\$`]/.test(command))
    return command.trim().split(/\s+/);
  report(
    'command',
    'is not a list of words',
    'Write `[serve, --port, "8080"]`; or one string if no word needs quotes.',
  );
  return undefined;
}

function timeoutAt({ fields, invalid }: Reader): number {
  if (fields.timeout === undefined) return TIMEOUT;
  const ms = typeof fields.timeout === 'string' ? durationOf(fields.timeout) : undefined;
  if (ms === undefined) invalid('timeout', quote(fields.timeout), DURATION);
  return ms ?? TIMEOUT;
}

function platformAt({ fields, invalid }: Reader): string | undefined {
  const { platform } = fields;
  if (platform === undefined) return undefined;
  if (typeof platform === 'string' && /^[\w.+()-]+(?:\/[\w.+()-]+){1,2}$/.test(platform)) return platform;
  invalid('platform', quote(platform), 'a platform, as in `linux/arm64`');
  return undefined;
}

function portOf(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\d{1,5}$/.test(value)) return undefined;
  const port = Number(value);
  return port > 0 && port < 65536 ? port : undefined;
}

function each(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
