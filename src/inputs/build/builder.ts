import { quote } from '../../host/text/quote.ts';
import { list } from '../../plan/terms/list.ts';
import { nearest } from '../../plan/terms/nearest.ts';
import { checkItems } from '../reading/checks.ts';
import type { InputName } from '../reading/defaults.ts';
import { boolean, items, line, type Source } from '../reading/source.ts';
import { type Entry, textOf, type Wording, yamlEntries } from '../reading/yaml-list.ts';
import { type BuilderSpec, DRIVERS, type Driver, type NodeSpec } from './builder-spec.ts';

/** Names of builders and nodes that buildx accepts. */
const NAME = /^[a-z][\w.-]*$/i;

/** The inputs of setup-buildx-action, except `builder` (see `readBuild`). */
export function readBuilder(source: Source): BuilderSpec {
  const driver = readDriver(source);
  const first: NodeSpec = {
    name: '',
    endpoint: endpointOf(source, 'endpoint', line(source, 'endpoint')),
    driverOpts: checkItems(source, 'driver-opts', items(source, 'driver-opts', { quote: false })),
    buildkitdFlags: line(source, 'buildkitd-flags'),
    platforms: checkItems(source, 'node-platforms', items(source, 'node-platforms', { commas: true })),
  };
  const nodes = [first, ...readAppended(source)] as const;
  const config = readConfig(source);
  const spec = { nodes, config, keepState: boolean(source, 'keep-state'), cleanup: boolean(source, 'cleanup') };
  const given = onlyForNewOnes(spec);
  checkDriver(source, driver, spec, given);
  const create = driver === undefined ? given.length > 0 : driver !== 'docker';
  if (create) checkCreation(source, spec.keepState);
  return { ...spec, driver, create };
}

function readDriver(source: Source): Driver | undefined {
  const text = line(source, 'driver');
  const driver = DRIVERS.find(name => name === text);
  if (text === '' || driver !== undefined) return driver;
  const meant = nearest(text, DRIVERS);
  const guess = meant === undefined ? '' : ` (did you mean \`${meant}\`?)`;
  source.invalid('driver', quote(text), `one of ${DRIVERS.join(', ')}${guess}`);
  return undefined;
}

function readConfig(source: Source): BuilderSpec['config'] {
  const path = line(source, 'buildkitd-config');
  const text = source.raw('buildkitd-config-inline');
  if (path !== '' && text.trim() !== '') {
    source.report('buildkitd-config-inline', 'is set together with `buildkitd-config`', 'Remove one of them.');
  }
  if (path !== '' && !source.exists(path)) {
    source.report(
      'buildkitd-config',
      `is not a file: ${quote(path)}`,
      'Give a path in the workspace, or check it out.',
    );
  }
  if (path !== '') return { path };
  return text.trim() === '' ? undefined : { text };
}

const APPEND_KEYS = ['name', 'endpoint', 'driver-opts', 'buildkitd-flags', 'platforms'] as const;

const NODES: Wording = {
  begin: 'Begin each entry with `- `, as in `- endpoint: tcp://host:1234`.',
  name: 'Give the endpoint of a node, or remove the entry.',
  entry: 'Write a map with',
  quote: 'Put it in single quotes.',
};

function readAppended(source: Source): readonly NodeSpec[] {
  return yamlEntries(source, 'append', APPEND_KEYS, NODES).flatMap(entry => {
    if (entry.plain === undefined) return [readNode(source, entry)];
    source.report(entry.at, 'is plain text', 'Write a map, as in `- endpoint: tcp://host:1234`.');
    return [];
  });
}

