export const id = 429;
export const ids = [429];
export const modules = {

/***/ 84429:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  COSIGN_SIGNATURE: () => (/* reexport */ COSIGN_SIGNATURE),
  SLSA_PROVENANCE: () => (/* reexport */ SLSA_PROVENANCE),
  openAttestations: () => (/* reexport */ openAttestations),
  openRoot: () => (/* reexport */ openRoot),
  originCheck: () => (/* reexport */ originCheck),
  originOf: () => (/* reexport */ originOf),
  verifyImage: () => (/* reexport */ verifyImage),
  wantedOf: () => (/* reexport */ wantedOf)
});

// UNUSED EXPORTS: rootIn

// EXTERNAL MODULE: ./lib/host/fields.js
var fields = __webpack_require__(87617);
;// CONCATENATED MODULE: ./lib/signing/bundle/statement.js

/** DSSE's payload type for statements. */
const IN_TOTO = 'application/vnd.in-toto+json';
const STATEMENT = 'https://in-toto.io/Statement/v1';
/** cosign's predicate type for a plain signature. */
const COSIGN_SIGNATURE = 'https://sigstore.dev/cosign/sign/v1';
/** A signature of these manifests, as in cosign 3: one for an image and all its platforms. It names no repository. */
function signatureOf(digests) {
    return { predicateType: COSIGN_SIGNATURE, predicate: {}, subjects: digests.map(digest => ({ digest })) };
}
/** @see https://github.com/in-toto/attestation/blob/v1.1.0/spec/v1/statement.md */
function statementOf({ predicateType, predicate, subjects }) {
    const subject = subjects.map(({ name, digest }) => ({
        ...(name !== undefined && { name }),
        digest: { sha256: digest.slice('sha256:'.length) },
    }));
    return Buffer.from(JSON.stringify({ _type: STATEMENT, subject, predicateType, predicate }));
}
/**
 * The signed bytes: DSSE's pre-authentication encoding.
 *
 * @see https://github.com/secure-systems-lab/dsse/blob/v1.0.2/protocol.md
 */
function encodingOf(payload) {
    return Buffer.concat([Buffer.from(`DSSEv1 ${IN_TOTO.length} ${IN_TOTO} ${payload.length} `), payload]);
}
/** The statement in a payload; undefined if it is not a statement. Subjects without a sha256 digest are left out. */
function readStatement(payload) {
    let json;
    try {
        json = JSON.parse(payload.toString());
    }
    catch {
        return undefined;
    }
    if (!(0,fields/* isObject */.Gv)(json) || !String(json._type).startsWith('https://in-toto.io/Statement/'))
        return undefined;
    const { subject, predicateType, predicate } = json;
    if (!Array.isArray(subject) || typeof predicateType !== 'string')
        return undefined;
    return { predicateType, predicate, subjects: subject.flatMap(subjectIn) };
}
function subjectIn(value) {
    if (!(0,fields/* isObject */.Gv)(value) || !(0,fields/* isObject */.Gv)(value.digest))
        return [];
    const { sha256 } = value.digest;
    if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256))
        return [];
    return [{ ...(typeof value.name === 'string' && { name: value.name }), digest: `sha256:${sha256}` }];
}

;// CONCATENATED MODULE: ./lib/signing/claims/provenance.js
const SLSA_PROVENANCE = 'https://slsa.dev/provenance/v1';
/**
 * SLSA provenance of a workflow run, as in actions/attest-build-provenance.
 *
 * @param serverUrl `https://github.com`
 * @see https://slsa.dev/spec/v1.1/provenance and https://actions.github.io/buildtypes/workflow/v1
 */
function provenanceClaim(subjects, claims, serverUrl) {
    const text = (name) => String(claims[name] ?? '');
    const repository = `${serverUrl}/${text('repository')}`;
    const [path = ''] = text('workflow_ref')
        .replace(`${text('repository')}/`, '')
        .split('@');
    return {
        predicateType: SLSA_PROVENANCE,
        subjects,
        predicate: {
            buildDefinition: {
                buildType: 'https://actions.github.io/buildtypes/workflow/v1',
                externalParameters: { workflow: { ref: text('ref'), repository, path } },
                internalParameters: {
                    github: {
                        event_name: text('event_name'),
                        repository_id: text('repository_id'),
                        repository_owner_id: text('repository_owner_id'),
                        runner_environment: text('runner_environment'),
                    },
                },
                resolvedDependencies: [{ uri: `git+${repository}@${text('ref')}`, digest: { gitCommit: text('sha') } }],
            },
            runDetails: {
                builder: { id: `${serverUrl}/${text('job_workflow_ref')}` },
                metadata: { invocationId: `${repository}/actions/runs/${text('run_id')}/attempts/${text('run_attempt')}` },
            },
        },
    };
}

// EXTERNAL MODULE: ./lib/event/context.js
var context = __webpack_require__(13051);
// EXTERNAL MODULE: ./lib/host/text/glob.js
var glob = __webpack_require__(61160);
// EXTERNAL MODULE: ./lib/host/text/quote.js
var quote = __webpack_require__(64212);
;// CONCATENATED MODULE: ./lib/signing/glob.js

/**
 * Whether a pattern matches a whole identity, whose first `@` separates a workflow and its ref, or a person and a domain: the pattern's
 * part before it must match there. Otherwise `…/*@refs/heads/main` would match a branch named `x@refs/heads/main`,
 * which anybody could push.
 */
function matchesIdentity(pattern, text) {
    const [end, at] = [pattern.indexOf('@'), text.indexOf('@')];
    if (end < 0)
        return (0,glob/* matchesGlob */.k)(pattern, text);
    return (at >= 0 && (0,glob/* matchesGlob */.k)(pattern.slice(0, end), text.slice(0, at)) && (0,glob/* matchesGlob */.k)(pattern.slice(end), text.slice(at)));
}

// EXTERNAL MODULE: ./node_modules/@sigstore/bundle/dist/index.js
var dist = __webpack_require__(61040);
// EXTERNAL MODULE: ./node_modules/@sigstore/protobuf-specs/dist/index.js
var protobuf_specs_dist = __webpack_require__(19654);
// EXTERNAL MODULE: ./node_modules/@sigstore/verify/dist/index.js
var verify_dist = __webpack_require__(54187);
;// CONCATENATED MODULE: ./lib/signing/trust/verify.js





