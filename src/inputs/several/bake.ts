import { quote } from '../../host/text/quote.ts';
import { isRemote } from '../../plan/git-context.ts';
import { fields } from '../../plan/terms/list.ts';
import type { InputName } from '../reading/defaults.ts';
import { items, parseBoolean, type Source } from '../reading/source.ts';

/** A bake definition to evaluate. */
export type BakeInput = Readonly<{
  /** Paths in the workspace; [] for those that bake finds itself (`docker-bake.hcl`, `compose.yaml` …). */
  files: readonly string[];
  /** Targets, groups and globs; [] for the group `default`. */
  targets: readonly string[];
  /** `target.key=value`, as in `--set`. */
  set: readonly string[];
  /** `NAME=value`: variables of the definition. */
  vars: readonly string[];
}>;

const BAKE: readonly InputName[] = ['bake-targets', 'bake-set', 'bake-vars'];

/** What a definition says for each target, and a step can't say for all of them. */
const OF_TARGETS: readonly InputName[] = [
  ...(['context', 'file', 'target', 'platforms', 'build-args', 'build-contexts', 'add-hosts', 'network'] as const),
  ...(['no-cache-filters', 'shm-size', 'ulimit', 'cache-from', 'cache-to'] as const),
];

/** Inputs that so far only exist for single images. */
const OF_ONE: readonly InputName[] = ['source', 'layout', 'call', 'cache-mounts', 'cgroup-parent', 'outputs'];

/** Whether the step builds several images. */
export function isSeveral(source: Pick<Source, 'raw' | 'text'>): boolean {
  return source.raw('builds').trim() !== '' || isBake(source);
}

function isBake(source: Pick<Source, 'text'>): boolean {
  const text = source.text('bake');
  return text !== '' && parseBoolean(text) !== false;
}

/** Reads `bake` and its related inputs; undefined when there is nothing to evaluate. */
export function readBake(source: Source): BakeInput | undefined {
  const isGiven = (name: InputName) => source.text(name) !== '' && parseBoolean(source.text(name)) !== false;
  if (isSeveral(source)) {
    for (const name of OF_ONE.filter(isGiven)) {
      const by = isBake(source) ? 'bake' : 'builds';
      source.report(
        name,
        `is given together with \`${by}\``,
        'Remove one of the two: it works with a single image only.',
      );
    }
  }
  if (!isBake(source)) {
    for (const name of BAKE.filter(isGiven)) {
      source.report(name, 'is given without `bake`', 'Add `bake: true`, or the path of the bake file.');
    }
    return undefined;
  }
  if (isGiven('builds')) {
    source.report('builds', 'is given together with `bake`', 'Describe the builds in one of the two.');
  }
  for (const name of OF_TARGETS.filter(isGiven)) {
    source.report(
      name,
      'is given together with `bake`',
      'Set it in the bake file, or for some targets with `bake-set`.',
    );
  }
  return {
    files: parseBoolean(source.text('bake')) === true ? [] : files(source),
    targets: targets(source),
    set: rows(
      source,
      'bake-set',
      /^[\w.*?[\]-]+\.[\w-]+(?:\.[^=]+)?\+?=/s,
      '`target.key=value`, as in `*.platform=linux/arm64`',
    ),
    vars: variables(source),
  };
}

/** Variables with which the caller would choose the programs that evaluate the definition, or the code in them. */
const OF_PROGRAMS = /^(?:(?:LD|DYLD)_\w+|PATH|HOME|DOCKER_(?:CONFIG|CONTEXT|HOST)|BUILDX_CONFIG)=/;

function variables(source: Source): readonly string[] {
  const given = rows(source, 'bake-vars', /^[A-Za-z_]\w*=/s, '`NAME=value`');
  for (const item of given.filter(one => OF_PROGRAMS.test(one))) {
    const problem = `sets ${item.slice(0, item.indexOf('='))}, which the programs of this runner read`;
    source.report('bake-vars', problem, 'Give the variable of the definition another name.');
  }
  return given;
}

function files(source: Source): readonly string[] {
  const paths = items(source, 'bake', { commas: true });
  for (const path of paths) {
    if (isRemote(path)) {
      source.report(
        'bake',
        `names a definition elsewhere: ${quote(path)}`,
        'Check it out with actions/checkout and give its path.',
      );
    } else if (path.startsWith('-')) {
      source.invalid('bake', quote(path), 'the path of a bake or Compose file, or `true`');
    } else if (!source.exists(path)) {
      source.report(
        'bake',
        `names a file that does not exist: ${quote(path)}`,
        'Give its path from the root of the workspace, and check out the repository first.',
      );
    }
  }
  return paths;
}

function targets(source: Source): readonly string[] {
  const names = items(source, 'bake-targets', { commas: true });
  for (const name of names) {
    if (!/^[\w.*?[\]][\w.*?[\]-]{0,199}$/.test(name)) {
      source.invalid('bake-targets', quote(name), 'names of targets or groups, or patterns such as `api-*`');
    }
  }
  return names;
}

/** Values may be secrets: an item is identified by its number. */
function rows(source: Source, name: 'bake-set' | 'bake-vars', form: RegExp, wanted: string): readonly string[] {
  const given = items(source, name, { comments: true });
  for (const [index, item] of given.entries()) {
    if (!form.test(item)) source.invalid(name, `item ${index + 1}`, `${wanted}, one per line`);
    else if (
      /^[^=]*\.output\+?=/.test(item) &&
      fields(item).some(column => /(?:^|=)(?:type=)?registry$/.test(column))
    ) {
      source.report(
        name,
        `has an output that pushes (item ${index + 1})`,
        'Remove it: every image is published under its tags.',
      );
    }
  }
  return given;
}
