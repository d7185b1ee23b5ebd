export const id = 324;
export const ids = [324];
export const modules = {

/***/ 38324:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  COSIGN_SIGNATURE: () => (/* reexport */ COSIGN_SIGNATURE),
  PUBLIC_ROOT: () => (/* reexport */ PUBLIC_ROOT),
  SLSA_PROVENANCE: () => (/* reexport */ SLSA_PROVENANCE),
  bundleVerifier: () => (/* reexport */ bundleVerifier),
  originCheck: () => (/* reexport */ originCheck),
  originOf: () => (/* reexport */ originOf),
  verifyImage: () => (/* reexport */ verifyImage),
  wantedOf: () => (/* reexport */ wantedOf)
});

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

;// CONCATENATED MODULE: ./lib/signing/claims/provenance.js
const SLSA_PROVENANCE = 'https://slsa.dev/provenance/v1';
/**
 * SLSA provenance of a run of a workflow, as actions/attest-build-provenance states it.
 *
 * @param serverUrl `https://github.com`
 * @see https://slsa.dev/spec/v1.1/provenance and https://actions.github.io/buildtypes/workflow/v1
 */
function provenanceOf(subjects, claims, serverUrl) {
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

;// CONCATENATED MODULE: ./lib/signing/origin.js




/** @see https://github.com/sigstore/fulcio/blob/v1.6.6/docs/oid-info.md */
const FULCIO = '1.3.6.1.4.1.57264.1';
/**
 * What a verified statement says of its origin. A certificate has it of the authority that saw the workflow's token, and
 * its word counts. Of a key there is only what the provenance says, which the holder of the key has signed.
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
        repository: (0,context/* text */.Q)(workflow, 'repository') ?? '',
        ref: (0,context/* text */.Q)(workflow, 'ref') ?? '',
        builder: (0,context/* text */.Q)(predicate, 'runDetails', 'builder', 'id') ?? '',
    };
}
const origin_WORDS = {
    repository: ['does not say from which repository it was built', 'is of an image built from'],
    ref: ['does not say from which ref it was built', 'is of an image built from'],
    builder: ['does not say which workflow built it', 'is of an image built by'],
};
/**
 * A check of where an image comes from. The plain signature of a key says nothing of that, and is not asked.
 *
 * @returns what throws SignatureDoubt
 */
function originCheck(wanted) {
    return verified => {
        if (verified.identity === '' && verified.claim.predicateType !== SLSA_PROVENANCE)
            return;
        const origin = originOf(verified);
        for (const key of ['repository', 'ref', 'builder']) {
            const [found, patterns] = [origin[key], wanted[key]];
            // GitHub's names of owners and repositories are the same in any case.
            const same = (one) => (key === 'repository' ? one.toLowerCase() : one);
            if (patterns.length === 0 || patterns.some(one => matchesGlob(same(one), same(found))))
                continue;
            const [none, other] = origin_WORDS[key];
            throw new SignatureDoubt('origin', found === '' ? none : `${other} ${JSON.stringify(found.slice(0, 200))}`);
        }
    };
}

;// CONCATENATED MODULE: ./lib/signing/trust/public-root.js
/**
 * The trusted root of the public Sigstore: its authorities and logs, with their keys. Written by scripts/trusted-root.ts.
 *
 * Source: @sigstore/tuf 5.0.1, which carries it as its seed (`tuf-repo-cdn.sigstore.dev`, trusted_root.json).
 */
