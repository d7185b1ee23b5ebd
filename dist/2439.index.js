export const id = 2439;
export const ids = [2439];
export const modules = {

/***/ 78469:
/***/ ((module, __unused_webpack_exports, __webpack_require__) => {



const SemVer = __webpack_require__(7163)
const compare = (a, b, loose) =>
  new SemVer(a, loose).compare(new SemVer(b, loose))

module.exports = compare


/***/ }),

/***/ 15714:
/***/ ((module, __unused_webpack_exports, __webpack_require__) => {



const parse = __webpack_require__(16353)
const prerelease = (version, options) => {
  const parsed = parse(version, options)
  return (parsed && parsed.prerelease.length) ? parsed.prerelease : null
}
module.exports = prerelease


/***/ }),

/***/ 56507:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ unlikeKept),
/* harmony export */   j: () => (/* binding */ loadedImage)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _engine_load_layout_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(68871);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(79547);
/* harmony import */ var _host_files_regular_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30481);
/* harmony import */ var _oci_layout_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(78859);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(44360);
/* harmony import */ var _oci_platforms_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(49537);
/* harmony import */ var _staging_layout_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(70275);








/**
 * Compares the image in the engine, by this run's name, with the built one that will be published. The containerd store
 * keeps the whole index under its own digest. The classic store keeps one platform, under the digest of its
 * configuration, which identifies every layer.
 *
 * @throws ActionError DIGEST_MISMATCH when they differ: then nothing is published.
 */
async function loadedImage(built, { any: engine, platform }) {
    const { local = '', layout, result } = built;
    const image = await engine.image(local);
    const content = layout === undefined ? built.content : await (0,_staging_layout_js__WEBPACK_IMPORTED_MODULE_6__/* .readLayout */ .T4)(layout);
    const wanted = result.digest ?? '';
    if (content !== undefined && content.root.digest !== wanted)
        throw differs('the OCI layout', content.root.digest, wanted);
    if (image === undefined)
        throw differs(local, 'gone', wanted);
    if (image.id === wanted)
        return { id: image.id, platforms: image.platforms ?? platformsOf(content, wanted, platform) };
    if (content === undefined)
        throw differs(local, image.id, wanted);
    const manifest = (0,_engine_load_layout_js__WEBPACK_IMPORTED_MODULE_1__/* .runnable */ .a)(content, platform);
    const config = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_4__/* .linksOf */ .hP)(manifest).blobs[0].digest;
    if (image.id !== config)
        throw differs(local, image.id, config);
    if (layout !== undefined)
        await compareLayers(layout, config, local, image);
    const one = platformsOf(content, wanted, platform).find(({ digest }) => digest === manifest.digest);
    return { id: image.id, platforms: [one ?? { platform, digest: manifest.digest }] };
}
/** The platform manifests of an image that the engine has not listed. */
function platformsOf(content, root, platform) {
    if (root === '')
        return [];
    if (content === undefined || !(0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_4__/* .isIndex */ .nw)(content.root.mediaType))
        return [{ platform, digest: root }];
    return (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_4__/* .imagesIn */ .o$)(content.root).map(child => ({
        platform: child.platform === undefined ? platform : (0,_oci_platforms_js__WEBPACK_IMPORTED_MODULE_5__/* .nameOf */ .Vb)(child.platform),
        digest: child.digest,
    }));
}
async function compareLayers(layout, config, name, { layers = [] }) {
    const text = (0,_host_files_regular_file_js__WEBPACK_IMPORTED_MODULE_3__/* .readText */ .yR)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(layout, (0,_oci_layout_js__WEBPACK_IMPORTED_MODULE_7__/* .blobName */ .P)(config)));
    const { diff_ids: wanted = [] } = JSON.parse(text).rootfs ?? {};
    if (layers.length > 0 && layers.join() !== wanted.join())
        throw differs(name, layers.join(), wanted.join());
}
function differs(what, found, wanted) {
    return new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('DIGEST_MISMATCH', `the tested image is not the built one: ${what} is ${found}, but the build produced ${wanted}`, {
        hint: 'Nothing was published. Check that no gate changes the image that $IMAGE names, or the folder $OCI_LAYOUT.',
    });
}
/**
 * For a re-run that keeps the published image: a note that the gates tested another image; '' if they tested the same.
 *
 * @param tested the manifests that the gates ran on
 */
function unlikeKept(tested, { image }) {
    const other = tested.map(({ digest }) => digest).filter(digest => !image.platforms.includes(digest));
    if (other.length === 0)
        return '';
    return `; the gates ran on what this run built (${other.join(', ')}), another image of the same commit`;
}


/***/ }),

/***/ 68396:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Lx: () => (/* binding */ findBuilder),
/* harmony export */   h0: () => (/* binding */ currentBuilder),
/* harmony export */   kH: () => (/* binding */ noteOf)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _engine_endpoint_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58013);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(79547);
/* harmony import */ var _host_fields_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(87617);
/* harmony import */ var _host_text_last_line_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1833);
/* harmony import */ var _host_text_sha256_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(39669);
/* harmony import */ var _host_tool_messages_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(77767);







/**
 * The builder that `docker buildx use` chose for this engine; undefined for the engine's own. buildx stores the choice
 * in small files; running `docker buildx inspect` for what is usually "none" would cost 150 ms.
 *
 * @see https://github.com/docker/buildx/blob/master/store/store.go (Txn.Current): the last choice, if it is global or
 *   made for this engine; otherwise the engine's own choice (`--default`).
 */
function currentBuilder(ports) {
    const { context, host } = ports.endpoint;
    const key = context === 'default' ? host : context;
    const last = parse(ports.readFile((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(ports.buildxConfig, 'current')));
    const name = String(last.Name ?? '');
    if (name !== '' && (last.Global === true || last.Key === key)) {
        if (noteOf(name, ports) !== undefined)
            return name;
        if (last.Key === key)
            return undefined;
    }
    const hash = (0,_host_text_sha256_js__WEBPACK_IMPORTED_MODULE_3__/* .sha256Hex */ .f)(key).slice(0, 20);
    const kept = ports.readFile((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(ports.buildxConfig, 'defaults', hash))?.trim() ?? '';
    return kept !== '' && noteOf(kept, ports) !== undefined ? kept : undefined;
}
/**
 * A builder by its name: one that was created, or a Docker context, since every context's engine is a builder of that
 * name.
 *
 * @returns undefined when there is none
 * @throws ActionError BUILDER_UNUSABLE when buildx fails
 */
async function findBuilder(name, ports) {
    const driver = noteOf(name, ports)?.Driver;
    if (typeof driver === 'string' && driver !== '')
        return { driver };
    if (name === ports.endpoint.context)
        return { driver: 'docker' };
    if (name === 'default' || (0,_engine_endpoint_js__WEBPACK_IMPORTED_MODULE_1__/* .contextHost */ .Y)(name, ports.dockerConfig, ports.readFile) !== `context:${name}`) {
        return { driver: 'docker', otherContext: name };
    }
    return inspect(name, ports);
}
async function inspect(name, { run, env, signal }) {
    const { code, stdout, stderr } = await run('docker', ['buildx', 'inspect', name], { env, signal, timeout: 60_000 });
    const driver = /^Driver:\s+(\S+)/m.exec(stdout)?.[1];
    if (code === 0 && driver !== undefined)
        return { driver };
    if ((0,_host_tool_messages_js__WEBPACK_IMPORTED_MODULE_4__/* .says */ .FA)(stderr, 'builderMissing', 'builderNameInvalid'))
        return undefined;
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('BUILDER_UNUSABLE', `builder ${JSON.stringify(name)} cannot be used: ${(0,_host_text_last_line_js__WEBPACK_IMPORTED_MODULE_5__/* .lastLine */ .f)(stderr)}`, {
        hint: 'Check that `docker buildx` works on this runner; `buildx-version` installs one for the run.',
    });
}
/** buildx's record of a builder that was created. Names are case-insensitive. */
function noteOf(name, { buildxConfig, readFile }) {
    if (!/^[a-z][\w.+-]*$/i.test(name))
        return undefined;
    const text = readFile((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(buildxConfig, 'instances', name.toLowerCase()));
    return text === undefined ? undefined : parse(text);
}
function parse(text) {
    try {
        return (0,_host_fields_js__WEBPACK_IMPORTED_MODULE_6__/* .fieldsIn */ .t5)(JSON.parse(text ?? ''));
    }
    catch {
        return {};
    }
}


/***/ }),

/***/ 86846:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ nodesOf),
/* harmony export */   t: () => (/* binding */ containerOf)
/* harmony export */ });
/* harmony import */ var _existing_builder_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(68396);

/**
 * A builder's nodes, as recorded by buildx; [] if there is no record.
 *
 * @see https://github.com/docker/buildx/blob/master/store/nodegroup.go
 */
function nodesOf(name, ports) {
    const { Nodes: nodes } = (0,_existing_builder_js__WEBPACK_IMPORTED_MODULE_0__/* .noteOf */ .kH)(name, ports) ?? {};
    if (!Array.isArray(nodes))
        return [];
    return nodes.map(node => ({
        name: String(node?.Name ?? ''),
        endpoint: String(node?.Endpoint ?? ''),
    }));
}
/** The container of a docker-container builder on this engine; undefined if it has several nodes, or is elsewhere. */
function containerOf(nodes, { context, host }) {
    const [node, another] = nodes;
    const isHere = [context, host, ''].includes(node?.endpoint ?? '');
    return node === undefined || another !== undefined || !isHere ? undefined : `buildx_buildkit_${node.name}`;
}


/***/ }),

/***/ 16703:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CT: () => (/* binding */ exportAfterwards),
/* harmony export */   Yd: () => (/* binding */ lateInputs),
/* harmony export */   eT: () => (/* binding */ beforeGates),
/* harmony export */   sr: () => (/* binding */ withCacheTo),
/* harmony export */   yC: () => (/* binding */ exportLateCaches)
/* harmony export */ });
/* harmony import */ var _build_build_image_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(55980);
/* harmony import */ var _build_run_build_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(65480);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(79547);
/* harmony import */ var _inputs_wanted_gates_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(14203);
/* harmony import */ var _journal_run_folder_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(22539);
/* harmony import */ var _plan_call_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(64467);
/* harmony import */ var _plan_late_caches_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(84535);
/* harmony import */ var _relay_use_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(98574);
/* harmony import */ var _service_service_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(90453);
/* harmony import */ var _store_deadline_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(10686);
/* harmony import */ var _watch_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(92929);











/** The inputs of the build itself: if the image is checked, without the shared caches. */
function beforeGates(inputs) {
    return (0,_inputs_wanted_gates_js__WEBPACK_IMPORTED_MODULE_9__/* .isChecked */ .W)(inputs) ? withCacheTo(inputs, (0,_plan_late_caches_js__WEBPACK_IMPORTED_MODULE_5__/* .splitCaches */ .c)(inputs.build.cacheTo).withBuild) : inputs;
}
/**
 * Writes the caches that had to wait for the checks: repeats the build, fully cached by now, only to export them.
 * Failures and hangs are warnings.
 */
async function exportLateCaches(request) {
    const { job, site, machine } = request;
    const { inputs } = job;
    const late = lateInputs(inputs);
    if (!(0,_inputs_wanted_gates_js__WEBPACK_IMPORTED_MODULE_9__/* .isChecked */ .W)(inputs) || late === undefined)
        return;
    await exportAfterwards(late, site, machine, async (watched) => {
        const writing = { job: { ...job, inputs: late }, site, machine: watched };
        const { name, env } = site.builder;
        const command = await (0,_build_build_image_js__WEBPACK_IMPORTED_MODULE_0__/* .commandFor */ .Fw)(writing, ['type=cacheonly'], { name, program: undefined });
        await (0,_build_run_build_js__WEBPACK_IMPORTED_MODULE_1__/* .build */ .jq)(command, (0,_build_build_image_js__WEBPACK_IMPORTED_MODULE_0__/* .buildPorts */ .Pv)(writing, env)).finally(() => (0,_journal_run_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .removeFolder */ .v$)(command.secretsFolder));
    });
}
/** The build that writes these caches; undefined when none has to wait. */
function lateInputs(inputs) {
    const { afterGates } = (0,_plan_late_caches_js__WEBPACK_IMPORTED_MODULE_5__/* .splitCaches */ .c)(inputs.build.cacheTo);
    if (afterGates.length === 0 || (0,_plan_call_js__WEBPACK_IMPORTED_MODULE_4__/* .isCall */ .n)(inputs))
        return undefined;
    // Without attestations, which would be created again; steps that `no-cache` has just run are cached now.
    const again = { ...inputs.build, provenance: 'false', sbom: '', attests: [], noCache: false, noCacheFilters: [] };
    return withCacheTo({ ...inputs, build: again }, afterGates);
}
/** @param late has all caches that `write` writes */
async function exportAfterwards(late, site, machine, write) {
    if (machine.signal.aborted)
        return;
    const watch = (0,_watch_js__WEBPACK_IMPORTED_MODULE_8__/* .watchCaches */ .n)(machine.run, machine.now, (0,_store_deadline_js__WEBPACK_IMPORTED_MODULE_10__/* .patienceOf */ .H)(late));
    const relay = await (0,_relay_use_js__WEBPACK_IMPORTED_MODULE_6__/* .relayFor */ .V)(late, site, (0,_service_service_js__WEBPACK_IMPORTED_MODULE_7__/* .serviceIn */ .T)(machine.env, machine.now()), machine);
    let failure;
    try {
        await site.docker.show();
        machine.log.info('All checks passed; writing the cache.');
        await write({ ...machine, run: watch.run, env: { ...machine.env, ...relay?.env } });
    }
    catch (error) {
        failure = (0,_host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error);
    }
    finally {
        await relay?.end(true);
    }
    // Read errors were reported by the build itself, and did not prevent writing.
    const reported = watch.troubles().filter(trouble => !trouble.startsWith('importing'));
    const problem = reported.length > 0 ? reported.slice(0, 3).join('; ') : failure;
    if (problem !== undefined && !machine.signal.aborted)
        machine.log.warning(`The cache could not be written: ${problem}`);
}
/** The inputs with other caches to write. */
function withCacheTo(inputs, cacheTo) {
    return { ...inputs, build: { ...inputs.build, cacheTo } };
}


/***/ }),

/***/ 98574:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  V: () => (/* binding */ relayFor)
});

// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/runner/child-env.js
var child_env = __webpack_require__(30994);
// EXTERNAL MODULE: ./lib/cache/store/caches.js
var caches = __webpack_require__(98501);
// EXTERNAL MODULE: ./lib/builder/nodes.js
var nodes = __webpack_require__(86846);
// EXTERNAL MODULE: ./lib/engine/engine.js + 1 modules
var engine = __webpack_require__(46946);
// EXTERNAL MODULE: ./lib/engine/own-network.js
var own_network = __webpack_require__(94389);
// EXTERNAL MODULE: ./lib/host/files/read-if-there.js
var read_if_there = __webpack_require__(3169);
// EXTERNAL MODULE: ./lib/host/tool-messages.js
var tool_messages = __webpack_require__(77767);
;// CONCATENATED MODULE: ./lib/cache/relay/builder-route.js





/**
 * The engine's own BuildKit shares our loopback or, in a job container, reaches our address in its network. A BuildKit
 * container reaches this machine as its network's gateway, unless there is a firewall or the engine is remote: that is
 * tested.
 *
 * @returns undefined for a remote builder, or one with several nodes
 * @throws ActionError ENGINE_FAILED, CANCELLED
 */
async function routeFromBuilder({ builder, engine }, { run, signal }, mountinfo = () => (0,read_if_there/* readIfThere */.q)('/proc/self/mountinfo') ?? '') {
    if (builder.isNear)
        return { address: LOOPBACK, reaches: async () => true };
    const { socket } = engine.endpoint;
    if (socket === undefined)
        return undefined;
    if (builder.driver === 'docker')
        return fromContainer((0,own_network/* ownContainer */.A2)(mountinfo()), socket, signal);
    if (builder.driver !== 'docker-container' || builder.name === undefined)
        return undefined;
    const container = (0,nodes/* containerOf */.t)(builder.nodes, engine.endpoint);
    if (container === undefined)
        return undefined;
    const { connectContainers } = await __webpack_require__.e(/* import() */ 8632).then(__webpack_require__.bind(__webpack_require__, 18632));
    const state = await connectContainers(socket, signal).inspect(container);
    const address = state?.networkMode === 'host' ? LOOPBACK : state?.gateway;
    // A proxy would be asked for our address, which it cannot reach.
    if (state === undefined || address === undefined || state.env.some(isProxy))
        return undefined;
    return {
        address,
        async reaches(url) {
            // BuildKit's own image has both.
            const args = ['exec', container, 'timeout', '2', 'wget', '-q', '-O', '/dev/null', url];
            return (await run('docker', args, { env: builder.env, signal, timeout: 5_000 })).code === 0;
        },
    };
}
const LOOPBACK = '127.0.0.1';
/** Milliseconds. */
const PATIENCE = 2_000;
/** The engine's route to the container of this process, if it is the engine's. */
async function fromContainer(own, socket, signal) {
    if (own === undefined)
        return undefined;
    const { connectContainers } = await __webpack_require__.e(/* import() */ 8632).then(__webpack_require__.bind(__webpack_require__, 18632));
    const [self, info] = await Promise.all([
        connectContainers(socket, signal).inspect(own),
        (0,engine/* send */.tN)(socket, { method: 'GET', path: '/info' }, signal).then(engine/* json */.Pq),
    ]);
    const address = [...(self?.addresses.values() ?? [])].find(each => each !== '');
    if (address === undefined || info.HttpProxy || info.HttpsProxy)
        return undefined;
    return {
        address,
        async reaches(url) {
            // The engine tests the login over TLS, and reports that our server does not speak it; or, for an address in its
            // insecure registries, the status.
            const login = { username: 'slipway', password: 'none', serveraddress: new URL(url).host };
            const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
            const answer = await (0,engine/* send */.tN)(socket, { method: 'POST', path: '/auth', payload: login }, patience);
            return (0,tool_messages/* says */.FA)(String((await (0,engine/* json */.Pq)(answer)).message), 'serverAnswered');
        },
    };
}
function isProxy(variable) {
    return /^(?:https?|all)_proxy=./i.test(variable);
}

// EXTERNAL MODULE: ./lib/plan/terms/list.js
var list = __webpack_require__(94247);
;// CONCATENATED MODULE: ./lib/cache/relay/permit.js



/** The methods of BuildKit's `type=gha`: the service also has methods to list and delete. */
const READS = ['GetCacheEntryDownloadURL'];
const WRITES = ['CreateCacheEntry', 'FinalizeCacheEntryUpload'];
/** A layer's name. All scopes share layers. */
const LAYER = /^buildkit-blob-\d+-sha256:[0-9a-f]{64}/;
/** After the scope in an index's name: BuildKit's version, and a hash of the git ref. */
const OF_SCOPE = /^\d+-[0-9a-f]+(?:#\d*)?$/;
/**
 * What one build's caches need from the service: entries with BuildKit's names in their scopes, and no creation unless
 * the build writes a cache. A build step may intercept the relay's token, which is good for nothing else.
 *
 * @see https://github.com/moby/buildkit/blob/master/cache/remotecache/gha/gha.go
 */
function permitFor(inputs, isReadOnly) {
    const specs = (0,caches/* caches */.IU)(inputs).filter(child_env/* isGha */.zV);
    const methods = !isReadOnly && (0,caches/* writtenCaches */.bW)(inputs).some(child_env/* isGha */.zV) ? [...READS, ...WRITES] : READS;
    const indexes = [...new Set(specs.map(scopeOf))].map(scope => `index-${scope}-`);
    const isOurs = (key) => typeof key === 'string' &&
        (LAYER.test(key) || indexes.some(prefix => key.startsWith(prefix) && OF_SCOPE.test(key.slice(prefix.length))));
    return (method, { key, restore_keys: others = [] }) => methods.includes(method) && isOurs(key) && Array.isArray(others) && others.every(isOurs);
}
/** BuildKit's default is its own name. */
function scopeOf(spec) {
    const [, scope] = (0,list/* fields */.OA)(spec)
        .map(column => /^scope\s*=\s*(.*)$/is.exec(column))
        .find(match => match !== null) ?? [];
    return scope ?? 'buildkit';
}

;// CONCATENATED MODULE: ./lib/cache/relay/use.js





/** A service that was silent for this long counts as lost. Milliseconds. */
const SILENCE = 15_000;
const PROGRESS = 10_000;
/** A relay for a build that uses the cache service with a builder that can reach us; otherwise undefined. */
async function relayFor(inputs, site, service, machine) {
    const specs = (0,caches/* caches */.IU)(inputs).filter(child_env/* isGha */.zV);
    if (service.version !== 2 || specs.length === 0 || specs.some(child_env/* hasOwnService */.u8))
        return undefined;
    const opened = openFor(site, service, inputs, machine);
    const relay = await opened.catch(error => machine.log.debug(`no relay to the cache service: ${(0,errors/* messageOf */.bD)(error)}`));
    if (relay === undefined)
        return undefined;
    return {
        env: { ACTIONS_RESULTS_URL: relay.url, ACTIONS_RUNTIME_TOKEN: relay.token },
        failure: relay.failure,
        async end(warned) {
            const { log, signal } = machine;
            const timer = setInterval(() => log.info(`Cache: ${Math.ceil(relay.held() / 1e6)} MB still to upload`), PROGRESS);
            await relay.close().finally(() => clearInterval(timer));
            const failure = relay.failure();
            if (failure === undefined || signal.aborted)
                return;
            log[warned ? 'info' : 'warning'](`The cache could not be saved: ${failure}`);
        },
    };
}
/** A relay that the builder can reach. */
async function openFor(site, service, inputs, machine) {
    const route = await routeFromBuilder(site, machine);
    if (route === undefined)
        return undefined;
    const { openRelay } = await __webpack_require__.e(/* import() */ 2874).then(__webpack_require__.bind(__webpack_require__, 12874));
    const { retry } = inputs;
    const permit = permitFor(inputs, service.readOnly !== undefined);
    const idle = Math.min(SILENCE, retry.deadline);
    const relay = await openRelay({ ...service, permit }, route.address, { retry, idle }, machine);
    if (await route.reaches(relay.greeting).catch(() => false))
        return relay;
    await relay.close();
    throw new Error(`the builder does not reach ${relay.url}`);
}


/***/ }),

/***/ 90453:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ METHODS),
/* harmony export */   T: () => (/* binding */ serviceIn)
/* harmony export */ });
/* harmony import */ var _event_forge_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(47935);
/* harmony import */ var _host_variables_services_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(19142);
/* harmony import */ var _host_variables_workflow_run_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55911);
/* harmony import */ var _http_jwt_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(27953);




/** The path prefix of its methods, version 2. */
const METHODS = 'twirp/github.actions.results.api.v1.CacheService/';
/**
 * The cache service in the runner's environment, which only JavaScript actions get.
 *
 * @param now milliseconds since the epoch
 */
function serviceIn(env, now) {
    const { runtimeToken: token, resultsUrl, cacheUrl, isCacheV2, cacheMode: mode } = (0,_host_variables_services_js__WEBPACK_IMPORTED_MODULE_1__/* .serviceVariables */ .n)(env);
    const { serverUrl, ref } = (0,_host_variables_workflow_run_js__WEBPACK_IMPORTED_MODULE_2__/* .runVariables */ .R)(env);
    // GitHub Enterprise Server has version 1 only.
    const version = (0,_event_forge_js__WEBPACK_IMPORTED_MODULE_0__/* .hasGithubServices */ .Af)(serverUrl) && isCacheV2 ? 2 : 1;
    const url = version === 2 ? resultsUrl : cacheUrl;
    if (!URL.canParse(url))
        return missing('the runner offers no cache service');
    if (token === '')
        return missing('the runner gave no token for its cache service (ACTIONS_RUNTIME_TOKEN)');
    if (mode === 'none')
        return missing('the runner forbids caches (ACTIONS_CACHE_MODE)');
    const claims = rightsOf(token);
    if (claims.until !== undefined && claims.until <= now)
        return missing("the token of the runner's cache service has expired");
    return { version, url: url.endsWith('/') ? url : `${url}/`, token, readOnly: readOnlyBecause(ref, mode, claims) };
}
function readOnlyBecause(ref, mode, { writes }) {
    if (mode === 'read')
        return 'the runner lets this job only read caches';
    if (writes === false)
        return "this job's token may only read caches";
    // A branch's caches are visible only to that branch, except for the default one; merge-queue branches are never built
    // again.
    if (ref.startsWith('refs/heads/gh-readonly-queue/'))
        return 'no later run could read the cache of a merge queue';
    return undefined;
}
function missing(why) {
    return { version: 0, why };
}
/** A scope's `Permission` is a bit set: 1 reads, 2 writes. */
const WRITES = 2;
/** The token's own claims. A token of another form is assumed valid: its server will decide. */
function rightsOf(token) {
    try {
        const { ac, exp } = (0,_http_jwt_js__WEBPACK_IMPORTED_MODULE_3__/* .claimsOf */ .d)(token);
        const scopes = typeof ac === 'string' ? JSON.parse(ac) : undefined;
        const permissions = Array.isArray(scopes)
            ? scopes.map(scope => Number(scope.Permission))
            : [];
        return {
            ...(permissions.length > 0 && { writes: permissions.some(permission => (permission & WRITES) !== 0) }),
            ...(typeof exp === 'number' && { until: exp * 1000 }),
        };
    }
    catch {
        return {};
    }
}


/***/ }),

/***/ 98501:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IU: () => (/* binding */ caches),
/* harmony export */   QS: () => (/* binding */ mapCaches),
/* harmony export */   bW: () => (/* binding */ writtenCaches)
/* harmony export */ });
/** All caches that a build reads and writes. */
function caches({ build }) {
    const ofParts = [...(build.partCaches?.values() ?? [])].flatMap(({ from, to }) => [...from, ...to]);
    return [...build.cacheFrom, ...build.cacheTo, ...ofParts];
}
/** All caches that a build writes. */
function writtenCaches({ build }) {
    return [...build.cacheTo, ...[...(build.partCaches?.values() ?? [])].flatMap(({ to }) => to)];
}
/** The inputs with changed caches, for the whole build and each part. */
function mapCaches(inputs, from, to) {
    const { cacheFrom, cacheTo, partCaches } = inputs.build;
    const parts = [...(partCaches ?? [])].map(([name, part]) => [name, { from: from(part.from), to: to(part.to) }]);
    const build = {
        ...inputs.build,
        ...{ cacheFrom: from(cacheFrom), cacheTo: to(cacheTo) },
        ...(partCaches !== undefined && { partCaches: new Map(parts) }),
    };
    return { ...inputs, build };
}


/***/ }),

/***/ 10686:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ patienceOf),
/* harmony export */   T: () => (/* binding */ secondsOf)
/* harmony export */ });
/** BuildKit's own time-outs come first: they end a cache, not the build. Milliseconds. */
const SLACK = 15_000;
/** The input `timeout` also limits caches: whole seconds per request. */
function secondsOf({ retry }) {
    return Math.max(1, Math.round(retry.deadline / 1000));
}
/** Milliseconds without progress after which a build that works on a cache is ended. */
function patienceOf({ retry }) {
    return retry.deadline + SLACK;
}


/***/ }),

/***/ 92929:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ watchCaches)
/* harmony export */ });
/* harmony import */ var _build_progress_rawjson_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6666);
/* harmony import */ var _builder_buildx_plugin_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(35133);
/* harmony import */ var _host_text_first_line_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(17401);
/* harmony import */ var _host_tool_messages_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77767);




/** BuildKit's names for its work on caches; the second is that of each kind of exporter. */
const CACHE_STEP = /^(?:importing cache manifest from |exporting (?:cache )?to (?:registry|client directory|GitHub Actions Cache|inline)|preparing build cache)/;
const IMPORTING = 'importing cache manifest from ';
/** With several images, each step begins with its target's name. */
const OF_TARGET = /^\[[\w.-]+\] (?=importing |exporting |preparing )/;
/** A base image's registry is not a cache. */
const BASE = /\] FROM /;
/** BuildKit reports nothing while it packs and sends one layer, which may have gigabytes. */
const WRITING = /^(?:exporting|preparing)/;
const TIMES_FOR_WRITING = 5;
/**
 * @param deadline milliseconds without progress after which a step that reads a cache counts as hung; one that writes
 *   has five times as long
 */
