/** A Debian archive that this machine already uses. */
export type Archive = Readonly<{ uris: string; suites: readonly string[]; components: string; signedBy: string }>;

/** Reads both forms of apt sources: deb822 stanzas (`.sources`) and `deb` lines (`.list`). */
export function parseSources(text: string): Archive[] {
  return /^Types:/im.test(text) ? text.split(/\n\s*\n/).flatMap(stanza) : text.split('\n').flatMap(oneLine);
}

function stanza(text: string): Archive[] {
  const lines = text.split('\n').filter(line => !line.startsWith('#'));
  // A field goes on while lines begin with a space: an embedded Signed-By key does.
  const fields = lines
    .join('\n')
    .split(/\n(?=\S)/)
    .map(field => /^([\w-]+):[ \t]*([\s\S]*)$/.exec(field.trimEnd()))
    .filter(found => found !== null);
  const get = (name: string) => fields.find(field => field[1]!.toLowerCase() === name)?.[2]?.trimEnd() ?? '';
  const words = (name: string) => get(name).split(/\s+/).filter(Boolean);
  if (!words('types').includes('deb') || get('enabled').toLowerCase() === 'no') return [];
  const [uris, components] = [words('uris').join(' '), words('components').join(' ')];
  return [{ uris, suites: words('suites'), components, signedBy: get('signed-by') }];
}

function oneLine(line: string): Archive[] {
  const found = /^\s*deb\s+(?:\[([^\]]*)\]\s*)?(\S+)\s+(\S+)\s+([^#]+)/.exec(line);
  if (!found) return [];
  const signedBy = /(?:^|\s)signed-by=(\S+)/.exec(found[1] ?? '')?.[1] ?? '';
  return [
    { uris: found[2]!, suites: [found[3]!], components: found[4]!.trim(), signedBy: signedBy.replaceAll(',', ' ') },
  ];
}

/** The archives of this release: the release itself, its updates and its security updates. */
export function releaseArchives(archives: readonly Archive[], codename: string): Archive[] {
  const ours = (suite: string) => new RegExp(`^${codename}(-updates|-security|/updates)?$`).test(suite);
  return archives
    .map(archive => ({ ...archive, suites: archive.suites.filter(ours) }))
    .filter(archive => archive.suites.length > 0);
}

/** The archive for another release: the mirror that this machine uses for its own. */
export function mirrorOf(archives: readonly Archive[], codename: string): Archive | undefined {
  return archives.find(archive => archive.suites.includes(codename));
}

/** A deb822 stanza. */
export function writeStanza(archive: Archive): string {
  const { uris, suites, components, signedBy } = archive;
  const head = `Types: deb\nURIs: ${uris}\nSuites: ${suites.join(' ')}\nComponents: ${components}\n`;
  return signedBy === '' ? head : `${head}Signed-By: ${signedBy}\n`;
}
