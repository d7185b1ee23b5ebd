import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 24:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 706:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ errnoOf)
/* harmony export */ });
/* unused harmony export reasonOf */
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

/***/ 169:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  lZ: () => (/* binding */ ActionError),
  bD: () => (/* binding */ messageOf)
});

// UNUSED EXPORTS: InputError, commonCode, toActionError

;// CONCATENATED MODULE: external "node:util"
const external_node_util_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");
;// CONCATENATED MODULE: ./lib/host/errors.js


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
    return error instanceof Error || external_node_util_namespaceObject.types.isNativeError(error) ? error.message : String(error);
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
/**
 * Anything that a run ended with, as an error that has a code: unexpected ones are `INTERNAL`, those of a full disk and
 * the like `RUNNER_UNUSABLE`, and whatever broke because the job was cancelled `CANCELLED`. Never throws.
 */
function toActionError(error, signal) {
    if (error instanceof ActionError)
        return error;
    if (signal.aborted)
        return new ActionError('CANCELLED', 'the job was cancelled', { cause: error });
    const hint = EXHAUSTED[errnoOf(error) ?? ''];
    if (hint !== undefined)
        return new ActionError('RUNNER_UNUSABLE', reasonOf(error), { hint, cause: error });
    return new ActionError('INTERNAL', `unexpected error: ${messageOf(error)}`, { cause: error });
}


/***/ }),

/***/ 523:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

// ESM COMPAT FLAG
__nccwpck_require__.r(__webpack_exports__);

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  cleanUp: () => (/* binding */ cleanUp),
  runPost: () => (/* binding */ runPost)
});

;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
// EXTERNAL MODULE: ./lib/host/errors.js + 1 modules
var errors = __nccwpck_require__(169);
;// CONCATENATED MODULE: ./lib/host/last-line.js
/** The last line that a command wrote: on stderr it says why it failed. */
function last_line_lastLine(text) {
    return text.trim().split('\n').at(-1) ?? '';
}

;// CONCATENATED MODULE: ./lib/host/retry.js

const DEFAULT_RETRY = { retries: 5, base: 500, cap: 20_000, deadline: 180_000 };
/**
 * Runs `attempt` until it succeeds, fails for good, or the policy is used up; then the last error is thrown as it is.
 * The one retry policy of the action: exponential back-off with full jitter, never shorter than what `Retry-After`
 * asked for. A wait that would end after the deadline is not begun.
 *
 * @param attempt gets its number, from 1.
 */
