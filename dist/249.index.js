export const id = 249;
export const ids = [249];
export const modules = {

/***/ 80249:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   dockerHubLogin: () => (/* binding */ dockerHubLogin)
/* harmony export */ });
/* harmony import */ var _host_fields_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(87617);
/* harmony import */ var _exchange_ask_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(82571);
/* harmony import */ var _exchange_id_token_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64441);
/* harmony import */ var _exchange_refusal_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(10366);
/* harmony import */ var _exchange_token_exchange_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(36977);





const IDENTITY = 'https://identity.docker.com';
/**
 * A login for Docker Hub with an organization's OIDC connection, as in docker/login-action.
 *
 * @throws ActionError AUTH_FAILED
 */
async function dockerHubLogin(identity, ports) {
    const { connection, organization, seconds } = identity;
    const { registry, ask, mask } = ports;
    const idToken = await ports.idToken(IDENTITY);
    const form = new URLSearchParams({
        grant_type: _exchange_token_exchange_js__WEBPACK_IMPORTED_MODULE_3__/* .TOKEN_EXCHANGE */ .Kj,
        subject_token_type: _exchange_token_exchange_js__WEBPACK_IMPORTED_MODULE_3__/* .ID_TOKEN */ .MK,
        subject_token: idToken.text,
        connection_id: connection,
        expires_in: String(seconds),
    });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const question = { method: 'POST', url: new URL(`${IDENTITY}/oauth/token`), headers, body: form.toString() };
    const answer = await ask({ ...question, who: "Docker's identity service", secrets: [idToken.text] });
    const json = (0,_host_fields_js__WEBPACK_IMPORTED_MODULE_4__/* .jsonFields */ .yX)(answer.text);
    const password = (0,_exchange_ask_js__WEBPACK_IMPORTED_MODULE_0__/* .stringAt */ .bX)(json, 'access_token');
    if (answer.status !== 200 || password === undefined) {
        throw (0,_exchange_refusal_js__WEBPACK_IMPORTED_MODULE_2__/* .refusal */ .x)(`${registry}: Docker's identity service refused the id token (${(0,_exchange_token_exchange_js__WEBPACK_IMPORTED_MODULE_3__/* .wordsOf */ .Z9)(answer)})`, {
            hint: `${(0,_exchange_id_token_js__WEBPACK_IMPORTED_MODULE_1__/* .aboutToken */ .zm)(idToken)} The connection ${connection} of ${organization} needs a rule that matches the subject ${JSON.stringify(idToken.subject)}.${(0,_exchange_id_token_js__WEBPACK_IMPORTED_MODULE_1__/* .aboutImmutableSubject */ .W7)(idToken)}`,
        });
    }
    mask(password);
    return { username: organization, password, life: (0,_exchange_token_exchange_js__WEBPACK_IMPORTED_MODULE_3__/* .secondsAt */ .hH)(json, 'expires_in') ?? seconds };
}


/***/ }),

/***/ 36977:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kj: () => (/* binding */ TOKEN_EXCHANGE),
/* harmony export */   MK: () => (/* binding */ ID_TOKEN),
/* harmony export */   Z9: () => (/* binding */ wordsOf),
/* harmony export */   hH: () => (/* binding */ secondsAt)
/* harmony export */ });
/** OAuth 2.0 Token Exchange (RFC 8693): its grant type, and its type of id tokens. */
const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token';
/** A status with the service's message. A successful answer is not quoted: it may contain a token. */
function wordsOf({ status, errorText }) {
    if (status >= 200 && status < 300)
        return `${status}, but its answer holds no login that can be used`;
    return [String(status), errorText].filter(word => word !== '').join(' ');
}
/** A number of seconds; undefined for anything else. Some services write it as text. */
function secondsAt(json, key) {
    const value = Object.hasOwn(json, key) ? json[key] : undefined;
    const seconds = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
    return typeof seconds === 'number' && seconds > 0 ? seconds : undefined;
}


/***/ })

};
