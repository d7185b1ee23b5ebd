import { DEFAULTS, type InputName } from '../../inputs/reading/defaults.ts';

/** Inputs that hold secrets, or lists in which one may stand: only that they are set is shown. */
const HIDDEN: ReadonlySet<string> = new Set<InputName>([
  'password',
  'docker-config',
  'docker-config-passphrase',
  'github-token',
  'job-token',
  'registries',
  'registry-auth',
  'secrets',
  'build-args',
  'build-contexts',
  'builds',
  'bake-set',
  'bake-vars',
  'cache-from',
  'cache-to',
  'driver-opts',
  'append',
  'buildkitd-config-inline',
  'sign-key',
  'sign-key-password',
]);

/** Of a script, the beginning is enough to know it by. Lines. */
const LINES = 10;

/** The inputs that were given and are not the default, as lines that look like the workflow's. Never a secret. */
export function givenInputs(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(DEFAULTS).flatMap(([name, standard]) => {
    const value = withoutUserinfo((env[`INPUT_${name.toUpperCase()}`] ?? '').trim());
    if (value === '' || value === standard) return [];
    if (HIDDEN.has(name)) return [`${name}: (set)`];
    const lines = value.split(/\r\n|\r|\n/);
    if (lines.length === 1) return [`${name}: ${value}`];
    const rest = lines.length > LINES ? [`  … ${lines.length - LINES} more lines`] : [];
    return [`${name}: |`, ...lines.slice(0, LINES).map(line => `  ${line}`), ...rest];
  });
}

/** A repository may be named with a token in its address: `https://x-access-token:…@github.com/acme/api.git`. */
function withoutUserinfo(text: string): string {
  return text.replace(/(https?:\/\/)[^\s/@]+@/gi, '$1***@');
}
