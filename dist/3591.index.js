export const id = 3591;
export const ids = [3591];
export const modules = {

/***/ 73591:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openContentStore: () => (/* binding */ openContentStore)
/* harmony export */ });
/* harmony import */ var node_http2__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(32467);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57075);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(79547);
/* harmony import */ var _buildkit_socket_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(48956);




/** Milliseconds until the engine has to accept the connection; it takes 1 to 10. */
const PATIENCE = 2_000;
/** Milliseconds until an answer has to begin. */
const SILENCE = 30_000;
/** Bytes that may be under way: as many as the engine sends in one message. */
const WINDOW = 1 << 20;
/** The limit for a message that gRPC's clients have, in bytes. */
const LARGEST_MESSAGE = 4 << 20;
/**
 * Connects to the content store of the engine's BuildKit, which with the containerd image store is that of the engine
 * too. The connection keeps the process running only while something is read.
 *
 * @throws ActionError ENGINE_FAILED if the engine does not offer it
 * @see https://github.com/containerd/containerd/blob/main/api/services/content/v1/content.proto
 */
async function openContentStore(engineSocket) {
    const session = await openSession(engineSocket);
    let reading = 0;
    const call = (digest) => {
        const made = session.request(READ);
        if (reading++ === 0)
            session.ref();
        made.once('close', () => {
            if (--reading === 0)
                session.unref();
        });
        return made.end(framed(request(digest)));
    };
    return { open: (digest, signal) => read(digest, call, signal) };
}
async function openSession(engineSocket) {
    const { promise, resolve, reject } = Promise.withResolvers();
    const socket = (0,_buildkit_socket_js__WEBPACK_IMPORTED_MODULE_3__/* .connectBuildkit */ .j)(engineSocket, resolve);
    const fail = (reason) => reject(failure(`cannot be reached at ${engineSocket}: ${reason}`));
    socket.once('error', error => fail((0,_host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error))).once('close', () => fail('the connection was closed'));
    const timer = setTimeout(() => socket.destroy(), PATIENCE);
    await promise.finally(() => clearTimeout(timer));
    const session = (0,node_http2__WEBPACK_IMPORTED_MODULE_0__.connect)('http://docker', {
        createConnection: () => socket,
        settings: { initialWindowSize: WINDOW, enablePush: false },
    });
    // Each read reports it.
    session.on('error', () => { });
    session.unref();
    return session;
}
/**
 * Begins when it is read. By events: async iterators inside of each other cost half a millisecond per blob, and most are
 * small.
 */
function read(digest, begin, signal) {
    let call;
    const fail = (error) => void body.destroy(failure(`did not send ${digest}: ${(0,_host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`, error));
    const stop = () => fail(new Error('it was stopped'));
    const body = new node_stream__WEBPACK_IMPORTED_MODULE_1__.Readable({
        read() {
            if (call !== undefined)
                return void call.resume();
            signal?.addEventListener('abort', stop);
            try {
                call = begin(digest);
                receive(call, body, fail);
            }
            catch (error) {
                fail(error);
            }
        },
        destroy(error, done) {
            signal?.removeEventListener('abort', stop);
            call?.destroy();
            done(error);
        },
    });
    return body;
}
/** Passes the data of the answer's messages on to `body`. */
function receive(call, body, fail) {
    const silence = setTimeout(() => fail(new Error('no answer')), SILENCE);
    const messages = createMessages();
    let end = {};
    let isWhole = false;
    call.on('response', headers => {
        clearTimeout(silence);
        end = headers;
    });
    call.on('trailers', headers => {
        end = { ...end, ...headers };
    });
    call.on('data', (chunk) => {
        try {
            for (const message of messages.in(chunk))
                if (!body.push(dataOf(message)))
                    call.pause();
        }
        catch (error) {
            fail(error);
        }
    });
    call.on('end', () => {
        const status = end['grpc-status'];
        isWhole = status === '0' && !messages.isWithin();
        if (isWhole)
            body.push(null);
        else if (messages.isWithin())
            fail(new Error('the answer ends within a message'));
        else
            fail(new Error(`gRPC status ${status ?? 'missing'}: ${end['grpc-message'] ?? ''}`));
    });
    call.on('error', fail);
    call.on('close', () => {
        clearTimeout(silence);
        if (!isWhole)
            fail(new Error('the connection was closed'));
    });
}
const READ = {
    ':method': 'POST',
    ':path': '/containerd.services.content.v1.Content/Read',
    'content-type': 'application/grpc',
    te: 'trailers',
};
function failure(what, cause) {
    return new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('ENGINE_FAILED', `the content store of the Docker Engine ${what}`, { cause });
}
/** `ReadContentRequest`: the digest is field 1; without offset and size, everything is sent. */
function request(digest) {
    const text = Buffer.from(digest);
    return Buffer.concat([Buffer.from([0x0a, text.length]), text]);
}
/** @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md (length-prefixed message, not compressed) */
function framed(message) {
    const head = Buffer.alloc(5);
    head.writeUInt32BE(message.length, 1);
    return Buffer.concat([head, message]);
}
/** Cuts what arrives into messages. */
function createMessages() {
    let parts = [];
    let length = 0;
    return {
        *in(chunk) {
            parts.push(chunk);
            length += chunk.length;
            while (length >= 5) {
                if (parts[0].length < 5)
                    parts = [Buffer.concat(parts)];
                const size = parts[0].readUInt32BE(1);
                if (size > LARGEST_MESSAGE)
                    throw new Error(`a message has ${size} bytes`);
                if (length < 5 + size)
                    return;
                const all = Buffer.concat(parts);
                yield all.subarray(5, 5 + size);
                parts = [all.subarray(5 + size)];
                length -= 5 + size;
            }
        },
        isWithin: () => length > 0,
    };
}
/** The data of a `ReadContentResponse` (field 2, after the offset in field 1). */
function dataOf(message) {
    for (let at = 0; at < message.length;) {
        const tag = message[at++];
        const [value, next] = varint(message, at);
        if (tag === 0x12)
            return message.subarray(next, next + value);
        if (tag !== 0x08)
            throw new Error(`a message has an unknown field (${tag})`);
        at = next;
    }
    return Buffer.alloc(0);
}
function varint(bytes, from) {
    let value = 0;
    for (let at = from, factor = 1; at < bytes.length; at++, factor *= 128) {
        const byte = bytes[at];
        value += (byte & 0x7f) * factor;
        if (byte < 0x80)
            return [value, at + 1];
    }
    throw new Error('a message ends within a number');
}


/***/ })

};
