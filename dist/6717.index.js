export const id = 6717;
export const ids = [6717,8632];
export const modules = {

/***/ 233:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   An: () => (/* binding */ registration),
/* harmony export */   DM: () => (/* binding */ program),
/* harmony export */   Q8: () => (/* binding */ RAN),
/* harmony export */   mu: () => (/* binding */ PROCESSORS)
/* harmony export */ });
/**
 * By Go's name of the architecture.
 *
 * @see elf(5), /usr/include/elf.h and each Linux port's system call table
 */
const PROCESSORS = {
    '386': { qemu: 'i386', wide: false, big: false, machine: 3, exit: 'bb2a000000b801000000cd80' },
    amd64: { qemu: 'x86_64', wide: true, big: false, machine: 62, exit: 'bf2a000000b83c0000000f05' },
    arm: { qemu: 'arm', wide: false, big: false, machine: 40, flags: 0x05000000, exit: '2a00a0e30170a0e3000000ef' },
    arm64: { qemu: 'aarch64', wide: true, big: false, machine: 183, exit: '400580d2a80b80d2010000d4' },
    ppc64le: { qemu: 'ppc64le', wide: true, big: false, machine: 21, flags: 2, exit: '2a0060380100003802000044' },
    riscv64: { qemu: 'riscv64', wide: true, big: false, machine: 243, exit: '1305a0029308d00573000000' },
    s390x: { qemu: 's390x', wide: true, big: true, machine: 22, exit: 'a728002a0a01' },
};
const BASE = 0x400000;
/**
 * The exit code of our test program. Not 0: a file that the kernel cannot run is passed to a shell, which may ignore it
 * successfully.
 */
const RAN = 42;
/** A minimal program for a processor: it exits immediately with `RAN`. */
function program({ wide, big, machine, flags = 0, exit }) {
    const code = Buffer.from(exit, 'hex');
    const start = wide ? 64 + 56 : 52 + 32;
    const size = start + code.length;
    const word = wide ? 8 : 4;
    // The file header, then the header of the only segment; in the 64-bit form the segment's flags come earlier.
    const header = [
        ...[
            [2, 2],
            [machine, 2],
            [1, 4],
            [BASE + start, word],
            [word === 8 ? 64 : 52, word],
            [0, word],
        ],
        ...[
            [flags, 4],
            [wide ? 64 : 52, 2],
            [wide ? 56 : 32, 2],
            [1, 2],
            [wide ? 64 : 40, 2],
            [0, 2],
            [0, 2],
        ],
        [1, 4],
        ...(wide ? [[5, 4]] : []),
        ...[
            [0, word],
            [BASE, word],
            [BASE, word],
            [size, word],
            [size, word],
        ],
        ...(wide ? [] : [[5, 4]]),
        [0x1000, word],
    ];
    return Buffer.concat([ident(wide, big), ...header.map(([value, bytes]) => number(value, bytes, big)), code]);
}
function ident(wide, big) {
    return Buffer.from([0x7f, 0x45, 0x4c, 0x46, wide ? 2 : 1, big ? 2 : 1, 1, ...Array(9).fill(0)]);
}
function number(value, bytes, big) {
    const buffer = Buffer.alloc(bytes);
    const at = big ? bytes - 4 : 0;
    if (bytes === 2)
        big ? buffer.writeUInt16BE(value) : buffer.writeUInt16LE(value);
    else
        big ? buffer.writeUInt32BE(value, at) : buffer.writeUInt32LE(value, at);
    return buffer;
}
/**
 * The line that registers an interpreter for a processor's programs in Linux. It is opened immediately (F), so that
 * containers need none, and gets the program's name (P) and credentials (O C).
 *
 * @see https://docs.kernel.org/admin-guide/binfmt-misc.html
 */
function registration({ qemu, wide, big, machine }, interpreter) {
    const bytes = (values) => [...values].map(byte => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
    const head = Buffer.concat([ident(wide, big), number(2, 2, big), number(machine, 2, big)]);
    const mask = Buffer.alloc(20, 0xff);
    // Any operating system ABI; executables (2) and position-independent ones (3).
    mask.fill(0, 7, 16);
    mask[big ? 17 : 16] = 0xfe;
    return `:qemu-${qemu}:M::${bytes(head)}:${bytes(mask)}:${interpreter}:POCF`;
}


/***/ }),

/***/ 9281:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ architectureOf),
/* harmony export */   a: () => (/* binding */ runnable)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _host_files_make_folder_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6351);
/* harmony import */ var _emulated_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(233);




/** Go's name of the architecture of `linux/arm/v7` or `arm`. */
function architectureOf(platform) {
    const [first = '', second] = platform.split('/');
    return second ?? first;
}
/**
 * Which of these architectures this machine's kernel can run, tested by running a program. Entries of binfmt_misc and
 * BuildKit's list may refer to a missing interpreter.
 *
 * @param folder where programs may be written and run
 * @returns undefined for an architecture without a test program
 */
async function runnable(architectures, folder, { run, signal }) {
    const home = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, 'probe');
    await (0,_host_files_make_folder_js__WEBPACK_IMPORTED_MODULE_2__/* .makeFolder */ .f)(home, 0o700);
    const probe = async (architecture) => {
        const processor = _emulated_js__WEBPACK_IMPORTED_MODULE_3__/* .PROCESSORS */ .mu[architecture];
        if (processor === undefined)
            return [architecture, undefined];
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(home, architecture);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(path, (0,_emulated_js__WEBPACK_IMPORTED_MODULE_3__/* .program */ .DM)(processor));
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.chmod)(path, 0o700);
        const result = await run(path, [], { env: {}, signal, timeout: 10_000 }).catch(() => undefined);
        return [architecture, result?.code === _emulated_js__WEBPACK_IMPORTED_MODULE_3__/* .RAN */ .Q8];
    };
    try {
        return new Map(await Promise.all(architectures.map(probe)));
    }
    finally {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(home, { recursive: true, force: true });
    }
}


/***/ }),

/***/ 18632:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  connectContainers: () => (/* binding */ connectContainers)
});

// EXTERNAL MODULE: ./lib/event/context.js
var context = __webpack_require__(13051);
// EXTERNAL MODULE: ./lib/host/process-output.js + 1 modules
var process_output = __webpack_require__(95346);
;// CONCATENATED MODULE: ./lib/engine/container-log.js

/**
 * Reads a container's output line by line until it ends: frames of one byte for the stream (1 stdout, 2 stderr), three
 * unused bytes, four for the length, and the data.
 *
 * @see https://docs.docker.com/reference/api/engine/version/v1.51/#tag/Container/operation/ContainerAttach
 */
async function readFrames(answer, onLine) {
    const streams = [(0,process_output/* createLines */.O)(onLine), (0,process_output/* createLines */.O)(onLine), (0,process_output/* createLines */.O)(onLine)];
    let stream = streams[1];
    let header = Buffer.alloc(0);
    let left = 0;
    for await (const bytes of answer) {
        let rest = bytes;
        while (rest.length > 0) {
            if (left === 0) {
                const missing = 8 - header.length;
                header = Buffer.concat([header, rest.subarray(0, missing)]);
                rest = rest.subarray(missing);
                if (header.length < 8)
                    break;
                stream = streams[header[0]] ?? streams[1];
                left = header.readUInt32BE(4);
                header = Buffer.alloc(0);
                continue;
            }
            const data = rest.subarray(0, left);
            stream.add(data);
            left -= data.length;
            rest = rest.subarray(data.length);
        }
    }
    for (const each of streams)
        each.end();
}

// EXTERNAL MODULE: ./lib/engine/engine.js + 1 modules
var engine = __webpack_require__(46946);
;// CONCATENATED MODULE: ./lib/engine/containers.js



