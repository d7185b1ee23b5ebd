export const id = 2874;
export const ids = [2874];
export const modules = {

/***/ 12874:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openRelay: () => (/* binding */ openRelay)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/cache/service/service.js
var service_service = __webpack_require__(90453);
;// CONCATENATED MODULE: ./lib/cache/relay/answers.js
function answer(res, status, body, headers = {}) {
    const type = { 'content-type': 'application/json' };
    res.writeHead(status, { ...type, ...headers, 'content-length': String(Buffer.byteLength(body)) }).end(body);
}
/** In the error formats of both clients: the service's methods, and its storage. */
function refuse(req, res, status, msg) {
    if (res.headersSent) {
        res.destroy();
        return;
    }
    req.resume();
    const code = status === 502 ? 'unavailable' : 'failed_precondition';
    const close = req.readableEnded ? {} : { connection: 'close' };
    answer(res, status, JSON.stringify({ code, msg }), { 'x-ms-error-code': 'CacheRelay', ...close });
}

// EXTERNAL MODULE: ./lib/host/machine.js
var host_machine = __webpack_require__(29491);
// EXTERNAL MODULE: ./lib/host/retry.js
var retry = __webpack_require__(67460);
// EXTERNAL MODULE: ./lib/http/body.js
var http_body = __webpack_require__(66150);
// EXTERNAL MODULE: ./lib/http/transport.js + 3 modules
var http_transport = __webpack_require__(28039);
;// CONCATENATED MODULE: ./lib/cache/relay/client.js




/** Bytes of an answer without content. */
const ANSWER_LIMIT = 1024 * 1024;
/** Idle periods that a small answer may take from its first byte to its last. */
const SMALL = 2;
/** After this many connection failures in a row the service counts as lost. */
const MAX_FAILURES = 5;
/** For requests that BuildKit would not repeat: it gives up the cache at the first error. */
const AGAIN = { retries: 2, base: 500, cap: 2_000, deadline: 10_000 };
function createClient({ retry: policy, idle }, machine) {
    const { signal, now } = machine;
    const transport = (0,http_transport/* createTransport */.o)({ proxyEnv: machine.env });
    let gone;
    let failures = 0;
    async function watched(reading, patience = idle) {
        try {
            return await reading;
        }
        catch (error) {
            if (error.code === 'ETIMEDOUT') {
                gone ??= `the cache service stopped answering (nothing for ${Math.round(patience / 1000)} s)`;
            }
            throw error;
        }
    }
    async function send(question, patience, limit) {
        try {
            const answer = await watched(transport.send({ ...question, signal, idle: patience, limit }), patience);
            failures = 0;
            return answer;
        }
        catch (error) {
            if (!signal.aborted && ++failures >= MAX_FAILURES) {
                gone ??= `the cache service can no longer be reached (${String(error.code)})`;
            }
            throw error;
        }
    }
    const again = (attempt, how) => {
        const classify = (error) => (gone === undefined ? verdictOf(error, now()) : 'settled');
        return (0,retry/* retry */.L5)(attempt, { policy: how, ports: (0,host_machine/* retryPorts */.N)(machine), signal, classify });
    };
    return {
        ask: question => send(question, idle, SMALL * idle),
        look: question => again(() => send(question, idle, SMALL * idle), AGAIN),
        fetch: question => again(() => send(question, idle, undefined), AGAIN),
        watched,
        deliver: delivery => again(async () => {
            const answer = await send(delivery, policy.deadline, policy.deadline);
            const text = await watched((0,http_body/* readBody */.x8)(answer.body, ANSWER_LIMIT), policy.deadline);
            if (answer.status < 300)
                return text;
            const message = `the cache service answers ${answer.status} to an upload`;
            throw Object.assign(new Error(message), { status: answer.status, after: answer.headers['retry-after'] });
        }, policy),
        gone: () => gone,
        close: transport.close,
    };
}
function verdictOf(error, now) {
    const { status, after } = error;
    if (status !== undefined && !(0,retry/* temporaryStatus */.Ew)(status))
        return 'settled';
    return { retryAfter: (0,retry/* parseRetryAfter */.mu)(after, now) };
}
/** Headers of cache clients and the storage, without those of a single connection or of logins. */
const PASSED = /^(?:x-ms-.*|range|if-.*|content-(?:range|type|md5|length)|accept-ranges|etag|last-modified|location|retry-after)$/;
/** The headers that are passed on unchanged, in either direction. */
function passedOn(headers) {
    return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => typeof value === 'string' && PASSED.test(name) ? [[name, value]] : []));
}

