export const id = 695;
export const ids = [695];
export const modules = {

/***/ 60695:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  trivyForRun: () => (/* binding */ trivyForRun)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/host/machine.js
var host_machine = __webpack_require__(29491);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/files/copy-regular.js
var copy_regular = __webpack_require__(38620);
// EXTERNAL MODULE: ./lib/host/files/make-folder.js
var make_folder = __webpack_require__(6351);
// EXTERNAL MODULE: ./lib/host/text/last-line.js
var last_line = __webpack_require__(1833);
// EXTERNAL MODULE: ./lib/inputs/gates/trivy-releases.js
var trivy_releases = __webpack_require__(75693);
;// CONCATENATED MODULE: ./lib/gates/scan/install-trivy.js








const RELEASES = 'https://github.com/aquasecurity/trivy/releases/download';
const SYSTEMS = { linux: 'Linux', darwin: 'macOS' };
const MACHINES = {
    x64: '64bit',
    arm64: 'ARM64',
    arm: 'ARM',
    s390x: 's390x',
    ppc64: 'PPC64LE',
};
/** The archive's name in a release; undefined if there is none for the machine. */
function trivyArchive(version, platform, arch) {
    const [system, machine] = [SYSTEMS[platform], MACHINES[arch]];
    return system && machine && `trivy_${version}_${system}-${machine}.tar.gz`;
}
/**
 * A certain Trivy, verified by this repository's SHA-256: from the tool cache or downloaded. Anything unknown or
 * different is never run.
 *
 * @returns the path of the program
 * @throws ActionError SCAN_FAILED when it is unknown or its checksum differs, NETWORK_ERROR, NOT_FOUND
 */
async function installTrivy(version, ports) {
    const { platform, arch, folder, known = trivy_releases/* TRIVY_RELEASES */.e, log } = ports;
    const name = trivyArchive(version, platform, arch);
    const expected = name === undefined ? undefined : known[version]?.[name];
    if (name === undefined || expected === undefined)
        throw unknown(version, `${platform} on ${arch}`);
    const archive = (0,external_node_path_.join)(folder, name);
    const kept = ports.toolCache === '' ? '' : (0,external_node_path_.join)(ports.toolCache, 'slipway-trivy', name);
    if (!(await fromToolCache(kept, archive, expected, log))) {
        await download(`${ports.releases ?? RELEASES}/v${version}/${name}`, archive, expected, ports);
        log.info(`trivy ${version} was downloaded; its checksum matches`);
        if (kept !== '')
            await keep(archive, kept, log);
    }
    return unpack(archive, ports);
}
/** Every job on this machine can write there: the copy is verified and used. */
async function fromToolCache(kept, archive, expected, log) {
    const copy = kept === '' ? undefined : await (0,copy_regular/* copyRegular */.c)(kept, archive).catch(() => undefined);
    if (copy === undefined)
        return false;
    if (copy.sha256 === expected) {
        log.info('trivy was found in the tool cache; its checksum matches');
        return true;
    }
    log.warning(`trivy in the tool cache is not the released one (SHA-256 ${copy.sha256}, not ${expected}). Downloading it again.`);
    return false;
}
async function download(url, archive, expected, { downloads }) {
    const actual = await downloads.file(url, archive);
    if (actual === expected)
        return;
    await (0,promises_.rm)(archive, { force: true });
    throw new errors/* ActionError */.lZ('SCAN_FAILED', `the download from ${url} is not the expected trivy: its SHA-256 is ${actual}, not ${expected}`, {
        hint: 'It was not used. If it keeps happening, ask whoever runs that server or proxy.',
    });
}
async function unpack(archive, { run, env, signal, folder }) {
    const args = ['-xzf', archive, '-C', folder, '--no-same-owner', 'trivy'];
    const { code, stderr } = await run('tar', args, { env, signal, timeout: 120_000 });
    await (0,promises_.rm)(archive, { force: true });
    if (code !== 0)
        throw new errors/* ActionError */.lZ('SCAN_FAILED', `trivy could not be unpacked: ${(0,last_line/* lastLine */.f)(stderr)}`);
    const path = (0,external_node_path_.join)(folder, 'trivy');
    await (0,promises_.chmod)(path, 0o755);
    return path;
}
/** Atomically, so that no run finds half of it. If it cannot be kept, it is downloaded again next time. */
async function keep(archive, kept, log) {
    const draft = `${kept}.${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`;
    try {
        await (0,make_folder/* makeFolder */.f)((0,external_node_path_.dirname)(kept));
        await (0,promises_.copyFile)(archive, draft);
        await (0,promises_.rename)(draft, kept);
    }
    catch (error) {
        log.debug(`trivy was not put into the tool cache: ${(0,errors/* messageOf */.bD)(error)}`);
        await (0,promises_.rm)(draft, { force: true }).catch(() => { });
    }
}
function unknown(version, machine) {
    return new errors/* ActionError */.lZ('SCAN_FAILED', `no checksum of trivy ${version} for ${machine} is known, so it is not used`, {
        hint: 'Install trivy in a step before this one, and remove `scan-version`.',
    });
}

;// CONCATENATED MODULE: ./lib/gates/scan/trivy-for-run.js




/** Installs the Trivy of `scan-version` into a new folder in `folder`. @throws ActionError */
async function trivyForRun(version, folder, policy, machine) {
    const { run, log, signal, env, toolCache } = machine;
    const { createDownloads } = await __webpack_require__.e(/* import() */ 9098).then(__webpack_require__.bind(__webpack_require__, 29098));
    const downloads = createDownloads({ ...(0,host_machine/* retryPorts */.N)(machine), policy, signal, proxyEnv: env, onRetry: log.info });
    try {
        const place = { toolCache, folder: await (0,promises_.mkdtemp)((0,external_node_path_.join)(folder, 'trivy-')) };
        return await installTrivy(version, {
            run,
            log,
            env,
            signal,
            downloads,
            ...place,
            platform: process.platform,
            arch: process.arch,
        });
    }
    finally {
        downloads.close();
    }
}


/***/ }),

/***/ 38620:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ copyRegular)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51455);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(46466);
/* harmony import */ var _regular_file_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(30481);





/**
 * Copies a program out of a folder that others can write to, so that the copy that is checked is the one that is used.
 * Follows no symbolic link and never waits for a pipe.
 *
 * @returns the path of the copy, and its SHA-256 in hex
 * @throws Error if it is not a regular file
 */
async function copyRegular(from, to) {
    const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.open)(from, _regular_file_js__WEBPACK_IMPORTED_MODULE_4__/* .UNFOLLOWED */ .AC);
    try {
        if (!(await file.stat()).isFile())
            throw new Error(`${from} is not a file`);
        const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
        const body = file
            .createReadStream({ autoClose: false, highWaterMark: 1024 * 1024 })
            .on('data', chunk => hash.update(chunk));
        await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_3__.pipeline)(body, (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.createWriteStream)(to, { mode: 0o755 }));
        return { path: to, sha256: hash.digest('hex') };
    }
    finally {
        await file.close();
    }
}


/***/ })

};
