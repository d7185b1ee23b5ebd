import type { Job } from '../inputs/job.ts';
import { isAmong } from '../inputs/parts/read-parts.ts';
import { runnerFor } from '../inputs/parts/runners.ts';

/** The default platform, that of GitHub's usual runner. */
const USUAL = ['linux/amd64'];

/**
 * The jobs that would build the image in parts, one platform each, for `strategy.matrix: ${{ fromJSON(…) }}`. If one
 * runner is enough for all platforms, one job builds them all. With several images each job builds those with its
 * platform: `targets` names them in the form of `bake-targets`.
 *
 * @returns JSON: `{"include":[{"platform":"linux/arm64","runner":"ubuntu-24.04-arm"}]}`; '' if there are platforms
 *   without a runner (`platformsWithoutRunner`): a matrix without them would build half an image
 */
export function matrixOf(job: Asked): string {
  const { legs, images } = legsOf(job);
  if (legs.some(({ runner }) => runner === undefined)) return '';
  const [{ runner } = { runner: '' }, ...others] = legs;
  const isOne = others.every(other => JSON.stringify(other.runner) === JSON.stringify(runner));
  const include = (isOne ? [{ own: legs.flatMap(({ own }) => own), runner }] : legs).map(leg => {
    const row = { platform: leg.own.join(','), runner: leg.runner };
    if (job.several === undefined) return row;
    const targets = images.filter(image => leg.own.some(platform => isAmong(image.platforms, platform)));
    return { ...row, targets: targets.map(({ name }) => name).join(',') };
  });
  return JSON.stringify({ include });
}

/** Those that `runners` does not name, and that GitHub has no runner for. */
export function platformsWithoutRunner(job: Asked): readonly string[] {
  return legsOf(job).legs.flatMap(({ own, runner }) => (runner === undefined ? own : []));
}

type Asked = Pick<Job, 'inputs' | 'several'>;

/** One leg for each platform, and the platforms of each image. */
function legsOf({ inputs, several }: Asked) {
  const images = (several?.builds ?? [{ name: '', inputs }]).map(build => ({
    name: build.name,
    platforms: build.inputs.parts.platforms.length > 0 ? build.inputs.parts.platforms : USUAL,
  }));
  const all = images.flatMap(({ platforms }) => platforms);
  const platforms = all.filter((platform, at) => !isAmong(all.slice(0, at), platform));
  const legs = platforms.map(platform => ({ own: [platform], runner: runnerFor(inputs.parts.runners, platform) }));
  return { legs, images };
}