async function retry_retry(attempt, options) {
    const { policy, ports, classify = verdictOf, signal, onRetry } = options;
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
/** What an error says of itself: nobody knows of one that is not ours that it passes. */
function verdictOf(error) {
    return error instanceof ActionError ? error.verdict : 'settled';
}
/** Milliseconds to wait after the `n`th failed attempt. Jitter comes on top of Retry-After, so that a herd spreads. */
function pause(n, retryAfter, policy, random) {
    const bound = Math.min(policy.cap, policy.base * 2 ** (n - 1));
    if (retryAfter === undefined)
        return Math.round(random() * bound);
    return Math.round(retryAfter + random() * policy.base);
}
/** `Retry-After` in milliseconds: seconds, or an HTTP date (RFC 9110 §10.2.3). Undefined when it says neither. */
function parseRetryAfter(value, now) {
    const text = value?.trim() ?? '';
    if (/^\d{1,9}$/.test(text))
        return Number(text) * 1000;
    const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
/** HTTP statuses that may be different next time: too early, time-out, too many, and every 5xx but "never" ones. */
function temporaryStatus(status) {
    return status === 408 || status === 425 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
}
/** Replicas and caches in front of a registry may lag behind a write that was just acknowledged. Milliseconds. */
const PATIENCE = { retries: 4, base: 250, cap: 2_000, deadline: 10_000 };
/**
 * Reads again for a few seconds while there is a complaint. A read that fails is final: the client has tried again
 * already. Never throws.
 *
 * @returns the last complaint
 */
async function patiently(ports, read) {
    let complaint;
    const attempt = async () => {
        complaint = await read();
        if (complaint !== undefined)
            throw DISAGREES;
    };
    const { sleep, now, signal } = ports;
    const classify = (error) => (error === DISAGREES ? {} : 'settled');
    try {
        // Without jitter: nobody else waits for the same thing.
        await retry_retry(attempt, { policy: PATIENCE, ports: { sleep, now, random: () => 1 }, signal, classify });
        return undefined;
    }
    catch (error) {
        return error === DISAGREES ? complaint : `could not be read back: ${messageOf(error)}`;
    }
}
const DISAGREES = new Error('what was read back is not what was written');

;// CONCATENATED MODULE: ./lib/inputs/build/builder-spec.js
/** The drivers that buildx has. `docker` is the engine's own BuildKit, which is there and is never created. */
const DRIVERS = (/* unused pure expression or super */ null && (['docker', 'docker-container', 'kubernetes', 'remote', 'cloud']));
const DEFAULT_NODE = { name: '', endpoint: '', driverOpts: [], buildkitdFlags: '', platforms: [] };
/** Whether a builder of this driver is given a buildkitd.toml and flags: a remote daemon has its own. */
function builder_spec_takesConfig(driver) {
    return driver === 'docker-container' || driver === 'kubernetes';
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(24);
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
;// CONCATENATED MODULE: ./lib/event/context.js



/** The value at `path` inside untrusted JSON, or undefined. */
function context_at(json, ...path) {
    let here = json;
    for (const key of path) {
        if (here === null || typeof here !== 'object' || !Object.hasOwn(here, key))
            return undefined;
        here = here[key];
    }
    return here;
}
/** The string at `path`, or undefined when it is missing or something else. */
function context_text(json, ...path) {
    const value = context_at(json, ...path);
    return typeof value === 'string' ? value : undefined;
}
/**
 * Reads the run's context. Without an event file the payload is empty: GitHub sends none for some events, and outside
 * GitHub there is no event at all. One that cannot be read is reported in `payloadProblem`.
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
        // Not quoted: it may hold anything.
    }
    return { payload: {}, payloadProblem: `${path} (GITHUB_EVENT_PATH) is not a JSON object` };
}

;// CONCATENATED MODULE: ./lib/host/files/find-program.js


/** The first program of that name in the folders of PATH; undefined where there is none. Relative folders are left out. */
function find_program_findProgram(name, path) {
    const folders = path.split(external_node_path_namespaceObject.delimiter).filter(external_node_path_namespaceObject.isAbsolute);
    return folders.map(folder => (0,external_node_path_namespaceObject.join)(folder, name)).find(find_program_isProgram);
}
/** Whether this is a file that may be run. */
function find_program_isProgram(path) {
    try {
        (0,external_node_fs_.accessSync)(path, external_node_fs_.constants.X_OK);
        return (0,external_node_fs_.statSync)(path).isFile();
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./lib/host/files/regular-file.js

/**
 * Reads a file that may be anything: it comes out of a repository, an archive or a folder that others can write to. A
 * pipe would never come to its end, nor a device; some files of /proc wait for what may never happen. So it opens
 * nothing but a regular file, never waits, and reads no more than it may. Synchronous, as there is nothing to wait for.
 *
 * @throws Error a clause, for what is no regular file or a larger one; the system's error when it cannot be read
 */
function regular_file_readRegular(path, { largest = LARGEST, follow = false } = {}) {
    // Before it is opened: to open a device may be to use it.
    if (follow && !(0,external_node_fs_.statSync)(path).isFile())
        throw new Error(NOT_REGULAR);
    const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = external_node_fs_.constants;
    const file = (0,external_node_fs_.openSync)(path, (O_RDONLY ?? 0) | O_NONBLOCK | (follow ? 0 : O_NOFOLLOW));
    try {
        const stats = (0,external_node_fs_.fstatSync)(file);
        if (!stats.isFile())
            throw new Error(NOT_REGULAR);
        return readAll(file, largest);
    }
    finally {
        (0,external_node_fs_.closeSync)(file);
    }
}
/** A text, as `readRegular`. Invalid UTF-8 becomes U+FFFD. */
function regular_file_readText(path, rules = {}) {
    return regular_file_readRegular(path, rules).toString('utf8');
}
const LARGEST = 16 * 1024 * 1024;
const NOT_REGULAR = 'it is not a regular file';
/** Not by its size: files of /proc have none. */
function readAll(file, largest) {
    const chunks = [];
    let size = 0;
    for (;;) {
        const chunk = Buffer.allocUnsafe(CHUNK);
        const length = (0,external_node_fs_.readSync)(file, chunk, 0, CHUNK, null);
        if (length === 0)
            return Buffer.concat(chunks);
        size += length;
        if (size > largest)
            throw new Error(`it has more than ${largest} bytes`);
        chunks.push(chunk.subarray(0, length));
    }
}
const CHUNK = 64 * 1024;

;// CONCATENATED MODULE: ./lib/host/files/read-if-there.js

/** A file's text, or undefined when it cannot be read or is no regular file: for files that may be there. */
function read_if_there_readIfThere(path, rules = { follow: true }) {
    try {
        return regular_file_readText(path, rules);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/builder/buildx/plugin.js





/** Where Docker's own command looks for plugins after the folders of its config (docker/cli, cli-plugins/manager). */
const SYSTEM = (/* unused pure expression or super */ null && ([
    '/usr/local/lib/docker/cli-plugins',
    '/usr/local/libexec/docker/cli-plugins',
    '/usr/lib/docker/cli-plugins',
    '/usr/libexec/docker/cli-plugins',
]));
/** buildx as a program by itself. */
const PLUGIN = 'docker-buildx';
/** A command of buildx: by way of docker, or by itself where its path is given. */
function buildxCommand(buildx, args) {
    return buildx === undefined ? ['docker', ['buildx', ...args]] : [buildx, args];
}
/**
 * The program that `docker buildx` hands over to. To run it by itself saves docker's own start and the question what
 * the plugin is, 50 ms together. It knows no TLS settings from the environment then, so it is for an engine at a socket.
 *
 * @param env of the command, DOCKER_CONFIG among it
 * @returns undefined where that is not certain: `docker` is a script, or another program by Docker's name
 */
function findBuildx(env, system = SYSTEM) {
    const { PATH = '', DOCKER_CONFIG = '' } = env;
    const docker = findProgram('docker', PATH);
    if (docker === undefined || !isDockers(docker))
        return undefined;
    const folders = [...extraFolders(DOCKER_CONFIG), join(DOCKER_CONFIG, 'cli-plugins'), ...system].filter(isAbsolute);
    const first = folders.map(folder => join(folder, PLUGIN)).find(path => existsSync(path));
    return first !== undefined && isProgram(first) ? first : undefined;
}
/** Whether buildx said that it has no builder of the name that it was asked about. */
function isNoBuilder(stderr) {
    return /no builder .* found/.test(stderr);
}
/** Whether a command builds, with docker or by itself. */
function isBuild(command, args) {
    return basename(command) === PLUGIN ? args[0] === 'build' : args[0] === 'buildx' && args[1] === 'build';
}
/** Docker's own command is no script, and its name is its own: other programs go by it through links. */
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
        // One that may be run and not be read: nobody knows what it is.
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






/** Somebody else made a builder of this name meanwhile. */
class BuilderExists extends (/* unused pure expression or super */ null && (ActionError)) {
}
/** The arguments after `docker`, one command a node: the first creates the builder, the others append to it. */
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
/** What `allow` lets a build do, the daemon must let every build do. No more than was asked for. */
function entitlementFlags(allow) {
    const granted = ['security.insecure', 'network.host'].filter(name => allow.includes(name) || allow.includes('*'));
    return granted.map(name => `--allow-insecure-entitlement ${name}`).join(' ');
}
/**
 * Creates a builder, all its nodes, and boots it. An image of BuildKit that cannot be pulled for the network's sake is
 * pulled again.
 *
 * @throws BuilderExists, ActionError BUILDER_UNUSABLE
 */
async function createBuilder(creation, ports) {
    const { run, log, env, cwd, signal } = ports;
    for (const args of createArgs(creation)) {
        const { code, stderr } = await run('docker', args, { env, cwd, signal, timeout: 120_000 });
        if (code === 0)
            continue;
        const why = lastLine(stderr);
        if (/existing instance for/.test(why))
            throw new BuilderExists('BUILDER_UNUSABLE', why);
        throw uncreated(creation, why);
    }
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
        onRetry: ({ error, delay }) => log.notice(`${error.message}; starting it again in ${(delay / 1000).toFixed(1)} s`),
    });
}
const REMEDIES = (/* unused pure expression or super */ null && ([
    [
        /TLS data loaded from environment/,
        'This engine is reached with TLS keys from the environment: create a context for it (`docker context create NAME`) in an earlier step, and give its name as `endpoint`.',
    ],
    [/toomanyrequests|401 Unauthorized|pull access denied/, "BuildKit's image needs a login: see `registry-auth`."],
    [/no such host|connection refused|i\/o timeout|deadline exceeded/, 'Check that this runner can reach the address.'],
    [/invalid driver option|unknown driver|failed to find driver/, 'Fix `driver-opts`, or install a newer buildx.'],
]));
function uncreated({ name, driver }, why) {
    const hint = REMEDIES.find(([pattern]) => pattern.test(why))?.[1];
    const message = `builder ${JSON.stringify(name)} (${driver}) could not be started: ${why.replace(/^ERROR: /, '')}`;
    return new ActionError('BUILDER_UNUSABLE', message, {
        hint: hint ?? 'Check that this driver can run here, and its options.',
        verdict: troubleVerdict(why),
    });
}
/**
 * Removes a builder that this action created. One that is gone is fine.
 *
 * @throws ActionError BUILDER_UNUSABLE
 */
async function removeBuilder({ name, keepState, buildx }, run, env) {
    const args = ['rm', '--force', ...(keepState ? ['--keep-state'] : []), name];
    const [command, all] = buildxCommand(buildx, args);
    const { code, stderr } = await run(command, all, { env, timeout: 120_000 });
    if (code === 0 || isNoBuilder(stderr))
        return;
    throw new errors/* ActionError */.lZ('BUILDER_UNUSABLE', last_line_lastLine(stderr) || `buildx exited with code ${code}`);
}

;// CONCATENATED MODULE: external "node:fs/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");
// EXTERNAL MODULE: ./lib/host/errno.js
var errno = __nccwpck_require__(706);
;// CONCATENATED MODULE: ./lib/host/files/make-folder.js



/**
 * Makes a folder and what is missing above it; one that is there is fine. Not by Node's recursive `mkdir`: that never
 * returns where the kernel says that a parent is missing and yet does not let it be made, as below /proc.
 *
 * @param mode of every folder that is made
 * @throws the system's error: EACCES, ENOTDIR, EROFS, …
 */
async function make_folder_makeFolder(path, mode = 0o777) {
    const whole = (0,external_node_path_namespaceObject.resolve)(path);
    if ((await made(whole, mode)) !== 'parentless')
        return;
    await make_folder_makeFolder((0,external_node_path_namespaceObject.dirname)(whole), mode);
    if ((await made(whole, mode)) === 'parentless')
        await (0,promises_namespaceObject.mkdir)(whole, { mode });
}
async function made(path, mode) {
    try {
        await (0,promises_namespaceObject.mkdir)(path, { mode });
        return 'done';
    }
    catch (error) {
        if ((0,errno/* errnoOf */.U)(error) === 'ENOENT' && (0,external_node_path_namespaceObject.dirname)(path) !== path)
            return 'parentless';
        if ((0,errno/* errnoOf */.U)(error) === 'EEXIST' && (await isFolder(path)))
            return 'done';
        throw error;
    }
}
async function isFolder(path) {
    return (0,promises_namespaceObject.stat)(path).then(stats => stats.isDirectory(), () => false);
}

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
;// CONCATENATED MODULE: ./lib/journal/owner.js



const NAME = /^slipway-(\d+)\.(\d+)\.(\d+)-[0-9a-f]{16}$/;
/**
 * Field 22 of /proc/PID/stat: ticks since boot; undefined for none, or one that only waits to be reaped. The second
 * field is a name in brackets that may hold anything.
 */
function startOf(pid) {
    try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
        const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return state === 'Z' || state === 'X' ? undefined : rest[18];
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
    return `slipway-${owner.pid}.${owner.start}.${owner.namespace}-${randomBytes(8).toString('hex')}`;
}
/** The owner that a folder's name tells, or undefined when the folder is none of ours. */
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
/** Whether the owner still runs; 'unknown' when it lives, or lived, in another pid namespace. */
function owner_isAlive(owner) {
    if (owner.namespace !== namespace())
        return 'unknown';
    return owner.start === '0' ? exists(owner.pid) : startOf(owner.pid) === owner.start;
}

;// CONCATENATED MODULE: ./lib/journal/run-reference.js

const FORM = /:slipway-[0-9a-f]{12}$/;
/**
 * A name of the image that is this run's alone. The image's real name is not enough: two runs on one engine that build
 * the same name take it from each other, and then the gates of one would see the image of the other. It is in the
 * image's own repository, so that a tool which prints the name prints the right one, and none pulls a stranger's; where
 * nothing but the push sees it, in that of the endpoint (`LIKELY_REPOSITORY`), so that the push needs no further one.
 */
function runReference(repository) {
    return `${repository}:slipway-${randomBytes(6).toString('hex')}`;
}
/** Whether some run gave this name. */
function isRunReference(name) {
    return FORM.test(name);
}

;// CONCATENATED MODULE: ./lib/journal/undo.js




/** The file in the run's folder that lists what to undo, a JSON value a line, in the order in which it was done. */
const JOURNAL = 'undo.jsonl';
/** The journal in a run's folder. */
function undo_openJournal(folder) {
    const noted = [];
    return {
        async note(undo) {
            noted.push(undo);
            await appendFile(join(folder, JOURNAL), `${JSON.stringify(undo)}\n`, { mode: 0o600 });
        },
        noted: () => [...noted],
    };
}
/** The engine, which notes each name that it is about to give: a run that dies with one leaves it to be taken back. */
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
 * Undoes everything that is listed, the newest first. One failure does not keep the rest from being undone.
 *
 * @returns What could not be undone, in words.
 */
async function undoAll(list, undoers) {
    const failures = [];
    const withdrawn = new Set();
    for (const undo of list.toReversed()) {
        if (undo.kind === 'withdrawn') {
            withdrawn.add(`${undo.of} ${undo.name}`);
            continue;
        }
        if (withdrawn.has(`${undo.kind} ${nameOf(undo)}`))
            continue;
        try {
            await undoOne(undo, undoers);
        }
        catch (error) {
            failures.push(`${undo.kind} ${nameOf(undo)}: ${(0,errors/* messageOf */.bD)(error)}`);
        }
    }
    return failures;
}
function nameOf(undo) {
    return undo.kind === 'file' ? undo.path : undo.kind === 'containers' ? undo.image : undo.name;
}
async function undoOne(undo, undoers) {
    if (undo.kind === 'builder')
        return undoers.removeBuilder(undo);
    if (undo.kind === 'file')
        return undoers.removeFile(undo.path);
    if (undo.kind === 'containers') {
        const all = await undoers.engine.containers(undo.image);
        const made = all.filter(({ image }) => image === undo.image);
        await Promise.all(made.map(({ id }) => undoers.engine.removeContainer(id)));
        return;
    }
    // A run that died before it had kept the former image had not taken its name either.
    if (undo.keep !== undefined && (await undoers.engine.image(undo.keep)) === undefined)
        return;
    if (await isSomeoneElses(undo, undoers))
        return undo.keep === undefined ? undefined : undoers.engine.remove(undo.keep);
    // First take the name from our image, so that the engine deletes it instead of leaving it nameless.
    await undoers.engine.remove(undo.name);
    if (undo.keep === undefined)
        return;
    await undoers.engine.tag(undo.keep, undo.name);
    await undoers.engine.remove(undo.keep);
}
/** Whether the name was given to something else meanwhile, by the user. What another run gave it to has its own name. */
async function isSomeoneElses({ name, run }, { engine }) {
    const now = run === undefined ? undefined : await engine.image(name);
    if (run === undefined || now === undefined || now.references.includes(run))
        return false;
    const ours = await engine.image(run);
    return ours !== undefined && now.id !== ours.id && !now.references.some(isRunReference);
}

;// CONCATENATED MODULE: ./lib/journal/run-folder.js






/** Lies in each run's folder, beside the telling name, so that nothing else is ever taken for one. */
const MARKER = '.slipway-run';
/** Written when the main step has ended by itself: what is left belongs to its post step, which runs later in the job. */
const FINISHED = 'finished';
/** When nobody can say whether the owner runs (another container shares RUNNER_TEMP): longer than a hosted job lasts. */
const UNKNOWN_FOR = (/* unused pure expression or super */ null && (24 * 60 * 60 * 1000));
/** Makes this run's folder in RUNNER_TEMP, for this user alone. Its name tells the next run whose it was. */
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
async function run_folder_removeFolder(folder) {
    // Symbolic links in it are removed, not followed. Retries: a dying docker may still write into it.
    await (0,promises_namespaceObject.rm)(folder, { recursive: true, force: true, maxRetries: 3 });
}
/** A real folder of this user with our marker, or one whose making was cut short before the marker was written. */
async function isOurs(folder) {
    const stats = await (0,promises_namespaceObject.lstat)(folder).catch(() => undefined);
    if (!stats?.isDirectory() || owner_ownerOf((0,external_node_path_namespaceObject.basename)(folder)) === undefined)
        return false;
    if (process.getuid !== undefined && stats.uid !== process.getuid())
        return false;
    const names = await (0,promises_namespaceObject.readdir)(folder).catch(() => undefined);
    return names !== undefined && (names.length === 0 || names.includes(MARKER));
}
/** Which run a process belongs to, in its environment: inherited by all that it starts, also where it left the group. */
const MARK = 'SLIPWAY_RUN';
/** The environment from which all environments of this run's children are made. */
function markedEnv(env, folder) {
    return { ...env, [MARK]: resolve(folder) };
}
/** Ends what a killed run left: docker commands, credential helpers, the test script and all that these started. */
async function endUsers(folder) {
    // Again while there are some: a script that is killed last may have started another command meanwhile.
    for (let pass = 0; pass < 3; pass++) {
        const pids = await usersOf(folder);
        if (pids.length === 0)
            return;
        for (const pid of pids) {
            try {
                process.kill(pid, 'SIGKILL');
            }
            catch {
                // It ended by itself meanwhile.
            }
        }
    }
}
async function usersOf(folder) {
    const pids = (await (0,promises_namespaceObject.readdir)('/proc').catch(() => [])).filter(name => /^\d+$/.test(name)).map(Number);
    const environs = pids
        .filter(pid => pid !== process.pid)
        .map(async (pid) => [pid, await (0,promises_namespaceObject.readFile)(`/proc/${pid}/environ`, 'utf8').catch(() => '')]);
    const mine = (await Promise.all(environs)).filter(([, text]) => text.split('\0').includes(`${MARK}=${folder}`));
    return mine.map(([pid]) => pid);
}
/**
 * Removes a run's folder of which only the path is known, as the post step does, and ends what still uses it. A folder
 * that is gone already is fine.
 *
 * @throws ActionError `INPUT_INVALID` for a path that is not one of our folders in RUNNER_TEMP: state can be tampered with
 */
async function removeRunFolder(folder, runnerTemp) {
    const home = await (0,promises_namespaceObject.realpath)(runnerTemp).catch(() => (0,external_node_path_namespaceObject.resolve)(runnerTemp));
    const parent = await (0,promises_namespaceObject.realpath)((0,external_node_path_namespaceObject.dirname)((0,external_node_path_namespaceObject.resolve)(folder))).catch(() => undefined);
    const path = (0,external_node_path_namespaceObject.join)(home, (0,external_node_path_namespaceObject.basename)((0,external_node_path_namespaceObject.resolve)(folder)));
    const gone = (await (0,promises_namespaceObject.lstat)(path).catch(() => undefined)) === undefined;
    if (parent === home && gone && owner_ownerOf((0,external_node_path_namespaceObject.basename)(path)) !== undefined)
        return;
    if (parent !== home || !(await isOurs(path))) {
        throw new errors/* ActionError */.lZ('INPUT_INVALID', `${folder} is not one of Slipway's folders in RUNNER_TEMP, so it was left alone`);
    }
    await endUsers((0,external_node_path_namespaceObject.resolve)(folder));
    await run_folder_removeFolder(path);
}
async function isLeftover(folder, now) {
    const owner = ownerOf(basename(folder));
    if (owner === undefined || !(await isOurs(folder)))
        return false;
    const alive = existsSync(join(folder, FINISHED)) ? 'unknown' : isAlive(owner);
    return alive === 'unknown' ? now - (await lstat(folder)).mtimeMs > UNKNOWN_FOR : !alive;
}
/**
 * Removes what killed runs left in RUNNER_TEMP: folders of ours whose process is dead, and the docker children that
 * still use them. One folder's failure never throws and never keeps another.
 *
 * @param now milliseconds since the epoch
 * @param undo called with each folder before it goes; the folder goes, with its credentials, even if that fails
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
            await endUsers(folder);
            await undo(folder).catch(() => { });
            await run_folder_removeFolder(folder);
            swept.push(folder);
        }
        catch {
            // Another run swept it first, or it is not ours to remove; the next run tries again.
        }
    }
    return swept;
}

// EXTERNAL MODULE: ./lib/runner/child-env.js
var child_env = __nccwpck_require__(994);
;// CONCATENATED MODULE: ./lib/cache/store/plain-tree.js


/**
 * What lies in a folder that an archive filled, and is neither a file nor a folder: a pipe or a device never comes to
 * its end, for docker either, and a link names what is none of the archive's.
 *
 * @returns the first such entry's path below `folder`; undefined when there is none
 */
async function foreignIn(folder) {
    if (!(await (0,promises_namespaceObject.lstat)(folder)).isDirectory())
        return '.';
    for (const entry of await (0,promises_namespaceObject.readdir)(folder, { withFileTypes: true })) {
        if (entry.isFile())
            continue;
        if (!entry.isDirectory())
            return entry.name;
        const inside = await foreignIn((0,external_node_path_namespaceObject.join)(folder, entry.name));
        if (inside !== undefined)
            return (0,external_node_path_namespaceObject.join)(entry.name, inside);
    }
    return undefined;
}

;// CONCATENATED MODULE: ./lib/cache/store/safe-tar.js




/**
 * A search path whose `tar` is the machine's own without its option `-P`, which @actions/cache always gives: with it an
 * archive would write to wherever its entries say, also through links that it made before. On macOS that takes `gtar`.
 *
 * @param folder to put it in; no archive may be unpacked there
 * @param path the PATH to look for tar in, and to put this one before
 */
async function withSafeTar(folder, path, run) {
    if (process.platform === 'win32')
        return path;
    const bin = (0,external_node_path_namespaceObject.join)(folder, 'bin');
    await make_folder_makeFolder(bin, 0o700);
    for (const name of ['tar', 'gtar']) {
        const program = find_program_findProgram(name, path);
        if (program === undefined)
            continue;
        const script = SCRIPT.replace('TAR', () => `'${program.replaceAll("'", `'\\''`)}'`);
        await (0,promises_namespaceObject.writeFile)((0,external_node_path_namespaceObject.join)(bin, name), script, { mode: 0o700 });
        // Where nothing may be run that is in the temporary folder, a cache is better than none.
        const tried = await run((0,external_node_path_namespaceObject.join)(bin, name), ['--version'], { env: { PATH: path }, timeout: 5_000 }).catch(() => undefined);
        if (tried?.code !== 0)
            return path;
    }
    return `${bin}${external_node_path_namespaceObject.delimiter}${path}`;
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
    /** @param folder that the request's path is in */
    const send = async (home, folder, request) => {
        const heard = createHearing(machine.log);
        try {
            const path = await withSafeTar(home, machine.env.PATH ?? '', machine.run);
            const result = await machine.run(process.execPath, [worker, JSON.stringify(request)], {
                env: {
                    ...(0,child_env/* childEnv */.gf)(machine.env),
                    ...(0,child_env/* cacheServiceEnv */.zi)(machine.env, ['type=gha']),
                    // @actions/cache keeps paths relative to this, and its archive in RUNNER_TEMP, where a deadline may leave it.
                    GITHUB_WORKSPACE: folder,
                    PATH: path,
                    RUNNER_TEMP: home,
                },
                cwd: folder,
                signal: machine.signal,
                timeout: seconds * 1000,
                onStdout: heard.line,
                onStderr: machine.log.debug,
            });
            if (machine.signal.aborted)
                return { key: undefined, trouble: 'the job was cancelled' };
            if (result.timedOut)
                return { key: undefined, trouble: `it took longer than ${seconds} s (the input \`timeout\`)`, isLate: true };
            return heard.outcome(result);
        }
        catch (error) {
            return { key: undefined, trouble: (0,errors/* messageOf */.bD)(error) };
        }
    };
    return {
        async restore(home, path, keys) {
            // Whatever else an archive holds must not lie where this run, or the next program, looks for something.
            const fresh = (0,external_node_path_namespaceObject.join)(home, 'unpacked');
            try {
                await make_folder_makeFolder(fresh, 0o700);
                const result = await send(home, fresh, { verb: 'restore', path, keys, seconds });
                if (result.key === undefined || !(0,external_node_fs_.existsSync)((0,external_node_path_namespaceObject.join)(fresh, path)))
                    return result;
                const foreign = await foreignIn((0,external_node_path_namespaceObject.join)(fresh, path));
                if (foreign !== undefined)
                    return { key: undefined, trouble: `the archive ${result.key} ${notPlain(foreign)}` };
                await (0,promises_namespaceObject.rename)((0,external_node_path_namespaceObject.join)(fresh, path), (0,external_node_path_namespaceObject.join)(home, path));
                return result;
            }
            catch (error) {
                return { key: undefined, trouble: (0,errors/* messageOf */.bD)(error) };
            }
            finally {
                await run_folder_removeFolder(fresh).catch(error => machine.log.debug((0,errors/* messageOf */.bD)(error)));
            }
        },
        save: (home, path, key) => send(home, home, { verb: 'save', path, key, seconds }),
    };
}
function notPlain(path) {
    return `contains something other than files and folders (${JSON.stringify(path.slice(0, 100))}), so it was not used`;
}
/** Listens to the worker: its problems are workflow commands, since @actions/cache only warns about them. */
function createHearing(log) {
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
                // Told as "another job may be creating this cache" whatever happened; the truth is in this line.
                if (/\b409\b|already.exists/i.test(data))
                    exists = true;
                else
                    troubles.push(unescapeData(data));
            }
            if (text.trim() !== '' && !text.startsWith('RESULT '))
                log.debug(`cache: ${unescapeData(data || text)}`);
        },
        outcome({ code, stderr }) {
            // A file's name in the archive may have told a result before; one that counts ends well.
            const found = code === 0 ? key : undefined;
            const ended = found === undefined ? last_line_lastLine(stderr) || 'it exited without a result' : undefined;
            const trouble = exists ? undefined : (troubles[0] ?? ended);
            return { key: found ?? undefined, trouble: trouble?.split('\n')[0]?.slice(0, 400) };
        },
    };
}
/** The outcome comes last. A file of an archive may have a name like it, which the debug log lists before. */
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
/** `dist/cache/index.js`, seen from `dist/index.js` and `dist/post/index.js`. */
function bundledWorker() {
    const folder = (0,external_node_path_namespaceObject.dirname)(process.argv[1] ?? '.');
    const places = [(0,external_node_path_namespaceObject.join)(folder, 'cache/index.js'), (0,external_node_path_namespaceObject.join)(folder, '../cache/index.js')];
    return places.find(place => (0,external_node_fs_.existsSync)(place)) ?? places[0];
}

;// CONCATENATED MODULE: ./lib/cache/store/seal.js




/** The name of a blob in an OCI layout, which is its content's digest if nobody has written to it. */
const BLOB = /^blobs\/sha256\/([0-9a-f]{64})$/;
/**
 * What a folder holds, in one digest: the path, size and SHA-256 of each file. The main step hands it to the runner, and
 * the post step compares: in between, gates and later steps could have put something of theirs into the next run's cache.
 *
 * @param blobs `believed`: what BuildKit has just written is what it is named by, and is not read. `read`: everything is
 * @throws Error for what is neither a file nor a folder, and what cannot be read
 */
async function seal_sealOf(folder, blobs) {
    const lines = [];
    for (const path of (await filesIn(folder)).toSorted()) {
        const [, named] = BLOB.exec(path) ?? [];
        const { size, sha256 } = await describe((0,external_node_path_namespaceObject.join)(folder, path), blobs === 'believed' ? named : undefined);
        lines.push(`${sha256} ${size} ${path}\0`);
    }
    return (0,external_node_crypto_namespaceObject.createHash)('sha256').update(lines.join('')).digest('hex');
}
/** Paths below `folder`. */
async function filesIn(folder) {
    const found = [];
    for (const entry of await (0,promises_namespaceObject.readdir)(folder, { withFileTypes: true })) {
        if (entry.isFile())
            found.push(entry.name);
        else if (!entry.isDirectory())
            throw new Error(`${JSON.stringify(entry.name)} is neither a file nor a folder`);
        else
            for (const path of await filesIn((0,external_node_path_namespaceObject.join)(folder, entry.name)))
                found.push(`${entry.name}/${path}`);
    }
    return found;
}
/** A link that has taken a file's place meanwhile is not followed, and a pipe is not waited for. */
async function describe(path, believed) {
    const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = external_node_fs_.constants;
    const file = await (0,promises_namespaceObject.open)(path, (O_RDONLY ?? 0) | O_NONBLOCK | O_NOFOLLOW);
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
    const hash = (0,external_node_crypto_namespaceObject.createHash)('sha256');
    for await (const chunk of file.createReadStream({ autoClose: false, highWaterMark: 1024 * 1024 })) {
        hash.update(chunk);
    }
    return hash.digest('hex');
}
/** What to say of a folder that is not what it was; undefined for one that is. */
async function changed(folder, seal) {
    const now = await seal_sealOf(folder, 'read').catch(() => undefined);
    return now === seal ? undefined : 'its files changed after the build: something else in the job wrote to them';
}

;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/CsvError.js
class CsvError_CsvError extends Error {
  constructor(code, message, options, ...contexts) {
    if (Array.isArray(message)) message = message.join(" ").trim();
    super(message);
    if (Error.captureStackTrace !== undefined) {
      Error.captureStackTrace(this, CsvError_CsvError);
    }
    this.code = code;
    for (const context of contexts) {
      for (const key in context) {
        const value = context[key];
        this[key] = Buffer.isBuffer(value)
          ? value.toString(options.encoding)
          : value == null
            ? value
            : JSON.parse(JSON.stringify(value));
      }
    }
  }
}



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/normalize_columns_array.js



const normalize_columns_array_normalize_columns_array = function (columns) {
  const normalizedColumns = [];
  for (let i = 0, l = columns.length; i < l; i++) {
    const column = columns[i];
    if (column === undefined || column === null || column === false) {
      normalizedColumns[i] = { disabled: true };
    } else if (typeof column === "string" || typeof column === "number") {
      normalizedColumns[i] = { name: `${column}` };
    } else if (is_object(column)) {
      if (typeof column.name !== "string") {
        throw new CsvError("CSV_OPTION_COLUMNS_MISSING_NAME", [
          "Option columns missing name:",
          `property "name" is required at position ${i}`,
          "when column is an object literal",
        ]);
      }
      normalizedColumns[i] = column;
    } else {
      throw new CsvError("CSV_INVALID_COLUMN_DEFINITION", [
        "Invalid column definition:",
        "expect a string or a literal object,",
        `got ${JSON.stringify(column)} at position ${i}`,
      ]);
    }
  }
  return normalizedColumns;
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/normalize_options.js





const normalize_options_normalize_options = function (opts) {
  const options = {};
  // Merge with user options
  for (const opt in opts) {
    options[underscore(opt)] = opts[opt];
  }
  // Normalize option `encoding`
  // Note: defined first because other options depends on it
  // to convert chars/strings into buffers.
  if (options.encoding === undefined || options.encoding === true) {
    options.encoding = "utf8";
  } else if (options.encoding === null || options.encoding === false) {
    options.encoding = null;
  } else if (
    typeof options.encoding !== "string" &&
    options.encoding !== null
  ) {
    throw new CsvError(
      "CSV_INVALID_OPTION_ENCODING",
      [
        "Invalid option encoding:",
        "encoding must be a string or null to return a buffer,",
        `got ${JSON.stringify(options.encoding)}`,
      ],
      options,
    );
  }
  // Normalize option `bom`
  if (
    options.bom === undefined ||
    options.bom === null ||
    options.bom === false
  ) {
    options.bom = false;
  } else if (options.bom !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_BOM",
      [
        "Invalid option bom:",
        "bom must be true,",
        `got ${JSON.stringify(options.bom)}`,
      ],
      options,
    );
  }
  // Normalize option `cast`
  options.cast_function = null;
  if (
    options.cast === undefined ||
    options.cast === null ||
    options.cast === false ||
    options.cast === ""
  ) {
    options.cast = undefined;
  } else if (typeof options.cast === "function") {
    options.cast_function = options.cast;
    options.cast = true;
  } else if (options.cast !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_CAST",
      [
        "Invalid option cast:",
        "cast must be true or a function,",
        `got ${JSON.stringify(options.cast)}`,
      ],
      options,
    );
  }
  // Normalize option `cast_date`
  if (
    options.cast_date === undefined ||
    options.cast_date === null ||
    options.cast_date === false ||
    options.cast_date === ""
  ) {
    options.cast_date = false;
  } else if (options.cast_date === true) {
    options.cast_date = function (value) {
      const date = Date.parse(value);
      return !isNaN(date) ? new Date(date) : value;
    };
  } else if (typeof options.cast_date !== "function") {
    throw new CsvError(
      "CSV_INVALID_OPTION_CAST_DATE",
      [
        "Invalid option cast_date:",
        "cast_date must be true or a function,",
        `got ${JSON.stringify(options.cast_date)}`,
      ],
      options,
    );
  }
  // Normalize option `columns`
  options.cast_first_line_to_header = undefined;
  if (options.columns === true) {
    // Fields in the first line are converted as-is to columns
    options.cast_first_line_to_header = undefined;
  } else if (typeof options.columns === "function") {
    options.cast_first_line_to_header = options.columns;
    options.columns = true;
  } else if (Array.isArray(options.columns)) {
    options.columns = normalize_columns_array(options.columns);
  } else if (
    options.columns === undefined ||
    options.columns === null ||
    options.columns === false
  ) {
    options.columns = false;
  } else {
    throw new CsvError(
      "CSV_INVALID_OPTION_COLUMNS",
      [
        "Invalid option columns:",
        "expect an array, a function or true,",
        `got ${JSON.stringify(options.columns)}`,
      ],
      options,
    );
  }
  // Normalize option `group_columns_by_name`
  if (
    options.group_columns_by_name === undefined ||
    options.group_columns_by_name === null ||
    options.group_columns_by_name === false
  ) {
    options.group_columns_by_name = false;
  } else if (options.group_columns_by_name !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",
      [
        "Invalid option group_columns_by_name:",
        "expect an boolean,",
        `got ${JSON.stringify(options.group_columns_by_name)}`,
      ],
      options,
    );
  } else if (options.columns === false) {
    throw new CsvError(
      "CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",
      [
        "Invalid option group_columns_by_name:",
        "the `columns` mode must be activated.",
      ],
      options,
    );
  }
  // Normalize option `comment`
  if (
    options.comment === undefined ||
    options.comment === null ||
    options.comment === false ||
    options.comment === ""
  ) {
    options.comment = null;
  } else {
    if (typeof options.comment === "string") {
      options.comment = Buffer.from(options.comment, options.encoding);
    }
    if (!Buffer.isBuffer(options.comment)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_COMMENT",
        [
          "Invalid option comment:",
          "comment must be a buffer or a string,",
          `got ${JSON.stringify(options.comment)}`,
        ],
        options,
      );
    }
  }
  // Normalize option `comment_no_infix`
  if (
    options.comment_no_infix === undefined ||
    options.comment_no_infix === null ||
    options.comment_no_infix === false
  ) {
    options.comment_no_infix = false;
  } else if (options.comment_no_infix !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_COMMENT",
      [
        "Invalid option comment_no_infix:",
        "value must be a boolean,",
        `got ${JSON.stringify(options.comment_no_infix)}`,
      ],
      options,
    );
  }
  // Normalize option `delimiter_auto`
  if (
    options.delimiter_auto === undefined ||
    options.delimiter_auto === null ||
    options.delimiter_auto === false
  ) {
    options.delimiter_auto = false;
  } else if (options.delimiter_auto === true) {
    options.delimiter_auto = {};
  } else if (!is_object(options.delimiter_auto)) {
    throw new CsvError(
      "CSV_INVALID_OPTION_DELIMITER_AUTO",
      [
        "Invalid option delimiter_auto:",
        "delimiter_auto must be a boolean or a configuration object,",
        `got ${JSON.stringify(options.delimiter_auto)}`,
      ],
      options,
    );
  }
  if (options.delimiter_auto) {
    if (options.delimiter_auto.preferred === undefined)
      options.delimiter_auto.preferred = {
        [",".charCodeAt(0)]: 1.8,
        ["\t".charCodeAt(0)]: 1.8,
        [";".charCodeAt(0)]: 1.6,
        [" ".charCodeAt(0)]: 1.6,
        [":".charCodeAt(0)]: 1.5,
        [".".charCodeAt(0)]: 1.4,
        ["/".charCodeAt(0)]: 1.4,
      };
    else if (!is_object(options.delimiter_auto.preferred)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "preferred must be an object,",
          `got ${JSON.stringify(options.delimiter_auto.preferred)}`,
        ],
        options,
      );
    }
    if (options.delimiter_auto.score === undefined)
      options.delimiter_auto.score = (info, options) => {
        return (
          (info.total - info.std) * (options.preferred[info.char_code] || 1)
        );
      };
    else if (typeof options.delimiter_auto.score !== "function") {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "score must be a function,",
          `got ${JSON.stringify(options.delimiter_auto.score)}`,
        ],
        options,
      );
    }
    if (options.delimiter_auto.size === undefined)
      options.delimiter_auto.size = 2048;
    else if (typeof options.delimiter_auto.size !== "number") {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "size must be a number,",
          `got ${JSON.stringify(options.delimiter_auto.size)}`,
        ],
        options,
      );
    }
  }
  // Normalize option `delimiter`
  const delimiter_json = JSON.stringify(options.delimiter);
  if (options.delimiter_auto !== false) {
    options.delimiter = [];
  }
  if (!Array.isArray(options.delimiter)) {
    if (
      options.delimiter === undefined ||
      options.delimiter === null ||
      options.delimiter === false
    ) {
      options.delimiter = Buffer.from(",", options.encoding);
    }
    options.delimiter = [options.delimiter];
  }
  options.delimiter = options.delimiter.map(function (delimiter) {
    if (typeof delimiter === "string") {
      delimiter = Buffer.from(delimiter, options.encoding);
    }
    if (!Buffer.isBuffer(delimiter) || delimiter.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER",
        [
          "Invalid option delimiter:",
          "delimiter must be a non empty string or buffer or array of string|buffer,",
          `got ${delimiter_json}`,
        ],
        options,
      );
    }
    return delimiter;
  });
  // Normalize option `escape`
  if (options.escape === undefined || options.escape === true) {
    options.escape = Buffer.from('"', options.encoding);
  } else if (typeof options.escape === "string") {
    options.escape = Buffer.from(options.escape, options.encoding);
  } else if (options.escape === null || options.escape === false) {
    options.escape = null;
  }
  if (options.escape !== null) {
    if (!Buffer.isBuffer(options.escape)) {
      throw new Error(
        `Invalid Option: escape must be a buffer, a string or a boolean, got ${JSON.stringify(options.escape)}`,
      );
    }
  }
  // Normalize option `from`
  if (options.from === undefined || options.from === null) {
    options.from = 1;
  } else {
    if (typeof options.from === "string" && /\d+/.test(options.from)) {
      options.from = parseInt(options.from);
    }
    if (Number.isInteger(options.from)) {
      if (options.from < 0) {
        throw new Error(
          `Invalid Option: from must be a positive integer, got ${JSON.stringify(opts.from)}`,
        );
      }
    } else {
      throw new Error(
        `Invalid Option: from must be an integer, got ${JSON.stringify(options.from)}`,
      );
    }
  }
  // Normalize option `from_line`
  if (options.from_line === undefined || options.from_line === null) {
    options.from_line = 1;
  } else {
    if (
      typeof options.from_line === "string" &&
      /\d+/.test(options.from_line)
    ) {
      options.from_line = parseInt(options.from_line);
    }
    if (Number.isInteger(options.from_line)) {
      if (options.from_line <= 0) {
        throw new Error(
          `Invalid Option: from_line must be a positive integer greater than 0, got ${JSON.stringify(opts.from_line)}`,
        );
      }
    } else {
      throw new Error(
        `Invalid Option: from_line must be an integer, got ${JSON.stringify(opts.from_line)}`,
      );
    }
  }
  // Normalize options `ignore_last_delimiters`
  if (
    options.ignore_last_delimiters === undefined ||
    options.ignore_last_delimiters === null
  ) {
    options.ignore_last_delimiters = false;
  } else if (typeof options.ignore_last_delimiters === "number") {
    options.ignore_last_delimiters = Math.floor(options.ignore_last_delimiters);
    if (options.ignore_last_delimiters === 0) {
      options.ignore_last_delimiters = false;
    }
  } else if (typeof options.ignore_last_delimiters !== "boolean") {
    throw new CsvError(
      "CSV_INVALID_OPTION_IGNORE_LAST_DELIMITERS",
      [
        "Invalid option `ignore_last_delimiters`:",
        "the value must be a boolean value or an integer,",
        `got ${JSON.stringify(options.ignore_last_delimiters)}`,
      ],
      options,
    );
  }
  if (options.ignore_last_delimiters === true && options.columns === false) {
    throw new CsvError(
      "CSV_IGNORE_LAST_DELIMITERS_REQUIRES_COLUMNS",
      [
        "The option `ignore_last_delimiters`",
        "requires the activation of the `columns` option",
      ],
      options,
    );
  }
  // Normalize option `info`
  if (
    options.info === undefined ||
    options.info === null ||
    options.info === false
  ) {
    options.info = false;
  } else if (options.info !== true) {
    throw new Error(
      `Invalid Option: info must be true, got ${JSON.stringify(options.info)}`,
    );
  }
  // Normalize option `max_record_size`
  if (
    options.max_record_size === undefined ||
    options.max_record_size === null ||
    options.max_record_size === false
  ) {
    options.max_record_size = 0;
  } else if (
    Number.isInteger(options.max_record_size) &&
    options.max_record_size >= 0
  ) {
    // Great, nothing to do
  } else if (
    typeof options.max_record_size === "string" &&
    /\d+/.test(options.max_record_size)
  ) {
    options.max_record_size = parseInt(options.max_record_size);
  } else {
    throw new Error(
      `Invalid Option: max_record_size must be a positive integer, got ${JSON.stringify(options.max_record_size)}`,
    );
  }
  // Normalize option `objname`
  if (
    options.objname === undefined ||
    options.objname === null ||
    options.objname === false
  ) {
    options.objname = undefined;
  } else if (Buffer.isBuffer(options.objname)) {
    if (options.objname.length === 0) {
      throw new Error(`Invalid Option: objname must be a non empty buffer`);
    }
    if (options.encoding === null) {
      // Don't call `toString`, leave objname as a buffer
    } else {
      options.objname = options.objname.toString(options.encoding);
    }
  } else if (typeof options.objname === "string") {
    if (options.objname.length === 0) {
      throw new Error(`Invalid Option: objname must be a non empty string`);
    }
    // Great, nothing to do
  } else if (typeof options.objname === "number") {
    // if(options.objname.length === 0){
    //   throw new Error(`Invalid Option: objname must be a non empty string`);
    // }
    // Great, nothing to do
  } else {
    throw new Error(
      `Invalid Option: objname must be a string or a buffer, got ${options.objname}`,
    );
  }
  if (options.objname !== undefined) {
    if (typeof options.objname === "number") {
      if (options.columns !== false) {
        throw Error(
          "Invalid Option: objname index cannot be combined with columns or be defined as a field",
        );
      }
    } else {
      // A string or a buffer
      if (options.columns === false) {
        throw Error(
          "Invalid Option: objname field must be combined with columns or be defined as an index",
        );
      }
    }
  }
  // Normalize option `on_record`
  if (options.on_record === undefined || options.on_record === null) {
    options.on_record = undefined;
  } else if (typeof options.on_record !== "function") {
    throw new CsvError(
      "CSV_INVALID_OPTION_ON_RECORD",
      [
        "Invalid option `on_record`:",
        "expect a function,",
        `got ${JSON.stringify(options.on_record)}`,
      ],
      options,
    );
  }
  // Normalize option `on_skip`
  // options.on_skip ??= (err, chunk) => {
  //   this.emit('skip', err, chunk);
  // };
  if (
    options.on_skip !== undefined &&
    options.on_skip !== null &&
    typeof options.on_skip !== "function"
  ) {
    throw new Error(
      `Invalid Option: on_skip must be a function, got ${JSON.stringify(options.on_skip)}`,
    );
  }
  // Normalize option `quote`
  if (
    options.quote === null ||
    options.quote === false ||
    options.quote === ""
  ) {
    options.quote = null;
  } else {
    if (options.quote === undefined || options.quote === true) {
      options.quote = Buffer.from('"', options.encoding);
    } else if (typeof options.quote === "string") {
      options.quote = Buffer.from(options.quote, options.encoding);
    }
    if (!Buffer.isBuffer(options.quote)) {
      throw new Error(
        `Invalid Option: quote must be a buffer or a string, got ${JSON.stringify(options.quote)}`,
      );
    }
  }
  // Normalize option `raw`
  if (
    options.raw === undefined ||
    options.raw === null ||
    options.raw === false
  ) {
    options.raw = false;
  } else if (options.raw !== true) {
    throw new Error(
      `Invalid Option: raw must be true, got ${JSON.stringify(options.raw)}`,
    );
  }
  // Normalize option `record_delimiter`
  if (options.record_delimiter === undefined) {
    options.record_delimiter = [];
  } else if (
    typeof options.record_delimiter === "string" ||
    Buffer.isBuffer(options.record_delimiter)
  ) {
    if (options.record_delimiter.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a non empty string or buffer,",
          `got ${JSON.stringify(options.record_delimiter)}`,
        ],
        options,
      );
    }
    options.record_delimiter = [options.record_delimiter];
  } else if (!Array.isArray(options.record_delimiter)) {
    throw new CsvError(
      "CSV_INVALID_OPTION_RECORD_DELIMITER",
      [
        "Invalid option `record_delimiter`:",
        "value must be a string, a buffer or array of string|buffer,",
        `got ${JSON.stringify(options.record_delimiter)}`,
      ],
      options,
    );
  }
  options.record_delimiter = options.record_delimiter.map(function (rd, i) {
    if (typeof rd !== "string" && !Buffer.isBuffer(rd)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a string, a buffer or array of string|buffer",
          `at index ${i},`,
          `got ${JSON.stringify(rd)}`,
        ],
        options,
      );
    } else if (rd.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a non empty string or buffer",
          `at index ${i},`,
          `got ${JSON.stringify(rd)}`,
        ],
        options,
      );
    }
    if (typeof rd === "string") {
      rd = Buffer.from(rd, options.encoding);
    }
    return rd;
  });
  // Normalize option `relax_column_count`
  if (typeof options.relax_column_count === "boolean") {
    // Great, nothing to do
  } else if (
    options.relax_column_count === undefined ||
    options.relax_column_count === null
  ) {
    options.relax_column_count = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count must be a boolean, got ${JSON.stringify(options.relax_column_count)}`,
    );
  }
  if (typeof options.relax_column_count_less === "boolean") {
    // Great, nothing to do
  } else if (
    options.relax_column_count_less === undefined ||
    options.relax_column_count_less === null
  ) {
    options.relax_column_count_less = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count_less must be a boolean, got ${JSON.stringify(options.relax_column_count_less)}`,
    );
  }
  if (typeof options.relax_column_count_more === "boolean") {
    // Great, nothing to do
  } else if (
    options.relax_column_count_more === undefined ||
    options.relax_column_count_more === null
  ) {
    options.relax_column_count_more = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count_more must be a boolean, got ${JSON.stringify(options.relax_column_count_more)}`,
    );
  }
  // Normalize option `relax_quotes`
  if (typeof options.relax_quotes === "boolean") {
    // Great, nothing to do
  } else if (
    options.relax_quotes === undefined ||
    options.relax_quotes === null
  ) {
    options.relax_quotes = false;
  } else {
    throw new Error(
      `Invalid Option: relax_quotes must be a boolean, got ${JSON.stringify(options.relax_quotes)}`,
    );
  }
  // Normalize option `skip_empty_lines`
  if (typeof options.skip_empty_lines === "boolean") {
    // Great, nothing to do
  } else if (
    options.skip_empty_lines === undefined ||
    options.skip_empty_lines === null
  ) {
    options.skip_empty_lines = false;
  } else {
    throw new Error(
      `Invalid Option: skip_empty_lines must be a boolean, got ${JSON.stringify(options.skip_empty_lines)}`,
    );
  }
  // Normalize option `skip_records_with_empty_values`
  if (typeof options.skip_records_with_empty_values === "boolean") {
    // Great, nothing to do
  } else if (
    options.skip_records_with_empty_values === undefined ||
    options.skip_records_with_empty_values === null
  ) {
    options.skip_records_with_empty_values = false;
  } else {
    throw new Error(
      `Invalid Option: skip_records_with_empty_values must be a boolean, got ${JSON.stringify(options.skip_records_with_empty_values)}`,
    );
  }
  // Normalize option `skip_records_with_error`
  if (typeof options.skip_records_with_error === "boolean") {
    // Great, nothing to do
  } else if (
    options.skip_records_with_error === undefined ||
    options.skip_records_with_error === null
  ) {
    options.skip_records_with_error = false;
  } else {
    throw new Error(
      `Invalid Option: skip_records_with_error must be a boolean, got ${JSON.stringify(options.skip_records_with_error)}`,
    );
  }
  // Normalize option `rtrim`
  if (
    options.rtrim === undefined ||
    options.rtrim === null ||
    options.rtrim === false
  ) {
    options.rtrim = false;
  } else if (options.rtrim !== true) {
    throw new Error(
      `Invalid Option: rtrim must be a boolean, got ${JSON.stringify(options.rtrim)}`,
    );
  }
  // Normalize option `ltrim`
  if (
    options.ltrim === undefined ||
    options.ltrim === null ||
    options.ltrim === false
  ) {
    options.ltrim = false;
  } else if (options.ltrim !== true) {
    throw new Error(
      `Invalid Option: ltrim must be a boolean, got ${JSON.stringify(options.ltrim)}`,
    );
  }
  // Normalize option `trim`
  if (
    options.trim === undefined ||
    options.trim === null ||
    options.trim === false
  ) {
    options.trim = false;
  } else if (options.trim !== true) {
    throw new Error(
      `Invalid Option: trim must be a boolean, got ${JSON.stringify(options.trim)}`,
    );
  }
  // Normalize options `trim`, `ltrim` and `rtrim`
  if (options.trim === true && opts.ltrim !== false) {
    options.ltrim = true;
  } else if (options.ltrim !== true) {
    options.ltrim = false;
  }
  if (options.trim === true && opts.rtrim !== false) {
    options.rtrim = true;
  } else if (options.rtrim !== true) {
    options.rtrim = false;
  }
  // Normalize option `to`
  if (options.to === undefined || options.to === null) {
    options.to = -1;
  } else if (options.to !== -1) {
    if (typeof options.to === "string" && /\d+/.test(options.to)) {
      options.to = parseInt(options.to);
    }
    if (Number.isInteger(options.to)) {
      if (options.to <= 0) {
        throw new Error(
          `Invalid Option: to must be a positive integer greater than 0, got ${JSON.stringify(opts.to)}`,
        );
      }
    } else {
      throw new Error(
        `Invalid Option: to must be an integer, got ${JSON.stringify(opts.to)}`,
      );
    }
  }
  // Normalize option `to_line`
  if (options.to_line === undefined || options.to_line === null) {
    options.to_line = -1;
  } else if (options.to_line !== -1) {
    if (typeof options.to_line === "string" && /\d+/.test(options.to_line)) {
      options.to_line = parseInt(options.to_line);
    }
    if (Number.isInteger(options.to_line)) {
      if (options.to_line <= 0) {
        throw new Error(
          `Invalid Option: to_line must be a positive integer greater than 0, got ${JSON.stringify(opts.to_line)}`,
        );
      }
    } else {
      throw new Error(
        `Invalid Option: to_line must be an integer, got ${JSON.stringify(opts.to_line)}`,
      );
    }
  }
  return options;
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/utils/delimiter_discover.js



// Discussed in [issue #400](https://github.com/adaltas/node-csv/issues/400)
// See https://github.com/python/cpython/blob/ea1b1c579f600cc85d145c60862b2e6b98701b24/Lib/csv.py#L349
const delimiter_discover_delimiter_discover = function (records, options) {
  // Normalize the configuration
  if (!options) {
    ({ delimiter_auto: options } = normalize_options({ delimiter_auto: true }));
  }
  // Convert String to Buffer
  if (typeof records === "string") {
    records = Buffer.from(records);
  }
  // Convert Buffer to an array of records
  if (Buffer.isBuffer(records)) {
    records = ((data) => {
      const records = [];
      const parser = transform({ delimiter: [] });
      const push = (record) => records.push(record);
      const close = () => {};
      const error = parser.parse(data, true, push, close);
      if (error !== undefined) throw error;
      return records;
    })(records);
  }
  // Info array initialization, 127 entries, one per char code
  const info = Array(127)
    .fill()
    .map(() => ({ lines: [] }));
  // Traverse each records, count occurences per char code
  records.map(([record], line) => {
    for (let i = 0, l = record.length; i < l; i++) {
      // Count the character frequency
      const code = record.charCodeAt(i);
      if (info[code].lines[line] === undefined) info[code].lines[line] = 0;
      info[code].lines[line]++;
    }
  });
  // Traverse each char code, compute the score
  info.map((info, i) => {
    info.char_code = i;
    info.std = std(info.lines);
    info.total = info.lines.reduce((acc, val) => acc + val, 0);
    info.preferred = !!options.preferred[i];
    info.score = options.score(info, options);
  });
  // Extract the dominant character
  const result = info.reduce(
    (acc, info) => (acc.score > info.score ? acc : info),
    {},
  );
  return String.fromCharCode(result.char_code);
};

const std = function (array) {
  const n = array.length;
  if (n === 0) return 0;
  const mean = array.reduce((a, b) => a + b) / n;
  return Math.sqrt(
    array.map((x) => Math.pow(x - mean, 2)).reduce((a, b) => a + b) / n,
  );
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/index.js






const isRecordEmpty = function (record) {
  return record.every(
    (field) =>
      field == null || (field.toString && field.toString().trim() === ""),
  );
};

const cr = 13; // `\r`, carriage return, 0x0D in hexadécimal, 13 in decimal
const nl = 10; // `\n`, newline, 0x0A in hexadecimal, 10 in decimal

const boms = {
  // Note, the following are equals:
  // Buffer.from("\ufeff")
  // Buffer.from([239, 187, 191])
  // Buffer.from('EFBBBF', 'hex')
  utf8: Buffer.from([239, 187, 191]),
  // Note, the following are equals:
  // Buffer.from "\ufeff", 'utf16le
  // Buffer.from([255, 254])
  utf16le: Buffer.from([255, 254]),
};

const api_transform = function (original_options = {}) {
  const info = {
    bytes: 0,
    bytes_records: 0,
    comment_lines: 0,
    empty_lines: 0,
    invalid_field_length: 0,
    lines: 1,
    records: 0,
  };
  const options = normalize_options(original_options);
  return {
    info: info,
    original_options: original_options,
    options: options,
    state: init_state(options),
    __needMoreData: function (i, bufLen, end) {
      if (end) return false;
      const { encoding, escape, quote } = this.options;
      const { quoting, needMoreDataSize, recordDelimiterMaxLength } =
        this.state;
      const numOfCharLeft = bufLen - i - 1;
      const requiredLength = Math.max(
        needMoreDataSize,
        // Skip if the remaining buffer smaller than record delimiter
        // If "record_delimiter" is yet to be discovered:
        // 1. It is equals to `[]` and "recordDelimiterMaxLength" equals `0`
        // 2. We set the length to windows line ending in the current encoding
        // Note, that encoding is known from user or bom discovery at that point
        // recordDelimiterMaxLength,
        recordDelimiterMaxLength === 0
          ? Buffer.from("\r\n", encoding).length
          : recordDelimiterMaxLength,
        // Skip if remaining buffer can be an escaped quote
        quoting ? (escape === null ? 0 : escape.length) + quote.length : 0,
        // Skip if remaining buffer can be record delimiter following the closing quote
        quoting ? quote.length + recordDelimiterMaxLength : 0,
      );
      return numOfCharLeft < requiredLength;
    },
    // Central parser implementation
    parse: function (nextBuf, end, push, close) {
      const {
        bom,
        comment_no_infix,
        delimiter_auto,
        encoding,
        from_line,
        ltrim,
        max_record_size,
        raw,
        relax_quotes,
        rtrim,
        skip_empty_lines,
        to,
        to_line,
      } = this.options;
      let { comment, escape, quote, record_delimiter } = this.options;
      const {
        bomSkipped,
        delimiterDiscovered,
        delimiterBufPrevious,
        rawBuffer,
        escapeIsQuote,
      } = this.state;
      // Automatic delimiter discovery
      if (!delimiterDiscovered && delimiter_auto) {
        let delimiterBuf;
        if (delimiterBufPrevious === undefined) {
          delimiterBuf = nextBuf;
        } else if (
          delimiterBufPrevious !== undefined &&
          nextBuf === undefined
        ) {
          delimiterBuf = delimiterBufPrevious;
        } else {
          delimiterBuf = Buffer.concat([delimiterBufPrevious, nextBuf]);
        }
        // Ensure that nextBuf is not concatenated a second time during buffer reconciliation
        nextBuf = undefined;
        // this.delimiterBufPrevious = delimiterBuf;
        if (end || delimiterBuf.length > delimiter_auto.size) {
          this.options.delimiter = [
            Buffer.from(
              delimiter_discover(delimiterBuf, this.options.delimiter_auto),
            ),
          ];
          this.state.previousBuf = delimiterBuf;
          this.state.delimiterBufPrevious = undefined;
          this.state.delimiterDiscovered = true;
        } else {
          this.state.delimiterBufPrevious = delimiterBuf;
          return;
        }
      }
      // Previous buffers reconciliation
      const { previousBuf } = this.state;
      let buf;
      if (previousBuf === undefined) {
        if (nextBuf === undefined) {
          // Handle empty string
          close();
          return;
        } else {
          buf = nextBuf;
        }
      } else if (previousBuf !== undefined && nextBuf === undefined) {
        buf = previousBuf;
      } else {
        buf = Buffer.concat([previousBuf, nextBuf]);
      }
      // Handle UTF BOM
      if (bomSkipped === false) {
        if (bom === false) {
          this.state.bomSkipped = true;
        } else if (buf.length < 3) {
          // No enough data
          if (end === false) {
            // Wait for more data
            this.state.previousBuf = buf;
            return;
          }
        } else {
          for (const encoding in boms) {
            if (boms[encoding].compare(buf, 0, boms[encoding].length) === 0) {
              // Skip BOM
              const bomLength = boms[encoding].length;
              this.state.bufBytesStart += bomLength;
              buf = buf.slice(bomLength);
              // Renormalize original options with the new encoding
              const options = normalize_options({
                ...this.original_options,
                encoding: encoding,
              });
              // Properties are merged with the existing options instance
              for (const key in options) {
                this.options[key] = options[key];
              }
              // Options will re-evaluate the Buffer with the new encoding
              ({ comment, escape, quote } = this.options);
              break;
            }
          }
          this.state.bomSkipped = true;
        }
      }
      const bufLen = buf.length;
      let pos;
      for (pos = 0; pos < bufLen; pos++) {
        // Ensure we get enough space to look ahead
        // There should be a way to move this out of the loop
        if (this.__needMoreData(pos, bufLen, end)) {
          break;
        }
        if (this.state.wasRowDelimiter === true) {
          this.info.lines++;
          this.state.wasRowDelimiter = false;
        }
        if (to_line !== -1 && this.info.lines > to_line) {
          this.state.stop = true;
          close();
          return;
        }
        // Auto discovery of record_delimiter, unix, mac and windows supported
        if (this.state.quoting === false && record_delimiter.length === 0) {
          const record_delimiterCount = this.__autoDiscoverRecordDelimiter(
            buf,
            pos,
          );
          if (record_delimiterCount) {
            record_delimiter = this.options.record_delimiter;
          }
        }
        const chr = buf[pos];
        if (raw === true) {
          rawBuffer.append(chr);
        }
        if (
          (chr === cr || chr === nl) &&
          this.state.wasRowDelimiter === false
        ) {
          this.state.wasRowDelimiter = true;
        }
        // Previous char was a valid escape char
        // treat the current char as a regular char
        if (this.state.escaping === true) {
          this.state.escaping = false;
        } else {
          // Escape is only active inside quoted fields
          // We are quoting, the char is an escape chr and there is a chr to escape
          // if(escape !== null && this.state.quoting === true && chr === escape && pos + 1 < bufLen){
          if (
            escape !== null &&
            this.state.quoting === true &&
            this.__isEscape(buf, pos, chr) &&
            pos + escape.length < bufLen
          ) {
            if (escapeIsQuote) {
              if (this.__isQuote(buf, pos + escape.length)) {
                this.state.escaping = true;
                pos += escape.length - 1;
                continue;
              }
            } else {
              this.state.escaping = true;
              pos += escape.length - 1;
              continue;
            }
          }
          // Not currently escaping and chr is a quote
          // TODO: need to compare bytes instead of single char
          if (this.state.commenting === false && this.__isQuote(buf, pos)) {
            if (this.state.quoting === true) {
              const nextChr = buf[pos + quote.length];
              const isNextChrTrimable =
                rtrim && this.__isCharTrimable(buf, pos + quote.length);
              const isNextChrComment =
                comment !== null &&
                this.__compareBytes(comment, buf, pos + quote.length, nextChr);
              const isNextChrDelimiter = this.__isDelimiter(
                buf,
                pos + quote.length,
                nextChr,
              );
              const isNextChrRecordDelimiter =
                record_delimiter.length === 0
                  ? this.__autoDiscoverRecordDelimiter(buf, pos + quote.length)
                  : this.__isRecordDelimiter(nextChr, buf, pos + quote.length);
              // Escape a quote
              // Treat next char as a regular character
              if (
                escape !== null &&
                this.__isEscape(buf, pos, chr) &&
                this.__isQuote(buf, pos + escape.length)
              ) {
                pos += escape.length - 1;
              } else if (
                !nextChr ||
                isNextChrDelimiter ||
                isNextChrRecordDelimiter ||
                isNextChrComment ||
                isNextChrTrimable
              ) {
                this.state.quoting = false;
                this.state.wasQuoting = true;
                pos += quote.length - 1;
                continue;
              } else if (relax_quotes === false) {
                const err = this.__error(
                  new CsvError(
                    "CSV_INVALID_CLOSING_QUOTE",
                    [
                      "Invalid Closing Quote:",
                      `got "${String.fromCharCode(nextChr)}"`,
                      `at line ${this.info.lines}`,
                      "instead of delimiter, record delimiter, trimable character",
                      "(if activated) or comment",
                    ],
                    this.options,
                    this.__infoField(),
                  ),
                );
                if (err !== undefined) return err;
              } else {
                this.state.quoting = false;
                this.state.wasQuoting = true;
                this.state.field.prepend(quote);
                pos += quote.length - 1;
              }
            } else {
              if (this.state.field.length !== 0) {
                // In relax_quotes mode, treat opening quote preceded by chrs as regular
                if (relax_quotes === false) {
                  const info = this.__infoField();
                  const bom = Object.keys(boms)
                    .map((b) =>
                      boms[b].equals(this.state.field.toString()) ? b : false,
                    )
                    .filter(Boolean)[0];
                  const err = this.__error(
                    new CsvError(
                      "INVALID_OPENING_QUOTE",
                      [
                        "Invalid Opening Quote:",
                        `a quote is found on field ${JSON.stringify(info.column)} at line ${info.lines}, value is ${JSON.stringify(this.state.field.toString(encoding))}`,
                        bom ? `(${bom} bom)` : undefined,
                      ],
                      this.options,
                      info,
                      {
                        field: this.state.field,
                      },
                    ),
                  );
                  if (err !== undefined) return err;
                }
              } else {
                this.state.quoting = true;
                pos += quote.length - 1;
                continue;
              }
            }
          }
          if (this.state.quoting === false) {
            const recordDelimiterLength = this.__isRecordDelimiter(
              chr,
              buf,
              pos,
            );
            if (recordDelimiterLength !== 0) {
              // Do not emit comments which take a full line
              const skipCommentLine =
                this.state.commenting &&
                this.state.wasQuoting === false &&
                this.state.record.length === 0 &&
                this.state.field.length === 0;
              if (skipCommentLine) {
                this.info.comment_lines++;
                // Skip full comment line
              } else {
                // Activate records emission if above from_line
                if (
                  this.state.enabled === false &&
                  this.info.lines +
                    (this.state.wasRowDelimiter === true ? 1 : 0) >=
                    from_line
                ) {
                  this.state.enabled = true;
                  this.__resetField();
                  this.__resetRecord();
                  pos += recordDelimiterLength - 1;
                  continue;
                }
                // Skip if line is empty and skip_empty_lines activated
                if (
                  skip_empty_lines === true &&
                  this.state.wasQuoting === false &&
                  this.state.record.length === 0 &&
                  this.state.field.length === 0
                ) {
                  this.info.empty_lines++;
                  pos += recordDelimiterLength - 1;
                  continue;
                }
                this.info.bytes = this.state.bufBytesStart + pos;
                const errField = this.__onField();
                if (errField !== undefined) return errField;
                this.info.bytes =
                  this.state.bufBytesStart + pos + recordDelimiterLength;
                const errRecord = this.__onRecord(push);
                if (errRecord !== undefined) return errRecord;
                if (to !== -1 && this.info.records >= to) {
                  this.state.stop = true;
                  close();
                  return;
                }
              }
              this.state.commenting = false;
              pos += recordDelimiterLength - 1;
              continue;
            }
            if (this.state.commenting) {
              continue;
            }
            if (
              comment !== null &&
              (comment_no_infix === false ||
                (this.state.record.length === 0 &&
                  this.state.field.length === 0))
            ) {
              const commentCount = this.__compareBytes(comment, buf, pos, chr);
              if (commentCount !== 0) {
                this.state.commenting = true;
                continue;
              }
            }
            const delimiterLength = this.__isDelimiter(buf, pos, chr);
            if (delimiterLength !== 0) {
              this.info.bytes = this.state.bufBytesStart + pos;
              const errField = this.__onField();
              if (errField !== undefined) return errField;
              pos += delimiterLength - 1;
              continue;
            }
          }
        }
        if (this.state.commenting === false) {
          if (
            max_record_size !== 0 &&
            this.state.record_length + this.state.field.length > max_record_size
          ) {
            return this.__error(
              new CsvError(
                "CSV_MAX_RECORD_SIZE",
                [
                  "Max Record Size:",
                  "record exceed the maximum number of tolerated bytes",
                  `of ${max_record_size}`,
                  `at line ${this.info.lines}`,
                ],
                this.options,
                this.__infoField(),
              ),
            );
          }
        }
        const lappend =
          ltrim === false ||
          this.state.quoting === true ||
          this.state.field.length !== 0 ||
          !this.__isCharTrimable(buf, pos);
        // rtrim in non quoting is handle in __onField
        const rappend = rtrim === false || this.state.wasQuoting === false;
        if (lappend === true && rappend === true) {
          this.state.field.append(chr);
        } else if (rtrim === true && !this.__isCharTrimable(buf, pos)) {
          return this.__error(
            new CsvError(
              "CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE",
              [
                "Invalid Closing Quote:",
                "found non trimable byte after quote",
                `at line ${this.info.lines}`,
              ],
              this.options,
              this.__infoField(),
            ),
          );
        } else {
          if (lappend === false) {
            pos += this.__isCharTrimable(buf, pos) - 1;
          }
          continue;
        }
      }
      if (end === true) {
        // Ensure we are not ending in a quoting state
        if (this.state.quoting === true) {
          const err = this.__error(
            new CsvError(
              "CSV_QUOTE_NOT_CLOSED",
              [
                "Quote Not Closed:",
                `the parsing is finished with an opening quote at line ${this.info.lines}`,
              ],
              this.options,
              this.__infoField(),
            ),
          );
          if (err !== undefined) return err;
        } else {
          // Skip last line if it has no characters
          if (
            this.state.wasQuoting === true ||
            this.state.record.length !== 0 ||
            this.state.field.length !== 0
          ) {
            this.info.bytes = this.state.bufBytesStart + pos;
            const errField = this.__onField();
            if (errField !== undefined) return errField;
            const errRecord = this.__onRecord(push);
            if (errRecord !== undefined) return errRecord;
          } else if (this.state.wasRowDelimiter === true) {
            this.info.empty_lines++;
          } else if (this.state.commenting === true) {
            this.info.comment_lines++;
          }
        }
      } else {
        this.state.bufBytesStart += pos;
        this.state.previousBuf = buf.slice(pos);
      }
      if (this.state.wasRowDelimiter === true) {
        this.info.lines++;
        this.state.wasRowDelimiter = false;
      }
    },
    __onRecord: function (push) {
      const {
        columns,
        group_columns_by_name,
        encoding,
        info,
        from,
        relax_column_count,
        relax_column_count_less,
        relax_column_count_more,
        raw,
        skip_records_with_empty_values,
      } = this.options;
      const { enabled, record } = this.state;
      if (enabled === false) {
        return this.__resetRecord();
      }
      // Convert the first line into column names
      const recordLength = record.length;
      if (columns === true) {
        if (skip_records_with_empty_values === true && isRecordEmpty(record)) {
          this.__resetRecord();
          return;
        }
        return this.__firstLineToColumns(record);
      }
      if (columns === false && this.info.records === 0) {
        this.state.expectedRecordLength = recordLength;
      }
      if (recordLength !== this.state.expectedRecordLength) {
        const err =
          columns === false
            ? new CsvError(
                "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH",
                [
                  "Invalid Record Length:",
                  `expect ${this.state.expectedRecordLength},`,
                  `got ${recordLength} on line ${this.info.lines}`,
                ],
                this.options,
                this.__infoField(),
                {
                  record: record,
                },
              )
            : new CsvError(
                "CSV_RECORD_INCONSISTENT_COLUMNS",
                [
                  "Invalid Record Length:",
                  `columns length is ${columns.length},`, // rename columns
                  `got ${recordLength} on line ${this.info.lines}`,
                ],
                this.options,
                this.__infoField(),
                {
                  record: record,
                },
              );
        if (
          relax_column_count === true ||
          (relax_column_count_less === true &&
            recordLength < this.state.expectedRecordLength) ||
          (relax_column_count_more === true &&
            recordLength > this.state.expectedRecordLength)
        ) {
          this.info.invalid_field_length++;
          this.state.error = err;
          // Error is undefined with skip_records_with_error
        } else {
          const finalErr = this.__error(err);
          if (finalErr) return finalErr;
        }
      }
      if (skip_records_with_empty_values === true && isRecordEmpty(record)) {
        this.__resetRecord();
        return;
      }
      if (this.state.recordHasError === true) {
        this.__resetRecord();
        this.state.recordHasError = false;
        return;
      }
      this.info.records++;
      if (from === 1 || this.info.records >= from) {
        const { objname } = this.options;
        // With columns, records are object
        if (columns !== false) {
          const obj = {};
          // Transform record array to an object
          for (let i = 0, l = record.length; i < l; i++) {
            if (columns[i] === undefined || columns[i].disabled) continue;
            // Turn duplicate columns into an array
            if (
              group_columns_by_name === true &&
              Object.hasOwn(obj, columns[i].name)
            ) {
              if (Array.isArray(obj[columns[i].name])) {
                obj[columns[i].name] = obj[columns[i].name].concat(record[i]);
              } else {
                obj[columns[i].name] = [obj[columns[i].name], record[i]];
              }
            } else {
              Object.defineProperty(obj, columns[i].name, {
                value: record[i],
                enumerable: true,
                writable: true,
                configurable: true,
              });
            }
          }
          // Without objname (default)
          if (raw === true || info === true) {
            const extRecord = Object.assign(
              { record: obj },
              raw === true
                ? { raw: this.state.rawBuffer.toString(encoding) }
                : {},
              info === true ? { info: this.__infoRecord() } : {},
            );
            const err = this.__push(
              objname === undefined ? extRecord : [obj[objname], extRecord],
              push,
            );
            if (err) {
              return err;
            }
          } else {
            const err = this.__push(
              objname === undefined ? obj : [obj[objname], obj],
              push,
            );
            if (err) {
              return err;
            }
          }
          // Without columns, records are array
        } else {
          if (raw === true || info === true) {
            const extRecord = Object.assign(
              { record: record },
              raw === true
                ? { raw: this.state.rawBuffer.toString(encoding) }
                : {},
              info === true ? { info: this.__infoRecord() } : {},
            );
            const err = this.__push(
              objname === undefined ? extRecord : [record[objname], extRecord],
              push,
            );
            if (err) {
              return err;
            }
          } else {
            const err = this.__push(
              objname === undefined ? record : [record[objname], record],
              push,
            );
            if (err) {
              return err;
            }
          }
        }
      }
      this.__resetRecord();
    },
    __firstLineToColumns: function (record) {
      const { firstLineToHeaders } = this.state;
      try {
        const headers =
          firstLineToHeaders === undefined
            ? record
            : firstLineToHeaders.call(null, record);
        if (!Array.isArray(headers)) {
          return this.__error(
            new CsvError(
              "CSV_INVALID_COLUMN_MAPPING",
              [
                "Invalid Column Mapping:",
                "expect an array from column function,",
                `got ${JSON.stringify(headers)}`,
              ],
              this.options,
              this.__infoField(),
              {
                headers: headers,
              },
            ),
          );
        }
        const normalizedHeaders = normalize_columns_array(headers);
        this.state.expectedRecordLength = normalizedHeaders.length;
        this.options.columns = normalizedHeaders;
        this.__resetRecord();
        return;
      } catch (err) {
        return err;
      }
    },
    __resetRecord: function () {
      if (this.options.raw === true) {
        this.state.rawBuffer.reset();
      }
      this.state.error = undefined;
      this.state.record = [];
      this.state.record_length = 0;
    },
    __onField: function () {
      const { cast, encoding, rtrim, max_record_size } = this.options;
      const { enabled, wasQuoting } = this.state;
      // Short circuit for the from_line options
      if (enabled === false) {
        return this.__resetField();
      }
      let field = this.state.field.toString(encoding);
      if (rtrim === true && wasQuoting === false) {
        field = field.trimRight();
      }
      if (cast === true) {
        const [err, f] = this.__cast(field);
        if (err !== undefined) return err;
        field = f;
      }
      this.state.record.push(field);
      // Increment record length if record size must not exceed a limit
      if (max_record_size !== 0 && typeof field === "string") {
        this.state.record_length += field.length;
      }
      this.__resetField();
    },
    __resetField: function () {
      this.state.field.reset();
      this.state.wasQuoting = false;
    },
    __push: function (record, push) {
      const { on_record } = this.options;
      if (on_record !== undefined) {
        const info = this.__infoRecord();
        try {
          record = on_record.call(null, record, info);
        } catch (err) {
          return err;
        }
        if (record === undefined || record === null) {
          return;
        }
      }
      this.info.bytes_records += this.info.bytes;
      push(record);
    },
    // Return a tuple with the error and the casted value
    __cast: function (field) {
      const { columns, relax_column_count } = this.options;
      const isColumns = Array.isArray(columns);
      // Dont loose time calling cast
      // because the final record is an object
      // and this field can't be associated to a key present in columns
      if (
        isColumns === true &&
        relax_column_count &&
        this.options.columns.length <= this.state.record.length
      ) {
        return [undefined, undefined];
      }
      if (this.state.castField !== null) {
        try {
          const info = this.__infoField();
          return [undefined, this.state.castField.call(null, field, info)];
        } catch (err) {
          return [err];
        }
      }
      if (this.__isFloat(field)) {
        return [undefined, parseFloat(field)];
      } else if (this.options.cast_date !== false) {
        const info = this.__infoField();
        return [undefined, this.options.cast_date.call(null, field, info)];
      }
      return [undefined, field];
    },
    __compareBytes: function (sourceBuf, targetBuf, targetPos, firstByte) {
      if (sourceBuf[0] !== firstByte) return 0;
      const sourceLength = sourceBuf.length;
      for (let i = 1; i < sourceLength; i++) {
        if (sourceBuf[i] !== targetBuf[targetPos + i]) return 0;
      }
      return sourceLength;
    },
    // Helper to test if a character is trimable
    __isCharTrimable: function (buf, pos) {
      const { timchars, timcharFirstBytes } = this.state;
      // Fast bail-out: non-whitespace bytes (the common case) are rejected
      // without scanning the full timchar list.
      const first = buf[pos];
      if (first === undefined || timcharFirstBytes[first] === 0) return 0;
      loop1: for (let i = 0; i < timchars.length; i++) {
        const timchar = timchars[i];
        for (let j = 0; j < timchar.length; j++) {
          if (timchar[j] !== buf[pos + j]) continue loop1;
        }
        return timchar.length;
      }
      return 0;
    },
    __isDelimiter: function (buf, pos, chr) {
      const { delimiter, ignore_last_delimiters } = this.options;
      if (
        ignore_last_delimiters === true &&
        this.state.record.length === this.options.columns.length - 1
      ) {
        return 0;
      } else if (
        ignore_last_delimiters !== false &&
        typeof ignore_last_delimiters === "number" &&
        this.state.record.length === ignore_last_delimiters - 1
      ) {
        return 0;
      }
      loop1: for (let i = 0; i < delimiter.length; i++) {
        const del = delimiter[i];
        if (del[0] === chr) {
          for (let j = 1; j < del.length; j++) {
            if (del[j] !== buf[pos + j]) continue loop1;
          }
          return del.length;
        }
      }
      return 0;
    },
    __isEscape: function (buf, pos, chr) {
      const { escape } = this.options;
      if (escape === null) return false;
      const l = escape.length;
      if (escape[0] === chr) {
        for (let i = 0; i < l; i++) {
          if (escape[i] !== buf[pos + i]) {
            return false;
          }
        }
        return true;
      }
      return false;
    },
    __isFloat: function (value) {
      return value - parseFloat(value) + 1 >= 0; // Borrowed from jquery
    },
    // Keep it in case we implement the `cast_int` option
    // __isInt(value){
    //   // return Number.isInteger(parseInt(value))
    //   // return !isNaN( parseInt( obj ) );
    //   return /^(\-|\+)?[1-9][0-9]*$/.test(value)
    // }
    __isQuote: function (buf, pos) {
      const { quote } = this.options;
      if (quote === null) return false;
      const l = quote.length;
      for (let i = 0; i < l; i++) {
        if (quote[i] !== buf[pos + i]) {
          return false;
        }
      }
      return true;
    },
    __isRecordDelimiter: function (chr, buf, pos) {
      const { record_delimiter } = this.options;
      const recordDelimiterLength = record_delimiter.length;
      loop1: for (let i = 0; i < recordDelimiterLength; i++) {
        const rd = record_delimiter[i];
        const rdLength = rd.length;
        if (rd[0] !== chr) {
          continue;
        }
        for (let j = 1; j < rdLength; j++) {
          if (rd[j] !== buf[pos + j]) {
            continue loop1;
          }
        }
        return rd.length;
      }
      return 0;
    },
    __autoDiscoverRecordDelimiter: function (buf, pos) {
      const { encoding } = this.options;
      // Note, we don't need to cache this information in state,
      // It is only called on the first line until we find out a suitable
      // record delimiter.
      const rds = [
        // Important, the windows line ending must be before mac os 9
        Buffer.from("\r\n", encoding),
        Buffer.from("\n", encoding),
        Buffer.from("\r", encoding),
      ];
      loop: for (let i = 0; i < rds.length; i++) {
        const l = rds[i].length;
        for (let j = 0; j < l; j++) {
          if (rds[i][j] !== buf[pos + j]) {
            continue loop;
          }
        }
        this.options.record_delimiter.push(rds[i]);
        this.state.recordDelimiterMaxLength = rds[i].length;
        return rds[i].length;
      }
      return 0;
    },
    __error: function (msg) {
      const { encoding, raw, skip_records_with_error } = this.options;
      const err = typeof msg === "string" ? new Error(msg) : msg;
      if (skip_records_with_error) {
        this.state.recordHasError = true;
        if (this.options.on_skip !== undefined) {
          try {
            this.options.on_skip(
              err,
              raw ? this.state.rawBuffer.toString(encoding) : undefined,
            );
          } catch (err) {
            return err;
          }
        }
        // this.emit('skip', err, raw ? this.state.rawBuffer.toString(encoding) : undefined);
        return undefined;
      } else {
        return err;
      }
    },
    __infoDataSet: function () {
      return {
        ...this.info,
        columns: this.options.columns,
      };
    },
    __infoRecord: function () {
      const { columns, raw, encoding } = this.options;
      return {
        ...this.__infoDataSet(),
        bytes_records: this.info.bytes,
        error: this.state.error,
        header: columns === true,
        index: this.state.record.length,
        raw: raw ? this.state.rawBuffer.toString(encoding) : undefined,
      };
    },
    __infoField: function () {
      const { columns } = this.options;
      const isColumns = Array.isArray(columns);
      // Bytes records are only incremented when all records'fields are parsed
      const bytes_records = this.info.bytes_records;
      return {
        ...this.__infoRecord(),
        bytes_records: bytes_records,
        column:
          isColumns === true
            ? columns.length > this.state.record.length
              ? columns[this.state.record.length].name
              : null
            : this.state.record.length,
        quoting: this.state.wasQuoting,
      };
    },
  };
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/sync.js



const sync_parse = function (data, opts = {}) {
  if (typeof data === "string") {
    data = Buffer.from(data);
  }
  const records = opts && opts.objname ? Object.create(null) : [];
  const parser = transform(opts);
  const push = (record) => {
    if (parser.options.objname === undefined) records.push(record);
    else {
      records[record[0]] = record[1];
    }
  };
  const close = () => {};
  const error = parser.parse(data, true, push, close);
  if (error !== undefined) throw error;
  return records;
};



;// CONCATENATED MODULE: ./lib/plan/terms/list.js


/**
 * Splits a list input into its items, as docker's actions do (csv-parse with relaxed quotes): one row a line, a quoted
 * row may span lines, empty items are dropped. Where those actions lose something, this does not: quoted commas stay
 * in their item, an indented comment is a comment, and mixed line ends are all line ends.
 *
 * @throws Error (csv-parse's CsvError) when a quotation mark is never closed
 */
function list_list(text, options = {}) {
    const written = options.comments ? withoutComments(text, options.onComment) : text;
    const quote = options.quote ?? '"';
    const rows = options.fields
        ? rowsOf(hideCommas(written), quote).map(row => row.map(showCommas))
        : rowsOf(written, quote);
    const join = (row) => (options.fields && row.length > 1 ? list_joinFields(row) : row.join(','));
    const items = rows.flatMap(row => (options.commas ? row : [join(row)]));
    return (options.trim === false ? items : items.map(item => item.trim())).filter(item => item !== '');
}
function rowsOf(text, quote) {
    // Every input is a list and hardly one has quotes: a parser for each would cost 10 ms a run.
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
/** The columns of one row, spaces around them removed; [] for an empty text. Quotes as in `list`. */
function list_fields(row) {
    if (!/["\0]/.test(row))
        return row === '' ? [] : row.split(',').map(column => column.trim());
    const [columns = []] = parse(row, { relax_quotes: true, relax_column_count: true, record_delimiter: ['\0'] });
    return columns.map(column => column.trim());
}
/** One row of CSV that both csv-parse and Go's reader (buildx) split into exactly these columns. */
function list_joinFields(columns) {
    return columns.map(column => (/[",\r\n]/.test(column) ? `"${column.replaceAll('"', '""')}"` : column)).join(',');
}
// csv-parse knows comments only at the very start of a line; inside a quoted field a `#` is text.
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

