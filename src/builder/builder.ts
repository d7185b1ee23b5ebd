import { randomBytes } from 'node:crypto';
import type { EngineInfo } from '../engine/engine.ts';
import { ActionError } from '../host/errors.ts';
import { dockerVariables } from '../host/variables/docker.ts';
import type { BuilderSpec } from '../inputs/build/builder-spec.ts';
import { DEFAULT_NODE } from '../inputs/build/builder-spec.ts';
import { BuilderExists, type Creation, type CreationPorts, createBuilder, removeBuilder } from './create-builder.ts';
import { currentBuilder, type ExistingBuilder, findBuilder, type StorePorts } from './existing-builder.ts';

/** How the image gets from the builder to the registries. See docs/decisions/0001. */
export type StagePath = 'fan-out' | 'layout';

export type Builder = Readonly<{
  /** For `--builder`; undefined: buildx's default. */
  name: string | undefined;
  driver: string;
  path: StagePath;
  /** Whether it can reach our 127.0.0.1. */
  isNear: boolean;
  /** True if this run created it. */
  created: boolean;
}>;

export type BuilderPorts = CreationPorts &
  StorePorts &
  Readonly<{
    /** Notes what must be removed even if this process dies, before it is created. */
    willCreate(name: string): Promise<void>;
    /** Withdraws the note: somebody else created a builder of this name first. */
    notCreated(name: string): Promise<void>;
    /** The path of the buildkitd.toml for a new builder, if it needs one. */
    buildkitdConfig(driver: string): Promise<string | undefined>;
  }>;

/** What decides on the builder and the path. */
export type BuilderNeeds = Readonly<{
  /** The `builder` input; '' for none. */
  name: string;
  spec: BuilderSpec;
  /** The `allow` input. */
  allow: readonly string[];
  /** An output that the engine cannot load directly (`rewrite-timestamp`). */
  layoutOnly: boolean;
  /** Whether the engine could reach our 127.0.0.1, judging by where this process runs. */
  sharesLoopback(): Promise<boolean>;
}>;

/**
 * Chooses the builder: the named one, if it exists; else a new one if the inputs ask for it; else buildx's current one;
 * else the engine's own BuildKit. A new one is created unasked only for a classic image store, which keeps neither
 * indexes nor attestations.
 *
 * @throws ActionError BUILDER_UNUSABLE when the builder does not exist or cannot be created.
 */
export async function chooseBuilder(
  needs: BuilderNeeds,
  engine: Promise<EngineInfo>,
  ports: BuilderPorts,
): Promise<Builder> {
  const { spec } = needs;
  const name = nameOf(needs, ports);
  const found = name === undefined ? undefined : await findBuilder(name, ports);
  if (found === undefined && spec.create) {
    const made = await create(needs, spec.driver ?? 'docker-container', ports);
    return made ?? chooseBuilder(needs, engine, ports);
  }
  if (name === undefined) return engineBuilder(undefined, needs, engine, ports);
  if (found === undefined) throw missing(name, spec);
  compare(name, found, needs, ports);
  if (found.driver !== 'docker') return { name, driver: found.driver, path: 'layout', isNear: false, created: false };
  if (found.otherContext !== undefined) throw elsewhere(found.otherContext);
  return engineBuilder(name, needs, engine, ports);
}

/** The name to look for. `driver: docker` alone means the engine's own, whatever builder is current. */
function nameOf({ name, spec }: BuilderNeeds, ports: BuilderPorts): string | undefined {
  if (name !== '') return name;
  if (spec.create) return undefined;
  if (spec.driver === 'docker') return ports.endpoint.context;
  return dockerVariables(ports.env).builder || currentBuilder(ports);
}

/** The engine's own BuildKit, if its image store is suitable. */
async function engineBuilder(
  name: string | undefined,
  needs: BuilderNeeds,
  engine: Promise<EngineInfo>,
  ports: BuilderPorts,
): Promise<Builder> {
  const { containerdStore, desktop, rootless } = await engine;
  if (!containerdStore) {
    ports.log.info(
      'Docker uses the classic image store, so a temporary BuildKit container is started. Enable the containerd image store to avoid this.',
    );
    const made = await create({ ...needs, name: '' }, 'docker-container', ports);
    if (made !== undefined) return made;
  }
  const isNear = !desktop && !rootless && (await needs.sharesLoopback());
  return { name, driver: 'docker', path: isNear && !needs.layoutOnly ? 'fan-out' : 'layout', isNear, created: false };
}

/** buildx does not build on another context's engine either, and the loaded image would not be here. */
function elsewhere(context: string): ActionError {
  return new ActionError('BUILDER_UNUSABLE', `builder ${JSON.stringify(context)} belongs to another Docker context`, {
    hint: `Set DOCKER_CONTEXT to ${JSON.stringify(context)} in this step's \`env\`, and leave the input \`builder\` empty.`,
  });
}

/** Undefined if somebody else created a builder of the name first: then that one is used. */
async function create(needs: BuilderNeeds, driver: string, ports: BuilderPorts): Promise<Builder | undefined> {
  const { spec, allow } = needs;
  const name = needs.name || `slipway-${randomBytes(6).toString('hex')}`;
  const nodes = spec.create ? spec.nodes : ([DEFAULT_NODE] as const);
  const creation: Creation = { name, driver, nodes, allow, config: await ports.buildkitdConfig(driver) };
  ports.log.info(`Creating ${spec.cleanup ? 'temporary' : 'persistent'} builder ${name} (${driver})`);
  if (spec.cleanup) await ports.willCreate(name);
  try {
    await createBuilder(creation, ports);
  } catch (error) {
    if (error instanceof BuilderExists && needs.name !== '') {
      await ports.notCreated(name);
      return undefined;
    }
    // A persistent builder that failed to start must not remain.
    if (!spec.cleanup) await removeBuilder({ name }, ports.run, ports.env).catch(() => {});
    throw error;
  }
  return { name, driver, path: 'layout', isNear: false, created: true };
}

/** Reports that an existing builder is used unchanged, and how it differs from the inputs. */
function compare(name: string, found: ExistingBuilder, { spec }: BuilderNeeds, { log }: BuilderPorts): void {
  const builder = `Builder ${JSON.stringify(name)}`;
  if (spec.driver !== undefined && found.driver !== spec.driver) {
    log.warning(
      `${builder} already exists with the driver ${found.driver}; using it as it is, not with \`driver: ${spec.driver}\``,
    );
  } else if (spec.create) {
    log.info(`${builder} already exists; using it as it is, and keeping it`);
  }
}

function missing(name: string, { driver }: BuilderSpec): ActionError {
  return new ActionError('BUILDER_UNUSABLE', `builder ${JSON.stringify(name)} does not exist`, {
    hint:
      driver === 'docker'
        ? "The docker driver's builder is named after its Docker context: leave the input `builder` empty."
        : 'Create it in a step before this one, let Slipway create it (`driver: docker-container`), or leave the input `builder` empty.',
  });
}
