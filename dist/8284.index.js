export const id = 8284;
export const ids = [8284];
export const modules = {

/***/ 38284:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   installBuildx: () => (/* binding */ installBuildx)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76760);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(79547);
/* harmony import */ var _host_files_copy_regular_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(38620);
/* harmony import */ var _host_files_make_folder_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6351);
/* harmony import */ var _oci_platforms_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(49537);
/* harmony import */ var _plugin_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(35133);









const RELEASES = 'https://github.com/docker/buildx/releases';
/**
 * Provides a certain buildx: the machine's own, from the tool cache, or downloaded and verified.
 *
 * @returns the path of the plugin `docker-buildx`; undefined for the machine's own
 * @throws ActionError NETWORK_ERROR, NOT_FOUND, or BUILDX_UNUSABLE when the checksum is wrong or missing for this
 *   machine
 */
async function installBuildx(requested, ports) {
    const wanted = requested.kind === 'url' ? await fromUrl(requested, ports) : await fromRelease(requested, ports);
    if (requested.kind !== 'url' && (await installed(ports)) === wanted.version) {
        ports.log.info(`buildx ${wanted.version} is already installed`);
        return undefined;
    }
    // The layout of the runner's tool cache: a file beside a folder marks it as complete.
    const home = ports.toolCache && (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(ports.toolCache, 'buildx', wanted.version, ports.arch);
    const cached = home === '' ? undefined : await fromToolCache(wanted, home, ports);
    if (cached !== undefined)
        return cached;
    const path = await download(wanted, ports);
    ports.log.info(`buildx ${wanted.version} was downloaded for this run; its checksum matches`);
    if (home !== '')
        await keep(path, home, ports);
    return path;
}
/**
 * This run's verified copy from the tool cache: every job on this machine can write there, and buildx gets the logins.
 * Undefined when it is missing or has another checksum.
 */
async function fromToolCache({ version, checksum }, home, ports) {
    if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(`${home}.complete`))
        return undefined;
    const copy = await (0,_host_files_copy_regular_js__WEBPACK_IMPORTED_MODULE_5__/* .copyRegular */ .c)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(home, _plugin_js__WEBPACK_IMPORTED_MODULE_8__/* .PLUGIN */ .EW), await placeFor(ports)).catch(() => undefined);
    const expected = copy && (await checksum());
    if (copy !== undefined && copy.sha256 === expected) {
        ports.log.info(`buildx ${version} was found in the tool cache; its checksum matches`);
        return copy.path;
    }
    // An incomplete entry may be replaced.
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(`${home}.complete`, { force: true }).catch(() => { });
    const what = copy === undefined ? 'not a regular file' : `SHA-256 ${copy.sha256}, not ${expected}`;
    ports.log.warning(`buildx ${version} in the tool cache is not the released one (${what}). Downloading it again.`);
    return undefined;
}
/** The run's own folder for buildx: nobody else writes there. */
async function placeFor({ folder }) {
    const home = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, 'buildx');
    await (0,_host_files_make_folder_js__WEBPACK_IMPORTED_MODULE_6__/* .makeFolder */ .f)(home, 0o700);
    return (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(home, _plugin_js__WEBPACK_IMPORTED_MODULE_8__/* .PLUGIN */ .EW);
}
async function fromRelease(requested, { downloads, platform, arch, releases = RELEASES }) {
    const version = requested.kind === 'latest' ? await latest(releases, downloads) : requested.version;
    const file = `buildx-v${version}.${assetOf(platform, arch)}`;
    const folder = `${releases}/download/v${version}`;
    return { url: `${folder}/${file}`, version, checksum: () => checksumOf(file, `${folder}/checksums.txt`, downloads) };
}
async function fromUrl({ url, sha256 }, { downloads }) {
    const file = decodeURIComponent((0,node_path__WEBPACK_IMPORTED_MODULE_3__.basename)(new URL(url).pathname));
    const sum = sha256 ?? (await checksumOf(file, new URL('checksums.txt', url).href, downloads));
    // A mirror's file has no version, so its content identifies it.
    return { url, version: `0.0.0-sha256-${sum.slice(0, 16)}`, checksum: async () => sum };
}
/** The version of the machine's buildx without its v and without a packager's suffix (`+ds1`); undefined for none. */
async function installed({ run, env, signal }) {
    const { code, stdout } = await run('docker', ['buildx', 'version'], { env, signal, timeout: 60_000 });
    return code === 0 ? /\sv?(\d+\.\d+\.\d+[^\s+]*)/.exec(stdout)?.[1] : undefined;
}
/** GitHub redirects `latest` to the newest release: no API, and so no token and no rate limit. */
async function latest(releases, downloads) {
    const location = await downloads.location(`${releases}/latest`);
    const version = /\/tag\/v(\d+\.\d+\.\d+[^/]*)$/.exec(location ?? '')?.[1];
    if (version !== undefined)
        return version;
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ('NETWORK_ERROR', `${releases}/latest does not redirect to a release`, {
        hint: 'Name a version, as in `buildx-version: v0.29.1`.',
    });
}
const SYSTEMS = ['linux', 'darwin'];
const ARCHITECTURES = ['amd64', 'arm64', 'arm', 'ppc64le', 'riscv64', 's390x'];
function assetOf(platform, arch) {
    const architecture = (0,_oci_platforms_js__WEBPACK_IMPORTED_MODULE_7__/* .architectureOfNode */ .RL)(arch);
    if (SYSTEMS.includes(platform) && ARCHITECTURES.includes(architecture)) {
        return `${platform}-${architecture === 'arm' ? 'arm-v7' : architecture}`;
    }
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ('BUILDX_UNUSABLE', `no buildx is released for ${platform} on ${arch}`, {
        hint: 'Install it on the runner, and leave `buildx-version` empty.',
    });
}
/** In the format of sha256sum. */
async function checksumOf(file, url, downloads) {
    for (const line of (await downloads.text(url)).split('\n')) {
        const [, sum, name] = /^([0-9a-f]{64})\s+\*?(\S.*?)\s*$/.exec(line) ?? [];
        if (sum !== undefined && name === file)
            return sum;
    }
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ('BUILDX_UNUSABLE', `${url} lists no checksum for ${file}, so it is not used`, {
        hint: 'Check that buildx has this version for this machine, or give its URL with `#sha256=…`.',
    });
}
async function download({ url, checksum }, ports) {
    const { downloads } = ports;
    const path = await placeFor(ports);
    const [expected, actual] = await Promise.all([checksum(), downloads.file(url, path)]);
    if (actual === expected) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.chmod)(path, 0o755);
        return path;
    }
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(path, { force: true });
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ('BUILDX_UNUSABLE', `the download from ${url} is not the expected buildx: its SHA-256 is ${actual}, not ${expected}`, {
        hint: 'It was not used. Try again; if it keeps happening, ask whoever runs that server.',
    });
}
/** Moves it into the tool cache atomically, so that no run finds half of it. */
async function keep(path, home, { log }) {
    const draft = `${home}.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(6).toString('hex')}`;
    try {
        await (0,_host_files_make_folder_js__WEBPACK_IMPORTED_MODULE_6__/* .makeFolder */ .f)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(home));
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)(draft);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.copyFile)(path, (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(draft, _plugin_js__WEBPACK_IMPORTED_MODULE_8__/* .PLUGIN */ .EW));
        if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(`${home}.complete`))
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(home, { recursive: true, force: true });
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rename)(draft, home);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.writeFile)(`${home}.complete`, '');
    }
    catch (error) {
        // Another job may have been faster, or the cache is read-only: this run has its copy.
        log.debug(`buildx was not put into the tool cache: ${(0,_host_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error)}`);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(draft, { recursive: true, force: true }).catch(() => { });
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
