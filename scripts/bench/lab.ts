import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { messageOf } from '../../src/host/errors.ts';
import { attempt, command } from '../command.ts';
import { push } from '../harness/events.ts';
import { runJob } from '../harness/job.ts';
import type { Step } from '../harness/types.ts';
import type { Account } from '../registries/client.ts';
import { startRegistry } from '../registries/registry.ts';
import { startFarRegistry } from './far-registry.ts';
import { clock, settle } from './measure.ts';
import type { Distance } from './shaper.ts';
import { createSources, type Sources, type Stages } from './sources.ts';
import { type Usage, watchChildren } from './watch.ts';

/** The engine has collected layers that a build was about to unpack others on. */
const LOST_PARENT = /parent snapshot \S+ does not exist/;

const ACTION = join(import.meta.dirname, '../..');

/** The cost of a run of the action: main and post together, as whole processes. */
export type ActionRun = Usage & Readonly<{ ms: number; post: number; outputs: Readonly<Record<string, string>> }>;

type Texts = Readonly<Record<string, string>>;

/** The rows' tools. `close` removes everything they start or write. */
export type Lab = Readonly<{
  /** Small sizes and few rounds, as a smoke test. */
  quick: boolean;
  /** The size in bytes of a layer that has `mb` megabytes in the full run. */
  size(mb: number): number;
  rounds(full: number): number;
  folder(name: string): string;
  sources(sizes: readonly number[], stages?: Stages): Promise<Sources>;
  /** A new, empty registry with a password; at a distance, with tokens. `stop` may be left to `close`. */
  registry(distance?: Distance): Promise<Account & Readonly<{ stop(): Promise<void> }>>;
  /** Runs the built action. Throws when it fails. */
  action(sources: Sources, inputs: Texts, env?: Texts): Promise<ActionRun>;
  /** Runs a job of other actions on the same sources: the milliseconds of all main and post steps, and all outputs. */
  job(sources: Sources, steps: readonly Step[], env: Texts): Promise<Readonly<{ ms: number; outputs: Texts }>>;
  /** A Docker config folder with these logins, for the commands compared with. */
  login(accounts: readonly Account[]): string;
  /** `docker buildx build --push` of the sources under these references, in milliseconds. */
  bare(sources: Sources, references: readonly string[], config: string): Promise<number>;
  /** Runs a row and removes everything it started or wrote. */
  close(): Promise<void>;
}>;

export function openLab(quick: boolean): Lab {
  const root = mkdtempSync(join(tmpdir(), 'slipway-bench-'));
  const ends: (() => Promise<void>)[] = [async () => rmSync(root, { recursive: true, force: true })];
  const images = new Set<string>();
  let count = 0;
  const folder = (name: string): string => {
    const path = join(root, `${name}-${++count}`);
    mkdirSync(path);
    return path;
  };
  const event = push({ branch: 'main' });
  // One home for all jobs: buildx keeps this machine's id there, without which BuildKit gets the whole context.
  const home = folder('home');

  return {
    quick,
    size: mb => Math.ceil((mb * 1e6) / (quick ? 20 : 1)),
    rounds: full => (quick ? Math.min(full, 2) : full),
    folder,
    async sources(sizes, stages) {
      const made = await createSources(folder('sources'), sizes, stages);
      ends.push(made.prune);
      return made;
    },
    async registry(distance) {
      const registry = await (distance === undefined ? startRegistry() : startFarRegistry(distance));
      ends.push(registry.stop);
      return registry;
    },
    async action({ workspace, context }, given, env = {}) {
      const inputs = { 'build-contexts': context, ...given };
      const job = {
        root: folder('job'),
        workspace: workspace.folder,
        event,
        env: { GITHUB_API_URL: NOBODY, HOME: home, ...env },
      };
      await settle();
      const watch = watchChildren(join(ACTION, 'dist'));
      const { conclusion, log, steps } = await runJob(job, [{ uses: ACTION, with: inputs }]);
      const usage = watch.stop();
      if (conclusion !== 'success') throw new Error(`the action failed:\n${log}`);
      rmSync(job.root, { recursive: true, force: true });
      const post = steps[0]!.post!.milliseconds;
      const main = steps[0]!.main!;
      return { ...usage, ms: main.milliseconds + post, post, outputs: main.outputs };
    },
    async job({ workspace }, steps, own) {
      const root = folder('job');
      await settle();
      const job = { root, workspace: workspace.folder, event, token: 'ghs-bench', env: { HOME: home, ...own } };
      const { conclusion, log, steps: ran } = await runJob(job, steps);
      if (conclusion !== 'success') throw new Error(`the job failed:\n${log}`);
      rmSync(root, { recursive: true, force: true });
      const ms = ran.reduce((sum, { main, post }) => sum + (main?.milliseconds ?? 0) + (post?.milliseconds ?? 0), 0);
      return { ms, outputs: Object.assign({}, ...ran.map(({ main }) => main?.outputs)) };
    },
    login(accounts) {
      const config = folder('docker');
      const entry = ({ username, password }: Account) => Buffer.from(`${username}:${password}`).toString('base64');
      const auths = Object.fromEntries(accounts.map(account => [account.host, { auth: entry(account) }]));
      writeFileSync(join(config, 'config.json'), JSON.stringify({ auths }), { mode: 0o600 });
      return config;
    },
    async bare({ workspace, context }, references, config) {
      for (const reference of references) images.add(reference);
      const tags = references.flatMap(reference => ['--tag', reference]);
      // The action's image has a creation time, so its config is new each time; the same here.
      const label = `org.opencontainers.image.created=${new Date().toISOString()}`;
      const flags = ['--push', '--provenance', 'mode=max', '--progress', 'plain', '--label', label];
      const args = ['buildx', 'build', ...flags, ...tags, '--build-context', context, '.'];
      const once = () =>
        clock(() => command('docker', args, { cwd: workspace.folder, env: { DOCKER_CONFIG: config } }));
      // Reassigning a name releases the former image, whose layers the engine may collect while it unpacks the new one
      // on them. That run doesn't count.
      await settle();
      return once().catch(error => (LOST_PARENT.test(messageOf(error)) ? once() : Promise.reject(error)));
    },
    async close() {
      if (images.size > 0) await attempt('docker', ['image', 'rm', '--force', ...images]);
      for (const end of ends.reverse()) await end();
    },
  };
}

/** The `registries` input for all of these. */
export function registriesInput(accounts: readonly Account[]): string {
  return stringify(accounts.map(({ host, username, password }) => ({ registry: host, username, password })));
}

/** Refuses every connection immediately: nothing reaches the real GitHub. */
const NOBODY = 'http://127.0.0.1:9';
