export const id = 224;
export const ids = [224];
export const modules = {

/***/ 42246:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ge: () => (/* binding */ envelopeOf),
/* harmony export */   cj: () => (/* binding */ bundleOf),
/* harmony export */   dI: () => (/* binding */ BUNDLE)
/* harmony export */ });
/* harmony import */ var _statement_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5385);

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
        payloadType: _statement_js__WEBPACK_IMPORTED_MODULE_0__/* .IN_TOTO */ .B1,
        signatures: [{ sig: signature.toString('base64') }],
    };
}


/***/ }),

/***/ 5385:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B1: () => (/* binding */ IN_TOTO),
/* harmony export */   P$: () => (/* binding */ encodingOf),
/* harmony export */   P8: () => (/* binding */ COSIGN_SIGNATURE),
/* harmony export */   T8: () => (/* binding */ statementOf),
/* harmony export */   cO: () => (/* binding */ readStatement),
/* harmony export */   yK: () => (/* binding */ signatureOf)
/* harmony export */ });
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


/***/ }),

/***/ 73939:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $k: () => (/* binding */ readPrivateKey),
/* harmony export */   RR: () => (/* binding */ readPublicKey),
/* harmony export */   vc: () => (/* binding */ KeyProblem)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57975);


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
        return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPrivateKey)({ key: pem, ...(isEncrypted && { passphrase }) });
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
    const derive = (0,node_util__WEBPACK_IMPORTED_MODULE_1__.promisify)(node_crypto__WEBPACK_IMPORTED_MODULE_0__.scrypt);
    const secret = await derive(password, bytesOf(kdf.salt), 32, { N, r, p, maxmem: 256 * N * r });
    const nonce = bytesOf(cipher.nonce);
    if (nonce.length !== nacl.secretbox.nonceLength)
        throw new KeyProblem('is a damaged cosign key', FORMS);
    const opened = nacl.secretbox.open(bytesOf(ciphertext), nonce, secret);
    if (opened === null)
        throw password === '' ? needsPassword() : wrongPassword();
    try {
        return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPrivateKey)({ key: Buffer.from(opened), format: 'der', type: 'pkcs8' });
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
/** Reads a public key, PEM. @throws KeyProblem */
function readPublicKey(pem) {
    try {
        if (/-----BEGIN PUBLIC KEY-----/.test(pem))
            return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createPublicKey)(pem);
    }
    catch {
        // Told below.
    }
    throw new KeyProblem('is not a PEM public key', 'Give the text of `cosign.pub`, from `-----BEGIN PUBLIC KEY-----` on.');
}


/***/ }),

/***/ 36885:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ findBundles)
/* harmony export */ });
/* unused harmony export readBundle */
/* harmony import */ var _http_body_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(66150);
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11260);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9501);
/* harmony import */ var _oci_referrer_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73530);
/* harmony import */ var _registry_referrer_list_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(72681);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(37555);






/** Anybody who may push can make an image refer to thousands of things. */
const MOST = 200;
/** GitHub takes predicates of 16 MB, which base64 makes a third longer. Bytes. */
const LARGEST = 32 * 1024 * 1024;
/**
 * The Sigstore bundles that refer to a manifest. What is listed and is gone, too large or something else is left out:
 * whoever may push can list anything.
 *
 * @throws ActionError when the registry cannot be read
 */
async function findBundles(repository, subject, list) {
    const candidates = (0,_registry_referrer_list_js__WEBPACK_IMPORTED_MODULE_3__/* .allIn */ .vQ)(list).filter(_manifest_js__WEBPACK_IMPORTED_MODULE_4__/* .mayHoldBundle */ .x5).slice(0, MOST);
    const found = await Promise.all(candidates.map(one => readOne(repository, subject, one)));
    return found.flat();
}
async function readOne(repository, subject, referrer) {
    const manifest = await repository.getManifest(referrer.digest);
    if (manifest === undefined || (0,_oci_referrer_js__WEBPACK_IMPORTED_MODULE_2__/* .subjectOf */ .et)(manifest) !== subject)
        return [];
    const layer = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_4__/* .bundleLayer */ ._9)(manifest);
    if (layer === undefined)
        return [];
    const bundle = await readBundle(repository, layer);
    return bundle === undefined ? [] : [{ referrer, bundle }];
}
/** The bytes of a bundle; undefined when it is gone, damaged or too large. */
async function readBundle(repository, layer) {
    const { digest, size } = (0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .parseDescriptor */ .BA)(layer, 'a signature');
    if (size > LARGEST || (await repository.headBlob(digest)) === undefined)
        return undefined;
    const bytes = await (0,_http_body_js__WEBPACK_IMPORTED_MODULE_5__/* .readBody */ .x)(await repository.getBlob(digest), LARGEST);
    return (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .sha256 */ .s)(bytes) === digest ? bytes : undefined;
}


