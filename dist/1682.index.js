export const id = 1682;
export const ids = [1682];
export const modules = {

/***/ 11682:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openParts: () => (/* binding */ openParts)
});

// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/limit.js
var host_limit = __webpack_require__(43053);
// EXTERNAL MODULE: ./lib/host/text/human-size.js
var human_size = __webpack_require__(20051);
// EXTERNAL MODULE: ./lib/host/text/of-name.js
var of_name = __webpack_require__(57827);
// EXTERNAL MODULE: ./lib/by-digest/merge-platforms.js
var merge_platforms = __webpack_require__(56573);
// EXTERNAL MODULE: ./lib/host/text/quote.js
var quote = __webpack_require__(64212);
// EXTERNAL MODULE: ./lib/oci/attestation.js
var attestation = __webpack_require__(59263);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var oci_manifest = __webpack_require__(44360);
// EXTERNAL MODULE: ./lib/oci/platforms.js
var oci_platforms = __webpack_require__(49537);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/oci/referrer.js
var referrer = __webpack_require__(73530);
// EXTERNAL MODULE: ./lib/staging/write-manifests.js
var write_manifests = __webpack_require__(8933);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/http/body.js
var body = __webpack_require__(66150);
// EXTERNAL MODULE: ./lib/layouts/files.js
var layouts_files = __webpack_require__(42732);
// EXTERNAL MODULE: ./lib/layouts/read.js + 1 modules
var layouts_read = __webpack_require__(31408);
// EXTERNAL MODULE: ./lib/oci/content.js
var oci_content = __webpack_require__(33760);
// EXTERNAL MODULE: ./lib/oci/descriptor.js
var descriptor = __webpack_require__(11260);
// EXTERNAL MODULE: ./lib/oci/foreign.js
var foreign = __webpack_require__(9853);
// EXTERNAL MODULE: ./lib/oci/tree.js
var tree = __webpack_require__(29193);
// EXTERNAL MODULE: ./lib/promote/referrers.js
var referrers = __webpack_require__(42936);
// EXTERNAL MODULE: ./lib/promote/registry-source.js + 1 modules
var registry_source = __webpack_require__(68863);
// EXTERNAL MODULE: ./lib/parts/record.js
var parts_record = __webpack_require__(18233);
;// CONCATENATED MODULE: ./lib/parts/open-part.js

















/** Configurations. Bytes. */
const LARGEST = 8 * 1024 * 1024;
/**
 * Finds the part of a record and reads its manifests, verified by digest.
 *
 * @param connect a read-only client of a registry
 * @throws ActionError NOT_FOUND, LAYOUT_INVALID, DIGEST_MISMATCH, IMAGE_INVALID, or the registry's error
 */
