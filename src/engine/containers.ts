import { at, type Json } from '../event/context.ts';
import { readFrames } from './container-log.ts';
import { discard, encodeName, expect, json, send } from './engine.ts';

/** A container to create. Its image is not pulled. */
type NewContainer = Readonly<{
  name: string;
  image: string;
  /** `linux/arm64`; undefined: the engine's choice. */
  platform: string | undefined;
  /** `NAME=value`. */
  env: readonly string[];
  command: readonly string[] | undefined;
  /** Ports of the container that must be reachable. */
  ports: readonly number[];
  /** A network of the engine to join, where ports are reached by address; undefined: published on 127.0.0.1. */
  network: string | undefined;
  labels: Readonly<Record<string, string>>;
}>;

export type ContainerState = Readonly<{
  exitCode: number;
  outOfMemory: boolean;
  /** Undefined: the image has no HEALTHCHECK. */
  health: 'starting' | 'healthy' | 'unhealthy' | undefined;
  /** The output of its last check. */
  healthOutput: string;
  /** Port in the container → port on 127.0.0.1. */
  published: ReadonlyMap<number, number>;
  /** Network → address of the container in it. */
  addresses: ReadonlyMap<string, string>;
  networkMode: string;
  /** The engine host's address in the container's network (the first that has one). */
  gateway: string | undefined;
  /** `NAME=value`. */
  env: readonly string[];
}>;

/**
 * Containers of the engine at a local socket. All methods throw an ActionError (ENGINE_FAILED, or CANCELLED on abort).
 */
export type Containers = Readonly<{
  create(container: NewContainer): Promise<void>;
  /** TCP ports that an image exposes. */
  exposed(image: string): Promise<readonly number[]>;
  start(name: string): Promise<void>;
  /** Undefined if no container has this name. */
  inspect(name: string): Promise<ContainerState | undefined>;
  /** The output from the start until the container exits. */
  follow(name: string, onLine: (line: string) => void): Promise<void>;
  /** Resolves with the exit code when the container has exited. */
  ended(name: string): Promise<number>;
}>;

/** @see https://docs.docker.com/reference/api/engine/ */
export function connectContainers(socketPath: string, signal?: AbortSignal): Containers {
  const call = (method: string, path: string, payload?: unknown) => send(socketPath, { method, path, payload }, signal);
  const path = (name: string) => `/containers/${encodeName(name)}`;
  return {
    async create(container) {
      const { name, platform } = container;
      const query = new URLSearchParams({ name, ...(platform !== undefined && { platform }) });
      discard(await expect(call('POST', `/containers/create?${query}`, body(container)), 201));
    },
    async exposed(image) {
      const found = await json(await expect(call('GET', `/images/${encodeName(image)}/json`), 200));
      return portsIn(at(found as Json, 'Config', 'ExposedPorts'));
    },
    async start(name) {
      discard(await expect(call('POST', `${path(name)}/start`), 204, 304));
    },
    async inspect(name) {
      const answer = await call('GET', `${path(name)}/json`);
      if (answer.statusCode === 404) return discard(answer);
      return stateOf((await json(await expect(Promise.resolve(answer), 200))) as Json);
    },
    async follow(name, onLine) {
      await readFrames(await expect(call('GET', `${path(name)}/logs?follow=1&stdout=1&stderr=1`), 200), onLine);
    },
    async ended(name) {
      return Number((await json(await expect(call('POST', `${path(name)}/wait`), 200))).StatusCode);
    },
  };
}

function body({ image, env, command, ports, network, labels }: NewContainer): unknown {
  const keys = ports.map(port => `${port}/tcp`);
  const bindings = keys.map(key => [key, [{ HostIp: '127.0.0.1', HostPort: '' }]] as const);
  return {
    Image: image,
    Env: env,
    Labels: labels,
    ...(command !== undefined && { Cmd: command }),
    ExposedPorts: Object.fromEntries(keys.map(key => [key, {}])),
    HostConfig: {
      // The engine's default log driver may not support reading.
      LogConfig: { Type: 'json-file', Config: { 'max-size': '50m' } },
      ...(network === undefined ? { PortBindings: Object.fromEntries(bindings) } : { NetworkMode: network }),
    },
  };
}

function stateOf(container: Json): ContainerState {
  const health = at(container, 'State', 'Health', 'Status');
  const checks = at(container, 'State', 'Health', 'Log');
  const networks = entries(at(container, 'NetworkSettings', 'Networks'));
  const env = at(container, 'Config', 'Env');
  return {
    exitCode: Number(at(container, 'State', 'ExitCode') ?? 0),
    outOfMemory: at(container, 'State', 'OOMKilled') === true,
    health: health === 'starting' || health === 'healthy' || health === 'unhealthy' ? health : undefined,
    healthOutput: Array.isArray(checks) ? String(at(checks.at(-1), 'Output') ?? '').trim() : '',
    published: published(at(container, 'NetworkSettings', 'Ports')),
    addresses: new Map(networks.map(([name, network]) => [name, String(at(network, 'IPAddress') ?? '')])),
    networkMode: String(at(container, 'HostConfig', 'NetworkMode') ?? ''),
    gateway: networks.map(([, network]) => String(at(network, 'Gateway') ?? '')).find(address => address !== ''),
    env: Array.isArray(env) ? env.map(String) : [],
  };
}

function portsIn(value: Json | undefined): number[] {
  return entries(value).flatMap(([key]) => (key.endsWith('/tcp') ? [Number.parseInt(key, 10)] : []));
}

function published(value: Json | undefined): Map<number, number> {
  const all = entries(value).flatMap(([key, bindings]): [number, number][] => {
    const host = Array.isArray(bindings) ? Number(at(bindings[0], 'HostPort')) : 0;
    return key.endsWith('/tcp') && host > 0 ? [[Number.parseInt(key, 10), host]] : [];
  });
  return new Map(all);
}

function entries(value: Json | undefined): [string, Json | undefined][] {
  return value !== null && typeof value === 'object' ? Object.entries(value) : [];
}
