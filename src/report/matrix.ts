import { type PartsInputs, runnerFor } from '../inputs/parts/read-parts.ts';

/**
 * The jobs that would build the image in parts, one platform each, for `strategy.matrix: ${{ fromJSON(…) }}`.
 *
 * @returns JSON: `{"include":[{"platform":"linux/arm64","runner":"ubuntu-24.04-arm"}]}`
 */
export function matrixOf({ platforms, runners }: Pick<PartsInputs, 'platforms' | 'runners'>): string {
  const all = platforms.length > 0 ? platforms : ['linux/amd64'];
  return JSON.stringify({ include: all.map(platform => ({ platform, runner: runnerFor(runners, platform) })) });
}