// EXTERNAL MODULE: external "node:stream/promises"
var promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: ./lib/host/fields.js
var fields = __webpack_require__(87617);
;// CONCATENATED MODULE: ./lib/cache/relay/places.js

/** As in the storage's own addresses: a container, and a name in it. */
const PREFIX = 'actions-cache/';
const BY_CONTENT = /\bsha256:[0-9a-f]{64}$/;
/** @param origin the prefix of our addresses, once known, with a trailing slash */
function createPlaces(origin) {
    const places = new Map();
    const uploads = new Map();
    return {
        find: path => (path.startsWith(`/${PREFIX}`) ? places.get(path.slice(PREFIX.length + 1)) : undefined),
        upload: request => uploads.get(nameOf(request)),
        rename(answer, request) {
            const ours = Object.entries(answer).map(([name, value]) => {
                const [, direction] = /^signed_?(upload|download)_?url$/i.exec(name) ?? [];
                const at = direction === undefined ? null : URL.parse(String(value));
                if (at === null)
                    return [name, value];
                const isUpload = direction?.toLowerCase() === 'upload';
                const place = { id: (0,external_node_crypto_.randomBytes)(16).toString('hex'), at, isUpload, isIndex: !isByContent(request) };
                places.set(place.id, place);
                if (isUpload)
                    uploads.set(nameOf(request), place);
                return [name, `${origin()}${PREFIX}${place.id}`];
            });
            const changed = Object.fromEntries(ours);
            return Object.entries(answer).some(([name, value]) => changed[name] !== value) ? changed : undefined;
        },
    };
}
/** Whether an entry is named by its content: then entries of the same name are identical. */
function isByContent({ key }) {
    return typeof key === 'string' && BY_CONTENT.test(key);
}
function nameOf({ key, version }) {
    return JSON.stringify([key, version]);
}

;// CONCATENATED MODULE: ./lib/cache/relay/exchanges.js