/** @see https://docs.docker.com/reference/api/engine/ */
function connectContainers(socketPath, signal) {
    const call = (method, path, payload) => (0,engine/* send */.tN)(socketPath, { method, path, payload }, signal);
    const path = (name) => `/containers/${(0,engine/* encodeName */.aA)(name)}`;
    return {
        async create(container) {
            const { name, platform } = container;
            const query = new URLSearchParams({ name, ...(platform !== undefined && { platform }) });
            (0,engine/* discard */.vf)(await (0,engine/* expect */.E3)(call('POST', `/containers/create?${query}`, body(container)), 201));
        },
        async exposed(image) {
            const found = await (0,engine/* json */.Pq)(await (0,engine/* expect */.E3)(call('GET', `/images/${(0,engine/* encodeName */.aA)(image)}/json`), 200));
            return portsIn((0,context.at)(found, 'Config', 'ExposedPorts'));
        },
        async start(name) {
            (0,engine/* discard */.vf)(await (0,engine/* expect */.E3)(call('POST', `${path(name)}/start`), 204, 304));
        },
        async inspect(name) {
            const answer = await call('GET', `${path(name)}/json`);
            if (answer.statusCode === 404)
                return (0,engine/* discard */.vf)(answer);
            return stateOf((await (0,engine/* json */.Pq)(await (0,engine/* expect */.E3)(Promise.resolve(answer), 200))));
        },
        async follow(name, onLine) {
            await readFrames(await (0,engine/* expect */.E3)(call('GET', `${path(name)}/logs?follow=1&stdout=1&stderr=1`), 200), onLine);
        },
        async ended(name) {
            return Number((await (0,engine/* json */.Pq)(await (0,engine/* expect */.E3)(call('POST', `${path(name)}/wait`), 200))).StatusCode);
        },
    };
}
function body({ image, env, command, ports, network, labels }) {
    const keys = ports.map(port => `${port}/tcp`);
    const bindings = keys.map(key => [key, [{ HostIp: '127.0.0.1', HostPort: '' }]]);
    return {
        Image: image,
        Env: env,
        Labels: labels,
        ...(command !== undefined && { Cmd: command }),
        ExposedPorts: Object.fromEntries(keys.map(key => [key, {}])),
        HostConfig: {
            // The engine's default log driver may not support reading.
            LogConfig: { Type: 'json-file', Config: { 'max-size': '50m' } },
            ...(network === undefined ? { PortBindings: Object.fromEntries(bindings) } : { NetworkMode: network }),
        },
    };
}
function stateOf(container) {
    const health = (0,context.at)(container, 'State', 'Health', 'Status');
    const checks = (0,context.at)(container, 'State', 'Health', 'Log');
    const networks = entries((0,context.at)(container, 'NetworkSettings', 'Networks'));
    const env = (0,context.at)(container, 'Config', 'Env');
    return {
        exitCode: Number((0,context.at)(container, 'State', 'ExitCode') ?? 0),
        outOfMemory: (0,context.at)(container, 'State', 'OOMKilled') === true,
        health: health === 'starting' || health === 'healthy' || health === 'unhealthy' ? health : undefined,
        healthOutput: Array.isArray(checks) ? String((0,context.at)(checks.at(-1), 'Output') ?? '').trim() : '',
        published: published((0,context.at)(container, 'NetworkSettings', 'Ports')),
        addresses: new Map(networks.map(([name, network]) => [name, String((0,context.at)(network, 'IPAddress') ?? '')])),
        networkMode: String((0,context.at)(container, 'HostConfig', 'NetworkMode') ?? ''),
        gateway: networks.map(([, network]) => String((0,context.at)(network, 'Gateway') ?? '')).find(address => address !== ''),
        env: Array.isArray(env) ? env.map(String) : [],
    };
}
function portsIn(value) {
    return entries(value).flatMap(([key]) => (key.endsWith('/tcp') ? [Number.parseInt(key, 10)] : []));
}
function published(value) {
    const all = entries(value).flatMap(([key, bindings]) => {
        const host = Array.isArray(bindings) ? Number((0,context.at)(bindings[0], 'HostPort')) : 0;
        return key.endsWith('/tcp') && host > 0 ? [[Number.parseInt(key, 10), host]] : [];
    });
    return new Map(all);
}
function entries(value) {
    return value !== null && typeof value === 'object' ? Object.entries(value) : [];
}


/***/ }),

/***/ 26717:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  gateAll: () => (/* binding */ gateAll)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ./lib/build/tested.js
var build_tested = __webpack_require__(56507);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/text/last-line.js
var last_line = __webpack_require__(1833);
// EXTERNAL MODULE: ./lib/journal/run-folder.js
var run_folder = __webpack_require__(22539);
// EXTERNAL MODULE: ./lib/emulation/emulated.js
var emulated = __webpack_require__(233);
// EXTERNAL MODULE: ./lib/emulation/qemu-probe.js
var qemu_probe = __webpack_require__(9281);
;// CONCATENATED MODULE: ./lib/emulation/require-platform.js







const PROBE = '.slipway-probe';
/**
 * Proves that the engine can run programs of a platform. The engine's own list is no proof: it also has platforms that
 * were emulated once. A program that exits immediately is copied into a container of the image and started instead of
 * the image's own.
 *
 * @param image a reference that includes the platform
 * @throws ActionError EMULATION_FAILED when it cannot.
 */
async function requirePlatform(platform, image, ports) {
    const processor = emulated/* PROCESSORS */.mu[(0,qemu_probe/* architectureOf */.N)(platform)];
    if (processor === undefined)
        return;
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(ports.folder, 'probe-'));
    const docker = (...args) => ports.run('docker', args, { env: ports.env, signal: ports.signal, timeout: 60_000 });
    let container = '';
    try {
        const path = (0,external_node_path_.join)(folder, PROBE);
        await (0,promises_.writeFile)(path, (0,emulated/* program */.DM)(processor));
        await (0,promises_.chmod)(path, 0o755);
        const how = ['--platform', platform, '--pull', 'never', '--network', 'none', '--entrypoint', `/${PROBE}`];
        const created = await docker('create', ...how, image);
        container = (0,last_line/* lastLine */.f)(created.stdout);
        if (created.code !== 0)
            throw cannot(platform, created.stderr);
        const copied = await docker('cp', path, `${container}:/`);
        if (copied.code !== 0)
            throw cannot(platform, copied.stderr);
        const ran = await docker('start', '--attach', container);
        if (ran.code !== emulated/* RAN */.Q8)
            throw cannot(platform, ran.stderr);
    }
    finally {
        // Without the signal: even a cancelled job leaves no container for the post step.
        const removal = { env: ports.env, timeout: 60_000 };
        if (container !== '')
            await ports.run('docker', ['rm', '--force', '--volumes', container], removal);
        await (0,run_folder/* removeFolder */.v$)(folder);
    }
}
function cannot(platform, stderr) {
    const why = (0,last_line/* lastLine */.f)(stderr);
    return new errors/* ActionError */.lZ('EMULATION_FAILED', `the gates cannot run on ${platform}, which this machine does not emulate: ${why}`, {
        hint: 'Register an emulator (`qemu: true`), or skip that platform (`gate-platforms: native`).',
    });
}

// EXTERNAL MODULE: ./lib/engine/any-engine.js
var any_engine = __webpack_require__(36059);
;// CONCATENATED MODULE: ./lib/engine/save-layout.js



/**
 * Writes an image of the engine's containerd store to a folder as an OCI layout: every platform and attestation, under
 * the digests that will be published.
 *
 * @throws ActionError ENGINE_FAILED, or CANCELLED.
 */
async function saveLayout(image, folder, { run, env, signal }) {
    await (0,promises_.mkdir)(folder, { mode: 0o700 });
    const script = 'docker save "$1" | tar -C "$2" -x';
    const args = ['--noprofile', '--norc', '-o', 'pipefail', '-c', script, 'save', image, folder];
    const result = await run('bash', args, { env, signal });
    if (signal.aborted)
        throw new errors/* ActionError */.lZ('CANCELLED', 'cancelled while the image was being written as a layout');
    if (result.code === 0)
        return;
    const reason = (0,last_line/* lastLine */.f)(result.stderr);
    throw new errors/* ActionError */.lZ('ENGINE_FAILED', `the image could not be written as an OCI layout: ${reason}`, {
        hint: 'Check that RUNNER_TEMP has room for the image, or remove OCI_LAYOUT from the gates.',
    });
}

;// CONCATENATED MODULE: ./lib/gates/gate/tail.js
/** Lines of a gate's output that its error repeats. */
const LINES = 20;
/** Shows lines as they arrive and remembers the last ones. */
function keepTail(show) {
    const tail = [];
    return {
        line(text) {
            show(text);
            if (tail.push(text) > LINES)
                tail.shift();
        },
        lines: () => [...tail],
    };
}

// EXTERNAL MODULE: ./lib/host/text/quote.js
var quote = __webpack_require__(64212);
;// CONCATENATED MODULE: ./lib/gates/gate/words.js

/** A gate as the subject of a sentence. */
function whatOf({ kind, name }) {
    if (kind === 'test')
        return 'the test';
    return kind === 'gate' ? `gate ${(0,quote/* quote */.h)(name)}` : name;
}

