import { existsSync } from 'node:fs';
import { InputError, type Problem } from '../host/errors.ts';
import { quote } from '../host/text/quote.ts';
import { runnerVariables } from '../host/variables/runner.ts';
import type { Mirrors } from '../oci/mirror.ts';
import type { BuildInputs, Filters, MetadataInputs, PushInput, RegistryEntry } from '../plan/terms/types.ts';
import { readBuild } from './build/build.ts';
import { readBuilder } from './build/builder.ts';
import type { BuilderSpec } from './build/builder-spec.ts';
import type { BuildxVersion } from './build/buildx-version.ts';
import { readBuildxVersion } from './build/buildx-version.ts';
import { type CacheInputs, readCache } from './build/cache.ts';
import { type CacheMountsInput, readCacheMounts } from './build/cache-mounts.ts';
import { readMirrors } from './build/mirrors.ts';
import type { QemuInput } from './build/qemu.ts';
import { readQemu } from './build/qemu.ts';
import { checkComponent, readComponent, withComponentContext } from './component.ts';
import { type Login, readLogins } from './credentials.ts';
import { withDefaultImage } from './default-image.ts';
import { readFilters } from './filters.ts';
import { type ContainerTest, readContainerTest } from './gates/container-test.ts';
import { type GateInputs, readGates } from './gates/gates.ts';
import { readScan, type ScanSpec } from './gates/scan.ts';
import { readMetadata } from './metadata.ts';
import { type PartsInputs, readParts } from './parts/read-parts.ts';
import { withoutUnusedLogins } from './parts/unused-logins.ts';
import { readBuildPolicy } from './policy/build-policy.ts';
import { readPolicy } from './policy/read-policy.ts';
import type { GivenPolicy } from './policy/types.ts';
import { type PromoteInputs, readPromote } from './promote.ts';
import type { MissingSecret } from './reading/missing-secret.ts';
import { boolean, parseBoolean, type Source, sourceOf } from './reading/source.ts';
import { readRegistries } from './registries.ts';
import { type RobustInputs, readRobust } from './robust.ts';
import { type BakeInput, isSeveral, readBake } from './several/bake.ts';
import { readSigning, type SigningInputs } from './signing/signing.ts';
import { checkTogether } from './together.ts';

export type { Login };

/** Every input, parsed and valid. Made by `readInputs`, once. */
export type Inputs = Readonly<{
  metadata: MetadataInputs;
  registries: readonly RegistryEntry[];
  logins: readonly Login[];
  /** Half-given logins (a secret was empty). To be thrown as an InputError only if something is pushed. */
  missing: readonly MissingSecret[];
  /** Registries whose login was left out: it needs an id token that this job may not get, and nothing here uses it. */
  skippedLogins: readonly string[];
  /** The content, its base64, or a path; '' when not given. */
  dockerConfig: string;
  /** Decrypts `dockerConfig`. */
  dockerConfigPassphrase: string;
  githubToken: string;
  /** Keep this step's logins for later steps. */
  keepLogin: boolean;
  /** True also when `push` is auto and `outputs` requests a push. */
  push: PushInput;
  filters: Filters;
  build: BuildInputs;
  /** Except its name, `build.builder`. */
  builder: BuilderSpec;
  buildxVersion: BuildxVersion | undefined;
  mirrors: Mirrors;
  qemu: QemuInput;
  /** The image that registers emulators; '' for the pinned one. */
  qemuImage: string;
  scan: readonly ScanSpec[];
  /** Upload scan reports to code scanning. */
  scanUpload: boolean;
  containerTest: ContainerTest | undefined;
  cache: CacheInputs;
  cacheMounts: CacheMountsInput;
  verify: boolean;
  /** Several images, of a bake definition. */
  bake: BakeInput | undefined;
  /** Accepted input that may be a mistake. */
  warnings: readonly string[];
  signing: SigningInputs;
  /** The organization's requirements; undefined: none. */
  policy: GivenPolicy | undefined;
  /** Paths of Rego files, for buildx. */
  buildPolicy: readonly string[];
  /** Whether this job builds a part of the image, or merges the parts of others. */
  parts: PartsInputs;
  dryRun: boolean;
}> &
  GateInputs &
  RobustInputs &
  PromoteInputs;

/**
 * Reads every input from `INPUT_*`; '' means the default.
 *
 * @param exists whether a path exists (only needed for `context` and `component`)
 * @param name distinguishes the image from the run's others; '' for the only one
 * @throws InputError with every problem of every input
 */
export function readInputs(
  env: Readonly<Record<string, string | undefined>>,
  exists: (path: string) => boolean = existsSync,
  name = '',
): Inputs {
  const problems: Problem[] = [];
  const missing: MissingSecret[] = [];
  const warnings: string[] = [];
  const source = sourceOf(env, problems, warnings, exists);

  const registries = readRegistries(source, missing);
  const logins = readLogins(source, missing);
  const filters = readFilters(source);
  const component = readComponent(source, filters);
  const build = withComponentContext(source, readBuild(source, component?.path), component);
  const { outputs } = build;
  const push = readPush(source);
  const publishes = push === 'auto' ? registries.length > 0 || outputs.push : push !== false;
  const given = { ...readMetadata(source), component };
  // Of several images, each has its own names and rules (`run/read-run.ts`).
  const several = isSeveral(source);
  const metadata = several ? given : withDefaultImage(source, { metadata: given, registries, publishes, name });
  checkComponent(source, metadata, component);
  const all = {
    metadata,
    registries,
    logins,
    missing,
    dockerConfig: source.text('docker-config'),
    dockerConfigPassphrase: source.raw('docker-config-passphrase'),
    githubToken: source.text('github-token') || source.text('job-token'),
    keepLogin: boolean(source, 'keep-login'),
    push: push === 'auto' && outputs.push ? true : push,
    filters,
    build,
    builder: readBuilder(source),
    buildxVersion: readBuildxVersion(source),
    mirrors: readMirrors(source),
    ...readQemu(source),
    cache: readCache(source),
    cacheMounts: readCacheMounts(source),
    verify: boolean(source, 'verify'),
    bake: readBake(source),
    signing: readSigning(source),
    policy: readPolicy(source),
    buildPolicy: readBuildPolicy(source),
    dryRun: boolean(source, 'dry-run'),
    warnings,
    ...readGates(source),
    scan: readScan(source),
    scanUpload: boolean(source, 'scan-upload'),
    containerTest: readContainerTest(source),
    ...readRobust(source),
    ...readPromote(source),
    parts: readParts(source, runnerVariables(env).arch, {
      of: several ? 'step' : name === '' ? 'image' : 'build',
      ...{ registries, logins, platforms: build.platforms },
    }),
  };
  if (!several) checkTogether(source, { metadata, registries, logins, push, outputs, isOnly: name === '' });
  if (problems.length > 0) throw new InputError(problems);
  return { ...all, ...withoutUnusedLogins(source, all) };
}

function readPush(source: Source): PushInput {
  const text = source.text('push');
  const push = text === 'auto' || text === 'same-repository' ? text : parseBoolean(text);
  if (push === undefined) source.invalid('push', quote(text), '`auto`, `true`, `false` or `same-repository`');
  return push ?? 'auto';
}
