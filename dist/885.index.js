export const id = 885;
export const ids = [885];
export const modules = {

/***/ 20848:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ collectEvery)
/* harmony export */ });
/* harmony import */ var node_v8__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(78877);
/* harmony import */ var node_vm__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(30714);


/**
 * Collects the young generation each time `every` bytes have passed. Each chunk that Node reads from a socket is a
 * buffer outside the heap; V8 sees only a small object and lets them pile up: 160–180 MB resident for a streamed
 * gigabyte, instead of 110. A collection takes about a millisecond.
 *
 * @returns to be called with the number of bytes of each chunk
 */
function collectEvery(every, collect = exposed) {
    let passed = 0;
    let run;
    return bytes => {
        passed += bytes;
        if (passed < every)
            return;
        passed = 0;
        run ??= collect();
        run({ type: 'minor' });
    };
}
/** V8's `gc` without the command line flag, which an action cannot pass: a new context has it once the flag is set. */
function exposed() {
    (0,node_v8__WEBPACK_IMPORTED_MODULE_0__.setFlagsFromString)('--expose-gc');
    return (0,node_vm__WEBPACK_IMPORTED_MODULE_1__.runInNewContext)('gc');
}


/***/ }),

/***/ 86146:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Mp: () => (/* binding */ toPush),
/* harmony export */   Sk: () => (/* binding */ parseScope),
/* harmony export */   Xu: () => (/* binding */ pushScope),
/* harmony export */   gk: () => (/* binding */ formatScope),
/* harmony export */   hU: () => (/* binding */ covers),
/* harmony export */   iH: () => (/* binding */ pullScope)
/* harmony export */ });
function pullScope(path) {
    return [`repository:${path}:pull`];
}
function pushScope(path) {
    return [`repository:${path}:pull`, `repository:${path}:push`];
}
/** The same scope with push in addition to pull; other repositories' scopes stay. */
function toPush(scope) {
    const [first, ...others] = scope;
    if (first === undefined || !first.endsWith(':pull') || others.length > 0)
        return scope;
    return [first, first.replace(/:pull$/, ':push')];
}
/** Splits a scope as servers write it, `repository:a:pull,push repository:b:pull`, into single actions. */
function parseScope(text) {
    return text.split(' ').flatMap(part => {
        const colon = part.lastIndexOf(':');
        if (colon < 0)
            return [];
        return part
            .slice(colon + 1)
            .split(',')
            .map(action => `${part.slice(0, colon)}:${action}`);
    });
}
/** As token servers expect it: one text per resource, with all its actions. */
function formatScope(scope) {
    const byResource = new Map();
    for (const one of new Set(scope)) {
        const colon = one.lastIndexOf(':');
        const resource = one.slice(0, colon);
        byResource.set(resource, [...(byResource.get(resource) ?? []), one.slice(colon + 1)]);
    }
    return [...byResource].map(([resource, actions]) => `${resource}:${actions.sort().join(',')}`);
}
/** Whether `all` includes `some`. */
function covers(all, some) {
    return some.every(one => all.includes(one));
}


/***/ }),

/***/ 29535:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SX: () => (/* binding */ REFUSED_HEAD),
/* harmony export */   T9: () => (/* binding */ isHeadRefused),
/* harmony export */   Uz: () => (/* binding */ headBlob),
/* harmony export */   h0: () => (/* binding */ short),
/* harmony export */   qW: () => (/* binding */ getBlob),
/* harmony export */   vx: () => (/* binding */ headBlobOnce)
/* harmony export */ });
/* harmony import */ var _auth_scope_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(86146);
/* harmony import */ var _errors_answered_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(93424);


/** The size of a blob in bytes; undefined if it is missing (distribution-spec, "Checking if content exists"). */
function headBlob(api, path, digest) {
    return api.retry(() => headBlobOnce(api, path, digest));
}
/** The same in one attempt, for loops that retry as a whole. */
async function headBlobOnce(api, path, digest) {
    const answer = await api.once(headRequest(path, digest));
    return isHeadRefused(answer.status) ? askByGet(api, path, digest) : sizeOf(answer);
}
/**
 * Whether to try GET after a refused HEAD: some registries and proxies do not support or allow HEAD, and storages
 * accept only the method that a link was signed for.
 */
