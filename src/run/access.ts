import { dirname, join } from 'node:path';
import { buildxForRun } from '../builder/buildx/buildx-for-run.ts';
import { CERTIFICATES } from '../builder/node-certs.ts';
import { cacheHosts } from '../cache/hosts.ts';
import { createDockerAccess, type DockerAccess } from '../credentials/docker-access.ts';
import { keepFresh, type OnFailure } from '../credentials/keep-fresh.ts';
import type { Credentials } from '../credentials/resolve.ts';
import { readTrusts, type Trusts } from '../credentials/trust.ts';
import { ignoredConfig, readUserConfigs } from '../credentials/user-config.ts';
import { messageOf } from '../host/errors.ts';
import type { Machine } from '../host/machine.ts';
import { dockerVariables } from '../host/variables/docker.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { Job } from '../inputs/job.ts';
import { signerOf } from '../inputs/signing/signing.ts';
import { canonicalHost } from '../oci/reference.ts';
import type { ImagePlan } from '../plan/terms/types.ts';
import { type Grace, graceful } from '../publish/grace.ts';
import type { Planned } from '../publish/preflight.ts';
import type { Credential } from '../registry/auth/credential.ts';
import { createRegistry } from '../registry/client.ts';
import type { Registry } from '../registry/types.ts';
import { childEnv } from '../runner/child-env.ts';
import { createFleet } from '../staging/fleet.ts';
import { openLogins } from './logins.ts';

/** Access to every registry of this run: clients for Slipway itself, and a private Docker config for its children. */
export type Access = Readonly<{
  /** The targets' clients, by host. */
  registries: ReadonlyMap<string, Registry>;
  images: readonly Planned[];
  /** Lets tags be written, or put back, to the end. */
  grace: Grace;
  trusts: Trusts;
  docker: DockerAccess;
  /** Resolves when Docker has the exchanged logins. @throws ActionError AUTH_FAILED, NETWORK_ERROR */
  loggedIn: Promise<void>;
  /** The buildx that was installed for the run; undefined for the machine's own. */
  buildx: string | undefined;
  /** This step's current logins, without the user's own. */
  givenLogins(): Promise<ReadonlyMap<string, Credential>>;
  /** A read-only client: the targets' clients request push permission, which a source need not grant. */
  connectSource(host: string): Registry;
  /** The same for a quick check without retries. Milliseconds. */
  connectBriefly(host: string, limit: number): Registry;
  /** Closes connections, and stops renewing logins. */
  close(): void;
}>;

/**
 * Collects the credentials of all registries in a private Docker config. No registry is asked yet; identities are
 * exchanged later (`loggedIn`), while the builder is inspected.
 *
 * @throws ActionError INPUT_INVALID, AUTH_FAILED, RUNNER_UNUSABLE
 */
export async function openAccess(job: Job, folder: string, machine: Machine): Promise<Access> {
  const { inputs, context, plan } = job;
  const { env, log, signal } = machine;
  const user = dockerVariables(env);
  const userConfigs = await readUserConfigs(user);
  for (const problem of [...userConfigs.file.problems, ...userConfigs.env.problems]) log.warning(problem);
  const trusts = await readTrusts([...inputs.registries, ...inputs.logins], context.workspace);
  const grace = graceful(signal);
  const pushed = plan.images.map(image => ({
    image,
    destinations: image.destinations.filter(destination => destination.decision.push),
  }));
  const hosts = [
    ...new Set(pushed.flatMap(({ destinations }) => destinations.map(destination => destination.registry))),
  ];
  const logins = await openLogins(job, { userConfigs, trusts, pushed: hosts }, { ...machine, signal: grace.signal });
  const { credentials } = logins;
  const clients = createClients({ trusts, credentials, retry: inputs.retry }, machine);
  const registries = new Map(hosts.map(host => [host, clients.connect(host, { pushes: true, signal: grace.signal })]));
  const images = fleetsFor(pushed, registries, job, log);
  const buildx = await buildxForRun(inputs, folder, machine);
  const wanted = [...new Set([...hosts, ...readHosts(inputs), ...credentials.hosts])];
  const onFailure = failureOf(hosts, job, machine);
  // Does not wait for exchanged logins: those come while the builder is inspected.
  const late = wanted.filter(credentials.mayRunOut);
  const early = wanted.filter(host => !late.includes(host));
  const docker = await createDockerAccess({
    folder,
    user,
    keys: join(folder, CERTIFICATES),
    userConfigs,
    env: childEnv(env),
    credentials: await credentialsFor(early, credentials),
    plugins: buildx && dirname(buildx),
    renews: late.length > 0,
  });
  for (const warning of ignoredConfig(userConfigs)) log.warning(warning);
  const fresh = keepFresh(late, credentials, { docker, onFailure }, machine);
  // Another error may come before it is awaited.
  fresh.ready.catch(() => {});
  return {
    ...{ registries, images, grace, trusts, docker, buildx, loggedIn: fresh.ready },
    givenLogins: () => givenLogins([...new Set([...hosts, ...credentials.hosts])], credentials, onFailure),
    connectSource: host => clients.connect(host, { signal }),
    connectBriefly: (host, limit) =>
      clients.connect(host, { signal: AbortSignal.any([signal, AbortSignal.timeout(limit)]), retries: 0 }),
    close: () => {
      fresh.stop();
      clients.close();
      logins.close();
    },
  };
}

