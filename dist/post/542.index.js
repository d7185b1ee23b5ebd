export const id = 542;
export const ids = [542];
export const modules = {

/***/ 22:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  b: () => (/* binding */ createCacheWorker)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(24);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(760);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(547);
// EXTERNAL MODULE: ./lib/host/files/make-folder.js
var make_folder = __webpack_require__(351);
// EXTERNAL MODULE: ./lib/host/text/last-line.js
var last_line = __webpack_require__(833);
// EXTERNAL MODULE: ./lib/host/text/quote.js
var quote = __webpack_require__(212);
// EXTERNAL MODULE: ./lib/journal/run-folder.js
var run_folder = __webpack_require__(539);
// EXTERNAL MODULE: ./lib/runner/child-env.js
var child_env = __webpack_require__(994);
;// CONCATENATED MODULE: ./lib/cache/store/plain-tree.js


/**
 * The first entry in an unpacked folder that is neither a file nor a folder: pipes and devices never end, for docker
 * either, and links may point outside.
 *
 * @returns its path below `folder`; undefined when there is none
 */
async function foreignIn(folder) {
    if (!(await (0,promises_.lstat)(folder)).isDirectory())
        return '.';
    for (const entry of await (0,promises_.readdir)(folder, { withFileTypes: true })) {
        if (entry.isFile())
            continue;
        if (!entry.isDirectory())
            return entry.name;
        const inside = await foreignIn((0,external_node_path_.join)(folder, entry.name));
        if (inside !== undefined)
            return (0,external_node_path_.join)(entry.name, inside);
    }
    return undefined;
}

// EXTERNAL MODULE: ./lib/host/files/find-program.js
var find_program = __webpack_require__(330);
;// CONCATENATED MODULE: ./lib/cache/store/safe-tar.js




/**
 * A PATH whose `tar` is the machine's own without the option `-P`, which @actions/cache always passes: with it, an
 * archive could write anywhere, also through its own links. On macOS this uses `gtar`.
 *
 * @param folder for the wrapper; no archive may be unpacked there
 * @param path the PATH to search and to extend
 */
async function withSafeTar(folder, path, run) {
    if (process.platform === 'win32')
        return path;
    const bin = (0,external_node_path_.join)(folder, 'bin');
    await (0,make_folder/* makeFolder */.f)(bin, 0o700);
    for (const name of ['tar', 'gtar']) {
        const program = (0,find_program/* findProgram */.K)(name, path);
        if (program === undefined)
            continue;
        const script = SCRIPT.replace('TAR', () => `'${program.replaceAll("'", `'\\''`)}'`);
        await (0,promises_.writeFile)((0,external_node_path_.join)(bin, name), script, { mode: 0o700 });
        // If nothing can be executed in the temporary folder, a cache is better than none.
        const tried = await run((0,external_node_path_.join)(bin, name), ['--version'], { env: { PATH: path }, timeout: 5_000 }).catch(() => undefined);
        if (tried?.code !== 0)
            return path;
    }
    return `${bin}${external_node_path_.delimiter}${path}`;
}
const SCRIPT = `#!/bin/sh
for argument; do
  shift
  [ "$argument" = -P ] || set -- "$@" "$argument"
done
exec TAR "$@"
`;

;// CONCATENATED MODULE: ./lib/cache/store/cache-worker.js











/**
 * @param seconds the deadline of one request
 * @param worker the bundle of `worker-main.ts`
 */
function createCacheWorker(machine, seconds, worker = bundledWorker()) {
    /** @param folder of the request's path */
    const send = async (home, folder, request) => {
        const output = createOutputReader(machine.log);
        try {
            const path = await withSafeTar(home, machine.env.PATH ?? '', machine.run);
            const result = await machine.run(process.execPath, [worker, JSON.stringify(request)], {
                env: {
                    ...(0,child_env/* childEnv */.gf)(machine.env),
                    ...(0,child_env/* cacheServiceEnv */.zi)(machine.env, ['type=gha']),
                    // @actions/cache resolves paths against this, and puts its archive in RUNNER_TEMP, where a timeout may leave
                    // it.
                    GITHUB_WORKSPACE: folder,
                    PATH: path,
                    RUNNER_TEMP: home,
                },
                cwd: folder,
                signal: machine.signal,
                timeout: seconds * 1000,
                onStdout: output.line,
                onStderr: machine.log.debug,
            });
            if (machine.signal.aborted)
                return { key: undefined, trouble: 'the job was cancelled' };
            if (result.timedOut)
                return { key: undefined, trouble: `it took longer than ${seconds} s (the input \`timeout\`)`, isLate: true };
            return output.outcome(result);
        }
        catch (error) {
            return { key: undefined, trouble: (0,errors/* messageOf */.bD)(error) };
        }
    };
    return {
        async restore(home, path, keys) {
            // Unexpected files in an archive must not land where this run, or another program, looks for files.
            const fresh = (0,external_node_path_.join)(home, 'unpacked');
            try {
                await (0,make_folder/* makeFolder */.f)(fresh, 0o700);
                const result = await send(home, fresh, { verb: 'restore', path, keys, seconds });
                if (result.key === undefined || !(0,external_node_fs_.existsSync)((0,external_node_path_.join)(fresh, path)))
                    return result;
                const foreign = await foreignIn((0,external_node_path_.join)(fresh, path));
                if (foreign !== undefined)
                    return { key: undefined, trouble: `the archive ${result.key} ${notPlain(foreign)}` };
                await (0,promises_.rename)((0,external_node_path_.join)(fresh, path), (0,external_node_path_.join)(home, path));
                return result;
            }
            catch (error) {
                return { key: undefined, trouble: (0,errors/* messageOf */.bD)(error) };
            }
            finally {
                await (0,run_folder/* removeFolder */.v$)(fresh).catch(error => machine.log.debug((0,errors/* messageOf */.bD)(error)));
            }
        },
        save: (home, path, key) => send(home, home, { verb: 'save', path, key, seconds }),
    };
}
function notPlain(path) {
    return `contains something other than files and folders (${(0,quote/* quote */.h)(path)}), so it was not used`;
}
/** Parses the worker's output: its problems are workflow commands, since @actions/cache only warns about them. */
function createOutputReader(log) {
    let key;
    let exists = false;
    const troubles = [];
    return {
        line(text) {
            const [, command, data = ''] = /^::([a-z-]+)(?: [^:]*)?::(.*)$/.exec(text) ?? [];
            if (command === 'add-mask')
                return log.mask(unescapeData(data));
            if (text.startsWith('RESULT '))
                key = keyIn(text.slice('RESULT '.length));
            else if (command === 'warning' || command === 'error')
                troubles.push(unescapeData(data));
            else if (/Failed to reserve cache/.test(data)) {
                // Always reported as "another job may be creating this cache"; the real reason is in this line.
                if (/\b409\b|already.exists/i.test(data))
                    exists = true;
                else
                    troubles.push(unescapeData(data));
            }
            if (text.trim() !== '' && !text.startsWith('RESULT '))
                log.debug(`cache: ${unescapeData(data || text)}`);
        },
        outcome({ code, stderr }) {
            // A file name in the archive may imitate a result; the real one comes with exit code 0.
            const found = code === 0 ? key : undefined;
            const ended = found === undefined ? (0,last_line/* lastLine */.f)(stderr) || 'it exited without a result' : undefined;
            const trouble = exists ? undefined : (troubles[0] ?? ended);
            return { key: found ?? undefined, trouble: trouble?.split('\n')[0]?.slice(0, 400) };
        },
    };
}
/** The result is the last line. File names in an archive, which the debug log lists before, may look like it. */
function keyIn(result) {
    try {
        return JSON.parse(result).key;
    }
    catch {
        return undefined;
    }
}
function unescapeData(data) {
    return data.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%');
}
/** `dist/cache/index.js`, relative to `dist/index.js` and `dist/post/index.js`. */
function bundledWorker() {
    const folder = (0,external_node_path_.dirname)(process.argv[1] ?? '.');
    const places = [(0,external_node_path_.join)(folder, 'cache/index.js'), (0,external_node_path_.join)(folder, '../cache/index.js')];
    return places.find(place => (0,external_node_fs_.existsSync)(place)) ?? places[0];
}


/***/ }),

