export const id = 134;
export const ids = [134];
export const modules = {

/***/ 89644:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ samePlatform),
/* harmony export */   y: () => (/* binding */ planGates)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(15281);


/** `linux/arm64/v8` and `linux/arm64` are the same, and so on (containerd, platforms/database.go). */
function samePlatform(one, other) {
    return normal(one) === normal(other);
}
function normal(platform) {
    if (platform === 'linux/arm')
        return 'linux/arm/v7';
    return platform.replace(/^(\w+\/)aarch64\b/, '$1arm64').replace(/^(\w+\/arm64)\/v8$|^(\w+\/amd64)\/v1$/, '$1$2');
}
/**
 * Which gate runs on which of the image's platforms: its own one if it names one, else this machine's or all. An image
 * that is not for this machine is tested on its first platform.
 *
 * @param built The platforms of the image that was loaded, at least one.
 * @param native This machine's.
 * @throws ActionError INPUT when a gate names a platform that the image has not.
 */
function planGates(gates, built, native, mode) {
    const own = built.find(platform => samePlatform(platform, native)) ?? built[0] ?? native;
    const general = mode === 'all' ? [own, ...built.filter(platform => platform !== own)] : [own];
    return gates.flatMap(gate => {
        if (gate.platform === undefined)
            return general.map(platform => ({ gate, platform }));
        const wanted = gate.platform;
        const found = built.find(platform => samePlatform(platform, wanted));
        if (found !== undefined)
            return [{ gate, platform: found }];
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('INPUT', `${(0,_words_js__WEBPACK_IMPORTED_MODULE_1__/* .whatOf */ .E)(gate)} is to run on ${wanted}, and the image here is for ${built.join(', ')}`, {
            hint: `Add ${wanted} to \`platforms\`, or remove it from the gate. An engine with the classic image store holds one platform only.`,
        });
    });
}


/***/ }),

/***/ 15281:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ whatOf),
/* harmony export */   Y: () => (/* binding */ seconds)
/* harmony export */ });
/** A gate as the subject of a sentence. */
function whatOf({ kind, name }) {
    if (kind === 'test')
        return 'the test';
    return kind === 'gate' ? `gate ${JSON.stringify(name)}` : name;
}
/** Milliseconds as people read them. */
function seconds(ms) {
    return `${(ms / 1000).toFixed(1)} s`;
}


/***/ }),

/***/ 42732:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ blobName),
/* harmony export */   a: () => (/* binding */ openLayoutFiles)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);
/* harmony import */ var _registry_file_source_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(81387);
/* harmony import */ var _registry_verified_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(73531);
/* harmony import */ var _tar_index_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(75885);






/**
 * Opens the layout at `path`.
 *
 * @param label how messages call it: `oci:image.tar`
 * @throws ActionError NOT_FOUND, or BUILD for what is neither.
 */
async function openLayoutFiles(path, label) {
    const stats = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)(path).catch(() => undefined);
    if (stats?.isDirectory())
        return inFolder(path, label);
    if (stats?.isFile())
        return inTar(path, label);
    const problem = stats === undefined ? 'does not exist' : 'is neither a folder nor a file';
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('NOT_FOUND', `${label} ${problem}`, {
        hint: 'Has a step before this one put it there (`actions/download-artifact`)? Paths are relative to the workspace.',
    });
}
function blobName(digest) {
    return `blobs/${digest.replace(':', '/')}`;
}
function inFolder(folder, label) {
    const size = async (name) => {
        // Not followed: a link may lead to a device that never ends.
        const stats = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name)).catch(() => undefined);
        return stats?.isFile() ? stats.size : undefined;
    };
    return {
        size,
        read: async (name, max) => {
            await checkSize(await size(name), name, max, label);
            return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name)).catch(cause => unreadable(label, name, cause));
        },
        blob: digest => (0,_registry_file_source_js__WEBPACK_IMPORTED_MODULE_3__/* .fileSource */ .I)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, blobName(digest)), { check: () => (0,_registry_verified_js__WEBPACK_IMPORTED_MODULE_4__/* .checkOf */ .EG)(digest, label) }),
    };
}
async function inTar(path, label) {
    const extents = await withFile(path, file => (0,_tar_index_js__WEBPACK_IMPORTED_MODULE_5__/* .indexTar */ .O)(file, label));
    return {
        size: async (name) => extents.get(name)?.length,
        read: async (name, max) => {
            const extent = extents.get(name);
            await checkSize(extent?.length, name, max, label);
            const { start, length } = extent;
            return withFile(path, async (file) => (await file.read(Buffer.alloc(length), 0, length, start)).buffer);
        },
        blob: digest => (0,_registry_file_source_js__WEBPACK_IMPORTED_MODULE_3__/* .fileSource */ .I)(path, { ...extents.get(blobName(digest)), check: () => (0,_registry_verified_js__WEBPACK_IMPORTED_MODULE_4__/* .checkOf */ .EG)(digest, label) }),
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
        return unreadable(label, name, new Error('it is not there'));
    if (size > max)
        unreadable(label, name, new Error(`it has ${size} bytes`));
}
function unreadable(label, name, cause) {
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('BUILD', `${label} cannot be used: ${name}: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(cause)}`, {
        cause,
        hint: 'It has to be a whole OCI layout (a folder or a tar archive), such as the input `layout` writes.',
    });
}


/***/ }),

