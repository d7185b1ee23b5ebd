import type { EngineEndpoint } from '../engine/endpoint.ts';
import { type NotePorts, noteOf } from './existing-builder.ts';

/** A node of a builder: its endpoint is an address (`tcp://host:1234`, `unix:///var/run/docker.sock`) or a context. */
export type Node = Readonly<{ name: string; endpoint: string }>;

/**
 * A builder's nodes, as recorded by buildx; [] if there is no record.
 *
 * @see https://github.com/docker/buildx/blob/master/store/nodegroup.go
 */
export function nodesOf(name: string, ports: NotePorts): readonly Node[] {
  const { Nodes: nodes } = noteOf(name, ports) ?? {};
  if (!Array.isArray(nodes)) return [];
  return (nodes as readonly (Record<string, unknown> | null)[]).map(node => ({
    name: String(node?.Name ?? ''),
    endpoint: String(node?.Endpoint ?? ''),
  }));
}

/** The container of a docker-container builder on this engine; undefined if it has several nodes, or is elsewhere. */
export function containerOf(nodes: readonly Node[], { context, host }: EngineEndpoint): string | undefined {
  const [node, another] = nodes;
  const isHere = [context, host, ''].includes(node?.endpoint ?? '');
  return node === undefined || another !== undefined || !isHere ? undefined : `buildx_buildkit_${node.name}`;
}