/***/ }),

/***/ 37555:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q7: () => (/* binding */ bundleManifest),
/* harmony export */   _9: () => (/* binding */ bundleLayer),
/* harmony export */   wg: () => (/* binding */ EMPTY),
/* harmony export */   x5: () => (/* binding */ mayHoldBundle)
/* harmony export */ });
/* unused harmony export EMPTY_DESCRIPTOR */
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9501);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44360);
/* harmony import */ var _bundle_bundle_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(42246);



/** What OCI artifacts have in place of a configuration (image-spec, "Guidance for an Empty Descriptor"). */
const EMPTY = Buffer.from('{}');
const EMPTY_DESCRIPTOR = {
    mediaType: 'application/vnd.oci.empty.v1+json',
    digest: (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .sha256 */ .s)(EMPTY),
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
        artifactType: _bundle_bundle_js__WEBPACK_IMPORTED_MODULE_2__/* .BUNDLE */ .dI,
        config: EMPTY_DESCRIPTOR,
        layers: [{ mediaType: _bundle_bundle_js__WEBPACK_IMPORTED_MODULE_2__/* .BUNDLE */ .dI, digest: (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .sha256 */ .s)(bundle), size: bundle.length }],
        subject: { mediaType, digest, size: bytes.length },
        annotations: {
            'org.opencontainers.image.created': created,
            'dev.sigstore.bundle.content': 'dsse-envelope',
            'dev.sigstore.bundle.predicateType': predicateType,
        },
    };
    const made = Buffer.from(JSON.stringify(json));
    return { mediaType: OCI_IMAGE, digest: (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .sha256 */ .s)(made), bytes: made };
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
    const layers = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldsOf */ .Pf)(manifest.bytes)?.layers;
    if (!Array.isArray(layers) || layers.length !== 1)
        return undefined;
    const [layer] = layers;
    return layer !== undefined && ANY_BUNDLE.test(layer.mediaType) ? layer : undefined;
}


/***/ }),

/***/ 28366:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ PUBLIC_ROOT)
/* harmony export */ });
/**
 * The trusted root of the public Sigstore: its authorities and logs, with their keys. Written by scripts/trusted-root.ts.
 *
 * Source: @sigstore/tuf 5.0.1, which carries it as its seed (`tuf-repo-cdn.sigstore.dev`, trusted_root.json).
 */