/***/ 45134:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openSource: () => (/* binding */ openSource)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/inputs/promote.js
var promote = __webpack_require__(68213);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: ./lib/promote/platforms.js
var platforms = __webpack_require__(24932);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/registry/referrers.js
var registry_referrers = __webpack_require__(75455);
// EXTERNAL MODULE: ./lib/stages/content.js
var stages_content = __webpack_require__(63510);
;// CONCATENATED MODULE: ./lib/promote/referrers.js



/** A signature of a bill of materials of an image is two deep. Whoever chains more of them means harm, or is mistaken. */
const DEEPEST = 8;
const MOST = 2000;
/**
 * Everything that refers to these manifests, and what refers to that, each once.
 *
 * @throws ActionError NOT_FOUND for one that is listed and gone, REGISTRY for more than anybody has.
 */
async function readReferrers(repository, to) {
    const found = [];
    const seen = new Set(to.map(({ digest }) => digest));
    let subjects = [...seen];
    for (let depth = 0; subjects.length > 0; depth++) {
        const listed = await Promise.all(subjects.map(async (subject) => ({ subject, list: await listOf(repository, subject) })));
        const fresh = listed.flatMap(({ subject, list }) => list.map(descriptor => ({ subject, descriptor })));
        const unseen = fresh.filter(({ descriptor }) => !seen.has(descriptor.digest) && seen.add(descriptor.digest));
        if (depth === DEEPEST || seen.size > MOST)
            throw tooMany(repository);
        const read = await Promise.all(unseen.map(one => readOne(repository, one)));
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
        const before = await repository.getManifest((0,registry_referrers/* referrersTag */.LN)(subject));
        const list = before === undefined ? [] : ((0,registry_referrers/* referrersIn */.qs)(before.bytes) ?? []);
        const missing = mine.filter(({ descriptor }) => !list.some(({ digest }) => digest === descriptor.digest));
        if (missing.length === 0)
            continue;
        await repository.putManifest(indexOf([...list, ...missing.map(one => one.descriptor)]), (0,registry_referrers/* referrersTag */.LN)(subject));
    }
}
/** By the API, or else by the tag that stands in for it. */
async function listOf(repository, subject) {
    const listed = await repository.referrers(subject);
    if (listed !== undefined)
        return listed;
    const index = await repository.getManifest((0,registry_referrers/* referrersTag */.LN)(subject));
    return index === undefined ? [] : ((0,registry_referrers/* referrersIn */.qs)(index.bytes) ?? []);
}
/** Undefined for what is listed and does not refer to the subject: the tag is one that anybody can write. */
async function readOne(repository, { subject, descriptor }) {
    const root = await manifestIn(repository, descriptor.digest);
    if ((0,registry_referrers/* subjectOf */.et)(root) !== subject)
        return undefined;
    const manifests = await (0,stages_content/* readTree */.Zc)(root, child => manifestIn(repository, child.digest));
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
function indexOf(manifests) {
    const mediaType = 'application/vnd.oci.image.index.v1+json';
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests }));
    return { mediaType, digest: (0,stages_content/* sha256 */.sc)(bytes), bytes };
}
function tooMany({ registry, path }) {
    return new errors/* ActionError */.lZ('REGISTRY', `${registry}/${path}: more refers to the image than is copied (${MOST} manifests)`, {
        hint: 'Remove signatures and attestations there that nobody needs.',
    });
}

