import { ActionError } from '../host/errors.ts';
import type { Log, Run } from '../host/ports.ts';
import { againLine, type RetryPolicy, type RetryPorts, retry } from '../host/retry.ts';
import { lastLine } from '../host/text/last-line.ts';
import { says, type ToolMessage, troubleVerdict } from '../host/tool-messages.ts';
import { type BuilderSpec, type NodeSpec, takesConfig } from '../inputs/build/builder-spec.ts';
import { buildxCommand } from './buildx/plugin.ts';

/** A builder to create. */
export type Creation = Readonly<{
  name: string;
  driver: string;
  nodes: BuilderSpec['nodes'];
  /** Path of its buildkitd.toml. */
  config: string | undefined;
  /** The input `allow`, which the daemon must allow too. */
  allow: readonly string[];
}>;

export type CreationPorts = RetryPorts &
  Readonly<{
    run: Run;
    log: Log;
    /** With the private Docker config: BuildKit's image may need a login. */
    env: Readonly<Record<string, string>>;
    /** The workspace: paths in buildkitd.toml are relative to it. */
    cwd: string;
    signal: AbortSignal;
    policy: RetryPolicy;
    /** Resolves when the config has every login: some are being exchanged. */
    loggedIn: Promise<void>;
  }>;

/** Somebody else created a builder of this name meanwhile. */
export class BuilderExists extends ActionError {}

/** The arguments after `docker`, one command per node: the first creates the builder, the others append to it. */
export function createArgs({ name, driver, nodes, config, allow }: Creation): readonly (readonly string[])[] {
  const allowed = takesConfig(driver) ? entitlementFlags(allow) : '';
  return nodes.map((node, index) => [
    ...['buildx', 'create', '--name', name],
    ...(index === 0 ? ['--driver', driver] : ['--append']),
    ...(node.name === '' ? [] : ['--node', node.name]),
    ...node.driverOpts.flatMap(option => ['--driver-opt', option]),
    ...flags(node, allowed),
    ...(node.platforms.length === 0 ? [] : ['--platform', node.platforms.join(',')]),
    ...(config === undefined ? [] : ['--buildkitd-config', config]),
    ...(node.endpoint === '' ? [] : ['--', node.endpoint]),
  ]);
}

function flags({ buildkitdFlags }: NodeSpec, allowed: string): string[] {
  const all = buildkitdFlags || allowed;
  return all === '' ? [] : ['--buildkitd-flags', all];
}

/** The daemon must allow what `allow` grants a build. Nothing more is granted. */
function entitlementFlags(allow: readonly string[]): string {
  const granted = ['security.insecure', 'network.host'].filter(name => allow.includes(name) || allow.includes('*'));
  return granted.map(name => `--allow-insecure-entitlement ${name}`).join(' ');
}

/**
 * Creates a builder with all its nodes, and boots it once Docker is logged in, since BuildKit's image may have to be
 * pulled. A pull that fails because of the network is retried.
 *
 * @throws BuilderExists, ActionError BUILDER_UNUSABLE; the error of a login
 */
export async function createBuilder(creation: Creation, ports: CreationPorts): Promise<void> {
  const { run, log, env, cwd, signal } = ports;
  for (const args of createArgs(creation)) {
    const { code, stderr } = await run('docker', args, { env, cwd, signal, timeout: 120_000 });
    if (code === 0) continue;
    const why = lastLine(stderr);
    if (says(why, 'builderExists')) throw new BuilderExists('BUILDER_UNUSABLE', why);
    throw uncreated(creation, why);
  }
  await ports.loggedIn;
  await log.group(`Start builder ${creation.name} (${creation.driver})`, () => boot(creation, ports));
}

async function boot(creation: Creation, ports: CreationPorts): Promise<void> {
  const { run, log, env, signal, policy } = ports;
  const attempt = async () => {
    const args = ['buildx', 'inspect', '--bootstrap', creation.name];
    const { code, stderr } = await run('docker', args, { env, signal, timeout: 600_000, onStderr: log.info });
    if (signal.aborted) throw new ActionError('CANCELLED', 'cancelled while the builder was starting');
    if (code !== 0) throw uncreated(creation, stderr.slice(Math.max(0, stderr.lastIndexOf('ERROR: '))).trim());
  };
  await retry(attempt, {
    policy,
    ports,
    signal,
    onRetry: event => log.notice(againLine(event, 'starting it')),
  });
}

/** The first that fits. */
const REMEDIES: readonly (readonly [kinds: readonly ToolMessage[], hint: string])[] = [
  [
    ['tlsInEnvironment'],
    'This engine is reached with TLS keys from the environment: create a context for it (`docker context create NAME`) in an earlier step, and give its name as `endpoint`.',
  ],
  [['pullsLimited', 'loginNeeded'], "BuildKit's image needs a login: see `registry-auth`."],
  [['unreachable'], 'Check that this runner can reach the address.'],
  [['driverUnknown'], 'Fix `driver-opts`, or install a newer buildx.'],
];

function uncreated({ name, driver }: Creation, why: string): ActionError {
  const hint = REMEDIES.find(([kinds]) => says(why, ...kinds))?.[1];
  const message = `builder ${JSON.stringify(name)} (${driver}) could not be started: ${why.replace(/^ERROR: /, '')}`;
  return new ActionError('BUILDER_UNUSABLE', message, {
    hint: hint ?? 'Check that this driver can run here, and its options.',
    verdict: troubleVerdict(why),
  });
}

type Removal = Readonly<{
  name: string;
  /** Keep the BuildKit state on disk for the next builder of this name. */
  keepState?: boolean;
  /** Path of a buildx installed for the run, if not the machine's. */
  buildx?: string;
}>;

/**
 * Removes a builder that this action created. A missing one is fine.
 *
 * @throws ActionError BUILDER_UNUSABLE
 */
export async function removeBuilder(
  { name, keepState, buildx }: Removal,
  run: Run,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const args = ['rm', '--force', ...(keepState ? ['--keep-state'] : []), name];
  const [command, all] = buildxCommand(buildx, args);
  const { code, stderr } = await run(command, all, { env, timeout: 120_000 });
  if (code === 0 || says(stderr, 'builderMissing')) return;
  throw new ActionError('BUILDER_UNUSABLE', lastLine(stderr) || `buildx exited with code ${code}`);
}