/***/ 623:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ changed)
/* harmony export */ });
/* unused harmony export sealOf */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(760);
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(212);





/** The name of a blob in an OCI layout: its content's digest, unless it was modified. */
const BLOB = /^blobs\/sha256\/([0-9a-f]{64})$/;
/**
 * A digest of a folder's content: the path, size and SHA-256 of each file. The main step passes it to the runner, and
 * the post step compares: in between, gates and later steps could have injected files into the next run's cache.
 *
 * @param blobs `believed`: blobs that BuildKit has just written are not read again; `read`: everything is
 * @throws Error for unreadable files, and for anything but files and folders
 */
async function sealOf(folder, blobs) {
    const lines = [];
    for (const path of (await filesIn(folder)).toSorted()) {
        const [, named] = BLOB.exec(path) ?? [];
        const { size, sha256 } = await describe((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, path), blobs === 'believed' ? named : undefined);
        lines.push(`${sha256} ${size} ${path}\0`);
    }
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(lines.join('')).digest('hex');
}
/** Paths below `folder`. */
async function filesIn(folder) {
    const found = [];
    for (const entry of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readdir)(folder, { withFileTypes: true })) {
        if (entry.isFile())
            found.push(entry.name);
        else if (!entry.isDirectory())
            throw new Error(`${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .h)(entry.name)} is neither a file nor a folder`);
        else
            for (const path of await filesIn((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, entry.name)))
                found.push(`${entry.name}/${path}`);
    }
    return found;
}
/** Never follows a link or waits for a pipe that has replaced a file. */
async function describe(path, believed) {
    const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = node_fs__WEBPACK_IMPORTED_MODULE_1__.constants;
    const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.open)(path, (O_RDONLY ?? 0) | O_NONBLOCK | O_NOFOLLOW);
    try {
        const stats = await file.stat();
        if (!stats.isFile())
            throw new Error('it is not a file');
        return { size: stats.size, sha256: believed ?? (await hashOf(file)) };
    }
    finally {
        await file.close();
    }
}
async function hashOf(file) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    for await (const chunk of file.createReadStream({ autoClose: false, highWaterMark: 1024 * 1024 })) {
        hash.update(chunk);
    }
    return hash.digest('hex');
}
/** A message about a changed folder; undefined if it is unchanged. */
async function changed(folder, seal) {
    const now = await sealOf(folder, 'read').catch(() => undefined);
    return now === seal ? undefined : 'its files changed after the build: something else in the job wrote to them';
}