/** A bundle that is not the wanted signature. Its message is a clause: `is signed by …`. */
class SignatureDoubt extends Error {
    doubt;
    constructor(doubt, message, cause) {
        super(message, { cause });
        this.doubt = doubt;
    }
}
/** For keys, which need no authority. */
const NO_ROOT = { mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1' };
/**
 * @param trustedRoot Sigstore's trusted root in JSON; undefined if only keys are verified, without a log
 * @throws Error when it is not a trusted root
 * @see https://github.com/sigstore/protobuf-specs/blob/v0.5.0/protos/sigstore_trustroot.proto
 */
function verify_bundleVerifier(trustedRoot) {
    const json = trustedRoot === undefined ? NO_ROOT : JSON.parse(trustedRoot);
    const { mediaType } = (json ?? {});
    if (!String(mediaType).startsWith('application/vnd.dev.sigstore.trustedroot'))
        throw new Error('is not a Sigstore trusted root');
    const root = protobuf_specs_dist.TrustedRoot.fromJSON(json);
    // Parses every certificate and key in it.
    (0,verify_dist/* toTrustMaterial */.jO)(root);
    const signerOf = (bundle, by, signed) => {
        const key = by.kind === 'key' ? { publicKey: by.key, validFor: () => true } : undefined;
        const material = (0,verify_dist/* toTrustMaterial */.jO)(root, () => {
            if (key !== undefined)
                return key;
            throw new SignatureDoubt('key', 'is signed with a key, not by a workflow');
        });
        const needsLog = by.kind === 'key' ? by.log : root.tlogs.length > 0;
        const verifier = new verify_dist/* Verifier */.BL(material, {
            tlogThreshold: needsLog ? 1 : 0,
            ctlogThreshold: by.kind === 'keyless' && root.ctlogs.length > 0 ? 1 : 0,
            timestampThreshold: by.kind === 'keyless' ? 1 : 0,
        });
        checkParts(bundle, by, needsLog);
        return verifier.verify((0,verify_dist/* toSignedEntity */.DC)(bundle, signed));
    };
    const verified = (bundle, by, signed) => {
        try {
            const { identity } = signerOf(bundle, by, signed);
            const name = identity?.subjectAlternativeName ?? '';
            const issuer = identity?.extensions?.issuer ?? '';
            if (by.kind === 'keyless') {
                if (!by.isIdentity(name))
                    throw new SignatureDoubt('identity', `is signed by ${(0,quote/* quote */.h)(name)}`);
                if (!by.isIssuer(issuer))
                    throw new SignatureDoubt('issuer', `has an identity of the issuer ${(0,quote/* quote */.h)(issuer)}`);
            }
            return { identity: name, issuer, oids: oidsOf(identity?.oids ?? []) };
        }
        catch (error) {
            throw asDoubt(error);
        }
    };
    return {
        verify(bytes, subject, by) {
            const bundle = parse(bytes, 'dsseEnvelope');
            const claim = claimIn(bundle, subject);
            return { claim, ...verified(bundle, by) };
        },
        verifyBytes: (bytes, signed, by) => verified(parse(bytes, 'messageSignature'), by, signed),
    };
}
function parse(bytes, kind) {
    try {
        const bundle = (0,dist/* bundleFromJSON */.vw)(JSON.parse(bytes.toString()));
        const { content } = bundle;
        const isOne = content.$case !== 'dsseEnvelope' || content.dsseEnvelope.signatures.length === 1;
        if (content.$case === kind && isOne)
            return bundle;
    }
    catch (error) {
        throw new SignatureDoubt('form', 'is not a valid Sigstore bundle', error);
    }
    throw new SignatureDoubt('form', `is not a bundle of one ${kind === 'dsseEnvelope' ? 'signed statement' : 'signature'}`);
}
function claimIn({ content }, { digest, predicateType }) {
    const envelope = content.$case === 'dsseEnvelope' ? content.dsseEnvelope : undefined;
    const claim = envelope?.payloadType === IN_TOTO ? readStatement(envelope.payload) : undefined;
    if (claim === undefined)
        throw new SignatureDoubt('form', 'does not hold an in-toto statement');
    if (!claim.subjects.some(subject => subject.digest === digest)) {
        throw new SignatureDoubt('digest', `is about another image, not ${digest}`);
    }
    if (predicateType !== undefined && claim.predicateType !== predicateType) {
        throw new SignatureDoubt('predicate', `is a ${(0,quote/* quote */.h)(claim.predicateType)}, not a ${predicateType}`);
    }
    return claim;
}
/** Checks that the library would report in a misleading order or unclearly. */
function checkParts({ verificationMaterial }, by, needsLog) {
    const { content, tlogEntries } = verificationMaterial;
    if (by.kind === 'key' && content.$case !== 'publicKey') {
        throw new SignatureDoubt('key', 'is signed with a certificate, not with the key');
    }
    if (by.kind === 'keyless' && content.$case === 'publicKey') {
        throw new SignatureDoubt('key', 'is signed with a key, not by a workflow');
    }
    if (needsLog && tlogEntries.length === 0)
        throw new SignatureDoubt('log', 'has no entry of a transparency log');
}
const WORDS = {
    TLOG_ERROR: ['log', 'has no valid entry of a trusted transparency log'],
    TLOG_INCLUSION_PROOF_ERROR: ['log', 'has a log entry whose proof of inclusion is not valid'],
    TLOG_INCLUSION_PROMISE_ERROR: ['log', 'has a log entry that no trusted log has signed'],
    TLOG_MISSING_INCLUSION_ERROR: ['log', 'has a log entry without proof that it is in the log'],
    TLOG_BODY_ERROR: ['log', 'does not match what its log entry says was signed'],
    CERTIFICATE_ERROR: ['certificate', 'has a certificate that no trusted authority has issued'],
    PUBLIC_KEY_ERROR: ['key', 'is signed with another key'],
    SIGNATURE_ERROR: ['signature', 'has a signature that does not match what is signed, or the key'],
    TIMESTAMP_ERROR: ['timestamp', 'has no valid timestamp of a trusted authority'],
    NOT_IMPLEMENTED_ERROR: ['form', 'is of a kind that cannot be verified'],
};
function asDoubt(error) {
    if (error instanceof SignatureDoubt)
        return error;
    if (error instanceof verify_dist/* VerificationError */.mk) {
        const { cause } = error;
        const isExpired = [error, cause].some(each => each instanceof Error && /expired/.test(each.message));
        if (isExpired)
            return new SignatureDoubt('expired', 'was signed when its certificate was not valid', error);
        const [doubt, words] = WORDS[error.code];
        return new SignatureDoubt(doubt, words, error);
    }
    if (error instanceof verify_dist/* PolicyError */.pn)
        return new SignatureDoubt('identity', 'is signed by somebody else', error);
    // Errors inside certificates and the like are thrown unchanged.
    return new SignatureDoubt('form', 'cannot be verified: some part of it is damaged', error);
}
/** Fulcio's extensions, by the last number of their OID: `1.3.6.1.4.1.57264.1.N`. Values are DER strings. */
function oidsOf(oids) {
    return new Map(oids.flatMap(({ oid, value }) => (oid === undefined ? [] : [[oid.id.join('.'), derText(value)]])));
}
/** A UTF8String in DER, of less than 64 KB; the first extensions are plain bytes instead. */
function derText(value) {
    if (value[0] !== 0x0c || value[1] === undefined)
        return value.toString();
    return value.subarray(value[1] < 0x80 ? 2 : 2 + (value[1] & 0x7f)).toString();
}

;// CONCATENATED MODULE: ./lib/signing/origin.js






/** @see https://github.com/sigstore/fulcio/blob/v1.6.6/docs/oid-info.md */
const FULCIO = '1.3.6.1.4.1.57264.1';
/**
 * The origin in a verified statement. A certificate's origin was confirmed by the authority, which saw the workflow's
 * token. For a key there is only the provenance, which the key's holder has signed.
 */
function originOf({ claim, identity, oids }) {
    if (identity !== '') {
        const of = (oid) => oids.get(`${FULCIO}.${oid}`) ?? '';
        return { repository: of(12), ref: of(14), builder: of(9) };
    }
    const isProvenance = claim.predicateType === SLSA_PROVENANCE;
    const predicate = isProvenance ? claim.predicate : undefined;
    const workflow = (0,context.at)(predicate, 'buildDefinition', 'externalParameters', 'workflow');
    return {
        repository: (0,context/* text */.Qq)(workflow, 'repository') ?? '',
        ref: (0,context/* text */.Qq)(workflow, 'ref') ?? '',
        builder: (0,context/* text */.Qq)(predicate, 'runDetails', 'builder', 'id') ?? '',
    };
}
const origin_WORDS = {
    repository: ['does not say from which repository it was built', 'is of an image built from'],
    ref: ['does not say from which ref it was built', 'is of an image built from'],
    builder: ['does not say which workflow built it', 'is of an image built by'],
};
/**
 * A check of an image's origin. A key's plain signature names no origin, and is not checked.
 *
 * @returns a function that throws SignatureDoubt
 */
function originCheck(wanted) {
    return verified => {
        if (verified.identity === '' && verified.claim.predicateType !== SLSA_PROVENANCE)
            return;
        const origin = originOf(verified);
        for (const key of ['repository', 'ref', 'builder']) {
            const [found, patterns] = [origin[key], wanted[key]];
            // GitHub's owner and repository names are case-insensitive.
            const same = (one) => (key === 'repository' ? one.toLowerCase() : one);
            const matches = key === 'builder' ? matchesIdentity : glob/* matchesGlob */.k;
            if (patterns.length === 0 || patterns.some(one => matches(same(one), same(found))))
                continue;
            const [none, other] = origin_WORDS[key];
            throw new SignatureDoubt('origin', found === '' ? none : `${other} ${(0,quote/* quote */.h)(found)}`);
        }
    };
}

// EXTERNAL MODULE: ./lib/event/forge.js
var forge = __webpack_require__(47935);
// EXTERNAL MODULE: ./lib/host/machine.js
var host_machine = __webpack_require__(29491);
// EXTERNAL MODULE: ./lib/host/limit.js
var host_limit = __webpack_require__(43053);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/retry.js + 1 modules
var retry = __webpack_require__(24221);
// EXTERNAL MODULE: ./lib/http/body.js
var body = __webpack_require__(66150);
// EXTERNAL MODULE: ./lib/http/proxy.js
var proxy = __webpack_require__(30768);
// EXTERNAL MODULE: ./lib/http/redirect.js
var redirect = __webpack_require__(24634);
// EXTERNAL MODULE: ./lib/http/transport.js + 3 modules
var transport = __webpack_require__(28039);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
;// CONCATENATED MODULE: ./lib/signing/services/service.js








const service_JSON_OBJECT = { name: 'a JSON object', accepts: body => (0,fields/* isObject */.Gv)((0,fields/* jsonIn */.Yf)(body)) };
/** Rekor v2 answers once the entry is in the log, which takes up to 20 s. Milliseconds. */
const IDLE = 40_000;
const LARGEST = 16 * 1024 * 1024;
const CHECK_REACH = 'Check that the runner can reach it (proxy, firewall), and re-run the job.';
/** A service answered with a status that was not accepted. */
class StatusError extends errors/* ActionError */.lZ {
    status;
    constructor(status, message, verdict) {
        super(codeOf(verdict), message, { verdict });
        this.status = status;
    }
}
/** `verdict`: whether a retry may help. */
function codeOf(verdict) {
    return verdict === 'settled' ? 'SIGN_FAILED' : 'NETWORK_ERROR';
}
function serviceError(message, verdict, options = {}) {
    return new errors/* ActionError */.lZ(codeOf(verdict), message, { ...options, verdict });
}
function createServices(ports) {
    const { policy, signal, proxyEnv } = ports;
    const direct = (0,transport/* createTransport */.o)({});
    const proxied = (0,transport/* createTransport */.o)({ proxyEnv });
    const once = async (request, client) => {
        const transport = (0,reference/* isLoopback */.U9)(request.url.host) ? direct : proxied;
        // The request may contain an id token: it goes to no other host.
        const send = sent => (0,redirect/* sendFollowing */.eH)(transport, { ...sent, idle: IDLE, limit: IDLE, signal }, { insecure: false, stay: true });
        const { status, headers, body } = await client(request, { send, largest: LARGEST });
        if (!request.ok.includes(status)) {
            throw refused(request, status, body, (0,retry/* parseRetryAfter */.mu)(headers['retry-after'], ports.now()));
        }
        const { answers } = request;
        if (answers !== undefined && isSuccess(status) && !answers.accepts(body))
            throw strangePage(request, answers);
        return { status, location: headers.location, body };
    };
    return {
        send: (request, client = plainClient) => (0,retry/* retry */.L5)(() => once(request, client).catch(error => Promise.reject(asServiceError(request, error, signal))), {
            policy,
            ports,
            signal,
            onRetry: event => ports.onRetry((0,retry/* againLine */.FC)(event)),
        }).catch(error => Promise.reject(signal.aborted && !(error instanceof errors/* ActionError */.lZ) ? cancelled() : error)),
        close() {
            direct.close();
            proxied.close();
        },
    };
}
const plainClient = async ({ method = 'POST', url, headers, body: sent }, { send, largest }) => {
    const named = { 'user-agent': 'slipway', ...headers };
    const answer = await send({ method, url, headers: named, ...(sent && { body: sent }) });
    return { ...answer, body: await (0,body/* readBody */.x8)(answer.body, largest) };
};
/** The service's answer violates its protocol: it would answer the same again. */
function badAnswer({ service, url }, problem) {
    return serviceError(`${service} (${url.host}) ${problem}`, 'settled');
}
function isSuccess(status) {
    return status >= 200 && status <= 299;
}
function strangePage({ service, url }, { name }) {
    const problem = `answered with something other than ${name}`;
    return serviceError(`${service} (${url.host}) ${problem}`, {}, { hint: CHECK_REACH });
}
/** The fields of an answer that is a JSON_OBJECT. */
function service_answerFields({ body }) {
    return (0,fields/* jsonFields */.yX)(body);
}
function refused({ service, url }, status, body, retryAfter) {
    const verdict = (0,retry/* temporaryStatus */.Ew)(status) ? { retryAfter } : 'settled';
    const detail = wordsOf(body);
    const message = `${service} (${url.host}) answered ${status}${detail === '' ? '' : `: ${detail}`}`;
    return new StatusError(status, message, verdict);
}
/** The service's own explanation, on one line, without any tokens that it quotes. */
function wordsOf(body) {
    const text = body.toString('utf8', 0, 4000);
    let detail = text;
    try {
        const { message, error } = JSON.parse(text);
        detail = [message, error].find(part => typeof part === 'string') ?? '';
    }
    catch {
        if (/<html|<!doctype/i.test(text))
            return '';
    }
    const line = detail
        .replace(/eyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, '***')
        .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
        .trim();
    return line.length > 300 ? `${line.slice(0, 300).toWellFormed()}…` : line;
}
function asServiceError({ service, url }, error, signal) {
    if (error instanceof errors/* ActionError */.lZ)
        return error;
    if (signal.aborted)
        return cancelled();
    const byProxy = (0,proxy/* proxyTrouble */.gY)(error);
    const verdict = (0,redirect/* isRefusedRedirect */.bC)(error) ? 'settled' : (byProxy?.verdict ?? {});
    const hint = byProxy?.hint ?? CHECK_REACH;
    return serviceError(`${service} (${url.host}) does not answer: ${byProxy?.why ?? (0,errors/* messageOf */.bD)(error)}`, verdict, {
        hint,
        cause: error,
    });
}
function cancelled() {
    return new errors/* ActionError */.lZ('CANCELLED', 'Cancelled while signing; no tag was changed');
}

;// CONCATENATED MODULE: ./lib/signing/services/github-store.js

/**
 * Stores a bundle at GitHub, where `gh attestation verify` finds it.
 *
 * @returns the page that shows it
 * @throws ActionError SIGN_FAILED when GitHub refuses it, NETWORK_ERROR
 * @see https://docs.github.com/rest/repos/attestations
 */
async function storeAtGithub(services, store, bundle) {
    const { apiUrl, serverUrl, repository } = store;
    const request = {
        url: new URL(apiUrl),
        service: 'GitHub, asked to store an attestation,',
        ok: [200, 201],
        answers: JSON_OBJECT,
    };
    const client = githubClient(store, {
        url: '/repos/{owner}/{name}/attestations',
        parameters: namesIn(repository),
        data: `{"bundle":${bundle.toString()}}`,
    });
    const { id } = answerFields(await services.send(request, client));
    return `${serverUrl}/${repository}/attestations/${String(id)}`;
}
/**
 * Reports an image's location to GitHub.
 *
 * @throws ActionError SIGN_FAILED, NETWORK_ERROR
 * @see https://docs.github.com/rest/orgs/artifact-metadata
 */
async function recordStorage(services, store, record) {
    const { owner, name } = namesIn(store.repository);
    const client = githubClient(store, {
        url: '/orgs/{owner}/artifacts/metadata/storage-record',
        parameters: { owner },
        data: {
            name: record.name,
            digest: record.digest,
            registry_url: record.registryUrl,
            ...(record.version !== undefined && { version: record.version }),
            status: 'active',
            github_repository: name,
        },
    });
    const url = new URL(store.apiUrl);
    await services.send({ url, service: 'GitHub, asked to record where the image is,', ok: [200, 201] }, client);
}
/** Whether GitHub refused to store attestations for this repository or token. */
function isNotAllowed(error) {
    return error instanceof StatusError && [401, 403, 404].includes(error.status);
}
/**
 * Sends one request to GitHub's API with Octokit, which is loaded only then.
 *
 * @param asked what is sent; of the ServiceRequest only the accepted statuses and the words for messages are used
 */
function githubClient({ apiUrl, token }, asked) {
    return async (_, ports) => {
        const { createOctokit } = await Promise.all(/* import() */[__webpack_require__.e(845), __webpack_require__.e(282)]).then(__webpack_require__.bind(__webpack_require__, 51282));
        return createOctokit(apiUrl, token, ports)(asked);
    };
}
/** The parts of `owner/name`. */
function namesIn(repository) {
    const [owner = '', name = ''] = repository.split('/');
    return { owner, name };
}

;// CONCATENATED MODULE: ./lib/signing/services/snappy.js
/**
 * Unpacks Snappy's block format, in which GitHub stores attestations.
 *
 * @param most the most bytes of output
 * @returns undefined for another format or a larger output
 * @see https://github.com/google/snappy/blob/1.2.2/format_description.txt
 */
function unpackSnappy(packed, most) {
    const head = lengthOf(packed);
    if (head === undefined || head.length > most)
        return undefined;
    const out = Buffer.alloc(head.length);
    let [at, end] = [head.at, 0];
    while (at < packed.length) {
        const tag = packed[at];
        const element = (tag & 3) === 0 ? literalAt(packed, at) : copyAt(packed, at);
        if (element === undefined || end + element.length > out.length)
            return undefined;
        if ('from' in element)
            packed.copy(out, end, element.from, element.from + element.length);
        else if (element.offset === 0 || element.offset > end)
            return undefined;
        // A copy may overlap its own output.
        else
            for (let i = 0; i < element.length; i++)
                out[end + i] = out[end + i - element.offset];
        end += element.length;
        at = element.next;
    }
    return end === out.length ? out : undefined;
}
/** The leading output length: seven bits per byte, the lowest first. */
function lengthOf(packed) {
    let length = 0;
    for (let at = 0; at < Math.min(5, packed.length); at++) {
        length += (packed[at] & 0x7f) * 2 ** (7 * at);
        if (packed[at] < 0x80)
            return { length, at: at + 1 };
    }
    return undefined;
}
function literalAt(packed, at) {
    const short = packed[at] >> 2;
    const bytes = short < 60 ? 0 : short - 59;
    const from = at + 1 + bytes;
    if (from > packed.length)
        return undefined;
    const length = 1 + (bytes === 0 ? short : packed.readUIntLE(at + 1, bytes));
    const next = from + length;
    return next > packed.length ? undefined : { from, length, next };
}
function copyAt(packed, at) {
    const tag = packed[at];
    const bytes = [0, 1, 2, 4][tag & 3];
    const next = at + 1 + bytes;
    if (next > packed.length)
        return undefined;
    const low = packed.readUIntLE(at + 1, bytes);
    if (bytes === 1)
        return { length: 4 + ((tag >> 2) & 7), offset: ((tag >> 5) << 8) | low, next };
    return { length: 1 + (tag >> 2), offset: low, next };
}

;// CONCATENATED MODULE: ./lib/signing/services/github-attestations.js




/** The API's page size; whoever can write attestations can write thousands. */
const MOST = 100;
const github_attestations_LARGEST = 32 * 1024 * 1024;
/** The total for one image. Bytes. */
const ALL = 64 * 1024 * 1024;
const AT_ONCE = 4;
/**
 * An image's attestations at GitHub, newest first; none if GitHub has none or the token may not see them. `acme/*`
 * means all repositories of an organization.
 *
 * @throws ActionError SIGN_FAILED, NETWORK_ERROR
 * @see https://docs.github.com/rest/repos/attestations#list-attestations
 */
async function githubAttestations(services, { apiUrl, repository, token }, digest) {
    const { owner, name } = namesIn(repository);
    const place = name === '*' ? '/orgs/{owner}' : '/repos/{owner}/{name}';
    const client = githubClient({ apiUrl, token }, 
    // The `+` keeps the digest's colon. A parameter that the path does not have would become part of the query.
    {
        url: `${place}/attestations/{+digest}?per_page=${MOST}`,
        parameters: { owner, digest, ...(name !== '*' && { name }) },
    });
    const request = {
        url: new URL(apiUrl),
        service: 'GitHub, asked for attestations,',
        ok: [200, 404],
        answers: service_JSON_OBJECT,
    };
    const answer = await services.send(request, client).catch(error => {
        if (isNotAllowed(error))
            return undefined;
        throw error;
    });
    if (answer === undefined || answer.status === 404)
        return [];
    const { attestations } = service_answerFields(answer);
    if (!Array.isArray(attestations))
        throw badAnswer(request, 'answered without a list of attestations');
    const limit = (0,host_limit/* createLimit */.K)(AT_ONCE);
    let left = ALL;
    const bundles = await Promise.all(attestations.slice(0, MOST).map((one) => limit(async () => {
        if (left <= 0)
            return undefined;
        const bundle = await bundleOf(services, one);
        left -= bundle?.length ?? 0;
        return bundle;
    })));
    return bundles.filter(bundle => bundle !== undefined);
}
/** A list entry has the bundle itself, or its signed storage URL, which needs no token. */
async function bundleOf(services, attestation) {
    const { bundle, bundle_url: address } = (attestation ?? {});
    if (typeof bundle === 'object' && bundle !== null)
        return Buffer.from(JSON.stringify(bundle));
    const url = typeof address === 'string' ? URL.parse(address) : null;
    if (url === null || !/^https?:$/.test(url.protocol))
        return undefined;
    const service = "GitHub's storage of attestations";
    const { status, body } = await services.send({ method: 'GET', url, service, ok: [200, 404], answers: ATTESTATION });
    return status === 404 ? undefined : bundleIn(body);
}
const ATTESTATION = { name: 'an attestation', accepts: body => bundleIn(body) !== undefined };
/** The stored JSON, which may be compressed. */
function bundleIn(body) {
    return body[0] === 0x7b ? body : unpackSnappy(body, github_attestations_LARGEST);
}

;// CONCATENATED MODULE: ./lib/signing/services/open-attestations.js




/** Looks up images' attestations at GitHub. No request before `find`. */
function openAttestations({ apiUrl, serverUrl, repositories, token }, retry, machine) {
    const { env, log, signal } = machine;
    const onRetry = (text) => log.info(text);
    const services = createServices({ ...(0,host_machine/* retryPorts */.N)(machine), policy: retry, signal, proxyEnv: env, onRetry });
    const own = (0,forge/* isOwnApi */.$h)(apiUrl, serverUrl) ? token : '';
    return {
        async find(digest) {
            const found = await Promise.all(repositories.map(repository => githubAttestations(services, { apiUrl, repository, token: own }, digest)));
            return found.flat();
        },
        close: services.close,
    };
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/host/files/regular-file.js
var regular_file = __webpack_require__(30481);
;// CONCATENATED MODULE: ./lib/signing/trust/github-root.js
/**
 * The trusted root of GitHub's own Sigstore, which signs attestations of private repositories: its authorities, no logs.
 * Written by scripts/trusted-root.ts.
 *
 * Source: sigstore/sigstore-rust 948c317, which carries what its TUF client got from `tuf-repo.github.com` (trusted_root.json).
 */
const GITHUB_ROOT = '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1","certificateAuthorities":[{"subject":{"organization":"GitHub, Inc.","commonName":"Internal Services Root"},"uri":"fulcio.githubapp.com","certChain":{"certificates":[{"rawBytes":"MIICKjCCAbCgAwIBAgIUW3TJVeOvr+NSvJXdOw8nEEn7HhQwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMB4XDTIzMDkxMjE0MDY1NFoXDTI0MDkxMTE0MDY1NFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwyMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEsosodObhuHG6Pr5vp5y+pmnKawS1h2hwv3r3hBwqh3ZHJAw64mhDnDs9fw4jKkZEBYRSVyOHyZppz4day8hgpTIDwdj44Oan4RDb+wmj04jfhVLjLsQ4Q/X4K/ynRgNXo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUm0vkDkQZ29hutYdayJobIRmf/iMwHwYDVR0jBBgwFoAUwOG4UqRLTz7eejgRBs9JjqFFmzMwCgYIKoZIzj0EAwMDaAAwZQIwIBl93E7vkWTvdeIm1WSIM4qNsj0ApE8LCj3k1vrY5x6/7yhAZs7QlO3/FBCoEeaZAjEAlJcNr37uZq9BYHODHBeO/gP+6EfbzsNaLV22ASBlhF/a9y83ESLuqCNN7IxGxmWT"},{"rawBytes":"MIICFTCCAZugAwIBAgIUD3Jlqt4qhrcZI4UnGfPGrEq/pjQwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDkxMTEyMDAwMFoXDTI4MDkwOTEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE7X7nK0wC7uEmDjW+on0sXIX3FacL3hhcrhneA+M/kl1OtvQiPmFrH9lbUQqOj/AfspJ8uGY3jaq8WuSg6ghatzYfuuzLAJIK4nGpCBafncF8EynOssPq64/Dz+JUWXqlo2YwZDAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBATAdBgNVHQ4EFgQUwOG4UqRLTz7eejgRBs9JjqFFmzMwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAI8HWLrke7uzhOpwlD1cNixPmoX9XFKe7bEPozo0D+vKi0Gt6VlC7xPedFIw4/AypAIwQP+FGRWvfx0IAH5/n0aRiN7/LVpyFA5RkJASZOVOib2Y8pNuhXa9V3ZbWO6v6kW/"},{"rawBytes":"MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ=="}]},"validFor":{"start":"2023-10-27T16:30:00Z","end":"2024-05-25T00:00:00Z"}},{"subject":{"organization":"GitHub, Inc.","commonName":"Internal Services Root"},"uri":"fulcio.githubapp.com","certChain":{"certificates":[{"rawBytes":"MIICKzCCAbCgAwIBAgIUOpyw2HaZefsj/4SPXutGof8E2CkwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMB4XDTI0MDUxMzAwMDAwMFoXDTI1MDUxMzAwMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwyMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEJNJWvW8fckfk/oQmh+qCeIlFXl9YLEkKSjZCgcVB92Fi1HQnvmpCiyqpvP91SmT1/G6QbrmTGV7MmIQlDnBWHNUT+jwZ3elGu/yfr/v8U0uhZTIli/BMj5Y4ICHK/j4do3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUD0fF3cs+ldPyiWohHJ3JmO91V7gwHwYDVR0jBBgwFoAUwOG4UqRLTz7eejgRBs9JjqFFmzMwCgYIKoZIzj0EAwMDaQAwZgIxAO7BRC9i7oGUHjjlcHU/bfqk2NLy7t6wm3K5W+jBLFbAj6sVjYcY+rrYhop/OjclbQIxALafBKLPIPjoCI29BUHwLBFP6e92ZlyaoFtoqccceXAevRaDjXFvb5+M7wnD6AuAJw=="},{"rawBytes":"MIICFTCCAZugAwIBAgIUD3Jlqt4qhrcZI4UnGfPGrEq/pjQwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDkxMTEyMDAwMFoXDTI4MDkwOTEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE7X7nK0wC7uEmDjW+on0sXIX3FacL3hhcrhneA+M/kl1OtvQiPmFrH9lbUQqOj/AfspJ8uGY3jaq8WuSg6ghatzYfuuzLAJIK4nGpCBafncF8EynOssPq64/Dz+JUWXqlo2YwZDAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBATAdBgNVHQ4EFgQUwOG4UqRLTz7eejgRBs9JjqFFmzMwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAI8HWLrke7uzhOpwlD1cNixPmoX9XFKe7bEPozo0D+vKi0Gt6VlC7xPedFIw4/AypAIwQP+FGRWvfx0IAH5/n0aRiN7/LVpyFA5RkJASZOVOib2Y8pNuhXa9V3ZbWO6v6kW/"},{"rawBytes":"MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ=="}]},"validFor":{"start":"2024-05-13T00:00:00Z","end":"2024-10-25T00:00:00Z"}},{"subject":{"organization":"GitHub, Inc.","commonName":"Internal Services Root"},"uri":"fulcio.githubapp.com","certChain":{"certificates":[{"rawBytes":"MIICKzCCAbCgAwIBAgIUQeyd9UH06yZ63pDuqjgUZ58CnpMwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMB4XDTI0MTAwMzEyMDAwMFoXDTI1MTAwMzEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwyMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEwvbET2w+j9j9j50iTInH1gb9GSXkpsCvWz5orX1zgme+/Qh/5gMkpfmgfOSLV2ZRgT1hzujYmnKQvP2mCxYnbwQELAkAf+VhEY/7Uw3zZvguGQSdF1cxzRHiMTOha5eFo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUMib9z4ZYBcQANTVvVCa3KoTGbBUwHwYDVR0jBBgwFoAUwOG4UqRLTz7eejgRBs9JjqFFmzMwCgYIKoZIzj0EAwMDaQAwZgIxAPIU/zlJiJrxn6oTWNdEAD/YBSnhyxcvpq1D2DzFy8E8hbkEfMZPErYL7HyoL/BkdwIxAN9KDEKyktEUBrfHehfcLAzI2kERJx+8DSslXswOIbLaeqYfWsmrQAt5C0X/nOWxXA=="},{"rawBytes":"MIICFTCCAZugAwIBAgIUD3Jlqt4qhrcZI4UnGfPGrEq/pjQwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDkxMTEyMDAwMFoXDTI4MDkwOTEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE7X7nK0wC7uEmDjW+on0sXIX3FacL3hhcrhneA+M/kl1OtvQiPmFrH9lbUQqOj/AfspJ8uGY3jaq8WuSg6ghatzYfuuzLAJIK4nGpCBafncF8EynOssPq64/Dz+JUWXqlo2YwZDAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBATAdBgNVHQ4EFgQUwOG4UqRLTz7eejgRBs9JjqFFmzMwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAI8HWLrke7uzhOpwlD1cNixPmoX9XFKe7bEPozo0D+vKi0Gt6VlC7xPedFIw4/AypAIwQP+FGRWvfx0IAH5/n0aRiN7/LVpyFA5RkJASZOVOib2Y8pNuhXa9V3ZbWO6v6kW/"},{"rawBytes":"MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ=="}]},"validFor":{"start":"2024-10-07T00:00:00Z","end":"2025-06-19T00:00:00Z"}},{"subject":{"organization":"GitHub, Inc.","commonName":"Internal Services Root"},"uri":"fulcio.githubapp.com","certChain":{"certificates":[{"rawBytes":"MIICKTCCAbCgAwIBAgIUU7Y2PESb8FK88XCRQvI2rKDB5skwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMB4XDTI1MDUyNzAwMDAwMFoXDTI2MDUyNzAwMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwyMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEevMuOTGccTTXLu65xinRJP4gxkOemyAPCmUXEvhXKtLd+aDgN87PI0QxutOmPuQD2dLZVfxQmt5lvwJpUDIVYkKpH3mDxYbF6MJPMbq+A/EhkMaOS2+mcJRJdY2uam0Vo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQU8tE1L3b7FV3qJKzSqy1w97vPt6AwHwYDVR0jBBgwFoAUwOG4UqRLTz7eejgRBs9JjqFFmzMwCgYIKoZIzj0EAwMDZwAwZAIwSIsnfcDIvp+9SGBe9Es4xLDgZ6/B3wtODu+jtNUznQFPw1/WHa3iBMp3vYPkIqZDAjBBD4AKu166Hg7tDd5E8ckSCNNDkXD0Q7Xdl4yujgqv0goVMeOgRA1pKDGszhunjAQ="},{"rawBytes":"MIICFTCCAZugAwIBAgIUD3Jlqt4qhrcZI4UnGfPGrEq/pjQwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDkxMTEyMDAwMFoXDTI4MDkwOTEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE7X7nK0wC7uEmDjW+on0sXIX3FacL3hhcrhneA+M/kl1OtvQiPmFrH9lbUQqOj/AfspJ8uGY3jaq8WuSg6ghatzYfuuzLAJIK4nGpCBafncF8EynOssPq64/Dz+JUWXqlo2YwZDAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBATAdBgNVHQ4EFgQUwOG4UqRLTz7eejgRBs9JjqFFmzMwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAI8HWLrke7uzhOpwlD1cNixPmoX9XFKe7bEPozo0D+vKi0Gt6VlC7xPedFIw4/AypAIwQP+FGRWvfx0IAH5/n0aRiN7/LVpyFA5RkJASZOVOib2Y8pNuhXa9V3ZbWO6v6kW/"},{"rawBytes":"MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ=="}]},"validFor":{"start":"2025-05-27T00:00:00Z","end":"2025-12-09T00:00:00Z"}},{"subject":{"organization":"GitHub, Inc.","commonName":"Internal Services Root"},"uri":"fulcio.githubapp.com","certChain":{"certificates":[{"rawBytes":"MIICKjCCAbCgAwIBAgIUNansGfOzaol+jXgh/wsz0X36zTMwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMB4XDTI1MTExMzAwMDAwMFoXDTI2MTExMzAwMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwyMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE24Un0srydTqXkWtrVrNdgPRNa1cCZqBRpFImYqItuVs/mszkn+RSlwcMzg/LwphU84qwA8Xv2z8ZaIETHspoQgMO4dP5zhJ5W8M+9crL1kR4Co2vS3TJZF9Qpsg+HiTro3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUGO6KtZB8c9gbXS2uNF3tXCtFNhEwHwYDVR0jBBgwFoAUwOG4UqRLTz7eejgRBs9JjqFFmzMwCgYIKoZIzj0EAwMDaAAwZQIxALmOdTRy/SiOc+QSf+eAPz24xWGhMryvNpyNvBZDeyqthC9KaMKmX+kHwJ0A6/bTXQIwE1mPbkH6tBXuWxlR/2Bj7UZ3MADlHSYGQUjpHMdQqJk17UVBywad5U6uA/f0pFdU"},{"rawBytes":"MIICFTCCAZugAwIBAgIUD3Jlqt4qhrcZI4UnGfPGrEq/pjQwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDkxMTEyMDAwMFoXDTI4MDkwOTEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE7X7nK0wC7uEmDjW+on0sXIX3FacL3hhcrhneA+M/kl1OtvQiPmFrH9lbUQqOj/AfspJ8uGY3jaq8WuSg6ghatzYfuuzLAJIK4nGpCBafncF8EynOssPq64/Dz+JUWXqlo2YwZDAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBATAdBgNVHQ4EFgQUwOG4UqRLTz7eejgRBs9JjqFFmzMwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAI8HWLrke7uzhOpwlD1cNixPmoX9XFKe7bEPozo0D+vKi0Gt6VlC7xPedFIw4/AypAIwQP+FGRWvfx0IAH5/n0aRiN7/LVpyFA5RkJASZOVOib2Y8pNuhXa9V3ZbWO6v6kW/"},{"rawBytes":"MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ=="}]},"validFor":{"start":"2025-11-13T00:00:00Z","end":"2026-07-13T00:00:00Z"}},{"subject":{"organization":"GitHub, Inc.","commonName":"Internal Services Root"},"uri":"fulcio.githubapp.com","certChain":{"certificates":[{"rawBytes":"MIICKjCCAbCgAwIBAgIUCZdc6761A2K2ny11d+8tvDIlBuAwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMB4XDTI2MDYxMjAwMDAwMFoXDTI3MDYxMjAwMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwyMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE8K+awztD1Q48OQsI2PzffEwHJxdHoKneYSSRgnG6VCk0RlZWeVHM7EwpsDMgMMz98IrRqVBAjxSt7fs39rz6NUKG3T26Khv0gmzuJ1xG0j0BmK0j0kkfRvzYpQKv108to3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUgeNOwb9e7ggupu+PZL6nr0Wgm88wHwYDVR0jBBgwFoAUwOG4UqRLTz7eejgRBs9JjqFFmzMwCgYIKoZIzj0EAwMDaAAwZQIweEGv0C3qXaA2+oPahLsBzRA2C5+oWNE5Jq1Qpqrn0QeDCSY5eCKzwFjVa5eICks5AjEAsifahLxtAiHc0I2SWHYX3s3sfOLPArgK6oBM0hKbIMCOokEUhss67N06KOuV2rqQ"},{"rawBytes":"MIICFTCCAZugAwIBAgIUD3Jlqt4qhrcZI4UnGfPGrEq/pjQwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDkxMTEyMDAwMFoXDTI4MDkwOTEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZGdWxjaW8gSW50ZXJtZWRpYXRlIGwxMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE7X7nK0wC7uEmDjW+on0sXIX3FacL3hhcrhneA+M/kl1OtvQiPmFrH9lbUQqOj/AfspJ8uGY3jaq8WuSg6ghatzYfuuzLAJIK4nGpCBafncF8EynOssPq64/Dz+JUWXqlo2YwZDAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBATAdBgNVHQ4EFgQUwOG4UqRLTz7eejgRBs9JjqFFmzMwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAI8HWLrke7uzhOpwlD1cNixPmoX9XFKe7bEPozo0D+vKi0Gt6VlC7xPedFIw4/AypAIwQP+FGRWvfx0IAH5/n0aRiN7/LVpyFA5RkJASZOVOib2Y8pNuhXa9V3ZbWO6v6kW/"},{"rawBytes":"MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ=="}]},"validFor":{"start":"2026-06-12T00:00:00Z"}}],"timestampAuthorities":[{"subject":{"organization":"GitHub, Inc.","commonName":"Internal Services Root"},"uri":"timestamp.githubapp.com","certChain":{"certificates":[{"rawBytes":"MIICHDCCAaGgAwIBAgIUNDVlmtZuvoujn4KwiC/oxIr8hxAwCgYIKoZIzj0EAwMwMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMB4XDTIzMDgzMTEyMDAwMFoXDTI0MDgzMDEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgVGltZXN0YW1waW5nMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEV/zJhNTdu0Fa9hGCUih/JvqEoE81tEWrAVwUXXhdRgIY9hIFErLhNo6sSOpV9d7Zuy0KWMHhcimCUr41a1732ByVRy3f+Z4QhqpsgFMh5b5J90HJLK7HOyUZjehAnvSno3gwdjAOBgNVHQ8BAf8EBAMCB4AwDAYDVR0TAQH/BAIwADAdBgNVHQ4EFgQUGwE6T5ZIh6lY9wP6vt42UHyVMewwHwYDVR0jBBgwFoAUdh+GTP65aetHLVLs9hdhGgDIKIwwFgYDVR0lAQH/BAwwCgYIKwYBBQUHAwgwCgYIKoZIzj0EAwMDaQAwZgIxAJo48LtrSsn0UmLtqGiUKg2EUvso+aDN5EyjpvMmobZ/Oq9zjnR7Of369hoABW4/1gIxANg5ZW4FqijhsXnA3md6jM9yLrLCI9QL+KnuZnXq6WgAcNQaAN7PNNjVDKV3iJEklw=="},{"rawBytes":"MIICJDCCAaqgAwIBAgIUckXVHpiw7iJY1V/jY8LYLj5TgqAwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTI4MDgwNTEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEISv96hTQ58QroEzzu4K+o9p8YkwDCBia2U7Y+VBNbOG/w1mLRibve9hSeUE1FSyLBMkiFSSm6MexcsbjyqOoNtRxuMinyYt6DSEox+/It2s/bTPyNAN0QP0DCQQOpnTZo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwgwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUdh+GTP65aetHLVLs9hdhGgDIKIwwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAIhf+2E5W2yOb/fCDAjhL/G/jerf74M0tG/zyo32U2keawxkzZosDdwnPaHaGLynAQIwa8nr3en4fZz1AdOZm6nK5hr1qK2F94nifgnAJ/WeT0fZnK/oHan0R28x363qYuYH"},{"rawBytes":"MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ=="}]},"validFor":{"start":"2023-10-27T16:30:00Z","end":"2024-05-25T00:00:00Z"}},{"subject":{"organization":"GitHub, Inc.","commonName":"Internal Services Root"},"uri":"timestamp.githubapp.com","certChain":{"certificates":[{"rawBytes":"MIICGzCCAaGgAwIBAgIUPPgn6ner1PU/75CQ+62fdBuazaAwCgYIKoZIzj0EAwMwMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMB4XDTI0MDUxMzAwMDAwMFoXDTI1MDUxMzAwMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgVGltZXN0YW1waW5nMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEA0pG1mAC4qafk1JJuOoIvhnMME9XmBDxjGFreDLnyzaexIzRw+UHUFy8C2gE6Me+0tIGQt4Ftbu66NGmfvBkR6boPMYQSU2O5X5ykZBm/9LR/Aqz0lgmBy/OlXvTJjglo3gwdjAOBgNVHQ8BAf8EBAMCB4AwDAYDVR0TAQH/BAIwADAdBgNVHQ4EFgQUDa4GVhd97Z2V8kiVl9DB0kC53CMwHwYDVR0jBBgwFoAUdh+GTP65aetHLVLs9hdhGgDIKIwwFgYDVR0lAQH/BAwwCgYIKwYBBQUHAwgwCgYIKoZIzj0EAwMDaAAwZQIwEQHd++b7IBAAuqT2/1i/wXf1WM2XrkFF6qd1c3kFcBVvdLQyJ5KoyNUHnfCCVJROAjEA+FoASOEcARlU6RqVcif9JthHwzh6nNwz0AfAHvO8xantN/7HjiLmFrFEGR/g0kN/"},{"rawBytes":"MIICJDCCAaqgAwIBAgIUckXVHpiw7iJY1V/jY8LYLj5TgqAwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTI4MDgwNTEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEISv96hTQ58QroEzzu4K+o9p8YkwDCBia2U7Y+VBNbOG/w1mLRibve9hSeUE1FSyLBMkiFSSm6MexcsbjyqOoNtRxuMinyYt6DSEox+/It2s/bTPyNAN0QP0DCQQOpnTZo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwgwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUdh+GTP65aetHLVLs9hdhGgDIKIwwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAIhf+2E5W2yOb/fCDAjhL/G/jerf74M0tG/zyo32U2keawxkzZosDdwnPaHaGLynAQIwa8nr3en4fZz1AdOZm6nK5hr1qK2F94nifgnAJ/WeT0fZnK/oHan0R28x363qYuYH"},{"rawBytes":"MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ=="}]},"validFor":{"start":"2024-05-13T00:00:00Z","end":"2024-10-25T00:00:00Z"}},{"subject":{"organization":"GitHub, Inc.","commonName":"Internal Services Root"},"uri":"timestamp.githubapp.com","certChain":{"certificates":[{"rawBytes":"MIICGzCCAaGgAwIBAgIUH7swiMTn+svhcDh80OeZccDTj7AwCgYIKoZIzj0EAwMwMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMB4XDTI0MTAwNDEyMDAwMFoXDTI1MTAwNDEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgVGltZXN0YW1waW5nMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEM7jdYNBTeD6hjym2/y73b50u2AFQsf8305Sr1NleOqamH9aWt6obhJQH3NoNUw9iFzHcDvafYWQFMu7SmOxS5n3aqwwfR8oJxKnEl36uCmGB+8TXS3B76SVTHEhG5rzOo3gwdjAOBgNVHQ8BAf8EBAMCB4AwDAYDVR0TAQH/BAIwADAdBgNVHQ4EFgQUQvz9YbWX3S6a+jruBkhRBiE2RCkwHwYDVR0jBBgwFoAUdh+GTP65aetHLVLs9hdhGgDIKIwwFgYDVR0lAQH/BAwwCgYIKwYBBQUHAwgwCgYIKoZIzj0EAwMDaAAwZQIxAI4dhu5iyx/g+z1vKAAWvHtebl1ZwsC+Vwgjm6Ttlq5yLNHHvYEnJ/h15Qv2IuXvdgIwZ8H/iy4lXsFJdFYSsB1/zavl24EgxSzxK/pCpihXMetYYDA/lX3xMyquisMx45rN"},{"rawBytes":"MIICJDCCAaqgAwIBAgIUckXVHpiw7iJY1V/jY8LYLj5TgqAwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTI4MDgwNTEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEISv96hTQ58QroEzzu4K+o9p8YkwDCBia2U7Y+VBNbOG/w1mLRibve9hSeUE1FSyLBMkiFSSm6MexcsbjyqOoNtRxuMinyYt6DSEox+/It2s/bTPyNAN0QP0DCQQOpnTZo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwgwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUdh+GTP65aetHLVLs9hdhGgDIKIwwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAIhf+2E5W2yOb/fCDAjhL/G/jerf74M0tG/zyo32U2keawxkzZosDdwnPaHaGLynAQIwa8nr3en4fZz1AdOZm6nK5hr1qK2F94nifgnAJ/WeT0fZnK/oHan0R28x363qYuYH"},{"rawBytes":"MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ=="}]},"validFor":{"start":"2024-10-07T00:00:00Z","end":"2025-06-19T00:00:00Z"}},{"subject":{"organization":"GitHub, Inc.","commonName":"Internal Services Root"},"uri":"timestamp.githubapp.com","certChain":{"certificates":[{"rawBytes":"MIICGzCCAaGgAwIBAgIUaaAaeAO3NzYXR/muq5YMnGY34IUwCgYIKoZIzj0EAwMwMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMB4XDTI1MDUyNzAwMDAwMFoXDTI2MDUyNzAwMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgVGltZXN0YW1waW5nMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEAjyAb+jWITMjkgbjWC02N05Zf5/kPs73ICf5/8lHSyHnoqqItP2z3fkMpWiRpelX8eIjzCjZ0Zht+DpGxtJUNh5jMa+fFv2qoDLGbnQ17DXKXCr9nWHF4vCMflHZK5JHo3gwdjAOBgNVHQ8BAf8EBAMCB4AwDAYDVR0TAQH/BAIwADAdBgNVHQ4EFgQUyvAcv8s1s37A/IWZAwdEptzjfWIwHwYDVR0jBBgwFoAUdh+GTP65aetHLVLs9hdhGgDIKIwwFgYDVR0lAQH/BAwwCgYIKwYBBQUHAwgwCgYIKoZIzj0EAwMDaAAwZQIwMnoHA4qDtR3eRohUIhvHGG70xT9XMfEnuj0kRvi9wu9VumL4pXqz1ktJgTBm6DrYAjEA5SYnRfUm2yAYmGEkJr9RvSCV9O7X+fL8KqfM4TOPrXJLMERQjhRXbWZ4DjxvifnF"},{"rawBytes":"MIICJDCCAaqgAwIBAgIUckXVHpiw7iJY1V/jY8LYLj5TgqAwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTI4MDgwNTEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEISv96hTQ58QroEzzu4K+o9p8YkwDCBia2U7Y+VBNbOG/w1mLRibve9hSeUE1FSyLBMkiFSSm6MexcsbjyqOoNtRxuMinyYt6DSEox+/It2s/bTPyNAN0QP0DCQQOpnTZo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwgwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUdh+GTP65aetHLVLs9hdhGgDIKIwwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAIhf+2E5W2yOb/fCDAjhL/G/jerf74M0tG/zyo32U2keawxkzZosDdwnPaHaGLynAQIwa8nr3en4fZz1AdOZm6nK5hr1qK2F94nifgnAJ/WeT0fZnK/oHan0R28x363qYuYH"},{"rawBytes":"MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ=="}]},"validFor":{"start":"2025-05-27T00:00:00Z","end":"2025-12-09T00:00:00Z"}},{"subject":{"organization":"GitHub, Inc.","commonName":"Internal Services Root"},"uri":"timestamp.githubapp.com","certChain":{"certificates":[{"rawBytes":"MIICGzCCAaGgAwIBAgIUHiljSG9Nx/Qf/gPpl7V1kyRh/jYwCgYIKoZIzj0EAwMwMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMB4XDTI1MTExMzAwMDAwMFoXDTI2MTExMzAwMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgVGltZXN0YW1waW5nMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEG1ZUJgbtNpInC7jR9hi4OMWK5yF5VeRpmCs6ADS5lx23MEHo3ek32O123e3YwH+J3F9Vbpd7ePQHnpdc6tsBcQ/y/NPw2Vf+VwMI/E35C5/3Y9A5kRXq9CFXC1bU6Fj6o3gwdjAOBgNVHQ8BAf8EBAMCB4AwDAYDVR0TAQH/BAIwADAdBgNVHQ4EFgQUXa9JaNrcN+1Je5aHEemVnH2XXtMwHwYDVR0jBBgwFoAUdh+GTP65aetHLVLs9hdhGgDIKIwwFgYDVR0lAQH/BAwwCgYIKwYBBQUHAwgwCgYIKoZIzj0EAwMDaAAwZQIwJyVOay8lriDg4Up0VFWc/o19mzuQeoEItzM2dG50eXF4KbPo9zfdviS3D6StPFRGAjEA5IHCXJ8qP8CsAsQmT3IPimUTAvDNJZI4GFIxs+od/R/EUHGu4NxuwPX3A1ZnJP7z"},{"rawBytes":"MIICJDCCAaqgAwIBAgIUckXVHpiw7iJY1V/jY8LYLj5TgqAwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTI4MDgwNTEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEISv96hTQ58QroEzzu4K+o9p8YkwDCBia2U7Y+VBNbOG/w1mLRibve9hSeUE1FSyLBMkiFSSm6MexcsbjyqOoNtRxuMinyYt6DSEox+/It2s/bTPyNAN0QP0DCQQOpnTZo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwgwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUdh+GTP65aetHLVLs9hdhGgDIKIwwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAIhf+2E5W2yOb/fCDAjhL/G/jerf74M0tG/zyo32U2keawxkzZosDdwnPaHaGLynAQIwa8nr3en4fZz1AdOZm6nK5hr1qK2F94nifgnAJ/WeT0fZnK/oHan0R28x363qYuYH"},{"rawBytes":"MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ=="}]},"validFor":{"start":"2025-11-13T00:00:00Z","end":"2026-07-13T00:00:00Z"}},{"subject":{"organization":"GitHub, Inc.","commonName":"Internal Services Root"},"uri":"timestamp.githubapp.com","certChain":{"certificates":[{"rawBytes":"MIICGzCCAaGgAwIBAgIUFzPb1un+DvofqFPzAXiB5slHM1IwCgYIKoZIzj0EAwMwMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMB4XDTI2MDYxMjAwMDAwMFoXDTI3MDYxMjAwMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgVGltZXN0YW1waW5nMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAETpok7Tndv57l0YnFjKL+VpcusM8A2xgbTdV353wW8IynvsLTGAjF1BNS4x80TDKHbXxN3jSoSId1u1c3sCWpuEqHB1bbBqCfrlslNn6hyWzhwtiqRLE4LM0T+RPclKQCo3gwdjAOBgNVHQ8BAf8EBAMCB4AwDAYDVR0TAQH/BAIwADAdBgNVHQ4EFgQUu/GnSzNLJ4IjG9elW5L5a/W61JMwHwYDVR0jBBgwFoAUdh+GTP65aetHLVLs9hdhGgDIKIwwFgYDVR0lAQH/BAwwCgYIKwYBBQUHAwgwCgYIKoZIzj0EAwMDaAAwZQIxANGz5WZBgyZqGnuhr0gDhUW2s4ZXkJ1CMUaFzynjsQ0/8WZghN7Jh04vmT4Vl8y9zgIwJeBHIZNDZtjzDQB0UC+7im4snua3zsBrRbsEtWnqQhDzyT580H/uF4EVQN2kUUtZ"},{"rawBytes":"MIICJDCCAaqgAwIBAgIUckXVHpiw7iJY1V/jY8LYLj5TgqAwCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTI4MDgwNTEyMDAwMFowMjEVMBMGA1UEChMMR2l0SHViLCBJbmMuMRkwFwYDVQQDExBUU0EgaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEISv96hTQ58QroEzzu4K+o9p8YkwDCBia2U7Y+VBNbOG/w1mLRibve9hSeUE1FSyLBMkiFSSm6MexcsbjyqOoNtRxuMinyYt6DSEox+/It2s/bTPyNAN0QP0DCQQOpnTZo3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwgwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQUdh+GTP65aetHLVLs9hdhGgDIKIwwHwYDVR0jBBgwFoAUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaAAwZQIxAIhf+2E5W2yOb/fCDAjhL/G/jerf74M0tG/zyo32U2keawxkzZosDdwnPaHaGLynAQIwa8nr3en4fZz1AdOZm6nK5hr1qK2F94nifgnAJ/WeT0fZnK/oHan0R28x363qYuYH"},{"rawBytes":"MIIB9TCCAXqgAwIBAgIUNFryA06EHDIcd5EIbe8swbl9OY4wCgYIKoZIzj0EAwMwODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MB4XDTIzMDgwNzEyMDAwMFoXDTMzMDgwNDEyMDAwMFowODEVMBMGA1UEChMMR2l0SHViLCBJbmMuMR8wHQYDVQQDExZJbnRlcm5hbCBTZXJ2aWNlcyBSb290MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXYaXx4H0oNuVP/2cfydA3oaafvvkkkgb5hbL8/j/BO25S7uTmDOCA5e4QLLWCKFuc+xp2j14tCH4WmHzMUDvf2tXtInVliY5wZgQMM9L6klo/IwA9x4omdcjnT+kKJAjo0UwQzAOBgNVHQ8BAf8EBAMCAQYwEgYDVR0TAQH/BAgwBgEB/wIBAjAdBgNVHQ4EFgQUfFJ5/6rhfHEZPnXAhrQLhGkJJMwwCgYIKoZIzj0EAwMDaQAwZgIxAPzXsV+eokrqOHSQZH/XhhHE1slOscKy3DQpYpYJ1AWmJ2lJu/XOmubBX5s7apllUwIxALw2Ts8CDACiK42UymC8fk6sbNfoXUAWqdyKTVt2Lst+wNdkRniGvx7jT65BKTkcsQ=="}]},"validFor":{"start":"2026-06-12T00:00:00Z"}}]}';

;// CONCATENATED MODULE: ./lib/signing/trust/public-root.js
/**
 * The trusted root of the public Sigstore: its authorities and logs, with their keys. Written by scripts/trusted-root.ts.
 *
 * Source: @sigstore/tuf 5.0.1, which carries it as its seed (`tuf-repo-cdn.sigstore.dev`, trusted_root.json).
 */
const PUBLIC_ROOT = '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1","tlogs":[{"baseUrl":"https://rekor.sigstore.dev","hashAlgorithm":"SHA2_256","publicKey":{"rawBytes":"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE2G2Y+2tabdTV5BcGiBIx0a9fAFwrkBbmLSGtks4L3qX6yYY0zufBnhC8Ur/iy55GhWP/9A/bY2LhC30M9+RYtw==","keyDetails":"PKIX_ECDSA_P256_SHA_256","validFor":{"start":"2021-01-12T11:53:27Z"}},"logId":{"keyId":"wNI9atQGlz+VWfO6LRygH4QUfY/8W4RFwiT5i5WRgB0="}},{"baseUrl":"https://log2025-1.rekor.sigstore.dev","hashAlgorithm":"SHA2_256","publicKey":{"rawBytes":"MCowBQYDK2VwAyEAt8rlp1knGwjfbcXAYPYAkn0XiLz1x8O4t0YkEhie244=","keyDetails":"PKIX_ED25519","validFor":{"start":"2025-09-23T00:00:00Z"}},"logId":{"keyId":"zxGZFVvd0FEmjR8WrFwMdcAJ9vtaY/QXf44Y1wUeP6A="}}],"certificateAuthorities":[{"subject":{"organization":"sigstore.dev","commonName":"sigstore"},"uri":"https://fulcio.sigstore.dev","certChain":{"certificates":[{"rawBytes":"MIIB+DCCAX6gAwIBAgITNVkDZoCiofPDsy7dfm6geLbuhzAKBggqhkjOPQQDAzAqMRUwEwYDVQQKEwxzaWdzdG9yZS5kZXYxETAPBgNVBAMTCHNpZ3N0b3JlMB4XDTIxMDMwNzAzMjAyOVoXDTMxMDIyMzAzMjAyOVowKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTB2MBAGByqGSM49AgEGBSuBBAAiA2IABLSyA7Ii5k+pNO8ZEWY0ylemWDowOkNa3kL+GZE5Z5GWehL9/A9bRNA3RbrsZ5i0JcastaRL7Sp5fp/jD5dxqc/UdTVnlvS16an+2Yfswe/QuLolRUCrcOE2+2iA5+tzd6NmMGQwDgYDVR0PAQH/BAQDAgEGMBIGA1UdEwEB/wQIMAYBAf8CAQEwHQYDVR0OBBYEFMjFHQBBmiQpMlEk6w2uSu1KBtPsMB8GA1UdIwQYMBaAFMjFHQBBmiQpMlEk6w2uSu1KBtPsMAoGCCqGSM49BAMDA2gAMGUCMH8liWJfMui6vXXBhjDgY4MwslmN/TJxVe/83WrFomwmNf056y1X48F9c4m3a3ozXAIxAKjRay5/aj/jsKKGIkmQatjI8uupHr/+CxFvaJWmpYqNkLDGRU+9orzh5hI2RrcuaQ=="}]},"validFor":{"start":"2021-03-07T03:20:29Z","end":"2022-12-31T23:59:59.999Z"}},{"subject":{"organization":"sigstore.dev","commonName":"sigstore"},"uri":"https://fulcio.sigstore.dev","certChain":{"certificates":[{"rawBytes":"MIICGjCCAaGgAwIBAgIUALnViVfnU0brJasmRkHrn/UnfaQwCgYIKoZIzj0EAwMwKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTAeFw0yMjA0MTMyMDA2MTVaFw0zMTEwMDUxMzU2NThaMDcxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEeMBwGA1UEAxMVc2lnc3RvcmUtaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE8RVS/ysH+NOvuDZyPIZtilgUF9NlarYpAd9HP1vBBH1U5CV77LSS7s0ZiH4nE7Hv7ptS6LvvR/STk798LVgMzLlJ4HeIfF3tHSaexLcYpSASr1kS0N/RgBJz/9jWCiXno3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQU39Ppz1YkEZb5qNjpKFWixi4YZD8wHwYDVR0jBBgwFoAUWMAeX5FFpWapesyQoZMi0CrFxfowCgYIKoZIzj0EAwMDZwAwZAIwPCsQK4DYiZYDPIaDi5HFKnfxXx6ASSVmERfsynYBiX2X6SJRnZU84/9DZdnFvvxmAjBOt6QpBlc4J/0DxvkTCqpclvziL6BCCPnjdlIB3Pu3BxsPmygUY7Ii2zbdCdliiow="},{"rawBytes":"MIIB9zCCAXygAwIBAgIUALZNAPFdxHPwjeDloDwyYChAO/4wCgYIKoZIzj0EAwMwKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTAeFw0yMTEwMDcxMzU2NTlaFw0zMTEwMDUxMzU2NThaMCoxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjERMA8GA1UEAxMIc2lnc3RvcmUwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAAT7XeFT4rb3PQGwS4IajtLk3/OlnpgangaBclYpsYBr5i+4ynB07ceb3LP0OIOZdxexX69c5iVuyJRQ+Hz05yi+UF3uBWAlHpiS5sh0+H2GHE7SXrk1EC5m1Tr19L9gg92jYzBhMA4GA1UdDwEB/wQEAwIBBjAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBRYwB5fkUWlZql6zJChkyLQKsXF+jAfBgNVHSMEGDAWgBRYwB5fkUWlZql6zJChkyLQKsXF+jAKBggqhkjOPQQDAwNpADBmAjEAj1nHeXZp+13NWBNa+EDsDP8G1WWg1tCMWP/WHPqpaVo0jhsweNFZgSs0eE7wYI4qAjEA2WB9ot98sIkoF3vZYdd3/VtWB5b9TNMea7Ix/stJ5TfcLLeABLE4BNJOsQ4vnBHJ"}]},"validFor":{"start":"2022-04-13T20:06:15Z"}}],"ctlogs":[{"baseUrl":"https://ctfe.sigstore.dev/test","hashAlgorithm":"SHA2_256","publicKey":{"rawBytes":"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbfwR+RJudXscgRBRpKX1XFDy3PyudDxz/SfnRi1fT8ekpfBd2O1uoz7jr3Z8nKzxA69EUQ+eFCFI3zeubPWU7w==","keyDetails":"PKIX_ECDSA_P256_SHA_256","validFor":{"start":"2021-03-14T00:00:00Z","end":"2022-10-31T23:59:59.999Z"}},"logId":{"keyId":"CGCS8ChS/2hF0dFrJ4ScRWcYrBY9wzjSbea8IgY2b3I="}},{"baseUrl":"https://ctfe.sigstore.dev/2022","hashAlgorithm":"SHA2_256","publicKey":{"rawBytes":"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEiPSlFi0CmFTfEjCUqF9HuCEcYXNKAaYalIJmBZ8yyezPjTqhxrKBpMnaocVtLJBI1eM3uXnQzQGAJdJ4gs9Fyw==","keyDetails":"PKIX_ECDSA_P256_SHA_256","validFor":{"start":"2022-10-20T00:00:00Z"}},"logId":{"keyId":"3T0wasbHETJjGR4cmWc3AqJKXrjePK3/h4pygC8p7o4="}}],"timestampAuthorities":[{"subject":{"organization":"sigstore.dev","commonName":"sigstore-tsa-selfsigned"},"uri":"https://timestamp.sigstore.dev/api/v1/timestamp","certChain":{"certificates":[{"rawBytes":"MIICEDCCAZagAwIBAgIUOhNULwyQYe68wUMvy4qOiyojiwwwCgYIKoZIzj0EAwMwOTEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MSAwHgYDVQQDExdzaWdzdG9yZS10c2Etc2VsZnNpZ25lZDAeFw0yNTA0MDgwNjU5NDNaFw0zNTA0MDYwNjU5NDNaMC4xFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEVMBMGA1UEAxMMc2lnc3RvcmUtdHNhMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE4ra2Z8hKNig2T9kFjCAToGG30jky+WQv3BzL+mKvh1SKNR/UwuwsfNCg4sryoYAd8E6isovVA3M4aoNdm9QDi50Z8nTEyvqgfDPtTIwXItfiW/AFf1V7uwkbkAoj0xxco2owaDAOBgNVHQ8BAf8EBAMCB4AwHQYDVR0OBBYEFIn9eUOHz9BlRsMCRscsc1t9tOsDMB8GA1UdIwQYMBaAFJjsAe9/u1H/1JUeb4qImFMHic6/MBYGA1UdJQEB/wQMMAoGCCsGAQUFBwMIMAoGCCqGSM49BAMDA2gAMGUCMDtpsV/6KaO0qyF/UMsX2aSUXKQFdoGTptQGc0ftq1csulHPGG6dsmyMNd3JB+G3EQIxAOajvBcjpJmKb4Nv+2Taoj8Uc5+b6ih6FXCCKraSqupe07zqswMcXJTe1cExvHvvlw=="},{"rawBytes":"MIIB9zCCAXygAwIBAgIUV7f0GLDOoEzIh8LXSW80OJiUp14wCgYIKoZIzj0EAwMwOTEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MSAwHgYDVQQDExdzaWdzdG9yZS10c2Etc2VsZnNpZ25lZDAeFw0yNTA0MDgwNjU5NDNaFw0zNTA0MDYwNjU5NDNaMDkxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEgMB4GA1UEAxMXc2lnc3RvcmUtdHNhLXNlbGZzaWduZWQwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAAQUQNtfRT/ou3YATa6wB/kKTe70cfJwyRIBovMnt8RcJph/COE82uyS6FmppLLL1VBPGcPfpQPYJNXzWwi8icwhKQ6W/Qe2h3oebBb2FHpwNJDqo+TMaC/tdfkv/ElJB72jRTBDMA4GA1UdDwEB/wQEAwIBBjASBgNVHRMBAf8ECDAGAQH/AgEAMB0GA1UdDgQWBBSY7AHvf7tR/9SVHm+KiJhTB4nOvzAKBggqhkjOPQQDAwNpADBmAjEAwGEGrfGZR1cen1R8/DTVMI943LssZmJRtDp/i7SfGHmGRP6gRbuj9vOK3b67Z0QQAjEAuT2H673LQEaHTcyQSZrkp4mX7WwkmF+sVbkYY5mXN+RMH13KUEHHOqASaemYWK/E"}]},"validFor":{"start":"2025-07-04T00:00:00Z"}}]}';

;// CONCATENATED MODULE: ./lib/signing/trust/open-root.js







/** A trusted root with years of logs has some tens of KB. Bytes. */
const open_root_LARGEST = 4 * 1024 * 1024;
/** Doubts after which another root may know the signer. */
const UNKNOWN = ['certificate', 'log', 'timestamp', 'expired'];
/**
 * Verifies against the public Sigstore's root, and unknown signers against GitHub's own, which signs the attestations
 * of private repositories.
 */
function builtIn() {
    const open = verify_bundleVerifier(PUBLIC_ROOT);
    let github;
    return {
        verifyBytes: open.verifyBytes,
        verify(bundle, subject, by) {
            try {
                return open.verify(bundle, subject, by);
            }
            catch (error) {
                const mayKnow = by.kind === 'keyless' && error instanceof SignatureDoubt && UNKNOWN.includes(error.doubt);
                if (!mayKnow)
                    throw error;
                github ??= verify_bundleVerifier(GITHUB_ROOT);
                return verifyElse(github, error, [bundle, subject, by]);
            }
        },
    };
}
/** @throws SignatureDoubt the first one, unless the second root knows the signer and also has a doubt */
function verifyElse(other, first, asked) {
    try {
        return other.verify(...asked);
    }
    catch (error) {
        throw error instanceof SignatureDoubt && !UNKNOWN.includes(error.doubt) ? error : first;
    }
}
/**
 * Verifies against the root of the input `trusted-root`; '' means those of the public Sigstore and GitHub.
 *
 * @throws InputError
 */
function openRoot(path, workspace) {
    if (path === '')
        return builtIn();
    try {
        return verify_bundleVerifier((0,regular_file/* readText */.yR)((0,external_node_path_.resolve)(workspace, path), { follow: true, largest: open_root_LARGEST }));
    }
    catch (error) {
        const why = error instanceof SyntaxError ? 'it is not valid JSON' : (0,errors/* messageOf */.bD)(error);
        const problem = `cannot be used (${(0,quote/* quote */.h)(path)}): ${why}`;
        const fix = 'Give the path of a trusted root in JSON, as `cosign trusted-root create` writes it.';
        throw new errors/* InputError */.dz([{ input: 'trusted-root', problem, fix }]);
    }
}
/** Verifies against a given root; '' means those of the public Sigstore and GitHub. @throws InputError */
function rootIn(text) {
    if (text === '')
        return builtIn();
    try {
        return bundleVerifier(text);
    }
    catch (error) {
        const why = error instanceof SyntaxError ? 'it is not valid JSON' : messageOf(error);
        const fix = 'Write a trusted root in JSON, as `cosign trusted-root create` makes it.';
        throw new InputError([{ input: 'policy', problem: `has a \`trusted-root\` that cannot be used: ${why}`, fix }]);
    }
}

// EXTERNAL MODULE: ./lib/host/files/read-if-there.js
var read_if_there = __webpack_require__(3169);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var oci_manifest = __webpack_require__(44360);
// EXTERNAL MODULE: ./lib/oci/referrer.js
var oci_referrer = __webpack_require__(73530);
;// CONCATENATED MODULE: ./lib/registry/referrer-list.js



/** Reads both concurrently. */
async function readReferrerList(repository, subject) {
    const [listed, tagged] = await Promise.all([repository.referrers(subject), readTagged(repository, subject)]);
    return { listed, tagged };
}
/** All entries, without duplicates. */
function allIn({ listed = [], tagged }) {
    return [...new Map([...listed, ...tagged].map(one => [one.digest, one])).values()];
}
/** The list in the fallback tag. */
async function readTagged(repository, subject) {
    const index = await repository.getManifest((0,oci_referrer/* referrersTag */.LN)(subject));
    return index === undefined ? [] : ((0,oci_referrer/* referrersIn */.qs)(index.bytes) ?? []);
}
/**
 * Adds entries to the fallback tag, unless it has all of them.
 *
 * @param before its entries, read just before: concurrent additions would be lost
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#referrers-tag-schema
 */
async function addToReferrersTag(repository, subject, before, added) {
    const missing = added.filter(({ digest }) => !before.some(one => one.digest === digest));
    if (missing.length > 0)
        await repository.putManifest(indexOf([...before, ...missing]), referrersTag(subject));
}
function indexOf(manifests) {
    const mediaType = OCI_INDEX;
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests }));
    return { mediaType, digest: sha256(bytes), bytes };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./lib/signing/keys.js


