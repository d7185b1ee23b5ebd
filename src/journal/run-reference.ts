import { randomHex } from './random.ts';

const FORM = /:slipway-[0-9a-f]{12}$/;

/**
 * A name of the image that is this run's alone. The image's real name is not enough: two runs on one engine that build
 * the same name take it from each other, and then the gates of one would see the image of the other. It is in the
 * image's own repository, so that a tool which prints the name prints the right one, and none pulls a stranger's; where
 * nothing but the push sees it, in that of the endpoint (`likelyRepository`), so that the push needs no further one.
 */
export function runReference(repository: string): string {
  return `${repository}:slipway-${randomHex(6)}`;
}

/** Whether some run gave this name. */
export function isRunReference(name: string): boolean {
  return FORM.test(name);
}