function watchCaches(run, now, deadline) {
    const troubles = new Set();
    const imported = new Set();
    let stalled;
    let stuck = false;
    const patience = (name) => (WRITING.test(name) ? TIMES_FOR_WRITING : 1) * deadline;
    const listen = async (command, args, options) => {
        const open = new Map();
        /** Cache hits, by their digests: layers loaded for them come from a cache. */
        const hits = new Map();
        const hung = new AbortController();
        const timer = setInterval(() => {
            const late = [...open.values()].find(({ name, last }) => now() - last > patience(name));
            if (late === undefined || hung.signal.aborted)
                return;
            stalled = late.at === undefined ? 'cache' : 'layer';
            troubles.add(`"${late.name}" made no progress for ${Math.round(patience(late.name) / 1000)} s`);
            hung.abort();
        }, Math.min(1_000, deadline));
        const hear = (line) => {
            if (!line.startsWith('{"vertexes"') && !line.startsWith('{"statuses"'))
                return;
            const { vertexes = [], statuses = [] } = (0,_build_progress_rawjson_js__WEBPACK_IMPORTED_MODULE_2__/* .parseProgress */ .T)(line) ?? {};
            for (const reported of vertexes) {
                const vertex = { ...reported, name: reported.name.replace(OF_TARGET, '') };
                noteHit(vertex);
                if (!CACHE_STEP.test(vertex.name))
                    continue;
                if (vertex.name.startsWith(IMPORTING) && vertex.completed !== undefined && vertex.error === undefined) {
                    imported.add(vertex.name.slice(IMPORTING.length));
                }
                if (vertex.completed !== undefined)
                    open.delete(vertex.digest);
                else if (vertex.started !== undefined)
                    open.set(vertex.digest, { name: vertex.name, last: now() });
                if (vertex.error !== undefined && !hung.signal.aborted && !isHarmless(vertex.name, vertex.error)) {
                    troubles.add(`${vertex.name.replace(/:\d{6,}$/, '')}: ${(0,_host_text_first_line_js__WEBPACK_IMPORTED_MODULE_3__/* .firstLine */ .T)(vertex.error)}`);
                }
            }
            for (const status of statuses) {
                const step = open.get(status.vertex);
                if (step !== undefined)
                    step.last = now();
                followLayer(status);
            }
        };
        const noteHit = ({ digest, name, cached, completed }) => {
            if (cached === true && !BASE.test(name))
                hits.set(digest, name);
            if (completed === undefined)
                return;
            for (const key of open.keys())
                if (key.startsWith(`${digest} `))
                    open.delete(key);
        };
        /** BuildKit repeats a layer's status even without progress. */
        const followLayer = ({ vertex, id, current, total, completed }) => {
            const name = hits.get(vertex);
            if (name === undefined || !id.startsWith('sha256:'))
                return;
            const key = `${vertex} ${id}`;
            if (completed !== undefined || (total > 0 && current >= total))
                open.delete(key);
            else if (open.get(key)?.at !== current)
                open.set(key, { name: `a layer of ${name}`, last: now(), at: current });
        };
        const signal = options.signal === undefined ? hung.signal : AbortSignal.any([options.signal, hung.signal]);
        try {
            return await run(command, args, {
                ...options,
                signal,
                onStderr: line => {
                    hear(line);
                    options.onStderr?.(line);
                },
            });
        }
        finally {
            clearInterval(timer);
        }
    };
    const listenAgain = async (command, args, options) => {
        const ended = new AbortController();
        const timer = setTimeout(() => {
            stuck = true;
            ended.abort();
        }, deadline);
        const signal = options.signal === undefined ? ended.signal : AbortSignal.any([options.signal, ended.signal]);
        try {
            return await run(command, args, {
                ...options,
                signal,
                onStderr: line => {
                    if ((0,_build_progress_rawjson_js__WEBPACK_IMPORTED_MODULE_2__/* .parseProgress */ .T)(line)?.vertexes.some(({ started }) => started !== undefined))
                        clearTimeout(timer);
                    options.onStderr?.(line);
                },
            });
        }
        finally {
            clearTimeout(timer);
        }
    };
    return {
        run: (command, args, options) => (0,_builder_buildx_plugin_js__WEBPACK_IMPORTED_MODULE_0__/* .isBuild */ .Tc)(command, args) ? listen(command, args, options) : run(command, args, options),
        again: (command, args, options) => (0,_builder_buildx_plugin_js__WEBPACK_IMPORTED_MODULE_0__/* .isBuild */ .Tc)(command, args) ? listenAgain(command, args, options) : run(command, args, options),
        stuck: () => stuck,
        troubles: () => [...troubles],
        imported: () => [...imported],
        stalled: () => stalled,
    };
}
/** A first run finds nothing to import. */
function isHarmless(name, error) {
    return (0,_host_tool_messages_js__WEBPACK_IMPORTED_MODULE_1__/* .says */ .FA)(error, 'cancelled') || (name.startsWith('importing') && (0,_host_tool_messages_js__WEBPACK_IMPORTED_MODULE_1__/* .says */ .FA)(error, 'cacheMissing'));
}


/***/ }),

/***/ 58013:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ findEngine),
/* harmony export */   Y: () => (/* binding */ contextHost)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _host_text_sha256_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(39669);


/**
 * Finds the engine as the docker CLI does: DOCKER_HOST, then DOCKER_CONTEXT, then `currentContext` of the user's
 * config.json, then the default socket. Knowing the socket saves a `docker info` process (about 30 ms) and allows
 * pushes without a password on disk.
 *
 * @param readFile returns a file's text, or undefined if it cannot be read
 * @see https://docs.docker.com/engine/manage-resources/contexts/
 */
function findEngine(docker, readFile) {
    const { configDir } = docker;
    const chosen = docker.host ? '' : docker.context || currentContext(configDir, readFile);
    const host = docker.host || contextHost(chosen, configDir, readFile);
    const socket = host.startsWith('unix://') ? host.slice('unix://'.length) : undefined;
    return { host, socket, context: chosen || 'default' };
}
const DEFAULT_HOST = 'unix:///var/run/docker.sock';
function currentContext(configDir, readFile) {
    return stringAt(readFile((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(configDir, 'config.json')), 'currentContext');
}
/** A context's address, from a folder named by the SHA-256 of its name; `context:NAME` if there is none. */
function contextHost(name, configDir, readFile) {
    if (name === '' || name === 'default')
        return DEFAULT_HOST;
    const id = (0,_host_text_sha256_js__WEBPACK_IMPORTED_MODULE_1__/* .sha256Hex */ .f)(name);
    const meta = readFile((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(configDir, 'contexts', 'meta', id, 'meta.json'));
    return stringAt(meta, 'Endpoints', 'docker', 'Host') || `context:${name}`;
}
function stringAt(json, ...path) {
    try {
        let here = JSON.parse(json ?? '');
        for (const key of path)
            here = here?.[key];
        return typeof here === 'string' ? here : '';
    }
    catch {
        return '';
    }
}


/***/ }),

/***/ 46946:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  xn: () => (/* binding */ connectEngine),
  vf: () => (/* binding */ discard),
  aA: () => (/* binding */ encodeName),
  E3: () => (/* binding */ expect),
  Pq: () => (/* binding */ json),
  tN: () => (/* binding */ send)
});

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: external "node:readline"
var external_node_readline_ = __webpack_require__(80481);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/fields.js
var fields = __webpack_require__(87617);
// EXTERNAL MODULE: ./lib/oci/platforms.js
var platforms = __webpack_require__(49537);
// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __webpack_require__(23940);
;// CONCATENATED MODULE: ./lib/engine/engine-json.js

/**
 * The runnable manifests of an image, as listed since Docker 28 (API 1.48). Undefined if it lists none.
 *
 * @see https://docs.docker.com/reference/api/engine/version/v1.48/#tag/Image/operation/ImageInspect
 */
function platformManifests(value) {
    const manifests = objects(value).filter(({ Kind, Available }) => Kind === 'image' && Available === true);
    const found = manifests.flatMap(({ Descriptor, ImageData }) => {
        const { digest } = (0,fields/* fieldsIn */.t5)(Descriptor);
        const { os = '', architecture = '', variant } = (0,fields/* fieldsIn */.t5)((0,fields/* fieldsIn */.t5)(ImageData).Platform);
        const platform = [os, architecture, variant].filter(part => typeof part === 'string' && part !== '').join('/');
        return typeof digest === 'string' ? [{ platform, digest: digest }] : [];
    });
    return found.length > 0 ? found : undefined;
}
function containerList(text) {
    return objects(JSON.parse(text)).map(({ Id, Names, Image, ImageID }) => {
        const [name = String(Id)] = Array.isArray(Names) ? Names.map(String) : [];
        return { id: String(Id), name: name.replace(/^\//, ''), image: String(Image), imageId: String(ImageID ?? '') };
    });
}
function objects(value) {
    return Array.isArray(value) ? value.map(fields/* fieldsIn */.t5) : [];
}

;// CONCATENATED MODULE: ./lib/engine/engine.js







/** Connects to the engine at a unix socket. */
function connectEngine(socketPath, signal) {
    const call = (method, path, headers = {}) => send(socketPath, { method, path, headers }, signal);
    return {
        async info() {
            const info = await json(await expect(call('GET', '/info'), 200));
            return {
                containerdStore: JSON.stringify(info.DriverStatus ?? '').includes('io.containerd.snapshotter'),
                desktop: String(info.OperatingSystem).includes('Docker Desktop'),
                rootless: JSON.stringify(info.SecurityOptions ?? '').includes('"name=rootless"'),
                operatingSystem: String(info.OSType ?? 'linux'),
                architecture: (0,platforms/* architectureOfKernel */.Gf)(String(info.Architecture ?? '')),
                dataRoot: String(info.DockerRootDir ?? ''),
            };
        },
        async image(reference) {
            const answer = await call('GET', `/images/${encodeName(reference)}/json?manifests=1`);
            if (answer.statusCode === 404)
                return discard(answer);
            const image = await json(await expect(Promise.resolve(answer), 200));
            const references = Array.isArray(image.RepoTags) ? image.RepoTags.map(String) : [];
            const { Layers: layers = [] } = (image.RootFS ?? {});
            const platforms = platformManifests(image.Manifests);
            return { id: String(image.Id), references, size: Number(image.Size ?? 0), layers, platforms };
        },
        async tag(image, name) {
            const { repository, tag } = splitName(name);
            const query = new URLSearchParams({ repo: repository, tag });
            discard(await expect(call('POST', `/images/${encodeName(image)}/tag?${query}`), 201));
        },
        async remove(reference) {
            const answer = await expect(call('DELETE', `/images/${encodeName(reference)}?force=true&noprune=true`), 200, 404);
            discard(answer);
            return answer.statusCode === 200;
        },
        async containers(image) {
            const query = new URLSearchParams({ all: '1', filters: JSON.stringify({ ancestor: [image] }) });
            return containerList(await body(await expect(call('GET', `/containers/json?${query}`), 200)));
        },
        async removeContainer(id) {
            // 409: it is already being removed, by `--rm`.
            discard(await expect(call('DELETE', `/containers/${encodeURIComponent(id)}?force=1&v=1`), 204, 404, 409));
        },
        async push(name, login) {
            const { repository, tag } = splitName(name);
            const auth = Buffer.from(JSON.stringify(login)).toString('base64url');
            const path = `/images/${encodeName(repository)}/push?${new URLSearchParams({ tag })}`;
            await readPush(await expect(call('POST', path, { 'X-Registry-Auth': auth }), 200));
        },
    };
}
/** The engine's API takes the parts of a name. */
function splitName(reference) {
    const { name, tag = 'latest' } = (0,oci_reference/* parseReference */.F2)(reference);
    return { repository: name.text, tag };
}
function send(socketPath, { method, path, headers, payload }, signal) {
    return new Promise((resolve, reject) => {
        const common = { Host: 'docker', ...(payload !== undefined && { 'Content-Type': 'application/json' }) };
        // No keep-alive: an idle socket would keep the process running, and local connections are cheap.
        const options = { socketPath, method, path, headers: { ...common, ...headers }, agent: false };
        const req = (0,external_node_http_.request)(signal === undefined ? options : { ...options, signal }, resolve);
        req.on('error', error => reject(unreachable(error, socketPath, signal)));
        req.end(payload === undefined ? '' : JSON.stringify(payload));
    });
}
function unreachable(error, socketPath, signal) {
    if (signal?.aborted)
        return new errors/* ActionError */.lZ('CANCELLED', 'cancelled while talking to the Docker Engine', { cause: error });
    return new errors/* ActionError */.lZ('ENGINE_FAILED', `the Docker Engine does not answer at ${socketPath}: ${error.message}`, {
        cause: error,
        hint: 'Start Docker on this runner, or point DOCKER_HOST at an engine that runs.',
    });
}
/** The answer if its status is accepted; otherwise throws ENGINE_FAILED with the engine's message. */
async function expect(answer, ...codes) {
    const got = await answer;
    if (codes.includes(got.statusCode ?? 0))
        return got;
    const text = await body(got);
    throw new errors/* ActionError */.lZ('ENGINE_FAILED', `the Docker Engine answered ${got.statusCode}: ${engineMessage(text)}`);
}
/** The push stream is JSON lines; errors arrive in the stream, after status 200. */
async function readPush(answer) {
    try {
        for await (const line of (0,external_node_readline_.createInterface)({ input: answer })) {
            if (line.trim() === '')
                continue;
            const { error } = parseObject(line);
            if (typeof error === 'string')
                throw new errors/* ActionError */.lZ('ENGINE_FAILED', `docker push failed: ${error}`);
        }
    }
    catch (error) {
        throw brokenOff(error);
    }
}
/** An answer's body, parsed as an object. */
async function json(answer) {
    return parseObject(await body(answer));
}
function parseObject(text) {
    try {
        return (0,fields/* fieldsIn */.t5)(JSON.parse(text));
    }
    catch (error) {
        throw new errors/* ActionError */.lZ('ENGINE_FAILED', `the Docker Engine's answer is not JSON: ${(0,errors/* messageOf */.bD)(error)}`, {
            cause: error,
        });
    }
}
async function body(answer) {
    const chunks = [];
    try {
        for await (const chunk of answer)
            chunks.push(chunk);
    }
    catch (error) {
        throw brokenOff(error);
    }
    return Buffer.concat(chunks).toString();
}
/** An answer that was cut off; other errors are returned unchanged. */
function brokenOff(error) {
    if (error instanceof errors/* ActionError */.lZ)
        return error;
    return new errors/* ActionError */.lZ('ENGINE_FAILED', `the Docker Engine closed the connection in the middle of an answer: ${(0,errors/* messageOf */.bD)(error)}`, {
        cause: error,
        hint: 'Check whether it is still running and what its log says, then re-run the job.',
    });
}
/** Releases the connection without reading the body. */
function discard(answer) {
    answer.resume();
}
function engineMessage(text) {
    try {
        return String(JSON.parse(text).message ?? text);
    }
    catch {
        return text.slice(0, 500);
    }
}
/** Names keep their slashes in the path; everything else that could end the path is escaped. */
function encodeName(name) {
    return name.split('/').map(encodeURIComponent).join('/');
}


/***/ }),

