export const id = 1537;
export const ids = [1537];
export const modules = {

/***/ 51855:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ maySpread),
/* harmony export */   q: () => (/* binding */ isSpread)
/* harmony export */ });
/** Whether platforms may be built on several nodes, or the number of nodes is unknown. */
function maySpread({ build }, nodes) {
    return build.platforms.length > 1 && nodes !== 1;
}
/** The same, before a route is chosen. */
function isSpread(inputs, { driver, name, nodes }) {
    return driver !== 'docker' && name !== undefined && maySpread(inputs, nodes.length);
}


/***/ }),

/***/ 99682:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ whileChecked)
/* harmony export */ });
/**
 * How long buildx may wait for the checks of the registries, in milliseconds: it gives up after 20 s. There is nothing to
 * gain from it either if a registry takes this long.
 */
const HELD = 5_000;
/**
 * Builds while the registries are still being checked: buildx takes as long to start as they do to answer, and gets its
 * builder when they have (`packingBuilder`). A failed check ends the build, and is the error. A build that has waited
 * too long is stopped, and repeated after the checks.
 *
 * @param build must end when its signal is aborted
 * @throws the check's error, or the build's
 */
async function whileChecked(checked, { signal, log }, build) {
    const early = new AbortController();
    const stop = () => early.abort();
    const late = setTimeout(stop, HELD);
    checked.then(() => clearTimeout(late), stop);
    try {
        const built = await build(early.signal);
        await checked;
        return built;
    }
    catch (error) {
        const isStopped = early.signal.aborted;
        clearTimeout(late);
        if (signal.aborted)
            throw error;
        await checked;
        if (!isStopped)
            throw error;
        log.info('The registries took long to answer, so the build starts now.');
        return await build(new AbortController().signal);
    }
    finally {
        clearTimeout(late);
    }
}


/***/ }),

/***/ 73539:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  T: () => (/* binding */ buildByPlatform)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/cache/store/parts.js
var store_parts = __webpack_require__(61918);
// EXTERNAL MODULE: ./lib/cache/store/specs.js
var specs = __webpack_require__(38604);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/files/alias.js
var alias = __webpack_require__(69798);
// EXTERNAL MODULE: ./lib/host/files/make-folder.js
var make_folder = __webpack_require__(6351);
// EXTERNAL MODULE: ./lib/plan/index-annotations.js
var index_annotations = __webpack_require__(34764);
;// CONCATENATED MODULE: ./lib/by-digest/logs-in-order.js
/**
 * Logs of concurrent work, shown one after the other: the first one live, the next when the first is done. Otherwise
 * the groups of several builds would mix.
 */
function logsInOrder(log, count) {
    const queues = Array.from({ length: count }, () => []);
    const ended = new Set();
    let current = 0;
    const flush = (at) => {
        for (const show of queues[at]?.splice(0) ?? [])
            show();
    };
    const say = (at, show) => {
        if (at === current)
            show();
        else
            queues[at]?.push(show);
    };
    const next = () => {
        while (ended.has(current))
            flush(++current);
    };
    return queues.map((_, at) => {
        const open = title => {
            let close = () => { };
            say(at, () => {
                close = log.open(title);
            });
            return () => say(at, () => close());
        };
        return {
            log: {
                info: text => say(at, () => log.info(text)),
                debug: text => say(at, () => log.debug(text)),
                notice: (text, place) => say(at, () => log.notice(text, place)),
                warning: (text, place) => say(at, () => log.warning(text, place)),
                error: (text, place) => say(at, () => log.error(text, place)),
                open,
                group: async (title, body) => {
                    const close = open(title);
                    try {
                        return await body();
                    }
                    finally {
                        close();
                    }
                },
                mask: log.mask,
                redact: log.redact,
            },
            done: () => {
                ended.add(at);
                if (at === current)
                    next();
            },
        };
    });
}

// EXTERNAL MODULE: ./lib/by-digest/merge-platforms.js
var merge_platforms = __webpack_require__(56573);
;// CONCATENATED MODULE: ./lib/by-digest/build-by-platform.js









/**
 * Builds each platform separately and concurrently, and merges them into one image. buildx assigns the nodes. Its own
 * merging is not used: it works for one output only, writes a tag (`latest` by default) before any tag may be written,
 * and silently drops every other output. Images that share a platform are built for it together.
 *
 * @returns one for each request, in order
 */
async function buildByPlatform(requests, plan) {
    const { site, machine } = requests[0];
    const parted = requests.map(partsOf);
    // An image without platforms is built for its builder's own.
    const platforms = [...new Set(parted.flatMap(({ platforms }) => platforms))];
    const logs = logsInOrder(machine.log, platforms.length);
    // The first failure is thrown and ends the others.
    const stop = new AbortController();
    const signal = AbortSignal.any([machine.signal, stop.signal]);
    const folderOf = (platform) => (0,external_node_path_.join)(site.folder, `platform-${platforms.indexOf(platform)}`);
    const one = async (platform, at) => {
        const { log, done } = logs[at];
        try {
            const folder = folderOf(platform);
            await (0,make_folder/* makeFolder */.f)(folder, 0o700);
            log.info(`Building ${platform === '' ? "the builder's own platform" : platform}`);
            const members = parted.flatMap((parts, index) => (parts.platforms.includes(platform) ? [{ parts, index }] : []));
            const builds = await plan.run(members.map(({ parts }) => parts.requestFor(platform, { folder, machine: { ...machine, log, signal } })), members.map(({ parts, index }) => plan.outputs(index, parts.attributes, folder)));
            return new Map(members.map(({ index }, nth) => [index, builds[nth]]));
        }
        catch (error) {
            stop.abort();
            throw error;
        }
        finally {
            done();
        }
    };
    const settled = await Promise.allSettled(platforms.map(one));
    const failed = settled.filter(result => result.status === 'rejected').map(({ reason }) => reason);
    const [error] = [...failed.filter(reason => !isCancelled(reason)), ...failed];
    if (error !== undefined)
        throw error;
    const warn = (problem) => machine.log.warning(`The cache could not be written: ${(0,errors/* messageOf */.bD)(problem)}`);
    for (const { join } of parted)
        await join().catch(warn);
    const built = settled.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []));
    return Promise.all(parted.map(async (parts, index) => {
        const builds = parts.platforms.map(platform => built[platforms.indexOf(platform)].get(index));
        const read = await Promise.all(builds.map((build, at) => plan.read(index, build, folderOf(parts.platforms[at]))));
        return parts.merge(builds, read);
    }));
}
/** The parts of one image by platform, and how to merge them. */
function partsOf({ job, site }, index) {
    const { inputs } = job;
    const { image } = site.targets;
    const { platforms } = inputs.build;
    const { annotations } = image.metadata;
    const { attributes } = inputs.build.outputs;
    // A single platform has no index.
    if (platforms.length < 2) {
        return {
            platforms: platforms.length === 0 ? [''] : platforms,
            attributes,
            requestFor: (_, { folder, machine }) => ({
                job,
                site: { ...site, folder },
                machine,
            }),
            join: async () => { },
            merge: ([build], [pushed]) => ({ build: build, pushed: pushed }),
        };
    }
    const written = writtenApart(inputs, (0,external_node_path_.join)((0,alias/* asciiPath */.V)(site.folder), `caches-${index}`));
    const part = { ...image, metadata: { ...image.metadata, annotations: (0,index_annotations/* splitAnnotations */.$U)(annotations).parts } };
    const onIndex = (0,index_annotations/* indexAnnotations */.nM)(annotations, attributes);
    return {
        platforms,
        attributes: (0,index_annotations/* splitAttributes */.w2)(attributes).parts,
        requestFor: (platform, { folder, machine }) => {
            const own = written.specs[platforms.indexOf(platform)] ?? [];
            return {
                job: { ...job, inputs: inputsFor(inputs, { platform, image: image.name }, own) },
                site: { ...site, folder, targets: { ...site.targets, image: part } },
                machine,
            };
        },
        join: () => written.join(job.context.workspace),
        merge: (builds, read) => ({
            build: mergeResults(builds, platforms),
            pushed: (0,merge_platforms/* mergePlatforms */.X)(read, onIndex),
        }),
    };
}
/**
 * The user's own `cache-to` for each platform. Concurrent builds must not write to one folder: each has its own, whose
 * content is moved to its destination.
 */
function writtenApart({ build }, folder) {
    const places = new Map();
    const apart = (spec, name) => {
        const part = (0,external_node_path_.join)(folder, name);
        const moved = (0,store_parts/* elsewhere */.Jn)(spec, part);
        if (moved === undefined)
            return spec;
        places.set(moved.dest, [...(places.get(moved.dest) ?? []), part]);
        return moved.spec;
    };
    return {
        specs: build.platforms.map((_, at) => build.cacheTo.map((spec, index) => apart(spec, `cache-${at}-${index}`))),
        join: async (workspace) => {
            for (const [dest, parts] of places)
                await (0,store_parts/* joinInto */.lB)((0,external_node_path_.resolve)(workspace, dest), parts);
        },
    };
}
function inputsFor(inputs, { platform, image }, cacheTo) {
    const { build } = inputs;
    const own = build.partCaches?.get((0,specs/* partName */.pn)(platform, image));
    const { from, to } = own ?? { from: build.cacheFrom, to: cacheTo };
    return { ...inputs, build: { ...build, platforms: [platform], cacheFrom: from, cacheTo: to } };
}
function isCancelled(error) {
    return error?.code === 'CANCELLED';
}
/** As buildx would report them together. */
function mergeResults(builds, platforms) {
    const stats = builds.map(build => build.stats);
    const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
    const checks = new Map(builds.flatMap(build => build.checks).map(check => [JSON.stringify(check), check]));
    const metadata = builds.map((build, at) => ofPlatform(build.metadata, platforms[at]));
    return {
        digest: undefined,
        configDigest: undefined,
        metadata: JSON.stringify(Object.assign({}, ...metadata)),
        stats: {
            steps: stats.flatMap(({ steps }) => steps),
            cachedSteps: sum(stats.map(({ cachedSteps }) => cachedSteps)),
            totalSteps: sum(stats.map(({ totalSteps }) => totalSteps)),
        },
        checks: [...checks.values()],
    };
}
/** A build of several platforms lists its provenance by platform, one of a single platform does not. */
function ofPlatform(metadata, platform) {
    const json = JSON.parse(metadata || '{}');
    const { 'buildx.build.provenance': provenance, 'containerimage.config.digest': _, ...rest } = json;
    return provenance === undefined ? rest : { ...rest, [`buildx.build.provenance/${platform}`]: provenance };
}


/***/ }),

/***/ 23948:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  E: () => (/* binding */ buildByDigest)
});

// EXTERNAL MODULE: ./lib/build/failure.js
var failure = __webpack_require__(46194);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/text/first-line.js
var first_line = __webpack_require__(17401);
// EXTERNAL MODULE: ./lib/host/tool-messages.js
var tool_messages = __webpack_require__(77767);
// EXTERNAL MODULE: ./lib/plan/terms/outputs.js
var terms_outputs = __webpack_require__(23885);
// EXTERNAL MODULE: ./lib/by-digest/build-by-platform.js + 1 modules
var build_by_platform = __webpack_require__(73539);
// EXTERNAL MODULE: ./lib/by-digest/pushed.js
var by_digest_pushed = __webpack_require__(18299);
// EXTERNAL MODULE: ./lib/build/exports.js
var build_exports = __webpack_require__(43119);
// EXTERNAL MODULE: ./lib/builder/several-nodes.js
var several_nodes = __webpack_require__(51855);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/plan/call.js
var call = __webpack_require__(64467);
;// CONCATENATED MODULE: ./lib/by-digest/route.js




/**
 * The common route of all images of this run, logged unless the engine is used. One command builds them, and none may
 * reach a registry before all gates have passed: if one must come here, all do.
 */
