export const id = 361;
export const ids = [361];
export const modules = {

/***/ 70361:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  azureLogin: () => (/* binding */ azureLogin)
});

// EXTERNAL MODULE: ./lib/host/fields.js
var fields = __webpack_require__(87617);
// EXTERNAL MODULE: ./lib/http/jwt.js
var jwt = __webpack_require__(27953);
// EXTERNAL MODULE: ./lib/plan/identity/hosts.js
var hosts = __webpack_require__(27797);
// EXTERNAL MODULE: ./lib/identity/exchange/ask.js
var exchange_ask = __webpack_require__(82571);
// EXTERNAL MODULE: ./lib/identity/exchange/id-token.js
var id_token = __webpack_require__(64441);
// EXTERNAL MODULE: ./lib/identity/exchange/refusal.js
var refusal = __webpack_require__(10366);
// EXTERNAL MODULE: ./lib/identity/exchange/token-exchange.js
var token_exchange = __webpack_require__(36977);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/host/variables/clouds.js
var clouds = __webpack_require__(65836);
// EXTERNAL MODULE: ./lib/host/variables/services.js
var services = __webpack_require__(19142);
// EXTERNAL MODULE: ./lib/identity/exchange/ambient.js
var ambient = __webpack_require__(20622);
;// CONCATENATED MODULE: ./lib/identity/azure/ambient.js







/**
 * azure/login's credentials that registries accept: the longest-lived token for Azure Resource Manager in the
 * registry's cloud. Expired tokens are not renewed with Azure's command line; but if azure/login used GitHub's id
 * token, the same application gets a new one.
 *
 * @throws ActionError AUTH_FAILED
 */
function azureAmbient(cloud, ports) {
    const { registry, env, now, mask } = ports;
    const path = (0,ambient/* azureCacheFile */.k)(env) ?? '';
    const tokens = recordsIn(() => (0,exchange_ask/* recordAt */.zR)((0,fields/* jsonFields */.yX)(ports.readFile(path)), 'AccessToken')).filter(token => (0,exchange_ask/* stringAt */.bX)(token, 'environment') === cloud.login && isForManagement(token, cloud));
    const [best] = tokens
        .map(token => ({ text: (0,exchange_ask/* stringAt */.bX)(token, 'secret') ?? '', until: Number(token.expires_on) * 1000, token }))
        .filter(({ text, until }) => /^[\x21-\x7e]+$/.test(text) && until > now())
        .sort((one, other) => other.until - one.until);
    if (best !== undefined) {
        mask(best.text);
        return { text: best.text, tenant: (0,exchange_ask/* stringAt */.bX)(best.token, 'realm') ?? '' };
    }
    const app = (0,services/* serviceVariables */.n)(env).offersIdTokens ? federatedApp(tokens, ports) : undefined;
    if (app !== undefined)
        return app;
    const problem = tokens.some(token => Number(token.expires_on) * 1000 <= now())
        ? 'the token that azure/login left has expired, and cannot be renewed here'
        : 'azure/login left no usable token';
    throw (0,refusal/* refusal */.x)(`${registry}: ${problem} (${path})`, {
        hint: 'Give `client-id` and `tenant-id` in the entry, which needs no azure/login and is renewed as often as needed, or run azure/login right before this step.',
    });
}
/**
 * The application among the tokens' that logged in with an id token, as stored by Azure's command line.
 *
 * Source: azure/cli/core/auth/identity.py in Azure/azure-cli (ServicePrincipalStore)
 */
function federatedApp(tokens, { env, readFile }) {
    const path = (0,external_node_path_.join)((0,clouds/* azureFolder */.qY)(env) ?? '', 'service_principal_entries.json');
    const entries = recordsIn(() => JSON.parse(readFile(path)));
    const apps = tokens.map(token => ({
        client: (0,exchange_ask/* stringAt */.bX)(token, 'client_id') ?? '',
        tenant: (0,exchange_ask/* stringAt */.bX)(token, 'realm') ?? '',
    }));
    return apps.find(({ client, tenant }) => entries.some(entry => (0,exchange_ask/* stringAt */.bX)(entry, 'client_id') === client &&
        (0,exchange_ask/* stringAt */.bX)(entry, 'tenant') === tenant &&
        (0,exchange_ask/* stringAt */.bX)(entry, 'client_assertion') !== undefined));
}
/** The objects in a list or an object; none if unreadable. */
function recordsIn(read) {
    try {
        return Object.values(read()).filter(fields/* isObject */.Gv);
    }
    catch {
        return [];
    }
}
/**
 * Tokens are stored by scope: `https://management.core.windows.net//.default`, or the newer
 * `https://management.azure.com/.default`.
 */
function isForManagement(token, { management }) {
    const scopes = ((0,exchange_ask/* stringAt */.bX)(token, 'target') ?? '').split(' ');
    const hosts = [...OLDER, management].map(url => new URL(url).host);
    return scopes.some(scope => hosts.includes(URL.parse(scope)?.host ?? ''));
}
const OLDER = [
    'https://management.core.windows.net',
    'https://management.core.chinacloudapi.cn',
    'https://management.core.usgovcloudapi.net',
];

