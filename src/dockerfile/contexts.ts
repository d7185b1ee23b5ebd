/** Digests of images by name, as named by `baseImages`. */
export type Pins = ReadonlyMap<string, string>;

/** The image that a build context refers to; undefined for a folder, a repository and the like. */
export function imageOfContext(value: string): string | undefined {
  return /^docker-image:\/\/(.+)/.exec(value)?.[1];
}

/** Build contexts that are images in a local folder. */
export function layoutContexts(buildContexts: readonly string[]): readonly string[] {
  return contextsIn(buildContexts).flatMap(({ value }) => (value.startsWith('oci-layout://') ? [value] : []));
}

/**
 * The same build with its images pinned by digest: otherwise a name could move before the build resolves it, or match
 * an image in the engine.
 *
 * @see https://docs.docker.com/reference/cli/docker/buildx/build/#build-context
 */
export function pinContexts(buildContexts: readonly string[], pins: Pins): readonly string[] {
  if (pins.size === 0) return buildContexts;
  const by = (name: string): string | undefined => {
    const digest = pins.get(name);
    return digest === undefined ? undefined : `docker-image://${name}@${digest}`;
  };
  const given = contextsIn(buildContexts);
  const kept = given.map(({ key, value }) => `${key}=${by(imageOfContext(value) ?? '') ?? value}`);
  const replaced = new Set(given.map(({ name }) => name));
  const added = [...pins.keys()].filter(name => !replaced.has(contextName(name))).map(name => `${name}=${by(name)}`);
  return [...kept, ...added];
}

/** Name and value of each; `name` in the form that BuildKit compares. */
export function contextsIn(buildContexts: readonly string[]) {
  return buildContexts.map(text => {
    const equals = text.indexOf('=');
    const [key, value] = equals < 0 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)];
    return { key, value, name: contextName(key) };
  });
}

/** BuildKit normalizes the names of contexts and images: `docker.io/library/node:latest` is `node`. */
export function contextName(name: string): string {
  const text = name.toLowerCase().replace(/:latest$/, '');
  return text.replace(/^(?:index\.)?docker\.io\//, '').replace(/^library\//, '');
}