function routeOf(requests) {
    const routes = requests.map(request => chooseRoute(request.job.inputs, factsOf(request)));
    const { site, machine } = requests[0];
    const way = wayOfAll(routes, requests.map(({ site: { targets } }) => targets.image.name));
    const isPushed = requests.some(request => factsOf(request).registries.length > 0);
    const decision = way.byDigest ? 'The builder pushes by digest' : 'The builder does not push directly';
    if (isPushed && site.builder.driver !== 'docker')
        machine.log.info(`${decision}: ${way.why}`);
    return way;
}
function factsOf({ job, site: { builder, trusts, targets } }) {
    const { fleet, kept } = targets;
    const hosts = job.plan.decision.push ? fleet.alive().map(({ destination }) => destination.registry) : [];
    return {
        builder,
        nodes: builder.nodes.map(({ endpoint }) => endpoint),
        registries: [...new Set(hosts)],
        trusts,
        isPublished: kept !== undefined,
    };
}
/** @param names of the images, in the same order; '' for a single one */
function wayOfAll(routes, names) {
    const at = routes.findIndex(({ byDigest }) => !byDigest);
    const one = routes[Math.max(0, at)];
    const name = names[at] ?? '';
    const why = name === '' ? one.why : `${one.why} (${name})`;
    return { ...one, why, isSpread: routes.some(({ isSpread }) => isSpread) };
}
/** A builder other than the engine pushes directly if nothing here needs the image. */
function chooseRoute(inputs, facts) {
    const { builder, nodes, trusts } = facts;
    const reaches = (registry) => {
        // Its loopback is another machine's, which must not get our credentials.
        if ((0,reference/* isLoopback */.U9)(registry) && !isOnThisMachine(facts))
            return false;
        // A daemon of our own got the CAs when it was created; a remote one does not.
        return (builder.created && builder.driver !== 'remote') || trusts.get(registry)?.ca === undefined;
    };
    const insecure = (registry) => trusts.get(registry)?.insecure === true;
    const isSpread = (0,several_nodes/* maySpread */.l)(inputs, nodes.length);
    const against = reasonAgainst(inputs, facts, isSpread, reaches);
    const what = `builder ${JSON.stringify(builder.name ?? 'default')} (${builder.driver})`;
    const why = `${what}, and ${against ?? 'nothing here needs the image'}`;
    return { byDigest: against === undefined, why, isSpread, reaches, insecure };
}
function reasonAgainst(inputs, { builder, registries, isPublished }, isSpread, reaches) {
    if (builder.driver === 'docker')
        return 'it is the engine itself';
    if ((0,call/* isCall */.n)(inputs) || registries.length === 0)
        return 'nothing is pushed';
    if (isPublished)
        return 'this commit is already published';
    // Without a push, only a consumer on this machine needs the image: a test, `load`.
    if ((0,build_exports/* planExports */.L)(inputs, false, 'layout').layout)
        return 'the image is needed here';
    if (!registries.some(reaches))
        return 'it reaches no registry (`ca`, or an address that only this machine has)';
    if (isSpread && inputs.build.outputs.extra.length > 0)
        return '`outputs` needs the image here too';
    return undefined;
}
/** Whether a builder's nodes share this machine's loopback. A container or a pod does not. */
function isOnThisMachine({ builder, nodes }) {
    const isHere = (node) => node.startsWith('unix:') || (0,reference/* isLoopbackAddress */.Ow)(node);
    return builder.driver === 'remote' && nodes.length > 0 && nodes.every(isHere);
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: ./lib/oci/content.js
var oci_content = __webpack_require__(33760);
// EXTERNAL MODULE: ./lib/oci/foreign.js
var foreign = __webpack_require__(9853);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var manifest = __webpack_require__(44360);
// EXTERNAL MODULE: ./lib/staging/write-manifests.js
var write_manifests = __webpack_require__(8933);
;// CONCATENATED MODULE: ./lib/by-digest/stage-pushed.js







/**
 * Completes an image that a builder has pushed in every repository: a few small manifests where it was pushed; mounts
 * in other repositories of that registry; copies where the builder could not write.
 *
 * @param direct the repositories that the builder has pushed to
 * @throws ActionError PUBLISH_FAILED when no registry is left.
 */
async function stagePushed({ content: image, blobs }, direct, fleet, distributor) {
    await compare(image, direct, fleet);
    const open = async (digest, signal) => {
        const own = blobs.get(digest);
        return own === undefined ? anyOf(direct, digest, signal) : external_node_stream_.Readable.from([own], { objectMode: false });
    };
    const leftOut = await (0,foreign/* withoutForeign */.d)(image.manifests, ({ digest }) => isHeld(direct, digest));
    const content = { ...image, leftOut };
    await Promise.all((0,oci_content/* blobsOf */.O)(content).map(blob => distributor.upload(blob, { open: signal => open(blob.digest, signal), replayable: true })));
    await (0,write_manifests/* writeManifests */.u)(content, distributor);
    return content;
}
/** All outputs must have the same images: a registry that lacks one received something else. */
async function compare({ root }, direct, fleet) {
    const images = (0,manifest/* isIndex */.nw)(root.mediaType) ? (0,manifest/* imagesIn */.o$)(root).map(child => child.digest) : [root.digest];
    const look = async ({ repository }) => {
        for (const digest of images) {
            if ((await repository.headManifest(digest))?.digest === digest)
                continue;
            throw (0,by_digest_pushed/* notThere */._)(`the builder pushed the same build to all registries, but this one differs: ${digest} is missing`);
        }
    };
    const alive = new Set(fleet.alive());
    await Promise.all(direct.filter(target => alive.has(target)).map(target => look(target).catch(error => fleet.fail(target, error))));
}
async function isHeld(direct, digest) {
    const sizes = await Promise.all(direct.map(({ repository }) => repository.headBlob(digest).catch(() => undefined)));
    return sizes.some(size => size !== undefined);
}
/** The blob from the first registry that returns it. */
async function anyOf(direct, digest, signal) {
    let last = new errors/* ActionError */.lZ('NOT_FOUND', `no registry has blob ${digest}`);
    for (const { repository } of direct) {
        try {
            return await repository.getBlob(digest, signal);
        }
        catch (error) {
            last = error;
        }
    }
    throw last;
}

// EXTERNAL MODULE: ./lib/by-digest/strip-subjects.js
var strip_subjects = __webpack_require__(19134);
// EXTERNAL MODULE: ./lib/by-digest/with-published-digest.js
var with_published_digest = __webpack_require__(78106);
;// CONCATENATED MODULE: ./lib/by-digest/by-digest.js











/**
 * Builds images with a builder that pushes them by digest, each to one repository per registry, concurrently. Layers do
 * not pass through this machine, and no tag is written. The pushed images are read back and verified. Registries that
 * the builder cannot write to get a copy by `stage`.
 *
 * @param requests one for each image that the run publishes
 * @returns one for each of them; undefined if one must not be pushed like this, or the builder can write it to no
 *   registry: then they must come here
 * @throws BuildError, ActionError DIGEST_MISMATCH or CANCELLED
 */
async function buildByDigest(requests, run) {
    const route = routeOf(requests);
    if (!route.byDigest)
        return undefined;
    const { log } = requests[0].machine;
    const fleets = requests.map(({ site }) => site.targets.fleet);
    let direct = fleets.map(fleet => firstPerRegistry(notHeldUp(fleet.alive())).filter(({ destination }) => route.reaches(destination.registry)));
    while (direct.every(targets => targets.length > 0)) {
        try {
            const holders = direct;
            const made = await push(requests, { route, direct }, run);
            for (const [at, { pushed }] of made.entries()) {
                const { job, site } = requests[at];
                await (0,errors/* forImage */.hW)(site.targets.image.name, () => (0,by_digest_pushed/* checkPlatforms */.FE)(pushed, job.inputs.build.platforms));
            }
            return made.map(({ build, pushed }, at) => {
                const image = (0,strip_subjects/* stripSubjects */.iq)(pushed);
                const result = (0,with_published_digest/* withPublishedDigest */.P)(build, image.content.root);
                const stage = to => stagePushed(image, holders[at], fleets[at], to);
                return { result, local: undefined, layout: undefined, stage };
            });
        }
        catch (error) {
            if (!isRefusedPush(error))
                throw error;
            direct = withoutRefusing(direct, error);
            const next = direct.every(targets => targets.length > 0) ? COPIED : uploaded(requests.length);
            log.notice(`${(0,first_line/* firstLine */.T)((0,errors/* messageOf */.bD)(error))}; ${next}`);
        }
    }
    return undefined;
}
const COPIED = 'it gets a copy from another registry';
const uploaded = (count) => `the ${count === 1 ? 'image is' : 'images are'} uploaded from here`;
async function push(requests, { route, direct }, run) {
    const nameOf = ({ destination }) => `${destination.registry}/${destination.path}`;
    // The metadata file describes only the last output: that must be a pushed one.
    const outputs = (at, attributes) => [
        ...requests[at].job.inputs.build.outputs.extra,
        ...direct[at].map(target => (0,terms_outputs/* pushOutput */.Yt)(nameOf(target), attributes, route.insecure(target.destination.registry))),
    ];
    const read = (at, build) => (0,errors/* forImage */.hW)(requests[at].site.targets.image.name, () => (0,by_digest_pushed/* readPushed */.kR)(build, direct[at].map(by_digest_pushed/* holderOf */.Kd)));
    if (route.isSpread)
        return (0,build_by_platform/* buildByPlatform */.T)(requests, { run, outputs, read });
    const builds = await run(requests, requests.map(({ job }, at) => outputs(at, job.inputs.build.outputs.attributes)));
    return Promise.all(builds.map(async (build, at) => ({ build, pushed: await read(at, build) })));
}
/** The first repository of each registry: the others get mounts; a second output would upload everything again. */
function firstPerRegistry(targets) {
    return [...new Map(targets.toReversed().map(target => [target.destination.registry, target])).values()].toReversed();
}
/** A builder waits for the slowest registry indefinitely: optional ones get a copy afterwards. */
function notHeldUp(targets) {
    const required = targets.filter(({ destination }) => !destination.optional);
    return required.length > 0 ? required : targets;
}
/** An image was built but could not be pushed. */
function isRefusedPush(error) {
    return error instanceof failure/* BuildError */.zS && (0,tool_messages/* says */.FA)(error.reason, 'pushFailed');
}
/**
 * One failing output cancels the others. A registry that rejected one image is dropped for all: otherwise each attempt
 * could fail on the next image. If BuildKit does not name the registry, none is tried again.
 */
function withoutRefusing(direct, error) {
    const reference = (0,tool_messages/* detailIn */.j0)((0,errors/* messageOf */.bD)(error), 'pushedTo');
    const refusing = direct
        .flat()
        .map(({ destination }) => destination)
        .find(({ registry, path }) => reference === `${registry}/${path}`)?.registry;
    if (refusing === undefined)
        return direct.map(() => []);
    return direct.map(targets => targets.filter(({ destination }) => destination.registry !== refusing));
}


/***/ }),

/***/ 97718:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ buildLayoutByPlatform)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _build_build_image_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(55980);
/* harmony import */ var _host_all_ended_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(32264);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(79547);
/* harmony import */ var _host_files_make_folder_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6351);
/* harmony import */ var _oci_layout_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(78859);
/* harmony import */ var _plan_call_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(64467);
/* harmony import */ var _plan_terms_outputs_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(23885);
/* harmony import */ var _staging_layout_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(70275);
/* harmony import */ var _build_by_platform_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(73539);
/* harmony import */ var _pushed_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(18299);
/* harmony import */ var _with_published_digest_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(78106);














/**
 * Builds each platform on its node if the images are needed on this machine: each as a layout, merged into one per
 * image. buildx cannot export a layout from several nodes.
 *
 * @returns one for each request; undefined if the builder has one node, one platform is built, or `outputs` ask for
 *   more
 * @throws BuildError, ActionError DIGEST_MISMATCH or CANCELLED
 */
async function buildLayoutByPlatform(requests, run) {
    const isSpread = requests.some(({ job, site }) => site.builder.nodes.length > 1 && isOfSeveral(job.inputs));
    if (!isSpread || !requests.every(isLayoutAlone))
        return undefined;
    const made = await (0,_build_by_platform_js__WEBPACK_IMPORTED_MODULE_9__/* .buildByPlatform */ .T)(requests, {
        run: (parts, outputs) => run(parts, outputs, async () => {
            const layouts = requests.map((_, at) => layoutIn(parts[0].site.folder, at));
            await Promise.all(layouts.map(layout => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(layout, { recursive: true, force: true })));
        }),
        outputs: (at, attributes, folder) => [(0,_plan_terms_outputs_js__WEBPACK_IMPORTED_MODULE_7__/* .layoutOutput */ .Q6)(layoutIn(folder, at), attributes)],
        read: async (at, _, folder) => {
            const layout = layoutIn(folder, at);
            const { root, manifests } = await (0,_staging_layout_js__WEBPACK_IMPORTED_MODULE_8__/* .readLayout */ .T4)(layout);
            return (0,_pushed_js__WEBPACK_IMPORTED_MODULE_10__/* .readPushed */ .kR)(root, [holderIn(layout, manifests)]);
        },
    });
    const folders = await foldersIn(requests[0].site.folder);
    const takeOne = async ({ build, pushed }, at) => {
        const request = requests[at];
        const { exports, run: name } = request.site.names;
        (0,_pushed_js__WEBPACK_IMPORTED_MODULE_10__/* .checkPlatforms */ .FE)(pushed, request.job.inputs.build.platforms);
        const layout = layoutIn(request.site.folder, at);
        const parts = folders.map(folder => layoutIn(folder, at)).filter(node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync);
        await joinLayouts(parts, pushed.root, layout);
        await (0,_build_build_image_js__WEBPACK_IMPORTED_MODULE_3__/* .takeLayout */ .Kk)(layout, request);
        if (exports.keep)
            await (0,_build_build_image_js__WEBPACK_IMPORTED_MODULE_3__/* .nameAll */ .B_)(request.site);
        return { result: (0,_with_published_digest_js__WEBPACK_IMPORTED_MODULE_11__/* .withPublishedDigest */ .P)(build, pushed.root), layout, local: exports.load ? name : undefined };
    };
    return (0,_host_all_ended_js__WEBPACK_IMPORTED_MODULE_12__/* .allEnded */ .C)(made.map((one, at) => (0,_host_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .forImage */ .hW)(requests[at].site.targets.image.name, () => takeOne(one, at))));
}
const isOfSeveral = ({ build }) => build.platforms.length > 1;
/** Whether a layout is its only output. */
function isLayoutAlone({ job: { inputs }, site }) {
    return site.names.exports.layout && !(0,_plan_call_js__WEBPACK_IMPORTED_MODULE_6__/* .isCall */ .n)(inputs) && inputs.build.outputs.extra.length === 0;
}
const layoutIn = (folder, at) => (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, `layout-${at}`);
/** The platforms' folders in the run's folder. */
async function foldersIn(folder) {
    const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(folder);
    return names.filter(name => name.startsWith('platform-')).map(name => (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, name));
}
function holderIn(layout, manifests) {
    const byDigest = new Map(manifests.map(manifest => [manifest.digest, manifest]));
    return {
        name: 'the layout that the builder has written',
        getManifest: async (reference) => byDigest.get(reference),
        getBlob: async (digest) => (0,_staging_layout_js__WEBPACK_IMPORTED_MODULE_8__/* .blobInLayout */ .jw)(layout, digest),
    };
}
/** One layout with the blobs of all, which are moved, and this image on top. */
async function joinLayouts(parts, root, into) {
    const blobs = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(into, 'blobs/sha256');
    await (0,_host_files_make_folder_js__WEBPACK_IMPORTED_MODULE_5__/* .makeFolder */ .f)(blobs);
    for (const part of parts) {
        for (const name of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(part, 'blobs/sha256'))) {
            if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(blobs, name)))
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(part, 'blobs/sha256', name), (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(blobs, name));
        }
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(part, { recursive: true });
    }
    const { mediaType, digest, bytes } = root;
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(into, (0,_oci_layout_js__WEBPACK_IMPORTED_MODULE_13__/* .blobName */ .P)(digest)), bytes);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(into, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
    const index = { schemaVersion: 2, manifests: [{ mediaType, digest, size: bytes.length }] };
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(into, 'index.json'), JSON.stringify(index));
}


/***/ }),

/***/ 56573:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ mergePlatforms)
/* harmony export */ });
/* harmony import */ var _oci_attestation_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(59263);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(44360);
/* harmony import */ var _oci_platforms_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(49537);
/* harmony import */ var _plan_index_annotations_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(34764);
/* harmony import */ var _strip_subjects_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(19134);





/**
 * Merges the platforms that several nodes have built into one image: images first, then their attestations, as a single
 * node would have written it.
 *
 * @param parts in the order of the platforms; those without an index have their platform in their only child
 * @param annotations of the index, and of its images: BuildKit writes these only into an index, which a single manifest
 *   is not
 */
