import { plainExpression } from './reads.ts';
import { type Entry, escaped } from './steps.ts';

/** The new name of a docker action's input, or why it is left out. */
export type Field = string | Readonly<{ drop: string }>;

const NOT_NEEDED = { drop: '' };

/** metadata-action → Slipway. Inputs that are not listed keep their names. */
export const METADATA: Readonly<Record<string, Field>> = { context: 'ref-source' };

/** The inputs of metadata-action in output order. */
export const METADATA_INPUTS = [
  'images',
  'tags',
  'flavor',
  'labels',
  'annotations',
  'context',
  'sep-tags',
  'sep-labels',
  'sep-annotations',
  'bake-target',
  'github-token',
];

/** The inputs of build-push-action, and those that stand for the parts of an image. Most keep their names. */
export const BUILD_INPUTS: readonly string[] =
  'add-hosts allow annotations attests build-args build-contexts builder cache-from cache-to call cgroup-parent context file github-token labels load network no-cache no-cache-filters outputs part hand-over merge platforms provenance pull push sbom secret-envs secret-files secrets shm-size ssh tags target ulimit'.split(
    ' ',
  );

/** setup-buildx-action → Slipway. */
export const SETUP_BUILDX: Readonly<Record<string, Field>> = {
  version: 'buildx-version',
  name: 'builder',
  platforms: 'node-platforms',
  config: 'buildkitd-config',
  'config-inline': 'buildkitd-config-inline',
  'buildkitd-config': 'buildkitd-config',
  'buildkitd-config-inline': 'buildkitd-config-inline',
  driver: 'driver',
  'driver-opts': 'driver-opts',
  'buildkitd-flags': 'buildkitd-flags',
  endpoint: 'endpoint',
  append: 'append',
  'keep-state': 'keep-state',
  cleanup: 'cleanup',
  use: NOT_NEEDED,
  install: NOT_NEEDED,
  'cache-binary': NOT_NEEDED,
};

/** setup-qemu-action → Slipway. */
export const SETUP_QEMU: Readonly<Record<string, Field>> = {
  platforms: 'qemu',
  image: 'qemu-image',
  'cache-image': NOT_NEEDED,
  reset: { drop: 'emulators that are there are kept' },
};

/** Whether a value of `push` means the same as `push: auto` at these events. */
export function isAutoPush(value: string, on: readonly string[]): boolean {
  return NO_PULL_REQUEST.test(value.trim()) && on.every(event => ALIKE.includes(event));
}

const NO_PULL_REQUEST = /^\$\{\{\s*github\.event_name\s*!=\s*'pull_request'\s*\}\}$/;

/** `auto` also publishes nothing for merge queues, and for what a pull request started in another way. */
const ALIKE = ['push', 'pull_request', 'schedule', 'workflow_dispatch', 'repository_dispatch', 'release', 'create'];

/** The entry `push` of docker's actions. Empty, it is `false` to them, and `auto` here. */
export function pushEntry(entry: Entry): Entry {
  const isEmpty = (entry.value ?? '').trim() === '';
  const filled = isEmpty ? entry.source.replace(EMPTY_PUSH, '$1 false$2') : entry.source;
  return { ...entry, source: withPush(filled) };
}

/** The first line of an entry; with a value, it may stand on the next line. */
const EMPTY_PUSH = /^(\s*['"]?push['"]?\s*:)[ \t]*(?:''|""|~|null)?([ \t]*(?:[ \t]#.*)?)$/m;

/**
 * Expressions that may have no value, such as an input of a manual run, get one. Several in a row become one. There are
 * no more quotation marks than before around a single one, because it may be inside of some.
 */
export function withPush(text: string): string {
  const [, before, row, after] = IN_A_ROW.exec(text) ?? [];
  if (before === undefined || row === undefined) return text;
  const expressions = row.match(new RegExp(EXPRESSION, 'g'))!.map(one => one.slice(3, -2).trim());
  // In single quotes, YAML doubles those of the expression.
  const isQuoted = /'[ \t]*$/.test(before);
  const plain = (expression: string) => (isQuoted ? expression.replaceAll("''", "'") : expression);
  if (!expressions.every(one => mayBeEmpty(plain(one)))) return text;
  const quote = isQuoted ? "''" : "'";
  const format = `format(${quote}${expressions.map((_, at) => `{${at}}`).join('')}${quote}, ${expressions.join(', ')})`;
  return `${before}\${{ ${expressions.length === 1 ? `(${expressions[0]})` : format} || false }}${after}`;
}

const EXPRESSION = /\$\{\{(?:(?!\}\})[\s\S])*\}\}/.source;
const OTHER_TEXT = /(?:[^$]|\$(?!\{\{))*?/.source;
/** Expressions, and around them text that has none, or a comment behind them. */
const IN_A_ROW = new RegExp(
  `^(${OTHER_TEXT})((?:${EXPRESSION}\\s*)*?${EXPRESSION})(${OTHER_TEXT}|['"]?[ \\t]+#.*\\s*)$`,
);

/** Whether some operand of `&&` and `||` is no comparison, negation, test, or text that has something in it. */
function mayBeEmpty(expression: string): boolean {
  const operands = expression.replaceAll(/'(?:[^']|'')+'/g, "'x'").split(/&&|\|\|/);
  return operands.some(one => !IS_FULL.test(one.replace(/^[\s(]+/, '')));
}

const IS_FULL =
  /[=<>]|^!|^'x'|^(?:true|false)\b|^(?:startsWith|endsWith|contains|success|failure|always|cancelled)\s*\(/i;

/** metadata-action's results in build arguments, and the equivalent templates. */
export function templateFor(expression: string, meta: string): string | undefined {
  const [id, plain] = [escaped(meta), expression.trim()];
  const version = new RegExp(`^(steps\\.${id}\\.outputs\\.version|env\\.DOCKER_METADATA_OUTPUT_VERSION)$`, 'i');
  if (version.test(plainExpression(plain))) return '{{version}}';
  const label = new RegExp(
    `^fromJSON\\(steps\\.${id}\\.outputs\\.json\\)\\.labels\\['org\\.opencontainers\\.image\\.(version|created|revision)'\\]$`,
    'i',
  ).exec(plain);
  return label ? `{{${label[1]}}}` : undefined;
}
