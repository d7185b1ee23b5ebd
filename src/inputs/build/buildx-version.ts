import { quote } from '../../host/text/quote.ts';
import { isLoopback } from '../../oci/reference.ts';
import { line, type Source } from '../reading/source.ts';

/** The buildx to use. `version` without its v; `sha256` of the binary at `url`, in hex. */
export type BuildxVersion =
  | Readonly<{ kind: 'latest' }>
  | Readonly<{ kind: 'release'; version: string }>
  | Readonly<{ kind: 'url'; url: string; sha256: string | undefined }>;

/** `v0.29.1`, `latest`, or the URL of a binary; undefined: the installed buildx. */
export function readBuildxVersion(source: Source): BuildxVersion | undefined {
  const text = line(source, 'buildx-version');
  if (text === '') return undefined;
  if (text === 'latest') return { kind: 'latest' };
  const [, version] = /^v?(\d+\.\d+\.\d+(?:-[0-9a-z.]+)?)$/i.exec(text) ?? [];
  if (version !== undefined) return { kind: 'release', version };
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return readUrl(source, new URL(text));
  source.invalid(
    'buildx-version',
    quote(text),
    '`v0.29.1`, `latest` or the URL of a binary; builds of a branch (`https://….git#ref`) and `cloud:` versions are not installed here: use docker/setup-buildx-action before this step',
  );
  return undefined;
}

function readUrl(source: Source, url: URL): BuildxVersion | undefined {
  const [, sha256] = /^#sha256=([0-9a-f]{64})$/.exec(url.hash) ?? [];
  const isRepository = url.host === 'github.com' && /^\/[^/]+\/[^/]+\/?$/.test(url.pathname);
  const isGit = url.pathname.endsWith('.git') || url.pathname === '/' || isRepository;
  if (isGit || (url.hash !== '' && sha256 === undefined)) {
    const fix = 'Give the URL of a buildx for this machine, with `#sha256=…` or a `checksums.txt` beside it.';
    source.report('buildx-version', `is not the URL of a binary: ${quote(url.href)}`, fix);
    return undefined;
  }
  if (url.username !== '' || url.password !== '') {
    const fix =
      'Download the file in a step before this one, and put it into the tool cache or on a server that needs no login.';
    source.report('buildx-version', 'is a URL with a login, which would be shown in the log', fix);
    return undefined;
  }
  if (url.protocol === 'http:' && sha256 === undefined && !isLoopback(url.host)) {
    const fix = 'Use https, or add its checksum: `#sha256=…`.';
    source.report('buildx-version', 'is a plain HTTP URL, whose response anyone on the network could replace', fix);
    return undefined;
  }
  url.hash = '';
  return { kind: 'url', url: url.href, sha256 };
}
