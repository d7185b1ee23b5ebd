import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 42613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 20181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 76982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 24434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 79896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 58611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 65692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 69278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 34589:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 16698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 37540:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console");

/***/ }),

/***/ 77598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 53053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 40610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 78474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 73024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 51455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 37067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 32467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 77030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 48161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 76760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 41792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 80481:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:readline");

/***/ }),

/***/ 57075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 46466:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/promises");

/***/ }),

/***/ 58500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

/***/ }),

/***/ 41692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 73136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 57975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 73429:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types");

/***/ }),

/***/ 78877:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:v8");

/***/ }),

/***/ 30714:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:vm");

/***/ }),

/***/ 75919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 38522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 70857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 13193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 64756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 39023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 69706:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
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

/***/ 79547:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Xl: () => (/* binding */ commonCode),
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   dz: () => (/* binding */ InputError),
/* harmony export */   hW: () => (/* binding */ forImage),
/* harmony export */   ie: () => (/* binding */ toActionError),
/* harmony export */   lZ: () => (/* binding */ ActionError),
/* harmony export */   pi: () => (/* binding */ ofImage),
/* harmony export */   to: () => (/* binding */ exhaustion)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(57975);
/* harmony import */ var _errno_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(69706);


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
    const hint = EXHAUSTED[(0,_errno_js__WEBPACK_IMPORTED_MODULE_1__/* .errnoOf */ .U)(error) ?? ''];
    return hint === undefined ? undefined : new ActionError('RUNNER_UNUSABLE', (0,_errno_js__WEBPACK_IMPORTED_MODULE_1__/* .reasonOf */ .A)(error), { hint, cause: error });
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

/***/ 86758:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ processStat)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(73024);

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

/***/ 95346:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  O: () => (/* binding */ createLines),
  $: () => (/* binding */ createTail)
});

;// CONCATENATED MODULE: external "node:string_decoder"
const external_node_string_decoder_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:string_decoder");
;// CONCATENATED MODULE: ./lib/host/process-output.js

/** Bytes of each stream that `RunResult` keeps (see ports.ts). */
const TAIL = 4 * 1024 * 1024;
/** A longer line is split after this many characters, or a hostile build could fill the memory. */
const LINE = 1024 * 1024;
/** Cuts a byte stream into lines (LF or CRLF). Invalid UTF-8 becomes U+FFFD. */
function createLines(onLine, longest = LINE) {
    const decoder = new external_node_string_decoder_namespaceObject.StringDecoder('utf8');
    let partial = '';
    const emit = (line) => onLine(line.endsWith('\r') ? line.slice(0, -1) : line);
    function add(text) {
        let from = 0;
        for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            emit(partial + text.slice(from, end));
            partial = '';
            from = end + 1;
        }
        partial += text.slice(from);
        while (partial.length > longest) {
            onLine(partial.slice(0, longest));
            partial = partial.slice(longest);
        }
    }
    return {
        add: (bytes) => add(decoder.write(bytes)),
        /** Emits the text after the last line end, if any. */
        end() {
            add(decoder.end());
            if (partial !== '')
                emit(partial);
            partial = '';
        },
    };
}
/** Keeps the last `limit` bytes of a stream, as text that starts at a whole character. */
function createTail(limit = TAIL) {
    let chunks = [];
    let size = 0;
    return {
        add(bytes) {
            chunks.push(bytes);
            size += bytes.length;
            // Joining at twice the limit costs one copy per limit, and bounds the number of small chunks held.
            if (size > 2 * limit) {
                chunks = [Buffer.concat(chunks).subarray(-limit)];
                size = limit;
            }
        },
        text() {
            const all = Buffer.concat(chunks);
            if (all.length <= limit)
                return all.toString();
            let from = all.length - limit;
            while (from < all.length && (all[from] & 0xc0) === 0x80)
                from += 1;
            return all.toString('utf8', from);
        },
    };
}


/***/ }),

/***/ 73771:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

// ESM COMPAT FLAG
__nccwpck_require__.r(__webpack_exports__);

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  createRun: () => (/* binding */ createRun),
  run: () => (/* binding */ run)
});

;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(73024);
// EXTERNAL MODULE: ./lib/host/errno.js
var errno = __nccwpck_require__(69706);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __nccwpck_require__(79547);
// EXTERNAL MODULE: ./lib/host/process-output.js + 1 modules
var process_output = __nccwpck_require__(95346);
;// CONCATENATED MODULE: ./lib/host/process.js





const PATIENCE = { terminateAfter: 7_000, killAfter: 9_000, lingerAfter: 1_000 };
/** Living process groups, by the pid of their leader. */
const groups = new Set();
function signalGroup(pid, signal) {
    try {
        process.kill(-pid, signal);
    }
    catch {
        // The group is empty.
    }
}
function endAllGroups() {
    for (const pid of groups)
        signalGroup(pid, 'SIGKILL');
}
/**
 * Children have separate process groups, so they must be ended explicitly when node stops early (on an uncaught error,
 * say).
 */