;// CONCATENATED MODULE: ./lib/inputs/reading/defaults.js
/**
 * Every input and what it means when it is not given or given as ''. The same as in action.yml (a test compares them);
 * it is needed here too because the runner applies its defaults only to absent inputs, and reusable workflows pass ''.
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
    runners: '',
    'registry-auth': '',
    registry: '',
    username: '',
    password: '',
    'docker-config': '',
    'docker-config-passphrase': '',
    'github-token': '',
    'job-token': '',
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
    qemu: '',
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
    'container-test': '',
    'gate-platforms': 'native',
    'keep-local': 'false',
    verify: 'true',
    sign: 'false',
    'sign-key': '',
    'sign-key-password': '',
    'sign-public': 'false',
    attest: '',
    'attest-to': '',
    'verify-source': '',
    'require-signed-base': '',
    'signing-config': '',
    'trusted-root': '',
    preflight: 'true',
    'immutable-tags': '',
    'skip-existing': 'false',
    'moving-tags': 'forward',
    retries: '5',
    timeout: '3m',
    'dry-run': 'false',
};

;// CONCATENATED MODULE: ./lib/inputs/reading/verify-defaults.js
/** What only the verify action takes, with its defaults: those of verify/action.yml. */
const VERIFY_DEFAULTS = {
    refs: '',
    result: '',
    require: 'signature',
    'signed-by': '',
    'source-repository': '',
    'source-ref': '',
};

