export const id = 4484;
export const ids = [4484];
export const modules = {

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


/***/ }),

/***/ 34484:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   originOf: () => (/* binding */ originOf),
/* harmony export */   quayLogin: () => (/* binding */ quayLogin)
/* harmony export */ });
/* harmony import */ var _host_fields_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(87617);
/* harmony import */ var _registry_auth_tokens_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(61807);
/* harmony import */ var _registry_origin_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(89957);
/* harmony import */ var _exchange_ask_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(82571);
/* harmony import */ var _exchange_id_token_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(64441);
/* harmony import */ var _exchange_refusal_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(10366);
/* harmony import */ var _exchange_token_exchange_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(36977);







/**
 * A login for Quay: the robot's federation accepts the id token as password, and issues a short-lived one.
 *
 * @throws ActionError AUTH_FAILED
 * @see https://docs.redhat.com/documentation/red_hat_quay/3.15/html/red_hat_quay_api_reference/auth_federated_robot_token
 */
async function quayLogin({ robot, audience }, ports) {
    const { registry, ask, mask } = ports;
    const idToken = await ports.idToken(audience || `https://${registry}`);
    const authorization = (0,_registry_auth_tokens_js__WEBPACK_IMPORTED_MODULE_0__/* .basic */ .H)(robot, idToken.text);
    const url = new URL('/oauth2/federation/robot/token', originOf(ports));
    const secrets = [idToken.text, authorization.slice('Basic '.length)];
    const answer = await ask({ method: 'GET', url, headers: { authorization }, who: 'Quay', secrets });
    const json = (0,_host_fields_js__WEBPACK_IMPORTED_MODULE_5__/* .jsonFields */ .yX)(answer.text);
    const password = (0,_exchange_ask_js__WEBPACK_IMPORTED_MODULE_2__/* .stringAt */ .bX)(json, 'token');
    if (answer.status !== 200 || password === undefined) {
        throw (0,_exchange_refusal_js__WEBPACK_IMPORTED_MODULE_4__/* .refusal */ .x)(`${registry}: Quay refused the id token for the robot ${robot} (${(0,_exchange_token_exchange_js__WEBPACK_IMPORTED_MODULE_6__/* .wordsOf */ .Z9)(answer)})`, {
            hint: `${(0,_exchange_id_token_js__WEBPACK_IMPORTED_MODULE_3__/* .aboutToken */ .zm)(idToken)} The robot's federation needs exactly the issuer https://${idToken.issuer} and the subject ${idToken.subject}; if it lists audiences, ${idToken.audience} too, or one of them as \`oidc-audience\` in the entry.${(0,_exchange_id_token_js__WEBPACK_IMPORTED_MODULE_3__/* .aboutImmutableSubject */ .W7)(idToken)}`,
        });
    }
    mask(password);
    const until = Date.parse((0,_exchange_ask_js__WEBPACK_IMPORTED_MODULE_2__/* .stringAt */ .bX)(json, 'expiration') ?? '');
    return { username: robot, password, life: Number.isNaN(until) ? HOUR : (until - answer.time) / 1000 };
}
/** The default lifetime of the robot's token. Seconds. */
const HOUR = 3600;
/** Only a local registry may use plain HTTP. */
function originOf({ registry, hasCa }) {
    return (0,_registry_origin_js__WEBPACK_IMPORTED_MODULE_1__/* .apiOrigin */ .l)(registry, { ca: hasCa ? '' : undefined }) ?? new URL(`https://${registry}`);
}


/***/ })

};
