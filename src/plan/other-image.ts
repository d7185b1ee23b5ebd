/** Scripts that run before anything is published. */
type Scripts = Readonly<{ test: string; gates: readonly Readonly<{ name: string; run: string }>[] }>;

/**
 * Checks that run an image of the published name instead of `$IMAGE`: docker would pull the previously published image,
 * and the step would pass without testing the new one. A whole sentence each.
 */
export function otherImages({ test, gates }: Scripts, names: readonly string[]): readonly string[] {
  const scripts = [{ at: 'test', run: test }, ...gates.map(({ name, run }) => ({ at: `gates (${name})`, run }))];
  return scripts.flatMap(({ at, run }) => {
    if (!/\bdocker\s+(?:container\s+)?(?:run|create)\b/.test(run) || /\b(?:IMAGE|OCI_LAYOUT)/.test(run)) return [];
    const named = names.map(name => runsUnder(name, run)).find(found => found !== undefined);
    if (named === undefined) return [];
    return [
      `\`${at}\` runs ${named}, which is not the image that was just built: that one is \`$IMAGE\`, as in \`docker run --rm "$IMAGE"\`.`,
    ];
  });
}

/** How a script refers to an image of this name: `myapp:1.2` for `acme/myapp`, also under another registry. */
function runsUnder(name: string, script: string): string | undefined {
  const last = name.slice(name.lastIndexOf('/') + 1).replaceAll('.', '\\.');
  return new RegExp(`(?<![^\\s"'])(?:[\\w.:-]+/)*${last}:[\\w$\{][^\\s"';|&]*`).exec(script)?.[0];
}