;// CONCATENATED MODULE: ./lib/gates/gate/script.js





/** A gate that is a bash script: the `test` input, or an entry of `gates`. It runs like the runner's `shell: bash`. */
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
            const how = result.code === null ? `was killed by ${result.signal}` : `failed with exit code ${result.code}`;
            throw new errors/* ActionError */.lZ('TEST_FAILED', `${what} ${how}`, { output: tail.lines() });
        },
    };
}

;// CONCATENATED MODULE: ./lib/gates/leftovers.js
/**
 * Notes the existing containers of an image. The returned function removes those created since, running or not, and
 * returns their names. On a shared engine others' containers are safe: only containers count that were created from
 * this run's reference or, if nobody else had the image before, from its id or its name in the engine.
 *
 * @param image this run's reference of the image
 * @param built the image's id in the engine and its other name there, if this run built it. Undefined for an existing
 *   image: others may start it by any name but this run's
 */
async function watchContainers(engine, image, built) {
    const before = new Set((await engine.containers(image)).map(container => container.id));
    const isOurs = (container) => container.image === image ||
        (built !== undefined &&
            (isIdOf(container.image, built.id) || (container.image === built.name && container.imageId === built.id)));
    return async () => {
        const left = (await engine.containers(image)).filter(container => !before.has(container.id) && isOurs(container));
        await Promise.all(left.map(container => engine.removeContainer(container.id)));
        return left.map(container => container.name);
    };
}
/** As `docker run` accepts it: in full, or at least its first twelve digits, with or without the algorithm. */
function isIdOf(name, id) {
    const digits = (of) => of.slice(of.indexOf(':') + 1);
    return /^(?:sha256:)?[0-9a-f]{12,64}$/.test(name) && digits(id).startsWith(digits(name));
}

// EXTERNAL MODULE: ./lib/host/files/read-if-there.js
var read_if_there = __webpack_require__(3169);
// EXTERNAL MODULE: ./lib/engine/containers.js + 1 modules
var engine_containers = __webpack_require__(18632);
// EXTERNAL MODULE: ./lib/engine/own-network.js
var own_network = __webpack_require__(94389);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
;// CONCATENATED MODULE: ./lib/gates/container/probe.js


/** Milliseconds for one attempt. */
const PATIENCE = 5000;
/** The engine's proxy accepts immediately, and hangs up when nobody listens behind it. Milliseconds. */
const HANG_UP = 500;
/** Whether a TCP connection is accepted, and not dropped again by a proxy. */
function probePort({ host, port, proxied }, signal) {
    return new Promise(resolve => {
        const socket = (0,external_node_net_.connect)({ host, port, signal });
        const end = (result) => {
            clearTimeout(timer);
            socket.destroy();
            resolve(result);
        };
        let timer = setTimeout(end, PATIENCE, 'no answer');
        socket.on('connect', () => {
            if (!proxied)
                return end(true);
            clearTimeout(timer);
            timer = setTimeout(end, HANG_UP, true);
        });
        socket.on('data', () => end(true));
        socket.on('end', () => end('nothing listens'));
        socket.on('error', error => end(reasonOf(error)));
    });
}
/**
 * Requests a path like a client at `localhost`, without following redirects.
 *
 * @param status the required status; undefined: 200 to 399
 */
function probeHttp({ host, port }, wanted, signal) {
    return new Promise(resolve => {
        const headers = { Host: `localhost:${wanted.port}`, 'User-Agent': 'slipway' };
        const options = { host, port, path: wanted.path, headers, signal, agent: false, timeout: PATIENCE };
        const req = (0,external_node_http_.request)(options, answer => {
            const status = answer.statusCode ?? 0;
            const fits = wanted.status === undefined ? status >= 200 && status < 400 : status === wanted.status;
            resolve(fits || `the answer was ${status}`);
            req.destroy();
        });
        req.on('timeout', () => req.destroy(new Error('no answer')));
        req.on('error', error => resolve(reasonOf(error)));
        req.end();
    });
}
function reasonOf(error) {
    // The engine's proxy resets a connection that nobody accepts.
    if (error.code === 'ECONNRESET' || error.code === 'ECONNREFUSED')
        return 'nothing listens';
    return error.code ?? error.message;
}

;// CONCATENATED MODULE: ./lib/gates/container/conditions.js



/**
 * Gives `http` conditions without a port the only port that the image exposes.
 *
 * @throws ActionError INPUT_INVALID when it exposes none or several
 */
async function settle(conditions, exposed) {
    if (!conditions.some(condition => condition.kind === 'http' && condition.port === undefined)) {
        return conditions;
    }
    const named = conditions.flatMap(condition => (condition.kind === 'port' ? [condition.port] : []));
    const ports = named.length > 0 ? named : await exposed();
    const [port] = ports;
    if (port === undefined || ports.length > 1) {
        const what = named.length > 0 ? '`port` names' : 'the image exposes';
        throw new errors/* ActionError */.lZ('INPUT_INVALID', `container-test.http has no port, but ${what} ${ports.join(', ') || 'none'}`, {
            hint: 'Specify one: `http: {path: /healthz, port: 8080}`.',
        });
    }
    return conditions.map(condition => condition.kind === 'http' ? { ...condition, port: condition.port ?? port } : condition);
}
/** The container ports that must be reachable. */
function portsOf(conditions) {
    return [...new Set(conditions.flatMap(each => (each.kind === 'port' || each.kind === 'http' ? [each.port] : [])))];
}
/** The condition in words. */
function inWords(condition) {
    switch (condition.kind) {
        case 'port':
            return `port ${condition.port}`;
        case 'http':
            return `${condition.path} on port ${condition.port}`;
        case 'healthy':
            return 'HEALTHCHECK';
        case 'log':
            return `the log line ${(0,quote/* quote */.h)(condition.text)}`;
        case 'exit':
            return `exit code ${condition.code}`;
    }
}
/** Where a port of the container is reachable: at its address in `network`, or where it is published. */
function placeOf(state, port, network) {
    if (network !== undefined) {
        const host = state.addresses.get(network);
        return host ? { host, port, proxied: false } : undefined;
    }
    const published = state.published.get(port);
    return published === undefined ? undefined : { host: '127.0.0.1', port: published, proxied: true };
}
/** One check from outside. `log` and `exit` are excluded: they follow from the container's output and exit. */
async function probeCondition(condition, state, network, signal) {
    switch (condition.kind) {
        case 'port':
        case 'http': {
            const place = placeOf(state, condition.port, network);
            if (place === undefined)
                return 'not reachable';
            return condition.kind === 'port' ? probePort(place, signal) : probeHttp(place, condition, signal);
        }
        case 'healthy':
            return state.health === 'healthy' || (state.health ?? 'the image has none');
        case 'log':
            return 'not seen';
        case 'exit':
            return 'still running';
    }
}

// EXTERNAL MODULE: ./lib/host/text/seconds.js
var seconds = __webpack_require__(26141);
;// CONCATENATED MODULE: ./lib/gates/container/watch.js



/** Milliseconds between two checks, and between two log lines about unmet conditions. */
const LOOK = 250;
const SAY_AGAIN = 10_000;
/**
 * Starts a created container and waits until all conditions are met.
 *
 * @returns why they were not met, as a clause about the container; undefined when they were
 */
