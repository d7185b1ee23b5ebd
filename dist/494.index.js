export const id = 494;
export const ids = [494];
export const modules = {

/***/ 94494:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  PUBLIC_ROOT: () => (/* reexport */ public_root/* PUBLIC_ROOT */.T),
  bundleVerifier: () => (/* reexport */ verify/* bundleVerifier */.X),
  verifyImage: () => (/* reexport */ verifyImage),
  wantedOf: () => (/* reexport */ wantedOf)
});

// EXTERNAL MODULE: ./lib/signing/trust/public-root.js
var public_root = __webpack_require__(28366);
// EXTERNAL MODULE: ./lib/signing/trust/verify.js
var verify = __webpack_require__(51853);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/files/read-if-there.js
var read_if_there = __webpack_require__(3169);
// EXTERNAL MODULE: ./lib/registry/referrer-list.js
var referrer_list = __webpack_require__(72681);
// EXTERNAL MODULE: ./lib/signing/bundle/statement.js
var statement = __webpack_require__(5385);
;// CONCATENATED MODULE: ./lib/signing/glob.js
/**
 * Whether a text is what a pattern says as a whole: `*` stands for any characters, everything else for itself. In time
 * length × length at most, whatever the pattern.
 */
function matchesGlob(pattern, text) {
    const [first = '', ...rest] = pattern.split('*');
    if (rest.length === 0)
        return pattern === text;
    const last = rest.pop() ?? '';
    if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
        return false;
    let from = first.length;
    const end = text.length - last.length;
    for (const part of rest) {
        const at = text.indexOf(part, from);
        if (at < 0 || at + part.length > end)
            return false;
        from = at + part.length;
    }
    return true;
}

// EXTERNAL MODULE: ./lib/signing/keys.js
var keys = __webpack_require__(73939);
// EXTERNAL MODULE: ./lib/signing/referrers/find.js
var find = __webpack_require__(36885);
;// CONCATENATED MODULE: ./lib/signing/verify-image.js









/**
 * Who is wanted, out of an input.
 *
 * @param input its name, for messages
 * @throws InputError for a key that is none
 */
function wantedOf(signers, input, workspace) {
    return signers.map((signer) => {
        if (signer.kind === 'identity') {
            const { identity, issuer } = signer;
            return {
                kind: 'keyless',
                isIdentity: text => matchesGlob(identity, text),
                isIssuer: text => matchesGlob(issuer, text),
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
 * Verifies that one of these has signed an image. Of several signatures one good one is enough.
 *
 * @param predicateType of what must have been said; default: a signature as cosign makes it
 * @throws ActionError SIGNATURE_INVALID, with why each signature there is not the one that is asked for
 */
async function verifyImage({ repository, digest, name }, wanted, verifier, predicateType = statement/* COSIGN_SIGNATURE */.P8) {
    const found = await (0,find/* findBundles */.n)(repository, digest, await (0,referrer_list/* readReferrerList */.g4)(repository, digest));
    const doubts = [];
    for (const { bundle } of found) {
        for (const by of wanted) {
            try {
                return verifier.verify(bundle, { digest, predicateType }, by);
            }
            catch (error) {
                if (!(error instanceof verify/* SignatureDoubt */.b))
                    throw error;
                doubts.push(error);
            }
        }
    }
    throw notSigned(`${name} (${digest})`, doubts);
}
const NOTHING = 'Sign it with `sign:` or with cosign 3. Signatures under `.sig` tags, as cosign 2 writes them, are not read.';
const WRONG = 'Compare the identity with the one in the command that the signing run printed in its summary.';
function notSigned(image, doubts) {
    // What is about another kind of statement is told only where there is nothing else.
    const telling = doubts.filter(({ doubt }) => doubt !== 'predicate');
    const shown = [...new Set((telling.length > 0 ? telling : doubts).map(({ message }) => message))].slice(0, 5);
    if (shown.length === 0)
        return new errors/* ActionError */.lZ('SIGNATURE_INVALID', `${image} is not signed`, { hint: NOTHING });
    const message = `${image} is not signed as required: its signature ${shown.join('; another one ')}`;
    return new errors/* ActionError */.lZ('SIGNATURE_INVALID', message, { hint: WRONG });
}

;// CONCATENATED MODULE: ./lib/signing/check.js
/** What verifies images that exist: loaded only where that is asked for. */





/***/ })

};
