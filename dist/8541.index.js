export const id = 8541;
export const ids = [8541];
export const modules = {

/***/ 42732:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ openLayoutFiles)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(79547);
/* harmony import */ var _host_files_regular_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30481);
/* harmony import */ var _oci_layout_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(78859);
/* harmony import */ var _registry_file_source_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(81387);
/* harmony import */ var _registry_verified_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(73531);
/* harmony import */ var _other_forms_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(65019);
/* harmony import */ var _tar_index_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(75885);









/**
 * Opens the layout at `path`.
 *
 * @param label its name in messages: `oci:image.tar`
 * @param within symbolic links may only lead into this folder
 * @throws ActionError NOT_FOUND, or LAYOUT_INVALID if it is not a layout
 */
async function openLayoutFiles(path, label, within = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path)) {
    const isLink = (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)(path).catch(() => undefined))?.isSymbolicLink();
    const place = isLink ? await inside(path, within) : path;
    if (place === undefined)
        throw leadsOut(`${label} is a symbolic link that points outside the workspace`);
    const stats = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)(place).catch(() => undefined);
    if (stats?.isDirectory())
        return inFolder(place, label);
    if (stats?.isFile())
        return inTar(place, label);
    const isLost = stats?.isSymbolicLink() && 'is a broken symbolic link';
    const problem = stats === undefined ? 'does not exist' : isLost || 'is neither a folder nor a file';
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('NOT_FOUND', `${label} ${problem}`, {
        hint: 'Did an earlier step put it there (`actions/download-artifact`)? Paths are relative to the workspace.',
    });
}
async function inFolder(folder, label) {
    (0,_other_forms_js__WEBPACK_IMPORTED_MODULE_6__/* .refuseOtherForms */ .q)(new Set(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(folder)), label);
    /** The path of a regular file; undefined if there is none. A link may lead to an endless device. */
    const find = async (name) => {
        const path = await inside((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name), folder);
        if (path === undefined)
            throw leadsOut(`${label}: ${name} is a symbolic link that points outside the layout`);
        const stats = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)(path).catch(() => undefined);
        return stats?.isFile() ? { path, size: stats.size } : undefined;
    };
    return {
        size: async (name) => (await find(name))?.size,
        read: async (name, max) => {
            const file = await find(name);
            await checkSize(file?.size, name, max, label);
            try {
                return (0,_host_files_regular_file_js__WEBPACK_IMPORTED_MODULE_3__/* .readRegular */ .VX)(file.path, { largest: max });
            }
            catch (cause) {
                return unreadable(label, name, cause);
            }
        },
        blob: digest => (0,_registry_file_source_js__WEBPACK_IMPORTED_MODULE_4__/* .fileSource */ .I)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, (0,_oci_layout_js__WEBPACK_IMPORTED_MODULE_8__/* .blobName */ .P)(digest)), { check: () => (0,_registry_verified_js__WEBPACK_IMPORTED_MODULE_5__/* .checkOf */ .EG)(digest, label) }),
    };
}
/** The real path, or undefined if it is outside the folder `within`. */
async function inside(path, within) {
    const [target, folder] = await Promise.all([path, within].map(one => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(one).catch(() => undefined)));
    // A missing file or dangling link is reported as missing.
    if (target === undefined || folder === undefined)
        return path;
    return target.startsWith(`${folder}/`) ? target : undefined;
}
function leadsOut(message) {
    return new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('LAYOUT_INVALID', message, {
        hint: 'Give the files themselves, not links to them: copy them with `cp -rL` first.',
    });
}
async function inTar(path, label) {
    const extents = await withFile(path, file => (0,_tar_index_js__WEBPACK_IMPORTED_MODULE_7__/* .indexTar */ .O)(file, label));
    return {
        size: async (name) => extents.get(name)?.length,
        read: async (name, max) => {
            const extent = extents.get(name);
            await checkSize(extent?.length, name, max, label);
            const { start, length } = extent;
            return withFile(path, async (file) => (await file.read(Buffer.alloc(length), 0, length, start)).buffer);
        },
        blob: digest => (0,_registry_file_source_js__WEBPACK_IMPORTED_MODULE_4__/* .fileSource */ .I)(path, { ...extents.get((0,_oci_layout_js__WEBPACK_IMPORTED_MODULE_8__/* .blobName */ .P)(digest)), check: () => (0,_registry_verified_js__WEBPACK_IMPORTED_MODULE_5__/* .checkOf */ .EG)(digest, label) }),
    };
}
async function withFile(path, work) {
    const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.open)(path, 'r');
    try {
        return await work(file);
    }
    finally {
        await file.close();
    }
}
async function checkSize(size, name, max, label) {
    if (size === undefined)
        return unreadable(label, name, new Error('it is missing'));
    if (size > max)
        unreadable(label, name, new Error(`it has ${size} bytes`));
}
function unreadable(label, name, cause) {
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('LAYOUT_INVALID', `${label} cannot be used: ${name}: ${(0,_host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(cause)}`, {
        cause,
        hint: 'It must be a complete OCI layout (a folder or a tar archive), such as the input `layout` writes.',
    });
}