/***/ 94389:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A2: () => (/* binding */ ownContainer),
/* harmony export */   Ib: () => (/* binding */ sharesLoopback),
/* harmony export */   Jt: () => (/* binding */ ownNetwork)
/* harmony export */ });
/** The id of the container that this process runs in, taken from its mounts. */
function ownContainer(mountinfo) {
    return /\/containers\/([0-9a-f]{64})\/hostname /.exec(mountinfo)?.[1];
}
/**
 * If this process runs in a container of the engine (`jobs.<id>.container`), 127.0.0.1 is not the engine's machine:
 * returns the network to share with a container that must be reached. Otherwise undefined.
 *
 * @param inspect inspects a container of the engine
 * @param mountinfo the text of /proc/self/mountinfo: the engine mounts a container's `hostname` file from a folder
 *   named by its id
 */
async function ownNetwork(inspect, mountinfo) {
    const id = ownContainer(mountinfo);
    const self = id === undefined ? undefined : await inspect(id);
    if (self === undefined || self.networkMode === 'host')
        return undefined;
    return [...self.addresses.keys()][0];
}
/**
 * Whether an engine could reach our 127.0.0.1, judging by where this process runs.
 *
 * @param socket of the engine; undefined for a remote one
 * @throws ActionError ENGINE_FAILED, CANCELLED
 */
async function sharesLoopback(socket, mountinfo, signal) {
    if (socket === undefined)
        return false;
    const id = ownContainer(mountinfo);
    if (id === undefined)
        return true;
    const { connectContainers } = await __webpack_require__.e(/* import() */ 8632).then(__webpack_require__.bind(__webpack_require__, 18632));
    const self = await connectContainers(socket, signal).inspect(id);
    return self === undefined || self.networkMode === 'host';
}


/***/ }),

/***/ 27953:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ claimsOf)
/* harmony export */ });
/* harmony import */ var _host_fields_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(87617);

/** The claims of a token, not verified: its recipient does that. {} if it is not a JWT. */
function claimsOf(token) {
    try {
        return (0,_host_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .fieldsIn */ .t5)(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()));
    }
    catch {
        return {};
    }
}


/***/ }),

/***/ 84535:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ splitCaches)
/* harmony export */ });
/* harmony import */ var _terms_attributes_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(88762);

/** Caches that can't publish anything: on this machine, in the image, or in the workflow's own cache. */
const PRIVATE = ['local', 'inline', 'gha'];
/**
 * Splits `cache-to`. A cache in a registry or elsewhere outside holds the image's layers, so if the image is checked, it
 * is written only afterwards.
 */
function splitCaches(cacheTo) {
    return { withBuild: cacheTo.filter(isPrivate), afterGates: cacheTo.filter(spec => !isPrivate(spec)) };
}
/** A spec without a type is a reference (buildx, util/buildflags/cache.go); a `url` is another service. */
function isPrivate(spec) {
    const types = (0,_terms_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .valuesIn */ .a)(spec, 'type');
    const services = (0,_terms_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .valuesIn */ .a)(spec, 'url', 'url_v2');
    return types.length > 0 && types.every(type => PRIVATE.includes(type)) && services.length === 0;
}


/***/ }),

/***/ 21422:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ readClaims),
/* harmony export */   d: () => (/* binding */ claimsOf)
/* harmony export */ });
/* harmony import */ var _event_context_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13051);
/* harmony import */ var _host_fields_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87617);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44360);



const KEYS = ['version', 'revision', 'source'];
/**
 * As `claimsOf`, for an image by its digest.
 *
 * @returns undefined when the digest names no image (any more)
 */
async function readClaims(documents, digest) {
    const root = await documents.manifest(digest);
    return root && claimsOf(documents, root);
}
/**
 * An image's own claims: annotations of the index, then of its first image's manifest, then labels of that image's
 * config. Annotations take precedence, since labels may be the base image's. A tag may name anything: what is not JSON,
 * or not an image, claims nothing.
 *
 * @returns undefined when an index names no image (any more)
 * @throws ActionError as the documents do
 */
async function claimsOf(documents, root) {
    const image = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .isIndex */ .nw)(root.mediaType) ? await firstImage(documents, root) : root;
    if (image === undefined)
        return undefined;
    const annotations = merged([root, image].map(({ bytes }) => incumbentOf((0,_event_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(jsonOf(bytes), 'annotations'))));
    const config = configOf(image);
    if (config === undefined || (annotations.version !== '' && annotations.revision !== ''))
        return annotations;
    const labels = (0,_event_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(jsonOf(await documents.config(config.digest)), 'config', 'Labels');
    return merged([annotations, incumbentOf(labels)]);
}
async function firstImage({ manifest }, index) {
    const [entry] = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .imagesIn */ .o$)(index);
    return entry && manifest(entry.digest);
}
function configOf(image) {
    try {
        return (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .linksOf */ .hP)(image).blobs[0];
    }
    catch {
        return undefined;
    }
}
function merged(sources) {
    const first = (key) => sources.find(source => source[key] !== '')?.[key] ?? '';
    return { version: first('version'), revision: first('revision'), source: first('source') };
}
function incumbentOf(json) {
    const [version = '', revision = '', source = ''] = KEYS.map(key => (0,_event_context_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(json, `org.opencontainers.image.${key}`));
    return { version, revision, source };
}
function jsonOf(bytes) {
    return ((0,_host_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .jsonIn */ .Yf)(bytes) ?? {});
}


/***/ }),

/***/ 32192:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ MAX_CONFIG),
/* harmony export */   a: () => (/* binding */ documentsIn)
/* harmony export */ });
/* harmony import */ var _http_body_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(66150);

/** Image configurations are a few KB; labels may make them longer. Bytes. */
const MAX_CONFIG = 8 * 1024 * 1024;
/** @param manifest reads a manifest of the repository */
function documentsIn(repository, manifest = digest => repository.getManifest(digest)) {
    return { manifest, config: async (digest) => (0,_http_body_js__WEBPACK_IMPORTED_MODULE_0__/* .readBody */ .x8)(await repository.getBlob(digest), MAX_CONFIG) };
}


/***/ }),

/***/ 37178:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   OU: () => (/* binding */ stageExisting),
/* harmony export */   W2: () => (/* binding */ immutableGuard),
/* harmony export */   aT: () => (/* binding */ fleetAround),
/* harmony export */   xx: () => (/* binding */ findExisting)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _oci_content_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(33760);
/* harmony import */ var _oci_foreign_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9853);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(44360);
/* harmony import */ var _oci_tree_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(29193);
/* harmony import */ var _plan_immutable_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(24327);
/* harmony import */ var _staging_fleet_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(69756);
/* harmony import */ var _staging_write_manifests_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(8933);
/* harmony import */ var _documents_claims_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(21422);
/* harmony import */ var _documents_documents_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(32192);










/**
 * The images that the immutable tags of one target name. Missing tags are left out.
 *
 * @throws ActionError when the registry cannot be read.
 */
async function findExisting(target, immutable) {
    const { repository, destination } = target;
    const tags = destination.tags.filter(tag => (0,_plan_immutable_js__WEBPACK_IMPORTED_MODULE_5__/* .isImmutable */ .t3)(immutable, tag.name));
    const found = await Promise.all(tags.map(async ({ name }) => {
        const root = await repository.getManifest(name);
        if (root === undefined)
            return [];
        const platforms = platformsOf(root);
        const documents = (0,_documents_documents_js__WEBPACK_IMPORTED_MODULE_9__/* .documentsIn */ .a)(repository, digest => need(repository, digest));
        const revision = (await (0,_documents_claims_js__WEBPACK_IMPORTED_MODULE_8__/* .claimsOf */ .d)(documents, root))?.revision;
        const reference = `${destination.name}:${name}`;
        return [{ target, reference, digest: root.digest, platforms: [...platforms].sort(), revision }];
    }));
    return found.flat();
}
/**
 * The living targets, without the tags that name the kept image by another digest: an immutable tag does not move, not
 * even to the same image.
 */
function fleetAround({ same }, fleet, log) {
    for (const reference of same)
        log.notice(`${reference} points to the same image by another digest; leaving it as it is`);
    const targets = fleet.alive().map(target => {
        const { destination } = target;
        const tags = destination.tags.filter(tag => !same.has(`${destination.name}:${tag.name}`));
        return { ...target, destination: { ...destination, tags } };
    });
    return (0,_staging_fleet_js__WEBPACK_IMPORTED_MODULE_6__/* .createFleet */ .B3)(targets, log, { isAlone: fleet.isAlone });
}
/** Fails targets whose immutable tags another run has written since `findExisting`. */
function immutableGuard(fleet, immutable) {
    return (before, digest) => {
        for (const target of fleet.alive()) {
            const { tags, name } = target.destination;
            for (const reference of tags.filter(tag => (0,_plan_immutable_js__WEBPACK_IMPORTED_MODULE_5__/* .isImmutable */ .t3)(immutable, tag.name)).map(tag => `${name}:${tag.name}`)) {
                const named = before.get(reference) ?? null;
                if (named === null || named === digest)
                    continue;
                const message = `another run wrote ${reference} in the meantime (${named}), and \`immutable-tags\` forbids moving it`;
                const hint = 'Re-run the job: if that image is of this commit, its digest is kept.';
                fleet.fail(target, new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('TAG_IMMUTABLE', message, { hint }));
            }
        }
    };
}
/**
 * Stages an image that one registry already has: the rest is streamed from there.
 *
 * @throws ActionError when it cannot be read, PUBLISH_FAILED when no registry is left.
 */
async function stageExisting({ target, digest }, distributor) {
    const { repository } = target;
    const root = await need(repository, digest);
    const budget = (0,_oci_tree_js__WEBPACK_IMPORTED_MODULE_4__/* .createBudget */ .y)(`${repository.registry}/${repository.path}`);
    const manifests = await (0,_oci_tree_js__WEBPACK_IMPORTED_MODULE_4__/* .readTree */ .Z)(root, child => need(repository, child.digest), budget);
    const leftOut = await (0,_oci_foreign_js__WEBPACK_IMPORTED_MODULE_2__/* .withoutForeign */ .d)(manifests, async (blob) => (await repository.headBlob(blob.digest)) !== undefined);
    const content = { root, manifests, leftOut };
    await Promise.all((0,_oci_content_js__WEBPACK_IMPORTED_MODULE_1__/* .blobsOf */ .O)(content).map(blob => distributor.upload(blob, { open: signal => repository.getBlob(blob.digest, signal), replayable: true })));
    await (0,_staging_write_manifests_js__WEBPACK_IMPORTED_MODULE_7__/* .writeManifests */ .u)(content, distributor);
    return content;
}
async function need(repository, digest) {
    const manifest = await repository.getManifest(digest);
    if (manifest !== undefined)
        return manifest;
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('NOT_FOUND', `${repository.registry}/${repository.path}: ${digest} no longer exists`, {
        hint: 'Something deleted it while this job ran. Re-run the job.',
    });
}
/** The runnable manifests. */
function platformsOf(root) {
    return (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .isIndex */ .nw)(root.mediaType) ? (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .imagesIn */ .o$)(root).map(child => child.digest) : [root.digest];
}


/***/ }),

/***/ 7044:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Z: () => (/* binding */ stageFromEngine),
  o: () => (/* binding */ stageImage)
});

// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/machine.js
var host_machine = __webpack_require__(29491);
// EXTERNAL MODULE: ./lib/host/retry.js
var retry = __webpack_require__(67460);
// EXTERNAL MODULE: ./lib/journal/undo.js
var undo = __webpack_require__(99041);
// EXTERNAL MODULE: ./lib/staging/claims.js
var claims = __webpack_require__(92100);
// EXTERNAL MODULE: ./lib/staging/engine/fan-out.js + 1 modules
var fan_out = __webpack_require__(9990);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: ./lib/oci/content.js
var oci_content = __webpack_require__(33760);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/oci/foreign.js
var foreign = __webpack_require__(9853);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var manifest = __webpack_require__(44360);
// EXTERNAL MODULE: ./lib/oci/tree.js
var tree = __webpack_require__(29193);
// EXTERNAL MODULE: ./lib/staging/write-manifests.js
var write_manifests = __webpack_require__(8933);
// EXTERNAL MODULE: ./lib/staging/engine/manifest-bytes.js
var manifest_bytes = __webpack_require__(54193);
;// CONCATENATED MODULE: ./lib/staging/engine/from-store.js









/**
 * Bytes of missing layers up to which they are read from the engine's content store. Reading costs more processor time
 * per byte than a push by the engine, which costs more per image.
 */
const MOST = 16 * 1024 * 1024;
/** Bytes of a configuration or attestation that is kept in memory. */
const SMALL = 128 * 1024;
/**
 * Stages an image of the engine by reading its content store, so that the engine has nothing to push.
 *
 * @returns undefined if the engine should push it: too much is missing, or it has layers that may not be distributed.
 *   What was sent before counts as present then.
 * @param onRead called when the engine need not push it and everything was read that only this image refers to; layers
 *   are also in the build cache
 * @throws ActionError ENGINE_FAILED if the store does not have the image, and the errors of `stageLayout`
 */
