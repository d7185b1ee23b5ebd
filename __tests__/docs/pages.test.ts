import { existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parse, parseDocument } from 'yaml';
import { dryRun, makeCheckout } from '../../scripts/docs/dry-run.ts';
import { MESSAGES } from '../../scripts/docs/messages.ts';
import { unpinned } from '../../scripts/docs/uses.ts';
import { readActionFile } from '../../scripts/harness/action-file.ts';
import { push } from '../../scripts/harness/events.ts';
import { ownPin, ownUses } from '../../scripts/release/uses.ts';
import { ERROR_CODES, type ErrorCode } from '../../src/host/error-codes.ts';
import { REPOSITORY } from '../../src/host/project.ts';
import { readRun } from '../../src/inputs/run/read-run.ts';
import { readVerify } from '../../src/inputs/verify/read-verify.ts';
import { helpUrl } from '../../src/report/help.ts';
import { envOf } from '../inputs/env.ts';

const root = join(import.meta.dirname, '../..');
const pages = ['*.md', 'docs/**/*.md', 'examples/*.md'].flatMap(glob => globSync(glob, { cwd: root }));
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');

type Step = Readonly<{ uses: string; with?: Readonly<Record<string, unknown>> }>;
type Example = Readonly<{ at: string; yaml: string; steps: readonly Step[] }>;

/** Every ```yaml block, and what it uses. */
const examples: readonly Example[] = pages.flatMap(page => {
  // Whole workflows from `examples/` are replayed in examples.test.ts, for the events that they react to.
  const text = textOf(page).replaceAll(/^<!-- (example.*?) -->\n.*?^<!-- \/\1 -->$/gms, whole =>
    whole.replaceAll(/.*/g, ''),
  );
  return [...text.matchAll(/^```ya?ml\n(.*?)^```$/gms)].map(({ 1: yaml = '', index }) => {
    const at = `${page}:${text.slice(0, index).split('\n').length}`;
    return { at, yaml, steps: stepsIn(parseDocument(yaml).toJS()) };
  });
});
const uses = (what: string) =>
  examples.flatMap(({ at, steps }) =>
    steps.filter(step => step.uses.startsWith(what)).map(step => [at, step] as const),
  );

const declared = parse(textOf('action.yml')) as { inputs: Record<string, { default?: string }> };

test('the pages contain steps', () => expect(uses(`${REPOSITORY}@`).length).toBeGreaterThan(2));

test.each(examples)('$at is YAML', ({ yaml }) => {
  const { errors, warnings } = parseDocument(yaml);
  expect([...errors, ...warnings]).toEqual([]);
});

const checkout = makeCheckout();
afterAll(() => rmSync(checkout.folder, { recursive: true }));
const at = { repository: 'acme/api', sha: checkout.sha };

const isBakeFile = (path: string) => path.endsWith('docker-bake.hcl');
/** The runner's variables for a job with `id-token: write`. */
const ID_TOKENS = { ACTIONS_ID_TOKEN_REQUEST_URL: 'https://a.example', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'bearer' };

describe.each(uses(`${REPOSITORY}@`))('%s', (_, { with: given = {} }) => {
  const filled = Object.entries(given).map(([key, value]) => [key, withoutExpressions(String(value))]);
  const env = { ...envOf(Object.fromEntries(filled)), ...ID_TOKENS, GITHUB_REPOSITORY: 'a/b' };
  const run = () => readRun(env, isBakeFile);

  test('the step is accepted as it is', () => {
    expect(Object.keys(given).filter(key => !(key in declared.inputs))).toEqual([]);
    expect(run().inputs.missing).toEqual([]);
  });

  test.each([
    ['main', () => push({ ...at, branch: 'main' })],
    ['feature/x', () => push({ ...at, branch: 'feature/x' })],
    ['v1.4.2', () => push({ ...at, tag: 'v1.4.2' })],
  ])('has a plan for %s', async (_ref, event) => {
    // Reading a bake file needs buildx, which a bare machine lacks.
    if (run().inputs.bake !== undefined) return;
    const { plan, error } = await dryRun(Object.fromEntries(filled), event(), checkout.folder);
    expect(error).toBe('');
    const pushed = plan!.images.flatMap(image => image.destinations).filter(({ decision }) => decision.push);
    expect(pushed.every(({ tags }) => tags.length > 0)).toBe(true);
  });
});

test.each(uses(`${REPOSITORY}/verify@`))(
  '%s: the verify action accepts the step as it is',
  (_, { with: given = {} }) => {
    const filled = Object.entries(given).map(([key, value]) => [key, withDigests(String(value))]);
    const names = Object.keys(given).filter(key => !readActionFile(join(root, 'verify')).inputs.has(key));
    expect(names).toEqual([]);
    const run = { serverUrl: 'https://github.com', repository: 'acme/api' };
    expect(() => readVerify(envOf(Object.fromEntries(filled)), run)).not.toThrow();
  },
);

/** With digests where GitHub would insert them. */
function withDigests(text: string): string {
  return withoutExpressions(text.replaceAll(/\$\{\{[^}]*digest[^}]*\}\}/g, `sha256:${'a'.repeat(64)}`));
}