function isHeadRefused(status) {
    return REFUSED_HEAD.includes(status);
}
/** Answers to a HEAD that say nothing about the blob. */
const REFUSED_HEAD = [400, 401, 403, 405, 501];
/** The same by a GET of the first byte; a longer answer is not read. */
async function askByGet(api, path, digest) {
    const headers = { range: 'bytes=0-0' };
    const request = { ...headRequest(path, digest), method: 'GET', ok: [200, 206, 404, 416], headers };
    const answer = await api.openOnce(request);
    if (answer.status === 200)
        answer.body.destroy();
    else
        answer.body.resume();
    return sizeOf(answer);
}
/** The blob's bytes, following redirects. */
async function getBlob(api, path, digest, signal) {
    const what = `reading blob ${short(digest)}`;
    const target = `/v2/${path}/blobs/${digest}`;
    return (await api.open({ method: 'GET', target, path, what, scope: (0,_auth_scope_js__WEBPACK_IMPORTED_MODULE_0__/* .pullScope */ .iH)(path), ok: [200], signal })).body;
}
/** A digest shortened for messages. */
function short(digest) {
    return digest.slice(0, 'sha256:'.length + 12);
}
function headRequest(path, digest) {
    const what = `looking for blob ${short(digest)}`;
    const target = `/v2/${path}/blobs/${digest}`;
    return { method: 'HEAD', target, path, what, scope: (0,_auth_scope_js__WEBPACK_IMPORTED_MODULE_0__/* .pullScope */ .iH)(path), ok: [200, 404, ...REFUSED_HEAD] };
}
// A missing length does not mean a missing blob: the specification only recommends the header. NaN equals no expected
// size.
function sizeOf({ status, headers }) {
    if (status === 404)
        return undefined;
    // Of a range, or of an unsatisfiable one because the blob is empty (RFC 9110 §14.4).
    if (status === 206 || status === 416)
        return Number(/\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1] ?? Number.NaN);
    const isEncoded = (0,_errors_answered_js__WEBPACK_IMPORTED_MODULE_1__/* .encodingOf */ .P$)({ headers }) !== undefined;
    return isEncoded ? Number.NaN : Number(headers['content-length'] ?? Number.NaN);
}


/***/ }),

/***/ 93424:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FD: () => (/* binding */ plainBody),
/* harmony export */   NU: () => (/* binding */ encodingOfStream),
/* harmony export */   P$: () => (/* binding */ encodingOf)
/* harmony export */ });
/* harmony import */ var _http_body_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(66150);

/** The content encoding (`gzip`, say) that a proxy added although none was requested; undefined for plain bytes. */
function encodingOf({ headers }) {
    const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
    return encoding === '' || encoding === 'identity' ? undefined : encoding;
}
/** The same for a blob being read. */
function encodingOfStream(stream) {
    return 'headers' in stream ? encodingOf(stream) : undefined;
}
/** A small body, decompressed if a proxy compressed it. */
async function plainBody(answer, max) {
    const bytes = await (0,_http_body_js__WEBPACK_IMPORTED_MODULE_0__/* .readBody */ .x)(answer.body, max);
    // The magic number of gzip (RFC 1952): JSON never begins with it.
    const isGzip = encodingOf(answer) !== undefined && bytes[0] === 0x1f && bytes[1] === 0x8b;
    return isGzip ? process.getBuiltinModule('node:zlib').gunzipSync(bytes, { maxOutputLength: max }) : bytes;
}


/***/ }),

/***/ 36731:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HT: () => (/* binding */ putBlob),
/* harmony export */   J0: () => (/* binding */ startSession),
/* harmony export */   MC: () => (/* binding */ sessionOf),
/* harmony export */   ce: () => (/* binding */ SMALL_BLOB),
/* harmony export */   tk: () => (/* binding */ uploadRequest),
/* harmony export */   z4: () => (/* binding */ discardSession)
/* harmony export */ });
/* harmony import */ var _http_redirect_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24634);
/* harmony import */ var _auth_scope_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(86146);
/* harmony import */ var _blobs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(29535);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86795);




/**
 * Covers most configurations and attestations, in bytes. Small blobs do not queue behind layers, and a tee buffers them
 * whole, so that none waits for another registry either.
 */
