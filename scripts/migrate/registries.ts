import { shift } from './lines.ts';
import { literalTags } from './literal.ts';
import { title } from './logins.ts';
import { type FileStep, NotTaken } from './steps.ts';
import type { ValuesOf } from './values.ts';

/** metadata-action's default rules. */
const USUAL = ['type=schedule', 'type=ref,event=branch', 'type=ref,event=tag', 'type=ref,event=pr'];

/** Inputs that must be the same for all, because the step has them once. */
const SHARED = ['flavor', 'context'];

/**
 * `images` and `registries` for a build that uses the tags of several metadata-action steps: each registry has the
 * rules of its own step. undefined if there is one step.
 *
 * @param main the step with the rules for `tags`
 * @throws NotTaken
 */
export function registriesOf(
  main: FileStep | undefined,
  others: readonly FileStep[],
  { build, values }: Readonly<{ build: FileStep; values: ValuesOf }>,
): string | undefined {
  if (main === undefined || others.length === 0) return undefined;
  const names = imagesOf(main);
  const taken = new Set(names.map(hostOf));
  const entries = others.flatMap(meta => {
    for (const key of SHARED) {
      if (given(meta, key).trim() !== given(main, key).trim()) {
        throw new NotTaken(`"${title(meta)}" has another \`${key}\` than "${title(main)}"`);
      }
    }
    for (const key of ['labels', 'annotations']) {
      if (given(meta, key) !== '' && given(build, key) !== '') {
        throw new NotTaken(`"${title(meta)}" and "${title(main)}" both have \`${key}\``);
      }
    }
    const own = imagesOf(meta);
    names.push(...own);
    return [...new Set(own.map(hostOf))].map(host => {
      if (taken.has(host)) throw new NotTaken(`several metadata-action steps give tags for ${host}`);
      taken.add(host);
      return `- registry: ${/^[\w.:-]+$/.test(host) ? host : `'${host}'`}\n  tags: |\n${shift(rulesOf(meta, values), 4)}`;
    });
  });
  const images = `images: |\n${shift(`${[...new Set(names)].join('\n')}\n`, 2)}`;
  return `${images}registries: |\n${shift(entries.join(''), 2)}`;
}

function rulesOf(meta: FileStep, values: ValuesOf): string {
  const rules = literalTags(given(meta, 'tags'), values)
    .split('\n')
    .filter(line => line.trim() !== '');
  return `${(rules.length > 0 ? rules : USUAL).map(line => line.trim()).join('\n')}\n`;
}

/** Complete names: a bare one would go to each registry in `registries`. */
function imagesOf(meta: FileStep): string[] {
  return linesOf(given(meta, 'images')).map(line => {
    const name = withHost(line);
    if (name === undefined) throw new NotTaken(`which registry \`${line}\` of "${title(meta)}" is in cannot be seen`);
    return name;
  });
}

function linesOf(images: string): string[] {
  return images
    .split(/[\n,]/)
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'));
}

function withHost(line: string): string | undefined {
  // `name=…,enable=…` was split at its comma.
  const name = /^((?:\$\{\{[^}]*\}\}|[\w.:-])+?)(\/(?:\$\{\{[^}]*\}\}|[\w./:-])+)$/.exec(line);
  if (name === null) return undefined;
  return isHost(name[1]!) ? line : `docker.io/${line}`;
}

/**
 * The registry of an image that a job does not log in to by login-action; undefined where it logs in to all of them.
 *
 * @param images as in metadata-action's `images`, or references
 * @param filled gives the text with the variables that are known
 */
export function hostWithoutLogin(
  images: string,
  steps: readonly FileStep[],
  filled: (text: string) => string,
): string | undefined {
  const logins = steps
    .filter(({ action }) => action === 'docker/login-action')
    .map(step => plain(filled(given(step, 'registry')) || 'docker.io'));
  for (const line of linesOf(images)) {
    const name = withHost(line);
    if (name === undefined) return line;
    if (!logins.includes(plain(hostOf(name)))) return hostOf(name);
  }
  return undefined;
}

const plain = (text: string) => text.replaceAll(/\s+/g, '');

/**
 * By Docker's rule. An expression is judged by its name: `env.REGISTRY` is a host, `secrets.DOCKERHUB_USERNAME` isn't.
 */
function isHost(part: string): boolean {
  const expression = /^\$\{\{(.*)\}\}$/.exec(part)?.[1];
  return expression === undefined
    ? /[.:]|^localhost$/.test(part)
    : /registry|host\b/i.test(expression) && !/user|owner|org|name/i.test(expression);
}

const hostOf = (name: string) => /^(?:\$\{\{[^}]*\}\}|[^/])+/.exec(name)![0];

function given(step: FileStep, name: string): string {
  return step.with.find(({ key }) => key === name)?.value ?? '';
}
