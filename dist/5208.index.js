export const id = 5208;
export const ids = [5208];
export const modules = {

/***/ 25208:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  buildTogether: () => (/* binding */ buildTogether),
  exportCachesTogether: () => (/* binding */ exportCachesTogether)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/build/ahead.js
var ahead = __webpack_require__(64705);
// EXTERNAL MODULE: ./lib/build/build-again.js
var build_again = __webpack_require__(2165);
// EXTERNAL MODULE: ./lib/build/build-image.js
var build_image = __webpack_require__(55980);
// EXTERNAL MODULE: ./lib/build/names.js
var names = __webpack_require__(52508);
// EXTERNAL MODULE: ./lib/build/run-build.js + 4 modules
var run_build = __webpack_require__(65480);
// EXTERNAL MODULE: ./lib/dockerfile/place.js
var place = __webpack_require__(57137);
// EXTERNAL MODULE: ./lib/host/all-ended.js
var all_ended = __webpack_require__(32264);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/fields.js
var fields = __webpack_require__(87617);
// EXTERNAL MODULE: ./lib/host/files/make-folder.js
var make_folder = __webpack_require__(6351);
// EXTERNAL MODULE: ./lib/host/text/quote.js
var quote = __webpack_require__(64212);
// EXTERNAL MODULE: ./lib/journal/run-folder.js
var run_folder = __webpack_require__(22539);
// EXTERNAL MODULE: ./lib/plan/git-context.js
var git_context = __webpack_require__(92637);
// EXTERNAL MODULE: ./lib/plan/secrets.js
var plan_secrets = __webpack_require__(68578);
// EXTERNAL MODULE: ./lib/plan/terms/outputs.js
var terms_outputs = __webpack_require__(23885);
// EXTERNAL MODULE: ./lib/build/attestations.js
var attestations = __webpack_require__(51969);
// EXTERNAL MODULE: ./lib/build/buildx-args.js
var buildx_args = __webpack_require__(78194);
// EXTERNAL MODULE: ./lib/dockerfile/contexts.js
var contexts = __webpack_require__(8948);
// EXTERNAL MODULE: ./lib/host/variables/environment.js
var environment = __webpack_require__(72101);
// EXTERNAL MODULE: ./lib/bake/target.js
var bake_target = __webpack_require__(72916);
;// CONCATENATED MODULE: ./lib/bake/definition.js









/** A target with its images pinned by digest. */
function pinnedTarget(target, pins) {
    if (pins.size === 0)
        return target;
    const given = Object.entries((0,bake_target/* mapIn */.yL)(target, 'contexts')).map(([name, value]) => `${name}=${value}`);
    return { ...target, contexts: pairs((0,contexts/* pinContexts */.SS)(given, pins)) };
}
/** One image as a target of a bake definition. */
function imageTarget(build, options) {
    const { given = {} } = options;
    const { tags: _, output: __, ...kept } = given;
    return withoutEmpty({
        ...(options.given === undefined ? described(build, options) : kept),
        // The definition's platforms, or the part of them that is built here.
        platforms: build.platforms,
        args: { ...argsOf(build, options.env), ...(0,bake_target/* mapIn */.yL)(given, 'args') },
        // A target's settings in the definition override the inputs.
        labels: { ...pairs(options.labels), ...(0,bake_target/* mapIn */.yL)(given, 'labels') },
        annotations: annotationsOf(options.annotations, (0,bake_target/* listIn */.Of)(given, 'annotations')),
        attest: (0,attestations/* attestations */.e)(build, options.provenance),
        'cache-from': build.cacheFrom,
        'cache-to': build.cacheTo.map(buildx_args/* cacheExport */.V),
        secret: [...(0,bake_target/* specsIn */.Se)(given, 'secret'), ...options.secrets],
        ssh: [...sshOf(given), ...build.ssh],
        pull: build.pull || undefined,
        'no-cache': build.noCache || undefined,
        output: options.outputs,
        policy: [...(0,bake_target/* specsIn */.Se)(given, 'policy'), ...(options.policies ?? [])],
    });
}
/** The flags of `docker buildx build` as target fields. */
function described(build, { gitContext: git, hasCheckout, workspace }) {
    const context = (0,git_context/* buildContext */.gC)(build.context, git, hasCheckout);
    const hosts = build.addHosts.map(item => /^([^:=]+)[:=](.*)$/s.exec(item)).filter(match => match !== null);
    return {
        context,
        contexts: Object.fromEntries(build.buildContexts.map(item => (0,plan_secrets/* keyValue */.Hv)((0,git_context/* withDefaultContext */.h8)(item, git)))),
        dockerfile: dockerfileOf(build.file, context, workspace),
        target: build.target,
        network: build.network,
        'no-cache-filter': build.noCacheFilters,
        'shm-size': build.shmSize,
        ulimits: build.ulimit,
        'extra-hosts': Object.fromEntries(hosts.map(([, host = '', ip = '']) => [host, ip])),
        entitlements: build.allow.filter(item => !item.startsWith('fs')),
    };
}
/** bake resolves the path in the context, the input `file` in the workspace. */
function dockerfileOf(file, context, workspace) {
    if (file === '' || (0,git_context/* isRemote */.Vx)(file) || (0,git_context/* isRemote */.Vx)(context) || (0,external_node_path_.isAbsolute)(file))
        return file;
    return (0,external_node_path_.resolve)(workspace, file);
}
/** As `--build-arg`: without a value, the environment's is used, if any. */
function argsOf({ buildArgs }, env) {
    const args = buildArgs.flatMap((item) => {
        if (item.includes('='))
            return [(0,plan_secrets/* keyValue */.Hv)(item)];
        const value = (0,environment/* namedVariable */.m3)(env, item);
        return value === undefined ? [] : [[item, value]];
    });
    return Object.fromEntries(args);
}
function pairs(items) {
    return Object.fromEntries(items.map(plan_secrets/* keyValue */.Hv));
}
/** The definition's annotations override computed ones with the same key and level. */
function annotationsOf(computed, given) {
    const keys = new Set(given.map(item => keyOf(item)));
    return [...computed.filter(item => !keys.has(keyOf(item))), ...given];
}
/** The default level is the manifest (docker/buildx, util/buildflags/export.go). */
function keyOf(annotation) {
    const [key] = (0,plan_secrets/* keyValue */.Hv)(annotation);
    return /^(?:index|manifest)/.test(key) ? key : `manifest:${key}`;
}
/** buildx prints them as text, or as `{id, paths}`. */
function sshOf(given) {
    const { ssh } = given;
    if (!Array.isArray(ssh))
        return [];
    return ssh.map((item) => {
        if (typeof item === 'string')
            return item;
        const { id = 'default', paths = [] } = item;
        return paths.length === 0 ? id : `${id}=${paths.join(',')}`;
    });
}
function withoutEmpty(target) {
    const isEmpty = (value) => value === undefined ||
        value === '' ||
        (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
    return Object.fromEntries(Object.entries(target).filter(([, value]) => !isEmpty(value)));
}
/** The definition as JSON for bake, where `${…}` and `%{…}` are templates unless escaped. */
function definitionText(targets) {
    return JSON.stringify(escaped({ target: targets }));
}
function escaped(value) {
    if (typeof value === 'string')
        return value.replaceAll(/[$%](?=\{)/g, sign => sign + sign);
    if (Array.isArray(value))
        return value.map(escaped);
    if (!(0,fields/* isObject */.Gv)(value))
        return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [escaped(key), escaped(item)]));
}

;// CONCATENATED MODULE: ./lib/bake/build-images.js



















const SECRETS = 'bake-secrets';
/**
 * Builds all images with one command, so that they share a session with BuildKit: contexts are sent once, and shared
 * stages are built once.
 *
 * @returns one for each image, in order
 * @throws BuildError, ActionError CANCELLED
 */
async function buildImages(bake, run) {
    const { images } = bake;
    const { site, machine, job } = run;
    const layouts = images.map(({ request }, at) => request.site.names.exports.layout ? (0,external_node_path_.join)(site.folder, `layout-${at}`) : undefined);
    const builder = await site.builder.open();
    const clear = async () => {
        await Promise.all(images.map(({ request }) => (0,names/* noteBuilt */.ZD)(undefined, request.site)));
        await Promise.all(layouts.map(layout => layout !== undefined && (0,run_folder/* removeFolder */.v$)(layout)));
    };
    const building = async () => {
        const targets = await Promise.all(images.map((image, at) => targetOf(image, outputsOf(image, layouts[at], builder), at)));
        const once = async () => {
            const aheads = images.map(({ request }) => (0,build_image/* aheadOf */.RJ)(request.site));
            const together = (0,ahead/* begunTogether */.S)(aheads);
            // buildx does not name the target if there is only one.
            const exporting = (target) => together[images.findIndex(({ name }) => name === target || target === '')];
            const onStarted = () => {
                for (const ahead of aheads)
                    ahead?.expect();
            };
            const results = await buildOnce(bake, targets, { run, builder, exporting, onStarted });
            return (0,all_ended/* allEnded */.C)(results.map((result, at) => (0,build_image/* claim */.B7)(result, images[at].request.site, aheads[at])));
        };
        return (0,build_again/* buildAgain */.F)(once, clear, job.inputs.retry, machine);
    };
    const results = await building().finally(async () => {
        // Gates and the job's later steps run as the same user.
        await Promise.all([(0,run_folder/* removeFolder */.v$)((0,external_node_path_.join)(site.folder, SECRETS)), builder.close()]);
    });
    return (0,all_ended/* allEnded */.C)(results.map(async ({ result, ahead }, at) => ({ ...(await builtOf(images[at], result, layouts[at])), ahead })));
}
/** Builds all images again, with every step cached, only to write caches. */
async function writeCaches(bake, run) {
    const { name, env } = run.site.builder;
    try {
        const targets = await Promise.all(bake.images.map((image, at) => targetOf(image, ['type=cacheonly'], at)));
        await buildOnce({ ...bake, beside: [] }, targets, { run, builder: { name, env, program: undefined } });
    }
    finally {
        await (0,run_folder/* removeFolder */.v$)((0,external_node_path_.join)(run.site.folder, SECRETS));
    }
}
async function builtOf({ request, name }, result, layout) {
    const { exports, run } = request.site.names;
    const digest = layout === undefined ? result.digest : await (0,errors/* forImage */.hW)(name, () => (0,build_image/* takeLayout */.Kk)(layout, request));
    if (digest === undefined && (exports.engine || exports.layout)) {
        throw new errors/* ActionError */.lZ('BUILD_FAILED', `the build of ${name} produced no image`);
    }
    if (exports.keep)
        await (0,errors/* forImage */.hW)(name, () => (0,build_image/* nameAll */.B_)(request.site));
    return { result: { ...result, digest }, layout, local: exports.engine || exports.load ? run : undefined };
}
/** The metadata file describes only the last output, which must be the published one. */
function outputsOf({ request }, layout, builder) {
    const { exports, local } = request.site.names;
    const { attributes, extra } = request.job.inputs.build.outputs;
    return [
        ...extra,
        ...(layout === undefined ? [] : [(0,terms_outputs/* layoutOutput */.Q6)(layout, attributes)]),
        ...(exports.engine ? [(builder.keepsPacked ? terms_outputs/* packedOutput */.gJ : terms_outputs/* engineOutput */.c)(local, attributes)] : []),
    ];
}
/** A target of the definition. Writes its secrets to their folder. */
async function targetOf({ request, given }, outputs, at) {
    const { job, site, machine } = request;
    const { inputs, context } = job;
    const { build } = inputs;
    const { metadata } = site.targets.image;
    const git = (0,git_context/* gitContext */.cw)(context);
    const checkout = (0,place/* hasCheckout */.tp)(context, build.file);
    const folder = (0,external_node_path_.join)(site.folder, SECRETS, String(at));
    const secrets = (0,plan_secrets/* secretArgs */.s9)(build, folder, gitAuthOf(request, (0,git_context/* buildContext */.gC)(build.context, git, checkout)));
    if (secrets.files.length > 0)
        await (0,make_folder/* makeFolder */.f)(folder, 0o700);
    await Promise.all(secrets.files.map(({ name, content }) => (0,promises_.writeFile)((0,external_node_path_.join)(folder, name), content, { mode: 0o600 })));
    // A run that publishes nothing may be a fork's, where missing secrets are normal.
    const tell = job.plan.decision.push ? machine.log.warning : machine.log.notice;
    for (const id of secrets.empty)
        tell(`build secret ${(0,quote/* quote */.h)(id)} is empty: it is left out`);
    const target = imageTarget(build, {
        given,
        labels: metadata.labels,
        annotations: (0,build_image/* exportsImage */.j1)(outputs) ? metadata.annotations : [],
        outputs,
        secrets: secrets.specs,
        gitContext: git,
        hasCheckout: checkout,
        workspace: context.workspace,
        env: site.builder.env,
        provenance: (0,build_image/* provenanceOptionsOf */.FS)(context, (0,build_image/* exportsImage */.j1)(outputs) && !(0,terms_outputs/* hasOutput */.MM)(build.outputs.extra, 'docker')),
        policies: site.policies,
    });
    return pinnedTarget(target, site.pins);
}
/** The job's token for the server that runs the job, if a build reads from there. */
function gitAuthOf({ job: { inputs, context } }, from) {
    const host = URL.canParse(context.serverUrl) ? new URL(context.serverUrl).host : '';
    const isNeeded = from.startsWith((0,git_context/* gitContext */.cw)(context)) && inputs.githubToken !== '' && host !== '';
    return isNeeded ? { host, token: inputs.githubToken } : undefined;
}
async function buildOnce({ images, linked, beside }, targets, { run, builder, exporting, onStarted }) {
    const { job, site } = run;
    const { workspace } = job.context;
    const names = images.map(({ name }) => name);
    const others = Object.entries(linked).map(([name, target]) => [name, withPolicies(pinnedTarget(target, site.pins), site.policies ?? [])]);
    const definition = {
        ...Object.fromEntries(others),
        ...Object.fromEntries(targets.map((target, at) => [names[at], target])),
    };
    const file = (0,external_node_path_.join)(site.folder, 'bake.json');
    const metadataFile = (0,external_node_path_.join)(site.folder, 'build.metadata.json');
    // The definition may contain secrets, such as build arguments and labels, that other users of this machine must not
    // see.
    await (0,promises_.writeFile)(file, definitionText(definition), { mode: 0o600 });
    const args = [
        ...['bake', '--progress=rawjson', '--file', file, '--metadata-file', metadataFile],
        ...(builder.name === undefined ? [] : ['--builder', builder.name]),
        ...allowed(run, images).flatMap(each => ['--allow', each]),
        '--',
        ...names,
        ...beside,
    ];
    const dockerfileOf = (name) => {
        const image = images.find(each => each.name === name);
        return (0,place/* dockerfileIn */.yG)(workspace, image?.request.job.inputs.build ?? job.inputs.build);
    };
    const everyBuild = images.map(({ request }) => request.job.inputs.build);
    const inLinked = (key) => Object.values(linked).flatMap(target => (0,bake_target/* specsIn */.Se)(target, key));
    const cacheFrom = [...everyBuild.flatMap(build => build.cacheFrom), ...inLinked('cache-from')];
    const cacheTo = [...everyBuild.flatMap(build => build.cacheTo), ...inLinked('cache-to')];
    const all = {
        ...run,
        job: { ...job, inputs: { ...job.inputs, build: { ...job.inputs.build, cacheFrom, cacheTo } } },
    };
    const ports = { ...(0,build_image/* buildPorts */.Pv)(all, builder.env), exporting, onStarted };
    const stats = await (0,run_build/* runBuildx */.Ay)({ args, buildx: builder.program }, dockerfileOf, ports);
    const command = { names, stats, dockerfile: dockerfileOf(names[0] ?? ''), linked: Object.keys(linked) };
    return resultsIn(await (0,run_build/* readMetadataFile */.WJ)(metadataFile), command);
}
/**
 * What buildx would otherwise ask for at a terminal: this run's folder, and the workflow's grants. Anything else that a
 * definition requires (files outside the workspace, the host's network) is refused.
 */
function allowed({ job, site }, images) {
    // With `builds`, every path was written in the workflow.
    const isOurs = images.every(({ given }) => given === undefined);
    const asked = images.flatMap(({ request }) => request.job.inputs.build.allow);
    const ssh = images.some(({ request }) => request.job.inputs.build.ssh.length > 0) ? ['ssh'] : [];
    return [...new Set([...(isOurs ? ['fs=*'] : [`fs=${site.folder}`]), ...ssh, ...job.inputs.build.allow, ...asked])];
}
/** Policies also apply to linked targets. */
function withPolicies(target, policies) {
    return policies.length === 0 ? target : { ...target, policy: [...(0,bake_target/* specsIn */.Se)(target, 'policy'), ...policies] };
}
function resultsIn({ json }, { names, stats, dockerfile, linked }) {
    const checks = (0,run_build/* checksOf */.tg)(json['buildx.build.warnings'], dockerfile);
    const behind = linked.flatMap(name => ((0,fields/* isObject */.Gv)(json[name]) ? [JSON.stringify(json[name])] : []));
    return names.map((name, at) => {
        const part = (0,fields/* fieldsIn */.t5)(json[name]);
        // Of the whole command: a step's image is in its name, and several images may share it.
        return { ...(0,run_build/* metadataOf */.Nk)(part, JSON.stringify(part)), linked: behind, stats, checks: at === 0 ? checks : [] };
    });
}

;// CONCATENATED MODULE: ./lib/bake/build-parts.js





/**
 * Builds parts of the bake with one command and exactly these outputs.
 *
 * @returns one for each part, in order
 * @throws BuildError, ActionError CANCELLED
 */
async function buildParts({ bake, run }, { parts, outputs, clear = async () => { } }) {
    const [{ site, machine }] = parts;
    const { name, env } = run.site.builder;
    const byName = new Map(bake.images.map(image => [image.name, image]));
    const images = parts.map(request => ({ ...byName.get(request.site.targets.image.name), request }));
    const platforms = new Set(parts.flatMap(({ job }) => job.inputs.build.platforms));
    const some = {
        images,
        linked: restricted(bake, platforms),
        // They are built once, with the first part.
        beside: isFirst(bake, parts[0]) ? bake.beside : [],
    };
    const here = { ...run, machine, site: { ...run.site, folder: site.folder } };
    const building = async () => {
        const targets = await Promise.all(images.map((image, at) => targetOf(image, outputs[at], at)));
        const once = () => buildOnce(some, targets, { run: here, builder: { name, env, program: undefined } });
        return (0,build_again/* buildAgain */.F)(once, clear, run.job.inputs.retry, machine);
    };
    return building().finally(() => (0,run_folder/* removeFolder */.v$)((0,external_node_path_.join)(site.folder, SECRETS)));
}
/** The linked targets, restricted to these platforms: the others are built elsewhere. */
function restricted({ linked, beside }, wanted) {
    const restrict = (name, target) => {
        const platforms = (0,bake_target/* listIn */.Of)(target, 'platforms');
        const kept = platforms.filter(platform => wanted.has(platform));
        return beside.includes(name) || platforms.length < 2 || kept.length === 0 ? target : { ...target, platforms: kept };
    };
    return Object.fromEntries(Object.entries(linked).map(([name, target]) => [name, restrict(name, target)]));
}
function isFirst({ images: [first] }, { job, site }) {
    const isOfFirst = first?.name === site.targets.image.name;
    return isOfFirst && first?.request.job.inputs.build.platforms[0] === job.inputs.build.platforms[0];
}

// EXTERNAL MODULE: ./lib/builder/while-checked.js
var while_checked = __webpack_require__(99682);
// EXTERNAL MODULE: ./lib/by-digest/by-digest.js + 2 modules
var by_digest = __webpack_require__(23948);
// EXTERNAL MODULE: ./lib/by-digest/layout-by-platform.js
var layout_by_platform = __webpack_require__(97718);
// EXTERNAL MODULE: ./lib/cache/cache.js + 7 modules
var cache_cache = __webpack_require__(78747);
// EXTERNAL MODULE: ./lib/cache/late-export.js
var late_export = __webpack_require__(16703);
// EXTERNAL MODULE: ./lib/inputs/job.js
var inputs_job = __webpack_require__(9514);
// EXTERNAL MODULE: ./lib/plan/late-caches.js
var late_caches = __webpack_require__(84535);
// EXTERNAL MODULE: ./lib/run/ahead.js + 5 modules
var run_ahead = __webpack_require__(65989);
// EXTERNAL MODULE: ./lib/run/caching.js
var caching = __webpack_require__(33428);
// EXTERNAL MODULE: ./lib/run/workbench.js
var workbench = __webpack_require__(78636);
;// CONCATENATED MODULE: ./lib/run/several-images.js












/** Builds all images with one command and the run's cache. @throws ActionError */
async function buildTogether(ready, serviceProbe) {
    const { job, report, machine } = ready;
    const cache = await report.timed('cache', () => (0,cache_cache/* openCache */.b)(job, (0,caching/* cacheSite */.o)(ready), serviceProbe, machine));
    const cached = imagesWith(cache.inputs, ready);
    const waits = (0,inputs_job/* areChecked */.IC)(job);
    const early = (specs) => (waits ? (0,late_caches/* splitCaches */.c)(specs).withBuild : specs);
    // If one is checked, none may leave this machine before.
    const aheads = waits ? [] : (0,workbench/* eachImage */.Ne)(ready).map(run_ahead/* aheadOf */.R);
    try {
        const build = (stopped) => cache.build((wanted, ports) => {
            const inputs = imagesWith(wanted, ready).map(each => (0,late_export/* withCacheTo */.sr)(each, early(each.build.cacheTo)));
            const stoppable = { ...ports, signal: AbortSignal.any([ports.signal, stopped]) };
            const { bake, run } = bakeOf(withLinked(ready, wanted, early), inputs, stoppable, aheads);
            return several_images_buildOnce(bake, run);
        });
        const built = await report.timed('build', () => (0,while_checked/* whileChecked */.Z)(ready.bench.checked, machine, build));
        for (const [at, { result }] of built.entries())
            report.built(result, job.plan.images[at].name);
        const [first] = built;
        if (first !== undefined)
            await (0,caching/* keepCache */.G)(cache, first, ready);
        return built.map((one, at) => ({ built: one, cached: cached[at], tagReader: aheads[at]?.tagReader }));
    }
    finally {
        await cache.close();
    }
}
/** Pushed by the builder directly if nobody here needs the images; else to this machine. */
async function several_images_buildOnce(bake, run) {
    const requests = bake.images.map(({ request }) => request);
    const together = (parts, outputs, clear) => buildParts({ bake, run }, { parts, outputs, clear });
    return ((await (0,by_digest/* buildByDigest */.E)(requests, together)) ??
        (await (0,layout_by_platform/* buildLayoutByPlatform */.F)(requests, together)) ??
        buildImages(bake, run));
}
/** Writes the caches that waited for the checks. Failures are warnings. */
async function exportCachesTogether(ready, images) {
    if (!(0,inputs_job/* areChecked */.IC)(ready.job))
        return;
    const late = images.map(({ cached }) => (0,late_export/* lateInputs */.Yd)(cached));
    const afterGates = (specs) => (0,late_caches/* splitCaches */.c)(specs).afterGates;
    const { inputs: step, several } = ready.job;
    const parts = images[0]?.cached.build.partCaches;
    const ofLinked = Object.keys(several?.linked ?? {}).flatMap(name => afterGates(parts?.get(name)?.to ?? []));
    const all = [...late.flatMap(inputs => inputs?.build.cacheTo ?? []), ...ofLinked];
    if (all.length === 0)
        return;
    const inputs = images.map(({ cached }, at) => late[at] ?? (0,late_export/* withCacheTo */.sr)(cached, []));
    const union = { ...step, build: { ...step.build, cacheTo: all, partCaches: undefined } };
    await (0,late_export/* exportAfterwards */.CT)(union, ready.bench, ready.machine, async (machine) => {
        const linked = withLinked(ready, { ...step, build: { ...step.build, partCaches: parts } }, afterGates);
        const { bake, run } = bakeOf(linked, inputs, machine);
        await writeCaches(bake, run);
    });
}
/** The command's builds, from each image's inputs with its caches. */
function bakeOf(ready, inputs, machine, aheads = []) {
    const { several } = ready.job;
    const images = (0,workbench/* eachImage */.Ne)(ready).map((one, at) => {
        const { job } = one;
        const build = several?.builds[at];
        const site = { ...(0,workbench/* buildSite */.Sk)(one), stageAhead: aheads[at]?.stageAhead };
        const request = { job: { ...job, inputs: inputs[at] ?? job.inputs }, site, machine };
        return { name: build?.name ?? '', request, given: build?.target };
    });
    const [first] = images;
    if (first === undefined)
        throw new Error('no image was planned');
    const run = { ...first.request, job: ready.job };
    return { bake: { images, linked: several?.linked ?? {}, beside: several?.beside ?? [] }, run };
}
/** The inputs of each image with its cache specs: its own caches, or its part of the run's. */
function imagesWith(wanted, ready) {
    const { partCaches } = wanted.build;
    return (0,workbench/* eachImage */.Ne)(ready).map(({ job }) => {
        const { build } = job.inputs;
        const noCache = build.noCache || wanted.build.noCache;
        const { from, to } = partCaches?.get(job.plan.images[0]?.name ?? '') ?? { from: [], to: [] };
        return { ...job.inputs, build: { ...build, partCaches, noCache, cacheFrom: noCache ? [] : from, cacheTo: to } };
    });
}
/** The run whose linked targets read and write these inputs' caches, with `some` of the writes. */
function withLinked(ready, { build }, some) {
    const { job } = ready;
    const { several } = job;
    if (several === undefined)
        return ready;
    const linked = Object.entries(several.linked).map(([name, target]) => {
        const { 'cache-from': _, 'cache-to': __, ...rest } = target;
        const { from, to } = build.partCaches?.get(name) ?? { from: [], to: [] };
        const caches = { 'cache-from': build.noCache ? [] : from, 'cache-to': some(to) };
        return [name, { ...rest, ...Object.fromEntries(Object.entries(caches).filter(([, specs]) => specs.length > 0)) }];
    });
    return { ...ready, job: { ...job, several: { ...several, linked: Object.fromEntries(linked) } } };
}


/***/ })

};
