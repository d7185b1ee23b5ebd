export const id = 317;
export const ids = [317];
export const modules = {

/***/ 43239:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ chooseBuilder),
/* harmony export */   i: () => (/* binding */ removeBuilder)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);



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
    const text = ports.readFile((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(ports.buildxConfig, 'current'));
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
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('ENGINE', `builder ${JSON.stringify(name)} cannot be used: ${lastLine(result.stderr)}`, {
        hint: 'Create it before this step (docker/setup-buildx-action), or leave the input `builder` empty.',
    });
}
async function createContainerBuilder(ports) {
    const { run, log, env, signal } = ports;
    const name = `slipway-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(6).toString('hex')}`;
    log.info(`The engine uses the classic image store, which keeps neither indexes nor attestations: creating builder ${name} (docker-container) for this run. Enabling the containerd image store saves its boot.`);
    await ports.willCreate(name);
    const config = await ports.buildkitdConfig();
    const args = ['buildx', 'create', '--name', name, '--driver', 'docker-container'];
    if (config !== undefined)
        args.push('--buildkitd-config', config);
    const result = await run('docker', args, { env, signal, timeout: 120_000 });
    if (result.code === 0)
        return { name, driver: 'docker-container', path: 'layout', created: true };
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('ENGINE', `a docker-container builder could not be created: ${lastLine(result.stderr)}`, {
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


/***/ }),

/***/ 12179:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ findEngine)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);


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
    return stringAt(readFile((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(configDir, 'config.json')), 'currentContext');
}
/** A context's metadata lies in a folder named by the SHA-256 of its name. */
function contextHost(name, configDir, readFile) {
    if (name === '' || name === 'default')
        return DEFAULT_HOST;
    const id = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(name).digest('hex');
    const meta = readFile((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(configDir, 'contexts', 'meta', id, 'meta.json'));
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


/***/ }),

/***/ 33470:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ trustInEngine),
/* harmony export */   k: () => (/* binding */ removeWritten)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(452);





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
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(ports.folder ?? CERTS, host);
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, `slipway-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(6).toString('hex')}.crt`);
    for (const missing of missingFolders(folder))
        await ports.willWrite(`${missing}/`);
    await ports.willWrite(path);
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)(folder, { recursive: true, mode: 0o755 });
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.writeFile)(path, pem, { flag: 'wx', mode: 0o644 });
    }
    catch (error) {
        if (!isForbidden(error))
            throw unwritable(folder, (0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error));
        const script = 'umask 022 && mkdir -p -- "$1" && cat > "$2"';
        await sudo(['sh', '-c', script, 'sh', folder, path], ports, pem).catch(why => {
            throw unwritable(folder, (0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(why));
        });
    }
}
/** Removes a file that was written outside the run's folder, or (a slash at the end) a folder if it is empty. */
async function removeWritten(path, ports) {
    const isFolder = path.endsWith('/');
    try {
        await (isFolder ? (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rmdir)(path) : (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.unlink)(path));
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
    if ((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(folder))
        return [];
    return [...missingFolders((0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(folder)), folder];
}
async function sudo(args, { run, env, signal }, input) {
    const options = { env, timeout: 30_000, ...(signal && { signal }), ...(input !== undefined && { input }) };
    const { code, stderr } = await run('sudo', ['-n', ...args], options);
    if (code !== 0)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ('ENGINE', stderr.trim().split('\n').at(-1) || `sudo ended with ${code}`);
}
function isForbidden(error) {
    return ['EACCES', 'EPERM'].includes(error.code ?? '');
}
function unwritable(folder, why) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ('ENGINE', `the engine cannot be told of a private CA: ${folder} cannot be written: ${why}`, {
        hint: `Put the certificate at ${(0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, 'ca.crt')} yourself, or let this user write there.`,
    });
}


/***/ }),

/***/ 35659:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ engineByCli),
/* harmony export */   u: () => (/* binding */ engineInfoByCli)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);

