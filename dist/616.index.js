export const id = 616;
export const ids = [616];
export const modules = {

/***/ 43053:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ createLimit)
/* harmony export */ });
/** At most `max` at a time. */
function createLimit(max) {
    let running = 0;
    const waiting = [];
    return async (body) => {
        if (running >= max)
            await new Promise(resolve => waiting.push(resolve));
        else
            running++;
        try {
            return await body();
        }
        finally {
            // The slot is handed over directly, so that no later caller can take it.
            const next = waiting.shift();
            if (next)
                next();
            else
                running--;
        }
    };
}


/***/ }),

/***/ 66150:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   jB: () => (/* binding */ upTo),
/* harmony export */   x8: () => (/* binding */ readBody),
/* harmony export */   yR: () => (/* binding */ readText)
/* harmony export */ });
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57075);

/**
 * Reads a whole body into memory. Every answer of a registry passes here: an async iterator would cost half a
 * millisecond for each.
 *
 * @throws Error with code ERR_TOO_LARGE when it has more than `max` bytes, or the stream's error
 */
function readBody(stream, max) {
    const { promise, resolve, reject } = Promise.withResolvers();
    const chunks = [];
    let size = 0;
    stream.on('data', (chunk) => {
        size += chunk.length;
        if (size <= max) {
            chunks.push(chunk);
            return;
        }
        reject(tooLarge(max));
        stream.destroy();
    });
    (0,node_stream__WEBPACK_IMPORTED_MODULE_0__.finished)(stream, { writable: false }, error => (error ? reject(error) : resolve(Buffer.concat(chunks))));
    return promise;
}
/**
 * The chunks of a body.
 *
 * @throws Error as `readBody`
 */
async function* upTo(max, stream) {
    let size = 0;
    for await (const chunk of stream) {
        size += chunk.length;
        // Leaving the loop destroys the stream.
        if (size > max)
            throw tooLarge(max);
        yield chunk;
    }
}
function tooLarge(max) {
    return Object.assign(new Error(`the answer has more than ${max} bytes`), { code: 'ERR_TOO_LARGE' });
}
/** The same as text. */
async function readText(stream, max) {
    return (await readBody(stream, max)).toString('utf8');
}


/***/ }),

/***/ 9501:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ sha256)
/* harmony export */ });
/* harmony import */ var _host_text_sha256_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(39669);

function sha256(bytes) {
    return `sha256:${(0,_host_text_sha256_js__WEBPACK_IMPORTED_MODULE_0__/* .sha256Hex */ .f)(bytes)}`;
}


/***/ }),

/***/ 73530:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AW: () => (/* binding */ hidesSubject),
/* harmony export */   LN: () => (/* binding */ referrersTag),
/* harmony export */   et: () => (/* binding */ subjectOf),
/* harmony export */   nb: () => (/* binding */ descriptorOf),
/* harmony export */   qs: () => (/* binding */ referrersIn)
/* harmony export */ });
/* harmony import */ var _descriptor_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11260);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44360);
/* harmony import */ var _reference_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23940);



/** The tag that lists the referrers where the API is missing (distribution-spec, "Referrers Tag Schema"). */
function referrersTag(digest) {
    return digest.replace(':', '-');
}
/** The valid descriptors of an image index; undefined when the bytes are not an index. */
function referrersIn(bytes) {
    const json = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldsOf */ .Pf)(bytes);
    // Go writes an empty list as `null`.
    const manifests = json?.manifests ?? (json?.schemaVersion === 2 ? [] : undefined);
    return Array.isArray(manifests) ? manifests.filter(_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .isDescriptor */ .ol) : undefined;
}
/** The manifest that this one refers to (image-spec, "subject"). */
function subjectOf({ bytes }) {
    const { digest } = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .objectIn */ .D7)((0,_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldsOf */ .Pf)(bytes), 'subject');
    return typeof digest === 'string' && (0,_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .Bc)(digest) ? digest : undefined;
}
/**
 * Whether a manifest has a subject without a digest. Of equal keys, JavaScript takes the last one, whereas Go adds the
 * second object to the first: after `"subject": {"digest": …}`, an empty one changes nothing for a registry.
 */
function hidesSubject(manifest) {
    return ((0,_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldsOf */ .Pf)(manifest.bytes)?.subject ?? null) !== null && subjectOf(manifest) === undefined;
}
/** The descriptor of a manifest, as a list of referrers has it (distribution-spec, "Listing Referrers"). */
function descriptorOf(manifest) {
    const { mediaType, digest, bytes } = manifest;
    const plain = { mediaType, digest, size: bytes.length };
    if (subjectOf(manifest) === undefined)
        return plain;
    const json = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldsOf */ .Pf)(bytes);
    const type = json?.artifactType ?? (0,_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .objectIn */ .D7)(json, 'config').mediaType;
    const annotations = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .objectIn */ .D7)(json, 'annotations');
    const isAnnotated = json?.annotations !== undefined && (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .areTexts */ .Dq)(Object.values(annotations));
    return {
        ...plain,
        ...(typeof type === 'string' && type !== '' && { artifactType: type }),
        ...(isAnnotated && { annotations: annotations }),
    };
}