const SMALL_BLOB = 32 * 1024;
/** The specification requires 202; another success with a Location means the same. */
const STARTED = [202, 200, 201, 204];
const STORED = [201, 204, 200, 202];
/** The first half of an upload: the address for the bytes. One attempt. */
async function startSession(api, path, what) {
    const request = { ...uploadRequest(path), what, scope: (0,_auth_scope_js__WEBPACK_IMPORTED_MODULE_2__/* .pushScope */ .Xu)(path), ok: STARTED };
    return sessionOf(api, request, await api.once(request));
}
/** The request that starts an upload or, with a query, a mount. */
function uploadRequest(path) {
    return { method: 'POST', target: `/v2/${path}/blobs/uploads/`, path, headers: { 'content-length': '0' } };
}
/** The second half: all bytes in one PUT, and the registry's confirmation. One attempt. */
async function putBlob(api, path, session, { digest, size, body, final }) {
    const what = `uploading blob ${(0,_blobs_js__WEBPACK_IMPORTED_MODULE_3__/* .short */ .h0)(digest)}`;
    const headers = { 'content-type': 'application/octet-stream' };
    // Registries hash and move the blob after the last byte, before they answer: one more second per 50 MB.
    const idle = api.idle + size / 50_000;
    const target = withDigest(session, digest);
    const upload = size > SMALL_BLOB ? 'large' : 'small';
    const request = { method: 'PUT', target, path, what, headers, idle, body, final, upload };
    const answer = await api.once({ ...request, scope: (0,_auth_scope_js__WEBPACK_IMPORTED_MODULE_2__/* .pushScope */ .Xu)(path), ok: STORED });
    const stated = answer.headers['docker-content-digest'];
    if (stated !== undefined && stated !== digest)
        throw (0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .protocolError */ .JW)(api.doing(request), 'it reports another digest than the one sent');
    if (answer.status === 201 || answer.status === 204)
        return;
    if ((await (0,_blobs_js__WEBPACK_IMPORTED_MODULE_3__/* .headBlobOnce */ .vx)(api, path, digest)) === undefined)
        throw (0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .protocolError */ .JW)(api.doing(request), `it answered ${answer.status}, but does not have it`);
}
/** Cancels an unneeded upload. Best effort: with token authentication the permission may be missing. */
async function discardSession(api, path, session) {
    const request = { method: 'DELETE', target: session, path, what: 'cancelling an upload', final: true };
    // Nobody awaits it, so it must not delay the end of the run.
    const idle = Math.min(api.idle, 5_000);
    try {
        await api.once({ ...request, idle, scope: (0,_auth_scope_js__WEBPACK_IMPORTED_MODULE_2__/* .pushScope */ .Xu)(path), ok: [200, 202, 204] });
    }
    catch {
        // The registry expires it eventually.
    }
}
/** The address at which an upload continues. */
function sessionOf(api, request, { headers, url }) {
    try {
        if (headers.location !== undefined)
            return (0,_http_redirect_js__WEBPACK_IMPORTED_MODULE_0__/* .resolveLocation */ .KC)(headers.location, url, api.insecure);
    }
    catch {
        // As good as none.
    }
    throw (0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .protocolError */ .JW)(api.doing(request), 'the answer has no usable Location');
}
/** The Location with `digest` added; the rest of its query must stay unchanged (distribution-spec). */
function withDigest(session, digest) {
    const url = new URL(session);
    if (url.searchParams.get('digest') === digest)
        return url;
    const kept = url.search.slice(1).split('&');
    const others = kept.filter(part => part !== '' && !part.startsWith('digest='));
    url.search = `?${[...others, `digest=${encodeURIComponent(digest)}`].join('&')}`;
    return url;
}


/***/ }),

/***/ 50885:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  E: () => (/* binding */ createDistributor)
});

// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var oci_manifest = __webpack_require__(44360);
// EXTERNAL MODULE: ./lib/registry/errors/errors.js + 4 modules
var errors_errors = __webpack_require__(86795);
;// CONCATENATED MODULE: ./lib/staging/claims.js