type ClientOptions = Readonly<{ trusts: Trusts; credentials: Credentials; retry: Inputs['retry'] }>;

/** `retries`: other than the run's. */
type Connection = Readonly<{ pushes?: boolean; signal: AbortSignal; retries?: number }>;

/** Clients of registries, with this run's credentials. They are closed together. */
function createClients({ trusts, credentials, retry }: ClientOptions, { env, log }: Machine) {
  const opened: Registry[] = [];
  return {
    connect(host: string, { pushes = false, signal, retries = retry.retries }: Connection): Registry {
      const registry = createRegistry(host, {
        ...trusts.get(host),
        pushes,
        retry: { ...retry, retries },
        credential: async refused => (await credentials.resolve(host, refused))?.credential,
        signal,
        proxyEnv: env,
        mask: log.mask,
        onRetry: log.info,
      });
      opened.push(registry);
      return registry;
    },
    close(): void {
      for (const registry of opened) registry.close();
    },
  };
}

type Pushed = Pick<Planned, 'image'> & Pick<ImagePlan, 'destinations'>;

/** Each image with the repositories that it is pushed to. */
function fleetsFor(
  pushed: readonly Pushed[],
  registries: ReadonlyMap<string, Registry>,
  { inputs, plan }: Job,
  log: Machine['log'],
): readonly Planned[] {
  // Signatures and parts are written by digest before any tag.
  const isSigned = signerOf(inputs.signing) !== undefined;
  const isAlone = plan.images.length === 1 && !isSigned && inputs.parts.part === undefined;
  return pushed.map(({ image, destinations }) => {
    const targets = destinations.map(destination => ({
      destination,
      repository: registries.get(destination.registry)!.repository(destination.path),
    }));
    return { image, fleet: createFleet(targets, log, { isAlone }) };
  });
}

/** The registries that Docker reads from without explicit logins: the source's, for gates. */
function readHosts(inputs: Inputs): readonly string[] {
  const mirrorHosts = [...inputs.mirrors.values()].flat().map(({ host }) => host);
  const { source } = inputs;
  return [
    ...(source?.kind === 'registry' ? [source.reference.name.registry] : []),
    ...mirrorHosts,
    ...cacheHosts(inputs),
  ];
}

/**
 * How to handle an identity without a login. For a target registry, the error is reported with other problems. If
 * nothing is published now, as in a pull request, a trust policy need not admit this run.
 */
function failureOf(pushed: readonly string[], { inputs }: Job, { log }: Machine): OnFailure {
  const reported = new Set<string>();
  return (host, error) => {
    if (pushed.includes(host) || reported.has(host)) return;
    if (inputs.logins.some(login => canonicalHost(login.registry) === host)) throw error;
    reported.add(host);
    log.notice(`Not logged in to ${host} (nothing is published there in this run): ${messageOf(error)}`);
  };
}

/** The logins other than the user's own. An exchange may be refused if nothing is published. */
async function givenLogins(
  hosts: readonly string[],
  credentials: Credentials,
  onFailure: OnFailure,
): Promise<ReadonlyMap<string, Credential>> {
  const login = async (host: string): Promise<readonly (readonly [string, Credential])[]> => {
    try {
      const resolved = await credentials.resolve(host);
      return resolved === undefined || resolved.isUsers ? [] : [[host, resolved.credential]];
    } catch (error) {
      if (!credentials.mayRunOut(host)) throw error;
      onFailure(host, error);
      return [];
    }
  };
  return new Map((await Promise.all(hosts.map(login))).flat());
}

async function credentialsFor(
  hosts: readonly string[],
  credentials: Credentials,
): Promise<ReadonlyMap<string, Credential>> {
  const resolve = async (host: string) => (await credentials.resolve(host))?.credential;
  const found = await Promise.all(hosts.map(async host => [host, await resolve(host)] as const));
  return new Map(found.filter((entry): entry is [string, Credential] => entry[1] !== undefined));
}