const PUBLIC_ROOT = '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1","tlogs":[{"baseUrl":"https://rekor.sigstore.dev","hashAlgorithm":"SHA2_256","publicKey":{"rawBytes":"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE2G2Y+2tabdTV5BcGiBIx0a9fAFwrkBbmLSGtks4L3qX6yYY0zufBnhC8Ur/iy55GhWP/9A/bY2LhC30M9+RYtw==","keyDetails":"PKIX_ECDSA_P256_SHA_256","validFor":{"start":"2021-01-12T11:53:27Z"}},"logId":{"keyId":"wNI9atQGlz+VWfO6LRygH4QUfY/8W4RFwiT5i5WRgB0="}},{"baseUrl":"https://log2025-1.rekor.sigstore.dev","hashAlgorithm":"SHA2_256","publicKey":{"rawBytes":"MCowBQYDK2VwAyEAt8rlp1knGwjfbcXAYPYAkn0XiLz1x8O4t0YkEhie244=","keyDetails":"PKIX_ED25519","validFor":{"start":"2025-09-23T00:00:00Z"}},"logId":{"keyId":"zxGZFVvd0FEmjR8WrFwMdcAJ9vtaY/QXf44Y1wUeP6A="}}],"certificateAuthorities":[{"subject":{"organization":"sigstore.dev","commonName":"sigstore"},"uri":"https://fulcio.sigstore.dev","certChain":{"certificates":[{"rawBytes":"MIIB+DCCAX6gAwIBAgITNVkDZoCiofPDsy7dfm6geLbuhzAKBggqhkjOPQQDAzAqMRUwEwYDVQQKEwxzaWdzdG9yZS5kZXYxETAPBgNVBAMTCHNpZ3N0b3JlMB4XDTIxMDMwNzAzMjAyOVoXDTMxMDIyMzAzMjAyOVowKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTB2MBAGByqGSM49AgEGBSuBBAAiA2IABLSyA7Ii5k+pNO8ZEWY0ylemWDowOkNa3kL+GZE5Z5GWehL9/A9bRNA3RbrsZ5i0JcastaRL7Sp5fp/jD5dxqc/UdTVnlvS16an+2Yfswe/QuLolRUCrcOE2+2iA5+tzd6NmMGQwDgYDVR0PAQH/BAQDAgEGMBIGA1UdEwEB/wQIMAYBAf8CAQEwHQYDVR0OBBYEFMjFHQBBmiQpMlEk6w2uSu1KBtPsMB8GA1UdIwQYMBaAFMjFHQBBmiQpMlEk6w2uSu1KBtPsMAoGCCqGSM49BAMDA2gAMGUCMH8liWJfMui6vXXBhjDgY4MwslmN/TJxVe/83WrFomwmNf056y1X48F9c4m3a3ozXAIxAKjRay5/aj/jsKKGIkmQatjI8uupHr/+CxFvaJWmpYqNkLDGRU+9orzh5hI2RrcuaQ=="}]},"validFor":{"start":"2021-03-07T03:20:29Z","end":"2022-12-31T23:59:59.999Z"}},{"subject":{"organization":"sigstore.dev","commonName":"sigstore"},"uri":"https://fulcio.sigstore.dev","certChain":{"certificates":[{"rawBytes":"MIICGjCCAaGgAwIBAgIUALnViVfnU0brJasmRkHrn/UnfaQwCgYIKoZIzj0EAwMwKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTAeFw0yMjA0MTMyMDA2MTVaFw0zMTEwMDUxMzU2NThaMDcxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEeMBwGA1UEAxMVc2lnc3RvcmUtaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE8RVS/ysH+NOvuDZyPIZtilgUF9NlarYpAd9HP1vBBH1U5CV77LSS7s0ZiH4nE7Hv7ptS6LvvR/STk798LVgMzLlJ4HeIfF3tHSaexLcYpSASr1kS0N/RgBJz/9jWCiXno3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQU39Ppz1YkEZb5qNjpKFWixi4YZD8wHwYDVR0jBBgwFoAUWMAeX5FFpWapesyQoZMi0CrFxfowCgYIKoZIzj0EAwMDZwAwZAIwPCsQK4DYiZYDPIaDi5HFKnfxXx6ASSVmERfsynYBiX2X6SJRnZU84/9DZdnFvvxmAjBOt6QpBlc4J/0DxvkTCqpclvziL6BCCPnjdlIB3Pu3BxsPmygUY7Ii2zbdCdliiow="},{"rawBytes":"MIIB9zCCAXygAwIBAgIUALZNAPFdxHPwjeDloDwyYChAO/4wCgYIKoZIzj0EAwMwKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTAeFw0yMTEwMDcxMzU2NTlaFw0zMTEwMDUxMzU2NThaMCoxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjERMA8GA1UEAxMIc2lnc3RvcmUwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAAT7XeFT4rb3PQGwS4IajtLk3/OlnpgangaBclYpsYBr5i+4ynB07ceb3LP0OIOZdxexX69c5iVuyJRQ+Hz05yi+UF3uBWAlHpiS5sh0+H2GHE7SXrk1EC5m1Tr19L9gg92jYzBhMA4GA1UdDwEB/wQEAwIBBjAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBRYwB5fkUWlZql6zJChkyLQKsXF+jAfBgNVHSMEGDAWgBRYwB5fkUWlZql6zJChkyLQKsXF+jAKBggqhkjOPQQDAwNpADBmAjEAj1nHeXZp+13NWBNa+EDsDP8G1WWg1tCMWP/WHPqpaVo0jhsweNFZgSs0eE7wYI4qAjEA2WB9ot98sIkoF3vZYdd3/VtWB5b9TNMea7Ix/stJ5TfcLLeABLE4BNJOsQ4vnBHJ"}]},"validFor":{"start":"2022-04-13T20:06:15Z"}}],"ctlogs":[{"baseUrl":"https://ctfe.sigstore.dev/test","hashAlgorithm":"SHA2_256","publicKey":{"rawBytes":"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbfwR+RJudXscgRBRpKX1XFDy3PyudDxz/SfnRi1fT8ekpfBd2O1uoz7jr3Z8nKzxA69EUQ+eFCFI3zeubPWU7w==","keyDetails":"PKIX_ECDSA_P256_SHA_256","validFor":{"start":"2021-03-14T00:00:00Z","end":"2022-10-31T23:59:59.999Z"}},"logId":{"keyId":"CGCS8ChS/2hF0dFrJ4ScRWcYrBY9wzjSbea8IgY2b3I="}},{"baseUrl":"https://ctfe.sigstore.dev/2022","hashAlgorithm":"SHA2_256","publicKey":{"rawBytes":"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEiPSlFi0CmFTfEjCUqF9HuCEcYXNKAaYalIJmBZ8yyezPjTqhxrKBpMnaocVtLJBI1eM3uXnQzQGAJdJ4gs9Fyw==","keyDetails":"PKIX_ECDSA_P256_SHA_256","validFor":{"start":"2022-10-20T00:00:00Z"}},"logId":{"keyId":"3T0wasbHETJjGR4cmWc3AqJKXrjePK3/h4pygC8p7o4="}}],"timestampAuthorities":[{"subject":{"organization":"sigstore.dev","commonName":"sigstore-tsa-selfsigned"},"uri":"https://timestamp.sigstore.dev/api/v1/timestamp","certChain":{"certificates":[{"rawBytes":"MIICEDCCAZagAwIBAgIUOhNULwyQYe68wUMvy4qOiyojiwwwCgYIKoZIzj0EAwMwOTEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MSAwHgYDVQQDExdzaWdzdG9yZS10c2Etc2VsZnNpZ25lZDAeFw0yNTA0MDgwNjU5NDNaFw0zNTA0MDYwNjU5NDNaMC4xFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEVMBMGA1UEAxMMc2lnc3RvcmUtdHNhMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE4ra2Z8hKNig2T9kFjCAToGG30jky+WQv3BzL+mKvh1SKNR/UwuwsfNCg4sryoYAd8E6isovVA3M4aoNdm9QDi50Z8nTEyvqgfDPtTIwXItfiW/AFf1V7uwkbkAoj0xxco2owaDAOBgNVHQ8BAf8EBAMCB4AwHQYDVR0OBBYEFIn9eUOHz9BlRsMCRscsc1t9tOsDMB8GA1UdIwQYMBaAFJjsAe9/u1H/1JUeb4qImFMHic6/MBYGA1UdJQEB/wQMMAoGCCsGAQUFBwMIMAoGCCqGSM49BAMDA2gAMGUCMDtpsV/6KaO0qyF/UMsX2aSUXKQFdoGTptQGc0ftq1csulHPGG6dsmyMNd3JB+G3EQIxAOajvBcjpJmKb4Nv+2Taoj8Uc5+b6ih6FXCCKraSqupe07zqswMcXJTe1cExvHvvlw=="},{"rawBytes":"MIIB9zCCAXygAwIBAgIUV7f0GLDOoEzIh8LXSW80OJiUp14wCgYIKoZIzj0EAwMwOTEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MSAwHgYDVQQDExdzaWdzdG9yZS10c2Etc2VsZnNpZ25lZDAeFw0yNTA0MDgwNjU5NDNaFw0zNTA0MDYwNjU5NDNaMDkxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEgMB4GA1UEAxMXc2lnc3RvcmUtdHNhLXNlbGZzaWduZWQwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAAQUQNtfRT/ou3YATa6wB/kKTe70cfJwyRIBovMnt8RcJph/COE82uyS6FmppLLL1VBPGcPfpQPYJNXzWwi8icwhKQ6W/Qe2h3oebBb2FHpwNJDqo+TMaC/tdfkv/ElJB72jRTBDMA4GA1UdDwEB/wQEAwIBBjASBgNVHRMBAf8ECDAGAQH/AgEAMB0GA1UdDgQWBBSY7AHvf7tR/9SVHm+KiJhTB4nOvzAKBggqhkjOPQQDAwNpADBmAjEAwGEGrfGZR1cen1R8/DTVMI943LssZmJRtDp/i7SfGHmGRP6gRbuj9vOK3b67Z0QQAjEAuT2H673LQEaHTcyQSZrkp4mX7WwkmF+sVbkYY5mXN+RMH13KUEHHOqASaemYWK/E"}]},"validFor":{"start":"2025-07-04T00:00:00Z"}}]}';


