export const id = 763;
export const ids = [763];
export const modules = {

/***/ 72681:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AN: () => (/* binding */ readTagged),
/* harmony export */   g4: () => (/* binding */ readReferrerList),
/* harmony export */   hq: () => (/* binding */ addToReferrersTag),
/* harmony export */   vQ: () => (/* binding */ allIn)
/* harmony export */ });
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9501);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44360);
/* harmony import */ var _oci_referrer_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73530);



/** Asks both ways at once. */
async function readReferrerList(repository, subject) {
    const [listed, tagged] = await Promise.all([repository.referrers(subject), readTagged(repository, subject)]);
    return { listed, tagged };
}
/** Everything in a list, each once. */
function allIn({ listed = [], tagged }) {
    return [...new Map([...listed, ...tagged].map(one => [one.digest, one])).values()];
}
/** What the tag lists that stands in for the API. */
async function readTagged(repository, subject) {
    const index = await repository.getManifest((0,_oci_referrer_js__WEBPACK_IMPORTED_MODULE_2__/* .referrersTag */ .LN)(subject));
    return index === undefined ? [] : ((0,_oci_referrer_js__WEBPACK_IMPORTED_MODULE_2__/* .referrersIn */ .qs)(index.bytes) ?? []);
}
/**
 * Writes the tag that stands in for the API, with what it lists already and these; not when it lists them all.
 *
 * @param before what it lists, read just now: what others add in between would be lost
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#referrers-tag-schema
 */
async function addToReferrersTag(repository, subject, before, added) {
    const missing = added.filter(({ digest }) => !before.some(one => one.digest === digest));
    if (missing.length > 0)
        await repository.putManifest(indexOf([...before, ...missing]), (0,_oci_referrer_js__WEBPACK_IMPORTED_MODULE_2__/* .referrersTag */ .LN)(subject));
}
function indexOf(manifests) {
    const mediaType = _oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .OCI_INDEX */ .$p;
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests }));
    return { mediaType, digest: (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .sha256 */ .s)(bytes), bytes };
}


/***/ }),

/***/ 48763:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openSigning: () => (/* binding */ openSigning),
  signImages: () => (/* reexport */ signImages)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/event/context.js
var context = __webpack_require__(13051);
// EXTERNAL MODULE: ./lib/github/id-token.js
var id_token = __webpack_require__(4966);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/files/regular-file.js
var regular_file = __webpack_require__(30481);
// EXTERNAL MODULE: ./lib/host/machine.js
var host_machine = __webpack_require__(29491);
;// CONCATENATED MODULE: ./lib/signing/bundle/statement.js
/** DSSE's type of a payload that is a statement. */
const IN_TOTO = 'application/vnd.in-toto+json';
const STATEMENT = 'https://in-toto.io/Statement/v1';
/** The predicate type by which cosign says: this is a signature, and says nothing more. */
const COSIGN_SIGNATURE = 'https://sigstore.dev/cosign/sign/v1';
/** A signature of these manifests, as cosign 3 makes it: one for an image and all its platforms. It names no place. */
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
 * The bytes that are signed: DSSE's pre-authentication encoding.
 *
 * @see https://github.com/secure-systems-lab/dsse/blob/v1.0.2/protocol.md
 */
function encodingOf(payload) {
    return Buffer.concat([Buffer.from(`DSSEv1 ${IN_TOTO.length} ${IN_TOTO} ${payload.length} `), payload]);
}
/** What a payload says; undefined when it is not a statement. Subjects without a sha256 digest are left out. */
function readStatement(payload) {
    let json;
    try {
        json = JSON.parse(payload.toString());
    }
    catch {
        return undefined;
    }
    if (!isObject(json) || !String(json._type).startsWith('https://in-toto.io/Statement/'))
        return undefined;
    const { subject, predicateType, predicate } = json;
    if (!Array.isArray(subject) || typeof predicateType !== 'string')
        return undefined;
    return { predicateType, predicate, subjects: subject.flatMap(subjectIn) };
}
function subjectIn(value) {
    if (!isObject(value) || !isObject(value.digest))
        return [];
    const { sha256 } = value.digest;
    if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256))
        return [];
    return [{ ...(typeof value.name === 'string' && { name: value.name }), digest: `sha256:${sha256}` }];
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./lib/signing/keys.js


