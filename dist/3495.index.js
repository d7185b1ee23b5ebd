export const id = 3495;
export const ids = [3495];
export const modules = {

/***/ 24932:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ot: () => (/* binding */ refuseEmpty),
/* harmony export */   S2: () => (/* binding */ platformsIn),
/* harmony export */   ix: () => (/* binding */ platformsToTest)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44360);
/* harmony import */ var _oci_platforms_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(49537);



/** The platforms that an index names. */
function platformsIn(root) {
    if (!(0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .isIndex */ .nw)(root.mediaType))
        return [];
    // Some tools write an empty platform.
    return (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .imagesIn */ .o$)(root).flatMap(({ platform }) => (platform?.os ? [(0,_oci_platforms_js__WEBPACK_IMPORTED_MODULE_2__/* .nameOf */ .Vb)(platform)] : []));
}
/** @throws ActionError IMAGE_INVALID for an index without any image: no engine could pull it */
function refuseEmpty(root, place) {
    if (!(0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .isIndex */ .nw)(root.mediaType) || (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .imagesIn */ .o$)(root).length > 0)
        return;
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('IMAGE_INVALID', `${place}: ${root.digest} is an index without any image`, {
        hint: 'No client could pull it. Rebuild the image, or use another one.',
    });
}
/**
 * The platforms that gates need; always includes the machine's own, or else the first. Empty: the engine's default.
 *
 * @param platforms of the image
 * @param native this machine's
 * @param one the engine can hold one platform only (the classic store keeps the last pulled one)
 */
function platformsToTest({ gatePlatforms, gates, containerTest }, platforms, native, one) {
    const own = platforms.find(platform => (0,_oci_platforms_js__WEBPACK_IMPORTED_MODULE_2__/* .samePlatform */ .my)(platform, native)) ?? platforms[0];
    if (one)
        return own === undefined ? [] : [own];
    if (gatePlatforms === 'all')
        return platforms;
    const named = [...gates.map(({ platform }) => platform), containerTest?.platform];
    return platforms.filter(platform => platform === own || named.some(name => name !== undefined && (0,_oci_platforms_js__WEBPACK_IMPORTED_MODULE_2__/* .samePlatform */ .my)(name, platform)));
}


/***/ }),

/***/ 93495:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  takeSource: () => (/* binding */ takeSource)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/build/build-image.js
var build_image = __webpack_require__(55980);
// EXTERNAL MODULE: ./lib/engine/load-layout.js
var load_layout = __webpack_require__(68871);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/machine.js
var host_machine = __webpack_require__(29491);
// EXTERNAL MODULE: ./lib/host/retry.js
var retry = __webpack_require__(67460);
// EXTERNAL MODULE: ./lib/plan/immutable.js
var immutable = __webpack_require__(24327);
// EXTERNAL MODULE: ./lib/publish/preflight.js
var preflight = __webpack_require__(95560);
// EXTERNAL MODULE: ./lib/staging/fleet.js + 1 modules
var staging_fleet = __webpack_require__(69756);
// EXTERNAL MODULE: ./lib/promote/platforms.js
var promote_platforms = __webpack_require__(24932);
// EXTERNAL MODULE: ./lib/host/text/last-line.js
var last_line = __webpack_require__(1833);
// EXTERNAL MODULE: ./lib/host/tool-messages.js
var tool_messages = __webpack_require__(77767);
;// CONCATENATED MODULE: ./lib/promote/pull.js



/**
 * Pulls `name@sha256:…` into the engine and names it `as`, whose former image is already kept. The name by digest,
 * which the pull creates, is removed unless it existed before; later pulls of the same image own it then.
 *
 * @param platforms to pull; empty for the engine's own
 * @throws ActionError NETWORK_ERROR, ENGINE_FAILED, CANCELLED
 */