async function watch(task) {
    const { name, containers, signal, log, now, sleep, timeout } = task;
    const waiting = new Map(task.conditions.map(condition => [condition, 'not checked yet']));
    const begin = now();
    const elapsed = () => (0,seconds/* inSeconds */.F)(now() - begin);
    const met = (condition) => {
        if (waiting.delete(condition))
            log.info(`✓ ${inWords(condition)} after ${elapsed()}`);
    };
    try {
        await containers.start(name);
    }
    catch (error) {
        if (signal.aborted)
            throw error;
        return `could not be started: ${(0,errors/* messageOf */.bD)(error)}`;
    }
    const { end, exitCode } = attend(task, line => {
        for (const each of waiting.keys())
            if (each.kind === 'log' && line.includes(each.text))
                met(each);
    });
    const over = new AbortController();
    try {
        for (let lastReport = begin;;) {
            await Promise.race([lookAround(task, waiting, met, AbortSignal.any([signal, over.signal])), end]);
            // One value for the whole round: the container may exit during it.
            const code = exitCode();
            for (const each of waiting.keys())
                if (each.kind === 'exit' && each.code === code)
                    met(each);
            if (waiting.size === 0)
                return undefined;
            const state = await containers.inspect(name);
            if (state === undefined)
                return 'was removed by something else during the test';
            const problem = hopeless(waiting, state, code);
            if (problem !== undefined)
                return problem;
            if (now() - begin >= timeout)
                return `was not ready within ${timeout / 1000} s: ${list(waiting)}`;
            if (now() - lastReport >= SAY_AGAIN) {
                lastReport = now();
                log.info(`Waiting for ${list(waiting)}, ${elapsed()}`);
            }
            await Promise.race([sleep(LOOK, signal), end]);
        }
    }
    finally {
        over.abort();
    }
}
/** Reads the output of a running container to its end. `exitCode` is undefined until all has been read. */
function attend({ containers, name, onLine }, see) {
    const output = containers.follow(name, line => {
        onLine(line);
        see(line);
    });
    let code;
    const end = containers.ended(name).then(async (given) => {
        await output;
        code = given;
    });
    // Both may fail before they are awaited; each round of the loop checks `end`.
    for (const promise of [output, end])
        promise.catch(() => { });
    return { end, exitCode: () => code };
}
/** Checks all conditions once. */
async function lookAround({ containers, name, network }, waiting, met, signal) {
    const state = await containers.inspect(name);
    if (state === undefined)
        return;
    const looks = [...waiting.keys()].map(async (condition) => {
        const result = await probeCondition(condition, state, network, signal);
        if (result === true)
            met(condition);
        else if (waiting.has(condition))
            waiting.set(condition, result);
    });
    await Promise.all(looks);
}
/** Why waiting any longer is pointless. */
function hopeless(waiting, { health, healthOutput, outOfMemory }, code) {
    if (code !== undefined) {
        const rest = [...waiting.keys()].filter(({ kind }) => kind !== 'exit').map(inWords);
        const before = rest.length > 0 ? ` before ${rest.join(', ')}` : '';
        const wanted = [...waiting.keys()].find(({ kind }) => kind === 'exit');
        const instead = wanted === undefined ? '' : `, not with ${inWords(wanted)}`;
        return `exited with code ${code}${outOfMemory ? ' (out of memory)' : ''}${instead}${before}`;
    }
    if (![...waiting.keys()].some(({ kind }) => kind === 'healthy'))
        return undefined;
    if (health === undefined)
        return 'has no HEALTHCHECK';
    return health === 'unhealthy' ? `is unhealthy: ${healthOutput || 'its HEALTHCHECK had no output'}` : undefined;
}
function list(waiting) {
    return [...waiting].map(([condition, why]) => `${inWords(condition)} (${why})`).join(', ');
}

;// CONCATENATED MODULE: ./lib/gates/container/container-test.js








/** Additional milliseconds for the engine. */
const GRACE = 60_000;
/** The container's last lines that are shown, and those that the error repeats. */
const SHOWN = 100;
const TAIL = 20;
/** `container-test` as a gate: starts the image, waits until all conditions are met, and removes it. */
function containerTestGate(test, ports) {
    return {
        name: 'container-test',
        kind: 'container-test',
        platform: test.platform,
        // The test's own time-out comes first and can say what was missing; this one applies when the engine hangs.
        timeout: test.timeout + GRACE,
        continueOnError: false,
        credentials: false,
        run: at => runContainerTest(test, at, ports),
    };
}
async function runContainerTest(test, at, ports) {
    const { socket, folder, mountinfo, now, sleep } = ports;
    const { signal, log } = at;
    const containers = (0,engine_containers.connectContainers)(socket, signal);
    const conditions = await settle(test.conditions, () => containers.exposed(at.image));
    const network = await (0,own_network/* ownNetwork */.Jt)(containers.inspect, mountinfo());
    const name = `slipway-test-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`;
    const lines = [];
    const onLine = (line) => {
        if (lines.push(line) > SHOWN)
            lines.shift();
    };
    let problem;
    try {
        await containers.create({
            name,
            image: at.image,
            platform: at.platform,
            env: test.env,
            command: test.command,
            ports: portsOf(conditions),
            network,
            labels: { 'slipway.run': (0,external_node_path_.basename)(folder) },
        });
        const { timeout } = test;
        problem = await watch({ name, containers, conditions, timeout, network, signal, onLine, now, sleep, log });
    }
    finally {
        // Without the signal: even a cancelled job leaves no container for the post step. If the removal fails, the test's
        // result still counts.
        const kept = (error) => log.warning(`The container ${name} could not be removed: ${(0,errors/* messageOf */.bD)(error)}`);
        await (0,any_engine/* patientEngine */._)(socket).removeContainer(name).catch(kept);
    }
    if (problem === undefined)
        return;
    if (lines.length > 0)
        log.info(`The container's last lines:\n${lines.join('\n')}`);
    throw new errors/* ActionError */.lZ('TEST_FAILED', `container-test failed: the container ${problem}`, {
        output: lines.length === 0 ? ['The container had no output.'] : lines.slice(-TAIL),
        hint: 'To try it locally: `docker build -t image .`, then `docker run --rm image`.',
    });
}

// EXTERNAL MODULE: ./lib/host/errno.js
var errno = __webpack_require__(69706);
// EXTERNAL MODULE: ./lib/host/text/shell-quote.js
var shell_quote = __webpack_require__(90671);
// EXTERNAL MODULE: ./lib/gates/scan/packages.js
var scan_packages = __webpack_require__(35019);
// EXTERNAL MODULE: ./lib/event/context.js
var context = __webpack_require__(13051);
// EXTERNAL MODULE: ./lib/inputs/gates/scan.js
var scan = __webpack_require__(8245);
;// CONCATENATED MODULE: ./lib/gates/scan/sarif.js


/**
 * The findings of a SARIF report, the worst first; undefined if the text is not one. SARIF has no severity such as
 * `critical`: scanners put it into a tag of the rule, the message, or a score.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
function findingsOf(text) {
    const runs = (0,context.at)(parse(text), 'runs');
    if (!Array.isArray(runs))
        return undefined;
    const findings = runs.flatMap(run => {
        const rules = new Map(listAt(run, 'tool', 'driver', 'rules').map(rule => [(0,context.at)(rule, 'id'), rule]));
        return listAt(run, 'results').map(result => findingOf(result, rules.get((0,context.at)(result, 'ruleId'))));
    });
    return findings.sort((a, b) => rank(a) - rank(b));
}
function findingOf(result, rule) {
    const message = String((0,context.at)(result, 'message', 'text') ?? '');
    const tags = listAt(rule, 'properties', 'tags').map(String);
    const severity = severityIn(tags.join(' ')) ??
        severityIn(/severity\s*:\s*(\w+)/i.exec(message)?.[1] ?? /^an? (\w+) vulnerability/i.exec(message)?.[1] ?? '') ??
        byScore(Number((0,context.at)(rule, 'properties', 'security-severity') ?? 0));
    // Trivy and Docker Scout put it in the message, grype in the rule's help.
    const lines = `${message}\n${String((0,context.at)(rule, 'help', 'text') ?? '')}`;
    const [, ofPackage = '', ofVersion = ''] = /\bin \S+ package: (\S+?),? version (\S+)/i.exec(message) ?? [];
    const field = (names) => lineIn(lines, names).replace(/^(?:none|n\/a|not fixed)$/i, '');
    return {
        id: String((0,context.at)(result, 'ruleId') ?? ''),
        severity,
        text: shortened(message),
        name: ofPackage || field('package'),
        version: ofVersion || field('installed version|version'),
        fixed: field('fixed version|fix version|fixed in'),
    };
}
/** The value of a line `Name: value`, shortened; names are alternatives. */
function lineIn(text, names) {
    const [, value = ''] = new RegExp(`^[ \\t]*(?:${names})[ \\t]*:[ \\t]*(.*)$`, 'im').exec(text) ?? [];
    return value.trim().slice(0, 100).toWellFormed();
}
function severityIn(words) {
    const found = words.toLowerCase().split(/\W+/);
    const known = scan/* SEVERITIES */.o.find(severity => found.includes(severity));
    return known ?? (found.some(word => word === 'unknown' || word === 'unspecified') ? 'unknown' : undefined);
}
/** GitHub's bands for a `security-severity`. */
function byScore(score) {
    if (score >= 9)
        return 'critical';
    if (score >= 7)
        return 'high';
    if (score >= 4)
        return 'medium';
    return score > 0 ? 'low' : 'unknown';
}
/** Without repeated facts and links. */
function shortened(message) {
    const lines = message.split('\n').map(line => line.trim());
    const kept = lines.filter(line => line !== '' && !/^(?:severity|link|vulnerability)\b/i.test(line));
    return kept.join(', ').slice(0, 200).toWellFormed();
}
function rank({ severity }) {
    return severity === 'unknown' ? scan/* SEVERITIES */.o.length : scan/* SEVERITIES */.o.indexOf(severity);
}
function listAt(json, ...path) {
    const value = (0,context.at)(json, ...path);
    return Array.isArray(value) ? value : [];
}
function parse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./lib/host/tool-messages.js
var tool_messages = __webpack_require__(77767);
;// CONCATENATED MODULE: ./lib/gates/scan/scanners.js


