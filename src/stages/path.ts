import type { Builder, StagePath } from '../buildx/builder.ts';
import type { Trusts } from '../credentials/trust.ts';
import type { Inputs } from '../inputs.ts';
import { parseOutputs } from '../plan/outputs.ts';
import { isLoopback } from '../registry/reference.ts';
import { hasGates, isCall, isKept } from './exports.ts';

/** The way that a run's image takes, and why, in words for people. */
export type Path = Readonly<{
  path: StagePath;
  why: string;
  /** Registries that the builder can write to by itself. */
  reaches(registry: string): boolean;
  /** Registries with plain http or an unchecked certificate. */
  insecure(registry: string): boolean;
}>;

/** What decides besides the inputs. */
export type PathFacts = Readonly<{
  /** Registries that get the image. */
  registries: readonly string[];
  trusts: Trusts;
  /** The image of an earlier run is published instead of what is built. */
  isPublished: boolean;
}>;

/**
 * Whether the builder pushes by digest itself: the layers then never come to this machine. It takes a builder that is
 * not the engine, and nobody here who wants the image. See docs/decisions/0005.
 */
export function choosePath(inputs: Pick<Inputs, 'build' | 'test'>, builder: Builder, facts: PathFacts): Path {
  const { path, driver, name } = builder;
  const reaches = (registry: string) => {
    // Its loopback is another one: there may be nobody, or somebody whom our credentials are none of the business.
    if (isLoopback(registry) && !isLocal(builder)) return false;
    // A builder of our own was told of authorities when it was made.
    return builder.created || facts.trusts.get(registry)?.ca === undefined;
  };
  const insecure = (registry: string) => facts.trusts.get(registry)?.insecure === true;
  const rest = { reaches, insecure };
  const whose = `builder ${JSON.stringify(name ?? 'default')} (${driver})`;
  if (driver === 'docker') {
    const why = path === 'fan-out' ? "the engine's own builder" : 'an engine that cannot push to this machine';
    return { path, why, ...rest };
  }
  const against = reasonAgainst(inputs, builder, { ...facts, reaches });
  if (against !== undefined) return { path, why: `${whose}, and ${against}`, ...rest };
  return { path: 'by-digest', why: `${whose} pushes by itself, and nothing here needs the image`, ...rest };
}

/** Whether the builder shares the loopback of this machine. A container or a pod has one of its own. */
function isLocal({ driver, nodes }: Builder): boolean {
  return (
    driver === 'remote' &&
    nodes.length > 0 &&
    nodes.every(node => /^unix:/.test(node) || isLoopback(node.replace(/^tcp:\/\//, '')))
  );
}

function reasonAgainst(
  inputs: Pick<Inputs, 'build' | 'test'>,
  { nodes }: Builder,
  { registries, isPublished, reaches }: PathFacts & Pick<Path, 'reaches'>,
): string | undefined {
  if (isCall(inputs) || registries.length === 0) return 'nothing is pushed';
  if (isPublished) return 'this commit is published already';
  if (hasGates(inputs)) return 'it is tested here';
  if (isKept(inputs)) return 'it is loaded here';
  if (!registries.some(reaches)) return 'it reaches no registry by itself (`ca`, or an address of this machine alone)';
  const isSpread = nodes.length > 1 && inputs.build.platforms.length > 1;
  if (isSpread && parseOutputs(inputs.build.outputs).extra.length > 0) return '`outputs` wants it here as well';
  return undefined;
}
