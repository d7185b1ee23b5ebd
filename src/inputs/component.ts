import { join, relative } from 'node:path';
import { quote } from '../host/text/quote.ts';
import { isRemote } from '../plan/git-context.ts';
import type { BuildInputs, Component, Filters, MetadataInputs } from '../plan/terms/types.ts';
import { line, type Source } from './reading/source.ts';

/** A path in the repository: no scheme, no `.` or `..`, nothing special in a git tag or URL. */
const FOLDER = /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[\w.@+-]+(?:\/[\w.@+-]+)*$/;

/** The `component` input: a folder of a monorepo. Explicit inputs override what follows from it. */
export function readComponent(source: Source, { gitTags }: Filters): Component | undefined {
  const given = line(source, 'component');
  const path = given.replace(/^(?:\.\/+)+|\/+$/g, '');
  if (given === '') return undefined;
  if (!FOLDER.test(path) || path.startsWith('-')) {
    source.invalid('component', quote(given), 'a folder of the repository, as in `api` or `services/api`');
    return undefined;
  }
  return { path, name: path.slice(path.lastIndexOf('/') + 1), ownTagsOnly: gitTags.length === 0 };
}

/**
 * The component's folder is the build context; with a `context` of its own, the Dockerfile is still the component's.
 */
export function withComponentContext(
  source: Source,
  build: BuildInputs,
  component: Component | undefined,
): BuildInputs {
  if (component === undefined || source.text('source') !== '') return build;
  const { path } = component;
  // Without a checkout the build reads the same folder from git.
  const isCheckout = source.exists('.git') || source.exists(build.file || 'Dockerfile');
  if (build.context !== '') {
    const file = build.file === '' ? dockerfileIn(build.context, path) : '';
    const isOurs = file !== '' && (source.exists(`${path}/Dockerfile`) || (isGit(build.context) && !isCheckout));
    return isOurs ? { ...build, file } : build;
  }
  if (source.exists(path)) return { ...build, context: path };
  if (!isCheckout) return { ...build, context: `{{defaultContext}}:${path}` };
  source.report('component', `is not a folder in the workspace: ${quote(path)}`, 'Write its path in the repository.');
  return build;
}

/** This run's commit, and its folder that is the context. */
const GIT = /^\{\{\s*defaultContext\s*\}\}(?::\/*(.*))?$/;

function isGit(context: string): boolean {
  return GIT.test(context.trim());
}

/**
 * The path of the component's Dockerfile for a user-defined context. buildx looks for it in the folder that a git
 * context names, and on this machine in the workspace. '' if it is the context's own, or out of its reach.
 */
function dockerfileIn(context: string, path: string): string {
  if (isRemote(context)) return '';
  const [whole, folder = ''] = GIT.exec(context.trim()) ?? [];
  const inside = whole === undefined ? path : relative(join('/', folder), join('/', path));
  return inside === '' || inside.startsWith('..') ? '' : `${inside}/Dockerfile`;
}

/** Several components that publish under one name take each other's tags. */
export function checkComponent(source: Source, { images, tags, flavor }: MetadataInputs, component?: Component): void {
  if (component === undefined || source.text('images') === '') return;
  const name = component.name.toLowerCase();
  if ([...images, ...tags, ...flavor].some(text => text.toLowerCase().includes(name))) return;
  source.warn(
    `\`images\` does not name the component ${quote(component.name)}, so every component that publishes there sets the same tags. ` +
      'Leave `images` out, or put the component into the name or into `flavor`, as in `suffix=-api`.',
  );
}