/** Why a text is not a key that can sign: a clause, and how to fix it. */
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
    throw new KeyProblem(`is a key of another kind (${details?.namedCurve ?? type})`, FORMS);
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
        return (0,external_node_crypto_.createPrivateKey)({ key: pem, ...(isEncrypted && { passphrase }) });
    }
    catch {
        // The error of OpenSSL is left out: what it is about is a secret.
        if (isEncrypted)
            throw wrongPassword();
        throw new KeyProblem('is not a valid PEM private key', FORMS);
    }
}
/** @see https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md and go-securesystemslib/encrypted */
async function readCosignKey(body, password) {
    const { kdf, cipher, ciphertext } = parseCosign(body);
    const { N = 0, r = 0, p = 0 } = kdf?.params ?? {};
    // cosign's own are 65536, 8 and 1; a file may not ask for gigabytes or hours.
    const isBounded = [N, r, p].every(Number.isSafeInteger) && N > 1 && N <= 2 ** 20 && r > 0 && r <= 16 && p > 0 && p <= 4;
    if (kdf?.name !== 'scrypt' || cipher?.name !== 'nacl/secretbox' || !isBounded) {
        throw new KeyProblem('is a cosign key of an unknown form', FORMS);
    }
    const { default: nacl } = await __webpack_require__.e(/* import() */ 668).then(__webpack_require__.t.bind(__webpack_require__, 80668, 19));
    const derive = (0,external_node_util_.promisify)(external_node_crypto_.scrypt);
    const secret = await derive(password, bytesOf(kdf.salt), 32, { N, r, p, maxmem: 256 * N * r });
    const nonce = bytesOf(cipher.nonce);
    if (nonce.length !== nacl.secretbox.nonceLength)
        throw new KeyProblem('is a damaged cosign key', FORMS);
    const opened = nacl.secretbox.open(bytesOf(ciphertext), nonce, secret);
    if (opened === null)
        throw password === '' ? needsPassword() : wrongPassword();
    try {
        return (0,external_node_crypto_.createPrivateKey)({ key: Buffer.from(opened), format: 'der', type: 'pkcs8' });
    }
    catch {
        throw new KeyProblem('holds something other than a private key', FORMS);
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
/** Reads a public key, PEM. @throws KeyProblem */
function readPublicKey(pem) {
    try {
        if (/-----BEGIN PUBLIC KEY-----/.test(pem))
            return createPublicKey(pem);
    }
    catch {
        // Told below.
    }
    throw new KeyProblem('is not a PEM public key', 'Give the text of `cosign.pub`, from `-----BEGIN PUBLIC KEY-----` on.');
}

// EXTERNAL MODULE: ./lib/host/retry.js
var retry = __webpack_require__(67460);
// EXTERNAL MODULE: ./lib/http/body.js
var http_body = __webpack_require__(66150);
// EXTERNAL MODULE: ./lib/http/proxy.js
var proxy = __webpack_require__(30768);
// EXTERNAL MODULE: ./lib/http/redirect.js
var redirect = __webpack_require__(24634);
// EXTERNAL MODULE: ./lib/http/transport.js + 3 modules
var transport = __webpack_require__(28039);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
;// CONCATENATED MODULE: ./lib/signing/services/service.js







/** Rekor v2 answers when the entry is in the log, which takes up to 20 s. Milliseconds. */
const IDLE = 40_000;
const LARGEST = 16 * 1024 * 1024;
/** What a service answered. `verdict`: whether asking again may help. */
function serviceError(message, verdict, options = {}) {
    return new errors/* ActionError */.lZ(verdict === 'settled' ? 'SIGN_FAILED' : 'NETWORK_ERROR', message, { ...options, verdict });
}
function createServices(ports) {
    const { policy, signal, proxyEnv } = ports;
    const direct = (0,transport/* createTransport */.o)({});
    const proxied = (0,transport/* createTransport */.o)({ proxyEnv });
    const once = async (request) => {
        const { method = 'POST', url, headers = {}, body, ok } = request;
        const transport = (0,reference/* isLoopback */.U9)(url.host) ? direct : proxied;
        const sent = {
            method,
            url,
            headers: { 'user-agent': 'slipway', ...headers },
            body,
            idle: IDLE,
            limit: IDLE,
            signal,
        };
        // What is sent may hold an id token: it goes to no other host.
        const answer = await (0,redirect/* sendFollowing */.eH)(transport, sent, { insecure: false, stay: true });
        const bytes = await (0,http_body/* readBody */.x)(answer.body, LARGEST);
        if (!ok.includes(answer.status)) {
            throw refused(request, answer.status, bytes, (0,retry/* parseRetryAfter */.mu)(answer.headers['retry-after'], ports.now()));
        }
        return { status: answer.status, location: answer.headers.location, body: bytes };
    };
    return {
        send: request => (0,retry/* retry */.L5)(() => once(request).catch(error => Promise.reject(asServiceError(request, error, signal))), {
            policy,
            ports,
            signal,
            onRetry: ({ error, delay }) => ports.onRetry(`${(0,errors/* messageOf */.bD)(error)}; trying again in ${(delay / 1000).toFixed(1)} s`),
        }).catch(error => Promise.reject(signal.aborted && !(error instanceof errors/* ActionError */.lZ) ? cancelled() : error)),
        close() {
            direct.close();
            proxied.close();
        },
    };
}
/** An answer that breaks the service's protocol. Asking again may help: a proxy may have given it. */
function badAnswer({ service, url }, problem) {
    return serviceError(`${service} (${url.host}) ${problem}`, 'settled');
}
/** The fields of a JSON answer. @throws ActionError SIGN_FAILED */
function jsonIn(request, { body }) {
    try {
        const json = JSON.parse(body.toString());
        if (typeof json === 'object' && json !== null)
            return { ...json };
    }
    catch {
        // Told below.
    }
    throw badAnswer(request, 'answered with something other than JSON');
}
function refused({ service, url }, status, body, retryAfter) {
    const verdict = (0,retry/* temporaryStatus */.Ew)(status) ? { retryAfter } : 'settled';
    const said = wordsOf(body);
    return serviceError(`${service} (${url.host}) answered ${status}${said === '' ? '' : `: ${said}`}`, verdict);
}
/** The service's own explanation, as one line. Tokens that it may quote are left out. */
function wordsOf(body) {
    const text = body.toString('utf8', 0, 4000);
    let said = text;
    try {
        const { message, error } = JSON.parse(text);
        said = [message, error].find(part => typeof part === 'string') ?? '';
    }
    catch {
        if (/<html|<!doctype/i.test(text))
            return '';
    }
    const line = said
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
    const hint = byProxy?.hint ?? 'Check that the runner can reach it (proxy, firewall), and run the job again.';
    return serviceError(`${service} (${url.host}) does not answer: ${byProxy?.why ?? (0,errors/* messageOf */.bD)(error)}`, verdict, {
        hint,
        cause: error,
    });
}
function cancelled() {
    return new errors/* ActionError */.lZ('CANCELLED', 'Cancelled while signing; no tag was changed');
}

;// CONCATENATED MODULE: ./lib/signing/services/sigstore.js
/** The public instance, open to everyone, whose logs everyone can read. */
const PUBLIC_SIGSTORE = {
    fulcio: new URL('https://fulcio.sigstore.dev'),
    rekors: [{ url: new URL('https://rekor.sigstore.dev'), version: 1 }],
    tsas: [new URL('https://timestamp.sigstore.dev/api/v1/timestamp')],
};
/** No service at all: a key signs, and nobody else is told. */
const NO_SIGSTORE = { fulcio: undefined, rekors: [], tsas: [] };
/** What is wrong with a signing configuration, as a clause after the input's name. */
class ConfigProblem extends Error {
}
/** Of each service, the versions of its API that are spoken here. */
const VERSIONS = { caUrls: [1], rekorTlogUrls: [2, 1], tsaUrls: [1] };
/**
 * Reads a signing configuration as Sigstore's TUF repositories and `cosign signing-config create` give it (v0.2).
 *
 * @param now picks the services that are valid at this time
 * @throws ConfigProblem
 * @see https://github.com/sigstore/protobuf-specs/blob/v0.5.0/protos/sigstore_trustroot.proto (SigningConfig)
 */
function readSigningConfig(text, now) {
    const json = parse(text);
    const pick = (name, config) => sigstore_select(servicesIn(json, name, now), config, name);
    const [ca] = pick('caUrls');
    const rekors = pick('rekorTlogUrls', json.rekorTlogConfig);
    const tsas = pick('tsaUrls', json.tsaConfig);
    return {
        fulcio: ca?.url,
        rekors: rekors.map(({ url, version }) => ({ url, version: version === 2 ? 2 : 1 })),
        tsas: tsas.map(({ url }) => url),
    };
}
function parse(text) {
    let json;
    try {
        json = JSON.parse(text);
    }
    catch {
        throw new ConfigProblem('is not valid JSON');
    }
    const { mediaType } = (json ?? {});
    if (mediaType !== 'application/vnd.dev.sigstore.signingconfig.v0.2+json') {
        throw new ConfigProblem('is not a Sigstore signing configuration of version 0.2');
    }
    return json;
}
function servicesIn(json, name, now) {
    const list = json[name] ?? [];
    if (!Array.isArray(list))
        throw new ConfigProblem(`has a \`${name}\` that is not a list`);
    const known = VERSIONS[name];
    return list.flatMap((each) => {
        const { url, majorApiVersion, operator, validFor } = (each ?? {});
        const address = typeof url === 'string' ? URL.parse(url) : null;
        if (address === null || !/^https?:$/.test(address.protocol))
            throw new ConfigProblem(`has an invalid URL in \`${name}\``);
        const version = Number(majorApiVersion);
        if (!known.includes(version) || !isValidAt(validFor, now))
            return [];
        return [{ url: address, version, operator: String(operator ?? '') }];
    });
}
function isValidAt(period, now) {
    const { start, end } = (period ?? {});
    const time = (text, otherwise) => (text === undefined ? otherwise : Date.parse(text));
    return time(start, Number.NEGATIVE_INFINITY) <= now.getTime() && now.getTime() <= time(end, Number.POSITIVE_INFINITY);
}
/** One service of each operator, the newest version first; how many of them, the selector says. */
function sigstore_select(services, config, name) {
    const newest = services.toSorted((one, other) => other.version - one.version);
    const each = newest.filter(({ operator }, at) => newest.findIndex(other => other.operator === operator) === at);
    const { selector = 'ANY', count } = (config ?? {});
    if (selector === 'ALL')
        return each;
    const wanted = selector === 'EXACT' ? Number(count) : 1;
    if (selector === 'EXACT' && each.length < wanted) {
        throw new ConfigProblem(`asks for ${wanted} services of \`${name}\` and has ${each.length}`);
    }
    return each.slice(0, wanted);
}

;// CONCATENATED MODULE: ./lib/signing/bundle/bundle.js

/** The media type of Sigstore's bundles, which is also that of the layer that holds one. */
const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json';
/**
 * A Sigstore bundle of a DSSE envelope. The envelope has no `keyid`: cosign would look for a key of that name.
 *
 * @see https://github.com/sigstore/protobuf-specs/blob/v0.5.0/protos/sigstore_bundle.proto
 */
function bundleOf({ payload, signature, by, logEntries, timestamps }) {
    const signer = by.kind === 'certificate'
        ? { certificate: { rawBytes: by.certificate.toString('base64') } }
        : { publicKey: { hint: by.hint } };
    const stamps = timestamps.map(stamp => ({ signedTimestamp: stamp.toString('base64') }));
    return Buffer.from(JSON.stringify({
        mediaType: BUNDLE,
        verificationMaterial: {
            ...signer,
            ...(logEntries.length > 0 && { tlogEntries: logEntries }),
            ...(stamps.length > 0 && { timestampVerificationData: { rfc3161Timestamps: stamps } }),
        },
        dsseEnvelope: envelopeOf(payload, signature),
    }));
}
/** A DSSE envelope in JSON. */
function envelopeOf(payload, signature) {
    return {
        payload: payload.toString('base64'),
        payloadType: IN_TOTO,
        signatures: [{ sig: signature.toString('base64') }],
    };
}

;// CONCATENATED MODULE: ./lib/signing/services/fulcio.js


/**
 * Gets a certificate that lives for some ten minutes.
 *
 * @returns DER
 * @throws ActionError SIGN_FAILED when the token is refused, NETWORK_ERROR
 * @see https://github.com/sigstore/fulcio/blob/v1.7.1/fulcio.proto
 */
async function requestCertificate(services, asked) {
    const { fulcio, token, publicKey, proof } = asked;
    const request = {
        url: below(fulcio, '/api/v2/signingCert'),
        service: 'Fulcio',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: Buffer.from(JSON.stringify({
            credentials: { oidcIdentityToken: token },
            publicKeyRequest: {
                publicKey: { algorithm: 'ECDSA', content: publicKey },
                proofOfPossession: proof.toString('base64'),
            },
        })),
        ok: [200, 201],
    };
    const json = jsonIn(request, await services.send(request));
    const certificate = firstCertificate(json.signedCertificateEmbeddedSct ?? json.signedCertificateDetachedSct);
    if (certificate === undefined)
        throw badAnswer(request, 'gave an answer without a certificate');
    return certificate;
}
/** The address of an endpoint, whose base may have a path. */
function below(base, path) {
    return new URL(`${base.href.replace(/\/+$/, '')}${path}`);
}
function firstCertificate(answer) {
    const { chain } = (answer ?? {});
    const [leaf] = Array.isArray(chain?.certificates) ? chain.certificates : [];
    try {
        return typeof leaf === 'string' ? Buffer.from(new external_node_crypto_.X509Certificate(leaf).raw) : undefined;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/signing/services/rekor.js





/**
 * Enters a signature into a transparency log.
 *
 * @returns the entry with the proof that it is in the log
 * @throws ActionError SIGN_FAILED, NETWORK_ERROR
 */
function logSignature(services, rekor, signed) {
    return rekor.version === 1 ? toVersion1(services, rekor.url, signed) : toVersion2(services, rekor.url, signed);
}
const JSON_BOTH = { 'content-type': 'application/json', accept: 'application/json' };
/** @see https://github.com/sigstore/rekor/blob/v1.4.2/openapi.yaml */
async function toVersion1(services, rekor, { payload, signature, verifier }) {
    const proposedContent = {
        envelope: JSON.stringify(envelopeOf(payload, signature)),
        verifiers: [Buffer.from(pemOf(verifier)).toString('base64')],
    };
    const request = {
        url: below(rekor, '/api/v1/log/entries'),
        service: 'Rekor',
        headers: JSON_BOTH,
        body: Buffer.from(JSON.stringify({ apiVersion: '0.0.1', kind: 'dsse', spec: { proposedContent } })),
        ok: [200, 201, 409],
    };
    const answer = await services.send(request);
    // It has the entry already: the answer to an earlier try was lost.
    const stored = answer.status === 409 ? await existing(services, request, answer) : answer;
    return entryOfVersion1(request, jsonIn(request, stored));
}
async function existing(services, request, { location }) {
    const url = location === undefined ? null : URL.parse(location, request.url.href);
    if (url?.origin !== request.url.origin)
        throw badAnswer(request, 'has this entry, and does not say where');
    return services.send({ method: 'GET', url, service: 'Rekor', headers: { accept: 'application/json' }, ok: [200] });
}
/** The REST API writes hashes in hex and numbers as numbers, a bundle in base64 and as text. */
function entryOfVersion1(request, json) {
    const [entry] = Object.values(json);
    const proof = entry?.verification?.inclusionProof;
    const promise = entry?.verification?.signedEntryTimestamp;
    if (typeof entry?.body !== 'string' || proof === undefined || promise === undefined) {
        throw badAnswer(request, 'gave an answer without a proof that the entry is in the log');
    }
    return {
        logIndex: String(entry.logIndex),
        logId: { keyId: base64OfHex(entry.logID) },
        kindVersion: { kind: 'dsse', version: '0.0.1' },
        integratedTime: String(entry.integratedTime),
        inclusionPromise: { signedEntryTimestamp: promise },
        inclusionProof: {
            logIndex: String(proof.logIndex),
            rootHash: base64OfHex(proof.rootHash),
            treeSize: String(proof.treeSize),
            hashes: (proof.hashes ?? []).map(base64OfHex),
            checkpoint: { envelope: proof.checkpoint },
        },
        canonicalizedBody: entry.body,
    };
}
/**
 * Rekor v2 has no entries of DSSE envelopes any more: what is logged is the hash of the bytes that were signed.
 *
 * @see https://github.com/sigstore/rekor-tiles/blob/v2.0.0/api/proto/rekor/v2/rekor_service.proto
 */
async function toVersion2(services, rekor, { payload, signature, verifier }) {
    const raw = { rawBytes: verifier.der.toString('base64') };
    const request = {
        url: below(rekor, '/api/v2/log/entries'),
        service: 'Rekor',
        headers: JSON_BOTH,
        body: Buffer.from(JSON.stringify({
            hashedRekordRequestV002: {
                digest: (0,external_node_crypto_.createHash)('sha256').update(encodingOf(payload)).digest('base64'),
                signature: {
                    content: signature.toString('base64'),
                    verifier: {
                        keyDetails: 'PKIX_ECDSA_P256_SHA_256',
                        ...(verifier.kind === 'certificate' ? { x509Certificate: raw } : { publicKey: raw }),
                    },
                },
            },
        })),
        ok: [200, 201],
    };
    const entry = jsonIn(request, await services.send(request));
    if (entry.inclusionProof === undefined || entry.canonicalizedBody === undefined) {
        throw badAnswer(request, 'gave an answer without a proof that the entry is in the log');
    }
    return entry;
}
function pemOf({ kind, der }) {
    const label = kind === 'certificate' ? 'CERTIFICATE' : 'PUBLIC KEY';
    const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
    return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
function base64OfHex(hex) {
    return Buffer.from(hex ?? '', 'hex').toString('base64');
}

;// CONCATENATED MODULE: ./lib/signing/services/tsa.js


/**
 * Gets a timestamp of a signature: proof that it was made while its certificate was valid.
 *
 * @param tsa the address of the endpoint itself
 * @returns the TimeStampResp, DER
 * @throws ActionError SIGN_FAILED, NETWORK_ERROR
 * @see https://www.rfc-editor.org/rfc/rfc3161
 */
async function requestTimestamp(services, tsa, signature) {
    const request = {
        url: tsa,
        service: 'the timestamp authority',
        headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
        body: queryFor(signature),
        ok: [200, 201],
    };
    const { body } = await services.send(request);
    if (!isGranted(body))
        throw badAnswer(request, 'refused the timestamp');
    return body;
}
/** 2.16.840.1.101.3.4.2.1 */
const SHA256 = Buffer.from('0609608648016503040201', 'hex');
const NULL = Buffer.from('0500', 'hex');
const VERSION_1 = Buffer.from('020101', 'hex');
/** `certReq`: the answer holds the authority's certificate, so that verifiers need only its root. */
const WITH_CERTIFICATE = Buffer.from('0101ff', 'hex');
function queryFor(signature) {
    const hash = (0,external_node_crypto_.createHash)('sha256').update(signature).digest();
    const imprint = der(0x30, der(0x30, SHA256, NULL), der(0x04, hash));
    // No nonce: nobody has seen this signature before, so there is no older answer that could be given in its place.
    return der(0x30, VERSION_1, imprint, WITH_CERTIFICATE);
}
/** A value in DER; all of ours are short. */
function der(tag, ...parts) {
    const content = Buffer.concat(parts);
    return Buffer.concat([Buffer.from([tag, content.length]), content]);
}
/** Whether the response's status is `granted` or `grantedWithMods`; its token is checked when it is verified. */
function isGranted(response) {
    if (response[0] !== 0x30 || response[1] === undefined)
        return false;
    const start = response[1] < 0x80 ? 2 : 2 + (response[1] & 0x7f);
    const [tag, , integer, length, status] = response.subarray(start);
    return tag === 0x30 && integer === 0x02 && length === 1 && (status === 0 || status === 1);
}

;// CONCATENATED MODULE: ./lib/signing/signer.js







/** Signs with a key that verifiers have. */
function keySigner(key) {
    const der = (0,external_node_crypto_.createPublicKey)(key).export({ type: 'spki', format: 'der' });
    return {
        by: { kind: 'key', hint: (0,external_node_crypto_.createHash)('sha256').update(der).digest('base64') },
        verifier: { kind: 'key', der },
        sign: bytes => (0,external_node_crypto_.sign)('sha256', bytes, key),
    };
}
/**
 * Signs with a key of this run alone: Fulcio certifies that it is of this workflow.
 *
 * @param token an id token for `sigstore`
 * @throws ActionError SIGN_FAILED, NETWORK_ERROR
 */
async function keylessSigner(services, fulcio, token) {
    const { privateKey, publicKey } = (0,external_node_crypto_.generateKeyPairSync)('ec', { namedCurve: 'P-256' });
    const subject = String((0,id_token/* claimsOf */.ds)(token).sub ?? '');
    const certificate = await requestCertificate(services, {
        fulcio,
        token,
        publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
        proof: (0,external_node_crypto_.sign)('sha256', Buffer.from(subject), privateKey),
    });
    return {
        by: { kind: 'certificate', certificate },
        verifier: { kind: 'certificate', der: certificate },
        sign: bytes => (0,external_node_crypto_.sign)('sha256', bytes, privateKey),
    };
}
/** Who a certificate says that its holder is: the workflow, for one of Fulcio. */
function identityIn(certificate) {
    const [name = ''] = new external_node_crypto_.X509Certificate(certificate).subjectAltName?.split(', ') ?? [];
    return name.replace(/^(?:URI|email):/, '').replace(/^"(.*)"$/, '$1');
}
/**
 * Signs a statement, and has the signature logged and timestamped as the configuration says.
 *
 * @returns the bundle
 * @throws ActionError SIGN_FAILED, NETWORK_ERROR
 */
async function signClaim(claim, signer, services, sigstore) {
    const payload = statementOf(claim);
    const signature = signer.sign(encodingOf(payload));
    const { by, verifier } = signer;
    // A key is valid without end: nobody asks when it has signed.
    const tsas = by.kind === 'certificate' ? sigstore.tsas : [];
    const [logEntries, timestamps] = await Promise.all([
        Promise.all(sigstore.rekors.map(rekor => logSignature(services, rekor, { payload, signature, verifier }))),
        Promise.all(tsas.map(tsa => requestTimestamp(services, tsa, signature))),
    ]);
    return bundleOf({ payload, signature, by, logEntries, timestamps });
}

;// CONCATENATED MODULE: ./lib/signing/source.js



/** @param log signatures are in a transparency log */
function keySource(key, log) {
    const wanted = { kind: 'key', key: (0,external_node_crypto_.createPublicKey)(key), log };
    const signer = keySigner(key);
    return { who: async () => wanted, signer: async () => signer };
}
/** The audience of tokens for Fulcio. */
const AUDIENCE = 'sigstore';
/** The workflow itself, by its id token. */
function keylessSource({ services, fulcio, getToken, serverUrl }) {
    const token = once(() => getToken(AUDIENCE));
    return {
        async who() {
            const { iss, job_workflow_ref: workflow } = (0,id_token/* claimsOf */.ds)(await token());
            const identity = `${serverUrl}/${workflow}`;
            return { kind: 'keyless', isIdentity: text => text === identity, isIssuer: text => text === iss };
        },
        signer: once(async () => keylessSigner(services, fulcio, await token())),
    };
}
function once(make) {
    let made;
    return () => {
        made ??= make();
        return made;
    };
}

;// CONCATENATED MODULE: ./lib/signing/trust/public-root.js
/**
 * The trusted root of the public Sigstore: its authorities and logs, with their keys. Written by scripts/trusted-root.ts.
 *
 * Source: @sigstore/tuf 5.0.1, which carries it as its seed (`tuf-repo-cdn.sigstore.dev`, trusted_root.json).
 */
const PUBLIC_ROOT = '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1","tlogs":[{"baseUrl":"https://rekor.sigstore.dev","hashAlgorithm":"SHA2_256","publicKey":{"rawBytes":"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE2G2Y+2tabdTV5BcGiBIx0a9fAFwrkBbmLSGtks4L3qX6yYY0zufBnhC8Ur/iy55GhWP/9A/bY2LhC30M9+RYtw==","keyDetails":"PKIX_ECDSA_P256_SHA_256","validFor":{"start":"2021-01-12T11:53:27Z"}},"logId":{"keyId":"wNI9atQGlz+VWfO6LRygH4QUfY/8W4RFwiT5i5WRgB0="}},{"baseUrl":"https://log2025-1.rekor.sigstore.dev","hashAlgorithm":"SHA2_256","publicKey":{"rawBytes":"MCowBQYDK2VwAyEAt8rlp1knGwjfbcXAYPYAkn0XiLz1x8O4t0YkEhie244=","keyDetails":"PKIX_ED25519","validFor":{"start":"2025-09-23T00:00:00Z"}},"logId":{"keyId":"zxGZFVvd0FEmjR8WrFwMdcAJ9vtaY/QXf44Y1wUeP6A="}}],"certificateAuthorities":[{"subject":{"organization":"sigstore.dev","commonName":"sigstore"},"uri":"https://fulcio.sigstore.dev","certChain":{"certificates":[{"rawBytes":"MIIB+DCCAX6gAwIBAgITNVkDZoCiofPDsy7dfm6geLbuhzAKBggqhkjOPQQDAzAqMRUwEwYDVQQKEwxzaWdzdG9yZS5kZXYxETAPBgNVBAMTCHNpZ3N0b3JlMB4XDTIxMDMwNzAzMjAyOVoXDTMxMDIyMzAzMjAyOVowKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTB2MBAGByqGSM49AgEGBSuBBAAiA2IABLSyA7Ii5k+pNO8ZEWY0ylemWDowOkNa3kL+GZE5Z5GWehL9/A9bRNA3RbrsZ5i0JcastaRL7Sp5fp/jD5dxqc/UdTVnlvS16an+2Yfswe/QuLolRUCrcOE2+2iA5+tzd6NmMGQwDgYDVR0PAQH/BAQDAgEGMBIGA1UdEwEB/wQIMAYBAf8CAQEwHQYDVR0OBBYEFMjFHQBBmiQpMlEk6w2uSu1KBtPsMB8GA1UdIwQYMBaAFMjFHQBBmiQpMlEk6w2uSu1KBtPsMAoGCCqGSM49BAMDA2gAMGUCMH8liWJfMui6vXXBhjDgY4MwslmN/TJxVe/83WrFomwmNf056y1X48F9c4m3a3ozXAIxAKjRay5/aj/jsKKGIkmQatjI8uupHr/+CxFvaJWmpYqNkLDGRU+9orzh5hI2RrcuaQ=="}]},"validFor":{"start":"2021-03-07T03:20:29Z","end":"2022-12-31T23:59:59.999Z"}},{"subject":{"organization":"sigstore.dev","commonName":"sigstore"},"uri":"https://fulcio.sigstore.dev","certChain":{"certificates":[{"rawBytes":"MIICGjCCAaGgAwIBAgIUALnViVfnU0brJasmRkHrn/UnfaQwCgYIKoZIzj0EAwMwKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTAeFw0yMjA0MTMyMDA2MTVaFw0zMTEwMDUxMzU2NThaMDcxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEeMBwGA1UEAxMVc2lnc3RvcmUtaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE8RVS/ysH+NOvuDZyPIZtilgUF9NlarYpAd9HP1vBBH1U5CV77LSS7s0ZiH4nE7Hv7ptS6LvvR/STk798LVgMzLlJ4HeIfF3tHSaexLcYpSASr1kS0N/RgBJz/9jWCiXno3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQU39Ppz1YkEZb5qNjpKFWixi4YZD8wHwYDVR0jBBgwFoAUWMAeX5FFpWapesyQoZMi0CrFxfowCgYIKoZIzj0EAwMDZwAwZAIwPCsQK4DYiZYDPIaDi5HFKnfxXx6ASSVmERfsynYBiX2X6SJRnZU84/9DZdnFvvxmAjBOt6QpBlc4J/0DxvkTCqpclvziL6BCCPnjdlIB3Pu3BxsPmygUY7Ii2zbdCdliiow="},{"rawBytes":"MIIB9zCCAXygAwIBAgIUALZNAPFdxHPwjeDloDwyYChAO/4wCgYIKoZIzj0EAwMwKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTAeFw0yMTEwMDcxMzU2NTlaFw0zMTEwMDUxMzU2NThaMCoxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjERMA8GA1UEAxMIc2lnc3RvcmUwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAAT7XeFT4rb3PQGwS4IajtLk3/OlnpgangaBclYpsYBr5i+4ynB07ceb3LP0OIOZdxexX69c5iVuyJRQ+Hz05yi+UF3uBWAlHpiS5sh0+H2GHE7SXrk1EC5m1Tr19L9gg92jYzBhMA4GA1UdDwEB/wQEAwIBBjAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBRYwB5fkUWlZql6zJChkyLQKsXF+jAfBgNVHSMEGDAWgBRYwB5fkUWlZql6zJChkyLQKsXF+jAKBggqhkjOPQQDAwNpADBmAjEAj1nHeXZp+13NWBNa+EDsDP8G1WWg1tCMWP/WHPqpaVo0jhsweNFZgSs0eE7wYI4qAjEA2WB9ot98sIkoF3vZYdd3/VtWB5b9TNMea7Ix/stJ5TfcLLeABLE4BNJOsQ4vnBHJ"}]},"validFor":{"start":"2022-04-13T20:06:15Z"}}],"ctlogs":[{"baseUrl":"https://ctfe.sigstore.dev/test","hashAlgorithm":"SHA2_256","publicKey":{"rawBytes":"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbfwR+RJudXscgRBRpKX1XFDy3PyudDxz/SfnRi1fT8ekpfBd2O1uoz7jr3Z8nKzxA69EUQ+eFCFI3zeubPWU7w==","keyDetails":"PKIX_ECDSA_P256_SHA_256","validFor":{"start":"2021-03-14T00:00:00Z","end":"2022-10-31T23:59:59.999Z"}},"logId":{"keyId":"CGCS8ChS/2hF0dFrJ4ScRWcYrBY9wzjSbea8IgY2b3I="}},{"baseUrl":"https://ctfe.sigstore.dev/2022","hashAlgorithm":"SHA2_256","publicKey":{"rawBytes":"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEiPSlFi0CmFTfEjCUqF9HuCEcYXNKAaYalIJmBZ8yyezPjTqhxrKBpMnaocVtLJBI1eM3uXnQzQGAJdJ4gs9Fyw==","keyDetails":"PKIX_ECDSA_P256_SHA_256","validFor":{"start":"2022-10-20T00:00:00Z"}},"logId":{"keyId":"3T0wasbHETJjGR4cmWc3AqJKXrjePK3/h4pygC8p7o4="}}],"timestampAuthorities":[{"subject":{"organization":"sigstore.dev","commonName":"sigstore-tsa-selfsigned"},"uri":"https://timestamp.sigstore.dev/api/v1/timestamp","certChain":{"certificates":[{"rawBytes":"MIICEDCCAZagAwIBAgIUOhNULwyQYe68wUMvy4qOiyojiwwwCgYIKoZIzj0EAwMwOTEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MSAwHgYDVQQDExdzaWdzdG9yZS10c2Etc2VsZnNpZ25lZDAeFw0yNTA0MDgwNjU5NDNaFw0zNTA0MDYwNjU5NDNaMC4xFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEVMBMGA1UEAxMMc2lnc3RvcmUtdHNhMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE4ra2Z8hKNig2T9kFjCAToGG30jky+WQv3BzL+mKvh1SKNR/UwuwsfNCg4sryoYAd8E6isovVA3M4aoNdm9QDi50Z8nTEyvqgfDPtTIwXItfiW/AFf1V7uwkbkAoj0xxco2owaDAOBgNVHQ8BAf8EBAMCB4AwHQYDVR0OBBYEFIn9eUOHz9BlRsMCRscsc1t9tOsDMB8GA1UdIwQYMBaAFJjsAe9/u1H/1JUeb4qImFMHic6/MBYGA1UdJQEB/wQMMAoGCCsGAQUFBwMIMAoGCCqGSM49BAMDA2gAMGUCMDtpsV/6KaO0qyF/UMsX2aSUXKQFdoGTptQGc0ftq1csulHPGG6dsmyMNd3JB+G3EQIxAOajvBcjpJmKb4Nv+2Taoj8Uc5+b6ih6FXCCKraSqupe07zqswMcXJTe1cExvHvvlw=="},{"rawBytes":"MIIB9zCCAXygAwIBAgIUV7f0GLDOoEzIh8LXSW80OJiUp14wCgYIKoZIzj0EAwMwOTEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MSAwHgYDVQQDExdzaWdzdG9yZS10c2Etc2VsZnNpZ25lZDAeFw0yNTA0MDgwNjU5NDNaFw0zNTA0MDYwNjU5NDNaMDkxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEgMB4GA1UEAxMXc2lnc3RvcmUtdHNhLXNlbGZzaWduZWQwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAAQUQNtfRT/ou3YATa6wB/kKTe70cfJwyRIBovMnt8RcJph/COE82uyS6FmppLLL1VBPGcPfpQPYJNXzWwi8icwhKQ6W/Qe2h3oebBb2FHpwNJDqo+TMaC/tdfkv/ElJB72jRTBDMA4GA1UdDwEB/wQEAwIBBjASBgNVHRMBAf8ECDAGAQH/AgEAMB0GA1UdDgQWBBSY7AHvf7tR/9SVHm+KiJhTB4nOvzAKBggqhkjOPQQDAwNpADBmAjEAwGEGrfGZR1cen1R8/DTVMI943LssZmJRtDp/i7SfGHmGRP6gRbuj9vOK3b67Z0QQAjEAuT2H673LQEaHTcyQSZrkp4mX7WwkmF+sVbkYY5mXN+RMH13KUEHHOqASaemYWK/E"}]},"validFor":{"start":"2025-07-04T00:00:00Z"}}]}';

// EXTERNAL MODULE: ./node_modules/@sigstore/bundle/dist/index.js
var dist = __webpack_require__(61040);
// EXTERNAL MODULE: ./node_modules/@sigstore/protobuf-specs/dist/index.js
var protobuf_specs_dist = __webpack_require__(19654);
// EXTERNAL MODULE: ./node_modules/@sigstore/verify/dist/index.js
var verify_dist = __webpack_require__(54187);
;// CONCATENATED MODULE: ./lib/signing/trust/verify.js




/** A bundle that is not the signature that is asked for. Its message is a clause: `is signed by …`. */
class SignatureDoubt extends Error {
    doubt;
    constructor(doubt, message, cause) {
        super(message, { cause });
        this.doubt = doubt;
    }
}
/** Of keys that nobody else vouches for. */
const NO_ROOT = { mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1' };
/**
 * @param trustedRoot Sigstore's trusted root in JSON; undefined where only keys are verified, and no log is
 * @throws Error when it is not a trusted root
 * @see https://github.com/sigstore/protobuf-specs/blob/v0.5.0/protos/sigstore_trustroot.proto
 */
function bundleVerifier(trustedRoot) {
    const json = trustedRoot === undefined ? NO_ROOT : JSON.parse(trustedRoot);
    const { mediaType } = (json ?? {});
    if (!String(mediaType).startsWith('application/vnd.dev.sigstore.trustedroot'))
        throw new Error('is not a Sigstore trusted root');
    const root = protobuf_specs_dist.TrustedRoot.fromJSON(json);
    // Reads every certificate and key in it.
    (0,verify_dist/* toTrustMaterial */.jO)(root);
    const verified = (bundle, by) => {
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
        return verifier.verify((0,verify_dist/* toSignedEntity */.DC)(bundle));
    };
    return {
        verify(bytes, said, by) {
            const bundle = verify_parse(bytes);
            const claim = claimIn(bundle, said);
            try {
                const { identity } = verified(bundle, by);
                const name = identity?.subjectAlternativeName ?? '';
                const issuer = identity?.extensions?.issuer ?? '';
                if (by.kind === 'keyless') {
                    if (!by.isIdentity(name))
                        throw new SignatureDoubt('identity', `is signed by ${shown(name)}`);
                    if (!by.isIssuer(issuer))
                        throw new SignatureDoubt('issuer', `has an identity of the issuer ${shown(issuer)}`);
                }
                return { claim, identity: name, issuer, oids: oidsOf(identity?.oids ?? []) };
            }
            catch (error) {
                throw asDoubt(error);
            }
        },
    };
}
function verify_parse(bytes) {
    try {
        const bundle = (0,dist/* bundleFromJSON */.vw)(JSON.parse(bytes.toString()));
        if (bundle.content.$case === 'dsseEnvelope' && bundle.content.dsseEnvelope.signatures.length === 1)
            return bundle;
    }
    catch (error) {
        throw new SignatureDoubt('form', 'is not a valid Sigstore bundle', error);
    }
    throw new SignatureDoubt('form', 'is not a bundle of one signed statement');
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
        throw new SignatureDoubt('predicate', `is a ${shown(claim.predicateType)}, not a ${predicateType}`);
    }
    return claim;
}
/** What the verifier would tell in the wrong order, or not clearly. */
function checkParts({ verificationMaterial }, by, needsLog) {
    const { content, tlogEntries } = verificationMaterial;
    if (by.kind === 'key' && content.$case !== 'publicKey') {
        throw new SignatureDoubt('key', 'is signed with a certificate, not with the key');
    }
    if (needsLog && tlogEntries.length === 0)
        throw new SignatureDoubt('log', 'has no entry of a transparency log');
}
const WORDS = {
    TLOG_ERROR: ['log', 'has no valid entry of a trusted transparency log'],
    TLOG_INCLUSION_PROOF_ERROR: ['log', 'has a log entry whose proof of inclusion is not valid'],
    TLOG_INCLUSION_PROMISE_ERROR: ['log', 'has a log entry that no trusted log has signed'],
    TLOG_MISSING_INCLUSION_ERROR: ['log', 'has a log entry without proof that it is in the log'],
    TLOG_BODY_ERROR: ['log', 'is not what its log entry says that was signed'],
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
    // What is wrong inside of certificates and the like is thrown as it comes.
    return new SignatureDoubt('form', 'cannot be verified: some part of it is damaged', error);
}
/** Fulcio's extensions, by the last number of their OID: `1.3.6.1.4.1.57264.1.N`. Values are DER strings. */
function oidsOf(oids) {
    return new Map(oids.flatMap(({ oid, value }) => (oid === undefined ? [] : [[oid.id.join('.'), derText(value)]])));
}
/** A UTF8String in DER, of less than 64 KB; the bytes themselves for the first extensions, which were no DER. */
function derText(value) {
    if (value[0] !== 0x0c || value[1] === undefined)
        return value.toString();
    return value.subarray(value[1] < 0x80 ? 2 : 2 + (value[1] & 0x7f)).toString();
}
function shown(text) {
    return JSON.stringify(text.length > 200 ? `${text.slice(0, 200).toWellFormed()}…` : text);
}

// EXTERNAL MODULE: ./lib/oci/manifest.js
var oci_manifest = __webpack_require__(44360);
// EXTERNAL MODULE: ./lib/registry/referrer-list.js
var referrer_list = __webpack_require__(72681);
// EXTERNAL MODULE: ./lib/staging/fleet.js + 1 modules
var fleet = __webpack_require__(69756);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/oci/referrer.js
var oci_referrer = __webpack_require__(73530);
;// CONCATENATED MODULE: ./lib/signing/referrers/manifest.js



/** What OCI artifacts have in place of a configuration (image-spec, "Guidance for an Empty Descriptor"). */
const EMPTY = Buffer.from('{}');
const EMPTY_DESCRIPTOR = {
    mediaType: 'application/vnd.oci.empty.v1+json',
    digest: (0,oci_digest/* sha256 */.s)(EMPTY),
    size: EMPTY.length,
};
const OCI_IMAGE = 'application/vnd.oci.image.manifest.v1+json';
/**
 * The manifest by which a bundle refers to an image, as cosign 3 writes it: it takes no other form for a signature.
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
        layers: [{ mediaType: BUNDLE, digest: (0,oci_digest/* sha256 */.s)(bundle), size: bundle.length }],
        subject: { mediaType, digest, size: bytes.length },
        annotations: {
            'org.opencontainers.image.created': created,
            'dev.sigstore.bundle.content': 'dsse-envelope',
            'dev.sigstore.bundle.predicateType': predicateType,
        },
    };
    const made = Buffer.from(JSON.stringify(json));
    return { mediaType: OCI_IMAGE, digest: (0,oci_digest/* sha256 */.s)(made), bytes: made };
}
/** Any version of the bundle's media type. */
const ANY_BUNDLE = /^application\/vnd\.dev\.sigstore\.bundle(?:\.v0\.\d+)?\+json(?:;version=0\.\d+)?$/;
/** Whether a list's entry may lead to a bundle. cosign itself lists its own with the type of the empty configuration. */
function mayHoldBundle(listed) {
    const { artifactType } = listed;
    if (typeof artifactType !== 'string' || artifactType === EMPTY_DESCRIPTOR.mediaType)
        return true;
    return ANY_BUNDLE.test(artifactType);
}
/** The bundle that a manifest refers with: its only layer. Undefined when it is something else. */
function bundleLayer(manifest) {
    const layers = (0,oci_manifest/* fieldsOf */.Pf)(manifest.bytes)?.layers;
    if (!Array.isArray(layers) || layers.length !== 1)
        return undefined;
    const [layer] = layers;
    return layer !== undefined && ANY_BUNDLE.test(layer.mediaType) ? layer : undefined;
}

