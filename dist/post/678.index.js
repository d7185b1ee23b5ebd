export const id = 678;
export const ids = [678];
export const modules = {

/***/ 101:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hn: () => (/* binding */ isTrue),
/* harmony export */   m3: () => (/* binding */ namedVariable)
/* harmony export */ });
/* unused harmony export isFalse */
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

/***/ 537:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gf: () => (/* binding */ architectureOfKernel)
/* harmony export */ });
/* unused harmony exports platformOfConfig, architectureOfNode, normalPlatform, wholePlatform, givenPlatform, nameOf, samePlatform */
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

/***/ 581:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  F2: () => (/* binding */ parseReference)
});

// UNUSED EXPORTS: DOCKER_HUB, canonicalHost, formatReference, isDigest, isHostLike, isLoopback, isLoopbackAddress, normalizeRegistry, parseName, parseRegistry

// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(547);
// EXTERNAL MODULE: ./lib/host/text/quote.js
var quote = __webpack_require__(212);
;// CONCATENATED MODULE: ./lib/oci/algorithms.js
/** Other digest algorithms (image-spec, "Registered algorithms"). Few registries support them. */
const OTHERS = /^(sha512|sha384|blake3):/;
/** The algorithm of a digest other than sha256, such as `sha512`; otherwise undefined. */
function otherAlgorithm(digest) {
    return OTHERS.exec(digest)?.[1];
}

;// CONCATENATED MODULE: ./lib/oci/reference.js



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
        refuse(text, 'has upper-case letters in its repository name', `Write ${(0,quote/* quote */.h)(rest.toLowerCase())}.`);
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
    throw new errors/* ActionError */.lZ('INPUT_INVALID', `${(0,quote/* quote */.h)(text)} ${problem}`, { hint: fix });
}


/***/ }),

/***/ 678:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  cleanUp: () => (/* binding */ cleanUp)
});

// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(547);
;// CONCATENATED MODULE: ./lib/host/retry.js


const DEFAULT_RETRY = { retries: 5, base: 500, cap: 20_000, deadline: 180_000 };
/**
 * Runs `attempt` until it succeeds, fails for good, or the policy is exhausted; then the last error is rethrown
 * unchanged. The action's only retry policy: exponential back-off with full jitter, never shorter than `Retry-After`. A
 * pause that would end after the deadline is not started.
 *
 * @param attempt gets its number, from 1
 */
async function retry_retry(attempt, options) {
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
function retry_againLine({ error, delay }, next = 'trying') {
    return `${messageOf(error)}; ${next} again in ${inSeconds(delay)}`;
}
/** Errors that are not ours are never considered transient. */
function retryVerdictOf(error) {
    return error instanceof ActionError ? error.verdict : 'settled';
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
        await retry_retry(attempt, { policy: PATIENCE, ports: { sleep, now, random: () => 1 }, signal, classify });
        return undefined;
    }
    catch (error) {
        return error === DISAGREES ? mismatch : `could not be read back: ${messageOf(error)}`;
    }
}
const DISAGREES = new Error('what was read back is not what was written');

// EXTERNAL MODULE: ./lib/host/text/last-line.js
var last_line = __webpack_require__(833);
;// CONCATENATED MODULE: ./lib/host/tool-messages.js
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
function tool_messages_says(text, ...kinds) {
    return kinds.some(kind => TOOL_MESSAGES[kind].some(pattern => pattern.test(text)));
}
/** Whether it shows a transient network problem: not if a step of the build failed, whatever that printed. */
function isNetworkTrouble(text) {
    return !tool_messages_says(text, 'stepFailed') && tool_messages_says(text, 'networkTrouble');
}
/** The same as a retry verdict. */
function tool_messages_troubleVerdict(text) {
    return isNetworkTrouble(text) ? {} : 'settled';
}

