export const id = 585;
export const ids = [585];
export const modules = {

/***/ 99585:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openSource: () => (/* binding */ openSource)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/host/human-size.js
var human_size = __webpack_require__(61909);
// EXTERNAL MODULE: ./lib/inputs/promote.js
var promote = __webpack_require__(68213);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: ./lib/host/files/make-folder.js
var make_folder = __webpack_require__(6351);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/files/regular-file.js
var regular_file = __webpack_require__(30481);
// EXTERNAL MODULE: ./lib/oci/layout.js
var layout = __webpack_require__(78859);
// EXTERNAL MODULE: ./lib/registry/file-source.js
var file_source = __webpack_require__(81387);
// EXTERNAL MODULE: ./lib/registry/verified.js
var verified = __webpack_require__(73531);
// EXTERNAL MODULE: ./lib/layouts/other-forms.js
var other_forms = __webpack_require__(65019);
// EXTERNAL MODULE: ./lib/layouts/tar-index.js
var tar_index = __webpack_require__(75885);
;// CONCATENATED MODULE: ./lib/layouts/files.js









/**
 * Opens the layout at `path`.
 *
 * @param label how messages call it: `oci:image.tar`
 * @param within a symbolic link is followed to what is in this folder
 * @throws ActionError NOT_FOUND, or LAYOUT_INVALID for what is neither.
 */
async function openLayoutFiles(path, label, within = (0,external_node_path_.dirname)(path)) {
    const isLink = (await (0,promises_.lstat)(path).catch(() => undefined))?.isSymbolicLink();
    const place = isLink ? await inside(path, within) : path;
    if (place === undefined)
        throw leadsOut(`${label} is a symbolic link that leads out of the workspace`);
    const stats = await (0,promises_.lstat)(place).catch(() => undefined);
    if (stats?.isDirectory())
        return inFolder(place, label);
    if (stats?.isFile())
        return inTar(place, label);
    const isLost = stats?.isSymbolicLink() && 'is a symbolic link that leads nowhere';
    const problem = stats === undefined ? 'does not exist' : isLost || 'is neither a folder nor a file';
    throw new errors/* ActionError */.lZ('NOT_FOUND', `${label} ${problem}`, {
        hint: 'Has a step before this one put it there (`actions/download-artifact`)? Paths are relative to the workspace.',
    });
}
async function inFolder(folder, label) {
    (0,other_forms/* refuseOtherForms */.q)(new Set(await (0,promises_.readdir)(folder)), label);
    /** The path of a regular file; undefined when there is none. A link may lead to a device that never ends. */
    const find = async (name) => {
        const path = await inside((0,external_node_path_.join)(folder, name), folder);
        if (path === undefined)
            throw leadsOut(`${label}: ${name} is a symbolic link that leads out of the layout`);
        const stats = await (0,promises_.lstat)(path).catch(() => undefined);
        return stats?.isFile() ? { path, size: stats.size } : undefined;
    };
    return {
        size: async (name) => (await find(name))?.size,
        read: async (name, max) => {
            const file = await find(name);
            await checkSize(file?.size, name, max, label);
            try {
                return (0,regular_file/* readRegular */.V)(file.path, { largest: max });
            }
            catch (cause) {
                return unreadable(label, name, cause);
            }
        },
        blob: digest => (0,file_source/* fileSource */.I)((0,external_node_path_.join)(folder, (0,layout/* blobName */.P)(digest)), { check: () => (0,verified/* checkOf */.EG)(digest, label) }),
    };
}
/** Where a path leads, all links followed: undefined when that is not in the folder `within`. */
async function inside(path, within) {
    const [target, folder] = await Promise.all([path, within].map(one => (0,promises_.realpath)(one).catch(() => undefined)));
    // What is not there, or leads nowhere, is told as missing.
    if (target === undefined || folder === undefined)
        return path;
    return target.startsWith(`${folder}/`) ? target : undefined;
}
function leadsOut(message) {
    return new errors/* ActionError */.lZ('LAYOUT_INVALID', message, {
        hint: 'Give the files themselves, not links to them: copy them with `cp -rL` first.',
    });
}
async function inTar(path, label) {
    const extents = await withFile(path, file => (0,tar_index/* indexTar */.O)(file, label));
    return {
        size: async (name) => extents.get(name)?.length,
        read: async (name, max) => {
            const extent = extents.get(name);
            await checkSize(extent?.length, name, max, label);
            const { start, length } = extent;
            return withFile(path, async (file) => (await file.read(Buffer.alloc(length), 0, length, start)).buffer);
        },
        blob: digest => (0,file_source/* fileSource */.I)(path, { ...extents.get((0,layout/* blobName */.P)(digest)), check: () => (0,verified/* checkOf */.EG)(digest, label) }),
    };
}
async function withFile(path, work) {
    const file = await (0,promises_.open)(path, 'r');
    try {
        return await work(file);
    }
    finally {
        await file.close();
    }
}
async function checkSize(size, name, max, label) {
    if (size === undefined)
        return unreadable(label, name, new Error('it is not there'));
    if (size > max)
        unreadable(label, name, new Error(`it has ${size} bytes`));
}
function unreadable(label, name, cause) {
    throw new errors/* ActionError */.lZ('LAYOUT_INVALID', `${label} cannot be used: ${name}: ${(0,errors/* messageOf */.bD)(cause)}`, {
        cause,
        hint: 'It has to be a whole OCI layout (a folder or a tar archive), such as the input `layout` writes.',
    });
}

// EXTERNAL MODULE: ./lib/oci/content.js
var oci_content = __webpack_require__(33760);
// EXTERNAL MODULE: ./lib/oci/descriptor.js
var descriptor = __webpack_require__(11260);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/oci/foreign.js
var foreign = __webpack_require__(9853);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var oci_manifest = __webpack_require__(44360);
// EXTERNAL MODULE: ./lib/oci/referrer.js
var referrer = __webpack_require__(73530);
// EXTERNAL MODULE: ./lib/oci/tree.js
var tree = __webpack_require__(29193);
// EXTERNAL MODULE: ./lib/oci/attestation.js
var attestation = __webpack_require__(59263);
// EXTERNAL MODULE: ./lib/oci/platforms.js
var platforms = __webpack_require__(49537);
;// CONCATENATED MODULE: ./lib/layouts/choose.js





/** Some tools (oras) list the children of an index beside it. */
function topmost(images) {
    const below = new Set(images.flatMap(({ manifest }) => (0,oci_manifest/* isIndex */.nw)(manifest.mediaType) ? (0,oci_manifest/* linksOf */.hP)(manifest).manifests.map(({ digest }) => digest) : []));
    return images.filter(({ manifest }) => !below.has(manifest.digest));
}
/**
 * The image that is selected, or the only one, which may have several names.
 *
 * @throws ActionError LAYOUT_INVALID when it is not clear which one is meant
 */
function choose(all, select, label) {
    const images = select === undefined ? topmost(all) : all;
    const fitting = images.filter(({ descriptor }) => fits(descriptor, select));
    const [entry] = fitting;
    if (entry !== undefined && new Set(fitting.map(({ manifest }) => manifest.digest)).size === 1)
        return entry;
    const list = images.slice(0, 10).map(({ descriptor }) => [...namesOf(descriptor), descriptor.digest].join(' = '));
    const held = list.length === 0 ? 'it holds none' : `it holds ${list.join(', ')}`;
    const count = select === undefined ? images.length : fitting.length;
    const problem = select === undefined ? `holds ${count} images, not one` : `has ${count} images of this name or digest`;
    throw new errors/* ActionError */.lZ('LAYOUT_INVALID', `${label} ${problem}: ${held}`, {
        hint: 'Say which image is meant: `oci:PATH@sha256:…` or `oci:PATH:NAME`.',
    });
}
/**
 * Some tools (go-containerregistry's `layout.Write`) write an image of several platforms flat: `index.json` is the
 * image's own index. It is taken as one image when its entries are each for another platform, and no name tells them
 * apart.
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
/** With the version of Windows, which an index may name besides. */
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











/** The largest manifest that registries take (distribution-spec, "Pushing Manifests"). */
const MAX_MANIFEST = 4 * 1024 * 1024;
/**
 * Reads the image of an OCI layout that is meant, and what refers to it there, and sees that every blob is there in its
 * size. What the blobs hold is checked when they are read.
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
    // Tools put signatures and the like beside the image that they refer to.
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
/** What refers to the image, and what refers to that. Each entry is looked at until it has found its place or has none. */
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
        hint: 'It has to be a whole OCI layout with all platforms of the image, such as the input `layout` writes.',
    });
}

