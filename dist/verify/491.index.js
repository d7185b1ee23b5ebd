export const id = 491;
export const ids = [491];
export const modules = {

/***/ 25491:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  awsLogin: () => (/* binding */ awsLogin)
});

// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/fields.js
var fields = __webpack_require__(87617);
// EXTERNAL MODULE: ./lib/host/variables/clouds.js
var clouds = __webpack_require__(65836);
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
;// CONCATENATED MODULE: ./lib/identity/aws/endpoints.js

/**
 * The STS endpoint for a registry's region. In US regions FIPS hosts have separate endpoints; GovCloud's are FIPS
 * anyway.
 *
 * Source: docs.aws.amazon.com/general/latest/gr/sts.html
 */
function stsEndpoint({ region, domain, isFips, partition }, aws) {
    const service = isFips && partition === 'aws' && region.startsWith('us-') ? 'sts-fips' : 'sts';
    return redirected(aws, 'STS') ?? new URL(`https://${service}.${region}.${domain}/`);
}
/** The ECR API endpoint. Source: docs.aws.amazon.com/general/latest/gr/ecr.html and ecr-public.html */
function ecrEndpoint({ region, domain, isFips, isPublic, isDualStack }, aws) {
    if (isPublic)
        return redirected(aws, 'ECR_PUBLIC') ?? new URL(`https://api.ecr-public.${region}.${domain}/`);
    const service = isFips ? 'ecr-fips' : isDualStack ? 'ecr' : 'api.ecr';
    return redirected(aws, 'ECR') ?? new URL(`https://${service}.${region}.${domain}/`);
}
/** The custom endpoint in the environment. */
function redirected(aws, service) {
    const given = aws.endpoint(service);
    if (given === undefined)
        return undefined;
    const url = URL.parse(given.text);
    if (url !== null)
        return url;
    throw (0,refusal/* refusal */.x)(`${given.name} is not an address`, { hint: 'Write one, as in `https://sts.example.com`.' });
}

;// CONCATENATED MODULE: ./lib/identity/aws/hints.js

