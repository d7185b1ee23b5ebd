export const id = 993;
export const ids = [993];
export const modules = {

/***/ 20330:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ checkCreatable)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _errno_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69706);



/**
 * Checks that this user may create a file at a path, or the missing folders above it, and creates nothing: a run should
 * not end with what cannot be written after it has published. A full disk is not noticed.
 *
 * @throws Error (its message a clause) naming the folder
 */
function checkCreatable(path) {
    let folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(path));
    try {
        while ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(folder, { throwIfNoEntry: false }) === undefined)
            folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder);
        if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(folder).isDirectory())
            throw new Error('it is not a folder');
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.accessSync)(folder, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.W_OK | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK);
    }
    catch (cause) {
        throw new Error(`${folder}: ${(0,_errno_js__WEBPACK_IMPORTED_MODULE_2__/* .reasonOf */ .A)(cause)}`, { cause });
    }
}


/***/ }),

/***/ 65019:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ refuseOtherForms),
/* harmony export */   t: () => (/* binding */ refusePacked)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);

/** Compressed and packed formats by their first bytes. */
const PACKED = [
    ['1f8b', 'a gzip-compressed archive (.tar.gz)', 'gunzip'],
    ['504b0304', 'a zip archive', 'unzip'],
    ['28b52ffd', 'a zstd-compressed archive', 'unzstd'],
    ['fd377a585a00', 'an xz-compressed archive', 'unxz'],
    ['425a68', 'a bzip2-compressed archive', 'bunzip2'],
];
/** @throws ActionError LAYOUT_INVALID for a compressed archive or another kind of archive */
async function refusePacked(file, label) {
    const { buffer } = await file.read(Buffer.alloc(6), 0, 6, 0);
    const start = buffer.toString('hex');
    const [, what, command] = PACKED.find(([magic]) => start.startsWith(magic)) ?? [];
    if (what === undefined)
        return;
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('LAYOUT_INVALID', `${label} is ${what}: unpack it first (\`${command}\`)`, {
        hint: 'It must be an OCI layout: a folder, or a plain tar archive of one.',
    });
}
/** Formats with a `manifest.json` instead of an index: archives for `docker load`, and skopeo's `dir:`. */
function refuseOtherForms(names, label) {
    if (names.has('index.json') || !names.has('manifest.json'))
        return;
    if (names.has('version')) {
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('LAYOUT_INVALID', `${label} is a folder of skopeo's \`dir:\`, not an OCI layout`, {
            hint: 'Convert it: `skopeo copy dir:image oci:image-layout`, then `source: oci:image-layout`.',
        });
    }
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('LAYOUT_INVALID', `${label} is a docker-archive (as kaniko, apko, bazel or \`docker save\` of Docker 24 and older write it), not an OCI layout`, {
        hint: 'Convert it: `skopeo copy docker-archive:image.tar oci:image`, then `source: oci:image`.',
    });
}


/***/ }),

/***/ 9648:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   jK: () => (/* binding */ draftPath),
/* harmony export */   tc: () => (/* binding */ isArchive),
/* harmony export */   tw: () => (/* binding */ moveTo),
/* harmony export */   uD: () => (/* binding */ checkPlace)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _host_errno_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(69706);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(79547);
/* harmony import */ var _host_files_check_creatable_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(20330);
/* harmony import */ var _host_files_make_folder_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6351);
/* harmony import */ var _tar_index_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(75885);







/** The parts of a layout; docker adds `manifest.json` to an archive. */
const PARTS = new Set(['oci-layout', 'index.json', 'blobs', 'manifest.json', 'repositories']);
/** Whether the input `layout` names an archive, not a folder. */
function isArchive(path) {
    return path.endsWith('.tar');
}
/**
 * Checks that this user may write there, and that nothing of value would be overwritten: only an empty folder or file,
 * or an older layout.
 *
 * @param text the input as written
 * @throws ActionError INPUT_INVALID
 */