;// CONCATENATED MODULE: ./lib/inputs/reading/source.js




const ALL = { ...VERIFY_DEFAULTS, ...DEFAULTS };
/** Reads `INPUT_*` as the runner sets them: the name in upper case, spaces as `_`, hyphens kept. */
function sourceOf(env, problems, warnings, exists) {
    const raw = (name) => env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] || ALL[name];
    return {
        raw,
        text: name => raw(name).trim() || ALL[name],
        variable: name => env[name] ?? '',
        report: (input, problem, fix) => problems.push({ input, problem, fix }),
        invalid: (input, problem, fix) => problems.push({ input, problem, fix, kind: 'value' }),
        add: problem => problems.push(problem),
        warn: text => warnings.push(text),
        repository: env.GITHUB_REPOSITORY ?? '',
        exists: path => exists(resolve(env.GITHUB_WORKSPACE ?? '.', path)),
    };
}
/** A line of text: no line breaks or control characters, which no name, path or option has. */
function line(source, name) {
    const value = source.text(name);
    if (!/\p{Cc}/u.test(value))
        return value;
    source.report(name, 'has a line break or a control character', 'Give it on one line.');
    return '';
}
/** `true` or `false` as in YAML 1.2's core schema, which is also what @actions/core takes. */
function source_boolean(source, name) {
    return booleanAt(source, name, source.text(name));
}
/** The same of a value inside an input; `at` names it in messages. '' is false. */
function booleanAt(source, at, text) {
    const value = text === '' ? false : source_parseBoolean(text);
    if (value === undefined)
        source.invalid(at, source_quote(text), BOOLEAN);
    return value ?? false;
}
const BOOLEAN = '`true` or `false`';
/** true|True|TRUE and false|False|FALSE; undefined for anything else. */
function source_parseBoolean(text) {
    if (/^(?:true|True|TRUE)$/.test(text))
        return true;
    return /^(?:false|False|FALSE)$/.test(text) ? false : undefined;
}
/** The items of a list input. */
function source_items(source, name, options = {}) {
    return itemsAt(source, name, source.raw(name), options);
}
/** The same of a value inside an input; `at` names it in messages. */
function itemsAt(source, at, text, options) {
    try {
        return list(text, options);
    }
    catch {
        // csv-parse's message is left out: it may quote the text, which may be a secret.
        source.report(at, 'has a quotation mark that is never closed', 'Close it on its line, or write a quotation mark inside a quoted item twice ("").');
        return [];
    }
}
/** Untrusted text inside a message: on one line, and short. */
function source_quote(text) {
    return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);
}