;// CONCATENATED MODULE: ./lib/signing/referrers/attach.js








/**
 * Writes bundles beside an image, and reads them back: when it returns, everyone who looks for what refers to the image
 * finds them.
 *
 * @throws ActionError whatever the registry says, SIGN_FAILED when it does not list what it took
 */
async function attach(place, attachments, ports) {
    const { repository, hasApi } = place;
    const referrers = attachments.flatMap(one => one.referrers);
    const bySubject = Map.groupBy(referrers, referrer => (0,oci_referrer/* subjectOf */.et)(referrer));
    const blobs = [EMPTY, ...attachments.map(({ bundle }) => bundle)];
    await Promise.all(blobs.map(bytes => upload(repository, bytes)));
    const [tagged] = await Promise.all([
        hasApi ? [] : readTags(repository, [...bySubject.keys()]),
        ...referrers.map(referrer => repository.putManifest(referrer, referrer.digest)),
    ]);
    await Promise.all(tagged.map(([subject, before]) => (0,referrer_list/* addToReferrersTag */.hq)(repository, subject, before, bySubject.get(subject).map(oci_referrer/* descriptorOf */.nb))));
    await Promise.all([
        ...[...bySubject].map(([subject, mine]) => readBackList(place, subject, mine, ports)),
        ...referrers.map(referrer => readBackManifest(repository, referrer, ports)),
        ...attachments.map(one => readBackBundle(repository, one, ports)),
    ]);
}
function readTags(repository, subjects) {
    return Promise.all(subjects.map(async (subject) => [subject, await (0,referrer_list/* readTagged */.AN)(repository, subject)]));
}
async function upload(repository, bytes) {
    const blob = { digest: (0,oci_digest/* sha256 */.s)(bytes), size: bytes.length };
    await repository.uploadBlob(blob, { open: () => external_node_stream_.Readable.from([bytes], { objectMode: false }), replayable: true });
}
/**
 * Whether the list has what was written. Two jobs that write the tag at the same time write over each other: who finds
 * its own missing adds it once more.
 */