async function checkPlace(path, text) {
    try {
        (0,_host_files_check_creatable_js__WEBPACK_IMPORTED_MODULE_3__/* .checkCreatable */ .E)(path);
    }
    catch (cause) {
        throw unwritable(text, cause);
    }
    const stats = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)(path).catch(() => undefined);
    if (stats === undefined)
        return;
    if (stats.isSymbolicLink())
        refuse(text, 'already exists and is a symbolic link');
    if (isArchive(path)) {
        if (!stats.isFile())
            refuse(text, 'already exists and is not a file');
        if (stats.size > 0)
            checkParts(await namesInArchive(path, text), ['oci-layout', 'index.json'], text);
        return;
    }
    if (!stats.isDirectory())
        refuse(text, 'already exists and is not a folder');
    const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(path);
    if (names.length > 0)
        checkParts(names, ['oci-layout'], text);
}
function checkParts(names, needed, text) {
    const foreign = names.filter(name => !PARTS.has(name));
    if (foreign.length === 0 && needed.every(name => names.includes(name)))
        return;
    const held = (foreign.length > 0 ? foreign : names).slice(0, 3).join(', ') || 'nothing';
    refuse(text, `already exists and is not (only) an OCI layout: it contains ${held}`);
}
/** The top-level files and folders of an existing archive. */
async function namesInArchive(path, text) {
    try {
        const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.open)(path, 'r');
        try {
            const names = [...(await (0,_tar_index_js__WEBPACK_IMPORTED_MODULE_5__/* .indexTar */ .O)(file, 'it')).keys()];
            return [...new Set(names.map(name => name.split('/', 1)[0]))];
        }
        finally {
            await file.close();
        }
    }
    catch (error) {
        return refuse(text, `already exists and is not an OCI layout: ${(0,_host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`);
    }
}
/**
 * Moves a complete layout to its destination, replacing an older one. From another file system it is first copied next
 * to the destination, and an older one is set aside before it is removed: at any time there is a complete layout or
 * none.
 */
async function moveTo(path, made, text) {
    await checkPlace(path, text);
    const [beside, older] = [`${path}.slipway-part`, `${path}.slipway-old`];
    const clear = () => Promise.all([beside, older].map(left => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(left, { recursive: true, force: true })));
    try {
        await (0,_host_files_make_folder_js__WEBPACK_IMPORTED_MODULE_4__/* .makeFolder */ .f)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path));
        // Left by a run that was killed.
        await clear();
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rename)(made, beside).catch(async (error) => {
            if (error.code !== 'EXDEV')
                throw error;
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.cp)(made, beside, { recursive: true });
        });
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rename)(path, older).catch((error) => {
            if (error.code !== 'ENOENT')
                throw error;
        });
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rename)(beside, path).catch(async (error) => {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rename)(older, path).catch(() => { });
            throw error;
        });
        await clear();
    }
    catch (cause) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(beside, { recursive: true, force: true }).catch(() => { });
        throw unwritable(text, cause);
    }
}
function unwritable(text, cause) {
    return new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('INPUT_INVALID', `layout: ${text} cannot be written: ${(0,_host_errno_js__WEBPACK_IMPORTED_MODULE_6__/* .reasonOf */ .A)(cause)}`, {
        cause,
        hint: 'Give a path in the workspace that this user may write to, and check that the disk has room.',
    });
}
/** Where it is written: in the run's folder, which nobody mistakes for a layout and which is removed with the job. */
function draftPath(folder, path) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, isArchive(path) ? 'layout-out.tar' : 'layout-out');
}
function refuse(text, problem) {
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('INPUT_INVALID', `layout ${problem} (${text})`, {
        hint: 'Give another path, or remove what is there: only an older layout is replaced.',
    });
}


/***/ }),

/***/ 75885:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ indexTar)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64212);
/* harmony import */ var _other_forms_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(65019);



const BLOCK = 512;
/** More than any image has. */
const MOST_ENTRIES = 100_000;
/** A long name or a pax header. Bytes. */
const LONGEST_HEADER = 1 << 20;
const LINKS = { '1': 'a hard link', '2': 'a symbolic link' };
/**
 * Finds the files of a tar archive without unpacking: nothing in the archive becomes a path on this machine. Anything
 * that an OCI layout never has (links, devices, names that lead outside, duplicates) is rejected.
 *
 * @throws ActionError LAYOUT_INVALID
 * @see https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html (ustar, pax), and GNU's long names
 */
