export const id = 1771;
export const ids = [1771];
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

/***/ 41771:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  googleLogin: () => (/* binding */ googleLogin)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/fields.js
var fields = __webpack_require__(87617);
// EXTERNAL MODULE: ./lib/host/text/quote.js
var quote = __webpack_require__(64212);
// EXTERNAL MODULE: ./lib/host/variables/clouds.js
var clouds = __webpack_require__(65836);
// EXTERNAL MODULE: ./lib/host/variables/services.js
var services = __webpack_require__(19142);
// EXTERNAL MODULE: ./lib/identity/exchange/ask.js
var exchange_ask = __webpack_require__(82571);
// EXTERNAL MODULE: ./lib/identity/exchange/id-token.js
var id_token = __webpack_require__(64441);
// EXTERNAL MODULE: ./lib/identity/exchange/refusal.js
var refusal = __webpack_require__(10366);
// EXTERNAL MODULE: ./lib/identity/exchange/token-exchange.js
var token_exchange = __webpack_require__(36977);
// EXTERNAL MODULE: ./lib/registry/errors/answer-text.js
var answer_text = __webpack_require__(60817);
;// CONCATENATED MODULE: ./lib/identity/google/tokens.js






const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';
const STS = 'https://sts.googleapis.com/v1/token';
/** Exchanges an id token for a token of the pool. */
async function federate(audience, idToken, ports) {
    const { registry, ask, mask } = ports;
    const body = JSON.stringify({
        audience,
        grantType: token_exchange/* TOKEN_EXCHANGE */.Kj,
        requestedTokenType: 'urn:ietf:params:oauth:token-type:access_token',
        scope: SCOPE,
        subjectTokenType: 'urn:ietf:params:oauth:token-type:jwt',
        subjectToken: idToken.text,
    });
    const headers = { 'content-type': 'application/json' };
    const who = "Google's token service";
    const answer = await ask({ method: 'POST', url: new URL(STS), headers, body, who, secrets: [idToken.text] });
    const json = (0,fields/* jsonFields */.yX)(answer.text);
    const text = (0,exchange_ask/* stringAt */.bX)(json, 'access_token');
    if (answer.status !== 200 || text === undefined) {
        throw (0,refusal/* refusal */.x)(`${registry}: ${who} refused the id token (${(0,token_exchange/* wordsOf */.Z9)(answer)})`, {
            hint: hintOfSts(answer, idToken, audience),
        });
    }
    mask(text);
    return { text, life: (0,token_exchange/* secondsAt */.hH)(json, 'expires_in') ?? HOUR };
}
/** The default lifetime of Google's tokens. Seconds. */
const HOUR = 3600;
function hintOfSts({ errorText }, token, audience) {
    const condition = `assertion.sub == ${JSON.stringify(token.subject)}`;
    const about = (0,id_token/* aboutToken */.zm)(token);
    const policy = `The provider's attribute condition must accept it, for example \`${condition}\`.${(0,id_token/* aboutImmutableSubject */.W7)(token)}`;
    if (/127 bytes/.test(errorText)) {
        return `${about} Map google.subject to something shorter than 128 bytes, as assertion.repository_id. ${policy}`;
    }
    if (/attribute condition/i.test(errorText))
        return `${about} ${policy}`;
    if (/audience in|audience.*does not match|allowed audiences/i.test(errorText)) {
        return `${about} Add ${token.audience} to the provider's allowed audiences, or remove those that it lists: without any, it accepts its own address, https:${audience}. ${policy}`;
    }
    if (/Invalid value for "audience"|invalid_target|not.found/i.test(errorText)) {
        return `${about} Check that ${audience} exists, is enabled and is spelled like this, upper and lower case too; what was just created takes up to five minutes. ${policy}`;
    }
    return `${about} Check the provider ${audience}: its issuer, its attribute condition and its allowed audiences. ${policy}`;
}
/** Exchanges a pool's token for one of a service account. */
async function impersonate(url, { federated, idToken, audience }, ports) {
    const { registry, ask, mask, now } = ports;
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${federated.text}` };
    const body = JSON.stringify({ scope: [SCOPE], lifetime: `${HOUR}s` });
    const who = 'Google IAM Credentials';
    const answer = await ask({ method: 'POST', url: new URL(url), headers, body, who, secrets: [federated.text] });
    const json = (0,fields/* jsonFields */.yX)(answer.text);
    const text = (0,exchange_ask/* stringAt */.bX)(json, 'accessToken');
    if (answer.status !== 200 || text === undefined) {
        const account = accountIn(url);
        throw (0,refusal/* refusal */.x)(`${registry}: ${who} refused a token for ${account} (${(0,token_exchange/* wordsOf */.Z9)(answer)})`, {
            hint: hintOfIam(account, idToken, audience),
        });
    }
    mask(text);
    const until = Date.parse((0,exchange_ask/* stringAt */.bX)(json, 'expireTime') ?? '');
    return { text, life: Number.isNaN(until) ? HOUR : (until - (answer.time || now())) / 1000 };
}
function hintOfIam(account, token, audience) {
    const [pool = 'projects/NUMBER/locations/global/workloadIdentityPools/POOL'] = /projects\/\d+\/locations\/global\/workloadIdentityPools\/[a-z0-9-]+/.exec(audience) ?? [];
    const principal = `principal://iam.googleapis.com/${pool}/subject/${token.subject}`;
    const set = `principalSet://iam.googleapis.com/${pool}/attribute.repository/OWNER/NAME`;
    return `${(0,id_token/* aboutToken */.zm)(token)} Grant roles/iam.workloadIdentityUser on ${account} to ${principal} (where google.subject is mapped to assertion.sub), or to all runs of a repository, ${set} (where attribute.repository is mapped). Grants take up to five minutes to take effect.${(0,id_token/* aboutImmutableSubject */.W7)(token)}`;
}
/** The account in a file's address, which may be invalid and not decodable. */
function accountIn(url) {
    const [, name = ''] = /serviceAccounts\/([^:/]+):/.exec(url.replaceAll('%40', '@')) ?? [];
    return (0,answer_text/* clean */.u)(name) || 'the service account';
}