/** The engine's facts through the docker CLI, for an engine that is not behind a local socket. */
async function engineInfoByCli(run, env, signal) {
    const result = await run('docker', ['info', '--format', '{{json .}}'], { env, signal, timeout: 60_000 });
    if (result.code !== 0) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('ENGINE', `the Docker Engine does not answer: ${result.stderr.trim().split('\n').at(-1)}`, {
            hint: 'Start Docker on this runner, or point DOCKER_HOST at an engine that runs.',
        });
    }
    const containerdStore = /io\.containerd\.snapshotter/.test(result.stdout);
    const architecture = /"Architecture":"([^"]*)"/.exec(result.stdout)?.[1] ?? '';
    return { containerdStore, desktop: result.stdout.includes('Docker Desktop'), operatingSystem: 'linux', architecture };
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
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('ENGINE', `docker tag failed: ${result.stderr.trim()}`);
        },
        async remove(reference) {
            await docker('image', 'rm', '--force', reference);
        },
    };
}


/***/ }),

/***/ 24520:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ connectEngine)
/* harmony export */ });
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37067);
/* harmony import */ var node_readline__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(80481);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);



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
            };
        },
        async image(reference) {
            const answer = await call('GET', `/images/${encodeName(reference)}/json`);
            if (answer.statusCode === 404)
                return discard(answer);
            const image = await json(await expect(Promise.resolve(answer), 200));
            const references = Array.isArray(image.RepoTags) ? image.RepoTags.map(String) : [];
            return { id: String(image.Id), references, size: Number(image.Size ?? 0) };
        },
        async tag(source, repository, tag) {
            const query = new URLSearchParams({ repo: repository, tag });
            discard(await expect(call('POST', `/images/${encodeName(source)}/tag?${query}`), 201));
        },
        async remove(reference) {
            discard(await expect(call('DELETE', `/images/${encodeName(reference)}?force=true`), 200, 404));
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
        const req = (0,node_http__WEBPACK_IMPORTED_MODULE_0__.request)(signal === undefined ? options : { ...options, signal }, resolve);
        req.on('error', error => reject(unreachable(error, socketPath, signal)));
        req.end();
    });
}
function unreachable(error, socketPath, signal) {
    if (signal?.aborted)
        return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('CANCELLED', 'cancelled while talking to the Docker Engine', { cause: error });
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('ENGINE', `the Docker Engine does not answer at ${socketPath}: ${error.message}`, {
        cause: error,
        hint: 'Start Docker on this runner, or point DOCKER_HOST at an engine that runs.',
    });
}
async function expect(answer, ...codes) {
    const got = await answer;
    if (codes.includes(got.statusCode ?? 0))
        return got;
    const text = await body(got);
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('ENGINE', `the Docker Engine answered ${got.statusCode}: ${engineMessage(text)}`);
}
/** The push stream is JSON lines; an error arrives in the stream, after the status line said 200. */
async function readPush(answer, onStatus) {
    for await (const line of (0,node_readline__WEBPACK_IMPORTED_MODULE_1__.createInterface)({ input: answer })) {
        if (line.trim() === '')
            continue;
        const item = parseObject(line);
        if (typeof item.error === 'string')
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('ENGINE', `docker push failed: ${item.error}`);
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
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('ENGINE', `the Docker Engine's answer is not JSON: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`, { cause: error });
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


/***/ }),

/***/ 12991:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ childEnv),
/* harmony export */   z: () => (/* binding */ cacheServiceEnv)
/* harmony export */ });
/** What lets a process act as this step or this job; no child needs it. */
const STEP_ONLY = /^(?:INPUT_|STATE_|GITHUB_(?:OUTPUT|STATE)$|ACTIONS_|DOCKER_AUTH_CONFIG$)/;
/** What BuildKit's `type=gha` cache takes from the environment. */
const CACHE_SERVICE = /^ACTIONS_(?:RUNTIME_TOKEN|RESULTS_URL|CACHE_URL|CACHE_SERVICE_V2)$/;
/**
 * The environment for a child process: the job's, without the inputs, the command files that would let it forge
 * outputs, the tokens of the job's services, and Docker credentials.
 */