async function indexTar(file, label) {
    const { size } = await file.stat();
    const files = new Map();
    let at = 0;
    let count = 0;
    let special = {};
    /** Reported at the end: an archive with links may be of another kind, which is the more useful message. */
    let link;
    await (0,_other_forms_js__WEBPACK_IMPORTED_MODULE_1__/* .refusePacked */ .t)(file, label);
    while (at + BLOCK <= size) {
        const header = await readAt(file, at, BLOCK, label);
        if (header.every(byte => byte === 0)) {
            (0,_other_forms_js__WEBPACK_IMPORTED_MODULE_1__/* .refuseOtherForms */ .q)(files, label);
            return link === undefined ? files : refuse(label, link);
        }
        checkHeader(header, label);
        if (++count > MOST_ENTRIES)
            refuse(label, `has more than ${MOST_ENTRIES} entries`);
        const type = String.fromCharCode(header[156]);
        const start = at + BLOCK;
        const length = special.size ?? numberIn(header, 124, 12, label);
        if (start + length > size)
            refuse(label, 'is truncated: it ends in the middle of a file');
        at = start + Math.ceil(length / BLOCK) * BLOCK;
        if (type === 'x' || type === 'L') {
            if (length > LONGEST_HEADER)
                refuse(label, 'has a header of more than a megabyte');
            const text = await readAt(file, start, length, label);
            special = { ...special, ...(type === 'x' ? paxOf(text) : { name: textIn(text, 0, text.length) }) };
            continue;
        }
        if (type === 'g')
            continue;
        const name = safeName(special.name ?? nameIn(header), label);
        special = {};
        if (type === '5')
            continue;
        if (type !== '0' && type !== '\0') {
            link ??= `has ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(name)}, which is ${LINKS[type] ?? 'a device'}, not a file`;
            continue;
        }
        if (files.has(name))
            refuse(label, `has ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(name)} twice`);
        files.set(name, { start, length });
    }
    return refuse(label, 'is not a tar archive, or is truncated');
}
async function readAt(file, at, length, label) {
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await file.read(buffer, 0, length, at);
    return bytesRead === length ? buffer : refuse(label, 'is truncated');
}
/** The sum of all bytes, with the checksum field as spaces. */
function checkHeader(header, label) {
    const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 0x20 : byte), 0);
    if (numberIn(header, 148, 8, label) === sum)
        return;
    refuse(label, 'is not a tar archive, or is corrupt');
}
/** Octal digits, or (GNU) big-endian after a byte of 0x80. */
function numberIn(header, start, length, label) {
    if (header[start] === 0x80)
        return Number(BigInt(`0x${header.subarray(start + 1, start + length).toString('hex')}`));
    const text = textIn(header, start, length).trim();
    if (!/^[0-7]*$/.test(text))
        refuse(label, 'is not a tar archive, or is corrupt');
    return text === '' ? 0 : Number.parseInt(text, 8);
}
function nameIn(header) {
    const name = textIn(header, 0, 100);
    const prefix = textIn(header, 257, 6) === 'ustar' && header[262] === 0 ? textIn(header, 345, 155) : '';
    return prefix === '' ? name : `${prefix}/${name}`;
}
/** Up to the first zero byte. */
function textIn(bytes, start, length) {
    const part = bytes.subarray(start, start + length);
    const end = part.indexOf(0);
    return part.toString('utf8', 0, end < 0 ? part.length : end);
}
/** `LENGTH key=value\n`, repeated. */
function paxOf(bytes) {
    const special = {};
    for (let at = 0; at < bytes.length;) {
        const length = Number.parseInt(bytes.toString('latin1', at, at + 10), 10);
        if (!(length > 0))
            break;
        const record = bytes.toString('utf8', at, at + length - 1);
        const [, key, value = ''] = /^\d+ ([^=]*)=(.*)$/s.exec(record) ?? [];
        if (key === 'path')
            special.name = value;
        if (key === 'size' && /^\d+$/.test(value))
            special.size = Number(value);
        at += length;
    }
    return special;
}
function safeName(text, label) {
    const parts = text.split('/').filter(part => part !== '' && part !== '.');
    if (text.startsWith('/') || parts.includes('..'))
        refuse(label, `has ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(text)}, which points outside it`);
    return parts.join('/');
}
function refuse(label, problem) {
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('LAYOUT_INVALID', `${label} ${problem}`, {
        hint: 'It must be an OCI layout, a folder or a plain tar archive of one, such as the input `layout` writes.',
    });
}


/***/ }),