async function openPart(received, connect) {
    return received.record.handOver === 'artifact' ? inArtifact(received) : inRegistry(received, connect);
}
async function inArtifact(received) {
    const digest = received.record.root;
    const label = `artifact ${received.name}`;
    const files = await (0,layouts_files/* openLayoutFiles */.a)((0,external_node_path_.join)(received.folder, parts_record/* IMAGE_FILE */.xA), label);
    const { content } = await (0,layouts_read/* readImage */.A)(files, { digest }, label);
    const { root, manifests, leftOut = new Set() } = content;
    const read = async (blob) => (0,body/* readBody */.x8)(await files.blob(blob).open(), LARGEST);
    const children = await childrenOf(root, manifests, read);
    const open = (blob) => files.blob(blob.digest);
    // The layout may have more, such as signatures, which are not part of the image.
    const blobs = (0,oci_content/* blobsOf */.O)({ manifests: children.map(({ manifest }) => manifest), leftOut });
    return { received, root, children, blobs, leftOut, from: undefined, open };
}
/** Every registry of the record has the part; the first that answers is used. @throws the last error */
async function inRegistry(received, connect) {
    const failures = [];
    for (const place of received.record.places) {
        try {
            return await inPlace(received, place, connect);
        }
        catch (error) {
            failures.push(error);
        }
    }
    // A registry that did not answer is the more informative failure.
    throw failures.find(error => !(error instanceof errors/* ActionError */.lZ && error.code === 'NOT_FOUND')) ?? failures[0];
}
async function inPlace(received, place, connect) {
    const { root: digest } = received.record;
    const { name } = (0,reference/* parseReference */.F2)(place);
    const from = connect(name.registry).repository(name.path);
    const root = await from.getManifest(digest);
    if (root === undefined) {
        throw new errors/* ActionError */.lZ('NOT_FOUND', `${place} no longer has ${digest}, the image of ${received.name}`, {
            hint: 'The registry may delete images without a tag. Re-run the jobs that build the parts.',
        });
    }
    const manifests = await (0,tree/* readTree */.Z)(root, child => (0,referrers/* manifestIn */.tn)(from, child.digest), (0,tree/* createBudget */.y)(place));
    const read = async (blob) => (0,body/* readBody */.x8)(await from.getBlob(blob), LARGEST);
    const children = await childrenOf(root, manifests, read);
    // The building job left non-distributable layers out; any other must exist.
    const leftOut = await (0,foreign/* withoutForeign */.d)(manifests, async (blob) => (await from.headBlob(blob.digest)) !== undefined);
    const blobs = (0,oci_content/* blobsOf */.O)({ manifests, leftOut });
    return { received, root, children, blobs, leftOut, from, open: blob => (0,registry_source/* blobSource */.D)(from, blob) };
}
async function childrenOf(root, manifests, read) {
    if (!(0,oci_manifest/* isIndex */.nw)(root.mediaType))
        return [{ descriptor: await describe(root, read), manifest: root }];
    const byDigest = new Map(manifests.map(manifest => [manifest.digest, manifest]));
    return (0,oci_manifest/* linksOf */.hP)(root).manifests.map(descriptor => {
        const manifest = byDigest.get(descriptor.digest);
        if (!(0,oci_manifest/* isIndex */.nw)(manifest.mediaType))
            return { descriptor, manifest };
        throw new errors/* ActionError */.lZ('IMAGE_INVALID', `${root.digest} is an index within an index (${descriptor.digest})`);
    });
}
/** A manifest does not name its platform; its configuration does. */
async function describe(manifest, read) {
    const { mediaType, digest, bytes } = manifest;
    const config = (0,oci_manifest/* linksOf */.hP)(manifest).blobs[0];
    if (config === undefined)
        throw new errors/* ActionError */.lZ('IMAGE_INVALID', `${digest} has no configuration`);
    const platform = (0,oci_platforms/* platformOfConfig */.Dr)((0,oci_manifest/* configurationIn */.AM)(await read(config.digest), digest));
    return (0,descriptor/* parseDescriptor */.BA)({ mediaType, digest, size: bytes.length, platform }, 'its configuration');
}
/**
 * A part without some of its platforms, which a later attempt has built again: without their images, and what attests
 * or refers to these.
 */
function withoutPlatforms(part, platforms) {
    if (platforms.length === 0)
        return part;
    const isGone = ({ descriptor: { platform } }) => platform !== undefined && platforms.some(one => (0,oci_platforms/* samePlatform */.my)(one, (0,oci_platforms/* nameOf */.Vb)(platform)));
    const images = imagesOf(part.children).filter(child => !isGone(child));
    const kept = new Set(images.map(({ manifest }) => manifest.digest));
    const aboutOf = ({ descriptor, manifest }) => descriptor.annotations?.[attestation/* ATTESTED */.z] ?? (0,referrer/* subjectOf */.et)(manifest) ?? '';
    const children = part.children.filter(child => (0,attestation/* isAttestation */.H)(child.descriptor) ? kept.has(aboutOf(child)) : images.includes(child));
    const { record } = part.received;
    const own = {
        platforms: record.platforms.filter(platform => !platforms.some(one => (0,oci_platforms/* samePlatform */.my)(one, platform))),
        tested: record.tested.filter(digest => kept.has(digest)),
    };
    return {
        ...part,
        received: { ...part.received, record: { ...record, ...own } },
        children,
        blobs: (0,oci_content/* blobsOf */.O)({ manifests: children.map(({ manifest }) => manifest), leftOut: part.leftOut }),
    };
}
/** The platforms of a part's images. */
function platformsOf({ children }) {
    return imagesOf(children).map(({ descriptor }) => (descriptor.platform ? (0,oci_platforms/* nameOf */.Vb)(descriptor.platform) : 'unknown'));
}
/** The children that are images, without attestations. */
function imagesOf(children) {
    return children.filter(({ descriptor }) => !(0,attestation/* isAttestation */.H)(descriptor));
}

;// CONCATENATED MODULE: ./lib/parts/merge.js









/**
 * Checks that the parts make up the image: each wanted platform exactly once, and nothing else.
 *
 * @param parts those without a problem of their own
 * @param wanted as in `platforms`
 * @param bad the others, whose problems are reported already: they are there, even if they are of no use
 * @returns a message for each missing, duplicate or unwanted platform
 */