const AUDIENCE = 'sts.amazonaws.com';
/** How to fix STS's refusal to assume a role with a token. */
function hintOfSts({ errorText }, token, role, seconds) {
    const about = (0,id_token/* aboutToken */.zm)(token);
    const { issuer } = token;
    const condition = JSON.stringify({
        StringEquals: { [`${issuer}:aud`]: token.audience, [`${issuer}:sub`]: token.subject },
    });
    const policy = `The role's trust policy has to allow sts:AssumeRoleWithWebIdentity for the provider ${issuer} with a condition that matches: ${condition}.${(0,id_token/* aboutImmutableSubject */.W7)(token)}`;
    if (/No OpenIDConnect provider found/i.test(errorText)) {
        return `${about} Create the identity provider https://${issuer} with the audience ${AUDIENCE} in the role's account. ${policy}`;
    }
    if (/audience/i.test(errorText)) {
        const arn = role.replace(/:role\/.*$/, `:oidc-provider/${issuer}`);
        return `${about} Add ${token.audience || AUDIENCE} to the audiences of the identity provider https://${issuer} in the role's account: \`aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${arn} --client-id ${token.audience || AUDIENCE}\`. ${policy}`;
    }
    if (/MaxSessionDuration|DurationSeconds/i.test(errorText)) {
        return `Set \`role-duration\` to no more than the role's maximum session duration (it is ${seconds} seconds now). ${about} ${policy}`;
    }
    return `${about} ${policy}`;
}
/** How to fix ECR's refusal to issue a password. */
function hintOfEcr({ errorText }, isPublic, { role, token }) {
    if (/Signature expired|Signature not yet current|RequestExpired|InvalidSignature/i.test(errorText)) {
        return "Is this runner's clock right? AWS accepts requests for five minutes only. If it is, the secret access key is wrong.";
    }
    if (/UnrecognizedClient|InvalidClientTokenId|ExpiredToken|security token/i.test(errorText)) {
        return 'The access key in AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN is unknown to AWS, or has expired; nothing in the environment says how to renew it. Run aws-actions/configure-aws-credentials right before this step, or use `role-to-assume`, which is renewed as often as needed.';
    }
    const actions = isPublic
        ? ['ecr-public:GetAuthorizationToken', 'sts:GetServiceBearerToken']
        : ['ecr:GetAuthorizationToken'];
    const statement = JSON.stringify({ Effect: 'Allow', Action: actions, Resource: '*' });
    const who = role === undefined ? 'the user or role' : 'the role';
    const policy = `A policy of ${who} has to allow ${actions.join(' and ')} on the resource "*": ${statement}.`;
    return token === undefined ? policy : `${policy} The trust policy let it be assumed. ${(0,id_token/* aboutToken */.zm)(token)}`;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/host/text/sha256.js
var sha256 = __webpack_require__(39669);
;// CONCATENATED MODULE: ./lib/identity/aws/sigv4.js


/**
 * The headers of a request with AWS's signature version 4: `x-amz-date`, `x-amz-security-token` for a temporary key,
 * and `authorization`. All given headers and `host` are signed.
 *
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
function signed({ method, url, headers, body }, key, scope) {
    const stamp = scope.time.toISOString().replace(/[-:]|\.\d{3}/g, '');
    const date = stamp.slice(0, 8);
    const own = {
        ...headers,
        'x-amz-date': stamp,
        ...(key.session === undefined ? {} : { 'x-amz-security-token': key.session }),
    };
    const lines = Object.entries({ ...own, host: url.host })
        .map(([name, value]) => [name.toLowerCase(), value.trim().replace(/\s+/g, ' ')])
        .sort(([one], [other]) => order(one, other));
    const names = lines.map(([name]) => name).join(';');
    const canonical = [
        method,
        pathOf(url),
        queryOf(url),
        ...lines.map(([name, value]) => `${name}:${value}`),
        '',
        names,
        (0,sha256/* sha256Hex */.f)(body),
    ].join('\n');
    const range = `${date}/${scope.region}/${scope.service}/aws4_request`;
    const text = ['AWS4-HMAC-SHA256', stamp, range, (0,sha256/* sha256Hex */.f)(canonical)].join('\n');
    const parts = [date, scope.region, scope.service, 'aws4_request'];
    const signer = parts.reduce((last, part) => hmac(last, part), `AWS4${key.secret}`);
    const signature = hmac(signer, text).toString('hex');
    const authorization = `AWS4-HMAC-SHA256 Credential=${key.id}/${range}, SignedHeaders=${names}, Signature=${signature}`;
    return { ...own, authorization };
}
function hmac(key, text) {
    return (0,external_node_crypto_.createHmac)('sha256', key).update(text).digest();
}
function order(one, other) {
    return one < other ? -1 : one > other ? 1 : 0;
}
/** RFC 3986's unreserved characters stay unescaped. */
function encode(text) {
    return encodeURIComponent(text).replace(/[!'()*]/g, each => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);
}
/** Every service except S3 encodes the path twice. */
function pathOf({ pathname }) {
    return pathname.split('/').map(encode).join('/');
}
function queryOf({ searchParams }) {
    const pairs = [...searchParams].map(([name, value]) => [encode(name), encode(value)]);
    const sorted = pairs.sort((one, other) => order(one[0], other[0]) || order(one[1], other[1]));
    return sorted.map(pair => pair.join('=')).join('&');
}

;// CONCATENATED MODULE: ./lib/identity/aws/login.js











/**
 * A login for ECR or ECR Public: the id token assumes the role (STS), and the role requests a password from ECR.
 * Without a role, uses the access key of the entry or the environment; or else the role that the environment names
 * together with a token file, which somebody renews (AWS's web identity, as in EKS pods).
 *
 * @throws ActionError AUTH_FAILED when one of the two is refused
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html
 */
async function awsLogin(identity, ports) {
    const host = (0,hosts/* ecrHostOf */.SD)(ports.registry);
    if (host === undefined)
        throw new Error(`${ports.registry} is not a host of Amazon ECR`);
    const { key, ...asker } = await askerOf(host, identity, ports);
    for (const secret of [key.secret, key.session ?? ''])
        if (secret !== '')
            ports.mask(secret);
    return passwordFor(host, key, asker, ports);
}
async function askerOf(host, identity, ports) {
    const { role = '', seconds, sessionName } = identity;
    if (role !== '') {
        const token = await ports.idToken('sts.amazonaws.com');
        return { role, token, key: await assumeRole(host, { role, seconds, sessionName, token }, ports) };
    }
    const aws = (0,clouds/* awsVariables */.jq)(ports.env);
    const given = givenKey(identity, aws);
    const { webIdentity } = aws;
    if ((given.id !== '' && given.secret !== '') || webIdentity === undefined)
        return { role: undefined, token: undefined, key: given };
    const wanted = { role: webIdentity.role, sessionName: webIdentity.session };
    const token = tokenInFile(webIdentity.file, ports);
    return { role: wanted.role, token, key: await assumeRole(host, { ...wanted, token }, ports) };
}
/** Read for every login: its writer replaces it before it expires. */
function tokenInFile(path, { registry, readFile, mask }) {
    const bad = (problem) => (0,refusal/* refusal */.x)(`${registry}: the file that AWS_WEB_IDENTITY_TOKEN_FILE names ${problem}`, {
        hint: 'Correct the variable, or give `role-to-assume` in the entry.',
    });
    let text;
    try {
        text = readFile(path).trim();
    }
    catch (error) {
        throw bad(`cannot be read (${(0,errors/* messageOf */.bD)(error).replace(/, \w+ '.*'$/, '')})`);
    }
    if (!/^[\x21-\x7e]+$/.test(text))
        throw bad('holds no token');
    mask(text);
    return (0,id_token/* describe */.q0)(text);
}
/** The entry's own key, or the environment's. A session token belongs to the key beside it. */
function givenKey({ key }, { accessKeyId, secretAccessKey, sessionToken: session }) {
    if (key !== undefined)
        return { ...key, session: key.id === accessKeyId ? session : undefined };
    return { id: accessKeyId, secret: secretAccessKey, session };
}
async function assumeRole(host, { role, token, sessionName, seconds = 3600 }, ports) {
    const { registry, ask, env, runName } = ports;
    const url = stsEndpoint(host, (0,clouds/* awsVariables */.jq)(env));
    const form = new URLSearchParams({
        Action: 'AssumeRoleWithWebIdentity',
        Version: '2011-06-15',
        RoleArn: role,
        RoleSessionName: sessionName || runName,
        DurationSeconds: String(seconds),
        WebIdentityToken: token.text,
    });
    const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/xml' };
    const question = { method: 'POST', url, headers, body: form.toString(), who: 'AWS STS' };
    const answer = await ask({ ...question, secrets: [token.text] });
    const [id, secret, session] = ['AccessKeyId', 'SecretAccessKey', 'SessionToken'].map(name => (0,exchange_ask/* xmlText */.xK)(answer.text, name));
    if (answer.status === 200 && id && secret && session)
        return { id, secret, session };
    throw (0,refusal/* refusal */.x)(`${registry}: AWS STS refused to assume ${role} (${(0,token_exchange/* wordsOf */.Z9)(answer)})`, {
        hint: hintOfSts(answer, token, role, seconds),
    });
}
async function passwordFor(host, key, asker, ports) {
    const { registry, ask, env, now, mask } = ports;
    const { account, region, isPublic } = host;
    const url = ecrEndpoint(host, (0,clouds/* awsVariables */.jq)(env));
    const body = isPublic ? '{}' : JSON.stringify({ registryIds: [account] });
    const target = isPublic ? 'SpencerFrontendService' : 'AmazonEC2ContainerRegistry_V20150921';
    const headers = {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `${target}.GetAuthorizationToken`,
    };
    const scope = { service: isPublic ? 'ecr-public' : 'ecr', region, time: new Date(now()) };
    const request = { method: 'POST', url, headers, body };
    const who = isPublic ? 'Amazon ECR Public' : 'Amazon ECR';
    const secrets = [key.secret, key.session ?? ''];
    const answer = await ask({ ...request, headers: signed(request, key, scope), who, secrets });
    const json = (0,fields/* jsonFields */.yX)(answer.text);
    const list = json.authorizationData;
    const data = Array.isArray(list) ? (0,exchange_ask/* recordAt */.zR)({ first: list[0] }, 'first') : (0,exchange_ask/* recordAt */.zR)(json, 'authorizationData');
    const login = Buffer.from((0,exchange_ask/* stringAt */.bX)(data, 'authorizationToken') ?? '', 'base64').toString('utf8');
    const colon = login.indexOf(':');
    if (answer.status !== 200 || colon < 1) {
        const as = asker.role ?? `the access key ${key.id}`;
        throw (0,refusal/* refusal */.x)(`${registry}: ${who} refused a login to ${as} (${(0,token_exchange/* wordsOf */.Z9)(answer)})`, {
            hint: hintOfEcr(answer, isPublic, asker),
        });
    }
    const [username, password] = [login.slice(0, colon), login.slice(colon + 1)];
    mask(password);
    // Seconds since the epoch, by AWS's clock.
    const { expiresAt } = data;
    const life = typeof expiresAt === 'number' ? expiresAt - answer.time / 1000 : HALF_A_DAY;
    return { username, password, life };
}
/** The documented lifetime of ECR's passwords. Seconds. */
const HALF_A_DAY = 43_200;


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
