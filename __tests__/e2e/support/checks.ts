import { expect } from '@jest/globals';
import { manifest, tagsOf } from '../../../scripts/registries/client.ts';
import type { LocalRegistry } from '../../../scripts/registries/registry.ts';
import { missingFrom } from './death-bench.ts';
import { pullAndRun } from './images.ts';
import type { Run } from './lab.ts';

/** Asserts that the step succeeded; otherwise shows its errors and its log. */
export function expectGreen(run: Run): void {
  const { conclusion, log } = run;
  const errors = annotationsOf(run, 'error');
  const seen = conclusion === 'success' ? { errors: [], log: '' } : { errors, log };
  expect({ conclusion, ...seen }).toEqual({ conclusion: 'success', errors: [], log: '' });
}

/** The messages of all annotations of one level in a run's main step. */
export function annotationsOf(run: Run, level: 'error' | 'warning' | 'notice'): string[] {
  return run.main.annotations.filter(each => each.level === level).map(each => each.message);
}

/** A repository's tags in a registry, with their digests. {} if there are none. */
export async function digestsOf(registry: LocalRegistry, path: string): Promise<Record<string, string | undefined>> {
  const tags = await tagsOf(registry, path);
  const entries = tags.map(async tag => [tag, (await manifest(registry, path, tag))?.digest] as const);
  return Object.fromEntries(await Promise.all(entries));
}

/** Runs the image that all of these registries have: pulled from one of them, after checking that the others have it completely. */
export async function runFromAny(registries: readonly LocalRegistry[], path: string, digest: string): Promise<string> {
  const missing = await Promise.all(registries.map(registry => missingFrom(registry, path, digest)));
  expect(missing.flat()).toEqual([]);
  return pullAndRun(registries.at(-1)!, path, digest);
}

/**
 * Requests for a repository in a registry's access log, as `POST /v2/…`, with the answer's status.
 *
 * @param agent only of clients whose user agent matches
 */
export function requestsFor(registry: LocalRegistry, path: string, agent = /./): string[] {
  const lines = registry.log().matchAll(/"([A-Z]+ \/v2\/\S+) HTTP\/1\.1" (\d+) \d+ "[^"]*" "([^"]*)"/g);
  const own = [...lines].filter(([, , , client = '']) => agent.test(client));
  return own.map(([, request, status]) => `${request} ${status}`).filter(line => line.includes(`/v2/${path}/`));
}

/**
 * The requests that changed a repository: blobs, mounts, manifests, tags, and uploads left open. An upload that is
 * started and cancelled at once, the permission check before a build, doesn't count.
 */
export function writesTo(registry: LocalRegistry, path: string): string[] {
  const requests = requestsFor(registry, path);
  const count = (form: RegExp) => requests.filter(line => form.test(line)).length;
  const open = count(/^POST \S+\/uploads\/ 202$/) - count(/^DELETE \S+\/uploads\/\S+ 204$/);
  const sent = requests.filter(line => /^(?:PUT|PATCH) |^POST \S+[?&]mount=/.test(line));
  return [...sent, ...(open === 0 ? [] : [`${open} uploads left open`])];
}