/** Trivy's errors exit with 1, and a crash of any Go program with 2. */
const TRIVY_FOUND = 10;
/**
 * The scanners' command lines. Each names the image's location explicitly, since scanners would otherwise fall back to
 * a registry, where the name may mean another image.
 *
 * @see https://trivy.dev/latest/docs/references/configuration/cli/trivy_image/
 * @see https://github.com/anchore/grype#readme (exit code 2 since 0.92.0, before that 1 as for every error)
 * @see https://docs.docker.com/reference/cli/docker/scout/cves/
 */
const KNOWN = {
    trivy: {
        command: (target, { threshold, ignoreUnfixed, sarif }) => ({
            command: 'trivy',
            args: [
                'image',
                '--no-progress',
                `--severity=${listed(threshold, 'unknown').toUpperCase()}`,
                ...(ignoreUnfixed ? ['--ignore-unfixed'] : []),
                `--exit-code=${TRIVY_FOUND}`,
                '--format=sarif',
                `--output=${sarif}`,
                ...(target.kind === 'engine' ? ['--image-src=docker', target.image] : [`--input=${target.path}`]),
            ],
        }),
        found: ({ code }) => code === TRIVY_FOUND,
    },
    grype: {
        command: (target, { threshold, ignoreUnfixed, sarif }) => ({
            command: 'grype',
            args: [
                target.kind === 'engine' ? `docker:${target.image}` : `docker-archive:${target.path}`,
                `--fail-on=${threshold.lowest}`,
                ...(ignoreUnfixed ? ['--only-fixed'] : []),
                '--output=table',
                `--output=sarif=${sarif}`,
            ],
        }),
        found: ({ code, stdout, stderr }) => code === 2 || (code === 1 && (0,tool_messages/* says */.FA)(stdout + stderr, 'vulnerable')),
    },
    'docker-scout': {
        command: (target, { threshold, ignoreUnfixed, sarif }) => ({
            command: 'docker',
            args: [
                'scout',
                'cves',
                '--exit-code',
                `--only-severity=${listed(threshold, 'unspecified')}`,
                ...(ignoreUnfixed ? ['--only-fixed'] : []),
                '--format=sarif',
                `--output=${sarif}`,
                target.kind === 'engine' ? `local://${target.image}` : `archive://${target.path}`,
            ],
        }),
        found: ({ code }) => code === 2,
    },
};
function scanCommand(scanner, target, options) {
    return KNOWN[scanner].command(target, options);
}
/** How a scanner ended. Without a report there was no scan, whatever the exit code. */
function outcomeOf(scanner, result, hasReport) {
    if (scanner === 'docker-scout' && result.code !== 0 && (0,tool_messages/* says */.FA)(result.stderr, 'scoutMissing'))
        return 'missing';
    if (!hasReport)
        return 'broken';
    if (result.code === 0)
        return 'passed';
    return KNOWN[scanner].found(result) ? 'found' : 'broken';
}
/** The severities that count, for a scanner that takes a list. `negligible` is `low` to them. */
function listed({ lowest, unknown }, nameOfUnknown) {
    const all = scan/* SEVERITIES */.o.slice(0, scan/* SEVERITIES */.o.indexOf(lowest) + 1).filter(severity => severity !== 'negligible');
    return [...all, ...(unknown ? [nameOfUnknown] : [])].join(',');
}
/** Whether a finding fails the scan. */
function counts(severity, { lowest, unknown }) {
    return severity === 'unknown' ? unknown : scan/* SEVERITIES */.o.indexOf(severity) <= scan/* SEVERITIES */.o.indexOf(lowest);
}

;// CONCATENATED MODULE: ./lib/gates/scan/scan.js








/** Limits: findings in the log, findings in the error, and lines of a broken scanner's output. */
const LISTED = 100;
const NAMED = 10;
const scan_TAIL = 20;
/** `scan` as gates, one per scanner. */
function scanGates(specs, ports) {
    return specs.map(spec => ({
        name: spec.kind === 'scanner' ? spec.scanner : 'scan',
        kind: 'scan',
        platform: undefined,
        timeout: undefined,
        continueOnError: false,
        // Docker Scout uses Docker Hub with the user's login.
        credentials: spec.kind === 'scanner' && spec.scanner === 'docker-scout',
        run: given => {
            const at = { ...given, env: { ...given.env, ...ports.engineEnv } };
            return spec.kind === 'scanner' ? runScanner(spec, at, ports) : runCommand(spec, at, ports);
        },
    }));
}
async function runScanner(spec, at, { reports, installTrivy }) {
    const { scanner, threshold, version } = spec;
    const program = version === undefined ? undefined : await installed(version, spec, at, installTrivy);
    if (program === NOT_INSTALLED)
        return;
    const sarif = await reports.place(scanner, at.platform);
    const target = at.several ? await saved(at) : { kind: 'engine', image: at.image };
    const known = scanCommand(scanner, target, { ...spec, sarif });
    const ended = await execute(program === undefined ? known : { ...known, command: program }, at);
    const report = reports.read(sarif) ?? '';
    const findings = findingsOf(report);
    if (findings !== undefined) {
        reports.scanned({ scanner, platform: at.platform, path: sarif, report, packages: (0,scan_packages/* byPackage */.yk)(findings) });
    }
    for (const finding of (findings ?? []).slice(0, LISTED))
        at.log.info(scan_inWords(finding));
    if ((findings?.length ?? 0) > LISTED)
        at.log.info(`… and ${findings.length - LISTED} more, in ${sarif}`);
    const outcome = ended === 'missing' ? ended : outcomeOf(scanner, ended, findings !== undefined);
    if (outcome === 'passed')
        annotate((0,scan_packages/* byPackage */.yk)(findings ?? []), { scanner, fails: () => false }, at);
    if (outcome === 'found') {
        const fails = ({ severity }) => counts(severity, threshold);
        const failing = (findings ?? []).filter(fails);
        annotate((0,scan_packages/* byPackage */.yk)(findings ?? []), { scanner, fails }, at);
        const what = `${failing.length || 'something'} of severity ${threshold.lowest}${threshold.lowest === 'critical' ? '' : ' or worse'}`;
        throw new errors/* ActionError */.lZ('SCAN_FAILED', [`${scanner} found ${what}`, ...namedIn(failing)].join('\n'));
    }
    if (ended === 'missing' || outcome === 'missing')
        notScanned(missing(scanner), spec, at);
    else if (outcome === 'broken')
        notScanned(broken(scanner, ended), spec, at);
}
const NOT_INSTALLED = Symbol('the network did not give it');
/**
 * Installed just before use, so that no gate could change it. Anything but the known release fails the scan in any
 * case.
 */
async function installed(version, spec, at, install) {
    try {
        return await install(version, at.folder);
    }
    catch (error) {
        if (!(error instanceof errors/* ActionError */.lZ) || !['NETWORK_ERROR', 'NOT_FOUND'].includes(error.code))
            throw error;
        notScanned({ problem: `trivy ${version} could not be downloaded: ${error.message}` }, spec, at);
        return NOT_INSTALLED;
    }
}
/** The shell's exit codes for a command that is missing or cannot be run. */
const NO_COMMAND = [126, 127];
async function runCommand(spec, at, { reports }) {
    const sarif = await reports.place('scan', at.platform);
    const script = (0,external_node_path_.join)(at.folder, 'scan.sh');
    await (0,promises_.writeFile)(script, spec.script, { mode: 0o600 });
    const command = { command: 'bash', args: ['--noprofile', '--norc', '-euo', 'pipefail', script] };
    const ended = await execute(command, { ...at, env: { ...at.env, SARIF_FILE: sarif } });
    const report = reports.read(sarif) ?? '';
    const findings = findingsOf(report);
    if (findings !== undefined) {
        const packages = (0,scan_packages/* byPackage */.yk)(findings);
        reports.scanned({ scanner: 'scan', platform: at.platform, path: sarif, report, packages });
    }
    if (ended === 'missing' || NO_COMMAND.includes(ended.code))
        return notScanned(missing('scan'), spec, at);
    if (ended.code === null)
        return notScanned(broken('scan', ended), spec, at);
    const isFailed = ended.code !== 0;
    annotate((0,scan_packages/* byPackage */.yk)(findings ?? []), { scanner: 'scan', fails: () => isFailed }, at);
    if (isFailed)
        throw new errors/* ActionError */.lZ('SCAN_FAILED', `the scan failed with exit code ${ended.code}`, { output: tailOf(ended) });
}
/** Packages with an annotation. */
const ANNOTATED = 10;
/** Of those, errors: the runner shows ten per step, and the failure of the step is one. */
const ERRORS = 9;
/**
 * Annotates the worst packages with the versions that fix them: as errors if they fail the scan, else as notices, since
 * nobody has to act on them for this run.
 */
