import { restoreCache, saveCache } from '@actions/cache';
import { messageOf } from '../../host/errors.ts';
import { firstLine } from '../../host/text/first-line.ts';
import type { WorkerRequest } from './cache-worker.ts';

/**
 * Transfers one folder to or from GitHub's cache service with @actions/cache, in a separate process: the library reads
 * the job's token and settings from the environment, writes workflow commands, cannot be cancelled, and takes 50 ms to
 * load. Here it gets only what it needs, its output passes our log, and a deadline ends it with all its children.
 *
 * The request is JSON in the first argument; the last stdout line that begins with `RESULT` is the outcome.
 */
try {
  const request = JSON.parse(process.argv[2] ?? '') as WorkerRequest;
  const key = request.verb === 'restore' ? await restore(request) : await save(request);
  process.stdout.write(`\nRESULT ${JSON.stringify({ key: key ?? null })}\n`);
} catch (error) {
  // Node's own report begins with this file's code and ends with its version.
  process.stdout.write(`\n::error::${firstLine(messageOf(error))}\n`);
  process.exitCode = 1;
}

async function restore({ path, keys, seconds }: WorkerRequest & { verb: 'restore' }): Promise<string | undefined> {
  const [first = '', ...others] = keys;
  // Stalled segments are given up early; our parent enforces the overall deadline.
  const options = { timeoutInMs: 30_000, segmentTimeoutInMs: seconds * 1000 };
  return restoreCache([path], first, others, options);
}

async function save({ path, key }: WorkerRequest & { verb: 'save' }): Promise<string | undefined> {
  return (await saveCache([path], key)) === -1 ? undefined : key;
}
