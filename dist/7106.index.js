export const id = 7106;
export const ids = [7106];
export const modules = {

/***/ 47106:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  stageUnlessUnchanged: () => (/* binding */ stageUnlessUnchanged)
});

// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var oci_manifest = __webpack_require__(44360);
// EXTERNAL MODULE: ./lib/publish/documents/documents.js
var documents = __webpack_require__(32192);
// EXTERNAL MODULE: ./lib/publish/existing.js
var existing = __webpack_require__(37178);
// EXTERNAL MODULE: ./lib/host/fields.js
var fields = __webpack_require__(87617);
;// CONCATENATED MODULE: ./lib/publish/unchanged/essence.js


/** Labels and annotations with the commit, version and time of a build. */
const OF_THE_BUILD = new Set([
    ...['created', 'revision', 'version'].map(key => `org.opencontainers.image.${key}`),
    ...['build-date', 'vcs-ref', 'version'].map(key => `org.label-schema.${key}`),
]);
/**
 * A text for comparing images: equal if their platforms have the same layers and configurations, apart from build
 * times, commits and versions. Attestations are ignored.
 *
 * @returns undefined if it is not an image or incomplete
 */
async function essenceOf(root, { manifest, config }) {
    const images = (0,oci_manifest/* isIndex */.nw)(root.mediaType)
        ? await Promise.all((0,oci_manifest/* imagesIn */.o$)(root).map(({ digest }) => manifest(digest)))
        : [root];
    const parts = await Promise.all(images.map(image => image && platformOf(image, config)));
    if (parts.length === 0 || parts.some(part => part === undefined))
        return undefined;
    const index = (0,oci_manifest/* isIndex */.nw)(root.mediaType) ? lasting(jsonOf(root.bytes).annotations) : lasting({});
    return JSON.stringify([index, parts.map(part => JSON.stringify(part)).sort()]);
}
async function platformOf(image, read) {
    if ((0,oci_manifest/* isIndex */.nw)(image.mediaType))
        return undefined;
    const [config, ...layers] = (0,oci_manifest/* linksOf */.hP)(image).blobs;
    if (config === undefined)
        return undefined;
    const annotations = lasting(jsonOf(image.bytes).annotations);
    return [layers.map(({ digest }) => digest), annotations, settled(jsonOf(await read(config.digest)))];
}
function jsonOf(bytes) {
    return (0,fields/* fieldsIn */.t5)(JSON.parse(bytes.toString()));
}
/** A configuration without times and without BuildKit's own entries (an inline cache). */
function settled({ created: _, history, config, ...rest }) {
    const steps = Array.isArray(history)
        ? history.map((step) => {
            if (!(0,fields/* isObject */.Gv)(step))
                return step;
            const { created: __, ...kept } = step;
            return sorted(kept);
        })
        : [];
    const own = (0,fields/* isObject */.Gv)(config) ? sorted({ ...config, Labels: lasting(config.Labels) }) : {};
    const kept = Object.entries(rest).filter(([key]) => !key.startsWith('moby.buildkit.'));
    return [sorted(Object.fromEntries(kept)), own, steps];
}
/** The labels or annotations that do not change from build to build. */
function lasting(texts) {
    const all = Object.entries((0,fields/* fieldsIn */.t5)(texts));
    return sorted(Object.fromEntries(all.filter(([key]) => !OF_THE_BUILD.has(key))));
}
/** The order of keys in JSON is irrelevant. */
function sorted(value) {
    if (Array.isArray(value))
        return value.map(sorted);
    if (!(0,fields/* isObject */.Gv)(value))
        return value;
    return Object.keys(value)
        .sort()
        .map(key => [key, sorted(value[key])]);
}

;// CONCATENATED MODULE: ./lib/publish/unchanged/stage-unless-unchanged.js