function adopt(pid) {
    if (groups.size === 0)
        process.once('exit', endAllGroups);
    groups.add(pid);
}
function release(pid) {
    groups.delete(pid);
    if (groups.size === 0)
        process.off('exit', endAllGroups);
}
/** Why no program can be started in this folder: the system's error does not tell it from one about the program. */
function whyNotIn(folder) {
    try {
        if (!(0,external_node_fs_.statSync)(folder).isDirectory())
            return 'is a file';
        (0,external_node_fs_.accessSync)(folder, external_node_fs_.constants.X_OK);
        return undefined;
    }
    catch (error) {
        return (0,errno/* errnoOf */.U)(error) === 'ENOENT' ? 'does not exist' : `cannot be entered (${(0,errno/* errnoOf */.U)(error)})`;
    }
}
function cannotStart(command, cwd, cause) {
    const code = (0,errno/* errnoOf */.U)(cause) ?? 'unknown error';
    const trouble = cwd === undefined ? undefined : whyNotIn(cwd);
    if (trouble !== undefined) {
        return new errors/* ActionError */.lZ('RUNNER_UNUSABLE', `cannot run ${command}: its folder ${cwd} ${trouble}`, { cause });
    }
    const hint = code === 'ENOENT'
        ? `Install ${command}, or put its folder on PATH.`
        : code === 'E2BIG'
            ? 'Its arguments or the environment are too long: shorten the inputs.'
            : `Check that this user may execute ${command}.`;
    const kind = command === 'docker' ? 'ENGINE_FAILED' : 'RUNNER_UNUSABLE';
    return new errors/* ActionError */.lZ(kind, `cannot run ${command} (${code})`, { hint, cause });
}
function start(command, args, options) {
    const stdin = options.input === undefined ? 'ignore' : 'pipe';
    try {
        return (0,external_node_child_process_namespaceObject.spawn)(command, [...args], {
            env: { ...options.env },
            ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
            stdio: [stdin, 'pipe', 'pipe'],
            detached: true,
            windowsHide: true,
        });
    }
    catch (error) {
        throw cannotStart(command, options.cwd, error);
    }
}
/** SIGINT now, SIGTERM and SIGKILL later. Returns a function that cancels the later ones. */
function endStepwise(pid, patience) {
    signalGroup(pid, 'SIGINT');
    const timers = [
        setTimeout(signalGroup, patience.terminateAfter, pid, 'SIGTERM'),
        setTimeout(signalGroup, patience.killAfter, pid, 'SIGKILL'),
    ];
    return () => timers.forEach(clearTimeout);
}
/** Resolves when the child and its group are gone and all output is read. */
function gone(child, pid, linger) {
    let timer;
    const closePipes = () => {
        child.stdout?.destroy();
        child.stderr?.destroy();
    };
    child.once('exit', () => {
        timer = setTimeout(() => {
            signalGroup(pid, 'SIGKILL');
            // A process that left the group but kept the pipes is unreachable: stop reading instead of waiting forever.
            timer = setTimeout(closePipes, linger);
        }, linger);
    });
    return new Promise(resolve => {
        child.once('close', (code, signal) => {
            clearTimeout(timer);
            signalGroup(pid, 'SIGKILL');
            release(pid);
            resolve({ code, signal });
        });
    });
}
/** Feeds a stream to its tail and its line callback. */
function collect(stream, onLine) {
    const tail = (0,process_output/* createTail */.$)();
    const lines = onLine === undefined ? undefined : (0,process_output/* createLines */.O)(onLine);
    stream?.on('data', (bytes) => {
        tail.add(bytes);
        lines?.add(bytes);
    });
    return { text: tail.text, end: () => lines?.end() };
}
async function watch(child, pid, options, patience) {
    let callOff;
    const end = () => {
        callOff ??= endStepwise(pid, patience);
    };
    // A callback's error must not become an uncaught exception that leaves the child running: it ends the child and is
    // rethrown.
    let thrown;
    const guarded = (onLine) => (line) => {
        try {
            if (thrown === undefined)
                onLine(line);
        }
        catch (error) {
            thrown = { error };
            end();
        }
    };
    const stdout = collect(child.stdout, options.onStdout && guarded(options.onStdout));
    const stderr = collect(child.stderr, options.onStderr && guarded(options.onStderr));
    child.stdin?.on('error', () => { }); // EPIPE: the child does not read its input. Its exit code decides.
    child.stdin?.end(options.input);
    let timedOut = false;
    const onTimeout = () => {
        timedOut = true;
        end();
    };
    const timer = options.timeout === undefined ? undefined : setTimeout(onTimeout, options.timeout);
    child.once('exit', () => clearTimeout(timer));
    options.signal?.addEventListener('abort', end, { once: true });
    const how = await gone(child, pid, patience.lingerAfter);
    options.signal?.removeEventListener('abort', end);
    callOff?.();
    stdout.end();
    stderr.end();
    if (thrown !== undefined)
        throw thrown.error;
    return { ...how, stdout: stdout.text(), stderr: stderr.text(), timedOut };
}
/**
 * The production `Run`. Each child leads a separate process group that ends with it: background processes are killed a
 * second after the child's exit, and everything when node itself stops.
 *
 * Rejects with ActionError `RUNNER_UNUSABLE` (`ENGINE_FAILED` for docker) when the command cannot be started, with the
 * signal's reason when already aborted, and with whatever a line callback throws.
 */
function createRun(patience = {}) {
    return async (command, args, options) => {
        options.signal?.throwIfAborted();
        const child = start(command, args, options);
        const { pid } = child;
        if (pid === undefined) {
            const cause = await new Promise(resolve => child.once('error', resolve));
            throw cannotStart(command, options.cwd, cause);
        }
        child.on('error', () => { }); // A signal that could not be sent: the child is gone.
        adopt(pid);
        return await watch(child, pid, options, { ...PATIENCE, ...patience });
    };
}
const run = createRun();


/***/ }),

/***/ 72101:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Hn: () => (/* binding */ isTrue),
/* harmony export */   Wu: () => (/* binding */ isFalse),
/* harmony export */   m3: () => (/* binding */ namedVariable)
/* harmony export */ });
/**
 * A variable whose name is data: the user gives it (`secret-envs`, `{{env}}`, a build argument without a value), or it
 * comes from a list. Undefined if it is not set.
 */