test.each([
  ...pages,
  ...globSync('examples/**/*.yml', { cwd: root }),
  ...globSync('.github/workflows/*.yml', { cwd: root }),
])('%s pins every action to a commit', page => expect(unpinned(textOf(page))).toEqual([]));

test('this action is called in one form: at its release, or at its preview before the first one', () => {
  const files = [...pages, ...globSync(['examples/**/*.yml', '.github/workflows/*.yml'], { cwd: root })];
  const own = new RegExp(`\\buses: +${REPOSITORY}([\\w/.-]*)@[\\w.-]+(?: # [^\`\\n]+)?`, 'g');
  const called = files.flatMap(file => [...textOf(file).matchAll(own)].map(([text, path]) => ({ text, path })));
  const pin = ownPin(textOf('package.json'));
  expect(called.length).toBeGreaterThan(40);
  expect(called.filter(({ text, path }) => text !== `uses: ${ownUses(pin, path)}`)).toEqual([]);
});

test('README.md has 150 to 250 lines', () => {
  const { length } = textOf('README.md').trimEnd().split('\n');
  expect([length >= 150, length <= 250, length]).toEqual([true, true, length]);
});

/** A link inside the repository, from a page at `from`: whether its file and anchor are there. */
function isThere(link: string, from: string): boolean {
  const [path = '', anchor] = link.split('#');
  const file = path === '' ? from : join(dirname(from), path);
  return existsSync(join(root, file)) && (anchor === undefined || anchorsOf(file).includes(anchor));
}

test.each(pages)('links in %s have a target', page => {
  const text = textOf(page).replace(/^```.*?^```$/gms, '');
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(match => match[1]!).filter(link => !/^https?:/.test(link));
  expect(links.filter(link => !isThere(link, page))).toEqual([]);
});

test.each(['action.yml', ...pages, ...globSync('.github/**/*.{yml,md}', { cwd: root })])(
  'addresses of this repository in %s exist',
  path => {
    const text = textOf(path);
    const own = [...text.matchAll(new RegExp(`github\\.com/${REPOSITORY}/blob/HEAD/([\\w./#-]+)`, 'g'))];
    const relative = path === 'action.yml' ? [...text.matchAll(/\]\(([^)\s]+)\)/g)] : [];
    const links = [...own, ...relative].map(match => match[1]!).filter(link => !/^https?:/.test(link));
    expect(links.filter(link => !isThere(link, 'README.md'))).toEqual([]);
  },
);

test('each decision has a unique number, which its heading and every link to it repeat', () => {
  const files = globSync('docs/decisions/*.md', { cwd: root }).toSorted();
  const numbers = files.map(file => Number(/\/(\d{4})-/.exec(file)?.[1]));
  expect(numbers).toEqual(files.map((_, index) => index + 1));
  const headings = files.map(file => Number(/^# (\d+)\. /m.exec(textOf(file))?.[1]));
  expect(headings).toEqual(numbers);
  const links = pages.flatMap(page =>
    [...textOf(page).matchAll(/\[[Dd]ecisions? (\d+)\]\([^)]*?(\d{4})-[^)]*\)/g)].map(([text, named, to]) => ({
      at: `${page}: ${text}`,
      right: Number(named) === Number(to),
    })),
  );
  expect(links.length).toBeGreaterThan(10);
  expect(links.filter(({ right }) => !right)).toEqual([]);
});

test.each(Object.keys(ERROR_CODES) as ErrorCode[])('the address in an error of %s leads to its section', code => {
  const [, link = ''] = helpUrl(code, {}).split('/blob/HEAD/');
  expect(isThere(link, 'README.md')).toBe(true);
});

test.each(pages)('%s only quotes log lines that the code prints', page => {
  const made = textOf(page).replaceAll(/^<!-- log (.+?) -->\n.*?^<!-- \/log \1 -->$/gms, '');
  expect(
    [...made.matchAll(/^ *```(?:text|log)$/gm)].map(({ index }) => made.slice(0, index).split('\n').length),
  ).toEqual([]);
});

/** Every map with `uses`, at any depth: steps, jobs, whole workflows. */
function stepsIn(node: unknown): Step[] {
  if (node === null || typeof node !== 'object') return [];
  const below = Object.values(node).flatMap(stepsIn);
  return 'uses' in node && typeof node.uses === 'string' ? [node as Step, ...below] : below;
}

/** As GitHub would substitute it: something that fits a name, a path and a password. */
function withoutExpressions(text: string): string {
  return text.replaceAll(/\$\{\{.*?\}\}/gs, 'dummy');
}

/** GitHub's anchors of a page's headings. */
function anchorsOf(page: string): string[] {
  const headings = textOf(page).matchAll(/^#+ (.+)$/gm);
  return [...headings].map(({ 1: heading = '' }) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test('no page speaks of the placeholder once the project has an owner', () => {
  const isNamed = !REPOSITORY.startsWith('your_org/');
  expect(pages.filter(page => isNamed && textOf(page).includes('your_org'))).toEqual([]);
});

test('every message in the index of troubleshooting is in the code', () => {
  const code = globSync('src/**/*.ts', { cwd: root }).map(textOf).join('\n').replaceAll(/\\`/g, '`');
  const parts = MESSAGES.flatMap(([text]) => text.split('…')).map(part => part.trim());
  expect(parts.filter(part => part !== '' && !code.includes(part))).toEqual([]);
});