function createClaims() {
    const claimed = new Map();
    const doubted = new Map();
    const add = (to, target, digest) => void to.set(target, (to.get(target) ?? new Set()).add(digest));
    const sent = new Map();
    const has = (set, target, digest) => set.get(target)?.has(digest) === true;
    return {
        note: (target, digest) => add(claimed, target, digest),
        doubt: (target, digest) => {
            claimed.get(target)?.delete(digest);
            add(doubted, target, digest);
        },
        isDoubted: (target, digest) => has(doubted, target, digest),
        sent: (target, digest) => add(sent, target, digest),
        awaited: (target, manifest) => {
            if (!doubted.has(target))
                return [];
            const isAwaited = (digest) => has(doubted, target, digest) && !has(sent, target, digest);
            return (0,oci_manifest/* linksOf */.hP)(manifest).blobs.filter(({ digest }) => isAwaited(digest));
        },
        doubts: () => [...doubted.values()].reduce((sum, { size }) => sum + size, 0),
        of: (target, manifest) => {
            const mine = claimed.get(target);
            if (mine === undefined || mine.size === 0)
                return [];
            return (0,oci_manifest/* linksOf */.hP)(manifest).blobs.filter(({ digest }) => mine.has(digest));
        },
    };
}
/** Blobs that are missing despite a registry's report and that only their origin can send: another push brings them. */
class MissingBlobs extends errors/* ActionError */.lZ {
    constructor(target, blobs, cause) {
        const message = `${target.destination.name} claimed to have ${blobs.length} blobs, but lacks them`;
        super('PUBLISH_FAILED', `${message}: ${(0,errors/* messageOf */.bD)(cause)}`, { cause });
        this.name = 'MissingBlobs';
    }
}
/**
 * Writes a manifest. If the registry rejects it for blobs that it had reported as present, these are sent once and the
 * manifest is written again.
 *
 * @throws MissingBlobs for blobs that cannot be read here
 */
async function writeWhole(manifest, target, claims, resend) {
    const write = () => target.repository.putManifest(manifest, manifest.digest);
    try {
        await write();
    }
    catch (error) {
        if (!isBlobUnknown(error))
            throw error;
        // An engine may write a manifest again before it sends the missing blobs.
        const awaited = claims.awaited(target, manifest);
        if (awaited.length > 0)
            throw new MissingBlobs(target, awaited, error);
        const blobs = claims.of(target, manifest);
        if (blobs.length === 0)
            throw error;
        const sent = await Promise.all(blobs.map(blob => sendAgain(blob, target, resend)));
        const missing = blobs.filter((_, at) => !sent[at]);
        if (missing.length > 0)
            throw new MissingBlobs(target, missing, error);
        await write();
    }
}
/** False if it is not available here. */
async function sendAgain(blob, target, resend) {
    // From now on another push that asks for the blob learns that it is missing, and sends it.
    resend.doubt(blob, target);
    const found = await resend.sourceOf(blob, target);
    if (found === undefined)
        return false;
    try {
        await resend.upload(blob, target, found.source);
        return true;
    }
    catch (error) {
        if (found.isCertain)
            throw error;
        return false;
    }
}
/** distribution-spec, "Error Codes"; ECR has its own code. */
function isBlobUnknown(error) {
    if (!(error instanceof errors_errors/* RegistryError */.gl) || error.status === undefined || error.status >= 500)
        return false;
    const isCode = error.codes.some(code => code === 'MANIFEST_BLOB_UNKNOWN' || code === 'BLOB_UNKNOWN');
    return isCode || [...error.codes, error.detail].some(word => /blob unknown|LayersNotFound/i.test(word));
}

// EXTERNAL MODULE: ./lib/staging/fleet.js + 1 modules
var staging_fleet = __webpack_require__(69756);
// EXTERNAL MODULE: ./lib/staging/holders.js
var staging_holders = __webpack_require__(66322);
;// CONCATENATED MODULE: ./lib/staging/presence.js