function namedVariable(env, name) {
    return Object.hasOwn(env, name) ? env[name] : undefined;
}
/** Whether a switch is on, in the words of Go's `strconv.ParseBool`, in upper or lower case. */
function isTrue(text) {
    return /^(?:1|t|true)$/i.test(text ?? '');
}
/** Whether a switch is off. Neither is true of a switch that is not set, or of another word. */
function isFalse(text) {
    return /^(?:0|f|false)$/i.test(text ?? '');
}


/***/ }),

/***/ 46744:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ runnerVariables)
/* harmony export */ });
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(48161);

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

/***/ 55911:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ forgetEventPath),
/* harmony export */   R: () => (/* binding */ runVariables)
/* harmony export */ });
/** @see https://docs.github.com/actions/reference/workflows-and-actions/variables */
function runVariables(env) {
    return {
        eventName: env.GITHUB_EVENT_NAME ?? '',
        eventPath: env.GITHUB_EVENT_PATH ?? '',
        ref: env.GITHUB_REF ?? '',
        sha: env.GITHUB_SHA ?? '',
        baseRef: env.GITHUB_BASE_REF ?? '',
        headRef: env.GITHUB_HEAD_REF ?? '',
        actor: env.GITHUB_ACTOR ?? '',
        repository: env.GITHUB_REPOSITORY ?? '',
        repositoryId: env.GITHUB_REPOSITORY_ID,
        workflow: env.GITHUB_WORKFLOW ?? '',
        job: env.GITHUB_JOB ?? '',
        runId: env.GITHUB_RUN_ID ?? '',
        runNumber: env.GITHUB_RUN_NUMBER ?? '',
        runAttempt: env.GITHUB_RUN_ATTEMPT ?? '',
        serverUrl: withoutSlash(env.GITHUB_SERVER_URL || 'https://github.com'),
        apiUrl: withoutSlash(env.GITHUB_API_URL ?? ''),
        workspace: env.GITHUB_WORKSPACE || '.',
    };
}
/** Removes the path of the event from an environment, so that no library reads the file. */
function forgetEventPath(env) {
    delete env.GITHUB_EVENT_PATH;
}
function withoutSlash(url) {
    return url.replace(/\/+$/, '');
}


/***/ }),

/***/ 30994:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $H: () => (/* binding */ artifactServiceEnv),
/* harmony export */   gf: () => (/* binding */ childEnv),
/* harmony export */   jx: () => (/* binding */ isStepOnly),
/* harmony export */   u8: () => (/* binding */ hasOwnService),
/* harmony export */   zV: () => (/* binding */ isGha),
/* harmony export */   zi: () => (/* binding */ cacheServiceEnv)
/* harmony export */ });
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


/***/ }),

/***/ 62887:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   D9: () => (/* binding */ markdownCode),
/* harmony export */   Dx: () => (/* binding */ linesOf),
/* harmony export */   Hg: () => (/* binding */ mermaidText),
/* harmony export */   Lx: () => (/* binding */ markdownWords),
/* harmony export */   UZ: () => (/* binding */ markdownCell),
/* harmony export */   VP: () => (/* binding */ defuse),
/* harmony export */   js: () => (/* binding */ htmlText)
/* harmony export */ });
/**
 * Makes untrusted text (build logs, refs, registry answers) harmless where it is shown.
 *
 * How the runner finds commands (actions/runner, ActionCommand.cs): it reads lines that end at CR, LF or CRLF, trims
 * leading white space, and takes `::name …::` there, or `##[name …]` *anywhere* in the line. Its comparisons are
 * culture-sensitive, so invisible characters before and inside these marks may be skipped.
 */