/***/ }),

/***/ 60817:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ readAnswerText),
/* harmony export */   u: () => (/* binding */ clean)
/* harmony export */ });
/* harmony import */ var _host_fields_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(87617);

const MAX_TEXT = 300;
/** Reads an error's body: OCI error JSON, the JSON of token servers, a proxy's HTML page, or plain text. */
function readAnswerText(body) {
    const json = parse(body);
    if (json === undefined)
        return { codes: [], text: clean(stripMarkup(body)) };
    const list = Array.isArray(json.errors) ? json.errors.filter(_host_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv) : [];
    const codes = list.map(e => clean(str(e.code)).toUpperCase()).filter(c => c !== '');
    const words = list.map(e => [str(e.message), str(e.detail)].filter(t => t !== '').join(': '));
    // Docker Hub's token server uses `details`, OAuth2 ones `error` and `error_description`, others `message`.
    const others = ['details', 'error_description', 'message', 'error'].map(key => str(json[key])).find(t => t !== '');
    const text = words.filter(t => t !== '').join('; ') || others || '';
    return { codes, text: clean(stripMarkup(text)) };
}
/** Untrusted text as one harmless line of at most `max` characters. */
function clean(text, max = MAX_TEXT) {
    // \p{C}: control, format (zero-width, bidirectional overrides), surrogates, unassigned.
    const line = text
        .slice(0, 20_000)
        .replace(/[\p{C}\p{Z}\s]+/gu, ' ')
        .trim();
    return line.length > max ? `${line.slice(0, max - 1).trimEnd()}…` : line;
}
/** The title of an HTML page, or else its text. */
function stripMarkup(text) {
    const page = text.slice(0, 20_000);
    if (!/<\s*(?:!doctype|html|head|body|h1|title|p|a|b|script)\b/i.test(page))
        return page;
    const title = /<title[^>]{0,200}>([^<]{1,300})/i.exec(page)?.[1];
    return title ?? page.replace(/<(script|style)\b[^<]*(?:<(?!\/\1)[^<]*)*/gi, ' ').replace(/<[^>]*>?/g, ' ');
}
function parse(body) {
    try {
        const json = JSON.parse(body);
        return (0,_host_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(json) ? json : undefined;
    }
    catch {
        return undefined;
    }
}
function str(value) {
    return typeof value === 'string' ? value : '';
}


/***/ }),

/***/ 60306:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ parseChallenge)
/* harmony export */ });
const PART = /([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+)))?/gy;
/**
 * The supported challenge in a WWW-Authenticate header, which may hold several (Node joins repeated headers with
 * commas). Bearer is preferred to Basic, as in Docker. Undefined if none is supported.
 */
function parseChallenge(header) {
    const all = [...challenges(header ?? '')];
    const bearer = all.find(c => c.scheme === 'bearer' && c.params.has('realm'));
    if (bearer) {
        const get = (name) => bearer.params.get(name);
        return {
            scheme: 'bearer',
            realm: get('realm') ?? '',
            service: get('service'),
            scope: get('scope'),
            error: get('error'),
        };
    }
    return all.some(c => c.scheme === 'basic') ? { scheme: 'basic' } : undefined;
}
function* challenges(header) {
    let current;
    let at = 0;
    // Bounded: the header is untrusted.
    const text = header.slice(0, 16_384);
    while (at < text.length) {
        PART.lastIndex = at;
        const match = PART.exec(text);
        if (!match) {
            at++;
            continue;
        }
        at = PART.lastIndex;
        const [, name = '', quoted, plain] = match;
        const value = quoted === undefined ? plain : quoted.replace(/\\(.)/g, '$1');
        if (value !== undefined)
            current?.params.set(name.toLowerCase(), value);
        else {
            if (current)
                yield current;
            current = { scheme: name.toLowerCase(), params: new Map() };
        }
    }
    if (current)
        yield current;
}


/***/ }),

