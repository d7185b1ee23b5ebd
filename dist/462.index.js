export const id = 462;
export const ids = [462];
export const modules = {

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

/***/ 64462:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  writeLayout: () => (/* binding */ writeLayout)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/machine.js
var lib_machine = __webpack_require__(47870);
// EXTERNAL MODULE: ./lib/registry/reference.js
var registry_reference = __webpack_require__(9758);
// EXTERNAL MODULE: ./lib/retry.js
var retry = __webpack_require__(2165);
// EXTERNAL MODULE: ./lib/stages/distribute.js + 1 modules
var distribute = __webpack_require__(33525);
// EXTERNAL MODULE: ./lib/stages/fleet.js
var stages_fleet = __webpack_require__(25987);
// EXTERNAL MODULE: ./lib/layouts/place.js
var place = __webpack_require__(9648);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
;// CONCATENATED MODULE: ./lib/layouts/sinks.js


/** A folder that is to be made. */
async function folderSink(folder) {
    await (0,promises_.mkdir)((0,external_node_path_.join)(folder, 'blobs', 'sha256'), { recursive: true });
    return {
        async room(name) {
            await (0,promises_.mkdir)((0,external_node_path_.dirname)((0,external_node_path_.join)(folder, name)), { recursive: true });
            const file = await (0,promises_.open)((0,external_node_path_.join)(folder, name), 'w');
            return { file, at: 0, close: () => file.close() };
        },
        end: async () => { },
    };
}
const BLOCK = 512;
/**
 * A tar archive that is to be made. Sizes are known before the bytes come, so each file gets its place at once and they
 * are all written side by side, in no order and without a copy.
 */
async function tarSink(path) {
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
            await file.close();
        },
    };
}
/** A ustar header. Names of layouts are short, and nothing in it tells when or by whom it was made. */
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

// EXTERNAL MODULE: ./lib/registry/referrers.js
var registry_referrers = __webpack_require__(75455);
// EXTERNAL MODULE: ./lib/registry/verified.js
var verified = __webpack_require__(73531);
// EXTERNAL MODULE: ./lib/stages/young-garbage.js
var young_garbage = __webpack_require__(51229);
// EXTERNAL MODULE: ./lib/layouts/files.js
var files = __webpack_require__(42732);
;// CONCATENATED MODULE: ./lib/layouts/target.js





function layoutTarget(sink, label, again) {
    const blobs = new Map();
    const manifests = new Map();
    const tidy = (0,young_garbage/* collectEvery */.U)(8_000_000);
    const put = async (name, bytes) => {
        const { file, at, close } = await sink.room(name, bytes.length);
        try {
            await file.write(bytes, 0, bytes.length, at);
        }
        finally {
            await close();
        }
    };
    const receive = async (digest, size, stream) => {
        const { file, at, close } = await sink.room((0,files/* blobName */.P)(digest), size);
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
        return manifest && (0,registry_referrers/* descriptorOf */.nb)(manifest);
    };
    return {
        repository: {
            registry: 'layout',
            path: label,
            headBlob: async (digest) => blobs.get(digest),
            getBlob: async (digest) => {
                throw new errors/* ActionError */.lZ('REGISTRY', `the layout ${label} is not read while it is written (${digest})`);
            },
            mountBlob: async () => false,
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
                await put((0,files/* blobName */.P)(manifest.digest), manifest.bytes);
                manifests.set(manifest.digest, manifest);
            },
            referrers: async () => [],
            listTags: async () => [],
            checkPush: async () => { },
        },
        async finish(root, names) {
            const annotations = Object.keys(names).length > 0 && { annotations: names };
            const entry = { ...(0,registry_referrers/* descriptorOf */.nb)(root), ...annotations };
            const referrers = [...manifests.values()].filter(one => (0,registry_referrers/* subjectOf */.et)(one) !== undefined).map(registry_referrers/* descriptorOf */.nb);
            const index = {
                schemaVersion: 2,
                mediaType: 'application/vnd.oci.image.index.v1+json',
                manifests: [entry, ...referrers],
            };
            await put('oci-layout', Buffer.from('{"imageLayoutVersion":"1.0.0"}'));
            await put('index.json', Buffer.from(JSON.stringify(index)));
            await sink.end();
        },
    };
}

;// CONCATENATED MODULE: ./lib/layouts/write.js










/**
 * Writes the image as an OCI layout: the very image that is, or would be, published, by the way that it would go to a
 * registry. The layout appears when it is whole.
 *
 * @throws ActionError
 */
async function writeLayout(order, machine) {
    const { inputs, workspace, folder, name, stage } = order;
    const { log, signal } = machine;
    const path = (0,external_node_path_.resolve)(workspace, inputs.layout);
    const made = (0,place/* workshop */.GE)(folder, path);
    const sink = await ((0,place/* isArchive */.tc)(path) ? tarSink(made) : folderSink(made));
    const classify = (error) => (error instanceof errors/* ActionError */.lZ && error.code === 'VERIFY' ? 'settled' : {});
    const target = layoutTarget(sink, inputs.layout, attempt => (0,retry/* retry */.L5)(attempt, { policy: inputs.retry, ports: (0,lib_machine/* retryPorts */.N)(machine), signal, classify }));
    const fleet = (0,stages_fleet/* createFleet */.B3)([{ destination: destinationOf(inputs.layout), repository: target.repository }], log);
    const content = await stage(fleet, (0,distribute/* createDistributor */.E)(fleet));
    fleet.throwIfRequiredFailed('writing the layout');
    await target.finish(content.root, namesOf(name));
    await (0,place/* moveTo */.tw)(path, made, inputs.layout);
    log.info(`The image ${content.root.digest} is in ${inputs.layout}: \`source: oci:${inputs.layout}\` publishes it`);
    return content;
}
function destinationOf(layout) {
    const decision = { push: true, reason: '`layout` is given' };
    return { registry: 'layout', path: layout, name: layout, tags: [], optional: false, decision };
}
/** @see https://github.com/opencontainers/image-spec/blob/v1.1.0/annotations.md; the second one is containerd's */
function namesOf(reference) {
    if (reference === undefined)
        return {};
    const { name, tag } = (0,registry_reference/* parseReference */.F2)(reference);
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
