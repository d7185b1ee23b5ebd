import { readIfThere } from '../host/files/read-if-there.ts';
import type { Machine } from '../host/machine.ts';
import { dockerVariables } from '../host/variables/docker.ts';
import { childEnv } from '../runner/child-env.ts';
import type { ContentStore } from './content-store.ts';
import { type EngineEndpoint, findEngine } from './endpoint.ts';
import { connectEngine, type Engine, type EngineInfo } from './engine.ts';
import { type EveryEngine, engineByCli, engineInfoByCli } from './engine-cli.ts';

/** The engine of the docker CLI, looked up once. */
export type FoundEngine = Readonly<{
  endpoint: EngineEndpoint;
  /** At a socket of this machine. Whether it reaches our loopback is a separate question: `Builder.isNear`. */
  socket: Engine | undefined;
  /** Its content, connected once, when first asked for. @throws ActionError ENGINE_FAILED */
  content: (() => Promise<ContentStore>) | undefined;
  /** The same engine, or a remote one through the docker CLI. */
  any: EveryEngine;
  /** Reads the engine's info. @throws ActionError ENGINE_FAILED, CANCELLED */
  info(): Promise<EngineInfo>;
}>;

/** An engine with its info. */
export type LocalEngine = Omit<FoundEngine, 'info'> &
  Readonly<{
    /** Its own platform, `linux/amd64`; '' if the run needs no engine. */
    platform: string;
    /** False: the classic image store. */
    containerdStore: boolean;
  }>;

export function connectFoundEngine({ env, run, signal }: Pick<Machine, 'env' | 'run' | 'signal'>): FoundEngine {
  const endpoint = findEngine(dockerVariables(env), readIfThere);
  const socket = endpoint.socket === undefined ? undefined : connectEngine(endpoint.socket, signal);
  const docker = childEnv(env);
  return {
    endpoint,
    socket,
    content: endpoint.socket === undefined ? undefined : contentOf(endpoint.socket),
    any: socket ?? engineByCli(run, docker, signal),
    info: () => socket?.info() ?? engineInfoByCli(run, docker, signal),
  };
}

function contentOf(socket: string): () => Promise<ContentStore> {
  let store: Promise<ContentStore> | undefined;
  return () => {
    store ??= import('./content-store.ts').then(({ openContentStore }) => openContentStore(socket));
    return store;
  };
}

/** The engine with its info; undefined: the run needs none. */
export function informed({ info: _, ...engine }: FoundEngine, info: EngineInfo | undefined): LocalEngine {
  return {
    ...engine,
    platform: info === undefined ? '' : `${info.operatingSystem}/${info.architecture}`,
    containerdStore: info?.containerdStore ?? true,
  };
}