function mergePlatforms(parts, annotations) {
    const all = parts.flatMap(({ children }) => children);
    const children = [
        ...all
            .filter(({ descriptor }) => !(0,_oci_attestation_js__WEBPACK_IMPORTED_MODULE_4__/* .isAttestation */ .H)(descriptor))
            .map(child => ({ ...child, descriptor: annotated(child.descriptor, annotations) })),
        ...all.filter(({ descriptor }) => (0,_oci_attestation_js__WEBPACK_IMPORTED_MODULE_4__/* .isAttestation */ .H)(descriptor)),
    ];
    const mediaType = parts.map(({ root }) => root.mediaType).find(_oci_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .isIndex */ .nw) ?? _oci_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .OCI_INDEX */ .$p;
    const manifests = children.map(({ descriptor }) => descriptor);
    const optional = Object.keys(annotations.index).length === 0 ? {} : { annotations: annotations.index };
    const root = (0,_strip_subjects_js__WEBPACK_IMPORTED_MODULE_3__/* .manifestOf */ .$V)(mediaType, { schemaVersion: 2, mediaType, manifests, ...optional });
    return { root, children, blobs: new Map(parts.flatMap(({ blobs }) => [...blobs])) };
}
/** With the annotations that it lacks. */
function annotated(descriptor, all) {
    const { platform, annotations = {} } = descriptor;
    const wanted = Object.entries((0,_plan_index_annotations_js__WEBPACK_IMPORTED_MODULE_2__/* .entryAnnotations */ .R1)(all, platform === undefined ? '' : (0,_oci_platforms_js__WEBPACK_IMPORTED_MODULE_1__/* .nameOf */ .Vb)(platform)));
    const missing = wanted.filter(([key]) => !Object.hasOwn(annotations, key));
    if (missing.length === 0)
        return descriptor;
    return { ...descriptor, annotations: { ...annotations, ...Object.fromEntries(missing) } };
}


/***/ }),

/***/ 18299:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FE: () => (/* binding */ checkPlatforms),
/* harmony export */   Kd: () => (/* binding */ holderOf),
/* harmony export */   _: () => (/* binding */ notThere),
/* harmony export */   kR: () => (/* binding */ readPushed)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _http_body_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(66150);
/* harmony import */ var _oci_attestation_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(59263);
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11260);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(44360);
/* harmony import */ var _oci_platforms_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(49537);
/* harmony import */ var _oci_tree_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(29193);
/* harmony import */ var _registry_blobs_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(29535);








function holderOf({ destination, repository }) {
    return {
        name: destination.name,
        getManifest: reference => repository.getManifest(reference),
        getBlob: (digest, signal) => repository.getBlob(digest, signal),
    };
}
/** Statements and configurations: an SBOM may have some megabytes. */
const LARGEST = 64 * 1024 * 1024;
/**
 * Reads back a pushed image: every manifest, verified by digest, and its attestations. The root is in one of the
 * repositories only, for each has another (see `stripSubjects`).
 *
 * @throws ActionError DIGEST_MISMATCH when none has it, or a part of it is missing.
 */
async function readPushed({ digest }, from) {
    if (digest === undefined)
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('BUILD_FAILED', 'buildx did not report which digest it pushed');
    for (const holder of from) {
        const root = await holder.getManifest(digest);
        if (root !== undefined)
            return read(root, holder);
    }
    const names = from.map(({ name }) => name).join(', ');
    throw notThere(`the builder reported that it pushed ${digest}, but it is not in ${names}`);
}
async function read(root, holder) {
    if (!(0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .isIndex */ .nw)(root.mediaType)) {
        const platform = await platformOf(root, holder);
        const { mediaType, digest, bytes } = root;
        const descriptor = (0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_2__/* .parseDescriptor */ .BA)({ mediaType, digest, size: bytes.length, platform }, 'its configuration');
        return { root, children: [{ descriptor, manifest: root }], blobs: new Map() };
    }
    const manifests = await (0,_oci_tree_js__WEBPACK_IMPORTED_MODULE_5__/* .readTree */ .Z)(root, ({ digest }) => need(digest, holder), (0,_oci_tree_js__WEBPACK_IMPORTED_MODULE_5__/* .createBudget */ .y)(holder.name));
    const byDigest = new Map(manifests.map(manifest => [manifest.digest, manifest]));
    const children = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .linksOf */ .hP)(root).manifests.map(descriptor => {
        const manifest = byDigest.get(descriptor.digest);
        if (!(0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .isIndex */ .nw)(manifest.mediaType))
            return { descriptor, manifest };
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('BUILD_FAILED', `the builder pushed an index within an index (${descriptor.digest})`);
    });
    const attested = children.filter(({ descriptor }) => (0,_oci_attestation_js__WEBPACK_IMPORTED_MODULE_7__/* .isAttestation */ .H)(descriptor));
    const digests = new Set(attested.flatMap(({ manifest }) => (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .linksOf */ .hP)(manifest).blobs.map(blob => blob.digest)));
    const blobs = await Promise.all([...digests].map(async (blob) => [blob, await (0,_http_body_js__WEBPACK_IMPORTED_MODULE_1__/* .readBody */ .x8)(await holder.getBlob(blob), LARGEST)]));
    return { root, children, blobs: new Map(blobs) };
}
/**
 * A node that cannot build a platform only warns, and its index then names the wrong one. A manifest without an index
 * has its base image's platform, which is up to the user.
 *
 * @param requested as in the input; incomplete names are not checked
 * @throws ActionError DIGEST_MISMATCH
 */
function checkPlatforms({ root, children }, requested) {
    if (!(0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .isIndex */ .nw)(root.mediaType))
        return;
    const images = children.map(({ descriptor }) => descriptor).filter(child => !(0,_oci_attestation_js__WEBPACK_IMPORTED_MODULE_7__/* .isAttestation */ .H)(child));
    const made = new Set(images.flatMap(({ platform }) => (platform === undefined ? [] : [(0,_oci_platforms_js__WEBPACK_IMPORTED_MODULE_4__/* .nameOf */ .Vb)(platform)])));
    const wanted = requested.map(_oci_platforms_js__WEBPACK_IMPORTED_MODULE_4__/* .normalPlatform */ .Je);
    const missing = wanted.filter(platform => platform !== undefined && !made.has(platform));
    if (missing.length === 0 && (requested.length === 0 || images.length === new Set(wanted).size))
        return;
    const message = `the builder was asked for ${requested.join(', ')} but built ${[...made].join(', ') || 'nothing'}`;
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('DIGEST_MISMATCH', message, {
        hint: 'No tag was moved. Check that each platform of the builder belongs to one of its nodes (`docker buildx inspect`).',
    });
}
async function need(digest, { getManifest, name }) {
    const manifest = await getManifest(digest);
    if (manifest !== undefined)
        return manifest;
    throw notThere(`${name} has the index that the builder pushed, but lacks its ${(0,_registry_blobs_js__WEBPACK_IMPORTED_MODULE_6__/* .short */ .h0)(digest)}`);
}
/** A manifest does not name its platform; its configuration does. */
async function platformOf(manifest, { getBlob }) {
    const [config] = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .linksOf */ .hP)(manifest).blobs;
    const bytes = config === undefined ? Buffer.from('{}') : await (0,_http_body_js__WEBPACK_IMPORTED_MODULE_1__/* .readBody */ .x8)(await getBlob(config.digest), LARGEST);
    return (0,_oci_platforms_js__WEBPACK_IMPORTED_MODULE_4__/* .platformOfConfig */ .Dr)({ os: '', architecture: '', ...(0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .configurationIn */ .AM)(bytes, manifest.digest) });
}
function notThere(message) {
    return new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('DIGEST_MISMATCH', message, {
        hint: 'No tag was moved. Re-run the job; if it happens again, add a `test`, so that the image is uploaded from this runner instead.',
    });
}


/***/ }),

/***/ 19134:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $V: () => (/* binding */ manifestOf),
/* harmony export */   iq: () => (/* binding */ stripSubjects)
/* harmony export */ });
/* unused harmony export stripSubject */
/* harmony import */ var _oci_attestation_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(59263);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9501);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44360);



/**
 * The image without the names that it was pushed under. BuildKit writes the name of each output into the subject of its
 * attestations, so that each registry would hold another index, and readers of a public image could see where else it
 * is (with a `latest` that was never meant). An OCI export has an empty subject: this makes the same bytes.
 */
function stripSubjects(pushed) {
    const { root, children } = pushed;
    if (!(0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .isIndex */ .nw)(root.mediaType))
        return { content: { root, manifests: [root] }, blobs: new Map() };
    const blobs = new Map();
    const manifests = new Map();
    const descriptors = children.map(({ descriptor, manifest }) => {
        const attested = descriptor.annotations?.[_oci_attestation_js__WEBPACK_IMPORTED_MODULE_2__/* .ATTESTED */ .z];
        const own = attested === undefined ? manifest : stripAttestation(manifest, attested, pushed.blobs, blobs);
        manifests.set(own.digest, own);
        return { ...descriptor, digest: own.digest, size: own.bytes.length };
    });
    const index = manifestOf(root.mediaType, { ...json(root.bytes), manifests: descriptors });
    return { content: { root: index, manifests: [...manifests.values(), index] }, blobs };
}
/** Rewrites one attestation manifest; its new blobs are added to `into`. */
function stripAttestation(manifest, attested, blobs, into) {
    const { config, layers, ...rest } = json(manifest.bytes);
    const renamed = new Map();
    const put = (bytes) => {
        into.set((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .sha256 */ .s)(bytes), bytes);
        return (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .sha256 */ .s)(bytes);
    };
    const statements = layers.map(layer => {
        const before = blobs.get(layer.digest);
        if (before === undefined)
            return layer;
        const bytes = stripSubject(before, attested);
        renamed.set(layer.digest, put(bytes));
        return { ...layer, digest: (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .sha256 */ .s)(bytes), size: bytes.length };
    });
    // The configuration lists the statements as if they were layers.
    const text = blobs.get(config.digest)?.toString() ?? '';
    const configuration = Buffer.from(text.replace(/sha256:[0-9a-f]{64}/g, digest => renamed.get(digest) ?? digest));
    const ofConfig = text === '' ? config : { ...config, digest: put(configuration), size: configuration.length };
    const { schemaVersion, mediaType, artifactType, ...others } = rest;
    const head = { schemaVersion, mediaType, artifactType };
    return manifestOf(manifest.mediaType, { ...head, config: ofConfig, layers: statements, ...others });
}
/**
 * A statement with an empty subject, if its subject only identifies the image, as the index does too. All other bytes
 * stay unchanged.
 *
 * @param attested `sha256:…` of the image
 * @see https://github.com/in-toto/attestation/blob/main/spec/v0.1.0/statement.md
 */
function stripSubject(statement, attested) {
    const text = statement.toString();
    const at = SUBJECT.exec(text);
    if (at === null)
        return statement;
    const [all, head = '', list = ''] = at;
    const isImage = (item) => `sha256:${item?.digest?.sha256}` === attested;
    try {
        const subject = JSON.parse(list);
        if (subject.length === 0 || !subject.every(isImage))
            return statement;
    }
    catch {
        return statement;
    }
    return Buffer.from(`${head}[]${text.slice(all.length)}`);
}
/** BuildKit's order: type, predicate type, subject, predicate. Strings in the list may contain brackets. */
const SUBJECT = /^(\{"_type":"[^"\\]*","predicateType":"[^"\\]*","subject":)(\[(?:[^"\]]|"(?:[^"\\]|\\.)*")*\])/;
/** In BuildKit's format: two spaces, no line end. */
function manifestOf(mediaType, value) {
    const bytes = Buffer.from(JSON.stringify(value, null, 2));
    return { mediaType, digest: (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .sha256 */ .s)(bytes), bytes };
}
function json(bytes) {
    return JSON.parse(bytes.toString());
}


/***/ }),

/***/ 78106:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ withPublishedDigest)
/* harmony export */ });
/** The build's result and metadata with the published image's digest, instead of one output's own index. */
function withPublishedDigest(build, { digest, mediaType, bytes }) {
    const { 'image.name': _, ...rest } = JSON.parse(build.metadata || '{}');
    const descriptor = { mediaType, digest, size: bytes.length };
    const described = { ...rest, 'containerimage.descriptor': descriptor, 'containerimage.digest': digest };
    return { ...build, digest, metadata: JSON.stringify(described, null, 2) };
}


/***/ }),

/***/ 78747:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  b: () => (/* binding */ openCache)
});

// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/tool-messages.js
var tool_messages = __webpack_require__(77767);
// EXTERNAL MODULE: ./lib/plan/terms/list.js
var list = __webpack_require__(94247);
// EXTERNAL MODULE: ./lib/build/failure.js
var failure = __webpack_require__(46194);
// EXTERNAL MODULE: ./lib/host/text/first-line.js
var first_line = __webpack_require__(17401);
;// CONCATENATED MODULE: ./lib/cache/fault.js



/**
 * Whether a build failed because of its caches, not of its Dockerfile.
 *
 * @param cacheTo the caches to write
 */
function isCacheFailure(error, cacheTo) {
    if (!(error instanceof failure/* BuildError */.zS))
        return false;
    const reason = error.reason;
    if ((0,tool_messages/* says */.FA)(reason, 'stepFailed', 'fileMissing'))
        return false;
    return ((0,tool_messages/* says */.FA)(reason, 'cacheTrouble') ||
        foldersOf(cacheTo).some(folder => PLACES.some(place => reason.includes(`${place} ${folder}`))));
}
/** Whether it failed while writing them. */
function isWriting(error) {
    return error instanceof failure/* BuildError */.zS && (0,tool_messages/* says */.FA)(error.reason, 'exporting');
}
const PLACES = ['mkdir', 'open', 'stat', 'lstat'];
/** Folders that caches are written to: if one cannot be created, buildx only reports its path. */
function foldersOf(cacheTo) {
    return cacheTo.flatMap(list/* fields */.OA).flatMap(column => /^dest=(.{2,})$/.exec(column)?.[1] ?? []);
}

// EXTERNAL MODULE: ./lib/cache/store/caches.js
var caches = __webpack_require__(98501);
;// CONCATENATED MODULE: ./lib/cache/cached-build.js





