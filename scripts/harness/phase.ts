import { runNode } from './child.ts';
import { type CommandFiles, createCommandFiles, type FileCommands, takeCommandFiles } from './command-files.ts';
import { type Command, commandReader } from './commands.ts';
import type { Masks } from './secrets.ts';
import type { Annotation, CancelTrigger, Forged, PhaseResult } from './types.ts';

/** Obsolete commands: an action with command files never writes them, so their text was forged. */
const RETIRED = new Set(['set-output', 'save-state', 'set-env', 'add-path', 'echo', 'add-matcher', 'remove-matcher']);

/** Runs `main` or `post` of a step and collects everything it sent to the runner. */
export async function runPhase(
  options: Readonly<{
    script: string;
    cwd: string;
    env: Readonly<Record<string, string>>;
    runnerTemp: string;
    lacks?: readonly string[];
    masks: Masks;
    onLine: (line: string) => void;
    cancel?: CancelTrigger | undefined;
  }>,
): Promise<PhaseResult> {
  const files = createCommandFiles(options.runnerTemp);
  const output = collector(options.masks, options.onLine);
  const started = performance.now();
  const given = Object.entries(files).filter(([name]) => !options.lacks?.includes(name));
  const env = { ...options.env, ...Object.fromEntries(given) };
  const ended = await runNode({ ...options, env, onLine: output.line });
  const milliseconds = Math.round(performance.now() - started);
  const written = take(files, output.problem);
  return { ...ended, ...written, ...output.result(), exitCode: written.broken ? 1 : ended.exitCode, milliseconds };
}

/** A malformed command file fails the step, as on the runner, but must not hide other results. */
function take(files: CommandFiles, problem: (text: string) => void): FileCommands & { broken: boolean } {
  try {
    return { ...takeCommandFiles(files), broken: false };
  } catch (error) {
    problem(`Unable to process file command: ${String(error)}`);
    return { outputs: {}, state: {}, env: {}, paths: [], summary: '', broken: true };
  }
}

function collector(masks: Masks, onLine: (line: string) => void) {
  const [log, raw, annotations, forged]: [string[], string[], Annotation[], Forged[]] = [[], [], [], []];
  const read = commandReader();
  const show = (text: string) => {
    for (const line of masks.apply(text).split('\n')) {
      log.push(line);
      onLine(line);
    }
  };
  const obey = (command: Command, line: string) => {
    const { name, properties, data } = command;
    if (command.old || RETIRED.has(name)) forged.push({ command: name, properties, data });
    if (name === 'add-mask') return masks.add(data);
    if (name === 'error' || name === 'warning' || name === 'notice') annotations.push(annotation(name, command));
    show(name === 'group' || name === 'error' || name === 'warning' || name === 'notice' ? `##[${name}]${data}` : line);
  };
  return {
    line: (line: string) => {
      const command = read(line);
      if (command?.name !== 'add-mask') raw.push(line);
      if (command === undefined) show(line);
      else obey(command, line);
    },
    problem: (text: string) => {
      annotations.push({ level: 'error', message: text });
      show(`##[error]${text}`);
    },
    result: () => ({ log: log.join('\n'), raw: raw.join('\n'), annotations, forged }),
  };
}

function annotation(level: Annotation['level'], { properties, data }: Command): Annotation {
  const count = (key: string, to: string) => (properties[key] === undefined ? {} : { [to]: Number(properties[key]) });
  const words = (key: string) => (properties[key] === undefined ? {} : { [key]: properties[key] });
  return {
    level,
    message: data,
    ...words('title'),
    ...words('file'),
    ...count('line', 'line'),
    ...count('endLine', 'endLine'),
  };
}