/***/ 86795:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  gl: () => (/* binding */ RegistryError),
  n: () => (/* binding */ answerError),
  x6: () => (/* binding */ networkError),
  JW: () => (/* binding */ protocolError),
  EL: () => (/* binding */ tokenError),
  _M: () => (/* binding */ where)
});

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/retry.js
var retry = __webpack_require__(67460);
// EXTERNAL MODULE: ./lib/http/proxy.js
var proxy = __webpack_require__(30768);
;// CONCATENATED MODULE: ./lib/registry/errors/advice-any.js
/** For every registry, after its own rows. */
const ANY = [
    {
        text: /immutab|cannot be overwritten/i,
        trouble: 'immutable',
        cause: 'the tag exists and may not be moved',
        hint: "Publish under a new tag, or change the repository's rule. A re-run for the same commit keeps what is there if `immutable-tags` names the tag.",
    },
    {
        text: /quota/i,
        status: [400, 402, 403, 413, 507],
        trouble: 'quota',
        cause: 'a quota is used up',
        hint: 'Remove images, or raise the quota.',
    },
    {
        status: [413],
        trouble: 'policy',
        cause: 'a proxy in front of the registry limits the size of uploads',
        hint: 'Raise the limit of the proxy in front of the registry (nginx: `client_max_body_size 0`).',
    },
    {
        status: [429],
        trouble: 'rate',
        cause: 'too many requests',
        hint: 'Try again later, or use an account with a higher limit.',
    },
    {
        status: [407],
        trouble: 'credentials',
        cause: 'the proxy requires credentials',
        hint: 'Put them in HTTPS_PROXY (`http://user:password@host:port`).',
    },
    {
        status: [401],
        trouble: 'credentials',
        cause: 'the credentials were rejected',
        hint: r => r.anonymous
            ? `Give credentials for ${r.host} (input \`registries\` or \`registry-auth\`).`
            : `Check the user name and password for ${r.host}.`,
    },
    {
        status: [401, 403],
        trouble: 'permission',
        cause: 'no permission for this repository',
        hint: r => r.anonymous
            ? `Give credentials for ${r.host} (input \`registries\` or \`registry-auth\`).`
            : 'Give this account permission to push to the repository, or use another one.',
    },
    {
        status: [404],
        trouble: 'missing',
        cause: 'not found',
        hint: r => `Check the name; some registries need the repository or project created before the first push. Is ${r.host} a container registry?`,
    },
    {
        status: [405],
        trouble: 'policy',
        cause: 'the registry does not accept this request',
        hint: 'It may be a read-only mirror or a pull-through cache: publish to the registry behind it.',
    },
    {
        status: [400],
        text: /HTTPS server|HTTPS port/i,
        trouble: 'other',
        cause: 'the registry speaks TLS, not plain http',
        hint: "Give its certificate (`ca`) or `insecure: true` in the registry's entry.",
    },
];

;// CONCATENATED MODULE: ./lib/registry/errors/advice-cloud.js
/** Recorded answers of the clouds' registries. */
const CLOUD = [
    {
        name: 'Amazon ECR',
        host: /\.dkr[.-]ecr(-fips)?\.[a-z0-9-]+\.(amazonaws\.com(\.cn)?|on\.aws)$|^public\.ecr\.aws$/,
        rows: [
            {
                text: /already exists.*immutable/i,
                trouble: 'immutable',
                cause: 'the tag exists and the repository makes tags immutable',
                hint: "Publish under a new tag, or change the repository's tag mutability. A re-run for the same commit keeps what is there if `immutable-tags` names the tag.",
            },
            {
                text: /token has expired/i,
                trouble: 'credentials',
                cause: 'the ECR password has expired',
                hint: 'An ECR password lasts 12 hours: fetch it in the same job.',
            },
            {
                text: /not authorized to perform:? (\S+)/i,
                trouble: 'permission',
                cause: 'the AWS identity may not {1}',
                hint: 'Allow {1} on the repository in the role\'s or the repository\'s policy (ecr:GetAuthorizationToken on "*").',
            },
            { code: 'NAME_UNKNOWN', trouble: 'missing', cause: 'no such repository', hint: ecrCreate },
            {
                text: /repository with name .* does not exist/i,
                trouble: 'missing',
                cause: 'no such repository',
                hint: ecrCreate,
            },
            {
                text: /limit ?exceeded|exceeds? the (maximum|limit)/i,
                trouble: 'quota',
                cause: 'an ECR quota is used up',
                hint: 'Remove images by a lifecycle policy, or ask AWS for a higher quota.',
            },
            {
                text: /rate exceeded/i,
                trouble: 'rate',
                cause: 'too many requests to ECR',
                hint: 'Try again later, or ask AWS for a higher request rate.',
            },
            {
                status: [401],
                trouble: 'credentials',
                cause: 'the ECR password was rejected',
                hint: 'User name "AWS", password from `aws ecr get-login-password` for this region, not older than 12 hours.',
            },
        ],
    },
    {
        name: 'Artifact Registry',
        host: /(^|[.-])(pkg\.dev|gcr\.io)$/,
        rows: [
            {
                text: /unauthenticated request|invalid authentication credentials/i,
                trouble: 'credentials',
                cause: 'Google Cloud did not accept the credentials',
                hint: 'User "oauth2accesstoken" with an access token, or "_json_key" with a service account\'s key.',
            },
            {
                text: /permission "?([\w.]+)"? denied/i,
                trouble: 'permission',
                cause: 'the Google identity lacks {1}, or there is no such repository',
                hint: 'Grant roles/artifactregistry.writer on the repository, and check project, location and repository in the name.',
            },
            { text: /repository .*not found/i, trouble: 'missing', cause: 'no such repository', hint: garCreate },
            { code: 'NAME_UNKNOWN', trouble: 'missing', cause: 'no such repository', hint: garCreate },
            {
                text: /has not been used in project|API .*disabled/i,
                trouble: 'policy',
                cause: 'the Artifact Registry API is off in this project',
                hint: 'Run `gcloud services enable artifactregistry.googleapis.com`.',
            },
            {
                text: /quota exceeded/i,
                trouble: 'rate',
                cause: 'a Google Cloud quota of requests is used up',
                hint: 'Try again later, or ask for a higher quota.',
            },
        ],
    },
    {
        name: 'ACR',
        host: /\.azurecr\.(io|us|cn)$/,
        rows: [
            {
                text: /is not allowed access|acr\/firewall/i,
                trouble: 'policy',
                cause: "the registry's firewall does not let this runner in",
                hint: "Add the runner's address to the registry's network rules, or use a runner inside the network.",
            },
            {
                text: /operation is disallowed/i,
                trouble: 'immutable',
                cause: 'the tag or repository is locked',
                hint: 'Publish under a new tag, or unlock: `az acr repository update --image NAME:TAG --write-enabled true`.',
            },
            {
                text: /quota|size limit/i,
                trouble: 'quota',
                cause: "the registry's storage is full",
                hint: 'Remove images (`az acr run --cmd "acr purge …"`) or choose a larger tier.',
            },
            {
                status: [403],
                trouble: 'permission',
                cause: 'the Azure identity may not push',
                hint: 'Give it the role AcrPush (or Container Registry Repository Writer) on the registry.',
            },
            {
                status: [401],
                trouble: 'credentials',
                cause: 'Azure did not accept the credentials',
                hint: "Check the service principal's secret and its role AcrPush; a token from `az acr login --expose-token` goes with user 00000000-0000-0000-0000-000000000000.",
            },
        ],
    },
];
function ecrCreate({ host, path }) {
    if (host === 'public.ecr.aws')
        return `Run \`aws ecr-public create-repository --repository-name ${path.split('/').slice(1).join('/')}\`.`;
    const region = /ecr(?:-fips)?\.([a-z0-9-]+)\./.exec(host)?.[1] ?? 'REGION';
    return `Run \`aws ecr create-repository --repository-name ${path} --region ${region}\`.`;
}
function garCreate({ host, path }) {
    const [project = 'PROJECT', repository = 'NAME'] = path.split('/');
    const location = /^([a-z0-9-]+)-docker\.pkg\.dev$/.exec(host)?.[1] ?? 'LOCATION';
    return `Run \`gcloud artifacts repositories create ${repository} --repository-format=docker --location=${location} --project=${project}\`.`;
}