;// CONCATENATED MODULE: ./lib/inputs/build/builder-spec.js
/** buildx's drivers. `docker` is the engine's own BuildKit, which always exists. */
const DRIVERS = (/* unused pure expression or super */ null && (['docker', 'docker-container', 'kubernetes', 'remote', 'cloud']));
const DEFAULT_NODE = { name: '', endpoint: '', driverOpts: [], buildkitdFlags: '', platforms: [] };
/** Whether a builder of this driver gets a buildkitd.toml and flags: a remote daemon has its own. */
function builder_spec_takesConfig(driver) {
    return driver === 'docker-container' || driver === 'kubernetes';
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(24);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(760);
// EXTERNAL MODULE: ./lib/event/context.js + 1 modules
var context = __webpack_require__(666);
// EXTERNAL MODULE: ./lib/host/files/find-program.js
var find_program = __webpack_require__(330);
// EXTERNAL MODULE: ./lib/host/files/regular-file.js
var regular_file = __webpack_require__(481);
;// CONCATENATED MODULE: ./lib/host/files/read-if-there.js

/** The text of an optional file; undefined when it cannot be read or is not a regular file. */
function read_if_there_readIfThere(path, rules = { follow: true }) {
    try {
        return (0,regular_file/* readText */.yR)(path, rules);
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./lib/host/variables/environment.js
var environment = __webpack_require__(101);
// EXTERNAL MODULE: ./lib/host/variables/system.js
var system = __webpack_require__(184);
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
function buildxCommand(buildx, args) {
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
const REMEDIES = (/* unused pure expression or super */ null && ([
    [
        ['tlsInEnvironment'],
        'This engine is reached with TLS keys from the environment: create a context for it (`docker context create NAME`) in an earlier step, and give its name as `endpoint`.',
    ],
    [['pullsLimited', 'loginNeeded'], "BuildKit's image needs a login: see `registry-auth`."],
    [['unreachable'], 'Check that this runner can reach the address.'],
    [['driverUnknown'], 'Fix `driver-opts`, or install a newer buildx.'],
]));
function uncreated({ name, driver }, why) {
    const hint = REMEDIES.find(([kinds]) => says(why, ...kinds))?.[1];
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
async function removeBuilder({ name, keepState, buildx }, run, env) {
    const args = ['rm', '--force', ...(keepState ? ['--keep-state'] : []), name];
    const [command, all] = buildxCommand(buildx, args);
    const { code, stderr } = await run(command, all, { env, timeout: 120_000 });
    if (code === 0 || tool_messages_says(stderr, 'builderMissing'))
        return;
    throw new errors/* ActionError */.lZ('BUILDER_UNUSABLE', (0,last_line/* lastLine */.f)(stderr) || `buildx exited with code ${code}`);
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(598);
// EXTERNAL MODULE: ./lib/host/errno.js
var errno = __webpack_require__(706);
// EXTERNAL MODULE: ./lib/host/fields.js
var fields = __webpack_require__(617);
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

// EXTERNAL MODULE: ./lib/host/files/make-folder.js
var make_folder = __webpack_require__(351);
// EXTERNAL MODULE: ./lib/host/text/sha256.js
var sha256 = __webpack_require__(669);
// EXTERNAL MODULE: ./lib/oci/reference.js + 1 modules
var oci_reference = __webpack_require__(581);
;// CONCATENATED MODULE: ./lib/credentials/config-key.js

/** The key of a registry in docker, buildx and credential helpers. */
function config_key_configKey(host) {
    const canonical = canonicalHost(host);
    return canonical === DOCKER_HUB ? 'https://index.docker.io/v1/' : canonical;
}

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
async function keepLogins(logins, dir, folder) {
    const path = configPathIn(dir);
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
function checkKeepLogins(dir) {
    const path = configPathIn(dir);
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
function takeBackLogins(path, folder) {
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
    if ((0,sha256/* sha256Hex */.f)(now) !== record.written) {
        const json = parsed(now);
        if (record.kept.some(one => isThere(one, json)))
            replace(path, withoutOurs(json, record));
        return;
    }
    if (before !== undefined)
        return replace(path, before);
    (0,external_node_fs_.rmSync)(path, { force: true });
    if (!record.madeFolder)
        return;
    try {
        (0,external_node_fs_.rmdirSync)((0,external_node_path_.dirname)(path));
    }
    catch {
        // It contains something else by now.
    }
}
/** The path of the user's config, links resolved. */
function configPathIn(dir) {
    const path = (0,external_node_path_.resolve)(dir, 'config.json');
    try {
        return (0,external_node_fs_.realpathSync)(path);
    }
    catch {
        return path;
    }
}
function withoutOurs(json, { kept }) {
    const auths = { ...(0,context/* objectAt */.lJ)(json, 'auths') };
    const helpers = { ...(0,context/* objectAt */.lJ)(json, 'credHelpers') };
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
    return JSON.stringify((0,context/* objectAt */.lJ)(json, 'auths')[key]) === JSON.stringify(auth);
}
function put(entries, key, value) {
    if (value === undefined)
        delete entries[key];
    else
        entries[key] = value;
}
function recordIn(folder) {
    try {
        return JSON.parse((0,regular_file/* readRegular */.VX)((0,external_node_path_.join)(folder, RECORD)).toString());
    }
    catch (error) {
        // It was noted before it could be written, or after it was removed: nothing was changed.
        if ((0,errno/* errnoOf */.U)(error) === 'ENOENT')
            return undefined;
        throw error;
    }
}
/** Atomically, keeping the file's permissions. */
function replace(path, content) {
    const draft = `${path}.${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`;
    const mode = statIfAny(path)?.mode ?? 0o600;
    try {
        (0,external_node_fs_.writeFileSync)(draft, content, { mode: 0o600, flag: 'wx' });
        (0,external_node_fs_.chmodSync)(draft, mode & 0o777);
        (0,external_node_fs_.renameSync)(draft, path);
    }
    finally {
        (0,external_node_fs_.rmSync)(draft, { force: true });
    }
}
function readIfAny(path) {
    try {
        // A dangling link cannot be replaced.
        (0,external_node_fs_.lstatSync)(path);
    }
    catch (error) {
        if (['ENOENT', 'ENOTDIR'].includes((0,errno/* errnoOf */.U)(error) ?? ''))
            return undefined;
        throw error;
    }
    return (0,regular_file/* readRegular */.VX)(path, { follow: true });
}
function statIfAny(path) {
    return (0,external_node_fs_.statSync)(path, { throwIfNoEntry: false });
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
    if (!(0,fields/* isObject */.Gv)(json))
        throw new Error('it is not a JSON object');
    return json;
}
/** In docker's format. */
function asText(json) {
    return JSON.stringify(json, undefined, '\t');
}

// EXTERNAL MODULE: ./lib/runner/child-env.js
var child_env = __webpack_require__(994);
;// CONCATENATED MODULE: ./lib/engine/endpoint.js


/**
 * Finds the engine as the docker CLI does: DOCKER_HOST, then DOCKER_CONTEXT, then `currentContext` of the user's
 * config.json, then the default socket. Knowing the socket saves a `docker info` process (about 30 ms) and allows
 * pushes without a password on disk.
 *
 * @param readFile returns a file's text, or undefined if it cannot be read
 * @see https://docs.docker.com/engine/manage-resources/contexts/
 */
function findEngine(docker, readFile) {
    const { configDir } = docker;
    const chosen = docker.host ? '' : docker.context || currentContext(configDir, readFile);
    const host = docker.host || contextHost(chosen, configDir, readFile);
    const socket = host.startsWith('unix://') ? host.slice('unix://'.length) : undefined;
    return { host, socket, context: chosen || 'default' };
}
const DEFAULT_HOST = 'unix:///var/run/docker.sock';
function currentContext(configDir, readFile) {
    return stringAt(readFile((0,external_node_path_.join)(configDir, 'config.json')), 'currentContext');
}
/** A context's address, from a folder named by the SHA-256 of its name; `context:NAME` if there is none. */
function contextHost(name, configDir, readFile) {
    if (name === '' || name === 'default')
        return DEFAULT_HOST;
    const id = (0,sha256/* sha256Hex */.f)(name);
    const meta = readFile((0,external_node_path_.join)(configDir, 'contexts', 'meta', id, 'meta.json'));
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
var external_node_http_ = __webpack_require__(67);
// EXTERNAL MODULE: external "node:readline"
var external_node_readline_ = __webpack_require__(862);
// EXTERNAL MODULE: ./lib/oci/platforms.js
var platforms = __webpack_require__(537);
;// CONCATENATED MODULE: ./lib/engine/engine-json.js

/**
 * The runnable manifests of an image, as listed since Docker 28 (API 1.48). Undefined if it lists none.
 *
 * @see https://docs.docker.com/reference/api/engine/version/v1.48/#tag/Image/operation/ImageInspect
 */
function platformManifests(value) {
    const manifests = objects(value).filter(({ Kind, Available }) => Kind === 'image' && Available === true);
    const found = manifests.flatMap(({ Descriptor, ImageData }) => {
        const { digest } = (0,fields/* fieldsIn */.t5)(Descriptor);
        const { os = '', architecture = '', variant } = (0,fields/* fieldsIn */.t5)((0,fields/* fieldsIn */.t5)(ImageData).Platform);
        const platform = [os, architecture, variant].filter(part => typeof part === 'string' && part !== '').join('/');
        return typeof digest === 'string' ? [{ platform, digest: digest }] : [];
    });
    return found.length > 0 ? found : undefined;
}
function containerList(text) {
    return objects(JSON.parse(text)).map(({ Id, Names, Image, ImageID }) => {
        const [name = String(Id)] = Array.isArray(Names) ? Names.map(String) : [];
        return { id: String(Id), name: name.replace(/^\//, ''), image: String(Image), imageId: String(ImageID ?? '') };
    });
}
function objects(value) {
    return Array.isArray(value) ? value.map(fields/* fieldsIn */.t5) : [];
}

;// CONCATENATED MODULE: ./lib/engine/engine.js







/** Connects to the engine at a unix socket. */
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
                architecture: (0,platforms/* architectureOfKernel */.Gf)(String(info.Architecture ?? '')),
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
    const { name, tag = 'latest' } = (0,oci_reference/* parseReference */.F2)(reference);
    return { repository: name.text, tag };
}
function send(socketPath, { method, path, headers, payload }, signal) {
    return new Promise((resolve, reject) => {
        const common = { Host: 'docker', ...(payload !== undefined && { 'Content-Type': 'application/json' }) };
        // No keep-alive: an idle socket would keep the process running, and local connections are cheap.
        const options = { socketPath, method, path, headers: { ...common, ...headers }, agent: false };
        const req = (0,external_node_http_.request)(signal === undefined ? options : { ...options, signal }, resolve);
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
/** The answer if its status is accepted; otherwise throws ENGINE_FAILED with the engine's message. */
async function expect(answer, ...codes) {
    const got = await answer;
    if (codes.includes(got.statusCode ?? 0))
        return got;
    const text = await body(got);
    throw new errors/* ActionError */.lZ('ENGINE_FAILED', `the Docker Engine answered ${got.statusCode}: ${engineMessage(text)}`);
}
/** The push stream is JSON lines; errors arrive in the stream, after status 200. */
async function readPush(answer) {
    try {
        for await (const line of (0,external_node_readline_.createInterface)({ input: answer })) {
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
/** An answer's body, parsed as an object. */
async function json(answer) {
    return parseObject(await body(answer));
}
function parseObject(text) {
    try {
        return (0,fields/* fieldsIn */.t5)(JSON.parse(text));
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
/** An answer that was cut off; other errors are returned unchanged. */
function brokenOff(error) {
    if (error instanceof errors/* ActionError */.lZ)
        return error;
    return new errors/* ActionError */.lZ('ENGINE_FAILED', `the Docker Engine closed the connection in the middle of an answer: ${(0,errors/* messageOf */.bD)(error)}`, {
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
            // Forced, it succeeds without an image too; it prints what it has removed.
            const { code, stdout } = await docker('image', 'rm', '--force', '--no-prune', reference);
            return code === 0 && stdout.trim() !== '';
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







/** Milliseconds for one request, as for one docker command. Stopping a container can take ten seconds. */
const any_engine_PATIENCE = 60_000;
/** The engine of the docker CLI, for work that must be done even after a cancel. */
function anyEngine({ env, run }) {
    const { socket } = findEngine(docker_dockerVariables(env), read_if_there_readIfThere);
    return socket === undefined ? engineByCli(run, (0,child_env/* childEnv */.gf)(env), new AbortController().signal) : patientEngine(socket);
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

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(455);
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
async function removeWritten(path, ports) {
    const isFolder = path.endsWith('/');
    try {
        await (isFolder ? (0,promises_.rmdir)(path) : (0,promises_.unlink)(path));
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
function isCertificate(path) {
    // Created for the first certificate on a machine; removed only when empty.
    if (path === `${engine_certs_CERTS}/` || path === `${(0,external_node_path_.dirname)(engine_certs_CERTS)}/`)
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
        throw new errors/* ActionError */.lZ('ENGINE_FAILED', (0,last_line/* lastLine */.f)(stderr) || `sudo exited with code ${code}`);
}
function isForbidden(error) {
    return ['EACCES', 'EPERM'].includes(error.code ?? '');
}
function engine_certs_unwritable(folder, why) {
    return new ActionError('ENGINE_FAILED', `cannot write to ${folder}: ${why}`);
}

;// CONCATENATED MODULE: ./lib/engine/engine-mirrors.js






/** The first line of our files: no other `hosts.toml` is ever overwritten or removed. */
const MARK = '# Written by Slipway for one run, and removed after it: ';
const NAME = 'hosts.toml';
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
    const path = join(folder, NAME);
    const there = await textAt(path);
    if (there !== undefined)
        return there.startsWith(MARK);
    const own = await certificatesIn(folder);
    const blocks = await Promise.all(mirrors.map(mirror => blockOf(mirror, root, trusts)));
    const lines = [
        `${MARK}${randomBytes(6).toString('hex')}`,
        ...serverOf(host, trusts),
        ...trustLines(own),
        '',
        ...blocks,
    ];
    await writeForEngine(path, `${lines.join('\n')}\n`, ports);
    return true;
}
/** Whether this action wrote the file. */
async function isMirrorFile(path) {
    if (!isMirrorPath(path))
        return false;
    return (await textAt(path).catch(() => undefined))?.startsWith(MARK) ?? false;
}
function isMirrorPath(path) {
    return /^\/etc\/docker\/certs\.d\/(?!\.{1,2}\/)[\w.:-]+\/hosts\.toml$/.test(path);
}
async function textAt(path) {
    try {
        return await (0,promises_.readFile)(path, 'utf8');
    }
    catch (error) {
        if (['ENOENT', 'ENOTDIR'].includes((0,errno/* errnoOf */.U)(error) ?? ''))
            return undefined;
        throw error;
    }
}
/** Next to a `hosts.toml`, the engine ignores the folder's certificates, so they must be listed. */
async function certificatesIn(folder) {
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
    const certificates = await certificatesIn(join(root, host));
    return [
        // JSON strings are valid TOML basic strings.
        `[host.${JSON.stringify(path === '' ? url : `${url}/v2/${path}`)}]`,
        'capabilities = ["pull", "resolve"]',
        ...(path === '' ? [] : ['override_path = true']),
        ...trustLines(certificates),
    ].join('\n');
}

// EXTERNAL MODULE: ./lib/journal/names.js
var names = __webpack_require__(271);
// EXTERNAL MODULE: ./lib/journal/run-reference.js
var run_reference = __webpack_require__(78);
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
async function toUndo(folder, state, proofs) {
    const own = entriesIn((0,fields/* jsonIn */.Yf)(state));
    const known = new Set(own.map(entry => JSON.stringify(entry)));
    const lines = (read_if_there_readIfThere((0,external_node_path_.join)(folder, names/* JOURNAL */.Ex), {}) ?? '').split('\n');
    const others = entriesIn(lines.map(line => (0,fields/* jsonIn */.Yf)(line))).filter(entry => !known.has(JSON.stringify(entry)));
    const sources = [
        ...own.map(undo => ({ undo: narrowed(undo, others), from: 'state' })),
        ...others
            .filter(undo => !narrows(undo, own))
            .map(undo => ({ undo, from: state === '' ? 'all that is left' : 'file' })),
    ];
    const isProved = await Promise.all(sources.map(({ undo, from }) => isOurs(undo, from, proofs).catch(() => false)));
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
async function isOurs(undo, from, proofs) {
    if (from !== 'file' && !['file', 'login', 'containers'].includes(undo.kind))
        return true;
    switch (undo.kind) {
        case 'withdrawn':
            // Others cannot withdraw entries that the run passed on.
            return false;
        case 'builder':
            return /^slipway-[0-9a-f]{12}$/.test(undo.name);
        case 'containers':
            return (0,run_reference/* isRunReference */.p)(undo.image);
        case 'file':
            return proofs.isWritten(undo.path);
        case 'login':
            // A later step may have set DOCKER_CONFIG to another folder. Files without this run's logins stay as they are.
            return from === 'state' || proofs.isUserConfig(undo.path);
        case 'image':
            return (0,run_reference/* isRunReference */.p)(undo.name) || OF_THE_PUSH.test(undo.name) || (await hasOurName(undo, proofs));
    }
}
/** A name at the push's own endpoint. */
const OF_THE_PUSH = /^127\.0\.0\.1:\d+\/slipway(?:\/[a-z]+)?:[\w.-]+$/;
/** The image with this name also has the run's name, or the former image is kept under one of our names. */
async function hasOurName({ name, keep, run }, engine) {
    if (keep !== undefined)
        return /^slipway\/keep:[0-9a-f]{16}$/.test(keep) && (await engine.image(keep)) !== undefined;
    if (run === undefined || !(0,run_reference/* isRunReference */.p)(run))
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
    const entry = (0,fields/* fieldsIn */.t5)(json);
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

// EXTERNAL MODULE: ./lib/journal/undo.js + 1 modules
var journal_undo = __webpack_require__(555);
;// CONCATENATED MODULE: ./lib/run/post/clean-up.js









const NO_STATE = { undo: '', buildx: '' };
/** Undoes a run's journal: this run's in post, a dead run's (without state) when the next run starts. */
async function cleanUp(folder, machine, { undo, buildx } = NO_STATE) {
    const { env, run, log } = machine;
    const docker = (0,child_env/* childEnv */.gf)(env);
    const userConfig = configPathIn(docker_dockerVariables(env).configDir);
    const engine = anyEngine(machine);
    const { safe, left } = await toUndo(folder, undo, {
        image: engine.image,
        isWritten: path => isCertificate(path) || isMirrorPath(path),
        isUserConfig: path => path === userConfig,
    });
    const failures = await (0,journal_undo/* undoAll */.wC)(safe, {
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


/***/ })

};