/***/ }),

/***/ 31408:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  A: () => (/* binding */ readImage)
});

// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/oci/content.js
var oci_content = __webpack_require__(33760);
// EXTERNAL MODULE: ./lib/oci/descriptor.js
var descriptor = __webpack_require__(11260);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/oci/foreign.js
var foreign = __webpack_require__(9853);
// EXTERNAL MODULE: ./lib/oci/layout.js
var layout = __webpack_require__(78859);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var oci_manifest = __webpack_require__(44360);
// EXTERNAL MODULE: ./lib/oci/referrer.js
var referrer = __webpack_require__(73530);
// EXTERNAL MODULE: ./lib/oci/tree.js
var tree = __webpack_require__(29193);
// EXTERNAL MODULE: ./lib/registry/verified.js
var verified = __webpack_require__(73531);
// EXTERNAL MODULE: ./lib/oci/attestation.js
var attestation = __webpack_require__(59263);
// EXTERNAL MODULE: ./lib/oci/platforms.js
var platforms = __webpack_require__(49537);
;// CONCATENATED MODULE: ./lib/layouts/choose.js





/** Some tools (oras) list the children of an index next to it. */
function topmost(images) {
    const below = new Set(images.flatMap(({ manifest }) => (0,oci_manifest/* isIndex */.nw)(manifest.mediaType) ? (0,oci_manifest/* linksOf */.hP)(manifest).manifests.map(({ digest }) => digest) : []));
    return images.filter(({ manifest }) => !below.has(manifest.digest));
}
/**
 * The selected image, or the only one, which may have several names.
 *
 * @throws ActionError LAYOUT_INVALID when the choice is ambiguous
 */
function choose(all, select, label) {
    const images = select === undefined ? topmost(all) : all;
    const fitting = images.filter(({ descriptor }) => fits(descriptor, select));
    const [entry] = fitting;
    if (entry !== undefined && new Set(fitting.map(({ manifest }) => manifest.digest)).size === 1)
        return entry;
    const list = images.slice(0, 10).map(({ descriptor }) => [...namesOf(descriptor), descriptor.digest].join(' = '));
    const held = list.length === 0 ? 'it contains none' : `it contains ${list.join(', ')}`;
    const count = select === undefined ? images.length : fitting.length;
    const problem = select === undefined ? `holds ${count} images, not one` : `has ${count} images of this name or digest`;
    throw new errors/* ActionError */.lZ('LAYOUT_INVALID', `${label} ${problem}: ${held}`, {
        hint: 'Specify the image: `oci:PATH@sha256:…` or `oci:PATH:NAME`.',
    });
}
/**
 * Some tools (go-containerregistry's `layout.Write`) write a multi-platform image flat: `index.json` is the image's own
 * index. It counts as one image if its entries have different platforms and no distinct names.
 *
 * @returns undefined when `index.json` is a list of images
 */
