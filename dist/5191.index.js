export const id = 5191;
export const ids = [5191];
export const modules = {

/***/ 43053:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ createLimit)
/* harmony export */ });
/** At most `max` at a time. */
function createLimit(max) {
    let running = 0;
    const waiting = [];
    return async (body) => {
        if (running >= max)
            await new Promise(resolve => waiting.push(resolve));
        else
            running++;
        try {
            return await body();
        }
        finally {
            // The slot is handed over directly, so that no later caller can take it.
            const next = waiting.shift();
            if (next)
                next();
            else
                running--;
        }
    };
}


/***/ }),

/***/ 66150:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   jB: () => (/* binding */ upTo),
/* harmony export */   x8: () => (/* binding */ readBody),
/* harmony export */   yR: () => (/* binding */ readText)
/* harmony export */ });
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57075);

/**
 * Reads a whole body into memory. Every answer of a registry passes here: an async iterator would cost half a
 * millisecond for each.
 *
 * @throws Error with code ERR_TOO_LARGE when it has more than `max` bytes, or the stream's error
 */
function readBody(stream, max) {
    const { promise, resolve, reject } = Promise.withResolvers();
    const chunks = [];
    let size = 0;
    stream.on('data', (chunk) => {
        size += chunk.length;
        if (size <= max) {
            chunks.push(chunk);
            return;
        }
        reject(tooLarge(max));
        stream.destroy();
    });
    (0,node_stream__WEBPACK_IMPORTED_MODULE_0__.finished)(stream, { writable: false }, error => (error ? reject(error) : resolve(Buffer.concat(chunks))));
    return promise;
}
/**
 * The chunks of a body.
 *
 * @throws Error as `readBody`
 */
async function* upTo(max, stream) {
    let size = 0;
    for await (const chunk of stream) {
        size += chunk.length;
        // Leaving the loop destroys the stream.
        if (size > max)
            throw tooLarge(max);
        yield chunk;
    }
}
function tooLarge(max) {
    return Object.assign(new Error(`the answer has more than ${max} bytes`), { code: 'ERR_TOO_LARGE' });
}
/** The same as text. */
async function readText(stream, max) {
    return (await readBody(stream, max)).toString('utf8');
}


/***/ }),

/***/ 9501:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ sha256)
/* harmony export */ });
/* harmony import */ var _host_text_sha256_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(39669);

function sha256(bytes) {
    return `sha256:${(0,_host_text_sha256_js__WEBPACK_IMPORTED_MODULE_0__/* .sha256Hex */ .f)(bytes)}`;
}


/***/ }),

/***/ 73530:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AW: () => (/* binding */ hidesSubject),
/* harmony export */   LN: () => (/* binding */ referrersTag),
/* harmony export */   et: () => (/* binding */ subjectOf),
/* harmony export */   nb: () => (/* binding */ descriptorOf),
/* harmony export */   qs: () => (/* binding */ referrersIn)
/* harmony export */ });
/* harmony import */ var _descriptor_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11260);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44360);
/* harmony import */ var _reference_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23940);



/** The tag that lists the referrers where the API is missing (distribution-spec, "Referrers Tag Schema"). */
function referrersTag(digest) {
    return digest.replace(':', '-');
}
/** The valid descriptors of an image index; undefined when the bytes are not an index. */
function referrersIn(bytes) {
    const json = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldsOf */ .Pf)(bytes);
    // Go writes an empty list as `null`.
    const manifests = json?.manifests ?? (json?.schemaVersion === 2 ? [] : undefined);
    return Array.isArray(manifests) ? manifests.filter(_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .isDescriptor */ .ol) : undefined;
}
/** The manifest that this one refers to (image-spec, "subject"). */
function subjectOf({ bytes }) {
    const { digest } = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .objectIn */ .D7)((0,_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldsOf */ .Pf)(bytes), 'subject');
    return typeof digest === 'string' && (0,_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .Bc)(digest) ? digest : undefined;
}
/**
 * Whether a manifest has a subject without a digest. Of equal keys, JavaScript takes the last one, whereas Go adds the
 * second object to the first: after `"subject": {"digest": …}`, an empty one changes nothing for a registry.
 */
