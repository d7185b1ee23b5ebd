import type { BuildRequest } from '../build/build-request.ts';
import { planExports } from '../build/exports.ts';
import type { Builder } from '../builder/builder.ts';
import { maySpread } from '../builder/several-nodes.ts';
import type { Trusts } from '../credentials/trust.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { isLoopback, isLoopbackAddress } from '../oci/reference.ts';
import { isCall } from '../plan/call.ts';

/** Whether the builder pushes by digest itself, and why, in words. See docs/decisions/0007. */
export type Route = Readonly<{
  byDigest: boolean;
  why: string;
  /** Platforms may be built on several nodes, so each is built separately. */
  isSpread: boolean;
  /** Registries that the builder can write to. */
  reaches(registry: string): boolean;
  /** Registries with plain HTTP or an unchecked certificate. */
  insecure(registry: string): boolean;
}>;

/** What decides besides the inputs. */
export type RouteFacts = Readonly<{
  builder: Pick<Builder, 'name' | 'driver' | 'created'>;
  /** Addresses of the builder's nodes. */
  nodes: readonly string[];
  /** Registries that get the image; [] when nothing is pushed. */
  registries: readonly string[];
  trusts: Trusts;
  /** The image of an earlier run is published instead of the built one. */
  isPublished: boolean;
}>;

/**
 * The common route of all images of this run, logged unless the engine is used. One command builds them, and none may
 * reach a registry before all gates have passed: if one must come here, all do.
 */
export function routeOf(requests: readonly BuildRequest[]): Route {
  const routes = requests.map(request => chooseRoute(request.job.inputs, factsOf(request)));
  const { site, machine } = requests[0]!;
  const way = wayOfAll(
    routes,
    requests.map(({ site: { targets } }) => targets.image.name),
  );
  const isPushed = requests.some(request => factsOf(request).registries.length > 0);
  const decision = way.byDigest ? 'The builder pushes by digest' : 'The builder does not push directly';
  if (isPushed && site.builder.driver !== 'docker') machine.log.info(`${decision}: ${way.why}`);
  return way;
}

function factsOf({ job, site: { builder, trusts, targets } }: BuildRequest): RouteFacts {
  const { fleet, kept } = targets;
  const hosts = job.plan.decision.push ? fleet.alive().map(({ destination }) => destination.registry) : [];
  return {
    builder,
    nodes: builder.nodes.map(({ endpoint }) => endpoint),
    registries: [...new Set(hosts)],
    trusts,
    isPublished: kept !== undefined,
  };
}

/** @param names of the images, in the same order; '' for a single one */
export function wayOfAll(routes: readonly Route[], names: readonly string[]): Route {
  const at = routes.findIndex(({ byDigest }) => !byDigest);
  const one = routes[Math.max(0, at)]!;
  const name = names[at] ?? '';
  const why = name === '' ? one.why : `${one.why} (${name})`;
  return { ...one, why, isSpread: routes.some(({ isSpread }) => isSpread) };
}

/** A builder other than the engine pushes directly if nothing here needs the image. */
export function chooseRoute(inputs: Inputs, facts: RouteFacts): Route {
  const { builder, nodes, trusts } = facts;
  const reaches = (registry: string) => {
    // Its loopback is another machine's, which must not get our credentials.
    if (isLoopback(registry) && !isOnThisMachine(facts)) return false;
    // A daemon of our own got the CAs when it was created; a remote one does not.
    return (builder.created && builder.driver !== 'remote') || trusts.get(registry)?.ca === undefined;
  };
  const insecure = (registry: string) => trusts.get(registry)?.insecure === true;
  const isSpread = maySpread(inputs, nodes.length);
  const against = reasonAgainst(inputs, facts, isSpread, reaches);
  const what = `builder ${JSON.stringify(builder.name ?? 'default')} (${builder.driver})`;
  const why = `${what}, and ${against ?? 'nothing here needs the image'}`;
  return { byDigest: against === undefined, why, isSpread, reaches, insecure };
}

function reasonAgainst(
  inputs: Inputs,
  { builder, registries, isPublished }: RouteFacts,
  isSpread: boolean,
  reaches: Route['reaches'],
): string | undefined {
  if (builder.driver === 'docker') return 'it is the engine itself';
  if (isCall(inputs) || registries.length === 0) return 'nothing is pushed';
  if (isPublished) return 'this commit is already published';
  // Without a push, only a consumer on this machine needs the image: a test, `load`.
  if (planExports(inputs, false, 'layout').layout) return 'the image is needed here';
  if (!registries.some(reaches)) return 'it reaches no registry (`ca`, or an address that only this machine has)';
  if (isSpread && inputs.build.outputs.extra.length > 0) return '`outputs` needs the image here too';
  return undefined;
}

/** Whether a builder's nodes share this machine's loopback. A container or a pod does not. */
function isOnThisMachine({ builder, nodes }: RouteFacts): boolean {
  const isHere = (node: string) => node.startsWith('unix:') || isLoopbackAddress(node);
  return builder.driver === 'remote' && nodes.length > 0 && nodes.every(isHere);
}