;// CONCATENATED MODULE: ./lib/registry/errors/advice-hosted.js
/** Recorded answers of Docker Hub, GHCR and registries that are also self-hosted. */
const HOSTED = [
    {
        name: 'Docker Hub',
        host: /^docker\.io$/,
        rows: [
            {
                text: /insufficient scopes/i,
                trouble: 'permission',
                cause: 'the access token may not write',
                hint: 'Make a Docker Hub access token with Read & Write permission.',
            },
            {
                text: /incorrect username or password|password authentication|personal access token/i,
                trouble: 'credentials',
                cause: 'wrong user name or password',
                hint: 'Use the Docker Hub user name (not the e-mail address) and a personal access token as the password.',
            },
            {
                text: /pull rate limit/i,
                trouble: 'rate',
                cause: "Docker Hub's pull rate limit is reached",
                hint: 'Give credentials for docker.io: logged-in users have a higher limit. Otherwise wait.',
            },
            {
                text: /requested access to the resource is denied/i,
                trouble: 'permission',
                cause: 'no permission, or no such repository',
                hint: "Check that the name starts with your user or organization, that the account may write to it, and that your plan's private repositories are not used up.",
            },
        ],
    },
    {
        name: 'GHCR',
        host: /^(?:ghcr\.io|containers\.[a-z0-9-]+\.ghe\.com)$/,
        rows: [
            {
                text: /installation not allowed to (create|write)/i,
                trouble: 'permission',
                cause: "the job's token may not {1} this package",
                hint: ghcr,
            },
            {
                text: /write_package|delete_package/i,
                trouble: 'permission',
                cause: 'no permission to write this package',
                hint: ghcr,
            },
            {
                text: /read_package/i,
                trouble: 'permission',
                cause: 'no permission to read this package',
                hint: 'Give the job `packages: read`, and the repository access in the package\'s settings ("Manage Actions access").',
            },
            {
                text: /expected scopes/i,
                trouble: 'permission',
                cause: 'the personal access token lacks a scope',
                hint: "Use a classic token with `write:packages`, or the job's token with `permissions: packages: write`.",
            },
            {
                text: /cannot be authenticated|^denied(: denied)?$|bad credentials/i,
                trouble: 'credentials',
                cause: 'the token was rejected',
                hint: ({ anonymous }) => anonymous
                    ? "Give a user name and a classic personal access token. The job's token is only sent to ghcr.io on github.com, and to a ghe.com tenant's registry on that tenant."
                    : 'Use `${{ github.token }}` (with `permissions: packages: write`) or a classic personal access token that has not expired.',
            },
            {
                text: /sso|saml/i,
                trouble: 'permission',
                cause: 'the organization requires single sign-on',
                hint: 'Authorize the personal access token for the organization (token settings, "Configure SSO").',
            },
            { status: [403], trouble: 'permission', cause: 'no permission for this package', hint: ghcr },
        ],
    },
    {
        name: 'Quay',
        host: /(^|\.)quay\.io$/,
        service: /quay/i,
        rows: [
            {
                text: /quota has been exceeded/i,
                trouble: 'quota',
                cause: "the namespace's quota is used up",
                hint: "Remove tags, or ask the organization's owner for a larger quota.",
            },
            {
                text: /invalid (username|robot)|could not find robot|robot .*invalid|incorrect password/i,
                trouble: 'credentials',
                cause: 'wrong user name or password',
                hint: 'A robot\'s user name is "namespace+robot"; its password is the robot\'s token.',
            },
            {
                text: /not authorized|unauthorized|insufficient_scope/i,
                trouble: 'permission',
                cause: 'no permission for this repository',
                hint: 'Give the robot Write permission on the repository; to create repositories it must be in a team with the Creator role.',
            },
            {
                text: /read-only/i,
                trouble: 'policy',
                cause: 'the registry is read-only for now',
                hint: 'Try again when its maintenance is over.',
            },
        ],
    },
    {
        name: 'GitLab',
        host: /^registry\.gitlab\.com$|(^|\.)gitlab\./,
        service: /^container_registry$/,
        rows: [
            {
                text: /access denied|provided password or token is incorrect/i,
                trouble: 'credentials',
                cause: 'wrong user name or token',
                hint: 'Use a deploy token or access token with scopes read_registry and write_registry.',
            },
            {
                text: /protected|immutable/i,
                trouble: 'immutable',
                cause: 'a rule protects this tag or repository',
                hint: "Publish under another tag, or change the project's protected tags (Settings, Packages and registries).",
            },
            {
                text: /requested access to the resource is denied|insufficient_scope/i,
                trouble: 'permission',
                cause: 'no permission, or no such project',
                hint: "The name must begin with the project's path; the token needs write_registry and the Developer role; the project's container registry must be on.",
            },
        ],
    },
    {
        name: 'Harbor',
        host: /(^|\.)goharbor\.io$|^harbor\./,
        service: /^harbor-registry$/,
        rows: [
            {
                text: /configured as immutable/i,
                trouble: 'immutable',
                cause: 'the project makes this tag immutable',
                hint: "Publish under a new tag, or change the project's tag immutability rules. A re-run for the same commit keeps what is there if `immutable-tags` names the tag.",
            },
            {
                text: /configured upper limit|quota/i,
                trouble: 'quota',
                cause: "the project's quota is used up",
                hint: "Remove artifacts (and run garbage collection), or raise the project's quota.",
            },
            {
                // Also the answer to a HEAD, which has no body with a code.
                status: [412],
                trouble: 'policy',
                cause: "the project's policy blocks this image",
                hint: "See the image's scan and signature in Harbor, or the project's configuration.",
            },
            {
                text: /read[- ]only/i,
                trouble: 'policy',
                cause: 'Harbor is in read-only mode',
                hint: 'Try again when its maintenance is over.',
            },
            {
                text: /project .*not found/i,
                trouble: 'missing',
                cause: 'no such project',
                hint: r => `Create the project "${r.path.split('/')[0]}" in Harbor.`,
            },
            {
                text: /unauthorized to access repository|action: push/i,
                trouble: 'permission',
                cause: 'no permission for this project',
                hint: 'Give the robot or user push permission (Developer or higher) in the project.',
            },
        ],
    },
];
function ghcr({ path }) {
    return ('Give the job `permissions: packages: write`. If the package exists already, add this repository with the Write role ' +
        `in the package's settings ("Manage Actions access"); to create packages, the organization "${path.split('/')[0]}" must allow it (its Packages settings).`);
}