function flatIndex(images, select, bytes) {
    const digest = (0,oci_digest/* sha256 */.s)(bytes);
    const isMeant = select === undefined ||
        ('digest' in select ? select.digest === digest : images.every(({ descriptor }) => fits(descriptor, select)));
    const parts = images.map(({ descriptor }) => descriptor);
    const platforms = parts.flatMap(part => ((0,attestation/* isAttestation */.H)(part) ? [] : [platformIn(part)]));
    const isOne = new Set(parts.map(part => namesOf(part).join())).size === 1;
    if (!isMeant || !isOne || parts.length < 2 || platforms.includes(undefined))
        return undefined;
    if (new Set(platforms).size < platforms.length)
        return undefined;
    return { mediaType: (0,oci_manifest/* typeOf */.QP)(bytes, oci_manifest/* OCI_INDEX */.$p), digest, bytes };
}
/** With the Windows version, which an index may name as well. */
function platformIn({ platform }) {
    if (platform === undefined || platform.os === '' || platform.architecture === '')
        return undefined;
    return `${(0,platforms/* nameOf */.Vb)(platform)} ${platform['os.version'] ?? ''}`;
}
function fits(entry, select) {
    if (select === undefined)
        return true;
    return 'digest' in select ? entry.digest === select.digest : namesOf(entry).includes(select.name);
}
/** The tag or name (image-spec, annotations.md), and the full name as containerd and BuildKit write it. */
function namesOf({ annotations }) {
    const names = [annotations?.['org.opencontainers.image.ref.name'], annotations?.['io.containerd.image.name']];
    return [...new Set(names.filter(name => name !== undefined))];
}

;// CONCATENATED MODULE: ./lib/layouts/read.js











/** The largest manifest that registries accept (distribution-spec, "Pushing Manifests"). */
const MAX_MANIFEST = 4 * 1024 * 1024;
/**
 * Reads the selected image of an OCI layout and its referrers, and checks that every blob exists with its size. Blob
 * contents are verified when read.
 *
 * @throws ActionError LAYOUT_INVALID or DIGEST_MISMATCH
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md
 */
