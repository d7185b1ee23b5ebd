export const id = 723;
export const ids = [723];
export const modules = {

/***/ 666:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  lJ: () => (/* binding */ objectAt)
});

// UNUSED EXPORTS: at, readContext, text

// EXTERNAL MODULE: ./lib/host/fields.js
var fields = __webpack_require__(617);
// EXTERNAL MODULE: ./lib/host/variables/runner.js
var runner = __webpack_require__(744);
;// CONCATENATED MODULE: ./lib/event/forge.js

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
function forge_apiOf(serverUrl) {
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
    return api !== undefined && (api === originOf(serverUrl) || api === originOf(forge_apiOf(serverUrl)));
}
function originOf(url) {
    return URL.parse(url)?.origin;
}

;// CONCATENATED MODULE: ./lib/event/context.js





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
    return (0,fields/* isObject */.Gv)(value) ? value : {};
}
/** The string at `path`, or undefined when it is missing or something else. */
function context_text(json, ...path) {
    const value = at(json, ...path);
    return typeof value === 'string' ? value : undefined;
}
/**
 * Reads the run's context. Without an event file the payload is empty: GitHub sends none for some events, and outside
 * GitHub there is none. An unreadable one is reported in `payloadProblem`.
 */
function readContext({ env, now, readFile }) {
    const { eventPath, repositoryId: _, ...run } = runVariables(env);
    const runner = runnerVariables(env);
    return {
        ...run,
        ...(eventPath === '' ? withoutPayload(run.eventName) : readPayload(eventPath, readFile)),
        apiUrl: run.apiUrl || apiOf(run.serverUrl),
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
        return { payload: {}, payloadProblem: `cannot read ${path} (GITHUB_EVENT_PATH): ${reasonOf(error)}` };
    }
    try {
        const json = JSON.parse(text);
        if (isObject(json))
            return { payload: json };
    }
    catch {
        // Not quoted: it may contain anything.
    }
    return { payload: {}, payloadProblem: `${path} (GITHUB_EVENT_PATH) is not a JSON object` };
}


/***/ }),

/***/ 617:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gv: () => (/* binding */ isObject),
/* harmony export */   Yf: () => (/* binding */ jsonIn),
/* harmony export */   t5: () => (/* binding */ fieldsIn)
/* harmony export */ });
/* unused harmony export jsonFields */
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

/***/ 330:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ findProgram)
/* harmony export */ });
/* unused harmony export isProgram */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(760);


/** The first program of that name on PATH, or undefined. Relative folders are skipped. */
function findProgram(name, path) {
    const folders = path.split(node_path__WEBPACK_IMPORTED_MODULE_1__.delimiter).filter(node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute);
    return folders.map(folder => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name)).find(isProgram);
}
/** Whether this is an executable file. */
function isProgram(path) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.accessSync)(path, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK);
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path).isFile();
    }
    catch {
        return false;
    }
}


/***/ }),

/***/ 351:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ makeFolder)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(760);
/* harmony import */ var _errno_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(706);



/**
 * Creates a folder and its missing parents. Not with Node's recursive `mkdir`, which loops forever where the kernel
 * reports a missing parent but does not allow creating it, as below /proc.
 *
 * @param mode of every folder that is created
 * @throws the system's error (EACCES, EROFS, …); ENOTDIR where something else is in the way
 */
async function makeFolder(path, mode = 0o777) {
    const whole = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(path);
    if (await makeInParent(whole, mode))
        return;
    await makeFolder((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(whole), mode);
    if (!(await makeInParent(whole, mode)))
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(whole, { mode });
}
/** Creates one folder, unless it exists. False if its parent is missing. */
async function makeInParent(path, mode) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(path, { mode });
        return true;
    }
    catch (error) {
        if ((0,_errno_js__WEBPACK_IMPORTED_MODULE_2__/* .errnoOf */ .U)(error) === 'ENOENT' && (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path) !== path)
            return false;
        if ((0,_errno_js__WEBPACK_IMPORTED_MODULE_2__/* .errnoOf */ .U)(error) !== 'EEXIST')
            throw error;
        const stats = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(path).catch(() => undefined);
        if (stats?.isDirectory())
            return true;
        // The system only says that a "file already exists", also of a device or a link that leads nowhere.
        const problem = `${path} is ${stats?.isFile() ? 'a file, not a folder' : 'not a folder'}`;
        throw Object.assign(new Error(problem, { cause: error }), { code: 'ENOTDIR', path });
    }
}


/***/ }),

/***/ 481:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AC: () => (/* binding */ UNFOLLOWED),
/* harmony export */   VX: () => (/* binding */ readRegular),
/* harmony export */   yR: () => (/* binding */ readText)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24);

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

/***/ 833:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ lastLine)
/* harmony export */ });
/** The last line of a command's output: on stderr it is the reason for a failure. */
function lastLine(text) {
    return text.trim().split('\n').at(-1) ?? '';
}


/***/ }),

/***/ 212:
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

/***/ 669:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ sha256Hex)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(598);

/** The SHA-256 hash of a text or of bytes, in hex. */
function sha256Hex(content) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(content).digest('hex');
}


