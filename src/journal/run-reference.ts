import { randomHex } from './random.ts';

const FORM = /:slipway-[0-9a-f]{12}$/;

/**
 * A unique image name for this run. The image's real name is not enough: two concurrent builds of the same name on one
 * engine replace each other, and the gates of one would test the other's image. It is in the image's own repository, so
 * that tools print a meaningful name and never pull a stranger's image; if only the push uses it, in the repository of
 * the endpoint (`likelyRepository`), so that the push needs no other name.
 */
export function runReference(repository: string): string {
  return `${repository}:slipway-${randomHex(6)}`;
}

/** Whether some run created this name. */
export function isRunReference(name: string): boolean {
  return FORM.test(name);
}