async function readBackList({ repository, hasApi }, subject, mine, ports) {
    const complaint = await (0,retry/* patiently */.d_)(ports, async () => {
        const list = await (0,referrer_list/* readReferrerList */.g4)(repository, subject);
        const listed = hasApi ? (list.listed ?? []) : (0,referrer_list/* allIn */.vQ)(list);
        const missing = mine.filter(({ digest }) => !listed.some(one => one.digest === digest));
        if (missing.length === 0)
            return undefined;
        if (!hasApi)
            await (0,referrer_list/* addToReferrersTag */.hq)(repository, subject, list.tagged, missing.map(oci_referrer/* descriptorOf */.nb));
        return `took a signature of ${subject} and does not list it`;
    });
    if (complaint !== undefined)
        throw notThere(repository, complaint);
}
async function readBackManifest(repository, { digest }, ports) {
    const complaint = await (0,retry/* patiently */.d_)(ports, async () => (await repository.getManifest(digest)) === undefined ? `took ${digest} and does not have it` : undefined);
    if (complaint !== undefined)
        throw notThere(repository, complaint);
}
async function readBackBundle(repository, { bundle, verify }, ports) {
    const digest = (0,oci_digest/* sha256 */.s)(bundle);
    let found = Buffer.alloc(0);
    const complaint = await (0,retry/* patiently */.d_)(ports, async () => {
        found = Buffer.from(await (0,http_body/* readBody */.x)(await repository.getBlob(digest), bundle.length + 65_536));
        return found.equals(bundle) ? undefined : `gives back other bytes than the signature that it took (${digest})`;
    });
    if (complaint !== undefined)
        throw notThere(repository, complaint);
    verify(found);
}
function notThere({ registry, path }, complaint) {
    return new errors/* ActionError */.lZ('SIGN_FAILED', `${registry}/${path} ${complaint}`, {
        hint: 'No tag was moved. Run the job again; if it happens again, ask whoever runs the registry.',
    });
}