/**
 * Stages an image, unless one of its moving tags names an image with the same layers and configuration: then that one
 * is staged instead, so that every registry has it under its existing digest. Blobs are not delayed; manifests are
 * written once this is decided.
 *
 * @throws ActionError as `stage` does
 */
async function stageUnlessUnchanged(to, stage, { fleet, log }) {
    // Concurrently with the blobs.
    const looking = lookAt(fleet, log);
    let unchanged;
    const holding = holdingManifests(to, async (root, manifests) => {
        unchanged = await findEqual(root, manifests, { fleet, looking, log });
        return unchanged !== undefined;
    });
    const content = await stage(holding.distributor);
    await holding.flush();
    if (unchanged === undefined)
        return { content };
    return { content: { ...(await (0,existing/* stageExisting */.OU)(unchanged, to)), isOlder: true }, unchanged };
}
/**
 * The distributor, except that manifests wait for the root and are dropped if `keepsBack` says so.
 *
 * @param keepsBack decides, when the root has arrived
 */
function holdingManifests(to, keepsBack) {
    const held = new Map();
    const flush = async () => {
        const all = [...held.values()];
        const write = ({ manifest, from }) => to.manifest(manifest, from);
        // In order of arrival: an index comes after its children.
        await Promise.all(all.filter(({ manifest }) => !(0,oci_manifest/* isIndex */.nw)(manifest.mediaType)).map(write));
        for (const one of all.filter(({ manifest }) => (0,oci_manifest/* isIndex */.nw)(manifest.mediaType)))
            await write(one);
        held.clear();
    };
    const distributor = {
        ...to,
        async manifest(manifest, from) {
            held.set(manifest.digest, { manifest, from });
        },
        async root(root, from) {
            const manifests = new Map([...held].map(([digest, { manifest }]) => [digest, manifest]));
            if (await keepsBack(root, manifests))
                return held.clear();
            // A manifest rejected for a missing blob is reported here, and all of them are sent again.
            await flush();
            await to.root(root, from);
        },
    };
    return { distributor, flush };
}
/** The images that moving tags name: those of required registries first, in the order of registries and tags. */
async function lookAt(fleet, log) {
    const alive = fleet.alive();
    const inOrder = [...alive].sort((a, b) => Number(a.destination.optional) - Number(b.destination.optional));
    const found = await Promise.all(inOrder.map(target => lookIn(target, log)));
    return found.flat();
}
async function lookIn(target, log) {
    const { destination, repository } = target;
    const essences = new Map();
    const look = async (tag) => {
        const reference = `${destination.name}:${tag}`;
        try {
            const root = await repository.getManifest(tag);
            if (root === undefined)
                return [];
            const essence = essences.get(root.digest) ?? essenceOf(root, (0,documents/* documentsIn */.a)(repository));
            essences.set(root.digest, essence);
            const known = await essence;
            return known === undefined ? [] : [{ target, reference, digest: root.digest, essence: known }];
        }
        catch (error) {
            // If it cannot be read, it counts as different, and the new image is published.
            log.info(`Cannot tell whether ${reference} is unchanged: ${(0,errors/* messageOf */.bD)(error)}`);
            return [];
        }
    };
    const tags = destination.tags.filter(({ moving }) => moving);
    return (await Promise.all(tags.map(({ name }) => look(name)))).flat();
}
async function findEqual(root, manifests, { fleet, looking, log }) {
    const incumbents = await looking;
    const [reader] = fleet.alive();
    if (incumbents.length === 0 || reader === undefined)
        return undefined;
    try {
        const { config } = (0,documents/* documentsIn */.a)(reader.repository);
        const essence = await essenceOf(root, { config, manifest: async (digest) => manifests.get(digest) });
        return incumbents.find(one => one.essence === essence);
    }
    catch (error) {
        log.info(`Cannot tell whether the image is unchanged: ${(0,errors/* messageOf */.bD)(error)}`);
        return undefined;
    }
}


/***/ })

};
