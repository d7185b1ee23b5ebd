import type { Environment } from '../../host/variables/environment.ts';
import { inputIn } from '../../host/variables/step.ts';
import { DEFAULTS, type InputName } from '../../inputs/reading/defaults.ts';

/** Inputs that are, or may contain, secrets: shown only as set. */
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

/** Lines of a script that are shown. */
const LINES = 10;

/** The given non-default inputs, formatted like the workflow's. Never a secret. */
export function givenInputs(env: Environment): readonly string[] {
  return Object.entries(DEFAULTS).flatMap(([name, standard]) => {
    const value = withoutUserinfo((inputIn(env, name) ?? '').trim());
    if (value === '' || value === standard) return [];
    if (HIDDEN.has(name)) return [`${name}: (set)`];
    const lines = value.split(/\r\n|\r|\n/);
    if (lines.length === 1) return [`${name}: ${value}`];
    const rest = lines.length > LINES ? [`  … ${lines.length - LINES} more lines`] : [];
    return [`${name}: |`, ...lines.slice(0, LINES).map(line => `  ${line}`), ...rest];
  });
}

/** A repository's address may contain a token: `https://x-access-token:…@github.com/acme/api.git`. */
function withoutUserinfo(text: string): string {
  return text.replace(/(https?:\/\/)[^\s/@]+@/gi, '$1***@');
}
