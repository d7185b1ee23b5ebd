import { quote } from '../../host/text/quote.ts';
import type { Inputs } from '../../inputs/inputs.ts';
import { type BuilderSettings, valuesOf } from './builder-settings.ts';

/** What a builder does that a rule forbids, as clauses. */
type Found = readonly string[];

/** Whoever controls the builder, or buildx, controls its reports about a build. */
export function customBuilders(
  { build, builder, buildxVersion, qemuImage }: Inputs,
  { options, flags }: BuilderSettings,
): Found {
  const { nodes, config } = builder;
  // Values of variables may be secret.
  const shown = options.flatMap(([key, value]) =>
    isImage(key) ? [`${key}=${value}`] : key.startsWith('env.') ? [key] : [],
  );
  return [
    ...(build.builder === '' ? [] : [`\`builder\` is ${quote(build.builder)}`]),
    ...(nodes.some(({ endpoint }) => endpoint !== '') ? ['a builder at an `endpoint` is used'] : []),
    ...(shown.length > 0 ? [`\`driver-opts\` has ${quote(shown.join(' '))}`] : []),
    ...(flags.length > 0 ? ['`buildkitd-flags` is set'] : []),
    ...(config === undefined ? [] : ['`buildkitd-config` is set']),
    ...(buildxVersion?.kind === 'url' ? ['`buildx-version` is a URL'] : []),
    ...(qemuImage === '' ? [] : [`\`qemu-image\` is ${quote(qemuImage)}`]),
  ];
}

/** Options that name an image: that of BuildKit, and in Kubernetes that of QEMU. */
function isImage(option: string): boolean {
  return option === 'image' || option === 'qemu.image';
}

/** A builder container in the host's network gives that to every step. */
export function hostNetworks({ build }: Inputs, settings: BuilderSettings): Found {
  const { options, flags, config, configInput } = settings;
  const networks = options.flatMap(([key, value]) => (key === 'network' ? [value] : []));
  // Another container may be in the host's network.
  const shared = networks.find(network => /^(?:host$|container:)/.test(network));
  const isOpen = config?.some(
    ({ path, value }) =>
      (path.at(-1) === 'networkmode' && value === 'host') ||
      (path.at(-1) === 'insecure-entitlements' && Array.isArray(value) && value.includes('network.host')),
  );
  return [
    ...(build.network === 'host' ? ['`network: host` is set'] : []),
    ...(build.allow.some(right => right === 'network.host' || right === '*') ? ['`allow` grants network.host'] : []),
    ...(shared === undefined ? [] : [`\`driver-opts\` has network=${shared}`]),
    ...(/network\.host|worker-net[= ]host/.test(flags.join(' ')) ? ["`buildkitd-flags` opens the host's network"] : []),
    ...(isOpen ? [`\`${configInput}\` opens the host's network`] : []),
    ...unreadable(settings),
  ];
}

/** Registries over plain HTTP or with unchecked certificates. */
export function insecureRegistries(settings: BuilderSettings): Found {
  const { config, configInput } = settings;
  const isOpen = config !== undefined && valuesOf(config, 'http', 'insecure').includes(true);
  return [
    ...(isOpen ? [`\`${configInput}\` allows plain HTTP or unchecked certificates`] : []),
    ...unreadable(settings),
  ];
}

export function unreadable({ config, configInput }: BuilderSettings): Found {
  return config === undefined ? [`\`${configInput}\` cannot be read as TOML, and is not checked`] : [];
}