function annotate(packages, { scanner, fails }, { log, platform, several }) {
    const where = several ? ` on ${platform}` : '';
    for (const [index, one] of packages.slice(0, ANNOTATED).entries()) {
        const level = !fails(one) ? 'notice' : index < ERRORS ? 'error' : 'warning';
        log[level](`${scanner}${where}: ${(0,scan_packages/* packageInWords */.dq)(one)}`);
    }
}
/** The tested platform as an archive: with several platforms in the engine, scanners find only one, or pull another. */
async function saved(at) {
    const path = (0,external_node_path_.join)(at.folder, 'image.tar');
    const ended = await execute({ command: 'docker', args: ['image', 'save', `--platform=${at.platform}`, `--output=${path}`, at.image] }, at);
    if (ended !== 'missing' && ended.code === 0)
        return { kind: 'archive', path };
    throw new errors/* ActionError */.lZ('SCAN_FAILED', `the image for ${at.platform} could not be saved for the scan`, {
        output: tailOf(ended),
        hint: 'Docker Engine 28 or later can save one platform of several.',
    });
}
/** Prints the command and runs it. 'missing': there is no such command. */
async function execute({ command, args }, at) {
    const { env, workspace, signal, log } = at;
    const show = (line) => log.info(line);
    log.info(`$ ${[command, ...args].map(shellWord).join(' ')}`);
    try {
        const ended = await at.run(command, args, { env, cwd: workspace, signal, onStdout: show, onStderr: show });
        signal.throwIfAborted();
        return ended;
    }
    catch (error) {
        if (error instanceof errors/* ActionError */.lZ && (0,errno/* errnoOf */.U)(error.cause) === 'ENOENT')
            return 'missing';
        throw error;
    }
}
function missing(name) {
    return { problem: `${name} is not installed`, fix: 'Install it in a step before this one. ' };
}
function broken(name, ended) {
    return { problem: `${name} failed to run${how(ended)}, so the image was not scanned`, output: tailOf(ended) };
}
/** A scan that did not happen fails the gate, unless `scan-required` is false. */
function notScanned({ problem, fix = '', output = [] }, { required }, { log }) {
    if (!required)
        return log.warning(`${problem}. \`scan-required\` is false, so this does not fail the step.`);
    throw new errors/* ActionError */.lZ('SCAN_FAILED', problem, {
        output,
        hint: `${fix}\`scan-required: false\` makes this a warning.`,
    });
}
function how(ended) {
    if (ended.code === null)
        return ` (${ended.signal})`;
    return ended.code === 0 ? ' (it wrote no report)' : ` (exit code ${ended.code})`;
}
function tailOf(ended) {
    if (ended === 'missing')
        return [];
    const lines = `${ended.stdout}\n${ended.stderr}`.split('\n').filter(line => line.trim() !== '');
    return lines.slice(-scan_TAIL);
}
function namedIn(findings) {
    const rest = findings.length - NAMED;
    return [...findings.slice(0, NAMED).map(scan_inWords), ...(rest > 0 ? [`… and ${rest} more`] : [])];
}
function scan_inWords({ severity, id, text }) {
    return `${severity} ${id} ${text}`.trim();
}
function shellWord(word) {
    return /^[\w@%+=:,./-]+$/.test(word) ? word : (0,shell_quote/* shellQuote */.Z)(word);
}

// EXTERNAL MODULE: ./lib/host/files/make-folder.js
var make_folder = __webpack_require__(6351);
;// CONCATENATED MODULE: ./lib/gates/scan/scan-reports.js




/** @param tell gets the path of the only report, or of the folder once there are several */
function createScanReports(runnerTemp, tell, scanned) {
    const folder = (0,external_node_path_.join)(runnerTemp, `slipway-scan-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`);
    const written = new Set();
    return {
        scanned,
        async place(scanner, platform) {
            await (0,make_folder/* makeFolder */.f)(folder);
            return (0,external_node_path_.join)(folder, `${scanner}-${platform.replace(/[^\w.-]+/g, '-')}.sarif`);
        },
        read(path) {
            const text = (0,read_if_there/* readIfThere */.q)(path);
            if (text === undefined || text.trim() === '')
                return undefined;
            tell(written.add(path).size > 1 ? folder : path);
            return text;
        },
    };
}

;// CONCATENATED MODULE: ./lib/gates/built-in.js




/** `container-test`. */
function containerTests({ containerTest }, ports) {
    if (containerTest === undefined)
        return [];
    const { folder, now, sleep, socket = '' } = ports;
    const mountinfo = () => (0,read_if_there/* readIfThere */.q)('/proc/self/mountinfo') ?? '';
    return [containerTestGate(containerTest, { socket, folder, mountinfo, now, sleep })];
}
/** `scan`. */
function scans({ scan }, { socket, runnerTemp, onReport, onScanned, installTrivy }) {
    const reports = createScanReports(runnerTemp, onReport, onScanned);
    const engineEnv = socket === undefined ? {} : { DOCKER_HOST: `unix://${socket}` };
    return scanGates(scan, { reports, engineEnv, installTrivy });
}

;// CONCATENATED MODULE: ./lib/gates/list.js


/** All gates of the inputs, in the order in which they run: quick and informative ones first. */
function gatesOf(inputs, ports) {
    return [
        ...containerTests(inputs, ports),
        ...(inputs.test === '' ? [] : [scriptGate(testEntry(inputs.test), 'test')]),
        ...inputs.gates.filter(({ once }) => !once).map(entry => scriptGate(entry)),
        ...scans(inputs, ports),
    ];
}
/** Whether a script uses the image as an OCI layout. Creating one takes seconds if the build made none. */
function wantsLayout({ test, gates, scan }) {
    const scripts = scan.map(spec => (spec.kind === 'command' ? spec.script : ''));
    const own = gates.filter(({ once }) => !once).map(({ run }) => run);
    return [test, ...own, ...scripts].some(script => script.includes('OCI_LAYOUT'));
}
function testEntry(run) {
    const rest = { platform: undefined, timeout: undefined, continueOnError: false, credentials: false };
    return { name: 'test', run, ...rest, targets: [], once: false };
}

// EXTERNAL MODULE: ./lib/oci/platforms.js
var oci_platforms = __webpack_require__(49537);
;// CONCATENATED MODULE: ./lib/gates/platforms.js



/**
 * Which gate runs on which of the image's platforms: the one that it names, else this machine's or all. An image
 * without this machine's platform is tested on its first one.
 *
 * @param built the platforms of the loaded image, at least one
 * @param native this machine's
 * @throws ActionError INPUT_INVALID when a gate names a platform that the image lacks.
 */
function planGates(gates, built, native, mode) {
    const own = built.find(platform => (0,oci_platforms/* samePlatform */.my)(platform, native)) ?? built[0] ?? native;
    const general = mode === 'all' ? [own, ...built.filter(platform => platform !== own)] : [own];
    return gates.flatMap(gate => {
        if (gate.platform === undefined)
            return general.map(platform => ({ gate, platform }));
        const wanted = gate.platform;
        const found = built.find(platform => (0,oci_platforms/* samePlatform */.my)(platform, wanted));
        if (found !== undefined)
            return [{ gate, platform: found }];
        throw new errors/* ActionError */.lZ('INPUT_INVALID', `${whatOf(gate)} should run on ${wanted}, but the image here is for ${built.join(', ')}`, {
            hint: `Add ${wanted} to \`platforms\`, or remove it from the gate. An engine with the classic image store holds one platform only.`,
        });
    });
}