// EXTERNAL MODULE: ./lib/staging/write-manifests.js
var write_manifests = __webpack_require__(8933);
// EXTERNAL MODULE: ./lib/promote/platforms.js
var promote_platforms = __webpack_require__(24932);
;// CONCATENATED MODULE: ./lib/promote/referrers.js





/** A signature of a bill of materials of an image is two deep. Whoever chains more of them means harm, or is mistaken. */
const DEEPEST = 8;
const MOST = 2000;
/**
 * Everything that refers to these manifests, and what refers to that, each once.
 *
 * @throws ActionError NOT_FOUND for one that is listed and gone, IMAGE_INVALID for more than anybody has.
 */
async function readReferrers(repository, to) {
    const found = [];
    const budget = (0,tree/* createBudget */.y)(`${repository.registry}/${repository.path}`);
    const seen = new Set(to.map(({ digest }) => digest));
    let subjects = [...seen];
    for (let depth = 0; subjects.length > 0; depth++) {
        const listed = await Promise.all(subjects.map(async (subject) => ({ subject, list: await listOf(repository, subject) })));
        const fresh = listed.flatMap(({ subject, list }) => list.map(descriptor => ({ subject, descriptor })));
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
 * Makes a registry without the referrers API list these: by the tag that stands in for it, whose list keeps what it has
 * (distribution-spec, "Pushing Manifests with Subject"). A registry with the API lists them by itself.
 */
async function listReferrersIn(repository, referrers) {
    const bySubject = Map.groupBy(referrers, ({ subject }) => subject);
    for (const [subject, mine] of bySubject) {
        if ((await repository.referrers(subject)) !== undefined)
            return;
        const before = await repository.getManifest((0,referrer/* referrersTag */.LN)(subject));
        const list = before === undefined ? [] : ((0,referrer/* referrersIn */.qs)(before.bytes) ?? []);
        const missing = mine.filter(({ descriptor }) => !list.some(({ digest }) => digest === descriptor.digest));
        if (missing.length === 0)
            continue;
        await repository.putManifest(referrers_indexOf([...list, ...missing.map(one => one.descriptor)]), (0,referrer/* referrersTag */.LN)(subject));
    }
}
/** By the API, or else by the tag that stands in for it. */
async function listOf(repository, subject) {
    const listed = await repository.referrers(subject);
    if (listed !== undefined)
        return listed;
    const index = await repository.getManifest((0,referrer/* referrersTag */.LN)(subject));
    return index === undefined ? [] : ((0,referrer/* referrersIn */.qs)(index.bytes) ?? []);
}
/** Undefined for what is listed and does not refer to the subject: the tag is one that anybody can write. */
async function readOne(repository, { subject, descriptor }, budget) {
    const root = await manifestIn(repository, descriptor.digest);
    if ((0,referrer/* subjectOf */.et)(root) !== subject)
        return undefined;
    const manifests = await (0,tree/* readTree */.Z)(root, child => manifestIn(repository, child.digest), budget);
    return { subject, descriptor, manifests };
}
/** @throws ActionError NOT_FOUND */
async function manifestIn(repository, digest) {
    const manifest = await repository.getManifest(digest);
    if (manifest !== undefined)
        return manifest;
    throw new errors/* ActionError */.lZ('NOT_FOUND', `${repository.registry}/${repository.path} lacks ${digest}, a part of the image`, {
        hint: 'Something has deleted it there. Make the image anew, or promote another one.',
    });
}
function referrers_indexOf(manifests) {
    const mediaType = oci_manifest/* OCI_INDEX */.$p;
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests }));
    return { mediaType, digest: (0,oci_digest/* sha256 */.s)(bytes), bytes };
}
function tooMany({ registry, path }) {
    return new errors/* ActionError */.lZ('IMAGE_INVALID', `${registry}/${path}: more refers to the image than is copied (${MOST} manifests)`, {
        hint: 'Remove signatures and attestations there that nobody needs.',
    });
}

