import { restoreCache, saveCache } from '@actions/cache';
import type { Errand } from './carrier.ts';

/**
 * Carries one folder to or from GitHub's cache service with @actions/cache, as a process of its own: the library reads
 * the job's token and settings from the environment, writes workflow commands, cannot be cancelled, and costs 50 ms to
 * load. Here it sees only what it needs, its lines pass our log, and a deadline ends it with all that it started.
 *
 * The errand comes as JSON in the first argument; the last line of stdout that begins with `RESULT` tells the outcome.
 */
const errand = JSON.parse(process.argv[2] ?? '') as Errand;
let key: string | undefined;
if (errand.verb === 'restore') {
  const [first = '', ...others] = errand.keys;
  // Segments that make no progress are given up early; the deadline for the whole is our parent's.
  const options = { timeoutInMs: 30_000, segmentTimeoutInMs: errand.seconds * 1000 };
  key = await restoreCache([errand.path], first, others, options);
} else {
  const id = await saveCache([errand.path], errand.key);
  key = id === -1 ? undefined : errand.key;
}
process.stdout.write(`\nRESULT ${JSON.stringify({ key: key ?? null })}\n`);
