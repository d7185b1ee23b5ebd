/** A log, an authority or a service in a trusted root: its identity and validity period. */
type Member = Readonly<{ kind: string; key: string; name: string; end: string | undefined }>;

type Period = Readonly<{ start?: string; end?: string }>;
type Log = Readonly<{ baseUrl?: string; publicKey?: Readonly<{ rawBytes?: string; validFor?: Period }> }>;
type Authority = Readonly<{
  uri?: string;
  certChain?: Readonly<{ certificates?: readonly Readonly<{ rawBytes?: string }>[] }>;
  validFor?: Period;
}>;
type Root = Readonly<{
  tlogs?: readonly Log[];
  ctlogs?: readonly Log[];
  certificateAuthorities?: readonly Authority[];
  timestampAuthorities?: readonly Authority[];
}>;

/**
 * Why a committed trusted root is out of date, a sentence each: a new source of signatures that is missing, or one that
 * has been retired. Differences in form don't count.
 *
 * @param newest the root as currently published by its owner; both are JSON
 */
export function stale(committed: string, newest: string): readonly string[] {
  const [ours, theirs] = [membersOf(committed), membersOf(newest)];
  const find = (list: readonly Member[], one: Member) =>
    list.find(({ kind, key }) => kind === one.kind && key === one.key);
  const missing = theirs.filter(one => find(ours, one) === undefined);
  const gone = ours.filter(one => find(theirs, one) === undefined);
  const ended = theirs.filter(one => {
    const known = find(ours, one);
    return known !== undefined && known.end !== one.end;
  });
  return [
    ...missing.map(({ kind, name }) => `The ${kind} ${name} is new.`),
    ...gone.map(({ kind, name }) => `The ${kind} ${name} is no longer trusted.`),
    ...ended.map(({ kind, name, end }) => `The ${kind} ${name} is trusted until ${end ?? 'further notice'}.`),
  ];
}

function membersOf(json: string): readonly Member[] {
  const { tlogs = [], ctlogs = [], certificateAuthorities = [], timestampAuthorities = [] } = JSON.parse(json) as Root;
  const logs = (kind: string, all: readonly Log[]) =>
    all.map(({ baseUrl = '', publicKey }) => ({
      kind,
      key: publicKey?.rawBytes ?? '',
      name: baseUrl,
      end: publicKey?.validFor?.end,
    }));
  const authorities = (kind: string, all: readonly Authority[]) =>
    all.map(({ uri = '', certChain, validFor }) => ({
      kind,
      key: (certChain?.certificates ?? []).map(({ rawBytes }) => rawBytes).join(' '),
      name: uri,
      end: validFor?.end,
    }));
  return [
    ...logs('transparency log', tlogs),
    ...logs('certificate log', ctlogs),
    ...authorities('certificate authority', certificateAuthorities),
    ...authorities('timestamp authority', timestampAuthorities),
  ];
}

/** GitHub's own root among those that `gh attestation trusted-root` prints, one per line. */
export function githubRootIn(lines: string): string | undefined {
  return lines.split('\n').find(line => {
    if (line.trim() === '') return false;
    const { certificateAuthorities = [] } = JSON.parse(line) as Root;
    return certificateAuthorities.some(({ uri }) => uri === 'fulcio.githubapp.com');
  });
}
