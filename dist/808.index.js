export const id = 808;
export const ids = [808];
export const modules = {

/***/ 17808:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openParts: () => (/* binding */ openParts)
});

// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/human-size.js
var human_size = __webpack_require__(61909);
// EXTERNAL MODULE: ./lib/plan/index-annotations.js
var index_annotations = __webpack_require__(34764);
// EXTERNAL MODULE: ./lib/by-digest/merge-platforms.js
var merge_platforms = __webpack_require__(56573);
// EXTERNAL MODULE: ./lib/oci/attestation.js
var attestation = __webpack_require__(59263);
// EXTERNAL MODULE: ./lib/oci/platforms.js
var platforms = __webpack_require__(49537);
// EXTERNAL MODULE: ./lib/staging/write-manifests.js
var write_manifests = __webpack_require__(8933);
// EXTERNAL MODULE: ./lib/parts/open-part.js
var open_part = __webpack_require__(68560);
// EXTERNAL MODULE: ./lib/parts/received.js + 1 modules
var parts_received = __webpack_require__(71293);
;// CONCATENATED MODULE: ./lib/parts/merge.js






/**
 * Sees that the parts make up the image: each wanted platform exactly once, and everything that gates have run on is
 * what was handed over.
 *
 * @param wanted as in `platforms`
 * @throws ActionError PARTS_INVALID that names each missing, doubled or foreign platform
 */
function checkParts(parts, wanted) {
    const made = parts.flatMap(part => (0,open_part/* platformsOf */.Wt)(part).map(platform => ({ platform, name: part.received.name })));
    const problems = [
        ...wanted.flatMap(platform => {
            const by = made.filter(one => (0,platforms/* samePlatform */.my)(one.platform, platform));
            if (by.length === 0)
                return [`${platform}: no part was handed over`];
            return by.length > 1 ? [`${platform}: handed over by ${by.map(({ name }) => name).join(' and ')}`] : [];
        }),
        ...made.flatMap(({ platform, name }) => wanted.some(one => (0,platforms/* samePlatform */.my)(one, platform))
            ? []
            : [`${platform}: ${name} has it, and \`platforms\` does not`]),
        ...parts.flatMap(({ received, children }) => {
            const own = new Set((0,open_part/* imagesOf */.IC)(children).map(({ manifest }) => manifest.digest));
            const other = received.record.tested.filter(digest => !own.has(digest));
            return other.map(digest => `${received.name}: its tests ran on ${digest}, which is not in it`);
        }),
    ];
    if (problems.length > 0)
        throw (0,parts_received/* partsInvalid */.iu)(problems);
}
/**
 * The whole image: one index over the parts' images in the order of `wanted`, then what is attested of them.
 *
 * @param annotations of the index
 */
function mergeParts(parts, wanted, annotations) {
    const rank = ({ descriptor: { platform, digest, annotations: said } }, all) => {
        const attested = said?.[attestation/* ATTESTED */.z];
        const of = attested === undefined ? undefined : all.find(({ manifest }) => manifest.digest === attested);
        if (of !== undefined && of.descriptor.digest !== digest)
            return rank(of, all);
        const name = [platform?.os, platform?.architecture, platform?.variant].filter(Boolean).join('/');
        return wanted.findIndex(one => (0,platforms/* samePlatform */.my)(one, name));
    };
    const all = parts.flatMap(({ children }) => children);
    const children = all.toSorted((one, other) => rank(one, all) - rank(other, all));
    const root = parts.find(part => part.children.length > 0).root;
    const merged = (0,merge_platforms/* mergePlatforms */.X)([{ root, children, blobs: new Map() }], annotations);
    const manifests = new Map([...children.map(({ manifest }) => manifest), merged.root].map(one => [one.digest, one]));
    return { root: merged.root, manifests: [...manifests.values()] };
}
/** Puts the blobs and manifests of all parts, and their index, into every registry that lacks them. */
async function stageParts(parts, content, to) {
    await Promise.all(parts.flatMap(({ blobs, open, from }) => blobs.toSorted((one, other) => other.size - one.size).map(blob => to.upload(blob, open(blob), from))));
    await (0,write_manifests/* writeManifests */.u)(content, to);
    return { ...content, found: to.found };
}

;// CONCATENATED MODULE: ./lib/parts/parts-source.js






/**
 * The image that this run's parts make up, as an image that exists.
 *
 * @param platforms all that it must have
 * @throws ActionError
 */
async function openParts(image, platforms, context, { artifacts, folder, connect, log }) {
    const received = await (0,parts_received/* receiveParts */.wp)(image, context, { artifacts, folder });
    const parts = await Promise.all(received.map(one => (0,open_part/* openPart */.Qj)(one, connect)));
    checkParts(parts, platforms);
    const content = mergeParts(parts, platforms, (0,index_annotations/* splitAnnotations */.$)(image.metadata.annotations).index);
    const size = parts.flatMap(({ blobs }) => blobs).reduce((sum, blob) => sum + blob.size, 0);
    log.info(`Merged ${parts.length} parts into ${content.root.digest}, ${(0,human_size/* humanSize */.X)(size)}`);
    return {
        digest: content.root.digest,
        platforms,
        size,
        referrers: Promise.resolve(0),
        stage: to => stageParts(parts, content, to),
        // It is of this very run, which knows its version and commit.
        claims: async () => undefined,
        unpack: () => Promise.reject(new errors/* ActionError */.lZ('INTERNAL', 'the parts of an image are not loaded into an engine')),
    };
}


/***/ })

};