async function readImage(files, select, label) {
    const budget = (0,tree/* createBudget */.y)(label);
    const known = new Map();
    const read = async ({ digest, mediaType, size }) => {
        const again = known.get(digest);
        const bytes = again?.bytes ?? (await files.read((0,layout/* blobName */.P)(digest), MAX_MANIFEST));
        if (bytes.length !== size || (again === undefined && (0,oci_digest/* sha256 */.s)(bytes) !== digest))
            throw (0,verified/* damaged */.qM)(digest, label);
        const manifest = again ?? { mediaType: (0,oci_manifest/* typeOf */.QP)(bytes, mediaType), digest, bytes };
        known.set(digest, manifest);
        return manifest;
    };
    const index = indexOf(await files.read('index.json', MAX_MANIFEST), label);
    budget.spend(distinct(index.descriptors));
    const entries = [];
    for (const descriptor of index.descriptors)
        entries.push({ descriptor, manifest: await read(descriptor) });
    // Tools list signatures and the like next to the image that they refer to.
    const images = entries.filter(({ manifest }) => (0,referrer/* subjectOf */.et)(manifest) === undefined);
    const isAll = images.length === entries.length;
    const flat = isAll ? flatIndex(images, select, index.bytes) : undefined;
    const root = flat ?? choose(images, select, label).manifest;
    const image = await (0,tree/* readTree */.Z)(root, read, budget);
    const referrers = await referrersOf(image, entries, root => (0,tree/* readTree */.Z)(root, read, budget));
    const manifests = [...image, ...referrers.flatMap(one => one.manifests)];
    const leftOut = await (0,foreign/* withoutForeign */.d)(manifests, async ({ digest }) => (await files.size((0,layout/* blobName */.P)(digest))) !== undefined);
    const content = { root, manifests, leftOut };
    for (const { digest, size } of (0,oci_content/* blobsOf */.O)(content)) {
        const found = await files.size((0,layout/* blobName */.P)(digest));
        if (found === undefined)
            throw broken(label, `lacks ${digest}, a part of the image`);
        if (found !== size)
            throw (0,verified/* damaged */.qM)(digest, label);
    }
    return { content, referrers };
}
/** The image's referrers, and theirs. Repeated until no entry is added. */
async function referrersOf(image, entries, below) {
    const known = new Set(image.map(({ digest }) => digest));
    const found = [];
    let rest = entries.filter(({ manifest }) => !known.has(manifest.digest));
    for (let before = -1; before !== found.length;) {
        before = found.length;
        for (const { manifest } of rest) {
            const subject = (0,referrer/* subjectOf */.et)(manifest);
            if (subject === undefined || !known.has(subject))
                continue;
            known.add(manifest.digest);
            found.push({ subject, descriptor: (0,referrer/* descriptorOf */.nb)(manifest), manifests: await below(manifest) });
        }
        rest = rest.filter(({ manifest }) => !known.has(manifest.digest));
    }
    return found;
}
function indexOf(bytes, label) {
    let list;
    try {
        list = JSON.parse(bytes.toString()).manifests ?? [];
    }
    catch {
        throw broken(label, 'has an invalid index.json: it is not JSON');
    }
    if (!Array.isArray(list))
        throw broken(label, 'has an invalid index.json: its `manifests` is not a list');
    try {
        return { descriptors: list.map(item => (0,descriptor/* parseDescriptor */.BA)(item, 'index.json')), bytes };
    }
    catch (error) {
        throw broken(label, `has an invalid index.json: ${(0,errors/* messageOf */.bD)(error)}`);
    }
}
function distinct(descriptors) {
    return [...new Map(descriptors.map(descriptor => [descriptor.digest, descriptor])).values()];
}
function broken(label, problem) {
    return new errors/* ActionError */.lZ('LAYOUT_INVALID', `${label} ${problem}`, {
        hint: 'It must be a complete OCI layout with all platforms of the image, such as the input `layout` writes.',
    });
}


/***/ }),

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

/***/ 42936:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   YD: () => (/* binding */ listReferrersIn),
/* harmony export */   tV: () => (/* binding */ readReferrers),
/* harmony export */   tn: () => (/* binding */ manifestIn)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _oci_referrer_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73530);
/* harmony import */ var _oci_tree_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(29193);
/* harmony import */ var _registry_referrer_list_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(72681);




/** The signature of an image's SBOM is two levels deep. Longer chains are a mistake or an attack. */
const DEEPEST = 8;
const MOST = 2000;
/** Lists may contain known entries; but this many in total is no accident. */
const MOST_LISTED = 10 * MOST;
/**
 * All referrers of these manifests, recursively, without duplicates.
 *
 * @throws ActionError NOT_FOUND for one that is listed but missing, IMAGE_INVALID for too many.
 */