/***/ }),

/***/ 51:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   at: () => (/* binding */ at)
/* harmony export */ });
/* unused harmony exports text, readContext */
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(161);



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
/** The string at `path`, or undefined when it is missing or something else. */
function text(json, ...path) {
    const value = at(json, ...path);
    return typeof value === 'string' ? value : undefined;
}
/**
 * Reads the run's context. Without an event file the payload is empty: GitHub sends none for some events, and outside
 * GitHub there is none. An unreadable one is reported in `payloadProblem`.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
function readContext({ env, now, readFile }) {
    const get = (name) => env[name] ?? '';
    const serverUrl = (get('GITHUB_SERVER_URL') || 'https://github.com').replace(/\/+$/, '');
    return {
        eventName: get('GITHUB_EVENT_NAME'),
        ...readPayload(get('GITHUB_EVENT_PATH'), readFile),
        ref: get('GITHUB_REF'),
        sha: get('GITHUB_SHA'),
        baseRef: get('GITHUB_BASE_REF'),
        headRef: get('GITHUB_HEAD_REF'),
        actor: get('GITHUB_ACTOR'),
        repository: get('GITHUB_REPOSITORY'),
        workflow: get('GITHUB_WORKFLOW'),
        job: get('GITHUB_JOB'),
        runId: get('GITHUB_RUN_ID'),
        runNumber: get('GITHUB_RUN_NUMBER'),
        runAttempt: get('GITHUB_RUN_ATTEMPT'),
        serverUrl,
        apiUrl: (get('GITHUB_API_URL') || apiOf(serverUrl)).replace(/\/+$/, ''),
        workspace: get('GITHUB_WORKSPACE') || '.',
        runnerTemp: get('RUNNER_TEMP') || tmpdir(),
        runnerDebug: get('RUNNER_DEBUG') === '1',
        now,
        env: Object.fromEntries(Object.entries(env).filter((e) => e[1] !== undefined)),
    };
}
function readPayload(path, readFile) {
    if (path === '')
        return { payload: {} };
    let text;
    try {
        text = readFile(path);
    }
    catch (error) {
        return { payload: {}, payloadProblem: `cannot read ${path} (GITHUB_EVENT_PATH): ${reasonOf(error)}` };
    }
    try {
        const json = JSON.parse(text);
        if (json !== null && typeof json === 'object')
            return { payload: json };
    }
    catch {
        // Not quoted: it may contain anything.
    }
    return { payload: {}, payloadProblem: `${path} (GITHUB_EVENT_PATH) is not a JSON object` };
}


/***/ }),