/** @param used the inputs with the caches to build with */
function createCachedBuild(used, { watch, relay, onTrouble }, machine) {
    const watched = { ...machine, run: watch.run, env: { ...machine.env, ...relay?.env } };
    let isWithout = false;
    /** @throws ActionError the same error unless the cache is at fault, or BUILDER_UNUSABLE */
    const nextAfter = (error, given) => {
        if (watch.stuck())
            throw stuckBuilder();
        const stalled = watch.stalled();
        const gone = error instanceof failure/* BuildError */.zS ? relay?.failure() : undefined;
        const isAtFault = stalled !== undefined || gone !== undefined || isCacheFailure(error, (0,caches/* writtenCaches */.bW)(given));
        if (machine.signal.aborted || !isAtFault || (0,caches/* caches */.IU)(given).length === 0)
            throw error;
        if (stalled === undefined)
            onTrouble(gone ?? (0,first_line/* firstLine */.T)((0,errors/* messageOf */.bD)(error)));
        machine.log.info('Building again without the cache.');
        isWithout = true;
        // An unreadable cache may be readable for the next run, unless this one overwrites it.
        const writes = given === used && stalled === undefined && gone === undefined && !isWriting(error);
        // If a layer never arrived, the builder would wait for it again unless its step is rebuilt.
        const without = withoutCaches(given, writes, stalled === 'layer');
        return [without, stalled === undefined ? watched : { ...machine, run: watch.again }];
    };
    const building = async (attempt, given, ports) => {
        let next;
        try {
            return await attempt(given, ports);
        }
        catch (error) {
            next = nextAfter(error, given);
        }
        return building(attempt, ...next);
    };
    return {
        build: attempt => building(attempt, used, (0,caches/* caches */.IU)(used).length === 0 ? machine : watched),
        isWithout: () => isWithout,
    };
}
/** The same build without reading a cache. @param writes it still writes them */
function withoutCaches(inputs, writes, freshly) {
    const without = (0,caches/* mapCaches */.QS)(inputs, () => [], to => (writes ? to : []));
    return { ...without, build: { ...without.build, noCache: inputs.build.noCache || freshly } };
}
function stuckBuilder() {
    return new errors/* ActionError */.lZ('BUILDER_UNUSABLE', 'the builder is stuck waiting for an unresponsive cache', {
        hint: 'Restart it, or remove it (`docker buildx rm`), and re-run the job; `cache: none` builds without the cache.',
    });
}

// EXTERNAL MODULE: ./lib/inputs/build/cache.js
var cache = __webpack_require__(15820);
;// CONCATENATED MODULE: ./lib/cache/choose.js

/** Chooses the cache. Pure: the same situation always gives the same choice, with the reason in words. */
function chooseCache(situation) {
    const { setting, service } = situation;
    const [wanted, reason] = pick(situation);
    const [backend, notice] = attainable(wanted, service);
    const mayWrite = service.version !== 0 && (backend === 'gha' || backend === 'actions') ? service.readOnly : undefined;
    const writes = backend !== 'none' && backend !== 'raw';
    return {
        backend,
        reason: notice === undefined ? reason : `\`cache: ${setting.backend}\` is not available here`,
        readOnly: writes ? (situation.untrusted ?? mayWrite) : undefined,
        notice,
    };
}
function pick(situation) {
    const { setting, raw, isCall } = situation;
    if (raw)
        return ['raw', '`cache-from` or `cache-to` is set'];
    if (isCall)
        return ['none', 'no image is built'];
    if (setting.backend !== 'auto')
        return [setting.backend, `\`cache: ${setting.backend}\``];
    if (situation.noCache)
        return ['none', '`no-cache` is true'];
    if (setting.ref !== '')
        return [(0,cache/* isFolder */.l)(setting.ref) ? 'local' : 'registry', '`cache-ref` is set'];
    return automatic(situation);
}
/** A cache where the build runs is best; otherwise the runner's service. Never an unrequested tag. */
function automatic({ builder, runnerStays, service }) {
    const kept = keptBy(builder, runnerStays);
    if (kept !== undefined)
        return ['none', kept];
    if (service.version === 0)
        return ['none', `${service.why}; \`cache-ref\` names a registry to use instead`];
    return ['gha', runnerStays ? 'temporary builder with a cache service' : 'ephemeral runner with a cache service'];
}
/** Why the builder keeps its own cache until the next run; undefined if it does not. */
function keptBy({ driver, created, remote }, runnerStays) {
    // For a remote builder, buildx creates and removes only its name.
    if (remote)
        return `the builder is on another machine (${driver}) and keeps its own cache`;
    if (created || !runnerStays)
        return undefined;
    const owner = driver === 'docker' ? 'the Docker Engine' : 'the builder';
    return `${owner} of this machine keeps its cache between runs`;
}
/** The replacement for an unavailable cache, and a notice. */
function attainable(wanted, service) {
    if ((wanted === 'gha' || wanted === 'actions') && service.version === 0) {
        return ['none', `\`cache: ${wanted}\` is skipped: ${service.why}`];
    }
    return [wanted, undefined];
}

// EXTERNAL MODULE: ./lib/cache/first-misses.js
var first_misses = __webpack_require__(34269);
// EXTERNAL MODULE: ./lib/cache/reach.js + 1 modules
var reach = __webpack_require__(9535);
// EXTERNAL MODULE: ./lib/cache/relay/use.js + 2 modules
var use = __webpack_require__(98574);
// EXTERNAL MODULE: ./lib/cache/situation.js
var situation = __webpack_require__(75746);
// EXTERNAL MODULE: ./lib/cache/store/deadline.js
var deadline = __webpack_require__(10686);
// EXTERNAL MODULE: ./lib/cache/store/scope.js
var store_scope = __webpack_require__(27056);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/dockerfile/place.js
var place = __webpack_require__(57137);
// EXTERNAL MODULE: ./lib/host/files/alias.js
var alias = __webpack_require__(69798);
// EXTERNAL MODULE: ./lib/host/variables/system.js
var system = __webpack_require__(34803);
// EXTERNAL MODULE: ./lib/cache/store/archive.js
var store_archive = __webpack_require__(66422);
// EXTERNAL MODULE: ./lib/cache/store/cache-worker.js + 2 modules
var cache_worker = __webpack_require__(90022);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./lib/host/errno.js
var errno = __webpack_require__(69706);
// EXTERNAL MODULE: ./lib/host/files/make-folder.js
var make_folder = __webpack_require__(6351);
// EXTERNAL MODULE: ./lib/journal/owner.js
var journal_owner = __webpack_require__(60900);
// EXTERNAL MODULE: ./lib/journal/run-folder.js
var run_folder = __webpack_require__(22539);
;// CONCATENATED MODULE: ./lib/cache/store/local-store.js







/** How long to respect a lease whose process cannot be checked (another container shares the folder). Milliseconds. */
const UNKNOWN_FOR = 24 * 60 * 60 * 1000;
async function openLocalStore(root, scope, now) {
    const home = (0,external_node_path_.join)(root, scope);
    const name = (0,journal_owner/* folderName */.ub)((0,journal_owner/* thisProcess */.WF)());
    const to = (0,external_node_path_.join)(home, name);
    // First of all: a run with nothing to read has no other sign of life.
    const writing = await lease(home, name, name);
    const { from, before, reading } = await lookUp(home, name);
    return {
        from,
        to,
        before,
        async keep(maxSize) {
            if (reading !== undefined)
                await (0,promises_.rm)(reading, { force: true });
            const after = await (0,store_archive/* cacheDigest */.x)(to);
            if (after === undefined)
                return {};
            const size = await sizeOf(to);
            const isNew = after !== before || (await current(home)) === undefined;
            if (size <= maxSize && isNew)
                await makeCurrent(home, name);
            // The link's own time records the scope's last use: pruning begins with the oldest.
            const stamp = new Date(now());
            await (0,promises_.lutimes)((0,external_node_path_.join)(home, 'current'), stamp, stamp).catch(() => { });
            await prune(root, scope, maxSize, now());
            if (size <= maxSize)
                return {};
            return { refused: `it is ${megabytes(size)}, but \`cache-max-size\` allows ${megabytes(maxSize)}` };
        },
        async close() {
            for (const path of [reading, writing])
                if (path !== undefined)
                    await (0,promises_.rm)(path, { force: true });
            await sweep(home, now());
        },
    };
}
/**
 * The current generation, leased. It may be replaced before the lease exists: then try again. If it is still current
 * after the lease, it is safe, since `sweep` reads the leases after `current`.
 */
async function lookUp(home, name) {
    for (let tries = 0; tries < 5; tries++) {
        const generation = await current(home);
        if (generation === undefined)
            break;
        const reading = await lease(home, name, generation);
        if ((await current(home)) === generation) {
            const from = (0,external_node_path_.join)(home, generation);
            const before = await (0,store_archive/* cacheDigest */.x)(from);
            return { from: before === undefined ? undefined : from, before, reading };
        }
        await (0,promises_.rm)(reading, { force: true });
    }
    return { from: undefined, before: undefined, reading: undefined };
}
/** Another run may prune the folder before there is a lease in it: then try again. */
async function lease(home, name, generation) {
    const readers = (0,external_node_path_.join)(home, 'readers');
    const path = (0,external_node_path_.join)(readers, `${name}@${generation}`);
    for (let tries = 0;; tries++) {
        try {
            await (0,make_folder/* makeFolder */.f)(readers, 0o700);
            await (0,promises_.writeFile)(path, '');
            return path;
        }
        catch (error) {
            if ((0,errno/* errnoOf */.U)(error) !== 'ENOENT' || tries === 4)
                throw error;
        }
    }
}
async function makeCurrent(home, name) {
    const link = (0,external_node_path_.join)(home, `${name}.link`);
    await (0,promises_.symlink)(name, link);
    await (0,promises_.rename)(link, (0,external_node_path_.join)(home, 'current'));
}
async function current(home) {
    const name = await (0,promises_.readlink)((0,external_node_path_.join)(home, 'current')).catch(() => undefined);
    return name !== undefined && (0,journal_owner/* ownerOf */.bf)(name) !== undefined ? name : undefined;
}
/** The generations in use. Leases of dead runs are removed. */
async function leased(home, now) {
    const generations = [];
    for (const mark of await local_store_list((0,external_node_path_.join)(home, 'readers'))) {
        const [owner = '', generation = ''] = mark.split('@');
        // The folder may be the user's own, with other files.
        if ((0,journal_owner/* ownerOf */.bf)(owner) === undefined || (0,journal_owner/* ownerOf */.bf)(generation) === undefined)
            continue;
        const path = (0,external_node_path_.join)(home, 'readers', mark);
        if (await isGone(owner, path, now))
            await (0,promises_.rm)(path, { force: true });
        else
            generations.push(generation);
    }
    return generations;
}
async function isGone(name, path, now) {
    const owner = (0,journal_owner/* ownerOf */.bf)(name);
    if (owner === undefined)
        return true;
    const alive = (0,journal_owner/* isAlive */._n)(owner);
    if (alive !== 'unknown')
        return !alive;
    return now - ((await (0,promises_.stat)(path).catch(() => undefined))?.mtimeMs ?? now) > UNKNOWN_FOR;
}
/**
 * Removes generations that are neither current nor leased: replaced ones, unkept ones, and those of killed runs. The
 * order makes this safe beside other runs: a generation without its writer's lease is either current now or never
 * again, and one that is not current gets no new readers.
 */