;// CONCATENATED MODULE: ./lib/inputs/build/cache-mounts.js

/** An id as it may stand in a Dockerfile of ours: no space, no quotation mark, nothing that is expanded. */
const cache_mounts_MOUNT_ID = /^[\w./:@+~=-]{1,200}$/;
function readCacheMounts(source) {
    const text = source.text('cache-mounts');
    const asBoolean = text === '' ? false : parseBoolean(text);
    if (asBoolean !== undefined)
        return asBoolean ? 'all' : 'none';
    const ids = items(source, 'cache-mounts', { commas: true });
    for (const id of ids) {
        if (parseBoolean(id) === undefined && cache_mounts_MOUNT_ID.test(id))
            continue;
        source.invalid('cache-mounts', quote(id), '`true` for every cache mount of the Dockerfile, or ids such as `npm, /root/.cache`; a mount without an id is identified by its target');
    }
    return ids;
}

;// CONCATENATED MODULE: ./lib/dockerfile/mount.js


/** The same text for the same mount. */
function mount_identityOf({ id, owner }) {
    return owner === undefined ? id : `${id} ${owner.uid}:${owner.gid} ${owner.mode.toString(8).padStart(4, '0')}`;
}
/** The options of `--mount` that lead to this mount; its id is known to need no quotes. */
function mountOptions({ id, owner }) {
    const own = owner === undefined ? '' : `,uid=${owner.uid},gid=${owner.gid},mode=${owner.mode.toString(8).padStart(4, '0')}`;
    return `type=cache,id=${id}${own}`;
}
/**
 * The mount that `--mount` options mean: all variables expanded, and each under one name (`target`, `source`).
 *
 * @see https://docs.docker.com/reference/dockerfile/#run---mounttypecache
 */
