export const id = 709;
export const ids = [709];
export const modules = {

/***/ 29709:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   baseVerdict: () => (/* binding */ baseVerdict),
/* harmony export */   t: () => (/* binding */ signatureProblems)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _inputs_job_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9514);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23940);
/* harmony import */ var _policy_images_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(94758);
/* harmony import */ var _policy_plan_bases_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7394);
/* harmony import */ var _signing_trusted_images_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(99477);
/* harmony import */ var _conclude_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(24502);
/* harmony import */ var _plan_verdict_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(23769);








/** Checks the signatures of an image. The trusted root is the policy's, never the caller's. */
async function signatureProblems(rules, { job, connect }) {
    if (rules.signedBy.length === 0)
        return async () => undefined;
    const check = await (0,_signing_trusted_images_js__WEBPACK_IMPORTED_MODULE_4__/* .checkerOf */ .N)({ text: rules.trustedRoot }, rules.signedBy, 'policy', job.context.workspace);
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
async function baseVerdict(policy, reading, report, machine) {
    const { job, connect } = reading;
    const { baseImages } = policy.rules;
    if (baseImages === undefined || baseImages.signedBy.length === 0)
        return;
    const problemOf = await signatureProblems(baseImages, reading);
    const breaches = [];
    for (const asked of (0,_plan_verdict_js__WEBPACK_IMPORTED_MODULE_6__/* .askedRun */ .k)({ asked: (0,_inputs_job_js__WEBPACK_IMPORTED_MODULE_7__/* .inputsOfImages */ .z6)(job), job }).images) {
        for (const base of await (0,_policy_plan_bases_js__WEBPACK_IMPORTED_MODULE_3__/* .basesOf */ .cF)(asked)) {
            const { tag, digest } = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseReference */ .F2)(base.text);
            const repository = connect(base.registry).repository(base.path);
            const now = digest ?? (await repository.headManifest(tag ?? 'latest'))?.digest;
            // The build reports a missing image.
            const found = now === undefined ? undefined : await problemOf({ ...base, digest: now });
            if (found !== undefined)
                breaches.push((0,_policy_images_js__WEBPACK_IMPORTED_MODULE_2__/* .unsigned */ .ad)('base-images', asked.image.name, found));
        }
    }
    if (breaches.length > 0)
        (0,_conclude_js__WEBPACK_IMPORTED_MODULE_5__/* .conclude */ .E)({ mode: policy.mode, breaches, isFinal: false }, report, machine.log);
}


/***/ })

};