async function sweep(home, now) {
    const names = await local_store_list(home);
    const written = await leased(home, now);
    const kept = await current(home);
    const used = new Set([...written, kept, ...(await leased(home, now))]);
    for (const name of names) {
        const generation = name.replace(/\.link$/, '');
        if ((0,journal_owner/* ownerOf */.bf)(generation) !== undefined && !used.has(generation))
            await (0,run_folder/* removeFolder */.v$)((0,external_node_path_.join)(home, name));
    }
}
/** Prunes to `maxSize`: this scope's own generation if it alone is too large, then the least recently used scopes. */
async function prune(root, own, maxSize, now) {
    const measured = await Promise.all((await local_store_list(root)).map(scope => measure(root, scope, now)));
    const scopes = measured.filter(scope => scope !== undefined).sort((a, b) => a.used - b.used);
    let total = scopes.reduce((sum, { size }) => sum + size, 0);
    const remove = async ({ home, size }) => {
        await removeScope(home, now);
        total -= size;
    };
    const ours = scopes.find(({ scope }) => scope === own);
    if (ours !== undefined && ours.size > maxSize)
        await remove(ours);
    for (const each of scopes) {
        if (total <= maxSize)
            return;
        if (each !== ours && (await leased(each.home, now)).length === 0)
            await remove(each);
    }
}
/** A scope's size in bytes, and its last use. Undefined for other folders and removed scopes. */
async function measure(root, scope, now) {
    const home = (0,external_node_path_.join)(root, scope);
    // Only folders laid out like a scope are ours: the root may be the user's own.
    if ((await (0,promises_.stat)((0,external_node_path_.join)(home, 'readers')).catch(() => undefined)) === undefined)
        return undefined;
    await sweep(home, now);
    const link = await (0,promises_.lstat)((0,external_node_path_.join)(home, 'current')).catch(() => undefined);
    const generation = await current(home);
    if (link === undefined || generation === undefined)
        return undefined;
    return { scope, home, size: await sizeOf((0,external_node_path_.join)(home, generation)), used: link.mtimeMs };
}
/** Generations in use stay until their runs have ended, and so does the folder. */
async function removeScope(home, now) {
    await (0,promises_.rm)((0,external_node_path_.join)(home, 'current'), { force: true });
    await sweep(home, now);
    // Not recursively: another run may have begun there meanwhile.
    await (0,promises_.rmdir)((0,external_node_path_.join)(home, 'readers')).catch(() => { });
    await (0,promises_.rmdir)(home).catch(() => { });
}
async function local_store_list(folder) {
    return (0,promises_.readdir)(folder).catch(() => []);
}
async function sizeOf(folder) {
    const entries = await (0,promises_.readdir)(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    const sizes = entries
        .filter(entry => entry.isFile())
        .map(async (entry) => (await (0,promises_.stat)((0,external_node_path_.join)(entry.parentPath, entry.name)).catch(() => undefined))?.size ?? 0);
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
function megabytes(bytes) {
    return `${(bytes / 1e6).toFixed(0)} MB`;
}

// EXTERNAL MODULE: ./lib/cache/store/parts.js
var parts = __webpack_require__(61918);
// EXTERNAL MODULE: ./lib/cache/store/specs.js
var store_specs = __webpack_require__(38604);
;// CONCATENATED MODULE: ./lib/cache/store/stores.js












/** Opens the cache of this backend. Failures are reported as `trouble`; never throws. */
async function openStore(backend, facts, machine) {
    const { inputs, scope, readOnly } = facts;
    const { mode, ref } = inputs.cache;
    const without = ({ from, to }) => ({ specs: { from, to: readOnly ? [] : to } });
    try {
        if (backend === 'gha')
            return without((0,store_specs/* ghaSpecs */.lv)(scope, mode, (0,deadline/* secondsOf */.T)(inputs)));
        if (backend === 'registry')
            return without((0,store_specs/* registrySpecs */.ah)(ref, mode));
        if (backend === 'inline')
            return without((0,store_specs/* inlineSpecs */.wv)(await imagesBefore(facts)));
        if (backend === 'actions')
            return await openArchive(facts, machine);
        if (backend === 'local')
            return await openFolder(facts, machine);
    }
    catch (error) {
        return { specs: NOTHING, trouble: (0,errors/* messageOf */.bD)(error) };
    }
    return { specs: NOTHING };
}
const NOTHING = { from: [], to: [] };
async function openArchive(facts, machine) {
    const { inputs, context, folder, scope, readOnly } = facts;
    const seconds = (0,deadline/* secondsOf */.T)(inputs);
    const content = await (0,store_archive/* contentHash */.Ae)(context.workspace, [...dockerfiles(inputs, context), ...inputs.cache.keyFiles]);
    const keys = (0,store_archive/* archiveKeys */.fJ)({ scope, content, branches: (0,store_archive/* branchesOf */.IJ)(context) });
    const archive = await (0,store_archive/* restoreArchive */.By)((0,external_node_path_.join)(folder, 'layer-cache'), keys, (0,cache_worker/* createCacheWorker */.b)(machine, seconds));
    if (archive.key !== undefined)
        machine.log.info(`Cache restored: ${archive.key}`);
    return {
        specs: await specsOf(archive, facts),
        trouble: archive.trouble,
        async keep() {
            if (!readOnly)
                await (0,parts/* joinParts */.nn)(archive.to);
            const saved = readOnly ? undefined : await (0,store_archive/* archiveToSave */.ty)(archive, keys);
            return { pending: saved === undefined ? undefined : { ...saved, seconds } };
        },
    };
}
async function openFolder(facts, machine) {
    const { inputs, context, scope, readOnly } = facts;
    const { ref, maxSize } = inputs.cache;
    const store = await openLocalStore(localRoot(ref, context), (0,store_scope/* folderOf */.yS)(scope), machine.now);
    return {
        specs: await specsOf(store, facts),
        async keep() {
            if (readOnly)
                return {};
            await (0,parts/* joinParts */.nn)(store.to);
            return { trouble: (await store.keep(maxSize)).refused };
        },
        close: store.close,
    };
}
/** The caches in these folders, which are side by side. */
async function specsOf({ from, to }, { inputs, readOnly }) {
    const tags = from === undefined ? [] : await (0,store_archive/* cacheTags */._A)(from);
    const place = (0,alias/* asciiPath */.V)((0,external_node_path_.dirname)(to));
    const inPlace = (folder) => (0,external_node_path_.join)(place, (0,external_node_path_.basename)(folder));
    return (0,store_specs/* folderSpecs */.fK)(from && inPlace(from), tags, readOnly ? undefined : inPlace(to), inputs.cache.mode);
}
function localRoot(ref, { workspace, env }) {
    if (ref.startsWith('~/'))
        return (0,external_node_path_.join)((0,system/* homeOf */.lt)(env), ref.slice(2));
    if (ref !== '')
        return (0,external_node_path_.resolve)(workspace, ref);
    return (0,external_node_path_.join)((0,system/* cacheFolder */.nF)(env), 'slipway/layers');
}
/** The Dockerfile and its .dockerignore, if they are in the workspace. */
function dockerfiles({ build }, { workspace }) {
    const file = (0,place/* dockerfileIn */.yG)(workspace, build);
    return [file, `${file}.dockerignore`, (0,external_node_path_.join)(build.context, '.dockerignore')];
}
/** Images that may share layers with this one: of this branch, its base, and the default branch. */
async function imagesBefore({ context, references, referencesOf }) {
    // Rules that give no tag for a branch, or fail there, do not matter.
    const [own, ...further] = (0,store_archive/* branchesOf */.IJ)(context);
    const others = further.filter(branch => branch !== own).map(branch => referencesOf(branch).catch(() => []));
    // Each one costs a request before the build.
    return [...new Set([...references, ...(await Promise.all(others)).flat()])].slice(0, 4);
}

// EXTERNAL MODULE: ./lib/cache/watch.js
var cache_watch = __webpack_require__(92929);
// EXTERNAL MODULE: ./lib/builder/several-nodes.js
var several_nodes = __webpack_require__(51855);
;// CONCATENATED MODULE: ./lib/cache/with-caches.js


/** The inputs with these caches, and with the share of each image and each node in them. */
function withCaches(inputs, { backend, specs, job, builder }) {
    const partsIn = partsOf(backend, job, builder);
    const { build } = inputs;
    const own = { from: build.noCache ? [] : specs.from, to: specs.to };
    if (partsIn === undefined)
        return { ...inputs, build: { ...build, cacheFrom: own.from, cacheTo: own.to } };
    // An image's own caches come before its share of the run's cache.
    const parts = new Map([...partsIn(own), ...(build.partCaches ?? [])]);
    // One build of all platforms reads the caches of each. Its nodes must not write to the same place.
    const cacheFrom = [...new Set([...parts.values()].flatMap(({ from }) => from))];
    return { ...inputs, build: { ...build, cacheFrom, cacheTo: [], partCaches: parts } };
}
function partsOf(backend, { inputs, plan, several }, builder) {
    if (several === undefined) {
        if (!(0,several_nodes/* isSpread */.q)(inputs, builder))
            return undefined;
        return specs => new Map(inputs.build.platforms.map(platform => [platform, (0,store_specs/* cachesFor */.$n)(backend, specs, platform)]));
    }
    const ofImage = (image, specs) => backend === 'inline' ? (0,store_specs/* inlineSpecs */.wv)(movingReferences([image]).slice(0, 4)) : (0,store_specs/* cachesOf */.nk)(backend, specs, image.name);
    return specs => new Map(plan.images.flatMap((image, at) => {
        const own = ofImage(image, specs);
        const each = several.builds[at]?.inputs ?? inputs;
        // Nodes must not write to the same place. The cache written for all platforms after the gates is also read.
        const isApart = (0,several_nodes/* isSpread */.q)(each, builder) && inputs.build.partCaches?.has(image.name) !== true;
        const ofPlatform = (platform) => {
            const { from, to } = (0,store_specs/* cachesFor */.$n)(backend, own, platform);
            return [(0,store_specs/* partName */.pn)(platform, image.name), { from: [...new Set([...from, ...own.from])], to }];
        };
        return [[image.name, own], ...(isApart ? each.build.platforms.map(ofPlatform) : [])];
    }));
}
/** The references of tags that move, as this plan has them. */
function movingReferences(images) {
    return images
        .flatMap(({ destinations }) => destinations)
        .flatMap(({ name, tags }) => tags.filter(tag => tag.moving).map(tag => `${name}:${tag.name}`));
}

// EXTERNAL MODULE: ./lib/http/body.js
var body = __webpack_require__(66150);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var oci_manifest = __webpack_require__(44360);
// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/oci/tree.js
var tree = __webpack_require__(29193);
;// CONCATENATED MODULE: ./lib/cache/without-cache.js






/** The media type of a `type=registry` cache, and the configuration key of `type=inline`. */
const CACHE_CONFIG = 'application/vnd.buildkit.cacheconfig.v0';
const INLINE = 'moby.buildkit.cache.v0';
/** An image's configuration, with the cache in it. Bytes. */
const LARGEST_CONFIG = 16 * 1024 * 1024;
/**
 * Reports images in `cache-from` that contain no cache, which BuildKit imports silently: its progress looks the same.
 *
 * @param imported what BuildKit has imported, as it names it
 */
async function reportWithoutCache(cacheFrom, imported, connect, log) {
    const references = cacheFrom.flatMap(spec => referenceIn(spec) ?? []).filter(one => imported.includes(fullName(one)));
    await Promise.all(references.map(async (reference) => {
        const { registry, path } = reference.name;
        try {
            if ((await holdsCache(connect(registry).repository(path), reference)) !== false)
                return;
            log.notice(`\`cache-from\`: ${(0,oci_reference/* formatReference */.FH)(reference)} is an image without a cache, so no step was reused from it. ` +
                'Build that image with `cache: inline` (or `cache-to: type=inline`), or name a cache instead.');
        }
        catch (error) {
            log.debug(`unknown whether ${(0,oci_reference/* formatReference */.FH)(reference)} holds a cache: ${(0,errors/* messageOf */.bD)(error)}`);
        }
    }));
}
/** `type=registry,ref=…`, or the reference alone (buildx, `--cache-from`). */
function referenceIn(spec) {
    const columns = (0,list/* fields */.OA)(spec);
    const value = (key) => columns.find(column => column.startsWith(`${key}=`))?.slice(key.length + 1);
    const [first = ''] = columns;
    const text = columns.length === 1 && !first.includes('=') ? first : value('type') === 'registry' ? value('ref') : '';
    try {
        return text ? (0,oci_reference/* parseReference */.F2)(text) : undefined;
    }
    catch {
        return undefined;
    }
}
/** As BuildKit writes it (distribution/reference). */
function fullName({ name, tag, digest }) {
    const version = tag === undefined && digest === undefined ? ':latest' : tag === undefined ? '' : `:${tag}`;
    return `${name.registry}/${name.path}${version}${digest === undefined ? '' : `@${digest}`}`;
}
/** Undefined when the name no longer exists. */
async function holdsCache(repository, { tag, digest }) {
    const root = await repository.getManifest(digest ?? tag ?? 'latest');
    if (root === undefined)
        return undefined;
    if (namesCache(root))
        return true;
    const read = async (child) => {
        const manifest = await repository.getManifest(child.digest);
        if (manifest === undefined)
            throw new Error(`${child.digest} is missing`);
        return manifest;
    };
    for (const manifest of await (0,tree/* readTree */.Z)(root, read, (0,tree/* createBudget */.y)(`${repository.registry}/${repository.path}`))) {
        const [config] = (0,oci_manifest/* linksOf */.hP)(manifest).blobs;
        if (config === undefined)
            continue;
        if (namesCache(manifest))
            return true;
        const bytes = await (0,body/* readBody */.x8)(await repository.getBlob(config.digest), LARGEST_CONFIG);
        if (INLINE in JSON.parse(bytes.toString()))
            return true;
    }
    return false;
}
/** A cache is an index with its configuration among the layers, or an image with that as its configuration. */
function namesCache(manifest) {
    const { manifests, blobs } = (0,oci_manifest/* linksOf */.hP)(manifest);
    return [...manifests, ...blobs].some(({ mediaType }) => mediaType === CACHE_CONFIG);
}

;// CONCATENATED MODULE: ./lib/cache/cache.js















/** Chooses the cache, logs the choice with its reason, and opens it. Never throws: cache problems are warnings. */
async function openCache(job, site, serviceProbe, machine) {
    const { inputs } = job;
    const { log } = machine;
    const { backend, reason, readOnly, given, troubles } = await reachableCache(job, site, serviceProbe, machine);
    const onTrouble = (text) => void troubles.push(text);
    const store = await openStore(backend, storeFacts(job, site, readOnly !== undefined), machine);
    if (store.trouble !== undefined)
        onTrouble(store.trouble);
    const placed = { backend, specs: store.specs, job, builder: site.builder };
    const used = backend === 'raw' ? given : withCaches(given, placed);
    const watch = (0,cache_watch/* watchCaches */.n)(machine.run, machine.now, (0,deadline/* patienceOf */.H)(inputs));
    const relay = await (0,use/* relayFor */.V)(used, site, serviceProbe.service, machine);
    const { build, isWithout } = createCachedBuild(used, { watch, relay, onTrouble }, machine);
    const report = (result) => ({
        backend,
        reason,
        readOnly,
        ratio: result.stats.totalSteps === 0 ? undefined : result.stats.cachedSteps / result.stats.totalSteps,
        // A build without a cache has missed none.
        misses: inputs.build.noCache || isWithout() ? [] : (0,first_misses/* firstMisses */.j)(result.stats),
    });
    return {
        inputs: used,
        build,
        async keep(result) {
            const about = report(result);
            logUse(about, result, log);
            const kept = await store.keep?.().catch(error => onTrouble((0,errors/* messageOf */.bD)(error)));
            if (kept?.trouble !== undefined)
                onTrouble(kept.trouble);
            const { cachedSteps, totalSteps } = result.stats;
            if (backend === 'raw' && cachedSteps < totalSteps && !writesInline(used)) {
                const { cacheFrom } = used.build;
                site.background.add(reportWithoutCache(cacheFrom, watch.imported(), site.connectSource, log));
            }
            return { report: about, pending: kept?.pending };
        },
        async close() {
            await store.close?.().catch(error => onTrouble((0,errors/* messageOf */.bD)(error)));
            const relayProblem = machine.signal.aborted ? undefined : relay?.failure();
            // BuildKit reports a lost service as a refusal.
            const reported = watch.troubles().filter(trouble => relayProblem === undefined || !(0,tool_messages/* says */.FA)(trouble, 'cacheService'));
            const all = [...new Set([...troubles, relayProblem ?? '', ...reported])].filter(trouble => trouble !== '');
            if (relay !== undefined)
                site.background.add(relay.end(all.length > 0));
            if (all.length > 0)
                log.warning(`Caching was skipped or incomplete: ${all.slice(0, 3).join('; ')}`);
        },
    };
}
/** The chosen cache, or none if it cannot be reached; `given`: the inputs without the user's unreachable caches. */
async function reachableCache(job, site, serviceProbe, machine) {
    const { inputs } = job;
    const { log } = machine;
    const choice = chooseCache((0,situation/* situationOf */._7)(job, site, serviceProbe.service));
    if (choice.notice !== undefined)
        log.notice(choice.notice);
    const cacheProblem = await (0,reach/* unreachable */.HB)(choice, { inputs, engine: site.engine, serviceProbe }, machine);
    const serviceProblem = await (0,reach/* serviceTrouble */.fk)(inputs, serviceProbe);
    const backend = cacheProblem === undefined ? choice.backend : 'none';
    const reason = backend === choice.backend ? choice.reason : (cacheProblem ?? '');
    const { readOnly } = choice;
    log.info(`Cache: ${backend} (${reason})${readOnly ? `; read-only because ${readOnly}` : ''}`);
    const troubles = [cacheProblem, serviceProblem].filter(trouble => trouble !== undefined);
    return { backend, reason, readOnly, given: serviceProblem === undefined ? inputs : (0,reach/* withoutGha */.tl)(inputs), troubles };
}
function storeFacts({ inputs, context, plan, several }, site, readOnly) {
    return {
        inputs,
        context,
        folder: site.folder,
        // The caches of several images are distinguished by the images' names.
        scope: (0,store_scope/* scopeFor */.aN)(inputs, context, several === undefined ? nameOf(plan) : '', site.engine.platform),
        readOnly,
        references: movingReferences(plan.images),
        referencesOf: async (branch) => movingReferences((await site.planOf(branch)).images),
    };
}
/** The next run will find a cache in the image. */
function writesInline({ build }) {
    return build.cacheTo.some(spec => (0,list/* fields */.OA)(spec).includes('type=inline'));
}
/** The image's name, for the scope of its cache. */
function nameOf({ images }) {
    return images[0]?.destinations[0]?.name ?? '';
}
function logUse({ misses }, { stats }, log) {
    const { cachedSteps: cached, totalSteps: total } = stats;
    const percent = total === 0 ? '' : ` (${Math.round((100 * cached) / total)} %)`;
    log.info(`Cache: ${cached} of ${total} steps were cached${percent}`);
    for (const miss of misses)
        log.info((0,first_misses/* missLine */.D)(miss));
}


/***/ }),