function readNode(source: Source, entry: Entry): NodeSpec {
  const text = (key: (typeof APPEND_KEYS)[number]) => textOf(source, entry, key).trim();
  const name = text('name');
  if (name !== '' && !NAME.test(name)) {
    source.invalid(`${entry.at}.name`, quote(name), 'a name of letters, digits, `.`, `_` and `-`');
  }
  const under = (key: 'driver-opts' | 'platforms'): Source => ({
    ...source,
    raw: () => '',
    invalid: (_, shown, expected) => source.invalid(`${entry.at}.${key}`, shown, expected),
  });
  return {
    name,
    endpoint: endpointOf(source, `${entry.at}.endpoint`, text('endpoint')),
    driverOpts: checkItems(under('driver-opts'), 'driver-opts', itemsOf(entry, 'driver-opts')),
    buildkitdFlags: text('buildkitd-flags'),
    platforms: checkItems(under('platforms'), 'node-platforms', itemsOf(entry, 'platforms')),
  };
}

/** A YAML list, or text split like the input of this name. */
function itemsOf({ values }: Entry, key: 'driver-opts' | 'platforms'): readonly string[] {
  const value = values[key] ?? '';
  const lines = typeof value === 'string' ? [value] : value;
  return lines.flatMap(text => list(text, key === 'platforms' ? { commas: true, quote: false } : { quote: false }));
}

function endpointOf(source: Source, input: string, endpoint: string): string {
  if (!/^-|\s/.test(endpoint)) return endpoint;
  source.report(input, `is not an address: ${quote(endpoint)}`, 'Write `tcp://host:1234`, or the name of a context.');
  return '';
}

/** The given inputs that apply only to a new builder. */
function onlyForNewOnes({ nodes, config }: Pick<BuilderSpec, 'nodes' | 'config'>): readonly InputName[] {
  const [first] = nodes;
  const given: readonly (readonly [InputName, boolean])[] = [
    ['driver-opts', first.driverOpts.length > 0],
    ['buildkitd-flags', first.buildkitdFlags !== ''],
    ['buildkitd-config', config !== undefined && 'path' in config],
    ['buildkitd-config-inline', config !== undefined && 'text' in config],
    ['endpoint', first.endpoint !== ''],
    ['append', nodes.length > 1],
    ['node-platforms', first.platforms.length > 0],
  ];
  return given.flatMap(([name, there]) => (there ? [name] : []));
}

/** What buildx would refuse, or silently ignore. */
function checkDriver(
  source: Source,
  driver: Driver | undefined,
  { nodes }: Pick<BuilderSpec, 'nodes'>,
  given: readonly InputName[],
): void {
  if (driver === 'docker') {
    const fix = "Remove it, or write `driver: docker-container`: the engine's built-in BuildKit cannot be configured.";
    for (const name of given) source.report(name, 'is set, but `driver: docker` takes none', fix);
  }
  if (driver !== 'remote') return;
  for (const name of given.filter(input => input.startsWith('buildkitd-'))) {
    source.report(
      name,
      'is set, but a remote daemon has its own',
      'Remove it, and configure the daemon where it runs.',
    );
  }
  for (const [index, { endpoint }] of nodes.entries()) {
    if (/^[a-z-]+:\/\/./.test(endpoint)) continue;
    const input = index === 0 ? 'endpoint' : `append[${index - 1}].endpoint`;
    const form = '`tcp://host:1234` or `unix:///run/buildkit.sock`';
    if (endpoint === '') source.report(input, 'is empty, but `driver: remote` needs one', `Write ${form}.`);
    else source.invalid(input, quote(endpoint), form);
  }
}

function checkCreation(source: Source, keepState: boolean): void {
  const name = line(source, 'builder');
  if (name !== '' && (!NAME.test(name) || name.toLowerCase() === 'default')) {
    const form =
      'a name that begins with a letter and goes on with letters, digits, `.`, `_` and `-`; `default` is the engine';
    source.invalid('builder', quote(name), form);
  }
  if (keepState && name === '') {
    const fix = 'Name it, as in `builder: ci`.';
    source.report('keep-state', 'is true, but the builder has no name by which the next run could find it', fix);
  }
}