/** Why a text is not a valid signing key: a clause, and how to fix it. */
class KeyProblem extends Error {
    fix;
    constructor(problem, fix) {
        super(problem);
        this.fix = fix;
    }
}
const FORMS = 'Give a PEM private key of the curve P-256 (`openssl ecparam -name prime256v1 -genkey -noout`), or the file that `cosign generate-key-pair` writes.';
/**
 * Reads a private key: PEM (PKCS#8 or SEC 1, encrypted or not), or cosign's own encrypted form.
 *
 * @throws KeyProblem
 */
async function readPrivateKey(pem, password) {
    const cosign = /-----BEGIN ENCRYPTED (?:COSIGN|SIGSTORE) PRIVATE KEY-----([\s\S]*?)-----END/.exec(pem)?.[1];
    const key = cosign === undefined ? readPem(pem, password) : await readCosignKey(cosign, password);
    if (key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1')
        return key;
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
    throw new KeyProblem(`is a key of an unsupported kind (${details?.namedCurve ?? type})`, FORMS);
}
function readPem(pem, passphrase) {
    if (/-----BEGIN (?:PUBLIC KEY|CERTIFICATE)/.test(pem))
        throw new KeyProblem('is not a private key', FORMS);
    if (!pem.includes('-----BEGIN '))
        throw new KeyProblem('is neither a PEM key nor the path of one', FORMS);
    const isEncrypted = /ENCRYPTED/.test(pem);
    if (isEncrypted && passphrase === '')
        throw needsPassword();
    try {
        return createPrivateKey({ key: pem, ...(isEncrypted && { passphrase }) });
    }
    catch {
        // OpenSSL's error is omitted: it is about a secret.
        if (isEncrypted)
            throw wrongPassword();
        throw new KeyProblem('is not a valid PEM private key', FORMS);
    }
}
/** @see https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md and go-securesystemslib/encrypted */
async function readCosignKey(body, password) {
    const { kdf, cipher, ciphertext } = parseCosign(body);
    const { N = 0, r = 0, p = 0 } = kdf?.params ?? {};
    // cosign's own are 65536, 8 and 1; a file must not require gigabytes or hours.
    const isBounded = [N, r, p].every(Number.isSafeInteger) && N > 1 && N <= 2 ** 20 && r > 0 && r <= 16 && p > 0 && p <= 4;
    if (kdf?.name !== 'scrypt' || cipher?.name !== 'nacl/secretbox' || !isBounded) {
        throw new KeyProblem('is a cosign key in an unknown format', FORMS);
    }
    const { default: nacl } = await __webpack_require__.e(/* import() */ 668).then(__webpack_require__.t.bind(__webpack_require__, 80668, 19));
    const derive = promisify(scrypt);
    const secret = await derive(password, bytesOf(kdf.salt), 32, { N, r, p, maxmem: 256 * N * r });
    const nonce = bytesOf(cipher.nonce);
    if (nonce.length !== nacl.secretbox.nonceLength)
        throw new KeyProblem('is a damaged cosign key', FORMS);
    const opened = nacl.secretbox.open(bytesOf(ciphertext), nonce, secret);
    if (opened === null)
        throw password === '' ? needsPassword() : wrongPassword();
    try {
        return createPrivateKey({ key: Buffer.from(opened), format: 'der', type: 'pkcs8' });
    }
    catch {
        throw new KeyProblem('is not a private key', FORMS);
    }
}
function parseCosign(body) {
    try {
        return (JSON.parse(Buffer.from(body, 'base64').toString()) ?? {});
    }
    catch {
        throw new KeyProblem('is a damaged cosign key', FORMS);
    }
}
function bytesOf(base64) {
    return Buffer.from(typeof base64 === 'string' ? base64 : '', 'base64');
}
function needsPassword() {
    return new KeyProblem('is encrypted, and `sign-key-password` is empty', 'Set `sign-key-password` to its password.');
}
function wrongPassword() {
    return new KeyProblem('cannot be decrypted with `sign-key-password`', 'Check that the password is the one of this key.');
}
/**
 * Reads a public key in PEM, of a kind that cosign 3 can verify: P-256, as it creates them, or RSA, as many key
 * services do. (With P-384, P-521 and Ed25519, cosign 3.1.1 writes bundles that it then rejects.)
 *
 * @throws KeyProblem
 */
function readPublicKey(pem) {
    const key = readPublicPem(pem);
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
    if (type === 'rsa' || details?.namedCurve === 'prime256v1')
        return key;
    throw new KeyProblem(`is a key of an unsupported kind (${details?.namedCurve ?? type})`, 'Use a key of the curve P-256, or an RSA key.');
}
function readPublicPem(pem) {
    try {
        if (/-----BEGIN PUBLIC KEY-----/.test(pem))
            return (0,external_node_crypto_.createPublicKey)(pem);
    }
    catch {
        // Reported below.
    }
    throw new KeyProblem('is not a PEM public key', 'Give the text of `cosign.pub`, from `-----BEGIN PUBLIC KEY-----` on.');
}

// EXTERNAL MODULE: ./lib/oci/descriptor.js
var descriptor = __webpack_require__(11260);
;// CONCATENATED MODULE: ./lib/signing/referrers/manifest.js




/** The configuration of OCI artifacts (image-spec, "Guidance for an Empty Descriptor"). */
const EMPTY = Buffer.from('{}');
const EMPTY_DESCRIPTOR = {
    mediaType: 'application/vnd.oci.empty.v1+json',
    digest: (0,oci_digest/* sha256 */.s)(EMPTY),
    size: EMPTY.length,
};
/**
 * The manifest that attaches a bundle to an image, exactly as cosign 3 requires it.
 *
 * @param created in RFC 3339
 */
function bundleManifest(subject, bundle, predicateType, created) {
    const { mediaType, digest, bytes } = subject;
    const json = {
        schemaVersion: 2,
        mediaType: OCI_IMAGE,
        artifactType: BUNDLE,
        config: EMPTY_DESCRIPTOR,
        layers: [{ mediaType: BUNDLE, digest: sha256(bundle), size: bundle.length }],
        subject: { mediaType, digest, size: bytes.length },
        annotations: {
            'org.opencontainers.image.created': created,
            'dev.sigstore.bundle.content': 'dsse-envelope',
            'dev.sigstore.bundle.predicateType': predicateType,
        },
    };
    const made = Buffer.from(JSON.stringify(json));
    return { mediaType: OCI_IMAGE, digest: sha256(made), bytes: made };
}
/** Any version of the bundle's media type. */
const ANY_BUNDLE = /^application\/vnd\.dev\.sigstore\.bundle(?:\.v0\.\d+)?\+json(?:;version=0\.\d+)?$/;
/** Whether a list entry may be a bundle. cosign lists its own with the type of the empty configuration. */
function mayHoldBundle(listed) {
    const { artifactType } = listed;
    if (typeof artifactType !== 'string' || artifactType === EMPTY_DESCRIPTOR.mediaType)
        return true;
    return ANY_BUNDLE.test(artifactType);
}
/** The bundle of a manifest: its only layer. Undefined for other manifests. */
function bundleLayer(manifest) {
    const layers = (0,oci_manifest/* fieldsOf */.Pf)(manifest.bytes)?.layers;
    if (!Array.isArray(layers) || layers.length !== 1)
        return undefined;
    const [layer] = layers;
    return (0,descriptor/* isDescriptor */.ol)(layer) && ANY_BUNDLE.test(layer.mediaType) ? layer : undefined;
}

;// CONCATENATED MODULE: ./lib/signing/referrers/find.js






/** Whoever can push can attach thousands of referrers to an image. */
const find_MOST = 200;
/** GitHub accepts predicates of 16 MB, which base64 makes a third longer. Bytes. */
const find_LARGEST = 32 * 1024 * 1024;
/** The total for one manifest: a signature has some 10 KB, an SBOM a few MB. Bytes. */
const find_ALL = 64 * 1024 * 1024;
/** Bundles that are read concurrently. */
const find_AT_ONCE = 8;
/**
 * The Sigstore bundles that refer to a manifest, small ones first. Missing, oversized and other entries are skipped:
 * whoever can push can list anything, and must neither exhaust memory nor hide other bundles.
 *
 * @throws ActionError when the registry cannot be read
 */
async function findBundles(repository, subject, list) {
    const candidates = allIn(list).filter(mayHoldBundle).slice(0, find_MOST);
    const layers = await Promise.all(candidates.map(one => layerOf(repository, subject, one)));
    let left = find_ALL;
    const within = layers
        .flat()
        .filter(({ layer }) => layer.size <= find_LARGEST)
        .toSorted((one, other) => one.layer.size - other.layer.size)
        .filter(({ layer }) => {
        left -= layer.size;
        return left >= 0;
    });
    const limit = (0,host_limit/* createLimit */.K)(find_AT_ONCE);
    const found = await Promise.all(within.map(({ referrer, layer }) => limit(async () => {
        const bundle = await readBundle(repository, layer);
        return bundle === undefined ? [] : [{ referrer, bundle }];
    })));
    return found.flat();
}
async function layerOf(repository, subject, referrer) {
    const manifest = await repository.getManifest(referrer.digest);
    if (manifest === undefined || (0,oci_referrer/* subjectOf */.et)(manifest) !== subject)
        return [];
    const layer = bundleLayer(manifest);
    return layer === undefined ? [] : [{ referrer, layer }];
}
/** The bytes of a bundle; undefined if it is missing, corrupt or of another size. */
async function readBundle(repository, { digest, size }) {
    const held = await repository.headBlob(digest);
    // A registry that compresses its answers does not report a blob's size.
    if (held === undefined || (held !== size && !Number.isNaN(held)))
        return undefined;
    try {
        const bytes = await (0,body/* readBody */.x8)(await repository.getBlob(digest), size);
        return (0,oci_digest/* sha256 */.s)(bytes) === digest ? bytes : undefined;
    }
    catch (error) {
        if (error.code === 'ERR_TOO_LARGE')
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/signing/verify-image.js










/**
 * The accepted signers of an input.
 *
 * @param input its name, for messages
 * @throws InputError for an invalid key
 */
function wantedOf(signers, input, workspace) {
    return signers.map((signer) => {
        if (signer.kind === 'identity') {
            const { identity, issuer } = signer;
            return {
                kind: 'keyless',
                isIdentity: text => matchesIdentity(identity, text),
                isIssuer: text => (0,glob/* matchesGlob */.k)(issuer, text),
            };
        }
        const { key } = signer;
        const pem = key.includes('-----BEGIN') ? key : ((0,read_if_there/* readIfThere */.q)((0,external_node_path_.resolve)(workspace, key)) ?? '');
        try {
            return { kind: 'key', key: readPublicKey(pem), log: false };
        }
        catch (error) {
            if (!(error instanceof KeyProblem))
                throw error;
            throw new errors/* InputError */.dz([{ input: `${input}.key`, problem: error.message, fix: error.fix }]);
        }
    });
}
/**
 * Verifies that one of these has signed an image. One good signature is enough.
 *
 * @throws ActionError SIGNATURE_INVALID, with the reason for each existing signature
 */
async function verifyImage({ repository, digest, name, elsewhere }, wanted, verifier, { predicateType = COSIGN_SIGNATURE, check } = {}) {
    const found = await findBundles(repository, digest, await readReferrerList(repository, digest));
    const doubts = [];
    const firstGood = (bundles) => {
        for (const bundle of bundles) {
            for (const by of wanted) {
                try {
                    const verified = verifier.verify(bundle, { digest, predicateType }, by);
                    check?.(verified);
                    return verified;
                }
                catch (error) {
                    if (!(error instanceof SignatureDoubt))
                        throw error;
                    doubts.push(error);
                }
            }
        }
        return undefined;
    };
    const good = firstGood(found.map(({ bundle }) => bundle)) ?? firstGood((await elsewhere?.()) ?? []);
    if (good !== undefined)
        return good;
    throw notSigned(`${name} (${digest})`, doubts);
}
const NOTHING = 'Sign it with `sign:` or with cosign 3. Signatures under `.sig` tags, as cosign 2 writes them, are not read.';
const WRONG = 'Compare the identity with the one in the command that the signing run printed in its summary.';
function notSigned(image, doubts) {
    // Statements of another type are reported only if there are no others.
    const specific = doubts.filter(({ doubt }) => doubt !== 'predicate');
    const shown = [...new Set((specific.length > 0 ? specific : doubts).map(({ message }) => message))].slice(0, 5);
    if (shown.length === 0)
        return new errors/* ActionError */.lZ('SIGNATURE_INVALID', `${image} is not signed`, { hint: NOTHING });
    const message = `${image} is not signed as required: its signature ${shown.join('; another one ')}`;
    return new errors/* ActionError */.lZ('SIGNATURE_INVALID', message, { hint: WRONG });
}

;// CONCATENATED MODULE: ./lib/signing/check.js
/** Verification of existing images, loaded on demand. */








/***/ })

};