const QUESTION_LIMIT = 64 * 1024;
/** Milliseconds. GitHub's signed addresses are valid for ten minutes. */
const FRESH = 60_000;
/** BuildKit's parts have a megabyte. */
const PART_LIMIT = 128 * 1024 * 1024;
function createExchanges(service, { client, outbox, places, machine }) {
    /** Recent look-ups, by request. */
    const known = new Map();
    async function call({ req, res, url }) {
        const asked = onlyKnown(parsed(await (0,http_body/* readBody */.x8)(req, QUESTION_LIMIT)));
        // Serialized again, so that the service reads exactly the checked fields.
        const body = Buffer.from(JSON.stringify(asked));
        const method = url.pathname.slice(service_service/* METHODS */.J.length + 1);
        const upload = method === 'FinalizeCacheEntryUpload' ? places.upload(asked) : undefined;
        const isBegun = method !== 'FinalizeCacheEntryUpload' || upload !== undefined;
        if (!service.permit(method, asked) || !isBegun) {
            machine.log.debug(`the cache relay rejects ${method} of ${JSON.stringify(asked.key)}`);
            return refuse(req, res, 403, 'this build does not need that request');
        }
        const passed = {
            method: 'POST',
            url: new URL(url.pathname.slice(1), service.url),
            headers: {
                ...passedOn(req.headers),
                'content-type': 'application/json',
                authorization: `Bearer ${service.token}`,
            },
            body,
        };
        if (upload !== undefined) {
            const send = async () => {
                const { ok, message } = parsed(await client.deliver(passed));
                if (ok === false)
                    throw new Error(`the cache service rejected an entry: ${String(message)}`);
            };
            await outbox.complete(upload.id, { bytes: 0, send }, upload.isIndex);
            return answer(res, 200, JSON.stringify({ ok: true, entry_id: '0' }));
        }
        const question = `${url.pathname} ${body.toString()}`;
        const before = known.get(question);
        if (before !== undefined && before.until > machine.now())
            return answer(res, 200, before.json);
        const isLookup = method === 'GetCacheEntryDownloadURL';
        // A new entry must be visible at once; otherwise it would be rejected as if somebody else were storing it.
        const response = await (isLookup ? client.look : client.ask)(passed);
        const text = await client.watched((0,http_body/* readBody */.x8)(response.body, ANSWER_LIMIT));
        const ours = response.status === 200 ? places.rename(parsed(text), asked) : undefined;
        if (ours === undefined)
            return answer(res, response.status, text, passedOn(response.headers));
        const renamed = Buffer.from(JSON.stringify(ours));
        // BuildKit repeats each look-up right afterwards.
        if (isLookup && isByContent(asked))
            known.set(question, { json: renamed, until: machine.now() + FRESH });
        answer(res, 200, renamed);
    }
    async function take({ req, res, url }, { id, at, isIndex }) {
        // Unchanged: the address is signed.
        const target = new URL(url.search === '' ? at : `${at}${at.search === '' ? '?' : '&'}${url.search.slice(1)}`);
        const headers = passedOn(req.headers);
        const body = await (0,http_body/* readBody */.x8)(req, PART_LIMIT);
        const send = async () => void (await client.deliver({ method: 'PUT', url: target, headers, body }));
        const upload = { bytes: body.length, send };
        if (url.searchParams.get('comp') === 'block')
            await outbox.part(id, upload);
        else
            await outbox.complete(id, upload, isIndex);
        answer(res, 201, '', { 'x-ms-request-id': id, etag: `"${id}"`, 'last-modified': new Date().toUTCString() });
    }
    async function give({ req, res }, { at }) {
        const method = req.method === 'HEAD' ? 'HEAD' : 'GET';
        const response = await client.fetch({ method, url: at, headers: passedOn(req.headers) });
        // An expired address: BuildKit then requests another one.
        if (response.status === 401 || response.status === 403)
            known.clear();
        res.writeHead(response.status, passedOn(response.headers));
        await client.watched((0,promises_.pipeline)(response.body, res));
    }
    return { call, take, give };
}
function parsed(json) {
    try {
        return (0,fields/* fieldsIn */.t5)(JSON.parse(json.toString()));
    }
    catch {
        return {};
    }
}
/**
 * The fields of BuildKit's requests. The service also accepts others, and other spellings of these (proto3's JSON
 * mapping).
 */
const FIELDS = ['key', 'version', 'restore_keys', 'size_bytes'];
function onlyKnown(asked) {
    return Object.fromEntries(Object.entries(asked).filter(([name]) => FIELDS.includes(name)));
}

// EXTERNAL MODULE: ./lib/host/limit.js
var host_limit = __webpack_require__(43053);
;// CONCATENATED MODULE: ./lib/cache/relay/outbox.js


/** Concurrent requests: enough for a service with tens of milliseconds of latency. */
const PARALLEL = 8;
/** Maximum of buffered bytes, unless a single part is larger. */
const MAX_BUFFERED = 16 * 1024 * 1024;
/**
 * BuildKit sends a layer in parts of a megabyte, each after the answer to the previous one; here they are uploaded
 * concurrently. BuildKit may believe that a failed layer was stored: after a failure no index is written. Entries with
 * all parts stored are still completed, since a reserved name would keep the next run from storing it.
 */
function createOutbox() {
    const limit = (0,host_limit/* createLimit */.K)(PARALLEL);
    const entries = new Map();
    const broken = new Set();
    const waiting = [];
    let all = Promise.resolve();
    let held = 0;
    let failure;
    async function waitForSpace(bytes) {
        while (held > 0 && held + bytes > MAX_BUFFERED)
            await new Promise(resolve => waiting.push(resolve));
    }
    /** Sends it after its dependencies, unless they have failed. */
    async function dispatch(entry, { bytes, send }, after, isIndex) {
        held += bytes;
        try {
            await after;
            await limit(async () => {
                if (!broken.has(entry) && !(isIndex && failure !== undefined))
                    await send();
            });
        }
        catch (error) {
            broken.add(entry);
            failure ??= (0,errors/* messageOf */.bD)(error);
        }
        finally {
            held -= bytes;
            for (const go of waiting.splice(0))
                go();
        }
    }
    function note(entry, work) {
        entries.set(entry, both(entries.get(entry), work));
        all = both(all, work);
    }
    return {
        async part(entry, upload) {
            await waitForSpace(upload.bytes);
            note(entry, dispatch(entry, upload, Promise.resolve(), false));
        },
        async complete(entry, upload, isIndex) {
            await waitForSpace(upload.bytes);
            note(entry, dispatch(entry, upload, isIndex ? all : (entries.get(entry) ?? Promise.resolve()), isIndex));
        },
        held: () => held,
        failure: () => failure,
        settled: () => all,
    };
}
/** Neither ever rejects. */
async function both(one, other) {
    await one;
    await other;
}