function problemsOfParts(parts, wanted, bad = []) {
    const good = parts.map(part => ({ name: part.received.name, platforms: platformsOf(part) }));
    const made = [...good, ...bad].flatMap(({ name, platforms }) => platforms.map(platform => ({ platform, name })));
    return [
        ...wanted.flatMap(platform => {
            const by = made.filter(one => (0,oci_platforms/* samePlatform */.my)(one.platform, platform));
            if (by.length === 0)
                return [`${platform}: no part was handed over; ${LOOK_AT_JOB}`];
            const names = by.map(({ name }) => name).join(' and ');
            return by.length > 1 ? [`${platform}: handed over by ${names}; let one job build it`] : [];
        }),
        ...made.flatMap(({ platform, name }) => wanted.some(one => (0,oci_platforms/* samePlatform */.my)(one, platform))
            ? []
            : [`${platform}: ${name} contains it, but \`platforms\` does not list it; add it, or build without it`]),
        ...problemsOfTwins(parts),
    ];
}
/**
 * Whose statements about an image would count, if two parts contain it? One may have taken it from the other. If both
 * have it for the same platform, that is reported already.
 */
function problemsOfTwins(parts) {
    const held = parts.flatMap(({ received, children }) => imagesOf(children).map(({ manifest: { digest }, descriptor: { platform } }) => ({
        ...{ digest, name: received.name, platform: platform ? (0,oci_platforms/* nameOf */.Vb)(platform) : 'unknown' },
    })));
    const attested = new Set(parts.flatMap(({ children }) => children.flatMap(child => statedAbout(child))));
    return [...Map.groupBy(held, ({ digest }) => digest)].flatMap(([digest, of]) => {
        const names = [...new Set(of.map(({ name }) => name))];
        const isDoubled = new Set(of.map(({ platform }) => platform)).size === 1;
        if (names.length < 2 || isDoubled || !attested.has(digest))
            return [];
        return [
            `${names.join(' and ')}: both contain the image ${digest}, so it is not known whose attestations are true; build these platforms in one job`,
        ];
    });
}
function statedAbout({ descriptor, manifest }) {
    const about = (0,attestation/* isAttestation */.H)(descriptor) ? descriptor.annotations?.[attestation/* ATTESTED */.z] : undefined;
    return [about, (0,referrer/* subjectOf */.et)(manifest)].filter(digest => digest !== undefined);
}
const OTHER_TOOL = 'build it with buildx alone, which makes no such parts';
/** A part may only make statements about its own images: the job that merges may sign what a part says about others. */
function problemsOfPart(part) {
    const { received, children } = part;
    const { platforms, tested } = received.record;
    const own = new Set(imagesOf(children).map(({ manifest }) => manifest.digest));
    const made = platformsOf(part);
    const lacks = (list, platform) => !list.some(one => (0,oci_platforms/* samePlatform */.my)(one, platform));
    const isUntrue = made.some(one => lacks(platforms, one)) || platforms.some(one => lacks(made, one));
    return [
        ...(isUntrue ? [`its record says ${platforms.join(', ')}, but its image is for ${made.join(', ') || 'none'}`] : []),
        ...tested.filter(digest => !own.has(digest)).map(digest => `its tests ran on ${digest}, which is not in it`),
        ...children.flatMap(({ descriptor, manifest }) => {
            const subject = (0,referrer/* subjectOf */.et)(manifest);
            const about = (0,attestation/* isAttestation */.H)(descriptor) ? (descriptor.annotations?.[attestation/* ATTESTED */.z] ?? '') : undefined;
            const named = about === '' ? 'no image' : (0,reference/* isDigest */.Bc)(about ?? '') ? about : (0,quote/* quote */.h)(about);
            return [
                ...(about === undefined || own.has(about) ? [] : [`it attests ${named}, which is not in it; ${OTHER_TOOL}`]),
                ...(about === undefined || isOfNoPlatform(descriptor)
                    ? []
                    : [`an attestation (${manifest.digest}) could run; ${OTHER_TOOL}`]),
                ...((0,referrer/* hidesSubject */.AW)(manifest)
                    ? [`it refers to something without a digest (${manifest.digest}); ${OTHER_TOOL}`]
                    : []),
                ...(subject === undefined || own.has(subject)
                    ? []
                    : [`it refers to ${subject}, which is not in it; ${OTHER_TOOL}`]),
            ];
        }),
    ];
}
/** An engine may take an entry without a platform for one of any platform. */
function isOfNoPlatform({ platform }) {
    return platform?.os === 'unknown' && platform.architecture === 'unknown';
}
/**
 * The whole image: one index of the parts' images in the order of `wanted`, followed by their attestations.
 *
 * @param annotations of the index, and of those of its images that lack them
 */
