export const id = 282;
export const ids = [282];
export const modules = {

/***/ 51282:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createOctokit: () => (/* binding */ createOctokit)
/* harmony export */ });
/* harmony import */ var _actions_github_lib_utils__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(61845);
/* harmony import */ var _http_body_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(66150);


const HEADERS = { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' };
const JSON_BODY = { ...HEADERS, 'content-type': 'application/json' };
/**
 * The client of @actions/github. It includes undici, so this file is loaded on demand; requests still use our own
 * transport, and server messages are never printed.
 *
 * @param token '' for none
 */
function createOctokit(apiUrl, token, { send, largest }) {
    const baseUrl = apiUrl.replace(/\/+$/, '');
    const options = { baseUrl, userAgent: 'slipway', log: SILENT, request: { log: SILENT } };
    const octokit = new _actions_github_lib_utils__WEBPACK_IMPORTED_MODULE_0__/* .GitHub */ .gq(token === '' ? options : (0,_actions_github_lib_utils__WEBPACK_IMPORTED_MODULE_0__/* .getOctokitOptions */ .EG)(token, options));
    return async ({ url, parameters, data }) => {
        let answer;
        const fetch = async (address, init) => {
            const sent = init.body === undefined ? undefined : Buffer.from(init.body);
            const { status, headers, body } = await send({
                method: sent === undefined ? 'GET' : 'POST',
                url: new URL(address),
                headers: { ...init.headers, ...(sent && { 'content-length': String(sent.length) }) },
                ...(sent && { body: sent }),
            });
            const read = { status, headers, body: await (0,_http_body_js__WEBPACK_IMPORTED_MODULE_1__/* .readBody */ .x8)(body, largest) };
            const response = responseOf(read);
            answer = read;
            return response;
        };
        const how = data === undefined ? { method: 'GET', headers: HEADERS } : { method: 'POST', headers: JSON_BODY, data };
        // Octokit would parse by the content type, and large numbers into BigInts.
        const request = { fetch, parseSuccessResponseBody: false };
        await octokit.request({ url, ...parameters, ...how, request }).catch((error) => {
            // Octokit also rejects answers with an error status.
            if (answer === undefined)
                throw error.cause ?? error;
        });
        if (answer === undefined)
            throw new Error('Octokit sent no request');
        return answer;
    };
}
function responseOf({ status, headers, body }) {
    const named = Object.entries(headers).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one]));
    // These have no body, and Response rejects one.
    return new Response([204, 205, 304].includes(status) ? null : new Uint8Array(body), { status, headers: named });
}
/** By default Octokit prints the server's deprecation messages unchanged. */
const SILENT = { debug() { }, info() { }, warn() { }, error() { } };


/***/ })

};
