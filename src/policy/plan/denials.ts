import { isMap, listIn, type Target, textIn } from '../../bake/target.ts';
import { quote } from '../../host/text/quote.ts';
import type { Inputs } from '../../inputs/inputs.ts';
import type { Denials } from '../../inputs/policy/types.ts';
import { matchPatterns } from '../../plan/filter.ts';
import { type AskedImage, type AskedRun, targetsOf } from '../asked.ts';
import type { Breach } from '../breach.ts';
import { fitsOne } from '../patterns.ts';

/** Requests that are forbidden. */
export function denialBreaches(rules: Denials, run: AskedRun): readonly Breach[] {
  const found = [
    ...run.images.flatMap(({ image, inputs }) => ofBuild(rules, image.name, inputs)),
    ...targetsOf(run).flatMap(({ name, target }) => ofTarget(rules, name, target)),
    ...run.images.flatMap(asked => ofTags(rules.tags, asked, run.context.eventName)),
  ];
  // With several images, the step's settings are in each image's inputs.
  return [...new Map(found.map(breach => [JSON.stringify(breach), breach])).values()];
}

function ofBuild(rules: Denials, image: string, inputs: Inputs): readonly Breach[] {
  const { build } = inputs;
  const breach = (key: string, found: string, fix: string): Breach => ({ rule: `deny.${key}`, image, found, fix });
  return [
    ...entitled(rules, build.allow).map(right =>
      breach('entitlements', `\`allow\` grants ${quote(right)}`, 'Remove it from `allow`.'),
    ),
    ...build.buildArgs
      .map(nameOf)
      .filter(name => isSecretive(rules, name))
      .map(name => breach('build-args', `the build argument ${quote(name)} is forbidden`, SECRET)),
    ...(rules.insecure ? insecureParts(inputs) : []).map(found =>
      breach('insecure', found, 'Use TLS, and `ca` for a private authority.'),
    ),
    ...(rules.hostNetwork ? hostNetworks(inputs) : []).map(found =>
      breach('network', found, "Build without the host's network."),
    ),
    ...(rules.customBuilders ? customBuilders(inputs) : []).map(found =>
      breach('custom-builders', found, 'Leave it out: the builder is chosen for the run.'),
    ),
  ];
}

const SECRET = 'Build arguments stay in the image: pass secrets in `secrets`.';

function ofTarget(rules: Denials, image: string, target: Target): readonly Breach[] {
  const breach = (key: string, found: string): Breach => ({
    ...{ rule: `deny.${key}`, image, found: `its bake target ${found}` },
    fix: 'Remove it from the bake file.',
  });
  const rights = listIn(target, 'entitlements');
  const { args } = target;
  const names = isMap(args) ? Object.keys(args) : [];
  return [
    ...entitled(rules, rights).map(right => breach('entitlements', `asks for ${quote(right)}`)),
    ...names
      .filter(name => isSecretive(rules, name))
      .map(name => breach('build-args', `has the argument ${quote(name)}`)),
    ...(rules.hostNetwork && textIn(target, 'network') === 'host'
      ? [breach('network', 'builds in the network of the host')]
      : []),
  ];
}

/** `allow: '*'` grants everything; an entitlement may have attributes (`device=vendor/class`). */
function entitled({ entitlements }: Denials, allowed: readonly string[]): readonly string[] {
  if (entitlements.length === 0) return [];
  return allowed.filter(right => right === '*' || fitsOne(entitlements, right) || fitsOne(entitlements, nameOf(right)));
}

function isSecretive({ buildArgs }: Denials, name: string): boolean {
  return fitsOne(buildArgs, name.toUpperCase());
}

function nameOf(item: string): string {
  return item.split('=', 1)[0]?.trim() ?? '';
}

function insecureParts({ registries, logins, builder, build }: Inputs): readonly string[] {
  const hosts = [...registries, ...logins].filter(({ insecure }) => insecure).map(({ registry }) => registry);
  const isOpen = isSet(builder, /(?:http|insecure)["']?\s*=\s*true\b/);
  const output = Object.entries(build.outputs.attributes).some(
    ([key, value]) => key === 'registry.insecure' && value !== 'false',
  );
  return [
    ...[...new Set(hosts)].map(host => `${host} is reached with \`insecure: true\``),
    ...(isOpen ? ['`buildkitd-config-inline` allows plain HTTP or unchecked certificates'] : []),
    ...(output ? ['`outputs` has registry.insecure'] : []),
  ];
}

/** Whether the builder's configuration says so: at the start of a line, in an inline table or behind a dotted key. */
function isSet({ config }: Inputs['builder'], wanted: RegExp): boolean {
  const text = config !== undefined && 'text' in config ? config.text : '';
  return text.split('\n').some(line => !/^\s*#/.test(line) && wanted.test(line));
}

/** A builder container in the host's network gives that to every step. */
function hostNetworks({ build, builder }: Inputs): readonly string[] {
  const options = builder.nodes.flatMap(({ driverOpts }) => driverOpts);
  const flags = builder.nodes.map(({ buildkitdFlags }) => buildkitdFlags).join(' ');
  return [
    ...(build.network === 'host' ? ['`network: host` is set'] : []),
    ...(build.allow.some(right => right === 'network.host' || right === '*') ? ['`allow` grants network.host'] : []),
    ...(options.some(option => /^"?network=host"?$/.test(option.trim())) ? ['`driver-opts` has network=host'] : []),
    ...(/network\.host|worker-net[= ]host/.test(flags) ? ["`buildkitd-flags` opens the host's network"] : []),
    ...(isSet(builder, /networkMode["']?\s*=\s*["']host|["']network\.host["']/i)
      ? ["`buildkitd-config-inline` opens the host's network"]
      : []),
  ];
}

/** Whoever controls the builder, or buildx, controls its reports about a build. */
function customBuilders({ build, builder, buildxVersion }: Inputs): readonly string[] {
  const { nodes, config } = builder;
  const images = nodes.flatMap(({ driverOpts }) => driverOpts).filter(option => /^"?image=/.test(option.trim()));
  return [
    ...(build.builder === '' ? [] : [`\`builder\` is ${quote(build.builder)}`]),
    ...(nodes.some(({ endpoint }) => endpoint !== '') ? ['a builder at an `endpoint` is used'] : []),
    ...(images.length > 0 ? [`\`driver-opts\` has ${quote(images.join(' '))}`] : []),
    ...(nodes.some(({ buildkitdFlags }) => buildkitdFlags !== '') ? ['`buildkitd-flags` is set'] : []),
    ...(config === undefined ? [] : ['`buildkitd-config` is set']),
    ...(buildxVersion?.kind === 'url' ? ['`buildx-version` is a URL'] : []),
  ];
}

/** Only published tags count: a pull request may plan `latest`. */
function ofTags(rules: Denials['tags'], { image }: AskedImage, event: string): readonly Breach[] {
  const published = image.destinations.filter(({ decision }) => decision.push).flatMap(({ tags }) => tags);
  const names = [...new Set(published.map(({ name }) => name))];
  return rules
    .filter(({ events }) => matchPatterns(events, event).matched)
    .flatMap(({ tags }) => names.filter(name => tags.length > 0 && matchPatterns(tags, name).matched))
    .map(name => ({
      ...{ rule: 'deny.tags', image: image.name },
      found: `the tag ${quote(name)} may not be published on ${event}`,
      fix: 'Leave the tag out on this event (`enable=` in its rule), or narrow the push with `events`.',
    }));
}
