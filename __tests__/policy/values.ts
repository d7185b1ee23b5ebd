import type { Inputs } from '../../src/inputs/inputs.ts';
import type { Policy } from '../../src/inputs/policy/types.ts';
import type { Destination, PlannedTag } from '../../src/plan/terms/types.ts';
import type { AskedImage, AskedRun } from '../../src/policy/asked.ts';
import type { Examined } from '../../src/policy/image/check-image.ts';
import type { PlatformImage } from '../../src/policy/image/look.ts';
import { imagePlan } from '../fakes/values.ts';
import { read } from '../inputs/env.ts';

/** The rules of a policy, parsed like the input. */
export function rulesOf(policy: string): Policy {
  const { policy: given } = read({ policy });
  if (given === undefined) throw new Error('there is no policy');
  return given.rules;
}

/** The published tags: `ghcr.io/acme/api:1.2.3` and the moving tag `latest`. */
export function asked(inputs: Readonly<Record<string, string>> = {}, over: Partial<AskedImage> = {}): AskedImage {
  const tag = (name: string, moving: boolean): PlannedTag => ({ name, moving, from: 'type=raw' });
  const destination: Destination = {
    ...{ registry: 'ghcr.io', path: 'acme/api', name: 'ghcr.io/acme/api', optional: false },
    tags: [tag('1.2.3', false), tag('latest', true)],
    decision: { push: true, reason: '' },
  };
  const read_: Inputs = read(inputs, () => true);
  return { image: imagePlan({}, [destination]), inputs: read_, target: undefined, dockerfile: undefined, ...over };
}

export function askedRun(images: readonly AskedImage[], over: Partial<AskedRun> = {}): AskedRun {
  return {
    context: { repository: 'Acme/API', eventName: 'push' },
    images,
    linked: {},
    buildkitdConfig: undefined,
    ...over,
  };
}

/** An image for one platform that runs as root. */
export function platformImage(over: Partial<PlatformImage> = {}): PlatformImage {
  return {
    ...{ platform: 'linux/amd64', digest: `sha256:${'a'.repeat(64)}`, size: 1000, attested: [], provenance: [] },
    ...{ config: { user: '', labels: {} }, ownPlatform: undefined, isHidden: false },
    ...over,
  };
}

export function examined(over: Partial<Examined> = {}): Examined {
  return { name: '', platforms: [platformImage()], inputs: read({}), isPart: false, ...over };
}
