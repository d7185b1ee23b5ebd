import { attributesIn } from './terms/attributes.ts';
import type { BuildInputs } from './terms/types.ts';

/** Whether `call` requests something other than a build (`check`, `outline`, `targets`). */
export function isCall({ build }: Readonly<{ build: Pick<BuildInputs, 'call'> }>): boolean {
  return replacesBuild(build.call);
}

/**
 * Whether a call replaces the build: `build` is none, whatever its options are (`build,format=json`).
 *
 * @see https://github.com/docker/buildx/blob/v0.29.1/util/buildflags/callfunc.go
 */
export function replacesBuild(call: string): boolean {
  const names = attributesIn(call).filter(([key]) => key === '');
  return names.some(([, name]) => name !== '' && name !== 'build');
}
