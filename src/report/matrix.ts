import type { Job } from '../inputs/job.ts';
import { isAmong, runnerFor } from '../inputs/parts/read-parts.ts';

/** The default platform, that of GitHub's usual runner. */
const USUAL = ['linux/amd64'];

/**
 * The jobs that would build the image in parts, one platform each, for `strategy.matrix: ${{ fromJSON(…) }}`. If one
 * runner is enough for all platforms, one job builds them all. With several images each job builds those with its
 * platform: `targets` names them in the form of `bake-targets`.
 *
 * @returns JSON: `{"include":[{"platform":"linux/arm64","runner":"ubuntu-24.04-arm"}]}`
 */
export function matrixOf({ inputs, several }: Pick<Job, 'inputs' | 'several'>): string {
  const { runners } = inputs.parts;
  const images = (several?.builds ?? [{ name: '', inputs }]).map(build => ({
    name: build.name,
    platforms: build.inputs.parts.platforms.length > 0 ? build.inputs.parts.platforms : USUAL,
  }));
  const all = images.flatMap(({ platforms }) => platforms);
  const platforms = all.filter((platform, at) => !isAmong(all.slice(0, at), platform));
  const legs = platforms.map(platform => ({ own: [platform], runner: runnerFor(runners, platform) }));
  const [{ runner } = { runner: '' }, ...others] = legs;
  const isOne = others.every(other => JSON.stringify(other.runner) === JSON.stringify(runner));
  const include = (isOne ? [{ own: platforms, runner }] : legs).map(leg => {
    const row = { platform: leg.own.join(','), runner: leg.runner };
    if (several === undefined) return row;
    const targets = images.filter(image => leg.own.some(platform => isAmong(image.platforms, platform)));
    return { ...row, targets: targets.map(({ name }) => name).join(',') };
  });
  return JSON.stringify({ include });
}
