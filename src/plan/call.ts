import type { BuildInputs } from './terms/types.ts';

/** Whether `call` requests something other than a build (`check`, `outline`, `targets`). */
export function isCall({ build }: Readonly<{ build: Pick<BuildInputs, 'call'> }>): boolean {
  return build.call !== '' && build.call !== 'build';
}