// EXTERNAL MODULE: ./lib/oci/descriptor.js
var descriptor = __webpack_require__(11260);
;// CONCATENATED MODULE: ./lib/signing/referrers/find.js






/** Anybody who may push can make an image refer to thousands of things. */
const MOST = 200;
/** GitHub takes predicates of 16 MB, which base64 makes a third longer. Bytes. */
const find_LARGEST = 32 * 1024 * 1024;
/**
 * The Sigstore bundles that refer to a manifest. What is listed and is gone, too large or something else is left out:
 * whoever may push can list anything.
 *
 * @throws ActionError when the registry cannot be read
 */
async function findBundles(repository, subject, list) {
    const candidates = (0,referrer_list/* allIn */.vQ)(list).filter(mayHoldBundle).slice(0, MOST);
    const found = await Promise.all(candidates.map(one => readOne(repository, subject, one)));
    return found.flat();
}
async function readOne(repository, subject, referrer) {
    const manifest = await repository.getManifest(referrer.digest);
    if (manifest === undefined || (0,oci_referrer/* subjectOf */.et)(manifest) !== subject)
        return [];
    const layer = bundleLayer(manifest);
    if (layer === undefined)
        return [];
    const bundle = await readBundle(repository, layer);
    return bundle === undefined ? [] : [{ referrer, bundle }];
}
/** The bytes of a bundle; undefined when it is gone, damaged or too large. */
async function readBundle(repository, layer) {
    const { digest, size } = (0,descriptor/* parseDescriptor */.BA)(layer, 'a signature');
    if (size > find_LARGEST || (await repository.headBlob(digest)) === undefined)
        return undefined;
    const bytes = await (0,http_body/* readBody */.x)(await repository.getBlob(digest), find_LARGEST);
    return (0,oci_digest/* sha256 */.s)(bytes) === digest ? bytes : undefined;
}