;// CONCATENATED MODULE: ./lib/registry/errors/advice.js



/** The cause of a refusal in one line, and what to do: the registry's own rows first, then the general ones. */
function advise(refusal) {
    const own = [...HOSTED, ...CLOUD].find(p => p.host.test(refusal.host) || (p.service?.test(refusal.service ?? '') ?? false));
    // The token was issued for the credentials, so they are valid.
    const accepted = refusal.challengeError === 'insufficient_scope' && !refusal.anonymous;
    for (const row of [...(own?.rows ?? []), ...ANY]) {
        if (accepted && row.trouble === 'credentials')
            continue;
        if (row.status && !row.status.includes(refusal.status))
            continue;
        if (row.code !== undefined && !refusal.codes.includes(row.code))
            continue;
        const match = row.text === undefined ? undefined : row.text.exec(refusal.text);
        if (match === null)
            continue;
        const fill = (text) => text.replaceAll('{1}', match?.[1] ?? '');
        const hint = typeof row.hint === 'string' ? row.hint : row.hint(refusal);
        return { trouble: row.trouble, cause: fill(row.cause), hint: fill(hint) };
    }
    return undefined;
}

// EXTERNAL MODULE: ./lib/registry/errors/answer-text.js
var answer_text = __webpack_require__(60817);
// EXTERNAL MODULE: ./lib/registry/errors/challenge.js
var errors_challenge = __webpack_require__(60306);
// EXTERNAL MODULE: ./lib/registry/errors/external-url.js
var external_url = __webpack_require__(7396);
;// CONCATENATED MODULE: ./lib/registry/errors/errors.js








