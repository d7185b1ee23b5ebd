export const id = 4602;
export const ids = [4602];
export const modules = {

/***/ 4966:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ idTokens),
/* harmony export */   o: () => (/* binding */ noIdToken)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _host_retry_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(67460);
/* harmony import */ var _host_variables_services_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(19142);
/* harmony import */ var _http_body_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(66150);
/* harmony import */ var _http_proxy_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30768);
/* harmony import */ var _http_redirect_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(24634);
/* harmony import */ var _http_transport_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(28039);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(23940);








/** Milliseconds without progress after which a request fails. */
const IDLE = 20_000;
/** A token has a few KB. Bytes. */
const LARGEST = 1024 * 1024;
/**
 * The id tokens of GitHub's OIDC provider.
 *
 * @see https://docs.github.com/actions/reference/security/oidc
 */
function idTokens(env, ports) {
    const { idTokenUrl: address, idTokenBearer: bearer, offersIdTokens } = (0,_host_variables_services_js__WEBPACK_IMPORTED_MODULE_7__/* .serviceVariables */ .n)(env);
    const { policy, signal, proxyEnv, mask } = ports;
    return async (audience) => {
        if (!offersIdTokens)
            throw noIdToken();
        const url = requestUrl(address, audience);
        const transport = (0,_http_transport_js__WEBPACK_IMPORTED_MODULE_5__/* .createTransport */ .o)({ proxyEnv: (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_6__/* .isLoopback */ .U9)(url.host) ? undefined : proxyEnv });
        const headers = { accept: 'application/json', 'user-agent': 'slipway', authorization: `Bearer ${bearer}` };
        const request = { method: 'GET', url, headers, idle: IDLE, limit: IDLE, signal };
        const attempt = async () => {
            // Whoever gets the bearer token can act as this job: it is sent to this server only.
            const answer = await (0,_http_redirect_js__WEBPACK_IMPORTED_MODULE_4__/* .sendFollowing */ .eH)(transport, request, { insecure: false, stay: true });
            const body = await (0,_http_body_js__WEBPACK_IMPORTED_MODULE_2__/* .readText */ .yR)(answer.body, LARGEST);
            const retryAfter = (0,_host_retry_js__WEBPACK_IMPORTED_MODULE_1__/* .parseRetryAfter */ .mu)(answer.headers['retry-after'], ports.now());
            if (answer.status !== 200)
                throw refused(answer.status, retryAfter);
            return tokenIn(body);
        };
        try {
            const options = { policy, ports, signal };
            const token = await (0,_host_retry_js__WEBPACK_IMPORTED_MODULE_1__/* .retry */ .L5)(() => attempt().catch(error => Promise.reject(asTokenError(error))), options);
            mask(token);
            return token;
        }
        finally {
            transport.close();
        }
    };
}
/** The error of a job without a right to id tokens. */
function noIdToken() {
    return new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('AUTH_FAILED', 'this job cannot get an id token from GitHub', {
        hint: 'Add `permissions: id-token: write` to the job (with its other permissions, such as `contents: read` and `packages: write`). A pull request of a fork never gets one, nor does a job of Gitea, Forgejo or act by default: use a key or a password there.',
    });
}
function tokenError(code, problem, verdict, cause) {
    const hint = code === 'NETWORK_ERROR' ? 'See https://www.githubstatus.com, and re-run the job.' : undefined;
    return new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ(code, `no id token: GitHub's token service ${problem}`, { cause, hint, verdict });
}
function requestUrl(address, audience) {
    const url = URL.parse(address);
    if (url === null)
        throw tokenError('AUTH_FAILED', 'has an invalid address (ACTIONS_ID_TOKEN_REQUEST_URL)', 'settled');
    if (audience !== '')
        url.searchParams.set('audience', audience);
    return url;
}
function refused(status, retryAfter) {
    const isTemporary = (0,_host_retry_js__WEBPACK_IMPORTED_MODULE_1__/* .temporaryStatus */ .Ew)(status);
    return tokenError(isTemporary ? 'NETWORK_ERROR' : 'AUTH_FAILED', `answered ${status}`, isTemporary ? { retryAfter } : 'settled');
}
function tokenIn(body) {
    try {
        const { value } = JSON.parse(body);
        if (typeof value === 'string' && value !== '')
            return value;
    }
    catch {
        // Not quoted: it may contain a token.
    }
    throw tokenError('NETWORK_ERROR', 'answered without a token', {});
}
function asTokenError(error) {
    if (error instanceof _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ)
        return error;
    if ((0,_http_redirect_js__WEBPACK_IMPORTED_MODULE_4__/* .isRefusedRedirect */ .bC)(error))
        return tokenError('AUTH_FAILED', (0,_host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error), 'settled', error);
    const byProxy = (0,_http_proxy_js__WEBPACK_IMPORTED_MODULE_3__/* .proxyTrouble */ .gY)(error);
    const why = byProxy?.why ?? (0,_host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error);
    return tokenError('NETWORK_ERROR', `does not answer: ${why}`, byProxy?.verdict ?? {}, error);
}


/***/ }),

/***/ 27953:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ claimsOf)
/* harmony export */ });
/* harmony import */ var _host_fields_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(87617);

/** The claims of a token, not verified: its recipient does that. {} if it is not a JWT. */
function claimsOf(token) {
    try {
        return (0,_host_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .fieldsIn */ .t5)(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()));
    }
    catch {
        return {};
    }
}


/***/ }),

/***/ 54602:
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
// EXTERNAL MODULE: ./lib/event/forge.js
var forge = __webpack_require__(47935);
// EXTERNAL MODULE: ./lib/github/id-token.js
var id_token = __webpack_require__(4966);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/files/regular-file.js
var regular_file = __webpack_require__(30481);
// EXTERNAL MODULE: ./lib/host/machine.js
var host_machine = __webpack_require__(29491);
// EXTERNAL MODULE: ./lib/host/text/quote.js
var quote = __webpack_require__(64212);
// EXTERNAL MODULE: ./lib/host/variables/services.js
var variables_services = __webpack_require__(19142);
// EXTERNAL MODULE: ./lib/inputs/signing/signing.js + 1 modules
var signing_signing = __webpack_require__(52544);
// EXTERNAL MODULE: ./lib/signing/bundle/statement.js
var bundle_statement = __webpack_require__(5385);
;// CONCATENATED MODULE: ./lib/signing/claims/predicate.js




/** GitHub's limit. Bytes. */
const LARGEST = 16 * 1024 * 1024;
/**
 * A statement with a user-defined predicate from a file, which the build or a gate may have written.
 *
 * @throws ActionError SIGN_FAILED when the file is missing or not JSON
 */
