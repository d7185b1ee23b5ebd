export const id = 310;
export const ids = [310];
export const modules = {

/***/ 57137:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   mo: () => (/* binding */ dockerfileNotices)
/* harmony export */ });
/* unused harmony exports dockerfileIn, hasCheckout, localDockerfile */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _plan_git_context_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(92637);



/** The Dockerfile's path in the repository. buildx looks in the context when `file` is not given. */
function dockerfileIn(workspace, { file, context }) {
    const folder = existsSync(resolve(workspace, context)) ? context : '';
    return relative(workspace, resolve(workspace, file || join(folder, 'Dockerfile')));
}
/**
 * A notice if both workspace and context have the Dockerfile that `file` names: buildx uses the workspace's, other
 * tools the context's.
 */
function dockerfileNotices(workspace, build) {
    const { file, context } = build;
    if (file === '' || context === '' || (0,_plan_git_context_js__WEBPACK_IMPORTED_MODULE_2__/* .isRemote */ .Vx)(context) || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(file))
        return [];
    const [taken, other] = [(0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, file), (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, context, file)];
    if (taken === other || !(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(taken) || !(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(other))
        return [];
    return [
        `\`file: ${file}\` is read from the workspace, and the context \`${context}\` has one too; to use that one, write \`file: ${(0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(context, file)}\``,
    ];
}
/** Whether the workspace has sources: a git checkout, or at least the Dockerfile (unpacked from an artifact, say). */
function hasCheckout({ workspace }, file) {
    return existsSync(join(workspace, '.git')) || existsSync(join(workspace, file || 'Dockerfile'));
}
/**
 * The Dockerfile's path on this machine; undefined for one that buildx fetches: with a remote context, `file` is a path
 * in that context.
 */
function localDockerfile(build, context) {
    const { workspace } = context;
    const folder = buildContext(build.context, gitContext(context), hasCheckout(context, build.file));
    const isHere = !isRemote(folder) && existsSync(resolve(workspace, folder));
    return !isHere || isRemote(build.file) ? undefined : resolve(workspace, dockerfileIn(workspace, build));
}


/***/ }),

/***/ 13051:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   at: () => (/* binding */ at),
/* harmony export */   yI: () => (/* binding */ readContext)
/* harmony export */ });
/* unused harmony export objectAt */
/* harmony import */ var _host_errno_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(69706);
/* harmony import */ var _host_fields_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(87617);
/* harmony import */ var _host_variables_runner_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(46744);
/* harmony import */ var _host_variables_workflow_run_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55911);
/* harmony import */ var _forge_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(47935);





/** The value at `path` inside untrusted JSON, or undefined. */
function at(json, ...path) {
    let here = json;
    for (const key of path) {
        if (here === null || typeof here !== 'object' || !Object.hasOwn(here, key))
            return undefined;
        here = here[key];
    }
    return here;
}
/** The object at `path`; {} when it is missing or something else. */
function objectAt(json, ...path) {
    const value = at(json, ...path);
    return isObject(value) ? value : {};
}
/** The string at `path`, or undefined when it is missing or something else. */
function text(json, ...path) {
    const value = at(json, ...path);
    return typeof value === 'string' ? value : undefined;
}
/**
 * Reads the run's context. Without an event file the payload is empty: GitHub sends none for some events, and outside
 * GitHub there is none. An unreadable one is reported in `payloadProblem`.
 */
function readContext({ env, now, readFile }) {
    const { eventPath, repositoryId: _, ...run } = (0,_host_variables_workflow_run_js__WEBPACK_IMPORTED_MODULE_2__/* .runVariables */ .R)(env);
    const runner = (0,_host_variables_runner_js__WEBPACK_IMPORTED_MODULE_0__/* .runnerVariables */ .G)(env);
    return {
        ...run,
        ...(eventPath === '' ? withoutPayload(run.eventName) : readPayload(eventPath, readFile)),
        apiUrl: run.apiUrl || (0,_forge_js__WEBPACK_IMPORTED_MODULE_1__/* .apiOf */ .ir)(run.serverUrl),
        runnerTemp: runner.temp,
        runnerDebug: runner.isDebug,
        now,
        env: Object.fromEntries(Object.entries(env).filter((e) => e[1] !== undefined)),
    };
}
/** Events on the default branch of which only the payload says whether somebody else's code is behind them. */
const TOLD_BY_PAYLOAD = /^(?:workflow_run|issue_comment|check_(?:run|suite)|status|deployment(?:_status)?)$/;
function withoutPayload(eventName) {
    if (!TOLD_BY_PAYLOAD.test(eventName))
        return { payload: {} };
    const payloadProblem = `GITHUB_EVENT_PATH is not set, and only the event's file tells whose code a run on ${eventName} is about`;
    return { payload: {}, payloadProblem };
}
function readPayload(path, readFile) {
    let text;
    try {
        text = readFile(path);
    }
    catch (error) {
        return { payload: {}, payloadProblem: `cannot read ${path} (GITHUB_EVENT_PATH): ${(0,_host_errno_js__WEBPACK_IMPORTED_MODULE_3__/* .reasonOf */ .A)(error)}` };
    }
    try {
        const json = JSON.parse(text);
        if ((0,_host_fields_js__WEBPACK_IMPORTED_MODULE_4__/* .isObject */ .Gv)(json))
            return { payload: json };
    }
    catch {
        // Not quoted: it may contain anything.
    }
    return { payload: {}, payloadProblem: `${path} (GITHUB_EVENT_PATH) is not a JSON object` };
}


/***/ }),

/***/ 47935:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $h: () => (/* binding */ isOwnApi),
/* harmony export */   Fv: () => (/* binding */ registryOf),
/* harmony export */   ir: () => (/* binding */ apiOf),
/* harmony export */   xD: () => (/* binding */ issuerOf)
/* harmony export */ });
/* unused harmony exports hasGithubServices, pageOf */
/* harmony import */ var _host_variables_runner_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(46744);

/**
 * Which hosts belong to the server of this job and may get the job's token automatically. A token of GitHub Enterprise
 * Server, Gitea or Forgejo is useless on github.com and must not be sent there.
 */
const GITHUB = 'https://github.com';
/** A tenant of GitHub Enterprise Cloud with data residency: `https://acme.ghe.com`. */
const TENANT = /^https:\/\/([a-z0-9-]+\.ghe\.com)$/;
/**
 * The server's own container registry, if its name is known.
 *
 * Source: docs.github.com, "Working with the Container registry" (`containers.SUBDOMAIN.ghe.com`)
 */
function registryOf(serverUrl) {
    const origin = originOf(serverUrl);
    if (origin === GITHUB)
        return 'ghcr.io';
    const tenant = TENANT.exec(origin ?? '')?.[1];
    return tenant && `containers.${tenant}`;
}
/**
 * The base URL of the server's REST API, if GITHUB_API_URL is not set.
 *
 * Source: docs.github.com/rest/using-the-rest-api/getting-started-with-the-rest-api
 */
function apiOf(serverUrl) {
    const origin = originOf(serverUrl);
    if (origin === GITHUB)
        return 'https://api.github.com';
    const tenant = TENANT.exec(origin ?? '')?.[1];
    return tenant ? `https://api.${tenant}` : `${serverUrl}/api/v3`;
}
/**
 * The issuer of the server's id tokens, without `https://`, as trust policies name it. An enterprise may add a path.
 *
 * Source: docs.github.com, "OpenID Connect reference"
 */
function issuerOf(serverUrl) {
    const origin = originOf(serverUrl);
    if (origin === GITHUB)
        return 'token.actions.githubusercontent.com';
    const tenant = TENANT.exec(origin ?? '')?.[1];
    return tenant ? `token.actions.${tenant}` : `${serverUrl.replace(/^https?:\/\//, '')}/_services/token`;
}
/**
 * Whether the server has version 2 of GitHub's artifact and cache services: github.com, a tenant of ghe.com, and local
 * test servers. @actions/cache and @actions/artifact use the same rule.
 */
function hasGithubServices(serverUrl) {
    const host = URL.parse(serverUrl)?.hostname ?? 'github.com';
    return host === 'github.com' || /\.(?:ghe\.com|localhost)$/.test(host);
}
/** The page of this run. Gitea's URLs use the run's number and have no attempts; act has no page. */
function pageOf({ serverUrl, repository, runId, runNumber, runAttempt, env, }) {
    const runs = `${serverUrl}/${repository}/actions/runs`;
    if (runnerVariables(env).isGitea)
        return `${runs}/${runNumber}`;
    return runAttempt === '' ? `${runs}/${runId}` : `${runs}/${runId}/attempts/${runAttempt}`;
}
/** Whether `apiUrl` belongs to this server: on the same host or on its API host. */
function isOwnApi(apiUrl, serverUrl) {
    const api = originOf(apiUrl);
    return api !== undefined && (api === originOf(serverUrl) || api === originOf(apiOf(serverUrl)));
}
function originOf(url) {
    return URL.parse(url)?.origin;
}


/***/ }),

/***/ 87617:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gv: () => (/* binding */ isObject),
/* harmony export */   Yf: () => (/* binding */ jsonIn),
/* harmony export */   t5: () => (/* binding */ fieldsIn),
/* harmony export */   yX: () => (/* binding */ jsonFields)
/* harmony export */ });
/** Whether a value is a JSON object, which a list is not. */
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** The fields of a JSON object; {} for anything else. */
function fieldsIn(value) {
    return isObject(value) ? value : {};
}
/** What a JSON text holds; undefined if it is not JSON. */
function jsonIn(text) {
    try {
        return JSON.parse(text.toString());
    }
    catch {
        return undefined;
    }
}
/** The fields of a JSON object in a text; {} for anything else. */
function jsonFields(text) {
    return fieldsIn(jsonIn(text));
}


/***/ }),

/***/ 3169:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ readIfThere)
/* harmony export */ });
/* harmony import */ var _regular_file_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(30481);

/** The text of an optional file; undefined when it cannot be read or is not a regular file. */
function readIfThere(path, rules = { follow: true }) {
    try {
        return (0,_regular_file_js__WEBPACK_IMPORTED_MODULE_0__/* .readText */ .yR)(path, rules);
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 3614:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ realPath)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);


/**
 * An absolute path with its links resolved. Of a missing one, the part that exists is resolved: a link among its parents
 * may lead anywhere.
 */
function realPath(path) {
    try {
        // `dirname` would be applied after normalizing.
        return node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync.native(path);
    }
    catch {
        const parent = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path);
        return parent === path ? path : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(realPath(parent), path.slice(parent.length));
    }
}


/***/ }),

/***/ 30481:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   VX: () => (/* binding */ readRegular),
/* harmony export */   yR: () => (/* binding */ readText)
/* harmony export */ });
/* unused harmony export UNFOLLOWED */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);

/**
 * Reads a file from an untrusted place: a repository, an archive, or a folder that others can write to. A pipe or
 * device would never end, and some files of /proc block. So it opens only regular files, never waits, and stops at the
 * size limit.
 *
 * @throws Error (its message a clause) for a file that is not regular or too large; the system's error when it cannot
 *   be read
 */
function readRegular(path, { largest = LARGEST, follow = false } = {}) {
    // Before opening: opening a device can have effects.
    if (follow && !(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path).isFile())
        throw new Error(NOT_REGULAR);
    const file = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(path, follow ? UNBLOCKED : UNFOLLOWED);
    try {
        const stats = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(file);
        if (!stats.isFile())
            throw new Error(NOT_REGULAR);
        return readAll(file, largest);
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(file);
    }
}
/** The same as text. Invalid UTF-8 becomes U+FFFD. */
function readText(path, rules = {}) {
    return readRegular(path, rules).toString('utf8');
}
const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = node_fs__WEBPACK_IMPORTED_MODULE_0__.constants;
const UNBLOCKED = (O_RDONLY ?? 0) | O_NONBLOCK;
/** The flags to open a file for reading without following a symbolic link or waiting for a pipe. */
const UNFOLLOWED = UNBLOCKED | O_NOFOLLOW;
const LARGEST = 16 * 1024 * 1024;
const NOT_REGULAR = 'it is not a regular file';
/** Not by its size: files of /proc report none. */
function readAll(file, largest) {
    const chunks = [];
    let size = 0;
    for (;;) {
        const chunk = Buffer.allocUnsafe(CHUNK);
        const length = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(file, chunk, 0, CHUNK, null);
        if (length === 0)
            return Buffer.concat(chunks);
        size += length;
        if (size > largest)
            throw new Error(`it has more than ${largest} bytes`);
        chunks.push(chunk.subarray(0, length));
    }
}
const CHUNK = 64 * 1024;


/***/ }),

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

/***/ 29491:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ retryPorts)
/* harmony export */ });
/** The ports of `retry` on this machine. */
function retryPorts({ sleep, now }) {
    return { sleep, now, random: Math.random };
}


/***/ }),

/***/ 24221:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  vI: () => (/* binding */ DEFAULT_RETRY),
  FC: () => (/* binding */ againLine),
  mu: () => (/* binding */ parseRetryAfter),
  L5: () => (/* binding */ retry),
  fg: () => (/* binding */ retryVerdictOf),
  Ew: () => (/* binding */ temporaryStatus)
});

// UNUSED EXPORTS: pause, readBack

// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
;// CONCATENATED MODULE: ./lib/host/text/seconds.js
/** Milliseconds as `1.2 s`. */
function inSeconds(ms) {
    return `${(ms / 1000).toFixed(1)} s`;
}

;// CONCATENATED MODULE: ./lib/host/retry.js


const DEFAULT_RETRY = { retries: 5, base: 500, cap: 20_000, deadline: 180_000 };
/**
 * Runs `attempt` until it succeeds, fails for good, or the policy is exhausted; then the last error is rethrown
 * unchanged. The action's only retry policy: exponential back-off with full jitter, never shorter than `Retry-After`. A
 * pause that would end after the deadline is not started.
 *
 * @param attempt gets its number, from 1
 */
async function retry(attempt, options) {
    const { policy, ports, classify = retryVerdictOf, signal, onRetry } = options;
    let end;
    for (let n = 1;; n++) {
        signal?.throwIfAborted();
        try {
            return await attempt(n);
        }
        catch (error) {
            const verdict = classify(error);
            if (verdict === 'settled' || n > policy.retries || signal?.aborted)
                throw error;
            end ??= ports.now() + policy.deadline;
            const delay = pause(n, verdict.retryAfter, policy, ports.random);
            if (ports.now() + delay > end)
                throw error;
            onRetry?.({ error, attempt: n, delay });
            await ports.sleep(delay, signal);
        }
    }
}
/** The log line of `onRetry`. @param next what follows the pause: `building` */
function againLine({ error, delay }, next = 'trying') {
    return `${(0,errors/* messageOf */.bD)(error)}; ${next} again in ${inSeconds(delay)}`;
}
/** Errors that are not ours are never considered transient. */
function retryVerdictOf(error) {
    return error instanceof errors/* ActionError */.lZ ? error.verdict : 'settled';
}
/**
 * Milliseconds to wait after the `n`th failed attempt. Jitter is added to Retry-After, to spread concurrent clients.
 */
function pause(n, retryAfter, policy, random) {
    const bound = Math.min(policy.cap, policy.base * 2 ** (n - 1));
    if (retryAfter === undefined)
        return Math.round(random() * bound);
    return Math.round(retryAfter + random() * policy.base);
}
/** `Retry-After` in milliseconds: seconds, or an HTTP date (RFC 9110 §10.2.3). Undefined for anything else. */
function parseRetryAfter(value, now) {
    const text = value?.trim() ?? '';
    if (/^\d{1,9}$/.test(text))
        return Number(text) * 1000;
    const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
/** HTTP statuses worth retrying: too early, time-out, too many requests, and every 5xx except the permanent ones. */
function temporaryStatus(status) {
    return status === 408 || status === 425 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
}
/** Replicas and caches in front of a registry may lag behind an acknowledged write. Milliseconds. */
const PATIENCE = { retries: 4, base: 250, cap: 2_000, deadline: 10_000 };
/**
 * Reads again for a few seconds while the result does not match. An error is final: the client has retried already.
 * Never throws.
 *
 * @returns the last mismatch
 */
async function readBack(ports, read) {
    let mismatch;
    const attempt = async () => {
        mismatch = await read();
        if (mismatch !== undefined)
            throw DISAGREES;
    };
    const { sleep, now, signal } = ports;
    const classify = (error) => (error === DISAGREES ? {} : 'settled');
    try {
        // Without jitter: nobody else waits for the same thing.
        await retry(attempt, { policy: PATIENCE, ports: { sleep, now, random: () => 1 }, signal, classify });
        return undefined;
    }
    catch (error) {
        return error === DISAGREES ? mismatch : `could not be read back: ${messageOf(error)}`;
    }
}
const DISAGREES = new Error('what was read back is not what was written');


/***/ }),

/***/ 61160:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ matchesGlob)
/* harmony export */ });
/** Whether a pattern matches a whole text: `*` stands for any characters. At most quadratic time for any pattern. */
function matchesGlob(pattern, text) {
    const [first = '', ...rest] = pattern.split('*');
    if (rest.length === 0)
        return pattern === text;
    const last = rest.pop() ?? '';
    if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
        return false;
    let from = first.length;
    const end = text.length - last.length;
    for (const part of rest) {
        const at = text.indexOf(part, from);
        if (at < 0 || at + part.length > end)
            return false;
        from = at + part.length;
    }
    return true;
}


/***/ }),

/***/ 64212:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ quote)
/* harmony export */ });
/** The longest text shown, in UTF-16 code units. */
const LONGEST = 200;
/**
 * An untrusted value for a message, on one line: JSON, so strings are in double quotes with control characters escaped,
 * cut after 200 characters.
 */
function quote(value) {
    if (typeof value === 'string')
        return JSON.stringify(cut(value));
    return cut(jsonOf(value));
}
function jsonOf(value) {
    try {
        return JSON.stringify(value) ?? 'nothing';
    }
    catch {
        // Parsing JSON takes no stack; writing it does.
        return 'a value that is nested too deeply';
    }
}
/** A surrogate pair cut in half would not be valid text. */
function cut(text) {
    return text.length > LONGEST ? `${text.slice(0, LONGEST).toWellFormed()}…` : text;
}


/***/ }),

/***/ 39669:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ sha256Hex)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);

/** The SHA-256 hash of a text or of bytes, in hex. */
function sha256Hex(content) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(content).digest('hex');
}


/***/ }),

/***/ 77767:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FA: () => (/* binding */ says)
/* harmony export */ });
/* unused harmony exports TOOL_MESSAGES, TOOL_DETAILS, detailIn, isNetworkTrouble, troubleVerdict */
/**
 * What programs on this machine print, by the kind of message: they report a failure's cause only in words, which may
 * change with any release. This is the only place that knows the words. How output is laid out (the prefix `ERROR: `,
 * the lines of a Dockerfile that follow it) is known where it is parsed. Libraries that are bundled here are not in it,
 * nor are registries, whose answers have codes (registry/errors).
 *
 * Each kind has real messages in `__tests__/fixtures/tool-messages.json`.
 */
const TOOL_MESSAGES = {
    /** BuildKit: a command of the Dockerfile failed. The message quotes the command, which may contain anything. */
    stepFailed: [/did not complete successfully/],
    /** BuildKit: a COPY or ADD of a file that does not exist. */
    fileMissing: [/failed to calculate checksum of ref .*"[^"]*": not found/],
    /** BuildKit, buildx: a step, or the whole build, was cancelled. */
    cancelled: [/context canceled/],
    /**
     * BuildKit, containerd, Go's net package and git: a registry or host was briefly unavailable. BuildKit itself retries
     * after 5xx answers and dropped connections, but only for seconds; after 429 immediately; and never after token
     * server, DNS or connection-refused errors.
     */
    networkTrouble: [
        // containerd: `unexpected status from HEAD request to https://…: 503 Service Unavailable`
        /unexpected status\b[^\n]*\b(?:408|425|429|5\d\d)\b/,
        // BuildKit's ADD of a URL; git's transport
        /invalid (?:response|not-modified) status:? (?:408|425|429|5\d\d)\b/,
        /requested URL returned error: (?:408|429|5\d\d)\b/,
        /\b(?:429 Too Many Requests|toomanyrequests|502 Bad Gateway|503 Service Unavailable|504 Gateway Time-?out)\b/i,
        /connection reset by peer|connection refused|broken pipe|connection timed out|network is unreachable/i,
        /i\/o timeout|TLS handshake timeout|Client\.Timeout exceeded|http2: (?:server sent GOAWAY|client connection lost)/,
        /dial tcp[^\n]*(?:no such host|server misbehaving|Temporary failure in name resolution)/,
        /Could not resolve host|Couldn't connect to server|Empty reply from server|early EOF|the remote end hung up unexpectedly/,
        /(?:httpReadSeeker|failed to (?:do request|copy|fetch oauth token|fetch anonymous token))[^\n]*\bEOF\b/,
    ],
    /** buildx: the address of a builder or engine does not answer. */
    unreachable: [/no such host|connection refused|i\/o timeout|deadline exceeded/],
    /** Docker Hub, as quoted by BuildKit and the engine: too many anonymous pulls. */
    pullsLimited: [/toomanyrequests/],
    /** A registry, as quoted by BuildKit and the engine: no login, or one without access. */
    loginNeeded: [/401 Unauthorized|pull access denied/],
    /** containerd: a registry's token server refused. */
    authorizationFailed: [/authorization failed/],
    /** Go's TLS: a registry's certificate is from a CA that the builder does not know. */
    unknownAuthority: [/x509: certificate signed by unknown authority/],
    /** Linux, as quoted by BuildKit and others: the disk is full. */
    diskFull: [/no space left on device/],
    /** Linux, as quoted by BuildKit: the program is for another processor. */
    otherProcessor: [/exec format error/],
    /** GNU and BusyBox tar and the shell, as quoted by BuildKit: a file exceeds its ulimit (SIGXFSZ). */
    fileTooLarge: [/File size limit exceeded|File too large|exit code: 153\b/],
    /** BuildKit: the Dockerfile is not valid. */
    dockerfileInvalid: [/dockerfile parse error|unknown instruction/],
    /** BuildKit and buildx: the Dockerfile or the build context does not exist. */
    dockerfileMissing: [/failed to read dockerfile|resolve : lstat |unable to prepare context/],
    /** BuildKit: a Rego policy forbids a source. */
    sourceForbidden: [/source "[^"]*" not allowed by policy/],
    /** OPA in buildx: a Rego policy is not valid. */
    policyInvalid: [/rego_\w+_error/],
    /** OPA in buildx, and others: the errors follow, one per line. */
    errorsListed: [/\d+ errors? occurred$/m],
    /** buildx: this BuildKit does not know policies. */
    policyUnsupported: [/strict policy is not supported by the current BuildKit/],
    /** buildx: an export that a builder with several nodes cannot write. */
    exportUnsupported: [/for multi-node builds currently not supported/],
    /** BuildKit: the image cannot be pushed; at the start of its message, or after the target's name. */
    pushFailed: [/^(?:target \S+: )?failed to push\b/],
    /** The engine's BuildKit: two builds create the same name at once. It is given to the first, and the other fails. */
    nameTaken: [/image "[^"]*": already exists$/m],
    /** BuildKit: a cache cannot be read or written. */
    cacheTrouble: [
        /importing cache|cache (?:import|export|manifest)|(?:gha|GitHub Actions) cache|actions-cache\//i,
        /content digest sha256:[0-9a-f]+: not found|failed to (?:copy|compute|load) cache/i,
        /blob sha256:[0-9a-f]+ not found|unexpected commit digest/i,
    ],
    /** BuildKit and registries: there is no such cache yet. */
    cacheMissing: [/: not found$|no such (?:file|key)|MANIFEST_UNKNOWN|NAME_UNKNOWN|manifest unknown/i],
    /** BuildKit: about GitHub's cache service. */
    cacheService: [/gha:|GitHub Actions Cache/],
    /** BuildKit: about writing a result, such as an image or a cache. */
    exporting: [/export/i],
    /** buildx: no builder has this name. */
    builderMissing: [/no builder .* found/],
    /** buildx: no builder can have this name. */
    builderNameInvalid: [/invalid name/],
    /** buildx: somebody else has created a builder of this name. */
    builderExists: [/existing instance for/],
    /** buildx: the driver, or an option of it, does not exist. */
    driverUnknown: [/invalid driver option|unknown driver|failed to find driver/],
    /** buildx: the engine's TLS keys are in the environment, not in a context. */
    tlsInEnvironment: [/TLS data loaded from environment/],
    /** buildx: it is too old for an option. */
    buildxTooOld: [/invalid progress mode|unknown flag/],
    /** docker: buildx is not installed; without the plugin, docker interprets its flags itself. */
    buildxMissing: [/is not a docker command|unknown command|unknown (?:shorthand )?flag/],
    /** docker: Docker Scout is not installed; some versions interpret its flags themselves. */
    scoutMissing: [/unknown command: docker scout|'scout' is not a docker command|^Usage:\s+docker \[OPTIONS\] COMMAND/m],
    /** grype, in all of its versions: it found something. */
    vulnerable: [/discovered vulnerabilities at or above the severity threshold/],
    /** docker-credential-helpers: no login for this registry. */
    noCredentials: [/credentials not found/i],
    /** The engine, asked to log in to a registry: there is a server, but none over TLS; or it refused. */
    serverAnswered: [/HTTP response to HTTPS client|failed with status/],
    /** ldd (glibc's or musl's): the program needs no libraries. */
    staticProgram: [/not a (?:valid )?dynamic (?:executable|program)|statically linked/i],
};
/** What such messages name: the first group. */
const TOOL_DETAILS = {
    /** BuildKit: the repository that an image could not be pushed to. */
    pushedTo: /failed to push ([^\s:@]+(?::\d+)?[^\s:@]*)/,
    /** buildx: the target of a bake definition whose build failed. */
    failedTarget: /^ERROR: (?:failed to build: )?target (\S+): /,
    /** buildx: why a Rego policy forbids a source. */
    policyReason: /^Policy: (.+)$/,
    /** BuildKit: the line at which the Dockerfile is not valid. */
    invalidLine: /parse error on line (\d+)/,
    /** docker, or a program in a container that it ran: the line with the error. */
    containerError: /^(docker: .*|.*error.*)$/i,
};
/** What a program's output names; undefined if it has no such message. */
function detailIn(text, detail) {
    return TOOL_DETAILS[detail].exec(text)?.[1];
}
/** Whether a program's output has a message of one of these kinds. */
function says(text, ...kinds) {
    return kinds.some(kind => TOOL_MESSAGES[kind].some(pattern => pattern.test(text)));
}
/** Whether it shows a transient network problem: not if a step of the build failed, whatever that printed. */
function isNetworkTrouble(text) {
    return !says(text, 'stepFailed') && says(text, 'networkTrouble');
}
/** The same as a retry verdict. */
function troubleVerdict(text) {
    return isNetworkTrouble(text) ? {} : 'settled';
}


/***/ }),

/***/ 65836:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   jq: () => (/* binding */ awsVariables),
/* harmony export */   nc: () => (/* binding */ googleVariables),
/* harmony export */   qY: () => (/* binding */ azureFolder)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);

/**
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-static-credentials.html
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
function awsVariables(env) {
    const file = env.AWS_WEB_IDENTITY_TOKEN_FILE ?? '';
    const role = env.AWS_ROLE_ARN ?? '';
    return {
        accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
        secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
        sessionToken: env.AWS_SESSION_TOKEN || undefined,
        webIdentity: file !== '' && role !== '' ? { file, role, session: env.AWS_ROLE_SESSION_NAME } : undefined,
        endpoint(service) {
            if (/^true$/i.test(env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS ?? ''))
                return undefined;
            return firstSet(env, [`AWS_ENDPOINT_URL_${service}`, 'AWS_ENDPOINT_URL']);
        },
    };
}
/**
 * @see https://github.com/google-github-actions/auth#usage (`export_environment_variables`)
 * @see https://docs.cloud.google.com/docs/authentication/application-default-credentials
 */
function googleVariables(env) {
    return {
        accessToken: env.CLOUDSDK_AUTH_ACCESS_TOKEN ?? '',
        credentialFile: firstSet(env, ['CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE', 'GOOGLE_APPLICATION_CREDENTIALS']),
    };
}
/**
 * The folder of Azure's command line, with the tokens of azure/login, which are not encrypted on Linux: AZURE_CONFIG_DIR,
 * or `.azure` in the home. A relative folder is ignored: it would be in the checked-out code, which may be untrusted.
 *
 * @see https://learn.microsoft.com/cli/azure/msal-based-azure-cli
 */
function azureFolder(env) {
    const folder = env.AZURE_CONFIG_DIR || (env.HOME ? (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(env.HOME, '.azure') : '');
    return (0,node_path__WEBPACK_IMPORTED_MODULE_0__.isAbsolute)(folder) ? folder : undefined;
}
function firstSet(env, names) {
    return names.map(name => ({ name, text: env[name] ?? '' })).find(({ text }) => text !== '');
}


/***/ }),

/***/ 55104:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bt: () => (/* binding */ loginVariables),
/* harmony export */   E$: () => (/* binding */ metadataSwitches),
/* harmony export */   Fn: () => (/* binding */ buildPushSwitches),
/* harmony export */   am: () => (/* binding */ LOGIN_VARIABLES)
/* harmony export */ });
/* unused harmony exports nodeSecret, nodeKeys */
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(72101);

/** @see https://github.com/docker/metadata-action#environment-variables */
function metadataSwitches(env) {
    return {
        isPrHeadSha: /true/i.test(env.DOCKER_METADATA_PR_HEAD_SHA ?? ''),
        annotationLevels: (env.DOCKER_METADATA_ANNOTATIONS_LEVELS || 'manifest').split(','),
        shortShaLength: env.DOCKER_METADATA_SHORT_SHA_LENGTH || '7',
        setOutputEnv: env.DOCKER_METADATA_SET_OUTPUT_ENV || 'true',
    };
}
/** @see https://github.com/docker/build-push-action#environment-variables */
function buildPushSwitches(env) {
    return {
        writesSummary: !(0,_environment_js__WEBPACK_IMPORTED_MODULE_0__/* .isFalse */ .Wu)(env.DOCKER_BUILD_SUMMARY),
        annotatesChecks: !(0,_environment_js__WEBPACK_IMPORTED_MODULE_0__/* .isFalse */ .Wu)(env.DOCKER_BUILD_CHECKS_ANNOTATIONS),
        isPrHeadRef: env.DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF === 'true',
    };
}
/** Their names, for errors. */
const LOGIN_VARIABLES = {
    connection: 'DOCKERHUB_OIDC_CONNECTIONID',
    seconds: 'DOCKERHUB_OIDC_EXPIREIN',
};
/** @see https://github.com/docker/login-action */
function loginVariables(env) {
    const text = (name) => (env[LOGIN_VARIABLES[name]] ?? '').trim();
    return { connection: text('connection'), seconds: text('seconds') };
}
/**
 * docker/setup-buildx-action's TLS client certificate of a remote node: BUILDER_NODE_0_AUTH_TLS_KEY is the key of the
 * first one. '' by default.
 *
 * @see https://docs.docker.com/build/ci/github-actions/configure-builder/
 */
function nodeSecret(env, index, part) {
    return env[`BUILDER_NODE_${index}_AUTH_TLS_${part.toUpperCase()}`] ?? '';
}
/** The keys of all nodes. */
function nodeKeys(env) {
    return Object.keys(env)
        .filter(name => /^BUILDER_NODE_\d+_AUTH_TLS_KEY$/.test(name))
        .map(name => env[name] ?? '');
}


/***/ }),

/***/ 19142:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ serviceVariables)
/* harmony export */ });
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(72101);

/**
 * @see https://github.com/actions/toolkit/blob/main/packages/cache/src/internal/config.ts
 * @see https://github.com/actions/toolkit/blob/main/packages/artifact/src/internal/shared/config.ts
 * @see https://docs.github.com/actions/reference/security/oidc
 */
function serviceVariables(env) {
    const idTokenUrl = env.ACTIONS_ID_TOKEN_REQUEST_URL ?? '';
    const idTokenBearer = env.ACTIONS_ID_TOKEN_REQUEST_TOKEN ?? '';
    return {
        runtimeToken: env.ACTIONS_RUNTIME_TOKEN ?? '',
        resultsUrl: env.ACTIONS_RESULTS_URL ?? '',
        cacheUrl: env.ACTIONS_CACHE_URL ?? '',
        isCacheV2: (0,_environment_js__WEBPACK_IMPORTED_MODULE_0__/* .isTrue */ .Hn)(env.ACTIONS_CACHE_SERVICE_V2),
        cacheMode: (env.ACTIONS_CACHE_MODE ?? '').trim().toLowerCase(),
        idTokenUrl,
        idTokenBearer,
        offersIdTokens: idTokenUrl !== '' && idTokenBearer !== '',
    };
}


/***/ }),

/***/ 1956:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cy: () => (/* binding */ commandFile),
/* harmony export */   LO: () => (/* binding */ inputVariable),
/* harmony export */   _Y: () => (/* binding */ stepVariables),
/* harmony export */   cP: () => (/* binding */ inputIn)
/* harmony export */ });
/* unused harmony exports hasPostStep, stateIn */
/** @see https://docs.github.com/actions/reference/workflows-and-actions/variables */
function stepVariables(env) {
    return {
        id: env.GITHUB_ACTION ?? '',
        actionRepository: env.GITHUB_ACTION_REPOSITORY ?? '',
        actionRef: env.GITHUB_ACTION_REF ?? '',
    };
}
/** The variable of an input: the name in upper case, spaces as `_`, hyphens kept. */
function inputVariable(name) {
    return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}
/**
 * An input as given; undefined: absent. The runner sets the default in action.yml only for absent inputs.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#inputs
 */
function inputIn(env, name) {
    return env[inputVariable(name)];
}
/**
 * The path of a command file; '' if the runner has none.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#environment-files
 */
function commandFile(env, file) {
    return env[file] ?? '';
}
/** Whether there is a post step, which gets what this step saves. Some runners have neither. */
function hasPostStep(env) {
    return commandFile(env, 'GITHUB_STATE') !== '';
}
/**
 * The state in the post step's environment.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#sending-values-to-the-pre-and-post-actions
 */
function stateIn(env) {
    return {
        folder: env.STATE_folder ?? '',
        undo: env.STATE_undo ?? '',
        buildx: env.STATE_buildx ?? '',
        cache: env.STATE_cache ?? '',
        mounts: env.STATE_mounts ?? '',
    };
}


/***/ }),

/***/ 34803:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   eq: () => (/* binding */ proxyVariables),
/* harmony export */   lt: () => (/* binding */ homeOf)
/* harmony export */ });
/* unused harmony exports cacheFolder, programPath, gitSettings */
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(48161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);


/**
 * The user's home. In a container the user may have neither the variable nor an entry in /etc/passwd: then `/`. An
 * empty variable counts as unset, as for docker; otherwise the home would be the current folder, which is the checkout.
 */
function homeOf(env) {
    if (env.HOME)
        return env.HOME;
    try {
        return (0,node_os__WEBPACK_IMPORTED_MODULE_0__.userInfo)().homedir || '/';
    }
    catch {
        return '/';
    }
}
/**
 * The folder of caches: `.cache` in the home by default.
 *
 * @see https://specifications.freedesktop.org/basedir-spec/latest/#variables
 */
function cacheFolder(env) {
    return env.XDG_CACHE_HOME || join(homeOf(env), '.cache');
}
/** The folders of programs, as in PATH; '' by default. */
function programPath(env) {
    return env.PATH ?? '';
}
/**
 * The number of git settings that the environment already has; 0 by default, and for anything but a number.
 *
 * @see https://git-scm.com/docs/git-config#ENVIRONMENT (since git 2.31)
 */
function gitSettings(env) {
    const given = Number(env.GIT_CONFIG_COUNT ?? '');
    return Number.isSafeInteger(given) && given > 0 ? given : 0;
}
/** @see https://nodejs.org/api/http.html#built-in-proxy-support */
function proxyVariables(env) {
    const plain = [env.http_proxy, env.HTTP_PROXY].map(text => text ?? '');
    const secure = [env.https_proxy, env.HTTPS_PROXY].map(text => text ?? '');
    return { plain: plain.find(text => text !== '') ?? '', all: [...plain, ...secure] };
}


/***/ }),

/***/ 66150:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x8: () => (/* binding */ readBody),
/* harmony export */   yR: () => (/* binding */ readText)
/* harmony export */ });
/* unused harmony export upTo */
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

/***/ 27953:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ claimsOf)
/* harmony export */ });
/* harmony import */ var _host_fields_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(87617);

/** The claims of a token, not verified: its recipient does that. {} if it is not a JWT. */
function claimsOf(token) {
    try {
        return (0,_host_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .fieldsIn */ .t5)(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()));
    }
    catch {
        return {};
    }
}


/***/ }),

/***/ 30768:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ES: () => (/* binding */ proxyAtFault),
/* harmony export */   PK: () => (/* binding */ proxyPasswords),
/* harmony export */   _n: () => (/* binding */ mayProxyPlain),
/* harmony export */   gY: () => (/* binding */ proxyTrouble)
/* harmony export */ });
/* harmony import */ var _host_variables_system_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(34803);

/** The proxies in the environment. */
function proxiesIn(env) {
    return (0,_host_variables_system_js__WEBPACK_IMPORTED_MODULE_0__/* .proxyVariables */ .eq)(env)
        .all.filter(value => URL.canParse(value))
        .map(value => new URL(value));
}
/**
 * Whether plain HTTP may go through a proxy. Then connections are not kept alive: proxies (tinyproxy, say) close them
 * after each answer without notice, and the next upload would fail.
 */
function mayProxyPlain(env = {}) {
    return (0,_host_variables_system_js__WEBPACK_IMPORTED_MODULE_0__/* .proxyVariables */ .eq)(env).plain !== '';
}
/** `host:port` of the proxy that could not be reached, if that is why a request failed. */
function proxyAtFault(error, env = {}) {
    const { syscall, hostname, port } = error;
    const fits = (proxy) => (syscall === 'connect' && String(port) === (proxy.port || (proxy.protocol === 'https:' ? '443' : '80'))) ||
        (syscall === 'getaddrinfo' && hostname === proxy.hostname);
    return proxiesIn(env).find(fits)?.host;
}
/**
 * Whether a proxy is why a request failed. Node's own message for a refused tunnel is never shown: it contains the
 * proxy's address with its password.
 */
function proxyTrouble(error) {
    const { code = '', proxy, statusCode } = error;
    const hint = 'Check HTTP_PROXY, HTTPS_PROXY and NO_PROXY in the environment.';
    if (proxy !== undefined)
        return { why: `the proxy ${proxy} cannot be reached (${code})`, hint, verdict: {} };
    if (code !== 'ERR_PROXY_TUNNEL')
        return undefined;
    const isDenied = statusCode === 407 || statusCode === 401 || statusCode === 403;
    const why = `the proxy does not connect to it (${statusCode ?? code})`;
    return { why, hint, verdict: isDenied ? 'settled' : {} };
}
/** The passwords in the proxies' addresses, decoded and as written. */
function proxyPasswords(env) {
    const written = proxiesIn(env).flatMap(({ password }) => (password === '' ? [] : [password]));
    const sent = written.map(password => {
        try {
            return decodeURIComponent(password);
        }
        catch {
            return password;
        }
    });
    return [...new Set([...written, ...sent])];
}


/***/ }),

/***/ 24634:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JG: () => (/* binding */ failedAt),
/* harmony export */   KC: () => (/* binding */ resolveLocation),
/* harmony export */   bC: () => (/* binding */ isRefusedRedirect),
/* harmony export */   eH: () => (/* binding */ sendFollowing),
/* harmony export */   fG: () => (/* binding */ upgrade)
/* harmony export */ });
/* unused harmony export redirectOf */
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57975);

const MAX_REDIRECTS = 5;
const REFUSED = 'ERR_REDIRECT';
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** These name another location that a client must not follow automatically (RFC 9110 §15.4.1, §15.4.6). */
const POINTING = new Set([300, 305, 306]);
/** Only these repeat the same request; for the others clients send a GET (RFC 9110 §15.4). */
const KEEPING = new Set([307, 308]);
/**
 * Sends a request and follows redirects: registries redirect downloads to their storage, and some proxies redirect
 * uploads. The Authorization header never reaches another origin, and https is never left for http unless `insecure`.
 * The body is resent where the status requires it (307, 308).
 *
 * @throws Error with code ERR_REDIRECT when a redirect cannot be followed, naming its target; ERR_SPENT when it needs a
 *   body that is used up
 */
async function sendFollowing(transport, first, how) {
    let request = first;
    let untouched;
    for (let hop = 0;; hop++) {
        const { body: source, spent, ...rest } = request;
        const body = typeof source === 'function' ? (untouched ?? (await source())) : source;
        const { url: asked } = request;
        const located = (error) => (asked.origin === first.url.origin ? error : failedAt(asked, error));
        const answer = await transport.send({ ...rest, body }).catch(error => Promise.reject(located(error)));
        untouched = answer.untouched && body !== undefined && !Buffer.isBuffer(body) ? body : undefined;
        const location = locationOf(answer);
        if (location === undefined) {
            untouched?.stream.destroy();
            return { ...answer, url: asked };
        }
        answer.body.resume();
        let url;
        try {
            url = nextUrl(request, answer.status, location, how);
        }
        catch (error) {
            throw located(error);
        }
        if (hop === MAX_REDIRECTS)
            throw refused(`it redirects more than ${MAX_REDIRECTS} times, at last to ${url.host}`);
        if (spent && body !== undefined && untouched === undefined)
            throw bodyIsSpent(url);
        const headers = url.origin === request.url.origin ? request.headers : withoutAuthorization(request.headers);
        request = { ...request, url, headers };
    }
}
/** Notes the host where a redirected request failed, for messages. */
function failedAt(url, error) {
    return node_util__WEBPACK_IMPORTED_MODULE_0__.types.isNativeError(error) ? Object.assign(error, { elsewhere: url.host }) : error;
}
function locationOf({ status, headers }) {
    return REDIRECTS.has(status) || POINTING.has(status) ? headers.location : undefined;
}
/** The redirect target of an answer, for callers that do not follow it. @throws as `resolveLocation` */
function redirectOf(answer, from) {
    const location = locationOf(answer);
    return location === undefined ? undefined : resolveLocation(location, from);
}
function nextUrl({ method, url }, status, location, how) {
    const next = resolveLocation(location, url, how.insecure);
    if (POINTING.has(status))
        throw refused(`it points to ${next.host} with status ${status}, which is not followed`);
    const isRead = method === 'GET' || method === 'HEAD';
    if (!isRead && !KEEPING.has(status))
        throw refused(`it redirects to ${next.host} with status ${status}, which loses the request: only 307 and 308 keep it`);
    if (how.stay && next.origin !== url.origin)
        throw refused(`it redirects to another host, ${next.host}`);
    return next;
}
/**
 * Resolves a Location header, which may be relative (distribution-spec, "Pushing a blob monolithically"). A registry
 * behind a TLS proxy often calls itself `http://`: the same host is still asked over https, even if `insecure` allows
 * http for others.
 *
 * @throws Error with code ERR_REDIRECT when it is not an http(s) URL, or leaves https for http on another host
 */
function resolveLocation(location, base, insecure = false) {
    const url = URL.canParse(location, base.href) ? new URL(location, base) : undefined;
    if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
        throw refused(`it redirects to something that is not http (${url === undefined ? 'no URL' : `${url.protocol}//${url.host}`})`);
    const isWeaker = base.protocol === 'https:' && url.protocol === 'http:';
    const isAllowed = insecure && url.host !== base.host;
    if (isWeaker && !isAllowed && !upgrade(url, base))
        throw refused(`it redirects from https to plain http, at ${url.host}`);
    url.hash = '';
    return url;
}
/** Changes `http://` to https for a host that already uses https. False for another host. */
function upgrade(url, secure) {
    if (url.hostname !== secure.hostname)
        return false;
    url.protocol = 'https:';
    url.port = secure.port;
    return true;
}
function withoutAuthorization(headers) {
    return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'));
}
function refused(message) {
    return Object.assign(new Error(message), { code: REFUSED });
}
/** Whether a redirect could not be followed: a retry would fail too. */
function isRefusedRedirect(error) {
    return error instanceof Error && 'code' in error && error.code === REFUSED;
}
function bodyIsSpent(to) {
    const message = `it redirects to ${to.host} after the bytes were sent, and they cannot be read again`;
    return Object.assign(new Error(message), { code: 'ERR_SPENT' });
}


/***/ }),

/***/ 28039:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  o: () => (/* binding */ createTransport)
});

// EXTERNAL MODULE: ./lib/http/proxy.js
var proxy = __webpack_require__(30768);
;// CONCATENATED MODULE: ./lib/http/pump.js
/**
 * Sends a stream as a request's body, with backpressure, and fails the request when the stream fails or does not have
 * exactly `size` bytes: a registry would wait for the rest until it times out.
 *
 * @returns stops sending; true when the body was not sent completely
 */
function pump({ stream, size }, outgoing) {
    let sent = 0;
    let running = true;
    const resume = () => stream.resume();
    const stop = () => {
        if (!running)
            return false;
        running = false;
        outgoing.off('drain', resume);
        stream.destroy();
        return true;
    };
    const fail = (error) => {
        if (stop())
            outgoing.destroy(Object.assign(error, { fromSource: true }));
    };
    stream.on('data', (chunk) => {
        if (!running)
            return;
        sent += chunk.length;
        if (sent > size)
            fail(new Error(`the source has more than the ${size} bytes announced`));
        else if (!outgoing.write(chunk))
            stream.pause();
    });
    stream.on('end', () => {
        if (!running)
            return;
        if (sent < size)
            return fail(new Error(`the source ended after ${sent} of ${size} bytes`));
        running = false;
        outgoing.off('drain', resume);
        outgoing.end();
    });
    stream.on('error', fail);
    stream.on('close', () => fail(new Error(`the source was closed after ${sent} of ${size} bytes`)));
    outgoing.on('drain', resume);
    // A destroyed stream emits no events.
    if (stream.destroyed)
        fail(new Error('the source was closed before it was read'));
    return stop;
}
/** Milliseconds after which a server that ignores `Expect` gets the body anyway (RFC 9110 §10.1.1). */
const PATIENCE = 1_000;
/** As `pump`; with `expects`, only once the server asks for the body. A held body stays open. */
function pumpWhenAsked(body, outgoing, expects) {
    if (!expects)
        return { stop: pump(body, outgoing), held: () => false };
    let stop;
    let isOver = false;
    const begin = () => {
        clearTimeout(timer);
        if (!isOver)
            stop ??= pump(body, outgoing);
    };
    const timer = setTimeout(begin, PATIENCE);
    outgoing.on('continue', begin);
    return {
        stop: () => {
            isOver = true;
            clearTimeout(timer);
            return stop?.() ?? true;
        },
        held: () => stop === undefined,
    };
}

;// CONCATENATED MODULE: ./lib/http/trust.js
/**
 * TLS options for an agent. The certificates become one context, because Node would otherwise parse the whole list for
 * each connection (11 ms each).
 *
 * @param machine also trust the machine's store, as the engine does. Reading it takes 20 ms, so only on demand.
 */
function tlsOptions({ ca, insecure }, machine) {
    if (insecure)
        return { rejectUnauthorized: false };
    if (ca === undefined && !machine)
        return {};
    const { createSecureContext, getCACertificates } = process.getBuiltinModule('node:tls');
    const own = ca === undefined ? [] : [ca];
    const system = machine ? getCACertificates('system') : [];
    return { secureContext: createSecureContext({ ca: [...getCACertificates('default'), ...system, ...own] }) };
}
const UNTRUSTED = new Set([
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
]);
/** Whether the certificate's issuer is unknown here (OpenSSL's verify results). */
function isUntrusted(error) {
    return UNTRUSTED.has(error.code ?? '');
}

;// CONCATENATED MODULE: ./lib/http/watch.js
/** Checks per idle period: a stall is detected after 1 to 1¼ periods. */
const LOOKS = 4;
/**
 * Fails the request when the network makes no progress for `idle` milliseconds, or the answer takes longer than its
 * `limit`. While the source has nothing to send or nobody reads the answer, the server is not to blame: in a fan-out a
 * fast registry must not fail because of a slow one.
 *
 * Progress is the next phase of the request, or `idle` bytes of its body (1 kB/s): otherwise a byte now and then, or a
 * slow trickle of headers, could keep the run waiting forever.
 *
 * @returns stops watching
 */
function watch(outgoing, { idle, limit }) {
    let incoming;
    let late;
    let last = { phase: '', moved: 0 };
    let quiet = 0;
    const fail = (message) => {
        const error = Object.assign(new Error(message), { code: 'ETIMEDOUT' });
        if (incoming)
            incoming.destroy(error);
        else
            outgoing.destroy(error);
    };
    outgoing.on('response', answer => {
        incoming = answer;
        if (limit !== undefined)
            late = setTimeout(() => fail(`the answer was not complete after ${limit} ms`), limit).unref();
    });
    const look = () => {
        const { socket } = outgoing;
        const sourceIsSlow = !outgoing.writableEnded && outgoing.writableLength === 0 && socket?.connecting === false;
        const readerIsSlow = incoming !== undefined && incoming.readableLength > 0;
        const now = progressOf(outgoing, incoming);
        const isProgress = now.phase !== last.phase || now.moved - last.moved >= idle;
        if (isProgress)
            last = now;
        quiet = sourceIsSlow || readerIsSlow || isProgress ? 0 : quiet + 1;
        if (quiet >= LOOKS)
            fail(`no progress for ${idle} ms`);
    };
    const timer = setInterval(look, idle / LOOKS);
    timer.unref();
    return () => {
        clearInterval(timer);
        clearTimeout(late);
    };
}
/** How far a request has come. Incomplete response headers do not count. */
function progressOf(outgoing, incoming) {
    const { socket, writableLength, writableFinished } = outgoing;
    const phase = `${socket?.connecting} ${writableFinished} ${incoming !== undefined}`;
    if (incoming)
        return { phase, moved: socket?.bytesRead ?? 0 };
    return { phase, moved: (socket?.bytesWritten ?? 0) - writableLength };
}

;// CONCATENATED MODULE: ./lib/http/transport.js




/** The connections to one registry, its token server and its storage. */
function createTransport(options) {
    const shared = { keepAlive: true, keepAliveMsecs: 15_000, proxyEnv: options.proxyEnv };
    const plain = new (unencrypted().Agent)({ ...shared, keepAlive: !(0,proxy/* mayProxyPlain */._n)(options.proxyEnv) });
    const agents = [plain];
    let machine = false;
    let tls;
    const agentFor = (protocol) => {
        if (protocol === 'http:')
            return plain;
        if (tls === undefined) {
            tls = new (encrypted().Agent)({ ...shared, ...tlsOptions(options, machine) });
            agents.push(tls);
        }
        return tls;
    };
    // Requests in progress to other hosts finish on their connections.
    const trustMachine = () => {
        machine = true;
        tls = undefined;
    };
    return {
        send: async (request) => {
            const agent = agentFor(request.url.protocol);
            try {
                return await exchange(request, agent);
            }
            catch (error) {
                Object.assign(error, { proxy: (0,proxy/* proxyAtFault */.ES)(error, options.proxyEnv) });
                if (!isResendable(request))
                    throw error;
                if (isUntrusted(error)) {
                    if (!machine)
                        trustMachine();
                    if (agent === tls)
                        throw error;
                }
                else if (!isStale(error))
                    throw error;
                return exchange(request, agentFor(request.url.protocol));
            }
        },
        close: () => {
            for (const agent of agents)
                agent.destroy();
        },
    };
}
/** Loading HTTP takes 10 ms, and TLS 20: a dry run needs neither. */
function unencrypted() {
    return process.getBuiltinModule('node:http');
}
function encrypted() {
    return process.getBuiltinModule('node:https');
}
function exchange(request, agent) {
    const { method, url, body, signal } = request;
    const size = Buffer.isBuffer(body) ? body.length : body?.size;
    const expects = request.expects === true && isStream(body);
    const headers = {
        ...request.headers,
        ...(size !== undefined && { 'content-length': String(size) }),
        ...(expects && { expect: '100-continue' }),
    };
    const client = url.protocol === 'https:' ? encrypted() : unencrypted();
    return new Promise((resolve, reject) => {
        const outgoing = client.request(url, { method, headers, agent, ...(signal ? { signal } : {}) });
        const sender = isStream(body) ? pumpWhenAsked(body, outgoing, expects) : undefined;
        if (!isStream(body))
            outgoing.end(body);
        const relax = watch(outgoing, request);
        let isAnswered = false;
        outgoing.on('response', incoming => {
            isAnswered = true;
            // An early answer (401, 413) makes the rest of the body pointless; the connection cannot be reused.
            if (sender?.stop())
                incoming.on('end', () => outgoing.destroy());
            incoming.on('close', relax);
            const untouched = sender?.held() ?? false;
            resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: incoming, untouched });
        });
        outgoing.on('error', error => {
            // Once answered, a held body may be on its way elsewhere.
            if (sender?.stop() && !isAnswered && isStream(body))
                body.stream.destroy();
            relax();
            reject(Object.assign(error, { reusedSocket: outgoing.reusedSocket }));
        });
    });
}
/** The server had closed a kept-alive connection: not a fault, so it does not count as an attempt. */
function isStale(error) {
    const { reusedSocket, code } = error;
    return reusedSocket === true && (code === 'ECONNRESET' || code === 'EPIPE');
}
function isResendable({ body }) {
    return body === undefined || Buffer.isBuffer(body);
}
function isStream(body) {
    return body !== undefined && !Buffer.isBuffer(body);
}


/***/ }),

/***/ 20622:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ ambientOf),
/* harmony export */   k: () => (/* binding */ azureCacheFile)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _host_variables_clouds_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(65836);
/* harmony import */ var _plan_identity_hosts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(27797);



/** The file of azure/login's tokens, if there is a folder for it. */
function azureCacheFile(env) {
    const folder = (0,_host_variables_clouds_js__WEBPACK_IMPORTED_MODULE_1__/* .azureFolder */ .qY)(env);
    return folder && (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(folder, 'msal_token_cache.json');
}
/**
 * The identity at a registry from an earlier step's credentials, with its fields empty. Undefined if there are none for
 * its cloud.
 */
function ambientOf(registry, env, exists) {
    if ((0,_plan_identity_hosts_js__WEBPACK_IMPORTED_MODULE_2__/* .ecrHostOf */ .SD)(registry) !== undefined) {
        const { accessKeyId, secretAccessKey, webIdentity } = (0,_host_variables_clouds_js__WEBPACK_IMPORTED_MODULE_1__/* .awsVariables */ .jq)(env);
        const isKey = accessKeyId !== '' && secretAccessKey !== '';
        return isKey || webIdentity !== undefined ? { kind: 'aws' } : undefined;
    }
    if ((0,_plan_identity_hosts_js__WEBPACK_IMPORTED_MODULE_2__/* .isGoogleHost */ .Yn)(registry)) {
        const { accessToken, credentialFile } = (0,_host_variables_clouds_js__WEBPACK_IMPORTED_MODULE_1__/* .googleVariables */ .nc)(env);
        return accessToken !== '' || credentialFile !== undefined ? { kind: 'google' } : undefined;
    }
    const cache = (0,_plan_identity_hosts_js__WEBPACK_IMPORTED_MODULE_2__/* .azureCloudOf */ .eC)(registry) && azureCacheFile(env);
    return cache !== undefined && exists(cache) ? { kind: 'azure' } : undefined;
}


/***/ }),

/***/ 82571:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   bX: () => (/* binding */ stringAt),
/* harmony export */   cY: () => (/* binding */ createAsk),
/* harmony export */   xK: () => (/* binding */ xmlText),
/* harmony export */   zR: () => (/* binding */ recordAt)
/* harmony export */ });
/* harmony import */ var _host_fields_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(87617);
/* harmony import */ var _host_retry_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24221);
/* harmony import */ var _http_body_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(66150);
/* harmony import */ var _http_redirect_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24634);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(23940);
/* harmony import */ var _registry_errors_answer_text_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(60817);
/* harmony import */ var _registry_errors_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(86795);
/* harmony import */ var _refusal_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(10366);








/** Milliseconds without progress after which a request fails. */
const IDLE = 30_000;
const LARGEST_ANSWER = 1024 * 1024;
function createAsk({ registry, transport, signal, now }) {
    return async (question) => {
        const { method, url, headers, body, who, secrets } = question;
        const doing = { host: url.host, path: '', what: `getting a login for ${registry}`, anonymous: false };
        if (url.protocol !== 'https:' && !(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .isLoopback */ .U9)(url.host)) {
            throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_5__/* .refusal */ .x)(`${registry}: ${who} at ${(0,_registry_errors_answer_text_js__WEBPACK_IMPORTED_MODULE_6__/* .clean */ .u)(url.host, 200)} does not use https, so nothing was sent to it`, {
                hint: 'Correct the address in the environment.',
            });
        }
        const sent = {
            method,
            url,
            headers: { 'user-agent': 'slipway', accept: 'application/json', 'accept-encoding': 'identity', ...headers },
            body: body === undefined ? undefined : Buffer.from(body),
            signal,
            idle: IDLE,
            limit: IDLE,
        };
        let answer;
        let text;
        try {
            answer = await (0,_http_redirect_js__WEBPACK_IMPORTED_MODULE_2__/* .sendFollowing */ .eH)(transport((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .isLoopback */ .U9)(url.host)), sent, { insecure: false, stay: true });
            text = await (0,_http_body_js__WEBPACK_IMPORTED_MODULE_1__/* .readText */ .yR)(answer.body, LARGEST_ANSWER);
        }
        catch (error) {
            throw (0,_registry_errors_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .networkError */ .x6)(doing, error, signal);
        }
        const { status } = answer;
        const isSuccess = status >= 200 && status < 300;
        const errorText = isSuccess ? '' : wordsOf(text, secrets);
        if ((0,_host_retry_js__WEBPACK_IMPORTED_MODULE_0__/* .temporaryStatus */ .Ew)(status) || (!isSuccess && isPassing(text))) {
            const retryAfter = (0,_host_retry_js__WEBPACK_IMPORTED_MODULE_0__/* .parseRetryAfter */ .mu)(answer.headers['retry-after'], now());
            const words = [String(status), errorText].filter(word => word !== '').join(' ');
            const hint = `Re-run the job once ${who} answers again.`;
            throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_5__/* .refusal */ .x)(`${registry}: ${who} could not be asked for a login (${words})`, {
                code: status === 429 ? 'RATE_LIMITED' : 'REGISTRY_ERROR',
                hint,
                verdict: { retryAfter },
            });
        }
        return { status, text, errorText, time: Date.parse(answer.headers.date ?? '') || now() };
    };
}
// docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html and CommonErrors.html: sent with 400.
const PASSING = /\b(?:Throttling|ThrottlingException|TooManyRequestsException|IDPCommunicationError|RequestTimeout)\b/;
/** Whether an error with a permanent status is in fact temporary. */
function isPassing(text) {
    return text.length < 100_000 && PASSING.test(text) && /<Code>|"__type"/.test(text);
}
/** The message in an error's body, in any of these services' formats. */
function wordsOf(text, secrets) {
    // AWS's query services answer in XML.
    const xml = ['Code', 'Message'].map(name => xmlText(text, name) ?? '');
    const errorText = xml[1] === '' ? jsonWords(text) : xml.filter(part => part !== '').join(': ');
    const hidden = secrets.filter(secret => secret !== '').reduce((all, one) => all.replaceAll(one, '***'), errorText);
    // Before truncation: half a secret matches no mask.
    return (0,_registry_errors_answer_text_js__WEBPACK_IMPORTED_MODULE_6__/* .clean */ .u)(hidden, 500);
}
function jsonWords(text) {
    const json = (0,_host_fields_js__WEBPACK_IMPORTED_MODULE_7__/* .jsonFields */ .yX)(text);
    // AWS: `com.amazonaws.ecr#AccessDeniedException`, and `Message` or `message`.
    const type = stringAt(json, '__type')?.replace(/^.*#/, '');
    // Google: `{"error": {"status": …, "message": …}}`; all others: OAuth2 (RFC 6749 §5.2).
    const google = recordAt(json, 'error');
    const code = type ?? stringAt(google, 'status') ?? stringAt(json, 'error');
    const words = stringAt(google, 'message') ??
        stringAt(json, 'error_description') ??
        stringAt(json, 'Message') ??
        (0,_registry_errors_answer_text_js__WEBPACK_IMPORTED_MODULE_6__/* .readAnswerText */ .o)(text.slice(0, 20_000)).text;
    return [code, words === code ? undefined : words].filter(part => part !== undefined && part !== '').join(': ');
}
/** A non-empty string. */
function stringAt(json, key) {
    const value = Object.hasOwn(json, key) ? json[key] : undefined;
    return typeof value === 'string' && value !== '' ? value : undefined;
}
/** An object; {} for anything else. */
function recordAt(json, key) {
    return (0,_host_fields_js__WEBPACK_IMPORTED_MODULE_7__/* .fieldsIn */ .t5)(Object.hasOwn(json, key) ? json[key] : undefined);
}
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** The text of the first element of this name, which has no child elements. */
function xmlText(xml, name) {
    const open = xml.indexOf(`<${name}>`);
    const start = open + name.length + 2;
    const end = open < 0 ? -1 : xml.indexOf('<', start);
    if (end < 0)
        return undefined;
    return xml.slice(start, end).replace(/&(amp|lt|gt|quot|apos);/g, (_, entity) => ENTITIES[entity] ?? '');
}


/***/ }),

/***/ 64441:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FR: () => (/* binding */ fetchIdToken),
/* harmony export */   W7: () => (/* binding */ aboutImmutableSubject),
/* harmony export */   q0: () => (/* binding */ describe),
/* harmony export */   zm: () => (/* binding */ aboutToken)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _http_jwt_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27953);
/* harmony import */ var _registry_errors_answer_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(60817);



/**
 * Gets an id token from GitHub.
 *
 * @param audience '' for GitHub's default, the address of the repository's owner
 * @throws ActionError AUTH_FAILED, NETWORK_ERROR; it names the registry of the login
 */
async function fetchIdToken(registry, { fetch, issuer }, audience) {
    try {
        const token = describe(await fetch(audience));
        return { ...token, audience: token.audience || audience, issuer };
    }
    catch (error) {
        if (!(error instanceof _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ))
            throw error;
        const { hint = PERMISSION } = error;
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ(error.code, `${registry}: ${error.message}`, { hint, cause: error });
    }
}
const PERMISSION = 'The job needs `permissions:` with `id-token: write`. Runs of forks get no id token.';
/** A token with the claims for messages. */
function describe(text) {
    const { sub, aud, iss } = (0,_http_jwt_js__WEBPACK_IMPORTED_MODULE_1__/* .claimsOf */ .d)(text);
    const shown = (claim) => (0,_registry_errors_answer_text_js__WEBPACK_IMPORTED_MODULE_2__/* .clean */ .u)(typeof claim === 'string' ? claim : (JSON.stringify(claim) ?? ''));
    // Kubernetes writes a list of one.
    const audience = Array.isArray(aud) && aud.length === 1 ? aud[0] : aud;
    return { text, subject: shown(sub), audience: shown(audience), issuer: shown(iss).replace(/^https:\/\//, '') };
}
/** The claims of a refused token that help with a policy: only its `sub` and `aud`. */
function aboutToken({ subject, audience }) {
    return `The id token has sub ${JSON.stringify(subject)} and aud ${JSON.stringify(audience)}.`;
}
/**
 * An explanation for repositories created, renamed or transferred since 2026-07-15: their `sub` contains the ids of
 * both names, which policies for the names alone do not match. '' for tokens of the old form.
 */
function aboutImmutableSubject({ subject }) {
    const [, owner, repository] = /^repo:([^@/:]+)@\d+\/([^@/:]+)@\d+(?::|$)/.exec(subject) ?? [];
    if (owner === undefined)
        return '';
    return ` Since 2026-07-15 GitHub writes ids into the sub of new, renamed and transferred repositories: a policy for "repo:${owner}/${repository}:…" does not match it.`;
}


/***/ }),

/***/ 10366:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ refusal)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);

/** Why there is no login for an identity; the default code is AUTH_FAILED. */
function refusal(message, { code = 'AUTH_FAILED', ...options }) {
    return new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ(code, message, options);
}


/***/ }),

/***/ 98057:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e0: () => (/* binding */ DRIVERS)
/* harmony export */ });
/* unused harmony exports DEFAULT_NODE, takesConfig */
/** buildx's drivers. `docker` is the engine's own BuildKit, which always exists. */
const DRIVERS = ['docker', 'docker-container', 'kubernetes', 'remote', 'cloud'];
const DEFAULT_NODE = { name: '', endpoint: '', driverOpts: [], buildkitdFlags: '', platforms: [] };
/** Whether a builder of this driver gets a buildkitd.toml and flags: a remote daemon has its own. */
function takesConfig(driver) {
    return driver === 'docker-container' || driver === 'kubernetes';
}


/***/ }),

/***/ 38863:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $4: () => (/* binding */ shorthandRegistry),
/* harmony export */   MI: () => (/* binding */ HOST_FORM),
/* harmony export */   YN: () => (/* binding */ credentialsOf),
/* harmony export */   rC: () => (/* binding */ readLogins)
/* harmony export */ });
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(64212);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23940);
/* harmony import */ var _plan_identity_hosts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27797);
/* harmony import */ var _identity_aws_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(17413);
/* harmony import */ var _identity_dockerhub_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(69199);
/* harmony import */ var _identity_read_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(63049);
/* harmony import */ var _reading_source_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(13845);
/* harmony import */ var _reading_trust_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(93632);
/* harmony import */ var _reading_yaml_list_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(40516);









const NONE = { username: '', password: '' };
/** login-action's keys, and the keys of identities. Its `scope` is listed so that the refusal can explain. */
const AUTH_KEYS = ['registry', 'username', 'password', ..._identity_read_js__WEBPACK_IMPORTED_MODULE_4__/* .IDENTITY_KEYS */ .UF, ..._reading_trust_js__WEBPACK_IMPORTED_MODULE_6__/* .TRUST_KEYS */ .ks, 'ecr', 'scope'];
/** `registry-auth` and the shorthand. Half-given ones are left out and listed in `missing`. */
function readLogins(source, missing) {
    const logins = [];
    for (const entry of (0,_reading_yaml_list_js__WEBPACK_IMPORTED_MODULE_7__/* .yamlEntries */ .g)(source, 'registry-auth', AUTH_KEYS)) {
        if (entry.plain !== undefined) {
            source.report(entry.at, 'is a plain string', 'Write a map: `- registry: ghcr.io`, then `username:` and `password:`.');
            continue;
        }
        // login-action's default.
        const registry = registryAt(source, `${entry.at}.registry`, (0,_reading_yaml_list_js__WEBPACK_IMPORTED_MODULE_7__/* .textOf */ .b)(source, entry, 'registry').trim() || 'docker.io');
        refuseUnsupported(source, entry, registry);
        const credentials = credentialsOf(source, entry, registry, missing);
        const trust = (0,_reading_trust_js__WEBPACK_IMPORTED_MODULE_6__/* .trustOf */ .An)(source, entry);
        if (credentials !== NONE || Object.keys(trust).length > 0 || mayBeInEnvironment(registry)) {
            logins.push({ at: entry.at, login: { registry, ...credentials, ...trust } });
        }
    }
    const shorthand = readShorthand(source, missing);
    if (shorthand !== undefined)
        logins.push({ at: 'registry', login: shorthand });
    for (const [index, { at, login }] of logins.entries()) {
        const first = logins.slice(0, index).find(other => other.login.registry === login.registry);
        if (first !== undefined) {
            source.report(at, `gives ${login.registry} a second login (the first is ${first.at})`, 'Keep one of them.');
        }
    }
    return logins.map(({ login }) => login);
}
/** The shorthand's registry, normalized: Docker Hub when there is none. Undefined when it is not a registry. */
function shorthandRegistry(source) {
    try {
        return (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .normalizeRegistry */ .l5)(source.text('registry') || 'docker.io');
    }
    catch {
        return undefined;
    }
}
/** Whether a registry's login may come from credentials that an earlier step left in the environment. */
function mayBeInEnvironment(registry) {
    return (0,_plan_identity_hosts_js__WEBPACK_IMPORTED_MODULE_1__/* .ecrHostOf */ .SD)(registry) !== undefined || (0,_plan_identity_hosts_js__WEBPACK_IMPORTED_MODULE_1__/* .isGoogleHost */ .Yn)(registry) || (0,_plan_identity_hosts_js__WEBPACK_IMPORTED_MODULE_1__/* .azureCloudOf */ .eC)(registry) !== undefined;
}
/**
 * The `username` and `password` of an entry, or its identity. A key without the other is an immediate problem; an empty
 * value is a missing secret.
 */
function credentialsOf(source, entry, registry, missing) {
    const username = (0,_reading_yaml_list_js__WEBPACK_IMPORTED_MODULE_7__/* .textOf */ .b)(source, entry, 'username').trim();
    if ((0,_identity_read_js__WEBPACK_IMPORTED_MODULE_4__/* .hasIdentity */ .rr)(entry)) {
        const identity = (0,_identity_read_js__WEBPACK_IMPORTED_MODULE_4__/* .readIdentity */ .xN)(source, { entry, registry, username }, missing);
        return identity === undefined ? NONE : { ...NONE, identity };
    }
    const password = (0,_reading_yaml_list_js__WEBPACK_IMPORTED_MODULE_7__/* .textOf */ .b)(source, entry, 'password');
    const switched = withoutPassword(source, { at: entry.at, registry, username, password }, missing);
    if (switched !== undefined)
        return switched;
    const isEcr = (0,_identity_aws_js__WEBPACK_IMPORTED_MODULE_2__/* .isAccessKey */ .s)(registry, username) && (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_5__/* .parseBoolean */ .yG)((0,_reading_yaml_list_js__WEBPACK_IMPORTED_MODULE_7__/* .textOf */ .b)(source, entry, 'ecr').trim()) !== false;
    if (isEcr && password !== '')
        return { ...NONE, identity: { kind: 'aws', key: { id: username, secret: password } } };
    const has = (key) => Object.hasOwn(entry.values, key);
    if (has('username') !== has('password')) {
        const [given, absent] = has('username') ? ['username', 'password'] : ['password', 'username'];
        source.report(entry.at, `has a ${given} but no ${absent}`, `Add \`${absent}:\`, or remove \`${given}:\`.`);
        return NONE;
    }
    return complete(entry.at, { username, password }, registry, missing);
}
/** The form of a registry. */
const HOST_FORM = "a registry's host, as in `ghcr.io` or `localhost:5000`";
/** @returns only the host; anything else is reported and returned unchanged */
function registryAt(source, at, text) {
    try {
        return (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .normalizeRegistry */ .l5)(text);
    }
    catch {
        source.invalid(at, (0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_8__/* .quote */ .h)(text), HOST_FORM);
        return text;
    }
}
function readShorthand(source, missing) {
    const registry = registryAt(source, 'registry', (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_5__/* .line */ .n8)(source, 'registry') || 'docker.io');
    const [username, password] = [(0,_reading_source_js__WEBPACK_IMPORTED_MODULE_5__/* .line */ .n8)(source, 'username'), source.text('password')];
    const switched = withoutPassword(source, { at: 'username', registry, username, password }, missing);
    if (switched !== undefined)
        return { registry, ...switched };
    if ((0,_identity_aws_js__WEBPACK_IMPORTED_MODULE_2__/* .isAccessKey */ .s)(registry, username) && password !== '') {
        return { registry, ...NONE, identity: { kind: 'aws', key: { id: username, secret: password } } };
    }
    const credentials = complete('', { username, password }, registry, missing);
    return credentials === NONE ? undefined : { registry, ...credentials };
}
/** login-action's way to Docker Hub: only a user name, and the connection in the environment. */
function withoutPassword(source, login, missing) {
    const identity = login.password === '' ? (0,_identity_dockerhub_js__WEBPACK_IMPORTED_MODULE_3__/* .dockerHubSwitch */ .QP)(source, login) : undefined;
    if (identity === undefined)
        return undefined;
    (0,_identity_read_js__WEBPACK_IMPORTED_MODULE_4__/* .withIdToken */ .HN)(source, identity, login, missing);
    return { ...NONE, identity };
}
function complete(at, credentials, registry, missing) {
    const empty = ['username', 'password'].filter(key => credentials[key] === '');
    const [key] = empty;
    if (empty.length === 1 && key !== undefined) {
        missing.push({
            registry,
            input: at === '' ? key : `${at}.${key}`,
            problem: `is empty but \`${key === 'username' ? 'password' : 'username'}\` is set (${registry})`,
            fix: 'Does the secret exist, spelled like this? Fork and Dependabot runs get no secrets.',
        });
    }
    return empty.length === 0 ? credentials : NONE;
}
function refuseUnsupported(source, entry, registry) {
    const ecr = (0,_reading_yaml_list_js__WEBPACK_IMPORTED_MODULE_7__/* .textOf */ .b)(source, entry, 'ecr').trim();
    if (ecr !== '' && ecr !== 'auto' && (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_5__/* .parseBoolean */ .yG)(ecr) === undefined) {
        source.invalid(`${entry.at}.ecr`, (0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_8__/* .quote */ .h)(ecr), '`auto`, `true` or `false`');
    }
    else if ((0,_reading_source_js__WEBPACK_IMPORTED_MODULE_5__/* .parseBoolean */ .yG)(ecr) === true && (0,_plan_identity_hosts_js__WEBPACK_IMPORTED_MODULE_1__/* .ecrHostOf */ .SD)(registry) === undefined) {
        source.report(`${entry.at}.ecr`, `is true, but ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_8__/* .quote */ .h)(registry)} is not a host of Amazon ECR`, 'Remove it, or write the registry as `123456789012.dkr.ecr.eu-west-1.amazonaws.com`.');
    }
    if ((0,_reading_yaml_list_js__WEBPACK_IMPORTED_MODULE_7__/* .textOf */ .b)(source, entry, 'scope').trim() !== '') {
        source.report(`${entry.at}.scope`, 'is not supported', 'Remove it: credentials of a step are never kept for others.');
    }
}


/***/ }),

/***/ 17413:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ readAws),
/* harmony export */   s: () => (/* binding */ isAccessKey)
/* harmony export */ });
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(64212);
/* harmony import */ var _plan_identity_hosts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(27797);
/* harmony import */ var _reading_duration_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1888);
/* harmony import */ var _reading_yaml_list_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(40516);




// docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
const ROLE = /^arn:(aws[a-z-]*):iam::\d{12}:role\/[\w+=,.@/-]{1,576}$/;
// docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html, both
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;
const SECONDS = { least: 900, most: 43_200, usual: 3600 };
/** The role of an entry for ECR. Reports what is wrong. */
function readAws(source, entry, registry) {
    const text = (key) => (0,_reading_yaml_list_js__WEBPACK_IMPORTED_MODULE_2__/* .textOf */ .b)(source, entry, key).trim();
    const [role, sessionName, duration] = [text('role-to-assume'), text('role-session-name'), text('role-duration')];
    const [, partition] = ROLE.exec(role) ?? [];
    const at = `${entry.at}.role-to-assume`;
    if (partition === undefined) {
        source.invalid(at, (0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .h)(role), 'the ARN of a role, as in `arn:aws:iam::123456789012:role/publish`');
    }
    const expected = (0,_plan_identity_hosts_js__WEBPACK_IMPORTED_MODULE_0__/* .ecrHostOf */ .SD)(registry)?.partition;
    if (partition !== undefined && expected !== undefined && partition !== expected) {
        const fix = `Roles of one AWS partition are unknown in another: its ARN has to begin with \`arn:${expected}:\`.`;
        source.report(at, `is a role of the partition ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .h)(partition)}, and ${registry} is in ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .h)(expected)}`, fix);
    }
    if (sessionName !== '' && !SESSION_NAME.test(sessionName)) {
        const form = '2 to 64 letters, digits, `_`, `+`, `=`, `,`, `.`, `@` or `-`';
        source.invalid(`${entry.at}.role-session-name`, (0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .h)(sessionName), form);
    }
    const milliseconds = duration === '' ? SECONDS.usual * 1000 : (0,_reading_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .durationOf */ .c)(duration);
    const seconds = Math.round((milliseconds ?? 0) / 1000);
    if (seconds < SECONDS.least || seconds > SECONDS.most) {
        source.invalid(`${entry.at}.role-duration`, (0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .h)(duration), 'a duration from `15m` to `12h` (or seconds)');
    }
    return { kind: 'aws', role, sessionName, seconds };
}
/** docker/login-action's input for ECR, in place of a registry login: an access key. */
function isAccessKey(registry, username) {
    return (0,_plan_identity_hosts_js__WEBPACK_IMPORTED_MODULE_0__/* .ecrHostOf */ .SD)(registry) !== undefined && /^(?:AKIA|ASIA)[A-Z0-9]{12,124}$/.test(username);
}


/***/ }),

/***/ 69199:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O1: () => (/* binding */ isUuid),
/* harmony export */   QP: () => (/* binding */ dockerHubSwitch),
/* harmony export */   Tv: () => (/* binding */ dockerHubSeconds),
/* harmony export */   kN: () => (/* binding */ dockerHubFrom)
/* harmony export */ });
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64212);
/* harmony import */ var _host_variables_docker_actions_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(55104);
/* harmony import */ var _plan_identity_hosts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27797);



/** In seconds, as in Docker's identity service. Publishing takes longer than login-action's default of 300. */
const SECONDS = { least: 300, most: 3600, usual: 3600 };
function isUuid(text) {
    return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
/** The lifetime of a Docker Hub token. Reports what is wrong. */
function dockerHubSeconds(source) {
    const text = (0,_host_variables_docker_actions_js__WEBPACK_IMPORTED_MODULE_0__/* .loginVariables */ .Bt)(source.env).seconds;
    const seconds = text === '' ? SECONDS.usual : /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
    if (seconds >= SECONDS.least && seconds <= SECONDS.most)
        return seconds;
    source.invalid(_host_variables_docker_actions_js__WEBPACK_IMPORTED_MODULE_0__/* .LOGIN_VARIABLES */ .am.seconds, (0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(text), `seconds from ${SECONDS.least} to ${SECONDS.most}`);
    return SECONDS.usual;
}
/** The connection of an organization. Reports what is wrong. */
function dockerHubFrom(source, connection, login, seconds) {
    const { username: organization } = login;
    if (!isUuid(connection.id)) {
        source.invalid(connection.at, (0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(connection.id), 'the id of the OIDC connection in Docker Hub, a UUID');
    }
    if (organization === '') {
        source.report(login.at, 'has a connection but no `username`', 'Add `username:`, the name of the organization.');
        return undefined;
    }
    return { kind: 'dockerhub', connection: connection.id, organization, seconds };
}
/** The same from login-action's variables: a Docker Hub login with a user name and no password. */
function dockerHubSwitch(source, { at, registry, username }) {
    const id = (0,_host_variables_docker_actions_js__WEBPACK_IMPORTED_MODULE_0__/* .loginVariables */ .Bt)(source.env).connection;
    if (id === '' || username === '' || !(0,_plan_identity_hosts_js__WEBPACK_IMPORTED_MODULE_1__/* .isDockerHub */ .gr)(registry))
        return undefined;
    return dockerHubFrom(source, { at: _host_variables_docker_actions_js__WEBPACK_IMPORTED_MODULE_0__/* .LOGIN_VARIABLES */ .am.connection, id }, { at, username }, dockerHubSeconds(source));
}


/***/ }),

/***/ 63049:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  UF: () => (/* binding */ IDENTITY_KEYS),
  rr: () => (/* binding */ hasIdentity),
  xS: () => (/* binding */ mayGetIdTokens),
  xN: () => (/* binding */ readIdentity),
  HN: () => (/* binding */ withIdToken)
});

// EXTERNAL MODULE: ./lib/host/text/quote.js
var quote = __webpack_require__(64212);
// EXTERNAL MODULE: ./lib/host/variables/services.js
var services = __webpack_require__(19142);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/plan/identity/hosts.js
var hosts = __webpack_require__(27797);
// EXTERNAL MODULE: ./lib/plan/identity/types.js
var types = __webpack_require__(37311);
// EXTERNAL MODULE: ./lib/inputs/reading/source.js + 1 modules
var reading_source = __webpack_require__(13845);
// EXTERNAL MODULE: ./lib/inputs/reading/yaml-list.js
var yaml_list = __webpack_require__(40516);
// EXTERNAL MODULE: ./lib/inputs/identity/aws.js
var aws = __webpack_require__(17413);
// EXTERNAL MODULE: ./lib/inputs/identity/dockerhub.js
var dockerhub = __webpack_require__(69199);
;// CONCATENATED MODULE: ./lib/inputs/identity/azure.js



/** The application of an entry for Azure, and its tenant. Reports what is wrong. */
function readAzure(source, entry) {
    const client = (0,yaml_list/* textOf */.b)(source, entry, 'client-id').trim();
    const tenant = (0,yaml_list/* textOf */.b)(source, entry, 'tenant-id').trim();
    if (!(0,dockerhub/* isUuid */.O1)(client)) {
        const form = 'the application (client) id of the app registration or managed identity, a UUID';
        source.invalid(`${entry.at}.client-id`, (0,quote/* quote */.h)(client), form);
    }
    if (!Object.hasOwn(entry.values, 'tenant-id')) {
        source.report(entry.at, 'has `client-id` but no `tenant-id`', 'Add `tenant-id:`, the id of the directory.');
        // A tenant can also be named by each of its domains.
    }
    else if (!(0,dockerhub/* isUuid */.O1)(tenant) && !/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(tenant)) {
        source.invalid(`${entry.at}.tenant-id`, (0,quote/* quote */.h)(tenant), 'the directory (tenant) id, a UUID');
    }
    return { kind: 'azure', client, tenant };
}

;// CONCATENATED MODULE: ./lib/inputs/identity/google.js


const PROVIDER = /^projects\/\d+\/locations\/global\/workloadIdentityPools\/[a-z0-9-]{4,32}\/providers\/[a-z0-9-]{4,32}$/;
const FORM = '`projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER`';
// An address, or the account's numeric id (cloud.google.com/iam/docs/reference/credentials/rest).
const ACCOUNT = /^(?:[a-z0-9-]+@[a-z0-9.-]+\.gserviceaccount\.com|\d{10,30})$/;
/** The provider, and the service account, of an entry for Google. Reports what is wrong. */
function readGoogle(source, entry) {
    const given = (0,yaml_list/* textOf */.b)(source, entry, 'workload-identity-provider').trim();
    // The form of the whole name in Google's own tools.
    const provider = given.replace(/^(?:https:)?\/\/iam\.googleapis\.com\//, '');
    checkProvider(source, `${entry.at}.workload-identity-provider`, provider);
    const serviceAccount = (0,yaml_list/* textOf */.b)(source, entry, 'service-account').trim();
    if (serviceAccount !== '' && !ACCOUNT.test(serviceAccount)) {
        const form = "the service account's address, as in `publisher@acme.iam.gserviceaccount.com`";
        source.invalid(`${entry.at}.service-account`, (0,quote/* quote */.h)(serviceAccount), form);
    }
    return { kind: 'google', provider, serviceAccount: serviceAccount || undefined };
}
function checkProvider(source, at, provider) {
    if (PROVIDER.test(provider))
        return;
    const [, project] = /^projects\/([^/]*[^/\d][^/]*)\//.exec(provider) ?? [];
    if (project !== undefined) {
        const ask = /^[a-z][a-z0-9-]*$/.test(project)
            ? `gcloud projects describe ${project}`
            : 'gcloud projects describe ID';
        const fix = `Google's token service identifies projects by number only: \`${ask} --format='value(projectNumber)'\`.`;
        source.report(at, `has the project's id ${(0,quote/* quote */.h)(project)} instead of its number`, fix);
        return;
    }
    if (/^projects\/\d+\/locations\/global\/workloadIdentityPools\/[^/]+\/?$/.test(provider)) {
        source.report(at, 'is a pool, not a provider', `Add \`/providers/\` and the provider's name: ${FORM}.`);
        return;
    }
    source.invalid(at, (0,quote/* quote */.h)(provider), `${FORM}, with upper and lower case as here`);
}

;// CONCATENATED MODULE: ./lib/inputs/identity/read.js











/** The keys of each kind, the required one first, and the hosts it is for. */
const KINDS = {
    aws: {
        keys: ['role-to-assume', 'role-session-name', 'role-duration'],
        fits: host => (0,hosts/* ecrHostOf */.SD)(host) !== undefined,
        form: 'Amazon ECR (`123456789012.dkr.ecr.eu-west-1.amazonaws.com`, `public.ecr.aws`)',
    },
    google: {
        keys: ['workload-identity-provider', 'service-account'],
        fits: hosts/* isGoogleHost */.Yn,
        form: 'Google (`europe-docker.pkg.dev`, `gcr.io`)',
    },
    azure: {
        keys: ['client-id', 'tenant-id'],
        fits: host => (0,hosts/* azureCloudOf */.eC)(host) !== undefined,
        form: 'Azure Container Registry (`acme.azurecr.io`)',
    },
    dockerhub: { keys: ['connection-id'], fits: hosts/* isDockerHub */.gr, form: 'Docker Hub (`docker.io`, `dhi.io`)' },
    quay: { keys: ['robot-federation'], fits: isOfNoCloud, form: 'Quay' },
    jfrog: { keys: ['oidc-provider'], fits: isOfNoCloud, form: 'JFrog Artifactory' },
};
const AUDIENCE = 'oidc-audience';
/** The keys of an entry for an identity in place of a password. */
const IDENTITY_KEYS = [...Object.values(KINDS).flatMap(({ keys }) => keys), AUDIENCE];
/** Whether an entry has keys of an identity, valid or not. */
function hasIdentity({ values }) {
    return IDENTITY_KEYS.some(key => isGiven(values, key));
}
/**
 * The identity of an entry that has such keys; undefined if these are wrong, which is reported, or empty, which is
 * listed in `missing`: variables and secrets are empty in a fork's run.
 */
function readIdentity(source, of, missing) {
    const { entry, registry } = of;
    const kinds = Object.keys(KINDS).filter(kind => KINDS[kind].keys.some(key => isGiven(entry.values, key)));
    const [kind, other] = kinds;
    if (kind === undefined || other !== undefined) {
        const keys = kinds.map(each => `\`${KINDS[each].keys[0]}\``).join(' and ');
        if (kind === undefined)
            source.report(`${entry.at}.${AUDIENCE}`, 'needs `robot-federation` or `oidc-provider` in the same entry', AUDIENCE_FIX);
        else
            source.report(entry.at, `has more than one identity: ${keys}`, 'Keep the keys of one of them.');
        return undefined;
    }
    const { keys, fits, form } = KINDS[kind];
    const [lead] = keys;
    const at = `${entry.at}.${lead}`;
    const extra = keys.slice(1).find(key => isGiven(entry.values, key));
    if (!isGiven(entry.values, lead)) {
        source.report(entry.at, `has \`${extra}\` but no \`${lead}\``, `Add \`${lead}:\`, or remove \`${extra}:\`.`);
        return undefined;
    }
    refuseLogin(source, of, kind, lead);
    if (!fits(registry)) {
        source.report(at, `is for ${form}, and ${(0,quote/* quote */.h)(registry)} is not one of its hosts`, FOREIGN_FIX);
        return undefined;
    }
    if (kind !== 'quay' && kind !== 'jfrog' && isGiven(entry.values, AUDIENCE)) {
        source.report(`${entry.at}.${AUDIENCE}`, `has no effect with \`${lead}\``, AUDIENCE_FIX);
    }
    if ((0,yaml_list/* textOf */.b)(source, entry, lead).trim() === '') {
        const fix = 'Does the variable or secret exist, spelled like this? Fork and Dependabot runs may not get it.';
        missing.push({ registry, input: at, problem: `is empty (${registry})`, fix });
        return undefined;
    }
    return withIdToken(source, readKind(source, kind, of), { registry, at }, missing);
}
/** Notes that the job can't request id tokens. That matters only if something is pushed. */
function withIdToken(source, identity, { registry, at }, missing) {
    if (identity === undefined || !(0,types/* needsIdToken */.O)(identity))
        return identity;
    if (mayGetIdTokens(source))
        return identity;
    missing.push({
        registry,
        lacks: 'id-token',
        input: at,
        problem: `needs an id token, and this job may not ask GitHub for one (${registry})`,
        fix: 'Add `permissions:` with `id-token: write` and `contents: read` to the job; a called workflow can have no more than its caller gives it. Runs of forks get no id token, nor do jobs of Gitea, Forgejo and act by default.',
    });
    return identity;
}
/** Whether the job can request id tokens. */
function mayGetIdTokens(source) {
    return (0,services/* serviceVariables */.n)(source.env).offersIdTokens;
}
function readKind(source, kind, of) {
    const { entry, registry, username } = of;
    const audience = (0,yaml_list/* textOf */.b)(source, entry, AUDIENCE).trim();
    switch (kind) {
        case 'aws':
            return (0,aws/* readAws */.k)(source, entry, registry);
        case 'google':
            return readGoogle(source, entry);
        case 'azure':
            return readAzure(source, entry);
        case 'dockerhub': {
            const connection = { at: `${entry.at}.connection-id`, id: (0,yaml_list/* textOf */.b)(source, entry, 'connection-id').trim() };
            return (0,dockerhub/* dockerHubFrom */.kN)(source, connection, { at: entry.at, username }, (0,dockerhub/* dockerHubSeconds */.Tv)(source));
        }
        case 'quay':
            return readQuay(source, of, audience);
        case 'jfrog': {
            const provider = (0,yaml_list/* textOf */.b)(source, entry, 'oidc-provider').trim();
            if (!/\p{Cc}/u.test(provider))
                return { kind, provider, audience, username };
            source.invalid(`${entry.at}.oidc-provider`, (0,quote/* quote */.h)(provider), "the name of JFrog's OpenID Connect integration");
            return undefined;
        }
    }
}
function readQuay(source, { entry, username }, audience) {
    const at = `${entry.at}.robot-federation`;
    const text = (0,yaml_list/* textOf */.b)(source, entry, 'robot-federation').trim();
    if ((0,reading_source/* parseBoolean */.yG)(text) !== true) {
        source.invalid(at, (0,quote/* quote */.h)(text), '`true` or `false`');
        return undefined;
    }
    // Quay's names of organizations and robots (its util/validation.py and util/names.py).
    if (/^[a-z0-9][a-z0-9_.-]{1,254}\+[a-z][a-z0-9_]{1,254}$/.test(username)) {
        return { kind: 'quay', robot: username, audience };
    }
    const shown = username === '' ? 'none' : (0,quote/* quote */.h)(username);
    source.invalid(`${entry.at}.username`, shown, 'the name of the robot, as in `acme+publisher`');
    return undefined;
}
/** What an identity replaces. */
function refuseLogin(source, { entry, registry, username }, kind, lead) {
    if ((0,yaml_list/* textOf */.b)(source, entry, 'password') !== '') {
        source.report(entry.at, `has both a password and \`${lead}\``, 'Keep one of them.');
    }
    const isNamed = kind === 'dockerhub' || kind === 'quay' || kind === 'jfrog';
    const isInsecure = (0,reading_source/* parseBoolean */.yG)((0,yaml_list/* textOf */.b)(source, entry, 'insecure').trim()) === true;
    if (isInsecure && (kind === 'quay' || kind === 'jfrog') && !(0,reference/* isLoopback */.U9)(registry)) {
        const problem = `is true beside \`${lead}\`: an id token goes only to a host whose certificate is trusted`;
        source.report(`${entry.at}.insecure`, problem, "Give the certificate of the registry's authority as `ca`.");
    }
    if (username !== '' && !isNamed) {
        source.report(`${entry.at}.username`, `has no effect with \`${lead}\``, 'Remove it.');
    }
}
/** `robot-federation: false` means none. */
function isGiven(values, key) {
    const value = values[key];
    if (key === 'robot-federation' && typeof value === 'string' && (0,reading_source/* parseBoolean */.yG)(value.trim()) === false)
        return false;
    return Object.hasOwn(values, key);
}
function isOfNoCloud(host) {
    const others = [KINDS.aws, KINDS.google, KINDS.azure, KINDS.dockerhub].some(({ fits }) => fits(host));
    return !others && host !== 'ghcr.io';
}
const FOREIGN_FIX = "Correct the registry's host, or remove the key.";
const AUDIENCE_FIX = 'Remove it: it goes with `robot-federation` (Quay) and `oidc-provider` (JFrog).';


/***/ }),

/***/ 1677:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  FB: () => (/* binding */ isAmong),
  YI: () => (/* binding */ isOfParts),
  fp: () => (/* binding */ readParts)
});

// EXTERNAL MODULE: ./lib/host/text/quote.js
var quote = __webpack_require__(64212);
// EXTERNAL MODULE: ./lib/oci/platforms.js
var oci_platforms = __webpack_require__(49537);
// EXTERNAL MODULE: ./lib/plan/identity/types.js
var types = __webpack_require__(37311);
// EXTERNAL MODULE: ./lib/inputs/identity/read.js + 2 modules
var read = __webpack_require__(63049);
// EXTERNAL MODULE: ./lib/inputs/reading/source.js + 1 modules
var reading_source = __webpack_require__(13845);
// EXTERNAL MODULE: ./lib/host/fields.js
var fields = __webpack_require__(87617);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
;// CONCATENATED MODULE: ./lib/inputs/parts/part-digests.js



/**
 * The parts that may be merged. Each line is a list of digests (the output `digest` of jobs with `part`), or JSON: the
 * output `images-result`, all outputs of a job, or all jobs of `needs`. The whole input may also be one JSON text.
 *
 * @returns undefined if it is not given: any part of this run
 */
function readDigests(source, merge) {
    const text = source.text('part-digests');
    if (text === '')
        return undefined;
    // `toJSON` writes several lines.
    const lines = objectIn(text) === undefined ? text.split('\n').filter(line => line.trim() !== '') : [text];
    const listed = lines.map(line => ({ line, parts: listedIn(line) }));
    const unknown = listed.filter(({ parts }) => parts === undefined);
    for (const { line } of unknown)
        source.invalid('part-digests', (0,quote/* quote */.h)(line.trim()), EXPECTED);
    const found = listed.flatMap(({ parts }) => parts ?? []);
    // Jobs without digests must not mean that any will do.
    if (found.length === 0 && unknown.length === 0)
        source.invalid('part-digests', (0,quote/* quote */.h)(text), EXPECTED);
    if (!merge) {
        source.report('part-digests', 'is given without `merge`', 'Give it to the job that merges the parts, together with `merge: true`.');
    }
    return found;
}
function listedIn(line) {
    const json = objectIn(line);
    return json === undefined ? digestsIn(line) : (resultsIn(json) ?? outputsIn(json));
}
const EXPECTED = 'the digests (`sha256:…`) of one or more parts, or JSON with them such as `${{ toJSON(needs.build.outputs) }}`';
/** A list of digests, in any punctuation; undefined for anything else. */
function digestsIn(text) {
    const words = text.split(/[\s,;'"[\]]+/).filter(word => word !== '' && word !== '-');
    const digests = words.filter(reference/* isDigest */.Bc);
    return digests.length === words.length ? digests.map(digest => ({ digest })) : undefined;
}
/** Outputs of this action with a digest of something else than what was handed over. */
const OTHER = /(?:^|[-_])(?:tested[-_]digest|imageid)$/i;
/** The images of `images-result`, of which only `digest` is a part; undefined for other JSON. */
function resultsIn(json) {
    const results = Object.entries(json);
    const isOne = (value) => (0,fields/* isObject */.Gv)(value) && typeof value.digest === 'string';
    if (results.length === 0 || !results.every(([, value]) => isOne(value)))
        return undefined;
    return results.flatMap(([image, value]) => {
        const { digest } = value;
        return typeof digest === 'string' && (0,reference/* isDigest */.Bc)(digest) ? [{ image, digest }] : [];
    });
}
/**
 * The outputs of a job: those that consist of digests or of an `images-result`; others count for nothing. Or the jobs of
 * `needs`, with their outputs.
 */
function outputsIn(json) {
    return Object.entries(json).flatMap(([name, value]) => {
        if (!(0,fields/* isObject */.Gv)(value))
            return digestsOf(name, value);
        // Outputs are text: nothing is nested any deeper, however deep it goes.
        return (0,fields/* isObject */.Gv)(value.outputs) ? Object.entries(value.outputs).flatMap(output => digestsOf(...output)) : [];
    });
}
function digestsOf(name, value) {
    if (typeof value !== 'string' || OTHER.test(name))
        return [];
    const result = objectIn(value);
    return (result === undefined ? digestsIn(value) : resultsIn(result)) ?? [];
}
function objectIn(text) {
    const json = (0,fields/* jsonIn */.Yf)(text);
    return (0,fields/* isObject */.Gv)(json) ? json : undefined;
}

// EXTERNAL MODULE: ./lib/inputs/parts/runners.js
var runners = __webpack_require__(93539);
;// CONCATENATED MODULE: ./lib/inputs/parts/read-parts.js







/** Whether a job builds parts of images, or merges such parts. */
function isOfParts({ part, merge }) {
    return part !== undefined || merge;
}
/** The inputs `part`, `merge`, `hand-over` and `runners`, and their contradictions. */
function readParts(source, runnerArch, beside) {
    const part = readPart(source, runnerArch, beside);
    const merge = (0,reading_source/* boolean */.zM)(source, 'merge');
    if (part !== undefined && merge) {
        source.report('merge', 'is given together with `part`', 'Set `part` in the jobs that build, `merge` in the one after.');
    }
    if (merge && beside.of !== 'step' && beside.platforms.length === 0) {
        source.report('merge', 'needs `platforms`', 'List every platform that the parts build, as in the jobs before.');
    }
    for (const name of ['source', 'layout', 'call']) {
        if (isOfParts({ part, merge }) && source.text(name) !== '') {
            source.report(name, `cannot be combined with \`${merge ? 'merge' : 'part'}\``, `Remove \`${name}\`.`);
        }
    }
    const platforms = beside.platforms.map(oci_platforms/* wholePlatform */.Pc);
    return {
        part,
        merge,
        platforms,
        handOver: readHandOver(source, beside),
        digests: readDigests(source, merge),
        time: readTime(source),
        runners: (0,runners/* readRunners */._)(source),
    };
}
/**
 * `true` is the runner's own platform; otherwise a list of platforms. Which of several builds have it is checked once
 * all of them are known (`shareOfSeveral`).
 */
function readPart(source, runnerArch, { of, platforms }) {
    // Elsewhere '' means the default. Here it is a wrong expression, and the whole image would be built and published.
    if (source.isBlank('part')) {
        source.report('part', 'is empty, so the expression that it is set to has no value', 'Check its spelling, such as `part: ${{ matrix.platform }}`. Write `part: false` to build the whole image.');
        return undefined;
    }
    const text = source.text('part');
    const setting = (0,reading_source/* parseBoolean */.yG)(text);
    if (setting === false)
        return undefined;
    const own = ARCHITECTURES[runnerArch];
    if (setting && own === undefined) {
        source.report('part', `is true, but the runner's processor is not known (RUNNER_ARCH is ${(0,quote/* quote */.h)(runnerArch)})`, 'Name the platform: `part: linux/amd64`.');
        return [];
    }
    const words = text.split(/[\s,]+/).filter(one => one !== '');
    const named = setting ? [`linux/${own}`] : words.map(oci_platforms/* wholePlatform */.Pc);
    if (named.length === 0)
        source.invalid('part', (0,quote/* quote */.h)(text), PLATFORMS);
    for (const platform of named) {
        if ((0,oci_platforms/* normalPlatform */.Je)(platform) === undefined) {
            source.invalid('part', (0,quote/* quote */.h)(platform), PLATFORMS);
        }
        else if (of === 'image' && platforms.length > 0 && !isAmong(platforms, platform)) {
            source.report('part', `is ${platform}, which \`platforms\` does not list`, 'Add it to `platforms`, or run this part on another runner.');
        }
    }
    return named.filter((one, at) => !isAmong(named.slice(0, at), one));
}
const PLATFORMS = '`true`, or platforms such as `linux/arm64`';
/** RUNNER_ARCH → Go's name. */
const ARCHITECTURES = { X64: 'amd64', ARM64: 'arm64', X86: '386', ARM: 'arm' };
function isAmong(platforms, one) {
    return platforms.some(platform => (0,oci_platforms/* samePlatform */.my)((0,oci_platforms/* wholePlatform */.Pc)(platform), (0,oci_platforms/* wholePlatform */.Pc)(one)));
}
/**
 * Through the registries if this step's inputs have credentials, for each of `registries` that is not optional; else as
 * an artifact of the workflow run, so that jobs that run the Dockerfile hold no credentials. The machine's logins and the
 * job's token do not count: the choice must not depend on what another step left behind. Nor does a login for which the
 * job would need an id token that it may not get.
 */
function readHandOver(source, { registries, logins }) {
    const text = source.text('hand-over');
    if (text === 'registry' || text === 'artifact')
        return text;
    if (text !== 'auto')
        source.invalid('hand-over', (0,quote/* quote */.h)(text), '`auto`, `registry` or `artifact`');
    if (source.text('docker-config') !== '')
        return 'registry';
    const hasTokens = (0,read/* mayGetIdTokens */.xS)(source);
    const isLogin = ({ password, identity }) => password !== '' || (identity !== undefined && (hasTokens || !(0,types/* needsIdToken */.O)(identity)));
    const known = new Set(logins.filter(isLogin).map(({ registry }) => registry));
    const places = registries.filter(({ optional }) => !optional);
    if (places.length === 0)
        return known.size > 0 ? 'registry' : 'artifact';
    return places.every(entry => isLogin(entry) || known.has(entry.registry)) ? 'registry' : 'artifact';
}
/** Names of parts have the time in seconds since 1970, in at most 11 digits. Milliseconds. */
const LATEST = 1e14;
function readTime(source) {
    const text = source.text('time');
    if (text === '')
        return undefined;
    const time = new Date(/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : '');
    if (time.getTime() >= 0 && time.getTime() < LATEST)
        return time;
    source.invalid('time', (0,quote/* quote */.h)(text), 'a time such as `2026-11-30T17:30:00Z`');
    return undefined;
}


/***/ }),

/***/ 93539:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ readRunners)
/* harmony export */ });
/* unused harmony export runnerFor */
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38815);
/* harmony import */ var _host_fields_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(87617);
/* harmony import */ var _oci_platforms_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(49537);
/* harmony import */ var _plan_filter_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(66759);




/**
 * GitHub-hosted runners. Their arm64 machines run no 32-bit programs, so 32-bit arm is emulated on amd64. Only Linux and
 * Windows have containers there.
 */
const HOSTED = [
    { pattern: 'linux/arm64', runsOn: 'ubuntu-24.04-arm' },
    { pattern: 'linux/arm64/**', runsOn: 'ubuntu-24.04-arm' },
    { pattern: 'linux/**', runsOn: 'ubuntu-24.04' },
    { pattern: 'windows/**', runsOn: 'windows-2025' },
];
/** The given runners, before GitHub's own ones. */
function readRunners(source) {
    return [...given(source), ...HOSTED];
}
function given(source) {
    const text = source.raw('runners');
    if (text.trim() === '')
        return [];
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text, { schema: 'failsafe', prettyErrors: false, logLevel: 'error' });
    const fix = 'Write one `platform: label` per line, as in `linux/arm64: ubuntu-24.04-arm`, and `default: label` for the others.';
    if (document.errors.length > 0 || !(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(document.contents)) {
        source.report('runners', 'is not a YAML map', fix);
        return [];
    }
    let map;
    try {
        map = document.toJS({ maxAliasCount: 0 });
    }
    catch {
        source.report('runners', 'has an alias', fix);
        return [];
    }
    const rows = Object.entries(map).map(([key, value]) => [key === 'default' ? '**' : key, value]);
    // The first match counts, so the default comes last, wherever it was written.
    const sorted = rows.toSorted(([one], [other]) => Number(one === '**') - Number(other === '**'));
    return sorted.flatMap(([pattern, value]) => {
        const isPlatform = pattern === '**' || (pattern.includes('/') && !pattern.startsWith('!'));
        const problem = isPlatform ? (0,_plan_filter_js__WEBPACK_IMPORTED_MODULE_2__/* .patternProblem */ .A)(pattern) : 'matches no platform';
        const runsOn = runsOnOf(value);
        if (problem !== undefined)
            source.report(`runners.${pattern}`, problem, fix);
        if (runsOn === undefined)
            source.report(`runners.${pattern}`, 'names no runner', NAMED);
        return problem === undefined && runsOn !== undefined ? [{ pattern, runsOn }] : [];
    });
}
const NAMED = 'Write a label, a list of labels (`[self-hosted, arm64]`) or a group (`{group: arm, labels: [large]}`).';
function runsOnOf(value) {
    if (!(0,_host_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(value))
        return labelsOf(value);
    const { group, labels: given, ...others } = value;
    if (typeof group !== 'string' || group === '' || Object.keys(others).length > 0)
        return undefined;
    if (given === undefined)
        return { group };
    const labels = labelsOf(given);
    return labels && { group, labels };
}
function labelsOf(value) {
    const isLabel = (label) => typeof label === 'string' && label.trim() !== '';
    if (!Array.isArray(value))
        return isLabel(value) ? value : undefined;
    return value.length > 0 && value.every(isLabel) ? value : undefined;
}
/**
 * A pattern without wildcards means a platform, however it is written: `linux/aarch64` is `linux/arm64`, and so is
 * `arm64`.
 *
 * @returns undefined for a platform that no runner is known for
 */
function runnerFor(runners, platform) {
    const whole = normalPlatform(platform) === undefined ? nameOf(givenPlatform(platform, 'linux/amd64')) : platform;
    const usual = normalPlatform(whole) ?? whole;
    // 32-bit arm is always named with its variant, so that `linux/arm*` means arm64.
    const names = [whole, whole.toLowerCase(), ...(usual.endsWith('/arm') ? [] : [usual])];
    const isFor = ({ pattern }) => names.some(name => samePlatform(pattern, name) || matchPatterns([pattern], name).matched);
    return runners.find(isFor)?.runsOn;
}


/***/ }),

/***/ 68213:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ readPromote),
/* harmony export */   r: () => (/* binding */ sourceText)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(64212);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23940);
/* harmony import */ var _reading_defaults_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(58098);
/* harmony import */ var _reading_source_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(13845);





/**
 * Inputs about how an image is built, or that would change it. A promoted image keeps its digest, so they would have no
 * effect.
 */
const OF_BUILDS = [
    'labels',
    'annotations',
    'add-hosts',
    'allow',
    'attests',
    'build-args',
    'build-contexts',
    'cache-from',
    'cache-to',
    'cache-mounts',
    'call',
    'cgroup-parent',
    'context',
    'file',
    'network',
    'no-cache',
    'no-cache-filters',
    'outputs',
    'platforms',
    'provenance',
    'pull',
    'sbom',
    'secrets',
    'secret-envs',
    'secret-files',
    'shm-size',
    'source-date-epoch',
    'ssh',
    'target',
    'ulimit',
    'skip-existing',
    'skip-unchanged',
    'rebuild',
    'builder',
    'driver',
    'driver-opts',
    'buildkitd-flags',
    'buildkitd-config',
    'buildkitd-config-inline',
    'endpoint',
    'append',
    'node-platforms',
    'keep-state',
    'cleanup',
    'buildx-version',
    'cache',
    'cache-mode',
    'cache-scope',
    'cache-ref',
    'cache-key-files',
];
/** The inputs `source` and `layout`, and their contradictions. */
function readPromote(source) {
    const image = readImageSource(source);
    const layout = (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_3__/* .line */ .n8)(source, 'layout');
    if (/^oci:|(?:^|\/)\.\.?\/?$/.test(layout) || layout.endsWith('/.tar')) {
        source.invalid('layout', (0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .h)(layout), 'a path in the workspace, as in `image-layout` or `image.tar`');
    }
    if (image !== undefined)
        refuseBuilding(source);
    if (image?.kind === 'layout' && layout !== '' && trimmed(image.path) === trimmed(layout)) {
        source.report('layout', 'is the path that `source` reads', 'Give another path, or remove one of the two.');
    }
    if (layout !== '' && !['', 'build'].includes(source.text('call'))) {
        source.report('layout', `is set, but \`call: ${source.text('call')}\` makes no image`, 'Remove one of the two.');
    }
    return { source: image, layout };
}
/** A description of the source: `ghcr.io/acme/api:1.2`, `oci:image.tar`. */
function sourceText(source) {
    if (source.kind === 'registry')
        return (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .formatReference */ .FH)(source.reference);
    if (source.kind === 'parts')
        return `made of the parts for ${source.platforms.join(', ')}`;
    const { path, select } = source;
    if (select === undefined)
        return `oci:${path}`;
    return 'digest' in select ? `oci:${path}@${select.digest}` : `oci:${path}:${select.name}`;
}
function readImageSource(source) {
    const text = (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_3__/* .line */ .n8)(source, 'source');
    if (text === '')
        return undefined;
    return text.startsWith('oci:') ? readLayoutSource(source, text.slice('oci:'.length)) : readReference(source, text);
}
function readReference(source, text) {
    try {
        const reference = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseReference */ .F2)(text);
        if (reference.tag !== undefined || reference.digest !== undefined)
            return { kind: 'registry', reference };
        source.report('source', `names no tag and no digest: ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .h)(text)}`, `Specify the image: \`${text}:1.2.3\`, or \`@\` and its digest.`);
    }
    catch (error) {
        const hint = error instanceof _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ ? error.hint : undefined;
        source.report('source', `has an invalid reference: ${(0,_host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`, `${hint ?? 'Write `ghcr.io/acme/api:1.2.3`.'} An OCI layout is \`oci:PATH\`.`);
    }
    return undefined;
}
/** `PATH`, `PATH@sha256:…` or `PATH:NAME`. As in skopeo, the first colon ends the path: names contain colons too. */
function readLayoutSource(source, text) {
    const [, path = '', digest, name] = /^([^:@]*)(?:@(.*)|:(.*))?$/s.exec(text) ?? [];
    const fix = 'Write `oci:PATH`, and where the layout holds several images `oci:PATH@sha256:…` or `oci:PATH:NAME`.';
    if (path === '' || name === '') {
        source.report('source', `names no ${path === '' ? 'path' : 'image'}: ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .h)(`oci:${text}`)}`, fix);
        return undefined;
    }
    if (digest !== undefined) {
        if ((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(digest))
            return { kind: 'layout', path, select: { digest } };
        source.report('source', `has something after "@" that is not a digest: ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .h)(`oci:${text}`)}`, fix);
        return undefined;
    }
    return { kind: 'layout', path, select: name === undefined ? undefined : { name } };
}
function refuseBuilding(source) {
    for (const name of OF_BUILDS.filter(name => !isIdle(name, source.text(name)))) {
        source.report(name, 'is set, but `source` publishes an existing image unchanged: nothing is built', `Remove \`${name}\`, or remove \`source\` to build.`);
    }
}
/** Whether a value requests nothing: the default in any spelling, or no cache. */
function isIdle(name, text) {
    if (text === _reading_defaults_js__WEBPACK_IMPORTED_MODULE_2__/* .DEFAULTS */ .z[name] || (name === 'cache' && text === 'none'))
        return true;
    const value = (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_3__/* .parseBoolean */ .yG)(text);
    return value !== undefined && value === (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_3__/* .parseBoolean */ .yG)(_reading_defaults_js__WEBPACK_IMPORTED_MODULE_2__/* .DEFAULTS */ .z[name]);
}
function trimmed(path) {
    return path.replace(/^(?:\.\/+)+|\/+$/g, '');
}


/***/ }),

/***/ 58098:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ DEFAULTS)
/* harmony export */ });
/**
 * Every input and its default, which also applies to ''. The same as in action.yml (a test compares them); also needed
 * here because the runner applies its defaults only to absent inputs, and reusable workflows pass ''.
 */
const DEFAULTS = {
    images: '',
    registries: '',
    component: '',
    tags: '',
    flavor: '',
    labels: '',
    annotations: '',
    'sep-tags': '\n',
    'sep-labels': '\n',
    'sep-annotations': '\n',
    'bake-target': 'docker-metadata-action',
    'ref-source': 'workflow',
    source: '',
    layout: '',
    part: 'false',
    merge: 'false',
    'hand-over': 'auto',
    'part-digests': '',
    time: '',
    runners: '',
    'registry-auth': '',
    registry: '',
    username: '',
    password: '',
    'docker-config': '',
    'docker-config-passphrase': '',
    'github-token': '',
    'job-token': '',
    'keep-login': 'false',
    push: 'auto',
    branches: '',
    'git-tags': '',
    events: '',
    builder: '',
    driver: '',
    'driver-opts': '',
    'buildkitd-flags': '',
    'buildkitd-config': '',
    'buildkitd-config-inline': '',
    endpoint: '',
    append: '',
    'node-platforms': '',
    'keep-state': 'false',
    cleanup: 'true',
    'buildx-version': '',
    mirrors: '',
    qemu: '',
    'qemu-image': '',
    cache: 'auto',
    'cache-mode': 'max',
    'cache-scope': '',
    'cache-ref': '',
    'cache-key-files': '',
    'cache-max-size': '10gb',
    'cache-mounts': '',
    'cache-from': '',
    'cache-to': '',
    'add-hosts': '',
    allow: '',
    attests: '',
    'build-args': '',
    'build-contexts': '',
    call: '',
    'cgroup-parent': '',
    context: '',
    file: '',
    load: 'false',
    network: '',
    'no-cache': 'false',
    'no-cache-filters': '',
    outputs: '',
    platforms: '',
    provenance: '',
    pull: 'false',
    sbom: '',
    secrets: '',
    'secret-envs': '',
    'secret-files': '',
    'shm-size': '',
    ssh: '',
    target: '',
    ulimit: '',
    'source-date-epoch': '',
    builds: '',
    bake: '',
    'bake-targets': '',
    'bake-set': '',
    'bake-vars': '',
    test: '',
    gates: '',
    scan: '',
    'scan-severity': 'critical',
    'scan-ignore-unfixed': 'false',
    'scan-required': 'true',
    'scan-version': '',
    'scan-upload': 'false',
    'container-test': '',
    'gate-platforms': 'native',
    'keep-local': 'false',
    verify: 'true',
    sign: 'false',
    'sign-key': '',
    'sign-key-password': '',
    'sign-legacy': 'false',
    'sign-public': 'false',
    attest: '',
    'attest-to': '',
    'verify-source': '',
    'require-signed-base': '',
    'signing-config': '',
    'trusted-root': '',
    policy: 'none',
    'policy-mode': 'enforce',
    'build-policy': '',
    preflight: 'true',
    'immutable-tags': '',
    'skip-existing': 'false',
    'skip-unchanged': 'false',
    rebuild: 'always',
    'moving-tags': 'forward',
    retries: '5',
    timeout: '3m',
    'dry-run': 'false',
};


/***/ }),

/***/ 1888:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ durationOf),
/* harmony export */   f: () => (/* binding */ DURATION)
/* harmony export */ });
const DURATION = 'a duration, as in `90s`, `3m` or `1h`';
const UNITS = { '': 1000, s: 1000, m: 60_000, h: 3_600_000 };
/** `90s`, `3m`, `1h` or seconds without a unit, in milliseconds. Undefined for anything else, including ''. */
function durationOf(text) {
    const [, amount = '', unit = ''] = /^(\d{1,6})\s*([smh]?)$/.exec(text.trim()) ?? [];
    const ms = Number(amount) * (UNITS[unit] ?? 0);
    return ms > 0 ? ms : undefined;
}


/***/ }),

/***/ 13845:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  zM: () => (/* binding */ source_boolean),
  CR: () => (/* binding */ booleanAt),
  ld: () => (/* binding */ items),
  Ct: () => (/* binding */ itemsAt),
  n8: () => (/* binding */ line),
  yG: () => (/* binding */ parseBoolean),
  vz: () => (/* binding */ sourceOf)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/host/text/quote.js
var quote = __webpack_require__(64212);
// EXTERNAL MODULE: ./lib/host/variables/step.js
var step = __webpack_require__(1956);
// EXTERNAL MODULE: ./lib/host/variables/workflow-run.js
var workflow_run = __webpack_require__(55911);
// EXTERNAL MODULE: ./lib/plan/terms/list.js
var list = __webpack_require__(94247);
// EXTERNAL MODULE: ./lib/inputs/reading/defaults.js
var defaults = __webpack_require__(58098);
;// CONCATENATED MODULE: ./lib/inputs/reading/verify-defaults.js
/** Inputs that only the verify action has, with the defaults of verify/action.yml. */
const VERIFY_DEFAULTS = {
    refs: '',
    result: '',
    require: 'signature',
    'signed-by': '',
    'source-repository': '',
    'source-ref': '',
};

;// CONCATENATED MODULE: ./lib/inputs/reading/source.js







const ALL = { ...VERIFY_DEFAULTS, ...defaults/* DEFAULTS */.z };
function sourceOf(env, problems, warnings, exists) {
    const given = (name) => (0,step/* inputIn */.cP)(env, name);
    const { repository, workspace } = (0,workflow_run/* runVariables */.R)(env);
    const raw = (name) => given(name) || ALL[name];
    return {
        raw,
        text: name => raw(name).trim() || ALL[name],
        isBlank: name => given(name)?.trim() === '',
        env,
        report: (input, problem, fix) => problems.push({ input, problem, fix }),
        invalid: (input, problem, fix) => problems.push({ input, problem, fix, kind: 'value' }),
        add: problem => problems.push(problem),
        warn: text => warnings.push(text),
        repository,
        exists: path => exists((0,external_node_path_.resolve)(workspace, path)),
    };
}
/** A single line of text: no line breaks or control characters. */
function line(source, name) {
    const value = source.text(name);
    if (!/\p{Cc}/u.test(value))
        return value;
    source.report(name, 'has a line break or a control character', 'Give it on one line.');
    return '';
}
/** `true` or `false` as in YAML 1.2's core schema and @actions/core. */
function source_boolean(source, name) {
    return booleanAt(source, name, source.text(name));
}
/** The same for a value inside an input; `at` names it in messages. '' is false. */
function booleanAt(source, at, text) {
    const value = text === '' ? false : parseBoolean(text);
    if (value === undefined)
        source.invalid(at, (0,quote/* quote */.h)(text), BOOLEAN);
    return value ?? false;
}
const BOOLEAN = '`true` or `false`';
/** true|True|TRUE and false|False|FALSE; undefined for anything else. */
function parseBoolean(text) {
    if (/^(?:true|True|TRUE)$/.test(text))
        return true;
    return /^(?:false|False|FALSE)$/.test(text) ? false : undefined;
}
/** The items of a list input. */
function items(source, name, options = {}) {
    return itemsAt(source, name, source.raw(name), options);
}
/** The same for a value inside an input; `at` names it in messages. */
function itemsAt(source, at, text, options) {
    try {
        return (0,list/* list */.p_)(text, options);
    }
    catch {
        // csv-parse's message is left out: it may quote the text, which may be a secret.
        source.report(at, 'has a quotation mark that is never closed', 'Close it on its line, or write a quotation mark inside a quoted item twice ("").');
        return [];
    }
}


/***/ }),

/***/ 93632:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   An: () => (/* binding */ trustOf),
/* harmony export */   X3: () => (/* binding */ isPem),
/* harmony export */   ks: () => (/* binding */ TRUST_KEYS)
/* harmony export */ });
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64212);
/* harmony import */ var _source_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13845);
/* harmony import */ var _yaml_list_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(40516);



const TRUST_KEYS = ['ca', 'insecure'];
/** The `ca` and `insecure` of an entry of `registries` or `registry-auth`. */
function trustOf(source, entry) {
    const ca = (0,_yaml_list_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b)(source, entry, 'ca').trim();
    if (ca !== '' && !isPem(ca) && (ca.includes('\n') || !source.exists(ca))) {
        source.report(`${entry.at}.ca`, ca.includes('\n') ? 'is not a PEM certificate' : `is neither a PEM certificate nor a file: ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(ca)}`, 'Give the path of a PEM file, or its text from `-----BEGIN CERTIFICATE-----` on (in YAML: `ca: |`).');
    }
    const insecure = (0,_source_js__WEBPACK_IMPORTED_MODULE_0__/* .booleanAt */ .CR)(source, `${entry.at}.insecure`, (0,_yaml_list_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b)(source, entry, 'insecure').trim());
    return { ...(ca !== '' && { ca }), ...(insecure && { insecure }) };
}
/** Whether a text contains the certificates, rather than their path (RFC 7468). */
function isPem(text) {
    return /^-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/m.test(text);
}


/***/ }),

/***/ 40516:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ textOf),
/* harmony export */   g: () => (/* binding */ yamlEntries)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38815);
/* harmony import */ var _plan_terms_nearest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(75853);


const REGISTRIES = {
    begin: 'Begin each entry with `- `, as in `- registry: ghcr.io`.',
    name: 'Name a registry, or remove the entry.',
    entry: 'Write a registry, or a map with',
    quote: "Put it in single quotes: `password: '${{ secrets.TOKEN }}'`.",
};
const SINGLE = "If the value there has a `'`, write each one in it twice (`''`), or put the value on a separate, indented line below `password: |-`.";
/**
 * Reads a YAML list of strings or maps. Scalars never become numbers, booleans or null (the failsafe schema), and
 * anything that YAML would remove from or interpret in an unquoted secret (comments, anchors, tags) is a problem.
 * Messages never quote values.
 */
function yamlEntries(source, name, keys, wording = REGISTRIES) {
    const text = source.raw(name);
    if (text.trim() === '')
        return [];
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text, { schema: 'failsafe', prettyErrors: false, logLevel: 'error' });
    const [error] = document.errors;
    if (error?.code === 'MULTIPLE_DOCS') {
        source.report(name, 'has a second YAML document', 'Remove the line `---`, so that all entries are in one list.');
        return [];
    }
    if (error !== undefined) {
        const cut = lineOfCutValue(text);
        if (cut !== undefined) {
            const fix = 'Save the secret again without it: `printf %s "$TOKEN" | gh secret set NAME` adds none.';
            source.report(name, `has a value in quotes at line ${cut} that ends in a line break`, fix);
            return [];
        }
        // A missing quotation mark is reported at the end of the text.
        const before = text.slice(0, error.pos[0]).trimEnd().split('\n');
        const line = before.length;
        const inSingle = /[:-]\s+'/.test(before.at(-1) ?? '');
        const repeated = error.code === 'DUPLICATE_KEY';
        source.report(name, repeated
            ? `has the same key twice in one entry, at line ${line}`
            : `is not valid YAML at line ${line} (${error.code})`, repeated
            ? 'Remove one of them.'
            : inSingle
                ? SINGLE
                : `If a value there has special characters: ${wording.quote}`);
        return [];
    }
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(document.contents)) {
        source.report(name, 'is not a YAML list', wording.begin);
        return [];
    }
    const form = { keys, wording };
    return document.contents.items.flatMap((node, index) => entry(source, `${name}[${index}]`, node, form));
}
/**
 * The line on which a quoted value begins that ends in a line break, like a secret pasted or piped with one: the
 * closing quote is then on a separate line, where YAML doesn't expect it.
 */
function lineOfCutValue(text) {
    const lines = text.split(/\r\n|\r|\n/);
    for (const [index, line] of lines.entries()) {
        const [, quote] = /^\s*(['"])\s*[,}\]]*\s*$/.exec(line) ?? [];
        const start = lines.slice(0, index).findLastIndex(each => each.trim() !== '');
        if (quote !== undefined && ((lines[start] ?? '').split(quote).length - 1) % 2 === 1)
            return start + 1;
    }
    return undefined;
}
/** The text of a key: '' when it is absent. A list is a problem. */
function textOf(source, { at, values }, key) {
    const value = values[key] ?? '';
    if (typeof value === 'string')
        return value;
    source.report(`${at}.${key}`, 'is a list', 'Give one value.');
    return '';
}
function entry(source, at, node, { keys, wording }) {
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node)) {
        const plain = scalar(source, at, node, wording).trim();
        if (plain !== '')
            return [{ at, plain, values: {} }];
        source.report(at, 'is empty', wording.name);
        return [];
    }
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node)) {
        source.report(at, 'is neither text nor a map', `${wording.entry} ${keys.join(', ')}.`);
        return [];
    }
    const values = {};
    for (const pair of node.items) {
        const key = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(pair.key) ? String(pair.key.value) : '';
        if (!keys.includes(key)) {
            const meant = (0,_plan_terms_nearest_js__WEBPACK_IMPORTED_MODULE_1__/* .nearest */ .p)(key, keys);
            const fix = meant === undefined ? `Known keys are ${keys.join(', ')}.` : `Did you mean \`${meant}\`?`;
            source.report(at, `has the unknown key ${JSON.stringify(key.slice(0, 100))}`, fix);
            continue;
        }
        values[key] = readValue(source, `${at}.${key}`, pair.value, wording);
    }
    return [{ at, plain: undefined, values }];
}
function readValue(source, at, node, wording) {
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node))
        return scalar(source, at, node, wording);
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(node) && node.items.every(yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)) {
        return node.items.map((item, index) => scalar(source, `${at}[${index}]`, item, wording));
    }
    if (node === null)
        return '';
    source.report(at, (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node) ? 'is read by YAML as an alias' : 'is not text', wording.quote);
    return '';
}
function scalar(source, at, node, { quote }) {
    const { value, type, comment, anchor, tag, range } = node;
    const plain = type === 'PLAIN';
    // A comment or a line break in an unquoted password may be part of the secret; elsewhere it is the author's.
    const secret = at.endsWith('.password') && plain;
    const misread = [
        secret && typeof comment === 'string' && 'has a part that YAML reads as a comment',
        secret && isFolded(value, range) && 'spans lines, which YAML joins',
        anchor !== undefined && 'has a part that YAML reads as an anchor',
        plain && tag !== undefined && 'has a part that YAML reads as a tag',
    ].find(problem => problem !== false);
    if (misread !== undefined)
        source.report(at, misread, quote);
    const text = typeof value === 'string' ? value : '';
    return plain ? text : text.replace(/\n+$/, '');
}
/** YAML folds the line breaks of a plain scalar, so its value may differ from its source. */
function isFolded(value, range) {
    return typeof value === 'string' && range != null && range[1] - range[0] !== value.length;
}


/***/ }),

/***/ 54800:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ readRetry),
/* harmony export */   U: () => (/* binding */ readRobust)
/* harmony export */ });
/* harmony import */ var _host_retry_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24221);
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(64212);
/* harmony import */ var _plan_filter_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(66759);
/* harmony import */ var _reading_duration_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1888);
/* harmony import */ var _reading_source_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(13845);





function readRobust(source) {
    const immutableTags = readPatterns(source);
    const skipExisting = (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_3__/* .boolean */ .zM)(source, 'skip-existing');
    if (skipExisting && immutableTags.length === 0) {
        source.report('skip-existing', 'is true, but no tag is immutable, so nothing could show that this commit is already published', 'List the tags that never move, as in `immutable-tags: "v?[0-9]+.[0-9]+.[0-9]+*, sha-*"`.');
    }
    const skipUnchanged = (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_3__/* .boolean */ .zM)(source, 'skip-unchanged');
    if (skipUnchanged)
        checkUnchanged(source, immutableTags);
    return {
        skipUnchanged,
        rebuild: readRebuild(source),
        retry: readRetry(source),
        preflight: (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_3__/* .boolean */ .zM)(source, 'preflight'),
        immutableTags,
        skipExisting,
        movingTags: readMovingTags(source),
    };
}
function checkUnchanged(source, immutableTags) {
    if (immutableTags.length > 0) {
        source.report('skip-unchanged', 'gives new tags to the image of an earlier commit, but `immutable-tags` distinguishes images by their commit: a re-run would be rejected', 'Remove one of the two.');
    }
    if (source.text('layout') !== '') {
        source.report('skip-unchanged', 'applies to published images, but `layout` contains what was built', 'Remove one of the two.');
    }
}
function readRebuild(source) {
    const text = source.text('rebuild');
    if (text === 'always' || text === 'base-changed')
        return text;
    source.invalid('rebuild', (0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .h)(text), '`always` or `base-changed`');
    return 'always';
}
function readMovingTags(source) {
    const text = source.text('moving-tags');
    if (text === 'forward' || text === 'always')
        return text;
    source.invalid('moving-tags', (0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .h)(text), '`forward` or `always`');
    return 'forward';
}
function readRetries(source) {
    const text = source.text('retries');
    if (/^\d{1,2}$/.test(text))
        return Number(text);
    source.invalid('retries', (0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .h)(text), 'a number from 0 (try once) to 99, as in `5`');
    return _host_retry_js__WEBPACK_IMPORTED_MODULE_0__/* .DEFAULT_RETRY */ .vI.retries;
}
/** A duration in milliseconds. */
function readTimeout(source) {
    const text = source.text('timeout');
    const ms = (0,_reading_duration_js__WEBPACK_IMPORTED_MODULE_2__/* .durationOf */ .c)(text);
    if (ms !== undefined)
        return ms;
    source.invalid('timeout', (0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .h)(text), _reading_duration_js__WEBPACK_IMPORTED_MODULE_2__/* .DURATION */ .f);
    return _host_retry_js__WEBPACK_IMPORTED_MODULE_0__/* .DEFAULT_RETRY */ .vI.deadline;
}
function readPatterns(source) {
    const patterns = (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_3__/* .items */ .ld)(source, 'immutable-tags', { commas: true });
    for (const pattern of patterns) {
        const problem = (0,_plan_filter_js__WEBPACK_IMPORTED_MODULE_1__/* .patternProblem */ .A)(pattern);
        if (problem === undefined)
            continue;
        source.report('immutable-tags', `has the pattern ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .h)(pattern)}, which ${problem}`, "Write it in GitHub's filter syntax, as in `[0-9]+.[0-9]+.[0-9]+` or `sha-*`.");
    }
    if (patterns.length > 0 && patterns.every(pattern => pattern.startsWith('!'))) {
        source.report('immutable-tags', 'contains only exclusions (`!…`)', 'Start with an inclusion, such as `*`.');
    }
    return patterns;
}
/** `retries` and `timeout`. */
function readRetry(source) {
    return { ..._host_retry_js__WEBPACK_IMPORTED_MODULE_0__/* .DEFAULT_RETRY */ .vI, retries: readRetries(source), deadline: readTimeout(source) };
}


/***/ }),

/***/ 79412:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Vc: () => (/* binding */ inputsOf),
  NP: () => (/* binding */ isOwn)
});

// UNUSED EXPORTS: readRun

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/variables/step.js
var step = __webpack_require__(1956);
// EXTERNAL MODULE: ./lib/host/text/quote.js
var quote = __webpack_require__(64212);
// EXTERNAL MODULE: ./lib/host/variables/runner.js
var runner = __webpack_require__(46744);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/plan/git-context.js
var git_context = __webpack_require__(92637);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/plan/terms/list.js
var list = __webpack_require__(94247);
;// CONCATENATED MODULE: ./lib/plan/terms/outputs.js



const CARRIED = /^(?:compression|compression-level|force-compression|oci-mediatypes|rewrite-timestamp|annotation(?:-[a-z-]+)?(?:\[[^\]]*\])?\..+)$/;
/**
 * Reads the items of `outputs` (buildx's `--output` syntax, docs.docker.com/reference/cli/docker/buildx/build/#output).
 * Slipway pushes itself, so `registry` and `image` are never passed to buildx.
 */
function parseOutputs(outputs) {
    const state = { push: false, load: false, attributes: {} };
    const extra = [];
    const ignored = [];
    const problems = [];
    const refuse = (problem, fix) => problems.push({ input: 'outputs', problem, fix });
    for (const spec of outputs) {
        const attributes = parseSpec(spec);
        if (attributes === undefined) {
            refuse(`has an attribute that is not key=value in ${(0,quote/* quote */.h)(spec)}`, 'Write `type=local,dest=path`, say.');
            continue;
        }
        const type = attributes.type;
        if (type === 'image' || type === 'registry' || (type === 'docker' && !attributes.dest)) {
            if (type === 'docker')
                state.load = true;
            else if (type === 'registry' || isTrue(attributes.push))
                state.push = true;
            for (const [key, value] of Object.entries(attributes)) {
                if (key === 'push-by-digest' && isTrue(value)) {
                    refuse('asks for push-by-digest', 'Remove it and list all `platforms` in this step: every tag names one index.');
                }
                else if (key === 'name') {
                    refuse('names an image', 'Name it in `images` (or as a complete reference in `tags`) and remove `name=` here.');
                }
                else if (CARRIED.test(key)) {
                    state.attributes[key] = value;
                }
                else if (!['type', 'push', 'unpack', 'name-canonical', 'push-by-digest'].includes(key)) {
                    ignored.push(`${key}=${value}`);
                }
            }
        }
        else if (type === 'local' || type === 'tar' || type === 'oci' || type === 'docker') {
            if (attributes.dest && attributes.dest !== '-')
                extra.push(spec);
            else
                refuse(`has no place to write to in ${(0,quote/* quote */.h)(spec)}`, `Write \`type=${type},dest=path\`.`);
        }
        else if (type === 'cacheonly') {
            ignored.push(spec);
        }
        else {
            const known = 'local, tar, oci, docker, image, registry or cacheonly';
            refuse(type === undefined ? `has no type in ${(0,quote/* quote */.h)(spec)}` : `has the unknown type ${(0,quote/* quote */.h)(type)}`, `Use ${known}.`);
        }
    }
    return { ...state, extra, ignored, problems };
}
/** Whether any of the extra outputs has one of these types. */
function hasOutput(extra, ...types) {
    return extra.some(spec => types.includes(parseSpec(spec)?.type ?? ''));
}
/** The fan-out export: into the engine, under the image's real name, with the registry's media types. */
function engineOutput(name, attributes) {
    return formatSpec({ type: 'docker', name, 'oci-mediatypes': 'true', ...attributes });
}
/** The same without unpacking its layers, for a builder with a driver other than docker. */
function packedOutput(reference, attributes) {
    const { name: whole, tag } = parseReference(reference);
    // The docker driver completes a name; here a short one would be stored as given, and not be found.
    const name = `${whole.registry}/${whole.path}:${tag}`;
    return formatSpec({ type: 'image', name, push: 'false', unpack: 'false', 'oci-mediatypes': 'true', ...attributes });
}
/** The layout export: a folder in OCI image-layout. Without a name the provenance's subject stays empty. */
function layoutOutput(dest, attributes) {
    return formatSpec({ type: 'oci', tar: 'false', dest, ...attributes });
}
/**
 * The export of a builder that pushes itself: no tag, and nothing is kept in the builder's image store.
 *
 * @param name a repository with its registry @param insecure allow plain HTTP and unverified certificates
 */
function pushOutput(name, attributes, insecure) {
    const how = { 'push-by-digest': 'true', push: 'true', 'oci-mediatypes': 'true', store: 'false', unpack: 'false' };
    return formatSpec({ type: 'image', name, ...how, ...(insecure && { 'registry.insecure': 'true' }), ...attributes });
}
/**
 * A spec's attributes, undefined when one is not `key=value`. A bare path is `type=local` (buildx, `build/output.go`).
 */
function parseSpec(spec) {
    const columns = columnsOf(spec);
    const [only = ''] = columns;
    if (columns.length === 1 && only !== '' && !only.includes('='))
        return { type: 'local', dest: only };
    const attributes = {};
    for (const column of columns) {
        const equals = column.indexOf('=');
        if (equals <= 0)
            return undefined;
        attributes[column.slice(0, equals).trim().toLowerCase()] = column.slice(equals + 1).trim();
    }
    return attributes;
}
/** A spec with unbalanced quotation marks has one empty column, which is not an attribute. */
function columnsOf(spec) {
    try {
        return (0,list/* fields */.OA)(spec);
    }
    catch {
        return [''];
    }
}
function formatSpec(attributes) {
    return joinFields(Object.entries(attributes).map(([key, value]) => `${key}=${value}`));
}
// Go's strconv.ParseBool, which BuildKit's exporters use.
function isTrue(value) {
    return value !== undefined && /^(?:1|t|true)$/i.test(value);
}

;// CONCATENATED MODULE: ./lib/inputs/reading/checks.js


/** A template may stand for the whole; its result is checked when it is rendered. */
const PAIR = {
    fits: item => item.includes('{{') || /^[^=\s]+=/.test(item),
    form: '`key=value`',
    more: '; a value of several lines goes in double quotes together with its key, from `"key=first line` to `last line"`',
};
const like = (form) => (item) => form.test(item);
const PLATFORMS = {
    fits: like(/^[\w.+()-]+(?:\/[\w.+()-]+){0,2}$/),
    form: '`linux/amd64` or `linux/arm/v7`',
};
// What buildx would refuse (`util/buildflags`, `build/utils.go`), before anything runs.
const CHECKS = {
    annotations: PAIR,
    labels: PAIR,
    'add-hosts': { fits: like(/^[^\s:=]+[:=]\S+$/), form: '`host:ip`' },
    allow: { fits: like(/^(?:\*|[a-z]+(?:\.[a-z]+)?(?:=.+)?)$/), form: '`network.host` or `security.insecure`' },
    attests: { fits: item => checkAttributes(item, 'type'), form: '`type=sbom,generator=image`' },
    'build-args': { fits: like(/^[^=\s]+(?:=|$)/), form: '`KEY=value`', secret: true },
    'build-contexts': { fits: like(/^[^=\s]+=./s), form: '`name=path`' },
    'cache-from': { fits: isCache, form: '`type=gha` or `type=registry,ref=acme/api:cache`', secret: true },
    'cache-to': { fits: isCache, form: '`type=gha,mode=max` or `type=registry,ref=acme/api:cache`', secret: true },
    'driver-opts': {
        fits: like(/^"?[^=\s,"]+=/),
        form: '`image=moby/buildkit:v0.29.0`',
        secret: true,
    },
    'no-cache-filters': { fits: like(/^\S+$/), form: 'the name of a stage' },
    'node-platforms': PLATFORMS,
    platforms: PLATFORMS,
    qemu: PLATFORMS,
    secrets: {
        fits: like(/^\s*[^=\s]+=/),
        form: '`id=value`, in quotes ("id=…") when the value spans lines',
        secret: true,
    },
    'secret-envs': { fits: like(/^[^=\s]+=[^=\s]+$/), form: '`id=NAME`', secret: true },
    'secret-files': { fits: like(/^[^=\s]+=./s), form: '`id=path`', secret: true },
    ssh: { fits: like(/^[^=\s]+(?:=.+)?$/s), form: '`default` or `id=path`' },
    ulimit: { fits: like(/^[a-z]+=-?\d+(?::-?\d+)?$/), form: '`nofile=1024:1024`' },
};
/** Reports the items that buildx would refuse; returns the list. */
function checkItems(source, name, items) {
    const check = CHECKS[name];
    if (check === undefined)
        return items;
    const lines = source.raw(name).split('\n');
    let line = 0;
    for (const [index, item] of items.entries()) {
        if (check.fits(item))
            continue;
        const found = lineOf(lines, item, line);
        line = found ?? line;
        const where = found === undefined ? `item ${index + 1}` : `line ${found + 1}`;
        source.invalid(name, check.secret ? where : `${(0,quote/* quote */.h)(item)} (${where})`, `${check.form}, one per line${check.more ?? ''}`);
    }
    return items;
}
/** The line, from 0, on which an item begins; `from` is the line of an earlier bad item. Undefined if unknown. */
function lineOf(lines, item, from) {
    const [first = ''] = item.split('\n', 1);
    const starts = (line) => line.trim() === first.trim() || line.trim() === `"${first}`;
    const exact = lines.findIndex((line, at) => at >= from && starts(line));
    const start = first.split('"', 1)[0] ?? '';
    const found = exact >= 0 ? exact : lines.findIndex((line, at) => at >= from && start !== '' && line.includes(start));
    return found < 0 ? undefined : found;
}
/** Whether a text is CSV of `key=value` (or a bare boolean, as in buildx), and has this key, if one is given. */
function checkAttributes(text, required) {
    const columns = checks_columnsOf(text);
    const keys = columns.map(column => column.split('=', 1)[0]?.trim() ?? '');
    const fit = columns.every((column, index) => column.includes('=') ? keys[index] !== '' : /^(?:true|false)$/i.test(column));
    return fit && columns.length > 0 && (required === undefined || keys.includes(required));
}
/** A bare reference, or attributes with a type. */
function isCache(item) {
    return /^[^\s=,"]+$/.test(item) || checkAttributes(item, 'type');
}
function checks_columnsOf(text) {
    try {
        return (0,list/* fields */.OA)(text);
    }
    catch {
        return [];
    }
}

// EXTERNAL MODULE: ./lib/inputs/reading/source.js + 1 modules
var reading_source = __webpack_require__(13845);
;// CONCATENATED MODULE: ./lib/inputs/build/build.js






/**
 * The inputs of build-push-action. Which lists split at commas follows that action.
 *
 * @param folder the default `context`; '' for the workspace
 */
function readBuild(source, folder = '') {
    const rows = (name) => checkItems(source, name, (0,reading_source/* items */.ld)(source, name));
    const specs = (name) => checkItems(source, name, (0,reading_source/* items */.ld)(source, name, { fields: true }));
    const words = (name) => checkItems(source, name, (0,reading_source/* items */.ld)(source, name, { commas: true }));
    const { problems, ...outputs } = parseOutputs((0,reading_source/* items */.ld)(source, 'outputs', { quote: false }));
    for (const problem of problems)
        source.add(problem);
    return {
        addHosts: words('add-hosts'),
        allow: words('allow'),
        attests: specs('attests'),
        buildArgs: rows('build-args'),
        buildContexts: rows('build-contexts'),
        builder: (0,reading_source/* line */.n8)(source, 'builder'),
        cacheFrom: specs('cache-from'),
        cacheTo: specs('cache-to'),
        call: matching(source, 'call', /^[a-z][\w.-]*(?:,\w+(?:=\w+)?)*$/i, '`check`, `outline` or `targets`'),
        cgroupParent: (0,reading_source/* line */.n8)(source, 'cgroup-parent'),
        context: readContext(source),
        file: readFile(source, folder),
        load: (0,reading_source/* boolean */.zM)(source, 'load'),
        network: matching(source, 'network', /^(?:default|none|host)$/, '`default`, `none` or `host`'),
        noCache: (0,reading_source/* boolean */.zM)(source, 'no-cache'),
        noCacheFilters: words('no-cache-filters'),
        outputs,
        platforms: words('platforms'),
        provenance: attestation(source, 'provenance', 'mode=max'),
        // Inputs that replace files of this machine.
        pull: (0,reading_source/* boolean */.zM)(source, 'pull') || source.text('rebuild') === 'base-changed',
        sbom: attestation(source, 'sbom', 'generator=image'),
        secrets: checkItems(source, 'secrets', (0,reading_source/* items */.ld)(source, 'secrets', { trim: false })),
        secretEnvs: words('secret-envs'),
        secretFiles: rows('secret-files'),
        shmSize: matching(source, 'shm-size', /^\d+(?:\.\d+)?\s*[kmgtp]?i?b?$/i, 'a size such as `2gb` or `64m`'),
        ssh: words('ssh'),
        target: (0,reading_source/* line */.n8)(source, 'target'),
        ulimit: rows('ulimit'),
    };
}
/** A line of text in a certain form; '' is always valid. */
function matching(source, name, form, wanted) {
    const value = (0,reading_source/* line */.n8)(source, name);
    if (value !== '' && !form.test(value))
        source.invalid(name, (0,quote/* quote */.h)(value), wanted);
    return value;
}
/**
 * A path in the workspace, as in buildx; or in the context, as in other tools' `docker build`, if only the context has
 * such a file.
 */
function readFile(source, folder) {
    const file = matching(source, 'file', /^(?!-$)/, 'the path of a Dockerfile; there is no standard input');
    const context = source.text('context') || folder;
    const isElsewhere = context === '' || (0,git_context/* isRemote */.Vx)(context) || context.includes('{{');
    if (file === '' || isElsewhere || (0,external_node_path_.isAbsolute)(file) || (0,git_context/* isRemote */.Vx)(file) || source.exists(file))
        return file;
    const inContext = (0,external_node_path_.join)(context, file);
    return source.exists(inContext) ? inContext : file;
}
function readContext(source) {
    const context = (0,reading_source/* line */.n8)(source, 'context');
    if (context.startsWith('-')) {
        source.invalid('context', (0,quote/* quote */.h)(context), 'a folder, as in `.`, or a URL; there is no standard input');
    }
    // metadata-action has an input of this name that selects the source of ref and commit.
    if ((context === 'git' || context === 'workflow') && !source.exists(context)) {
        source.report('context', `is ${(0,quote/* quote */.h)(context)}, but the workspace has no such folder`, `Write \`ref-source: ${context}\` if you mean metadata-action's \`context\`; here \`context\` is the build's.`);
    }
    return context;
}
/** `true`, `false` or attributes, which buildx reads as CSV. */
function attestation(source, name, example) {
    const value = (0,reading_source/* line */.n8)(source, name);
    if (value === '')
        return '';
    const asBoolean = (0,reading_source/* parseBoolean */.yG)(value);
    if (asBoolean !== undefined)
        return String(asBoolean);
    if (!checkAttributes(value)) {
        source.invalid(name, (0,quote/* quote */.h)(value), `\`true\`, \`false\` or attributes, as in \`${example}\``);
    }
    return value;
}

// EXTERNAL MODULE: ./lib/plan/terms/nearest.js
var nearest = __webpack_require__(75853);
// EXTERNAL MODULE: ./lib/inputs/reading/yaml-list.js
var yaml_list = __webpack_require__(40516);
// EXTERNAL MODULE: ./lib/inputs/build/builder-spec.js
var builder_spec = __webpack_require__(98057);
;// CONCATENATED MODULE: ./lib/inputs/build/builder.js







/** Names of builders and nodes that buildx accepts. */
const NAME = /^[a-z][\w.-]*$/i;
/** The inputs of setup-buildx-action, except `builder` (see `readBuild`). */
function readBuilder(source) {
    const driver = readDriver(source);
    const first = {
        name: '',
        endpoint: endpointOf(source, 'endpoint', (0,reading_source/* line */.n8)(source, 'endpoint')),
        driverOpts: checkItems(source, 'driver-opts', (0,reading_source/* items */.ld)(source, 'driver-opts', { quote: false })),
        buildkitdFlags: (0,reading_source/* line */.n8)(source, 'buildkitd-flags'),
        platforms: checkItems(source, 'node-platforms', (0,reading_source/* items */.ld)(source, 'node-platforms', { commas: true })),
    };
    const nodes = [first, ...readAppended(source)];
    const config = readConfig(source);
    const spec = { nodes, config, keepState: (0,reading_source/* boolean */.zM)(source, 'keep-state'), cleanup: (0,reading_source/* boolean */.zM)(source, 'cleanup') };
    const given = onlyForNewOnes(spec);
    checkDriver(source, driver, spec, given);
    const create = driver === undefined ? given.length > 0 : driver !== 'docker';
    if (create)
        checkCreation(source, spec.keepState);
    return { ...spec, driver, create };
}
function readDriver(source) {
    const text = (0,reading_source/* line */.n8)(source, 'driver');
    const driver = builder_spec/* DRIVERS */.e0.find(name => name === text);
    if (text === '' || driver !== undefined)
        return driver;
    const meant = (0,nearest/* nearest */.p)(text, builder_spec/* DRIVERS */.e0);
    const guess = meant === undefined ? '' : ` (did you mean \`${meant}\`?)`;
    source.invalid('driver', (0,quote/* quote */.h)(text), `one of ${builder_spec/* DRIVERS */.e0.join(', ')}${guess}`);
    return undefined;
}
function readConfig(source) {
    const path = (0,reading_source/* line */.n8)(source, 'buildkitd-config');
    const text = source.raw('buildkitd-config-inline');
    if (path !== '' && text.trim() !== '') {
        source.report('buildkitd-config-inline', 'is set together with `buildkitd-config`', 'Remove one of them.');
    }
    if (path !== '' && !source.exists(path)) {
        source.report('buildkitd-config', `is not a file: ${(0,quote/* quote */.h)(path)}`, 'Give a path in the workspace, or check it out.');
    }
    if (path !== '')
        return { path };
    return text.trim() === '' ? undefined : { text };
}
const APPEND_KEYS = ['name', 'endpoint', 'driver-opts', 'buildkitd-flags', 'platforms'];
const NODES = {
    begin: 'Begin each entry with `- `, as in `- endpoint: tcp://host:1234`.',
    name: 'Give the endpoint of a node, or remove the entry.',
    entry: 'Write a map with',
    quote: 'Put it in single quotes.',
};
function readAppended(source) {
    return (0,yaml_list/* yamlEntries */.g)(source, 'append', APPEND_KEYS, NODES).flatMap(entry => {
        if (entry.plain === undefined)
            return [readNode(source, entry)];
        source.report(entry.at, 'is plain text', 'Write a map, as in `- endpoint: tcp://host:1234`.');
        return [];
    });
}
function readNode(source, entry) {
    const text = (key) => (0,yaml_list/* textOf */.b)(source, entry, key).trim();
    const name = text('name');
    if (name !== '' && !NAME.test(name)) {
        source.invalid(`${entry.at}.name`, (0,quote/* quote */.h)(name), 'a name of letters, digits, `.`, `_` and `-`');
    }
    const under = (key) => ({
        ...source,
        raw: () => '',
        invalid: (_, shown, expected) => source.invalid(`${entry.at}.${key}`, shown, expected),
    });
    return {
        name,
        endpoint: endpointOf(source, `${entry.at}.endpoint`, text('endpoint')),
        driverOpts: checkItems(under('driver-opts'), 'driver-opts', itemsOf(entry, 'driver-opts')),
        buildkitdFlags: text('buildkitd-flags'),
        platforms: checkItems(under('platforms'), 'node-platforms', itemsOf(entry, 'platforms')),
    };
}
/** A YAML list, or text split like the input of this name. */
function itemsOf({ values }, key) {
    const value = values[key] ?? '';
    const lines = typeof value === 'string' ? [value] : value;
    return lines.flatMap(text => (0,list/* list */.p_)(text, key === 'platforms' ? { commas: true, quote: false } : { quote: false }));
}
function endpointOf(source, input, endpoint) {
    if (!/^-|\s/.test(endpoint))
        return endpoint;
    source.report(input, `is not an address: ${(0,quote/* quote */.h)(endpoint)}`, 'Write `tcp://host:1234`, or the name of a context.');
    return '';
}
/** The given inputs that apply only to a new builder. */
function onlyForNewOnes({ nodes, config }) {
    const [first] = nodes;
    const given = [
        ['driver-opts', first.driverOpts.length > 0],
        ['buildkitd-flags', first.buildkitdFlags !== ''],
        ['buildkitd-config', config !== undefined && 'path' in config],
        ['buildkitd-config-inline', config !== undefined && 'text' in config],
        ['endpoint', first.endpoint !== ''],
        ['append', nodes.length > 1],
        ['node-platforms', first.platforms.length > 0],
    ];
    return given.flatMap(([name, there]) => (there ? [name] : []));
}
/** What buildx would refuse, or silently ignore. */
function checkDriver(source, driver, { nodes }, given) {
    if (driver === 'docker') {
        const fix = "Remove it, or write `driver: docker-container`: the engine's built-in BuildKit cannot be configured.";
        for (const name of given)
            source.report(name, 'is set, but `driver: docker` takes none', fix);
    }
    if (driver !== 'remote')
        return;
    for (const name of given.filter(input => input.startsWith('buildkitd-'))) {
        source.report(name, 'is set, but a remote daemon has its own', 'Remove it, and configure the daemon where it runs.');
    }
    for (const [index, { endpoint }] of nodes.entries()) {
        if (/^[a-z-]+:\/\/./.test(endpoint))
            continue;
        const input = index === 0 ? 'endpoint' : `append[${index - 1}].endpoint`;
        const form = '`tcp://host:1234` or `unix:///run/buildkit.sock`';
        if (endpoint === '')
            source.report(input, 'is empty, but `driver: remote` needs one', `Write ${form}.`);
        else
            source.invalid(input, (0,quote/* quote */.h)(endpoint), form);
    }
}
function checkCreation(source, keepState) {
    const name = (0,reading_source/* line */.n8)(source, 'builder');
    if (name !== '' && (!NAME.test(name) || name.toLowerCase() === 'default')) {
        const form = 'a name that begins with a letter and goes on with letters, digits, `.`, `_` and `-`; `default` is the engine';
        source.invalid('builder', (0,quote/* quote */.h)(name), form);
    }
    if (keepState && name === '') {
        const fix = 'Name it, as in `builder: ci`.';
        source.report('keep-state', 'is true, but the builder has no name by which the next run could find it', fix);
    }
}

;// CONCATENATED MODULE: ./lib/inputs/build/buildx-version.js



/** `v0.29.1`, `latest`, or the URL of a binary; undefined: the installed buildx. */
function readBuildxVersion(source) {
    const text = (0,reading_source/* line */.n8)(source, 'buildx-version');
    if (text === '')
        return undefined;
    if (text === 'latest')
        return { kind: 'latest' };
    const [, version] = /^v?(\d+\.\d+\.\d+(?:-[0-9a-z.]+)?)$/i.exec(text) ?? [];
    if (version !== undefined)
        return { kind: 'release', version };
    if (/^https?:\/\//.test(text) && URL.canParse(text))
        return readUrl(source, new URL(text));
    source.invalid('buildx-version', (0,quote/* quote */.h)(text), '`v0.29.1`, `latest` or the URL of a binary; builds of a branch (`https://….git#ref`) and `cloud:` versions are not installed here: use docker/setup-buildx-action before this step');
    return undefined;
}
function readUrl(source, url) {
    const [, sha256] = /^#sha256=([0-9a-f]{64})$/.exec(url.hash) ?? [];
    const isRepository = url.host === 'github.com' && /^\/[^/]+\/[^/]+\/?$/.test(url.pathname);
    const isGit = url.pathname.endsWith('.git') || url.pathname === '/' || isRepository;
    if (isGit || (url.hash !== '' && sha256 === undefined)) {
        const fix = 'Give the URL of a buildx for this machine, with `#sha256=…` or a `checksums.txt` beside it.';
        source.report('buildx-version', `is not the URL of a binary: ${(0,quote/* quote */.h)(url.href)}`, fix);
        return undefined;
    }
    if (url.username !== '' || url.password !== '') {
        const fix = 'Download the file in a step before this one, and put it into the tool cache or on a server that needs no login.';
        source.report('buildx-version', 'is a URL with a login, which would be shown in the log', fix);
        return undefined;
    }
    if (url.protocol === 'http:' && sha256 === undefined && !(0,reference/* isLoopback */.U9)(url.host)) {
        const fix = 'Use https, or add its checksum: `#sha256=…`.';
        source.report('buildx-version', 'is a plain HTTP URL, whose response anyone on the network could replace', fix);
        return undefined;
    }
    url.hash = '';
    return { kind: 'url', url: url.href, sha256 };
}

;// CONCATENATED MODULE: ./lib/inputs/reading/size.js
const UNITS = { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 };
/**
 * `10gb`, `500mb`, `1gib` in bytes; `kb`, `mb` and so on are decimal, `kib` and so on binary. Undefined: not a size.
 */
function sizeOf(text) {
    const [, amount = '', unit = '', binary] = /^(\d{1,6}(?:\.\d{1,3})?)\s*([kmgt]?)(i?)b?$/i.exec(text) ?? [];
    const power = 'kmgt'.indexOf(unit.toLowerCase()) + 1;
    const factor = binary ? 1024 ** power : (UNITS[unit.toLowerCase()] ?? 0);
    const bytes = Math.round(Number(amount) * factor);
    return amount !== '' && bytes > 0 ? bytes : undefined;
}

;// CONCATENATED MODULE: ./lib/inputs/build/cache.js





const BACKENDS = ['auto', 'gha', 'registry', 'actions', 'local', 'inline', 'none'];
function readCache(source) {
    const backend = oneOf(source, 'cache', BACKENDS, 'auto');
    const inputs = {
        backend,
        mode: oneOf(source, 'cache-mode', ['max', 'min'], 'max'),
        scope: readScope(source),
        ref: readRef(source, backend),
        keyFiles: (0,reading_source/* items */.ld)(source, 'cache-key-files'),
        maxSize: readSize(source),
    };
    checkUse(source, backend);
    return inputs;
}
/** Inputs that would do nothing. `cache: none` contradicts none of them: it may turn the cache off for a single run. */
function checkUse(source, backend) {
    const given = (name) => source.text(name) !== '';
    if (given('cache-key-files') && backend !== 'actions' && backend !== 'none') {
        const problem = `is set, but \`cache: ${backend}\` ${backend === 'auto' ? 'never takes `actions`' : 'has no key'}`;
        source.report('cache-key-files', problem, 'Remove it, or write `cache: actions`.');
    }
    const mounts = source.text('cache-mounts');
    const hasMounts = mounts !== '' && (0,reading_source/* parseBoolean */.yG)(mounts) !== false;
    if (given('cache-scope') && !hasMounts && (backend === 'registry' || backend === 'inline')) {
        const place = backend === 'registry' ? '`cache-ref` is its name' : 'it is in the image';
        source.report('cache-scope', `is set, but \`cache: ${backend}\` has no scope: ${place}`, 'Remove it.');
    }
    const raw = ['cache-from', 'cache-to'].find(given);
    if (given('cache-ref') && raw !== undefined) {
        source.report('cache-ref', `is set together with \`${raw}\`, which takes precedence`, 'Remove one of the two.');
    }
}
/** Whether a `cache-ref` is a folder: registry references never begin like this. */
function isFolder(ref) {
    return /^(?:\/|~\/|\.{1,2}(?:\/|$))/.test(ref);
}
function oneOf(source, name, values, otherwise) {
    const text = source.text(name);
    const found = values.find(value => value === text);
    if (found !== undefined)
        return found;
    const known = values.map(value => `\`${value}\``);
    source.invalid(name, (0,quote/* quote */.h)(text), `${known.slice(0, -1).join(', ')} or ${known.at(-1)}${name === 'cache' ? '; a list of sources belongs in `cache-from` and `cache-to`' : ''}`);
    return otherwise;
}
/** The scope ends up in cache keys, which can't contain commas and have at most 512 characters. */
function readScope(source) {
    const scope = (0,reading_source/* line */.n8)(source, 'cache-scope');
    if (scope.includes(',') || scope.length > 200) {
        source.invalid('cache-scope', (0,quote/* quote */.h)(scope), 'up to 200 characters without a comma');
    }
    return scope;
}
function readRef(source, backend) {
    const ref = (0,reading_source/* line */.n8)(source, 'cache-ref');
    if (ref === '') {
        if (backend === 'registry') {
            source.report('cache-ref', 'is not set, but `cache: registry` needs it', 'Set it, as in `cache-ref: ghcr.io/acme/api:buildcache`.');
        }
        return '';
    }
    if (['gha', 'actions', 'inline', 'none'].includes(backend)) {
        source.report('cache-ref', `has no effect with \`cache: ${backend}\``, 'Remove it, or write `cache: registry`.');
    }
    else if (isFolder(ref)) {
        if (backend === 'registry') {
            source.report('cache-ref', `is a folder: ${(0,quote/* quote */.h)(ref)}`, 'Write `cache: local`, or name a repository and a tag.');
        }
    }
    else if (backend === 'local') {
        source.invalid('cache-ref', (0,quote/* quote */.h)(ref), 'a path that begins with `/`, `~/` or `./` (or `cache: registry`)');
    }
    else
        checkReference(source, ref, backend);
    return ref;
}
function checkReference(source, ref, backend) {
    const tagged = 'a repository and a tag, as in `ghcr.io/acme/api:buildcache`';
    const form = `${tagged}${backend === 'auto' ? ', or a folder that begins with `/`, `~/` or `./`' : ''}`;
    try {
        const { tag, digest } = (0,reference/* parseReference */.F2)(ref);
        if (digest !== undefined || tag === undefined) {
            source.invalid('cache-ref', `${(0,quote/* quote */.h)(ref)} (no tag)`, form);
        }
    }
    catch (error) {
        source.invalid('cache-ref', (0,errors/* messageOf */.bD)(error), form);
    }
}
function readSize(source) {
    const text = source.text('cache-max-size');
    const bytes = sizeOf(text);
    if (bytes === undefined)
        source.invalid('cache-max-size', (0,quote/* quote */.h)(text), 'a size, as in `10gb` or `500mb`');
    return bytes ?? 10e9;
}

;// CONCATENATED MODULE: ./lib/inputs/build/cache-mounts.js


/** A valid id in a Dockerfile: no spaces, quotation marks or expansions. */
const MOUNT_ID = /^[\w./:@+~=-]{1,200}$/;
function readCacheMounts(source) {
    const text = source.text('cache-mounts');
    const asBoolean = text === '' ? false : (0,reading_source/* parseBoolean */.yG)(text);
    if (asBoolean !== undefined)
        return asBoolean ? 'all' : 'none';
    const ids = (0,reading_source/* items */.ld)(source, 'cache-mounts', { commas: true });
    for (const id of ids) {
        if ((0,reading_source/* parseBoolean */.yG)(id) === undefined && MOUNT_ID.test(id))
            continue;
        source.invalid('cache-mounts', (0,quote/* quote */.h)(id), '`true` for every cache mount of the Dockerfile, or ids such as `npm, /root/.cache`; a mount without an id is identified by its target');
    }
    return ids;
}

;// CONCATENATED MODULE: ./lib/inputs/build/mirrors.js



const FORM = 'a registry and its mirrors, as in `docker.io=mirror.gcr.io,harbor.acme.example/docker-hub`';
/** The input `mirrors`: one registry per line. */
function readMirrors(source) {
    const mirrors = new Map();
    for (const line of (0,reading_source/* items */.ld)(source, 'mirrors', { comments: true })) {
        const equals = line.indexOf('=');
        const registry = equals < 0 ? undefined : registryIn(line.slice(0, equals));
        const names = line
            .slice(equals + 1)
            .split(',')
            .map(name => name.trim())
            .filter(name => name !== '');
        const read = names.map(mirrorIn);
        const bad = names.find((_, at) => read[at] === undefined);
        if (registry === undefined || names.length === 0 || bad !== undefined) {
            source.invalid('mirrors', (0,quote/* quote */.h)(bad ?? line), FORM);
            continue;
        }
        const list = read.filter(mirror => mirror !== undefined);
        if (mirrors.has(registry)) {
            source.report('mirrors', `has two lines for ${registry}`, 'Write its mirrors on one line, separated by commas.');
        }
        if (list.some(({ host, path }) => host === registry && path === '')) {
            source.report('mirrors', `names ${registry} as a mirror of itself`, 'Remove it: the registry itself always comes last.');
        }
        mirrors.set(registry, list);
    }
    return mirrors;
}
function registryIn(text) {
    const name = text.trim().toLowerCase();
    try {
        const { host, prefix } = (0,reference/* parseRegistry */.Eq)(name);
        return prefix === '' && (0,reference/* isHostLike */.Cm)(host) ? (0,reference/* normalizeRegistry */.l5)(name) : undefined;
    }
    catch {
        return undefined;
    }
}
function mirrorIn(text) {
    try {
        const { host, prefix } = (0,reference/* parseRegistry */.Eq)(text.toLowerCase());
        // Docker Hub's own host can't be replaced.
        return (0,reference/* isHostLike */.Cm)(host) && host !== reference/* DOCKER_HUB */.Xb ? { host, path: prefix } : undefined;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/inputs/build/qemu.js




/** The inputs `qemu` and `qemu-image`. */
function readQemu(source) {
    const qemu = readQemuSetting(source);
    const qemuImage = (0,reading_source/* line */.n8)(source, 'qemu-image');
    if (qemuImage !== '' && !isReference(qemuImage)) {
        source.invalid('qemu-image', (0,quote/* quote */.h)(qemuImage), 'an image, as in `tonistiigi/binfmt@sha256:…`');
    }
    else if (qemuImage !== '' && qemu === 'none') {
        source.report('qemu-image', 'is set, but `qemu: false` registers nothing', 'Remove one of them.');
    }
    return { qemu, qemuImage };
}
/** `true` or `all`, `false`, platforms or architectures; '' for what the build needs. */
function readQemuSetting(source) {
    const text = source.text('qemu');
    if (text === '')
        return 'needed';
    const boolean = text === 'all' ? true : (0,reading_source/* parseBoolean */.yG)(text);
    if (boolean !== undefined)
        return boolean ? 'all' : 'none';
    const platforms = checkItems(source, 'qemu', (0,reading_source/* items */.ld)(source, 'qemu', { commas: true }));
    return platforms.length === 0 ? 'needed' : platforms;
}
function isReference(text) {
    try {
        (0,reference/* parseReference */.F2)(text);
        return true;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./lib/inputs/component.js




/** A path in the repository: no scheme, no `.` or `..`, nothing special in a git tag or URL. */
const FOLDER = /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[\w.@+-]+(?:\/[\w.@+-]+)*$/;
/** The `component` input: a folder of a monorepo. Explicit inputs override what follows from it. */
function readComponent(source, { gitTags }) {
    const given = (0,reading_source/* line */.n8)(source, 'component');
    const path = given.replace(/^(?:\.\/+)+|\/+$/g, '');
    if (given === '')
        return undefined;
    if (!FOLDER.test(path) || path.startsWith('-')) {
        source.invalid('component', (0,quote/* quote */.h)(given), 'a folder of the repository, as in `api` or `services/api`');
        return undefined;
    }
    return { path, name: path.slice(path.lastIndexOf('/') + 1), ownTagsOnly: gitTags.length === 0 };
}
/**
 * The component's folder is the build context; with a `context` of its own, the Dockerfile is still the component's.
 */
function withComponentContext(source, build, component) {
    if (component === undefined || source.text('source') !== '')
        return build;
    const { path } = component;
    // Without a checkout the build reads the same folder from git.
    const isCheckout = source.exists('.git') || source.exists(build.file || 'Dockerfile');
    if (build.context !== '') {
        const file = build.file === '' ? dockerfileIn(build.context, path) : '';
        const isOurs = file !== '' && (source.exists(`${path}/Dockerfile`) || (isGit(build.context) && !isCheckout));
        return isOurs ? { ...build, file } : build;
    }
    if (source.exists(path))
        return { ...build, context: path };
    if (!isCheckout)
        return { ...build, context: `{{defaultContext}}:${path}` };
    source.report('component', `is not a folder in the workspace: ${(0,quote/* quote */.h)(path)}`, 'Write its path in the repository.');
    return build;
}
/** This run's commit, and its folder that is the context. */
const GIT = /^\{\{\s*defaultContext\s*\}\}(?::\/*(.*))?$/;
function isGit(context) {
    return GIT.test(context.trim());
}
/**
 * The path of the component's Dockerfile for a user-defined context. buildx looks for it in the folder that a git
 * context names, and on this machine in the workspace. '' if it is the context's own, or out of its reach.
 */
function dockerfileIn(context, path) {
    if ((0,git_context/* isRemote */.Vx)(context))
        return '';
    const [whole, folder = ''] = GIT.exec(context.trim()) ?? [];
    const inside = whole === undefined ? path : (0,external_node_path_.relative)((0,external_node_path_.join)('/', folder), (0,external_node_path_.join)('/', path));
    return inside === '' || inside.startsWith('..') ? '' : `${inside}/Dockerfile`;
}
/** Several components that publish under one name take each other's tags. */
function checkComponent(source, { images, tags, flavor }, component) {
    if (component === undefined || source.text('images') === '')
        return;
    const name = component.name.toLowerCase();
    if ([...images, ...tags, ...flavor].some(text => text.toLowerCase().includes(name)))
        return;
    source.warn(`\`images\` does not name the component ${(0,quote/* quote */.h)(component.name)}, so every component that publishes there sets the same tags. ` +
        'Leave `images` out, or put the component into the name or into `flavor`, as in `suffix=-api`.');
}

// EXTERNAL MODULE: ./lib/inputs/credentials.js
var credentials = __webpack_require__(38863);
// EXTERNAL MODULE: ./lib/plan/reference-lines.js
var reference_lines = __webpack_require__(17716);
// EXTERNAL MODULE: ./lib/plan/targets.js
var plan_targets = __webpack_require__(69005);
;// CONCATENATED MODULE: ./lib/inputs/default-image.js



/**
 * If only `registries` is given, the image is named after the repository, followed by the component and, among several
 * images, its name. Publishing needs a name; complete references in `tags` have their own.
 */
function withDefaultImage(source, { metadata, registries, publishes, name: own }) {
    const { images, tags } = metadata;
    if (images.length > 0 || (0,reference_lines/* tagsMode */.N7)(images, tags) !== 'rules')
        return metadata;
    const behind = [...new Set([metadata.component?.name ?? '', own])].filter(part => part !== '');
    // Docker Hub's names have two parts, so `acme/shop/api` would be invalid there.
    const name = [source.repository, ...behind].join('-').toLowerCase();
    if (registries.length === 0 || source.repository === '') {
        if (publishes)
            source.report('images', 'is empty, so there is no name to publish under', NAME_IT);
        return metadata;
    }
    try {
        (0,plan_targets/* resolveNames */.jN)([{ name, enable: true }], registries);
    }
    catch (error) {
        const made = behind.length === 0 ? "the repository's own name" : `the repository's name with ${behind.join('-')}`;
        const problem = `is not given, and ${made} is not a valid image name: ${(0,errors/* messageOf */.bD)(error)}`;
        source.report('images', problem, NAME_IT);
        return metadata;
    }
    return { ...metadata, images: [name] };
}
const NAME_IT = 'Name the image: `images: acme/api`.';

// EXTERNAL MODULE: ./lib/plan/filter.js + 1 modules
var filter = __webpack_require__(66759);
;// CONCATENATED MODULE: ./lib/inputs/reading/event-names.js


/** Values of GITHUB_EVENT_NAME. Source: docs.github.com, "Events that trigger workflows", and its earlier versions. */
const EVENTS = [
    'branch_protection_rule',
    'check_run',
    'check_suite',
    'create',
    'delete',
    'deployment',
    'deployment_status',
    'discussion',
    'discussion_comment',
    'dynamic',
    'fork',
    'gollum',
    'image_version',
    'issue_comment',
    'issues',
    'label',
    'member',
    'merge_group',
    'milestone',
    'page_build',
    'project',
    'project_card',
    'project_column',
    'public',
    'pull_request',
    'pull_request_comment',
    'pull_request_review',
    'pull_request_review_comment',
    'pull_request_target',
    'push',
    'registry_package',
    'release',
    'repository_dispatch',
    'schedule',
    'status',
    'watch',
    'workflow_dispatch',
    'workflow_run',
];
/** What is wrong with a pattern of `events` that matches no event, and what to write instead; otherwise undefined. */
function eventProblem(pattern) {
    const name = pattern.replace(/^!/, '');
    if (EVENTS.some(event => (0,filter/* matchPatterns */.B)([name], event).matched))
        return undefined;
    if (name === 'workflow_call') {
        const problem = 'which never occurs: a called workflow gets the event of its caller';
        return { problem, fix: 'Name the events that start the calling workflow, as in `push`.' };
    }
    const meant = (0,nearest/* nearest */.p)(name, EVENTS);
    return {
        problem: 'which is not a GitHub event',
        fix: meant === undefined ? 'Use names from `on:`, such as `push` or `pull_request`.' : `Did you mean \`${meant}\`?`,
    };
}

;// CONCATENATED MODULE: ./lib/inputs/filters.js




const LIST = { commas: true };
const FILTER_KEYS = ['branches', 'git-tags', 'events'];
/** The `branches`, `git-tags` and `events` inputs. */
function readFilters(source) {
    const read = (name) => checked(source, name, (0,reading_source/* items */.ld)(source, name, LIST));
    return { branches: read('branches'), gitTags: read('git-tags'), events: read('events') };
}
/** The same keys in an entry of `registries`: text as in the inputs, or a YAML list. */
function entryFilters(source, { at, values }) {
    const read = (key) => {
        const value = values[key] ?? '';
        const patterns = typeof value === 'string' ? (0,reading_source/* itemsAt */.Ct)(source, `${at}.${key}`, value, LIST) : value.filter(item => item !== '');
        return checked(source, `${at}.${key}`, patterns);
    };
    return { branches: read('branches'), gitTags: read('git-tags'), events: read('events') };
}
function checked(source, at, patterns) {
    const isEvents = /(?:^|\.)events$/.test(at);
    for (const pattern of patterns) {
        const problem = (0,filter/* patternProblem */.A)(pattern) ?? refProblem(pattern);
        const unknown = isEvents && problem === undefined ? eventProblem(pattern) : undefined;
        if (unknown !== undefined)
            source.report(at, `has ${(0,quote/* quote */.h)(pattern)}, ${unknown.problem}`, unknown.fix);
        if (problem !== undefined) {
            source.report(at, `has the pattern ${(0,quote/* quote */.h)(pattern)}, which ${problem}`, "Write it in GitHub's filter syntax, as in `release/**`; a backslash escapes.");
        }
    }
    if (patterns.length > 0 && patterns.every(pattern => pattern.startsWith('!'))) {
        source.report(at, 'contains only exclusions (`!…`)', 'Start with an inclusion, such as `**`.');
    }
    return patterns;
}
/** Patterns that can't match any ref (git-check-ref-format), and so must be mistakes. */
function refProblem(pattern) {
    const [bad] = /[\s~^:]/u.exec(pattern) ?? [];
    if (bad !== undefined)
        return `contains ${JSON.stringify(bad)}, which no ref can contain`;
    return /^!?refs\/(?:heads|tags)\//.test(pattern) ? 'begins with `refs/`; names are matched without it' : undefined;
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
// EXTERNAL MODULE: ./lib/host/fields.js
var host_fields = __webpack_require__(87617);
// EXTERNAL MODULE: ./lib/inputs/reading/duration.js
var duration = __webpack_require__(1888);
;// CONCATENATED MODULE: ./lib/inputs/gates/container-test.js






const INPUT = 'container-test';
const KEYS = ['env', 'command', 'port', 'http', 'healthy', 'log', 'exit-code', 'timeout', 'platform'];
const HTTP_KEYS = ['path', 'port', 'status'];
const TIMEOUT = 60_000;
const PORT = 'the port in the container, as in `8080`';
/** Reads the map; scalars keep their spelling. Messages never quote values of `env`. */
function readContainerTest(source) {
    if (source.raw(INPUT).trim() === '')
        return undefined;
    const fields = readMap(source);
    if (fields === undefined)
        return undefined;
    checkKeys(source, INPUT, fields, KEYS);
    let fine = true;
    const report = (key, problem, fix) => {
        fine = false;
        source.report(`${INPUT}.${key}`, problem, fix);
    };
    const invalid = (key, value, expected) => {
        fine = false;
        source.invalid(`${INPUT}.${key}`, value, expected);
    };
    const reader = { fields, report, invalid };
    const conditions = [
        ...each(fields.port).flatMap(value => portAt(reader, 'port', value)),
        ...each(fields.http).flatMap(value => httpAt(source, reader, value)),
        ...healthyAt(reader),
        ...each(fields.log).flatMap(value => logAt(reader, value)),
        ...exitAt(reader),
    ];
    if (fine && conditions.length === 0)
        source.report(INPUT, 'has no condition to wait for', 'Add `port`, `http`, `healthy`, `log` or `exit-code`.');
    checkTogether(reader, conditions);
    return {
        env: envAt(reader),
        command: commandAt(reader),
        conditions,
        timeout: timeoutAt(reader),
        platform: platformAt(reader),
    };
}
function readMap(source) {
    const text = source.raw(INPUT);
    const document = (0,dist/* parseDocument */.Tp)(text, { schema: 'failsafe', prettyErrors: false, logLevel: 'silent' });
    const [error] = document.errors;
    if (error !== undefined) {
        const line = text.slice(0, error.pos[0]).split('\n').length;
        source.report(INPUT, `is not valid YAML at line ${line} (${error.code})`, 'Put values with special characters in quotes.');
        return undefined;
    }
    const value = withoutAlias(() => document.toJS({ maxAliasCount: 0 }));
    if ((0,host_fields/* isObject */.Gv)(value))
        return value;
    source.report(INPUT, 'is not a YAML map', 'Write `key: value` lines, as in `port: 8080`.');
    return undefined;
}
/** Aliases are a separate error here, thrown by the library. */
function withoutAlias(read) {
    try {
        return read();
    }
    catch {
        return undefined;
    }
}
function checkKeys(source, at, fields, known) {
    for (const key of Object.keys(fields).filter(name => !known.includes(name))) {
        const meant = (0,nearest/* nearest */.p)(key, known);
        const fix = meant === undefined ? `Known keys are ${known.join(', ')}.` : `Did you mean \`${meant}\`?`;
        source.report(at, `has the unknown key ${(0,quote/* quote */.h)(key)}`, fix);
    }
}
function checkTogether({ report }, conditions) {
    const ends = conditions.some(({ kind }) => kind === 'exit');
    const serves = conditions.some(({ kind }) => kind === 'port' || kind === 'http' || kind === 'healthy');
    if (!ends || !serves)
        return;
    report('exit-code', 'contradicts `port`, `http` and `healthy`', 'A container either exits or serves: keep one of them.');
}
function portAt({ invalid }, key, value) {
    const port = portOf(value);
    if (port !== undefined)
        return [{ kind: 'port', port }];
    invalid(key, (0,quote/* quote */.h)(value), PORT);
    return [];
}
function httpAt(source, { invalid }, value) {
    const given = (0,host_fields/* isObject */.Gv)(value) ? value : { path: value };
    checkKeys(source, `${INPUT}.http`, given, HTTP_KEYS);
    const { path = '/', port, status } = given;
    const fine = typeof path === 'string' && /^\/[\x21-\x7e]*$/.test(path);
    if (!fine)
        invalid('http', (0,quote/* quote */.h)(path), 'a path that begins with a slash, as in `/healthz`');
    if (port !== undefined && portOf(port) === undefined)
        invalid('http.port', (0,quote/* quote */.h)(port), PORT);
    const code = typeof status === 'string' && /^[1-5]\d\d$/.test(status) ? Number(status) : undefined;
    if (status !== undefined && code === undefined)
        invalid('http.status', (0,quote/* quote */.h)(status), 'an HTTP status, as in `200`');
    return fine ? [{ kind: 'http', path, port: portOf(port), status: code }] : [];
}
function healthyAt({ fields, invalid }) {
    if (fields.healthy === undefined)
        return [];
    const wanted = (0,reading_source/* parseBoolean */.yG)(String(fields.healthy));
    if (wanted === undefined)
        invalid('healthy', (0,quote/* quote */.h)(fields.healthy), '`true`');
    return wanted === true ? [{ kind: 'healthy' }] : [];
}
function logAt({ invalid }, value) {
    if (typeof value === 'string' && /^.*\S.*$/.test(value))
        return [{ kind: 'log', text: value }];
    invalid('log', (0,quote/* quote */.h)(value), 'text that one line of the output contains');
    return [];
}
function exitAt({ fields, invalid }) {
    const value = fields['exit-code'];
    if (value === undefined)
        return [];
    if (typeof value === 'string' && /^\d{1,3}$/.test(value) && Number(value) < 256)
        return [{ kind: 'exit', code: Number(value) }];
    invalid('exit-code', (0,quote/* quote */.h)(value), 'a number from 0 to 255');
    return [];
}
function envAt({ fields, report }) {
    const { env = {} } = fields;
    if (!(0,host_fields/* isObject */.Gv)(env)) {
        report('env', 'is not a map', 'Write `NAME: value` lines.');
        return [];
    }
    return Object.entries(env).flatMap(([name, value]) => {
        if (/^[^\s=\0]+$/.test(name) && (typeof value === 'string' || value === null))
            return [`${name}=${value ?? ''}`];
        report('env', `has an invalid entry: ${(0,quote/* quote */.h)(name)}`, 'Write `NAME: value` lines.');
        return [];
    });
}
/** Text is split at spaces: only a shell could interpret quotes in it. */
function commandAt({ fields, report }) {
    const { command } = fields;
    if (command === undefined)
        return undefined;
    if (Array.isArray(command) && command.length > 0 && command.every(word => typeof word === 'string'))
        return command;
    if (typeof command === 'string' && command.trim() !== '' && !/["'\\$`]/.test(command))
        return command.trim().split(/\s+/);
    report('command', 'is not a list of words', 'Write `[serve, --port, "8080"]`; or one string if no word needs quotes.');
    return undefined;
}
function timeoutAt({ fields, invalid }) {
    if (fields.timeout === undefined)
        return TIMEOUT;
    const ms = typeof fields.timeout === 'string' ? (0,duration/* durationOf */.c)(fields.timeout) : undefined;
    if (ms === undefined)
        invalid('timeout', (0,quote/* quote */.h)(fields.timeout), duration/* DURATION */.f);
    return ms ?? TIMEOUT;
}
function platformAt({ fields, invalid }) {
    const { platform } = fields;
    if (platform === undefined)
        return undefined;
    if (typeof platform === 'string' && /^[\w.+()-]+(?:\/[\w.+()-]+){1,2}$/.test(platform))
        return platform;
    invalid('platform', (0,quote/* quote */.h)(platform), 'a platform, as in `linux/arm64`');
    return undefined;
}
function portOf(value) {
    if (typeof value !== 'string' || !/^\d{1,5}$/.test(value))
        return undefined;
    const port = Number(value);
    return port > 0 && port < 65536 ? port : undefined;
}
function each(value) {
    if (value === undefined)
        return [];
    return Array.isArray(value) ? value : [value];
}

;// CONCATENATED MODULE: ./lib/inputs/gates/gates.js





const gates_KEYS = ['name', 'run', 'platform', 'timeout', 'continue-on-error', 'credentials', 'targets', 'once'];
const WORDING = {
    begin: 'Begin each entry with `- `, as in `- {name: smoke, run: ./smoke.sh}`.',
    name: 'Write a script, or remove the entry.',
    entry: 'Write a script, or a map with',
    quote: 'Write the script as a block: `run: |`, and its lines below that.',
};
/** `test`, `gates` and their settings. */
function readGates(source) {
    const entries = (0,yaml_list/* yamlEntries */.g)(source, 'gates', gates_KEYS, WORDING);
    const gates = entries.map((entry, index) => readEntry(source, entry, index));
    for (const [index, { name }] of gates.entries()) {
        const earlier = gates.findIndex(gate => gate.name === name);
        if (earlier < index) {
            source.report(`gates[${index}].name`, `is the same as that of gates[${earlier}]: ${(0,quote/* quote */.h)(name)}`, 'Give each gate a different name.');
        }
    }
    return {
        test: source.raw('test'),
        gates,
        gatePlatforms: readPlatforms(source),
        keepLocal: (0,reading_source/* boolean */.zM)(source, 'keep-local'),
    };
}
function readEntry(source, entry, index) {
    const { at } = entry;
    const text = (key) => (0,yaml_list/* textOf */.b)(source, entry, key).trim();
    const run = entry.plain ?? (0,yaml_list/* textOf */.b)(source, entry, 'run');
    if (run.trim() === '')
        source.report(at, 'has no `run`', 'Add a script, as in `run: docker run --rm "$IMAGE" --version`.');
    return {
        name: readName(source, at, text('name')) || `gate ${index + 1}`,
        run,
        platform: readPlatform(source, at, text('platform')),
        timeout: readTimeout(source, at, text('timeout')),
        continueOnError: (0,reading_source/* booleanAt */.CR)(source, `${at}.continue-on-error`, text('continue-on-error')),
        credentials: (0,reading_source/* booleanAt */.CR)(source, `${at}.credentials`, text('credentials')),
        targets: readTargets(source, entry),
        once: readOnce(source, entry),
    };
}
function readTargets(source, { at, values }) {
    const given = values.targets ?? [];
    const names = (typeof given === 'string' ? given.split(/[,\n]/) : given).map(name => name.trim()).filter(Boolean);
    for (const name of names) {
        const problem = /^!?[\w.*?+[\]-]{1,200}$/.test(name) ? (0,filter/* patternProblem */.A)(name) : 'is not a name';
        if (problem !== undefined)
            source.invalid(`${at}.targets`, (0,quote/* quote */.h)(name), 'names of builds, or patterns such as `api-*`');
    }
    return names;
}
function readOnce(source, entry) {
    const { at } = entry;
    const once = (0,reading_source/* booleanAt */.CR)(source, `${at}.once`, (0,yaml_list/* textOf */.b)(source, entry, 'once').trim());
    if (once && entry.values.platform !== undefined) {
        source.report(`${at}.platform`, 'is given together with `once`', 'Remove one of the two.');
    }
    return once;
}
/** Names are headings in the log and cells of a table. */
function readName(source, at, name) {
    if (name.length <= 80 && !/\p{Cc}/u.test(name))
        return name;
    source.report(`${at}.name`, 'is longer than 80 characters or has a line break', 'Shorten it.');
    return '';
}
function readPlatform(source, at, platform) {
    if (platform === '')
        return undefined;
    if (!/^[a-z0-9]+\/[a-z0-9_]+(?:\/[a-z0-9]+)?$/.test(platform)) {
        source.invalid(`${at}.platform`, (0,quote/* quote */.h)(platform), 'a platform, as in `linux/amd64` or `linux/arm/v7`');
    }
    return platform;
}
function readTimeout(source, at, text) {
    const ms = (0,duration/* durationOf */.c)(text);
    if (text !== '' && ms === undefined) {
        source.invalid(`${at}.timeout`, (0,quote/* quote */.h)(text), duration/* DURATION */.f);
    }
    return ms;
}
function readPlatforms(source) {
    const text = source.text('gate-platforms');
    if (text === 'native' || text === 'all')
        return text;
    source.invalid('gate-platforms', (0,quote/* quote */.h)(text), '`native` or `all`');
    return 'native';
}

;// CONCATENATED MODULE: ./lib/inputs/gates/trivy-releases.js
/**
 * The only releases that are ever downloaded, for `scan-version`. The sums of 0.70.0 to 0.74.0 were collected by hand,
 * from public repositories that pin them: docs/decisions/0008-scanners.md. scripts/scanners.ts compares the whole table
 * with GitHub before each release of Slipway, and adds a release only if its checksums file and GitHub's own digests of
 * its files agree. Never listed: 0.69.4, which was malicious, and everything before it (GHSA-69fq-xp46-6x23).
 */
const TRIVY_RELEASES = {
    '0.74.0': {
        'trivy_0.74.0_Linux-64bit.tar.gz': '2ae6fe3ee734b7fdf11335663e18c75ea12dccc76062f09f164a3b0f8be4371a',
        'trivy_0.74.0_Linux-ARM64.tar.gz': 'b94ce1976bbf3c15b514b605ee88be7c6d94a29be2302847ff01cb794d47aad5',
        'trivy_0.74.0_macOS-64bit.tar.gz': '472816f6888dda689d075c30254d4210b4d1035acf365aa72332f584c2f60485',
        'trivy_0.74.0_macOS-ARM64.tar.gz': '1caada5e0e2091909357c7525d3aa76f4b660b13821bc143b190c7483e31cc11',
    },
    '0.72.0': {
        'trivy_0.72.0_Linux-64bit.tar.gz': 'bbb64b9695866ce4a7a8f5c9592002c5961cab378577fa3f8a040df362b9b2ea',
        'trivy_0.72.0_Linux-ARM64.tar.gz': '2ca2c023109c2db6b2b77366b6717291452d4531167377d95c79547f0c8e3467',
        'trivy_0.72.0_macOS-64bit.tar.gz': 'ee5e60df8a98e5b89fd74a6d86f9e5c7e9a266a35002cb1e43291698b3bfee08',
        'trivy_0.72.0_macOS-ARM64.tar.gz': '88f208680dc05da2b459e19b4f5aa2b4dc7c2117892ba4aab2ae63baba330016',
    },
    '0.71.0': {
        'trivy_0.71.0_Linux-64bit.tar.gz': '30a3d22b23f88c233f1658f562fb477cae3b3e8b4761109d515b7698daf85814',
        'trivy_0.71.0_Linux-ARM64.tar.gz': '2561be394a3199c911f82fced606cbc05e1cb23eb6ce1da6935540adb76f4252',
    },
    '0.70.0': {
        'trivy_0.70.0_Linux-64bit.tar.gz': '8b4376d5d6befe5c24d503f10ff136d9e0c49f9127a4279fd110b727929a5aa9',
        'trivy_0.70.0_Linux-ARM64.tar.gz': '2f6bb988b553a1bbac6bdd1ce890f5e412439564e17522b88a4541b4f364fc8d',
        'trivy_0.70.0_macOS-64bit.tar.gz': '52d531452b19e7593da29366007d02a810e1e0080d02f9cf6a1afb46c35aaa93',
        'trivy_0.70.0_macOS-ARM64.tar.gz': '68e543c51dcc96e1c344053a4fde9660cf602c25565d9f09dc17dd41e13b838a',
    },
};

;// CONCATENATED MODULE: ./lib/inputs/gates/scan.js




/** The scanners whose command line and exit codes are known. */
const SCANNERS = ['trivy', 'grype', 'docker-scout'];
/** From the most severe down. */
const SEVERITIES = ['critical', 'high', 'medium', 'low', 'negligible'];
/** Each line that is a known scanner; consecutive other lines are one script. Empty: no scan. */
function readScan(source, known = TRIVY_RELEASES) {
    const version = readVersion(source, known);
    const threshold = readThreshold(source);
    const ignoreUnfixed = (0,reading_source/* boolean */.zM)(source, 'scan-ignore-unfixed');
    const required = (0,reading_source/* boolean */.zM)(source, 'scan-required');
    const specs = parts(source.raw('scan')).map((part) => {
        if (!isScanner(part))
            return { kind: 'command', script: part, required };
        const of = { kind: 'scanner', scanner: part, threshold, ignoreUnfixed, required };
        return part === 'trivy' && version !== undefined ? { ...of, version } : of;
    });
    check(source, specs, threshold);
    const isScanned = specs.some(spec => spec.kind === 'scanner' && spec.scanner === 'trivy');
    if (version !== undefined && source.text('scan-version') !== NEWEST && !isScanned) {
        source.report('scan-version', 'is set, but `scan` does not name trivy', 'Add `trivy` to `scan`, or remove it.');
    }
    if (specs.length === 0 && (0,reading_source/* boolean */.zM)(source, 'scan-upload')) {
        source.report('scan-upload', 'is set, but nothing is scanned', 'Set `scan`, or remove it.');
    }
    return specs;
}
/** Whichever is listed first. It names no release, so it may be set where another scanner is used, or none. */
const NEWEST = 'newest';
/** Only versions with a checksum here: nothing else is downloaded. */
function readVersion(source, known) {
    const text = source.text('scan-version');
    if (text === '')
        return undefined;
    const version = text === NEWEST ? Object.keys(known)[0] : text.replace(/^v/, '');
    if (Object.hasOwn(known, version))
        return version;
    const has = Object.keys(known).slice(0, 10).join(', ');
    const fix = 'Name one of these, or `newest`; or install trivy in a step before this one, and remove `scan-version`.';
    source.report('scan-version', `is ${(0,quote/* quote */.h)(text)}, and this version of Slipway has the checksums of ${has}`, fix);
    return undefined;
}
function isScanner(text) {
    return SCANNERS.includes(text);
}
function parts(text) {
    const found = [];
    let script = [];
    const endScript = () => {
        // Only comments: such a gate would check nothing.
        if (script.some(line => !/^\s*(?:#|$)/.test(line)))
            found.push(`${script.join('\n').trim()}\n`);
        script = [];
    };
    for (const line of text.split(/\r?\n/)) {
        if (!isScanner(line.trim())) {
            script.push(line);
            continue;
        }
        endScript();
        found.push(line.trim());
    }
    endScript();
    return found;
}
function check(source, specs, { unknown }) {
    const names = specs.map(spec => (spec.kind === 'scanner' ? spec.scanner : spec.script.trim()));
    for (const name of new Set(names.filter((each, index) => isScanner(each) && names.indexOf(each) !== index))) {
        source.report('scan', `names \`${name}\` twice`, 'Keep one of them.');
    }
    for (const name of names.filter(each => !isScanner(each))) {
        const meant = /^(?:docker )?scout$/i.test(name) ? 'docker-scout' : nearWord(name);
        if (meant !== undefined)
            source.report('scan', `has ${(0,quote/* quote */.h)(name)}`, `Did you mean \`${meant}\`?`);
    }
    if (unknown && names.includes('grype')) {
        source.report('scan-severity', 'has `unknown`, which grype does not support', 'Remove `unknown`.');
    }
}
/** A single-word command that is nearly a scanner's name is a typo. */
function nearWord(text) {
    return /^[a-z_-]+$/i.test(text) ? (0,nearest/* nearest */.p)(text, SCANNERS) : undefined;
}
function readThreshold(source) {
    const words = (0,reading_source/* items */.ld)(source, 'scan-severity', { commas: true }).map(word => word.toLowerCase());
    const known = [...SEVERITIES, 'unknown'];
    for (const word of words.filter(each => !known.includes(each))) {
        source.invalid('scan-severity', (0,quote/* quote */.h)(word), `one or more of ${known.join(', ')}`);
    }
    const lowest = SEVERITIES.findLast(severity => words.includes(severity));
    if (lowest === undefined && words.every(word => word === 'unknown')) {
        source.report('scan-severity', 'has no severity', 'Write `critical` or `high,unknown`, for example.');
    }
    return { lowest: lowest ?? 'critical', unknown: words.includes('unknown') };
}

;// CONCATENATED MODULE: ./lib/inputs/metadata.js



/** The inputs of metadata-action. Its lists allow comments; rules and images are CSV again and keep their quotes. */
function readMetadata(source) {
    const rules = (name) => (0,reading_source/* items */.ld)(source, name, { comments: true, fields: true, onComment: aside(source, name) });
    const rows = (name) => checkItems(source, name, (0,reading_source/* items */.ld)(source, name, { comments: true }));
    return {
        images: rules('images'),
        tags: rules('tags'),
        flavor: rules('flavor'),
        labels: rows('labels'),
        annotations: rows('annotations'),
        // Separators are often white space: not trimmed.
        sepTags: source.raw('sep-tags'),
        sepLabels: source.raw('sep-labels'),
        sepAnnotations: source.raw('sep-annotations'),
        bakeTarget: readBakeTarget(source),
        refSource: readRefSource(source),
        sourceDateEpoch: readSourceDateEpoch(source),
    };
}
/** metadata-action removed comments at line ends until its version 5, and makes tags of them since. */
function aside(source, name) {
    return (comment, text) => source.warn(`\`${name}\`: ${(0,quote/* quote */.h)(comment)} after ${(0,quote/* quote */.h)(text)} is treated as a comment and ignored. Put comments on separate lines.`);
}
function readBakeTarget(source) {
    const name = (0,reading_source/* line */.n8)(source, 'bake-target');
    // bake's own rule (docker/buildx, bake/bake.go, `validTargetNameChars`).
    if (!/^[a-zA-Z0-9_-]*$/.test(name)) {
        source.invalid('bake-target', (0,quote/* quote */.h)(name), 'a name of letters, digits, `_` and `-`');
    }
    return name;
}
/** @see https://reproducible-builds.org/specs/source-date-epoch/ */
function readSourceDateEpoch(source) {
    const text = source.text('source-date-epoch');
    if (text === '' || text === 'commit')
        return text || undefined;
    if (/^\d{1,11}$/.test(text))
        return Number(text);
    source.invalid('source-date-epoch', (0,quote/* quote */.h)(text), '`commit` or seconds since 1970, as in `1700000000`');
    return undefined;
}
function readRefSource(source) {
    const text = source.text('ref-source');
    if (text === 'workflow' || text === 'git')
        return text;
    source.invalid('ref-source', (0,quote/* quote */.h)(text), '`workflow` or `git`');
    return 'workflow';
}

// EXTERNAL MODULE: ./lib/inputs/parts/read-parts.js + 1 modules
var read_parts = __webpack_require__(1677);
// EXTERNAL MODULE: ./lib/plan/identity/types.js
var types = __webpack_require__(37311);
// EXTERNAL MODULE: ./lib/inputs/identity/read.js + 2 modules
var read = __webpack_require__(63049);
;// CONCATENATED MODULE: ./lib/inputs/parts/unused-logins.js


/**
 * The logins of a job. A part that is handed over as an artifact uploads to no registry: if its job gets no id tokens,
 * the logins that need one are left out, so that jobs that run the Dockerfile need no more than `contents: read`. With
 * id tokens they stay, for private base images.
 */
function withoutUnusedLogins(source, { registries, logins, missing, parts }) {
    const isHandedOver = parts.part !== undefined && parts.handOver === 'artifact';
    if (!isHandedOver || (0,read/* mayGetIdTokens */.xS)(source))
        return { registries, logins, missing, skippedLogins: [] };
    const skipped = [...registries, ...logins].filter(hasIdToken).map(({ registry }) => registry);
    return {
        registries: registries.map(withoutIdToken),
        logins: logins.map(withoutIdToken),
        missing: missing.filter(({ lacks }) => lacks !== 'id-token'),
        skippedLogins: [...new Set(skipped)],
    };
}
function hasIdToken({ identity }) {
    return identity !== undefined && (0,types/* needsIdToken */.O)(identity);
}
function withoutIdToken(entry) {
    if (!hasIdToken(entry))
        return entry;
    const { identity: _, ...rest } = entry;
    return rest;
}

;// CONCATENATED MODULE: ./lib/inputs/policy/build-policy.js


/**
 * Paths of Rego files in the workspace. buildx would take a missing one for a rule that allows nothing, or ignore it.
 */
function readBuildPolicy(source) {
    const paths = (0,reading_source/* items */.ld)(source, 'build-policy', { commas: true, comments: true });
    for (const path of paths) {
        // buildx reads nothing outside of its working folder.
        const isInside = !/^\/|(?:^|\/)\.\.(?:\/|$)|[,=\\:\p{Cc}"]/u.test(path);
        if (!isInside || !path.endsWith('.rego')) {
            source.invalid('build-policy', (0,quote/* quote */.h)(path), 'the path of a Rego file in the workspace, as in `policy/build.rego`');
        }
        else if (!source.exists(path)) {
            const fix = 'Give its path from the root of the workspace, and check out the repository first.';
            source.report('build-policy', `names a file that does not exist: ${(0,quote/* quote */.h)(path)}`, fix);
        }
    }
    if (paths.length > 0 && source.text('source') !== '') {
        source.report('build-policy', 'is given, but nothing is built', 'Remove it, or remove `source`.');
    }
    return paths;
}

// EXTERNAL MODULE: ./lib/host/errno.js
var errno = __webpack_require__(69706);
// EXTERNAL MODULE: ./lib/host/files/regular-file.js
var regular_file = __webpack_require__(30481);
// EXTERNAL MODULE: ./lib/host/variables/workflow-run.js
var workflow_run = __webpack_require__(55911);
// EXTERNAL MODULE: ./lib/host/text/glob.js
var text_glob = __webpack_require__(61160);
;// CONCATENATED MODULE: ./lib/inputs/policy/types.js
/** Of `policy: none`. */
const NO_DENIALS = {
    entitlements: [],
    insecure: false,
    buildArgs: [],
    hostNetwork: false,
    customBuilders: false,
    tags: [],
};
const NO_REQUIREMENTS = {
    test: false,
    scan: undefined,
    sign: undefined,
    provenance: false,
    sbom: false,
    immutableTags: undefined,
    verify: false,
};

;// CONCATENATED MODULE: ./lib/inputs/policy/values.js





/**
 * The values of a map by their known keys. Unknown keys and empty maps are errors: the policy would require less than
 * its author thinks.
 */
function mapAt(reporter, { at, value }, known) {
    if (!(0,host_fields/* isObject */.Gv)(value)) {
        reporter.report(at, 'is not a map', `Write \`key: value\` lines; known keys are ${known.join(', ')}.`);
        return {};
    }
    const entries = Object.entries(value);
    if (entries.length === 0)
        reporter.report(at, 'is empty', `Remove it, or add one of ${known.join(', ')}.`);
    const values = {};
    for (const [key, inner] of entries) {
        const name = known.find(each => each === key);
        if (name === undefined) {
            const meant = (0,nearest/* nearest */.p)(key, known);
            const fix = meant === undefined ? `Known keys are ${known.join(', ')}.` : `Did you mean \`${meant}\`?`;
            reporter.report(at, `has the unknown key ${(0,quote/* quote */.h)(key)}`, fix);
        }
        else
            values[name] = { at: `${at}.${name}`, value: inner };
    }
    return values;
}
/** A non-empty text; undefined if there is none, or an error was reported. */
function textAt(reporter, given) {
    if (given === undefined)
        return undefined;
    const { at, value } = given;
    if (typeof value !== 'string') {
        reporter.report(at, 'is not text', 'Give one value.');
        return undefined;
    }
    if (value.trim() !== '')
        return value.trim();
    reporter.report(at, 'is empty', 'Give it a value, or remove it.');
    return undefined;
}
/** One text or a list of texts; undefined if there is none. */
function textsAt(reporter, given) {
    if (given === undefined)
        return undefined;
    if (!Array.isArray(given.value)) {
        const text = textAt(reporter, given);
        return text === undefined ? [] : [text];
    }
    return itemsAt(reporter, given).flatMap(item => textAt(reporter, item) ?? []);
}
/** A list, or its only item. An empty list is an error: it would require nothing. */
function itemsAt(reporter, { at, value }) {
    if (!Array.isArray(value))
        return [{ at, value }];
    if (value.length === 0)
        reporter.report(at, 'is an empty list', 'Add an entry, or remove it.');
    return value.map((item, index) => ({ at: `${at}[${index}]`, value: item }));
}
function booleanAt(reporter, given) {
    const text = textAt(reporter, given);
    if (given === undefined || text === undefined)
        return false;
    const value = (0,reading_source/* parseBoolean */.yG)(text);
    if (value === undefined)
        reporter.invalid(given.at, (0,quote/* quote */.h)(text), '`true` or `false`');
    return value ?? false;
}
/** `true`, `false`, or another value for the caller. */
function booleanOr(reporter, given, read) {
    if (given === undefined)
        return false;
    const value = typeof given.value === 'string' ? (0,reading_source/* parseBoolean */.yG)(given.value.trim()) : undefined;
    if (value !== undefined)
        return value;
    return typeof given.value === 'string' && given.value.trim() === '' ? booleanAt(reporter, given) : read(given);
}
/** One of a few words. */
function wordAt(reporter, given, words) {
    const text = textAt(reporter, given);
    if (given === undefined || text === undefined)
        return undefined;
    const found = words.find(word => word === text);
    if (found === undefined)
        reporter.invalid(given.at, (0,quote/* quote */.h)(text), values_oneOf(text, words));
    return found;
}
/** The known words, for the message about an unknown one. */
function values_oneOf(text, words) {
    const meant = (0,nearest/* nearest */.p)(text, words);
    return `${words.map(word => `\`${word}\``).join(', ')}${meant === undefined ? '' : ` (did you mean \`${meant}\`?)`}`;
}
/** Patterns in GitHub's filter syntax. A list of only exclusions would match nothing, and so forbid nothing. */
function patternsAt(reporter, given) {
    const patterns = textsAt(reporter, given);
    if (given === undefined || patterns === undefined)
        return undefined;
    for (const pattern of patterns) {
        const problem = (0,filter/* patternProblem */.A)(pattern);
        if (problem !== undefined) {
            reporter.report(given.at, `has the pattern ${(0,quote/* quote */.h)(pattern)}, which ${problem}`, "Use GitHub's filter syntax, as in `v*`.");
        }
    }
    if (patterns.length > 0 && patterns.every(pattern => pattern.startsWith('!'))) {
        reporter.report(given.at, 'contains only exclusions (`!…`)', 'Start with an inclusion, as in `*`.');
    }
    return patterns;
}

;// CONCATENATED MODULE: ./lib/inputs/policy/denials.js






const denials_KEYS = ['entitlements', 'insecure', 'build-args', 'network', 'custom-builders', 'tags'];
/** What `allow` can grant (docker/buildx, bake/entitlements.go). */
const ENTITLEMENTS = [
    ...['network.host', 'security.insecure', 'device', 'ssh', 'fs', 'fs.read', 'fs.write'],
    ...['image', 'image.push', 'image.load', 'buildx.local.delete'],
];
/** What `entitlements: true` forbids: rights on the builder. (`fs` and `ssh` let bake read this machine's files.) */
const RIGHTS = ['network.host', 'security.insecure', 'device*'];
function denials(reporter, given) {
    const values = mapAt(reporter, given, denials_KEYS);
    const entitlements = booleanOr(reporter, values.entitlements, value => entitlementsAt(reporter, value));
    return {
        ...NO_DENIALS,
        entitlements: entitlements === true ? RIGHTS : entitlements === false ? [] : entitlements,
        insecure: booleanAt(reporter, values.insecure),
        buildArgs: globsAt(reporter, values['build-args'], /^[\w*]+$/).map(name => name.toUpperCase()),
        hostNetwork: wordAt(reporter, values.network, ['host']) === 'host',
        customBuilders: booleanAt(reporter, values['custom-builders']),
        tags: values.tags === undefined ? [] : itemsAt(reporter, values.tags).flatMap(entry => tagRule(reporter, entry)),
    };
}
/** Globs, in which `*` stands for any characters. */
function globsAt(reporter, given, form) {
    const globs = textsAt(reporter, given) ?? [];
    for (const glob of globs) {
        if (given !== undefined && !form.test(glob))
            reporter.invalid(given.at, (0,quote/* quote */.h)(glob), 'a name, with `*` for any characters');
    }
    return globs;
}
/** Globs of entitlements, which may have a value (`device=vendor/class`). */
function entitlementsAt(reporter, given) {
    const globs = globsAt(reporter, given, /^[a-z*][\w.*=/:-]*$/);
    for (const glob of globs) {
        const [name = ''] = glob.split('=', 1);
        if (!ENTITLEMENTS.some(known => (0,text_glob/* matchesGlob */.k)(name, known)))
            reporter.invalid(given.at, (0,quote/* quote */.h)(glob), values_oneOf(name, ENTITLEMENTS));
    }
    return globs;
}
/** A pattern of tags for all events, or `{tags, events}`. */
function tagRule(reporter, entry) {
    if (!(0,host_fields/* isObject */.Gv)(entry.value))
        return [{ tags: patternsAt(reporter, entry) ?? [], events: [] }];
    const { tags, events } = mapAt(reporter, entry, ['tags', 'events']);
    if (tags === undefined)
        reporter.report(entry.at, 'has no `tags`', 'Add them, as in `tags: latest`.');
    return [{ tags: patternsAt(reporter, tags) ?? [], events: eventsAt(reporter, events) }];
}
/** Patterns of events. One that matches none would never apply. */
function eventsAt(reporter, given) {
    const patterns = patternsAt(reporter, given) ?? [];
    for (const pattern of patterns) {
        const problem = eventProblem(pattern);
        if (given === undefined || problem === undefined)
            continue;
        reporter.report(given.at, `has ${(0,quote/* quote */.h)(pattern)}, ${problem.problem}`, problem.fix);
    }
    return patterns;
}

;// CONCATENATED MODULE: ./lib/inputs/policy/document.js

/**
 * A policy's YAML, with its scalars as texts. Ambiguous YAML is refused: duplicate keys, aliases and anchors, tags, a
 * second document.
 *
 * @returns undefined if an error was reported
 */
function documentOf(reporter, text) {
    const refuse = (problem, fix) => {
        reporter.report(document_INPUT, problem, fix);
    };
    if (text.trim() === '')
        return refuse('is empty', 'Write its rules, or `policy: none` for no policy.');
    let document;
    try {
        // `silent` would also ignore a second document.
        document = (0,dist/* parseDocument */.Tp)(text, { schema: 'failsafe', prettyErrors: false, logLevel: 'error' });
    }
    catch {
        return refuse('is not valid YAML', 'It is nested too deeply.');
    }
    const [problem] = [...document.errors, ...document.warnings];
    if (problem !== undefined) {
        const line = text.slice(0, problem.pos[0]).split('\n').length;
        if (problem.code === 'DUPLICATE_KEY')
            return refuse(`has the same key twice, at line ${line}`, 'Remove one of them.');
        return refuse(`is not valid YAML at line ${line} (${problem.code})`, 'Put values with special characters in quotes.');
    }
    const odd = ambiguityOf(document);
    if (odd !== undefined)
        return refuse(`has ${odd}`, 'Write every value in full.');
    const value = document.toJS({ maxAliasCount: 0 });
    return { at: document_INPUT, value };
}
const document_INPUT = 'policy';
function ambiguityOf(document) {
    let odd;
    (0,dist/* visit */.YR)(document, (_, node) => {
        if ((0,dist/* isAlias */.Vj)(node))
            odd = `the alias \`*${node.source.slice(0, 50)}\``;
        else if ((0,dist/* isNode */.Ll)(node) && 'anchor' in node && node.anchor !== undefined)
            odd = `an anchor`;
        else if ((0,dist/* isNode */.Ll)(node) && node.tag !== undefined && !node.tag.startsWith('tag:yaml.org,2002:'))
            odd = `a tag`;
        return odd === undefined ? undefined : dist/* visit */.YR.BREAK;
    });
    return odd;
}

// EXTERNAL MODULE: ./lib/oci/platforms.js
var platforms = __webpack_require__(49537);
;// CONCATENATED MODULE: ./lib/inputs/policy/image-limits.js





/** Names, or a map of names to required values. */
function labelRules(reporter, given) {
    const { at, value } = given;
    if (!(0,host_fields/* isObject */.Gv)(value)) {
        const names = textsAt(reporter, given) ?? [];
        for (const name of names.filter(each => /[\s=]/.test(each))) {
            reporter.invalid(at, (0,quote/* quote */.h)(name), 'names of labels; for a value, a map such as `vendor: Acme*`');
        }
        return names.map(name => ({ name, value: '*' }));
    }
    const entries = Object.entries(value);
    if (entries.length === 0)
        reporter.report(at, 'is empty', 'Name a label, or remove it.');
    return entries.flatMap(([name, inner]) => {
        const text = textAt(reporter, { at: `${at}.${name}`, value: inner });
        return text === undefined ? [] : [{ name, value: text }];
    });
}
/** One size for every platform, or a map of platforms to sizes. */
function sizeRules(reporter, given) {
    const { at, value } = given;
    const entries = (0,host_fields/* isObject */.Gv)(value) ? Object.entries(value) : [['*', value]];
    if (entries.length === 0)
        reporter.report(at, 'is empty', 'Give a size, as in `500mb`, or remove it.');
    return entries.flatMap(([name, inner]) => {
        const place = (0,host_fields/* isObject */.Gv)(value) ? `${at}.${name}` : at;
        const platform = name === '*' ? name : image_limits_platformAt(reporter, place, name);
        const text = textAt(reporter, { at: place, value: inner });
        const bytes = text === undefined ? undefined : sizeOf(text);
        if (text !== undefined && bytes === undefined)
            reporter.invalid(place, (0,quote/* quote */.h)(text), 'a size, as in `1gb` or `500mb`');
        const isFamily = [name, platform].every(each => each?.split('/').length === 2);
        return platform === undefined || bytes === undefined ? [] : [{ platform, isFamily, bytes }];
    });
}
function platformsAt(reporter, given) {
    return (textsAt(reporter, given) ?? []).flatMap(text => image_limits_platformAt(reporter, given.at, text) ?? []);
}
/** Platforms of Go, by operating system: images for others do not exist. */
const KNOWN = [
    ...['amd64', 'arm64', 'arm', '386', 'ppc64le', 's390x', 'riscv64', 'loong64'].map(one => `linux/${one}`),
    ...['mips64le', 'mips64', 'mipsle', 'mips', 'ppc64'].map(one => `linux/${one}`),
    ...['windows/amd64', 'windows/arm64', 'darwin/amd64', 'darwin/arm64', 'freebsd/amd64', 'freebsd/arm64'],
    ...['wasi/wasm', 'wasip1/wasm'],
];
function image_limits_platformAt(reporter, at, text) {
    const platform = /^[\w.+-]+(?:\/[\w.+-]+){1,2}$/.test(text) ? (0,platforms/* normalPlatform */.Je)(text) : undefined;
    if (platform !== undefined && KNOWN.includes(platform.split('/', 2).join('/')))
        return platform;
    reporter.invalid(at, (0,quote/* quote */.h)(text), `platforms, ${values_oneOf(text, KNOWN)}`);
    return undefined;
}

// EXTERNAL MODULE: ./lib/inputs/signing/trusted-signers.js
var trusted_signers = __webpack_require__(8240);
;// CONCATENATED MODULE: ./lib/inputs/policy/image-pattern.js


const image_pattern_FORM = 'a registry or repository, as in `ghcr.io`, `ghcr.io/acme` or `ghcr.io/acme/*-base`';
/**
 * A pattern of repositories, with its host: `alpine` is `docker.io/library/alpine`. `*` stands for anything but a
 * slash, and everything below a matching repository matches too. If wildcards matched slashes, `*.acme.example/base`
 * would match `evil.example/x.acme.example/base`.
 *
 * @returns undefined if an error was reported
 */
function imagePattern(reporter, at, text) {
    const pattern = normal(text.toLowerCase());
    const [, path = ''] = /^docker\.io\/library\/([^/]*)$/.exec(pattern ?? '') ?? [];
    if (text.includes('/') && path !== '' && !/(?:^|\/)library\//i.test(text)) {
        // `docker.io/alpine` could be an official image, or an organization.
        const fix = `Write \`docker.io/${path}/*\` for the organization, or \`${path}\` for the official image.`;
        reporter.report(at, `has ${(0,quote/* quote */.h)(text)}, which could mean two things`, fix);
        return undefined;
    }
    if (pattern !== undefined)
        return pattern;
    reporter.invalid(at, (0,quote/* quote */.h)(text), image_pattern_FORM);
    return undefined;
}
/** Replaces wildcards while the rest is checked: valid within a name, and unlikely to occur in one. */
const STAND_IN = 'wildcard0wildcard';
function normal(text) {
    if (text.includes(STAND_IN) || /[@!?+[\]\\]|\*\*/.test(text))
        return undefined;
    // A host of wildcards only could be anybody's.
    const [first = ''] = text.split('/');
    if (!/[a-z0-9]/.test(first.replaceAll('*', '')))
        return undefined;
    const plain = text.replaceAll('*', STAND_IN);
    try {
        if ((0,reference/* isHostLike */.Cm)(first) && !text.includes('/'))
            return back((0,reference/* normalizeRegistry */.l5)(plain));
        const { registry, path } = (0,reference/* parseName */.$q)(plain);
        return back(`${registry}/${path}`);
    }
    catch {
        return undefined;
    }
}
function back(text) {
    return text.replaceAll(STAND_IN, '*');
}

;// CONCATENATED MODULE: ./lib/inputs/policy/registry-rules.js


function registryRules(reporter, given) {
    const { allow, publish } = mapAt(reporter, given, ['allow', 'publish']);
    return {
        allow: imagesAt(reporter, allow),
        publish: publish &&
            itemsAt(reporter, publish).map(entry => {
                const { repositories, to } = mapAt(reporter, entry, ['repositories', 'to']);
                for (const [key, value] of Object.entries({ repositories, to })) {
                    if (value === undefined)
                        reporter.report(entry.at, `has no \`${key}\``, 'Write who (`repositories`) may publish where (`to`).');
                }
                const who = patternsAt(reporter, repositories) ?? [];
                return { repositories: who.map(text => text.toLowerCase()), to: imagesAt(reporter, to) ?? [] };
            }),
    };
}
/** Patterns of repositories; undefined if there are none. */
function imagesAt(reporter, given) {
    const texts = textsAt(reporter, given);
    return given && texts?.flatMap(text => withNames(reporter, given.at, text) ?? []);
}
/** `{repository}` and `{name}` are replaced, so that they pass as a name. */
const NAMES = { '{repository}': 'repository0repository/placeholder', '{name}': 'name0placeholder' };
function withNames(reporter, at, text) {
    if (!at.includes('.publish'))
        return imagePattern(reporter, at, text);
    const entries = Object.entries(NAMES);
    const plain = entries.reduce((all, [name, passes]) => all.replaceAll(name, passes), text);
    const pattern = imagePattern(reporter, at, plain);
    return pattern && entries.reduce((all, [name, passes]) => all.replaceAll(passes, name), pattern);
}

;// CONCATENATED MODULE: ./lib/inputs/policy/image-rules.js



const image_rules_KEYS = ['allow', 'pinned', 'signed-by', 'trusted-root'];
/** Requirements for base images, which may also come from mirrors. */
function baseRules(reporter, given) {
    const { mirrors, ...values } = mapAt(reporter, given, [...image_rules_KEYS, 'mirrors']);
    if (mirrors !== undefined && values.allow === undefined) {
        reporter.report(mirrors.at, 'is given without `allow`', 'Add `allow`, or remove it: any mirror may be used.');
    }
    return { ...rulesAt(reporter, given.at, values), mirrors: imagesAt(reporter, mirrors) ?? [] };
}
/** Requirements for images that are published again. */
function sourceRules(reporter, given) {
    return rulesAt(reporter, given.at, mapAt(reporter, given, image_rules_KEYS));
}
function rulesAt(reporter, at, values) {
    const signers = values['signed-by'];
    const signedBy = signers === undefined ? [] : itemsAt(reporter, signers).flatMap(one => (0,trusted_signers/* readSigner */.$)(reporter, one.at, one.value));
    for (const signer of signedBy) {
        // A path would let whoever runs the workflow change the rule.
        if (signer.kind !== 'key' || signer.key.includes('-----BEGIN'))
            continue;
        reporter.report(`${at}.signed-by`, 'has the path of a key', 'Write the public key itself (PEM) below `key: |`.');
    }
    const trustedRoot = textAt(reporter, values['trusted-root']) ?? '';
    if (trustedRoot !== '' && !trustedRoot.startsWith('{')) {
        reporter.report(`${at}.trusted-root`, 'is not JSON', 'Write the trusted root itself, not its path.');
    }
    const allow = imagesAt(reporter, values.allow);
    return { allow, mirrors: [], pinned: booleanAt(reporter, values.pinned), signedBy, trustedRoot };
}

;// CONCATENATED MODULE: ./lib/inputs/policy/requirements.js



const requirements_KEYS = ['test', 'scan', 'sign', 'provenance', 'sbom', 'immutable-tags', 'verify'];
function requirements(reporter, given) {
    const values = mapAt(reporter, given, requirements_KEYS);
    const sign = booleanOr(reporter, values.sign, value => wordAt(reporter, value, ['keyless', 'key']));
    const tags = booleanOr(reporter, values['immutable-tags'], value => patternsAt(reporter, value));
    return {
        ...NO_REQUIREMENTS,
        test: booleanAt(reporter, values.test),
        scan: scanAt(reporter, values.scan),
        sign: sign === true ? 'any' : sign === false ? undefined : sign,
        provenance: booleanAt(reporter, values.provenance),
        sbom: booleanAt(reporter, values.sbom),
        immutableTags: tags === true ? 'versions' : tags === false ? undefined : tags,
        verify: booleanAt(reporter, values.verify),
    };
}
/** `true`, a severity, or a map. */
function scanAt(reporter, given) {
    const scan = booleanOr(reporter, given, (value) => {
        if (typeof value.value === 'string') {
            return { severity: wordAt(reporter, value, SEVERITIES) ?? 'critical', mayIgnoreUnfixed: false };
        }
        const { severity, 'ignore-unfixed': unfixed } = mapAt(reporter, value, ['severity', 'ignore-unfixed']);
        return {
            severity: wordAt(reporter, severity, SEVERITIES) ?? 'critical',
            mayIgnoreUnfixed: booleanAt(reporter, unfixed),
        };
    });
    if (scan === true)
        return { severity: 'critical', mayIgnoreUnfixed: false };
    return scan === false ? undefined : scan;
}

;// CONCATENATED MODULE: ./lib/inputs/policy/read-policy.js














const read_policy_KEYS = [
    ...['registries', 'require', 'base-images', 'sources', 'deny'],
    ...['labels', 'max-size', 'user', 'platforms'],
];
/** No policy is longer. Bytes. */
const LARGEST = 64 * 1024;
/**
 * The input `policy`: YAML, the path of a file, or `none`. A given but empty one is always an error: `policy: ${{
 * vars.POLICY }}` without that variable must not publish everything.
 */
function readPolicy(source) {
    const mode = readMode(source);
    if (source.isBlank('policy')) {
        source.report('policy', 'is empty', 'Does the variable that it comes from exist? For no policy, write `none`.');
        return undefined;
    }
    const given = source.text('policy');
    if (given === 'none')
        return undefined;
    const path = isPath(given) ? given : '';
    const text = path === '' ? given : fileAt(source, path);
    const document = text === undefined ? undefined : documentOf(source, text);
    return document && { rules: policyAt(source, document), mode, path };
}
function readMode(source) {
    const text = source.text('policy-mode');
    if (text !== 'enforce' && text !== 'warn')
        source.invalid('policy-mode', (0,quote/* quote */.h)(text), '`enforce` or `warn`');
    return text === 'warn' ? 'warn' : 'enforce';
}
/** A policy has keys; a line without one is a path. */
function isPath(text) {
    return !/[\r\n{]|:(?:\s|$)/.test(text);
}
/** Only a regular file is read: a link could lead out of the repository, and a device might never end. */
function fileAt(source, path) {
    try {
        return (0,regular_file/* readText */.yR)((0,external_node_path_.resolve)((0,workflow_run/* runVariables */.R)(source.env).workspace, path), { largest: LARGEST });
    }
    catch (error) {
        const problem = (0,errno/* errnoOf */.U)(error) === 'ENOENT'
            ? `names a file that does not exist: ${(0,quote/* quote */.h)(path)}`
            : `names a file that cannot be read: ${(0,quote/* quote */.h)(path)} (${(0,errors/* messageOf */.bD)(error)})`;
        source.report('policy', problem, 'Give the path of a YAML file, or the policy itself.');
        return undefined;
    }
}
function policyAt(reporter, document) {
    const { registries, require, deny, labels, user, platforms, sources, ...rest } = mapAt(reporter, document, read_policy_KEYS);
    const { 'base-images': bases, 'max-size': sizes } = rest;
    return {
        registries: registries && registryRules(reporter, registries),
        require: require === undefined ? NO_REQUIREMENTS : requirements(reporter, require),
        baseImages: bases && baseRules(reporter, bases),
        sources: sources && sourceRules(reporter, sources),
        deny: deny === undefined ? NO_DENIALS : denials(reporter, deny),
        labels: labels === undefined ? [] : labelRules(reporter, labels),
        maxSize: sizes === undefined ? [] : sizeRules(reporter, sizes),
        nonRoot: wordAt(reporter, user, ['non-root']) === 'non-root',
        platforms: platforms === undefined ? [] : platformsAt(reporter, platforms),
    };
}

// EXTERNAL MODULE: ./lib/inputs/promote.js
var promote = __webpack_require__(68213);
// EXTERNAL MODULE: ./lib/plan/terms/foreign.js
var foreign = __webpack_require__(32231);
// EXTERNAL MODULE: ./lib/inputs/reading/trust.js
var trust = __webpack_require__(93632);
;// CONCATENATED MODULE: ./lib/inputs/registries.js











const LOGIN_KEYS = ['username', 'password', ...read/* IDENTITY_KEYS */.UF];
const registries_KEYS = ['registry', 'prefix', ...LOGIN_KEYS, ...trust/* TRUST_KEYS */.ks, 'tags', 'optional', ...FILTER_KEYS];
/** The `registries` input. Entries with half a login come without credentials and are listed in `missing`. */
function readRegistries(source, missing) {
    const given = plainHosts(source) ?? (0,yaml_list/* yamlEntries */.g)(source, 'registries', registries_KEYS);
    const entries = given.flatMap(entry => {
        const read = registries_readEntry(source, entry, missing);
        return read === undefined ? [] : [{ at: entry.at, read }];
    });
    for (const [index, { at, read }] of entries.entries()) {
        for (const { at: earlier, read: other } of entries.slice(0, index)) {
            const conflict = conflictOf(read, other);
            if (conflict !== undefined)
                source.report(at, `${conflict} ${earlier}`, 'Keep one of them, or give them the same login.');
        }
    }
    return entries.map(({ read }) => read);
}
/** Hosts without YAML syntax, one per line or separated by commas; undefined if it is YAML. */
function plainHosts(source) {
    const lines = source.raw('registries').split(/\r?\n/);
    const [first = '', ...more] = lines.map(line => line.replace(/(?:^|\s)#.*$/, '')).filter(line => line.trim() !== '');
    if (isYaml(first))
        return undefined;
    if (more.some(isYaml)) {
        source.report('registries', 'mixes plain hosts with YAML', 'Begin each entry with `- `, as in `- ghcr.io`.');
        return [];
    }
    const hosts = (0,reading_source/* items */.ld)(source, 'registries', { commas: true, comments: true, onComment: () => { } });
    return hosts.map((plain, index) => ({ at: `registries[${index}]`, plain, values: {} }));
}
/** Whether a line begins unlike any host, or has a key. */
function isYaml(line) {
    return /^\s*[-[\]{}&*!|>%]|:(?:\s|$)/.test(line);
}
function registries_readEntry(source, entry, missing) {
    const text = entry.plain ?? (0,yaml_list/* textOf */.b)(source, entry, 'registry').trim();
    if (text === '') {
        source.report(entry.at, 'has no `registry`', 'Add one, as in `registry: ghcr.io`.');
        return undefined;
    }
    const place = parsePlace(source, `${entry.at}${entry.plain === undefined ? '.registry' : ''}`, text);
    const host = place?.host ?? text;
    // Read the rest even when the registry is wrong, so that every problem is reported.
    const prefix = readPrefix(source, entry, host, place?.prefix ?? '');
    const read = {
        registry: host,
        prefix,
        ...(0,credentials/* credentialsOf */.YN)(source, entry, host, missing),
        ...(0,trust/* trustOf */.An)(source, entry),
        ...readTags(source, entry),
        optional: readOptional(source, entry),
        filters: entryFilters(source, entry),
    };
    return place === undefined ? undefined : read;
}
/** The path inside `registry`, followed by the entry's `prefix`. */
function readPrefix(source, entry, host, path) {
    const own = (0,yaml_list/* textOf */.b)(source, entry, 'prefix').trim().toLowerCase();
    const joined = [path, ...own.split('/')].filter(part => part !== '').join('/');
    if (own !== '') {
        try {
            // A prefix is one or more path components of a repository's name.
            (0,reference/* parseRegistry */.Eq)(`registry.invalid/${joined}`);
        }
        catch {
            source.invalid(`${entry.at}.prefix`, (0,quote/* quote */.h)(own), `the path between ${(0,quote/* quote */.h)(host)} and the name, as in \`project/repo\``);
        }
    }
    return joined;
}
/** Tag rules as in the input `tags`: lines, or a YAML list of them. */
function readTags(source, { at, values }) {
    const { tags: value = '' } = values;
    const text = typeof value === 'string' ? value : value.join('\n');
    const tags = (0,reading_source/* itemsAt */.Ct)(source, `${at}.tags`, text, {
        comments: true,
        fields: true,
        onComment: aside(source, `${at}.tags`),
    });
    return tags.length === 0 ? {} : { tags };
}
function readOptional(source, entry) {
    return (0,reading_source/* booleanAt */.CR)(source, `${entry.at}.optional`, (0,yaml_list/* textOf */.b)(source, entry, 'optional').trim());
}
function parsePlace(source, at, text) {
    try {
        // Hosts and repository paths are lower case.
        const place = (0,reference/* parseRegistry */.Eq)(text.toLowerCase());
        // In a name, a first part without a dot or a port isn't a host: the image would go to Docker Hub.
        if ((0,plan_targets/* hasHost */.b5)(`${place.host}/x`))
            return place;
        source.invalid(at, (0,quote/* quote */.h)(text), credentials/* HOST_FORM */.MI);
        return undefined;
    }
    catch {
        const shell = (0,foreign/* shellIn */.KR)(text);
        if (shell !== undefined)
            source.report(at, shell.refusal[0], `${shell.refusal[1]}.`);
        else
            source.invalid(at, (0,quote/* quote */.h)(text), credentials/* HOST_FORM */.MI);
        return undefined;
    }
}
/** Two entries may share a registry (with different prefixes), but a registry has one login. */
function conflictOf(entry, other) {
    if (entry.registry !== other.registry)
        return undefined;
    if (entry.prefix === other.prefix)
        return 'repeats';
    const [own, others] = [entry, other].map(({ username, password, identity }) => [username, password, identity]);
    const differs = JSON.stringify(own) !== JSON.stringify(others);
    return differs && hasLogin(entry) && hasLogin(other) ? 'has another login than' : undefined;
}
function hasLogin({ username, identity }) {
    return username !== '' || identity !== undefined;
}

// EXTERNAL MODULE: ./lib/inputs/robust.js
var robust = __webpack_require__(54800);
;// CONCATENATED MODULE: ./lib/inputs/several/bake.js




const BAKE = ['bake-targets', 'bake-set', 'bake-vars'];
/** What a definition says for each target, and a step can't say for all of them. */
const OF_TARGETS = [
    ...['context', 'file', 'target', 'platforms', 'build-args', 'build-contexts', 'add-hosts', 'network'],
    ...['no-cache-filters', 'shm-size', 'ulimit', 'cache-from', 'cache-to'],
];
/** Inputs that so far only exist for single images. */
const OF_ONE = ['source', 'layout', 'call', 'cache-mounts', 'cgroup-parent', 'outputs'];
/** Whether the step builds several images. */
function bake_isSeveral(source) {
    return source.raw('builds').trim() !== '' || isBake(source);
}
function isBake(source) {
    const text = source.text('bake');
    return text !== '' && (0,reading_source/* parseBoolean */.yG)(text) !== false;
}
/** Reads `bake` and its related inputs; undefined when there is nothing to evaluate. */
function readBake(source) {
    const isGiven = (name) => source.text(name) !== '' && (0,reading_source/* parseBoolean */.yG)(source.text(name)) !== false;
    if (bake_isSeveral(source)) {
        for (const name of OF_ONE.filter(isGiven)) {
            const by = isBake(source) ? 'bake' : 'builds';
            source.report(name, `is given together with \`${by}\``, 'Remove one of the two: it works with a single image only.');
        }
    }
    if (!isBake(source)) {
        for (const name of BAKE.filter(isGiven)) {
            source.report(name, 'is given without `bake`', 'Add `bake: true`, or the path of the bake file.');
        }
        return undefined;
    }
    if (isGiven('builds')) {
        source.report('builds', 'is given together with `bake`', 'Describe the builds in one of the two.');
    }
    for (const name of OF_TARGETS.filter(isGiven)) {
        source.report(name, 'is given together with `bake`', 'Set it in the bake file, or for some targets with `bake-set`.');
    }
    return {
        files: (0,reading_source/* parseBoolean */.yG)(source.text('bake')) === true ? [] : files(source),
        targets: targets(source),
        set: rows(source, 'bake-set', /^[\w.*?[\]-]+\.[\w-]+(?:\.[^=]+)?\+?=/s, '`target.key=value`, as in `*.platform=linux/arm64`'),
        vars: variables(source),
    };
}
/** Variables with which the caller would choose the programs that evaluate the definition, or the code in them. */
const OF_PROGRAMS = /^(?:(?:LD|DYLD)_\w+|PATH|HOME|DOCKER_(?:CONFIG|CONTEXT|HOST)|BUILDX_CONFIG)=/;
function variables(source) {
    const given = rows(source, 'bake-vars', /^[A-Za-z_]\w*=/s, '`NAME=value`');
    for (const item of given.filter(one => OF_PROGRAMS.test(one))) {
        const problem = `sets ${item.slice(0, item.indexOf('='))}, which the programs of this runner read`;
        source.report('bake-vars', problem, 'Give the variable of the definition another name.');
    }
    return given;
}
function files(source) {
    const paths = (0,reading_source/* items */.ld)(source, 'bake', { commas: true });
    for (const path of paths) {
        if ((0,git_context/* isRemote */.Vx)(path)) {
            source.report('bake', `names a definition elsewhere: ${(0,quote/* quote */.h)(path)}`, 'Check it out with actions/checkout and give its path.');
        }
        else if (path.startsWith('-')) {
            source.invalid('bake', (0,quote/* quote */.h)(path), 'the path of a bake or Compose file, or `true`');
        }
        else if (!source.exists(path)) {
            source.report('bake', `names a file that does not exist: ${(0,quote/* quote */.h)(path)}`, 'Give its path from the root of the workspace, and check out the repository first.');
        }
    }
    return paths;
}
function targets(source) {
    const names = (0,reading_source/* items */.ld)(source, 'bake-targets', { commas: true });
    for (const name of names) {
        if (!/^[\w.*?[\]][\w.*?[\]-]{0,199}$/.test(name)) {
            source.invalid('bake-targets', (0,quote/* quote */.h)(name), 'names of targets or groups, or patterns such as `api-*`');
        }
    }
    return names;
}
/** Values may be secrets: an item is identified by its number. */
function rows(source, name, form, wanted) {
    const given = (0,reading_source/* items */.ld)(source, name, { comments: true });
    for (const [index, item] of given.entries()) {
        if (!form.test(item))
            source.invalid(name, `item ${index + 1}`, `${wanted}, one per line`);
        else if (/^[^=]*\.output\+?=/.test(item) &&
            (0,list/* fields */.OA)(item).some(column => /(?:^|=)(?:type=)?registry$/.test(column))) {
            source.report(name, `has an output that pushes (item ${index + 1})`, 'Remove it: every image is published under its tags.');
        }
    }
    return given;
}

;// CONCATENATED MODULE: ./lib/inputs/signing/attest.js



const attest_FORM = '`provenance`, `sbom` or `predicate-type=https://…,path=file.json`, one per line';
function readAttest(source) {
    const lines = (0,reading_source/* items */.ld)(source, 'attest');
    const attest = lines.flatMap(line => readLine(source, line));
    const kinds = attest.map(one => (one.kind === 'predicate' ? one.type : one.kind));
    const twice = kinds.find((kind, at) => kinds.indexOf(kind) < at);
    if (twice !== undefined)
        source.report('attest', `has ${(0,quote/* quote */.h)(twice)} twice`, 'Remove one of them.');
    if (attest.some(({ kind }) => kind === 'sbom') && !mayHaveSbom(source)) {
        source.report('attest', 'has `sbom`, but the build makes none', 'Set `sbom: true`, or remove it from `attest`.');
    }
    return { attest, attestTo: readPlaces(source, lines.length > 0) };
}
function readLine(source, line) {
    if (line === 'provenance' || line === 'sbom')
        return [{ kind: line }];
    const values = new Map(attributesOf(line));
    const [type, path] = [values.get('predicate-type') ?? '', values.get('path') ?? ''];
    if (values.size === 2 && path !== '' && URL.canParse(type))
        return [{ kind: 'predicate', type, path }];
    source.invalid('attest', (0,quote/* quote */.h)(line), attest_FORM);
    return [];
}
function attributesOf(line) {
    try {
        return (0,list/* fields */.OA)(line).map(field => {
            const [key = '', ...value] = field.split('=');
            return [key.trim(), value.join('=').trim()];
        });
    }
    catch {
        return [];
    }
}
/** A promoted image keeps its attestations. */
function mayHaveSbom(source) {
    if (source.text('source') !== '')
        return true;
    const isOff = ['', 'false'].includes(source.text('sbom').toLowerCase());
    return !isOff || /type\s*=\s*sbom/.test(source.raw('attests'));
}
function readPlaces(source, isAttested) {
    const places = (0,reading_source/* items */.ld)(source, 'attest-to', { commas: true }).map(text => text.toLowerCase());
    if (places.length === 0)
        return undefined;
    if (!isAttested) {
        source.report('attest-to', 'is set, but nothing is attested', 'Set `attest: provenance`, or remove it.');
    }
    const isPlace = (text) => text === 'registry' || text === 'github';
    for (const place of places.filter(text => !isPlace(text))) {
        source.invalid('attest-to', (0,quote/* quote */.h)(place), '`registry`, `github` or both, one per line');
    }
    return [...new Set(places.filter(isPlace))];
}

;// CONCATENATED MODULE: ./lib/inputs/signing/signing.js




/** The signer of everything that needs one; undefined if nothing does. Attestations alone are the workflow's. */
function signerOf({ sign, attest }) {
    return sign ?? (attest.length > 0 ? 'keyless' : undefined);
}
function readSigning(source) {
    const sign = readSign(source);
    const inputs = {
        sign,
        signKey: source.text('sign-key'),
        signKeyPassword: source.raw('sign-key-password'),
        signLegacy: (0,reading_source/* boolean */.zM)(source, 'sign-legacy'),
        signPublic: (0,reading_source/* boolean */.zM)(source, 'sign-public'),
        signingConfig: (0,reading_source/* line */.n8)(source, 'signing-config'),
        trustedRoot: (0,reading_source/* line */.n8)(source, 'trusted-root'),
        verifySource: (0,trusted_signers/* readTrustedSigners */.j)(source, 'verify-source'),
        signedBase: (0,trusted_signers/* readTrustedSigners */.j)(source, 'require-signed-base'),
        ...readAttest(source),
    };
    if (sign !== 'key') {
        for (const name of ['sign-key', 'sign-key-password']) {
            if (source.text(name) === '')
                continue;
            source.report(name, 'is set, but nothing is signed with a key', 'Set `sign: key`, or remove it.');
        }
    }
    if (inputs.signLegacy && sign === undefined) {
        source.report('sign-legacy', 'is true, but the image is not signed', 'Set `sign: keyless` or `sign: key`, or remove it.');
    }
    const isSigned = signerOf(inputs) !== undefined;
    if (!isSigned && inputs.signingConfig !== '') {
        source.report('signing-config', 'is given, but nothing is signed', 'Set `sign: keyless` or `sign: key`, or remove it.');
    }
    const isVerified = inputs.verifySource.length + inputs.signedBase.length > 0;
    if (!isSigned && !isVerified && inputs.trustedRoot !== '') {
        const fix = 'Set `sign: keyless`, `sign: key` or `verify-source`, or remove it.';
        source.report('trusted-root', 'is given, but nothing is signed or verified', fix);
    }
    if (source.text('verify-source') !== '' && !isRegistry(source.text('source'))) {
        const fix = 'Give a `source` in a registry, or remove `verify-source`.';
        source.report('verify-source', 'is given, but no image from a registry is promoted', fix);
    }
    if (inputs.signingConfig !== '' && inputs.trustedRoot === '') {
        source.report('trusted-root', 'is empty, but `signing-config` is given', 'Give the trusted root of the same Sigstore: every signature is verified before a tag moves.');
    }
    return inputs;
}
function isRegistry(text) {
    return text !== '' && !text.startsWith('oci:');
}
function readSign(source) {
    const text = source.text('sign');
    if (text === 'key' || text === 'keyless')
        return text;
    if (text !== '' && (0,reading_source/* parseBoolean */.yG)(text) !== false)
        source.invalid('sign', (0,quote/* quote */.h)(text), '`keyless`, `key` or `false`');
    return undefined;
}

// EXTERNAL MODULE: ./lib/plan/metadata/images.js
var metadata_images = __webpack_require__(53059);
// EXTERNAL MODULE: ./lib/plan/rules/flavor.js
var rules_flavor = __webpack_require__(82407);
// EXTERNAL MODULE: ./lib/plan/rules/rules.js
var rules_rules = __webpack_require__(73984);
// EXTERNAL MODULE: ./lib/plan/terms/problems.js
var problems = __webpack_require__(43651);
// EXTERNAL MODULE: ./lib/plan/rules/fields.js
var fields = __webpack_require__(95226);
// EXTERNAL MODULE: ./lib/plan/rules/presets.js
var presets = __webpack_require__(8807);
// EXTERNAL MODULE: ./lib/plan/terms/template-text.js
var template_text = __webpack_require__(67521);
;// CONCATENATED MODULE: ./lib/inputs/misplaced.js







/** What is wrong with a name in `images`, and which input its extra parts belong to. */
function nameProblem(name, error) {
    const [scheme] = /^[a-z]+:\/\//i.exec(name) ?? [];
    if (scheme !== undefined) {
        const fix = `Remove \`${scheme}\`: write \`${name.slice(scheme.length)}\`.`;
        return { input: 'images', problem: `takes names without a scheme, but ${(0,quote/* quote */.h)(name)} has one`, fix };
    }
    const reference = tagged(name);
    if (reference !== undefined) {
        const fix = `Write \`${reference.name}\`, and put \`${reference.tag}\` in \`tags\`.`;
        return { input: 'images', problem: `takes names without a tag, but ${(0,quote/* quote */.h)(name)} has one`, fix };
    }
    const hint = error instanceof errors/* ActionError */.lZ ? error.hint : undefined;
    return { input: 'images', problem: `has an invalid name: ${(0,errors/* messageOf */.bD)(error)}`, fix: hint ?? 'Write `acme/api`.' };
}
/**
 * A line of `tags` with a whole reference where a rule is expected: its `/` and `:` would become `-`, publishing the
 * image as `acme/api:acme-api-nightly`.
 */
function strayReference(line, images) {
    const found = valuesOf(line).flatMap(({ key, value }) => {
        const reference = tagged(value);
        if (reference === undefined)
            return images.includes(value.toLowerCase()) ? [{ name: value, tag: 'latest' }] : [];
        const isMeant = key === undefined || (0,plan_targets/* hasHost */.b5)(reference.name) || images.includes(reference.name.toLowerCase());
        return isMeant ? [reference] : [];
    });
    const [first] = found;
    if (first === undefined)
        return undefined;
    const split = `Write \`${first.tag}\` in \`tags\` and \`${first.name}\` in \`images\``;
    const or = images.length === 0 || line.includes('{{')
        ? ''
        : ', or remove `images` and write only complete references in `tags`';
    const problem = images.length === 0
        ? `has a complete reference with a template: ${(0,quote/* quote */.h)(line)}`
        : `has a complete reference beside \`images\`: ${(0,quote/* quote */.h)(line)}`;
    return { input: 'tags', problem, fix: `${split}${or}.` };
}
/** A message for a plain tag that is nearly a preset. A whole sentence. */
function nearlyPreset(line) {
    const preset = (0,presets/* missedPreset */.tp)(fieldsIn(line));
    if (preset === undefined)
        return undefined;
    return `\`tags\` has the plain tag ${(0,quote/* quote */.h)(line)}. Did you mean the preset \`${preset}\`? For a tag of that name, write \`type=raw,value=${line}\`.`;
}
/**
 * A line of `tags` or `flavor` whose prefix is a repository: `prefix=ghcr.io/acme/api:` would publish
 * `acme/api:ghcr.io-acme-api-nightly`.
 */
function strayPrefix(input, line, images) {
    const prefixes = fieldsIn(line).filter(({ key }) => key === 'prefix');
    const [name] = prefixes.flatMap(({ value }) => tagged(`${value}x`)?.name ?? []);
    if (name === undefined || !((0,plan_targets/* hasHost */.b5)(name) || images.includes(name.toLowerCase())))
        return undefined;
    const problem = `has a complete reference in a prefix: ${(0,quote/* quote */.h)(line)}`;
    return { input, problem, fix: `Put \`${name}\` in \`images\`, and remove it from the prefix.` };
}
/** The source of a line's tags, if it has no type or `type=raw`. */
function valuesOf(line) {
    const fields = fieldsIn(line);
    if ((0,presets/* isPresets */.FH)(fields))
        return [];
    const type = fields.find(({ key }) => key === 'type')?.value ?? 'raw';
    return type === 'raw' ? fields.filter(({ key }) => key === undefined || key === 'value') : [];
}
/** Lines that don't parse are reported elsewhere. */
function fieldsIn(line) {
    try {
        return (0,fields/* fieldsOf */.P)(line);
    }
    catch {
        return [];
    }
}
/** The halves of `name:tag`, where the tag may be a template; undefined for anything else. */
function tagged(text) {
    const plain = (0,template_text/* outsideTemplates */.TS)(text, 'x');
    try {
        const { name, tag, digest } = (0,reference/* parseReference */.F2)(plain.toLowerCase());
        if (tag === undefined && digest === undefined)
            return undefined;
        const { length } = name.text;
        return { name: text.slice(0, length), tag: text.slice(length + 1) };
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/inputs/places.js





/**
 * Bare names that don't go to the author's login, and logins without a name. In docker's actions, logins aren't
 * destinations and a bare name is on Docker Hub; here the entries of `registries` are destinations.
 */
function checkPlaces(source, { input, names }, { registries, logins }) {
    const known = names.filter(name => leadsSomewhere(name, registries));
    const bare = known.filter(name => !(0,plan_targets/* hasHost */.b5)(name));
    const targets = known.flatMap(name => (0,plan_targets/* resolveNames */.jN)([{ name, enable: true }], registries));
    const hub = targets.some(({ name }) => name.registry === reference/* DOCKER_HUB */.Xb);
    const reported = bare.map(name => {
        if (registries.length === 0)
            return elsewhere(source, input, name);
        return hub ? false : diverted(source, { input, names: known }, name, { registries, logins });
    });
    if (known.length > 0 && !reported.includes(true))
        checkShorthand(source, targets);
}
/** Whether `registry: ghcr.io` was meant as the destination of a bare name. */
function elsewhere(source, input, name) {
    const login = (0,credentials/* shorthandRegistry */.$4)(source);
    if (login === undefined || login === reference/* DOCKER_HUB */.Xb)
        return false;
    const tag = input === 'tags' ? ':…' : '';
    source.report(input, `has ${(0,quote/* quote */.h)(name)}, which goes to Docker Hub: \`registry: ${login}\` only sets the login`, `Write \`${input}: ${login}/${name}${tag}\`, or \`registries: "- registry: ${login}"\` with \`${input}: ${name}${tag}\`.`);
    return true;
}
/** Whether a bare name was meant for Docker Hub, while `registries` sends it elsewhere. */
function diverted(source, { input, names }, name, { registries, logins }) {
    const goes = (0,plan_targets/* resolveNames */.jN)([{ name, enable: true }], registries).map(target => target.name.text);
    const others = names.map(other => other.toLowerCase());
    const twice = goes.find(place => others.includes(place));
    const entries = registries.map(({ registry }) => registry).join(', ');
    const spellings = `Write \`docker.io/${name}\` to publish to Docker Hub too`;
    if (twice !== undefined) {
        source.report(input, `has ${(0,quote/* quote */.h)(name)}, which \`registries\` sends to ${entries}, where \`${twice}\` already goes; nothing goes to Docker Hub`, `${spellings}, or remove ${(0,quote/* quote */.h)(name)}.`);
        return true;
    }
    // Also if its password is empty, as in a fork's run: a step means the same there.
    const isShorthand = source.text('username') !== '' && (0,credentials/* shorthandRegistry */.$4)(source) === reference/* DOCKER_HUB */.Xb;
    const hasLogin = logins.some(({ registry, username }) => registry === reference/* DOCKER_HUB */.Xb && username !== '');
    if (!isShorthand && !hasLogin)
        return false;
    const problem = `has ${(0,quote/* quote */.h)(name)}, which \`registries\` sends to ${entries} and not to Docker Hub, though there is a login for it`;
    const fix = `${spellings}, or \`${goes[0]}\` to publish only there`;
    // A login in `registry-auth` may be for base images.
    if (!isShorthand)
        source.warn(`\`${input}\` ${problem}. ${fix}.`);
    else
        source.report(input, problem, `${fix}; a login for base images goes into \`registry-auth\`.`);
    return true;
}
/**
 * An unused login beside `registries`. It is Docker Hub's unless `registry` says otherwise, and may be meant for a
 * listed registry.
 */
function checkListed(source, registries) {
    const login = loginToPublish(source);
    if (login === undefined || registries.some(({ registry }) => registry === login))
        return;
    const [first] = registries.filter(({ username }) => username === '');
    const meant = source.text('registry') === '' && first !== undefined;
    source.report('username', `and \`password\` are a login for ${login}, which \`registries\` does not list`, `Add \`${login}\` to \`registries\`, ${meant ? `set \`registry: ${first.registry}\` if it is the login for that, ` : ''}or put a login for base images into \`registry-auth\`.`);
}
/** The registry of `username` and `password`, if they are meant for publishing. */
function loginToPublish(source) {
    const login = (0,credentials/* shorthandRegistry */.$4)(source);
    if (login === undefined || source.text('username') === '' || (0,reading_source/* parseBoolean */.yG)(source.text('push')) === false)
        return undefined;
    const others = ['source', 'cache-ref', 'cache-from', 'cache-to', 'build-contexts'];
    return others.some(other => source.raw(other).includes(login)) ? undefined : login;
}
/** `username` and `password` are the login of a destination; those for base images belong in `registry-auth`. */
function checkShorthand(source, targets) {
    const login = loginToPublish(source);
    if (login === undefined || targets.some(({ name }) => name.registry === login))
        return;
    const first = targets[0]?.name.path ?? 'acme/api';
    source.warn(`\`username\` and \`password\` are a login for ${login}, but nothing is published there. ` +
        `Write \`images: ${login}/${first}\` to publish there, or put the login into \`registry-auth\` if it is for base images.`);
}
/** Invalid names are reported elsewhere. */
function leadsSomewhere(name, registries) {
    try {
        return (0,plan_targets/* resolveNames */.jN)([{ name, enable: true }], registries).length > 0;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./lib/inputs/together.js










/** Checks beyond single inputs: names, and contradicting inputs. */
function together_checkTogether(source, together) {
    const { metadata, registries, logins, push, outputs, isOnly } = together;
    const { images: lines, tags, flavor } = metadata;
    const images = imagesOf(source, lines);
    checkNames(source, images, registries);
    checkGates(source);
    const mode = (0,reference_lines/* tagsMode */.N7)(lines, tags);
    checkTargets(source, { mode, images, tags, isOnly }, { registries, logins });
    const names = images.map(({ name }) => name);
    const prefixes = (mode === 'rules' ? tags : []).map(line => strayPrefix('tags', line, names));
    for (const problem of [...prefixes, ...flavor.map(line => strayPrefix('flavor', line, names))]) {
        if (problem !== undefined)
            source.add(problem);
    }
    const rules = (0,problems/* collector */.g)();
    if (mode === 'rules')
        (0,rules_rules/* parseRules */.N)(tags, rules);
    (0,rules_flavor/* parseFlavor */.w)(flavor, rules);
    for (const problem of rules.problems)
        source.add(problem);
    if (push === false && outputs.push) {
        source.report('push', 'is false, but `outputs` asks to push', 'Remove `push: false`, or the output that pushes.');
    }
}
/** Where the image goes, and whether all lines of `tags` are of the same kind. */
function checkTargets(source, { mode, images, tags, isOnly }, entries) {
    const names = images.map(({ name }) => name);
    if (mode === 'references') {
        const { references, problems } = (0,reference_lines/* parseReferences */.IO)(tags);
        for (const problem of problems)
            source.add(problem);
        const given = references.map(({ name }) => name.text);
        return checkPlaces(source, { input: 'tags', names: [...new Set(given)] }, entries);
    }
    const enabled = images.filter(({ enable }) => enable).map(({ name }) => name);
    // The name is the repository's, which nobody wrote for another place.
    if (images.length > 0 && source.text('images') === '')
        checkListed(source, entries.registries);
    else
        checkPlaces(source, { input: 'images', names: [...new Set(enabled)] }, entries);
    if (mode === 'rules') {
        // Of several images, another one may go there (`run/planning/plans.ts`).
        const known = isOnly ? images.filter(({ name }) => leadsSomewhere(name, entries.registries)) : [];
        for (const problem of known.length > 0 ? (0,plan_targets/* unusedTags */.Gx)(known, entries.registries) : [])
            source.add(problem);
        for (const tag of tags) {
            const near = nearlyPreset(tag);
            if (near !== undefined)
                source.warn(near);
            const problem = strayReference(tag, names);
            if (problem !== undefined)
                source.add(problem);
        }
        return;
    }
    const rule = tags.find(tag => !(0,reference_lines/* looksComplete */.Qp)(tag)) ?? '';
    source.report('tags', `mixes complete references with rules (${(0,quote/* quote */.h)(rule)})`, 'Name the repositories in `images` and keep only rules in `tags`, or write only complete references.');
}
/** A green step must have run the gates it names. */
function checkGates(source) {
    const call = source.text('call');
    if (call === '' || call === 'build')
        return;
    for (const name of ['test', 'gates', 'scan', 'container-test']) {
        if (source.text(name) === '')
            continue;
        source.report(name, `is set, but \`call: ${call}\` makes no image`, 'Remove one of the two.');
    }
}
function checkNames(source, images, registries) {
    for (const image of images) {
        try {
            (0,plan_targets/* resolveNames */.jN)([{ ...image, enable: true }], registries);
        }
        catch (error) {
            source.add(nameProblem(image.name, error));
        }
    }
}
function imagesOf(source, lines) {
    try {
        return (0,metadata_images/* parseImages */.e)(lines);
    }
    catch (error) {
        if (!(error instanceof errors/* InputError */.dz))
            throw error;
        for (const problem of error.problems)
            source.add(problem);
        return [];
    }
}

;// CONCATENATED MODULE: ./lib/inputs/inputs.js






























/**
 * Reads every input from `INPUT_*`; '' means the default.
 *
 * @param exists whether a path exists (only needed for `context` and `component`)
 * @param name distinguishes the image from the run's others; '' for the only one
 * @throws InputError with every problem of every input
 */
function inputs_readInputs(env, exists = external_node_fs_.existsSync, name = '') {
    const problems = [];
    const missing = [];
    const warnings = [];
    const source = (0,reading_source/* sourceOf */.vz)(env, problems, warnings, exists);
    const registries = readRegistries(source, missing);
    const logins = (0,credentials/* readLogins */.rC)(source, missing);
    const filters = readFilters(source);
    const component = readComponent(source, filters);
    const build = withComponentContext(source, readBuild(source, component?.path), component);
    const { outputs } = build;
    const push = readPush(source);
    const publishes = push === 'auto' ? registries.length > 0 || outputs.push : push !== false;
    const given = { ...readMetadata(source), component };
    // Of several images, each has its own names and rules (`run/read-run.ts`).
    const several = bake_isSeveral(source);
    const metadata = several ? given : withDefaultImage(source, { metadata: given, registries, publishes, name });
    checkComponent(source, metadata, component);
    const all = {
        metadata,
        registries,
        logins,
        missing,
        dockerConfig: source.text('docker-config'),
        dockerConfigPassphrase: source.raw('docker-config-passphrase'),
        githubToken: source.text('github-token') || source.text('job-token'),
        keepLogin: (0,reading_source/* boolean */.zM)(source, 'keep-login'),
        push: push === 'auto' && outputs.push ? true : push,
        filters,
        build,
        builder: readBuilder(source),
        buildxVersion: readBuildxVersion(source),
        mirrors: readMirrors(source),
        ...readQemu(source),
        cache: readCache(source),
        cacheMounts: readCacheMounts(source),
        verify: (0,reading_source/* boolean */.zM)(source, 'verify'),
        bake: readBake(source),
        signing: readSigning(source),
        policy: readPolicy(source),
        buildPolicy: readBuildPolicy(source),
        dryRun: (0,reading_source/* boolean */.zM)(source, 'dry-run'),
        warnings,
        ...readGates(source),
        scan: readScan(source),
        scanUpload: (0,reading_source/* boolean */.zM)(source, 'scan-upload'),
        containerTest: readContainerTest(source),
        ...(0,robust/* readRobust */.U)(source),
        ...(0,promote/* readPromote */.f)(source),
        parts: (0,read_parts/* readParts */.fp)(source, (0,runner/* runnerVariables */.G)(env).arch, {
            of: several ? 'step' : name === '' ? 'image' : 'build',
            ...{ registries, logins, platforms: build.platforms },
        }),
    };
    if (!several)
        together_checkTogether(source, { metadata, registries, logins, push, outputs, isOnly: name === '' });
    if (problems.length > 0)
        throw new errors/* InputError */.dz(problems);
    return { ...all, ...withoutUnusedLogins(source, all) };
}
function readPush(source) {
    const text = source.text('push');
    const push = text === 'auto' || text === 'same-repository' ? text : (0,reading_source/* parseBoolean */.yG)(text);
    if (push === undefined)
        source.invalid('push', (0,quote/* quote */.h)(text), '`auto`, `true`, `false` or `same-repository`');
    return push ?? 'auto';
}

// EXTERNAL MODULE: ./lib/inputs/several/entries.js
var entries = __webpack_require__(49814);
;// CONCATENATED MODULE: ./lib/inputs/run/read-run.js







/**
 * Reads the step's inputs, and those of each of its builds.
 *
 * @throws InputError with every problem of every input
 */
function readRun(env, exists = existsSync) {
    const problems = [];
    const source = sourceOf(env, problems, [], exists);
    const entries = readEntries(source);
    const attempt = (read, rename) => {
        try {
            return read();
        }
        catch (error) {
            if (!(error instanceof InputError))
                throw error;
            problems.push(...error.problems.map(rename));
            return undefined;
        }
    };
    const inputs = attempt(() => readInputs(env, exists), problem => problem);
    if (inputs !== undefined && !isSeveral(source))
        problems.push(...inputs.gates.flatMap(ofSeveral));
    const builds = entries.flatMap(({ at, name, own }) => {
        const read = () => ({ name, inputs: inputsOf({ name, own }, env, exists) });
        return attempt(read, problem => renamed(problem, at, own)) ?? [];
    });
    if (problems.length > 0 || inputs === undefined)
        throw new InputError(problems);
    return { inputs, builds };
}
/** The error for a gate of nonexistent images. */
function ofSeveral({ targets, once }, index) {
    const given = [...(targets.length > 0 ? ['targets'] : []), ...(once ? ['once'] : [])];
    return given.map(key => {
        const input = `gates[${index}].${key}`;
        return {
            input,
            problem: 'is given, but there is only one image',
            fix: 'Remove it, or list the images in `builds`.',
        };
    });
}
/** The inputs of one build. @throws InputError with every problem */
function inputsOf({ name, own }, env, exists = external_node_fs_.existsSync) {
    const texts = NAMED.map(input => [input, withName(own[input] ?? (0,step/* inputIn */.cP)(env, input) ?? '', name)]);
    const all = {
        ...own,
        ...Object.fromEntries(texts),
        builds: '',
        bake: '',
        'bake-targets': '',
        'bake-set': '',
        'bake-vars': '',
    };
    const given = Object.entries(all).map(([input, text]) => [(0,step/* inputVariable */.LO)(input), text]);
    return inputs_readInputs({ ...env, ...Object.fromEntries(given) }, exists, name);
}
/** An error in a build's own input, under that input's name in the step. One in the step's own is in each build's. */
function renamed(problem, at, own) {
    return isOwn(problem, own) ? { ...problem, input: `${at}.${problem.input}` } : problem;
}
/** Whether an error is in one of a build's own inputs. */
function isOwn({ input }, own) {
    const [name = ''] = /^[\w-]+/.exec(input) ?? [];
    return name in own;
}
/** Inputs in which `{{target}}` is the build's name. */
const NAMED = [
    ...['images', 'tags', 'flavor', 'labels', 'annotations'],
    ...['context', 'file', 'target', 'build-args', 'cache-scope'],
];
function withName(text, name) {
    return text.replace(/\{\{\s*target\s*\}\}/g, () => name);
}


/***/ }),

/***/ 99980:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  T: () => (/* binding */ shareOfSeveral)
});

// UNUSED EXPORTS: shareOf

// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/text/quote.js
var quote = __webpack_require__(64212);
// EXTERNAL MODULE: ./lib/oci/platforms.js
var oci_platforms = __webpack_require__(49537);
;// CONCATENATED MODULE: ./lib/plan/index-annotations.js

// `index:key=value`, `manifest,index[linux/amd64]:key=value`. Without a level, it is the manifest's.
const LEVELS = /^((?:manifest|index)(?:-descriptor)?(?:\[[^\]]*\])?(?:,(?:manifest|index)(?:-descriptor)?(?:\[[^\]]*\])?)*):/;
const OF_INDEX = /^index(?:\[|$)/;
/** A level that an entry of the index gets, with its platform. */
const OF_ENTRY = /^manifest-descriptor(?:\[([^\]]*)\])?$/;
/**
 * Extracts the index's annotations: if each platform is built separately, none of the builds makes the index.
 *
 * @param annotations as for `docker buildx build --annotation`
 */
function splitAnnotations(annotations) {
    const index = {};
    const entries = [];
    const parts = annotations.flatMap(annotation => {
        const { levels: all, key, value } = levelsIn(annotation);
        const own = all.filter(level => !level.startsWith('index'));
        for (const level of own) {
            const entry = OF_ENTRY.exec(level);
            if (entry !== null)
                entries.push({ platform: entry[1], key, value });
        }
        if (own.length === all.length)
            return [annotation];
        if (all.some(level => OF_INDEX.test(level)))
            index[key] = value;
        return own.length === 0 ? [] : [`${own.join(',')}:${key}=${value}`];
    });
    return { parts, index, entries };
}
function levelsIn(annotation) {
    const [prefix = '', levels = ''] = LEVELS.exec(annotation) ?? [];
    const pair = annotation.slice(prefix.length);
    const equals = pair.indexOf('=');
    return { levels: levels.split(','), key: pair.slice(0, equals), value: pair.slice(equals + 1) };
}
/** The value of a key as a reader of the image finds it: of the index, else of a manifest. */
function annotationOf(key, annotations) {
    const all = annotations.map(levelsIn).filter(one => one.key === key);
    const on = (form) => all.findLast(({ levels }) => levels.some(level => form.test(level)))?.value;
    return on(OF_INDEX) || on(/^(?:manifest(?:\[.*)?)?$/);
}
/** The same for an output's attributes: `annotation-index.key`. */
function splitAttributes(attributes) {
    const parts = {};
    const index = {};
    const entries = [];
    for (const [name, value] of Object.entries(attributes)) {
        const [prefix = '', level = ''] = /^annotation-([a-z-]+(?:\[[^\]]*\])?)\./.exec(name) ?? [];
        const key = name.slice(prefix.length);
        const entry = OF_ENTRY.exec(level);
        if (entry !== null)
            entries.push({ platform: entry[1], key, value });
        if (!/^index(?:-descriptor)?(?:\[|$)/.test(level))
            parts[name] = value;
        else if (!level.startsWith('index-descriptor'))
            index[key] = value;
    }
    return { parts, index, entries };
}
/**
 * The annotations of the index of a whole image. buildx writes `annotations` over the attributes of an output.
 *
 * @see https://github.com/docker/buildx/blob/v0.29.1/commands/build.go (`ParseAnnotations`)
 */
function indexAnnotations(annotations, attributes) {
    const [given, ofOutput] = [splitAnnotations(annotations), splitAttributes(attributes)];
    return { index: { ...ofOutput.index, ...given.index }, entries: [...ofOutput.entries, ...given.entries] };
}
/** The annotations of the entry for a platform: those that name it count more, as in BuildKit. */
function entryAnnotations({ entries }, platform) {
    const general = entries.filter(entry => entry.platform === undefined);
    const own = entries.filter(entry => entry.platform !== undefined && samePlatform(wholePlatform(entry.platform), platform));
    return Object.fromEntries([...general, ...own].map(({ key, value }) => [key, value]));
}

// EXTERNAL MODULE: ./lib/plan/named-gates.js
var named_gates = __webpack_require__(13855);
// EXTERNAL MODULE: ./lib/inputs/parts/read-parts.js + 1 modules
var read_parts = __webpack_require__(1677);
;// CONCATENATED MODULE: ./lib/inputs/run/share.js






/**
 * The inputs that count in a job that builds or merges parts: all jobs get the same inputs, and each does its share.
 *
 * @throws InputError for a gate for a platform that the image lacks
 */
function shareOf(inputs) {
    checkGates([{ name: '', inputs }]);
    return ownShare(inputs);
}
function ownShare(inputs) {
    const { part, merge, platforms, digests } = inputs.parts;
    if (part !== undefined) {
        const own = ownPlatforms(part, platforms);
        const { outputs } = inputs.build;
        // The job that merges writes the index. A builder refuses its annotations for a single platform without one.
        const attributes = splitAttributes(outputs.attributes).parts;
        return {
            ...inputs,
            build: { ...inputs.build, platforms: own, outputs: { ...outputs, attributes } },
            ...ownGates(inputs, own),
            immutableTags: [],
            skipExisting: false,
            skipUnchanged: false,
            rebuild: 'always',
            signing: { ...inputs.signing, sign: undefined, attest: [] },
        };
    }
    if (!merge)
        return inputs;
    const { outputs } = inputs.build;
    const build = { ...inputs.build, load: false, outputs: { ...outputs, load: false, extra: [] } };
    const gates = { test: '', gates: [], scan: [], containerTest: undefined, keepLocal: false };
    return {
        ...inputs,
        ...gates,
        build,
        skipExisting: false,
        rebuild: 'always',
        source: { kind: 'parts', platforms, digests },
    };
}
/** Of an image in parts, such a gate would run nowhere; of a whole one, it would fail after the build. */
function checkGates(builds) {
    const problems = builds.flatMap(({ name, inputs }) => {
        const { platforms } = inputs.parts;
        // The builder interprets the others (`arm64`, `local`).
        if (platforms.some(platform => (0,oci_platforms/* normalPlatform */.Je)(platform) === undefined))
            return [];
        if (platforms.length === 0 || inputs.source !== undefined)
            return [];
        return (0,named_gates/* namedGates */.E)(inputs)
            .filter(gate => !(0,named_gates/* runsOn */.k)(gate, platforms))
            .map((gate) => {
            const input = gate.name === 'container-test' ? gate.name : 'gates';
            const what = input === 'gates' ? `has ${(0,quote/* quote */.h)(gate.name)} for` : 'is for';
            return {
                input: name === '' ? input : `${input} (${name})`,
                problem: `${what} ${gate.platform}, which \`platforms\` does not list`,
                fix: 'Add it to `platforms`, or change the `platform` of the gate.',
            };
        });
    });
    if (problems.length > 0)
        throw new errors/* InputError */.dz(problems);
}
/** Gates for other platforms run where the parts for these are built. */
function ownGates({ gates, containerTest }, own) {
    return {
        gates: gates.filter(gate => (0,named_gates/* runsOn */.k)(gate, own)),
        containerTest: containerTest !== undefined && (0,named_gates/* runsOn */.k)(containerTest, own) ? containerTest : undefined,
    };
}
/** The part's platforms that the image has. An image without platforms has whichever it is built for. */
function ownPlatforms(part, platforms) {
    return platforms.length === 0 ? part : part.filter(platform => (0,read_parts/* isAmong */.FB)(platforms, platform));
}
/**
 * The same for several images. A part omits images without any of its platforms.
 *
 * @throws InputError for a platform that no image has, and for gates as above
 */
function shareOfSeveral(job, several) {
    const { part, merge } = job.inputs.parts;
    checkGates(several.builds);
    if (part === undefined && !merge)
        return job;
    const builds = several.builds.map(build => ({ ...build, inputs: ownShare(build.inputs) }));
    const kept = part === undefined ? builds : builds.filter(({ inputs }) => inputs.build.platforms.length > 0);
    if (part !== undefined)
        checkPart(part, kept);
    const platforms = [...new Set(kept.flatMap(({ inputs }) => inputs.build.platforms))];
    const inputs = ownShare({ ...job.inputs, parts: { ...job.inputs.parts, platforms } });
    const images = job.plan.images.filter((_, at) => kept.includes(builds[at]));
    const shared = { ...several, builds: kept, ...(part !== undefined && linkedOf(several, part)) };
    return { ...job, inputs, plan: { ...job.plan, images }, several: shared };
}
function checkPart(part, builds) {
    const problems = part
        .filter(platform => !builds.some(({ inputs }) => (0,read_parts/* isAmong */.FB)(inputs.build.platforms, platform)))
        .map((platform) => {
        const problem = `is ${platform}, which \`platforms\` of no build lists`;
        return {
            input: 'part',
            problem,
            fix: 'Add it to the `platforms` of a build, or run this part on another runner.',
        };
    });
    if (problems.length > 0)
        throw new errors/* InputError */.dz(problems);
}
/** Targets below the images are built only for the part's platforms, like the images. */
function linkedOf({ linked, beside }, part) {
    const left = new Set();
    const targets = Object.entries(linked).map(([name, target]) => {
        const { platforms } = target;
        const own = Array.isArray(platforms) ? platforms.filter(one => typeof one === 'string') : [];
        const wanted = ownPlatforms(part, own);
        if (own.length > 0 && wanted.length === 0)
            left.add(name);
        return [name, own.length === 0 || wanted.length === 0 ? target : { ...target, platforms: wanted }];
    });
    return { linked: Object.fromEntries(targets), beside: beside.filter(name => !left.has(name)) };
}


/***/ }),

/***/ 49814:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LN: () => (/* binding */ checkNames),
/* harmony export */   o: () => (/* binding */ MOST_BUILDS)
/* harmony export */ });
/* unused harmony exports readEntries, variableOf */
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38815);
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64212);
/* harmony import */ var _plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(94247);





/** Inputs that are lists of `key=value`: an entry may give a map. */
const PAIRS = [
    'build-args',
    'build-contexts',
    'labels',
    'annotations',
    'secrets',
    'secret-envs',
    'secret-files',
];
/** Inputs that are YAML themselves: an entry may give them without a `|`. */
const NESTED = ['container-test', 'gates', 'scan'];
/** Inputs that each build may override. */
const KEYS = [
    ...['context', 'file', 'target', 'platforms', 'images', 'tags', 'flavor'],
    ...PAIRS,
    ...['test', ...NESTED, 'gate-platforms', 'scan-severity', 'scan-ignore-unfixed', 'scan-required'],
    ...['add-hosts', 'attests', 'provenance', 'sbom', 'cache-from', 'cache-to', 'network', 'no-cache'],
    ...['no-cache-filters', 'pull', 'shm-size', 'source-date-epoch', 'ssh', 'ulimit'],
];
/** More targets than in any hand-written bake file; each takes memory. */
const MOST_BUILDS = 200;
/** bake's rule (docker/buildx, bake/bake.go, `validTargetNameChars`), limited to the length of an image's name. */
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_-]{0,99}$/;
/** Reads the input `builds`. [] when it is not given or an error was reported. */
function readEntries(source) {
    const text = source.raw('builds');
    if (text.trim() === '')
        return [];
    const value = parsed(source, text);
    if (value === undefined)
        return [];
    if (!Array.isArray(value)) {
        source.report('builds', 'is not a YAML list', 'Begin each build with `- `, as in `- {name: api, target: api}`.');
        return [];
    }
    if (value.length === 0) {
        source.report('builds', 'lists no build', 'Add one, as in `- {name: api, target: api}`, or remove the input.');
        return [];
    }
    if (value.length > MOST_BUILDS) {
        source.report('builds', `has ${value.length} entries`, `Build at most ${MOST_BUILDS} images in one step.`);
        return [];
    }
    const entries = value.map((entry, index) => readEntry(source, `builds[${index}]`, entry));
    checkNames(source, entries.map(({ at, name }) => ({ input: `${at}.name`, name })));
    return entries;
}
/** Two names that become the same variable, or the same image, would collide. */
function checkNames(source, names) {
    const known = new Map();
    for (const { input, name } of names) {
        const variable = variableOf(name);
        const other = known.get(variable);
        if (name !== '' && other !== undefined) {
            const problem = other === name
                ? `is the name of another build: ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(name)}`
                : `is ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(name)}, which differs from ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(other)} only in case, \`-\` and \`_\``;
            source.report(input, problem, 'Give each build a different name.');
        }
        known.set(variable, name);
    }
}
/** A build's name in the form of a variable: `IMAGE_DB_MIGRATE` for `db-migrate`. */
function variableOf(name) {
    return name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');
}
/** Every scalar as text (`1.10` stays `1.10`). Messages never quote values, which may be secrets. */
function parsed(source, text) {
    const document = parseDocument(text, { schema: 'failsafe', prettyErrors: false, logLevel: 'error' });
    const [error] = document.errors;
    if (error !== undefined) {
        const line = text.slice(0, error.pos[0]).split('\n').length;
        source.report('builds', `is not valid YAML at line ${line} (${error.code})`, 'Put values with special characters in single quotes.');
        return undefined;
    }
    try {
        return document.toJS({ maxAliasCount: 100 });
    }
    catch {
        source.report('builds', 'has aliases that cannot be resolved', 'Write each build in full.');
        return undefined;
    }
}
function readEntry(source, at, entry) {
    if (!isObject(entry)) {
        source.report(at, 'is not a map', 'Write its name and what differs from the inputs of the step, as in `- {name: api, target: api}`.');
        return { at, name: '', own: {} };
    }
    const { name: given, ...rest } = entry;
    const own = {};
    for (const [key, value] of Object.entries(rest)) {
        const known = KEYS.find(each => each === key);
        if (known === undefined) {
            const meant = nearest(key, ['name', ...KEYS]);
            const fix = meant === undefined ? `Known keys are name, ${KEYS.join(', ')}.` : `Did you mean \`${meant}\`?`;
            source.report(at, `has the unknown key ${quote(key)}`, fix);
        }
        else {
            const text = textOf(known, value);
            if (text === undefined)
                source.report(`${at}.${key}`, 'is neither text nor a list of texts', `Write it as the input \`${key}\` takes it.`);
            else
                own[known] = text;
        }
    }
    return { at, name: readName(source, at, given), own };
}
function readName(source, at, name) {
    if (typeof name === 'string' && NAME.test(name))
        return name;
    if (typeof name !== 'string' || name === '')
        source.report(at, 'has no name', 'Add one, as in `name: api`.');
    else
        source.invalid(`${at}.name`, quote(name), 'letters, digits, `_` and `-`, at most 100, as in `api`');
    return '';
}
/** A value in the input's form; undefined if no input has such a value. */
function textOf(key, value) {
    if (typeof value === 'string')
        return value;
    if (value === null)
        return '';
    if (NESTED.some(each => each === key))
        return stringify(value);
    if (Array.isArray(value) && value.every(item => typeof item === 'string'))
        return value.map(asItem).join('\n');
    if (!isObject(value) || !PAIRS.some(each => each === key))
        return undefined;
    const pairs = Object.entries(value);
    if (!pairs.every(([, item]) => typeof item === 'string'))
        return undefined;
    return pairs.map(([name, item]) => asItem(`${name}=${item}`)).join('\n');
}
/** Quoted if it spans lines; elsewhere a quotation mark is the author's. */
function asItem(text) {
    return /[\r\n]/.test(text) ? joinFields([text]) : text;
}


/***/ }),

/***/ 8240:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ readSigner),
/* harmony export */   j: () => (/* binding */ readTrustedSigners)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38815);
/* harmony import */ var _host_fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(87617);
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(64212);
/* harmony import */ var _plan_terms_nearest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(75853);




/** Issuers whose identities are those of workflows. */
const GITHUB = 'https://token.actions.githubusercontent.com';
const KEYS = ['identity', 'issuer', 'key'];
const FORM = 'Write `identity: https://github.com/acme/api/.github/workflows/release.yml@refs/tags/*`, or `key: cosign.pub`.';
/** A YAML map, or a list of them: any one of these signers is enough. [] when the input is not given. */
function readTrustedSigners(source, name) {
    const text = source.raw(name);
    if (text.trim() === '')
        return [];
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text, { schema: 'failsafe', prettyErrors: false, logLevel: 'error' });
    const { contents, errors } = document;
    if (errors.length > 0 || (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(contents) && !(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(contents))) {
        source.report(name, errors.length > 0 ? 'is not valid YAML' : 'is not a YAML map, nor a list of maps', FORM);
        return [];
    }
    const nodes = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(contents) ? contents.items : [contents];
    // Otherwise it would look like a fulfilled requirement.
    if (nodes.length === 0)
        source.report(name, 'is an empty list', FORM);
    return nodes.flatMap((node, at) => readOne(source, (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(contents) ? `${name}[${at}]` : name, node));
}
function readOne(source, at, node) {
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node))
        return readSigner(source, at, undefined);
    return readSigner(source, at, Object.fromEntries(node.items.map(({ key, value }) => [
        (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(key) ? String(key.value) : '',
        (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(value) ? value.value : value,
    ])));
}
/** One signer, from a map of texts. [] if an error was reported. */
function readSigner(source, at, given) {
    if (!(0,_host_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .Gv)(given)) {
        source.report(at, 'is not a map', FORM);
        return [];
    }
    const values = new Map();
    for (const [name, value] of Object.entries(given)) {
        if (!KEYS.includes(name)) {
            const meant = (0,_plan_terms_nearest_js__WEBPACK_IMPORTED_MODULE_2__/* .nearest */ .p)(name, KEYS);
            const fix = meant === undefined ? `Known keys are ${KEYS.join(', ')}.` : `Did you mean \`${meant}\`?`;
            source.report(at, `has the unknown key ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .h)(name)}`, fix);
        }
        else if (typeof value === 'string')
            values.set(name, value.trim());
        else
            source.report(`${at}.${name}`, 'is not text', 'Give one value.');
    }
    const [identity = '', issuer = '', key = ''] = KEYS.map(name => values.get(name));
    if (key !== '') {
        if (identity === '' && issuer === '')
            return [{ kind: 'key', key }];
        source.report(at, 'has both a key and an identity', 'Give one of them; for either of the two, write a list.');
        return [];
    }
    const trustedIssuer = issuer === '' ? GITHUB : issuer;
    const problem = identity === '' ? 'is empty' : overlyWide(identity, trustedIssuer);
    if (problem !== undefined)
        source.report(`${at}.identity`, problem, FORM);
    if (/^\*+$/.test(trustedIssuer)) {
        const fix = `Name it, as in \`issuer: ${GITHUB}\`.`;
        source.report(`${at}.issuer`, 'accepts every issuer', fix);
    }
    return [{ kind: 'identity', identity, issuer: trustedIssuer }];
}
/** Why a pattern matches identities that its author can't have meant; undefined when it doesn't. */
function overlyWide(identity, issuer) {
    if (/^\*+$/.test(identity))
        return 'accepts everyone who can sign';
    // Everybody can have workflows there, under any owner's name.
    const [beginning = ''] = issuer.split('*');
    const mayBeGithub = issuer === beginning ? issuer === GITHUB : GITHUB.startsWith(beginning);
    const isGithub = mayBeGithub || /^https:\/\/github\.com\//.test(identity);
    if (!isGithub || !identity.includes('*') || /^https:\/\/github\.com\/[^*/]+\//.test(identity))
        return undefined;
    return "matches workflows of other owners on GitHub, because it has a `*` before the end of the owner's name";
}


/***/ }),

/***/ 64491:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ otherAlgorithm)
/* harmony export */ });
/** Other digest algorithms (image-spec, "Registered algorithms"). Few registries support them. */
const OTHERS = /^(sha512|sha384|blake3):/;
/** The algorithm of a digest other than sha256, such as `sha512`; otherwise undefined. */
function otherAlgorithm(digest) {
    return OTHERS.exec(digest)?.[1];
}


/***/ }),

/***/ 11260:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BA: () => (/* binding */ parseDescriptor),
/* harmony export */   BQ: () => (/* binding */ disguisedIn),
/* harmony export */   MW: () => (/* binding */ disguised),
/* harmony export */   ol: () => (/* binding */ isDescriptor)
/* harmony export */ });
/* unused harmony export areTexts */
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _host_fields_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87617);
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(64212);
/* harmony import */ var _algorithms_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(64491);
/* harmony import */ var _reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23940);





/**
 * Validates a descriptor from a registry, a layout or a builder: its digest becomes a path, its size a limit, its
 * platform an argument. Unknown fields are kept, so that it can be written back unchanged; a missing type becomes '',
 * and `null` counts as missing.
 *
 * @param holder where it was found, for messages: `index.json`
 * @throws ActionError IMAGE_INVALID
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md
 */
function parseDescriptor(value, holder) {
    const problem = problemOf(value);
    if (problem !== undefined) {
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('IMAGE_INVALID', `${holder} ${problem}`, {
            hint: 'Rebuild the image, or report this to the authors of the tool that wrote it.',
        });
    }
    const fields = value;
    // Go writes empty values as `null`.
    const nulls = ['platform', 'annotations', 'urls'].filter(key => fields[key] === null);
    if (fields.mediaType !== undefined && nulls.length === 0)
        return value;
    const given = Object.entries(fields).filter(([key]) => !nulls.includes(key));
    return { mediaType: '', ...Object.fromEntries(given) };
}
/** Levels of a descriptor, which is written back with its unknown fields: that takes stack, unlike parsing. */
const DEEPEST = 16;
function isDeeper(value, levels) {
    if (typeof value !== 'object' || value === null)
        return false;
    return levels === 0 || Object.values(value).some(part => isDeeper(part, levels - 1));
}
/** Whether a value is a valid entry of a list of referrers. */
function isDescriptor(value) {
    return problemOf(value) === undefined && typeof value.mediaType === 'string';
}
function problemOf(value) {
    if (!(0,_host_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .Gv)(value))
        return `has ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .h)(value)} where a descriptor should be`;
    const disguise = disguisedIn(value);
    if (disguise !== undefined)
        return `has a descriptor with the key ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .h)(disguise)}, which some tools take for another`;
    if (isDeeper(value, DEEPEST))
        return 'has a descriptor that is nested too deeply';
    const { digest, size, mediaType, platform, annotations, urls } = value;
    if (typeof digest !== 'string' || !(0,_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(digest)) {
        const other = typeof digest === 'string' ? (0,_algorithms_js__WEBPACK_IMPORTED_MODULE_4__/* .otherAlgorithm */ .U)(digest) : undefined;
        const reason = other === undefined ? 'That is not a sha256 digest' : `A ${other} digest is not supported, only sha256`;
        return `refers to something by the digest ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .h)(digest)}. ${reason}`;
    }
    if (!Number.isSafeInteger(size) || size < 0)
        return `gives ${digest} the invalid size ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .h)(size)}`;
    if (mediaType !== undefined && typeof mediaType !== 'string') {
        return `gives ${digest} the invalid type ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .h)(mediaType)}`;
    }
    if (isGiven(platform) && !isPlatform(platform))
        return `gives ${digest} the invalid platform ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .h)(platform)}`;
    if (isGiven(annotations) && !((0,_host_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .Gv)(annotations) && areTexts(Object.values(annotations)))) {
        return `gives ${digest} annotations that are not text`;
    }
    if (isGiven(urls) && !(Array.isArray(urls) && areTexts(urls)))
        return `gives ${digest} invalid URLs`;
    return undefined;
}
const KEYS = ['mediaType', 'digest', 'size', 'platform', 'annotations', 'urls'];
/** The same as `disguised`, for a descriptor's keys. */
function disguisedIn(descriptor) {
    return disguised(descriptor, KEYS);
}
/** Covers the platforms in all known registries; it is shown, and passed to docker. */
const PLATFORM_PART = /^[\w.+-]{0,64}$/;
function isPlatform(value) {
    if (!(0,_host_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .Gv)(value) || disguised(value, ['os', 'architecture', 'variant']) !== undefined)
        return false;
    const { os, architecture, variant = '' } = value;
    return [os, architecture, variant].every(part => typeof part === 'string' && PLATFORM_PART.test(part));
}
function isGiven(value) {
    return value !== undefined && value !== null;
}
/**
 * A key that Go takes for one of `keys`, although it is another one. Go's JSON keys are case-insensitive (and `ſ` equals
 * `s`), and the last of equal keys wins: an engine could see another value than the one that was checked.
 */
function disguised(fields, keys) {
    const folded = new Set(keys.map(fold));
    return Object.keys(fields).find(key => !keys.includes(key) && folded.has(fold(key)));
}
function fold(key) {
    return key.toUpperCase().toLowerCase();
}
function areTexts(values) {
    return values.every(value => typeof value === 'string');
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

/***/ 44360:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $p: () => (/* binding */ OCI_INDEX),
/* harmony export */   D7: () => (/* binding */ objectIn),
/* harmony export */   Pf: () => (/* binding */ fieldsOf),
/* harmony export */   QP: () => (/* binding */ typeOf),
/* harmony export */   hP: () => (/* binding */ linksOf),
/* harmony export */   wH: () => (/* binding */ OCI_IMAGE)
/* harmony export */ });
/* unused harmony exports isIndex, imagesIn, configurationIn */
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _host_fields_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(87617);
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64212);
/* harmony import */ var _descriptor_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11260);





const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
const OCI_IMAGE = 'application/vnd.oci.image.manifest.v1+json';
const KINDS = new Map([
    [OCI_INDEX, 'index'],
    ['application/vnd.docker.distribution.manifest.list.v2+json', 'index'],
    [OCI_IMAGE, 'image'],
    ['application/vnd.docker.distribution.manifest.v2+json', 'image'],
    ['application/vnd.oci.artifact.manifest.v1+json', 'artifact'],
]);
function isIndex(mediaType) {
    return KINDS.get(mediaType) === 'index';
}
/**
 * The type of a manifest: its `mediaType`, else the declared type if it fits the content, else by its keys. Proxies
 * replace the header with `application/octet-stream` or `text/plain`, and a manifest need not have a `mediaType`.
 *
 * @param declared by a Content-Type header or a descriptor; '' if there is none
 * @returns `declared` for anything that is not a manifest: `linksOf` rejects it
 */
function typeOf(bytes, declared) {
    const json = fieldsOf(bytes) ?? {};
    if (typeof json.mediaType === 'string' && MEDIA_TYPE.test(json.mediaType))
        return json.mediaType;
    const byKeys = 'manifests' in json ? OCI_INDEX : 'config' in json && 'layers' in json ? OCI_IMAGE : undefined;
    const kind = KINDS.get(declared);
    if (byKeys === undefined || json.schemaVersion === 1 || (kind !== undefined && kind === KINDS.get(byKeys)))
        return declared;
    return byKeys;
}
/** RFC 6838, 4.2; it is sent in a header. */
const MEDIA_TYPE = /^[A-Za-z0-9][\w!#$&^.+-]{0,126}\/[A-Za-z0-9][\w!#$&^.+-]{0,126}$/;
const known = new WeakMap();
/**
 * Reads a manifest's links and validates every descriptor.
 *
 * @throws ActionError IMAGE_INVALID for an unknown kind of manifest
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.0/manifest.md
 */
function linksOf(manifest) {
    const links = known.get(manifest) ?? readLinks(manifest);
    known.set(manifest, links);
    return links;
}
function readLinks({ mediaType, digest, bytes }) {
    const json = fieldsOf(bytes);
    if (json === undefined)
        throw unknown(`${digest} is not a manifest: its bytes are not a JSON object`);
    if (json.schemaVersion === 1 || /^application\/vnd\.docker\.distribution\.manifest\.v1\b/.test(mediaType)) {
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('IMAGE_INVALID', `${digest} is a Docker manifest of schema 1, which is not supported`, {
            hint: 'Rebuild the image, or convert it with `skopeo copy --format v2s2`.',
        });
    }
    const kind = KINDS.get(mediaType);
    if (kind === undefined)
        throw unknown(`${digest} is not an image or index: ${typeWords(mediaType)}`);
    // Tools could read it as an index or as an image, so one digest would mean two things (CVE-2021-41190).
    const foreign = (kind === 'index' ? ['config', 'layers'] : ['manifests']).find(key => (json[key] ?? null) !== null);
    if (foreign !== undefined)
        throw unknown(`${digest} has the type ${mediaType} and also \`${foreign}\``);
    // Registries list this manifest beside its subject.
    const disguise = (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .disguised */ .MW)(json, KEYS) ?? (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .disguisedIn */ .BQ)(objectIn(json, 'subject'));
    if (disguise !== undefined)
        throw unknown(`${digest} has the key ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(disguise)}, which some tools take for another`);
    const holder = `manifest ${digest}`;
    const each = (key) => {
        // Go writes an empty list as `null`.
        const list = json[key] ?? [];
        if (!Array.isArray(list))
            throw unknown(`${holder}: its \`${key}\` is not a list`);
        return list.map(item => (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDescriptor */ .BA)(item, holder));
    };
    if (kind === 'index')
        return { manifests: each('manifests'), blobs: [] };
    if (kind === 'artifact')
        return { manifests: [], blobs: each('blobs') };
    if (!(0,_host_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(json.config))
        throw unknown(`${digest} is an image manifest without a \`config\``);
    return { manifests: [], blobs: [(0,_descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDescriptor */ .BA)(json.config, holder), ...each('layers')] };
}
const KEYS = ['schemaVersion', 'mediaType', 'artifactType', 'config', 'layers', 'manifests', 'blobs', 'subject'];
/** The entries of an index that are images. */
function imagesIn(root) {
    return linksOf(root).manifests.filter(child => !isAttestation(child));
}
/** The fields of a JSON object; undefined for anything else. */
function fieldsOf(bytes) {
    try {
        const json = JSON.parse(bytes.toString());
        return (0,_host_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(json) ? json : undefined;
    }
    catch {
        return undefined;
    }
}
/**
 * The fields of an image's configuration.
 *
 * @param image the digest of its manifest, for the message
 * @throws ActionError IMAGE_INVALID
 */
function configurationIn(bytes, image) {
    const fields = fieldsOf(bytes);
    if (fields === undefined)
        throw unknown(`the configuration of ${image} is not a JSON object`);
    return fields;
}
function typeWords(mediaType) {
    if (mediaType === '')
        return 'it has no type, and neither `manifests` nor `config` and `layers`';
    return `its type is ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(mediaType)}`;
}
/** An object in a field; {} for anything else. */
function objectIn(json, key) {
    return (0,_host_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .fieldsIn */ .t5)(json?.[key]);
}
function unknown(message) {
    return new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('IMAGE_INVALID', message, {
        hint: 'Use an image: an OCI image or index, or a Docker manifest (list) of schema 2.',
    });
}


/***/ }),

/***/ 49537:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Je: () => (/* binding */ normalPlatform),
/* harmony export */   Pc: () => (/* binding */ wholePlatform),
/* harmony export */   my: () => (/* binding */ samePlatform)
/* harmony export */ });
/* unused harmony exports platformOfConfig, architectureOfKernel, architectureOfNode, givenPlatform, nameOf */
/** The platform in an image's configuration, with whatever else distinguishes it (`os.version` of Windows). */
function platformOfConfig(config) {
    const { architecture, os, variant, 'os.version': version, 'os.features': features } = config;
    const isText = (value) => typeof value === 'string' && value !== '';
    return {
        ...{ architecture, os },
        ...(isText(variant) && { variant }),
        ...(isText(version) && { 'os.version': version }),
        ...(Array.isArray(features) && features.length > 0 && features.every(isText) && { 'os.features': features }),
    };
}
/** Architectures by their other names (containerd, `platforms`). */
const ARCHITECTURES = {
    x86_64: 'amd64',
    'x86-64': 'amd64',
    aarch64: 'arm64',
    armhf: 'arm/v7',
    armel: 'arm/v6',
    i386: '386',
};
/** More names of the kernel (`uname -m`): builders do not accept them in platforms. */
const KERNEL = { armv7l: 'arm', i686: '386' };
/** Node's names that differ from Go's. */
const NODE = { x64: 'amd64', ia32: '386', ppc64: 'ppc64le' };
/** The architecture of a machine that names itself as `uname -m` does; the engine reports it so. */
function architectureOfKernel(machine) {
    return KERNEL[machine] ?? ARCHITECTURES[machine] ?? machine;
}
/** The architecture that Node names so (`process.arch`). */
function architectureOfNode(arch) {
    return NODE[arch] ?? arch;
}
/** Names that mean a processor even without a system. */
const PROCESSORS = [
    ...['amd64', 'arm64', 'arm', '386', 'ppc64le', 's390x', 'riscv64', 'mips64le', 'loong64'],
    ...Object.keys(ARCHITECTURES),
];
const SYSTEMS = (/* unused pure expression or super */ null && (['linux', 'windows', 'darwin', 'freebsd']));
/** The variant of an architecture without one (containerd, `platforms`). */
const DEFAULT_VARIANTS = { arm64: 'v8', arm: 'v7', amd64: 'v1' };
/**
 * The canonical name `linux/arm64` for all its spellings: `linux/aarch64`, `Linux/arm64/v8`, `linux/arm64/8`. Undefined
 * for an incomplete name (`local`, `arm64`), which the builder interprets.
 */
function normalPlatform(text) {
    const [os = '', architecture, variant] = text.trim().toLowerCase().split('/');
    if (architecture === undefined || os === '')
        return undefined;
    const [known = '', implied] = (ARCHITECTURES[architecture] ?? architecture).split('/');
    return nameOf({ os, architecture: known, variant: (variant ?? implied)?.replace(/^\d$/, 'v$&') });
}
/**
 * `linux/arm64` for `arm64`: builders of the same image on different machines must mean the same. Others stay as they
 * are: `local` and `linux` mean each builder's own processor.
 */
function wholePlatform(text) {
    return PROCESSORS.includes(text.trim().toLowerCase()) ? `linux/${text.trim()}` : text;
}
/**
 * A platform as a Dockerfile sees it (`TARGETPLATFORM`): always with arm's variant, and with other variants only if
 * they are not the default. Missing parts are the builder's own.
 *
 * @see https://github.com/containerd/platforms/blob/v1.0.0/database.go
 */
function givenPlatform(text, native) {
    const parts = text.trim().toLowerCase().split('/');
    const [ownSystem = '', ownArchitecture = ''] = native.split('/');
    if (parts.length === 1) {
        const [word = ''] = parts;
        if (word === 'local')
            parts.splice(0, 1, ...native.split('/'));
        else if (SYSTEMS.includes(word))
            parts.push(ownArchitecture);
        else
            parts.unshift(ownSystem);
    }
    const name = normalPlatform(parts.join('/')) ?? native;
    const [os = '', architecture = '', variant = architecture === 'arm' ? 'v7' : undefined] = name.split('/');
    return { os, architecture, variant };
}
function nameOf({ os, architecture, variant }) {
    const shownVariant = variant === undefined || variant === '' || variant === DEFAULT_VARIANTS[architecture] ? [] : [variant];
    return [os, architecture, ...shownVariant].join('/');
}
/** Whether two names mean the same platform, such as `linux/arm64/v8` and `linux/arm64`. */
function samePlatform(one, other) {
    return (normalPlatform(one) ?? one) === (normalPlatform(other) ?? other);
}


/***/ }),

/***/ 23940:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $q: () => (/* binding */ parseName),
/* harmony export */   Bc: () => (/* binding */ isDigest),
/* harmony export */   Cm: () => (/* binding */ isHostLike),
/* harmony export */   Eq: () => (/* binding */ parseRegistry),
/* harmony export */   F2: () => (/* binding */ parseReference),
/* harmony export */   FH: () => (/* binding */ formatReference),
/* harmony export */   U9: () => (/* binding */ isLoopback),
/* harmony export */   Xb: () => (/* binding */ DOCKER_HUB),
/* harmony export */   l5: () => (/* binding */ normalizeRegistry),
/* harmony export */   rQ: () => (/* binding */ canonicalHost)
/* harmony export */ });
/* unused harmony export isLoopbackAddress */
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64212);
/* harmony import */ var _algorithms_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64491);



/** The registry of names without a host (distribution/reference, normalize.go). */
const DOCKER_HUB = 'docker.io';
// OCI distribution-spec 1.1, "Pulling manifests"; the host's grammar is Docker's (distribution/reference, regexp.go).
const PATH = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
const LABEL = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const HOST = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[[0-9a-f:]+\\])(?::[0-9]{1,5})?$`);
const MAX_NAME = 255;
/** Whether `text` is a tag that every registry accepts. */
function isTag(text) {
    return TAG.test(text);
}
/** Whether `text` is a sha256 digest. */
function isDigest(text) {
    return /^sha256:[0-9a-f]{64}$/.test(text);
}
/**
 * Parses a repository's name, `acme/api` or `ghcr.io/acme/api`, without tag or digest.
 *
 * @throws ActionError INPUT_INVALID, its message a clause (`is not a repository name: …`)
 */
function parseName(text) {
    const { host, rest } = splitHost(text);
    const registry = host === undefined ? DOCKER_HUB : normalizeRegistry(host);
    if (rest !== rest.toLowerCase()) {
        refuse(text, 'has upper-case letters in its repository name', `Write ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .h)(rest.toLowerCase())}.`);
    }
    if (!PATH.test(rest) || rest.length > MAX_NAME) {
        refuse(text, 'is not a repository name', 'Use lower-case letters and digits, joined by ".", "_", "-" or "/".');
    }
    if (host === undefined && /^[0-9a-f]{64}$/.test(rest)) {
        refuse(text, 'looks like an image id, not a name', 'Write the name of a repository.');
    }
    const path = registry === DOCKER_HUB && !rest.includes('/') ? `library/${rest}` : rest;
    return { registry, path, text };
}
/**
 * Parses `name[:tag][@digest]`. No default tag is added.
 *
 * @throws ActionError INPUT_INVALID
 */
function parseReference(text) {
    const [beforeDigest = '', digest, ...more] = text.split('@');
    const algorithm = (0,_algorithms_js__WEBPACK_IMPORTED_MODULE_2__/* .otherAlgorithm */ .U)(digest ?? '');
    if (algorithm !== undefined) {
        refuse(text, `has a ${algorithm} digest, which is not supported`, 'Use its sha256 digest, or a tag.');
    }
    if (more.length > 0 || (digest !== undefined && !isDigest(digest))) {
        refuse(text, 'has something after "@" that is not a digest', 'A digest is "sha256:" and 64 hexadecimal digits.');
    }
    // A colon before the last slash belongs to the port.
    const colon = beforeDigest.indexOf(':', beforeDigest.lastIndexOf('/') + 1);
    const tag = colon < 0 ? undefined : beforeDigest.slice(colon + 1);
    if (tag !== undefined && !isTag(tag)) {
        refuse(text, 'has an invalid tag', 'A tag has 1 to 128 letters, digits, "_", "." or "-", not starting with "." or "-".');
    }
    const name = parseName(colon < 0 ? beforeDigest : beforeDigest.slice(0, colon));
    return { name, tag, digest };
}
/** The reference as its user would write it. */
function formatReference({ name, tag, digest }) {
    return `${name.text}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}
/** Aliases of Docker Hub: its index, which keys its logins, and the host that serves the API. */
const HUB = new Set([DOCKER_HUB, 'index.docker.io', 'registry-1.docker.io']);
/**
 * The registry meant by a key of a Docker config, an input or a reference's host: no scheme, no path, lower case,
 * `docker.io` for all names of Docker Hub. Docker compares its keys in the same way (cli/config/credentials). Does not
 * check whether the host is valid.
 */
function canonicalHost(text) {
    const host = bareOf(text).replace(/\/.*$/s, '').toLowerCase();
    return HUB.has(host) ? DOCKER_HUB : host;
}
function bareOf(text) {
    return text.trim().replace(/^https?:\/\//i, '');
}
function normalizeRegistry(text) {
    return parseRegistry(text).host;
}
/**
 * Parses a registry as users write it: `ghcr.io`, `https://index.docker.io/v1/`, or with a project's path,
 * `europe-docker.pkg.dev/project/repo`. `prefix` has no slashes at its ends, and is '' if there is none.
 *
 * @throws ActionError INPUT_INVALID
 */
function parseRegistry(text) {
    const host = canonicalHost(text);
    const [, ...segments] = bareOf(text).split('/');
    if (!HOST.test(host))
        refuse(text, 'is not a registry', 'Write a host, as in "ghcr.io" or "localhost:5000".');
    // `/v1/` and `/v2/` are paths of the API; Docker's config.json uses such a URL as key for Docker Hub.
    if (/^v[12]$/.test(segments[0] ?? ''))
        segments.shift();
    const prefix = segments.filter(s => s !== '').join('/');
    if (prefix !== '' && !PATH.test(prefix)) {
        refuse(text, 'has a path that no repository can have', 'Use lower-case letters and digits, joined by ".", "_", "-" or "/".');
    }
    return { host, prefix };
}
/** Whether `host` (with an optional port) is this machine: the engine uses plain HTTP for it by default. */
function isLoopback(host) {
    const name = host.replace(/:\d+$/, '').toLowerCase();
    return name === 'localhost' || name === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name);
}
/** Whether a daemon's address is at this machine: `tcp://127.0.0.1:1234`. */
function isLoopbackAddress(address) {
    return isLoopback(address.replace(/^tcp:\/\//, ''));
}
/** Whether the first component of a name is a registry's host, by Docker's rule. */
function isHostLike(component) {
    return /[.:]/.test(component) || component.toLowerCase() === 'localhost';
}
function splitHost(text) {
    const slash = text.indexOf('/');
    const head = slash < 0 ? '' : text.slice(0, slash);
    return isHostLike(head) ? { host: head, rest: text.slice(slash + 1) } : { host: undefined, rest: text };
}
function refuse(text, problem, fix) {
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('INPUT_INVALID', `${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .h)(text)} ${problem}`, { hint: fix });
}


/***/ }),

/***/ 73530:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LN: () => (/* binding */ referrersTag),
/* harmony export */   et: () => (/* binding */ subjectOf),
/* harmony export */   qs: () => (/* binding */ referrersIn)
/* harmony export */ });
/* unused harmony exports hidesSubject, descriptorOf */
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
    return (fieldsOf(manifest.bytes)?.subject ?? null) !== null && subjectOf(manifest) === undefined;
}
/** The descriptor of a manifest, as a list of referrers has it (distribution-spec, "Listing Referrers"). */
function descriptorOf(manifest) {
    const { mediaType, digest, bytes } = manifest;
    const plain = { mediaType, digest, size: bytes.length };
    if (subjectOf(manifest) === undefined)
        return plain;
    const json = fieldsOf(bytes);
    const type = json?.artifactType ?? objectIn(json, 'config').mediaType;
    const annotations = objectIn(json, 'annotations');
    const isAnnotated = json?.annotations !== undefined && areTexts(Object.values(annotations));
    return {
        ...plain,
        ...(typeof type === 'string' && type !== '' && { artifactType: type }),
        ...(isAnnotated && { annotations: annotations }),
    };
}


/***/ }),

/***/ 66759:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  B: () => (/* binding */ matchPatterns),
  A: () => (/* binding */ patternProblem)
});

;// CONCATENATED MODULE: ./lib/plan/glob.js
/** `**` matches any characters, `*` any but a slash. */
const ANYTHING = { takes: () => true, repeats: true, skips: [1] };
const NO_SLASH = { takes: c => c !== '/', repeats: true, skips: [1] };
/** Before `**` and a slash, both of which can be skipped. */
const FORK = { takes: () => false, repeats: false, skips: [1, 3] };
function once(takes) {
    return { takes, repeats: false, skips: [] };
}
/**
 * Walks the value once with the set of all reachable positions in the pattern (Thompson's construction), so the time is
 * at most length × length for any pattern. A RegExp could backtrack forever.
 */
function matches(elements, value) {
    let reached = skipOptional(elements, [0]);
    for (const char of value) {
        const next = [];
        for (const at of reached) {
            const element = elements[at];
            if (element?.takes(char))
                next.push(...(element.repeats ? [at, at + 1] : [at + 1]));
        }
        reached = skipOptional(elements, next);
        if (reached.size === 0)
            return false;
    }
    return reached.has(elements.length);
}
function skipOptional(elements, positions) {
    const reached = new Set();
    const visit = (at) => {
        if (reached.has(at))
            return;
        reached.add(at);
        for (const skip of elements[at]?.skips ?? [])
            visit(at + skip);
    };
    positions.forEach(visit);
    return reached;
}

;// CONCATENATED MODULE: ./lib/plan/filter.js

/**
 * Matches a branch, tag or event name against patterns in GitHub's filter syntax: the last matching pattern decides,
 * `!` excludes. An empty list matches everything.
 *
 * Source: docs.github.com, "Workflow syntax", "Filter pattern cheat sheet".
 */
function matchPatterns(patterns, value) {
    if (patterns.length === 0)
        return { matched: true, by: undefined };
    let match = { matched: false, by: undefined };
    for (const pattern of patterns) {
        const negative = pattern.startsWith('!');
        const elements = parsePattern(negative ? pattern.slice(1) : pattern);
        if (typeof elements !== 'string' && matches(elements, value))
            match = { matched: !negative, by: pattern };
    }
    return match;
}
/** What is wrong with one pattern, as a clause, or undefined. */
function patternProblem(pattern) {
    const body = pattern.startsWith('!') ? pattern.slice(1) : pattern;
    if (body === '')
        return 'is an empty pattern';
    const elements = parsePattern(body);
    return typeof elements === 'string' ? elements : undefined;
}
/** The pattern's elements, or what is wrong with it. */
function parsePattern(pattern) {
    if (pattern.length > MAX_PATTERN)
        return `is longer than ${MAX_PATTERN} characters`;
    const elements = [];
    // Whether `?` or `+` has a preceding character to apply to.
    let countable = false;
    for (let at = 0; at < pattern.length; at += 1) {
        const char = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
        if (char === '?' || char === '+') {
            const last = elements.pop();
            if (!countable || last === undefined)
                return `has a ${char} with no character before it to apply to`;
            elements.push({ takes: last.takes, repeats: char === '+', skips: char === '?' ? [1] : [] });
            countable = false;
        }
        else if (char === '*') {
            const deep = pattern[at + 1] === '*';
            const startsSegment = at === 0 || pattern[at - 1] === '/';
            while (pattern[at + 1] === '*')
                at += 1;
            // `**/x` also matches `x` (the cheat sheet's `**/README.md`), so `**` and its slash can be skipped.
            if (deep && startsSegment && pattern[at + 1] === '/')
                elements.push(FORK);
            elements.push(deep ? ANYTHING : NO_SLASH);
            countable = false;
        }
        else if (char === '[') {
            const set = parseSet(pattern, at + 1);
            if (typeof set === 'string')
                return set;
            elements.push(once(c => set.members.has(c)));
            at = set.end;
            countable = true;
        }
        else {
            if (char === '\\')
                at += 1;
            const literal = char === '\\' ? pattern[at] : char;
            if (literal === undefined)
                return 'ends with a backslash that escapes nothing';
            elements.push(once(c => c === literal));
            at += literal.length - 1;
            countable = true;
        }
    }
    return elements;
}
/** Longer than any ref on GitHub (255 bytes), with room for escapes. */
const MAX_PATTERN = 1000;
/** The characters of the `[…]` that starts before `start`; `end` is the index of its `]`. */
function parseSet(pattern, start) {
    const end = pattern.indexOf(']', start);
    if (end < 0)
        return 'has a [ without its ]';
    const body = pattern.slice(start, end);
    if (body === '')
        return 'has empty brackets';
    if (/^[!^]/.test(body))
        return `negates a set ([${body}]), which the filter syntax does not support`;
    const members = new Set();
    for (let at = 0; at < body.length; at += 1) {
        const from = body.charAt(at);
        const to = body[at + 1] === '-' ? body[at + 2] : undefined;
        if (to === undefined) {
            members.add(from);
            continue;
        }
        if (!isRange(from, to))
            return `has a range that is not of a-z, A-Z or 0-9: [${from}-${to}]`;
        for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code += 1)
            members.add(String.fromCharCode(code));
        at += 2;
    }
    return { members, end };
}
function isRange(from, to) {
    return from <= to && [/^[a-z]{2}$/, /^[A-Z]{2}$/, /^[0-9]{2}$/].some(kind => kind.test(from + to));
}


/***/ }),

/***/ 92637:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Vx: () => (/* binding */ isRemote),
/* harmony export */   cw: () => (/* binding */ gitContext),
/* harmony export */   h8: () => (/* binding */ withDefaultContext)
/* harmony export */ });
/* unused harmony export buildContext */
/* harmony import */ var _host_variables_docker_actions_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(55104);

/**
 * The event's commit as a remote build context: `https://github.com/owner/name.git#<sha>`. A pull request's merge
 * commit can't be fetched by its SHA, so its ref is used: `#refs/pull/1/merge`, or `/head` with
 * DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF=true. The fragment form allows a `:subdir` and works with every BuildKit.
 *
 * Source: docs.docker.com/build/concepts/context/#url-fragments
 */
function gitContext(context) {
    const { serverUrl, repository, sha } = context;
    const isPull = context.ref.startsWith('refs/pull/');
    const wantsHead = (0,_host_variables_docker_actions_js__WEBPACK_IMPORTED_MODULE_0__/* .buildPushSwitches */ .Fn)(context.env).isPrHeadRef;
    const ref = isPull && wantsHead ? context.ref.replace(/\/merge$/, '/head') : context.ref;
    return `${serverUrl}/${repository}.git#${isPull || sha === '' ? ref : sha}`;
}
/**
 * The build context. '' means the checkout if there is one, else the git context. `{{defaultContext}}` is the git
 * context, as in build-push-action.
 */
function buildContext(input, git, hasCheckout) {
    return input === '' ? (hasCheckout ? '.' : git) : withDefaultContext(input, git);
}
/** Whether buildx fetches this context: a URL, or a repository in one of git's and GitHub's short forms. */
function isRemote(place) {
    return /^(?:[a-z][a-z0-9+.-]*:\/\/|git@|github\.com\/)/i.test(place);
}
/** Replaces `{{defaultContext}}` with the git context. */
function withDefaultContext(text, git) {
    return text.replace(/\{\{\s*defaultContext\s*\}\}/g, () => git);
}


/***/ }),

/***/ 27797:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SD: () => (/* binding */ ecrHostOf),
/* harmony export */   Yn: () => (/* binding */ isGoogleHost),
/* harmony export */   eC: () => (/* binding */ azureCloudOf),
/* harmony export */   gr: () => (/* binding */ isDockerHub)
/* harmony export */ });
/**
 * Which registries belong to a cloud, by their hosts. A host that only looks like one (`….amazonaws.com.evil.example`)
 * doesn't count.
 */
/**
 * The domains of ECR's hosts, and the partition of each.
 *
 * Source: the host pattern of AWS's amazon-ecr-credential-helper
 */
const DOMAINS = {
    'amazonaws.com': { domain: 'amazonaws.com', partition: 'aws', isDualStack: false },
    'amazonaws.com.cn': { domain: 'amazonaws.com.cn', partition: 'aws-cn', isDualStack: false },
    'amazonaws.eu': { domain: 'amazonaws.eu', partition: 'aws-eusc', isDualStack: false },
    'on.aws': { domain: 'api.aws', partition: 'aws', isDualStack: true },
    'on.amazonwebservices.com.cn': {
        domain: 'api.amazonwebservices.com.cn',
        partition: 'aws-cn',
        isDualStack: true,
    },
};
const ECR = /^(\d{12})\.dkr[.-]ecr(-fips)?\.([a-z]{2,4}(?:-[a-z]+)+-\d{1,2})\.([a-z.]+)$/;
const ECR_PUBLIC = new Set(['public.ecr.aws', 'ecr-public.aws.com']);
/** What an ECR host reveals; undefined for any other host. */
function ecrHostOf(host) {
    if (ECR_PUBLIC.has(host)) {
        const { domain, partition } = DOMAINS['amazonaws.com'];
        // The only region that issues tokens for it (docs.aws.amazon.com/AmazonECR/latest/public).
        const region = 'us-east-1';
        return { account: '', region, isPublic: true, isFips: false, isDualStack: false, domain, partition };
    }
    const [, account, fips, region, domain = ''] = ECR.exec(host) ?? [];
    if (account === undefined || region === undefined || !Object.hasOwn(DOMAINS, domain))
        return undefined;
    const own = DOMAINS[domain];
    // GovCloud is a separate partition with the same domain.
    const partition = region.startsWith('us-gov-') ? 'aws-us-gov' : own.partition;
    return { ...own, account, region, isPublic: false, isFips: fips !== undefined, partition };
}
/** Whether a host belongs to Artifact Registry, or to Container Registry, which Artifact Registry serves. */
function isGoogleHost(host) {
    return /^(?:[a-z0-9-]+-)?docker\.pkg\.dev$/.test(host) || /^(?:(?:us|eu|asia|marketplace)\.)?gcr\.io$/.test(host);
}
const AZURE = {
    'azurecr.io': {
        login: 'login.microsoftonline.com',
        audience: 'api://AzureADTokenExchange',
        management: 'https://management.azure.com',
    },
    'azurecr.cn': {
        login: 'login.partner.microsoftonline.cn',
        audience: 'api://AzureADTokenExchangeChina',
        management: 'https://management.chinacloudapi.cn',
    },
    'azurecr.us': {
        login: 'login.microsoftonline.us',
        audience: 'api://AzureADTokenExchangeUSGov',
        management: 'https://management.usgovcloudapi.net',
    },
};
/** The cloud of a host of Azure Container Registry; undefined for any other host. */
function azureCloudOf(host) {
    const [, domain = ''] = /^[a-z0-9]+(?:-[a-z0-9]+)*\.(azurecr\.[a-z]+)$/.exec(host) ?? [];
    return Object.hasOwn(AZURE, domain) ? AZURE[domain] : undefined;
}
/** Docker Hub, and Docker Hardened Images, which shares its logins. */
function isDockerHub(host) {
    return host === 'docker.io' || host === 'dhi.io';
}


/***/ }),

/***/ 37311:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ needsIdToken)
/* harmony export */ });
/** Whether GitHub's id token is exchanged, which requires `id-token: write`. */
function needsIdToken(identity) {
    switch (identity.kind) {
        case 'aws':
            return identity.role !== undefined;
        case 'google':
            return identity.provider !== undefined;
        case 'azure':
            return identity.client !== undefined;
        case 'dockerhub':
        case 'quay':
        case 'jfrog':
            return true;
    }
}


/***/ }),

/***/ 53059:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ parseImages)
/* harmony export */ });
/* harmony import */ var _rules_fields_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(95226);
/* harmony import */ var _terms_problems_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(43651);


/**
 * Parses the `images` input in metadata-action's syntax: `name`, `name=…,enable=true|false`, or, in a single line,
 * several names separated by commas.
 *
 * @throws InputError with every bad line
 */
function parseImages(lines) {
    const problems = (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_1__/* .collector */ .g)();
    const entries = lines.flatMap(line => problems.attempt('images', line, () => entriesOf(line, lines.length)) ?? []);
    problems.settle();
    return entries;
}
function entriesOf(line, lineCount) {
    const fields = (0,_rules_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .fieldsOf */ .P)(line);
    if (lineCount === 1 && fields.every(field => field.key === undefined)) {
        return fields.filter(field => field.value !== '').map(field => ({ name: field.value.toLowerCase(), enable: true }));
    }
    let name = '';
    let enable = true;
    for (const { key, value } of fields) {
        if (key === undefined || key === 'name')
            name = value.toLowerCase();
        else if (key === 'enable')
            enable = (0,_rules_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .booleanOf */ .S)(key, value);
        else
            (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_1__/* .refuse */ .T)(`has an unknown attribute "${key}"`, 'An image takes `name` and `enable`');
    }
    if (name === '')
        (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_1__/* .refuse */ .T)('has no name', 'Write `name=acme/api` or just `acme/api`');
    return [{ name, enable }];
}


/***/ }),

/***/ 2682:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cq: () => (/* binding */ leveled),
/* harmony export */   T1: () => (/* binding */ computedLabels),
/* harmony export */   Zu: () => (/* binding */ merged),
/* harmony export */   _4: () => (/* binding */ factLabels),
/* harmony export */   cA: () => (/* binding */ lineOf),
/* harmony export */   cF: () => (/* binding */ pairOf)
/* harmony export */ });
const oci = 'org.opencontainers.image';
/** The computed label keys, and the fact behind each that has one. */
const factLabels = {
    [`${oci}.title`]: 'name',
    [`${oci}.description`]: 'description',
    [`${oci}.url`]: 'htmlUrl',
    [`${oci}.source`]: 'htmlUrl',
    [`${oci}.licenses`]: 'license',
};
/** The eight labels of the OCI image specification (annotations.md). */
function computedLabels(facts, version, created, revision) {
    return [
        [`${oci}.title`, facts.name ?? ''],
        [`${oci}.description`, facts.description ?? ''],
        [`${oci}.url`, facts.htmlUrl ?? ''],
        [`${oci}.source`, facts.htmlUrl ?? ''],
        [`${oci}.version`, version],
        [`${oci}.created`, created.toISOString()],
        [`${oci}.revision`, revision],
        [`${oci}.licenses`, facts.license ?? ''],
    ];
}
/** `key=value`. A line without `=` is ignored, as in metadata-action. */
function pairOf(line) {
    const equals = line.indexOf('=');
    return equals < 0 ? [] : [[line.slice(0, equals), line.slice(equals + 1)]];
}
/** Each key once, with its last value, sorted as metadata-action sorts them. */
function merged(pairs) {
    const each = [...new Map(pairs)];
    // These characters sort the same in a dictionary as in Unicode, whose rules take 5 ms to load.
    if (each.every(([key]) => /^[a-z0-9.-]*$/.test(key)))
        return each.sort(([a], [b]) => (a < b ? -1 : 1));
    return each.sort(([a], [b]) => a.localeCompare(b));
}
function lineOf([key, value]) {
    return `${key}=${value}`;
}
// `index:`, `manifest[linux/amd64]:`, `index,manifest:`: the level that buildx takes before an annotation's key.
const level = '(?:manifest|index|manifest-descriptor|index-descriptor)(?:\\[[^\\]]*\\])?';
const levelPrefix = new RegExp(`^(${level}(?:,${level})*):(.+)$`);
/**
 * Annotations with their level. An entry that names its own level comes once, after the others, and replaces the
 * computed one of that level.
 */
function leveled(pairs, levels) {
    const own = pairs.filter(([key]) => levelPrefix.test(key));
    const plain = pairs.filter(([key]) => !levelPrefix.test(key));
    const taken = new Set(own.flatMap(([key]) => keysOf(key)));
    const spread = levels.flatMap(each => plain.map(([key, value]) => [`${each}:${key}`, value]));
    return [...spread.filter(([key]) => !taken.has(key)), ...own].map(lineOf);
}
function keysOf(key) {
    const [, levels = '', name = ''] = levelPrefix.exec(key) ?? [];
    return levels.split(',').map(each => `${each}:${name}`);
}


/***/ }),

/***/ 13855:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ namedGates),
/* harmony export */   k: () => (/* binding */ runsOn)
/* harmony export */ });
/* harmony import */ var _oci_platforms_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(49537);

/** The gates in execution order (`gatesOf`). */
function namedGates({ test, gates, scan, containerTest }) {
    const general = { platform: undefined };
    return [
        ...(containerTest === undefined ? [] : [{ name: 'container-test', platform: containerTest.platform }]),
        ...(test === '' ? [] : [{ name: 'test', ...general }]),
        ...gates.map(({ name, platform }) => ({ name, platform })),
        ...scan.map(({ scanner }) => ({ name: scanner ?? 'scan', ...general })),
    ];
}
/** Whether a gate runs on an image, or a part of one, for these platforms: unless it names another one. */
function runsOn({ platform }, platforms) {
    return platform === undefined || platforms.some(one => (0,_oci_platforms_js__WEBPACK_IMPORTED_MODULE_0__/* .samePlatform */ .my)(one, platform));
}


/***/ }),

/***/ 17716:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IO: () => (/* binding */ parseReferences),
/* harmony export */   N7: () => (/* binding */ tagsMode),
/* harmony export */   Qp: () => (/* binding */ looksComplete)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(64212);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23940);
/* harmony import */ var _terms_foreign_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(32231);
/* harmony import */ var _terms_list_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(94247);





/**
 * Without `images`, lines that all look like references are references, as in build-push-action; otherwise they are
 * metadata-action's rules. A mixture is an error.
 */
function tagsMode(images, tags) {
    if (images.length > 0 || !tags.some(looksComplete))
        return 'rules';
    return tags.every(looksComplete) ? 'references' : 'mixture';
}
/** Whether a line of `tags` looks like a reference rather than a rule: `ghcr.io/acme/api:1`, but not `type=raw,value=a:b`. */
function looksComplete(line) {
    return /[/:]/.test(line) && !/(?:^|,)\s*"?type\s*=/.test(line) && !line.includes('{{');
}
function namesIn(line) {
    try {
        return (0,_terms_list_js__WEBPACK_IMPORTED_MODULE_3__/* .list */ .p_)(line, { commas: true });
    }
    catch {
        return [line]; // A quotation mark is not closed. No reference has one, so the line is reported.
    }
}
/** The references in these lines (split at commas), and what is wrong with the others. */
function parseReferences(lines) {
    const references = [];
    const problems = [];
    for (const text of lines.flatMap(namesIn)) {
        try {
            const reference = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseReference */ .F2)(text);
            if (reference.digest === undefined)
                references.push(reference);
            else
                problems.push({ input: 'tags', problem: `has a digest: ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .h)(text)}`, fix: 'Write only the tag.' });
        }
        catch (error) {
            const hint = error instanceof _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ ? error.hint : undefined;
            const shell = (0,_terms_foreign_js__WEBPACK_IMPORTED_MODULE_2__/* .shellIn */ .KR)(text);
            if (shell !== undefined)
                problems.push({ input: 'tags', problem: shell.refusal[0], fix: `${shell.refusal[1]}.` });
            else {
                const fix = hint ?? 'Write `ghcr.io/acme/api:1.2`.';
                problems.push({ input: 'tags', problem: `has an invalid reference: ${(0,_host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`, fix });
            }
        }
    }
    return { references, problems };
}


/***/ }),

/***/ 95226:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ fieldsOf),
/* harmony export */   S: () => (/* binding */ booleanOf)
/* harmony export */ });
/* harmony import */ var csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(25175);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(79547);
/* harmony import */ var _terms_foreign_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(32231);
/* harmony import */ var _terms_problems_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(43651);
/* harmony import */ var _terms_template_text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(67521);





/**
 * Splits a line of `images`, `tags` or `flavor` into its fields. Keys are lower-cased, both sides trimmed; a field is
 * split at its first `=`, and one that starts with `=` is a bare value.
 *
 * @throws ActionError for quotes that are not CSV (RFC 4180), and for unexpanded syntax of other languages
 */
function fieldsOf(line) {
    const fields = csv((0,_terms_template_text_js__WEBPACK_IMPORTED_MODULE_4__/* .hideCommas */ .BG)(line)).map(cell => fieldOf((0,_terms_template_text_js__WEBPACK_IMPORTED_MODULE_4__/* .showCommas */ .Mj)(cell)));
    for (const field of fields)
        (0,_terms_foreign_js__WEBPACK_IMPORTED_MODULE_2__/* .refuseForeign */ .re)(field);
    return fields;
}
function fieldOf(cell) {
    const equals = cell.indexOf('=');
    if (equals <= 0)
        return { key: undefined, value: cell.trim() };
    return { key: cell.slice(0, equals).trim().toLowerCase(), value: cell.slice(equals + 1).trim() };
}
/** `true` or `false`, as in metadata-action. @param also other accepted values, for the message */
function booleanOf(key, value, also = '') {
    if (value === 'true' || value === 'false')
        return value === 'true';
    return (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_3__/* .refuse */ .T)(`has "${value}" for ${key}`, `Use \`${key}=true\` or \`${key}=false\`${also}`);
}
function csv(line) {
    if (!/["\r\n]/.test((0,_terms_template_text_js__WEBPACK_IMPORTED_MODULE_4__/* .outsideTemplates */ .TS)(line)))
        return line === '' ? [] : line.split(',');
    try {
        const rows = (0,csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qg)(line, { relax_column_count: true, skip_empty_lines: true });
        return rows[0] ?? [];
    }
    catch (error) {
        (0,_terms_foreign_js__WEBPACK_IMPORTED_MODULE_2__/* .refuseQuotes */ .Se)(line);
        return (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_3__/* .refuse */ .T)(`has quotes in the wrong place (${(0,_host_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)})`, 'Put the whole attribute in double quotes ("value=a,b") and use single quotes inside {{…}}');
    }
}


/***/ }),

/***/ 82407:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ parseFlavor)
/* harmony export */ });
/* harmony import */ var _terms_problems_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43651);
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(95226);


function parseFlavor(lines, problems) {
    const flavor = { latest: 'auto', prefix: '', suffix: '', prefixLatest: false, suffixLatest: false };
    for (const line of lines)
        problems.attempt('flavor', line, () => readLine(flavor, (0,_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldsOf */ .P)(line)));
    return flavor;
}
function readLine(flavor, fields) {
    // `onlatest` belongs to the preceding prefix or suffix of the same line.
    let onLatest;
    for (const { key, value } of fields) {
        if (key === 'latest')
            flavor.latest = value === 'auto' ? 'auto' : (0,_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .booleanOf */ .S)('latest', value, ', or `latest=auto`');
        else if (key === 'prefix' || key === 'suffix') {
            flavor[key] = value;
            onLatest = `${key}Latest`;
        }
        else if (key === 'onlatest') {
            const on = (0,_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .booleanOf */ .S)('onlatest', value);
            if (onLatest !== undefined)
                flavor[onLatest] = on;
        }
        else {
            (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .T)(key === undefined ? 'is not `key=value`' : `has an unknown attribute "${key}"`, 'A flavor takes `latest=auto|true|false`, `prefix=…` and `suffix=…`, the latter two with `onlatest=true|false`');
        }
    }
}


/***/ }),

/***/ 8807:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FH: () => (/* binding */ isPresets),
/* harmony export */   Tk: () => (/* binding */ expandPresets),
/* harmony export */   aE: () => (/* binding */ mayBePreset),
/* harmony export */   tp: () => (/* binding */ missedPreset)
/* harmony export */ });
/* harmony import */ var _terms_nearest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(75853);

/**
 * Words that stand for rules. In metadata-action each would be a plain tag of that name, which nobody wants. `edge` and
 * `nightly`, which people do publish, remain plain tags.
 */
const PRESETS = {
    release: ['{{version}}', '{{major}}.{{minor}}'].map(pattern => fields({ type: 'semver', pattern })),
    branch: [fields({ type: 'ref', event: 'branch' })],
    tag: [fields({ type: 'ref', event: 'tag' })],
    pr: [fields({ type: 'ref', event: 'pr' })],
    sha: [fields({ type: 'sha' })],
};
/**
 * The fields of each rule that a line stands for. A line of presets (`release, sha`) gives several, each with the
 * line's attributes (`release,suffix=-alpine`); any other line is one rule.
 */
function expandPresets(line) {
    if (!isPresets(line))
        return [line];
    const own = line.filter(({ key }) => key !== undefined);
    return bareOf(line).flatMap(({ value }) => (PRESETS[value] ?? []).map(rule => [...rule, ...own]));
}
/** Whether every bare word of a line is a preset, and the line has no type of its own. */
function isPresets(line) {
    const bare = bareOf(line);
    const isRule = line.some(({ key }) => key === 'type');
    return !isRule && bare.length > 0 && bare.every(({ value }) => Object.hasOwn(PRESETS, value));
}
/** Whether a line without a visible template may stand for rules that have one. */
function mayBePreset(line) {
    return line.includes('release');
}
/** The preset that a plain tag may be a typo of: `relase`. */
function missedPreset(line) {
    const [only, ...more] = line;
    if (only === undefined || more.length > 0 || only.key !== undefined || isPresets(line))
        return undefined;
    // The others are too short to be distinguished from other words.
    return (0,_terms_nearest_js__WEBPACK_IMPORTED_MODULE_0__/* .nearest */ .p)(only.value, ['release', 'branch']);
}
function bareOf(line) {
    return line.filter(({ key, value }) => key === undefined && value !== '');
}
function fields(attributes) {
    return Object.entries(attributes).map(([key, value]) => ({ key, value }));
}


/***/ }),

/***/ 73984:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ parseRules)
/* harmony export */ });
/* harmony import */ var _templates_go_actions_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(34895);
/* harmony import */ var _templates_go_fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8775);
/* harmony import */ var _terms_foreign_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(32231);
/* harmony import */ var _terms_problems_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(43651);
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(95226);
/* harmony import */ var _presets_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8807);






const defaultRules = ['type=schedule', 'type=ref,event=branch', 'type=ref,event=tag', 'type=ref,event=pr'];
const priorities = {
    schedule: 1000,
    semver: 900,
    pep440: 900,
    match: 800,
    edge: 700,
    ref: 600,
    raw: 200,
    sha: 100,
};
/** Parses the `tags` input and sorts the rules by priority; without lines, metadata-action's four defaults. */
function parseRules(lines, problems) {
    const given = lines.length === 0 ? defaultRules : lines;
    const rules = given.flatMap(line => problems.attempt('tags', line, () => rulesIn(line)) ?? []);
    return rules.sort((a, b) => (a.priority < b.priority ? 1 : a.priority > b.priority ? -1 : 0));
}
function rulesIn(line) {
    // Before the quotes of `{{ .Time.Format "2006" }}` are taken for CSV's.
    if ((0,_templates_go_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .hasGoField */ .rm)(line))
        (0,_templates_go_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .rewriteGoFields */ .or)(line);
    else
        (0,_templates_go_actions_js__WEBPACK_IMPORTED_MODULE_0__/* .refuseGoActions */ .I)(line);
    return (0,_presets_js__WEBPACK_IMPORTED_MODULE_5__/* .expandPresets */ .Tk)((0,_fields_js__WEBPACK_IMPORTED_MODULE_4__/* .fieldsOf */ .P)(line)).map(fields => ruleOf(line, fields));
}
function ruleOf(line, fields) {
    const attributes = new Map(fields.map(field => [field.key ?? 'value', field.value]));
    const type = typeOf(attributes);
    const own = ownAttributes(type, attributes);
    // Checked here too, so that the mistake is found before the first release.
    if ('match' in own)
        (0,_terms_foreign_js__WEBPACK_IMPORTED_MODULE_2__/* .refuseDoubledBackslash */ ._c)(own.match);
    if (own.type === 'match')
        (0,_terms_foreign_js__WEBPACK_IMPORTED_MODULE_2__/* .refuseDoubledBackslash */ ._c)(own.pattern);
    return {
        line,
        priority: attributes.has('priority') ? Number(attributes.get('priority')) : priorities[type],
        enable: attributes.get('enable') ?? 'true',
        prefix: attributes.get('prefix') ?? defaultPrefix(own),
        suffix: attributes.get('suffix'),
        strip: !hasType(fields) && (0,_templates_go_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .hasGoField */ .rm)(line),
        lost: lostValues(fields),
        ...own,
    };
}
/**
 * A list in build-push-action's form, with tags separated by commas. Here, as in metadata-action, the last one counts.
 */
function lostValues(fields) {
    const values = fields.filter(({ key }) => key === undefined || key === 'value').map(({ value }) => value);
    return values.slice(0, -1).filter(value => value !== '');
}
function hasType(fields) {
    return fields.some(field => field.key === 'type');
}
function typeOf(attributes) {
    const type = attributes.get('type') ?? 'raw';
    if (Object.hasOwn(priorities, type))
        return type;
    return (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_3__/* .refuse */ .T)(`has an unknown type "${type}"`, `Use one of ${Object.keys(priorities).join(', ')}`);
}
function ownAttributes(type, attributes) {
    const value = attributes.get('value') ?? '';
    switch (type) {
        case 'schedule':
            return { type, pattern: attributes.get('pattern') ?? 'nightly' };
        case 'semver':
        case 'pep440':
            return {
                type,
                pattern: required(attributes, 'pattern', '{{version}}'),
                value,
                match: attributes.get('match') ?? '',
            };
        case 'match':
            return { type, pattern: required(attributes, 'pattern', 'v(.*)'), group: groupOf(attributes), value };
        case 'edge':
            return { type, branch: attributes.get('branch') ?? '' };
        case 'ref':
            return { type, event: oneOf(['branch', 'tag', 'pr'], 'event', required(attributes, 'event', 'branch')) };
        case 'raw':
            return { type, value: required(attributes, 'value', 'my-tag') };
        case 'sha':
            return { type, format: oneOf(['short', 'long'], 'format', attributes.get('format') ?? 'short') };
    }
}
function defaultPrefix(own) {
    if (own.type === 'sha')
        return 'sha-';
    return own.type === 'ref' && own.event === 'pr' ? 'pr-' : undefined;
}
function required(attributes, key, example) {
    return attributes.get(key) ?? (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_3__/* .refuse */ .T)(`has no ${key}`, `Add \`${key}=${example}\`, for example`);
}
function oneOf(allowed, key, value) {
    const found = allowed.find(each => each === value);
    return found ?? (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_3__/* .refuse */ .T)(`has an unknown ${key} "${value}"`, `Use ${allowed.join(', ')}`);
}
function groupOf(attributes) {
    const group = attributes.get('group') ?? '0';
    if (Number.isNaN(Number(group)))
        (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_3__/* .refuse */ .T)(`has "${group}" for group`, 'Use the number of a capturing group');
    return group;
}


/***/ }),

/***/ 68578:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hv: () => (/* binding */ keyValue),
/* harmony export */   VX: () => (/* binding */ secretValues)
/* harmony export */ });
/* unused harmony export secretArgs */
/* harmony import */ var _host_variables_environment_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(72101);
/* harmony import */ var _terms_list_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(94247);


/**
 * Turns the three secret inputs into buildx's `--secret` specs. Values go into files in `folder`. Forks and Dependabot
 * get empty secrets: these are omitted, as in build-push-action, and their ids listed in `empty`.
 */
function secretArgs(build, folder, gitAuth) {
    const specs = [];
    const files = [];
    const empty = [];
    const addFile = (id, content) => {
        const name = `secret-${files.length}`;
        files.push({ name, content });
        specs.push(joinFields([`id=${id}`, `src=${folder}/${name}`]));
    };
    for (const item of build.secrets) {
        const [id, value] = keyValue(item);
        if (value === '')
            empty.push(id);
        else
            addFile(id, value);
    }
    for (const item of build.secretEnvs) {
        const [id, name] = keyValue(item);
        specs.push(joinFields([`id=${id}`, `env=${name}`]));
    }
    for (const item of build.secretFiles) {
        const [id, path] = keyValue(item);
        specs.push(joinFields([`id=${id}`, `src=${path}`]));
    }
    if (gitAuth !== undefined && !namesGitAuth(build))
        addFile(`GIT_AUTH_TOKEN.${gitAuth.host}`, gitAuth.token);
    return { specs, files, empty };
}
/**
 * BuildKit refuses larger secrets before it builds anything, so nothing can print them ("secret x too big. max size
 * 500KiB"). In bytes; a character has one or more.
 *
 * @see https://github.com/moby/buildkit/blob/v0.25.0/session/secrets/secretsprovider/store.go
 */
const LARGEST_HIDDEN = 500 * 1024;
/**
 * The values of all build secrets, to be masked if the Dockerfile prints them. The runner masks only `secrets.*`, not
 * values from files or earlier steps.
 *
 * @param readFile Returns a file's text, or undefined: buildx reports missing files.
 */
function secretValues(build, env, readFile) {
    const given = build.secrets.map(item => keyValue(item)[1]);
    const fromEnv = build.secretEnvs.map(item => (0,_host_variables_environment_js__WEBPACK_IMPORTED_MODULE_1__/* .namedVariable */ .m3)(env, keyValue(item)[1]) ?? '');
    const files = build.secretFiles.map(item => readFile(keyValue(item)[1]) ?? '');
    return [...given, ...fromEnv, ...files.filter(text => text.length <= LARGEST_HIDDEN)].filter(text => text !== '');
}
/** Splits at the first `=`; the id is trimmed, the value unchanged. Without `=`, the value is ''. */
function keyValue(item) {
    const equals = item.indexOf('=');
    return equals < 0 ? [item.trim(), ''] : [item.slice(0, equals).trim(), item.slice(equals + 1)];
}
function namesGitAuth(build) {
    const all = [...build.secrets, ...build.secretEnvs, ...build.secretFiles];
    return all.some(item => /^GIT_AUTH_(?:TOKEN|HEADER)(?:\.|$)/.test(keyValue(item)[0]));
}


/***/ }),

/***/ 69005:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gx: () => (/* binding */ unusedTags),
/* harmony export */   b5: () => (/* binding */ hasHost),
/* harmony export */   j6: () => (/* binding */ referenceDestinations),
/* harmony export */   jN: () => (/* binding */ resolveNames),
/* harmony export */   og: () => (/* binding */ ownRules),
/* harmony export */   uC: () => (/* binding */ destinations)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23940);

/**
 * Every repository of the images, in order, without duplicates: a name with a registry is complete, a bare one goes to
 * each entry of `registries`, or to Docker Hub when there is none. Upper case is lowered.
 *
 * @throws ActionError INPUT_INVALID for a name that no registry accepts
 */
function resolveNames(images, registries) {
    const targets = images
        .filter(image => image.enable)
        .flatMap(({ name }) => {
        const text = name.toLowerCase();
        if (hasHost(text) || registries.length === 0)
            return [withEntry((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .parseName */ .$q)(text), registries)];
        return registries.map(entry => ({ name: (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .parseName */ .$q)(expand(entry, text)), entry }));
    });
    return uniqueBy(targets, target => keyOf(target.name));
}
/** One destination per target. One whose own rules give no tag gets nothing in this run. */
function destinations(targets, tagsOf, decisionOf) {
    return targets.map(target => {
        const { name, entry } = target;
        const tags = tagsOf(target);
        const decision = decisionOf(entry);
        const isLeftOut = entry?.tags !== undefined && tags.length === 0 && decision.push;
        return {
            registry: name.registry,
            path: name.path,
            name: name.text,
            tags,
            optional: entry?.optional ?? false,
            decision: isLeftOut
                ? { push: false, reason: `no rule of its \`tags\` in \`registries\` applies here` }
                : decision,
        };
    });
}
/** The tags in `registries`, as rules for the names they apply to. */
function ownRules(targets, registries) {
    return registries.flatMap((entry, index) => {
        const names = targets.filter(target => target.entry === entry).map(({ name }) => name.text);
        if (entry.tags === undefined || names.length === 0)
            return [];
        return [{ names, tags: entry.tags, at: `registries[${index}].tags` }];
    });
}
/**
 * The entries with their own `tags` that none of the images goes to, in any run: a name with `enable=false` may go there
 * in another one. Nothing would say that these tags are never published.
 *
 * @throws ActionError INPUT_INVALID for a name that no registry accepts
 */
function unusedTags(images, registries) {
    if (!registries.some(({ tags }) => tags !== undefined))
        return [];
    const targets = resolveNames(images.map(image => ({ ...image, enable: true })), registries);
    return registries.flatMap((entry, index) => {
        if (entry.tags === undefined || targets.some(target => target.entry === entry))
            return [];
        const problem = `has no effect: no image goes to ${entry.registry}`;
        const path = images[0]?.name.replace(/^.*\//, '') ?? 'api';
        const name = [entry.registry, entry.prefix, path].filter(part => part !== '').join('/');
        const fix = `Name one in \`images\`, as in \`${name.toLowerCase()}\` or a name without a registry; or remove it.`;
        return [{ input: `registries[${index}].tags`, problem, fix }];
    });
}
/**
 * Destinations of complete references: one per repository, its tags merged in order. No tag means `latest`. A reference
 * without a registry goes where a bare name in `images` goes: to each entry of `registries`.
 */
function referenceDestinations(references, registries, isMoving, decisionOf) {
    const placed = references.flatMap(({ name, tag = 'latest' }) => resolveNames([{ name: name.text, enable: true }], registries).map(target => ({ target, tag })));
    return [...Map.groupBy(placed, ({ target }) => keyOf(target.name)).values()].flatMap(group => {
        const names = new Set(group.map(({ tag }) => tag));
        const tags = [...names].map(name => ({ name, moving: isMoving(name), from: 'tags' }));
        return destinations(group.slice(0, 1).map(({ target }) => target), () => tags, decisionOf);
    });
}
/** Whether a name begins with a registry's host. */
function hasHost(name) {
    const [first = '', ...rest] = name.split('/');
    return rest.length > 0 && (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isHostLike */ .Cm)(first);
}
/** The bare name under one entry: `<registry>/<prefix>/<name>`. */
function expand({ registry, prefix }, name) {
    return [registry, prefix, name].filter(part => part !== '').join('/');
}
/** The entry for a complete name: the same registry, and the longest matching prefix. */
function withEntry(name, registries) {
    const candidates = registries
        .filter(({ registry, prefix }) => registry === name.registry && (prefix === '' || name.path.startsWith(`${prefix}/`)))
        .sort((a, b) => b.prefix.length - a.prefix.length);
    return { name, entry: candidates[0] ?? registries.find(entry => entry.registry === name.registry) };
}
function keyOf({ registry, path }) {
    return `${registry}/${path}`;
}
function uniqueBy(items, key) {
    return [...Map.groupBy(items, key).values()].flatMap(group => group.slice(0, 1));
}


/***/ }),

/***/ 34895:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ refuseGoActions),
/* harmony export */   Q: () => (/* binding */ spellingFor)
/* harmony export */ });
/* harmony import */ var _terms_problems_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43651);

/** A function or keyword of Go templates at the start of an action. In Handlebars, conditions start with `#`. */
const goCall = /\{\{-?\s*(if|else|end|range|with|printf|println|print|slice|index|len|eq|ne|and|or|not)\b([^{}]*)\}\}/g;
/** The same after a pipe: `{{ .CommitID | printf "%.7s" }}`. */
const piped = /\{\{[^{}|]*\|\s*(\w+)\b[^{}]*\}\}/;
/** A variable, `$` alone being the root: `{{ $b := .Branch }}`, `{{ $.Branch }}`. */
const variable = /\{\{-?\s*\$(\w*)(?:\.(\w+))?[^{}]*\}\}/;
const comment = /\{\{-?\s*\/\*[^{}]*\}\}/;
const definition = /\{\{-?\s*(define|template|block)\s+"[^{}]*\}\}/;
const branches = 'Write one line for each case with `enable=`: `type=raw,value=latest,enable={{is_default_branch}}`; {{#if tag}}…{{else}}…{{/if}} asks whether there is a git tag';
const shorter = 'Write {{short_sha 7}} for the first 7 characters of the commit';
const instead = {
    if: branches,
    else: branches,
    end: branches,
    eq: branches,
    ne: branches,
    and: branches,
    or: branches,
    not: branches,
    slice: shorter,
    printf: `${shorter}, and fields one after the other: {{ .Branch }}-{{ .BuildID }}`,
};
/** Functions of Go templates and Sprig, and the equivalent helper here. */
const helpers = {
    lower: field => `{{lower ${field}}}`,
    toLower: field => `{{lower ${field}}}`,
    replace: (field, [from = '/', to = '-']) => `{{regex_replace ${field} '${from}' '${to}'}}`,
    trunc: (field, [length = '7']) => (field === '.CommitID' ? `{{short_sha ${length}}}` : ''),
    substr: (field, [, length = '7']) => (field === '.CommitID' ? `{{short_sha ${length}}}` : ''),
    trimPrefix: (field, [prefix = 'v']) => `{{regex_replace ${field} '^${prefix}' ''}}`,
    trimSuffix: (field, [suffix = '']) => `{{regex_replace ${field} '${suffix}$' ''}}`,
    date: () => "{{date 'YYYYMMDD'}}",
    slugify: field => `{{slug ${field}}}`,
    kebabcase: field => `{{slug ${field}}}`,
};
/** The same before a field: `{{ replace "/" "-" .Branch }}`. Two of them are helpers here too. */
const OWN = ['lower', 'date'];
const words = Object.keys(helpers).filter(word => !OWN.includes(word));
const called = new RegExp(`\\{\\{-?\\s*(${words.join('|')})\\b([^{}]*)\\}\\}`, 'g');
const fieldIn = /\.([A-Z]\w*)/;
/**
 * What to write instead of what follows a field: a method call, or a pipeline, whose first function decides.
 *
 * @param rest What follows the field's name, such as ` | lower` or `.Format "2006-01-02"`
 */
function spellingFor(name, rest) {
    const [, word = '', given = ''] = /^\s*\|\s*(\w+)([^|]*)/.exec(rest) ?? [];
    const texts = [...given.matchAll(/"([^"]*)"|'([^']*)'|(\d+)/g)].map(found => found[1] ?? found[2] ?? found[3] ?? '');
    const spelling = Object.hasOwn(helpers, word) ? helpers[word]?.(`.${name}`, texts) : '';
    if (spelling)
        return `Write ${spelling}`;
    if (word in instead)
        return instead[word] ?? '';
    const plain = `Use the plain field {{ .${name} }}`;
    return word === ''
        ? `${plain}, or {{date 'YYYYMMDD'}} for a formatted time`
        : `${plain}, or a helper: {{lower .${name}}}, {{slug .${name}}}, {{regex_replace .${name} '/' '-'}}`;
}
/**
 * Refuses features of Codeship's templates that don't exist here, with the equivalent syntax.
 *
 * @throws ActionError for functions, conditions, loops, variables and comments of Go templates
 */
function refuseGoActions(template) {
    for (const [text, word = '', rest = ''] of template.matchAll(goCall)) {
        // Alone, these are Handlebars' own `{{else}}`, or meaningless names.
        const isAlone = !/[^\s-]/.test(rest);
        if (isAlone && (word !== 'end' || template.includes('{{#')))
            continue;
        if (word === 'else' && template.includes('{{#'))
            continue;
        refuseFunction(text, word);
    }
    const [text = '', word = ''] = piped.exec(template) ?? [];
    if (text !== '' && word in instead)
        refuseFunction(text, word);
    refuseOthers(template);
}
function refuseOthers(template) {
    const [used = '', name = '', field = ''] = variable.exec(template) ?? [];
    if (used !== '') {
        const plain = field === '' ? 'the field itself wherever the variable stands: {{ .Branch }}' : `{{ .${field} }}`;
        (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .T)(`has ${used}, and variables of Go templates ($${name}) are not supported`, `Write ${plain}`);
    }
    for (const [call, func = '', given = ''] of template.matchAll(called)) {
        // A separate search: a pattern with two open ends takes quadratic time on a text that never closes.
        const [, of = ''] = fieldIn.exec(given) ?? [];
        if (of === '')
            continue;
        (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .T)(`has ${call}, and \`${func}\` is a function of Go templates`, spellingFor(of, ` | ${func}${given}`));
    }
    const [note = ''] = comment.exec(template) ?? [];
    if (note !== '')
        (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .T)(`has ${note}, a comment of Go templates`, 'Leave it out: a line of YAML takes # comments');
    const [defined = '', word = ''] = definition.exec(template) ?? [];
    if (defined !== '')
        (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .T)(`has ${defined}, and \`${word}\` of Go templates is not supported`, 'Write its content here');
}
function refuseFunction(text, word) {
    return (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .T)(`has ${text}, and \`${word}\` of Go templates is not supported`, instead[word] ??
        'Use plain fields, such as {{ .Branch }}, and the helpers {{lower …}}, {{slug …}} and {{regex_replace …}}');
}


/***/ }),

/***/ 8775:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   lB: () => (/* binding */ goFieldNames),
/* harmony export */   or: () => (/* binding */ rewriteGoFields),
/* harmony export */   rm: () => (/* binding */ hasGoField)
/* harmony export */ });
/* harmony import */ var _terms_problems_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43651);
/* harmony import */ var _go_actions_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(34895);


// Names can't start with a dot in Handlebars, so no metadata-action template looks like this.
const goAction = /\{\{(-?)\s*\.([A-Za-z_]\w*)\b([^{}]*)\}\}/g;
const helperCall = /\{\{[^{}]*\}\}/g;
/** A quoted text, which is left alone, or a field among a helper's arguments. */
const argument = /"[^"]*"|'[^']*'|(?<=[\s(=])\.([A-Za-z_]\w*)([^\s)}]*)/g;
/** The fields of Codeship's push step, for `{{ .Field }}` in templates. */
const goFieldNames = [
    'CommitID',
    'Branch',
    'RepoName',
    'ProjectID',
    'BuildID',
    'CommitMessage',
    'CommitDescription',
    'CommitterName',
    'CommitterEmail',
    'CommitterUsername',
    'Time',
    'Timestamp',
    'StringTime',
    'StepName',
    'ServiceName',
    'ImageName',
    'Ci',
    'CiName',
];
function hasGoField(template) {
    const calls = template.match(helperCall) ?? [];
    return calls.some(call => /^\{\{-?\s*\.[A-Za-z_]/.test(call) || [...call.matchAll(argument)].some(([, name]) => name));
}
/**
 * Rewrites `{{ .Field }}` to the Handlebars look-up of the name `.Field`, including trim markers, and likewise fields
 * among the arguments of a helper: `{{slug .Branch}}`.
 *
 * @throws ActionError for unknown fields, method calls and pipelines
 */
function rewriteGoFields(template) {
    (0,_go_actions_js__WEBPACK_IMPORTED_MODULE_1__/* .refuseGoActions */ .I)(template);
    const fields = template.replaceAll(goAction, (_, left, name, rest) => {
        const trims = rest.endsWith('-');
        checkField(name, trims ? rest.slice(0, -1) : rest);
        return `{{${left && '~'}[.${name}]${trims ? '~' : ''}}}`;
    });
    return fields.replaceAll(helperCall, call => call.replaceAll(argument, (text, name, rest) => {
        if (name === undefined)
            return text;
        checkField(name, rest);
        return `[.${name}]`;
    }));
}
function checkField(name, rest) {
    if (rest.trim() !== '') {
        (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .T)(`uses \`.${name}${rest.trimEnd()}\`, but methods and pipelines of Go templates are not supported`, (0,_go_actions_js__WEBPACK_IMPORTED_MODULE_1__/* .spellingFor */ .Q)(name, rest));
    }
    if (!goFieldNames.some(known => known === name)) {
        (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .T)(`uses the unknown field .${name}`, `Use one of ${goFieldNames.map(known => `.${known}`).join(', ')}`);
    }
}


/***/ }),

/***/ 32231:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KR: () => (/* binding */ shellIn),
/* harmony export */   Se: () => (/* binding */ refuseQuotes),
/* harmony export */   _c: () => (/* binding */ refuseDoubledBackslash),
/* harmony export */   re: () => (/* binding */ refuseForeign)
/* harmony export */ });
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64212);
/* harmony import */ var _problems_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43651);
/* harmony import */ var _template_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(67521);



const SHELL = /\$(?:\{(\w+)[^}]*\}|([A-Za-z_]\w*)|\()/;
/** A statement or an expression, but neither a Go pipeline nor a Handlebars block, which may contain a bar too. */
const JINJA = /\{%[^%{}]*%\}|\{\{-?\s*(?![.#\s])([^{}]*)\}\}/g;
/** A filter or a call, before any quotes. Searched separately, to stay linear. */
const FILTER = /^[^'"]*(?:\||\w\()/;
/**
 * Refuses, by name, syntax that a shell, YAML or Jinja should have expanded before this action, and that would
 * otherwise become part of a tag.
 *
 * @throws ActionError
 */
function refuseForeign({ key, value }) {
    const [, inside = ''] = /^(["'])(.*)\1$/.exec(value)?.slice(1) ?? [];
    if (inside !== '') {
        const name = key === undefined ? '' : `${key}=`;
        (0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .T)(`has quotes around a value (${name}${value})`, `Write ${name}${inside}, or quote the whole of it: "${name}${inside}"`);
    }
    const shell = shellIn(value);
    // In a regular expression a `$` is an end, but nothing follows that.
    if (shell !== undefined && (!isPattern(key) || value.startsWith(shell.text)))
        (0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .T)(...shell.refusal);
    const [jinja] = [...value.matchAll(JINJA)].find(([, inner]) => inner === undefined || FILTER.test(inner)) ?? [];
    if (jinja !== undefined) {
        (0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .T)(`has ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .h)(jinja)}, which looks like Jinja`, "Templates are Handlebars here: {{sha}}, {{env 'APP_VERSION'}}, {{lower branch}}; Ansible's variables are not known");
    }
}
/** A shell variable or command outside of templates, and the message to refuse it. */
function shellIn(text) {
    const found = SHELL.exec((0,_template_text_js__WEBPACK_IMPORTED_MODULE_2__/* .outsideTemplates */ .TS)(text));
    if (found === null)
        return undefined;
    const name = found[1] ?? found[2];
    return {
        text: found[0],
        refusal: name === undefined
            ? ['has a command in $(…), which no shell runs here', 'Run it in a step before, and use that step’s output']
            : [`has the shell variable ${found[0]}, which no shell expands here`, `Write \${{ env.${name} }}`],
    };
}
/** @throws ActionError for `value="nightly"`, where CSV would quote the whole field */
function refuseQuotes(line) {
    const [, attribute = '', inside = ''] = /(?:^|,)\s*(\w+\s*=)\s*"([^"]*)"\s*(?:,|$)/.exec(line) ?? [];
    if (attribute === '')
        return;
    (0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .T)(`has quotes around a value (${attribute}"${inside}")`, `Write ${attribute}${inside}, or quote the whole of it: "${attribute}${inside}"`);
}
/**
 * Ansible's double-quoted texts need a doubled backslash. In a block (`|`) both reach the regular expression, which
 * then looks for a literal backslash, but no ref or tag has one.
 *
 * @throws ActionError
 */
function refuseDoubledBackslash(pattern) {
    if (!/\\\\[dDwWsSbB.?*+()[\]{}^$|/-]/.test(pattern))
        return;
    const meant = pattern.replaceAll('\\\\', '\\');
    (0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .T)(`has doubled backslashes in the pattern ${pattern}`, `Write ${meant}: a YAML block (|) leaves backslashes as they are`);
}
function isPattern(key) {
    return key === 'pattern' || key === 'match';
}


/***/ }),

/***/ 94247:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KY: () => (/* binding */ joinFields),
/* harmony export */   OA: () => (/* binding */ fields),
/* harmony export */   p_: () => (/* binding */ list)
/* harmony export */ });
/* harmony import */ var csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(25175);
/* harmony import */ var _template_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(67521);


/**
 * Splits a list input into its items, as docker's actions do (csv-parse with relaxed quotes): one row per line, a
 * quoted row may span lines, empty items are dropped. Those actions lose some input that this keeps: quoted commas stay
 * in their item, an indented comment is a comment, and line endings may be mixed.
 *
 * @throws Error (csv-parse's CsvError) when a quotation mark is never closed
 */
function list(text, options = {}) {
    const written = options.comments ? withoutComments(text, options.onComment) : text;
    const quote = options.quote ?? '"';
    const rows = options.fields
        ? rowsOf((0,_template_text_js__WEBPACK_IMPORTED_MODULE_1__/* .hideCommas */ .BG)(written), quote).map(row => row.map(_template_text_js__WEBPACK_IMPORTED_MODULE_1__/* .showCommas */ .Mj))
        : rowsOf(written, quote);
    const join = (row) => (options.fields && row.length > 1 ? joinFields(row) : row.join(','));
    const items = rows.flatMap(row => (options.commas ? row : [join(row)]));
    return (options.trim === false ? items : items.map(item => item.trim())).filter(item => item !== '');
}
function rowsOf(text, quote) {
    // Every input is a list and hardly any has quotes: a parser for each would cost 10 ms per run.
    const special = quote === false ? '"' : quote;
    if (!text.includes(special))
        return text.split(/\r?\n/).flatMap(row => (row === '' ? [] : [row.split(',')]));
    return (0,csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qg)(text, {
        relax_quotes: true,
        relax_column_count: true,
        skip_empty_lines: true,
        record_delimiter: ['\n', '\r\n'],
        quote,
    });
}
/** The columns of one row, trimmed; [] for an empty text. Quotes as in `list`. */
function fields(row) {
    if (!/["\0]/.test(row))
        return row === '' ? [] : row.split(',').map(column => column.trim());
    const [columns = []] = (0,csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qg)(row, { relax_quotes: true, relax_column_count: true, record_delimiter: ['\0'] });
    return columns.map(column => column.trim());
}
/** One row of CSV that both csv-parse and Go's reader (buildx) split into exactly these columns. */
function joinFields(columns) {
    return columns.map(column => (/[",\r\n]/.test(column) ? `"${column.replaceAll('"', '""')}"` : column)).join(',');
}
// csv-parse only recognizes comments at the very start of a line; inside a quoted field a `#` is text.
const COMMENT = /[ \t]*#[^\n]*(?:\n|$)/y;
const FIELD = /"(?:[^"]|"")*"(?=,|\r?\n|$)|[^,\n]*/y;
function withoutComments(text, onComment) {
    let kept = '';
    let position = 0;
    while (position < text.length) {
        COMMENT.lastIndex = position;
        if (COMMENT.test(text)) {
            position = COMMENT.lastIndex;
            continue;
        }
        const end = endOfRow(text, position);
        const row = text.slice(position, end);
        const split = onComment === undefined ? { text: row, comment: '' } : (0,_template_text_js__WEBPACK_IMPORTED_MODULE_1__/* .splitComment */ .Uf)(row);
        if (split.comment !== '')
            onComment?.(split.comment, split.text.trim());
        kept += split.text;
        position = end;
    }
    return kept;
}
function endOfRow(text, start) {
    let position = start;
    for (;;) {
        FIELD.lastIndex = position;
        FIELD.test(text);
        position = FIELD.lastIndex;
        if (text[position] === ',')
            position += 1;
        else
            return text.startsWith('\r\n', position) ? position + 2 : position + 1;
    }
}


/***/ }),

/***/ 75853:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ nearest)
/* harmony export */ });
/** The candidate with the fewest edits, if they are few for its length; undefined otherwise. */
function nearest(word, candidates) {
    const lower = word.toLowerCase();
    const [best] = candidates
        .map(candidate => ({ candidate, distance: editDistance(lower, candidate) }))
        .filter(({ candidate, distance }) => distance <= Math.max(2, Math.floor(candidate.length / 3)))
        .sort((a, b) => a.distance - b.distance);
    return best?.candidate;
}
/** The Levenshtein distance: insertions, deletions and replacements of one character. */
function editDistance(from, to) {
    if (Math.abs(from.length - to.length) > to.length)
        return Number.POSITIVE_INFINITY;
    let row = Array.from({ length: to.length + 1 }, (_, column) => column);
    for (let i = 1; i <= from.length; i += 1) {
        const next = [i];
        for (let j = 1; j <= to.length; j += 1) {
            const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
            next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced));
        }
        row = next;
    }
    return row[to.length] ?? 0;
}


/***/ }),

/***/ 43651:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ refuse),
/* harmony export */   g: () => (/* binding */ collector)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64212);


/** An error with its remedy, thrown where it is found and collected by the caller, who knows the input's name. */
function refuse(problem, fix) {
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('INPUT_INVALID', problem, { hint: fix });
}
function collector() {
    const problems = [];
    // One line may stand for several rules with the same mistake.
    const add = (problem) => {
        const isKnown = problems.some(one => one.input === problem.input && one.problem === problem.problem);
        if (!isKnown)
            problems.push(problem);
    };
    return {
        problems,
        add,
        attempt(input, place, body) {
            try {
                return body();
            }
            catch (error) {
                add({ input, problem: `${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .h)(place)} ${(0,_host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`, fix: fixOf(error) });
                return undefined;
            }
        },
        settle() {
            if (problems.length > 0)
                throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(problems);
        },
    };
}
function fixOf(error) {
    const fix = (error instanceof _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ ? error.hint : undefined) ?? 'Correct this line';
    return fix.endsWith('.') ? fix : `${fix}.`;
}


/***/ }),

/***/ 67521:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BG: () => (/* binding */ hideCommas),
/* harmony export */   Mj: () => (/* binding */ showCommas),
/* harmony export */   TS: () => (/* binding */ outsideTemplates),
/* harmony export */   Uf: () => (/* binding */ splitComment)
/* harmony export */ });
/**
 * A template with its quoted arguments, which may contain anything. An opening brace ends the search, to keep it
 * linear.
 */
const TEMPLATE = /\{\{(?:'[^'\n]*'|"[^"\n]*"|[^'"{}\n])*\}\}/g;
/** Stands for a comma inside a template while a list is split. No input contains this character. */
const HIDDEN = '\u0001';
/** Hides commas inside templates, which separate nothing: `{{regex_replace tag '\.[0-9]{1,3}$' ''}}`. */
function hideCommas(text) {
    return text.replaceAll(TEMPLATE, template => template.replaceAll(',', HIDDEN));
}
function showCommas(text) {
    return text.replaceAll(HIDDEN, ',');
}
/** The text outside of templates; each template becomes as many `filler` characters as it had. */
function outsideTemplates(text, filler = '') {
    return text.replaceAll(TEMPLATE, template => filler.repeat(template.length));
}
const TOKEN = /\{\{(?:'[^'\n]*'|"[^"\n]*"|[^'"{}\n])*\}\}|"(?:[^"]|"")*"|[ \t]+#[^\n]*|[\s\S]/g;
/** Splits ` # a comment` from the end of a row; a `#` in quotes or in a template doesn't begin one. */
function splitComment(row) {
    if (!/[ \t]#/.test(row))
        return { text: row, comment: '' };
    for (const { 0: token, index } of row.matchAll(TOKEN)) {
        if (!/^[ \t]+#/.test(token))
            continue;
        return { text: row.slice(0, index) + row.slice(index + token.length), comment: token.trim() };
    }
    return { text: row, comment: '' };
}


/***/ }),

/***/ 86146:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Mp: () => (/* binding */ toPush),
/* harmony export */   Sk: () => (/* binding */ parseScope),
/* harmony export */   Xu: () => (/* binding */ pushScope),
/* harmony export */   gk: () => (/* binding */ formatScope),
/* harmony export */   hU: () => (/* binding */ covers),
/* harmony export */   iH: () => (/* binding */ pullScope)
/* harmony export */ });
function pullScope(path) {
    return [`repository:${path}:pull`];
}
function pushScope(path) {
    return [`repository:${path}:pull`, `repository:${path}:push`];
}
/** The same scope with push in addition to pull; other repositories' scopes stay. */
function toPush(scope) {
    const [first, ...others] = scope;
    if (first === undefined || !first.endsWith(':pull') || others.length > 0)
        return scope;
    return [first, first.replace(/:pull$/, ':push')];
}
/** Splits a scope as servers write it, `repository:a:pull,push repository:b:pull`, into single actions. */
function parseScope(text) {
    return text.split(' ').flatMap(part => {
        const colon = part.lastIndexOf(':');
        if (colon < 0)
            return [];
        return part
            .slice(colon + 1)
            .split(',')
            .map(action => `${part.slice(0, colon)}:${action}`);
    });
}
/** As token servers expect it: one text per resource, with all its actions. */
function formatScope(scope) {
    const byResource = new Map();
    for (const one of new Set(scope)) {
        const colon = one.lastIndexOf(':');
        const resource = one.slice(0, colon);
        byResource.set(resource, [...(byResource.get(resource) ?? []), one.slice(colon + 1)]);
    }
    return [...byResource].map(([resource, actions]) => `${resource}:${actions.sort().join(',')}`);
}
/** Whether `all` includes `some`. */
function covers(all, some) {
    return some.every(one => all.includes(one));
}


/***/ }),

/***/ 61807:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  H: () => (/* binding */ basic),
  j: () => (/* binding */ createTokens)
});

// EXTERNAL MODULE: ./lib/host/fields.js
var fields = __webpack_require__(87617);
// EXTERNAL MODULE: ./lib/http/body.js
var body = __webpack_require__(66150);
// EXTERNAL MODULE: ./lib/registry/errors/errors.js + 4 modules
var errors = __webpack_require__(86795);
// EXTERNAL MODULE: ./lib/http/redirect.js
var redirect = __webpack_require__(24634);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/registry/errors/answer-text.js
var answer_text = __webpack_require__(60817);
// EXTERNAL MODULE: ./lib/registry/errors/external-url.js
var external_url = __webpack_require__(7396);
;// CONCATENATED MODULE: ./lib/registry/auth/realm.js





/**
 * The address of the token server. A registry behind a TLS proxy often calls itself `http://`: on the registry's own
 * host https is used instead.
 *
 * @throws RegistryError for an invalid address, or one on plain HTTP, where the credentials could be intercepted
 */
function realmUrl(realm, allowPlain, registry, doing) {
    const url = URL.canParse(realm) ? new URL(realm) : undefined;
    if (url?.protocol === 'https:')
        return url;
    if (url?.protocol === 'http:') {
        // A remote registry calls itself `localhost` when its external URL was never set.
        const mayBePlain = allowPlain || ((0,reference/* isLoopback */.U9)(url.host) && (0,reference/* isLoopback */.U9)(registry.host));
        if (mayBePlain && url.host !== registry.host)
            return url;
        if (registry.protocol === 'https:' && (0,redirect/* upgrade */.fG)(url, registry))
            return url;
        if (mayBePlain)
            return url;
    }
    const problem = url?.protocol === 'http:' ? 'which does not use https, so it gets no credentials' : 'which is not a valid address';
    const message = `${doing.host}: it names its token server as ${JSON.stringify((0,answer_text/* clean */.u)(realm, 200))}, ${problem}`;
    throw new errors/* RegistryError */.gl('AUTH_FAILED', message, {
        hint: (0,external_url/* hintFor */.J)(doing.host),
        trouble: 'credentials',
        verdict: 'settled',
    });
}

// EXTERNAL MODULE: ./lib/registry/auth/scope.js
var auth_scope = __webpack_require__(86146);
;// CONCATENATED MODULE: ./lib/registry/auth/tokens.js





function createTokens(deps) {
    const held = [];
    const coming = [];
    const remove = (list, one) => list.splice(list.indexOf(one) >>> 0, 1);
    return {
        async get(challenge, scope, doing) {
            const now = deps.now();
            for (const old of held.filter(t => t.until <= now))
                remove(held, old);
            const fits = held.find(t => (0,auth_scope/* covers */.hU)(t.scope, scope));
            if (fits)
                return fits.text;
            const awaited = coming.find(c => (0,auth_scope/* covers */.hU)(c.scope, scope));
            if (awaited)
                return (await awaited.token).text;
            const entry = { scope, token: fetchToken(deps, challenge, scope, doing) };
            coming.push(entry);
            try {
                const token = await entry.token;
                held.push(token);
                return token.text;
            }
            finally {
                remove(coming, entry);
            }
        },
        drop(text) {
            for (const token of held.filter(t => t.text === text))
                remove(held, token);
        },
    };
}
/** Asks the token server (distribution's "Token Authentication"; for identity tokens, its OAuth2 form). */
async function fetchToken(deps, challenge, scope, doing) {
    const credential = await deps.credential();
    try {
        return await fetchTokenWith(credential, deps, { challenge, scope }, doing);
    }
    catch (error) {
        const isRefused = error instanceof errors/* RegistryError */.gl && error.status === 401 && credential !== undefined;
        const other = isRefused ? await deps.credential(credential) : credential;
        if (other === credential)
            throw error;
        return fetchTokenWith(other, deps, { challenge, scope }, doing);
    }
}
async function fetchTokenWith(credential, deps, { challenge, scope }, doing) {
    const about = { ...doing, what: 'fetching a token', anonymous: credential === undefined };
    const url = realmUrl(challenge.realm, deps.allowPlain, await deps.origin(), about);
    const asked = deps.now();
    const answer = await deps.send(tokenRequest(url, challenge, scope, credential));
    const text = await (0,body/* readText */.yR)(answer.body, 1024 * 1024);
    // A success is never quoted: it may contain a token.
    if (answer.status < 200 || answer.status > 299)
        throw (0,errors/* answerError */.n)(about, { status: answer.status, headers: answer.headers, text }, deps.now());
    const json = parseToken(text);
    if (json === undefined)
        throw (0,errors/* protocolError */.JW)(about, 'the token server answered without a token');
    for (const secret of json.secrets)
        deps.mask(secret);
    // Measured from our own request: the server's clock may differ. Renewed a little early, for requests in flight.
    const life = json.seconds * 1000;
    return { text: json.token, scope, until: asked + life - Math.min(30_000, life / 4) };
}
function tokenRequest(url, challenge, scope, credential) {
    if (credential?.kind === 'identity') {
        const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'slipway' });
        if (challenge.service !== undefined)
            form.set('service', challenge.service);
        if (scope.length > 0)
            form.set('scope', (0,auth_scope/* formatScope */.gk)(scope).join(' '));
        form.set('refresh_token', credential.identityToken);
        const headers = { 'content-type': 'application/x-www-form-urlencoded' };
        return { method: 'POST', url, headers, body: Buffer.from(form.toString()) };
    }
    if (challenge.service !== undefined)
        url.searchParams.set('service', challenge.service);
    for (const one of (0,auth_scope/* formatScope */.gk)(scope))
        url.searchParams.append('scope', one);
    if (credential?.kind !== 'basic')
        return { method: 'GET', url, headers: {} };
    url.searchParams.set('account', credential.username);
    return { method: 'GET', url, headers: { authorization: basic(credential.username, credential.password) } };
}
/** The Authorization header for Basic (RFC 7617, UTF-8). */
function basic(username, password) {
    return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
function parseToken(text) {
    let json;
    try {
        json = JSON.parse(text);
    }
    catch {
        return undefined;
    }
    if (!(0,fields/* isObject */.Gv)(json))
        return undefined;
    const { token, access_token, refresh_token, expires_in } = json;
    const secrets = [token, access_token, refresh_token].filter(t => typeof t === 'string').filter(t => t !== '');
    const best = typeof token === 'string' && token !== '' ? token : access_token;
    // A header that cannot be sent would break every later request.
    if (typeof best !== 'string' || !/^[\x21-\x7e]+$/.test(best))
        return undefined;
    const seconds = typeof expires_in === 'number' && expires_in > 0 ? expires_in : 60;
    return { token: best, seconds, secrets };
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
// EXTERNAL MODULE: ./lib/host/retry.js + 1 modules
var retry = __webpack_require__(24221);
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

/***/ 89957:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ apiOrigin),
/* harmony export */   r: () => (/* binding */ probeOrigin)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23940);

/**
 * The address of a registry's API. Loopback uses plain HTTP, as in the engine, unless a CA is given. Undefined:
 * `insecure` allows both, so it must be probed.
 */
function apiOrigin(host, options = {}) {
    if (host === _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .DOCKER_HUB */ .Xb)
        return new URL('https://registry-1.docker.io');
    if (options.insecure)
        return undefined;
    return new URL((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isLoopback */ .U9)(host) && options.ca === undefined ? `http://${host}` : `https://${host}`);
}
/**
 * Finds out which scheme an `insecure` registry uses: https (with any certificate), or else http. The answer is passed
 * on, since it has the challenge. If neither answers, the error is that of http for loopback, otherwise of https.
 */
async function probeOrigin(host, ping, learn) {
    const schemes = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isLoopback */ .U9)(host) ? ['http', 'https'] : ['https', 'http'];
    let first;
    for (const scheme of schemes) {
        const origin = new URL(`${scheme}://${host}`);
        try {
            const answer = await ping(new URL('/v2/', origin));
            answer.body.resume();
            // Answers to plain HTTP on a TLS port.
            if (scheme === 'http' && schemes[1] === 'https' && answer.status === 400)
                continue;
            learn(answer);
            return origin;
        }
        catch (error) {
            first ??= error;
        }
    }
    throw first ?? new Error('neither http nor https answers');
}


/***/ }),

/***/ 67667:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K8: () => (/* binding */ maskBuildSecrets),
/* harmony export */   Vj: () => (/* binding */ maskLogins)
/* harmony export */ });
/* unused harmony export maskSecrets */
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _host_files_read_if_there_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3169);
/* harmony import */ var _host_variables_docker_actions_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55104);
/* harmony import */ var _http_proxy_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30768);
/* harmony import */ var _plan_secrets_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(68578);





/** The runner already masks `secrets.*`; values from other sources (files, environment) are masked here. */
function maskSecrets(inputs, workspace, machine) {
    const { env, log } = machine;
    maskLogins(inputs, machine);
    for (const secret of [...signingSecrets(inputs), ...nodeKeys(env)])
        if (secret !== '')
            log.mask(secret);
    maskBuildSecrets(inputs.build, workspace, machine);
}
/** The secrets of logins and proxies. */
function maskLogins(inputs, { env, log }) {
    const passwords = [...inputs.registries, ...inputs.logins].map(({ password, identity }) => identity?.kind === 'aws' ? (identity.key?.secret ?? '') : password);
    const given = [inputs.githubToken, inputs.dockerConfigPassphrase, ...passwords];
    for (const secret of [...given, ...(0,_http_proxy_js__WEBPACK_IMPORTED_MODULE_3__/* .proxyPasswords */ .PK)(env)])
        if (secret !== '')
            log.mask(secret);
}
/** A path is no secret. */
function signingSecrets({ signing }) {
    return [signing.signKeyPassword, signing.signKey.includes('-----BEGIN') ? signing.signKey : ''];
}
function maskBuildSecrets(build, workspace, { env, log }) {
    const secrets = (0,_plan_secrets_js__WEBPACK_IMPORTED_MODULE_4__/* .secretValues */ .VX)(build, env, path => (0,_host_files_read_if_there_js__WEBPACK_IMPORTED_MODULE_1__/* .readIfThere */ .q)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(workspace, path)));
    for (const secret of secrets)
        if (secret !== '')
            log.mask(secret);
}


/***/ }),

/***/ 97813:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  xh: () => (/* binding */ factsFor),
  QL: () => (/* binding */ planTogether),
  T1: () => (/* binding */ withPlanned)
});

// UNUSED EXPORTS: contextFor, planFor, sourcesFor

// EXTERNAL MODULE: ./lib/dockerfile/place.js
var place = __webpack_require__(57137);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/host/variables/system.js
var system = __webpack_require__(34803);
// EXTERNAL MODULE: ./lib/host/files/real-path.js
var real_path = __webpack_require__(3614);
;// CONCATENATED MODULE: ./lib/host/files/hardened-git.js



/**
 * A workspace may contain a `.git` folder from somebody else (an unpacked artifact, an earlier step), whose `config`
 * can name programs to run. These settings override it.
 *
 * `safe.bareRepository`: a workspace laid out like a repository is not treated as one.
 */
const SETTINGS = [
    ['core.fsmonitor', 'false'],
    ['core.hooksPath', '/dev/null'],
    ['log.showSignature', 'false'],
    ['safe.bareRepository', 'explicit'],
];
/** No fetches: they run the `uploadpack`, `sshCommand` and helpers of a remote. */
const NO_REMOTE = { GIT_ALLOW_PROTOCOL: 'none', GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0' };
/** buildx would run `git status`, which runs the filters that `.git/config` names. */
const NO_STATUS = { BUILDX_GIT_CHECK_DIRTY: '0' };
/**
 * Runs git in the workspace so that nothing in the workspace is executed. All git calls go through here.
 *
 * @param timeout milliseconds
 */
function runGit(workspace, args, { run, env }, timeout) {
    const settings = [...SETTINGS, ...safe([workspace])].flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const options = { env: { ...env, ...NO_REMOTE }, cwd: workspace, timeout };
    return run('git', ['--no-pager', ...settings, ...args], options);
}
/**
 * The environment of a child that runs git in these folders itself, as buildx does for the provenance, with the same
 * settings. Git settings already in the environment stay, after GIT_CONFIG_COUNT.
 */
function hardenedGitEnv(env, folders) {
    const first = gitSettings(env);
    const all = [...SETTINGS, ...safe(folders)];
    const settings = all.flatMap(([name, value], index) => [
        [`GIT_CONFIG_KEY_${first + index}`, name],
        [`GIT_CONFIG_VALUE_${first + index}`, value],
    ]);
    const added = { ...NO_REMOTE, ...NO_STATUS, ...Object.fromEntries(settings) };
    return { ...env, ...added, GIT_CONFIG_COUNT: String(first + all.length) };
}
/** The workspace and each folder between it and `path`: any of them may be the top of a checkout. */
function foldersTo(workspace, path) {
    const inside = relative(workspace, resolve(workspace, path));
    const parts = inside === '' || inside.startsWith('..') ? [] : inside.split(sep);
    return [workspace, ...parts.map((_, at) => join(workspace, ...parts.slice(0, at + 1)))];
}
/**
 * In a job container a checkout may belong to another user: git may trust these folders only, whatever its own settings
 * say (an empty value clears them). Git compares real paths.
 */
function safe(folders) {
    const paths = new Set(folders.flatMap(folder => [folder, (0,real_path/* realPath */.Y)(folder)]));
    return ['', ...paths].map(path => ['safe.directory', path]);
}

;// CONCATENATED MODULE: ./lib/event/git.js


function git_gitIn(workspace, run, env) {
    return async (...args) => {
        try {
            const result = await runGit(workspace, args, { run, env }, 30_000);
            return result.code === 0 ? result.stdout.trim() : '';
        }
        catch {
            return '';
        }
    };
}
/**
 * The context with ref and commit of the checkout instead of the event's (`ref-source: git`). For a detached HEAD,
 * which actions/checkout leaves for tags and pull requests, the ref is chosen as in docker/actions-toolkit.
 *
 * @throws ActionError INPUT_INVALID when the workspace has no checkout
 */
async function git_contextOfCheckout(context, git) {
    const sha = await git('rev-parse', '--verify', 'HEAD');
    if (sha === '') {
        throw new ActionError('INPUT_INVALID', '`ref-source: git` needs a git checkout, but the workspace has none', {
            hint: 'Run actions/checkout before this step, or leave `ref-source` out to take the ref from the event.',
        });
    }
    const ref = (await git('symbolic-ref', '-q', 'HEAD')) || (await refOfDetachedHead(git));
    return { ...context, sha, ref, eventRef: context.ref };
}
/** '' when no ref leads to HEAD, as for a commit fetched by its hash. */
async function refOfDetachedHead(git) {
    // In the order of git's decorations (`%D`): tags, pull requests, remote branches, local ones; the last name first.
    const there = (await refs(git, '--points-at=HEAD')).reverse();
    const near = there.find(ref => ref.startsWith('refs/tags/')) ?? firstOf(there, pullRef) ?? firstOf(there, remoteBranch);
    if (near !== undefined)
        return near;
    const newest = ['--contains=HEAD', '--sort=-committerdate'];
    const local = await refs(git, ...newest, 'refs/heads/');
    const remote = await refs(git, ...newest, 'refs/remotes/');
    const tags = await refs(git, '--contains=HEAD', 'refs/tags/');
    return local[0] ?? firstOf(remote, pullRef) ?? firstOf(remote, remoteBranch) ?? tags[0] ?? '';
}
async function refs(git, ...args) {
    return (await git('for-each-ref', '--format=%(refname)', ...args)).split('\n').filter(ref => ref !== '');
}
function firstOf(names, read) {
    return names.map(read).find(ref => ref !== undefined);
}
/** actions/checkout fetches `refs/pull/7/merge` to `refs/remotes/pull/7/merge`. */
function pullRef(ref) {
    const [, pull] = /^refs\/remotes\/(pull\/\d+\/(?:head|merge))$/.exec(ref) ?? [];
    return pull && `refs/${pull}`;
}
function remoteBranch(ref) {
    const [, branch] = /^refs\/remotes\/[^/]+\/(.+)$/.exec(ref) ?? [];
    return branch === undefined || branch === 'HEAD' ? undefined : `refs/heads/${branch}`;
}

// EXTERNAL MODULE: ./lib/event/forge.js
var forge = __webpack_require__(47935);
// EXTERNAL MODULE: ./lib/host/fields.js
var fields = __webpack_require__(87617);
// EXTERNAL MODULE: ./lib/host/retry.js + 1 modules
var retry = __webpack_require__(24221);
// EXTERNAL MODULE: ./lib/http/proxy.js
var proxy = __webpack_require__(30768);
// EXTERNAL MODULE: ./lib/http/redirect.js
var redirect = __webpack_require__(24634);
// EXTERNAL MODULE: ./lib/http/transport.js + 3 modules
var http_transport = __webpack_require__(28039);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
;// CONCATENATED MODULE: ./lib/github/api.js








/** Milliseconds without progress after which a request fails. */
const IDLE = 10_000;
/** No run depends on the API: it must not be delayed for minutes. Milliseconds. */
const PATIENCE = 10_000;
const LARGEST_ANSWER = 16 * 1024 * 1024;
const STAY = { insecure: false, stay: true };
/**
 * GitHub's REST API, with the job's token if it is the token's own server. Temporary failures are retried.
 *
 * @see https://docs.github.com/rest
 */
function githubApi({ apiUrl, serverUrl }, token, policy, ports) {
    const { now, signal, proxyEnv, within } = ports;
    const mayHaveToken = (0,forge/* isOwnApi */.$h)(apiUrl, serverUrl);
    const open = async (until) => {
        const { createOctokit } = await Promise.all(/* import() */[__webpack_require__.e(845), __webpack_require__.e(282)]).then(__webpack_require__.bind(__webpack_require__, 51282));
        const transport = (0,http_transport/* createTransport */.o)({ proxyEnv: (0,reference/* isLoopback */.U9)(new URL(apiUrl).host) ? undefined : proxyEnv });
        // A renamed repository redirects within the same API.
        const send = request => (0,redirect/* sendFollowing */.eH)(transport, { ...request, idle: IDLE, limit: IDLE, signal: until }, STAY);
        return createOctokit(apiUrl, mayHaveToken ? token : '', { send, largest: LARGEST_ANSWER });
    };
    let octokit;
    let late;
    return async (path, body) => {
        if (within !== undefined)
            late ??= AbortSignal.timeout(within);
        const signals = [signal, late].filter(one => one !== undefined);
        const until = signals.length === 0 ? undefined : AbortSignal.any(signals);
        try {
            return await (0,retry/* retry */.L5)(async () => {
                octokit ??= open(until);
                return ask(await octokit, { url: path, data: body }, now);
            }, { policy: { ...policy, deadline: Math.min(policy.deadline, PATIENCE) }, ports, signal: until });
        }
        catch (error) {
            if (late?.aborted !== true || signal?.aborted === true)
                throw error;
            throw apiError('NETWORK_ERROR', `did not answer within ${within} ms`, 'settled', error);
        }
    };
}
function apiError(code, problem, verdict, cause) {
    return new errors/* ActionError */.lZ(code, `the GitHub API ${problem}`, { cause, verdict });
}
async function ask(octokit, request, now) {
    const { status, headers, body } = await octokit(request).catch(error => {
        throw unanswered(error);
    });
    if (status < 200 || status > 202)
        throw statusError(status, (0,retry/* parseRetryAfter */.mu)(headers['retry-after'], now()));
    const json = (0,fields/* jsonIn */.Yf)(body);
    if (typeof json === 'object')
        return json;
    throw apiError('NETWORK_ERROR', 'returned something other than JSON', {});
}
/** The error for a request without an answer. */
function unanswered(error) {
    if ((0,redirect/* isRefusedRedirect */.bC)(error))
        return apiError('AUTH_DENIED', `cannot be asked: ${(0,errors/* messageOf */.bD)(error)}`, 'settled', error);
    const byProxy = (0,proxy/* proxyTrouble */.gY)(error);
    const verdict = byProxy?.verdict ?? {};
    return apiError('NETWORK_ERROR', `does not answer: ${byProxy?.why ?? (0,errors/* messageOf */.bD)(error)}`, verdict, error);
}
function statusError(status, retryAfter) {
    // https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
    const isLimit = status === 429 || (status === 403 && retryAfter !== undefined);
    const code = isLimit
        ? 'RATE_LIMITED'
        : status === 404
            ? 'NOT_FOUND'
            : (0,retry/* temporaryStatus */.Ew)(status)
                ? 'NETWORK_ERROR'
                : 'AUTH_DENIED';
    return apiError(code, `answered ${status}`, isLimit || (0,retry/* temporaryStatus */.Ew)(status) ? { retryAfter } : 'settled');
}

// EXTERNAL MODULE: ./lib/event/context.js
var event_context = __webpack_require__(13051);
;// CONCATENATED MODULE: ./lib/github/facts.js


/**
 * Fills in facts that the rules need and the event lacks: from the checkout, else from the API. Unavailable ones are
 * warned about and stay empty.
 *
 * @throws ActionError NETWORK_ERROR if the facts are shared and the API does not answer: it may answer other jobs. It
 *   refuses all of them alike.
 */
async function loadFacts(known, needed, context, ports) {
    let facts = known;
    for (const source of sources(context, ports)) {
        const missing = needed.filter(fact => facts[fact] === undefined && source.facts.includes(fact));
        if (missing.length === 0)
            continue;
        try {
            facts = { ...(await source.read()), ...facts };
        }
        catch (error) {
            if (error instanceof errors/* ActionError */.lZ && error.code === 'CANCELLED')
                throw error;
            if (ports.isShared && source.name === API && !isRefusal(error))
                throw facts_unanswered(missing, error);
            const lost = missing.length === 1 ? 'that value is' : 'those values are';
            ports.log.warning(`Couldn't read ${inWords(missing)} from ${source.name}; ${lost} empty unless known otherwise: ${(0,errors/* messageOf */.bD)(error)}`);
        }
    }
    return facts;
}
const API = 'the GitHub API';
function isRefusal(error) {
    return error instanceof errors/* ActionError */.lZ && ['AUTH_DENIED', 'NOT_FOUND'].includes(error.code);
}
function facts_unanswered(missing, cause) {
    return new errors/* ActionError */.lZ('NETWORK_ERROR', `couldn't read ${inWords(missing)} from ${API}: ${(0,errors/* messageOf */.bD)(cause)}`, {
        hint: 'All parts of an image must have the same labels. Re-run the job, or set the labels in both `labels` and `annotations`.',
        cause,
    });
}
/** Facts in words: `the default branch, the commit's time`. */
function inWords(facts) {
    return facts.map(fact => WORDS[fact]).join(', ');
}
const WORDS = {
    name: "the repository's name",
    description: "the repository's description",
    htmlUrl: "the repository's address",
    license: "the repository's license",
    defaultBranch: 'the default branch',
    commitDate: "the commit's time",
    commitMessage: "the commit's message",
    committerName: "the committer's name",
    committerEmail: "the committer's email address",
    committerUsername: "the committer's account",
    commitDescription: "the commit's description (git describe)",
};
const COMMIT = [
    'commitDate',
    'commitMessage',
    'committerName',
    'committerEmail',
    'committerUsername',
    'commitDescription',
];
function sources(context, { git, api }) {
    const repository = `/repos/${context.repository}`;
    // An event without a commit has no date or message to look for.
    const ofCommit = context.sha === '' ? [] : COMMIT;
    const checkout = { name: 'the checkout', facts: ofCommit, read: () => factsOfCheckout(context.sha, git) };
    if (api === undefined)
        return [checkout];
    return [
        checkout,
        { name: API, facts: ofCommit, read: async () => factsOfCommit(await api(`${repository}/commits/${context.sha}`)) },
        {
            name: API,
            facts: ['name', 'description', 'htmlUrl', 'license', 'defaultBranch'],
            read: async () => factsOfRepository(await api(repository)),
        },
    ];
}
/** Only the requested commit counts: the workspace may have another one. */
async function factsOfCheckout(sha, git) {
    const [date, name, email, ...message] = (await git('log', '-1', '--format=%cI%n%cn%n%ce%n%B', sha)).split('\n');
    if (!date || name === undefined || email === undefined)
        return {};
    // Codeship's options, for `.CommitDescription`.
    const description = await git('describe', '--abbrev=1', '--tags', '--always', sha);
    return {
        commitDate: new Date(date),
        committerName: name,
        committerEmail: email,
        commitMessage: message.join('\n').trim(),
        ...(description !== '' && { commitDescription: description }),
    };
}
function factsOfCommit(json) {
    const date = (0,event_context/* text */.Qq)(json, 'commit', 'committer', 'date');
    return {
        ...(date !== undefined && { commitDate: new Date(date) }),
        commitMessage: (0,event_context/* text */.Qq)(json, 'commit', 'message') ?? '',
        committerName: (0,event_context/* text */.Qq)(json, 'commit', 'committer', 'name') ?? '',
        committerEmail: (0,event_context/* text */.Qq)(json, 'commit', 'committer', 'email') ?? '',
        committerUsername: (0,event_context/* text */.Qq)(json, 'committer', 'login') ?? '',
    };
}
function factsOfRepository(json) {
    const defaultBranch = (0,event_context/* text */.Qq)(json, 'default_branch');
    return {
        name: (0,event_context/* text */.Qq)(json, 'name') ?? '',
        description: (0,event_context/* text */.Qq)(json, 'description') ?? '',
        htmlUrl: (0,event_context/* text */.Qq)(json, 'html_url') ?? '',
        license: (0,event_context/* text */.Qq)(json, 'license', 'spdx_id') ?? '',
        ...(defaultBranch !== undefined && { defaultBranch }),
    };
}

;// CONCATENATED MODULE: ./lib/github/run-time.js


/**
 * A time shared by all jobs of a workflow run, so that dates in tags and labels are the same in each: that of the
 * event, or else when the run was created.
 *
 * @throws ActionError when neither is available
 */
async function run_time_timeOfRun(context, api) {
    const time = run_time_timeOfEvent(context) ?? (await timeByApi(context, api));
    if (time !== undefined)
        return time;
    throw new ActionError('NOT_FOUND', 'GitHub does not say when this run was created', {
        hint: 'All parts of an image must agree on a time. Give the job `permissions: actions: read`.',
    });
}
/** Where the payload has the event's time. */
const PLACES = (/* unused pure expression or super */ null && ([
    ['release', 'published_at'],
    ['pull_request', 'updated_at'],
    ['workflow_run', 'created_at'],
    ['merge_group', 'head_commit', 'timestamp'],
    ['head_commit', 'timestamp'],
]));
/** The time in the payload, the same in every job. */
function run_time_timeOfEvent({ payload }) {
    return PLACES.map(place => dateOf(text(payload, ...place))).find(date => date !== undefined);
}
async function timeByApi({ repository, runId, sha }, api) {
    try {
        const run = await api(`/repos/${repository}/actions/runs/${runId}`);
        // Gitea only reports the start.
        const time = dateOf(text(run, 'created_at') ?? text(run, 'started_at'));
        if (time !== undefined)
            return time;
    }
    catch (error) {
        // Without `actions: read` the token may still read the commit, and so may those of the other jobs.
        const isRefused = error instanceof ActionError && ['AUTH_DENIED', 'NOT_FOUND'].includes(error.code);
        if (!isRefused)
            throw unknown(error);
    }
    try {
        return dateOf(text(await api(`/repos/${repository}/commits/${sha}`), 'commit', 'committer', 'date'));
    }
    catch (error) {
        throw unknown(error);
    }
}
function unknown(error) {
    return new ActionError('NETWORK_ERROR', `the time of this run could not be determined: ${messageOf(error)}`, {
        hint: 'All parts of an image must agree on a time, and this event has none. Re-run the job.',
        cause: error,
    });
}
function dateOf(value) {
    const date = new Date(value ?? '');
    return Number.isNaN(date.getTime()) ? undefined : date;
}

// EXTERNAL MODULE: ./lib/host/machine.js
var host_machine = __webpack_require__(29491);
// EXTERNAL MODULE: ./lib/inputs/parts/read-parts.js + 1 modules
var read_parts = __webpack_require__(1677);
// EXTERNAL MODULE: ./lib/inputs/promote.js
var promote = __webpack_require__(68213);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
;// CONCATENATED MODULE: ./lib/host/files/bundled-worker.js


/** `dist/NAME/index.js`, relative to `dist/index.js` or to `dist/post/index.js`. */
function bundled_worker_bundledWorker(name) {
    const folder = dirname(process.argv[1] ?? '.');
    const places = [join(folder, name, 'index.js'), join(folder, '..', name, 'index.js')];
    return places.find(place => existsSync(place)) ?? places[0];
}

// EXTERNAL MODULE: ./lib/host/variables/runner.js
var runner = __webpack_require__(46744);
;// CONCATENATED MODULE: ./lib/parts/artifacts.js










/** The service's refusal of a second artifact of one name. */
const IS_TAKEN = /\b409\b.*\bConflict\b|\balready.exists\b/i;
/** Parts are needed until they are merged, and for a re-run of the merge. Days. */
const KEPT = 3;
/**
 * @param seconds the deadline of one request
 * @param worker the bundle of `worker-main.ts`
 */
function artifacts_createArtifacts(machine, place) {
    const { env, run, log, signal } = machine;
    const { folder, seconds, worker = bundledWorker('artifact') } = place;
    const ask = async (doing, request) => {
        checkArtifacts(env);
        const lines = [];
        const { code, stderr, timedOut } = await run(process.execPath, [worker, JSON.stringify(request)], {
            // The library only accepts files of the workspace, and leaves nothing behind in this folder.
            env: {
                ...childEnv(env),
                ...artifactServiceEnv(env),
                // Gitea and Forgejo have the service, but the library checks the server's name.
                ...(runnerVariables(env).isGitea && { GITHUB_SERVER_URL: 'https://github.com' }),
                GITHUB_WORKSPACE: folder,
                // @actions/github, which the library loads, would read the file: a pipe for ever.
                GITHUB_EVENT_PATH: '',
                RUNNER_TEMP: folder,
            },
            cwd: folder,
            signal,
            timeout: seconds * 1000,
            onStdout: line => {
                if (/^(RESULT|FAILED) /.test(line))
                    lines.push(line);
                else if (line.trim() !== '')
                    log.debug(`artifact: ${line.replace(/^::[a-z-]+(?: [^:]*)?::/, '')}`);
            },
            onStderr: log.debug,
        });
        if (signal.aborted)
            throw new ActionError('CANCELLED', `cancelled while ${doing}`);
        const [, verdict, json = 'null'] = /^(RESULT|FAILED) (.*)$/s.exec(lines.at(-1) ?? '') ?? [];
        if (code === 0 && verdict === 'RESULT')
            return JSON.parse(json);
        const why = timedOut
            ? `timed out after ${seconds} s`
            : verdict === 'FAILED'
                ? String(JSON.parse(json))
                : lastLine(stderr);
        throw new ActionError('ARTIFACT_FAILED', `${doing} failed: ${why || 'the program ended without a result'}`, {
            hint: IS_TAKEN.test(why)
                ? 'Another job of this run has handed over the same part: let each job build other platforms, or other images. Variants of an image in one repository need names: list each in `builds`.'
                : 'Re-run the failed jobs once the service has recovered. `hand-over: registry` needs it for a few bytes only.',
        });
    };
    return {
        async upload(artifacts) {
            const [first, ...others] = artifacts.map(({ name }) => name);
            const doing = `uploading the artifact ${first}${others.length === 0 ? '' : ` and ${others.length} more`}`;
            await ask(doing, { verb: 'upload', artifacts, days: KEPT });
        },
        list: async () => listed(await ask('listing the artifacts of this run', { verb: 'list' })),
        async download(wanted) {
            await ask(`downloading ${wanted.length} artifacts of this run`, { verb: 'download', wanted });
            return Promise.all(wanted.map(archiveIn));
        },
    };
}
/** The service chooses the file name. */
async function archiveIn({ id, folder }) {
    const [name] = await readdir(folder);
    if (name === undefined)
        throw new ActionError('ARTIFACT_FAILED', `the artifact ${id} has no content`);
    return join(folder, name);
}
function listed(value) {
    return Array.isArray(value) ? value : [];
}
/** @throws ActionError ARTIFACT_FAILED if this runner or its server has no usable artifact service */
function checkArtifacts(env) {
    const { serverUrl } = runVariables(env);
    const { runtimeToken, resultsUrl } = serviceVariables(env);
    const isOffered = runtimeToken !== '' && resultsUrl !== '';
    if (isOffered && (hasGithubServices(serverUrl) || runnerVariables(env).isGitea))
        return;
    const why = isOffered
        ? `${serverUrl} has no artifact service of version 4 (GitHub Enterprise Server does not offer it)`
        : 'this runner offers no artifact service (ACTIONS_RUNTIME_TOKEN and ACTIONS_RESULTS_URL are not set)';
    throw new ActionError('ARTIFACT_FAILED', why, {
        hint: "`part` and `merge` need GitHub's artifacts. Build all platforms in one job instead: list them in `platforms`.",
    });
}

;// CONCATENATED MODULE: ./lib/plan/images/empty-rules.js
const HEAD = 'These rules of `tags` produced no tag for this run:';
/** A rule and the reason why it gave no tag: a row of a message. */
function rowOf({ rule, why }) {
    return `\n  ${rule}: ${why}`;
}
function rowsOf(rules) {
    return rules.map(rowOf).join('');
}
/**
 * Rules that gave nothing, with the reasons: one notice for all of them, since most are meant for other events and
 * refs. Default rules, which nobody wrote, are omitted.
 */
function emptyRules(untagged) {
    return noticeOf(untagged.filter(({ isDefault }) => isDefault !== true).map(rowOf));
}
/** A notice of these rows, if there are any. */
function noticeOf(rows) {
    return rows.length === 0 ? [] : [`${HEAD}${rows.map(row => `\n  ${row.trimStart()}`).join('')}`];
}
/** Separates the rows of the notice about rules from other notices. */
function partedNotices(notices) {
    const isOfRules = (text) => text.startsWith(HEAD);
    return {
        others: notices.filter(text => !isOfRules(text)),
        rows: notices.filter(isOfRules).flatMap(text => text.slice(HEAD.length).split('\n  ').slice(1)),
    };
}

;// CONCATENATED MODULE: ./lib/plan/images/join.js


/**
 * One plan of several. Build arguments stay with each image.
 *
 * @throws InputError for a reference that two images would claim
 */
function joinPlans(named) {
    const images = named.flatMap(({ name, plan }) => plan.images.map(image => ({ ...image, name })));
    refuseSharedReferences(images);
    const plans = named.map(({ plan }) => plan);
    const [first] = plans;
    const decision = plans.find(plan => plan.decision.push)?.decision ??
        first?.decision ?? { push: false, reason: 'there is nothing to build' };
    return {
        images,
        decision,
        buildArgs: {
            args: [],
            shown: named.flatMap(({ name, plan }) => plan.buildArgs.shown.map(arg => `of ${name}: ${arg}`)),
        },
        sourceDateEpoch: first?.sourceDateEpoch,
        warnings: joinTexts(named, plan => plan.warnings),
        notices: [
            ...joinTexts(named, plan => partedNotices(plan.notices).others),
            // One for all images, whatever distinguishes them.
            ...noticeOf(joinTexts(named, plan => partedNotices(plan.notices).rows)),
        ],
        remarks: joinTexts(named, plan => plan.remarks),
    };
}
/** A message about every image appears once; a message about some names them. */
function joinTexts(named, textsOf) {
    const names = new Map();
    for (const { name, plan } of named) {
        for (const text of new Set(textsOf(plan)))
            names.set(text, [...(names.get(text) ?? []), name]);
    }
    return [...names].map(([text, of]) => (of.length === named.length ? text : `${of.join(', ')}: ${text}`));
}
/** A tag names one image: a second image would take it from the first. */
function refuseSharedReferences(images) {
    const claims = new Map();
    for (const { name, destinations } of images) {
        for (const { registry, path, tags } of destinations) {
            for (const tag of tags) {
                const reference = `${registry}/${path}:${tag.name}`;
                claims.set(reference, (claims.get(reference) ?? new Set()).add(name));
            }
        }
    }
    const shared = [...claims].filter(([, names]) => names.size > 1);
    if (shared.length === 0)
        return;
    throw new errors/* InputError */.dz(shared.map(([reference, names]) => ({
        input: 'images',
        problem: `gives ${reference} to several builds (${[...names].join(', ')})`,
        fix: 'Put the name of the build in it, as in `images: ghcr.io/acme/{{target}}`, or give each build its own `images` or `tags`.',
    })));
}

// EXTERNAL MODULE: ./lib/plan/templates/go-fields.js
var go_fields = __webpack_require__(8775);
;// CONCATENATED MODULE: ./lib/plan/templates/template.js


let library;
/** Handlebars rejected a template. Its message is quoted, and may itself quote the template. */
class TemplateFailed extends errors/* ActionError */.lZ {
    constructor(problem, fix) {
        super('INPUT_INVALID', problem, { hint: fix });
    }
}
/** Loads Handlebars, which texts without `{{` don't need. */
async function loadHandlebars() {
    if (library !== undefined)
        return;
    // The single-file build: the package's many modules, with a source map library, take 10 ms longer to load.
    const { default: loaded } = await __webpack_require__.e(/* import() */ 217).then(__webpack_require__.t.bind(__webpack_require__, 6217, 19));
    library = loaded.create();
    // The built-in `log` would bypass our log with untrusted text.
    library.registerHelper('log', () => '');
}
/** Whether a text may be a template, which requires `loadHandlebars` first. */
function mayBeTemplate(text) {
    return text.includes('{{');
}
function handlebars() {
    if (library === undefined)
        throw new Error('loadHandlebars comes before templates');
    return library;
}
// Without escaping, Handlebars joins its parts with a bare `+`, which would add `{{major}}{{minor}}` as numbers. A
// leading text in every program makes the sums texts; no input can contain this character.
const textMark = '\u0000';
// Prefix of names in a block's opening tag, to give them a separate scope.
const conditionMark = '\u0001';
/**
 * Renders a Handlebars template without HTML escaping. Unknown names give nothing; inherited properties are
 * inaccessible.
 *
 * @param conditions The values of names in a block's opening tag (`{{#if tag}}`), which are never shown
 * @throws TemplateFailed for templates that don't parse or fail; ActionError of a helper
 */
function render(template, scope, conditions = {}) {
    if (!mayBeTemplate(template))
        return template;
    const program = markConditions(markTexts(parse((0,go_fields/* rewriteGoFields */.or)(template))), conditions);
    const aside = Object.entries(conditions).map(([name, value]) => [`${conditionMark}${name}`, value]);
    try {
        const names = Object.assign(Object.create(null), scope, Object.fromEntries(aside));
        const output = handlebars().compile(program, { noEscape: true })(names, {
            allowProtoMethodsByDefault: false,
            allowProtoPropertiesByDefault: false,
        });
        return String(output).replaceAll(textMark, '');
    }
    catch (error) {
        if (error instanceof errors/* ActionError */.lZ)
            throw error;
        throw new TemplateFailed(`cannot be rendered (${briefly(error)})`, 'docs/templates.md lists the names that templates know');
    }
}
/** The first names of a template's paths (`sha`, `date`); empty for one that doesn't parse. */
function namesIn(template) {
    return new Set(pathsIn(template).map(([first = '']) => first));
}
/** The same with what follows the first name: `['meta', 'version']`. */
function pathsIn(template) {
    const paths = [];
    const see = (node) => {
        if (node.type === 'PathExpression')
            paths.push(node.parts.map(String));
    };
    visit(treeOf(template), see);
    return paths;
}
/** The templates that were looked into: most are, for several reasons. */
const trees = new Map();
/** A template's parts, not to be changed; undefined for one that doesn't parse. */
function treeOf(template) {
    if (!mayBeTemplate(template))
        return undefined;
    // Without the library nothing would parse, and nobody would notice.
    handlebars();
    if (!trees.has(template))
        trees.set(template, parsed(template));
    return trees.get(template);
}
function parsed(template) {
    try {
        return parse((0,go_fields/* rewriteGoFields */.or)(template));
    }
    catch {
        return undefined;
    }
}
/** The leading path of the text between two braces; undefined when Handlebars sees none. */
function mustachePath(inner) {
    try {
        const [statement, ...others] = handlebars().parseWithoutProcessing(`{{${inner}}}`).body;
        if (statement?.type !== 'MustacheStatement' || others.length > 0)
            return undefined;
        const { path } = statement;
        if (path.type !== 'PathExpression')
            return undefined;
        const { parts, data, depth } = path;
        return data || depth > 0 ? [] : parts.map(String);
    }
    catch {
        return undefined;
    }
}
/** Whether a pattern is exactly `{{raw}}`, the only pattern that prereleases respect. */
function isOnlyRaw(pattern) {
    const [, inner] = /^\{\{(.*)\}\}$/s.exec(pattern) ?? [];
    return inner !== undefined && mustachePath(inner)?.join('/') === 'raw';
}
function parse(template) {
    try {
        return handlebars().parse(template);
    }
    catch (error) {
        throw new TemplateFailed(`is not a valid template (${briefly(error)})`, 'Check the braces and quotes of its {{…}}');
    }
}
function markTexts(program) {
    visit(program, node => {
        if (node.type !== 'Program')
            return;
        const mark = { type: 'ContentStatement', value: textMark, original: textMark, loc: node.loc };
        node.body.unshift(mark);
    });
    return program;
}
function markConditions(program, conditions) {
    const mark = (node) => {
        if (node.type !== 'PathExpression')
            return;
        const path = node;
        const [name] = path.parts;
        if (path.data || name === undefined || !Object.hasOwn(conditions, name))
            return;
        path.parts[0] = `${conditionMark}${name}`;
        path.original = path.parts[0];
    };
    visit(program, node => {
        if (node.type !== 'BlockStatement')
            return;
        const { path, params, hash } = node;
        visit([path, params, hash], mark);
    });
    return program;
}
function visit(node, see) {
    if (node === null || typeof node !== 'object')
        return;
    if ('type' in node && typeof node.type === 'string')
        see(node);
    for (const [key, child] of Object.entries(node)) {
        if (key !== 'loc')
            visit(child, see);
    }
}
/** Handlebars shows the place on the lines after the first. */
function briefly(error) {
    const [first = '', second = ''] = (0,errors/* messageOf */.bD)(error).split('\n');
    return first.endsWith(':') ? `${first} ${second}` : first;
}

// EXTERNAL MODULE: ./lib/plan/terms/problems.js
var terms_problems = __webpack_require__(43651);
// EXTERNAL MODULE: ./lib/plan/terms/nearest.js
var nearest = __webpack_require__(75853);
// EXTERNAL MODULE: ./lib/plan/templates/go-actions.js
var go_actions = __webpack_require__(34895);
;// CONCATENATED MODULE: ./lib/plan/templates/plan-names.js



const metaKeys = ['version', 'tag', 'tags', 'created', 'revision'];
/**
 * Names that are only available to labels, annotations and build arguments, because they depend on the tags.
 * `meta.version` and `meta.tags` are those of docker/github-builder.
 *
 * @see https://github.com/docker/github-builder#metadata-templates
 */
function planNames({ version, tags, created, revision }) {
    const time = created.toISOString();
    const meta = {
        version,
        tag: version,
        tags,
        created: time,
        revision,
    };
    return { version: () => version, created: () => time, revision: () => revision, meta };
}
/** @throws ActionError for `{{meta.…}}` with an unknown name */
function checkMeta(template) {
    for (const [head, key = ''] of pathsIn(template)) {
        if (head !== 'meta' || metaKeys.some(known => known === key))
            continue;
        const near = (0,nearest/* nearest */.p)(key, metaKeys);
        (0,terms_problems/* refuse */.T)(key === '' ? 'uses {{meta}} without a name in it' : `uses {{meta.${key}}}, which does not exist`, near === undefined || key === ''
            ? `Use one of ${metaKeys.map(known => `{{meta.${known}}}`).join(', ')}`
            : `Did you mean {{meta.${near}}}`);
    }
}

;// CONCATENATED MODULE: ./lib/plan/templates/lines/arg-templates.js






/** Helpers that take arguments. */
const helpers = ['short_sha', 'env', 'lower', 'slug', 'regex_replace', 'file', 'json', 'date', 'commit_date'];
/** Words of Go and Jinja that can stand alone between braces. */
const keywords = new Set(['end', 'else', 'break', 'continue', 'endif', 'endfor']);
/**
 * Whether the text between two braces is one of our templates. Helm, Jinja, Go and GitHub use the same braces, and
 * theirs are left alone. `inBlock`: within one of our `{{#if …}}`.
 *
 * @throws ActionError for one of ours with an unknown name
 */
function isOurs(inner, scope, inBlock) {
    const body = withFields(inner.replaceAll(/^[-~&\s]+|[-~\s]+$/g, ''));
    if (/^(?:[/^]|else\b)/.test(body))
        return inBlock;
    if (body.startsWith('#'))
        return opensOurBlock(body, scope);
    if (/^\.[A-Za-z_]/.test(body))
        return isOurField(body);
    const path = mustachePath(body);
    if (path === undefined)
        return isBrokenCall(body);
    const [head, ...rest] = path;
    if (head === 'meta') {
        checkMeta(`{{${body}}}`);
        return true;
    }
    if (head === undefined)
        return inBlock;
    return rest.length === 0 && isOurName(head, body, scope);
}
/** Rewrites Codeship's fields among a helper's arguments so that they parse. Others stay, and don't parse. */
function withFields(body) {
    return body.replaceAll(/(?<=[\s(=])\.(\w+)(?=[\s)]|$)/g, (text, name) => go_fields/* goFieldNames */.lB.some(field => field === name) ? `[.${name}]` : text);
}
/** Whether a block's opening tag is one of ours: `#if tag`. */
function opensOurBlock(body, scope) {
    const [, word = '', condition = ''] = /^#\s*(if|unless|each|with)\s+(.*)$/s.exec(body) ?? [];
    if (word === '')
        return false;
    const names = [...namesIn(`{{x (y ${condition.replace(/\sas\s*\|.*$/s, '')})}}`)].slice(2);
    const unknown = names.find(name => !Object.hasOwn(scope, name));
    if (unknown === undefined)
        return names.length > 0;
    return word === 'if' || word === 'unless' ? refuseName(unknown, Object.keys(scope)) : false;
}
/** `.CommitID` is Codeship's, `.Values.image` is Helm's. */
function isOurField(body) {
    const [, name = '', rest = ''] = /^\.(\w+)(.*)$/s.exec(body) ?? [];
    if (go_fields/* goFieldNames */.lB.some(field => field === name))
        return true;
    if (rest.trim() !== '')
        return false;
    // Short names resemble those of every other language.
    const fields = go_fields/* goFieldNames */.lB.filter(field => field.length > 6);
    const near = (0,nearest/* nearest */.p)(name, fields.map(field => field.toLowerCase()));
    const field = go_fields/* goFieldNames */.lB.find(each => each.toLowerCase() === (near ?? name.toLowerCase()));
    return field === undefined
        ? false
        : (0,terms_problems/* refuse */.T)(`uses the unknown field .${name}`, `Did you mean {{ .${field} }}? ${literal}`);
}
function isOurName(name, body, scope) {
    const others = [...namesIn(`{{${body}}}`)].filter(other => other !== name && other !== 'undefined');
    const known = others.filter(other => Object.hasOwn(scope, other));
    const names = Object.keys(scope);
    if (Object.hasOwn(scope, name)) {
        const unknown = others.find(other => !known.includes(other));
        return unknown === undefined ? true : refuseName(unknown, names);
    }
    if (body === name)
        return /^[A-Za-z_]\w*$/.test(name) && !keywords.has(name) ? refuseName(name, names) : false;
    const hasField = /\[\.\w+\]/.test(body);
    if (known.length === 0 && !hasField && (0,nearest/* nearest */.p)(name, helpers) === undefined)
        return false;
    (0,go_actions/* refuseGoActions */.I)(`{{ ${body.replaceAll(/\[(\.\w+)\]/g, '$1')} }}`);
    return refuseName(name, helpers);
}
/** Text that doesn't parse belongs to another language, unless it begins with one of our helpers and has no filter. */
function isBrokenCall(body) {
    const [, name = ''] = /^(\w+)\s/.exec(body) ?? [];
    if (!helpers.includes(name) || body.includes('|'))
        return false;
    return (0,terms_problems/* refuse */.T)(`has a {{${name} …}} that is not a valid template`, `Put texts in single quotes. ${literal}`);
}
const literal = 'For the braces themselves write \\{{';
function refuseName(name, names) {
    const near = (0,nearest/* nearest */.p)(name, names.filter(each => !each.startsWith('.')));
    const meant = near === undefined ? '' : `Did you mean {{${near}}}? `;
    return (0,terms_problems/* refuse */.T)(`uses the unknown name {{${name}}}`, `${meant}${literal}; docs/templates.md lists the names`);
}

// EXTERNAL MODULE: ./lib/plan/terms/template-text.js
var template_text = __webpack_require__(67521);
;// CONCATENATED MODULE: ./lib/plan/templates/lines/event-text.js

function textsOf(payload) {
    let all;
    return line => {
        all ??= [
            ...new Set(stringsIn(payload)
                .flatMap(text => text.split(/\r?\n/))
                .flatMap(event_text_forms)),
        ];
        const seen = bare(line);
        return all.filter(text => seen.includes(text));
    };
}
/**
 * A text without quotation marks and spaces, which splitting a list may add, double or remove: two texts that only
 * differ in these are the same.
 */
function bare(text) {
    return text.replaceAll(/["\s]/g, '');
}
/** Whether the part of a line from `start` to `end` touches any occurrence of these texts. */
function touches(line, texts) {
    if (texts.length === 0)
        return () => false;
    const whole = bare(line);
    const spans = texts.flatMap(text => placesOf(whole, text).map(at => [at, at + text.length]));
    return (start, end) => {
        const from = bare(line.slice(0, start)).length;
        const to = from + bare(line.slice(start, end)).length;
        return spans.some(([first, last]) => first < to && from < last);
    };
}
function placesOf(whole, text) {
    const places = [];
    for (let at = whole.indexOf(text); at >= 0; at = whole.indexOf(text, at + text.length))
        places.push(at);
    return places;
}
/** As written, and without what a list takes for a comment. */
function event_text_forms(text) {
    return [text, (0,template_text/* splitComment */.Uf)(text).text].filter(form => form.includes('{{')).map(bare);
}
/** Not recursive: others control the payload's nesting. */
function stringsIn(payload) {
    const found = [];
    const left = [payload];
    for (let json = left.pop(); json !== undefined || left.length > 0; json = left.pop()) {
        if (typeof json === 'string')
            found.push(json);
        else if (json !== null && typeof json === 'object')
            left.push(...Object.values(json));
    }
    return found;
}

;// CONCATENATED MODULE: ./lib/plan/templates/lines/mixed.js




/** A template with the text before it. An opening brace ends the search, to keep it linear. */
const token = /(?<!\\)(\\*)(\$?)(?:\{\{\{((?:'[^'\n]*'|"[^"\n]*"|[^{}'"])*)\}\}\}|\{\{((?:'[^'\n]*'|"[^"\n]*"|[^{}'"])*)\}\})/g;
/** Helpers that read files or the environment, or may never end: not for authors of commit messages. */
const GUARDED = /\b(?:env|file|json|regex_replace)\b/;
/** Each is parsed separately: a text written by others could keep the step busy for minutes. */
const MOST = 500;
/**
 * Renders our templates in a text that may contain those of other tools: those are left as they are, and so is `\{{`,
 * without its backslash.
 *
 * @param texts Parts written by others, as found by `textsOf`. In these, only valid and harmless templates are
 *   rendered: as in metadata-action, a commit message may say `{{branch}}`, but it can't read files
 * @throws ActionError for an unknown name in one of our templates, quoting only the name
 */
function renderMixed(value, scope, texts = []) {
    const tokens = [...value.matchAll(token)];
    if (tokens.length > MOST) {
        return (0,terms_problems/* refuse */.T)(`has more than ${MOST} pairs of double braces`, 'Pass a text that others write as a secret, where it is not read as a template');
    }
    const isOthers = touches(value, texts);
    const judge = (found, check) => {
        const isText = isOthers(found.index, found.index + found[0].length);
        if (isText && GUARDED.test(innerOf(found)))
            return false;
        try {
            return check();
        }
        catch (error) {
            if (isText)
                return false;
            throw error;
        }
    };
    const inBlock = tokens.some(found => innerOf(found).startsWith('#') && judge(found, () => opensOurBlock(innerOf(found), scope)));
    const isOwn = (found) => judge(found, () => isOurs(innerOf(found), scope, inBlock));
    const foreign = [];
    const keep = (text) => `{{[foreign ${foreign.push(text) - 1}]}}`;
    const pieces = split(value, tokens).map(piece => judged(piece, isOwn, keep));
    if (!pieces.some(({ isOwn, isEscaped }) => isOwn || isEscaped))
        return { text: value, shown: undefined };
    const kept = foreign.map((text, index) => [`foreign ${index}`, () => text]);
    const names = { ...scope, ...Object.fromEntries(kept) };
    const text = renderWhole(pieces.map(({ text }) => text).join(''), names);
    if (!pieces.some(({ isOwn }) => isOwn))
        return { text, shown: undefined };
    const hidden = pieces.map(({ text, isOwn, isShort }) => (isOwn || isShort ? text : '…')).join('');
    return { text, shown: renderWhole(hidden, names) };
}
/** Whether all double braces of a text are closed. */
function isClosed(text) {
    return !text.replaceAll(token, '').includes('{{');
}
/** Every name between braces, in any language. */
function namesInMixed(text) {
    return new Set([...text.matchAll(token)].flatMap(found => [...namesIn(`{{${innerOf(found)}}}`)]));
}
function innerOf([, , , triple, double]) {
    return triple ?? double ?? '';
}
/** Texts and templates, alternating. */
function split(value, tokens) {
    let end = 0;
    const pieces = tokens.flatMap(found => {
        const before = value.slice(end, found.index);
        end = found.index + found[0].length;
        return [before, found];
    });
    return [...pieces, value.slice(end)];
}
/** The form of a piece for Handlebars: texts and others' templates come back unchanged. */
function judged(piece, isOwn, keep) {
    if (typeof piece === 'string') {
        // A brace next to a template would be parsed as part of it. Two characters reveal no secret.
        return { text: piece.replaceAll(/\\*\{\{|^\}|\{$/g, keep), isShort: piece.length <= 2 && !/[{}]/.test(piece) };
    }
    const [whole, slashes = '', dollar = ''] = piece;
    if (slashes.length === 1 && dollar === '')
        return { text: whole, isEscaped: true };
    return dollar === '' && isOwn(piece) ? { text: whole, isOwn: true } : { text: keep(whole) };
}
/** @throws ActionError that doesn't quote the text */
function renderWhole(text, names) {
    try {
        return render(text, names);
    }
    catch (error) {
        if (!(error instanceof TemplateFailed))
            throw error;
        return (0,terms_problems/* refuse */.T)('is not a valid template', 'Check that every {{#if …}} has its {{/if}}, or write \\{{ for braces');
    }
}

;// CONCATENATED MODULE: ./lib/plan/templates/lines/build-args.js


/**
 * Renders the values of build arguments. A value may contain the templates of other tools: those are left as they are,
 * and so is `\{{`, without its backslash.
 */
function renderArgs(args, scope, textsIn, problems) {
    return args.flatMap(arg => {
        const equals = arg.indexOf('=');
        if (equals < 0 || !mayBeTemplate(arg.slice(equals)))
            return [{ arg }];
        const [key, value] = [arg.slice(0, equals), arg.slice(equals + 1)];
        // The value may be secret: only the name identifies the wrong one.
        return problems.attempt('build-args', key, () => renderArg(key, renderMixed(value, scope, textsIn(value)))) ?? [];
    });
}
/** Every name in a line that may contain other tools' templates. */
function namesInArg(arg) {
    return mayBeTemplate(arg) ? new Set([...namesInMixed(arg), ...namesIn(arg)]) : new Set();
}
function renderArg(key, { text, shown }) {
    const arg = `${key}=${text}`;
    if (shown === undefined)
        return { arg };
    const line = shown.replaceAll(/…+/g, '…').replaceAll(/\s+/g, ' ');
    return { arg, shown: `${key}=${line.length > 200 ? `${line.slice(0, 200)}…` : line}` };
}

// EXTERNAL MODULE: ./lib/plan/rules/flavor.js
var rules_flavor = __webpack_require__(82407);
// EXTERNAL MODULE: ./lib/plan/rules/rules.js
var rules = __webpack_require__(73984);
;// CONCATENATED MODULE: ./lib/plan/rules/used-names.js





/** Every name in the inputs' templates. Invalid inputs are ignored: `computeMetadata` reports them. */
function templateNames(inputs) {
    const { prefix, suffix } = (0,rules_flavor/* parseFlavor */.w)(inputs.flavor, (0,terms_problems/* collector */.g)());
    const templates = [...rulesOf(inputs).flatMap(templatesOf), prefix, suffix];
    const lines = [...inputs.labels, ...inputs.annotations, ...(inputs.buildArgs ?? [])];
    return new Set([...templates.flatMap(text => [...namesIn(text)]), ...lines.flatMap(line => [...namesInArg(line)])]);
}
/** The rules that parse. */
function rulesOf(inputs) {
    return (0,rules/* parseRules */.N)(inputs.tags, (0,terms_problems/* collector */.g)());
}
/** The templates within a rule. */
function templatesOf(rule) {
    const own = [('value' in rule && rule.value) || '', ('pattern' in rule && rule.pattern) || ''];
    return [rule.enable, rule.prefix ?? '', rule.suffix ?? '', ...own];
}

// EXTERNAL MODULE: ./lib/plan/metadata/labels.js
var metadata_labels = __webpack_require__(2682);
;// CONCATENATED MODULE: ./lib/event/default-branch.js

/**
 * The repository's default branch, if the event names it. A schedule runs only there, whether or not its payload says
 * so.
 */
function defaultBranchOf({ eventName, payload, ref, eventRef, }) {
    const named = (0,event_context/* text */.Qq)(payload, 'repository', 'default_branch');
    if (named !== undefined || eventName !== 'schedule')
        return named;
    const [, branch] = /^refs\/heads\/(.+)$/.exec(eventRef || ref) ?? [];
    return branch;
}

// EXTERNAL MODULE: ./lib/host/variables/docker-actions.js
var docker_actions = __webpack_require__(55104);
;// CONCATENATED MODULE: ./lib/plan/terms/refs.js


const pullRequestEvents = new Set([
    'pull_request',
    'pull_request_comment',
    'pull_request_review',
    'pull_request_review_comment',
    'pull_request_target',
]);
/**
 * The context with the image's ref and commit. For `ref-source: git`, the caller has set those of the checkout, and
 * they stay.
 */
function imageContextOf(context, refSource) {
    if (refSource === 'git')
        return context;
    return { ...context, ref: refOf(context), sha: shaOf(context) };
}
function refOf({ eventName, payload, ref }) {
    // GITHUB_REF is the base branch here; tags named after it would overwrite the real ones.
    const number = eventName === 'pull_request_target' ? (0,event_context.at)(payload, 'number') : undefined;
    return typeof number === 'number' ? `refs/pull/${number}/merge` : ref;
}
function shaOf({ eventName, payload, sha, env }) {
    if (!(0,docker_actions/* metadataSwitches */.E$)(env).isPrHeadSha || !pullRequestEvents.has(eventName))
        return sha;
    return (0,event_context/* text */.Qq)(payload, 'pull_request', 'head', 'sha') ?? sha;
}
/** What follows `refs/heads/`, or '' when the ref is not a branch. */
function branchOf(ref) {
    return after('refs/heads/', ref);
}
/** What follows `refs/tags/`, or '' when the ref is not a tag. */
function tagOf(ref) {
    return after('refs/tags/', ref);
}
/** The `7` of `refs/pull/7/merge` (on Gitea and Forgejo `…/head`), or '' when the ref is not a pull request. */
function pullOf(ref) {
    return after('refs/pull/', ref).replace(/\/(?:merge|head)$/, '');
}
/** A description of a ref: `branch main`, `git tag v1.2.3`, `pull request 7`. */
function refInWords(ref) {
    const kinds = [
        ['branch', branchOf(ref)],
        ['git tag', tagOf(ref)],
        ['pull request', pullOf(ref)],
    ];
    const [kind, name] = kinds.find(([, found]) => found !== '') ?? ['ref', ref];
    return name === '' ? 'no ref' : `${kind} ${name}`;
}
function after(prefix, ref) {
    return ref.startsWith(prefix) ? ref.slice(prefix.length) : '';
}

;// CONCATENATED MODULE: ./lib/plan/templates/event-facts.js



/** The facts known from the event and the environment, without any request. */
function repoFactsFromEvent(context, refSource = 'workflow') {
    const { payload, repository, serverUrl } = context;
    const commit = commitOf(payload, imageContextOf(context, refSource).sha);
    return known({
        name: (0,event_context/* text */.Qq)(payload, 'repository', 'name') ?? (repository.split('/').at(-1) || undefined),
        description: textOrNull((0,event_context.at)(payload, 'repository', 'description')),
        htmlUrl: (0,event_context/* text */.Qq)(payload, 'repository', 'html_url') ?? (repository ? `${serverUrl}/${repository}` : undefined),
        license: licenseOf((0,event_context.at)(payload, 'repository', 'license')),
        defaultBranch: defaultBranchOf(context),
        commitDate: event_facts_dateOf((0,event_context/* text */.Qq)(commit, 'timestamp')),
        commitMessage: (0,event_context/* text */.Qq)(commit, 'message'),
        committerName: (0,event_context/* text */.Qq)(commit, 'committer', 'name'),
        committerEmail: (0,event_context/* text */.Qq)(commit, 'committer', 'email'),
        committerUsername: (0,event_context/* text */.Qq)(commit, 'committer', 'username'),
    });
}
/** The event's record of a commit, which push, workflow_run and merge_group events have. */
function commitOf(payload, sha) {
    const pushed = (0,event_context.at)(payload, 'commits');
    const commits = [
        ...(Array.isArray(pushed) ? pushed : []),
        (0,event_context.at)(payload, 'head_commit'),
        (0,event_context.at)(payload, 'workflow_run', 'head_commit'),
        (0,event_context.at)(payload, 'merge_group', 'head_commit'),
    ];
    return sha === '' ? undefined : commits.find(commit => (0,event_context/* text */.Qq)(commit, 'id') === sha);
}
/** null is a valid answer: there is none. */
function textOrNull(value) {
    return value === null ? '' : typeof value === 'string' ? value : undefined;
}
function licenseOf(license) {
    return license === null ? '' : textOrNull((0,event_context.at)(license, 'spdx_id'));
}
function event_facts_dateOf(timestamp) {
    const date = timestamp === undefined ? undefined : new Date(timestamp);
    return date === undefined || Number.isNaN(date.getTime()) ? undefined : date;
}
function known(facts) {
    return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

;// CONCATENATED MODULE: ./lib/plan/metadata/facts.js



const factsBehindNames = {
    commit_date: 'commitDate',
    '.CommitMessage': 'commitMessage',
    '.CommitDescription': 'commitDescription',
    '.CommitterName': 'committerName',
    '.CommitterEmail': 'committerEmail',
    '.CommitterUsername': 'committerUsername',
};
/**
 * The facts that the inputs require. The caller asks the API and git only for those missing from the event
 * (`repoFactsFromEvent`).
 */
function neededFacts(inputs) {
    const wanted = [
        ...labelFacts(inputs),
        ...[...templateNames(inputs)].flatMap(name => factsBehindNames[name] ?? []),
        ...(inputs.sourceDateEpoch === 'commit' ? ['commitDate'] : []),
        ...rulesOf(inputs).flatMap((rule) => (rule.type === 'edge' && !rule.branch ? ['defaultBranch'] : [])),
    ];
    return [...new Set(wanted)];
}
/** Both lists are computed; a fact is unnecessary only if the user sets it in both. */
function labelFacts({ labels, annotations }) {
    const [own, others] = [labels, annotations].map(lines => new Set(lines.flatMap(metadata_labels/* pairOf */.cF).map(([key]) => key)));
    return Object.entries(metadata_labels/* factLabels */._4).flatMap(([key, fact]) => (own?.has(key) && others?.has(key) ? [] : [fact]));
}

;// CONCATENATED MODULE: ./lib/plan/metadata/formatter.js

/** Whether a template formats a date. The formatter is loaded only then. */
function neededFormatter(inputs) {
    const names = templateNames(inputs);
    return names.has('date') || names.has('commit_date');
}

// EXTERNAL MODULE: ./lib/plan/metadata/images.js
var metadata_images = __webpack_require__(53059);
;// CONCATENATED MODULE: ./lib/plan/metadata/source-date.js

/**
 * The time of everything in the image, in seconds since 1970; undefined leaves times unchanged.
 *
 * @throws InputError when it should be the commit's, and that is unknown
 * @see https://reproducible-builds.org/specs/source-date-epoch/
 */
function sourceDateOf({ sourceDateEpoch }, { commitDate }) {
    if (sourceDateEpoch !== 'commit')
        return sourceDateEpoch;
    if (commitDate !== undefined)
        return Math.floor(commitDate.getTime() / 1000);
    throw new errors/* InputError */.dz([
        {
            input: 'source-date-epoch',
            problem: "is `commit`, but the commit's time cannot be read",
            fix: 'Check out the repository before this step, let `github-token` read its contents, or give seconds.',
        },
    ]);
}
/**
 * The build with all times fixed: BuildKit uses the build argument for the image's configuration and history, and
 * rewrites the layers' timestamps on export. The user's own value comes last, and wins.
 *
 * @see https://github.com/moby/buildkit/blob/master/docs/build-repro.md
 */
function withSourceDate(build, epoch) {
    if (epoch === undefined)
        return build;
    const isGiven = build.buildArgs.some(arg => /^SOURCE_DATE_EPOCH(?:=|$)/.test(arg));
    return {
        ...build,
        buildArgs: isGiven ? build.buildArgs : [...build.buildArgs, `SOURCE_DATE_EPOCH=${epoch}`],
        outputs: { ...build.outputs, attributes: { 'rewrite-timestamp': 'true', ...build.outputs.attributes } },
    };
}

;// CONCATENATED MODULE: ./lib/event/own-pull.js

const DEPENDABOT = 'dependabot[bot]';
/** Events whose payload has the pull request, and so its head repository. */
const EVENTS = [
    'pull_request',
    'pull_request_target',
    'pull_request_review',
    'pull_request_review_comment',
];
/** Whether the event shows that this is a pull request from a branch of this repository. */
function isOwnPullRequest({ eventName, payload, repository }) {
    const head = (0,event_context/* text */.Qq)(payload, 'pull_request', 'head', 'repo', 'full_name') ?? '';
    return EVENTS.includes(eventName) && head !== '' && head.toLowerCase() === repository.toLowerCase();
}
/** Whether GitHub gives this run a token that only reads, whatever permissions the job asks for. */
function hasReadOnlyToken(run) {
    const isPulls = EVENTS.includes(run.eventName) && run.eventName !== 'pull_request_target';
    return isDependabots(run) || (isPulls && !isOwnPullRequest(run));
}
/**
 * Whether Dependabot started the run or opened the pull request. Its branches are in this repository, but nobody with
 * write access wrote the code: GitHub gives such runs a read-only token and no secrets.
 *
 * @see https://docs.github.com/code-security/dependabot/working-with-dependabot/dependabot-on-actions
 */
function isDependabots({ payload, actor }) {
    return actor === DEPENDABOT || (0,event_context/* text */.Qq)(payload, 'pull_request', 'user', 'login') === DEPENDABOT;
}

// EXTERNAL MODULE: ./lib/host/text/quote.js
var quote = __webpack_require__(64212);
;// CONCATENATED MODULE: ./lib/event/filter-ref.js

/**
 * A run's branch or tag as in GitHub's own filters: the base branch of a pull request, the target branch of a merge
 * group, the head branch of workflow_run, and otherwise the ref.
 *
 * Source: docs.github.com, "Workflow syntax", `on.<event>.branches`
 */
function filterRefOf(run) {
    const { eventName, payload, ref } = run;
    if (eventName.startsWith('pull_request')) {
        return branch(run.baseRef || (0,event_context/* text */.Qq)(payload, 'pull_request', 'base', 'ref'), 'base branch');
    }
    if (eventName === 'workflow_run') {
        return branch((0,event_context/* text */.Qq)(payload, 'workflow_run', 'head_branch'), 'head branch');
    }
    if (eventName === 'merge_group') {
        return branch((0,event_context/* text */.Qq)(payload, 'merge_group', 'base_ref')?.replace(/^refs\/heads\//, ''), 'base branch');
    }
    if (ref.startsWith('refs/heads/'))
        return branch(ref.slice('refs/heads/'.length), 'branch');
    if (ref.startsWith('refs/tags/'))
        return { kind: 'tag', name: ref.slice('refs/tags/'.length), role: 'tag' };
    return undefined;
}
/** The repository of a run's code if it is not this one. */
function forkOf({ eventName, payload, repository }) {
    const heads = [
        [(0,event_context.at)(payload, 'pull_request'), 'repo'],
        [(0,event_context.at)(payload, 'workflow_run'), 'head_repository'],
    ];
    for (const [event, key] of heads) {
        // Null for a deployment that was not made by a run; otherwise it may not name the run's repository.
        if (event === undefined || event === null)
            continue;
        const head = key === 'repo' ? (0,event_context.at)(event, 'head') : event;
        if (key === 'head_repository' && (0,event_context.at)(head, key) === undefined && eventName !== 'workflow_run')
            continue;
        // GitHub sends null for a deleted fork.
        const from = (0,event_context/* text */.Qq)(head, key, 'full_name') ?? 'a deleted repository';
        if (from.toLowerCase() !== repository.toLowerCase())
            return from;
    }
    return undefined;
}
function branch(name, role) {
    return name ? { kind: 'branch', name, role } : undefined;
}

;// CONCATENATED MODULE: ./lib/event/unmerged.js




/** Events of Gitea and Forgejo (`pull_request_sync`, …) start with the same words. */
const PULL_EVENT = /^pull_request(?:_|$)/;
/** The ref of a pull request: in full, and as a payload's `head_branch` may shorten it. */
const PULL_REF = /^(?:refs\/)?pull\/\d+\/(?:head|merge)$/;
/** GitHub's branches of merge queues; `push` also runs on them. */
const QUEUE_BRANCH = /^(?:refs\/heads\/)?gh-readonly-queue\//;
/**
 * Why the code of this run was not accepted by anyone with write access; undefined if it was. This is the only
 * definition of untrusted code: such a run may not write what branches rely on (images under `push: auto`, caches), so
 * it needs no passwordless login and does not fail without one. Includes runs on the default branch that a pull request
 * started, since those often build it.
 *
 * Source: docs.github.com, "Events that trigger workflows", and the payloads of "Webhook events and payloads"
 */
function untrustedBecause(run) {
    const fork = forkOf(run);
    if (fork !== undefined)
        return `this run belongs to a fork (${(0,quote/* quote */.h)(fork)})`;
    if (isOfPullRequest(run))
        return 'this run belongs to a pull request';
    return isStartedByPullRequest(run) ? 'a pull request started this run' : undefined;
}
/**
 * Why the code of this run is not in a branch yet: as above, and merge queues, whose code is accepted but not merged.
 */
function unmergedBecause(run) {
    const { eventName, payload, ref, eventRef = '' } = run;
    const workflowRun = (0,event_context.at)(payload, 'workflow_run');
    const isQueued = eventName === 'merge_group' ||
        [ref, eventRef].some(one => QUEUE_BRANCH.test(one)) ||
        (0,event_context/* text */.Qq)(workflowRun, 'event') === 'merge_group' ||
        QUEUE_BRANCH.test((0,event_context/* text */.Qq)(workflowRun, 'head_branch') ?? '');
    return untrustedBecause(run) ?? (isQueued ? 'this run belongs to a merge queue' : undefined);
}
function isOfPullRequest({ eventName, payload, ref, eventRef = '' }) {
    // A deployment's ref may differ from the run's.
    const deployed = (0,event_context/* text */.Qq)(payload, 'deployment', 'ref') ?? '';
    const refs = [ref, eventRef].some(one => one.startsWith('refs/pull/')) || PULL_REF.test(deployed);
    return PULL_EVENT.test(eventName) || refs || (0,fields/* isObject */.Gv)((0,event_context.at)(payload, 'pull_request'));
}
/** Events that run on the default branch for a pull request. */
function isStartedByPullRequest({ eventName, payload }) {
    // Gitea sends null for an issue.
    if ((0,fields/* isObject */.Gv)((0,event_context.at)(payload, 'issue', 'pull_request')))
        return true;
    const workflowRun = (0,event_context.at)(payload, 'workflow_run');
    const by = (0,event_context/* text */.Qq)(workflowRun, 'event') ?? '';
    // For runs started by a comment or another `workflow_run`, GitHub does not name the original event.
    if (PULL_EVENT.test(by) || by === 'issue_comment' || by === 'workflow_run')
        return true;
    if (/^check_(?:run|suite)$/.test(by) && isFilled((0,event_context.at)(workflowRun, 'pull_requests')))
        return true;
    if (PULL_REF.test((0,event_context/* text */.Qq)(workflowRun, 'head_branch') ?? ''))
        return true;
    return isCheckOfPullRequest(eventName, payload);
}
/** Checks and statuses of a commit that is in no branch, or belongs to a pull request. */
function isCheckOfPullRequest(eventName, payload) {
    if (eventName === 'status')
        return isEmpty((0,event_context.at)(payload, 'branches'));
    const suite = { check_run: (0,event_context.at)(payload, 'check_run', 'check_suite'), check_suite: (0,event_context.at)(payload, 'check_suite') };
    const of = eventName === 'check_run' || eventName === 'check_suite' ? suite[eventName] : undefined;
    if (!(0,fields/* isObject */.Gv)(of))
        return false;
    // GitHub does not resolve a fork's pull requests: it sends none, and no branch.
    const lists = [(0,event_context.at)(of, 'pull_requests'), (0,event_context.at)(payload, 'check_run', 'pull_requests')];
    return (0,event_context.at)(of, 'head_branch') === null || lists.some(isFilled);
}
function isEmpty(json) {
    return Array.isArray(json) && json.length === 0;
}
function isFilled(json) {
    return Array.isArray(json) && json.length > 0;
}

// EXTERNAL MODULE: ./lib/plan/filter.js + 1 modules
var filter = __webpack_require__(66759);
;// CONCATENATED MODULE: ./lib/plan/tags/component-tag.js
/**
 * What follows a component in its release tags: `v1.2.3`, `1.2`, `v2.0.0-rc.1`; but not `gateway-v1.0.0` of another
 * component.
 */
const VERSION = /^v?\d+\.\d+[\w.+-]*$/i;
/**
 * The part of a git tag after the component: `v1.2.3` of `api/v1.2.3` (Go, Nx), `api-v1.2.3` (release-please) and
 * `api@1.2.3` (Lerna, Changesets), also after its whole path. Undefined for any other tag.
 */
function componentVersion(tag, { path, name }) {
    for (const part of new Set([path, name])) {
        const version = tag.slice(part.length + 1);
        if (tag.startsWith(part) && /^[/@-]/.test(tag.slice(part.length)) && VERSION.test(version))
            return version;
    }
    return undefined;
}
/** The form of a component's release tags. */
function componentTags({ name }) {
    return `${name}/v1.2.3, ${name}-v1.2.3 or ${name}@1.2.3`;
}

;// CONCATENATED MODULE: ./lib/plan/decision.js






/** Whether this run pushes at all, and why. `push: true` overrides the rule about events, but no filter. */
function decide({ push, hasTargets, filters, component }, run) {
    if (push === false)
        return no('`push` is false');
    const isOwn = push === 'same-repository' && isOwnPullRequest(run);
    if (push !== true) {
        if (push === 'auto' && !hasTargets)
            return no(NO_TARGETS);
        const objection = eventObjection(push, run, isOwn);
        if (objection !== undefined)
            return { ...no(objection), ...decision_briefly(run) };
    }
    const objection = filterObjection(filters, run, component);
    if (objection !== undefined)
        return no(objection);
    const ref = filterRefOf(run);
    const event = `event ${run.eventName}${ref === undefined ? '' : ` on ${ref.role} ${(0,quote/* quote */.h)(ref.name)}`}`;
    const reason = isOwn ? `${event}, of this repository` : event;
    return { push: true, reason: push === true ? `\`push\` is true (${event})` : reason };
}
/** The decision for one entry of `registries`, whose own filters narrow the global decision. */
function decideFor(global, registry, filters, run) {
    if (!global.push)
        return global;
    const objection = filterObjection(filters, run);
    return objection === undefined ? global : no(`for ${registry}, ${objection}`);
}
const NO_TARGETS = '`push` is auto, and neither `images` nor `registries` is set';
function eventObjection(push, run, isOwn) {
    const dependabot = isDependabots(run) ? 'this run belongs to Dependabot' : undefined;
    const why = isOwn ? dependabot : unmergedBecause(run);
    return why === undefined ? undefined : `\`push: ${push}\` does not publish on ${run.eventName}: ${why}`;
}
/** A pull request says more in a headline than the reason's first words. */
function decision_briefly(run) {
    if (!/^pull_request/.test(run.eventName))
        return {};
    return { brief: forkOf(run) === undefined ? 'pull request' : 'pull request of a fork' };
}
function filterObjection(filters, run, component) {
    const ref = filterRefOf(run);
    const events = listObjection('events', filters.events, 'event', run.eventName);
    if (events !== undefined)
        return events;
    if (component?.ownTagsOnly && ref?.kind === 'tag')
        return tagObjection(component, ref);
    return refObjection(filters, ref, run.eventName);
}
/** A component counts as `git-tags` of its own, whatever `branches` says. */
function tagObjection(component, { name }) {
    if (componentVersion(name, component) !== undefined)
        return undefined;
    return `tag ${(0,quote/* quote */.h)(name)} is not a release of the component ${(0,quote/* quote */.h)(component.name)} (${componentTags(component)})`;
}
/** As in `on.push`: if only one of `branches` and `git-tags` is given, refs of the other kind don't pass. */
function refObjection({ branches, gitTags }, ref, eventName) {
    if (branches.length === 0 && gitTags.length === 0)
        return undefined;
    if (ref === undefined) {
        const given = branches.length > 0 ? 'branches' : 'git-tags';
        return `\`${given}\` is set, but event ${eventName} has no branch or tag to match`;
    }
    const [own, patterns, other] = ref.kind === 'branch'
        ? ['branches', branches, 'git-tags']
        : ['git-tags', gitTags, 'branches'];
    if (patterns.length === 0) {
        return `only \`${other}\` is set, so ${ref.role} ${(0,quote/* quote */.h)(ref.name)} is not published`;
    }
    return listObjection(own, patterns, ref.role, ref.name);
}
function listObjection(input, patterns, role, value) {
    const match = (0,filter/* matchPatterns */.B)(patterns, value);
    if (match.matched)
        return undefined;
    return match.by === undefined
        ? `${role} ${(0,quote/* quote */.h)(value)} matches nothing in \`${input}\` (${patterns.join(', ')})`
        : `${role} ${(0,quote/* quote */.h)(value)} is excluded by \`${match.by}\` in \`${input}\``;
}
function no(reason) {
    return { push: false, reason };
}

// EXTERNAL MODULE: ./lib/plan/git-context.js
var git_context = __webpack_require__(92637);
;// CONCATENATED MODULE: ./lib/plan/foreign-context.js


const REVISION = 'org.opencontainers.image.revision';
/**
 * Warnings for a build that reads another commit than the one the image claims. Only BuildKit, while building, knows
 * the commit of another repository's branch.
 *
 * @param run with the ref and commit that the image claims
 */
function foreignContextWarning({ build, metadata }, run) {
    if (metadata.labels.some(line => line.startsWith(`${REVISION}=`)))
        return undefined;
    const place = gitPlace((0,git_context/* withDefaultContext */.h8)(build.context, (0,git_context/* gitContext */.cw)(run)));
    const other = place && otherThan(place, run);
    if (place === undefined || other === undefined)
        return undefined;
    const what = `${place.repository}${place.ref === '' ? '' : `#${place.ref}`}`;
    const isCheckout = metadata.refSource === 'git';
    const short = run.sha.slice(0, 7);
    const named = isCheckout
        ? `the commit that is checked out (${short}), as \`ref-source: git\` says`
        : `this workflow's own commit (${run.repository}, ${short})`;
    const way = isCheckout
        ? 'build that checkout with `context: .`'
        : 'check it out with actions/checkout, build it with `context: .` and set `ref-source: git`';
    return (`The image is built from ${what} (${other}), but \`{{sha}}\`, \`type=sha\` and the labels and annotations ` +
        `\`${REVISION}\` and \`….source\` name ${named}. To name what is built, ${way}; or set these labels in \`labels\`.`);
}
/** How it differs from this run's commit; undefined if it doesn't. */
function otherThan({ repository, ref }, run) {
    // The same hash is the same commit in any repository.
    if (isCommit(ref) && run.sha.startsWith(ref.toLowerCase()))
        return undefined;
    if (!ownNames(run).includes(repository.toLowerCase()))
        return 'another repository';
    const standard = defaultBranchOf(run);
    // Without a ref it is the default branch, which events may omit.
    if (ref === '' && standard === undefined)
        return undefined;
    return nameOf(ref || `refs/heads/${standard}`) === nameOf(run.ref) ? undefined : 'another ref';
}
/** Gitea may be below a path of its host, which its SSH addresses lack. */
function ownNames({ serverUrl, repository }) {
    const { hostname = '', pathname = '/' } = URL.parse(serverUrl) ?? {};
    return [hostname, `${hostname}${pathname}`].map(place => `${place.replace(/\/+$/, '')}/${repository}`.toLowerCase());
}
function isCommit(ref) {
    return /^[0-9a-f]{7,64}$/i.test(ref);
}
/** `main` for `refs/heads/main`, `pull/7` for the refs of a pull request. */
function nameOf(ref) {
    return ref.replace(/^refs\/(?:heads\/|tags\/)?/, '').replace(/^(pull\/\d+)\/(?:head|merge)$/, '$1');
}
/**
 * A context that BuildKit takes for a git repository; undefined for any other.
 *
 * @see https://docs.docker.com/build/concepts/context/#git-repositories
 */
function gitPlace(context) {
    const [before = '', fragment = ''] = context.split('#', 2);
    const [address = '', query = ''] = before.split('?', 2);
    const [, host, path] = /^(?:git|ssh):\/\/(?:[^/@]*@)?([^/:]+)(?::\d+)?\/(.+)$/i.exec(address) ??
        /^https?:\/\/(?:[^/@]*@)?([^/:]+)(?::\d+)?\/(.+\.git)$/i.exec(address) ??
        /^[\w.-]+@([\w.-]+):(.+)$/.exec(address) ??
        /^(github\.com)\/(.+)$/i.exec(address) ??
        [];
    if (host === undefined || path === undefined)
        return undefined;
    const asked = new URLSearchParams(query);
    const named = ['ref', 'branch', 'tag', 'commit', 'checksum'].map(key => asked.get(key)).find(value => value !== null);
    const [ref = ''] = fragment.split(':', 1);
    const repository = `${host}/${path.replace(/^\/+|\/+$/g, '').replace(/\.git$/i, '')}`;
    return { repository, ref: ref || (named ?? '') };
}

// EXTERNAL MODULE: ./lib/host/variables/step.js
var step = __webpack_require__(1956);
// EXTERNAL MODULE: ./lib/host/variables/workflow-run.js
var workflow_run = __webpack_require__(55911);
;// CONCATENATED MODULE: ./lib/plan/templates/codeship.js





/**
 * Codeship's fields computed from GitHub's run in Codeship's form, so that tags stay the same. As in Codeship, a build
 * of a git tag has the tag as `.Branch`; a pull request has its head. Fields without an equivalent in Actions get the
 * closest one: `.ServiceName` is the job, `.StepName` the step's id.
 *
 * @see https://github.com/codeship/documentation/blob/master/_pro/builds-and-configuration/steps.md
 */
function goFields(subject, facts, firstImage) {
    const { ref, now, env } = subject;
    const fields = {
        CommitID: () => subject.sha,
        Branch: () => branchOf(ref) || tagOf(ref) || subject.headRef,
        RepoName: () => subject.repository.split('/').at(-1),
        ProjectID: () => (0,workflow_run/* runVariables */.R)(env).repositoryId ?? String((0,event_context.at)(subject.payload, 'repository', 'id') ?? ''),
        BuildID: () => subject.runId,
        CommitMessage: () => facts.commitMessage,
        CommitDescription: () => facts.commitDescription,
        CommitterName: () => facts.committerName,
        CommitterEmail: () => facts.committerEmail,
        CommitterUsername: () => facts.committerUsername,
        Time: () => goTime(now),
        Timestamp: () => String(Math.floor(now.getTime() / 1000)),
        StringTime: () => rfc3339(now),
        StepName: () => stepName((0,step/* stepVariables */._Y)(env).id),
        ServiceName: () => subject.job,
        ImageName: () => firstImage,
        Ci: () => 'true',
        CiName: () => 'codeship',
    };
    return Object.fromEntries(Object.entries(fields).map(([name, value]) => [`.${name}`, () => value() ?? '']));
}
function rfc3339(date) {
    return date.toISOString().replace(/\.\d+Z$/, 'Z');
}
/** How Go prints a `time.Time` in a template: `2026-03-05 07:08:09 +0000 UTC`. */
function goTime(date) {
    return `${date.toISOString().slice(0, 19).replace('T', ' ')} +0000 UTC`;
}
/** The runner's generated name for a step without an id: `__run`, `__acme_slipway_2`. */
function stepName(action) {
    if (!action.startsWith('__'))
        return action;
    return (0,terms_problems/* refuse */.T)('uses .StepName, and the step has no `id`', 'Give this step an `id:` with the name of the push step');
}

;// CONCATENATED MODULE: ./lib/plan/terms/switches.js


const trueWords = (/* unused pure expression or super */ null && (['1', 't', 'T', 'true', 'TRUE', 'True']));
const falseWords = (/* unused pure expression or super */ null && (['0', 'f', 'F', 'false', 'FALSE', 'False']));
/**
 * `DOCKER_METADATA_SET_OUTPUT_ENV`: whether outputs are also exported as `DOCKER_METADATA_OUTPUT_*` (default true).
 *
 * @throws ActionError when it is not a boolean
 */
function setsOutputEnv(env) {
    const word = metadataSwitches(env).setOutputEnv;
    if (trueWords.includes(word))
        return true;
    if (falseWords.includes(word))
        return false;
    return refuse(`DOCKER_METADATA_SET_OUTPUT_ENV is not a boolean: "${word}"`, 'Set it to true or false');
}
/** The commit's hash, cut to `DOCKER_METADATA_SHORT_SHA_LENGTH` or 7 characters. */
function shortSha(sha, env) {
    const given = (0,docker_actions/* metadataSwitches */.E$)(env).shortShaLength;
    const length = Number(given);
    if (Number.isNaN(length)) {
        (0,terms_problems/* refuse */.T)(`needs DOCKER_METADATA_SHORT_SHA_LENGTH, which is not a number: "${given}"`, 'Set it to a number, say 12');
    }
    return sha.substring(0, length);
}

;// CONCATENATED MODULE: ./lib/plan/templates/helpers.js





/** The events that GitHub runs on the default branch's last commit, plus `create`, as in metadata-action. */
const defaultBranchEvents = new Set(['create', 'discussion', 'discussion_comment', 'issues', 'schedule']);
/** metadata-action's names for `value`, `prefix`, `suffix`, `enable`, labels and annotations. */
function globalHelpers(subject, dates) {
    const { ref, sha, env } = subject;
    return {
        branch: () => branchOf(ref),
        tag: () => tagOf(ref),
        sha: () => shortSha(sha, env),
        base_ref: () => baseRefOf(subject),
        is_default_branch: () => String(isDefaultBranch(subject)),
        is_not_default_branch: () => String(!isDefaultBranch(subject)),
        ...dates,
    };
}
/** `date` and `commit_date`, the only names of metadata-action that `type=schedule` patterns have. */
function dateHelpers(now, facts, format, warn) {
    const formatter = (date) => (pattern, options) => {
        const zone = zoneOf(options?.hash ?? {});
        if (typeof pattern !== 'string')
            (0,terms_problems/* refuse */.T)('uses a date without a format', "Write {{date 'YYYYMMDD'}}");
        if (format === undefined)
            throw new Error('computeMetadata needs formatDate: neededFormatter says when');
        return format(date, pattern, zone, warn);
    };
    return { date: formatter(now), commit_date: formatter(facts.commitDate ?? now) };
}
function zoneOf(hash) {
    const unknown = Object.keys(hash).find(key => key !== 'tz');
    if (unknown !== undefined)
        (0,terms_problems/* refuse */.T)(`gives a date the unknown attribute "${unknown}"`, "Dates take tz='Asia/Tokyo'");
    const zone = hash.tz ?? 'UTC';
    return typeof zone === 'string' ? zone : (0,terms_problems/* refuse */.T)('gives a tz that is not text', "Write tz='Asia/Tokyo'");
}
function baseRefOf({ ref, payload }) {
    if (ref.startsWith('refs/tags/'))
        return ((0,event_context/* text */.Qq)(payload, 'base_ref') ?? '').replace(/^refs\/heads\//, '');
    return ref.startsWith('refs/pull/') ? ((0,event_context/* text */.Qq)(payload, 'pull_request', 'base', 'ref') ?? '') : '';
}
function isDefaultBranch(subject) {
    const { ref, eventName, eventRef } = subject;
    const branch = ref.replace(/^refs\/heads\//, '');
    if (branch === '')
        return false;
    const standard = defaultBranchOf(subject);
    if (standard === branch)
        return true;
    // The checkout (`ref-source: git`) may be another branch than the event's.
    const isEventsOwn = !eventRef || standard === undefined;
    return isEventsOwn && defaultBranchEvents.has(eventName);
}

// EXTERNAL MODULE: ./lib/plan/terms/foreign.js
var foreign = __webpack_require__(32231);
// EXTERNAL MODULE: external "node:vm"
var external_node_vm_ = __webpack_require__(30714);
// EXTERNAL MODULE: ./lib/host/errno.js
var errno = __webpack_require__(69706);
;// CONCATENATED MODULE: ./lib/plan/terms/in-time.js




/** How long a regular expression may take for one text, in milliseconds. */
const LONGEST = 1000;
/** On texts up to this length no expression takes long. In characters. */
const SHORT = 8;
const SCRIPT = 'work()';
let sandbox;
/**
 * Applies a regular expression of the workflow to `text`. One such as `(a+)+$` takes for ever on some texts, and a text
 * that comes from the event (a branch, a title) is chosen by others. Nothing else would run meanwhile, not even the
 * handler of a signal: Node has to end it.
 *
 * @throws ActionError INPUT_INVALID if it takes longer than a second, and what `work` throws
 */
function inTime(pattern, text, work) {
    if (text.length <= SHORT)
        return work();
    sandbox ??= { script: new external_node_vm_.Script(SCRIPT), context: (0,external_node_vm_.createContext)({ work }) };
    const { script, context } = sandbox;
    context.work = work;
    try {
        return script.runInContext(context, { timeout: LONGEST });
    }
    catch (error) {
        if ((0,errno/* errnoOf */.U)(error) !== 'ERR_SCRIPT_EXECUTION_TIMEOUT')
            throw error;
        return (0,terms_problems/* refuse */.T)(`has a regular expression that takes too long: ${(0,quote/* quote */.h)(pattern)}, applied to ${(0,quote/* quote */.h)(text)}`, 'Write it without a repetition inside another one: a+ in place of (a+)+');
    }
}

// EXTERNAL MODULE: ./lib/host/variables/environment.js
var environment = __webpack_require__(72101);
;// CONCATENATED MODULE: ./lib/plan/templates/guarded-env.js


const secretName = /(^|_)(TOKENS?|SECRETS?|PASSWORDS?|PASSWD|PASSPHRASE|PASS|PWD|PAT|KEYS?|APIKEY|CREDENTIALS?|CREDS?|AUTH|JWT|COOKIE|PRIVATE|CERT|DSN)(_|$)/i;
// Without separators, as in GITHUB_TOKENS or NPMTOKEN.
const secretPart = /token|secret|passw|credential/i;
/** The environment contains the inputs of every step, including passwords, and the runner's own tokens. */
const runnerName = /^(INPUT|STATE|ACTIONS)_/i;
const secretValue = /:\/\/[^/@\s]+@|^(gh[a-z]_|github_pat_|glpat-|dckr_pat_|xox[a-z]-|eyJ|AKIA|-----BEGIN )/;
/**
 * An environment variable for `{{env}}`, '' when it is not set.
 *
 * @throws ActionError when its name or content looks like a credential: a tag or label is public
 */
function guardedEnv(env, name) {
    const value = (0,environment/* namedVariable */.m3)(env, name) ?? '';
    const bad = secretName.test(name) || secretPart.test(name) || runnerName.test(name) || secretValue.test(value);
    if (bad && name !== 'PWD') {
        (0,terms_problems/* refuse */.T)(`reads the environment variable ${name}, which looks like a credential`, 'Tags, labels and annotations are public: copy what is harmless into a variable with another name');
    }
    return value;
}

;// CONCATENATED MODULE: ./lib/plan/templates/more-helpers.js







/** Helpers that metadata-action lacks. */
function moreHelpers(subject, readWorkspaceFile) {
    const { sha, env, payload } = subject;
    const read = (path) => {
        if (readWorkspaceFile === undefined)
            return (0,terms_problems/* refuse */.T)('reads a file, which is not possible here', 'Leave it out');
        return readWorkspaceFile(insideWorkspace(textOf(path)));
    };
    return {
        short_sha: (length) => (isOptions(length) ? shortSha(sha, env) : sha.slice(0, lengthOf(length))),
        run_number: () => subject.runNumber,
        run_attempt: () => subject.runAttempt,
        pr_number: () => String((0,event_context.at)(payload, 'pull_request', 'number') ?? pullOf(subject.ref)),
        head_ref: () => subject.headRef,
        actor: () => subject.actor,
        env: (name) => guardedEnv(env, textOf(name)),
        lower: (value) => textOf(value).toLowerCase(),
        slug: (value) => slug(textOf(value)),
        regex_replace: (value, pattern, replacement) => {
            const [text, source, by] = [textOf(value), textOf(pattern), textOf(replacement)];
            const expression = regExpOf(source);
            return inTime(source, text, () => text.replaceAll(expression, by));
        },
        file: (path) => read(path).trim(),
        json: (path, key) => jsonValue(read(path), textOf(path), textOf(key)),
    };
}
/** Lower case, every run of characters other than letters and digits replaced by `-`, at most 63, none at the ends. */
function slug(value) {
    const dashed = value
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-')
        .replace(/^-/, '');
    return dashed.slice(0, 63).replace(/-$/, '');
}
/** Handlebars passes its options object last, so it arrives in place of a missing argument. */
function isOptions(value) {
    return typeof value === 'object' && value !== null && 'hash' in value;
}
function textOf(value) {
    // A bare name as an argument, as in {{lower branch}}, arrives as its function.
    const plain = typeof value === 'function' ? value({ hash: {} }) : value;
    if (typeof plain === 'string' || typeof plain === 'number' || typeof plain === 'boolean')
        return String(plain);
    return plain === undefined || plain === null
        ? ''
        : (0,terms_problems/* refuse */.T)('lacks an argument of a helper', "Write, for example, {{lower branch}} or {{file 'VERSION'}}");
}
function lengthOf(value) {
    const length = Number(textOf(value));
    if (Number.isInteger(length) && length > 0)
        return length;
    return (0,terms_problems/* refuse */.T)('asks short_sha for a length that is not a whole number above 0', 'Write {{short_sha 12}}');
}
function regExpOf(pattern) {
    (0,foreign/* refuseDoubledBackslash */._c)(pattern);
    try {
        return new RegExp(pattern, 'g');
    }
    catch {
        return (0,terms_problems/* refuse */.T)(`has an invalid regular expression "${pattern}"`, 'Use the syntax of JavaScript');
    }
}
function insideWorkspace(path) {
    const parts = path.split(/[\\/]/);
    if (path !== '' && !/^([\\/]|[A-Za-z]:)/.test(path) && !parts.includes('..'))
        return path;
    return (0,terms_problems/* refuse */.T)(`reads "${path}", which is not below the workspace`, 'Give a path relative to the workspace');
}
function jsonValue(content, path, key) {
    let json;
    try {
        json = JSON.parse(content);
    }
    catch {
        return (0,terms_problems/* refuse */.T)(`reads "${path}", which is not JSON`, 'Name a JSON file');
    }
    const value = (0,event_context.at)(json, key) ?? (0,event_context.at)(json, ...key.split('.'));
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
        return String(value);
    return (0,terms_problems/* refuse */.T)(`finds no value "${key}" in "${path}"`, 'Name a key whose value is a text or number; dots go deeper');
}

;// CONCATENATED MODULE: ./lib/plan/templates/unknown-names.js

/** Handlebars keywords, which no scope has. */
const BUILT_IN = ['if', 'unless', 'each', 'with', 'lookup', 'log', 'undefined'];
/** The properties of texts and lists. */
const OF_TEXTS = ['length'];
/**
 * Names in a template that are not in its scope, probably misspelled. `each` and `with` add names of their own. Nothing
 * for a template that doesn't parse: `render` reports it.
 *
 * @param options.conditions Whether names that only occur in an opening tag (`{{#if tag}}`) count
 */
function unknownNames(template, scope, { conditions = true } = {}) {
    const found = new Set();
    const look = (node, bound) => {
        if (node === null || typeof node !== 'object')
            return;
        if (Array.isArray(node)) {
            for (const each of node)
                look(each, bound);
            return;
        }
        if (isBlock(node)) {
            if (conditions)
                look([node.path, node.params, node.hash], bound);
            look([node.program, node.inverse], [...bound, ...boundBy(node)]);
            return;
        }
        if (isPath(node)) {
            const [name = ''] = node.parts.map(String);
            if (!node.data && name !== '' && !Object.hasOwn(scope, name) && !bound.includes(name))
                found.add(name);
            return;
        }
        for (const [key, child] of Object.entries(node))
            if (key !== 'loc')
                look(child, bound);
    };
    look(treeOf(template), BUILT_IN);
    return [...found];
}
/** The names that a block adds for its content. */
function boundBy({ path, program }) {
    const word = isPath(path) ? path.original : '';
    if (word !== 'each' && word !== 'with')
        return [];
    return [...OF_TEXTS, ...(program?.blockParams ?? [])];
}
function isBlock(node) {
    return 'type' in node && node.type === 'BlockStatement';
}
function isPath(node) {
    return 'type' in node && node.type === 'PathExpression';
}

;// CONCATENATED MODULE: ./lib/plan/rules/event-names.js
/** Template names taken from the event, which may lack them: a git tag has no branch, a push no pull request. */
const EVENT_NAMES = [
    'branch',
    'tag',
    'sha',
    'short_sha',
    'base_ref',
    'head_ref',
    'pr_number',
    'actor',
    'run_number',
    'run_attempt',
];

;// CONCATENATED MODULE: ./lib/plan/rules/complete.js



/** Names whose value somebody else sets, or nobody: a variable, a file, the rest of a text. */
const OTHERS = ['env', 'file', 'json', 'slug'];
/**
 * Renders a template for a tag. An empty part makes a tag that nobody chose: `{{branch}}-{{sha}}` on a git tag.
 * Conditions (`{{#if tag}}`) may name what the event lacks. An unknown name leaves the same gap.
 *
 * @throws ActionError as `render` does
 */
function complete(template, scope) {
    const missing = new Map();
    const watched = { ...scope };
    for (const [name, value] of Object.entries(scope)) {
        if (template.includes(name) && isWatched(name) && isFunction(value))
            watched[name] = watch(name, value, missing);
    }
    const text = render(template, watched, scope);
    const unknown = unknownNames(template, scope, { conditions: false });
    if (unknown.length > 0)
        return { why: `no template knows the name ${unknown.join(', ')}`, isIncomplete: true };
    return missing.size === 0 ? { text } : { why: whyIncomplete([...missing]), isIncomplete: true };
}
/** Codeship's fields begin with a dot. */
function isWatched(name) {
    return EVENT_NAMES.includes(name) || OTHERS.includes(name) || name.startsWith('.');
}
function isFunction(value) {
    return typeof value === 'function';
}
/** If something is empty because its argument is (`{{slug branch}}`), only the argument is reported. */
function watch(name, value, missing) {
    return (...given) => {
        const before = missing.size;
        const result = value(...given);
        const isOwn = missing.size === before && given[0] !== '';
        if (result === '' && isOwn)
            missing.set(written(name, given), name);
        return result;
    };
}
/** As in the template: `{{branch}}`, `{{ .Branch }}`, `{{env 'VERSION'}}`. */
function written(name, given) {
    if (name.startsWith('.'))
        return `{{ ${name} }}`;
    const texts = given.filter(argument => typeof argument === 'string').map(argument => ` '${argument}'`);
    return `{{${name}${texts.join('')}}}`;
}
function whyIncomplete(missing) {
    const all = missing.map(([text]) => text).join(' and ');
    const forEvent = missing.every(([, name]) => !OTHERS.includes(name)) ? ' for this event' : '';
    return `${all} ${missing.length === 1 ? 'is' : 'are'} empty${forEvent}`;
}

;// CONCATENATED MODULE: ./lib/plan/rules/rule-scope.js







function ruleScope(subject, facts, { name, isPublished, component }, { readWorkspaceFile, formatDate, warn, note }) {
    const extra = { ...moreHelpers(subject, readWorkspaceFile), ...goFields(subject, facts, name) };
    const dates = dateHelpers(subject.now, facts, formatDate, warn);
    return {
        subject,
        gitTag: gitTagOf(subject.ref, component),
        component,
        facts,
        names: { ...extra, ...globalHelpers(subject, dates) },
        // metadata-action's patterns don't know `branch`, `sha` and so on: they are empty there, and here.
        schedulePattern: { ...extra, ...dates },
        versionPattern: extra,
        warn,
        note,
        isPublished,
        complete: isPublished ? complete : (template, names) => ({ text: render(template, names) }),
    };
}
function gitTagOf(ref, component) {
    const tag = tagOf(ref);
    if (component === undefined)
        return tag;
    return componentVersion(tag, component) ?? (component.ownTagsOnly ? '' : tag);
}

// EXTERNAL MODULE: ./node_modules/semver/functions/valid.js
var valid = __webpack_require__(58780);
;// CONCATENATED MODULE: ./lib/plan/tags/beside.js

const fullVersion = /^[vV]?(\d+\.\d+\.\d+)(-.+)?$/;
const parts = ['major', 'minor'];
/**
 * Gives moving tags without a version (`latest` or `1.6` as raw values) the one that is published beside them, if the
 * run has exactly one.
 *
 * @param isFree whether a tag follows something other than versions, such as a branch
 */
function besideVersion(tags, isFree) {
    const version = versionOf(tags.map(({ name }) => name));
    if (version === undefined)
        return tags;
    return tags.map(tag => {
        const isHeld = tag.moving && tag.release === undefined && !isFree(tag);
        const line = isHeld ? lineOf(tag.name, version) : undefined;
        return line === undefined ? tag : { ...tag, beside: { scheme: 'semver', line, ...version } };
    });
}
/** `1.6.0-rc.1` is a prerelease, but with `1.6-alpine` or `alpine` beside it, `1.6.0-alpine` is a variant of 1.6.0. */
function versionOf(names) {
    const found = names.flatMap(name => {
        const [, numbers = '', suffix = ''] = fullVersion.exec(name) ?? [];
        return valid(numbers) === null ? [] : [{ name, numbers, suffix }];
    });
    const [first, ...others] = found;
    if (first === undefined || others.some(({ numbers }) => numbers !== first.numbers))
        return undefined;
    const suffixes = [...new Set(found.map(({ suffix }) => suffix))];
    const rest = names.filter(name => !found.some(version => version.name === name));
    const isVariant = suffixes.length > 1 || rest.some(name => `-${name}`.endsWith(first.suffix));
    if (!isVariant)
        return { version: `${first.numbers}${first.suffix}`, affixes: [['', '']] };
    return { version: first.numbers, affixes: suffixes.map(suffix => ['', suffix]) };
}
/** The part of the version in a name: nothing for `latest`; undefined for another version's name, or no version's. */
function lineOf(name, { version, affixes }) {
    const suffix = affixes.map(([, after]) => after).find(after => after !== '' && name.endsWith(after)) ?? '';
    const [, numbers] = /^[vV]?(\d+(?:\.\d+)*)$/.exec(name.slice(0, name.length - suffix.length)) ?? [];
    if (numbers === undefined)
        return [];
    const given = numbers.split('.');
    return given.length <= parts.length && `${version}.`.startsWith(`${numbers}.`)
        ? parts.slice(0, given.length)
        : undefined;
}

;// CONCATENATED MODULE: ./lib/plan/tags/release.js

const release_parts = ['major', 'minor', 'patch'];
/** The facts of a version rule. The version parts in its pattern hold the tag to its line. */
function ruleRelease(scheme, version, names) {
    return { scheme, version, line: release_parts.filter(part => names.has(part)) };
}
/**
 * The version behind a tag whose rule has none (`match`, `ref`), if its value or the git tag is one: `latest` follows
 * it as with `semver`. The value `1.9` belongs to the line of its major and minor number.
 */
function releaseBehind(value, gitTag) {
    const version = valid(value) ?? valid(gitTag);
    if (version === null)
        return undefined;
    const [numbers = ''] = /^v?\d+(\.\d+)?$/.exec(value) ?? [];
    return { scheme: 'semver', version, line: numbers === '' ? [] : release_parts.slice(0, numbers.split('.').length) };
}
/** The affixes of the version in those tags that contain all of it; nothing if there are none. */
function affixesOf(tags) {
    const found = tags.flatMap(({ name, release }) => {
        const start = release === undefined ? -1 : name.indexOf(release.version);
        if (release === undefined || start < 0)
            return [];
        return [[name.slice(0, start), name.slice(start + release.version.length)]];
    });
    const unique = [...new Map(found.map(pair => [pair.join('\0'), pair])).values()];
    return unique.length > 0 ? unique : [['', '']];
}

// EXTERNAL MODULE: ./lib/host/text/sha256.js
var sha256 = __webpack_require__(39669);
;// CONCATENATED MODULE: ./lib/plan/tags/tag-name.js


const maxLength = 128;
/** A tag as the OCI distribution specification allows it. */
const validTag = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
/** Makes a tag from a value. Idempotent. Distinct values that must be changed stay distinct, by a hash of the value. */
function tagName(value, { strip = false, fixStart = false } = {}) {
    const clean = value.replaceAll(/[^a-zA-Z0-9._-]+/g, strip ? '' : '-');
    if (validTag.test(clean))
        return { kind: 'as is', name: clean };
    const start = clean.replace(/^[.-]+/, '');
    if (clean === '' && !fixStart) {
        return { kind: 'refused', why: `gives ${(0,quote/* quote */.h)(value)}, which has no character allowed in a tag` };
    }
    if (start !== clean && !fixStart)
        return { kind: 'refused', why: `gives "${clean}", but no tag starts with . or -` };
    const name = withHash(start, value);
    const why = clean.length > maxLength
        ? `is longer than ${maxLength} characters`
        : 'starts with a character no tag may start with';
    return { kind: 'changed', name, why: `"${clean}" ${why}, so it becomes "${name}"` };
}
function withHash(start, value) {
    const hash = (0,sha256/* sha256Hex */.f)(value).slice(0, 12);
    const kept = start.slice(0, maxLength - hash.length - 1).replace(/[.-]+$/, '');
    return kept === '' ? hash : `${kept}-${hash}`;
}

;// CONCATENATED MODULE: ./lib/plan/rules/follows.js





/** Names whose value changes between runs, whatever version is published. */
const ofRuns = new Set([...EVENT_NAMES.filter(name => name !== 'tag'), 'date', 'commit_date']);
/** Whether a rule's tag follows a branch or the calendar, and so no version that is published beside it. */
function followsRuns(rule, flavor, ref) {
    if (rule.type === 'ref' || rule.type === 'edge' || rule.type === 'schedule')
        return true;
    const affixes = [rule.prefix ?? flavor.prefix, rule.suffix ?? flavor.suffix];
    const names = [...templatesOf(rule), ...affixes].flatMap(template => [...namesIn(template)]);
    // Codeship calls a git tag `.Branch` as well.
    return names.some(name => ofRuns.has(name) || (name.startsWith('.') && !(name === '.Branch' && tagOf(ref) !== '')));
}
/** Whether a tag is named after the run's branch, in any spelling. */
function isBranchTag(name, ref) {
    const branch = branchOf(ref);
    if (branch === '')
        return false;
    const tag = tagName(branch, { fixStart: true });
    return tag.kind !== 'refused' && tag.name === name;
}

;// CONCATENATED MODULE: ./lib/plan/tags/moving.js
const moving_fullVersion = /^[vV]?\d+\.\d+\.\d+([-+.][0-9A-Za-z.+-]*)?$/;
const shaTag = /^sha-[0-9a-f]{7,64}$/;
const fullHash = /(^|[^0-9a-f])[0-9a-f]{40}([0-9a-f]{24})?([^0-9a-f]|$)/;
/** Whether a user-defined tag names one build permanently: a full version, or a commit. */
function looksFixed(value, sha) {
    return (moving_fullVersion.test(value) ||
        shaTag.test(value) ||
        fullHash.test(value) ||
        (sha.length >= 7 && value.includes(sha.slice(0, 7))));
}
/** Whether a tag may move, judged only by its name. */
function isMovingTag(name) {
    return !looksFixed(name, '');
}

;// CONCATENATED MODULE: ./lib/plan/rules/ref-rules.js





/** `type=ref`: the branch, the git tag or the pull request's number. */
function refOutcome(rule, { subject: { ref }, gitTag, component }) {
    switch (rule.event) {
        case 'branch':
            return given(branchOf(ref), 'a branch', ref, { latest: false, moving: true });
        case 'tag':
            return given(gitTag, gitTagInWords(component), ref, { latest: true, moving: false });
        case 'pr':
            return given(pullOf(ref), 'a pull request', ref, { latest: false, moving: true });
    }
}
/** What a rule for git tags needs. */
function gitTagInWords(component) {
    return component?.ownTagsOnly ? `a git tag of the component ${component.name}` : 'a git tag';
}
function given(value, kind, ref, flags) {
    if (value === '')
        return { why: `needs ${kind}; this run is for ${refInWords(ref)}` };
    const release = flags.latest ? releaseBehind(value, value) : undefined;
    return { value, ...flags, ...(release && { release }) };
}
/** `type=edge`: the tag `edge` for the newest commit of one branch, the default one if none is named. */
function edgeOutcome(rule, { subject, facts }) {
    const branch = branchOf(subject.ref);
    if (branch === '')
        return { why: `needs a branch; this run is for ${refInWords(subject.ref)}` };
    const edge = rule.branch || facts.defaultBranch;
    if (edge === undefined)
        return { why: 'the default branch is not known; name one with `branch=`' };
    return branch === edge
        ? { value: 'edge', latest: false, moving: true }
        : { why: `the branch ${(0,quote/* quote */.h)(branch)} is not ${(0,quote/* quote */.h)(edge)}` };
}
/** `type=sha`: the commit. */
function shaOutcome(rule, { subject: { sha, env } }) {
    if (sha === '')
        return { why: 'the event has no commit' };
    return { value: rule.format === 'short' ? shortSha(sha, env) : sha, latest: false, moving: false };
}
/** `type=raw`: the user's text. */
function rawOutcome(rule, scope) {
    const rendered = scope.complete(rule.value, scope.names);
    if ('why' in rendered)
        return rendered;
    return { value: rendered.text, latest: false, moving: !looksFixed(rendered.text, scope.subject.sha) };
}
/** `type=schedule`: dated tags move too, because a second run on the same day has the same. */
function scheduleOutcome(rule, scope) {
    const { eventName } = scope.subject;
    if (eventName !== 'schedule') {
        return { why: `the event is ${(0,quote/* quote */.h)(eventName)}, not "schedule"` };
    }
    const rendered = scope.complete(rule.pattern, scope.schedulePattern);
    if ('why' in rendered)
        return rendered;
    return { value: rendered.text, latest: false, moving: true };
}

// EXTERNAL MODULE: ./node_modules/semver/functions/parse.js
var functions_parse = __webpack_require__(16353);
;// CONCATENATED MODULE: ./lib/plan/tags/pep440.js
let pep440_library;
/** Loads the PEP 440 library: half a megabyte of modules, only needed for `type=pep440`. */
async function loadPep440() {
    pep440_library ??= (await __webpack_require__.e(/* import() */ 518).then(__webpack_require__.t.bind(__webpack_require__, 25518, 19))).default;
}
/** Whether a line of `tags` may be such a rule. */
function mayNeedPep440(tags) {
    return tags.some(line => /pep440/i.test(line));
}
/** The library, which must have been loaded. */
function pep440() {
    if (pep440_library === undefined)
        throw new Error('loadPep440 comes before rules of type=pep440');
    return pep440_library;
}

;// CONCATENATED MODULE: ./lib/plan/rules/version-rules.js












/** `type=semver`: a prerelease gives its full version, whatever the pattern, unless that is exactly `{{raw}}`. */
function semverOutcome(rule, scope) {
    const text = versionText(rule, scope);
    if (typeof text !== 'string')
        return text;
    const version = valid(text) === null ? null : functions_parse(text, { loose: true });
    if (version === null)
        return { why: `${(0,quote/* quote */.h)(text)} is not a semantic version (https://semver.org)` };
    const names = { ...scope.versionPattern, ...version };
    if (version.prerelease.length > 0)
        return prerelease(rule, isOnlyRaw(rule.pattern) ? render(rule.pattern, names) : version.version, version.version);
    return release(rule, names, version.version, scope);
}
/** `type=pep440`: pre-, post- and development releases are treated like semver's prereleases. */
function pep440Outcome(rule, scope) {
    const text = versionText(rule, scope);
    if (typeof text !== 'string')
        return text;
    const version = pep440().valid(text) === null ? null : pep440().explain(text);
    if (version === null)
        return { why: `${(0,quote/* quote */.h)(text)} is not a PEP 440 version (https://peps.python.org/pep-0440)` };
    const clean = pep440().clean(text) ?? text;
    if (version.is_prerelease || version.is_postrelease || version.is_devrelease) {
        return prerelease(rule, isOnlyRaw(rule.pattern) ? text : clean, clean);
    }
    const names = {
        ...scope.versionPattern,
        raw: () => text,
        version: () => clean,
        major: () => pep440().major(text),
        minor: () => pep440().minor(text),
        patch: () => pep440().patch(text),
    };
    return release(rule, names, clean, scope);
}
/** `type=match`: a group of a regular expression, either `/…/flags` or the bare source. */
function matchOutcome(rule, scope) {
    // The pattern is written for the whole git tag.
    const text = valueOrTag(rule.value, scope, tagOf(scope.subject.ref));
    if (typeof text !== 'string')
        return text;
    const found = matchOf(rule.pattern, text);
    if (found === null)
        return { why: `${(0,quote/* quote */.h)(rule.pattern)} does not match ${(0,quote/* quote */.h)(text)}` };
    const value = Object.hasOwn(found, rule.group) ? found[Number(rule.group)] : undefined;
    if (value === undefined)
        return { why: `${(0,quote/* quote */.h)(rule.pattern)} has no group ${rule.group} in ${(0,quote/* quote */.h)(text)}` };
    const release = releaseBehind(value, text);
    return { value, latest: true, moving: !looksFixed(value, scope.subject.sha), ...(release && { release }) };
}
function prerelease({ type }, value, version) {
    return { value, latest: false, moving: false, release: { scheme: type, version, line: [] } };
}
function release(rule, names, version, scope) {
    const used = namesIn(rule.pattern);
    const full = used.has('version') || used.has('raw') || ['major', 'minor', 'patch'].every(part => used.has(part));
    const rendered = scope.complete(rule.pattern, names);
    if ('why' in rendered)
        return rendered;
    const facts = ruleRelease(rule.type, version, used);
    return { value: rendered.text, latest: true, moving: !full, release: facts };
}
/** The version of a rule: `value` or the git tag, `match` applied, slashes replaced by dashes. */
function versionText(rule, scope) {
    // `match` is written for the whole git tag.
    const text = valueOrTag(rule.value, scope, rule.match === '' ? scope.gitTag : tagOf(scope.subject.ref));
    if (typeof text !== 'string' || rule.match === '')
        return typeof text === 'string' ? dashed(text) : text;
    const found = matchOf(rule.match, text);
    if (found === null) {
        const why = `${(0,quote/* quote */.h)(rule.match)} does not match ${(0,quote/* quote */.h)(text)}`;
        const isVersion = (rule.type === 'semver' ? valid(text) : pep440().valid(text)) !== null;
        // A release of another part of a monorepo isn't a version: nothing is wrong.
        if (!isVersion)
            return { why };
        // As in metadata-action, continue with the whole text.
        scope.warn(`The rule ${rule.line}: ${why}, so the version is all of it`);
        return dashed(text);
    }
    return dashed(found[1] ?? (0,terms_problems/* refuse */.T)('has a match without a capturing group', 'Put the version in parentheses: api/v(.*)'));
}
function valueOrTag(value, scope, tag) {
    if (value !== '') {
        const rendered = scope.complete(value, scope.names);
        return 'why' in rendered ? rendered : rendered.text;
    }
    return tag === ''
        ? {
            why: `needs ${gitTagInWords(scope.component)}; this run is for ${refInWords(scope.subject.ref)} (or set \`value=\`)`,
        }
        : tag;
}
function dashed(text) {
    return text.replaceAll('/', '-');
}
/** The first match. @throws ActionError INPUT_INVALID for an expression that is not one, or takes too long */
function matchOf(pattern, text) {
    const expression = regExp(pattern);
    return inTime(pattern, text, () => text.match(expression));
}
/**
 * A regular expression, as `/…/flags` or its bare source, which may contain slashes: `/b/v(.*)` doesn't have the flags
 * `v(.*)`.
 */
function regExp(pattern) {
    (0,foreign/* refuseDoubledBackslash */._c)(pattern);
    const [, source = pattern, flags = ''] = /^\/(.+)\/([a-z]*)$/i.exec(pattern) ?? [];
    if (!/^[dgimsuvy]*$/.test(flags)) {
        (0,terms_problems/* refuse */.T)(`has unknown flags (${flags}) in the pattern ${(0,quote/* quote */.h)(pattern)}`, 'Use `i`, for example; for a pattern that starts with a slash, write \\/');
    }
    try {
        return new RegExp(source, flags);
    }
    catch {
        return (0,terms_problems/* refuse */.T)(`has an invalid regular expression ${(0,quote/* quote */.h)(pattern)}`, 'Use the syntax of JavaScript');
    }
}

;// CONCATENATED MODULE: ./lib/plan/rules/rule-tag.js







/**
 * The tag that a rule gives for this event, or why it gives none.
 *
 * @throws ActionError for templates, switches and values that can't become a tag
 */
function ruleTag(rule, flavor, scope) {
    if (!isEnabled(rule, scope))
        return { why: 'its `enable` is false' };
    const outcome = outcomeOf(rule, scope);
    if ('why' in outcome)
        return outcome;
    const prefix = rule.prefix === undefined ? flavor.prefix() : scope.complete(rule.prefix, scope.names);
    if ('why' in prefix)
        return prefix;
    const suffix = rule.suffix === undefined ? flavor.suffix() : scope.complete(rule.suffix, scope.names);
    if ('why' in suffix)
        return suffix;
    const value = `${prefix.text}${outcome.value}${suffix.text}`;
    if (value === '')
        return { why: `its value is empty${unknownIn(rule, scope)}` };
    const source = `${prefixOf(rule, flavor)}${sourceOf(rule)}`;
    // Codeship passes such a tag to docker, which refuses it.
    const fixStart = startsWithTemplate(source) && !rule.strip;
    if (fixStart && scope.isPublished && !/\w/.test(value)) {
        return { why: `${(0,quote/* quote */.h)(value)} has no character that a tag can start with`, isIncomplete: true };
    }
    if (fixStart && scope.isPublished && hasLostStart(value)) {
        return { why: `its value is ${(0,quote/* quote */.h)(value)}, because what should precede it is empty`, isIncomplete: true };
    }
    if (rule.strip)
        refuseLostFields(`${prefixOf(rule, flavor)}${sourceOf(rule)}${rule.suffix ?? flavor.source.suffix}`, scope);
    const tag = tagName(value, { strip: rule.strip, fixStart });
    if (tag.kind === 'refused') {
        const instead = 'Give the rule a prefix that starts with a letter, digit or _';
        return (0,terms_problems/* refuse */.T)(tag.why, rule.strip ? `${instead}, as in v{{ .Branch }}; or ${OTHER_FIELD}` : instead);
    }
    if (tag.kind === 'changed')
        scope.note(`The rule ${rule.line}: ${tag.why}`);
    return { name: tag.name, latest: outcome.latest, moving: outcome.moving, release: outcome.release };
}
function prefixOf({ prefix }, { source }) {
    return prefix ?? source.prefix;
}
const OTHER_FIELD = 'take {{ .CommitID }} or {{short_sha 12}}, which have no other characters';
/**
 * Codeship drops characters that tags can't have. `v{{ .Branch }}` on the branch `日本` would become `v`, and so would
 * any other such branch.
 *
 * @throws ActionError for a template whose distinctive parts were all dropped
 */
function refuseLostFields(source, { names }) {
    for (const [template] of source.matchAll(/\{\{(?!\s*[#/^!]|\s*else\b)[^{}]*\}\}/g)) {
        const value = render(template, names);
        const left = value.replaceAll(/[^a-zA-Z0-9._-]+/g, '');
        if (left === value || /[a-zA-Z0-9]/.test(left))
            continue;
        (0,terms_problems/* refuse */.T)(`has ${template}, which is ${(0,quote/* quote */.h)(value)} here, and no letter or digit of that is allowed in a tag`, `Write the tag without it, or ${OTHER_FIELD}`);
    }
}
/** Whether the leading template gave nothing (`{{#if branch}}{{branch}}{{/if}}-x`): no ref's name begins like this. */
function hasLostStart(value) {
    return /^[-./]/.test(value);
}
/** Unknown names give nothing, as in metadata-action: an Ansible variable, or a typo. */
function unknownIn(rule, { names }) {
    const unknown = rule.type === 'raw' ? unknownNames(rule.value, names) : [];
    return unknown.length === 0 ? '' : `: no template knows the name ${unknown.join(', ')}`;
}
/** The author's text for the value; '' if it comes only from the event. */
function sourceOf(rule) {
    if (rule.type === 'raw')
        return rule.value;
    return rule.type === 'schedule' || rule.type === 'semver' || rule.type === 'pep440' ? rule.pattern : '';
}
/**
 * Whether a tag's start comes from the event, which the rule's author can't choose: `{{branch}}-` is a lone `-` on a
 * pull request. It is then fixed, since a check shouldn't fail for it. A tag that is wrong on every run is refused.
 */
function startsWithTemplate(source) {
    return source === '' || source.startsWith('{{');
}
function isEnabled(rule, scope) {
    const enable = render(rule.enable, scope.names);
    if (enable === 'true' || enable === 'false')
        return enable === 'true';
    return (0,terms_problems/* refuse */.T)(`has "${enable}" for enable`, 'It must render to true or false');
}
function outcomeOf(rule, scope) {
    switch (rule.type) {
        case 'schedule':
            return scheduleOutcome(rule, scope);
        case 'semver':
            return semverOutcome(rule, scope);
        case 'pep440':
            return pep440Outcome(rule, scope);
        case 'match':
            return matchOutcome(rule, scope);
        case 'edge':
            return edgeOutcome(rule, scope);
        case 'ref':
            return refOutcome(rule, scope);
        case 'raw':
            return rawOutcome(rule, scope);
        case 'sha':
            return shaOutcome(rule, scope);
    }
}

;// CONCATENATED MODULE: ./lib/plan/rules/tags.js







/**
 * The tags of all rules, in order, without duplicates; followed by `latest` if the first rule that gave a tag says so.
 */
function tagsOf(rules, flavor, scope, problems) {
    const tags = new Map();
    const untagged = [];
    const affixes = renderedAffixes(flavor, scope, problems);
    const free = new Set();
    let first;
    for (const rule of rules) {
        if (rule.lost.length > 0)
            scope.warn(onlyLast(rule));
        const tag = problems.attempt('tags', rule.line, () => ruleTag(rule, affixes, scope));
        if (tag === undefined)
            continue;
        if ('why' in tag) {
            // The rules of a preset have the same reason.
            const isSaid = untagged.some(({ rule: line, why }) => line === rule.line && why === tag.why);
            if (!isSaid)
                untagged.push({ rule: rule.line, ...tag });
            continue;
        }
        first ??= tag;
        if (followsRuns(rule, flavor, scope.subject.ref))
            free.add(tag.name);
        const earlier = tags.get(tag.name);
        tags.set(tag.name, {
            name: tag.name,
            moving: tag.moving || earlier?.moving === true,
            from: earlier?.from ?? rule.line,
            release: earlier?.release ?? tag.release,
        });
    }
    if (first !== undefined && (flavor.latest === 'auto' ? first.latest : flavor.latest)) {
        const name = latestName(flavor, affixes, scope, problems);
        const release = first.release && { ...first.release, line: [] };
        if (name !== undefined && !tags.has(name))
            tags.set(name, { name, moving: true, from: 'flavor', release });
    }
    const isFree = ({ name }) => free.has(name) || isBranchTag(name, scope.subject.ref);
    return { tags: besideVersion(planned([...tags.values()]), isFree), untagged };
}
function onlyLast({ line, lost }) {
    const all = lost.map(value => (0,quote/* quote */.h)(value)).join(', ');
    return `The rule ${line}: only its last value counts, so ${all} ${lost.length === 1 ? 'is' : 'are'} lost. Write each tag on a separate line`;
}
/** Moving tags keep their version, which decides whether they may move. */
function planned(drafts) {
    const affixes = affixesOf(drafts);
    return drafts.map(({ release, ...tag }) => tag.moving && release !== undefined ? { ...tag, release: { ...release, affixes } } : tag);
}
function renderedAffixes(flavor, scope, problems) {
    const rendered = (name) => {
        let affix;
        return () => {
            // Failures are cached too, to be reported once instead of per rule.
            affix ??= problems.attempt('flavor', `${name}=${flavor[name]}`, () => scope.complete(flavor[name], scope.names));
            affix ??= { text: '' };
            return affix;
        };
    };
    return { prefix: rendered('prefix'), suffix: rendered('suffix'), source: flavor };
}
/** `latest` with the flavor's prefix and suffix if these apply; undefined when they can't be rendered. */
function latestName(flavor, affixes, scope, problems) {
    const prefix = flavor.prefixLatest ? affixes.prefix() : { text: '' };
    const suffix = flavor.suffixLatest ? affixes.suffix() : { text: '' };
    // Only a rule with its own affixes gets here without the flavor's.
    if ('why' in prefix || 'why' in suffix)
        return leftOut(scope, 'a part of it is empty for this event');
    const text = `${prefix.text}latest${suffix.text}`;
    if (scope.isPublished && startsWithTemplate(flavor.prefix) && hasLostStart(text)) {
        return leftOut(scope, `what should precede "${text}" is empty`);
    }
    return problems.attempt('flavor', text, () => {
        const tag = tagName(text, { fixStart: startsWithTemplate(flavor.prefix) });
        if (tag.kind === 'refused')
            return (0,terms_problems/* refuse */.T)(tag.why, 'Start the prefix with a letter, digit or _');
        if (tag.kind === 'changed')
            scope.note(`The flavor: ${tag.why}`);
        return tag.name;
    });
}
function leftOut(scope, why) {
    scope.note(`The flavor: \`latest\` is skipped because ${why}.`);
}

;// CONCATENATED MODULE: ./lib/plan/templates/lines/label-line.js




/**
 * Renders a line of `labels` or `annotations`. It is rendered as a whole, as in metadata-action, if all of it is
 * understood. In any other line, which that action would refuse or leave gaps in, templates of other tools and text
 * from the event stay as they are: a commit message about `{{mustaches}}` is not the workflow's mistake.
 *
 * @throws ActionError for an unknown name, for templates that fail, and for one that is never closed
 */
function renderLine(line, scope, textsIn) {
    if (!mayBeTemplate(line))
        return line;
    const texts = textsIn(line);
    const isBroken = !isClosed(line) && texts.length === 0;
    const isPlain = isBroken || (texts.length === 0 && isKnown(line, scope));
    return isPlain ? render(line, scope) : renderMixed(line, scope, texts).text;
}
function isKnown(line, scope) {
    if (treeOf(line) === undefined || unknownNames(line, scope).length > 0)
        return false;
    try {
        checkMeta(line);
        return true;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./lib/plan/metadata/documents.js
/** The `json` output, byte for byte in metadata-action's layout. */
function jsonDocument({ tags, tagNames, labels, annotations }) {
    return JSON.stringify({ tags, 'tag-names': tagNames, labels: Object.fromEntries(labels), annotations });
}
/** The contents of the bake files for a target of this name. */
function bakeDocuments(parts, target) {
    const { images, version, tags, annotations } = parts;
    const labels = Object.fromEntries(parts.labels);
    const args = { DOCKER_META_IMAGES: images.join(','), ...(version !== '' && { DOCKER_META_VERSION: version }) };
    const file = (content) => JSON.stringify({ target: { [target]: content } }, null, 2);
    return {
        'bake-file': file({ tags, labels, args }),
        'bake-file-tags': file({ tags, args }),
        'bake-file-labels': file({ labels }),
        'bake-file-annotations': file({ annotations }),
    };
}

;// CONCATENATED MODULE: ./lib/plan/metadata/metadata.js














/**
 * Computes what docker/metadata-action computes: tags, labels, annotations, JSON and bake files, in its order and
 * layout, except for its bugs (docs/compatibility.md).
 *
 * @throws InputError with every bad line of `tags`, `flavor`, `labels` and `annotations`
 */
function computeMetadata(request, context, facts, ports = {}) {
    const { names, given, own = [], ...inputs } = request;
    const problems = (0,terms_problems/* collector */.g)();
    const warnings = [];
    const notices = [];
    const images = [...new Set(names.map(lowered))];
    const imageContext = imageContextOf(context, inputs.refSource);
    const image = { name: images[0] ?? '', isPublished: inputs.isPublished ?? false, component: inputs.component };
    const reporters = { warn: (text) => warnings.push(text), note: (text) => notices.push(text) };
    const scope = ruleScope(imageContext, facts, image, { ...ports, ...reporters });
    const flavor = (0,rules_flavor/* parseFlavor */.w)(inputs.flavor, problems);
    const rulesOf = (lines, at) => {
        const named = at === 'tags' ? problems : under(at, problems);
        return tagsOf((0,rules/* parseRules */.N)(lines, named), flavor, scope, named);
    };
    const others = own.map(({ tags, at, names: of }) => ({ names: of.map(lowered), ...rulesOf(tags, at) }));
    const hasOwn = new Set(others.flatMap(({ names: of }) => of));
    // Rules that apply to no name are skipped, except for the outputs of a step without names.
    const isUsed = images.length === 0 || images.some(name => !hasOwn.has(name));
    const general = given
        ? { tags: given.tagNames, untagged: [] }
        : isUsed
            ? rulesOf(inputs.tags, 'tags')
            : { tags: [], untagged: [] };
    const all = [general, ...others];
    const tagNames = [...new Map(all.flatMap(({ tags: some }) => some.map(tag => [tag.name, tag]))).values()];
    const untagged = all.flatMap(set => set.untagged);
    const version = tagNames[0]?.name ?? '';
    const epoch = sourceDateOf(inputs, facts);
    const created = epoch === undefined ? imageContext.now : new Date(epoch * 1000);
    const computed = (0,metadata_labels/* computedLabels */.T1)(facts, version, created, imageContext.sha);
    const plain = tagNames.map(tag => tag.name);
    const tagsByName = new Map(images.map(name => [name, (others.find(({ names: of }) => of.includes(name)) ?? general).tags]));
    const tags = given?.references ?? references(tagsByName, plain);
    const known = { ...scope.names, ...planNames({ version, tags, created, revision: imageContext.sha }) };
    const textsIn = textsOf(imageContext.payload);
    const [labels = [], annotationPairs = []] = ['labels', 'annotations'].map(input => {
        const rendered = (line) => requiredPair(renderLine(line, known, textsIn));
        const customs = inputs[input].flatMap(line => problems.attempt(input, line, () => rendered(line)) ?? []);
        return (0,metadata_labels/* merged */.Zu)([...computed, ...customs]);
    });
    const buildArgs = renderArgs(inputs.buildArgs ?? [], known, textsIn, problems);
    problems.settle();
    const annotations = (0,metadata_labels/* leveled */.Cq)(annotationPairs, (0,docker_actions/* metadataSwitches */.E$)(imageContext.env).annotationLevels);
    const parts = { images, version, tags, tagNames: plain, labels, annotations };
    return {
        version,
        tags,
        tagNames,
        labels: labels.map(metadata_labels/* lineOf */.cA),
        annotations,
        json: jsonDocument(parts),
        bakeFiles: bakeDocuments(parts, inputs.bakeTarget),
        warnings: [...new Set(warnings)],
        notices: [...new Set(notices)],
        untagged: inputs.tags.length === 0
            ? untagged.map(rule => (rule.isIncomplete ? rule : { ...rule, isDefault: true }))
            : untagged,
        buildArgs,
        tagsByName,
    };
}
/** Image by image; without images, only the tags. */
function references(of, tags) {
    return of.size === 0 ? tags : [...of].flatMap(([image, some]) => some.map(({ name }) => `${image}:${name}`));
}
function lowered(text) {
    return text.toLowerCase();
}
/** Problems of `tags` from other rules than that input's. */
function under(at, problems) {
    const named = (input) => (input === 'tags' ? at : input);
    return {
        ...problems,
        add: problem => problems.add({ ...problem, input: named(problem.input) }),
        attempt: (input, place, body) => problems.attempt(named(input), place, body),
    };
}
/** A template may give nothing, but not half a pair. */
function requiredPair(text) {
    if (text.trim() === '' || /^[^=\s]+=/.test(text))
        return (0,metadata_labels/* pairOf */.cF)(text);
    return (0,terms_problems/* refuse */.T)('is not `key=value`', 'Put a value of several lines in double quotes together with its key');
}

// EXTERNAL MODULE: ./lib/plan/named-gates.js
var named_gates = __webpack_require__(13855);
;// CONCATENATED MODULE: ./lib/plan/other-image.js
/**
 * Checks that run an image of the published name instead of `$IMAGE`: docker would pull the previously published image,
 * and the step would pass without testing the new one. A whole sentence each.
 */
function otherImages({ test, gates }, names) {
    const scripts = [{ at: 'test', run: test }, ...gates.map(({ name, run }) => ({ at: `gates (${name})`, run }))];
    return scripts.flatMap(({ at, run }) => {
        if (!/\bdocker\s+(?:container\s+)?(?:run|create)\b/.test(run) || /\b(?:IMAGE|OCI_LAYOUT)/.test(run))
            return [];
        const named = names.map(name => runsUnder(name, run)).find(found => found !== undefined);
        if (named === undefined)
            return [];
        return [
            `\`${at}\` runs ${named}, which is not the image that was just built: that one is \`$IMAGE\`, as in \`docker run --rm "$IMAGE"\`.`,
        ];
    });
}
/** How a script refers to an image of this name: `myapp:1.2` for `acme/myapp`, also under another registry. */
function runsUnder(name, script) {
    const last = name.slice(name.lastIndexOf('/') + 1).replaceAll('.', '\\.');
    return new RegExp(`(?<![^\\s"'])(?:[\\w.:-]+/)*${last}:[\\w$\{][^\\s"';|&]*`).exec(script)?.[0];
}

// EXTERNAL MODULE: ./lib/plan/reference-lines.js
var reference_lines = __webpack_require__(17716);
// EXTERNAL MODULE: ./lib/plan/targets.js
var plan_targets = __webpack_require__(69005);
;// CONCATENATED MODULE: ./lib/plan/plan.js


















/**
 * Decides everything about a run: what to build with which labels, and which tags go to which repository and why.
 *
 * @throws InputError with every problem found, also when a push was decided but the rules gave no tag.
 */
function makePlan(inputs, context, facts, ports) {
    const { metadata: wanted, registries } = inputs;
    const sourceDateEpoch = sourceDateOf(wanted, facts);
    const isReferences = (0,reference_lines/* tagsMode */.N7)(wanted.images, wanted.tags) === 'references';
    const hasTargets = wanted.images.length > 0 || registries.length > 0;
    const { component } = wanted;
    const global = decide({ push: inputs.push, hasTargets, filters: inputs.filters, component }, context);
    const decisionOf = (entry) => entry === undefined ? global : decideFor(global, entry.registry, entry.filters, context);
    const asked = { ...wanted, isPublished: global.push, buildArgs: inputs.build.buildArgs };
    const foreign = foreignContextWarning(inputs, imageContextOf(context, wanted.refSource));
    const asides = [
        ...inputs.warnings,
        ...inputs.build.outputs.ignored.map(item => `\`outputs\`: ${item} has no effect here`),
        ...(foreign === undefined ? [] : [foreign]),
    ];
    const withMetadata = (names, rules, targetsFor) => {
        const metadata = computeMetadata({ ...asked, names, ...rules }, context, facts, ports);
        const image = imageOf(inputs, metadata, targetsFor(metadata));
        const notes = [...asides, ...otherImages(inputs, names)];
        return { ...conclude(image, global, notes, unmergedLatest(inputs.push, context, metadata)), sourceDateEpoch };
    };
    if (isReferences) {
        const { references, problems } = (0,reference_lines/* parseReferences */.IO)(wanted.tags);
        problems.push(...ownTagsBeside(registries));
        if (problems.length > 0)
            throw new errors/* InputError */.dz(problems);
        const targets = withVersion((0,plan_targets/* referenceDestinations */.j6)(references, registries, isMovingTag, decisionOf), context.ref);
        const names = targets.map(target => target.name);
        return withMetadata(names, { given: givenTags(targets) }, () => targets);
    }
    const targets = (0,plan_targets/* resolveNames */.jN)((0,metadata_images/* parseImages */.e)(wanted.images), registries);
    const names = targets.map(target => target.name.text);
    const own = (0,plan_targets/* ownRules */.og)(targets, registries);
    return withMetadata(names, { own }, ({ tagsByName }) => (0,plan_targets/* destinations */.uC)(targets, ({ name }) => tagsByName.get(name.text) ?? [], decisionOf));
}
/** A complete reference has its tag. */
function ownTagsBeside(registries) {
    const index = registries.findIndex(({ tags }) => tags !== undefined);
    if (index === -1)
        return [];
    const problem = 'has no effect where the input `tags` contains complete references';
    const fix = 'Name the image in `images`, and write rules in `tags`; or remove it.';
    return [{ input: `registries[${index}].tags`, problem, fix }];
}
/** Complete references. Moving ones get the version that one of them names. */
function withVersion(targets, ref) {
    const tags = besideVersion(targets.flatMap(target => target.tags), ({ name }) => isBranchTag(name, ref));
    const byName = new Map(tags.map(tag => [tag.name, tag]));
    return targets.map(target => ({ ...target, tags: target.tags.map(tag => byName.get(tag.name) ?? tag) }));
}
/** Each tag once among the names, every reference in full. */
function givenTags(targets) {
    const byName = new Map(targets.flatMap(target => target.tags).map(tag => [tag.name, tag]));
    const references = targets.flatMap(target => target.tags.map(tag => `${target.name}:${tag.name}`));
    return { references, tagNames: [...byName.values()] };
}
function imageOf({ build, ...gates }, metadata, targets) {
    return { name: '', metadata, destinations: targets, target: build.target, gates: (0,named_gates/* namedGates */.E)(gates) };
}
function conclude(image, global, asides, unmerged) {
    const { metadata, destinations: targets } = image;
    const pushing = targets.filter(target => target.decision.push);
    const problems = global.push ? [...whyNothing(metadata, targets, global.reason), ...unmerged] : [];
    if (problems.length > 0)
        throw new errors/* InputError */.dz(problems);
    const skipped = targets.find(target => !target.decision.push);
    const decision = pushing.length > 0 || !global.push ? global : { push: false, reason: skipped?.decision.reason ?? global.reason };
    const warnings = [...asides, ...metadata.warnings];
    const { buildArgs: rendered } = metadata;
    const buildArgs = { args: rendered.map(({ arg }) => arg), shown: rendered.flatMap(({ shown }) => shown ?? []) };
    const notices = [...metadata.notices, ...emptyRules(metadata.untagged)];
    return { images: [image], decision, buildArgs, warnings, notices, remarks: [] };
}
/** Names that always mean released code, also with the variant of an image: `latest-alpine`, `stable`. */
const RELEASED = /(?:^|[-_.])latest(?:$|[-_.])|^stable(?:$|[-_.])/;
/** Users of `latest`, `stable` or the default branch's tag must not get the code of a pull request. */
function unmergedLatest(push, context, { tagNames }) {
    if (push !== 'same-repository' || !isOwnPullRequest(context))
        return [];
    const branch = defaultBranchOf(context);
    const isMerged = (name) => branch !== undefined && isBranchTag(name, `refs/heads/${branch}`);
    const latest = tagNames.find(({ name, from }) => RELEASED.test(name) || isMerged(name) || from === 'flavor');
    if (latest === undefined)
        return [];
    const fixes = {
        flavor: `Write \`latest=\${{ github.event_name != '${context.eventName}' }}\` in \`flavor\`.`,
        tags: 'Leave it out for pull requests.',
    };
    const fix = fixes[latest.from] ?? `Add \`enable={{is_default_branch}}\` to the rule ${(0,quote/* quote */.h)(latest.from)}.`;
    const problem = `would move \`${latest.name}\` to the code of ${refInWords(imageContextOf(context, 'workflow').ref)}, which is not merged`;
    return [{ input: latest.from === 'flavor' ? 'flavor' : 'tags', problem, fix }];
}
/** A decided push that publishes nothing is a mistake, not a success. */
function whyNothing(metadata, targets, reason) {
    if (targets.length === 0) {
        return [
            {
                input: 'images',
                problem: 'names nothing to publish to, but this run would publish',
                fix: 'Name an image in `images`, or complete references in `tags`, or set `push: false`.',
            },
        ];
    }
    if (targets.some(target => target.tags.length > 0))
        return [];
    const rows = rowsOf(metadata.untagged);
    const tried = rows === '' ? '' : `. Rules tried:${rows}`;
    return [
        {
            input: 'tags',
            problem: `produces no tag for this run (${reason}), so there is nothing to publish${tried}`,
            fix: 'Add a rule that fits this event (`type=sha` fits all), or narrow the push with `branches`, `git-tags` or `events`.',
        },
    ];
}

// EXTERNAL MODULE: ./lib/plan/rules/presets.js
var presets = __webpack_require__(8807);
// EXTERNAL MODULE: ./lib/host/files/regular-file.js
var regular_file = __webpack_require__(30481);
;// CONCATENATED MODULE: ./lib/plan/templates/workspace-file.js




const maxBytes = 1024 * 1024;
/** Reads files below `workspace`, at most 1 MiB. Links are followed only if they stay inside. */
function workspaceReader(workspace) {
    return path => {
        let target;
        let root;
        try {
            root = (0,external_node_fs_.realpathSync)(workspace);
            target = (0,external_node_fs_.realpathSync)((0,external_node_path_.join)(workspace, path));
        }
        catch {
            return (0,terms_problems/* refuse */.T)(`reads "${path}", which does not exist`, 'Check out the repository before this step');
        }
        const inside = (0,external_node_path_.relative)(root, target);
        if (inside === '..' || inside.startsWith(`..${external_node_path_.sep}`) || (0,external_node_path_.isAbsolute)(inside)) {
            return (0,terms_problems/* refuse */.T)(`reads "${path}", which points outside the workspace`, 'Name a file of the repository');
        }
        return contentOf(target, path);
    };
}
function contentOf(target, path) {
    const stat = (0,external_node_fs_.statSync)(target);
    // A pipe or device could block forever.
    if (!stat.isFile())
        return (0,terms_problems/* refuse */.T)(`reads "${path}", which is not a file`, 'Name a file of the repository');
    if (stat.size > maxBytes)
        return (0,terms_problems/* refuse */.T)(`reads "${path}", which is larger than 1 MiB`, 'Name a smaller file');
    return (0,regular_file/* readText */.yR)(target, { largest: maxBytes });
}

// EXTERNAL MODULE: ./lib/runner/child-env.js
var child_env = __webpack_require__(30994);
;// CONCATENATED MODULE: ./lib/run/planning/plans.js
























/** The context with the ref and commit that the inputs select. */
async function contextFor(inputs, event, machine) {
    const context = { ...event, now: await timeFor(inputs, { context: event, machine }) };
    if (inputs.metadata.refSource === 'workflow')
        return context;
    return contextOfCheckout(context, gitIn(event.workspace, machine.run, childEnv(machine.env)));
}
/** Time limit for listing this run's artifacts, in seconds. */
const LISTING = (/* unused pure expression or super */ null && (5 * 60));
/** The jobs of one image agree on a time. A dry run makes no request. */
async function timeFor(inputs, site) {
    const { context: event, machine } = site;
    const { merge, time } = inputs.parts;
    if (time !== undefined)
        return time;
    if (!isOfParts(inputs.parts) || inputs.dryRun)
        return event.now;
    const { api } = sourcesFor(inputs, site);
    if (!merge)
        return timeOfRun(event, api);
    // Jobs with fewer permissions may have determined another time, and their parts exist already.
    const known = timeOfEvent(event);
    if (known !== undefined)
        return known;
    const { timeOfParts } = await __webpack_require__.e(/* import() */ 278).then(__webpack_require__.bind(__webpack_require__, 81278));
    const artifacts = createArtifacts(machine, { folder: event.runnerTemp, seconds: LISTING });
    return (await timeOfParts(artifacts)) ?? timeOfRun(event, api);
}
/** Plans several images with common facts. @throws InputError with every problem of each */
async function planTogether(builds, context, known) {
    const problems = [];
    const named = [];
    for (const { name, inputs } of builds) {
        try {
            named.push({ name, plan: await planFor(inputs, context, known) });
        }
        catch (error) {
            if (!(error instanceof errors/* InputError */.dz))
                throw error;
            problems.push(...error.problems.map(problem => (0,errors/* ofImage */.pi)(problem, name)));
        }
    }
    if (problems.length === 0)
        problems.push(...unusedByAll(builds.map(({ inputs }) => inputs)));
    if (problems.length > 0)
        throw new errors/* InputError */.dz(problems);
    return { plan: joinPlans(named), plans: named.map(({ plan }) => plan) };
}
/** Tags for registries that none of the images goes to. */
function unusedByAll(all) {
    const [first = [], ...others] = all.map(({ metadata, registries }) => (0,plan_targets/* unusedTags */.Gx)((0,metadata_images/* parseImages */.e)(metadata.images), registries));
    return first.filter(({ input }) => others.every(other => other.some(problem => problem.input === input)));
}
/** Facts that are only displayed. */
const SHOWN = ['name', 'description', 'htmlUrl', 'license'];
/** The facts that the rules of these inputs need; all are of one step, and so of one commit. */
async function factsFor(all, site) {
    const { context } = site;
    const [first] = all;
    if (first === undefined)
        return { facts: {}, unknown: [] };
    // The facts that templates need are known only after parsing.
    if (all.some(inputs => isTemplated(wantedOf(inputs))))
        await loadHandlebars();
    const { refSource } = first.metadata;
    const needed = [...new Set(all.flatMap(inputs => neededFacts(wantedOf(inputs))))];
    const sources = { ...sourcesFor(first, site), isShared: (0,read_parts/* isOfParts */.YI)(first.parts) };
    const asked = first.dryRun ? { ...sources, api: undefined } : sources;
    const imageContext = imageContextOf(context, refSource);
    const known = repoFactsFromEvent(context, refSource);
    // Requesting the default branch gets the others as well.
    const isAsked = needed.includes('defaultBranch') && known.defaultBranch === undefined;
    const deciding = isAsked ? needed : needed.filter(fact => !SHOWN.includes(fact));
    const facts = await loadFacts(known, deciding, imageContext, asked);
    const missing = needed.filter(fact => facts[fact] === undefined);
    if (first.dryRun)
        return { facts, unknown: missing };
    const shown = missing.filter(fact => SHOWN.includes(fact));
    if (isAsked || shown.length === 0)
        return { facts, unknown: [] };
    const rest = async (within) => {
        const { api } = sourcesFor(first, site, within);
        return { facts: await loadFacts(facts, shown, imageContext, { ...sources, api }), unknown: [] };
    };
    return { facts, unknown: [], rest };
}
/** Plans one image. @throws InputError */
async function planFor(inputs, context, { facts, unknown }) {
    const wanted = wantedOf(inputs);
    if (mayNeedPep440(wanted.tags))
        await loadPep440();
    // The date library is large: it is loaded only for templates with dates.
    const formatter = neededFormatter(wanted)
        ? (await Promise.all(/* import() */[__webpack_require__.e(856), __webpack_require__.e(857)]).then(__webpack_require__.bind(__webpack_require__, 6857))).formatDate
        : undefined;
    const plan = makePlan(inputs, context, facts, {
        ...(formatter !== undefined && { formatDate: formatter }),
        readWorkspaceFile: workspaceReader(context.workspace),
    });
    const notices = [...plan.notices, ...movingSource(inputs), ...(0,place/* dockerfileNotices */.mo)(context.workspace, inputs.build)];
    return { ...plan, notices, remarks: [...plan.remarks, ...notLoggedIn(inputs), ...notAsked(unknown)] };
}
/** Including the tag rules of single registries. */
function wantedOf({ metadata, build, registries }) {
    const tags = [...metadata.tags, ...registries.flatMap(entry => entry.tags ?? [])];
    return { ...metadata, tags, buildArgs: build.buildArgs };
}
function isTemplated({ tags, flavor, labels, annotations, buildArgs }) {
    const lines = [...tags, ...flavor, ...labels, ...annotations, ...buildArgs];
    return lines.some(mayBeTemplate) || tags.some(presets/* mayBePreset */.aE);
}
/** A tag may have moved since its image was tested and approved. */
function movingSource({ source }) {
    if (source?.kind !== 'registry')
        return [];
    const { tag, digest } = source.reference;
    if (digest !== undefined || tag === undefined || !isMovingTag(tag))
        return [];
    const text = (0,promote/* sourceText */.r)(source);
    return [
        `\`source: ${text}\` is whatever the tag names when this step runs. To publish what was tested and approved, pass its digest: \`source: ${text}@sha256:…\`.`,
    ];
}
/** A part that is handed over as an artifact needs no login to where the image goes. */
function notLoggedIn({ skippedLogins }) {
    if (skippedLogins.length === 0)
        return [];
    return [
        `No login to ${skippedLogins.join(', ')}: this job may not ask GitHub for an id token, and a part that is handed over as an artifact does not use the login.`,
    ];
}
/** A dry run uses no network, so some facts may be missing. */
function notAsked(unknown) {
    if (unknown.length === 0)
        return [];
    return [
        `A dry run does not ask the GitHub API, and the event lacks ${inWords(unknown)}: empty here, looked up in other runs.`,
    ];
}
/** The inputs with planned values: build arguments rendered, times fixed. */
function withPlanned(given, { buildArgs, sourceDateEpoch }) {
    const build = { ...given.build, buildArgs: buildArgs.args };
    return { ...given, build: withSourceDate(build, sourceDateEpoch) };
}
/**
 * The sources of repository facts: the checkout and GitHub.
 *
 * @param within time limit for all of GitHub's answers, in milliseconds
 */
function sourcesFor(inputs, { context, machine }, within) {
    const { env, log, run, signal } = machine;
    return {
        git: git_gitIn(context.workspace, run, (0,child_env/* childEnv */.gf)(env)),
        api: githubApi(context, inputs.githubToken, inputs.retry, {
            ...(0,host_machine/* retryPorts */.N)(machine),
            signal,
            proxyEnv: env,
            within,
        }),
        log,
    };
}


/***/ }),

/***/ 52310:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runVerify: () => (/* binding */ runVerify)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/host/errors.js
var host_errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/files/regular-file.js
var regular_file = __webpack_require__(30481);
// EXTERNAL MODULE: ./lib/inputs/reading/trust.js
var trust = __webpack_require__(93632);
// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __webpack_require__(23940);
;// CONCATENATED MODULE: ./lib/credentials/trust.js






/**
 * The certificates in `registries` and `registry-auth`, by host; entries of one host are merged.
 *
 * @throws InputError for a file that cannot be read or contains no certificate
 */
async function readTrusts(entries, workspace) {
    const trusts = new Map();
    const problems = [];
    for (const { registry, ca, insecure } of entries) {
        if (ca === undefined && insecure === undefined)
            continue;
        const host = (0,oci_reference/* canonicalHost */.rQ)(registry);
        const known = trusts.get(host) ?? {};
        const certificates = ca === undefined ? undefined : await certificatesIn(ca, registry, workspace, problems);
        const all = [...new Set([known.ca, certificates])].filter(text => text !== undefined).join('\n');
        trusts.set(host, { ...known, ...(all !== '' && { ca: all }), ...(insecure && { insecure }) });
    }
    if (problems.length > 0)
        throw new host_errors/* InputError */.dz(problems);
    return trusts;
}
const CERTIFICATE = /-----BEGIN ([A-Z0-9 ]*CERTIFICATE)-----.*?-----END \1-----/gs;
/** Only the certificates: a PEM file may also contain private keys. */
async function certificatesIn(ca, registry, workspace, problems) {
    try {
        const text = (0,trust/* isPem */.X3)(ca) ? ca : (0,regular_file/* readText */.yR)((0,external_node_path_.resolve)(workspace, ca), { follow: true });
        const certificates = [...text.matchAll(CERTIFICATE)].map(([block]) => block);
        if (certificates.length === 0)
            throw new Error('it contains no PEM certificate');
        for (const certificate of certificates)
            new external_node_crypto_.X509Certificate(certificate);
        return `${certificates.join('\n')}\n`;
    }
    catch (error) {
        problems.push({
            input: `ca of ${registry}`,
            problem: `cannot be used: ${(0,host_errors/* messageOf */.bD)(error)}`,
            fix: "Give the certificate of the registry's authority in PEM, as text or as the path of a file.",
        });
        return undefined;
    }
}

// EXTERNAL MODULE: ./lib/host/errno.js
var errno = __webpack_require__(69706);
// EXTERNAL MODULE: ./lib/event/context.js
var context = __webpack_require__(13051);
// EXTERNAL MODULE: ./lib/host/fields.js
var fields = __webpack_require__(87617);
;// CONCATENATED MODULE: ./lib/credentials/docker-config.js




const EMPTY_CONFIG = {
    auths: new Map(),
    credHelpers: new Map(),
    credsStore: undefined,
    raw: {},
    problems: [],
};
/** A credential from user name and secret: Docker marks identity tokens with the user `<token>`. */
function toCredential(username, secret) {
    return username === '<token>'
        ? { kind: 'identity', identityToken: secret }
        : { kind: 'basic', username, password: secret };
}
/** The two halves of `auth`; undefined if it is not base64 of `user:password`. */
function decodeAuth(auth) {
    if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(auth))
        return undefined;
    const decoded = Buffer.from(auth, 'base64').toString();
    const colon = decoded.indexOf(':');
    if (colon < 1)
        return undefined;
    // Docker's encoder once padded the password with NULs, and its decoder still drops them.
    return { username: decoded.slice(0, colon), password: decoded.slice(colon + 1).replace(/^\0+|\0+$/g, '') };
}
/** The credential of an entry of `auths`: undefined if empty (a helper has the login), 'bad' if unreadable. */
function readAuth(entry) {
    if (!(0,fields/* isObject */.Gv)(entry))
        return 'bad';
    const field = (name) => (0,context/* text */.Qq)(entry, name) || undefined;
    const auth = field('auth');
    const decoded = auth === undefined ? undefined : decodeAuth(auth);
    const username = decoded?.username ?? field('username');
    // The order in which docker and BuildKit read the fields.
    const token = field('registrytoken');
    if (token !== undefined)
        return { kind: 'bearer', token };
    const identityToken = field('identitytoken');
    if (identityToken !== undefined)
        return { kind: 'identity', ...(username && { username }), identityToken };
    if (auth !== undefined && decoded === undefined)
        return 'bad';
    const password = decoded === undefined ? field('password') : decoded.password;
    return username === undefined || !password ? undefined : toCredential(username, password);
}
/** A `.dockercfg`, Docker's format before 1.7, has the hosts at the top level. */
function isLegacy(root) {
    const entries = Object.values(root);
    return !Object.hasOwn(root, 'auths') && entries.every(fields/* isObject */.Gv) && entries.some(isLogin);
}
function isLogin(entry) {
    if (!(0,fields/* isObject */.Gv)(entry))
        return false;
    return typeof entry.auth === 'string' || (typeof entry.username === 'string' && typeof entry.password === 'string');
}
/** Sorts `quay.io` before keys such as `https://quay.io/v1/`, so that it wins. */
function plainFirst(entries) {
    const isPlain = ([key]) => ((0,oci_reference/* canonicalHost */.rQ)(key) === key ? 0 : 1);
    return Object.entries(entries).sort((a, b) => isPlain(a) - isPlain(b));
}
function readHelpers(root) {
    const helpers = new Map();
    const entries = (0,context.at)(root, 'credHelpers');
    for (const [key, name] of plainFirst((0,fields/* isObject */.Gv)(entries) ? entries : {})) {
        const host = (0,oci_reference/* canonicalHost */.rQ)(key);
        if (typeof name === 'string' && !helpers.has(host))
            helpers.set(host, name);
    }
    return helpers;
}
/**
 * Parses a `config.json` or a legacy `.dockercfg`.
 *
 * @param where its name in messages: an input or a path
 * @throws ActionError `INPUT_INVALID` if it is not a JSON object; its content is never in the message
 */
function parseDockerConfig(content, where) {
    let json;
    try {
        json = content.trim() === '' ? {} : JSON.parse(content);
    }
    catch {
        // No cause: V8's message quotes the text, which may be a password.
        json = null;
    }
    if (!(0,fields/* isObject */.Gv)(json)) {
        throw new host_errors/* ActionError */.lZ('INPUT_INVALID', `${where} is not a JSON object`, {
            hint: 'A Docker config looks like {"auths": {"ghcr.io": {"auth": "…"}}}.',
        });
    }
    const raw = isLegacy(json) ? { auths: json } : json;
    const auths = new Map();
    const problems = [];
    const entries = (0,context.at)(raw, 'auths');
    for (const [key, entry] of plainFirst((0,fields/* isObject */.Gv)(entries) ? entries : {})) {
        const host = (0,oci_reference/* canonicalHost */.rQ)(key);
        const credential = readAuth(entry);
        if (credential === 'bad')
            problems.push(`${where}: the entry of ${key} is not a valid login`);
        else if (credential !== undefined && !auths.has(host))
            auths.set(host, credential);
    }
    return { auths, credHelpers: readHelpers(raw), credsStore: (0,context/* text */.Qq)(raw, 'credsStore') || undefined, raw, problems };
}

;// CONCATENATED MODULE: ./lib/credentials/user-config.js





async function readFileOf(path) {
    try {
        return parseDockerConfig((0,regular_file/* readText */.yR)(path, { follow: true }), path);
    }
    catch (error) {
        if (error instanceof host_errors/* ActionError */.lZ)
            throw error;
        const code = (0,errno/* errnoOf */.U)(error);
        if (code === 'ENOENT' || code === 'ENOTDIR')
            return EMPTY_CONFIG;
        throw new host_errors/* ActionError */.lZ('RUNNER_UNUSABLE', `cannot read the user's Docker config ${path}: ${(0,errno/* reasonOf */.A)(error)}`, {
            hint: "Make it readable for the runner's user, set DOCKER_CONFIG to another folder, or give this login to the step.",
            cause: error,
        });
    }
}
/**
 * The user's own logins: config.json, and DOCKER_AUTH_CONFIG, whose `auths` docker prefers. A missing file counts as
 * empty. `problems` are for a warning: docker too ignores bad entries. It also ignores unreadable files; here only a
 * needed login without another source fails, with `unreadable`, which is a warning otherwise (`ignoredConfig`).
 */
async function readUserConfigs({ configDir, authConfig, }) {
    let unreadable;
    const tolerant = async (read) => {
        try {
            return await read();
        }
        catch (error) {
            if (!(error instanceof host_errors/* ActionError */.lZ))
                throw error;
            // Not an input: the machine has it.
            unreadable ??= new host_errors/* ActionError */.lZ('RUNNER_UNUSABLE', error.message, { hint: error.hint, cause: error });
            return EMPTY_CONFIG;
        }
    };
    const file = await tolerant(() => readFileOf((0,external_node_path_.join)(configDir, 'config.json')));
    const given = await tolerant(() => authConfig === '' ? EMPTY_CONFIG : parseDockerConfig(authConfig, 'DOCKER_AUTH_CONFIG'));
    return { env: given, file, ...(unreadable !== undefined && { unreadable }) };
}
/** The warning about a config that could not be read, in a run that needs no login of it. */
function ignoredConfig({ unreadable }) {
    return unreadable === undefined ? [] : [`${unreadable.message}; its logins are ignored`];
}

// EXTERNAL MODULE: ./lib/host/variables/environment.js
var environment = __webpack_require__(72101);
// EXTERNAL MODULE: ./lib/host/variables/system.js
var system = __webpack_require__(34803);
;// CONCATENATED MODULE: ./lib/host/variables/docker.js



/**
 * @see https://docs.docker.com/reference/cli/docker/#environment-variables
 * @see https://docs.docker.com/build/building/variables/#build-tool-configuration-variables
 */
function docker_dockerVariables(env) {
    const configDir = env.DOCKER_CONFIG || (0,external_node_path_.join)((0,system/* homeOf */.lt)(env), '.docker');
    return {
        host: env.DOCKER_HOST ?? '',
        context: env.DOCKER_CONTEXT ?? '',
        configDir,
        authConfig: env.DOCKER_AUTH_CONFIG ?? '',
        hasDefaultPlatform: env.DOCKER_DEFAULT_PLATFORM !== undefined,
        builder: env.BUILDX_BUILDER ?? '',
        buildxConfigDir: env.BUILDX_CONFIG || (0,external_node_path_.join)((0,external_node_path_.resolve)(configDir), 'buildx'),
        noDefaultAttestations: (0,environment/* isTrue */.Hn)(env.BUILDX_NO_DEFAULT_ATTESTATIONS),
    };
}
/** Set by those who collect traces: OpenTelemetry's variables, and the trace that the step is a part of. */
const OF_TRACES = /^(?:OTEL_\w+|TRACEPARENT|TRACESTATE)$/;
/**
 * What to add to the environment of a buildx that builds. It records a trace of the command, whether or not anybody
 * collects it, and BuildKit keeps that in each build's history: with 40 images, all spans 40 times.
 *
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#general-sdk-configuration
 */
function buildxSettings(env) {
    const isTraced = Object.entries(env).some(([name, value]) => Boolean(value) && OF_TRACES.test(name));
    return { BUILDX_METADATA_WARNINGS: 'true', ...(isTraced ? {} : { OTEL_TRACES_SAMPLER: 'always_off' }) };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./lib/host/text/quote.js
var text_quote = __webpack_require__(64212);
// EXTERNAL MODULE: ./lib/inputs/credentials.js
var credentials = __webpack_require__(38863);
// EXTERNAL MODULE: ./lib/inputs/reading/source.js + 1 modules
var reading_source = __webpack_require__(13845);
// EXTERNAL MODULE: ./lib/inputs/robust.js
var robust = __webpack_require__(54800);
// EXTERNAL MODULE: ./lib/inputs/signing/trusted-signers.js
var trusted_signers = __webpack_require__(8240);
;// CONCATENATED MODULE: ./lib/inputs/verify/images.js





/** The images of `images`, `refs` and `result`, without duplicates. */
function readImages(source) {
    const named = [
        ...(0,reading_source/* items */.ld)(source, 'images', { commas: true }).map(text => ['images', text]),
        ...refsIn(source).map(text => ['refs', text]),
        ...resultIn(source).map(text => ['result', text]),
    ];
    const isGiven = ['images', 'refs', 'result'].some(name => source.text(name) !== '');
    if (!isGiven) {
        const fix = 'Name the images, as in `ghcr.io/acme/api:1.4` or `ghcr.io/acme/api@sha256:…`, one per line.';
        source.report('images', 'is empty, and so are `refs` and `result`', fix);
    }
    const read = named.flatMap(([input, text]) => imageAt(source, input, text));
    return [...new Map(read.map(image => [image.text, image])).values()];
}
function imageAt(source, input, text) {
    try {
        const reference = (0,oci_reference/* parseReference */.F2)(text);
        return [{ text: (0,oci_reference/* formatReference */.FH)(reference), reference }];
    }
    catch (error) {
        if (!(error instanceof host_errors/* ActionError */.lZ))
            throw error;
        source.report(input, `has an entry that is not an image: ${error.message}`, error.hint ?? '');
        return [];
    }
}
const NOTHING = "Nothing was published there. Run this step only if something was: `if: needs.image.outputs.pushed == 'true'`.";
/** `["ghcr.io/acme/api:1.4"]` */
function refsIn(source) {
    const list = jsonList(source, 'refs');
    if (list === undefined)
        return [];
    if (list.length === 0)
        source.report('refs', 'lists no image', NOTHING);
    const texts = list.filter(one => typeof one === 'string');
    if (texts.length < list.length)
        source.invalid('refs', 'an entry that is not text', FORMS.refs);
    return texts;
}
/**
 * `[{"reference": "ghcr.io/acme/api:1.4", "digest": "sha256:…", "state": "published"}]`: the published images, by
 * digest.
 */
function resultIn(source) {
    const list = jsonList(source, 'result');
    if (list === undefined)
        return [];
    const entries = list.map(fields/* fieldsIn */.t5);
    const published = entries.filter(({ state }) => state === 'published');
    const texts = published.flatMap(({ reference, digest }) => typeof reference === 'string' && typeof digest === 'string' && (0,oci_reference/* isDigest */.Bc)(digest) ? [`${reference}@${digest}`] : []);
    const isForeign = entries.some(({ state, reference }) => typeof state !== 'string' || typeof reference !== 'string');
    if (isForeign || texts.length < published.length) {
        source.invalid('result', 'an entry without reference, digest or state', FORMS.result);
    }
    else if (texts.length === 0)
        source.report('result', 'lists no published image', NOTHING);
    return texts;
}
const FORMS = {
    refs: 'the output `refs` of a step that published, a JSON array of references',
    result: 'the output `result` of a step that published, a JSON array of objects',
};
/** undefined when the input is not given, or isn't a list. */
function jsonList(source, name) {
    const text = source.text(name);
    if (text === '')
        return undefined;
    try {
        const json = JSON.parse(text);
        if (Array.isArray(json))
            return json;
    }
    catch {
        // Not JSON.
    }
    source.invalid(name, (0,text_quote/* quote */.h)(text), FORMS[name]);
    return undefined;
}

;// CONCATENATED MODULE: ./lib/inputs/verify/read-verify.js








/** Other than the code's remedy, this does not advise a dry run, which only the main action has. */
const FIX = 'Correct the inputs named in the message.';
/**
 * Reads the inputs of the verify action. Without `signed-by`, any workflow of `source-repository` may have signed, which
 * is the run's own repository by default.
 *
 * @throws InputError with every problem of every input
 */
function readVerify(env, run, exists = external_node_fs_.existsSync) {
    const problems = [];
    const missing = [];
    const source = (0,reading_source/* sourceOf */.vz)(env, problems, [], exists);
    const require = readRequire(source);
    const given = (0,trusted_signers/* readTrustedSigners */.j)(source, 'signed-by');
    const isOwn = source.text('signed-by') === '';
    const inputs = {
        images: readImages(source),
        require,
        signedBy: isOwn ? workflowsOf(source, run) : given,
        origin: {
            repository: readRepositories(source, run, isOwn),
            ref: readRefs(source),
            builder: readBuilders(source, run),
        },
        trustedRoot: (0,reading_source/* line */.n8)(source, 'trusted-root'),
        registries: [],
        logins: (0,credentials/* readLogins */.rC)(source, missing),
        dockerConfig: source.text('docker-config'),
        dockerConfigPassphrase: source.raw('docker-config-passphrase'),
        githubToken: source.text('github-token') || source.text('job-token'),
        retry: (0,robust/* readRetry */.H)(source),
    };
    checkOrigin(source, inputs);
    if (problems.length + missing.length > 0)
        throw new host_errors/* InputError */.dz([...problems, ...missing], FIX);
    return inputs;
}
function readRequire(source) {
    const wanted = new Set((0,reading_source/* items */.ld)(source, 'require', { commas: true }));
    const known = [...wanted].filter(one => one === 'signature' || one === 'provenance');
    if (known.length < wanted.size || wanted.size === 0) {
        source.invalid('require', (0,text_quote/* quote */.h)(source.text('require')), '`signature`, `provenance` or both');
    }
    return known;
}
/** The issuer of GitHub's id tokens for this server; undefined if unknown. */
function issuerOf(serverUrl) {
    const { host } = URL.parse(serverUrl) ?? {};
    if (host === 'github.com')
        return 'https://token.actions.githubusercontent.com';
    return host?.endsWith('.ghe.com') ? `https://token.actions.${host}` : undefined;
}
/** Every workflow of any repository: `source-repository` restricts them. */
function workflowsOf(source, { serverUrl }) {
    const issuer = issuerOf(serverUrl);
    if (issuer !== undefined)
        return [{ kind: 'identity', identity: `${serverUrl}/*`, issuer }];
    const fix = 'Write `identity:` and `issuer:`, or `key:`.';
    source.report('signed-by', `is empty, and the issuer of id tokens of ${serverUrl} is not known`, fix);
    return [];
}
function readRepositories(source, { serverUrl, repository }, isOwn) {
    const given = (0,reading_source/* items */.ld)(source, 'source-repository', { commas: true });
    const names = given.length === 0 && isOwn && repository !== '' ? [repository] : given;
    if (names.length === 0 && isOwn) {
        source.report('source-repository', 'is empty, and so is `signed-by`', 'Name the repository, as in `acme/api`.');
    }
    return names.map(name => {
        const path = name.startsWith(`${serverUrl}/`) ? name.slice(serverUrl.length + 1) : name;
        if (!/^[\w.-]+\/[\w.*-]+$/.test(path)) {
            source.invalid('source-repository', (0,text_quote/* quote */.h)(name), 'a repository, as in `acme/api`, or all of an owner, as in `acme/*`');
        }
        return `${serverUrl}/${path}`;
    });
}
function readRefs(source) {
    const refs = (0,reading_source/* items */.ld)(source, 'source-ref', { commas: true });
    for (const ref of refs.filter(one => !one.startsWith('refs/'))) {
        source.invalid('source-ref', (0,text_quote/* quote */.h)(ref), 'a whole ref, as in `refs/heads/main` or `refs/tags/v*`');
    }
    return refs;
}
function readBuilders(source, { serverUrl }) {
    return (0,reading_source/* items */.ld)(source, 'builder', { commas: true }).map(name => {
        if (!/^(?:https:\/\/)?[\w.-]+\//.test(name)) {
            source.invalid('builder', (0,text_quote/* quote */.h)(name), 'a workflow, as in `acme/workflows/.github/workflows/build.yml@refs/tags/v*`');
        }
        return name.startsWith('https://') ? name : `${serverUrl}/${name}`;
    });
}
/** A key's signature doesn't say where an image comes from. */
function checkOrigin(source, { origin, require, signedBy }) {
    if (require.includes('provenance') || signedBy.every(({ kind }) => kind !== 'key'))
        return;
    const inputs = { repository: 'source-repository', ref: 'source-ref', builder: 'builder' };
    for (const key of ['repository', 'ref', 'builder']) {
        if (origin[key].length === 0)
            continue;
        const fix = 'Add `provenance` to `require`, or remove it.';
        source.report(inputs[key], "is given, but a key's signature does not say where the image comes from", fix);
    }
}

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./lib/host/limit.js
var host_limit = __webpack_require__(43053);
// EXTERNAL MODULE: ./lib/host/retry.js + 1 modules
var host_retry = __webpack_require__(24221);
// EXTERNAL MODULE: ./lib/http/redirect.js
var redirect = __webpack_require__(24634);
// EXTERNAL MODULE: ./lib/http/transport.js + 3 modules
var http_transport = __webpack_require__(28039);
// EXTERNAL MODULE: ./lib/http/body.js
var http_body = __webpack_require__(66150);
// EXTERNAL MODULE: ./lib/registry/auth/scope.js
var auth_scope = __webpack_require__(86146);
// EXTERNAL MODULE: ./lib/registry/errors/answer-text.js
var answer_text = __webpack_require__(60817);
// EXTERNAL MODULE: ./lib/registry/errors/errors.js + 4 modules
var errors = __webpack_require__(86795);
;// CONCATENATED MODULE: ./lib/registry/elsewhere.js



/**
 * An error answer from a host to which the registry redirected. A 401 is an error like any other: that host must not
 * get credentials.
 */
function elsewhereError(doing, { status, headers, url, text }, now) {
    const parsed = (0,answer_text/* readAnswerText */.o)(text);
    const words = [String(status), parsed.codes[0], parsed.text]
        .filter(word => word !== undefined && word !== '')
        .join(' ');
    const isMissing = status === 404 || status === 410;
    const isRefusal = status === 401 || status === 403;
    const what = isMissing ? 'has nothing there' : isRefusal ? 'refuses it' : 'failed';
    const message = `${(0,errors/* where */._M)(doing)}: ${doing.what}: ${(0,answer_text/* clean */.u)(url.host)}, where the registry keeps it, ${what} (${words})`;
    return new errors/* RegistryError */.gl(isMissing ? 'NOT_FOUND' : 'REGISTRY_ERROR', message, {
        hint: isRefusal ? REFUSED : `The registry itself (${doing.host}) answers, but its storage does not.`,
        status,
        trouble: isMissing ? 'missing' : 'other',
        codes: parsed.codes,
        verdict: (0,host_retry/* temporaryStatus */.Ew)(status) ? { retryAfter: (0,host_retry/* parseRetryAfter */.mu)(headers['retry-after'], now) } : 'settled',
    });
}
const REFUSED = 'The registry itself lets this account in and sends it there; credentials are not sent along. Ask whoever runs the registry about its storage, and check the clock of this runner: signed links expire.';

;// CONCATENATED MODULE: ./lib/registry/errors/answered.js

/** The content encoding (`gzip`, say) that a proxy added although none was requested; undefined for plain bytes. */
function encodingOf({ headers }) {
    const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
    return encoding === '' || encoding === 'identity' ? undefined : encoding;
}
/** The same for a blob being read. */
function encodingOfStream(stream) {
    return 'headers' in stream ? encodingOf(stream) : undefined;
}
/** A small body, decompressed if a proxy compressed it. */
async function plainBody(answer, max) {
    const bytes = await (0,http_body/* readBody */.x8)(answer.body, max);
    // The magic number of gzip (RFC 1952): JSON never begins with it.
    const isGzip = encodingOf(answer) !== undefined && bytes[0] === 0x1f && bytes[1] === 0x8b;
    return isGzip ? process.getBuiltinModule('node:zlib').gunzipSync(bytes, { maxOutputLength: max }) : bytes;
}

;// CONCATENATED MODULE: ./lib/registry/api.js








// Manifests have at most 4 MiB (distribution-spec, "Pushing Manifests"); the rest is for tag lists and error pages.
const MAX_ANSWER = 4 * 1024 * 1024 + 65_536;
/** Idle periods that a small answer may take from its first byte to its last. */
const SMALL = 2;
function createApi(deps) {
    const { host, policy, ports, signal } = deps;
    let anonymous = false;
    // A registry that redirects one upload redirects all of them.
    let expects = false;
    const doing = ({ path, what }) => ({ host, path, what, anonymous });
    const guarded = async (request, body) => {
        anonymous = await deps.anonymous();
        try {
            return await body();
        }
        catch (error) {
            expects ||= error?.code === 'ERR_SPENT';
            throw error instanceof host_errors/* ActionError */.lZ ? error : (0,errors/* networkError */.x6)(doing(request), error, signal);
        }
    };
    /** The response, its body unread, if its status is accepted. Otherwise throws. */
    const accept = async (request, response) => {
        if (request.ok.includes(response.status))
            return response;
        const text = await textInTime(response.body, SMALL * deps.idle);
        if (response.isForeign)
            throw elsewhereError(doing(request), { ...response, text }, ports.now());
        throw (0,errors/* answerError */.n)(doing(request), { ...response, text }, ports.now());
    };
    const exchange = (request) => guarded(request, async () => {
        const origin = await deps.origin();
        const url = new URL(request.target, origin);
        const send = (authorization) => sendOnce(deps, { ...request, url, expects }, origin, authorization);
        const need = {
            scope: deps.pushes ? (0,auth_scope/* toPush */.Mp)(request.scope) : request.scope,
            doing: doing(request),
            final: request.final,
        };
        // A Location on another host is a storage, which must not get our credentials.
        const response = await (url.origin === origin.origin ? deps.auth.send(need, send) : send());
        return accept(request, response);
    });
    const once = (request) => deps.limits[request.upload ?? 'light'](async () => {
        const response = await exchange({ limit: SMALL * deps.idle, ...request });
        const body = await guarded(request, () => plainBody(response, MAX_ANSWER));
        return { status: response.status, headers: response.headers, url: response.url, body };
    });
    const prove = () => {
        const request = {
            method: 'GET',
            target: '/v2/',
            path: '',
            what: 'checking the credentials',
            scope: [],
            ok: [200],
        };
        return guarded(request, async () => {
            const origin = await deps.origin();
            const sent = { ...request, url: new URL(request.target, origin), limit: SMALL * deps.idle };
            const answer = await deps.auth.prove(doing(request), header => sendOnce(deps, sent, origin, header));
            if (answer)
                (await accept(request, answer)).body.resume();
        });
    };
    const again = async (attempt, classifyAs = host_retry/* retryVerdictOf */.fg, signal = deps.signal) => {
        const onRetry = event => deps.onRetry?.((0,host_retry/* againLine */.FC)(event));
        try {
            return await (0,host_retry/* retry */.L5)(attempt, { policy, ports, classify: classifyAs, signal, onRetry });
        }
        catch (error) {
            // The signal was aborted between two attempts.
            if (error instanceof errors/* RegistryError */.gl || !signal?.aborted)
                throw error;
            throw (0,errors/* networkError */.x6)(doing({ path: '', what: 'waiting to try again' }), error, signal);
        }
    };
    const openOnce = (request) => deps.limits.light(() => exchange(request));
    return {
        host,
        once,
        openOnce,
        call: request => again(() => once(request)),
        open: request => again(() => openOnce(request), host_retry/* retryVerdictOf */.fg, eitherOf(deps.signal, request.signal)),
        prove: () => again(prove),
        retry: again,
        doing,
        insecure: deps.insecure,
        idle: deps.idle,
        now: ports.now,
        aborted: () => signal?.aborted === true,
    };
}
/** The text of an error. It is small, even if the requested content may take long. */
async function textInTime(body, limit) {
    const late = Object.assign(new Error(`the answer was not complete after ${limit} ms`), { code: 'ETIMEDOUT' });
    const timer = setTimeout(() => body.destroy(late), limit);
    try {
        return await (0,http_body/* readText */.yR)(body, MAX_ANSWER);
    }
    finally {
        clearTimeout(timer);
    }
}
function eitherOf(one, other) {
    return one && other ? AbortSignal.any([one, other]) : (one ?? other);
}
async function sendOnce(deps, request, origin, authorization) {
    const { method, url, headers, body, final: spent, limit, expects } = request;
    const answer = await (0,redirect/* sendFollowing */.eH)(deps.transport, {
        method,
        url,
        headers: {
            'user-agent': deps.userAgent,
            accept: '*/*',
            // Digests are computed over the stored bytes.
            'accept-encoding': 'identity',
            ...headers,
            ...(authorization === undefined ? {} : { authorization }),
        },
        body,
        spent,
        limit,
        expects: expects === true && spent === true,
        signal: eitherOf(deps.signal, request.signal),
        idle: request.idle ?? deps.idle,
    }, deps).catch(error => {
        // The Location of an upload may be on another host from the start.
        throw url.origin === origin.origin || error?.elsewhere ? error : (0,redirect/* failedAt */.JG)(url, error);
    });
    return { ...answer, isForeign: answer.url.origin !== origin.origin, isBare: authorization === undefined };
}

// EXTERNAL MODULE: ./lib/registry/errors/challenge.js
var errors_challenge = __webpack_require__(60306);
// EXTERNAL MODULE: ./lib/registry/auth/tokens.js + 1 modules
var auth_tokens = __webpack_require__(61807);
;// CONCATENATED MODULE: ./lib/registry/auth/auth.js




function createAuth(deps) {
    const tokens = (0,auth_tokens/* createTokens */.j)(deps);
    let challenge;
    // The first request finds out how to authenticate; concurrent ones wait for its first answer only.
    let scout;
    let release = () => { };
    const arrive = async () => {
        if (scout)
            return scout;
        scout = new Promise(resolve => {
            release = resolve;
        });
    };
    // The only place that accepts a challenge: never one of another origin, which would get the password.
    const learn = ({ status, headers, isForeign }) => {
        const found = status === 401 && !isForeign ? (0,errors_challenge/* parseChallenge */.x)(headers['www-authenticate']) : undefined;
        challenge = found ?? challenge;
        scout ??= Promise.resolve();
        release();
        return found;
    };
    const authorization = async (credential, scope, doing) => {
        if (credential?.kind === 'bearer')
            return `Bearer ${credential.token}`;
        if (challenge?.scheme === 'bearer')
            return `Bearer ${await tokens.get(challenge, scope, doing)}`;
        if (challenge?.scheme !== 'basic' || credential?.kind !== 'basic')
            return undefined;
        return (0,auth_tokens/* basic */.H)(credential.username, credential.password);
    };
    const attempt = async ({ scope, doing, final }, send) => {
        let wanted = scope;
        let renewed = false;
        for (;;) {
            const credential = await deps.credential();
            const header = await authorization(credential, wanted, doing);
            const answer = await send(header);
            const found = learn(answer);
            if (answer.status !== 401)
                return answer;
            const next = nextStep({ found, header, wanted, renewed, kind: credential?.kind });
            if (next === 'final' && (renewed || !(await isReplaced(credential, found, header))))
                return answer;
            answer.body.resume();
            if (next === 'renew')
                tokens.drop(header?.replace('Bearer ', '') ?? '');
            if (final)
                throw (0,errors/* tokenError */.EL)(doing);
            renewed ||= header !== undefined;
            if (found?.scheme === 'bearer')
                wanted = [...new Set([...wanted, ...(0,auth_scope/* parseScope */.Sk)(found.scope ?? '')])];
        }
    };
    /** Whether a rejected password has been replaced: it may have been revoked. */
    const isReplaced = async (refused, found, header) => {
        if (refused?.kind !== 'basic' || found?.scheme !== 'basic' || header === undefined)
            return false;
        return (await deps.credential(refused)) !== refused;
    };
    const prove = async (doing, send) => {
        const credential = await deps.credential();
        const kind = credential?.kind;
        // No scope, whatever the challenge says: for `/v2/` GHCR names a made-up repository.
        const header = await authorization(credential, [], doing);
        if (header?.startsWith('Bearer ') && kind !== 'bearer')
            return undefined;
        const answer = await send(header);
        const found = learn(answer);
        const answerable = header === undefined && (found?.scheme === 'bearer' || (found?.scheme === 'basic' && kind === 'basic'));
        if (!answerable)
            return answer;
        answer.body.resume();
        return prove(doing, send);
    };
    const scouting = async (body) => {
        await arrive();
        try {
            return await body();
        }
        finally {
            release();
        }
    };
    return {
        learn: answer => void learn(answer),
        send: (need, send) => scouting(() => attempt(need, send)),
        prove: (doing, send) => scouting(() => prove(doing, send)),
    };
}
/** How to react to a 401: try (other) credentials, get a fresh token, or give up. */
function nextStep({ found, header, wanted, renewed, kind }) {
    if (found === undefined || kind === 'bearer')
        return 'final';
    if (header === undefined)
        return found.scheme === 'bearer' || kind === 'basic' ? 'again' : 'final';
    if (found.scheme === 'basic' || renewed)
        return 'final';
    const asksForMore = !(0,auth_scope/* covers */.hU)(wanted, (0,auth_scope/* parseScope */.Sk)(found.scope ?? ''));
    if (asksForMore)
        return 'again';
    // The token was accepted but lacks a permission: another one of the same kind would too.
    return found.error === 'insufficient_scope' ? 'final' : 'renew';
}

;// CONCATENATED MODULE: ./lib/registry/blobs.js


/** The size of a blob in bytes; undefined if it is missing (distribution-spec, "Checking if content exists"). */
function headBlob(api, path, digest) {
    return api.retry(() => headBlobOnce(api, path, digest));
}
/** The same in one attempt, for loops that retry as a whole. */
async function headBlobOnce(api, path, digest) {
    const answer = await api.once(headRequest(path, digest));
    return isHeadRefused(answer.status) ? askByGet(api, path, digest) : sizeOf(answer);
}
/**
 * Whether to try GET after a refused HEAD: some registries and proxies do not support or allow HEAD, and storages
 * accept only the method that a link was signed for.
 */
function isHeadRefused(status) {
    return REFUSED_HEAD.includes(status);
}
/** Answers to a HEAD that say nothing about the blob. */
const REFUSED_HEAD = [400, 401, 403, 405, 501];
/** The same by a GET of the first byte; a longer answer is not read. */
async function askByGet(api, path, digest) {
    const headers = { range: 'bytes=0-0' };
    const request = { ...headRequest(path, digest), method: 'GET', ok: [200, 206, 404, 416], headers };
    const answer = await api.openOnce(request);
    if (answer.status === 200)
        answer.body.destroy();
    else
        answer.body.resume();
    return sizeOf(answer);
}
/** The blob's bytes, following redirects. */
async function getBlob(api, path, digest, signal) {
    const what = `reading blob ${blobs_short(digest)}`;
    const target = `/v2/${path}/blobs/${digest}`;
    return (await api.open({ method: 'GET', target, path, what, scope: (0,auth_scope/* pullScope */.iH)(path), ok: [200], signal })).body;
}
/** A digest shortened for messages. */
function blobs_short(digest) {
    return digest.slice(0, 'sha256:'.length + 12);
}
function headRequest(path, digest) {
    const what = `looking for blob ${blobs_short(digest)}`;
    const target = `/v2/${path}/blobs/${digest}`;
    return { method: 'HEAD', target, path, what, scope: (0,auth_scope/* pullScope */.iH)(path), ok: [200, 404, ...REFUSED_HEAD] };
}
// A missing length does not mean a missing blob: the specification only recommends the header. NaN equals no expected
// size.
function sizeOf({ status, headers }) {
    if (status === 404)
        return undefined;
    // Of a range, or of an unsatisfiable one because the blob is empty (RFC 9110 §14.4).
    if (status === 206 || status === 416)
        return Number(/\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1] ?? Number.NaN);
    const isEncoded = encodingOf({ headers }) !== undefined;
    return isEncoded ? Number.NaN : Number(headers['content-length'] ?? Number.NaN);
}

// EXTERNAL MODULE: ./lib/oci/referrer.js
var referrer = __webpack_require__(73530);
;// CONCATENATED MODULE: ./lib/registry/pages.js

/** Enough for a million tags with long names, and for as many tags as GHCR has at fifty per page. */
const LARGEST = 64 * 1024 * 1024;
const MOST_PAGES = 10_000;
/** Idle periods for all pages together: each has its own limit, but there may always be another page. */
const PATIENCE = 10;
/**
 * Reads the pages of a list, following their Link headers (distribution-spec, "Listing Tags"). A page that was already
 * read ends the list: some registries link their last page to itself. Only the first page may have a status in `none`.
 *
 * @throws RegistryError for a list beyond these limits: a part is never taken for the whole
 */
async function* pagesOf(api, { first, none, ...listing }) {
    const seen = new Set();
    const start = api.now();
    let bytes = 0;
    let target = first;
    while (target !== undefined && !seen.has(target)) {
        seen.add(target);
        const ok = seen.size === 1 ? [200, ...none] : [200];
        const request = { ...listing, method: 'GET', target, ok };
        const page = await api.call(request);
        bytes += page.body.length;
        const tooMuch = (what) => (0,errors/* protocolError */.JW)(api.doing(request), `the list has no end: ${what}`);
        if (bytes > LARGEST)
            throw tooMuch(`it has more than ${LARGEST >> 20} MiB`);
        if (seen.size > MOST_PAGES)
            throw tooMuch(`it has more than ${MOST_PAGES} pages`);
        if (api.now() - start > PATIENCE * api.idle)
            throw tooMuch(`it took more than ${(PATIENCE * api.idle) / 1000} s`);
        yield page;
        target = page.status === 200 ? nextPage(page) : undefined;
    }
}
/** The next page's path. Its host is ignored, so that no token goes elsewhere (RFC 8288). */
function nextPage({ headers, url }) {
    const link = [headers.link ?? []].flat().join(', ');
    const target = /<([^<>]*)>\s*;[^,<]*\brel="?next\b/i.exec(link)?.[1];
    if (target === undefined || !URL.canParse(target, url.href))
        return undefined;
    const next = new URL(target, url);
    return `${next.pathname}${next.search}`;
}

;// CONCATENATED MODULE: ./lib/registry/lists.js





/** Every tag of a repository. @throws RegistryError, also for an endless list */
async function listTags(api, path) {
    const what = 'listing tags';
    const listing = { path, what, scope: (0,auth_scope/* pullScope */.iH)(path), first: `/v2/${path}/tags/list?n=1000`, none: [404] };
    const tags = [];
    for await (const page of pagesOf(api, listing)) {
        // A missing repository has no first page; a missing later page would truncate the list.
        if (page.status === 404)
            return [];
        const names = tagsOf(page.body);
        if (names === undefined)
            throw (0,errors/* protocolError */.JW)(api.doing(listing), 'the answer is not a list of tags');
        for (const name of names)
            tags.push(name);
    }
    return tags;
}
function tagsOf(body) {
    try {
        const json = JSON.parse(body.toString('utf8'));
        // Go writes an empty list as `null`.
        const tags = json?.tags ?? [];
        return Array.isArray(tags) ? tags.filter(t => typeof t === 'string') : undefined;
    }
    catch {
        return undefined;
    }
}
/**
 * Besides 404, which means that the registry lacks this API, answers of older registries and proxies to an unknown
 * path.
 */
const NO_API = [400, 404, 405];
/**
 * Manifests that refer to this one (signatures, attestations, SBOMs) in the registry's own list; undefined if the
 * registry lacks the API, so that the tag `referrersTag` has the list.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#listing-referrers
 */
async function listReferrers(api, path, digest) {
    const what = `listing referrers of ${blobs_short(digest)}`;
    const listing = { path, what, scope: (0,auth_scope/* pullScope */.iH)(path), first: `/v2/${path}/referrers/${digest}`, none: NO_API };
    let found;
    for await (const page of pagesOf(api, listing)) {
        if (page.status !== 200)
            return undefined;
        const listed = (0,referrer/* referrersIn */.qs)(page.body);
        // A web page with status 200, from a registry that serves its site on unknown paths.
        if (listed === undefined && found === undefined)
            return undefined;
        if (listed === undefined)
            throw (0,errors/* protocolError */.JW)(api.doing(listing), 'the answer is not a list of referrers');
        found = [...(found ?? []), ...listed];
    }
    return found;
}

// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var oci_manifest = __webpack_require__(44360);
;// CONCATENATED MODULE: ./lib/oci/foreign.js

/**
 * Whether a layer may not be distributed freely: "foreign" in Docker's terms, "non-distributable" in OCI's. Old Windows
 * base images have such layers.
 *
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.0/layer.md#non-distributable-layers
 */
function isForeign({ mediaType }) {
    return /\.(?:foreign|nondistributable)\./.test(mediaType);
}
/**
 * Layers to leave out of a copy: they are non-distributable, missing in the source, and have `urls` to fetch them from.
 *
 * @param has whether the source has a blob; called for such layers only
 */
async function withoutForeign(manifests, has) {
    const blobs = manifests.flatMap(manifest => linksOf(manifest).blobs);
    const needed = new Set(blobs.filter(blob => !isElsewhere(blob)).map(({ digest }) => digest));
    const elsewhere = new Map(blobs.filter(({ digest }) => !needed.has(digest)).map(blob => [blob.digest, blob]));
    const asked = [...elsewhere.values()].map(async (blob) => ((await has(blob)) ? [] : [blob.digest]));
    return new Set((await Promise.all(asked)).flat());
}
function isElsewhere(blob) {
    return isForeign(blob) && (blob.urls?.length ?? 0) > 0;
}

;// CONCATENATED MODULE: ./lib/registry/foreign-refusal.js



/**
 * Whether a registry rejects non-distributable layers. docker-registry answers 500 with codes about an unknown blob,
 * unless its configuration allows their URLs.
 */
function refusesForeign(error, manifest) {
    if (!(error instanceof errors/* RegistryError */.gl) || error.status === undefined)
        return false;
    if (error.code !== 'REGISTRY_ERROR' && error.code !== 'NOT_FOUND')
        return false;
    const foreign = foreignIn(manifest);
    // A blob that it names must be one of them: any other is simply missing.
    const named = error.detail.match(/sha256:[0-9a-f]{64}/g) ?? foreign;
    if (!named.some(digest => foreign.includes(digest)))
        return false;
    return error.codes.some(code => FOREIGN_CODES.has(code)) || FOREIGN_WORDS.test(error.detail);
}
const FOREIGN_CODES = new Set(['MANIFEST_BLOB_UNKNOWN', 'MANIFEST_INVALID', 'UNSUPPORTED']);
const FOREIGN_WORDS = /foreign|non-?distributable|URL on layer/i;
function foreignIn(manifest) {
    try {
        return (0,oci_manifest/* linksOf */.hP)(manifest)
            .blobs.filter(isForeign)
            .map(({ digest }) => digest);
    }
    catch {
        // Also called for manifests that are written back, of any kind.
        return [];
    }
}
function foreignError(error) {
    const { status, codes, detail, trouble } = error;
    return new errors/* RegistryError */.gl(error.code, `${error.message}: the registry refuses foreign layers`, {
        hint: 'The image has layers that may not be distributed (old Windows base images do). Rebuild it with BuildKit, which makes ordinary layers of them, or let the registry allow their URLs (docker-registry: `validation.manifests.urls.allow`).',
        ...(status !== undefined && { status }),
        ...{ cause: error, codes, detail, trouble, verdict: 'settled' },
    });
}

;// CONCATENATED MODULE: ./lib/registry/manifests.js








// Without these, registries convert a manifest to the oldest type, which changes its digest.
const ACCEPT = [
    oci_manifest/* OCI_INDEX */.$p,
    oci_manifest/* OCI_IMAGE */.wH,
    'application/vnd.docker.distribution.manifest.list.v2+json',
    'application/vnd.docker.distribution.manifest.v2+json',
    '*/*;q=0.5',
].join(', ');
/** The descriptor of a tag or digest; undefined if it does not exist. */
function headManifest(api, path, reference) {
    return api.retry(() => headManifestOnce(api, path, reference));
}
/** The same in one attempt, for loops that retry as a whole. */
async function headManifestOnce(api, path, reference) {
    const request = { ...readRequest('HEAD', path, reference), ok: [200, 404, ...REFUSED_HEAD] };
    const answer = await api.once(request);
    if (answer.status === 404)
        return undefined;
    const found = isHeadRefused(answer.status) ? 'unsaid' : describe(api, request, reference, answer);
    if (found !== 'unsaid')
        return found;
    const manifest = await getManifestOnce(api, path, reference);
    return manifest && { mediaType: manifest.mediaType, digest: manifest.digest, size: manifest.bytes.length };
}
/** The manifest, verified against the requested digest or the one in the answer. Undefined if it does not exist. */
function getManifest(api, path, reference) {
    return api.retry(() => getManifestOnce(api, path, reference));
}
async function getManifestOnce(api, path, reference) {
    const request = readRequest('GET', path, reference);
    const answer = await api.once(request);
    if (answer.status === 404)
        return undefined;
    const digest = (0,oci_digest/* sha256 */.s)(answer.body);
    const expected = (0,oci_reference/* isDigest */.Bc)(reference) ? reference : statedDigest(answer);
    if (expected !== undefined && expected !== digest) {
        throw (0,errors/* protocolError */.JW)(api.doing(request), `what it sent has digest ${blobs_short(digest)}, not ${blobs_short(expected)}`);
    }
    return { mediaType: (0,oci_manifest/* typeOf */.QP)(answer.body, declaredType(answer)), digest, bytes: answer.body };
}
/** Writes a manifest under its digest or a tag. An immutable tag that already names it is no error. */
async function putManifest(api, path, manifest, reference) {
    const { mediaType, bytes, digest } = manifest;
    const request = {
        method: 'PUT',
        target: `/v2/${path}/manifests/${reference}`,
        path,
        what: `writing ${nameOf(reference)}`,
        scope: (0,auth_scope/* pushScope */.Xu)(path),
        ok: [200, 201, 202, 204],
        headers: { 'content-type': mediaType },
        body: bytes,
    };
    try {
        await api.retry(async () => {
            const answer = await api.once(request);
            const stated = statedDigest(answer);
            if (stated !== undefined && stated !== digest)
                throw (0,errors/* protocolError */.JW)(api.doing(request), `it stored ${blobs_short(stated)}, not ${blobs_short(digest)}`);
            // The specification requires 201. After any other status, check whether the manifest is there.
            if (answer.status !== 201 && (await headManifestOnce(api, path, reference))?.digest !== digest)
                throw (0,errors/* protocolError */.JW)(api.doing(request), `it answered ${answer.status}, but does not have it`);
        }, error => (refusesForeign(error, manifest) ? 'settled' : (0,host_retry/* retryVerdictOf */.fg)(error)));
    }
    catch (error) {
        // ECR refuses even the same digest under the same tag, as when the answer to our first PUT was lost.
        if (!(error instanceof errors/* RegistryError */.gl && error.trouble === 'immutable'))
            throw explained(error, manifest);
        if ((await headManifest(api, path, reference))?.digest !== digest)
            throw error;
    }
}
/** The size that every registry accepts (distribution-spec, "Pushing Manifests"), in bytes. */
const manifests_LARGEST = 4 * 1024 * 1024;
/** A refused manifest with its likely cause, which registries do not state clearly. */
function explained(error, manifest) {
    const { bytes } = manifest;
    if (refusesForeign(error, manifest))
        return foreignError(error);
    if (bytes.length <= manifests_LARGEST || !(error instanceof errors/* RegistryError */.gl) || error.code === 'CANCELLED')
        return error;
    const message = `${error.message}: it has ${bytes.length} bytes, and registries may refuse more than 4 MiB`;
    const hint = 'Usually its annotations are too large: shorten them.';
    return new errors/* RegistryError */.gl('REGISTRY_ERROR', message, { hint, cause: error, codes: error.codes, verdict: 'settled' });
}
function readRequest(method, path, reference) {
    const target = `/v2/${path}/manifests/${reference}`;
    const what = `reading ${nameOf(reference)}`;
    return { method, target, path, what, scope: (0,auth_scope/* pullScope */.iH)(path), ok: [200, 404], headers: { accept: ACCEPT } };
}
/** The descriptor from a HEAD's headers; 'unsaid' if they are incomplete. */
function describe(api, request, reference, answer) {
    const digest = statedDigest(answer);
    if ((0,oci_reference/* isDigest */.Bc)(reference) && digest !== undefined && digest !== reference) {
        throw (0,errors/* protocolError */.JW)(api.doing(request), `it names another digest, ${blobs_short(digest)}`);
    }
    const length = answer.headers['content-length'];
    if (digest === undefined || length === undefined)
        return 'unsaid';
    return { mediaType: declaredType(answer), digest, size: Number(length) };
}
function statedDigest({ headers }) {
    const stated = headers['docker-content-digest'];
    return typeof stated === 'string' && (0,oci_reference/* isDigest */.Bc)(stated) ? stated : undefined;
}
function declaredType({ headers }) {
    return headers['content-type']?.split(';')[0]?.trim() ?? '';
}
function nameOf(reference) {
    return (0,oci_reference/* isDigest */.Bc)(reference) ? `manifest ${blobs_short(reference)}` : `tag ${reference}`;
}

// EXTERNAL MODULE: ./lib/registry/origin.js
var registry_origin = __webpack_require__(89957);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./lib/registry/open-ahead.js
/** @param open must stop on its signal: sources that nobody awaits must not be retried */
function openAhead(open) {
    const stop = new AbortController();
    let opening = open(stop.signal);
    // An early failure is reported when the source is taken.
    opening.then(stream => stream.on('error', nothing), nothing);
    return {
        async take() {
            const opened = opening;
            opening = undefined;
            const stream = await (opened ?? open());
            return stream.destroyed ? open() : stream;
        },
        drop() {
            if (opening === undefined)
                return;
            stop.abort();
            opening.then(stream => stream.destroy(), nothing);
            opening = undefined;
        },
    };
}
function nothing() { }

;// CONCATENATED MODULE: ./lib/registry/session.js




/**
 * Covers most configurations and attestations, in bytes. Small blobs do not queue behind layers, and a tee buffers them
 * whole, so that none waits for another registry either.
 */
const SMALL_BLOB = 32 * 1024;
/** The specification requires 202; another success with a Location means the same. */
const STARTED = [202, 200, 201, 204];
const STORED = [201, 204, 200, 202];
/** The first half of an upload: the address for the bytes. One attempt. */
async function startSession(api, path, what) {
    const request = { ...uploadRequest(path), what, scope: (0,auth_scope/* pushScope */.Xu)(path), ok: STARTED };
    return sessionOf(api, request, await api.once(request));
}
/** The request that starts an upload or, with a query, a mount. */
function uploadRequest(path) {
    return { method: 'POST', target: `/v2/${path}/blobs/uploads/`, path, headers: { 'content-length': '0' } };
}
/** The second half: all bytes in one PUT, and the registry's confirmation. One attempt. */
async function putBlob(api, path, session, { digest, size, body, final }) {
    const what = `uploading blob ${blobs_short(digest)}`;
    const headers = { 'content-type': 'application/octet-stream' };
    // Registries hash and move the blob after the last byte, before they answer: one more second per 50 MB.
    const idle = api.idle + size / 50_000;
    const target = withDigest(session, digest);
    const upload = size > SMALL_BLOB ? 'large' : 'small';
    const request = { method: 'PUT', target, path, what, headers, idle, body, final, upload };
    const answer = await api.once({ ...request, scope: (0,auth_scope/* pushScope */.Xu)(path), ok: STORED });
    const stated = answer.headers['docker-content-digest'];
    if (stated !== undefined && stated !== digest)
        throw (0,errors/* protocolError */.JW)(api.doing(request), 'it reports another digest than the one sent');
    if (answer.status === 201 || answer.status === 204)
        return;
    if ((await headBlobOnce(api, path, digest)) === undefined)
        throw (0,errors/* protocolError */.JW)(api.doing(request), `it answered ${answer.status}, but does not have it`);
}
/** Cancels an unneeded upload. Best effort: with token authentication the permission may be missing. */
async function discardSession(api, path, session) {
    const request = { method: 'DELETE', target: session, path, what: 'cancelling an upload', final: true };
    // Nobody awaits it, so it must not delay the end of the run.
    const idle = Math.min(api.idle, 5_000);
    try {
        await api.once({ ...request, idle, scope: (0,auth_scope/* pushScope */.Xu)(path), ok: [200, 202, 204] });
    }
    catch {
        // The registry expires it eventually.
    }
}
/** The address at which an upload continues. */
function sessionOf(api, request, { headers, url }) {
    try {
        if (headers.location !== undefined)
            return (0,redirect/* resolveLocation */.KC)(headers.location, url, api.insecure);
    }
    catch {
        // As good as none.
    }
    throw (0,errors/* protocolError */.JW)(api.doing(request), 'the answer has no usable Location');
}
/** The Location with `digest` added; the rest of its query must stay unchanged (distribution-spec). */
function withDigest(session, digest) {
    const url = new URL(session);
    if (url.searchParams.get('digest') === digest)
        return url;
    const kept = url.search.slice(1).split('&');
    const others = kept.filter(part => part !== '' && !part.startsWith('digest='));
    url.search = `?${[...others, `digest=${encodeURIComponent(digest)}`].join('&')}`;
    return url;
}

;// CONCATENATED MODULE: ./lib/registry/upload.js







/** Uploads per repository that open their source early: as many as a client sends at once. */
const AHEAD = 8;
/** Milliseconds for which the upload of a check is kept for a blob. */
const KEPT = 5_000;
/** Milliseconds that the end waits for an upload to be opened, in order to cancel it. */
const upload_PATIENCE = 5_000;
function createUploads(api, path) {
    const sessions = createSessions(api, path);
    // Repositories from which a mount has failed after all retries.
    const mountless = new Set();
    let underWay = 0;
    return {
        async mountBlob(digest, from) {
            if (mountless.has(from))
                return false;
            const start = uploadRequest(path);
            const target = `${start.target}?${new URLSearchParams({ mount: digest, from })}`;
            const what = `mounting blob ${blobs_short(digest)} from ${from}`;
            const scope = [...(0,auth_scope/* pushScope */.Xu)(path), ...(0,auth_scope/* pullScope */.iH)(from)];
            const request = { ...start, target, what, scope, ok: [201, 202] };
            try {
                const answer = await api.call(request);
                if (answer.status === 201)
                    return true;
                sessions.keepFor(digest, sessionOf(api, request, answer));
                return false;
            }
            catch (error) {
                if (!mayUpload(error))
                    throw error;
                if (error.verdict !== 'settled')
                    mountless.add(from);
                return false;
            }
        },
        async uploadBlob(blob, source) {
            const { digest, size } = blob;
            let opened = false;
            let unanswered = false;
            const open = (signal) => openSource(source, signal);
            const isThere = async () => (await headBlobOnce(api, path, digest)) !== undefined;
            const attempt = async () => {
                // The answer may have been lost after the registry stored the blob.
                if (unanswered && (await isThere()))
                    return;
                const early = source.replayable && underWay < AHEAD ? openAhead(open) : undefined;
                underWay++;
                const body = async () => {
                    opened = true;
                    return { stream: await (early?.take() ?? open()), size };
                };
                try {
                    const session = await sessions.take(digest);
                    await putBlob(api, path, session, { digest, size, body, final: !source.replayable }).catch(error => {
                        unanswered = (0,host_retry/* retryVerdictOf */.fg)(error) !== 'settled';
                        sessions.discard(session);
                        throw error;
                    });
                }
                finally {
                    underWay--;
                    early?.drop();
                }
            };
            try {
                await api.retry(attempt, error => (opened && !source.replayable ? 'settled' : (0,host_retry/* retryVerdictOf */.fg)(error)));
            }
            catch (error) {
                if (!unanswered || api.aborted())
                    throw error;
                // A source that cannot be reread gets every chance to have arrived; otherwise the attempts are used up. The
                // failure counts as the first attempt, so that its Retry-After is respected.
                const asked = source.replayable ? isThere() : api.retry(n => (n === 1 ? Promise.reject(error) : isThere()));
                if (!(await asked.catch(() => false)))
                    throw error;
            }
        },
        async checkPush({ keepsUpload = false } = {}) {
            const session = await api.retry(() => startSession(api, path, 'checking the permission to push'));
            if (keepsUpload)
                sessions.keepBriefly(session);
            else
                sessions.discard(session);
        },
        openUploads: sessions.open,
        settled: sessions.settled,
    };
}
function createSessions(api, path) {
    const byBlob = new Map();
    // Opened for blobs that were not known yet.
    const spare = [];
    let proof;
    let isClosed = false;
    const discarding = new Set();
    const discard = (session) => {
        if (api.aborted())
            return;
        const done = discardSession(api, path, session).finally(() => discarding.delete(done));
        discarding.add(done);
    };
    const takeProof = () => {
        const kept = proof;
        proof = undefined;
        clearTimeout(kept?.expiry);
        return kept?.session;
    };
    return {
        async take(digest) {
            const ready = byBlob.get(digest);
            byBlob.delete(digest);
            const opened = ready ?? spare.shift() ?? takeProof();
            return opened ?? startSession(api, path, `starting the upload of blob ${blobs_short(digest)}`);
        },
        keepFor: (digest, session) => void byBlob.set(digest, session),
        keepBriefly(session) {
            if (proof !== undefined || isClosed)
                return discard(session);
            const drop = () => {
                const kept = takeProof();
                if (kept !== undefined)
                    discard(kept);
            };
            proof = { session, expiry: setTimeout(drop, KEPT).unref() };
        },
        open(count) {
            for (const old of spare.splice(0))
                old.then(discard, () => { });
            const kept = takeProof();
            if (kept !== undefined)
                spare.push(Promise.resolve(kept));
            for (let left = count - spare.length; left > 0; left--) {
                const opening = startSession(api, path, 'starting an upload');
                // The upload that takes it reports what is wrong.
                opening.catch(() => { });
                spare.push(opening);
            }
        },
        discard,
        async settled() {
            isClosed = true;
            const kept = takeProof();
            // A registry may not answer at all: then the upload expires by itself.
            const late = new Promise(resolve => void setTimeout(resolve, upload_PATIENCE, undefined).unref());
            const unused = await Promise.all(spare.splice(0).map(one => Promise.race([one.catch(() => undefined), late])));
            for (const session of [...byBlob.values(), ...unused, kept])
                if (session !== undefined)
                    discard(session);
            byBlob.clear();
            await Promise.all(discarding);
        },
    };
}
/**
 * Failures of a mount that an upload can replace: no read access to the other repository, not found, unavailable, a
 * dropped connection. The upload then shows whether pushing is possible.
 */
function mayUpload(error) {
    return error instanceof errors/* RegistryError */.gl && error.code !== 'CANCELLED';
}
async function openSource(source, signal) {
    try {
        return await source.open(signal);
    }
    catch (error) {
        throw Object.assign(external_node_util_.types.isNativeError(error) ? error : new Error(String(error)), { fromSource: true });
    }
}

;// CONCATENATED MODULE: ./lib/registry/client.js













const PORTS = {
    sleep: (ms, signal) => (0,promises_.setTimeout)(ms, undefined, signal ? { signal } : {}),
    now: Date.now,
    random: Math.random,
};
/**
 * A registry over the OCI distribution-spec 1.1. Makes no request until needed.
 *
 * @param host as users write it: `docker.io`, `ghcr.io`, `localhost:5000`
 */
function createRegistry(host, options = {}) {
    const proxyEnv = (0,oci_reference/* isLoopback */.U9)(host) ? undefined : options.proxyEnv;
    const transport = (0,http_transport/* createTransport */.o)({ ca: options.ca, insecure: options.insecure, proxyEnv });
    const credential = options.credential ?? (async () => undefined);
    // Requests that nobody awaits (of a registry that was left behind) would keep the process alive.
    const end = new AbortController();
    const signal = options.signal ? AbortSignal.any([options.signal, end.signal]) : end.signal;
    const api = assemble(host, { ...options, signal }, transport, credential);
    const repositories = new Map();
    return {
        host,
        repository(path) {
            const known = repositories.get(path);
            if (known)
                return known.repository;
            const uploads = createUploads(api, path);
            const repository = createRepository(api, path, uploads);
            repositories.set(path, { repository, uploads });
            return repository;
        },
        checkCredentials: () => api.prove(),
        close() {
            // Pending cancellations of uploads may finish: abandoned uploads take up the registry's storage.
            const ends = [...repositories.values()].map(r => r.uploads.settled());
            void Promise.all(ends).then(() => {
                end.abort();
                transport.close();
            });
        },
    };
}
function assemble(host, options, transport, credential) {
    const { signal, idle = 60_000, insecure = false, userAgent = 'slipway', ports = PORTS } = options;
    const bare = { 'user-agent': userAgent, 'accept-encoding': 'identity' };
    const ping = (url) => transport.send({ method: 'GET', url, headers: bare, signal, idle, limit: 2 * idle });
    // These requests contain the password: never follow a redirect to another host.
    const toTokenServer = async (request) => {
        const registry = await origin();
        const sent = { ...request, headers: { ...bare, ...request.headers }, signal, idle, limit: 2 * idle };
        return (0,redirect/* sendFollowing */.eH)(transport, sent, { insecure, stay: true }).catch(error => {
            throw request.url.host === registry.host ? error : (0,redirect/* failedAt */.JG)(request.url, error);
        });
    };
    const fixed = (0,registry_origin/* apiOrigin */.l)(host, options);
    const auth = createAuth({
        send: toTokenServer,
        credential,
        now: ports.now,
        mask: options.mask ?? (() => { }),
        allowPlain: insecure || fixed?.protocol === 'http:',
        origin: () => origin(),
    });
    const origin = fixed ? async () => fixed : once(() => (0,registry_origin/* probeOrigin */.r)(host, ping, auth.learn));
    return createApi({
        host,
        origin,
        transport,
        auth,
        anonymous: async () => (await credential()) === undefined,
        limits: { large: (0,host_limit/* createLimit */.K)(options.uploads ?? 8), small: (0,host_limit/* createLimit */.K)(32), light: (0,host_limit/* createLimit */.K)(32) },
        policy: options.retry ?? host_retry/* DEFAULT_RETRY */.vI,
        ports,
        signal,
        idle,
        insecure,
        pushes: options.pushes ?? false,
        userAgent,
        onRetry: options.onRetry,
    });
}
function createRepository(api, path, uploads) {
    return {
        registry: api.host,
        path,
        headBlob: digest => headBlob(api, path, digest),
        getBlob: (digest, signal) => getBlob(api, path, digest, signal),
        mountBlob: uploads.mountBlob,
        uploadBlob: uploads.uploadBlob,
        headManifest: reference => headManifest(api, path, reference),
        getManifest: reference => getManifest(api, path, reference),
        putManifest: (manifest, reference) => putManifest(api, path, manifest, reference),
        referrers: digest => listReferrers(api, path, digest),
        listTags: () => listTags(api, path),
        checkPush: uploads.checkPush,
        openUploads: uploads.openUploads,
    };
}
/** Remembers the first success, but no failure. */
function once(make) {
    let made;
    return () => {
        made ??= make().catch((error) => {
            made = undefined;
            throw error;
        });
        return made;
    };
}

// EXTERNAL MODULE: ./lib/host/tool-messages.js
var tool_messages = __webpack_require__(77767);
;// CONCATENATED MODULE: ./lib/build/failure.js


/** A failed build, with the place in the Dockerfile if buildx named one. */
class BuildError extends host_errors/* ActionError */.lZ {
    place;
    /** BuildKit's own message, without the failed step's output; '' for a failure outside BuildKit. */
    reason;
    constructor(message, options) {
        super('BUILD_FAILED', message, options);
        this.name = 'BuildError';
        this.place = options.place;
        this.reason = options.reason ?? '';
    }
}
// buildx's output after the progress stream: `Dockerfile:4`, a ruler, numbered lines, a ruler, `ERROR: …`.
const PLACE = /^(?<file>[^\s:][^:]*):(?<line>\d+)$/;
const RULER = /^-{10,}$/;
/** The first that fits. */
const REMEDIES = (/* unused pure expression or super */ null && ([
    [['sourceForbidden'], 'Use a source that `build-policy` allows, or have the policy changed.'],
    [['policyInvalid'], 'Correct the file of `build-policy` at the line shown: it is not valid Rego.'],
    [['diskFull'], 'The disk is full: free space before the build, or use a runner with a larger disk.'],
    [['dockerfileInvalid'], 'Fix the Dockerfile at the line shown.'],
    [['dockerfileMissing'], 'Check the inputs `file` and `context`.'],
    [['buildxTooOld'], 'This buildx is too old: Slipway needs 0.13 or newer.'],
    [['loginNeeded', 'authorizationFailed'], 'A base image needs a login: see `registry-auth`.'],
    [['pullsLimited'], 'A registry limits anonymous pulls: give it credentials in `registry-auth`.'],
    [
        ['unknownAuthority'],
        'The registry of a base image uses a private CA unknown to the builder: give it as `ca` in `registry-auth`.',
    ],
    [
        ['exportUnsupported'],
        'A builder with several nodes writes no `outputs` of several platforms at once: remove them, or use another builder.',
    ],
    [
        ['policyUnsupported'],
        '`build-policy` needs a builder with BuildKit 0.27 or later: a newer Docker Engine, or `driver: docker-container`.',
    ],
    [
        ['otherProcessor'],
        'The image is for another platform than this runner: emulate it (`qemu: true`), or build it on a separate node (`append`).',
    ],
]));
/** A policy may have thousands of reasons, or of errors; all of them are in the log. */
const MOST_REASONS = 10;
/**
 * Turns buildx's output into one error.
 *
 * @param plain lines of stderr other than progress; @param output the failed step's last lines
 * @param dockerfile path of the Dockerfile in the repository: buildx names only its base name
 */
function buildFailure(code, plain, output, dockerfile) {
    const text = plain.join('\n');
    const last = plain.findLastIndex(line => line.startsWith('ERROR: '));
    // An error may span lines; earlier lines are progress, not causes.
    const error = plain.slice(Math.max(0, last));
    const message = error.join('\n');
    const reason = ((last < 0 ? plain.at(-1) : headline(error)) ?? `buildx exited with code ${code} and no output`)
        .replace(/^failed to build: /, '')
        .replace(/^(target \S+: )?failed to solve: /, (_, target = '') => target);
    const place = placeOf(plain, text, dockerfile);
    // A Rego policy's reasons come before the error, which names only the source.
    const denied = plain.flatMap(line => detailIn(line, 'policyReason') ?? []).slice(0, MOST_REASONS);
    const hint = REMEDIES.find(([kinds]) => says(text, ...kinds) || says(output.join('\n'), ...kinds))?.[1];
    return new BuildError(`the build failed: ${[reason, ...denied].join('; ')}`, {
        output,
        hint,
        place,
        reason,
        verdict: says(message, 'nameTaken') ? {} : troubleVerdict(message),
    });
}
/** The target whose build failed; '' if there is only one, or it is unknown. */
function failedTarget(plain) {
    const line = plain.findLast(each => each.startsWith('ERROR: ')) ?? '';
    return detailIn(line, 'failedTarget') ?? '';
}
/** A registry's refusal begins with `errors:` and continues on the following lines; so do errors in Rego files. */
function headline([first = '', ...others]) {
    const line = first.slice('ERROR: '.length);
    if (says(line, 'errorsListed')) {
        return [line, ...others.filter(other => /^\S/.test(other)).slice(0, MOST_REASONS)].join('; ');
    }
    return line.endsWith(':') ? [line, ...others.filter(other => other.trim() !== '')].join(' ') : line;
}
function placeOf(plain, text, dockerfile) {
    const header = plain.findIndex((line, i) => PLACE.test(line) && RULER.test(plain[i + 1] ?? ''));
    const named = PLACE.exec(plain[header] ?? '')?.groups?.line ?? detailIn(text, 'invalidLine');
    return named === undefined ? undefined : { file: dockerfile, line: Number(named) };
}

;// CONCATENATED MODULE: ./lib/host/error-codes.js
/**
 * Every way in which a run can fail, by its stable code: the title of its annotation (`Slipway AUTH_DENIED`) and its
 * section in docs/troubleshooting.md, whose index is generated from this table. The meaning of a code never changes and
 * codes are never reused; messages may change. Ordered as in a run.
 *
 * - `title`: the failure in two to five words, for headlines.
 * - `meaning`: completes "The run failed because …", without a full stop.
 * - `remedy`: what to do if the error has no hint.
 */
const ERROR_CODES = {
    INPUT_INVALID: {
        title: 'Invalid inputs',
        meaning: 'an input is invalid, or inputs contradict each other',
        remedy: 'Correct the inputs named in the message. `dry-run: true` checks them without Docker, network or credentials.',
    },
    RUNNER_UNUSABLE: {
        title: 'Runner problem',
        meaning: 'the runner lacks something the step needs: a writable temporary folder, disk space, a program, or its event',
        remedy: 'Free disk space, install the program, or check which earlier step changed the variable named in the message.',
    },
    ENGINE_FAILED: {
        title: 'Docker failed',
        meaning: 'Docker is not installed, does not answer, or could not do what it was asked',
        remedy: 'Check that `docker version` and `docker info` work in a step before this one.',
    },
    BUILDX_UNUSABLE: {
        title: 'buildx not usable',
        meaning: 'the requested buildx could not be installed or does not match its checksum, or there is no buildx',
        remedy: 'Request a released version (`buildx-version: v0.29.1`), or leave the input empty to use the one on the runner.',
    },
    BUILDER_UNUSABLE: {
        title: 'Builder not usable',
        meaning: 'the builder does not exist, could not be started, or hangs',
        remedy: 'Check the builder with `docker buildx inspect`, or leave `builder` and `driver` empty to get the default one.',
    },
    EMULATION_FAILED: {
        title: 'Emulation not available',
        meaning: 'programs for another platform cannot run here, and emulation could not be set up',
        remedy: 'Set `qemu: true`, or build and test each platform on a runner of that platform.',
    },
    AUTH_FAILED: {
        title: 'Credentials rejected',
        meaning: 'a registry rejected the credentials, or there are none',
        remedy: 'Check the user name and that the secret exists, is spelled correctly, and has not expired.',
    },
    AUTH_DENIED: {
        title: 'Permission denied',
        meaning: 'the credentials are valid but lack the permission',
        remedy: 'Give the token write access to this repository; for GHCR add `permissions: packages: write` to the job.',
    },
    NOT_FOUND: {
        title: 'Not found',
        meaning: 'a repository, image, tag or file does not exist, or the credentials may not see it',
        remedy: 'Check the spelling. Some registries (ECR, Harbor, Artifact Registry) need the repository created first.',
    },
    TAG_IMMUTABLE: {
        title: 'Tag already exists',
        meaning: 'a tag already names another image, and `immutable-tags` or the registry forbids moving it',
        remedy: 'Publish under a new tag, or remove the tag from `immutable-tags` if it is meant to move.',
    },
    QUOTA_EXCEEDED: {
        title: 'Registry quota exceeded',
        meaning: 'the registry has no storage left for this namespace or project',
        remedy: 'Delete old images there, or raise the quota.',
    },
    POLICY_DENIED: {
        title: 'Forbidden by a registry policy',
        meaning: 'a rule of the registry or of a proxy forbids the request: a firewall, a scan policy, a size limit',
        remedy: 'Ask whoever runs the registry or the proxy; the message quotes its answer.',
    },
    RATE_LIMITED: {
        title: 'Too many requests',
        meaning: 'a service kept answering "too many requests"',
        remedy: 'Wait and re-run the job. Authenticated requests have higher limits, and `mirrors` spares Docker Hub.',
    },
    NETWORK_ERROR: {
        title: 'Network problem',
        meaning: 'a host could not be reached: DNS, refused connection, timeout, TLS',
        remedy: 'Check the host name, the proxy settings and the certificates, then re-run the job.',
    },
    REGISTRY_ERROR: {
        title: 'Registry error',
        meaning: 'a registry, or a proxy in front of it, answered with an error or with something invalid',
        remedy: 'Re-run the job. If it keeps failing, ask whoever runs the registry; the message quotes its answer.',
    },
    BUILD_FAILED: {
        title: 'Build failed',
        meaning: 'a step of the Dockerfile failed, or BuildKit rejected the build',
        remedy: 'Read the last lines of the failed step. `docker build .` with the same arguments reproduces it locally.',
    },
    LAYOUT_INVALID: {
        title: 'Invalid OCI layout',
        meaning: 'an OCI layout is incomplete, damaged or of another kind',
        remedy: 'Write it again with the input `layout`, or with `docker buildx build --output type=oci`.',
    },
    IMAGE_INVALID: {
        title: 'Invalid image',
        meaning: 'what a reference names is not an image that can be published',
        remedy: 'Rebuild the image, or use another one.',
    },
    TEST_FAILED: {
        title: 'Tests failed',
        meaning: 'a test, `container-test` or gate did not pass, so nothing was published',
        remedy: 'Read the last lines of its output. Build the image locally and run the same script with IMAGE set to its name.',
    },
    SCAN_FAILED: {
        title: 'Scan failed',
        meaning: 'the scan found vulnerabilities at or above the threshold, or the scanner could not run',
        remedy: 'Update the packages it names or list accepted findings in an ignore file; see the scan inputs.',
    },
    ARTIFACT_FAILED: {
        title: 'Handing over a part failed',
        meaning: 'a part of the image could not be handed over as an artifact of the workflow run',
        remedy: 'Re-run the failed jobs. `part` and `merge` need the artifact service of GitHub Actions.',
    },
    PARTS_INVALID: {
        title: 'Parts do not fit together',
        meaning: 'the parts of the image that other jobs built are missing, duplicated, or do not belong together',
        remedy: 'Re-run the jobs that build the parts, and give them the same inputs as the job that merges.',
    },
    POLICY_BREACHED: {
        title: 'Policy breached',
        meaning: 'the run, or the image that it built, breaches a rule of `policy`; nothing was published',
        remedy: 'Comply with each rule that the message names, or ask whoever owns the policy to change it.',
    },
    DIGEST_MISMATCH: {
        title: 'Digest mismatch',
        meaning: 'content does not match its digest: the image tested, pushed or read back is not the one built',
        remedy: 'Re-run the job. If it happens again, look for another job that replaces the image on the same engine.',
    },
    SIGN_FAILED: {
        title: 'Signing failed',
        meaning: 'the image could not be signed, or a registry did not accept the signature; no tag has changed',
        remedy: 'Re-run the job. The message says which service or registry refused, and why.',
    },
    SIGNATURE_INVALID: {
        title: 'Image not signed as required',
        meaning: 'an image is not signed as `verify-source`, `require-signed-base` or the verify action requires',
        remedy: 'Check who signed it with `cosign verify`, and compare the identity, the issuer or the key.',
    },
    PUBLISH_FAILED: {
        title: 'Publishing failed',
        meaning: 'a required registry did not get the image; no existing tag has changed',
        remedy: 'Re-run the job once the registry has recovered; layers already uploaded are skipped.',
    },
    PUBLISH_PARTIAL: {
        title: 'Partly published',
        meaning: 'some tags name the new image and others could not be written',
        remedy: 'Re-run the job: it publishes the same tags again. The summary lists what each tag names now.',
    },
    VERIFY_FAILED: {
        title: 'Not verified',
        meaning: 'the tags were written, but reading them back did not show the new image',
        remedy: 'Re-run the job. If it happens again, look for another job that writes the same tags, or a cache in front of the registry.',
    },
    CANCELLED: {
        title: 'Cancelled',
        meaning: 'the job was cancelled or reached its time limit',
        remedy: 'Re-run the job. The message says whether any tag had changed.',
    },
    INTERNAL: {
        title: 'Internal error',
        meaning: 'an error occurred that Slipway did not expect',
        remedy: 'This is a bug in Slipway. Please report it with the log of a run with debug logging on.',
    },
};

;// CONCATENATED MODULE: ./lib/host/project.js
/**
 * The project's repository on GitHub. Its name is defined only here: `npm run docs` writes it into the documentation,
 * examples and workflows.
 *
 * Until the project has an owner, the name is one that GitHub cannot assign (account names have no underscore): a
 * copied workflow fails before any step has run, and no other action gets its secrets.
 */
const REPOSITORY = 'your_org/slipway';

// EXTERNAL MODULE: ./lib/host/variables/step.js
var step = __webpack_require__(1956);
;// CONCATENATED MODULE: ./lib/report/help.js


/**
 * The address of a code's section in docs/troubleshooting.md, for the running version.
 */
function helpUrl(code, env) {
    const { actionRepository: named, actionRef: ref } = (0,step/* stepVariables */._Y)(env);
    const isNamed = /^[\w.-]+\/[\w.-]+$/.test(named);
    const repository = isNamed ? named : REPOSITORY;
    const version = isNamed && /^[\w./-]+$/.test(ref) ? ref : 'HEAD';
    return `https://github.com/${repository}/blob/${version}/docs/troubleshooting.md#${code.toLowerCase()}`;
}

;// CONCATENATED MODULE: ./lib/report/failure.js



/** Lines of the failed program's output in the annotation, which is often all that people read. */
const REPEATED = 5;
/**
 * A run's error as its last annotation: its code, what happened, what to do, and a link for more. The failed program's
 * last output is printed above, outside any collapsed group.
 */
function failure_reportFailure(error, { log, env }) {
    const { code, message, hint = ERROR_CODES[code].remedy, output, cause } = error;
    if (code === 'INTERNAL')
        log.debug(cause instanceof Error ? (cause.stack ?? '') : '');
    if (output.length > REPEATED)
        log.info(['', 'The last lines before the failure:', ...output, ''].join('\n'));
    const place = error instanceof BuildError ? error.place : undefined;
    const text = [message, ...output.slice(-REPEATED), `→ ${hint}`, helpUrl(code, env)].join('\n');
    log.error(text, { ...place, title: `Slipway ${code}` });
}

// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./lib/host/variables/runner.js
var runner = __webpack_require__(46744);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/file-command.js
var file_command = __webpack_require__(82902);
;// CONCATENATED MODULE: ./lib/runner/core-entry.js

/**
 * An entry of a command file, as @actions/core writes it, with its line end. The random delimiter keeps a value from
 * ending itself early and forging another name.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#multiline-strings
 */
function fileEntry(name, value) {
    return `${(0,file_command/* prepareKeyValueMessage */.v)(name, value)}\n`;
}

;// CONCATENATED MODULE: ./lib/runner/command-files.js







/** What is lost without the file. A runner without GITHUB_ENV loses nothing that the outputs don't have. */
const LOST = (/* unused pure expression or super */ null && ([
    ['GITHUB_OUTPUT', 'step outputs (GITHUB_OUTPUT), so later steps cannot use them'],
    ['GITHUB_STATE', 'post steps (GITHUB_STATE), so the run cleans up right away and saves no caches itself'],
    ['GITHUB_STEP_SUMMARY', 'job summaries (GITHUB_STEP_SUMMARY), so the result is in the log only'],
]));
/** One sentence on what this runner lacks; undefined if nothing, and outside a runner. */
function missingFiles(env) {
    if (!runnerVariables(env).isActions)
        return undefined;
    const lost = LOST.flatMap(([file, what]) => (commandFile(env, file) === '' ? [what] : []));
    return lost.length === 0 ? undefined : `This runner has no ${lost.join('; no ')}.`;
}
/**
 * Appends `name=value` to a command file, if there is one.
 *
 * @throws ActionError RUNNER_UNUSABLE when the file cannot be written
 */
async function writeCommandFile(file, env, values) {
    const entries = Object.entries(values).map(([name, value]) => fileEntry(name, value));
    await appendCommandFile(file, env, entries.join(''));
}
/**
 * Opens a command file, if there is one, and writes nothing: a run should not end with what cannot be written after it
 * has published. A full disk is not noticed.
 *
 * @throws ActionError RUNNER_UNUSABLE when the file cannot be opened
 */
async function command_files_checkCommandFile(file, env) {
    if ((0,step/* commandFile */.Cy)(env, file) !== '')
        await withCommandFile(file, env, async () => { });
}
/** Appends raw text. @throws ActionError RUNNER_UNUSABLE when the file cannot be written */
async function appendCommandFile(file, env, text) {
    if ((0,step/* commandFile */.Cy)(env, file) !== '' && text !== '')
        await withCommandFile(file, env, handle => handle.writeFile(text));
}
async function withCommandFile(file, env, use) {
    const path = (0,step/* commandFile */.Cy)(env, file);
    const { O_WRONLY, O_APPEND, O_CREAT, O_NONBLOCK = 0 } = external_node_fs_.constants;
    try {
        // Without waiting: opening a pipe that nobody reads would block. @actions/core waits there forever.
        const handle = await (0,external_node_fs_promises_.open)(path, (O_WRONLY ?? 1) | (O_APPEND ?? 0) | (O_CREAT ?? 0) | O_NONBLOCK);
        try {
            await use(handle);
        }
        finally {
            await handle.close();
        }
    }
    catch (cause) {
        throw new host_errors/* ActionError */.lZ('RUNNER_UNUSABLE', `cannot write to ${path} (${file}): ${(0,errno/* reasonOf */.A)(cause)}`, {
            cause,
            hint: 'The runner sets this variable. Check that no step before this one changed it, and that the disk is not full.',
        });
    }
}
/** Appends to the job summary. A summary that cannot be written is a notice: the result is in the log and the outputs. */
async function appendSummary(env, log, text) {
    await appendCommandFile('GITHUB_STEP_SUMMARY', env, text).catch(error => {
        log.notice(`The job summary was not written: ${(0,host_errors/* messageOf */.bD)(error)}`);
    });
}

;// CONCATENATED MODULE: ./lib/credentials/config-input.js





const INPUT = 'docker-config';
const PASSPHRASE = `\`${INPUT}-passphrase\``;
const MAGIC = Buffer.from('Salted__');
/** The default of `openssl enc -pbkdf2` without `-iter`. */
const ITERATIONS = 10_000;
function bad(problem, hint) {
    return new host_errors/* ActionError */.lZ('INPUT_INVALID', `\`${INPUT}\` ${problem}`, { hint });
}
/**
 * Decrypts the output of `openssl enc -aes-256-cbc -pbkdf2 -salt`: `Salted__`, eight bytes of salt, the ciphertext. Key
 * and initialization vector are the 48 bytes of PBKDF2 with SHA-256 (openssl-enc(1)).
 *
 * @throws ActionError `INPUT_INVALID` for a wrong passphrase or a corrupt file
 */
function decryptOpenssl(bytes, passphrase) {
    const salt = bytes.subarray(MAGIC.length, MAGIC.length + 8);
    const derived = (0,external_node_crypto_.pbkdf2Sync)(passphrase, salt, ITERATIONS, 48, 'sha256');
    try {
        const decipher = (0,external_node_crypto_.createDecipheriv)('aes-256-cbc', derived.subarray(0, 32), derived.subarray(32));
        return Buffer.concat([decipher.update(bytes.subarray(MAGIC.length + 8)), decipher.final()]);
    }
    catch {
        throw wrongPassphrase();
    }
}
const ENCRYPT = 'openssl enc -aes-256-cbc -pbkdf2 -salt -in config.json -out config.enc';
function wrongPassphrase() {
    return bad('cannot be decrypted', `Check ${PASSPHRASE}, and encrypt with: ${ENCRYPT}`);
}
/** The tool that encrypted content that is not JSON; undefined if it is not encrypted. */
function cipherOf(bytes) {
    const text = bytes.toString('latin1').trimStart();
    if (text.startsWith('$ANSIBLE_VAULT;'))
        return 'by ansible-vault';
    if (/^(?:-----BEGIN (?:PGP|AGE)|age-encryption\.org)/.test(text))
        return 'by PGP or age';
    const inside = text.length < SHORTEST_CIPHER ? undefined : fromBase64(bytes);
    // Codeship's jet writes nothing but the base64 of its ciphertext.
    return inside?.some(byte => byte < 9 || byte > 126) ? 'by another tool than openssl (Codeship’s jet?)' : undefined;
}
/** In base64: shorter texts may be paths. */
const SHORTEST_CIPHER = 100;
function fromBase64(bytes) {
    const text = bytes.toString('latin1').replace(/\s+/g, '');
    return text !== '' && /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}
const isEncrypted = (bytes) => bytes.subarray(0, MAGIC.length).equals(MAGIC);
const isJson = (bytes) => bytes.toString().trimStart().startsWith('{');
/** JSON text from JSON, an encrypted file, or base64 of either. */
function decode(bytes, passphrase) {
    const candidates = [bytes, fromBase64(bytes)].filter(each => each !== undefined);
    const known = candidates.find(each => isEncrypted(each) || isJson(each));
    if (known === undefined || !isEncrypted(known))
        return known?.toString();
    if (passphrase === '')
        throw bad('is encrypted', `Set ${PASSPHRASE} to the passphrase it was encrypted with.`);
    const opened = decryptOpenssl(known, passphrase);
    // One wrong passphrase in 256 leaves valid padding.
    if (!isJson(opened))
        throw wrongPassphrase();
    return opened.toString();
}
async function readIfFile(path) {
    try {
        return (0,regular_file/* readRegular */.VX)(path, { follow: true });
    }
    catch {
        return undefined;
    }
}
/**
 * The input `docker-config`: the content of a Docker config, base64 of it, or a path (relative to the workspace); each
 * may be encrypted with openssl. Undefined when the input is empty.
 *
 * @throws ActionError `INPUT_INVALID` for anything else, or for an unreadable entry
 */
async function readConfigInput(input, workspace, passphrase = '') {
    const value = input.trim();
    if (value === '')
        return undefined;
    const isPath = !value.startsWith('{') && !value.includes('\n') && value.length < 4096;
    const file = isPath ? await readIfFile((0,external_node_path_.resolve)(workspace, value)) : undefined;
    const content = decode(file ?? Buffer.from(value), passphrase);
    const cipher = content === undefined ? cipherOf(file ?? Buffer.from(value)) : undefined;
    if (cipher !== undefined) {
        throw bad(`is encrypted ${cipher}`, `Decrypt it, encrypt with openssl, and set ${PASSPHRASE}: ${ENCRYPT}`);
    }
    if (content === undefined) {
        throw bad(file === undefined
            ? 'is neither JSON, base64-encoded JSON, nor a path that exists'
            : 'names a file that is not JSON', 'Give the content of a Docker config.json, base64 of it, or its path in the workspace.');
    }
    const config = parseDockerConfig(content, `\`${INPUT}\``);
    // Unlike the user's own file, this one was passed to be used: its problems must be fixed.
    if (config.problems.length > 0) {
        throw new host_errors/* ActionError */.lZ('INPUT_INVALID', config.problems.join('\n'), {
            hint: 'An entry is {"auth": "base64 of user:password"} or {"username": "…", "password": "…"}.',
        });
    }
    return config;
}

;// CONCATENATED MODULE: ./lib/host/text/first-line.js
/** The first line of a message, for places with room for one. */
function firstLine(text) {
    return text.split('\n', 1)[0] ?? '';
}

// EXTERNAL MODULE: ./lib/runner/sanitize.js
var sanitize = __webpack_require__(62887);
;// CONCATENATED MODULE: ./lib/credentials/config-key.js

/** The key of a registry in docker, buildx and credential helpers. */
function config_key_configKey(host) {
    const canonical = (0,oci_reference/* canonicalHost */.rQ)(host);
    return canonical === oci_reference/* DOCKER_HUB */.Xb ? 'https://index.docker.io/v1/' : canonical;
}

;// CONCATENATED MODULE: ./lib/credentials/helpers.js








const DEADLINE = 30_000;
function broken(program, host, why, cause) {
    return new host_errors/* ActionError */.lZ('AUTH_FAILED', `the credential helper ${program}, asked for ${host}, ${why}`, {
        hint: `Fix the helper, remove it from the Docker config (credHelpers, credsStore), or give username and password for ${host}.`,
        cause,
    });
}
/** The helper's error message. Helpers write it to stdout, where JSON would be the secret: that is never quoted. */
function messageIn(stdout, stderr) {
    const output = [stdout, stderr].map(each => each.trim()).find(each => each !== '' && !each.startsWith('{'));
    return output === undefined ? '' : `: ${(0,sanitize/* defuse */.VP)(firstLine(output)).slice(0, 200)}`;
}
function parseAnswer(stdout) {
    try {
        const answer = JSON.parse(stdout);
        const [username, secret] = [(0,context/* text */.Qq)(answer, 'Username'), (0,context/* text */.Qq)(answer, 'Secret')];
        return username === undefined || secret === undefined ? undefined : { username, secret };
    }
    catch {
        return undefined;
    }
}
/**
 * Runs `docker-credential-<helper> get`, with the registry on stdin (docker/docker-credential-helpers). Undefined if
 * the helper has no login.
 *
 * @param helper the part after `docker-credential-`, from `credHelpers` or `credsStore`
 * @throws ActionError `AUTH_FAILED`, naming the helper, if it is missing, fails, returns an invalid answer or times out
 */
async function askHelper(helper, host, options) {
    const { run, env, signal, deadline = DEADLINE } = options;
    const program = `docker-credential-${helper}`;
    if (!/^[\w.+-]+$/.test(helper))
        throw broken((0,text_quote/* quote */.h)(program), host, 'has an invalid name');
    const result = await run(program, ['get'], {
        env,
        input: config_key_configKey(host),
        timeout: deadline,
        ...(signal && { signal }),
    }).catch((error) => {
        if (signal?.aborted)
            throw error;
        throw broken(program, host, `cannot be started: ${(0,host_errors/* messageOf */.bD)(error)}`, error);
    });
    signal?.throwIfAborted();
    if (result.timedOut)
        throw broken(program, host, `did not answer within ${deadline / 1000} s`);
    if (result.code !== 0) {
        if ((0,tool_messages/* says */.FA)(`${result.stdout}\n${result.stderr}`, 'noCredentials'))
            return undefined;
        const how = result.signal === null ? `exit code ${result.code}` : `signal ${result.signal}`;
        throw broken(program, host, `failed (${how})${messageIn(result.stdout, result.stderr)}`);
    }
    const answer = parseAnswer(result.stdout);
    if (answer === undefined)
        throw broken(program, host, 'returned something that is not a login');
    return answer.secret === '' ? undefined : toCredential(answer.username, answer.secret);
}

;// CONCATENATED MODULE: ./lib/host/files/check-creatable.js



/**
 * Checks that this user may create a file at a path, or the missing folders above it, and creates nothing: a run should
 * not end with what cannot be written after it has published. A full disk is not noticed.
 *
 * @throws Error (its message a clause) naming the folder
 */
function check_creatable_checkCreatable(path) {
    let folder = dirname(resolve(path));
    try {
        while (statSync(folder, { throwIfNoEntry: false }) === undefined)
            folder = dirname(folder);
        if (!statSync(folder).isDirectory())
            throw new Error('it is not a folder');
        accessSync(folder, constants.W_OK | constants.X_OK);
    }
    catch (cause) {
        throw new Error(`${folder}: ${reasonOf(cause)}`, { cause });
    }
}

;// CONCATENATED MODULE: ./lib/host/files/make-folder.js



/**
 * Creates a folder and its missing parents. Not with Node's recursive `mkdir`, which loops forever where the kernel
 * reports a missing parent but does not allow creating it, as below /proc.
 *
 * @param mode of every folder that is created
 * @throws the system's error (EACCES, EROFS, …); ENOTDIR where something else is in the way
 */
async function make_folder_makeFolder(path, mode = 0o777) {
    const whole = resolve(path);
    if (await makeInParent(whole, mode))
        return;
    await make_folder_makeFolder(dirname(whole), mode);
    if (!(await makeInParent(whole, mode)))
        await mkdir(whole, { mode });
}
/** Creates one folder, unless it exists. False if its parent is missing. */
async function makeInParent(path, mode) {
    try {
        await mkdir(path, { mode });
        return true;
    }
    catch (error) {
        if (errnoOf(error) === 'ENOENT' && dirname(path) !== path)
            return false;
        if (errnoOf(error) !== 'EEXIST')
            throw error;
        const stats = await stat(path).catch(() => undefined);
        if (stats?.isDirectory())
            return true;
        // The system only says that a "file already exists", also of a device or a link that leads nowhere.
        const problem = `${path} is ${stats?.isFile() ? 'a file, not a folder' : 'not a folder'}`;
        throw Object.assign(new Error(problem, { cause: error }), { code: 'ENOTDIR', path });
    }
}

// EXTERNAL MODULE: ./lib/host/text/sha256.js
var sha256 = __webpack_require__(39669);
;// CONCATENATED MODULE: ./lib/credentials/keep-login.js













/** In the run's folder: the user's original config, and what was written into it. */
const RECORD = 'kept-logins.json';
/**
 * Writes logins into the user's own Docker config, as `docker login` does, for later steps. The original is kept in the
 * run's folder and noted in the journal before anything changes. Helpers that would answer for one of these hosts are
 * overridden.
 *
 * @param dir the folder of the user's config
 * @throws ActionError RUNNER_UNUSABLE when the file cannot be read or written
 */
async function keep_login_keepLogins(logins, dir, folder) {
    const path = keep_login_configPathIn(dir);
    try {
        const bytes = readIfAny(path);
        const json = parsed(bytes);
        const auths = objectAt(json, 'auths');
        const helpers = objectAt(json, 'credHelpers');
        const hasStore = typeof json.credsStore === 'string' && json.credsStore !== '';
        const kept = [...logins].map(([host, credential]) => {
            const key = configKey(host);
            return { key, auth: authEntry(credential), before: auths[key], helper: helpers[key] };
        });
        const helped = kept.filter(({ key }) => hasStore || helpers[key] !== undefined);
        const text = asText({
            ...json,
            auths: { ...auths, ...Object.fromEntries(kept.map(({ key, auth }) => [key, auth])) },
            ...(helped.length > 0 && {
                credHelpers: { ...helpers, ...Object.fromEntries(helped.map(({ key }) => [key, ''])) },
            }),
        });
        const isNew = statIfAny(dir) === undefined;
        const record = { before: bytes?.toString('base64'), written: sha256Hex(text), madeFolder: isNew, kept };
        writeFileSync(join(folder.path, RECORD), JSON.stringify(record), { mode: 0o600 });
        await folder.note({ kind: 'login', path });
        await makeFolder(dir);
        if (isNew)
            chmodSync(dir, 0o700);
        replace(path, text);
    }
    catch (cause) {
        throw unwritable(path, cause);
    }
}
/**
 * Checks early, writing nothing, that logins can be kept.
 *
 * @throws ActionError RUNNER_UNUSABLE as `keepLogins`
 */
function keep_login_checkKeepLogins(dir) {
    const path = keep_login_configPathIn(dir);
    try {
        parsed(readIfAny(path));
        checkCreatable(path);
    }
    catch (cause) {
        throw unwritable(path, cause);
    }
}
function unwritable(path, cause) {
    return new ActionError('RUNNER_UNUSABLE', `\`keep-login\` cannot write ${path}: ${reasonOf(cause)}`, {
        cause,
        hint: 'Make the file writable for the runner and valid JSON, or set DOCKER_CONFIG to another folder for the job.',
    });
}
/**
 * Restores the original. If nobody has changed the file since, byte for byte; otherwise only our remaining logins are
 * removed and those they replaced restored. A file that has none of them stays as it is.
 *
 * @param folder of the run
 * @throws Error (its message a clause) when that fails
 */
function keep_login_takeBackLogins(path, folder) {
    const record = recordIn(folder);
    if (record === undefined)
        return;
    const now = readIfAny(path);
    // The file is gone, and our logins with it.
    if (now === undefined)
        return;
    const before = record.before === undefined ? undefined : Buffer.from(record.before, 'base64');
    if (before !== undefined && now.equals(before))
        return;
    if (sha256Hex(now) !== record.written) {
        const json = parsed(now);
        if (record.kept.some(one => isThere(one, json)))
            replace(path, withoutOurs(json, record));
        return;
    }
    if (before !== undefined)
        return replace(path, before);
    rmSync(path, { force: true });
    if (!record.madeFolder)
        return;
    try {
        rmdirSync(dirname(path));
    }
    catch {
        // It contains something else by now.
    }
}
/** The path of the user's config, links resolved. */
function keep_login_configPathIn(dir) {
    const path = resolve(dir, 'config.json');
    try {
        return realpathSync(path);
    }
    catch {
        return path;
    }
}
function withoutOurs(json, { kept }) {
    const auths = { ...objectAt(json, 'auths') };
    const helpers = { ...objectAt(json, 'credHelpers') };
    for (const { key, before, helper } of kept.filter(one => isThere(one, json))) {
        put(auths, key, before);
        if (helpers[key] === '')
            put(helpers, key, helper);
    }
    const { credHelpers: _, ...rest } = json;
    return asText({ ...rest, auths, ...(Object.keys(helpers).length > 0 && { credHelpers: helpers }) });
}
/** False if another step has logged in or out there meanwhile. */
function isThere({ key, auth }, json) {
    return JSON.stringify(objectAt(json, 'auths')[key]) === JSON.stringify(auth);
}
function put(entries, key, value) {
    if (value === undefined)
        delete entries[key];
    else
        entries[key] = value;
}
function recordIn(folder) {
    try {
        return JSON.parse(readRegular(join(folder, RECORD)).toString());
    }
    catch (error) {
        // It was noted before it could be written, or after it was removed: nothing was changed.
        if (errnoOf(error) === 'ENOENT')
            return undefined;
        throw error;
    }
}
/** Atomically, keeping the file's permissions. */
function replace(path, content) {
    const draft = `${path}.${randomBytes(6).toString('hex')}`;
    const mode = statIfAny(path)?.mode ?? 0o600;
    try {
        writeFileSync(draft, content, { mode: 0o600, flag: 'wx' });
        chmodSync(draft, mode & 0o777);
        renameSync(draft, path);
    }
    finally {
        rmSync(draft, { force: true });
    }
}
function readIfAny(path) {
    try {
        // A dangling link cannot be replaced.
        lstatSync(path);
    }
    catch (error) {
        if (['ENOENT', 'ENOTDIR'].includes(errnoOf(error) ?? ''))
            return undefined;
        throw error;
    }
    return readRegular(path, { follow: true });
}
function statIfAny(path) {
    return statSync(path, { throwIfNoEntry: false });
}
function parsed(bytes) {
    const text = bytes?.toString() ?? '';
    if (text.trim() === '')
        return {};
    let json;
    try {
        json = JSON.parse(text);
    }
    catch {
        // Without V8's message, which quotes the file.
        throw new Error('it is not valid JSON');
    }
    if (!isObject(json))
        throw new Error('it is not a JSON object');
    return json;
}
/** In docker's format. */
function asText(json) {
    return JSON.stringify(json, undefined, '\t');
}

// EXTERNAL MODULE: ./lib/event/forge.js
var forge = __webpack_require__(47935);
;// CONCATENATED MODULE: ./lib/credentials/renewal.js
/** BuildKit keeps a login for up to five minutes (session/auth/authprovider), so it must never get an older one. */
const renewal_AHEAD = 330_000;
/** How long to keep using a login whose renewal failed, before the next attempt. Milliseconds. */
const PAUSE = 60_000;
/** A longer-lived login is renewed anyway: timers are limited to 24 days. Milliseconds. */
const LONGEST = 86_400_000;
/** How long to use a login whose stated lifetime makes no sense. Milliseconds. */
const UNKNOWN = 60_000;
/**
 * @param asked when the login was requested, by our clock: the server's may differ
 * @param life seconds, as stated by the server; if invalid, the login is tried for a minute
 */
function lifetimeOf(asked, life) {
    const length = life > 0 ? Math.min(LONGEST, life * 1000) : UNKNOWN;
    return { renewAt: asked + length - Math.min(renewal_AHEAD, length / 4), end: asked + length };
}
/** The lifetime after a failed renewal. Undefined if the login has expired. */
function putOff({ end }, now) {
    return now < end ? { renewAt: Math.min(end, now + PAUSE), end } : undefined;
}

;// CONCATENATED MODULE: ./lib/credentials/resolve.js





function hasLogin({ password, identity }) {
    return password !== '' || identity !== undefined;
}
/** Entries without credentials are skipped; the first with credentials is used for its host. */
function entryFor(entries, host) {
    return entries.find(entry => hasLogin(entry) && (0,oci_reference/* canonicalHost */.rQ)(entry.registry) === host);
}
function fromEntries(entries, name, exchange) {
    return host => {
        const entry = entryFor(entries, host);
        if (entry === undefined)
            return undefined;
        const source = name(entries.indexOf(entry));
        if (entry.identity !== undefined)
            return exchange(host, entry.identity, source);
        return { credential: toCredential(entry.username, entry.password), source };
    };
}
function fromAuths({ auths }, source) {
    return host => {
        const credential = auths.get(host);
        return credential && { credential, source };
    };
}
function helperOf(config, host) {
    // An empty name in credHelpers disables helpers for the host, even with credsStore.
    return (config.credHelpers.get(host) ?? config.credsStore) || undefined;
}
function fromHelper(config, ask, where) {
    return async (host) => {
        const helper = helperOf(config, host);
        const credential = helper === undefined ? undefined : await ask(helper, host);
        return credential && { credential, source: `docker-credential-${helper} (${where})` };
    };
}
/** As in docker: a host with a helper has no other login in the same file. */
function fromUserFile(config, ask) {
    const byHelper = fromHelper(config, ask, "the user's Docker config");
    const byAuths = fromAuths(config, "the user's Docker config");
    return host => (helperOf(config, host) === undefined ? byAuths(host) : byHelper(host));
}
function ofUser(resolver) {
    return async (host) => {
        const resolved = await resolver(host);
        return resolved && { ...resolved, isUsers: true };
    };
}
function fromJobToken({ actor, githubToken: token, serverUrl }) {
    const own = (0,forge/* registryOf */.Fv)(serverUrl);
    return host => host === own && token !== ''
        ? { credential: { kind: 'basic', username: actor || 'x-access-token', password: token }, source: 'github-token' }
        : undefined;
}
function secretOf(credential) {
    switch (credential.kind) {
        case 'basic':
            return credential.password;
        case 'identity':
            return credential.identityToken;
        case 'bearer':
            return credential.token;
    }
}
/**
 * Sources of credentials; the first that has some for a host wins:
 *
 * 1. the step's inputs: `registries`, then `registry-auth` and the `registry`/`username`/`password` shorthand;
 * 2. the step's `docker-config`: its `auths` before its helpers, since it was passed for its logins;
 * 3. the user's own: DOCKER_AUTH_CONFIG, then config.json (docker's own order);
 * 4. for a cloud's registries, the cloud credentials that an earlier step left in the environment;
 * 5. for the registry of the job's server (ghcr.io on github.com), the actor and the job's token;
 * 6. none.
 *
 * The user's own login for ghcr.io comes before the job's token: an earlier step logged in there on purpose (with a
 * token for another organization, say), while the job's token is only the default.
 */
function createCredentials(options) {
    const { registries, logins, configInput, userConfigs, askHelper, identities, isNeeded, now, warn, mask } = options;
    const exchange = async (host, identity, source) => {
        const asked = now();
        const granted = await identities.exchange(host, identity);
        return granted && { credential: credentialOf(granted), source, lifetime: lifetimeOf(asked, granted.life) };
    };
    const fromEnvironment = async (host) => {
        const identity = identities.ambient(host);
        if (identity === undefined)
            return undefined;
        try {
            return await exchange(host, identity, 'the environment');
        }
        catch (error) {
            if (isNeeded(host))
                throw error;
            warn(`No login to ${host}: ${(0,host_errors/* messageOf */.bD)(error)}`);
            return undefined;
        }
    };
    const resolvers = [
        fromEntries(registries, index => `registries[${index}]`, exchange),
        fromEntries(logins, () => 'registry-auth, or username and password', exchange),
        ...(configInput
            ? [fromAuths(configInput, 'docker-config'), fromHelper(configInput, askHelper, 'docker-config')]
            : []),
        ofUser(fromAuths(userConfigs.env, 'DOCKER_AUTH_CONFIG')),
        ofUser(fromUserFile(userConfigs.file, askHelper)),
        fromEnvironment,
        fromJobToken(options),
    ];
    async function ask(host) {
        for (const resolver of resolvers) {
            const resolved = await resolver(host);
            if (resolved === undefined)
                continue;
            mask(secretOf(resolved.credential));
            return resolved;
        }
        if (userConfigs.unreadable !== undefined)
            throw userConfigs.unreadable;
        return undefined;
    }
    /** A login that cannot be renewed is used until it expires, unless its registry rejects it. */
    async function renew(host, old, refused) {
        try {
            return await ask(host);
        }
        catch (error) {
            const lifetime = old.credential === refused ? undefined : putOff(old.lifetime, now());
            if (lifetime === undefined)
                throw error;
            warn(`Couldn't renew the login to ${host}, which is still valid for a while: ${(0,host_errors/* messageOf */.bD)(error)}`);
            return { ...old, lifetime };
        }
    }
    const known = new Map();
    async function current(host, refused) {
        const held = known.get(host);
        const resolved = await held;
        const { lifetime } = resolved ?? {};
        if (resolved === undefined || lifetime === undefined)
            return resolved;
        if (now() < lifetime.renewAt && resolved.credential !== refused)
            return resolved;
        // The first caller renews it for all.
        if (known.get(host) === held) {
            const renewing = renew(host, { ...resolved, lifetime }, refused);
            known.set(host, renewing);
            // After a failed renewal, the next caller tries again.
            renewing.catch(() => known.get(host) === renewing && known.set(host, Promise.resolve(resolved)));
        }
        return known.get(host);
    }
    const isExchanged = (name) => {
        const host = (0,oci_reference/* canonicalHost */.rQ)(name);
        return (entryFor(registries, host) ?? entryFor(logins, host))?.identity !== undefined;
    };
    const given = [...registries, ...logins].filter(hasLogin).map(entry => entry.registry);
    // An entry that only names a cloud's registry uses the credentials in the environment.
    const ambient = logins.map(entry => entry.registry).filter(host => identities.ambient((0,oci_reference/* canonicalHost */.rQ)(host)));
    const fromConfig = configInput ? [...configInput.auths.keys(), ...configInput.credHelpers.keys()] : [];
    return {
        resolve(name, refused) {
            const host = (0,oci_reference/* canonicalHost */.rQ)(name);
            if (!known.has(host))
                known.set(host, ask(host));
            return current(host, refused);
        },
        mayRunOut: name => isExchanged(name) || identities.ambient((0,oci_reference/* canonicalHost */.rQ)(name)) !== undefined,
        hosts: [...new Set([...given, ...ambient, ...fromConfig].map(oci_reference/* canonicalHost */.rQ))],
    };
}
function credentialOf({ username, password }) {
    return { kind: 'basic', username, password };
}

// EXTERNAL MODULE: ./lib/host/variables/services.js
var services = __webpack_require__(19142);
// EXTERNAL MODULE: ./lib/http/proxy.js
var proxy = __webpack_require__(30768);
;// CONCATENATED MODULE: ./lib/github/id-token.js








/** Milliseconds without progress after which a request fails. */
const IDLE = 20_000;
/** A token has a few KB. Bytes. */
const id_token_LARGEST = 1024 * 1024;
/**
 * The id tokens of GitHub's OIDC provider.
 *
 * @see https://docs.github.com/actions/reference/security/oidc
 */
function idTokens(env, ports) {
    const { idTokenUrl: address, idTokenBearer: bearer, offersIdTokens } = (0,services/* serviceVariables */.n)(env);
    const { policy, signal, proxyEnv, mask } = ports;
    return async (audience) => {
        if (!offersIdTokens)
            throw noIdToken();
        const url = requestUrl(address, audience);
        const transport = (0,http_transport/* createTransport */.o)({ proxyEnv: (0,oci_reference/* isLoopback */.U9)(url.host) ? undefined : proxyEnv });
        const headers = { accept: 'application/json', 'user-agent': 'slipway', authorization: `Bearer ${bearer}` };
        const request = { method: 'GET', url, headers, idle: IDLE, limit: IDLE, signal };
        const attempt = async () => {
            // Whoever gets the bearer token can act as this job: it is sent to this server only.
            const answer = await (0,redirect/* sendFollowing */.eH)(transport, request, { insecure: false, stay: true });
            const body = await (0,http_body/* readText */.yR)(answer.body, id_token_LARGEST);
            const retryAfter = (0,host_retry/* parseRetryAfter */.mu)(answer.headers['retry-after'], ports.now());
            if (answer.status !== 200)
                throw refused(answer.status, retryAfter);
            return tokenIn(body);
        };
        try {
            const options = { policy, ports, signal };
            const token = await (0,host_retry/* retry */.L5)(() => attempt().catch(error => Promise.reject(asTokenError(error))), options);
            mask(token);
            return token;
        }
        finally {
            transport.close();
        }
    };
}
/** The error of a job without a right to id tokens. */
function noIdToken() {
    return new host_errors/* ActionError */.lZ('AUTH_FAILED', 'this job cannot get an id token from GitHub', {
        hint: 'Add `permissions: id-token: write` to the job (with its other permissions, such as `contents: read` and `packages: write`). A pull request of a fork never gets one, nor does a job of Gitea, Forgejo or act by default: use a key or a password there.',
    });
}
function tokenError(code, problem, verdict, cause) {
    const hint = code === 'NETWORK_ERROR' ? 'See https://www.githubstatus.com, and re-run the job.' : undefined;
    return new host_errors/* ActionError */.lZ(code, `no id token: GitHub's token service ${problem}`, { cause, hint, verdict });
}
function requestUrl(address, audience) {
    const url = URL.parse(address);
    if (url === null)
        throw tokenError('AUTH_FAILED', 'has an invalid address (ACTIONS_ID_TOKEN_REQUEST_URL)', 'settled');
    if (audience !== '')
        url.searchParams.set('audience', audience);
    return url;
}
function refused(status, retryAfter) {
    const isTemporary = (0,host_retry/* temporaryStatus */.Ew)(status);
    return tokenError(isTemporary ? 'NETWORK_ERROR' : 'AUTH_FAILED', `answered ${status}`, isTemporary ? { retryAfter } : 'settled');
}
function tokenIn(body) {
    try {
        const { value } = JSON.parse(body);
        if (typeof value === 'string' && value !== '')
            return value;
    }
    catch {
        // Not quoted: it may contain a token.
    }
    throw tokenError('NETWORK_ERROR', 'answered without a token', {});
}
function asTokenError(error) {
    if (error instanceof host_errors/* ActionError */.lZ)
        return error;
    if ((0,redirect/* isRefusedRedirect */.bC)(error))
        return tokenError('AUTH_FAILED', (0,host_errors/* messageOf */.bD)(error), 'settled', error);
    const byProxy = (0,proxy/* proxyTrouble */.gY)(error);
    const why = byProxy?.why ?? (0,host_errors/* messageOf */.bD)(error);
    return tokenError('NETWORK_ERROR', `does not answer: ${why}`, byProxy?.verdict ?? {}, error);
}

// EXTERNAL MODULE: ./lib/host/machine.js
var host_machine = __webpack_require__(29491);
// EXTERNAL MODULE: ./lib/plan/identity/types.js
var types = __webpack_require__(37311);
// EXTERNAL MODULE: ./lib/identity/exchange/ambient.js
var ambient = __webpack_require__(20622);
// EXTERNAL MODULE: ./lib/identity/exchange/ask.js
var exchange_ask = __webpack_require__(82571);
// EXTERNAL MODULE: ./lib/identity/exchange/id-token.js
var id_token = __webpack_require__(64441);
;// CONCATENATED MODULE: ./lib/identity/identities.js














function createIdentities(options, machine) {
    const { serverUrl, runId, runAttempt, policy, caOf } = options;
    const { env, log, now, signal } = machine;
    const tokens = idTokens(env, { ...(0,host_machine/* retryPorts */.N)(machine), policy, signal, proxyEnv: env, mask: log.mask });
    const issuer = (0,forge/* issuerOf */.xD)(serverUrl);
    const granted = new Set();
    const transports = new Map();
    const transportFor = (registry) => (isLoopback) => {
        const ca = caOf(registry);
        const key = `${isLoopback} ${ca ?? ''}`;
        const made = transports.get(key) ?? (0,http_transport/* createTransport */.o)({ ca, proxyEnv: isLoopback ? undefined : env });
        transports.set(key, made);
        return made;
    };
    const portsFor = (registry) => {
        const ask = (0,exchange_ask/* createAsk */.cY)({ registry, transport: transportFor(registry), signal, now });
        const { mask } = log;
        return {
            ...{ registry, ask, env, mask, now },
            hasCa: caOf(registry) !== undefined,
            isRenewal: granted.has(registry),
            idToken: audience => (0,id_token/* fetchIdToken */.FR)(registry, { fetch: tokens, issuer }, audience),
            readFile: path => (0,regular_file/* readText */.yR)(path, { follow: true }),
            runName: `slipway-${runId || '0'}-${runAttempt || '1'}`,
        };
    };
    return {
        async exchange(registry, identity) {
            if ((0,types/* needsIdToken */.O)(identity) && !(0,services/* serviceVariables */.n)(env).offersIdTokens) {
                log.info(`No login to ${registry}: this job may not ask GitHub for an id token.`);
                return undefined;
            }
            const ports = portsFor(registry);
            try {
                const login = await (0,host_retry/* retry */.L5)(() => exchangeOnce(identity, ports), {
                    ...{ policy, ports: (0,host_machine/* retryPorts */.N)(machine), signal },
                    onRetry: event => log.info((0,host_retry/* againLine */.FC)(event)),
                });
                granted.add(registry);
                return login;
            }
            catch (error) {
                if (!signal.aborted || error instanceof host_errors/* ActionError */.lZ)
                    throw error;
                const doing = { host: registry, path: '', what: 'logging in', anonymous: false };
                throw (0,errors/* networkError */.x6)(doing, error, signal);
            }
        },
        ambient: registry => (0,ambient/* ambientOf */.i)(registry, env, external_node_fs_.existsSync),
        close: () => {
            for (const transport of transports.values())
                transport.close();
        },
    };
}
/** Each kind is loaded on demand. */
async function exchangeOnce(identity, ports) {
    switch (identity.kind) {
        case 'aws':
            return (await __webpack_require__.e(/* import() */ 491).then(__webpack_require__.bind(__webpack_require__, 25491))).awsLogin(identity, ports);
        case 'google':
            return (await __webpack_require__.e(/* import() */ 771).then(__webpack_require__.bind(__webpack_require__, 41771))).googleLogin(identity, ports);
        case 'azure':
            return (await __webpack_require__.e(/* import() */ 361).then(__webpack_require__.bind(__webpack_require__, 70361))).azureLogin(identity, ports);
        case 'dockerhub':
            return (await __webpack_require__.e(/* import() */ 249).then(__webpack_require__.bind(__webpack_require__, 80249))).dockerHubLogin(identity, ports);
        case 'quay':
            return (await __webpack_require__.e(/* import() */ 484).then(__webpack_require__.bind(__webpack_require__, 34484))).quayLogin(identity, ports);
        case 'jfrog':
            return (await __webpack_require__.e(/* import() */ 186).then(__webpack_require__.bind(__webpack_require__, 19186))).jfrogLogin(identity, ports);
    }
}

// EXTERNAL MODULE: ./lib/runner/child-env.js
var child_env = __webpack_require__(30994);
// EXTERNAL MODULE: ./lib/host/files/real-path.js
var real_path = __webpack_require__(3614);
// EXTERNAL MODULE: ./lib/host/files/process-stat.js
var process_stat = __webpack_require__(86758);
;// CONCATENATED MODULE: ./lib/journal/owner.js




const NAME = /^slipway-(\d+)\.(\d+)\.(\d+)-[0-9a-f]{16}$/;
/** When a process started, in ticks since boot; undefined for no process or a zombie. */
function startOf(pid) {
    try {
        const { 3: state, 22: start } = processStat(pid);
        return state === 'Z' || state === 'X' ? undefined : start;
    }
    catch {
        return undefined;
    }
}
function namespace() {
    try {
        return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0';
    }
    catch {
        return '0';
    }
}
function owner_thisProcess() {
    return { pid: process.pid, start: startOf(process.pid) ?? '0', namespace: namespace() };
}
function owner_folderName(owner) {
    return `slipway-${owner.pid}.${owner.start}.${owner.namespace}-${randomHex(8)}`;
}
/** The owner that a folder's name encodes; undefined for other folders. */
function owner_ownerOf(name) {
    const [, pid, start, space] = NAME.exec(name) ?? [];
    return pid && start && space ? { pid: Number(pid), start, namespace: space } : undefined;
}
function exists(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        return errnoOf(error) === 'EPERM';
    }
}
/** Whether the owner is running; 'unknown' if it is in another pid namespace. */
function owner_isAlive(owner) {
    if (owner.namespace !== namespace())
        return 'unknown';
    return owner.start === '0' ? exists(owner.pid) : startOf(owner.pid) === owner.start;
}

;// CONCATENATED MODULE: ./lib/journal/remove-run-folder.js






// Synchronous: post has nothing else to do meanwhile, and `node:fs/promises` takes 8 ms to load.
/** A real folder of this user with our marker, or one that was cut off before the marker was written. */
function remove_run_folder_isOurs(folder) {
    const stats = lstatSync(folder, { throwIfNoEntry: false });
    if (stats === undefined || !isFolderOfUser(stats) || ownerOf(basename(folder)) === undefined)
        return false;
    const names = readdirSync(folder);
    return names.length === 0 || names.includes(MARKER);
}
/** Not a link to one. */
function isFolderOfUser(stats) {
    return stats.isDirectory() && (process.getuid === undefined || stats.uid === process.getuid());
}
/**
 * Checks that a path is that of a run's folder in RUNNER_TEMP, as post must before it believes anything of the state
 * that names it. The folder may be missing, or have lost its content to a later step.
 *
 * @returns its real path, and whether it is missing
 * @throws ActionError `INPUT_INVALID`, its message a clause, for any other path: state can be tampered with
 */
function checkRunFolder(folder, runnerTemp) {
    const whole = resolve(folder);
    const home = realPath(resolve(runnerTemp));
    const path = join(home, basename(whole));
    if (realPath(dirname(whole)) !== home || ownerOf(basename(path)) === undefined)
        throw notOurs();
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats !== undefined && !isFolderOfUser(stats))
        throw notOurs();
    return { path, isGone: stats === undefined };
}
function notOurs() {
    return new ActionError('INPUT_INVALID', "it is not one of Slipway's folders in RUNNER_TEMP, so it was left alone");
}
/**
 * Removes a run's folder of which only the path is known, as the post step does, and ends the processes that still use
 * it. A missing folder is fine.
 *
 * @throws ActionError `INPUT_INVALID` as `checkRunFolder`, and for a folder without our marker
 */
function remove_run_folder_removeRunFolder(folder, runnerTemp) {
    const { path, isGone } = checkRunFolder(folder, runnerTemp);
    if (isGone)
        return;
    if (!remove_run_folder_isOurs(path))
        throw notOurs();
    remove_run_folder_endUsers(resolve(folder));
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
}
/** Ends the leftovers of a killed run: docker commands, credential helpers, the test script and their children. */
function remove_run_folder_endUsers(folder) {
    // Repeated: a script may start another command before it is killed.
    for (let pass = 0; pass < 3; pass++) {
        const pids = usersOf(folder);
        if (pids.length === 0)
            return;
        for (const pid of pids) {
            try {
                process.kill(pid, 'SIGKILL');
            }
            catch {
                // It has exited meanwhile.
            }
        }
    }
}
/** Synchronous, since /proc never blocks: concurrent reads take three times as long. */
function usersOf(folder) {
    const mark = `${MARK}=${folder}`;
    const pids = inProc('', path => readdirSync(path))?.filter(name => /^\d+$/.test(name)) ?? [];
    const uses = (pid) => inProc(`${pid}/environ`, path => readFileSync(path, 'utf8'))
        ?.split('\0')
        .includes(mark);
    return pids.map(Number).filter(pid => pid !== process.pid && uses(String(pid)) === true);
}
/** Undefined without /proc, and for processes that have exited or belong to another user. */
function inProc(name, read) {
    try {
        return read(`/proc/${name}`);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/journal/undo.js






/** The journal in a run's folder. */
function undo_openJournal(folder) {
    const noted = [];
    let lines = '';
    let writing;
    // One write for all that are noted at the same time, such as the names of many images.
    const write = async () => {
        const text = lines;
        lines = '';
        writing = undefined;
        await appendFile(join(folder, JOURNAL), text, { mode: 0o600 });
    };
    return {
        note(undo) {
            noted.push(undo);
            lines += `${JSON.stringify(undo)}\n`;
            writing ??= Promise.resolve().then(write);
            return writing;
        },
        noted: () => (isDone(noted) ? [] : [...noted]),
    };
}
/** Whether every entry was withdrawn. */
function isDone(list) {
    const last = new Map(list.map(undo => [undo.kind === 'withdrawn' ? keyOf(undo.of, undo.name) : keyOf(undo.kind, undo_nameOf(undo)), undo]));
    return [...last.values()].every(({ kind }) => kind === 'withdrawn');
}
/** Undoes this process's image entries now, so that post has less to do. What can't be undone is left to post. */
async function takeBackImages(journal, engine) {
    const left = new Map();
    for (const undo of journal.noted()) {
        if (undo.kind === 'image')
            left.set(undo.name, undo);
        else if (undo.kind === 'withdrawn' && undo.of === 'image')
            left.delete(undo.name);
    }
    const inTurn = apartByName();
    await Promise.allSettled([...left.values()].toReversed().map(undo => inTurn(undo, async () => {
        await undoImage(undo, engine);
        await journal.note({ kind: 'withdrawn', of: 'image', name: undo.name });
    })));
}
/** The engine, recording each name before it is given, so that the name of a run that dies is removed. */
function noting(engine, journal) {
    return {
        ...engine,
        async tag(image, name) {
            await journal.note({ kind: 'image', name });
            await engine.tag(image, name);
        },
        async remove(reference) {
            const isRemoved = await engine.remove(reference);
            await journal.note({ kind: 'withdrawn', of: 'image', name: reference });
            return isRemoved;
        },
    };
}
/**
 * How many images are undone in parallel. The engine collects garbage after each, but only once for all that were removed
 * while it was collecting, so a limit that is often reached costs one more collection.
 */
const AT_ONCE = 100;
/**
 * Undoes all entries, newest first; images in parallel, unless they share a name. One failure doesn't prevent the
 * others.
 *
 * @returns What could not be undone, in words.
 */
async function undo_undoAll(list, undoers) {
    const failures = [];
    const withdrawn = new Set();
    const inTurn = apartByName();
    let images = [];
    for (const undo of list.toReversed()) {
        if (undo.kind === 'withdrawn') {
            withdrawn.add(keyOf(undo.of, undo.name));
            continue;
        }
        if (withdrawn.has(keyOf(undo.kind, undo_nameOf(undo))))
            continue;
        const at = failures.push(undefined) - 1;
        const doing = async () => {
            try {
                await undoOne(undo, undoers);
            }
            catch (error) {
                failures[at] = `${undo.kind} ${undo_nameOf(undo)}: ${reasonOf(error)}`;
            }
        };
        if (undo.kind === 'image') {
            images.push(inTurn(undo, doing));
            continue;
        }
        await Promise.all(images);
        images = [];
        await doing();
    }
    await Promise.all(images);
    return failures.filter(failure => failure !== undefined);
}
/** Undoes images in parallel, but those that share a name sequentially, and none after one that failed. */
function apartByName() {
    const atOnce = createLimit(AT_ONCE);
    const last = new Map();
    return (undo, work) => {
        const names = [undo.name, undo.keep, undo.run].filter(name => name !== undefined);
        const done = Promise.all(names.map(name => last.get(name))).then(() => atOnce(work));
        for (const name of names)
            last.set(name, done);
        return done;
    };
}
function keyOf(kind, name) {
    return `${kind} ${name}`;
}
function undo_nameOf(undo) {
    return undo.kind === 'file' || undo.kind === 'login'
        ? undo.path
        : undo.kind === 'containers'
            ? undo.image
            : undo.name;
}
async function undoOne(undo, undoers) {
    if (undo.kind === 'builder')
        return undoers.removeBuilder(undo);
    if (undo.kind === 'file')
        return undoers.removeFile(undo.path);
    if (undo.kind === 'login')
        return undoers.takeBackLogins(undo.path);
    if (undo.kind === 'containers') {
        const all = await undoers.engine.containers(undo.image);
        const made = all.filter(({ image }) => image === undo.image);
        await Promise.all(made.map(({ id }) => undoers.engine.removeContainer(id)));
        return;
    }
    return undoImage(undo, undoers.engine);
}
async function undoImage(undo, engine) {
    if (undo.keep === undefined && undo.digest !== undefined)
        return removeOnly(undo.name, undo.digest, engine);
    // A run that died before keeping the former image hadn't taken its name either.
    if (undo.keep !== undefined && (await engine.image(undo.keep)) === undefined)
        return;
    if (await isSomeoneElses(undo, engine)) {
        if (undo.keep !== undefined)
            await engine.remove(undo.keep);
        return;
    }
    // First take the name from our image, so that the engine deletes it instead of leaving it without a name.
    await engine.remove(undo.name);
    if (undo.keep === undefined)
        return;
    await engine.tag(undo.keep, undo.name);
    await engine.remove(undo.keep);
}
/** Removes the name if it stands for this image. To ask for that first takes the engine as long as removing ten names. */
async function removeOnly(name, digest, engine) {
    if (await engine.remove(`${name}@${digest}`))
        return;
    // The engine may not know names in that form.
    if ((await engine.image(name))?.id === digest)
        await engine.remove(name);
}
/**
 * Whether the user has since given the name to another image. One that another run gave it to has a name of its own, or is
 * built again there.
 */
async function isSomeoneElses({ name, run }, engine) {
    const now = run === undefined ? undefined : await engine.image(name);
    if (run === undefined || now === undefined || now.references.includes(run))
        return false;
    const ours = await engine.image(run);
    return ours !== undefined && now.id !== ours.id && !now.references.some(isRunReference);
}

;// CONCATENATED MODULE: ./lib/journal/run-folder.js







/** Written when the main step ends by itself: the rest belongs to its post step, which runs later in the job. */
const FINISHED = 'finished';
/**
 * How long to keep a folder whose owner cannot be checked (another container shares RUNNER_TEMP): longer than a hosted
 * job lasts.
 */
const UNKNOWN_FOR = (/* unused pure expression or super */ null && (24 * 60 * 60 * 1000));
/** Creates this run's folder in RUNNER_TEMP, readable by this user only. Its name encodes the owner. */
async function run_folder_createRunFolder(runnerTemp) {
    const folder = join(resolve(runnerTemp), folderName(thisProcess()));
    await mkdir(folder, { mode: 0o700 });
    await chmod(folder, 0o700);
    await writeFile(join(folder, MARKER), '', { mode: 0o600 });
    return { path: folder, ...openJournal(folder) };
}
/** Tells later runs that this one's main step was not killed: its post step will clean up. */
async function run_folder_markFinished(folder) {
    await writeFile(join(folder, FINISHED), '', { mode: 0o600 });
}
async function run_folder_removeFolder(folder) {
    // Symbolic links are removed, not followed. Retries: a dying docker may still write.
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
/** The base of all environments of this run's children. */
function run_folder_markedEnv(env, folder) {
    return { ...env, [MARK]: resolve(folder) };
}
async function isLeftover(folder, now) {
    const owner = ownerOf(basename(folder));
    if (owner === undefined || !isOurs(folder))
        return false;
    const alive = existsSync(join(folder, FINISHED)) ? 'unknown' : isAlive(owner);
    return alive === 'unknown' ? now - (await lstat(folder)).mtimeMs > UNKNOWN_FOR : !alive;
}
/**
 * Removes what killed runs left in RUNNER_TEMP: folders whose process is dead, and the docker children that still use
 * them. A failure never throws and does not affect other folders.
 *
 * @param now milliseconds since the epoch
 * @param undo called with each folder before its removal; the folder is removed, with its credentials, even if that
 *   fails
 * @returns the paths removed
 */
async function run_folder_sweepRunFolders(runnerTemp, now, undo = async () => { }) {
    const home = resolve(runnerTemp);
    const swept = [];
    for (const name of await readdir(home).catch(() => [])) {
        const folder = join(home, name);
        try {
            if (!(await isLeftover(folder, now)))
                continue;
            endUsers(folder);
            await undo(folder).catch(() => { });
            await run_folder_removeFolder(folder);
            swept.push(folder);
        }
        catch {
            // Another run removed it first, or it is not ours to remove; the next run tries again.
        }
    }
    return swept;
}

// EXTERNAL MODULE: ./lib/inputs/build/builder-spec.js
var builder_spec = __webpack_require__(98057);
;// CONCATENATED MODULE: ./lib/host/files/find-program.js


/** The first program of that name on PATH, or undefined. Relative folders are skipped. */
function find_program_findProgram(name, path) {
    const folders = path.split(delimiter).filter(isAbsolute);
    return folders.map(folder => join(folder, name)).find(find_program_isProgram);
}
/** Whether this is an executable file. */
function find_program_isProgram(path) {
    try {
        accessSync(path, constants.X_OK);
        return statSync(path).isFile();
    }
    catch {
        return false;
    }
}

// EXTERNAL MODULE: ./lib/host/files/read-if-there.js
var read_if_there = __webpack_require__(3169);
;// CONCATENATED MODULE: ./lib/builder/buildx/plugin.js







/** Where docker looks for plugins after the folders of its config (docker/cli, cli-plugins/manager). */
const SYSTEM = (/* unused pure expression or super */ null && ([
    '/usr/local/lib/docker/cli-plugins',
    '/usr/local/libexec/docker/cli-plugins',
    '/usr/lib/docker/cli-plugins',
    '/usr/libexec/docker/cli-plugins',
]));
/** The plugin's file name. */
const PLUGIN = 'docker-buildx';
/** A command of buildx: through docker, or directly if its path is given. */
function plugin_buildxCommand(buildx, args) {
    return buildx === undefined ? ['docker', ['buildx', ...args]] : [buildx, args];
}
/**
 * The program that `docker buildx` runs. Running it directly saves docker's own start and its plugin lookup, 50 ms
 * together. It then ignores TLS settings in the environment, so this is for an engine at a socket.
 *
 * @param env of the command, with DOCKER_CONFIG
 * @returns undefined if not certain: `docker` is a script, or another program of that name
 */
function findBuildx(env, system = SYSTEM) {
    const { configDir } = dockerVariables(env);
    const docker = findProgram('docker', programPath(env));
    if (docker === undefined || !isDockers(docker))
        return undefined;
    const folders = [...extraFolders(configDir), join(configDir, 'cli-plugins'), ...system].filter(isAbsolute);
    const first = folders.map(folder => join(folder, PLUGIN)).find(path => existsSync(path));
    return first !== undefined && isProgram(first) ? first : undefined;
}
/** Whether a command is a build, through docker or directly. */
function isBuild(command, args) {
    const [verb = ''] = basename(command) === PLUGIN ? args : args[0] === 'buildx' ? args.slice(1) : [];
    return verb === 'build' || verb === 'bake';
}
/** Docker's command is not a script, and not a link to a program with another name. */
function isDockers(command) {
    let file;
    try {
        const real = realpathSync(command);
        file = openSync(real, 'r');
        const head = Buffer.alloc(2);
        readSync(file, head);
        return basename(real) === 'docker' && head.toString('latin1') !== '#!';
    }
    catch {
        // Executable but not readable: unknown.
        return false;
    }
    finally {
        if (file !== undefined)
            closeSync(file);
    }
}
function extraFolders(config) {
    try {
        const given = at(JSON.parse(readIfThere(join(config, 'config.json')) ?? ''), 'cliPluginsExtraDirs');
        return Array.isArray(given) ? given.filter(folder => typeof folder === 'string') : [];
    }
    catch {
        return [];
    }
}

;// CONCATENATED MODULE: ./lib/builder/create-builder.js






/** Somebody else created a builder of this name meanwhile. */
class BuilderExists extends (/* unused pure expression or super */ null && (ActionError)) {
}
/** The arguments after `docker`, one command per node: the first creates the builder, the others append to it. */
function createArgs({ name, driver, nodes, config, allow }) {
    const allowed = takesConfig(driver) ? entitlementFlags(allow) : '';
    return nodes.map((node, index) => [
        ...['buildx', 'create', '--name', name],
        ...(index === 0 ? ['--driver', driver] : ['--append']),
        ...(node.name === '' ? [] : ['--node', node.name]),
        ...node.driverOpts.flatMap(option => ['--driver-opt', option]),
        ...flags(node, allowed),
        ...(node.platforms.length === 0 ? [] : ['--platform', node.platforms.join(',')]),
        ...(config === undefined ? [] : ['--buildkitd-config', config]),
        ...(node.endpoint === '' ? [] : ['--', node.endpoint]),
    ]);
}
function flags({ buildkitdFlags }, allowed) {
    const all = buildkitdFlags || allowed;
    return all === '' ? [] : ['--buildkitd-flags', all];
}
/** The daemon must allow what `allow` grants a build. Nothing more is granted. */
function entitlementFlags(allow) {
    const granted = ['security.insecure', 'network.host'].filter(name => allow.includes(name) || allow.includes('*'));
    return granted.map(name => `--allow-insecure-entitlement ${name}`).join(' ');
}
/**
 * Creates a builder with all its nodes, and boots it once Docker is logged in, since BuildKit's image may have to be
 * pulled. A pull that fails because of the network is retried.
 *
 * @throws BuilderExists, ActionError BUILDER_UNUSABLE; the error of a login
 */
async function createBuilder(creation, ports) {
    const { run, log, env, cwd, signal } = ports;
    for (const args of createArgs(creation)) {
        const { code, stderr } = await run('docker', args, { env, cwd, signal, timeout: 120_000 });
        if (code === 0)
            continue;
        const why = lastLine(stderr);
        if (says(why, 'builderExists'))
            throw new BuilderExists('BUILDER_UNUSABLE', why);
        throw uncreated(creation, why);
    }
    await ports.loggedIn;
    await log.group(`Start builder ${creation.name} (${creation.driver})`, () => boot(creation, ports));
}
async function boot(creation, ports) {
    const { run, log, env, signal, policy } = ports;
    const attempt = async () => {
        const args = ['buildx', 'inspect', '--bootstrap', creation.name];
        const { code, stderr } = await run('docker', args, { env, signal, timeout: 600_000, onStderr: log.info });
        if (signal.aborted)
            throw new ActionError('CANCELLED', 'cancelled while the builder was starting');
        if (code !== 0)
            throw uncreated(creation, stderr.slice(Math.max(0, stderr.lastIndexOf('ERROR: '))).trim());
    };
    await retry(attempt, {
        policy,
        ports,
        signal,
        onRetry: event => log.notice(againLine(event, 'starting it')),
    });
}
/** The first that fits. */
const create_builder_REMEDIES = (/* unused pure expression or super */ null && ([
    [
        ['tlsInEnvironment'],
        'This engine is reached with TLS keys from the environment: create a context for it (`docker context create NAME`) in an earlier step, and give its name as `endpoint`.',
    ],
    [['pullsLimited', 'loginNeeded'], "BuildKit's image needs a login: see `registry-auth`."],
    [['unreachable'], 'Check that this runner can reach the address.'],
    [['driverUnknown'], 'Fix `driver-opts`, or install a newer buildx.'],
]));
function uncreated({ name, driver }, why) {
    const hint = create_builder_REMEDIES.find(([kinds]) => says(why, ...kinds))?.[1];
    const message = `builder ${JSON.stringify(name)} (${driver}) could not be started: ${why.replace(/^ERROR: /, '')}`;
    return new ActionError('BUILDER_UNUSABLE', message, {
        hint: hint ?? 'Check that this driver can run here, and its options.',
        verdict: troubleVerdict(why),
    });
}
/**
 * Removes a builder that this action created. A missing one is fine.
 *
 * @throws ActionError BUILDER_UNUSABLE
 */
async function create_builder_removeBuilder({ name, keepState, buildx }, run, env) {
    const args = ['rm', '--force', ...(keepState ? ['--keep-state'] : []), name];
    const [command, all] = buildxCommand(buildx, args);
    const { code, stderr } = await run(command, all, { env, timeout: 120_000 });
    if (code === 0 || says(stderr, 'builderMissing'))
        return;
    throw new ActionError('BUILDER_UNUSABLE', lastLine(stderr) || `buildx exited with code ${code}`);
}

;// CONCATENATED MODULE: ./lib/engine/endpoint.js


/**
 * Finds the engine as the docker CLI does: DOCKER_HOST, then DOCKER_CONTEXT, then `currentContext` of the user's
 * config.json, then the default socket. Knowing the socket saves a `docker info` process (about 30 ms) and allows
 * pushes without a password on disk.
 *
 * @param readFile returns a file's text, or undefined if it cannot be read
 * @see https://docs.docker.com/engine/manage-resources/contexts/
 */
function endpoint_findEngine(docker, readFile) {
    const { configDir } = docker;
    const chosen = docker.host ? '' : docker.context || currentContext(configDir, readFile);
    const host = docker.host || contextHost(chosen, configDir, readFile);
    const socket = host.startsWith('unix://') ? host.slice('unix://'.length) : undefined;
    return { host, socket, context: chosen || 'default' };
}
const DEFAULT_HOST = 'unix:///var/run/docker.sock';
function currentContext(configDir, readFile) {
    return stringAt(readFile(join(configDir, 'config.json')), 'currentContext');
}
/** A context's address, from a folder named by the SHA-256 of its name; `context:NAME` if there is none. */
function contextHost(name, configDir, readFile) {
    if (name === '' || name === 'default')
        return DEFAULT_HOST;
    const id = sha256Hex(name);
    const meta = readFile(join(configDir, 'contexts', 'meta', id, 'meta.json'));
    return stringAt(meta, 'Endpoints', 'docker', 'Host') || `context:${name}`;
}
function stringAt(json, ...path) {
    try {
        let here = JSON.parse(json ?? '');
        for (const key of path)
            here = here?.[key];
        return typeof here === 'string' ? here : '';
    }
    catch {
        return '';
    }
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: external "node:readline"
var external_node_readline_ = __webpack_require__(80481);
// EXTERNAL MODULE: ./lib/oci/platforms.js
var platforms = __webpack_require__(49537);
;// CONCATENATED MODULE: ./lib/engine/engine.js







/** Connects to the engine at a unix socket. */
function engine_connectEngine(socketPath, signal) {
    const call = (method, path, headers = {}) => send(socketPath, { method, path, headers }, signal);
    return {
        async info() {
            const info = await json(await expect(call('GET', '/info'), 200));
            return {
                containerdStore: JSON.stringify(info.DriverStatus ?? '').includes('io.containerd.snapshotter'),
                desktop: String(info.OperatingSystem).includes('Docker Desktop'),
                rootless: JSON.stringify(info.SecurityOptions ?? '').includes('"name=rootless"'),
                operatingSystem: String(info.OSType ?? 'linux'),
                architecture: architectureOfKernel(String(info.Architecture ?? '')),
                dataRoot: String(info.DockerRootDir ?? ''),
            };
        },
        async image(reference) {
            const answer = await call('GET', `/images/${encodeName(reference)}/json?manifests=1`);
            if (answer.statusCode === 404)
                return discard(answer);
            const image = await json(await expect(Promise.resolve(answer), 200));
            const references = Array.isArray(image.RepoTags) ? image.RepoTags.map(String) : [];
            const { Layers: layers = [] } = (image.RootFS ?? {});
            const platforms = platformManifests(image.Manifests);
            return { id: String(image.Id), references, size: Number(image.Size ?? 0), layers, platforms };
        },
        async tag(image, name) {
            const { repository, tag } = splitName(name);
            const query = new URLSearchParams({ repo: repository, tag });
            discard(await expect(call('POST', `/images/${encodeName(image)}/tag?${query}`), 201));
        },
        async remove(reference) {
            const answer = await expect(call('DELETE', `/images/${encodeName(reference)}?force=true&noprune=true`), 200, 404);
            discard(answer);
            return answer.statusCode === 200;
        },
        async containers(image) {
            const query = new URLSearchParams({ all: '1', filters: JSON.stringify({ ancestor: [image] }) });
            return containerList(await body(await expect(call('GET', `/containers/json?${query}`), 200)));
        },
        async removeContainer(id) {
            // 409: it is already being removed, by `--rm`.
            discard(await expect(call('DELETE', `/containers/${encodeURIComponent(id)}?force=1&v=1`), 204, 404, 409));
        },
        async push(name, login) {
            const { repository, tag } = splitName(name);
            const auth = Buffer.from(JSON.stringify(login)).toString('base64url');
            const path = `/images/${encodeName(repository)}/push?${new URLSearchParams({ tag })}`;
            await readPush(await expect(call('POST', path, { 'X-Registry-Auth': auth }), 200));
        },
    };
}
/** The engine's API takes the parts of a name. */
function splitName(reference) {
    const { name, tag = 'latest' } = parseReference(reference);
    return { repository: name.text, tag };
}
function send(socketPath, { method, path, headers, payload }, signal) {
    return new Promise((resolve, reject) => {
        const common = { Host: 'docker', ...(payload !== undefined && { 'Content-Type': 'application/json' }) };
        // No keep-alive: an idle socket would keep the process running, and local connections are cheap.
        const options = { socketPath, method, path, headers: { ...common, ...headers }, agent: false };
        const req = request(signal === undefined ? options : { ...options, signal }, resolve);
        req.on('error', error => reject(unreachable(error, socketPath, signal)));
        req.end(payload === undefined ? '' : JSON.stringify(payload));
    });
}
function unreachable(error, socketPath, signal) {
    if (signal?.aborted)
        return new ActionError('CANCELLED', 'cancelled while talking to the Docker Engine', { cause: error });
    return new ActionError('ENGINE_FAILED', `the Docker Engine does not answer at ${socketPath}: ${error.message}`, {
        cause: error,
        hint: 'Start Docker on this runner, or point DOCKER_HOST at an engine that runs.',
    });
}
/** The answer if its status is accepted; otherwise throws ENGINE_FAILED with the engine's message. */
async function expect(answer, ...codes) {
    const got = await answer;
    if (codes.includes(got.statusCode ?? 0))
        return got;
    const text = await body(got);
    throw new ActionError('ENGINE_FAILED', `the Docker Engine answered ${got.statusCode}: ${engineMessage(text)}`);
}
/** The push stream is JSON lines; errors arrive in the stream, after status 200. */
async function readPush(answer) {
    try {
        for await (const line of createInterface({ input: answer })) {
            if (line.trim() === '')
                continue;
            const { error } = parseObject(line);
            if (typeof error === 'string')
                throw new ActionError('ENGINE_FAILED', `docker push failed: ${error}`);
        }
    }
    catch (error) {
        throw brokenOff(error);
    }
}
/** An answer's body, parsed as an object. */
async function json(answer) {
    return parseObject(await body(answer));
}
function parseObject(text) {
    try {
        return fieldsIn(JSON.parse(text));
    }
    catch (error) {
        throw new ActionError('ENGINE_FAILED', `the Docker Engine's answer is not JSON: ${messageOf(error)}`, {
            cause: error,
        });
    }
}
async function body(answer) {
    const chunks = [];
    try {
        for await (const chunk of answer)
            chunks.push(chunk);
    }
    catch (error) {
        throw brokenOff(error);
    }
    return Buffer.concat(chunks).toString();
}
/** An answer that was cut off; other errors are returned unchanged. */
function brokenOff(error) {
    if (error instanceof ActionError)
        return error;
    return new ActionError('ENGINE_FAILED', `the Docker Engine closed the connection in the middle of an answer: ${messageOf(error)}`, {
        cause: error,
        hint: 'Check whether it is still running and what its log says, then re-run the job.',
    });
}
/** Releases the connection without reading the body. */
function discard(answer) {
    answer.resume();
}
function engineMessage(text) {
    try {
        return String(JSON.parse(text).message ?? text);
    }
    catch {
        return text.slice(0, 500);
    }
}
/** Names keep their slashes in the path; everything else that could end the path is escaped. */
function encodeName(name) {
    return name.split('/').map(encodeURIComponent).join('/');
}

;// CONCATENATED MODULE: ./lib/engine/engine-cli.js


/** The engine's info through the docker CLI, for an engine without a local socket. */
async function engineInfoByCli(run, env, signal) {
    const result = await run('docker', ['info', '--format', '{{json .}}'], { env, signal, timeout: 60_000 });
    if (result.code !== 0) {
        throw new ActionError('ENGINE_FAILED', `the Docker Engine does not answer: ${lastLine(result.stderr)}`, {
            hint: 'Start Docker on this runner, or point DOCKER_HOST at an engine that runs.',
        });
    }
    const containerdStore = /io\.containerd\.snapshotter/.test(result.stdout);
    const architecture = /"Architecture":"([^"]*)"/.exec(result.stdout)?.[1] ?? '';
    return {
        containerdStore,
        desktop: result.stdout.includes('Docker Desktop'),
        rootless: result.stdout.includes('"name=rootless"'),
        operatingSystem: 'linux',
        architecture,
        dataRoot: '',
    };
}
/** These operations through the docker CLI. */
function engine_cli_engineByCli(run, env, signal) {
    const docker = (...args) => run('docker', args, { env, signal, timeout: 60_000 });
    return {
        async image(reference) {
            const result = await docker('image', 'inspect', '--format', '{{.Id}} {{.Size}}', reference);
            const [id = '', size = '0'] = result.stdout.trim().split(' ');
            return result.code === 0 ? { id, references: [reference], size: Number(size) } : undefined;
        },
        async tag(image, name) {
            const result = await docker('tag', image, name);
            if (result.code !== 0)
                throw new ActionError('ENGINE_FAILED', `docker tag failed: ${result.stderr.trim()}`);
        },
        async remove(reference) {
            // Forced, it succeeds without an image too; it prints what it has removed.
            const { code, stdout } = await docker('image', 'rm', '--force', '--no-prune', reference);
            return code === 0 && stdout.trim() !== '';
        },
        async containers(image) {
            const format = '{{.ID}} {{.Names}} {{.Image}}';
            const result = await docker('ps', '--all', '--no-trunc', '--filter', `ancestor=${image}`, '--format', format);
            if (result.code !== 0)
                throw new ActionError('ENGINE_FAILED', `docker ps failed: ${result.stderr.trim()}`);
            return result.stdout.split('\n').flatMap(line => {
                const [id = '', name = '', ofImage = ''] = line.split(' ');
                return id === '' ? [] : [{ id, name, image: ofImage, imageId: '' }];
            });
        },
        async removeContainer(id) {
            await docker('rm', '--force', '--volumes', id);
        },
    };
}

;// CONCATENATED MODULE: ./lib/engine/any-engine.js







/** Milliseconds for one request, as for one docker command. Stopping a container can take ten seconds. */
const any_engine_PATIENCE = 60_000;
/** The engine of the docker CLI, for work that must be done even after a cancel. */
function any_engine_anyEngine({ env, run }) {
    const { socket } = findEngine(dockerVariables(env), readIfThere);
    return socket === undefined ? engineByCli(run, childEnv(env), new AbortController().signal) : patientEngine(socket);
}
/**
 * The engine at a local socket, for work that must be done even after a cancel: only a time limit ends a request, so
 * that a hanging engine does not block the job.
 */
function patientEngine(socket, patience = any_engine_PATIENCE) {
    const ask = async (work) => {
        const late = AbortSignal.timeout(patience);
        try {
            return await work(connectEngine(socket, late));
        }
        catch (error) {
            if (!late.aborted)
                throw error;
            const problem = `the Docker Engine at ${socket} did not answer within ${patience / 1000} s`;
            throw new ActionError('ENGINE_FAILED', problem, {
                hint: 'Check whether Docker hangs: `docker ps` should answer at once.',
                cause: error,
            });
        }
    };
    return {
        image: reference => ask(engine => engine.image(reference)),
        tag: (image, name) => ask(engine => engine.tag(image, name)),
        remove: reference => ask(engine => engine.remove(reference)),
        containers: image => ask(engine => engine.containers(image)),
        removeContainer: id => ask(engine => engine.removeContainer(id)),
    };
}

;// CONCATENATED MODULE: ./lib/engine/engine-certs.js







/** Where the engine, and the BuildKit inside it, look for a registry's CA; read for each connection. */
const engine_certs_CERTS = '/etc/docker/certs.d';
/**
 * Makes the local engine trust a registry's CA. The file's name is unique, so that the user's files stay; the engine
 * reads every `*.crt`.
 *
 * @param host a registry's host, `registry.example:5000`
 * @throws ActionError ENGINE_FAILED when the folder cannot be written, not even with sudo
 * @see https://docs.docker.com/engine/security/certificates/
 */
async function trustInEngine(host, pem, ports) {
    const folder = join(ports.folder ?? engine_certs_CERTS, host);
    try {
        await engine_certs_writeForEngine(join(folder, `slipway-${randomBytes(6).toString('hex')}.crt`), pem, ports);
    }
    catch (error) {
        throw new ActionError('ENGINE_FAILED', `the private CA could not be installed for the Docker Engine: ${messageOf(error)}`, {
            hint: `Put the certificate at ${join(folder, 'ca.crt')} yourself, or let this user write there.`,
        });
    }
}
/**
 * Writes a new file in the engine's configuration of a registry, with its parent folders.
 *
 * @throws ActionError ENGINE_FAILED when it cannot be written, not even with sudo
 */
async function engine_certs_writeForEngine(path, text, ports) {
    const folder = dirname(path);
    for (const missing of missingFolders(folder))
        await ports.willWrite(`${missing}/`);
    await ports.willWrite(path);
    try {
        await makeFolder(folder, 0o755);
        await writeFile(path, text, { flag: 'wx', mode: 0o644 });
    }
    catch (error) {
        if (!isForbidden(error))
            throw engine_certs_unwritable(folder, messageOf(error));
        const script = 'umask 022 && mkdir -p -- "$1" && cat > "$2"';
        await sudo(['sh', '-c', script, 'sh', folder, path], ports, text).catch(why => {
            throw engine_certs_unwritable(folder, messageOf(why));
        });
    }
}
/** Removes a file that was written outside the run's folder, or (with a trailing slash) an empty folder. */
async function engine_certs_removeWritten(path, ports) {
    const isFolder = path.endsWith('/');
    try {
        await (isFolder ? rmdir(path) : unlink(path));
    }
    catch (error) {
        const { code = '' } = error;
        // It was noted but never created, or somebody else uses the folder by now.
        if (['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(code))
            return;
        // The journal is not trustworthy: sudo removes only certificates and the folders above them, which rmdir leaves
        // unless they are empty.
        const root = `${ports.folder ?? engine_certs_CERTS}/`;
        const isOurs = (path.startsWith(root) || (isFolder && root.startsWith(path))) && !path.includes('/../');
        if (!isForbidden(error) || !isOurs)
            throw error;
        await sudo(isFolder ? ['rmdir', '--ignore-fail-on-non-empty', '--', path] : ['rm', '-f', '--', path], ports);
    }
}
/** Whether a path is one that `trustInEngine` creates: a certificate with our name, or a folder for one. */
function engine_certs_isCertificate(path) {
    // Created for the first certificate on a machine; removed only when empty.
    if (path === `${engine_certs_CERTS}/` || path === `${dirname(engine_certs_CERTS)}/`)
        return true;
    const [, name] = /^\/etc\/docker\/certs\.d\/(?!\.{1,2}\/)[\w.:-]+\/(.*)$/.exec(path) ?? [];
    return name === '' || /^slipway-[0-9a-f]{12}\.crt$/.test(name ?? '/');
}
/** Outermost first, so that undoing in reverse leaves none. */
function missingFolders(folder) {
    if (existsSync(folder))
        return [];
    return [...missingFolders(dirname(folder)), folder];
}
async function sudo(args, { run, env, signal }, input) {
    const options = { env, timeout: 30_000, ...(signal && { signal }), ...(input !== undefined && { input }) };
    const { code, stderr } = await run('sudo', ['-n', ...args], options);
    if (code !== 0)
        throw new ActionError('ENGINE_FAILED', lastLine(stderr) || `sudo exited with code ${code}`);
}
function isForbidden(error) {
    return ['EACCES', 'EPERM'].includes(error.code ?? '');
}
function engine_certs_unwritable(folder, why) {
    return new ActionError('ENGINE_FAILED', `cannot write to ${folder}: ${why}`);
}

;// CONCATENATED MODULE: ./lib/engine/engine-mirrors.js






/** The first line of our files: no other `hosts.toml` is ever overwritten or removed. */
const engine_mirrors_MARK = '# Written by Slipway for one run, and removed after it: ';
const engine_mirrors_NAME = 'hosts.toml';
/**
 * Makes the local engine, and the BuildKit in it, look for a registry's images in mirrors first. The registry itself
 * comes last, by the engine's own rule, and the provenance of a build names the registry, not the mirror.
 *
 * @returns false if the engine already has a configuration for this registry, which stays
 * @throws ActionError ENGINE_FAILED when the folder cannot be written, not even with sudo
 * @see https://github.com/containerd/containerd/blob/main/docs/hosts.md
 */
async function mirrorInEngine(host, mirrors, { trusts, ...ports }) {
    const root = ports.folder ?? CERTS;
    const folder = join(root, host);
    const path = join(folder, engine_mirrors_NAME);
    const there = await textAt(path);
    if (there !== undefined)
        return there.startsWith(engine_mirrors_MARK);
    const own = await engine_mirrors_certificatesIn(folder);
    const blocks = await Promise.all(mirrors.map(mirror => blockOf(mirror, root, trusts)));
    const lines = [
        `${engine_mirrors_MARK}${randomBytes(6).toString('hex')}`,
        ...serverOf(host, trusts),
        ...trustLines(own),
        '',
        ...blocks,
    ];
    await writeForEngine(path, `${lines.join('\n')}\n`, ports);
    return true;
}
/** Whether this action wrote the file. */
async function engine_mirrors_isMirrorFile(path) {
    if (!engine_mirrors_isMirrorPath(path))
        return false;
    return (await textAt(path).catch(() => undefined))?.startsWith(engine_mirrors_MARK) ?? false;
}
function engine_mirrors_isMirrorPath(path) {
    return /^\/etc\/docker\/certs\.d\/(?!\.{1,2}\/)[\w.:-]+\/hosts\.toml$/.test(path);
}
async function textAt(path) {
    try {
        return await readFile(path, 'utf8');
    }
    catch (error) {
        if (['ENOENT', 'ENOTDIR'].includes(errnoOf(error) ?? ''))
            return undefined;
        throw error;
    }
}
/** Next to a `hosts.toml`, the engine ignores the folder's certificates, so they must be listed. */
async function engine_mirrors_certificatesIn(folder) {
    const names = await readdir(folder).catch(() => []);
    const clients = names.filter(name => name.endsWith('.cert')).map(name => name.replace(/\.cert$/, ''));
    return {
        authorities: names.filter(name => name.endsWith('.crt')).map(name => join(folder, name)),
        clients: clients
            .filter(name => names.includes(`${name}.key`))
            .map(name => [join(folder, `${name}.cert`), join(folder, `${name}.key`)]),
    };
}
function trustLines({ authorities, clients }) {
    return [
        ...(authorities.length === 0 ? [] : [`ca = ${JSON.stringify(authorities)}`]),
        ...(clients.length === 0 ? [] : [`client = ${JSON.stringify(clients)}`]),
    ];
}
/** The engine knows the registry's address, but not that plain HTTP is allowed. */
function serverOf(host, trusts) {
    return trusts.get(host)?.insecure && !isLoopback(host) ? [`server = ${JSON.stringify(`http://${host}`)}`] : [];
}
async function blockOf({ host, path }, root, trusts) {
    const isPlain = isLoopback(host) || trusts.get(host)?.insecure === true;
    const url = `${isPlain ? 'http' : 'https'}://${host}`;
    const certificates = await engine_mirrors_certificatesIn(join(root, host));
    return [
        // JSON strings are valid TOML basic strings.
        `[host.${JSON.stringify(path === '' ? url : `${url}/v2/${path}`)}]`,
        'capabilities = ["pull", "resolve"]',
        ...(path === '' ? [] : ['override_path = true']),
        ...trustLines(certificates),
    ].join('\n');
}

;// CONCATENATED MODULE: ./lib/journal/to-undo.js





/**
 * What to undo according to a run's journal. Every process of this user can write that file, gates included. So an
 * entry counts only if the run itself passed it to the runner (`state`), or if its subject is provably this action's:
 * by a name that only this action creates, seen in the engine. If the run passed nothing, names of images and builders
 * count too: it may have died between noting a name and creating it, and whoever can write the file as this user can
 * also control the engine. Files must always prove to be ours, and containers must be of a run's image: the state can
 * be tampered with as well.
 *
 * @param state the `undo` state of the main step, saved before the first gate and at its end; '' if the step was killed
 *   before that, and always when a later run cleans up after a dead one
 */
async function to_undo_toUndo(folder, state, proofs) {
    const own = entriesIn(jsonIn(state));
    const known = new Set(own.map(entry => JSON.stringify(entry)));
    const lines = (readIfThere(join(folder, JOURNAL), {}) ?? '').split('\n');
    const others = entriesIn(lines.map(line => jsonIn(line))).filter(entry => !known.has(JSON.stringify(entry)));
    const sources = [
        ...own.map(undo => ({ undo: narrowed(undo, others), from: 'state' })),
        ...others
            .filter(undo => !narrows(undo, own))
            .map(undo => ({ undo, from: state === '' ? 'all that is left' : 'file' })),
    ];
    const isProved = await Promise.all(sources.map(({ undo, from }) => to_undo_isOurs(undo, from, proofs).catch(() => false)));
    const all = sources.map(({ undo }) => undo);
    // Withdrawals are of no interest in the log.
    const left = all.filter(({ kind }, at) => !isProved[at] && kind !== 'withdrawn');
    return { safe: all.filter((_, at) => isProved[at]), left };
}
/** An entry for a name, limited to the image that the file says was built. Nothing more is removed by that. */
function narrowed(undo, others) {
    if (undo.kind !== 'image' || undo.keep !== undefined || undo.digest !== undefined)
        return undo;
    const { name, run } = undo;
    const built = others.findLast(one => one.kind === 'image' && one.name === name && one.run === run);
    return built?.kind === 'image' && built.digest !== undefined ? { ...undo, digest: built.digest } : undo;
}
/** Whether an entry says what an own one is for. */
function narrows(undo, own) {
    return own.some(one => narrowed(one, [undo]) !== one);
}
/** @param from where the entry is from; `all that is left`: from the file of a run that passed nothing */
async function to_undo_isOurs(undo, from, proofs) {
    if (from !== 'file' && !['file', 'login', 'containers'].includes(undo.kind))
        return true;
    switch (undo.kind) {
        case 'withdrawn':
            // Others cannot withdraw entries that the run passed on.
            return false;
        case 'builder':
            return /^slipway-[0-9a-f]{12}$/.test(undo.name);
        case 'containers':
            return isRunReference(undo.image);
        case 'file':
            return proofs.isWritten(undo.path);
        case 'login':
            // A later step may have set DOCKER_CONFIG to another folder. Files without this run's logins stay as they are.
            return from === 'state' || proofs.isUserConfig(undo.path);
        case 'image':
            return isRunReference(undo.name) || OF_THE_PUSH.test(undo.name) || (await hasOurName(undo, proofs));
    }
}
/** A name at the push's own endpoint. */
const OF_THE_PUSH = /^127\.0\.0\.1:\d+\/slipway(?:\/[a-z]+)?:[\w.-]+$/;
/** The image with this name also has the run's name, or the former image is kept under one of our names. */
async function hasOurName({ name, keep, run }, engine) {
    if (keep !== undefined)
        return /^slipway\/keep:[0-9a-f]{16}$/.test(keep) && (await engine.image(keep)) !== undefined;
    if (run === undefined || !isRunReference(run))
        return false;
    const now = await engine.image(name);
    return now?.references.includes(run) ?? false;
}
function entriesIn(json) {
    return Array.isArray(json) ? json.flatMap(entry => entryOf(entry) ?? []) : [];
}
/** Valid in names of images and builders: no options, and no path out of an engine API address. */
const to_undo_NAME = /^(?!.*\/\.{0,2}\/|.*\/\.{1,2}$)[\w[][\w./:@[\]-]{0,500}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
/** Rebuilt from known fields: anything else in a line (the path of a program, say) is dropped. */
function entryOf(json) {
    const entry = fieldsIn(json);
    const nameIn = (key) => (typeof entry[key] === 'string' && to_undo_NAME.test(entry[key]) ? entry[key] : undefined);
    const [kind, name, image, keep, run] = [entry.kind, ...['name', 'image', 'keep', 'run'].map(nameIn)];
    if (kind === 'file' || kind === 'login')
        return isPath(entry.path) ? { kind, path: entry.path } : undefined;
    if (kind === 'containers')
        return image === undefined ? undefined : { kind, image };
    if (name === undefined)
        return undefined;
    if (kind === 'builder')
        return { kind, name, ...(entry.keepState === true && { keepState: true }) };
    if (kind === 'withdrawn')
        return entry.of === 'builder' || entry.of === 'image' ? { kind, of: entry.of, name } : undefined;
    if (kind !== 'image' || (entry.keep !== undefined && keep === undefined))
        return undefined;
    const digest = typeof entry.digest === 'string' && DIGEST.test(entry.digest) ? entry.digest : undefined;
    return {
        kind,
        name,
        ...(keep !== undefined && { keep }),
        ...(run !== undefined && { run }),
        ...(digest !== undefined && { digest }),
    };
}
function isPath(value) {
    return typeof value === 'string' && value.startsWith('/') && !value.includes('\0');
}

;// CONCATENATED MODULE: ./lib/run/post/clean-up.js









const NO_STATE = { undo: '', buildx: '' };
/** Undoes a run's journal: this run's in post, a dead run's (without state) when the next run starts. */
async function clean_up_cleanUp(folder, machine, { undo, buildx } = NO_STATE) {
    const { env, run, log } = machine;
    const docker = childEnv(env);
    const userConfig = configPathIn(dockerVariables(env).configDir);
    const engine = anyEngine(machine);
    const { safe, left } = await toUndo(folder, undo, {
        image: engine.image,
        isWritten: path => isCertificate(path) || isMirrorPath(path),
        isUserConfig: path => path === userConfig,
    });
    const failures = await undoAll(safe, {
        engine,
        removeBuilder: removal => removeBuilder({ ...removal, ...(buildx !== '' && { buildx }) }, run, docker),
        // A replacement by anybody else stays.
        removeFile: async (path) => isMirrorPath(path) && !(await isMirrorFile(path)) ? undefined : removeWritten(path, { run, env: docker }),
        takeBackLogins: path => takeBackLogins(path, folder),
    });
    for (const failure of failures)
        log.warning(`Could not restore ${failure}`);
    for (const entry of left) {
        log.info(`Left alone, because nothing shows that Slipway created it: ${JSON.stringify(entry).slice(0, 500)}`);
    }
}

;// CONCATENATED MODULE: ./lib/run/run-folder.js









/**
 * Works in a folder of this run, which the post step removes. Remains of killed runs are removed first. Post gets the
 * folder's path before there is anything in it, and at the end the list of what to undo.
 */
async function inRunFolder(run, work) {
    const { job, report, machine } = run;
    const { runnerTemp } = job.context;
    const { log } = machine;
    await sweepRunFolders(runnerTemp, machine.now(), left => cleanUp(left, machine).catch(error => log.warning(`An earlier run could not be cleaned up: ${reasonOf(error)}`)));
    const folder = await createRunFolder(runnerTemp);
    // Post needs this to find what to clean up.
    await report
        .saveState({ folder: folder.path })
        .catch(error => removeFolder(folder.path).then(() => Promise.reject(error)));
    try {
        await work({ ...run, folder, machine: { ...machine, env: markedEnv(machine.env, folder.path) } });
    }
    finally {
        const undo = run_folder_undoState(folder);
        // Post looks further wherever there is a journal.
        if (undo === NOTHING_NOTED)
            await removeFolder(join(folder.path, JOURNAL)).catch(() => { });
        await report.saveState({ undo }).catch(error => reportFailure(error, machine));
        // Without the mark the next run only removes the folder earlier.
        await markFinished(folder.path).catch(error => log.debug(messageOf(error)));
        // Post would not know where to look.
        if (!hasPostStep(machine.env))
            await cleanUpNow(folder, runnerTemp, machine);
    }
}
/** The post step's work, for runners without state. Failures are warnings here too. */
async function cleanUpNow(folder, runnerTemp, machine) {
    try {
        const uncancelled = { ...machine, signal: new AbortController().signal };
        await cleanUp(folder.path, uncancelled, { undo: run_folder_undoState(folder), buildx: '' });
        removeRunFolder(folder.path, runnerTemp);
    }
    catch (error) {
        machine.log.warning(`Clean-up failed: ${folder.path}: ${reasonOf(error)}`);
    }
}
/** The run's own notes for post, without anything that gates have written into the journal. */
function run_folder_undoState(journal) {
    return JSON.stringify(journal.noted());
}

;// CONCATENATED MODULE: ./lib/run/logins.js









/** @param pushed the target registries */
async function openLogins({ inputs, context }, { userConfigs, trusts, pushed }, machine) {
    const { env, log, run, now, signal } = machine;
    const named = new Set(inputs.logins.map(entry => (0,oci_reference/* canonicalHost */.rQ)(entry.registry)));
    const identities = createIdentities({
        serverUrl: context.serverUrl,
        runId: context.runId,
        runAttempt: context.runAttempt,
        policy: inputs.retry,
        caOf: host => trusts.get(host)?.ca,
    }, machine);
    const credentials = createCredentials({
        registries: inputs.registries,
        logins: inputs.logins,
        configInput: inputs.dockerConfig === ''
            ? undefined
            : await readConfigInput(inputs.dockerConfig, context.workspace, inputs.dockerConfigPassphrase),
        userConfigs,
        actor: context.actor,
        githubToken: inputs.githubToken,
        serverUrl: context.serverUrl,
        askHelper: (helper, host) => askHelper(helper, host, { run, env: (0,child_env/* childEnv */.gf)(env), signal }),
        identities,
        isNeeded: host => pushed.includes(host) || named.has(host),
        now,
        warn: log.warning,
        mask: log.mask,
    });
    return { credentials, close: identities.close };
}
/**
 * Before the build: a run should not publish, and then fail to leave its logins to later steps.
 *
 * @throws ActionError RUNNER_UNUSABLE
 */
async function checkKeptLogins({ keepLogin }, { givenLogins, docker }, env) {
    if (keepLogin && hasPostStep(env) && (await givenLogins()).size > 0)
        checkKeepLogins(docker.user.configDir);
}
/** Leaves this step's logins to later steps. Done last: gates never see them, and failed runs leave none. */
async function keepLoginsOf({ job, folder, report, machine, bench }) {
    if (!job.inputs.keepLogin)
        return;
    const { log } = machine;
    if (!hasPostStep(machine.env)) {
        log.notice('`keep-login` is ignored: this runner has no post steps that could take the logins back.');
        return;
    }
    const logins = await bench.givenLogins();
    if (logins.size === 0) {
        log.info('`keep-login`: this run has no logins to keep');
        return;
    }
    await keepLogins(logins, bench.docker.user.configDir, folder);
    await report.saveState({ undo: undoState(folder) });
    const hosts = [...logins.keys()].join(', ');
    log.info(`Kept the logins to ${hosts} for the steps that follow; they are removed when the job ends`);
}

// EXTERNAL MODULE: ./lib/inputs/parts/read-parts.js + 1 modules
var read_parts = __webpack_require__(1677);
// EXTERNAL MODULE: ./lib/inputs/run/read-run.js + 39 modules
var read_run = __webpack_require__(79412);
// EXTERNAL MODULE: ./lib/inputs/run/share.js + 1 modules
var share = __webpack_require__(99980);
// EXTERNAL MODULE: ./lib/inputs/parts/runners.js
var runners = __webpack_require__(93539);
;// CONCATENATED MODULE: ./lib/report/matrix.js


/** The default platform, that of GitHub's usual runner. */
const USUAL = (/* unused pure expression or super */ null && (['linux/amd64']));
/**
 * The jobs that would build the image in parts, one platform each, for `strategy.matrix: ${{ fromJSON(…) }}`. If one
 * runner is enough for all platforms, one job builds them all. With several images each job builds those with its
 * platform: `targets` names them in the form of `bake-targets`.
 *
 * @returns JSON: `{"include":[{"platform":"linux/arm64","runner":"ubuntu-24.04-arm"}]}`; '' if there are platforms
 *   without a runner (`platformsWithoutRunner`): a matrix without them would build half an image
 */
function matrixOf(job) {
    const { legs, images } = legsOf(job);
    if (legs.some(({ runner }) => runner === undefined))
        return '';
    const [{ runner } = { runner: '' }, ...others] = legs;
    const isOne = others.every(other => JSON.stringify(other.runner) === JSON.stringify(runner));
    const include = (isOne ? [{ own: legs.flatMap(({ own }) => own), runner }] : legs).map(leg => {
        const row = { platform: leg.own.join(','), runner: leg.runner };
        if (job.several === undefined)
            return row;
        const targets = images.filter(image => leg.own.some(platform => isAmong(image.platforms, platform)));
        return { ...row, targets: targets.map(({ name }) => name).join(',') };
    });
    return JSON.stringify({ include });
}
/** Those that `runners` does not name, and that GitHub has no runner for. */
function matrix_platformsWithoutRunner(job) {
    return legsOf(job).legs.flatMap(({ own, runner }) => (runner === undefined ? own : []));
}
/** One leg for each platform, and the platforms of each image. */
function legsOf({ inputs, several }) {
    const images = (several?.builds ?? [{ name: '', inputs }]).map(build => ({
        name: build.name,
        platforms: build.inputs.parts.platforms.length > 0 ? build.inputs.parts.platforms : USUAL,
    }));
    const all = images.flatMap(({ platforms }) => platforms);
    const platforms = all.filter((platform, at) => !isAmong(all.slice(0, at), platform));
    const legs = platforms.map(platform => ({ own: [platform], runner: runnerFor(inputs.parts.runners, platform) }));
    return { legs, images };
}

// EXTERNAL MODULE: ./lib/inputs/promote.js
var promote = __webpack_require__(68213);
;// CONCATENATED MODULE: ./lib/report/plan-table.js

/** The image's source and destination other than registries, if unusual. */
function plan_table_sourceLines({ source, layout, parts }) {
    const { part, handOver } = parts;
    return [
        ...(part === undefined
            ? []
            : [`Only ${part.join(', ')} is built here, and handed over (${handOver}) to the job that merges`]),
        ...(source === undefined ? [] : [`Nothing is built: the image is ${sourceText(source)}`]),
        ...(layout === '' ? [] : [`Write the image as an OCI layout to ${layout}`]),
    ];
}
/** The plan in readable form: what goes where, and why. One line per repository. */
function plan_table_planLines(plan) {
    const destinations = plan.images.flatMap(image => image.destinations);
    const rows = destinations.map(({ name, tags, optional, decision }) => [
        decision.push ? 'push' : 'skip',
        name,
        tags.map(tag => (tag.moving ? `${tag.name}*` : tag.name)).join(' '),
        `${decision.reason}${optional ? ' (optional)' : ''}`,
    ]);
    const args = plan.buildArgs.shown.map(arg => `Build argument ${arg}`);
    const remarks = plan.remarks.flatMap(remark => remark.split('\n'));
    const verdict = `${plan.decision.push ? 'Publish' : 'Do not publish'}: ${plan.decision.reason}`;
    if (rows.length === 0)
        return [verdict, ...args, ...remarks];
    return [verdict, ...columns([['', 'repository', 'tags (* moves)', 'why'], ...rows]), ...args, ...remarks];
}
/** Pads cells so that columns line up; long ones are not cut, since the log wraps them. */
function columns(rows) {
    const width = (column) => Math.min(60, Math.max(...rows.map(row => row[column]?.length ?? 0)));
    const widths = [0, 1, 2].map(width);
    return rows.map(row => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd());
}

;// CONCATENATED MODULE: ./lib/runner/runner-temp.js





/**
 * Checks early that files can be written in RUNNER_TEMP. A missing folder is created.
 *
 * @throws ActionError RUNNER_UNUSABLE
 */
async function runner_temp_checkRunnerTemp(runnerTemp) {
    try {
        await makeFolder(runnerTemp);
        const folder = await mkdtemp(join(resolve(runnerTemp), 'slipway-check-'));
        // A full disk has room for folders, but not for a byte.
        await writeFile(join(folder, 'file'), 'x').finally(() => rm(folder, { recursive: true, force: true }));
    }
    catch (cause) {
        throw new ActionError('RUNNER_UNUSABLE', `cannot use the temporary folder ${runnerTemp} (RUNNER_TEMP): ${reasonOf(cause)}`, {
            cause,
            hint: "Set RUNNER_TEMP to a folder that the runner's user can write to, on a disk that is not full.",
        });
    }
}

// EXTERNAL MODULE: ./lib/dockerfile/place.js
var place = __webpack_require__(57137);
;// CONCATENATED MODULE: ./lib/layouts/other-forms.js

/** Compressed and packed formats by their first bytes. */
const PACKED = (/* unused pure expression or super */ null && ([
    ['1f8b', 'a gzip-compressed archive (.tar.gz)', 'gunzip'],
    ['504b0304', 'a zip archive', 'unzip'],
    ['28b52ffd', 'a zstd-compressed archive', 'unzstd'],
    ['fd377a585a00', 'an xz-compressed archive', 'unxz'],
    ['425a68', 'a bzip2-compressed archive', 'bunzip2'],
]));
/** @throws ActionError LAYOUT_INVALID for a compressed archive or another kind of archive */
async function other_forms_refusePacked(file, label) {
    const { buffer } = await file.read(Buffer.alloc(6), 0, 6, 0);
    const start = buffer.toString('hex');
    const [, what, command] = PACKED.find(([magic]) => start.startsWith(magic)) ?? [];
    if (what === undefined)
        return;
    throw new ActionError('LAYOUT_INVALID', `${label} is ${what}: unpack it first (\`${command}\`)`, {
        hint: 'It must be an OCI layout: a folder, or a plain tar archive of one.',
    });
}
/** Formats with a `manifest.json` instead of an index: archives for `docker load`, and skopeo's `dir:`. */
function other_forms_refuseOtherForms(names, label) {
    if (names.has('index.json') || !names.has('manifest.json'))
        return;
    if (names.has('version')) {
        throw new ActionError('LAYOUT_INVALID', `${label} is a folder of skopeo's \`dir:\`, not an OCI layout`, {
            hint: 'Convert it: `skopeo copy dir:image oci:image-layout`, then `source: oci:image-layout`.',
        });
    }
    throw new ActionError('LAYOUT_INVALID', `${label} is a docker-archive (as kaniko, apko, bazel or \`docker save\` of Docker 24 and older write it), not an OCI layout`, {
        hint: 'Convert it: `skopeo copy docker-archive:image.tar oci:image`, then `source: oci:image`.',
    });
}

;// CONCATENATED MODULE: ./lib/layouts/tar-index.js



const BLOCK = 512;
/** More than any image has. */
const MOST_ENTRIES = 100_000;
/** A long name or a pax header. Bytes. */
const LONGEST_HEADER = (/* unused pure expression or super */ null && (1 << 20));
const LINKS = { '1': 'a hard link', '2': 'a symbolic link' };
/**
 * Finds the files of a tar archive without unpacking: nothing in the archive becomes a path on this machine. Anything
 * that an OCI layout never has (links, devices, names that lead outside, duplicates) is rejected.
 *
 * @throws ActionError LAYOUT_INVALID
 * @see https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html (ustar, pax), and GNU's long names
 */
async function tar_index_indexTar(file, label) {
    const { size } = await file.stat();
    const files = new Map();
    let at = 0;
    let count = 0;
    let special = {};
    /** Reported at the end: an archive with links may be of another kind, which is the more useful message. */
    let link;
    await refusePacked(file, label);
    while (at + BLOCK <= size) {
        const header = await readAt(file, at, BLOCK, label);
        if (header.every(byte => byte === 0)) {
            refuseOtherForms(files, label);
            return link === undefined ? files : refuse(label, link);
        }
        checkHeader(header, label);
        if (++count > MOST_ENTRIES)
            refuse(label, `has more than ${MOST_ENTRIES} entries`);
        const type = String.fromCharCode(header[156]);
        const start = at + BLOCK;
        const length = special.size ?? numberIn(header, 124, 12, label);
        if (start + length > size)
            refuse(label, 'is truncated: it ends in the middle of a file');
        at = start + Math.ceil(length / BLOCK) * BLOCK;
        if (type === 'x' || type === 'L') {
            if (length > LONGEST_HEADER)
                refuse(label, 'has a header of more than a megabyte');
            const text = await readAt(file, start, length, label);
            special = { ...special, ...(type === 'x' ? paxOf(text) : { name: textIn(text, 0, text.length) }) };
            continue;
        }
        if (type === 'g')
            continue;
        const name = safeName(special.name ?? nameIn(header), label);
        special = {};
        if (type === '5')
            continue;
        if (type !== '0' && type !== '\0') {
            link ??= `has ${quote(name)}, which is ${LINKS[type] ?? 'a device'}, not a file`;
            continue;
        }
        if (files.has(name))
            refuse(label, `has ${quote(name)} twice`);
        files.set(name, { start, length });
    }
    return refuse(label, 'is not a tar archive, or is truncated');
}
async function readAt(file, at, length, label) {
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await file.read(buffer, 0, length, at);
    return bytesRead === length ? buffer : refuse(label, 'is truncated');
}
/** The sum of all bytes, with the checksum field as spaces. */
function checkHeader(header, label) {
    const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 0x20 : byte), 0);
    if (numberIn(header, 148, 8, label) === sum)
        return;
    refuse(label, 'is not a tar archive, or is corrupt');
}
/** Octal digits, or (GNU) big-endian after a byte of 0x80. */
function numberIn(header, start, length, label) {
    if (header[start] === 0x80)
        return Number(BigInt(`0x${header.subarray(start + 1, start + length).toString('hex')}`));
    const text = textIn(header, start, length).trim();
    if (!/^[0-7]*$/.test(text))
        refuse(label, 'is not a tar archive, or is corrupt');
    return text === '' ? 0 : Number.parseInt(text, 8);
}
function nameIn(header) {
    const name = textIn(header, 0, 100);
    const prefix = textIn(header, 257, 6) === 'ustar' && header[262] === 0 ? textIn(header, 345, 155) : '';
    return prefix === '' ? name : `${prefix}/${name}`;
}
/** Up to the first zero byte. */
function textIn(bytes, start, length) {
    const part = bytes.subarray(start, start + length);
    const end = part.indexOf(0);
    return part.toString('utf8', 0, end < 0 ? part.length : end);
}
/** `LENGTH key=value\n`, repeated. */
function paxOf(bytes) {
    const special = {};
    for (let at = 0; at < bytes.length;) {
        const length = Number.parseInt(bytes.toString('latin1', at, at + 10), 10);
        if (!(length > 0))
            break;
        const record = bytes.toString('utf8', at, at + length - 1);
        const [, key, value = ''] = /^\d+ ([^=]*)=(.*)$/s.exec(record) ?? [];
        if (key === 'path')
            special.name = value;
        if (key === 'size' && /^\d+$/.test(value))
            special.size = Number(value);
        at += length;
    }
    return special;
}
function safeName(text, label) {
    const parts = text.split('/').filter(part => part !== '' && part !== '.');
    if (text.startsWith('/') || parts.includes('..'))
        refuse(label, `has ${quote(text)}, which points outside it`);
    return parts.join('/');
}
function refuse(label, problem) {
    throw new ActionError('LAYOUT_INVALID', `${label} ${problem}`, {
        hint: 'It must be an OCI layout, a folder or a plain tar archive of one, such as the input `layout` writes.',
    });
}

;// CONCATENATED MODULE: ./lib/layouts/place.js







/** The parts of a layout; docker adds `manifest.json` to an archive. */
const PARTS = new Set(['oci-layout', 'index.json', 'blobs', 'manifest.json', 'repositories']);
/** Whether the input `layout` names an archive, not a folder. */
function isArchive(path) {
    return path.endsWith('.tar');
}
/**
 * What is wrong with the place for a layout: nothing of value may be overwritten, only an empty folder or file, or an
 * older layout.
 *
 * @param text the input as written
 */
async function place_problemsWithPlace(path, text) {
    const objection = await objectionTo(path);
    if (objection === undefined)
        return [];
    const problem = `names ${JSON.stringify(text)}, which already exists and ${objection}`;
    return [
        { input: 'layout', problem, fix: 'Give another path, or remove what is there: only an older layout is replaced.' },
    ];
}
/** Whether this user cannot write there: a run should not learn that after its build. A full disk is not noticed. */
function place_problemsWithWriting(path, text) {
    try {
        checkCreatable(path);
        return [];
    }
    catch (error) {
        const problem = `names ${JSON.stringify(text)}, which cannot be written: ${reasonOf(error)}`;
        return [{ input: 'layout', problem, fix: WRITABLE }];
    }
}
const WRITABLE = 'Give a path in the workspace that this user may write to, and check that the disk has room.';
async function objectionTo(path) {
    const stats = await lstat(path).catch(() => undefined);
    if (stats === undefined)
        return undefined;
    if (stats.isSymbolicLink())
        return 'is a symbolic link';
    if (isArchive(path)) {
        if (!stats.isFile())
            return 'is not a file';
        return stats.size > 0 ? objectionToArchive(path) : undefined;
    }
    if (!stats.isDirectory())
        return 'is not a folder';
    const names = await readdir(path);
    return names.length > 0 ? objectionToParts(names, ['oci-layout']) : undefined;
}
function objectionToParts(names, needed) {
    const foreign = names.filter(name => !PARTS.has(name));
    if (foreign.length === 0 && needed.every(name => names.includes(name)))
        return undefined;
    const held = (foreign.length > 0 ? foreign : names).slice(0, 3).join(', ') || 'nothing';
    return `is not (only) an OCI layout: it contains ${held}`;
}
async function objectionToArchive(path) {
    try {
        return objectionToParts(await namesInArchive(path), ['oci-layout', 'index.json']);
    }
    catch (error) {
        return `is not an OCI layout: ${messageOf(error)}`;
    }
}
/** The top-level files and folders. */
async function namesInArchive(path) {
    const file = await open(path, 'r');
    try {
        const names = [...(await indexTar(file, 'it')).keys()];
        return [...new Set(names.map(name => name.split('/', 1)[0]))];
    }
    finally {
        await file.close();
    }
}
/**
 * Moves a complete layout to its destination, replacing an older one. From another file system it is first copied next
 * to the destination, and an older one is set aside before it is removed: at any time there is a complete layout or
 * none.
 */
async function moveTo(path, made, text) {
    const problems = await place_problemsWithPlace(path, text);
    if (problems.length > 0)
        throw new InputError(problems);
    const [beside, older] = [`${path}.slipway-part`, `${path}.slipway-old`];
    const clear = () => Promise.all([beside, older].map(left => rm(left, { recursive: true, force: true })));
    try {
        await makeFolder(dirname(path));
        // Left by a run that was killed.
        await clear();
        await rename(made, beside).catch(async (error) => {
            if (error.code !== 'EXDEV')
                throw error;
            await cp(made, beside, { recursive: true });
        });
        await rename(path, older).catch((error) => {
            if (error.code !== 'ENOENT')
                throw error;
        });
        await rename(beside, path).catch(async (error) => {
            await rename(older, path).catch(() => { });
            throw error;
        });
        await clear();
    }
    catch (cause) {
        await rm(beside, { recursive: true, force: true }).catch(() => { });
        const message = `\`layout\` names ${JSON.stringify(text)}, which cannot be written: ${reasonOf(cause)}`;
        throw new ActionError('INPUT_INVALID', message, { cause, hint: WRITABLE });
    }
}
/** Where it is written: in the run's folder, which nobody mistakes for a layout and which is removed with the job. */
function draftPath(folder, path) {
    return join(folder, isArchive(path) ? 'layout-out.tar' : 'layout-out');
}

// EXTERNAL MODULE: ./lib/plan/secrets.js
var secrets = __webpack_require__(68578);
;// CONCATENATED MODULE: ./lib/run/planning/input-files.js







/** What is wrong with the files and folders that the inputs name, for all images. */
async function input_files_problemsWithFiles(job) {
    const { inputs, context, several } = job;
    const ofImages = inputsOfImages(job).map(async ({ build, layout }, at) => {
        const read = inputs.source === undefined ? problemsWithBuild(build, context) : [];
        const written = layout === '' ? [] : await problemsWithLayout(layout, context, inputs.dryRun);
        return [...read, ...written].map(problem => ofImage(problem, several?.builds[at]?.name ?? ''));
    });
    return (await Promise.all(ofImages)).flat();
}
/** A dry run writes nothing, and need not run on the machine of the real one. */
async function problemsWithLayout(layout, { workspace }, isDry) {
    const path = resolve(workspace, layout);
    const problems = await problemsWithPlace(path, layout);
    return problems.length > 0 || isDry ? problems : problemsWithWriting(path, layout);
}
/**
 * Files that buildx would read forever: pipes and devices, also behind a symbolic link, which a pull request can add to
 * a repository. Missing files are reported by buildx.
 */
function problemsWithBuild(build, context) {
    return filesOf(build, context).flatMap(({ input, path, socketAllowed }) => {
        const stats = statsOf(resolve(context.workspace, path));
        if (stats === undefined || stats.isFile() || (socketAllowed && stats.isSocket()))
            return [];
        const problem = `names ${JSON.stringify(path)}, which is ${kindOf(stats)}`;
        return [{ input, problem, fix: 'Give the path of a regular file.' }];
    });
}
function filesOf(build, context) {
    const dockerfile = localDockerfile(build, context);
    const beside = dockerfile === undefined ? [] : [dockerfile, `${dockerfile}.dockerignore`];
    const ignored = dockerfile === undefined ? [] : [join(build.context, '.dockerignore')];
    return [
        ...beside.map(path => ({ input: 'file', path })),
        ...ignored.map(path => ({ input: 'context', path })),
        ...build.secretFiles.map(item => ({ input: 'secret-files', path: keyValue(item)[1] })),
        ...build.ssh.map(item => ({ input: 'ssh', path: keyValue(item)[1], socketAllowed: true })),
    ].filter(({ path }) => path !== '');
}
function kindOf(stats) {
    if (stats.isDirectory())
        return 'a folder';
    if (stats.isFIFO())
        return 'a named pipe';
    if (stats.isSocket())
        return 'a socket';
    return 'a device';
}
function statsOf(path) {
    try {
        return statSync(path);
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./lib/run/planning/mask-secrets.js
var mask_secrets = __webpack_require__(67667);
// EXTERNAL MODULE: ./lib/run/planning/plans.js + 54 modules
var plans = __webpack_require__(97813);
;// CONCATENATED MODULE: ./lib/run/planning/job.js













/** The run's context from the runner. */
function contextOf({ env, now }) {
    const readFile = (path) => (0,regular_file/* readText */.yR)(path, { largest: LARGEST_EVENT, follow: true });
    return (0,context/* readContext */.yI)({ env, now: new Date(now()), readFile });
}
/** The maximum delay for labels that are only displayed. Milliseconds. */
const LABELS_WAIT = 1000;
/** Jobs that build one image together must use the same labels. Milliseconds. */
const SHARED_WAIT = 30_000;
/** GitHub limits payloads to 25 MB. Bytes. */
const LARGEST_EVENT = 64 * 1024 * 1024;
/**
 * Reads the inputs, masks their secrets, and plans. The plan is reported and logged whatever comes after.
 *
 * @throws InputError with all problems
 */
async function planJob({ event, report, machine, onMasked }) {
    const { inputs: given, builds: listed } = readRun(machine.env);
    for (const inputs of [given, ...listed.map(build => build.inputs)])
        maskSecrets(inputs, event.workspace, machine);
    onMasked();
    checkEvent(event);
    await checkRunnerTemp(event.runnerTemp);
    await checkCommandFile('GITHUB_OUTPUT', machine.env);
    // A dry run leaves post nothing to do.
    if (!given.dryRun)
        await checkCommandFile('GITHUB_STATE', machine.env);
    const context = await contextFor(given, event, machine);
    const site = { context, machine };
    const isSeveral = listed.length > 0 || given.bake !== undefined;
    const { job, asked, known, planWith } = isSeveral
        ? await (await __webpack_require__.e(/* import() */ 742).then(__webpack_require__.bind(__webpack_require__, 66742))).jobOfSeveral(given, listed, site)
        : await jobOfOne(given, site);
    const { inputs, plan } = job;
    const { rest } = known;
    const labeled = labeledFrom({ job, isShared: isOfParts(given.parts), rest, planWith });
    await report.planned(job);
    await machine.log.group('Plan', async () => {
        for (const line of [...sourceLines(inputs), ...planLines(plan)])
            machine.log.info(line);
    });
    for (const warning of plan.warnings)
        machine.log.warning(warning);
    // Other runs have no use for the matrix.
    const lacking = inputs.dryRun ? platformsWithoutRunner(job) : [];
    if (lacking.length > 0)
        machine.log.warning(noRunner(lacking));
    for (const notice of plan.notices)
        machine.log.notice(notice);
    const problems = [...(inputs.dryRun ? [] : missingSecrets(inputs, plan)), ...(await problemsWithFiles(job))];
    if (problems.length > 0)
        throw new InputError(problems);
    return { job, labeled, asked };
}
function noRunner(platforms) {
    const names = platforms.join(', ');
    return `The output \`matrix\` is empty: GitHub has no runner for ${names}. For jobs that build parts, name one in \`runners\` (\`${platforms[0]}: ubuntu-24.04\`).`;
}
function labeledFrom({ job, isShared, rest, planWith }) {
    if (rest === undefined)
        return Promise.resolve(job);
    const labeled = rest(isShared ? SHARED_WAIT : LABELS_WAIT).then(planWith);
    // The job may end before it is awaited.
    labeled.catch(() => { });
    return isShared ? labeled : labeled.catch(() => job);
}
async function jobOfOne(given, site) {
    const { context } = site;
    const planWith = async (known) => {
        const plan = await planFor(given, context, known);
        return { inputs: shareOf(withPlanned(given, plan)), context, plan };
    };
    const known = await factsFor([given], site);
    const job = await planWith(known);
    return { job, asked: [withPlanned(given, job.plan)], known, planWith };
}
/**
 * The event decides whose code this is and what it may do, so it must be readable.
 *
 * @throws ActionError RUNNER_UNUSABLE
 */
function checkEvent({ payloadProblem }) {
    if (payloadProblem === undefined)
        return;
    throw new host_errors/* ActionError */.lZ('RUNNER_UNUSABLE', payloadProblem, {
        hint: 'The runner writes this file. Check that no step before this one removed or changed it, or the variable.',
    });
}
/** An empty secret is an error only if it would be used: forks and Dependabot get none. */
function missingSecrets({ missing }, { images }) {
    const destinations = images.flatMap(image => image.destinations);
    const pushed = new Set(destinations.filter(({ decision }) => decision.push).map(({ registry }) => registry));
    return missing.filter(({ registry }) => pushed.has(registry));
}

;// CONCATENATED MODULE: ./lib/report/summary/markup.js

/** Longer lines are cut: nobody would read them. Characters. */
const markup_LONGEST = 2_000;
/** Cells are shown literally. Any number of rows. */
function table(head, rows) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [
        line(head.map(sanitize/* markdownCell */.UZ)),
        line(head.map(() => '---')),
        ...rows.map(row => line(row.map(sanitize/* markdownWords */.Lx))),
    ].join('\n');
}
/** Commands to copy. Branches, and thus workflow identities, may contain backquotes. */
function codeBlock(lines) {
    const longest = Math.max(2, ...lines.flatMap(line => line.match(/`+/g) ?? []).map(run => run.length));
    const fence = '`'.repeat(longest + 1);
    return [`${fence}console`, ...lines, fence].join('\n');
}
/** A collapsible block. The title is plain text. */
function details(title, body, isOpen = false) {
    return `<details${isOpen ? ' open' : ''}><summary>${(0,sanitize/* markdownCell */.UZ)(title)}</summary>\n\n${body}\n\n</details>`;
}
/** Literal lines in a block that only `</pre>` ends, which no escaped text can contain. */
function preformatted(lines) {
    return `<pre>\n${lines.map(line => (0,sanitize/* htmlText */.js)(cut(line))).join('\n')}\n</pre>`;
}
/** An error's text as an HTML block, in which Markdown is not interpreted, so without empty lines. */
function paragraph(label, text) {
    const lines = (0,sanitize/* linesOf */.Dx)(text).map(line => withCode(cut(line)));
    const shown = lines.filter(line => line.trim() !== '');
    return `<p><b>${label}</b><br>\n${shown.join('<br>\n')}</p>`;
}
/** Text with code between backticks, as in messages. */
function withCode(line) {
    const parts = (0,sanitize/* htmlText */.js)(line).replaceAll('\n', ' ').split('`');
    if (parts.length % 2 === 0)
        return parts.join('`');
    return parts.map((part, at) => (at % 2 === 1 ? `<code>${part}</code>` : part)).join('');
}
function cut(line) {
    return line.length > markup_LONGEST ? `${line.slice(0, markup_LONGEST).toWellFormed()}…` : line;
}

;// CONCATENATED MODULE: ./lib/report/summary/failure.js


/** In a log, messages follow a colon; here they begin a paragraph. */
function sentence(message) {
    return message.replace(/^[a-z](?=[a-z]* )/, letter => letter.toUpperCase());
}
/** The failed program's last lines that are shown. */
const LINES = 20;
function title(lines) {
    return lines === 1 ? 'The last line of its output' : `The last ${lines} lines of its output`;
}
/**
 * The error, what to do about it, a link for more, and the output that led to it. @param help address of its section
 */
function failureSection({ code, message, hint, output }, help) {
    const lines = output.slice(-LINES);
    return [
        paragraph('What happened', sentence(message)),
        paragraph('What to do', hint ?? ERROR_CODES[code].remedy),
        `More about [\`${code}\`](${help})`,
        ...(lines.length > 0 ? [details(title(lines.length), preformatted(lines), true)] : []),
    ].join('\n\n');
}

;// CONCATENATED MODULE: ./lib/run/verify/report-outcomes.js





/** One error for all images that failed, with their reasons; undefined when there is none. */
function errorOf(outcomes) {
    const errors = outcomes.flatMap(one => ('error' in one ? [one.error] : []));
    const [first] = errors;
    if (first === undefined || errors.length === 1)
        return first;
    const isSame = errors.every(({ code }) => code === first.code);
    const hint = errors.every(error => error.hint === first.hint) ? first.hint : undefined;
    const head = `${errors.length} of ${outcomes.length} images are not verified:`;
    const lines = errors.map(({ message }) => `- ${message}`);
    return new host_errors/* ActionError */.lZ(isSame ? first.code : 'SIGNATURE_INVALID', [head, ...lines].join('\n'), { hint });
}
/** The step's outputs: empty unless every image is verified, lest one be deployed by mistake. */
function outputsOf(outcomes) {
    const proven = outcomes.flatMap(one => ('proof' in one ? [[one.text, one.proof]] : []));
    const [first] = proven;
    if (first === undefined || proven.length < outcomes.length)
        return { digest: '', image: '', images: '{}' };
    const [, { digest, deploy }] = first;
    const isOne = proven.every(([, proof]) => proof.digest === digest);
    const images = JSON.stringify(Object.fromEntries(proven.map(([text, proof]) => [text, proof.deploy])));
    return isOne ? { digest, image: deploy, images } : { digest: '', image: '', images };
}
/** Sets the outputs and writes the summary. @throws ActionError RUNNER_UNUSABLE when the outputs cannot be written */
async function reportOutcomes(outcomes, error, { env, log }) {
    for (const one of outcomes) {
        if ('proof' in one)
            log.info(`Verified ${one.text}: ${one.proof.deploy} ${wordsOf(one.proof)}`);
    }
    const written = writeCommandFile('GITHUB_OUTPUT', env, outputsOf(outcomes));
    const summary = appendSummary(env, log, `${log.redact(summaryOf(outcomes, error, env))}\n\n`);
    await Promise.all([written, summary]);
}
function wordsOf({ signer, origin }) {
    const { repository, ref } = origin;
    return [`is signed by ${signer}`, repository && `built from ${repository}`, ref && `(${ref})`]
        .filter(Boolean)
        .join(' ');
}
function summaryOf(outcomes, error, env) {
    const rows = outcomes.map(one => {
        if ('error' in one)
            return [one.text, 'not verified', '', '', ''];
        const { digest, signer, origin } = one.proof;
        return [one.text, 'verified', digest, signer, [origin.repository, origin.ref].filter(Boolean).join(' ')];
    });
    return [
        `## ${error === undefined ? 'Images verified' : 'Images not verified'}`,
        ...(rows.length > 0 ? [table(['Image', 'Result', 'Digest', 'Signed by', 'Built from'], rows)] : []),
        ...(error === undefined ? [] : [failureSection(error, helpUrl(error.code, env))]),
    ].join('\n\n');
}

;// CONCATENATED MODULE: ./lib/run/verify/verify-all.js


/** Concurrent images: each takes a few sequential requests. */
const verify_all_AT_ONCE = 8;
/**
 * Verifies every image, even after a failure. A tag is resolved once; the rest uses its digest.
 *
 * @throws InputError for an unreadable key or trusted root
 */
async function verifyAll(inputs, ports) {
    const proofOf = await proverOf(inputs, ports);
    const limit = (0,host_limit/* createLimit */.K)(verify_all_AT_ONCE);
    return Promise.all(inputs.images.map(image => limit(async () => {
        const { text } = image;
        try {
            return { text, proof: await proofOf(image) };
        }
        catch (error) {
            return { text, error: (0,host_errors/* toActionError */.ie)(error, ports.signal) };
        }
    })));
}
async function proverOf(inputs, { connect, workspace, attestations }) {
    const { COSIGN_SIGNATURE, SLSA_PROVENANCE, originCheck, openRoot, originOf, verifyImage, wantedOf } = await Promise.all(/* import() */[__webpack_require__.e(168), __webpack_require__.e(429)]).then(__webpack_require__.bind(__webpack_require__, 84429));
    const wanted = wantedOf(inputs.signedBy, 'signed-by', workspace);
    const verifier = openRoot(inputs.trustedRoot, workspace);
    const check = originCheck(inputs.origin);
    return async ({ text, reference }) => {
        const { name, tag = 'latest' } = reference;
        const repository = connect(name.registry).repository(name.path);
        const found = await repository.headManifest(reference.digest ?? tag);
        if (found === undefined)
            throw new host_errors/* ActionError */.lZ('NOT_FOUND', `${text} does not exist, or the credentials may not see it`);
        const digest = reference.digest ?? found.digest;
        const place = { repository, digest, name: text };
        // GitHub stores attestations, but no plain signatures.
        const attested = { ...place, elsewhere: () => attestations(digest) };
        const all = [];
        for (const one of inputs.require) {
            const predicateType = one === 'signature' ? COSIGN_SIGNATURE : SLSA_PROVENANCE;
            const where = one === 'signature' ? place : attested;
            all.push(await verifyImage(where, wanted, verifier, { predicateType, check }));
        }
        const last = all.at(-1);
        const signers = new Set(all.map(({ identity }) => (identity === '' ? 'the key' : identity)));
        return { digest, deploy: `${name.text}@${digest}`, signer: [...signers].join(', '), origin: originOf(last) };
    };
}

;// CONCATENATED MODULE: ./lib/run/verify/verify.js













/**
 * The step of the verify action. Its errors are handled only here.
 *
 * @param onMasked called once the log knows all secrets in the inputs
 */
async function runVerify(machine, onMasked = () => { }) {
    let outcomes = [];
    const failures = [];
    const attempt = async (part) => {
        try {
            await part();
        }
        catch (thrown) {
            const error = (0,host_errors/* toActionError */.ie)(thrown, machine.signal);
            // A file for the outputs that could not be opened at first cannot be written at the end.
            if (!failures.some(({ message }) => message === error.message))
                failures.push(error);
        }
    };
    await attempt(async () => {
        const context = contextOf(machine);
        const inputs = readVerify(machine.env, context);
        (0,mask_secrets/* maskLogins */.Vj)(inputs, machine);
        onMasked();
        checkEvent(context);
        await command_files_checkCommandFile('GITHUB_OUTPUT', machine.env);
        outcomes = await verified(inputs, context, machine);
        const error = errorOf(outcomes);
        if (error !== undefined)
            throw error;
    });
    await attempt(() => reportOutcomes(outcomes, failures[0], machine));
    for (const error of failures.toReversed())
        failure_reportFailure(error, machine);
    return failures.length > 0 ? 1 : 0;
}
async function verified(inputs, context, machine) {
    const { env, log, signal } = machine;
    const userConfigs = await readUserConfigs(docker_dockerVariables(env));
    for (const problem of [...userConfigs.file.problems, ...userConfigs.env.problems])
        log.warning(problem);
    const trusts = await readTrusts(inputs.logins, context.workspace);
    const logins = await openLogins({ inputs, context }, { userConfigs, trusts, pushed: [] }, machine);
    const opened = new Map();
    const connect = (host) => {
        const registry = opened.get(host) ??
            createRegistry(host, {
                ...trusts.get(host),
                retry: inputs.retry,
                credential: async (refused) => (await logins.credentials.resolve(host, refused))?.credential,
                signal,
                proxyEnv: env,
                mask: log.mask,
                onRetry: log.info,
            });
        opened.set(host, registry);
        return registry;
    };
    const { openAttestations } = await Promise.all(/* import() */[__webpack_require__.e(168), __webpack_require__.e(429)]).then(__webpack_require__.bind(__webpack_require__, 84429));
    const { apiUrl, serverUrl } = context;
    const repositories = repositoriesAtGithub(inputs, context);
    const at = { apiUrl, serverUrl, repositories, token: inputs.githubToken };
    const github = openAttestations(at, inputs.retry, machine);
    try {
        const ports = { connect, workspace: context.workspace, signal, attestations: github.find };
        const outcomes = await verifyAll(inputs, ports);
        const isReported = outcomes.some(one => 'error' in one && one.error === userConfigs.unreadable);
        if (!isReported)
            for (const warning of ignoredConfig(userConfigs))
                log.warning(warning);
        return outcomes;
    }
    finally {
        github.close();
        for (const registry of opened.values())
            registry.close();
        logins.close();
    }
}
/** The repositories whose attestations are looked up at GitHub: those that images may come from, else the run's own. */
function repositoriesAtGithub({ origin, signedBy }, { serverUrl, repository }) {
    // GitHub stores nothing signed with a key.
    if (signedBy.every(({ kind }) => kind === 'key'))
        return [];
    const named = origin.repository.map(url => url.slice(serverUrl.length + 1));
    const all = named.length === 0 && repository !== '' ? [repository] : named;
    // Unknown repository names can only be looked up for a whole organization.
    return [...new Set(all.map(name => (name.includes('*') ? `${name.split('/')[0]}/*` : name)))];
}


/***/ })

};