async function readReferrers(repository, to) {
    const found = [];
    const budget = (0,_oci_tree_js__WEBPACK_IMPORTED_MODULE_2__/* .createBudget */ .y)(`${repository.registry}/${repository.path}`);
    const seen = new Set(to.map(({ digest }) => digest));
    let subjects = [...seen];
    let listedInAll = 0;
    const list = async (subject) => {
        const listed = await listOf(repository, subject);
        listedInAll += listed.length;
        if (listedInAll > MOST_LISTED)
            throw tooMany(repository);
        return listed;
    };
    for (let depth = 0; subjects.length > 0; depth++) {
        const lists = await Promise.all(subjects.map(async (subject) => ({ subject, listed: await list(subject) })));
        const fresh = lists.flatMap(({ subject, listed }) => listed.map(descriptor => ({ subject, descriptor })));
        const unseen = fresh.filter(({ descriptor }) => !seen.has(descriptor.digest) && seen.add(descriptor.digest));
        if (depth === DEEPEST || seen.size > MOST)
            throw tooMany(repository);
        const read = await Promise.all(unseen.map(one => readOne(repository, one, budget)));
        const right = read.filter(one => one !== undefined);
        found.push(...right);
        subjects = right.map(({ descriptor }) => descriptor.digest);
    }
    return found;
}
/**
 * Lists these in a registry without the referrers API: in the fallback tag, which keeps its entries (distribution-spec,
 * "Pushing Manifests with Subject"). A registry with the API lists them by itself.
 */
async function listReferrersIn(repository, referrers) {
    const bySubject = Map.groupBy(referrers, ({ subject }) => subject);
    for (const [subject, mine] of bySubject) {
        if ((await repository.referrers(subject)) !== undefined)
            return;
        const before = await (0,_registry_referrer_list_js__WEBPACK_IMPORTED_MODULE_3__/* .readTagged */ .AN)(repository, subject);
        await (0,_registry_referrer_list_js__WEBPACK_IMPORTED_MODULE_3__/* .addToReferrersTag */ .hq)(repository, subject, before, mine.map(({ descriptor }) => descriptor));
    }
}
/** From the API, or else from the fallback tag. */
async function listOf(repository, subject) {
    return (await repository.referrers(subject)) ?? (0,_registry_referrer_list_js__WEBPACK_IMPORTED_MODULE_3__/* .readTagged */ .AN)(repository, subject);
}
/** Undefined for an entry that does not refer to the subject: anybody can write the tag. */
async function readOne(repository, { subject, descriptor }, budget) {
    const root = await manifestIn(repository, descriptor.digest);
    if ((0,_oci_referrer_js__WEBPACK_IMPORTED_MODULE_1__/* .subjectOf */ .et)(root) !== subject)
        return undefined;
    const manifests = await (0,_oci_tree_js__WEBPACK_IMPORTED_MODULE_2__/* .readTree */ .Z)(root, child => manifestIn(repository, child.digest), budget);
    return { subject, descriptor, manifests };
}
/** @throws ActionError NOT_FOUND */
async function manifestIn(repository, digest) {
    const manifest = await repository.getManifest(digest);
    if (manifest !== undefined)
        return manifest;
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('NOT_FOUND', `${repository.registry}/${repository.path} lacks ${digest}, a part of the image`, {
        hint: 'It was deleted there. Rebuild the image, or promote another one.',
    });
}
function tooMany({ registry, path }) {
    return new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('IMAGE_INVALID', `${registry}/${path}: more than ${MOST} manifests refer to the image, too many to copy`, {
        hint: 'Delete signatures and attestations there that nobody needs.',
    });
}


/***/ }),

/***/ 68863:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  D: () => (/* binding */ blobSource),
  r: () => (/* binding */ openInRegistry)
});

// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/young-garbage.js
var young_garbage = __webpack_require__(20848);
// EXTERNAL MODULE: ./lib/oci/content.js
var oci_content = __webpack_require__(33760);
// EXTERNAL MODULE: ./lib/oci/foreign.js
var foreign = __webpack_require__(9853);
// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/oci/tree.js
var tree = __webpack_require__(29193);
// EXTERNAL MODULE: ./lib/publish/documents/claims.js
var claims = __webpack_require__(21422);
// EXTERNAL MODULE: ./lib/publish/documents/documents.js
var documents = __webpack_require__(32192);
// EXTERNAL MODULE: ./lib/registry/errors/answered.js
var answered = __webpack_require__(93424);
// EXTERNAL MODULE: ./lib/registry/verified.js
var verified = __webpack_require__(73531);
// EXTERNAL MODULE: ./lib/staging/write-manifests.js
var write_manifests = __webpack_require__(8933);
// EXTERNAL MODULE: ./lib/oci/referrer.js
var referrer = __webpack_require__(73530);
// EXTERNAL MODULE: ./lib/promote/referrers.js
var promote_referrers = __webpack_require__(42936);
;// CONCATENATED MODULE: ./lib/promote/cosign-tags.js