function mountOf(options) {
    const id = options.get('id') || cleanPath(options.get('target') ?? '');
    if (!MOUNT_ID.test(id))
        return { name: id, why: 'its id has characters that cannot be passed on' };
    const from = options.get('from') ?? '';
    if (from !== '' && from !== 'scratch')
        return { name: id, why: `it begins as a copy of \`${from}\`` };
    if ((options.get('source') ?? '/') !== '/')
        return { name: id, why: 'it has a `source`' };
    const [uid, gid, mode] = [
        number(options.get('uid'), 10),
        number(options.get('gid'), 10),
        number(options.get('mode'), 8),
    ];
    if (uid === 'bad' || gid === 'bad' || mode === 'bad')
        return { name: id, why: 'its `uid`, `gid` or `mode` is not a number' };
    if (uid === undefined && gid === undefined && mode === undefined)
        return { id, owner: undefined };
    return { id, owner: { uid: uid ?? 0, gid: gid ?? 0, mode: mode ?? 0o755 } };
}
/** A mount without an id is named by its target as written: relative ones stay so. */
function cleanPath(path) {
    const clean = posix.normalize(path);
    return clean.length > 1 && clean.endsWith('/') ? clean.slice(0, -1) : clean;
}
function number(text, base) {
    if (text === undefined)
        return undefined;
    return (base === 8 ? /^[0-7]{1,6}$/ : /^\d{1,9}$/).test(text) ? Number.parseInt(text, base) : 'bad';
}

;// CONCATENATED MODULE: ./lib/cache/mounts/tar-entries.js


const BLOCK = 512;
/** Extended headers and long names are small; what claims to be more is not worth reading. */
const LONGEST_NAME = (/* unused pure expression or super */ null && (1024 * 1024));
/**
 * What tells whether two tar archives hold the same files: names, kinds, sizes, owners, permissions and times, whatever
 * their order. A folder's own time is left out, since it changes when the folder is unpacked. '' for an archive of
 * nothing but its top folder.
 *
 * @throws Error when the file is no whole tar archive (ustar, GNU or pax)
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html (ustar and pax interchange formats)
 */
async function tar_entries_fingerprint(path) {
    const file = await open(path);
    try {
        const entries = await entriesOf(file);
        if (entries.every(({ isTop }) => isTop))
            return '';
        const digests = entries.map(({ text }) => createHash('sha256').update(text).digest('hex')).sort();
        return createHash('sha256').update(digests.join('\n')).digest('hex');
    }
    finally {
        await file.close();
    }
}
async function entriesOf(file) {
    const { size: end } = await file.stat();
    const entries = [];
    const header = Buffer.alloc(BLOCK);
    let extended = [];
    let size;
    let position = 0;
    for (;;) {
        const { bytesRead } = await file.read(header, 0, BLOCK, position);
        if (bytesRead < BLOCK)
            throw new Error('the archive is truncated');
        if (header.every(byte => byte === 0))
            return entries;
        const kind = String.fromCharCode(header[156] || 48);
        const isExtended = 'xgLK'.includes(kind);
        const length = (isExtended ? undefined : size) ?? numberAt(header, 124, 12);
        if (!hasRightSum(header) || !Number.isSafeInteger(length) || position + BLOCK + length > end) {
            throw new Error('the archive is corrupt');
        }
        // `x` and `g` are pax headers, `L` and `K` GNU's long names: they speak of the entry that follows.
        if (isExtended) {
            if (length > LONGEST_NAME)
                throw new Error('the archive is corrupt');
            const text = Buffer.alloc(length);
            await file.read(text, 0, length, position + BLOCK);
            extended.push(text.toString('latin1'));
            if (kind === 'x')
                size = sizeIn(extended.at(-1));
        }
        else {
            entries.push({ text: tar_entries_describe(header, kind, extended), isTop: isTop(header) });
            [extended, size] = [[], undefined];
        }
        position += BLOCK + Math.ceil(length / BLOCK) * BLOCK;
    }
}
/**
 * The size that a pax header tells, which counts where there is one: 8 GiB and more do not fit into the header proper.
 * Each record begins with its own length, since a name may have line breaks in it.
 */
function sizeIn(records) {
    for (let at = 0; at < records.length;) {
        const [, digits = ''] = /^(\d{1,9}) /.exec(records.slice(at, at + 10)) ?? [];
        const end = at + Number(digits);
        const [, size] = /^ size=(\d+)\n$/.exec(records.slice(at + digits.length, end)) ?? [];
        if (size !== undefined)
            return Number(size);
        if (digits === '' || end <= at)
            return undefined;
        at = end;
    }
    return undefined;
}
function isTop(header) {
    return /^(?:\.\/?)?\0/.test(header.toString('latin1', 0, 4));
}
/** All of a header but its checksum and, for a folder, its time. */
function tar_entries_describe(header, kind, extended) {
    const isFolder = kind === '5';
    const texts = isFolder ? extended.map(text => text.replace(/\d+ mtime=[^\n]*\n/g, '')) : extended;
    const time = isFolder ? '' : header.toString('latin1', 136, 148);
    const kept = texts.filter(text => text !== '');
    return [header.toString('latin1', 0, 136), time, header.toString('latin1', 156), ...kept].join('\0');
}
/** Octal text, or (the first bit set) a big-endian number. */
function numberAt(header, start, length) {
    if ((header[start] & 0x80) === 0) {
        return Number.parseInt(header
            .toString('latin1', start, start + length)
            .replaceAll('\0', ' ')
            .trim() || '0', 8);
    }
    let value = 0;
    for (let at = start; at < start + length; at++)
        value = value * 256 + (at === start ? header[at] & 0x7f : header[at]);
    return value;
}
function hasRightSum(header) {
    const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0);
    return sum === numberAt(header, 148, 8);
}

;// CONCATENATED MODULE: ./lib/cache/mounts/archive.js







/** The name of the archived folder: part of what the cache service tells archives apart by. */
const ARCHIVED = 'mounts';
/** Lists what the archived folder holds. */
const INDEX = 'index.json';
/** What the keys of all archives begin with. */
const KEYS = 'slipway-mounts-1-';
/**
 * Keys are never written twice, so a run has its own; the next one finds the newest of the same mounts, or else of any
 * mounts of this image: a Dockerfile that got another mount keeps the ones that it had.
 */
function keysFor(scope, mounts, run) {
    const names = mounts.map(identityOf).sort();
    // A scope can be the beginning of another one (`app`, `app-arm`), its hash can not.
    const image = `${KEYS}${archive_hashOf(scope)}-${scope.replaceAll(',', '_').slice(0, LONGEST)}-`;
    const same = `${image}${archive_hashOf(JSON.stringify(names))}-`;
    return { save: `${same}${run}`, restore: [same, image] };
}
/** Room in a key for what people read of a scope. */
const LONGEST = 100;
function archive_hashOf(text) {
    return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
/** Each mount with the file that is to hold it. */
function filesFor(mounts) {
    return mounts.map((mount, index) => ({ mount, file: `${index}.tar` }));
}
async function writeIndex(folder, packed) {
    const mounts = packed.map(({ mount, file }) => ({ identity: identityOf(mount), file }));
    await writeFile(join(folder, INDEX), JSON.stringify({ mounts }));
}
/** @throws Error when the archive is corrupt or none of ours */
async function readArchive(folder, wanted) {
    const list = at(indexIn(folder), 'mounts');
    const files = new Map((Array.isArray(list) ? list : []).flatMap(entry => {
        const [identity, file] = [at(entry, 'identity'), at(entry, 'file')];
        const isOurs = typeof identity === 'string' && typeof file === 'string' && /^\d{1,4}\.tar$/.test(file);
        return isOurs ? [[identity, file]] : [];
    }));
    const packed = wanted.flatMap(mount => {
        const file = files.get(identityOf(mount));
        return file === undefined ? [] : [{ mount, file }];
    });
    return { packed, fingerprints: await fingerprintsOf(folder, packed) };
}
/** What is wrong with it is not quoted: an archive may come from anywhere. */
function indexIn(folder) {
    try {
        return JSON.parse(readText(join(folder, INDEX), { largest: LONGEST_INDEX }));
    }
    catch (cause) {
        throw new Error(`its ${INDEX} cannot be read`, { cause });
    }
}
/** Bytes. */
const LONGEST_INDEX = (/* unused pure expression or super */ null && (1024 * 1024));
/** By the mounts' identities. */
async function fingerprintsOf(folder, packed) {
    const pairs = packed.map(async ({ mount, file }) => [identityOf(mount), await fingerprint(join(folder, file))]);
    return new Map(await Promise.all(pairs));
}
/** Bytes of all files together. */
async function sizeOf(folder, packed) {
    const sizes = await Promise.all(packed.map(async ({ file }) => (await stat(join(folder, file))).size));
    return sizes.reduce((total, size) => total + size, 0);
}

;// CONCATENATED MODULE: ./lib/cache/mounts/later.js





/** The folder of cache mounts in a run's folder. */
const HOME = 'cache-mounts';
/**
 * The post step's part: saves what the main step left, if anything. Never throws.
 *
 * @param state a `Save` as JSON; '' when there is nothing to save
 */
async function saveMounts(state, runFolder, machine) {
    const home = (0,external_node_path_namespaceObject.join)(runFolder, HOME);
    const save = later_parse(state);
    if (save === undefined || !(await later_isFolder((0,external_node_path_namespaceObject.join)(home, ARCHIVED))))
        return;
    const other = await changed((0,external_node_path_namespaceObject.join)(home, ARCHIVED), save.seal);
    if (other !== undefined)
        return machine.log.warning(`cache-mounts: not saved: ${other}`);
    const { key, trouble } = await createCacheWorker(machine, save.seconds).save(home, ARCHIVED, save.key);
    if (key !== undefined)
        machine.log.info(`Saved the cache mounts as ${key}.`);
    else if (trouble === undefined)
        machine.log.info('The cache mounts were saved by another job of this run.');
    else
        machine.log[save.warned ? 'info' : 'warning'](`cache-mounts: could not be saved: ${trouble}`);
}
function later_parse(state) {
    try {
        const { key, seal, seconds, warned } = JSON.parse(state);
        const isWhole = typeof key === 'string' && key.startsWith(KEYS) && typeof seconds === 'number';
        return isWhole && typeof seal === 'string' ? { key, seal, seconds, warned: warned === true } : undefined;
    }
    catch {
        return undefined;
    }
}
async function later_isFolder(path) {
    return (0,promises_namespaceObject.stat)(path).then(stats => stats.isDirectory(), () => false);
}

;// CONCATENATED MODULE: ./lib/oci/reference.js


/** The registry that names without a host belong to (distribution/reference, normalize.go). */
const DOCKER_HUB = 'docker.io';
// OCI distribution-spec 1.1, "Pulling manifests"; the host's grammar is Docker's (distribution/reference, regexp.go).
const PATH = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
const LABEL = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const HOST = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[[0-9a-f:]+\\])(?::[0-9]{1,5})?$`);
const MAX_NAME = 255;
/** Whether `text` is a tag that every registry takes. */
function isTag(text) {
    return TAG.test(text);
}
/** Whether `text` is a sha256 digest. */
function reference_isDigest(text) {
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
        refuse(text, 'has upper-case letters in its repository name', `Write ${reference_quote(rest.toLowerCase())}.`);
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
    const algorithm = otherAlgorithm(digest ?? '');
    if (algorithm !== undefined) {
        refuse(text, `has a ${algorithm} digest, which is not supported`, 'Use its sha256 digest, or a tag.');
    }
    if (more.length > 0 || (digest !== undefined && !reference_isDigest(digest))) {
        refuse(text, 'has something after "@" that is not a digest', 'A digest is "sha256:" and 64 hexadecimal digits.');
    }
    // A colon before the last slash belongs to the host's port.
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
/** Docker Hub under its several names: that of its index, which keys its logins, and the host that really answers. */
const HUB = new Set([DOCKER_HUB, 'index.docker.io', 'registry-1.docker.io']);
/**
 * The registry that a key of a Docker config, an input or a reference's host means: no scheme, no path, lower case,
 * `docker.io` for all names of Docker Hub. Docker compares its keys in the same way (cli/config/credentials). Whether it
 * can be a host at all is not asked.
 */
function reference_canonicalHost(text) {
    const host = bareOf(text).replace(/\/.*$/s, '').toLowerCase();
    return HUB.has(host) ? DOCKER_HUB : host;
}
function bareOf(text) {
    return text.trim().replace(/^https?:\/\//i, '');
}
/** A registry's one spelling: lower case, no scheme, no path, Docker Hub's aliases as `docker.io`. */
function normalizeRegistry(text) {
    return parseRegistry(text).host;
}
/**
 * Parses what users write as a registry: `ghcr.io`, `https://index.docker.io/v1/`, or with a project's path,
 * `europe-docker.pkg.dev/project/repo`. `prefix` has no slashes at its ends and is '' when there is none.
 *
 * @throws ActionError INPUT_INVALID
 */
function parseRegistry(text) {
    const host = reference_canonicalHost(text);
    const [, ...segments] = bareOf(text).split('/');
    if (!HOST.test(host))
        refuse(text, 'is not a registry', 'Write a host, as in "ghcr.io" or "localhost:5000".');
    // `/v1/` and `/v2/` are the API's own paths; Docker's config.json keys Docker Hub by such a URL.
    if (/^v[12]$/.test(segments[0] ?? ''))
        segments.shift();
    const prefix = segments.filter(s => s !== '').join('/');
    if (prefix !== '' && !PATH.test(prefix)) {
        refuse(text, 'has a path that no repository can have', 'Use lower-case letters and digits, joined by ".", "_", "-" or "/".');
    }
    return { host, prefix };
}
/** Whether `host` (with an optional port) is this machine: the engine talks plain http to it by default. */
function isLoopback(host) {
    const name = host.replace(/:\d+$/, '').toLowerCase();
    return name === 'localhost' || name === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name);
}
function splitHost(text) {
    const slash = text.indexOf('/');
    const head = slash < 0 ? '' : text.slice(0, slash);
    const isHostLike = /[.:]/.test(head) || head.toLowerCase() === 'localhost';
    return isHostLike ? { host: head, rest: text.slice(slash + 1) } : { host: undefined, rest: text };
}
function reference_quote(text) {
    return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}
function refuse(text, problem, fix) {
    throw new ActionError('INPUT_INVALID', `${reference_quote(text)} ${problem}`, { hint: fix });
}

;// CONCATENATED MODULE: ./lib/oci/platforms.js
const ARCHITECTURES = {
    x86_64: 'amd64',
    'x86-64': 'amd64',
    aarch64: 'arm64',
    armhf: 'arm/v7',
    armel: 'arm/v6',
    i386: '386',
};
const SYSTEMS = (/* unused pure expression or super */ null && (['linux', 'windows', 'darwin', 'freebsd']));
/** What an architecture means without a variant (containerd, `platforms`). */
const DEFAULT_VARIANTS = { arm64: 'v8', arm: 'v7', amd64: 'v1' };
/**
 * `linux/arm64`, whichever of its names a platform was written by: `linux/aarch64`, `Linux/arm64/v8`. Undefined where
 * the words leave it open (`local`, `arm64`), for the builder knows better what is meant.
 */
function platforms_normalPlatform(text) {
    const [os = '', architecture, variant] = text.trim().toLowerCase().split('/');
    if (architecture === undefined || os === '')
        return undefined;
    const [known = '', implied] = (ARCHITECTURES[architecture] ?? architecture).split('/');
    return platforms_nameOf({ os, architecture: known, variant: variant ?? implied });
}
/**
 * A platform as a Dockerfile is told it (`TARGETPLATFORM`): arm's variant is always said, and that of others only where
 * it is none of the usual. What a name leaves out is the builder's own.
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
    const name = platforms_normalPlatform(parts.join('/').replace(/\/(\d)$/, '/v$1')) ?? native;
    const [os = '', architecture = '', variant = architecture === 'arm' ? 'v7' : undefined] = name.split('/');
    return { os, architecture, variant };
}
function platforms_nameOf({ os, architecture, variant }) {
    const said = variant === undefined || variant === '' || variant === DEFAULT_VARIANTS[architecture] ? [] : [variant];
    return [os, architecture, ...said].join('/');
}
/** Whether two names are of one platform: `linux/arm64/v8` and `linux/arm64`, say. */
function samePlatform(one, other) {
    return (platforms_normalPlatform(one) ?? one) === (platforms_normalPlatform(other) ?? other);
}

;// CONCATENATED MODULE: ./lib/cache/store/specs.js


/** Waiting longer than this to be told what a cache holds saves no time any more. Seconds. */
const READING = 30;
/** BuildKit's own cache on the runner's service. `timeout` in seconds ends an export that is told to wait. */
function ghaSpecs(scope, mode, timeout) {
    const common = ['type=gha', `scope=${scope}`];
    return {
        from: [joinFields([...common, `timeout=${Math.min(READING, timeout)}s`])],
        to: [joinFields([...common, `timeout=${timeout}s`, `mode=${mode}`, 'ignore-error=true'])],
    };
}
/** ECR takes a cache only as an image manifest with OCI media types. */
function registrySpecs(ref, mode) {
    const common = ['type=registry', `ref=${ref}`];
    const to = [...common, `mode=${mode}`, 'image-manifest=true', 'oci-mediatypes=true', 'ignore-error=true'];
    return { from: [joinFields(common)], to: [joinFields(to)] };
}
/**
 * A folder to read, where there is one, and another one, still missing, to write.
 *
 * @param tags of the caches in the folder that is read: buildx refuses to look for one that is not there
 */
function folderSpecs(from, tags, to, mode) {
    const read = (tag) => ['type=local', `src=${from}`, ...(tag === specs_LATEST ? [] : [`tag=${tag}`])];
    return {
        from: from === undefined ? [] : tags.map(tag => joinFields(read(tag))),
        to: to === undefined ? [] : [joinFields(['type=local', `dest=${to}`, `mode=${mode}`, 'ignore-error=true'])],
    };
}
/** What buildx calls a cache that was given no tag. */
const specs_LATEST = 'latest';
/** The cache in the image itself, read from what its moving tags name now. */
function inlineSpecs(references) {
    return { from: references.map(ref => joinFields(['type=registry', `ref=${ref}`])), to: ['type=inline'] };
}
/** In a cache folder: what is still to be joined. Two builds that write in one folder break one another. */
const PARTS = 'parts';
/** What of each kind of cache is the name that a second writer would take over. */
const NAMES = { gha: /^scope=/, registry: /^ref=/ };
/**
 * The part of a cache that belongs to one platform, where each platform is a separate build: all of them end with
 * writing what their cache is, and only the last one's would be left. A folder knows several caches by their tags, of
 * which every build reads all; each is written apart, and they are joined afterwards (`joinParts`).
 */