function mergeParts(parts, wanted, annotations) {
    const all = parts.flatMap(({ children }) => children);
    const images = new Map(imagesOf(all).map(child => [child.manifest.digest, child]));
    const rank = (child) => {
        const attested = (0,attestation/* isAttestation */.H)(child.descriptor) ? child.descriptor.annotations?.[attestation/* ATTESTED */.z] : undefined;
        const { platform } = (images.get(attested ?? '') ?? child).descriptor;
        const name = [platform?.os, platform?.architecture, platform?.variant].filter(Boolean).join('/');
        return wanted.findIndex(one => (0,oci_platforms/* samePlatform */.my)(one, name));
    };
    const children = all.toSorted((one, other) => rank(one) - rank(other));
    const root = rootOfAll(parts.filter(part => part.children.length > 0).map(part => part.root));
    const merged = (0,merge_platforms/* mergePlatforms */.X)([{ root, children, blobs: new Map() }], annotations);
    const manifests = new Map([...children.map(({ manifest }) => manifest), merged.root].map(one => [one.digest, one]));
    return { root: merged.root, manifests: [...manifests.values()] };
}
/**
 * The root that decides the type of the whole: Docker's only if every part has Docker's types. It must not depend on
 * which part is listed first.
 */
function rootOfAll(roots) {
    const isDockers = ({ mediaType }) => mediaType.includes('.docker.');
    const oci = roots.filter(root => !isDockers(root));
    const deciding = oci.length > 0 ? oci : roots;
    return deciding.find(({ mediaType }) => (0,oci_manifest/* isIndex */.nw)(mediaType)) ?? deciding[0];
}
/** A job that failed looks like one that never ran: neither has left a part. */
const LOOK_AT_JOB = 'check that the job that builds it is among `needs`, ran and succeeded';
/** Sends the blobs and manifests of all parts, and their index, to every registry that lacks them. */
async function stageParts(parts, content, to) {
    await Promise.all(parts.flatMap(({ blobs, open, from }) => blobs.toSorted((one, other) => other.size - one.size).map(blob => to.upload(blob, open(blob), from))));
    await (0,write_manifests/* writeManifests */.u)(content, to);
    // A layer that some part includes is available.
    const given = new Set(parts.flatMap(({ blobs }) => blobs.map(({ digest }) => digest)));
    const leftOut = new Set(parts.flatMap(part => [...part.leftOut]).filter(digest => !given.has(digest)));
    return { ...content, found: to.found, leftOut };
}

;// CONCATENATED MODULE: ./lib/parts/problems.js

