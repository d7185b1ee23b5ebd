export const id = 993;
export const ids = [993];
export const modules = {

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
    const receive = async (digest, size, open) => {
        const { file, at, close } = await files.room((0,layout/* blobName */.P)(digest), size);
        const check = (0,verified/* checkOf */.EG)(digest, 'what was to go into the layout');
        let written = 0;
        try {
            // Opened last: if it fails while nobody listens, its error ends the process.
            const stream = await open();
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
                const attempt = () => receive(digest, size, () => source.open());
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
