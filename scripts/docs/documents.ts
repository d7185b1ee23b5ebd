import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ROOMS } from '../checks/rooms.ts';
import { withRooms, withTables } from '../checks/tables.ts';
import { between, partsOf } from './between.ts';
import { type Example, readExamples } from './example.ts';
import { outcomeTable } from './outcome.ts';
import { replay } from './replay.ts';
import { type Pin, pinsIn, withUses } from './uses.ts';

/** Texts by their paths below the root. */
export type Documents = ReadonlyMap<string, string>;

/** What holds workflows or steps. */
const WORKFLOWS = ['.github/workflows/*.yml', 'examples/**/*.yml'];
const PAGES = ['*.md', 'docs/**/*.md', 'examples/*.md', '.github/**/*.md'];

/** Everything that `npm run docs` keeps up to date, as it is now. */
export function readDocuments(root: string): Documents {
  const paths = [...WORKFLOWS, ...PAGES].flatMap(glob => globSync(glob, { cwd: root })).toSorted();
  return new Map(paths.map(path => [path, readFileSync(join(root, path), 'utf8')]));
}

/** The same documents with everything in them that is made from something else made anew. */
export async function freshDocuments(old: Documents, root: string): Promise<Documents> {
  const action = readFileSync(join(root, 'action.yml'), 'utf8');
  const examples = readExamples(root);
  const workflows = [...old].filter(([path]) => path.endsWith('.yml')).map(([, text]) => text);
  const pins = pinsIn(workflows);
  const fresh = new Map<string, string>();
  for (const [path, text] of old) {
    const made = path.endsWith('.md') ? await withParts(path, text, { examples, root }) : text;
    fresh.set(path, withUses(withTablesOf(path, made, action), pins, releaseOf(root)));
  }
  return fresh;
}

function withTablesOf(path: string, text: string, action: string): string {
  if (path === 'README.md') return withTables(text, action);
  return path === 'CONTRIBUTING.md' ? withRooms(text, ROOMS) : text;
}

/** This action's latest release, as the release workflow has noted it. */
function releaseOf(root: string): Pin | undefined {
  const { release } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { release?: Pin };
  return release;
}

/** A page with its examples and what comes of them: `<!-- example release -->`, `<!-- outcomes release -->`. */
async function withParts(
  path: string,
  text: string,
  { examples, root }: Readonly<{ examples: readonly Example[]; root: string }>,
): Promise<string> {
  let page = text;
  const exampleOf = (part: string): Example => {
    const [, name = basename(path, '.md')] = part.split(' ');
    const example = examples.find(one => one.name === name);
    if (example === undefined) throw new Error(`${path}: there is no examples/${name}.yml`);
    return example;
  };
  for (const part of partsOf(page, 'example')) {
    page = between(page, part, `\`\`\`yaml\n${exampleOf(part).text.trimEnd()}\n\`\`\``);
  }
  for (const part of partsOf(page, 'outcomes')) {
    page = between(page, part, outcomeTable(await replay(exampleOf(part), root)));
  }
  return page;
}