/***/ 9535:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  uW: () => (/* binding */ lookForService),
  fk: () => (/* binding */ serviceTrouble),
  HB: () => (/* binding */ unreachable),
  v6: () => (/* binding */ usesRunner),
  tl: () => (/* binding */ withoutGha)
});

// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/plan/call.js
var call = __webpack_require__(64467);
// EXTERNAL MODULE: ./lib/registry/origin.js
var registry_origin = __webpack_require__(89957);
// EXTERNAL MODULE: ./lib/runner/child-env.js
var child_env = __webpack_require__(30994);
// EXTERNAL MODULE: ./lib/http/transport.js + 3 modules
var http_transport = __webpack_require__(28039);
// EXTERNAL MODULE: ./lib/cache/service/service.js
var service_service = __webpack_require__(90453);
;// CONCATENATED MODULE: ./lib/cache/probe.js



/** A service that has not answered by then counts as unavailable. Milliseconds. */
const PATIENCE = 5_000;
/**
 * Asks the cache service for a nonexistent entry. BuildKit must never use a service that accepts requests without
 * answering: it would wait forever, blocking every other build of that engine, even after a cancel.
 *
 * @returns what is wrong with the service, in words; undefined if it answers correctly
 */
async function probeService(service, proxyEnv, patience = PATIENCE) {
    const answer = await ask(lookup(service), proxyEnv, patience);
    if (typeof answer === 'string')
        return `the cache service does not answer (${answer})`;
    if (answer < 400)
        return undefined;
    if (answer === 429)
        return 'the cache service limits requests (429)';
    if (answer === 401 || answer === 403)
        return `the cache service rejects this job's token (${answer})`;
    return `the cache service answers ${answer}`;
}
/** A look-up that finds nothing. */
function lookup({ version, url, token }) {
    const key = 'slipway-probe';
    const hash = '0'.repeat(64);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    if (version === 2) {
        const body = Buffer.from(JSON.stringify({ key, restore_keys: [], version: hash }));
        return { method: 'POST', url: new URL(`${service_service/* METHODS */.J}GetCacheEntryDownloadURL`, url), headers, body };
    }
    return {
        method: 'GET',
        url: new URL(`_apis/artifactcache/cache?keys=${key}&version=${hash}`, url),
        headers: { ...headers, accept: 'application/json;api-version=6.0-preview.1' },
    };
}
/** Whether a registry answers at all, with any status. */
async function probeRegistry(origins, proxyEnv, patience = PATIENCE) {
    const questions = origins.map(origin => ({ method: 'GET', url: new URL('/v2/', origin), headers: {} }));
    const answers = await Promise.all(questions.map(question => ask(question, proxyEnv, patience)));
    // Any answer counts, even a certificate that only the builder trusts.
    if (!answers.every(answer => typeof answer === 'string' && UNREACHABLE.test(answer)))
        return undefined;
    return `the registry of the cache does not answer (${answers[0]})`;
}
const UNREACHABLE = /^(?:nothing for|ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)/;
/** The answer's status, or why there was none. */
async function ask(question, proxyEnv, patience) {
    const transport = (0,http_transport/* createTransport */.o)({ proxyEnv });
    try {
        const signal = AbortSignal.timeout(patience);
        const answer = await transport.send({ ...question, signal, idle: patience });
        answer.body.destroy();
        return answer.status;
    }
    catch (error) {
        const { code } = error;
        if (code === 'ABORT_ERR' || code === 'ETIMEDOUT')
            return `nothing for ${patience / 1000} s`;
        return typeof code === 'string' ? code : (0,errors/* messageOf */.bD)(error);
    }
    finally {
        transport.close();
    }
}

// EXTERNAL MODULE: ./lib/cache/store/caches.js
var caches = __webpack_require__(98501);
;// CONCATENATED MODULE: ./lib/cache/reach.js








function lookForService(inputs, { env, now }) {
    const service = (0,service_service/* serviceIn */.T)(env, now());
    const mayUse = ['auto', 'gha', 'actions'].includes(inputs.cache.backend) || (0,caches/* caches */.IU)(inputs).some(usesRunner);
    const builds = inputs.source === undefined && !(0,call/* isCall */.n)(inputs);
    const asked = service.version !== 0 && mayUse && builds ? probeService(service, env) : undefined;
    return { service, trouble: asked?.catch(errors/* messageOf */.bD) ?? Promise.resolve(undefined) };
}
/** Why the chosen cache cannot be reached; undefined when it can. BuildKit would hang or fail. */
async function unreachable({ backend }, { inputs, engine, serviceProbe, }, machine) {
    if (backend === 'gha' || backend === 'actions')
        return serviceProbe.trouble;
    // What a remote builder can reach is unknown here.
    if (backend !== 'registry' || engine.socket === undefined)
        return undefined;
    const { registry } = (0,reference/* parseReference */.F2)(inputs.cache.ref).name;
    const origin = (0,registry_origin/* apiOrigin */.l)(registry);
    return origin === undefined ? undefined : probeRegistry([origin], machine.env);
}
/** Why the user's caches on the runner's service cannot be reached; undefined when they can, or there are none. */
async function serviceTrouble(inputs, { service, trouble }) {
    if (!(0,caches/* caches */.IU)(inputs).some(usesRunner))
        return undefined;
    return service.version === 0 ? `\`type=gha\` is skipped: ${service.why}` : trouble;
}
/** Whether it is a cache on the runner's service, not on the user's own. */
function usesRunner(spec) {
    return (0,child_env/* isGha */.zV)(spec) && !(0,child_env/* hasOwnService */.u8)(spec);
}
/** The user's caches without those on the unreachable service. */
function withoutGha(inputs) {
    const rest = (specs) => specs.filter(spec => !usesRunner(spec));
    return (0,caches/* mapCaches */.QS)(inputs, rest, rest);
}


/***/ }),

/***/ 75746:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DA: () => (/* binding */ runnerStays),
/* harmony export */   _7: () => (/* binding */ situationOf),
/* harmony export */   _f: () => (/* binding */ builderStays)
/* harmony export */ });
/* unused harmony export builderGoes */
/* harmony import */ var _event_unmerged_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57109);
/* harmony import */ var _host_variables_docker_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(85358);
/* harmony import */ var _host_variables_runner_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(46744);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(23940);
/* harmony import */ var _plan_call_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(64467);





/** Drivers whose BuildKit is remote and outlives the job. */
const ELSEWHERE = ['remote', 'cloud'];
function situationOf({ inputs, context, plan }, site, service) {
    const { builder } = site;
    const { build, cache } = inputs;
    const several = build.partCaches !== undefined;
    const hasOwn = ({ name }) => build.partCaches?.has(name) === true;
    return {
        setting: cache,
        raw: build.cacheFrom.length > 0 || build.cacheTo.length > 0 || (several && plan.images.every(hasOwn)),
        noCache: build.noCache,
        isCall: (0,_plan_call_js__WEBPACK_IMPORTED_MODULE_4__/* .isCall */ .n)(inputs),
        // Caches are shared: output of a pull request or fork must not end up in an image of the default branch.
        untrusted: (0,_event_unmerged_js__WEBPACK_IMPORTED_MODULE_0__/* .untrustedBecause */ .X)(context),
        builder: {
            driver: builder.driver,
            created: builderGoes(builder, inputs),
            remote: isElsewhere(context, site),
        },
        runnerStays: runnerStays(context.env),
        service,
    };
}
/** Whether BuildKit is on another machine than this job. */
function isElsewhere({ env }, { builder, engine }) {
    // An engine beside the job (dind) counts as local.
    const isHere = engine.socket !== undefined || (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .isLoopbackAddress */ .Ow)((0,_host_variables_docker_js__WEBPACK_IMPORTED_MODULE_1__/* .dockerVariables */ .G)(env).host);
    return ELSEWHERE.includes(builder.driver) || (builder.driver === 'docker' && !isHere);
}
/** Whether the builder's state outlives this run: on another machine it does. */
function builderStays(inputs, { env }, site) {
    const { builder } = site;
    if (builderGoes(builder, inputs))
        return false;
    return runnerStays(env) || isElsewhere({ env }, site) || builder.driver === 'kubernetes';
}
/**
 * Whether this run created the builder, and the next one will not find it. A persistent one is found by its name only.
 */
function builderGoes({ name, created }, { builder: { keepState, cleanup }, build }) {
    return created && !(name === build.builder && (keepState || !cleanup));
}
/**
 * Whether the runner's disk is kept for the next job. An unidentified runner (Gitea, a person's machine) counts as
 * persistent.
 */
function runnerStays(env) {
    const { isGithubHosted, isEphemeral } = (0,_host_variables_runner_js__WEBPACK_IMPORTED_MODULE_2__/* .runnerVariables */ .G)(env);
    return !isGithubHosted && !isEphemeral;
}


/***/ }),

/***/ 66422:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ae: () => (/* binding */ contentHash),
/* harmony export */   By: () => (/* binding */ restoreArchive),
/* harmony export */   IJ: () => (/* binding */ branchesOf),
/* harmony export */   Z_: () => (/* binding */ cachesIn),
/* harmony export */   _A: () => (/* binding */ cacheTags),
/* harmony export */   cO: () => (/* binding */ tagOf),
/* harmony export */   fJ: () => (/* binding */ archiveKeys),
/* harmony export */   ty: () => (/* binding */ archiveToSave),
/* harmony export */   x: () => (/* binding */ cacheDigest)
/* harmony export */ });
/* unused harmony exports FORMAT, saveArchive */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _event_context_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(13051);
/* harmony import */ var _event_default_branch_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(54258);
/* harmony import */ var _host_files_make_folder_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6351);
/* harmony import */ var _host_files_regular_file_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(30481);
/* harmony import */ var _host_text_sha256_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(39669);
/* harmony import */ var _journal_run_folder_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(22539);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(23940);
/* harmony import */ var _seal_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(85623);
/* harmony import */ var _specs_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(38604);












/** Changed with the archive's format: older archives are then no longer found. */
const FORMAT = 'slipway-layers-v1';
/** The folder's name in the archive; see CacheWorker. */
const LAYERS = 'layers';
/**
 * This Dockerfile on this branch, the base branch, the default branch; then the newest of each with any Dockerfile. A
 * key ends with the layers' digest, so that changed layers always get a new key.
 */