async function pullImage(reference, platforms, as, ports) {
    const { engine, journal, again } = ports;
    const each = platforms.length === 0 ? [[]] : platforms.map(platform => ['--platform', platform]);
    let isOurs = false;
    await again(async () => {
        // After a partial failure the existing name is this run's own.
        if (!isOurs && (await engine.image(reference)) === undefined) {
            await journal.note({ kind: 'image', name: reference });
            isOurs = true;
        }
        for (const choice of each)
            await pullOne([...choice, reference], ports);
        await nameIt(reference, as, ports);
    });
    if (!isOurs)
        return;
    await engine.remove(reference);
    await journal.note({ kind: 'withdrawn', of: 'image', name: reference });
}
/** Another job that pulled the same image may have removed its name in between. */
async function nameIt(reference, as, { engine }) {
    try {
        await engine.tag(reference, as);
    }
    catch (error) {
        if ((await engine.image(reference)) !== undefined)
            throw error;
        throw new errors/* ActionError */.lZ('ENGINE_FAILED', `another job removed ${reference} from this engine`, { verdict: {} });
    }
}
/** @param args after `docker pull`, the reference last */
async function pullOne(args, { run, env, signal }) {
    const result = await run('docker', ['pull', '--quiet', ...args], { env, signal });
    if (signal.aborted)
        throw new errors/* ActionError */.lZ('CANCELLED', 'cancelled while the image was being pulled');
    if (result.code !== 0) {
        const reason = (0,last_line/* lastLine */.f)(result.stderr);
        const temporary = (0,tool_messages/* isNetworkTrouble */.m6)(reason);
        throw new errors/* ActionError */.lZ(temporary ? 'NETWORK_ERROR' : 'ENGINE_FAILED', `the engine cannot pull ${args.at(-1)}: ${reason}`, {
            hint: 'Gates run on the image in the local engine: check that it can reach this registry, trusts its certificate, and has disk space.',
            verdict: temporary ? {} : 'settled',
        });
    }
}

;// CONCATENATED MODULE: ./lib/promote/take.js












/**
 * Replaces a build: the existing image, under its own digest, and in the engine if a gate or the user needs it there.
 *
 * @throws ActionError
 */
async function takeSource(source, inputs, site, machine) {
    const { exports } = site.names;
    // An image built by this run's jobs gives way to the published image of the commit, as its own build would.
    if (inputs.source?.kind !== 'parts')
        await refuseToMove(site.targets.fleet, inputs, source.digest);
    // Gates must not run in vain when the image cannot be read completely.
    if (exports.load)
        await source.referrers;
    const loaded = exports.load ? await load(source, inputs, site, machine) : NOT_LOADED;
    if (exports.keep)
        await (0,build_image/* nameAll */.B_)(site);
    const stats = { steps: [], cachedSteps: 0, totalSteps: 0 };
    const result = { digest: source.digest, configDigest: undefined, metadata: '', stats, checks: [] };
    return { result, ...loaded, stage: source.stage };
}
const NOT_LOADED = { local: undefined, layout: undefined };
/** Puts the image into the engine under its run name: pulled by digest, or from its layout. */
async function load(source, inputs, site, machine) {
    const { folder, journal, engine, docker } = site;
    const { env } = docker;
    const { platform } = engine;
    const runName = site.names.run;
    const { run, signal, log } = machine;
    if ('pull' in source) {
        const platforms = (0,promote_platforms/* platformsToTest */.ix)(inputs, source.platforms, platform, !engine.containerdStore);
        const again = (attempt) => (0,retry/* retry */.L5)(attempt, {
            policy: inputs.retry,
            ports: (0,host_machine/* retryPorts */.N)(machine),
            signal,
            onRetry: event => log.info((0,retry/* againLine */.FC)(event)),
        });
        await pullImage(source.pull, platforms, runName, { engine: engine.any, run, env, signal, journal, again });
        return { local: runName, layout: undefined, content: source.content };
    }
    const unpacked = (0,external_node_path_.join)(folder, 'layout');
    await (0,promises_.mkdir)(unpacked);
    const content = await source.unpack(unpacked);
    await (0,load_layout/* loadLayout */.f)(unpacked, content, { name: runName, platform }, { run, env, signal });
    return { local: runName, layout: unpacked };
}
/**
 * An immutable tag may name only the promoted image: for a promotion the digest decides, not the commit.
 *
 * @throws ActionError TAG_IMMUTABLE with every tag that would have to move
 */
async function refuseToMove(fleet, { immutableTags }, digest) {
    await (0,staging_fleet/* eachAlive */.fH)(fleet, async (target) => {
        const { tags, name } = target.destination;
        const mine = tags.filter(tag => (0,immutable/* isImmutable */.t3)(immutableTags, tag.name));
        const named = await Promise.all(mine.map(async (tag) => (await target.repository.headManifest(tag.name))?.digest));
        const moved = mine.flatMap((tag, at) => named[at] === undefined || named[at] === digest
            ? []
            : [`${name}:${tag.name} already exists for another image (${named[at]}); \`immutable-tags\` forbids moving it`]);
        if (moved.length === 0)
            return;
        const hint = 'Publish under a new tag (a new version, say), or remove the tag from `immutable-tags`.';
        throw new errors/* ActionError */.lZ('TAG_IMMUTABLE', moved.join('; '), { hint });
    });
    (0,preflight/* throwIfDoomed */.U)([fleet]);
}


/***/ })

};