function childEnv(env) {
    return Object.fromEntries(Object.entries(env).filter(([name]) => !STEP_ONLY.test(name)));
}
/** The part of the environment that a build with a `type=gha` cache needs besides; empty for any other build. */
function cacheServiceEnv(env, caches) {
    if (!caches.some(cache => /(?:^|,)\s*"?type\s*=\s*gha\b/.test(cache)))
        return {};
    return Object.fromEntries(Object.entries(env).filter(([name]) => CACHE_SERVICE.test(name)));
}


/***/ }),

/***/ 86048:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ text),
/* harmony export */   at: () => (/* binding */ at),
/* harmony export */   y: () => (/* binding */ readContext)
/* harmony export */ });
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(48161);

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
        runnerTemp: get('RUNNER_TEMP') || (0,node_os__WEBPACK_IMPORTED_MODULE_0__.tmpdir)(),
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


/***/ }),

/***/ 75995:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $v: () => (/* binding */ EMPTY_CONFIG),
/* harmony export */   Cj: () => (/* binding */ parseDockerConfig),
/* harmony export */   Gv: () => (/* binding */ isObject),
/* harmony export */   R_: () => (/* binding */ toCredential)
/* harmony export */ });
/* harmony import */ var _context_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(86048);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _host_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(14406);



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
    const field = (name) => (0,_context_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Q)(entry, name) || undefined;
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
    const isPlain = ([key]) => ((0,_host_js__WEBPACK_IMPORTED_MODULE_2__/* .canonicalHost */ .r)(key) === key ? 0 : 1);
    return Object.entries(entries).sort((a, b) => isPlain(a) - isPlain(b));
}
function readHelpers(root) {
    const helpers = new Map();
    const entries = (0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(root, 'credHelpers');
    for (const [key, name] of plainFirst(isObject(entries) ? entries : {})) {
        const host = (0,_host_js__WEBPACK_IMPORTED_MODULE_2__/* .canonicalHost */ .r)(key);
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
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('INPUT', `${where} is not a JSON object`, {
            hint: 'A Docker config looks like {"auths": {"ghcr.io": {"auth": "…"}}}.',
        });
    }
    const raw = isLegacy(json) ? { auths: json } : json;
    const auths = new Map();
    const problems = [];
    const entries = (0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(raw, 'auths');
    for (const [key, entry] of plainFirst(isObject(entries) ? entries : {})) {
        const host = (0,_host_js__WEBPACK_IMPORTED_MODULE_2__/* .canonicalHost */ .r)(key);
        const credential = readAuth(entry);
        if (credential === 'bad')
            problems.push(`${where}: the entry of ${key} is not a login that docker could read`);
        else if (credential !== undefined && !auths.has(host))
            auths.set(host, credential);
    }
    return { auths, credHelpers: readHelpers(raw), credsStore: (0,_context_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Q)(raw, 'credsStore') || undefined, raw, problems };
}


/***/ }),

/***/ 14406:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ canonicalHost),
/* harmony export */   u: () => (/* binding */ configKey)
/* harmony export */ });
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


/***/ }),

