import { writeFile } from 'node:fs/promises';
import type { Log } from '../host/ports.ts';
import { joinFields } from '../plan/terms/list.ts';
import type { ImagePlan } from '../plan/terms/types.ts';
import type { PolicyVerdict } from '../policy/breach.ts';
import type { Published } from '../publish/publish.ts';
import type { TagResult } from '../publish/tags/tag-result.ts';
import { writeCommandFile } from '../runner/command-files.ts';
import type { Signatures } from '../signing/verify-command.ts';

/** A longer output goes to the result file: a job's outputs are limited to 1 MB in total. Bytes. */
const OUTPUT_LIMIT = 100_000;

export type Outputs = Readonly<Record<string, string>>;

/**
 * metadata-action's outputs. `bakeFiles` maps each bake output to its file's path. Tags are those of all images; the
 * rest is about the first one.
 */
export function metadataOutputs(
  images: readonly ImagePlan[],
  separators: Readonly<{ tags: string; labels: string; annotations: string }>,
  bakeFiles: Readonly<Record<string, string>>,
): Outputs {
  const all = images.map(({ metadata }) => metadata);
  const [first] = all;
  const names = new Set(all.flatMap(({ tagNames }) => tagNames.map(tag => tag.name)));
  return {
    version: first?.version ?? '',
    tags: all.flatMap(({ tags }) => tags).join(separators.tags),
    'tag-names': [...names].join(separators.tags),
    labels: (first?.labels ?? []).map(item).join(separators.labels),
    annotations: (first?.annotations ?? []).map(item).join(separators.annotations),
    json: first?.json ?? '',
    ...bakeFiles,
  };
}

/**
 * A list item in the form of docker's list inputs, and ours: quoted if it spans lines. Otherwise a value's second line
 * (of a file in the repository, say) could become a label.
 */
function item(text: string): string {
  return /[\r\n]/.test(text) ? joinFields([text]) : text;
}

/** `pushed`, `reason`, `image`, `refs`, `result` and `policy-result`, from the outcome of each tag of each image. */
export function publishOutputs(
  images: readonly Published[],
  end: Readonly<{ pushed: string; reason: string }>,
  verdict?: PolicyVerdict,
): Outputs {
  const all = images.flatMap(({ content, results }) => results.map(result => ({ result, root: content.root.digest })));
  const published = all.filter(({ result }) => result.state === 'published');
  const first = published[0] ?? all.find(({ result }) => result.state === 'superseded');
  return {
    pushed: end.pushed,
    reason: end.reason,
    image: first === undefined ? '' : `${first.result.reference}@${first.root}`,
    refs: JSON.stringify(published.map(({ result }) => result.reference)),
    result: JSON.stringify(
      all.map(({ result, root }) => ({
        ...resultEntry(result, root),
        ...(verdict && { policy: verdictWord(verdict) }),
      })),
    ),
    'policy-result':
      verdict === undefined
        ? ''
        : JSON.stringify({ verdict: verdictWord(verdict), mode: verdict.mode, breaches: verdict.breaches }),
  };
}

/** `incomplete`: the plan complies, and the images were not checked. */
function verdictWord({ breaches, isFinal }: PolicyVerdict): 'complies' | 'breached' | 'incomplete' {
  if (breaches.length > 0) return 'breached';
  return isFinal ? 'complies' : 'incomplete';
}

/** `signed`, `bundle` and `attestation-url`. Signatures of images without a tag in the end are useless. */
export function signedOutputs(images: readonly Published[], signatures: Signatures | undefined): Outputs {
  const isSigned = images.length > 0 && images.every(({ name }) => signatures?.images.includes(name));
  return {
    signed: String(isSigned && signatures?.facts.isSigned === true),
    bundle: signatures?.bundles ?? '',
    'attestation-url': signatures?.pages.join('\n') ?? '',
  };
}

/** One entry of the `result` output. `digest` is what the tag names now, null if unknown. */
function resultEntry(result: TagResult, digest: string): Record<string, unknown> {
  const { image, registry, reference, tag, state, verified, ms, error, reason } = result;
  const of = image === '' ? {} : { image };
  const why = { ...(error && { error }), ...(reason && { reason }) };
  return { ...of, registry, reference, tag: tag.name, digest: namedNow(result, digest), state, verified, ms, ...why };
}

function namedNow({ state, before, now }: TagResult, digest: string): string | null {
  if (state === 'unknown') return null;
  if (state === 'superseded') return now ?? null;
  return state === 'published' || state === 'stranded' ? digest : (before ?? null);
}

/**
 * DOCKER_METADATA_OUTPUT_*, as metadata-action sets them for later steps. Large ones are left to the outputs: the
 * kernel starts no program with an environment variable over 128 KB (execve(2)), so every later step would fail.
 */
export function environmentOf(outputs: Outputs): Readonly<{ variables: Outputs; large: readonly string[] }> {
  const named = Object.entries(outputs).map(([name, value]) => {
    return [`DOCKER_METADATA_OUTPUT_${name.replaceAll('-', '_').toUpperCase()}`, value] as const;
  });
  const small = named.filter(([, value]) => Buffer.byteLength(value) <= OUTPUT_LIMIT);
  const large = named.filter(([, value]) => Buffer.byteLength(value) > OUTPUT_LIMIT).map(([name]) => name);
  return { variables: Object.fromEntries(small), large };
}

/**
 * Sets the step's outputs. Oversized ones go to a common JSON file whose path is `result-file`.
 *
 * @param resultFile the path of that file
 * @throws ActionError RUNNER_UNUSABLE when they cannot be written
 */
export async function setOutputs(outputs: Outputs, env: Outputs, resultFile: string, log: Log): Promise<void> {
  const large = Object.entries(outputs).filter(([, value]) => Buffer.byteLength(value) > OUTPUT_LIMIT);
  const small = Object.fromEntries(
    Object.entries(outputs).filter(([, value]) => Buffer.byteLength(value) <= OUTPUT_LIMIT),
  );
  if (large.length === 0) return writeCommandFile('GITHUB_OUTPUT', env, small);
  await writeFile(resultFile, JSON.stringify(Object.fromEntries(large), null, 2));
  log.notice(`Too large for outputs (over 100 KB), see result-file: ${large.map(([name]) => name).join(', ')}`);
  await writeCommandFile('GITHUB_OUTPUT', env, { ...small, 'result-file': resultFile });
}
