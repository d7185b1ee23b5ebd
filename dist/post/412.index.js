export const id = 412;
export const ids = [412];
export const modules = {

/***/ 706:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ reasonOf),
/* harmony export */   U: () => (/* binding */ errnoOf)
/* harmony export */ });
/**
 * The code of a system error (`ENOENT`, `EPIPE`, …), or undefined. Not by `instanceof`: under jest, Node's errors come
 * from another realm.
 */
function errnoOf(error) {
    if (error === null || typeof error !== 'object' || !('code' in error))
        return undefined;
    return typeof error.code === 'string' ? error.code : undefined;
}
/** `EACCES: permission denied, open 'PATH'` */
const CALL = /^(E[A-Z0-9]+): ([^,]+)(?:,|$)/;
/** In the words of `rmSync`: `EACCES, Permission denied: PATH 'PATH'`, and `, Unknown error: Read-only file system 'PATH'` */
const REMOVAL = /^(E[A-Z0-9]+|), (?:Unknown error: )?([A-Z][A-Za-z -]+?)(?:: | ')/;
/** A system error without the call and the path: `permission denied (EACCES)`. Any other error's message. */
function reasonOf(error) {
    const message = error !== null && typeof error === 'object' && 'message' in error ? String(error.message) : String(error);
    const [, code = '', reason = ''] = CALL.exec(message) ?? REMOVAL.exec(message) ?? [];
    const words = reason.charAt(0).toLowerCase() + reason.slice(1);
    return reason === '' ? message : code === '' ? words : `${words} (${code})`;
}


/***/ }),

/***/ 547:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   lZ: () => (/* binding */ ActionError)
/* harmony export */ });
/* unused harmony exports commonCode, ofImage, InputError, forImage, exhaustion, toActionError */
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(975);


/**
 * An error for users: what went wrong (`message`), what to do (`hint`), the last lines of the failed program's output
 * (`output`), and its `cause`.
 */
class ActionError extends Error {
    code;
    hint;
    output;
    /** Whether a retry may succeed. */
    verdict;
    constructor(code, message, options = {}) {
        super(message, options.cause === undefined ? undefined : { cause: options.cause });
        this.name = 'ActionError';
        this.code = code;
        this.hint = options.hint;
        this.output = options.output ?? [];
        this.verdict = options.verdict ?? 'settled';
    }
}
/** The code that all these errors share, or else PUBLISH_FAILED. */
function commonCode(errors) {
    const codes = new Set(errors.map(error => (error instanceof ActionError ? error.code : 'PUBLISH_FAILED')));
    const [code] = codes;
    return codes.size === 1 && code !== undefined ? code : 'PUBLISH_FAILED';
}
/** The problem with an image's input. @param image '' for the only one */
function ofImage(problem, image) {
    return image === '' ? problem : { ...problem, input: `${problem.input} (${image})` };
}
function sentenceOf({ input, kind, ...problem }) {
    const [what, fix] = [clip(problem.problem), clip(problem.fix)];
    return kind === 'value' ? `Invalid \`${input}\`: ${what}; expected ${fix}.` : `\`${input}\` ${what}. ${fix}`;
}
/** Limits on problems per message and characters per problem: every line of a generated input may be invalid. */
const SHOWN = 30;
const LONGEST = 500;
function clip(text) {
    return text.length > LONGEST ? `${text.slice(0, LONGEST).toWellFormed()}…` : text;
}
/** All invalid inputs of a run in one error. The message is bounded; `problems` has each of them once. */
class InputError extends ActionError {
    problems;
    /**
     * @param all one that several readers or images have found is reported once
     * @param hint default: the remedy of the code, which is for the main action
     */
    constructor(all, hint) {
        const problems = [...new Map(all.map(one => [JSON.stringify([one.input, one.problem, one.fix]), one])).values()];
        const shown = problems.slice(0, SHOWN).map(sentenceOf);
        const rest = problems.length - shown.length;
        super('INPUT_INVALID', [...shown, ...(rest > 0 ? [`… and ${rest} more problems.`] : [])].join('\n'), { hint });
        this.name = 'InputError';
        this.problems = problems;
    }
}
/**
 * Runs something for one of a run's images: its errors name the image.
 *
 * @param image '' for the only one
 */