/** A failed request, with the facts for the retry policy and the stages. */
class RegistryError extends errors/* ActionError */.lZ {
    /** The HTTP status; undefined if there was no answer. */
    status;
    trouble;
    /** OCI error codes, upper case. */
    codes;
    /** The registry's own message, one harmless line; '' if there is none. */
    detail;
    constructor(code, message, options) {
        super(code, message, options);
        this.name = 'RegistryError';
        this.status = options.status;
        this.trouble = options.trouble ?? 'other';
        this.codes = options.codes ?? [];
        this.detail = options.detail ?? '';
    }
}
/**
 * An answer as an error: one line that says where, what and why, with a hint.
 *
 * @param now for a Retry-After date
 */
function answerError(doing, answer, now) {
    const parsed = (0,answer_text/* readAnswerText */.o)(answer.text);
    const challenge = answer.status === 401 ? (0,errors_challenge/* parseChallenge */.x)(answer.headers['www-authenticate']) : undefined;
    if (answer.status === 401 && challenge === undefined && answer.isBare)
        return unaskedError(doing, answer);
    const bearer = challenge?.scheme === 'bearer' ? challenge : undefined;
    const text = parsed.text || (0,answer_text/* clean */.u)(bearer?.error ?? '');
    const refusal = { ...doing, status: answer.status, codes: parsed.codes, text };
    const advice = advise({ ...refusal, service: bearer?.service, challengeError: bearer?.error });
    const trouble = advice?.trouble ?? 'other';
    const words = [String(answer.status), parsed.codes[0], text].filter(w => w !== undefined && w !== '').join(' ');
    const message = `${where(doing)}: ${doing.what}: ${advice ? `${advice.cause} ` : ''}(${words})`;
    const retryAfter = (0,retry/* parseRetryAfter */.mu)(answer.headers['retry-after'], now);
    const again = (0,retry/* temporaryStatus */.Ew)(answer.status) || isDamage(answer.status, parsed.codes);
    const verdict = again ? { retryAfter } : 'settled';
    const { status } = answer;
    return new RegistryError(CODES[trouble], message, {
        hint: advice?.hint,
        status,
        trouble,
        codes: parsed.codes,
        detail: text,
        verdict,
    });
}
/** The registry requires credentials without naming a scheme: none are sent. */
function unaskedError(doing, { headers }) {
    const asked = headers['www-authenticate'];
    const how = asked === undefined
        ? 'its answer has no `WWW-Authenticate`'
        : `its \`WWW-Authenticate\` is ${JSON.stringify((0,answer_text/* clean */.u)(asked, 200))}`;
    const message = `${where(doing)}: ${doing.what}: it requires credentials but does not say how (401; ${how})`;
    const hint = (0,external_url/* hintFor */.J)(doing.host);
    return new RegistryError('AUTH_FAILED', message, { hint, status: 401, trouble: 'credentials', verdict: 'settled' });
}
// A lost session or corrupted bytes: a retry can succeed (distribution-spec, codes).
const DAMAGE = new Set(['BLOB_UPLOAD_UNKNOWN', 'BLOB_UPLOAD_INVALID', 'DIGEST_INVALID', 'SIZE_INVALID']);
function isDamage(status, codes) {
    // 416 means the session's range is out of step, and has no body (ibid., "Pushing a blob in chunks").
    return status === 416 || ((status === 400 || status === 404) && codes.some(code => DAMAGE.has(code)));
}
// Our own codes of `readBody` and `resolveLocation`: a retry would not help.
const BROKEN = new Set(['ERR_TOO_LARGE', 'ERR_REDIRECT']);
/** No answer: DNS, refused, reset, time-out, TLS; or the run was cancelled; or the source of a body failed. */
function networkError(doing, error, signal) {
    const cause = external_node_util_.types.isNativeError(error) ? error : new Error(String(error));
    const { code = '', fromSource, elsewhere } = cause;
    const prefix = `${where(doing)}: ${doing.what}`;
    if (signal?.aborted)
        return new RegistryError('CANCELLED', `${prefix}: cancelled`, { cause, verdict: 'settled' });
    if (fromSource)
        return new RegistryError('REGISTRY_ERROR', `${prefix}: reading the content failed: ${(0,answer_text/* clean */.u)(cause.message)}`, {
            cause,
            verdict: {},
        });
    const at = elsewhere === undefined ? '' : `${(0,answer_text/* clean */.u)(elsewhere)}, where the registry sends this: `;
    if (BROKEN.has(code) || code === 'ERR_SPENT') {
        return new RegistryError('REGISTRY_ERROR', `${prefix}: ${at}${(0,answer_text/* clean */.u)(cause.message)}`, {
            cause,
            hint: code === 'ERR_REDIRECT' ? (0,external_url/* hintFor */.J)(doing.host) : undefined,
            verdict: code === 'ERR_SPENT' ? {} : 'settled',
        });
    }
    const byProxy = (0,proxy/* proxyTrouble */.gY)(cause);
    if (byProxy) {
        const { why, hint, verdict } = byProxy;
        return new RegistryError('NETWORK_ERROR', `${prefix}: ${why}`, { hint, cause, verdict });
    }
    const [why, hint, settled] = networkCause(code, cause.message, doing.host, elsewhere);
    const verdict = settled ? 'settled' : {};
    return new RegistryError('NETWORK_ERROR', `${prefix}: ${at}${why}`, { hint, cause, verdict });
}
/** An answer that violates the protocol (a wrong digest, no Location): worth a retry. */
function protocolError(doing, problem) {
    return new RegistryError('REGISTRY_ERROR', `${where(doing)}: ${doing.what}: ${problem}`, {
        hint: 'The registry, or a proxy in front of it, returned an invalid response.',
        verdict: {},
    });
}
/** The token expired or lacks a permission, and the request cannot be repeated: the next one gets a new token. */
function tokenError(doing) {
    return new RegistryError('AUTH_FAILED', `${where(doing)}: ${doing.what}: the registry rejected the token (401)`, {
        status: 401,
        trouble: 'credentials',
        verdict: {},
    });
}
function where({ host, path }) {
    return path === '' ? host : `${host}/${path}`;
}
const CODES = {
    credentials: 'AUTH_FAILED',
    permission: 'AUTH_DENIED',
    missing: 'NOT_FOUND',
    rate: 'RATE_LIMITED',
    immutable: 'TAG_IMMUTABLE',
    quota: 'QUOTA_EXCEEDED',
    policy: 'POLICY_DENIED',
    other: 'REGISTRY_ERROR',
};
/** @param elsewhere the host that failed, if it is not the registry's: a storage, a token server */
function networkCause(code, message, host, elsewhere) {
    const [why, hint, settled] = ownNetworkCause(code, message, host);
    // The certificates of an entry are trusted for all hosts that its registry redirects to.
    if (elsewhere === undefined || CERTIFICATE.test(code))
        return [why, hint, settled];
    return [
        why,
        `The registry itself answers. Can this runner reach that host, too? If it is wrong: ${(0,external_url/* hintFor */.J)(host)}`,
        settled,
    ];
}
const CERTIFICATE = /CERT|SIGNED|SIGNATURE|ISSUER|ERR_TLS/;
function ownNetworkCause(code, message, host) {
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
        return [
            `this host name has no address (${code})`,
            `Check the spelling of "${host}", and that this runner can resolve it.`,
            false,
        ];
    if (code === 'ECONNREFUSED')
        return ['connection refused', `Is the registry running, and is the port in "${host}" correct?`, false];
    if (code === 'ETIMEDOUT')
        return [(0,answer_text/* clean */.u)(message), 'The registry, a proxy or the network stalled. Can this runner reach it?', false];
    if (CERTIFICATE.test(code))
        return [
            `its certificate is not trusted (${code})`,
            "Give the certificate of its authority (`ca`) in the registry's entry.",
            true,
        ];
    if (code === 'EPROTO' || /^ERR_SSL/.test(code))
        return ['it does not speak TLS', 'For a registry on plain http set `insecure: true` in its entry.', true];
    const known = code === 'ECONNRESET' || code === 'EPIPE' ? 'the connection broke' : 'no answer';
    return [`${known} (${(0,answer_text/* clean */.u)(code || message)})`, 'If it keeps happening: can this runner reach the registry?', false];
}


