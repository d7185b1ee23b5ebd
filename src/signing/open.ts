import { resolve } from 'node:path';
import { at, type Context } from '../event/context.ts';
import { isOwnApi } from '../event/forge.ts';
import { idTokens, noIdToken } from '../github/id-token.ts';
import { InputError, messageOf, type Problem } from '../host/errors.ts';
import { readText } from '../host/files/regular-file.ts';
import { type Machine, retryPorts } from '../host/machine.ts';
import type { RetryPolicy } from '../host/retry.ts';
import { quote } from '../host/text/quote.ts';
import { serviceVariables } from '../host/variables/services.ts';
import type { AttestPlace } from '../inputs/signing/attest.ts';
import { type SigningInputs, signerOf } from '../inputs/signing/signing.ts';
import { COSIGN_SIGNATURE } from './bundle/statement.ts';
import { type ClaimOptions, claimRequestsOf } from './claim-requests.ts';
import { aboutKeyless, foreignServer } from './keyless.ts';
import { KeyProblem, readPrivateKey } from './keys.ts';
import { githubAttestations } from './services/github-attestations.ts';
import { type GithubStore, recordStorage, type StorageRecord, storeAtGithub } from './services/github-store.ts';
import { createServices } from './services/service.ts';
import {
  ConfigProblem,
  GITHUB_SIGSTORE,
  isPublicFulcio,
  NO_SIGSTORE,
  PUBLIC_SIGSTORE,
  readSigningConfig,
  type Sigstore,
} from './services/sigstore.ts';
import type { SigningSetup } from './sign-images.ts';
import { keylessSource, keySource } from './source.ts';
import { GITHUB_ROOT } from './trust/github-root.ts';
import { PUBLIC_ROOT } from './trust/public-root.ts';
import { type BundleVerifier, bundleVerifier } from './trust/verify.ts';

/** Everything needed for signing, validated before anything runs. */
export type OpenSigning = SigningSetup &
  Readonly<{
    /** Signatures are in a public transparency log. */
    isLogged: boolean;
    /** GitHub's own Sigstore signs. */
    isGithubs: boolean;
    /** Pages of the attestations stored at GitHub so far. */
    pages(): readonly string[];
    /** Where GitHub stores the run's attestations; undefined if it gets none. */
    store: GithubStore | undefined;
    /** Reports an image's location to GitHub. @throws ActionError */
    record(record: StorageRecord): Promise<void>;
    /** The predicate type that makes a statement a signature. */
    signatureType: string;
    close(): void;
  }>;

export { signImages } from './sign-images.ts';

export type SigningJob = Readonly<{
  signing: SigningInputs;
  retry: RetryPolicy;
  context: Context;
  /** For GitHub's API. */
  githubToken: string;
}>;

/**
 * Reads keys and configuration without any request.
 *
 * @throws InputError with all problems. @throws ActionError AUTH_FAILED when the job may have no id token
 */