function hidesSubject(manifest) {
    return ((0,_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldsOf */ .Pf)(manifest.bytes)?.subject ?? null) !== null && subjectOf(manifest) === undefined;
}
/** The descriptor of a manifest, as a list of referrers has it (distribution-spec, "Listing Referrers"). */
function descriptorOf(manifest) {
    const { mediaType, digest, bytes } = manifest;
    const plain = { mediaType, digest, size: bytes.length };
    if (subjectOf(manifest) === undefined)
        return plain;
    const json = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldsOf */ .Pf)(bytes);
    const type = json?.artifactType ?? (0,_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .objectIn */ .D7)(json, 'config').mediaType;
    const annotations = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .objectIn */ .D7)(json, 'annotations');
    const isAnnotated = json?.annotations !== undefined && (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .areTexts */ .Dq)(Object.values(annotations));
    return {
        ...plain,
        ...(typeof type === 'string' && type !== '' && { artifactType: type }),
        ...(isAnnotated && { annotations: annotations }),
    };
}


/***/ }),

/***/ 75147:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openRoot: () => (/* reexport */ openRoot),
  rootIn: () => (/* reexport */ rootIn),
  verifyImage: () => (/* reexport */ verifyImage),
  wantedOf: () => (/* reexport */ wantedOf)
});

// UNUSED EXPORTS: COSIGN_SIGNATURE, SLSA_PROVENANCE, openAttestations, originCheck, originOf

// EXTERNAL MODULE: ./lib/event/context.js
var context = __webpack_require__(13051);
// EXTERNAL MODULE: ./lib/signing/trust/verify.js
var verify = __webpack_require__(51853);
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
    const workflow = at(predicate, 'buildDefinition', 'externalParameters', 'workflow');
    return {
        repository: text(workflow, 'repository') ?? '',
        ref: text(workflow, 'ref') ?? '',
        builder: text(predicate, 'runDetails', 'builder', 'id') ?? '',
    };
}
const WORDS = {
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
            const matches = key === 'builder' ? matchesIdentity : matchesGlob;
            if (patterns.length === 0 || patterns.some(one => matches(same(one), same(found))))
                continue;
            const [none, other] = WORDS[key];
            throw new SignatureDoubt('origin', found === '' ? none : `${other} ${quote(found)}`);
        }
    };
}

// EXTERNAL MODULE: ./lib/event/forge.js
var forge = __webpack_require__(47935);
// EXTERNAL MODULE: ./lib/signing/services/github-attestations.js + 1 modules
var github_attestations = __webpack_require__(86910);
// EXTERNAL MODULE: ./lib/signing/services/service.js
var service = __webpack_require__(10683);
;// CONCATENATED MODULE: ./lib/signing/services/open-attestations.js