/***/ }),

/***/ 7396:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ hintFor)
/* harmony export */ });
/** Why a registry names no valid login address. */
function hintFor(host) {
    return `The registry's external URL is set wrong, or a proxy in front of it changes its answers. Its operator has to set that URL to https://${host} (Harbor: \`external_url\`, GitLab: \`registry_external_url\`, docker-registry: \`auth.token.realm\`); \`curl -i https://${host}/v2/\` shows its current value.`;
}


/***/ }),

/***/ 69756:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  B3: () => (/* binding */ createFleet),
  fH: () => (/* binding */ eachAlive),
  Is: () => (/* binding */ isSettled),
  UX: () => (/* binding */ isSole),
  At: () => (/* binding */ throwIfRequiredFailed)
});

// EXTERNAL MODULE: ./lib/host/errors.js
var host_errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/registry/errors/errors.js + 4 modules
var errors = __webpack_require__(86795);
;// CONCATENATED MODULE: ./lib/staging/pace.js

/**
 * How long an optional registry may hold up the others in one run, in total. Milliseconds; documented in
 * docs/concepts/credentials.md.
 */
const LONGEST_HOLD = 5 * 60_000;
/** Checks per hold period. */
const LOOKS = 60;
/**
 * An optional target holds up the others while only its requests are in progress, or a stream to several targets waits
 * only for optional ones. When that adds up to `longest`, its current and future requests fail.
 */
