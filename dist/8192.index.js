export const id = 8192;
export const ids = [8192];
export const modules = {

/***/ 98192:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   uploadScans: () => (/* binding */ uploadScans)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57975);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(38522);
/* harmony import */ var _event_context_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(13051);
/* harmony import */ var _event_own_pull_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(18774);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(79547);
/* harmony import */ var _host_machine_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(29491);
/* harmony import */ var _api_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(87671);







/** GitHub's limit for a compressed report. Bytes. */
const LARGEST = 10 * 1024 * 1024;
/**
 * Uploads reports to code scanning, which shows them for the commit. A failed upload is a warning (a notice if the
 * run's token can only read): the scan's result stands.
 *
 * @see https://docs.github.com/rest/code-scanning/code-scanning#upload-an-analysis-as-sarif-data
 */
async function uploadScans(reports, of, machine) {
    const { context, token, policy } = of;
    const { log, signal, env } = machine;
    const api = (0,_api_js__WEBPACK_IMPORTED_MODULE_5__/* .githubApi */ .M)(context, token, policy, { ...(0,_host_machine_js__WEBPACK_IMPORTED_MODULE_6__/* .retryPorts */ .N)(machine), signal, proxyEnv: env });
    for (const one of reports) {
        try {
            const id = await upload(one, of, api);
            log.info(`Uploaded the report of ${one.scanner} (${one.platform}) to code scanning${id === undefined ? '' : ` (${id})`}`);
        }
        catch (error) {
            if (signal.aborted)
                return;
            const problem = `Couldn't upload the report of ${one.scanner} to code scanning: ${(0,_host_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error)}.`;
            // Where no permission helps, nobody has anything to do.
            if ((0,_event_own_pull_js__WEBPACK_IMPORTED_MODULE_3__/* .hasReadOnlyToken */ .WV)(context))
                log.notice(`${problem} The token of this run can only read.`);
            else
                log.warning(`${problem} ${remedyFor(error)}`);
        }
    }
}
async function upload(one, { image, context }, api) {
    const { repository, sha, ref } = context;
    const packed = await (0,node_util__WEBPACK_IMPORTED_MODULE_0__.promisify)(node_zlib__WEBPACK_IMPORTED_MODULE_1__.gzip)(withCategory(one, image));
    if (packed.length > LARGEST)
        throw new Error(`it is ${packed.length} bytes compressed, but GitHub accepts only ${LARGEST}`);
    const body = { commit_sha: sha, ref, sarif: packed.toString('base64'), tool_name: one.scanner };
    return (0,_event_context_js__WEBPACK_IMPORTED_MODULE_2__/* .text */ .Qq)(await api(`/repos/${repository}/code-scanning/sarifs`, body), 'id');
}
/**
 * A report replaces the former one of the same category. Without a category it would replace that of another image or
 * platform.
 */
function withCategory({ scanner, platform, report }, image) {
    const sarif = JSON.parse(report);
    const id = [scanner, image, platform].filter(part => part !== '').join('/');
    const runs = sarif.runs.map(run => ({ automationDetails: { id: `${id}/` }, ...run }));
    return JSON.stringify({ ...sarif, runs });
}
function remedyFor(error) {
    const code = error instanceof _host_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ ? error.code : '';
    if (code === 'AUTH_DENIED' || code === 'NOT_FOUND') {
        return 'Add `permissions: security-events: write` to the job. A private repository also needs GitHub Code Security.';
    }
    return 'The output `sarif-file` has its path.';
}


/***/ })

};