/** Looks up images' attestations at GitHub. No request before `find`. */
function openAttestations({ apiUrl, serverUrl, repositories, token }, retry, machine) {
    const { env, log, signal } = machine;
    const onRetry = (text) => log.info(text);
    const services = createServices({ ...retryPorts(machine), policy: retry, signal, proxyEnv: env, onRetry });
    const own = isOwnApi(apiUrl, serverUrl) ? token : '';
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
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/files/regular-file.js
var regular_file = __webpack_require__(30481);
// EXTERNAL MODULE: ./lib/host/text/quote.js
var text_quote = __webpack_require__(64212);
// EXTERNAL MODULE: ./lib/signing/trust/github-root.js
var github_root = __webpack_require__(6044);
// EXTERNAL MODULE: ./lib/signing/trust/public-root.js
var public_root = __webpack_require__(28366);
;// CONCATENATED MODULE: ./lib/signing/trust/open-root.js







/** A trusted root with years of logs has some tens of KB. Bytes. */
const LARGEST = 4 * 1024 * 1024;
/** Doubts after which another root may know the signer. */
const UNKNOWN = ['certificate', 'log', 'timestamp', 'expired'];
/**
 * Verifies against the public Sigstore's root, and unknown signers against GitHub's own, which signs the attestations
 * of private repositories.
 */
function builtIn() {
    const open = (0,verify/* bundleVerifier */.X)(public_root/* PUBLIC_ROOT */.T);
    let github;
    return {
        verifyBytes: open.verifyBytes,
        verify(bundle, subject, by) {
            try {
                return open.verify(bundle, subject, by);
            }
            catch (error) {
                const mayKnow = by.kind === 'keyless' && error instanceof verify/* SignatureDoubt */.b && UNKNOWN.includes(error.doubt);
                if (!mayKnow)
                    throw error;
                github ??= (0,verify/* bundleVerifier */.X)(github_root/* GITHUB_ROOT */.f);
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
        throw error instanceof verify/* SignatureDoubt */.b && !UNKNOWN.includes(error.doubt) ? error : first;
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
        return (0,verify/* bundleVerifier */.X)((0,regular_file/* readText */.yR)((0,external_node_path_.resolve)(workspace, path), { follow: true, largest: LARGEST }));
    }
    catch (error) {
        const why = error instanceof SyntaxError ? 'it is not valid JSON' : (0,errors/* messageOf */.bD)(error);
        const problem = `cannot be used (${(0,text_quote/* quote */.h)(path)}): ${why}`;
        const fix = 'Give the path of a trusted root in JSON, as `cosign trusted-root create` writes it.';
        throw new errors/* InputError */.dz([{ input: 'trusted-root', problem, fix }]);
    }
}
/** Verifies against a given root; '' means those of the public Sigstore and GitHub. @throws InputError */
function rootIn(text) {
    if (text === '')
        return builtIn();
    try {
        return (0,verify/* bundleVerifier */.X)(text);
    }
    catch (error) {
        const why = error instanceof SyntaxError ? 'it is not valid JSON' : (0,errors/* messageOf */.bD)(error);
        const fix = 'Write a trusted root in JSON, as `cosign trusted-root create` makes it.';
        throw new errors/* InputError */.dz([{ input: 'policy', problem: `has a \`trusted-root\` that cannot be used: ${why}`, fix }]);
    }
}

// EXTERNAL MODULE: ./lib/host/files/read-if-there.js
var read_if_there = __webpack_require__(3169);
// EXTERNAL MODULE: ./lib/host/text/glob.js
var glob = __webpack_require__(61160);
// EXTERNAL MODULE: ./lib/registry/referrer-list.js
var referrer_list = __webpack_require__(72681);
// EXTERNAL MODULE: ./lib/signing/bundle/statement.js
var statement = __webpack_require__(5385);
;// CONCATENATED MODULE: ./lib/signing/glob.js

/**
 * Whether a pattern matches a whole identity, whose first `@` separates a workflow and its ref, or a person and a domain: the pattern's
 * part before it must match there. Otherwise `…/*@refs/heads/main` would match a branch named `x@refs/heads/main`,
 * which anybody could push.
 */
function glob_matchesIdentity(pattern, text) {
    const [end, at] = [pattern.indexOf('@'), text.indexOf('@')];
    if (end < 0)
        return (0,glob/* matchesGlob */.k)(pattern, text);
    return (at >= 0 && (0,glob/* matchesGlob */.k)(pattern.slice(0, end), text.slice(0, at)) && (0,glob/* matchesGlob */.k)(pattern.slice(end), text.slice(at)));
}

// EXTERNAL MODULE: ./lib/signing/keys.js
var keys = __webpack_require__(73939);
// EXTERNAL MODULE: ./lib/signing/referrers/find.js
var find = __webpack_require__(36885);
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
                isIdentity: text => glob_matchesIdentity(identity, text),
                isIssuer: text => (0,glob/* matchesGlob */.k)(issuer, text),
            };
        }
        const { key } = signer;
        const pem = key.includes('-----BEGIN') ? key : ((0,read_if_there/* readIfThere */.q)((0,external_node_path_.resolve)(workspace, key)) ?? '');
        try {
            return { kind: 'key', key: (0,keys/* readPublicKey */.RR)(pem), log: false };
        }
        catch (error) {
            if (!(error instanceof keys/* KeyProblem */.vc))
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
async function verifyImage({ repository, digest, name, elsewhere }, wanted, verifier, { predicateType = statement/* COSIGN_SIGNATURE */.P8, check } = {}) {
    const found = await (0,find/* findBundles */.n)(repository, digest, await (0,referrer_list/* readReferrerList */.g4)(repository, digest));
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
                    if (!(error instanceof verify/* SignatureDoubt */.b))
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
