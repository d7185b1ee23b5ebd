export const id = 5410;
export const ids = [5410];
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

/***/ 5410:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   emulate: () => (/* binding */ emulate)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(79547);
/* harmony import */ var _host_retry_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(67460);
/* harmony import */ var _host_text_last_line_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(1833);
/* harmony import */ var _host_tool_messages_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(77767);
/* harmony import */ var _emulated_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(233);
/* harmony import */ var _qemu_probe_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9281);








/**
 * The image that docker/setup-qemu-action runs as well, in the release of docker/github-builder. It runs privileged,
 * possibly without an explicit request: never by a tag alone, which could move.
 */
const IMAGE = 'docker.io/tonistiigi/binfmt:qemu-v10.2.3-68@sha256:400a4873b838d1b89194d982c45e5fb3cda4593fbfd7e08a02e76b03b21166f0';
const BINFMT = '/proc/sys/fs/binfmt_misc';
/**
 * Registers emulators for other processors that cannot be run yet. Registrations are machine-wide and remain, as with
 * docker/setup-qemu-action: other jobs may rely on them.
 *
 * @throws ActionError EMULATION_FAILED when emulators were requested (not just needed) and cannot be registered
 */
async function emulate(needs, ports) {
    const { setting, engineIsHere, onEngine } = needs;
    if (setting === 'needed' && !(onEngine && engineIsHere))
        return;
    const wanted = wantedOf(needs);
    if (wanted.length === 0)
        return;
    const missing = engineIsHere ? await missingOf(wanted, ports) : wanted;
    if (missing.length === 0)
        return;
    try {
        const left = engineIsHere ? await registerHere(missing, ports) : missing;
        const installed = setting === 'all' ? ['all'] : left;
        if (left.length > 0)
            await installImage(needs.image || IMAGE, installed, { insist: setting !== 'needed', ports });
        ports.log.info(`Registered emulators for ${missing.join(', ')}; they stay installed on this machine`);
    }
    catch (error) {
        if (ports.signal.aborted || setting !== 'needed')
            throw error;
        ports.log.notice(`${missing.join(', ')} cannot be emulated on this machine: RUN steps for such platforms will fail (${(0,_host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)})`);
    }
}
/** Architectures other than the native one. */
function wantedOf({ setting, platforms, native }) {
    const all = setting === 'all' ? Object.keys(_emulated_js__WEBPACK_IMPORTED_MODULE_5__/* .PROCESSORS */ .mu) : setting === 'needed' ? platforms : setting;
    return [...new Set(all.map(_qemu_probe_js__WEBPACK_IMPORTED_MODULE_6__/* .architectureOf */ .N))].filter(name => name !== native && name !== 'local');
}
async function missingOf(wanted, ports) {
    const runs = await (0,_qemu_probe_js__WEBPACK_IMPORTED_MODULE_6__/* .runnable */ .a)(wanted, ports.folder, ports);
    return wanted.filter(architecture => runs.get(architecture) !== true);
}
/** Uses the static emulators installed here. Returns the architectures that could not be registered. */
async function registerHere(missing, ports) {
    const { binfmt = BINFMT, interpreters = '/usr/bin', log } = ports;
    const register = `${binfmt}/register`;
    for (const architecture of missing) {
        const processor = _emulated_js__WEBPACK_IMPORTED_MODULE_5__/* .PROCESSORS */ .mu[architecture];
        const interpreter = `${interpreters}/qemu-${processor?.qemu}-static`;
        if (processor === undefined || !(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(interpreter))
            continue;
        try {
            if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(register))
                await asRoot('mount -t binfmt_misc binfmt_misc "$1"', binfmt, '', ports);
            // An entry of the same name that does not work belongs to a removed emulator.
            const stale = `${binfmt}/qemu-${processor.qemu}`;
            if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(stale))
                await write(stale, '-1', ports);
            await write(register, (0,_emulated_js__WEBPACK_IMPORTED_MODULE_5__/* .registration */ .An)(processor, interpreter), ports);
        }
        catch (error) {
            log.debug(`${interpreter} was not registered: ${(0,_host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`);
        }
    }
    return missingOf(missing, ports);
}
async function write(path, text, ports) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)(path, text);
    }
    catch {
        await asRoot('cat > "$1"', path, text, ports);
    }
}
async function asRoot(script, path, input, { run, env, signal }) {
    const shell = ['sh', '-c', script, 'sh', path];
    const [command, ...args] = process.getuid?.() === 0 ? shell : ['sudo', '-n', ...shell];
    const { code, stderr } = await run(command, args, { env, signal, input, timeout: 30_000 });
    if (code !== 0)
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('EMULATION_FAILED', (0,_host_text_last_line_js__WEBPACK_IMPORTED_MODULE_7__/* .lastLine */ .f)(stderr) || `${command} exited with code ${code}`);
}
async function installImage(image, names, { insist, ports }) {
    const { run, log, env, signal, policy } = ports;
    if (!image.includes('@sha256:')) {
        log.notice(`\`qemu-image: ${image}\` runs privileged on this machine and is not pinned: add its digest (\`@sha256:…\`).`);
    }
    const attempt = async () => {
        const args = ['run', '--rm', '--privileged', image, '--install', names.join(',')];
        const { code, stderr } = await run('docker', args, { env, signal, timeout: 300_000 });
        if (signal.aborted)
            throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('CANCELLED', 'cancelled while emulators were being registered');
        if (code !== 0)
            throw unregistered(image, names, stderr || `the image exited with code ${code}`);
    };
    await (0,_host_retry_js__WEBPACK_IMPORTED_MODULE_3__/* .retry */ .L5)(attempt, {
        // Nobody asked for it, so it must not delay the build.
        policy: insist ? policy : { ...policy, retries: 0 },
        ports,
        signal,
        onRetry: event => log.notice((0,_host_retry_js__WEBPACK_IMPORTED_MODULE_3__/* .againLine */ .FC)(event)),
    });
}
function unregistered(image, names, stderr) {
    const errors = stderr.split('\n').flatMap(line => (0,_host_tool_messages_js__WEBPACK_IMPORTED_MODULE_4__/* .detailIn */ .j0)(line, 'containerError') ?? []);
    const why = errors.at(-1) ?? (0,_host_text_last_line_js__WEBPACK_IMPORTED_MODULE_7__/* .lastLine */ .f)(stderr);
    return new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('EMULATION_FAILED', `emulators for ${names.join(', ')} could not be registered: ${why}`, {
        hint: `Install qemu-user-static on the runner, or let it pull ${image} and run it privileged.`,
        verdict: (0,_host_tool_messages_js__WEBPACK_IMPORTED_MODULE_4__/* .troubleVerdict */ .bd)(why),
    });
}


/***/ })

};