// EXTERNAL MODULE: ./lib/host/variables/docker.js
var docker = __webpack_require__(85358);
// EXTERNAL MODULE: ./lib/inputs/several/entries.js
var entries = __webpack_require__(49814);
;// CONCATENATED MODULE: ./lib/gates/clean-up.js



async function caught(work) {
    return work().then(() => undefined, (error) => ({ error }));
}
/**
 * Cleans up after a gate: each part is tried even if another fails. Never throws.
 *
 * @param folder of the gate
 * @returns the first failure, and whether the logins are exposed: then no other gate may run
 */
async function cleanUp(gate, folder, { config, log, tidy }) {
    const shown = gate.credentials ? await caught(() => config.hide()) : undefined;
    const left = await caught(() => (0,run_folder/* removeFolder */.v$)(folder));
    const untidy = await caught(async () => {
        for (const name of await tidy())
            log.info(`Removed container ${name}, which ${whatOf(gate)} left behind.`);
    });
    const all = [
        clean_up_inWords(`the credentials could not be hidden again after ${whatOf(gate)}`, shown),
        clean_up_inWords(`the folder of ${whatOf(gate)} could not be removed`, left),
        clean_up_inWords(`the containers of ${whatOf(gate)} could not be removed`, untidy),
    ].filter(each => each !== undefined);
    for (const { error } of all)
        log.info(error.message);
    return { first: all[0], isExposed: shown !== undefined };
}
function clean_up_inWords(problem, thrown) {
    if (thrown === undefined)
        return undefined;
    const error = (0,errors/* exhaustion */.to)(thrown.error) ?? thrown.error;
    const { code = 'ENGINE_FAILED', hint } = error instanceof errors/* ActionError */.lZ ? error : {};
    const message = `${problem}: ${(0,errors/* messageOf */.bD)(error)}`;
    return { error: new errors/* ActionError */.lZ(code, message, { ...(hint !== undefined && { hint }), cause: error }) };
}

;// CONCATENATED MODULE: ./lib/gates/run-gates.js










/**
 * Runs the gates one after the other, without any login, up to the first that fails.
 *
 * @returns the results, and the failure: ActionError TEST_FAILED, or CANCELLED when the job was
 */
async function runGates(planned, ports) {
    const results = [];
    let failure;
    await ports.config.hide();
    for (const { gate, platform } of planned) {
        const { name } = gate;
        if (failure !== undefined) {
            results.push({ image: ports.name, name, platform, verdict: 'not run', ms: 0, note: '' });
            continue;
        }
        const start = ports.now();
        const { error, isExposed } = await run_gates_outcomeOf(gate, platform, ports);
        const ms = ports.now() - start;
        const isFatal = error !== undefined && (!gate.continueOnError || error.code === 'CANCELLED' || isExposed);
        const verdict = error === undefined ? 'passed' : isFatal ? 'failed' : 'warning';
        results.push({ image: ports.name, name, platform, verdict, ms, note: error?.message ?? '' });
        if (isFatal)
            failure = error.code === 'CANCELLED' ? error : fatal(gate, error);
        else if (error === undefined)
            ports.log.info(`✓ ${name} passed${ofImage(ports)} on ${platform} in ${(0,seconds/* inSeconds */.F)(ms)}`);
        else
            ports.log.warning([tolerated(error), ...error.output].join('\n'));
    }
    return { results, failure };
}
function ofImage({ name }) {
    return name === '' ? '' : ` (${name})`;
}
async function run_gates_outcomeOf(gate, platform, ports) {
    const where = `${ofImage(ports)}${(0,oci_platforms/* samePlatform */.my)(platform, ports.native) ? '' : ` on ${platform}`}`;
    const title = gate.kind === 'test' ? 'Test' : `Gate: ${gate.name}`;
    const folder = (0,external_node_path_.join)(ports.folder, `gate-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`);
    const { thrown, isExposed } = await ports.timed(`${gate.name}${where}`, () => ports.log.group(`${title}${where}`, async () => {
        const own = await caught(() => runOne(gate, platform, folder, ports));
        const { first, isExposed } = await cleanUp(gate, folder, ports);
        return { thrown: own ?? first, isExposed };
    }));
    if (thrown === undefined)
        return { error: undefined, isExposed };
    if (ports.signal.aborted) {
        return { error: new errors/* ActionError */.lZ('CANCELLED', `cancelled while ${whatOf(gate)} ran`), isExposed };
    }
    return { error: placed(thrown.error, where), isExposed };
}
async function runOne(gate, platform, folder, ports) {
    const { image, digest, layout, several, workspace, run, log, config } = ports;
    const tooLong = new AbortController();
    const timer = gate.timeout === undefined ? undefined : setTimeout(() => tooLong.abort(), gate.timeout);
    const signal = AbortSignal.any([ports.signal, tooLong.signal]);
    try {
        await (0,promises_.mkdir)(folder, { mode: 0o700 });
        if (gate.credentials)
            await config.show();
        const env = { ...(gate.credentials ? config.env : ports.env), ...imageEnv(platform, ports) };
        const thrown = await caught(() => gate.run({ image, digest, platform, several, layout, env, folder, workspace, signal, run, log }));
        if (tooLong.signal.aborted && !ports.signal.aborted)
            throw overdue(gate, thrown?.error);
        if (thrown !== undefined)
            throw thrown.error;
    }
    finally {
        clearTimeout(timer);
    }
}
function imageEnv(platform, ports) {
    const { image, images, digest, layout, native, env } = ports;
    if (images !== undefined)
        return imagesEnv(images);
    // If it is not this machine's own, `docker run` needs the platform.
    const choose = !(0,oci_platforms/* samePlatform */.my)(platform, native) || (0,docker/* dockerVariables */.G)(env).hasDefaultPlatform;
    return {
        IMAGE: image,
        IMAGE_DIGEST: digest,
        IMAGE_PLATFORM: platform,
        ...(layout !== undefined && { OCI_LAYOUT: layout }),
        ...(choose && { DOCKER_DEFAULT_PLATFORM: platform }),
    };
}
/** Any gate's error, with the platform that it ran on. */
function placed(thrown, where) {
    // A full disk is not the image's fault.
    const error = (0,errors/* exhaustion */.to)(thrown) ?? thrown;
    if (!(error instanceof errors/* ActionError */.lZ))
        return new errors/* ActionError */.lZ('TEST_FAILED', (0,errors/* messageOf */.bD)(error), { cause: error });
    return reworded(error, afterFirstLine(error.message, where));
}
/** `IMAGES`, as JSON by name, and one variable per image, such as `IMAGE_API` for `api`. */
function imagesEnv(images) {
    const all = Object.fromEntries(images.map(({ name, image }) => [name, image]));
    const each = images.map(({ name, image }) => [`IMAGE_${(0,entries/* variableOf */.Qn)(name)}`, image]);
    return { IMAGES: JSON.stringify(all), ...Object.fromEntries(each) };
}
function overdue(gate, error) {
    const output = error instanceof errors/* ActionError */.lZ ? error.output : [];
    const message = `${whatOf(gate)} timed out after ${(gate.timeout ?? 0) / 1000} s`;
    return new errors/* ActionError */.lZ('TEST_FAILED', message, { output });
}
function tolerated({ message }) {
    return afterFirstLine(message, '; ignored because `continue-on-error` is set');
}
function fatal(gate, error) {
    // Not by its reference: the image is in no registry, and post removes it from this engine.
    const locally = 'To try it locally: `docker build -t image .`, then run the script with IMAGE=image.';
    const isScript = gate.kind === 'test' || gate.kind === 'gate';
    const message = afterFirstLine(error.message, '; nothing was published');
    return reworded(error, message, isScript && error.code === 'TEST_FAILED' ? locally : error.hint);
}
function reworded(error, message, hint = error.hint) {
    const { code, output } = error;
    return new errors/* ActionError */.lZ(code, message, { ...(hint !== undefined && { hint }), output, cause: error });
}
/** A scan's findings are on the lines below. */
function afterFirstLine(text, more) {
    const [first, ...rest] = text.split('\n');
    return [`${first}${more}`, ...rest].join('\n');
}

// EXTERNAL MODULE: ./lib/host/variables/runner.js
var runner = __webpack_require__(46744);
// EXTERNAL MODULE: ./lib/inputs/wanted-gates.js
var wanted_gates = __webpack_require__(14203);
// EXTERNAL MODULE: ./lib/runner/child-env.js
var child_env = __webpack_require__(30994);
// EXTERNAL MODULE: ./lib/run/workbench.js
var workbench = __webpack_require__(78636);
;// CONCATENATED MODULE: ./lib/run/gating.js

















