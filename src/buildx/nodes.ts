import { join } from 'node:path';

/**
 * The addresses of a builder's nodes, as buildx notes them (`tcp://host:1234`, `unix:///var/run/docker.sock`). [] when
 * there is no note.
 *
 * @param buildxConfig the folder where buildx keeps its builders
 * @see https://github.com/docker/buildx/blob/master/store/nodegroup.go
 */
export function nodesOf(
  name: string,
  buildxConfig: string,
  readFile: (path: string) => string | undefined,
): readonly string[] {
  if (!/^[a-z][\w.+-]*$/i.test(name)) return [];
  try {
    const { Nodes: nodes } = JSON.parse(readFile(join(buildxConfig, 'instances', name.toLowerCase())) ?? '') as {
      Nodes?: unknown;
    };
    return Array.isArray(nodes)
      ? nodes.map(node => String((node as { Endpoint?: unknown } | null)?.Endpoint ?? ''))
      : [];
  } catch {
    return [];
  }
}
