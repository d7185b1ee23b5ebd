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
 * The code of a system error (`ENOENT`, `EPIPE`, …), or undefined. By shape and not by `instanceof`: under jest, errors
 * of node itself come from another realm.
 */
function errnoOf(error) {
    if (error === null || typeof error !== 'object' || !('code' in error))
        return undefined;
    return typeof error.code === 'string' ? error.code : undefined;
}
/** What a system error says, without the call and the path: `permission denied (EACCES)`. Any other error's message. */
function reasonOf(error) {
    const message = error !== null && typeof error === 'object' && 'message' in error ? String(error.message) : String(error);
    const [, code, reason] = /^(E[A-Z0-9]+): ([^,]+)(?:,|$)/.exec(message) ?? [];
    return code === undefined ? message : `${reason} (${code})`;
}


/***/ }),

/***/ 79547:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Xl: () => (/* binding */ commonCode),
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   dz: () => (/* binding */ InputError),
/* harmony export */   ie: () => (/* binding */ toActionError),
/* harmony export */   lZ: () => (/* binding */ ActionError),
/* harmony export */   to: () => (/* binding */ exhaustion)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(57975);
/* harmony import */ var _errno_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(69706);


/**
 * An error that a person can act on: what went wrong (`message`), what to do (`hint`), the last lines that the failed
 * program wrote (`output`), and what lies below (`cause`).
 */