async function forImage(image, work) {
    try {
        return await work();
    }
    catch (error) {
        if (image === '' || !(error instanceof ActionError) || error.code === 'CANCELLED')
            throw error;
        const { code, message, hint, output, verdict } = error;
        throw new ActionError(code, `${image}: ${message}`, { hint, output, verdict, cause: error });
    }
}
/** The message of anything thrown, for logs. */
function messageOf(error) {
    // An error of another realm (a test's sandbox) is not an instance of Error here; a library's need not be native.
    return error instanceof Error || node_util__WEBPACK_IMPORTED_MODULE_0__.types.isNativeError(error) ? error.message : String(error);
}
/** Exhausted resources, by system error code. */
const EXHAUSTED = {
    ENOSPC: 'The disk is full: free space before this step, or use a runner with a larger disk.',
    EDQUOT: "The disk quota of the runner's user is used up.",
    EROFS: "The file system is read-only. Make the runner's folders writable.",
    EMFILE: 'Too many files are open: raise the limit (`ulimit -n`) of the runner.',
    ENFILE: 'Too many files are open on this machine.',
    ENOMEM: 'The machine has no memory left.',
};
/**
 * A system error for an exhausted resource (such as a full disk), as RUNNER_UNUSABLE; undefined for any other error.
 */
function exhaustion(error) {
    const hint = EXHAUSTED[errnoOf(error) ?? ''];
    return hint === undefined ? undefined : new ActionError('RUNNER_UNUSABLE', reasonOf(error), { hint, cause: error });
}
/**
 * Any thrown value as an error with a code: `CANCELLED` if the job was cancelled, `RUNNER_UNUSABLE` for an exhausted
 * resource, otherwise `INTERNAL`. Never throws.
 */
function toActionError(error, signal) {
    if (error instanceof ActionError)
        return error;
    if (signal.aborted)
        return new ActionError('CANCELLED', 'the job was cancelled', { cause: error });
    return exhaustion(error) ?? new ActionError('INTERNAL', `unexpected error: ${messageOf(error)}`, { cause: error });
}


/***/ }),

/***/ 758:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ processStat)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24);

/**
 * The fields of /proc/PID/stat, from 3 on by their numbers in the manual.
 *
 * @throws the system's error without such a process, or without /proc
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
function processStat(pid) {
    const stat = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(`/proc/${pid}/stat`, 'latin1');
    // The second field is a name in brackets with arbitrary content.
    return ['', '', '', ...stat.slice(stat.lastIndexOf(')') + 2).split(' ')];
}


/***/ }),

/***/ 744:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ runnerVariables)
/* harmony export */ });
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(161);

/**
 * @see https://docs.github.com/actions/reference/workflows-and-actions/variables
 * @see https://github.com/go-gitea/gitea/issues/24038 (GITEA_ACTIONS)
 * @see https://github.com/actions/actions-runner-controller (RUNNER_EPHEMERAL, ACTIONS_RUNNER_POD_NAME)
 */
function runnerVariables(env) {
    return {
        isActions: env.GITHUB_ACTIONS === 'true',
        isGitea: env.GITEA_ACTIONS === 'true' || env.FORGEJO_ACTIONS === 'true',
        isGithubHosted: env.RUNNER_ENVIRONMENT === 'github-hosted',
        isEphemeral: /^(?:1|true)$/i.test(env.RUNNER_EPHEMERAL ?? '') || (env.ACTIONS_RUNNER_POD_NAME ?? '') !== '',
        isDebug: env.RUNNER_DEBUG === '1',
        arch: env.RUNNER_ARCH ?? '',
        temp: env.RUNNER_TEMP || (0,node_os__WEBPACK_IMPORTED_MODULE_0__.tmpdir)(),
        toolCache: env.RUNNER_TOOL_CACHE ?? '',
    };
}


/***/ }),

