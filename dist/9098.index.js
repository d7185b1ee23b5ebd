export const id = 9098;
export const ids = [9098];
export const modules = {

/***/ 29098:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createDownloads: () => (/* binding */ createDownloads)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51455);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(46466);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(79547);
/* harmony import */ var _host_retry_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(67460);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(23940);
/* harmony import */ var _body_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(66150);
/* harmony import */ var _proxy_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(30768);
/* harmony import */ var _redirect_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(24634);
/* harmony import */ var _transport_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(28039);











/** Milliseconds without progress after which a request fails. */
const IDLE = 30_000;
/** Milliseconds for all of a small answer. */
const SMALL = 2 * IDLE;
const LARGEST_TEXT = 1024 * 1024;
/** Tools have up to 200 MB. Whoever answers must not fill the disk before the checksum is known. */
const LARGEST_FILE = 1024 ** 3;
function createDownloads(ports) {
    const { policy, signal, proxyEnv, onRetry, largestFile = LARGEST_FILE } = ports;
    const direct = (0,_transport_js__WEBPACK_IMPORTED_MODULE_10__/* .createTransport */ .o)({});
    const proxied = (0,_transport_js__WEBPACK_IMPORTED_MODULE_10__/* .createTransport */ .o)({ proxyEnv });
    const transport = {
        send: request => ((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_6__/* .isLoopback */ .U9)(request.url.host) ? direct : proxied).send(request),
    };
    const request = (url, limit) => ({ method: 'GET', url: new URL(url), headers: { 'user-agent': 'slipway' }, idle: IDLE, limit, signal });
    const again = (url, attempt) => (0,_host_retry_js__WEBPACK_IMPORTED_MODULE_5__/* .retry */ .L5)(() => attempt().catch(error => Promise.reject(asDownloadError(error, url))), {
        policy,
        ports,
        signal,
        onRetry: event => onRetry((0,_host_retry_js__WEBPACK_IMPORTED_MODULE_5__/* .againLine */ .FC)(event)),
    });
    const get = async (url, limit) => bodyOf(await (0,_redirect_js__WEBPACK_IMPORTED_MODULE_9__/* .sendFollowing */ .eH)(transport, request(url, limit), { insecure: false }), url, ports);
    return {
        text: url => again(url, async () => (0,_body_js__WEBPACK_IMPORTED_MODULE_7__/* .readText */ .yR)(await get(url, SMALL), LARGEST_TEXT)),
        file: (url, path) => again(url, async () => {
            const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
            const body = await get(url);
            const hashed = async function* () {
                for await (const chunk of (0,_body_js__WEBPACK_IMPORTED_MODULE_7__/* .upTo */ .jB)(largestFile, body)) {
                    hash.update(chunk);
                    yield chunk;
                }
            };
            try {
                await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_3__.pipeline)(hashed, (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.createWriteStream)(path, { mode: 0o755 }));
            }
            catch (error) {
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(path, { force: true }).catch(() => { });
                throw error;
            }
            return hash.digest('hex');
        }),
        location: url => again(url, async () => {
            const answer = await transport.send(request(url, SMALL));
            answer.body.resume();
            const next = (0,_redirect_js__WEBPACK_IMPORTED_MODULE_9__/* .redirectOf */ .Yx)(answer, new URL(url))?.href;
            if (next === undefined)
                throwUnlessOk(answer, url, ports);
            return next;
        }),
        close: () => {
            direct.close();
            proxied.close();
        },
    };
}
function bodyOf(answer, asked, ports) {
    if (answer.status !== 200)
        answer.body.resume();
    throwUnlessOk(answer, placeOf(asked, answer.url.host), ports);
    return answer.body;
}
/** The requested URL, and the host that finally answered if it is another. */
function placeOf(asked, host) {
    return host === new URL(asked).host ? asked : `${asked} redirects to ${host}, which`;
}
function throwUnlessOk({ status, headers }, place, { now }) {
    if (status === 200)
        return;
    const retryAfter = (0,_host_retry_js__WEBPACK_IMPORTED_MODULE_5__/* .parseRetryAfter */ .mu)(headers['retry-after'], now());
    const verdict = (0,_host_retry_js__WEBPACK_IMPORTED_MODULE_5__/* .temporaryStatus */ .Ew)(status) ? { retryAfter } : 'settled';
    throw downloadError(status === 404 ? 'NOT_FOUND' : 'NETWORK_ERROR', `${place} answered ${status}`, { verdict });
}
const DISK = new Set(['ENOSPC', 'EACCES', 'EROFS', 'EDQUOT', 'ENOENT']);
function asDownloadError(error, asked) {
    if (error instanceof _host_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ)
        return error;
    const { code = '', elsewhere } = error;
    const { why = (0,_host_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error), hint, verdict } = (0,_proxy_js__WEBPACK_IMPORTED_MODULE_8__/* .proxyTrouble */ .gY)(error) ?? {};
    // Disk errors are not network problems.
    const isSettled = DISK.has(code) || (0,_redirect_js__WEBPACK_IMPORTED_MODULE_9__/* .isRefusedRedirect */ .bC)(error) || code === 'ERR_TOO_LARGE';
    const problem = `${asked} could not be downloaded: ${elsewhere === undefined ? '' : `${elsewhere}: `}${why}`;
    return downloadError('NETWORK_ERROR', problem, {
        hint,
        cause: error,
        verdict: isSettled ? 'settled' : (verdict ?? {}),
    });
}
function downloadError(code, message, options) {
    const { hint = 'Check that this runner can reach it, or use a mirror.', ...rest } = options;
    return new _host_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ(code, message, { hint, ...rest });
}


/***/ })

};