/** Limits of a message: anybody who can write artifacts in this run decides how much there is to say. */
const [LINES, CHARACTERS] = [300, 1000];
/** A problem with one of several images names the image. */
function ofImage({ name }, problem) {
    return name === '' ? problem : `${name}: ${problem}`;
}
/** All problems of all parts of all images, one per line. */
function partsInvalid(problems) {
    return new errors/* ActionError */.lZ('PARTS_INVALID', `The parts of the image cannot be merged; no tag was changed:\n${lines(problems)}`, {
        hint: 'Re-run the jobs that build these parts, with the same inputs as this one.',
    });
}
/** The parts may be fine: whatever has them did not hand them out. */
function partsUnavailable(problems, failures) {
    const [cause] = failures;
    const message = `The parts of the image cannot be read; no tag was changed:\n${lines(problems)}`;
    return new errors/* ActionError */.lZ((0,errors/* commonCode */.Xl)(failures), message, { hint: cause?.hint, cause, verdict: cause?.verdict });
}
function lines(problems) {
    const shown = problems
        .slice(0, LINES)
        .map(one => (one.length > CHARACTERS ? `${one.slice(0, CHARACTERS).toWellFormed()}…` : one));
    const rest = problems.length - shown.length;
    return [...shown, ...(rest > 0 ? [`… and ${rest} more problems.`] : [])].join('\n');
}
/** Failures that say that a part is bad, rather than that it can't be reached. */
const BAD = ['NOT_FOUND', 'LAYOUT_INVALID', 'DIGEST_MISMATCH', 'IMAGE_INVALID'];
function isBad({ code }) {
    return BAD.includes(code);
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./lib/host/files/make-folder.js
var make_folder = __webpack_require__(6351);
// EXTERNAL MODULE: ./lib/host/files/regular-file.js
var regular_file = __webpack_require__(30481);
// EXTERNAL MODULE: ./lib/plan/named-gates.js
var named_gates = __webpack_require__(13855);
// EXTERNAL MODULE: ./lib/parts/identity.js
var identity = __webpack_require__(56450);
// EXTERNAL MODULE: ./lib/parts/stated.js
var stated = __webpack_require__(38771);
;// CONCATENATED MODULE: ./lib/parts/check-record.js




/** No job with `part` writes such a record in this run. */
const FORGED = 'find the step of this run that uploads it';
/** What in a record does not fit this run, or this image. @param name of its artifact */
function problemsOfRecord({ record, name }, image, context, allowed) {
    const problems = [];
    const expected = (0,identity/* nameOfRecord */.Qq)(image, record);
    if (expected !== name)
        problems.push(`it contains the record of ${expected}; ${FORGED}`);
    if (record.repository !== context.repository)
        problems.push(`it belongs to the repository ${record.repository}; ${FORGED}`);
    if (record.commit !== context.sha)
        problems.push(`it is for commit ${record.commit}, this run is for ${context.sha}; use the same commit in both jobs`);
    if (record.run !== context.runId)
        problems.push(`it is from another run (${record.run}); ${FORGED}`);
    const now = (0,identity/* secondsOf */.TM)(context.now);
    if (record.plan !== (0,identity/* fingerprintOf */.ax)(image) && record.time !== now) {
        const [theirs, ours] = [record.time, now].map(seconds => new Date(seconds * 1000).toISOString());
        problems.push(`it was planned with the time ${theirs}, and this job with ${ours}; give both the same \`time\``);
    }
    else if (record.plan !== (0,identity/* fingerprintOf */.ax)(image)) {
        problems.push((0,stated/* differences */.tX)(record.stated, (0,stated/* statedOf */.Nv)(image)));
    }
    const missing = image.gates
        .filter(gate => (0,named_gates/* runsOn */.k)(gate, record.platforms))
        .filter(({ name: gate }) => !record.gates.includes(gate));
    if (missing.length > 0) {
        const names = missing.map(gate => (0,quote/* quote */.h)(gate.name)).join(', ');
        problems.push(`it was not checked by ${names}; give both jobs the same gates`);
    }
    const known = new Set(image.destinations.map(each => each.name));
    const strange = record.places.filter(place => !known.has(place));
    if (strange.length > 0)
        problems.push(`it is in ${strange.join(', ')}, which is not a target of this image; ${FORGED}`);
    if (record.handOver === 'registry' && record.places.length === 0)
        problems.push(`it names no registry; ${FORGED}`);
    return [...problems, ...notAllowed(record, image, allowed)];
}
/** A digest that is listed for one image must not be published as another. */
function notAllowed({ root }, { name }, allowed) {
    if (allowed === undefined)
        return [];
    if (allowed.some(({ image = '', digest }) => digest === root && image === name))
        return [];
    return [`${root} is not among \`part-digests\`, so another job handed it over, or its digest was not passed on`];
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./lib/parts/unpack.js







/** Central directory of a few files with short names. Bytes. */
const LARGEST_DIRECTORY = 4096;
const DIRECTORY = { end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50, entry: 0x02014b50, local: 0x04034b50 };
const [STORED, DEFLATED] = [0, 8];
/**
 * Unpacks an untrusted archive: only files of these names, each at most once, none above its limit; no folders, no
 * links. The directory is compared with the actual content.
 *
 * @param folder an empty one
 * @returns what is wrong with the archive; '' when nothing is
 */
async function unpack(archive, folder, wanted) {
    const file = await (0,promises_.open)(archive);
    try {
        const { size } = await file.stat();
        const { entries, at } = await directoryOf(file, size);
        // An archive may also call a file `toString`.
        const limitOf = ({ name }) => (Object.hasOwn(wanted, name) ? wanted[name]?.(size) : undefined);
        for (const entry of entries)
            check(entry, entries, limitOf(entry));
        for (const entry of entries)
            await extract(file, entry, { archive, to: (0,external_node_path_.join)(folder, entry.name), end: at });
        return '';
    }
    catch (error) {
        return `its archive cannot be used: ${(0,errors/* messageOf */.bD)(error)}`;
    }
    finally {
        await file.close();
    }
}
function check({ name, size, method }, all, largest) {
    const shown = JSON.stringify(name.slice(0, 100));
    if (largest === undefined)
        throw new Error(`it contains an unexpected file ${shown}`);
    if (all.filter(other => other.name === name).length > 1)
        throw new Error(`it contains ${shown} twice`);
    if (size > largest)
        throw new Error(`${shown} is ${size} bytes; at most ${largest} are allowed`);
    if (method !== STORED && method !== DEFLATED)
        throw new Error(`${shown} uses an unknown compression method`);
}
/** The files in the archive's final directory, and the directory's offset. */
async function directoryOf(file, size) {
    const tail = await read(file, Math.max(0, size - 65_557), Math.min(size, 65_557));
    let end = tail.length - 22;
    while (end >= 0 &&
        !(tail.readUInt32LE(end) === DIRECTORY.end && tail.readUInt16LE(end + 20) === tail.length - end - 22))
        end--;
    if (end < 0)
        throw new Error('it is not a zip archive');
    let [count, length, at] = [tail.readUInt16LE(end + 10), tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
    if (end >= 20 && tail.readUInt32LE(end - 20) === DIRECTORY.locator64) {
        const long = await read(file, numberAt(tail, end - 12), 56);
        if (long.readUInt32LE(0) !== DIRECTORY.end64)
            throw new Error('its directory is not where the archive says');
        [count, length, at] = [numberAt(long, 32), numberAt(long, 40), numberAt(long, 48)];
    }
    if (length > LARGEST_DIRECTORY)
        throw new Error(`it lists ${count} files, more than a part can have`);
    if (at + length > size)
        throw new Error('its directory is not where the archive says');
    const list = await read(file, at, length);
    const entries = [];
    for (let from = 0; from < list.length;) {
        if (list.readUInt32LE(from) !== DIRECTORY.entry)
            throw new Error('its directory is damaged');
        const next = from + 46 + [28, 30, 32].reduce((sum, field) => sum + list.readUInt16LE(from + field), 0);
        entries.push(entryOf(list.subarray(from, next)));
        from = next;
    }
    if (entries.length === 0)
        throw new Error('it is empty');
    return { entries, at };
}
function entryOf(bytes) {
    const nameEnd = 46 + bytes.readUInt16LE(28);
    const name = bytes.toString('utf8', 46, nameEnd);
    const kind = (bytes.readUInt32LE(38) >>> 16) & 0xf000;
    if (kind !== 0 && kind !== 0x8000)
        throw new Error(`${JSON.stringify(name.slice(0, 100))} is not a regular file`);
    if ((bytes.readUInt16LE(8) & 1) !== 0)
        throw new Error(`${JSON.stringify(name.slice(0, 100))} is encrypted`);
    const sizes = { size: bytes.readUInt32LE(24), packed: bytes.readUInt32LE(20), offset: bytes.readUInt32LE(42) };
    const long = longFields(bytes.subarray(nameEnd, nameEnd + bytes.readUInt16LE(30)));
    for (const key of ['size', 'packed', 'offset']) {
        if (sizes[key] === 0xffffffff)
            sizes[key] = long.shift() ?? sizes[key];
    }
    return { name, method: bytes.readUInt16LE(10), crc: bytes.readUInt32LE(16), ...sizes };
}
/** Numbers too large for 32 bits, in the order of the fields that they replace. */
function longFields(extra) {
    for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
        if (extra.readUInt16LE(at) !== 1)
            continue;
        const length = Math.min(extra.readUInt16LE(at + 2), extra.length - at - 4);
        return Array.from({ length: Math.floor(length / 8) }, (_, index) => numberAt(extra, at + 4 + index * 8));
    }
    return [];
}
/** Writes one file; fails once it exceeds its stated size. */
async function extract(file, entry, { archive, to, end }) {
    const { method, packed, size, offset, crc, name } = entry;
    const local = await read(file, offset, 30);
    if (local.readUInt32LE(0) !== DIRECTORY.local)
        throw new Error(`"${name}" is not where the archive says`);
    const start = offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
    if (start + packed > end)
        throw new Error(`"${name}" is not where the archive says`);
    let [seen, sum] = [0, 0];
    const counted = new external_node_stream_.Transform({
        transform(chunk, _, done) {
            seen += chunk.length;
            sum = (0,external_node_zlib_.crc32)(chunk, sum);
            done(seen > size ? new Error(`"${name}" is larger than the archive says`) : null, chunk);
        },
    });
    if (packed === 0)
        return (0,promises_.writeFile)(to, '', { flag: 'wx' });
    const source = (0,external_node_fs_.createReadStream)(archive, { start, end: start + packed - 1 });
    const target = (0,external_node_fs_.createWriteStream)(to, { flags: 'wx' });
    if (method === DEFLATED)
        await (0,external_node_stream_promises_.pipeline)(source, (0,external_node_zlib_.createInflateRaw)(), counted, target);
    else
        await (0,external_node_stream_promises_.pipeline)(source, counted, target);
    if (seen !== size || sum !== crc)
        throw new Error(`"${name}" is damaged`);
}
async function read(file, position, length) {
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await file.read(buffer, 0, length, position);
    if (bytesRead < length)
        throw new Error('it is truncated');
    return buffer;
}
/** A 64-bit number. An impossible size fails in the file system, or in a comparison. */
function numberAt(bytes, offset) {
    const value = bytes.readBigUInt64LE(offset);
    if (value > BigInt(Number.MAX_SAFE_INTEGER))
        throw new Error('it states an impossible size');
    return Number(value);
}

;// CONCATENATED MODULE: ./lib/parts/received.js










/** The permitted files of a part's artifact. Images are packed uncompressed: their layers are compressed. */
const FILES = { [parts_record/* RECORD_FILE */.lt]: () => parts_record/* LARGEST_RECORD */.ty, [parts_record/* IMAGE_FILE */.xA]: archive => archive };
/**
 * Fetches the parts that this run's jobs have handed over: the newest of each platform. A part of another commit,
 * repository, run or plan has problems.
 *
 * @param folder an empty one, for downloads
 * @param allowed the only parts that may be published
 * @returns the parts of each image, in order; [] for an image without parts, if another image has some
 * @throws ActionError ARTIFACT_FAILED; PARTS_INVALID if there are no parts at all
 */
async function receiveParts(wanted, context, { artifacts, folder, allowed }) {
    const all = await artifacts.list();
    const attempt = (0,identity/* attemptOf */.tx)(context.runAttempt);
    const named = wanted.map(({ image }) => candidates(all.filter(({ name }) => name.startsWith((0,identity/* prefixOf */.MT)(image))), attempt));
    if (named.every(own => own.length === 0))
        throw noParts(wanted, all);
    const fetched = await receive(named.flat(), { artifacts, folder });
    return wanted.map(({ image, platforms }, at) => {
        const legs = named[at].map((candidate) => {
            const { name, rank, problem } = candidate;
            const got = fetched.get(candidate) ?? problem;
            const ofName = (0,identity/* platformsInName */.Zb)(name, image, platforms);
            const leg = { name, rank, replaced: [] };
            if (typeof got === 'string')
                return { ...leg, platforms: ofName, received: undefined, problems: [got] };
            const { record } = got;
            const problems = problemsOfRecord(got, image, context, allowed);
            const own = (0,identity/* nameOfRecord */.Qq)(image, record) === name ? record.platforms : ofName;
            return { ...leg, platforms: own, received: got, problems };
        });
        return withoutReplaced(legs);
    });
}
function noParts(wanted, all) {
    const others = all.filter(({ name }) => name.startsWith('slipway-part-')).length;
    const names = wanted.map(({ image: { name, destinations } }) => name || (destinations[0]?.name ?? 'the image'));
    return new errors/* ActionError */.lZ('PARTS_INVALID', `no part of ${names.join(', ')} was handed over in this run`, {
        hint: others > 0
            ? `There are ${others} parts of other images: give \`part\` and \`merge\` the same \`images\`, \`registries\` and \`tags\`.`
            : 'Add the jobs that build with `part` to the `needs` of this job; they must have succeeded.',
    });
}
/**
 * Attempts of one part differ in the number at the end of their artifact's name; the highest counts. An attempt that has
 * not begun would always be the highest. Jobs of one attempt can't hand over the same part twice under one name, because
 * artifacts are immutable; but the planned time is in the name as well: whichever of two is listed first must not win.
 */
function candidates(found, current) {
    const read = found.map(({ id, name }) => ({ id, name, ...((0,identity/* readArtifactName */.Ep)(name) ?? { part: name, attempt: 0 }) }));
    const early = read.filter(({ attempt }) => attempt > current);
    const parts = Map.groupBy(read.filter(({ attempt }) => attempt <= current), ({ part }) => part);
    return [
        ...[...parts.values()].map((own) => {
            const rank = Math.max(...own.map(({ attempt }) => attempt));
            const newest = own.filter(({ attempt }) => attempt === rank);
            const name = newest.map(one => one.name).join(' and ');
            const problem = newest.length > 1 ? 'two jobs have handed over the same part; let one job build it, and re-run that' : '';
            return { name, id: newest[0].id, rank, problem };
        }),
        ...early.map(({ id, name, attempt }) => {
            const problem = `it is from attempt ${attempt}, and this is attempt ${current}; find the step that uploads it`;
            return { name, id, rank: 0, problem };
        }),
    ];
}
/**
 * The newest part of each platform counts, also if a later attempt built the platforms in other groups. Parts of the same
 * attempt don't replace each other.
 */
function withoutReplaced(legs) {
    return legs.flatMap(leg => {
        const later = legs.filter(({ rank }) => rank > leg.rank).flatMap(({ platforms }) => platforms);
        const isReplaced = (platform) => later.some(one => (0,oci_platforms/* samePlatform */.my)(one, platform));
        const platforms = leg.platforms.filter(platform => !isReplaced(platform));
        // One that claims a wrong attempt, or whose platforms are unknown, is not replaced.
        if (platforms.length === 0 && leg.platforms.length > 0 && leg.rank > 0)
            return [];
        return { ...leg, platforms, replaced: leg.platforms.filter(isReplaced) };
    });
}
/** The records of those without a problem, or what is wrong with their artifacts. */
async function receive(all, { artifacts, folder: home }) {
    const wanted = all.filter(({ problem }) => problem === '');
    if (wanted.length === 0)
        return new Map();
    const places = await Promise.all(wanted.map(async ({ id }) => {
        const [folder, packed] = [(0,external_node_path_.join)(home, `part-${id}`), (0,external_node_path_.join)(home, `part-${id}-packed`)];
        for (const each of [folder, packed])
            await (0,make_folder/* makeFolder */.f)(each);
        return { id, folder, packed };
    }));
    const archives = await artifacts.download(places.map(({ id, packed }) => ({ id, folder: packed })));
    const received = new Map();
    // Sequentially: of large images, only one is on disk twice.
    for (const [at, { folder, packed }] of places.entries()) {
        const candidate = wanted[at];
        const problem = await unpack(archives[at], folder, FILES);
        await (0,promises_.rm)(packed, { recursive: true });
        const record = problem === '' ? recordIn(folder) : `${problem}; ${REBUILD}`;
        received.set(candidate, typeof record === 'string' ? record : { record, name: candidate.name, folder });
    }
    return received;
}
const REBUILD = 're-run the job that builds it';
function recordIn(folder) {
    try {
        const record = (0,parts_record/* parseRecord */.Hh)((0,regular_file/* readText */.yR)((0,external_node_path_.join)(folder, parts_record/* RECORD_FILE */.lt), { largest: parts_record/* LARGEST_RECORD */.ty }));
        return typeof record === 'string' ? `${record}; ${REBUILD}` : record;
    }
    catch (error) {
        return `its ${parts_record/* RECORD_FILE */.lt} cannot be read: ${(0,errors/* messageOf */.bD)(error)}; ${REBUILD}`;
    }
}

;// CONCATENATED MODULE: ./lib/parts/parts-source.js








/** Parts that are read concurrently: manifests and a configuration each. */
const LANES = 16;
/**
 * The images merged from this run's parts, as existing images.
 *
 * @param allowed the only parts that may be used
 * @returns in order
 * @throws ActionError PARTS_INVALID with all problems of all parts; or why they are unavailable
 */
async function openParts(wanted, allowed, context, { artifacts, folder, connect, log }) {
    const received = await receiveParts(wanted, context, { artifacts, folder, allowed });
    const limit = (0,host_limit/* createLimit */.K)(LANES);
    const looked = await Promise.all(received.map(legs => Promise.all(legs.map(leg => limit(() => lookInto(leg, connect))))));
    const problems = wanted.flatMap(({ image, platforms }, at) => problemsOf(looked[at], platforms).map(problem => ofImage(image, problem)));
    const failures = looked.flat().flatMap(({ failure }) => failure ?? []);
    const unavailable = failures.filter(failure => !isBad(failure));
    if (problems.length > 0 && problems.length === unavailable.length)
        throw partsUnavailable(problems, unavailable);
    if (problems.length > 0)
        throw partsInvalid(problems);
    return wanted.map((one, at) => merged(one, looked[at].flatMap(({ part }) => part ?? []), log));
}
async function lookInto(leg, connect) {
    const { received, problems } = leg;
    if (received === undefined || problems.length > 0)
        return { leg, problems };
    try {
        const whole = await openPart(received, connect);
        const part = withoutPlatforms(whole, leg.replaced);
        // What is left must not speak of what is gone either.
        const wrong = [whole, part].map(problemsOfPart).find(list => list.length > 0);
        return wrong === undefined ? { leg, part, problems: [] } : { leg, problems: wrong };
    }
    catch (error) {
        if (!(error instanceof errors/* ActionError */.lZ) || error.code === 'CANCELLED')
            throw error;
        return { leg, problems: [error.message + (error.hint === undefined ? '' : `; ${error.hint}`)], failure: error };
    }
}
/** The problems of an image's legs, and then those of the whole. */
function problemsOf(legs, platforms) {
    const bad = legs.filter(({ part }) => part === undefined).map(({ leg }) => leg);
    return [
        ...legs.flatMap(({ leg, problems }) => problems.map(problem => `${leg.name}: ${problem}`)),
        ...problemsOfParts(legs.flatMap(({ part }) => part ?? []), platforms, bad),
    ];
}
/** One whole image. */
function merged({ image, platforms, annotations }, parts, log) {
    const content = mergeParts(parts, platforms, annotations);
    const size = parts.flatMap(({ blobs }) => blobs).reduce((sum, blob) => sum + blob.size, 0);
    log.info(`Merged ${parts.length} parts${(0,of_name/* ofName */.D)(image)} into ${content.root.digest}, ${(0,human_size/* humanSize */.X)(size)}`);
    return {
        digest: content.root.digest,
        platforms,
        size,
        referrers: Promise.resolve(0),
        stage: to => stageParts(parts, content, to),
        tested: parts.flatMap(({ received }) => received.record.tested),
        // It is from this run, which knows its version and commit.
        claims: async () => undefined,
        unpack: () => Promise.reject(new errors/* ActionError */.lZ('INTERNAL', 'the parts of an image are not loaded into an engine')),
    };
}


/***/ })

};