// EXTERNAL MODULE: ./lib/stages/write-manifests.js
var write_manifests = __webpack_require__(38851);
// EXTERNAL MODULE: ./lib/layouts/files.js
var layouts_files = __webpack_require__(42732);
// EXTERNAL MODULE: ./lib/registry/reference.js
var registry_reference = __webpack_require__(9758);
// EXTERNAL MODULE: ./lib/registry/verified.js
var verified = __webpack_require__(73531);
;// CONCATENATED MODULE: ./lib/layouts/read.js






/** The largest manifest that registries take (distribution-spec, "Pushing Manifests"). */
const MAX_MANIFEST = 4 * 1024 * 1024;
/**
 * Reads the image of an OCI layout that is meant, and what refers to it there, and sees that every blob is there in its
 * size. What the blobs hold is checked when they are read.
 *
 * @throws ActionError BUILD or VERIFY
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md
 */
async function readImage(files, select, label) {
    const read = async ({ digest, mediaType, size }) => {
        if (!(0,registry_reference/* isDigest */.Bc)(digest))
            throw broken(label, `names something by ${JSON.stringify(digest)}, which is no sha256 digest`);
        const bytes = await files.read((0,layouts_files/* blobName */.P)(digest), MAX_MANIFEST);
        if (bytes.length !== size || (0,stages_content/* sha256 */.sc)(bytes) !== digest)
            throw (0,verified/* damaged */.qM)(digest, label);
        return { mediaType: mediaType || typeIn(bytes), digest, bytes };
    };
    const entries = [];
    for (const descriptor of read_indexOf(await files.read('index.json', MAX_MANIFEST), label)) {
        entries.push({ descriptor, manifest: await read(descriptor) });
    }
    // Tools put signatures and the like beside the image that they refer to.
    const images = entries.filter(({ manifest }) => (0,registry_referrers/* subjectOf */.et)(manifest) === undefined);
    const root = choose(images, select, label).manifest;
    const image = await (0,stages_content/* readTree */.Zc)(root, read);
    const referrers = await referrersOf(image, entries, read);
    const content = { root, manifests: [...image, ...referrers.flatMap(({ manifests }) => manifests)] };
    for (const { digest, size } of (0,stages_content/* blobsOf */.OR)(content)) {
        const found = (0,registry_reference/* isDigest */.Bc)(digest) ? await files.size((0,layouts_files/* blobName */.P)(digest)) : undefined;
        if (found === undefined)
            throw broken(label, `lacks ${digest}, a part of the image`);
        if (found !== size)
            throw (0,verified/* damaged */.qM)(digest, label);
    }
    return { content, referrers };
}
/** The image that is selected, or the only one, which may have several names. */
function choose(images, select, label) {
    const fitting = images.filter(({ descriptor }) => fits(descriptor, select));
    const [entry] = fitting;
    if (entry !== undefined && new Set(fitting.map(({ manifest }) => manifest.digest)).size === 1)
        return entry;
    const list = images.slice(0, 10).map(({ descriptor }) => [...namesOf(descriptor), descriptor.digest].join(' = '));
    const held = list.length === 0 ? 'it holds none' : `it holds ${list.join(', ')}`;
    const count = select === undefined ? images.length : fitting.length;
    const problem = select === undefined ? `holds ${count} images, not one` : `has ${count} images of this name or digest`;
    throw new errors/* ActionError */.lZ('BUILD', `${label} ${problem}: ${held}`, {
        hint: 'Say which image is meant: `oci:PATH@sha256:…` or `oci:PATH:NAME`.',
    });
}
/** What refers to the image, and what refers to that. Each entry is looked at until it has found its place or has none. */
async function referrersOf(image, entries, read) {
    const known = new Set(image.map(({ digest }) => digest));
    const found = [];
    let rest = entries.filter(({ manifest }) => !known.has(manifest.digest));
    for (let before = -1; before !== found.length;) {
        before = found.length;
        for (const { manifest } of rest) {
            const subject = (0,registry_referrers/* subjectOf */.et)(manifest);
            if (subject === undefined || !known.has(subject))
                continue;
            known.add(manifest.digest);
            found.push({ subject, descriptor: (0,registry_referrers/* descriptorOf */.nb)(manifest), manifests: await (0,stages_content/* readTree */.Zc)(manifest, read) });
        }
        rest = rest.filter(({ manifest }) => !known.has(manifest.digest));
    }
    return found;
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
function read_indexOf(bytes, label) {
    try {
        const { manifests } = JSON.parse(bytes.toString());
        return manifests.filter(({ digest, size }) => typeof digest === 'string' && typeof size === 'number');
    }
    catch {
        throw broken(label, 'has an index.json that is none');
    }
}
/** A descriptor has to have a type, and not every tool gives it one. */
function typeIn(bytes) {
    return /"mediaType"\s*:\s*"([\w.+/-]+)"/.exec(bytes.toString('utf8', 0, 4096))?.[1] ?? '';
}
function broken(label, problem) {
    return new errors/* ActionError */.lZ('BUILD', `${label} ${problem}`, {
        hint: 'It has to be a whole OCI layout with all platforms of the image, such as the input `layout` writes.',
    });
}

;// CONCATENATED MODULE: ./lib/layouts/source.js










/**
 * The image of an OCI layout that another job, or another tool, has written.
 *
 * @param path of a folder or a tar archive
 * @param label how messages call it
 * @throws ActionError NOT_FOUND, BUILD, VERIFY
 */
async function openInLayout(path, select, label) {
    const files = await (0,layouts_files/* openLayoutFiles */.a)(path, label);
    const { content, referrers } = await readImage(files, select, label);
    return {
        digest: content.root.digest,
        platforms: (0,platforms/* platformsIn */.S)(content.root),
        size: (0,stages_content/* blobsOf */.OR)(content).reduce((sum, blob) => sum + blob.size, 0),
        referrers: Promise.resolve(referrers.length),
        stage: to => stage(files, { content, referrers }, to),
        unpack: folder => unpack(files, content, folder),
    };
}
async function stage(files, { content, referrers }, to) {
    await Promise.all((0,stages_content/* blobsOf */.OR)(content).map(blob => to.upload(blob, files.blob(blob.digest))));
    await (0,write_manifests/* writeManifests */.u)(content, to, undefined, referrers.length > 0);
    if (referrers.length > 0)
        await to.each(repository => listReferrersIn(repository, referrers));
    return content;
}
/** Copies the image, every byte verified: an engine with the classic store takes whatever it is given. */
async function unpack(files, content, folder) {
    await (0,promises_.mkdir)((0,external_node_path_.dirname)((0,external_node_path_.join)(folder, (0,layouts_files/* blobName */.P)(content.root.digest))), { recursive: true });
    await (0,promises_.writeFile)((0,external_node_path_.join)(folder, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
    for (const { digest, bytes } of content.manifests)
        await (0,promises_.writeFile)((0,external_node_path_.join)(folder, (0,layouts_files/* blobName */.P)(digest)), bytes);
    for (const { digest } of (0,stages_content/* blobsOf */.OR)(content)) {
        await (0,external_node_stream_promises_.pipeline)(await files.blob(digest).open(), (0,external_node_fs_.createWriteStream)((0,external_node_path_.join)(folder, (0,layouts_files/* blobName */.P)(digest))));
    }
    return content;
}

// EXTERNAL MODULE: ./lib/report/summary.js + 1 modules
var summary = __webpack_require__(49038);
// EXTERNAL MODULE: ./lib/stages/young-garbage.js
var young_garbage = __webpack_require__(51229);
;// CONCATENATED MODULE: ./lib/promote/cosign-tags.js



/** @see https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md (tag-based discovery) */
const KINDS = ['sig', 'att', 'sbom'];
/** What such tags of this image hold. */
async function readAttached(repository, digest) {
    const found = await Promise.all(KINDS.map(async (kind) => {
        const tag = `${(0,registry_referrers/* referrersTag */.LN)(digest)}.${kind}`;
        const root = await repository.getManifest(tag);
        if (root === undefined)
            return [];
        return [{ tag, manifests: await (0,stages_content/* readTree */.Zc)(root, child => manifestIn(repository, child.digest)) }];
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
    const image = await (0,stages_content/* readTree */.Zc)(root, child => manifestIn(repository, child.digest));
    const belongings = lookUp(repository, image, root);
    const count = belongings.then(({ referrers, attached }) => referrers.length + attached.length);
    // Something else may fail before anybody waits for it.
    count.catch(() => { });
    return {
        digest: root.digest,
        platforms: (0,platforms/* platformsIn */.S)(root),
        size: (0,stages_content/* blobsOf */.OR)({ root, manifests: image }).reduce((sum, blob) => sum + blob.size, 0),
        referrers: count,
        stage: to => registry_source_stage({ from: repository, root, image, belongings, log }, to),
        pull: `${reference.name.text}@${root.digest}`,
        content: { root, manifests: image },
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
    throw new errors/* ActionError */.lZ('NOT_FOUND', `source: ${(0,registry_reference/* formatReference */.FH)(reference)} does not exist`, {
        hint: 'Check its spelling, and that the credentials for this registry may read it.',
    });
}
async function registry_source_stage({ from, root, image, belongings, log }, to) {
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
    const own = (0,stages_content/* blobsOf */.OR)({ root, manifests: image });
    const [sent, found] = await Promise.allSettled([send(own), belongings]);
    if (found.status === 'rejected')
        throw found.reason;
    if (sent.status === 'rejected')
        throw sent.reason;
    const { referrers, attached } = found.value;
    const manifests = unique([...image, ...[...referrers, ...attached].flatMap(one => one.manifests)]);
    const content = { root, manifests, found: to.found };
    const known = new Set(own.map(({ digest }) => digest));
    await send((0,stages_content/* blobsOf */.OR)(content).filter(({ digest }) => !known.has(digest)));
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
function blobSource(repository, { digest }, tidy) {
    const place = `${repository.registry}/${repository.path}`;
    let passes = 0;
    const open = async (signal) => {
        const stream = await repository.getBlob(digest, signal);
        stream.once('resume', () => stream.on('data', (chunk) => tidy(chunk.length)));
        return passes++ === 0 ? stream : (0,verified/* verified */.zr)(stream, digest, place);
    };
    return { replayable: true, open };
}

;// CONCATENATED MODULE: ./lib/promote/open.js





/** Finds the image that `source` names and reads its manifests. @throws ActionError */
async function openSource(source, { workspace, connect, log }) {
    const text = (0,promote/* sourceText */.r)(source);
    const sourced = await (source.kind === 'registry'
        ? openInRegistry(connect(source.reference.name.registry).repository(source.reference.name.path), source.reference, log)
        : openInLayout((0,external_node_path_.resolve)(workspace, source.path), source.select, `oci:${source.path}`));
    log.info(`Source ${text} is ${sourced.digest}, ${(0,summary/* humanSize */.X)(sourced.size)}`);
    const tell = (count) => count > 0 && log.info(`With the image come ${count} referrers (signatures, attestations, …)`);
    sourced.referrers.then(tell, () => { });
    return sourced;
}


/***/ }),

/***/ 24932:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ platformsIn),
/* harmony export */   i: () => (/* binding */ platformsToTest)
/* harmony export */ });
/* harmony import */ var _gates_platforms_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(89644);
/* harmony import */ var _plan_platforms_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83003);
/* harmony import */ var _stages_content_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(63510);



/** The platforms that an index names. */
function platformsIn(root) {
    if (!(0,_stages_content_js__WEBPACK_IMPORTED_MODULE_2__/* .isIndex */ .nw)(root.mediaType))
        return [];
    return (0,_stages_content_js__WEBPACK_IMPORTED_MODULE_2__/* .imagesIn */ .o$)(root).flatMap(({ platform }) => (platform === undefined ? [] : [(0,_plan_platforms_js__WEBPACK_IMPORTED_MODULE_1__/* .nameOf */ .Vb)(platform)]));
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
    const own = platforms.find(platform => (0,_gates_platforms_js__WEBPACK_IMPORTED_MODULE_0__/* .samePlatform */ .m)(platform, native)) ?? platforms[0];
    if (one)
        return own === undefined ? [] : [own];
    if (gatePlatforms === 'all')
        return platforms;
    const named = [...gates.map(({ platform }) => platform), containerTest?.platform];
    return platforms.filter(platform => platform === own || named.some(name => name !== undefined && (0,_gates_platforms_js__WEBPACK_IMPORTED_MODULE_0__/* .samePlatform */ .m)(name, platform)));
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
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);



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
/** A stream that ends only when its bytes have the digest, and else fails. */
function verified(stream, digest, place) {
    const check = checkOf(digest, place);
    const through = new node_stream__WEBPACK_IMPORTED_MODULE_1__.Transform({
        transform(chunk, _encoding, done) {
            check(chunk);
            done(null, chunk);
        },
        flush(done) {
            try {
                check(undefined);
                done();
            }
            catch (error) {
                done(error);
            }
        },
    });
    // The error of either end reaches the other; whoever reads `through` tells it.
    return (0,node_stream__WEBPACK_IMPORTED_MODULE_1__.pipeline)(stream, through, () => { });
}
function damaged(digest, place) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('VERIFY', `${place} is damaged: what it has as ${digest} are other bytes`, {
        hint: 'Nothing was tagged. Make the image anew where it comes from, or promote another one.',
    });
}


/***/ })

};