function createPresence(fleet, claims, sibling) {
    const answers = new Map();
    const found = new Set();
    const ofBlob = (digest) => {
        const known = answers.get(digest) ?? new Map();
        answers.set(digest, known);
        return known;
    };
    const claimed = (digest, target) => {
        found.add((0,staging_holders/* nameOf */.Vb)(target.repository, digest));
        claims.note(target, digest);
    };
    const ask = (digest, target) => {
        const known = ofBlob(digest).get(target);
        if (known !== undefined)
            return known;
        const asked = target.repository.headBlob(digest);
        ofBlob(digest).set(target, asked);
        asked.then(size => {
            if (size === undefined)
                return;
            claimed(digest, target);
            sibling.holds(target.repository, digest, size);
        }, () => ofBlob(digest).delete(target));
        return asked;
    };
    const holds = ({ digest, size }, target) => {
        ofBlob(digest).set(target, Promise.resolve(size));
        sibling.holds(target.repository, digest, size);
    };
    return {
        holds,
        found: (repository, digest) => found.has((0,staging_holders/* nameOf */.Vb)(repository, digest)),
        async survey(digest) {
            const holders = [];
            const lacking = [];
            let size;
            await (0,staging_fleet/* eachAlive */.fH)(fleet, async (target) => {
                const held = await ask(digest, target);
                size ??= held;
                (held === undefined ? lacking : holders).push(target);
            });
            return { holders, lacking, size };
        },
        async mountFrom(from, blob) {
            await (0,staging_fleet/* eachAlive */.fH)(fleet, async (target) => {
                const { repository } = target;
                if (repository.registry !== from.registry)
                    return;
                if (!(0,staging_holders/* isSame */.Ft)(repository, from) && (await repository.mountBlob?.(blob.digest, from.path)) !== true)
                    return;
                holds(blob, target);
                claimed(blob.digest, target);
            });
        },
        lacks(digest, target) {
            ofBlob(digest).set(target, Promise.resolve(undefined));
            found.delete((0,staging_holders/* nameOf */.Vb)(target.repository, digest));
            sibling.lacks(target.repository, digest);
            claims.doubt(target, digest);
        },
    };
}

// EXTERNAL MODULE: ./lib/host/young-garbage.js
var young_garbage = __webpack_require__(20848);
// EXTERNAL MODULE: ./lib/registry/session.js
var session = __webpack_require__(36731);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: ./lib/host/limit.js
var limit = __webpack_require__(43053);
;// CONCATENATED MODULE: ./lib/staging/tee.js

/**
 * Sends every chunk of `body` to all `sinks` at the pace of the slowest: memory holds one chunk and the sinks' small
 * buffers. A destroyed sink drops out and the others continue. If `body` fails, every sink is destroyed with its error,
 * so that no upload looks complete.
 *
 * Uses events: an iterator and a promise per chunk would cost more than the bytes.
 *
 * @param passed gets the number of bytes of each chunk
 * @returns `ended` rejects with the body's own error; `full` are the sinks that it currently waits for
 */
function tee(body, sinks, passed = () => { }) {
    const full = new Set();
    for (const sink of sinks) {
        const freed = () => {
            if (full.delete(sink) && full.size === 0)
                body.resume();
        };
        // A failed sink drops out; its reader reports why.
        sink
            .on('error', () => { })
            .on('drain', freed)
            .on('close', freed);
    }
    const ended = new Promise((resolve, reject) => {
        (0,external_node_stream_.finished)(body, { writable: false }, error => {
            for (const sink of sinks) {
                if (error)
                    sink.destroy(error);
                else if (sink.writable)
                    sink.end();
            }
            if (error)
                reject(error);
            else
                resolve();
        });
        body.on('data', (chunk) => {
            for (const sink of sinks)
                if (sink.writable && !sink.write(chunk))
                    full.add(sink);
            if (full.size > 0)
                body.pause();
            passed(chunk.length);
        });
    });
    return { ended, full };
}

;// CONCATENATED MODULE: ./lib/staging/pass.js



/**
 * Concurrent passes of large blobs, over all images of the run: no more than a registry's client allows, or two passes
 * could each hold a slot at one registry and wait for the other's.
 */
const largePasses = (0,limit/* createLimit */.K)(8);
/** Sends one pass of bytes to these targets at the pace of the slowest. @throws the body's own error */
async function sendPass(body, leaders, ports) {
    const served = [];
    const broken = new Map();
    const pipes = leaders.map(target => {
        const pipe = new external_node_stream_.PassThrough();
        const source = { open: () => pipe, replayable: false };
        const done = ports.place(target, source).then(() => void served.push(target), error => {
            pipe.destroy();
            broken.set(target, error);
        });
        return { pipe, done, target };
    });
    const { ended, full } = tee(body, pipes.map(p => p.pipe), ports.passed);
    const over = ports.pace.stream(() => pipes.filter(({ pipe }) => full.has(pipe)).map(({ target }) => target));
    try {
        await ended;
        await Promise.all(pipes.map(p => p.done));
    }
    finally {
        over();
    }
    return { served, broken };
}

