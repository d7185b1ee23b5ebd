export const id = 852;
export const ids = [852];
export const modules = {

/***/ 7852:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   installBuildx: () => (/* binding */ installBuildx)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(452);
/* harmony import */ var _plugin_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(66237);






const RELEASES = 'https://github.com/docker/buildx/releases';
/**
 * Has a certain buildx at hand: the machine's own, from the tool cache, or downloaded and checked.
 *
 * @returns The path of the plugin `docker-buildx`; undefined when the machine's own is the one.
 * @throws ActionError NETWORK, NOT_FOUND, or ENGINE when the checksum is wrong or there is none for this machine
 */
async function installBuildx(wish, ports) {
    const wanted = wish.kind === 'url' ? await fromUrl(wish, ports) : await fromRelease(wish, ports);
    if (wish.kind !== 'url' && (await installed(ports)) === wanted.version) {
        ports.log.info(`buildx ${wanted.version} is installed already`);
        return undefined;
    }
    // The layout of the runner's tool cache: a folder is whole when a file beside it says so.
    const home = ports.toolCache && (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(ports.toolCache, 'buildx', wanted.version, ports.arch);
    if (home !== '' && (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(`${home}.complete`) && (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(home, _plugin_js__WEBPACK_IMPORTED_MODULE_5__/* .PLUGIN */ .EW))) {
        ports.log.info(`buildx ${wanted.version} is in the tool cache`);
        return (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(home, _plugin_js__WEBPACK_IMPORTED_MODULE_5__/* .PLUGIN */ .EW);
    }
    const path = await download(wanted, ports);
    ports.log.info(`buildx ${wanted.version} was downloaded for this run, with the right checksum`);
    return home === '' ? path : keep(path, home, ports);
}
async function fromRelease(wish, { downloads, platform, arch, releases = RELEASES }) {
    const version = wish.kind === 'latest' ? await latest(releases, downloads) : wish.version;
    const file = `buildx-v${version}.${assetOf(platform, arch)}`;
    const folder = `${releases}/download/v${version}`;
    return { url: `${folder}/${file}`, version, checksum: () => checksumOf(file, `${folder}/checksums.txt`, downloads) };
}
async function fromUrl({ url, sha256 }, { downloads }) {
    const file = decodeURIComponent((0,node_path__WEBPACK_IMPORTED_MODULE_3__.basename)(new URL(url).pathname));
    const sum = sha256 ?? (await checksumOf(file, new URL('checksums.txt', url).href, downloads));
    // Nothing tells the version of a mirror's file but what is in it.
    return { url, version: `0.0.0-sha256-${sum.slice(0, 16)}`, checksum: async () => sum };
}
/** The version of the machine's buildx without its v and without a packager's mark (`+ds1`); undefined for none. */
async function installed({ run, env, signal }) {
    const { code, stdout } = await run('docker', ['buildx', 'version'], { env, signal, timeout: 60_000 });
    return code === 0 ? /\sv?(\d+\.\d+\.\d+[^\s+]*)/.exec(stdout)?.[1] : undefined;
}
/** GitHub leads from `latest` to the newest release's page: no API, and so no token and no rate limit. */
async function latest(releases, downloads) {
    const location = await downloads.location(`${releases}/latest`);
    const version = /\/tag\/v(\d+\.\d+\.\d+[^/]*)$/.exec(location ?? '')?.[1];
    if (version !== undefined)
        return version;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ('NETWORK', `${releases}/latest does not lead to a release`, {
        hint: 'Name a version, as in `buildx-version: v0.29.1`.',
    });
}
const SYSTEMS = { linux: 'linux', darwin: 'darwin' };
const MACHINES = {
    x64: 'amd64',
    arm64: 'arm64',
    arm: 'arm-v7',
    ppc64: 'ppc64le',
    riscv64: 'riscv64',
    s390x: 's390x',
};
function assetOf(platform, arch) {
    const [system, machine] = [SYSTEMS[platform], MACHINES[arch]];
    if (system !== undefined && machine !== undefined)
        return `${system}-${machine}`;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ('ENGINE', `there is no buildx to download for ${platform} on ${arch}`, {
        hint: 'Install it on the runner, and leave `buildx-version` empty.',
    });
}
/** From lines as sha256sum writes them. */
async function checksumOf(file, url, downloads) {
    for (const line of (await downloads.text(url)).split('\n')) {
        const [, sum, name] = /^([0-9a-f]{64})\s+\*?(\S.*?)\s*$/.exec(line) ?? [];
        if (sum !== undefined && name === file)
            return sum;
    }
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ('ENGINE', `${url} has no checksum of ${file}: it is not used`, {
        hint: 'See that there is a buildx of this version for this machine, or give its URL with `#sha256=…`.',
    });
}
async function download({ url, checksum }, { downloads, folder }) {
    const home = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, 'buildx');
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)(home, { recursive: true, mode: 0o700 });
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(home, _plugin_js__WEBPACK_IMPORTED_MODULE_5__/* .PLUGIN */ .EW);
    const [expected, actual] = await Promise.all([checksum(), downloads.file(url, path)]);
    if (actual === expected) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.chmod)(path, 0o755);
        return path;
    }
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(path, { force: true });
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .ActionError */ .lZ('ENGINE', `what ${url} gave is not buildx: its SHA-256 is ${actual}, not ${expected}`, {
        hint: 'It is not used. Try again, and if it stays so, ask who serves it.',
    });
}
/** Puts it into the tool cache in one step, so that no run ever finds half of it. */
async function keep(path, home, { log }) {
    const draft = `${home}.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(6).toString('hex')}`;
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(home), { recursive: true });
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)(draft);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.copyFile)(path, (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(draft, _plugin_js__WEBPACK_IMPORTED_MODULE_5__/* .PLUGIN */ .EW));
        if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(`${home}.complete`))
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(home, { recursive: true, force: true });
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rename)(draft, home);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.writeFile)(`${home}.complete`, '');
        return (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(home, _plugin_js__WEBPACK_IMPORTED_MODULE_5__/* .PLUGIN */ .EW);
    }
    catch (error) {
        // Another job may have been faster, or the cache is not ours to write: this run has its copy.
        log.debug(`buildx was not put into the tool cache: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error)}`);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(draft, { recursive: true, force: true }).catch(() => { });
        return path;
    }
}


/***/ })

};
