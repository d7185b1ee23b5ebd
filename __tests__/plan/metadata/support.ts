import { readdirSync, readFileSync } from 'node:fs';
import type { Context } from '../../../src/event/context.ts';
import { InputError, type Problem } from '../../../src/host/errors.ts';
import { computeMetadata } from '../../../src/plan/metadata/metadata.ts';
import { loadPep440 } from '../../../src/plan/tags/pep440.ts';
import { repoFactsFromEvent } from '../../../src/plan/templates/event-facts.ts';
import { formatDate } from '../../../src/plan/templates/format-date.ts';
import { loadHandlebars } from '../../../src/plan/templates/template.ts';
import type { ComputedMetadata, RepoFacts, TemplatePorts, Wanted } from '../../../src/plan/terms/metadata-types.ts';

await Promise.all([loadPep440(), loadHandlebars()]);

export const folder = new URL('../../fixtures/events/', import.meta.url);
export const events = readdirSync(folder).map(file => file.replace('.json', ''));
export const sha = '3f1c0a9d5e7b42686af0c1d2e3f4a5b6c7d8e9f0';

export function contextOf(event: string, overrides: Partial<Context> = {}): Context {
  const recorded = JSON.parse(readFileSync(new URL(`${event}.json`, folder), 'utf8')) as Partial<Context>;
  return {
    eventName: '',
    payload: {},
    ref: '',
    sha: '',
    baseRef: '',
    headRef: '',
    actor: 'grace',
    repository: 'acme/api',
    workflow: 'ci',
    job: 'image',
    runId: '9001',
    runNumber: '42',
    runAttempt: '2',
    serverUrl: 'https://github.com',
    apiUrl: 'https://api.github.com',
    workspace: '/workspace',
    runnerTemp: '/tmp',
    runnerDebug: false,
    now: new Date('2026-03-05T07:08:09.045Z'),
    env: {},
    ...recorded,
    ...overrides,
  };
}

export function inputsOf(given: Partial<Wanted> = {}): Wanted {
  return {
    images: [],
    tags: [],
    flavor: [],
    labels: [],
    annotations: [],
    sepTags: '\n',
    sepLabels: '\n',
    sepAnnotations: '\n',
    bakeTarget: 'docker-metadata-action',
    refSource: 'workflow',
    ...given,
  };
}

type Options = Readonly<{
  names?: readonly string[];
  context?: Partial<Context>;
  facts?: RepoFacts;
  ports?: TemplatePorts;
}>;

export function compute(event: string, given: Partial<Wanted> = {}, options: Options = {}): ComputedMetadata {
  const context = contextOf(event, options.context);
  const facts = { ...repoFactsFromEvent(context), ...options.facts };
  const request = { ...inputsOf(given), names: options.names ?? [] };
  return computeMetadata(request, context, facts, { formatDate, ...options.ports });
}

export function tagsOf(...args: Parameters<typeof compute>): readonly string[] {
  return compute(...args).tagNames.map(tag => tag.name);
}

/** The problems that a call reports; none when it succeeds. */
export function problemsOf(body: () => unknown): readonly Problem[] {
  try {
    body();
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
}