/***/ 271:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ex: () => (/* binding */ JOURNAL),
/* harmony export */   M$: () => (/* binding */ MARK),
/* harmony export */   Re: () => (/* binding */ NOTHING_NOTED),
/* harmony export */   tl: () => (/* binding */ MARKER)
/* harmony export */ });
/** Marks each run's folder, in addition to its name, so that no other folder is mistaken for one. */
const MARKER = '.slipway-run';
/** The file in the run's folder that lists what to undo, one JSON value per line, in order. */
const JOURNAL = 'undo.jsonl';
/** The environment variable that names a process's run: inherited by all children, even outside the process group. */
const MARK = 'SLIPWAY_RUN';
/** What the main step passes to post (`undoState`) when nothing on this machine has to be undone. */
const NOTHING_NOTED = '[]';


/***/ }),

/***/ 900:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   bf: () => (/* binding */ ownerOf)
/* harmony export */ });
/* unused harmony exports thisProcess, folderName, isAlive */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24);
/* harmony import */ var _host_files_process_stat_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(758);




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
function thisProcess() {
    return { pid: process.pid, start: startOf(process.pid) ?? '0', namespace: namespace() };
}
function folderName(owner) {
    return `slipway-${owner.pid}.${owner.start}.${owner.namespace}-${randomHex(8)}`;
}
/** The owner that a folder's name encodes; undefined for other folders. */
function ownerOf(name) {
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
function isAlive(owner) {
    if (owner.namespace !== namespace())
        return 'unknown';
    return owner.start === '0' ? exists(owner.pid) : startOf(owner.pid) === owner.start;
}


/***/ }),

/***/ 126:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  AZ: () => (/* binding */ checkRunFolder),
  UG: () => (/* binding */ removeRunFolder)
});

// UNUSED EXPORTS: endUsers, isOurs

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(24);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(760);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(547);
;// CONCATENATED MODULE: ./lib/host/files/real-path.js


/**
 * An absolute path with its links resolved. Of a missing one, the part that exists is resolved: a link among its parents
 * may lead anywhere.
 */
function realPath(path) {
    try {
        // `dirname` would be applied after normalizing.
        return external_node_fs_.realpathSync.native(path);
    }
    catch {
        const parent = (0,external_node_path_.dirname)(path);
        return parent === path ? path : (0,external_node_path_.join)(realPath(parent), path.slice(parent.length));
    }
}

// EXTERNAL MODULE: ./lib/journal/names.js
var journal_names = __webpack_require__(271);
// EXTERNAL MODULE: ./lib/journal/owner.js
var owner = __webpack_require__(900);
;// CONCATENATED MODULE: ./lib/journal/remove-run-folder.js






// Synchronous: post has nothing else to do meanwhile, and `node:fs/promises` takes 8 ms to load.
/** A real folder of this user with our marker, or one that was cut off before the marker was written. */
function isOurs(folder) {
    const stats = (0,external_node_fs_.lstatSync)(folder, { throwIfNoEntry: false });
    if (stats === undefined || !isFolderOfUser(stats) || (0,owner/* ownerOf */.bf)((0,external_node_path_.basename)(folder)) === undefined)
        return false;
    const names = (0,external_node_fs_.readdirSync)(folder);
    return names.length === 0 || names.includes(journal_names/* MARKER */.tl);
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
    const whole = (0,external_node_path_.resolve)(folder);
    const home = realPath((0,external_node_path_.resolve)(runnerTemp));
    const path = (0,external_node_path_.join)(home, (0,external_node_path_.basename)(whole));
    if (realPath((0,external_node_path_.dirname)(whole)) !== home || (0,owner/* ownerOf */.bf)((0,external_node_path_.basename)(path)) === undefined)
        throw notOurs();
    const stats = (0,external_node_fs_.lstatSync)(path, { throwIfNoEntry: false });
    if (stats !== undefined && !isFolderOfUser(stats))
        throw notOurs();
    return { path, isGone: stats === undefined };
}
function notOurs() {
    return new errors/* ActionError */.lZ('INPUT_INVALID', "it is not one of Slipway's folders in RUNNER_TEMP, so it was left alone");
}
/**
 * Removes a run's folder of which only the path is known, as the post step does, and ends the processes that still use
 * it. A missing folder is fine.
 *
 * @throws ActionError `INPUT_INVALID` as `checkRunFolder`, and for a folder without our marker
 */