/***/ 90993:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  writeLayout: () => (/* binding */ writeLayout)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/machine.js
var host_machine = __webpack_require__(29491);
// EXTERNAL MODULE: ./lib/host/retry.js
var retry = __webpack_require__(67460);
// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/staging/distribute.js + 4 modules
var distribute = __webpack_require__(51136);
// EXTERNAL MODULE: ./lib/staging/fleet.js + 1 modules
var staging_fleet = __webpack_require__(69756);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./lib/host/files/make-folder.js
var make_folder = __webpack_require__(6351);
;// CONCATENATED MODULE: ./lib/layouts/new-files.js



/** A folder to create. */
async function filesInFolder(folder) {
    await (0,make_folder/* makeFolder */.f)((0,external_node_path_.join)(folder, 'blobs', 'sha256'));
    return {
        async room(name) {
            await (0,make_folder/* makeFolder */.f)((0,external_node_path_.dirname)((0,external_node_path_.join)(folder, name)));
            const file = await (0,promises_.open)((0,external_node_path_.join)(folder, name), 'w');
            return { file, at: 0, close: () => file.close() };
        },
        end: async () => { },
        close: async () => { },
    };
}
const BLOCK = 512;
/**
 * A tar archive to create. Sizes are known in advance, so each file gets its position at once and all are written
 * concurrently, in any order and without a copy.
 */
async function filesInTar(path) {
    const file = await (0,promises_.open)(path, 'w');
    const places = new Map();
    let end = 0;
    return {
        async room(name, size) {
            const known = places.get(name);
            const at = known ?? end + BLOCK;
            if (known === undefined) {
                places.set(name, at);
                end = at + Math.ceil(size / BLOCK) * BLOCK;
                await file.write(tarHeader(name, size), 0, BLOCK, at - BLOCK);
            }
            return { file, at, close: async () => { } };
        },
        async end() {
            // Two empty blocks; padding between files is a hole, which reads as zeros.
            await file.truncate(end + 2 * BLOCK);
        },
        close: () => file.close(),
    };
}
/** A ustar header. Names in layouts are short, and times and owners are omitted. */
function tarHeader(name, size) {
    const header = Buffer.alloc(BLOCK);
    header.write(name, 0, 100, 'utf8');
    header.write('0000644\0', 100, 'latin1');
    header.write('0000000\0', 108, 'latin1');
    header.write('0000000\0', 116, 'latin1');
    writeSize(header, size);
    header.write('00000000000\0', 136, 'latin1');
    header.write('        0ustar\x0000', 148, 'latin1');
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
    return header;
}
/** Octal up to 8 GiB, then (GNU) binary, which every tar reads. */
function writeSize(header, size) {
    const octal = size.toString(8).padStart(11, '0');
    if (octal.length === 11)
        return void header.write(`${octal}\0`, 124, 'latin1');
    header[124] = 0x80;
    header.writeBigUInt64BE(BigInt(size), 128);
}

// EXTERNAL MODULE: ./lib/layouts/place.js
var place = __webpack_require__(9648);
// EXTERNAL MODULE: ./lib/host/young-garbage.js
var young_garbage = __webpack_require__(20848);
// EXTERNAL MODULE: ./lib/oci/layout.js
var layout = __webpack_require__(78859);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var manifest = __webpack_require__(44360);
// EXTERNAL MODULE: ./lib/oci/referrer.js
var referrer = __webpack_require__(73530);
// EXTERNAL MODULE: ./lib/registry/verified.js
var verified = __webpack_require__(73531);
;// CONCATENATED MODULE: ./lib/layouts/target.js





