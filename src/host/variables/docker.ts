import { join, resolve } from 'node:path';
import { type Environment, isTrue } from './environment.ts';
import { homeOf } from './system.ts';

/** What docker and buildx read from the environment. Texts are '' by default; an empty variable counts as unset. */
export type DockerVariables = Readonly<{
  /** The engine's address, as in `tcp://host:2375`. */
  host: string;
  /** The name of the Docker context. */
  context: string;
  /** The folder of the user's Docker config: `.docker` in the home by default. May be relative. */
  configDir: string;
  /** Logins, as the text of a config.json. */
  authConfig: string;
  /** The user chose a platform for `docker run` and others, even if it is ''. */
  hasDefaultPlatform: boolean;
  /** The name of the builder. */
  builder: string;
  /** The folder of buildx's builders: `buildx` in `configDir` by default, and then absolute. */
  buildxConfigDir: string;
  /** buildx adds no provenance that nobody asked for. */
  noDefaultAttestations: boolean;
}>;

/** The user's own folders, as opposed to those of a run. */
export type DockerFolders = Pick<DockerVariables, 'configDir' | 'buildxConfigDir'>;

/**
 * @see https://docs.docker.com/reference/cli/docker/#environment-variables
 * @see https://docs.docker.com/build/building/variables/#build-tool-configuration-variables
 */
export function dockerVariables(env: Environment): DockerVariables {
  const configDir = env.DOCKER_CONFIG || join(homeOf(env), '.docker');
  return {
    host: env.DOCKER_HOST ?? '',
    context: env.DOCKER_CONTEXT ?? '',
    configDir,
    authConfig: env.DOCKER_AUTH_CONFIG ?? '',
    hasDefaultPlatform: env.DOCKER_DEFAULT_PLATFORM !== undefined,
    builder: env.BUILDX_BUILDER ?? '',
    buildxConfigDir: env.BUILDX_CONFIG || join(resolve(configDir), 'buildx'),
    noDefaultAttestations: isTrue(env.BUILDX_NO_DEFAULT_ATTESTATIONS),
  };
}

/** Set by those who collect traces: OpenTelemetry's variables, and the trace that the step is a part of. */
const OF_TRACES = /^(?:OTEL_\w+|TRACEPARENT|TRACESTATE)$/;

/**
 * What to add to the environment of a buildx that builds. It records a trace of the command, whether or not anybody
 * collects it, and BuildKit keeps that in each build's history: with 40 images, all spans 40 times.
 *
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#general-sdk-configuration
 */
export function buildxSettings(env: Environment): Record<string, string> {
  const isTraced = Object.entries(env).some(([name, value]) => Boolean(value) && OF_TRACES.test(name));
  return { BUILDX_METADATA_WARNINGS: 'true', ...(isTraced ? {} : { OTEL_TRACES_SAMPLER: 'always_off' }) };
}