/** @see https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md (tag-based discovery) */
const KINDS = ['sig', 'att', 'sbom'];
/** The contents of such tags for this image. */
async function readAttached(repository, digest) {
    const found = await Promise.all(KINDS.map(async (kind) => {
        const tag = `${(0,referrer/* referrersTag */.LN)(digest)}.${kind}`;
        const root = await repository.getManifest(tag);
        if (root === undefined)
            return [];
        const budget = (0,tree/* createBudget */.y)(`${repository.registry}/${repository.path}:${tag}`);
        return [{ tag, manifests: await (0,tree/* readTree */.Z)(root, child => (0,promote_referrers/* manifestIn */.tn)(repository, child.digest), budget) }];
    }));
    return found.flat();
}
/** Writes these tags unless they exist: the target's own signatures are kept. */
async function writeAttached(repository, attached, log) {
    for (const { tag, manifests } of attached) {
        const root = manifests.at(-1);
        const held = await repository.headManifest(tag);
        if (held === undefined)
            await repository.putManifest(root, tag);
        else if (held.digest !== root.digest) {
            log.notice(`${repository.registry}/${repository.path}:${tag} is kept, although the source has another one`);
        }
    }
}

// EXTERNAL MODULE: ./lib/promote/platforms.js
var platforms = __webpack_require__(24932);
;// CONCATENATED MODULE: ./lib/promote/registry-source.js














/**
 * An image of a registry with everything attached to it. A tag is resolved once, here; later moves do not matter. Only
 * manifests are read; blobs are streamed when the image is staged, and referrers are still being looked up then,
 * without delaying the blobs.
 *
 * @throws ActionError NOT_FOUND, or the registry's error.
 */