function predicateFrom({ type, path }, subjects, workspace) {
    try {
        const text = (0,regular_file/* readText */.yR)((0,external_node_path_.resolve)(workspace, path), { follow: true, largest: LARGEST });
        return { predicateType: type, predicate: JSON.parse(text), subjects };
    }
    catch (error) {
        const problem = error instanceof SyntaxError ? 'it is not valid JSON' : (0,errors/* messageOf */.bD)(error);
        throw new errors/* ActionError */.lZ('SIGN_FAILED', `\`attest\`: cannot read ${(0,quote/* quote */.h)(path)}: ${problem}`, {
            hint: 'Give the path of a JSON file in the workspace; the build, a gate or an earlier step may write it.',
        });
    }
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

// EXTERNAL MODULE: ./lib/http/body.js
var body = __webpack_require__(66150);
// EXTERNAL MODULE: ./lib/oci/attestation.js
var attestation = __webpack_require__(59263);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var oci_manifest = __webpack_require__(44360);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
;// CONCATENATED MODULE: ./lib/signing/claims/sbom.js







/** BuildKit's annotation with the predicate type of a layer's statement. */
const PREDICATE_TYPE = 'in-toto.io/predicate-type';
const SBOM = /^https:\/\/(?:spdx\.dev\/Document|cyclonedx\.org\/bom)/;
/** GitHub's limit. Bytes. */
const sbom_LARGEST = 16 * 1024 * 1024;
/**
 * The SBOMs that BuildKit attached to an image, one for each platform, as statements to sign.
 *
 * @param repository one that has the image
 * @throws ActionError SIGN_FAILED when there is none
 */
async function sbomsOf({ root, manifests }, repository) {
    const byDigest = new Map(manifests.map(manifest => [manifest.digest, manifest]));
    const children = (0,oci_manifest/* isIndex */.nw)(root.mediaType) ? (0,oci_manifest/* linksOf */.hP)(root).manifests : [];
    const layers = children.filter(attestation/* isAttestation */.H).flatMap(child => {
        const of = child.annotations?.[attestation/* ATTESTED */.z] ?? '';
        const manifest = byDigest.get(child.digest);
        const blobs = manifest === undefined ? [] : (0,oci_manifest/* linksOf */.hP)(manifest).blobs;
        return blobs.filter(isSbom).map(layer => ({ of, layer }));
    });
    if (layers.length === 0) {
        throw new errors/* ActionError */.lZ('SIGN_FAILED', `\`attest\` has \`sbom\`, but the image ${root.digest} has none`, {
            hint: 'Set `sbom: true`, so that the build makes one.',
        });
    }
    const isOnly = children.length > 0 && (0,oci_manifest/* imagesIn */.o$)(root).length === 1;
    return Promise.all(layers.map(({ of, layer }) => read(of, layer, isOnly ? [root.digest] : [], repository)));
}
function isSbom({ annotations }) {
    return SBOM.test(annotations?.[PREDICATE_TYPE] ?? '');
}
/** @param also further subjects: the index of a single-platform image */
async function read(of, layer, also, repository) {
    const bytes = await (0,body/* readBody */.x8)(await repository.getBlob(layer.digest), sbom_LARGEST);
    const statement = (0,oci_digest/* sha256 */.s)(bytes) === layer.digest ? (0,bundle_statement/* readStatement */.cO)(bytes) : undefined;
    if (statement === undefined || !(0,reference/* isDigest */.Bc)(of)) {
        throw new errors/* ActionError */.lZ('SIGN_FAILED', `the bill of materials ${layer.digest} is not an in-toto statement`, {
            hint: 'Build the image with another `generator`, or remove `sbom` from `attest`.',
        });
    }
    const { predicateType, predicate } = statement;
    return { predicateType, predicate, subjects: [...also, of].map(digest => ({ digest })) };
}

// EXTERNAL MODULE: ./lib/signing/services/github-store.js
var github_store = __webpack_require__(11545);
;// CONCATENATED MODULE: ./lib/signing/claim-requests.js





/** @throws ActionError when something to attest is missing */
async function claimRequestsOf(list, image, digests) {
    const { sign, attest, places } = list;
    const signature = sign ? [{ claim: (0,bundle_statement/* signatureOf */.yK)(digests), isReferrer: true }] : [];
    const isReferrer = places.includes('registry');
    const store = places.includes('github') ? storing(list) : undefined;
    // Only the run that built an image knows how.
    const wanted = attest.filter(({ kind }) => kind !== 'provenance' || image.content.isOlder !== true);
    const attested = await Promise.all(wanted.map(async (one) => {
        const claims = await claimsOf(one, list, image, digests);
        // One provenance per run is enough; a user-defined predicate may change each time.
        return claims.map(claim => ({ claim, isReferrer, store, exact: one.kind === 'predicate' }));
    }));
    return [...signature, ...attested.flat()];
}
async function claimsOf(attestation, { source, context }, image, digests) {
    if (attestation.kind === 'sbom') {
        const [target] = image.fleet.alive();
        return target === undefined ? [] : sbomsOf(image.content, target.repository);
    }
    const subjects = namedSubjects(image, digests);
    if (attestation.kind === 'predicate')
        return [predicateFrom(attestation, subjects, context.workspace)];
    return [provenanceClaim(subjects, await source.claims(), context.serverUrl)];
}
/** GitHub's limit of subjects. */
const MOST = 1024;
/** The image under each of its names, and its platforms under the first one. */
function namedSubjects({ fleet }, [root, ...platforms]) {
    const names = [...new Set(fleet.alive().map(({ repository: { registry, path } }) => `${registry}/${path}`))];
    const [first] = names;
    const image = root === undefined ? [] : names.map(name => ({ name, digest: root }));
    return [...image, ...platforms.map(digest => ({ ...(first !== undefined && { name: first }), digest }))].slice(0, MOST);
}
function storing({ store, isGithubOptional, log }) {
    return async (bundle) => {
        try {
            await store(bundle);
        }
        catch (error) {
            if (!isGithubOptional || !(0,github_store/* isNotAllowed */.wY)(error))
                throw error;
            log.notice(`GitHub does not take this repository's attestations (${error.message}); they are in the registry. Add \`permissions: attestations: write\` to the job, or set \`attest-to: registry\`.`);
        }
    };
}

// EXTERNAL MODULE: ./lib/signing/keyless.js
var keyless = __webpack_require__(43445);
// EXTERNAL MODULE: ./lib/signing/keys.js
var keys = __webpack_require__(73939);
// EXTERNAL MODULE: ./lib/signing/services/github-attestations.js + 1 modules
var github_attestations = __webpack_require__(86910);
// EXTERNAL MODULE: ./lib/signing/services/service.js
var service = __webpack_require__(10683);
;// CONCATENATED MODULE: ./lib/signing/services/sigstore.js

/** The public instance, whose logs everyone can read. */
const PUBLIC_SIGSTORE = {
    fulcio: new URL('https://fulcio.sigstore.dev'),
    rekors: [{ url: new URL('https://rekor.sigstore.dev'), version: 1 }],
    tsas: [new URL('https://timestamp.sigstore.dev/api/v1/timestamp')],
};
/**
 * GitHub's own, for attestations of private repositories: nothing is logged.
 *
 * Source: actions/attest, which uses it for every repository that is not public
 */
const GITHUB_SIGSTORE = {
    fulcio: new URL('https://fulcio.githubapp.com'),
    rekors: [],
    tsas: [new URL('https://timestamp.githubapp.com/api/v1/timestamp')],
};
/**
 * Whether signers there become public: the public instance, even if configured explicitly, or its staging instance.
 *
 * Source: docs.sigstore.dev, "The public-good instance" (`*.sigstore.dev`, `*.sigstage.dev`)
 */
function isPublicFulcio(fulcio) {
    return /(?:^|\.)(?:sigstore|sigstage)\.dev\.?$/.test(fulcio?.hostname ?? '');
}
/** No service at all: a key signs. */
const NO_SIGSTORE = { fulcio: undefined, rekors: [], tsas: [] };
/** Why a signing configuration is invalid, as a clause after the input's name. */
class ConfigProblem extends Error {
}
/** The supported API versions of each service. */
const VERSIONS = { caUrls: [1], rekorTlogUrls: [2, 1], tsaUrls: [1] };
/**
 * Parses a signing configuration (v0.2) from Sigstore's TUF repositories or `cosign signing-config create`.
 *
 * @param now selects the services that are valid at this time
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
        // Whoever intercepts the id token could sign as this workflow.
        if (name === 'caUrls' && address.protocol === 'http:' && !(0,reference/* isLoopback */.U9)(address.host))
            throw new ConfigProblem('names a Fulcio (`caUrls`) that is not reached by https');
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
/** One service per operator, with the newest version; the selector says how many. */
function sigstore_select(services, config, name) {
    const newest = services.toSorted((one, other) => other.version - one.version);
    const each = newest.filter(({ operator }, at) => newest.findIndex(other => other.operator === operator) === at);
    const { selector = 'ANY', count } = (config ?? {});
    if (selector === 'ALL')
        return each;
    const wanted = selector === 'EXACT' ? Number(count) : 1;
    // Otherwise a signature would silently not be logged or timestamped.
    if (!Number.isSafeInteger(wanted) || wanted < 1 || !['ANY', 'EXACT'].includes(String(selector))) {
        throw new ConfigProblem(`has a selector of \`${name}\` that is not ALL, ANY, or EXACT with a count`);
    }
    if (selector === 'EXACT' && each.length < wanted) {
        throw new ConfigProblem(`asks for ${wanted} services of \`${name}\` and has ${each.length}`);
    }
    return each.slice(0, wanted);
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/http/jwt.js
var jwt = __webpack_require__(27953);
// EXTERNAL MODULE: ./lib/signing/bundle/bundle.js
var bundle = __webpack_require__(42246);
;// CONCATENATED MODULE: ./lib/signing/services/fulcio.js


/**
 * Gets a certificate that lives for some ten minutes.
 *
 * @returns DER; `chain`: the authority's own certificates
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
        answers: service/* JSON_OBJECT */.rK,
    };
    const json = (0,service/* answerFields */.Au)(await services.send(request));
    const [certificate, ...chain] = certificatesIn(json.signedCertificateEmbeddedSct ?? json.signedCertificateDetachedSct);
    if (certificate === undefined)
        throw (0,service/* badAnswer */.k6)(request, 'answered without a certificate');
    return { certificate, chain };
}
/** The address of an endpoint, whose base may have a path. */
function below(base, path) {
    return new URL(`${base.href.replace(/\/+$/, '')}${path}`);
}
function certificatesIn(answer) {
    const { chain } = (answer ?? {});
    const all = Array.isArray(chain?.certificates) ? chain.certificates : [];
    try {
        return all.map(pem => Buffer.from(new external_node_crypto_.X509Certificate(String(pem)).raw));
    }
    catch {
        return [];
    }
}

