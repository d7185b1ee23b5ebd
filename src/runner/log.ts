import type { Log, Place } from '../host/ports.ts';
import { commandLine } from './core.ts';
import { createRedactor, partsOf, SHORTEST_SECRET } from './redact.ts';
import { defuse } from './sanitize.ts';

type Level = 'notice' | 'warning' | 'error';

/** The runner shows ten annotations of each type per step and silently drops the rest. */
const ANNOTATIONS = 10;
const LABELS: Readonly<Record<Level, string>> = { notice: 'Notice', warning: 'Warning', error: 'Error' };

/**
 * The most lines of secrets registered with the runner, which searches every later line of the job for each in eight
 * forms: thousands would take longer than the job.
 */
const MASKED = 1000;

type LogOptions = Readonly<{
  /** Takes whole lines with their line ends, such as `process.stdout.write`. */
  write: (text: string) => void;
  /** Whether `debug` writes anything (RUNNER_DEBUG). */
  debugEnabled: boolean;
}>;

function placeInWords({ title, file, line }: Place): string {
  const where = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}: `;
  return `${where}${title === undefined ? '' : `${title}: `}`;
}

/**
 * The log of a run, in the runner's workflow commands. All text is redacted (the runner masks too, but not text whose
 * mask is still on the way, and only in its logs) and defused, so that it cannot be taken for a command. Secrets are
 * masked line by line, as logs are read; the runner derives the encoded forms. No method throws.
 */
export function createLog(options: LogOptions): Log {
  const { debugEnabled } = options;
  const { add, redact } = createRedactor();
  const used: Record<Level, number> = { notice: 0, warning: 0, error: 0 };
  let depth = 0;
  let shortSecret = false;
  const masked = new Set<string>();

  // Redacted before and after: defusing removes terminal sequences, which could reassemble a split secret.
  function clean(text: string): string {
    const hidden = redact(text);
    const harmless = defuse(hidden);
    return harmless === hidden ? hidden : redact(harmless);
  }

  /** Reporting an error must not cause another: a line that cannot be written is lost. */
  function write(text: string): void {
    try {
      options.write(text);
    } catch {
      // The log is closed.
    }
  }
  const cleanLine = (text: string): string => clean(text).replaceAll('\n', ' ');
  const info = (text: string): void => write(`${clean(text)}\n`);

  function annotate(level: Level, text: string, place: Place = {}): void {
    used[level] += 1;
    if (used[level] > ANNOTATIONS) {
      info(`${LABELS[level]}: ${placeInWords(place)}${text}`);
      return;
    }
    const title = place.title === undefined ? undefined : cleanLine(place.title);
    const file = place.file === undefined ? undefined : cleanLine(place.file);
    write(commandLine(level, { title, file, line: place.line, endLine: place.endLine }, clean(text)));
  }

  // The runner does not nest groups: an inner one becomes a heading.
  function open(title: string): () => void {
    write(depth === 0 ? commandLine('group', {}, cleanLine(title)) : `${cleanLine(title)}\n`);
    depth += 1;
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      depth -= 1;
      if (depth === 0) write(commandLine('endgroup', {}, ''));
    };
  }

  function maskLine(line: string): void {
    if (masked.has(line)) return;
    if (masked.size === MASKED) {
      const rest = `later steps may show the rest. This step hides all of them.`;
      annotate('warning', `Only the first ${MASKED} lines of secrets are masked by the runner: ${rest}`);
    }
    masked.add(line);
    if (masked.size <= MASKED) write(commandLine('add-mask', {}, line));
  }

  return {
    info,
    debug: text => {
      if (debugEnabled) write(commandLine('debug', {}, clean(text)));
    },
    notice: (text, at) => annotate('notice', text, at),
    warning: (text, at) => annotate('warning', text, at),
    error: (text, at) => annotate('error', text, at),
    open,
    async group(title, body) {
      const close = open(title);
      try {
        return await body();
      } finally {
        close();
      }
    },
    redact,
    mask(secret) {
      add(secret);
      for (const line of partsOf(secret).filter(part => !/[\r\n]/.test(part))) maskLine(line);
      if (secret.trim() !== '' && secret.length < SHORTEST_SECRET && !shortSecret) {
        shortSecret = true;
        annotate('warning', `A secret shorter than ${SHORTEST_SECRET} characters cannot be hidden in the log.`);
      }
    },
  };
}
