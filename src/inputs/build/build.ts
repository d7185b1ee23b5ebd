import { isAbsolute, join } from 'node:path';
import { quote } from '../../host/text/quote.ts';
import { isRemote } from '../../plan/git-context.ts';
import { parseOutputs } from '../../plan/terms/outputs.ts';
import type { BuildInputs } from '../../plan/terms/types.ts';
import { checkAttributes, checkItems } from '../reading/checks.ts';
import type { InputName } from '../reading/defaults.ts';
import { boolean, items, line, parseBoolean, type Source } from '../reading/source.ts';

/**
 * The inputs of build-push-action. Which lists split at commas follows that action.
 *
 * @param folder the default `context`; '' for the workspace
 */
export function readBuild(source: Source, folder = ''): BuildInputs {
  const rows = (name: InputName) => checkItems(source, name, items(source, name));
  const specs = (name: InputName) => checkItems(source, name, items(source, name, { fields: true }));
  const words = (name: InputName) => checkItems(source, name, items(source, name, { commas: true }));
  const { problems, ...outputs } = parseOutputs(items(source, 'outputs', { quote: false }));
  for (const problem of problems) source.add(problem);
  return {
    addHosts: words('add-hosts'),
    allow: words('allow'),
    attests: specs('attests'),
    buildArgs: rows('build-args'),
    buildContexts: rows('build-contexts'),
    builder: line(source, 'builder'),
    cacheFrom: specs('cache-from'),
    cacheTo: specs('cache-to'),
    call: matching(source, 'call', /^[a-z][\w.-]*(?:,\w+(?:=\w+)?)*$/i, '`check`, `outline` or `targets`'),
    cgroupParent: line(source, 'cgroup-parent'),
    context: readContext(source),
    file: readFile(source, folder),
    load: boolean(source, 'load'),
    network: matching(source, 'network', /^(?:default|none|host)$/, '`default`, `none` or `host`'),
    noCache: boolean(source, 'no-cache'),
    noCacheFilters: words('no-cache-filters'),
    outputs,
    platforms: words('platforms'),
    provenance: attestation(source, 'provenance', 'mode=max'),
    // Inputs that replace files of this machine.
    pull: boolean(source, 'pull') || source.text('rebuild') === 'base-changed',
    sbom: attestation(source, 'sbom', 'generator=image'),
    secrets: checkItems(source, 'secrets', items(source, 'secrets', { trim: false })),
    secretEnvs: words('secret-envs'),
    secretFiles: rows('secret-files'),
    shmSize: matching(source, 'shm-size', /^\d+(?:\.\d+)?\s*[kmgtp]?i?b?$/i, 'a size such as `2gb` or `64m`'),
    ssh: words('ssh'),
    target: line(source, 'target'),
    ulimit: rows('ulimit'),
  };
}

/** A line of text in a certain form; '' is always valid. */
function matching(source: Source, name: InputName, form: RegExp, wanted: string): string {
  const value = line(source, name);
  if (value !== '' && !form.test(value)) source.invalid(name, quote(value), wanted);
  return value;
}

/**
 * A path in the workspace, as in buildx; or in the context, as in other tools' `docker build`, if only the context has
 * such a file.
 */
function readFile(source: Source, folder: string): string {
  const file = matching(source, 'file', /^(?!-$)/, 'the path of a Dockerfile; there is no standard input');
  const context = source.text('context') || folder;
  const isElsewhere = context === '' || isRemote(context) || context.includes('{{');
  if (file === '' || isElsewhere || isAbsolute(file) || isRemote(file) || source.exists(file)) return file;
  const inContext = join(context, file);
  return source.exists(inContext) ? inContext : file;
}

function readContext(source: Source): string {
  const context = line(source, 'context');
  if (context.startsWith('-')) {
    source.invalid('context', quote(context), 'a folder, as in `.`, or a URL; there is no standard input');
  }
  // metadata-action has an input of this name that selects the source of ref and commit.
  if ((context === 'git' || context === 'workflow') && !source.exists(context)) {
    source.report(
      'context',
      `is ${quote(context)}, but the workspace has no such folder`,
      `Write \`ref-source: ${context}\` if you mean metadata-action's \`context\`; here \`context\` is the build's.`,
    );
  }
  return context;
}

/** `true`, `false` or attributes, which buildx reads as CSV. */
function attestation(source: Source, name: 'provenance' | 'sbom', example: string): string {
  const value = line(source, name);
  if (value === '') return '';
  const asBoolean = parseBoolean(value);
  if (asBoolean !== undefined) return String(asBoolean);
  if (!checkAttributes(value)) {
    source.invalid(name, quote(value), `\`true\`, \`false\` or attributes, as in \`${example}\``);
  }
  return value;
}