async function stageFromStore(digest, open, distributor, onRead = () => { }) {
    const source = ({ digest }) => ({ open: signal => open(digest, signal), replayable: true });
    const root = await readManifest(open, { digest, mediaType: '' });
    const place = 'the Docker Engine';
    const manifests = await (0,tree/* readTree */.Z)(root, child => readManifest(open, child), (0,tree/* createBudget */.y)(place));
    const content = { root, manifests };
    const blobs = (0,oci_content/* blobsOf */.O)(content);
    if (blobs.some(foreign/* isForeign */.j))
        return undefined;
    const layers = blobs.filter(blob => !isMade(blob));
    const made = blobs.filter(isMade);
    const sources = Promise.all(made.map(blob => (blob.size <= SMALL ? inMemory(blob, open) : source(blob))));
    const isLittle = isLittleMissing(layers, distributor);
    const sendMade = async () => {
        const all = await sources;
        await Promise.all(made.map((blob, at) => distributor.upload(blob, all[at], 'nowhere')));
    };
    const sendLayers = async () => {
        if (!(await isLittle))
            return false;
        // Those that are there too: a registry may lack what it reported.
        await Promise.all(layers.map(blob => distributor.upload(blob, source(blob))));
        return true;
    };
    const reportRead = async () => {
        await sources;
        if ((await isLittle) && made.every(({ size }) => size <= SMALL))
            onRead();
    };
    const [isSent] = await Promise.all([sendLayers(), sendMade(), reportRead()]);
    if (!isSent)
        return undefined;
    await (0,write_manifests/* writeManifests */.u)(content, distributor);
    return { ...content, found: distributor.found };
}
async function isLittleMissing(layers, distributor) {
    const missing = layers.map(async ({ digest, size }) => ((await distributor.lacks(digest)) ? size : 0));
    return (await Promise.all(missing)).reduce((sum, size) => sum + size, 0) <= MOST;
}
/** A blob that is read now: the engine may drop it when another run takes the image's name. */
async function inMemory({ digest }, open) {
    const bytes = await readWhole(open, digest);
    return { open: async () => external_node_stream_.Readable.from(bytes, { objectMode: false }), replayable: true };
}
/** Every build makes its configurations and attestations anew: no registry has to be asked for them. */
function isMade({ mediaType, size }) {
    return size <= 1024 * 1024 && /\.image(?:\.config)?\.v1\+json$|^application\/vnd\.in-toto\b/.test(mediaType);
}
async function readManifest(open, { digest, mediaType }) {
    const bytes = await readWhole(open, digest);
    return { mediaType: (0,manifest/* typeOf */.QP)(bytes, mediaType), digest, bytes };
}
/** @throws ActionError ENGINE_FAILED if it has another digest, or is too large to be a manifest */
async function readWhole(open, digest) {
    const content = open(digest);
    const bytes = await (0,manifest_bytes/* readManifestBytes */.D)(content).finally(() => content.destroy());
    if (bytes === undefined || (0,oci_digest/* sha256 */.s)(bytes) !== digest) {
        throw new errors/* ActionError */.lZ('ENGINE_FAILED', `the content of ${digest} in the Docker Engine has another digest`);
    }
    return bytes;
}

// EXTERNAL MODULE: ./lib/staging/layout.js
var layout = __webpack_require__(70275);
;// CONCATENATED MODULE: ./lib/publish/stage-image.js








/** Stages a built image in the way that its builder supports: from its layout, or out of the engine. */
async function stageImage(built, distributor, site, machine) {
    if (built.ahead?.fleet === distributor.fleet)
        return built.ahead.content();
    if (built.stage !== undefined)
        return built.stage(distributor);
    if (built.layout !== undefined)
        return (0,layout/* stageLayout */.nK)(built.layout, distributor, built.result.digest);
    if (built.local === undefined || built.result.digest === undefined)
        throw noImage();
    return stageFromEngine({ image: built.local, digest: built.result.digest }, distributor, site, machine);
}
/**
 * Stages an image of this machine's engine.
 *
 * @param holding default: it has the name `image`
 */
async function stageFromEngine({ image, digest, holding }, distributor, site, machine) {
    const { log, signal } = machine;
    const { socket } = site.engine;
    if (socket === undefined)
        throw noImage();
    const read = await readFromEngine({ digest, holding }, distributor, site, machine);
    if (read !== undefined)
        return read;
    return (0,fan_out/* stageByFanOut */.B)(image, digest, {
        engine: (0,undo/* noting */.E_)(socket, site.journal),
        named: holding?.named,
        fleet: distributor.fleet,
        distributor,
        log,
        afterwards: site.background.add,
        retry: (what, attempt, settled) => (0,retry/* retry */.L5)(attempt, {
            policy: site.policy,
            ports: (0,host_machine/* retryPorts */.N)(machine),
            signal,
            classify: error => (settled(error) ? 'settled' : {}),
            onRetry: event => log.info(`${what} failed: ${(0,retry/* againLine */.FC)(event)}`),
        }),
    });
}
/** Undefined: the engine has to push it. */
async function readFromEngine({ digest, holding }, distributor, { engine }, { log, signal }) {
    if (engine.content === undefined)
        return undefined;
    try {
        const { open } = await engine.content();
        const reading = (blob, stop) => open(blob, AbortSignal.any([signal, ...(stop ? [stop] : [])]));
        const read = await stageFromStore(digest, reading, distributor, holding?.read);
        if (read === undefined)
            log.debug('the engine pushes the image: too much is missing to be read from its store');
        return read;
    }
    catch (error) {
        const isOfEngine = error instanceof errors/* ActionError */.lZ && error.code === 'ENGINE_FAILED';
        if (!isOfEngine && !(error instanceof claims/* MissingBlobs */.zl))
            throw error;
        if (signal.aborted) {
            throw new errors/* ActionError */.lZ('CANCELLED', 'cancelled while the image was read from the Docker Engine', { cause: error });
        }
        distributor.idle();
        log.debug(`the engine pushes the image: ${(0,errors/* messageOf */.bD)(error)}`);
        return undefined;
    }
}
function noImage() {
    return new errors/* ActionError */.lZ('BUILD_FAILED', 'the build produced no image to publish');
}


/***/ }),

/***/ 901:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ createTagReader)
/* harmony export */ });
/* harmony import */ var _tag_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4709);

/** Milliseconds. An older decision may be outdated by the time tags are written, and is repeated. */
const FRESH = 2_000;
/** @param forward decides which moving tags stay; without it all move */
function createTagReader(fleet, forward, now) {
    let reading;
    let closed;
    const under = new Set();
    const track = (work) => {
        under.add(work);
        const ended = () => under.delete(work);
        work.then(ended, ended);
        return work;
    };
    const readingOf = (tags) => {
        const before = track(tags);
        const decide = async (named) => ({ before: named, staying: (await forward?.decide(named)) ?? new Map() });
        return { at: now(), before, decision: track(before.then(decide)) };
    };
    const begun = () => {
        reading ??= readingOf((0,_tag_js__WEBPACK_IMPORTED_MODULE_0__/* .readTags */ .g$)(fleet, forward?.named));
        return reading;
    };
    const again = () => readingOf(begun().before.then(before => (0,_tag_js__WEBPACK_IMPORTED_MODULE_0__/* .rereadTags */ .TN)(fleet, before)));
    return {
        begin() {
            if (fleet.isAlone)
                begun();
        },
        async read() {
            await begun().before;
        },
        closing() {
            if (!fleet.isAlone)
                begun();
            else if (forward !== undefined)
                closed = again();
        },
        decision() {
            const last = fleet.isAlone && forward !== undefined ? closed : begun();
            return (last !== undefined && now() - last.at < FRESH ? last : again()).decision;
        },
        manifest: forward?.manifest ?? (({ repository }, digest) => repository.getManifest(digest)),
        async idle() {
            while (under.size > 0)
                await Promise.allSettled(under);
        },
    };
}


/***/ }),

/***/ 4709:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Uo: () => (/* binding */ headOf),
  g$: () => (/* binding */ readTags),
  Bz: () => (/* binding */ referenceOf),
  TN: () => (/* binding */ rereadTags),
  p: () => (/* binding */ writeTags)
});

// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/staging/fleet.js + 1 modules
var fleet = __webpack_require__(69756);
// EXTERNAL MODULE: ./lib/publish/tags/tag-result.js
var tag_result = __webpack_require__(2239);
;// CONCATENATED MODULE: ./lib/publish/tags/put-back.js


/**
 * Settles a failed write by reading the tag: the write may have happened although its answer was lost or came too late.
 * Never throws; an unreadable tag keeps its state.
 */
async function rereadTag(one) {
    const { root, result } = one;
    const found = await namedBy(one);
    if (found === root.digest)
        return (0,tag_result/* withoutError */.z)(result, 'published');
    return found === result.before ? { ...result, state: 'unchanged' } : result;
}
/**
 * Restores a tag that was, or may have been, moved, and reports the outcome. A new tag is left: registries delete by
 * digest, and other tags may name the same one. A tag that somebody else has moved meanwhile is theirs. Never throws.
 */
async function putBack(one) {
    const { target, root, result } = one;
    const { before, state, error } = result;
    if (before === root.digest || (state === 'unchanged' && error === undefined))
        return result;
    const isNew = before === null || before === undefined;
    if (isNew && state === 'published')
        return { ...result, state: 'stranded' };
    const found = await namedBy(one);
    if (found === before)
        return { ...result, state: state === 'published' ? 'restored' : 'unchanged' };
    if (found !== undefined && found !== root.digest) {
        const moved = `now points to ${found ?? 'nothing'}: something else moved it, so it was left alone`;
        const failed = { ...result, error: error ?? moved };
        if (found === null)
            return { ...failed, state: 'unknown' };
        return { ...failed, state: state === 'published' ? 'superseded' : 'unknown', now: found };
    }
    if (isNew)
        return found === root.digest ? { ...result, state: 'stranded' } : result;
    try {
        const former = await target.repository.getManifest(before);
        if (former === undefined)
            throw new Error(`the registry no longer has ${before}`);
        await target.repository.putManifest(former, result.tag.name);
        return { ...result, state: 'restored' };
    }
    catch (problem) {
        const now = await namedBy(one);
        if (now === before)
            return { ...result, state: 'restored' };
        const why = `it could not be put back: ${(0,errors/* messageOf */.bD)(problem)}`;
        const failed = { ...result, error: error === undefined ? why : `${error}; ${why}` };
        return { ...failed, state: now === root.digest ? 'stranded' : 'unknown' };
    }
}
/** The digest of the tag: null if it does not exist, undefined if it cannot be read. */
async function namedBy({ target, result }) {
    try {
        return (await target.repository.headManifest(result.tag.name))?.digest ?? null;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/publish/tags/tag.js



const headOf = async ({ repository }, { name }) => (await repository.headManifest(name))?.digest ?? null;
/**
 * Reads what every planned tag of the living targets names. A target whose tags cannot be read has failed: they could
 * not be restored. Never throws.
 */
function readTags(fleet, named = headOf) {
    return readEach(fleet, named, fleet.fail);
}
/** The same again; a tag that cannot be read now is as before. Never throws. */
async function rereadTags(fleet, before) {
    return new Map([...before, ...(await readEach(fleet, headOf, () => { }))]);
}
async function readEach(fleet, named, failed) {
    const found = new Map();
    await Promise.all(fleet.alive().flatMap(target => target.destination.tags.map(async (tag) => {
        try {
            found.set(referenceOf(target, tag), await named(target, tag));
        }
        catch (error) {
            failed(target, error);
        }
    })));
    return found;
}
/**
 * Points every tag of every living target to its image: immutable tags of all images and registries first, then the
 * moving ones, so that `latest` never names an image whose version tag failed. If a tag of a required registry cannot
 * be written, all moved tags, of every image, are restored; new tags stay, since deleting by digest could remove
 * others.
 *
 * Never throws: each result has its outcome, including those of optional targets that had failed before.
 */
async function writeTags(images, ports) {
    const { log, now, signal } = ports;
    const start = now();
    const all = images.flatMap(writesOf);
    const isDue = ({ result }) => result.error === undefined && result.state !== 'kept';
    let writes = all.filter(isDue);
    for (const moving of [false, true]) {
        if (signal.aborted)
            break;
        writes = await settle(writes, ({ result }) => result.tag.moving === moving, async (one) => {
            const result = await write(one);
            return { ...result, ms: now() - start };
        });
        // Writes without an answer are checked again after some time: they may have succeeded.
        writes = await settle(writes, ({ result }) => result.tag.moving === moving && result.state === 'unknown', rereadTag);
        if (writes.some(failedRequired))
            break;
    }
    if (writes.some(failedRequired) || (signal.aborted && writes.some(({ result }) => result.state === 'unchanged'))) {
        log.info('Some tags could not be written; putting back those that were moved');
        writes = await settle(writes, () => true, putBack);
    }
    else {
        for (const { result } of writes.filter(failed)) {
            log.warning(`${result.reference}: ${result.error} (this registry is optional; publishing continues)`);
        }
    }
    const ends = new Map(all.filter(isDue).map((one, at) => [one, writes[at]]));
    return all.map(one => (ends.get(one) ?? one).result);
}
/** Runs something for some of the writes concurrently, and returns all of them with their new results. */
async function settle(writes, which, work) {
    return Promise.all(writes.map(async (one) => (which(one) ? { ...one, result: await work(one) } : one)));
}
/** Every tag of an image, including those of failed targets and those that do not move. */
function writesOf({ name: image, fleet, root, before, staying }) {
    return fleet.targets.flatMap(target => {
        const { registry, name, tags, optional } = target.destination;
        const failure = fleet.errorOf(target);
        return tags.map((tag) => {
            const reference = referenceOf(target, tag);
            const reason = failure === undefined ? staying?.get(reference) : undefined;
            const end = failure !== undefined ? { error: failure.message } : reason !== undefined && { reason };
            const state = reason === undefined ? 'unchanged' : 'kept';
            const facts = { image, registry, name, reference, tag, optional, before: before.get(reference) };
            return { target, root, result: { ...facts, state, verified: false, ms: 0, ...end } };
        });
    });
}
async function write(one) {
    const { target, root, result } = one;
    // Registries with immutable tags reject even the same digest, and a write that changes nothing is pointless.
    if (result.before === root.digest)
        return { ...result, state: 'published' };
    try {
        await target.repository.putManifest(root, result.tag.name);
        return { ...result, state: 'published' };
    }
    catch (error) {
        // A permanent error has its own hint (an immutable tag, say).
        const hint = (0,fleet/* isSettled */.Is)(error) && error instanceof errors/* ActionError */.lZ ? error.hint : undefined;
        const unanswered = { ...result, error: (0,errors/* messageOf */.bD)(error), ...(hint !== undefined && { hint }) };
        return rereadTag({ ...one, result: { ...unanswered, state: 'unknown' } });
    }
}
function failed({ result }) {
    return result.state !== 'published' && result.error !== undefined;
}
function failedRequired(one) {
    return !one.target.destination.optional && failed(one);
}
function referenceOf(target, tag) {
    return `${target.destination.name}:${tag.name}`;
}


/***/ }),