;// CONCATENATED MODULE: ./lib/identity/google/ambient.js











/**
 * An access token from the environment of google-github-actions/auth: the token itself, or a file of type
 * `external_account` or `service_account`.
 *
 * @throws ActionError AUTH_FAILED
 * @see https://google.aip.dev/auth/4117
 * @see https://google.aip.dev/auth/4112
 */
async function googleAmbient(ports) {
    const { registry, env, isRenewal } = ports;
    const { accessToken: given, credentialFile } = (0,clouds/* googleVariables */.nc)(env);
    // Its age is unknown: it is used until the registry rejects it. Then a new one comes from a file.
    if (given !== '' && (credentialFile === undefined || !isRenewal)) {
        if (!isRenewal)
            return { text: given, life: credentialFile === undefined ? DAY : HOUR };
        throw (0,refusal/* refusal */.x)(`${registry}: the access token in CLOUDSDK_AUTH_ACCESS_TOKEN is no longer accepted, and cannot be renewed`, {
            hint: 'It may have expired. Give `workload-identity-provider` in the entry, which is renewed as often as needed, or run google-github-actions/auth right before this step.',
        });
    }
    const { name, text: path } = credentialFile ?? { name: '', text: '' };
    const bad = (problem) => (0,refusal/* refusal */.x)(`${registry}: the file that ${name} names ${problem}`, {
        hint: 'Run google-github-actions/auth before this step, or give `workload-identity-provider` in the entry.',
    });
    let json;
    try {
        json = (0,fields/* jsonFields */.yX)(ports.readFile(path));
    }
    catch (error) {
        throw bad(`cannot be read (${(0,errors/* messageOf */.bD)(error).replace(/, \w+ '.*'$/, '')})`);
    }
    const type = (0,exchange_ask/* stringAt */.bX)(json, 'type');
    if (type === 'external_account')
        return fromExternalAccount(json, ports, bad);
    if (type === 'service_account')
        return fromServiceAccount(json, ports, bad);
    throw bad(`is of type ${(0,quote/* quote */.h)(type ?? '')}, and only external_account and service_account can be used`);
}
/** Twice the maximum lifetime of Google's access tokens. Seconds. */
const DAY = 86_400;
/** A file may name any address: only Google's own get a token. */
function googleUrl(text, host) {
    const url = URL.parse(text ?? '');
    return url?.protocol === 'https:' && url.host === host ? url : undefined;
}
async function fromExternalAccount(json, ports, bad) {
    const audience = (0,exchange_ask/* stringAt */.bX)(json, 'audience');
    const account = (0,exchange_ask/* stringAt */.bX)(json, 'service_account_impersonation_url');
    if (audience === undefined)
        throw bad('has no `audience`');
    if (googleUrl((0,exchange_ask/* stringAt */.bX)(json, 'token_url'), 'sts.googleapis.com') === undefined) {
        throw bad("uses a token service that is not Google's; nothing was sent to it");
    }
    if (account !== undefined && googleUrl(account, 'iamcredentials.googleapis.com') === undefined) {
        throw bad("uses a credentials service that is not Google's; nothing was sent to it");
    }
    const idToken = await subjectToken((0,exchange_ask/* recordAt */.zR)(json, 'credential_source'), ports, bad);
    const federated = await federate(audience, idToken, ports);
    return account === undefined ? federated : impersonate(account, { federated, idToken, audience }, ports);
}
/** The id token: from the runner, whose address google-github-actions/auth wrote into the file, or from a file. */
async function subjectToken(source, ports, bad) {
    const url = URL.parse((0,exchange_ask/* stringAt */.bX)(source, 'url') ?? '');
    const path = (0,exchange_ask/* stringAt */.bX)(source, 'file');
    const own = URL.parse((0,services/* serviceVariables */.n)(ports.env).idTokenUrl);
    if (url !== null && own !== null && url.origin === own.origin && url.pathname === own.pathname) {
        return ports.idToken(url.searchParams.get('audience') ?? '');
    }
    if (path === undefined) {
        throw bad(url === null
            ? 'gets its token neither from GitHub nor from a file'
            : 'gets its token from an address other than the one that GitHub gave this job; a job without `id-token: write` has none');
    }
    let text;
    try {
        text = ports.readFile(path).trim();
    }
    catch {
        throw bad('names a token file that cannot be read');
    }
    const field = (0,exchange_ask/* stringAt */.bX)((0,exchange_ask/* recordAt */.zR)(source, 'format'), 'subject_token_field_name');
    const value = field === undefined ? text : ((0,exchange_ask/* stringAt */.bX)((0,fields/* jsonFields */.yX)(text), field) ?? '');
    if (!/^[\x21-\x7e]+$/.test(value))
        throw bad('names a token file that contains no token');
    ports.mask(value);
    return (0,id_token/* describe */.q0)(value);
}
/** The key signs for a token (RFC 7523) and is never sent. */
async function fromServiceAccount(json, ports, bad) {
    const { registry, ask, now, mask } = ports;
    const [email, key] = [(0,exchange_ask/* stringAt */.bX)(json, 'client_email'), (0,exchange_ask/* stringAt */.bX)(json, 'private_key')];
    const url = googleUrl((0,exchange_ask/* stringAt */.bX)(json, 'token_uri'), 'oauth2.googleapis.com');
    if (email === undefined || key === undefined)
        throw bad('has no `client_email` or no `private_key`');
    if (url === undefined)
        throw bad("uses a token service that is not Google's; nothing was sent to it");
    const issued = Math.floor(now() / 1000);
    const claims = { iss: email, scope: SCOPE, aud: url.href, iat: issued, exp: issued + HOUR };
    const kid = (0,exchange_ask/* stringAt */.bX)(json, 'private_key_id');
    const parts = [{ alg: 'RS256', typ: 'JWT', ...(kid !== undefined && { kid }) }, claims];
    const text = parts.map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    let assertion;
    try {
        assertion = `${text}.${(0,external_node_crypto_.createSign)('RSA-SHA256').update(text).sign(key, 'base64url')}`;
    }
    catch {
        throw bad('has an invalid `private_key`');
    }
    mask(assertion);
    const form = new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const who = "Google's token service";
    const answer = await ask({ method: 'POST', url, headers, body: form.toString(), who, secrets: [assertion] });
    const token = (0,exchange_ask/* stringAt */.bX)((0,fields/* jsonFields */.yX)(answer.text), 'access_token');
    if (answer.status === 200 && token !== undefined) {
        return { text: token, life: (0,token_exchange/* secondsAt */.hH)((0,fields/* jsonFields */.yX)(answer.text), 'expires_in') ?? HOUR };
    }
    throw (0,refusal/* refusal */.x)(`${registry}: ${who} refused the key of ${email} (${(0,token_exchange/* wordsOf */.Z9)(answer)})`, {
        hint: "Check that the key still exists and is enabled, and that this runner's clock is right.",
    });
}

;// CONCATENATED MODULE: ./lib/identity/google/login.js


const CREDENTIALS = 'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts';
/**
 * A login for Artifact Registry: the id token is exchanged for one of the workload identity pool, used directly or to
 * impersonate a service account. Without a provider, uses the credentials of google-github-actions/auth.
 *
 * @throws ActionError AUTH_FAILED
 * @see https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token
 * @see https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/generateAccessToken
 */
async function googleLogin(identity, ports) {
    const token = await accessToken(identity, ports);
    ports.mask(token.text);
    return { username: 'oauth2accesstoken', password: token.text, life: token.life };
}
async function accessToken({ provider, serviceAccount }, ports) {
    if (provider === undefined)
        return googleAmbient(ports);
    const idToken = await ports.idToken(`https://iam.googleapis.com/${provider}`);
    const audience = `//iam.googleapis.com/${provider}`;
    const federated = await federate(audience, idToken, ports);
    if (serviceAccount === undefined)
        return federated;
    const url = `${CREDENTIALS}/${encodeURIComponent(serviceAccount)}:generateAccessToken`;
    return impersonate(url, { federated, idToken, audience }, ports);
}


/***/ })

};
