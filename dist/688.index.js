export const id = 688;
export const ids = [688];
export const modules = {

/***/ 28688:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runMain: () => (/* binding */ runMain)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/errors.js
var lib_errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/buildx/network-trouble.js
/** A step's own command failed: whatever it printed, the build failed for its own sake. */
const OWN_FAULT = /did not complete successfully/;
/**
 * What BuildKit, containerd, Go's net package and git say when a registry or host was out of order for a moment.
 * BuildKit itself tries again after 5xx answers and dropped connections, but for seconds only, after 429 at once, and
 * never after trouble with token servers, DNS or refused connections.
 */
const TROUBLE = [
    // containerd: `unexpected status from HEAD request to https://…: 503 Service Unavailable`
    /unexpected status\b[^\n]*\b(?:408|425|429|5\d\d)\b/,
    // BuildKit's ADD of a URL; git's transport
    /invalid (?:response|not-modified) status:? (?:408|425|429|5\d\d)\b/,
    /requested URL returned error: (?:408|429|5\d\d)\b/,
    /\b(?:429 Too Many Requests|toomanyrequests|502 Bad Gateway|503 Service Unavailable|504 Gateway Time-?out)\b/i,
    /connection reset by peer|connection refused|broken pipe|connection timed out|network is unreachable/i,
    /i\/o timeout|TLS handshake timeout|Client\.Timeout exceeded|http2: (?:server sent GOAWAY|client connection lost)/,
    /dial tcp[^\n]*(?:no such host|server misbehaving|Temporary failure in name resolution)/,
    /Could not resolve host|early EOF|the remote end hung up unexpectedly/,
    /(?:httpReadSeeker|failed to (?:do request|copy|fetch oauth token|fetch anonymous token))[^\n]*\bEOF\b/,
];
/** Whether an error of buildx tells of trouble that another attempt may not meet. */
function isNetworkTrouble(error) {
    return !OWN_FAULT.test(error) && TROUBLE.some(pattern => pattern.test(error));
}

;// CONCATENATED MODULE: ./lib/buildx/failure.js


/** A failed build, with the place in the Dockerfile when buildx named one. */
class BuildError extends lib_errors/* ActionError */.lZ {
    place;
    /** It failed for a passing reason, the network's mostly: the same build may succeed in a moment. */
    temporary;
    constructor(message, options) {
        super('BUILD', message, options.hint === undefined ? {} : { hint: options.hint });
        this.name = 'BuildError';
        this.place = options.place;
        this.temporary = options.temporary ?? false;
    }
}
// What buildx prints after the progress stream: `Dockerfile:4`, a ruler, numbered lines, a ruler, `ERROR: …`.
const PLACE = /^(?<file>[^\s:][^:]*):(?<line>\d+)$/;
const RULER = /^-{10,}$/;
const REMEDIES = [
    [/no space left on device/, 'The disk is full: free space before the build, or use a runner with a larger disk.'],
    [/dockerfile parse error|unknown instruction/, 'Mend the Dockerfile at the line shown.'],
    [/failed to read dockerfile|resolve : lstat |unable to prepare context/, 'Check the inputs `file` and `context`.'],
    [/invalid progress mode|unknown flag/, 'This buildx is too old: Slipway needs 0.13 or newer.'],
    [/401 Unauthorized|authorization failed|pull access denied/, 'A base image needs a login: see `registry-auth`.'],
    [/toomanyrequests/, 'A registry limits anonymous pulls: give it credentials in `registry-auth`.'],
    [
        /x509: certificate signed by unknown authority/,
        'The registry of a base image uses a private CA unknown to the builder: give it as `ca` in `registry-auth`.',
    ],
    [/exec format error/, "The platform is not this machine's: set up QEMU emulation, or build it on a native node."],
];
/**
 * Makes one error of what buildx said.
 *
 * @param plain Lines of stderr that were no progress. @param output The failed step's last lines.
 * @param dockerfile Path of the Dockerfile in the repository: buildx names only the file's base name.
 */
function buildFailure(code, plain, output, dockerfile) {
    const text = plain.join('\n');
    const errors = plain.filter(line => line.startsWith('ERROR: ')).map(line => line.slice('ERROR: '.length));
    // An error may span lines; those of the progress before it say nothing of why the build failed.
    const said = text.slice(Math.max(0, text.lastIndexOf('ERROR: ')));
    const reason = (errors.at(-1) ?? plain.at(-1) ?? `buildx ended with exit code ${code} and said nothing`)
        .replace(/^failed to build: /, '')
        .replace(/^failed to solve: /, '');
    const place = placeOf(plain, text, dockerfile);
    const hint = REMEDIES.find(([pattern]) => pattern.test(text) || pattern.test(output.join('\n')))?.[1];
    const lines = [`the build failed: ${reason}`, ...output.map(line => `    ${line}`)];
    return new BuildError(lines.join('\n'), {
        ...(hint !== undefined && { hint }),
        ...(place !== undefined && { place }),
        temporary: isNetworkTrouble(said),
    });
}
function placeOf(plain, text, dockerfile) {
    const header = plain.findIndex((line, i) => PLACE.test(line) && RULER.test(plain[i + 1] ?? ''));
    const named = PLACE.exec(plain[header] ?? '')?.groups?.line ?? /parse error on line (\d+)/.exec(text)?.[1];
    return named === undefined ? undefined : { file: dockerfile, line: Number(named), title: 'Build failed' };
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
;// CONCATENATED MODULE: ./lib/context.js

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
function context_text(json, ...path) {
    const value = at(json, ...path);
    return typeof value === 'string' ? value : undefined;
}
/**
 * Reads the run's context. A missing or unreadable event file gives an empty payload: GitHub sends none for some
 * events, and outside GitHub there is no event at all.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
function readContext({ env, now, readFile }) {
    const get = (name) => env[name] ?? '';
    return {
        eventName: get('GITHUB_EVENT_NAME'),
        payload: readPayload(get('GITHUB_EVENT_PATH'), readFile),
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
        serverUrl: (get('GITHUB_SERVER_URL') || 'https://github.com').replace(/\/+$/, ''),
        apiUrl: (get('GITHUB_API_URL') || 'https://api.github.com').replace(/\/+$/, ''),
        workspace: get('GITHUB_WORKSPACE') || '.',
        runnerTemp: get('RUNNER_TEMP') || (0,external_node_os_.tmpdir)(),
        runnerDebug: get('RUNNER_DEBUG') === '1',
        now,
        env: Object.fromEntries(Object.entries(env).filter((e) => e[1] !== undefined)),
    };
}
function readPayload(path, readFile) {
    if (path === '')
        return {};
    try {
        const json = JSON.parse(readFile(path));
        return json !== null && typeof json === 'object' ? json : {};
    }
    catch {
        return {};
    }
}

;// CONCATENATED MODULE: ./lib/child-env.js
/** What lets a process act as this step or this job; no child needs it. */
const STEP_ONLY = /^(?:INPUT_|STATE_|GITHUB_(?:OUTPUT|STATE)$|ACTIONS_|DOCKER_AUTH_CONFIG$)/;
/** What BuildKit's `type=gha` cache takes from the environment. */
const CACHE_SERVICE = /^ACTIONS_(?:RUNTIME_TOKEN|RESULTS_URL|CACHE_URL|CACHE_SERVICE_V2)$/;
/** Whether a variable is the step's own: an input, a command file, a token of the job, a login. */
function isStepOnly(name) {
    return STEP_ONLY.test(name);
}
/**
 * The environment for a child process: the job's, without the inputs, the command files that would let it forge
 * outputs, the tokens of the job's services, and Docker credentials.
 */
function childEnv(env) {
    return Object.fromEntries(Object.entries(env).filter(([name]) => !isStepOnly(name)));
}
/** The part of the environment that a build with a `type=gha` cache needs besides; empty for any other build. */
function cacheServiceEnv(env, caches) {
    if (!caches.some(cache => /(?:^|,)\s*"?type\s*=\s*gha\b/.test(cache)))
        return {};
    return Object.fromEntries(Object.entries(env).filter(([name]) => CACHE_SERVICE.test(name)));
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./lib/errno.js
var errno = __webpack_require__(53123);
;// CONCATENATED MODULE: ./lib/credentials/host.js
/** Docker Hub has one login under several names: its old index, and the host that really answers. */
const HUB = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);
const HUB_KEY = 'https://index.docker.io/v1/';
/**
 * The registry that a key of a Docker config, an input or a reference's host means: no scheme, no path, lower case,
 * `docker.io` for all names of Docker Hub. Docker compares its keys in the same way (cli/config/credentials).
 */
function canonicalHost(name) {
    const host = name
        .trim()
        .replace(/^https?:\/\//i, '')
        .replace(/\/.*$/s, '')
        .toLowerCase();
    return HUB.has(host) ? 'docker.io' : host;
}
/** The key under which docker, buildx and the credential helpers know a registry. */
function configKey(host) {
    const canonical = canonicalHost(host);
    return canonical === 'docker.io' ? HUB_KEY : canonical;
}

;// CONCATENATED MODULE: ./lib/credentials/docker-config.js



const EMPTY_CONFIG = {
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
    const field = (name) => context_text(entry, name) || undefined;
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
    return entries.length > 0 && entries.every(entry => isObject(entry) && typeof entry.auth === 'string');
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
 * @throws ActionError `INPUT` when it is no JSON object; its content is never in the message
 */
function parseDockerConfig(content, where) {
    let json;
    try {
        json = content.trim() === '' ? {} : JSON.parse(content);
    }
    catch {
        // No cause: V8 quotes the text around the fault, and that may be a password.
        json = null;
    }
    if (!isObject(json)) {
        throw new lib_errors/* ActionError */.lZ('INPUT', `${where} is not a JSON object`, {
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
            problems.push(`${where}: the entry of ${key} is not a login that docker could read`);
        else if (credential !== undefined && !auths.has(host))
            auths.set(host, credential);
    }
    return { auths, credHelpers: readHelpers(raw), credsStore: context_text(raw, 'credsStore') || undefined, raw, problems };
}

;// CONCATENATED MODULE: ./lib/credentials/user-config.js






/** The folder that docker would use: DOCKER_CONFIG, or `.docker` in the user's home. */
function userConfigDir(env) {
    return env.DOCKER_CONFIG || (0,external_node_path_.join)(env.HOME || (0,external_node_os_.homedir)(), '.docker');
}
async function readConfig(path) {
    try {
        return parseDockerConfig(await (0,promises_.readFile)(path, 'utf8'), path);
    }
    catch (error) {
        if (error instanceof lib_errors/* ActionError */.lZ)
            throw error;
        const code = (0,errno/* errnoOf */.U)(error);
        if (code === 'ENOENT' || code === 'ENOTDIR')
            return EMPTY_CONFIG;
        throw new lib_errors/* ActionError */.lZ('INPUT', `cannot read the user's Docker config ${path} (${String(code)})`, {
            hint: 'Make it readable for the runner, or set DOCKER_CONFIG to another folder.',
            cause: error,
        });
    }
}
/**
 * The user's own logins: config.json, and DOCKER_AUTH_CONFIG, whose `auths` docker puts before the file's. A missing
 * file is an empty one. `problems` of either are for a warning: docker too goes on without such entries.
 *
 * @throws ActionError `INPUT` when one of them is no JSON
 */
async function readUserConfigs(env) {
    const file = await readConfig((0,external_node_path_.join)(userConfigDir(env), 'config.json'));
    const fromEnv = env.DOCKER_AUTH_CONFIG ?? '';
    return { env: fromEnv === '' ? EMPTY_CONFIG : parseDockerConfig(fromEnv, 'DOCKER_AUTH_CONFIG'), file };
}

;// CONCATENATED MODULE: ./lib/read-if-there.js

/** A file's text, or undefined when it cannot be read: for files of the user's that may be there. */
function readIfThere(path) {
    try {
        return (0,external_node_fs_.readFileSync)(path, 'utf8');
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./lib/buildx/endpoint.js


/**
 * Finds the engine as the docker CLI does: DOCKER_HOST, then DOCKER_CONTEXT, then `currentContext` of the user's
 * config.json, then the default socket. Knowing the socket saves a `docker info` process (about 30 ms) and lets the
 * image be pushed without writing a password to disk.
 *
 * @param readFile Gives a file's text, or undefined when it cannot be read.
 * @see https://docs.docker.com/engine/manage-resources/contexts/
 */
function findEngine(env, configDir, readFile) {
    const host = env.DOCKER_HOST || contextHost(env.DOCKER_CONTEXT || currentContext(configDir, readFile), configDir, readFile);
    return { host, socket: host.startsWith('unix://') ? host.slice('unix://'.length) : undefined };
}
const DEFAULT_HOST = 'unix:///var/run/docker.sock';
function currentContext(configDir, readFile) {
    return stringAt(readFile((0,external_node_path_.join)(configDir, 'config.json')), 'currentContext');
}
/** A context's metadata lies in a folder named by the SHA-256 of its name. */
function contextHost(name, configDir, readFile) {
    if (name === '' || name === 'default')
        return DEFAULT_HOST;
    const id = (0,external_node_crypto_.createHash)('sha256').update(name).digest('hex');
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
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: external "node:readline"
var external_node_readline_ = __webpack_require__(80481);
;// CONCATENATED MODULE: ./lib/buildx/engine-json.js
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

;// CONCATENATED MODULE: ./lib/buildx/engine.js




/** Talks to the engine at a unix socket. */
function connectEngine(socketPath, signal) {
    const call = (method, path, headers = {}) => send(socketPath, method, path, headers, signal);
    return {
        async info() {
            const info = await json(await expect(call('GET', '/info'), 200));
            return {
                containerdStore: JSON.stringify(info.DriverStatus ?? '').includes('io.containerd.snapshotter'),
                desktop: String(info.OperatingSystem).includes('Docker Desktop'),
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
        async tag(source, repository, tag) {
            const query = new URLSearchParams({ repo: repository, tag });
            discard(await expect(call('POST', `/images/${encodeName(source)}/tag?${query}`), 201));
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
        async push(repository, tag, login, onStatus) {
            const auth = Buffer.from(JSON.stringify(login)).toString('base64url');
            const path = `/images/${encodeName(repository)}/push?${new URLSearchParams({ tag })}`;
            await readPush(await expect(call('POST', path, { 'X-Registry-Auth': auth }), 200), onStatus);
        },
    };
}
function send(socketPath, method, path, headers, signal) {
    return new Promise((resolve, reject) => {
        // No keep-alive: an idle socket would hold the process open, and a local connection costs nothing.
        const options = { socketPath, method, path, headers: { Host: 'docker', ...headers }, agent: false };
        const req = (0,external_node_http_.request)(signal === undefined ? options : { ...options, signal }, resolve);
        req.on('error', error => reject(unreachable(error, socketPath, signal)));
        req.end();
    });
}
function unreachable(error, socketPath, signal) {
    if (signal?.aborted)
        return new lib_errors/* ActionError */.lZ('CANCELLED', 'cancelled while talking to the Docker Engine', { cause: error });
    return new lib_errors/* ActionError */.lZ('ENGINE', `the Docker Engine does not answer at ${socketPath}: ${error.message}`, {
        cause: error,
        hint: 'Start Docker on this runner, or point DOCKER_HOST at an engine that runs.',
    });
}
async function expect(answer, ...codes) {
    const got = await answer;
    if (codes.includes(got.statusCode ?? 0))
        return got;
    const text = await body(got);
    throw new lib_errors/* ActionError */.lZ('ENGINE', `the Docker Engine answered ${got.statusCode}: ${engineMessage(text)}`);
}
/** The push stream is JSON lines; an error arrives in the stream, after the status line said 200. */
async function readPush(answer, onStatus) {
    for await (const line of (0,external_node_readline_.createInterface)({ input: answer })) {
        if (line.trim() === '')
            continue;
        const item = parseObject(line);
        if (typeof item.error === 'string')
            throw new lib_errors/* ActionError */.lZ('ENGINE', `docker push failed: ${item.error}`);
        const detail = item.progressDetail;
        onStatus?.({
            ...(typeof item.status === 'string' && { status: item.status }),
            ...(typeof item.id === 'string' && { id: item.id }),
            ...(typeof detail?.current === 'number' && { current: detail.current }),
            ...(typeof detail?.total === 'number' && { total: detail.total }),
        });
    }
}
async function json(answer) {
    return parseObject(await body(answer));
}
function parseObject(text) {
    try {
        const value = JSON.parse(text);
        return value !== null && typeof value === 'object' ? value : {};
    }
    catch (error) {
        throw new lib_errors/* ActionError */.lZ('ENGINE', `the Docker Engine's answer is not JSON: ${(0,lib_errors/* messageOf */.bD)(error)}`, { cause: error });
    }
}
async function body(answer) {
    const chunks = [];
    for await (const chunk of answer)
        chunks.push(chunk);
    return Buffer.concat(chunks).toString();
}
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

;// CONCATENATED MODULE: ./lib/buildx/engine-cli.js

/** The engine's facts through the docker CLI, for an engine that is not behind a local socket. */
async function engineInfoByCli(run, env, signal) {
    const result = await run('docker', ['info', '--format', '{{json .}}'], { env, signal, timeout: 60_000 });
    if (result.code !== 0) {
        throw new lib_errors/* ActionError */.lZ('ENGINE', `the Docker Engine does not answer: ${result.stderr.trim().split('\n').at(-1)}`, {
            hint: 'Start Docker on this runner, or point DOCKER_HOST at an engine that runs.',
        });
    }
    const containerdStore = /io\.containerd\.snapshotter/.test(result.stdout);
    const architecture = /"Architecture":"([^"]*)"/.exec(result.stdout)?.[1] ?? '';
    return {
        containerdStore,
        desktop: result.stdout.includes('Docker Desktop'),
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
        async tag(source, repository, tag) {
            const result = await docker('tag', source, `${repository}:${tag}`);
            if (result.code !== 0)
                throw new lib_errors/* ActionError */.lZ('ENGINE', `docker tag failed: ${result.stderr.trim()}`);
        },
        async remove(reference) {
            await docker('image', 'rm', '--force', reference);
        },
        async containers(image) {
            const format = '{{.ID}} {{.Names}} {{.Image}}';
            const result = await docker('ps', '--all', '--no-trunc', '--filter', `ancestor=${image}`, '--format', format);
            if (result.code !== 0)
                throw new lib_errors/* ActionError */.lZ('ENGINE', `docker ps failed: ${result.stderr.trim()}`);
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

;// CONCATENATED MODULE: ./lib/buildx/any-engine.js






/** The engine of the docker CLI, for what must be done also when the job was cancelled. */
function anyEngine({ env, run }) {
    const { socket } = findEngine(env, userConfigDir(env), readIfThere);
    return socket === undefined ? engineByCli(run, childEnv(env), new AbortController().signal) : connectEngine(socket);
}

;// CONCATENATED MODULE: ./lib/owner.js



const NAME = /^slipway-(\d+)\.(\d+)\.(\d+)-[0-9a-f]{16}$/;
/**
 * Field 22 of /proc/PID/stat: ticks since boot; undefined for none, or one that only waits to be reaped. The second
 * field is a name in brackets that may hold anything.
 */
function startOf(pid) {
    try {
        const stat = (0,external_node_fs_.readFileSync)(`/proc/${pid}/stat`, 'latin1');
        const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return state === 'Z' || state === 'X' ? undefined : rest[18];
    }
    catch {
        return undefined;
    }
}
function namespace() {
    try {
        return /\d+/.exec((0,external_node_fs_.readlinkSync)('/proc/self/ns/pid'))?.[0] ?? '0';
    }
    catch {
        return '0';
    }
}
function thisProcess() {
    return { pid: process.pid, start: startOf(process.pid) ?? '0', namespace: namespace() };
}
function folderName(owner) {
    return `slipway-${owner.pid}.${owner.start}.${owner.namespace}-${(0,external_node_crypto_.randomBytes)(8).toString('hex')}`;
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
        return (0,errno/* errnoOf */.U)(error) === 'EPERM';
    }
}
/** Whether the owner still runs; 'unknown' when it lives, or lived, in another pid namespace. */
function isAlive(owner) {
    if (owner.namespace !== namespace())
        return 'unknown';
    return owner.start === '0' ? exists(owner.pid) : startOf(owner.pid) === owner.start;
}

;// CONCATENATED MODULE: ./lib/run-folder.js





/** Lies in each run's folder, beside the telling name, so that nothing else is ever taken for one. */
const MARKER = '.slipway-run';
/** Written when the main step has ended by itself: what is left belongs to its post step, which runs later in the job. */
const FINISHED = 'finished';
/** When nobody can say whether the owner runs (another container shares RUNNER_TEMP): longer than a hosted job lasts. */
const UNKNOWN_FOR = 24 * 60 * 60 * 1000;
/** Makes this run's own folder in RUNNER_TEMP, for this user alone. Its name tells the next run whose it was. */
async function createRunFolder(runnerTemp) {
    const folder = (0,external_node_path_.join)((0,external_node_path_.resolve)(runnerTemp), folderName(thisProcess()));
    await (0,promises_.mkdir)(folder, { mode: 0o700 });
    await (0,promises_.chmod)(folder, 0o700);
    await (0,promises_.writeFile)((0,external_node_path_.join)(folder, MARKER), '', { mode: 0o600 });
    return folder;
}
/** Tells later runs that this one's main step was not killed: its post step will clean up. */
async function markFinished(folder) {
    await (0,promises_.writeFile)((0,external_node_path_.join)(folder, FINISHED), '', { mode: 0o600 });
}
async function removeFolder(folder) {
    // Symbolic links in it are removed, not followed. Retries: a dying docker may still write into it.
    await (0,promises_.rm)(folder, { recursive: true, force: true, maxRetries: 3 });
}
/** A real folder of this user with our marker, or one whose making was cut short before the marker was written. */
async function isOurs(folder) {
    const stats = await (0,promises_.lstat)(folder).catch(() => undefined);
    if (!stats?.isDirectory() || owner_ownerOf((0,external_node_path_.basename)(folder)) === undefined)
        return false;
    if (process.getuid !== undefined && stats.uid !== process.getuid())
        return false;
    const names = await (0,promises_.readdir)(folder).catch(() => undefined);
    return names !== undefined && (names.length === 0 || names.includes(MARKER));
}
/** Which run a process belongs to, in its environment: inherited by all that it starts, also where it left the group. */
const MARK = 'SLIPWAY_RUN';
/** The environment from which all environments of this run's children are made. */
function markedEnv(env, folder) {
    return { ...env, [MARK]: (0,external_node_path_.resolve)(folder) };
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
    const pids = (await (0,promises_.readdir)('/proc').catch(() => [])).filter(name => /^\d+$/.test(name)).map(Number);
    const environs = pids
        .filter(pid => pid !== process.pid)
        .map(async (pid) => [pid, await (0,promises_.readFile)(`/proc/${pid}/environ`, 'utf8').catch(() => '')]);
    const mine = (await Promise.all(environs)).filter(([, text]) => text.split('\0').includes(`${MARK}=${folder}`));
    return mine.map(([pid]) => pid);
}
/**
 * Removes a run's folder of which only the path is known, as the post step does, and ends what still uses it. A folder
 * that is gone already is fine.
 *
 * @throws ActionError `INPUT` for a path that is not one of our folders in RUNNER_TEMP: state can be tampered with
 */
async function run_folder_removeRunFolder(folder, runnerTemp) {
    const home = await realpath(runnerTemp).catch(() => resolve(runnerTemp));
    const parent = await realpath(dirname(resolve(folder))).catch(() => undefined);
    const path = join(home, basename(resolve(folder)));
    const gone = (await lstat(path).catch(() => undefined)) === undefined;
    if (parent === home && gone && ownerOf(basename(path)) !== undefined)
        return;
    if (parent !== home || !(await isOurs(path))) {
        throw new ActionError('INPUT', `${folder} is not a folder of this action's in RUNNER_TEMP: it is left alone`);
    }
    await endUsers(resolve(folder));
    await removeFolder(path);
}
async function isLeftover(folder, now) {
    const owner = owner_ownerOf((0,external_node_path_.basename)(folder));
    if (owner === undefined || !(await isOurs(folder)))
        return false;
    const alive = (0,external_node_fs_.existsSync)((0,external_node_path_.join)(folder, FINISHED)) ? 'unknown' : isAlive(owner);
    return alive === 'unknown' ? now - (await (0,promises_.lstat)(folder)).mtimeMs > UNKNOWN_FOR : !alive;
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
    const home = (0,external_node_path_.resolve)(runnerTemp);
    const swept = [];
    for (const name of await (0,promises_.readdir)(home).catch(() => [])) {
        const folder = (0,external_node_path_.join)(home, name);
        try {
            if (!(await isLeftover(folder, now)))
                continue;
            await endUsers(folder);
            await undo(folder).catch(() => { });
            await removeFolder(folder);
            swept.push(folder);
        }
        catch {
            // Another run swept it first, or it is not ours to remove; the next run tries again.
        }
    }
    return swept;
}

;// CONCATENATED MODULE: ./lib/gates/tiny-program.js
// Instructions as hexadecimal bytes in memory order; the numbers of machines are those of <elf.h>.
const MACHINES = {
    amd64: { id: 62, bits: 64, code: '31ff b83c000000 0f05' },
    '386': { id: 3, bits: 32, code: '31db b801000000 cd80' },
    arm64: { id: 183, bits: 64, code: '000080d2 a80b80d2 010000d4' },
    arm: { id: 40, bits: 32, flags: 0x05000000, code: '0000a0e3 0170a0e3 000000ef' },
    riscv64: { id: 243, bits: 64, code: '13050000 9308d005 73000000' },
    ppc64le: { id: 21, bits: 64, flags: 2, code: '00006038 01000038 02000044' },
    s390x: { id: 22, bits: 64, big: true, code: 'a7290000 0a01' },
};
/** Where the file is mapped to. */
const BASE = 0x400000;
/**
 * A Linux program of some 130 bytes that does nothing and succeeds, for one architecture. Undefined for one that is
 * not known here.
 *
 * @see https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html
 */
function tinyProgram(architecture) {
    const machine = MACHINES[architecture];
    if (machine === undefined)
        return undefined;
    const { id, bits, big, flags = 0 } = machine;
    const code = Buffer.from(machine.code.replaceAll(' ', ''), 'hex');
    const wide = bits === 64;
    const [header, segment] = wide ? [64, 56] : [52, 32];
    const size = header + segment + code.length;
    const bytes = Buffer.alloc(size);
    let at = 0;
    const put = (value, width) => {
        if (width === 8)
            at = big ? bytes.writeBigUInt64BE(BigInt(value), at) : bytes.writeBigUInt64LE(BigInt(value), at);
        else
            at = big ? bytes.writeUIntBE(value, at, width) : bytes.writeUIntLE(value, at, width);
    };
    const word = wide ? 8 : 4;
    for (const byte of [0x7f, 0x45, 0x4c, 0x46, wide ? 2 : 1, big ? 2 : 1, 1])
        put(byte, 1);
    at = 16;
    put(2, 2); // an executable
    put(id, 2);
    put(1, 4);
    put(BASE + header + segment, word); // where it begins
    put(header, word); // the one segment's entry
    put(0, word);
    put(flags, 4);
    for (const half of [header, segment, 1, 0, 0, 0])
        put(half, 2);
    put(1, 4); // to be loaded
    if (wide)
        put(5, 4); // to be read and executed
    for (const value of [0, BASE, BASE, size, size])
        put(value, word);
    if (!wide)
        put(5, 4);
    put(0x1000, word);
    code.copy(bytes, at);
    return bytes;
}

;// CONCATENATED MODULE: ./lib/gates/emulation.js





const PROBE = '.slipway-probe';
/**
 * Proves that the engine can run programs of a platform. What the engine lists is no proof: it goes on listing what was
 * emulated once. A program that does nothing is put into a container of the image and started there in place of the
 * image's own.
 *
 * @param image A reference that holds the platform.
 * @throws ActionError ENGINE when it cannot.
 */
async function requirePlatform(platform, image, ports) {
    const program = tinyProgram(platform.split('/')[1] ?? '');
    if (program === undefined)
        return;
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(ports.folder, 'probe-'));
    const docker = (...args) => ports.run('docker', args, { env: ports.env, signal: ports.signal, timeout: 60_000 });
    let container = '';
    try {
        const path = (0,external_node_path_.join)(folder, PROBE);
        await (0,promises_.writeFile)(path, program);
        await (0,promises_.chmod)(path, 0o755);
        const how = ['--platform', platform, '--pull', 'never', '--network', 'none', '--entrypoint', `/${PROBE}`];
        const created = await docker('create', ...how, image);
        container = created.stdout.trim().split('\n').at(-1) ?? '';
        if (created.code !== 0)
            throw cannot(platform, created.stderr);
        const copied = await docker('cp', path, `${container}:/`);
        const ran = copied.code === 0 ? await docker('start', '--attach', container) : copied;
        if (ran.code !== 0)
            throw cannot(platform, ran.stderr);
    }
    finally {
        if (container !== '')
            await ports.run('docker', ['rm', '--force', '--volumes', container], { env: ports.env });
        await removeFolder(folder);
    }
}
function cannot(platform, stderr) {
    const why = stderr.trim().split('\n').at(-1) ?? '';
    return new lib_errors/* ActionError */.lZ('ENGINE', `the gates cannot run on ${platform}, which this machine does not emulate: ${why}`, {
        hint: 'Register an emulator (`qemu: true`), or leave that platform out (`gate-platforms: native`).',
    });
}

;// CONCATENATED MODULE: ./lib/stages/run-reference.js

const FORM = /:slipway-[0-9a-f]{12}$/;
/**
 * A name of the image that is this run's alone. The image's real name is not enough: two runs on one engine that build
 * the same name take it from each other, and then the gates of one would see the image of the other. It is in the
 * image's own repository, so that a tool which tells the name tells the right one, and none pulls a stranger's.
 */
function runReference(localName) {
    const colon = localName.lastIndexOf(':');
    return `${localName.slice(0, colon)}:slipway-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`;
}
/** Whether some run gave this name. */
function isRunReference(name) {
    return FORM.test(name);
}

;// CONCATENATED MODULE: ./lib/gates/leftovers.js

/**
 * Notes which containers there are of an image now. The answer removes those that have come since, running or not, and
 * names them. On an engine that others use as well this takes nothing of theirs: a container counts only if it was
 * made of this run's own reference, or of the same image by another name that is not another run's.
 *
 * @param image This run's own reference of the image.
 * @param id The image's id in the engine.
 */
async function watchContainers(engine, image, id) {
    const before = new Set((await engine.containers(image)).map(container => container.id));
    const isOurs = (container) => container.image === image || (container.imageId === id && !isRunReference(container.image));
    return async () => {
        const left = (await engine.containers(image)).filter(container => !before.has(container.id) && isOurs(container));
        await Promise.all(left.map(container => engine.removeContainer(container.id)));
        return left.map(container => container.name);
    };
}

;// CONCATENATED MODULE: ./lib/gates/tail.js
/** How many of a gate's last lines are repeated in its error. */
const LINES = 20;
/** Shows lines as they come and remembers the last of them. */
function keepTail(show) {
    const tail = [];
    return {
        line(text) {
            show(text);
            if (tail.push(text) > LINES)
                tail.shift();
        },
        text: () => tail.join('\n'),
    };
}

;// CONCATENATED MODULE: ./lib/gates/words.js
/** A gate as the subject of a sentence. */
function whatOf({ kind, name }) {
    if (kind === 'test')
        return 'the test';
    return kind === 'gate' ? `gate ${JSON.stringify(name)}` : name;
}
/** Milliseconds as people read them. */
function seconds(ms) {
    return `${(ms / 1000).toFixed(1)} s`;
}

;// CONCATENATED MODULE: ./lib/gates/script.js





/** A gate that is a bash script: the `test` input, or an entry of `gates`. It runs as the runner runs `shell: bash`. */
function scriptGate(entry, kind = 'gate') {
    const { name, platform, timeout, continueOnError, credentials } = entry;
    const what = whatOf({ kind, name });
    return {
        ...{ name, kind, platform, timeout, continueOnError, credentials },
        async run({ folder, env, workspace, signal, run, log }) {
            const path = (0,external_node_path_.join)(folder, 'gate.sh');
            await (0,promises_.writeFile)(path, entry.run, { mode: 0o600 });
            const tail = keepTail(log.info);
            const result = await run('bash', ['--noprofile', '--norc', '-euo', 'pipefail', path], {
                env,
                cwd: workspace,
                signal,
                onStdout: tail.line,
                onStderr: tail.line,
            });
            if (result.code === 0)
                return;
            const how = result.code === null ? `was ended by ${result.signal}` : `failed with exit code ${result.code}`;
            throw new lib_errors/* ActionError */.lZ('GATE', `${what} ${how}`, { hint: tail.text() });
        },
    };
}

;// CONCATENATED MODULE: ./lib/gates/list.js

/** Every gate that the inputs ask for, in the order in which they run: what is quick, and tells most, comes first. */
function gatesOf(inputs) {
    return [
        // container-test: containerTestGate(inputs.containerTest)
        ...(inputs.test === '' ? [] : [scriptGate(testEntry(inputs.test), 'test')]),
        ...inputs.gates.map(entry => scriptGate(entry)),
        // scan: ...scanGates(inputs.scan)
    ];
}
/** Whether the image must be here before anything is published. */
function hasGates(inputs) {
    return gatesOf(inputs).length > 0;
}
/** Whether some script asks for the image as an OCI layout. Making one costs seconds where the build made none. */
function wantsLayout({ test, gates }) {
    return [test, ...gates.map(({ run }) => run)].some(script => script.includes('OCI_LAYOUT'));
}
function testEntry(run) {
    return { name: 'test', run, platform: undefined, timeout: undefined, continueOnError: false, credentials: false };
}

;// CONCATENATED MODULE: ./lib/gates/own-environ.js


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
                if (!isStepOnly(name))
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

;// CONCATENATED MODULE: ./lib/gates/platforms.js


/** `linux/arm64/v8` and `linux/arm64` are the same, and so on (containerd, platforms/database.go). */
function samePlatform(one, other) {
    return normal(one) === normal(other);
}
function normal(platform) {
    if (platform === 'linux/arm')
        return 'linux/arm/v7';
    return platform.replace(/^(\w+\/)aarch64\b/, '$1arm64').replace(/^(\w+\/arm64)\/v8$|^(\w+\/amd64)\/v1$/, '$1$2');
}
/**
 * Which gate runs on which of the image's platforms: its own one if it names one, else this machine's or all. An image
 * that is not for this machine is tested on its first platform.
 *
 * @param built The platforms of the image that was loaded, at least one.
 * @param native This machine's.
 * @throws ActionError INPUT when a gate names a platform that the image has not.
 */
function planGates(gates, built, native, mode) {
    const own = built.find(platform => samePlatform(platform, native)) ?? built[0] ?? native;
    const general = mode === 'all' ? [own, ...built.filter(platform => platform !== own)] : [own];
    return gates.flatMap(gate => {
        if (gate.platform === undefined)
            return general.map(platform => ({ gate, platform }));
        const wanted = gate.platform;
        const found = built.find(platform => samePlatform(platform, wanted));
        if (found !== undefined)
            return [{ gate, platform: found }];
        throw new lib_errors/* ActionError */.lZ('INPUT', `${whatOf(gate)} is to run on ${wanted}, and the image here is for ${built.join(', ')}`, {
            hint: `Add ${wanted} to \`platforms\`, or remove it from the gate. An engine with the classic image store holds one platform only.`,
        });
    });
}

;// CONCATENATED MODULE: ./lib/gates/run-gates.js






/**
 * Runs the gates one after the other, without any login, up to the first that fails.
 *
 * @returns What became of each, and the failure: ActionError GATE, or CANCELLED when the job was.
 */
async function runGates(planned, ports) {
    const results = [];
    let failure;
    await ports.config.hide();
    for (const { gate, platform } of planned) {
        const { name } = gate;
        if (failure !== undefined) {
            results.push({ name, platform, verdict: 'not run', ms: 0, note: '' });
            continue;
        }
        const start = ports.now();
        const error = await outcomeOf(gate, platform, ports);
        const ms = ports.now() - start;
        const isFatal = error !== undefined && (!gate.continueOnError || error.code === 'CANCELLED');
        const verdict = error === undefined ? 'passed' : isFatal ? 'failed' : 'warning';
        results.push({ name, platform, verdict, ms, note: error?.message ?? '' });
        if (isFatal)
            failure = error.code === 'CANCELLED' ? error : fatal(gate, error);
        else if (error === undefined)
            ports.log.info(`✓ ${name} passed on ${platform} in ${seconds(ms)}`);
        else
            ports.log.warning(`${error.message}; it may fail (continue-on-error)\n${error.hint ?? ''}`.trim());
    }
    return { results, failure };
}
async function outcomeOf(gate, platform, ports) {
    const where = samePlatform(platform, ports.native) ? '' : ` on ${platform}`;
    const title = gate.kind === 'test' ? 'Test' : `Gate: ${gate.name}`;
    try {
        await ports.timed(`${gate.name}${where}`, () => ports.log.group(`${title}${where}`, () => runOne(gate, platform, ports)));
        return undefined;
    }
    catch (error) {
        if (ports.signal.aborted)
            return new lib_errors/* ActionError */.lZ('CANCELLED', `cancelled while ${whatOf(gate)} ran`);
        const { code = 'GATE', hint = '' } = error instanceof lib_errors/* ActionError */.lZ ? error : {};
        return new lib_errors/* ActionError */.lZ(code, `${(0,lib_errors/* messageOf */.bD)(error)}${where}`, { hint, cause: error });
    }
}
async function runOne(gate, platform, ports) {
    const { image, digest, layout, workspace, run, log, config } = ports;
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(ports.folder, 'gate-'));
    const tooLong = new AbortController();
    const timer = gate.timeout === undefined ? undefined : setTimeout(() => tooLong.abort(), gate.timeout);
    const signal = AbortSignal.any([ports.signal, tooLong.signal]);
    try {
        if (gate.credentials)
            await config.show();
        const env = { ...(gate.credentials ? config.env : ports.env), ...imageEnv(platform, ports) };
        const thrown = await gate
            .run({ image, digest, platform, layout, env, folder, workspace, signal, run, log })
            .then(() => undefined)
            .catch((error) => ({ error }));
        if (tooLong.signal.aborted && !ports.signal.aborted)
            throw overdue(gate, thrown?.error);
        if (thrown !== undefined)
            throw thrown.error;
    }
    finally {
        clearTimeout(timer);
        if (gate.credentials)
            await config.hide();
        await removeFolder(folder);
        for (const name of await ports.tidy())
            log.info(`Removed container ${name}, which ${whatOf(gate)} left behind.`);
    }
}
function imageEnv(platform, { image, digest, layout, native, env }) {
    // Where it is not this machine's own, `docker run` must be told which of the image's platforms is meant.
    const choose = !samePlatform(platform, native) || env.DOCKER_DEFAULT_PLATFORM !== undefined;
    return {
        IMAGE: image,
        IMAGE_DIGEST: digest,
        IMAGE_PLATFORM: platform,
        ...(layout !== undefined && { OCI_LAYOUT: layout }),
        ...(choose && { DOCKER_DEFAULT_PLATFORM: platform }),
    };
}
function overdue(gate, error) {
    const tail = error instanceof lib_errors/* ActionError */.lZ ? error.hint : undefined;
    const message = `${whatOf(gate)} did not end within ${(gate.timeout ?? 0) / 1000} s`;
    return new lib_errors/* ActionError */.lZ('GATE', message, tail === undefined ? {} : { hint: tail });
}
/** The tail of the output is a part of the message: the annotation is often all that is read. */
function fatal(gate, { code, message, hint = '' }) {
    const text = [`${message}; nothing was published`, ...(hint === '' ? [] : [hint])].join('\n');
    if (gate.kind !== 'test' && gate.kind !== 'gate')
        return new lib_errors/* ActionError */.lZ(code, text);
    return new lib_errors/* ActionError */.lZ(code, text, {
        // Not by its reference: the image is in no registry, and post takes it out of this engine.
        hint: 'To try it at your desk: `docker build -t image .`, then the script with IMAGE=image.',
    });
}

;// CONCATENATED MODULE: ./lib/gates/save-layout.js


/**
 * Writes an image of the engine's containerd store to a folder, as the OCI layout that it is: every platform and the
 * attestations, under the digests that will be published.
 *
 * @throws ActionError ENGINE, or CANCELLED.
 */
async function saveLayout(image, folder, { run, env, signal }) {
    await (0,promises_.mkdir)(folder, { mode: 0o700 });
    const script = 'docker save "$1" | tar -C "$2" -x';
    const args = ['--noprofile', '--norc', '-o', 'pipefail', '-c', script, 'save', image, folder];
    const result = await run('bash', args, { env, signal });
    if (signal.aborted)
        throw new lib_errors/* ActionError */.lZ('CANCELLED', 'cancelled while the image was being written as a layout');
    if (result.code === 0)
        return;
    const reason = result.stderr.trim().split('\n').at(-1) ?? '';
    throw new lib_errors/* ActionError */.lZ('ENGINE', `the image could not be written as an OCI layout: ${reason}`, {
        hint: 'See that RUNNER_TEMP has room for the image, or leave OCI_LAYOUT out of the gates.',
    });
}

;// CONCATENATED MODULE: ./lib/stages/content.js


const INDEX_TYPES = new Set([
    'application/vnd.oci.image.index.v1+json',
    'application/vnd.docker.distribution.manifest.list.v2+json',
]);
function isIndex(mediaType) {
    return INDEX_TYPES.has(mediaType);
}
/**
 * Reads a manifest's links. Blobs with `urls` (foreign layers) are left out: registries do not hold them.
 *
 * @throws ActionError REGISTRY when the bytes are not a manifest.
 * @see https://github.com/opencontainers/image-spec/blob/main/manifest.md
 */
function linksOf(manifest) {
    const json = parseManifest(manifest);
    if (isIndex(manifest.mediaType))
        return { manifests: descriptors(json.manifests), blobs: [] };
    const blobs = [...descriptors([json.config]), ...descriptors(json.layers)];
    return { manifests: [], blobs: blobs.filter(blob => !blob.mediaType.includes('foreign')) };
}
/** Every blob of the image, each once. */
function blobsOf(content) {
    const blobs = content.manifests.flatMap(manifest => linksOf(manifest).blobs);
    return [...new Map(blobs.map(blob => [blob.digest, blob])).values()];
}
function sha256(bytes) {
    return `sha256:${(0,external_node_crypto_.createHash)('sha256').update(bytes).digest('hex')}`;
}
function parseManifest(manifest) {
    try {
        return JSON.parse(manifest.bytes.toString());
    }
    catch (cause) {
        throw new lib_errors/* ActionError */.lZ('REGISTRY', `${manifest.digest} is not a manifest: its bytes are not JSON`, { cause });
    }
}
function descriptors(value) {
    if (!Array.isArray(value))
        return [];
    return value.filter((item) => typeof item?.digest === 'string' && typeof item.size === 'number');
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
;// CONCATENATED MODULE: ./lib/registry/file-source.js


const CHUNK = 256 * 1024;
// One buffer is being written, one waits in the stream, one is being read; the fourth is for safety.
const BUFFERS = 4;
/**
 * A file as the source of an upload, read into a few buffers over and over: new ones pile up faster than they are
 * collected (140 MB resident for a layer of 1 GB, instead of 76). For `uploadBlob` only: it lets go of a chunk before
 * it takes the next but one. Whoever keeps chunks must copy them.
 */
function fileSource(path) {
    return { replayable: true, open: () => fileStream(path) };
}
function fileStream(path) {
    const ring = Array.from({ length: BUFFERS }, () => Buffer.allocUnsafeSlow(CHUNK));
    let file;
    let turn = 0;
    return new external_node_stream_.Readable({
        highWaterMark: CHUNK,
        construct: done => (0,external_node_fs_.open)(path, 'r', (error, descriptor) => {
            if (!error)
                file = descriptor;
            done(error);
        }),
        read() {
            const buffer = ring[turn++ % BUFFERS];
            (0,external_node_fs_.read)(file, buffer, 0, CHUNK, null, (error, size) => {
                if (error)
                    this.destroy(error);
                else
                    this.push(size === 0 ? null : buffer.subarray(0, size));
            });
        },
        destroy(error, done) {
            if (file === undefined)
                done(error);
            else
                (0,external_node_fs_.close)(file, failure => done(error ?? failure));
        },
    });
}

;// CONCATENATED MODULE: ./lib/stages/layout.js





/**
 * Stages the image of an OCI layout folder: blobs first, then manifests, children before parents, all registries at
 * once. Nothing is held in memory but the manifests.
 *
 * @param digest What the build made; another image is refused.
 * @throws ActionError PUBLISH when no registry is left, BUILD when the layout is broken, VERIFY.
 * @see https://github.com/opencontainers/image-spec/blob/main/image-layout.md
 */
async function stageLayout(folder, distributor, digest) {
    const content = await readLayout(folder);
    if (digest !== undefined && content.root.digest !== digest) {
        throw new lib_errors/* ActionError */.lZ('VERIFY', `the OCI layout holds ${content.root.digest}, but the build made ${digest}`);
    }
    await inParallel(UPLOADS, blobsOf(content), blob => distributor.upload(blob, fileSource(blobPath(folder, blob.digest))));
    for (const manifest of content.manifests)
        await distributor.manifest(manifest);
    return content;
}
/** Blobs under way at once; each registry's client has its own limit below this. */
const UPLOADS = 16;
/** Reads the one image that a layout holds. */
async function readLayout(folder) {
    const index = await readJson((0,external_node_path_.join)(folder, 'index.json'));
    const entries = (index.manifests ?? []);
    const [entry, ...others] = entries;
    if (entry === undefined || others.length > 0) {
        throw new lib_errors/* ActionError */.lZ('BUILD', `the OCI layout holds ${entries.length} images, not one`);
    }
    const manifests = [];
    const root = await walk(folder, entry, manifests);
    return { root, manifests };
}
/** Children come before their parent, each once. */
async function walk(folder, descriptor, into) {
    const known = into.find(manifest => manifest.digest === descriptor.digest);
    if (known !== undefined)
        return known;
    const bytes = await (0,promises_.readFile)(blobPath(folder, descriptor.digest));
    if (sha256(bytes) !== descriptor.digest) {
        throw new lib_errors/* ActionError */.lZ('BUILD', `the OCI layout is damaged: ${descriptor.digest} has other bytes`);
    }
    const manifest = { mediaType: descriptor.mediaType, digest: descriptor.digest, bytes };
    for (const child of linksOf(manifest).manifests)
        await walk(folder, child, into);
    into.push(manifest);
    return manifest;
}
function blobPath(folder, digest) {
    const hex = digest.slice('sha256:'.length);
    if (!/^[0-9a-f]{64}$/.test(hex))
        throw new lib_errors/* ActionError */.lZ('BUILD', `not a sha256 digest in the OCI layout: ${digest}`);
    return (0,external_node_path_.join)(folder, 'blobs', 'sha256', hex);
}
async function readJson(path) {
    try {
        return JSON.parse(await (0,promises_.readFile)(path, 'utf8'));
    }
    catch (cause) {
        throw new lib_errors/* ActionError */.lZ('BUILD', `cannot read the OCI layout at ${path}: ${(0,lib_errors/* messageOf */.bD)(cause)}`, { cause });
    }
}
/** Runs `work` over all items, at most `limit` at a time; the first error stops further starts and is thrown. */
async function inParallel(limit, items, work) {
    const queue = [...items];
    const worker = async () => {
        for (let item = queue.shift(); item !== undefined; item = queue.shift())
            await work(item);
    };
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
}

;// CONCATENATED MODULE: ./lib/registry/reference.js

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
function isDigest(text) {
    return /^sha256:[0-9a-f]{64}$/.test(text);
}
/** Whether `text` is a registry's host with an optional port: what may stand before the first slash. */
function isHost(text) {
    return HOST.test(text.toLowerCase());
}
/**
 * Parses a repository's name, `acme/api` or `ghcr.io/acme/api`, without tag or digest.
 *
 * @throws ActionError INPUT, its message a clause (`is not a repository name: …`)
 */
function parseName(text) {
    const { host, rest } = splitHost(text);
    const registry = host === undefined ? DOCKER_HUB : normalizeRegistry(host);
    if (rest !== rest.toLowerCase()) {
        refuse(text, 'has upper-case letters in its repository name', `Write ${quote(rest.toLowerCase())}.`);
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
 * @throws ActionError INPUT
 */
function parseReference(text) {
    const [beforeDigest = '', digest, ...more] = text.split('@');
    if (more.length > 0 || (digest !== undefined && !isDigest(digest))) {
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
/** A registry's one spelling: lower case, no scheme, no path, Docker Hub's aliases as `docker.io`. */
function normalizeRegistry(text) {
    return parseRegistry(text).host;
}
/**
 * Parses what users write as a registry: `ghcr.io`, `https://index.docker.io/v1/`, or with a project's path,
 * `europe-docker.pkg.dev/project/repo`. `prefix` has no slashes at its ends and is '' when there is none.
 *
 * @throws ActionError INPUT
 */
function parseRegistry(text) {
    const bare = text.trim().replace(/^https?:\/\//i, '');
    const [head = '', ...segments] = bare.split('/');
    const written = head.toLowerCase();
    if (!HOST.test(written))
        refuse(text, 'is not a registry', 'Write a host, as in "ghcr.io" or "localhost:5000".');
    const host = /^(?:index|registry-1)\.docker\.io$/.test(written) ? DOCKER_HUB : written;
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
function quote(text) {
    return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}
function refuse(text, problem, mend) {
    throw new lib_errors/* ActionError */.lZ('INPUT', `${quote(text)} ${problem}`, { hint: mend });
}

;// CONCATENATED MODULE: ./lib/stages/load-layout.js





/**
 * Loads the image of an OCI layout folder into the engine as `name`. It is the very image that will be staged: a
 * second export of the same build would differ from it by its provenance, or altogether when timestamps are rewritten.
 *
 * The containerd image store reads `index.json` and keeps the whole index under its own digest. The classic store
 * reads `manifest.json` and keeps one platform, under its config's digest.
 *
 * @param platform The engine's own, `linux/amd64`.
 * @throws ActionError ENGINE, or CANCELLED.
 */
async function loadLayout(folder, content, name, platform, { run, env, signal }) {
    await (0,promises_.writeFile)((0,external_node_path_.join)(folder, 'index.json'), JSON.stringify(namedIndex(content.root, fullName(name))));
    await (0,promises_.writeFile)((0,external_node_path_.join)(folder, 'manifest.json'), JSON.stringify(classicManifest(content, name, platform)));
    const script = 'tar -C "$1" -c . | docker load --quiet';
    const result = await run('bash', ['--noprofile', '--norc', '-o', 'pipefail', '-c', script, 'load', folder], {
        env,
        signal,
    });
    if (signal.aborted)
        throw new lib_errors/* ActionError */.lZ('CANCELLED', 'cancelled while the image was being loaded');
    if (result.code === 0)
        return;
    const reason = result.stderr.trim().split('\n').at(-1) ?? '';
    throw new lib_errors/* ActionError */.lZ('ENGINE', `the image could not be loaded into the engine: ${reason}`, {
        hint: 'See that the engine runs and that its disk has room for the image.',
    });
}
/** containerd takes names as they are: one without its registry would be an image that no docker command can name. */
function fullName(name) {
    const { name: repository, tag } = parseReference(name);
    return `${repository.registry}/${repository.path}:${tag}`;
}
/** @see https://github.com/containerd/containerd/blob/main/core/images/annotations.go */
function namedIndex({ mediaType, digest, bytes }, name) {
    const annotations = { 'io.containerd.image.name': name };
    const manifests = [{ mediaType, digest, size: bytes.length, annotations }];
    return { schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests };
}
/** @see https://github.com/moby/docker-image-spec/blob/main/v1.1.md (Combined Image JSON + Filesystem Changeset Format) */
function classicManifest(content, name, platform) {
    const manifest = runnable(content, platform);
    const { config, layers } = JSON.parse(manifest.bytes.toString());
    const path = ({ digest }) => `blobs/sha256/${digest.slice('sha256:'.length)}`;
    return [{ Config: path(config), RepoTags: [name], Layers: layers.map(path) }];
}
/** The manifest of the platform, or else the first one that is an image. */
function runnable({ root, manifests }, platform) {
    if (!isIndex(root.mediaType))
        return root;
    const images = linksOf(root).manifests.filter(child => child.platform?.architecture !== 'unknown');
    const native = images.find(image => `${image.platform?.os}/${image.platform?.architecture}` === platform);
    const chosen = manifests.find(({ digest }) => digest === (native ?? images[0])?.digest);
    if (chosen === undefined)
        throw new lib_errors/* ActionError */.lZ('BUILD', 'the build made no image that can be run');
    return chosen;
}

;// CONCATENATED MODULE: ./lib/stages/tested.js






/**
 * Compares the image in the engine, by the run's own name, with what the build made and the stage will publish. The
 * containerd store keeps the whole index under its own digest. The classic store keeps one platform, under the digest
 * of its configuration; that names every layer by its content.
 *
 * @throws ActionError VERIFY when they differ: then nothing is published.
 */
async function loadedImage(built, { engine, platform }) {
    const { local = '', layout, result } = built;
    const image = await engine.image(local);
    const content = layout === undefined ? undefined : await readLayout(layout);
    const wanted = result.digest ?? '';
    if (content !== undefined && content.root.digest !== wanted)
        throw differs('the OCI layout', content.root.digest, wanted);
    if (image === undefined)
        throw differs(local, 'nothing any more', wanted);
    if (image.id === wanted)
        return { id: image.id, platforms: image.platforms ?? platformsOf(content, wanted, platform) };
    if (content === undefined || layout === undefined)
        throw differs(local, image.id, wanted);
    const manifest = runnable(content, platform);
    const config = JSON.parse(manifest.bytes.toString()).config.digest;
    if (image.id !== config)
        throw differs(local, image.id, config);
    await compareLayers(layout, config, local, image);
    const [first] = platformsOf({ ...content, root: manifest }, manifest.digest, platform);
    return { id: image.id, platforms: [first] };
}
/** The platforms' manifests of an image that no engine has listed. */
function platformsOf(content, root, platform) {
    if (root === '')
        return [];
    if (content === undefined || !isIndex(content.root.mediaType))
        return [{ platform, digest: root }];
    return runnableOf(content.root).map(child => ({ platform: nameOf(child) ?? platform, digest: child.digest }));
}
/** The entries of an index that are images; attestations are none. */
function runnableOf(root) {
    return linksOf(root).manifests.filter(({ platform }) => platform?.architecture !== 'unknown');
}
function nameOf({ platform }) {
    if (platform === undefined)
        return undefined;
    return [platform.os, platform.architecture, platform.variant].filter(part => part !== undefined).join('/');
}
async function compareLayers(layout, config, name, { layers = [] }) {
    const text = await (0,promises_.readFile)((0,external_node_path_.join)(layout, 'blobs', 'sha256', config.slice('sha256:'.length)), 'utf8');
    const { diff_ids: wanted = [] } = JSON.parse(text).rootfs ?? {};
    if (layers.length > 0 && layers.join() !== wanted.join())
        throw differs(name, layers.join(), wanted.join());
}
function differs(what, found, wanted) {
    return new lib_errors/* ActionError */.lZ('VERIFY', `what was tested is not what was built: ${what} is ${found}, the build made ${wanted}`, {
        hint: 'Nothing was published. See that no gate changes the image that $IMAGE names, or the folder $OCI_LAYOUT.',
    });
}
/**
 * What a re-run that keeps the published image has to say of its own: '' when both have the same platforms' manifests.
 *
 * @param own What this run has built and tested.
 */
function unlikeKept(own, { image }) {
    const mine = own.map(({ digest }) => digest).sort();
    if (mine.length === 0 || mine.join() === [...image.platforms].sort().join())
        return '';
    return `; the gates ran on what this run built (${mine.join(', ')}), which is another image of this commit`;
}

;// CONCATENATED MODULE: ./lib/undo.js



/** The file in the run's folder that lists what to undo, a JSON value a line, in the order in which it was done. */
const JOURNAL = 'undo.jsonl';
/** Notes an undo. Call it before the change: whoever dies in between leaves a note too many, never one too few. */
async function note(journal, undo) {
    await (0,promises_.appendFile)(journal, `${JSON.stringify(undo)}\n`, { mode: 0o600 });
}
/** The engine, which notes each name that it is about to give: a run that dies with one leaves it to be taken back. */
function noting(engine, journal) {
    return {
        ...engine,
        async tag(source, repository, tag) {
            await note(journal, { kind: 'image', name: `${repository}:${tag}` });
            await engine.tag(source, repository, tag);
        },
    };
}
/**
 * Undoes everything that a journal lists, the newest first. One failure does not keep the rest from being undone.
 *
 * @returns What could not be undone, in words.
 */
async function undoAll(journal, undoers) {
    const failures = [];
    for (const undo of (await readJournal(journal)).reverse()) {
        try {
            await undoOne(undo, undoers);
        }
        catch (error) {
            failures.push(`${undo.kind} ${undo_nameOf(undo)}: ${(0,lib_errors/* messageOf */.bD)(error)}`);
        }
    }
    return failures;
}
function undo_nameOf(undo) {
    return undo.kind === 'file' ? undo.path : undo.kind === 'containers' ? undo.image : undo.name;
}
async function undoOne(undo, undoers) {
    if (undo.kind === 'builder')
        return undoers.removeBuilder(undo.name);
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
    const colon = undo.name.lastIndexOf(':');
    await undoers.engine.tag(undo.keep, undo.name.slice(0, colon), undo.name.slice(colon + 1));
    await undoers.engine.remove(undo.keep);
}
/** Whether the name was given to something else meanwhile, by the user. What another run gave it to has its own name. */
async function isSomeoneElses({ name, run }, { engine }) {
    const ours = run === undefined ? undefined : await engine.image(run);
    const now = ours && (await engine.image(name));
    return ours !== undefined && now !== undefined && now.id !== ours.id && !now.references.some(isRunReference);
}
/** A line that was cut off by a sudden death is the last one, and its change was not made yet. */
async function readJournal(path) {
    let text = '';
    try {
        text = await (0,promises_.readFile)(path, 'utf8');
    }
    catch {
        return [];
    }
    return text.split('\n').flatMap(line => {
        try {
            return [JSON.parse(line)];
        }
        catch {
            return [];
        }
    });
}

;// CONCATENATED MODULE: ./lib/gating.js












/**
 * Runs every gate on the image that was built, and tells the report. Before and after, the image in the engine is
 * compared with the one that will be published.
 *
 * @returns The manifests that the gates ran on; empty when there are no gates.
 * @throws ActionError GATE, VERIFY when the gates saw other bytes, ENGINE, INPUT, CANCELLED. Nothing is published then.
 */
async function gate(inputs, context, built, prepared, report, machine) {
    const gates = gatesOf(inputs);
    const { local, result } = built;
    if (gates.length === 0 || local === undefined)
        return [];
    const { id, platforms } = await loadedImage(built, prepared);
    const names = platforms.map(({ platform }) => platform);
    const planned = planGates(gates, names, prepared.platform, inputs.gatePlatforms);
    await requireAll(planned, local, prepared, machine);
    const layout = await layoutFor(inputs, built, prepared, machine);
    hideOwnEnviron();
    await note((0,external_node_path_.join)(prepared.folder, JOURNAL), { kind: 'containers', image: local });
    const { results, failure } = await runGates(planned, {
        ...machine,
        image: local,
        digest: result.digest ?? '',
        layout,
        native: prepared.platform,
        env: childEnv(machine.env),
        config: prepared.config,
        folder: prepared.folder,
        workspace: context.workspace,
        tidy: await watchContainers(anyEngine(machine), local, id),
        timed: report.timed,
    });
    const tested = platforms.filter(({ platform }) => results.some(ran => ran.platform === platform && ran.verdict !== 'not run'));
    report.gated(results, tested.map(({ digest }) => digest));
    if (failure !== undefined)
        throw failure;
    await loadedImage(built, prepared).catch(async (error) => {
        await takeBack(local, id, prepared);
        throw error;
    });
    return tested;
}
/** The run's name is the image's again, if that is still there: by it the clean-up knows what is this run's. */
async function takeBack(local, id, { engine }) {
    const colon = local.lastIndexOf(':');
    await engine.tag(id, local.slice(0, colon), local.slice(colon + 1)).catch(() => { });
}
/** Platforms that are not this machine's own must be emulated; each is tried once. */
async function requireAll(planned, image, { platform: native, dockerEnv, folder }, { run, signal }) {
    const foreign = new Set(planned.map(({ platform }) => platform).filter(platform => !samePlatform(platform, native)));
    for (const platform of foreign)
        await requirePlatform(platform, image, { run, signal, env: dockerEnv, folder });
}
/** The build's own layout, or one that is made because a script asks for it. */
async function layoutFor(inputs, { layout, local }, { folder, dockerEnv }, { run, signal }) {
    if (layout !== undefined || local === undefined || !wantsLayout(inputs))
        return layout;
    const made = (0,external_node_path_.join)(folder, 'layout-for-gates');
    await saveLayout(local, made, { run, signal, env: dockerEnv });
    return made;
}

// EXTERNAL MODULE: ./node_modules/csv-parse/lib/sync.js + 9 modules
var sync = __webpack_require__(25175);
;// CONCATENATED MODULE: ./lib/plan/list.js

/**
 * Splits a list input into its items, as docker's actions do (csv-parse with relaxed quotes): one row a line, a quoted
 * row may span lines, empty items are dropped. Where those actions lose something, this does not: quoted commas stay
 * in their item, an indented comment is a comment, and mixed line ends are all line ends.
 *
 * @throws Error (csv-parse's CsvError) when a quotation mark is never closed
 */
function list(text, options = {}) {
    const quote = options.quote ?? '"';
    const rows = (0,sync/* parse */.qg)(options.comments ? withoutComments(text) : text, {
        relax_quotes: true,
        relax_column_count: true,
        skip_empty_lines: true,
        record_delimiter: ['\n', '\r\n'],
        quote,
    });
    const join = (row) => (options.fields && row.length > 1 ? joinFields(row) : row.join(','));
    const items = rows.flatMap(row => (options.commas ? row : [join(row)]));
    return (options.trim === false ? items : items.map(item => item.trim())).filter(item => item !== '');
}
/** The columns of one row, spaces around them removed; [] for an empty text. Quotes as in `list`. */
function fields(row) {
    const [columns = []] = (0,sync/* parse */.qg)(row, { relax_quotes: true, relax_column_count: true, record_delimiter: ['\0'] });
    return columns.map(column => column.trim());
}
/** One row of CSV that both csv-parse and Go's reader (buildx) split into exactly these columns. */
function joinFields(columns) {
    return columns.map(column => (/[",\r\n]/.test(column) ? `"${column.replaceAll('"', '""')}"` : column)).join(',');
}
// csv-parse knows comments only at the very start of a line; inside a quoted field a `#` is text.
const COMMENT = /[ \t]*#[^\n]*(?:\n|$)/y;
const FIELD = /"(?:[^"]|"")*"(?=,|\r?\n|$)|[^,\n]*/y;
function withoutComments(text) {
    let kept = '';
    let position = 0;
    while (position < text.length) {
        COMMENT.lastIndex = position;
        if (COMMENT.test(text)) {
            position = COMMENT.lastIndex;
            continue;
        }
        const end = endOfRow(text, position);
        kept += text.slice(position, end);
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

;// CONCATENATED MODULE: ./lib/plan/outputs.js

const CARRIED = /^(?:compression|compression-level|force-compression|oci-mediatypes|rewrite-timestamp|annotation(?:-[a-z-]+)?(?:\[[^\]]*\])?\..+)$/;
/**
 * Reads the items of `outputs` (buildx's `--output` syntax, docs.docker.com/reference/cli/docker/buildx/build/#output).
 * Pushing is Slipway's own work, so `registry` and `image` are never given to buildx.
 */
function parseOutputs(outputs) {
    const state = { push: false, load: false, attributes: {} };
    const extra = [];
    const ignored = [];
    const problems = [];
    const refuse = (problem, mend) => problems.push({ input: 'outputs', problem, mend });
    for (const spec of outputs) {
        const attributes = parseSpec(spec);
        if (attributes === undefined) {
            refuse(`has an attribute that is not key=value in ${outputs_quote(spec)}`, 'Write `type=local,dest=path`, say.');
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
                refuse(`has no place to write to in ${outputs_quote(spec)}`, `Write \`type=${type},dest=path\`.`);
        }
        else if (type === 'cacheonly') {
            ignored.push(spec);
        }
        else {
            const known = 'local, tar, oci, docker, image, registry or cacheonly';
            refuse(type === undefined ? `has no type in ${outputs_quote(spec)}` : `has the unknown type ${outputs_quote(type)}`, `Use ${known}.`);
        }
    }
    return { ...state, extra, ignored, problems };
}
/** Whether any of the extra outputs is of one of these types. */
function hasOutput(extra, ...types) {
    return extra.some(spec => types.includes(parseSpec(spec)?.type ?? ''));
}
/** The fan-out export: into the engine, under the image's real name, with the media types that registries keep. */
function engineOutput(name, attributes) {
    return formatSpec({ type: 'docker', name, 'oci-mediatypes': 'true', ...attributes });
}
/** The layout export: a folder in OCI image-layout. Without a name the provenance's subject stays empty. */
function layoutOutput(dest, attributes) {
    return formatSpec({ type: 'oci', tar: 'false', dest, ...attributes });
}
/** A spec's attributes, undefined when one is not `key=value`. A bare path is `type=local` (buildx, `build/output.go`). */
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
/** A spec whose quotation marks do not match has one empty column, which is no attribute. */
function columnsOf(spec) {
    try {
        return fields(spec);
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
function outputs_quote(text) {
    return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}

;// CONCATENATED MODULE: ./lib/inputs/defaults.js
/**
 * Every input and what it means when it is not given or given as ''. The same as in action.yml (a test compares them);
 * it is needed here too because the runner applies its defaults only to absent inputs, and reusable workflows pass ''.
 */
const DEFAULTS = {
    images: '',
    registries: '',
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
    'add-hosts': '',
    allow: '',
    attests: '',
    'build-args': '',
    'build-contexts': '',
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
    preflight: 'true',
    'immutable-tags': '',
    'skip-existing': 'false',
    'moving-tags': 'forward',
    retries: '5',
    timeout: '3m',
    'dry-run': 'false',
};

;// CONCATENATED MODULE: ./lib/inputs/source.js



/** Reads `INPUT_*` as the runner sets them: the name in upper case, spaces as `_`, hyphens kept. */
function sourceOf(env, problems, exists) {
    const raw = (name) => env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] || DEFAULTS[name];
    return {
        raw,
        text: name => raw(name).trim() || DEFAULTS[name],
        report: (input, problem, mend) => problems.push({ input, problem, mend }),
        exists: path => exists((0,external_node_path_.resolve)(env.GITHUB_WORKSPACE ?? '.', path)),
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
    const value = parseBoolean(source.text(name));
    if (value === undefined)
        source.report(name, `is not a boolean: ${source_quote(source.text(name))}`, 'Write `true` or `false`.');
    return value ?? false;
}
/** true|True|TRUE and false|False|FALSE; undefined for anything else. */
function parseBoolean(text) {
    if (/^(?:true|True|TRUE)$/.test(text))
        return true;
    return /^(?:false|False|FALSE)$/.test(text) ? false : undefined;
}
/** The items of a list input. */
function items(source, name, options = {}) {
    try {
        return list(source.raw(name), options);
    }
    catch {
        // csv-parse's message is left out: it may quote the text, which may be a secret.
        source.report(name, 'has a quotation mark that is never closed', 'Close it on its line, or write a quotation mark inside a quoted item twice ("").');
        return [];
    }
}
/** Untrusted text inside a message: on one line, and short. */
function source_quote(text) {
    return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);
}

;// CONCATENATED MODULE: ./lib/inputs/checks.js


const like = (form) => (item) => form.test(item);
// What buildx (`util/buildflags`, `build/utils.go`) refuses, refused here before anything runs.
const CHECKS = {
    'add-hosts': { fits: like(/^[^\s:=]+[:=]\S+$/), form: '`host:ip`' },
    allow: { fits: like(/^(?:\*|[a-z]+(?:\.[a-z]+)?(?:=.+)?)$/), form: '`network.host` or `security.insecure`' },
    attests: { fits: item => checkAttributes(item, 'type'), form: '`type=sbom,generator=image`' },
    'build-args': { fits: like(/^[^=\s]+(?:=|$)/), form: '`KEY=value`', secret: true },
    'build-contexts': { fits: like(/^[^=\s]+=./s), form: '`name=path`' },
    'cache-from': { fits: isCache, form: '`type=gha` or `type=registry,ref=acme/api:cache`', secret: true },
    'cache-to': { fits: isCache, form: '`type=gha,mode=max` or `type=registry,ref=acme/api:cache`', secret: true },
    'no-cache-filters': { fits: like(/^\S+$/), form: 'the name of a stage' },
    platforms: { fits: like(/^[\w.+()-]+(?:\/[\w.+()-]+){0,2}$/), form: '`linux/amd64` or `linux/arm/v7`' },
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
/** Reports the items that buildx would refuse; gives the list back. */
function checkItems(source, name, items) {
    const check = CHECKS[name];
    if (check === undefined)
        return items;
    for (const [index, item] of items.entries()) {
        if (check.fits(item))
            continue;
        const which = check.secret
            ? `has an item (number ${index + 1}) that is not right`
            : `has an item that is not right: ${source_quote(item)}`;
        source.report(name, which, `Write ${check.form}, one item a line.`);
    }
    return items;
}
/** Whether a text is CSV of `key=value` (or a bare boolean, as in buildx), and has this key if one is named. */
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
        return fields(text);
    }
    catch {
        return [];
    }
}

;// CONCATENATED MODULE: ./lib/inputs/build.js



/** The inputs of build-push-action, with its list syntax; which of them split on commas is its choice. */
function readBuild(source) {
    const rows = (name) => checkItems(source, name, items(source, name));
    const specs = (name) => checkItems(source, name, items(source, name, { fields: true }));
    const words = (name) => checkItems(source, name, items(source, name, { commas: true }));
    const outputs = items(source, 'outputs', { quote: false });
    for (const { input, problem, mend } of parseOutputs(outputs).problems)
        source.report(input, problem, mend);
    return {
        addHosts: words('add-hosts'),
        allow: words('allow'),
        attests: specs('attests'),
        buildArgs: rows('build-args'),
        buildContexts: rows('build-contexts'),
        builder: line(source, 'builder'),
        cacheFrom: specs('cache-from'),
        cacheTo: specs('cache-to'),
        call: matching(source, 'call', /^[a-z][\w.-]*(?:,\w+(?:=\w+)?)*$/i, '`check`, `outline` or `targets`'),
        cgroupParent: line(source, 'cgroup-parent'),
        context: build_readContext(source),
        file: matching(source, 'file', /^(?!-$)/, 'the path of a Dockerfile; there is no standard input'),
        load: source_boolean(source, 'load'),
        network: matching(source, 'network', /^(?:default|none|host)$/, '`default`, `none` or `host`'),
        noCache: source_boolean(source, 'no-cache'),
        noCacheFilters: words('no-cache-filters'),
        outputs,
        platforms: words('platforms'),
        provenance: attestation(source, 'provenance', 'mode=max'),
        pull: source_boolean(source, 'pull'),
        sbom: attestation(source, 'sbom', 'generator=image'),
        secrets: checkItems(source, 'secrets', items(source, 'secrets', { trim: false })),
        secretEnvs: words('secret-envs'),
        secretFiles: rows('secret-files'),
        shmSize: matching(source, 'shm-size', /^\d+(?:\.\d+)?\s*[kmgtp]?i?b?$/i, 'a size such as `2gb` or `64m`'),
        ssh: words('ssh'),
        target: line(source, 'target'),
        ulimit: rows('ulimit'),
    };
}
/** A line of text of a certain form; '' is always right. */
function matching(source, name, form, wanted) {
    const value = line(source, name);
    if (value !== '' && !form.test(value))
        source.report(name, `is not right: ${source_quote(value)}`, `Give ${wanted}.`);
    return value;
}
function build_readContext(source) {
    const context = line(source, 'context');
    if (context.startsWith('-')) {
        source.report('context', `is not a path or URL: ${source_quote(context)}`, 'Give a folder, as in `.`, or a URL; there is no standard input.');
    }
    // metadata-action has an input of this name that chooses where ref and commit come from.
    if ((context === 'git' || context === 'workflow') && !source.exists(context)) {
        source.report('context', `is ${source_quote(context)}, and the workspace has no such folder`, `Write \`ref-source: ${context}\` if you mean metadata-action's \`context\`; here \`context\` is the build's.`);
    }
    return context;
}
/** `true`, `false` or attributes, which buildx reads as CSV. */
function attestation(source, name, example) {
    const value = line(source, name);
    if (value === '')
        return '';
    const asBoolean = parseBoolean(value);
    if (asBoolean !== undefined)
        return String(asBoolean);
    if (!checkAttributes(value)) {
        source.report(name, `is neither a boolean nor attributes: ${source_quote(value)}`, `Write \`true\`, \`false\` or \`${example}\`.`);
    }
    return value;
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
;// CONCATENATED MODULE: ./lib/inputs/nearest.js
/** The candidate that takes the fewest edits to reach, if they are few for its length; undefined otherwise. */
function nearest(word, candidates) {
    const lower = word.toLowerCase();
    const [best] = candidates
        .map(candidate => ({ candidate, distance: editDistance(lower, candidate) }))
        .filter(({ candidate, distance }) => distance <= Math.max(2, Math.floor(candidate.length / 3)))
        .sort((a, b) => a.distance - b.distance);
    return best?.candidate;
}
/** Levenshtein's distance: insertions, deletions and replacements of one character. */
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

;// CONCATENATED MODULE: ./lib/inputs/yaml-list.js


const REGISTRIES = {
    begin: 'Begin each entry with `- `, as in `- registry: ghcr.io`.',
    name: 'Name a registry, or remove the entry.',
    entry: 'Write a registry, or a map of',
    quote: "Put it in single quotes: `password: '${{ secrets.TOKEN }}'`.",
};
/**
 * Reads a YAML list of strings or maps. Scalars are never turned into numbers, booleans or null (the failsafe schema),
 * and what YAML would cut from or read into an unquoted secret (comments, anchors, tags) is a problem. Messages never
 * quote values.
 */
function yamlEntries(source, name, keys, wording = REGISTRIES) {
    const text = source.raw(name);
    if (text.trim() === '')
        return [];
    const document = (0,dist/* parseDocument */.Tp)(text, { schema: 'failsafe', prettyErrors: false, logLevel: 'silent' });
    const [error] = document.errors;
    if (error !== undefined) {
        const line = text.slice(0, error.pos[0]).split('\n').length;
        const repeated = error.code === 'DUPLICATE_KEY';
        source.report(name, repeated
            ? `has the same key twice in one entry, at line ${line}`
            : `is not valid YAML at line ${line} (${error.code})`, repeated ? 'Remove one of them.' : `If a value there has special characters: ${wording.quote}`);
        return [];
    }
    if (!(0,dist/* isSeq */.oP)(document.contents)) {
        source.report(name, 'is not a YAML list', wording.begin);
        return [];
    }
    return document.contents.items.flatMap((node, index) => entry(source, `${name}[${index}]`, node, keys, wording));
}
/** The text of a key: '' when it is absent. A list where text should be is a problem. */
function textOf(source, { at, values }, key) {
    const value = values[key] ?? '';
    if (typeof value === 'string')
        return value;
    source.report(`${at}.${key}`, 'is a list', 'Give one value.');
    return '';
}
function entry(source, at, node, keys, wording) {
    if ((0,dist/* isScalar */.jn)(node)) {
        const plain = scalar(source, at, node, wording).trim();
        if (plain !== '')
            return [{ at, plain, values: {} }];
        source.report(at, 'is empty', wording.name);
        return [];
    }
    if (!(0,dist/* isMap */.jh)(node)) {
        source.report(at, 'is neither text nor a map', `${wording.entry} ${keys.join(', ')}.`);
        return [];
    }
    const values = {};
    for (const pair of node.items) {
        const key = (0,dist/* isScalar */.jn)(pair.key) ? String(pair.key.value) : '';
        if (!keys.includes(key)) {
            const meant = nearest(key, keys);
            const mend = meant === undefined ? `Known keys are ${keys.join(', ')}.` : `Did you mean \`${meant}\`?`;
            source.report(at, `has the unknown key ${JSON.stringify(key.slice(0, 100))}`, mend);
            continue;
        }
        values[key] = readValue(source, `${at}.${key}`, pair.value, wording);
    }
    return [{ at, plain: undefined, values }];
}
function readValue(source, at, node, wording) {
    if ((0,dist/* isScalar */.jn)(node))
        return scalar(source, at, node, wording);
    if ((0,dist/* isSeq */.oP)(node) && node.items.every(dist/* isScalar */.jn)) {
        return node.items.map((item, index) => scalar(source, `${at}[${index}]`, item, wording));
    }
    if (node === null)
        return '';
    source.report(at, (0,dist/* isAlias */.Vj)(node) ? 'is read by YAML as an alias' : 'is not text', wording.quote);
    return '';
}
function scalar(source, at, node, { quote }) {
    const { value, type, comment, anchor, tag, range } = node;
    const plain = type === 'PLAIN';
    // A comment or a line break in an unquoted password may be a part of the secret; elsewhere it is the author's.
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
/** YAML folds the line breaks of a plain scalar, so that what it stands for is shorter or other than its source. */
function isFolded(value, range) {
    return typeof value === 'string' && range != null && range[1] - range[0] !== value.length;
}

;// CONCATENATED MODULE: ./lib/inputs/trust.js


const TRUST_KEYS = ['ca', 'insecure'];
/** The `ca` and `insecure` of an entry of `registries` or `registry-auth`. */
function trustOf(source, entry) {
    const ca = textOf(source, entry, 'ca').trim();
    if (ca !== '' && !isPem(ca) && (ca.includes('\n') || !source.exists(ca))) {
        source.report(`${entry.at}.ca`, ca.includes('\n') ? 'is not a PEM certificate' : `is neither a PEM certificate nor a file: ${source_quote(ca)}`, 'Give the path of a PEM file, or its text from `-----BEGIN CERTIFICATE-----` on (in YAML: `ca: |`).');
    }
    const text = textOf(source, entry, 'insecure').trim();
    const insecure = text === '' ? false : parseBoolean(text);
    if (insecure === undefined)
        source.report(`${entry.at}.insecure`, `is not a boolean: ${source_quote(text)}`, 'Write `true` or `false`.');
    return { ...(ca !== '' && { ca }), ...(insecure && { insecure }) };
}
/** Whether a text is certificates themselves, not where they are (RFC 7468). */
function isPem(text) {
    return /^-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/m.test(text);
}

;// CONCATENATED MODULE: ./lib/inputs/credentials.js




const NONE = { username: '', password: '' };
/** login-action's keys. Its `scope` and `ecr` are known so that the refusal can say why. */
const AUTH_KEYS = ['registry', 'username', 'password', ...TRUST_KEYS, 'ecr', 'scope'];
/** `registry-auth` and the shorthand. Half-given ones are left out and told in `missing`. */
function readLogins(source, missing) {
    const logins = [];
    for (const entry of yamlEntries(source, 'registry-auth', AUTH_KEYS)) {
        if (entry.plain !== undefined) {
            source.report(entry.at, 'is a plain string', 'Write a map: `- registry: ghcr.io`, then `username:` and `password:`.');
            continue;
        }
        refuseUnsupported(source, entry);
        // login-action's default.
        const registry = registryAt(source, `${entry.at}.registry`, textOf(source, entry, 'registry').trim() || 'docker.io');
        const credentials = credentialsOf(source, entry, registry, missing);
        const trust = trustOf(source, entry);
        if (credentials !== NONE || Object.keys(trust).length > 0) {
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
/** The shorthand's registry, normalised: Docker Hub when there is none. Undefined when it is not a registry. */
function shorthandRegistry(source) {
    try {
        return normalizeRegistry(source.text('registry') || 'docker.io');
    }
    catch {
        return undefined;
    }
}
/**
 * The `username` and `password` of an entry. A key without the other is a problem at once; both there and one empty is
 * a missing secret.
 */
function credentialsOf(source, entry, registry, missing) {
    const username = textOf(source, entry, 'username').trim();
    const password = textOf(source, entry, 'password');
    const has = (key) => Object.hasOwn(entry.values, key);
    if (has('username') !== has('password')) {
        const [given, absent] = has('username') ? ['username', 'password'] : ['password', 'username'];
        source.report(entry.at, `has a ${given} and no ${absent}`, `Add \`${absent}:\`, or remove \`${given}:\`.`);
        return NONE;
    }
    return complete(entry.at, { username, password }, registry, missing);
}
/** @returns the host alone; reports what is no registry and gives it back as it is */
function registryAt(source, at, text) {
    try {
        return normalizeRegistry(text);
    }
    catch {
        source.report(at, `is not a registry: ${source_quote(text)}`, 'Write a host, as in `ghcr.io` or `localhost:5000`.');
        return text;
    }
}
function readShorthand(source, missing) {
    const registry = registryAt(source, 'registry', line(source, 'registry') || 'docker.io');
    const credentials = complete('', { username: line(source, 'username'), password: source.text('password') }, registry, missing);
    return credentials === NONE ? undefined : { registry, ...credentials };
}
function complete(at, credentials, registry, missing) {
    const empty = ['username', 'password'].filter(key => credentials[key] === '');
    const [key] = empty;
    if (empty.length === 1 && key !== undefined) {
        missing.push({
            registry,
            input: at === '' ? key : `${at}.${key}`,
            problem: `is empty, and there is a ${key === 'username' ? 'password' : 'username'} for ${registry}`,
            mend: 'Set the secret that it comes from. Runs of forks and of Dependabot get no secrets.',
        });
    }
    return empty.length === 0 ? credentials : NONE;
}
function refuseUnsupported(source, entry) {
    const ecr = textOf(source, entry, 'ecr').trim();
    if (ecr !== '' && ecr !== 'auto' && parseBoolean(ecr) !== false) {
        source.report(`${entry.at}.ecr`, 'is not supported', "Give the registry's own user name and password (`AWS` and a token).");
    }
    if (textOf(source, entry, 'scope').trim() !== '') {
        source.report(`${entry.at}.scope`, 'is not supported', 'Remove it: credentials of a step are never kept for others.');
    }
}

;// CONCATENATED MODULE: ./lib/plan/filter.js
/**
 * Matches a branch, tag or event name against patterns in GitHub's filter syntax: in order, the last one that matches
 * decides, `!` takes out. An empty list matches everything.
 *
 * Source: docs.github.com, "Workflow syntax", "Filter pattern cheat sheet".
 */
function matchPatterns(patterns, value) {
    if (patterns.length === 0)
        return { matched: true, by: undefined };
    let verdict = { matched: false, by: undefined };
    for (const pattern of patterns) {
        const negative = pattern.startsWith('!');
        const elements = parsePattern(negative ? pattern.slice(1) : pattern);
        if (typeof elements !== 'string' && matches(elements, value))
            verdict = { matched: !negative, by: pattern };
    }
    return verdict;
}
/** What is wrong with one pattern, as a clause, or undefined. */
function patternProblem(pattern) {
    const body = pattern.startsWith('!') ? pattern.slice(1) : pattern;
    if (body === '')
        return 'is an empty pattern';
    const elements = parsePattern(body);
    return typeof elements === 'string' ? elements : undefined;
}
/**
 * Walks the value once with the set of all positions in the pattern that may be reached (Thompson's construction), so
 * the time is at most length × length whatever the pattern: a RegExp could be made to backtrack for ever.
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
/** The pattern's elements, or what is wrong with it. */
function parsePattern(pattern) {
    if (pattern.length > MAX_PATTERN)
        return `is longer than ${MAX_PATTERN} characters`;
    const elements = [];
    // Whether `?` or `+` has a character before it to apply to.
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
            // `**/x` matches `x` too (the cheat sheet's `**/README.md`): the fork may pass over `**` and its slash.
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
/** Longer than any ref may be on GitHub (255 bytes), with room for escapes. */
const MAX_PATTERN = 1000;
const ANYTHING = { takes: () => true, repeats: true, skips: [1] };
const NO_SLASH = { takes: c => c !== '/', repeats: true, skips: [1] };
const FORK = { takes: () => false, repeats: false, skips: [1, 3] };
function once(takes) {
    return { takes, repeats: false, skips: [] };
}
/** The characters of `[…]` that starts before `start`; `end` is where its `]` is. */
function parseSet(pattern, start) {
    const end = pattern.indexOf(']', start);
    if (end < 0)
        return 'has a [ without its ]';
    const body = pattern.slice(start, end);
    if (body === '')
        return 'has empty brackets';
    if (/^[!^]/.test(body))
        return `negates a set ([${body}]), which the filter syntax does not know`;
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

;// CONCATENATED MODULE: ./lib/inputs/filters.js



const FILTER_KEYS = ['branches', 'git-tags', 'events'];
/** The `branches`, `git-tags` and `events` inputs. */
function readFilters(source) {
    const read = (name) => checked(source, name, items(source, name, { commas: true }));
    return { branches: read('branches'), gitTags: read('git-tags'), events: read('events') };
}
/** The same keys of an entry of `registries`: text as in the inputs, or a YAML list. */
function entryFilters(source, { at, values }) {
    const read = (key) => {
        const value = values[key] ?? '';
        const patterns = typeof value === 'string' ? split(source, `${at}.${key}`, value) : value.filter(item => item !== '');
        return checked(source, `${at}.${key}`, patterns);
    };
    return { branches: read('branches'), gitTags: read('git-tags'), events: read('events') };
}
function split(source, at, text) {
    try {
        return list(text, { commas: true });
    }
    catch {
        source.report(at, 'has a quotation mark that is never closed', 'Close it.');
        return [];
    }
}
function checked(source, at, patterns) {
    for (const pattern of patterns) {
        const problem = patternProblem(pattern) ?? refProblem(pattern);
        if (problem !== undefined) {
            source.report(at, `has the pattern ${source_quote(pattern)}, which ${problem}`, "Write it in GitHub's filter syntax, as in `release/**`; a backslash escapes.");
        }
    }
    if (patterns.length > 0 && patterns.every(pattern => pattern.startsWith('!'))) {
        source.report(at, 'has only patterns that take out', 'Begin with one that takes in, such as `**`.');
    }
    return patterns;
}
/** Patterns that can match no ref at all (git-check-ref-format), which are surely meant otherwise. */
function refProblem(pattern) {
    const [bad] = /[\s~^:]/u.exec(pattern) ?? [];
    if (bad !== undefined)
        return `holds ${JSON.stringify(bad)}, which no ref has`;
    return /^!?refs\/(?:heads|tags)\//.test(pattern) ? 'begins with `refs/`; names are matched without it' : undefined;
}

;// CONCATENATED MODULE: ./lib/inputs/duration.js
const UNITS = { '': 1000, s: 1000, m: 60_000, h: 3_600_000 };
/** `90s`, `3m`, `1h` or seconds without a unit, in milliseconds. Undefined for anything else, and for nothing at all. */
function durationOf(text) {
    const [, amount = '', unit = ''] = /^(\d{1,6})\s*([smh]?)$/.exec(text.trim()) ?? [];
    const ms = Number(amount) * (UNITS[unit] ?? 0);
    return ms > 0 ? ms : undefined;
}

;// CONCATENATED MODULE: ./lib/inputs/gates.js



const KEYS = ['name', 'run', 'platform', 'timeout', 'continue-on-error', 'credentials'];
const WORDING = {
    begin: 'Begin each entry with `- `, as in `- {name: smoke, run: ./smoke.sh}`.',
    name: 'Write a script, or remove the entry.',
    entry: 'Write a script, or a map of',
    quote: 'Write the script as a block: `run: |`, and its lines below that.',
};
/** `test`, `gates` and how they run. */
function readGates(source) {
    const entries = yamlEntries(source, 'gates', KEYS, WORDING);
    const gates = entries.map((entry, index) => readEntry(source, entry, index));
    for (const [index, { name }] of gates.entries()) {
        const earlier = gates.findIndex(gate => gate.name === name);
        if (earlier < index) {
            source.report(`gates[${index}].name`, `is that of gates[${earlier}]: ${source_quote(name)}`, 'Give each its own.');
        }
    }
    return {
        test: source.raw('test'),
        gates,
        gatePlatforms: readPlatforms(source),
        keepLocal: source_boolean(source, 'keep-local'),
    };
}
function readEntry(source, entry, index) {
    const { at } = entry;
    const text = (key) => textOf(source, entry, key).trim();
    const run = entry.plain ?? textOf(source, entry, 'run');
    if (run.trim() === '')
        source.report(at, 'has no `run`', 'Add a script, as in `run: docker run --rm "$IMAGE" --version`.');
    return {
        name: readName(source, at, text('name')) || `gate ${index + 1}`,
        run,
        platform: readPlatform(source, at, text('platform')),
        timeout: readTimeout(source, at, text('timeout')),
        continueOnError: readBoolean(source, `${at}.continue-on-error`, text('continue-on-error')),
        credentials: readBoolean(source, `${at}.credentials`, text('credentials')),
    };
}
/** Names are headings in the log and cells of a table. */
function readName(source, at, name) {
    if (name.length <= 80 && !/\p{Cc}/u.test(name))
        return name;
    source.report(`${at}.name`, 'is not a line of at most 80 characters', 'Shorten it.');
    return '';
}
function readPlatform(source, at, platform) {
    if (platform === '')
        return undefined;
    if (!/^[a-z0-9]+\/[a-z0-9_]+(?:\/[a-z0-9]+)?$/.test(platform)) {
        source.report(`${at}.platform`, `is not a platform: ${source_quote(platform)}`, 'Write `linux/amd64` or `linux/arm/v7`.');
    }
    return platform;
}
function readTimeout(source, at, text) {
    const ms = durationOf(text);
    if (text !== '' && ms === undefined) {
        source.report(`${at}.timeout`, `is not a duration: ${source_quote(text)}`, 'Write `90s`, `3m` or `1h`.');
    }
    return ms;
}
function readBoolean(source, at, text) {
    const value = text === '' ? false : parseBoolean(text);
    if (value === undefined)
        source.report(at, `is not a boolean: ${source_quote(text)}`, 'Write `true` or `false`.');
    return value ?? false;
}
function readPlatforms(source) {
    const text = source.text('gate-platforms');
    if (text === 'native' || text === 'all')
        return text;
    source.report('gate-platforms', `is not right: ${source_quote(text)}`, 'Write `native` or `all`.');
    return 'native';
}

;// CONCATENATED MODULE: ./lib/inputs/metadata.js

/** The inputs of metadata-action. Its lists know comments; rules and images are CSV again and keep their quotes. */
function readMetadata(source) {
    const rules = (name) => items(source, name, { comments: true, fields: true });
    const rows = (name) => items(source, name, { comments: true });
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
function readBakeTarget(source) {
    const name = line(source, 'bake-target');
    // bake's own rule (docker/buildx, bake/bake.go, `validTargetNameChars`).
    if (!/^[a-zA-Z0-9_-]*$/.test(name)) {
        source.report('bake-target', `is not a target's name: ${source_quote(name)}`, 'Use letters, digits, `_` and `-`.');
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
    source.report('source-date-epoch', `is neither \`commit\` nor seconds since 1970: ${source_quote(text)}`, 'Write `commit`, or a number as in `1700000000`.');
    return undefined;
}
function readRefSource(source) {
    const text = source.text('ref-source');
    if (text === 'workflow' || text === 'git')
        return text;
    source.report('ref-source', `is not right: ${source_quote(text)}`, 'Write `workflow` or `git`.');
    return 'workflow';
}

;// CONCATENATED MODULE: ./lib/inputs/registries.js







const registries_KEYS = ['registry', 'prefix', 'username', 'password', ...TRUST_KEYS, 'optional', ...FILTER_KEYS];
/** The `registries` input. Entries with half a login come without credentials and are told in `missing`. */
function readRegistries(source, missing) {
    const entries = yamlEntries(source, 'registries', registries_KEYS).flatMap(entry => {
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
function registries_readEntry(source, entry, missing) {
    const text = entry.plain ?? textOf(source, entry, 'registry').trim();
    if (text === '') {
        source.report(entry.at, 'has no `registry`', 'Add one, as in `registry: ghcr.io`.');
        return undefined;
    }
    const place = parsePlace(source, `${entry.at}${entry.plain === undefined ? '.registry' : ''}`, text);
    const host = place?.host ?? text;
    // Read the rest even when the registry is wrong, so that every problem is told.
    const prefix = readPrefix(source, entry, host, place?.prefix ?? '');
    const read = {
        registry: host,
        prefix,
        ...credentialsOf(source, entry, host, missing),
        ...trustOf(source, entry),
        optional: readOptional(source, entry),
        filters: entryFilters(source, entry),
    };
    return place === undefined ? undefined : read;
}
/** The path inside `registry`, and below it the `prefix` of the entry. */
function readPrefix(source, entry, host, path) {
    const own = textOf(source, entry, 'prefix').trim().toLowerCase();
    const joined = [path, ...own.split('/')].filter(part => part !== '').join('/');
    if (own !== '') {
        try {
            // A prefix is one or more path components of a repository's name.
            parseRegistry(`registry.invalid/${joined}`);
        }
        catch {
            source.report(`${entry.at}.prefix`, `is not a path: ${source_quote(own)}`, `Write the part between ${source_quote(host)} and the name, as in \`project/repo\`.`);
        }
    }
    return joined;
}
function readOptional(source, entry) {
    const text = textOf(source, entry, 'optional').trim();
    const value = text === '' ? false : parseBoolean(text);
    if (value === undefined)
        source.report(`${entry.at}.optional`, `is not a boolean: ${source_quote(text)}`, 'Write `true` or `false`.');
    return value ?? false;
}
function parsePlace(source, at, text) {
    try {
        // Hosts and repository paths have no upper case.
        return parseRegistry(text.toLowerCase());
    }
    catch (error) {
        const hint = error instanceof lib_errors/* ActionError */.lZ ? error.hint : undefined;
        source.report(at, `is not a registry: ${source_quote(text)}`, hint ?? 'Write a host, as in `ghcr.io` or `localhost:5000`.');
        return undefined;
    }
}
/** Two entries may share a registry (one a prefix), but a registry has one login. */
function conflictOf(entry, other) {
    if (entry.registry !== other.registry)
        return undefined;
    if (entry.prefix === other.prefix)
        return 'repeats';
    const differs = entry.username !== other.username || entry.password !== other.password;
    return differs && entry.username !== '' && other.username !== '' ? 'has another login than' : undefined;
}

;// CONCATENATED MODULE: ./lib/retry.js
const DEFAULT_RETRY = { retries: 5, base: 500, cap: 20_000, deadline: 180_000 };
/**
 * Runs `attempt` until it succeeds, fails for good, or the policy is used up; then the last error is thrown as it is.
 * The one retry policy of the action: exponential back-off with full jitter, never shorter than what `Retry-After`
 * asked for. A wait that would end after the deadline is not begun.
 *
 * @param attempt gets its number, from 1.
 */
async function retry(attempt, options) {
    const { policy, ports, classify, signal, onRetry } = options;
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

;// CONCATENATED MODULE: ./lib/inputs/robust.js




function readRobust(source) {
    const immutableTags = readPatterns(source);
    const skipExisting = source_boolean(source, 'skip-existing');
    if (skipExisting && immutableTags.length === 0) {
        source.report('skip-existing', 'is true, and no tag is immutable: nothing would say that this commit is published already', 'Say which tags never move, as in `immutable-tags: "v?[0-9]+.[0-9]+.[0-9]+*, sha-*"`.');
    }
    return {
        retry: { ...DEFAULT_RETRY, retries: readRetries(source), deadline: robust_readTimeout(source) },
        preflight: source_boolean(source, 'preflight'),
        immutableTags,
        skipExisting,
        movingTags: readMovingTags(source),
    };
}
function readMovingTags(source) {
    const text = source.text('moving-tags');
    if (text === 'forward' || text === 'always')
        return text;
    source.report('moving-tags', `is not right: ${source_quote(text)}`, 'Write `forward` or `always`.');
    return 'forward';
}
function readRetries(source) {
    const text = source.text('retries');
    if (/^\d{1,2}$/.test(text))
        return Number(text);
    source.report('retries', `is not a number from 0 to 99: ${source_quote(text)}`, 'Write `5`, say; `0` tries once.');
    return DEFAULT_RETRY.retries;
}
/** A duration in milliseconds. */
function robust_readTimeout(source) {
    const text = source.text('timeout');
    const ms = durationOf(text);
    if (ms !== undefined)
        return ms;
    source.report('timeout', `is not a duration: ${source_quote(text)}`, 'Write `90s`, `3m` or `1h`.');
    return DEFAULT_RETRY.deadline;
}
function readPatterns(source) {
    const patterns = items(source, 'immutable-tags', { commas: true });
    for (const pattern of patterns) {
        const problem = patternProblem(pattern);
        if (problem === undefined)
            continue;
        source.report('immutable-tags', `has the pattern ${source_quote(pattern)}, which ${problem}`, "Write it in GitHub's filter syntax, as in `[0-9]+.[0-9]+.[0-9]+` or `sha-*`.");
    }
    if (patterns.length > 0 && patterns.every(pattern => pattern.startsWith('!'))) {
        source.report('immutable-tags', 'has only patterns that take out', 'Begin with one that takes in, such as `*`.');
    }
    return patterns;
}

;// CONCATENATED MODULE: ./lib/plan/metadata/problems.js

/** A refusal with its remedy, thrown where it is found and collected by whoever knows the input's name. */
function problems_refuse(problem, mend) {
    throw new lib_errors/* ActionError */.lZ('INPUT', problem, { hint: mend });
}
function collector() {
    const problems = [];
    return {
        problems,
        add: problem => problems.push(problem),
        attempt(input, place, body) {
            try {
                return body();
            }
            catch (error) {
                problems.push({ input, problem: `${quoted(place)} ${(0,lib_errors/* messageOf */.bD)(error)}`, mend: mendOf(error) });
                return undefined;
            }
        },
        settle() {
            if (problems.length > 0)
                throw new lib_errors/* InputError */.dz(problems);
        },
    };
}
function mendOf(error) {
    const mend = (error instanceof lib_errors/* ActionError */.lZ ? error.hint : undefined) ?? 'Correct this line';
    return mend.endsWith('.') ? mend : `${mend}.`;
}
/** Text for a message: quoted, one line, of bearable length. */
function quoted(text) {
    const line = text.replaceAll(/\s+/g, ' ');
    return JSON.stringify(line.length > 200 ? `${line.slice(0, 200)}…` : line);
}

;// CONCATENATED MODULE: ./lib/plan/metadata/fields.js



/**
 * Splits a line of `images`, `tags` or `flavor` into its fields. Keys are lower-cased, both sides trimmed; a field is
 * split at its first `=`, and one that starts with `=` is a bare value.
 *
 * @throws ActionError for quotes that are not CSV (RFC 4180)
 */
function fieldsOf(line) {
    return csv(line).map(fieldOf);
}
function fieldOf(cell) {
    const equals = cell.indexOf('=');
    if (equals <= 0)
        return { key: undefined, value: cell.trim() };
    return { key: cell.slice(0, equals).trim().toLowerCase(), value: cell.slice(equals + 1).trim() };
}
function csv(line) {
    try {
        const rows = (0,sync/* parse */.qg)(line, { relax_column_count: true, skip_empty_lines: true });
        return rows[0] ?? [];
    }
    catch (error) {
        return problems_refuse(`has quotes in the wrong place (${(0,lib_errors/* messageOf */.bD)(error)})`, 'Put the whole attribute in double quotes ("value=a,b") and use single quotes inside {{…}}');
    }
}

;// CONCATENATED MODULE: ./lib/plan/metadata/flavor.js


function parseFlavor(lines, problems) {
    const flavor = { latest: 'auto', prefix: '', suffix: '', prefixLatest: false, suffixLatest: false };
    for (const line of lines)
        problems.attempt('flavor', line, () => readLine(flavor, fieldsOf(line)));
    return flavor;
}
function readLine(flavor, fields) {
    // `onlatest` belongs to the prefix or suffix before it in the same line.
    let onLatest;
    for (const { key, value } of fields) {
        if (key === 'latest')
            flavor.latest = value === 'auto' ? 'auto' : booleanOf('latest', value, ' or auto');
        else if (key === 'prefix' || key === 'suffix') {
            flavor[key] = value;
            onLatest = `${key}Latest`;
        }
        else if (key === 'onlatest') {
            const on = booleanOf('onlatest', value, '');
            if (onLatest !== undefined)
                flavor[onLatest] = on;
        }
        else {
            problems_refuse(key === undefined ? 'is not `key=value`' : `has an unknown attribute "${key}"`, 'A flavor takes `latest=auto|true|false`, `prefix=…` and `suffix=…`, the latter two with `onlatest=true|false`');
        }
    }
}
function booleanOf(key, value, also) {
    if (value === 'true' || value === 'false')
        return value === 'true';
    return problems_refuse(`has "${value}" for ${key}`, `Use true, false${also}`);
}

;// CONCATENATED MODULE: ./lib/plan/metadata/images.js


/**
 * Parses the `images` input in metadata-action's syntax: `name`, `name=…,enable=true|false`, or, in a single line,
 * several names separated by commas.
 *
 * @throws InputError with every bad line
 */
function parseImages(lines) {
    const problems = collector();
    const entries = lines.flatMap(line => problems.attempt('images', line, () => entriesOf(line, lines.length)) ?? []);
    problems.settle();
    return entries;
}
function entriesOf(line, lineCount) {
    const fields = fieldsOf(line);
    if (lineCount === 1 && fields.every(field => field.key === undefined)) {
        return fields.filter(field => field.value !== '').map(field => ({ name: field.value.toLowerCase(), enable: true }));
    }
    let name = '';
    let enable = true;
    for (const { key, value } of fields) {
        if (key === undefined || key === 'name')
            name = value.toLowerCase();
        else if (key === 'enable')
            enable = images_booleanOf(value);
        else
            problems_refuse(`has an unknown attribute "${key}"`, 'An image takes `name` and `enable`');
    }
    if (name === '')
        problems_refuse('has no name', 'Write `name=acme/api` or just `acme/api`');
    return [{ name, enable }];
}
function images_booleanOf(value) {
    if (value === 'true' || value === 'false')
        return value === 'true';
    return problems_refuse(`has "${value}" for enable`, 'Use `enable=true` or `enable=false`');
}

;// CONCATENATED MODULE: ./lib/plan/metadata/go-fields.js

// Handlebars has no meaning for a name that starts with a dot, so no template of metadata-action looks like this.
const goAction = /\{\{(-?)\s*\.([A-Za-z_]\w*)([^}]*?)(-?)\}\}/g;
const helperCall = /\{\{[^{}]*\}\}/g;
/** A text, which is left alone, or a field among a helper's arguments. */
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
 * Rewrites `{{ .Field }}` to the Handlebars look-up of the name `.Field`, trim markers included, and likewise a field
 * among the arguments of a helper: `{{slug .Branch}}`.
 *
 * @throws ActionError for unknown fields, method calls and pipelines
 */
function rewriteGoFields(template) {
    const fields = template.replaceAll(goAction, (_, left, name, rest, right) => {
        checkField(name, rest);
        return `{{${left && '~'}[.${name}]${right && '~'}}}`;
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
        problems_refuse(`uses \`.${name}${rest.trimEnd()}\`, but methods and pipelines of Go templates are not supported`, `Use the plain field {{ .${name} }}, or {{date 'YYYYMMDD'}} for a formatted time`);
    }
    if (!goFieldNames.some(known => known === name)) {
        problems_refuse(`uses the unknown field .${name}`, `Use one of ${goFieldNames.map(known => `.${known}`).join(', ')}`);
    }
}

;// CONCATENATED MODULE: ./lib/plan/metadata/rules.js



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
/** Parses the `tags` input and puts the rules in order of priority; without lines, metadata-action's four defaults. */
function parseRules(lines, problems) {
    const given = lines.length === 0 ? defaultRules : lines;
    const rules = given.flatMap(line => problems.attempt('tags', line, () => ruleOf(line)) ?? []);
    return rules.sort((a, b) => (a.priority < b.priority ? 1 : a.priority > b.priority ? -1 : 0));
}
function ruleOf(line) {
    // Before the quotes of `{{ .Time.Format "2006" }}` are taken for CSV's.
    if (hasGoField(line))
        rewriteGoFields(line);
    const fields = fieldsOf(line);
    const attributes = new Map(fields.map(field => [field.key ?? 'value', field.value]));
    const type = typeOf(attributes);
    const own = ownAttributes(type, attributes);
    return {
        line,
        priority: attributes.has('priority') ? Number(attributes.get('priority')) : priorities[type],
        enable: attributes.get('enable') ?? 'true',
        prefix: attributes.get('prefix') ?? defaultPrefix(own),
        suffix: attributes.get('suffix'),
        strip: !hasType(fields) && hasGoField(line),
        ...own,
    };
}
function hasType(fields) {
    return fields.some(field => field.key === 'type');
}
function typeOf(attributes) {
    const type = attributes.get('type') ?? 'raw';
    if (Object.hasOwn(priorities, type))
        return type;
    return problems_refuse(`has an unknown type "${type}"`, `Use one of ${Object.keys(priorities).join(', ')}`);
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
    return attributes.get(key) ?? problems_refuse(`has no ${key}`, `Add \`${key}=${example}\`, for example`);
}
function oneOf(allowed, key, value) {
    const found = allowed.find(each => each === value);
    return found ?? problems_refuse(`has an unknown ${key} "${value}"`, `Use ${allowed.join(', ')}`);
}
function groupOf(attributes) {
    const group = attributes.get('group') ?? '0';
    if (Number.isNaN(Number(group)))
        problems_refuse(`has "${group}" for group`, 'Use the number of a capturing group');
    return group;
}

;// CONCATENATED MODULE: ./lib/plan/reference-lines.js



/**
 * Without `images`, lines that all look like references are references, as in build-push-action; otherwise they are
 * metadata-action's rules. A mixture has no meaning.
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
/** The references in these lines (comma-split), and what is wrong with those that are none. */
function parseReferences(lines) {
    const references = [];
    const problems = [];
    for (const text of lines.flatMap(line => list(line, { commas: true }))) {
        try {
            const reference = parseReference(text);
            if (reference.digest === undefined)
                references.push(reference);
            else
                problems.push({ input: 'tags', problem: `has a digest: ${JSON.stringify(text)}`, mend: 'Name a tag alone.' });
        }
        catch (error) {
            const hint = error instanceof lib_errors/* ActionError */.lZ ? error.hint : undefined;
            problems.push({ input: 'tags', problem: `is not right: ${(0,lib_errors/* messageOf */.bD)(error)}`, mend: hint ?? 'Mend it.' });
        }
    }
    return { references, problems };
}

;// CONCATENATED MODULE: ./lib/plan/targets.js

/**
 * Every repository that the images stand for, image by image, each once: a name with a registry is complete, a bare
 * one goes to each entry of `registries`, to Docker Hub when there is none. Upper case is lowered.
 *
 * @throws ActionError INPUT for a name that no registry takes
 */
function resolveNames(images, registries) {
    const targets = images
        .filter(image => image.enable)
        .flatMap(({ name }) => {
        const text = name.toLowerCase();
        if (hasHost(text) || registries.length === 0)
            return [withEntry(parseName(text), registries)];
        return registries.map(entry => ({ name: parseName(expand(entry, text)), entry }));
    });
    return uniqueBy(targets, target => keyOf(target.name));
}
/** One destination a target, all with the same tags. */
function destinations(targets, tags, decisionOf) {
    return targets.map(({ name, entry }) => ({
        registry: name.registry,
        path: name.path,
        name: name.text,
        tags,
        optional: entry?.optional ?? false,
        decision: decisionOf(entry),
    }));
}
/** Destinations of complete references: one a repository, its tags merged in order. No tag means `latest`. */
function referenceDestinations(references, registries, isMoving, decisionOf) {
    const groups = Map.groupBy(references, reference => keyOf(reference.name));
    return [...groups.values()].flatMap(group => {
        const names = new Set(group.map(reference => reference.tag ?? 'latest'));
        const tags = [...names].map(name => ({ name, moving: isMoving(name), from: 'tags' }));
        return destinations(group.slice(0, 1).map(reference => withEntry(reference.name, registries)), tags, decisionOf);
    });
}
/** Whether a name begins with a registry's host, by Docker's rule for the first component. */
function hasHost(name) {
    const [first = '', ...rest] = name.split('/');
    return rest.length > 0 && (/[.:]/.test(first) || first.toLowerCase() === 'localhost');
}
/** The bare name under one entry: `<registry>/<prefix>/<name>`. */
function expand({ registry, prefix }, name) {
    return [registry, prefix, name].filter(part => part !== '').join('/');
}
/** The entry for a complete name: the same registry, and the longest prefix that its path is under. */
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

;// CONCATENATED MODULE: ./lib/inputs/together.js









/** What no single input shows: names, and inputs that contradict each other. */
function checkTogether(source, { images: lines, tags, flavor }, registries, push, outputs) {
    checkNames(source, lines, registries);
    const mode = tagsMode(lines, tags);
    if (mode === 'mixture') {
        const rule = tags.find(tag => !looksComplete(tag)) ?? '';
        source.report('tags', `mixes complete references with rules (${source_quote(rule)})`, 'Name the repositories in `images` and keep rules alone in `tags`, or write only complete references.');
    }
    if (mode === 'references') {
        for (const { input, problem, mend } of parseReferences(tags).problems)
            source.report(input, problem, mend);
    }
    const rules = collector();
    if (mode === 'rules')
        parseRules(tags, rules);
    parseFlavor(flavor, rules);
    for (const { input, problem, mend } of rules.problems)
        source.report(input, problem, mend);
    const wantsNames = push === true || (push === 'auto' && (registries.length > 0 || outputs.push));
    if (mode === 'rules' && lines.length === 0 && wantsNames) {
        source.report('images', 'is empty, so there is no name to publish under', 'Name the image: `images: acme/api`.');
    }
    if (push === false && outputs.push) {
        source.report('push', 'is false, and `outputs` asks to push', 'Remove `push: false`, or the output that pushes.');
    }
}
function checkNames(source, lines, registries) {
    const shorthand = registries.length > 0 ? undefined : shorthandRegistry(source);
    for (const image of imagesOf(source, lines)) {
        try {
            resolveNames([{ ...image, enable: true }], registries);
        }
        catch (error) {
            const hint = error instanceof lib_errors/* ActionError */.lZ ? error.hint : undefined;
            source.report('images', `is not right: ${(0,lib_errors/* messageOf */.bD)(error)}`, hint ?? 'Mend it.');
            continue;
        }
        if (shorthand !== undefined && shorthand !== 'docker.io' && !hasHost(image.name)) {
            const entry = `\`registries: "- registry: ${shorthand}"\` with \`images: ${image.name}\``;
            source.report('images', `has ${source_quote(image.name)}, which goes to Docker Hub: \`registry: ${shorthand}\` names a login, not a place`, `Write \`images: ${shorthand}/${image.name}\`, or ${entry}.`);
        }
    }
}
function imagesOf(source, lines) {
    try {
        return parseImages(lines);
    }
    catch (error) {
        if (!(error instanceof lib_errors/* InputError */.dz))
            throw error;
        for (const { input, problem, mend } of error.problems)
            source.report(input, problem, mend);
        return [];
    }
}

;// CONCATENATED MODULE: ./lib/inputs.js












/**
 * Reads every input from `INPUT_*`; '' means the default.
 *
 * @param exists whether a path exists (only `context` needs it, for a likely mistake)
 * @throws InputError with every problem of every input
 */
function readInputs(env, exists = external_node_fs_.existsSync) {
    const problems = [];
    const missing = [];
    const source = sourceOf(env, problems, exists);
    const metadata = readMetadata(source);
    const registries = readRegistries(source, missing);
    const logins = readLogins(source, missing);
    const build = readBuild(source);
    const outputs = parseOutputs(build.outputs);
    const push = inputs_readPush(source);
    const inputs = {
        metadata,
        registries,
        logins,
        missing,
        dockerConfig: source.text('docker-config'),
        dockerConfigPassphrase: source.raw('docker-config-passphrase'),
        githubToken: source.text('github-token') || source.text('job-token'),
        push: push === 'auto' && outputs.push ? true : push,
        filters: readFilters(source),
        build,
        verify: source_boolean(source, 'verify'),
        dryRun: source_boolean(source, 'dry-run'),
        ...readGates(source),
        ...readRobust(source),
    };
    checkTogether(source, metadata, registries, push, outputs);
    if (problems.length > 0)
        throw new lib_errors/* InputError */.dz(problems);
    return inputs;
}
function inputs_readPush(source) {
    const text = source.text('push');
    const push = text === 'auto' ? text : parseBoolean(text);
    if (push === undefined)
        source.report('push', `is not right: ${source_quote(text)}`, 'Write `auto`, `true` or `false`.');
    return push ?? 'auto';
}

;// CONCATENATED MODULE: ./lib/plan/secrets.js

/**
 * Turns the three secret inputs into buildx's `--secret` specs. Values go into files of `folder`. An empty value is
 * what a fork or Dependabot gets for a secret: it is left out, as in build-push-action, and its id told in `empty`.
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
/** Larger files hold a secret among much else, and hiding each of their lines would shred the log. Characters. */
const LARGEST_HIDDEN = 64 * 1024;
/**
 * What must not show in the log, should the Dockerfile print it: the values of all build secrets. The runner masks
 * `secrets.*` alone, and never what comes from a file or an earlier step.
 *
 * @param readFile Gives a file's text, or undefined: a file that is missing is buildx's to tell.
 */
function secretValues(build, env, readFile) {
    const given = build.secrets.map(item => keyValue(item)[1]);
    const fromEnv = build.secretEnvs.map(item => env[keyValue(item)[1]] ?? '');
    const files = build.secretFiles.map(item => readFile(keyValue(item)[1]) ?? '');
    return [...given, ...fromEnv, ...files.filter(text => text.length <= LARGEST_HIDDEN)].filter(text => text !== '');
}
/** Splits at the first `=`; the id without spaces around it, the value as it is. No `=`: the value is ''. */
function keyValue(item) {
    const equals = item.indexOf('=');
    return equals < 0 ? [item.trim(), ''] : [item.slice(0, equals).trim(), item.slice(equals + 1)];
}
function namesGitAuth(build) {
    const all = [...build.secrets, ...build.secretEnvs, ...build.secretFiles];
    return all.some(item => /^GIT_AUTH_(?:TOKEN|HEADER)(?:\.|$)/.test(keyValue(item)[0]));
}

;// CONCATENATED MODULE: ./lib/plan/source-date.js

/**
 * The time that everything in the image is given, in seconds since 1970; undefined leaves times as they are.
 *
 * @throws InputError when it is to be the commit's and that is not known
 * @see https://reproducible-builds.org/specs/source-date-epoch/
 */
function sourceDateOf({ sourceDateEpoch }, { commitDate }) {
    if (sourceDateEpoch !== 'commit')
        return sourceDateEpoch;
    if (commitDate !== undefined)
        return Math.floor(commitDate.getTime() / 1000);
    throw new lib_errors/* InputError */.dz([
        {
            input: 'source-date-epoch',
            problem: "is `commit`, and the commit's time cannot be learnt",
            mend: 'Check the repository out before this step, let `github-token` read its contents, or give seconds.',
        },
    ]);
}
/**
 * The build with all times fixed: BuildKit takes the build argument for the image's configuration and history, and
 * rewrites the layers' timestamps for an export. What the user wrote comes last, and wins.
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
        outputs: ['type=image,rewrite-timestamp=true', ...build.outputs],
    };
}

;// CONCATENATED MODULE: ./lib/git.js

function gitIn(workspace, run, env) {
    return async (...args) => {
        try {
            // The runner's checkout may belong to another user than the one in a job container.
            const result = await run('git', ['-c', `safe.directory=*`, ...args], { env, cwd: workspace, timeout: 30_000 });
            return result.code === 0 ? result.stdout.trim() : '';
        }
        catch {
            return '';
        }
    };
}
/**
 * The context with ref and commit of the checkout in place of the event's (`ref-source: git`). A detached HEAD, which
 * is what actions/checkout leaves for tags and pull requests, is named as docker/actions-toolkit names it.
 *
 * @throws ActionError INPUT when the workspace holds no checkout
 */
async function contextOfCheckout(context, git) {
    const sha = await git('rev-parse', '--verify', 'HEAD');
    if (sha === '') {
        throw new lib_errors/* ActionError */.lZ('INPUT', '`ref-source: git` needs a git checkout, and the workspace holds none', {
            hint: 'Run actions/checkout before this step, or leave `ref-source` out to take the ref from the event.',
        });
    }
    const ref = (await git('symbolic-ref', '-q', 'HEAD')) || (await refOfDetachedHead(git));
    return { ...context, sha, ref };
}
/** '' when no ref leads to HEAD, which is so for a commit fetched by its hash. */
async function refOfDetachedHead(git) {
    // In the order of git's own decorations (`%D`): tags, pull requests, remote branches, local ones; the last name first.
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

;// CONCATENATED MODULE: ./lib/registry/body.js
/**
 * Reads a whole body into memory.
 *
 * @throws Error with code ERR_TOO_LARGE when it has more than `max` bytes, or whatever broke the stream
 */
async function readBody(stream, max) {
    const chunks = [];
    let size = 0;
    for await (const chunk of stream) {
        size += chunk.length;
        // Leaving the loop destroys the stream.
        if (size > max)
            throw Object.assign(new Error(`the answer has more than ${max} bytes`), { code: 'ERR_TOO_LARGE' });
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}
/** The same as text. */
async function readText(stream, max) {
    return (await readBody(stream, max)).toString('utf8');
}

// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(44708);
;// CONCATENATED MODULE: ./lib/registry/proxy.js
/** The proxies that the environment names. Node's agents read the same variables. */
function proxiesIn(env) {
    const values = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY'].map(name => env[name] ?? '');
    return values.filter(value => URL.canParse(value)).map(value => new URL(value));
}
/**
 * Whether plain http may go through a proxy. There connections cannot be kept: proxies (tinyproxy, say) close them
 * after each answer without saying so, and the next upload would break on the closed one.
 */
function mayProxyPlain(env) {
    return (env?.http_proxy || env?.HTTP_PROXY || '') !== '';
}
/** `host:port` of the proxy that could not be reached, when that is why a request failed. */
function proxyAtFault(error, env) {
    const { syscall, hostname, port } = error;
    const fits = (proxy) => (syscall === 'connect' && String(port) === (proxy.port || (proxy.protocol === 'https:' ? '443' : '80'))) ||
        (syscall === 'getaddrinfo' && hostname === proxy.hostname);
    return proxiesIn(env ?? {}).find(fits)?.host;
}
/** The passwords in the proxies' addresses, as they are sent and as they are written. */
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

;// CONCATENATED MODULE: ./lib/registry/pump.js
/**
 * Sends a stream as a request's body, with backpressure, and fails the request when the stream fails or does not have
 * exactly `size` bytes: a registry would wait for the rest until its own time-out.
 *
 * @returns stops sending; true when the body had not been sent whole
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
    return stop;
}

// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(41692);
;// CONCATENATED MODULE: ./lib/registry/trust.js

/**
 * TLS options for an agent. Given certificates are made into one context, because Node would otherwise parse the
 * whole list anew for each connection (11 ms each).
 *
 * @param machine trust the machine's own store too, as the engine does. Reading it takes 20 ms, so only on demand.
 */
function tlsOptions({ ca, insecure }, machine) {
    if (insecure)
        return { rejectUnauthorized: false };
    if (ca === undefined && !machine)
        return {};
    const own = ca === undefined ? [] : [ca];
    const system = machine ? external_node_tls_.getCACertificates('system') : [];
    return { secureContext: external_node_tls_.createSecureContext({ ca: [...external_node_tls_.getCACertificates('default'), ...system, ...own] }) };
}
const UNTRUSTED = new Set([
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
]);
/** Whether the certificate's issuer is not known here (OpenSSL's verify results). */
function isUntrusted(error) {
    return UNTRUSTED.has(error.code ?? '');
}

;// CONCATENATED MODULE: ./lib/registry/transport.js





/** Connections of one registry, its token server and its storage. */
function createTransport(options) {
    const shared = { keepAlive: true, keepAliveMsecs: 15_000, proxyEnv: options.proxyEnv };
    const plain = new external_node_http_.Agent({ ...shared, keepAlive: !mayProxyPlain(options.proxyEnv) });
    let machine = false;
    let tls;
    const agentFor = (protocol) => {
        if (protocol === 'http:')
            return plain;
        tls ??= new external_node_https_.Agent({ ...shared, ...tlsOptions(options, machine) });
        return tls;
    };
    const trustMachine = () => {
        machine = true;
        tls?.destroy();
        tls = undefined;
    };
    return {
        send: async (request) => {
            const agent = agentFor(request.url.protocol);
            try {
                return await exchange(request, agent);
            }
            catch (error) {
                Object.assign(error, { proxy: proxyAtFault(error, options.proxyEnv) });
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
            plain.destroy();
            tls?.destroy();
        },
    };
}
function exchange(request, agent) {
    const { method, url, body, signal, idle } = request;
    const size = Buffer.isBuffer(body) ? body.length : body?.size;
    const headers = { ...request.headers, ...(size === undefined ? {} : { 'content-length': String(size) }) };
    const client = url.protocol === 'https:' ? external_node_https_ : external_node_http_;
    return new Promise((resolve, reject) => {
        const outgoing = client.request(url, { method, headers, agent, ...(signal ? { signal } : {}) });
        const stop = body === undefined || Buffer.isBuffer(body) ? undefined : pump(body, outgoing);
        if (!stop)
            outgoing.end(body);
        const relax = watch(outgoing, idle);
        outgoing.on('response', incoming => {
            // An early answer (401, 413) makes the rest of the body pointless; the connection cannot be used again.
            if (stop?.())
                incoming.on('end', () => outgoing.destroy());
            incoming.on('close', relax);
            resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: incoming });
        });
        outgoing.on('error', error => {
            stop?.();
            relax();
            reject(Object.assign(error, { reusedSocket: outgoing.reusedSocket }));
        });
    });
}
/**
 * Fails the request when the network makes no progress for `idle` milliseconds. While the source has nothing to send
 * or nobody reads the answer, the other side is not to blame: a fan-out's fast registry must not die of its slow one.
 */
function watch(outgoing, idle) {
    let incoming;
    let last = '';
    let quiet = 0;
    outgoing.on('response', answer => {
        incoming = answer;
    });
    const look = () => {
        const { socket } = outgoing;
        const sourceIsSlow = !outgoing.writableEnded && outgoing.writableLength === 0 && socket?.connecting === false;
        const readerIsSlow = incoming !== undefined && incoming.readableLength > 0;
        const seen = `${socket?.connecting} ${socket?.bytesWritten} ${socket?.bytesRead} ${outgoing.writableLength}`;
        quiet = sourceIsSlow || readerIsSlow || seen !== last ? 0 : quiet + 1;
        last = seen;
        if (quiet < LOOKS)
            return;
        const error = Object.assign(new Error(`no progress for ${idle} ms`), { code: 'ETIMEDOUT' });
        if (incoming)
            incoming.destroy(error);
        else
            outgoing.destroy(error);
    };
    const timer = setInterval(look, idle / LOOKS);
    timer.unref();
    return () => clearInterval(timer);
}
/** How often an idle period is looked at: a stall is seen after 1 to 1¼ periods. */
const LOOKS = 4;
/** A kept-alive connection that the server had closed meanwhile: not a fault, so it costs no attempt. */
function isStale(error) {
    const { reusedSocket, code } = error;
    return reusedSocket === true && (code === 'ECONNRESET' || code === 'EPIPE');
}
function isResendable({ body }) {
    return body === undefined || Buffer.isBuffer(body);
}

;// CONCATENATED MODULE: ./lib/github/api.js





/** Milliseconds without progress after which a request fails. */
const IDLE = 10_000;
/** No run depends on what is asked here: it may not be held up for minutes. Milliseconds. */
const PATIENCE = 10_000;
const LARGEST_ANSWER = 16 * 1024 * 1024;
const REDIRECTS = 3;
/**
 * GitHub's REST API with the job's token. Only asked for what the event lacks; temporary failures are tried again.
 *
 * @see https://docs.github.com/rest
 */
function githubApi({ apiUrl }, token, policy, ports) {
    const { now, signal, proxyEnv } = ports;
    let transport;
    const send = (url) => {
        transport ??= createTransport({ proxyEnv: isLoopback(url.host) ? undefined : proxyEnv });
        return transport.send({ method: 'GET', url, headers: headersFor(token), idle: IDLE, signal });
    };
    return path => retry(() => ask(send, new URL(`${apiUrl}${path}`), now), {
        policy: { ...policy, deadline: Math.min(policy.deadline, PATIENCE) },
        ports,
        signal,
        classify: error => (error instanceof ApiError ? error.verdict : 'settled'),
    });
}
/** What went wrong, and whether to try again. */
class ApiError extends lib_errors/* ActionError */.lZ {
    verdict;
    constructor(code, problem, verdict, cause) {
        super(code, `the GitHub API ${problem}`, { cause });
        this.verdict = verdict;
    }
}
async function ask(send, first, now) {
    let url = first;
    for (let hops = 0;; hops++) {
        let answer;
        let body;
        try {
            answer = await send(url);
            body = await readText(answer.body, LARGEST_ANSWER);
        }
        catch (cause) {
            throw new ApiError('NETWORK', `does not answer: ${(0,lib_errors/* messageOf */.bD)(cause)}`, {}, cause);
        }
        const next = redirectOf(answer, url);
        if (next === undefined)
            return jsonOf(answer, body, now());
        if (hops === REDIRECTS || next.origin !== first.origin)
            throw new ApiError('DENIED', 'leads elsewhere', 'settled');
        url = next;
    }
}
/** A renamed repository is at another address. */
function redirectOf({ status, headers }, from) {
    const { location } = headers;
    if (![301, 302, 307, 308].includes(status) || location === undefined)
        return undefined;
    return URL.canParse(location, from.href) ? new URL(location, from) : undefined;
}
function jsonOf({ status, headers }, body, now) {
    if (status === 200) {
        try {
            return JSON.parse(body);
        }
        catch {
            throw new ApiError('NETWORK', 'answered with something else than JSON', {});
        }
    }
    const retryAfter = parseRetryAfter(headers['retry-after'], now);
    // https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
    const isLimit = status === 429 || (status === 403 && retryAfter !== undefined);
    const code = isLimit ? 'RATE_LIMIT' : status === 404 ? 'NOT_FOUND' : temporaryStatus(status) ? 'NETWORK' : 'DENIED';
    throw new ApiError(code, `answered ${status}`, isLimit || temporaryStatus(status) ? { retryAfter } : 'settled');
}
function headersFor(token) {
    return {
        accept: 'application/vnd.github+json',
        'user-agent': 'slipway',
        'x-github-api-version': '2022-11-28',
        ...(token !== '' && { authorization: `Bearer ${token}` }),
    };
}

;// CONCATENATED MODULE: ./lib/github/facts.js


/**
 * Fills in what the event does not tell and the rules need: from the checkout where it can tell, else from the API.
 * What cannot be had is a warning, and what it would have given stays empty.
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
            ports.log.warning(`could not learn the repository's ${missing.join(', ')}: ${(0,lib_errors/* messageOf */.bD)(error)}`);
        }
    }
    return facts;
}
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
    // An event without a commit has no date and no message to look for.
    const ofCommit = context.sha === '' ? [] : COMMIT;
    return [
        { facts: ofCommit, read: () => factsOfCheckout(context.sha, git) },
        { facts: ofCommit, read: async () => factsOfCommit(await api(`${repository}/commits/${context.sha}`)) },
        {
            facts: ['name', 'description', 'htmlUrl', 'licence', 'defaultBranch'],
            read: async () => factsOfRepository(await api(repository)),
        },
    ];
}
/** Only the commit asked for counts: the workspace may hold another one. */
async function factsOfCheckout(sha, git) {
    const [date, name, email, ...message] = (await git('log', '-1', '--format=%cI%n%cn%n%ce%n%B', sha)).split('\n');
    if (!date || name === undefined || email === undefined)
        return {};
    const description = await git('describe', '--tags', '--always', sha);
    return {
        commitDate: new Date(date),
        committerName: name,
        committerEmail: email,
        commitMessage: message.join('\n').trim(),
        ...(description !== '' && { commitDescription: description }),
    };
}
function factsOfCommit(json) {
    const date = context_text(json, 'commit', 'committer', 'date');
    return {
        ...(date !== undefined && { commitDate: new Date(date) }),
        commitMessage: context_text(json, 'commit', 'message') ?? '',
        committerName: context_text(json, 'commit', 'committer', 'name') ?? '',
        committerEmail: context_text(json, 'commit', 'committer', 'email') ?? '',
        committerUsername: context_text(json, 'committer', 'login') ?? '',
    };
}
function factsOfRepository(json) {
    const defaultBranch = context_text(json, 'default_branch');
    return {
        name: context_text(json, 'name') ?? '',
        description: context_text(json, 'description') ?? '',
        htmlUrl: context_text(json, 'html_url') ?? '',
        licence: context_text(json, 'license', 'spdx_id') ?? '',
        ...(defaultBranch !== undefined && { defaultBranch }),
    };
}

;// CONCATENATED MODULE: ./lib/machine.js
/** The effects of a retry on this machine. */
function retryPorts({ sleep, now }) {
    return { sleep, now, random: Math.random };
}

;// CONCATENATED MODULE: ./lib/plan/metadata/labels.js
const oci = 'org.opencontainers.image';
/** The label keys that are computed, and the fact behind each that has one. */
const factLabels = {
    [`${oci}.title`]: 'name',
    [`${oci}.description`]: 'description',
    [`${oci}.url`]: 'htmlUrl',
    [`${oci}.source`]: 'htmlUrl',
    [`${oci}.licenses`]: 'licence',
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
        [`${oci}.licenses`, facts.licence ?? ''],
    ];
}
/** `key=value`; a line without `=` is none, as in metadata-action. */
function pairOf(line) {
    const equals = line.indexOf('=');
    return equals < 0 ? [] : [[line.slice(0, equals), line.slice(equals + 1)]];
}
/** Each key once, with its last value, sorted. */
function merged(pairs) {
    return [...new Map(pairs)].sort((a, b) => a[0].localeCompare(b[0]));
}
function lineOf([key, value]) {
    return `${key}=${value}`;
}
// `index:`, `manifest[linux/amd64]:`, `index,manifest:`: what buildx takes before an annotation's key.
const level = '(?:manifest|index|manifest-descriptor|index-descriptor)(?:\\[[^\\]]*\\])?';
const levelPrefix = new RegExp(`^(${level}(?:,${level})*):(.+)$`);
/**
 * Annotations with their level. An entry that names its level itself comes once, after the others, and replaces the
 * computed one of that level.
 */
function levelled(pairs, levels) {
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

// EXTERNAL MODULE: ./node_modules/handlebars/lib/index.js
var lib = __webpack_require__(88508);
;// CONCATENATED MODULE: ./lib/plan/metadata/template.js




const engine = lib.create();
// The built-in `log` would print untrusted text past our own log.
engine.registerHelper('log', () => '');
// Without escaping Handlebars joins its parts with a bare `+`, which adds `{{major}}{{minor}}` up as numbers. A text in
// front of every program makes the sums texts; no input can hold this character.
const textMark = '\u0000';
/**
 * Renders a Handlebars template without HTML escaping. Unknown names give nothing; inherited properties are closed.
 *
 * @throws ActionError for templates that do not parse or fail
 */
function render(template, scope) {
    if (!template.includes('{{'))
        return template;
    const program = markTexts(parse(rewriteGoFields(template)));
    try {
        const output = engine.compile(program, { noEscape: true })(Object.assign(Object.create(null), scope), {
            allowProtoMethodsByDefault: false,
            allowProtoPropertiesByDefault: false,
        });
        return String(output).replaceAll(textMark, '');
    }
    catch (error) {
        if (error instanceof lib_errors/* ActionError */.lZ)
            throw error;
        return problems_refuse(`cannot be rendered (${firstLine(error)})`, 'See the list of template names in the documentation');
    }
}
/** The first names of the paths that a template mentions (`sha`, `date`); nothing for one that does not parse. */
function namesIn(template) {
    const names = new Set();
    if (!template.includes('{{'))
        return names;
    try {
        visit(parse(rewriteGoFields(template)), node => {
            if (node.type === 'PathExpression')
                names.add(String(node.parts[0]));
        });
    }
    catch {
        // `render` reports it, with the line.
    }
    return names;
}
/** Whether a pattern is `{{raw}}` and nothing else: the one pattern that prereleases respect. */
function isOnlyRaw(pattern) {
    try {
        const [statement, ...others] = lib.parseWithoutProcessing(pattern).body;
        if (statement?.type !== 'MustacheStatement' || others.length > 0)
            return false;
        const { path } = statement;
        return path.type === 'PathExpression' && path.parts.join('/') === 'raw';
    }
    catch {
        return false;
    }
}
function parse(template) {
    try {
        return lib.parse(template);
    }
    catch (error) {
        return problems_refuse(`is not a valid template (${firstLine(error)})`, 'Check the braces and quotes of its {{…}}');
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
function visit(node, see) {
    if (node === null || typeof node !== 'object')
        return;
    if ('type' in node && typeof node.type === 'string')
        see(node);
    for (const [key, child] of Object.entries(node))
        if (key !== 'loc')
            visit(child, see);
}
function firstLine(error) {
    const [first = '', second = ''] = (0,lib_errors/* messageOf */.bD)(error).split('\n');
    return first.endsWith(':') ? `${first} ${second}` : first;
}

;// CONCATENATED MODULE: ./lib/plan/metadata/used-names.js




/** Every name that a template of the inputs mentions. Bad inputs are no matter: `computeMetadata` reports them. */
function templateNames(inputs) {
    const { prefix, suffix } = parseFlavor(inputs.flavor, collector());
    const templates = [...rulesOf(inputs).flatMap(templatesOf), prefix, suffix, ...inputs.labels, ...inputs.annotations];
    return new Set(templates.flatMap(template => [...namesIn(template)]));
}
/** The rules that parse. */
function rulesOf(inputs) {
    return parseRules(inputs.tags, collector());
}
function templatesOf(rule) {
    const own = [('value' in rule && rule.value) || '', ('pattern' in rule && rule.pattern) || ''];
    return [rule.enable, rule.prefix ?? '', rule.suffix ?? '', ...own];
}

;// CONCATENATED MODULE: ./lib/plan/metadata/switches.js

const trueWords = ['1', 't', 'T', 'true', 'TRUE', 'True'];
const falseWords = ['0', 'f', 'F', 'false', 'FALSE', 'False'];
/** `DOCKER_METADATA_PR_HEAD_SHA`: pull requests count as builds of their head commit, not of the merge commit. */
function wantsHeadSha(env) {
    return /true/i.test(env.DOCKER_METADATA_PR_HEAD_SHA ?? '');
}
/** `DOCKER_METADATA_ANNOTATIONS_LEVELS`: comma separated, `manifest` by default. */
function annotationLevels(env) {
    return (env.DOCKER_METADATA_ANNOTATIONS_LEVELS || 'manifest').split(',');
}
/**
 * `DOCKER_METADATA_SET_OUTPUT_ENV`: whether outputs are also exported as `DOCKER_METADATA_OUTPUT_*` (default true).
 *
 * @throws ActionError when it is not a boolean
 */
function setsOutputEnv(env) {
    const word = env.DOCKER_METADATA_SET_OUTPUT_ENV || 'true';
    if (trueWords.includes(word))
        return true;
    if (falseWords.includes(word))
        return false;
    return problems_refuse(`DOCKER_METADATA_SET_OUTPUT_ENV is not a boolean: "${word}"`, 'Set it to true or false');
}
/** The commit's hash, cut to `DOCKER_METADATA_SHORT_SHA_LENGTH` or 7 characters. */
function shortSha(sha, env) {
    const given = env.DOCKER_METADATA_SHORT_SHA_LENGTH || '7';
    const length = Number(given);
    if (Number.isNaN(length)) {
        problems_refuse(`needs DOCKER_METADATA_SHORT_SHA_LENGTH, which is not a number: "${given}"`, 'Set it to a number, say 12');
    }
    return sha.substring(0, length);
}

;// CONCATENATED MODULE: ./lib/plan/metadata/subject.js


const pullRequestEvents = new Set([
    'pull_request',
    'pull_request_comment',
    'pull_request_review',
    'pull_request_review_comment',
    'pull_request_target',
]);
/**
 * The context with the ref and commit that the image is said to be of. For `ref-source: git` the caller has put in
 * those of the checkout, and they stay.
 */
function subjectOf(context, refSource) {
    if (refSource === 'git')
        return context;
    return { ...context, ref: refOf(context), sha: shaOf(context) };
}
function refOf({ eventName, payload, ref }) {
    // GITHUB_REF is the base branch here; tags named after it would overwrite the real ones.
    const number = eventName === 'pull_request_target' ? at(payload, 'number') : undefined;
    return typeof number === 'number' ? `refs/pull/${number}/merge` : ref;
}
function shaOf({ eventName, payload, sha, env }) {
    if (!wantsHeadSha(env) || !pullRequestEvents.has(eventName))
        return sha;
    return context_text(payload, 'pull_request', 'head', 'sha') ?? sha;
}
/** What follows `refs/heads/`, or '' when the ref is not a branch. */
function branchOf(ref) {
    return after('refs/heads/', ref);
}
/** What follows `refs/tags/`, or '' when the ref is not a tag. */
function tagOf(ref) {
    return after('refs/tags/', ref);
}
/** The `7` of `refs/pull/7/merge`, or '' when the ref is not a pull request. */
function pullOf(ref) {
    return after('refs/pull/', ref).replace(/\/merge$/, '');
}
function after(prefix, ref) {
    return ref.startsWith(prefix) ? ref.slice(prefix.length) : '';
}

;// CONCATENATED MODULE: ./lib/plan/metadata/event-facts.js


/** The facts that the event and the environment tell, without asking anybody. */
function repoFactsFromEvent(context, refSource = 'workflow') {
    const { payload, repository, serverUrl } = context;
    const commit = commitOf(payload, subjectOf(context, refSource).sha);
    return known({
        name: context_text(payload, 'repository', 'name') ?? (repository.split('/').at(-1) || undefined),
        description: textOrNull(at(payload, 'repository', 'description')),
        htmlUrl: context_text(payload, 'repository', 'html_url') ?? (repository ? `${serverUrl}/${repository}` : undefined),
        licence: licenceOf(at(payload, 'repository', 'license')),
        defaultBranch: context_text(payload, 'repository', 'default_branch'),
        commitDate: dateOf(context_text(commit, 'timestamp')),
        commitMessage: context_text(commit, 'message'),
        committerName: context_text(commit, 'committer', 'name'),
        committerEmail: context_text(commit, 'committer', 'email'),
        committerUsername: context_text(commit, 'committer', 'username'),
    });
}
/** The event's record of a commit: push, workflow_run and merge_group events carry some. */
function commitOf(payload, sha) {
    const pushed = at(payload, 'commits');
    const commits = [
        ...(Array.isArray(pushed) ? pushed : []),
        at(payload, 'head_commit'),
        at(payload, 'workflow_run', 'head_commit'),
        at(payload, 'merge_group', 'head_commit'),
    ];
    return sha === '' ? undefined : commits.find(commit => context_text(commit, 'id') === sha);
}
/** null is an answer too: there is none. */
function textOrNull(value) {
    return value === null ? '' : typeof value === 'string' ? value : undefined;
}
function licenceOf(licence) {
    return licence === null ? '' : textOrNull(at(licence, 'spdx_id'));
}
function dateOf(timestamp) {
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
 * The facts that the inputs call for. The caller asks the API and git for those of them that the event does not tell
 * (`repoFactsFromEvent`), and only then.
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
/** Both lists are computed; a fact is spared only if both have a value of the user's own. */
function labelFacts({ labels, annotations }) {
    const [own, others] = [labels, annotations].map(lines => new Set(lines.flatMap(pairOf).map(([key]) => key)));
    return Object.entries(factLabels).flatMap(([key, fact]) => (own?.has(key) && others?.has(key) ? [] : [fact]));
}

;// CONCATENATED MODULE: ./lib/plan/metadata/formatter.js

/** Whether a template formats a date, so that the formatter is loaded only then. */
function neededFormatter(inputs) {
    const names = templateNames(inputs);
    return names.has('date') || names.has('commit_date');
}

;// CONCATENATED MODULE: ./lib/plan/metadata/workspace-file.js



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
            return problems_refuse(`reads "${path}", which does not exist`, 'Check the repository out before this step');
        }
        const inside = (0,external_node_path_.relative)(root, target);
        if (inside === '..' || inside.startsWith(`..${external_node_path_.sep}`) || (0,external_node_path_.isAbsolute)(inside)) {
            return problems_refuse(`reads "${path}", which leads out of the workspace`, 'Name a file of the repository');
        }
        return contentOf(target, path);
    };
}
function contentOf(target, path) {
    const stat = (0,external_node_fs_.statSync)(target);
    // A pipe or device could block for ever.
    if (!stat.isFile())
        return problems_refuse(`reads "${path}", which is not a file`, 'Name a file of the repository');
    if (stat.size > maxBytes)
        return problems_refuse(`reads "${path}", which is larger than 1 MiB`, 'Name a smaller file');
    return (0,external_node_fs_.readFileSync)(target, 'utf8');
}

;// CONCATENATED MODULE: ./lib/plan/subject.js

/**
 * The branch or tag of a run as GitHub's own filters take it: pull requests by their base branch, a merge group by the
 * branch it goes to, workflow_run by the head branch, everything else by its ref.
 *
 * Source: docs.github.com, "Workflow syntax", `on.<event>.branches`
 */
function subject_subjectOf(run) {
    const { eventName, payload, ref } = run;
    if (eventName.startsWith('pull_request')) {
        return branch(run.baseRef || context_text(payload, 'pull_request', 'base', 'ref'), 'base branch');
    }
    if (eventName === 'workflow_run') {
        return branch(context_text(payload, 'workflow_run', 'head_branch'), 'head branch');
    }
    if (eventName === 'merge_group') {
        return branch(context_text(payload, 'merge_group', 'base_ref')?.replace(/^refs\/heads\//, ''), 'base branch');
    }
    if (ref.startsWith('refs/heads/'))
        return branch(ref.slice('refs/heads/'.length), 'branch');
    if (ref.startsWith('refs/tags/'))
        return { kind: 'tag', name: ref.slice('refs/tags/'.length), role: 'tag' };
    return undefined;
}
/** The repository that a run's code comes from when it is not this one; undefined otherwise. */
function forkOf({ payload, repository }) {
    const heads = [
        [at(payload, 'pull_request'), 'repo'],
        [at(payload, 'workflow_run'), 'head_repository'],
    ];
    for (const [event, key] of heads) {
        if (event === undefined)
            continue;
        const head = key === 'repo' ? at(event, 'head') : event;
        // GitHub gives null for a fork that has been deleted.
        const from = context_text(head, key, 'full_name') ?? 'a repository that is gone';
        if (from.toLowerCase() !== repository.toLowerCase())
            return from;
    }
    return undefined;
}
function branch(name, role) {
    return name ? { kind: 'branch', name, role } : undefined;
}

;// CONCATENATED MODULE: ./lib/plan/decision.js


/** Events that `push: auto` never pushes on: what they build is not merged. */
const UNMERGED = ['pull_request', 'pull_request_target', 'merge_group'];
/** Whether this run pushes at all, and why. `push: true` lifts the rule about events, never a filter. */
function decide({ push, hasTargets, filters }, run) {
    if (push === false)
        return no('`push` is false');
    if (push === 'auto') {
        const objection = autoObjection(hasTargets, run);
        if (objection !== undefined)
            return no(objection);
    }
    const objection = filterObjection(filters, run);
    if (objection !== undefined)
        return no(objection);
    const subject = subject_subjectOf(run);
    const event = `event ${run.eventName}${subject === undefined ? '' : ` on ${subject.role} ${decision_quote(subject.name)}`}`;
    return { push: true, reason: push === true ? `\`push\` is true (${event})` : event };
}
/** The decision for one entry of `registries`: its own filters narrow the global decision. */
function decideFor(global, registry, filters, run) {
    if (!global.push)
        return global;
    const objection = filterObjection(filters, run);
    return objection === undefined ? global : no(`for ${registry}, ${objection}`);
}
function autoObjection(hasTargets, run) {
    if (!hasTargets)
        return '`push` is auto, and neither `images` nor `registries` is given';
    if (UNMERGED.includes(run.eventName))
        return `\`push\` is auto, which does not push on ${run.eventName}`;
    const fork = forkOf(run);
    return fork === undefined ? undefined : `\`push\` is auto, and this run belongs to a fork (${decision_quote(fork)})`;
}
function filterObjection(filters, run) {
    return (listObjection('events', filters.events, 'event', run.eventName) ??
        refObjection(filters, subject_subjectOf(run), run.eventName));
}
/** As in `on.push`: given only one of `branches` and `git-tags`, refs of the other kind do not pass. */
function refObjection({ branches, gitTags }, subject, eventName) {
    if (branches.length === 0 && gitTags.length === 0)
        return undefined;
    if (subject === undefined) {
        const given = branches.length > 0 ? 'branches' : 'git-tags';
        return `\`${given}\` is given, and event ${eventName} has no branch or tag to match`;
    }
    const [own, patterns, other] = subject.kind === 'branch'
        ? ['branches', branches, 'git-tags']
        : ['git-tags', gitTags, 'branches'];
    if (patterns.length === 0) {
        return `only \`${other}\` is given, so ${subject.role} ${decision_quote(subject.name)} is not pushed`;
    }
    return listObjection(own, patterns, subject.role, subject.name);
}
function listObjection(input, patterns, role, value) {
    const verdict = matchPatterns(patterns, value);
    if (verdict.matched)
        return undefined;
    return verdict.by === undefined
        ? `${role} ${decision_quote(value)} matches nothing in \`${input}\` (${patterns.join(', ')})`
        : `${role} ${decision_quote(value)} is taken out by \`${verdict.by}\` in \`${input}\``;
}
function no(reason) {
    return { push: false, reason };
}
function decision_quote(name) {
    return JSON.stringify(name);
}

;// CONCATENATED MODULE: ./lib/plan/metadata/documents.js
/** The `json` output, byte for byte as metadata-action lays it out. */
function jsonDocument({ tags, tagNames, labels, annotations }) {
    return JSON.stringify({ tags, 'tag-names': tagNames, labels: Object.fromEntries(labels), annotations });
}
/** The contents of the bake files, for a target of this name. */
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

;// CONCATENATED MODULE: ./lib/plan/metadata/codeship.js


/**
 * Codeship's fields from GitHub's run. Its build of a git tag has the tag as `.Branch`, as has ours; a pull request
 * has its head. What Actions has no notion of stands nearest: `.ServiceName` is the job, `.StepName` the step.
 */
function goFields(subject, facts, firstImage) {
    const { ref, now, env } = subject;
    const fields = {
        CommitID: () => subject.sha,
        Branch: () => branchOf(ref) || tagOf(ref) || subject.headRef,
        RepoName: () => subject.repository.split('/').at(-1),
        ProjectID: () => env.GITHUB_REPOSITORY_ID ?? String(at(subject.payload, 'repository', 'id') ?? ''),
        BuildID: () => subject.runId,
        CommitMessage: () => facts.commitMessage,
        CommitDescription: () => facts.commitDescription,
        CommitterName: () => facts.committerName,
        CommitterEmail: () => facts.committerEmail,
        CommitterUsername: () => facts.committerUsername,
        Time: () => rfc3339(now),
        Timestamp: () => String(Math.floor(now.getTime() / 1000)),
        StringTime: () => rfc3339(now),
        StepName: () => env.GITHUB_ACTION,
        ServiceName: () => subject.job,
        ImageName: () => firstImage,
        Ci: () => 'true',
        CiName: () => 'github-actions',
    };
    return Object.fromEntries(Object.entries(fields).map(([name, value]) => [`.${name}`, () => value() ?? '']));
}
function rfc3339(date) {
    return date.toISOString().replace(/\.\d+Z$/, 'Z');
}

;// CONCATENATED MODULE: ./lib/plan/metadata/helpers.js




/** The events that GitHub runs on the default branch's last commit; `create` is counted in by metadata-action. */
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
            problems_refuse('uses a date without a format', "Write {{date 'YYYYMMDD'}}");
        if (format === undefined)
            throw new Error('computeMetadata needs formatDate: neededFormatter says when');
        return format(date, pattern, zone, warn);
    };
    return { date: formatter(now), commit_date: formatter(facts.commitDate ?? now) };
}
function zoneOf(hash) {
    const unknown = Object.keys(hash).find(key => key !== 'tz');
    if (unknown !== undefined)
        problems_refuse(`gives a date the unknown attribute "${unknown}"`, "Dates take tz='Asia/Tokyo'");
    const zone = hash.tz ?? 'UTC';
    return typeof zone === 'string' ? zone : problems_refuse('gives a tz that is not text', "Write tz='Asia/Tokyo'");
}
function baseRefOf({ ref, payload }) {
    if (ref.startsWith('refs/tags/'))
        return (context_text(payload, 'base_ref') ?? '').replace(/^refs\/heads\//, '');
    return ref.startsWith('refs/pull/') ? (context_text(payload, 'pull_request', 'base', 'ref') ?? '') : '';
}
function isDefaultBranch({ ref, eventName, payload }) {
    const branch = ref.replace(/^refs\/heads\//, '');
    if (branch === '')
        return false;
    return context_text(payload, 'repository', 'default_branch') === branch || defaultBranchEvents.has(eventName);
}

;// CONCATENATED MODULE: ./lib/plan/metadata/guarded-env.js

const secretName = /(^|_)(TOKENS?|SECRETS?|PASSWORDS?|PASSWD|PASSPHRASE|PASS|PWD|PAT|KEYS?|APIKEY|CREDENTIALS?|CREDS?|AUTH|JWT|COOKIE|PRIVATE|CERT|DSN)(_|$)/i;
// Word parts run together, as in GITHUB_TOKENS or NPMTOKEN.
const secretPart = /token|secret|passw|credential/i;
/** Inputs of every step are in its environment, passwords included; these carry the runner's own tokens. */
const runnerName = /^(INPUT|STATE|ACTIONS)_/i;
const secretValue = /:\/\/[^/@\s]+@|^(gh[a-z]_|github_pat_|glpat-|dckr_pat_|xox[a-z]-|eyJ|AKIA|-----BEGIN )/;
/**
 * An environment variable for `{{env}}`, '' when it is not set.
 *
 * @throws ActionError when its name or content looks like a credential: a tag or label is public
 */
function guardedEnv(env, name) {
    const value = Object.hasOwn(env, name) ? (env[name] ?? '') : '';
    const bad = secretName.test(name) || secretPart.test(name) || runnerName.test(name) || secretValue.test(value);
    if (bad && name !== 'PWD') {
        problems_refuse(`reads the environment variable ${name}, which looks like a credential`, 'Tags, labels and annotations are public: copy what is harmless into a variable with another name');
    }
    return value;
}

;// CONCATENATED MODULE: ./lib/plan/metadata/more-helpers.js





/** Helpers that metadata-action lacks (issue 4). */
function moreHelpers(subject, readWorkspaceFile) {
    const { sha, env, payload } = subject;
    const read = (path) => {
        if (readWorkspaceFile === undefined)
            return problems_refuse('reads a file, which is not possible here', 'Leave it out');
        return readWorkspaceFile(insideWorkspace(more_helpers_textOf(path)));
    };
    return {
        short_sha: (length) => (isOptions(length) ? shortSha(sha, env) : sha.slice(0, lengthOf(length))),
        run_number: () => subject.runNumber,
        run_attempt: () => subject.runAttempt,
        pr_number: () => String(at(payload, 'pull_request', 'number') ?? pullOf(subject.ref)),
        head_ref: () => subject.headRef,
        actor: () => subject.actor,
        env: (name) => guardedEnv(env, more_helpers_textOf(name)),
        lower: (value) => more_helpers_textOf(value).toLowerCase(),
        slug: (value) => slug(more_helpers_textOf(value)),
        regex_replace: (value, pattern, replacement) => more_helpers_textOf(value).replaceAll(regExpOf(more_helpers_textOf(pattern)), more_helpers_textOf(replacement)),
        file: (path) => read(path).trim(),
        json: (path, key) => jsonValue(read(path), more_helpers_textOf(path), more_helpers_textOf(key)),
    };
}
/** Lower case, every run of other characters than letters and digits a `-`, at most 63, none at the ends. */
function slug(value) {
    const dashed = value
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-')
        .replace(/^-/, '');
    return dashed.slice(0, 63).replace(/-$/, '');
}
/** Handlebars passes its own options object last, so a missing argument arrives as that. */
function isOptions(value) {
    return typeof value === 'object' && value !== null && 'hash' in value;
}
function more_helpers_textOf(value) {
    // A bare name as an argument, as in {{lower branch}}, arrives as the function behind it.
    const plain = typeof value === 'function' ? value({ hash: {} }) : value;
    if (typeof plain === 'string' || typeof plain === 'number' || typeof plain === 'boolean')
        return String(plain);
    return plain === undefined || plain === null
        ? ''
        : problems_refuse('lacks an argument of a helper', "Write, for example, {{lower branch}} or {{file 'VERSION'}}");
}
function lengthOf(value) {
    const length = Number(more_helpers_textOf(value));
    if (Number.isInteger(length) && length > 0)
        return length;
    return problems_refuse('asks short_sha for a length that is not a whole number', 'Write {{short_sha 12}}');
}
function regExpOf(pattern) {
    try {
        return new RegExp(pattern, 'g');
    }
    catch {
        return problems_refuse(`has an invalid regular expression "${pattern}"`, 'Use the syntax of JavaScript');
    }
}
function insideWorkspace(path) {
    const parts = path.split(/[\\/]/);
    if (path !== '' && !/^([\\/]|[A-Za-z]:)/.test(path) && !parts.includes('..'))
        return path;
    return problems_refuse(`reads "${path}", which is not below the workspace`, 'Give a path relative to the workspace');
}
function jsonValue(content, path, key) {
    let json;
    try {
        json = JSON.parse(content);
    }
    catch {
        return problems_refuse(`reads "${path}", which is not JSON`, 'Name a JSON file');
    }
    const value = at(json, key) ?? at(json, ...key.split('.'));
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
        return String(value);
    return problems_refuse(`finds no text "${key}" in "${path}"`, 'Name a key whose value is a text or number; dots go deeper');
}

;// CONCATENATED MODULE: ./lib/plan/metadata/rule-scope.js



function ruleScope(subject, facts, firstImage, ports, warn) {
    const extra = { ...moreHelpers(subject, ports.readWorkspaceFile), ...goFields(subject, facts, firstImage) };
    const dates = dateHelpers(subject.now, facts, ports.formatDate, warn);
    return {
        subject,
        facts,
        names: { ...extra, ...globalHelpers(subject, dates) },
        // metadata-action's patterns do not know `branch`, `sha` and so on: they give nothing there, and so they do here.
        schedulePattern: { ...extra, ...dates },
        versionPattern: extra,
        warn,
    };
}

// EXTERNAL MODULE: ./node_modules/semver/index.js
var semver = __webpack_require__(62088);
;// CONCATENATED MODULE: ./lib/plan/metadata/release.js

const parts = ['major', 'minor', 'patch'];
/** The facts of a version rule: the parts of the version that its pattern names hold the tag to its line. */
function ruleRelease(scheme, version, names) {
    return { scheme, version, line: parts.filter(part => names.has(part)) };
}
/**
 * The version behind a tag of a rule that knows none (`match`, `ref`), if its value or the git tag is one: `latest`
 * follows it as it does with `semver`. The value `1.9` is in the line of its major and minor number.
 */
function releaseBehind(value, gitTag) {
    const version = semver.valid(value) ?? semver.valid(gitTag);
    if (version === null)
        return undefined;
    const [numbers = ''] = /^v?\d+(\.\d+)?$/.exec(value) ?? [];
    return { scheme: 'semver', version, line: numbers === '' ? [] : parts.slice(0, numbers.split('.').length) };
}
/** What stands around the version in those tags that hold all of it; nothing when there are none. */
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

;// CONCATENATED MODULE: ./lib/plan/metadata/moving.js
const fullVersion = /^[vV]?\d+\.\d+\.\d+([-+.][0-9A-Za-z.+-]*)?$/;
const shaTag = /^sha-[0-9a-f]{7,64}$/;
const fullHash = /(^|[^0-9a-f])[0-9a-f]{40}([0-9a-f]{24})?([^0-9a-f]|$)/;
/** Whether a tag of the user's own making names one build for good: a full version, or a commit. */
function looksFixed(value, sha) {
    return (fullVersion.test(value) ||
        shaTag.test(value) ||
        fullHash.test(value) ||
        (sha.length >= 7 && value.includes(sha.slice(0, 7))));
}
/** Whether a tag of which nothing but the name is known may be repointed. */
function isMovingTag(name) {
    return !looksFixed(name, '');
}

;// CONCATENATED MODULE: ./lib/plan/metadata/ref-rules.js






/** `type=ref`: the branch, the git tag or the pull request's number. */
function refOutcome(rule, { subject: { ref } }) {
    switch (rule.event) {
        case 'branch':
            return given(branchOf(ref), 'a branch', ref, { latest: false, moving: true });
        case 'tag':
            return given(tagOf(ref), 'a git tag', ref, { latest: true, moving: false });
        case 'pr':
            return given(pullOf(ref), 'a pull request', ref, { latest: false, moving: true });
    }
}
function given(value, kind, ref, flags) {
    if (value === '')
        return { why: `the ref ${quoted(ref)} is not ${kind}` };
    const release = flags.latest ? releaseBehind(value, value) : undefined;
    return { value, ...flags, ...(release && { release }) };
}
/** `type=edge`: the tag `edge` for the newest commit of one branch, the default one if none is named. */
function edgeOutcome(rule, { subject, facts }) {
    const branch = branchOf(subject.ref);
    if (branch === '')
        return { why: `the ref ${quoted(subject.ref)} is not a branch` };
    const edge = rule.branch || facts.defaultBranch;
    if (edge === undefined)
        return { why: 'the default branch is not known; name one with `branch=`' };
    return branch === edge
        ? { value: 'edge', latest: false, moving: true }
        : { why: `the branch ${quoted(branch)} is not ${quoted(edge)}` };
}
/** `type=sha`: the commit. */
function shaOutcome(rule, { subject: { sha, env } }) {
    if (sha === '')
        return { why: 'the event has no commit' };
    return { value: rule.format === 'short' ? shortSha(sha, env) : sha, latest: false, moving: false };
}
/** `type=raw`: whatever the user says. */
function rawOutcome(rule, scope) {
    const value = render(rule.value, scope.names);
    return { value, latest: false, moving: !looksFixed(value, scope.subject.sha) };
}
/** `type=schedule`: also a dated tag moves, for a second run of the same day has the same. */
function scheduleOutcome(rule, scope) {
    const { eventName } = scope.subject;
    if (eventName !== 'schedule')
        return { why: `the event is ${quoted(eventName)}, not "schedule"` };
    return { value: render(rule.pattern, scope.schedulePattern), latest: false, moving: true };
}

;// CONCATENATED MODULE: ./lib/plan/metadata/tag-name.js

const maxLength = 128;
/** A tag as the OCI distribution specification allows it. */
const validTag = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
/** Makes a tag of a value. Idempotent. Distinct values that must be changed stay distinct, by a hash of the value. */
function tagName(value, { strip = false, mendStart = false } = {}) {
    const clean = value.replaceAll(/[^a-zA-Z0-9._-]+/g, strip ? '' : '-');
    if (validTag.test(clean))
        return { kind: 'as is', name: clean };
    const start = clean.replace(/^[.-]+/, '');
    if (start !== clean && !mendStart)
        return { kind: 'refused', why: `gives "${clean}", but no tag starts with . or -` };
    if (clean === '' && !mendStart)
        return { kind: 'refused', why: 'gives nothing but characters that no tag may have' };
    const name = withHash(start, value);
    const why = clean.length > maxLength
        ? `is longer than ${maxLength} characters`
        : 'starts with a character no tag may start with';
    return { kind: 'changed', name, why: `"${clean}" ${why}, so it becomes "${name}"` };
}
function withHash(start, value) {
    const hash = (0,external_node_crypto_.createHash)('sha256').update(value).digest('hex').slice(0, 12);
    const kept = start.slice(0, maxLength - hash.length - 1).replace(/[.-]+$/, '');
    return kept === '' ? hash : `${kept}-${hash}`;
}

// EXTERNAL MODULE: ./node_modules/@renovate/pep440/index.js
var pep440 = __webpack_require__(25518);
;// CONCATENATED MODULE: ./lib/plan/metadata/version-rules.js







/** `type=semver`: a prerelease gives its full version whatever the pattern says, unless that is exactly `{{raw}}`. */
function semverOutcome(rule, scope) {
    const text = versionText(rule, scope);
    if (typeof text !== 'string')
        return text;
    const version = semver.valid(text) === null ? null : semver.parse(text, { loose: true });
    if (version === null)
        return warned(scope, `${quoted(text)} is not a semantic version (https://semver.org)`);
    const names = { ...scope.versionPattern, ...version };
    if (version.prerelease.length > 0)
        return prerelease(rule, isOnlyRaw(rule.pattern) ? render(rule.pattern, names) : version.version, version.version);
    return release(rule, names, version.version);
}
/** `type=pep440`: pre-, post- and development releases are treated like semver's prereleases. */
function pep440Outcome(rule, scope) {
    const text = versionText(rule, scope);
    if (typeof text !== 'string')
        return text;
    const version = pep440.valid(text) === null ? null : pep440.explain(text);
    if (version === null)
        return warned(scope, `${quoted(text)} is not a PEP 440 version (https://peps.python.org/pep-0440)`);
    const clean = pep440.clean(text) ?? text;
    if (version.is_prerelease || version.is_postrelease || version.is_devrelease) {
        return prerelease(rule, isOnlyRaw(rule.pattern) ? text : clean, clean);
    }
    const names = {
        ...scope.versionPattern,
        raw: () => text,
        version: () => clean,
        major: () => pep440.major(text),
        minor: () => pep440.minor(text),
        patch: () => pep440.patch(text),
    };
    return release(rule, names, clean);
}
/** `type=match`: a group of a regular expression, which is `/…/flags` or the bare source. */
function matchOutcome(rule, scope) {
    const text = valueOrTag(rule.value, scope);
    if (typeof text !== 'string')
        return text;
    const [, source = rule.pattern, flags = ''] = /^\/(.+)\/(.*)$/.exec(rule.pattern) ?? [];
    const found = text.match(regExp(source, flags));
    if (found === null)
        return warned(scope, `${quoted(rule.pattern)} does not match ${quoted(text)}`);
    const value = Object.hasOwn(found, rule.group) ? found[Number(rule.group)] : undefined;
    if (value === undefined)
        return warned(scope, `${quoted(rule.pattern)} has no group ${rule.group} in ${quoted(text)}`);
    const release = releaseBehind(value, text);
    return { value, latest: true, moving: !looksFixed(value, scope.subject.sha), ...(release && { release }) };
}
function prerelease({ type }, value, version) {
    return { value, latest: false, moving: false, release: { scheme: type, version, line: [] } };
}
function release(rule, names, version) {
    const used = namesIn(rule.pattern);
    const full = used.has('version') || used.has('raw') || ['major', 'minor', 'patch'].every(part => used.has(part));
    const facts = ruleRelease(rule.type, version, used);
    return { value: render(rule.pattern, names), latest: true, moving: !full, release: facts };
}
/** The version that a rule is about: `value` or the git tag, `match` applied, slashes made dashes. */
function versionText(rule, scope) {
    const text = valueOrTag(rule.value, scope);
    if (typeof text !== 'string' || rule.match === '')
        return typeof text === 'string' ? dashed(text) : text;
    const found = text.match(regExp(rule.match, ''));
    if (found === null) {
        // metadata-action goes on with the whole text, which may be a version all the same.
        scope.warn(`${quoted(rule.match)} does not match ${quoted(text)}`);
        return dashed(text);
    }
    return dashed(found[1] ?? problems_refuse('has a match without a capturing group', 'Put the version in parentheses: api/v(.*)'));
}
function valueOrTag(value, scope) {
    if (value !== '')
        return render(value, scope.names);
    const tag = tagOf(scope.subject.ref);
    return tag === '' ? { why: `the ref ${quoted(scope.subject.ref)} is not a git tag, and the rule has no value` } : tag;
}
function dashed(text) {
    return text.replaceAll('/', '-');
}
function regExp(source, flags) {
    try {
        return new RegExp(source, flags);
    }
    catch {
        return problems_refuse(`has an invalid regular expression ${quoted(source)}`, 'Use the syntax of JavaScript');
    }
}
function warned(scope, why) {
    scope.warn(why);
    return { why };
}

;// CONCATENATED MODULE: ./lib/plan/metadata/rule-tag.js





/**
 * The tag that a rule gives for this event, or why it gives none.
 *
 * @throws ActionError for templates, switches and values that cannot become a tag
 */
function ruleTag(rule, flavor, scope) {
    if (!isEnabled(rule, scope))
        return { why: 'its `enable` is false' };
    const outcome = rule_tag_outcomeOf(rule, scope);
    if ('why' in outcome)
        return outcome;
    const prefix = rule.prefix === undefined ? flavor.prefix() : render(rule.prefix, scope.names);
    const suffix = rule.suffix === undefined ? flavor.suffix() : render(rule.suffix, scope.names);
    const value = `${prefix}${outcome.value}${suffix}`;
    if (value === '')
        return { why: 'its value is empty' };
    const source = `${rule.prefix ?? flavor.source.prefix}${rule_tag_sourceOf(rule)}`;
    const tag = tagName(value, { strip: rule.strip, mendStart: startsWithTemplate(source) });
    if (tag.kind === 'refused')
        return problems_refuse(tag.why, 'Give the rule a prefix that starts with a letter, digit or _');
    if (tag.kind === 'changed')
        scope.warn(`The rule ${rule.line}: ${tag.why}`);
    return { name: tag.name, latest: outcome.latest, moving: outcome.moving, release: outcome.release };
}
/** What the author wrote for the value; '' for what comes of the event alone. */
function rule_tag_sourceOf(rule) {
    if (rule.type === 'raw')
        return rule.value;
    return rule.type === 'schedule' || rule.type === 'semver' || rule.type === 'pep440' ? rule.pattern : '';
}
/**
 * Whether a tag begins with what the event gave, which who wrote the rule cannot choose: `{{branch}}-` is a lone `-` on
 * a pull request. It is then mended, since a check should not go red for it; what is wrong on every run is refused.
 */
function startsWithTemplate(source) {
    return source === '' || source.startsWith('{{');
}
function isEnabled(rule, scope) {
    const enable = render(rule.enable, scope.names);
    if (enable === 'true' || enable === 'false')
        return enable === 'true';
    return problems_refuse(`has "${enable}" for enable`, 'It must come out as true or false');
}
function rule_tag_outcomeOf(rule, scope) {
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

;// CONCATENATED MODULE: ./lib/plan/metadata/tags.js





/** The tags of all rules, in their order, each once; `latest` after them if the first one that gave a tag says so. */
function tagsOf(rules, flavor, scope, problems) {
    const tags = new Map();
    const untagged = [];
    const affixes = renderedAffixes(flavor, scope, problems);
    let first;
    for (const rule of rules) {
        const tag = problems.attempt('tags', rule.line, () => ruleTag(rule, affixes, scope));
        if (tag === undefined)
            continue;
        if ('why' in tag) {
            untagged.push({ rule: rule.line, why: tag.why });
            continue;
        }
        first ??= tag;
        const earlier = tags.get(tag.name);
        tags.set(tag.name, {
            name: tag.name,
            moving: tag.moving || earlier?.moving === true,
            from: earlier?.from ?? rule.line,
            release: earlier?.release ?? tag.release,
        });
    }
    if (first !== undefined && (flavor.latest === 'auto' ? first.latest : flavor.latest)) {
        addLatest(tags, first, flavor, affixes, scope, problems);
    }
    return { tags: planned([...tags.values()]), untagged };
}
/** Moving tags keep the version behind them, for whoever decides whether they may move. */
function planned(drafts) {
    const affixes = affixesOf(drafts);
    return drafts.map(({ release, ...tag }) => tag.moving && release !== undefined ? { ...tag, release: { ...release, affixes } } : tag);
}
function renderedAffixes(flavor, scope, problems) {
    const rendered = (name) => {
        let text;
        return () => {
            // Remembered also when it fails, so that it is reported once and not for every rule.
            text ??= problems.attempt('flavor', `${name}=${flavor[name]}`, () => render(flavor[name], scope.names)) ?? '';
            return text;
        };
    };
    return { prefix: rendered('prefix'), suffix: rendered('suffix'), source: flavor };
}
function addLatest(tags, first, flavor, affixes, scope, problems) {
    const prefix = flavor.prefixLatest ? affixes.prefix() : '';
    const suffix = flavor.suffixLatest ? affixes.suffix() : '';
    const name = problems.attempt('flavor', `${prefix}latest${suffix}`, () => {
        const tag = tagName(`${prefix}latest${suffix}`, { mendStart: startsWithTemplate(flavor.prefix) });
        if (tag.kind === 'refused')
            return problems_refuse(tag.why, 'Start the prefix with a letter, digit or _');
        if (tag.kind === 'changed')
            scope.warn(`The flavor: ${tag.why}`);
        return tag.name;
    });
    if (name === undefined || tags.has(name))
        return;
    const release = first.release && { ...first.release, line: [] };
    tags.set(name, { name, moving: true, from: 'flavor', release });
}

;// CONCATENATED MODULE: ./lib/plan/metadata/metadata.js











/**
 * Computes what docker/metadata-action computes: tags, labels, annotations, JSON and bake files, in its order and
 * layout. `names` are the final image names; without any, tags stand alone. Where that action has a bug this differs
 * (docs/compatibility.md). `given` takes the place of the rules where `tags` holds complete references.
 *
 * @throws InputError with every bad line of `tags`, `flavor`, `labels` and `annotations`
 */
function computeMetadata(inputs, names, context, facts, ports = {}, given) {
    const problems = collector();
    const warnings = [];
    const images = [...new Set(names.map(name => name.toLowerCase()))];
    const subject = subjectOf(context, inputs.refSource);
    const scope = ruleScope(subject, facts, images[0] ?? '', ports, text => warnings.push(text));
    const flavor = parseFlavor(inputs.flavor, problems);
    const { tags: tagNames, untagged } = given
        ? { tags: given.tagNames, untagged: [] }
        : tagsOf(parseRules(inputs.tags, problems), flavor, scope, problems);
    const version = tagNames[0]?.name ?? '';
    const epoch = sourceDateOf(inputs, facts);
    const created = epoch === undefined ? subject.now : new Date(epoch * 1000);
    const computed = computedLabels(facts, version, created, subject.sha);
    const labels = merged([...computed, ...customs('labels', inputs.labels, scope, problems)]);
    const annotationPairs = merged([...computed, ...customs('annotations', inputs.annotations, scope, problems)]);
    problems.settle();
    if (version === '')
        warnings.push('No rule gave a tag: check the input `tags`');
    const plain = tagNames.map(tag => tag.name);
    const tags = given?.references ?? references(images, plain);
    const annotations = levelled(annotationPairs, annotationLevels(subject.env));
    const parts = { images, version, tags, tagNames: plain, labels, annotations };
    return {
        version,
        tags,
        tagNames,
        labels: labels.map(lineOf),
        annotations,
        json: jsonDocument(parts),
        bakeFiles: bakeDocuments(parts, inputs.bakeTarget),
        warnings: [...new Set(warnings)],
        untagged,
    };
}
function references(images, tags) {
    return images.length === 0 ? tags : images.flatMap(image => tags.map(tag => `${image}:${tag}`));
}
function customs(input, lines, scope, problems) {
    return lines.flatMap(line => pairOf(problems.attempt(input, line, () => render(line, scope.names)) ?? ''));
}

;// CONCATENATED MODULE: ./lib/plan/plan.js









/**
 * Decides everything about a run: what is built under which labels, and which tags go to which repository and why.
 *
 * @throws InputError with every problem found, also when a push was decided and no tag came of the rules.
 */
function makePlan(inputs, context, facts, ports) {
    const { metadata: wanted, registries } = inputs;
    const parsed = parseOutputs(inputs.build.outputs);
    const sourceDateEpoch = sourceDateOf(wanted, facts);
    const isReferences = tagsMode(wanted.images, wanted.tags) === 'references';
    const hasTargets = wanted.images.length > 0 || registries.length > 0;
    const global = decide({ push: inputs.push, hasTargets, filters: inputs.filters }, context);
    const decisionOf = (entry) => entry === undefined ? global : decideFor(global, entry.registry, entry.filters, context);
    if (isReferences) {
        const { references, problems } = parseReferences(wanted.tags);
        if (problems.length > 0)
            throw new lib_errors/* InputError */.dz(problems);
        const targets = referenceDestinations(references, registries, isMovingTag, decisionOf);
        const names = targets.map(target => target.name);
        const metadata = computeMetadata(wanted, names, context, facts, ports, givenTags(targets));
        return { ...conclude(metadata, targets, global, parsed.ignored), sourceDateEpoch };
    }
    const targets = resolveNames(parseImages(wanted.images), registries);
    const names = targets.map(target => target.name.text);
    const metadata = computeMetadata(wanted, names, context, facts, ports);
    const plan = conclude(metadata, destinations(targets, metadata.tagNames, decisionOf), global, parsed.ignored);
    return { ...plan, sourceDateEpoch };
}
/** Each tag once among the names, every reference in full. */
function givenTags(targets) {
    const byName = new Map(targets.flatMap(target => target.tags).map(tag => [tag.name, tag]));
    const references = targets.flatMap(target => target.tags.map(tag => `${target.name}:${tag.name}`));
    return { references, tagNames: [...byName.values()] };
}
function conclude(metadata, targets, global, ignored) {
    const pushing = targets.filter(target => target.decision.push);
    const problems = global.push ? whyNothing(metadata, targets) : [];
    if (problems.length > 0)
        throw new lib_errors/* InputError */.dz(problems);
    const skipped = targets.find(target => !target.decision.push);
    const decision = pushing.length > 0 || !global.push ? global : { push: false, reason: skipped?.decision.reason ?? global.reason };
    const warnings = [...metadata.warnings, ...ignored.map(item => `\`outputs\`: ${item} has no meaning here`)];
    return { metadata, destinations: targets, decision, warnings };
}
/** A push that was decided and would publish nothing is a mistake, not a success (issue 4). */
function whyNothing(metadata, targets) {
    if (targets.length === 0) {
        return [
            {
                input: 'images',
                problem: 'names nothing to push to, though a push was decided',
                mend: 'Name an image in `images`, or complete references in `tags`, or set `push: false`.',
            },
        ];
    }
    if (targets.some(target => target.tags.length > 0))
        return [];
    const tried = metadata.untagged.map(({ rule, why }) => `\n  ${rule}: ${why}`).join('');
    return [
        {
            input: 'tags',
            problem: `gives no tag for this event, though a push was decided${tried}`,
            mend: 'Add a rule that fits this event (`type=sha` fits all), or narrow the push with `branches`, `git-tags` or `events`.',
        },
    ];
}

;// CONCATENATED MODULE: ./lib/planning.js










/** The context with the ref and commit that the inputs ask for. */
async function contextFor(inputs, event, machine) {
    if (inputs.metadata.refSource === 'workflow')
        return event;
    return contextOfCheckout(event, gitIn(event.workspace, machine.run, childEnv(machine.env)));
}
/** Gathers the facts that the rules need, and plans. @throws InputError */
async function planFor(inputs, context, machine) {
    const { refSource } = inputs.metadata;
    const known = repoFactsFromEvent(context, refSource);
    const subject = subjectOf(context, refSource);
    const facts = await loadFacts(known, neededFacts(inputs.metadata), subject, sourcesFor(inputs, context, machine));
    // The date library is heavy: it is loaded only when a template asks for a date.
    const formatter = neededFormatter(inputs.metadata)
        ? (await Promise.all(/* import() */[__webpack_require__.e(856), __webpack_require__.e(511)]).then(__webpack_require__.bind(__webpack_require__, 18511))).formatDate
        : undefined;
    return makePlan(inputs, context, facts, {
        ...(formatter !== undefined && { formatDate: formatter }),
        readWorkspaceFile: workspaceReader(context.workspace),
    });
}
/** Who is asked about the repository: the checkout and GitHub. */
function sourcesFor(inputs, context, machine) {
    const { env, log, run, signal } = machine;
    return {
        git: gitIn(context.workspace, run, childEnv(env)),
        api: githubApi(context, inputs.githubToken, inputs.retry, { ...retryPorts(machine), signal, proxyEnv: env }),
        log,
    };
}

;// CONCATENATED MODULE: ./lib/buildx/builder.js



/**
 * Chooses the builder: the one asked for, else buildx's current one, else the engine's own BuildKit. Only a classic
 * image store, which keeps neither indexes nor attestations, makes a docker-container builder necessary.
 *
 * @throws ActionError ENGINE when the builder does not exist or cannot be made.
 */
async function chooseBuilder(needs, engine, ports) {
    const name = needs.builder || ports.env.BUILDX_BUILDER || currentBuilder(ports);
    const driver = name === undefined ? 'docker' : await driverOf(name, ports);
    if (driver !== 'docker')
        return { name, driver, path: 'layout', created: false };
    const { containerdStore, desktop } = await engine;
    if (!containerdStore)
        return createContainerBuilder(ports);
    const fanOut = needs.engineIsLocal && !desktop && !needs.layoutOnly;
    return { name, driver, path: fanOut ? 'fan-out' : 'layout', created: false };
}
/**
 * The builder that `docker buildx use` chose, or undefined for the engine's own. buildx keeps the choice in a small
 * file; asking `docker buildx inspect` for what is nearly always "none" would cost 150 ms a run.
 */
function currentBuilder(ports) {
    const text = ports.readFile((0,external_node_path_.join)(ports.buildxConfig, 'current'));
    if (text === undefined)
        return undefined;
    try {
        const { Name: name } = JSON.parse(text);
        return typeof name === 'string' && name !== '' && name !== 'default' ? name : undefined;
    }
    catch {
        return undefined;
    }
}
async function driverOf(name, { run, env, signal }) {
    const result = await run('docker', ['buildx', 'inspect', name], { env, signal, timeout: 60_000 });
    const driver = /^Driver:\s+(\S+)/m.exec(result.stdout)?.[1];
    if (result.code === 0 && driver !== undefined)
        return driver;
    throw new lib_errors/* ActionError */.lZ('ENGINE', `builder ${JSON.stringify(name)} cannot be used: ${lastLine(result.stderr)}`, {
        hint: 'Create it before this step (docker/setup-buildx-action), or leave the input `builder` empty.',
    });
}
async function createContainerBuilder(ports) {
    const { run, log, env, signal } = ports;
    const name = `slipway-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`;
    log.info(`The engine uses the classic image store, which keeps neither indexes nor attestations: creating builder ${name} (docker-container) for this run. Enabling the containerd image store saves its boot.`);
    await ports.willCreate(name);
    const config = await ports.buildkitdConfig();
    const args = ['buildx', 'create', '--name', name, '--driver', 'docker-container'];
    if (config !== undefined)
        args.push('--buildkitd-config', config);
    const result = await run('docker', args, { env, signal, timeout: 120_000 });
    if (result.code === 0)
        return { name, driver: 'docker-container', path: 'layout', created: true };
    throw new lib_errors/* ActionError */.lZ('ENGINE', `a docker-container builder could not be created: ${lastLine(result.stderr)}`, {
        hint: 'Enable the containerd image store in the engine (daemon.json: "features": {"containerd-snapshotter": true}).',
    });
}
/** Removes a builder that this run created. */
async function removeBuilder(name, run, env) {
    await run('docker', ['buildx', 'rm', '--force', name], { env, timeout: 60_000 });
}
function lastLine(text) {
    return text.trim().split('\n').at(-1) ?? '';
}

;// CONCATENATED MODULE: ./lib/buildx/engine-certs.js





/** Where the engine, and the BuildKit inside it, look for a registry's authority; read anew for each connection. */
const CERTS = '/etc/docker/certs.d';
/**
 * Has the local engine trust a registry's authority. The file has a name of its own beside whatever the user keeps
 * there, for the engine takes every `*.crt`.
 *
 * @param host a registry's host, `registry.example:5000`
 * @throws ActionError ENGINE when the folder cannot be written, not even with sudo
 * @see https://docs.docker.com/engine/security/certificates/
 */
async function trustInEngine(host, pem, ports) {
    const folder = (0,external_node_path_.join)(ports.folder ?? CERTS, host);
    const path = (0,external_node_path_.join)(folder, `slipway-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}.crt`);
    for (const missing of missingFolders(folder))
        await ports.willWrite(`${missing}/`);
    await ports.willWrite(path);
    try {
        await (0,promises_.mkdir)(folder, { recursive: true, mode: 0o755 });
        await (0,promises_.writeFile)(path, pem, { flag: 'wx', mode: 0o644 });
    }
    catch (error) {
        if (!isForbidden(error))
            throw unwritable(folder, (0,lib_errors/* messageOf */.bD)(error));
        const script = 'umask 022 && mkdir -p -- "$1" && cat > "$2"';
        await sudo(['sh', '-c', script, 'sh', folder, path], ports, pem).catch(why => {
            throw unwritable(folder, (0,lib_errors/* messageOf */.bD)(why));
        });
    }
}
/** Removes a file that was written outside the run's folder, or (a slash at the end) a folder if it is empty. */
async function removeWritten(path, ports) {
    const isFolder = path.endsWith('/');
    try {
        await (isFolder ? (0,promises_.rmdir)(path) : (0,promises_.unlink)(path));
    }
    catch (error) {
        const { code = '' } = error;
        // It was noted before it was made, or somebody else uses the folder by now.
        if (['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(code))
            return;
        // A journal is a file like any other: with more power than our own, nothing is removed but certificates.
        const isCertificate = path.startsWith(`${ports.folder ?? CERTS}/`) && !path.includes('/../');
        if (!isForbidden(error) || !isCertificate)
            throw error;
        await sudo(isFolder ? ['rmdir', '--ignore-fail-on-non-empty', '--', path] : ['rm', '-f', '--', path], ports);
    }
}
/** Outermost first, so that undoing them in reverse leaves none. */
function missingFolders(folder) {
    if ((0,external_node_fs_.existsSync)(folder))
        return [];
    return [...missingFolders((0,external_node_path_.dirname)(folder)), folder];
}
async function sudo(args, { run, env, signal }, input) {
    const options = { env, timeout: 30_000, ...(signal && { signal }), ...(input !== undefined && { input }) };
    const { code, stderr } = await run('sudo', ['-n', ...args], options);
    if (code !== 0)
        throw new lib_errors/* ActionError */.lZ('ENGINE', stderr.trim().split('\n').at(-1) || `sudo ended with ${code}`);
}
function isForbidden(error) {
    return ['EACCES', 'EPERM'].includes(error.code ?? '');
}
function unwritable(folder, why) {
    return new lib_errors/* ActionError */.lZ('ENGINE', `the engine cannot be told of a private CA: ${folder} cannot be written: ${why}`, {
        hint: `Put the certificate at ${(0,external_node_path_.join)(folder, 'ca.crt')} yourself, or let this user write there.`,
    });
}

;// CONCATENATED MODULE: ./lib/post.js









/**
 * The post step: puts back what the journal lists and removes the run's folder, whatever happened before. What cannot
 * be cleaned up is a warning; the job's verdict stands.
 */
async function runPost(machine) {
    const folder = machine.env.STATE_folder ?? '';
    if (folder === '')
        return 0;
    try {
        // A second cancel must not keep what was changed from being put back.
        await cleanUp(folder, { ...machine, signal: new AbortController().signal });
        await removeRunFolder(folder, machine.env.RUNNER_TEMP || tmpdir());
    }
    catch (error) {
        machine.log.warning(`clean-up: ${messageOf(error)}`);
    }
    return 0;
}
/** Undoes what a run's journal lists: of this run in post, of a dead one when the next run starts. */
async function cleanUp(folder, machine) {
    const { env, run, log } = machine;
    const docker = childEnv(env);
    const failures = await undoAll((0,external_node_path_.join)(folder, JOURNAL), {
        engine: anyEngine(machine),
        removeBuilder: name => removeBuilder(name, run, docker),
        removeFile: path => removeWritten(path, { run, env: docker }),
    });
    for (const failure of failures)
        log.warning(`could not put back ${failure}`);
}

;// CONCATENATED MODULE: ./lib/github/ancestry.js


/**
 * Asks the push event, the checkout's history and then GitHub which commits descend from the one that `context` is of.
 * A shallow checkout knows few commits, and a newer commit is in none: hence the API.
 *
 * @param context Its `sha` is the commit that the image is of.
 */
function ancestryOf(context, { git, api, log }) {
    const { sha } = context;
    const ask = async (revision) => {
        // What an image says of itself ends up in a command line and a URL.
        if (!isCommit(revision) || !isCommit(sha))
            return undefined;
        if (revision === sha || isPushedOver(context, revision))
            return false;
        const base = await git('merge-base', sha, revision);
        if (base === sha || base === revision)
            return base === sha;
        return compare(revision);
    };
    const compare = async (revision) => {
        try {
            // The second page has no list of files, which may be long.
            const path = `/repos/${context.repository}/compare/${sha}...${revision}?per_page=1&page=2`;
            const status = context_text(await api(path), 'status');
            return status === undefined ? undefined : status === 'ahead';
        }
        catch (error) {
            // A commit of another repository, or one that a forced push removed.
            if (error instanceof lib_errors/* ActionError */.lZ && error.code === 'NOT_FOUND')
                return undefined;
            log.warning(`not known whether ${revision} comes after this commit, so tags move: ${(0,lib_errors/* messageOf */.bD)(error)}`);
            return undefined;
        }
    };
    const answers = new Map();
    return revision => {
        const answer = answers.get(revision) ?? ask(revision);
        answers.set(revision, answer);
        return answer;
    };
}
function isCommit(text) {
    return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}
/** The push went from this commit to ours; a forced one may have gone back. */
function isPushedOver({ sha, payload }, revision) {
    const isForced = at(payload, 'forced') !== false;
    return !isForced && context_text(payload, 'after') === sha && context_text(payload, 'before') === revision;
}

;// CONCATENATED MODULE: ./lib/plan/immutable.js

/** The annotation, and label, that says which commit an image was built from (image-spec, annotations.md). */
const REVISION = 'org.opencontainers.image.revision';
function isImmutable(patterns, tag) {
    return patterns.length > 0 && matchPatterns(patterns, tag).matched;
}
/**
 * What the immutable tags that exist mean for a run of the commit `revision`. Two images are the same when their
 * platforms' manifests are.
 *
 * @param found in the order of preference: the first that is of this commit is kept
 */
function judge(found, revision) {
    const ours = found.filter(tagged => revision !== '' && tagged.revision === revision);
    const [keep] = ours;
    const differing = ours.filter(tagged => keep !== undefined && !isSameImage(tagged, keep));
    const conflicts = found.flatMap(tagged => {
        if (!ours.includes(tagged))
            return [{ tagged, why: `is ${ofCommit(tagged.revision)}, not of ${immutable_short(revision)}` }];
        if (!differing.includes(tagged) || keep === undefined)
            return [];
        return [{ tagged, why: `is another image of this commit than ${keep.reference}` }];
    });
    const same = ours.filter(tagged => !differing.includes(tagged) && tagged.digest !== keep?.digest);
    return { keep, same, conflicts };
}
/** The commit in `key=value` labels; '' when none says. */
function revisionOf(labels) {
    const label = labels.find(line => line.startsWith(`${REVISION}=`));
    return label?.slice(REVISION.length + 1) ?? '';
}
function isSameImage(one, other) {
    return one.platforms.join() === other.platforms.join();
}
function ofCommit(revision) {
    return revision === undefined || revision === '' ? 'of no commit that it names' : `of commit ${immutable_short(revision)}`;
}
function immutable_short(revision) {
    if (revision === '')
        return 'any commit';
    return /^[0-9a-f]{40,64}$/.test(revision) ? revision.slice(0, 12) : JSON.stringify(revision.slice(0, 100));
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./lib/registry/advice-any.js
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
        cause: 'something on the way refuses bodies of this size',
        hint: 'Raise the limit of the proxy before the registry (nginx: `client_max_body_size 0`).',
    },
    {
        status: [429],
        trouble: 'rate',
        cause: 'the registry asked for fewer requests',
        hint: 'Try again later, or use an account with a higher limit.',
    },
    {
        status: [407],
        trouble: 'credentials',
        cause: 'the proxy wants credentials',
        hint: 'Put them in HTTPS_PROXY (`http://user:password@host:port`).',
    },
    {
        status: [401],
        trouble: 'credentials',
        cause: 'the credentials were refused',
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
        hint: r => `Check the name; some registries want the repository or project made before the first push. Is ${r.host} a container registry?`,
    },
    {
        status: [405],
        trouble: 'policy',
        cause: 'the registry does not take this request',
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

;// CONCATENATED MODULE: ./lib/registry/advice-cloud.js
/** The real answers of the clouds' registries (issue 5, "Errors people can act on"). */
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
                cause: 'ECR asked for fewer requests',
                hint: 'Try again later, or ask AWS for a higher request rate.',
            },
            {
                status: [401],
                trouble: 'credentials',
                cause: 'the ECR password was refused',
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

;// CONCATENATED MODULE: ./lib/registry/advice-hosted.js
/** The real answers of Docker Hub, GHCR and the registries that people also host themselves (issue 5). */
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
        host: /^ghcr\.io$/,
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
                cause: 'the token was refused',
                hint: 'Use `${{ github.token }}` (with `permissions: packages: write`) or a classic personal access token that has not expired.',
            },
            {
                text: /sso|saml/i,
                trouble: 'permission',
                cause: 'the organization wants single sign-on',
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
                code: 'PROJECTPOLICYVIOLATION',
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

;// CONCATENATED MODULE: ./lib/registry/advice.js



/** The cause of a refusal in one line, and its remedy: the registry's own rows first, then those for all. */
function advise(refusal) {
    const own = [...HOSTED, ...CLOUD].find(p => p.host.test(refusal.host) || (p.service?.test(refusal.service ?? '') ?? false));
    // Such a token was made with the credentials, so these are good.
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

;// CONCATENATED MODULE: ./lib/registry/answer-text.js
const MAX_TEXT = 300;
/** Reads an error's body: OCI error JSON, the JSON of token servers, an HTML page of some proxy, or plain text. */
function readSaid(body) {
    const json = answer_text_parse(body);
    if (json === undefined)
        return { codes: [], text: clean(stripMarkup(body)) };
    const list = Array.isArray(json.errors) ? json.errors.filter(answer_text_isObject) : [];
    const codes = list.map(e => clean(str(e.code)).toUpperCase()).filter(c => c !== '');
    const words = list.map(e => [str(e.message), str(e.detail)].filter(t => t !== '').join(': '));
    // Docker Hub's token server says `details`, OAuth2 ones `error` and `error_description`, others `message`.
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
/** The title of an HTML page, or else its words. */
function stripMarkup(text) {
    const page = text.slice(0, 20_000);
    if (!/<\s*(?:!doctype|html|head|body|h1|title|p|a|b|script)\b/i.test(page))
        return page;
    const title = /<title[^>]{0,200}>([^<]{1,300})/i.exec(page)?.[1];
    return title ?? page.replace(/<(script|style)\b[^<]*(?:<(?!\/\1)[^<]*)*/gi, ' ').replace(/<[^>]*>?/g, ' ');
}
function answer_text_parse(body) {
    try {
        const json = JSON.parse(body);
        return answer_text_isObject(json) ? json : undefined;
    }
    catch {
        return undefined;
    }
}
function answer_text_isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function str(value) {
    return typeof value === 'string' ? value : '';
}

;// CONCATENATED MODULE: ./lib/registry/challenge.js
const PART = /([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+)))?/gy;
/**
 * The challenge to answer out of a WWW-Authenticate header, which may hold several (Node joins repeated headers by
 * commas). Bearer goes before Basic, as in Docker; others are passed over. Undefined when none can be answered.
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
    // Bounded: the header comes from the other side.
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

;// CONCATENATED MODULE: ./lib/registry/errors.js






/** A failed request, with what the retry policy and the stages need to know of it. */
class RegistryError extends lib_errors/* ActionError */.lZ {
    /** The HTTP status; undefined when there was no answer. */
    status;
    trouble;
    /** OCI error codes, upper case. */
    codes;
    verdict;
    constructor(code, message, options) {
        super(code, message, {
            ...(options.hint === undefined ? {} : { hint: options.hint }),
            ...(options.cause === undefined ? {} : { cause: options.cause }),
        });
        this.name = 'RegistryError';
        this.status = options.status;
        this.trouble = options.trouble ?? 'other';
        this.codes = options.codes ?? [];
        this.verdict = options.verdict;
    }
}
/**
 * An answer as an error: one line that says where, what and why, and a hint that says how to mend it.
 *
 * @param now for a Retry-After date
 */
function answerError(doing, answer, now) {
    const said = readSaid(answer.text);
    const challenge = answer.status === 401 ? parseChallenge(answer.headers['www-authenticate']) : undefined;
    const bearer = challenge?.scheme === 'bearer' ? challenge : undefined;
    const text = said.text || clean(bearer?.error ?? '');
    const refusal = { ...doing, status: answer.status, codes: said.codes, text };
    const advice = advise({ ...refusal, service: bearer?.service, challengeError: bearer?.error });
    const trouble = advice?.trouble ?? 'other';
    const words = [String(answer.status), said.codes[0], text].filter(w => w !== undefined && w !== '').join(' ');
    const message = `${where(doing)}: ${doing.what}: ${advice ? `${advice.cause} ` : ''}(${words})`;
    const retryAfter = parseRetryAfter(answer.headers['retry-after'], now);
    const again = temporaryStatus(answer.status) || isDamage(answer.status, said.codes);
    const verdict = again ? { retryAfter } : 'settled';
    const { status } = answer;
    return new RegistryError(codeOf(trouble), message, {
        hint: advice?.hint,
        status,
        trouble,
        codes: said.codes,
        verdict,
    });
}
// A session that is gone, or bytes that came through damaged: sent anew, both can succeed (distribution-spec, codes).
const DAMAGE = new Set(['BLOB_UPLOAD_UNKNOWN', 'BLOB_UPLOAD_INVALID', 'DIGEST_INVALID', 'SIZE_INVALID']);
function isDamage(status, codes) {
    return (status === 400 || status === 404 || status === 416) && codes.some(code => DAMAGE.has(code));
}
// Answers that no further attempt would change: our own codes of `readBody` and `resolveLocation`.
const BROKEN = new Set(['ERR_TOO_LARGE', 'ERR_REDIRECT']);
/** No answer: DNS, refused, reset, time-out, TLS; or the run was cancelled; or the source of a body failed. */
function networkError(doing, error, signal) {
    const cause = external_node_util_.types.isNativeError(error) ? error : new Error(String(error));
    const { code = '', fromSource, proxy, statusCode } = cause;
    const prefix = `${where(doing)}: ${doing.what}`;
    if (signal?.aborted)
        return new RegistryError('CANCELLED', `${prefix}: cancelled`, { cause, verdict: 'settled' });
    if (fromSource)
        return new RegistryError('REGISTRY', `${prefix}: reading the content failed: ${clean(cause.message)}`, {
            cause,
            verdict: {},
        });
    if (BROKEN.has(code))
        return new RegistryError('REGISTRY', `${prefix}: ${clean(cause.message)}`, { cause, verdict: 'settled' });
    const [why, hint, settled] = proxyCause(code, proxy, statusCode) ?? networkCause(code, cause.message, doing.host);
    return new RegistryError('NETWORK', `${prefix}: ${why}`, { hint, cause, verdict: settled ? 'settled' : {} });
}
/** An answer that breaks the protocol (a wrong digest, no Location): worth another attempt. */
function protocolError(doing, problem) {
    return new RegistryError('REGISTRY', `${where(doing)}: ${doing.what}: ${problem}`, {
        hint: 'The registry, or a proxy before it, answered against the protocol.',
        verdict: {},
    });
}
/** A token that ran out, or does not reach far enough, under a request that cannot be sent twice: the next gets a new one. */
function tokenError(doing) {
    return new RegistryError('AUTH', `${where(doing)}: ${doing.what}: its token was not taken (401)`, {
        status: 401,
        trouble: 'credentials',
        verdict: {},
    });
}
/** Whether trying a failed request again can help. */
function classify(error) {
    return error instanceof RegistryError ? error.verdict : 'settled';
}
function where({ host, path }) {
    return path === '' ? host : `${host}/${path}`;
}
function codeOf(trouble) {
    if (trouble === 'credentials')
        return 'AUTH';
    if (trouble === 'rate')
        return 'RATE_LIMIT';
    if (trouble === 'missing')
        return 'NOT_FOUND';
    return trouble === 'other' ? 'REGISTRY' : 'DENIED';
}
/** Node's own message of a refused tunnel is never shown: it holds the proxy's address with its password. */
function proxyCause(code, proxy, status) {
    const hint = 'HTTP_PROXY, HTTPS_PROXY and NO_PROXY in the environment say how this runner gets there.';
    if (proxy !== undefined)
        return [`the proxy ${clean(proxy)} cannot be reached (${code})`, hint, false];
    if (code !== 'ERR_PROXY_TUNNEL')
        return undefined;
    const denied = status === 407 || status === 401 || status === 403;
    return [`the proxy does not connect to it (${status ?? code})`, hint, denied];
}
function networkCause(code, message, host) {
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
        return [
            `no address for this host (${code})`,
            `Check the spelling of "${host}", and that this runner can resolve it.`,
            false,
        ];
    if (code === 'ECONNREFUSED')
        return ['connection refused', `Is the registry running, and its port right in "${host}"?`, false];
    if (code === 'ETIMEDOUT')
        return [clean(message), 'The registry, a proxy or the network stalled. Can this runner reach it?', false];
    if (/CERT|SIGNED|SIGNATURE|ISSUER|ERR_TLS/.test(code))
        return [
            `its certificate is not trusted (${code})`,
            "Give the certificate of its authority (`ca`) in the registry's entry.",
            true,
        ];
    if (code === 'EPROTO' || /^ERR_SSL/.test(code))
        return ['it does not speak TLS', 'For a registry on plain http set `insecure: true` in its entry.', true];
    const known = code === 'ECONNRESET' || code === 'EPIPE' ? 'the connection broke' : 'no answer';
    return [`${known} (${clean(code || message)})`, 'If it goes on: can this runner reach the registry?', false];
}

;// CONCATENATED MODULE: ./lib/stages/fleet.js


function createFleet(targets, log) {
    const errors = new Map();
    return {
        targets,
        alive: () => targets.filter(target => !errors.has(target)),
        fail(target, error) {
            if (errors.has(target))
                return;
            errors.set(target, error instanceof Error ? error : new Error(String(error)));
            const text = `${target.destination.name}: ${(0,lib_errors/* messageOf */.bD)(error)}`;
            if (target.destination.optional)
                log.warning(`${text} (this registry is optional: the others go on)`);
            else
                log.info(`✗ ${text}`);
        },
        errorOf: target => errors.get(target),
        throwIfRequiredFailed(doing) {
            const failed = [...errors].filter(([target]) => !target.destination.optional);
            const first = failed[0]?.[1];
            if (first === undefined)
                return;
            const lines = failed.map(([target, error]) => `${target.destination.name}: ${error.message}`);
            throw new lib_errors/* ActionError */.lZ(fleet_codeOf(failed.map(([, error]) => error)), `${doing} failed: ${lines.join('; ')}`, {
                ...(first instanceof lib_errors/* ActionError */.lZ && first.hint !== undefined && { hint: first.hint }),
                cause: first,
            });
        },
    };
}
/** The one code that all errors share, or PUBLISH. */
function fleet_codeOf(errors) {
    const codes = new Set(errors.map(error => (error instanceof lib_errors/* ActionError */.lZ ? error.code : 'PUBLISH')));
    const [code] = codes;
    return codes.size === 1 && code !== undefined ? code : 'PUBLISH';
}
/** Failures that no further try can mend: the registry understood and said no, or the job was cancelled. */
function isSettled(error) {
    if (error instanceof RegistryError)
        return classify(error) === 'settled';
    return error instanceof lib_errors/* ActionError */.lZ && error.code === 'CANCELLED';
}

;// CONCATENATED MODULE: ./lib/stages/existing.js





/** Image configurations are a few KB; labels may make them longer. Bytes. */
const MAX_CONFIG = 8 * 1024 * 1024;
/**
 * Reads what the immutable tags of one target name now. Those that do not exist are left out.
 *
 * @throws ActionError when the registry cannot be read.
 */
async function findExisting(target, immutable) {
    const { repository, destination } = target;
    const tags = destination.tags.filter(tag => isImmutable(immutable, tag.name));
    const found = await Promise.all(tags.map(async ({ name }) => {
        const root = await repository.getManifest(name);
        if (root === undefined)
            return [];
        const platforms = existing_platformsOf(root);
        const revision = await revisionIn(repository, root, platforms);
        const reference = `${destination.name}:${name}`;
        return [{ target, reference, digest: root.digest, platforms: [...platforms].sort(), revision }];
    }));
    return found.flat();
}
/**
 * The living targets without the tags that name the kept image by another digest: an immutable tag does not move, not
 * even to the same image.
 */
function fleetAround({ same }, fleet, log) {
    for (const reference of same)
        log.notice(`${reference} names the same image by another digest: it stays as it is`);
    const targets = fleet.alive().map(target => {
        const { destination } = target;
        const tags = destination.tags.filter(tag => !same.has(`${destination.name}:${tag.name}`));
        return { ...target, destination: { ...destination, tags } };
    });
    return createFleet(targets, log);
}
/**
 * Fails targets whose immutable tags another run has written since `findExisting` looked.
 */
function immutableGuard(fleet, immutable) {
    return (before, digest) => {
        for (const target of fleet.alive()) {
            const { tags, name } = target.destination;
            for (const reference of tags.filter(tag => isImmutable(immutable, tag.name)).map(tag => `${name}:${tag.name}`)) {
                const named = before.get(reference) ?? null;
                if (named === null || named === digest)
                    continue;
                const message = `${reference} may not move, and another run has written it meanwhile (${named})`;
                const hint = 'Run the job again: if that image is of this commit, its digest is kept.';
                fleet.fail(target, new lib_errors/* ActionError */.lZ('DENIED', message, { hint }));
            }
        }
    };
}
/**
 * Stages an image that one registry holds already: what the others lack of it is streamed from there.
 *
 * @throws ActionError when it cannot be read, PUBLISH when no registry is left.
 */
async function stageExisting({ target, digest }, distributor) {
    const { repository } = target;
    const manifests = [];
    const root = await existing_walk(repository, digest, manifests);
    const content = { root, manifests };
    await Promise.all(blobsOf(content).map(blob => distributor.upload(blob, { open: () => repository.getBlob(blob.digest), replayable: true })));
    for (const manifest of manifests)
        await distributor.manifest(manifest);
    return content;
}
/** Children come before their parent, each once. */
async function existing_walk(repository, digest, into) {
    const known = into.find(manifest => manifest.digest === digest);
    if (known !== undefined)
        return known;
    const manifest = await need(repository, digest);
    for (const child of linksOf(manifest).manifests)
        await existing_walk(repository, child.digest, into);
    into.push(manifest);
    return manifest;
}
async function need(repository, digest) {
    const manifest = await repository.getManifest(digest);
    if (manifest !== undefined)
        return manifest;
    throw new lib_errors/* ActionError */.lZ('NOT_FOUND', `${repository.registry}/${repository.path}: ${digest} is gone`, {
        hint: 'Something deletes manifests there while this runs. Run the job again.',
    });
}
/** The manifests that can be run; attestations have no platform (docs.docker.com/build/metadata/attestations). */
function existing_platformsOf(root) {
    if (!isIndex(root.mediaType))
        return [root.digest];
    return linksOf(root)
        .manifests.filter(child => !isAttestation(child))
        .map(child => child.digest);
}
function isAttestation({ platform, annotations }) {
    return platform?.architecture === 'unknown' || annotations?.['vnd.docker.reference.type'] !== undefined;
}
/** The commit that an image says it is of: in the label of its configuration, else in an annotation. */
async function revisionIn(repository, root, [first]) {
    const image = first === undefined || first === root.digest ? root : await need(repository, first);
    const config = existing_jsonOf(image.bytes).config;
    const labels = config?.digest === undefined ? undefined : await labelsOf(repository, config.digest);
    const annotations = [image, root].map(({ bytes }) => existing_jsonOf(bytes).annotations);
    return [labels, ...annotations].map(texts => texts?.[REVISION]).find(text => typeof text === 'string');
}
async function labelsOf(repository, digest) {
    const bytes = await readBody(await repository.getBlob(digest), MAX_CONFIG);
    return existing_jsonOf(bytes).config?.Labels;
}
/** {} for what is no JSON object: it then says nothing of a commit. */
function existing_jsonOf(bytes) {
    try {
        return (JSON.parse(bytes.toString()) ?? {});
    }
    catch {
        return {};
    }
}

;// CONCATENATED MODULE: ./lib/plan/forward.js


/**
 * Why a version's moving tag stays where it is, or undefined when it moves. The image's own label decides where it can
 * be believed, else the highest version of the tag's line among the repository's tags: an image may be without label,
 * and a list may hold versions that this line has left behind (a roll-back, another way of counting).
 *
 * @param incumbent undefined when the tag does not exist, or its image cannot be read.
 * @param published every tag of the repository.
 * @param repository `owner/name` of the sources.
 */
function whyStays(release, incumbent, published, repository) {
    const label = incumbent && believedVersion(release, incumbent, published, repository);
    const order = label === undefined ? undefined : compare(release, label);
    if (order !== undefined)
        return order > 0 ? `it names ${label}, which is higher than ${release.version}` : undefined;
    const highest = highestPublished(release, published);
    return highest === undefined ? undefined : `${highest} is published, which is higher than ${release.version}`;
}
/**
 * The version that the image claims, bare. A base image's label is inherited by images that have none of their own
 * (`ubuntu` says `24.04`): one of other sources is not believed, nor a part of a version that is no tag here.
 */
function believedVersion(release, { version, source }, published, repository) {
    if (version === '' || !isOf(source, repository))
        return undefined;
    const bare = bareVersions(release, version)[0];
    if (bare === undefined || !isInLine(release, bare))
        return undefined;
    return isFull(release, bare) || published.includes(version) ? bare : undefined;
}
function isOf(source, repository) {
    const path = source.toLowerCase().replace(/(\.git)?\/*$/, '');
    return source === '' || path.endsWith(`/${repository.toLowerCase()}`);
}
/** The highest release above this one in its line. Prereleases do not count: no moving tag is made of them. */
function highestPublished(release, published) {
    return published
        .flatMap(tag => bareVersions(release, tag))
        .filter(bare => isFull(release, bare) && !isPrerelease(release, bare) && isInLine(release, bare))
        .filter(bare => (compare(release, bare) ?? 0) > 0)
        .sort((a, b) => order(release, b, a))[0];
}
/** What is left of a tag's name without what stands around versions here; nothing when it is no version's. */
function bareVersions({ affixes }, tag) {
    return affixes
        .filter(([before, after]) => tag.startsWith(before) && tag.endsWith(after))
        .map(([before, after]) => tag.slice(before.length, tag.length - after.length))
        .filter(bare => /^v?\d/.test(bare))
        .map(bare => bare.replace(/^v/, ''));
}
/** Positive when `bare` is higher than the release, 0 when it is the same; undefined when a part of it cannot tell. */
function compare(release, bare) {
    if (isFull(release, bare))
        return order(release, bare, release.version);
    const ours = numbersOf(release.version);
    const differing = numbersOf(bare).findIndex((number, at) => number !== ours[at]);
    return differing < 0 ? undefined : (numbersOf(bare)[differing] ?? 0) - (ours[differing] ?? 0);
}
function order({ scheme }, a, b) {
    return scheme === 'semver' ? semver.compare(a, b) : pep440.compare(a, b);
}
function isFull({ scheme, version }, bare) {
    if (scheme === 'semver')
        return semver.valid(bare) !== null;
    // PEP 440 knows no fixed number of parts: as many as this version has.
    return pep440.valid(bare) !== null && numbersOf(bare).length >= numbersOf(version).length;
}
function isPrerelease({ scheme }, bare) {
    if (scheme === 'semver')
        return semver.prerelease(bare) !== null;
    const explained = pep440.explain(bare);
    return explained === null || explained.is_prerelease || explained.is_devrelease;
}
const places = { major: 0, minor: 1, patch: 2 };
/** Whether a version would give the same tag: `1` is for all of 1.x, and says nothing of 2.0. */
function isInLine({ line, version }, bare) {
    const [theirs, ours] = [numbersOf(bare), numbersOf(version)];
    return line.every(part => (theirs[places[part]] ?? 0) === (ours[places[part]] ?? 0));
}
/** The dotted numbers at the start: `1.9` of `1.9-rc.1`. */
function numbersOf(version) {
    const [numbers = ''] = /^\d+(\.\d+)*/.exec(version) ?? [];
    return numbers.split('.').map(Number);
}

;// CONCATENATED MODULE: ./lib/stages/incumbent.js



/** A config holds an image's history and settings; one larger than this is none (bytes). */
const LARGEST_CONFIG = 4 * 1024 * 1024;
const incumbent_KEYS = ['version', 'revision', 'source'];
/**
 * What an image says of itself: annotations of the index, then of its first image's manifest, then labels of that
 * image's config. Annotations go first, since labels may be the base image's.
 *
 * @returns undefined when the digest names no image (any more)
 * @throws ActionError as `Repository` does, SyntaxError for a config that is no JSON
 */
async function readIncumbent(repository, digest) {
    const root = await repository.getManifest(digest);
    const image = root && isIndex(root.mediaType) ? await firstImage(repository, root) : root;
    if (root === undefined || image === undefined)
        return undefined;
    const annotations = incumbent_merged([annotationsOf(root), annotationsOf(image)]);
    if (annotations.version !== '' && annotations.revision !== '')
        return annotations;
    return incumbent_merged([annotations, await incumbent_labelsOf(repository, linksOf(image).blobs[0])]);
}
/** Attestations stand in the index too, for the platform `unknown/unknown` (BuildKit, attestation storage). */
async function firstImage(repository, index) {
    const entry = linksOf(index).manifests.find(({ platform }) => platform?.os !== 'unknown');
    return entry && repository.getManifest(entry.digest);
}
function incumbent_merged(sources) {
    const first = (key) => sources.find(source => source[key] !== '')?.[key] ?? '';
    return { version: first('version'), revision: first('revision'), source: first('source') };
}
function annotationsOf({ bytes }) {
    return told(at(JSON.parse(bytes.toString()), 'annotations'));
}
async function incumbent_labelsOf(repository, config) {
    if (config === undefined)
        return told({});
    const json = JSON.parse(await readText(await repository.getBlob(config.digest), LARGEST_CONFIG));
    return told(at(json, 'config', 'Labels'));
}
function told(json) {
    const [version = '', revision = '', source = ''] = incumbent_KEYS.map(key => context_text(json, `org.opencontainers.image.${key}`));
    return { version, revision, source };
}

;// CONCATENATED MODULE: ./lib/stages/put-back.js

/**
 * Settles a write that failed by looking at what the tag names: it may have happened without its answer getting here,
 * at once or only after we had given up. Never throws; what cannot be read stays as it is.
 */
async function look({ target, result }, root) {
    const found = await namedBy({ target, result });
    if (found === root.digest) {
        result.state = 'published';
        delete result.error;
    }
    else if (found === result.before) {
        result.state = 'unchanged';
    }
}
/**
 * Makes a tag that was moved, or may have been, name what it named before, and says in the result how that ended.
 * A tag that is new is left: registries delete by digest, and other tags may name the same. One that somebody else has
 * moved meanwhile is theirs. Never throws.
 */
async function putBack(one, root) {
    const { target, result } = one;
    const { before, state, error } = result;
    if (before === root.digest || (state === 'unchanged' && error === undefined))
        return;
    const isNew = before === null || before === undefined;
    if (isNew && state === 'published') {
        result.state = 'stranded';
        return;
    }
    const found = await namedBy(one);
    if (found === before) {
        result.state = state === 'published' ? 'restored' : 'unchanged';
        return;
    }
    if (found !== undefined && found !== root.digest) {
        result.state = state === 'published' && found !== null ? 'superseded' : 'unknown';
        if (found !== null)
            result.now = found;
        result.error ??= `names ${found ?? 'nothing'} by now: somebody else has moved it, so it was left alone`;
        return;
    }
    if (isNew) {
        if (found === root.digest)
            result.state = 'stranded';
        return;
    }
    try {
        const former = await target.repository.getManifest(before);
        if (former === undefined)
            throw new Error(`the registry no longer has ${before}`);
        await target.repository.putManifest(former, result.tag.name);
        result.state = 'restored';
    }
    catch (problem) {
        const now = await namedBy(one);
        result.state = now === before ? 'restored' : now === root.digest ? 'stranded' : 'unknown';
        const why = `it could not be put back: ${(0,lib_errors/* messageOf */.bD)(problem)}`;
        if (now !== before)
            result.error = error === undefined ? why : `${error}; ${why}`;
    }
}
/** What the tag names: null when it does not exist, undefined when that cannot be read. */
async function namedBy({ target, result }) {
    try {
        return (await target.repository.headManifest(result.tag.name))?.digest ?? null;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/stages/tag.js



/**
 * Reads what every planned tag of the living targets names now. A target where that cannot be read has failed: what is
 * not known could not be put back. Never throws.
 */
async function readTags(fleet) {
    const before = new Map();
    await Promise.all(fleet.alive().flatMap(target => target.destination.tags.map(async (tag) => {
        try {
            const found = await target.repository.headManifest(tag.name);
            before.set(referenceOf(target, tag), found?.digest ?? null);
        }
        catch (error) {
            fleet.fail(target, error);
        }
    })));
    return before;
}
/**
 * Points every tag of every living target to `root`: immutable tags of all registries first, then the moving ones, so
 * that `latest` never names an image whose version tag failed. When a tag of a required registry cannot be written,
 * those already moved are put back to what they named; new tags stay, since deleting by digest takes others with it.
 *
 * Never throws: each result tells its own end, those of optional targets that had failed before as well.
 */
async function writeTags(root, before, ports) {
    const { fleet, log, now, signal, staying } = ports;
    const start = now();
    const all = fleet.targets.flatMap(target => target.destination.tags.map(tag => ({ target, result: tag_planned(target, tag, before, fleet.errorOf(target)) })));
    for (const { result } of all)
        keep(result, staying?.get(result.reference));
    const writes = all.filter(({ target, result }) => fleet.errorOf(target) === undefined && result.state !== 'kept');
    for (const moving of [false, true]) {
        if (signal.aborted)
            break;
        const phase = writes.filter(({ result }) => result.tag.moving === moving);
        await Promise.all(phase.map(async (one) => {
            await write(one, root);
            one.result.ms = now() - start;
        }));
        // Those that gave no answer are asked again now that some time has passed: they may be there after all.
        await Promise.all(phase.filter(({ result }) => result.state === 'unknown').map(one => look(one, root)));
        if (writes.some(failedRequired))
            break;
    }
    if (writes.some(failedRequired) || (signal.aborted && writes.some(({ result }) => result.state === 'unchanged'))) {
        log.info('not every tag could be written: putting back those that were moved');
        await Promise.all(writes.map(one => putBack(one, root)));
    }
    else {
        for (const { result } of writes.filter(failed)) {
            log.warning(`${result.reference}: ${result.error} (this registry is optional: the others go on)`);
        }
    }
    return all.map(({ result }) => result);
}
function tag_planned(target, tag, before, failure) {
    const reference = referenceOf(target, tag);
    const { registry, name } = target.destination;
    const error = failure === undefined ? {} : { error: failure.message };
    const named = { registry, name, reference, tag, before: before.get(reference) };
    return { ...named, state: 'unchanged', verified: false, ms: 0, ...error };
}
function keep(result, reason) {
    if (reason === undefined || result.error !== undefined)
        return;
    result.state = 'kept';
    result.reason = reason;
}
async function write(one, root) {
    const { target, result } = one;
    // Registries with immutable tags refuse even the same digest again, and a write that changes nothing is no use.
    if (result.before === root.digest) {
        result.state = 'published';
        return;
    }
    try {
        await target.repository.putManifest(root, result.tag.name);
        result.state = 'published';
    }
    catch (error) {
        result.error = (0,lib_errors/* messageOf */.bD)(error);
        // An answer that no run again would change has a remedy of its own (an immutable tag, say).
        if (isSettled(error) && error instanceof lib_errors/* ActionError */.lZ && error.hint !== undefined)
            result.hint = error.hint;
        result.state = 'unknown';
        await look(one, root);
    }
}
function failed({ result }) {
    return result.state !== 'published' && result.error !== undefined;
}
function failedRequired(one) {
    return !one.target.destination.optional && failed(one);
}
/** `ghcr.io/acme/api:1.2.3`. */
function referenceOf(target, tag) {
    return `${target.destination.name}:${tag.name}`;
}

;// CONCATENATED MODULE: ./lib/stages/forward.js




function createForward(fleet, run, log) {
    const images = remembered(log, (target, digest) => readIncumbent(target.repository, digest));
    const lists = remembered(log, target => target.repository.listTags());
    const whyStaying = async (target, { release }, named) => {
        const image = named === null ? undefined : images(target, named);
        if (release !== undefined)
            return whyStays(release, await image, (await lists(target)) ?? [], run.repository);
        const revision = run.isFirstAttempt ? (await image)?.revision : undefined;
        if (!revision || (await run.descends(revision)) !== true)
            return undefined;
        return `it names the image of ${revision.slice(0, 12)}, which comes after this commit`;
    };
    const decideAll = async (before) => {
        const decisions = movingTags(fleet).map(async ({ target, tag, reference }) => {
            const named = before.get(reference);
            const why = named === undefined ? undefined : await whyStaying(target, tag, named);
            return why === undefined ? [] : [[reference, why]];
        });
        return new Map((await Promise.all(decisions)).flat());
    };
    return {
        lookAhead: before => decideAll(before).then(() => { }),
        async decide(before) {
            const now = new Map([...before, ...(await readMoving(fleet))]);
            return { before: now, staying: await decideAll(now) };
        },
    };
}
function movingTags(fleet) {
    return fleet.alive().flatMap(target => {
        const moving = target.destination.tags.filter(tag => tag.moving);
        return moving.map(tag => ({ target, tag, reference: referenceOf(target, tag) }));
    });
}
/** What the moving tags name at this moment; one that cannot be read is missing. */
async function readMoving(fleet) {
    const reads = movingTags(fleet).map(async ({ target, tag, reference }) => {
        try {
            return [[reference, (await target.repository.headManifest(tag.name))?.digest ?? null]];
        }
        catch {
            return [];
        }
    });
    return new Map((await Promise.all(reads)).flat());
}
/** Reads each thing of a target once. What cannot be read is undefined: it holds no tag back. */
function remembered(log, read) {
    const known = new Map();
    return (target, key = '') => {
        const ofTarget = known.get(target) ?? new Map();
        known.set(target, ofTarget);
        const answer = ofTarget.get(key) ??
            read(target, key).catch(error => {
                log.debug(`${target.destination.name}: not known what a tag names: ${(0,lib_errors/* messageOf */.bD)(error)}`);
                return undefined;
            });
        ofTarget.set(key, answer);
        return answer;
    };
}

;// CONCATENATED MODULE: ./lib/stages/superseded.js

/**
 * Registries have no compare-and-swap: somebody else may move a tag between our write and our read-back. That is no
 * fault of this run, so such a result becomes `superseded`, with a warning. What a registry has lost (the tag names
 * what it did before, or nothing) or changed (the same image by another digest) stays an error. Never throws.
 */
async function tellSuperseded(content, results, { fleet, log }) {
    const unverified = results.filter(({ state, verified }) => state === 'published' && !verified);
    await Promise.all(unverified.map(async (result) => {
        const target = fleet.alive().find(({ destination }) => destination.name === result.name);
        const other = target && (await otherImage(target, result, content).catch(() => undefined));
        if (other === undefined)
            return;
        result.state = 'superseded';
        result.now = other;
        delete result.error;
        log.warning(`${result.reference} was superseded by ${other}: another run has moved it meanwhile. \`concurrency:\` in the workflow keeps runs apart.`);
    }));
}
/** The image of somebody else that the tag names; undefined when it names none. */
async function otherImage({ repository }, result, content) {
    const named = (await repository.headManifest(result.tag.name))?.digest;
    if (named === undefined || named === result.before)
        return undefined;
    if (content.manifests.some(({ digest }) => digest === named))
        return undefined;
    const manifest = await repository.getManifest(named);
    return manifest === undefined || isSame(manifest, content.root) ? undefined : named;
}
function isSame(one, other) {
    const [a, b] = [one, other].map(manifest => {
        const { manifests, blobs } = linksOf(manifest);
        return [...manifests, ...blobs].map(({ digest }) => digest).join();
    });
    return a === b;
}

;// CONCATENATED MODULE: ./lib/stages/verify.js



/** Replicas and caches in front of a registry may lag behind a write that was just acknowledged. Milliseconds. */
const verify_PATIENCE = { retries: 4, base: 250, cap: 2_000, deadline: 10_000 };
/**
 * Reads every published tag back: it must name the root's digest, and each manifest, config and layer below it must
 * be there. What disagrees is read again for a few seconds. Sets `verified` on the results, or `error` where something
 * is missing. Never throws.
 */
async function verifyTags(content, results, ports) {
    await Promise.all(ports.fleet.alive().map(async (target) => {
        const mine = results.filter(({ name, state }) => state === 'published' && name === target.destination.name);
        if (mine.length === 0)
            return;
        const [missing, ...tags] = await Promise.all([
            patiently(ports, () => findMissing(target, content)),
            ...mine.map(result => patiently(ports, () => readTag(target, result.tag.name, content.root.digest))),
        ]);
        for (const [at, result] of mine.entries()) {
            const complaint = missing ?? tags[at];
            result.verified = complaint === undefined;
            if (complaint !== undefined)
                result.error = complaint;
        }
    }));
}
async function readTag(target, tag, digest) {
    const found = await target.repository.headManifest(tag);
    return found?.digest === digest ? undefined : `read back as ${found?.digest ?? 'missing'}, expected ${digest}`;
}
/** What of the image the repository lacks. */
async function findMissing({ repository }, content) {
    const manifests = content.manifests.map(async ({ digest }) => (await repository.headManifest(digest))?.digest === digest ? [] : [`manifest ${digest}`]);
    const blobs = blobsOf(content).map(async ({ digest, size }) => {
        const held = await repository.headBlob(digest);
        return held === size || Number.isNaN(held) ? [] : [`blob ${digest}`];
    });
    const missing = (await Promise.all([...manifests, ...blobs])).flat();
    return missing.length === 0 ? undefined : `missing after the push: ${missing.slice(0, 5).join(', ')}`;
}
/** Reads again while there is a complaint. A read that fails is final: the client has tried again already. */
async function patiently({ sleep, now, signal }, read) {
    let complaint;
    const attempt = async () => {
        complaint = await read();
        if (complaint !== undefined)
            throw DISAGREES;
    };
    // Without jitter: nobody else waits for the same thing.
    const ports = { sleep, now, random: () => 1 };
    const classify = (error) => (error === DISAGREES ? {} : 'settled');
    try {
        await retry(attempt, { policy: verify_PATIENCE, ports, signal, classify });
        return undefined;
    }
    catch (error) {
        return error === DISAGREES ? complaint : `could not be read back: ${(0,lib_errors/* messageOf */.bD)(error)}`;
    }
}
const DISAGREES = new Error('what was read back is not what was written');

;// CONCATENATED MODULE: ./lib/stages/publish.js




/**
 * stage → tag → verify. Until every required registry holds every byte no tag is written; staging failures throw, for
 * nothing has changed then. What happens from the first tag on is told in the answer, whatever it is.
 *
 * @throws ActionError when staging fails or the job is cancelled before the first tag is written.
 */
async function publish(ports) {
    const { fleet, log, now, signal, timed } = ports;
    const reading = readTags(fleet);
    const looking = reading.then(before => ports.forward?.lookAhead(before));
    const content = await timed('stage', async () => {
        const staged = await ports.stage().catch(async (error) => {
            // Whatever staging comes to, no request of ours is left under way.
            await looking;
            if (signal.aborted)
                throw new lib_errors/* ActionError */.lZ('CANCELLED', 'cancelled while staging: no tag was moved');
            // What a path says when nobody is left to send to matters less than why.
            fleet.throwIfRequiredFailed('staging');
            throw error;
        });
        await reading;
        fleet.throwIfRequiredFailed('staging');
        if (fleet.alive().length === 0)
            throw new lib_errors/* ActionError */.lZ('PUBLISH', 'every registry failed, the optional ones too');
        return staged;
    });
    await looking;
    const { before, staying } = await publish_decide(await reading, ports);
    if (signal.aborted)
        throw new lib_errors/* ActionError */.lZ('CANCELLED', 'cancelled after staging: no tag was moved');
    ports.guard?.(before, content.root.digest);
    fleet.throwIfRequiredFailed('tagging');
    const tagging = () => writeTags(content.root, before, { fleet, log, now, signal, staying });
    const results = await timed('tag', () => ports.grace?.during(tagging) ?? tagging());
    if (ports.verify) {
        await timed('verify', async () => {
            await verifyTags(content, results, ports);
            await tellSuperseded(content, results, ports);
        });
    }
    return { content, results, ...verdict(content.root.digest, results, fleet, ports.verify) };
}
async function publish_decide(before, { forward, log }) {
    if (forward === undefined)
        return { before, staying: new Map() };
    const decided = await forward.decide(before);
    for (const [reference, why] of decided.staying)
        log.notice(`${reference} stays where it is: ${why}`);
    return decided;
}
function verdict(digest, results, fleet, verify) {
    const optional = new Set(fleet.targets.filter(t => t.destination.optional).map(t => t.destination.name));
    const required = results.filter(result => !optional.has(result.name));
    const unpublished = required.filter(({ state }) => !DONE.has(state));
    const unverified = verify ? required.filter(result => result.state === 'published' && !result.verified) : [];
    const list = (which) => which.map(result => `${result.reference} is ${result.state}${result.error ? `: ${result.error}` : ''}`).join('\n');
    if (unpublished.length > 0) {
        const moved = results.some(result => isMoved(result, digest));
        const message = `not every tag could be written${moved ? '' : '; all are as they were before'}:\n${list(unpublished)}`;
        const hint = unpublished.find(result => result.hint !== undefined)?.hint ?? RERUN;
        return { pushed: moved ? 'partial' : 'false', error: new lib_errors/* ActionError */.lZ('PUBLISH', message, { hint }) };
    }
    if (unverified.length > 0) {
        const message = `published, but not verified:\n${list(unverified)}`;
        return { pushed: 'true', error: new lib_errors/* ActionError */.lZ('VERIFY', message, { hint: RERUN }) };
    }
    const isPublished = results.some(({ state }) => state === 'published' || state === 'superseded');
    if (isPublished)
        return { pushed: 'true', error: undefined };
    const reasons = results.flatMap(({ reference, reason }) => (reason === undefined ? [] : [`${reference}: ${reason}`]));
    const stay = `every tag stays where it is (${reasons.join('; ')})`;
    return { pushed: 'false', error: undefined, reason: reasons.length > 0 ? stay : 'no optional registry took it' };
}
/** The ends of a tag that are as they should be. */
const DONE = new Set(['published', 'kept', 'superseded']);
/** Whether a tag names something else than before, as far as is known. */
function isMoved({ state, before }, digest) {
    if (state === 'published')
        return before !== digest;
    return state === 'stranded' || state === 'superseded' || state === 'unknown';
}
const RERUN = 'Run the job again when the registry is well: what is there already is not sent twice.';

;// CONCATENATED MODULE: ./lib/registry/limit.js
/** A limit of `max` at once. */
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
            // The place is handed on, not given back, so that nobody slips in between.
            const next = waiting.shift();
            if (next)
                next();
            else
                running--;
        }
    };
}

;// CONCATENATED MODULE: ./lib/stages/loopback.js





/** The OCI limit for manifests that registries must accept. */
const MANIFEST_LIMIT = 4 * 1024 * 1024;
/**
 * Blobs under way at once. Fewer than each registry's client allows: streams that wait for one another's places in
 * different registries would wait for ever.
 */
const loopback_UPLOADS = 6;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
/**
 * Tried first, so that the label which the engine keeps per registry on its content does not grow a new entry each
 * run. Any free port will do when it is taken.
 */
const PREFERRED_PORT = 51519;
/**
 * Opens the endpoint for one repository. It speaks as much of the OCI distribution API as a push needs; blobs flow
 * straight through to the registries, manifests are held and written by digest.
 *
 * @param repository The one repository that exists here.
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#push
 */
async function openLoopback(repository, distributor, log) {
    const password = (0,external_node_crypto_.randomBytes)(24).toString('base64url');
    const expected = Buffer.from(`Basic ${Buffer.from(`slipway:${password}`).toString('base64')}`);
    log.mask(password);
    const manifests = new Map();
    const uploads = new Set();
    const uploading = createLimit(loopback_UPLOADS);
    let root;
    let failure;
    const blobHead = async ({ res }, digest) => {
        const size = await distributor.heldByAll(digest);
        if (size === undefined)
            return answer(res, 404);
        answer(res, 200, { ...(size > 0 && { 'Content-Length': String(size) }), 'Docker-Content-Digest': digest });
    };
    const startUpload = ({ req, res, path }) => {
        req.resume();
        const id = (0,external_node_crypto_.randomBytes)(12).toString('hex');
        uploads.add(id);
        answer(res, 202, { Location: `${path}${id}`, 'Docker-Upload-UUID': id });
    };
    const finishUpload = async ({ req, res, url }, id) => {
        const digest = url.searchParams.get('digest') ?? '';
        const size = Number(req.headers['content-length']);
        if (!uploads.delete(id) || !loopback_isDigest(digest) || !Number.isSafeInteger(size))
            return loopback_refuse(req, res, 400);
        await uploading(() => distributor.stream({ digest, size }, req));
        answer(res, 201, { 'Docker-Content-Digest': digest });
    };
    const putManifest = async ({ req, res }, reference) => {
        const bytes = await readAtMost(req, MANIFEST_LIMIT);
        if (bytes === undefined)
            return loopback_refuse(req, res, 413);
        const digest = sha256(bytes);
        if (loopback_isDigest(reference) && reference !== digest)
            return loopback_refuse(req, res, 400);
        const manifest = { mediaType: req.headers['content-type'] ?? '', digest, bytes };
        await distributor.manifest(manifest);
        manifests.set(digest, manifest);
        if (!loopback_isDigest(reference))
            root = manifest;
        answer(res, 201, { 'Docker-Content-Digest': digest });
    };
    const route = async (exchange) => {
        const { req, res, path } = exchange;
        if (!authorised(req, expected)) {
            // The engine itself asks once without, to learn the challenge; a wrong password is somebody else.
            const tell = req.headers.authorization === undefined ? log.debug : log.warning;
            tell(`refused a request without the right password at the loopback endpoint: ${req.method} ${path}`);
            return loopback_refuse(req, res, 401, { 'WWW-Authenticate': 'Basic realm="slipway"' });
        }
        if (path === '/v2/' && req.method === 'GET')
            return answer(res, 200);
        const prefix = `/v2/${repository}/`;
        const rest = path.startsWith(prefix) ? path.slice(prefix.length) : '';
        const [kind, name = '', id = ''] = rest.split('/');
        if (kind === 'blobs' && name === 'uploads' && req.method === 'POST')
            return startUpload(exchange);
        if (kind === 'blobs' && name === 'uploads' && req.method === 'PUT')
            return finishUpload(exchange, id);
        if (kind === 'blobs' && req.method === 'HEAD' && loopback_isDigest(name))
            return blobHead(exchange, name);
        if (kind === 'manifests' && req.method === 'PUT')
            return putManifest(exchange, name);
        // Also the answer to HEAD of a manifest: the engine must send each, for the registries and for the read-back.
        return loopback_refuse(req, res, 404);
    };
    const server = (0,external_node_http_.createServer)({ keepAliveTimeout: 5_000, maxHeaderSize: 16_384 }, (req, res) => {
        const url = URL.parse(req.url ?? '/', 'http://loopback');
        // Anyone on this machine can send a target that is no URL: it must not end the process. Ours have no escapes.
        if (url === null)
            return loopback_refuse(req, res, 400);
        route({ req, res, url, path: url.pathname }).catch(error => {
            failure = error;
            log.debug(`loopback endpoint: ${req.method} ${url.pathname}: ${(0,lib_errors/* messageOf */.bD)(error)}`);
            loopback_refuse(req, res, 503);
        });
    });
    // A blob of many gigabytes may take as long as it takes; silence is bounded by the registries' own time-outs.
    server.requestTimeout = 0;
    const port = await listen(server);
    return {
        host: `127.0.0.1:${port}`,
        login: { username: 'slipway', password },
        manifests,
        root: () => root,
        failure: () => failure,
        close: () => new Promise(resolve => {
            server.close(() => resolve());
            server.closeAllConnections();
        }),
    };
}
function authorised(req, expected) {
    const given = Buffer.from(req.headers.authorization ?? '');
    return given.length === expected.length && (0,external_node_crypto_.timingSafeEqual)(given, expected);
}
function loopback_isDigest(text) {
    return DIGEST.test(text);
}
function answer(res, status, headers = {}) {
    res.writeHead(status, { 'Docker-Distribution-Api-Version': 'registry/2.0', ...headers });
    res.end();
}
/** Answers and drops the connection where a body may still be on its way. */
function loopback_refuse(req, res, status, headers = {}) {
    if (res.headersSent) {
        res.destroy();
        return;
    }
    const bodyless = req.method === 'GET' || req.method === 'HEAD' || req.readableEnded;
    answer(res, status, bodyless ? headers : { ...headers, Connection: 'close' });
    req.resume();
}
/** The whole body, or undefined when it is longer than `limit` bytes. */
async function readAtMost(req, limit) {
    const chunks = [];
    let length = 0;
    for await (const chunk of req) {
        length += chunk.length;
        if (length > limit)
            return undefined;
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}
async function listen(server) {
    for (const port of [PREFERRED_PORT, 0]) {
        const outcome = await new Promise(resolve => {
            server.once('error', resolve);
            server.listen(port, '127.0.0.1', () => {
                server.removeListener('error', resolve);
                resolve(undefined);
            });
        });
        if (outcome === undefined)
            return server.address().port;
        if (outcome.code !== 'EADDRINUSE')
            throw cannotListen(outcome);
    }
    throw cannotListen(new Error('no port is free'));
}
function cannotListen(cause) {
    return new lib_errors/* ActionError */.lZ('ENGINE', `cannot open the loopback endpoint on 127.0.0.1: ${cause.message}`, { cause });
}

;// CONCATENATED MODULE: ./lib/stages/fan-out.js




const REPOSITORY = 'slipway/publish';
/**
 * Stages an image of the engine's containerd store: the engine pushes it once, into our endpoint, from where each
 * missing blob flows to all registries at the same time. A push that fails for a passing reason is done again and
 * sends only what is still missing.
 *
 * @param image The local reference that was built and tested.
 * @param digest What the build said it made; anything else arriving is refused.
 * @throws ActionError PUBLISH (or the one code that all failed registries share), VERIFY, ENGINE, CANCELLED.
 */
async function stageByFanOut(image, digest, ports) {
    const { engine, fleet, distributor, log } = ports;
    const loopback = await openLoopback(REPOSITORY, distributor, log);
    const repository = `${loopback.host}/${REPOSITORY}`;
    const tag = (0,external_node_crypto_.randomBytes)(8).toString('hex');
    try {
        await engine.tag(image, repository, tag);
        const login = { ...loopback.login, serveraddress: loopback.host };
        const push = async () => {
            try {
                await engine.push(repository, tag, login);
            }
            catch (error) {
                throw blame(error, loopback.failure());
            }
        };
        await ports.retry('staging the image', push, error => isSettled(error) || fleet.alive().length === 0);
    }
    catch (error) {
        fleet.throwIfRequiredFailed('staging');
        throw error;
    }
    finally {
        await Promise.allSettled([engine.remove(`${repository}:${tag}`), loopback.close()]);
    }
    const root = loopback.root();
    if (root?.digest !== digest) {
        throw new lib_errors/* ActionError */.lZ('VERIFY', `the engine pushed ${root?.digest ?? 'nothing'}, but the build made ${digest}`, {
            hint: 'Nothing was tagged. Something else on this machine may have replaced the image meanwhile: run the job again.',
        });
    }
    return { root, manifests: [...loopback.manifests.values()] };
}
/** The engine only sees that its push failed; the endpoint knows why. */
function blame(error, below) {
    if (below === undefined || (error instanceof lib_errors/* ActionError */.lZ && error.code === 'CANCELLED'))
        return error;
    if (below instanceof lib_errors/* ActionError */.lZ)
        return below;
    return new lib_errors/* ActionError */.lZ('PUBLISH', `staging failed: ${(0,lib_errors/* messageOf */.bD)(below)}`, { cause: error });
}

;// CONCATENATED MODULE: ./lib/stages/stage-image.js







/** Stages what was built by the path that its builder allows: from its layout, or out of the engine. */
async function stageImage(inputs, built, prepared, distributor, machine) {
    const { fleet, socketEngine } = prepared;
    const { log, signal } = machine;
    if (built.stage !== undefined)
        return built.stage(distributor);
    if (built.layout !== undefined)
        return stageLayout(built.layout, distributor, built.result.digest);
    if (built.local === undefined || built.result.digest === undefined || socketEngine === undefined) {
        throw new lib_errors/* ActionError */.lZ('BUILD', 'the build gave no image to publish');
    }
    return stageByFanOut(built.local, built.result.digest, {
        engine: noting(socketEngine, (0,external_node_path_.join)(prepared.folder, JOURNAL)),
        fleet,
        distributor,
        log,
        retry: (what, attempt, settled) => retry(attempt, {
            policy: inputs.retry,
            ports: retryPorts(machine),
            signal,
            classify: error => (settled(error) ? 'settled' : {}),
            onRetry: ({ error, delay }) => log.info(`${what} failed: ${(0,lib_errors/* messageOf */.bD)(error)}; again in ${(delay / 1000).toFixed(1)} s`),
        }),
    });
}

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(78474);
;// CONCATENATED MODULE: ./lib/stages/tee.js

/**
 * Sends every chunk of `body` to all `sinks`, waiting for the slowest: memory holds one chunk and the sinks' small
 * buffers, whatever the size. A sink that was destroyed drops out and the others go on. When `body` breaks off, every
 * sink is destroyed with its error, so that no upload is taken for complete.
 *
 * @param passed told of each chunk's bytes once every sink has taken it
 * @throws The body's own error.
 */
async function tee(body, sinks, passed = () => { }) {
    for (const sink of sinks)
        sink.on('error', () => { });
    try {
        for await (const chunk of body) {
            const full = sinks.filter(sink => sink.writable && !sink.write(chunk));
            await Promise.all(full.map(drained));
            passed(chunk.length);
        }
    }
    catch (error) {
        for (const sink of sinks)
            sink.destroy(error instanceof Error ? error : new Error(String(error)));
        throw error;
    }
    for (const sink of sinks)
        if (sink.writable)
            sink.end();
}
/** Resolves when the sink takes more, or never will. */
async function drained(sink) {
    if (sink.destroyed)
        return;
    const stop = new AbortController();
    try {
        await Promise.race(['drain', 'close', 'error'].map(event => (0,external_node_events_.once)(sink, event, { signal: stop.signal })));
    }
    catch {
        // The sink broke: it drops out, and whoever reads it reports why.
    }
    finally {
        stop.abort();
    }
}

// EXTERNAL MODULE: external "node:v8"
var external_node_v8_ = __webpack_require__(78877);
// EXTERNAL MODULE: external "node:vm"
var external_node_vm_ = __webpack_require__(30714);
;// CONCATENATED MODULE: ./lib/stages/young-garbage.js


/**
 * Has the young garbage collected each time that `every` bytes went by. Each chunk that Node reads from a socket is a
 * buffer of its own outside of the heap, and V8, which sees only a small object, lets them pile up: 160–180 MB resident
 * for a gigabyte that streams through, instead of 110. A collection of the young generation takes about a millisecond.
 *
 * @returns to be told of the bytes as they go by
 */
function collectEvery(every, collect = exposed) {
    let passed = 0;
    let run;
    return bytes => {
        passed += bytes;
        if (passed < every)
            return;
        passed = 0;
        run ??= collect();
        run({ type: 'minor' });
    };
}
/** V8's own `gc`, without the command line flag, which an action cannot give: a new context has it once it is set. */
function exposed() {
    (0,external_node_v8_.setFlagsFromString)('--expose-gc');
    return (0,external_node_vm_.runInNewContext)('gc');
}

;// CONCATENATED MODULE: ./lib/stages/distribute.js





function createDistributor(fleet) {
    const presence = new Map();
    const bytes = new Map();
    const tidy = collectEvery(8_000_000);
    const held = (digest, target) => {
        const ofBlob = presence.get(digest) ?? new Map();
        presence.set(digest, ofBlob);
        const known = ofBlob.get(target);
        if (known !== undefined)
            return known;
        const asked = target.repository.headBlob(digest);
        ofBlob.set(target, asked);
        asked.catch(() => ofBlob.delete(target));
        return asked;
    };
    /** Counts what is read, without a stream in between: that would hold back chunks that the source writes over. */
    const counted = (target, { open, replayable }) => ({
        replayable,
        open: async () => {
            const stream = await open();
            const count = (chunk) => void bytes.set(target, (bytes.get(target) ?? 0) + chunk.length);
            // Listening earlier would let the bytes flow before the upload is there to take them.
            stream.once('resume', () => stream.on('data', count));
            return stream;
        },
    });
    const nowHeld = (blob, target) => {
        presence.get(blob.digest)?.set(target, Promise.resolve(blob.size));
    };
    /** Splits the living targets by whether they hold the blob. One that cannot even be asked has failed. */
    const survey = async (digest) => {
        const holders = [];
        const lacking = [];
        let size;
        await Promise.all(fleet.alive().map(async (target) => {
            try {
                const found = await held(digest, target);
                size ??= found;
                (found === undefined ? lacking : holders).push(target);
            }
            catch (error) {
                fleet.fail(target, error);
            }
        }));
        return { holders, lacking, size };
    };
    /** Gets a blob to one target: by mount from a neighbour on the same registry, else from `source`. */
    const place = async (blob, target, holders, source) => {
        const neighbour = holders.find(holder => holder.repository.registry === target.repository.registry);
        const mounted = neighbour && (await target.repository.mountBlob(blob.digest, neighbour.repository.path));
        if (mounted !== true) {
            await target.repository.uploadBlob(blob, counted(target, source));
        }
        nowHeld(blob, target);
    };
    const placeOrFail = async (blob, target, holders, source) => {
        try {
            await place(blob, target, holders, source);
            return true;
        }
        catch (error) {
            fleet.fail(target, error);
            return false;
        }
    };
    /** The blob as a neighbour or another registry has it. Opened anew for each try. */
    const copyOf = (blob, holder) => ({
        open: () => holder.repository.getBlob(blob.digest),
        replayable: true,
    });
    return {
        async heldByAll(digest) {
            const { lacking, holders, size } = await survey(digest);
            return lacking.length === 0 && holders.length > 0 ? size : undefined;
        },
        async upload(blob, source) {
            const { holders, lacking } = await survey(blob.digest);
            const leaders = onePerRegistry(lacking, holders);
            const led = await Promise.all(leaders.map(async (t) => ((await placeOrFail(blob, t, [], source)) ? [t] : [])));
            const nowHolding = [...holders, ...led.flat()];
            const followers = lacking.filter(target => !leaders.includes(target));
            await Promise.all(followers.map(target => placeOrFail(blob, target, nowHolding, source)));
        },
        async stream(blob, body) {
            const { holders, lacking } = await survey(blob.digest);
            const leaders = onePerRegistry(lacking, holders);
            const holding = [...holders];
            const broken = new Map();
            const pipes = leaders.map(target => {
                const pipe = new external_node_stream_.PassThrough();
                const once = { open: () => pipe, replayable: false };
                const done = place(blob, target, [], once).then(() => void holding.push(target), error => {
                    pipe.destroy();
                    broken.set(target, error);
                });
                return { pipe, done };
            });
            await tee(body, pipes.map(p => p.pipe), tidy);
            await Promise.all(pipes.map(p => p.done));
            let unserved;
            const rest = lacking.filter(target => !holding.includes(target));
            await Promise.all(rest.map(async (target) => {
                const error = broken.get(target);
                if (isSettled(error))
                    return fleet.fail(target, error);
                const holder = holding[0];
                if (holder === undefined)
                    unserved = error ?? [...broken.values()][0];
                else
                    await placeOrFail(blob, target, holding, copyOf(blob, holder));
            }));
            if (unserved !== undefined)
                throw unserved;
        },
        async manifest(manifest) {
            await Promise.all(fleet.alive().map(async (target) => {
                try {
                    await target.repository.putManifest(manifest, manifest.digest);
                }
                catch (error) {
                    fleet.fail(target, error);
                }
            }));
            if (fleet.alive().length === 0)
                throw new lib_errors/* ActionError */.lZ('PUBLISH', 'no registry is left to publish to');
        },
        sent: target => bytes.get(target) ?? 0,
    };
}
/** The first lacking target of each registry where no neighbour holds the blob yet: the rest can mount from it. */
function onePerRegistry(lacking, holders) {
    const served = new Set(holders.map(holder => holder.repository.registry));
    return lacking.filter(target => {
        const first = !served.has(target.repository.registry);
        served.add(target.repository.registry);
        return first;
    });
}

;// CONCATENATED MODULE: ./lib/stages/upload-progress.js

/** Milliseconds between two lines of a registry: often enough to see that it moves, seldom enough to be read. */
const EVERY = 5_000;
/** Runs one staging; while bytes flow, every registry that gets some has a line every few seconds. */
async function uploading(fleet, log, stage) {
    const distributor = createDistributor(fleet);
    const told = new Map(fleet.targets.map(target => [target, 0]));
    const tell = () => {
        for (const [target, before] of told) {
            const sent = distributor.sent(target);
            if (sent === before)
                continue;
            told.set(target, sent);
            log.info(`↑ ${target.destination.name}: ${megabytes(sent)} MB, ${megabytes(((sent - before) / EVERY) * 1000)} MB/s`);
        }
    };
    const timer = setInterval(tell, EVERY);
    try {
        return await stage(distributor);
    }
    finally {
        clearInterval(timer);
    }
}
function megabytes(bytes) {
    return (bytes / 1e6).toFixed(bytes < 1e8 ? 1 : 0);
}

;// CONCATENATED MODULE: ./lib/publishing.js








/** Publishes what was built and tested, and tells the report. @throws ActionError when not everything was published. */
async function publishBuilt(built, inputs, context, plan, prepared, report, machine) {
    const publication = await publish({
        ...machine,
        fleet: prepared.fleet,
        grace: prepared.grace,
        timed: report.timed,
        verify: inputs.verify,
        forward: forwardFor(inputs, context, prepared.fleet, machine),
        guard: immutableGuard(prepared.fleet, inputs.immutableTags),
        stage: () => uploading(prepared.fleet, machine.log, to => stageImage(inputs, built, prepared, to, machine)),
    });
    report.published(publication, plan.decision.reason);
    if (publication.error !== undefined)
        throw publication.error;
}
/**
 * A re-run for a commit that is published already: the image there is kept, and tags and registries that lack it get
 * it. What this run has built, if anything, differs from it by its provenance at least, and is not published.
 *
 * @param unlike How what was tested differs (`unlikeKept`); '' when it does not.
 */
async function republish(kept, inputs, context, prepared, report, machine, unlike = '') {
    if (unlike !== '')
        machine.log.notice(`${kept.image.reference} is kept${unlike}`);
    const fleet = fleetAround(kept, prepared.fleet, machine.log);
    const publication = await publish({
        ...machine,
        fleet,
        grace: prepared.grace,
        timed: report.timed,
        verify: inputs.verify,
        forward: forwardFor(inputs, context, fleet, machine),
        guard: immutableGuard(fleet, inputs.immutableTags),
        stage: () => uploading(fleet, machine.log, to => stageExisting(kept.image, to)),
    });
    const { digest } = publication.content.root;
    const isNew = publication.results.some(({ state, before }) => state !== 'kept' && before !== digest);
    const pushed = inputs.skipExisting && !isNew ? 'false' : publication.pushed;
    const built = inputs.skipExisting ? ', so nothing was built' : ': its digest is kept';
    report.published({ ...publication, pushed }, `this commit is published already as ${kept.image.reference}${built}${unlike}`);
    if (publication.error !== undefined)
        throw publication.error;
}
function forwardFor(inputs, context, fleet, machine) {
    if (inputs.movingTags === 'always')
        return undefined;
    const { repository, runAttempt } = context;
    const descends = ancestryOf(subjectOf(context, inputs.metadata.refSource), sourcesFor(inputs, context, machine));
    return createForward(fleet, { repository, isFirstAttempt: runAttempt === '1', descends }, machine.log);
}

;// CONCATENATED MODULE: ./lib/report/plan-table.js
/** The plan for people: what goes where, and why. One line a repository. */
function planLines(plan) {
    const rows = plan.destinations.map(({ name, tags, optional, decision }) => [
        decision.push ? 'push' : 'skip',
        name,
        tags.map(tag => (tag.moving ? `${tag.name}*` : tag.name)).join(' '),
        `${decision.reason}${optional ? ' (optional)' : ''}`,
    ]);
    const verdict = `${plan.decision.push ? 'Publish' : 'Do not publish'}: ${plan.decision.reason}`;
    if (rows.length === 0)
        return [verdict];
    return [verdict, ...columns([['', 'repository', 'tags (* moves)', 'why'], ...rows])];
}
/** Pads cells so that columns line up; long ones are not cut, the log wraps them. */
function columns(rows) {
    const width = (column) => Math.min(60, Math.max(...rows.map(row => row[column]?.length ?? 0)));
    const widths = [0, 1, 2].map(width);
    return rows.map(row => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd());
}

;// CONCATENATED MODULE: ./lib/report/command-files.js


/**
 * Appends `name=value` to one of the runner's command files (GITHUB_OUTPUT, GITHUB_STATE, GITHUB_ENV). The delimiter
 * is random, so that no value can end itself early and forge another name.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#multiline-strings
 */
async function writeCommandFile(file, values) {
    const entries = Object.entries(values).map(([name, value]) => {
        const delimiter = `ghadelimiter_${(0,external_node_crypto_.randomUUID)()}`;
        return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
    });
    if (file !== '' && entries.length > 0)
        await (0,promises_.appendFile)(file, entries.join(''));
}

;// CONCATENATED MODULE: ./lib/report/outputs.js


/** An output longer than this goes to the result file: a job's outputs may hold 1 MB in all. Bytes. */
const OUTPUT_LIMIT = 100_000;
/** The outputs that metadata-action sets. `bakeFiles` maps each bake output to the path of its file. */
function metadataOutputs(metadata, separators, bakeFiles) {
    return {
        version: metadata.version,
        tags: metadata.tags.join(separators.tags),
        'tag-names': metadata.tagNames.map(tag => tag.name).join(separators.tags),
        labels: metadata.labels.join(separators.labels),
        annotations: metadata.annotations.join(separators.annotations),
        json: metadata.json,
        ...bakeFiles,
    };
}
/** `pushed`, `reason`, `image`, `refs` and `result`, from what became of each tag. */
function publishOutputs(results, end) {
    const published = results.filter(result => result.state === 'published');
    const first = published[0] ?? results.find(result => result.state === 'superseded');
    return {
        pushed: end.pushed,
        reason: end.reason,
        image: first === undefined ? '' : `${first.reference}@${end.digest}`,
        refs: JSON.stringify(published.map(result => result.reference)),
        result: JSON.stringify(results.map(result => resultEntry(result, end.digest))),
    };
}
/** One entry of the `result` output. `digest` is what the tag names now, null when that is not known. */
function resultEntry(result, digest) {
    const { registry, reference, tag, state, verified, ms, error, reason } = result;
    const why = { ...(error && { error }), ...(reason && { reason }) };
    return { registry, reference, tag: tag.name, digest: namedNow(result, digest), state, verified, ms, ...why };
}
function namedNow({ state, before, now }, digest) {
    if (state === 'unknown')
        return null;
    if (state === 'superseded')
        return now ?? null;
    return state === 'published' || state === 'stranded' ? digest : (before ?? null);
}
/**
 * Sets the step's outputs. Those too long for an output go, together, to a JSON file whose path is `result-file`.
 *
 * @param resultFile Where that file would be.
 */
async function setOutputs(outputs, file, resultFile, log) {
    const large = Object.entries(outputs).filter(([, value]) => Buffer.byteLength(value) > OUTPUT_LIMIT);
    const small = Object.fromEntries(Object.entries(outputs).filter(([, value]) => Buffer.byteLength(value) <= OUTPUT_LIMIT));
    if (large.length === 0)
        return writeCommandFile(file, small);
    await (0,promises_.writeFile)(resultFile, JSON.stringify(Object.fromEntries(large), null, 2));
    log.notice(`Too large for outputs (over 100 KB), see result-file: ${large.map(([name]) => name).join(', ')}`);
    await writeCommandFile(file, { ...small, 'result-file': resultFile });
}

// EXTERNAL MODULE: ./lib/report/sanitize.js
var sanitize = __webpack_require__(38303);
;// CONCATENATED MODULE: ./lib/report/timeline.js

/** Beyond this many bars the chart is too tall to read; the longest ones are kept. */
const BARS = 40;
/**
 * The stages of the run and the steps of its build as a chart that GitHub renders. '' when nothing ran.
 *
 * @see https://mermaid.js.org/syntax/gantt.html
 */
function renderTimeline(times, stats) {
    const stages = times.map(({ stage, start, ms }) => ({ section: 'stages', label: stage, state: 'active', start, end: start + ms }));
    const steps = (stats?.steps ?? []).filter(step => step.ofDockerfile).flatMap(bar);
    const longest = steps.toSorted((a, b) => b.end - b.start - (a.end - a.start)).slice(0, BARS);
    const bars = [...stages, ...steps.filter(step => longest.includes(step))];
    if (bars.length === 0)
        return '';
    const zero = Math.min(...bars.map(({ start }) => start));
    const sections = [...Map.groupBy(bars, ({ section }) => section)];
    return [
        '```mermaid',
        'gantt',
        '  dateFormat x',
        '  axisFormat %M:%S',
        ...sections.flatMap(([section, mine]) => [
            `  section ${(0,sanitize/* mermaidText */.Hg)(section)}`,
            ...mine.map(one => timeline_line(one, zero)),
        ]),
        '```',
    ].join('\n');
}
function bar(step) {
    const { name, stage, cached, error, started, completed } = step;
    if (started === undefined || completed === undefined)
        return [];
    const state = error !== undefined ? 'crit' : cached ? 'done' : 'active';
    return [
        { section: `build ${stage}`, label: `${cached ? 'CACHED ' : ''}${name}`, state, start: started, end: completed },
    ];
}
/** A bar of no length would not be drawn. */
function timeline_line({ label, state, start, end }, zero) {
    return `  ${(0,sanitize/* mermaidText */.Hg)(label)} :${state}, ${start - zero}, ${Math.max(end - zero, start - zero + 1)}`;
}

;// CONCATENATED MODULE: ./lib/report/summary.js



/** The job summary in GitHub's Markdown. Everything from outside is escaped; it renders as text only. */
function renderSummary(facts) {
    return [
        '## Slipway',
        headline(facts),
        ...(facts.results.length > 0 ? [resultTable(facts)] : []),
        ...((facts.gates ?? []).length > 0 ? [gateTable(facts)] : []),
        ...(facts.content === undefined ? [] : [platformTable(facts.content)]),
        ...(facts.pushed === 'true' ? [pullCommands(facts)] : []),
        timesTable(facts),
        ...(facts.warnings.length > 0 ? [facts.warnings.map(text => `- ⚠️ ${(0,sanitize/* markdownCell */.UZ)(text)}`).join('\n')] : []),
        '',
    ].join('\n\n');
}
function headline({ pushed, reason, digest }) {
    const words = { true: '✅ **Published**', false: 'ℹ️ **Not published**', partial: '❌ **Partly published**' }[pushed];
    const image = digest === '' ? '' : `\n\nDigest: ${(0,sanitize/* markdownCode */.D9)(digest)}`;
    return `${words ?? (0,sanitize/* markdownCell */.UZ)(pushed)}: ${(0,sanitize/* markdownCell */.UZ)(reason)}${image}`;
}
function resultTable({ results }) {
    const rows = results.map(result => {
        const note = result.error ?? result.reason ?? (result.now && `by ${result.now}`) ?? '';
        const kind = result.tag.moving ? 'moving' : 'immutable';
        return [result.registry, result.reference, kind, result.state, verifiedMark(result), note];
    });
    return table(['Registry', 'Reference', 'Tag', 'State', 'Verified', ''], rows);
}
const VERDICTS = { passed: '✅ passed', failed: '❌ failed', warning: '⚠️ failed – allowed', 'not run': '– not run' };
function gateTable({ gates = [] }) {
    const rows = gates.map(({ name, platform, verdict, ms, note }) => {
        return [name, platform, VERDICTS[verdict], verdict === 'not run' ? '' : `${(ms / 1000).toFixed(1)} s`, note];
    });
    return table(['Gate', 'Platform', 'Verdict', 'Time', ''], rows);
}
function verifiedMark({ state, verified, error }) {
    if (verified)
        return '✅';
    if (state === 'kept' || state === 'superseded')
        return '–';
    return state === 'published' && error === undefined ? 'not asked for' : '❌';
}
function platformTable(content) {
    const byDigest = new Map(content.manifests.map(manifest => [manifest.digest, manifest]));
    const entries = isIndex(content.root.mediaType)
        ? linksOf(content.root).manifests
        : [{ mediaType: content.root.mediaType, digest: content.root.digest, size: content.root.bytes.length }];
    const rows = entries.map(entry => {
        const manifest = byDigest.get(entry.digest);
        const blobs = manifest === undefined ? [] : linksOf(manifest).blobs;
        const size = blobs.reduce((sum, blob) => sum + blob.size, 0);
        return [platformName(entry), entry.digest, humanSize(size)];
    });
    const total = blobsOf(content).reduce((sum, blob) => sum + blob.size, 0);
    return `${table(['Platform', 'Manifest', 'Size'], rows)}\n\n${humanSize(total)} in all.`;
}
function platformName({ platform, annotations }) {
    if (annotations?.['vnd.docker.reference.type'] === 'attestation-manifest')
        return 'attestations';
    if (platform === undefined)
        return 'image';
    return [platform.os, platform.architecture, platform.variant].filter(part => part !== undefined).join('/');
}
function pullCommands({ results, digest }) {
    const names = [...new Set(results.filter(result => result.state === 'published').map(result => result.name))];
    // A name is a valid reference, so it holds nothing that could end the code block.
    return ['```console', ...names.map(name => `$ docker pull ${name}@${digest}`), '```'].join('\n');
}
function timesTable({ times, stats }) {
    const rows = times.map(({ stage, ms }) => [stage, `${(ms / 1000).toFixed(1)} s`]);
    const cached = stats === undefined ? '' : `${stats.cachedSteps} of ${stats.totalSteps} build steps were cached.`;
    const timeline = renderTimeline(times, stats);
    const folded = timeline === '' ? '' : `<details><summary>Timeline</summary>\n\n${timeline}\n\n</details>`;
    return [table(['Stage', 'Time'], rows), cached, folded].filter(part => part !== '').join('\n\n');
}
function table(head, rows) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [line(head), line(head.map(() => '---')), ...rows.map(row => line(row.map(sanitize/* markdownCell */.UZ)))].join('\n');
}
/** Decimal units, as registries show them. */
function humanSize(bytes) {
    if (bytes < 1000)
        return `${bytes} B`;
    const units = ['kB', 'MB', 'GB', 'TB'];
    const power = Math.min(Math.floor(Math.log10(bytes) / 3), units.length);
    return `${(bytes / 1000 ** power).toFixed(1)} ${units[power - 1]}`;
}

;// CONCATENATED MODULE: ./lib/report/report.js








function createReport(context, machine) {
    const { env, log, now } = machine;
    const times = [];
    let outputs = {};
    let plan;
    let build;
    let gates = [];
    let tested = '';
    let publication;
    let end = { pushed: 'false', reason: '' };
    return {
        async planned(planned, inputs) {
            plan = planned;
            const { sepTags: tags, sepLabels: labels, sepAnnotations: annotations } = inputs.metadata;
            const bakeFiles = await writeBakeFiles(planned, context.runnerTemp);
            outputs = metadataOutputs(planned.metadata, { tags, labels, annotations }, bakeFiles);
            if (setsOutputEnv(env)) {
                await writeCommandFile(env.GITHUB_ENV ?? '', environmentOf(outputs));
            }
        },
        built(result) {
            build = result;
            for (const { text, place } of result.checks)
                log.warning(text, place);
        },
        gated(results, digests) {
            gates = results;
            tested = digests.join(',');
        },
        notPushed(reason) {
            end = { pushed: 'false', reason };
            log.info(`Not pushed: ${reason}`);
        },
        published(done, reason) {
            publication = done;
            end = { pushed: done.pushed, reason: done.error?.message ?? done.reason ?? reason };
            for (const result of done.results)
                log.info(resultLine(result));
            log.info(`Digest: ${done.content.root.digest}`);
        },
        failed(error) {
            if (publication === undefined)
                end = { pushed: 'false', reason: (0,lib_errors/* messageOf */.bD)(error).split('\n')[0] ?? '' };
        },
        async timed(stage, work) {
            const start = now();
            try {
                return await work();
            }
            finally {
                times.push({ stage, start, ms: now() - start });
            }
        },
        saveState: state => writeCommandFile(env.GITHUB_STATE ?? '', state),
        async write() {
            const digest = publication?.content.root.digest ?? build?.digest ?? '';
            const results = publication?.results ?? [];
            const all = {
                ...outputs,
                imageid: build?.configDigest ?? digest,
                digest,
                metadata: build?.metadata ?? '',
                'tested-digest': tested,
                ...publishOutputs(results, { ...end, digest }),
            };
            const resultFile = (0,external_node_path_.join)(context.runnerTemp, `slipway-result-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}.json`);
            await setOutputs(all, env.GITHUB_OUTPUT ?? '', resultFile, log);
            const facts = { ...end, digest, results, gates, content: publication?.content, stats: build?.stats, times };
            const summary = renderSummary({ ...facts, warnings: plan?.warnings ?? [] });
            if (env.GITHUB_STEP_SUMMARY)
                await (0,promises_.appendFile)(env.GITHUB_STEP_SUMMARY, clip(summary));
        },
    };
}
/** One tag's end, for the log. */
function resultLine({ reference, state, verified, error, reason, now }) {
    const isFine = state === 'published' && error === undefined;
    const mark = isFine ? '✓' : state === 'kept' || state === 'superseded' ? '–' : '✗';
    const why = error ?? reason ?? (now && `by ${now}`);
    return `${mark} ${reference} ${state}${verified ? ', verified' : ''}${why ? `: ${why}` : ''}`;
}
/** The runner refuses a summary of more than 1 MiB as a whole. */
const SUMMARY_LIMIT = 1_000_000;
function clip(summary) {
    if (Buffer.byteLength(summary) <= SUMMARY_LIMIT)
        return summary;
    const cut = Buffer.from(summary).subarray(0, SUMMARY_LIMIT).toString();
    return `${cut.slice(0, cut.lastIndexOf('\n'))}\n\n_The rest did not fit: see the outputs \`result\` and \`result-file\`._\n`;
}
/** Bake files outlive the step, and hold no secret: later steps name them by these outputs. */
async function writeBakeFiles(plan, runnerTemp) {
    const folder = (0,external_node_path_.join)(runnerTemp, `slipway-bake-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`);
    await (0,promises_.mkdir)(folder, { recursive: true });
    const entries = Object.entries(plan.metadata.bakeFiles).map(async ([output, content]) => {
        const path = (0,external_node_path_.join)(folder, `docker-metadata-action-${output}.json`);
        await (0,promises_.writeFile)(path, content);
        return [output, path];
    });
    return Object.fromEntries(await Promise.all(entries));
}
/** DOCKER_METADATA_OUTPUT_*, as metadata-action sets them for later steps. */
function environmentOf(outputs) {
    const named = Object.entries(outputs).map(([name, value]) => {
        return [`DOCKER_METADATA_OUTPUT_${name.replaceAll('-', '_').toUpperCase()}`, value];
    });
    return Object.fromEntries(named);
}

;// CONCATENATED MODULE: ./lib/buildx/rawjson.js
/**
 * Reads one line of `--progress=rawjson`. Undefined for anything else, such as the plain text that follows a failure.
 * Fields of a wrong type are left out: a newer BuildKit must not break the log.
 *
 * @see https://github.com/docker/buildx/blob/master/docs/reference/buildx_build.md#progress
 */
function parseProgress(line) {
    if (!line.startsWith('{'))
        return undefined;
    let json;
    try {
        json = JSON.parse(line);
    }
    catch {
        return undefined;
    }
    const root = (json ?? {});
    return {
        vertexes: rawjson_objects(root.vertexes).map(vertex),
        logs: rawjson_objects(root.logs).map(log),
        statuses: rawjson_objects(root.statuses).map(rawjson_status),
        warnings: rawjson_objects(root.warnings).map(warning),
    };
}
/**
 * A line of progress for the debug log, without the pieces of output in it: those are shown as text, where a secret
 * that came in two pieces can still be recognised.
 */
function withoutLogs(line) {
    const { logs, ...rest } = JSON.parse(line);
    return Array.isArray(logs) ? JSON.stringify({ ...rest, logs: `${logs.length} pieces, shown as text` }) : line;
}
function vertex(raw) {
    return {
        digest: string(raw.digest),
        name: string(raw.name),
        inputs: Array.isArray(raw.inputs) ? raw.inputs.map(String) : [],
        ...(raw.started !== undefined && { started: string(raw.started) }),
        ...(raw.completed !== undefined && { completed: string(raw.completed) }),
        ...(raw.cached === true && { cached: true }),
        ...(raw.error !== undefined && { error: string(raw.error) }),
    };
}
function log(raw) {
    const text = Buffer.from(string(raw.data), 'base64').toString();
    return { vertex: string(raw.vertex), stream: number(raw.stream), text };
}
function rawjson_status(raw) {
    return {
        vertex: string(raw.vertex),
        id: string(raw.id),
        current: number(raw.current),
        total: number(raw.total),
        ...(raw.completed !== undefined && { completed: string(raw.completed) }),
    };
}
function warning(raw) {
    const short = Buffer.from(string(raw.short), 'base64').toString();
    return { vertex: string(raw.vertex), short, url: string(raw.url) };
}
function rawjson_objects(value) {
    if (!Array.isArray(value))
        return [];
    return value.filter(item => item !== null && typeof item === 'object');
}
function string(value) {
    return typeof value === 'string' ? value : '';
}
function number(value) {
    return typeof value === 'number' ? value : 0;
}

;// CONCATENATED MODULE: ./lib/buildx/steps.js
// `[2/3]`, `[build 2/3]`, `[linux/arm64 build 2/3]`
const DOCKERFILE_STEP = /^\[(?:(?<platform>[a-z0-9]+\/[a-z0-9/]+) )?(?:(?<stage>.*?) )?\d+\/\d+\] /;
/** Collects a build's steps in the order in which they were first named. */
function createSteps() {
    const vertexes = new Map();
    return {
        add(progress) {
            for (const vertex of progress.vertexes)
                vertexes.set(vertex.digest, merge(vertexes.get(vertex.digest), vertex));
        },
        stats() {
            const steps = [...vertexes.values()].map(stepOf);
            const own = steps.filter(step => step.ofDockerfile && step.completed !== undefined && step.error === undefined);
            return { steps, totalSteps: own.length, cachedSteps: own.filter(step => step.cached).length };
        },
    };
}
/** The last event that completes a step carries its verdict; a step that only starts again keeps the former one. */
function merge(before, now) {
    if (before?.completed === undefined || now.completed !== undefined)
        return now;
    return before;
}
function stepOf(vertex) {
    const match = DOCKERFILE_STEP.exec(vertex.name);
    return {
        name: vertex.name,
        ofDockerfile: match !== null,
        stage: match?.groups?.stage ?? '',
        cached: vertex.cached === true,
        started: millis(vertex.started),
        completed: millis(vertex.completed),
        error: vertex.error,
    };
}
/** Seconds with one decimal, as `3.2s`. */
function steps_seconds(step) {
    const { started, completed } = step;
    return started === undefined || completed === undefined ? '' : `${((completed - started) / 1000).toFixed(1)}s`;
}
function millis(time) {
    const value = Date.parse(time ?? '');
    return Number.isNaN(value) ? undefined : value;
}

;// CONCATENATED MODULE: ./lib/buildx/progress.js


/** How many of a failed step's last lines are repeated in the error. */
const TAIL = 20;
/**
 * Steps run side by side, and a log can only show one at a time: the oldest running step with output is shown live in
 * its own group, the others are shown whole when they end. Cached steps are one line each; BuildKit's own steps only
 * show up with `debug`, unless they fail.
 */
function createProgressView(log, debug) {
    const steps = createSteps();
    const running = new Map();
    const plain = [];
    let failedOutput = [];
    let live;
    /** Groups of steps that ended while another step's group was open. */
    const waiting = [];
    /** Steps already told as done: a vertex may complete twice. */
    const told = new Set();
    const showLive = () => {
        if (live !== undefined)
            return;
        const next = [...running].find(([, step]) => step.lines.length > 0);
        if (next === undefined)
            return;
        const [digest, step] = next;
        live = { digest, close: log.open(step.vertex.name) };
        flush(step);
    };
    const showWaiting = () => {
        for (const group of waiting.splice(0))
            group();
    };
    const flush = (step) => {
        for (const line of step.lines.splice(0))
            log.info(line);
    };
    const onVertex = (vertex) => {
        if (vertex.completed !== undefined)
            return finish(vertex);
        if (vertex.started === undefined || running.has(vertex.digest))
            return;
        running.set(vertex.digest, { vertex, lines: [], tail: [], partial: '' });
        told.delete(vertex.digest);
    };
    const onLog = ({ vertex, text }) => {
        const step = running.get(vertex);
        if (step === undefined)
            return;
        // Progress bars rewrite a line with \r: only the last state of a line is worth a line here.
        const pieces = (step.partial + text).split(/\r?\n/);
        step.partial = lastState(pieces.pop() ?? '');
        for (const piece of pieces)
            addLine(step, piece.slice(piece.lastIndexOf('\r') + 1));
        if (live?.digest === vertex)
            flush(step);
        else
            showLive();
    };
    const addLine = (step, line) => {
        step.lines.push(line);
        if (step.tail.push(line) > TAIL)
            step.tail.shift();
    };
    const finish = (vertex) => {
        const state = running.get(vertex.digest);
        running.delete(vertex.digest);
        if (state !== undefined && state.partial !== '')
            addLine(state, state.partial);
        // Siblings of the failed step end as canceled; their output says nothing.
        const failed = vertex.error !== undefined && !vertex.error.includes('context canceled');
        if (failed && state !== undefined && state.tail.length > 0)
            failedOutput = [...state.tail];
        const step = stepOf(vertex);
        const time = steps_seconds(step);
        if (live?.digest === vertex.digest && state !== undefined) {
            flush(state);
            if (vertex.error !== undefined)
                log.info(`failed after ${time}`);
            live.close();
            live = undefined;
            log.info(`${vertex.error === undefined ? '✓' : '✗'} ${vertex.name} ${time}`);
            showWaiting();
        }
        else if (state !== undefined && state.lines.length > 0) {
            waiting.push(() => {
                const close = log.open(`${vertex.error === undefined ? '' : '✗ '}${vertex.name} ${time}`);
                flush(state);
                close();
            });
            if (live === undefined)
                showWaiting();
        }
        else if (!told.has(vertex.digest)) {
            if (step.cached)
                log.info(`CACHED ${vertex.name}`);
            else if (step.ofDockerfile || debug || vertex.error !== undefined || vertex.name.startsWith('exporting')) {
                log.info(`${vertex.error === undefined ? '✓' : '✗'} ${vertex.name} ${time}`);
            }
        }
        told.add(vertex.digest);
        showLive();
    };
    return {
        line(text) {
            const progress = parseProgress(text);
            if (progress === undefined) {
                if (text.trim() !== '' || plain.length > 0)
                    plain.push(text);
                return;
            }
            steps.add(progress);
            if (debug)
                log.debug(withoutLogs(text));
            for (const vertex of progress.vertexes)
                onVertex(vertex);
            for (const entry of progress.logs)
                onLog(entry);
            for (const warning of progress.warnings)
                log.debug(`build check: ${warning.short}`);
        },
        tick() {
            if (live !== undefined)
                return;
            const names = [...running.values()].map(step => step.vertex.name).filter(name => !name.startsWith('[internal]'));
            if (names.length > 0)
                log.info(`… ${names.slice(0, 3).join(' | ')}`);
        },
        end() {
            live?.close();
            live = undefined;
            showWaiting();
            return steps.stats();
        },
        plain: () => plain,
        failedOutput: () => failedOutput,
    };
}
/** The longest line without an end that is kept, in characters. */
const LONGEST = 65_536;
/** What a line that is still being written shows now. Its last `\r` may be half of a line end. */
function lastState(partial) {
    return partial.slice(partial.lastIndexOf('\r', partial.length - 2) + 1).slice(-LONGEST);
}

;// CONCATENATED MODULE: ./lib/buildx/build.js




/** Silence for this long is broken by a line that names the running steps. Milliseconds. */
const HEARTBEAT = 20_000;
/**
 * Runs one build and shows its progress.
 *
 * @throws BuildError when it fails, ActionError CANCELLED when the job was cancelled.
 */
async function build(command, ports) {
    const view = createProgressView(ports.log, ports.debug);
    const heartbeat = setInterval(view.tick, HEARTBEAT);
    try {
        const result = await ports.run('docker', command.args, {
            env: { ...ports.env, BUILDX_METADATA_WARNINGS: 'true' },
            cwd: ports.cwd,
            signal: ports.signal,
            onStdout: ports.log.info,
            onStderr: view.line,
        });
        const stats = view.end();
        if (ports.signal.aborted)
            throw new lib_errors/* ActionError */.lZ('CANCELLED', 'cancelled while the image was being built');
        if (result.code !== 0)
            throw buildFailure(result.code, view.plain(), view.failedOutput(), command.dockerfile);
        return { ...(await build_readMetadata(command)), stats };
    }
    finally {
        clearInterval(heartbeat);
    }
}
async function build_readMetadata({ metadataFile, dockerfile }) {
    let metadata = '';
    try {
        metadata = (await (0,promises_.readFile)(metadataFile, 'utf8')).trim();
    }
    catch (error) {
        // Some versions write none for a `call`.
        if (error.code !== 'ENOENT')
            throw error;
        return { digest: undefined, configDigest: undefined, metadata: '', checks: [] };
    }
    let json;
    try {
        json = JSON.parse(metadata);
    }
    catch (cause) {
        throw new lib_errors/* ActionError */.lZ('BUILD', `buildx wrote a metadata file that is not JSON: ${(0,lib_errors/* messageOf */.bD)(cause)}`, { cause });
    }
    const digest = json['containerimage.digest'];
    const config = json['containerimage.config.digest'];
    return {
        digest: build_isDigest(digest) ? digest : undefined,
        configDigest: build_isDigest(config) ? config : undefined,
        metadata,
        checks: checksOf(json['buildx.build.warnings'], dockerfile),
    };
}
/** @see https://docs.docker.com/build/metadata/ (buildx.build.warnings: a list of BuildKit's VertexWarning) */
function checksOf(warnings, dockerfile) {
    if (!Array.isArray(warnings))
        return [];
    return warnings.map(warning => {
        const { short, detail, url, range } = warning;
        const details = Array.isArray(detail) ? detail.map(item => Buffer.from(String(item), 'base64').toString()) : [];
        const text = [Buffer.from(String(short ?? ''), 'base64').toString(), ...details].filter(part => part !== '');
        const line = range?.[0]?.start?.line;
        return {
            text: [...text, ...(typeof url === 'string' && url !== '' ? [`More: ${url}`] : [])].join('\n'),
            place: { title: 'Build check', file: dockerfile, ...(typeof line === 'number' && { line }) },
        };
    });
}
function build_isDigest(value) {
    return typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value);
}

;// CONCATENATED MODULE: ./lib/plan/attestations.js

/**
 * `--attest` values. `provenance` and `sbom` win over `attests`; without any provenance the default is `mode=max`, in
 * a private repository `mode=min,inline-only=true`, as in build-push-action.
 */
function attestations({ attests, provenance, sbom }, options) {
    const others = attests.filter(a => !attestations_isOf('provenance', a) && !attestations_isOf('sbom', a)).map(withSwitches);
    const given = (type, input) => input === '' ? attests.filter(a => attestations_isOf(type, a)) : [attest(type, input)];
    const provenances = given('provenance', provenance);
    if (provenances.length === 0 && !options.noDefault) {
        provenances.push(attest('provenance', options.isPrivate ? 'mode=min,inline-only=true' : 'mode=max'));
    }
    return [
        ...provenances.map(p => withBuilderId(withSwitches(p), options.runUrl)),
        ...given('sbom', sbom).map(withSwitches),
        ...others,
    ];
}
function attest(type, attributes) {
    return attributes.toLowerCase() === 'true' ? `type=${type}` : `type=${type},${attributes}`;
}
function attestations_isOf(type, spec) {
    return fields(spec).some(field => field.replace(/\s*=\s*/, '=') === `type=${type}`);
}
/** A bare `true` or `false` among the attributes switches the attestation on or off. */
function withSwitches(spec) {
    const columns = fields(spec).flatMap(column => {
        const word = column.toLowerCase();
        if (word === 'true')
            return [];
        return word === 'false' ? ['disabled=true'] : [column];
    });
    return joinFields(columns);
}
function withBuilderId(spec, runUrl) {
    const columns = fields(spec);
    const hasOwn = columns.some(column => /^builder-id\s*=/.test(column));
    return hasOwn || columns.includes('disabled=true') ? spec : joinFields([...columns, `builder-id=${runUrl}`]);
}

;// CONCATENATED MODULE: ./lib/plan/git-context.js
/**
 * The event's commit as a remote build context: `https://github.com/owner/name.git#<sha>`. A pull request's merge
 * commit cannot be fetched by its SHA, so there the ref stands: `#refs/pull/1/merge`, or `/head` with
 * DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF=true. The fragment form lets `:subdir` follow and is known to every BuildKit.
 *
 * Source: docs.docker.com/build/concepts/context/#url-fragments
 */
function gitContext(context) {
    const { serverUrl, repository, sha } = context;
    const isPull = context.ref.startsWith('refs/pull/');
    const wantsHead = context.env.DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF === 'true';
    const ref = isPull && wantsHead ? context.ref.replace(/\/merge$/, '/head') : context.ref;
    return `${serverUrl}/${repository}.git#${isPull || sha === '' ? ref : sha}`;
}
/**
 * Where the build reads from. '' means the checkout when there is one and the git context when there is none.
 * `{{defaultContext}}` is the git context, as in build-push-action.
 */
function buildContext(input, git, hasCheckout) {
    return input === '' ? (hasCheckout ? '.' : git) : withDefaultContext(input, git);
}
/** Puts the git context in place of `{{defaultContext}}`. */
function withDefaultContext(text, git) {
    return text.replace(/\{\{\s*defaultContext\s*\}\}/g, () => git);
}

;// CONCATENATED MODULE: ./lib/plan/buildx-args.js




/** The build's command line: build-push-action's inputs with the flags that it gives them, in no promised order. */
function buildxArgs(build, options) {
    const git = options.gitContext;
    const context = buildContext(build.context, git, options.hasCheckout);
    const host = URL.canParse(options.serverUrl) ? new URL(options.serverUrl).host : '';
    const needsToken = context.startsWith(git) && options.githubToken !== '' && host !== '';
    const gitAuth = needsToken ? { host, token: options.githubToken } : undefined;
    const secrets = secretArgs(build, options.secretsFolder, gitAuth);
    const args = [
        'build',
        ...each('--add-host', build.addHosts),
        ...each('--allow', build.allow),
        ...each('--annotation', options.annotations),
        ...each('--attest', attestations(build, options.provenance)),
        ...each('--build-arg', build.buildArgs),
        ...each('--build-context', build.buildContexts.map(item => withDefaultContext(item, git))),
        ...one('--builder', build.builder),
        ...each('--cache-from', build.cacheFrom),
        ...each('--cache-to', build.cacheTo.map(cacheExport)),
        ...one('--call', build.call),
        ...one('--cgroup-parent', build.cgroupParent),
        ...one('--file', build.file),
        ...one('--iidfile', options.iidFile ?? ''),
        ...each('--label', options.labels),
        ...one('--metadata-file', options.metadataFile),
        ...one('--network', build.network),
        ...(build.noCache ? ['--no-cache'] : []),
        ...each('--no-cache-filter', build.noCacheFilters),
        ...each('--output', options.outputs),
        ...one('--platform', build.platforms.join(',')),
        '--progress=rawjson',
        ...(build.pull ? ['--pull'] : []),
        ...each('--secret', secrets.specs),
        ...one('--shm-size', build.shmSize),
        ...each('--ssh', build.ssh),
        ...one('--target', build.target),
        ...each('--ulimit', build.ulimit),
        // A context that begins with a dash must not become a flag.
        '--',
        context,
    ];
    return { args, files: secrets.files, warnings: secrets.empty.map(emptySecret) };
}
function each(flag, values) {
    return values.flatMap(value => [flag, value]);
}
function one(flag, value) {
    return value === '' ? [] : [flag, value];
}
/** A cache that cannot be written must not fail the build, nor cancel an export: BuildKit's default is that it does. */
function cacheExport(spec) {
    const columns = fields(spec);
    const [only = ''] = columns;
    const full = columns.length === 1 && !only.includes('=') ? ['type=registry', `ref=${only}`] : columns;
    const isSettled = full.some(column => /^(?:ignore-error\s*=|type\s*=\s*inline$)/.test(column));
    return joinFields(isSettled ? full : [...full, 'ignore-error=true']);
}
function emptySecret(id) {
    return `The build secret ${JSON.stringify(id)} is empty and was left out. Runs of forks and of Dependabot get no secrets.`;
}

;// CONCATENATED MODULE: ./lib/stages/build-again.js



/**
 * Runs a build, and runs it again when it failed for a passing reason (a base image that could not be pulled). What
 * it had done by then is in the builder's cache. One that failed for its own sake fails at once.
 *
 * @param attempt one build; `clear` what a failed one may have left first
 * @throws BuildError, ActionError CANCELLED
 */
async function buildAgain(attempt, clear, policy, { log, sleep, now, signal }) {
    const again = async (n) => {
        if (n > 1)
            await clear();
        return attempt();
    };
    return retry(again, {
        policy,
        ports: { sleep, now, random: Math.random },
        signal,
        classify: error => (error instanceof BuildError && error.temporary ? {} : 'settled'),
        onRetry: ({ error, delay }) => {
            const [line = ''] = (0,lib_errors/* messageOf */.bD)(error).split('\n');
            log.warning(`${line}; building again in ${(delay / 1000).toFixed(1)} s`);
        },
    });
}

;// CONCATENATED MODULE: ./lib/stages/exports.js


/** Exports cost seconds for large images, so there is none that nothing asks for. A `call` makes no image at all. */
function planExports(inputs, push, path) {
    if (isCall(inputs))
        return { engine: false, layout: false, load: false, keep: false };
    const { load, extra } = parseOutputs(inputs.build.outputs);
    const isWanted = inputs.build.load || load;
    const local = isWanted || hasGates(inputs);
    const keep = isWanted || inputs.keepLocal;
    if (path === 'layout')
        return { engine: false, layout: push || local, load: local, keep };
    // Without any output the engine keeps the image, as it does for docker's own action: `imageid` must name something.
    return { engine: push || local || extra.length === 0, layout: false, load: false, keep };
}
/** Whether `call` asks for something else than a build (`check`, `outline`, `targets`). */
function isCall({ build }) {
    return build.call !== '' && build.call !== 'build';
}

;// CONCATENATED MODULE: ./lib/stages/build.js















/**
 * Builds the image once, in the form that the stage path wants: loaded into the engine under its real name, or as an
 * OCI layout (which is loaded as well where a test or the user needs the image).
 */
async function buildImage(inputs, context, plan, prepared, machine) {
    const { exports, localName } = prepared;
    const { attributes, extra } = parseOutputs(inputs.build.outputs);
    const layout = exports.layout ? (0,external_node_path_.join)(prepared.folder, 'layout') : undefined;
    // The metadata file tells of the last output alone: that must be the one which is published.
    const outputs = [
        ...(isCall(inputs) ? [] : extra),
        ...(layout === undefined ? [] : [layoutOutput(layout, attributes)]),
        ...(exports.engine ? [engineOutput(localName, attributes)] : []),
    ];
    const command = await commandFor(inputs, context, plan, prepared, outputs);
    const once = () => build(command, buildPorts(inputs, context, prepared, machine));
    const clear = async () => (layout === undefined ? undefined : removeFolder(layout));
    const named = async () => claim(await once(), prepared);
    const result = await buildAgain(named, clear, inputs.retry, machine).finally(() => 
    // Gates run as the same user, and so do the job's later steps.
    removeFolder(command.secretsFolder));
    // buildx names a digest for a `call` as well, which nothing was exported for.
    if (isCall(inputs)) {
        return { result: { ...result, digest: undefined, configDigest: undefined }, local: undefined, layout };
    }
    const digest = layout === undefined ? result.digest : await takeLayout(layout, prepared, machine);
    const local = exports.engine || exports.load ? prepared.runName : undefined;
    if (exports.keep)
        await nameAll(plan, prepared);
    return { result: { ...result, digest }, layout, local };
}
/**
 * Gives the image its name for this run. Another run on this engine that built the same name meanwhile has made the
 * engine drop this one's image: then the build, all cached, is done once more.
 */
async function claim(result, { exports, engine, runName, localName }) {
    const { digest } = result;
    if (!exports.engine || digest === undefined)
        return result;
    const colon = runName.lastIndexOf(':');
    try {
        await engine.tag(digest, runName.slice(0, colon), runName.slice(colon + 1));
    }
    catch (error) {
        if ((await engine.image(digest)) !== undefined)
            throw error;
        throw new BuildError(`another run on this engine has taken the name ${localName}`, { temporary: true });
    }
    return result;
}
/** The digest of what the layout holds, which is loaded where it is needed. */
async function takeLayout(layout, prepared, { run, signal }) {
    const content = await readLayout(layout);
    const { exports, runName, platform, dockerEnv } = prepared;
    if (exports.load)
        await loadLayout(layout, content, runName, platform, { run, env: dockerEnv, signal });
    return content.root.digest;
}
/** An image that the user keeps has all its names, as after `load` of docker's own action. */
async function nameAll(plan, { engine, runName, localName }) {
    for (const reference of new Set([localName, ...plan.metadata.tags])) {
        const colon = reference.lastIndexOf(':');
        await engine.tag(runName, reference.slice(0, colon), reference.slice(colon + 1));
    }
}
/** The command line of a build with these outputs; its secrets are written to their folder. */
async function commandFor(inputs, context, plan, prepared, outputs) {
    const { build: wanted } = inputs;
    const secretsFolder = (0,external_node_path_.join)(prepared.folder, 'secrets');
    const metadataFile = (0,external_node_path_.join)(prepared.folder, 'build.metadata.json');
    // A `docker` archive holds no attestation: the build must not fail for a default that nobody asked for.
    const isArchive = hasOutput(parseOutputs(wanted.outputs).extra, 'docker');
    const { args, files, warnings } = buildxArgs({ ...wanted, builder: prepared.builder.name ?? '' }, {
        labels: plan.metadata.labels,
        annotations: exportsImage(outputs) ? plan.metadata.annotations : [],
        outputs,
        metadataFile,
        gitContext: gitContext(context),
        hasCheckout: hasCheckout(context, wanted.file),
        githubToken: inputs.githubToken,
        serverUrl: context.serverUrl,
        secretsFolder,
        provenance: {
            isPrivate: at(context.payload, 'repository', 'private') === true,
            runUrl: `${context.serverUrl}/${context.repository}/actions/runs/${context.runId}/attempts/${context.runAttempt}`,
            noDefault: /^(?:1|t|true)$/i.test(context.env.BUILDX_NO_DEFAULT_ATTESTATIONS ?? '') ||
                !exportsImage(outputs) ||
                isArchive,
        },
    });
    for (const warning of warnings)
        prepared.log.warning(warning);
    await (0,promises_.mkdir)(secretsFolder, { mode: 0o700 });
    await Promise.all(files.map(file => (0,promises_.writeFile)((0,external_node_path_.join)(secretsFolder, file.name), file.content, { mode: 0o600 })));
    return {
        args: ['buildx', ...args],
        metadataFile,
        secretsFolder,
        dockerfile: dockerfileIn(context.workspace, wanted),
    };
}
function exportsImage(outputs) {
    return hasOutput(outputs, 'oci', 'docker');
}
/** The Dockerfile's path in the repository, for annotations. buildx looks in the context when `file` is not given. */
function dockerfileIn(workspace, { file, context }) {
    const folder = (0,external_node_fs_.existsSync)((0,external_node_path_.join)(workspace, context)) ? context : '';
    return (0,external_node_path_.relative)(workspace, (0,external_node_path_.resolve)(workspace, file || (0,external_node_path_.join)(folder, 'Dockerfile')));
}
/** The workspace holds sources: a git checkout, or at least the Dockerfile (unpacked from an artifact, say). */
function hasCheckout({ workspace }, file) {
    return (0,external_node_fs_.existsSync)((0,external_node_path_.join)(workspace, '.git')) || (0,external_node_fs_.existsSync)((0,external_node_path_.join)(workspace, file || 'Dockerfile'));
}
/** Where a build runs and what it sees. */
function buildPorts(inputs, context, prepared, machine) {
    const caches = [...inputs.build.cacheFrom, ...inputs.build.cacheTo];
    return {
        run: machine.run,
        log: machine.log,
        env: { ...prepared.dockerEnv, ...cacheServiceEnv(machine.env, caches) },
        cwd: context.workspace,
        signal: machine.signal,
        debug: context.runnerDebug,
    };
}

;// CONCATENATED MODULE: ./lib/plan/late-caches.js

/** Caches that stay where nobody else takes an image from: on this machine, in the image, in the workflow's own cache. */
const PRIVATE = new Set(['local', 'inline', 'gha']);
/**
 * Splits `cache-to`. A cache in a registry, or anywhere else in the world, holds the layers of the image: where there
 * are gates it is written after they have passed.
 */
function splitCaches(cacheTo) {
    const isPrivate = (spec) => PRIVATE.has(late_caches_typeOf(spec));
    return { withBuild: cacheTo.filter(isPrivate), afterGates: cacheTo.filter(spec => !isPrivate(spec)) };
}
/** A spec without a type is a reference (buildx, util/buildflags/cache.go). */
function late_caches_typeOf(spec) {
    const type = fields(spec).find(column => /^\s*type\s*=/i.test(column));
    return type === undefined ? 'registry' : type.slice(type.indexOf('=') + 1).trim();
}

;// CONCATENATED MODULE: ./lib/stages/cache-export.js







/** The inputs of the build itself: where there are gates, without the caches that others could read. */
function beforeGates(inputs) {
    return hasGates(inputs) ? withCaches(inputs, splitCaches(inputs.build.cacheTo).withBuild) : inputs;
}
/**
 * Writes the caches that had to wait for the gates: the same build once more, of which every step is in the builder's
 * cache by now, with nothing but the caches as its result. What goes wrong is a warning.
 */
async function exportLateCaches(inputs, context, plan, prepared, machine) {
    const { afterGates } = splitCaches(inputs.build.cacheTo);
    if (!hasGates(inputs) || afterGates.length === 0 || isCall(inputs) || machine.signal.aborted)
        return;
    const { build: wanted } = inputs;
    // No attestations, which would be made anew; and the steps that `no-cache` ran a moment ago are the cache.
    const again = { ...wanted, provenance: 'false', sbom: '', attests: [], noCache: false, noCacheFilters: [] };
    const late = withCaches({ ...inputs, build: again }, afterGates);
    try {
        await prepared.config.show();
        machine.log.info('The gates have passed: writing the cache.');
        const command = await commandFor(late, context, plan, prepared, ['type=cacheonly']);
        await build(command, buildPorts(late, context, prepared, machine)).finally(() => removeFolder(command.secretsFolder));
    }
    catch (error) {
        if (!machine.signal.aborted)
            machine.log.warning(`the cache could not be written: ${(0,lib_errors/* messageOf */.bD)(error)}`);
    }
}
function withCaches(inputs, cacheTo) {
    return { ...inputs, build: { ...inputs.build, cacheTo } };
}

;// CONCATENATED MODULE: ./lib/buildx/buildkitd-config.js


/**
 * Writes what a builder of our own has to know of registries: buildkitd.toml, and a PEM file for each authority, which
 * buildx copies into the builder's container.
 *
 * @param folder the run's own
 * @returns the path of buildkitd.toml; undefined when there is nothing to say
 * @see https://docs.docker.com/build/buildkit/toml-configuration/
 */
async function writeBuildkitdConfig(trusts, folder) {
    if (trusts.size === 0)
        return undefined;
    const sections = [...trusts].map(async ([host, { ca, insecure }], index) => {
        const file = (0,external_node_path_.join)(folder, `registry-${index}.pem`);
        if (ca !== undefined)
            await (0,promises_.writeFile)(file, ca, { mode: 0o600 });
        // JSON's strings are TOML's basic strings.
        return [
            `[registry.${JSON.stringify(host)}]`,
            ...(insecure ? ['http = true', 'insecure = true'] : []),
            ...(ca === undefined ? [] : [`ca = [${JSON.stringify(file)}]`]),
        ].join('\n');
    });
    const path = (0,external_node_path_.join)(folder, 'buildkitd.toml');
    await (0,promises_.writeFile)(path, `${(await Promise.all(sections)).join('\n\n')}\n`, { mode: 0o600 });
    return path;
}

;// CONCATENATED MODULE: ./lib/credentials/config-input.js





const INPUT = 'docker-config';
const PASSPHRASE = `${INPUT}-passphrase`;
const MAGIC = Buffer.from('Salted__');
/** What `openssl enc -pbkdf2` takes without `-iter`. */
const ITERATIONS = 10_000;
function bad(problem, hint) {
    return new lib_errors/* ActionError */.lZ('INPUT', `${INPUT} ${problem}`, { hint });
}
/**
 * Opens what `openssl enc -aes-256-cbc -pbkdf2 -salt` made: `Salted__`, eight bytes of salt, the ciphertext. Key and
 * initialisation vector are the 48 bytes of PBKDF2 with SHA-256 (openssl-enc(1)).
 *
 * @throws ActionError `INPUT` for a wrong passphrase or a damaged file
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
function wrongPassphrase() {
    return bad('cannot be decrypted', `Check ${PASSPHRASE}, and encrypt with: openssl enc -aes-256-cbc -pbkdf2 -salt -in config.json -out config.enc`);
}
function fromBase64(bytes) {
    const text = bytes.toString('latin1').replace(/\s+/g, '');
    return text !== '' && /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}
const isEncrypted = (bytes) => bytes.subarray(0, MAGIC.length).equals(MAGIC);
const isJson = (bytes) => bytes.toString().trimStart().startsWith('{');
/** JSON text out of JSON, an encrypted file, or base64 of either. */
function decode(bytes, passphrase) {
    const candidates = [bytes, fromBase64(bytes)].filter(each => each !== undefined);
    const known = candidates.find(each => isEncrypted(each) || isJson(each));
    if (known === undefined || !isEncrypted(known))
        return known?.toString();
    if (passphrase === '')
        throw bad('is encrypted', `Set ${PASSPHRASE} to the passphrase it was encrypted with.`);
    const opened = decryptOpenssl(known, passphrase);
    // One wrong passphrase in 256 leaves a valid padding.
    if (!isJson(opened))
        throw wrongPassphrase();
    return opened.toString();
}
async function readIfFile(path) {
    try {
        return await (0,promises_.readFile)(path);
    }
    catch {
        return undefined;
    }
}
/**
 * The input `docker-config`: the content of a Docker config, base64 of it, or a path (relative to the workspace); each
 * may be encrypted by openssl. Undefined when the input is empty.
 *
 * @throws ActionError `INPUT` when it is none of these, or holds an entry that cannot be read
 */
async function readConfigInput(input, workspace, passphrase = '') {
    const value = input.trim();
    if (value === '')
        return undefined;
    const isPath = !value.startsWith('{') && !value.includes('\n') && value.length < 4096;
    const file = isPath ? await readIfFile((0,external_node_path_.resolve)(workspace, value)) : undefined;
    const content = decode(file ?? Buffer.from(value), passphrase);
    if (content === undefined) {
        throw bad(file === undefined ? 'is neither JSON, base64 of it, nor a path that exists' : 'names a file that is not JSON', 'Give the content of a Docker config.json, base64 of it, or its path in the workspace.');
    }
    const config = parseDockerConfig(content, INPUT);
    // Unlike the user's own file, this one was handed to us to be used: what is wrong in it is the user's to mend.
    if (config.problems.length > 0) {
        throw new lib_errors/* ActionError */.lZ('INPUT', config.problems.join('\n'), {
            hint: 'An entry is {"auth": "base64 of user:password"} or {"username": "…", "password": "…"}.',
        });
    }
    return config;
}

;// CONCATENATED MODULE: ./lib/credentials/helpers.js





const DEADLINE = 30_000;
function broken(program, host, why, cause) {
    return new lib_errors/* ActionError */.lZ('AUTH', `the credential helper ${program}, asked for ${host}, ${why}`, {
        hint: `Mend the helper, take it out of the Docker config (credHelpers, credsStore), or give username and password for ${host}.`,
        cause,
    });
}
/** What the helper says about its failure. Helpers say it on stdout, where JSON would be the secret: never quoted. */
function complaint(stdout, stderr) {
    const said = [stdout, stderr].map(each => each.trim()).find(each => each !== '' && !each.startsWith('{'));
    return said === undefined ? '' : `: ${(0,sanitize/* defuse */.VP)(said.split('\n')[0] ?? '').slice(0, 200)}`;
}
function parseAnswer(stdout) {
    try {
        const answer = JSON.parse(stdout);
        const [username, secret] = [context_text(answer, 'Username'), context_text(answer, 'Secret')];
        return username === undefined || secret === undefined ? undefined : { username, secret };
    }
    catch {
        return undefined;
    }
}
/**
 * Asks `docker-credential-<helper> get`, with the registry on stdin (docker/docker-credential-helpers). Undefined when
 * the helper knows none.
 *
 * @param helper the part after `docker-credential-`, from `credHelpers` or `credsStore`
 * @throws ActionError `AUTH`, naming the helper, when it is missing, fails, answers nonsense or misses the deadline
 */
async function askHelper(helper, host, options) {
    const { run, env, signal, deadline = DEADLINE } = options;
    const program = `docker-credential-${helper}`;
    if (!/^[\w.+-]+$/.test(helper))
        throw broken(JSON.stringify(program), host, 'has a name that is no program');
    const result = await run(program, ['get'], {
        env,
        input: configKey(host),
        timeout: deadline,
        ...(signal && { signal }),
    }).catch((error) => {
        if (signal?.aborted)
            throw error;
        throw broken(program, host, `cannot be started: ${(0,lib_errors/* messageOf */.bD)(error)}`, error);
    });
    signal?.throwIfAborted();
    if (result.timedOut)
        throw broken(program, host, `gave no answer in ${deadline / 1000} s`);
    if (result.code !== 0) {
        if (/credentials not found/i.test(`${result.stdout}\n${result.stderr}`))
            return undefined;
        const how = result.signal === null ? `exit code ${result.code}` : `signal ${result.signal}`;
        throw broken(program, host, `failed (${how})${complaint(result.stdout, result.stderr)}`);
    }
    const answer = parseAnswer(result.stdout);
    if (answer === undefined)
        throw broken(program, host, 'answered something that is not a login');
    return answer.secret === '' ? undefined : toCredential(answer.username, answer.secret);
}

;// CONCATENATED MODULE: ./lib/credentials/docker-env.js


/**
 * The environment of docker children that shall use the private config in `dir`. Builders stay those of the user.
 * DOCKER_AUTH_CONFIG is gone (docker would put it before the file); its logins are in the private config.
 */
function dockerEnv(env, dir, userConfigDir) {
    const buildx = env.BUILDX_CONFIG || (0,external_node_path_.resolve)(userConfigDir, 'buildx');
    return { ...childEnv(env), DOCKER_CONFIG: dir, BUILDX_CONFIG: buildx };
}

;// CONCATENATED MODULE: ./lib/credentials/private-config.js







function authEntry(credential) {
    const base64 = (text) => Buffer.from(text).toString('base64');
    switch (credential.kind) {
        case 'basic':
            return { auth: base64(`${credential.username}:${credential.password}`) };
        case 'identity':
            return {
                ...(credential.username ? { auth: base64(`${credential.username}:`) } : {}),
                identitytoken: credential.identityToken,
            };
        case 'bearer':
            return { registrytoken: credential.token };
    }
}
function without(entries, hosts) {
    return Object.fromEntries(Object.entries(entries).filter(([key]) => !hosts.has(canonicalHost(key))));
}
function objectAt(json, key) {
    const value = at(json, key);
    return isObject(value) ? value : {};
}
/**
 * The user's config with `credentials` in it. Where a helper would answer for one of their hosts, an empty name in
 * `credHelpers` tells docker to look into `auths` instead.
 */
function mergeConfig(userConfigs, credentials) {
    const all = new Map([...userConfigs.env.auths, ...credentials]);
    const { raw, credsStore } = userConfigs.file;
    const hosts = new Set([...all.keys()].map(canonicalHost));
    const ours = [...all].map(([host, credential]) => [configKey(host), authEntry(credential)]);
    const auths = { ...without(objectAt(raw, 'auths'), hosts), ...Object.fromEntries(ours) };
    const helped = [...hosts].filter(host => credsStore !== undefined || userConfigs.file.credHelpers.has(host));
    const unhelped = Object.fromEntries(helped.map(host => [configKey(host), '']));
    const credHelpers = { ...without(objectAt(raw, 'credHelpers'), hosts), ...unhelped };
    return { ...raw, auths, ...(Object.keys(credHelpers).length > 0 ? { credHelpers } : { credHelpers: undefined }) };
}
/** Contexts, plugins, TLS keys, trust data: all that docker finds beside config.json, but for what it would change. */
async function linkTheRest(from, to) {
    const names = await (0,promises_.readdir)(from).catch(() => []);
    const wanted = names.filter(name => !/^(?:\.?config\.json|\.token_seed)/.test(name));
    await Promise.all(wanted.map(name => (0,promises_.symlink)((0,external_node_path_.resolve)(from, name), (0,external_node_path_.join)(to, name))));
}
async function writeJson(dir, json) {
    const draft = (0,external_node_path_.join)(dir, '.config.json.new');
    await (0,promises_.rm)(draft, { force: true });
    await (0,promises_.writeFile)(draft, JSON.stringify(json, undefined, 2), { mode: 0o600, flag: 'wx' });
    await (0,promises_.rename)(draft, (0,external_node_path_.join)(dir, 'config.json'));
}
/**
 * Makes the folder (0700, files 0600) inside the run's own. It carries over the user's own config, proxies, helpers, current
 * context and builders included, and holds the credentials, which docker reads from there and never from argv.
 */
async function createPrivateConfig(options) {
    const { folder, userConfigDir, userConfigs, env, credentials } = options;
    const dir = (0,external_node_path_.join)((0,external_node_path_.resolve)(folder), 'docker');
    const shown = mergeConfig(userConfigs, credentials);
    const { auths: _, ...hidden } = userConfigs.file.raw;
    await (0,promises_.mkdir)(dir, { mode: 0o700 });
    try {
        await (0,promises_.chmod)(dir, 0o700);
        await linkTheRest(userConfigDir, dir);
        await writeJson(dir, shown);
    }
    catch (error) {
        await removeFolder(dir);
        throw error;
    }
    return {
        dir,
        env: dockerEnv(env, dir, userConfigDir),
        hide: () => writeJson(dir, hidden),
        show: () => writeJson(dir, shown),
        dispose: () => removeFolder(dir),
    };
}

;// CONCATENATED MODULE: ./lib/credentials/resolve.js


/** Entries without credentials of their own say nothing; the first with some speaks for its host. */
function fromEntries(entries, name) {
    return host => {
        const index = entries.findIndex(entry => entry.password !== '' && canonicalHost(entry.registry) === host);
        const entry = entries[index];
        return entry && { credential: toCredential(entry.username, entry.password), source: name(index) };
    };
}
function fromAuths({ auths }, source) {
    return host => {
        const credential = auths.get(host);
        return credential && { credential, source };
    };
}
function helperOf(config, host) {
    // An empty name in credHelpers means "not by a helper", also where credsStore names one.
    return (config.credHelpers.get(host) ?? config.credsStore) || undefined;
}
function fromHelper(config, ask, where) {
    return async (host) => {
        const helper = helperOf(config, host);
        const credential = helper === undefined ? undefined : await ask(helper, host);
        return credential && { credential, source: `docker-credential-${helper} (${where})` };
    };
}
/** As docker: a host that has a helper has no other login in the same file. */
function fromUserFile(config, ask) {
    const byHelper = fromHelper(config, ask, "the user's Docker config");
    const byAuths = fromAuths(config, "the user's Docker config");
    return host => (helperOf(config, host) === undefined ? byAuths(host) : byHelper(host));
}
function fromJobToken(actor, token) {
    return host => host === 'ghcr.io' && token !== ''
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
 * Where credentials come from, the first that has some for a host winning:
 *
 * 1. what the step says: `registries`, then `registry-auth` and the `registry`/`username`/`password` shorthand;
 * 2. the step's `docker-config`: its `auths` before its helpers, as the file was handed over for its logins;
 * 3. the user's own: DOCKER_AUTH_CONFIG, then config.json (docker's own order);
 * 4. for ghcr.io, the actor and the job's token;
 * 5. none.
 *
 * The user's own login for ghcr.io comes before the job's token: an earlier step that logged in there did so on purpose
 * (with a token that reaches another organisation, say), while the job's token is only ever the default.
 */
function createCredentials(options) {
    const { registries, logins, configInput, userConfigs, askHelper, mask } = options;
    const resolvers = [
        fromEntries(registries, index => `registries[${index}]`),
        fromEntries(logins, () => 'registry-auth, or username and password'),
        ...(configInput
            ? [fromAuths(configInput, 'docker-config'), fromHelper(configInput, askHelper, 'docker-config')]
            : []),
        fromAuths(userConfigs.env, 'DOCKER_AUTH_CONFIG'),
        fromUserFile(userConfigs.file, askHelper),
        fromJobToken(options.actor, options.githubToken),
    ];
    async function ask(host) {
        for (const resolver of resolvers) {
            const resolved = await resolver(host);
            if (resolved === undefined)
                continue;
            mask(secretOf(resolved.credential));
            return resolved;
        }
        return undefined;
    }
    const known = new Map();
    const given = [...registries, ...logins].filter(entry => entry.password !== '').map(entry => entry.registry);
    const fromConfig = configInput ? [...configInput.auths.keys(), ...configInput.credHelpers.keys()] : [];
    return {
        resolve(name) {
            const host = canonicalHost(name);
            const answer = known.get(host) ?? ask(host);
            known.set(host, answer);
            return answer;
        },
        hosts: [...new Set([...given, ...fromConfig].map(canonicalHost))],
    };
}

;// CONCATENATED MODULE: ./lib/credentials/trust.js






/**
 * What `registries` and `registry-auth` say of certificates, by host; entries of one host add up.
 *
 * @throws InputError for a file that cannot be read or holds no certificate
 */
async function readTrusts(entries, workspace) {
    const trusts = new Map();
    const problems = [];
    for (const { registry, ca, insecure } of entries) {
        if (ca === undefined && insecure === undefined)
            continue;
        const host = canonicalHost(registry);
        const known = trusts.get(host) ?? {};
        const certificates = ca === undefined ? undefined : await certificatesIn(ca, registry, workspace, problems);
        const all = [...new Set([known.ca, certificates])].filter(text => text !== undefined).join('\n');
        trusts.set(host, { ...known, ...(all !== '' && { ca: all }), ...(insecure && { insecure }) });
    }
    if (problems.length > 0)
        throw new lib_errors/* InputError */.dz(problems);
    return trusts;
}
const CERTIFICATE = /-----BEGIN ([A-Z0-9 ]*CERTIFICATE)-----.*?-----END \1-----/gs;
/** The certificates alone: a PEM file may hold anything between them, private keys included. */
async function certificatesIn(ca, registry, workspace, problems) {
    try {
        const text = isPem(ca) ? ca : await (0,promises_.readFile)((0,external_node_path_.resolve)(workspace, ca), 'utf8');
        const certificates = [...text.matchAll(CERTIFICATE)].map(([block]) => block);
        if (certificates.length === 0)
            throw new Error('it holds no PEM certificate');
        for (const certificate of certificates)
            new external_node_crypto_.X509Certificate(certificate);
        return `${certificates.join('\n')}\n`;
    }
    catch (error) {
        problems.push({
            input: `ca of ${registry}`,
            problem: `cannot be used: ${(0,lib_errors/* messageOf */.bD)(error)}`,
            mend: "Give the certificate of the registry's authority in PEM, as text or as the path of a file.",
        });
        return undefined;
    }
}

// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./lib/registry/redirect.js
const MAX_REDIRECTS = 5;
const redirect_REDIRECTS = new Set([301, 302, 303, 307, 308]);
/**
 * Sends a request and follows redirects of GET and HEAD: registries hand blobs over to their storage that way. The
 * Authorization header never reaches another origin, and https is never left for http unless `insecure`.
 */
async function sendFollowing(transport, first, insecure) {
    let request = first;
    for (let hop = 0;; hop++) {
        const answer = await transport.send(request);
        const location = answer.headers.location;
        const follows = request.method === 'GET' || request.method === 'HEAD';
        if (!follows || !redirect_REDIRECTS.has(answer.status) || location === undefined || hop === MAX_REDIRECTS)
            return answer;
        answer.body.resume();
        const url = resolveLocation(location, request.url, insecure);
        const headers = url.origin === request.url.origin ? request.headers : withoutAuthorization(request.headers);
        request = { ...request, url, headers };
    }
}
/**
 * Where a Location points, which may be relative (distribution-spec, "Pushing a blob monolithically"). A registry
 * behind a TLS proxy often calls itself `http://`: the same host is then asked by https as before.
 *
 * @throws Error with code ERR_REDIRECT when it is no http(s) URL, or leaves https for another host by http
 */
function resolveLocation(location, base, insecure = false) {
    const url = URL.canParse(location, base.href) ? new URL(location, base) : undefined;
    if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
        throw refused('it redirects to something that is not http');
    if (base.protocol === 'https:' && url.protocol === 'http:' && !insecure) {
        if (url.hostname !== base.hostname)
            throw refused('it redirects from https to plain http');
        url.protocol = 'https:';
        url.port = base.port;
    }
    url.hash = '';
    return url;
}
function withoutAuthorization(headers) {
    return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'));
}
function refused(message) {
    return Object.assign(new Error(message), { code: 'ERR_REDIRECT' });
}

;// CONCATENATED MODULE: ./lib/registry/scope.js
function pullScope(path) {
    return [`repository:${path}:pull`];
}
function pushScope(path) {
    return [`repository:${path}:pull`, `repository:${path}:push`];
}
/** The same scope with the right to push wherever it asks to pull; what it asks of other repositories stays. */
function toPush(scope) {
    const [first, ...others] = scope;
    if (first === undefined || !first.endsWith(':pull') || others.length > 0)
        return scope;
    return [first, first.replace(/:pull$/, ':push')];
}
/** A scope as servers write it, `repository:a:pull,push repository:b:pull`, in single actions. */
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
/** As token servers want it: one text per resource, its actions joined. */
function formatScope(scope) {
    const byResource = new Map();
    for (const one of new Set(scope)) {
        const colon = one.lastIndexOf(':');
        const resource = one.slice(0, colon);
        byResource.set(resource, [...(byResource.get(resource) ?? []), one.slice(colon + 1)]);
    }
    return [...byResource].map(([resource, actions]) => `${resource}:${actions.sort().join(',')}`);
}
/** Whether whoever may do `all` may do `some`. */
function covers(all, some) {
    return some.every(one => all.includes(one));
}

;// CONCATENATED MODULE: ./lib/registry/api.js






// Manifests have at most 4 MiB (distribution-spec, "Pushing Manifests"); the rest is for tag lists and error pages.
const MAX_ANSWER = 4 * 1024 * 1024 + 65_536;
function createApi(deps) {
    const { host, policy, ports, signal } = deps;
    let anonymous = false;
    const doing = ({ path, what }) => ({ host, path, what, anonymous });
    const guarded = async (request, body) => {
        anonymous = await deps.anonymous();
        try {
            return await body();
        }
        catch (error) {
            throw error instanceof lib_errors/* ActionError */.lZ ? error : networkError(doing(request), error, signal);
        }
    };
    /** The response when its status is an answer; its body is still to be read. Anything else is thrown. */
    const accept = async (request, response) => {
        if (request.ok.includes(response.status))
            return response;
        const text = (await readBody(response.body, MAX_ANSWER)).toString('utf8');
        throw answerError(doing(request), { ...response, text }, ports.now());
    };
    const exchange = (request) => guarded(request, async () => {
        const origin = await deps.origin();
        const url = new URL(request.target, origin);
        const send = (authorization) => sendOnce(deps, request, url, authorization);
        const need = {
            scope: deps.pushes ? toPush(request.scope) : request.scope,
            doing: doing(request),
            final: request.final,
        };
        // A Location on another host is a storage's: our credentials are none of its business.
        const response = await (url.origin === origin.origin ? deps.auth.send(need, send) : send());
        return { url, response: await accept(request, response) };
    });
    const once = (request) => (request.upload ? deps.limits.upload : deps.limits.light)(async () => {
        const { url, response } = await exchange(request);
        const body = await guarded(request, () => readBody(response.body, MAX_ANSWER));
        return { status: response.status, headers: response.headers, url, body };
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
            const url = new URL(request.target, await deps.origin());
            const answer = await deps.auth.prove(doing(request), header => sendOnce(deps, request, url, header));
            if (answer)
                (await accept(request, answer)).body.resume();
        });
    };
    const again = async (attempt, classifyAs = classify) => {
        const onRetry = (event) => deps.onRetry?.(event.error instanceof Error ? event.error.message : String(event.error), event.delay);
        try {
            return await retry(attempt, { policy, ports, classify: classifyAs, signal, onRetry });
        }
        catch (error) {
            // The signal's own reason, from between two attempts.
            if (error instanceof RegistryError || !signal?.aborted)
                throw error;
            throw networkError(doing({ path: '', what: 'waiting to try again' }), error, signal);
        }
    };
    return {
        host,
        once,
        call: request => again(() => once(request)),
        open: request => again(() => deps.limits.light(async () => (await exchange(request)).response)),
        prove: () => again(prove),
        retry: again,
        doing,
        insecure: deps.insecure,
        idle: deps.idle,
        aborted: () => signal?.aborted === true,
    };
}
async function sendOnce(deps, request, url, authorization) {
    const { method, headers, body } = request;
    return sendFollowing(deps.transport, {
        method,
        url,
        headers: {
            'user-agent': deps.userAgent,
            accept: '*/*',
            ...headers,
            ...(authorization === undefined ? {} : { authorization }),
        },
        body: typeof body === 'function' ? await body() : body,
        signal: deps.signal,
        idle: request.idle ?? deps.idle,
    }, deps.insecure);
}

;// CONCATENATED MODULE: ./lib/registry/tokens.js




function createTokens(deps) {
    const held = [];
    const coming = [];
    const remove = (list, one) => list.splice(list.indexOf(one) >>> 0, 1);
    return {
        async get(challenge, scope, doing) {
            const now = deps.now();
            for (const old of held.filter(t => t.until <= now))
                remove(held, old);
            const fits = held.find(t => covers(t.scope, scope));
            if (fits)
                return fits.text;
            const awaited = coming.find(c => covers(c.scope, scope));
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
/** Asks the token server (distribution's "Token Authentication" and, for identity tokens, its OAuth2 form). */
async function fetchToken(deps, challenge, scope, doing) {
    const credential = await deps.credential();
    const about = { ...doing, what: 'fetching a token', anonymous: credential === undefined };
    const url = realmUrl(challenge.realm, deps.allowPlain, about);
    const asked = deps.now();
    const answer = await deps.send(tokenRequest(url, challenge, scope, credential));
    const text = await readText(answer.body, 1024 * 1024);
    if (answer.status !== 200)
        throw answerError(about, { status: answer.status, headers: answer.headers, text }, deps.now());
    const json = parseToken(text);
    if (json === undefined)
        throw protocolError(about, 'the token server answered without a token');
    for (const secret of json.secrets)
        deps.mask(secret);
    // Counted from our own request: the server's clock may differ. Renewed a little early, for requests on their way.
    const life = json.seconds * 1000;
    return { text: json.token, scope, until: asked + life - Math.min(30_000, life / 4) };
}
function tokenRequest(url, challenge, scope, credential) {
    if (credential?.kind === 'identity') {
        const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'slipway' });
        if (challenge.service !== undefined)
            form.set('service', challenge.service);
        if (scope.length > 0)
            form.set('scope', formatScope(scope).join(' '));
        form.set('refresh_token', credential.identityToken);
        const headers = { 'content-type': 'application/x-www-form-urlencoded' };
        return { method: 'POST', url, headers, body: Buffer.from(form.toString()) };
    }
    if (challenge.service !== undefined)
        url.searchParams.set('service', challenge.service);
    for (const one of formatScope(scope))
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
function realmUrl(realm, allowPlain, doing) {
    const url = URL.canParse(realm) ? new URL(realm) : undefined;
    const plainIsFine = allowPlain || (url !== undefined && isLoopback(url.host));
    if (url?.protocol === 'https:' || (url?.protocol === 'http:' && plainIsFine))
        return url;
    throw new RegistryError('AUTH', `${doing.host}: its token server is not on https, so it gets no credentials`, {
        hint: "If plain http is meant, set `insecure: true` in the registry's entry.",
        verdict: 'settled',
    });
}
function parseToken(text) {
    let json;
    try {
        json = JSON.parse(text);
    }
    catch {
        return undefined;
    }
    if (typeof json !== 'object' || json === null)
        return undefined;
    const { token, access_token, refresh_token, expires_in } = json;
    const secrets = [token, access_token, refresh_token].filter(t => typeof t === 'string').filter(t => t !== '');
    const best = typeof token === 'string' && token !== '' ? token : access_token;
    // A header that cannot be sent would break every request to come.
    if (typeof best !== 'string' || !/^[\x21-\x7e]+$/.test(best))
        return undefined;
    const seconds = typeof expires_in === 'number' && expires_in > 0 ? expires_in : 60;
    return { token: best, seconds, secrets };
}

;// CONCATENATED MODULE: ./lib/registry/auth.js




function createAuth(deps) {
    const tokens = createTokens(deps);
    let challenge;
    // The first request finds out how to authenticate; those that come meanwhile wait for its first answer only.
    let scout;
    let release = () => { };
    const arrive = async () => {
        if (scout)
            return scout;
        scout = new Promise(resolve => {
            release = resolve;
        });
    };
    const learn = ({ status, headers }) => {
        const found = status === 401 ? parseChallenge(headers['www-authenticate']) : undefined;
        challenge = found ?? challenge;
        scout ??= Promise.resolve();
        release();
        return found;
    };
    const authorization = async (scope, doing) => {
        const credential = await deps.credential();
        if (credential?.kind === 'bearer')
            return `Bearer ${credential.token}`;
        if (challenge?.scheme === 'bearer')
            return `Bearer ${await tokens.get(challenge, scope, doing)}`;
        if (challenge?.scheme !== 'basic' || credential?.kind !== 'basic')
            return undefined;
        return basic(credential.username, credential.password);
    };
    const attempt = async ({ scope, doing, final }, send) => {
        let wanted = scope;
        let renewed = false;
        for (;;) {
            const header = await authorization(wanted, doing);
            const answer = await send(header);
            const found = learn(answer);
            if (answer.status !== 401)
                return answer;
            const kind = (await deps.credential())?.kind;
            const next = nextStep({ found, header, wanted, renewed, kind });
            if (next === 'final')
                return answer;
            answer.body.resume();
            if (next === 'renew')
                tokens.drop(header?.replace('Bearer ', '') ?? '');
            if (final)
                throw tokenError(doing);
            renewed ||= header !== undefined;
            if (found?.scheme === 'bearer')
                wanted = [...new Set([...wanted, ...parseScope(found.scope ?? '')])];
        }
    };
    const prove = async (doing, send) => {
        const kind = (await deps.credential())?.kind;
        // No scope, whatever the challenge says: GHCR names a made-up repository when it is asked for `/v2/`.
        const header = await authorization([], doing);
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
/** What a 401 means: try with (other) credentials, with a fresh token, or not at all. */
function nextStep({ found, header, wanted, renewed, kind }) {
    if (found === undefined || kind === 'bearer')
        return 'final';
    if (header === undefined)
        return found.scheme === 'bearer' || kind === 'basic' ? 'again' : 'final';
    if (found.scheme === 'basic' || renewed)
        return 'final';
    const asksForMore = !covers(wanted, parseScope(found.scope ?? ''));
    if (asksForMore)
        return 'again';
    // The token was taken, but does not reach as far: another one of the same kind would not either.
    return found.error === 'insufficient_scope' ? 'final' : 'renew';
}

;// CONCATENATED MODULE: ./lib/registry/blobs.js

/** Whether a blob is there, and its size in bytes (distribution-spec, "Checking if content exists"). */
async function headBlob(api, path, digest) {
    const answer = await api.call(headRequest(path, digest));
    return sizeOf(answer.status, answer.headers['content-length']);
}
/** The same in one attempt, for loops that retry as a whole. */
async function headBlobOnce(api, path, digest) {
    const answer = await api.once(headRequest(path, digest));
    return sizeOf(answer.status, answer.headers['content-length']);
}
/** The blob's bytes, from wherever the registry sends us. */
async function getBlob(api, path, digest) {
    const what = `reading blob ${blobs_short(digest)}`;
    const target = `/v2/${path}/blobs/${digest}`;
    return (await api.open({ method: 'GET', target, path, what, scope: pullScope(path), ok: [200] })).body;
}
/** Enough of a digest for people. */
function blobs_short(digest) {
    return digest.slice(0, 'sha256:'.length + 12);
}
function headRequest(path, digest) {
    const what = `looking for blob ${blobs_short(digest)}`;
    const target = `/v2/${path}/blobs/${digest}`;
    return { method: 'HEAD', target, path, what, scope: pullScope(path), ok: [200, 404] };
}
// A missing length is not a missing blob: the specification only recommends the header. NaN equals no expected size.
function sizeOf(status, length) {
    return status === 404 ? undefined : Number(length ?? Number.NaN);
}

;// CONCATENATED MODULE: ./lib/registry/manifests.js





// Without these, registries convert a manifest to the oldest type, which changes its digest.
const ACCEPT = [
    'application/vnd.oci.image.index.v1+json',
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.list.v2+json',
    'application/vnd.docker.distribution.manifest.v2+json',
    '*/*;q=0.5',
].join(', ');
/** What a tag or digest resolves to; undefined when there is none. */
async function headManifest(api, path, reference) {
    const request = readRequest('HEAD', path, reference);
    const found = await api.retry(async () => {
        const answer = await api.once(request);
        return answer.status === 404 ? undefined : describe(api, request, reference, answer);
    });
    if (found !== 'unsaid')
        return found;
    const manifest = await getManifest(api, path, reference);
    return manifest && { mediaType: manifest.mediaType, digest: manifest.digest, size: manifest.bytes.length };
}
/** The manifest, verified against its digest: the asked one, or that which the registry names. Undefined when there is none. */
async function getManifest(api, path, reference) {
    const request = readRequest('GET', path, reference);
    return api.retry(async () => {
        const answer = await api.once(request);
        if (answer.status === 404)
            return undefined;
        const digest = digestOf(answer.body);
        const expected = isDigest(reference) ? reference : toldDigest(answer);
        if (expected !== undefined && expected !== digest) {
            throw protocolError(api.doing(request), `what it sent has digest ${blobs_short(digest)}, not ${blobs_short(expected)}`);
        }
        return { mediaType: mediaTypeOf(answer), digest, bytes: answer.body };
    });
}
/** Writes a manifest under its digest or a tag. That a tag may not be moved is no error when it is there already. */
async function putManifest(api, path, manifest, reference) {
    const { mediaType, bytes, digest } = manifest;
    const request = {
        method: 'PUT',
        target: `/v2/${path}/manifests/${reference}`,
        path,
        what: `writing ${manifests_nameOf(reference)}`,
        scope: pushScope(path),
        ok: [200, 201, 202],
        headers: { 'content-type': mediaType },
        body: bytes,
    };
    try {
        await api.retry(async () => {
            const told = toldDigest(await api.once(request));
            if (told !== undefined && told !== digest)
                throw protocolError(api.doing(request), `it stored ${blobs_short(told)}, not ${blobs_short(digest)}`);
        });
    }
    catch (error) {
        // ECR refuses even the same digest under the same tag; so it does when the answer to our first PUT was lost.
        if (!(error instanceof RegistryError && error.trouble === 'immutable'))
            throw error;
        if ((await headManifest(api, path, reference))?.digest !== digest)
            throw error;
    }
}
/** `sha256:…` of some bytes. */
function digestOf(bytes) {
    return `sha256:${(0,external_node_crypto_.createHash)('sha256').update(bytes).digest('hex')}`;
}
function readRequest(method, path, reference) {
    const target = `/v2/${path}/manifests/${reference}`;
    const what = `reading ${manifests_nameOf(reference)}`;
    return { method, target, path, what, scope: pullScope(path), ok: [200, 404], headers: { accept: ACCEPT } };
}
/** The descriptor that a HEAD's headers make, or 'unsaid' when they are not enough. */
function describe(api, request, reference, answer) {
    const digest = toldDigest(answer);
    if (isDigest(reference) && digest !== undefined && digest !== reference) {
        throw protocolError(api.doing(request), `it names another digest, ${blobs_short(digest)}`);
    }
    const length = answer.headers['content-length'];
    if (digest === undefined || length === undefined)
        return 'unsaid';
    return { mediaType: mediaTypeOf(answer), digest, size: Number(length) };
}
function toldDigest({ headers }) {
    const told = headers['docker-content-digest'];
    return typeof told === 'string' && isDigest(told) ? told : undefined;
}
function mediaTypeOf({ headers, body }) {
    const type = headers['content-type']?.split(';')[0]?.trim() ?? '';
    if (type !== '' && type !== 'application/json' && type !== 'text/plain')
        return type;
    // Some proxies flatten the type; the manifest itself says it too (image-spec, "mediaType").
    return /"mediaType"\s*:\s*"([\w.+/-]+)"/.exec(body.toString('utf8', 0, 4096))?.[1] ?? type;
}
function manifests_nameOf(reference) {
    return isDigest(reference) ? `manifest ${blobs_short(reference)}` : `tag ${reference}`;
}

;// CONCATENATED MODULE: ./lib/registry/origin.js

/**
 * Where a registry's API is. Loopback is plain http, as in the engine, unless its certificate's authority is given.
 * Undefined: `insecure` leaves it open, so it must be tried out.
 */
function apiOrigin(host, options = {}) {
    if (host === DOCKER_HUB)
        return new URL('https://registry-1.docker.io');
    if (options.insecure)
        return undefined;
    return new URL(isLoopback(host) && options.ca === undefined ? `http://${host}` : `https://${host}`);
}
/**
 * Finds out how an `insecure` registry speaks: https (whoever its certificate is from), or else http. The answer is
 * handed on, since it carries the challenge. When neither answers, the error is that of http for loopback, else of https.
 */
async function probeOrigin(host, ping, learn) {
    const schemes = isLoopback(host) ? ['http', 'https'] : ['https', 'http'];
    let first;
    for (const scheme of schemes) {
        const origin = new URL(`${scheme}://${host}`);
        try {
            const answer = await ping(new URL('/v2/', origin));
            answer.body.resume();
            // What servers say to plain http on their TLS port.
            if (scheme === 'http' && schemes[1] === 'https' && answer.status === 400)
                continue;
            learn(answer);
            return origin;
        }
        catch (error) {
            first ??= error;
        }
    }
    throw first ?? new Error('neither http nor https is answered');
}

;// CONCATENATED MODULE: ./lib/registry/tags.js


const MAX_PAGES = 1000;
/** Every tag of a repository, pages followed by their Link headers (distribution-spec, "Listing Tags"). */
async function listTags(api, path) {
    const what = 'listing tags';
    const tags = [];
    const seen = new Set();
    let target = `/v2/${path}/tags/list?n=1000`;
    while (target !== undefined && !seen.has(target) && seen.size < MAX_PAGES) {
        seen.add(target);
        const request = { method: 'GET', target, path, what, scope: pullScope(path), ok: [200, 404] };
        const page = await api.call(request);
        if (page.status === 404)
            return [];
        const names = tags_tagsOf(page.body);
        if (names === undefined)
            throw protocolError(api.doing(request), 'the answer is not a list of tags');
        for (const name of names)
            tags.push(name);
        target = nextPage(page);
    }
    return tags;
}
function tags_tagsOf(body) {
    try {
        const json = JSON.parse(body.toString('utf8'));
        // `null` is how Go writes an empty list.
        const tags = json?.tags ?? [];
        return Array.isArray(tags) ? tags.filter(t => typeof t === 'string') : undefined;
    }
    catch {
        return undefined;
    }
}
/** The next page's path: its host is not believed, so that no token goes elsewhere (RFC 8288). */
function nextPage({ headers, url }) {
    const link = [headers.link ?? []].flat().join(', ');
    const target = /<([^<>]*)>\s*;[^,<]*\brel="?next\b/i.exec(link)?.[1];
    if (target === undefined || !URL.canParse(target, url.href))
        return undefined;
    const next = new URL(target, url);
    return `${next.pathname}${next.search}`;
}

;// CONCATENATED MODULE: ./lib/registry/session.js




/** The first half of an upload: where to send the bytes. One attempt. */
async function startSession(api, path, what) {
    const request = { ...uploadRequest(path), what, scope: pushScope(path), ok: [202] };
    return sessionOf(api, request, await api.once(request));
}
/** What starts an upload or, with a query, a mount. */
function uploadRequest(path) {
    return { method: 'POST', target: `/v2/${path}/blobs/uploads/`, path, headers: { 'content-length': '0' } };
}
/**
 * The second half: all bytes in one PUT, and the registry's word that it has them. One attempt.
 *
 * @param final a 401 is not answered by sending the bytes again
 */
async function putBlob(api, path, session, { digest, size }, body, final) {
    const what = `uploading blob ${blobs_short(digest)}`;
    const headers = { 'content-type': 'application/octet-stream' };
    // After the last byte registries hash and move the blob before they answer: one more second for 50 MB.
    const idle = api.idle + size / 50_000;
    const target = withDigest(session, digest);
    const request = { method: 'PUT', target, path, what, headers, idle, body, final, upload: true };
    const answer = await api.once({ ...request, scope: pushScope(path), ok: [201, 204] });
    const told = answer.headers['docker-content-digest'];
    if (told !== undefined && told !== digest)
        throw protocolError(api.doing(request), 'it names another digest than it was sent');
}
/** Ends an upload that nobody needs. Best effort: with token authentication it may lack the permission. */
async function discardSession(api, path, session) {
    const request = { method: 'DELETE', target: session, path, what: 'cancelling an upload', final: true };
    // Nobody waits for it, so it may not hold up the end of the run either.
    const idle = Math.min(api.idle, 5_000);
    try {
        await api.once({ ...request, idle, scope: pushScope(path), ok: [200, 202, 204] });
    }
    catch {
        // The registry forgets it in its own time.
    }
}
/** Where an answer says that its upload goes on. */
function sessionOf(api, request, { headers, url }) {
    try {
        if (headers.location !== undefined)
            return resolveLocation(headers.location, url, api.insecure);
    }
    catch {
        // As good as none.
    }
    throw protocolError(api.doing(request), 'the answer has no usable Location');
}
/** The Location with `digest` added; whatever query it had must be kept as it was (distribution-spec). */
function withDigest(session, digest) {
    const url = new URL(session);
    url.search = `${url.search === '' ? '?' : `${url.search}&`}digest=${encodeURIComponent(digest)}`;
    return url;
}

;// CONCATENATED MODULE: ./lib/registry/upload.js





function createUploads(api, path) {
    const sessions = new Map();
    const discarding = new Set();
    /** In the background: nobody should wait for it. */
    const discard = (session) => {
        if (api.aborted())
            return;
        const done = discardSession(api, path, session).finally(() => discarding.delete(done));
        discarding.add(done);
    };
    const sessionFor = async (digest) => {
        const ready = sessions.get(digest);
        sessions.delete(digest);
        return ready ?? startSession(api, path, `starting the upload of blob ${blobs_short(digest)}`);
    };
    return {
        async mountBlob(digest, from) {
            const start = uploadRequest(path);
            const target = `${start.target}?${new URLSearchParams({ mount: digest, from })}`;
            const what = `mounting blob ${blobs_short(digest)} from ${from}`;
            const scope = [...pushScope(path), ...pullScope(from)];
            const request = { ...start, target, what, scope, ok: [201, 202] };
            try {
                const answer = await api.call(request);
                if (answer.status === 201)
                    return true;
                sessions.set(digest, sessionOf(api, request, answer));
                return false;
            }
            catch (error) {
                if (isRefused(error))
                    return false;
                throw error;
            }
        },
        async uploadBlob(blob, source) {
            const { digest, size } = blob;
            let opened = false;
            let unanswered = false;
            const body = async () => {
                opened = true;
                return { stream: await openSource(source), size };
            };
            const isThere = async () => (await headBlobOnce(api, path, digest)) !== undefined;
            const attempt = async () => {
                // The answer may have been lost after the registry had stored the blob.
                if (unanswered && (await isThere()))
                    return;
                const session = await sessionFor(digest);
                try {
                    await putBlob(api, path, session, blob, body, !source.replayable);
                }
                catch (error) {
                    unanswered = classify(error) !== 'settled';
                    discard(session);
                    throw error;
                }
            };
            try {
                await api.retry(attempt, error => (opened && !source.replayable ? 'settled' : classify(error)));
            }
            catch (error) {
                if (!unanswered || api.aborted())
                    throw error;
                // What cannot be read again gets every chance to have arrived; for the rest the attempts are used up.
                // The failure counts as the first of these, so that what it asked for (Retry-After) is waited for.
                const asked = source.replayable ? isThere() : api.retry(n => (n === 1 ? Promise.reject(error) : isThere()));
                if (!(await asked.catch(() => false)))
                    throw error;
            }
        },
        async checkPush() {
            discard(await api.retry(() => startSession(api, path, 'checking the permission to push')));
        },
        async settled() {
            for (const session of sessions.values())
                discard(session);
            sessions.clear();
            await Promise.all(discarding);
        },
    };
}
/** Not allowed to read the other repository, or no such thing: the upload proper tells whether pushing is allowed. */
function isRefused(error) {
    const status = error instanceof RegistryError && error.verdict === 'settled' ? error.status : undefined;
    return status !== undefined && status >= 400 && status < 500;
}
async function openSource(source) {
    try {
        return await source.open();
    }
    catch (error) {
        throw Object.assign(external_node_util_.types.isNativeError(error) ? error : new Error(String(error)), { fromSource: true });
    }
}

;// CONCATENATED MODULE: ./lib/registry/client.js












const PORTS = {
    sleep: (ms, signal) => (0,external_node_timers_promises_.setTimeout)(ms, undefined, signal ? { signal } : {}),
    now: Date.now,
    random: Math.random,
};
/**
 * A registry over the OCI distribution-spec 1.1. No request is made before one is needed.
 *
 * @param host as users write it: `docker.io`, `ghcr.io`, `localhost:5000`
 */
function createRegistry(host, options = {}) {
    const proxyEnv = isLoopback(host) ? undefined : options.proxyEnv;
    const transport = createTransport({ ca: options.ca, insecure: options.insecure, proxyEnv });
    const credential = client_once(options.credential ?? (async () => undefined));
    const api = assemble(host, options, transport, credential);
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
            // Cancelled uploads are let through: what they leave behind costs the registry's owner space.
            const ends = [...repositories.values()].map(r => r.uploads.settled());
            void Promise.all(ends).then(() => transport.close());
        },
    };
}
function assemble(host, options, transport, credential) {
    const { signal, idle = 60_000, insecure = false, userAgent = 'slipway', ports = PORTS } = options;
    const ping = (url, headers = {}) => transport.send({ method: 'GET', url, headers: { 'user-agent': userAgent, ...headers }, signal, idle });
    const toTokenServer = (request) => transport.send({ ...request, headers: { 'user-agent': userAgent, ...request.headers }, signal, idle });
    const fixed = apiOrigin(host, options);
    const auth = createAuth({
        send: toTokenServer,
        credential,
        now: ports.now,
        mask: options.mask ?? (() => { }),
        allowPlain: insecure || fixed?.protocol === 'http:',
    });
    const origin = fixed ? async () => fixed : client_once(() => probeOrigin(host, ping, auth.learn));
    return createApi({
        host,
        origin,
        transport,
        auth,
        anonymous: async () => (await credential()) === undefined,
        limits: { upload: createLimit(options.uploads ?? 8), light: createLimit(32) },
        policy: options.retry ?? DEFAULT_RETRY,
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
        getBlob: digest => getBlob(api, path, digest),
        mountBlob: uploads.mountBlob,
        uploadBlob: uploads.uploadBlob,
        headManifest: reference => headManifest(api, path, reference),
        getManifest: reference => getManifest(api, path, reference),
        putManifest: (manifest, reference) => putManifest(api, path, manifest, reference),
        listTags: () => listTags(api, path),
        checkPush: uploads.checkPush,
    };
}
/** Remembers the first success; a failure is not kept. */
function client_once(make) {
    let made;
    return () => {
        made ??= make().catch((error) => {
            made = undefined;
            throw error;
        });
        return made;
    };
}

;// CONCATENATED MODULE: ./lib/stages/builder-trust.js



/**
 * Has the builder trust what the inputs say, for base images and caches: Slipway's own client needs nothing of it. The
 * local engine can be told; of any other builder, and of plain http, the log says what its owner has to configure.
 */
async function trustInBuilder(trusts, { driver, name, created }, engineIsLocal, ports) {
    // A builder of our own was given it when it was made.
    if (created)
        return;
    for (const [host, trust] of trusts) {
        const told = driver === 'docker' && engineIsLocal && trust.ca !== undefined && (await tell(host, trust.ca, ports));
        const rest = told ? withoutCa(trust) : trust;
        const remedy = remedyFor(host, rest, driver);
        const whose = name === undefined ? 'the builder' : `builder ${JSON.stringify(name)}`;
        if (remedy !== undefined)
            ports.log.info(`If base images or caches come from ${host}, ${whose} needs ${remedy}`);
    }
}
async function tell(host, ca, ports) {
    try {
        await trustInEngine(host, ca, ports);
        return true;
    }
    catch (error) {
        const hint = error instanceof lib_errors/* ActionError */.lZ && error.hint !== undefined ? `\n→ ${error.hint}` : '';
        ports.log.warning(`${(0,lib_errors/* messageOf */.bD)(error)}${hint}`);
        return false;
    }
}
/** @see https://docs.docker.com/build/buildkit/toml-configuration/ and dockerd's `insecure-registries` */
function remedyFor(host, { ca, insecure }, driver) {
    if (driver === 'docker') {
        // The engine takes loopback as it is.
        if (insecure && !isLoopback(host))
            return `"insecure-registries": ["${host}"] in the engine's daemon.json.`;
        return ca === undefined
            ? undefined
            : `its certificate as /etc/docker/certs.d/${host}/ca.crt where the engine runs.`;
    }
    if (insecure)
        return `[registry."${host}"] with http = true, or insecure = true for https, in its buildkitd.toml.`;
    return ca === undefined ? undefined : `[registry."${host}"] with ca = ["ca.pem"] in its buildkitd.toml.`;
}
function withoutCa({ insecure }) {
    return insecure ? { insecure } : {};
}

;// CONCATENATED MODULE: ./lib/stages/disk.js


/** Less than this is what most images and their layers do not fit into. Bytes. */
const LITTLE = 2_000_000_000;
/** Warns of places where there is little room. A path that is not here (the engine runs elsewhere) is passed over. */
async function warnOfLittleRoom(places, log) {
    for (const { what, path } of places) {
        const free = await freeAt(path);
        if (free === undefined || free >= LITTLE)
            continue;
        log.warning(`only ${humanSize(free)} are free where ${what} (${path}): the build may fail with "no space left on device". Free some before it, or use a runner with a larger disk.`);
    }
}
/** Bytes that this user may still write. */
async function freeAt(path) {
    try {
        const { bavail, bsize } = await (0,promises_.statfs)(path);
        return bavail * bsize;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/stages/grace.js
/** Milliseconds from a cancel to the end of what may still be finished: the runner kills after ten seconds. */
const GRACE = 5_000;
/**
 * Tags that were moved can be put back only by requests that the cancel does not reach. Staging needs no such grace:
 * nobody sees what it leaves.
 */
function graceful(signal, after = GRACE) {
    const late = new AbortController();
    let atWork = 0;
    const abort = () => late.abort(signal.reason);
    const onCancel = () => {
        if (atWork === 0)
            abort();
        else
            setTimeout(abort, after).unref();
    };
    if (signal.aborted)
        abort();
    else
        signal.addEventListener('abort', onCancel, { once: true });
    return {
        signal: late.signal,
        async during(work) {
            atWork += 1;
            try {
                return await work();
            }
            finally {
                atWork -= 1;
                if (signal.aborted && atWork === 0)
                    abort();
            }
        },
    };
}

;// CONCATENATED MODULE: ./lib/stages/preflight.js



/**
 * Everything that would doom the publish, found before any build time is spent: wrong credentials, no permission to
 * push, a missing repository, an immutable tag of another commit. All of it is told in one error; what concerns an
 * optional registry is a warning.
 *
 * The permission is proved by starting an upload, which settles the credentials too; the token that it takes is the
 * one that staging needs.
 *
 * @returns The image to be kept, when this commit is published already.
 * @throws ActionError AUTH, DENIED, NOT_FOUND, … or PUBLISH when several codes meet.
 */
async function preflight({ preflight: provesPush, immutableTags }, plan, fleet, registries) {
    const existing = [];
    const look = async (target) => void existing.push(...(await findExisting(target, immutableTags)));
    await Promise.all([
        ...fleet.targets.map(target => orFail(fleet, [target], () => look(target))),
        ...(provesPush
            ? fleet.targets.map(target => orFail(fleet, [target], target.repository.checkPush))
            : [...registries].map(([host, registry]) => {
                const mine = fleet.targets.filter(target => target.destination.registry === host);
                return orFail(fleet, mine, registry.checkCredentials);
            })),
    ]);
    const kept = settle(existing, revisionOf(plan.metadata.labels), fleet);
    throwIfDoomed(fleet);
    return kept;
}
async function orFail(fleet, targets, check) {
    try {
        await check();
    }
    catch (error) {
        for (const target of targets)
            fleet.fail(target, error);
    }
}
/** Which image is kept. Targets with a tag that this run may not move have failed. */
function settle(existing, revision, fleet) {
    const rank = ({ target, reference }) => `${target.destination.optional ? 1 : 0} ${String(fleet.targets.indexOf(target)).padStart(6, '0')} ${reference}`;
    const inOrder = [...existing].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
    const { keep, same, conflicts } = judge(inOrder, revision);
    for (const { target } of conflicts.map(conflict => conflict.tagged)) {
        const mine = conflicts.filter(conflict => conflict.tagged.target === target);
        const lines = mine.map(({ tagged, why }) => `${tagged.reference} exists and may not move: it ${why}`);
        const hint = 'Publish under a new tag (a new version, say), or take the tag out of `immutable-tags`.';
        fleet.fail(target, new lib_errors/* ActionError */.lZ('DENIED', lines.join('; '), { hint }));
    }
    return keep && { image: keep, same: new Set(same.map(({ reference }) => reference)) };
}
function throwIfDoomed(fleet) {
    const errors = fleet.targets
        .filter(target => !target.destination.optional)
        .flatMap(target => fleet.errorOf(target) ?? []);
    const [first] = errors;
    if (first === undefined)
        return;
    const hints = new Map(errors.map(error => [(0,lib_errors/* messageOf */.bD)(error), error instanceof lib_errors/* ActionError */.lZ ? error.hint : undefined]));
    const [hint] = hints.values();
    const isOne = new Set(hints.values()).size === 1;
    const lines = [...hints].map(([message, own]) => (isOne || own === undefined ? message : `${message}\n  → ${own}`));
    const codes = new Set(errors.map(error => (error instanceof lib_errors/* ActionError */.lZ ? error.code : 'PUBLISH')));
    const [code = 'PUBLISH'] = codes;
    throw new lib_errors/* ActionError */.lZ(codes.size === 1 ? code : 'PUBLISH', `nothing was published: ${lines.join('\n')}`, {
        ...(isOne && hint !== undefined && { hint }),
        cause: first,
    });
}

;// CONCATENATED MODULE: ./lib/stages/prepare.js

























/**
 * Everything before the build: credentials gathered, written to a private Docker config and checked against their
 * registries; the builder chosen; the local image's name kept. What can run side by side does.
 *
 * @throws ActionError AUTH, NETWORK, ENGINE, …
 */
async function prepare(inputs, context, plan, folder, machine) {
    const { env, log, signal, run } = machine;
    const journal = (0,external_node_path_.join)(folder, JOURNAL);
    const userDir = userConfigDir(env);
    const endpoint = findEngine(env, userDir, readIfThere);
    const credentials = await gatherCredentials(inputs, context, machine);
    const trusts = await readTrusts([...inputs.registries, ...inputs.logins], context.workspace);
    const grace = graceful(signal);
    const pushing = plan.destinations.filter(destination => destination.decision.push);
    const registries = new Map([...new Set(pushing.map(destination => destination.registry))].map(host => [
        host,
        connectRegistry(host, credentials, trusts.get(host), inputs.retry, { ...machine, signal: grace.signal }),
    ]));
    const fleet = createFleet(pushing.map(destination => ({
        destination,
        repository: registries.get(destination.registry).repository(destination.path),
    })), log);
    const config = await createPrivateConfig({
        folder,
        userConfigDir: userDir,
        userConfigs: await readUserConfigs(env),
        env: childEnv(env),
        credentials: await credentialsFor([...registries.keys(), ...credentials.hosts], credentials),
    });
    const close = () => {
        for (const registry of registries.values())
            registry.close();
    };
    try {
        const socketEngine = endpoint.socket === undefined ? undefined : connectEngine(endpoint.socket, signal);
        const info = socketEngine?.info() ?? engineInfoByCli(run, config.env, signal);
        // No build beside the checks: a wrong password, or a registry that is away, is told before build time is spent.
        const [builder, kept] = await Promise.all([
            chooseBuilder({
                builder: inputs.build.builder,
                layoutOnly: parseOutputs(inputs.build.outputs).attributes['rewrite-timestamp'] === 'true',
                engineIsLocal: socketEngine !== undefined,
            }, info, {
                run,
                log,
                env: config.env,
                signal,
                buildxConfig: config.env.BUILDX_CONFIG ?? (0,external_node_path_.join)(userDir, 'buildx'),
                readFile: readIfThere,
                willCreate: name => note(journal, { kind: 'builder', name }),
                buildkitdConfig: () => writeBuildkitdConfig(trusts, folder),
            }),
            preflight(inputs, plan, fleet, registries),
        ]);
        await trustInBuilder(trusts, builder, socketEngine !== undefined, {
            run,
            log,
            env: childEnv(env),
            signal,
            willWrite: path => note(journal, { kind: 'file', path }),
        });
        const engine = socketEngine ?? engineByCli(run, config.env, signal);
        const localName = nameInEngine(plan);
        const exports = planExports(inputs, plan.decision.push, builder.path);
        const runName = runReference(localName);
        if (exports.engine || exports.load)
            await note(journal, { kind: 'image', name: runName });
        if (exports.engine && !exports.keep)
            await keepName(engine, localName, runName, journal);
        const { architecture, operatingSystem, dataRoot } = await info;
        await warnOfLittleRoom(placesOf(exports, socketEngine === undefined ? '' : dataRoot, folder), log);
        return {
            folder,
            config,
            dockerEnv: config.env,
            builder,
            socketEngine,
            engine,
            exports,
            platform: `${operatingSystem}/${architecture}`,
            localName,
            runName,
            fleet,
            grace,
            kept,
            log,
            close,
        };
    }
    catch (error) {
        // Post comes only after the job's other steps: none of them shall find the logins of a failed one.
        close();
        await config.dispose();
        throw error;
    }
}
async function gatherCredentials(inputs, context, machine) {
    const { env, log, run, signal } = machine;
    return createCredentials({
        registries: inputs.registries,
        logins: inputs.logins,
        configInput: inputs.dockerConfig === ''
            ? undefined
            : await readConfigInput(inputs.dockerConfig, context.workspace, inputs.dockerConfigPassphrase),
        userConfigs: await readUserConfigs(env),
        actor: context.actor,
        githubToken: inputs.githubToken,
        askHelper: (helper, host) => askHelper(helper, host, { run, env: childEnv(env), signal }),
        mask: log.mask,
    });
}
function connectRegistry(host, credentials, trust, policy, machine) {
    return createRegistry(host, {
        ...trust,
        pushes: true,
        retry: policy,
        credential: async () => (await credentials.resolve(host))?.credential,
        signal: machine.signal,
        proxyEnv: machine.env,
        mask: machine.log.mask,
        onRetry: (text, delay) => machine.log.info(`${text}; trying again in ${(delay / 1000).toFixed(1)} s`),
    });
}
async function credentialsFor(hosts, credentials) {
    const found = await Promise.all([...new Set(hosts)].map(async (host) => [host, (await credentials.resolve(host))?.credential]));
    return new Map(found.filter((entry) => entry[1] !== undefined));
}
/** The first reference that is published; one of our own when there is none. */
function nameInEngine(plan) {
    const first = plan.destinations.find(({ decision }) => decision.push === plan.decision.push) ?? plan.destinations[0];
    const tag = first?.tags[0]?.name;
    return first === undefined || tag === undefined
        ? `slipway/build:${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`
        : `${first.name}:${tag}`;
}
/** Notes the name for post, and what it names now under a second name. */
async function keepName(engine, name, run, journal) {
    const former = await engine.image(name);
    if (former === undefined)
        return note(journal, { kind: 'image', name, run });
    const keep = { repository: 'slipway/keep', tag: (0,external_node_crypto_.randomBytes)(8).toString('hex') };
    await note(journal, { kind: 'image', name, run, keep: `${keep.repository}:${keep.tag}` });
    await engine.tag(name, keep.repository, keep.tag);
}
/** Where the build and its exports write. */
function placesOf({ layout }, dataRoot, folder) {
    return [
        ...(dataRoot === '' ? [] : [{ what: 'the engine keeps images', path: dataRoot }]),
        ...(layout ? [{ what: 'the image is exported to', path: folder }] : []),
    ];
}

;// CONCATENATED MODULE: ./lib/action.js






















/** The main step. The only place where an error ends: as an annotation, an exit code of 1 and outputs that tell. */
async function runMain(machine) {
    const context = readContext({ env: machine.env, now: new Date(machine.now()), readFile: action_readText });
    const report = createReport(context, machine);
    try {
        await act(context, report, machine);
        await report.write();
        return 0;
    }
    catch (error) {
        report.failed(error);
        action_tell(error, machine);
        await report
            .write()
            .catch(problem => machine.log.warning(`the report could not be written: ${(0,lib_errors/* messageOf */.bD)(problem)}`));
        return 1;
    }
}
async function act(event, report, machine) {
    const given = readInputs(machine.env);
    maskSecrets(given, event.workspace, machine);
    const context = await contextFor(given, event, machine);
    const plan = await planFor(given, context, machine);
    const inputs = { ...given, build: withSourceDate(given.build, plan.sourceDateEpoch) };
    await report.planned(plan, inputs);
    await machine.log.group('Plan', async () => {
        for (const line of planLines(plan))
            machine.log.info(line);
    });
    for (const warning of plan.warnings)
        machine.log.warning(warning);
    if (inputs.dryRun)
        return report.notPushed('this is a dry run');
    checkSecrets(inputs, plan);
    await sweepRunFolders(context.runnerTemp, machine.now(), folder => cleanUp(folder, machine));
    const folder = await createRunFolder(context.runnerTemp);
    await report.saveState({ folder });
    await work(inputs, context, plan, folder, report, { ...machine, env: markedEnv(machine.env, folder) });
}
/** From the credentials to the last tag: all that leaves traces on this machine. */
async function work(inputs, context, plan, folder, report, machine) {
    const prepared = await report.timed('prepare', () => prepare(inputs, context, plan, folder, machine));
    const publishing = async (built, tested) => {
        if (!plan.decision.push)
            return report.notPushed(plan.decision.reason);
        if (isCall(inputs))
            return report.notPushed(`\`call: ${inputs.build.call}\` makes no image`);
        if (prepared.kept === undefined)
            return publishBuilt(built, inputs, context, plan, prepared, report, machine);
        await republish(prepared.kept, inputs, context, prepared, report, machine, unlikeKept(tested, prepared.kept));
    };
    try {
        if (inputs.skipExisting && prepared.kept !== undefined)
            return await republish(prepared.kept, inputs, context, prepared, report, machine);
        const built = await report.timed('build', () => buildImage(beforeGates(inputs), context, plan, prepared, machine));
        report.built(built.result);
        const tested = await gate(inputs, context, built, prepared, report, machine);
        await publishing(built, tested).finally(() => exportLateCaches(inputs, context, plan, prepared, machine));
    }
    finally {
        prepared.close();
        await prepared.config.dispose();
        await markFinished(folder);
    }
}
/** An empty secret is an error only where it would have been used: forks and Dependabot get none. */
function checkSecrets(inputs, plan) {
    const pushed = new Set(plan.destinations.filter(({ decision }) => decision.push).map(({ registry }) => registry));
    const missing = inputs.missing.filter(({ registry }) => pushed.has(registry));
    if (missing.length > 0)
        throw new lib_errors/* InputError */.dz(missing);
}
/** The runner masks `secrets.*` already; values that came otherwise (files, environment) are masked here. */
function maskSecrets(inputs, workspace, { env, log }) {
    const secrets = secretValues(inputs.build, env, path => readIfThere((0,external_node_path_.resolve)(workspace, path)));
    const passwords = [...inputs.registries, ...inputs.logins].map(entry => entry.password);
    const given = [inputs.githubToken, inputs.dockerConfigPassphrase, ...passwords, ...secrets];
    for (const secret of [...given, ...proxyPasswords(env)])
        if (secret !== '')
            log.mask(secret);
}
function action_tell(error, { log, signal }) {
    const hint = error instanceof lib_errors/* ActionError */.lZ && error.hint !== undefined ? `\n→ ${error.hint}` : '';
    if (signal.aborted && !(error instanceof lib_errors/* ActionError */.lZ))
        return log.error('the job was cancelled');
    log.error(`${(0,lib_errors/* messageOf */.bD)(error)}${hint}`, error instanceof BuildError ? error.place : undefined);
    if (!(error instanceof lib_errors/* ActionError */.lZ))
        log.debug(error instanceof Error ? (error.stack ?? '') : '');
}
function action_readText(path) {
    return (0,external_node_fs_.readFileSync)(path, 'utf8');
}


/***/ })

};