// EXTERNAL MODULE: ./lib/host/text/sha256.js
var sha256 = __webpack_require__(39669);
;// CONCATENATED MODULE: ./lib/signing/services/rekor.js






/**
 * Adds a signature to a transparency log.
 *
 * @returns the entry with its proof of inclusion
 * @throws ActionError SIGN_FAILED, NETWORK_ERROR
 */
function logSignature(services, rekor, signed) {
    return rekor.version === 1 ? toVersion1(services, rekor.url, signed) : toVersion2(services, rekor.url, signed);
}
const JSON_BOTH = { 'content-type': 'application/json', accept: 'application/json' };
/** @see https://github.com/sigstore/rekor/blob/v1.4.2/openapi.yaml */
async function toVersion1(services, rekor, { payload, signature, verifier }) {
    const proposedContent = {
        envelope: JSON.stringify((0,bundle/* envelopeOf */.Ge)(payload, signature)),
        verifiers: [Buffer.from(pemOf(verifier)).toString('base64')],
    };
    const request = requestFor(rekor, 'dsse', { proposedContent });
    return entryOfVersion1(request, await storedIn(services, request));
}
async function existing(services, request, { location }) {
    const url = location === undefined ? null : URL.parse(location, request.url.href);
    if (url?.origin !== request.url.origin)
        throw (0,service/* badAnswer */.k6)(request, 'already has this entry but does not say where');
    const headers = { accept: 'application/json' };
    return services.send({ method: 'GET', url, service: 'Rekor', headers, ok: [200], answers: service/* JSON_OBJECT */.rK });
}
/**
 * Adds a plain signature to a version 1 log; cosign 2 keeps only the promise as proof.
 *
 * @throws ActionError SIGN_FAILED, NETWORK_ERROR
 */