function cachesFor(backend, specs, platform) {
    return cachesOf(backend, specs, (normalPlatform(platform) ?? platform).replaceAll(/[^\w.-]+/g, '-'));
}
/** The part of a cache that belongs to one of several images. @param suffix letters, digits, `_`, `.` and `-` */
function cachesOf(backend, { from, to }, suffix) {
    if (backend === 'actions' || backend === 'local') {
        const apart = (column) => column.replace(/^(dest=)(.*)$/s, (_, key, folder) => `${key}${folder}/${PARTS}/${suffix}`);
        return { from, to: to.map(spec => joinFields([...fields(spec).map(apart), `tag=${suffix}`])) };
    }
    const name = NAMES[backend];
    const own = (spec) => joinFields(fields(spec).map(column => (name?.test(column) ? `${withRoom(column, suffix)}-${suffix}` : column)));
    return { from: from.map(own), to: to.map(own) };
}
/** A tag has 128 characters at the most (distribution-spec, "Pulling manifests"). */
function withRoom(column, suffix) {
    const [, before = '', tag = ''] = /^(ref=.*:)([^:/]*)$/s.exec(column) ?? [];
    return before === '' ? column : `${before}${tag.slice(0, 127 - suffix.length)}`;
}

;// CONCATENATED MODULE: ./lib/cache/store/archive.js










/** A change of what is kept or how begins a new generation: old archives are not found any more. */
const FORMAT = 'slipway-layers-v1';
/** The folder's name in the archive; see CacheWorker. */
const LAYERS = 'layers';
/**
 * This very Dockerfile on this branch, the base branch, the default branch; then the newest of each whatever its
 * Dockerfile. A key ends with the digest of the layers, so that one whose layers have changed is always new.
 */