const PUBLIC_ROOT = '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1","tlogs":[{"baseUrl":"https://rekor.sigstore.dev","hashAlgorithm":"SHA2_256","publicKey":{"rawBytes":"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE2G2Y+2tabdTV5BcGiBIx0a9fAFwrkBbmLSGtks4L3qX6yYY0zufBnhC8Ur/iy55GhWP/9A/bY2LhC30M9+RYtw==","keyDetails":"PKIX_ECDSA_P256_SHA_256","validFor":{"start":"2021-01-12T11:53:27Z"}},"logId":{"keyId":"wNI9atQGlz+VWfO6LRygH4QUfY/8W4RFwiT5i5WRgB0="}},{"baseUrl":"https://log2025-1.rekor.sigstore.dev","hashAlgorithm":"SHA2_256","publicKey":{"rawBytes":"MCowBQYDK2VwAyEAt8rlp1knGwjfbcXAYPYAkn0XiLz1x8O4t0YkEhie244=","keyDetails":"PKIX_ED25519","validFor":{"start":"2025-09-23T00:00:00Z"}},"logId":{"keyId":"zxGZFVvd0FEmjR8WrFwMdcAJ9vtaY/QXf44Y1wUeP6A="}}],"certificateAuthorities":[{"subject":{"organization":"sigstore.dev","commonName":"sigstore"},"uri":"https://fulcio.sigstore.dev","certChain":{"certificates":[{"rawBytes":"MIIB+DCCAX6gAwIBAgITNVkDZoCiofPDsy7dfm6geLbuhzAKBggqhkjOPQQDAzAqMRUwEwYDVQQKEwxzaWdzdG9yZS5kZXYxETAPBgNVBAMTCHNpZ3N0b3JlMB4XDTIxMDMwNzAzMjAyOVoXDTMxMDIyMzAzMjAyOVowKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTB2MBAGByqGSM49AgEGBSuBBAAiA2IABLSyA7Ii5k+pNO8ZEWY0ylemWDowOkNa3kL+GZE5Z5GWehL9/A9bRNA3RbrsZ5i0JcastaRL7Sp5fp/jD5dxqc/UdTVnlvS16an+2Yfswe/QuLolRUCrcOE2+2iA5+tzd6NmMGQwDgYDVR0PAQH/BAQDAgEGMBIGA1UdEwEB/wQIMAYBAf8CAQEwHQYDVR0OBBYEFMjFHQBBmiQpMlEk6w2uSu1KBtPsMB8GA1UdIwQYMBaAFMjFHQBBmiQpMlEk6w2uSu1KBtPsMAoGCCqGSM49BAMDA2gAMGUCMH8liWJfMui6vXXBhjDgY4MwslmN/TJxVe/83WrFomwmNf056y1X48F9c4m3a3ozXAIxAKjRay5/aj/jsKKGIkmQatjI8uupHr/+CxFvaJWmpYqNkLDGRU+9orzh5hI2RrcuaQ=="}]},"validFor":{"start":"2021-03-07T03:20:29Z","end":"2022-12-31T23:59:59.999Z"}},{"subject":{"organization":"sigstore.dev","commonName":"sigstore"},"uri":"https://fulcio.sigstore.dev","certChain":{"certificates":[{"rawBytes":"MIICGjCCAaGgAwIBAgIUALnViVfnU0brJasmRkHrn/UnfaQwCgYIKoZIzj0EAwMwKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTAeFw0yMjA0MTMyMDA2MTVaFw0zMTEwMDUxMzU2NThaMDcxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEeMBwGA1UEAxMVc2lnc3RvcmUtaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE8RVS/ysH+NOvuDZyPIZtilgUF9NlarYpAd9HP1vBBH1U5CV77LSS7s0ZiH4nE7Hv7ptS6LvvR/STk798LVgMzLlJ4HeIfF3tHSaexLcYpSASr1kS0N/RgBJz/9jWCiXno3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQU39Ppz1YkEZb5qNjpKFWixi4YZD8wHwYDVR0jBBgwFoAUWMAeX5FFpWapesyQoZMi0CrFxfowCgYIKoZIzj0EAwMDZwAwZAIwPCsQK4DYiZYDPIaDi5HFKnfxXx6ASSVmERfsynYBiX2X6SJRnZU84/9DZdnFvvxmAjBOt6QpBlc4J/0DxvkTCqpclvziL6BCCPnjdlIB3Pu3BxsPmygUY7Ii2zbdCdliiow="},{"rawBytes":"MIIB9zCCAXygAwIBAgIUALZNAPFdxHPwjeDloDwyYChAO/4wCgYIKoZIzj0EAwMwKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTAeFw0yMTEwMDcxMzU2NTlaFw0zMTEwMDUxMzU2NThaMCoxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjERMA8GA1UEAxMIc2lnc3RvcmUwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAAT7XeFT4rb3PQGwS4IajtLk3/OlnpgangaBclYpsYBr5i+4ynB07ceb3LP0OIOZdxexX69c5iVuyJRQ+Hz05yi+UF3uBWAlHpiS5sh0+H2GHE7SXrk1EC5m1Tr19L9gg92jYzBhMA4GA1UdDwEB/wQEAwIBBjAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBRYwB5fkUWlZql6zJChkyLQKsXF+jAfBgNVHSMEGDAWgBRYwB5fkUWlZql6zJChkyLQKsXF+jAKBggqhkjOPQQDAwNpADBmAjEAj1nHeXZp+13NWBNa+EDsDP8G1WWg1tCMWP/WHPqpaVo0jhsweNFZgSs0eE7wYI4qAjEA2WB9ot98sIkoF3vZYdd3/VtWB5b9TNMea7Ix/stJ5TfcLLeABLE4BNJOsQ4vnBHJ"}]},"validFor":{"start":"2022-04-13T20:06:15Z"}}],"ctlogs":[{"baseUrl":"https://ctfe.sigstore.dev/test","hashAlgorithm":"SHA2_256","publicKey":{"rawBytes":"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbfwR+RJudXscgRBRpKX1XFDy3PyudDxz/SfnRi1fT8ekpfBd2O1uoz7jr3Z8nKzxA69EUQ+eFCFI3zeubPWU7w==","keyDetails":"PKIX_ECDSA_P256_SHA_256","validFor":{"start":"2021-03-14T00:00:00Z","end":"2022-10-31T23:59:59.999Z"}},"logId":{"keyId":"CGCS8ChS/2hF0dFrJ4ScRWcYrBY9wzjSbea8IgY2b3I="}},{"baseUrl":"https://ctfe.sigstore.dev/2022","hashAlgorithm":"SHA2_256","publicKey":{"rawBytes":"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEiPSlFi0CmFTfEjCUqF9HuCEcYXNKAaYalIJmBZ8yyezPjTqhxrKBpMnaocVtLJBI1eM3uXnQzQGAJdJ4gs9Fyw==","keyDetails":"PKIX_ECDSA_P256_SHA_256","validFor":{"start":"2022-10-20T00:00:00Z"}},"logId":{"keyId":"3T0wasbHETJjGR4cmWc3AqJKXrjePK3/h4pygC8p7o4="}}],"timestampAuthorities":[{"subject":{"organization":"sigstore.dev","commonName":"sigstore-tsa-selfsigned"},"uri":"https://timestamp.sigstore.dev/api/v1/timestamp","certChain":{"certificates":[{"rawBytes":"MIICEDCCAZagAwIBAgIUOhNULwyQYe68wUMvy4qOiyojiwwwCgYIKoZIzj0EAwMwOTEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MSAwHgYDVQQDExdzaWdzdG9yZS10c2Etc2VsZnNpZ25lZDAeFw0yNTA0MDgwNjU5NDNaFw0zNTA0MDYwNjU5NDNaMC4xFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEVMBMGA1UEAxMMc2lnc3RvcmUtdHNhMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE4ra2Z8hKNig2T9kFjCAToGG30jky+WQv3BzL+mKvh1SKNR/UwuwsfNCg4sryoYAd8E6isovVA3M4aoNdm9QDi50Z8nTEyvqgfDPtTIwXItfiW/AFf1V7uwkbkAoj0xxco2owaDAOBgNVHQ8BAf8EBAMCB4AwHQYDVR0OBBYEFIn9eUOHz9BlRsMCRscsc1t9tOsDMB8GA1UdIwQYMBaAFJjsAe9/u1H/1JUeb4qImFMHic6/MBYGA1UdJQEB/wQMMAoGCCsGAQUFBwMIMAoGCCqGSM49BAMDA2gAMGUCMDtpsV/6KaO0qyF/UMsX2aSUXKQFdoGTptQGc0ftq1csulHPGG6dsmyMNd3JB+G3EQIxAOajvBcjpJmKb4Nv+2Taoj8Uc5+b6ih6FXCCKraSqupe07zqswMcXJTe1cExvHvvlw=="},{"rawBytes":"MIIB9zCCAXygAwIBAgIUV7f0GLDOoEzIh8LXSW80OJiUp14wCgYIKoZIzj0EAwMwOTEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MSAwHgYDVQQDExdzaWdzdG9yZS10c2Etc2VsZnNpZ25lZDAeFw0yNTA0MDgwNjU5NDNaFw0zNTA0MDYwNjU5NDNaMDkxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEgMB4GA1UEAxMXc2lnc3RvcmUtdHNhLXNlbGZzaWduZWQwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAAQUQNtfRT/ou3YATa6wB/kKTe70cfJwyRIBovMnt8RcJph/COE82uyS6FmppLLL1VBPGcPfpQPYJNXzWwi8icwhKQ6W/Qe2h3oebBb2FHpwNJDqo+TMaC/tdfkv/ElJB72jRTBDMA4GA1UdDwEB/wQEAwIBBjASBgNVHRMBAf8ECDAGAQH/AgEAMB0GA1UdDgQWBBSY7AHvf7tR/9SVHm+KiJhTB4nOvzAKBggqhkjOPQQDAwNpADBmAjEAwGEGrfGZR1cen1R8/DTVMI943LssZmJRtDp/i7SfGHmGRP6gRbuj9vOK3b67Z0QQAjEAuT2H673LQEaHTcyQSZrkp4mX7WwkmF+sVbkYY5mXN+RMH13KUEHHOqASaemYWK/E"}]},"validFor":{"start":"2025-07-04T00:00:00Z"}}]}';

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/files/read-if-there.js
var read_if_there = __webpack_require__(3169);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var oci_manifest = __webpack_require__(44360);
// EXTERNAL MODULE: ./lib/oci/referrer.js
var oci_referrer = __webpack_require__(73530);
;// CONCATENATED MODULE: ./lib/registry/referrer-list.js



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
    const index = await repository.getManifest((0,oci_referrer/* referrersTag */.LN)(subject));
    return index === undefined ? [] : ((0,oci_referrer/* referrersIn */.qs)(index.bytes) ?? []);
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
        return createPrivateKey({ key: pem, ...(isEncrypted && { passphrase }) });
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
/** Reads a public key, PEM. @throws KeyProblem */
function readPublicKey(pem) {
    try {
        if (/-----BEGIN PUBLIC KEY-----/.test(pem))
            return (0,external_node_crypto_.createPublicKey)(pem);
    }
    catch {
        // Told below.
    }
    throw new KeyProblem('is not a PEM public key', 'Give the text of `cosign.pub`, from `-----BEGIN PUBLIC KEY-----` on.');
}

// EXTERNAL MODULE: ./lib/http/body.js
var body = __webpack_require__(66150);
// EXTERNAL MODULE: ./lib/oci/descriptor.js
var descriptor = __webpack_require__(11260);
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

;// CONCATENATED MODULE: ./lib/signing/referrers/find.js






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
    const candidates = allIn(list).filter(mayHoldBundle).slice(0, MOST);
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
    if (size > LARGEST || (await repository.headBlob(digest)) === undefined)
        return undefined;
    const bytes = await (0,body/* readBody */.x)(await repository.getBlob(digest), LARGEST);
    return (0,oci_digest/* sha256 */.s)(bytes) === digest ? bytes : undefined;
}

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
 * Verifies that one of these has signed an image. Of several signatures one good one is enough.
 *
 * @throws ActionError SIGNATURE_INVALID, with why each signature there is not the one that is asked for
 */
async function verifyImage({ repository, digest, name }, wanted, verifier, { predicateType = COSIGN_SIGNATURE, check } = {}) {
    const found = await findBundles(repository, digest, await readReferrerList(repository, digest));
    const doubts = [];
    for (const { bundle } of found) {
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