function archiveKeys({ scope, content, branches }) {
    const stem = (branch) => `${FORMAT}-${scope}-${short(branch)}-`;
    const known = [...new Set(branches)].slice(0, 4);
    const exact = known.map(branch => `${stem(branch)}${content}-`);
    return { restore: [...exact, ...known.map(stem)], save: exact[0] ?? '' };
}
/** This run's branch, its base branch, and the default one. */
function branchesOf(context) {
    const own = context.headRef || context.ref.replace(/^refs\/heads\//, '');
    const base = (0,_event_context_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Qq)(context.payload, 'merge_group', 'base_ref')?.replace(/^refs\/heads\//, '') ?? context.baseRef;
    const standard = (0,_event_default_branch_js__WEBPACK_IMPORTED_MODULE_4__/* .defaultBranchOf */ .d)(context) ?? '';
    return [own, base, standard].filter(branch => branch !== '');
}
/**
 * A hash of the files that a build's first layers depend on. Unreadable ones count as missing.
 *
 * @param patterns paths or globs, relative to `workspace`
 */
async function contentHash(workspace, patterns) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    const paths = new Set();
    for (const pattern of patterns) {
        if (/[*?[\]{}]/.test(pattern))
            for await (const path of (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.glob)(pattern, { cwd: workspace }))
                paths.add(path);
        // An absolute path may differ on the next runner.
        else
            paths.add((0,node_path__WEBPACK_IMPORTED_MODULE_2__.relative)(workspace, (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(workspace, pattern)));
    }
    for (const path of [...paths].sort()) {
        const bytes = bytesIn((0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(workspace, path));
        if (bytes !== undefined)
            hash.update(`${path}\0${bytes.length}\0`).update(bytes);
    }
    return hash.digest('hex').slice(0, 16);
}
function bytesIn(path) {
    try {
        return (0,_host_files_regular_file_js__WEBPACK_IMPORTED_MODULE_6__/* .readRegular */ .VX)(path, { follow: true });
    }
    catch {
        return undefined;
    }
}
/**
 * Restores the newest matching archive into a new folder below `home`. Never throws because of the archive's content.
 */
async function restoreArchive(home, keys, worker) {
    await (0,_host_files_make_folder_js__WEBPACK_IMPORTED_MODULE_5__/* .makeFolder */ .f)(home, 0o700);
    const { key, trouble } = await worker.restore(home, LAYERS, keys.restore);
    const [restored, from, to] = [(0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(home, LAYERS), (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(home, 'from'), (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(home, 'to')];
    const digest = key === undefined ? undefined : await cacheDigest(restored);
    if (digest === undefined) {
        // The archive may be incomplete: the build must not see it.
        await (0,_journal_run_folder_js__WEBPACK_IMPORTED_MODULE_8__/* .removeFolder */ .v$)(restored);
        const broken = key === undefined ? undefined : `the archive ${key} contains no cache`;
        return { home, from: undefined, to, before: undefined, key: undefined, trouble: trouble ?? broken };
    }
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(restored, from);
    return { home, from, to, before: digest, key, trouble };
}
/** Prepares the build's output for the post step; undefined when there is nothing new to keep. */
async function archiveToSave(archive, keys) {
    const after = await cacheDigest(archive.to);
    if (after === undefined || after === archive.before)
        return undefined;
    const layers = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(archive.home, LAYERS);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(archive.to, layers);
    const seal = await (0,_seal_js__WEBPACK_IMPORTED_MODULE_10__/* .sealOf */ .R)(layers, 'believed');
    return { home: archive.home, key: `${keys.save}${after.slice('sha256:'.length, 'sha256:'.length + 16)}`, seal };
}
/** Uploads what `archiveToSave` prepared, if it is unchanged. Returns what went wrong, in words. */
async function saveArchive({ home, key, seal }, worker) {
    const layers = join(home, LAYERS);
    if ((await stat(layers).catch(() => undefined)) === undefined)
        return undefined;
    return (await changed(layers, seal)) ?? (await worker.save(home, LAYERS, key)).trouble;
}
/**
 * The digest of a cache folder's manifest; of all of them if there are several (one per platform). Equal caches have
 * equal digests. Undefined for an incomplete folder.
 */
async function cacheDigest(folder) {
    try {
        const digests = (await cachesIn(folder)).map(({ digest }) => String(digest)).toSorted();
        const [first] = digests;
        if (first === undefined || !digests.every(digest => (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_9__/* .isDigest */ .Bc)(digest)))
            return undefined;
        await Promise.all(digests.map(digest => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, 'blobs', ...digest.split(':')))));
        return digests.length === 1 ? first : `sha256:${(0,_host_text_sha256_js__WEBPACK_IMPORTED_MODULE_7__/* .sha256Hex */ .f)(digests.join('\n'))}`;
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
    return String(annotations?.['org.opencontainers.image.ref.name'] ?? _specs_js__WEBPACK_IMPORTED_MODULE_11__/* .LATEST */ .k0);
}
/** Limit of an index: a cache is one entry. Bytes. */
const LONGEST_INDEX = 1024 * 1024;
/**
 * The caches in a folder.
 *
 * @throws Error when there is no index
 */
async function cachesIn(folder) {
    const text = (0,_host_files_regular_file_js__WEBPACK_IMPORTED_MODULE_6__/* .readText */ .yR)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, 'index.json'), { largest: LONGEST_INDEX });
    return JSON.parse(text).manifests ?? [];
}
function short(branch) {
    const hash = (0,_host_text_sha256_js__WEBPACK_IMPORTED_MODULE_7__/* .sha256Hex */ .f)(branch).slice(0, 8);
    return `${branch.replaceAll(/[^\w.-]+/g, '_').slice(0, 40)}-${hash}`;
}


/***/ }),

/***/ 90022:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  b: () => (/* binding */ createCacheWorker)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/files/bundled-worker.js
var bundled_worker = __webpack_require__(19385);
// EXTERNAL MODULE: ./lib/host/files/make-folder.js
var make_folder = __webpack_require__(6351);
// EXTERNAL MODULE: ./lib/host/text/first-line.js
var first_line = __webpack_require__(17401);
// EXTERNAL MODULE: ./lib/host/text/last-line.js
var last_line = __webpack_require__(1833);
// EXTERNAL MODULE: ./lib/host/text/quote.js
var quote = __webpack_require__(64212);
// EXTERNAL MODULE: ./lib/host/variables/system.js
var system = __webpack_require__(34803);
// EXTERNAL MODULE: ./lib/journal/run-folder.js
var run_folder = __webpack_require__(22539);
// EXTERNAL MODULE: ./lib/runner/child-env.js
var child_env = __webpack_require__(30994);
;// CONCATENATED MODULE: ./lib/cache/store/plain-tree.js


/**
 * The first entry in an unpacked folder that is neither a file nor a folder: pipes and devices never end, for docker
 * either, and links may point outside.
 *
 * @returns its path below `folder`; undefined when there is none
 */
async function foreignIn(folder) {
    if (!(await (0,promises_.lstat)(folder)).isDirectory())
        return '.';
    for (const entry of await (0,promises_.readdir)(folder, { withFileTypes: true })) {
        if (entry.isFile())
            continue;
        if (!entry.isDirectory())
            return entry.name;
        const inside = await foreignIn((0,external_node_path_.join)(folder, entry.name));
        if (inside !== undefined)
            return (0,external_node_path_.join)(entry.name, inside);
    }
    return undefined;
}

// EXTERNAL MODULE: ./lib/host/files/find-program.js
var find_program = __webpack_require__(75330);
;// CONCATENATED MODULE: ./lib/cache/store/safe-tar.js




/**
 * A PATH whose `tar` is the machine's own without the option `-P`, which @actions/cache always passes: with it, an
 * archive could write anywhere, also through its own links. On macOS this uses `gtar`.
 *
 * @param folder for the wrapper; no archive may be unpacked there
 * @param path the PATH to search and to extend
 */
async function withSafeTar(folder, path, run) {
    if (process.platform === 'win32')
        return path;
    const bin = (0,external_node_path_.join)(folder, 'bin');
    await (0,make_folder/* makeFolder */.f)(bin, 0o700);
    for (const name of ['tar', 'gtar']) {
        const program = (0,find_program/* findProgram */.K)(name, path);
        if (program === undefined)
            continue;
        const script = SCRIPT.replace('TAR', () => `'${program.replaceAll("'", `'\\''`)}'`);
        await (0,promises_.writeFile)((0,external_node_path_.join)(bin, name), script, { mode: 0o700 });
        // If nothing can be executed in the temporary folder, a cache is better than none.
        const tried = await run((0,external_node_path_.join)(bin, name), ['--version'], { env: { PATH: path }, timeout: 5_000 }).catch(() => undefined);
        if (tried?.code !== 0)
            return path;
    }
    return `${bin}${external_node_path_.delimiter}${path}`;
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
function createCacheWorker(machine, seconds, worker = (0,bundled_worker/* bundledWorker */.V)('cache')) {
    /** @param folder of the request's path */
    const send = async (home, folder, request) => {
        const output = createOutputReader(machine.log);
        try {
            const path = await withSafeTar(home, (0,system/* programPath */.kx)(machine.env), machine.run);
            const result = await machine.run(process.execPath, [worker, JSON.stringify(request)], {
                env: {
                    ...(0,child_env/* childEnv */.gf)(machine.env),
                    ...(0,child_env/* cacheServiceEnv */.zi)(machine.env, ['type=gha']),
                    PATH: path,
                    ...placesOf(folder),
                },
                cwd: folder,
                signal: machine.signal,
                timeout: seconds * 1000,
                onStdout: output.line,
                onStderr: machine.log.debug,
            });
            if (machine.signal.aborted)
                return { key: undefined, trouble: 'the job was cancelled' };
            if (result.timedOut)
                return { key: undefined, trouble: `it took longer than ${seconds} s (the input \`timeout\`)`, isLate: true };
            return output.outcome(result);
        }
        catch (error) {
            return { key: undefined, trouble: (0,errors/* messageOf */.bD)(error) };
        }
    };
    return {
        async restore(home, path, keys) {
            // Unexpected files in an archive must not land where this run, or another program, looks for files.
            const fresh = (0,external_node_path_.join)(home, 'unpacked');
            try {
                await (0,make_folder/* makeFolder */.f)(fresh, 0o700);
                const result = await send(home, fresh, { verb: 'restore', path, keys, seconds });
                if (result.key === undefined || !(0,external_node_fs_.existsSync)((0,external_node_path_.join)(fresh, path)))
                    return result;
                const foreign = await foreignIn((0,external_node_path_.join)(fresh, path));
                if (foreign !== undefined)
                    return { key: undefined, trouble: `the archive ${result.key} ${notPlain(foreign)}` };
                await (0,promises_.rename)((0,external_node_path_.join)(fresh, path), (0,external_node_path_.join)(home, path));
                return result;
            }
            catch (error) {
                return { key: undefined, trouble: (0,errors/* messageOf */.bD)(error) };
            }
            finally {
                await (0,run_folder/* removeFolder */.v$)(fresh).catch(error => machine.log.debug((0,errors/* messageOf */.bD)(error)));
            }
        },
        save: (home, path, key) => send(home, home, { verb: 'save', path, key, seconds }),
    };
}
/**
 * Where @actions/cache works: it resolves paths against GITHUB_WORKSPACE, and puts its archive into a new folder in
 * RUNNER_TEMP, where a timeout may leave it. It does not quote them in tar's command line (6.3.0, `getTarArgs`), where
 * blanks would split them; so both are relative, without the names of parent folders. tar runs in the workspace or in
 * the archive's folder, and from both, this is the workspace.
 */
function placesOf(folder) {
    return { GITHUB_WORKSPACE: `../${(0,external_node_path_.basename)(folder)}`, RUNNER_TEMP: '..' };
}
function notPlain(path) {
    return `contains something other than files and folders (${(0,quote/* quote */.h)(path)}), so it was not used`;
}
/** Parses the worker's output: its problems are workflow commands, since @actions/cache only warns about them. */
function createOutputReader(log) {
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
                // Always reported as "another job may be creating this cache"; the real reason is in this line.
                if (/\b409\b|already.exists/i.test(data))
                    exists = true;
                else
                    troubles.push(unescapeData(data));
            }
            if (text.trim() !== '' && !text.startsWith('RESULT '))
                log.debug(`cache: ${unescapeData(data || text)}`);
        },
        outcome({ code, stderr }) {
            // A file name in the archive may imitate a result; the real one comes with exit code 0.
            const found = code === 0 ? key : undefined;
            const ended = found === undefined ? (0,last_line/* lastLine */.f)(stderr) || 'it exited without a result' : undefined;
            const trouble = exists ? undefined : (troubles[0] ?? ended);
            return { key: found ?? undefined, trouble: trouble && (0,first_line/* firstLine */.T)(trouble).slice(0, 400) };
        },
    };
}
/** The result is the last line. File names in an archive, which the debug log lists before, may look like it. */
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


/***/ }),

/***/ 61918:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jn: () => (/* binding */ elsewhere),
/* harmony export */   lB: () => (/* binding */ joinInto),
/* harmony export */   nn: () => (/* binding */ joinParts)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _host_errno_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(69706);
/* harmony import */ var _host_files_make_folder_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6351);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(44360);
/* harmony import */ var _plan_terms_list_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(94247);
/* harmony import */ var _archive_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(66422);
/* harmony import */ var _specs_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(38604);








/** Joins the parts in a folder into one cache, if there are any. */
async function joinParts(folder) {
    const parts = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, _specs_js__WEBPACK_IMPORTED_MODULE_6__/* .PARTS */ .dI);
    const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(parts).catch(() => []);
    const whole = names.toSorted().map(name => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(parts, name));
    if (whole.length > 0)
        await joinInto(folder, whole);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(parts, { recursive: true, force: true });
}
/**
 * Moves the caches of these folders into one, which may have others. For equal tags the later one is kept; incomplete
 * ones are skipped.
 */
async function joinInto(folder, parts) {
    const caches = new Map((await (0,_archive_js__WEBPACK_IMPORTED_MODULE_5__/* .cachesIn */ .Z_)(folder).catch(() => [])).map(cache => [(0,_archive_js__WEBPACK_IMPORTED_MODULE_5__/* .tagOf */ .cO)(cache), cache]));
    for (const part of parts) {
        if ((await (0,_archive_js__WEBPACK_IMPORTED_MODULE_5__/* .cacheDigest */ .x)(part)) === undefined)
            continue;
        const blobs = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, 'blobs/sha256');
        await (0,_host_files_make_folder_js__WEBPACK_IMPORTED_MODULE_2__/* .makeFolder */ .f)(blobs);
        for (const name of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(part, 'blobs/sha256'))) {
            await move((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(part, 'blobs/sha256', name), (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(blobs, name));
        }
        for (const cache of await (0,_archive_js__WEBPACK_IMPORTED_MODULE_5__/* .cachesIn */ .Z_)(part))
            caches.set((0,_archive_js__WEBPACK_IMPORTED_MODULE_5__/* .tagOf */ .cO)(cache), cache);
    }
    if (caches.size === 0)
        return;
    await write(folder, 'oci-layout', { imageLayoutVersion: '1.0.0' });
    await write(folder, 'index.json', { schemaVersion: 2, mediaType: _oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .OCI_INDEX */ .$p, manifests: [...caches.values()] });
}
/** A `cache-to` redirected to another folder, and its original folder; undefined for other types. */
function elsewhere(spec, folder) {
    const columns = (0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_4__/* .fields */ .OA)(spec);
    const dest = columns.flatMap(column => /^dest\s*=\s*(.+)$/is.exec(column)?.[1] ?? [])[0];
    if (dest === undefined || !columns.some(column => /^type\s*=\s*local$/i.test(column)))
        return undefined;
    const others = columns.filter(column => !/^dest\s*=/i.test(column));
    return { spec: (0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_4__/* .joinFields */ .KY)([...others, `dest=${folder}`]), dest };
}
async function move(from, to) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rename)(from, to);
    }
    catch (error) {
        if ((0,_host_errno_js__WEBPACK_IMPORTED_MODULE_7__/* .errnoOf */ .U)(error) !== 'EXDEV')
            throw error;
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.copyFile)(from, `${to}.new`);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rename)(`${to}.new`, to);
    }
}
/** Atomically: a reader never sees half of it. */
async function write(folder, name, json) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(`${path}.new`, JSON.stringify(json));
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rename)(`${path}.new`, path);
}


/***/ }),

/***/ 27056:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   aN: () => (/* binding */ scopeFor),
/* harmony export */   yS: () => (/* binding */ folderOf)
/* harmony export */ });
/* unused harmony export scopeOf */
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _host_text_sha256_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(39669);
/* harmony import */ var _plan_git_context_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(92637);



