import { existsSync } from 'node:fs';
import { InputError, type Problem } from '../../host/errors.ts';
import { quote } from '../../host/text/quote.ts';
import { readLogins } from '../credentials.ts';
import type { Inputs } from '../inputs.ts';
import type { MissingSecret } from '../reading/missing-secret.ts';
import { items, line, type Source, sourceOf } from '../reading/source.ts';
import { readRetry } from '../robust.ts';
import { readTrustedSigners, type TrustedSigner } from '../signing/trusted-signers.ts';
import { type ImageToVerify, readImages } from './images.ts';

/** Requirements for an image. */
type Requirement = 'signature' | 'provenance';

/** Every input of the verify action, parsed and valid. */
export type VerifyInputs = Readonly<{
  images: readonly ImageToVerify[];
  /** At least one. */
  require: readonly Requirement[];
  /** One of these must have signed. */
  signedBy: readonly TrustedSigner[];
  /** Where images must come from: patterns of whole addresses and refs. [] accepts anything. */
  origin: Readonly<{ repository: readonly string[]; ref: readonly string[]; builder: readonly string[] }>;
  /** A path; '' for the public Sigstore's. */
  trustedRoot: string;
}> &
  Pick<Inputs, 'registries' | 'logins' | 'dockerConfig' | 'dockerConfigPassphrase' | 'githubToken' | 'retry'>;

/** Other than the code's remedy, this does not advise a dry run, which only the main action has. */
const FIX = 'Correct the inputs named in the message.';

/** The server that the job runs on, `https://github.com`, and its repository, `acme/api`. */
type Run = Readonly<{ serverUrl: string; repository: string }>;

/**
 * Reads the inputs of the verify action. Without `signed-by`, any workflow of `source-repository` may have signed, which
 * is the run's own repository by default.
 *
 * @throws InputError with every problem of every input
 */
export function readVerify(
  env: Readonly<Record<string, string | undefined>>,
  run: Run,
  exists: (path: string) => boolean = existsSync,
): VerifyInputs {
  const problems: Problem[] = [];
  const missing: MissingSecret[] = [];
  const source = sourceOf(env, problems, [], exists);
  const require = readRequire(source);
  const given = readTrustedSigners(source, 'signed-by');
  const isOwn = source.text('signed-by') === '';
  const inputs: VerifyInputs = {
    images: readImages(source),
    require,
    signedBy: isOwn ? workflowsOf(source, run) : given,
    origin: {
      repository: readRepositories(source, run, isOwn),
      ref: readRefs(source),
      builder: readBuilders(source, run),
    },
    trustedRoot: line(source, 'trusted-root'),
    registries: [],
    logins: readLogins(source, missing),
    dockerConfig: source.text('docker-config'),
    dockerConfigPassphrase: source.raw('docker-config-passphrase'),
    githubToken: source.text('github-token') || source.text('job-token'),
    retry: readRetry(source),
  };
  checkOrigin(source, inputs);
  if (problems.length + missing.length > 0) throw new InputError([...problems, ...missing], FIX);
  return inputs;
}

function readRequire(source: Source): readonly Requirement[] {
  const wanted = new Set(items(source, 'require', { commas: true }));
  const known = [...wanted].filter(one => one === 'signature' || one === 'provenance');
  if (known.length < wanted.size || wanted.size === 0) {
    source.invalid('require', quote(source.text('require')), '`signature`, `provenance` or both');
  }
  return known;
}

/** The issuer of GitHub's id tokens for this server; undefined if unknown. */
function issuerOf(serverUrl: string): string | undefined {
  const { host } = URL.parse(serverUrl) ?? {};
  if (host === 'github.com') return 'https://token.actions.githubusercontent.com';
  return host?.endsWith('.ghe.com') ? `https://token.actions.${host}` : undefined;
}

/** Every workflow of any repository: `source-repository` restricts them. */
function workflowsOf(source: Source, { serverUrl }: Run): readonly TrustedSigner[] {
  const issuer = issuerOf(serverUrl);
  if (issuer !== undefined) return [{ kind: 'identity', identity: `${serverUrl}/*`, issuer }];
  const fix = 'Write `identity:` and `issuer:`, or `key:`.';
  source.report('signed-by', `is empty, and the issuer of id tokens of ${serverUrl} is not known`, fix);
  return [];
}

function readRepositories(source: Source, { serverUrl, repository }: Run, isOwn: boolean): readonly string[] {
  const given = items(source, 'source-repository', { commas: true });
  const names = given.length === 0 && isOwn && repository !== '' ? [repository] : given;
  if (names.length === 0 && isOwn) {
    source.report('source-repository', 'is empty, and so is `signed-by`', 'Name the repository, as in `acme/api`.');
  }
  return names.map(name => {
    const path = name.startsWith(`${serverUrl}/`) ? name.slice(serverUrl.length + 1) : name;
    if (!/^[\w.-]+\/[\w.*-]+$/.test(path)) {
      source.invalid(
        'source-repository',
        quote(name),
        'a repository, as in `acme/api`, or all of an owner, as in `acme/*`',
      );
    }
    return `${serverUrl}/${path}`;
  });
}

function readRefs(source: Source): readonly string[] {
  const refs = items(source, 'source-ref', { commas: true });
  for (const ref of refs.filter(one => !one.startsWith('refs/'))) {
    source.invalid('source-ref', quote(ref), 'a whole ref, as in `refs/heads/main` or `refs/tags/v*`');
  }
  return refs;
}

function readBuilders(source: Source, { serverUrl }: Run): readonly string[] {
  return items(source, 'builder', { commas: true }).map(name => {
    if (!/^(?:https:\/\/)?[\w.-]+\//.test(name)) {
      source.invalid(
        'builder',
        quote(name),
        'a workflow, as in `acme/workflows/.github/workflows/build.yml@refs/tags/v*`',
      );
    }
    return name.startsWith('https://') ? name : `${serverUrl}/${name}`;
  });
}

/** A key's signature doesn't say where an image comes from. */
function checkOrigin(source: Source, { origin, require, signedBy }: VerifyInputs): void {
  if (require.includes('provenance') || signedBy.every(({ kind }) => kind !== 'key')) return;
  const inputs = { repository: 'source-repository', ref: 'source-ref', builder: 'builder' } as const;
  for (const key of ['repository', 'ref', 'builder'] as const) {
    if (origin[key].length === 0) continue;
    const fix = 'Add `provenance` to `require`, or remove it.';
    source.report(inputs[key], "is given, but a key's signature does not say where the image comes from", fix);
  }
}