/***/ }),

/***/ 51853:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ bundleVerifier),
/* harmony export */   b: () => (/* binding */ SignatureDoubt)
/* harmony export */ });
/* harmony import */ var _sigstore_bundle__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(61040);
/* harmony import */ var _sigstore_protobuf_specs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(19654);
/* harmony import */ var _sigstore_verify__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(54187);
/* harmony import */ var _bundle_statement_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5385);




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
    const root = _sigstore_protobuf_specs__WEBPACK_IMPORTED_MODULE_1__.TrustedRoot.fromJSON(json);
    // Reads every certificate and key in it.
    (0,_sigstore_verify__WEBPACK_IMPORTED_MODULE_2__/* .toTrustMaterial */ .jO)(root);
    const verified = (bundle, by) => {
        const key = by.kind === 'key' ? { publicKey: by.key, validFor: () => true } : undefined;
        const material = (0,_sigstore_verify__WEBPACK_IMPORTED_MODULE_2__/* .toTrustMaterial */ .jO)(root, () => {
            if (key !== undefined)
                return key;
            throw new SignatureDoubt('key', 'is signed with a key, not by a workflow');
        });
        const needsLog = by.kind === 'key' ? by.log : root.tlogs.length > 0;
        const verifier = new _sigstore_verify__WEBPACK_IMPORTED_MODULE_2__/* .Verifier */ .BL(material, {
            tlogThreshold: needsLog ? 1 : 0,
            ctlogThreshold: by.kind === 'keyless' && root.ctlogs.length > 0 ? 1 : 0,
            timestampThreshold: by.kind === 'keyless' ? 1 : 0,
        });
        checkParts(bundle, by, needsLog);
        return verifier.verify((0,_sigstore_verify__WEBPACK_IMPORTED_MODULE_2__/* .toSignedEntity */ .DC)(bundle));
    };
    return {
        verify(bytes, said, by) {
            const bundle = parse(bytes);
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
function parse(bytes) {
    try {
        const bundle = (0,_sigstore_bundle__WEBPACK_IMPORTED_MODULE_0__/* .bundleFromJSON */ .vw)(JSON.parse(bytes.toString()));
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
    const claim = envelope?.payloadType === _bundle_statement_js__WEBPACK_IMPORTED_MODULE_3__/* .IN_TOTO */ .B1 ? (0,_bundle_statement_js__WEBPACK_IMPORTED_MODULE_3__/* .readStatement */ .cO)(envelope.payload) : undefined;
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
/** What the verifier would report in the wrong order, or not clearly. */
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
    if (error instanceof _sigstore_verify__WEBPACK_IMPORTED_MODULE_2__/* .VerificationError */ .mk) {
        const { cause } = error;
        const isExpired = [error, cause].some(each => each instanceof Error && /expired/.test(each.message));
        if (isExpired)
            return new SignatureDoubt('expired', 'was signed when its certificate was not valid', error);
        const [doubt, words] = WORDS[error.code];
        return new SignatureDoubt(doubt, words, error);
    }
    if (error instanceof _sigstore_verify__WEBPACK_IMPORTED_MODULE_2__/* .PolicyError */ .pn)
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


/***/ })

};