export async function openSigning(job: SigningJob, machine: Machine): Promise<OpenSigning> {
  const { signing, retry, context } = job;
  const { env, log, signal, now, sleep } = machine;
  const by = signerOf(signing);
  const problems: Problem[] = [];
  const sigstore = readSigstore(job, now(), problems);
  const verifier = readRoot(job, sigstore, problems);
  const key = by === 'key' ? await readKey(job, machine, problems) : undefined;
  const places = placesOf(job, by, problems);
  if (signing.signLegacy) checkLegacy(sigstore, problems);
  const needsToken = by === 'keyless' || signing.attest.some(({ kind }) => kind === 'provenance');
  const lack = needsToken && !serviceVariables(env).offersIdTokens ? noIdToken() : undefined;
  if (problems.length > 0 || verifier === undefined) {
    const lacks = 'this job cannot get an id token from GitHub';
    const provenance = { input: 'attest', problem: `is \`provenance\`, and ${lacks}` };
    const about = by === 'key' ? provenance : aboutKeyless(signing, `and ${lacks}`);
    throw new InputError(lack === undefined ? problems : [...problems, { ...about, fix: lack.hint ?? '' }]);
  }
  if (lack !== undefined) throw lack;
  const onRetry = (text: string): void => log.info(text);
  const services = createServices({ ...retryPorts(machine), policy: retry, signal, proxyEnv: env, onRetry });
  const isLogged = sigstore.rekors.length > 0;
  const getToken = idTokens(env, { ...retryPorts(machine), policy: retry, signal, proxyEnv: env, mask: log.mask });
  const source =
    key === undefined
      ? keylessSource({ services, fulcio: sigstore.fulcio!, getToken, serverUrl: context.serverUrl, now })
      : keySource(key, isLogged, getToken);
  const pages: string[] = [];
  const store = places.includes('github') ? storeOf(job) : undefined;
  const options: ClaimOptions = {
    sign: signing.sign !== undefined,
    attest: signing.attest,
    places,
    isGithubOptional: signing.attestTo === undefined,
    source,
    context,
    store: async bundle => void (store && pages.push(await storeAtGithub(services, store, bundle))),
    log,
  };
  return {
    source,
    services,
    sigstore,
    verifier,
    claimRequests: (image, digests) => claimRequestsOf(options, image, digests),
    legacy: signing.signLegacy,
    stored: store && (digest => githubAttestations(services, store, digest)),
    ports: { now, sleep, signal },
    log,
    isLogged,
    isGithubs: sigstore === GITHUB_SIGSTORE,
    pages: () => pages,
    store,
    record: record => (store === undefined ? Promise.resolve() : recordStorage(services, store, record)),
    signatureType: COSIGN_SIGNATURE,
    close: services.close,
  };
}

/** cosign 2 needs a log's inclusion promise, which only version 1 of Rekor gives. */
function checkLegacy({ rekors }: Sigstore, problems: Problem[]): void {
  if (rekors.length === 0 || rekors.some(({ version }) => version === 1)) return;
  const fix = 'Add a Rekor of version 1 to `signing-config`, or remove `sign-legacy`.';
  problems.push({ input: 'sign-legacy', problem: 'is true, and `signing-config` names no Rekor of version 1', fix });
}

/** The destinations of attestations. By default GitHub gets only those of the two Sigstores that it accepts. */
function placesOf(
  { signing, context }: SigningJob,
  by: 'key' | 'keyless' | undefined,
  problems: Problem[],
): readonly AttestPlace[] {
  const { attest, attestTo, signingConfig } = signing;
  if (attest.length === 0) return [];
  if (attestTo === undefined) {
    const isForGithub = by === 'keyless' && signingConfig === '' && (isPublic(context) || !signing.signPublic);
    return isForGithub ? ['registry', 'github'] : ['registry'];
  }
  if (attestTo.includes('github') && by === 'key') {
    const fix = 'Set `sign: keyless`, or `attest-to: registry`.';
    problems.push({
      input: 'attest-to',
      problem: 'has `github`, which accepts no attestations signed with a key',
      fix,
    });
  }
  return attestTo;
}

/** The job's token is only sent to its own server's API. */
function storeOf({ context, githubToken }: SigningJob): GithubStore {
  const { apiUrl, serverUrl, repository } = context;
  return { apiUrl, serverUrl, repository, token: isOwnApi(apiUrl, serverUrl) ? githubToken : '' };
}