;// CONCATENATED MODULE: ./lib/cache/relay/relay.js









/**
 * Opens the relay. BuildKit waits indefinitely for a service that does not answer: here each request has a deadline,
 * and a service that missed one is not asked again. And BuildKit uploads one megabyte at a time: here a part is
 * acknowledged immediately, and parts are uploaded concurrently (decision 14).
 *
 * @param service `permit` limits the requests
 * @param address of this machine, as the builder reaches it
 * @throws Error when this machine cannot listen on the address
 */
async function openRelay(service, address, limits, machine) {
    const client = createClient(limits, machine);
    const outbox = createOutbox();
    const places = createPlaces(() => origin);
    const exchanges = createExchanges(service, { client, outbox, places, machine });
    const token = likeToken(service.token);
    machine.log.mask(token);
    const login = Buffer.from(`Bearer ${token}`);
    const greeting = `greeting/${(0,external_node_crypto_.randomBytes)(16).toString('hex')}`;
    let origin = '';
    const failure = () => client.gone() ?? outbox.failure();
    async function route(exchange) {
        const { req, res, url } = exchange;
        if (url.pathname === `/${greeting}`)
            return answer(res, 200, '');
        const place = places.find(url.pathname);
        if (place === undefined && !(isMethod(url.pathname) && isSame(req.headers.authorization, login))) {
            machine.log.debug(`refused a request at the cache relay: ${req.method} ${url.pathname}`);
            return refuse(req, res, 404, 'there is nothing here');
        }
        const problem = failure();
        if (problem !== undefined)
            return refuse(req, res, 403, problem);
        if (place === undefined)
            return exchanges.call(exchange);
        if (req.method !== 'PUT')
            return exchanges.give(exchange, place);
        return place.isUpload ? exchanges.take(exchange, place) : refuse(req, res, 403, 'this entry is read-only');
    }
    const server = (0,external_node_http_.createServer)({ keepAliveTimeout: 5_000, maxHeaderSize: 65_536 }, (req, res) => {
        const url = URL.parse(req.url ?? '/', 'http://relay');
        if (url === null)
            return refuse(req, res, 400, 'no address');
        route({ req, res, url }).catch(error => {
            machine.log.debug(`cache relay: ${req.method} ${url.pathname}: ${(0,errors/* messageOf */.bD)(error)}`);
            // After a 502 content is requested again, which helps if the failure was temporary.
            refuse(req, res, client.gone() === undefined ? 502 : 403, client.gone() ?? (0,errors/* messageOf */.bD)(error));
        });
    });
    await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(0, address, resolve);
    });
    server.on('error', error => machine.log.debug(`cache relay: ${(0,errors/* messageOf */.bD)(error)}`));
    origin = `http://${address}:${server.address().port}/`;
    return {
        url: origin,
        token,
        greeting: `${origin}${greeting}`,
        failure,
        held: outbox.held,
        async close() {
            const closed = new Promise(resolve => server.close(() => resolve()));
            server.closeAllConnections();
            await outbox.settled();
            client.close();
            await closed;
        },
    };
}
function isMethod(path) {
    return path.startsWith(`/${service_service/* METHODS */.J}`) && /^[A-Za-z]+$/.test(path.slice(service_service/* METHODS */.J.length + 1));
}
/** A token with the same claims, which clients read, and another signature, which they cannot verify. */
function likeToken(token) {
    const [header, claims] = token.split('.');
    const signature = (0,external_node_crypto_.randomBytes)(32).toString('base64url');
    return claims === undefined ? signature : `${header}.${claims}.${signature}`;
}
function isSame(given, expected) {
    const bytes = Buffer.from(given ?? '');
    return bytes.length === expected.length && (0,external_node_crypto_.timingSafeEqual)(bytes, expected);
}


/***/ })

};
