import { quote } from '../../host/text/quote.ts';
import { normalPlatform, samePlatform, wholePlatform } from '../../oci/platforms.ts';
import { type Identity, needsIdToken } from '../../plan/identity/types.ts';
import type { BuildInputs, RegistryEntry } from '../../plan/terms/types.ts';
import { mayGetIdTokens } from '../identity/read.ts';
import { boolean, parseBoolean, type Source } from '../reading/source.ts';
import { type ListedPart, readDigests } from './part-digests.ts';
import { type Runner, readRunners } from './runners.ts';

/** How several runners that build an image pass it to the job that publishes it. */
export type PartsInputs = Readonly<{
  /** Undefined: the whole image is built here. Else the platforms that this runner builds. */
  part: readonly string[] | undefined;
  /** Publish the image that this run's parts make up. */
  merge: boolean;
  /** All platforms of the image, as in `platforms`. */
  platforms: readonly string[];
  handOver: 'registry' | 'artifact';
  /** The parts to merge; undefined: any of this run. */
  digests: readonly ListedPart[] | undefined;
  /** The base of dates in every job of the run; undefined: the event's time. */
  time: Date | undefined;
  /** Platform patterns and their runners; the first match counts. */
  runners: readonly Runner[];
}>;

/** `image`: the only one; `build`: one of several; `step`: the settings of all, without platforms. */
type PartsOf = 'image' | 'build' | 'step';

type Beside = Readonly<{
  of: PartsOf;
  registries: readonly RegistryEntry[];
  logins: readonly Readonly<{ registry: string; password: string; identity?: Identity }>[];
  platforms: BuildInputs['platforms'];
}>;

/** Whether a job builds parts of images, or merges such parts. */
export function isOfParts({ part, merge }: Pick<PartsInputs, 'part' | 'merge'>): boolean {
  return part !== undefined || merge;
}

/** The inputs `part`, `merge`, `hand-over` and `runners`, and their contradictions. */
export function readParts(source: Source, runnerArch: string, beside: Beside): PartsInputs {
  const part = readPart(source, runnerArch, beside);
  const merge = boolean(source, 'merge');
  if (part !== undefined && merge) {
    source.report(
      'merge',
      'is given together with `part`',
      'Set `part` in the jobs that build, `merge` in the one after.',
    );
  }
  if (merge && beside.of !== 'step' && beside.platforms.length === 0) {
    source.report('merge', 'needs `platforms`', 'List every platform that the parts build, as in the jobs before.');
  }
  for (const name of ['source', 'layout', 'call'] as const) {
    if (isOfParts({ part, merge }) && source.text(name) !== '') {
      source.report(name, `cannot be combined with \`${merge ? 'merge' : 'part'}\``, `Remove \`${name}\`.`);
    }
  }
  const platforms = beside.platforms.map(wholePlatform);
  return {
    part,
    merge,
    platforms,
    handOver: readHandOver(source, beside),
    digests: readDigests(source, merge),
    time: readTime(source),
    runners: readRunners(source),
  };
}

/**
 * `true` is the runner's own platform; otherwise a list of platforms. Which of several builds have it is checked once
 * all of them are known (`shareOfSeveral`).
 */
function readPart(source: Source, runnerArch: string, { of, platforms }: Beside): PartsInputs['part'] {
  // Elsewhere '' means the default. Here it is a wrong expression, and the whole image would be built and published.
  if (source.isBlank('part')) {
    source.report(
      'part',
      'is empty, so the expression that it is set to has no value',
      'Check its spelling, such as `part: ${{ matrix.platform }}`. Write `part: false` to build the whole image.',
    );
    return undefined;
  }
  const text = source.text('part');
  const setting = parseBoolean(text);
  if (setting === false) return undefined;
  const own = ARCHITECTURES[runnerArch];
  if (setting && own === undefined) {
    source.report(
      'part',
      `is true, but the runner's processor is not known (RUNNER_ARCH is ${quote(runnerArch)})`,
      'Name the platform: `part: linux/amd64`.',
    );
    return [];
  }
  const words = text.split(/[\s,]+/).filter(one => one !== '');
  const named = setting ? [`linux/${own}`] : words.map(wholePlatform);
  if (named.length === 0) source.invalid('part', quote(text), PLATFORMS);
  for (const platform of named) {
    if (normalPlatform(platform) === undefined) {
      source.invalid('part', quote(platform), PLATFORMS);
    } else if (of === 'image' && platforms.length > 0 && !isAmong(platforms, platform)) {
      source.report(
        'part',
        `is ${platform}, which \`platforms\` does not list`,
        'Add it to `platforms`, or run this part on another runner.',
      );
    }
  }
  return named.filter((one, at) => !isAmong(named.slice(0, at), one));
}

const PLATFORMS = '`true`, or platforms such as `linux/arm64`';

/** RUNNER_ARCH → Go's name. */
const ARCHITECTURES: Readonly<Record<string, string>> = { X64: 'amd64', ARM64: 'arm64', X86: '386', ARM: 'arm' };

export function isAmong(platforms: readonly string[], one: string): boolean {
  return platforms.some(platform => samePlatform(wholePlatform(platform), wholePlatform(one)));
}

/**
 * Through the registries if this step's inputs have credentials, for each of `registries` that is not optional; else as
 * an artifact of the workflow run, so that jobs that run the Dockerfile hold no credentials. The machine's logins and the
 * job's token do not count: the choice must not depend on what another step left behind. Nor does a login for which the
 * job would need an id token that it may not get.
 */
function readHandOver(source: Source, { registries, logins }: Beside): PartsInputs['handOver'] {
  const text = source.text('hand-over');
  if (text === 'registry' || text === 'artifact') return text;
  if (text !== 'auto') source.invalid('hand-over', quote(text), '`auto`, `registry` or `artifact`');
  if (source.text('docker-config') !== '') return 'registry';
  const hasTokens = mayGetIdTokens(source);
  const isLogin = ({ password, identity }: Beside['logins'][number]) =>
    password !== '' || (identity !== undefined && (hasTokens || !needsIdToken(identity)));
  const known = new Set(logins.filter(isLogin).map(({ registry }) => registry));
  const places = registries.filter(({ optional }) => !optional);
  if (places.length === 0) return known.size > 0 ? 'registry' : 'artifact';
  return places.every(entry => isLogin(entry) || known.has(entry.registry)) ? 'registry' : 'artifact';
}

/** Names of parts have the time in seconds since 1970, in at most 11 digits. Milliseconds. */
const LATEST = 1e14;

function readTime(source: Source): Date | undefined {
  const text = source.text('time');
  if (text === '') return undefined;
  const time = new Date(/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : '');
  if (time.getTime() >= 0 && time.getTime() < LATEST) return time;
  source.invalid('time', quote(text), 'a time such as `2026-11-30T17:30:00Z`');
  return undefined;
}
