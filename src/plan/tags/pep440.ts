import type Library from '@renovate/pep440';

let library: typeof Library | undefined;

/** Loads the PEP 440 library: half a megabyte of modules, only needed for `type=pep440`. */
export async function loadPep440(): Promise<void> {
  library ??= (await import('@renovate/pep440')).default;
}

/** Whether a line of `tags` may be such a rule. */
export function mayNeedPep440(tags: readonly string[]): boolean {
  return tags.some(line => /pep440/i.test(line));
}

/** The library, which must have been loaded. */
export function pep440(): typeof Library {
  if (library === undefined) throw new Error('loadPep440 comes before rules of type=pep440');
  return library;
}