;// CONCATENATED MODULE: ./lib/signing/sign-images.js









/**
 * Signs staged images, index and platforms, and puts the signatures beside them in every living registry, read back and
 * verified. What is signed by the same signer already is not signed again: where it is missing it gets the same bytes.
 *
 * A registry that does not take them has failed. @throws ActionError when nothing can be signed.
 */
async function signImages(images, setup) {
    const asking = setup.source.who();
    // Whatever goes wrong in the registries, somebody hears of this one.
    asking.catch(() => { });
    const surveys = await Promise.all(images.map(survey));
    const who = await asking;
    return Promise.all(surveys.map(surveyed => signOne(surveyed, who, setup)));
}
/** What refers to the image already, in each registry. */
async function survey(image) {
    const subjects = subjectsOf(image.content);
    const lists = new Map();
    await (0,fleet/* eachAlive */.fH)(image.fleet, async (target) => {
        const each = subjects.map(async ({ digest }) => [digest, await (0,referrer_list/* readReferrerList */.g4)(target.repository, digest)]);
        lists.set(target, new Map(await Promise.all(each)));
    });
    return { image, subjects, lists };
}
/** What is signed: the image, and each of its platforms, for whoever names that by its own digest. */
function subjectsOf({ root, manifests }) {
    const byDigest = new Map(manifests.map(manifest => [manifest.digest, manifest]));
    const found = new Map([[root.digest, root]]);
    for (const manifest of found.values()) {
        if (!(0,oci_manifest/* isIndex */.nw)(manifest.mediaType))
            continue;
        for (const { digest } of (0,oci_manifest/* imagesIn */.o$)(manifest)) {
            const child = byDigest.get(digest);
            if (child !== undefined)
                found.set(digest, child);
        }
    }
    return [...found.values()];
}
async function signOne(surveyed, who, setup) {
    const { image, subjects } = surveyed;
    const digests = subjects.map(({ digest }) => digest);
    const [existing, claims] = await Promise.all([
        findExisting(surveyed, who, setup.verifier),
        setup.claimsFor(image, digests),
    ]);
    const created = `${new Date(setup.ports.now()).toISOString().slice(0, 19)}Z`;
    const made = await Promise.all(claims.map(claim => obtain(claim, digests, existing, { image, who, setup })));
    await (0,fleet/* eachAlive */.fH)(image.fleet, async (target) => {
        const attachments = made.flatMap(({ bundle, claim, verify }) => {
            const missing = subjects.filter(({ digest }) => !isHeld(existing, target, digest, claim));
            const referrers = missing.map(subject => bundleManifest(subject, bundle, claim.predicateType, created));
            return referrers.length === 0 ? [] : [{ bundle, referrers, verify }];
        });
        if (attachments.length === 0)
            return;
        const hasApi = [...surveyed.lists.get(target).values()].some(list => list.listed !== undefined);
        await attach({ repository: target.repository, hasApi }, attachments, setup.ports);
    });
    return { name: image.name, root: image.content.root.digest, claims: made };
}
async function findExisting({ image, subjects, lists }, who, verifier) {
    const found = [];
    await (0,fleet/* eachAlive */.fH)(image.fleet, async (target) => {
        const each = subjects.map(async ({ digest: subject }) => {
            const list = lists.get(target)?.get(subject);
            const bundles = list === undefined ? [] : await findBundles(target.repository, subject, list);
            for (const { bundle } of bundles) {
                const verified = verifiedOrNot(verifier, bundle, subject, who);
                if (verified !== undefined)
                    found.push({ target, subject, bundle, verified });
            }
        });
        await Promise.all(each);
    });
    return found;
}
function verifiedOrNot(verifier, bundle, digest, who) {
    try {
        return verifier.verify(bundle, { digest }, who);
    }
    catch (error) {
        if (error instanceof SignatureDoubt)
            return undefined;
        throw error;
    }
}
function isHeld(existing, target, digest, { predicateType }) {
    return existing.some(one => one.target === target && one.subject === digest && one.verified.claim.predicateType === predicateType);
}
/** A bundle that says the claim: one that is there already for all of these manifests, else a new one. */
async function obtain(claim, digests, existing, { image, who, setup }) {
    const { predicateType } = claim;
    const [digest] = digests;
    const checking = (by) => (bundle) => {
        return verifyOwn(setup.verifier, bundle, { digest, predicateType }, by);
    };
    const known = existing.find(({ verified }) => {
        const about = new Set(verified.claim.subjects.map(subject => subject.digest));
        return verified.claim.predicateType === predicateType && digests.every(one => about.has(one));
    });
    if (known !== undefined) {
        const { bundle, verified } = known;
        const held = (target) => digests.every(one => isHeld(existing, target, one, claim));
        const wasThere = image.fleet.alive().every(held);
        return { ...verified, bundle, wasThere, verify: checking(who) };
    }
    const signer = await setup.source.signer();
    const bundle = await signClaim(claim, signer, setup.services, setup.sigstore);
    const verify = checking(who.kind === 'keyless' && signer.by.kind === 'certificate' ? named(signer.by, who) : who);
    const { identity, issuer } = verify(bundle);
    return { claim, bundle, identity, issuer, wasThere: false, verify };
}
/** A private Fulcio may know workflows by other names: what counts is that the certificate is ours. */
function named({ certificate }, who) {
    const identity = identityIn(certificate);
    return { ...who, isIdentity: text => text === identity };
}
function verifyOwn(verifier, bundle, said, by) {
    try {
        return verifier.verify(bundle, said, by);
    }
    catch (error) {
        if (!(error instanceof SignatureDoubt))
            throw error;
        throw new errors/* ActionError */.lZ('SIGN_FAILED', `the signature that was just made ${error.message}`, {
            hint: 'No tag was moved. Check that `trusted-root` and `signing-config` are of the same Sigstore, and up to date.',
            cause: error,
        });
    }
}