/***/ 65086:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ readUserConfigs),
/* harmony export */   d: () => (/* binding */ userConfigDir)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(48161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _errno_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(53123);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(452);
/* harmony import */ var _docker_config_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(75995);






/** The folder that docker would use: DOCKER_CONFIG, or `.docker` in the user's home. */
function userConfigDir(env) {
    return env.DOCKER_CONFIG || (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(env.HOME || (0,node_os__WEBPACK_IMPORTED_MODULE_1__.homedir)(), '.docker');
}
async function readConfig(path) {
    try {
        return (0,_docker_config_js__WEBPACK_IMPORTED_MODULE_4__/* .parseDockerConfig */ .Cj)(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path, 'utf8'), path);
    }
    catch (error) {
        if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ)
            throw error;
        const code = (0,_errno_js__WEBPACK_IMPORTED_MODULE_5__/* .errnoOf */ .U)(error);
        if (code === 'ENOENT' || code === 'ENOTDIR')
            return _docker_config_js__WEBPACK_IMPORTED_MODULE_4__/* .EMPTY_CONFIG */ .$v;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ('INPUT', `cannot read the user's Docker config ${path} (${String(code)})`, {
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
    const file = await readConfig((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(userConfigDir(env), 'config.json'));
    const fromEnv = env.DOCKER_AUTH_CONFIG ?? '';
    return { env: fromEnv === '' ? _docker_config_js__WEBPACK_IMPORTED_MODULE_4__/* .EMPTY_CONFIG */ .$v : (0,_docker_config_js__WEBPACK_IMPORTED_MODULE_4__/* .parseDockerConfig */ .Cj)(fromEnv, 'DOCKER_AUTH_CONFIG'), file };
}


/***/ }),

/***/ 15317:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cleanUp: () => (/* binding */ cleanUp),
/* harmony export */   runPost: () => (/* binding */ runPost)
/* harmony export */ });
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(48161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _buildx_builder_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(43239);
/* harmony import */ var _buildx_endpoint_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(12179);
/* harmony import */ var _buildx_engine_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(24520);
/* harmony import */ var _buildx_engine_certs_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(33470);
/* harmony import */ var _buildx_engine_cli_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(35659);
/* harmony import */ var _child_env_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(12991);
/* harmony import */ var _credentials_user_config_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(65086);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(452);
/* harmony import */ var _read_if_there_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(58796);
/* harmony import */ var _run_folder_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(20608);
/* harmony import */ var _undo_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(17521);













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
        await (0,_run_folder_js__WEBPACK_IMPORTED_MODULE_10__/* .removeRunFolder */ .UG)(folder, machine.env.RUNNER_TEMP || (0,node_os__WEBPACK_IMPORTED_MODULE_0__.tmpdir)());
    }
    catch (error) {
        machine.log.warning(`clean-up: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_8__/* .messageOf */ .bD)(error)}`);
    }
    return 0;
}
/** Undoes what a run's journal lists: of this run in post, of a dead one when the next run starts. */
async function cleanUp(folder, machine) {
    const { env, run, log, signal } = machine;
    const docker = (0,_child_env_js__WEBPACK_IMPORTED_MODULE_12__/* .childEnv */ .g)(env);
    const endpoint = (0,_buildx_endpoint_js__WEBPACK_IMPORTED_MODULE_3__/* .findEngine */ .G)(env, (0,_credentials_user_config_js__WEBPACK_IMPORTED_MODULE_7__/* .userConfigDir */ .d)(env), _read_if_there_js__WEBPACK_IMPORTED_MODULE_9__/* .readIfThere */ .q);
    const failures = await (0,_undo_js__WEBPACK_IMPORTED_MODULE_11__/* .undoAll */ .wC)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, _undo_js__WEBPACK_IMPORTED_MODULE_11__/* .JOURNAL */ .Ex), {
        engine: endpoint.socket === undefined ? (0,_buildx_engine_cli_js__WEBPACK_IMPORTED_MODULE_6__/* .engineByCli */ .a)(run, docker, signal) : (0,_buildx_engine_js__WEBPACK_IMPORTED_MODULE_4__/* .connectEngine */ .x)(endpoint.socket, signal),
        removeBuilder: name => (0,_buildx_builder_js__WEBPACK_IMPORTED_MODULE_2__/* .removeBuilder */ .i)(name, run, docker),
        removeFile: path => (0,_buildx_engine_certs_js__WEBPACK_IMPORTED_MODULE_5__/* .removeWritten */ .k)(path, { run, env: docker }),
    });
    for (const failure of failures)
        log.warning(`could not put back ${failure}`);
}