/***/ 65989:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  R: () => (/* binding */ aheadOf),
  S: () => (/* binding */ forwardsOf)
});

// EXTERNAL MODULE: ./lib/build/attestations.js
var attestations = __webpack_require__(51969);
// EXTERNAL MODULE: ./lib/build/build-image.js
var build_image = __webpack_require__(55980);
// EXTERNAL MODULE: ./lib/plan/terms/refs.js
var refs = __webpack_require__(57885);
// EXTERNAL MODULE: ./lib/publish/stage-image.js + 1 modules
var stage_image = __webpack_require__(7044);
// EXTERNAL MODULE: ./lib/event/context.js
var event_context = __webpack_require__(13051);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
;// CONCATENATED MODULE: ./lib/github/ancestry.js


/**
 * Asks the push event, the checkout's history and then GitHub which commits descend from the image's commit. A shallow
 * checkout has few commits, and never a newer one: hence the API.
 *
 * @param context its `sha` is the image's commit
 */
function ancestryOf(context, { git, api, log }) {
    const { sha } = context;
    const ask = async (revision) => {
        // An image's claims are used in a command line and a URL.
        if (!isCommit(revision) || !isCommit(sha))
            return undefined;
        if (revision === sha || isPushedOver(context, revision))
            return false;
        const base = await git('merge-base', sha, revision);
        if (base === sha || base === revision)
            return base === sha;
        return compare(revision);
    };
    const compare = async (revision) => {
        try {
            // The second page has no list of files, which may be long.
            const path = `/repos/${context.repository}/compare/${sha}...${revision}?per_page=1&page=2`;
            const status = (0,event_context/* text */.Qq)(await api(path), 'status');
            return status === undefined ? undefined : status === 'ahead';
        }
        catch (error) {
            // A commit of another repository, or one removed by a forced push.
            if (error instanceof errors/* ActionError */.lZ && error.code === 'NOT_FOUND')
                return undefined;
            log.warning(`Could not determine whether ${revision} is newer than this commit, so tags move: ${(0,errors/* messageOf */.bD)(error)}`);
            return undefined;
        }
    };
    const answers = new Map();
    return revision => {
        const answer = answers.get(revision) ?? ask(revision);
        answers.set(revision, answer);
        return answer;
    };
}
function isCommit(text) {
    return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}
/** The push went from this commit to ours; a forced one may have gone back. */
function isPushedOver({ sha, payload }, revision) {
    const isForced = (0,event_context.at)(payload, 'forced') !== false;
    return !isForced && (0,event_context/* text */.Qq)(payload, 'after') === sha && (0,event_context/* text */.Qq)(payload, 'before') === revision;
}

// EXTERNAL MODULE: ./node_modules/semver/functions/compare.js
var compare = __webpack_require__(78469);
// EXTERNAL MODULE: ./node_modules/semver/functions/prerelease.js
var prerelease = __webpack_require__(15714);
// EXTERNAL MODULE: ./node_modules/semver/functions/valid.js
var valid = __webpack_require__(58780);
// EXTERNAL MODULE: ./lib/plan/tags/pep440.js
var pep440 = __webpack_require__(53486);
;// CONCATENATED MODULE: ./lib/plan/forward.js




/**
 * Why a version's moving tag stays where it is, or undefined when it moves. The image's own label decides if credible,
 * else the highest version of the tag's line among the repository's tags: images may lack labels, and lists may hold
 * versions that this line has abandoned (a rollback, another numbering).
 *
 * @param incumbent undefined when the tag does not exist, or its image cannot be read.
 * @param published every tag of the repository.
 * @param repository `owner/name` of the sources.
 */
function whyStays(release, incumbent, published, repository) {
    const label = incumbent && believedVersion(release, incumbent, published, repository);
    const order = label === undefined ? undefined : forward_compare(release, label);
    if (order !== undefined)
        return order > 0 ? `it already points to ${label}, newer than ${release.version}` : undefined;
    const highest = highestPublished(release, published);
    return highest === undefined ? undefined : `${highest} is already published, newer than ${release.version}`;
}
/** Whether an image is known to have a lower version. The tag then moves on, whichever commit came first. */
function isLower(release, incumbent, published, repository) {
    const label = believedVersion(release, incumbent, published, repository);
    return label !== undefined && (forward_compare(release, label) ?? 0) < 0;
}
/**
 * The version that the image claims, bare. Images without a label inherit that of their base image (`ubuntu` says
 * `24.04`), so labels of other sources aren't believed, nor partial versions that aren't tags here.
 */
function believedVersion(release, { version, source }, published, repository) {
    if (version === '' || !isOf(source, repository))
        return undefined;
    const bare = bareVersions(release, version)[0];
    if (bare === undefined || !isInLine(release, bare))
        return undefined;
    return isFull(release, bare) || published.includes(version) ? bare : undefined;
}
/** Whether an image of these sources may belong to the repository. */
function isOf(source, repository) {
    const path = source.toLowerCase().replace(/(\.git)?\/*$/, '');
    return source === '' || path.endsWith(`/${repository.toLowerCase()}`);
}
/** The highest later release in this line. Prereleases don't count: they get no moving tags. */
function highestPublished(release, published) {
    return published
        .flatMap(tag => bareVersions(release, tag))
        .filter(bare => isFull(release, bare) && !isPrerelease(release, bare) && isInLine(release, bare))
        .filter(bare => (forward_compare(release, bare) ?? 0) > 0)
        .sort((a, b) => order(release, b, a))[0];
}
/** A tag's name without the affixes of versions here; undefined when it isn't a version. */
function bareVersions({ affixes }, tag) {
    return affixes
        .filter(([before, after]) => tag.startsWith(before) && tag.endsWith(after))
        .map(([before, after]) => tag.slice(before.length, tag.length - after.length))
        .filter(bare => /^v?\d/.test(bare))
        .map(bare => bare.replace(/^v/, ''));
}
/** Positive when `bare` is higher than the release, 0 when equal; undefined when they can't be compared. */
function forward_compare(release, bare) {
    if (isFull(release, bare))
        return order(release, bare, release.version);
    const ours = numbersOf(release.version);
    const differing = numbersOf(bare).findIndex((number, at) => number !== ours[at]);
    return differing < 0 ? undefined : (numbersOf(bare)[differing] ?? 0) - (ours[differing] ?? 0);
}
function order({ scheme }, a, b) {
    return scheme === 'semver' ? compare(a, b) : (0,pep440/* pep440 */.C9)().compare(a, b);
}
function isFull({ scheme, version }, bare) {
    if (scheme === 'semver')
        return valid(bare) !== null;
    // PEP 440 has no fixed number of parts: use as many as this version has.
    return (0,pep440/* pep440 */.C9)().valid(bare) !== null && numbersOf(bare).length >= numbersOf(version).length;
}
function isPrerelease({ scheme }, bare) {
    if (scheme === 'semver')
        return prerelease(bare) !== null;
    const explained = (0,pep440/* pep440 */.C9)().explain(bare);
    return explained === null || explained.is_prerelease || explained.is_devrelease;
}
const places = { major: 0, minor: 1, patch: 2 };
/** Whether a version would give the same tag: `1` covers all of 1.x, but not 2.0. */
function isInLine({ line, version }, bare) {
    const [theirs, ours] = [numbersOf(bare), numbersOf(version)];
    return line.every(part => (theirs[places[part]] ?? 0) === (ours[places[part]] ?? 0));
}
/** The leading dotted numbers: `1.9` of `1.9-rc.1`. */
function numbersOf(version) {
    const [numbers = ''] = /^\d+(\.\d+)*/.exec(version) ?? [];
    return numbers.split('.').map(Number);
}

;// CONCATENATED MODULE: ./lib/publish/tags/descent.js



const NOTHING = { version: '', revision: '', source: '' };
/**
 * The release and commit of this run's image: known once for all its images. A promoted image has the version and
 * commit that its labels claim; this run's commit is only that of the workflow.
 *
 * @param subject its `sha` is the commit that is built
 * @param claims the labels of a promoted image; undefined for a built one
 */
function descentOf(subject, sources, claims) {
    const ancestry = (sha) => ancestryOf({ ...subject, sha }, sources);
    if (claims === undefined)
        return { descends: ancestry(subject.sha) };
    const believed = async () => {
        try {
            const said = await claims();
            return said !== undefined && isOf(said.source, subject.repository) ? said : NOTHING;
        }
        catch (error) {
            sources.log.debug(`couldn't read the promoted image's labels: ${(0,errors/* messageOf */.bD)(error)}`);
            return NOTHING;
        }
    };
    let asked;
    const promoted = () => {
        asked ??= believed();
        return asked;
    };
    let compared;
    const descends = async (revision) => {
        compared ??= promoted().then(said => ancestry(said.revision || subject.sha));
        return (await compared)(revision);
    };
    return { descends, promoted };
}

;// CONCATENATED MODULE: ./lib/plan/tags/image-release.js

const parts = ['major', 'minor'];
/**
 * The version to which a plain `latest`, `1` or `1.4` is held if the published image has its version from an earlier
 * run: the one in its label. `latest-alpine` goes with `1.4.2-alpine`. Undefined for any other tag: a name such as
 * `production` is moved back on purpose.
 */
function releaseOfImage(tag, version) {
    const found = /^(?:latest|v?(\d+(?:\.\d+)?))(-.+)?$/.exec(tag);
    if (found === null)
        return undefined;
    const [, numbers, suffix = ''] = found;
    const bare = suffix !== '' && version.endsWith(suffix) ? version.slice(0, -suffix.length) : version;
    const release = valid(bare);
    if (release === null || (suffix !== '' && bare === version))
        return undefined;
    const line = numbers === undefined ? [] : parts.slice(0, numbers.split('.').length);
    return { scheme: 'semver', version: release, line, affixes: [['', suffix]] };
}

// EXTERNAL MODULE: ./lib/registry/errors/errors.js + 4 modules
var errors_errors = __webpack_require__(86795);
// EXTERNAL MODULE: ./lib/publish/documents/claims.js
var claims = __webpack_require__(21422);
// EXTERNAL MODULE: ./lib/publish/documents/documents.js
var documents = __webpack_require__(32192);
// EXTERNAL MODULE: ./lib/publish/tags/tag.js + 1 modules
var tags_tag = __webpack_require__(4709);
;// CONCATENATED MODULE: ./lib/publish/tags/forward.js







function createForward(fleet, run, log) {
    const read = new Map();
    const manifests = once(async (target, digest) => {
        const held = read.get(target);
        return held?.digest === digest ? held : target.repository.getManifest(digest);
    });
    const images = remembered(log, (target, digest) => (0,claims/* readClaims */.I)((0,documents/* documentsIn */.a)(target.repository, each => manifests(target, each)), digest));
    const lists = remembered(log, target => target.repository.listTags());
    const whyStaying = async (target, { name, release, beside }, named) => {
        const image = named === null ? undefined : images(target, named);
        const published = async () => (await lists(target)) ?? [];
        if (release !== undefined) {
            const [old, tags] = await Promise.all([image, published()]);
            return whyStays(release, old, tags, run.repository);
        }
        const held = beside ?? releaseOfImage(name, (await run.promoted?.())?.version ?? '');
        if (held !== undefined && named !== null) {
            const [old, tags] = await Promise.all([image, published()]);
            const why = whyStays(held, old, tags, run.repository);
            if (why !== undefined)
                return why;
            // Among images of the same or an unknown version, commits decide.
            if (old !== undefined && isLower(held, old, tags, run.repository))
                return undefined;
        }
        const revision = run.isFirstAttempt ? (await image)?.revision : undefined;
        if (!revision || (await run.descends(revision)) !== true)
            return undefined;
        return `it already points to the image of ${revision.slice(0, 12)}, a newer commit than this one`;
    };
    const decideAll = async (before) => {
        const decisions = movingTags(fleet).map(async ({ target, tag, reference }) => {
            const named = before.get(reference);
            const why = named === undefined ? undefined : await whyStaying(target, tag, named);
            return why === undefined ? [] : [[reference, why]];
        });
        return new Map((await Promise.all(decisions)).flat());
    };
    return {
        manifest: manifests,
        decide: decideAll,
        async named(target, tag) {
            const first = target.destination.tags.find(({ moving }) => moving);
            if (tag !== first)
                return (0,tags_tag/* headOf */.Uo)(target, tag);
            try {
                const manifest = await target.repository.getManifest(tag.name);
                if (manifest !== undefined)
                    read.set(target, manifest);
                return manifest?.digest ?? null;
            }
            catch (error) {
                // Otherwise a tag that names something unreadable could never be moved.
                if (isOdd(error))
                    return (0,tags_tag/* headOf */.Uo)(target, tag);
                throw error;
            }
        },
    };
}
function movingTags(fleet) {
    return fleet.alive().flatMap(target => {
        const moving = target.destination.tags.filter(tag => tag.moving);
        return moving.map(tag => ({ target, tag, reference: (0,tags_tag/* referenceOf */.Bz)(target, tag) }));
    });
}
/** Whether an answer that was not refused cannot be read: it is endless, say, or has another digest than it says. */
function isOdd(error) {
    return error instanceof errors_errors/* RegistryError */.gl && error.code === 'REGISTRY_ERROR' && error.status === undefined;
}
/** The same that reads each thing of a target once. Unreadable things are undefined and hold no tag back. */
function remembered(log, read) {
    const answers = once((target, key) => read(target, key).catch(error => {
        // A registry may refuse to answer; but an endless answer must not be ignored.
        log[isOdd(error) ? 'warning' : 'debug'](`${target.destination.name}: couldn't determine what a tag names: ${(0,errors/* messageOf */.bD)(error)}`);
        return undefined;
    }));
    return (target, key = '') => answers(target, key);
}
/** Reads each thing of a target once, successfully or not. */
function once(read) {
    const known = new Map();
    return (target, key) => {
        const ofTarget = known.get(target) ?? new Map();
        known.set(target, ofTarget);
        const answer = ofTarget.get(key) ?? read(target, key);
        ofTarget.set(key, answer);
        return answer;
    };
}

// EXTERNAL MODULE: ./lib/publish/tags/tag-reader.js
var tag_reader = __webpack_require__(901);
// EXTERNAL MODULE: ./lib/staging/holders.js
var holders = __webpack_require__(66322);
// EXTERNAL MODULE: ./lib/staging/upload-progress.js
var upload_progress = __webpack_require__(73458);
// EXTERNAL MODULE: ./lib/run/planning/plans.js + 43 modules
var plans = __webpack_require__(36603);
// EXTERNAL MODULE: ./lib/run/workbench.js
var workbench = __webpack_require__(78636);
;// CONCATENATED MODULE: ./lib/run/ahead.js











/** How long an upload may wait for its blob, in milliseconds. Registries forget them after a while, some in minutes. */
const USABLE = 60_000;
/** For a run's only image, or each of several. A repeated build must be staged again, after the first. */
function aheadOf(ready) {
    const { job, machine, part, bench } = ready;
    const { fleet, kept } = (0,workbench/* theOnly */.Iy)(bench.targets.images);
    const isPushed = part === undefined ? job.plan.decision.push : part.handOver === 'registry';
    if (!isPushed || kept !== undefined)
        return {};
    // Before anything leaves this machine, a layout is written, a policy is checked against the image, and an unchanged
    // image is kept.
    const { layout, policy, skipUnchanged } = job.inputs;
    if (layout !== '' || policy !== undefined || skipUnchanged)
        return {};
    const reader = part === undefined ? (0,tag_reader/* createTagReader */.O)(fleet, forwardsOf(ready)(fleet), machine.now) : undefined;
    const how = { closing: reader?.closing, siblings: bench.siblings };
    const newBlobs = newIn(job);
    const site = (0,workbench/* stagingSite */.z5)(ready);
    let last = Promise.resolve();
    let opened = Number.NEGATIVE_INFINITY;
    const openUploads = () => {
        if (machine.now() - opened < USABLE)
            return;
        opened = machine.now();
        for (const { repository } of (0,holders/* onePerLackingRegistry */.qt)(fleet.alive(), []))
            repository.openUploads(newBlobs);
    };
    const stageAhead = {
        expect() {
            bench.checked.then(openUploads, () => { });
            // If this fails, the staging learns why.
            bench.engine.content?.().catch(() => { });
        },
        prepare() {
            reader?.begin();
            openUploads();
        },
        stage(image, digest, holding) {
            // This image may have waited long for the others.
            openUploads();
            const stage = (to) => (0,stage_image/* stageFromEngine */.Z)({ image, digest, holding }, to, site, machine);
            const staged = last.then(() => (0,upload_progress/* uploading */.o)(fleet, machine.log, stage, how));
            last = staged.catch(() => { });
            bench.background.add(last.then(reader?.idle));
            return staged;
        },
    };
    return { stageAhead, ...(reader !== undefined && { tagReader: reader }) };
}
/** The number of blobs that every build makes: the configuration, and an attestation with its own. */
function newIn({ inputs, context }) {
    const isAttached = (spec) => !/disabled=true|inline-only=true/.test(spec);
    return (0,attestations/* attestations */.e)(inputs.build, (0,build_image/* provenanceOptionsOf */.FS)(context, true)).some(isAttached) ? 3 : 1;
}
/**
 * Decides which moving tags of an image stay (`moving-tags`). Facts independent of the target are only requested once.
 */
function forwardsOf({ job, machine, bench, }) {
    const { inputs, context } = job;
    if (inputs.movingTags === 'always')
        return () => undefined;
    const imageContext = (0,refs/* imageContextOf */.Uh)(context, inputs.metadata.refSource);
    const descent = descentOf(imageContext, (0,plans/* sourcesFor */.Mj)(inputs, { context, machine }), bench.sources[0]?.claims);
    const facts = { repository: context.repository, isFirstAttempt: context.runAttempt === '1', ...descent };
    return fleet => createForward(fleet, facts, machine.log);
}


/***/ }),