/**
 * Runs the gates of every image, one image after the other, and reports the results.
 *
 * @returns for each image, the manifests that its gates ran on
 * @throws ActionError as `gate`, at the first image that does not pass: nothing is published then.
 */
async function gateAll(ready, built) {
    const tested = [];
    const images = (0,workbench/* eachImage */.Ne)(ready).map((image, at) => ({ ...image, built: built[at] }));
    for (const image of images)
        tested.push(await gate(image));
    const seen = images.map((_, at) => new Map(tested[at].map(manifest => [manifest.digest, manifest])));
    for (const entry of onceIn(images.map(image => image.job.inputs))) {
        for (const { image, manifest } of await gateOnce(entry, images, ready)) {
            seen[images.indexOf(image)].set(manifest.digest, manifest);
        }
    }
    return seen.map(manifests => [...manifests.values()]);
}
/** The gates with `once`, from all images' inputs. */
function onceIn(all) {
    const entries = all.flatMap(inputs => inputs.gates.filter(({ once }) => once));
    return [...new Map(entries.map(entry => [JSON.stringify(entry), entry])).values()];
}
/**
 * Runs a gate once for all of its images. Afterwards each is compared with the image to publish.
 *
 * @returns the manifests that it ran on: of each image, that of the engine's own platform
 * @throws ActionError as `gate`
 */
async function gateOnce(entry, all, ready) {
    const { job, folder, report, machine, bench } = ready;
    const isFor = (image) => onceIn([image.job.inputs]).some(one => (0,external_node_util_.isDeepStrictEqual)(one, entry));
    const images = all.filter(isFor);
    if (images.length === 0)
        return [];
    const { engine, docker } = bench;
    const named = await Promise.all(images.map(async ({ bench: { names, targets }, built }) => {
        const { local = '' } = built;
        const { id, platforms } = await (0,build_tested/* loadedImage */.j)(built, engine);
        await folder.note({ kind: 'containers', image: local });
        const tidy = await watchContainers((0,any_engine/* anyEngine */.F)(machine), local, { id, name: (0,workbench/* theOnly */.Iy)(names).local });
        const own = platforms.filter(({ platform }) => (0,oci_platforms/* samePlatform */.my)(platform, engine.platform));
        return { name: (0,workbench/* theOnly */.Iy)(targets.images).image.name, image: local, id, tidy, own };
    }));
    const { results, failure } = await runGates([{ gate: scriptGate(entry), platform: engine.platform }], {
        ...machine,
        ...{ name: '', image: '', digest: '', images: named, several: false, layout: undefined },
        native: engine.platform,
        env: (0,child_env/* childEnv */.gf)(machine.env),
        config: docker,
        folder: folder.path,
        workspace: job.context.workspace,
        tidy: async () => (await Promise.all(named.map(({ tidy }) => tidy()))).flat(),
        timed: report.timed,
    });
    const hasRun = results.some(({ verdict }) => verdict !== 'not run');
    const digestsOf = (manifests) => manifests.map(({ digest }) => digest);
    report.gated(results, hasRun ? named.map(({ name, own }) => ({ image: name, digests: digestsOf(own) })) : []);
    if (failure !== undefined)
        throw failure;
    for (const [at, { built }] of images.entries()) {
        await (0,build_tested/* loadedImage */.j)(built, engine).catch(async (error) => {
            await takeBack(named[at].image, named[at].id, engine);
            throw error;
        });
    }
    return hasRun ? images.flatMap((image, at) => named[at].own.map(manifest => ({ image, manifest }))) : [];
}
/**
 * Runs every gate on the built image, and reports the results. Before and after, the image in the engine is compared
 * with the one to publish.
 *
 * @returns the manifests that the gates ran on; empty when there are no gates
 * @throws ActionError TEST_FAILED, DIGEST_MISMATCH when the gates saw other bytes, ENGINE_FAILED, INPUT_INVALID,
 *   CANCELLED. Nothing is published then.
 */
async function gate(image) {
    const { job, folder, report, machine, bench, built } = image;
    const { inputs, context } = job;
    const { engine, docker } = bench;
    const { local, result } = built;
    if (local === undefined || !(0,wanted_gates/* hasGates */.x)(inputs))
        return [];
    const { name } = (0,workbench/* theOnly */.Iy)(bench.targets.images).image;
    const scans = [];
    const gates = gatesOf(inputs, {
        ...machine,
        socket: engine.endpoint.socket,
        folder: folder.path,
        runnerTemp: context.runnerTemp,
        onReport: path => report.add({ 'sarif-file': path }),
        onScanned: scan => scans.push(scan),
        installTrivy: async (version, to) => {
            const { trivyForRun } = await __webpack_require__.e(/* import() */ 695).then(__webpack_require__.bind(__webpack_require__, 60695));
            const { toolCache } = (0,runner/* runnerVariables */.G)(machine.env);
            return trivyForRun(version, to, inputs.retry, { ...machine, env: (0,child_env/* childEnv */.gf)(machine.env), toolCache });
        },
    });
    const { id, platforms } = await (0,build_tested/* loadedImage */.j)(built, engine);
    const names = platforms.map(({ platform }) => platform);
    const planned = planGates(gates, names, engine.platform, inputs.gatePlatforms);
    // Before the first container of the image, including probes. A scanner only reads the image.
    await folder.note({ kind: 'containers', image: local });
    const inContainers = planned.filter(({ gate: { kind } }) => kind !== 'scan');
    await requireAll(inContainers, local, image);
    const layout = await layoutFor(image);
    const own = bench.sources.length === 0 ? { id, name: (0,workbench/* theOnly */.Iy)(bench.names).local } : undefined;
    const { results, failure } = await runGates(planned, {
        ...machine,
        name,
        image: local,
        digest: result.digest ?? '',
        // Engines before Docker 28 do not list platforms.
        several: platforms.length > 1 || inputs.build.platforms.length > 1,
        layout,
        native: engine.platform,
        env: (0,child_env/* childEnv */.gf)(machine.env),
        config: docker,
        folder: folder.path,
        workspace: context.workspace,
        tidy: await watchContainers((0,any_engine/* anyEngine */.F)(machine), local, own),
        timed: report.timed,
    });
    const seen = new Set(results.filter(({ verdict }) => verdict !== 'not run').map(({ platform }) => platform));
    const tested = platforms.filter(({ platform }) => seen.has(platform));
    const digests = tested.map(({ digest }) => digest);
    report.gated(results, [{ image: name, digests }]);
    report.scanned(scans.map(({ scanner, platform, packages }) => ({ scanner, platform, packages, image: name })));
    if (inputs.scanUpload && scans.length > 0) {
        const { uploadScans } = await __webpack_require__.e(/* import() */ 8192).then(__webpack_require__.bind(__webpack_require__, 98192));
        await uploadScans(scans, { image: name, context, token: inputs.githubToken, policy: inputs.retry }, machine);
    }
    if (failure !== undefined)
        throw failure;
    await (0,build_tested/* loadedImage */.j)(built, engine).catch(async (error) => {
        await takeBack(local, id, engine);
        throw error;
    });
    return tested;
}
/** Restores the run's name if the image still exists: the cleanup identifies it by that name. */
async function takeBack(local, id, engine) {
    await engine.any.tag(id, local).catch(() => { });
}
/** Foreign platforms must be emulated; each is tested once. */
async function requireAll(planned, image, { folder, machine, bench: { engine, docker } }) {
    const { run, signal } = machine;
    const platforms = planned.map(({ platform }) => platform);
    const foreign = new Set(platforms.filter(platform => !(0,oci_platforms/* samePlatform */.my)(platform, engine.platform)));
    for (const platform of foreign)
        await requirePlatform(platform, image, { run, signal, env: docker.env, folder: folder.path });
}
/** The build's own layout, or a new one if a script needs it. */
async function layoutFor({ job, folder, machine, bench, built }) {
    const { layout, local } = built;
    if (layout !== undefined || local === undefined || !wantsLayout(job.inputs))
        return layout;
    const { run, signal } = machine;
    const made = (0,external_node_path_.join)(folder.path, `layout-for-gates-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`);
    await saveLayout(local, made, { run, signal, env: bench.docker.env });
    return made;
}


/***/ })

};
