import { humanSize } from '../../host/text/human-size.ts';
import { quote } from '../../host/text/quote.ts';
import type { Inputs } from '../../inputs/inputs.ts';
import type { Policy, SizeRule } from '../../inputs/policy/types.ts';
import { normalPlatform, samePlatform } from '../../oci/platforms.ts';
import type { Breach } from '../breach.ts';
import { fitsOne } from '../patterns.ts';
import { missingPlatforms } from '../plan/check-plan.ts';
import { isAttested } from '../plan/requirements.ts';
import type { PlatformImage } from './look.ts';
import { rootProblem } from './user.ts';

/** An image that will be published, and its inputs. */
export type Examined = Readonly<{
  name: string;
  platforms: readonly PlatformImage[];
  inputs: Pick<Inputs, 'signing'>;
  /** Other jobs build the rest of its platforms. */
  isPart: boolean;
}>;

/** All breaches of the policy in an image. */
export function checkImage(policy: Policy, { name, platforms, inputs, isPart }: Examined): readonly Breach[] {
  const offered = platforms.filter(({ isHidden }) => !isHidden);
  const missing = policy.platforms.filter(wanted => !offered.some(({ platform }) => samePlatform(platform, wanted)));
  const several = platforms.length > 1;
  return [
    ...(isPart || missing.length === 0 ? [] : [missingPlatforms(name, missing)]),
    ...platforms.flatMap(image => {
      const hidden = image.isHidden ? ` (only by its digest, ${image.digest})` : '';
      const of = several ? `${image.platform}${hidden}: ` : '';
      const breach = (rule: string, found: string, fix: string): Breach => ({
        rule,
        image: name,
        found: `${of}${found}`,
        fix,
      });
      return [
        ...sizeProblem(policy.maxSize, image).map(found =>
          breach('max-size', found, 'Remove what the image does not need at run time.'),
        ),
        ...(policy.nonRoot ? userProblem(image) : []).map(found => breach('user', found, USER)),
        ...labelProblems(policy.labels, image).map(found =>
          breach('labels', found, 'Set it with `labels`, or with LABEL in the Dockerfile.'),
        ),
        ...attestationProblems(policy.require, inputs, image).map(([key, found, fix]) =>
          breach(`require.${key}`, found, fix),
        ),
      ];
    }),
  ];
}

const USER = 'End the Dockerfile with a number, as in `USER 65532:65532`.';
const UNREADABLE = 'its configuration cannot be read as that of an image';

function userProblem({ config }: PlatformImage): readonly string[] {
  return config === undefined ? [UNREADABLE] : [rootProblem(config.user) ?? []].flat();
}

function labelProblems(rules: Policy['labels'], { config }: PlatformImage): readonly string[] {
  if (rules.length > 0 && config === undefined) return [UNREADABLE];
  return rules.flatMap(({ name, value }) => {
    const labels = config?.labels ?? {};
    if (!Object.hasOwn(labels, name)) return [`the label ${name} is missing`];
    const found = labels[name] ?? '';
    if (found.trim() === '') return [`the label ${name} is empty`];
    return fitsOne([value], found) ? [] : [`the label ${name} is ${quote(found)}, not ${quote(value)}`];
  });
}

function sizeProblem(rules: readonly SizeRule[], image: PlatformImage): readonly string[] {
  const { platform, ownPlatform, size } = image;
  // Whoever has the digest can run it on its own platform, whatever the index says.
  const limits = [platform, ownPlatform ?? platform].flatMap(name => limitOf(rules, name) ?? []);
  const limit = Math.min(...limits);
  return size <= limit ? [] : [`it is ${humanSize(size)}, more than ${humanSize(limit)}`];
}

/** In bytes. The rule for a platform takes precedence over that for all its variants, and both over the general one. */
function limitOf(rules: readonly SizeRule[], platform: string): number | undefined {
  const name = normalPlatform(platform) ?? platform;
  const family = name.split('/', 2).join('/');
  const rule =
    rules.find(one => one.platform === name && !one.isFamily) ??
    rules.find(one => one.platform === family && one.isFamily) ??
    rules.find(one => one.platform === '*');
  return rule?.bytes;
}

/** Attestations that will be signed and attached to the image need not be inside. */
function attestationProblems(
  require: Policy['require'],
  inputs: Pick<Inputs, 'signing'>,
  { attested }: PlatformImage,
): readonly (readonly [key: string, found: string, fix: string])[] {
  const lacks = (kind: 'provenance' | 'sbom', type: string) =>
    require[kind] && !isAttested(inputs, kind) && !attested.some(one => one.startsWith(type));
  return [
    ...(lacks('provenance', 'https://slsa.dev/provenance/')
      ? [['provenance', 'it has no provenance', 'Set `provenance: mode=max`, or `attest: provenance`.'] as const]
      : []),
    ...(lacks('sbom', 'https://spdx.dev/Document') ? [['sbom', 'it has no SBOM', 'Set `sbom: true`.'] as const] : []),
  ];
}