/***/ }),

/***/ 58796:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ readIfThere)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);

/** A file's text, or undefined when it cannot be read: for files of the user's that may be there. */
function readIfThere(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8');
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 20608:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  kg: () => (/* binding */ createRunFolder),
  UI: () => (/* binding */ markFinished),
  Ed: () => (/* binding */ markedEnv),
  v$: () => (/* binding */ removeFolder),
  UG: () => (/* binding */ removeRunFolder),
  vb: () => (/* binding */ sweepRunFolders)
});

// UNUSED EXPORTS: MARKER

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/errno.js
var errno = __webpack_require__(53123);
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
    if (!stats?.isDirectory() || ownerOf((0,external_node_path_.basename)(folder)) === undefined)
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
async function removeRunFolder(folder, runnerTemp) {
    const home = await (0,promises_.realpath)(runnerTemp).catch(() => (0,external_node_path_.resolve)(runnerTemp));
    const parent = await (0,promises_.realpath)((0,external_node_path_.dirname)((0,external_node_path_.resolve)(folder))).catch(() => undefined);
    const path = (0,external_node_path_.join)(home, (0,external_node_path_.basename)((0,external_node_path_.resolve)(folder)));
    const gone = (await (0,promises_.lstat)(path).catch(() => undefined)) === undefined;
    if (parent === home && gone && ownerOf((0,external_node_path_.basename)(path)) !== undefined)
        return;
    if (parent !== home || !(await isOurs(path))) {
        throw new errors/* ActionError */.lZ('INPUT', `${folder} is not a folder of this action's in RUNNER_TEMP: it is left alone`);
    }
    await endUsers((0,external_node_path_.resolve)(folder));
    await removeFolder(path);
}
async function isLeftover(folder, now) {
    const owner = ownerOf((0,external_node_path_.basename)(folder));
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


/***/ }),

/***/ 17521:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E_: () => (/* binding */ noting),
/* harmony export */   Ex: () => (/* binding */ JOURNAL),
/* harmony export */   N4: () => (/* binding */ note),
/* harmony export */   wC: () => (/* binding */ undoAll)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);


/** The file in the run's folder that lists what to undo, a JSON value a line, in the order in which it was done. */
const JOURNAL = 'undo.jsonl';
/** Notes an undo. Call it before the change: whoever dies in between leaves a note too many, never one too few. */
async function note(journal, undo) {
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.appendFile)(journal, `${JSON.stringify(undo)}\n`, { mode: 0o600 });
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
            failures.push(`${undo.kind} ${undo.kind === 'file' ? undo.path : undo.name}: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}`);
        }
    }
    return failures;
}
async function undoOne(undo, undoers) {
    if (undo.kind === 'builder')
        return undoers.removeBuilder(undo.name);
    if (undo.kind === 'file')
        return undoers.removeFile(undo.path);
    // A run that died before it had kept the former image had not taken its name either.
    if (undo.keep !== undefined && (await undoers.engine.image(undo.keep)) === undefined)
        return;
    // First take the name from our image, so that the engine deletes it instead of leaving it nameless.
    await undoers.engine.remove(undo.name);
    if (undo.keep === undefined)
        return;
    const colon = undo.name.lastIndexOf(':');
    await undoers.engine.tag(undo.keep, undo.name.slice(0, colon), undo.name.slice(colon + 1));
    await undoers.engine.remove(undo.keep);
}
/** A line that was cut off by a sudden death is the last one, and its change was not made yet. */
async function readJournal(path) {
    let text = '';
    try {
        text = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path, 'utf8');
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


/***/ })

};
