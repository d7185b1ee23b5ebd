import { restoreCache, saveCache } from '@actions/cache';
import { messageOf } from '../../host/errors.ts';
import type { WorkerRequest } from './cache-worker.ts';

/**
 * Carries one folder to or from GitHub's cache service with @actions/cache, as a separate process: the library reads
 * the job's token and settings from the environment, writes workflow commands, cannot be cancelled, and costs 50 ms to
 * load. Here it sees only what it needs, its lines pass our log, and a deadline ends it with all that it started.
 *
 * The request comes as JSON in the first argument; the last line of stdout that begins with `RESULT` tells the outcome.
 */
try {
  const request = JSON.parse(process.argv[2] ?? '') as WorkerRequest;
  const key = request.verb === 'restore' ? await restore(request) : await save(request);
  process.stdout.write(`\nRESULT ${JSON.stringify({ key: key ?? null })}\n`);
} catch (error) {
  // Node's own printer would tell of this file's code first, and of its own version last.
  process.stdout.write(`\n::error::${messageOf(error).split('\n')[0]}\n`);
  process.exitCode = 1;
}

async function restore({ path, keys, seconds }: WorkerRequest & { verb: 'restore' }): Promise<string | undefined> {
  const [first = '', ...others] = keys;
  // Segments that make no progress are given up early; the deadline for the whole is our parent's.
  const options = { timeoutInMs: 30_000, segmentTimeoutInMs: seconds * 1000 };
  return restoreCache([path], first, others, options);
}

async function save({ path, key }: WorkerRequest & { verb: 'save' }): Promise<string | undefined> {
  return (await saveCache([path], key)) === -1 ? undefined : key;
}