async function openInRegistry(repository, reference, log) {
    const root = await rootOf(repository, reference);
    const budget = (0,tree/* createBudget */.y)((0,oci_reference/* formatReference */.FH)(reference));
    const image = await (0,tree/* readTree */.Z)(root, child => (0,promote_referrers/* manifestIn */.tn)(repository, child.digest), budget);
    (0,platforms/* refuseEmpty */.Ot)(root, (0,oci_reference/* formatReference */.FH)(reference));
    const leftOut = await (0,foreign/* withoutForeign */.d)(image, async ({ digest }) => (await repository.headBlob(digest)) !== undefined);
    const belongings = lookUp(repository, image, root);
    const count = belongings.then(({ referrers, attached }) => referrers.length + attached.length);
    // Another error may come before it is awaited.
    count.catch(() => { });
    return {
        digest: root.digest,
        platforms: (0,platforms/* platformsIn */.S2)(root),
        size: (0,oci_content/* blobsOf */.O)({ manifests: image, leftOut }).reduce((sum, blob) => sum + blob.size, 0),
        referrers: count,
        stage: to => stage({ from: repository, root, image, leftOut, belongings, log }, to),
        claims: () => (0,claims/* claimsOf */.d)((0,documents/* documentsIn */.a)(repository), root),
        pull: `${reference.name.text}@${root.digest}`,
        content: { root, manifests: image, leftOut },
    };
}
async function lookUp(repository, image, root) {
    const [referrers, attached] = await Promise.all([
        (0,promote_referrers/* readReferrers */.tV)(repository, image),
        readAttached(repository, root.digest),
    ]);
    return { referrers, attached };
}
async function rootOf(repository, reference) {
    const root = await repository.getManifest(reference.digest ?? reference.tag ?? '');
    if (root !== undefined)
        return root;
    throw new errors/* ActionError */.lZ('NOT_FOUND', `source: ${(0,oci_reference/* formatReference */.FH)(reference)} does not exist`, {
        hint: 'Check its spelling, and that the credentials for this registry may read it.',
    });
}
async function stage({ from, root, image, leftOut, belongings, log }, to) {
    const tidy = (0,young_garbage/* collectEvery */.U)(16_000_000);
    let lost;
    // Requests that have not begun by then do not begin.
    belongings.catch(error => {
        lost = error;
    });
    const open = (blob) => {
        const source = blobSource(from, blob, tidy);
        return { ...source, open: async (signal) => (lost === undefined ? source.open(signal) : Promise.reject(lost)) };
    };
    // The largest first, so that none is left for the end, when nothing else is running.
    const send = (blobs) => Promise.all(blobs.toSorted((one, other) => other.size - one.size).map(blob => to.upload(blob, open(blob), from)));
    const own = (0,oci_content/* blobsOf */.O)({ manifests: image, leftOut });
    const [sent, found] = await Promise.allSettled([send(own), belongings]);
    if (found.status === 'rejected')
        throw found.reason;
    if (sent.status === 'rejected')
        throw sent.reason;
    const { referrers, attached } = found.value;
    const manifests = unique([...image, ...[...referrers, ...attached].flatMap(one => one.manifests)]);
    const content = { root, manifests, found: to.found, leftOut };
    const known = new Set(own.map(({ digest }) => digest));
    await send((0,oci_content/* blobsOf */.O)(content).filter(({ digest }) => !known.has(digest)));
    const isReferredTo = referrers.length + attached.length > 0;
    await (0,write_manifests/* writeManifests */.u)(content, to, from, isReferredTo);
    if (isReferredTo) {
        await to.each(async (repository) => {
            if (repository.registry === from.registry && repository.path === from.path)
                return;
            await (0,promote_referrers/* listReferrersIn */.YD)(repository, referrers);
            await writeAttached(repository, attached, log);
        });
    }
    return content;
}
function unique(manifests) {
    return [...new Map(manifests.map(manifest => [manifest.digest, manifest])).values()];
}
/**
 * The target verifies digests (distribution-spec, "Pushing a blob"), so the first pass is not checked: hashing takes as
 * long as sending. After a failure the bytes are checked, so that a corrupt source is reported as such.
 */
function blobSource(repository, { digest, size }, tidy = () => { }) {
    const place = `${repository.registry}/${repository.path}`;
    let passes = 0;
    const open = async (signal) => {
        const stream = await repository
            .getBlob(digest, signal)
            .catch(error => Promise.reject(asGone(error, digest, place)));
        stream.once('resume', () => stream.on('data', (chunk) => tidy(chunk.length)));
        return passes++ === 0 ? stream : (0,verified/* verified */.zr)(stream, { digest, size }, place, (0,answered/* encodingOfStream */.NU)(stream));
    };
    return { replayable: true, open };
}
/** A missing layer is neither corruption nor the target's fault. */
function asGone(error, digest, place) {
    if (!(error instanceof errors/* ActionError */.lZ) || error.code !== 'NOT_FOUND')
        return error;
    return new errors/* ActionError */.lZ('NOT_FOUND', `the source ${place} no longer has ${digest}, a part of the image`, {
        hint: 'It was deleted there. Rebuild the image, or promote another one.',
        cause: error,
    });
}


/***/ }),

/***/ 72681:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AN: () => (/* binding */ readTagged),
/* harmony export */   g4: () => (/* binding */ readReferrerList),
/* harmony export */   hq: () => (/* binding */ addToReferrersTag),
/* harmony export */   vQ: () => (/* binding */ allIn)
/* harmony export */ });
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9501);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44360);
/* harmony import */ var _oci_referrer_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73530);



