import type { BuildResult } from '../build/run-build.ts';
import type { ImagePlan } from '../plan/terms/types.ts';
import { publishOutcomeOf } from '../publish/outcome.ts';
import type { Published } from '../publish/publish.ts';
import type { Outputs } from './outputs.ts';

/** The facts of several images at the end of the run; maps are by name. */
type ImagesFacts = Readonly<{
  planned: readonly ImagePlan[];
  built: ReadonlyMap<string, BuildResult>;
  /** Digests of images that another job publishes. */
  handedOver: ReadonlyMap<string, string>;
  tested: ReadonlyMap<string, readonly string[]>;
  published: readonly Published[];
  end: Readonly<{ pushed: string; reason: string }>;
}>;

/**
 * `images-result`, `matrix` and `metadata`; a single image keeps the plan's own `matrix`, and has other outputs for the
 * rest.
 */
export function imagesOutputs({ planned, built, handedOver, tested, published, end }: ImagesFacts): Outputs {
  if (planned.every(({ name }) => name === '')) return { 'images-result': '' };
  const results = planned.map(({ name, metadata }) => {
    const image = published.find(each => each.name === name);
    const digest = image?.content.root.digest ?? handedOver.get(name) ?? built.get(name)?.digest ?? '';
    const done = (image?.results ?? []).filter(({ state }) => state === 'published');
    const [first] = done;
    const result = {
      digest,
      'tested-digest': (tested.get(name) ?? []).join(','),
      image: first === undefined ? '' : `${first.reference}@${digest}`,
      refs: done.map(({ reference }) => reference),
      tags: metadata.tagNames.map(tag => tag.name),
      ...endOf(image, end),
    };
    return [name, result] as const;
  });
  const include = results.flatMap(([name, { digest, image }]) => (image === '' ? [] : [{ name, digest, image }]));
  const metadata = [...built].map(([name, result]) => `${JSON.stringify(name)}:${result.metadata || '{}'}`);
  return {
    'images-result': JSON.stringify(Object.fromEntries(results)),
    matrix: JSON.stringify({ include }),
    metadata: metadata.length === 0 ? '' : `{${metadata.join(',')}}`,
  };
}

function endOf(image: Published | undefined, end: ImagesFacts['end']): ImagesFacts['end'] {
  if (image === undefined) return end;
  const { pushed, error, reason } = publishOutcomeOf([image], false);
  const { kept } = image;
  const isIdle = error === undefined && kept?.isChanged === false;
  return { pushed: isIdle ? 'false' : pushed, reason: error?.message ?? reason ?? kept?.why ?? end.reason };
}