function paced(given, left, longest = LONGEST_HOLD) {
    const hasRequired = given.some(isRequired);
    if (given.length < 2 || given.every(isRequired))
        return { targets: given, stream: () => () => { } };
    const lanes = new Map();
    const waits = new Set();
    const every = Math.max(1, Math.round(longest / LOOKS));
    const ends = new Map();
    let timer;
    const isHolding = (target) => {
        if (lanes.get(target).calls === 0)
            return false;
        const others = targets.filter(other => other !== target && (isRequired(other) || !hasRequired));
        if (others.every(other => lanes.get(other).calls === 0))
            return true;
        return [...waits].some(waitsFor => {
            const slow = waitsFor();
            return slow.includes(target) && !slow.some(isRequired);
        });
    };
    const look = () => {
        for (const target of targets) {
            const lane = lanes.get(target);
            if (isRequired(target) || lane.error !== undefined || !isHolding(target))
                continue;
            lane.held += every;
            if (lane.held >= longest)
                leave(target, lane);
        }
    };
    const leave = (target, lane) => {
        lane.error = tooSlow(target, longest);
        ends.get(target).reject(lane.error);
        for (const stream of lane.streams)
            stream.destroy(lane.error);
        left(target, lane.error);
    };
    const wrap = (target) => {
        const lane = { calls: 0, held: 0, error: undefined, streams: new Set() };
        const end = Promise.withResolvers();
        end.promise.catch(() => { });
        const run = async (work) => {
            if (lane.error !== undefined)
                throw lane.error;
            lane.calls += 1;
            timer ??= setInterval(look, every).unref();
            try {
                return await Promise.race([work(), end.promise]);
            }
            finally {
                lane.calls -= 1;
                if ([...lanes.values()].every(({ calls }) => calls === 0)) {
                    clearInterval(timer);
                    timer = undefined;
                }
            }
        };
        const watched = { ...target, repository: watch(target.repository, run, lane) };
        lanes.set(watched, lane);
        ends.set(watched, end);
        return watched;
    };
    const targets = given.map(wrap);
    const stream = waitsFor => {
        waits.add(waitsFor);
        return () => void waits.delete(waitsFor);
    };
    return { targets, stream };
}
/** The same destination with each of its methods watched. */
function watch(to, run, lane) {
    const source = ({ open, replayable }) => ({
        replayable,
        open: async (signal) => {
            if (lane.error !== undefined)
                throw lane.error;
            const stream = await open(signal);
            lane.streams.add(stream);
            return stream.once('close', () => lane.streams.delete(stream));
        },
    });
    const members = Object.entries(to);
    const watched = members.map(([name, member]) => {
        if (typeof member !== 'function')
            return [name, member];
        return [name, (...args) => run(() => member.apply(to, args))];
    });
    const uploadBlob = (blob, from) => run(() => to.uploadBlob(blob, source(from)));
    return { ...to, ...Object.fromEntries(watched), uploadBlob };
}
function isRequired({ destination }) {
    return !destination.optional;
}
function tooSlow({ destination }, longest) {
    const message = `${destination.registry} kept the other registries waiting for ${longest / 1000} seconds; publishing continues without it`;
    const hint = 'It is too slow from this runner. Publish to it in a separate step, with the image as `source`.';
    return new host_errors/* ActionError */.lZ('NETWORK_ERROR', message, { hint });
}

;// CONCATENATED MODULE: ./lib/staging/fleet.js



/** Whether there is only one tag in one repository: nothing else has to be ready before it is written. */
function isSole({ targets, isAlone }) {
    return isAlone && targets.length === 1 && targets[0].destination.tags.length === 1;
}
/**
 * @param options `isAlone`: no other image is published, nor anything that refers to it (the default); `longest`: how
 *   long an optional target may hold up the others, in milliseconds
 */
function createFleet(given, log, { isAlone = true, longest } = {}) {
    const errors = new Map();
    const fail = (target, error) => {
        if (errors.has(target))
            return;
        errors.set(target, error instanceof Error ? error : new Error(String(error)));
        // The run is ending, and its error says why.
        if (error instanceof host_errors/* ActionError */.lZ && error.code === 'CANCELLED')
            return;
        const text = `${target.destination.name}: ${(0,host_errors/* messageOf */.bD)(error)}`;
        if (target.destination.optional)
            log.warning(`${text} (this registry is optional; publishing continues)`);
        else
            log.info(`✗ ${text}`);
    };
    const pace = paced(given, fail, longest);
    const { targets } = pace;
    return {
        targets,
        isAlone,
        pace,
        alive: () => targets.filter(target => !errors.has(target)),
        fail,
        errorOf: target => errors.get(target),
        failed: () => [...errors].filter(([target]) => !target.destination.optional),
    };
}
/** Runs something for every living target concurrently; one where it throws has failed. Never throws. */
async function eachAlive(fleet, work) {
    await Promise.all(fleet.alive().map(async (target) => {
        try {
            await work(target);
        }
        catch (error) {
            fleet.fail(target, error);
        }
    }));
}
/** @throws ActionError PUBLISH_FAILED that names every required registry that failed, for all images, and why. */
function throwIfRequiredFailed(fleets, doing) {
    const failed = fleets.flatMap(fleet => fleet.failed());
    const first = failed[0]?.[1];
    if (first === undefined)
        return;
    const lines = failed.map(([target, error]) => `${target.destination.name}: ${error.message}`);
    throw new host_errors/* ActionError */.lZ((0,host_errors/* commonCode */.Xl)(failed.map(([, error]) => error)), `${doing} failed: ${lines.join('; ')}`, {
        ...(first instanceof host_errors/* ActionError */.lZ && first.hint !== undefined && { hint: first.hint }),
        cause: first,
    });
}
/** Permanent failures: the registry refused, or the job was cancelled. */
function isSettled(error) {
    if (error instanceof errors/* RegistryError */.gl)
        return error.verdict === 'settled';
    return error instanceof host_errors/* ActionError */.lZ && error.code === 'CANCELLED';
}


/***/ })

};