/** Reads both concurrently. */
async function readReferrerList(repository, subject) {
    const [listed, tagged] = await Promise.all([repository.referrers(subject), readTagged(repository, subject)]);
    return { listed, tagged };
}
/** All entries, without duplicates. */
function allIn({ listed = [], tagged }) {
    return [...new Map([...listed, ...tagged].map(one => [one.digest, one])).values()];
}
/** The list in the fallback tag. */
async function readTagged(repository, subject) {
    const index = await repository.getManifest((0,_oci_referrer_js__WEBPACK_IMPORTED_MODULE_2__/* .referrersTag */ .LN)(subject));
    return index === undefined ? [] : ((0,_oci_referrer_js__WEBPACK_IMPORTED_MODULE_2__/* .referrersIn */ .qs)(index.bytes) ?? []);
}
/**
 * Adds entries to the fallback tag, unless it has all of them.
 *
 * @param before its entries, read just before: concurrent additions would be lost
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#referrers-tag-schema
 */
async function addToReferrersTag(repository, subject, before, added) {
    const missing = added.filter(({ digest }) => !before.some(one => one.digest === digest));
    if (missing.length > 0)
        await repository.putManifest(indexOf([...before, ...missing]), (0,_oci_referrer_js__WEBPACK_IMPORTED_MODULE_2__/* .referrersTag */ .LN)(subject));
}
function indexOf(manifests) {
    const mediaType = _oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .OCI_INDEX */ .$p;
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests }));
    return { mediaType, digest: (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .sha256 */ .s)(bytes), bytes };
}


/***/ }),

/***/ 73531:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EG: () => (/* binding */ checkOf),
/* harmony export */   qM: () => (/* binding */ damaged),
/* harmony export */   zr: () => (/* binding */ verified)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57075);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(79547);
/* harmony import */ var _errors_answer_text_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(60817);




/** Checks bytes against their digest: a registry that does not check would publish corrupt bytes. */
function checkOf(digest, place) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    return chunk => {
        if (chunk !== undefined)
            return void hash.update(chunk);
        if (`sha256:${hash.digest('hex')}` !== digest)
            throw damaged(digest, place);
    };
}
/**
 * A stream that ends only if its bytes have the digest, and fails otherwise.
 *
 * @param encoding the content encoding that a proxy declared: `gzip`
 */
function verified(stream, { digest, size }, place, encoding) {
    const check = checkOf(digest, place);
    const blame = (error) => encoding === undefined ? error : compressed(digest, place, encoding);
    let seen = 0;
    const through = new node_stream__WEBPACK_IMPORTED_MODULE_1__.Transform({
        transform(chunk, _encoding, done) {
            check(chunk);
            seen += chunk.length;
            if (seen > size)
                done(blame(damaged(digest, place)));
            else
                done(null, chunk);
        },
        flush(done) {
            try {
                check(undefined);
                done();
            }
            catch (error) {
                done(blame(error));
            }
        },
    });
    // An error of either stream reaches the other; the reader of `through` reports it.
    return (0,node_stream__WEBPACK_IMPORTED_MODULE_1__.pipeline)(stream, through, () => { });
}
function compressed(digest, place, encoding) {
    const message = `${place} sends ${digest} compressed (content-encoding: ${(0,_errors_answer_text_js__WEBPACK_IMPORTED_MODULE_3__/* .clean */ .u)(encoding, 40)}), although the request forbids it`;
    return new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('REGISTRY_ERROR', message, {
        hint: 'Turn off compression in the proxy in front of that registry: digests are computed over the stored bytes.',
    });
}
function damaged(digest, place) {
    return new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('DIGEST_MISMATCH', `${place} is corrupt: its content of ${digest} has another digest`, {
        hint: 'Nothing was tagged. Rebuild the image at its source, or promote another one.',
    });
}


/***/ })

};
