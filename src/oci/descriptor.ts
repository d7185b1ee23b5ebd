import { ActionError } from '../host/errors.ts';
import { type Fields, isObject } from '../host/fields.ts';
import { quote } from '../host/text/quote.ts';
import { otherAlgorithm } from './algorithms.ts';
import { isDigest } from './reference.ts';
import type { Descriptor } from './types.ts';

/**
 * Validates a descriptor from a registry, a layout or a builder: its digest becomes a path, its size a limit, its
 * platform an argument. Unknown fields are kept, so that it can be written back unchanged; a missing type becomes '',
 * and `null` counts as missing.
 *
 * @param holder where it was found, for messages: `index.json`
 * @throws ActionError IMAGE_INVALID
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md
 */
export function parseDescriptor(value: unknown, holder: string): Descriptor {
  const problem = problemOf(value);
  if (problem !== undefined) {
    throw new ActionError('IMAGE_INVALID', `${holder} ${problem}`, {
      hint: 'Rebuild the image, or report this to the authors of the tool that wrote it.',
    });
  }
  const fields = value as Fields;
  // Go writes empty values as `null`.
  const nulls = ['platform', 'annotations', 'urls'].filter(key => fields[key] === null);
  if (fields.mediaType !== undefined && nulls.length === 0) return value as Descriptor;
  const given = Object.entries(fields).filter(([key]) => !nulls.includes(key));
  return { mediaType: '', ...Object.fromEntries(given) } as Descriptor;
}

/** Levels of a descriptor, which is written back with its unknown fields: that takes stack, unlike parsing. */
const DEEPEST = 16;

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some(part => isDeeper(part, levels - 1));
}

/** Whether a value is a valid entry of a list of referrers. */
export function isDescriptor(value: unknown): value is Descriptor {
  return problemOf(value) === undefined && typeof (value as Fields).mediaType === 'string';
}

function problemOf(value: unknown): string | undefined {
  if (!isObject(value)) return `has ${quote(value)} where a descriptor should be`;
  const disguise = disguisedIn(value);
  if (disguise !== undefined)
    return `has a descriptor with the key ${quote(disguise)}, which some tools take for another`;
  if (isDeeper(value, DEEPEST)) return 'has a descriptor that is nested too deeply';
  const { digest, size, mediaType, platform, annotations, urls } = value;
  if (typeof digest !== 'string' || !isDigest(digest)) {
    const other = typeof digest === 'string' ? otherAlgorithm(digest) : undefined;
    const reason =
      other === undefined ? 'That is not a sha256 digest' : `A ${other} digest is not supported, only sha256`;
    return `refers to something by the digest ${quote(digest)}. ${reason}`;
  }
  if (!Number.isSafeInteger(size) || (size as number) < 0) return `gives ${digest} the invalid size ${quote(size)}`;
  if (mediaType !== undefined && typeof mediaType !== 'string') {
    return `gives ${digest} the invalid type ${quote(mediaType)}`;
  }
  if (isGiven(platform) && !isPlatform(platform)) return `gives ${digest} the invalid platform ${quote(platform)}`;
  if (isGiven(annotations) && !(isObject(annotations) && areTexts(Object.values(annotations)))) {
    return `gives ${digest} annotations that are not text`;
  }
  if (isGiven(urls) && !(Array.isArray(urls) && areTexts(urls))) return `gives ${digest} invalid URLs`;
  return undefined;
}

const KEYS = ['mediaType', 'digest', 'size', 'platform', 'annotations', 'urls'];

/** The same as `disguised`, for a descriptor's keys. */
export function disguisedIn(descriptor: Fields): string | undefined {
  return disguised(descriptor, KEYS);
}

/** Covers the platforms in all known registries; it is shown, and passed to docker. */
const PLATFORM_PART = /^[\w.+-]{0,64}$/;

function isPlatform(value: unknown): boolean {
  if (!isObject(value) || disguised(value, ['os', 'architecture', 'variant']) !== undefined) return false;
  const { os, architecture, variant = '' } = value;
  return [os, architecture, variant].every(part => typeof part === 'string' && PLATFORM_PART.test(part));
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/**
 * A key that Go takes for one of `keys`, although it is another one. Go's JSON keys are case-insensitive (and `ſ` equals
 * `s`), and the last of equal keys wins: an engine could see another value than the one that was checked.
 */
export function disguised(fields: Fields, keys: readonly string[]): string | undefined {
  const folded = new Set(keys.map(fold));
  return Object.keys(fields).find(key => !keys.includes(key) && folded.has(fold(key)));
}

function fold(key: string): string {
  return key.toUpperCase().toLowerCase();
}

export function areTexts(values: readonly unknown[]): boolean {
  return values.every(value => typeof value === 'string');
}
