import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { messageOf } from '../../host/errors.ts';
import { bundledWorker } from '../../host/files/bundled-worker.ts';
import { makeFolder } from '../../host/files/make-folder.ts';
import type { Machine } from '../../host/machine.ts';
import type { RunResult } from '../../host/ports.ts';
import { firstLine } from '../../host/text/first-line.ts';
import { lastLine } from '../../host/text/last-line.ts';
import { quote } from '../../host/text/quote.ts';
import { programPath } from '../../host/variables/system.ts';
import { removeFolder } from '../../journal/run-folder.ts';
import { cacheServiceEnv, childEnv } from '../../runner/child-env.ts';
import { foreignIn } from './plain-tree.ts';
import { withSafeTar } from './safe-tar.ts';

/** A request to the process of `worker-main.ts`. */
export type WorkerRequest =
  | Readonly<{ verb: 'restore'; path: string; keys: readonly string[]; seconds: number }>
  | Readonly<{ verb: 'save'; path: string; key: string; seconds: number }>;

/** The outcome. `trouble` says in words what went wrong; a plain miss is no trouble. */
type WorkerResult = Readonly<{
  /** The key that was found (restore) or written (save). */
  key: string | undefined;
  trouble: string | undefined;
  /** It timed out: the entry may be fine. */
  isLate?: boolean;
}>;

/**
 * Transfers a folder between runs as one archive in GitHub's cache service. Never throws, and never exceeds its
 * deadline.
 *
 * An archive's identity includes its path, so that is always a folder name below `home`: the same on every runner,
 * wherever RUNNER_TEMP is.
 */
export type CacheWorker = Readonly<{
  /** Fills `home/path` from the first of `keys` that exists, exactly or as a prefix of the newest. */
  restore(home: string, path: string, keys: readonly string[]): Promise<WorkerResult>;
  /** Saves `home/path` under `key`. An existing key is neither overwritten nor an error. */
  save(home: string, path: string, key: string): Promise<WorkerResult>;
}>;

/**
 * @param seconds the deadline of one request
 * @param worker the bundle of `worker-main.ts`
 */
export function createCacheWorker(
  machine: Pick<Machine, 'env' | 'run' | 'log' | 'signal'>,
  seconds: number,
  worker: string = bundledWorker('cache'),
): CacheWorker {
  /** @param folder of the request's path */
  const send = async (home: string, folder: string, request: WorkerRequest): Promise<WorkerResult> => {
    const output = createOutputReader(machine.log);
    try {
      const path = await withSafeTar(home, programPath(machine.env), machine.run);
      const result = await machine.run(process.execPath, [worker, JSON.stringify(request)], {
        env: {
          ...childEnv(machine.env),
          ...cacheServiceEnv(machine.env, ['type=gha']),
          PATH: path,
          ...placesOf(folder),
        },
        cwd: folder,
        signal: machine.signal,
        timeout: seconds * 1000,
        onStdout: output.line,
        onStderr: machine.log.debug,
      });
      if (machine.signal.aborted) return { key: undefined, trouble: 'the job was cancelled' };
      if (result.timedOut)
        return { key: undefined, trouble: `it took longer than ${seconds} s (the input \`timeout\`)`, isLate: true };
      return output.outcome(result);
    } catch (error) {
      return { key: undefined, trouble: messageOf(error) };
    }
  };
  return {
    async restore(home, path, keys) {
      // Unexpected files in an archive must not land where this run, or another program, looks for files.
      const fresh = join(home, 'unpacked');
      try {
        await makeFolder(fresh, 0o700);
        const result = await send(home, fresh, { verb: 'restore', path, keys, seconds });
        if (result.key === undefined || !existsSync(join(fresh, path))) return result;
        const foreign = await foreignIn(join(fresh, path));
        if (foreign !== undefined) return { key: undefined, trouble: `the archive ${result.key} ${notPlain(foreign)}` };
        await rename(join(fresh, path), join(home, path));
        return result;
      } catch (error) {
        return { key: undefined, trouble: messageOf(error) };
      } finally {
        await removeFolder(fresh).catch(error => machine.log.debug(messageOf(error)));
      }
    },
    save: (home, path, key) => send(home, home, { verb: 'save', path, key, seconds }),
  };
}

/**
 * Where @actions/cache works: it resolves paths against GITHUB_WORKSPACE, and puts its archive into a new folder in
 * RUNNER_TEMP, where a timeout may leave it. It does not quote them in tar's command line (6.3.0, `getTarArgs`), where
 * blanks would split them; so both are relative, without the names of parent folders. tar runs in the workspace or in
 * the archive's folder, and from both, this is the workspace.
 */
function placesOf(folder: string): Record<string, string> {
  return { GITHUB_WORKSPACE: `../${basename(folder)}`, RUNNER_TEMP: '..' };
}

function notPlain(path: string): string {
  return `contains something other than files and folders (${quote(path)}), so it was not used`;
}

/** Parses the worker's output: its problems are workflow commands, since @actions/cache only warns about them. */
function createOutputReader(log: Machine['log']) {
  let key: string | null | undefined;
  let exists = false;
  const troubles: string[] = [];
  return {
    line(text: string) {
      const [, command, data = ''] = /^::([a-z-]+)(?: [^:]*)?::(.*)$/.exec(text) ?? [];
      if (command === 'add-mask') return log.mask(unescapeData(data));
      if (text.startsWith('RESULT ')) key = keyIn(text.slice('RESULT '.length));
      else if (command === 'warning' || command === 'error') troubles.push(unescapeData(data));
      else if (/Failed to reserve cache/.test(data)) {
        // Always reported as "another job may be creating this cache"; the real reason is in this line.
        if (/\b409\b|already.exists/i.test(data)) exists = true;
        else troubles.push(unescapeData(data));
      }
      if (text.trim() !== '' && !text.startsWith('RESULT ')) log.debug(`cache: ${unescapeData(data || text)}`);
    },
    outcome({ code, stderr }: Pick<RunResult, 'code' | 'stderr'>): WorkerResult {
      // A file name in the archive may imitate a result; the real one comes with exit code 0.
      const found = code === 0 ? key : undefined;
      const ended = found === undefined ? lastLine(stderr) || 'it exited without a result' : undefined;
      const trouble = exists ? undefined : (troubles[0] ?? ended);
      return { key: found ?? undefined, trouble: trouble && firstLine(trouble).slice(0, 400) };
    },
  };
}

/** The result is the last line. File names in an archive, which the debug log lists before, may look like it. */
function keyIn(result: string): string | null | undefined {
  try {
    return (JSON.parse(result) as { key: string | null }).key;
  } catch {
    return undefined;
  }
}

function unescapeData(data: string): string {
  return data.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%');
}