function archiveKeys({ scope, content, branches }) {
    const stem = (branch) => `${FORMAT}-${scope}-${archive_short(branch)}-`;
    const known = [...new Set(branches)].slice(0, 4);
    const exact = known.map(branch => `${stem(branch)}${content}-`);
    return { restore: [...exact, ...known.map(stem)], save: exact[0] ?? '' };
}
/** This run's branch, the one that it will be merged into, and the default one. */
function branchesOf(context) {
    const own = context.headRef || context.ref.replace(/^refs\/heads\//, '');
    const base = text(context.payload, 'merge_group', 'base_ref')?.replace(/^refs\/heads\//, '') ?? context.baseRef;
    const standard = text(context.payload, 'repository', 'default_branch') ?? '';
    return [own, base, standard].filter(branch => branch !== '');
}
/**
 * A hash of the files that a build's first layers depend on. What cannot be read counts as missing.
 *
 * @param patterns paths or globs, relative to `workspace`
 */
async function contentHash(workspace, patterns) {
    const hash = createHash('sha256');
    const paths = new Set();
    for (const pattern of patterns) {
        if (/[*?[\]{}]/.test(pattern))
            for await (const path of glob(pattern, { cwd: workspace }))
                paths.add(path);
        // An absolute path may be another one on the next runner.
        else
            paths.add(relative(workspace, resolve(workspace, pattern)));
    }
    for (const path of [...paths].sort()) {
        const bytes = bytesIn(resolve(workspace, path));
        if (bytes !== undefined)
            hash.update(`${path}\0${bytes.length}\0`).update(bytes);
    }
    return hash.digest('hex').slice(0, 16);
}
function bytesIn(path) {
    try {
        return readRegular(path, { follow: true });
    }
    catch {
        return undefined;
    }
}
/** Restores the newest fitting archive into a fresh folder below `home`. Never throws for what is in the archive. */
async function restoreArchive(home, keys, worker) {
    await makeFolder(home, 0o700);
    const { key, trouble } = await worker.restore(home, LAYERS, keys.restore);
    const [restored, from, to] = [join(home, LAYERS), join(home, 'from'), join(home, 'to')];
    const digest = key === undefined ? undefined : await cacheDigest(restored);
    if (digest === undefined) {
        // Half an archive may be there: the build must not see it.
        await removeFolder(restored);
        const broken = key === undefined ? undefined : `the archive ${key} contains no cache`;
        return { home, from: undefined, to, before: undefined, key: undefined, trouble: trouble ?? broken };
    }
    await rename(restored, from);
    return { home, from, to, before: digest, key, trouble };
}
/** Readies what the build wrote for the post step; undefined when there is nothing new to keep. */
async function archiveToSave(archive, keys) {
    const after = await cacheDigest(archive.to);
    if (after === undefined || after === archive.before)
        return undefined;
    const layers = join(archive.home, LAYERS);
    await rename(archive.to, layers);
    const seal = await sealOf(layers, 'believed');
    return { home: archive.home, key: `${keys.save}${after.slice('sha256:'.length, 'sha256:'.length + 16)}`, seal };
}
/** Uploads what `archiveToSave` readied, if it is that still. What kept it from that, in words. */
async function saveArchive({ home, key, seal }, worker) {
    const layers = (0,external_node_path_namespaceObject.join)(home, LAYERS);
    if ((await (0,promises_namespaceObject.stat)(layers).catch(() => undefined)) === undefined)
        return undefined;
    return (await changed(layers, seal)) ?? (await worker.save(home, LAYERS, key)).trouble;
}
/**
 * The digest of the manifest that a cache folder names; one of all of them where it names several (a platform each).
 * BuildKit gives equal caches equal ones. Undefined for a folder that lacks what it names.
 */
async function cacheDigest(folder) {
    try {
        const digests = (await cachesIn(folder)).map(({ digest }) => String(digest)).toSorted();
        const [first] = digests;
        if (first === undefined || !digests.every(digest => isDigest(digest)))
            return undefined;
        await Promise.all(digests.map(digest => stat(join(folder, 'blobs', ...digest.split(':')))));
        return digests.length === 1 ? first : `sha256:${createHash('sha256').update(digests.join('\n')).digest('hex')}`;
    }
    catch {
        return undefined;
    }
}
/** The tags of the caches in a folder. */
async function cacheTags(folder) {
    return (await cachesIn(folder).catch(() => [])).map(tagOf);
}
function tagOf({ annotations }) {
    return String(annotations?.['org.opencontainers.image.ref.name'] ?? LATEST);
}
/** What an index may take: a cache is one entry of it. Bytes. */
const archive_LONGEST_INDEX = (/* unused pure expression or super */ null && (1024 * 1024));
/**
 * The caches in a folder.
 *
 * @throws Error when there is no index
 */
async function cachesIn(folder) {
    const text = readText(join(folder, 'index.json'), { largest: archive_LONGEST_INDEX });
    return JSON.parse(text).manifests ?? [];
}
function archive_short(branch) {
    const hash = createHash('sha256').update(branch).digest('hex').slice(0, 8);
    return `${branch.replaceAll(/[^\w.-]+/g, '_').slice(0, 40)}-${hash}`;
}

;// CONCATENATED MODULE: ./lib/cache/store/save.js



/**
 * Uploads what the main step readied; in the post step, so that the publish does not wait for it. A trouble is one
 * warning.
 *
 * @param state what is pending, as JSON; '' when there is nothing to save
 * @param folder this run's folder: what lies elsewhere is not ours to upload
 */
async function savePending(state, folder, machine) {
    const pending = save_parse(state);
    if (pending === undefined || pending.home !== (0,external_node_path_namespaceObject.join)(folder, 'layer-cache'))
        return;
    const trouble = await saveArchive(pending, createCacheWorker(machine, pending.seconds));
    if (trouble === undefined)
        machine.log.info(`Cache saved: ${pending.key}`);
    else
        machine.log.warning(`The cache was not saved: ${trouble}`);
}
function save_parse(state) {
    try {
        const { home, key, seal, seconds } = JSON.parse(state);
        const isWhole = [home, key, seal].every(text => typeof text === 'string') && typeof seconds === 'number';
        return isWhole && key?.startsWith(`${FORMAT}-`) ? { home, key, seal, seconds } : undefined;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/host/files/home.js

/** The user's home. In a container the user may have neither the variable nor an entry in /etc/passwd: then `/`. */
function homeOf(env) {
    if (env.HOME)
        return env.HOME;
    try {
        return (0,external_node_os_namespaceObject.homedir)();
    }
    catch {
        return '/';
    }
}

;// CONCATENATED MODULE: ./lib/credentials/docker-config.js



const docker_config_EMPTY_CONFIG = {
    auths: new Map(),
    credHelpers: new Map(),
    credsStore: undefined,
    raw: {},
    problems: [],
};
function isObject(json) {
    return json !== null && typeof json === 'object' && !Array.isArray(json);
}
/** What a user name and secret mean together: Docker's convention for identity tokens is the user `<token>`. */
function toCredential(username, secret) {
    return username === '<token>'
        ? { kind: 'identity', identityToken: secret }
        : { kind: 'basic', username, password: secret };
}
/** The two halves of `auth`; undefined when it is not base64 of `user:password`. */
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
/** The credential of one entry of `auths`: undefined for an empty one (a login kept by a helper), 'bad' if unreadable. */
function readAuth(entry) {
    if (!isObject(entry))
        return 'bad';
    const field = (name) => text(entry, name) || undefined;
    const auth = field('auth');
    const decoded = auth === undefined ? undefined : decodeAuth(auth);
    const username = decoded?.username ?? field('username');
    // The order in which docker and BuildKit look at the fields.
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
/** A `.dockercfg`, Docker's format before 1.7, has the hosts at the top. */
function isLegacy(root) {
    const entries = Object.values(root);
    return !Object.hasOwn(root, 'auths') && entries.every(isObject) && entries.some(isLogin);
}
function isLogin(entry) {
    if (!isObject(entry))
        return false;
    return typeof entry.auth === 'string' || (typeof entry.username === 'string' && typeof entry.password === 'string');
}
/** Keys such as `https://quay.io/v1/` give way to `quay.io` when both are there. */
function plainFirst(entries) {
    const isPlain = ([key]) => (canonicalHost(key) === key ? 0 : 1);
    return Object.entries(entries).sort((a, b) => isPlain(a) - isPlain(b));
}
function readHelpers(root) {
    const helpers = new Map();
    const entries = at(root, 'credHelpers');
    for (const [key, name] of plainFirst(isObject(entries) ? entries : {})) {
        const host = canonicalHost(key);
        if (typeof name === 'string' && !helpers.has(host))
            helpers.set(host, name);
    }
    return helpers;
}
/**
 * Reads the text of a `config.json` or a legacy `.dockercfg`.
 *
 * @param where what to call it in messages: an input's name or a path
 * @throws ActionError `INPUT_INVALID` when it is no JSON object; its content is never in the message
 */
function docker_config_parseDockerConfig(content, where) {
    let json;
    try {
        json = content.trim() === '' ? {} : JSON.parse(content);
    }
    catch {
        // No cause: V8 quotes the text around the fault, and that may be a password.
        json = null;
    }
    if (!isObject(json)) {
        throw new ActionError('INPUT_INVALID', `${where} is not a JSON object`, {
            hint: 'A Docker config looks like {"auths": {"ghcr.io": {"auth": "…"}}}.',
        });
    }
    const raw = isLegacy(json) ? { auths: json } : json;
    const auths = new Map();
    const problems = [];
    const entries = at(raw, 'auths');
    for (const [key, entry] of plainFirst(isObject(entries) ? entries : {})) {
        const host = canonicalHost(key);
        const credential = readAuth(entry);
        if (credential === 'bad')
            problems.push(`${where}: the entry of ${key} is not a valid login`);
        else if (credential !== undefined && !auths.has(host))
            auths.set(host, credential);
    }
    return { auths, credHelpers: readHelpers(raw), credsStore: text(raw, 'credsStore') || undefined, raw, problems };
}

;// CONCATENATED MODULE: ./lib/credentials/user-config.js






/** The folder that docker would use: DOCKER_CONFIG, or `.docker` in the user's home. */
function userConfigDir(env) {
    return env.DOCKER_CONFIG || (0,external_node_path_namespaceObject.join)(homeOf(env), '.docker');
}
/** The folder where buildx keeps its builders: BUILDX_CONFIG, or `buildx` in docker's. */
function buildxConfigDir({ BUILDX_CONFIG: dir }, dockerDir) {
    return dir || join(dockerDir, 'buildx');
}
async function readFileOf(path) {
    try {
        return parseDockerConfig(readText(path, { follow: true }), path);
    }
    catch (error) {
        if (error instanceof ActionError)
            throw error;
        const code = errnoOf(error);
        if (code === 'ENOENT' || code === 'ENOTDIR')
            return EMPTY_CONFIG;
        throw new ActionError('INPUT_INVALID', `cannot read the user's Docker config ${path} (${code ?? messageOf(error)})`, {
            hint: 'Make it readable for the runner, or set DOCKER_CONFIG to another folder.',
            cause: error,
        });
    }
}
/**
 * The user's own logins: config.json, and DOCKER_AUTH_CONFIG, whose `auths` docker puts before the file's. A missing
 * file is an empty one. `problems` of either are for a warning: docker too goes on without such entries, and without
 * what cannot be read at all. Only who needs a login that nothing else gives fails, by `unreadable`.
 */
async function readUserConfigs(env) {
    let unreadable;
    const tolerant = async (read) => {
        try {
            return await read();
        }
        catch (error) {
            if (!(error instanceof ActionError))
                throw error;
            unreadable ??= error;
            return { ...EMPTY_CONFIG, problems: [`${error.message}; its logins are ignored`] };
        }
    };
    const file = await tolerant(() => readFileOf(join(userConfigDir(env), 'config.json')));
    const fromEnv = env.DOCKER_AUTH_CONFIG ?? '';
    const given = await tolerant(() => fromEnv === '' ? EMPTY_CONFIG : parseDockerConfig(fromEnv, 'DOCKER_AUTH_CONFIG'));
    return { env: given, file, ...(unreadable !== undefined && { unreadable }) };
}

;// CONCATENATED MODULE: ./lib/engine/endpoint.js


/**
 * Finds the engine as the docker CLI does: DOCKER_HOST, then DOCKER_CONTEXT, then `currentContext` of the user's
 * config.json, then the default socket. Knowing the socket saves a `docker info` process (about 30 ms) and lets the
 * image be pushed without writing a password to disk.
 *
 * @param readFile Gives a file's text, or undefined when it cannot be read.
 * @see https://docs.docker.com/engine/manage-resources/contexts/
 */
function findEngine(env, configDir, readFile) {
    const chosen = env.DOCKER_HOST ? '' : env.DOCKER_CONTEXT || currentContext(configDir, readFile);
    const host = env.DOCKER_HOST || contextHost(chosen, configDir, readFile);
    const socket = host.startsWith('unix://') ? host.slice('unix://'.length) : undefined;
    return { host, socket, context: chosen || 'default' };
}
const DEFAULT_HOST = 'unix:///var/run/docker.sock';
function currentContext(configDir, readFile) {
    return stringAt(readFile((0,external_node_path_namespaceObject.join)(configDir, 'config.json')), 'currentContext');
}
/** A context's address, which lies in a folder named by the SHA-256 of its name; `context:NAME` when none is there. */
function contextHost(name, configDir, readFile) {
    if (name === '' || name === 'default')
        return DEFAULT_HOST;
    const id = (0,external_node_crypto_namespaceObject.createHash)('sha256').update(name).digest('hex');
    const meta = readFile((0,external_node_path_namespaceObject.join)(configDir, 'contexts', 'meta', id, 'meta.json'));
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

;// CONCATENATED MODULE: external "node:http"
const external_node_http_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");
;// CONCATENATED MODULE: external "node:readline"
const external_node_readline_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:readline");
;// CONCATENATED MODULE: ./lib/engine/engine-json.js
/**
 * The manifests of an image that can be run, as the engine lists them since Docker 28 (API 1.48). Undefined when it
 * lists none.
 *
 * @see https://docs.docker.com/reference/api/engine/version/v1.48/#tag/Image/operation/ImageInspect
 */
function platformManifests(value) {
    const manifests = objects(value).filter(({ Kind, Available }) => Kind === 'image' && Available === true);
    const found = manifests.flatMap(({ Descriptor, ImageData }) => {
        const { digest } = object(Descriptor);
        const { os = '', architecture = '', variant } = object(object(ImageData).Platform);
        const platform = [os, architecture, variant].filter(part => typeof part === 'string' && part !== '').join('/');
        return typeof digest === 'string' ? [{ platform, digest: digest }] : [];
    });
    return found.length > 0 ? found : undefined;
}
/** The answer of `GET /containers/json`. */
function containerList(text) {
    return objects(JSON.parse(text)).map(({ Id, Names, Image, ImageID }) => {
        const [name = String(Id)] = Array.isArray(Names) ? Names.map(String) : [];
        return { id: String(Id), name: name.replace(/^\//, ''), image: String(Image), imageId: String(ImageID ?? '') };
    });
}
function objects(value) {
    return Array.isArray(value) ? value.map(object) : [];
}
function object(value) {
    return value !== null && typeof value === 'object' ? value : {};
}

;// CONCATENATED MODULE: ./lib/engine/engine.js




/** Talks to the engine at a unix socket. */
function connectEngine(socketPath, signal) {
    const call = (method, path, headers = {}) => send(socketPath, { method, path, headers }, signal);
    return {
        async info() {
            const info = await json(await expect(call('GET', '/info'), 200));
            return {
                containerdStore: JSON.stringify(info.DriverStatus ?? '').includes('io.containerd.snapshotter'),
                desktop: String(info.OperatingSystem).includes('Docker Desktop'),
                rootless: JSON.stringify(info.SecurityOptions ?? '').includes('"name=rootless"'),
                operatingSystem: String(info.OSType ?? 'linux'),
                architecture: goArchitecture(String(info.Architecture ?? '')),
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
            discard(await expect(call('DELETE', `/images/${encodeName(reference)}?force=true`), 200, 404));
        },
        async containers(image) {
            const query = new URLSearchParams({ all: '1', filters: JSON.stringify({ ancestor: [image] }) });
            return containerList(await body(await expect(call('GET', `/containers/json?${query}`), 200)));
        },
        async removeContainer(id) {
            // 409: it is being removed already, by `--rm`.
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
/** The engine's API wants the parts of a name. A colon of a port is before the last one: these names have a tag. */
function splitName(name) {
    const colon = name.lastIndexOf(':');
    return { repository: name.slice(0, colon), tag: name.slice(colon + 1) };
}
/** Sends one request to the engine at a socket. */
function send(socketPath, { method, path, headers, payload }, signal) {
    return new Promise((resolve, reject) => {
        const common = { Host: 'docker', ...(payload !== undefined && { 'Content-Type': 'application/json' }) };
        // No keep-alive: an idle socket would hold the process open, and a local connection costs nothing.
        const options = { socketPath, method, path, headers: { ...common, ...headers }, agent: false };
        const req = (0,external_node_http_namespaceObject.request)(signal === undefined ? options : { ...options, signal }, resolve);
        req.on('error', error => reject(unreachable(error, socketPath, signal)));
        req.end(payload === undefined ? '' : JSON.stringify(payload));
    });
}
function unreachable(error, socketPath, signal) {
    if (signal?.aborted)
        return new errors/* ActionError */.lZ('CANCELLED', 'cancelled while talking to the Docker Engine', { cause: error });
    return new errors/* ActionError */.lZ('ENGINE_FAILED', `the Docker Engine does not answer at ${socketPath}: ${error.message}`, {
        cause: error,
        hint: 'Start Docker on this runner, or point DOCKER_HOST at an engine that runs.',
    });
}
/** The answer if it has one of these codes; else an ActionError ENGINE_FAILED with what the engine said. */
async function expect(answer, ...codes) {
    const got = await answer;
    if (codes.includes(got.statusCode ?? 0))
        return got;
    const text = await body(got);
    throw new errors/* ActionError */.lZ('ENGINE_FAILED', `the Docker Engine answered ${got.statusCode}: ${engineMessage(text)}`);
}
/** The push stream is JSON lines; an error arrives in the stream, after the status line said 200. */
async function readPush(answer) {
    try {
        for await (const line of (0,external_node_readline_namespaceObject.createInterface)({ input: answer })) {
            if (line.trim() === '')
                continue;
            const { error } = parseObject(line);
            if (typeof error === 'string')
                throw new errors/* ActionError */.lZ('ENGINE_FAILED', `docker push failed: ${error}`);
        }
    }
    catch (error) {
        throw brokenOff(error);
    }
}
/** An answer's body, which is an object. */
async function json(answer) {
    return parseObject(await body(answer));
}
function parseObject(text) {
    try {
        const value = JSON.parse(text);
        return value !== null && typeof value === 'object' ? value : {};
    }
    catch (error) {
        throw new errors/* ActionError */.lZ('ENGINE_FAILED', `the Docker Engine's answer is not JSON: ${(0,errors/* messageOf */.bD)(error)}`, {
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
/** An answer that ended before its end; other errors stay as they are. */
function brokenOff(error) {
    if (error instanceof errors/* ActionError */.lZ)
        return error;
    return new errors/* ActionError */.lZ('ENGINE_FAILED', `the Docker Engine closed the connection in the middle of an answer: ${(0,errors/* messageOf */.bD)(error)}`, {
        cause: error,
        hint: 'Check whether it is still running and what its log says, then re-run the job.',
    });
}
/** Lets the connection go without reading the body. */
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
/** Names go into the path with their slashes; everything else that could end the path is escaped. */
function encodeName(name) {
    return name.split('/').map(encodeURIComponent).join('/');
}
/** The engine names machines as `uname -m` does, platforms are named as Go does. */
function goArchitecture(machine) {
    const names = { x86_64: 'amd64', aarch64: 'arm64', armv7l: 'arm', i686: '386' };
    return names[machine] ?? machine;
}

;// CONCATENATED MODULE: ./lib/engine/engine-cli.js


/** The engine's facts through the docker CLI, for an engine that is not behind a local socket. */
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
/** The part of `Engine` that works on any engine, through the docker CLI. */
function engineByCli(run, env, signal) {
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
                throw new errors/* ActionError */.lZ('ENGINE_FAILED', `docker tag failed: ${result.stderr.trim()}`);
        },
        async remove(reference) {
            await docker('image', 'rm', '--force', reference);
        },
        async containers(image) {
            const format = '{{.ID}} {{.Names}} {{.Image}}';
            const result = await docker('ps', '--all', '--no-trunc', '--filter', `ancestor=${image}`, '--format', format);
            if (result.code !== 0)
                throw new errors/* ActionError */.lZ('ENGINE_FAILED', `docker ps failed: ${result.stderr.trim()}`);
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







/** Milliseconds that one request may take, as one docker command may. Stopping a container can take ten seconds. */
const any_engine_PATIENCE = 60_000;
/** The engine of the docker CLI, for what must be done also when the job was cancelled. */
function anyEngine({ env, run }) {
    const { socket } = findEngine(env, userConfigDir(env), read_if_there_readIfThere);
    return socket === undefined ? engineByCli(run, (0,child_env/* childEnv */.gf)(env), new AbortController().signal) : patientEngine(socket);
}
/**
 * The engine at a local socket, for what must be done also when the job was cancelled: nothing cuts a request short but
 * its own time, so that an engine which hangs does not hold the job.
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
            throw new errors/* ActionError */.lZ('ENGINE_FAILED', problem, {
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







/** Where the engine, and the BuildKit inside it, look for a registry's authority; read anew for each connection. */
const CERTS = '/etc/docker/certs.d';
/**
 * Has the local engine trust a registry's authority. The file has a separate name beside whatever the user keeps
 * there, for the engine takes every `*.crt`.
 *
 * @param host a registry's host, `registry.example:5000`
 * @throws ActionError ENGINE_FAILED when the folder cannot be written, not even with sudo
 * @see https://docs.docker.com/engine/security/certificates/
 */
async function trustInEngine(host, pem, ports) {
    const folder = join(ports.folder ?? CERTS, host);
    const path = join(folder, `slipway-${randomBytes(6).toString('hex')}.crt`);
    for (const missing of missingFolders(folder))
        await ports.willWrite(`${missing}/`);
    await ports.willWrite(path);
    try {
        await makeFolder(folder, 0o755);
        await writeFile(path, pem, { flag: 'wx', mode: 0o644 });
    }
    catch (error) {
        if (!isForbidden(error))
            throw unwritable(folder, messageOf(error));
        const script = 'umask 022 && mkdir -p -- "$1" && cat > "$2"';
        await sudo(['sh', '-c', script, 'sh', folder, path], ports, pem).catch(why => {
            throw unwritable(folder, messageOf(why));
        });
    }
}
/** Removes a file that was written outside the run's folder, or (a slash at the end) a folder if it is empty. */
async function removeWritten(path, ports) {
    const isFolder = path.endsWith('/');
    try {
        await (isFolder ? (0,promises_namespaceObject.rmdir)(path) : (0,promises_namespaceObject.unlink)(path));
    }
    catch (error) {
        const { code = '' } = error;
        // It was noted before it was made, or somebody else uses the folder by now.
        if (['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(code))
            return;
        // A journal is a file like any other: with more power than our own, nothing is removed but certificates.
        // The folders above them may have been missing as well; rmdir leaves one that holds anything.
        const root = `${ports.folder ?? CERTS}/`;
        const isOurs = (path.startsWith(root) || (isFolder && root.startsWith(path))) && !path.includes('/../');
        if (!isForbidden(error) || !isOurs)
            throw error;
        await sudo(isFolder ? ['rmdir', '--ignore-fail-on-non-empty', '--', path] : ['rm', '-f', '--', path], ports);
    }
}
/** Whether a journal's path is what `trustInEngine` makes: a certificate with our name, or a folder that it lies in. */
function isCertificate(path) {
    // Made for the first certificate on a machine; removed only when they are empty.
    if (path === `${CERTS}/` || path === `${(0,external_node_path_namespaceObject.dirname)(CERTS)}/`)
        return true;
    const [, name] = /^\/etc\/docker\/certs\.d\/(?!\.{1,2}\/)[\w.:-]+\/(.*)$/.exec(path) ?? [];
    return name === '' || /^slipway-[0-9a-f]{12}\.crt$/.test(name ?? '/');
}
/** Outermost first, so that undoing them in reverse leaves none. */
function missingFolders(folder) {
    if (existsSync(folder))
        return [];
    return [...missingFolders(dirname(folder)), folder];
}
async function sudo(args, { run, env, signal }, input) {
    const options = { env, timeout: 30_000, ...(signal && { signal }), ...(input !== undefined && { input }) };
    const { code, stderr } = await run('sudo', ['-n', ...args], options);
    if (code !== 0)
        throw new errors/* ActionError */.lZ('ENGINE_FAILED', last_line_lastLine(stderr) || `sudo exited with code ${code}`);
}
function isForbidden(error) {
    return ['EACCES', 'EPERM'].includes(error.code ?? '');
}
function unwritable(folder, why) {
    return new ActionError('ENGINE_FAILED', `the private CA could not be installed for the Docker Engine: cannot write to ${folder}: ${why}`, {
        hint: `Put the certificate at ${join(folder, 'ca.crt')} yourself, or let this user write there.`,
    });
}

;// CONCATENATED MODULE: ./lib/journal/to-undo.js




/**
 * What a run's journal lists. The file lies where every process of this user can write, a gate for one. So an entry
 * counts if the run itself handed it to the runner (`state`), or if what it speaks of proves to be this action's: by a
 * name that only this action gives, seen in the engine. If the run handed nothing over, names of images and builders
 * count too: it may have died between noting a name and proving it, and whoever can write this file as this user can
 * give the engine orders as well. Files must always prove to be ours, and what runs must be of that run's image.
 *
 * @param state the state `undo` as the main step left it, before the first gate and at its end; '' if it was killed
 *   before that, and always when a later run cleans up after a dead one
 */
async function toUndo(folder, state, proofs) {
    const own = entriesIn(jsonIn(state));
    const known = new Set(own.map(entry => JSON.stringify(entry)));
    const lines = (read_if_there_readIfThere((0,external_node_path_namespaceObject.join)(folder, JOURNAL), {}) ?? '').split('\n');
    const others = entriesIn(lines.map(jsonIn)).filter(entry => !known.has(JSON.stringify(entry)));
    const isAlone = state === '';
    const isProved = await Promise.all(others.map(entry => to_undo_isOurs(entry, isAlone, proofs).catch(() => false)));
    // What calls off an entry tells the reader of the log nothing.
    const left = others.filter(({ kind }, at) => !isProved[at] && kind !== 'withdrawn');
    return { safe: [...own, ...others.filter((_, at) => isProved[at])], left };
}
/** @param isAlone the file is all that is left of the run */
async function to_undo_isOurs(undo, isAlone, proofs) {
    if (isAlone && undo.kind !== 'file' && undo.kind !== 'containers')
        return true;
    switch (undo.kind) {
        case 'withdrawn':
            // Nothing that the run handed over is called off by others.
            return false;
        case 'builder':
            return /^slipway-[0-9a-f]{12}$/.test(undo.name);
        case 'containers':
            return isRunReference(undo.image);
        case 'file':
            return proofs.isCertificate(undo.path);
        case 'image':
            return isRunReference(undo.name) || OF_THE_PUSH.test(undo.name) || (await hasOurName(undo, proofs));
    }
}
/** A name that leads to the push's own endpoint. */
const OF_THE_PUSH = /^127\.0\.0\.1:\d+\/slipway(?:\/[a-z]+)?:[\w.-]+$/;
/** The image that has the name has the run's as well, or what it stood for before is kept under a name of ours. */
async function hasOurName({ name, keep, run }, engine) {
    if (keep !== undefined)
        return /^slipway\/keep:[0-9a-f]{16}$/.test(keep) && (await engine.image(keep)) !== undefined;
    if (run === undefined || !isRunReference(run))
        return false;
    const now = await engine.image(name);
    return now?.references.includes(run) ?? false;
}
/** A line that was cut off by a sudden death is the last one, and its change was not made yet. */
function jsonIn(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function entriesIn(json) {
    return Array.isArray(json) ? json.flatMap(entry => entryOf(entry) ?? []) : [];
}
/** What may stand in an image's or a builder's name: no option, and no way out of an address of the engine's API. */
const to_undo_NAME = /^(?!.*\/\.{0,2}\/|.*\/\.{1,2}$)[\w[][\w./:@[\]-]{0,500}$/;
/** Made anew of what is known: whatever else a line holds (the path of a program, say) does not come along. */
function entryOf(json) {
    if (json === null || typeof json !== 'object')
        return undefined;
    const entry = json;
    const nameIn = (key) => (typeof entry[key] === 'string' && to_undo_NAME.test(entry[key]) ? entry[key] : undefined);
    const [kind, name, image, keep, run] = [entry.kind, ...['name', 'image', 'keep', 'run'].map(nameIn)];
    if (kind === 'file')
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
    return { kind, name, ...(keep !== undefined && { keep }), ...(run !== undefined && { run }) };
}
function isPath(value) {
    return typeof value === 'string' && value.startsWith('/') && !value.includes('\0');
}

;// CONCATENATED MODULE: ./lib/run/post.js











/**
 * The post step: puts back what the journal lists and removes the run's folder, whatever happened before. What cannot
 * be cleaned up is a warning; the job's verdict stands.
 */
async function runPost(machine) {
    const folder = machine.env.STATE_folder ?? '';
    if (folder === '')
        return 0;
    await saveCaches(folder, machine);
    try {
        // A second cancel must not keep what was changed from being put back.
        const { STATE_undo: undo = '', STATE_buildx: buildx = '' } = machine.env;
        await cleanUp(folder, { ...machine, signal: new AbortController().signal }, { undo, buildx });
        await removeRunFolder(folder, machine.env.RUNNER_TEMP || (0,external_node_os_namespaceObject.tmpdir)());
    }
    catch (error) {
        machine.log.warning(`clean-up: ${(0,errors/* messageOf */.bD)(error)}`);
    }
    return 0;
}
/** Whatever becomes of caches, what was changed is put back. */
async function saveCaches(folder, machine) {
    try {
        await Promise.all([
            savePending(machine.env.STATE_cache ?? '', folder, machine),
            saveMounts(machine.env.STATE_mounts ?? '', folder, machine),
        ]);
    }
    catch (error) {
        machine.log.warning(`a cache was not saved: ${(0,errors/* messageOf */.bD)(error)}`);
    }
}
const NOTHING = { undo: '', buildx: '' };
/**
 * Undoes what a run's journal lists: of this run in post, of a dead one, which hands over nothing, when the next run
 * starts.
 */
async function cleanUp(folder, machine, { undo, buildx } = NOTHING) {
    const { env, run, log } = machine;
    const docker = (0,child_env/* childEnv */.gf)(env);
    const engine = anyEngine(machine);
    const { safe, left } = await toUndo(folder, undo, { image: engine.image, isCertificate: isCertificate });
    const failures = await undoAll(safe, {
        engine,
        removeBuilder: removal => removeBuilder({ ...removal, ...(buildx !== '' && { buildx }) }, run, docker),
        removeFile: path => removeWritten(path, { run, env: docker }),
    });
    for (const failure of failures)
        log.warning(`could not restore ${failure}`);
    for (const entry of left) {
        log.info(`Left alone, because nothing shows that Slipway created it: ${JSON.stringify(entry).slice(0, 500)}`);
    }
}


/***/ }),

/***/ 994:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   gf: () => (/* binding */ childEnv),
/* harmony export */   jx: () => (/* binding */ isStepOnly),
/* harmony export */   zi: () => (/* binding */ cacheServiceEnv)
/* harmony export */ });
/* unused harmony exports artifactServiceEnv, isGha, hasOwnService */
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
/** Whether an item of `cache-from` or `cache-to` is BuildKit's cache on the runner's service. */
function isGha(cache) {
    return /(?:^|,)\s*"?type\s*=\s*gha\b/.test(cache);
}
/** Whether such an item names a service, or a token, of the user's own. */
function hasOwnService(cache) {
    return /(?:^|,)\s*"?(?:token|url|url_v2)\s*=/.test(cache);
}


/***/ }),

/***/ 433:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  thisMachine: () => (/* binding */ thisMachine)
});

;// CONCATENATED MODULE: external "node:timers/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
// EXTERNAL MODULE: ./lib/host/errors.js + 1 modules
var errors = __nccwpck_require__(169);
;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(24);
// EXTERNAL MODULE: ./lib/host/errno.js
var errno = __nccwpck_require__(706);
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
    const tail = createTail();
    const lines = onLine === undefined ? undefined : createLines(onLine);
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

;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function utils_toCommandValue(input) {
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
    process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
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
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");
;// CONCATENATED MODULE: external "fs"
const external_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!fs.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    fs.appendFileSync(filePath, `${toCommandValue(message)}${os.EOL}`, {
        encoding: 'utf8'
    });
}
function file_command_prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${crypto.randomUUID()}`;
    const convertedValue = toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${os.EOL}${convertedValue}${os.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: ./lib/runner/core.js


/**
 * All that is taken of @actions/core: how it writes a command, and an entry of a command file. Its two files are
 * imported by their paths, since its front door loads an HTTP client for id tokens too: 40 ms in each process.
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
/**
 * An entry of a command file, as @actions/core writes it, with its line end. The delimiter is random, so that no value
 * can end itself early and forge another name.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#multiline-strings
 */
function fileEntry(name, value) {
    return `${prepareKeyValueMessage(name, value)}\n`;
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
const redact_LINE = new RegExp(`${NAME}["']?(?:\\s*[:=]\\s*|\\s+)(\\S+)`, 'i');
/** Values under names that say that they are secret. */
function fieldsIn(secret, lines) {
    try {
        return secretsIn(JSON.parse(secret), 0);
    }
    catch {
        return lines.flatMap(line => redact_LINE.exec(line)?.[1]?.replaceAll(/^["']|["'],?;?$/g, '') ?? []);
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

;// CONCATENATED MODULE: ./lib/runner/sanitize.js
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
        const harmless = defuse(hidden);
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

// EXTERNAL MODULE: ./lib/runner/child-env.js
var child_env = __nccwpck_require__(994);
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
        run: run,
        log: createLog({ write: stdoutWriter(stopUnread), debugEnabled: env.RUNNER_DEBUG === '1' }),
        now: Date.now,
        sleep: (ms, signal) => (0,promises_namespaceObject.setTimeout)(ms, undefined, signal === undefined ? {} : { signal }),
        signal: cancel.signal,
    };
}


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
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
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
/************************************************************************/
var __webpack_exports__ = {};

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(24);
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
    // Node warns there now and then. Nobody reads it any more: that is no reason to stop.
    process.stderr.on('error', () => { });
    process.on('exit', () => {
        if (isDone)
            return;
        process.exitCode = 1;
        report(new Error('the step ended before it was done'), tell);
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

;// CONCATENATED MODULE: ./lib/post-main.js

/**
 * The entry of the post step: a separate file. One file that learnt from the state which step it is would take itself
 * for the main step, and publish, after a cancel that came before the state was saved.
 */
void runGuarded(async () => {
    const { thisMachine } = await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 433));
    return (await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 523))).runPost(thisMachine());
});