/** The signing services: the configured ones, the public ones, or none, for a key that must not appear in public. */
function readSigstore({ signing, context }: SigningJob, now: number, problems: Problem[]): Sigstore {
  const { signPublic, signingConfig } = signing;
  const by = signerOf(signing);
  const add = (input: string, problem: string, fix: string): void => void problems.push({ input, problem, fix });
  const mayBePublic = isPublic(context) || signPublic;
  const checkPublic = (): void => {
    const foreign = foreignServer(signing, context);
    if (foreign !== undefined) {
      problems.push(foreign);
    } else if (!mayBePublic) {
      const fix =
        'Set `sign-public: true` to accept that, use `sign: key`, or give the `signing-config` of a private Sigstore.';
      const why = "and this repository is not public: Sigstore's public log would show its name";
      problems.push({ ...aboutKeyless(signing, why), fix });
    }
  };
  if (signingConfig === '') {
    if (by === 'key') return mayBePublic ? { ...PUBLIC_SIGSTORE, fulcio: undefined, tsas: [] } : NO_SIGSTORE;
    // A requested signature must be verifiable with cosign; GitHub's own Sigstore is for attestations.
    const isAttestation = signing.sign === undefined && context.serverUrl === 'https://github.com';
    if (isAttestation && !mayBePublic) return GITHUB_SIGSTORE;
    checkPublic();
    return PUBLIC_SIGSTORE;
  }
  const sigstore = readFileAs(signingConfig, context, text => readSigningConfig(text, new Date(now)));
  if (typeof sigstore === 'string') {
    add('signing-config', sigstore, 'Give the path of a file that `cosign signing-config create` has written.');
    return NO_SIGSTORE;
  }
  if (by === 'keyless' && isPublicFulcio(sigstore.fulcio)) checkPublic();
  const lack = by === 'keyless' ? lackOf(sigstore) : undefined;
  if (lack !== undefined) add('signing-config', lack, 'Add it, with `cosign signing-config create`.');
  return sigstore;
}

/** What a configuration lacks for keyless signing. */
function lackOf({ fulcio, rekors, tsas }: Sigstore): string | undefined {
  if (fulcio === undefined) return 'names no Fulcio (`caUrls`) that is valid now';
  const hasTime = tsas.length > 0 || rekors.some(({ version }) => version === 1);
  return hasTime ? undefined : 'names no timestamp authority (`tsaUrls`), and no Rekor of version 1, that is valid now';
}

function readRoot(
  { signing, context }: SigningJob,
  sigstore: Sigstore,
  problems: Problem[],
): BundleVerifier | undefined {
  const { trustedRoot } = signing;
  const isBare = signerOf(signing) === 'key' && sigstore.rekors.length === 0;
  if (trustedRoot === '') {
    return bundleVerifier(isBare ? undefined : sigstore === GITHUB_SIGSTORE ? GITHUB_ROOT : PUBLIC_ROOT);
  }
  const verifier = readFileAs(trustedRoot, context, bundleVerifier);
  if (typeof verifier !== 'string') return verifier;
  const fix = 'Give the path of a `trusted_root.json`, as `cosign trusted-root create` writes it.';
  problems.push({ input: 'trusted-root', problem: verifier, fix });
  return undefined;
}

async function readKey({ signing, context }: SigningJob, { log }: Machine, problems: Problem[]) {
  const add = (problem: string, fix: string): void => void problems.push({ input: 'sign-key', problem, fix });
  const { signKey, signKeyPassword } = signing;
  if (signKey === '') {
    add('is empty', 'Does the secret exist, spelled like this? Fork and Dependabot runs get no secrets.');
    return undefined;
  }
  let pem = signKey;
  if (!signKey.includes('-----BEGIN') && !signKey.includes('\n')) {
    const text = readFileAs(signKey, context, content => ({ content }));
    if (typeof text === 'string') {
      add('is neither a PEM key nor the path of one', 'Give the key itself, or the path of a file in the workspace.');
      return undefined;
    }
    pem = text.content;
    log.mask(pem);
  }
  try {
    return await readPrivateKey(pem, signKeyPassword);
  } catch (error) {
    if (!(error instanceof KeyProblem)) throw error;
    add(error.message, error.fix);
    return undefined;
  }
}

/** Applies `make` to a file's text; a clause if that fails. */
function readFileAs<T extends object>(path: string, { workspace }: Context, make: (text: string) => T): T | string {
  let text: string;
  try {
    text = readText(resolve(workspace, path), { follow: true, largest: LARGEST });
  } catch (error) {
    return `cannot be read (${quote(path)}): ${messageOf(error)}`;
  }
  try {
    return make(text);
  } catch (error) {
    return error instanceof ConfigProblem ? error.message : 'is not a Sigstore trusted root';
  }
}

/** A trusted root with years of logs has some tens of KB. Bytes. */
const LARGEST = 4 * 1024 * 1024;

/** Whether the repository is known to be public. */
function isPublic({ payload }: Context): boolean {
  return at(payload, 'repository', 'private') === false;
}