function layoutTarget(files, label, again) {
    const blobs = new Map();
    const manifests = new Map();
    const tidy = (0,young_garbage/* collectEvery */.U)(8_000_000);
    const put = async (name, bytes) => {
        const { file, at, close } = await files.room(name, bytes.length);
        try {
            await file.write(bytes, 0, bytes.length, at);
        }
        finally {
            await close();
        }
    };
    const receive = async (digest, size, stream) => {
        const { file, at, close } = await files.room((0,layout/* blobName */.P)(digest), size);
        const check = (0,verified/* checkOf */.EG)(digest, 'what was to go into the layout');
        let written = 0;
        try {
            for await (const chunk of stream) {
                if (written + chunk.length > size)
                    throw new Error(`${digest} has more than its ${size} bytes`);
                check(chunk);
                await file.write(chunk, 0, chunk.length, at + written);
                written += chunk.length;
                tidy(chunk.length);
            }
            if (written < size)
                throw new Error(`${digest} ended after ${written} of ${size} bytes`);
            check(undefined);
        }
        finally {
            await close();
        }
    };
    const held = (digest) => {
        const manifest = manifests.get(digest);
        return manifest && (0,referrer/* descriptorOf */.nb)(manifest);
    };
    return {
        repository: {
            registry: 'layout',
            path: label,
            headBlob: async (digest) => blobs.get(digest),
            async uploadBlob({ digest, size }, source) {
                const attempt = async () => receive(digest, size, await source.open());
                await (source.replayable ? again(attempt) : attempt());
                blobs.set(digest, size);
            },
            headManifest: async (reference) => held(reference),
            getManifest: async (reference) => manifests.get(reference),
            async putManifest(manifest) {
                if (manifests.has(manifest.digest))
                    return;
                await put((0,layout/* blobName */.P)(manifest.digest), manifest.bytes);
                manifests.set(manifest.digest, manifest);
            },
            referrers: async (digest) => [...manifests.values()].filter(one => (0,referrer/* subjectOf */.et)(one) === digest).map(referrer/* descriptorOf */.nb),
        },
        async finish(root, names) {
            const annotations = Object.keys(names).length > 0 && { annotations: names };
            const entry = { ...(0,referrer/* descriptorOf */.nb)(root), ...annotations };
            const referrers = [...manifests.values()].filter(one => (0,referrer/* subjectOf */.et)(one) !== undefined).map(referrer/* descriptorOf */.nb);
            const index = {
                schemaVersion: 2,
                mediaType: manifest/* OCI_INDEX */.$p,
                manifests: [entry, ...referrers],
            };
            await put('oci-layout', Buffer.from('{"imageLayoutVersion":"1.0.0"}'));
            await put('index.json', Buffer.from(JSON.stringify(index)));
            await files.end();
        },
    };
}

;// CONCATENATED MODULE: ./lib/layouts/write.js










/**
 * Writes the image as an OCI layout: exactly the image that is, or would be, published. The layout appears when it is
 * complete.
 *
 * @throws ActionError
 */
async function writeLayout(order, machine) {
    const { inputs, workspace, folder, name, stage } = order;
    const { log, signal } = machine;
    const path = (0,external_node_path_.resolve)(workspace, inputs.layout);
    const made = (0,place/* draftPath */.jK)(folder, path);
    const files = await ((0,place/* isArchive */.tc)(path) ? filesInTar(made) : filesInFolder(made));
    const classify = (error) => error instanceof errors/* ActionError */.lZ && error.code === 'DIGEST_MISMATCH' ? 'settled' : {};
    const target = layoutTarget(files, inputs.layout, attempt => (0,retry/* retry */.L5)(attempt, { policy: inputs.retry, ports: (0,host_machine/* retryPorts */.N)(machine), signal, classify }));
    const fleet = (0,staging_fleet/* createFleet */.B3)([{ destination: destinationOf(inputs.layout), repository: target.repository }], log);
    const writing = async () => {
        const [staged] = await Promise.allSettled([stage((0,distribute/* createDistributor */.E)(fleet))]);
        // Why the layout could not be written matters more than that nothing else is left to write to.
        (0,staging_fleet/* throwIfRequiredFailed */.At)([fleet], 'writing the layout');
        if (staged.status === 'rejected')
            throw staged.reason;
        await target.finish(staged.value.root, namesOf(name));
        return staged.value;
    };
    const content = await writing().finally(files.close);
    await (0,place/* moveTo */.tw)(path, made, inputs.layout);
    log.info(`Wrote the image ${content.root.digest} to ${inputs.layout}; \`source: oci:${inputs.layout}\` publishes it`);
    return content;
}
function destinationOf(layout) {
    const decision = { push: true, reason: '`layout` is set' };
    return { registry: 'layout', path: layout, name: layout, tags: [], optional: false, decision };
}
/** @see https://github.com/opencontainers/image-spec/blob/v1.1.0/annotations.md; the second one is containerd's */
function namesOf(reference) {
    if (reference === undefined)
        return {};
    const { name, tag } = (0,oci_reference/* parseReference */.F2)(reference);
    if (tag === undefined)
        return {};
    const full = `${name.registry}/${name.path}:${tag}`;
    return { 'io.containerd.image.name': full, 'org.opencontainers.image.ref.name': tag };
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