/***/ 706:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ errnoOf)
/* harmony export */ });
/* unused harmony export reasonOf */
/**
 * The code of a system error (`ENOENT`, `EPIPE`, …), or undefined. Not by `instanceof`: under jest, Node's errors come
 * from another realm.
 */
function errnoOf(error) {
    if (error === null || typeof error !== 'object' || !('code' in error))
        return undefined;
    return typeof error.code === 'string' ? error.code : undefined;
}
/** A system error without the call and the path: `permission denied (EACCES)`. Any other error's message. */
function reasonOf(error) {
    const message = error !== null && typeof error === 'object' && 'message' in error ? String(error.message) : String(error);
    const [, code, reason] = /^(E[A-Z0-9]+): ([^,]+)(?:,|$)/.exec(message) ?? [];
    return code === undefined ? message : `${reason} (${code})`;
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
 * @throws the system's error: EACCES, ENOTDIR, EROFS, …
 */
async function makeFolder(path, mode = 0o777) {
    const whole = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(path);
    if ((await made(whole, mode)) !== 'parentless')
        return;
    await makeFolder((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(whole), mode);
    if ((await made(whole, mode)) === 'parentless')
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(whole, { mode });
}
async function made(path, mode) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(path, { mode });
        return 'done';
    }
    catch (error) {
        if ((0,_errno_js__WEBPACK_IMPORTED_MODULE_2__/* .errnoOf */ .U)(error) === 'ENOENT' && (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path) !== path)
            return 'parentless';
        if ((0,_errno_js__WEBPACK_IMPORTED_MODULE_2__/* .errnoOf */ .U)(error) === 'EEXIST' && (await isFolder(path)))
            return 'done';
        throw error;
    }
}
async function isFolder(path) {
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(path).then(stats => stats.isDirectory(), () => false);
}


/***/ }),

/***/ 481:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ readRegular),
/* harmony export */   y: () => (/* binding */ readText)
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
    const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = node_fs__WEBPACK_IMPORTED_MODULE_0__.constants;
    const file = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(path, (O_RDONLY ?? 0) | O_NONBLOCK | (follow ? 0 : O_NOFOLLOW));
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

/***/ 539:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v$: () => (/* binding */ removeFolder)
/* harmony export */ });
/* unused harmony exports createRunFolder, markFinished, markedEnv, sweepRunFolders */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(760);
/* harmony import */ var _owner_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(900);
/* harmony import */ var _remove_run_folder_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(456);
/* harmony import */ var _undo_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(555);







/** Written when the main step ends by itself: the rest belongs to its post step, which runs later in the job. */
const FINISHED = 'finished';
/**
 * How long to keep a folder whose owner cannot be checked (another container shares RUNNER_TEMP): longer than a hosted
 * job lasts.
 */