;// CONCATENATED MODULE: ./lib/promote/layout-source.js












/**
 * The image of an OCI layout that another job, or another tool, has written.
 *
 * @param path of a folder or a tar archive
 * @param label how messages call it
 * @param within a symbolic link is followed to what is in this folder; default: the one that the path is in
 * @throws ActionError NOT_FOUND, BUILD_FAILED, DIGEST_MISMATCH
 */
async function openInLayout(path, select, label, within) {
    const files = await openLayoutFiles(path, label, within);
    const { content, referrers } = await readImage(files, select, label);
    (0,promote_platforms/* refuseEmpty */.Ot)(content.root, label);
    return {
        digest: content.root.digest,
        platforms: (0,promote_platforms/* platformsIn */.S2)(content.root),
        size: (0,oci_content/* blobsOf */.O)(content).reduce((sum, blob) => sum + blob.size, 0),
        referrers: Promise.resolve(referrers.length),
        stage: to => stage(files, { content, referrers }, to),
        unpack: folder => unpack(files, content, folder),
    };
}
async function stage(files, { content, referrers }, to) {
    await Promise.all((0,oci_content/* blobsOf */.O)(content).map(blob => to.upload(blob, files.blob(blob.digest))));
    await (0,write_manifests/* writeManifests */.u)(content, to, undefined, referrers.length > 0);
    if (referrers.length > 0)
        await to.each(repository => listReferrersIn(repository, referrers));
    return content;
}
/** Copies the image, every byte verified: an engine with the classic store takes whatever it is given. */
async function unpack(files, content, folder) {
    await (0,make_folder/* makeFolder */.f)((0,external_node_path_.dirname)((0,external_node_path_.join)(folder, (0,layout/* blobName */.P)(content.root.digest))));
    await (0,promises_.writeFile)((0,external_node_path_.join)(folder, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
    for (const { digest, bytes } of content.manifests)
        await (0,promises_.writeFile)((0,external_node_path_.join)(folder, (0,layout/* blobName */.P)(digest)), bytes);
    for (const { digest } of (0,oci_content/* blobsOf */.O)(content)) {
        await (0,external_node_stream_promises_.pipeline)(await files.blob(digest).open(), (0,external_node_fs_.createWriteStream)((0,external_node_path_.join)(folder, (0,layout/* blobName */.P)(digest))));
    }
    return content;
}

// EXTERNAL MODULE: ./lib/host/young-garbage.js
var young_garbage = __webpack_require__(20848);
// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/registry/errors/answered.js
var answered = __webpack_require__(93424);
;// CONCATENATED MODULE: ./lib/promote/cosign-tags.js



/** @see https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md (tag-based discovery) */
const KINDS = ['sig', 'att', 'sbom'];
/** What such tags of this image hold. */
async function readAttached(repository, digest) {
    const found = await Promise.all(KINDS.map(async (kind) => {
        const tag = `${(0,referrer/* referrersTag */.LN)(digest)}.${kind}`;
        const root = await repository.getManifest(tag);
        if (root === undefined)
            return [];
        const budget = (0,tree/* createBudget */.y)(`${repository.registry}/${repository.path}:${tag}`);
        return [{ tag, manifests: await (0,tree/* readTree */.Z)(root, child => manifestIn(repository, child.digest), budget) }];
    }));
    return found.flat();
}
/** Writes these tags where there are none yet: signatures that the target has of its own are not lost. */
async function writeAttached(repository, attached, log) {
    for (const { tag, manifests } of attached) {
        const root = manifests.at(-1);
        const held = await repository.headManifest(tag);
        if (held === undefined)
            await repository.putManifest(root, tag);
        else if (held.digest !== root.digest) {
            log.notice(`${repository.registry}/${repository.path}:${tag} is kept: the source has another one`);
        }
    }
}

;// CONCATENATED MODULE: ./lib/promote/registry-source.js












/**
 * An image of a registry, with everything that belongs to it. A tag is resolved here, once: what it names afterwards
 * does not matter. Only manifests are read; blobs flow when the image is staged. What refers to the image is still being
 * looked up then: its own bytes do not wait for that.
 *
 * @throws ActionError NOT_FOUND, or whatever the registry says.
 */
async function openInRegistry(repository, reference, log) {
    const root = await rootOf(repository, reference);
    const budget = (0,tree/* createBudget */.y)((0,oci_reference/* formatReference */.FH)(reference));
    const image = await (0,tree/* readTree */.Z)(root, child => manifestIn(repository, child.digest), budget);
    (0,promote_platforms/* refuseEmpty */.Ot)(root, (0,oci_reference/* formatReference */.FH)(reference));
    const leftOut = await (0,foreign/* withoutForeign */.d)(image, async ({ digest }) => (await repository.headBlob(digest)) !== undefined);
    const belongings = lookUp(repository, image, root);
    const count = belongings.then(({ referrers, attached }) => referrers.length + attached.length);
    // Something else may fail before anybody waits for it.
    count.catch(() => { });
    return {
        digest: root.digest,
        platforms: (0,promote_platforms/* platformsIn */.S2)(root),
        size: (0,oci_content/* blobsOf */.O)({ manifests: image, leftOut }).reduce((sum, blob) => sum + blob.size, 0),
        referrers: count,
        stage: to => registry_source_stage({ from: repository, root, image, leftOut, belongings, log }, to),
        pull: `${reference.name.text}@${root.digest}`,
        content: { root, manifests: image, leftOut },
    };
}
async function lookUp(repository, image, root) {
    const [referrers, attached] = await Promise.all([
        readReferrers(repository, image),
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
async function registry_source_stage({ from, root, image, leftOut, belongings, log }, to) {
    const tidy = (0,young_garbage/* collectEvery */.U)(16_000_000);
    let lost;
    // What has not begun by then does not begin.
    belongings.catch(error => {
        lost = error;
    });
    const open = (blob) => {
        const source = blobSource(from, blob, tidy);
        return { ...source, open: async (signal) => (lost === undefined ? source.open(signal) : Promise.reject(lost)) };
    };
    // The largest first: none of them is left for the end, when nothing else is under way.
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
            await listReferrersIn(repository, referrers);
            await writeAttached(repository, attached, log);
        });
    }
    return content;
}
function unique(manifests) {
    return [...new Map(manifests.map(manifest => [manifest.digest, manifest])).values()];
}
/**
 * The target checks what it is sent against the digest (distribution-spec, "Pushing a blob"), so the first pass flows by
 * unchecked: hashing takes as long as sending. Once that has failed the bytes are looked at, so that a damaged source is
 * told as what it is.
 */
function blobSource(repository, { digest, size }, tidy) {
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
/** A layer that is not there is no damage, and nothing that the target has to do with. */
function asGone(error, digest, place) {
    if (!(error instanceof errors/* ActionError */.lZ) || error.code !== 'NOT_FOUND')
        return error;
    return new errors/* ActionError */.lZ('NOT_FOUND', `the source ${place} no longer has ${digest}, a part of the image`, {
        hint: 'Something has deleted it there. Make the image anew, or promote another one.',
        cause: error,
    });
}

;// CONCATENATED MODULE: ./lib/promote/open.js





/** Finds the image that `source` names and reads its manifests. @throws ActionError */
async function openSource(source, { workspace, connect, log }) {
    const text = (0,promote/* sourceText */.r)(source);
    const sourced = await (source.kind === 'registry'
        ? openInRegistry(connect(source.reference.name.registry).repository(source.reference.name.path), source.reference, log)
        : openInLayout((0,external_node_path_.resolve)(workspace, source.path), source.select, `oci:${source.path}`, workspace));
    log.info(`Source ${text} is ${sourced.digest}, ${(0,human_size/* humanSize */.X)(sourced.size)}`);
    const tell = (count) => count > 0 && log.info(`With the image come ${count} referrers (signatures, attestations, …)`);
    sourced.referrers.then(tell, () => { });
    return sourced;
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
    // Some tools write a platform without content.
    return (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .imagesIn */ .o$)(root).flatMap(({ platform }) => (platform?.os ? [(0,_oci_platforms_js__WEBPACK_IMPORTED_MODULE_2__/* .nameOf */ .Vb)(platform)] : []));
}
/** @throws ActionError IMAGE_INVALID for an index in which there is no image: no engine could pull it */
function refuseEmpty(root, place) {
    if (!(0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .isIndex */ .nw)(root.mediaType) || (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .imagesIn */ .o$)(root).length > 0)
        return;
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('IMAGE_INVALID', `${place}: ${root.digest} is an index without any image`, {
        hint: 'Nothing could pull it. Make the image anew, or give another one.',
    });
}
/**
 * The platforms that gates need here; the machine's own, or else the first, is always among them. Empty: whatever the
 * engine takes by itself.
 *
 * @param platforms of the image
 * @param native this machine's
 * @param one the engine can hold one platform only (the classic store keeps what was pulled last)
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




/** Checks bytes against their digest. A registry that takes what it is sent would, else, publish what was damaged. */
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
 * A stream that ends only when its bytes have the digest, and else fails.
 *
 * @param encoding what a proxy has done to the bytes on their way, by its own word: `gzip`
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
    // The error of either end reaches the other; whoever reads `through` tells it.
    return (0,node_stream__WEBPACK_IMPORTED_MODULE_1__.pipeline)(stream, through, () => { });
}
function compressed(digest, place, encoding) {
    const message = `${place} sends ${digest} compressed on the way (content-encoding: ${(0,_errors_answer_text_js__WEBPACK_IMPORTED_MODULE_3__/* .clean */ .u)(encoding, 40)}), though it was asked not to`;
    return new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('REGISTRY_ERROR', message, {
        hint: 'Turn compression off in the proxy before that registry: digests are those of the bytes as they are stored.',
    });
}
function damaged(digest, place) {
    return new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('DIGEST_MISMATCH', `${place} is damaged: what it has as ${digest} are other bytes`, {
        hint: 'Nothing was tagged. Make the image anew where it comes from, or promote another one.',
    });
}


/***/ })

};
