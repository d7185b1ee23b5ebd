import type { Builder } from '../../src/builder/builder.ts';
import { type BuilderInUse, plainBuilder } from '../../src/builder/builder-in-use.ts';
import type { Node } from '../../src/builder/nodes.ts';
import { connectEngine } from '../../src/engine/engine.ts';
import type { LocalEngine } from '../../src/engine/local-engine.ts';
import type { Destination, ImagePlan, Metadata } from '../../src/plan/terms/types.ts';
import type { SummaryFacts } from '../../src/report/summary/facts.ts';

/** Complete values of our types, for tests that only need a part of them. */

const METADATA: Metadata = {
  version: '',
  tags: [],
  tagNames: [],
  labels: [],
  annotations: [],
  json: '{}',
  bakeFiles: { 'bake-file': '', 'bake-file-tags': '', 'bake-file-labels': '', 'bake-file-annotations': '' },
  warnings: [],
  notices: [],
};

export function imagePlan(
  metadata: Partial<Metadata> = {},
  destinations: readonly Destination[] = [],
  name = '',
): ImagePlan {
  return { name, metadata: { ...METADATA, ...metadata }, destinations, target: '', gates: [] };
}

/** A run that published nothing, with no further details. */
export function summaryFacts(over: Partial<SummaryFacts> = {}): SummaryFacts {
  return {
    ...{ eventName: 'push', isDryRun: false, help: '', reason: '', pushed: 'false', version: '', digest: '' },
    ...{ plan: undefined, images: [], stats: undefined, times: [], warnings: [], given: [] },
    ...over,
  };
}

/** The engine's own BuildKit, unless specified otherwise. */
export function builderInUse(
  builder: Partial<Builder> = {},
  env: Readonly<Record<string, string>> = {},
  nodes: readonly Node[] = [],
): BuilderInUse {
  const own: Builder = { name: undefined, driver: 'docker', path: 'fan-out', isNear: true, created: false };
  return plainBuilder({ ...own, ...builder }, env, nodes);
}

/** An engine at a local socket, where none listens unless a test starts one. */
export function localEngine(socket = '/nowhere/docker.sock', over: Partial<LocalEngine> = {}): LocalEngine {
  const engine = connectEngine(socket);
  return {
    endpoint: { host: `unix://${socket}`, socket, context: 'default' },
    socket: engine,
    content: undefined,
    any: engine,
    platform: 'linux/amd64',
    containerdStore: true,
    ...over,
  };
}