;// CONCATENATED MODULE: ./lib/identity/azure/login.js








/** The user name for Azure Container Registry tokens. */
const USER = '00000000-0000-0000-0000-000000000000';
/**
 * A login for Azure Container Registry: Entra ID accepts the id token as the application's password, and the registry
 * accepts Entra's token. Without an application, uses azure/login's token.
 *
 * @throws ActionError AUTH_FAILED
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 * @see https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md
 */
async function azureLogin(identity, ports) {
    const cloud = (0,hosts/* azureCloudOf */.eC)(ports.registry);
    if (cloud === undefined)
        throw new Error(`${ports.registry} is not a host of Azure Container Registry`);
    const { client, tenant = '' } = identity;
    const given = client === undefined ? azureAmbient(cloud, ports) : { client, tenant };
    if ('text' in given)
        return registryToken(given, ports);
    const idToken = await ports.idToken(cloud.audience);
    return registryToken(await entraToken(cloud, given, idToken, ports), ports, idToken);
}
async function entraToken(cloud, app, idToken, ports) {
    const scope = 'https://containerregistry.azure.net/.default';
    // A tenant may not know the registries' own resource; they also accept a token for Azure Resource Manager.
    const text = (await askEntra(cloud, app, { idToken, scope, mayLack: true }, ports)) ??
        (await askEntra(cloud, app, { idToken, scope: `${cloud.management}/.default`, mayLack: false }, ports));
    if (text === undefined)
        throw new Error('Entra ID gave neither a token nor a reason');
    return { text, tenant: app.tenant };
}
/** A token for a scope; undefined if the tenant does not know its resource and `mayLack` is set. */
async function askEntra(cloud, { client, tenant }, { idToken, scope, mayLack }, ports) {
    const { registry, ask, mask } = ports;
    const form = new URLSearchParams({
        client_id: client,
        scope,
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: idToken.text,
    });
    const url = new URL(`https://${cloud.login}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = form.toString();
    const answer = await ask({ method: 'POST', url, headers, body, who: 'Entra ID', secrets: [idToken.text] });
    const text = (0,exchange_ask/* stringAt */.bX)((0,fields/* jsonFields */.yX)(answer.text), 'access_token');
    if (answer.status === 200 && text !== undefined) {
        mask(text);
        return text;
    }
    if (mayLack && /AADSTS50001\b|AADSTS500011\b/.test(answer.errorText))
        return undefined;
    throw (0,refusal/* refusal */.x)(`${registry}: Entra ID refused the id token for ${client} (${(0,token_exchange/* wordsOf */.Z9)(answer)})`, {
        hint: hintOfEntra(answer.errorText, idToken),
    });
}
function hintOfEntra(errorText, token) {
    const credential = `a federated credential with exactly these: issuer https://${token.issuer}, subject ${token.subject}, audience ${token.audience}`;
    const policy = `The application or managed identity needs ${credential}.${(0,id_token/* aboutImmutableSubject */.W7)(token)}`;
    if (/AADSTS(?:90002|900023|900021)\b/.test(errorText)) {
        return `Check \`tenant-id\`: Entra ID does not know this directory. ${(0,id_token/* aboutToken */.zm)(token)} ${policy}`;
    }
    if (/AADSTS700016\b/.test(errorText)) {
        return `Check \`client-id\` and \`tenant-id\`: this directory has no such application. ${(0,id_token/* aboutToken */.zm)(token)} ${policy}`;
    }
    return `${(0,id_token/* aboutToken */.zm)(token)} ${policy}`;
}
async function registryToken({ text, tenant }, ports, idToken) {
    const { registry, ask, mask } = ports;
    const form = new URLSearchParams({ grant_type: 'access_token', service: registry, access_token: text });
    if (tenant !== '')
        form.set('tenant', tenant);
    const url = new URL(`https://${registry}/oauth2/exchange`);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const question = { method: 'POST', url, headers, body: form.toString(), who: 'the registry' };
    const answer = await ask({ ...question, secrets: [text] });
    const password = (0,exchange_ask/* stringAt */.bX)((0,fields/* jsonFields */.yX)(answer.text), 'refresh_token');
    if (answer.status !== 200 || password === undefined) {
        throw (0,refusal/* refusal */.x)(`${registry}: the registry refused the token of Entra ID (${(0,token_exchange/* wordsOf */.Z9)(answer)})`, {
            hint: `Give the identity the role AcrPush (AcrPull for read-only access) on this registry, or, where the registry uses ABAC, Container Registry Repository Writer.${idToken === undefined ? '' : ` Entra ID took the id token. ${(0,id_token/* aboutToken */.zm)(idToken)}`}`,
        });
    }
    mask(password);
    const { exp, iat } = (0,jwt/* claimsOf */.d)(password);
    const life = typeof exp === 'number' && typeof iat === 'number' ? exp - iat : undefined;
    return { username: USER, password, life: life ?? (0,token_exchange/* secondsAt */.hH)((0,fields/* jsonFields */.yX)(answer.text), 'expires_in') ?? THREE_HOURS };
}
/** The lifetime of the registry's tokens. Seconds. */
const THREE_HOURS = 10_800;


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