function removeRunFolder(folder, runnerTemp) {
    const { path, isGone } = checkRunFolder(folder, runnerTemp);
    if (isGone)
        return;
    if (!isOurs(path))
        throw notOurs();
    endUsers((0,external_node_path_.resolve)(folder));
    (0,external_node_fs_.rmSync)(path, { recursive: true, force: true, maxRetries: 3 });
}
/** Ends the leftovers of a killed run: docker commands, credential helpers, the test script and their children. */
function endUsers(folder) {
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
    const mark = `${journal_names/* MARK */.M$}=${folder}`;
    const pids = inProc('', path => (0,external_node_fs_.readdirSync)(path))?.filter(name => /^\d+$/.test(name)) ?? [];
    const uses = (pid) => inProc(`${pid}/environ`, path => (0,external_node_fs_.readFileSync)(path, 'utf8'))
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


/***/ }),

/***/ 412:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   runPost: () => (/* binding */ runPost)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(760);
/* harmony import */ var _host_errno_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(706);
/* harmony import */ var _host_variables_runner_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(744);
/* harmony import */ var _host_variables_step_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(956);
/* harmony import */ var _journal_names_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(271);
/* harmony import */ var _journal_remove_run_folder_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(126);







/**
 * The post step: undoes the journal and removes the run's folder, whatever happened before. Failures are warnings; the
 * job's result stands. Often there is only the folder, so everything else is loaded on demand.
 */
async function runPost(env, thisMachine) {
    const state = (0,_host_variables_step_js__WEBPACK_IMPORTED_MODULE_4__/* .stateIn */ .pQ)(env);
    const { folder } = state;
    if (folder === '')
        return 0;
    // A second cancel must not stop the undo.
    for (const signal of ['SIGINT', 'SIGTERM'])
        process.on(signal, () => { });
    let machine;
    try {
        // Before anything of the state is believed.
        (0,_journal_remove_run_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .checkRunFolder */ .AZ)(folder, (0,_host_variables_runner_js__WEBPACK_IMPORTED_MODULE_2__/* .runnerVariables */ .G)(env).temp);
        if (isMoreThanFolder(state)) {
            machine = await thisMachine();
            await saveCaches(state, machine);
            await putBack(state, machine);
        }
        (0,_journal_remove_run_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .removeRunFolder */ .UG)(folder, (0,_host_variables_runner_js__WEBPACK_IMPORTED_MODULE_2__/* .runnerVariables */ .G)(env).temp);
    }
    catch (error) {
        machine ??= await thisMachine();
        machine.log.warning(`Clean-up failed: ${folder}: ${(0,_host_errno_js__WEBPACK_IMPORTED_MODULE_5__/* .reasonOf */ .A)(error)}`);
    }
    return 0;
}
function isMoreThanFolder({ folder, undo, cache, mounts }) {
    return undo !== _journal_names_js__WEBPACK_IMPORTED_MODULE_6__/* .NOTHING_NOTED */ .Re || cache !== '' || mounts !== '' || (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, _journal_names_js__WEBPACK_IMPORTED_MODULE_6__/* .JOURNAL */ .Ex));
}
async function putBack({ folder, undo, buildx }, machine) {
    const { cleanUp } = await Promise.all(/* import() */[__webpack_require__.e(723), __webpack_require__.e(678)]).then(__webpack_require__.bind(__webpack_require__, 678));
    await cleanUp(folder, { ...machine, signal: new AbortController().signal }, { undo, buildx });
}
/** Cache failures must not prevent the undo. */
async function saveCaches({ folder, cache, mounts }, machine) {
    const saveLayers = async () => (await Promise.all(/* import() */[__webpack_require__.e(329), __webpack_require__.e(723), __webpack_require__.e(307)]).then(__webpack_require__.bind(__webpack_require__, 307))).savePending(cache, folder, machine);
    const saveMounts = async () => (await Promise.all(/* import() */[__webpack_require__.e(329), __webpack_require__.e(723), __webpack_require__.e(483)]).then(__webpack_require__.bind(__webpack_require__, 483))).saveMounts(mounts, folder, machine);
    try {
        await Promise.all([cache !== '' && saveLayers(), mounts !== '' && saveMounts()]);
    }
    catch (error) {
        machine.log.warning(`A cache was not saved: ${(0,_host_errno_js__WEBPACK_IMPORTED_MODULE_5__/* .reasonOf */ .A)(error)}`);
    }
}


/***/ })

};