;// CONCATENATED MODULE: ./lib/signing/open.js














/**
 * Reads keys and configuration. Nobody is asked for anything yet.
 *
 * @throws InputError with everything that is wrong. @throws ActionError AUTH_FAILED when the job may have no id token
 */
async function openSigning(job, machine) {
    const { signing, retry } = job;
    const { env, log, signal, now, sleep } = machine;
    const problems = [];
    const sigstore = readSigstore(job, now(), problems);
    const verifier = readRoot(job, sigstore, problems);
    const key = signing.sign === 'key' ? await readKey(job, machine, problems) : undefined;
    if (problems.length > 0 || verifier === undefined)
        throw new errors/* InputError */.dz(problems);
    if (signing.sign === 'keyless' && !(0,id_token/* offersIdTokens */.Xz)(env))
        throw (0,id_token/* noIdToken */.o5)();
    const onRetry = (text) => log.info(text);
    const services = createServices({ ...(0,host_machine/* retryPorts */.N)(machine), policy: retry, signal, proxyEnv: env, onRetry });
    const isLogged = sigstore.rekors.length > 0;
    return {
        source: key === undefined ? keyless(job, sigstore, services, machine) : keySource(key, isLogged),
        services,
        sigstore,
        verifier,
        claimsFor: async (_image, digests) => [signatureOf(digests)],
        ports: { now, sleep, signal },
        log,
        isLogged,
        close: services.close,
    };
}
function keyless({ retry, context }, { fulcio }, services, machine) {
    const { env, log, signal } = machine;
    const ports = { ...(0,host_machine/* retryPorts */.N)(machine), policy: retry, signal, proxyEnv: env, mask: log.mask };
    return keylessSource({ services, fulcio: fulcio, getToken: (0,id_token/* idTokens */.Sx)(env, ports), serverUrl: context.serverUrl });
}
/** Which services sign: the given ones, the public ones, or for a key that must not be seen in public, none. */
function readSigstore({ signing, context }, now, problems) {
    const { sign, signPublic, signingConfig } = signing;
    const add = (input, problem, fix) => void problems.push({ input, problem, fix });
    const mayBePublic = isPublic(context) || signPublic;
    if (signingConfig === '') {
        if (sign === 'key')
            return mayBePublic ? { ...PUBLIC_SIGSTORE, fulcio: undefined, tsas: [] } : NO_SIGSTORE;
        if (context.serverUrl !== 'https://github.com') {
            const fix = `Give the \`signing-config\` and \`trusted-root\` of a Sigstore that accepts tokens of ${context.serverUrl}, or use \`sign: key\`.`;
            add('sign', 'is `keyless`, and the public Sigstore accepts only tokens of github.com', fix);
        }
        else if (!mayBePublic) {
            const fix = 'Set `sign-public: true` to accept that, use `sign: key`, or give the `signing-config` of a private Sigstore.';
            add('sign', "is `keyless`, and this repository is not public: Sigstore's public log would show its name", fix);
        }
        return PUBLIC_SIGSTORE;
    }
    const sigstore = readFileAs(signingConfig, context, text => readSigningConfig(text, new Date(now)));
    if (typeof sigstore === 'string') {
        add('signing-config', sigstore, 'Give the path of a file that `cosign signing-config create` has written.');
        return NO_SIGSTORE;
    }
    const lack = sign === 'keyless' ? lackOf(sigstore) : undefined;
    if (lack !== undefined)
        add('signing-config', lack, 'Add it, with `cosign signing-config create`.');
    return sigstore;
}
/** What a configuration lacks for signing without a key. */
function lackOf({ fulcio, rekors, tsas }) {
    if (fulcio === undefined)
        return 'names no Fulcio (`caUrls`) that is valid now';
    const hasTime = tsas.length > 0 || rekors.some(({ version }) => version === 1);
    return hasTime ? undefined : 'names no timestamp authority (`tsaUrls`), and no Rekor of version 1, that is valid now';
}
function readRoot({ signing, context }, sigstore, problems) {
    const { sign, trustedRoot } = signing;
    if (trustedRoot === '') {
        return bundleVerifier(sign === 'key' && sigstore.rekors.length === 0 ? undefined : PUBLIC_ROOT);
    }
    const verifier = readFileAs(trustedRoot, context, bundleVerifier);
    if (typeof verifier !== 'string')
        return verifier;
    const fix = 'Give the path of a `trusted_root.json`, as `cosign trusted-root create` writes it.';
    problems.push({ input: 'trusted-root', problem: verifier, fix });
    return undefined;
}
async function readKey({ signing, context }, { log }, problems) {
    const add = (problem, fix) => void problems.push({ input: 'sign-key', problem, fix });
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
    }
    catch (error) {
        if (!(error instanceof KeyProblem))
            throw error;
        add(error.message, error.fix);
        return undefined;
    }
}
/** What is made of a file's text; a clause that says what is wrong with it. */
function readFileAs(path, { workspace }, make) {
    let text;
    try {
        text = (0,regular_file/* readText */.y)((0,external_node_path_.resolve)(workspace, path), { follow: true, largest: open_LARGEST });
    }
    catch (error) {
        return `cannot be read (${JSON.stringify(path.slice(0, 200))}): ${(0,errors/* messageOf */.bD)(error)}`;
    }
    try {
        return make(text);
    }
    catch (error) {
        return error instanceof ConfigProblem ? error.message : 'is not a Sigstore trusted root';
    }
}
/** A trusted root with years of logs has some tens of KB. Bytes. */
const open_LARGEST = 4 * 1024 * 1024;
/** Whether everyone can see the repository. What is not known is not shown. */
function isPublic({ payload }) {
    return (0,context.at)(payload, 'repository', 'private') === false;
}


/***/ })

};