/***/ 2439:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  HF: () => (/* binding */ isPublished),
  w4: () => (/* binding */ keepPublished),
  YU: () => (/* binding */ publishImages),
  stagerOf: () => (/* binding */ stagerOf),
  ns: () => (/* binding */ writeLayouts)
});

// EXTERNAL MODULE: ./lib/build/exports.js
var build_exports = __webpack_require__(43119);
// EXTERNAL MODULE: ./lib/build/names.js
var names = __webpack_require__(52508);
// EXTERNAL MODULE: ./lib/build/tested.js
var tested = __webpack_require__(56507);
// EXTERNAL MODULE: ./lib/cache/late-export.js
var late_export = __webpack_require__(16703);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/text/of-name.js
var of_name = __webpack_require__(57827);
// EXTERNAL MODULE: ./lib/journal/undo.js
var undo = __webpack_require__(99041);
// EXTERNAL MODULE: ./lib/plan/call.js
var call = __webpack_require__(64467);
// EXTERNAL MODULE: ./lib/publish/existing.js
var existing = __webpack_require__(37178);
// EXTERNAL MODULE: ./lib/staging/fleet.js + 1 modules
var staging_fleet = __webpack_require__(69756);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var oci_manifest = __webpack_require__(44360);
// EXTERNAL MODULE: ./lib/oci/sizes.js
var oci_sizes = __webpack_require__(50463);
// EXTERNAL MODULE: ./lib/publish/tags/tag.js + 1 modules
var tags_tag = __webpack_require__(4709);
;// CONCATENATED MODULE: ./lib/publish/former.js



/** The most platforms of an index that are read. */
const MOST = 8;
/**
 * Reads the image that the first moving tag is about to leave, to show the difference in size. Undefined if no tag
 * leaves another image, or if it cannot be read. Never throws.
 */
async function formerOf({ fleet, root: mine, before, staying }, read) {
    const leaving = fleet.alive().flatMap(target => target.destination.tags.flatMap(tag => {
        const reference = (0,tags_tag/* referenceOf */.Bz)(target, tag);
        const named = before.get(reference);
        const leaves = tag.moving && named && named !== mine.digest && staying?.has(reference) !== true;
        return leaves ? [{ target, tag, named }] : [];
    }));
    const [first] = leaving;
    if (first === undefined)
        return undefined;
    const { target, tag, named } = first;
    try {
        const root = await read(target, named);
        if (root === undefined)
            return undefined;
        const sizes = (0,oci_sizes/* platformSizes */.I)(root, await childrenOf(root, digest => read(target, digest)));
        return sizes.size === 0 ? undefined : { tag: tag.name, sizes };
    }
    catch {
        return undefined;
    }
}
async function childrenOf(root, read) {
    if (!(0,oci_manifest/* isIndex */.nw)(root.mediaType))
        return [];
    const found = await Promise.all((0,oci_manifest/* imagesIn */.o$)(root)
        .slice(0, MOST)
        .map(({ digest }) => read(digest)));
    return found.filter(manifest => manifest !== undefined);
}

// EXTERNAL MODULE: ./lib/publish/outcome.js
var outcome = __webpack_require__(13887);
// EXTERNAL MODULE: ./lib/publish/tags/tag-result.js
var tag_result = __webpack_require__(2239);
;// CONCATENATED MODULE: ./lib/publish/superseded.js


/**
 * Registries have no compare-and-swap: another run may move a tag between our write and our read-back. That is not this
 * run's fault, so the result becomes `superseded`, with a warning. A lost write (the tag names its former image, or
 * nothing) or the same image under another digest remains an error. Never throws.
 */
async function reportSuperseded({ fleet, content, results }, log) {
    return Promise.all(results.map(async (result) => {
        if (result.state !== 'published' || result.verified)
            return result;
        const target = fleet.alive().find(({ destination }) => destination.name === result.name);
        const other = target && (await otherImage(target, result, content).catch(() => undefined));
        if (other === undefined)
            return result;
        log.warning(`Another run moved ${result.reference} to ${other} after this run set it. Use one \`concurrency:\` group for all release runs.`);
        return { ...(0,tag_result/* withoutError */.z)(result, 'superseded'), now: other };
    }));
}
/** Another run's image that the tag names; undefined if it names none. */
async function otherImage({ repository }, result, content) {
    const named = (await repository.headManifest(result.tag.name))?.digest;
    if (named === undefined || named === result.before)
        return undefined;
    if (content.manifests.some(({ digest }) => digest === named))
        return undefined;
    const manifest = await repository.getManifest(named);
    return manifest === undefined || isSame(manifest, content.root) ? undefined : named;
}
function isSame(one, other) {
    const partsOf = (manifest) => {
        const { manifests, blobs } = (0,oci_manifest/* linksOf */.hP)(manifest);
        return [...manifests, ...blobs].map(({ digest }) => digest).join();
    };
    try {
        return partsOf(one) === partsOf(other);
    }
    catch {
        // Somebody has tagged something other than an image.
        return false;
    }
}

// EXTERNAL MODULE: ./lib/publish/tags/tag-reader.js
var tag_reader = __webpack_require__(901);
// EXTERNAL MODULE: ./lib/host/retry.js
var retry = __webpack_require__(67460);
// EXTERNAL MODULE: ./lib/oci/content.js
var oci_content = __webpack_require__(33760);
;// CONCATENATED MODULE: ./lib/publish/verify.js




/**
 * Reads every published tag back: it must name the root's digest, and each manifest, config and layer below it must be
 * present. (Blobs that a registry reported before are not asked for again.) Mismatches are read again for a few
 * seconds.
 *
 * @returns the results, `verified` or with an `error` if something is missing. Never throws.
 */
async function verifyTags({ fleet, content, results, isConfirmed = false }, ports) {
    const read = new Map();
    await Promise.all(fleet.alive().map(async (target) => {
        const mine = results.filter(({ name, state }) => state === 'published' && name === target.destination.name);
        if (mine.length === 0)
            return;
        const [missing, ...tags] = await Promise.all([
            isConfirmed ? undefined : (0,retry/* readBack */.e7)(ports, () => findMissing(target, content)),
            ...mine.map(result => (0,retry/* readBack */.e7)(ports, () => readTag(target, result.tag.name, content.root.digest))),
        ]);
        for (const [at, result] of mine.entries()) {
            const mismatch = missing ?? tags[at];
            const isWrong = mismatch !== undefined;
            read.set(result, { ...result, verified: !isWrong, ...(isWrong && { error: mismatch }) });
        }
    }));
    return results.map(result => read.get(result) ?? result);
}
/**
 * Reads back what is below the root before any tag names it: an image that waits for others has the time. A target that
 * lacks something has failed. Never throws.
 */
async function verify_confirm(fleet, content, ports) {
    await (0,staging_fleet/* eachAlive */.fH)(fleet, async (target) => {
        const missing = await (0,retry/* readBack */.e7)(ports, () => findMissing(target, content));
        // A cancelled run says so by itself.
        if (missing !== undefined && !ports.signal.aborted)
            throw new errors/* ActionError */.lZ('PUBLISH_FAILED', missing);
    });
}
async function readTag(target, tag, digest) {
    const found = await target.repository.headManifest(tag);
    return found?.digest === digest ? undefined : `read back as ${found?.digest ?? 'missing'}, expected ${digest}`;
}
/** What the repository lacks of the image, apart from the root, which its tags show. */
async function findMissing({ repository }, content) {
    const below = content.manifests.filter(({ digest }) => digest !== content.root.digest);
    const manifests = below.map(async ({ digest }) => (await repository.headManifest(digest))?.digest === digest ? [] : [`manifest ${digest}`]);
    const blobs = (0,oci_content/* blobsOf */.O)(content).map(async ({ digest, size }) => {
        if (content.found?.(repository, digest))
            return [];
        const held = await repository.headBlob(digest);
        return held === size || Number.isNaN(held) ? [] : [`blob ${digest}`];
    });
    const missing = (await Promise.all([...manifests, ...blobs])).flat();
    return missing.length === 0 ? undefined : `missing after the push: ${missing.slice(0, 5).join(', ')}`;
}

;// CONCATENATED MODULE: ./lib/publish/publish.js








/**
 * stage → attach → tag → verify, over all images. No tag is written until every required registry has every byte of
 * every image and its referrers; earlier failures throw, since nothing has changed. Everything after the first tag is
 * reported in the result.
 *
 * @throws ActionError when staging fails or the job is cancelled before the first tag is written.
 */
