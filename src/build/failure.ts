import { ActionError, type ErrorOptions } from '../host/errors.ts';
import type { Place } from '../host/ports.ts';
import { detailIn, says, type ToolMessage, troubleVerdict } from '../host/tool-messages.ts';

/** A failed build, with the place in the Dockerfile if buildx named one. */
export class BuildError extends ActionError {
  readonly place: Place | undefined;
  /** BuildKit's own message, without the failed step's output; '' for a failure outside BuildKit. */
  readonly reason: string;

  constructor(message: string, options: ErrorOptions & Readonly<{ place?: Place | undefined; reason?: string }>) {
    super('BUILD_FAILED', message, options);
    this.name = 'BuildError';
    this.place = options.place;
    this.reason = options.reason ?? '';
  }
}

// buildx's output after the progress stream: `Dockerfile:4`, a ruler, numbered lines, a ruler, `ERROR: …`.
const PLACE = /^(?<file>[^\s:][^:]*):(?<line>\d+)$/;
const RULER = /^-{10,}$/;

/** The first that fits. */
const REMEDIES: readonly (readonly [kinds: readonly ToolMessage[], hint: string])[] = [
  [['sourceForbidden'], 'Use a source that `build-policy` allows, or have the policy changed.'],
  [['policyInvalid'], 'Correct the file of `build-policy` at the line shown: it is not valid Rego.'],
  [['diskFull'], 'The disk is full: free space before the build, or use a runner with a larger disk.'],
  [['dockerfileInvalid'], 'Fix the Dockerfile at the line shown.'],
  [['dockerfileMissing'], 'Check the inputs `file` and `context`.'],
  [['buildxTooOld'], 'This buildx is too old: Slipway needs 0.13 or newer.'],
  [['loginNeeded', 'authorizationFailed'], 'A base image needs a login: see `registry-auth`.'],
  [['pullsLimited'], 'A registry limits anonymous pulls: give it credentials in `registry-auth`.'],
  [
    ['unknownAuthority'],
    'The registry of a base image uses a private CA unknown to the builder: give it as `ca` in `registry-auth`.',
  ],
  [
    ['exportUnsupported'],
    'A builder with several nodes writes no `outputs` of several platforms at once: remove them, or use another builder.',
  ],
  [
    ['policyUnsupported'],
    '`build-policy` needs a builder with BuildKit 0.27 or later: a newer Docker Engine, or `driver: docker-container`.',
  ],
  [
    ['otherProcessor'],
    'The image is for another platform than this runner: emulate it (`qemu: true`), or build it on a separate node (`append`).',
  ],
];

/** A policy may have thousands of reasons, or of errors; all of them are in the log. */
const MOST_REASONS = 10;

/**
 * Turns buildx's output into one error.
 *
 * @param plain lines of stderr other than progress; @param output the failed step's last lines
 * @param dockerfile path of the Dockerfile in the repository: buildx names only its base name
 */
export function buildFailure(
  code: number | null,
  plain: readonly string[],
  output: readonly string[],
  dockerfile: string,
): BuildError {
  const text = plain.join('\n');
  const last = plain.findLastIndex(line => line.startsWith('ERROR: '));
  // An error may span lines; earlier lines are progress, not causes.
  const error = plain.slice(Math.max(0, last));
  const message = error.join('\n');
  const reason = ((last < 0 ? plain.at(-1) : headline(error)) ?? `buildx exited with code ${code} and no output`)
    .replace(/^failed to build: /, '')
    .replace(/^(target \S+: )?failed to solve: /, (_, target = '') => target);
  const place = placeOf(plain, text, dockerfile);
  // A Rego policy's reasons come before the error, which names only the source.
  const denied = plain.flatMap(line => detailIn(line, 'policyReason') ?? []).slice(0, MOST_REASONS);
  const hint = REMEDIES.find(([kinds]) => says(text, ...kinds) || says(output.join('\n'), ...kinds))?.[1];
  return new BuildError(`the build failed: ${[reason, ...denied].join('; ')}`, {
    output,
    hint,
    place,
    reason,
    verdict: says(message, 'nameTaken') ? {} : troubleVerdict(message),
  });
}

/** The target whose build failed; '' if there is only one, or it is unknown. */
export function failedTarget(plain: readonly string[]): string {
  const line = plain.findLast(each => each.startsWith('ERROR: ')) ?? '';
  return detailIn(line, 'failedTarget') ?? '';
}

/** A registry's refusal begins with `errors:` and continues on the following lines; so do errors in Rego files. */
function headline([first = '', ...others]: readonly string[]): string {
  const line = first.slice('ERROR: '.length);
  if (says(line, 'errorsListed')) {
    return [line, ...others.filter(other => /^\S/.test(other)).slice(0, MOST_REASONS)].join('; ');
  }
  return line.endsWith(':') ? [line, ...others.filter(other => other.trim() !== '')].join(' ') : line;
}

function placeOf(plain: readonly string[], text: string, dockerfile: string): Place | undefined {
  const header = plain.findIndex((line, i) => PLACE.test(line) && RULER.test(plain[i + 1] ?? ''));
  const named = PLACE.exec(plain[header] ?? '')?.groups?.line ?? detailIn(text, 'invalidLine');
  return named === undefined ? undefined : { file: dockerfile, line: Number(named) };
}