/** Characters of a cache key for the readable part of a scope. */
const LONGEST = 100;
/**
 * The scope of a run's caches: `cache-scope` and the platforms, or a name derived from the build.
 *
 * @param name of the image; '' when it has none
 * @param native the platform of a build that names none
 */
function scopeFor({ cache, build }, { workspace, repository }, name, native) {
    const { target, platforms } = build;
    // Matrix jobs share the input, but not their platforms.
    const own = platformsOf({ platforms, native }).map(platform => platform.replaceAll('/', '_'));
    if (cache.scope !== '')
        return [cache.scope, ...own].join('-');
    return scopeOf({
        image: name || repository,
        ...placeOf(build, workspace),
        ...{ target, platforms, native },
    });
}
/** Normalized, so that spelling and the commit of a URL do not matter. */
function placeOf({ context, file }, workspace) {
    const at = (path) => (0,_plan_git_context_js__WEBPACK_IMPORTED_MODULE_2__/* .isRemote */ .Vx)(path) ? remotePlace(path) : (0,node_path__WEBPACK_IMPORTED_MODULE_0__.relative)(workspace, (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(workspace, path));
    const folder = at(context);
    const dockerfile = file === '' ? '' : at(file);
    return { folder, file: dockerfile === (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(folder, 'Dockerfile') ? '' : dockerfile };
}
/** A URL without its run-specific parts: commit and credentials. Names of caches are not secret. */
function remotePlace(url) {
    const [place = '', fragment = ''] = url.split('#');
    const folder = /:.*/.exec(fragment)?.[0] ?? '';
    const [address = '', query = ''] = place.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/]*@/i, '$1').split('?');
    const subdir = new URLSearchParams(query).get('subdir');
    return `${address}${subdir === null ? folder : `:${subdir}`}`;
}
/**
 * The name of a cache: image, Dockerfile, stage and platforms. The final hash keeps similar names apart, such as `a/b`
 * and `a_b`.
 */
function scopeOf({ image, folder, file, target, platforms, native }) {
    const parts = [image, folder, file, target, ...platformsOf({ platforms, native })];
    const readable = parts
        .filter(part => part !== '')
        .join('-')
        .replaceAll(/[^\w.-]+/g, '_')
        .slice(0, LONGEST);
    return `${readable}-${(0,_host_text_sha256_js__WEBPACK_IMPORTED_MODULE_1__/* .sha256Hex */ .f)(JSON.stringify(parts)).slice(0, 8)}`;
}
function platformsOf({ platforms, native }) {
    return (platforms.length > 0 ? platforms : [native]).toSorted();
}
/** A scope as a folder name: `cache-scope` may be any text, even `../..`. */
function folderOf(scope) {
    if (/^\w[\w.-]*$/.test(scope))
        return scope;
    const hash = (0,_host_text_sha256_js__WEBPACK_IMPORTED_MODULE_1__/* .sha256Hex */ .f)(scope).slice(0, 8);
    return `${scope.replaceAll(/[^\w-]+/g, '_').slice(0, LONGEST)}-${hash}`;
}


/***/ }),

/***/ 85623:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ sealOf)
/* harmony export */ });
/* unused harmony export changed */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _host_files_regular_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30481);
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(64212);
/* harmony import */ var _host_text_sha256_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(39669);






/** The name of a blob in an OCI layout: its content's digest, unless it was modified. */
const BLOB = /^blobs\/sha256\/([0-9a-f]{64})$/;
/**
 * A digest of a folder's content: the path, size and SHA-256 of each file. The main step passes it to the runner, and
 * the post step compares: in between, gates and later steps could have injected files into the next run's cache.
 *
 * @param blobs `believed`: blobs that BuildKit has just written are not read again; `read`: everything is
 * @throws Error for unreadable files, and for anything but files and folders
 */
async function sealOf(folder, blobs) {
    const lines = [];
    for (const path of (await filesIn(folder)).toSorted()) {
        const [, named] = BLOB.exec(path) ?? [];
        const { size, sha256 } = await describe((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, path), blobs === 'believed' ? named : undefined);
        lines.push(`${sha256} ${size} ${path}\0`);
    }
    return (0,_host_text_sha256_js__WEBPACK_IMPORTED_MODULE_4__/* .sha256Hex */ .f)(lines.join(''));
}
/** Paths below `folder`. */
async function filesIn(folder) {
    const found = [];
    for (const entry of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(folder, { withFileTypes: true })) {
        if (entry.isFile())
            found.push(entry.name);
        else if (!entry.isDirectory())
            throw new Error(`${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_5__/* .quote */ .h)(entry.name)} is neither a file nor a folder`);
        else
            for (const path of await filesIn((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, entry.name)))
                found.push(`${entry.name}/${path}`);
    }
    return found;
}
/** Never follows a link or waits for a pipe that has replaced a file. */
async function describe(path, believed) {
    const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(path, _host_files_regular_file_js__WEBPACK_IMPORTED_MODULE_3__/* .UNFOLLOWED */ .AC);
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
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    for await (const chunk of file.createReadStream({ autoClose: false, highWaterMark: 1024 * 1024 })) {
        hash.update(chunk);
    }
    return hash.digest('hex');
}
/** A message about a changed folder; undefined if it is unchanged. */
async function changed(folder, seal) {
    const now = await sealOf(folder, 'read').catch(() => undefined);
    return now === seal ? undefined : 'its files changed after the build: something else in the job wrote to them';
}


/***/ }),

/***/ 38604:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $n: () => (/* binding */ cachesFor),
/* harmony export */   ah: () => (/* binding */ registrySpecs),
/* harmony export */   dI: () => (/* binding */ PARTS),
/* harmony export */   fK: () => (/* binding */ folderSpecs),
/* harmony export */   k0: () => (/* binding */ LATEST),
/* harmony export */   lv: () => (/* binding */ ghaSpecs),
/* harmony export */   nk: () => (/* binding */ cachesOf),
/* harmony export */   pn: () => (/* binding */ partName),
/* harmony export */   wv: () => (/* binding */ inlineSpecs)
/* harmony export */ });
/* harmony import */ var _oci_platforms_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(49537);
/* harmony import */ var _plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(94247);


/** Waiting longer for a cache's index saves no time. Seconds. */
const READING = 30;
/** BuildKit's own cache on the runner's service. `timeout`: seconds after which an export that has to wait is ended. */
function ghaSpecs(scope, mode, timeout) {
    const common = ['type=gha', `scope=${scope}`];
    return {
        from: [(0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .joinFields */ .KY)([...common, `timeout=${Math.min(READING, timeout)}s`])],
        to: [(0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .joinFields */ .KY)([...common, `timeout=${timeout}s`, `mode=${mode}`, 'ignore-error=true'])],
    };
}
/** ECR accepts a cache only as an image manifest with OCI media types. */
function registrySpecs(ref, mode) {
    const common = ['type=registry', `ref=${ref}`];
    const to = [...common, `mode=${mode}`, 'image-manifest=true', 'oci-mediatypes=true', 'ignore-error=true'];
    return { from: [(0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .joinFields */ .KY)(common)], to: [(0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .joinFields */ .KY)(to)] };
}
/**
 * A folder to read, if there is one, and a new one to write.
 *
 * @param tags of the caches in the folder to read: buildx fails on a missing one
 */
function folderSpecs(from, tags, to, mode) {
    const read = (tag) => ['type=local', `src=${from}`, ...(tag === LATEST ? [] : [`tag=${tag}`])];
    return {
        from: from === undefined ? [] : tags.map(tag => (0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .joinFields */ .KY)(read(tag))),
        to: to === undefined ? [] : [(0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .joinFields */ .KY)(['type=local', `dest=${to}`, `mode=${mode}`, 'ignore-error=true'])],
    };
}
/** buildx's default tag of a cache. */
const LATEST = 'latest';
/** The cache in the image itself, read from its moving tags. */
function inlineSpecs(references) {
    return { from: references.map(ref => (0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .joinFields */ .KY)(['type=registry', `ref=${ref}`])), to: ['type=inline'] };
}
/** In a cache folder: the parts to join. Two builds must not write to one folder. */
const PARTS = 'parts';
/** The attribute of each kind of cache that must be unique per writer. */
const NAMES = { gha: /^scope=/, registry: /^ref=/ };
/**
 * One platform's part of a cache, if each platform is a separate build: otherwise each export would overwrite the
 * previous one. A folder can hold several caches by tag, all of which every build reads; they are written separately
 * and joined afterwards (`joinParts`).
 */
function cachesFor(backend, specs, platform) {
    return cachesOf(backend, specs, ((0,_oci_platforms_js__WEBPACK_IMPORTED_MODULE_0__/* .normalPlatform */ .Je)(platform) ?? platform).replaceAll(/[^\w.-]+/g, '-'));
}
/** The name of one platform's part of a run's cache. @param image '' for a single one */
function partName(platform, image) {
    return image === '' ? platform : `${image} ${platform}`;
}
/** One image's part of a cache. @param suffix letters, digits, `_`, `.` and `-` */
function cachesOf(backend, { from, to }, suffix) {
    if (backend === 'actions' || backend === 'local') {
        const apart = (column) => column.replace(/^(dest=)(.*)$/s, (_, key, folder) => `${key}${folder}/${PARTS}/${suffix}`);
        return { from, to: to.map(spec => (0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .joinFields */ .KY)([...(0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .fields */ .OA)(spec).map(apart), `tag=${suffix}`])) };
    }
    const name = NAMES[backend];
    const own = (spec) => (0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .joinFields */ .KY)((0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .fields */ .OA)(spec).map(column => (name?.test(column) ? `${shortenedFor(column, suffix)}-${suffix}` : column)));
    return { from: from.map(own), to: to.map(own) };
}
/** A tag has at most 128 characters (distribution-spec, "Pulling manifests"). */
function shortenedFor(column, suffix) {
    const [, before = '', tag = ''] = /^(ref=.*:)([^:/]*)$/s.exec(column) ?? [];
    return before === '' ? column : `${before}${tag.slice(0, 127 - suffix.length)}`;
}


/***/ }),

/***/ 69798:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ aliasOf),
/* harmony export */   V: () => (/* binding */ asciiPath)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);

/**
 * Another path of a folder, short and ASCII whatever its own is, for this process and its children until this process
 * ends: Linux has what a process has open below /proc, by number.
 *
 * @returns undefined without /proc
 * @throws a system error if the folder can't be opened
 */
function aliasOf(folder) {
    const open = `/proc/${process.pid}/fd`;
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(open) ? `${open}/${(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(folder, 'r')}` : undefined;
}
/** The folder, or an alias of it that is ASCII: buildx names the folders of caches in gRPC headers, which must be. */
function asciiPath(folder) {
    return /^[\x20-\x7e]*$/.test(folder) ? folder : (aliasOf(folder) ?? folder);
}


/***/ }),

/***/ 89957:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ apiOrigin),
/* harmony export */   r: () => (/* binding */ probeOrigin)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23940);

/**
 * The address of a registry's API. Loopback uses plain HTTP, as in the engine, unless a CA is given. Undefined:
 * `insecure` allows both, so it must be probed.
 */
function apiOrigin(host, options = {}) {
    if (host === _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .DOCKER_HUB */ .Xb)
        return new URL('https://registry-1.docker.io');
    if (options.insecure)
        return undefined;
    return new URL((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isLoopback */ .U9)(host) && options.ca === undefined ? `http://${host}` : `https://${host}`);
}
/**
 * Finds out which scheme an `insecure` registry uses: https (with any certificate), or else http. The answer is passed
 * on, since it has the challenge. If neither answers, the error is that of http for loopback, otherwise of https.
 */
async function probeOrigin(host, ping, learn) {
    const schemes = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isLoopback */ .U9)(host) ? ['http', 'https'] : ['https', 'http'];
    let first;
    for (const scheme of schemes) {
        const origin = new URL(`${scheme}://${host}`);
        try {
            const answer = await ping(new URL('/v2/', origin));
            answer.body.resume();
            // Answers to plain HTTP on a TLS port.
            if (scheme === 'http' && schemes[1] === 'https' && answer.status === 400)
                continue;
            learn(answer);
            return origin;
        }
        catch (error) {
            first ??= error;
        }
    }
    throw first ?? new Error('neither http nor https answers');
}


/***/ }),

/***/ 33428:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ keepCache),
/* harmony export */   o: () => (/* binding */ cacheSite)
/* harmony export */ });
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57340);
/* harmony import */ var _planning_plans_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(36603);


function cacheSite(ready) {
    const { engine, builder, background, connectSource } = ready.bench;
    const planOf = (branch) => planOfBranch(ready, branch);
    return { engine, builder, background, connectSource, folder: ready.folder.path, planOf };
}
/** The plan of a push to a branch, without logging. */
async function planOfBranch({ job, machine }, branch) {
    const { inputs, context, several } = job;
    const { log } = machine;
    const quiet = { ...machine, log: { ...log, warning: log.debug, notice: log.debug } };
    // Only its tags matter; the build arguments are already rendered.
    const withoutArgs = (given) => ({ ...given, build: { ...given.build, buildArgs: [] } });
    const other = { ...context, eventName: 'push', ref: `refs/heads/${branch}`, eventRef: '', headRef: '', baseRef: '' };
    const known = (all) => (0,_planning_plans_js__WEBPACK_IMPORTED_MODULE_1__/* .factsFor */ .xh)(all, { context: other, machine: quiet });
    if (several === undefined) {
        const only = withoutArgs(inputs);
        return (0,_planning_plans_js__WEBPACK_IMPORTED_MODULE_1__/* .planFor */ .bJ)(only, other, await known([only]));
    }
    const builds = several.builds.map(build => ({ ...build, inputs: withoutArgs(build.inputs) }));
    return (await (0,_planning_plans_js__WEBPACK_IMPORTED_MODULE_1__/* .planTogether */ .QL)(builds, other, await known(builds.map(build => build.inputs)))).plan;
}
/** Keeps a build's cache; post does the uploads that are left for the job's end. */
async function keepCache(cache, { result }, { report, machine }) {
    const kept = await cache.keep(result);
    report.cached(kept.report);
    if (kept.pending === undefined)
        return;
    await report.saveState({ cache: JSON.stringify(kept.pending) }).catch(error => (0,_report_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .reportFailure */ .x)(error, machine));
}


/***/ })

};
