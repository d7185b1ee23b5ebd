import type { Inputs } from '../../inputs/inputs.ts';
import type { ImageRules } from '../../inputs/policy/types.ts';
import { mirrorText } from '../../oci/mirror.ts';
import { parseRegistry } from '../../oci/reference.ts';
import type { Breach } from '../breach.ts';
import { isAmong } from '../patterns.ts';
import { type BuilderSettings, valuesOf } from './builder-settings.ts';
import { unreadable } from './builders.ts';

/**
 * A mirror decides what an allowed name means, unless a digest or a signature does: it must be allowed like the images
 * that come from it.
 */
export function mirrorBreaches(
  { allow, mirrors, pinned, signedBy }: ImageRules,
  inputs: Pick<Inputs, 'mirrors'>,
  settings: BuilderSettings,
): readonly Breach[] {
  if (allow === undefined || pinned || signedBy.length > 0) return [];
  const given = [...inputs.mirrors.values()].flat().map(mirrorText);
  const configured = settings.config === undefined ? [] : valuesOf(settings.config, 'mirrors').flat().map(String);
  const isForeign = (text: string) => !isAllowed([...allow, ...mirrors], text);
  const breach = (found: string, fix: string): Breach => ({ rule: 'base-images.allow', image: '', found, fix });
  const inMirrors = given.filter(isForeign);
  const inConfig = configured.filter(isForeign);
  const fix = `Remove it, or use ${mirrors.length === 0 ? 'images by digest' : mirrors.join(', ')}.`;
  return [
    ...inMirrors.map(text => breach(`\`mirrors\` has ${text}, which is not allowed`, fix)),
    ...inConfig.map(text => breach(`\`${settings.configInput}\` has the mirror ${text}, which is not allowed`, fix)),
    ...unreadable(settings).map(found => breach(found, 'Correct the file.')),
  ];
}

function isAllowed(patterns: readonly string[], text: string): boolean {
  try {
    const { host, prefix } = parseRegistry(text);
    return isAmong(patterns, { registry: host, path: prefix });
  } catch {
    return false;
  }
}
