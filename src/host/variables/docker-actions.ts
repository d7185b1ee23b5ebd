import { type Environment, isFalse } from './environment.ts';

/** The switches of docker/metadata-action. */
type MetadataSwitches = Readonly<{
  /** DOCKER_METADATA_PR_HEAD_SHA: pull requests count as builds of their head commit, not of the merge commit. */
  isPrHeadSha: boolean;
  /** DOCKER_METADATA_ANNOTATIONS_LEVELS: comma separated, `manifest` by default. */
  annotationLevels: readonly string[];
  /** DOCKER_METADATA_SHORT_SHA_LENGTH: 7 by default. As written: whoever uses it refuses what is no number. */
  shortShaLength: string;
  /** DOCKER_METADATA_SET_OUTPUT_ENV: `true` by default. As written: whoever uses it refuses what is no boolean. */
  setOutputEnv: string;
}>;

/** @see https://github.com/docker/metadata-action#environment-variables */
export function metadataSwitches(env: Environment): MetadataSwitches {
  return {
    isPrHeadSha: /true/i.test(env.DOCKER_METADATA_PR_HEAD_SHA ?? ''),
    annotationLevels: (env.DOCKER_METADATA_ANNOTATIONS_LEVELS || 'manifest').split(','),
    shortShaLength: env.DOCKER_METADATA_SHORT_SHA_LENGTH || '7',
    setOutputEnv: env.DOCKER_METADATA_SET_OUTPUT_ENV || 'true',
  };
}

/** The switches of docker/build-push-action. */
type BuildPushSwitches = Readonly<{
  /** DOCKER_BUILD_SUMMARY: a job summary is written. True by default. */
  writesSummary: boolean;
  /** DOCKER_BUILD_CHECKS_ANNOTATIONS: the build checks' findings are annotations. True by default. */
  annotatesChecks: boolean;
  /** DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF: the git context of a pull request is its head, not the merge commit. */
  isPrHeadRef: boolean;
}>;

/** @see https://github.com/docker/build-push-action#environment-variables */
export function buildPushSwitches(env: Environment): BuildPushSwitches {
  return {
    writesSummary: !isFalse(env.DOCKER_BUILD_SUMMARY),
    annotatesChecks: !isFalse(env.DOCKER_BUILD_CHECKS_ANNOTATIONS),
    isPrHeadRef: env.DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF === 'true',
  };
}

/** docker/login-action's variables for a Docker Hub login without a password; trimmed, '' by default. */
type LoginVariables = Readonly<{
  /** The id of the organization's OIDC connection. */
  connection: string;
  /** The token's lifetime in seconds, as written: whoever uses it refuses what is none. */
  seconds: string;
}>;

/** Their names, for errors. */
export const LOGIN_VARIABLES = {
  connection: 'DOCKERHUB_OIDC_CONNECTIONID',
  seconds: 'DOCKERHUB_OIDC_EXPIREIN',
} as const;

/** @see https://github.com/docker/login-action */
export function loginVariables(env: Environment): LoginVariables {
  const text = (name: keyof LoginVariables) => (env[LOGIN_VARIABLES[name]] ?? '').trim();
  return { connection: text('connection'), seconds: text('seconds') };
}

/** One of the three PEM texts for a remote node, named as buildx's option. */
export type NodeSecret = 'cacert' | 'cert' | 'key';

/**
 * docker/setup-buildx-action's TLS client certificate of a remote node: BUILDER_NODE_0_AUTH_TLS_KEY is the key of the
 * first one. '' by default.
 *
 * @see https://docs.docker.com/build/ci/github-actions/configure-builder/
 */
export function nodeSecret(env: Environment, index: number, part: NodeSecret): string {
  return env[`BUILDER_NODE_${index}_AUTH_TLS_${part.toUpperCase()}`] ?? '';
}

/** The keys of all nodes. */
export function nodeKeys(env: Environment): readonly string[] {
  return Object.keys(env)
    .filter(name => /^BUILDER_NODE_\d+_AUTH_TLS_KEY$/.test(name))
    .map(name => env[name] ?? '');
}
