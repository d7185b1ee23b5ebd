import { isObject } from '../../host/fields.ts';
import { quote } from '../../host/text/quote.ts';
import { normalPlatform } from '../../oci/platforms.ts';
import { sizeOf } from '../reading/size.ts';
import type { LabelRule, SizeRule } from './types.ts';
import { oneOf, type Reporter, textAt, textsAt, type Value } from './values.ts';

/** Names, or a map of names to required values. */
export function labelRules(reporter: Reporter, given: Value): readonly LabelRule[] {
  const { at, value } = given;
  if (!isObject(value)) {
    const names = textsAt(reporter, given) ?? [];
    for (const name of names.filter(each => /[\s=]/.test(each))) {
      reporter.invalid(at, quote(name), 'names of labels; for a value, a map such as `vendor: Acme*`');
    }
    return names.map(name => ({ name, value: '*' }));
  }
  const entries = Object.entries(value);
  if (entries.length === 0) reporter.report(at, 'is empty', 'Name a label, or remove it.');
  return entries.flatMap(([name, inner]) => {
    const text = textAt(reporter, { at: `${at}.${name}`, value: inner });
    return text === undefined ? [] : [{ name, value: text }];
  });
}

/** One size for every platform, or a map of platforms to sizes. */
export function sizeRules(reporter: Reporter, given: Value): readonly SizeRule[] {
  const { at, value } = given;
  const entries = isObject(value) ? Object.entries(value) : [['*', value] as const];
  if (entries.length === 0) reporter.report(at, 'is empty', 'Give a size, as in `500mb`, or remove it.');
  return entries.flatMap(([name, inner]) => {
    const place = isObject(value) ? `${at}.${name}` : at;
    const platform = name === '*' ? name : platformAt(reporter, place, name);
    const text = textAt(reporter, { at: place, value: inner });
    const bytes = text === undefined ? undefined : sizeOf(text);
    if (text !== undefined && bytes === undefined)
      reporter.invalid(place, quote(text), 'a size, as in `1gb` or `500mb`');
    const isFamily = [name, platform].every(each => each?.split('/').length === 2);
    return platform === undefined || bytes === undefined ? [] : [{ platform, isFamily, bytes }];
  });
}

export function platformsAt(reporter: Reporter, given: Value): readonly string[] {
  return (textsAt(reporter, given) ?? []).flatMap(text => platformAt(reporter, given.at, text) ?? []);
}

/** Platforms of Go, by operating system: images for others do not exist. */
const KNOWN: readonly string[] = [
  ...['amd64', 'arm64', 'arm', '386', 'ppc64le', 's390x', 'riscv64', 'loong64'].map(one => `linux/${one}`),
  ...['mips64le', 'mips64', 'mipsle', 'mips', 'ppc64'].map(one => `linux/${one}`),
  ...['windows/amd64', 'windows/arm64', 'darwin/amd64', 'darwin/arm64', 'freebsd/amd64', 'freebsd/arm64'],
  ...['wasi/wasm', 'wasip1/wasm'],
];

function platformAt(reporter: Reporter, at: string, text: string): string | undefined {
  const platform = /^[\w.+-]+(?:\/[\w.+-]+){1,2}$/.test(text) ? normalPlatform(text) : undefined;
  if (platform !== undefined && KNOWN.includes(platform.split('/', 2).join('/'))) return platform;
  reporter.invalid(at, quote(text), `platforms, ${oneOf(text, KNOWN)}`);
  return undefined;
}