;// CONCATENATED MODULE: ./lib/staging/sender.js



function createSender(fleet, { presence, claims, sibling }) {
    const bytes = new Map();
    const tidy = (0,young_garbage/* collectEvery */.U)(8_000_000);
    /** Counts bytes as they are read, without a stream in between: that would hold chunks whose buffers are reused. */
    const counted = (target, { open, replayable }) => ({
        replayable,
        open: async (signal) => {
            const stream = await open(signal);
            const count = (chunk) => void bytes.set(target, (bytes.get(target) ?? 0) + chunk.length);
            // Listening earlier would start the flow before the upload is ready.
            stream.once('resume', () => stream.on('data', count));
            return stream;
        },
    });
    const send = async (blob, target, source) => {
        await target.repository.uploadBlob(blob, counted(target, source));
        claims.sent(target, blob.digest);
        presence.holds(blob, target);
    };
    const mount = async (blob, target, from) => {
        if (claims.isDoubted(target, blob.digest))
            return false;
        if ((await target.repository.mountBlob?.(blob.digest, from)) !== true)
            return false;
        claims.note(target, blob.digest);
        presence.holds(blob, target);
        return true;
    };
    const mountShared = async ({ digest }, target) => {
        const held = sibling.heldIn(target.repository, digest);
        if (held === undefined || claims.isDoubted(target, digest))
            return false;
        if (await mount({ digest, size: held.size }, target, held.path))
            return true;
        sibling.refused(target.repository.registry);
        return false;
    };
    const place = async (blob, target, source, holders = []) => {
        const { registry } = target.repository;
        const neighbour = holders.find(holder => holder.repository.registry === registry);
        if (neighbour !== undefined) {
            if (await mount(blob, target, neighbour.repository.path))
                return;
            return send(blob, target, source);
        }
        if (!claims.isDoubted(target, blob.digest))
            await sibling.turn([registry], blob.digest);
        try {
            if (!(await mountShared(blob, target)))
                await send(blob, target, source);
        }
        finally {
            sibling.sent([registry], blob.digest);
        }
    };
    const passNow = (blob, body, targets) => sendPass(body, targets, {
        place: (target, source) => send(blob, target, source),
        passed: tidy,
        pace: fleet.pace,
    });
    return {
        place,
        mountShared,
        // Only the pass itself: a pass with a slot must not wait for another image, which may need one too.
        pass: (blob, body, targets) => {
            const now = () => passNow(blob, body, targets);
            return blob.size > session/* SMALL_BLOB */.ce ? largePasses(now) : now();
        },
        sent: target => bytes.get(target) ?? 0,
        async placeOrFail(blob, target, source, holders) {
            try {
                await place(blob, target, source, holders);
                return true;
            }
            catch (error) {
                fleet.fail(target, error);
                return false;
            }
        },
        tryPass: (blob, { open }, targets) => largePasses(async () => {
            try {
                return (await passNow(blob, await open(), targets)).served;
            }
            catch {
                return [];
            }
        }),
    };
}

// EXTERNAL MODULE: ./lib/staging/siblings.js
var staging_siblings = __webpack_require__(79738);
;// CONCATENATED MODULE: ./lib/staging/distribute.js







