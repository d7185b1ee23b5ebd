import type { Job } from '../inputs/job.ts';
import { isAmong, runnerFor } from '../inputs/parts/read-parts.ts';

/** The default platform, that of GitHub's usual runner. */
const USUAL = ['linux/amd64'];

/**
 * The jobs that would build the image in parts, one platform each, for `strategy.matrix: ${{ fromJSON(…) }}`. With
 * several images each job builds those with its platform: `targets` names them in the form of `bake-targets`.
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
  const include = all
    .filter((platform, at) => !isAmong(all.slice(0, at), platform))
    .map(platform => {
      const targets = images.filter(({ platforms }) => isAmong(platforms, platform)).map(({ name }) => name);
      const row = { platform, runner: runnerFor(runners, platform) };
      return several === undefined ? row : { ...row, targets: targets.join(',') };
    });
  return JSON.stringify({ include });
}
