export const id = 9509;
export const ids = [9509];
export const modules = {

/***/ 69509:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   baseVerdict: () => (/* binding */ baseVerdict),
/* harmony export */   t: () => (/* binding */ signatureProblems)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _inputs_job_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9514);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23940);
/* harmony import */ var _signing_trusted_images_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(88699);
/* harmony import */ var _images_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(94758);
/* harmony import */ var _plan_bases_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(42412);
/* harmony import */ var _conclude_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(71226);
/* harmony import */ var _plan_verdict_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(85041);








/** Checks the signatures of an image. The trusted root is the policy's, never the caller's. */
async function signatureProblems(rules, { job, connect }) {
    if (rules.signedBy.length === 0)
        return async () => undefined;
    const check = await (0,_signing_trusted_images_js__WEBPACK_IMPORTED_MODULE_2__/* .checkerOf */ .N)({ text: rules.trustedRoot }, rules.signedBy, 'policy', job.context.workspace);
    return async ({ registry, path, digest, text }) => {
        if (digest === undefined)
            return `it is unknown which image ${text} referred to`;
        try {
            await check({ repository: connect(registry).repository(path), digest, name: text });
            return undefined;
        }
        catch (error) {
            // An unavailable registry is no verdict.
            if (!(error instanceof _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ) || !VERDICTS.includes(error.code))
                throw error;
            return (0,_host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error);
        }
    };
}
const VERDICTS = ['SIGNATURE_INVALID', 'NOT_FOUND'];
/**
 * Checks the signatures of base images before any of their code runs, as far as the Dockerfile names them; the images
 * that the build used are checked again afterwards.
 *
 * @throws ActionError POLICY_BREACHED
 */
async function baseVerdict(policy, reading, ports) {
    const { job, connect } = reading;
    const { baseImages } = policy.rules;
    if (baseImages === undefined || baseImages.signedBy.length === 0)
        return;
    const problemOf = await signatureProblems(baseImages, reading);
    const breaches = [];
    for (const asked of (0,_plan_verdict_js__WEBPACK_IMPORTED_MODULE_6__/* .askedRun */ .k)({ asked: (0,_inputs_job_js__WEBPACK_IMPORTED_MODULE_7__/* .inputsOfImages */ .z6)(job), job }).images) {
        for (const base of (0,_plan_bases_js__WEBPACK_IMPORTED_MODULE_4__/* .basesOf */ .cF)(asked)) {
            const { tag, digest } = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseReference */ .F2)(base.text);
            const repository = connect(base.registry).repository(base.path);
            const now = digest ?? (await repository.headManifest(tag ?? 'latest'))?.digest;
            // The build reports a missing image.
            const found = now === undefined ? undefined : await problemOf({ ...base, digest: now });
            if (found !== undefined)
                breaches.push((0,_images_js__WEBPACK_IMPORTED_MODULE_3__/* .unsigned */ .ad)('base-images', asked.image.name, found));
        }
    }
    if (breaches.length > 0)
        (0,_conclude_js__WEBPACK_IMPORTED_MODULE_5__/* .conclude */ .E)({ mode: policy.mode, breaches, isFinal: false }, ports);
}


/***/ }),

/***/ 88699:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ checkSource),
/* harmony export */   N: () => (/* binding */ checkerOf)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23940);

/** Rejects an image without a signature by `verify-source`, before anything is copied. @throws ActionError */
async function checkSource({ inputs, context }, { digest }, ports) {
    const { verifySource } = inputs.signing;
    const { source } = inputs;
    if (verifySource.length === 0 || source?.kind !== 'registry')
        return;
    const { name } = source.reference;
    const repository = ports.connect(name.registry).repository(name.path);
    const root = { path: inputs.signing.trustedRoot };
    const check = await checkerOf(root, verifySource, 'verify-source', context.workspace);
    const who = await check({ repository, digest, name: (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .formatReference */ .FH)(source.reference) });
    ports.machine.log.info(`Source ${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .formatReference */ .FH)(source.reference)} is signed by ${who}`);
}
/**
 * A function that verifies a signature by one of these, and returns the signer.
 *
 * @param input the name of the signers' input
 * @throws InputError for an unreadable key or trusted root
 */
async function checkerOf(trusted, signers, input, workspace) {
    const { openRoot, rootIn, verifyImage, wantedOf } = await Promise.all(/* import() */[__webpack_require__.e(1168), __webpack_require__.e(4064), __webpack_require__.e(5191)]).then(__webpack_require__.bind(__webpack_require__, 75147));
    const wanted = wantedOf(signers, input, workspace);
    const verifier = 'text' in trusted ? rootIn(trusted.text) : openRoot(trusted.path, workspace);
    return async (image) => {
        const { identity } = await verifyImage(image, wanted, verifier);
        return identity === '' ? 'the key' : identity;
    };
}


/***/ })

};