function createDistributor(fleet, { closing = () => { }, siblings = (0,staging_siblings/* createSiblings */.C)() } = {}) {
    const sibling = siblings.join();
    const claims = createClaims();
    const presence = createPresence(fleet, claims, sibling);
    const sender = createSender(fleet, { presence, claims, sibling });
    const sources = new Map();
    const resend = resendFrom(sources, { presence, sender });
    /** The targets that get the blob; the others mount it. */
    const leadersOf = (digest, { lacking, holders }) => {
        const first = (0,staging_holders/* onePerRegistry */.JE)(lacking, holders);
        return lacking.filter(target => first.includes(target) || claims.isDoubted(target, digest));
    };
    /** Mounts the blob into every target that lacks it, if another image has sent it to that registry. */
    const mountShared = async (digest) => {
        const { lacking } = await presence.survey(digest);
        await Promise.all(lacking.map(target => sender.mountShared({ digest }, target).catch(error => fleet.fail(target, error))));
    };
    /** Waits for uploads by other images, mounts their blobs, and takes the lead for the rest. */
    const lead = async (digest) => {
        const { lacking } = await presence.survey(digest);
        const open = lacking.filter(target => !claims.isDoubted(target, digest));
        await sibling.turn(registriesOf(open), digest);
        await mountShared(digest);
    };
    const manifest = async (manifest, from) => {
        let missing;
        await (0,staging_fleet/* eachAlive */.fH)(fleet, async (target) => {
            if ((0,staging_holders/* isSame */.Ft)(target.repository, from))
                return;
            try {
                await writeWhole(manifest, target, claims, resend);
            }
            catch (error) {
                if (!(error instanceof MissingBlobs))
                    throw error;
                missing = error;
            }
        });
        if (missing !== undefined)
            throw missing;
        if (fleet.alive().length === 0)
            throw new errors/* ActionError */.lZ('PUBLISH_FAILED', 'no registry is left to publish to');
    };
    const upload = async (blob, source, from) => {
        sources.set(blob.digest, source);
        if (from !== undefined) {
            await presence.mountFrom(from, blob);
            await lead(blob.digest);
        }
        const survey = await presence.survey(blob.digest);
        const leaders = leadersOf(blob.digest, survey);
        const holding = [...survey.holders];
        // Remote sources are read once for all registries. Targets that failed are retried below.
        if (from !== undefined && leaders.length > 1) {
            holding.push(...(await sender.tryPass(blob, source, leaders)));
            sibling.sent(registriesOf(holding), blob.digest);
        }
        const rest = leaders.filter(target => !holding.includes(target));
        const led = await Promise.all(rest.map(async (t) => ((await sender.placeOrFail(blob, t, source)) ? [t] : [])));
        holding.push(...led.flat());
        const followers = survey.lacking.filter(target => !leaders.includes(target));
        await Promise.all(followers.map(target => sender.placeOrFail(blob, target, source, holding)));
    };
    const sent = (digest) => sibling.sent(registriesOf(fleet.targets), digest);
    return {
        fleet,
        found: presence.found,
        async heldByAll(digest) {
            await lead(digest);
            const { lacking, holders, size } = await presence.survey(digest);
            return lacking.length === 0 && holders.length > 0 ? size : undefined;
        },
        upload: (blob, source, from) => upload(blob, source, from).finally(() => sent(blob.digest)),
        async stream(blob, body) {
            await mountShared(blob.digest);
            const survey = await presence.survey(blob.digest);
            const { served, broken } = await sender
                .pass(blob, body, leadersOf(blob.digest, survey))
                .finally(() => sent(blob.digest));
            const holding = [...survey.holders, ...served];
            let unserved;
            const rest = survey.lacking.filter(target => !holding.includes(target));
            await Promise.all(rest.map(async (target) => {
                const error = broken.get(target);
                if ((0,staging_fleet/* isSettled */.Is)(error))
                    return fleet.fail(target, error);
                const holder = (0,staging_holders/* bestOf */.Ui)(holding);
                if (holder === undefined)
                    unserved = error ?? [...broken.values()][0];
                else
                    await sender.placeOrFail(blob, target, copyOf(blob, holder), holding);
            }));
            if (unserved !== undefined)
                throw unserved;
        },
        manifest,
        root: async (root, from) => {
            // Nothing can be resent when tags are written.
            const isCertain = fleet.alive().every(target => claims.of(target, root).length === 0);
            if (!(0,staging_fleet/* isSole */.UX)(fleet) || !isCertain)
                await manifest(root, from);
        },
        idle: sibling.idle,
        end: sibling.leave,
        closing,
        each: work => (0,staging_fleet/* eachAlive */.fH)(fleet, ({ repository }) => work(repository)),
        sent: sender.sent,
        doubts: claims.doubts,
    };
}
function registriesOf(targets) {
    return [...new Set(targets.map(({ repository }) => repository.registry))];
}
/** The blob from another repository or registry. Reopened for each attempt. */
function copyOf(blob, holder) {
    return { open: signal => holder.repository.getBlob(blob.digest, signal), replayable: true };
}
/** Resends a blob that a registry lacks after all, from its source or from another registry that has it. */
function resendFrom(sources, { presence, sender }) {
    return {
        sourceOf: async ({ digest, size }, target) => {
            const own = sources.get(digest);
            if (own !== undefined)
                return { source: own, isCertain: true };
            const { holders } = await presence.survey(digest);
            const holder = (0,staging_holders/* bestOf */.Ui)(holders.filter(({ repository }) => repository.registry !== target.repository.registry));
            return holder && { source: copyOf({ digest, size }, holder), isCertain: false };
        },
        upload: (blob, target, source) => sender.place(blob, target, source),
        doubt: ({ digest }, target) => presence.lacks(digest, target),
    };
}


