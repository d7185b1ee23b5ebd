import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { isObject } from '../../host/fields.ts';
import { quote } from '../../host/text/quote.ts';
import { nearest } from '../../plan/terms/nearest.ts';
import type { AnyInputName, Source } from '../reading/source.ts';

/** A trusted signer: a workflow or person by certificate, or the holder of a key. */
export type TrustedSigner =
  /** Exact, or with `*` for any characters. */
  | Readonly<{ kind: 'identity'; identity: string; issuer: string }>
  /** `key`: PEM, or its path. */
  | Readonly<{ kind: 'key'; key: string }>;

/** Issuers whose identities are those of workflows. */
const GITHUB = 'https://token.actions.githubusercontent.com';
const KEYS = ['identity', 'issuer', 'key'];
const FORM =
  'Write `identity: https://github.com/acme/api/.github/workflows/release.yml@refs/tags/*`, or `key: cosign.pub`.';

/** A YAML map, or a list of them: any one of these signers is enough. [] when the input is not given. */
export function readTrustedSigners(source: Source, name: AnyInputName): readonly TrustedSigner[] {
  const text = source.raw(name);
  if (text.trim() === '') return [];
  const document = parseDocument(text, { schema: 'failsafe', prettyErrors: false, logLevel: 'error' });
  const { contents, errors } = document;
  if (errors.length > 0 || (!isMap(contents) && !isSeq(contents))) {
    source.report(name, errors.length > 0 ? 'is not valid YAML' : 'is not a YAML map, nor a list of maps', FORM);
    return [];
  }
  const nodes: readonly unknown[] = isSeq(contents) ? contents.items : [contents];
  // Otherwise it would look like a fulfilled requirement.
  if (nodes.length === 0) source.report(name, 'is an empty list', FORM);
  return nodes.flatMap((node, at) => readOne(source, isSeq(contents) ? `${name}[${at}]` : name, node));
}

function readOne(source: Source, at: string, node: unknown): readonly TrustedSigner[] {
  if (!isMap(node)) return readSigner(source, at, undefined);
  return readSigner(
    source,
    at,
    Object.fromEntries(
      node.items.map(({ key, value }) => [
        isScalar(key) ? String(key.value) : '',
        isScalar(value) ? value.value : value,
      ]),
    ),
  );
}

/** One signer, from a map of texts. [] if an error was reported. */
export function readSigner(source: Pick<Source, 'report'>, at: string, given: unknown): readonly TrustedSigner[] {
  if (!isObject(given)) {
    source.report(at, 'is not a map', FORM);
    return [];
  }
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(given)) {
    if (!KEYS.includes(name)) {
      const meant = nearest(name, KEYS);
      const fix = meant === undefined ? `Known keys are ${KEYS.join(', ')}.` : `Did you mean \`${meant}\`?`;
      source.report(at, `has the unknown key ${quote(name)}`, fix);
    } else if (typeof value === 'string') values.set(name, value.trim());
    else source.report(`${at}.${name}`, 'is not text', 'Give one value.');
  }
  const [identity = '', issuer = '', key = ''] = KEYS.map(name => values.get(name));
  if (key !== '') {
    if (identity === '' && issuer === '') return [{ kind: 'key', key }];
    source.report(at, 'has both a key and an identity', 'Give one of them; for either of the two, write a list.');
    return [];
  }
  const trustedIssuer = issuer === '' ? GITHUB : issuer;
  const problem = identity === '' ? 'is empty' : overlyWide(identity, trustedIssuer);
  if (problem !== undefined) source.report(`${at}.identity`, problem, FORM);
  if (/^\*+$/.test(trustedIssuer)) {
    const fix = `Name it, as in \`issuer: ${GITHUB}\`.`;
    source.report(`${at}.issuer`, 'accepts every issuer', fix);
  }
  return [{ kind: 'identity', identity, issuer: trustedIssuer }];
}

/** Why a pattern matches identities that its author can't have meant; undefined when it doesn't. */
function overlyWide(identity: string, issuer: string): string | undefined {
  if (/^\*+$/.test(identity)) return 'accepts everyone who can sign';
  // Everybody can have workflows there, under any owner's name.
  const [beginning = ''] = issuer.split('*');
  const mayBeGithub = issuer === beginning ? issuer === GITHUB : GITHUB.startsWith(beginning);
  const isGithub = mayBeGithub || /^https:\/\/github\.com\//.test(identity);
  if (!isGithub || !identity.includes('*') || /^https:\/\/github\.com\/[^*/]+\//.test(identity)) return undefined;
  return "matches workflows of other owners on GitHub, because it has a `*` before the end of the owner's name";
}