/** Characters that the runner may skip when it looks for a command. */
const SKIPPED = '[\\s\\p{Cc}\\p{Cf}\\p{Default_Ignorable_Code_Point}]*';
const COLON_COMMAND = new RegExp(`^(${SKIPPED}:)(?=${SKIPPED}:)`, 'u');
const HASH_COMMAND = new RegExp(`(#${SKIPPED}#)(?=${SKIPPED}\\[)`, 'gu');
/** Terminal sequences other than colors: they move the cursor, erase, or set titles. */
const TERMINAL = /\x1b\[(?![\d;]*m)[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b\n]*(?:\x07|\x1b\\)/g;
const COLOR = /\x1b\[[\d;]*m/g;
/** Control characters (except tab and a color's escape), and those that reorder or break displayed lines. */
const UNSEEN = /(?!\x1b\[[\d;]*m)[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
function visible(char) {
    return `\\u{${char.codePointAt(0).toString(16)}}`;
}
/** The lines of a text as the runner splits them. */
function linesOf(text) {
    return text.split(/\r\n|\r|\n/);
}
function defuseLine(line) {
    const plain = line.toWellFormed().replace(TERMINAL, '').replace(UNSEEN, visible);
    return plain.replace(COLON_COMMAND, '$1 ').replace(HASH_COMMAND, '$1 ');
}
/**
 * The text without anything that the runner would take for a command: `::x::` at a line's start becomes `: :x::`,
 * `##[x]` anywhere `## [x]`. CR counts as a line end; control and bidirectional characters become `\u{…}`; colors
 * stay.
 */
function defuse(text) {
    return linesOf(text).map(defuseLine).join('\n');
}
const XML = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
/**
 * Text for an HTML block (`<pre>`, `<p>`), where Markdown is not interpreted. Only these five entities: the runner also
 * masks secrets in this form (XmlDataEscape), but not in other character references. Line breaks stay.
 */
function htmlText(text) {
    return defuse(text.replace(COLOR, '')).replace(/[&<>"']/g, char => XML[char] ?? char);
}
/** Text on one line, without colors and invisible characters. */
function oneLine(text) {
    return defuse(text.replace(COLOR, ''))
        .replace(/[\n\t]+/g, ' ')
        .trim();
}
/**
 * Text for a cell of a Markdown table, shown literally: every character that Markdown or HTML could interpret becomes a
 * character reference, which never starts a structure (CommonMark 2.5). This covers bare links and mentions, which need
 * a literal `:`, `@` or `www.`.
 */
function markdownCell(text) {
    return oneLine(text).replace(/[!-,:-@[-`{-~]|(?<=www)\./gi, char => `&#${char.codePointAt(0)};`);
}
/** The same with text between backticks as code, as in messages. */
function markdownWords(text) {
    const parts = oneLine(text).split('`');
    if (parts.length % 2 === 0)
        return markdownCell(text);
    return parts.map((part, at) => (at % 2 === 1 && part !== '' ? markdownCode(part) : markdownPart(part))).join('');
}
/** Keeps the spaces around a part. */
function markdownPart(part) {
    const [, before = '', words = '', after = ''] = /^( *)(.*?)( *)$/.exec(part) ?? [];
    return `${before}${markdownCell(words)}${after}`;
}
/** Inline code, also inside a table. As HTML, because a backtick span cannot hold every text. */
function markdownCode(text) {
    return `<code>${markdownCell(text)}</code>`;
}
const MERMAID_WORDS = /^(?:section|title|dateformat|axisformat|tickinterval|todaymarker|excludes|includes|weekday|weekend|inclusiveenddates|topaxis|click|call|href|acctitle|accdescr|gantt|end|graph|flowchart|subgraph|style|classdef|class)\b/i;
/**
 * Text for a mermaid label. No quoting works in all of mermaid's diagrams, so only letters, digits and `_ . / + = @ -`
 * pass, at most 80 characters; it cannot end the code fence, start a directive or name a keyword.
 */
function mermaidText(text) {
    const kept = oneLine(text)
        .replace(/[^\p{L}\p{N} _./+=@-]+/gu, ' ')
        .replace(/ +/g, ' ')
        .replace(/--+/g, '-')
        .trim();
    const cut = [...kept].slice(0, 80).join('').trim();
    if (cut === '')
        return '-';
    return MERMAID_WORDS.test(cut) ? `_${cut}` : cut;
}


/***/ }),

/***/ 40279:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  thisMachine: () => (/* binding */ thisMachine)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __nccwpck_require__(58500);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __nccwpck_require__(79547);
// EXTERNAL MODULE: ./lib/host/variables/runner.js
var runner = __nccwpck_require__(46744);
// EXTERNAL MODULE: ./lib/host/variables/workflow-run.js
var workflow_run = __nccwpck_require__(55911);
// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(70857);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/utils.js
var utils = __nccwpck_require__(4679);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_.EOL);
}
function issue(name, message = '') {
    issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return (0,utils/* toCommandValue */.E)(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return (0,utils/* toCommandValue */.E)(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: ./lib/runner/core.js

/**
 * The parts of @actions/core in use: how it writes a command, and (core-entry.ts) an entry of a command file. Both
 * files are imported by path, since the package's entry point also loads an HTTP client for id tokens: 40 ms in each
 * process.
 */
/**
 * A workflow command as @actions/core writes it: escaped, one line, with its line end. Core can only print to stdout,
 * so its output is captured synchronously, before anything else can print.
 *
 * @param properties empty and undefined ones are left out
 */
function commandLine(name, properties, message) {
    // Core would leave a gap if none has a value.
    const given = Object.entries(properties).filter(([, value]) => value !== undefined && value !== '');
    const { stdout } = process;
    const { write } = stdout;
    let line = '';
    stdout.write = text => {
        line += text;
        return true;
    };
    try {
        issueCommand(name, Object.fromEntries(given), message);
    }
    finally {
        stdout.write = write;
    }
    return line;
}

;// CONCATENATED MODULE: ./lib/runner/stretch-hash.js
const { imul } = Math;
// Arbitrary odd numbers: each power is odd, so that no character is lost.
const [FIRST, SECOND] = [0x2c9277b5, 0x5f356495];
function sumsOf(text) {
    const first = new Int32Array(text.length + 1);
    const second = new Int32Array(text.length + 1);
    for (let at = 0; at < text.length; at += 1) {
        const code = text.charCodeAt(at);
        first[at + 1] = (imul(first[at], FIRST) + code) | 0;
        second[at + 1] = (imul(second[at], SECOND) + code) | 0;
    }
    return { first, second };
}
/** 32 bits of the hash of the substring at `at` with the length of `powers`. */
function firstHash({ first }, at, length, powers) {
    return (first[at + length] - imul(first[at], powers.first)) | 0;
}
/** 32 more bits. */
function secondHash({ second }, at, length, powers) {
    return (second[at + length] - imul(second[at], powers.second)) | 0;
}
/** By squaring: a length of a million takes twenty steps. */
function powersFor(length) {
    return { first: power(FIRST, length), second: power(SECOND, length) };
}
function power(base, exponent) {
    let [result, square] = [1, base];
    for (let left = exponent; left > 0; left >>>= 1) {
        if (left & 1)
            result = imul(result, square);
        square = imul(square, square);
    }
    return result;
}

;// CONCATENATED MODULE: ./lib/runner/finder.js

/** The shortest text that can be searched for: the key length of the index. Characters. */
const SHORTEST_FOUND = 4;
/**
 * Searches for all texts at once, in one pass, without a regular expression: V8 rejects one of more than some thousand
 * characters, and its error prints it. Each character costs one lookup in a bit set, and a possible match one lookup
 * per bit of the longest length, however many texts share a prefix: lengths are searched as in Waldvogel, Varghese,
 * Turner and Plattner, "Scalable High Speed IP Routing Lookups" (1997). Memory is a few words per bit of a wanted
 * text's length.
 *
 * Compares two 32-bit hashes, not characters: a collision would find too much, never too little.
 */
function createFinder() {
    const marks = new Map();
    const starts = new Uint32Array(BITS / 32);
    /** By length: only lengths of marks are needed. */
    const powers = new Map();
    let count = 0;
    let highest = 0;
    function markAt(sums, at, length) {
        const weights = powers.get(length);
        if (weights === undefined)
            return undefined;
        let mark = marks.get(firstHash(sums, at, length, weights));
        if (mark === undefined)
            return undefined;
        const hash = secondHash(sums, at, length, weights);
        while (mark !== undefined && (mark.length !== length || mark.hash !== hash))
            mark = mark.next;
        return mark;
    }
    /** The last mark on the path to the texts at `at` with at most `most` characters. */
    function lastMark(sums, at, most) {
        let last;
        let length = 0;
        for (let bit = highest; bit > 0; bit >>>= 1) {
            if (length + bit > most)
                continue;
            const mark = markAt(sums, at, length + bit);
            if (mark === undefined)
                continue;
            last = mark;
            length += bit;
        }
        return last;
    }
    /** The length of the longest wanted text at `at`; 0 if there is none. Each mark is computed once and cached. */
    function longestAt(sums, at, most) {
        const asked = [];
        let mark = lastMark(sums, at, most);
        while (mark !== undefined && !mark.isWhole && mark.asOf !== count) {
            asked.push(mark);
            mark = lastMark(sums, at, mark.length - 1);
        }
        const best = mark === undefined ? 0 : mark.isWhole ? mark.length : mark.best;
        for (const each of asked) {
            each.best = best;
            each.asOf = count;
        }
        return best;
    }
    function put(sums, length, isWhole) {
        const known = markAt(sums, 0, length);
        if (known !== undefined) {
            known.isWhole ||= isWhole;
            return;
        }
        const weights = powers.get(length) ?? powersFor(length);
        powers.set(length, weights);
        const key = firstHash(sums, 0, length, weights);
        const hash = secondHash(sums, 0, length, weights);
        marks.set(key, { length, hash, isWhole, best: 0, asOf: -1, next: marks.get(key) });
    }
    return {
        add(wanted) {
            if (wanted.length < SHORTEST_FOUND)
                return;
            const sums = sumsOf(wanted);
            const bit = bitOf(keyAt(sums, 0));
            starts[bit >>> 5] |= 1 << (bit & 31);
            const top = 1 << (31 - Math.clz32(wanted.length));
            highest = Math.max(highest, top);
            count += 1;
            let length = 0;
            for (let step = top; step > 0; step >>>= 1) {
                if ((wanted.length & step) === 0)
                    continue;
                length += step;
                put(sums, length, length === wanted.length);
            }
        },
        find(text) {
            const found = [];
            if (count === 0)
                return found;
            const sums = sumsOf(text);
            for (let at = 0; at + SHORTEST_FOUND <= text.length; at += 1) {
                const bit = bitOf(keyAt(sums, at));
                if (((starts[bit >>> 5] >>> (bit & 31)) & 1) === 0)
                    continue;
                const length = longestAt(sums, at, text.length - at);
                if (length > 0)
                    append(found, at, at + length);
            }
            return found;
        },
    };
}
/** Bits of the prefilter for the starts of wanted texts: 128 KiB. */
const BITS = 1 << 20;
const KEY = powersFor(SHORTEST_FOUND);
/** Prefilter key: 32 bits of a text's beginning. */
function keyAt(sums, at) {
    return firstHash(sums, at, SHORTEST_FOUND, KEY);
}
function bitOf(key) {
    return (key ^ (key >>> 15)) & (BITS - 1);
}
function append(found, start, end) {
    const last = found.at(-1);
    if (last === undefined || start >= last[1])
        found.push([start, end]);
    else if (end > last[1])
        last[1] = end;
}

;// CONCATENATED MODULE: ./lib/runner/redact.js

/** The shortest secret that can be hidden: hiding shorter ones would garble every line and reveal them. */
const SHORTEST_SECRET = SHORTEST_FOUND;
/** Lines of a longer secret are hidden too, unless they may be ordinary: `true`, `"type":`, the `{` of a JSON key. */
const SHORTEST_LINE = 8;
/** A shorter line with a letter and a digit, such as a password below a user name, is not ordinary. */
const MIXED = /(?=.*\p{L})(?=.*\d)/u;
/** Shorter encoded forms would match ordinary text. */
const SHORTEST_FORM = 6;
/**
 * What base64 of any text contains if the secret is part of it, as in `user:password`: one string for each of the three
 * offsets within a group of three bytes, without the characters that depend on adjacent bytes.
 */
function base64Forms(secret) {
    const bytes = Buffer.from(secret);
    const inside = [0, 1, 2].map(before => {
        const encoded = Buffer.concat([Buffer.alloc(before), bytes])
            .toString('base64')
            .replace(/=+$/, '');
        const settled = Math.floor(((before + bytes.length) * 8) / 6);
        return encoded.slice(Math.ceil((before * 8) / 6), settled);
    });
    return inside.flatMap(form => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
}
function uriForms(secret) {
    const loose = encodeURIComponent(secret.toWellFormed());
    const strict = loose.replace(/[!'()*]/g, char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
    const lower = (form) => form.replace(/%[0-9A-F]{2}/g, code => code.toLowerCase());
    return [loose, strict, strict.replaceAll('%20', '+'), lower(loose), lower(strict)];
}
/** As JSON of JavaScript, and of Go, which also escapes `<`, `>` and `&`. */
function jsonForms(secret) {
    const plain = JSON.stringify(secret).slice(1, -1);
    return [plain, plain.replace(/[<>&]/g, char => `\\u00${char.charCodeAt(0).toString(16)}`)];
}
function isDistinctive(line) {
    return line.length >= SHORTEST_LINE || (line.length >= SHORTEST_SECRET && MIXED.test(line));
}
/**
 * The secret and, if it has several lines, each line that is distinctive; and passwords, tokens and keys in a
 * credentials file (JSON, .env, .npmrc, .netrc).
 */
function partsOf(secret) {
    const lines = secret.split(/\r\n|\r|\n/);
    const long = lines.map(line => line.trim()).filter(isDistinctive);
    const whole = [secret, secret.trim()].filter(part => part.length >= SHORTEST_SECRET);
    const fields = fieldsIn(secret, lines)
        .flatMap(value => [value, ...value.split('\n')])
        .filter(isSecretValue);
    return [...new Set(lines.length === 1 ? [...whole, ...fields] : [...whole, ...long, ...fields])];
}
const NAME = '(?:token|secret|passwd|password|passphrase|private_?key|api_?key|_auth|credential)[\\w-]{0,40}';
const FIELD = new RegExp(`${NAME}$`, 'i');
const LINE = new RegExp(`${NAME}["']?(?:\\s*[:=]\\s*|\\s+)(\\S+)`, 'i');
/** Values of fields whose names indicate secrets. */
function fieldsIn(secret, lines) {
    try {
        return secretsIn(JSON.parse(secret), 0);
    }
    catch {
        return lines.flatMap(line => LINE.exec(line)?.[1]?.replaceAll(/^["']|["'],?;?$/g, '') ?? []);
    }
}
function secretsIn(json, depth) {
    if (json === null || typeof json !== 'object' || depth > DEEPEST)
        return [];
    return Object.entries(json).flatMap(([name, value]) => typeof value === 'string' ? (FIELD.test(name) ? [value] : []) : secretsIn(value, depth + 1));
}
/** Deeper nesting is not a list of secrets. */
const DEEPEST = 8;
/** Not an identifier: a short password without a digit could be `my-application`. */
function isSecretValue(value) {
    return value.length >= SHORTEST_LINE && (MIXED.test(value) || value.length >= 2 * SHORTEST_LINE);
}
/** Every form in which a secret is searched for. Empty for a secret too short to hide. */
function formsOf(secret) {
    const parts = partsOf(secret);
    const encoded = parts.flatMap(part => [...base64Forms(part), ...uriForms(part), ...jsonForms(part)]);
    return [...new Set([...parts, ...encoded.filter(form => form.length >= SHORTEST_FORM)])];
}
/** Replaces a text that could not be searched. */
const UNREADABLE = '*** (Slipway could not look for secrets in this text, and hid it)';
function createRedactor() {
    const finder = createFinder();
    /** A secret that cannot be searched for: from then on nothing is safe to show. */
    let isBlind = false;
    return {
        add(secret) {
            try {
                for (const form of formsOf(secret))
                    finder.add(form);
            }
            catch {
                isBlind = true;
            }
        },
        redact(text) {
            try {
                return isBlind ? UNREADABLE : covered(text, finder.find(text));
            }
            catch {
                return UNREADABLE;
            }
        },
    };
}
function covered(text, stretches) {
    if (stretches.length === 0)
        return text;
    const kept = stretches.map(([start], at) => text.slice(stretches[at - 1]?.[1] ?? 0, start));
    return `${kept.join('***')}***${text.slice(stretches.at(-1)[1])}`;
}

// EXTERNAL MODULE: ./lib/runner/sanitize.js
var sanitize = __nccwpck_require__(62887);
;// CONCATENATED MODULE: ./lib/runner/log.js



/** The runner shows ten annotations of each type per step and silently drops the rest. */
const ANNOTATIONS = 10;
const LABELS = { notice: 'Notice', warning: 'Warning', error: 'Error' };
/**
 * The most lines of secrets registered with the runner, which searches every later line of the job for each in eight
 * forms: thousands would take longer than the job.
 */
const MASKED = 1000;
function placeInWords({ title, file, line }) {
    const where = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}: `;
    return `${where}${title === undefined ? '' : `${title}: `}`;
}
/**
 * The log of a run, in the runner's workflow commands. All text is redacted (the runner masks too, but not text whose
 * mask is still on the way, and only in its logs) and defused, so that it cannot be taken for a command. Secrets are
 * masked line by line, as logs are read; the runner derives the encoded forms. No method throws.
 */
function createLog(options) {
    const { debugEnabled } = options;
    const { add, redact } = createRedactor();
    const used = { notice: 0, warning: 0, error: 0 };
    let depth = 0;
    let shortSecret = false;
    const masked = new Set();
    // Redacted before and after: defusing removes terminal sequences, which could reassemble a split secret.
    function clean(text) {
        const hidden = redact(text);
        const harmless = (0,sanitize/* defuse */.VP)(hidden);
        return harmless === hidden ? hidden : redact(harmless);
    }
    /** Reporting an error must not cause another: a line that cannot be written is lost. */
    function write(text) {
        try {
            options.write(text);
        }
        catch {
            // The log is closed.
        }
    }
    const cleanLine = (text) => clean(text).replaceAll('\n', ' ');
    const info = (text) => write(`${clean(text)}\n`);
    function annotate(level, text, place = {}) {
        used[level] += 1;
        if (used[level] > ANNOTATIONS) {
            info(`${LABELS[level]}: ${placeInWords(place)}${text}`);
            return;
        }
        const title = place.title === undefined ? undefined : cleanLine(place.title);
        const file = place.file === undefined ? undefined : cleanLine(place.file);
        write(commandLine(level, { title, file, line: place.line, endLine: place.endLine }, clean(text)));
    }
    // The runner does not nest groups: an inner one becomes a heading.
    function open(title) {
        write(depth === 0 ? commandLine('group', {}, cleanLine(title)) : `${cleanLine(title)}\n`);
        depth += 1;
        let isOpen = true;
        return () => {
            if (!isOpen)
                return;
            isOpen = false;
            depth -= 1;
            if (depth === 0)
                write(commandLine('endgroup', {}, ''));
        };
    }
    function maskLine(line) {
        if (masked.has(line))
            return;
        if (masked.size === MASKED) {
            const rest = `later steps may show the rest. This step hides all of them.`;
            annotate('warning', `Only the first ${MASKED} lines of secrets are masked by the runner: ${rest}`);
        }
        masked.add(line);
        if (masked.size <= MASKED)
            write(commandLine('add-mask', {}, line));
    }
    return {
        info,
        debug: text => {
            if (debugEnabled)
                write(commandLine('debug', {}, clean(text)));
        },
        notice: (text, at) => annotate('notice', text, at),
        warning: (text, at) => annotate('warning', text, at),
        error: (text, at) => annotate('error', text, at),
        open,
        async group(title, body) {
            const close = open(title);
            try {
                return await body();
            }
            finally {
                close();
            }
        },
        redact,
        mask(secret) {
            add(secret);
            for (const line of partsOf(secret).filter(part => !/[\r\n]/.test(part)))
                maskLine(line);
            if (secret.trim() !== '' && secret.length < SHORTEST_SECRET && !shortSecret) {
                shortSecret = true;
                annotate('warning', `A secret shorter than ${SHORTEST_SECRET} characters cannot be hidden in the log.`);
            }
        },
    };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(73024);
// EXTERNAL MODULE: ./lib/host/files/process-stat.js
var process_stat = __nccwpck_require__(86758);
// EXTERNAL MODULE: ./lib/host/variables/environment.js
var environment = __nccwpck_require__(72101);
// EXTERNAL MODULE: ./lib/runner/child-env.js
var child_env = __nccwpck_require__(30994);
;// CONCATENATED MODULE: ./lib/runner/own-environ.js




/**
 * Removes the inputs and the job's tokens from this process's environment in /proc, which every process of the same
 * user can read, gates included. `process.env` keeps them, in memory that only a debugger reaches.
 *
 * The kernel shows the memory block that the process was started with. Setting each variable again moves it out of the
 * block; then its bytes there are overwritten. Does nothing where that is not possible (not Linux).
 *
 * @see https://man7.org/linux/man-pages/man5/proc_pid_environ.5.html
 */
function hideOwnEnviron() {
    try {
        const { 50: envStart, 51: envEnd } = (0,process_stat/* processStat */.Q)('self');
        const start = Number(envStart);
        const block = (0,external_node_fs_.readFileSync)('/proc/self/environ');
        if (!(start > 0) || Number(envEnd) - start !== block.length)
            return;
        const memory = (0,external_node_fs_.openSync)('/proc/self/mem', 'r+');
        try {
            for (const { name, offset, length } of valuesIn(block)) {
                if (!(0,child_env/* isStepOnly */.jx)(name))
                    continue;
                const value = (0,environment/* namedVariable */.m3)(process.env, name);
                if (value === undefined || length === 0)
                    continue;
                process.env[name] = value;
                (0,external_node_fs_.writeSync)(memory, Buffer.alloc(length, '*'), 0, length, start + offset);
            }
        }
        finally {
            (0,external_node_fs_.closeSync)(memory);
        }
    }
    catch {
        // Only defense in depth: the environment of gates has none of it.
    }
}
function* valuesIn(block) {
    for (let at = 0; at < block.length;) {
        const end = block.indexOf(0, at) < 0 ? block.length : block.indexOf(0, at);
        const equals = block.indexOf('=', at);
        if (equals > at && equals < end) {
            yield { name: block.toString('utf8', at, equals), offset: equals + 1, length: end - equals - 1 };
        }
        at = end + 1;
    }
}

;// CONCATENATED MODULE: ./lib/runner/stdout.js

/**
 * Writes to stdout and, once that is closed (EPIPE), to stderr, which the runner reads as well.
 *
 * @param onLost called once, when both are closed
 */
function stdoutWriter(onLost) {
    let place = 'stdout';
    const leaveStdout = () => {
        if (place === 'stdout')
            place = 'stderr';
    };
    process.stdout.on('error', leaveStdout);
    return text => {
        if (place === 'stdout') {
            try {
                process.stdout.write(text);
                return;
            }
            catch {
                leaveStdout();
            }
        }
        if (place !== 'stderr')
            return;
        try {
            (0,external_node_fs_.writeSync)(2, text);
        }
        catch {
            place = 'none';
            onLost();
        }
    };
}

;// CONCATENATED MODULE: ./lib/runner/this-machine.js







/** Post rarely starts a program, so the module is loaded on first use. */
const run = async (...given) => (await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 73771))).run(...given);
/** The machine of this process. From here on the runner's signals cancel the run instead of ending the process. */
function thisMachine() {
    // First: programs that run from here on may have been planted by a gate or an earlier job of this user.
    hideOwnEnviron();
    const cancel = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM']) {
        process.on(signal, () => cancel.abort(new errors/* ActionError */.lZ('CANCELLED', 'the job was cancelled')));
    }
    // The runner is gone, and nobody would see the outcome.
    const stopUnread = () => cancel.abort(new errors/* ActionError */.lZ('CANCELLED', "the runner stopped reading this step's log"));
    const env = Object.fromEntries(Object.entries(process.env).filter((entry) => entry[1] !== undefined));
    // @actions/github reads this file when it is loaded, of whatever kind and size it is by then. The run's context has it.
    (0,workflow_run/* forgetEventPath */.$)(process.env);
    return {
        env,
        run,
        log: createLog({ write: stdoutWriter(stopUnread), debugEnabled: (0,runner/* runnerVariables */.G)(env).isDebug }),
        now: Date.now,
        sleep: (ms, signal) => (0,promises_.setTimeout)(ms, undefined, signal === undefined ? {} : { signal }),
        signal: cancel.signal,
    };
}


/***/ }),

/***/ 4679:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ toCommandValue)
/* harmony export */ });
/* unused harmony export toCommandProperties */
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map

/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		id: moduleId,
/******/ 		loaded: false,
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Flag the module as loaded
/******/ 	module.loaded = true;
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/node module decorator */
/******/ (() => {
/******/ 	__nccwpck_require__.nmd = (module) => {
/******/ 		module.paths = [];
/******/ 		if (!module.children) module.children = [];
/******/ 		return module;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		8792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
var __webpack_exports__ = {};

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(73024);
;// CONCATENATED MODULE: ./lib/runner/last-resort.js

/**
 * Runs a step and reports whatever nobody caught (an exception, a rejection, work that never finishes) as one `::error`
 * line with exit code 1. Node's own report must never appear: it shows the line of code and the error's values, which
 * may contain secrets. This file imports no other of ours, so that nothing can fail before it.
 *
 * @param work returns the exit code. It hands over the log once that knows the secrets; until then only the kind and
 *   place of an error are shown, not its message.
 */
async function runGuarded(work) {
    let reportTo;
    let isDone = false;
    const fail = (error) => {
        if (!isDone || process.exitCode !== 1)
            report(error, reportTo);
        isDone = true;
        process.exitCode = 1;
        process.exit();
    };
    process.on('uncaughtException', fail);
    process.on('unhandledRejection', fail);
    // Node may warn about a closed pipe, which is no reason to stop. The stream takes 4 ms to open.
    process.once('warning', () => process.stderr.on('error', () => { }));
    process.on('exit', () => {
        if (isDone)
            return;
        process.exitCode = 1;
        report(new Error('the step ended unexpectedly before it had finished'), reportTo);
    });
    try {
        process.exitCode = await work(one => {
            reportTo = one;
        });
        isDone = true;
    }
    catch (error) {
        fail(error);
    }
}
const ASK = 'This is a bug in Slipway: please report it with this line.';
/** Longer messages contain a program's input, not its output. Characters. */
const LONGEST = 1000;
function report(error, reportTo) {
    const kind = kindOf(error);
    try {
        if (reportTo === undefined)
            return writeLine(`Slipway stopped unexpectedly: ${kind}. ${ASK}`);
        reportTo(`Slipway stopped unexpectedly: ${kind}: ${messageIn(error).slice(0, LONGEST).toWellFormed()}\n→ ${ASK}`);
    }
    catch {
        writeLine(`Slipway stopped unexpectedly: ${kind}. ${ASK}`);
    }
}
/** A safe description of any error, without its message: its name, code and place in our code. */
function kindOf(error) {
    const { name, code, stack } = (error ?? {});
    const [known = 'an error'] = /^\w{1,60}$/.exec(String(name ?? '')) ?? [];
    const [number] = /^[A-Z][A-Z0-9_]{1,60}$/.exec(String(code ?? '')) ?? [];
    const [place] = /\b(?:[\w-]+\.ts|(?:\d+\.)?index\.js):\d+:\d+(?=\)?$)/m.exec(String(stack ?? '')) ?? [];
    return [known, number && `(${number})`, place && `at ${place}`].filter(part => part !== undefined).join(' ');
}
function messageIn(error) {
    const { message } = (error ?? {});
    return String(message ?? error);
}
/** Bypasses all streams; to stderr when stdout is closed: the runner takes commands from both. */
function writeLine(text) {
    for (const descriptor of [1, 2]) {
        try {
            (0,external_node_fs_.writeSync)(descriptor, `::error title=Slipway INTERNAL::${text}\n`);
            return;
        }
        catch {
            // Both are closed.
        }
    }
}

;// CONCATENATED MODULE: ./lib/main.js

/** The entry point of the main step. Signals are caught before the rest is loaded. */
void runGuarded(async (handOver) => {
    const { thisMachine } = await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 40279));
    const machine = thisMachine();
    return (await Promise.all(/* import() */[__nccwpck_require__.e(1937), __nccwpck_require__.e(2348)]).then(__nccwpck_require__.bind(__nccwpck_require__, 72348))).runMain(machine, () => handOver(text => machine.log.error(text, { title: 'Slipway INTERNAL' })));
});