/***/ }),

/***/ 66322:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ft: () => (/* binding */ isSame),
/* harmony export */   JE: () => (/* binding */ onePerRegistry),
/* harmony export */   Ui: () => (/* binding */ bestOf),
/* harmony export */   Vb: () => (/* binding */ nameOf)
/* harmony export */ });
function nameOf({ registry, path }, digest) {
    return `${registry}/${path}@${digest}`;
}
/** The target to read from, preferably required: an optional registry may be slow, and nobody may wait for it. */
function bestOf(holders) {
    const readable = holders.filter(holder => isReadable(holder));
    return readable.find(({ destination }) => !destination.optional) ?? readable[0];
}
function isReadable(target) {
    return target.repository.getBlob !== undefined;
}
function isSame(one, other) {
    return one.registry === other?.registry && one.path === other.path;
}
/** The first lacking target of each registry where no repository has the blob yet: the others can mount from it. */
function onePerRegistry(lacking, holders) {
    const served = new Set(holders.map(holder => holder.repository.registry));
    return lacking.filter(target => {
        const first = !served.has(target.repository.registry);
        served.add(target.repository.registry);
        return first;
    });
}


/***/ }),

/***/ 79738:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ createSiblings)
/* harmony export */ });
/** A waiting image leads nothing, and a leading one does not wait: no two images can wait for each other. */
function createSiblings() {
    const leads = new Map();
    const held = new Map();
    const mountless = new Set();
    const release = (which) => {
        for (const [key, lead] of leads) {
            if (!which(lead))
                continue;
            leads.delete(key);
            lead.end();
        }
    };
    const join = () => {
        let isThere = true;
        const elsewhere = ({ registry, path }, digest) => {
            for (const [other, size] of held.get(keyOf(registry, digest)) ?? []) {
                if (other !== path)
                    return { path: other, size };
            }
            return undefined;
        };
        const me = {
            heldIn: (place, digest) => (mountless.has(place.registry) ? undefined : elsewhere(place, digest)),
            async turn(registries, digest) {
                const wanted = () => registries.filter(each => !mountless.has(each) && (held.get(keyOf(each, digest))?.size ?? 0) === 0);
                const others = () => wanted()
                    .map(registry => leads.get(keyOf(registry, digest)))
                    .filter(lead => lead !== undefined && lead.by !== me);
                for (let waits = others(); waits.length > 0; waits = others()) {
                    await Promise.all(waits.map(lead => lead?.done));
                }
                // Somebody may have waited here beyond the end of the staging, and would never send anything.
                if (!isThere)
                    return;
                for (const registry of wanted()) {
                    const { promise: done, resolve: end } = Promise.withResolvers();
                    const key = keyOf(registry, digest);
                    if (!leads.has(key))
                        leads.set(key, { by: me, registry, digest, done, end });
                }
            },
            holds({ registry, path }, digest, size) {
                const key = keyOf(registry, digest);
                const places = held.get(key) ?? new Map();
                held.set(key, places.set(path, size));
            },
            lacks: ({ registry, path }, digest) => void held.get(keyOf(registry, digest))?.delete(path),
            refused(registry) {
                mountless.add(registry);
                release(lead => lead.registry === registry);
            },
            sent: (registries, digest) => release(lead => lead.by === me && lead.digest === digest && registries.includes(lead.registry)),
            idle: () => release(({ by }) => by === me),
            leave() {
                isThere = false;
                me.idle();
            },
        };
        return me;
    };
    return { join };
}
function keyOf(registry, digest) {
    return `${registry}@${digest}`;
}


/***/ })

};
