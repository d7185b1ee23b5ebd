import { isRemote } from '../plan/git-context.ts';
import type { BuildInputs, Component, Filters, MetadataInputs } from '../plan/terms/types.ts';
import { line, quote, type Source } from './reading/source.ts';

/** A path in the repository: no scheme, no `.` or `..`, nothing that a git tag or a URL would read otherwise. */
const FOLDER = /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[\w.@+-]+(?:\/[\w.@+-]+)*$/;

/** The `component` input: a folder of a monorepo. What is given beside it wins over what follows from it. */
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

/** The component's folder is the build context; with a `context` of its own, the Dockerfile is still the component's. */
export function withComponentContext(
  source: Source,
  build: BuildInputs,
  component: Component | undefined,
): BuildInputs {
  if (component === undefined || source.text('source') !== '') return build;
  const { path } = component;
  if (build.context !== '') {
    const file = `${path}/Dockerfile`;
    const isOurs = build.file === '' && !isRemote(build.context) && source.exists(file);
    return isOurs ? { ...build, file } : build;
  }
  if (source.exists(path)) return { ...build, context: path };
  // Without a checkout the build reads the same folder from git.
  const isCheckout = source.exists('.git') || source.exists(build.file || 'Dockerfile');
  if (!isCheckout) return { ...build, context: `{{defaultContext}}:${path}` };
  source.report('component', `names no folder of the workspace: ${quote(path)}`, 'Write its path in the repository.');
  return build;
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