async function publish(images, ports) {
    const { log, now, signal, timed } = ports;
    const fleets = images.map(({ fleet }) => fleet);
    const staged = await timed('stage', () => stageAll(images, ports));
    ports.staged?.();
    if (ports.attach !== undefined)
        await attachAll(staged, ports.attach, ports);
    const ready = await Promise.all(staged.map(one => one.settle()));
    if (signal.aborted)
        throw new errors/* ActionError */.lZ('CANCELLED', 'Cancelled after the upload; no tag was changed');
    (0,staging_fleet/* throwIfRequiredFailed */.At)(fleets, 'tagging');
    const tagging = () => (0,tags_tag/* writeTags */.p)(ready, { log, now, signal });
    // The images that moving tags leave are read while tags are written.
    const leaving = Promise.all(ready.map((one, at) => formerOf(one, staged[at].readFormer)));
    const all = await timed('tag', () => ports.grace?.during(tagging) ?? tagging());
    const tagged = staged.map(({ image, content, isConfirmed }) => {
        const results = all.filter(result => result.image === image.name);
        return { name: image.name, fleet: image.fleet, content, results, isConfirmed };
    });
    const read = () => Promise.all(tagged.map(one => verify(one, ports)));
    const [ended, formers] = await Promise.all([ports.verify ? timed('verify', read) : tagged, leaving]);
    return {
        images: ended.map((one, at) => ({ ...one, former: leftBehind(formers[at], one.results) })),
        ...(0,outcome/* publishOutcomeOf */.v)(ended, ports.verify),
    };
}
/** All images concurrently; no request is in progress when it returns. */
async function stageAll(images, ports) {
    const settled = await Promise.allSettled(images.map(image => stageOne(image, ports, images.length > 1)));
    const failed = settled.find(result => result.status === 'rejected');
    if (failed !== undefined && ports.signal.aborted) {
        throw new errors/* ActionError */.lZ('CANCELLED', 'Cancelled during upload; no tag was changed');
    }
    // When no target is left, the targets' errors matter more than the path's own.
    (0,staging_fleet/* throwIfRequiredFailed */.At)(images.map(({ fleet }) => fleet), 'staging');
    if (failed !== undefined)
        throw failed.reason;
    throwIfNobodyIsLeft(images.map(({ fleet }) => fleet));
    return settled.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []));
}
/** @throws ActionError when something cannot be attached in every required registry */
async function attachAll(staged, attach, { timed, signal }) {
    const images = staged.map(({ image: { name, fleet }, content }) => ({ name, fleet, content }));
    const fleets = images.map(({ fleet }) => fleet);
    const failure = await timed('sign', () => attach(images)).then(() => undefined, (error) => ({ error }));
    if (signal.aborted)
        throw new errors/* ActionError */.lZ('CANCELLED', 'Cancelled while signing; no tag was changed');
    (0,staging_fleet/* throwIfRequiredFailed */.At)(fleets, 'signing');
    if (failure !== undefined)
        throw failure.error;
    throwIfNobodyIsLeft(fleets);
}
function throwIfNobodyIsLeft(fleets) {
    if (fleets.every(fleet => fleet.alive().length > 0))
        return;
    throw new errors/* ActionError */.lZ('PUBLISH_FAILED', 'Publishing failed in every registry, including optional ones');
}
async function stageOne(image, ports, isOneOfMany) {
    const { fleet } = image;
    const reader = image.tagReader ?? (0,tag_reader/* createTagReader */.O)(fleet, image.forward, ports.now);
    reader.begin();
    try {
        const content = await image.stage(reader.closing);
        const isConfirmed = ports.verify && isOneOfMany;
        await Promise.all([reader.read(), isConfirmed ? verify_confirm(fleet, content, ports) : undefined]);
        return { image, content, isConfirmed, settle, readFormer: reader.manifest };
        async function settle() {
            const { before, staying } = await reader.decision();
            for (const [reference, why] of staying)
                ports.log.notice(`Not moving ${reference}: ${why}`);
            if ((0,staging_fleet/* isSole */.UX)(fleet) && staying.size === 1)
                await publishUntagged(content.root, fleet);
            image.guard?.(before, content.root.digest);
            return { name: image.name, fleet, root: content.root, before, staying };
        }
    }
    finally {
        // However staging ends, wait for our requests.
        await reader.idle();
    }
}
/** The tag that was to bring the root manifest does not move: write the root by digest only. */
async function publishUntagged(root, fleet) {
    const [target] = fleet.alive();
    await target?.repository.putManifest(root, root.digest).catch(error => fleet.fail(target, error));
}
async function verify(image, ports) {
    const results = await verifyTags(image, ports);
    return { ...image, results: await reportSuperseded({ ...image, results }, ports.log) };
}
/** The former image, if its tag has left it. */
function leftBehind(former, results) {
    const hasLeft = results.some(({ tag, state }) => tag.name === former?.tag && state === 'published');
    return hasLeft ? former : undefined;
}

// EXTERNAL MODULE: ./lib/publish/stage-image.js + 1 modules
var stage_image = __webpack_require__(7044);
// EXTERNAL MODULE: ./lib/staging/upload-progress.js
var upload_progress = __webpack_require__(73458);
// EXTERNAL MODULE: ./lib/run/ahead.js + 5 modules
var ahead = __webpack_require__(65989);
// EXTERNAL MODULE: ./lib/run/workbench.js
var workbench = __webpack_require__(78636);
;// CONCATENATED MODULE: ./lib/run/publishing.js















/** Whether there is nothing to build: this commit's images are already published, and `skip-existing` is set. */
function isPublished({ job, bench }) {
    return job.inputs.skipExisting && bench.targets.images.every(({ kept }) => kept !== undefined);
}
/** Completes the published images: missing tags, registries and the layout. */
async function keepPublished(ready) {
    await writeLayouts(ready, []);
    await publishAll(ready, []);
}
/** Publishes the images, unless nothing is pushed, and writes the caches that waited for the gates. */
async function publishImages(ready, images) {
    const { job, report, part } = ready;
    const { inputs, plan } = job;
    const publishing = async () => {
        if (part !== undefined)
            return handOverPart(ready, images);
        if (!plan.decision.push)
            return report.notPushed(plan.decision.reason);
        if ((0,call/* isCall */.n)(inputs))
            return report.notPushed(`\`call: ${inputs.build.call}\` makes no image`);
        await publishAll(ready, images);
    };
    await publishing().finally(() => writeLateCaches(ready, images));
}
/** Stores a part of each image for the merging job; no tag is written. */
async function handOverPart(ready, images) {
    const { part, report, bench } = ready;
    const isUploaded = part?.handOver === 'registry';
    const uploaded = isUploaded ? await report.timed('stage', () => uploadParts(ready, images)) : [];
    const made = images.map(({ built, tested }, at) => {
        const { fleet, image } = bench.targets.images[at];
        const root = uploaded[at] ?? built.result.digest;
        if (root === undefined)
            throw new errors/* ActionError */.lZ('BUILD_FAILED', `the build reported no digest for this part${(0,of_name/* ofName */.D)(image)}`);
        const places = fleet.alive().map(({ destination }) => destination.name);
        return { root, tested, places };
    });
    const { handOver } = await __webpack_require__.e(/* import() */ 9315).then(__webpack_require__.bind(__webpack_require__, 39315));
    await handOver(ready, made);
}
/** The digest of each part, now in every required registry of its image. Common blobs are sent once. */
async function uploadParts(ready, images) {
    const uploads = (0,workbench/* eachImage */.Ne)(ready).map(async (one, at) => {
        const { targets, siblings } = one.bench;
        const { fleet, image } = (0,workbench/* theOnly */.Iy)(targets.images);
        const stage = (to) => (0,errors/* forImage */.hW)(image.name, () => stageBuilt(one, images[at]?.built, to));
        const content = await (0,upload_progress/* uploading */.o)(fleet, ready.machine.log, stage, { siblings });
        return content.root.digest;
    });
    const settled = await Promise.allSettled(uploads);
    (0,staging_fleet/* throwIfRequiredFailed */.At)(ready.bench.targets.images.map(({ fleet }) => fleet), 'uploading the part');
    return settled.map(result => {
        if (result.status === 'rejected')
            throw result.reason;
        return result.value;
    });
}
async function writeLateCaches(ready, images) {
    const { job, machine } = ready;
    const [image] = images;
    if (job.several === undefined && image !== undefined) {
        return (0,late_export/* exportLateCaches */.yC)({ job: { ...job, inputs: image.cached }, site: (0,workbench/* buildSite */.Sk)(ready), machine });
    }
    const { exportCachesTogether } = await Promise.all(/* import() */[__webpack_require__.e(1537), __webpack_require__.e(2827)]).then(__webpack_require__.bind(__webpack_require__, 25208));
    await exportCachesTogether(ready, images);
}
/**
 * Publishes all images together, and reports the outcome. If a commit's image is already published, it is kept and
 * completed; this run's own build would differ at least in its provenance, and is not published.
 *
 * @param images [] when nothing was built
 * @throws ActionError when not everything was published
 */
async function publishAll(ready, images) {
    const { job, report, machine, bench } = ready;
    const { inputs } = job;
    const forwards = (0,ahead/* forwardsOf */.S)(ready);
    const reasons = new Map();
    const publishing = (0,workbench/* eachImage */.Ne)(ready).map((one, at) => {
        const planned = (0,workbench/* theOnly */.Iy)(one.bench.targets.images);
        const image = images[at];
        const build = stagerOf(one, image?.built);
        if (planned.kept === undefined) {
            const isKept = (reason) => void reasons.set(planned.image.name, reason);
            const stage = inputs.skipUnchanged ? unlessUnchanged(build, planned, machine.log, isKept) : build;
            return publishingOf(one, planned, { forwards, stage, tagReader: image?.tagReader });
        }
        const { kept } = planned;
        const unlike = image === undefined ? '' : (0,tested/* unlikeKept */.R)(image.tested, kept);
        if (unlike !== '')
            machine.log.notice(`${kept.image.reference} is kept${unlike}`);
        const how = job.inputs.skipExisting ? ', so nothing was built' : '; its digest is kept';
        reasons.set(planned.image.name, `this commit is already published as ${kept.image.reference}${how}${unlike}`);
        const fleet = (0,existing/* fleetAround */.aT)(kept, planned.fleet, machine.log);
        return publishingOf(one, { ...planned, fleet }, { forwards, stage: build });
    });
    const publication = await publish(publishing, portsOf(ready));
    const published = publication.images.map((one) => {
        const why = reasons.get(one.name);
        return { ...one, kept: why === undefined ? undefined : { why, isChanged: hasChanged(one) } };
    });
    const isAllKept = published.every(({ kept }) => kept !== undefined);
    const isIdle = isAllKept && (inputs.skipExisting || inputs.skipUnchanged) && !published.some(hasChanged);
    const reason = isAllKept ? [...reasons.values()].join('; ') : job.plan.decision.reason;
    const pushed = isIdle ? 'false' : publication.pushed;
    report.published({ ...publication, images: published, pushed }, reason);
    if (publication.error !== undefined)
        throw publication.error;
    await bench.signing?.record(publication.images);
}
/** As `stage`, but keeps an unchanged image. */
function unlessUnchanged(stage, { image, fleet }, log, isKept) {
    return async (to) => {
        const { stageUnlessUnchanged } = await __webpack_require__.e(/* import() */ 7106).then(__webpack_require__.bind(__webpack_require__, 47106));
        const { content, unchanged } = await stageUnlessUnchanged(to, stage, { fleet, log });
        if (unchanged === undefined)
            return content;
        const name = image.name === '' ? 'the image' : image.name;
        const reason = `${name} has not changed since ${unchanged.reference} was built, so that digest is kept`;
        log.info(`Unchanged: ${reason} (${unchanged.digest})`);
        isKept(reason);
        return content;
    };
}
/** Whether some tag names another image than before. */
function hasChanged({ content, results }) {
    return results.some(({ state, before }) => state !== 'kept' && before !== content.root.digest);
}
/**
 * Writes the images that are, or would be, published as OCI layouts: for `layout`, and for parts in artifacts.
 *
 * @param images [] when nothing was built because the images of this commit are already published
 */
async function writeLayouts(ready, images) {
    // Sequentially: they are as large as images.
    for (const [at, one] of (0,workbench/* eachImage */.Ne)(ready).entries())
        await writeLayoutOf(one, images[at]?.built);
}
async function writeLayoutOf(ready, built) {
    const { job, folder, report, machine, bench } = ready;
    const { inputs, context } = job;
    if (inputs.layout === '')
        return;
    const { image } = (0,workbench/* theOnly */.Iy)(bench.targets.images);
    const stage = stagerOf(ready, built);
    const { writeLayout } = await __webpack_require__.e(/* import() */ 993).then(__webpack_require__.bind(__webpack_require__, 90993));
    const order = {
        inputs,
        workspace: context.workspace,
        folder: folder.path,
        name: (0,names/* firstReference */.oQ)(image),
        stage,
    };
    await report.timed('layout', () => (0,errors/* forImage */.hW)(image.name, () => writeLayout(order, machine)));
}
/** Stages the image to publish: the built one, or the existing one of this commit. */
function stagerOf(ready, built) {
    const { kept } = (0,workbench/* theOnly */.Iy)(ready.bench.targets.images);
    if (kept !== undefined)
        return to => (0,existing/* stageExisting */.OU)(kept.image, to);
    return to => stageBuilt(ready, built, to);
}
async function stageBuilt(ready, built, to) {
    if (built === undefined)
        throw new errors/* ActionError */.lZ('BUILD_FAILED', 'there is no image to publish');
    return (0,stage_image/* stageImage */.o)(built, to, (0,workbench/* stagingSite */.z5)(ready), ready.machine);
}
function portsOf(ready) {
    const { job, report, machine, bench } = ready;
    const { targets, signing } = bench;
    const attach = signing && ((images) => signing.attach(images, report));
    const staged = () => bench.background.add(takeBackEarly(ready));
    return { ...machine, grace: targets.grace, timed: report.timed, verify: job.inputs.verify, attach, staged };
}
/**
 * Removes a published-only image from the engine while its tags are written: otherwise post would have to load the code
 * for that. Nothing in the run needs it any more.
 */
async function takeBackEarly({ folder, bench }) {
    const { background, engine, names, signing } = bench;
    if (signing !== undefined || !names.every(({ exports }) => (0,build_exports/* isOnlyPushed */.g)(exports)))
        return;
    // The engine's push is the last to need it.
    await background.soFar();
    await (0,undo/* takeBackImages */.pB)(folder, engine.any);
}
function publishingOf({ job, machine, bench: { siblings } }, { image, fleet }, { forwards, stage, tagReader }) {
    return {
        name: image.name,
        fleet,
        ...(tagReader === undefined ? { forward: forwards(fleet) } : { tagReader }),
        guard: (0,existing/* immutableGuard */.W2)(fleet, job.inputs.immutableTags),
        stage: closing => (0,errors/* forImage */.hW)(image.name, () => (0,upload_progress/* uploading */.o)(fleet, machine.log, stage, { closing, siblings })),
    };
}


/***/ }),

/***/ 73458:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ uploading)
/* harmony export */ });
/* harmony import */ var _distribute_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51136);

/** Milliseconds between two lines of a registry. */
const EVERY = 5_000;
/** Runs one staging; while bytes flow, each receiving registry has a line every few seconds. */
async function uploading(fleet, log, stage, options = {}) {
    const distributor = (0,_distribute_js__WEBPACK_IMPORTED_MODULE_0__/* .createDistributor */ .E)(fleet, options);
    const shown = new Map(fleet.targets.map(target => [target, 0]));
    const show = () => {
        for (const [target, before] of shown) {
            const sent = distributor.sent(target);
            if (sent === before)
                continue;
            shown.set(target, sent);
            log.info(`↑ ${target.destination.name}: ${megabytes(sent)} MB, ${megabytes(((sent - before) / EVERY) * 1000)} MB/s`);
        }
    };
    const timer = setInterval(show, EVERY);
    try {
        return await stage(distributor);
    }
    finally {
        clearInterval(timer);
        distributor.end();
    }
}
function megabytes(bytes) {
    return (bytes / 1e6).toFixed(bytes < 1e8 ? 1 : 0);
}


/***/ })

};