async function logBytes(services, rekor, signed) {
    const { payload, signature, verifier } = signed;
    const spec = {
        data: { hash: { algorithm: 'sha256', value: (0,sha256/* sha256Hex */.f)(payload) } },
        signature: {
            content: signature.toString('base64'),
            publicKey: { content: Buffer.from(pemOf(verifier)).toString('base64') },
        },
    };
    const request = requestFor(rekor, 'hashedrekord', spec);
    const [entry] = Object.values(await storedIn(services, request));
    const { body, integratedTime, logIndex, logID, verification } = entry ?? {};
    const promise = verification?.signedEntryTimestamp;
    if (typeof body !== 'string' || typeof promise !== 'string') {
        throw (0,service/* badAnswer */.k6)(request, 'answered without a promise to include the entry in the log');
    }
    return {
        SignedEntryTimestamp: promise,
        Payload: { body, integratedTime: Number(integratedTime), logIndex: Number(logIndex), logID: String(logID) },
    };
}
function requestFor(rekor, kind, spec) {
    return {
        url: below(rekor, '/api/v1/log/entries'),
        service: 'Rekor',
        headers: JSON_BOTH,
        body: Buffer.from(JSON.stringify({ apiVersion: '0.0.1', kind, spec })),
        ok: [200, 201, 409],
        answers: service/* JSON_OBJECT */.rK,
    };
}
/** The log's answer. It has the entry already if the answer to an earlier attempt was lost. */
async function storedIn(services, request) {
    const answer = await services.send(request);
    return (0,service/* answerFields */.Au)(answer.status === 409 ? await existing(services, request, answer) : answer);
}
/** The REST API uses hexadecimal hashes and JSON numbers, a bundle base64 and text. */
function entryOfVersion1(request, json) {
    const [entry] = Object.values(json);
    const proof = entry?.verification?.inclusionProof;
    const promise = entry?.verification?.signedEntryTimestamp;
    if (typeof entry?.body !== 'string' || typeof proof !== 'object' || proof === null || typeof promise !== 'string') {
        throw (0,service/* badAnswer */.k6)(request, 'answered without a proof that the entry is in the log');
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
            hashes: (Array.isArray(proof.hashes) ? proof.hashes : []).map(base64OfHex),
            checkpoint: { envelope: proof.checkpoint },
        },
        canonicalizedBody: entry.body,
    };
}
/**
 * Rekor v2 no longer has DSSE entries: it logs the hash of the signed bytes.
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
                digest: (0,external_node_crypto_.createHash)('sha256').update((0,bundle_statement/* encodingOf */.P$)(payload)).digest('base64'),
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
        answers: service/* JSON_OBJECT */.rK,
    };
    const entry = (0,service/* answerFields */.Au)(await services.send(request));
    if (entry.inclusionProof === undefined || entry.canonicalizedBody === undefined) {
        throw (0,service/* badAnswer */.k6)(request, 'answered without a proof that the entry is in the log');
    }
    return entry;
}
function pemOf({ kind, der }) {
    const label = kind === 'certificate' ? 'CERTIFICATE' : 'PUBLIC KEY';
    const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
    return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
/** Anything but text becomes empty, which makes the proof invalid. */
function base64OfHex(hex) {
    return Buffer.from(typeof hex === 'string' ? hex : '', 'hex').toString('base64');
}

;// CONCATENATED MODULE: ./lib/signing/services/tsa.js


/**
 * Gets a timestamp of a signature: proof that it was made while its certificate was valid.
 *
 * @param tsa the complete endpoint address
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
        answers: TIMESTAMP,
    };
    const { body } = await services.send(request);
    if (!isGranted(body))
        throw (0,service/* badAnswer */.k6)(request, 'refused the timestamp');
    return body;
}
const SEQUENCE = 0x30;
const TIMESTAMP = { name: 'a timestamp', accepts: body => body[0] === SEQUENCE };
/** 2.16.840.1.101.3.4.2.1 */
const SHA256 = Buffer.from('0609608648016503040201', 'hex');
const NULL = Buffer.from('0500', 'hex');
const VERSION_1 = Buffer.from('020101', 'hex');
/** `certReq`: the answer includes the authority's certificate, so that verifiers need only its root. */
const WITH_CERTIFICATE = Buffer.from('0101ff', 'hex');
function queryFor(signature) {
    const hash = (0,external_node_crypto_.createHash)('sha256').update(signature).digest();
    const imprint = der(SEQUENCE, der(SEQUENCE, SHA256, NULL), der(0x04, hash));
    // No nonce: the signature is new, so no older answer could be replayed.
    return der(SEQUENCE, VERSION_1, imprint, WITH_CERTIFICATE);
}
/** A value in DER; all of ours are short. */
function der(tag, ...parts) {
    const content = Buffer.concat(parts);
    return Buffer.concat([Buffer.from([tag, content.length]), content]);
}
/** Whether the response's status is `granted` or `grantedWithMods`; its token is checked during verification. */
function isGranted(response) {
    if (response[0] !== SEQUENCE || response[1] === undefined)
        return false;
    const start = response[1] < 0x80 ? 2 : 2 + (response[1] & 0x7f);
    const [tag, , integer, length, status] = response.subarray(start);
    return tag === SEQUENCE && integer === 0x02 && length === 1 && (status === 0 || status === 1);
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
 * Signs with a temporary key that Fulcio certifies as this workflow's.
 *
 * @param token an id token for `sigstore`
 * @throws ActionError SIGN_FAILED, NETWORK_ERROR
 */
async function keylessSigner(services, fulcio, token) {
    const { privateKey, publicKey } = (0,external_node_crypto_.generateKeyPairSync)('ec', { namedCurve: 'P-256' });
    const subject = String((0,jwt/* claimsOf */.d)(token).sub ?? '');
    const { certificate, chain } = await requestCertificate(services, {
        fulcio,
        token,
        publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
        proof: (0,external_node_crypto_.sign)('sha256', Buffer.from(subject), privateKey),
    });
    return {
        by: { kind: 'certificate', certificate, chain },
        verifier: { kind: 'certificate', der: certificate },
        sign: bytes => (0,external_node_crypto_.sign)('sha256', bytes, privateKey),
    };
}
/** The holder's identity in a certificate: the workflow, in those of Fulcio. */
function identityIn(certificate) {
    const [name = ''] = new external_node_crypto_.X509Certificate(certificate).subjectAltName?.split(', ') ?? [];
    return name.replace(/^(?:URI|email):/, '').replace(/^"(.*)"$/, '$1');
}
/**
 * How verifiers identify a signer. A private Fulcio may name workflows differently: the identity in our own certificate
 * counts.
 */
function asCertified({ by }, who) {
    if (who.kind !== 'keyless' || by.kind !== 'certificate')
        return who;
    const identity = identityIn(by.certificate);
    return { ...who, isIdentity: text => text === identity };
}
/**
 * Signs a statement, and has the signature logged and timestamped as configured.
 *
 * @returns the bundle
 * @throws ActionError SIGN_FAILED, NETWORK_ERROR
 */
async function signClaim(claim, signer, services, sigstore) {
    const payload = (0,bundle_statement/* statementOf */.T8)(claim);
    const signature = signer.sign((0,bundle_statement/* encodingOf */.P$)(payload));
    const { by, verifier } = signer;
    // A key does not expire, so the signing time is irrelevant.
    const tsas = by.kind === 'certificate' ? sigstore.tsas : [];
    const [logEntries, timestamps] = await Promise.all([
        Promise.all(sigstore.rekors.map(rekor => logSignature(services, rekor, { payload, signature, verifier }))),
        Promise.all(tsas.map(tsa => requestTimestamp(services, tsa, signature))),
    ]);
    return (0,bundle/* bundleOf */.cj)({ payload, signature, by, logEntries, timestamps });
}

;// CONCATENATED MODULE: ./lib/signing/source.js



/** The audience of tokens that are not sent to anybody. */
const NOBODY = 'nobody';
/** @param log signatures are in a transparency log */
function keySource(key, log, getToken) {
    const wanted = { kind: 'key', key: (0,external_node_crypto_.createPublicKey)(key), log };
    const signer = keySigner(key);
    const claims = once(async () => (0,jwt/* claimsOf */.d)(await getToken(NOBODY)));
    return { who: async () => wanted, signer: async () => signer, claims };
}
/** The audience of tokens for Fulcio. */
const AUDIENCE = 'sigstore';
/** The remaining lifetime that a token must have, since Fulcio may get it after some retries. Milliseconds. */
const LEFT = 120_000;
/** The workflow itself, by its id token. */
function keylessSource({ services, fulcio, getToken, serverUrl, now }) {
    const token = once(() => getToken(AUDIENCE));
    return {
        async who() {
            const { iss, job_workflow_ref: workflow } = (0,jwt/* claimsOf */.d)(await token());
            const identity = `${serverUrl}/${workflow}`;
            return { kind: 'keyless', isIdentity: text => text === identity, isIssuer: text => text === iss };
        },
        signer: once(async () => {
            // Minutes may have passed since; GitHub's tokens live for five.
            const known = await token();
            const isFresh = Number((0,jwt/* claimsOf */.d)(known).exp ?? 0) * 1000 - now() > LEFT;
            return keylessSigner(services, fulcio, isFresh ? known : await getToken(AUDIENCE));
        }),
        claims: async () => (0,jwt/* claimsOf */.d)(await token()),
    };
}
function once(make) {
    let made;
    return () => {
        made ??= make();
        return made;
    };
}

// EXTERNAL MODULE: ./lib/signing/trust/github-root.js
var github_root = __webpack_require__(6044);
// EXTERNAL MODULE: ./lib/signing/trust/public-root.js
var public_root = __webpack_require__(28366);
// EXTERNAL MODULE: ./lib/signing/trust/verify.js
var verify = __webpack_require__(51853);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ./lib/registry/referrer-list.js
var referrer_list = __webpack_require__(72681);
// EXTERNAL MODULE: ./lib/staging/fleet.js + 1 modules
var staging_fleet = __webpack_require__(69756);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: ./lib/host/retry.js
var retry = __webpack_require__(67460);
// EXTERNAL MODULE: ./lib/oci/referrer.js
var oci_referrer = __webpack_require__(73530);
// EXTERNAL MODULE: ./lib/signing/referrers/manifest.js
var manifest = __webpack_require__(37555);
;// CONCATENATED MODULE: ./lib/signing/referrers/attach.js








/**
 * Attaches bundles to an image and reads them back: when it returns, clients can find them.
 *
 * @throws ActionError the registry's error, or SIGN_FAILED when it does not list what it accepted
 */
async function attach(place, attachments, ports) {
    const { repository, hasApi } = place;
    const referrers = attachments.flatMap(one => one.referrers);
    const bySubject = Map.groupBy(referrers, referrer => (0,oci_referrer/* subjectOf */.et)(referrer));
    const blobs = [manifest/* EMPTY */.wg, ...attachments.map(({ bundle }) => bundle)];
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
 * Whether the list has the new entries. Two jobs that write the tag at the same time overwrite each other: whoever
 * misses its own entries adds them once more.
 */
async function readBackList({ repository, hasApi }, subject, mine, ports) {
    const mismatch = await (0,retry/* readBack */.e7)(ports, async () => {
        const list = await (0,referrer_list/* readReferrerList */.g4)(repository, subject);
        const listed = hasApi ? (list.listed ?? []) : (0,referrer_list/* allIn */.vQ)(list);
        const missing = mine.filter(({ digest }) => !listed.some(one => one.digest === digest));
        if (missing.length === 0)
            return undefined;
        if (!hasApi)
            await (0,referrer_list/* addToReferrersTag */.hq)(repository, subject, list.tagged, missing.map(oci_referrer/* descriptorOf */.nb));
        return `accepted a signature of ${subject} but does not list it`;
    });
    if (mismatch !== undefined)
        throw notThere(repository, mismatch);
}
async function readBackManifest(repository, { digest }, ports) {
    const mismatch = await (0,retry/* readBack */.e7)(ports, async () => (await repository.getManifest(digest)) === undefined ? `accepted ${digest} but does not have it` : undefined);
    if (mismatch !== undefined)
        throw notThere(repository, mismatch);
}
async function readBackBundle(repository, { bundle, verify }, ports) {
    const digest = (0,oci_digest/* sha256 */.s)(bundle);
    let found = Buffer.alloc(0);
    const mismatch = await (0,retry/* readBack */.e7)(ports, async () => {
        found = Buffer.from(await (0,body/* readBody */.x8)(await repository.getBlob(digest), bundle.length + 65_536));
        return found.equals(bundle) ? undefined : `returned other bytes than the signature that it accepted (${digest})`;
    });
    if (mismatch !== undefined)
        throw notThere(repository, mismatch);
    verify(found);
}
function notThere({ registry, path }, mismatch) {
    return new errors/* ActionError */.lZ('SIGN_FAILED', `${registry}/${path} ${mismatch}`, {
        hint: "No tag was moved. Re-run the job; if it happens again, ask the registry's operator.",
    });
}

// EXTERNAL MODULE: ./lib/signing/referrers/find.js
var find = __webpack_require__(36885);
// EXTERNAL MODULE: ./lib/host/fields.js
var fields = __webpack_require__(87617);
;// CONCATENATED MODULE: ./lib/signing/legacy/simple-signing.js





/** The media type of cosign's signed payload before bundles. */
const SIMPLE_SIGNING = 'application/vnd.dev.cosign.simplesigning.v1+json';
/** Annotations of its layer. */
const SIGNATURE = 'dev.cosignproject.cosign/signature';
const CERTIFICATE = 'dev.sigstore.cosign/certificate';
const CHAIN = 'dev.sigstore.cosign/chain';
const LOG = 'dev.sigstore.cosign/bundle';
/**
 * The bytes to sign.
 *
 * @param name `ghcr.io/acme/api`; verifiers ignore it
 * @see https://github.com/sigstore/cosign/blob/v2.6.1/specs/SIGNATURE_SPEC.md
 */
function simpleSigning(name, digest) {
    const critical = {
        identity: { 'docker-reference': name },
        image: { 'docker-manifest-digest': digest },
        type: 'cosign container image signature',
    };
    return Buffer.from(JSON.stringify({ critical, optional: null }));
}
/** The image in such a payload; undefined for other content. */
function signedDigest(payload) {
    const critical = (0,oci_manifest/* fieldsOf */.Pf)(payload)?.critical;
    const image = (0,fields/* isObject */.Gv)(critical) ? critical.image : undefined;
    const digest = (0,fields/* isObject */.Gv)(image) ? image['docker-manifest-digest'] : undefined;
    return typeof digest === 'string' && (0,reference/* isDigest */.Bc)(digest) ? digest : undefined;
}
/** A signature as a layer. */
function layerOf({ payload, signature, certificate, chain, entry }) {
    return {
        mediaType: SIMPLE_SIGNING,
        digest: (0,oci_digest/* sha256 */.s)(payload),
        size: payload.length,
        annotations: {
            [SIGNATURE]: signature.toString('base64'),
            ...(certificate !== undefined && { [CERTIFICATE]: certificate }),
            ...(chain !== undefined && { [CHAIN]: chain }),
            ...(entry !== undefined && { [LOG]: JSON.stringify(entry) }),
        },
    };
}
/** Whether two layers are the same signature: several signers may sign the same bytes. */
function isSameSignature(one, other) {
    return one.digest === other.digest && one.annotations?.[SIGNATURE] === other.annotations?.[SIGNATURE];
}
/**
 * A layer as a version 1 bundle, which bundle verifiers read.
 *
 * @returns undefined for other layers
 */
function bundleOfLayer({ mediaType, annotations = {} }, payload) {
    const { [SIGNATURE]: signature, [CERTIFICATE]: certificate, [LOG]: log } = annotations;
    if (mediaType !== SIMPLE_SIGNING || signature === undefined)
        return undefined;
    const entry = log === undefined ? undefined : entryIn(log);
    if (log !== undefined && entry === undefined)
        return undefined;
    const json = {
        mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.1',
        verificationMaterial: {
            ...(certificate === undefined
                ? { publicKey: { hint: '' } }
                : { x509CertificateChain: { certificates: [{ rawBytes: certificate.replace(/-----[^-]+-----|\s/g, '') }] } }),
            tlogEntries: entry === undefined ? [] : [entry],
        },
        messageSignature: {
            messageDigest: { algorithm: 'SHA2_256', digest: (0,external_node_crypto_.createHash)('sha256').update(payload).digest('base64') },
            signature,
        },
    };
    return Buffer.from(JSON.stringify(json));
}
function entryIn(log) {
    const { SignedEntryTimestamp: promise, Payload } = ((0,oci_manifest/* fieldsOf */.Pf)(Buffer.from(log)) ?? {});
    if (typeof promise !== 'string' || !(0,fields/* isObject */.Gv)(Payload))
        return undefined;
    const { body, integratedTime, logIndex, logID } = Payload;
    if (typeof body !== 'string' || typeof logID !== 'string')
        return undefined;
    return {
        logIndex: String(logIndex),
        logId: { keyId: Buffer.from(logID, 'hex').toString('base64') },
        kindVersion: { kind: 'hashedrekord', version: '0.0.1' },
        integratedTime: String(integratedTime),
        inclusionPromise: { signedEntryTimestamp: promise },
        canonicalizedBody: body,
    };
}

// EXTERNAL MODULE: ./lib/oci/descriptor.js
var descriptor = __webpack_require__(11260);
;// CONCATENATED MODULE: ./lib/signing/legacy/tag.js









const CONFIG = 'application/vnd.oci.image.config.v1+json';
/** A payload has some 250 bytes. */
const tag_LARGEST = 64 * 1024;
/** Whoever can push can add thousands. */
const tag_MOST = 100;
/** cosign 2's signature tag: `sha256-….sig`. */
function signatureTag(digest) {
    return `${(0,oci_referrer/* referrersTag */.LN)(digest)}.sig`;
}
/**
 * The signatures of a tag, as layers; [] if the tag does not exist.
 *
 * @throws ActionError SIGN_FAILED when the tag has other content, which must not be overwritten
 */
async function readLayers(repository, digest) {
    const manifest = await repository.getManifest(signatureTag(digest));
    if (manifest === undefined)
        return [];
    const layers = (0,oci_manifest/* fieldsOf */.Pf)(manifest.bytes)?.layers;
    if (Array.isArray(layers) && layers.every(descriptor/* isDescriptor */.ol))
        return layers;
    const { registry, path } = repository;
    throw new errors/* ActionError */.lZ('SIGN_FAILED', `${registry}/${path}:${signatureTag(digest)} does not hold signatures`, {
        hint: 'Delete this tag, or remove `sign-legacy`.',
    });
}
/** Reads the signed payloads. Missing, corrupt and oversized ones are left out. */
async function readHeld(repository, layers) {
    const own = layers.filter(({ mediaType, size }) => mediaType === SIMPLE_SIGNING && size <= tag_LARGEST).slice(0, tag_MOST);
    const found = await Promise.all(own.map(async (layer) => {
        const payload = await readPayload(repository, layer);
        return payload === undefined ? [] : [{ layer, payload }];
    }));
    return found.flat();
}
async function readPayload(repository, { digest, size }) {
    if ((await repository.headBlob(digest)) !== size)
        return undefined;
    const bytes = await (0,body/* readBody */.x8)(await repository.getBlob(digest), tag_LARGEST);
    return (0,oci_digest/* sha256 */.s)(bytes) === digest ? bytes : undefined;
}
/**
 * Adds a signature to those of the tag, and reads it back.
 *
 * @param before those, just read
 * @param verify the result. @throws ActionError SIGN_FAILED
 * @throws ActionError the registry's error
 */
async function addSignature({ repository, digest, before }, { layer, payload }, verify, ports) {
    const uploading = tag_upload(repository, payload);
    await write(repository, digest, [...before, layer], uploading);
    let found;
    const mismatch = await (0,retry/* readBack */.e7)(ports, async () => {
        const [layers, [held]] = await Promise.all([readLayers(repository, digest), readHeld(repository, [layer])]);
        const mine = layers.find(one => isSameSignature(one, layer));
        found = mine && held && { layer: mine, payload: held.payload };
        if (found !== undefined)
            return undefined;
        // Another job has overwritten it.
        if (mine === undefined)
            await write(repository, digest, [...layers, layer], uploading);
        return `accepted a signature of ${digest} (${signatureTag(digest)}) but does not have it`;
    });
    if (mismatch === undefined && found !== undefined)
        return verify(found);
    throw new errors/* ActionError */.lZ('SIGN_FAILED', `${repository.registry}/${repository.path} ${mismatch}`, {
        hint: "No tag was moved. Re-run the job; if it happens again, ask the registry's operator.",
    });
}
/** @param uploading the layers' content, which must exist first */
async function write(repository, digest, layers, uploading) {
    const rootfs = { type: 'layers', diff_ids: layers.map(layer => layer.digest) };
    const config = Buffer.from(JSON.stringify({ architecture: '', os: '', config: {}, rootfs }));
    await Promise.all([uploading, tag_upload(repository, config)]);
    const json = {
        schemaVersion: 2,
        mediaType: oci_manifest/* OCI_IMAGE */.wH,
        config: { mediaType: CONFIG, size: config.length, digest: (0,oci_digest/* sha256 */.s)(config) },
        layers,
    };
    const bytes = Buffer.from(JSON.stringify(json));
    const manifest = { mediaType: oci_manifest/* OCI_IMAGE */.wH, digest: (0,oci_digest/* sha256 */.s)(bytes), bytes };
    await repository.putManifest(manifest, signatureTag(digest));
}
async function tag_upload(repository, bytes) {
    const blob = { digest: (0,oci_digest/* sha256 */.s)(bytes), size: bytes.length };
    await repository.uploadBlob(blob, { open: () => external_node_stream_.Readable.from([bytes], { objectMode: false }), replayable: true });
}

;// CONCATENATED MODULE: ./lib/signing/sign-legacy.js







/** Reads them. A registry where that fails has failed. */
async function surveyLegacy(fleet, digests) {
    const tags = new Map();
    await (0,staging_fleet/* eachAlive */.fH)(fleet, async (target) => void tags.set(target, await sign_legacy_readTags(target, digests)));
    return { fleet, digests, tags };
}
async function sign_legacy_readTags({ repository }, digests) {
    const each = digests.map(async (digest) => {
        const layers = await readLayers(repository, digest);
        return [digest, { layers, held: await readHeld(repository, layers) }];
    });
    return new Map(await Promise.all(each));
}
/**
 * Signs manifests in the form of cosign 2: each has its own tag with its own signature, the same in every registry. An
 * existing one of the same signer is kept, and copied to registries that lack it.
 *
 * A registry that rejects one has failed. @throws ActionError when nothing can be signed
 */
async function signLegacy({ fleet, digests, tags }, setup) {
    const own = new Map();
    for (const each of tags.values()) {
        for (const [digest, { held }] of each) {
            const known = held.find(one => isGood(one, digest, setup));
            if (known !== undefined)
                own.set(digest, { ...known, verify: one => verifyOwn(one, digest, setup) });
        }
    }
    const [first] = fleet.alive();
    if (first === undefined)
        return;
    const { registry, path } = first.repository;
    await Promise.all(digests.map(async (digest) => {
        if (!own.has(digest))
            own.set(digest, await signed(simpleSigning(`${registry}/${path}`, digest), digest, setup));
    }));
    await (0,staging_fleet/* eachAlive */.fH)(fleet, async (target) => {
        const { repository } = target;
        const lists = tags.get(target);
        const each = digests.map(async (digest) => {
            const mine = own.get(digest);
            const before = lists?.get(digest)?.layers ?? [];
            if (before.some(layer => isSameSignature(layer, mine.layer)))
                return;
            await addSignature({ repository, digest, before }, mine, one => mine.verify(one), setup.ports);
        });
        await Promise.all(each);
    });
}
async function signed(payload, digest, setup) {
    const { services, sigstore } = setup;
    const signer = await setup.signer();
    const signature = signer.sign(payload);
    const rekor = sigstore.rekors.find(({ version }) => version === 1);
    const entry = rekor && (await logBytes(services, rekor.url, { payload, signature, verifier: signer.verifier }));
    const { by } = signer;
    const pem = (der) => pemOf({ kind: 'certificate', der });
    const layer = layerOf({
        ...{ payload, signature, entry },
        ...(by.kind === 'certificate' && { certificate: pem(by.certificate), chain: by.chain.map(pem).join('') }),
    });
    const as = { ...setup, by: asCertified(signer, setup.by) };
    const own = { layer, payload, verify: held => verifyOwn(held, digest, as) };
    own.verify(own);
    return own;
}
/** @throws SignatureDoubt */
function sign_legacy_verify({ layer, payload }, digest, { verifier, by }) {
    const bundle = bundleOfLayer(layer, payload);
    if (bundle === undefined || signedDigest(payload) !== digest) {
        throw new verify/* SignatureDoubt */.b('form', 'is not a signature of this image');
    }
    verifier.verifyBytes(bundle, payload, by);
}
function isGood(held, digest, setup) {
    try {
        sign_legacy_verify(held, digest, setup);
        return true;
    }
    catch (error) {
        if (error instanceof verify/* SignatureDoubt */.b)
            return false;
        throw error;
    }
}
function verifyOwn(held, digest, setup) {
    try {
        sign_legacy_verify(held, digest, setup);
    }
    catch (error) {
        if (!(error instanceof verify/* SignatureDoubt */.b))
            throw error;
        throw new errors/* ActionError */.lZ('SIGN_FAILED', `the signature under the \`.sig\` tag ${error.message}`, {
            hint: 'No tag was moved. Check that `trusted-root` and `signing-config` belong to the same Sigstore, and are up to date.',
            cause: error,
        });
    }
}

;// CONCATENATED MODULE: ./lib/signing/sign-images.js











/**
 * Signs staged images, index and platforms, and attaches the signatures in every living registry, read back and
 * verified. Existing signatures of the same signer are reused, with the same bytes in registries that lack them.
 *
 * A registry that rejects them has failed. @throws ActionError when nothing can be signed.
 */
async function signImages(images, setup) {
    const asking = setup.source.who();
    // If the registries fail first, this rejection must not be unhandled.
    asking.catch(() => { });
    const [surveys, tags] = await Promise.all([
        Promise.all(images.map(survey)),
        Promise.all(setup.legacy ? images.map(({ fleet, content }) => surveyLegacy(fleet, digestsIn(subjectsOf(content)))) : []),
    ]);
    const who = await asking;
    const { source, services, sigstore, verifier, ports } = setup;
    const legacy = { by: who, signer: source.signer, services, sigstore, verifier, ports };
    const [signed] = await Promise.all([
        Promise.all(surveys.map(surveyed => signOne(surveyed, who, setup))),
        ...tags.map(each => signLegacy(each, legacy)),
    ]);
    return signed;
}
function digestsIn(subjects) {
    return subjects.map(({ digest }) => digest);
}
/** The image's existing referrers in each registry. */
async function survey(image) {
    const subjects = subjectsOf(image.content);
    const lists = new Map();
    await (0,staging_fleet/* eachAlive */.fH)(image.fleet, async (target) => {
        const each = subjects.map(async ({ digest }) => [digest, await (0,referrer_list/* readReferrerList */.g4)(target.repository, digest)]);
        lists.set(target, new Map(await Promise.all(each)));
    });
    return { image, subjects, lists };
}
/** The subjects: the image and each of its platforms, since a platform may be used by its own digest. */
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
    const digests = digestsIn(subjects);
    const { verifier, stored } = setup;
    const [inRegistries, atGithub, requests] = await Promise.all([
        findExisting(surveyed, who, verifier),
        findStored(digests, who, { verifier, stored }),
        setup.claimRequests(image, digests),
    ]);
    const existing = [...inRegistries, ...atGithub];
    const created = `${new Date(setup.ports.now()).toISOString().slice(0, 19)}Z`;
    const made = await Promise.all(requests.map(async (request) => ({ ...request, ...(await obtain(request, existing, { image, who, setup })) })));
    const storing = Promise.all(made.map(({ store, bundle, isStored }) => (isStored ? undefined : store?.(bundle))));
    // A registry's error comes first.
    storing.catch(() => { });
    await (0,staging_fleet/* eachAlive */.fH)(image.fleet, async (target) => {
        const attachments = made.flatMap(({ bundle, claim, verify, isReferrer, exact }) => {
            if (!isReferrer)
                return [];
            const about = digestsOf(claim);
            const missing = subjects.filter(({ digest }) => about.has(digest) && !isHeld(existing, target, digest, { claim, exact }));
            const referrers = missing.map(subject => (0,manifest/* bundleManifest */.Q7)(subject, bundle, claim.predicateType, created));
            return referrers.length === 0 ? [] : [{ bundle, referrers, verify }];
        });
        if (attachments.length === 0)
            return;
        const hasApi = [...surveyed.lists.get(target).values()].some(list => list.listed !== undefined);
        await attach({ repository: target.repository, hasApi }, attachments, setup.ports);
    });
    await storing;
    return { name: image.name, root: image.content.root.digest, claims: made };
}
async function findExisting({ image, subjects, lists }, who, verifier) {
    const found = [];
    await (0,staging_fleet/* eachAlive */.fH)(image.fleet, async (target) => {
        const each = subjects.map(async ({ digest: subject }) => {
            const list = lists.get(target)?.get(subject);
            const bundles = list === undefined ? [] : await (0,find/* findBundles */.n)(target.repository, subject, list);
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
/** Attestations that an earlier run has stored at GitHub. */
async function findStored(digests, who, { verifier, stored }) {
    if (stored === undefined)
        return [];
    const found = await Promise.all(digests.map(async (subject) => {
        const bundles = await stored(subject);
        return bundles.flatMap((bundle) => {
            const verified = verifiedOrNot(verifier, bundle, subject, who);
            return verified === undefined ? [] : [{ target: undefined, subject, bundle, verified }];
        });
    }));
    return found.flat();
}
function verifiedOrNot(verifier, bundle, digest, who) {
    try {
        return verifier.verify(bundle, { digest }, who);
    }
    catch (error) {
        if (error instanceof verify/* SignatureDoubt */.b)
            return undefined;
        throw error;
    }
}
function isHeld(existing, target, digest, wanted) {
    return existing.some(one => one.target === target && one.subject === digest && satisfies(one.verified.claim, wanted));
}
/** Whether an existing claim satisfies the wanted one. */
function satisfies(known, { claim, exact }) {
    if (known.predicateType !== claim.predicateType)
        return false;
    return !exact || (0,external_node_util_.isDeepStrictEqual)(known.predicate, claim.predicate);
}
function digestsOf({ subjects }) {
    return new Set(subjects.map(({ digest }) => digest));
}
/** A bundle with the claim: an existing one that covers all its subjects, or a new one. */
async function obtain(request, existing, { image, who, setup }) {
    const { claim } = request;
    const { predicateType } = claim;
    const digests = [...digestsOf(claim)];
    const [digest] = digests;
    const checking = (by) => {
        let last;
        return (bundle) => {
            // What each registry returns is compared with the bundle: the same bytes are verified once.
            if (!last?.bundle.equals(bundle)) {
                last = { bundle, verified: sign_images_verifyOwn(setup.verifier, bundle, { digest, predicateType }, by) };
            }
            return last.verified;
        };
    };
    const known = existing.find(({ verified }) => {
        const about = digestsOf(verified.claim);
        return satisfies(verified.claim, request) && digests.every(one => about.has(one));
    });
    if (known !== undefined) {
        const { bundle, verified } = known;
        const held = (target) => digests.every(one => isHeld(existing, target, one, request));
        // GitHub lists a bundle under each of its subjects.
        const isStored = isHeld(existing, undefined, digest, request);
        const wasThere = (!request.isReferrer || image.fleet.alive().every(held)) && (request.store === undefined || isStored);
        return { ...verified, bundle, wasThere, isStored, verify: checking(who) };
    }
    const signer = await setup.source.signer();
    const bundle = await signClaim(claim, signer, setup.services, setup.sigstore);
    const verify = checking(asCertified(signer, who));
    const { identity, issuer } = verify(bundle);
    return { claim, bundle, identity, issuer, wasThere: false, isStored: false, verify };
}
function sign_images_verifyOwn(verifier, bundle, subject, by) {
    try {
        return verifier.verify(bundle, subject, by);
    }
    catch (error) {
        if (!(error instanceof verify/* SignatureDoubt */.b))
            throw error;
        throw new errors/* ActionError */.lZ('SIGN_FAILED', `the signature that was just made ${error.message}`, {
            hint: 'No tag was moved. Check that `trusted-root` and `signing-config` belong to the same Sigstore, and are up to date.',
            cause: error,
        });
    }
}

;// CONCATENATED MODULE: ./lib/signing/open.js























/**
 * Reads keys and configuration without any request.
 *
 * @throws InputError with all problems. @throws ActionError AUTH_FAILED when the job may have no id token
 */
async function openSigning(job, machine) {
    const { signing, retry, context } = job;
    const { env, log, signal, now, sleep } = machine;
    const by = (0,signing_signing/* signerOf */.K)(signing);
    const problems = [];
    const sigstore = readSigstore(job, now(), problems);
    const verifier = readRoot(job, sigstore, problems);
    const key = by === 'key' ? await readKey(job, machine, problems) : undefined;
    const places = placesOf(job, by, problems);
    if (signing.signLegacy)
        checkLegacy(sigstore, problems);
    const needsToken = by === 'keyless' || signing.attest.some(({ kind }) => kind === 'provenance');
    const lack = needsToken && !(0,variables_services/* serviceVariables */.n)(env).offersIdTokens ? (0,id_token/* noIdToken */.o)() : undefined;
    if (problems.length > 0 || verifier === undefined) {
        const lacks = 'this job cannot get an id token from GitHub';
        const provenance = { input: 'attest', problem: `is \`provenance\`, and ${lacks}` };
        const about = by === 'key' ? provenance : (0,keyless/* aboutKeyless */.Up)(signing, `and ${lacks}`);
        throw new errors/* InputError */.dz(lack === undefined ? problems : [...problems, { ...about, fix: lack.hint ?? '' }]);
    }
    if (lack !== undefined)
        throw lack;
    const onRetry = (text) => log.info(text);
    const services = (0,service/* createServices */.h4)({ ...(0,host_machine/* retryPorts */.N)(machine), policy: retry, signal, proxyEnv: env, onRetry });
    const isLogged = sigstore.rekors.length > 0;
    const getToken = (0,id_token/* idTokens */.S)(env, { ...(0,host_machine/* retryPorts */.N)(machine), policy: retry, signal, proxyEnv: env, mask: log.mask });
    const source = key === undefined
        ? keylessSource({ services, fulcio: sigstore.fulcio, getToken, serverUrl: context.serverUrl, now })
        : keySource(key, isLogged, getToken);
    const pages = [];
    const store = places.includes('github') ? storeOf(job) : undefined;
    const options = {
        sign: signing.sign !== undefined,
        attest: signing.attest,
        places,
        isGithubOptional: signing.attestTo === undefined,
        source,
        context,
        store: async (bundle) => void (store && pages.push(await (0,github_store/* storeAtGithub */.Sw)(services, store, bundle))),
        log,
    };
    return {
        source,
        services,
        sigstore,
        verifier,
        claimRequests: (image, digests) => claimRequestsOf(options, image, digests),
        legacy: signing.signLegacy,
        stored: store && (digest => (0,github_attestations/* githubAttestations */.X)(services, store, digest)),
        ports: { now, sleep, signal },
        log,
        isLogged,
        isGithubs: sigstore === GITHUB_SIGSTORE,
        pages: () => pages,
        store,
        record: record => (store === undefined ? Promise.resolve() : (0,github_store/* recordStorage */.Js)(services, store, record)),
        signatureType: bundle_statement/* COSIGN_SIGNATURE */.P8,
        close: services.close,
    };
}
/** cosign 2 needs a log's inclusion promise, which only version 1 of Rekor gives. */
function checkLegacy({ rekors }, problems) {
    if (rekors.length === 0 || rekors.some(({ version }) => version === 1))
        return;
    const fix = 'Add a Rekor of version 1 to `signing-config`, or remove `sign-legacy`.';
    problems.push({ input: 'sign-legacy', problem: 'is true, and `signing-config` names no Rekor of version 1', fix });
}
/** The destinations of attestations. By default GitHub gets only those of the two Sigstores that it accepts. */
function placesOf({ signing, context }, by, problems) {
    const { attest, attestTo, signingConfig } = signing;
    if (attest.length === 0)
        return [];
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
function storeOf({ context, githubToken }) {
    const { apiUrl, serverUrl, repository } = context;
    return { apiUrl, serverUrl, repository, token: (0,forge/* isOwnApi */.$h)(apiUrl, serverUrl) ? githubToken : '' };
}
/** The signing services: the configured ones, the public ones, or none, for a key that must not appear in public. */
function readSigstore({ signing, context }, now, problems) {
    const { signPublic, signingConfig } = signing;
    const by = (0,signing_signing/* signerOf */.K)(signing);
    const add = (input, problem, fix) => void problems.push({ input, problem, fix });
    const mayBePublic = isPublic(context) || signPublic;
    const checkPublic = () => {
        const foreign = (0,keyless/* foreignServer */.uI)(signing, context);
        if (foreign !== undefined) {
            problems.push(foreign);
        }
        else if (!mayBePublic) {
            const fix = 'Set `sign-public: true` to accept that, use `sign: key`, or give the `signing-config` of a private Sigstore.';
            const why = "and this repository is not public: Sigstore's public log would show its name";
            problems.push({ ...(0,keyless/* aboutKeyless */.Up)(signing, why), fix });
        }
    };
    if (signingConfig === '') {
        if (by === 'key')
            return mayBePublic ? { ...PUBLIC_SIGSTORE, fulcio: undefined, tsas: [] } : NO_SIGSTORE;
        // A requested signature must be verifiable with cosign; GitHub's own Sigstore is for attestations.
        const isAttestation = signing.sign === undefined && context.serverUrl === 'https://github.com';
        if (isAttestation && !mayBePublic)
            return GITHUB_SIGSTORE;
        checkPublic();
        return PUBLIC_SIGSTORE;
    }
    const sigstore = readFileAs(signingConfig, context, text => readSigningConfig(text, new Date(now)));
    if (typeof sigstore === 'string') {
        add('signing-config', sigstore, 'Give the path of a file that `cosign signing-config create` has written.');
        return NO_SIGSTORE;
    }
    if (by === 'keyless' && isPublicFulcio(sigstore.fulcio))
        checkPublic();
    const lack = by === 'keyless' ? lackOf(sigstore) : undefined;
    if (lack !== undefined)
        add('signing-config', lack, 'Add it, with `cosign signing-config create`.');
    return sigstore;
}
/** What a configuration lacks for keyless signing. */
function lackOf({ fulcio, rekors, tsas }) {
    if (fulcio === undefined)
        return 'names no Fulcio (`caUrls`) that is valid now';
    const hasTime = tsas.length > 0 || rekors.some(({ version }) => version === 1);
    return hasTime ? undefined : 'names no timestamp authority (`tsaUrls`), and no Rekor of version 1, that is valid now';
}
function readRoot({ signing, context }, sigstore, problems) {
    const { trustedRoot } = signing;
    const isBare = (0,signing_signing/* signerOf */.K)(signing) === 'key' && sigstore.rekors.length === 0;
    if (trustedRoot === '') {
        return (0,verify/* bundleVerifier */.X)(isBare ? undefined : sigstore === GITHUB_SIGSTORE ? github_root/* GITHUB_ROOT */.f : public_root/* PUBLIC_ROOT */.T);
    }
    const verifier = readFileAs(trustedRoot, context, verify/* bundleVerifier */.X);
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
        return await (0,keys/* readPrivateKey */.$k)(pem, signKeyPassword);
    }
    catch (error) {
        if (!(error instanceof keys/* KeyProblem */.vc))
            throw error;
        add(error.message, error.fix);
        return undefined;
    }
}
/** Applies `make` to a file's text; a clause if that fails. */
function readFileAs(path, { workspace }, make) {
    let text;
    try {
        text = (0,regular_file/* readText */.yR)((0,external_node_path_.resolve)(workspace, path), { follow: true, largest: open_LARGEST });
    }
    catch (error) {
        return `cannot be read (${(0,quote/* quote */.h)(path)}): ${(0,errors/* messageOf */.bD)(error)}`;
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
/** Whether the repository is known to be public. */
function isPublic({ payload }) {
    return (0,context.at)(payload, 'repository', 'private') === false;
}


/***/ })

};
