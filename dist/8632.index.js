export const id = 8632;
export const ids = [8632];
export const modules = {

/***/ 18632:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  connectContainers: () => (/* binding */ connectContainers)
});

// EXTERNAL MODULE: ./lib/event/context.js
var context = __webpack_require__(13051);
// EXTERNAL MODULE: ./lib/host/process-output.js + 1 modules
var process_output = __webpack_require__(95346);
;// CONCATENATED MODULE: ./lib/engine/container-log.js

/**
 * Reads a container's output line by line until it ends: frames of one byte for the stream (1 stdout, 2 stderr), three
 * unused bytes, four for the length, and the data.
 *
 * @see https://docs.docker.com/reference/api/engine/version/v1.51/#tag/Container/operation/ContainerAttach
 */
async function readFrames(answer, onLine) {
    const streams = [(0,process_output/* createLines */.O)(onLine), (0,process_output/* createLines */.O)(onLine), (0,process_output/* createLines */.O)(onLine)];
    let stream = streams[1];
    let header = Buffer.alloc(0);
    let left = 0;
    for await (const bytes of answer) {
        let rest = bytes;
        while (rest.length > 0) {
            if (left === 0) {
                const missing = 8 - header.length;
                header = Buffer.concat([header, rest.subarray(0, missing)]);
                rest = rest.subarray(missing);
                if (header.length < 8)
                    break;
                stream = streams[header[0]] ?? streams[1];
                left = header.readUInt32BE(4);
                header = Buffer.alloc(0);
                continue;
            }
            const data = rest.subarray(0, left);
            stream.add(data);
            left -= data.length;
            rest = rest.subarray(data.length);
        }
    }
    for (const each of streams)
        each.end();
}

// EXTERNAL MODULE: ./lib/engine/engine.js + 1 modules
var engine = __webpack_require__(46946);
;// CONCATENATED MODULE: ./lib/engine/containers.js



/** @see https://docs.docker.com/reference/api/engine/ */
function connectContainers(socketPath, signal) {
    const call = (method, path, payload) => (0,engine/* send */.tN)(socketPath, { method, path, payload }, signal);
    const path = (name) => `/containers/${(0,engine/* encodeName */.aA)(name)}`;
    return {
        async create(container) {
            const { name, platform } = container;
            const query = new URLSearchParams({ name, ...(platform !== undefined && { platform }) });
            (0,engine/* discard */.vf)(await (0,engine/* expect */.E3)(call('POST', `/containers/create?${query}`, body(container)), 201));
        },
        async exposed(image) {
            const found = await (0,engine/* json */.Pq)(await (0,engine/* expect */.E3)(call('GET', `/images/${(0,engine/* encodeName */.aA)(image)}/json`), 200));
            return portsIn((0,context.at)(found, 'Config', 'ExposedPorts'));
        },
        async start(name) {
            (0,engine/* discard */.vf)(await (0,engine/* expect */.E3)(call('POST', `${path(name)}/start`), 204, 304));
        },
        async inspect(name) {
            const answer = await call('GET', `${path(name)}/json`);
            if (answer.statusCode === 404)
                return (0,engine/* discard */.vf)(answer);
            return stateOf((await (0,engine/* json */.Pq)(await (0,engine/* expect */.E3)(Promise.resolve(answer), 200))));
        },
        async follow(name, onLine) {
            await readFrames(await (0,engine/* expect */.E3)(call('GET', `${path(name)}/logs?follow=1&stdout=1&stderr=1`), 200), onLine);
        },
        async ended(name) {
            return Number((await (0,engine/* json */.Pq)(await (0,engine/* expect */.E3)(call('POST', `${path(name)}/wait`), 200))).StatusCode);
        },
    };
}
function body({ image, env, command, ports, network, labels }) {
    const keys = ports.map(port => `${port}/tcp`);
    const bindings = keys.map(key => [key, [{ HostIp: '127.0.0.1', HostPort: '' }]]);
    return {
        Image: image,
        Env: env,
        Labels: labels,
        ...(command !== undefined && { Cmd: command }),
        ExposedPorts: Object.fromEntries(keys.map(key => [key, {}])),
        HostConfig: {
            // The engine's default log driver may not support reading.
            LogConfig: { Type: 'json-file', Config: { 'max-size': '50m' } },
            ...(network === undefined ? { PortBindings: Object.fromEntries(bindings) } : { NetworkMode: network }),
        },
    };
}
function stateOf(container) {
    const health = (0,context.at)(container, 'State', 'Health', 'Status');
    const checks = (0,context.at)(container, 'State', 'Health', 'Log');
    const networks = entries((0,context.at)(container, 'NetworkSettings', 'Networks'));
    const env = (0,context.at)(container, 'Config', 'Env');
    return {
        exitCode: Number((0,context.at)(container, 'State', 'ExitCode') ?? 0),
        outOfMemory: (0,context.at)(container, 'State', 'OOMKilled') === true,
        health: health === 'starting' || health === 'healthy' || health === 'unhealthy' ? health : undefined,
        healthOutput: Array.isArray(checks) ? String((0,context.at)(checks.at(-1), 'Output') ?? '').trim() : '',
        published: published((0,context.at)(container, 'NetworkSettings', 'Ports')),
        addresses: new Map(networks.map(([name, network]) => [name, String((0,context.at)(network, 'IPAddress') ?? '')])),
        networkMode: String((0,context.at)(container, 'HostConfig', 'NetworkMode') ?? ''),
        gateway: networks.map(([, network]) => String((0,context.at)(network, 'Gateway') ?? '')).find(address => address !== ''),
        env: Array.isArray(env) ? env.map(String) : [],
    };
}
function portsIn(value) {
    return entries(value).flatMap(([key]) => (key.endsWith('/tcp') ? [Number.parseInt(key, 10)] : []));
}
function published(value) {
    const all = entries(value).flatMap(([key, bindings]) => {
        const host = Array.isArray(bindings) ? Number((0,context.at)(bindings[0], 'HostPort')) : 0;
        return key.endsWith('/tcp') && host > 0 ? [[Number.parseInt(key, 10), host]] : [];
    });
    return new Map(all);
}
function entries(value) {
    return value !== null && typeof value === 'object' ? Object.entries(value) : [];
}


/***/ })

};