/***/ }),

/***/ 184:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   kx: () => (/* binding */ programPath),
/* harmony export */   lt: () => (/* binding */ homeOf)
/* harmony export */ });
/* unused harmony exports cacheFolder, gitSettings, proxyVariables */
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(760);


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

/***/ 78:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ isRunReference)
/* harmony export */ });
/* unused harmony export runReference */

const FORM = /:slipway-[0-9a-f]{12}$/;
/**
 * A unique image name for this run. The image's real name is not enough: two concurrent builds of the same name on one
 * engine replace each other, and the gates of one would test the other's image. It is in the image's own repository, so
 * that tools print a meaningful name and never pull a stranger's image; if only the push uses it, in the repository of
 * the endpoint (`likelyRepository`), so that the push needs no other name.
 */
function runReference(repository) {
    return `${repository}:slipway-${randomHex(6)}`;
}
/** Whether some run created this name. */
function isRunReference(name) {
    return FORM.test(name);
}


/***/ }),

/***/ 555:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  wC: () => (/* binding */ undoAll)
});

// UNUSED EXPORTS: noting, openJournal, takeBackImages

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(760);
// EXTERNAL MODULE: ./lib/host/errno.js
var errno = __webpack_require__(706);
;// CONCATENATED MODULE: ./lib/host/limit.js
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

// EXTERNAL MODULE: ./lib/journal/run-reference.js
var run_reference = __webpack_require__(78);
;// CONCATENATED MODULE: ./lib/journal/undo.js






/** The journal in a run's folder. */
function openJournal(folder) {
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
    const last = new Map(list.map(undo => [undo.kind === 'withdrawn' ? keyOf(undo.of, undo.name) : keyOf(undo.kind, nameOf(undo)), undo]));
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
async function undoAll(list, undoers) {
    const failures = [];
    const withdrawn = new Set();
    const inTurn = apartByName();
    let images = [];
    for (const undo of list.toReversed()) {
        if (undo.kind === 'withdrawn') {
            withdrawn.add(keyOf(undo.of, undo.name));
            continue;
        }
        if (withdrawn.has(keyOf(undo.kind, nameOf(undo))))
            continue;
        const at = failures.push(undefined) - 1;
        const doing = async () => {
            try {
                await undoOne(undo, undoers);
            }
            catch (error) {
                failures[at] = `${undo.kind} ${nameOf(undo)}: ${(0,errno/* reasonOf */.A)(error)}`;
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
function nameOf(undo) {
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
    return ours !== undefined && now.id !== ours.id && !now.references.some(run_reference/* isRunReference */.p);
}


/***/ }),

/***/ 994:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   gf: () => (/* binding */ childEnv),
/* harmony export */   jx: () => (/* binding */ isStepOnly),
/* harmony export */   zi: () => (/* binding */ cacheServiceEnv)
/* harmony export */ });
/* unused harmony exports artifactServiceEnv, isGha, hasOwnService */
/** Variables that let a process act as this step or job, or that are logins; no child needs them. */
const STEP_ONLY = /^(?:INPUT_|STATE_|GITHUB_(?:OUTPUT|STATE|ENV|PATH|STEP_SUMMARY)$|ACTIONS_|DOCKER_AUTH_CONFIG$|BUILDER_NODE_\d+_AUTH_)/;
/** The variables that BuildKit's `type=gha` cache needs. */
const CACHE_SERVICE = /^ACTIONS_(?:RUNTIME_TOKEN|RESULTS_URL|CACHE_URL|CACHE_SERVICE_V2)$/;
/** Whether a variable belongs to the step: an input, a command file, a token of the job, a login. */
function isStepOnly(name) {
    return STEP_ONLY.test(name);
}
/**
 * The environment for a child process: the job's, without the inputs, the command files (which could forge outputs and
 * change later steps), the tokens of the job's services, and Docker credentials.
 */
function childEnv(env) {
    return Object.fromEntries(Object.entries(env).filter(([name]) => !isStepOnly(name)));
}
/** The extra variables for a build with a `type=gha` cache; empty for any other build. */
function cacheServiceEnv(env, caches) {
    if (!caches.some(isGha))
        return {};
    return Object.fromEntries(Object.entries(env).filter(([name]) => CACHE_SERVICE.test(name)));
}
/** The variables that @actions/artifact needs. */
function artifactServiceEnv(env) {
    const wanted = /^ACTIONS_(?:RUNTIME_TOKEN|RESULTS_URL|ARTIFACT_\w+)$/;
    return Object.fromEntries(Object.entries(env).filter(([name]) => wanted.test(name)));
}
/**
 * Whether an item of `cache-from` or `cache-to` is BuildKit's cache on the runner's service. buildx ignores the case of
 * keys.
 */
function isGha(cache) {
    return /(?:^|,)\s*"?type\s*=\s*gha\b/i.test(cache);
}
/** Whether such an item names its own service or token. */
function hasOwnService(cache) {
    return /(?:^|,)\s*"?(?:token|url|url_v2)\s*=/i.test(cache);
}


/***/ })

};
