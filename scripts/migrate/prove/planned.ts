import { join } from 'node:path';
import { readContext } from '../../../src/event/context.ts';
import { messageOf } from '../../../src/host/errors.ts';
import type { Machine } from '../../../src/host/machine.ts';
import type { Log } from '../../../src/host/ports.ts';
import { run } from '../../../src/host/process.ts';
import { readInputs } from '../../../src/inputs/inputs.ts';
import type { Plan } from '../../../src/plan/terms/types.ts';
import { factsFor, planFor } from '../../../src/run/planning/plans.ts';
import { inputEnvironment, readActionFile } from '../../harness/action-file.ts';
import { eventEnvironment } from '../../harness/environment.ts';
import { withExamples } from '../../workflow/placeholders.ts';
import type { Occasion } from '../occasions.ts';
import { type Inputs, Left, type Scene } from './scene.ts';

/** What would be published: references and labels, and whether anything is pushed. */
export type Published = Readonly<{ push: boolean; tags: readonly string[]; labels: readonly string[] }>;

/** `left`: the `if:` that fails. `error`: why it can't be planned. */
export type Outcome = Published | Readonly<{ left: string }> | Readonly<{ error: string }>;

/** When and where a step is planned. */
type Site = Pick<Scene, 'occasion' | 'workspace'>;

/** What a plan publishes. */
export async function outcome(site: Site, inputs: () => Inputs): Promise<Outcome> {
  return attempt(async () => publishedBy(await planOf(site, inputs())));
}

/** An outcome, also of something that cannot be planned or does not run. */
export async function attempt(make: () => Promise<Published>): Promise<Outcome> {
  try {
    return await make();
  } catch (error) {
    return error instanceof Left ? { left: error.message } : { error: messageOf(error) };
  }
}

export function publishedBy(plan: Plan): Published {
  const push = plan.images.some(image => image.destinations.some(({ decision }) => decision.push));
  const { tags, labels } = plan.images[0]!.metadata;
  const undated = labels.filter(label => !/^org\.opencontainers\.image\.(created|description|licenses)=/.test(label));
  // Without a name for the image there are tags of nothing: `main`.
  return { push, tags: tags.filter(tag => tag.includes(':')).map(full), labels: undated };
}

/** `acme/api:1` and `docker.io/acme/api:1` are the same. */
function full(reference: string): string {
  const first = reference.split('/')[0]!;
  return reference.includes('/') && /[.:]|^localhost$/.test(first) ? reference : `docker.io/${reference}`;
}

const root = join(import.meta.dirname, '../../..');
const silent: Log = {
  info: () => {},
  debug: () => {},
  notice: () => {},
  warning: () => {},
  error: () => {},
  mask: () => {},
  redact: text => text,
  group: (_, work) => work(),
  open: () => () => {},
};

/** The plan of a step, made like the action's, in a folder without a checkout. */
export async function planOf({ occasion, workspace }: Site, given: Inputs): Promise<Plan> {
  const { env, now } = environmentAt(occasion, given, workspace);
  const context = readContext({ env, now, readFile: () => JSON.stringify(occasion.event.payload) });
  const machine: Machine = {
    env,
    run,
    log: silent,
    now: () => now.getTime(),
    sleep: async () => {},
    signal: new AbortController().signal,
  };
  const inputs = readInputs(env);
  return planFor(inputs, context, await factsFor([inputs], { context, machine }));
}

const CONTEXTS = { github: { token: 'placeholder' }, runner: {}, strategy: {}, matrix: {}, job: {} };

/** The variables of a step without inputs: the same in all of thousands of plans. */
let defaults: Readonly<Record<string, string>> | undefined;

/** The action's environment, and the time of the run. */
export function environmentAt({ event }: Occasion, given: Inputs, workspace: string) {
  const github = {
    ...eventEnvironment(event),
    GITHUB_EVENT_PATH: 'event.json',
    GITHUB_API_URL: 'http://127.0.0.1:9',
    GITHUB_WORKSPACE: workspace,
  };
  const auth = given['registry-auth'];
  const input = { ...given, ...(auth && { 'registry-auth': withExamples(auth) }), 'dry-run': 'true', retries: '0' };
  defaults ??= inputEnvironment(readActionFile(root), {}, CONTEXTS).env;
  const own = inputEnvironment({ inputs: new Map() }, input, CONTEXTS).env;
  const env: Readonly<Record<string, string>> = { ...github, ...defaults, ...own };
  return { env, now: new Date('2026-11-02T08:30:00Z') };
}
