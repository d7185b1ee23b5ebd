import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KINDS = {
  GITHUB_OUTPUT: 'set_output',
  GITHUB_STATE: 'save_state',
  GITHUB_ENV: 'set_env',
  GITHUB_PATH: 'add_path',
  GITHUB_STEP_SUMMARY: 'step_summary',
} as const;

export type CommandFiles = Readonly<Record<keyof typeof KINDS, string>>;

/** Creates the five empty files of one phase in the runner's location: `RUNNER_TEMP/_runner_file_commands`. */
export function createCommandFiles(runnerTemp: string): CommandFiles {
  const folder = join(runnerTemp, '_runner_file_commands');
  const suffix = randomUUID();
  mkdirSync(folder, { recursive: true });
  const paths = Object.entries(KINDS).map(([variable, kind]) => [variable, join(folder, `${kind}_${suffix}`)] as const);
  for (const [, path] of paths) writeFileSync(path, '');
  return Object.fromEntries(paths) as CommandFiles;
}

/** A phase's output. */
export type FileCommands = Readonly<{
  outputs: Record<string, string>;
  state: Record<string, string>;
  env: Record<string, string>;
  paths: string[];
  summary: string;
}>;

/** Reads the files and removes them, as the runner does after each phase. Throws on a malformed one. */
export function takeCommandFiles(files: CommandFiles): FileCommands {
  const read = (path: string) => readFileSync(path, 'utf8');
  try {
    return {
      outputs: parsePairs(read(files.GITHUB_OUTPUT)),
      state: parsePairs(read(files.GITHUB_STATE)),
      env: parsePairs(read(files.GITHUB_ENV)),
      paths: read(files.GITHUB_PATH).split('\n').filter(Boolean),
      summary: read(files.GITHUB_STEP_SUMMARY),
    };
  } finally {
    for (const path of Object.values(files)) rmSync(path, { force: true });
  }
}

/** `NAME=VALUE` lines and `NAME<<DELIMITER` blocks; whichever sign comes first decides (FileCommandManager.cs). */
export function parsePairs(text: string): Record<string, string> {
  const pairs: Record<string, string> = {};
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (line === '') continue;
    const sign = /=|<</.exec(line);
    if (!sign || sign.index === 0) throw new Error(`Invalid format '${line}'`);
    const name = line.slice(0, sign.index);
    const rest = line.slice(sign.index + sign[0].length);
    if (sign[0] === '=') {
      pairs[name] = rest;
      continue;
    }
    const end = lines.indexOf(rest, i + 1);
    if (rest === '' || end < 0) throw new Error(`Invalid value. Matching delimiter not found '${rest}'`);
    pairs[name] = lines.slice(i + 1, end).join('\n');
    i = end;
  }
  return pairs;
}