const UNKNOWN_FOR = (/* unused pure expression or super */ null && (24 * 60 * 60 * 1000));
/** Creates this run's folder in RUNNER_TEMP, readable by this user only. Its name encodes the owner. */
async function createRunFolder(runnerTemp) {
    const folder = join(resolve(runnerTemp), folderName(thisProcess()));
    await mkdir(folder, { mode: 0o700 });
    await chmod(folder, 0o700);
    await writeFile(join(folder, MARKER), '', { mode: 0o600 });
    return { path: folder, ...openJournal(folder) };
}
/** Tells later runs that this one's main step was not killed: its post step will clean up. */
async function markFinished(folder) {
    await writeFile(join(folder, FINISHED), '', { mode: 0o600 });
}
async function removeFolder(folder) {
    // Symbolic links are removed, not followed. Retries: a dying docker may still write.
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(folder, { recursive: true, force: true, maxRetries: 3 });
}
/** The base of all environments of this run's children. */
function markedEnv(env, folder) {
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
async function sweepRunFolders(runnerTemp, now, undo = async () => { }) {
    const home = resolve(runnerTemp);
    const swept = [];
    for (const name of await readdir(home).catch(() => [])) {
        const folder = join(home, name);
        try {
            if (!(await isLeftover(folder, now)))
                continue;
            endUsers(folder);
            await undo(folder).catch(() => { });
            await removeFolder(folder);
            swept.push(folder);
        }
        catch {
            // Another run removed it first, or it is not ours to remove; the next run tries again.
        }
    }
    return swept;
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
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(547);
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
    return {
        async note(undo) {
            noted.push(undo);
            await appendFile(join(folder, JOURNAL), `${JSON.stringify(undo)}\n`, { mode: 0o600 });
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
    const images = journal.noted().filter(undo => undo.kind === 'image');
    const withdrawn = new Set(journal.noted().flatMap(undo => (undo.kind === 'withdrawn' ? [undo.name] : [])));
    // A withdrawn entry may have been recorded again: post knows the order.
    const left = images.toReversed().filter(({ name }) => !withdrawn.has(name));
    const inTurn = apartByName();
    await Promise.allSettled(left.map(undo => inTurn(undo, async () => {
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
            await engine.remove(reference);
            await journal.note({ kind: 'withdrawn', of: 'image', name: reference });
        },
    };
}
/**
 * How many images are undone in parallel: the engine collects garbage after each, but only once for simultaneous ones.
 */
const AT_ONCE = 32;
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
                failures[at] = `${undo.kind} ${nameOf(undo)}: ${(0,errors/* messageOf */.bD)(error)}`;
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
    // A run that died before keeping the former image hadn't taken its name either.
    if (undo.keep !== undefined && (await engine.image(undo.keep)) === undefined)
        return;
    if (await isSomeoneElses(undo, engine))
        return undo.keep === undefined ? undefined : engine.remove(undo.keep);
    // First take the name from our image, so that the engine deletes it instead of leaving it nameless.
    await engine.remove(undo.name);
    if (undo.keep === undefined)
        return;
    await engine.tag(undo.keep, undo.name);
    await engine.remove(undo.keep);
}
/** Whether the user has since given the name to another image. If another run did, that image has its own name. */
async function isSomeoneElses({ name, run }, engine) {
    const now = run === undefined ? undefined : await engine.image(name);
    if (run === undefined || now === undefined || now.references.includes(run))
        return false;
    const ours = await engine.image(run);
    return ours !== undefined && now.id !== ours.id && !now.references.some(run_reference/* isRunReference */.p);
}


/***/ }),

/***/ 247:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* unused harmony exports list, fields, joinFields */
/* harmony import */ var csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(329);


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
        ? rowsOf(hideCommas(written), quote).map(row => row.map(showCommas))
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
    return parse(text, {
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
    const [columns = []] = parse(row, { relax_quotes: true, relax_column_count: true, record_delimiter: ['\0'] });
    return columns.map(column => column.trim());
}
/** One row of CSV that both csv-parse and Go's reader (buildx) split into exactly these columns. */
function joinFields(columns) {
    return columns.map(column => (/[",\r\n]/.test(column) ? `"${column.replaceAll('"', '""')}"` : column)).join(',');
}
// csv-parse only recognises comments at the very start of a line; inside a quoted field a `#` is text.
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
        const split = onComment === undefined ? { text: row, comment: '' } : splitComment(row);
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
