import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { ROOMS } from '../checks/rooms.ts';
import { withRooms } from '../checks/tables.ts';
import { ownPin } from '../release/uses.ts';
import { benchmarkPicture } from './benchmark-picture.ts';
import { between, cell, markdownTable, partsOf } from './between.ts';
import { readExamples, workflowOf } from './example.ts';
import { logExcerpt } from './logs.ts';
import { outcomeTable } from './outcome.ts';
import { fromDocs, withReference } from './reference.ts';
import { type Places, type Replayed, replaysOf, withCheckout } from './replay.ts';
import { stagesPicture } from './stages-picture.ts';
import { withTroubles } from './troubleshooting.ts';
import { pinsIn, withNames, withUses } from './uses.ts';
import { withPublish, withVerify } from './workflows/generate.ts';

/** Texts by their paths below the root. */
export type Documents = ReadonlyMap<string, string>;

/** Files with workflows or steps. */
const WORKFLOWS = ['.github/workflows/*.yml', 'examples/**/*.yml'];
/** Other files that name the project on GitHub. */
const FORMS = ['.github/ISSUE_TEMPLATE/*.yml', '.github/CODEOWNERS'];
const PAGES = ['*.md', 'docs/**/*.md', '.github/**/*.md'];
const PICTURES = ['docs/images/*.svg'];

/** The current content of everything that `npm run docs` keeps up to date. */
export function readDocuments(root: string): Documents {
  const paths = [...WORKFLOWS, ...FORMS, ...PAGES, ...PICTURES]
    .flatMap(glob => globSync(glob, { cwd: root }))
    .toSorted();
  return new Map(paths.map(path => [path, readFileSync(join(root, path), 'utf8')]));
}

/** The same documents with all generated parts regenerated. */
export function freshDocuments(old: Documents, root: string): Promise<Documents> {
  return withCheckout(root, places => regenerated(old, places));
}

async function regenerated(old: Documents, places: Places): Promise<Documents> {
  const { root } = places;
  const action = readFileSync(join(root, 'action.yml'), 'utf8');
  const replayed = replaysOf(readExamples(root), places);
  const workflows = [...old].filter(([path]) => path.endsWith('.yml')).map(([, text]) => text);
  const pins = pinsIn(workflows);
  const own = ownPin(readFileSync(join(root, 'package.json'), 'utf8'));
  const fresh = new Map([
    ['docs/images/stages.svg', stagesPicture()],
    ['docs/images/benchmark.svg', benchmarkPicture(old.get('docs/performance.md') ?? '')],
  ]);
  for (const [path, text] of old) {
    if (path.endsWith('.svg')) continue;
    // Workflows come before the pages that show them.
    const made = path.endsWith('.md')
      ? await withParts(path, text, { replayed, root, fresh })
      : reusable(path, text, root);
    fresh.set(path, withNames(withUses(withTablesOf(path, made, action), pins, own)));
  }
  return fresh;
}

/** The reusable workflows' inputs follow the actions'. */
function reusable(path: string, text: string, root: string): string {
  const of = (name: string) => readFileSync(join(root, name), 'utf8');
  if (path === '.github/workflows/publish.yml') return withPublish(text, of('action.yml'));
  return path === '.github/workflows/verify.yml' ? withVerify(text, of('verify/action.yml')) : text;
}

function withTablesOf(path: string, text: string, action: string): string {
  if (path === 'docs/reference.md') return withReference(text, action);
  if (path === 'docs/troubleshooting.md') return withTroubles(text);
  return path === 'CONTRIBUTING.md' ? withRooms(text, ROOMS) : text;
}

/** A page with its examples and their outcomes: `<!-- example release -->`, `<!-- outcomes release -->`. */
async function withParts(
  path: string,
  text: string,
  { replayed, root, fresh }: Readonly<{ replayed: Replayed; root: string; fresh: Documents }>,
): Promise<string> {
  let page = text;
  const nameOf = (part: string): string => part.split(' ')[1] ?? basename(path, '.md');
  for (const part of partsOf(page, 'example')) {
    const text = readFileSync(join(root, 'examples', `${nameOf(part)}.yml`), 'utf8');
    page = between(page, part, `\`\`\`yaml\n${text.trimEnd()}\n\`\`\``);
  }
  for (const part of partsOf(page, 'workflow')) {
    page = between(page, part, interfaceOf(fresh.get(nameOf(part)) ?? ''));
  }
  for (const part of partsOf(page, 'action')) {
    page = between(page, part, tableOf(parse(readFileSync(join(root, nameOf(part)), 'utf8')) as Interface));
  }
  for (const part of partsOf(page, 'log')) {
    page = between(page, part, await logExcerpt(part.slice('log '.length), replayed));
  }
  for (const part of partsOf(page, 'outcomes')) {
    page = between(page, part, outcomeTable(await replayed(nameOf(part))));
  }
  return page;
}

/** A reusable workflow's inputs, secrets and outputs as a table. */
function interfaceOf(text: string): string {
  return tableOf(workflowOf(text).on.workflow_call as Interface);
}

function tableOf({ inputs, outputs }: Interface): string {
  const rows = (kind: string, entries: Described) =>
    Object.entries(entries).map(([name, { description }]) => [kind, `\`${name}\``, cell(fromDocs(description))]);
  return markdownTable([['', 'Name', 'Meaning'], ...rows('Input', inputs), ...rows('Output', outputs)]);
}

type Interface = Readonly<Record<'inputs' | 'outputs', Described>>;
type Described = Readonly<Record<string, Readonly<{ description: string }>>>;