class ActionError extends Error {
    code;
    hint;
    output;
    /** Whether the same attempt may succeed in a moment. */
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
/** The one code that all these errors share, or else PUBLISH_FAILED. */
function commonCode(errors) {
    const codes = new Set(errors.map(error => (error instanceof ActionError ? error.code : 'PUBLISH_FAILED')));
    const [code] = codes;
    return codes.size === 1 && code !== undefined ? code : 'PUBLISH_FAILED';
}
/** The one form that complaints about inputs have. */
function sentenceOf({ input, kind, ...problem }) {
    const [what, fix] = [clip(problem.problem), clip(problem.fix)];
    return kind === 'value' ? `Invalid \`${input}\`: ${what}; expected ${fix}.` : `\`${input}\` ${what}. ${fix}`;
}
/** How many problems a message lists, and how many characters of each: a generated input may be wrong in every line. */
const SHOWN = 30;
const LONGEST = 500;
function clip(text) {
    return text.length > LONGEST ? `${text.slice(0, LONGEST).toWellFormed()}…` : text;
}
/** Every bad input of a run, in one error (code `INPUT`). Its message is bounded, `problems` has them all. */
class InputError extends ActionError {
    problems;
    constructor(problems) {
        const shown = problems.slice(0, SHOWN).map(sentenceOf);
        const rest = problems.length - shown.length;
        super('INPUT_INVALID', [...shown, ...(rest > 0 ? [`… and ${rest} more problems.`] : [])].join('\n'));
        this.name = 'InputError';
        this.problems = problems;
    }
}
/** The message of anything thrown, for logs. */
function messageOf(error) {
    // An error of another realm (a test's sandbox) is no instance of ours; a library's own need not be native.
    return error instanceof Error || node_util__WEBPACK_IMPORTED_MODULE_0__.types.isNativeError(error) ? error.message : String(error);
}
/** What a machine has run out of, by the code of the system error. */
const EXHAUSTED = {
    ENOSPC: 'The disk is full: free space before this step, or use a runner with a larger disk.',
    EDQUOT: "The disk quota of the runner's user is used up.",
    EROFS: "The file system is read-only. Make the runner's folders writable.",
    EMFILE: 'Too many files are open: raise the limit (`ulimit -n`) of the runner.',
    ENFILE: 'Too many files are open on this machine.',
    ENOMEM: 'The machine has no memory left.',
};
/** A system error of a machine that has run out of something (a full disk, say), as RUNNER_UNUSABLE; undefined for any other. */
function exhaustion(error) {
    const hint = EXHAUSTED[(0,_errno_js__WEBPACK_IMPORTED_MODULE_1__/* .errnoOf */ .U)(error) ?? ''];
    return hint === undefined ? undefined : new ActionError('RUNNER_UNUSABLE', (0,_errno_js__WEBPACK_IMPORTED_MODULE_1__/* .reasonOf */ .A)(error), { hint, cause: error });
}
/**
 * Anything that a run ended with, as an error that has a code: unexpected ones are `INTERNAL`, those of a full disk and
 * the like `RUNNER_UNUSABLE`, and whatever broke because the job was cancelled `CANCELLED`. Never throws.
 */
function toActionError(error, signal) {
    if (error instanceof ActionError)
        return error;
    if (signal.aborted)
        return new ActionError('CANCELLED', 'the job was cancelled', { cause: error });
    return exhaustion(error) ?? new ActionError('INTERNAL', `unexpected error: ${messageOf(error)}`, { cause: error });
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

/** What `RunResult` keeps of each stream, in bytes (see ports.ts). */
const TAIL = 4 * 1024 * 1024;
/** A line without an end is handed on in pieces of this many characters, or a hostile build could fill the memory. */
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
        /** Emits what came after the last line end, if anything. */
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
/** Process groups of ours that are alive: the pid of each one's leader. */
const groups = new Set();
function signalGroup(pid, signal) {
    try {
        process.kill(-pid, signal);
    }
    catch {
        // Nobody is left in the group.
    }
}
function endAllGroups() {
    for (const pid of groups)
        signalGroup(pid, 'SIGKILL');
}
/** Children have a separate group, so nothing but us ends them when node stops early (an uncaught error, say). */
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
function cannotStart(command, cwd, cause) {
    const code = (0,errno/* errnoOf */.U)(cause) ?? 'unknown error';
    if (cwd !== undefined && !(0,external_node_fs_.existsSync)(cwd)) {
        return new errors/* ActionError */.lZ('RUNNER_UNUSABLE', `cannot run ${command}: its folder ${cwd} does not exist`, { cause });
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
/** SIGINT now, SIGTERM and SIGKILL later. Returns what calls the later ones off. */
function endStepwise(pid, patience) {
    signalGroup(pid, 'SIGINT');
    const timers = [
        setTimeout(signalGroup, patience.terminateAfter, pid, 'SIGTERM'),
        setTimeout(signalGroup, patience.killAfter, pid, 'SIGKILL'),
    ];
    return () => timers.forEach(clearTimeout);
}
/** Resolves when the child is gone and its output is read, with nothing of its group left. */
function gone(child, pid, linger) {
    let timer;
    const closePipes = () => {
        child.stdout?.destroy();
        child.stderr?.destroy();
    };
    child.once('exit', () => {
        timer = setTimeout(() => {
            signalGroup(pid, 'SIGKILL');
            // Who left the group and kept our pipes cannot be reached: stop listening instead of waiting for ever.
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
    // A callback's error must not become an uncaught one that leaves the child alone: it ends the child and is thrown.
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
    child.stdin?.on('error', () => { }); // EPIPE: the child does not read its input. Its exit code tells the rest.
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
 * The production `Run`. Each child leads a separate process group that ends with it: what a script leaves running in
 * the background is killed a second after the script's end, and everything when node itself stops.
 *
 * Rejects with ActionError `RUNNER_UNUSABLE` (`ENGINE_FAILED` for docker) when the command cannot be started, with the signal's reason when that was aborted
 * before, and with what a line callback throws.
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
/** What lets a process act as this step or this job, and what is a login in itself; no child needs it. */
const STEP_ONLY = /^(?:INPUT_|STATE_|GITHUB_(?:OUTPUT|STATE|ENV|PATH|STEP_SUMMARY)$|ACTIONS_|DOCKER_AUTH_CONFIG$|BUILDER_NODE_\d+_AUTH_)/;
/** What BuildKit's `type=gha` cache takes from the environment. */
const CACHE_SERVICE = /^ACTIONS_(?:RUNTIME_TOKEN|RESULTS_URL|CACHE_URL|CACHE_SERVICE_V2)$/;
/** Whether a variable is the step's own: an input, a command file, a token of the job, a login. */
function isStepOnly(name) {
    return STEP_ONLY.test(name);
}
/**
 * The environment for a child process: the job's, without the inputs, the command files that would let it forge
 * outputs and change later steps, the tokens of the job's services, and Docker credentials.
 */
function childEnv(env) {
    return Object.fromEntries(Object.entries(env).filter(([name]) => !isStepOnly(name)));
}
/** The part of the environment that a build with a `type=gha` cache needs besides; empty for any other build. */
function cacheServiceEnv(env, caches) {
    if (!caches.some(isGha))
        return {};
    return Object.fromEntries(Object.entries(env).filter(([name]) => CACHE_SERVICE.test(name)));
}
/** What @actions/artifact takes from the environment. */
function artifactServiceEnv(env) {
    const wanted = /^ACTIONS_(?:RUNTIME_TOKEN|RESULTS_URL|ARTIFACT_\w+)$/;
    return Object.fromEntries(Object.entries(env).filter(([name]) => wanted.test(name)));
}
/** Whether an item of `cache-from` or `cache-to` is BuildKit's cache on the runner's service. buildx reads keys in any case. */
function isGha(cache) {
    return /(?:^|,)\s*"?type\s*=\s*gha\b/i.test(cache);
}
/** Whether such an item names a service, or a token, of the user's own. */
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
 * Makes untrusted text (build logs, refs, registry answers) harmless in the places where it is shown.
 *
 * How the runner finds commands (actions/runner, ActionCommand.cs): it reads lines that end at CR, LF or CRLF, trims
 * white space at the start, and takes `::name …::` there, or `##[name …]` *anywhere* in the line. Its comparisons follow
 * the culture, so invisible characters before and between these marks may be skipped.
 */
/** What the runner may pass over when it looks for a command. */
const SKIPPED = '[\\s\\p{Cc}\\p{Cf}\\p{Default_Ignorable_Code_Point}]*';
const COLON_COMMAND = new RegExp(`^(${SKIPPED}:)(?=${SKIPPED}:)`, 'u');
const HASH_COMMAND = new RegExp(`(#${SKIPPED}#)(?=${SKIPPED}\\[)`, 'gu');
/** Terminal sequences other than colours: they move the cursor, erase, or set titles. */
const TERMINAL = /\x1b\[(?![\d;]*m)[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b\n]*(?:\x07|\x1b\\)/g;
const COLOUR = /\x1b\[[\d;]*m/g;
/** Control characters (but tab and a colour's escape), and those that reorder or break lines where people read. */
const UNSEEN = /(?!\x1b\[[\d;]*m)[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
function visible(char) {
    return `\\u{${char.codePointAt(0).toString(16)}}`;
}
/** The lines of a text as the runner sees them. */
function linesOf(text) {
    return text.split(/\r\n|\r|\n/);
}
function defuseLine(line) {
    const plain = line.toWellFormed().replace(TERMINAL, '').replace(UNSEEN, visible);
    return plain.replace(COLON_COMMAND, '$1 ').replace(HASH_COMMAND, '$1 ');
}
/**
 * The text with nothing in it that the runner would take for a command: `::x::` at a line's start becomes `: :x::`,
 * `##[x]` anywhere `## [x]`. CR counts as a line end; control and bidirectional characters become `\u{…}`; colours
 * stay.
 */
function defuse(text) {
    return linesOf(text).map(defuseLine).join('\n');
}
const XML = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
/**
 * Text for an HTML block (`<pre>`, `<p>`), where Markdown reads nothing: with these five entities and no other, since
 * the runner looks for secrets in a summary, of which it knows this form too (XmlDataEscape); other character references
 * would show a secret that it alone knows. Line breaks stay.
 */
function htmlText(text) {
    return defuse(text.replace(COLOUR, '')).replace(/[&<>"']/g, char => XML[char] ?? char);
}
/** Text on one line, without colours and unseen characters. */
function oneLine(text) {
    return defuse(text.replace(COLOUR, ''))
        .replace(/[\n\t]+/g, ' ')
        .trim();
}
/**
 * Text for a cell of a Markdown table, shown as it is: every character that Markdown or HTML could read is written as a
 * character reference, which by CommonMark (section 2.5) never starts a structure. That includes bare links and
 * mentions, which need a literal `:`, `@` or `www.`.
 */
function markdownCell(text) {
    return oneLine(text).replace(/[!-,:-@[-`{-~]|(?<=www)\./gi, char => `&#${char.codePointAt(0)};`);
}
/** The same with what stands between backticks as code, as in our messages. */
function markdownWords(text) {
    const parts = oneLine(text).split('`');
    if (parts.length % 2 === 0)
        return markdownCell(text);
    return parts.map((part, at) => (at % 2 === 1 && part !== '' ? markdownCode(part) : markdownPart(part))).join('');
}
/** Without the spaces at its ends, a part would stick to the next one. */
function markdownPart(part) {
    const [, before = '', words = '', after = ''] = /^( *)(.*?)( *)$/.exec(part) ?? [];
    return `${before}${markdownCell(words)}${after}`;
}
/** Text as inline code, also inside a table. HTML, because a backtick span cannot hold every text. */
function markdownCode(text) {
    return `<code>${markdownCell(text)}</code>`;
}
const MERMAID_WORDS = /^(?:section|title|dateformat|axisformat|tickinterval|todaymarker|excludes|includes|weekday|weekend|inclusiveenddates|topaxis|click|call|href|acctitle|accdescr|gantt|end|graph|flowchart|subgraph|style|classdef|class)\b/i;
/**
 * Text for a mermaid label. Mermaid has no quoting that all of its diagrams know, so only letters, digits and
 * `_ . / + = @ -` pass, at most 80 characters; it cannot end the code fence, start a directive or name a keyword.
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
 * All that is taken of @actions/core: how it writes a command, and (core-entry.ts) an entry of a command file. Its two
 * files are imported by their paths, since its front door loads an HTTP client for id tokens too: 40 ms in each process.
 */
/**
 * A workflow command as @actions/core writes it: escaped, one line, with its line end. Core knows no place to print it
 * but stdout, and a log may be written elsewhere, so it is caught there, at once and before anything else can print.
 *
 * @param properties Those that are undefined or empty are left out.
 */
function commandLine(name, properties, message) {
    // Core would leave a gap where none of them has a value.
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
// Odd numbers without a pattern: each power of them is odd, so that no character is lost.
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
/** 32 bits of the hash of the stretch at `at` that is as long as `powers` says. */
function firstHash({ first }, at, length, powers) {
    return (first[at + length] - imul(first[at], powers.first)) | 0;
}
/** 32 more. */
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

/** The shortest text that can be looked for: what the index is keyed by. Characters. */
const SHORTEST_FOUND = 4;
/**
 * Looks for all texts at once, in one pass, without a regular expression: V8 refuses one of more than some thousand
 * characters, and its error prints it. A character of the text costs one look into a bit set, and only where a wanted
 * text may begin, one look for each bit of the longest one's length, however many texts begin alike: their lengths are
 * searched as in Waldvogel, Varghese, Turner and Plattner, "Scalable High Speed IP Routing Lookups" (1997). So memory
 * is a few words for each bit of a wanted text's length.
 *
 * Two hashes of 32 bits are compared, not the characters: should they ever fall together, too much is found.
 */
function createFinder() {
    const marks = new Map();
    const starts = new Uint32Array(BITS / 32);
    /** By length: only those are ever needed that marks have. */
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
    /** The last mark on the way to the texts that stand at `at` and have no more than `most` characters. */
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
    /** How long the longest wanted text at `at` is; 0 when none stands there. Each mark is asked once, and remembers. */
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
/** How many bits tell where a wanted text may begin: 128 KiB. */
const BITS = 1 << 20;
const KEY = powersFor(SHORTEST_FOUND);
/** What texts are told apart by at first: 32 bits of their beginning. */
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

/** The shortest secret that can be hidden: hiding shorter ones would shred every line, and reveal them by doing so. */
const SHORTEST_SECRET = SHORTEST_FOUND;
/** A line of a longer secret is hidden too, unless it may be ordinary: `true`, `"type":`, the `{` of a JSON key. */
const SHORTEST_LINE = 8;
/** A shorter line with a letter and a digit, such as a password below a user name, is not. */
const MIXED = /(?=.*\p{L})(?=.*\d)/u;
/** Encoded forms shorter than this would hit innocent text. */
const SHORTEST_FORM = 6;
/**
 * What base64 of any text holds when the secret stands somewhere in it, as in `user:password`: one string for each of
 * the three positions that it can have in a group of three bytes, without the characters that depend on its neighbours.
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
/** As in JSON by JavaScript, and by Go, which also escapes `<`, `>` and `&`. */
function jsonForms(secret) {
    const plain = JSON.stringify(secret).slice(1, -1);
    return [plain, plain.replace(/[<>&]/g, char => `\\u00${char.charCodeAt(0).toString(16)}`)];
}
function isTelling(line) {
    return line.length >= SHORTEST_LINE || (line.length >= SHORTEST_SECRET && MIXED.test(line));
}
/**
 * The secret itself and, if it has several lines, each line long enough to be told from ordinary text; and what it says
 * that a password, token or key in it is, where it is a file of such (JSON, .env, .npmrc, .netrc).
 */
function partsOf(secret) {
    const lines = secret.split(/\r\n|\r|\n/);
    const long = lines.map(line => line.trim()).filter(isTelling);
    const whole = [secret, secret.trim()].filter(part => part.length >= SHORTEST_SECRET);
    const fields = fieldsIn(secret, lines)
        .flatMap(value => [value, ...value.split('\n')])
        .filter(isSecretValue);
    return [...new Set(lines.length === 1 ? [...whole, ...fields] : [...whole, ...long, ...fields])];
}
const NAME = '(?:token|secret|passwd|password|passphrase|private_?key|api_?key|_auth|credential)[\\w-]{0,40}';
const FIELD = new RegExp(`${NAME}$`, 'i');
const LINE = new RegExp(`${NAME}["']?(?:\\s*[:=]\\s*|\\s+)(\\S+)`, 'i');
/** Values under names that say that they are secret. */
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
/** What is nested deeper is no list of secrets. */
const DEEPEST = 8;
/** Not the name of something: a password without a digit that is short could be `my-application`. */
function isSecretValue(value) {
    return value.length >= SHORTEST_LINE && (MIXED.test(value) || value.length >= 2 * SHORTEST_LINE);
}
/** Every form in which a secret is searched for. Empty for a secret too short to be hidden. */
function formsOf(secret) {
    const parts = partsOf(secret);
    const encoded = parts.flatMap(part => [...base64Forms(part), ...uriForms(part), ...jsonForms(part)]);
    return [...new Set([...parts, ...encoded.filter(form => form.length >= SHORTEST_FORM)])];
}
/** Stands for a text that could not be looked through. */
const UNREADABLE = '*** (Slipway could not look for secrets in this text, and hid it)';
function createRedactor() {
    const finder = createFinder();
    /** A secret that cannot be looked for: from then on nothing is safe to show. */
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



/** The runner shows ten annotations of a type per step and drops what follows without a word. */
const ANNOTATIONS = 10;
const LABELS = { notice: 'Notice', warning: 'Warning', error: 'Error' };
/**
 * How many lines of secrets the runner is given. It looks for each of them, in eight forms, in every line of the rest
 * of the job: thousands would take it longer than the job.
 */
const MASKED = 1000;
function placeInWords({ title, file, line }) {
    const where = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}: `;
    return `${where}${title === undefined ? '' : `${title}: `}`;
}
/**
 * The log of a run, in the runner's workflow commands. All text passes two filters: known secrets become `***` (the
 * runner masks too, but not what is registered while its line is on the way, nor outside of its logs), and nothing in
 * it can be taken for a command. Masks are emitted line by line, as logs are read; the runner derives the encoded forms.
 * No method throws.
 */
function createLog(options) {
    const { debugEnabled } = options;
    const { add, redact } = createRedactor();
    const used = { notice: 0, warning: 0, error: 0 };
    let depth = 0;
    let shortSecret = false;
    const masked = new Set();
    // Redacted on both sides: defusing removes terminal sequences, which could put a split secret together again.
    function clean(text) {
        const hidden = redact(text);
        const harmless = (0,sanitize/* defuse */.VP)(hidden);
        return harmless === hidden ? hidden : redact(harmless);
    }
    /** Whoever reports an error must not meet another one: a line that cannot be written is lost. */
    function write(text) {
        try {
            options.write(text);
        }
        catch {
            // Nobody reads it.
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
    // The runner knows no groups in groups: one opened while another is open is a heading in it.
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
// EXTERNAL MODULE: ./lib/runner/child-env.js
var child_env = __nccwpck_require__(30994);
;// CONCATENATED MODULE: ./lib/runner/own-environ.js


/**
 * Takes the inputs and the job's tokens out of what /proc shows of this process's environment: every process of the
 * same user may read that, a gate too. `process.env` keeps them, in memory that only a debugger reaches.
 *
 * The kernel shows the block of memory that the process was started with. Each variable is set anew first, which moves
 * it out of the block, then its bytes there are written over. Where that cannot be done (not Linux), all stays.
 *
 * @see https://man7.org/linux/man-pages/man5/proc_pid_environ.5.html
 */
function hideOwnEnviron() {
    try {
        const stat = (0,external_node_fs_.readFileSync)('/proc/self/stat', 'latin1');
        // After the name in brackets comes field 3; env_start is field 50.
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const start = Number(fields[47]);
        const block = (0,external_node_fs_.readFileSync)('/proc/self/environ');
        if (!(start > 0) || Number(fields[48]) - start !== block.length)
            return;
        const memory = (0,external_node_fs_.openSync)('/proc/self/mem', 'r+');
        try {
            for (const { name, offset, length } of valuesIn(block)) {
                if (!(0,child_env/* isStepOnly */.jx)(name))
                    continue;
                const value = process.env[name];
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
        // It is a further wall, not the only one: the environment that gates are given has none of it.
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
 * Writes to stdout. When nobody reads that any more (EPIPE), it goes on with stderr, which the runner reads as well.
 *
 * @param onLost called once, when nobody reads that either
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





/** Post mostly starts no program, so what that takes is loaded by the first one. */
const run = async (...given) => (await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 73771))).run(...given);
/** The machine that this process runs on. From here on the runner's signals cancel the run instead of ending it. */
function thisMachine() {
    // First: from here on programs run that a gate, or an earlier job of this user, may have put in their place.
    hideOwnEnviron();
    const cancel = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM']) {
        process.on(signal, () => cancel.abort(new errors/* ActionError */.lZ('CANCELLED', 'the job was cancelled')));
    }
    // The runner is gone then, and with it whoever would see how this ends.
    const stopUnread = () => cancel.abort(new errors/* ActionError */.lZ('CANCELLED', 'nobody reads the log of this step anymore'));
    const env = Object.fromEntries(Object.entries(process.env).filter((entry) => entry[1] !== undefined));
    return {
        env,
        run,
        log: createLog({ write: stdoutWriter(stopUnread), debugEnabled: env.RUNNER_DEBUG === '1' }),
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
/******/ 		792: 0
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
 * Runs a step, and ends what nobody caught (an exception, a rejection, work that never finishes) as one `::error` line
 * with the exit code 1. Node's own printer must never see it: it shows the line of code, the values of the error, and
 * with them what may be a secret. This file stands alone, so that nothing can fail before it.
 *
 * @param work Gives the exit code. It hands over the log as soon as that knows the secrets; until then no message is
 *   shown, only what kind of error it is and where.
 */
async function runGuarded(work) {
    let tell;
    let isDone = false;
    const fail = (error) => {
        if (!isDone || process.exitCode !== 1)
            report(error, tell);
        isDone = true;
        process.exitCode = 1;
        process.exit();
    };
    process.on('uncaughtException', fail);
    process.on('unhandledRejection', fail);
    // Node warns there now and then. Nobody reads it any more: that is no reason to stop. The stream takes 4 ms to open.
    process.once('warning', () => process.stderr.on('error', () => { }));
    process.on('exit', () => {
        if (isDone)
            return;
        process.exitCode = 1;
        report(new Error('the step ended unexpectedly before it had finished'), tell);
    });
    try {
        process.exitCode = await work(one => {
            tell = one;
        });
        isDone = true;
    }
    catch (error) {
        fail(error);
    }
}
const ASK = 'This is a bug in Slipway: please report it with this line.';
/** Longer messages hold what a program was given, not what it says. Characters. */
const LONGEST = 1000;
function report(error, tell) {
    const kind = kindOf(error);
    try {
        if (tell === undefined)
            return writeLine(`Slipway stopped unexpectedly: ${kind}. ${ASK}`);
        tell(`Slipway stopped unexpectedly: ${kind}: ${messageIn(error).slice(0, LONGEST).toWellFormed()}\n→ ${ASK}`);
    }
    catch {
        writeLine(`Slipway stopped unexpectedly: ${kind}. ${ASK}`);
    }
}
/** What can be said of any error without its message: its name, its code, its place in our code. */
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
/** Past all streams; to stderr when nobody reads stdout: the runner takes commands from both. */
function writeLine(text) {
    for (const descriptor of [1, 2]) {
        try {
            (0,external_node_fs_.writeSync)(descriptor, `::error title=Slipway INTERNAL::${text}\n`);
            return;
        }
        catch {
            // There is nobody left to read it.
        }
    }
}

;// CONCATENATED MODULE: ./lib/main.js

/** The entry of the main step. Signals are caught before the rest is loaded. */
void runGuarded(async (handOver) => {
    const { thisMachine } = await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 40279));
    const machine = thisMachine();
    return (await Promise.all(/* import() */[__nccwpck_require__.e(660), __nccwpck_require__.e(665)]).then(__nccwpck_require__.bind(__nccwpck_require__, 55665))).runMain(machine, () => handOver(text => machine.log.error(text, { title: 'Slipway INTERNAL' })));
});

