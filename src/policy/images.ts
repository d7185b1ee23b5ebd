import { quote } from '../host/text/quote.ts';
import type { ImageRules } from '../inputs/policy/types.ts';
import { parseReference } from '../oci/reference.ts';
import type { Breach } from './breach.ts';
import { isAmong, type Place } from './patterns.ts';

/** A used image, and how it is written. `what`: what it is, if it is no base image. */
export type UsedImage = Place & Readonly<{ text: string; isPinned: boolean; what?: Tool }>;

/** An image that runs during the build. */
export type Tool = 'BuildKit image' | 'QEMU image' | 'SBOM generator';

/** Parses an image's name; undefined if invalid. */
export function usedImage(text: string): UsedImage | undefined {
  try {
    const { name, digest } = parseReference(text);
    return { registry: name.registry, path: name.path, text, isPinned: digest !== undefined };
  } catch {
    return undefined;
  }
}

/** The breaches of a used image, except for its signatures. @param key of the policy: `base-images` */
export function imageBreaches(key: string, rules: ImageRules, image: string, used: UsedImage): readonly Breach[] {
  const { allow, pinned } = rules;
  const what = used.what ?? (key === 'sources' ? 'source' : 'base image');
  return [
    ...(allow === undefined || isAmong(allow, used)
      ? []
      : [
          {
            ...{ rule: `${key}.allow`, image },
            found: `the ${what} ${quote(used.text)} is not allowed`,
            fix: `Use one of ${allow.join(', ')}.`,
          },
        ]),
    ...(pinned && !used.isPinned
      ? [
          {
            ...{ rule: `${key}.pinned`, image },
            found: `the ${what} ${quote(used.text)} is not pinned by digest`,
            fix: 'Name it with its digest, as in `alpine:3.22@sha256:…`.',
          },
        ]
      : []),
  ];
}

/** @param found what is wrong with its signatures */
export function unsigned(key: 'base-images' | 'sources', image: string, found: string): Breach {
  return { rule: `${key}.signed-by`, image, found, fix: 'Use an image signed by one of the accepted signers.' };
}
