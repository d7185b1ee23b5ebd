export const id = 241;
export const ids = [241];
export const modules = {

/***/ 51969:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ attestations)
/* harmony export */ });
/* harmony import */ var _plan_terms_list_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(94247);

/**
 * `--attest` values. `provenance` and `sbom` win over `attests`; without any provenance the default is `mode=max`, in
 * a private repository `mode=min,inline-only=true`, as in build-push-action.
 */
function attestations({ attests, provenance, sbom }, options) {
    const others = attests.filter(a => !isOf('provenance', a) && !isOf('sbom', a)).map(withSwitches);
    const given = (type, input) => input === '' ? attests.filter(a => isOf(type, a)) : [attest(type, input)];
    const provenances = given('provenance', provenance);
    if (provenances.length === 0 && !options.noDefault) {
        provenances.push(attest('provenance', options.isPrivate ? 'mode=min,inline-only=true' : 'mode=max'));
    }
    return [
        ...provenances.map(p => withBuilderId(withSwitches(p), options.runUrl)),
        ...given('sbom', sbom).map(withSwitches),
        ...others,
    ];
}
function attest(type, attributes) {
    return attributes.toLowerCase() === 'true' ? `type=${type}` : `type=${type},${attributes}`;
}
function isOf(type, spec) {
    return (0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_0__/* .fields */ .OA)(spec).some(field => field.replace(/\s*=\s*/, '=') === `type=${type}`);
}
/** A bare `true` or `false` among the attributes switches the attestation on or off. */
function withSwitches(spec) {
    const columns = (0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_0__/* .fields */ .OA)(spec).flatMap(column => {
        const word = column.toLowerCase();
        if (word === 'true')
            return [];
        return word === 'false' ? ['disabled=true'] : [column];
    });
    return (0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_0__/* .joinFields */ .KY)(columns);
}
function withBuilderId(spec, runUrl) {
    const columns = (0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_0__/* .fields */ .OA)(spec);
    const hasOwn = columns.some(column => /^builder-id\s*=/.test(column));
    return hasOwn || columns.includes('disabled=true') ? spec : (0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_0__/* .joinFields */ .KY)([...columns, `builder-id=${runUrl}`]);
}


/***/ }),

/***/ 2165:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ buildAgain)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _host_retry_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(67460);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(46194);



/**
 * Runs a build, and runs it again when it failed for a passing reason (a base image that could not be pulled). What
 * it had done by then is in the builder's cache. One that failed for its own sake fails at once.
 *
 * @param attempt one build; `clear` what a failed one may have left first
 * @throws BuildError, ActionError CANCELLED
 */
async function buildAgain(attempt, clear, policy, { log, sleep, now, signal }) {
    const again = async (n) => {
        if (n > 1)
            await clear();
        return attempt();
    };
    return (0,_host_retry_js__WEBPACK_IMPORTED_MODULE_1__/* .retry */ .L5)(again, {
        policy,
        ports: { sleep, now, random: Math.random },
        signal,
        classify: error => (error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .BuildError */ .zS && error.temporary ? {} : 'settled'),
        onRetry: ({ error, delay }) => {
            const [line = ''] = (0,_host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error).split('\n');
            log.warning(`${line}; building again in ${(delay / 1000).toFixed(1)} s`);
        },
    });
}


/***/ }),

/***/ 55980:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B7: () => (/* binding */ claim),
/* harmony export */   B_: () => (/* binding */ nameAll),
/* harmony export */   Fw: () => (/* binding */ commandFor),
/* harmony export */   Hh: () => (/* binding */ pushingBuild),
/* harmony export */   Jj: () => (/* binding */ provenanceOf),
/* harmony export */   Kk: () => (/* binding */ takeLayout),
/* harmony export */   Pv: () => (/* binding */ buildPorts),
/* harmony export */   _w: () => (/* binding */ buildImage),
/* harmony export */   j1: () => (/* binding */ exportsImage)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _dockerfile_place_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(57137);
/* harmony import */ var _engine_load_layout_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(68871);
/* harmony import */ var _event_context_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(13051);
/* harmony import */ var _host_hardened_git_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(90046);
/* harmony import */ var _journal_run_folder_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(22539);
/* harmony import */ var _plan_call_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(64467);
/* harmony import */ var _plan_git_context_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(92637);
/* harmony import */ var _plan_terms_outputs_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(23885);
/* harmony import */ var _runner_child_env_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(30994);
/* harmony import */ var _staging_layout_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(70275);
/* harmony import */ var _build_again_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(2165);
/* harmony import */ var _buildx_args_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(78194);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(46194);
/* harmony import */ var _run_build_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(74432);
















/** The folder of build secrets in the run's own. */
const SECRETS = 'secrets';
/**
 * Builds the image once, in the form that the stage path wants: loaded into the engine under its real name, pushed
 * by the builder itself, or as an OCI layout (which is loaded as well where a test or the user needs the image).
 */
async function buildImage(request) {
    const { job, site, machine } = request;
    const { inputs } = job;
    const { exports, local: localName } = site.names;
    const { attributes, extra } = inputs.build.outputs;
    const layout = exports.layout ? (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(site.folder, 'layout') : undefined;
    const builder = await site.builder.open();
    // The metadata file tells of the last output alone: that must be the one which is published.
    const outputs = [
        ...((0,_plan_call_js__WEBPACK_IMPORTED_MODULE_13__/* .isCall */ .n)(inputs) ? [] : extra),
        ...(layout === undefined ? [] : [(0,_plan_terms_outputs_js__WEBPACK_IMPORTED_MODULE_7__/* .layoutOutput */ .Q6)(layout, attributes)]),
        ...(exports.engine ? [(builder.keepsPacked ? _plan_terms_outputs_js__WEBPACK_IMPORTED_MODULE_7__/* .packedOutput */ .gJ : _plan_terms_outputs_js__WEBPACK_IMPORTED_MODULE_7__/* .engineOutput */ .c)(localName, attributes)] : []),
    ];
    const clear = async () => (layout === undefined ? undefined : (0,_journal_run_folder_js__WEBPACK_IMPORTED_MODULE_6__/* .removeFolder */ .v$)(layout));
    const building = async () => {
        const command = await commandFor(request, outputs, builder);
        const once = async () => claim(await (0,_run_build_js__WEBPACK_IMPORTED_MODULE_12__/* .build */ .jq)(command, buildPorts(request, builder.env)), site);
        return (0,_build_again_js__WEBPACK_IMPORTED_MODULE_9__/* .buildAgain */ .F)(once, clear, inputs.retry, machine);
    };
    const result = await building().finally(async () => {
        // Gates run as the same user, and so do the job's later steps.
        await Promise.all([(0,_journal_run_folder_js__WEBPACK_IMPORTED_MODULE_6__/* .removeFolder */ .v$)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(site.folder, SECRETS)), builder.close()]);
    });
    // buildx names a digest for a `call` as well, which nothing was exported for.
    if ((0,_plan_call_js__WEBPACK_IMPORTED_MODULE_13__/* .isCall */ .n)(inputs)) {
        return { result: { ...result, digest: undefined, configDigest: undefined }, local: undefined, layout };
    }
    const digest = layout === undefined ? result.digest : await takeLayout(layout, request);
    const local = exports.engine || exports.load ? site.names.run : undefined;
    if (exports.keep)
        await nameAll(site);
    return { result: { ...result, digest }, layout, local };
}
/**
 * Gives the image its name for this run. Another run on this engine that built the same name meanwhile has made the
 * engine drop this one's image: then the build, all cached, is done once more.
 */
async function claim(result, { engine, names }) {
    const { digest } = result;
    if (!names.exports.engine || digest === undefined)
        return result;
    try {
        await engine.any.tag(digest, names.run);
    }
    catch (error) {
        if ((await engine.any.image(digest)) !== undefined)
            throw error;
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_11__/* .BuildError */ .zS(`another run on this engine has taken the name ${names.local}`, { temporary: true });
    }
    return result;
}
/** The digest of what the layout holds, which is loaded where it is needed. */
async function takeLayout(layout, { site, machine: { run, signal } }) {
    const content = await (0,_staging_layout_js__WEBPACK_IMPORTED_MODULE_8__/* .readLayout */ .T)(layout);
    const { names, engine, docker } = site;
    const as = { name: names.run, platform: engine.platform };
    if (names.exports.load)
        await (0,_engine_load_layout_js__WEBPACK_IMPORTED_MODULE_3__/* .loadLayout */ .f)(layout, content, as, { run, env: docker.env, signal });
    return content.root.digest;
}
/** An image that the user keeps has all its names, as after `load` of docker's own action. */
async function nameAll({ engine, names, targets, }) {
    for (const reference of new Set([names.local, ...targets.image.metadata.tags])) {
        await engine.any.tag(names.run, reference);
    }
}
/** The command line of a build with these outputs; its secrets are written to their folder. */
async function commandFor({ job, site, machine }, outputs, builder) {
    const { inputs, context } = job;
    const { build: wanted } = inputs;
    const { metadata } = site.targets.image;
    const secretsFolder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(site.folder, SECRETS);
    const metadataFile = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(site.folder, 'build.metadata.json');
    // A `docker` archive holds no attestation: the build must not fail for a default that nobody asked for.
    const isArchive = (0,_plan_terms_outputs_js__WEBPACK_IMPORTED_MODULE_7__/* .hasOutput */ .MM)(wanted.outputs.extra, 'docker');
    const { args, files, warnings } = (0,_buildx_args_js__WEBPACK_IMPORTED_MODULE_10__/* .buildxArgs */ .w)({ ...wanted, builder: builder.name ?? '' }, {
        labels: metadata.labels,
        annotations: exportsImage(outputs) ? metadata.annotations : [],
        outputs,
        metadataFile,
        gitContext: (0,_plan_git_context_js__WEBPACK_IMPORTED_MODULE_14__/* .gitContext */ .cw)(context),
        hasCheckout: (0,_dockerfile_place_js__WEBPACK_IMPORTED_MODULE_2__/* .hasCheckout */ .tp)(context, wanted.file),
        githubToken: inputs.githubToken,
        serverUrl: context.serverUrl,
        secretsFolder,
        provenance: provenanceOf(context, exportsImage(outputs) && !isArchive),
    });
    for (const warning of warnings)
        machine.log.warning(warning);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(secretsFolder, { mode: 0o700 });
    await Promise.all(files.map(file => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(secretsFolder, file.name), file.content, { mode: 0o600 })));
    return {
        args,
        buildx: builder.program,
        metadataFile,
        secretsFolder,
        dockerfile: (0,_dockerfile_place_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerfileIn */ .yG)(context.workspace, wanted),
    };
}
/** What the provenance of a build of this run says. @param isPossible its outputs can hold one */
function provenanceOf(context, isPossible) {
    const { serverUrl, repository, runId, runAttempt, env, payload } = context;
    return {
        isPrivate: (0,_event_context_js__WEBPACK_IMPORTED_MODULE_4__.at)(payload, 'repository', 'private') === true,
        runUrl: `${serverUrl}/${repository}/actions/runs/${runId}/attempts/${runAttempt}`,
        noDefault: /^(?:1|t|true)$/i.test(env.BUILDX_NO_DEFAULT_ATTESTATIONS ?? '') || !isPossible,
    };
}
/** One build whose outputs the builder pushes itself. */
async function pushingBuild(request, outputs) {
    const { job, site, machine } = request;
    const command = await commandFor(request, outputs, { name: site.builder.name, program: undefined });
    const once = () => (0,_run_build_js__WEBPACK_IMPORTED_MODULE_12__/* .build */ .jq)(command, buildPorts(request, site.builder.env));
    const nothing = async () => { };
    return (0,_build_again_js__WEBPACK_IMPORTED_MODULE_9__/* .buildAgain */ .F)(once, nothing, job.inputs.retry, machine).finally(() => (0,_journal_run_folder_js__WEBPACK_IMPORTED_MODULE_6__/* .removeFolder */ .v$)(command.secretsFolder));
}
function exportsImage(outputs) {
    return (0,_plan_terms_outputs_js__WEBPACK_IMPORTED_MODULE_7__/* .hasOutput */ .MM)(outputs, 'oci', 'docker', 'image');
}
/** Where a build runs and what it sees. */
function buildPorts({ job, site, machine }, env) {
    const { inputs, context } = job;
    const caches = [...inputs.build.cacheFrom, ...inputs.build.cacheTo];
    return {
        run: machine.run,
        log: machine.log,
        env: (0,_host_hardened_git_js__WEBPACK_IMPORTED_MODULE_5__/* .hardenedGitEnv */ .P)({ ...env, ...(0,_runner_child_env_js__WEBPACK_IMPORTED_MODULE_15__/* .cacheServiceEnv */ .zi)(machine.env, caches) }),
        cwd: context.workspace,
        signal: machine.signal,
        debug: context.runnerDebug,
        onAttempt: site.onAttempt,
    };
}


/***/ }),

/***/ 78194:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ cacheExport),
/* harmony export */   w: () => (/* binding */ buildxArgs)
/* harmony export */ });
/* harmony import */ var _plan_git_context_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(92637);
/* harmony import */ var _plan_secrets_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(68578);
/* harmony import */ var _plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(94247);
/* harmony import */ var _attestations_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51969);




/** The build's command line: build-push-action's inputs with the flags that it gives them, in no promised order. */
function buildxArgs(build, options) {
    const git = options.gitContext;
    const context = (0,_plan_git_context_js__WEBPACK_IMPORTED_MODULE_3__/* .buildContext */ .gC)(build.context, git, options.hasCheckout);
    const host = URL.canParse(options.serverUrl) ? new URL(options.serverUrl).host : '';
    const needsToken = context.startsWith(git) && options.githubToken !== '' && host !== '';
    const gitAuth = needsToken ? { host, token: options.githubToken } : undefined;
    const secrets = (0,_plan_secrets_js__WEBPACK_IMPORTED_MODULE_0__/* .secretArgs */ .s9)(build, options.secretsFolder, gitAuth);
    const args = [
        'build',
        ...each('--add-host', build.addHosts),
        ...each('--allow', build.allow),
        ...each('--annotation', options.annotations),
        ...each('--attest', (0,_attestations_js__WEBPACK_IMPORTED_MODULE_2__/* .attestations */ .e)(build, options.provenance)),
        ...each('--build-arg', build.buildArgs),
        ...each('--build-context', build.buildContexts.map(item => (0,_plan_git_context_js__WEBPACK_IMPORTED_MODULE_3__/* .withDefaultContext */ .h8)(item, git))),
        ...one('--builder', build.builder),
        ...each('--cache-from', build.cacheFrom),
        ...each('--cache-to', build.cacheTo.map(cacheExport)),
        ...one('--call', build.call),
        ...one('--cgroup-parent', build.cgroupParent),
        ...one('--file', build.file),
        ...one('--iidfile', options.iidFile ?? ''),
        ...each('--label', options.labels),
        ...one('--metadata-file', options.metadataFile),
        ...one('--network', build.network),
        ...(build.noCache ? ['--no-cache'] : []),
        ...each('--no-cache-filter', build.noCacheFilters),
        ...each('--output', options.outputs),
        ...one('--platform', build.platforms.join(',')),
        '--progress=rawjson',
        ...(build.pull ? ['--pull'] : []),
        ...each('--secret', secrets.specs),
        ...one('--shm-size', build.shmSize),
        ...each('--ssh', build.ssh),
        ...one('--target', build.target),
        ...each('--ulimit', build.ulimit),
        // A context that begins with a dash must not become a flag.
        '--',
        context,
    ];
    return { args, files: secrets.files, warnings: secrets.empty.map(emptySecret) };
}
function each(flag, values) {
    return values.flatMap(value => [flag, value]);
}
function one(flag, value) {
    return value === '' ? [] : [flag, value];
}
/** A cache that cannot be written must not fail the build, nor cancel an export: BuildKit's default is that it does. */
function cacheExport(spec) {
    const columns = (0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .fields */ .OA)(spec);
    const [only = ''] = columns;
    const full = columns.length === 1 && !only.includes('=') ? ['type=registry', `ref=${only}`] : columns;
    const isSettled = full.some(column => /^(?:ignore-error\s*=|type\s*=\s*inline$)/.test(column));
    return (0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .joinFields */ .KY)(isSettled ? full : [...full, 'ignore-error=true']);
}
function emptySecret(id) {
    return `The build secret ${JSON.stringify(id)} is empty and was left out. Runs of forks and of Dependabot get no secrets.`;
}


/***/ }),

/***/ 46194:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   He: () => (/* binding */ buildFailure),
/* harmony export */   lI: () => (/* binding */ failedTarget),
/* harmony export */   zS: () => (/* binding */ BuildError)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _host_network_trouble_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(12886);


/** A failed build, with the place in the Dockerfile when buildx named one. */
class BuildError extends _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ {
    place;
    /** It failed for a passing reason, the network's mostly: the same build may succeed in a moment. */
    temporary;
    constructor(message, options) {
        super('BUILD_FAILED', message, options.hint === undefined ? {} : { hint: options.hint });
        this.name = 'BuildError';
        this.place = options.place;
        this.temporary = options.temporary ?? false;
    }
}
// What buildx prints after the progress stream: `Dockerfile:4`, a ruler, numbered lines, a ruler, `ERROR: …`.
const PLACE = /^(?<file>[^\s:][^:]*):(?<line>\d+)$/;
const RULER = /^-{10,}$/;
const REMEDIES = [
    [/no space left on device/, 'The disk is full: free space before the build, or use a runner with a larger disk.'],
    [/dockerfile parse error|unknown instruction/, 'Mend the Dockerfile at the line shown.'],
    [/failed to read dockerfile|resolve : lstat |unable to prepare context/, 'Check the inputs `file` and `context`.'],
    [/invalid progress mode|unknown flag/, 'This buildx is too old: Slipway needs 0.13 or newer.'],
    [/401 Unauthorized|authorization failed|pull access denied/, 'A base image needs a login: see `registry-auth`.'],
    [/toomanyrequests/, 'A registry limits anonymous pulls: give it credentials in `registry-auth`.'],
    [
        /x509: certificate signed by unknown authority/,
        'The registry of a base image uses a private CA unknown to the builder: give it as `ca` in `registry-auth`.',
    ],
    [
        /for multi-node builds currently not supported/,
        'A builder of several nodes gives its image to registries alone: take another one, or leave out what needs it here (a test, `load`, `layout`).',
    ],
    [
        /exec format error/,
        "The platform is not this machine's: have it emulated (`qemu: true`), or build it on a node of its own (`append`).",
    ],
];
/**
 * Makes one error of what buildx said.
 *
 * @param plain Lines of stderr that were no progress. @param output The failed step's last lines.
 * @param dockerfile Path of the Dockerfile in the repository: buildx names only the file's base name.
 */
function buildFailure(code, plain, output, dockerfile) {
    const text = plain.join('\n');
    const last = plain.findLastIndex(line => line.startsWith('ERROR: '));
    // An error may span lines; those of the progress before it say nothing of why the build failed.
    const error = plain.slice(Math.max(0, last));
    const said = error.join('\n');
    const reason = ((last < 0 ? plain.at(-1) : headline(error)) ?? `buildx ended with exit code ${code} and said nothing`)
        .replace(/^failed to build: /, '')
        .replace(/^(target \S+: )?failed to solve: /, (_, target = '') => target);
    const place = placeOf(plain, text, dockerfile);
    const hint = REMEDIES.find(([pattern]) => pattern.test(text) || pattern.test(output.join('\n')))?.[1];
    const lines = [`the build failed: ${reason}`, ...output.map(line => `    ${line}`)];
    return new BuildError(lines.join('\n'), {
        ...(hint !== undefined && { hint }),
        ...(place !== undefined && { place }),
        temporary: (0,_host_network_trouble_js__WEBPACK_IMPORTED_MODULE_1__/* .isNetworkTrouble */ .m)(said),
    });
}
/** The target of several whose build failed; '' where there is one, or it is not known which. */
function failedTarget(plain) {
    const line = plain.findLast(each => each.startsWith('ERROR: ')) ?? '';
    return /^ERROR: (?:failed to build: )?target (\S+): /.exec(line)?.[1] ?? '';
}
/** A registry's refusal begins with `errors:`, and has its words on the lines that follow. */
function headline([first = '', ...others]) {
    const line = first.slice('ERROR: '.length);
    return line.endsWith(':') ? [line, ...others.filter(other => other.trim() !== '')].join(' ') : line;
}
function placeOf(plain, text, dockerfile) {
    const header = plain.findIndex((line, i) => PLACE.test(line) && RULER.test(plain[i + 1] ?? ''));
    const named = PLACE.exec(plain[header] ?? '')?.groups?.line ?? /parse error on line (\d+)/.exec(text)?.[1];
    return named === undefined ? undefined : { file: dockerfile, line: Number(named) };
}


/***/ }),

/***/ 6666:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ withoutLogs),
/* harmony export */   T: () => (/* binding */ parseProgress)
/* harmony export */ });
/**
 * Reads one line of `--progress=rawjson`. Undefined for anything else, such as the plain text that follows a failure.
 * Fields of a wrong type are left out: a newer BuildKit must not break the log.
 *
 * @see https://github.com/docker/buildx/blob/master/docs/reference/buildx_build.md#progress
 */
function parseProgress(line) {
    if (!line.startsWith('{'))
        return undefined;
    let json;
    try {
        json = JSON.parse(line);
    }
    catch {
        return undefined;
    }
    const root = (json ?? {});
    return {
        vertexes: objects(root.vertexes).map(vertex),
        logs: objects(root.logs).map(log),
        statuses: objects(root.statuses).map(status),
        warnings: objects(root.warnings).map(warning),
    };
}
/**
 * A line of progress for the debug log, without the pieces of output in it: those are shown as text, where a secret
 * that came in two pieces can still be recognised.
 */
function withoutLogs(line) {
    const { logs, ...rest } = JSON.parse(line);
    return Array.isArray(logs) ? JSON.stringify({ ...rest, logs: `${logs.length} pieces, shown as text` }) : line;
}
function vertex(raw) {
    return {
        digest: string(raw.digest),
        name: string(raw.name),
        inputs: Array.isArray(raw.inputs) ? raw.inputs.map(String) : [],
        ...(raw.started !== undefined && { started: string(raw.started) }),
        ...(raw.completed !== undefined && { completed: string(raw.completed) }),
        ...(raw.cached === true && { cached: true }),
        ...(raw.error !== undefined && { error: string(raw.error) }),
    };
}
function log(raw) {
    const text = Buffer.from(string(raw.data), 'base64').toString();
    return { vertex: string(raw.vertex), stream: number(raw.stream), text };
}
function status(raw) {
    return {
        vertex: string(raw.vertex),
        id: string(raw.id),
        current: number(raw.current),
        total: number(raw.total),
        ...(raw.completed !== undefined && { completed: string(raw.completed) }),
    };
}
function warning(raw) {
    const short = Buffer.from(string(raw.short), 'base64').toString();
    return { vertex: string(raw.vertex), short, url: string(raw.url) };
}
function objects(value) {
    if (!Array.isArray(value))
        return [];
    return value.filter(item => item !== null && typeof item === 'object');
}
function string(value) {
    return typeof value === 'string' ? value : '';
}
function number(value) {
    return typeof value === 'number' ? value : 0;
}


/***/ }),

/***/ 74432:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  jq: () => (/* binding */ build),
  tg: () => (/* binding */ checksOf),
  Nk: () => (/* binding */ metadataOf),
  WJ: () => (/* binding */ readMetadataFile),
  Ay: () => (/* binding */ runBuildx)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./lib/builder/buildx/plugin.js
var buildx_plugin = __webpack_require__(35133);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/build/failure.js
var failure = __webpack_require__(46194);
// EXTERNAL MODULE: ./lib/build/progress/rawjson.js
var rawjson = __webpack_require__(6666);
;// CONCATENATED MODULE: ./lib/build/progress/steps.js
// `[2/3]`, `[build 2/3]`, `[linux/arm64 build 2/3]`
const DOCKERFILE_STEP = /^\[(?:(?<platform>[a-z0-9]+\/[a-z0-9/]+) )?(?:(?<stage>.*?) )?\d+\/\d+\] /;
/** Collects a build's steps in the order in which they were first named. */
function createSteps() {
    const vertexes = new Map();
    return {
        add(progress) {
            for (const vertex of progress.vertexes)
                vertexes.set(vertex.digest, merge(vertexes.get(vertex.digest), vertex));
        },
        stats() {
            const steps = distinct([...vertexes.values()].map(stepOf));
            const own = steps.filter(step => step.ofDockerfile && step.completed !== undefined && step.error === undefined);
            return { steps, totalSteps: own.length, cachedSteps: own.filter(step => step.cached).length };
        },
    };
}
/**
 * The last event that completes a step carries its verdict; a step that only starts again keeps the former one. A step
 * that was a hit starts again where its layer is fetched from a cache far away: it is a hit nevertheless.
 */
function merge(before, now) {
    if (before?.cached === true && now.error === undefined) {
        return before.completed === undefined ? { ...now, cached: true } : before;
    }
    if (before?.completed === undefined || now.completed !== undefined)
        return now;
    return before;
}
/**
 * One step of each name. Where BuildKit joins a step with that of another build under way, it tells of both, and the
 * name is the same; the one that had to run is this build's work.
 */
function distinct(steps) {
    const known = new Map();
    return steps
        .filter(step => {
        const former = known.get(step.name);
        if (step.ofDockerfile && (former === undefined || former.cached))
            known.set(step.name, step);
        return !step.ofDockerfile || former === undefined;
    })
        .map(step => known.get(step.name) ?? step);
}
function stepOf(vertex) {
    const match = DOCKERFILE_STEP.exec(vertex.name);
    return {
        name: vertex.name,
        ofDockerfile: match !== null,
        stage: match?.groups?.stage ?? '',
        cached: vertex.cached === true,
        started: millis(vertex.started),
        completed: millis(vertex.completed),
        error: vertex.error,
    };
}
/** Seconds with one decimal, as `3.2s`. */
function seconds(step) {
    const { started, completed } = step;
    return started === undefined || completed === undefined ? '' : `${((completed - started) / 1000).toFixed(1)}s`;
}
function millis(time) {
    const value = Date.parse(time ?? '');
    return Number.isNaN(value) ? undefined : value;
}

;// CONCATENATED MODULE: ./lib/build/progress/progress.js


/** Of several targets, each step has its target's name in front: `[api] exporting to image`, `[api internal] load …`. */
const EXPORT = /^(?:\[[\w.-]+\] )?exporting/;
const INTERNAL = /^\[(?:[\w.-]+ )?internal\]/;
/** How many of a failed step's last lines are repeated in the error. */
const TAIL = 20;
/**
 * Steps run side by side, and a log can only show one at a time: the oldest running step with output is shown live in
 * its own group, the others are shown whole when they end. Cached steps are one line each; BuildKit's own steps only
 * show up with `debug`, unless they fail.
 */
function createProgressView(log, debug) {
    const steps = createSteps();
    const running = new Map();
    const plain = [];
    let failedOutput = [];
    let live;
    /** Groups of steps that ended while another step's group was open. */
    const waiting = [];
    /** Steps already told as done: a vertex may complete twice. */
    const told = new Set();
    /** Cached steps: what they do after that is fetching their layers. */
    const hits = new Set();
    const showLive = () => {
        if (live !== undefined)
            return;
        const next = [...running].find(([, step]) => step.lines.length > 0);
        if (next === undefined)
            return;
        const [digest, step] = next;
        live = { digest, close: log.open(step.vertex.name) };
        flush(step);
    };
    const showWaiting = () => {
        for (const group of waiting.splice(0))
            group();
    };
    const flush = (step) => {
        for (const line of step.lines.splice(0))
            log.info(line);
    };
    const onVertex = (vertex) => {
        if (vertex.completed !== undefined)
            return finish(vertex);
        if (vertex.started === undefined || running.has(vertex.digest))
            return;
        running.set(vertex.digest, { vertex, lines: [], tail: [], partial: '' });
        told.delete(vertex.digest);
    };
    const onLog = ({ vertex, text }) => {
        const step = running.get(vertex);
        if (step === undefined)
            return;
        // Progress bars rewrite a line with \r: only the last state of a line is worth a line here.
        const pieces = (step.partial + text).split(/\r?\n/);
        step.partial = lastState(pieces.pop() ?? '');
        for (const piece of pieces)
            addLine(step, piece.slice(piece.lastIndexOf('\r') + 1));
        if (live?.digest === vertex)
            flush(step);
        else
            showLive();
    };
    const addLine = (step, line) => {
        step.lines.push(line);
        if (step.tail.push(line) > TAIL)
            step.tail.shift();
    };
    const finish = (vertex) => {
        const state = running.get(vertex.digest);
        running.delete(vertex.digest);
        if (state !== undefined && state.partial !== '')
            addLine(state, state.partial);
        // Siblings of the failed step end as canceled; their output says nothing.
        const failed = vertex.error !== undefined && !vertex.error.includes('context canceled');
        if (failed && state !== undefined && state.tail.length > 0)
            failedOutput = [...state.tail];
        const step = stepOf(vertex);
        const time = seconds(step);
        if (live?.digest === vertex.digest && state !== undefined) {
            flush(state);
            if (vertex.error !== undefined)
                log.info(`failed after ${time}`);
            live.close();
            live = undefined;
            log.info(`${vertex.error === undefined ? '✓' : '✗'} ${vertex.name} ${time}`);
            showWaiting();
        }
        else if (state !== undefined && state.lines.length > 0) {
            waiting.push(() => {
                const close = log.open(`${vertex.error === undefined ? '' : '✗ '}${vertex.name} ${time}`);
                flush(state);
                close();
            });
            if (live === undefined)
                showWaiting();
        }
        else if (!told.has(vertex.digest) && (!hits.has(vertex.digest) || vertex.error !== undefined)) {
            if (step.cached)
                log.info(`CACHED ${vertex.name}`);
            else if (step.ofDockerfile || debug || vertex.error !== undefined || EXPORT.test(vertex.name)) {
                log.info(`${vertex.error === undefined ? '✓' : '✗'} ${vertex.name} ${time}`);
            }
        }
        told.add(vertex.digest);
        if (step.cached)
            hits.add(vertex.digest);
        showLive();
    };
    return {
        line(text) {
            const progress = (0,rawjson/* parseProgress */.T)(text);
            if (progress === undefined) {
                if (text.trim() !== '' || plain.length > 0)
                    plain.push(text);
                return;
            }
            steps.add(progress);
            if (debug)
                log.debug((0,rawjson/* withoutLogs */.O)(text));
            for (const vertex of progress.vertexes)
                onVertex(vertex);
            for (const entry of progress.logs)
                onLog(entry);
            for (const warning of progress.warnings)
                log.debug(`build check: ${warning.short}`);
        },
        tick() {
            if (live !== undefined)
                return;
            const names = [...running.values()].map(step => step.vertex.name).filter(name => !INTERNAL.test(name));
            if (names.length > 0)
                log.info(`… ${names.slice(0, 3).join(' | ')}`);
        },
        end() {
            live?.close();
            live = undefined;
            showWaiting();
            return steps.stats();
        },
        plain: () => plain,
        failedOutput: () => failedOutput,
    };
}
/** The longest line without an end that is kept, in characters. */
const LONGEST = 65_536;
/** What a line that is still being written shows now. Its last `\r` may be half of a line end. */
function lastState(partial) {
    return partial.slice(partial.lastIndexOf('\r', partial.length - 2) + 1).slice(-LONGEST);
}

;// CONCATENATED MODULE: ./lib/build/run-build.js






/** Silence for this long is broken by a line that names the running steps. Milliseconds. */
const HEARTBEAT = 20_000;
/**
 * Runs one build and shows its progress.
 *
 * @throws BuildError when it fails, ActionError CANCELLED when the job was cancelled.
 */
async function build(command, ports) {
    const stats = await runBuildx(command, () => command.dockerfile, ports);
    return { ...(await readMetadata(command)), stats };
}
/**
 * Runs buildx and shows its progress.
 *
 * @param dockerfileOf the Dockerfile of the target that failed; '' for a build without named targets
 */
async function runBuildx(command, dockerfileOf, ports) {
    const view = createProgressView(ports.log, ports.debug);
    const heartbeat = setInterval(view.tick, HEARTBEAT);
    try {
        const [program, args] = (0,buildx_plugin/* buildxCommand */.I0)(command.buildx, command.args);
        const result = await ports.run(program, args, {
            env: { ...ports.env, BUILDX_METADATA_WARNINGS: 'true' },
            cwd: ports.cwd,
            signal: ports.signal,
            onStdout: ports.log.info,
            onStderr: view.line,
        });
        const stats = view.end();
        ports.onAttempt?.(stats);
        if (ports.signal.aborted)
            throw new errors/* ActionError */.lZ('CANCELLED', 'cancelled while the image was being built');
        if (result.code !== 0) {
            const plain = view.plain();
            throw (0,failure/* buildFailure */.He)(result.code, plain, view.failedOutput(), dockerfileOf((0,failure/* failedTarget */.lI)(plain)));
        }
        return stats;
    }
    finally {
        clearInterval(heartbeat);
    }
}
async function readMetadata({ metadataFile, dockerfile }) {
    const { text, json } = await readMetadataFile(metadataFile);
    return { ...metadataOf(json, text), checks: checksOf(json['buildx.build.warnings'], dockerfile) };
}
/** What buildx's metadata file says; nothing where there is none. @throws ActionError BUILD when it is not JSON */
async function readMetadataFile(path) {
    let text = '';
    try {
        text = (await (0,promises_.readFile)(path, 'utf8')).trim();
    }
    catch (error) {
        // Some versions write none for a `call`.
        if (error.code !== 'ENOENT')
            throw error;
        return { text, json: {} };
    }
    try {
        return { text, json: JSON.parse(text) };
    }
    catch (cause) {
        throw new errors/* ActionError */.lZ('BUILD_FAILED', `buildx wrote a metadata file that is not JSON: ${(0,errors/* messageOf */.bD)(cause)}`, {
            cause,
        });
    }
}
/** What a part of a metadata file says of one image. @param text the part as JSON */
function metadataOf(json, text) {
    return {
        digest: digestIn(json['containerimage.digest']),
        configDigest: digestIn(json['containerimage.config.digest']),
        metadata: text,
    };
}
/** @see https://docs.docker.com/build/metadata/ (buildx.build.warnings: a list of BuildKit's VertexWarning) */
function checksOf(warnings, dockerfile) {
    if (!Array.isArray(warnings))
        return [];
    return warnings.map(warning => {
        const { short, detail, url, range } = warning;
        const details = Array.isArray(detail) ? detail.map(item => Buffer.from(String(item), 'base64').toString()) : [];
        const text = [Buffer.from(String(short ?? ''), 'base64').toString(), ...details].filter(part => part !== '');
        const line = range?.[0]?.start?.line;
        return {
            text: [...text, ...(typeof url === 'string' && url !== '' ? [`More: ${url}`] : [])].join('\n'),
            place: { title: 'Build check', file: dockerfile, ...(typeof line === 'number' && { line }) },
        };
    });
}
function digestIn(value) {
    return typeof value === 'string' && (0,reference/* isDigest */.Bc)(value) ? value : undefined;
}


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
 * Compares the image in the engine, by the run's own name, with what the build made and the stage will publish. The
 * containerd store keeps the whole index under its own digest. The classic store keeps one platform, under the digest
 * of its configuration; that names every layer by its content.
 *
 * @throws ActionError DIGEST_MISMATCH when they differ: then nothing is published.
 */
async function loadedImage(built, { any: engine, platform }) {
    const { local = '', layout, result } = built;
    const image = await engine.image(local);
    const content = layout === undefined ? built.content : await (0,_staging_layout_js__WEBPACK_IMPORTED_MODULE_6__/* .readLayout */ .T)(layout);
    const wanted = result.digest ?? '';
    if (content !== undefined && content.root.digest !== wanted)
        throw differs('the OCI layout', content.root.digest, wanted);
    if (image === undefined)
        throw differs(local, 'nothing any more', wanted);
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
/** The platforms' manifests of an image that no engine has listed. */
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
    const text = (0,_host_files_regular_file_js__WEBPACK_IMPORTED_MODULE_3__/* .readText */ .y)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(layout, (0,_oci_layout_js__WEBPACK_IMPORTED_MODULE_7__/* .blobName */ .P)(config)));
    const { diff_ids: wanted = [] } = JSON.parse(text).rootfs ?? {};
    if (layers.length > 0 && layers.join() !== wanted.join())
        throw differs(name, layers.join(), wanted.join());
}
function differs(what, found, wanted) {
    return new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('DIGEST_MISMATCH', `what was tested is not what was built: ${what} is ${found}, the build made ${wanted}`, {
        hint: 'Nothing was published. See that no gate changes the image that $IMAGE names, or the folder $OCI_LAYOUT.',
    });
}
/**
 * What a re-run that keeps the published image has to say of what it tested itself: '' when that is in there.
 *
 * @param tested The manifests that the gates ran on.
 */
function unlikeKept(tested, { image }) {
    const other = tested.map(({ digest }) => digest).filter(digest => !image.platforms.includes(digest));
    if (other.length === 0)
        return '';
    return `; the gates ran on what this run built (${other.join(', ')}), which is another image of this commit`;
}


/***/ }),

/***/ 35133:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EW: () => (/* binding */ PLUGIN),
/* harmony export */   I0: () => (/* binding */ buildxCommand),
/* harmony export */   Tc: () => (/* binding */ isBuild),
/* harmony export */   ah: () => (/* binding */ findBuildx)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _event_context_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(13051);
/* harmony import */ var _host_files_find_program_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(75330);
/* harmony import */ var _host_files_read_if_there_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3169);





/** Where Docker's own command looks for plugins after the folders of its config (docker/cli, cli-plugins/manager). */
const SYSTEM = [
    '/usr/local/lib/docker/cli-plugins',
    '/usr/local/libexec/docker/cli-plugins',
    '/usr/lib/docker/cli-plugins',
    '/usr/libexec/docker/cli-plugins',
];
/** buildx as a program by itself. */
const PLUGIN = 'docker-buildx';
/** A command of buildx: by way of docker, or by itself where its path is given. */
function buildxCommand(buildx, args) {
    return buildx === undefined ? ['docker', ['buildx', ...args]] : [buildx, args];
}
/**
 * The program that `docker buildx` hands over to. To run it by itself saves docker's own start and the question what
 * the plugin is, 50 ms together. It knows no TLS settings from the environment then, so it is for an engine at a socket.
 *
 * @param env of the command, DOCKER_CONFIG among it
 * @returns undefined where that is not certain: `docker` is a script, or another program by Docker's name
 */
function findBuildx(env, system = SYSTEM) {
    const { PATH = '', DOCKER_CONFIG = '' } = env;
    const docker = (0,_host_files_find_program_js__WEBPACK_IMPORTED_MODULE_3__/* .findProgram */ .K)('docker', PATH);
    if (docker === undefined || !isDockers(docker))
        return undefined;
    const folders = [...extraFolders(DOCKER_CONFIG), (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(DOCKER_CONFIG, 'cli-plugins'), ...system].filter(node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute);
    const first = folders.map(folder => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, PLUGIN)).find(path => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(path));
    return first !== undefined && (0,_host_files_find_program_js__WEBPACK_IMPORTED_MODULE_3__/* .isProgram */ .V)(first) ? first : undefined;
}
/** Whether a command builds, with docker or by itself. */
function isBuild(command, args) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(command) === PLUGIN ? args[0] === 'build' : args[0] === 'buildx' && args[1] === 'build';
}
/** Docker's own command is no script, and its name is its own: other programs go by it through links. */
function isDockers(command) {
    let file;
    try {
        const real = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(command);
        file = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(real, 'r');
        const head = Buffer.alloc(2);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(file, head);
        return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(real) === 'docker' && head.toString('latin1') !== '#!';
    }
    catch {
        // One that may be run and not be read: nobody knows what it is.
        return false;
    }
    finally {
        if (file !== undefined)
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(file);
    }
}
function extraFolders(config) {
    try {
        const given = (0,_event_context_js__WEBPACK_IMPORTED_MODULE_2__.at)(JSON.parse((0,_host_files_read_if_there_js__WEBPACK_IMPORTED_MODULE_4__/* .readIfThere */ .q)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(config, 'config.json')) ?? ''), 'cliPluginsExtraDirs');
        return Array.isArray(given) ? given.filter(folder => typeof folder === 'string') : [];
    }
    catch {
        return [];
    }
}


/***/ }),

/***/ 68396:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Lx: () => (/* binding */ findBuilder),
/* harmony export */   h0: () => (/* binding */ currentBuilder),
/* harmony export */   kH: () => (/* binding */ noteOf)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _engine_endpoint_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(58013);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(79547);
/* harmony import */ var _host_last_line_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(20043);





/**
 * The builder that `docker buildx use` chose for this engine, or undefined for the engine's own. buildx keeps the
 * choice in small files; asking `docker buildx inspect` for what is nearly always "none" would cost 150 ms a run.
 *
 * @see https://github.com/docker/buildx/blob/master/store/store.go (Txn.Current): the last choice, which holds for all
 * engines when it is global, else for the one whose key it has; then the choice that each engine keeps (`--default`).
 */
function currentBuilder(ports) {
    const { context, host } = ports.endpoint;
    const key = context === 'default' ? host : context;
    const last = parse(ports.readFile((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(ports.buildxConfig, 'current')));
    const name = String(last.Name ?? '');
    if (name !== '' && (last.Global === true || last.Key === key)) {
        if (noteOf(name, ports) !== undefined)
            return name;
        if (last.Key === key)
            return undefined;
    }
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(key).digest('hex').slice(0, 20);
    const kept = ports.readFile((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(ports.buildxConfig, 'defaults', hash))?.trim() ?? '';
    return kept !== '' && noteOf(kept, ports) !== undefined ? kept : undefined;
}
/**
 * What is known of a builder by its name: one that was created, or a Docker context, for every context's engine is a
 * builder of that name.
 *
 * @returns undefined when there is none
 * @throws ActionError BUILDER_UNUSABLE when buildx cannot tell
 */
async function findBuilder(name, ports) {
    const driver = noteOf(name, ports)?.Driver;
    if (typeof driver === 'string' && driver !== '')
        return { driver };
    if (name === ports.endpoint.context)
        return { driver: 'docker' };
    if (name === 'default' || (0,_engine_endpoint_js__WEBPACK_IMPORTED_MODULE_2__/* .contextHost */ .Y)(name, ports.dockerConfig, ports.readFile) !== `context:${name}`) {
        return { driver: 'docker', otherContext: name };
    }
    return inspect(name, ports);
}
async function inspect(name, { run, env, signal }) {
    const { code, stdout, stderr } = await run('docker', ['buildx', 'inspect', name], { env, signal, timeout: 60_000 });
    const driver = /^Driver:\s+(\S+)/m.exec(stdout)?.[1];
    if (code === 0 && driver !== undefined)
        return { driver };
    if (/no builder .* found|invalid name/.test(stderr))
        return undefined;
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ('BUILDER_UNUSABLE', `builder ${JSON.stringify(name)} cannot be used: ${(0,_host_last_line_js__WEBPACK_IMPORTED_MODULE_4__/* .lastLine */ .f)(stderr)}`, {
        hint: 'See that `docker buildx` works on this runner; `buildx-version` installs one for the run.',
    });
}
/** buildx's own note of a builder that was created. Names differ by more than their case. */
function noteOf(name, { buildxConfig, readFile }) {
    if (!/^[a-z][\w.+-]*$/i.test(name))
        return undefined;
    const text = readFile((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(buildxConfig, 'instances', name.toLowerCase()));
    return text === undefined ? undefined : parse(text);
}
function parse(text) {
    try {
        const value = JSON.parse(text ?? '');
        return value !== null && typeof value === 'object' ? value : {};
    }
    catch {
        return {};
    }
}


/***/ }),

/***/ 15225:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $b: () => (/* binding */ CERTIFICATES),
/* harmony export */   fN: () => (/* binding */ withCertificates),
/* harmony export */   xS: () => (/* binding */ nodeKeys)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _host_files_make_folder_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6351);



/** Of setup-buildx-action: `BUILDER_NODE_0_AUTH_TLS_KEY` is the key of the first node, PEM text. */
const VARIABLE = (index, what) => `BUILDER_NODE_${index}_AUTH_TLS_${what}`;
const PARTS = ['CACERT', 'CERT', 'KEY'];
/** The folder of the certificates in a run's own. The private Docker config hides it with the logins. */
const CERTIFICATES = 'node-certificates';
/** The PEM texts in the environment, which no child process needs: for masks. */
function nodeKeys(env) {
    return Object.keys(env)
        .filter(name => /^BUILDER_NODE_\d+_AUTH_TLS_KEY$/.test(name))
        .map(name => env[name] ?? '');
}
/**
 * Writes the TLS client certificates of remote nodes, and has the nodes use them. As in setup-buildx-action they are for
 * nodes at `tcp://…` alone; a node's own `driver-opts` win.
 *
 * @param folder the run's own; the files go with it
 */
async function withCertificates(nodes, env, folder) {
    const [first, ...others] = nodes;
    return [
        await withCertificate(first, 0, env, folder),
        ...(await Promise.all(others.map((node, at) => withCertificate(node, at + 1, env, folder)))),
    ];
}
async function withCertificate(node, index, env, folder) {
    if (!node.endpoint.startsWith('tcp://'))
        return node;
    const options = PARTS.map(async (part) => {
        const pem = env[VARIABLE(index, part)] ?? '';
        const key = part.toLowerCase();
        if (pem === '' || node.driverOpts.some(option => option.startsWith(`${key}=`)))
            return [];
        const home = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, CERTIFICATES);
        await (0,_host_files_make_folder_js__WEBPACK_IMPORTED_MODULE_2__/* .makeFolder */ .f)(home, 0o700);
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(home, `node-${index}.${key}.pem`);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(path, pem, { mode: 0o600 });
        return [`${key}=${path}`];
    });
    return { ...node, driverOpts: [...node.driverOpts, ...(await Promise.all(options)).flat()] };
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
 * A builder's nodes, as buildx notes them; [] when there is no note.
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
/** The container of this engine that a docker-container builder is; undefined for one of several nodes, or elsewhere. */
function containerOf(nodes, { context, host }) {
    const [node, another] = nodes;
    const isHere = [context, host, ''].includes(node?.endpoint ?? '');
    return node === undefined || another !== undefined || !isHere ? undefined : `buildx_buildkit_${node.name}`;
}


/***/ }),

/***/ 51855:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ maySpread),
/* harmony export */   q: () => (/* binding */ isSpread)
/* harmony export */ });
/** Whether platforms may be built on several nodes: those of a builder, or not known how many. */
function maySpread({ build }, nodes) {
    return build.platforms.length > 1 && nodes !== 1;
}
/** The same, before a route is chosen. */
function isSpread(inputs, { driver, name, nodes }) {
    return driver !== 'docker' && name !== undefined && maySpread(inputs, nodes.length);
}


/***/ }),

/***/ 2354:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  b: () => (/* binding */ openCache)
});

// EXTERNAL MODULE: ./lib/build/failure.js
var failure = __webpack_require__(46194);
// EXTERNAL MODULE: ./lib/builder/several-nodes.js
var several_nodes = __webpack_require__(51855);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/plan/terms/list.js
var list = __webpack_require__(94247);
// EXTERNAL MODULE: ./lib/inputs/build/cache.js
var cache = __webpack_require__(15820);
;// CONCATENATED MODULE: ./lib/cache/choose.js

/** Chooses the cache. Pure: the same situation always gives the same choice, with the reason in words. */
function chooseCache(situation) {
    const { wish, service } = situation;
    const [wanted, reason] = pick(situation);
    const [backend, notice] = attainable(wanted, service);
    const mayWrite = service.version !== 0 && (backend === 'gha' || backend === 'actions') ? service.readOnly : undefined;
    const writes = backend !== 'none' && backend !== 'raw';
    return {
        backend,
        reason: notice === undefined ? reason : `\`cache: ${wish.backend}\` cannot be had here`,
        readOnly: writes ? (situation.untrusted ?? mayWrite) : undefined,
        notice,
    };
}
function pick(situation) {
    const { wish, raw, isCall } = situation;
    if (raw)
        return ['raw', '`cache-from` or `cache-to` is given'];
    if (isCall)
        return ['none', 'no image is built'];
    if (wish.backend !== 'auto')
        return [wish.backend, `\`cache: ${wish.backend}\``];
    if (situation.noCache)
        return ['none', '`no-cache` is true'];
    if (wish.ref !== '')
        return [(0,cache/* isFolder */.l)(wish.ref) ? 'local' : 'registry', '`cache-ref` is given'];
    return automatic(situation);
}
/** Nothing beats a cache that is where the build runs; without one, the runner's service. Never a tag that nobody asked for. */
function automatic({ builder, runnerStays, service }) {
    const kept = keptBy(builder, runnerStays);
    if (kept !== undefined)
        return ['none', kept];
    if (service.version === 0)
        return ['none', `${service.why}; \`cache-ref\` names a registry to use instead`];
    const gone = runnerStays ? 'the builder' : 'this machine';
    return ['gha', `${gone} is gone after the job, and the runner offers a cache service`];
}
/** Why the builder's own cache will be there in the next run; undefined when it will not. */
function keptBy({ driver, created, remote }, runnerStays) {
    // Of a builder elsewhere, buildx makes and removes no more than its name.
    if (remote)
        return `the builder is on another machine (${driver}) and keeps its own cache`;
    if (created || !runnerStays)
        return undefined;
    const owner = driver === 'docker' ? 'the Docker Engine' : 'the builder';
    return `${owner} of this machine keeps its own cache from run to run`;
}
/** What stands in for a cache that cannot be had, and the words for it. */
function attainable(wanted, service) {
    if ((wanted === 'gha' || wanted === 'actions') && service.version === 0) {
        return ['none', `\`cache: ${wanted}\` is left out: ${service.why}`];
    }
    return [wanted, undefined];
}

;// CONCATENATED MODULE: ./lib/cache/fault.js



const CACHE_FAILURE = /importing cache|cache (?:import|export|manifest)|(?:gha|GitHub Actions) cache|content digest sha256:[0-9a-f]+: not found|failed to (?:copy|compute|load) cache|blob sha256:[0-9a-f]+ not found|unexpected commit digest|actions-cache\//i;
/** A command of the Dockerfile, whose words may be anything, and a COPY of what is not there. */
const OWN_FAULT = /did not complete successfully|failed to calculate checksum of ref .*"[^"]*": not found/;
/**
 * Whether a build failed in the hands of its caches rather than of its Dockerfile.
 *
 * @param cacheTo what it was to write
 */
function isCacheFailure(error, cacheTo) {
    const said = (0,errors/* messageOf */.bD)(error);
    if (!(error instanceof failure/* BuildError */.zS) || OWN_FAULT.test(said))
        return false;
    return (CACHE_FAILURE.test(said) ||
        foldersOf(cacheTo).some(folder => PLACES.some(place => said.includes(`${place} ${folder}`))));
}
/** Whether it failed while it wrote them. */
function isWriting(error) {
    return /export/i.test((0,errors/* messageOf */.bD)(error));
}
const PLACES = ['mkdir', 'open', 'stat', 'lstat'];
/** Folders that caches go to: of one that cannot be made, buildx tells the path alone. */
function foldersOf(cacheTo) {
    return cacheTo.flatMap(list/* fields */.OA).flatMap(column => /^dest=(.{2,})$/.exec(column)?.[1] ?? []);
}

// EXTERNAL MODULE: ./lib/cache/first-misses.js
var first_misses = __webpack_require__(34269);
// EXTERNAL MODULE: ./lib/cache/reach.js + 1 modules
var reach = __webpack_require__(9535);
// EXTERNAL MODULE: ./lib/cache/relay/use.js + 2 modules
var use = __webpack_require__(83051);
// EXTERNAL MODULE: ./lib/event/unmerged.js
var unmerged = __webpack_require__(57109);
;// CONCATENATED MODULE: ./lib/cache/shared-branch.js


/**
 * Leaves `type=gha` out of a `cache-to` of the user's where a pull request's code would write the cache of a branch.
 * GitHub keeps the caches of a `pull_request` run apart from all others; a run that a pull request started in another
 * way (`pull_request_target`, `workflow_run`, a comment) writes those of the default branch, which all branches read.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/dependency-caching#restrictions-for-accessing-a-cache
 */
function withoutSharedWrites({ inputs, context }) {
    const { build } = inputs;
    const ref = context.eventRef ?? context.ref;
    const why = ref.startsWith('refs/pull/') ? undefined : (0,unmerged/* untrustedBecause */.X)(context);
    if (why === undefined || !build.cacheTo.some(reach/* usesRunner */.v6))
        return { inputs };
    return {
        inputs: { ...inputs, build: { ...build, cacheTo: build.cacheTo.filter(spec => !(0,reach/* usesRunner */.v6)(spec)) } },
        notice: `\`cache-to: type=gha\` is left out: ${why}, and the cache service would keep what it builds for ` +
            `${ref.replace(/^refs\/(?:heads|tags)\//, '') || 'the default branch'} and every branch that reads from there. ` +
            'A `pull_request` run writes a cache of its own.',
    };
}

// EXTERNAL MODULE: ./lib/cache/situation.js
var situation = __webpack_require__(75746);
// EXTERNAL MODULE: ./lib/cache/store/caches.js
var caches = __webpack_require__(98501);
// EXTERNAL MODULE: ./lib/cache/store/deadline.js
var deadline = __webpack_require__(10686);
// EXTERNAL MODULE: ./lib/cache/store/scope.js
var store_scope = __webpack_require__(27056);
// EXTERNAL MODULE: ./lib/cache/store/specs.js
var store_specs = __webpack_require__(38604);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/dockerfile/place.js
var place = __webpack_require__(57137);
// EXTERNAL MODULE: ./lib/host/files/home.js
var files_home = __webpack_require__(751);
// EXTERNAL MODULE: ./lib/cache/store/archive.js
var store_archive = __webpack_require__(66422);
// EXTERNAL MODULE: ./lib/cache/store/cache-worker.js + 2 modules
var cache_worker = __webpack_require__(90022);
// EXTERNAL MODULE: ./lib/cache/store/parts.js
var parts = __webpack_require__(61918);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./lib/host/errno.js
var errno = __webpack_require__(69706);
// EXTERNAL MODULE: ./lib/host/files/make-folder.js
var make_folder = __webpack_require__(6351);
// EXTERNAL MODULE: ./lib/journal/owner.js
var journal_owner = __webpack_require__(60900);
// EXTERNAL MODULE: ./lib/journal/run-folder.js
var run_folder = __webpack_require__(22539);
;// CONCATENATED MODULE: ./lib/cache/store/shelf.js







/** When nobody can tell whether a lease's process lives (another container shares the folder). Milliseconds. */
const UNKNOWN_FOR = 24 * 60 * 60 * 1000;
async function openShelf(root, scope, now) {
    const home = (0,external_node_path_.join)(root, scope);
    const name = (0,journal_owner/* folderName */.ub)((0,journal_owner/* thisProcess */.WF)());
    const to = (0,external_node_path_.join)(home, name);
    // Before there is anything to lose: a run with nothing to read has no other sign of life.
    const writing = await lease(home, name, name);
    const { from, before, reading } = await lookUp(home, name);
    return {
        from,
        to,
        before,
        async keep(maxSize) {
            if (reading !== undefined)
                await (0,promises_.rm)(reading, { force: true });
            const after = await (0,store_archive/* cacheDigest */.x)(to);
            if (after === undefined)
                return {};
            const size = await sizeOf(to);
            const isNew = after !== before || (await current(home)) === undefined;
            if (size <= maxSize && isNew)
                await makeCurrent(home, name);
            // The link's own time says when the scope was last of use: pruning begins with the oldest.
            const stamp = new Date(now());
            await (0,promises_.lutimes)((0,external_node_path_.join)(home, 'current'), stamp, stamp).catch(() => { });
            await prune(root, scope, maxSize, now());
            if (size <= maxSize)
                return {};
            return { refused: `it takes ${megabytes(size)}, and \`cache-max-size\` allows ${megabytes(maxSize)}` };
        },
        async close() {
            for (const path of [reading, writing])
                if (path !== undefined)
                    await (0,promises_.rm)(path, { force: true });
            await sweep(home, now());
        },
    };
}
/**
 * The current generation, leased. It may be replaced between look and lease: then once more. Who looks again after the
 * lease and finds it current still has it for certain, since `sweep` looks for leases after it looked for `current`.
 */
async function lookUp(home, name) {
    for (let tries = 0; tries < 5; tries++) {
        const generation = await current(home);
        if (generation === undefined)
            break;
        const reading = await lease(home, name, generation);
        if ((await current(home)) === generation) {
            const from = (0,external_node_path_.join)(home, generation);
            const before = await (0,store_archive/* cacheDigest */.x)(from);
            return { from: before === undefined ? undefined : from, before, reading };
        }
        await (0,promises_.rm)(reading, { force: true });
    }
    return { from: undefined, before: undefined, reading: undefined };
}
/** Another run's pruning may take the folder away as long as there is no lease in it: then once more. */
async function lease(home, name, generation) {
    const readers = (0,external_node_path_.join)(home, 'readers');
    const path = (0,external_node_path_.join)(readers, `${name}@${generation}`);
    for (let tries = 0;; tries++) {
        try {
            await (0,make_folder/* makeFolder */.f)(readers, 0o700);
            await (0,promises_.writeFile)(path, '');
            return path;
        }
        catch (error) {
            if ((0,errno/* errnoOf */.U)(error) !== 'ENOENT' || tries === 4)
                throw error;
        }
    }
}
async function makeCurrent(home, name) {
    const link = (0,external_node_path_.join)(home, `${name}.link`);
    await (0,promises_.symlink)(name, link);
    await (0,promises_.rename)(link, (0,external_node_path_.join)(home, 'current'));
}
async function current(home) {
    const name = await (0,promises_.readlink)((0,external_node_path_.join)(home, 'current')).catch(() => undefined);
    return name !== undefined && (0,journal_owner/* ownerOf */.bf)(name) !== undefined ? name : undefined;
}
/** The generations that runs read or write. Leases of dead runs are removed. */
async function leased(home, now) {
    const generations = [];
    for (const mark of await shelf_list((0,external_node_path_.join)(home, 'readers'))) {
        const [owner = '', generation = ''] = mark.split('@');
        // The folder may be somebody's own, and what is in it, too.
        if ((0,journal_owner/* ownerOf */.bf)(owner) === undefined || (0,journal_owner/* ownerOf */.bf)(generation) === undefined)
            continue;
        const path = (0,external_node_path_.join)(home, 'readers', mark);
        if (await isGone(owner, path, now))
            await (0,promises_.rm)(path, { force: true });
        else
            generations.push(generation);
    }
    return generations;
}
async function isGone(name, path, now) {
    const owner = (0,journal_owner/* ownerOf */.bf)(name);
    if (owner === undefined)
        return true;
    const alive = (0,journal_owner/* isAlive */._n)(owner);
    if (alive !== 'unknown')
        return !alive;
    return now - ((await (0,promises_.stat)(path).catch(() => undefined))?.mtimeMs ?? now) > UNKNOWN_FOR;
}
/**
 * Removes generations that are neither current nor leased: those that were replaced, those that were not kept, and what
 * killed runs left. The order is what makes it safe beside other runs. A generation that was there and has no lease of
 * its writer can be current now, or never again; and one that is not current then gets no reader after that.
 */
async function sweep(home, now) {
    const names = await shelf_list(home);
    const written = await leased(home, now);
    const kept = await current(home);
    const used = new Set([...written, kept, ...(await leased(home, now))]);
    for (const name of names) {
        const generation = name.replace(/\.link$/, '');
        if ((0,journal_owner/* ownerOf */.bf)(generation) !== undefined && !used.has(generation))
            await (0,run_folder/* removeFolder */.v$)((0,external_node_path_.join)(home, name));
    }
}
/** Brings what is kept below `maxSize`: an own generation that is too large by itself, then the longest unused scopes. */
async function prune(root, own, maxSize, now) {
    const measured = await Promise.all((await shelf_list(root)).map(scope => measure(root, scope, now)));
    const scopes = measured.filter(scope => scope !== undefined).sort((a, b) => a.used - b.used);
    let total = scopes.reduce((sum, { size }) => sum + size, 0);
    const remove = async ({ home, size }) => {
        await removeScope(home, now);
        total -= size;
    };
    const ours = scopes.find(({ scope }) => scope === own);
    if (ours !== undefined && ours.size > maxSize)
        await remove(ours);
    for (const each of scopes) {
        if (total <= maxSize)
            return;
        if (each !== ours && (await leased(each.home, now)).length === 0)
            await remove(each);
    }
}
/** What a scope keeps, in bytes, and when that was last of use. Undefined for what is none, or has just been removed. */
async function measure(root, scope, now) {
    const home = (0,external_node_path_.join)(root, scope);
    // Only what is built like a scope is ours: the folder may be the user's own.
    if ((await (0,promises_.stat)((0,external_node_path_.join)(home, 'readers')).catch(() => undefined)) === undefined)
        return undefined;
    await sweep(home, now);
    const link = await (0,promises_.lstat)((0,external_node_path_.join)(home, 'current')).catch(() => undefined);
    const generation = await current(home);
    if (link === undefined || generation === undefined)
        return undefined;
    return { scope, home, size: await sizeOf((0,external_node_path_.join)(home, generation)), used: link.mtimeMs };
}
/** What a run reads or writes in it stays until that run has ended, and so does the folder. */
async function removeScope(home, now) {
    await (0,promises_.rm)((0,external_node_path_.join)(home, 'current'), { force: true });
    await sweep(home, now);
    // Never with what is in them: another run may have begun there meanwhile.
    await (0,promises_.rmdir)((0,external_node_path_.join)(home, 'readers')).catch(() => { });
    await (0,promises_.rmdir)(home).catch(() => { });
}
async function shelf_list(folder) {
    return (0,promises_.readdir)(folder).catch(() => []);
}
async function sizeOf(folder) {
    const entries = await (0,promises_.readdir)(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    const sizes = entries
        .filter(entry => entry.isFile())
        .map(async (entry) => (await (0,promises_.stat)((0,external_node_path_.join)(entry.parentPath, entry.name)).catch(() => undefined))?.size ?? 0);
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
function megabytes(bytes) {
    return `${(bytes / 1e6).toFixed(0)} MB`;
}

;// CONCATENATED MODULE: ./lib/cache/store/stores.js











/** Opens the cache of this backend. What cannot be had is told as its `trouble`: nothing here throws. */
async function openStore(backend, facts, machine) {
    const { inputs, scope, readOnly } = facts;
    const { mode, ref } = inputs.cache;
    const without = ({ from, to }) => ({ specs: { from, to: readOnly ? [] : to } });
    try {
        if (backend === 'gha')
            return without((0,store_specs/* ghaSpecs */.lv)(scope, mode, (0,deadline/* secondsOf */.T)(inputs)));
        if (backend === 'registry')
            return without((0,store_specs/* registrySpecs */.ah)(ref, mode));
        if (backend === 'inline')
            return without((0,store_specs/* inlineSpecs */.wv)(await imagesBefore(facts)));
        if (backend === 'actions')
            return await openArchive(facts, machine);
        if (backend === 'local')
            return await openFolder(facts, machine);
    }
    catch (error) {
        return { specs: NOTHING, trouble: (0,errors/* messageOf */.bD)(error) };
    }
    return { specs: NOTHING };
}
const NOTHING = { from: [], to: [] };
async function openArchive({ inputs, context, folder, scope, readOnly }, machine) {
    const seconds = (0,deadline/* secondsOf */.T)(inputs);
    const content = await (0,store_archive/* contentHash */.Ae)(context.workspace, [...dockerfiles(inputs, context), ...inputs.cache.keyFiles]);
    const keys = (0,store_archive/* archiveKeys */.fJ)({ scope, content, branches: (0,store_archive/* branchesOf */.IJ)(context) });
    const archive = await (0,store_archive/* restoreArchive */.By)((0,external_node_path_.join)(folder, 'layer-cache'), keys, (0,cache_worker/* createCacheWorker */.b)(machine, seconds));
    if (archive.key !== undefined)
        machine.log.info(`Cache restored: ${archive.key}`);
    const to = readOnly ? undefined : archive.to;
    return {
        specs: (0,store_specs/* folderSpecs */.fK)(archive.from, await tagsIn(archive.from), to, inputs.cache.mode),
        trouble: archive.trouble,
        async keep() {
            if (!readOnly)
                await (0,parts/* joinParts */.nn)(archive.to);
            const saved = readOnly ? undefined : await (0,store_archive/* archiveToSave */.ty)(archive, keys);
            return { parcel: saved === undefined ? undefined : { ...saved, seconds } };
        },
    };
}
async function openFolder({ inputs, context, scope, readOnly }, machine) {
    const { ref, mode, maxSize } = inputs.cache;
    const shelf = await openShelf(localRoot(ref, context), (0,store_scope/* folderOf */.yS)(scope), machine.now);
    const to = readOnly ? undefined : shelf.to;
    return {
        specs: (0,store_specs/* folderSpecs */.fK)(shelf.from, await tagsIn(shelf.from), to, mode),
        async keep() {
            if (readOnly)
                return {};
            await (0,parts/* joinParts */.nn)(shelf.to);
            return { trouble: (await shelf.keep(maxSize)).refused };
        },
        close: shelf.close,
    };
}
async function tagsIn(folder) {
    return folder === undefined ? [] : (0,store_archive/* cacheTags */._A)(folder);
}
function localRoot(ref, { workspace, env }) {
    const home = (0,files_home/* homeOf */.l)(env);
    if (ref.startsWith('~/'))
        return (0,external_node_path_.join)(home, ref.slice(2));
    if (ref !== '')
        return (0,external_node_path_.resolve)(workspace, ref);
    return (0,external_node_path_.join)(env.XDG_CACHE_HOME || (0,external_node_path_.join)(home, '.cache'), 'slipway/layers');
}
/** The Dockerfile and its .dockerignore, where they lie in the workspace. */
function dockerfiles({ build }, { workspace }) {
    const file = (0,place/* dockerfileIn */.yG)(workspace, build);
    return [file, `${file}.dockerignore`, (0,external_node_path_.join)(build.context, '.dockerignore')];
}
/** Images that may hold layers of this one: of this branch, of the one it goes into, of the default branch. */
async function imagesBefore({ context, references, referencesOf }) {
    // Rules that give no tag for a branch, or that fail there, are no problem of this run.
    const [own, ...further] = (0,store_archive/* branchesOf */.IJ)(context);
    const others = further.filter(branch => branch !== own).map(branch => referencesOf(branch).catch(() => []));
    // Each is asked for before the build: enough to hit, not enough to be slow.
    return [...new Set([...references, ...(await Promise.all(others)).flat()])].slice(0, 4);
}

// EXTERNAL MODULE: ./lib/cache/watch.js
var cache_watch = __webpack_require__(92929);
// EXTERNAL MODULE: ./lib/http/body.js
var body = __webpack_require__(66150);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var oci_manifest = __webpack_require__(44360);
// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/oci/tree.js
var tree = __webpack_require__(29193);
;// CONCATENATED MODULE: ./lib/cache/without-cache.js






/** The type of what `type=registry` writes, and the key that `type=inline` adds to an image's configuration. */
const CACHE_CONFIG = 'application/vnd.buildkit.cacheconfig.v0';
const INLINE = 'moby.buildkit.cache.v0';
/** An image's configuration, with the cache in it. Bytes. */
const LARGEST_CONFIG = 16 * 1024 * 1024;
/**
 * Reports images in `cache-from` that hold no cache. BuildKit imports them without a word: in its progress such an
 * import is the same as one that finds a cache.
 *
 * @param imported what BuildKit has imported from, as it names it
 */
async function reportWithoutCache(cacheFrom, imported, connect, log) {
    const references = cacheFrom.flatMap(spec => referenceIn(spec) ?? []).filter(one => imported.includes(fullName(one)));
    await Promise.all(references.map(async (reference) => {
        const { registry, path } = reference.name;
        try {
            if ((await holdsCache(connect(registry).repository(path), reference)) !== false)
                return;
            log.notice(`\`cache-from\`: ${(0,oci_reference/* formatReference */.FH)(reference)} is an image without a cache, so no step was reused from it. ` +
                'Build that image with `cache: inline` (or `cache-to: type=inline`), or name a cache instead.');
        }
        catch (error) {
            log.debug(`it is not known whether ${(0,oci_reference/* formatReference */.FH)(reference)} holds a cache: ${(0,errors/* messageOf */.bD)(error)}`);
        }
    }));
}
/** `type=registry,ref=…`, or the reference alone (buildx, `--cache-from`). */
function referenceIn(spec) {
    const columns = (0,list/* fields */.OA)(spec);
    const value = (key) => columns.find(column => column.startsWith(`${key}=`))?.slice(key.length + 1);
    const [first = ''] = columns;
    const text = columns.length === 1 && !first.includes('=') ? first : value('type') === 'registry' ? value('ref') : '';
    try {
        return text ? (0,oci_reference/* parseReference */.F2)(text) : undefined;
    }
    catch {
        return undefined;
    }
}
/** As BuildKit writes it (distribution/reference). */
function fullName({ name, tag, digest }) {
    const version = tag === undefined && digest === undefined ? ':latest' : tag === undefined ? '' : `:${tag}`;
    return `${name.registry}/${name.path}${version}${digest === undefined ? '' : `@${digest}`}`;
}
/** Undefined when there is nothing under that name any more. */
async function holdsCache(repository, { tag, digest }) {
    const root = await repository.getManifest(digest ?? tag ?? 'latest');
    if (root === undefined)
        return undefined;
    if (namesCache(root))
        return true;
    const read = async (child) => {
        const manifest = await repository.getManifest(child.digest);
        if (manifest === undefined)
            throw new Error(`${child.digest} is missing`);
        return manifest;
    };
    for (const manifest of await (0,tree/* readTree */.Z)(root, read, (0,tree/* createBudget */.y)(`${repository.registry}/${repository.path}`))) {
        const [config] = (0,oci_manifest/* linksOf */.hP)(manifest).blobs;
        if (config === undefined)
            continue;
        if (namesCache(manifest))
            return true;
        const bytes = await (0,body/* readBody */.x)(await repository.getBlob(config.digest), LARGEST_CONFIG);
        if (INLINE in JSON.parse(bytes.toString()))
            return true;
    }
    return false;
}
/** A cache is an index with its configuration among the layers, or an image with that as its configuration. */
function namesCache(manifest) {
    const { manifests, blobs } = (0,oci_manifest/* linksOf */.hP)(manifest);
    return [...manifests, ...blobs].some(({ mediaType }) => mediaType === CACHE_CONFIG);
}

;// CONCATENATED MODULE: ./lib/cache/cache.js


















/** Chooses the cache, says which and why, and opens it. Never throws: what goes wrong with a cache is a warning. */
async function openCache(job, site, outlook, machine) {
    const { context, plan } = job;
    const { log } = machine;
    const { inputs, notice } = withoutSharedWrites(job);
    if (notice !== undefined)
        log.notice(notice);
    const troubles = [];
    const choice = chooseCache((0,situation/* situationOf */._7)(job, site, outlook.service));
    if (choice.notice !== undefined)
        log.notice(choice.notice);
    const away = await (0,reach/* unreachable */.HB)(choice, { inputs, engine: site.engine, outlook }, machine);
    if (away !== undefined)
        troubles.push(away);
    // Of what the user wrote, only the part that cannot be reached is left out.
    const backend = away === undefined || choice.backend === 'raw' ? choice.backend : 'none';
    const reason = backend === choice.backend ? choice.reason : (away ?? '');
    log.info(`Cache: ${backend} (${reason})${choice.readOnly ? `; read only, since ${choice.readOnly}` : ''}`);
    // What tells the caches of several images apart is their names.
    const scope = (0,store_scope/* scopeFor */.aN)(inputs, context, job.several === undefined ? nameOf(plan) : '', site.engine.platform);
    const { service } = outlook;
    const facts = {
        inputs,
        context,
        folder: site.folder,
        scope,
        readOnly: choice.readOnly !== undefined,
        references: movingReferences(plan.images),
        referencesOf: async (branch) => movingReferences((await site.planOf(branch)).images),
    };
    const store = await openStore(backend, facts, machine);
    if (store.trouble !== undefined)
        troubles.push(store.trouble);
    const given = away === undefined ? inputs : (0,reach/* withoutGha */.tl)(inputs);
    const used = backend === 'raw' ? given : withCaches(given, store.specs, partsOf(backend, job, site));
    const watch = (0,cache_watch/* watchCaches */.n)(machine.run, machine.now, (0,deadline/* patienceOf */.H)(inputs));
    const relay = await (0,use/* relayFor */.V)(used, site, service, machine);
    let isWithout = false;
    const watched = { ...machine, run: watch.run, env: { ...machine.env, ...relay?.env } };
    const report = (result) => ({
        backend,
        reason,
        readOnly: choice.readOnly,
        ratio: result.stats.totalSteps === 0 ? undefined : result.stats.cachedSteps / result.stats.totalSteps,
        // A build that was to use no cache has missed none.
        misses: inputs.build.noCache || isWithout ? [] : (0,first_misses/* firstMisses */.j)(result.stats),
    });
    return {
        inputs: used,
        async build(attempt) {
            const building = async (given, ports) => {
                try {
                    return await attempt(given, ports);
                }
                catch (error) {
                    if (watch.stuck())
                        throw stuckBuilder();
                    const stalled = watch.stalled();
                    const gone = error instanceof failure/* BuildError */.zS ? relay?.failure() : undefined;
                    const isAtFault = stalled !== undefined || gone !== undefined || isCacheFailure(error, given.build.cacheTo);
                    if (machine.signal.aborted || !isAtFault || (0,caches/* caches */.I)(given).length === 0)
                        throw error;
                    if (stalled === undefined)
                        troubles.push(gone ?? (0,errors/* messageOf */.bD)(error).split('\n')[0] ?? '');
                    log.info('Building again without the cache.');
                    isWithout = true;
                    // What cannot be read would be there for the next run, if this one did not write what takes its place.
                    const writes = given === used && stalled === undefined && gone === undefined && !isWriting(error);
                    // A layer that never came is what the builder would wait for again, if it took its step from the cache.
                    const without = withoutCaches(given, writes, stalled === 'layer');
                    return building(without, stalled === undefined ? watched : { ...machine, run: watch.again });
                }
            };
            return building(used, (0,caches/* caches */.I)(used).length === 0 ? machine : watched);
        },
        async keep(result) {
            const told = report(result);
            tell(told, result, log);
            const kept = await store.keep?.().catch(error => void troubles.push((0,errors/* messageOf */.bD)(error)));
            if (kept?.trouble !== undefined)
                troubles.push(kept.trouble);
            const { cachedSteps, totalSteps } = result.stats;
            if (backend === 'raw' && cachedSteps < totalSteps && !writesInline(used)) {
                const { cacheFrom } = used.build;
                site.background.add(reportWithoutCache(cacheFrom, watch.imported(), site.connectSource, log));
            }
            return { report: told, parcel: kept?.parcel };
        },
        async close() {
            await store.close?.().catch(error => troubles.push((0,errors/* messageOf */.bD)(error)));
            const gone = machine.signal.aborted ? undefined : relay?.failure();
            // What BuildKit says of a service that has gone is that it was refused.
            const heard = watch.troubles().filter(trouble => gone === undefined || !OF_SERVICE.test(trouble));
            const all = [...new Set([...troubles, gone ?? '', ...heard])].filter(trouble => trouble !== '');
            if (relay !== undefined)
                site.background.add(relay.end(all.length > 0));
            if (all.length > 0)
                log.warning(`The cache was of no or little use: ${all.slice(0, 3).join('; ')}`);
        },
    };
}
/** The next run will find a cache in the image. */
function writesInline({ build }) {
    return build.cacheTo.some(spec => (0,list/* fields */.OA)(spec).includes('type=inline'));
}
/** What the image is called, for the scope of its cache. */
function nameOf({ images }) {
    return images[0]?.destinations[0]?.name ?? '';
}
function movingReferences(images) {
    return images
        .flatMap(({ destinations }) => destinations)
        .flatMap(({ name, tags }) => tags.filter(tag => tag.moving).map(tag => `${name}:${tag.name}`));
}
function partsOf(backend, { inputs, plan, several }, { builder }) {
    if (several !== undefined) {
        const specsOf = (image, specs) => backend === 'inline' ? (0,store_specs/* inlineSpecs */.wv)(movingReferences([image]).slice(0, 4)) : (0,store_specs/* cachesOf */.nk)(backend, specs, image.name);
        return specs => new Map(plan.images.map(image => [image.name, specsOf(image, specs)]));
    }
    if (!(0,several_nodes/* isSpread */.q)(inputs, builder))
        return undefined;
    const { platforms } = inputs.build;
    return specs => new Map(platforms.map(platform => [platform, (0,store_specs/* cachesFor */.$n)(backend, specs, platform)]));
}
function withCaches(inputs, specs, partsIn) {
    const { build } = inputs;
    const own = { from: build.noCache ? [] : specs.from, to: specs.to };
    if (partsIn === undefined)
        return { ...inputs, build: { ...build, cacheFrom: own.from, cacheTo: own.to } };
    const parts = partsIn(own);
    // One build of all platforms reads what was left for each. Its nodes would write in the same place.
    const cacheFrom = [...new Set([...parts.values()].flatMap(({ from }) => from))];
    return { ...inputs, build: { ...build, cacheFrom, cacheTo: [], partCaches: parts } };
}
/** The same build, which reads no cache. @param writes it still writes them */
function withoutCaches(inputs, writes, freshly) {
    const { build } = inputs;
    const kept = (specs) => (writes ? specs : []);
    const parts = [...(build.partCaches ?? [])].map(([platform, { to }]) => [platform, { from: [], to: kept(to) }]);
    return {
        ...inputs,
        build: {
            ...build,
            ...{ cacheFrom: [], cacheTo: kept(build.cacheTo), noCache: build.noCache || freshly },
            ...(build.partCaches !== undefined && { partCaches: new Map(parts) }),
        },
    };
}
function stuckBuilder() {
    return new errors/* ActionError */.lZ('BUILDER_UNUSABLE', 'the builder does nothing any more: it waits for a cache that went silent', {
        hint: 'Restart it (for one of your own), or remove it (`docker buildx rm`), and run the job again; `cache: none` keeps it from the cache.',
    });
}
/** BuildKit's names for its work with the cache service. */
const OF_SERVICE = /gha:|GitHub Actions Cache/;
function tell({ misses }, { stats }, log) {
    const { cachedSteps: cached, totalSteps: total } = stats;
    const percent = total === 0 ? '' : ` (${Math.round((100 * cached) / total)} %)`;
    log.info(`Cache: ${cached} of ${total} steps were cached${percent}`);
    for (const miss of misses)
        log.info((0,first_misses/* missLine */.D)(miss));
}


/***/ }),

/***/ 34269:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ missLine),
/* harmony export */   j: () => (/* binding */ firstMisses)
/* harmony export */ });
/** `[linux/arm64 build 2/3] RUN …`: the stage, 2, and the instruction. */
const STEP = /^\[(?:(.*) )?(\d+)\/\d+\] (.*)$/s;
/**
 * The first step of each stage that had to run. Empty when every step was cached, and when none was: then there was no
 * cache to miss. Fetching a base image (`FROM`) doesn't count, since that depends on where its layers happen to be.
 */
function firstMisses({ steps, cachedSteps, totalSteps }) {
    if (cachedSteps === totalSteps || cachedSteps === 0)
        return [];
    const firsts = new Map();
    for (const { name, ofDockerfile, cached, completed } of steps) {
        const [, stage = '', number, step = ''] = (ofDockerfile && STEP.exec(name)) || [];
        if (number === undefined || cached || completed === undefined || step.startsWith('FROM '))
            continue;
        const known = firsts.get(stage);
        if (known === undefined || Number(number) < known.at)
            firsts.set(stage, { stage, step, at: Number(number) });
    }
    return [...firsts.values()].map(({ stage, step }) => ({ stage, step }));
}
/** `stage build: first step not cached: COPY src /src` */
function missLine({ stage, step }) {
    const text = step.length > 100 ? `${step.slice(0, 100)}…` : step;
    return `${stage === '' ? 'First' : `stage ${stage}: first`} step not cached: ${text}`;
}


/***/ }),

/***/ 16703:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CT: () => (/* binding */ exportAfterwards),
/* harmony export */   Yd: () => (/* binding */ lateInputs),
/* harmony export */   eT: () => (/* binding */ beforeGates),
/* harmony export */   yC: () => (/* binding */ exportLateCaches)
/* harmony export */ });
/* harmony import */ var _build_build_image_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(55980);
/* harmony import */ var _build_run_build_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(74432);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(79547);
/* harmony import */ var _inputs_wanted_gates_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(14203);
/* harmony import */ var _journal_run_folder_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(22539);
/* harmony import */ var _plan_call_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(64467);
/* harmony import */ var _plan_late_caches_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(84535);
/* harmony import */ var _relay_use_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(83051);
/* harmony import */ var _service_service_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(90453);
/* harmony import */ var _store_deadline_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(10686);
/* harmony import */ var _watch_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(92929);











/** The inputs of the build itself: where there are gates, without the caches that others could read. */
function beforeGates(inputs) {
    return (0,_inputs_wanted_gates_js__WEBPACK_IMPORTED_MODULE_7__/* .hasGates */ .x)(inputs) ? withCaches(inputs, (0,_plan_late_caches_js__WEBPACK_IMPORTED_MODULE_4__/* .splitCaches */ .c)(inputs.build.cacheTo).withBuild) : inputs;
}
/**
 * Writes the caches that had to wait for the gates: the same build once more, of which every step is in the builder's
 * cache by now, with nothing but the caches as its result. What goes wrong, or hangs, is a warning.
 */
async function exportLateCaches(request) {
    const { job, site, machine } = request;
    const { inputs } = job;
    const late = lateInputs(inputs);
    if (!(0,_inputs_wanted_gates_js__WEBPACK_IMPORTED_MODULE_7__/* .hasGates */ .x)(inputs) || late === undefined)
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
    const { afterGates } = (0,_plan_late_caches_js__WEBPACK_IMPORTED_MODULE_4__/* .splitCaches */ .c)(inputs.build.cacheTo);
    if (afterGates.length === 0 || (0,_plan_call_js__WEBPACK_IMPORTED_MODULE_8__/* .isCall */ .n)(inputs))
        return undefined;
    // No attestations, which would be made anew; and the steps that `no-cache` ran a moment ago are the cache.
    const again = { ...inputs.build, provenance: 'false', sbom: '', attests: [], noCache: false, noCacheFilters: [] };
    return withCaches({ ...inputs, build: again }, afterGates);
}
/** @param late names all caches that `write` writes */
async function exportAfterwards(late, site, machine, write) {
    if (machine.signal.aborted)
        return;
    const watch = (0,_watch_js__WEBPACK_IMPORTED_MODULE_6__/* .watchCaches */ .n)(machine.run, machine.now, (0,_store_deadline_js__WEBPACK_IMPORTED_MODULE_9__/* .patienceOf */ .H)(late));
    const relay = await (0,_relay_use_js__WEBPACK_IMPORTED_MODULE_5__/* .relayFor */ .V)(late, site, (0,_service_service_js__WEBPACK_IMPORTED_MODULE_10__/* .serviceIn */ .T)(machine.env, machine.now()), machine);
    let failure;
    try {
        await site.docker.show();
        machine.log.info('The gates have passed: writing the cache.');
        await write({ ...machine, run: watch.run, env: { ...machine.env, ...relay?.env } });
    }
    catch (error) {
        failure = (0,_host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error);
    }
    finally {
        await relay?.end(true);
    }
    // What went wrong with reading was told by the build itself, and kept nothing from being written.
    const heard = watch.troubles().filter(trouble => !trouble.startsWith('importing'));
    const told = heard.length > 0 ? heard.slice(0, 3).join('; ') : failure;
    if (told !== undefined && !machine.signal.aborted)
        machine.log.warning(`the cache could not be written: ${told}`);
}
function withCaches(inputs, cacheTo) {
    return { ...inputs, build: { ...inputs.build, cacheTo } };
}


/***/ }),

/***/ 68245:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Ts: () => (/* binding */ ARCHIVED),
  P_: () => (/* binding */ filesFor),
  tm: () => (/* binding */ fingerprintsOf),
  qm: () => (/* binding */ keysFor),
  bL: () => (/* binding */ readArchive),
  $d: () => (/* binding */ sizeOf),
  _M: () => (/* binding */ writeIndex)
});

// UNUSED EXPORTS: KEYS

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/dockerfile/mount.js
var dockerfile_mount = __webpack_require__(52455);
// EXTERNAL MODULE: ./lib/event/context.js
var context = __webpack_require__(13051);
// EXTERNAL MODULE: ./lib/host/files/regular-file.js
var regular_file = __webpack_require__(30481);
;// CONCATENATED MODULE: ./lib/cache/mounts/tar-entries.js


const BLOCK = 512;
/** Extended headers and long names are small; what claims to be more is not worth reading. */
const LONGEST_NAME = 1024 * 1024;
/**
 * What tells whether two tar archives hold the same files: names, kinds, sizes, owners, permissions and times, whatever
 * their order. A folder's own time is left out, since it changes when the folder is unpacked. '' for an archive of
 * nothing but its top folder.
 *
 * @throws Error when the file is no whole tar archive (ustar, GNU or pax)
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html (ustar and pax interchange formats)
 */
async function fingerprint(path) {
    const file = await (0,promises_.open)(path);
    try {
        const entries = await entriesOf(file);
        if (entries.every(({ isTop }) => isTop))
            return '';
        const digests = entries.map(({ text }) => (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex')).sort();
        return (0,external_node_crypto_.createHash)('sha256').update(digests.join('\n')).digest('hex');
    }
    finally {
        await file.close();
    }
}
async function entriesOf(file) {
    const { size: end } = await file.stat();
    const entries = [];
    const header = Buffer.alloc(BLOCK);
    let extended = [];
    let size;
    let position = 0;
    for (;;) {
        const { bytesRead } = await file.read(header, 0, BLOCK, position);
        if (bytesRead < BLOCK)
            throw new Error('the archive has no end');
        if (header.every(byte => byte === 0))
            return entries;
        const kind = String.fromCharCode(header[156] || 48);
        const isExtended = 'xgLK'.includes(kind);
        const length = (isExtended ? undefined : size) ?? numberAt(header, 124, 12);
        if (!hasRightSum(header) || !Number.isSafeInteger(length) || position + BLOCK + length > end) {
            throw new Error('the archive is damaged');
        }
        // `x` and `g` are pax headers, `L` and `K` GNU's long names: they speak of the entry that follows.
        if (isExtended) {
            if (length > LONGEST_NAME)
                throw new Error('the archive is damaged');
            const text = Buffer.alloc(length);
            await file.read(text, 0, length, position + BLOCK);
            extended.push(text.toString('latin1'));
            if (kind === 'x')
                size = sizeIn(extended.at(-1));
        }
        else {
            entries.push({ text: describe(header, kind, extended), isTop: isTop(header) });
            [extended, size] = [[], undefined];
        }
        position += BLOCK + Math.ceil(length / BLOCK) * BLOCK;
    }
}
/**
 * The size that a pax header tells, which counts where there is one: 8 GiB and more do not fit into the header proper.
 * Each record begins with its own length, since a name may have line breaks in it.
 */
function sizeIn(records) {
    for (let at = 0; at < records.length;) {
        const [, digits = ''] = /^(\d{1,9}) /.exec(records.slice(at, at + 10)) ?? [];
        const end = at + Number(digits);
        const [, size] = /^ size=(\d+)\n$/.exec(records.slice(at + digits.length, end)) ?? [];
        if (size !== undefined)
            return Number(size);
        if (digits === '' || end <= at)
            return undefined;
        at = end;
    }
    return undefined;
}
function isTop(header) {
    return /^(?:\.\/?)?\0/.test(header.toString('latin1', 0, 4));
}
/** All of a header but its checksum and, for a folder, its time. */
function describe(header, kind, extended) {
    const isFolder = kind === '5';
    const texts = isFolder ? extended.map(text => text.replace(/\d+ mtime=[^\n]*\n/g, '')) : extended;
    const time = isFolder ? '' : header.toString('latin1', 136, 148);
    const kept = texts.filter(text => text !== '');
    return [header.toString('latin1', 0, 136), time, header.toString('latin1', 156), ...kept].join('\0');
}
/** Octal text, or (the first bit set) a big-endian number. */
function numberAt(header, start, length) {
    if ((header[start] & 0x80) === 0) {
        return Number.parseInt(header
            .toString('latin1', start, start + length)
            .replaceAll('\0', ' ')
            .trim() || '0', 8);
    }
    let value = 0;
    for (let at = start; at < start + length; at++)
        value = value * 256 + (at === start ? header[at] & 0x7f : header[at]);
    return value;
}
function hasRightSum(header) {
    const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0);
    return sum === numberAt(header, 148, 8);
}

;// CONCATENATED MODULE: ./lib/cache/mounts/archive.js







/** The name of the archived folder: part of what the cache service tells archives apart by. */
const ARCHIVED = 'mounts';
/** Lists what the archived folder holds. */
const INDEX = 'index.json';
/** What the keys of all archives begin with. */
const KEYS = 'slipway-mounts-1-';
/**
 * Keys are never written twice, so a run has its own; the next one finds the newest of the same mounts, or else of any
 * mounts of this image: a Dockerfile that got another mount keeps the ones that it had.
 */
function keysFor(scope, mounts, run) {
    const names = mounts.map(dockerfile_mount/* identityOf */.cu).sort();
    // A scope can be the beginning of another one (`app`, `app-arm`), its hash can not.
    const image = `${KEYS}${hashOf(scope)}-${scope.replaceAll(',', '_').slice(0, LONGEST)}-`;
    const same = `${image}${hashOf(JSON.stringify(names))}-`;
    return { save: `${same}${run}`, restore: [same, image] };
}
/** Room in a key for what people read of a scope. */
const LONGEST = 100;
function hashOf(text) {
    return (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex').slice(0, 16);
}
/** Each mount with the file that is to hold it. */
function filesFor(mounts) {
    return mounts.map((mount, index) => ({ mount, file: `${index}.tar` }));
}
async function writeIndex(folder, packed) {
    const mounts = packed.map(({ mount, file }) => ({ identity: (0,dockerfile_mount/* identityOf */.cu)(mount), file }));
    await (0,promises_.writeFile)((0,external_node_path_.join)(folder, INDEX), JSON.stringify({ mounts }));
}
/** @throws Error when the archive is damaged or none of ours */
async function readArchive(folder, wanted) {
    const list = (0,context.at)(indexIn(folder), 'mounts');
    const files = new Map((Array.isArray(list) ? list : []).flatMap(entry => {
        const [identity, file] = [(0,context.at)(entry, 'identity'), (0,context.at)(entry, 'file')];
        const isOurs = typeof identity === 'string' && typeof file === 'string' && /^\d{1,4}\.tar$/.test(file);
        return isOurs ? [[identity, file]] : [];
    }));
    const packed = wanted.flatMap(mount => {
        const file = files.get((0,dockerfile_mount/* identityOf */.cu)(mount));
        return file === undefined ? [] : [{ mount, file }];
    });
    return { packed, fingerprints: await fingerprintsOf(folder, packed) };
}
/** What is wrong with it is not quoted: an archive may come from anywhere. */
function indexIn(folder) {
    try {
        return JSON.parse((0,regular_file/* readText */.y)((0,external_node_path_.join)(folder, INDEX), { largest: LONGEST_INDEX }));
    }
    catch (cause) {
        throw new Error(`its ${INDEX} cannot be read`, { cause });
    }
}
/** Bytes. */
const LONGEST_INDEX = 1024 * 1024;
/** By the mounts' identities. */
async function fingerprintsOf(folder, packed) {
    const pairs = packed.map(async ({ mount, file }) => [(0,dockerfile_mount/* identityOf */.cu)(mount), await fingerprint((0,external_node_path_.join)(folder, file))]);
    return new Map(await Promise.all(pairs));
}
/** Bytes of all files together. */
async function sizeOf(folder, packed) {
    const sizes = await Promise.all(packed.map(async ({ file }) => (await (0,promises_.stat)((0,external_node_path_.join)(folder, file))).size));
    return sizes.reduce((total, size) => total + size, 0);
}


/***/ }),

/***/ 35107:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ HOME)
/* harmony export */ });
/* unused harmony export saveMounts */
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _store_cache_worker_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(90022);
/* harmony import */ var _archive_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(68245);




/** The folder of cache mounts in a run's own. */
const HOME = 'cache-mounts';
/**
 * The post step's part: saves what the main step left, if anything. Never throws.
 *
 * @param state a `Save` as JSON; '' when there is nothing to save
 */
async function saveMounts(state, runFolder, machine) {
    const home = join(runFolder, HOME);
    const save = parse(state);
    if (save === undefined || !(await isFolder(join(home, ARCHIVED))))
        return;
    const { key, trouble } = await createCacheWorker(machine, save.seconds).save(home, ARCHIVED, save.key);
    if (key !== undefined)
        machine.log.info(`Saved the cache mounts as ${key}.`);
    else if (trouble === undefined)
        machine.log.info('The cache mounts were saved by another job of this run.');
    else
        machine.log[save.warned ? 'info' : 'warning'](`cache-mounts: they could not be saved: ${trouble}`);
}
function parse(state) {
    try {
        const { key, seconds, warned } = JSON.parse(state);
        const isWhole = typeof key === 'string' && key.startsWith(KEYS) && typeof seconds === 'number';
        return isWhole ? { key, seconds, warned: warned === true } : undefined;
    }
    catch {
        return undefined;
    }
}
async function isFolder(path) {
    return stat(path).then(stats => stats.isDirectory(), () => false);
}


/***/ }),

/***/ 80504:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ NO_MOUNTS)
/* harmony export */ });
/** Where no mounts are kept. */
const NO_MOUNTS = {
    restore: async () => { },
    observe: () => { },
    drop: () => { },
    save: () => { },
    toSave: () => '',
    end: async () => { },
};


/***/ }),

/***/ 9535:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  uW: () => (/* binding */ lookForService),
  HB: () => (/* binding */ unreachable),
  v6: () => (/* binding */ usesRunner),
  tl: () => (/* binding */ withoutGha)
});

// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/plan/call.js
var call = __webpack_require__(64467);
// EXTERNAL MODULE: ./lib/registry/origin.js
var registry_origin = __webpack_require__(89957);
// EXTERNAL MODULE: ./lib/runner/child-env.js
var child_env = __webpack_require__(30994);
// EXTERNAL MODULE: ./lib/http/transport.js + 3 modules
var http_transport = __webpack_require__(28039);
// EXTERNAL MODULE: ./lib/cache/service/service.js
var service_service = __webpack_require__(90453);
;// CONCATENATED MODULE: ./lib/cache/probe.js



/** A service that has not answered by then is as good as none. Milliseconds. */
const PATIENCE = 5_000;
/**
 * Asks the cache service for something that it cannot have. BuildKit must never meet a service that takes a request and
 * does not answer: it would wait for ever, with every other build of that engine behind it, even after a cancel.
 *
 * @returns What is wrong with the service, in words; undefined when it answers as it should.
 */
async function probeService(service, proxyEnv, patience = PATIENCE) {
    const answer = await ask(lookup(service), proxyEnv, patience);
    if (typeof answer === 'string')
        return `the cache service does not answer (${answer})`;
    if (answer < 400)
        return undefined;
    if (answer === 429)
        return 'the cache service asks for fewer requests (429)';
    if (answer === 401 || answer === 403)
        return `the cache service refuses this job's token (${answer})`;
    return `the cache service answers ${answer}`;
}
/** A look-up that finds nothing. */
function lookup({ version, url, token }) {
    const key = 'slipway-probe';
    const hash = '0'.repeat(64);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    if (version === 2) {
        const body = Buffer.from(JSON.stringify({ key, restore_keys: [], version: hash }));
        return { method: 'POST', url: new URL(`${service_service/* METHODS */.J}GetCacheEntryDownloadURL`, url), headers, body };
    }
    return {
        method: 'GET',
        url: new URL(`_apis/artifactcache/cache?keys=${key}&version=${hash}`, url),
        headers: { ...headers, accept: 'application/json;api-version=6.0-preview.1' },
    };
}
/** Whether a registry answers at all: anything it says will do. */
async function probeRegistry(origins, proxyEnv, patience = PATIENCE) {
    const questions = origins.map(origin => ({ method: 'GET', url: new URL('/v2/', origin), headers: {} }));
    const answers = await Promise.all(questions.map(question => ask(question, proxyEnv, patience)));
    // Whatever it says, or a certificate that only the builder trusts: somebody is there.
    if (!answers.every(answer => typeof answer === 'string' && UNREACHABLE.test(answer)))
        return undefined;
    return `the registry of the cache does not answer (${answers[0]})`;
}
const UNREACHABLE = /^(?:nothing for|ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)/;
/** The answer's status, or why there was none. */
async function ask(question, proxyEnv, patience) {
    const transport = (0,http_transport/* createTransport */.o)({ proxyEnv });
    try {
        const signal = AbortSignal.timeout(patience);
        const answer = await transport.send({ ...question, signal, idle: patience });
        answer.body.destroy();
        return answer.status;
    }
    catch (error) {
        const { code } = error;
        if (code === 'ABORT_ERR' || code === 'ETIMEDOUT')
            return `nothing for ${patience / 1000} s`;
        return typeof code === 'string' ? code : (0,errors/* messageOf */.bD)(error);
    }
    finally {
        transport.close();
    }
}

// EXTERNAL MODULE: ./lib/cache/store/caches.js
var caches = __webpack_require__(98501);
;// CONCATENATED MODULE: ./lib/cache/reach.js








function lookForService(inputs, { env, now }) {
    const service = (0,service_service/* serviceIn */.T)(env, now());
    const mayUse = ['auto', 'gha', 'actions'].includes(inputs.cache.backend) || (0,caches/* caches */.I)(inputs).some(usesRunner);
    const builds = inputs.source === undefined && !(0,call/* isCall */.n)(inputs);
    const asked = service.version !== 0 && mayUse && builds ? probeService(service, env) : undefined;
    return { service, trouble: asked?.catch(errors/* messageOf */.bD) ?? Promise.resolve(undefined) };
}
/** Why the chosen cache cannot be reached; undefined when it can. BuildKit would wait for it, or fail by it. */
async function unreachable({ backend }, { inputs, engine, outlook }, machine) {
    const raw = backend === 'raw' && (0,caches/* caches */.I)(inputs).some(usesRunner);
    if (raw && outlook.service.version === 0)
        return `\`type=gha\` is left out: ${outlook.service.why}`;
    if (raw || backend === 'gha' || backend === 'actions')
        return outlook.trouble;
    // Where the builder is elsewhere, what we reach says nothing of what it reaches.
    if (backend !== 'registry' || engine.socket === undefined)
        return undefined;
    const { registry } = (0,reference/* parseReference */.F2)(inputs.cache.ref).name;
    const origin = (0,registry_origin/* apiOrigin */.l)(registry);
    return origin === undefined ? undefined : probeRegistry([origin], machine.env);
}
/** A cache on the runner's service, not on one of the user's own. */
function usesRunner(spec) {
    return (0,child_env/* isGha */.zV)(spec) && !(0,child_env/* hasOwnService */.u8)(spec);
}
/** What the user wrote, but for the service that cannot be reached. */
function withoutGha(inputs) {
    const rest = (specs) => specs.filter(spec => !usesRunner(spec));
    const { cacheFrom, cacheTo } = inputs.build;
    return { ...inputs, build: { ...inputs.build, cacheFrom: rest(cacheFrom), cacheTo: rest(cacheTo) } };
}


/***/ }),

/***/ 83051:
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
;// CONCATENATED MODULE: ./lib/cache/relay/neighbour.js




/**
 * The engine's own BuildKit has our loopback, or, where this is a job container, our address in its network. One in a
 * container has this machine as the gateway of its network, as long as nothing is in between: a firewall, or an engine
 * that is not on this machine. That is tried out.
 *
 * @returns undefined for a builder that is elsewhere, or has several nodes
 * @throws ActionError ENGINE_FAILED, CANCELLED
 */
async function neighbourOf({ builder, engine }, { run, signal }, mountinfo = () => (0,read_if_there/* readIfThere */.q)('/proc/self/mountinfo') ?? '') {
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
    const { connectContainers } = await __webpack_require__.e(/* import() */ 632).then(__webpack_require__.bind(__webpack_require__, 18632));
    const state = await connectContainers(socket, signal).inspect(container);
    const address = state?.networkMode === 'host' ? LOOPBACK : state?.gateway;
    // A proxy would be asked for our address, and not know it.
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
/** The way of an engine to a container of its own that this process runs in. */
async function fromContainer(own, socket, signal) {
    if (own === undefined)
        return undefined;
    const { connectContainers } = await __webpack_require__.e(/* import() */ 632).then(__webpack_require__.bind(__webpack_require__, 18632));
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
            // The engine looks whether a login is good, by TLS, and tells that what answered there speaks none; or, where it
            // takes the address for that of an insecure registry, which status it got.
            const login = { username: 'slipway', password: 'none', serveraddress: new URL(url).host };
            const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
            const answer = await (0,engine/* send */.tN)(socket, { method: 'POST', path: '/auth', payload: login }, patience);
            return /HTTP response to HTTPS client|failed with status/.test(String((await (0,engine/* json */.Pq)(answer)).message));
        },
    };
}
function isProxy(variable) {
    return /^(?:https?|all)_proxy=./i.test(variable);
}

// EXTERNAL MODULE: ./lib/plan/terms/list.js
var list = __webpack_require__(94247);
;// CONCATENATED MODULE: ./lib/cache/relay/permit.js



/** What BuildKit's `type=gha` calls, and no more: the service has methods that list and delete, too. */
const READS = ['GetCacheEntryDownloadURL'];
const WRITES = ['CreateCacheEntry', 'FinalizeCacheEntryUpload'];
/** A layer's name. All scopes share layers. */
const LAYER = /^buildkit-blob-\d+-sha256:[0-9a-f]{64}/;
/** What follows the scope in the name of an index: BuildKit's version of it, and a hash of the git ref. */
const OF_SCOPE = /^\d+-[0-9a-f]+(?:#\d*)?$/;
/**
 * What one build's caches need of the service: entries of the names that BuildKit gives in their scopes, and nothing to
 * create where the build writes no cache. A step of the build may overhear the relay's token: this is all it is good for.
 *
 * @see https://github.com/moby/buildkit/blob/master/cache/remotecache/gha/gha.go
 */
function permitFor(inputs, isReadOnly) {
    const { build } = inputs;
    const specs = (0,caches/* caches */.I)(inputs).filter(child_env/* isGha */.zV);
    const written = [...build.cacheTo, ...[...(build.partCaches?.values() ?? [])].flatMap(({ to }) => to)];
    const methods = !isReadOnly && written.some(child_env/* isGha */.zV) ? [...READS, ...WRITES] : READS;
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





/** A service that was silent for this long has gone. Milliseconds. */
const SILENCE = 15_000;
const PROGRESS = 10_000;
/** A relay for a build that uses the cache service by a builder which can reach us; undefined for any other. */
async function relayFor(inputs, site, service, machine) {
    const specs = (0,caches/* caches */.I)(inputs).filter(child_env/* isGha */.zV);
    if (service.version !== 2 || specs.length === 0 || specs.some(child_env/* hasOwnService */.u8))
        return undefined;
    const opened = openFor(site, service, inputs, machine);
    const relay = await opened.catch(error => machine.log.debug(`no relay to the cache service: ${(0,errors/* messageOf */.bD)(error)}`));
    if (relay === undefined)
        return undefined;
    return {
        env: { ACTIONS_RESULTS_URL: relay.url, ACTIONS_RUNTIME_TOKEN: relay.token },
        failure: relay.failure,
        async end(told) {
            const { log, signal } = machine;
            const timer = setInterval(() => log.info(`Cache: ${Math.ceil(relay.held() / 1e6)} MB are still to be stored`), PROGRESS);
            await relay.close().finally(() => clearInterval(timer));
            const failure = relay.failure();
            if (failure === undefined || signal.aborted)
                return;
            log[told ? 'info' : 'warning'](`The cache could not be stored: ${failure}`);
        },
    };
}
/** A relay that the builder is known to reach. */
async function openFor(site, service, inputs, machine) {
    const neighbour = await neighbourOf(site, machine);
    if (neighbour === undefined)
        return undefined;
    const { openRelay } = await __webpack_require__.e(/* import() */ 670).then(__webpack_require__.bind(__webpack_require__, 54670));
    const { retry } = inputs;
    const permit = permitFor(inputs, service.readOnly !== undefined);
    const idle = Math.min(SILENCE, retry.deadline);
    const relay = await openRelay({ ...service, permit }, neighbour.address, { retry, idle }, machine);
    if (await neighbour.reaches(relay.greeting).catch(() => false))
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
/** The path of its methods, version 2, before their names. */
const METHODS = 'twirp/github.actions.results.api.v1.CacheService/';
/**
 * What the runner's environment says of the cache service. Only JavaScript actions such as this one are given it.
 *
 * @param now milliseconds since the epoch
 */
function serviceIn(env, now) {
    const token = env.ACTIONS_RUNTIME_TOKEN ?? '';
    const version = /^(?:1|t|true)$/i.test(env.ACTIONS_CACHE_SERVICE_V2 ?? '') && !isEnterprise(env) ? 2 : 1;
    const url = (version === 2 ? env.ACTIONS_RESULTS_URL : env.ACTIONS_CACHE_URL) ?? '';
    if (!URL.canParse(url))
        return missing('the runner offers no cache service');
    if (token === '')
        return missing('the runner gave no token for its cache service (ACTIONS_RUNTIME_TOKEN)');
    const mode = (env.ACTIONS_CACHE_MODE ?? '').trim().toLowerCase();
    if (mode === 'none')
        return missing('the runner forbids caches (ACTIONS_CACHE_MODE)');
    const claims = claimsOf(token);
    if (claims.until !== undefined && claims.until <= now)
        return missing("the token of the runner's cache service has expired");
    return { version, url: url.endsWith('/') ? url : `${url}/`, token, readOnly: readOnlyBecause(env, mode, claims) };
}
function readOnlyBecause({ GITHUB_REF: ref = '' }, mode, { writes }) {
    if (mode === 'read')
        return 'the runner lets this job read caches alone';
    if (writes === false)
        return "this job's token may only read caches";
    // The service shows a branch's caches to that branch alone, unless it is the default one; these are never built again.
    if (ref.startsWith('refs/heads/gh-readonly-queue/'))
        return 'nobody reads the caches of a merge queue';
    return undefined;
}
function missing(why) {
    return { version: 0, why };
}
/** GitHub Enterprise Server has version 1 alone; @actions/cache decides by the same rule. */
function isEnterprise({ GITHUB_SERVER_URL: server = 'https://github.com' }) {
    const host = URL.canParse(server) ? new URL(server).hostname : 'github.com';
    return host !== 'github.com' && !/\.(?:ghe\.com|localhost)$/.test(host);
}
/** `Permission` of a scope is a set of bits: 1 reads, 2 writes. */
const WRITES = 2;
/** What the token says of itself. A token of another form is taken for a good one: its server will tell. */
function claimsOf(token) {
    try {
        const { ac, exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
        const scopes = typeof ac === 'string' ? JSON.parse(ac) : undefined;
        const permissions = Array.isArray(scopes) ? scopes.map(scope => Number(scope.Permission)) : [];
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

/***/ 75746:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DA: () => (/* binding */ runnerStays),
/* harmony export */   _7: () => (/* binding */ situationOf),
/* harmony export */   _f: () => (/* binding */ builderStays)
/* harmony export */ });
/* unused harmony export builderGoes */
/* harmony import */ var _event_unmerged_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57109);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23940);
/* harmony import */ var _plan_call_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64467);



/** Drivers whose BuildKit is elsewhere and is there before and after the job. */
const ELSEWHERE = ['remote', 'cloud'];
function situationOf({ inputs, context }, site, service) {
    const { builder } = site;
    const { build, cache } = inputs;
    return {
        wish: cache,
        raw: build.cacheFrom.length > 0 || build.cacheTo.length > 0,
        noCache: build.noCache,
        isCall: (0,_plan_call_js__WEBPACK_IMPORTED_MODULE_2__/* .isCall */ .n)(inputs),
        // Caches are shared: what a pull request or a fork builds must not end up in an image of the default branch.
        untrusted: (0,_event_unmerged_js__WEBPACK_IMPORTED_MODULE_0__/* .untrustedBecause */ .X)(context),
        builder: {
            driver: builder.driver,
            created: builderGoes(builder, inputs),
            remote: isElsewhere(context, site),
        },
        runnerStays: runnerStays(context.env),
        service,
    };
}
/** Whether BuildKit is on another machine than this job. */
function isElsewhere({ env }, { builder, engine }) {
    // An engine beside the job (dind) is as much of this machine as one at a socket.
    const isHere = engine.socket !== undefined || (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .isLoopback */ .U9)((env.DOCKER_HOST ?? '').replace(/^tcp:\/\//, ''));
    return ELSEWHERE.includes(builder.driver) || (builder.driver === 'docker' && !isHere);
}
/** Whether what this run leaves in the builder is there for others: on another machine it outlives this one's job. */
function builderStays(inputs, { env }, site) {
    const { builder } = site;
    if (builderGoes(builder, inputs))
        return false;
    return runnerStays(env) || isElsewhere({ env }, site) || builder.driver === 'kubernetes';
}
/** Whether this run made the builder, and the next one does not find it. One that stays is found by its name alone. */
function builderGoes({ name, created }, { builder: { keepState, cleanup }, build }) {
    return created && !(name === build.builder && (keepState || !cleanup));
}
/**
 * Whether what is on the runner's disk is there for the next job. A runner that says nothing of itself (Gitea, a
 * person's machine) is taken for one that stays. The signs of one that goes are those of Actions Runner Controller.
 */
function runnerStays(env) {
    if (env.RUNNER_ENVIRONMENT === 'github-hosted')
        return false;
    return !/^(?:1|true)$/i.test(env.RUNNER_EPHEMERAL ?? '') && (env.ACTIONS_RUNNER_POD_NAME ?? '') === '';
}


/***/ }),

/***/ 66422:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ae: () => (/* binding */ contentHash),
/* harmony export */   By: () => (/* binding */ restoreArchive),
/* harmony export */   IJ: () => (/* binding */ branchesOf),
/* harmony export */   Z_: () => (/* binding */ cachesIn),
/* harmony export */   _A: () => (/* binding */ cacheTags),
/* harmony export */   cO: () => (/* binding */ tagOf),
/* harmony export */   fJ: () => (/* binding */ archiveKeys),
/* harmony export */   ty: () => (/* binding */ archiveToSave),
/* harmony export */   x: () => (/* binding */ cacheDigest)
/* harmony export */ });
/* unused harmony exports FORMAT, saveArchive */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _event_context_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(13051);
/* harmony import */ var _host_files_make_folder_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6351);
/* harmony import */ var _host_files_regular_file_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(30481);
/* harmony import */ var _journal_run_folder_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(22539);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(23940);
/* harmony import */ var _specs_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(38604);









/** A change of what is kept or how begins a new generation: old archives are not found any more. */
const FORMAT = 'slipway-layers-v1';
/** The folder's name in the archive; see CacheWorker. */
const LAYERS = 'layers';
/**
 * This very Dockerfile on this branch, the base branch, the default branch; then the newest of each whatever its
 * Dockerfile. A key ends with the digest of the layers, so that one whose layers have changed is always new.
 */
function archiveKeys({ scope, content, branches }) {
    const stem = (branch) => `${FORMAT}-${scope}-${short(branch)}-`;
    const known = [...new Set(branches)].slice(0, 4);
    const exact = known.map(branch => `${stem(branch)}${content}-`);
    return { restore: [...exact, ...known.map(stem)], save: exact[0] ?? '' };
}
/** This run's branch, the one that it will be merged into, and the default one. */
function branchesOf(context) {
    const own = context.headRef || context.ref.replace(/^refs\/heads\//, '');
    const base = (0,_event_context_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Q)(context.payload, 'merge_group', 'base_ref')?.replace(/^refs\/heads\//, '') ?? context.baseRef;
    const standard = (0,_event_context_js__WEBPACK_IMPORTED_MODULE_3__/* .text */ .Q)(context.payload, 'repository', 'default_branch') ?? '';
    return [own, base, standard].filter(branch => branch !== '');
}
/**
 * A hash of the files that a build's first layers depend on. What cannot be read counts as missing.
 *
 * @param patterns paths or globs, relative to `workspace`
 */
async function contentHash(workspace, patterns) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    const paths = new Set();
    for (const pattern of patterns) {
        if (/[*?[\]{}]/.test(pattern))
            for await (const path of (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.glob)(pattern, { cwd: workspace }))
                paths.add(path);
        // An absolute path may be another one on the next runner.
        else
            paths.add((0,node_path__WEBPACK_IMPORTED_MODULE_2__.relative)(workspace, (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(workspace, pattern)));
    }
    for (const path of [...paths].sort()) {
        const bytes = bytesIn((0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(workspace, path));
        if (bytes !== undefined)
            hash.update(`${path}\0${bytes.length}\0`).update(bytes);
    }
    return hash.digest('hex').slice(0, 16);
}
function bytesIn(path) {
    try {
        return (0,_host_files_regular_file_js__WEBPACK_IMPORTED_MODULE_5__/* .readRegular */ .V)(path, { follow: true });
    }
    catch {
        return undefined;
    }
}
/** Restores the newest fitting archive into a fresh folder below `home`. Never throws for what is in the archive. */
async function restoreArchive(home, keys, worker) {
    await (0,_host_files_make_folder_js__WEBPACK_IMPORTED_MODULE_4__/* .makeFolder */ .f)(home, 0o700);
    const { key, trouble } = await worker.restore(home, LAYERS, keys.restore);
    const [restored, from, to] = [(0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(home, LAYERS), (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(home, 'from'), (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(home, 'to')];
    const digest = key === undefined ? undefined : await cacheDigest(restored);
    if (digest === undefined) {
        // Half an archive may be there: the build must not see it.
        await (0,_journal_run_folder_js__WEBPACK_IMPORTED_MODULE_6__/* .removeFolder */ .v$)(restored);
        const broken = key === undefined ? undefined : `the archive ${key} holds no cache`;
        return { home, from: undefined, to, before: undefined, key: undefined, trouble: trouble ?? broken };
    }
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(restored, from);
    return { home, from, to, before: digest, key, trouble };
}
/** Readies what the build wrote for the post step; undefined when there is nothing new to keep. */
async function archiveToSave(archive, keys) {
    const after = await cacheDigest(archive.to);
    if (after === undefined || after === archive.before)
        return undefined;
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(archive.to, (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(archive.home, LAYERS));
    return { home: archive.home, key: `${keys.save}${after.slice('sha256:'.length, 'sha256:'.length + 16)}` };
}
/** Uploads what `archiveToSave` readied. */
async function saveArchive(home, key, worker) {
    if ((await stat(join(home, LAYERS)).catch(() => undefined)) === undefined)
        return undefined;
    return (await worker.save(home, LAYERS, key)).trouble;
}
/**
 * The digest of the manifest that a cache folder names; one of all of them where it names several (a platform each).
 * BuildKit gives equal caches equal ones. Undefined for a folder that lacks what it names.
 */
async function cacheDigest(folder) {
    try {
        const digests = (await cachesIn(folder)).map(({ digest }) => String(digest)).toSorted();
        const [first] = digests;
        if (first === undefined || !digests.every(digest => (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_7__/* .isDigest */ .Bc)(digest)))
            return undefined;
        await Promise.all(digests.map(digest => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, 'blobs', ...digest.split(':')))));
        return digests.length === 1 ? first : `sha256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(digests.join('\n')).digest('hex')}`;
    }
    catch {
        return undefined;
    }
}
/** The tags of the caches in a folder. */
async function cacheTags(folder) {
    return (await cachesIn(folder).catch(() => [])).map(tagOf);
}
function tagOf({ annotations }) {
    return String(annotations?.['org.opencontainers.image.ref.name'] ?? _specs_js__WEBPACK_IMPORTED_MODULE_8__/* .LATEST */ .k0);
}
/** What an index may take: a cache is one entry of it. Bytes. */
const LONGEST_INDEX = 1024 * 1024;
/**
 * The caches in a folder.
 *
 * @throws Error when there is no index
 */
async function cachesIn(folder) {
    const text = (0,_host_files_regular_file_js__WEBPACK_IMPORTED_MODULE_5__/* .readText */ .y)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, 'index.json'), { largest: LONGEST_INDEX });
    return JSON.parse(text).manifests ?? [];
}
function short(branch) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(branch).digest('hex').slice(0, 8);
    return `${branch.replaceAll(/[^\w.-]+/g, '_').slice(0, 40)}-${hash}`;
}


/***/ }),

/***/ 90022:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  b: () => (/* binding */ createCacheWorker)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/files/make-folder.js
var make_folder = __webpack_require__(6351);
// EXTERNAL MODULE: ./lib/host/last-line.js
var last_line = __webpack_require__(20043);
// EXTERNAL MODULE: ./lib/journal/run-folder.js
var run_folder = __webpack_require__(22539);
// EXTERNAL MODULE: ./lib/runner/child-env.js
var child_env = __webpack_require__(30994);
;// CONCATENATED MODULE: ./lib/cache/store/plain-tree.js


/**
 * What lies in a folder that an archive filled, and is neither a file nor a folder: a pipe or a device never comes to
 * its end, for docker either, and a link names what is none of the archive's.
 *
 * @returns the first such entry's path below `folder`; undefined when there is none
 */
async function foreignIn(folder) {
    if (!(await (0,promises_.lstat)(folder)).isDirectory())
        return '.';
    for (const entry of await (0,promises_.readdir)(folder, { withFileTypes: true })) {
        if (entry.isFile())
            continue;
        if (!entry.isDirectory())
            return entry.name;
        const inside = await foreignIn((0,external_node_path_.join)(folder, entry.name));
        if (inside !== undefined)
            return (0,external_node_path_.join)(entry.name, inside);
    }
    return undefined;
}

// EXTERNAL MODULE: ./lib/host/files/find-program.js
var find_program = __webpack_require__(75330);
;// CONCATENATED MODULE: ./lib/cache/store/safe-tar.js




/**
 * A search path whose `tar` is the machine's own without its option `-P`, which @actions/cache always gives: with it an
 * archive would write to wherever its entries say, also through links that it made before. On macOS that takes `gtar`.
 *
 * @param folder to put it in; no archive may be unpacked there
 * @param path the PATH to look for tar in, and to put this one before
 */
async function withSafeTar(folder, path, run) {
    if (process.platform === 'win32')
        return path;
    const bin = (0,external_node_path_.join)(folder, 'bin');
    await (0,make_folder/* makeFolder */.f)(bin, 0o700);
    for (const name of ['tar', 'gtar']) {
        const program = (0,find_program/* findProgram */.K)(name, path);
        if (program === undefined)
            continue;
        const script = SCRIPT.replace('TAR', () => `'${program.replaceAll("'", `'\\''`)}'`);
        await (0,promises_.writeFile)((0,external_node_path_.join)(bin, name), script, { mode: 0o700 });
        // Where nothing may be run that is in the temporary folder, a cache is better than none.
        const tried = await run((0,external_node_path_.join)(bin, name), ['--version'], { env: { PATH: path }, timeout: 5_000 }).catch(() => undefined);
        if (tried?.code !== 0)
            return path;
    }
    return `${bin}${external_node_path_.delimiter}${path}`;
}
const SCRIPT = `#!/bin/sh
for argument; do
  shift
  [ "$argument" = -P ] || set -- "$@" "$argument"
done
exec TAR "$@"
`;

;// CONCATENATED MODULE: ./lib/cache/store/cache-worker.js










/**
 * @param seconds the deadline of one request
 * @param worker the bundle of `worker-main.ts`
 */
function createCacheWorker(machine, seconds, worker = bundledWorker()) {
    /** @param folder that the request's path is in */
    const send = async (home, folder, request) => {
        const heard = createHearing(machine.log);
        try {
            const path = await withSafeTar(home, machine.env.PATH ?? '', machine.run);
            const result = await machine.run(process.execPath, [worker, JSON.stringify(request)], {
                env: {
                    ...(0,child_env/* childEnv */.gf)(machine.env),
                    ...(0,child_env/* cacheServiceEnv */.zi)(machine.env, ['type=gha']),
                    // @actions/cache keeps paths relative to this, and its archive in RUNNER_TEMP, where a deadline may leave it.
                    GITHUB_WORKSPACE: folder,
                    PATH: path,
                    RUNNER_TEMP: home,
                },
                cwd: folder,
                signal: machine.signal,
                timeout: seconds * 1000,
                onStdout: heard.line,
                onStderr: machine.log.debug,
            });
            if (machine.signal.aborted)
                return { key: undefined, trouble: 'the job was cancelled' };
            if (result.timedOut)
                return { key: undefined, trouble: `it took longer than ${seconds} s (the input \`timeout\`)`, isLate: true };
            return heard.outcome(result);
        }
        catch (error) {
            return { key: undefined, trouble: (0,errors/* messageOf */.bD)(error) };
        }
    };
    return {
        async restore(home, path, keys) {
            // Whatever else an archive holds must not lie where this run, or the next program, looks for something.
            const fresh = (0,external_node_path_.join)(home, 'unpacked');
            try {
                await (0,make_folder/* makeFolder */.f)(fresh, 0o700);
                const result = await send(home, fresh, { verb: 'restore', path, keys, seconds });
                if (result.key === undefined || !(0,external_node_fs_.existsSync)((0,external_node_path_.join)(fresh, path)))
                    return result;
                const foreign = await foreignIn((0,external_node_path_.join)(fresh, path));
                if (foreign !== undefined)
                    return { key: undefined, trouble: `the archive ${result.key} ${notPlain(foreign)}` };
                await (0,promises_.rename)((0,external_node_path_.join)(fresh, path), (0,external_node_path_.join)(home, path));
                return result;
            }
            catch (error) {
                return { key: undefined, trouble: (0,errors/* messageOf */.bD)(error) };
            }
            finally {
                await (0,run_folder/* removeFolder */.v$)(fresh).catch(error => machine.log.debug((0,errors/* messageOf */.bD)(error)));
            }
        },
        save: (home, path, key) => send(home, home, { verb: 'save', path, key, seconds }),
    };
}
function notPlain(path) {
    return `holds what is neither a file nor a folder (${JSON.stringify(path.slice(0, 100))}), and is not used`;
}
/** Listens to the worker: its problems are workflow commands, since @actions/cache only warns about them. */
function createHearing(log) {
    let key;
    let exists = false;
    const troubles = [];
    return {
        line(text) {
            const [, command, data = ''] = /^::([a-z-]+)(?: [^:]*)?::(.*)$/.exec(text) ?? [];
            if (command === 'add-mask')
                return log.mask(unescapeData(data));
            if (text.startsWith('RESULT '))
                key = keyIn(text.slice('RESULT '.length));
            else if (command === 'warning' || command === 'error')
                troubles.push(unescapeData(data));
            else if (/Failed to reserve cache/.test(data)) {
                // Told as "another job may be creating this cache" whatever happened; the truth is in this line.
                if (/\b409\b|already.exists/i.test(data))
                    exists = true;
                else
                    troubles.push(unescapeData(data));
            }
            if (text.trim() !== '' && !text.startsWith('RESULT '))
                log.debug(`cache: ${unescapeData(data || text)}`);
        },
        outcome({ code, stderr }) {
            // A file's name in the archive may have told a result before; one that counts ends well.
            const found = code === 0 ? key : undefined;
            const ended = found === undefined ? (0,last_line/* lastLine */.f)(stderr) || 'it exited without a result' : undefined;
            const trouble = exists ? undefined : (troubles[0] ?? ended);
            return { key: found ?? undefined, trouble: trouble?.split('\n')[0]?.slice(0, 400) };
        },
    };
}
/** The outcome comes last. A file of an archive may have a name like it, which the debug log lists before. */
function keyIn(result) {
    try {
        return JSON.parse(result).key;
    }
    catch {
        return undefined;
    }
}
function unescapeData(data) {
    return data.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%');
}
/** `dist/cache/index.js`, seen from `dist/index.js` and `dist/post/index.js`. */
function bundledWorker() {
    const folder = (0,external_node_path_.dirname)(process.argv[1] ?? '.');
    const places = [(0,external_node_path_.join)(folder, 'cache/index.js'), (0,external_node_path_.join)(folder, '../cache/index.js')];
    return places.find(place => (0,external_node_fs_.existsSync)(place)) ?? places[0];
}


/***/ }),

/***/ 98501:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ caches)
/* harmony export */ });
/** Everything that a build reads and writes. */
function caches({ build }) {
    const ofPlatforms = [...(build.partCaches?.values() ?? [])].flatMap(({ from, to }) => [...from, ...to]);
    return [...build.cacheFrom, ...build.cacheTo, ...ofPlatforms];
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
/** The input `timeout` bounds caches too: what one request may take, in whole seconds. */
function secondsOf({ retry }) {
    return Math.max(1, Math.round(retry.deadline / 1000));
}
/** Milliseconds without progress after which a build that works on a cache is ended. */
function patienceOf({ retry }) {
    return retry.deadline + SLACK;
}


/***/ }),

/***/ 61918:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jn: () => (/* binding */ elsewhere),
/* harmony export */   lB: () => (/* binding */ joinInto),
/* harmony export */   nn: () => (/* binding */ joinParts)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _host_errno_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(69706);
/* harmony import */ var _host_files_make_folder_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6351);
/* harmony import */ var _plan_terms_list_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(94247);
/* harmony import */ var _archive_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(66422);
/* harmony import */ var _specs_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(38604);







/** Makes one cache of the parts in a folder; fine where there are none. */
async function joinParts(folder) {
    const parts = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, _specs_js__WEBPACK_IMPORTED_MODULE_5__/* .PARTS */ .dI);
    const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(parts).catch(() => []);
    const whole = names.toSorted().map(name => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(parts, name));
    if (whole.length > 0)
        await joinInto(folder, whole);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(parts, { recursive: true, force: true });
}
/**
 * Moves the caches of these folders into one, which may hold others. Of two with one tag the later is kept; one that is
 * not whole is left out.
 */
async function joinInto(folder, parts) {
    const caches = new Map((await (0,_archive_js__WEBPACK_IMPORTED_MODULE_4__/* .cachesIn */ .Z_)(folder).catch(() => [])).map(cache => [(0,_archive_js__WEBPACK_IMPORTED_MODULE_4__/* .tagOf */ .cO)(cache), cache]));
    for (const part of parts) {
        if ((await (0,_archive_js__WEBPACK_IMPORTED_MODULE_4__/* .cacheDigest */ .x)(part)) === undefined)
            continue;
        const blobs = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, 'blobs/sha256');
        await (0,_host_files_make_folder_js__WEBPACK_IMPORTED_MODULE_2__/* .makeFolder */ .f)(blobs);
        for (const name of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(part, 'blobs/sha256'))) {
            await move((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(part, 'blobs/sha256', name), (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(blobs, name));
        }
        for (const cache of await (0,_archive_js__WEBPACK_IMPORTED_MODULE_4__/* .cachesIn */ .Z_)(part))
            caches.set((0,_archive_js__WEBPACK_IMPORTED_MODULE_4__/* .tagOf */ .cO)(cache), cache);
    }
    if (caches.size === 0)
        return;
    await write(folder, 'oci-layout', { imageLayoutVersion: '1.0.0' });
    const mediaType = 'application/vnd.oci.image.index.v1+json';
    await write(folder, 'index.json', { schemaVersion: 2, mediaType, manifests: [...caches.values()] });
}
/** A `cache-to` that writes to another folder, and the folder that it was to write to; undefined for any other. */
function elsewhere(spec, folder) {
    const columns = (0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_3__/* .fields */ .OA)(spec);
    const dest = columns.flatMap(column => /^dest\s*=\s*(.+)$/is.exec(column)?.[1] ?? [])[0];
    if (dest === undefined || !columns.some(column => /^type\s*=\s*local$/i.test(column)))
        return undefined;
    const others = columns.filter(column => !/^dest\s*=/i.test(column));
    return { spec: (0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_3__/* .joinFields */ .KY)([...others, `dest=${folder}`]), dest };
}
async function move(from, to) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rename)(from, to);
    }
    catch (error) {
        if ((0,_host_errno_js__WEBPACK_IMPORTED_MODULE_6__/* .errnoOf */ .U)(error) !== 'EXDEV')
            throw error;
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.copyFile)(from, `${to}.new`);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rename)(`${to}.new`, to);
    }
}
/** In one step: a reader never finds half of it. */
async function write(folder, name, json) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(`${path}.new`, JSON.stringify(json));
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rename)(`${path}.new`, path);
}


/***/ }),

/***/ 27056:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   aN: () => (/* binding */ scopeFor),
/* harmony export */   yS: () => (/* binding */ folderOf)
/* harmony export */ });
/* unused harmony export scopeOf */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _plan_git_context_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(92637);



/** Room in a cache key for what people read of a scope. */
const LONGEST = 100;
/**
 * The scope of a run's caches: `cache-scope` and the platforms, or a name made of what is built.
 *
 * @param name of the image; '' when it has none
 * @param native the platform of a build that names none
 */
function scopeFor({ cache, build }, { workspace, repository }, name, native) {
    const { target, platforms } = build;
    // Jobs of a matrix share the input, and none of their platforms.
    const own = platformsOf({ platforms, native }).map(platform => platform.replaceAll('/', '_'));
    if (cache.scope !== '')
        return [cache.scope, ...own].join('-');
    return scopeOf({
        image: name || repository,
        ...placeOf(build, workspace),
        ...{ target, platforms, native },
    });
}
/** One place is one, however it is written, and whichever commit a URL names. */
function placeOf({ context, file }, workspace) {
    const at = (path) => (0,_plan_git_context_js__WEBPACK_IMPORTED_MODULE_2__/* .isRemote */ .Vx)(path) ? remotePlace(path) : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(workspace, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, path));
    const folder = at(context);
    const dockerfile = file === '' ? '' : at(file);
    return { folder, file: dockerfile === (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, 'Dockerfile') ? '' : dockerfile };
}
/** A URL without what differs from run to run: the commit, and who asks for it. Names of caches are no secrets. */
function remotePlace(url) {
    const [place = '', fragment = ''] = url.split('#');
    const folder = /:.*/.exec(fragment)?.[0] ?? '';
    const [address = '', query = ''] = place.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/]*@/i, '$1').split('?');
    const subdir = new URLSearchParams(query).get('subdir');
    return `${address}${subdir === null ? folder : `:${subdir}`}`;
}
/**
 * The name of a cache: what is built, of which Dockerfile and stage, for which platforms. The hash at its end keeps two
 * of these from ever sharing one, as `a/b` and `a_b` would without it.
 */
function scopeOf({ image, folder, file, target, platforms, native }) {
    const parts = [image, folder, file, target, ...platformsOf({ platforms, native })];
    const readable = parts
        .filter(part => part !== '')
        .join('-')
        .replaceAll(/[^\w.-]+/g, '_')
        .slice(0, LONGEST);
    return `${readable}-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 8)}`;
}
function platformsOf({ platforms, native }) {
    return (platforms.length > 0 ? platforms : [native]).toSorted();
}
/** A scope as the name of a folder: `cache-scope` may be any text, `../..` too. */
function folderOf(scope) {
    if (/^\w[\w.-]*$/.test(scope))
        return scope;
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(scope).digest('hex').slice(0, 8);
    return `${scope.replaceAll(/[^\w-]+/g, '_').slice(0, LONGEST)}-${hash}`;
}


/***/ }),

/***/ 38604:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $n: () => (/* binding */ cachesFor),
/* harmony export */   ah: () => (/* binding */ registrySpecs),
/* harmony export */   dI: () => (/* binding */ PARTS),
/* harmony export */   fK: () => (/* binding */ folderSpecs),
/* harmony export */   k0: () => (/* binding */ LATEST),
/* harmony export */   lv: () => (/* binding */ ghaSpecs),
/* harmony export */   nk: () => (/* binding */ cachesOf),
/* harmony export */   wv: () => (/* binding */ inlineSpecs)
/* harmony export */ });
/* harmony import */ var _oci_platforms_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(49537);
/* harmony import */ var _plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(94247);


/** Waiting longer than this to be told what a cache holds saves no time any more. Seconds. */
const READING = 30;
/** BuildKit's own cache on the runner's service. `timeout` in seconds ends an export that is told to wait. */
function ghaSpecs(scope, mode, timeout) {
    const common = ['type=gha', `scope=${scope}`];
    return {
        from: [(0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .joinFields */ .KY)([...common, `timeout=${Math.min(READING, timeout)}s`])],
        to: [(0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .joinFields */ .KY)([...common, `timeout=${timeout}s`, `mode=${mode}`, 'ignore-error=true'])],
    };
}
/** ECR takes a cache only as an image manifest with OCI media types. */
function registrySpecs(ref, mode) {
    const common = ['type=registry', `ref=${ref}`];
    const to = [...common, `mode=${mode}`, 'image-manifest=true', 'oci-mediatypes=true', 'ignore-error=true'];
    return { from: [(0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .joinFields */ .KY)(common)], to: [(0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .joinFields */ .KY)(to)] };
}
/**
 * A folder to read, where there is one, and another one, still missing, to write.
 *
 * @param tags of the caches in the folder that is read: buildx refuses to look for one that is not there
 */
function folderSpecs(from, tags, to, mode) {
    const read = (tag) => ['type=local', `src=${from}`, ...(tag === LATEST ? [] : [`tag=${tag}`])];
    return {
        from: from === undefined ? [] : tags.map(tag => (0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .joinFields */ .KY)(read(tag))),
        to: to === undefined ? [] : [(0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .joinFields */ .KY)(['type=local', `dest=${to}`, `mode=${mode}`, 'ignore-error=true'])],
    };
}
/** What buildx calls a cache that was given no tag. */
const LATEST = 'latest';
/** The cache in the image itself, read from what its moving tags name now. */
function inlineSpecs(references) {
    return { from: references.map(ref => (0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .joinFields */ .KY)(['type=registry', `ref=${ref}`])), to: ['type=inline'] };
}
/** In a cache folder: what is still to be joined. Two builds that write in one folder break one another. */
const PARTS = 'parts';
/** What of each kind of cache is the name that a second writer would take over. */
const NAMES = { gha: /^scope=/, registry: /^ref=/ };
/**
 * The part of a cache that belongs to one platform, where each platform is a build of its own: all of them end with
 * writing what their cache is, and only the last one's would be left. A folder knows several caches by their tags, of
 * which every build reads all; each is written apart, and they are joined afterwards (`joinParts`).
 */
function cachesFor(backend, specs, platform) {
    return cachesOf(backend, specs, ((0,_oci_platforms_js__WEBPACK_IMPORTED_MODULE_0__/* .normalPlatform */ .Je)(platform) ?? platform).replaceAll(/[^\w.-]+/g, '-'));
}
/** The part of a cache that belongs to one of several images. @param suffix letters, digits, `_`, `.` and `-` */
function cachesOf(backend, { from, to }, suffix) {
    if (backend === 'actions' || backend === 'local') {
        const apart = (column) => column.replace(/^(dest=)(.*)$/s, (_, key, folder) => `${key}${folder}/${PARTS}/${suffix}`);
        return { from, to: to.map(spec => (0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .joinFields */ .KY)([...(0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .fields */ .OA)(spec).map(apart), `tag=${suffix}`])) };
    }
    const name = NAMES[backend];
    const own = (spec) => (0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .joinFields */ .KY)((0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .fields */ .OA)(spec).map(column => (name?.test(column) ? `${withRoom(column, suffix)}-${suffix}` : column)));
    return { from: from.map(own), to: to.map(own) };
}
/** A tag has 128 characters at the most (distribution-spec, "Pulling manifests"). */
function withRoom(column, suffix) {
    const [, before = '', tag = ''] = /^(ref=.*:)([^:/]*)$/s.exec(column) ?? [];
    return before === '' ? column : `${before}${tag.slice(0, 127 - suffix.length)}`;
}


/***/ }),

/***/ 92929:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ watchCaches)
/* harmony export */ });
/* harmony import */ var _build_progress_rawjson_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6666);
/* harmony import */ var _builder_buildx_plugin_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(35133);


/** BuildKit's names for its work on caches; the second is what an exporter of each kind calls itself. */
const CACHE_STEP = /^(?:importing cache manifest from |exporting (?:cache )?to (?:registry|client directory|GitHub Actions Cache|inline)|preparing build cache)/;
const IMPORTING = 'importing cache manifest from ';
/** A first run finds nothing to import, which is no trouble. */
const COLD = /: not found$|no such (?:file|key)|MANIFEST_UNKNOWN|NAME_UNKNOWN|manifest unknown/i;
/** What a base image's registry does is no matter of a cache. */
const BASE = /\] FROM /;
/** BuildKit tells nothing while it packs and sends one layer, which may have gigabytes. */
const WRITING = /^(?:exporting|preparing)/;
const TIMES_FOR_WRITING = 5;
/**
 * @param deadline milliseconds without progress after which a step that reads a cache counts as hung; one that writes
 *   it has five times as long
 */
function watchCaches(run, now, deadline) {
    const troubles = new Set();
    const imported = new Set();
    let stalled;
    let stuck = false;
    const patience = (name) => (WRITING.test(name) ? TIMES_FOR_WRITING : 1) * deadline;
    const listen = async (command, args, options) => {
        const open = new Map();
        /** Steps that were hits, by their digests: what is loaded for them comes out of a cache. */
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
            const { vertexes = [], statuses = [] } = (0,_build_progress_rawjson_js__WEBPACK_IMPORTED_MODULE_1__/* .parseProgress */ .T)(line) ?? {};
            for (const vertex of vertexes) {
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
                    troubles.add(`${vertex.name.replace(/:\d{6,}$/, '')}: ${vertex.error.split('\n')[0]}`);
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
        /** BuildKit tells again and again how far a layer has come, also when it comes no further. */
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
                    if ((0,_build_progress_rawjson_js__WEBPACK_IMPORTED_MODULE_1__/* .parseProgress */ .T)(line)?.vertexes.some(({ started }) => started !== undefined))
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
function isHarmless(name, error) {
    return error.includes('context canceled') || (name.startsWith('importing') && COLD.test(error));
}


/***/ }),

/***/ 75995:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $v: () => (/* binding */ EMPTY_CONFIG),
/* harmony export */   Cj: () => (/* binding */ parseDockerConfig),
/* harmony export */   Gv: () => (/* binding */ isObject),
/* harmony export */   R_: () => (/* binding */ toCredential)
/* harmony export */ });
/* harmony import */ var _event_context_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13051);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(79547);
/* harmony import */ var _host_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(14406);



const EMPTY_CONFIG = {
    auths: new Map(),
    credHelpers: new Map(),
    credsStore: undefined,
    raw: {},
    problems: [],
};
function isObject(json) {
    return json !== null && typeof json === 'object' && !Array.isArray(json);
}
/** What a user name and secret mean together: Docker's convention for identity tokens is the user `<token>`. */
function toCredential(username, secret) {
    return username === '<token>'
        ? { kind: 'identity', identityToken: secret }
        : { kind: 'basic', username, password: secret };
}
/** The two halves of `auth`; undefined when it is not base64 of `user:password`. */
function decodeAuth(auth) {
    if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(auth))
        return undefined;
    const decoded = Buffer.from(auth, 'base64').toString();
    const colon = decoded.indexOf(':');
    if (colon < 1)
        return undefined;
    // Docker's encoder once padded the password with NULs, and its decoder still drops them.
    return { username: decoded.slice(0, colon), password: decoded.slice(colon + 1).replace(/^\0+|\0+$/g, '') };
}
/** The credential of one entry of `auths`: undefined for an empty one (a login kept by a helper), 'bad' if unreadable. */
function readAuth(entry) {
    if (!isObject(entry))
        return 'bad';
    const field = (name) => (0,_event_context_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Q)(entry, name) || undefined;
    const auth = field('auth');
    const decoded = auth === undefined ? undefined : decodeAuth(auth);
    const username = decoded?.username ?? field('username');
    // The order in which docker and BuildKit look at the fields.
    const token = field('registrytoken');
    if (token !== undefined)
        return { kind: 'bearer', token };
    const identityToken = field('identitytoken');
    if (identityToken !== undefined)
        return { kind: 'identity', ...(username && { username }), identityToken };
    if (auth !== undefined && decoded === undefined)
        return 'bad';
    const password = decoded === undefined ? field('password') : decoded.password;
    return username === undefined || !password ? undefined : toCredential(username, password);
}
/** A `.dockercfg`, Docker's format before 1.7, has the hosts at the top. */
function isLegacy(root) {
    const entries = Object.values(root);
    return !Object.hasOwn(root, 'auths') && entries.every(isObject) && entries.some(isLogin);
}
function isLogin(entry) {
    if (!isObject(entry))
        return false;
    return typeof entry.auth === 'string' || (typeof entry.username === 'string' && typeof entry.password === 'string');
}
/** Keys such as `https://quay.io/v1/` give way to `quay.io` when both are there. */
function plainFirst(entries) {
    const isPlain = ([key]) => ((0,_host_js__WEBPACK_IMPORTED_MODULE_2__/* .canonicalHost */ .r)(key) === key ? 0 : 1);
    return Object.entries(entries).sort((a, b) => isPlain(a) - isPlain(b));
}
function readHelpers(root) {
    const helpers = new Map();
    const entries = (0,_event_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(root, 'credHelpers');
    for (const [key, name] of plainFirst(isObject(entries) ? entries : {})) {
        const host = (0,_host_js__WEBPACK_IMPORTED_MODULE_2__/* .canonicalHost */ .r)(key);
        if (typeof name === 'string' && !helpers.has(host))
            helpers.set(host, name);
    }
    return helpers;
}
/**
 * Reads the text of a `config.json` or a legacy `.dockercfg`.
 *
 * @param where what to call it in messages: an input's name or a path
 * @throws ActionError `INPUT_INVALID` when it is no JSON object; its content is never in the message
 */
function parseDockerConfig(content, where) {
    let json;
    try {
        json = content.trim() === '' ? {} : JSON.parse(content);
    }
    catch {
        // No cause: V8 quotes the text around the fault, and that may be a password.
        json = null;
    }
    if (!isObject(json)) {
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('INPUT_INVALID', `${where} is not a JSON object`, {
            hint: 'A Docker config looks like {"auths": {"ghcr.io": {"auth": "…"}}}.',
        });
    }
    const raw = isLegacy(json) ? { auths: json } : json;
    const auths = new Map();
    const problems = [];
    const entries = (0,_event_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(raw, 'auths');
    for (const [key, entry] of plainFirst(isObject(entries) ? entries : {})) {
        const host = (0,_host_js__WEBPACK_IMPORTED_MODULE_2__/* .canonicalHost */ .r)(key);
        const credential = readAuth(entry);
        if (credential === 'bad')
            problems.push(`${where}: the entry of ${key} is not a login that docker could read`);
        else if (credential !== undefined && !auths.has(host))
            auths.set(host, credential);
    }
    return { auths, credHelpers: readHelpers(raw), credsStore: (0,_event_context_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Q)(raw, 'credsStore') || undefined, raw, problems };
}


/***/ }),

/***/ 14406:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ canonicalHost),
/* harmony export */   u: () => (/* binding */ configKey)
/* harmony export */ });
/** Docker Hub has one login under several names: its old index, and the host that really answers. */
const HUB = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);
const HUB_KEY = 'https://index.docker.io/v1/';
/**
 * The registry that a key of a Docker config, an input or a reference's host means: no scheme, no path, lower case,
 * `docker.io` for all names of Docker Hub. Docker compares its keys in the same way (cli/config/credentials).
 */
function canonicalHost(name) {
    const host = name
        .trim()
        .replace(/^https?:\/\//i, '')
        .replace(/\/.*$/s, '')
        .toLowerCase();
    return HUB.has(host) ? 'docker.io' : host;
}
/** The key under which docker, buildx and the credential helpers know a registry. */
function configKey(host) {
    const canonical = canonicalHost(host);
    return canonical === 'docker.io' ? HUB_KEY : canonical;
}


/***/ }),

/***/ 65086:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Vm: () => (/* binding */ readUserConfigs),
/* harmony export */   dH: () => (/* binding */ userConfigDir),
/* harmony export */   iL: () => (/* binding */ buildxConfigDir)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _host_errno_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(69706);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(79547);
/* harmony import */ var _host_files_home_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(751);
/* harmony import */ var _host_files_regular_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30481);
/* harmony import */ var _docker_config_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(75995);






/** The folder that docker would use: DOCKER_CONFIG, or `.docker` in the user's home. */
function userConfigDir(env) {
    return env.DOCKER_CONFIG || (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)((0,_host_files_home_js__WEBPACK_IMPORTED_MODULE_2__/* .homeOf */ .l)(env), '.docker');
}
/** The folder where buildx keeps its builders: BUILDX_CONFIG, or `buildx` in docker's. */
function buildxConfigDir({ BUILDX_CONFIG: dir }, dockerDir) {
    return dir || (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(dockerDir, 'buildx');
}
async function readFileOf(path) {
    try {
        return (0,_docker_config_js__WEBPACK_IMPORTED_MODULE_4__/* .parseDockerConfig */ .Cj)((0,_host_files_regular_file_js__WEBPACK_IMPORTED_MODULE_3__/* .readText */ .y)(path, { follow: true }), path);
    }
    catch (error) {
        if (error instanceof _host_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ)
            throw error;
        const code = (0,_host_errno_js__WEBPACK_IMPORTED_MODULE_5__/* .errnoOf */ .U)(error);
        if (code === 'ENOENT' || code === 'ENOTDIR')
            return _docker_config_js__WEBPACK_IMPORTED_MODULE_4__/* .EMPTY_CONFIG */ .$v;
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('INPUT_INVALID', `cannot read the user's Docker config ${path} (${code ?? (0,_host_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)})`, {
            hint: 'Make it readable for the runner, or set DOCKER_CONFIG to another folder.',
            cause: error,
        });
    }
}
/**
 * The user's own logins: config.json, and DOCKER_AUTH_CONFIG, whose `auths` docker puts before the file's. A missing
 * file is an empty one. `problems` of either are for a warning: docker too goes on without such entries, and without
 * what cannot be read at all. Only who needs a login that nothing else gives fails, by `unreadable`.
 */
async function readUserConfigs(env) {
    let unreadable;
    const tolerant = async (read) => {
        try {
            return await read();
        }
        catch (error) {
            if (!(error instanceof _host_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ))
                throw error;
            unreadable ??= error;
            return { ..._docker_config_js__WEBPACK_IMPORTED_MODULE_4__/* .EMPTY_CONFIG */ .$v, problems: [`${error.message}; the logins in it are not used`] };
        }
    };
    const file = await tolerant(() => readFileOf((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(userConfigDir(env), 'config.json')));
    const fromEnv = env.DOCKER_AUTH_CONFIG ?? '';
    const given = await tolerant(() => fromEnv === '' ? _docker_config_js__WEBPACK_IMPORTED_MODULE_4__/* .EMPTY_CONFIG */ .$v : (0,_docker_config_js__WEBPACK_IMPORTED_MODULE_4__/* .parseDockerConfig */ .Cj)(fromEnv, 'DOCKER_AUTH_CONFIG'));
    return { env: given, file, ...(unreadable !== undefined && { unreadable }) };
}


/***/ }),

/***/ 70004:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ expand)
/* harmony export */ });
/**
 * A Dockerfile's word without its quotes and escapes, and with its variables replaced: `$name`, `${name}`,
 * `${name:-word}`, `${name:+word}`, `${name:?word}` and these without the colon. Undefined when a value cannot be known
 * or the form is another one.
 *
 * @see https://docs.docker.com/reference/dockerfile/#environment-replacement
 */
function expand(text, variables, escapeChar = '\\') {
    return readUntil({ text, at: 0, variables, escapeChar }, '');
}
/** '' is the end of the text. Inside of double quotes single ones are text, and few characters can be escaped. */
function readUntil(reader, stop) {
    let result = '';
    while (reader.at < reader.text.length) {
        const char = reader.text[reader.at++];
        if (char === stop)
            return result;
        const piece = pieceAt(reader, char, stop === '"');
        result = result === undefined || piece === undefined ? undefined : result + piece;
    }
    return stop === '' ? result : undefined;
}
function pieceAt(reader, char, inQuotes) {
    if (char === '$')
        return reference(reader);
    if (char === reader.escapeChar) {
        const next = reader.text[reader.at] ?? '';
        if (inQuotes && !['"', '$', reader.escapeChar].includes(next))
            return char;
        reader.at += 1;
        return next;
    }
    if (inQuotes)
        return char;
    if (char === '"')
        return readUntil(reader, '"');
    return char === "'" ? take(reader, /([^']*)'/y) : char;
}
function reference(reader) {
    const name = take(reader, /(\d+|[@*#?$!-]|\w+)/y);
    if (name !== undefined)
        return choose(look(name, reader.variables), '-', '');
    if (take(reader, /(\{)/y) === undefined)
        return '$';
    const braced = take(reader, /([a-z_]\w*)/iy);
    const test = take(reader, /(\}|:?[-+?])/y);
    const word = test === '}' ? '' : readUntil(reader, '}');
    if (braced === undefined || test === undefined)
        return undefined;
    return choose(look(braced, reader.variables), test === '}' ? '-' : test, word);
}
function choose(value, test, word) {
    if (value === undefined)
        return undefined;
    const isSet = value !== null && (value !== '' || !test.startsWith(':'));
    if (test.endsWith('+'))
        return isSet ? word : '';
    if (isSet)
        return value;
    // Without a value `?` fails the build.
    return test.endsWith('-') ? word : undefined;
}
/** Null for one that is not set, undefined for one that cannot be known. */
function look(name, { values, complete }) {
    if (values.has(name))
        return values.get(name);
    // `$1`, `$@` and the like: no image sets these.
    return complete || !/^[a-z_]/i.test(name) ? null : undefined;
}
function take(reader, pattern) {
    pattern.lastIndex = reader.at;
    const found = pattern.exec(reader.text)?.[1];
    if (found !== undefined)
        reader.at = pattern.lastIndex;
    return found;
}


/***/ }),

/***/ 52455:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cu: () => (/* binding */ identityOf),
/* harmony export */   g5: () => (/* binding */ mountOptions),
/* harmony export */   vI: () => (/* binding */ mountOf)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _inputs_build_cache_mounts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92587);


/** The same text for the same mount. */
function identityOf({ id, owner }) {
    return owner === undefined ? id : `${id} ${owner.uid}:${owner.gid} ${owner.mode.toString(8).padStart(4, '0')}`;
}
/** The options of `--mount` that lead to this mount; its id is known to need no quotes. */
function mountOptions({ id, owner }) {
    const own = owner === undefined ? '' : `,uid=${owner.uid},gid=${owner.gid},mode=${owner.mode.toString(8).padStart(4, '0')}`;
    return `type=cache,id=${id}${own}`;
}
/**
 * The mount that `--mount` options mean: all variables expanded, and each under one name (`target`, `source`).
 *
 * @see https://docs.docker.com/reference/dockerfile/#run---mounttypecache
 */
function mountOf(options) {
    const id = options.get('id') || cleanPath(options.get('target') ?? '');
    if (!_inputs_build_cache_mounts_js__WEBPACK_IMPORTED_MODULE_1__/* .MOUNT_ID */ .E.test(id))
        return { name: id, why: 'its id has characters that cannot be passed on' };
    const from = options.get('from') ?? '';
    if (from !== '' && from !== 'scratch')
        return { name: id, why: `it begins as a copy of \`${from}\`` };
    if ((options.get('source') ?? '/') !== '/')
        return { name: id, why: 'it has a `source`' };
    const [uid, gid, mode] = [
        number(options.get('uid'), 10),
        number(options.get('gid'), 10),
        number(options.get('mode'), 8),
    ];
    if (uid === 'bad' || gid === 'bad' || mode === 'bad')
        return { name: id, why: 'its `uid`, `gid` or `mode` is no number' };
    if (uid === undefined && gid === undefined && mode === undefined)
        return { id, owner: undefined };
    return { id, owner: { uid: uid ?? 0, gid: gid ?? 0, mode: mode ?? 0o755 } };
}
/** A mount without an id is named by its target as written: relative ones stay so. */
function cleanPath(path) {
    const clean = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.normalize(path);
    return clean.length > 1 && clean.endsWith('/') ? clean.slice(0, -1) : clean;
}
function number(text, base) {
    if (text === undefined)
        return undefined;
    return (base === 8 ? /^[0-7]{1,6}$/ : /^\d{1,9}$/).test(text) ? Number.parseInt(text, base) : 'bad';
}


/***/ }),

/***/ 57137:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CR: () => (/* binding */ localDockerfile),
/* harmony export */   mo: () => (/* binding */ dockerfileNotices),
/* harmony export */   tp: () => (/* binding */ hasCheckout),
/* harmony export */   yG: () => (/* binding */ dockerfileIn)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _plan_git_context_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(92637);



/** The Dockerfile's path in the repository. buildx looks in the context when `file` is not given. */
function dockerfileIn(workspace, { file, context }) {
    const folder = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, context)) ? context : '';
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(workspace, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, file || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, 'Dockerfile')));
}
/**
 * Where workspace and context have a Dockerfile by the name that `file` gives. buildx takes the workspace's, and other
 * tools the context's: nobody should get one of them without a word.
 */
function dockerfileNotices(workspace, build) {
    const { file, context } = build;
    if (file === '' || context === '' || (0,_plan_git_context_js__WEBPACK_IMPORTED_MODULE_2__/* .isRemote */ .Vx)(context) || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(file))
        return [];
    const [taken, other] = [(0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, file), (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, context, file)];
    if (taken === other || !(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(taken) || !(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(other))
        return [];
    return [
        `\`file: ${file}\` is read from the workspace, and the context \`${context}\` has one as well: for that, write \`file: ${(0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(context, file)}\``,
    ];
}
/** The workspace holds sources: a git checkout, or at least the Dockerfile (unpacked from an artifact, say). */
function hasCheckout({ workspace }, file) {
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(workspace, '.git')) || (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(workspace, file || 'Dockerfile'));
}
/** Where the Dockerfile is on this machine; undefined for one that buildx fetches from elsewhere. */
function localDockerfile(build, context) {
    const { workspace } = context;
    const folder = (0,_plan_git_context_js__WEBPACK_IMPORTED_MODULE_2__/* .buildContext */ .gC)(build.context, (0,_plan_git_context_js__WEBPACK_IMPORTED_MODULE_2__/* .gitContext */ .cw)(context), hasCheckout(context, build.file));
    return (0,_plan_git_context_js__WEBPACK_IMPORTED_MODULE_2__/* .isRemote */ .Vx)(build.file || folder) ? undefined : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, dockerfileIn(workspace, build));
}


/***/ }),

/***/ 36059:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ anyEngine),
/* harmony export */   _: () => (/* binding */ patientEngine)
/* harmony export */ });
/* harmony import */ var _credentials_user_config_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(65086);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(79547);
/* harmony import */ var _host_files_read_if_there_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3169);
/* harmony import */ var _runner_child_env_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(30994);
/* harmony import */ var _endpoint_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(58013);
/* harmony import */ var _engine_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(46946);
/* harmony import */ var _engine_cli_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(50737);







/** Milliseconds that one request may take, as one docker command may. Stopping a container can take ten seconds. */
const PATIENCE = 60_000;
/** The engine of the docker CLI, for what must be done also when the job was cancelled. */
function anyEngine({ env, run }) {
    const { socket } = (0,_endpoint_js__WEBPACK_IMPORTED_MODULE_3__/* .findEngine */ .G)(env, (0,_credentials_user_config_js__WEBPACK_IMPORTED_MODULE_0__/* .userConfigDir */ .dH)(env), _host_files_read_if_there_js__WEBPACK_IMPORTED_MODULE_2__/* .readIfThere */ .q);
    return socket === undefined ? (0,_engine_cli_js__WEBPACK_IMPORTED_MODULE_5__/* .engineByCli */ .a)(run, (0,_runner_child_env_js__WEBPACK_IMPORTED_MODULE_6__/* .childEnv */ .gf)(env), new AbortController().signal) : patientEngine(socket);
}
/**
 * The engine at a local socket, for what must be done also when the job was cancelled: nothing cuts a request short but
 * its own time, so that an engine which hangs does not hold the job.
 */
function patientEngine(socket, patience = PATIENCE) {
    const ask = async (work) => {
        const late = AbortSignal.timeout(patience);
        try {
            return await work((0,_engine_js__WEBPACK_IMPORTED_MODULE_4__/* .connectEngine */ .xn)(socket, late));
        }
        catch (error) {
            if (!late.aborted)
                throw error;
            const problem = `the Docker Engine at ${socket} did not answer within ${patience / 1000} s`;
            throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('ENGINE_FAILED', problem, {
                hint: 'See whether it hangs: `docker ps` answers at once.',
                cause: error,
            });
        }
    };
    return {
        image: reference => ask(engine => engine.image(reference)),
        tag: (image, name) => ask(engine => engine.tag(image, name)),
        remove: reference => ask(engine => engine.remove(reference)),
        containers: image => ask(engine => engine.containers(image)),
        removeContainer: id => ask(engine => engine.removeContainer(id)),
    };
}


/***/ }),

/***/ 58013:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ findEngine),
/* harmony export */   Y: () => (/* binding */ contextHost)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);


/**
 * Finds the engine as the docker CLI does: DOCKER_HOST, then DOCKER_CONTEXT, then `currentContext` of the user's
 * config.json, then the default socket. Knowing the socket saves a `docker info` process (about 30 ms) and lets the
 * image be pushed without writing a password to disk.
 *
 * @param readFile Gives a file's text, or undefined when it cannot be read.
 * @see https://docs.docker.com/engine/manage-resources/contexts/
 */
function findEngine(env, configDir, readFile) {
    const chosen = env.DOCKER_HOST ? '' : env.DOCKER_CONTEXT || currentContext(configDir, readFile);
    const host = env.DOCKER_HOST || contextHost(chosen, configDir, readFile);
    const socket = host.startsWith('unix://') ? host.slice('unix://'.length) : undefined;
    return { host, socket, context: chosen || 'default' };
}
const DEFAULT_HOST = 'unix:///var/run/docker.sock';
function currentContext(configDir, readFile) {
    return stringAt(readFile((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(configDir, 'config.json')), 'currentContext');
}
/** A context's address, which lies in a folder named by the SHA-256 of its name; `context:NAME` when none is there. */
function contextHost(name, configDir, readFile) {
    if (name === '' || name === 'default')
        return DEFAULT_HOST;
    const id = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(name).digest('hex');
    const meta = readFile((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(configDir, 'contexts', 'meta', id, 'meta.json'));
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

/***/ 50737:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ engineByCli),
/* harmony export */   u: () => (/* binding */ engineInfoByCli)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _host_last_line_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(20043);


/** The engine's facts through the docker CLI, for an engine that is not behind a local socket. */
async function engineInfoByCli(run, env, signal) {
    const result = await run('docker', ['info', '--format', '{{json .}}'], { env, signal, timeout: 60_000 });
    if (result.code !== 0) {
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('ENGINE_FAILED', `the Docker Engine does not answer: ${(0,_host_last_line_js__WEBPACK_IMPORTED_MODULE_1__/* .lastLine */ .f)(result.stderr)}`, {
            hint: 'Start Docker on this runner, or point DOCKER_HOST at an engine that runs.',
        });
    }
    const containerdStore = /io\.containerd\.snapshotter/.test(result.stdout);
    const architecture = /"Architecture":"([^"]*)"/.exec(result.stdout)?.[1] ?? '';
    return {
        containerdStore,
        desktop: result.stdout.includes('Docker Desktop'),
        rootless: result.stdout.includes('"name=rootless"'),
        operatingSystem: 'linux',
        architecture,
        dataRoot: '',
    };
}
/** The part of `Engine` that works on any engine, through the docker CLI. */
function engineByCli(run, env, signal) {
    const docker = (...args) => run('docker', args, { env, signal, timeout: 60_000 });
    return {
        async image(reference) {
            const result = await docker('image', 'inspect', '--format', '{{.Id}} {{.Size}}', reference);
            const [id = '', size = '0'] = result.stdout.trim().split(' ');
            return result.code === 0 ? { id, references: [reference], size: Number(size) } : undefined;
        },
        async tag(image, name) {
            const result = await docker('tag', image, name);
            if (result.code !== 0)
                throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('ENGINE_FAILED', `docker tag failed: ${result.stderr.trim()}`);
        },
        async remove(reference) {
            await docker('image', 'rm', '--force', reference);
        },
        async containers(image) {
            const format = '{{.ID}} {{.Names}} {{.Image}}';
            const result = await docker('ps', '--all', '--no-trunc', '--filter', `ancestor=${image}`, '--format', format);
            if (result.code !== 0)
                throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('ENGINE_FAILED', `docker ps failed: ${result.stderr.trim()}`);
            return result.stdout.split('\n').flatMap(line => {
                const [id = '', name = '', ofImage = ''] = line.split(' ');
                return id === '' ? [] : [{ id, name, image: ofImage, imageId: '' }];
            });
        },
        async removeContainer(id) {
            await docker('rm', '--force', '--volumes', id);
        },
    };
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
;// CONCATENATED MODULE: ./lib/engine/engine-json.js
/**
 * The manifests of an image that can be run, as the engine lists them since Docker 28 (API 1.48). Undefined when it
 * lists none.
 *
 * @see https://docs.docker.com/reference/api/engine/version/v1.48/#tag/Image/operation/ImageInspect
 */
function platformManifests(value) {
    const manifests = objects(value).filter(({ Kind, Available }) => Kind === 'image' && Available === true);
    const found = manifests.flatMap(({ Descriptor, ImageData }) => {
        const { digest } = object(Descriptor);
        const { os = '', architecture = '', variant } = object(object(ImageData).Platform);
        const platform = [os, architecture, variant].filter(part => typeof part === 'string' && part !== '').join('/');
        return typeof digest === 'string' ? [{ platform, digest: digest }] : [];
    });
    return found.length > 0 ? found : undefined;
}
/** The answer of `GET /containers/json`. */
function containerList(text) {
    return objects(JSON.parse(text)).map(({ Id, Names, Image, ImageID }) => {
        const [name = String(Id)] = Array.isArray(Names) ? Names.map(String) : [];
        return { id: String(Id), name: name.replace(/^\//, ''), image: String(Image), imageId: String(ImageID ?? '') };
    });
}
function objects(value) {
    return Array.isArray(value) ? value.map(object) : [];
}
function object(value) {
    return value !== null && typeof value === 'object' ? value : {};
}

;// CONCATENATED MODULE: ./lib/engine/engine.js




/** Talks to the engine at a unix socket. */
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
                architecture: goArchitecture(String(info.Architecture ?? '')),
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
            discard(await expect(call('DELETE', `/images/${encodeName(reference)}?force=true`), 200, 404));
        },
        async containers(image) {
            const query = new URLSearchParams({ all: '1', filters: JSON.stringify({ ancestor: [image] }) });
            return containerList(await body(await expect(call('GET', `/containers/json?${query}`), 200)));
        },
        async removeContainer(id) {
            // 409: it is being removed already, by `--rm`.
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
/** The engine's API wants the parts of a name. A colon of a port is before the last one: these names have a tag. */
function splitName(name) {
    const colon = name.lastIndexOf(':');
    return { repository: name.slice(0, colon), tag: name.slice(colon + 1) };
}
/** Sends one request to the engine at a socket. */
function send(socketPath, { method, path, headers, payload }, signal) {
    return new Promise((resolve, reject) => {
        const common = { Host: 'docker', ...(payload !== undefined && { 'Content-Type': 'application/json' }) };
        // No keep-alive: an idle socket would hold the process open, and a local connection costs nothing.
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
/** The answer if it has one of these codes; else an ActionError ENGINE_FAILED with what the engine said. */
async function expect(answer, ...codes) {
    const got = await answer;
    if (codes.includes(got.statusCode ?? 0))
        return got;
    const text = await body(got);
    throw new errors/* ActionError */.lZ('ENGINE_FAILED', `the Docker Engine answered ${got.statusCode}: ${engineMessage(text)}`);
}
/** The push stream is JSON lines; an error arrives in the stream, after the status line said 200. */
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
/** An answer's body, which is an object. */
async function json(answer) {
    return parseObject(await body(answer));
}
function parseObject(text) {
    try {
        const value = JSON.parse(text);
        return value !== null && typeof value === 'object' ? value : {};
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
/** An answer that ended before its end; other errors stay as they are. */
function brokenOff(error) {
    if (error instanceof errors/* ActionError */.lZ)
        return error;
    return new errors/* ActionError */.lZ('ENGINE_FAILED', `the Docker Engine broke off its answer: ${(0,errors/* messageOf */.bD)(error)}`, {
        cause: error,
        hint: 'See whether it still runs, and what it says in its log; then run the job again.',
    });
}
/** Lets the connection go without reading the body. */
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
/** Names go into the path with their slashes; everything else that could end the path is escaped. */
function encodeName(name) {
    return name.split('/').map(encodeURIComponent).join('/');
}
/** The engine names machines as `uname -m` does, platforms are named as Go does. */
function goArchitecture(machine) {
    const names = { x86_64: 'amd64', aarch64: 'arm64', armv7l: 'arm', i686: '386' };
    return names[machine] ?? machine;
}


/***/ }),

/***/ 68871:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ runnable),
/* harmony export */   f: () => (/* binding */ loadLayout)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(79547);
/* harmony import */ var _host_last_line_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(20043);
/* harmony import */ var _oci_layout_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(78859);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(44360);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(23940);







/**
 * Loads the image of an OCI layout folder into the engine as `name`. It is the very image that will be staged: a
 * second export of the same build would differ from it by its provenance, or altogether when timestamps are rewritten.
 *
 * The containerd image store reads `index.json` and keeps the whole index under its own digest. The classic store
 * reads `manifest.json` and keeps one platform, under its config's digest.
 *
 * @param as the name in the engine, and the engine's own platform (`linux/amd64`)
 * @throws ActionError ENGINE_FAILED, or CANCELLED.
 */
async function loadLayout(folder, content, as, { run, env, signal }) {
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, 'index.json'), JSON.stringify(namedIndex(content.root, fullName(as.name))));
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, 'manifest.json'), JSON.stringify(classicManifest(content, as.name, as.platform)));
    const script = 'tar -C "$1" -c . | docker load --quiet';
    const result = await run('bash', ['--noprofile', '--norc', '-o', 'pipefail', '-c', script, 'load', folder], {
        env,
        signal,
    });
    if (signal.aborted)
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('CANCELLED', 'cancelled while the image was being loaded');
    if (result.code === 0)
        return;
    const reason = (0,_host_last_line_js__WEBPACK_IMPORTED_MODULE_5__/* .lastLine */ .f)(result.stderr);
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('ENGINE_FAILED', `the image could not be loaded into the engine: ${reason}`, {
        hint: 'See that the engine runs and that its disk has room for the image.',
    });
}
/** containerd takes names as they are: one without its registry would be an image that no docker command can name. */
function fullName(name) {
    const { name: repository, tag } = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_4__/* .parseReference */ .F2)(name);
    return `${repository.registry}/${repository.path}:${tag}`;
}
/** @see https://github.com/containerd/containerd/blob/main/core/images/annotations.go */
function namedIndex({ mediaType, digest, bytes }, name) {
    const annotations = { 'io.containerd.image.name': name };
    const manifests = [{ mediaType, digest, size: bytes.length, annotations }];
    return { schemaVersion: 2, mediaType: _oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .OCI_INDEX */ .$p, manifests };
}
/** @see https://github.com/moby/docker-image-spec/blob/main/v1.1.md (Combined Image JSON + Filesystem Changeset Format) */
function classicManifest(content, name, platform) {
    const manifest = runnable(content, platform);
    const [config, ...layers] = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .linksOf */ .hP)(manifest).blobs.map(({ digest }) => (0,_oci_layout_js__WEBPACK_IMPORTED_MODULE_6__/* .blobName */ .P)(digest));
    return [{ Config: config, RepoTags: [name], Layers: layers }];
}
/** The manifest of the platform, or else the first one that is an image. */
function runnable({ root, manifests }, platform) {
    if (!(0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .isIndex */ .nw)(root.mediaType))
        return root;
    const images = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .imagesIn */ .o$)(root);
    const native = images.find(image => `${image.platform?.os}/${image.platform?.architecture}` === platform);
    const chosen = manifests.find(({ digest }) => digest === (native ?? images[0])?.digest);
    if (chosen === undefined)
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('BUILD_FAILED', 'the build made no image that can be run');
    return chosen;
}


/***/ }),

/***/ 94389:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A2: () => (/* binding */ ownContainer),
/* harmony export */   Ib: () => (/* binding */ sharesLoopback),
/* harmony export */   Jt: () => (/* binding */ ownNetwork)
/* harmony export */ });
/** The container of an engine that this process runs in, as far as its mounts tell; they name its id. */
function ownContainer(mountinfo) {
    return /\/containers\/([0-9a-f]{64})\/hostname /.exec(mountinfo)?.[1];
}
/**
 * Where this process itself runs in a container of the engine (`jobs.<id>.container`), 127.0.0.1 is not the engine's
 * machine: the network to share with a container that is to be reached. Undefined everywhere else.
 *
 * @param inspect looks for a container of the engine
 * @param mountinfo The text of /proc/self/mountinfo: the engine mounts a container's `hostname` file out of a folder
 *   that is named by its id.
 */
async function ownNetwork(inspect, mountinfo) {
    const id = ownContainer(mountinfo);
    const self = id === undefined ? undefined : await inspect(id);
    if (self === undefined || self.networkMode === 'host')
        return undefined;
    return [...self.addresses.keys()][0];
}
/**
 * Whether an engine reaches what listens on our 127.0.0.1, as far as that depends on where we are.
 *
 * @param socket of the engine; undefined when it is not at a local one
 * @throws ActionError ENGINE_FAILED, CANCELLED
 */
async function sharesLoopback(socket, mountinfo, signal) {
    if (socket === undefined)
        return false;
    const id = ownContainer(mountinfo);
    if (id === undefined)
        return true;
    const { connectContainers } = await __webpack_require__.e(/* import() */ 632).then(__webpack_require__.bind(__webpack_require__, 18632));
    const self = await connectContainers(socket, signal).inspect(id);
    return self === undefined || self.networkMode === 'host';
}


/***/ }),

/***/ 13051:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ text),
/* harmony export */   at: () => (/* binding */ at),
/* harmony export */   y: () => (/* binding */ readContext)
/* harmony export */ });
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(48161);
/* harmony import */ var _host_errno_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69706);
/* harmony import */ var _forge_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(47935);



/** The value at `path` inside untrusted JSON, or undefined. */
function at(json, ...path) {
    let here = json;
    for (const key of path) {
        if (here === null || typeof here !== 'object' || !Object.hasOwn(here, key))
            return undefined;
        here = here[key];
    }
    return here;
}
/** The string at `path`, or undefined when it is missing or something else. */
function text(json, ...path) {
    const value = at(json, ...path);
    return typeof value === 'string' ? value : undefined;
}
/**
 * Reads the run's context. Without an event file the payload is empty: GitHub sends none for some events, and outside
 * GitHub there is no event at all. One that cannot be read is told in `payloadProblem`.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
function readContext({ env, now, readFile }) {
    const get = (name) => env[name] ?? '';
    const serverUrl = (get('GITHUB_SERVER_URL') || 'https://github.com').replace(/\/+$/, '');
    return {
        eventName: get('GITHUB_EVENT_NAME'),
        ...readPayload(get('GITHUB_EVENT_PATH'), readFile),
        ref: get('GITHUB_REF'),
        sha: get('GITHUB_SHA'),
        baseRef: get('GITHUB_BASE_REF'),
        headRef: get('GITHUB_HEAD_REF'),
        actor: get('GITHUB_ACTOR'),
        repository: get('GITHUB_REPOSITORY'),
        workflow: get('GITHUB_WORKFLOW'),
        job: get('GITHUB_JOB'),
        runId: get('GITHUB_RUN_ID'),
        runNumber: get('GITHUB_RUN_NUMBER'),
        runAttempt: get('GITHUB_RUN_ATTEMPT'),
        serverUrl,
        apiUrl: (get('GITHUB_API_URL') || (0,_forge_js__WEBPACK_IMPORTED_MODULE_1__/* .apiOf */ .ir)(serverUrl)).replace(/\/+$/, ''),
        workspace: get('GITHUB_WORKSPACE') || '.',
        runnerTemp: get('RUNNER_TEMP') || (0,node_os__WEBPACK_IMPORTED_MODULE_0__.tmpdir)(),
        runnerDebug: get('RUNNER_DEBUG') === '1',
        now,
        env: Object.fromEntries(Object.entries(env).filter((e) => e[1] !== undefined)),
    };
}
function readPayload(path, readFile) {
    if (path === '')
        return { payload: {} };
    let text;
    try {
        text = readFile(path);
    }
    catch (error) {
        return { payload: {}, payloadProblem: `cannot read ${path} (GITHUB_EVENT_PATH): ${(0,_host_errno_js__WEBPACK_IMPORTED_MODULE_2__/* .reasonOf */ .A)(error)}` };
    }
    try {
        const json = JSON.parse(text);
        if (json !== null && typeof json === 'object')
            return { payload: json };
    }
    catch {
        // Not quoted: it may hold anything.
    }
    return { payload: {}, payloadProblem: `${path} (GITHUB_EVENT_PATH) is not a JSON object` };
}


/***/ }),

/***/ 47935:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $h: () => (/* binding */ isOwnApi),
/* harmony export */   Fv: () => (/* binding */ registryOf),
/* harmony export */   ir: () => (/* binding */ apiOf)
/* harmony export */ });
/**
 * Which hosts belong to the server that the job runs on, and may thus be sent the job's token without being asked to.
 * The token of GitHub Enterprise Server, Gitea or Forgejo is worth nothing on github.com, and must not be seen there.
 */
const GITHUB = 'https://github.com';
/** A tenant of GitHub Enterprise Cloud with data residency: `https://acme.ghe.com`. */
const TENANT = /^https:\/\/([a-z0-9-]+\.ghe\.com)$/;
/**
 * The server's own container registry; undefined where there is none that is known by its name.
 *
 * Source: docs.github.com, "Working with the Container registry" (`containers.SUBDOMAIN.ghe.com`)
 */
function registryOf(serverUrl) {
    const origin = originOf(serverUrl);
    if (origin === GITHUB)
        return 'ghcr.io';
    const tenant = TENANT.exec(origin ?? '')?.[1];
    return tenant && `containers.${tenant}`;
}
/**
 * The base URL of the server's REST API, for where GITHUB_API_URL is not set.
 *
 * Source: docs.github.com/rest/using-the-rest-api/getting-started-with-the-rest-api
 */
function apiOf(serverUrl) {
    const origin = originOf(serverUrl);
    if (origin === GITHUB)
        return 'https://api.github.com';
    const tenant = TENANT.exec(origin ?? '')?.[1];
    return tenant ? `https://api.${tenant}` : `${serverUrl}/api/v3`;
}
/** Whether what answers at `apiUrl` is this server: it is on the server's own host, or on the one kept for its API. */
function isOwnApi(apiUrl, serverUrl) {
    const api = originOf(apiUrl);
    return api !== undefined && (api === originOf(serverUrl) || api === originOf(apiOf(serverUrl)));
}
function originOf(url) {
    return URL.parse(url)?.origin;
}


/***/ }),

/***/ 7284:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ subjectOf),
/* harmony export */   q: () => (/* binding */ forkOf)
/* harmony export */ });
/* harmony import */ var _context_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13051);

/**
 * The branch or tag of a run as GitHub's own filters take it: pull requests by their base branch, a merge group by the
 * branch it goes to, workflow_run by the head branch, everything else by its ref.
 *
 * Source: docs.github.com, "Workflow syntax", `on.<event>.branches`
 */
function subjectOf(run) {
    const { eventName, payload, ref } = run;
    if (eventName.startsWith('pull_request')) {
        return branch(run.baseRef || (0,_context_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Q)(payload, 'pull_request', 'base', 'ref'), 'base branch');
    }
    if (eventName === 'workflow_run') {
        return branch((0,_context_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Q)(payload, 'workflow_run', 'head_branch'), 'head branch');
    }
    if (eventName === 'merge_group') {
        return branch((0,_context_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Q)(payload, 'merge_group', 'base_ref')?.replace(/^refs\/heads\//, ''), 'base branch');
    }
    if (ref.startsWith('refs/heads/'))
        return branch(ref.slice('refs/heads/'.length), 'branch');
    if (ref.startsWith('refs/tags/'))
        return { kind: 'tag', name: ref.slice('refs/tags/'.length), role: 'tag' };
    return undefined;
}
/** The repository that a run's code comes from when it is not this one; undefined otherwise. */
function forkOf({ eventName, payload, repository }) {
    const heads = [
        [(0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(payload, 'pull_request'), 'repo'],
        [(0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(payload, 'workflow_run'), 'head_repository'],
    ];
    for (const [event, key] of heads) {
        // A deployment that no run made has a null here, and one that a run made need not say whose run it was.
        if (event === undefined || event === null)
            continue;
        const head = key === 'repo' ? (0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(event, 'head') : event;
        if (key === 'head_repository' && (0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(head, key) === undefined && eventName !== 'workflow_run')
            continue;
        // GitHub gives null for a fork that has been deleted.
        const from = (0,_context_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Q)(head, key, 'full_name') ?? 'a repository that is gone';
        if (from.toLowerCase() !== repository.toLowerCase())
            return from;
    }
    return undefined;
}
function branch(name, role) {
    return name ? { kind: 'branch', name, role } : undefined;
}


/***/ }),

/***/ 57109:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ untrustedBecause),
/* harmony export */   m: () => (/* binding */ unmergedBecause)
/* harmony export */ });
/* harmony import */ var _context_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13051);
/* harmony import */ var _subject_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7284);


/** Events of Gitea and Forgejo (`pull_request_sync`, …) begin like GitHub's. */
const PULL_EVENT = /^pull_request(?:_|$)/;
/** The names of a pull request's code: in full, and as a payload's `head_branch` may shorten it. */
const PULL_REF = /^(?:refs\/)?pull\/\d+\/(?:head|merge)$/;
/** GitHub's branches of merge queues; `push` runs on them, too. */
const QUEUE_BRANCH = /^(?:refs\/heads\/)?gh-readonly-queue\//;
/**
 * Why nobody with write access has accepted the code of this run; undefined where somebody has. This is the one
 * definition of a pull request's or a fork's code: such a run may not write what runs on branches rely on (images under
 * `push: auto`, caches, logins without a password). It includes runs that a pull request started on the default branch,
 * since those often build the pull request.
 *
 * Source: docs.github.com, "Events that trigger workflows", and the payloads of "Webhook events and payloads"
 */
function untrustedBecause(run) {
    const fork = (0,_subject_js__WEBPACK_IMPORTED_MODULE_1__/* .forkOf */ .q)(run);
    if (fork !== undefined)
        return `this run belongs to a fork (${JSON.stringify(fork)})`;
    if (isOfPullRequest(run))
        return 'this run belongs to a pull request';
    return isStartedByPullRequest(run) ? 'a pull request started this run' : undefined;
}
/** Why the code of this run is in no branch yet: as above, and merge queues, whose code is accepted but not merged. */
function unmergedBecause(run) {
    const { eventName, payload, ref, eventRef = '' } = run;
    const workflowRun = (0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(payload, 'workflow_run');
    const isQueued = eventName === 'merge_group' ||
        [ref, eventRef].some(one => QUEUE_BRANCH.test(one)) ||
        (0,_context_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Q)(workflowRun, 'event') === 'merge_group' ||
        QUEUE_BRANCH.test((0,_context_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Q)(workflowRun, 'head_branch') ?? '');
    return untrustedBecause(run) ?? (isQueued ? 'this run belongs to a merge queue' : undefined);
}
function isOfPullRequest({ eventName, payload, ref, eventRef = '' }) {
    // A deployment's ref need not have become the run's.
    const deployed = (0,_context_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Q)(payload, 'deployment', 'ref') ?? '';
    const refs = [ref, eventRef].some(one => one.startsWith('refs/pull/')) || PULL_REF.test(deployed);
    return PULL_EVENT.test(eventName) || refs || isObject((0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(payload, 'pull_request'));
}
/** These run on the default branch, for a pull request. */
function isStartedByPullRequest({ eventName, payload }) {
    // Gitea has a null here for an issue.
    if (isObject((0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(payload, 'issue', 'pull_request')))
        return true;
    const workflowRun = (0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(payload, 'workflow_run');
    const by = (0,_context_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Q)(workflowRun, 'event') ?? '';
    // Of a run that a comment or another `workflow_run` started, GitHub does not say what stood at the beginning.
    if (PULL_EVENT.test(by) || by === 'issue_comment' || by === 'workflow_run')
        return true;
    if (/^check_(?:run|suite)$/.test(by) && isFilled((0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(workflowRun, 'pull_requests')))
        return true;
    if (PULL_REF.test((0,_context_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Q)(workflowRun, 'head_branch') ?? ''))
        return true;
    return isCheckOfPullRequest(eventName, payload);
}
/** Checks and statuses of a commit that is no branch's, or is a pull request's. */
function isCheckOfPullRequest(eventName, payload) {
    if (eventName === 'status')
        return isEmpty((0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(payload, 'branches'));
    const suite = { check_run: (0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(payload, 'check_run', 'check_suite'), check_suite: (0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(payload, 'check_suite') };
    const of = eventName === 'check_run' || eventName === 'check_suite' ? suite[eventName] : undefined;
    if (!isObject(of))
        return false;
    // GitHub does not look for a fork's pull requests: it gives none, and no branch.
    const lists = [(0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(of, 'pull_requests'), (0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(payload, 'check_run', 'pull_requests')];
    return (0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(of, 'head_branch') === null || lists.some(isFilled);
}
function isObject(json) {
    return json !== null && typeof json === 'object';
}
function isEmpty(json) {
    return Array.isArray(json) && json.length === 0;
}
function isFilled(json) {
    return Array.isArray(json) && json.length > 0;
}


/***/ }),

/***/ 75330:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ findProgram),
/* harmony export */   V: () => (/* binding */ isProgram)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);


/** The first program of that name in the folders of PATH; undefined where there is none. Relative folders are left out. */
function findProgram(name, path) {
    const folders = path.split(node_path__WEBPACK_IMPORTED_MODULE_1__.delimiter).filter(node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute);
    return folders.map(folder => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name)).find(isProgram);
}
/** Whether this is a file that may be run. */
function isProgram(path) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.accessSync)(path, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK);
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path).isFile();
    }
    catch {
        return false;
    }
}


/***/ }),

/***/ 751:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ homeOf)
/* harmony export */ });
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(48161);

/** The user's home. In a container the user may have neither the variable nor an entry in /etc/passwd: then `/`. */
function homeOf(env) {
    if (env.HOME)
        return env.HOME;
    try {
        return (0,node_os__WEBPACK_IMPORTED_MODULE_0__.homedir)();
    }
    catch {
        return '/';
    }
}


/***/ }),

/***/ 6351:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ makeFolder)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _errno_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69706);



/**
 * Makes a folder and what is missing above it; one that is there is fine. Not by Node's recursive `mkdir`: that never
 * returns where the kernel says that a parent is missing and yet does not let it be made, as below /proc.
 *
 * @param mode of every folder that is made
 * @throws the system's error: EACCES, ENOTDIR, EROFS, …
 */
async function makeFolder(path, mode = 0o777) {
    const whole = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(path);
    if ((await made(whole, mode)) !== 'parentless')
        return;
    await makeFolder((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(whole), mode);
    if ((await made(whole, mode)) === 'parentless')
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(whole, { mode });
}
async function made(path, mode) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(path, { mode });
        return 'done';
    }
    catch (error) {
        if ((0,_errno_js__WEBPACK_IMPORTED_MODULE_2__/* .errnoOf */ .U)(error) === 'ENOENT' && (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path) !== path)
            return 'parentless';
        if ((0,_errno_js__WEBPACK_IMPORTED_MODULE_2__/* .errnoOf */ .U)(error) === 'EEXIST' && (await isFolder(path)))
            return 'done';
        throw error;
    }
}
async function isFolder(path) {
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(path).then(stats => stats.isDirectory(), () => false);
}


/***/ }),

/***/ 3169:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ readIfThere)
/* harmony export */ });
/* harmony import */ var _regular_file_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(30481);

/** A file's text, or undefined when it cannot be read or is no regular file: for files that may be there. */
function readIfThere(path, rules = { follow: true }) {
    try {
        return (0,_regular_file_js__WEBPACK_IMPORTED_MODULE_0__/* .readText */ .y)(path, rules);
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 30481:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ readRegular),
/* harmony export */   y: () => (/* binding */ readText)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);

/**
 * Reads a file that may be anything: it comes out of a repository, an archive or a folder that others can write to. A
 * pipe would never come to its end, nor a device; some files of /proc wait for what may never happen. So it opens
 * nothing but a regular file, never waits, and reads no more than it may. Synchronous, as there is nothing to wait for.
 *
 * @throws Error a clause, for what is no regular file or a larger one; the system's error when it cannot be read
 */
function readRegular(path, { largest = LARGEST, follow = false } = {}) {
    // Before it is opened: to open a device may be to use it.
    if (follow && !(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path).isFile())
        throw new Error(NOT_REGULAR);
    const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = node_fs__WEBPACK_IMPORTED_MODULE_0__.constants;
    const file = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(path, (O_RDONLY ?? 0) | O_NONBLOCK | (follow ? 0 : O_NOFOLLOW));
    try {
        const stats = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(file);
        if (!stats.isFile())
            throw new Error(NOT_REGULAR);
        return readAll(file, largest);
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(file);
    }
}
/** A text, as `readRegular`. Invalid UTF-8 becomes U+FFFD. */
function readText(path, rules = {}) {
    return readRegular(path, rules).toString('utf8');
}
const LARGEST = 16 * 1024 * 1024;
const NOT_REGULAR = 'it is not a regular file';
/** Not by its size: files of /proc have none. */
function readAll(file, largest) {
    const chunks = [];
    let size = 0;
    for (;;) {
        const chunk = Buffer.allocUnsafe(CHUNK);
        const length = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(file, chunk, 0, CHUNK, null);
        if (length === 0)
            return Buffer.concat(chunks);
        size += length;
        if (size > largest)
            throw new Error(`it has more than ${largest} bytes`);
        chunks.push(chunk.subarray(0, length));
    }
}
const CHUNK = 64 * 1024;


/***/ }),

/***/ 90046:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ runGit),
/* harmony export */   P: () => (/* binding */ hardenedGitEnv)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);

/**
 * A workspace may have a `.git` folder that somebody else wrote (an artifact that was unpacked there, an earlier step),
 * and git runs programs that such a folder's `config` names. These settings win over it.
 *
 * `safe.bareRepository`: a workspace that is itself laid out like a repository is not taken for one.
 */
const SETTINGS = [
    ['core.fsmonitor', 'false'],
    ['core.hooksPath', '/dev/null'],
    ['log.showSignature', 'false'],
    ['safe.bareRepository', 'explicit'],
];
/** Nothing is fetched: that runs the `uploadpack`, `sshCommand` and helpers of a remote. */
const NO_REMOTE = { GIT_ALLOW_PROTOCOL: 'none', GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0' };
/** buildx would ask for `git status`, which runs the filters that `.git/config` names. */
const NO_STATUS = { BUILDX_GIT_CHECK_DIRTY: '0' };
/**
 * Runs git in the workspace so that nothing in the workspace is run by it. No other place calls git.
 *
 * @param timeout milliseconds
 */
function runGit(workspace, args, { run, env }, timeout) {
    // The checkout may belong to another user than the one in a job container. Git compares with the real path.
    const safe = [...new Set([workspace, realPath(workspace)])].map(path => ['safe.directory', path]);
    const settings = [...SETTINGS, ...safe].flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const options = { env: { ...env, ...NO_REMOTE }, cwd: workspace, timeout };
    return run('git', ['--no-pager', ...settings, ...args], options);
}
/**
 * The environment of a child that calls git in the workspace by itself, as buildx does for the provenance, with the same
 * settings. What the environment says of git already stays, after GIT_CONFIG_COUNT.
 *
 * @see https://git-scm.com/docs/git-config#ENVIRONMENT (since git 2.31)
 */
function hardenedGitEnv(env) {
    const given = Number(env.GIT_CONFIG_COUNT ?? '');
    const first = Number.isSafeInteger(given) && given > 0 ? given : 0;
    const settings = SETTINGS.flatMap(([name, value], index) => [
        [`GIT_CONFIG_KEY_${first + index}`, name],
        [`GIT_CONFIG_VALUE_${first + index}`, value],
    ]);
    const added = { ...NO_REMOTE, ...NO_STATUS, ...Object.fromEntries(settings) };
    return { ...env, ...added, GIT_CONFIG_COUNT: String(first + SETTINGS.length) };
}
function realPath(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(path);
    }
    catch {
        return path;
    }
}


/***/ }),

/***/ 61909:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ humanSize)
/* harmony export */ });
/** Decimal units, as registries show them. */
function humanSize(bytes) {
    if (bytes < 1000)
        return `${bytes} B`;
    const units = ['kB', 'MB', 'GB', 'TB'];
    const power = Math.min(Math.floor(Math.log10(bytes) / 3), units.length);
    return `${(bytes / 1000 ** power).toFixed(1)} ${units[power - 1]}`;
}


/***/ }),

/***/ 20043:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ lastLine)
/* harmony export */ });
/** The last line that a command wrote: on stderr it says why it failed. */
function lastLine(text) {
    return text.trim().split('\n').at(-1) ?? '';
}


/***/ }),

/***/ 43053:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ createLimit)
/* harmony export */ });
/** A limit of `max` at once. */
function createLimit(max) {
    let running = 0;
    const waiting = [];
    return async (body) => {
        if (running >= max)
            await new Promise(resolve => waiting.push(resolve));
        else
            running++;
        try {
            return await body();
        }
        finally {
            // The place is handed on, not given back, so that nobody slips in between.
            const next = waiting.shift();
            if (next)
                next();
            else
                running--;
        }
    };
}


/***/ }),

/***/ 29491:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ retryPorts)
/* harmony export */ });
/** The effects of a retry on this machine. */
function retryPorts({ sleep, now }) {
    return { sleep, now, random: Math.random };
}


/***/ }),

/***/ 12886:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ isNetworkTrouble)
/* harmony export */ });
/** A step's own command failed: whatever it printed, the build failed for its own sake. */
const OWN_FAULT = /did not complete successfully/;
/**
 * What BuildKit, containerd, Go's net package and git say when a registry or host was out of order for a moment.
 * BuildKit itself tries again after 5xx answers and dropped connections, but for seconds only, after 429 at once, and
 * never after trouble with token servers, DNS or refused connections.
 */
const TROUBLE = [
    // containerd: `unexpected status from HEAD request to https://…: 503 Service Unavailable`
    /unexpected status\b[^\n]*\b(?:408|425|429|5\d\d)\b/,
    // BuildKit's ADD of a URL; git's transport
    /invalid (?:response|not-modified) status:? (?:408|425|429|5\d\d)\b/,
    /requested URL returned error: (?:408|429|5\d\d)\b/,
    /\b(?:429 Too Many Requests|toomanyrequests|502 Bad Gateway|503 Service Unavailable|504 Gateway Time-?out)\b/i,
    /connection reset by peer|connection refused|broken pipe|connection timed out|network is unreachable/i,
    /i\/o timeout|TLS handshake timeout|Client\.Timeout exceeded|http2: (?:server sent GOAWAY|client connection lost)/,
    /dial tcp[^\n]*(?:no such host|server misbehaving|Temporary failure in name resolution)/,
    /Could not resolve host|early EOF|the remote end hung up unexpectedly/,
    /(?:httpReadSeeker|failed to (?:do request|copy|fetch oauth token|fetch anonymous token))[^\n]*\bEOF\b/,
];
/** Whether an error of buildx tells of trouble that another attempt may not meet. */
function isNetworkTrouble(error) {
    return !OWN_FAULT.test(error) && TROUBLE.some(pattern => pattern.test(error));
}


/***/ }),

/***/ 67460:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ew: () => (/* binding */ temporaryStatus),
/* harmony export */   L5: () => (/* binding */ retry),
/* harmony export */   mu: () => (/* binding */ parseRetryAfter),
/* harmony export */   vI: () => (/* binding */ DEFAULT_RETRY)
/* harmony export */ });
/* unused harmony export pause */
const DEFAULT_RETRY = { retries: 5, base: 500, cap: 20_000, deadline: 180_000 };
/**
 * Runs `attempt` until it succeeds, fails for good, or the policy is used up; then the last error is thrown as it is.
 * The one retry policy of the action: exponential back-off with full jitter, never shorter than what `Retry-After`
 * asked for. A wait that would end after the deadline is not begun.
 *
 * @param attempt gets its number, from 1.
 */
async function retry(attempt, options) {
    const { policy, ports, classify, signal, onRetry } = options;
    let end;
    for (let n = 1;; n++) {
        signal?.throwIfAborted();
        try {
            return await attempt(n);
        }
        catch (error) {
            const verdict = classify(error);
            if (verdict === 'settled' || n > policy.retries || signal?.aborted)
                throw error;
            end ??= ports.now() + policy.deadline;
            const delay = pause(n, verdict.retryAfter, policy, ports.random);
            if (ports.now() + delay > end)
                throw error;
            onRetry?.({ error, attempt: n, delay });
            await ports.sleep(delay, signal);
        }
    }
}
/** Milliseconds to wait after the `n`th failed attempt. Jitter comes on top of Retry-After, so that a herd spreads. */
function pause(n, retryAfter, policy, random) {
    const bound = Math.min(policy.cap, policy.base * 2 ** (n - 1));
    if (retryAfter === undefined)
        return Math.round(random() * bound);
    return Math.round(retryAfter + random() * policy.base);
}
/** `Retry-After` in milliseconds: seconds, or an HTTP date (RFC 9110 §10.2.3). Undefined when it says neither. */
function parseRetryAfter(value, now) {
    const text = value?.trim() ?? '';
    if (/^\d{1,9}$/.test(text))
        return Number(text) * 1000;
    const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
/** HTTP statuses that may be different next time: too early, time-out, too many, and every 5xx but "never" ones. */
function temporaryStatus(status) {
    return status === 408 || status === 425 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
}


/***/ }),

/***/ 20848:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ collectEvery)
/* harmony export */ });
/* harmony import */ var node_v8__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(78877);
/* harmony import */ var node_vm__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(30714);


/**
 * Has the young garbage collected each time that `every` bytes went by. Each chunk that Node reads from a socket is a
 * buffer of its own outside of the heap, and V8, which sees only a small object, lets them pile up: 160–180 MB resident
 * for a gigabyte that streams through, instead of 110. A collection of the young generation takes about a millisecond.
 *
 * @returns to be told of the bytes as they go by
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
/** V8's own `gc`, without the command line flag, which an action cannot give: a new context has it once it is set. */
function exposed() {
    (0,node_v8__WEBPACK_IMPORTED_MODULE_0__.setFlagsFromString)('--expose-gc');
    return (0,node_vm__WEBPACK_IMPORTED_MODULE_1__.runInNewContext)('gc');
}


/***/ }),

/***/ 66150:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ readBody),
/* harmony export */   y: () => (/* binding */ readText)
/* harmony export */ });
/**
 * Reads a whole body into memory.
 *
 * @throws Error with code ERR_TOO_LARGE when it has more than `max` bytes, or whatever broke the stream
 */
async function readBody(stream, max) {
    const chunks = [];
    let size = 0;
    for await (const chunk of stream) {
        size += chunk.length;
        // Leaving the loop destroys the stream.
        if (size > max)
            throw Object.assign(new Error(`the answer has more than ${max} bytes`), { code: 'ERR_TOO_LARGE' });
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}
/** The same as text. */
async function readText(stream, max) {
    return (await readBody(stream, max)).toString('utf8');
}


/***/ }),

/***/ 30768:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ES: () => (/* binding */ proxyAtFault),
/* harmony export */   PK: () => (/* binding */ proxyPasswords),
/* harmony export */   _n: () => (/* binding */ mayProxyPlain)
/* harmony export */ });
/** The proxies that the environment names. Node's agents read the same variables. */
function proxiesIn(env) {
    const values = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY'].map(name => env[name] ?? '');
    return values.filter(value => URL.canParse(value)).map(value => new URL(value));
}
/**
 * Whether plain http may go through a proxy. There connections cannot be kept: proxies (tinyproxy, say) close them
 * after each answer without saying so, and the next upload would break on the closed one.
 */
function mayProxyPlain(env) {
    return (env?.http_proxy || env?.HTTP_PROXY || '') !== '';
}
/** `host:port` of the proxy that could not be reached, when that is why a request failed. */
function proxyAtFault(error, env) {
    const { syscall, hostname, port } = error;
    const fits = (proxy) => (syscall === 'connect' && String(port) === (proxy.port || (proxy.protocol === 'https:' ? '443' : '80'))) ||
        (syscall === 'getaddrinfo' && hostname === proxy.hostname);
    return proxiesIn(env ?? {}).find(fits)?.host;
}
/** The passwords in the proxies' addresses, as they are sent and as they are written. */
function proxyPasswords(env) {
    const written = proxiesIn(env).flatMap(({ password }) => (password === '' ? [] : [password]));
    const sent = written.map(password => {
        try {
            return decodeURIComponent(password);
        }
        catch {
            return password;
        }
    });
    return [...new Set([...written, ...sent])];
}


/***/ }),

/***/ 24634:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JG: () => (/* binding */ failedAt),
/* harmony export */   KC: () => (/* binding */ resolveLocation),
/* harmony export */   Yx: () => (/* binding */ redirectOf),
/* harmony export */   bC: () => (/* binding */ isRefusedRedirect),
/* harmony export */   eH: () => (/* binding */ sendFollowing),
/* harmony export */   fG: () => (/* binding */ upgrade)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57975);

const MAX_REDIRECTS = 5;
const REFUSED = 'ERR_REDIRECT';
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** These alone ask for the same request again; clients make a GET of the others (RFC 9110 §15.4). */
const KEEPING = new Set([307, 308]);
/**
 * Sends a request and follows redirects: registries hand blobs over to their storage that way, and some proxies hand
 * over uploads. The Authorization header never reaches another origin, and https is never left for http unless
 * `insecure`. A body is sent again where the status asks for that (307, 308).
 *
 * @throws Error with code ERR_REDIRECT when a redirect cannot be followed, naming where it leads; ERR_SPENT when it
 * could be with a body that is gone
 */
async function sendFollowing(transport, first, how) {
    let request = first;
    let untouched;
    for (let hop = 0;; hop++) {
        const { body: source, spent, ...rest } = request;
        const body = typeof source === 'function' ? (untouched ?? (await source())) : source;
        const answer = await transport.send({ ...rest, body }).catch(error => {
            throw request.url.origin === first.url.origin ? error : failedAt(request.url, error);
        });
        untouched = answer.untouched && body !== undefined && !Buffer.isBuffer(body) ? body : undefined;
        const location = locationOf(answer);
        if (location === undefined) {
            untouched?.stream.destroy();
            return { ...answer, url: request.url };
        }
        answer.body.resume();
        const url = nextUrl(request, answer.status, location, how);
        if (hop === MAX_REDIRECTS)
            throw refused(`it redirects more than ${MAX_REDIRECTS} times, at last to ${url.host}`);
        if (spent && body !== undefined && untouched === undefined)
            throw bodyIsSpent(url);
        const headers = url.origin === request.url.origin ? request.headers : withoutAuthorization(request.headers);
        request = { ...request, url, headers };
    }
}
/** Notes where a request failed that was to go somewhere else: who asked for it names another host in its messages. */
function failedAt(url, error) {
    return node_util__WEBPACK_IMPORTED_MODULE_0__.types.isNativeError(error) ? Object.assign(error, { elsewhere: url.host }) : error;
}
function locationOf({ status, headers }) {
    return REDIRECTS.has(status) ? headers.location : undefined;
}
/** Where an answer redirects to, if it does; for who reads that instead of following it. @throws as `resolveLocation` */
function redirectOf(answer, from) {
    const location = locationOf(answer);
    return location === undefined ? undefined : resolveLocation(location, from);
}
function nextUrl({ method, url }, status, location, how) {
    const next = resolveLocation(location, url, how.insecure);
    const isRead = method === 'GET' || method === 'HEAD';
    if (!isRead && !KEEPING.has(status))
        throw refused(`it redirects to ${next.host} with status ${status}, which loses the request: only 307 and 308 keep it`);
    if (how.stay && next.origin !== url.origin)
        throw refused(`it redirects to another host, ${next.host}`);
    return next;
}
/**
 * Where a Location points, which may be relative (distribution-spec, "Pushing a blob monolithically"). A registry
 * behind a TLS proxy often calls itself `http://`: the same host is then asked by https as before, also if `insecure`
 * lets others be asked by http.
 *
 * @throws Error with code ERR_REDIRECT when it is no http(s) URL, or leaves https for another host by http
 */
function resolveLocation(location, base, insecure = false) {
    const url = URL.canParse(location, base.href) ? new URL(location, base) : undefined;
    if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
        throw refused(`it redirects to something that is not http (${url === undefined ? 'no URL' : `${url.protocol}//${url.host}`})`);
    const isWeaker = base.protocol === 'https:' && url.protocol === 'http:';
    const isAllowed = insecure && url.host !== base.host;
    if (isWeaker && !isAllowed && !upgrade(url, base))
        throw refused(`it redirects from https to plain http, at ${url.host}`);
    url.hash = '';
    return url;
}
/** Makes `http://` of a host that is spoken to by https into that. False when it is another host. */
function upgrade(url, secure) {
    if (url.hostname !== secure.hostname)
        return false;
    url.protocol = 'https:';
    url.port = secure.port;
    return true;
}
function withoutAuthorization(headers) {
    return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'));
}
function refused(message) {
    return Object.assign(new Error(message), { code: REFUSED });
}
/** Whether a redirect could not be followed: asked again, it would not be followed either. */
function isRefusedRedirect(error) {
    return error instanceof Error && 'code' in error && error.code === REFUSED;
}
function bodyIsSpent(to) {
    const message = `it redirects to ${to.host} after the bytes were sent, and they cannot be read again`;
    return Object.assign(new Error(message), { code: 'ERR_SPENT' });
}


/***/ }),

/***/ 28039:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  o: () => (/* binding */ createTransport)
});

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(44708);
// EXTERNAL MODULE: ./lib/http/proxy.js
var proxy = __webpack_require__(30768);
;// CONCATENATED MODULE: ./lib/http/pump.js
/**
 * Sends a stream as a request's body, with backpressure, and fails the request when the stream fails or does not have
 * exactly `size` bytes: a registry would wait for the rest until its own time-out.
 *
 * @returns stops sending; true when the body had not been sent whole
 */
function pump({ stream, size }, outgoing) {
    let sent = 0;
    let running = true;
    const resume = () => stream.resume();
    const stop = () => {
        if (!running)
            return false;
        running = false;
        outgoing.off('drain', resume);
        stream.destroy();
        return true;
    };
    const fail = (error) => {
        if (stop())
            outgoing.destroy(Object.assign(error, { fromSource: true }));
    };
    stream.on('data', (chunk) => {
        if (!running)
            return;
        sent += chunk.length;
        if (sent > size)
            fail(new Error(`the source has more than the ${size} bytes announced`));
        else if (!outgoing.write(chunk))
            stream.pause();
    });
    stream.on('end', () => {
        if (!running)
            return;
        if (sent < size)
            return fail(new Error(`the source ended after ${sent} of ${size} bytes`));
        running = false;
        outgoing.off('drain', resume);
        outgoing.end();
    });
    stream.on('error', fail);
    stream.on('close', () => fail(new Error(`the source was closed after ${sent} of ${size} bytes`)));
    outgoing.on('drain', resume);
    // One that is gone already tells nothing any more.
    if (stream.destroyed)
        fail(new Error('the source was closed before it was read'));
    return stop;
}
/** Milliseconds after which a server that does not know `Expect` gets the body all the same (RFC 9110 §10.1.1). */
const PATIENCE = 1_000;
/** As `pump`; with `expects`, not before the server says that it wants the body. A body that is held is left open. */
function pumpWhenAsked(body, outgoing, expects) {
    if (!expects)
        return { stop: pump(body, outgoing), held: () => false };
    let stop;
    let isOver = false;
    const begin = () => {
        clearTimeout(timer);
        if (!isOver)
            stop ??= pump(body, outgoing);
    };
    const timer = setTimeout(begin, PATIENCE);
    outgoing.on('continue', begin);
    return {
        stop: () => {
            isOver = true;
            clearTimeout(timer);
            return stop?.() ?? true;
        },
        held: () => stop === undefined,
    };
}

// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(41692);
;// CONCATENATED MODULE: ./lib/http/trust.js

/**
 * TLS options for an agent. Given certificates are made into one context, because Node would otherwise parse the
 * whole list anew for each connection (11 ms each).
 *
 * @param machine trust the machine's own store too, as the engine does. Reading it takes 20 ms, so only on demand.
 */
function tlsOptions({ ca, insecure }, machine) {
    if (insecure)
        return { rejectUnauthorized: false };
    if (ca === undefined && !machine)
        return {};
    const own = ca === undefined ? [] : [ca];
    const system = machine ? external_node_tls_.getCACertificates('system') : [];
    return { secureContext: external_node_tls_.createSecureContext({ ca: [...external_node_tls_.getCACertificates('default'), ...system, ...own] }) };
}
const UNTRUSTED = new Set([
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
]);
/** Whether the certificate's issuer is not known here (OpenSSL's verify results). */
function isUntrusted(error) {
    return UNTRUSTED.has(error.code ?? '');
}

;// CONCATENATED MODULE: ./lib/http/watch.js
/** How often an idle period is looked at: a stall is seen after 1 to 1¼ periods. */
const LOOKS = 4;
/**
 * Fails the request when the network makes no progress for `idle` milliseconds, or the answer takes longer than its
 * `limit`. While the source has nothing to send or nobody reads the answer, the other side is not to blame: a fan-out's
 * fast registry must not die of its slow one.
 *
 * Progress is the next phase of the request, or `idle` bytes of its body (1 kB/s): a byte now and then, or the head of
 * an answer letter by letter, would otherwise hold the run for ever.
 *
 * @returns ends the watching
 */
function watch(outgoing, { idle, limit }) {
    let incoming;
    let late;
    let last = { phase: '', moved: 0 };
    let quiet = 0;
    const fail = (message) => {
        const error = Object.assign(new Error(message), { code: 'ETIMEDOUT' });
        if (incoming)
            incoming.destroy(error);
        else
            outgoing.destroy(error);
    };
    outgoing.on('response', answer => {
        incoming = answer;
        if (limit !== undefined)
            late = setTimeout(() => fail(`the answer was not complete after ${limit} ms`), limit).unref();
    });
    const look = () => {
        const { socket } = outgoing;
        const sourceIsSlow = !outgoing.writableEnded && outgoing.writableLength === 0 && socket?.connecting === false;
        const readerIsSlow = incoming !== undefined && incoming.readableLength > 0;
        const now = progressOf(outgoing, incoming);
        const isProgress = now.phase !== last.phase || now.moved - last.moved >= idle;
        if (isProgress)
            last = now;
        quiet = sourceIsSlow || readerIsSlow || isProgress ? 0 : quiet + 1;
        if (quiet >= LOOKS)
            fail(`no progress for ${idle} ms`);
    };
    const timer = setInterval(look, idle / LOOKS);
    timer.unref();
    return () => {
        clearInterval(timer);
        clearTimeout(late);
    };
}
/** How far a request has come. What is read before the answer's head is whole does not count. */
function progressOf(outgoing, incoming) {
    const { socket, writableLength, writableFinished } = outgoing;
    const phase = `${socket?.connecting} ${writableFinished} ${incoming !== undefined}`;
    if (incoming)
        return { phase, moved: socket?.bytesRead ?? 0 };
    return { phase, moved: (socket?.bytesWritten ?? 0) - writableLength };
}

;// CONCATENATED MODULE: ./lib/http/transport.js






/** Connections of one registry, its token server and its storage. */
function createTransport(options) {
    const shared = { keepAlive: true, keepAliveMsecs: 15_000, proxyEnv: options.proxyEnv };
    const plain = new external_node_http_.Agent({ ...shared, keepAlive: !(0,proxy/* mayProxyPlain */._n)(options.proxyEnv) });
    const agents = [plain];
    let machine = false;
    let tls;
    const agentFor = (protocol) => {
        if (protocol === 'http:')
            return plain;
        if (tls === undefined) {
            tls = new external_node_https_.Agent({ ...shared, ...tlsOptions(options, machine) });
            agents.push(tls);
        }
        return tls;
    };
    // What is under way to other hosts ends over the connections that it has.
    const trustMachine = () => {
        machine = true;
        tls = undefined;
    };
    return {
        send: async (request) => {
            const agent = agentFor(request.url.protocol);
            try {
                return await exchange(request, agent);
            }
            catch (error) {
                Object.assign(error, { proxy: (0,proxy/* proxyAtFault */.ES)(error, options.proxyEnv) });
                if (!isResendable(request))
                    throw error;
                if (isUntrusted(error)) {
                    if (!machine)
                        trustMachine();
                    if (agent === tls)
                        throw error;
                }
                else if (!isStale(error))
                    throw error;
                return exchange(request, agentFor(request.url.protocol));
            }
        },
        close: () => {
            for (const agent of agents)
                agent.destroy();
        },
    };
}
function exchange(request, agent) {
    const { method, url, body, signal } = request;
    const size = Buffer.isBuffer(body) ? body.length : body?.size;
    const expects = request.expects === true && isStream(body);
    const headers = {
        ...request.headers,
        ...(size !== undefined && { 'content-length': String(size) }),
        ...(expects && { expect: '100-continue' }),
    };
    const client = url.protocol === 'https:' ? external_node_https_ : external_node_http_;
    return new Promise((resolve, reject) => {
        const outgoing = client.request(url, { method, headers, agent, ...(signal ? { signal } : {}) });
        const sender = isStream(body) ? pumpWhenAsked(body, outgoing, expects) : undefined;
        if (!isStream(body))
            outgoing.end(body);
        const relax = watch(outgoing, request);
        let isAnswered = false;
        outgoing.on('response', incoming => {
            isAnswered = true;
            // An early answer (401, 413) makes the rest of the body pointless; the connection cannot be used again.
            if (sender?.stop())
                incoming.on('end', () => outgoing.destroy());
            incoming.on('close', relax);
            const untouched = sender?.held() ?? false;
            resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: incoming, untouched });
        });
        outgoing.on('error', error => {
            // Once it is answered, a body that was held may be on its way elsewhere.
            if (sender?.stop() && !isAnswered && isStream(body))
                body.stream.destroy();
            relax();
            reject(Object.assign(error, { reusedSocket: outgoing.reusedSocket }));
        });
    });
}
/** A kept-alive connection that the server had closed meanwhile: not a fault, so it costs no attempt. */
function isStale(error) {
    const { reusedSocket, code } = error;
    return reusedSocket === true && (code === 'ECONNRESET' || code === 'EPIPE');
}
function isResendable({ body }) {
    return body === undefined || Buffer.isBuffer(body);
}
function isStream(body) {
    return body !== undefined && !Buffer.isBuffer(body);
}


/***/ }),

/***/ 98057:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e0: () => (/* binding */ DRIVERS),
/* harmony export */   n6: () => (/* binding */ DEFAULT_NODE),
/* harmony export */   v7: () => (/* binding */ takesConfig)
/* harmony export */ });
/** The drivers that buildx has. `docker` is the engine's own BuildKit, which is there and is never created. */
const DRIVERS = ['docker', 'docker-container', 'kubernetes', 'remote', 'cloud'];
const DEFAULT_NODE = { name: '', endpoint: '', driverOpts: [], buildkitdFlags: '', platforms: [] };
/** Whether a builder of this driver is given a buildkitd.toml and flags: a remote daemon has its own. */
function takesConfig(driver) {
    return driver === 'docker-container' || driver === 'kubernetes';
}


/***/ }),

/***/ 92587:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ MOUNT_ID),
/* harmony export */   J: () => (/* binding */ readCacheMounts)
/* harmony export */ });
/* harmony import */ var _reading_source_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(91725);

/** An id as it may stand in a Dockerfile of ours: no space, no quotation mark, nothing that is expanded. */
const MOUNT_ID = /^[\w./:@+~=-]{1,200}$/;
function readCacheMounts(source) {
    const text = source.text('cache-mounts');
    const asBoolean = text === '' ? false : (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_0__/* .parseBoolean */ .yG)(text);
    if (asBoolean !== undefined)
        return asBoolean ? 'all' : 'none';
    const ids = (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_0__/* .items */ .ld)(source, 'cache-mounts', { commas: true });
    for (const id of ids) {
        if ((0,_reading_source_js__WEBPACK_IMPORTED_MODULE_0__/* .parseBoolean */ .yG)(id) === undefined && MOUNT_ID.test(id))
            continue;
        source.invalid('cache-mounts', (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(id), '`true` for every cache mount of the Dockerfile, or ids such as `npm, /root/.cache`; a mount without an id has its target for one');
    }
    return ids;
}


/***/ }),

/***/ 15820:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ isFolder),
/* harmony export */   x: () => (/* binding */ readCache)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23940);
/* harmony import */ var _reading_source_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(91725);



const BACKENDS = ['auto', 'gha', 'registry', 'actions', 'local', 'inline', 'none'];
function readCache(source) {
    const backend = oneOf(source, 'cache', BACKENDS, 'auto');
    const inputs = {
        backend,
        mode: oneOf(source, 'cache-mode', ['max', 'min'], 'max'),
        scope: readScope(source),
        ref: readRef(source, backend),
        keyFiles: (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_2__/* .items */ .ld)(source, 'cache-key-files'),
        maxSize: readSize(source),
    };
    checkUse(source, backend);
    return inputs;
}
/** What was given and would do nothing. `cache: none` contradicts none of it: it turns off, maybe for one run. */
function checkUse(source, backend) {
    const given = (name) => source.text(name) !== '';
    if (given('cache-key-files') && backend !== 'actions' && backend !== 'none') {
        const problem = `is given, and \`cache: ${backend}\` ${backend === 'auto' ? 'never takes `actions`' : 'has no key'}`;
        source.report('cache-key-files', problem, 'Remove it, or write `cache: actions`.');
    }
    const mounts = source.text('cache-mounts');
    const hasMounts = mounts !== '' && (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_2__/* .parseBoolean */ .yG)(mounts) !== false;
    if (given('cache-scope') && !hasMounts && (backend === 'registry' || backend === 'inline')) {
        const place = backend === 'registry' ? '`cache-ref` is its name' : 'it is in the image';
        source.report('cache-scope', `is given, and a cache with \`cache: ${backend}\` has none: ${place}`, 'Remove it.');
    }
    const raw = ['cache-from', 'cache-to'].find(given);
    if (given('cache-ref') && raw !== undefined) {
        source.report('cache-ref', `is given besides \`${raw}\`, which wins over it`, 'Remove one of the two.');
    }
}
/** Whether a `cache-ref` is a folder: registry references never begin like this. */
function isFolder(ref) {
    return /^(?:\/|~\/|\.{1,2}(?:\/|$))/.test(ref);
}
function oneOf(source, name, values, otherwise) {
    const text = source.text(name);
    const found = values.find(value => value === text);
    if (found !== undefined)
        return found;
    const known = values.map(value => `\`${value}\``);
    source.invalid(name, (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(text), `${known.slice(0, -1).join(', ')} or ${known.at(-1)}${name === 'cache' ? '; a list of sources belongs in `cache-from` and `cache-to`' : ''}`);
    return otherwise;
}
/** The scope ends up in cache keys, which hold no comma and 512 characters at most. */
function readScope(source) {
    const scope = (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_2__/* .line */ .n8)(source, 'cache-scope');
    if (scope.includes(',') || scope.length > 200) {
        source.invalid('cache-scope', (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(scope), 'up to 200 characters without a comma');
    }
    return scope;
}
function readRef(source, backend) {
    const ref = (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_2__/* .line */ .n8)(source, 'cache-ref');
    if (ref === '') {
        if (backend === 'registry') {
            source.report('cache-ref', 'is not given, and `cache: registry` needs a place of its own', 'Name it, as in `cache-ref: ghcr.io/acme/api:buildcache`; no tag is made up.');
        }
        return '';
    }
    if (['gha', 'actions', 'inline', 'none'].includes(backend)) {
        source.report('cache-ref', `means nothing with \`cache: ${backend}\``, 'Remove it, or write `cache: registry`.');
    }
    else if (isFolder(ref)) {
        if (backend === 'registry') {
            source.report('cache-ref', `is a folder: ${(0,_reading_source_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(ref)}`, 'Write `cache: local`, or name a repository and a tag.');
        }
    }
    else if (backend === 'local') {
        source.invalid('cache-ref', (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(ref), 'a path that begins with `/`, `~/` or `./` (or `cache: registry`)');
    }
    else
        checkReference(source, ref, backend);
    return ref;
}
function checkReference(source, ref, backend) {
    const tagged = 'a repository and a tag, as in `ghcr.io/acme/api:buildcache`';
    const form = `${tagged}${backend === 'auto' ? ', or a folder that begins with `/`, `~/` or `./`' : ''}`;
    try {
        const { tag, digest } = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseReference */ .F2)(ref);
        if (digest !== undefined || tag === undefined) {
            source.invalid('cache-ref', `${(0,_reading_source_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(ref)} (no tag)`, form);
        }
    }
    catch (error) {
        source.invalid('cache-ref', (0,_host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error), form);
    }
}
const UNITS = { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 };
/** A size in bytes; `kb`, `mb` and so on are decimal, `kib` and so on are not. */
function readSize(source) {
    const text = source.text('cache-max-size');
    const [, amount = '', unit = '', binary] = /^(\d{1,6}(?:\.\d{1,3})?)\s*([kmgt]?)(i?)b?$/i.exec(text) ?? [];
    const power = 'kmgt'.indexOf(unit.toLowerCase()) + 1;
    const factor = binary ? 1024 ** power : (UNITS[unit.toLowerCase()] ?? 0);
    const bytes = Math.round(Number(amount) * factor);
    if (amount !== '' && bytes > 0)
        return bytes;
    source.invalid('cache-max-size', (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(text), 'a size, as in `10gb` or `500mb`');
    return 10e9;
}


/***/ }),

/***/ 8245:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ readScan),
/* harmony export */   o: () => (/* binding */ SEVERITIES)
/* harmony export */ });
/* harmony import */ var _plan_terms_nearest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(75853);
/* harmony import */ var _reading_source_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(91725);


/** The scanners whose command line and exit codes are known here. */
const SCANNERS = ['trivy', 'grype', 'docker-scout'];
/** From the worst down. */
const SEVERITIES = ['critical', 'high', 'medium', 'low', 'negligible'];
/** A line is a known scanner; the other lines, where they follow each other, are one script. Empty: no scan. */
function readScan(source) {
    const threshold = readThreshold(source);
    const ignoreUnfixed = (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zM)(source, 'scan-ignore-unfixed');
    const required = (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zM)(source, 'scan-required');
    const specs = parts(source.raw('scan')).map((part) => {
        if (!isScanner(part))
            return { kind: 'command', script: part, required };
        return { kind: 'scanner', scanner: part, threshold, ignoreUnfixed, required };
    });
    check(source, specs, threshold);
    return specs;
}
function isScanner(text) {
    return SCANNERS.includes(text);
}
function parts(text) {
    const found = [];
    let script = [];
    const endScript = () => {
        // Comments alone would be a check that checks nothing.
        if (script.some(line => !/^\s*(?:#|$)/.test(line)))
            found.push(`${script.join('\n').trim()}\n`);
        script = [];
    };
    for (const line of text.split(/\r?\n/)) {
        if (!isScanner(line.trim())) {
            script.push(line);
            continue;
        }
        endScript();
        found.push(line.trim());
    }
    endScript();
    return found;
}
function check(source, specs, { unknown }) {
    const names = specs.map(spec => (spec.kind === 'scanner' ? spec.scanner : spec.script.trim()));
    for (const name of new Set(names.filter((each, index) => isScanner(each) && names.indexOf(each) !== index))) {
        source.report('scan', `names \`${name}\` twice`, 'Keep one of them.');
    }
    for (const name of names.filter(each => !isScanner(each))) {
        const meant = /^(?:docker )?scout$/i.test(name) ? 'docker-scout' : nearWord(name);
        if (meant !== undefined)
            source.report('scan', `has ${(0,_reading_source_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(name)}`, `Did you mean \`${meant}\`?`);
    }
    if (unknown && names.includes('grype')) {
        source.report('scan-severity', 'has `unknown`, on which grype cannot fail', 'Remove `unknown`.');
    }
}
/** A command of one word that is nearly a scanner's name is a slip, and would be a missing command. */
function nearWord(text) {
    return /^[a-z_-]+$/i.test(text) ? (0,_plan_terms_nearest_js__WEBPACK_IMPORTED_MODULE_1__/* .nearest */ .p)(text, SCANNERS) : undefined;
}
function readThreshold(source) {
    const words = (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_0__/* .items */ .ld)(source, 'scan-severity', { commas: true }).map(word => word.toLowerCase());
    const known = [...SEVERITIES, 'unknown'];
    for (const word of words.filter(each => !known.includes(each))) {
        source.invalid('scan-severity', (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(word), `some of ${known.join(', ')}`);
    }
    const lowest = SEVERITIES.findLast(severity => words.includes(severity));
    if (lowest === undefined && words.every(word => word === 'unknown')) {
        source.report('scan-severity', 'has no severity', 'Write `critical`, say, or `high,unknown`.');
    }
    return { lowest: lowest ?? 'critical', unknown: words.includes('unknown') };
}


/***/ }),

/***/ 9514:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ZU: () => (/* binding */ haveGates),
/* harmony export */   Zw: () => (/* binding */ jobOf),
/* harmony export */   z6: () => (/* binding */ inputsOfImages)
/* harmony export */ });
/* harmony import */ var _wanted_gates_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(14203);

/** The job of one image. */
function jobOf(job, at) {
    const build = job.several?.builds[at];
    const image = job.plan.images[at];
    if (build === undefined || image === undefined)
        return job;
    const { name: _, inputs } = build;
    return { ...job, inputs, plan: { ...job.plan, images: [image] }, several: undefined };
}
/** The inputs of every image, in the plan's order. */
function inputsOfImages({ inputs, several }) {
    return several?.builds.map(build => build.inputs) ?? [inputs];
}
/** Whether some image must be here before anything is published. */
function haveGates(job) {
    return inputsOfImages(job).some(_wanted_gates_js__WEBPACK_IMPORTED_MODULE_0__/* .hasGates */ .x);
}


/***/ }),

/***/ 68213:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ readPromote),
/* harmony export */   r: () => (/* binding */ sourceText)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23940);
/* harmony import */ var _reading_defaults_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(58098);
/* harmony import */ var _reading_source_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(91725);




/**
 * What says how an image is built, or would change it. A promoted image keeps its digest, so none of these could do
 * anything; who gives one expects something that will not happen.
 */
const OF_BUILDS = [
    'labels',
    'annotations',
    'add-hosts',
    'allow',
    'attests',
    'build-args',
    'build-contexts',
    'cache-from',
    'cache-to',
    'cache-mounts',
    'call',
    'cgroup-parent',
    'context',
    'file',
    'network',
    'no-cache',
    'no-cache-filters',
    'outputs',
    'platforms',
    'provenance',
    'pull',
    'sbom',
    'secrets',
    'secret-envs',
    'secret-files',
    'shm-size',
    'source-date-epoch',
    'ssh',
    'target',
    'ulimit',
    'skip-existing',
    'builder',
    'driver',
    'driver-opts',
    'buildkitd-flags',
    'buildkitd-config',
    'buildkitd-config-inline',
    'endpoint',
    'append',
    'node-platforms',
    'keep-state',
    'cleanup',
    'buildx-version',
    'cache',
    'cache-mode',
    'cache-scope',
    'cache-ref',
    'cache-key-files',
];
/** The inputs `source` and `layout`, and what contradicts them. */
function readPromote(source) {
    const image = readImageSource(source);
    const layout = (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_3__/* .line */ .n8)(source, 'layout');
    if (/^oci:|(?:^|\/)\.\.?\/?$/.test(layout) || layout.endsWith('/.tar')) {
        source.invalid('layout', (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(layout), 'a path in the workspace, as in `image-layout` or `image.tar`');
    }
    if (image !== undefined)
        refuseBuilding(source);
    if (image?.kind === 'layout' && layout !== '' && trimmed(image.path) === trimmed(layout)) {
        source.report('layout', 'is what `source` reads', 'Give another path, or remove one of the two.');
    }
    if (layout !== '' && !['', 'build'].includes(source.text('call'))) {
        source.report('layout', `is given, and \`call: ${source.text('call')}\` makes no image`, 'Remove one of the two.');
    }
    return { source: image, layout };
}
/** The source for people: `ghcr.io/acme/api:1.2`, `oci:image.tar`. */
function sourceText(source) {
    if (source.kind === 'registry')
        return (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .formatReference */ .FH)(source.reference);
    const { path, select } = source;
    if (select === undefined)
        return `oci:${path}`;
    return 'digest' in select ? `oci:${path}@${select.digest}` : `oci:${path}:${select.name}`;
}
function readImageSource(source) {
    const text = (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_3__/* .line */ .n8)(source, 'source');
    if (text === '')
        return undefined;
    return text.startsWith('oci:') ? readLayoutSource(source, text.slice('oci:'.length)) : readReference(source, text);
}
function readReference(source, text) {
    try {
        const reference = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseReference */ .F2)(text);
        if (reference.tag !== undefined || reference.digest !== undefined)
            return { kind: 'registry', reference };
        source.report('source', `names no tag and no digest: ${(0,_reading_source_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(text)}`, `Say which image: \`${text}:1.2.3\`, or \`@\` and its digest.`);
    }
    catch (error) {
        const hint = error instanceof _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ ? error.hint : undefined;
        source.report('source', `has an invalid reference: ${(0,_host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`, `${hint ?? 'Write `ghcr.io/acme/api:1.2.3`.'} An OCI layout is \`oci:PATH\`.`);
    }
    return undefined;
}
/** `PATH`, `PATH@sha256:…` or `PATH:NAME`. As in skopeo, the first colon ends the path: names have colons, too. */
function readLayoutSource(source, text) {
    const [, path = '', digest, name] = /^([^:@]*)(?:@(.*)|:(.*))?$/s.exec(text) ?? [];
    const fix = 'Write `oci:PATH`, and where the layout holds several images `oci:PATH@sha256:…` or `oci:PATH:NAME`.';
    if (path === '' || name === '') {
        source.report('source', `names no ${path === '' ? 'path' : 'image'}: ${(0,_reading_source_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(`oci:${text}`)}`, fix);
        return undefined;
    }
    if (digest !== undefined) {
        if ((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(digest))
            return { kind: 'layout', path, select: { digest } };
        source.report('source', `has something after "@" that is not a digest: ${(0,_reading_source_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(`oci:${text}`)}`, fix);
        return undefined;
    }
    return { kind: 'layout', path, select: name === undefined ? undefined : { name } };
}
function refuseBuilding(source) {
    for (const name of OF_BUILDS.filter(name => !isIdle(name, source.text(name)))) {
        source.report(name, 'is given, and `source` publishes an image as it is: nothing is built, its digest stays', `Remove \`${name}\`, or remove \`source\` to build.`);
    }
}
/** Whether a value asks for nothing: the default, in any spelling, and the cache that is none. */
function isIdle(name, text) {
    if (text === _reading_defaults_js__WEBPACK_IMPORTED_MODULE_2__/* .DEFAULTS */ .z[name] || (name === 'cache' && text === 'none'))
        return true;
    const value = (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_3__/* .parseBoolean */ .yG)(text);
    return value !== undefined && value === (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_3__/* .parseBoolean */ .yG)(_reading_defaults_js__WEBPACK_IMPORTED_MODULE_2__/* .DEFAULTS */ .z[name]);
}
function trimmed(path) {
    return path.replace(/^(?:\.\/+)+|\/+$/g, '');
}


/***/ }),

/***/ 58098:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ DEFAULTS)
/* harmony export */ });
/**
 * Every input and what it means when it is not given or given as ''. The same as in action.yml (a test compares them);
 * it is needed here too because the runner applies its defaults only to absent inputs, and reusable workflows pass ''.
 */
const DEFAULTS = {
    images: '',
    registries: '',
    tags: '',
    flavor: '',
    labels: '',
    annotations: '',
    'sep-tags': '\n',
    'sep-labels': '\n',
    'sep-annotations': '\n',
    'bake-target': 'docker-metadata-action',
    'ref-source': 'workflow',
    source: '',
    layout: '',
    'registry-auth': '',
    registry: '',
    username: '',
    password: '',
    'docker-config': '',
    'docker-config-passphrase': '',
    'github-token': '',
    'job-token': '',
    push: 'auto',
    branches: '',
    'git-tags': '',
    events: '',
    'add-hosts': '',
    allow: '',
    attests: '',
    'build-args': '',
    'build-contexts': '',
    builder: '',
    driver: '',
    'driver-opts': '',
    'buildkitd-flags': '',
    'buildkitd-config': '',
    'buildkitd-config-inline': '',
    endpoint: '',
    append: '',
    'node-platforms': '',
    'keep-state': 'false',
    cleanup: 'true',
    'buildx-version': '',
    qemu: '',
    cache: 'auto',
    'cache-mode': 'max',
    'cache-scope': '',
    'cache-ref': '',
    'cache-key-files': '',
    'cache-max-size': '10gb',
    'cache-mounts': '',
    'cache-from': '',
    'cache-to': '',
    call: '',
    'cgroup-parent': '',
    context: '',
    file: '',
    load: 'false',
    network: '',
    'no-cache': 'false',
    'no-cache-filters': '',
    outputs: '',
    platforms: '',
    provenance: '',
    pull: 'false',
    sbom: '',
    secrets: '',
    'secret-envs': '',
    'secret-files': '',
    'shm-size': '',
    ssh: '',
    target: '',
    ulimit: '',
    'source-date-epoch': '',
    builds: '',
    bake: '',
    'bake-targets': '',
    'bake-set': '',
    'bake-vars': '',
    test: '',
    gates: '',
    scan: '',
    'scan-severity': 'critical',
    'scan-ignore-unfixed': 'false',
    'scan-required': 'true',
    'container-test': '',
    'gate-platforms': 'native',
    'keep-local': 'false',
    verify: 'true',
    preflight: 'true',
    'immutable-tags': '',
    'skip-existing': 'false',
    'moving-tags': 'forward',
    retries: '5',
    timeout: '3m',
    'dry-run': 'false',
};


/***/ }),

/***/ 91725:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jx: () => (/* binding */ BOOLEAN),
/* harmony export */   hD: () => (/* binding */ quote),
/* harmony export */   ld: () => (/* binding */ items),
/* harmony export */   n8: () => (/* binding */ line),
/* harmony export */   vz: () => (/* binding */ sourceOf),
/* harmony export */   yG: () => (/* binding */ parseBoolean),
/* harmony export */   zM: () => (/* binding */ boolean)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(94247);
/* harmony import */ var _defaults_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(58098);



/** Reads `INPUT_*` as the runner sets them: the name in upper case, spaces as `_`, hyphens kept. */
function sourceOf(env, problems, warnings, exists) {
    const raw = (name) => env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] || _defaults_js__WEBPACK_IMPORTED_MODULE_2__/* .DEFAULTS */ .z[name];
    return {
        raw,
        text: name => raw(name).trim() || _defaults_js__WEBPACK_IMPORTED_MODULE_2__/* .DEFAULTS */ .z[name],
        report: (input, problem, fix) => problems.push({ input, problem, fix }),
        invalid: (input, problem, fix) => problems.push({ input, problem, fix, kind: 'value' }),
        add: problem => problems.push(problem),
        warn: text => warnings.push(text),
        exists: path => exists((0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(env.GITHUB_WORKSPACE ?? '.', path)),
    };
}
/** A line of text: no line breaks or control characters, which no name, path or option has. */
function line(source, name) {
    const value = source.text(name);
    if (!/\p{Cc}/u.test(value))
        return value;
    source.report(name, 'has a line break or a control character', 'Give it on one line.');
    return '';
}
/** `true` or `false` as in YAML 1.2's core schema, which is also what @actions/core takes. */
function boolean(source, name) {
    const value = parseBoolean(source.text(name));
    if (value === undefined)
        source.invalid(name, quote(source.text(name)), BOOLEAN);
    return value ?? false;
}
const BOOLEAN = '`true` or `false`';
/** true|True|TRUE and false|False|FALSE; undefined for anything else. */
function parseBoolean(text) {
    if (/^(?:true|True|TRUE)$/.test(text))
        return true;
    return /^(?:false|False|FALSE)$/.test(text) ? false : undefined;
}
/** The items of a list input. */
function items(source, name, options = {}) {
    try {
        return (0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .list */ .p_)(source.raw(name), options);
    }
    catch {
        // csv-parse's message is left out: it may quote the text, which may be a secret.
        source.report(name, 'has a quotation mark that is never closed', 'Close it on its line, or write a quotation mark inside a quoted item twice ("").');
        return [];
    }
}
/** Untrusted text inside a message: on one line, and short. */
function quote(text) {
    return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);
}


/***/ }),

/***/ 93632:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   An: () => (/* binding */ trustOf),
/* harmony export */   X3: () => (/* binding */ isPem),
/* harmony export */   ks: () => (/* binding */ TRUST_KEYS)
/* harmony export */ });
/* harmony import */ var _source_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(91725);
/* harmony import */ var _yaml_list_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(40516);


const TRUST_KEYS = ['ca', 'insecure'];
/** The `ca` and `insecure` of an entry of `registries` or `registry-auth`. */
function trustOf(source, entry) {
    const ca = (0,_yaml_list_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b)(source, entry, 'ca').trim();
    if (ca !== '' && !isPem(ca) && (ca.includes('\n') || !source.exists(ca))) {
        source.report(`${entry.at}.ca`, ca.includes('\n') ? 'is not a PEM certificate' : `is neither a PEM certificate nor a file: ${(0,_source_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(ca)}`, 'Give the path of a PEM file, or its text from `-----BEGIN CERTIFICATE-----` on (in YAML: `ca: |`).');
    }
    const text = (0,_yaml_list_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b)(source, entry, 'insecure').trim();
    const insecure = text === '' ? false : (0,_source_js__WEBPACK_IMPORTED_MODULE_0__/* .parseBoolean */ .yG)(text);
    if (insecure === undefined)
        source.invalid(`${entry.at}.insecure`, (0,_source_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text), _source_js__WEBPACK_IMPORTED_MODULE_0__/* .BOOLEAN */ .Jx);
    return { ...(ca !== '' && { ca }), ...(insecure && { insecure }) };
}
/** Whether a text is certificates themselves, not where they are (RFC 7468). */
function isPem(text) {
    return /^-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/m.test(text);
}


/***/ }),

/***/ 40516:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ textOf),
/* harmony export */   g: () => (/* binding */ yamlEntries)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38815);
/* harmony import */ var _plan_terms_nearest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(75853);


const REGISTRIES = {
    begin: 'Begin each entry with `- `, as in `- registry: ghcr.io`.',
    name: 'Name a registry, or remove the entry.',
    entry: 'Write a registry, or a map of',
    quote: "Put it in single quotes: `password: '${{ secrets.TOKEN }}'`.",
};
const SINGLE = "If the value there has a `'`, write each one in it twice (`''`), or put the value on a line of its own, indented, below `password: |-`.";
/**
 * Reads a YAML list of strings or maps. Scalars are never turned into numbers, booleans or null (the failsafe schema),
 * and what YAML would cut from or read into an unquoted secret (comments, anchors, tags) is a problem. Messages never
 * quote values.
 */
function yamlEntries(source, name, keys, wording = REGISTRIES) {
    const text = source.raw(name);
    if (text.trim() === '')
        return [];
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text, { schema: 'failsafe', prettyErrors: false, logLevel: 'silent' });
    const [error] = document.errors;
    if (error !== undefined) {
        const cut = lineOfCutValue(text);
        if (cut !== undefined) {
            const fix = 'Save the secret again without it: `printf %s "$TOKEN" | gh secret set NAME` adds none.';
            source.report(name, `has a value in quotes at line ${cut} that ends in a line break`, fix);
            return [];
        }
        // A quotation mark that is missing is missed at the end of the text.
        const before = text.slice(0, error.pos[0]).trimEnd().split('\n');
        const line = before.length;
        const inSingle = /[:-]\s+'/.test(before.at(-1) ?? '');
        const repeated = error.code === 'DUPLICATE_KEY';
        source.report(name, repeated
            ? `has the same key twice in one entry, at line ${line}`
            : `is not valid YAML at line ${line} (${error.code})`, repeated
            ? 'Remove one of them.'
            : inSingle
                ? SINGLE
                : `If a value there has special characters: ${wording.quote}`);
        return [];
    }
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(document.contents)) {
        source.report(name, 'is not a YAML list', wording.begin);
        return [];
    }
    const form = { keys, wording };
    return document.contents.items.flatMap((node, index) => entry(source, `${name}[${index}]`, node, form));
}
/**
 * The line on which a quoted value begins that ends in a line break, as a secret does that was pasted or piped with one:
 * the closing quote then stands on a line of its own, where YAML does not look for it.
 */
function lineOfCutValue(text) {
    const lines = text.split(/\r\n|\r|\n/);
    for (const [index, line] of lines.entries()) {
        const [, quote] = /^\s*(['"])\s*[,}\]]*\s*$/.exec(line) ?? [];
        const start = lines.slice(0, index).findLastIndex(each => each.trim() !== '');
        if (quote !== undefined && ((lines[start] ?? '').split(quote).length - 1) % 2 === 1)
            return start + 1;
    }
    return undefined;
}
/** The text of a key: '' when it is absent. A list where text should be is a problem. */
function textOf(source, { at, values }, key) {
    const value = values[key] ?? '';
    if (typeof value === 'string')
        return value;
    source.report(`${at}.${key}`, 'is a list', 'Give one value.');
    return '';
}
function entry(source, at, node, { keys, wording }) {
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node)) {
        const plain = scalar(source, at, node, wording).trim();
        if (plain !== '')
            return [{ at, plain, values: {} }];
        source.report(at, 'is empty', wording.name);
        return [];
    }
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node)) {
        source.report(at, 'is neither text nor a map', `${wording.entry} ${keys.join(', ')}.`);
        return [];
    }
    const values = {};
    for (const pair of node.items) {
        const key = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(pair.key) ? String(pair.key.value) : '';
        if (!keys.includes(key)) {
            const meant = (0,_plan_terms_nearest_js__WEBPACK_IMPORTED_MODULE_1__/* .nearest */ .p)(key, keys);
            const fix = meant === undefined ? `Known keys are ${keys.join(', ')}.` : `Did you mean \`${meant}\`?`;
            source.report(at, `has the unknown key ${JSON.stringify(key.slice(0, 100))}`, fix);
            continue;
        }
        values[key] = readValue(source, `${at}.${key}`, pair.value, wording);
    }
    return [{ at, plain: undefined, values }];
}
function readValue(source, at, node, wording) {
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node))
        return scalar(source, at, node, wording);
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(node) && node.items.every(yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)) {
        return node.items.map((item, index) => scalar(source, `${at}[${index}]`, item, wording));
    }
    if (node === null)
        return '';
    source.report(at, (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node) ? 'is read by YAML as an alias' : 'is not text', wording.quote);
    return '';
}
function scalar(source, at, node, { quote }) {
    const { value, type, comment, anchor, tag, range } = node;
    const plain = type === 'PLAIN';
    // A comment or a line break in an unquoted password may be a part of the secret; elsewhere it is the author's.
    const secret = at.endsWith('.password') && plain;
    const misread = [
        secret && typeof comment === 'string' && 'has a part that YAML reads as a comment',
        secret && isFolded(value, range) && 'spans lines, which YAML joins',
        anchor !== undefined && 'has a part that YAML reads as an anchor',
        plain && tag !== undefined && 'has a part that YAML reads as a tag',
    ].find(problem => problem !== false);
    if (misread !== undefined)
        source.report(at, misread, quote);
    const text = typeof value === 'string' ? value : '';
    return plain ? text : text.replace(/\n+$/, '');
}
/** YAML folds the line breaks of a plain scalar, so that what it stands for is shorter or other than its source. */
function isFolded(value, range) {
    return typeof value === 'string' && range != null && range[1] - range[0] !== value.length;
}


/***/ }),

/***/ 49814:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $2: () => (/* binding */ readEntries),
/* harmony export */   LN: () => (/* binding */ checkNames),
/* harmony export */   o: () => (/* binding */ MOST_BUILDS)
/* harmony export */ });
/* unused harmony export variableOf */
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38815);
/* harmony import */ var _plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(94247);
/* harmony import */ var _plan_terms_nearest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(75853);
/* harmony import */ var _reading_source_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(91725);




/** Inputs that are lists of `key=value`: an entry may give a map. */
const PAIRS = [
    'build-args',
    'build-contexts',
    'labels',
    'annotations',
    'secrets',
    'secret-envs',
    'secret-files',
];
/** Inputs that are YAML themselves: an entry may give them without a `|`. */
const NESTED = ['container-test', 'gates', 'scan'];
/** Inputs of which each build may have its own. */
const KEYS = [
    ...['context', 'file', 'target', 'platforms', 'images', 'tags', 'flavor'],
    ...PAIRS,
    ...['test', ...NESTED, 'gate-platforms', 'scan-severity', 'scan-ignore-unfixed', 'scan-required'],
    ...['add-hosts', 'attests', 'provenance', 'sbom', 'cache-from', 'cache-to', 'network', 'no-cache'],
    ...['no-cache-filters', 'pull', 'shm-size', 'source-date-epoch', 'ssh', 'ulimit'],
];
/** More targets than any bake file that people write; each costs an image in memory. */
const MOST_BUILDS = 200;
/** As bake takes it (docker/buildx, bake/bake.go, `validTargetNameChars`), and no longer than an image's name may be. */
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_-]{0,99}$/;
/** Reads the input `builds`. [] when it is not given, or where what is wrong with it was reported. */
function readEntries(source) {
    const text = source.raw('builds');
    if (text.trim() === '')
        return [];
    const value = parsed(source, text);
    if (value === undefined)
        return [];
    if (!Array.isArray(value)) {
        source.report('builds', 'is not a YAML list', 'Begin each build with `- `, as in `- {name: api, target: api}`.');
        return [];
    }
    if (value.length === 0) {
        source.report('builds', 'lists no build', 'Add one, as in `- {name: api, target: api}`, or remove the input.');
        return [];
    }
    if (value.length > MOST_BUILDS) {
        source.report('builds', `has ${value.length} entries`, `Build at most ${MOST_BUILDS} images in one step.`);
        return [];
    }
    const entries = value.map((entry, index) => readEntry(source, `builds[${index}]`, entry));
    checkNames(source, entries.map(({ at, name }) => ({ input: `${at}.name`, name })));
    return entries;
}
/** Two names that become the same variable, or the same image, would take each other's place. */
function checkNames(source, names) {
    const known = new Map();
    for (const { input, name } of names) {
        const variable = variableOf(name);
        const other = known.get(variable);
        if (name !== '' && other !== undefined) {
            const problem = other === name
                ? `is the name of another build: ${(0,_reading_source_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(name)}`
                : `is ${(0,_reading_source_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(name)}, which differs from ${(0,_reading_source_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(other)} only in case, \`-\` and \`_\``;
            source.report(input, problem, 'Give each build a name of its own.');
        }
        known.set(variable, name);
    }
}
/** A build's name as a part of a variable's: `IMAGE_DB_MIGRATE` for `db-migrate`. */
function variableOf(name) {
    return name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');
}
/** Every scalar as text (`1.10` stays `1.10`). Messages never quote values, which may be secrets. */
function parsed(source, text) {
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text, { schema: 'failsafe', prettyErrors: false, logLevel: 'silent' });
    const [error] = document.errors;
    if (error !== undefined) {
        const line = text.slice(0, error.pos[0]).split('\n').length;
        source.report('builds', `is not valid YAML at line ${line} (${error.code})`, 'Put values with special characters in single quotes.');
        return undefined;
    }
    try {
        return document.toJS({ maxAliasCount: 100 });
    }
    catch {
        source.report('builds', 'has aliases that cannot be resolved', 'Write each build in full.');
        return undefined;
    }
}
function readEntry(source, at, entry) {
    if (!isMap(entry)) {
        source.report(at, 'is not a map', 'Write its name and what is its own, as in `- {name: api, target: api}`.');
        return { at, name: '', own: {} };
    }
    const { name: given, ...rest } = entry;
    const own = {};
    for (const [key, value] of Object.entries(rest)) {
        const known = KEYS.find(each => each === key);
        if (known === undefined) {
            const meant = (0,_plan_terms_nearest_js__WEBPACK_IMPORTED_MODULE_3__/* .nearest */ .p)(key, ['name', ...KEYS]);
            const fix = meant === undefined ? `Known keys are name, ${KEYS.join(', ')}.` : `Did you mean \`${meant}\`?`;
            source.report(at, `has the unknown key ${(0,_reading_source_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(key)}`, fix);
        }
        else {
            const text = textOf(known, value);
            if (text === undefined)
                source.report(`${at}.${key}`, 'is neither text nor a list of texts', `Write it as the input \`${key}\` takes it.`);
            else
                own[known] = text;
        }
    }
    return { at, name: readName(source, at, given), own };
}
function readName(source, at, name) {
    if (typeof name === 'string' && NAME.test(name))
        return name;
    if (typeof name !== 'string' || name === '')
        source.report(at, 'has no name', 'Add one, as in `name: api`.');
    else
        source.invalid(`${at}.name`, (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(name), 'letters, digits, `_` and `-`, at most 100, as in `api`');
    return '';
}
/** A value as the input takes it; undefined for what no input is. */
function textOf(key, value) {
    if (typeof value === 'string')
        return value;
    if (value === null)
        return '';
    if (NESTED.some(each => each === key))
        return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .stringify */ .As)(value);
    if (Array.isArray(value) && value.every(item => typeof item === 'string'))
        return value.map(asItem).join('\n');
    if (!isMap(value) || !PAIRS.some(each => each === key))
        return undefined;
    const pairs = Object.entries(value);
    if (!pairs.every(([, item]) => typeof item === 'string'))
        return undefined;
    return pairs.map(([name, item]) => asItem(`${name}=${item}`)).join('\n');
}
/** In quotes where it spans lines; elsewhere a quotation mark is the author's. */
function asItem(text) {
    return /[\r\n]/.test(text) ? (0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .joinFields */ .KY)([text]) : text;
}
function isMap(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}


/***/ }),

/***/ 77555:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Vc: () => (/* binding */ inputsOf),
  cI: () => (/* binding */ readRun)
});

// UNUSED EXPORTS: renamed

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/plan/git-context.js
var git_context = __webpack_require__(92637);
// EXTERNAL MODULE: ./lib/plan/terms/outputs.js
var terms_outputs = __webpack_require__(23885);
// EXTERNAL MODULE: ./lib/plan/terms/list.js
var list = __webpack_require__(94247);
// EXTERNAL MODULE: ./lib/inputs/reading/source.js
var reading_source = __webpack_require__(91725);
;// CONCATENATED MODULE: ./lib/inputs/reading/checks.js


/** A template may stand for the whole; what comes of it is looked at when it is rendered. */
const PAIR = {
    fits: item => item.includes('{{') || /^[^=\s]+=/.test(item),
    form: '`key=value`',
    more: '; a value of several lines goes in double quotes together with its key, from `"key=first line` to `last line"`',
};
const like = (form) => (item) => form.test(item);
const PLATFORMS = {
    fits: like(/^[\w.+()-]+(?:\/[\w.+()-]+){0,2}$/),
    form: '`linux/amd64` or `linux/arm/v7`',
};
// What buildx (`util/buildflags`, `build/utils.go`) refuses, refused here before anything runs.
const CHECKS = {
    annotations: PAIR,
    labels: PAIR,
    'add-hosts': { fits: like(/^[^\s:=]+[:=]\S+$/), form: '`host:ip`' },
    allow: { fits: like(/^(?:\*|[a-z]+(?:\.[a-z]+)?(?:=.+)?)$/), form: '`network.host` or `security.insecure`' },
    attests: { fits: item => checkAttributes(item, 'type'), form: '`type=sbom,generator=image`' },
    'build-args': { fits: like(/^[^=\s]+(?:=|$)/), form: '`KEY=value`', secret: true },
    'build-contexts': { fits: like(/^[^=\s]+=./s), form: '`name=path`' },
    'cache-from': { fits: isCache, form: '`type=gha` or `type=registry,ref=acme/api:cache`', secret: true },
    'cache-to': { fits: isCache, form: '`type=gha,mode=max` or `type=registry,ref=acme/api:cache`', secret: true },
    'driver-opts': {
        fits: like(/^"?[^=\s,"]+=/),
        form: '`image=moby/buildkit:v0.29.0`',
        secret: true,
    },
    'no-cache-filters': { fits: like(/^\S+$/), form: 'the name of a stage' },
    'node-platforms': PLATFORMS,
    platforms: PLATFORMS,
    qemu: PLATFORMS,
    secrets: {
        fits: like(/^\s*[^=\s]+=/),
        form: '`id=value`, in quotes ("id=…") when the value spans lines',
        secret: true,
    },
    'secret-envs': { fits: like(/^[^=\s]+=[^=\s]+$/), form: '`id=NAME`', secret: true },
    'secret-files': { fits: like(/^[^=\s]+=./s), form: '`id=path`', secret: true },
    ssh: { fits: like(/^[^=\s]+(?:=.+)?$/s), form: '`default` or `id=path`' },
    ulimit: { fits: like(/^[a-z]+=-?\d+(?::-?\d+)?$/), form: '`nofile=1024:1024`' },
};
/** Reports the items that buildx would refuse; gives the list back. */
function checkItems(source, name, items) {
    const check = CHECKS[name];
    if (check === undefined)
        return items;
    const lines = source.raw(name).split('\n');
    let line = 0;
    for (const [index, item] of items.entries()) {
        if (check.fits(item))
            continue;
        const found = lineOf(lines, item, line);
        line = found ?? line;
        const where = found === undefined ? `item ${index + 1}` : `line ${found + 1}`;
        source.invalid(name, check.secret ? where : `${(0,reading_source/* quote */.hD)(item)} (${where})`, `${check.form}, one per line${check.more ?? ''}`);
    }
    return items;
}
/** The line, from 0, on which an item begins; `from` is that of a bad item before it. Undefined: it is not known. */
function lineOf(lines, item, from) {
    const [first = ''] = item.split('\n', 1);
    const starts = (line) => line.trim() === first.trim() || line.trim() === `"${first}`;
    const exact = lines.findIndex((line, at) => at >= from && starts(line));
    const start = first.split('"', 1)[0] ?? '';
    const found = exact >= 0 ? exact : lines.findIndex((line, at) => at >= from && start !== '' && line.includes(start));
    return found < 0 ? undefined : found;
}
/** Whether a text is CSV of `key=value` (or a bare boolean, as in buildx), and has this key if one is named. */
function checkAttributes(text, required) {
    const columns = columnsOf(text);
    const keys = columns.map(column => column.split('=', 1)[0]?.trim() ?? '');
    const fit = columns.every((column, index) => column.includes('=') ? keys[index] !== '' : /^(?:true|false)$/i.test(column));
    return fit && columns.length > 0 && (required === undefined || keys.includes(required));
}
/** A bare reference, or attributes with a type. */
function isCache(item) {
    return /^[^\s=,"]+$/.test(item) || checkAttributes(item, 'type');
}
function columnsOf(text) {
    try {
        return (0,list/* fields */.OA)(text);
    }
    catch {
        return [];
    }
}

;// CONCATENATED MODULE: ./lib/inputs/build/build.js





/** The inputs of build-push-action, with its list syntax; which of them split on commas is its choice. */
function readBuild(source) {
    const rows = (name) => checkItems(source, name, (0,reading_source/* items */.ld)(source, name));
    const specs = (name) => checkItems(source, name, (0,reading_source/* items */.ld)(source, name, { fields: true }));
    const words = (name) => checkItems(source, name, (0,reading_source/* items */.ld)(source, name, { commas: true }));
    const { problems, ...outputs } = (0,terms_outputs/* parseOutputs */.Q8)((0,reading_source/* items */.ld)(source, 'outputs', { quote: false }));
    for (const problem of problems)
        source.add(problem);
    return {
        addHosts: words('add-hosts'),
        allow: words('allow'),
        attests: specs('attests'),
        buildArgs: rows('build-args'),
        buildContexts: rows('build-contexts'),
        builder: (0,reading_source/* line */.n8)(source, 'builder'),
        cacheFrom: specs('cache-from'),
        cacheTo: specs('cache-to'),
        call: matching(source, 'call', /^[a-z][\w.-]*(?:,\w+(?:=\w+)?)*$/i, '`check`, `outline` or `targets`'),
        cgroupParent: (0,reading_source/* line */.n8)(source, 'cgroup-parent'),
        context: readContext(source),
        file: readFile(source),
        load: (0,reading_source/* boolean */.zM)(source, 'load'),
        network: matching(source, 'network', /^(?:default|none|host)$/, '`default`, `none` or `host`'),
        noCache: (0,reading_source/* boolean */.zM)(source, 'no-cache'),
        noCacheFilters: words('no-cache-filters'),
        outputs,
        platforms: words('platforms'),
        provenance: attestation(source, 'provenance', 'mode=max'),
        pull: (0,reading_source/* boolean */.zM)(source, 'pull'),
        sbom: attestation(source, 'sbom', 'generator=image'),
        secrets: checkItems(source, 'secrets', (0,reading_source/* items */.ld)(source, 'secrets', { trim: false })),
        secretEnvs: words('secret-envs'),
        secretFiles: rows('secret-files'),
        shmSize: matching(source, 'shm-size', /^\d+(?:\.\d+)?\s*[kmgtp]?i?b?$/i, 'a size such as `2gb` or `64m`'),
        ssh: words('ssh'),
        target: (0,reading_source/* line */.n8)(source, 'target'),
        ulimit: rows('ulimit'),
    };
}
/** A line of text of a certain form; '' is always right. */
function matching(source, name, form, wanted) {
    const value = (0,reading_source/* line */.n8)(source, name);
    if (value !== '' && !form.test(value))
        source.invalid(name, (0,reading_source/* quote */.hD)(value), wanted);
    return value;
}
/**
 * A path in the workspace, as buildx takes it; or in the context, as `docker build` of other tools does, where only the
 * context has such a file.
 */
function readFile(source) {
    const file = matching(source, 'file', /^(?!-$)/, 'the path of a Dockerfile; there is no standard input');
    const context = source.text('context');
    const isElsewhere = context === '' || (0,git_context/* isRemote */.Vx)(context) || context.includes('{{');
    if (file === '' || isElsewhere || (0,external_node_path_.isAbsolute)(file) || (0,git_context/* isRemote */.Vx)(file) || source.exists(file))
        return file;
    const inContext = (0,external_node_path_.join)(context, file);
    return source.exists(inContext) ? inContext : file;
}
function readContext(source) {
    const context = (0,reading_source/* line */.n8)(source, 'context');
    if (context.startsWith('-')) {
        source.invalid('context', (0,reading_source/* quote */.hD)(context), 'a folder, as in `.`, or a URL; there is no standard input');
    }
    // metadata-action has an input of this name that chooses where ref and commit come from.
    if ((context === 'git' || context === 'workflow') && !source.exists(context)) {
        source.report('context', `is ${(0,reading_source/* quote */.hD)(context)}, and the workspace has no such folder`, `Write \`ref-source: ${context}\` if you mean metadata-action's \`context\`; here \`context\` is the build's.`);
    }
    return context;
}
/** `true`, `false` or attributes, which buildx reads as CSV. */
function attestation(source, name, example) {
    const value = (0,reading_source/* line */.n8)(source, name);
    if (value === '')
        return '';
    const asBoolean = (0,reading_source/* parseBoolean */.yG)(value);
    if (asBoolean !== undefined)
        return String(asBoolean);
    if (!checkAttributes(value)) {
        source.invalid(name, (0,reading_source/* quote */.hD)(value), `\`true\`, \`false\` or attributes, as in \`${example}\``);
    }
    return value;
}

// EXTERNAL MODULE: ./lib/plan/terms/nearest.js
var nearest = __webpack_require__(75853);
// EXTERNAL MODULE: ./lib/inputs/reading/yaml-list.js
var yaml_list = __webpack_require__(40516);
// EXTERNAL MODULE: ./lib/inputs/build/builder-spec.js
var builder_spec = __webpack_require__(98057);
;// CONCATENATED MODULE: ./lib/inputs/build/builder.js






/** Builders and nodes: what buildx takes for a name. */
const NAME = /^[a-z][\w.-]*$/i;
/** The inputs of setup-buildx-action, but for `builder` itself (see `readBuild`). */
function readBuilder(source) {
    const driver = readDriver(source);
    const first = {
        name: '',
        endpoint: endpointOf(source, 'endpoint', (0,reading_source/* line */.n8)(source, 'endpoint')),
        driverOpts: checkItems(source, 'driver-opts', (0,reading_source/* items */.ld)(source, 'driver-opts', { quote: false })),
        buildkitdFlags: (0,reading_source/* line */.n8)(source, 'buildkitd-flags'),
        platforms: checkItems(source, 'node-platforms', (0,reading_source/* items */.ld)(source, 'node-platforms', { commas: true })),
    };
    const nodes = [first, ...readAppended(source)];
    const config = readConfig(source);
    const spec = { nodes, config, keepState: (0,reading_source/* boolean */.zM)(source, 'keep-state'), cleanup: (0,reading_source/* boolean */.zM)(source, 'cleanup') };
    const given = onlyForNewOnes(spec);
    checkDriver(source, driver, spec, given);
    const create = driver === undefined ? given.length > 0 : driver !== 'docker';
    if (create)
        checkCreation(source, spec.keepState);
    return { ...spec, driver, create };
}
function readDriver(source) {
    const text = (0,reading_source/* line */.n8)(source, 'driver');
    const driver = builder_spec/* DRIVERS */.e0.find(name => name === text);
    if (text === '' || driver !== undefined)
        return driver;
    const meant = (0,nearest/* nearest */.p)(text, builder_spec/* DRIVERS */.e0);
    const guess = meant === undefined ? '' : ` (did you mean \`${meant}\`?)`;
    source.invalid('driver', (0,reading_source/* quote */.hD)(text), `one of ${builder_spec/* DRIVERS */.e0.join(', ')}${guess}`);
    return undefined;
}
function readConfig(source) {
    const path = (0,reading_source/* line */.n8)(source, 'buildkitd-config');
    const text = source.raw('buildkitd-config-inline');
    if (path !== '' && text.trim() !== '') {
        source.report('buildkitd-config-inline', 'is given besides `buildkitd-config`', 'Remove one of them.');
    }
    if (path !== '' && !source.exists(path)) {
        source.report('buildkitd-config', `is no file: ${(0,reading_source/* quote */.hD)(path)}`, 'Give a path in the workspace, or check it out.');
    }
    if (path !== '')
        return { path };
    return text.trim() === '' ? undefined : { text };
}
const APPEND_KEYS = ['name', 'endpoint', 'driver-opts', 'buildkitd-flags', 'platforms'];
const NODES = {
    begin: 'Begin each entry with `- `, as in `- endpoint: tcp://host:1234`.',
    name: 'Give the endpoint of a node, or remove the entry.',
    entry: 'Write a map of',
    quote: 'Put it in single quotes.',
};
function readAppended(source) {
    return (0,yaml_list/* yamlEntries */.g)(source, 'append', APPEND_KEYS, NODES).flatMap(entry => {
        if (entry.plain === undefined)
            return [readNode(source, entry)];
        source.report(entry.at, 'is plain text', 'Write a map, as in `- endpoint: tcp://host:1234`.');
        return [];
    });
}
function readNode(source, entry) {
    const text = (key) => (0,yaml_list/* textOf */.b)(source, entry, key).trim();
    const name = text('name');
    if (name !== '' && !NAME.test(name)) {
        source.invalid(`${entry.at}.name`, (0,reading_source/* quote */.hD)(name), 'a name of letters, digits, `.`, `_` and `-`');
    }
    const under = (key) => ({
        ...source,
        raw: () => '',
        invalid: (_, shown, expected) => source.invalid(`${entry.at}.${key}`, shown, expected),
    });
    return {
        name,
        endpoint: endpointOf(source, `${entry.at}.endpoint`, text('endpoint')),
        driverOpts: checkItems(under('driver-opts'), 'driver-opts', itemsOf(entry, 'driver-opts')),
        buildkitdFlags: text('buildkitd-flags'),
        platforms: checkItems(under('platforms'), 'node-platforms', itemsOf(entry, 'platforms')),
    };
}
/** A YAML list, or text that is split as the input of this name is. */
function itemsOf({ values }, key) {
    const value = values[key] ?? '';
    const lines = typeof value === 'string' ? [value] : value;
    return lines.flatMap(text => (0,list/* list */.p_)(text, key === 'platforms' ? { commas: true, quote: false } : { quote: false }));
}
function endpointOf(source, input, endpoint) {
    if (!/^-|\s/.test(endpoint))
        return endpoint;
    source.report(input, `is not an address: ${(0,reading_source/* quote */.hD)(endpoint)}`, 'Write `tcp://host:1234`, or the name of a context.');
    return '';
}
/** The inputs that only a new builder can have, and that were given. */
function onlyForNewOnes({ nodes, config }) {
    const [first] = nodes;
    const given = [
        ['driver-opts', first.driverOpts.length > 0],
        ['buildkitd-flags', first.buildkitdFlags !== ''],
        ['buildkitd-config', config !== undefined && 'path' in config],
        ['buildkitd-config-inline', config !== undefined && 'text' in config],
        ['endpoint', first.endpoint !== ''],
        ['append', nodes.length > 1],
        ['node-platforms', first.platforms.length > 0],
    ];
    return given.flatMap(([name, there]) => (there ? [name] : []));
}
/** What buildx would refuse, or leave out without a word. */
function checkDriver(source, driver, { nodes }, given) {
    if (driver === 'docker') {
        const fix = "Remove it, or write `driver: docker-container`: the engine's own BuildKit is as it is.";
        for (const name of given)
            source.report(name, 'is given, and `driver: docker` takes none', fix);
    }
    if (driver !== 'remote')
        return;
    for (const name of given.filter(input => input.startsWith('buildkitd-'))) {
        source.report(name, 'is given, and a remote daemon has its own', 'Remove it, and configure the daemon where it runs.');
    }
    for (const [index, { endpoint }] of nodes.entries()) {
        if (/^[a-z-]+:\/\/./.test(endpoint))
            continue;
        const input = index === 0 ? 'endpoint' : `append[${index - 1}].endpoint`;
        const form = '`tcp://host:1234` or `unix:///run/buildkit.sock`';
        if (endpoint === '')
            source.report(input, 'is empty, and `driver: remote` needs one', `Write ${form}.`);
        else
            source.invalid(input, (0,reading_source/* quote */.hD)(endpoint), form);
    }
}
function checkCreation(source, keepState) {
    const name = (0,reading_source/* line */.n8)(source, 'builder');
    if (name !== '' && (!NAME.test(name) || name.toLowerCase() === 'default')) {
        const form = 'a name that begins with a letter and goes on with letters, digits, `.`, `_` and `-`; `default` is the engine';
        source.invalid('builder', (0,reading_source/* quote */.hD)(name), form);
    }
    if (keepState && name === '') {
        const fix = 'Name it, as in `builder: ci`.';
        source.report('keep-state', 'is true, and the builder has no name to be found by next time', fix);
    }
}

// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
;// CONCATENATED MODULE: ./lib/inputs/build/buildx-version.js


/** `v0.29.1`, `latest`, or the URL of a binary; undefined: the buildx that is there. */
function readBuildxVersion(source) {
    const text = (0,reading_source/* line */.n8)(source, 'buildx-version');
    if (text === '')
        return undefined;
    if (text === 'latest')
        return { kind: 'latest' };
    const [, version] = /^v?(\d+\.\d+\.\d+(?:-[0-9a-z.]+)?)$/i.exec(text) ?? [];
    if (version !== undefined)
        return { kind: 'release', version };
    if (/^https?:\/\//.test(text) && URL.canParse(text))
        return readUrl(source, new URL(text));
    source.invalid('buildx-version', (0,reading_source/* quote */.hD)(text), '`v0.29.1`, `latest` or the URL of a binary; builds of a branch (`https://….git#ref`) and `cloud:` versions are not installed here: use docker/setup-buildx-action before this step');
    return undefined;
}
function readUrl(source, url) {
    const [, sha256] = /^#sha256=([0-9a-f]{64})$/.exec(url.hash) ?? [];
    const isRepository = url.host === 'github.com' && /^\/[^/]+\/[^/]+\/?$/.test(url.pathname);
    const isGit = url.pathname.endsWith('.git') || url.pathname === '/' || isRepository;
    if (isGit || (url.hash !== '' && sha256 === undefined)) {
        const fix = 'Give the URL of a buildx for this machine, with `#sha256=…` or a `checksums.txt` beside it.';
        source.report('buildx-version', `is not the URL of a binary: ${(0,reading_source/* quote */.hD)(url.href)}`, fix);
        return undefined;
    }
    if (url.username !== '' || url.password !== '') {
        const fix = 'Download the file in a step before this one, and put it into the tool cache or on a server that needs no login.';
        source.report('buildx-version', 'is a URL with a login, which would be shown in the log', fix);
        return undefined;
    }
    if (url.protocol === 'http:' && sha256 === undefined && !(0,reference/* isLoopback */.U9)(url.host)) {
        const fix = 'Use https, or add its checksum: `#sha256=…`.';
        source.report('buildx-version', 'is a URL of plain http, which anybody could answer', fix);
        return undefined;
    }
    url.hash = '';
    return { kind: 'url', url: url.href, sha256 };
}

// EXTERNAL MODULE: ./lib/inputs/build/cache.js
var cache = __webpack_require__(15820);
// EXTERNAL MODULE: ./lib/inputs/build/cache-mounts.js
var cache_mounts = __webpack_require__(92587);
;// CONCATENATED MODULE: ./lib/inputs/build/qemu.js


/** `true` or `all`, `false`, platforms or architectures; '' for what the build needs. */
function readQemu(source) {
    const text = source.text('qemu');
    if (text === '')
        return 'needed';
    const boolean = text === 'all' ? true : (0,reading_source/* parseBoolean */.yG)(text);
    if (boolean !== undefined)
        return boolean ? 'all' : 'none';
    const platforms = checkItems(source, 'qemu', (0,reading_source/* items */.ld)(source, 'qemu', { commas: true }));
    return platforms.length === 0 ? 'needed' : platforms;
}

// EXTERNAL MODULE: ./lib/inputs/reading/trust.js
var reading_trust = __webpack_require__(93632);
;// CONCATENATED MODULE: ./lib/inputs/credentials.js




const NONE = { username: '', password: '' };
/** login-action's keys. Its `scope` and `ecr` are known so that the refusal can say why. */
const AUTH_KEYS = ['registry', 'username', 'password', ...reading_trust/* TRUST_KEYS */.ks, 'ecr', 'scope'];
/** `registry-auth` and the shorthand. Half-given ones are left out and told in `missing`. */
function readLogins(source, missing) {
    const logins = [];
    for (const entry of (0,yaml_list/* yamlEntries */.g)(source, 'registry-auth', AUTH_KEYS)) {
        if (entry.plain !== undefined) {
            source.report(entry.at, 'is a plain string', 'Write a map: `- registry: ghcr.io`, then `username:` and `password:`.');
            continue;
        }
        refuseUnsupported(source, entry);
        // login-action's default.
        const registry = registryAt(source, `${entry.at}.registry`, (0,yaml_list/* textOf */.b)(source, entry, 'registry').trim() || 'docker.io');
        const credentials = credentialsOf(source, entry, registry, missing);
        const trust = (0,reading_trust/* trustOf */.An)(source, entry);
        if (credentials !== NONE || Object.keys(trust).length > 0) {
            logins.push({ at: entry.at, login: { registry, ...credentials, ...trust } });
        }
    }
    const shorthand = readShorthand(source, missing);
    if (shorthand !== undefined)
        logins.push({ at: 'registry', login: shorthand });
    for (const [index, { at, login }] of logins.entries()) {
        const first = logins.slice(0, index).find(other => other.login.registry === login.registry);
        if (first !== undefined) {
            source.report(at, `gives ${login.registry} a second login (the first is ${first.at})`, 'Keep one of them.');
        }
    }
    return logins.map(({ login }) => login);
}
/** The shorthand's registry, normalised: Docker Hub when there is none. Undefined when it is not a registry. */
function shorthandRegistry(source) {
    try {
        return (0,reference/* normalizeRegistry */.l5)(source.text('registry') || 'docker.io');
    }
    catch {
        return undefined;
    }
}
/**
 * The `username` and `password` of an entry. A key without the other is a problem at once; both there and one empty is
 * a missing secret.
 */
function credentialsOf(source, entry, registry, missing) {
    const username = (0,yaml_list/* textOf */.b)(source, entry, 'username').trim();
    const password = (0,yaml_list/* textOf */.b)(source, entry, 'password');
    const has = (key) => Object.hasOwn(entry.values, key);
    if (has('username') !== has('password')) {
        const [given, absent] = has('username') ? ['username', 'password'] : ['password', 'username'];
        source.report(entry.at, `has a ${given} and no ${absent}`, `Add \`${absent}:\`, or remove \`${given}:\`.`);
        return NONE;
    }
    return complete(entry.at, { username, password }, registry, missing);
}
/** What a registry looks like. */
const HOST_FORM = "a registry's host, as in `ghcr.io` or `localhost:5000`";
/** @returns the host alone; reports what is no registry and gives it back as it is */
function registryAt(source, at, text) {
    try {
        return (0,reference/* normalizeRegistry */.l5)(text);
    }
    catch {
        source.invalid(at, (0,reading_source/* quote */.hD)(text), HOST_FORM);
        return text;
    }
}
function readShorthand(source, missing) {
    const registry = registryAt(source, 'registry', (0,reading_source/* line */.n8)(source, 'registry') || 'docker.io');
    const credentials = complete('', { username: (0,reading_source/* line */.n8)(source, 'username'), password: source.text('password') }, registry, missing);
    return credentials === NONE ? undefined : { registry, ...credentials };
}
function complete(at, credentials, registry, missing) {
    const empty = ['username', 'password'].filter(key => credentials[key] === '');
    const [key] = empty;
    if (empty.length === 1 && key !== undefined) {
        missing.push({
            registry,
            input: at === '' ? key : `${at}.${key}`,
            problem: `is empty but \`${key === 'username' ? 'password' : 'username'}\` is set (${registry})`,
            fix: 'Does the secret exist, spelled like this? Fork and Dependabot runs get no secrets.',
        });
    }
    return empty.length === 0 ? credentials : NONE;
}
function refuseUnsupported(source, entry) {
    const ecr = (0,yaml_list/* textOf */.b)(source, entry, 'ecr').trim();
    if (ecr !== '' && ecr !== 'auto' && (0,reading_source/* parseBoolean */.yG)(ecr) !== false) {
        source.report(`${entry.at}.ecr`, 'is not supported', "Give the registry's own user name and password (`AWS` and a token).");
    }
    if ((0,yaml_list/* textOf */.b)(source, entry, 'scope').trim() !== '') {
        source.report(`${entry.at}.scope`, 'is not supported', 'Remove it: credentials of a step are never kept for others.');
    }
}

// EXTERNAL MODULE: ./lib/plan/filter.js + 1 modules
var filter = __webpack_require__(66759);
;// CONCATENATED MODULE: ./lib/inputs/event-names.js


/** What GITHUB_EVENT_NAME may be. Source: docs.github.com, "Events that trigger workflows", and its earlier ones. */
const EVENTS = [
    'branch_protection_rule',
    'check_run',
    'check_suite',
    'create',
    'delete',
    'deployment',
    'deployment_status',
    'discussion',
    'discussion_comment',
    'dynamic',
    'fork',
    'gollum',
    'image_version',
    'issue_comment',
    'issues',
    'label',
    'member',
    'merge_group',
    'milestone',
    'page_build',
    'project',
    'project_card',
    'project_column',
    'public',
    'pull_request',
    'pull_request_comment',
    'pull_request_review',
    'pull_request_review_comment',
    'pull_request_target',
    'push',
    'registry_package',
    'release',
    'repository_dispatch',
    'schedule',
    'status',
    'watch',
    'workflow_dispatch',
    'workflow_run',
];
/** What is wrong with a pattern of `events` that matches no event, and what to write; undefined for one that does. */
function eventProblem(pattern) {
    const name = pattern.replace(/^!/, '');
    if (EVENTS.some(event => (0,filter/* matchPatterns */.B)([name], event).matched))
        return undefined;
    if (name === 'workflow_call') {
        const problem = 'which no run has: a called workflow has the event of its caller';
        return { problem, fix: 'Name the events that start the calling workflow, as in `push`.' };
    }
    const meant = (0,nearest/* nearest */.p)(name, EVENTS);
    return {
        problem: "which is none of GitHub's events",
        fix: meant === undefined ? 'Write names as in `on:`, `push` or `pull_request`, say.' : `Did you mean \`${meant}\`?`,
    };
}

;// CONCATENATED MODULE: ./lib/inputs/filters.js




const FILTER_KEYS = ['branches', 'git-tags', 'events'];
/** The `branches`, `git-tags` and `events` inputs. */
function readFilters(source) {
    const read = (name) => checked(source, name, (0,reading_source/* items */.ld)(source, name, { commas: true }));
    return { branches: read('branches'), gitTags: read('git-tags'), events: read('events') };
}
/** The same keys of an entry of `registries`: text as in the inputs, or a YAML list. */
function entryFilters(source, { at, values }) {
    const read = (key) => {
        const value = values[key] ?? '';
        const patterns = typeof value === 'string' ? split(source, `${at}.${key}`, value) : value.filter(item => item !== '');
        return checked(source, `${at}.${key}`, patterns);
    };
    return { branches: read('branches'), gitTags: read('git-tags'), events: read('events') };
}
function split(source, at, text) {
    try {
        return (0,list/* list */.p_)(text, { commas: true });
    }
    catch {
        source.report(at, 'has a quotation mark that is never closed', 'Close it.');
        return [];
    }
}
function checked(source, at, patterns) {
    const isEvents = /(?:^|\.)events$/.test(at);
    for (const pattern of patterns) {
        const problem = (0,filter/* patternProblem */.A)(pattern) ?? refProblem(pattern);
        const unknown = isEvents && problem === undefined ? eventProblem(pattern) : undefined;
        if (unknown !== undefined)
            source.report(at, `has ${(0,reading_source/* quote */.hD)(pattern)}, ${unknown.problem}`, unknown.fix);
        if (problem !== undefined) {
            source.report(at, `has the pattern ${(0,reading_source/* quote */.hD)(pattern)}, which ${problem}`, "Write it in GitHub's filter syntax, as in `release/**`; a backslash escapes.");
        }
    }
    if (patterns.length > 0 && patterns.every(pattern => pattern.startsWith('!'))) {
        source.report(at, 'contains only exclusions (`!…`)', 'Start with an inclusion, such as `**`.');
    }
    return patterns;
}
/** Patterns that can match no ref at all (git-check-ref-format), which are surely meant otherwise. */
function refProblem(pattern) {
    const [bad] = /[\s~^:]/u.exec(pattern) ?? [];
    if (bad !== undefined)
        return `holds ${JSON.stringify(bad)}, which no ref has`;
    return /^!?refs\/(?:heads|tags)\//.test(pattern) ? 'begins with `refs/`; names are matched without it' : undefined;
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
;// CONCATENATED MODULE: ./lib/inputs/reading/duration.js
const DURATION = 'a duration, as in `90s`, `3m` or `1h`';
const UNITS = { '': 1000, s: 1000, m: 60_000, h: 3_600_000 };
/** `90s`, `3m`, `1h` or seconds without a unit, in milliseconds. Undefined for anything else, and for nothing at all. */
function durationOf(text) {
    const [, amount = '', unit = ''] = /^(\d{1,6})\s*([smh]?)$/.exec(text.trim()) ?? [];
    const ms = Number(amount) * (UNITS[unit] ?? 0);
    return ms > 0 ? ms : undefined;
}

;// CONCATENATED MODULE: ./lib/inputs/gates/container-test.js




const INPUT = 'container-test';
const KEYS = ['env', 'command', 'port', 'http', 'healthy', 'log', 'exit-code', 'timeout', 'platform'];
const HTTP_KEYS = ['path', 'port', 'status'];
const TIMEOUT = 60_000;
const PORT = 'the port in the container, as in `8080`';
/** Reads the map; scalars stay as they are written. Values of `env` are never quoted in messages. */
function readContainerTest(source) {
    if (source.raw(INPUT).trim() === '')
        return undefined;
    const fields = readMap(source);
    if (fields === undefined)
        return undefined;
    checkKeys(source, INPUT, fields, KEYS);
    let fine = true;
    const report = (key, problem, fix) => {
        fine = false;
        source.report(`${INPUT}.${key}`, problem, fix);
    };
    const invalid = (key, value, expected) => {
        fine = false;
        source.invalid(`${INPUT}.${key}`, value, expected);
    };
    const reader = { fields, report, invalid };
    const conditions = [
        ...each(fields.port).flatMap(value => portAt(reader, 'port', value)),
        ...each(fields.http).flatMap(value => httpAt(source, reader, value)),
        ...healthyAt(reader),
        ...each(fields.log).flatMap(value => logAt(reader, value)),
        ...exitAt(reader),
    ];
    if (fine && conditions.length === 0)
        source.report(INPUT, 'has no condition to wait for', 'Add `port`, `http`, `healthy`, `log` or `exit-code`.');
    checkTogether(reader, conditions);
    return {
        env: envAt(reader),
        command: commandAt(reader),
        conditions,
        timeout: timeoutAt(reader),
        platform: platformAt(reader),
    };
}
function readMap(source) {
    const text = source.raw(INPUT);
    const document = (0,dist/* parseDocument */.Tp)(text, { schema: 'failsafe', prettyErrors: false, logLevel: 'silent' });
    const [error] = document.errors;
    if (error !== undefined) {
        const line = text.slice(0, error.pos[0]).split('\n').length;
        source.report(INPUT, `is not valid YAML at line ${line} (${error.code})`, 'Put values with signs in quotes.');
        return undefined;
    }
    const value = withoutAlias(() => document.toJS({ maxAliasCount: 0 }));
    if (isMap(value))
        return value;
    source.report(INPUT, 'is not a YAML map', 'Write `key: value` lines, as in `port: 8080`.');
    return undefined;
}
/** An alias is an error of its own here, thrown by the library. */
function withoutAlias(read) {
    try {
        return read();
    }
    catch {
        return undefined;
    }
}
function checkKeys(source, at, fields, known) {
    for (const key of Object.keys(fields).filter(name => !known.includes(name))) {
        const meant = (0,nearest/* nearest */.p)(key, known);
        const fix = meant === undefined ? `Known keys are ${known.join(', ')}.` : `Did you mean \`${meant}\`?`;
        source.report(at, `has the unknown key ${(0,reading_source/* quote */.hD)(key)}`, fix);
    }
}
function checkTogether({ report }, conditions) {
    const ends = conditions.some(({ kind }) => kind === 'exit');
    const serves = conditions.some(({ kind }) => kind === 'port' || kind === 'http' || kind === 'healthy');
    if (!ends || !serves)
        return;
    report('exit-code', 'contradicts `port`, `http` and `healthy`', 'A container ends, or it serves: keep one of them.');
}
function portAt({ invalid }, key, value) {
    const port = portOf(value);
    if (port !== undefined)
        return [{ kind: 'port', port }];
    invalid(key, shown(value), PORT);
    return [];
}
function httpAt(source, { invalid }, value) {
    const given = isMap(value) ? value : { path: value };
    checkKeys(source, `${INPUT}.http`, given, HTTP_KEYS);
    const { path = '/', port, status } = given;
    const fine = typeof path === 'string' && /^\/[\x21-\x7e]*$/.test(path);
    if (!fine)
        invalid('http', shown(path), 'a path that begins with a slash, as in `/healthz`');
    if (port !== undefined && portOf(port) === undefined)
        invalid('http.port', shown(port), PORT);
    const code = typeof status === 'string' && /^[1-5]\d\d$/.test(status) ? Number(status) : undefined;
    if (status !== undefined && code === undefined)
        invalid('http.status', shown(status), 'an HTTP status, as in `200`');
    return fine ? [{ kind: 'http', path, port: portOf(port), status: code }] : [];
}
function healthyAt({ fields, invalid }) {
    if (fields.healthy === undefined)
        return [];
    const wanted = (0,reading_source/* parseBoolean */.yG)(String(fields.healthy));
    if (wanted === undefined)
        invalid('healthy', shown(fields.healthy), '`true`');
    return wanted === true ? [{ kind: 'healthy' }] : [];
}
function logAt({ invalid }, value) {
    if (typeof value === 'string' && /^.*\S.*$/.test(value))
        return [{ kind: 'log', text: value }];
    invalid('log', shown(value), 'text that one line of the output contains');
    return [];
}
function exitAt({ fields, invalid }) {
    const value = fields['exit-code'];
    if (value === undefined)
        return [];
    if (typeof value === 'string' && /^\d{1,3}$/.test(value) && Number(value) < 256)
        return [{ kind: 'exit', code: Number(value) }];
    invalid('exit-code', shown(value), 'a number from 0 to 255');
    return [];
}
function envAt({ fields, report }) {
    const { env = {} } = fields;
    if (!isMap(env)) {
        report('env', 'is not a map', 'Write `NAME: value` lines.');
        return [];
    }
    return Object.entries(env).flatMap(([name, value]) => {
        if (/^[^\s=\0]+$/.test(name) && (typeof value === 'string' || value === null))
            return [`${name}=${value ?? ''}`];
        report('env', `has an entry that is not a name and a text: ${(0,reading_source/* quote */.hD)(name)}`, 'Write `NAME: value` lines.');
        return [];
    });
}
/** Text is split at spaces, as nothing but a shell would know how to read quotes in it. */
function commandAt({ fields, report }) {
    const { command } = fields;
    if (command === undefined)
        return undefined;
    if (Array.isArray(command) && command.length > 0 && command.every(word => typeof word === 'string'))
        return command;
    if (typeof command === 'string' && command.trim() !== '' && !/["'\\$`]/.test(command))
        return command.trim().split(/\s+/);
    report('command', 'is not a list of words', 'Write `[serve, --port, "8080"]`; words without quotes may be one text.');
    return undefined;
}
function timeoutAt({ fields, invalid }) {
    if (fields.timeout === undefined)
        return TIMEOUT;
    const ms = typeof fields.timeout === 'string' ? durationOf(fields.timeout) : undefined;
    if (ms === undefined)
        invalid('timeout', shown(fields.timeout), DURATION);
    return ms ?? TIMEOUT;
}
function platformAt({ fields, invalid }) {
    const { platform } = fields;
    if (platform === undefined)
        return undefined;
    if (typeof platform === 'string' && /^[\w.+()-]+(?:\/[\w.+()-]+){1,2}$/.test(platform))
        return platform;
    invalid('platform', shown(platform), 'a platform, as in `linux/arm64`');
    return undefined;
}
function portOf(value) {
    if (typeof value !== 'string' || !/^\d{1,5}$/.test(value))
        return undefined;
    const port = Number(value);
    return port > 0 && port < 65536 ? port : undefined;
}
function each(value) {
    if (value === undefined)
        return [];
    return Array.isArray(value) ? value : [value];
}
function shown(value) {
    return (0,reading_source/* quote */.hD)(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
}
function isMap(value) {
    return value !== null && typeof value === 'object' && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./lib/inputs/gates/gates.js



const gates_KEYS = ['name', 'run', 'platform', 'timeout', 'continue-on-error', 'credentials'];
const WORDING = {
    begin: 'Begin each entry with `- `, as in `- {name: smoke, run: ./smoke.sh}`.',
    name: 'Write a script, or remove the entry.',
    entry: 'Write a script, or a map of',
    quote: 'Write the script as a block: `run: |`, and its lines below that.',
};
/** `test`, `gates` and how they run. */
function readGates(source) {
    const entries = (0,yaml_list/* yamlEntries */.g)(source, 'gates', gates_KEYS, WORDING);
    const gates = entries.map((entry, index) => readEntry(source, entry, index));
    for (const [index, { name }] of gates.entries()) {
        const earlier = gates.findIndex(gate => gate.name === name);
        if (earlier < index) {
            source.report(`gates[${index}].name`, `is that of gates[${earlier}]: ${(0,reading_source/* quote */.hD)(name)}`, 'Give each its own.');
        }
    }
    return {
        test: source.raw('test'),
        gates,
        gatePlatforms: readPlatforms(source),
        keepLocal: (0,reading_source/* boolean */.zM)(source, 'keep-local'),
    };
}
function readEntry(source, entry, index) {
    const { at } = entry;
    const text = (key) => (0,yaml_list/* textOf */.b)(source, entry, key).trim();
    const run = entry.plain ?? (0,yaml_list/* textOf */.b)(source, entry, 'run');
    if (run.trim() === '')
        source.report(at, 'has no `run`', 'Add a script, as in `run: docker run --rm "$IMAGE" --version`.');
    return {
        name: readName(source, at, text('name')) || `gate ${index + 1}`,
        run,
        platform: readPlatform(source, at, text('platform')),
        timeout: readTimeout(source, at, text('timeout')),
        continueOnError: readBoolean(source, `${at}.continue-on-error`, text('continue-on-error')),
        credentials: readBoolean(source, `${at}.credentials`, text('credentials')),
    };
}
/** Names are headings in the log and cells of a table. */
function readName(source, at, name) {
    if (name.length <= 80 && !/\p{Cc}/u.test(name))
        return name;
    source.report(`${at}.name`, 'is not a line of at most 80 characters', 'Shorten it.');
    return '';
}
function readPlatform(source, at, platform) {
    if (platform === '')
        return undefined;
    if (!/^[a-z0-9]+\/[a-z0-9_]+(?:\/[a-z0-9]+)?$/.test(platform)) {
        source.invalid(`${at}.platform`, (0,reading_source/* quote */.hD)(platform), '`linux/amd64` or `linux/arm/v7`, say');
    }
    return platform;
}
function readTimeout(source, at, text) {
    const ms = durationOf(text);
    if (text !== '' && ms === undefined) {
        source.invalid(`${at}.timeout`, (0,reading_source/* quote */.hD)(text), DURATION);
    }
    return ms;
}
function readBoolean(source, at, text) {
    const value = text === '' ? false : (0,reading_source/* parseBoolean */.yG)(text);
    if (value === undefined)
        source.invalid(at, (0,reading_source/* quote */.hD)(text), reading_source/* BOOLEAN */.Jx);
    return value ?? false;
}
function readPlatforms(source) {
    const text = source.text('gate-platforms');
    if (text === 'native' || text === 'all')
        return text;
    source.invalid('gate-platforms', (0,reading_source/* quote */.hD)(text), '`native` or `all`');
    return 'native';
}

// EXTERNAL MODULE: ./lib/inputs/gates/scan.js
var scan = __webpack_require__(8245);
;// CONCATENATED MODULE: ./lib/inputs/metadata.js


/** The inputs of metadata-action. Its lists know comments; rules and images are CSV again and keep their quotes. */
function readMetadata(source) {
    const rules = (name) => (0,reading_source/* items */.ld)(source, name, { comments: true, fields: true, onComment: aside(source, name) });
    const rows = (name) => checkItems(source, name, (0,reading_source/* items */.ld)(source, name, { comments: true }));
    return {
        images: rules('images'),
        tags: rules('tags'),
        flavor: rules('flavor'),
        labels: rows('labels'),
        annotations: rows('annotations'),
        // Separators are often white space: not trimmed.
        sepTags: source.raw('sep-tags'),
        sepLabels: source.raw('sep-labels'),
        sepAnnotations: source.raw('sep-annotations'),
        bakeTarget: readBakeTarget(source),
        refSource: readRefSource(source),
        sourceDateEpoch: readSourceDateEpoch(source),
    };
}
/** metadata-action took a comment at the end of a line off until its version 5, and since then makes a tag of it. */
function aside(source, name) {
    return (comment, text) => source.warn(`\`${name}\`: ${(0,reading_source/* quote */.hD)(comment)} after ${(0,reading_source/* quote */.hD)(text)} is taken as a comment and left out. Put comments on lines of their own.`);
}
function readBakeTarget(source) {
    const name = (0,reading_source/* line */.n8)(source, 'bake-target');
    // bake's own rule (docker/buildx, bake/bake.go, `validTargetNameChars`).
    if (!/^[a-zA-Z0-9_-]*$/.test(name)) {
        source.invalid('bake-target', (0,reading_source/* quote */.hD)(name), 'a name of letters, digits, `_` and `-`');
    }
    return name;
}
/** @see https://reproducible-builds.org/specs/source-date-epoch/ */
function readSourceDateEpoch(source) {
    const text = source.text('source-date-epoch');
    if (text === '' || text === 'commit')
        return text || undefined;
    if (/^\d{1,11}$/.test(text))
        return Number(text);
    source.invalid('source-date-epoch', (0,reading_source/* quote */.hD)(text), '`commit` or seconds since 1970, as in `1700000000`');
    return undefined;
}
function readRefSource(source) {
    const text = source.text('ref-source');
    if (text === 'workflow' || text === 'git')
        return text;
    source.invalid('ref-source', (0,reading_source/* quote */.hD)(text), '`workflow` or `git`');
    return 'workflow';
}

// EXTERNAL MODULE: ./lib/inputs/promote.js
var promote = __webpack_require__(68213);
// EXTERNAL MODULE: ./lib/plan/terms/foreign.js
var foreign = __webpack_require__(32231);
;// CONCATENATED MODULE: ./lib/inputs/registries.js







const registries_KEYS = ['registry', 'prefix', 'username', 'password', ...reading_trust/* TRUST_KEYS */.ks, 'optional', ...FILTER_KEYS];
/** The `registries` input. Entries with half a login come without credentials and are told in `missing`. */
function readRegistries(source, missing) {
    const entries = (0,yaml_list/* yamlEntries */.g)(source, 'registries', registries_KEYS).flatMap(entry => {
        const read = registries_readEntry(source, entry, missing);
        return read === undefined ? [] : [{ at: entry.at, read }];
    });
    for (const [index, { at, read }] of entries.entries()) {
        for (const { at: earlier, read: other } of entries.slice(0, index)) {
            const conflict = conflictOf(read, other);
            if (conflict !== undefined)
                source.report(at, `${conflict} ${earlier}`, 'Keep one of them, or give them the same login.');
        }
    }
    return entries.map(({ read }) => read);
}
function registries_readEntry(source, entry, missing) {
    const text = entry.plain ?? (0,yaml_list/* textOf */.b)(source, entry, 'registry').trim();
    if (text === '') {
        source.report(entry.at, 'has no `registry`', 'Add one, as in `registry: ghcr.io`.');
        return undefined;
    }
    const place = parsePlace(source, `${entry.at}${entry.plain === undefined ? '.registry' : ''}`, text);
    const host = place?.host ?? text;
    // Read the rest even when the registry is wrong, so that every problem is told.
    const prefix = readPrefix(source, entry, host, place?.prefix ?? '');
    const read = {
        registry: host,
        prefix,
        ...credentialsOf(source, entry, host, missing),
        ...(0,reading_trust/* trustOf */.An)(source, entry),
        optional: readOptional(source, entry),
        filters: entryFilters(source, entry),
    };
    return place === undefined ? undefined : read;
}
/** The path inside `registry`, and below it the `prefix` of the entry. */
function readPrefix(source, entry, host, path) {
    const own = (0,yaml_list/* textOf */.b)(source, entry, 'prefix').trim().toLowerCase();
    const joined = [path, ...own.split('/')].filter(part => part !== '').join('/');
    if (own !== '') {
        try {
            // A prefix is one or more path components of a repository's name.
            (0,reference/* parseRegistry */.Eq)(`registry.invalid/${joined}`);
        }
        catch {
            source.invalid(`${entry.at}.prefix`, (0,reading_source/* quote */.hD)(own), `the path between ${(0,reading_source/* quote */.hD)(host)} and the name, as in \`project/repo\``);
        }
    }
    return joined;
}
function readOptional(source, entry) {
    const text = (0,yaml_list/* textOf */.b)(source, entry, 'optional').trim();
    const value = text === '' ? false : (0,reading_source/* parseBoolean */.yG)(text);
    if (value === undefined)
        source.invalid(`${entry.at}.optional`, (0,reading_source/* quote */.hD)(text), reading_source/* BOOLEAN */.Jx);
    return value ?? false;
}
function parsePlace(source, at, text) {
    try {
        // Hosts and repository paths have no upper case.
        return (0,reference/* parseRegistry */.Eq)(text.toLowerCase());
    }
    catch {
        const shell = (0,foreign/* shellIn */.KR)(text);
        if (shell !== undefined)
            source.report(at, shell.refusal[0], `${shell.refusal[1]}.`);
        else
            source.invalid(at, (0,reading_source/* quote */.hD)(text), HOST_FORM);
        return undefined;
    }
}
/** Two entries may share a registry (one a prefix), but a registry has one login. */
function conflictOf(entry, other) {
    if (entry.registry !== other.registry)
        return undefined;
    if (entry.prefix === other.prefix)
        return 'repeats';
    const differs = entry.username !== other.username || entry.password !== other.password;
    return differs && entry.username !== '' && other.username !== '' ? 'has another login than' : undefined;
}

// EXTERNAL MODULE: ./lib/host/retry.js
var retry = __webpack_require__(67460);
;// CONCATENATED MODULE: ./lib/inputs/robust.js




function readRobust(source) {
    const immutableTags = readPatterns(source);
    const skipExisting = (0,reading_source/* boolean */.zM)(source, 'skip-existing');
    if (skipExisting && immutableTags.length === 0) {
        source.report('skip-existing', 'is true, and no tag is immutable: nothing would say that this commit is published already', 'Say which tags never move, as in `immutable-tags: "v?[0-9]+.[0-9]+.[0-9]+*, sha-*"`.');
    }
    return {
        retry: { ...retry/* DEFAULT_RETRY */.vI, retries: readRetries(source), deadline: robust_readTimeout(source) },
        preflight: (0,reading_source/* boolean */.zM)(source, 'preflight'),
        immutableTags,
        skipExisting,
        movingTags: readMovingTags(source),
    };
}
function readMovingTags(source) {
    const text = source.text('moving-tags');
    if (text === 'forward' || text === 'always')
        return text;
    source.invalid('moving-tags', (0,reading_source/* quote */.hD)(text), '`forward` or `always`');
    return 'forward';
}
function readRetries(source) {
    const text = source.text('retries');
    if (/^\d{1,2}$/.test(text))
        return Number(text);
    source.invalid('retries', (0,reading_source/* quote */.hD)(text), 'a number from 0 (try once) to 99, as in `5`');
    return retry/* DEFAULT_RETRY */.vI.retries;
}
/** A duration in milliseconds. */
function robust_readTimeout(source) {
    const text = source.text('timeout');
    const ms = durationOf(text);
    if (ms !== undefined)
        return ms;
    source.invalid('timeout', (0,reading_source/* quote */.hD)(text), DURATION);
    return retry/* DEFAULT_RETRY */.vI.deadline;
}
function readPatterns(source) {
    const patterns = (0,reading_source/* items */.ld)(source, 'immutable-tags', { commas: true });
    for (const pattern of patterns) {
        const problem = (0,filter/* patternProblem */.A)(pattern);
        if (problem === undefined)
            continue;
        source.report('immutable-tags', `has the pattern ${(0,reading_source/* quote */.hD)(pattern)}, which ${problem}`, "Write it in GitHub's filter syntax, as in `[0-9]+.[0-9]+.[0-9]+` or `sha-*`.");
    }
    if (patterns.length > 0 && patterns.every(pattern => pattern.startsWith('!'))) {
        source.report('immutable-tags', 'contains only exclusions (`!…`)', 'Start with an inclusion, such as `*`.');
    }
    return patterns;
}

;// CONCATENATED MODULE: ./lib/inputs/several/bake.js



const BAKE = ['bake-targets', 'bake-set', 'bake-vars'];
/** What a definition says for each of its targets, and a step cannot say for all of them. */
const OF_TARGETS = [
    ...['context', 'file', 'target', 'platforms', 'build-args', 'build-contexts', 'add-hosts', 'network'],
    ...['no-cache-filters', 'shm-size', 'ulimit', 'cache-from', 'cache-to'],
];
/** What there is for one image alone, so far. */
const OF_ONE = ['source', 'layout', 'call', 'cache-mounts', 'cgroup-parent', 'outputs'];
/** Whether the step builds several images. */
function isSeveral(source) {
    return source.raw('builds').trim() !== '' || isBake(source);
}
function isBake(source) {
    const text = source.text('bake');
    return text !== '' && (0,reading_source/* parseBoolean */.yG)(text) !== false;
}
/** Reads `bake` and what goes with it; undefined when nothing is to be evaluated. */
function readBake(source) {
    const isGiven = (name) => source.text(name) !== '' && (0,reading_source/* parseBoolean */.yG)(source.text(name)) !== false;
    if (isSeveral(source)) {
        for (const name of OF_ONE.filter(isGiven)) {
            const by = isBake(source) ? 'bake' : 'builds';
            source.report(name, `is given together with \`${by}\``, 'Remove one of the two: it works with a single image only.');
        }
    }
    if (!isBake(source)) {
        for (const name of BAKE.filter(isGiven)) {
            source.report(name, 'is given without `bake`', 'Add `bake: true`, or the path of the bake file.');
        }
        return undefined;
    }
    if (isGiven('builds')) {
        source.report('builds', 'is given together with `bake`', 'Describe the builds in one of the two.');
    }
    for (const name of OF_TARGETS.filter(isGiven)) {
        source.report(name, 'is given together with `bake`', 'Set it in the bake file, or for some targets with `bake-set`.');
    }
    return {
        files: (0,reading_source/* parseBoolean */.yG)(source.text('bake')) === true ? [] : files(source),
        targets: targets(source),
        set: rows(source, 'bake-set', /^[\w.*?[\]-]+\.[\w-]+(?:\.[^=]+)?\+?=/s, '`target.key=value`, as in `*.platform=linux/arm64`'),
        vars: rows(source, 'bake-vars', /^[A-Za-z_]\w*=/s, '`NAME=value`'),
    };
}
function files(source) {
    const paths = (0,reading_source/* items */.ld)(source, 'bake', { commas: true });
    for (const path of paths) {
        if ((0,git_context/* isRemote */.Vx)(path)) {
            source.report('bake', `names a definition elsewhere: ${(0,reading_source/* quote */.hD)(path)}`, 'Check it out with actions/checkout and give its path.');
        }
        else if (path.startsWith('-')) {
            source.invalid('bake', (0,reading_source/* quote */.hD)(path), 'the path of a bake or Compose file, or `true`');
        }
        else if (!source.exists(path)) {
            source.report('bake', `names a file that does not exist: ${(0,reading_source/* quote */.hD)(path)}`, 'Give its path from the root of the workspace, and check out the repository first.');
        }
    }
    return paths;
}
function targets(source) {
    const names = (0,reading_source/* items */.ld)(source, 'bake-targets', { commas: true });
    for (const name of names) {
        if (!/^[\w.*?[\]][\w.*?[\]-]{0,199}$/.test(name)) {
            source.invalid('bake-targets', (0,reading_source/* quote */.hD)(name), 'names of targets or groups, or patterns such as `api-*`');
        }
    }
    return names;
}
/** Values may be secrets: an item is named by its number. */
function rows(source, name, form, wanted) {
    const given = (0,reading_source/* items */.ld)(source, name, { comments: true });
    for (const [index, item] of given.entries()) {
        if (!form.test(item))
            source.invalid(name, `item ${index + 1}`, `${wanted}, one per line`);
        else if (/^[^=]*\.output\+?=/.test(item) &&
            (0,list/* fields */.OA)(item).some(column => /(?:^|=)(?:type=)?registry$/.test(column))) {
            source.report(name, `has an output that pushes (item ${index + 1})`, 'Remove it: every image is published under its tags.');
        }
    }
    return given;
}

// EXTERNAL MODULE: ./lib/plan/metadata/images.js
var metadata_images = __webpack_require__(53059);
// EXTERNAL MODULE: ./lib/plan/reference-lines.js
var reference_lines = __webpack_require__(17716);
// EXTERNAL MODULE: ./lib/plan/rules/flavor.js
var rules_flavor = __webpack_require__(82407);
// EXTERNAL MODULE: ./lib/plan/rules/rules.js
var rules_rules = __webpack_require__(73984);
// EXTERNAL MODULE: ./lib/plan/targets.js
var plan_targets = __webpack_require__(69005);
// EXTERNAL MODULE: ./lib/plan/terms/problems.js
var problems = __webpack_require__(43651);
// EXTERNAL MODULE: ./lib/plan/rules/fields.js
var fields = __webpack_require__(95226);
// EXTERNAL MODULE: ./lib/plan/terms/template-text.js
var template_text = __webpack_require__(67521);
;// CONCATENATED MODULE: ./lib/inputs/misplaced.js






/** What is wrong with a name of `images`, and where what does not belong there goes. */
function nameProblem(name, error) {
    const [scheme] = /^[a-z]+:\/\//i.exec(name) ?? [];
    if (scheme !== undefined) {
        const fix = `Remove \`${scheme}\`: write \`${name.slice(scheme.length)}\`.`;
        return { input: 'images', problem: `takes names without a scheme, and ${(0,reading_source/* quote */.hD)(name)} has one`, fix };
    }
    const reference = tagged(name);
    if (reference !== undefined) {
        const fix = `Write \`${reference.name}\`, and put \`${reference.tag}\` in \`tags\`.`;
        return { input: 'images', problem: `takes names without a tag, and ${(0,reading_source/* quote */.hD)(name)} has one`, fix };
    }
    const hint = error instanceof errors/* ActionError */.lZ ? error.hint : undefined;
    return { input: 'images', problem: `has an invalid name: ${(0,errors/* messageOf */.bD)(error)}`, fix: hint ?? 'Write `acme/api`.' };
}
/**
 * A line of `tags` that names a whole reference where a rule is expected: its `/` and `:` would become `-`, and the
 * image be published as `acme/api:acme-api-nightly`.
 */
function strayReference(line, images) {
    const found = valuesOf(line).flatMap(({ key, value }) => {
        const reference = tagged(value);
        if (reference === undefined)
            return images.includes(value.toLowerCase()) ? [{ name: value, tag: 'latest' }] : [];
        const isMeant = key === undefined || (0,plan_targets/* hasHost */.b5)(reference.name) || images.includes(reference.name.toLowerCase());
        return isMeant ? [reference] : [];
    });
    const [first] = found;
    if (first === undefined)
        return undefined;
    const split = `Write \`${first.tag}\` in \`tags\` and \`${first.name}\` in \`images\``;
    const or = images.length === 0 || line.includes('{{')
        ? ''
        : ', or remove `images` and write only complete references in `tags`';
    const problem = images.length === 0
        ? `has a complete reference with a template: ${(0,reading_source/* quote */.hD)(line)}`
        : `has a complete reference beside \`images\`: ${(0,reading_source/* quote */.hD)(line)}`;
    return { input: 'tags', problem, fix: `${split}${or}.` };
}
/**
 * A line of `tags` or `flavor` whose prefix is a repository: `prefix=ghcr.io/acme/api:` would publish
 * `acme/api:ghcr.io-acme-api-nightly`.
 */
function strayPrefix(input, line, images) {
    const prefixes = fieldsIn(line).filter(({ key }) => key === 'prefix');
    const [name] = prefixes.flatMap(({ value }) => tagged(`${value}x`)?.name ?? []);
    if (name === undefined || !((0,plan_targets/* hasHost */.b5)(name) || images.includes(name.toLowerCase())))
        return undefined;
    const problem = `has a complete reference in a prefix: ${(0,reading_source/* quote */.hD)(line)}`;
    return { input, problem, fix: `Put \`${name}\` in \`images\`, and take it out of the prefix.` };
}
/** What a line without a type, or with `type=raw`, makes tags of. */
function valuesOf(line) {
    const fields = fieldsIn(line);
    const type = fields.find(({ key }) => key === 'type')?.value ?? 'raw';
    return type === 'raw' ? fields.filter(({ key }) => key === undefined || key === 'value') : [];
}
/** Lines that do not parse are told elsewhere. */
function fieldsIn(line) {
    try {
        return (0,fields/* fieldsOf */.P)(line);
    }
    catch {
        return [];
    }
}
/** The halves of `name:tag`, the tag perhaps a template; undefined for anything else. */
function tagged(text) {
    const plain = (0,template_text/* outsideTemplates */.TS)(text, 'x');
    const colon = plain.indexOf(':', plain.lastIndexOf('/') + 1);
    if (colon < 0)
        return undefined;
    try {
        (0,reference/* parseReference */.F2)(`${plain.slice(0, colon).toLowerCase()}${plain.slice(colon)}`);
    }
    catch {
        return undefined;
    }
    return { name: text.slice(0, colon), tag: text.slice(colon + 1) };
}

;// CONCATENATED MODULE: ./lib/inputs/places.js




/**
 * Bare names that do not go where their author logged in, and a login that no name leads to. In docker's actions a
 * login is no place and a bare name is Docker Hub's; here the entries of `registries` are places.
 */
function checkPlaces(source, { input, names }, { registries, logins }) {
    const known = names.filter(name => leadsSomewhere(name, registries));
    const bare = known.filter(name => !(0,plan_targets/* hasHost */.b5)(name));
    const targets = known.flatMap(name => (0,plan_targets/* resolveNames */.jN)([{ name, enable: true }], registries));
    const hub = targets.some(({ name }) => name.registry === reference/* DOCKER_HUB */.Xb);
    const complaints = bare.map(name => {
        if (registries.length === 0)
            return elsewhere(source, input, name);
        return hub ? false : diverted(source, { input, names: known }, name, { registries, logins });
    });
    if (known.length > 0 && !complaints.includes(true))
        checkShorthand(source, targets);
}
/** Whether `registry: ghcr.io` was taken for the place of a bare name. */
function elsewhere(source, input, name) {
    const login = shorthandRegistry(source);
    if (login === undefined || login === reference/* DOCKER_HUB */.Xb)
        return false;
    const tag = input === 'tags' ? ':…' : '';
    source.report(input, `has ${(0,reading_source/* quote */.hD)(name)}, which goes to Docker Hub: \`registry: ${login}\` only sets the login`, `Write \`${input}: ${login}/${name}${tag}\`, or \`registries: "- registry: ${login}"\` with \`${input}: ${name}${tag}\`.`);
    return true;
}
/** Whether a bare name was meant for Docker Hub, while `registries` sends it elsewhere. */
function diverted(source, { input, names }, name, { registries, logins }) {
    const goes = (0,plan_targets/* resolveNames */.jN)([{ name, enable: true }], registries).map(target => target.name.text);
    const others = names.map(other => other.toLowerCase());
    const twice = goes.find(place => others.includes(place));
    const entries = registries.map(({ registry }) => registry).join(', ');
    const spellings = `Write \`docker.io/${name}\` to publish to Docker Hub too`;
    if (twice !== undefined) {
        source.report(input, `has ${(0,reading_source/* quote */.hD)(name)}, which \`registries\` sends to ${entries}, where \`${twice}\` goes already; nothing goes to Docker Hub`, `${spellings}, or remove ${(0,reading_source/* quote */.hD)(name)}.`);
        return true;
    }
    // Also where its password is empty, as in a fork's run: what a step means does not depend on that.
    const isShorthand = source.text('username') !== '' && shorthandRegistry(source) === reference/* DOCKER_HUB */.Xb;
    const hasLogin = logins.some(({ registry, username }) => registry === reference/* DOCKER_HUB */.Xb && username !== '');
    if (!isShorthand && !hasLogin)
        return false;
    const problem = `has ${(0,reading_source/* quote */.hD)(name)}, which \`registries\` sends to ${entries} and not to Docker Hub, though there is a login for it`;
    const fix = `${spellings}, or \`${goes[0]}\` to publish there alone`;
    // A login of `registry-auth` may be for base images.
    if (!isShorthand)
        source.warn(`\`${input}\` ${problem}. ${fix}.`);
    else
        source.report(input, problem, `${fix}; a login for base images goes into \`registry-auth\`.`);
    return true;
}
/** `username` and `password` are the login of a place; for base images and the like there is `registry-auth`. */
function checkShorthand(source, targets) {
    const login = shorthandRegistry(source);
    if (login === undefined || source.text('username') === '' || source.text('push') === 'false')
        return;
    if (targets.some(({ name }) => name.registry === login))
        return;
    const others = ['source', 'cache-ref', 'cache-from', 'cache-to', 'build-contexts'];
    if (others.some(other => source.raw(other).includes(login)))
        return;
    const first = targets[0]?.name.path ?? 'acme/api';
    source.warn(`\`username\` and \`password\` are a login for ${login}, but nothing is published there. ` +
        `Write \`images: ${login}/${first}\` to publish there, or put the login into \`registry-auth\` if it is for base images.`);
}
/** What is no name is told elsewhere. */
function leadsSomewhere(name, registries) {
    try {
        return (0,plan_targets/* resolveNames */.jN)([{ name, enable: true }], registries).length > 0;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./lib/inputs/together.js










/** What no single input shows: names, and inputs that contradict each other. */
function together_checkTogether(source, { metadata, registries, logins, push, outputs }) {
    const { images: lines, tags, flavor } = metadata;
    const images = imagesOf(source, lines);
    checkNames(source, images, registries);
    checkGates(source);
    const mode = (0,reference_lines/* tagsMode */.N7)(lines, tags);
    checkTargets(source, { mode, images, tags }, { registries, logins });
    const names = images.map(({ name }) => name);
    const prefixes = (mode === 'rules' ? tags : []).map(line => strayPrefix('tags', line, names));
    for (const problem of [...prefixes, ...flavor.map(line => strayPrefix('flavor', line, names))]) {
        if (problem !== undefined)
            source.add(problem);
    }
    const rules = (0,problems/* collector */.g7)();
    if (mode === 'rules')
        (0,rules_rules/* parseRules */.N)(tags, rules);
    (0,rules_flavor/* parseFlavor */.w)(flavor, rules);
    for (const problem of rules.problems)
        source.add(problem);
    const wantsNames = push === true || (push === 'auto' && (registries.length > 0 || outputs.push));
    if (mode === 'rules' && lines.length === 0 && wantsNames) {
        source.report('images', 'is empty, so there is no name to publish under', 'Name the image: `images: acme/api`.');
    }
    if (push === false && outputs.push) {
        source.report('push', 'is false, and `outputs` asks to push', 'Remove `push: false`, or the output that pushes.');
    }
}
/** Where the image goes, and whether every line of `tags` is of the kind that the others are. */
function checkTargets(source, { mode, images, tags }, entries) {
    const names = images.map(({ name }) => name);
    if (mode === 'references') {
        const { references, problems } = (0,reference_lines/* parseReferences */.IO)(tags);
        for (const problem of problems)
            source.add(problem);
        const given = references.map(({ name }) => name.text);
        return checkPlaces(source, { input: 'tags', names: [...new Set(given)] }, entries);
    }
    const enabled = images.filter(({ enable }) => enable).map(({ name }) => name);
    checkPlaces(source, { input: 'images', names: [...new Set(enabled)] }, entries);
    if (mode === 'rules') {
        for (const tag of tags) {
            const problem = strayReference(tag, names);
            if (problem !== undefined)
                source.add(problem);
        }
        return;
    }
    const rule = tags.find(tag => !(0,reference_lines/* looksComplete */.Qp)(tag)) ?? '';
    source.report('tags', `mixes complete references with rules (${(0,reading_source/* quote */.hD)(rule)})`, 'Name the repositories in `images` and keep rules alone in `tags`, or write only complete references.');
}
/** A step that is green shall have run the gates that it names. */
function checkGates(source) {
    const call = source.text('call');
    if (call === '' || call === 'build')
        return;
    for (const name of ['test', 'gates', 'scan', 'container-test']) {
        if (source.text(name) === '')
            continue;
        source.report(name, `is given, and \`call: ${call}\` makes no image`, 'Remove one of the two.');
    }
}
function checkNames(source, images, registries) {
    for (const image of images) {
        try {
            (0,plan_targets/* resolveNames */.jN)([{ ...image, enable: true }], registries);
        }
        catch (error) {
            source.add(nameProblem(image.name, error));
        }
    }
}
function imagesOf(source, lines) {
    try {
        return (0,metadata_images/* parseImages */.e)(lines);
    }
    catch (error) {
        if (!(error instanceof errors/* InputError */.dz))
            throw error;
        for (const problem of error.problems)
            source.add(problem);
        return [];
    }
}

;// CONCATENATED MODULE: ./lib/inputs/inputs.js




















/**
 * Reads every input from `INPUT_*`; '' means the default.
 *
 * @param exists whether a path exists (only `context` needs it, for a likely mistake)
 * @throws InputError with every problem of every input
 */
function readInputs(env, exists = external_node_fs_.existsSync) {
    const problems = [];
    const missing = [];
    const warnings = [];
    const source = (0,reading_source/* sourceOf */.vz)(env, problems, warnings, exists);
    const metadata = readMetadata(source);
    const registries = readRegistries(source, missing);
    const logins = readLogins(source, missing);
    const build = readBuild(source);
    const { outputs } = build;
    const push = readPush(source);
    const inputs = {
        metadata,
        registries,
        logins,
        missing,
        dockerConfig: source.text('docker-config'),
        dockerConfigPassphrase: source.raw('docker-config-passphrase'),
        githubToken: source.text('github-token') || source.text('job-token'),
        push: push === 'auto' && outputs.push ? true : push,
        filters: readFilters(source),
        build,
        builder: readBuilder(source),
        buildxVersion: readBuildxVersion(source),
        qemu: readQemu(source),
        cache: (0,cache/* readCache */.x)(source),
        cacheMounts: (0,cache_mounts/* readCacheMounts */.J)(source),
        verify: (0,reading_source/* boolean */.zM)(source, 'verify'),
        bake: readBake(source),
        dryRun: (0,reading_source/* boolean */.zM)(source, 'dry-run'),
        warnings,
        ...readGates(source),
        scan: (0,scan/* readScan */.C)(source),
        containerTest: readContainerTest(source),
        ...readRobust(source),
        ...(0,promote/* readPromote */.f)(source),
    };
    // Of several images, each has names and rules of its own (`several/read.ts`).
    if (!isSeveral(source))
        together_checkTogether(source, { metadata, registries, logins, push, outputs });
    if (problems.length > 0)
        throw new errors/* InputError */.dz(problems);
    return inputs;
}
function readPush(source) {
    const text = source.text('push');
    const push = text === 'auto' ? text : (0,reading_source/* parseBoolean */.yG)(text);
    if (push === undefined)
        source.invalid('push', (0,reading_source/* quote */.hD)(text), '`auto`, `true` or `false`');
    return push ?? 'auto';
}

// EXTERNAL MODULE: ./lib/inputs/several/entries.js
var several_entries = __webpack_require__(49814);
;// CONCATENATED MODULE: ./lib/inputs/several/read.js





/**
 * Reads the step's inputs, and those of each of its builds.
 *
 * @throws InputError with every problem of every input
 */
function readRun(env, exists = external_node_fs_.existsSync) {
    const problems = [];
    const entries = (0,several_entries/* readEntries */.$2)((0,reading_source/* sourceOf */.vz)(env, problems, [], exists));
    const attempt = (read, rename) => {
        try {
            return read();
        }
        catch (error) {
            if (!(error instanceof errors/* InputError */.dz))
                throw error;
            problems.push(...error.problems.map(rename));
            return undefined;
        }
    };
    const inputs = attempt(() => readInputs(env, exists), problem => problem);
    const builds = entries.flatMap(({ at, name, own }) => {
        const read = () => ({ name, inputs: inputsOf({ name, own }, env, exists) });
        return attempt(read, problem => renamed(problem, at, own)) ?? [];
    });
    // What is wrong with the step's own inputs is wrong with each build's.
    const known = new Map(problems.map(problem => [JSON.stringify(problem), problem]));
    if (known.size > 0 || inputs === undefined)
        throw new errors/* InputError */.dz([...known.values()]);
    return { inputs, builds };
}
/** The inputs of one build. @throws InputError with every problem */
function inputsOf({ name, own }, env, exists = external_node_fs_.existsSync) {
    const texts = NAMED.map(input => [input, withName(own[input] ?? env[variable(input)] ?? '', name)]);
    const all = {
        ...own,
        ...Object.fromEntries(texts),
        builds: '',
        bake: '',
        'bake-targets': '',
        'bake-set': '',
        'bake-vars': '',
    };
    const given = Object.entries(all).map(([input, text]) => [variable(input), text]);
    return readInputs({ ...env, ...Object.fromEntries(given) }, exists);
}
/** A problem of a build's own input, under that input's name in the step. */
function renamed(problem, at, own) {
    const [input = ''] = /^[\w-]+/.exec(problem.input) ?? [];
    return input in own ? { ...problem, input: `${at}.${problem.input}` } : problem;
}
/** Inputs in which `{{target}}` is the build's name. */
const NAMED = [
    ...['images', 'tags', 'flavor', 'labels', 'annotations'],
    ...['context', 'file', 'target', 'build-args', 'cache-scope'],
];
function withName(text, name) {
    return text.replace(/\{\{\s*target\s*\}\}/g, () => name);
}
function variable(input) {
    return `INPUT_${input.toUpperCase()}`;
}


/***/ }),

/***/ 14203:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ hasGates)
/* harmony export */ });
/** Whether the image must be here before anything is published. */
function hasGates({ test, gates, scan, containerTest }) {
    return test !== '' || gates.length > 0 || scan.length > 0 || containerTest !== undefined;
}


/***/ }),

/***/ 60900:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   WF: () => (/* binding */ thisProcess),
/* harmony export */   _n: () => (/* binding */ isAlive),
/* harmony export */   bf: () => (/* binding */ ownerOf),
/* harmony export */   ub: () => (/* binding */ folderName)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var _host_errno_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69706);



const NAME = /^slipway-(\d+)\.(\d+)\.(\d+)-[0-9a-f]{16}$/;
/**
 * Field 22 of /proc/PID/stat: ticks since boot; undefined for none, or one that only waits to be reaped. The second
 * field is a name in brackets that may hold anything.
 */
function startOf(pid) {
    try {
        const stat = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)(`/proc/${pid}/stat`, 'latin1');
        const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return state === 'Z' || state === 'X' ? undefined : rest[18];
    }
    catch {
        return undefined;
    }
}
function namespace() {
    try {
        return /\d+/.exec((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readlinkSync)('/proc/self/ns/pid'))?.[0] ?? '0';
    }
    catch {
        return '0';
    }
}
function thisProcess() {
    return { pid: process.pid, start: startOf(process.pid) ?? '0', namespace: namespace() };
}
function folderName(owner) {
    return `slipway-${owner.pid}.${owner.start}.${owner.namespace}-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(8).toString('hex')}`;
}
/** The owner that a folder's name tells, or undefined when the folder is none of ours. */
function ownerOf(name) {
    const [, pid, start, space] = NAME.exec(name) ?? [];
    return pid && start && space ? { pid: Number(pid), start, namespace: space } : undefined;
}
function exists(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        return (0,_host_errno_js__WEBPACK_IMPORTED_MODULE_2__/* .errnoOf */ .U)(error) === 'EPERM';
    }
}
/** Whether the owner still runs; 'unknown' when it lives, or lived, in another pid namespace. */
function isAlive(owner) {
    if (owner.namespace !== namespace())
        return 'unknown';
    return owner.start === '0' ? exists(owner.pid) : startOf(owner.pid) === owner.start;
}


/***/ }),

/***/ 22539:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ed: () => (/* binding */ markedEnv),
/* harmony export */   UI: () => (/* binding */ markFinished),
/* harmony export */   kg: () => (/* binding */ createRunFolder),
/* harmony export */   v$: () => (/* binding */ removeFolder),
/* harmony export */   vb: () => (/* binding */ sweepRunFolders)
/* harmony export */ });
/* unused harmony exports MARKER, removeRunFolder */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(79547);
/* harmony import */ var _owner_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(60900);
/* harmony import */ var _undo_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(99041);






/** Lies in each run's folder, beside the telling name, so that nothing else is ever taken for one. */
const MARKER = '.slipway-run';
/** Written when the main step has ended by itself: what is left belongs to its post step, which runs later in the job. */
const FINISHED = 'finished';
/** When nobody can say whether the owner runs (another container shares RUNNER_TEMP): longer than a hosted job lasts. */
const UNKNOWN_FOR = 24 * 60 * 60 * 1000;
/** Makes this run's own folder in RUNNER_TEMP, for this user alone. Its name tells the next run whose it was. */
async function createRunFolder(runnerTemp) {
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(runnerTemp), (0,_owner_js__WEBPACK_IMPORTED_MODULE_4__/* .folderName */ .ub)((0,_owner_js__WEBPACK_IMPORTED_MODULE_4__/* .thisProcess */ .WF)()));
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(folder, { mode: 0o700 });
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.chmod)(folder, 0o700);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, MARKER), '', { mode: 0o600 });
    return { path: folder, ...(0,_undo_js__WEBPACK_IMPORTED_MODULE_5__/* .openJournal */ ._0)(folder) };
}
/** Tells later runs that this one's main step was not killed: its post step will clean up. */
async function markFinished(folder) {
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, FINISHED), '', { mode: 0o600 });
}
async function removeFolder(folder) {
    // Symbolic links in it are removed, not followed. Retries: a dying docker may still write into it.
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(folder, { recursive: true, force: true, maxRetries: 3 });
}
/** A real folder of this user with our marker, or one whose making was cut short before the marker was written. */
async function isOurs(folder) {
    const stats = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.lstat)(folder).catch(() => undefined);
    if (!stats?.isDirectory() || (0,_owner_js__WEBPACK_IMPORTED_MODULE_4__/* .ownerOf */ .bf)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.basename)(folder)) === undefined)
        return false;
    if (process.getuid !== undefined && stats.uid !== process.getuid())
        return false;
    const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(folder).catch(() => undefined);
    return names !== undefined && (names.length === 0 || names.includes(MARKER));
}
/** Which run a process belongs to, in its environment: inherited by all that it starts, also where it left the group. */
const MARK = 'SLIPWAY_RUN';
/** The environment from which all environments of this run's children are made. */
function markedEnv(env, folder) {
    return { ...env, [MARK]: (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(folder) };
}
/** Ends what a killed run left: docker commands, credential helpers, the test script and all that these started. */
async function endUsers(folder) {
    // Again while there are some: a script that is killed last may have started another command meanwhile.
    for (let pass = 0; pass < 3; pass++) {
        const pids = await usersOf(folder);
        if (pids.length === 0)
            return;
        for (const pid of pids) {
            try {
                process.kill(pid, 'SIGKILL');
            }
            catch {
                // It ended by itself meanwhile.
            }
        }
    }
}
async function usersOf(folder) {
    const pids = (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)('/proc').catch(() => [])).filter(name => /^\d+$/.test(name)).map(Number);
    const environs = pids
        .filter(pid => pid !== process.pid)
        .map(async (pid) => [pid, await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(`/proc/${pid}/environ`, 'utf8').catch(() => '')]);
    const mine = (await Promise.all(environs)).filter(([, text]) => text.split('\0').includes(`${MARK}=${folder}`));
    return mine.map(([pid]) => pid);
}
/**
 * Removes a run's folder of which only the path is known, as the post step does, and ends what still uses it. A folder
 * that is gone already is fine.
 *
 * @throws ActionError `INPUT_INVALID` for a path that is not one of our folders in RUNNER_TEMP: state can be tampered with
 */
async function removeRunFolder(folder, runnerTemp) {
    const home = await realpath(runnerTemp).catch(() => resolve(runnerTemp));
    const parent = await realpath(dirname(resolve(folder))).catch(() => undefined);
    const path = join(home, basename(resolve(folder)));
    const gone = (await lstat(path).catch(() => undefined)) === undefined;
    if (parent === home && gone && ownerOf(basename(path)) !== undefined)
        return;
    if (parent !== home || !(await isOurs(path))) {
        throw new ActionError('INPUT_INVALID', `${folder} is not a folder of this action's in RUNNER_TEMP: it is left alone`);
    }
    await endUsers(resolve(folder));
    await removeFolder(path);
}
async function isLeftover(folder, now) {
    const owner = (0,_owner_js__WEBPACK_IMPORTED_MODULE_4__/* .ownerOf */ .bf)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.basename)(folder));
    if (owner === undefined || !(await isOurs(folder)))
        return false;
    const alive = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, FINISHED)) ? 'unknown' : (0,_owner_js__WEBPACK_IMPORTED_MODULE_4__/* .isAlive */ ._n)(owner);
    return alive === 'unknown' ? now - (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.lstat)(folder)).mtimeMs > UNKNOWN_FOR : !alive;
}
/**
 * Removes what killed runs left in RUNNER_TEMP: folders of ours whose process is dead, and the docker children that
 * still use them. One folder's failure never throws and never keeps another.
 *
 * @param now milliseconds since the epoch
 * @param undo called with each folder before it goes; the folder goes, with its credentials, even if that fails
 * @returns the paths removed
 */
async function sweepRunFolders(runnerTemp, now, undo = async () => { }) {
    const home = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(runnerTemp);
    const swept = [];
    for (const name of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(home).catch(() => [])) {
        const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(home, name);
        try {
            if (!(await isLeftover(folder, now)))
                continue;
            await endUsers(folder);
            await undo(folder).catch(() => { });
            await removeFolder(folder);
            swept.push(folder);
        }
        catch {
            // Another run swept it first, or it is not ours to remove; the next run tries again.
        }
    }
    return swept;
}


/***/ }),

/***/ 94078:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ runReference),
/* harmony export */   p: () => (/* binding */ isRunReference)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);

const FORM = /:slipway-[0-9a-f]{12}$/;
/**
 * A name of the image that is this run's alone. The image's real name is not enough: two runs on one engine that build
 * the same name take it from each other, and then the gates of one would see the image of the other. It is in the
 * image's own repository, so that a tool which tells the name tells the right one, and none pulls a stranger's; where
 * nothing but the push sees it, in that of the endpoint (`LIKELY_REPOSITORY`), so that the push needs no further one.
 */
function runReference(repository) {
    return `${repository}:slipway-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(6).toString('hex')}`;
}
/** Whether some run gave this name. */
function isRunReference(name) {
    return FORM.test(name);
}


/***/ }),

/***/ 99041:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E_: () => (/* binding */ noting),
/* harmony export */   Ex: () => (/* binding */ JOURNAL),
/* harmony export */   _0: () => (/* binding */ openJournal),
/* harmony export */   wC: () => (/* binding */ undoAll)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(79547);
/* harmony import */ var _run_reference_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(94078);




/** The file in the run's folder that lists what to undo, a JSON value a line, in the order in which it was done. */
const JOURNAL = 'undo.jsonl';
/** The journal in a run's folder. */
function openJournal(folder) {
    const noted = [];
    return {
        async note(undo) {
            noted.push(undo);
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.appendFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, JOURNAL), `${JSON.stringify(undo)}\n`, { mode: 0o600 });
        },
        noted: () => [...noted],
    };
}
/** The engine, which notes each name that it is about to give: a run that dies with one leaves it to be taken back. */
function noting(engine, journal) {
    return {
        ...engine,
        async tag(image, name) {
            await journal.note({ kind: 'image', name });
            await engine.tag(image, name);
        },
        async remove(reference) {
            await engine.remove(reference);
            await journal.note({ kind: 'withdrawn', of: 'image', name: reference });
        },
    };
}
/**
 * Undoes everything that is listed, the newest first. One failure does not keep the rest from being undone.
 *
 * @returns What could not be undone, in words.
 */
async function undoAll(list, undoers) {
    const failures = [];
    const withdrawn = new Set();
    for (const undo of list.toReversed()) {
        if (undo.kind === 'withdrawn') {
            withdrawn.add(`${undo.of} ${undo.name}`);
            continue;
        }
        if (withdrawn.has(`${undo.kind} ${nameOf(undo)}`))
            continue;
        try {
            await undoOne(undo, undoers);
        }
        catch (error) {
            failures.push(`${undo.kind} ${nameOf(undo)}: ${(0,_host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`);
        }
    }
    return failures;
}
function nameOf(undo) {
    return undo.kind === 'file' ? undo.path : undo.kind === 'containers' ? undo.image : undo.name;
}
async function undoOne(undo, undoers) {
    if (undo.kind === 'builder')
        return undoers.removeBuilder(undo);
    if (undo.kind === 'file')
        return undoers.removeFile(undo.path);
    if (undo.kind === 'containers') {
        const all = await undoers.engine.containers(undo.image);
        const made = all.filter(({ image }) => image === undo.image);
        await Promise.all(made.map(({ id }) => undoers.engine.removeContainer(id)));
        return;
    }
    // A run that died before it had kept the former image had not taken its name either.
    if (undo.keep !== undefined && (await undoers.engine.image(undo.keep)) === undefined)
        return;
    if (await isSomeoneElses(undo, undoers))
        return undo.keep === undefined ? undefined : undoers.engine.remove(undo.keep);
    // First take the name from our image, so that the engine deletes it instead of leaving it nameless.
    await undoers.engine.remove(undo.name);
    if (undo.keep === undefined)
        return;
    await undoers.engine.tag(undo.keep, undo.name);
    await undoers.engine.remove(undo.keep);
}
/** Whether the name was given to something else meanwhile, by the user. What another run gave it to has its own name. */
async function isSomeoneElses({ name, run }, { engine }) {
    const now = run === undefined ? undefined : await engine.image(name);
    if (run === undefined || now === undefined || now.references.includes(run))
        return false;
    const ours = await engine.image(run);
    return ours !== undefined && now.id !== ours.id && !now.references.some(_run_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .isRunReference */ .p);
}


/***/ }),

/***/ 65019:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ refuseOtherForms),
/* harmony export */   t: () => (/* binding */ refusePacked)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);

/** Files are compressed, or packed otherwise; by their first bytes. */
const PACKED = [
    ['1f8b', 'a gzip-compressed archive (.tar.gz)', 'gunzip'],
    ['504b0304', 'a zip archive', 'unzip'],
    ['28b52ffd', 'a zstd-compressed archive', 'unzstd'],
    ['fd377a585a00', 'an xz-compressed archive', 'unxz'],
    ['425a68', 'a bzip2-compressed archive', 'bunzip2'],
];
/** @throws ActionError LAYOUT_INVALID for an archive that is compressed, or of another kind */
async function refusePacked(file, label) {
    const { buffer } = await file.read(Buffer.alloc(6), 0, 6, 0);
    const start = buffer.toString('hex');
    const [, what, command] = PACKED.find(([magic]) => start.startsWith(magic)) ?? [];
    if (what === undefined)
        return;
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('LAYOUT_INVALID', `${label} is ${what}: unpack it first (\`${command}\`)`, {
        hint: 'It has to be an OCI layout: a folder, or a plain tar archive of one.',
    });
}
/** Forms that have a `manifest.json` in place of an index: archives for `docker load`, and skopeo's `dir:`. */
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
/* harmony export */   GE: () => (/* binding */ workshop),
/* harmony export */   tc: () => (/* binding */ isArchive),
/* harmony export */   tw: () => (/* binding */ moveTo),
/* harmony export */   uD: () => (/* binding */ checkPlace)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(79547);
/* harmony import */ var _host_files_make_folder_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6351);
/* harmony import */ var _tar_index_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(75885);





/** What a layout consists of; `manifest.json` is what docker adds to an archive. */
const PARTS = new Set(['oci-layout', 'index.json', 'blobs', 'manifest.json', 'repositories']);
/** Whether the input `layout` names an archive rather than a folder. */
function isArchive(path) {
    return path.endsWith('.tar');
}
/**
 * Sees that nothing of value would be overwritten: there may be nothing, an empty folder or file, or an older layout.
 *
 * @param text the input as it was written
 * @throws ActionError INPUT_INVALID
 */
async function checkPlace(path, text) {
    const stats = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)(path).catch(() => undefined);
    if (stats === undefined)
        return;
    if (stats.isSymbolicLink())
        refuse(text, 'is there already, and is a symbolic link');
    if (isArchive(path)) {
        if (!stats.isFile())
            refuse(text, 'is there already, and is no file');
        if (stats.size > 0)
            checkParts(await namesInArchive(path, text), ['oci-layout', 'index.json'], text);
        return;
    }
    if (!stats.isDirectory())
        refuse(text, 'is there already, and is no folder');
    const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(path);
    if (names.length > 0)
        checkParts(names, ['oci-layout'], text);
}
function checkParts(names, needed, text) {
    const foreign = names.filter(name => !PARTS.has(name));
    if (foreign.length === 0 && needed.every(name => names.includes(name)))
        return;
    const held = (foreign.length > 0 ? foreign : names).slice(0, 3).join(', ') || 'nothing';
    refuse(text, `is there already, and is not (only) an OCI layout: it holds ${held}`);
}
/** The files and folders at the top of an archive that lies where a layout is to go. */
async function namesInArchive(path, text) {
    try {
        const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.open)(path, 'r');
        try {
            const names = [...(await (0,_tar_index_js__WEBPACK_IMPORTED_MODULE_4__/* .indexTar */ .O)(file, 'it')).keys()];
            return [...new Set(names.map(name => name.split('/', 1)[0]))];
        }
        finally {
            await file.close();
        }
    }
    catch (error) {
        return refuse(text, `is there already, and is no OCI layout: ${(0,_host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`);
    }
}
/**
 * Puts a whole layout where it was asked for, in place of an older one. From another file system it is copied beside its
 * place first, and an older one is put aside before it is removed: whenever this ends, there is a whole layout or none.
 */
async function moveTo(path, made, text) {
    await checkPlace(path, text);
    const [beside, older] = [`${path}.slipway-part`, `${path}.slipway-old`];
    const clear = () => Promise.all([beside, older].map(left => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(left, { recursive: true, force: true })));
    try {
        await (0,_host_files_make_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .makeFolder */ .f)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path));
        // What a run that was killed has left.
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
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('INPUT_INVALID', `layout: ${text} cannot be written: ${(0,_host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(cause)}`, {
            cause,
            hint: 'Give a path in the workspace that this user may write to, and see that the disk has room.',
        });
    }
}
/** Where it is made: in the run's folder, which nobody takes for a layout and which goes when the job ends. */
function workshop(folder, path) {
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
/* harmony import */ var _other_forms_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(65019);


const BLOCK = 512;
/** More than any image has. */
const MOST_ENTRIES = 100_000;
/** A long name or a pax header. Bytes. */
const LONGEST_HEADER = 1 << 20;
const LINKS = { '1': 'a hard link', '2': 'a symbolic link' };
/**
 * Finds the files of a tar archive without unpacking any: nothing of what the archive says becomes a path on this
 * machine. What no OCI layout has (links, devices, names that lead out of it, the same name twice) is refused.
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
    /** Told at the end: what has links may be an archive of another kind, which is worth more to know. */
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
            refuse(label, 'ends in the middle of a file: it was cut short');
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
            link ??= `has ${JSON.stringify(name)}, which is ${LINKS[type] ?? 'a device'}, not a file`;
            continue;
        }
        if (files.has(name))
            refuse(label, `has ${JSON.stringify(name)} twice`);
        files.set(name, { start, length });
    }
    return refuse(label, 'is no tar archive, or was cut short');
}
async function readAt(file, at, length, label) {
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await file.read(buffer, 0, length, at);
    return bytesRead === length ? buffer : refuse(label, 'was cut short');
}
/** The sum of all bytes, those of the sum itself taken as spaces. */
function checkHeader(header, label) {
    const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 0x20 : byte), 0);
    if (numberIn(header, 148, 8, label) === sum)
        return;
    refuse(label, 'is no tar archive, or is damaged');
}
/** Octal digits, or (GNU) big-endian after a byte of 0x80. */
function numberIn(header, start, length, label) {
    if (header[start] === 0x80)
        return Number(BigInt(`0x${header.subarray(start + 1, start + length).toString('hex')}`));
    const text = textIn(header, start, length).trim();
    if (!/^[0-7]*$/.test(text))
        refuse(label, 'is no tar archive, or is damaged');
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
/** `LENGTH key=value\n`, again and again. */
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
        refuse(label, `has ${JSON.stringify(text)}, which leads out of it`);
    return parts.join('/');
}
function refuse(label, problem) {
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('LAYOUT_INVALID', `${label} ${problem}`, {
        hint: 'It has to be an OCI layout, a folder or a plain tar archive of one, such as the input `layout` writes.',
    });
}


/***/ }),

/***/ 64491:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ otherAlgorithm)
/* harmony export */ });
/** Other algorithms that a digest may have (image-spec, "Registered algorithms"). Registries hardly take them. */
const OTHERS = /^(sha512|sha384|blake3):/;
/** `sha512`, say, of a digest of an algorithm other than sha256; undefined for everything else. */
function otherAlgorithm(digest) {
    return OTHERS.exec(digest)?.[1];
}


/***/ }),

/***/ 59263:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ isAttestation),
/* harmony export */   z: () => (/* binding */ ATTESTED)
/* harmony export */ });
/** Of which image of the index an attestation is (docs.docker.com/build/metadata/attestations). */
const ATTESTED = 'vnd.docker.reference.digest';
const TYPE = 'vnd.docker.reference.type';
/**
 * Whether an index's entry is an attestation and not an image. BuildKit gives it the platform `unknown/unknown` and
 * annotations; other tools keep only one of the two. What names a real platform can be pulled for it, whatever its
 * annotations say, so it counts as an image.
 */
function isAttestation({ platform, annotations }) {
    const parts = [platform?.os, platform?.architecture].filter(part => part !== undefined && part !== '');
    if (parts.length > 0)
        return parts.every(part => part === 'unknown');
    return annotations?.[TYPE] !== undefined || annotations?.[ATTESTED] !== undefined;
}


/***/ }),

/***/ 33760:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ blobsOf)
/* harmony export */ });
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(44360);

/** Every blob of the image that a registry has to hold, each once. */
function blobsOf({ manifests, leftOut }) {
    const blobs = manifests.flatMap(manifest => (0,_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .linksOf */ .hP)(manifest).blobs);
    return [...new Map(blobs.map(blob => [blob.digest, blob])).values()].filter(({ digest }) => !leftOut?.has(digest));
}


/***/ }),

/***/ 11260:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BA: () => (/* binding */ parseDescriptor),
/* harmony export */   Dq: () => (/* binding */ areTexts),
/* harmony export */   Gv: () => (/* binding */ isObject),
/* harmony export */   ol: () => (/* binding */ isDescriptor)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _algorithms_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64491);
/* harmony import */ var _reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23940);



/**
 * Checks a descriptor that a registry, a layout or a builder wrote: its digest becomes a path, its size a limit, its
 * platform an argument. Fields that nobody reads here are kept, so that it can be written again unchanged; a missing
 * type becomes '', and `null` is nothing.
 *
 * @param holder what it was found in, for messages: `index.json`
 * @throws ActionError IMAGE_INVALID
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md
 */
function parseDescriptor(value, holder) {
    const problem = problemOf(value);
    if (problem !== undefined) {
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('IMAGE_INVALID', `${holder} ${problem}`, {
            hint: 'Rebuild the image, or report this to the authors of the tool that wrote it.',
        });
    }
    const fields = value;
    // Go writes what is empty as `null`.
    const nulls = ['platform', 'annotations', 'urls'].filter(key => fields[key] === null);
    if (fields.mediaType !== undefined && nulls.length === 0)
        return value;
    const given = Object.entries(fields).filter(([key]) => !nulls.includes(key));
    return { mediaType: '', ...Object.fromEntries(given) };
}
/** Whether a value has everything that a descriptor in a list of referrers must have. */
function isDescriptor(value) {
    return problemOf(value) === undefined && typeof value.mediaType === 'string';
}
function problemOf(value) {
    if (!isObject(value))
        return `holds ${quote(value)} where a descriptor should be`;
    const { digest, size, mediaType, platform, annotations, urls } = value;
    if (typeof digest !== 'string' || !(0,_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(digest)) {
        const other = typeof digest === 'string' ? (0,_algorithms_js__WEBPACK_IMPORTED_MODULE_2__/* .otherAlgorithm */ .U)(digest) : undefined;
        const reason = other === undefined ? 'That is not a sha256 digest' : `A ${other} digest is not supported, only sha256`;
        return `refers to something by the digest ${quote(digest)}. ${reason}`;
    }
    if (!Number.isSafeInteger(size) || size < 0)
        return `gives ${digest} the invalid size ${quote(size)}`;
    if (mediaType !== undefined && typeof mediaType !== 'string') {
        return `gives ${digest} the invalid type ${quote(mediaType)}`;
    }
    if (isGiven(platform) && !isPlatform(platform))
        return `gives ${digest} the invalid platform ${quote(platform)}`;
    if (isGiven(annotations) && !(isObject(annotations) && areTexts(Object.values(annotations)))) {
        return `gives ${digest} annotations that are not text`;
    }
    if (isGiven(urls) && !(Array.isArray(urls) && areTexts(urls)))
        return `gives ${digest} invalid URLs`;
    return undefined;
}
/** What platforms consist of, in all registries that exist; it is shown, and given to docker. */
const PLATFORM_PART = /^[\w.+-]{0,64}$/;
function isPlatform(value) {
    if (!isObject(value))
        return false;
    const { os, architecture, variant = '' } = value;
    return [os, architecture, variant].every(part => typeof part === 'string' && PLATFORM_PART.test(part));
}
function isGiven(value) {
    return value !== undefined && value !== null;
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function areTexts(values) {
    return values.every(value => typeof value === 'string');
}
function quote(value) {
    const text = JSON.stringify(value) ?? 'nothing';
    return text.length > 150 ? `${text.slice(0, 150).toWellFormed()}…` : text;
}


/***/ }),

/***/ 9501:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ sha256)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);

/** `sha256:…` of some bytes. */
function sha256(bytes) {
    return `sha256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(bytes).digest('hex')}`;
}


/***/ }),

/***/ 9853:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ withoutForeign),
/* harmony export */   j: () => (/* binding */ isForeign)
/* harmony export */ });
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(44360);

/**
 * Whether a layer may not be distributed by just any registry: "foreign" in Docker's words, "non-distributable" in
 * OCI's. Old Windows base images consist of such.
 *
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.0/layer.md#non-distributable-layers
 */
function isForeign({ mediaType }) {
    return /\.(?:foreign|nondistributable)\./.test(mediaType);
}
/**
 * The layers that are left out of a copy: they may not be distributed, the source does not have them, and they say
 * where else an engine gets them (`urls`).
 *
 * @param has whether the source has a blob; asked of such layers only
 */
async function withoutForeign(manifests, has) {
    const blobs = manifests.flatMap(manifest => (0,_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .linksOf */ .hP)(manifest).blobs);
    const needed = new Set(blobs.filter(blob => !isElsewhere(blob)).map(({ digest }) => digest));
    const elsewhere = new Map(blobs.filter(({ digest }) => !needed.has(digest)).map(blob => [blob.digest, blob]));
    const asked = [...elsewhere.values()].map(async (blob) => ((await has(blob)) ? [] : [blob.digest]));
    return new Set((await Promise.all(asked)).flat());
}
function isElsewhere(blob) {
    return isForeign(blob) && (blob.urls?.length ?? 0) > 0;
}


/***/ }),

/***/ 78859:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ blobName)
/* harmony export */ });
/** Where a layout keeps a blob. @see https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md */
function blobName(digest) {
    return `blobs/${digest.replace(':', '/')}`;
}


/***/ }),

/***/ 44360:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $p: () => (/* binding */ OCI_INDEX),
/* harmony export */   Pf: () => (/* binding */ fieldsOf),
/* harmony export */   QP: () => (/* binding */ typeOf),
/* harmony export */   hP: () => (/* binding */ linksOf),
/* harmony export */   nw: () => (/* binding */ isIndex),
/* harmony export */   o$: () => (/* binding */ imagesIn)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _attestation_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(59263);
/* harmony import */ var _descriptor_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11260);



const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
const OCI_IMAGE = 'application/vnd.oci.image.manifest.v1+json';
const KINDS = new Map([
    [OCI_INDEX, 'index'],
    ['application/vnd.docker.distribution.manifest.list.v2+json', 'index'],
    [OCI_IMAGE, 'image'],
    ['application/vnd.docker.distribution.manifest.v2+json', 'image'],
    ['application/vnd.oci.artifact.manifest.v1+json', 'artifact'],
]);
function isIndex(mediaType) {
    return KINDS.get(mediaType) === 'index';
}
/**
 * The type of a manifest: its own `mediaType`, else what a registry or descriptor says if that fits what it holds, else
 * what it is by its own keys. Proxies flatten the header to `application/octet-stream` or `text/plain`, and a manifest
 * need not name its type.
 *
 * @param told by a Content-Type header or a descriptor; '' when there is none
 * @returns `told` for what is no manifest: `linksOf` refuses it
 */
function typeOf(bytes, told) {
    const json = fieldsOf(bytes) ?? {};
    if (typeof json.mediaType === 'string' && MEDIA_TYPE.test(json.mediaType))
        return json.mediaType;
    const byKeys = 'manifests' in json ? OCI_INDEX : 'config' in json && 'layers' in json ? OCI_IMAGE : undefined;
    const kind = KINDS.get(told);
    if (byKeys === undefined || json.schemaVersion === 1 || (kind !== undefined && kind === KINDS.get(byKeys)))
        return told;
    return byKeys;
}
/** RFC 6838, 4.2; it goes into a header. */
const MEDIA_TYPE = /^[A-Za-z0-9][\w!#$&^.+-]{0,126}\/[A-Za-z0-9][\w!#$&^.+-]{0,126}$/;
const known = new WeakMap();
/**
 * Reads a manifest's links, every descriptor checked.
 *
 * @throws ActionError IMAGE_INVALID when it is not a manifest of a known kind
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.0/manifest.md
 */
function linksOf(manifest) {
    const links = known.get(manifest) ?? readLinks(manifest);
    known.set(manifest, links);
    return links;
}
function readLinks({ mediaType, digest, bytes }) {
    const json = fieldsOf(bytes);
    if (json === undefined)
        throw unknown(`${digest} is not a manifest: its bytes are not a JSON object`);
    if (json.schemaVersion === 1 || /^application\/vnd\.docker\.distribution\.manifest\.v1\b/.test(mediaType)) {
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('IMAGE_INVALID', `${digest} is a Docker manifest of schema 1, which is not supported`, {
            hint: 'Rebuild the image, or convert it with `skopeo copy --format v2s2`.',
        });
    }
    const kind = KINDS.get(mediaType);
    if (kind === undefined)
        throw unknown(`${digest} is not an image or index: ${typeWords(mediaType)}`);
    // Read as an index by one tool and as an image by the next, it would be two things under one digest (CVE-2021-41190).
    const foreign = (kind === 'index' ? ['config', 'layers'] : ['manifests']).find(key => (json[key] ?? null) !== null);
    if (foreign !== undefined)
        throw unknown(`${digest} has the type ${mediaType} and also \`${foreign}\``);
    const holder = `manifest ${digest}`;
    const each = (key) => {
        // `null` is how Go writes an empty list.
        const list = json[key] ?? [];
        if (!Array.isArray(list))
            throw unknown(`${holder}: its \`${key}\` is not a list`);
        return list.map(item => (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDescriptor */ .BA)(item, holder));
    };
    if (kind === 'index')
        return { manifests: each('manifests'), blobs: [] };
    if (kind === 'artifact')
        return { manifests: [], blobs: each('blobs') };
    if (!(0,_descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .Gv)(json.config))
        throw unknown(`${digest} is an image manifest without a \`config\``);
    return { manifests: [], blobs: [(0,_descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDescriptor */ .BA)(json.config, holder), ...each('layers')] };
}
/** The entries of an index that are images. */
function imagesIn(root) {
    return linksOf(root).manifests.filter(child => !(0,_attestation_js__WEBPACK_IMPORTED_MODULE_2__/* .isAttestation */ .H)(child));
}
/** The fields of a JSON object; undefined for anything else. */
function fieldsOf(bytes) {
    try {
        const json = JSON.parse(bytes.toString());
        return (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .Gv)(json) ? json : undefined;
    }
    catch {
        return undefined;
    }
}
function typeWords(mediaType) {
    if (mediaType === '')
        return 'it names no type, and has neither `manifests` nor `config` and `layers`';
    return `its type is ${JSON.stringify(mediaType.slice(0, 150))}`;
}
function unknown(message) {
    return new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('IMAGE_INVALID', message, {
        hint: 'Give an image: an OCI image or index, or a Docker manifest (list) of schema 2.',
    });
}


/***/ }),

/***/ 49537:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Je: () => (/* binding */ normalPlatform),
/* harmony export */   VO: () => (/* binding */ givenPlatform),
/* harmony export */   Vb: () => (/* binding */ nameOf),
/* harmony export */   my: () => (/* binding */ samePlatform)
/* harmony export */ });
const ARCHITECTURES = {
    x86_64: 'amd64',
    'x86-64': 'amd64',
    aarch64: 'arm64',
    armhf: 'arm/v7',
    armel: 'arm/v6',
    i386: '386',
};
const SYSTEMS = ['linux', 'windows', 'darwin', 'freebsd'];
/** What an architecture means without a variant (containerd, `platforms`). */
const DEFAULT_VARIANTS = { arm64: 'v8', arm: 'v7', amd64: 'v1' };
/**
 * `linux/arm64`, whichever of its names a platform was written by: `linux/aarch64`, `Linux/arm64/v8`. Undefined where
 * the words leave it open (`local`, `arm64`), for the builder knows better what is meant.
 */
function normalPlatform(text) {
    const [os = '', architecture, variant] = text.trim().toLowerCase().split('/');
    if (architecture === undefined || os === '')
        return undefined;
    const [known = '', implied] = (ARCHITECTURES[architecture] ?? architecture).split('/');
    return nameOf({ os, architecture: known, variant: variant ?? implied });
}
/**
 * A platform as a Dockerfile is told it (`TARGETPLATFORM`): arm's variant is always said, and that of others only where
 * it is none of the usual. What a name leaves out is the builder's own.
 *
 * @see https://github.com/containerd/platforms/blob/v1.0.0/database.go
 */
function givenPlatform(text, native) {
    const parts = text.trim().toLowerCase().split('/');
    const [ownSystem = '', ownArchitecture = ''] = native.split('/');
    if (parts.length === 1) {
        const [word = ''] = parts;
        if (word === 'local')
            parts.splice(0, 1, ...native.split('/'));
        else if (SYSTEMS.includes(word))
            parts.push(ownArchitecture);
        else
            parts.unshift(ownSystem);
    }
    const name = normalPlatform(parts.join('/').replace(/\/(\d)$/, '/v$1')) ?? native;
    const [os = '', architecture = '', variant = architecture === 'arm' ? 'v7' : undefined] = name.split('/');
    return { os, architecture, variant };
}
function nameOf({ os, architecture, variant }) {
    const said = variant === undefined || variant === '' || variant === DEFAULT_VARIANTS[architecture] ? [] : [variant];
    return [os, architecture, ...said].join('/');
}
/** Whether two names are of one platform: `linux/arm64/v8` and `linux/arm64`, say. */
function samePlatform(one, other) {
    return (normalPlatform(one) ?? one) === (normalPlatform(other) ?? other);
}


/***/ }),

/***/ 23940:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $q: () => (/* binding */ parseName),
/* harmony export */   Bc: () => (/* binding */ isDigest),
/* harmony export */   Eq: () => (/* binding */ parseRegistry),
/* harmony export */   F2: () => (/* binding */ parseReference),
/* harmony export */   FH: () => (/* binding */ formatReference),
/* harmony export */   U9: () => (/* binding */ isLoopback),
/* harmony export */   Xb: () => (/* binding */ DOCKER_HUB),
/* harmony export */   l5: () => (/* binding */ normalizeRegistry)
/* harmony export */ });
/* unused harmony export isTag */
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _algorithms_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64491);


/** The registry that names without a host belong to (distribution/reference, normalize.go). */
const DOCKER_HUB = 'docker.io';
// OCI distribution-spec 1.1, "Pulling manifests"; the host's grammar is Docker's (distribution/reference, regexp.go).
const PATH = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
const LABEL = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const HOST = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[[0-9a-f:]+\\])(?::[0-9]{1,5})?$`);
const MAX_NAME = 255;
/** Whether `text` is a tag that every registry takes. */
function isTag(text) {
    return TAG.test(text);
}
/** Whether `text` is a sha256 digest. */
function isDigest(text) {
    return /^sha256:[0-9a-f]{64}$/.test(text);
}
/**
 * Parses a repository's name, `acme/api` or `ghcr.io/acme/api`, without tag or digest.
 *
 * @throws ActionError INPUT_INVALID, its message a clause (`is not a repository name: …`)
 */
function parseName(text) {
    const { host, rest } = splitHost(text);
    const registry = host === undefined ? DOCKER_HUB : normalizeRegistry(host);
    if (rest !== rest.toLowerCase()) {
        refuse(text, 'has upper-case letters in its repository name', `Write ${quote(rest.toLowerCase())}.`);
    }
    if (!PATH.test(rest) || rest.length > MAX_NAME) {
        refuse(text, 'is not a repository name', 'Use lower-case letters and digits, joined by ".", "_", "-" or "/".');
    }
    if (host === undefined && /^[0-9a-f]{64}$/.test(rest)) {
        refuse(text, 'looks like an image id, not a name', 'Write the name of a repository.');
    }
    const path = registry === DOCKER_HUB && !rest.includes('/') ? `library/${rest}` : rest;
    return { registry, path, text };
}
/**
 * Parses `name[:tag][@digest]`. No default tag is added.
 *
 * @throws ActionError INPUT_INVALID
 */
function parseReference(text) {
    const [beforeDigest = '', digest, ...more] = text.split('@');
    const algorithm = (0,_algorithms_js__WEBPACK_IMPORTED_MODULE_1__/* .otherAlgorithm */ .U)(digest ?? '');
    if (algorithm !== undefined) {
        refuse(text, `has a ${algorithm} digest, which is not supported`, 'Use its sha256 digest, or a tag.');
    }
    if (more.length > 0 || (digest !== undefined && !isDigest(digest))) {
        refuse(text, 'has something after "@" that is not a digest', 'A digest is "sha256:" and 64 hexadecimal digits.');
    }
    // A colon before the last slash belongs to the host's port.
    const colon = beforeDigest.indexOf(':', beforeDigest.lastIndexOf('/') + 1);
    const tag = colon < 0 ? undefined : beforeDigest.slice(colon + 1);
    if (tag !== undefined && !isTag(tag)) {
        refuse(text, 'has an invalid tag', 'A tag has 1 to 128 letters, digits, "_", "." or "-", not starting with "." or "-".');
    }
    const name = parseName(colon < 0 ? beforeDigest : beforeDigest.slice(0, colon));
    return { name, tag, digest };
}
/** The reference as its user would write it. */
function formatReference({ name, tag, digest }) {
    return `${name.text}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}
/** A registry's one spelling: lower case, no scheme, no path, Docker Hub's aliases as `docker.io`. */
function normalizeRegistry(text) {
    return parseRegistry(text).host;
}
/**
 * Parses what users write as a registry: `ghcr.io`, `https://index.docker.io/v1/`, or with a project's path,
 * `europe-docker.pkg.dev/project/repo`. `prefix` has no slashes at its ends and is '' when there is none.
 *
 * @throws ActionError INPUT_INVALID
 */
function parseRegistry(text) {
    const bare = text.trim().replace(/^https?:\/\//i, '');
    const [head = '', ...segments] = bare.split('/');
    const written = head.toLowerCase();
    if (!HOST.test(written))
        refuse(text, 'is not a registry', 'Write a host, as in "ghcr.io" or "localhost:5000".');
    const host = /^(?:index|registry-1)\.docker\.io$/.test(written) ? DOCKER_HUB : written;
    // `/v1/` and `/v2/` are the API's own paths; Docker's config.json keys Docker Hub by such a URL.
    if (/^v[12]$/.test(segments[0] ?? ''))
        segments.shift();
    const prefix = segments.filter(s => s !== '').join('/');
    if (prefix !== '' && !PATH.test(prefix)) {
        refuse(text, 'has a path that no repository can have', 'Use lower-case letters and digits, joined by ".", "_", "-" or "/".');
    }
    return { host, prefix };
}
/** Whether `host` (with an optional port) is this machine: the engine talks plain http to it by default. */
function isLoopback(host) {
    const name = host.replace(/:\d+$/, '').toLowerCase();
    return name === 'localhost' || name === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name);
}
function splitHost(text) {
    const slash = text.indexOf('/');
    const head = slash < 0 ? '' : text.slice(0, slash);
    const isHostLike = /[.:]/.test(head) || head.toLowerCase() === 'localhost';
    return isHostLike ? { host: head, rest: text.slice(slash + 1) } : { host: undefined, rest: text };
}
function quote(text) {
    return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}
function refuse(text, problem, fix) {
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('INPUT_INVALID', `${quote(text)} ${problem}`, { hint: fix });
}


/***/ }),

/***/ 73530:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LN: () => (/* binding */ referrersTag),
/* harmony export */   et: () => (/* binding */ subjectOf),
/* harmony export */   nb: () => (/* binding */ descriptorOf),
/* harmony export */   qs: () => (/* binding */ referrersIn)
/* harmony export */ });
/* harmony import */ var _descriptor_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11260);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44360);
/* harmony import */ var _reference_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23940);



/** The tag that lists the referrers where the API is missing (distribution-spec, "Referrers Tag Schema"). */
function referrersTag(digest) {
    return digest.replace(':', '-');
}
/** The descriptors of an image index, those that are not right left out; undefined when the bytes are none. */
function referrersIn(bytes) {
    const json = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldsOf */ .Pf)(bytes);
    // `null` is how Go writes an empty list.
    const manifests = json?.manifests ?? (json?.schemaVersion === 2 ? [] : undefined);
    return Array.isArray(manifests) ? manifests.filter(_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .isDescriptor */ .ol) : undefined;
}
/** What a manifest refers to (image-spec, "subject"). */
function subjectOf({ bytes }) {
    const { digest } = objectIn((0,_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldsOf */ .Pf)(bytes), 'subject');
    return typeof digest === 'string' && (0,_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .Bc)(digest) ? digest : undefined;
}
/** The descriptor of a manifest, as a list of referrers has it (distribution-spec, "Listing Referrers"). */
function descriptorOf(manifest) {
    const { mediaType, digest, bytes } = manifest;
    const plain = { mediaType, digest, size: bytes.length };
    if (subjectOf(manifest) === undefined)
        return plain;
    const json = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldsOf */ .Pf)(bytes);
    const type = json?.artifactType ?? objectIn(json, 'config').mediaType;
    const annotations = objectIn(json, 'annotations');
    const isAnnotated = json?.annotations !== undefined && (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .areTexts */ .Dq)(Object.values(annotations));
    return {
        ...plain,
        ...(typeof type === 'string' && type !== '' && { artifactType: type }),
        ...(isAnnotated && { annotations: annotations }),
    };
}
function objectIn(json, key) {
    const value = json?.[key];
    return (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(value) ? value : {};
}


/***/ }),

/***/ 29193:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ readTree),
/* harmony export */   y: () => (/* binding */ createBudget)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44360);


/** Images have two levels, indexes of indexes three. */
const DEEPEST = 8;
/** An index of every platform that Go knows, with attestations, has about a hundred manifests of a few KB. */
const MOST = 2000;
const LARGEST = 32 * 1024 * 1024;
/**
 * Bounds what is read of an image, and of what belongs to it: an index costs its writer nothing, however much it names.
 *
 * @param place where it is read, for messages: `ghcr.io/acme/api`
 */
function createBudget(place) {
    let count = 0;
    let bytes = 0;
    return {
        place,
        spend(manifests) {
            count += manifests.length;
            bytes += manifests.reduce((sum, { size }) => sum + size, 0);
            if (count > MOST)
                throw tooMuch(place, `has more than ${MOST} manifests`);
            if (bytes > LARGEST)
                throw tooMuch(place, `has more than ${LARGEST >> 20} MiB of manifests`);
        },
    };
}
/**
 * Reads an image as a set: each manifest once, however often it is named; those of one level at the same time.
 *
 * @returns children before their parents, so that writing them in order never leaves a dangling reference; the root last
 * @throws ActionError IMAGE_INVALID for what is no image or more than anybody has, and whatever `read` throws
 */
async function readTree(root, read, budget) {
    const { place } = budget;
    const known = new Map([[root.digest, root]]);
    budget.spend([{ size: root.bytes.length }]);
    for (let level = [root], depth = 1; level.length > 0; depth++) {
        if (depth > DEEPEST)
            throw tooMuch(place, `is nested more than ${DEEPEST} levels deep`);
        const fresh = new Map();
        for (const parent of level) {
            for (const child of childrenOf(parent, place)) {
                if (!known.has(child.digest))
                    fresh.set(child.digest, { child, parent });
            }
        }
        budget.spend([...fresh.values()].map(({ child }) => child));
        const reading = [...fresh.values()].map(async ({ child, parent }) => checked(await read(child, parent), child, place));
        level = await Promise.all(reading);
        for (const manifest of level)
            known.set(manifest.digest, manifest);
    }
    return inOrder(root, known, place);
}
/** By the longest way down: a level may be named from several above it. */
function inOrder(root, known, place) {
    const heights = new Map();
    const ordered = [];
    const visit = (manifest) => {
        const seen = heights.get(manifest.digest);
        if (seen !== undefined)
            return seen;
        let height = 1;
        for (const child of childrenOf(manifest, place)) {
            height = Math.max(height, 1 + visit(checked(known.get(child.digest), child, place)));
        }
        if (height > DEEPEST)
            throw tooMuch(place, `is nested more than ${DEEPEST} levels deep`);
        heights.set(manifest.digest, height);
        ordered.push(manifest);
        return height;
    };
    visit(root);
    return ordered;
}
function childrenOf(manifest, place) {
    try {
        return (0,_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .linksOf */ .hP)(manifest).manifests;
    }
    catch (error) {
        if (!(error instanceof _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ))
            throw error;
        const hint = error.hint === undefined ? {} : { hint: error.hint };
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ(error.code, `${place}: ${(0,_host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`, { ...hint, cause: error });
    }
}
/** An engine refuses to pull what has another size than its index says. */
function checked(manifest, { size }, place) {
    const { digest, bytes } = manifest;
    if (bytes.length === size)
        return manifest;
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('DIGEST_MISMATCH', `${place}: ${digest} has ${bytes.length} bytes, and its index says ${size}`, {
        hint: 'Nothing was tagged. No engine could pull this image; rebuild it, or give another one.',
    });
}
function tooMuch(place, problem) {
    return new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('IMAGE_INVALID', `${place}: the image ${problem}`, {
        hint: 'No tool makes such images. Check where it comes from, and give another one.',
    });
}


/***/ }),

/***/ 64467:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ isCall)
/* harmony export */ });
/** Whether `call` asks for something else than a build (`check`, `outline`, `targets`). */
function isCall({ build }) {
    return build.call !== '' && build.call !== 'build';
}


/***/ }),

/***/ 66759:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  B: () => (/* binding */ matchPatterns),
  A: () => (/* binding */ patternProblem)
});

;// CONCATENATED MODULE: ./lib/plan/glob.js
/** `**`, and `*`: any characters, and any but a slash. */
const ANYTHING = { takes: () => true, repeats: true, skips: [1] };
const NO_SLASH = { takes: c => c !== '/', repeats: true, skips: [1] };
/** Before `**` and a slash: both may be passed over. */
const FORK = { takes: () => false, repeats: false, skips: [1, 3] };
function once(takes) {
    return { takes, repeats: false, skips: [] };
}
/**
 * Walks the value once with the set of all positions in the pattern that may be reached (Thompson's construction), so
 * the time is at most length × length whatever the pattern: a RegExp could be made to backtrack for ever.
 */
function matches(elements, value) {
    let reached = skipOptional(elements, [0]);
    for (const char of value) {
        const next = [];
        for (const at of reached) {
            const element = elements[at];
            if (element?.takes(char))
                next.push(...(element.repeats ? [at, at + 1] : [at + 1]));
        }
        reached = skipOptional(elements, next);
        if (reached.size === 0)
            return false;
    }
    return reached.has(elements.length);
}
function skipOptional(elements, positions) {
    const reached = new Set();
    const visit = (at) => {
        if (reached.has(at))
            return;
        reached.add(at);
        for (const skip of elements[at]?.skips ?? [])
            visit(at + skip);
    };
    positions.forEach(visit);
    return reached;
}

;// CONCATENATED MODULE: ./lib/plan/filter.js

/**
 * Matches a branch, tag or event name against patterns in GitHub's filter syntax: in order, the last one that matches
 * decides, `!` takes out. An empty list matches everything.
 *
 * Source: docs.github.com, "Workflow syntax", "Filter pattern cheat sheet".
 */
function matchPatterns(patterns, value) {
    if (patterns.length === 0)
        return { matched: true, by: undefined };
    let verdict = { matched: false, by: undefined };
    for (const pattern of patterns) {
        const negative = pattern.startsWith('!');
        const elements = parsePattern(negative ? pattern.slice(1) : pattern);
        if (typeof elements !== 'string' && matches(elements, value))
            verdict = { matched: !negative, by: pattern };
    }
    return verdict;
}
/** What is wrong with one pattern, as a clause, or undefined. */
function patternProblem(pattern) {
    const body = pattern.startsWith('!') ? pattern.slice(1) : pattern;
    if (body === '')
        return 'is an empty pattern';
    const elements = parsePattern(body);
    return typeof elements === 'string' ? elements : undefined;
}
/** The pattern's elements, or what is wrong with it. */
function parsePattern(pattern) {
    if (pattern.length > MAX_PATTERN)
        return `is longer than ${MAX_PATTERN} characters`;
    const elements = [];
    // Whether `?` or `+` has a character before it to apply to.
    let countable = false;
    for (let at = 0; at < pattern.length; at += 1) {
        const char = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
        if (char === '?' || char === '+') {
            const last = elements.pop();
            if (!countable || last === undefined)
                return `has a ${char} with no character before it to apply to`;
            elements.push({ takes: last.takes, repeats: char === '+', skips: char === '?' ? [1] : [] });
            countable = false;
        }
        else if (char === '*') {
            const deep = pattern[at + 1] === '*';
            const startsSegment = at === 0 || pattern[at - 1] === '/';
            while (pattern[at + 1] === '*')
                at += 1;
            // `**/x` matches `x` too (the cheat sheet's `**/README.md`): the fork may pass over `**` and its slash.
            if (deep && startsSegment && pattern[at + 1] === '/')
                elements.push(FORK);
            elements.push(deep ? ANYTHING : NO_SLASH);
            countable = false;
        }
        else if (char === '[') {
            const set = parseSet(pattern, at + 1);
            if (typeof set === 'string')
                return set;
            elements.push(once(c => set.members.has(c)));
            at = set.end;
            countable = true;
        }
        else {
            if (char === '\\')
                at += 1;
            const literal = char === '\\' ? pattern[at] : char;
            if (literal === undefined)
                return 'ends with a backslash that escapes nothing';
            elements.push(once(c => c === literal));
            at += literal.length - 1;
            countable = true;
        }
    }
    return elements;
}
/** Longer than any ref may be on GitHub (255 bytes), with room for escapes. */
const MAX_PATTERN = 1000;
/** The characters of `[…]` that starts before `start`; `end` is where its `]` is. */
function parseSet(pattern, start) {
    const end = pattern.indexOf(']', start);
    if (end < 0)
        return 'has a [ without its ]';
    const body = pattern.slice(start, end);
    if (body === '')
        return 'has empty brackets';
    if (/^[!^]/.test(body))
        return `negates a set ([${body}]), which the filter syntax does not know`;
    const members = new Set();
    for (let at = 0; at < body.length; at += 1) {
        const from = body.charAt(at);
        const to = body[at + 1] === '-' ? body[at + 2] : undefined;
        if (to === undefined) {
            members.add(from);
            continue;
        }
        if (!isRange(from, to))
            return `has a range that is not of a-z, A-Z or 0-9: [${from}-${to}]`;
        for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code += 1)
            members.add(String.fromCharCode(code));
        at += 2;
    }
    return { members, end };
}
function isRange(from, to) {
    return from <= to && [/^[a-z]{2}$/, /^[A-Z]{2}$/, /^[0-9]{2}$/].some(kind => kind.test(from + to));
}


/***/ }),

/***/ 92637:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Vx: () => (/* binding */ isRemote),
/* harmony export */   cw: () => (/* binding */ gitContext),
/* harmony export */   gC: () => (/* binding */ buildContext),
/* harmony export */   h8: () => (/* binding */ withDefaultContext)
/* harmony export */ });
/**
 * The event's commit as a remote build context: `https://github.com/owner/name.git#<sha>`. A pull request's merge
 * commit cannot be fetched by its SHA, so there the ref stands: `#refs/pull/1/merge`, or `/head` with
 * DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF=true. The fragment form lets `:subdir` follow and is known to every BuildKit.
 *
 * Source: docs.docker.com/build/concepts/context/#url-fragments
 */
function gitContext(context) {
    const { serverUrl, repository, sha } = context;
    const isPull = context.ref.startsWith('refs/pull/');
    const wantsHead = context.env.DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF === 'true';
    const ref = isPull && wantsHead ? context.ref.replace(/\/merge$/, '/head') : context.ref;
    return `${serverUrl}/${repository}.git#${isPull || sha === '' ? ref : sha}`;
}
/**
 * Where the build reads from. '' means the checkout when there is one and the git context when there is none.
 * `{{defaultContext}}` is the git context, as in build-push-action.
 */
function buildContext(input, git, hasCheckout) {
    return input === '' ? (hasCheckout ? '.' : git) : withDefaultContext(input, git);
}
/** Whether buildx fetches what is at this place: a URL, or a repository in one of git's and GitHub's short forms. */
function isRemote(place) {
    return /^(?:[a-z][a-z0-9+.-]*:\/\/|git@|github\.com\/)/i.test(place);
}
/** Puts the git context in place of `{{defaultContext}}`. */
function withDefaultContext(text, git) {
    return text.replace(/\{\{\s*defaultContext\s*\}\}/g, () => git);
}


/***/ }),

/***/ 24327:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DT: () => (/* binding */ revisionOf),
/* harmony export */   S4: () => (/* binding */ judge),
/* harmony export */   sP: () => (/* binding */ REVISION),
/* harmony export */   t3: () => (/* binding */ isImmutable)
/* harmony export */ });
/* harmony import */ var _filter_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(66759);

/** The annotation, and label, that says which commit an image was built from (image-spec, annotations.md). */
const REVISION = 'org.opencontainers.image.revision';
function isImmutable(patterns, tag) {
    return patterns.length > 0 && (0,_filter_js__WEBPACK_IMPORTED_MODULE_0__/* .matchPatterns */ .B)(patterns, tag).matched;
}
/**
 * What the immutable tags that exist mean for a run of the commit `revision`. Two images are the same when their
 * platforms' manifests are.
 *
 * @param found in the order of preference: the first that is of this commit is kept
 */
function judge(found, revision) {
    const ours = found.filter(tagged => revision !== '' && tagged.revision === revision);
    const [keep] = ours;
    const differing = ours.filter(tagged => keep !== undefined && !isSameImage(tagged, keep));
    const conflicts = found.flatMap(tagged => {
        if (!ours.includes(tagged))
            return [{ tagged, why: `is ${ofCommit(tagged.revision)}, not of ${short(revision)}` }];
        if (!differing.includes(tagged) || keep === undefined)
            return [];
        return [{ tagged, why: `is another image of this commit than ${keep.reference}` }];
    });
    const same = ours.filter(tagged => !differing.includes(tagged) && tagged.digest !== keep?.digest);
    return { keep, same, conflicts };
}
/** The commit in `key=value` labels; '' when none says. */
function revisionOf(labels) {
    const label = labels.find(line => line.startsWith(`${REVISION}=`));
    return label?.slice(REVISION.length + 1) ?? '';
}
function isSameImage(one, other) {
    return one.platforms.join() === other.platforms.join();
}
function ofCommit(revision) {
    return revision === undefined || revision === '' ? 'of no commit that it names' : `of commit ${short(revision)}`;
}
function short(revision) {
    if (revision === '')
        return 'any commit';
    return /^[0-9a-f]{40,64}$/.test(revision) ? revision.slice(0, 12) : JSON.stringify(revision.slice(0, 100));
}


/***/ }),

/***/ 84535:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ splitCaches)
/* harmony export */ });
/* harmony import */ var _terms_list_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(94247);

/** Caches that stay where nobody else takes an image from: on this machine, in the image, in the workflow's own cache. */
const PRIVATE = new Set(['local', 'inline', 'gha']);
/**
 * Splits `cache-to`. A cache in a registry, or anywhere else in the world, holds the layers of the image: where there
 * are gates it is written after they have passed.
 */
function splitCaches(cacheTo) {
    const isPrivate = (spec) => PRIVATE.has(typeOf(spec));
    return { withBuild: cacheTo.filter(isPrivate), afterGates: cacheTo.filter(spec => !isPrivate(spec)) };
}
/** A spec without a type is a reference (buildx, util/buildflags/cache.go). */
function typeOf(spec) {
    const type = (0,_terms_list_js__WEBPACK_IMPORTED_MODULE_0__/* .fields */ .OA)(spec).find(column => /^\s*type\s*=/i.test(column));
    return type === undefined ? 'registry' : type.slice(type.indexOf('=') + 1).trim();
}


/***/ }),

/***/ 53059:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ parseImages)
/* harmony export */ });
/* harmony import */ var _rules_fields_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(95226);
/* harmony import */ var _terms_problems_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(43651);


/**
 * Parses the `images` input in metadata-action's syntax: `name`, `name=…,enable=true|false`, or, in a single line,
 * several names separated by commas.
 *
 * @throws InputError with every bad line
 */
function parseImages(lines) {
    const problems = (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_1__/* .collector */ .g7)();
    const entries = lines.flatMap(line => problems.attempt('images', line, () => entriesOf(line, lines.length)) ?? []);
    problems.settle();
    return entries;
}
function entriesOf(line, lineCount) {
    const fields = (0,_rules_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .fieldsOf */ .P)(line);
    if (lineCount === 1 && fields.every(field => field.key === undefined)) {
        return fields.filter(field => field.value !== '').map(field => ({ name: field.value.toLowerCase(), enable: true }));
    }
    let name = '';
    let enable = true;
    for (const { key, value } of fields) {
        if (key === undefined || key === 'name')
            name = value.toLowerCase();
        else if (key === 'enable')
            enable = booleanOf(value);
        else
            (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_1__/* .refuse */ .TR)(`has an unknown attribute "${key}"`, 'An image takes `name` and `enable`');
    }
    if (name === '')
        (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_1__/* .refuse */ .TR)('has no name', 'Write `name=acme/api` or just `acme/api`');
    return [{ name, enable }];
}
function booleanOf(value) {
    if (value === 'true' || value === 'false')
        return value === 'true';
    return (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_1__/* .refuse */ .TR)(`has "${value}" for enable`, 'Use `enable=true` or `enable=false`');
}


/***/ }),

/***/ 17716:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IO: () => (/* binding */ parseReferences),
/* harmony export */   N7: () => (/* binding */ tagsMode),
/* harmony export */   Qp: () => (/* binding */ looksComplete)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23940);
/* harmony import */ var _terms_foreign_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(32231);
/* harmony import */ var _terms_list_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(94247);




/**
 * Without `images`, lines that all look like references are references, as in build-push-action; otherwise they are
 * metadata-action's rules. A mixture has no meaning.
 */
function tagsMode(images, tags) {
    if (images.length > 0 || !tags.some(looksComplete))
        return 'rules';
    return tags.every(looksComplete) ? 'references' : 'mixture';
}
/** Whether a line of `tags` looks like a reference rather than a rule: `ghcr.io/acme/api:1`, but not `type=raw,value=a:b`. */
function looksComplete(line) {
    return /[/:]/.test(line) && !/(?:^|,)\s*"?type\s*=/.test(line) && !line.includes('{{');
}
/** The references in these lines (comma-split), and what is wrong with those that are none. */
function parseReferences(lines) {
    const references = [];
    const problems = [];
    for (const text of lines.flatMap(line => (0,_terms_list_js__WEBPACK_IMPORTED_MODULE_3__/* .list */ .p_)(line, { commas: true }))) {
        try {
            const reference = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseReference */ .F2)(text);
            if (reference.digest === undefined)
                references.push(reference);
            else
                problems.push({ input: 'tags', problem: `has a digest: ${JSON.stringify(text)}`, fix: 'Name a tag alone.' });
        }
        catch (error) {
            const hint = error instanceof _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ ? error.hint : undefined;
            const shell = (0,_terms_foreign_js__WEBPACK_IMPORTED_MODULE_2__/* .shellIn */ .KR)(text);
            if (shell !== undefined)
                problems.push({ input: 'tags', problem: shell.refusal[0], fix: `${shell.refusal[1]}.` });
            else {
                const fix = hint ?? 'Write `ghcr.io/acme/api:1.2`.';
                problems.push({ input: 'tags', problem: `has an invalid reference: ${(0,_host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`, fix });
            }
        }
    }
    return { references, problems };
}


/***/ }),

/***/ 95226:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ fieldsOf)
/* harmony export */ });
/* harmony import */ var csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(25175);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(79547);
/* harmony import */ var _terms_foreign_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(32231);
/* harmony import */ var _terms_problems_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(43651);
/* harmony import */ var _terms_template_text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(67521);





/**
 * Splits a line of `images`, `tags` or `flavor` into its fields. Keys are lower-cased, both sides trimmed; a field is
 * split at its first `=`, and one that starts with `=` is a bare value.
 *
 * @throws ActionError for quotes that are not CSV (RFC 4180), and for what another language would have expanded
 */
function fieldsOf(line) {
    const fields = csv((0,_terms_template_text_js__WEBPACK_IMPORTED_MODULE_4__/* .hideCommas */ .BG)(line)).map(cell => fieldOf((0,_terms_template_text_js__WEBPACK_IMPORTED_MODULE_4__/* .showCommas */ .Mj)(cell)));
    for (const field of fields)
        (0,_terms_foreign_js__WEBPACK_IMPORTED_MODULE_2__/* .refuseForeign */ .re)(field);
    return fields;
}
function fieldOf(cell) {
    const equals = cell.indexOf('=');
    if (equals <= 0)
        return { key: undefined, value: cell.trim() };
    return { key: cell.slice(0, equals).trim().toLowerCase(), value: cell.slice(equals + 1).trim() };
}
function csv(line) {
    if (!/["\r\n]/.test((0,_terms_template_text_js__WEBPACK_IMPORTED_MODULE_4__/* .outsideTemplates */ .TS)(line)))
        return line === '' ? [] : line.split(',');
    try {
        const rows = (0,csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qg)(line, { relax_column_count: true, skip_empty_lines: true });
        return rows[0] ?? [];
    }
    catch (error) {
        (0,_terms_foreign_js__WEBPACK_IMPORTED_MODULE_2__/* .refuseQuotes */ .Se)(line);
        return (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_3__/* .refuse */ .TR)(`has quotes in the wrong place (${(0,_host_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)})`, 'Put the whole attribute in double quotes ("value=a,b") and use single quotes inside {{…}}');
    }
}


/***/ }),

/***/ 82407:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ parseFlavor)
/* harmony export */ });
/* harmony import */ var _terms_problems_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43651);
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(95226);


function parseFlavor(lines, problems) {
    const flavor = { latest: 'auto', prefix: '', suffix: '', prefixLatest: false, suffixLatest: false };
    for (const line of lines)
        problems.attempt('flavor', line, () => readLine(flavor, (0,_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldsOf */ .P)(line)));
    return flavor;
}
function readLine(flavor, fields) {
    // `onlatest` belongs to the prefix or suffix before it in the same line.
    let onLatest;
    for (const { key, value } of fields) {
        if (key === 'latest')
            flavor.latest = value === 'auto' ? 'auto' : booleanOf('latest', value, ' or auto');
        else if (key === 'prefix' || key === 'suffix') {
            flavor[key] = value;
            onLatest = `${key}Latest`;
        }
        else if (key === 'onlatest') {
            const on = booleanOf('onlatest', value, '');
            if (onLatest !== undefined)
                flavor[onLatest] = on;
        }
        else {
            (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .TR)(key === undefined ? 'is not `key=value`' : `has an unknown attribute "${key}"`, 'A flavor takes `latest=auto|true|false`, `prefix=…` and `suffix=…`, the latter two with `onlatest=true|false`');
        }
    }
}
function booleanOf(key, value, also) {
    if (value === 'true' || value === 'false')
        return value === 'true';
    return (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .TR)(`has "${value}" for ${key}`, `Use true, false${also}`);
}


/***/ }),

/***/ 73984:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ parseRules)
/* harmony export */ });
/* harmony import */ var _templates_go_actions_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(34895);
/* harmony import */ var _templates_go_fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8775);
/* harmony import */ var _terms_foreign_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(32231);
/* harmony import */ var _terms_problems_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(43651);
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(95226);





const defaultRules = ['type=schedule', 'type=ref,event=branch', 'type=ref,event=tag', 'type=ref,event=pr'];
const priorities = {
    schedule: 1000,
    semver: 900,
    pep440: 900,
    match: 800,
    edge: 700,
    ref: 600,
    raw: 200,
    sha: 100,
};
/** Parses the `tags` input and puts the rules in order of priority; without lines, metadata-action's four defaults. */
function parseRules(lines, problems) {
    const given = lines.length === 0 ? defaultRules : lines;
    const rules = given.flatMap(line => problems.attempt('tags', line, () => ruleOf(line)) ?? []);
    return rules.sort((a, b) => (a.priority < b.priority ? 1 : a.priority > b.priority ? -1 : 0));
}
function ruleOf(line) {
    // Before the quotes of `{{ .Time.Format "2006" }}` are taken for CSV's.
    if ((0,_templates_go_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .hasGoField */ .rm)(line))
        (0,_templates_go_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .rewriteGoFields */ .or)(line);
    else
        (0,_templates_go_actions_js__WEBPACK_IMPORTED_MODULE_0__/* .refuseGoActions */ .I)(line);
    const fields = (0,_fields_js__WEBPACK_IMPORTED_MODULE_4__/* .fieldsOf */ .P)(line);
    const attributes = new Map(fields.map(field => [field.key ?? 'value', field.value]));
    const type = typeOf(attributes);
    const own = ownAttributes(type, attributes);
    // Here as well as where it is used: the mistake should not wait for the first release.
    if ('match' in own)
        (0,_terms_foreign_js__WEBPACK_IMPORTED_MODULE_2__/* .refuseDoubledBackslash */ ._c)(own.match);
    if (own.type === 'match')
        (0,_terms_foreign_js__WEBPACK_IMPORTED_MODULE_2__/* .refuseDoubledBackslash */ ._c)(own.pattern);
    return {
        line,
        priority: attributes.has('priority') ? Number(attributes.get('priority')) : priorities[type],
        enable: attributes.get('enable') ?? 'true',
        prefix: attributes.get('prefix') ?? defaultPrefix(own),
        suffix: attributes.get('suffix'),
        strip: !hasType(fields) && (0,_templates_go_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .hasGoField */ .rm)(line),
        ...own,
    };
}
function hasType(fields) {
    return fields.some(field => field.key === 'type');
}
function typeOf(attributes) {
    const type = attributes.get('type') ?? 'raw';
    if (Object.hasOwn(priorities, type))
        return type;
    return (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_3__/* .refuse */ .TR)(`has an unknown type "${type}"`, `Use one of ${Object.keys(priorities).join(', ')}`);
}
function ownAttributes(type, attributes) {
    const value = attributes.get('value') ?? '';
    switch (type) {
        case 'schedule':
            return { type, pattern: attributes.get('pattern') ?? 'nightly' };
        case 'semver':
        case 'pep440':
            return {
                type,
                pattern: required(attributes, 'pattern', '{{version}}'),
                value,
                match: attributes.get('match') ?? '',
            };
        case 'match':
            return { type, pattern: required(attributes, 'pattern', 'v(.*)'), group: groupOf(attributes), value };
        case 'edge':
            return { type, branch: attributes.get('branch') ?? '' };
        case 'ref':
            return { type, event: oneOf(['branch', 'tag', 'pr'], 'event', required(attributes, 'event', 'branch')) };
        case 'raw':
            return { type, value: required(attributes, 'value', 'my-tag') };
        case 'sha':
            return { type, format: oneOf(['short', 'long'], 'format', attributes.get('format') ?? 'short') };
    }
}
function defaultPrefix(own) {
    if (own.type === 'sha')
        return 'sha-';
    return own.type === 'ref' && own.event === 'pr' ? 'pr-' : undefined;
}
function required(attributes, key, example) {
    return attributes.get(key) ?? (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_3__/* .refuse */ .TR)(`has no ${key}`, `Add \`${key}=${example}\`, for example`);
}
function oneOf(allowed, key, value) {
    const found = allowed.find(each => each === value);
    return found ?? (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_3__/* .refuse */ .TR)(`has an unknown ${key} "${value}"`, `Use ${allowed.join(', ')}`);
}
function groupOf(attributes) {
    const group = attributes.get('group') ?? '0';
    if (Number.isNaN(Number(group)))
        (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_3__/* .refuse */ .TR)(`has "${group}" for group`, 'Use the number of a capturing group');
    return group;
}


/***/ }),

/***/ 68578:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hv: () => (/* binding */ keyValue),
/* harmony export */   VX: () => (/* binding */ secretValues),
/* harmony export */   s9: () => (/* binding */ secretArgs)
/* harmony export */ });
/* harmony import */ var _terms_list_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(94247);

/**
 * Turns the three secret inputs into buildx's `--secret` specs. Values go into files of `folder`. An empty value is
 * what a fork or Dependabot gets for a secret: it is left out, as in build-push-action, and its id told in `empty`.
 */
function secretArgs(build, folder, gitAuth) {
    const specs = [];
    const files = [];
    const empty = [];
    const addFile = (id, content) => {
        const name = `secret-${files.length}`;
        files.push({ name, content });
        specs.push((0,_terms_list_js__WEBPACK_IMPORTED_MODULE_0__/* .joinFields */ .KY)([`id=${id}`, `src=${folder}/${name}`]));
    };
    for (const item of build.secrets) {
        const [id, value] = keyValue(item);
        if (value === '')
            empty.push(id);
        else
            addFile(id, value);
    }
    for (const item of build.secretEnvs) {
        const [id, name] = keyValue(item);
        specs.push((0,_terms_list_js__WEBPACK_IMPORTED_MODULE_0__/* .joinFields */ .KY)([`id=${id}`, `env=${name}`]));
    }
    for (const item of build.secretFiles) {
        const [id, path] = keyValue(item);
        specs.push((0,_terms_list_js__WEBPACK_IMPORTED_MODULE_0__/* .joinFields */ .KY)([`id=${id}`, `src=${path}`]));
    }
    if (gitAuth !== undefined && !namesGitAuth(build))
        addFile(`GIT_AUTH_TOKEN.${gitAuth.host}`, gitAuth.token);
    return { specs, files, empty };
}
/**
 * BuildKit refuses larger secrets before it builds anything, so nothing can print them ("secret x too big. max size
 * 500KiB"). Bytes, of which a character has one or more.
 *
 * @see https://github.com/moby/buildkit/blob/v0.25.0/session/secrets/secretsprovider/store.go
 */
const LARGEST_HIDDEN = 500 * 1024;
/**
 * What must not show in the log, should the Dockerfile print it: the values of all build secrets. The runner masks
 * `secrets.*` alone, and never what comes from a file or an earlier step.
 *
 * @param readFile Gives a file's text, or undefined: a file that is missing is buildx's to tell.
 */
function secretValues(build, env, readFile) {
    const given = build.secrets.map(item => keyValue(item)[1]);
    const fromEnv = build.secretEnvs.map(item => env[keyValue(item)[1]] ?? '');
    const files = build.secretFiles.map(item => readFile(keyValue(item)[1]) ?? '');
    return [...given, ...fromEnv, ...files.filter(text => text.length <= LARGEST_HIDDEN)].filter(text => text !== '');
}
/** Splits at the first `=`; the id without spaces around it, the value as it is. No `=`: the value is ''. */
function keyValue(item) {
    const equals = item.indexOf('=');
    return equals < 0 ? [item.trim(), ''] : [item.slice(0, equals).trim(), item.slice(equals + 1)];
}
function namesGitAuth(build) {
    const all = [...build.secrets, ...build.secretEnvs, ...build.secretFiles];
    return all.some(item => /^GIT_AUTH_(?:TOKEN|HEADER)(?:\.|$)/.test(keyValue(item)[0]));
}


/***/ }),

/***/ 53486:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C9: () => (/* binding */ pep440),
/* harmony export */   DV: () => (/* binding */ mayNeedPep440),
/* harmony export */   mZ: () => (/* binding */ loadPep440)
/* harmony export */ });
let library;
/** Loads the PEP 440 library: half a megabyte of modules, which only `type=pep440` needs. */
async function loadPep440() {
    library ??= (await __webpack_require__.e(/* import() */ 518).then(__webpack_require__.t.bind(__webpack_require__, 25518, 19))).default;
}
/** Whether a line of `tags` may be such a rule. */
function mayNeedPep440(tags) {
    return tags.some(line => /pep440/i.test(line));
}
/** The library, which must have been loaded. */
function pep440() {
    if (library === undefined)
        throw new Error('loadPep440 comes before rules of type=pep440');
    return library;
}


/***/ }),

/***/ 69005:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b5: () => (/* binding */ hasHost),
/* harmony export */   j6: () => (/* binding */ referenceDestinations),
/* harmony export */   jN: () => (/* binding */ resolveNames),
/* harmony export */   uC: () => (/* binding */ destinations)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23940);

/**
 * Every repository that the images stand for, image by image, each once: a name with a registry is complete, a bare
 * one goes to each entry of `registries`, to Docker Hub when there is none. Upper case is lowered.
 *
 * @throws ActionError INPUT_INVALID for a name that no registry takes
 */
function resolveNames(images, registries) {
    const targets = images
        .filter(image => image.enable)
        .flatMap(({ name }) => {
        const text = name.toLowerCase();
        if (hasHost(text) || registries.length === 0)
            return [withEntry((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .parseName */ .$q)(text), registries)];
        return registries.map(entry => ({ name: (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .parseName */ .$q)(expand(entry, text)), entry }));
    });
    return uniqueBy(targets, target => keyOf(target.name));
}
/** One destination a target, all with the same tags. */
function destinations(targets, tags, decisionOf) {
    return targets.map(({ name, entry }) => ({
        registry: name.registry,
        path: name.path,
        name: name.text,
        tags,
        optional: entry?.optional ?? false,
        decision: decisionOf(entry),
    }));
}
/**
 * Destinations of complete references: one a repository, its tags merged in order. No tag means `latest`. A reference
 * without a registry goes where a bare name in `images` goes: to each entry of `registries`.
 */
function referenceDestinations(references, registries, isMoving, decisionOf) {
    const placed = references.flatMap(({ name, tag = 'latest' }) => resolveNames([{ name: name.text, enable: true }], registries).map(target => ({ target, tag })));
    return [...Map.groupBy(placed, ({ target }) => keyOf(target.name)).values()].flatMap(group => {
        const names = new Set(group.map(({ tag }) => tag));
        const tags = [...names].map(name => ({ name, moving: isMoving(name), from: 'tags' }));
        return destinations(group.slice(0, 1).map(({ target }) => target), tags, decisionOf);
    });
}
/** Whether a name begins with a registry's host, by Docker's rule for the first component. */
function hasHost(name) {
    const [first = '', ...rest] = name.split('/');
    return rest.length > 0 && (/[.:]/.test(first) || first.toLowerCase() === 'localhost');
}
/** The bare name under one entry: `<registry>/<prefix>/<name>`. */
function expand({ registry, prefix }, name) {
    return [registry, prefix, name].filter(part => part !== '').join('/');
}
/** The entry for a complete name: the same registry, and the longest prefix that its path is under. */
function withEntry(name, registries) {
    const candidates = registries
        .filter(({ registry, prefix }) => registry === name.registry && (prefix === '' || name.path.startsWith(`${prefix}/`)))
        .sort((a, b) => b.prefix.length - a.prefix.length);
    return { name, entry: candidates[0] ?? registries.find(entry => entry.registry === name.registry) };
}
function keyOf({ registry, path }) {
    return `${registry}/${path}`;
}
function uniqueBy(items, key) {
    return [...Map.groupBy(items, key).values()].flatMap(group => group.slice(0, 1));
}


/***/ }),

/***/ 34895:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ refuseGoActions)
/* harmony export */ });
/* harmony import */ var _terms_problems_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43651);

/** A function or keyword of Go templates at the start of an action. Handlebars writes its conditions with a `#`. */
const goCall = /\{\{-?\s*(if|else|end|range|with|printf|println|print|slice|index|len|eq|ne|and|or|not)\b([^{}]*)\}\}/g;
/** The same after a pipe: `{{ .CommitID | printf "%.7s" }}`. */
const piped = /\{\{[^{}|]*\|\s*(\w+)\b[^{}]*\}\}/;
const branches = 'Write one line for each case with `enable=`: `type=raw,value=latest,enable={{is_default_branch}}`; {{#if tag}}…{{else}}…{{/if}} asks whether there is a git tag';
const shorter = 'Write {{short_sha 7}} for the first 7 characters of the commit';
const instead = {
    if: branches,
    else: branches,
    end: branches,
    eq: branches,
    ne: branches,
    and: branches,
    or: branches,
    not: branches,
    slice: shorter,
    printf: `${shorter}, and fields one after the other: {{ .Branch }}-{{ .BuildID }}`,
};
/**
 * Refuses what Codeship's templates can do and these cannot, with the spelling that does it here.
 *
 * @throws ActionError for functions, conditions and loops of Go templates
 */
function refuseGoActions(template) {
    for (const [text, word = '', rest = ''] of template.matchAll(goCall)) {
        // Alone, these are Handlebars' own `{{else}}`, or names that mean nothing there.
        const isAlone = !/[^\s-]/.test(rest);
        if (isAlone && (word !== 'end' || template.includes('{{#')))
            continue;
        if (word === 'else' && template.includes('{{#'))
            continue;
        refuseFunction(text, word);
    }
    const [text = '', word = ''] = piped.exec(template) ?? [];
    if (text !== '' && word in instead)
        refuseFunction(text, word);
}
function refuseFunction(text, word) {
    return (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .TR)(`has ${text}, and \`${word}\` of Go templates is not supported`, instead[word] ??
        'Use plain fields, such as {{ .Branch }}, and the helpers {{lower …}}, {{slug …}} and {{regex_replace …}}');
}


/***/ }),

/***/ 8775:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   lB: () => (/* binding */ goFieldNames),
/* harmony export */   or: () => (/* binding */ rewriteGoFields),
/* harmony export */   rm: () => (/* binding */ hasGoField)
/* harmony export */ });
/* harmony import */ var _terms_problems_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43651);
/* harmony import */ var _go_actions_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(34895);


// Handlebars has no meaning for a name that starts with a dot, so no template of metadata-action looks like this.
const goAction = /\{\{(-?)\s*\.([A-Za-z_]\w*)\b([^{}]*)\}\}/g;
const helperCall = /\{\{[^{}]*\}\}/g;
/** A text, which is left alone, or a field among a helper's arguments. */
const argument = /"[^"]*"|'[^']*'|(?<=[\s(=])\.([A-Za-z_]\w*)([^\s)}]*)/g;
/** The fields of Codeship's push step, for `{{ .Field }}` in templates. */
const goFieldNames = [
    'CommitID',
    'Branch',
    'RepoName',
    'ProjectID',
    'BuildID',
    'CommitMessage',
    'CommitDescription',
    'CommitterName',
    'CommitterEmail',
    'CommitterUsername',
    'Time',
    'Timestamp',
    'StringTime',
    'StepName',
    'ServiceName',
    'ImageName',
    'Ci',
    'CiName',
];
function hasGoField(template) {
    const calls = template.match(helperCall) ?? [];
    return calls.some(call => /^\{\{-?\s*\.[A-Za-z_]/.test(call) || [...call.matchAll(argument)].some(([, name]) => name));
}
/**
 * Rewrites `{{ .Field }}` to the Handlebars look-up of the name `.Field`, trim markers included, and likewise a field
 * among the arguments of a helper: `{{slug .Branch}}`.
 *
 * @throws ActionError for unknown fields, method calls and pipelines
 */
function rewriteGoFields(template) {
    (0,_go_actions_js__WEBPACK_IMPORTED_MODULE_1__/* .refuseGoActions */ .I)(template);
    const fields = template.replaceAll(goAction, (_, left, name, rest) => {
        const trims = rest.endsWith('-');
        checkField(name, trims ? rest.slice(0, -1) : rest);
        return `{{${left && '~'}[.${name}]${trims ? '~' : ''}}}`;
    });
    return fields.replaceAll(helperCall, call => call.replaceAll(argument, (text, name, rest) => {
        if (name === undefined)
            return text;
        checkField(name, rest);
        return `[.${name}]`;
    }));
}
function checkField(name, rest) {
    if (rest.trim() !== '') {
        (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .TR)(`uses \`.${name}${rest.trimEnd()}\`, but methods and pipelines of Go templates are not supported`, `Use the plain field {{ .${name} }}, or {{date 'YYYYMMDD'}} for a formatted time`);
    }
    if (!goFieldNames.some(known => known === name)) {
        (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .TR)(`uses the unknown field .${name}`, `Use one of ${goFieldNames.map(known => `.${known}`).join(', ')}`);
    }
}


/***/ }),

/***/ 32231:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KR: () => (/* binding */ shellIn),
/* harmony export */   Se: () => (/* binding */ refuseQuotes),
/* harmony export */   _c: () => (/* binding */ refuseDoubledBackslash),
/* harmony export */   re: () => (/* binding */ refuseForeign)
/* harmony export */ });
/* harmony import */ var _problems_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43651);
/* harmony import */ var _template_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(67521);


const SHELL = /\$(?:\{(\w+)[^}]*\}|([A-Za-z_]\w*)|\()/;
/** A statement, a filter or a call; not Go's pipeline nor a Handlebars block, which may have a bar as well. */
const JINJA = /\{%[^%{}]*%\}|\{\{-?\s*(?![.#\s])[^{}'"]*(?:\||\w\()[^{}]*\}\}/;
/**
 * Refuses by name what a shell, YAML or Jinja would have read before this action got to see it, and what would
 * otherwise become a tag of its characters.
 *
 * @throws ActionError
 */
function refuseForeign({ key, value }) {
    const [, inside = ''] = /^(["'])(.*)\1$/.exec(value)?.slice(1) ?? [];
    if (inside !== '') {
        const name = key === undefined ? '' : `${key}=`;
        (0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .TR)(`has quotes around a value (${name}${value})`, `Write ${name}${inside}, or put them around it all: "${name}${inside}"`);
    }
    const shell = shellIn(value);
    // In a regular expression a `$` is an end, but nothing comes after that.
    if (shell !== undefined && (!isPattern(key) || value.startsWith(shell.text)))
        (0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .TR)(...shell.refusal);
    const [jinja] = JINJA.exec(value) ?? [];
    if (jinja !== undefined) {
        (0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .TR)(`has ${(0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .TL)(jinja)}, which looks like Jinja`, "Templates are Handlebars here: {{sha}}, {{env 'APP_VERSION'}}, {{lower branch}}; Ansible's variables are not known");
    }
}
/** A shell variable or command outside of templates, and the words to refuse it. */
function shellIn(text) {
    const found = SHELL.exec((0,_template_text_js__WEBPACK_IMPORTED_MODULE_1__/* .outsideTemplates */ .TS)(text));
    if (found === null)
        return undefined;
    const name = found[1] ?? found[2];
    return {
        text: found[0],
        refusal: name === undefined
            ? ['has a command in $(…), which no shell runs here', 'Run it in a step before, and use that step’s output']
            : [`has the shell variable ${found[0]}, which no shell expands here`, `Write \${{ env.${name} }}`],
    };
}
/** @throws ActionError for `value="nightly"`, where CSV would have the quotes around the whole */
function refuseQuotes(line) {
    const [, attribute = '', inside = ''] = /(?:^|,)\s*(\w+\s*=)\s*"([^"]*)"\s*(?:,|$)/.exec(line) ?? [];
    if (attribute === '')
        return;
    (0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .TR)(`has quotes around a value (${attribute}"${inside}")`, `Write ${attribute}${inside}, or put them around it all: "${attribute}${inside}"`);
}
/**
 * Ansible's double-quoted texts need a backslash doubled; in a block (`|`) both reach the regular expression, which then
 * looks for a backslash, and no ref or tag has one.
 *
 * @throws ActionError
 */
function refuseDoubledBackslash(pattern) {
    if (!/\\\\[dDwWsSbB.?*+()[\]{}^$|/-]/.test(pattern))
        return;
    const meant = pattern.replaceAll('\\\\', '\\');
    (0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .TR)(`has doubled backslashes in the pattern ${pattern}`, `Write ${meant}: a YAML block (|) leaves backslashes as they are`);
}
function isPattern(key) {
    return key === 'pattern' || key === 'match';
}


/***/ }),

/***/ 94247:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KY: () => (/* binding */ joinFields),
/* harmony export */   OA: () => (/* binding */ fields),
/* harmony export */   p_: () => (/* binding */ list)
/* harmony export */ });
/* harmony import */ var csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(25175);
/* harmony import */ var _template_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(67521);


/**
 * Splits a list input into its items, as docker's actions do (csv-parse with relaxed quotes): one row a line, a quoted
 * row may span lines, empty items are dropped. Where those actions lose something, this does not: quoted commas stay
 * in their item, an indented comment is a comment, and mixed line ends are all line ends.
 *
 * @throws Error (csv-parse's CsvError) when a quotation mark is never closed
 */
function list(text, options = {}) {
    const written = options.comments ? withoutComments(text, options.onComment) : text;
    const quote = options.quote ?? '"';
    const rows = options.fields
        ? rowsOf((0,_template_text_js__WEBPACK_IMPORTED_MODULE_1__/* .hideCommas */ .BG)(written), quote).map(row => row.map(_template_text_js__WEBPACK_IMPORTED_MODULE_1__/* .showCommas */ .Mj))
        : rowsOf(written, quote);
    const join = (row) => (options.fields && row.length > 1 ? joinFields(row) : row.join(','));
    const items = rows.flatMap(row => (options.commas ? row : [join(row)]));
    return (options.trim === false ? items : items.map(item => item.trim())).filter(item => item !== '');
}
function rowsOf(text, quote) {
    // Every input is a list and hardly one has quotes: a parser for each would cost 10 ms a run.
    const special = quote === false ? '"' : quote;
    if (!text.includes(special))
        return text.split(/\r?\n/).flatMap(row => (row === '' ? [] : [row.split(',')]));
    return (0,csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qg)(text, {
        relax_quotes: true,
        relax_column_count: true,
        skip_empty_lines: true,
        record_delimiter: ['\n', '\r\n'],
        quote,
    });
}
/** The columns of one row, spaces around them removed; [] for an empty text. Quotes as in `list`. */
function fields(row) {
    if (!/["\0]/.test(row))
        return row === '' ? [] : row.split(',').map(column => column.trim());
    const [columns = []] = (0,csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qg)(row, { relax_quotes: true, relax_column_count: true, record_delimiter: ['\0'] });
    return columns.map(column => column.trim());
}
/** One row of CSV that both csv-parse and Go's reader (buildx) split into exactly these columns. */
function joinFields(columns) {
    return columns.map(column => (/[",\r\n]/.test(column) ? `"${column.replaceAll('"', '""')}"` : column)).join(',');
}
// csv-parse knows comments only at the very start of a line; inside a quoted field a `#` is text.
const COMMENT = /[ \t]*#[^\n]*(?:\n|$)/y;
const FIELD = /"(?:[^"]|"")*"(?=,|\r?\n|$)|[^,\n]*/y;
function withoutComments(text, onComment) {
    let kept = '';
    let position = 0;
    while (position < text.length) {
        COMMENT.lastIndex = position;
        if (COMMENT.test(text)) {
            position = COMMENT.lastIndex;
            continue;
        }
        const end = endOfRow(text, position);
        const row = text.slice(position, end);
        const split = onComment === undefined ? { text: row, comment: '' } : (0,_template_text_js__WEBPACK_IMPORTED_MODULE_1__/* .splitComment */ .Uf)(row);
        if (split.comment !== '')
            onComment?.(split.comment, split.text.trim());
        kept += split.text;
        position = end;
    }
    return kept;
}
function endOfRow(text, start) {
    let position = start;
    for (;;) {
        FIELD.lastIndex = position;
        FIELD.test(text);
        position = FIELD.lastIndex;
        if (text[position] === ',')
            position += 1;
        else
            return text.startsWith('\r\n', position) ? position + 2 : position + 1;
    }
}


/***/ }),

/***/ 75853:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ nearest)
/* harmony export */ });
/** The candidate that takes the fewest edits to reach, if they are few for its length; undefined otherwise. */
function nearest(word, candidates) {
    const lower = word.toLowerCase();
    const [best] = candidates
        .map(candidate => ({ candidate, distance: editDistance(lower, candidate) }))
        .filter(({ candidate, distance }) => distance <= Math.max(2, Math.floor(candidate.length / 3)))
        .sort((a, b) => a.distance - b.distance);
    return best?.candidate;
}
/** Levenshtein's distance: insertions, deletions and replacements of one character. */
function editDistance(from, to) {
    if (Math.abs(from.length - to.length) > to.length)
        return Number.POSITIVE_INFINITY;
    let row = Array.from({ length: to.length + 1 }, (_, column) => column);
    for (let i = 1; i <= from.length; i += 1) {
        const next = [i];
        for (let j = 1; j <= to.length; j += 1) {
            const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
            next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced));
        }
        row = next;
    }
    return row[to.length] ?? 0;
}


/***/ }),

/***/ 23885:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MM: () => (/* binding */ hasOutput),
/* harmony export */   Q6: () => (/* binding */ layoutOutput),
/* harmony export */   Q8: () => (/* binding */ parseOutputs),
/* harmony export */   Yt: () => (/* binding */ pushOutput),
/* harmony export */   c: () => (/* binding */ engineOutput),
/* harmony export */   gJ: () => (/* binding */ packedOutput)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23940);
/* harmony import */ var _list_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(94247);


const CARRIED = /^(?:compression|compression-level|force-compression|oci-mediatypes|rewrite-timestamp|annotation(?:-[a-z-]+)?(?:\[[^\]]*\])?\..+)$/;
/**
 * Reads the items of `outputs` (buildx's `--output` syntax, docs.docker.com/reference/cli/docker/buildx/build/#output).
 * Pushing is Slipway's own work, so `registry` and `image` are never given to buildx.
 */
function parseOutputs(outputs) {
    const state = { push: false, load: false, attributes: {} };
    const extra = [];
    const ignored = [];
    const problems = [];
    const refuse = (problem, fix) => problems.push({ input: 'outputs', problem, fix });
    for (const spec of outputs) {
        const attributes = parseSpec(spec);
        if (attributes === undefined) {
            refuse(`has an attribute that is not key=value in ${quote(spec)}`, 'Write `type=local,dest=path`, say.');
            continue;
        }
        const type = attributes.type;
        if (type === 'image' || type === 'registry' || (type === 'docker' && !attributes.dest)) {
            if (type === 'docker')
                state.load = true;
            else if (type === 'registry' || isTrue(attributes.push))
                state.push = true;
            for (const [key, value] of Object.entries(attributes)) {
                if (key === 'push-by-digest' && isTrue(value)) {
                    refuse('asks for push-by-digest', 'Remove it and list all `platforms` in this step: every tag names one index.');
                }
                else if (key === 'name') {
                    refuse('names an image', 'Name it in `images` (or as a complete reference in `tags`) and remove `name=` here.');
                }
                else if (CARRIED.test(key)) {
                    state.attributes[key] = value;
                }
                else if (!['type', 'push', 'unpack', 'name-canonical', 'push-by-digest'].includes(key)) {
                    ignored.push(`${key}=${value}`);
                }
            }
        }
        else if (type === 'local' || type === 'tar' || type === 'oci' || type === 'docker') {
            if (attributes.dest && attributes.dest !== '-')
                extra.push(spec);
            else
                refuse(`has no place to write to in ${quote(spec)}`, `Write \`type=${type},dest=path\`.`);
        }
        else if (type === 'cacheonly') {
            ignored.push(spec);
        }
        else {
            const known = 'local, tar, oci, docker, image, registry or cacheonly';
            refuse(type === undefined ? `has no type in ${quote(spec)}` : `has the unknown type ${quote(type)}`, `Use ${known}.`);
        }
    }
    return { ...state, extra, ignored, problems };
}
/** Whether any of the extra outputs is of one of these types. */
function hasOutput(extra, ...types) {
    return extra.some(spec => types.includes(parseSpec(spec)?.type ?? ''));
}
/** The fan-out export: into the engine, under the image's real name, with the media types that registries keep. */
function engineOutput(name, attributes) {
    return formatSpec({ type: 'docker', name, 'oci-mediatypes': 'true', ...attributes });
}
/** The same without unpacking its layers, for a builder that is not of the docker driver. */
function packedOutput(reference, attributes) {
    const { name: whole, tag } = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .parseReference */ .F2)(reference);
    // The docker driver completes a name; here a short one would be stored as it is, and not be found.
    const name = `${whole.registry}/${whole.path}:${tag}`;
    return formatSpec({ type: 'image', name, push: 'false', unpack: 'false', 'oci-mediatypes': 'true', ...attributes });
}
/** The layout export: a folder in OCI image-layout. Without a name the provenance's subject stays empty. */
function layoutOutput(dest, attributes) {
    return formatSpec({ type: 'oci', tar: 'false', dest, ...attributes });
}
/**
 * The export of a builder that pushes by itself: no tag, and nothing is kept in the image store of the builder.
 *
 * @param name a repository with its registry @param insecure plain http and unchecked certificates are fine
 */
function pushOutput(name, attributes, insecure) {
    const how = { 'push-by-digest': 'true', push: 'true', 'oci-mediatypes': 'true', store: 'false', unpack: 'false' };
    return formatSpec({ type: 'image', name, ...how, ...(insecure && { 'registry.insecure': 'true' }), ...attributes });
}
/** A spec's attributes, undefined when one is not `key=value`. A bare path is `type=local` (buildx, `build/output.go`). */
function parseSpec(spec) {
    const columns = columnsOf(spec);
    const [only = ''] = columns;
    if (columns.length === 1 && only !== '' && !only.includes('='))
        return { type: 'local', dest: only };
    const attributes = {};
    for (const column of columns) {
        const equals = column.indexOf('=');
        if (equals <= 0)
            return undefined;
        attributes[column.slice(0, equals).trim().toLowerCase()] = column.slice(equals + 1).trim();
    }
    return attributes;
}
/** A spec whose quotation marks do not match has one empty column, which is no attribute. */
function columnsOf(spec) {
    try {
        return (0,_list_js__WEBPACK_IMPORTED_MODULE_1__/* .fields */ .OA)(spec);
    }
    catch {
        return [''];
    }
}
function formatSpec(attributes) {
    return (0,_list_js__WEBPACK_IMPORTED_MODULE_1__/* .joinFields */ .KY)(Object.entries(attributes).map(([key, value]) => `${key}=${value}`));
}
// Go's strconv.ParseBool, which BuildKit's exporters use.
function isTrue(value) {
    return value !== undefined && /^(?:1|t|true)$/i.test(value);
}
function quote(text) {
    return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}


/***/ }),

/***/ 43651:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   TL: () => (/* binding */ quoted),
/* harmony export */   TR: () => (/* binding */ refuse),
/* harmony export */   g7: () => (/* binding */ collector)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);

/** A refusal with its remedy, thrown where it is found and collected by whoever knows the input's name. */
function refuse(problem, fix) {
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('INPUT_INVALID', problem, { hint: fix });
}
function collector() {
    const problems = [];
    return {
        problems,
        add: problem => problems.push(problem),
        attempt(input, place, body) {
            try {
                return body();
            }
            catch (error) {
                problems.push({ input, problem: `${quoted(place)} ${(0,_host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`, fix: fixOf(error) });
                return undefined;
            }
        },
        settle() {
            if (problems.length > 0)
                throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(problems);
        },
    };
}
function fixOf(error) {
    const fix = (error instanceof _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ ? error.hint : undefined) ?? 'Correct this line';
    return fix.endsWith('.') ? fix : `${fix}.`;
}
/** Text for a message: quoted, one line, of bearable length. */
function quoted(text) {
    const line = text.replaceAll(/\s+/g, ' ');
    return JSON.stringify(line.length > 200 ? `${line.slice(0, 200)}…` : line);
}


/***/ }),

/***/ 72647:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W0: () => (/* binding */ branchOf),
/* harmony export */   cO: () => (/* binding */ tagOf),
/* harmony export */   et: () => (/* binding */ subjectOf),
/* harmony export */   mN: () => (/* binding */ refInWords),
/* harmony export */   pv: () => (/* binding */ pullOf)
/* harmony export */ });
/* harmony import */ var _event_context_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13051);
/* harmony import */ var _switches_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55983);


const pullRequestEvents = new Set([
    'pull_request',
    'pull_request_comment',
    'pull_request_review',
    'pull_request_review_comment',
    'pull_request_target',
]);
/**
 * The context with the ref and commit that the image is said to be of. For `ref-source: git` the caller has put in
 * those of the checkout, and they stay.
 */
function subjectOf(context, refSource) {
    if (refSource === 'git')
        return context;
    return { ...context, ref: refOf(context), sha: shaOf(context) };
}
function refOf({ eventName, payload, ref }) {
    // GITHUB_REF is the base branch here; tags named after it would overwrite the real ones.
    const number = eventName === 'pull_request_target' ? (0,_event_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(payload, 'number') : undefined;
    return typeof number === 'number' ? `refs/pull/${number}/merge` : ref;
}
function shaOf({ eventName, payload, sha, env }) {
    if (!(0,_switches_js__WEBPACK_IMPORTED_MODULE_1__/* .wantsHeadSha */ .gL)(env) || !pullRequestEvents.has(eventName))
        return sha;
    return (0,_event_context_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Q)(payload, 'pull_request', 'head', 'sha') ?? sha;
}
/** What follows `refs/heads/`, or '' when the ref is not a branch. */
function branchOf(ref) {
    return after('refs/heads/', ref);
}
/** What follows `refs/tags/`, or '' when the ref is not a tag. */
function tagOf(ref) {
    return after('refs/tags/', ref);
}
/** The `7` of `refs/pull/7/merge`, or '' when the ref is not a pull request. */
function pullOf(ref) {
    return after('refs/pull/', ref).replace(/\/merge$/, '');
}
/** What a ref is, for people: `branch main`, `git tag v1.2.3`, `pull request 7`. */
function refInWords(ref) {
    const kinds = [
        ['branch', branchOf(ref)],
        ['git tag', tagOf(ref)],
        ['pull request', pullOf(ref)],
    ];
    const [kind, name] = kinds.find(([, found]) => found !== '') ?? ['ref', ref];
    return name === '' ? 'no ref' : `${kind} ${name}`;
}
function after(prefix, ref) {
    return ref.startsWith(prefix) ? ref.slice(prefix.length) : '';
}


/***/ }),

/***/ 55983:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fu: () => (/* binding */ shortSha),
/* harmony export */   WM: () => (/* binding */ setsOutputEnv),
/* harmony export */   Zl: () => (/* binding */ annotationLevels),
/* harmony export */   gL: () => (/* binding */ wantsHeadSha)
/* harmony export */ });
/* harmony import */ var _problems_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43651);

const trueWords = ['1', 't', 'T', 'true', 'TRUE', 'True'];
const falseWords = ['0', 'f', 'F', 'false', 'FALSE', 'False'];
/** `DOCKER_METADATA_PR_HEAD_SHA`: pull requests count as builds of their head commit, not of the merge commit. */
function wantsHeadSha(env) {
    return /true/i.test(env.DOCKER_METADATA_PR_HEAD_SHA ?? '');
}
/** `DOCKER_METADATA_ANNOTATIONS_LEVELS`: comma separated, `manifest` by default. */
function annotationLevels(env) {
    return (env.DOCKER_METADATA_ANNOTATIONS_LEVELS || 'manifest').split(',');
}
/**
 * `DOCKER_METADATA_SET_OUTPUT_ENV`: whether outputs are also exported as `DOCKER_METADATA_OUTPUT_*` (default true).
 *
 * @throws ActionError when it is not a boolean
 */
function setsOutputEnv(env) {
    const word = env.DOCKER_METADATA_SET_OUTPUT_ENV || 'true';
    if (trueWords.includes(word))
        return true;
    if (falseWords.includes(word))
        return false;
    return (0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .TR)(`DOCKER_METADATA_SET_OUTPUT_ENV is not a boolean: "${word}"`, 'Set it to true or false');
}
/** The commit's hash, cut to `DOCKER_METADATA_SHORT_SHA_LENGTH` or 7 characters. */
function shortSha(sha, env) {
    const given = env.DOCKER_METADATA_SHORT_SHA_LENGTH || '7';
    const length = Number(given);
    if (Number.isNaN(length)) {
        (0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .TR)(`needs DOCKER_METADATA_SHORT_SHA_LENGTH, which is not a number: "${given}"`, 'Set it to a number, say 12');
    }
    return sha.substring(0, length);
}


/***/ }),

/***/ 67521:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BG: () => (/* binding */ hideCommas),
/* harmony export */   Mj: () => (/* binding */ showCommas),
/* harmony export */   TS: () => (/* binding */ outsideTemplates),
/* harmony export */   Uf: () => (/* binding */ splitComment)
/* harmony export */ });
/** A template with its quoted arguments, which may hold anything. A brace that opens ends the search, so it is linear. */
const TEMPLATE = /\{\{(?:'[^'\n]*'|"[^"\n]*"|[^'"{}\n])*\}\}/g;
/** Stands for a comma inside a template while a list is split. No input holds this character. */
const HIDDEN = '\u0001';
/** Commas inside a template separate nothing: `{{regex_replace tag '\.[0-9]{1,3}$' ''}}`. */
function hideCommas(text) {
    return text.replaceAll(TEMPLATE, template => template.replaceAll(',', HIDDEN));
}
function showCommas(text) {
    return text.replaceAll(HIDDEN, ',');
}
/** What stands outside of templates; each of these becomes as many of `filler` as it had characters. */
function outsideTemplates(text, filler = '') {
    return text.replaceAll(TEMPLATE, template => filler.repeat(template.length));
}
const TOKEN = /\{\{(?:'[^'\n]*'|"[^"\n]*"|[^'"{}\n])*\}\}|"(?:[^"]|"")*"|[ \t]+#[^\n]*|[\s\S]/g;
/** Splits ` # a comment` from the end of a row; a `#` in quotes or in a template begins none. */
function splitComment(row) {
    if (!/[ \t]#/.test(row))
        return { text: row, comment: '' };
    for (const { 0: token, index } of row.matchAll(TOKEN)) {
        if (!/^[ \t]+#/.test(token))
            continue;
        return { text: row.slice(0, index) + row.slice(index + token.length), comment: token.trim() };
    }
    return { text: row, comment: '' };
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
/* harmony import */ var _http_body_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(66150);
/* harmony import */ var _oci_content_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(33760);
/* harmony import */ var _oci_foreign_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9853);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(44360);
/* harmony import */ var _oci_tree_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(29193);
/* harmony import */ var _plan_immutable_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(24327);
/* harmony import */ var _staging_fleet_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(69756);
/* harmony import */ var _staging_write_manifests_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(8933);









/** Image configurations are a few KB; labels may make them longer. Bytes. */
const MAX_CONFIG = 8 * 1024 * 1024;
/**
 * Reads what the immutable tags of one target name now. Those that do not exist are left out.
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
        const revision = await revisionIn(repository, root, platforms);
        const reference = `${destination.name}:${name}`;
        return [{ target, reference, digest: root.digest, platforms: [...platforms].sort(), revision }];
    }));
    return found.flat();
}
/**
 * The living targets without the tags that name the kept image by another digest: an immutable tag does not move, not
 * even to the same image.
 */
function fleetAround({ same }, fleet, log) {
    for (const reference of same)
        log.notice(`${reference} names the same image by another digest: it stays as it is`);
    const targets = fleet.alive().map(target => {
        const { destination } = target;
        const tags = destination.tags.filter(tag => !same.has(`${destination.name}:${tag.name}`));
        return { ...target, destination: { ...destination, tags } };
    });
    return (0,_staging_fleet_js__WEBPACK_IMPORTED_MODULE_6__/* .createFleet */ .B3)(targets, log, { isAlone: fleet.isAlone });
}
/**
 * Fails targets whose immutable tags another run has written since `findExisting` looked.
 */
function immutableGuard(fleet, immutable) {
    return (before, digest) => {
        for (const target of fleet.alive()) {
            const { tags, name } = target.destination;
            for (const reference of tags.filter(tag => (0,_plan_immutable_js__WEBPACK_IMPORTED_MODULE_5__/* .isImmutable */ .t3)(immutable, tag.name)).map(tag => `${name}:${tag.name}`)) {
                const named = before.get(reference) ?? null;
                if (named === null || named === digest)
                    continue;
                const message = `${reference} may not move, and another run has written it meanwhile (${named})`;
                const hint = 'Run the job again: if that image is of this commit, its digest is kept.';
                fleet.fail(target, new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('TAG_IMMUTABLE', message, { hint }));
            }
        }
    };
}
/**
 * Stages an image that one registry holds already: what the others lack of it is streamed from there.
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
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('NOT_FOUND', `${repository.registry}/${repository.path}: ${digest} is gone`, {
        hint: 'Something deletes manifests there while this runs. Run the job again.',
    });
}
/** The manifests that can be run. */
function platformsOf(root) {
    return (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .isIndex */ .nw)(root.mediaType) ? (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .imagesIn */ .o$)(root).map(child => child.digest) : [root.digest];
}
/** The commit that an image says it is of: in the label of its configuration, else in an annotation. */
async function revisionIn(repository, root, [first]) {
    const image = first === undefined || first === root.digest ? root : await need(repository, first);
    const config = configOf(image);
    const labels = config && (await labelsOf(repository, config.digest));
    const annotations = [image, root].map(({ bytes }) => jsonOf(bytes).annotations);
    return [labels, ...annotations].map(texts => texts?.[_plan_immutable_js__WEBPACK_IMPORTED_MODULE_5__/* .REVISION */ .sP]).find(text => typeof text === 'string');
}
/** Undefined for what is no image: a tag may name anything. */
function configOf(image) {
    try {
        return (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .linksOf */ .hP)(image).blobs[0];
    }
    catch {
        return undefined;
    }
}
async function labelsOf(repository, digest) {
    const bytes = await (0,_http_body_js__WEBPACK_IMPORTED_MODULE_8__/* .readBody */ .x)(await repository.getBlob(digest), MAX_CONFIG);
    return jsonOf(bytes).config?.Labels;
}
/** {} for what is no JSON object: it then says nothing of a commit. */
function jsonOf(bytes) {
    try {
        return (JSON.parse(bytes.toString()) ?? {});
    }
    catch {
        return {};
    }
}


/***/ }),

/***/ 95560:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ preflight),
/* harmony export */   U: () => (/* binding */ throwIfDoomed)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _plan_immutable_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(24327);
/* harmony import */ var _staging_fleet_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69756);
/* harmony import */ var _existing_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(37178);




/**
 * Everything that would doom the publish, found before any build time is spent: wrong credentials, no permission to
 * push, a missing repository, an immutable tag of another commit. All of it is told in one error; what concerns an
 * optional registry is a warning.
 *
 * The permission is proved by starting an upload, which settles the credentials too; the token that it takes is the
 * one that staging needs.
 *
 * @returns For each image the one to be kept, when this commit is published already.
 * @throws ActionError AUTH_FAILED, TAG_IMMUTABLE, NOT_FOUND, … or PUBLISH_FAILED when several codes meet.
 */
async function preflight({ preflight: provesPush, immutableTags }, images, registries) {
    const fleets = images.map(({ fleet }) => fleet);
    const [existing] = await Promise.all([
        Promise.all(fleets.map(fleet => allExisting(fleet, immutableTags))),
        ...(provesPush ? fleets.map(proveEach) : [proveLogins(fleets, registries)]),
    ]);
    const kept = images.map(({ image, fleet }, at) => settle(existing[at] ?? [], (0,_plan_immutable_js__WEBPACK_IMPORTED_MODULE_1__/* .revisionOf */ .DT)(image.metadata.labels), fleet));
    throwIfDoomed(fleets);
    return kept;
}
async function allExisting(fleet, immutableTags) {
    const existing = [];
    const look = async (target) => void existing.push(...(await (0,_existing_js__WEBPACK_IMPORTED_MODULE_3__/* .findExisting */ .xx)(target, immutableTags)));
    await (0,_staging_fleet_js__WEBPACK_IMPORTED_MODULE_2__/* .eachAlive */ .fH)(fleet, look);
    return existing;
}
async function proveEach(fleet) {
    await (0,_staging_fleet_js__WEBPACK_IMPORTED_MODULE_2__/* .eachAlive */ .fH)(fleet, target => target.repository.checkPush());
}
async function proveLogins(fleets, registries) {
    const checks = [...registries].map(async ([host, registry]) => {
        const failure = await registry.checkCredentials().then(() => undefined, (error) => ({ error }));
        if (failure === undefined)
            return;
        for (const fleet of fleets) {
            for (const target of fleet.targets.filter(one => one.destination.registry === host)) {
                fleet.fail(target, failure.error);
            }
        }
    });
    await Promise.all(checks);
}
/** Which image is kept. Targets with a tag that this run may not move have failed. */
function settle(existing, revision, fleet) {
    const rank = ({ target, reference }) => `${target.destination.optional ? 1 : 0} ${String(fleet.targets.indexOf(target)).padStart(6, '0')} ${reference}`;
    const inOrder = [...existing].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
    const { keep, same, conflicts } = (0,_plan_immutable_js__WEBPACK_IMPORTED_MODULE_1__/* .judge */ .S4)(inOrder, revision);
    for (const { target } of conflicts.map(conflict => conflict.tagged)) {
        const mine = conflicts.filter(conflict => conflict.tagged.target === target);
        const lines = mine.map(({ tagged, why }) => `${tagged.reference} exists and may not move: it ${why}`);
        const hint = 'Publish under a new tag (a new version, say), or take the tag out of `immutable-tags`.';
        fleet.fail(target, new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('TAG_IMMUTABLE', lines.join('; '), { hint }));
    }
    return keep && { image: keep, same: new Set(same.map(({ reference }) => reference)) };
}
/** @throws ActionError that tells all that is wrong with the required targets, each with its hint. */
function throwIfDoomed(fleets) {
    const errors = fleets.flatMap(fleet => fleet.targets.flatMap(target => requiredError(fleet, target)));
    const [first] = errors;
    if (first === undefined)
        return;
    const hints = new Map(errors.map(error => [(0,_host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error), error instanceof _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ ? error.hint : undefined]));
    const [hint] = hints.values();
    const isOne = new Set(hints.values()).size === 1;
    const lines = [...hints].map(([message, own]) => (isOne || own === undefined ? message : `${message}\n  → ${own}`));
    const codes = new Set(errors.map(error => (error instanceof _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ ? error.code : 'PUBLISH_FAILED')));
    const [code = 'PUBLISH_FAILED'] = codes;
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ(codes.size === 1 ? code : 'PUBLISH_FAILED', `nothing was published: ${lines.join('\n')}`, {
        ...(isOne && hint !== undefined && { hint }),
        cause: first,
    });
}
function requiredError(fleet, target) {
    const error = target.destination.optional ? undefined : fleet.errorOf(target);
    return error === undefined ? [] : [error];
}


/***/ }),

/***/ 60817:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ clean),
/* harmony export */   y: () => (/* binding */ readSaid)
/* harmony export */ });
const MAX_TEXT = 300;
/** Reads an error's body: OCI error JSON, the JSON of token servers, an HTML page of some proxy, or plain text. */
function readSaid(body) {
    const json = parse(body);
    if (json === undefined)
        return { codes: [], text: clean(stripMarkup(body)) };
    const list = Array.isArray(json.errors) ? json.errors.filter(isObject) : [];
    const codes = list.map(e => clean(str(e.code)).toUpperCase()).filter(c => c !== '');
    const words = list.map(e => [str(e.message), str(e.detail)].filter(t => t !== '').join(': '));
    // Docker Hub's token server says `details`, OAuth2 ones `error` and `error_description`, others `message`.
    const others = ['details', 'error_description', 'message', 'error'].map(key => str(json[key])).find(t => t !== '');
    const text = words.filter(t => t !== '').join('; ') || others || '';
    return { codes, text: clean(stripMarkup(text)) };
}
/** Untrusted text as one harmless line of at most `max` characters. */
function clean(text, max = MAX_TEXT) {
    // \p{C}: control, format (zero-width, bidirectional overrides), surrogates, unassigned.
    const line = text
        .slice(0, 20_000)
        .replace(/[\p{C}\p{Z}\s]+/gu, ' ')
        .trim();
    return line.length > max ? `${line.slice(0, max - 1).trimEnd()}…` : line;
}
/** The title of an HTML page, or else its words. */
function stripMarkup(text) {
    const page = text.slice(0, 20_000);
    if (!/<\s*(?:!doctype|html|head|body|h1|title|p|a|b|script)\b/i.test(page))
        return page;
    const title = /<title[^>]{0,200}>([^<]{1,300})/i.exec(page)?.[1];
    return title ?? page.replace(/<(script|style)\b[^<]*(?:<(?!\/\1)[^<]*)*/gi, ' ').replace(/<[^>]*>?/g, ' ');
}
function parse(body) {
    try {
        const json = JSON.parse(body);
        return isObject(json) ? json : undefined;
    }
    catch {
        return undefined;
    }
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function str(value) {
    return typeof value === 'string' ? value : '';
}


/***/ }),

/***/ 93424:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FD: () => (/* binding */ plainBody),
/* harmony export */   NU: () => (/* binding */ encodingOfStream),
/* harmony export */   P$: () => (/* binding */ encodingOf)
/* harmony export */ });
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38522);
/* harmony import */ var _http_body_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(66150);


/** `gzip`, say, for what was compressed on its way although nobody asked for that; undefined for bytes as they are. */
function encodingOf({ headers }) {
    const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
    return encoding === '' || encoding === 'identity' ? undefined : encoding;
}
/** The same of a blob that is being read. */
function encodingOfStream(stream) {
    return 'headers' in stream ? encodingOf(stream) : undefined;
}
/** A small body, as it was before a proxy compressed it. */
async function plainBody(answer, max) {
    const bytes = await (0,_http_body_js__WEBPACK_IMPORTED_MODULE_1__/* .readBody */ .x)(answer.body, max);
    // The magic number of gzip (RFC 1952): no JSON begins so.
    const isGzip = encodingOf(answer) !== undefined && bytes[0] === 0x1f && bytes[1] === 0x8b;
    return isGzip ? (0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.gunzipSync)(bytes, { maxOutputLength: max }) : bytes;
}


/***/ }),

/***/ 60306:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ parseChallenge)
/* harmony export */ });
const PART = /([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+)))?/gy;
/**
 * The challenge to answer out of a WWW-Authenticate header, which may hold several (Node joins repeated headers by
 * commas). Bearer goes before Basic, as in Docker; others are passed over. Undefined when none can be answered.
 */
function parseChallenge(header) {
    const all = [...challenges(header ?? '')];
    const bearer = all.find(c => c.scheme === 'bearer' && c.params.has('realm'));
    if (bearer) {
        const get = (name) => bearer.params.get(name);
        return {
            scheme: 'bearer',
            realm: get('realm') ?? '',
            service: get('service'),
            scope: get('scope'),
            error: get('error'),
        };
    }
    return all.some(c => c.scheme === 'basic') ? { scheme: 'basic' } : undefined;
}
function* challenges(header) {
    let current;
    let at = 0;
    // Bounded: the header comes from the other side.
    const text = header.slice(0, 16_384);
    while (at < text.length) {
        PART.lastIndex = at;
        const match = PART.exec(text);
        if (!match) {
            at++;
            continue;
        }
        at = PART.lastIndex;
        const [, name = '', quoted, plain] = match;
        const value = quoted === undefined ? plain : quoted.replace(/\\(.)/g, '$1');
        if (value !== undefined)
            current?.params.set(name.toLowerCase(), value);
        else {
            if (current)
                yield current;
            current = { scheme: name.toLowerCase(), params: new Map() };
        }
    }
    if (current)
        yield current;
}


/***/ }),

/***/ 86795:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  gl: () => (/* binding */ RegistryError),
  n: () => (/* binding */ answerError),
  L8: () => (/* binding */ classify),
  x6: () => (/* binding */ networkError),
  JW: () => (/* binding */ protocolError),
  EL: () => (/* binding */ tokenError),
  _M: () => (/* binding */ where)
});

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/retry.js
var retry = __webpack_require__(67460);
;// CONCATENATED MODULE: ./lib/registry/errors/advice-any.js
/** For every registry, after its own rows. */
const ANY = [
    {
        text: /immutab|cannot be overwritten/i,
        trouble: 'immutable',
        cause: 'the tag exists and may not be moved',
        hint: "Publish under a new tag, or change the repository's rule. A re-run for the same commit keeps what is there if `immutable-tags` names the tag.",
    },
    {
        text: /quota/i,
        status: [400, 402, 403, 413, 507],
        trouble: 'quota',
        cause: 'a quota is used up',
        hint: 'Remove images, or raise the quota.',
    },
    {
        status: [413],
        trouble: 'policy',
        cause: 'something on the way refuses bodies of this size',
        hint: 'Raise the limit of the proxy before the registry (nginx: `client_max_body_size 0`).',
    },
    {
        status: [429],
        trouble: 'rate',
        cause: 'the registry asked for fewer requests',
        hint: 'Try again later, or use an account with a higher limit.',
    },
    {
        status: [407],
        trouble: 'credentials',
        cause: 'the proxy wants credentials',
        hint: 'Put them in HTTPS_PROXY (`http://user:password@host:port`).',
    },
    {
        status: [401],
        trouble: 'credentials',
        cause: 'the credentials were refused',
        hint: r => r.anonymous
            ? `Give credentials for ${r.host} (input \`registries\` or \`registry-auth\`).`
            : `Check the user name and password for ${r.host}.`,
    },
    {
        status: [401, 403],
        trouble: 'permission',
        cause: 'no permission for this repository',
        hint: r => r.anonymous
            ? `Give credentials for ${r.host} (input \`registries\` or \`registry-auth\`).`
            : 'Give this account permission to push to the repository, or use another one.',
    },
    {
        status: [404],
        trouble: 'missing',
        cause: 'not found',
        hint: r => `Check the name; some registries want the repository or project made before the first push. Is ${r.host} a container registry?`,
    },
    {
        status: [405],
        trouble: 'policy',
        cause: 'the registry does not take this request',
        hint: 'It may be a read-only mirror or a pull-through cache: publish to the registry behind it.',
    },
    {
        status: [400],
        text: /HTTPS server|HTTPS port/i,
        trouble: 'other',
        cause: 'the registry speaks TLS, not plain http',
        hint: "Give its certificate (`ca`) or `insecure: true` in the registry's entry.",
    },
];

;// CONCATENATED MODULE: ./lib/registry/errors/advice-cloud.js
/** The real answers of the clouds' registries (issue 5, "Errors people can act on"). */
const CLOUD = [
    {
        name: 'Amazon ECR',
        host: /\.dkr[.-]ecr(-fips)?\.[a-z0-9-]+\.(amazonaws\.com(\.cn)?|on\.aws)$|^public\.ecr\.aws$/,
        rows: [
            {
                text: /already exists.*immutable/i,
                trouble: 'immutable',
                cause: 'the tag exists and the repository makes tags immutable',
                hint: "Publish under a new tag, or change the repository's tag mutability. A re-run for the same commit keeps what is there if `immutable-tags` names the tag.",
            },
            {
                text: /token has expired/i,
                trouble: 'credentials',
                cause: 'the ECR password has expired',
                hint: 'An ECR password lasts 12 hours: fetch it in the same job.',
            },
            {
                text: /not authorized to perform:? (\S+)/i,
                trouble: 'permission',
                cause: 'the AWS identity may not {1}',
                hint: 'Allow {1} on the repository in the role\'s or the repository\'s policy (ecr:GetAuthorizationToken on "*").',
            },
            { code: 'NAME_UNKNOWN', trouble: 'missing', cause: 'no such repository', hint: ecrCreate },
            {
                text: /repository with name .* does not exist/i,
                trouble: 'missing',
                cause: 'no such repository',
                hint: ecrCreate,
            },
            {
                text: /limit ?exceeded|exceeds? the (maximum|limit)/i,
                trouble: 'quota',
                cause: 'an ECR quota is used up',
                hint: 'Remove images by a lifecycle policy, or ask AWS for a higher quota.',
            },
            {
                text: /rate exceeded/i,
                trouble: 'rate',
                cause: 'ECR asked for fewer requests',
                hint: 'Try again later, or ask AWS for a higher request rate.',
            },
            {
                status: [401],
                trouble: 'credentials',
                cause: 'the ECR password was refused',
                hint: 'User name "AWS", password from `aws ecr get-login-password` for this region, not older than 12 hours.',
            },
        ],
    },
    {
        name: 'Artifact Registry',
        host: /(^|[.-])(pkg\.dev|gcr\.io)$/,
        rows: [
            {
                text: /unauthenticated request|invalid authentication credentials/i,
                trouble: 'credentials',
                cause: 'Google Cloud did not accept the credentials',
                hint: 'User "oauth2accesstoken" with an access token, or "_json_key" with a service account\'s key.',
            },
            {
                text: /permission "?([\w.]+)"? denied/i,
                trouble: 'permission',
                cause: 'the Google identity lacks {1}, or there is no such repository',
                hint: 'Grant roles/artifactregistry.writer on the repository, and check project, location and repository in the name.',
            },
            { text: /repository .*not found/i, trouble: 'missing', cause: 'no such repository', hint: garCreate },
            { code: 'NAME_UNKNOWN', trouble: 'missing', cause: 'no such repository', hint: garCreate },
            {
                text: /has not been used in project|API .*disabled/i,
                trouble: 'policy',
                cause: 'the Artifact Registry API is off in this project',
                hint: 'Run `gcloud services enable artifactregistry.googleapis.com`.',
            },
            {
                text: /quota exceeded/i,
                trouble: 'rate',
                cause: 'a Google Cloud quota of requests is used up',
                hint: 'Try again later, or ask for a higher quota.',
            },
        ],
    },
    {
        name: 'ACR',
        host: /\.azurecr\.(io|us|cn)$/,
        rows: [
            {
                text: /is not allowed access|acr\/firewall/i,
                trouble: 'policy',
                cause: "the registry's firewall does not let this runner in",
                hint: "Add the runner's address to the registry's network rules, or use a runner inside the network.",
            },
            {
                text: /operation is disallowed/i,
                trouble: 'immutable',
                cause: 'the tag or repository is locked',
                hint: 'Publish under a new tag, or unlock: `az acr repository update --image NAME:TAG --write-enabled true`.',
            },
            {
                text: /quota|size limit/i,
                trouble: 'quota',
                cause: "the registry's storage is full",
                hint: 'Remove images (`az acr run --cmd "acr purge …"`) or choose a larger tier.',
            },
            {
                status: [403],
                trouble: 'permission',
                cause: 'the Azure identity may not push',
                hint: 'Give it the role AcrPush (or Container Registry Repository Writer) on the registry.',
            },
            {
                status: [401],
                trouble: 'credentials',
                cause: 'Azure did not accept the credentials',
                hint: "Check the service principal's secret and its role AcrPush; a token from `az acr login --expose-token` goes with user 00000000-0000-0000-0000-000000000000.",
            },
        ],
    },
];
function ecrCreate({ host, path }) {
    if (host === 'public.ecr.aws')
        return `Run \`aws ecr-public create-repository --repository-name ${path.split('/').slice(1).join('/')}\`.`;
    const region = /ecr(?:-fips)?\.([a-z0-9-]+)\./.exec(host)?.[1] ?? 'REGION';
    return `Run \`aws ecr create-repository --repository-name ${path} --region ${region}\`.`;
}
function garCreate({ host, path }) {
    const [project = 'PROJECT', repository = 'NAME'] = path.split('/');
    const location = /^([a-z0-9-]+)-docker\.pkg\.dev$/.exec(host)?.[1] ?? 'LOCATION';
    return `Run \`gcloud artifacts repositories create ${repository} --repository-format=docker --location=${location} --project=${project}\`.`;
}

;// CONCATENATED MODULE: ./lib/registry/errors/advice-hosted.js
/** The real answers of Docker Hub, GHCR and the registries that people also host themselves (issue 5). */
const HOSTED = [
    {
        name: 'Docker Hub',
        host: /^docker\.io$/,
        rows: [
            {
                text: /insufficient scopes/i,
                trouble: 'permission',
                cause: 'the access token may not write',
                hint: 'Make a Docker Hub access token with Read & Write permission.',
            },
            {
                text: /incorrect username or password|password authentication|personal access token/i,
                trouble: 'credentials',
                cause: 'wrong user name or password',
                hint: 'Use the Docker Hub user name (not the e-mail address) and a personal access token as the password.',
            },
            {
                text: /pull rate limit/i,
                trouble: 'rate',
                cause: "Docker Hub's pull rate limit is reached",
                hint: 'Give credentials for docker.io: logged-in users have a higher limit. Otherwise wait.',
            },
            {
                text: /requested access to the resource is denied/i,
                trouble: 'permission',
                cause: 'no permission, or no such repository',
                hint: "Check that the name starts with your user or organization, that the account may write to it, and that your plan's private repositories are not used up.",
            },
        ],
    },
    {
        name: 'GHCR',
        host: /^(?:ghcr\.io|containers\.[a-z0-9-]+\.ghe\.com)$/,
        rows: [
            {
                text: /installation not allowed to (create|write)/i,
                trouble: 'permission',
                cause: "the job's token may not {1} this package",
                hint: ghcr,
            },
            {
                text: /write_package|delete_package/i,
                trouble: 'permission',
                cause: 'no permission to write this package',
                hint: ghcr,
            },
            {
                text: /read_package/i,
                trouble: 'permission',
                cause: 'no permission to read this package',
                hint: 'Give the job `packages: read`, and the repository access in the package\'s settings ("Manage Actions access").',
            },
            {
                text: /expected scopes/i,
                trouble: 'permission',
                cause: 'the personal access token lacks a scope',
                hint: "Use a classic token with `write:packages`, or the job's token with `permissions: packages: write`.",
            },
            {
                text: /cannot be authenticated|^denied(: denied)?$|bad credentials/i,
                trouble: 'credentials',
                cause: 'the token was refused',
                hint: ({ anonymous }) => anonymous
                    ? "Give a user name and a classic personal access token. The job's token is sent to ghcr.io on github.com alone, and to a ghe.com tenant's registry on that tenant."
                    : 'Use `${{ github.token }}` (with `permissions: packages: write`) or a classic personal access token that has not expired.',
            },
            {
                text: /sso|saml/i,
                trouble: 'permission',
                cause: 'the organization wants single sign-on',
                hint: 'Authorize the personal access token for the organization (token settings, "Configure SSO").',
            },
            { status: [403], trouble: 'permission', cause: 'no permission for this package', hint: ghcr },
        ],
    },
    {
        name: 'Quay',
        host: /(^|\.)quay\.io$/,
        service: /quay/i,
        rows: [
            {
                text: /quota has been exceeded/i,
                trouble: 'quota',
                cause: "the namespace's quota is used up",
                hint: "Remove tags, or ask the organization's owner for a larger quota.",
            },
            {
                text: /invalid (username|robot)|could not find robot|robot .*invalid|incorrect password/i,
                trouble: 'credentials',
                cause: 'wrong user name or password',
                hint: 'A robot\'s user name is "namespace+robot"; its password is the robot\'s token.',
            },
            {
                text: /not authorized|unauthorized|insufficient_scope/i,
                trouble: 'permission',
                cause: 'no permission for this repository',
                hint: 'Give the robot Write permission on the repository; to create repositories it must be in a team with the Creator role.',
            },
            {
                text: /read-only/i,
                trouble: 'policy',
                cause: 'the registry is read-only for now',
                hint: 'Try again when its maintenance is over.',
            },
        ],
    },
    {
        name: 'GitLab',
        host: /^registry\.gitlab\.com$|(^|\.)gitlab\./,
        service: /^container_registry$/,
        rows: [
            {
                text: /access denied|provided password or token is incorrect/i,
                trouble: 'credentials',
                cause: 'wrong user name or token',
                hint: 'Use a deploy token or access token with scopes read_registry and write_registry.',
            },
            {
                text: /protected|immutable/i,
                trouble: 'immutable',
                cause: 'a rule protects this tag or repository',
                hint: "Publish under another tag, or change the project's protected tags (Settings, Packages and registries).",
            },
            {
                text: /requested access to the resource is denied|insufficient_scope/i,
                trouble: 'permission',
                cause: 'no permission, or no such project',
                hint: "The name must begin with the project's path; the token needs write_registry and the Developer role; the project's container registry must be on.",
            },
        ],
    },
    {
        name: 'Harbor',
        host: /(^|\.)goharbor\.io$|^harbor\./,
        service: /^harbor-registry$/,
        rows: [
            {
                text: /configured as immutable/i,
                trouble: 'immutable',
                cause: 'the project makes this tag immutable',
                hint: "Publish under a new tag, or change the project's tag immutability rules. A re-run for the same commit keeps what is there if `immutable-tags` names the tag.",
            },
            {
                text: /configured upper limit|quota/i,
                trouble: 'quota',
                cause: "the project's quota is used up",
                hint: "Remove artifacts (and run garbage collection), or raise the project's quota.",
            },
            {
                // Also the answer to a HEAD, which has no body to tell a code.
                status: [412],
                trouble: 'policy',
                cause: "the project's policy blocks this image",
                hint: "See the image's scan and signature in Harbor, or the project's configuration.",
            },
            {
                text: /read[- ]only/i,
                trouble: 'policy',
                cause: 'Harbor is in read-only mode',
                hint: 'Try again when its maintenance is over.',
            },
            {
                text: /project .*not found/i,
                trouble: 'missing',
                cause: 'no such project',
                hint: r => `Create the project "${r.path.split('/')[0]}" in Harbor.`,
            },
            {
                text: /unauthorized to access repository|action: push/i,
                trouble: 'permission',
                cause: 'no permission for this project',
                hint: 'Give the robot or user push permission (Developer or higher) in the project.',
            },
        ],
    },
];
function ghcr({ path }) {
    return ('Give the job `permissions: packages: write`. If the package exists already, add this repository with the Write role ' +
        `in the package's settings ("Manage Actions access"); to create packages, the organization "${path.split('/')[0]}" must allow it (its Packages settings).`);
}

;// CONCATENATED MODULE: ./lib/registry/errors/advice.js



/** The cause of a refusal in one line, and its remedy: the registry's own rows first, then those for all. */
function advise(refusal) {
    const own = [...HOSTED, ...CLOUD].find(p => p.host.test(refusal.host) || (p.service?.test(refusal.service ?? '') ?? false));
    // Such a token was made with the credentials, so these are good.
    const accepted = refusal.challengeError === 'insufficient_scope' && !refusal.anonymous;
    for (const row of [...(own?.rows ?? []), ...ANY]) {
        if (accepted && row.trouble === 'credentials')
            continue;
        if (row.status && !row.status.includes(refusal.status))
            continue;
        if (row.code !== undefined && !refusal.codes.includes(row.code))
            continue;
        const match = row.text === undefined ? undefined : row.text.exec(refusal.text);
        if (match === null)
            continue;
        const fill = (text) => text.replaceAll('{1}', match?.[1] ?? '');
        const hint = typeof row.hint === 'string' ? row.hint : row.hint(refusal);
        return { trouble: row.trouble, cause: fill(row.cause), hint: fill(hint) };
    }
    return undefined;
}

// EXTERNAL MODULE: ./lib/registry/errors/answer-text.js
var answer_text = __webpack_require__(60817);
// EXTERNAL MODULE: ./lib/registry/errors/challenge.js
var errors_challenge = __webpack_require__(60306);
// EXTERNAL MODULE: ./lib/registry/errors/external-url.js
var external_url = __webpack_require__(7396);
;// CONCATENATED MODULE: ./lib/registry/errors/errors.js







/** A failed request, with what the retry policy and the stages need to know of it. */
class RegistryError extends errors/* ActionError */.lZ {
    /** The HTTP status; undefined when there was no answer. */
    status;
    trouble;
    /** OCI error codes, upper case. */
    codes;
    verdict;
    constructor(code, message, options) {
        super(code, message, {
            ...(options.hint === undefined ? {} : { hint: options.hint }),
            ...(options.cause === undefined ? {} : { cause: options.cause }),
        });
        this.name = 'RegistryError';
        this.status = options.status;
        this.trouble = options.trouble ?? 'other';
        this.codes = options.codes ?? [];
        this.verdict = options.verdict;
    }
}
/**
 * An answer as an error: one line that says where, what and why, and a hint that says how to fix it.
 *
 * @param now for a Retry-After date
 */
function answerError(doing, answer, now) {
    const said = (0,answer_text/* readSaid */.y)(answer.text);
    const challenge = answer.status === 401 ? (0,errors_challenge/* parseChallenge */.x)(answer.headers['www-authenticate']) : undefined;
    if (answer.status === 401 && challenge === undefined && answer.isBare)
        return unaskedError(doing, answer);
    const bearer = challenge?.scheme === 'bearer' ? challenge : undefined;
    const text = said.text || (0,answer_text/* clean */.u)(bearer?.error ?? '');
    const refusal = { ...doing, status: answer.status, codes: said.codes, text };
    const advice = advise({ ...refusal, service: bearer?.service, challengeError: bearer?.error });
    const trouble = advice?.trouble ?? 'other';
    const words = [String(answer.status), said.codes[0], text].filter(w => w !== undefined && w !== '').join(' ');
    const message = `${where(doing)}: ${doing.what}: ${advice ? `${advice.cause} ` : ''}(${words})`;
    const retryAfter = (0,retry/* parseRetryAfter */.mu)(answer.headers['retry-after'], now);
    const again = (0,retry/* temporaryStatus */.Ew)(answer.status) || isDamage(answer.status, said.codes);
    const verdict = again ? { retryAfter } : 'settled';
    const { status } = answer;
    return new RegistryError(CODES[trouble], message, {
        hint: advice?.hint,
        status,
        trouble,
        codes: said.codes,
        verdict,
    });
}
/** Credentials are wanted, and nobody says how: none are sent then. */
function unaskedError(doing, { headers }) {
    const asked = headers['www-authenticate'];
    const how = asked === undefined
        ? 'its answer has no `WWW-Authenticate`'
        : `its \`WWW-Authenticate\` is ${JSON.stringify((0,answer_text/* clean */.u)(asked, 200))}`;
    const message = `${where(doing)}: ${doing.what}: it wants credentials and does not say how (401; ${how})`;
    const hint = (0,external_url/* hintFor */.J)(doing.host);
    return new RegistryError('AUTH_FAILED', message, { hint, status: 401, trouble: 'credentials', verdict: 'settled' });
}
// A session that is gone, or bytes that came through damaged: sent anew, both can succeed (distribution-spec, codes).
const DAMAGE = new Set(['BLOB_UPLOAD_UNKNOWN', 'BLOB_UPLOAD_INVALID', 'DIGEST_INVALID', 'SIZE_INVALID']);
function isDamage(status, codes) {
    // 416 speaks of the range that an upload has come to, and has no body: the session is out of step (ibid., "Pushing a
    // blob in chunks").
    return status === 416 || ((status === 400 || status === 404) && codes.some(code => DAMAGE.has(code)));
}
// Answers that no further attempt would change: our own codes of `readBody` and `resolveLocation`.
const BROKEN = new Set(['ERR_TOO_LARGE', 'ERR_REDIRECT']);
/** No answer: DNS, refused, reset, time-out, TLS; or the run was cancelled; or the source of a body failed. */
function networkError(doing, error, signal) {
    const cause = external_node_util_.types.isNativeError(error) ? error : new Error(String(error));
    const { code = '', fromSource, proxy, statusCode, elsewhere } = cause;
    const prefix = `${where(doing)}: ${doing.what}`;
    if (signal?.aborted)
        return new RegistryError('CANCELLED', `${prefix}: cancelled`, { cause, verdict: 'settled' });
    if (fromSource)
        return new RegistryError('REGISTRY_ERROR', `${prefix}: reading the content failed: ${(0,answer_text/* clean */.u)(cause.message)}`, {
            cause,
            verdict: {},
        });
    if (BROKEN.has(code) || code === 'ERR_SPENT') {
        const verdict = code === 'ERR_SPENT' ? {} : 'settled';
        return new RegistryError('REGISTRY_ERROR', `${prefix}: ${(0,answer_text/* clean */.u)(cause.message)}`, { cause, verdict });
    }
    const byProxy = proxyCause(code, proxy, statusCode);
    const [why, hint, settled] = byProxy ?? networkCause(code, cause.message, doing.host, elsewhere);
    const at = elsewhere === undefined || byProxy ? '' : `${(0,answer_text/* clean */.u)(elsewhere)}, where the registry sends this: `;
    return new RegistryError('NETWORK_ERROR', `${prefix}: ${at}${why}`, {
        hint,
        cause,
        verdict: settled ? 'settled' : {},
    });
}
/** An answer that breaks the protocol (a wrong digest, no Location): worth another attempt. */
function protocolError(doing, problem) {
    return new RegistryError('REGISTRY_ERROR', `${where(doing)}: ${doing.what}: ${problem}`, {
        hint: 'The registry, or a proxy before it, answered against the protocol.',
        verdict: {},
    });
}
/** A token that ran out, or does not reach far enough, under a request that cannot be sent twice: the next gets a new one. */
function tokenError(doing) {
    return new RegistryError('AUTH_FAILED', `${where(doing)}: ${doing.what}: its token was not taken (401)`, {
        status: 401,
        trouble: 'credentials',
        verdict: {},
    });
}
/** Whether trying a failed request again can help. */
function classify(error) {
    return error instanceof RegistryError ? error.verdict : 'settled';
}
/** The registry and its repository. */
function where({ host, path }) {
    return path === '' ? host : `${host}/${path}`;
}
const CODES = {
    credentials: 'AUTH_FAILED',
    permission: 'AUTH_DENIED',
    missing: 'NOT_FOUND',
    rate: 'RATE_LIMITED',
    immutable: 'TAG_IMMUTABLE',
    quota: 'QUOTA_EXCEEDED',
    policy: 'POLICY_DENIED',
    other: 'REGISTRY_ERROR',
};
/** Node's own message of a refused tunnel is never shown: it holds the proxy's address with its password. */
function proxyCause(code, proxy, status) {
    const hint = 'HTTP_PROXY, HTTPS_PROXY and NO_PROXY in the environment say how this runner gets there.';
    if (proxy !== undefined)
        return [`the proxy ${(0,answer_text/* clean */.u)(proxy)} cannot be reached (${code})`, hint, false];
    if (code !== 'ERR_PROXY_TUNNEL')
        return undefined;
    const denied = status === 407 || status === 401 || status === 403;
    return [`the proxy does not connect to it (${status ?? code})`, hint, denied];
}
/** @param elsewhere the host that failed, if it is not the registry's: a storage, a token server */
function networkCause(code, message, host, elsewhere) {
    const [why, hint, settled] = ownNetworkCause(code, message, host);
    // The certificates of an entry are trusted wherever its registry sends us.
    if (elsewhere === undefined || CERTIFICATE.test(code))
        return [why, hint, settled];
    return [
        why,
        `The registry itself answers. Can this runner reach that host, too? If it is wrong: ${(0,external_url/* hintFor */.J)(host)}`,
        settled,
    ];
}
const CERTIFICATE = /CERT|SIGNED|SIGNATURE|ISSUER|ERR_TLS/;
function ownNetworkCause(code, message, host) {
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
        return [
            `no address for this host (${code})`,
            `Check the spelling of "${host}", and that this runner can resolve it.`,
            false,
        ];
    if (code === 'ECONNREFUSED')
        return ['connection refused', `Is the registry running, and its port right in "${host}"?`, false];
    if (code === 'ETIMEDOUT')
        return [(0,answer_text/* clean */.u)(message), 'The registry, a proxy or the network stalled. Can this runner reach it?', false];
    if (CERTIFICATE.test(code))
        return [
            `its certificate is not trusted (${code})`,
            "Give the certificate of its authority (`ca`) in the registry's entry.",
            true,
        ];
    if (code === 'EPROTO' || /^ERR_SSL/.test(code))
        return ['it does not speak TLS', 'For a registry on plain http set `insecure: true` in its entry.', true];
    const known = code === 'ECONNRESET' || code === 'EPIPE' ? 'the connection broke' : 'no answer';
    return [`${known} (${(0,answer_text/* clean */.u)(code || message)})`, 'If it goes on: can this runner reach the registry?', false];
}


/***/ }),

/***/ 7396:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ hintFor)
/* harmony export */ });
/** Why a registry cannot say where to log in. */
function hintFor(host) {
    return `The registry's external URL is set wrong, or a proxy in front of it changes its answers. Whoever runs it has to set that URL to https://${host} (Harbor: \`external_url\`, GitLab: \`registry_external_url\`, docker-registry: \`auth.token.realm\`); \`curl -i https://${host}/v2/\` shows what it says of itself.`;
}


/***/ }),

/***/ 81387:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ fileSource)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57075);


const CHUNK = 256 * 1024;
// One buffer is being written, one waits in the stream, one is being read; the fourth is for safety.
const BUFFERS = 4;
/**
 * A file as the source of an upload, read into a few buffers over and over: new ones pile up faster than they are
 * collected (140 MB resident for a layer of 1 GB, instead of 76). For `uploadBlob` only: it lets go of a chunk before
 * it takes the next but one. Whoever keeps chunks must copy them.
 */
function fileSource(path, part = {}) {
    return { replayable: true, open: () => fileStream(path, part) };
}
function fileStream(path, { start = 0, length = Number.POSITIVE_INFINITY, check }) {
    const ring = Array.from({ length: BUFFERS }, () => Buffer.allocUnsafeSlow(CHUNK));
    let file;
    let turn = 0;
    let at = start;
    const look = check?.();
    return new node_stream__WEBPACK_IMPORTED_MODULE_1__.Readable({
        highWaterMark: CHUNK,
        construct: done => 
        // Without waiting for whoever might write, should it have become a pipe.
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.open)(path, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | (node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK ?? 0), (error, descriptor) => {
            if (!error)
                file = descriptor;
            done(error);
        }),
        read() {
            const buffer = ring[turn++ % BUFFERS];
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.read)(file, buffer, 0, Math.min(CHUNK, start + length - at), at, (error, size) => {
                if (error)
                    return this.destroy(error);
                at += size;
                const chunk = size === 0 ? undefined : buffer.subarray(0, size);
                try {
                    look?.(chunk);
                }
                catch (complaint) {
                    return this.destroy(complaint);
                }
                this.push(chunk ?? null);
            });
        },
        destroy(error, done) {
            if (file === undefined)
                done(error);
            else
                (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.close)(file, failure => done(error ?? failure));
        },
    });
}


/***/ }),

/***/ 89957:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ apiOrigin),
/* harmony export */   r: () => (/* binding */ probeOrigin)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23940);

/**
 * Where a registry's API is. Loopback is plain http, as in the engine, unless its certificate's authority is given.
 * Undefined: `insecure` leaves it open, so it must be tried out.
 */
function apiOrigin(host, options = {}) {
    if (host === _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .DOCKER_HUB */ .Xb)
        return new URL('https://registry-1.docker.io');
    if (options.insecure)
        return undefined;
    return new URL((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isLoopback */ .U9)(host) && options.ca === undefined ? `http://${host}` : `https://${host}`);
}
/**
 * Finds out how an `insecure` registry speaks: https (whoever its certificate is from), or else http. The answer is
 * handed on, since it carries the challenge. When neither answers, the error is that of http for loopback, else of https.
 */
async function probeOrigin(host, ping, learn) {
    const schemes = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isLoopback */ .U9)(host) ? ['http', 'https'] : ['https', 'http'];
    let first;
    for (const scheme of schemes) {
        const origin = new URL(`${scheme}://${host}`);
        try {
            const answer = await ping(new URL('/v2/', origin));
            answer.body.resume();
            // What servers say to plain http on their TLS port.
            if (scheme === 'http' && schemes[1] === 'https' && answer.status === 400)
                continue;
            learn(answer);
            return origin;
        }
        catch (error) {
            first ??= error;
        }
    }
    throw first ?? new Error('neither http nor https is answered');
}


/***/ }),

/***/ 90241:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runMain: () => (/* binding */ runMain)
});

// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/inputs/job.js
var inputs_job = __webpack_require__(9514);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/host/files/make-folder.js
var make_folder = __webpack_require__(6351);
// EXTERNAL MODULE: ./lib/plan/terms/switches.js
var switches = __webpack_require__(55983);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./lib/host/errno.js
var errno = __webpack_require__(69706);
// EXTERNAL MODULE: ./lib/runner/core.js + 4 modules
var core = __webpack_require__(15023);
;// CONCATENATED MODULE: ./lib/runner/command-files.js





/**
 * Appends `name=value` to one of the runner's command files; nothing where there is no such file.
 *
 * @throws ActionError RUNNER_UNUSABLE when the file cannot be written
 */
async function writeCommandFile(file, env, values) {
    const entries = Object.entries(values).map(([name, value]) => (0,core/* fileEntry */.n)(name, value));
    await appendCommandFile(file, env, entries.join(''));
}
/** Appends a text as it is. @throws ActionError RUNNER_UNUSABLE when the file cannot be written */
async function appendCommandFile(file, env, text) {
    const path = env[file] ?? '';
    if (path === '' || text === '')
        return;
    const { O_WRONLY, O_APPEND, O_CREAT, O_NONBLOCK = 0 } = external_node_fs_.constants;
    try {
        // Never waiting: a pipe that nobody reads would not even open. @actions/core waits there for ever.
        const handle = await (0,promises_.open)(path, (O_WRONLY ?? 1) | (O_APPEND ?? 0) | (O_CREAT ?? 0) | O_NONBLOCK);
        try {
            await handle.writeFile(text);
        }
        finally {
            await handle.close();
        }
    }
    catch (cause) {
        throw new errors/* ActionError */.lZ('RUNNER_UNUSABLE', `cannot write to ${path} (${file}): ${(0,errno/* reasonOf */.A)(cause)}`, {
            cause,
            hint: 'The runner sets this variable. Check that no step before this one changed it, and that the disk is not full.',
        });
    }
}

// EXTERNAL MODULE: ./lib/cache/first-misses.js
var first_misses = __webpack_require__(34269);
// EXTERNAL MODULE: ./lib/runner/sanitize.js
var sanitize = __webpack_require__(62887);
;// CONCATENATED MODULE: ./lib/report/cache.js


/** `cache-backend` and `cache-hit-ratio` (two decimals; '' for a build without steps, and without a build). */
function cacheOutputs(cache) {
    return { 'cache-backend': cache?.backend ?? '', 'cache-hit-ratio': cache?.ratio?.toFixed(2) ?? '' };
}
/** For the job summary: how much was cached, by what, and where it ended. */
function cacheSection({ cachedSteps, totalSteps }, cache) {
    const counted = `${cachedSteps} of ${totalSteps} build steps were cached.`;
    if (cache === undefined)
        return counted;
    const readOnly = cache.readOnly === undefined ? '' : ` Read only: ${(0,sanitize/* markdownCell */.UZ)(cache.readOnly)}.`;
    const which = `Cache: ${cache.backend} (${(0,sanitize/* markdownCell */.UZ)(cache.reason)}).${readOnly}`;
    return [`${counted} ${which}`, ...cache.misses.map(miss => `- ${(0,sanitize/* markdownCell */.UZ)((0,first_misses/* missLine */.D)(miss))}`)].join('\n');
}

;// CONCATENATED MODULE: ./lib/publish/verdict.js

/** @param verify tags were read back, and those that are not verified count as wrong */
function verdictOf(images, verify) {
    const results = images.flatMap(image => image.results);
    const required = results.filter(({ optional }) => !optional);
    const unpublished = required.filter(({ state }) => !DONE.has(state));
    const unverified = verify ? required.filter(result => result.state === 'published' && !result.verified) : [];
    if (unpublished.length > 0) {
        const moved = images.some(({ content, results: own }) => own.some(one => isMoved(one, content.root.digest)));
        const message = `not every tag could be written${moved ? '' : '; all are as they were before'}:\n${list(unpublished)}`;
        const hint = unpublished.find(result => result.hint !== undefined)?.hint ?? RERUN;
        const error = new errors/* ActionError */.lZ(moved ? 'PUBLISH_PARTIAL' : 'PUBLISH_FAILED', message, { hint });
        return { pushed: moved ? 'partial' : 'false', error };
    }
    if (unverified.length > 0) {
        const message = `published, but not verified:\n${list(unverified)}`;
        return { pushed: 'true', error: new errors/* ActionError */.lZ('VERIFY_FAILED', message, { hint: RERUN }) };
    }
    if (results.some(({ state }) => state === 'published' || state === 'superseded')) {
        return { pushed: 'true', error: undefined };
    }
    const reasons = results.flatMap(({ reference, reason }) => (reason === undefined ? [] : [`${reference}: ${reason}`]));
    const stay = `every tag stays where it is (${reasons.join('; ')})`;
    return { pushed: 'false', error: undefined, reason: reasons.length > 0 ? stay : 'no optional registry took it' };
}
function list(which) {
    return which.map(({ reference, state, error }) => `${reference} is ${state}${error ? `: ${error}` : ''}`).join('\n');
}
/** The ends of a tag that are as they should be. */
const DONE = new Set(['published', 'kept', 'superseded']);
/** Whether a tag names something else than before, as far as is known. */
function isMoved({ state, before }, digest) {
    if (state === 'published')
        return before !== digest;
    return state === 'stranded' || state === 'superseded' || state === 'unknown';
}
const RERUN = 'Run the job again when the registry is well: what is there already is not sent twice.';

;// CONCATENATED MODULE: ./lib/report/images.js

/** `images-result`, `matrix` and `metadata`; nothing for a run of one image, whose other outputs say it all. */
function imagesOutputs({ planned, built, tested, published, end }) {
    if (planned.every(({ name }) => name === ''))
        return { 'images-result': '', matrix: '' };
    const results = planned.map(({ name, metadata }) => {
        const image = published.find(each => each.name === name);
        const digest = image?.content.root.digest ?? built.get(name)?.digest ?? '';
        const done = (image?.results ?? []).filter(({ state }) => state === 'published');
        const [first] = done;
        const result = {
            digest,
            'tested-digest': (tested.get(name) ?? []).join(','),
            image: first === undefined ? '' : `${first.reference}@${digest}`,
            refs: done.map(({ reference }) => reference),
            tags: metadata.tagNames.map(tag => tag.name),
            ...endOf(image, end),
        };
        return [name, result];
    });
    const include = results.flatMap(([name, { digest, image }]) => (image === '' ? [] : [{ name, digest, image }]));
    const metadata = [...built].map(([name, result]) => `${JSON.stringify(name)}:${result.metadata || '{}'}`);
    return {
        'images-result': JSON.stringify(Object.fromEntries(results)),
        matrix: JSON.stringify({ include }),
        metadata: metadata.length === 0 ? '' : `{${metadata.join(',')}}`,
    };
}
function endOf(image, end) {
    if (image === undefined)
        return end;
    const { pushed, error, reason } = verdictOf([image], false);
    return { pushed, reason: error?.message ?? reason ?? end.reason };
}

// EXTERNAL MODULE: ./lib/plan/terms/list.js
var terms_list = __webpack_require__(94247);
;// CONCATENATED MODULE: ./lib/report/outputs.js



/** An output longer than this goes to the result file: a job's outputs may hold 1 MB in all. Bytes. */
const OUTPUT_LIMIT = 100_000;
/**
 * The outputs that metadata-action sets. `bakeFiles` maps each bake output to the path of its file. Tags are those of
 * all images; the rest is about the first one.
 */
function metadataOutputs(images, separators, bakeFiles) {
    const all = images.map(({ metadata }) => metadata);
    const [first] = all;
    const names = new Set(all.flatMap(({ tagNames }) => tagNames.map(tag => tag.name)));
    return {
        version: first?.version ?? '',
        tags: all.flatMap(({ tags }) => tags).join(separators.tags),
        'tag-names': [...names].join(separators.tags),
        labels: (first?.labels ?? []).map(item).join(separators.labels),
        annotations: (first?.annotations ?? []).map(item).join(separators.annotations),
        json: first?.json ?? '',
        ...bakeFiles,
    };
}
/**
 * An item of a list as docker's list inputs, and ours, read it back: in quotes where it spans lines. Or the second line
 * of a value (of a file in the repository, say) would be a label by itself.
 */
function item(text) {
    return /[\r\n]/.test(text) ? (0,terms_list/* joinFields */.KY)([text]) : text;
}
/** `pushed`, `reason`, `image`, `refs` and `result`, from what became of each tag of each image. */
function publishOutputs(images, end) {
    const all = images.flatMap(({ content, results }) => results.map(result => ({ result, root: content.root.digest })));
    const published = all.filter(({ result }) => result.state === 'published');
    const first = published[0] ?? all.find(({ result }) => result.state === 'superseded');
    return {
        pushed: end.pushed,
        reason: end.reason,
        image: first === undefined ? '' : `${first.result.reference}@${first.root}`,
        refs: JSON.stringify(published.map(({ result }) => result.reference)),
        result: JSON.stringify(all.map(({ result, root }) => resultEntry(result, root))),
    };
}
/** One entry of the `result` output. `digest` is what the tag names now, null when that is not known. */
function resultEntry(result, digest) {
    const { image, registry, reference, tag, state, verified, ms, error, reason } = result;
    const of = image === '' ? {} : { image };
    const why = { ...(error && { error }), ...(reason && { reason }) };
    return { ...of, registry, reference, tag: tag.name, digest: namedNow(result, digest), state, verified, ms, ...why };
}
function namedNow({ state, before, now }, digest) {
    if (state === 'unknown')
        return null;
    if (state === 'superseded')
        return now ?? null;
    return state === 'published' || state === 'stranded' ? digest : (before ?? null);
}
/**
 * Sets the step's outputs. Those too long for an output go, together, to a JSON file whose path is `result-file`.
 *
 * @param resultFile Where that file would be.
 * @throws ActionError ENGINE_FAILED when they cannot be written
 */
async function setOutputs(outputs, env, resultFile, log) {
    const large = Object.entries(outputs).filter(([, value]) => Buffer.byteLength(value) > OUTPUT_LIMIT);
    const small = Object.fromEntries(Object.entries(outputs).filter(([, value]) => Buffer.byteLength(value) <= OUTPUT_LIMIT));
    if (large.length === 0)
        return writeCommandFile('GITHUB_OUTPUT', env, small);
    await (0,promises_.writeFile)(resultFile, JSON.stringify(Object.fromEntries(large), null, 2));
    log.notice(`Too large for outputs (over 100 KB), see result-file: ${large.map(([name]) => name).join(', ')}`);
    await writeCommandFile('GITHUB_OUTPUT', env, { ...small, 'result-file': resultFile });
}

// EXTERNAL MODULE: ./lib/host/human-size.js
var human_size = __webpack_require__(61909);
// EXTERNAL MODULE: ./lib/oci/attestation.js
var attestation = __webpack_require__(59263);
// EXTERNAL MODULE: ./lib/oci/content.js
var oci_content = __webpack_require__(33760);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var oci_manifest = __webpack_require__(44360);
;// CONCATENATED MODULE: ./lib/report/timeline.js

/** Beyond this many bars the chart is too tall to read; the longest ones are kept. */
const BARS = 40;
/**
 * The stages of the run and the steps of its build as a chart that GitHub renders. '' when nothing ran.
 *
 * @see https://mermaid.js.org/syntax/gantt.html
 */
function renderTimeline(times, stats) {
    const stages = times.map(({ stage, start, ms }) => ({ section: 'stages', label: stage, state: 'active', start, end: start + ms }));
    const steps = (stats?.steps ?? []).filter(step => step.ofDockerfile).flatMap(bar);
    const longest = steps.toSorted((a, b) => b.end - b.start - (a.end - a.start)).slice(0, BARS);
    const bars = [...stages, ...steps.filter(step => longest.includes(step))];
    if (bars.length === 0)
        return '';
    const zero = Math.min(...bars.map(({ start }) => start));
    const sections = [...Map.groupBy(bars, ({ section }) => section)];
    return [
        '```mermaid',
        'gantt',
        '  dateFormat x',
        '  axisFormat %M:%S',
        ...sections.flatMap(([section, mine]) => [
            `  section ${(0,sanitize/* mermaidText */.Hg)(section)}`,
            ...mine.map(one => line(one, zero)),
        ]),
        '```',
    ].join('\n');
}
function bar(step) {
    const { name, stage, cached, error, started, completed } = step;
    if (started === undefined || completed === undefined)
        return [];
    const state = error !== undefined ? 'crit' : cached ? 'done' : 'active';
    return [
        { section: `build ${stage}`, label: `${cached ? 'CACHED ' : ''}${name}`, state, start: started, end: completed },
    ];
}
/** A bar of no length would not be drawn. */
function line({ label, state, start, end }, zero) {
    return `  ${(0,sanitize/* mermaidText */.Hg)(label)} :${state}, ${start - zero}, ${Math.max(end - zero, start - zero + 1)}`;
}

;// CONCATENATED MODULE: ./lib/report/summary.js







/** The job summary in GitHub's Markdown. Everything from outside is escaped; it renders as text only. */
function renderSummary(facts) {
    return [
        '## Slipway',
        headline(facts),
        ...(facts.images.some(({ results }) => results.length > 0) ? [resultTable(facts)] : []),
        ...((facts.gates ?? []).length > 0 ? [gateTable(facts)] : []),
        ...facts.images.map(platforms),
        ...(facts.pushed === 'true' ? [pullCommands(facts)] : []),
        timesTable(facts),
        ...(facts.warnings.length > 0 ? [facts.warnings.map(text => `- ⚠️ ${(0,sanitize/* markdownCell */.UZ)(text)}`).join('\n')] : []),
        '',
    ].join('\n\n');
}
function headline({ pushed, reason, digest }) {
    const words = { true: '✅ **Published**', false: 'ℹ️ **Not published**', partial: '❌ **Partly published**' }[pushed];
    const image = digest === '' ? '' : `\n\nDigest: ${(0,sanitize/* markdownCode */.D9)(digest)}`;
    return `${words ?? (0,sanitize/* markdownCell */.UZ)(pushed)}: ${(0,sanitize/* markdownCell */.UZ)(reason)}${image}`;
}
function resultTable({ images }) {
    const rows = allResults(images).map(result => {
        const note = result.error ?? result.reason ?? (result.now && `by ${result.now}`) ?? '';
        const kind = result.tag.moving ? 'moving' : 'immutable';
        return [result.registry, result.reference, kind, result.state, verifiedMark(result), note];
    });
    return table(['Registry', 'Reference', 'Tag', 'State', 'Verified', ''], rows);
}
const VERDICTS = { passed: '✅ passed', failed: '❌ failed', warning: '⚠️ failed – allowed', 'not run': '– not run' };
function gateTable({ gates = [] }) {
    const rows = gates.map(({ name, platform, verdict, ms, note }) => {
        return [name, platform, VERDICTS[verdict], verdict === 'not run' ? '' : `${(ms / 1000).toFixed(1)} s`, note];
    });
    return table(['Gate', 'Platform', 'Verdict', 'Time', ''], rows);
}
function verifiedMark({ state, verified, error }) {
    if (verified)
        return '✅';
    if (state === 'kept' || state === 'superseded')
        return '–';
    return state === 'published' && error === undefined ? 'not asked for' : '❌';
}
function platforms({ name, content }) {
    const table = platformTable(content);
    return name === '' ? table : `### ${(0,sanitize/* markdownCell */.UZ)(name)}\n\n${table}`;
}
function platformTable(content) {
    const byDigest = new Map(content.manifests.map(manifest => [manifest.digest, manifest]));
    const entries = (0,oci_manifest/* isIndex */.nw)(content.root.mediaType)
        ? (0,oci_manifest/* linksOf */.hP)(content.root).manifests
        : [{ mediaType: content.root.mediaType, digest: content.root.digest, size: content.root.bytes.length }];
    const rows = entries.map(entry => {
        const manifest = byDigest.get(entry.digest);
        const blobs = manifest === undefined ? [] : (0,oci_manifest/* linksOf */.hP)(manifest).blobs;
        const size = blobs.reduce((sum, blob) => sum + blob.size, 0);
        return [platformName(entry), entry.digest, (0,human_size/* humanSize */.X)(size)];
    });
    const total = (0,oci_content/* blobsOf */.O)(content).reduce((sum, blob) => sum + blob.size, 0);
    return `${table(['Platform', 'Manifest', 'Size'], rows)}\n\n${(0,human_size/* humanSize */.X)(total)} in all.`;
}
function platformName(descriptor) {
    if ((0,attestation/* isAttestation */.H)(descriptor))
        return 'attestations';
    const { platform } = descriptor;
    if (platform === undefined)
        return 'image';
    return [platform.os, platform.architecture, platform.variant].filter(part => part !== undefined).join('/');
}
function pullCommands({ images }) {
    const commands = images.flatMap(({ content, results }) => {
        const names = new Set(results.filter(result => result.state === 'published').map(result => result.name));
        // A name is a valid reference, so it holds nothing that could end the code block.
        return [...names].map(name => `$ docker pull ${name}@${content.root.digest}`);
    });
    return ['```console', ...commands, '```'].join('\n');
}
function allResults(images) {
    return images.flatMap(({ results }) => results);
}
function timesTable({ times, stats, cache }) {
    const rows = times.map(({ stage, ms }) => [stage, `${(ms / 1000).toFixed(1)} s`]);
    const cached = stats === undefined ? '' : cacheSection(stats, cache);
    const timeline = renderTimeline(times, stats);
    const folded = timeline === '' ? '' : `<details><summary>Timeline</summary>\n\n${timeline}\n\n</details>`;
    return [table(['Stage', 'Time'], rows), cached, folded].filter(part => part !== '').join('\n\n');
}
function table(head, rows) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [line(head), line(head.map(() => '---')), ...rows.map(row => line(row.map(sanitize/* markdownCell */.UZ)))].join('\n');
}

;// CONCATENATED MODULE: ./lib/report/report.js











function createReport(context, machine) {
    const { env, log, now } = machine;
    const times = [];
    let outputs = {};
    let state = { cache: '', mounts: '', undo: '', buildx: '' };
    let plan;
    const built = new Map();
    const gates = [];
    const tested = new Map();
    let cache;
    let publication;
    let end = { pushed: 'false', reason: '' };
    return {
        async planned(planned, inputs) {
            plan = planned;
            const { sepTags: tags, sepLabels: labels, sepAnnotations: annotations } = inputs.metadata;
            const bakeFiles = await writeBakeFiles(planned, context.runnerTemp);
            outputs = metadataOutputs(planned.images, { tags, labels, annotations }, bakeFiles);
            if ((0,switches/* setsOutputEnv */.WM)(env)) {
                await writeCommandFile('GITHUB_ENV', env, environmentOf(outputs));
            }
        },
        built(result, image) {
            built.set(image, result);
            const annotated = !isOff(env.DOCKER_BUILD_CHECKS_ANNOTATIONS);
            for (const { text, place } of result.checks)
                annotated ? log.warning(text, place) : log.info(text);
        },
        add(more) {
            outputs = { ...outputs, ...more };
        },
        gated(results, digests, image) {
            gates.push(...results);
            tested.set(image, digests);
        },
        cached(report) {
            cache = report;
        },
        notPushed(reason) {
            end = { pushed: 'false', reason };
            log.info(`Not pushed: ${reason}`);
        },
        published(done, reason) {
            publication = done;
            end = { pushed: done.pushed, reason: done.error?.message ?? done.reason ?? reason };
            for (const { results } of done.images)
                for (const result of results)
                    log.info(resultLine(result));
            for (const { name, content } of done.images) {
                log.info(`Digest${name === '' ? '' : ` of ${name}`}: ${content.root.digest}`);
            }
        },
        failed(error) {
            if (publication === undefined)
                end = { pushed: 'false', reason: (0,errors/* messageOf */.bD)(error).split('\n')[0] ?? '' };
        },
        async timed(stage, work) {
            const start = now();
            try {
                return await work();
            }
            finally {
                times.push({ stage, start, ms: now() - start });
            }
        },
        async saveState(more) {
            state = { ...state, ...more };
            await writeCommandFile('GITHUB_STATE', env, state);
        },
        async write() {
            const images = publication?.images ?? [];
            // Several images have no digest in common.
            const isOne = (plan?.images.length ?? 1) === 1;
            const [build] = built.values();
            const digest = isOne ? (images[0]?.content.root.digest ?? build?.digest ?? '') : '';
            const all = {
                ...outputs,
                imageid: (isOne ? build?.configDigest : undefined) ?? digest,
                digest,
                metadata: build?.metadata ?? '',
                'tested-digest': [...tested.values()].flat().join(','),
                ...imagesOutputs({ planned: plan?.images ?? [], built, tested, published: images, end }),
                ...cacheOutputs(cache),
                ...publishOutputs(images, end),
            };
            const resultFile = (0,external_node_path_.join)(context.runnerTemp, `slipway-result-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}.json`);
            const written = setOutputs(all, env, resultFile, log);
            // The summary is for people: it must not keep the outputs from being set, nor the other way round.
            await written.catch(() => { });
            const facts = {
                ...end,
                digest,
                images,
                gates,
                stats: build?.stats,
                cache,
                times,
            };
            const summary = renderSummary({ ...facts, warnings: plan?.warnings ?? [] });
            if (!isOff(env.DOCKER_BUILD_SUMMARY)) {
                await appendCommandFile('GITHUB_STEP_SUMMARY', env, clip(summary)).catch(error => {
                    log.warning(`The job summary was not written: ${(0,errors/* messageOf */.bD)(error)}`);
                });
            }
            await written;
        },
    };
}
/** One tag's end, for the log. */
function resultLine({ reference, state, verified, error, reason, now }) {
    const isFine = state === 'published' && error === undefined;
    const mark = isFine ? '✓' : state === 'kept' || state === 'superseded' ? '–' : '✗';
    const why = error ?? reason ?? (now && `by ${now}`);
    return `${mark} ${reference} ${state}${verified ? ', verified' : ''}${why ? `: ${why}` : ''}`;
}
/** The runner refuses a summary of more than 1 MiB as a whole. */
const SUMMARY_LIMIT = 1_000_000;
function clip(summary) {
    if (Buffer.byteLength(summary) <= SUMMARY_LIMIT)
        return summary;
    const cut = Buffer.from(summary).subarray(0, SUMMARY_LIMIT).toString();
    return `${cut.slice(0, cut.lastIndexOf('\n'))}\n\n_The rest did not fit: see the outputs \`result\` and \`result-file\`._\n`;
}
/** Bake files outlive the step, and hold no secret: later steps name them by these outputs. */
async function writeBakeFiles(plan, runnerTemp) {
    const folder = (0,external_node_path_.join)(runnerTemp, `slipway-bake-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`);
    await (0,make_folder/* makeFolder */.f)(folder);
    const entries = Object.entries(plan.images[0]?.metadata.bakeFiles ?? {}).map(async ([output, content]) => {
        const path = (0,external_node_path_.join)(folder, `docker-metadata-action-${output}.json`);
        await (0,promises_.writeFile)(path, content);
        return [output, path];
    });
    return Object.fromEntries(await Promise.all(entries));
}
/** Whether one of build-push-action's switches says no, in the words that it takes. */
function isOff(word) {
    return /^(?:0|f|false)$/i.test(word ?? '');
}
/** DOCKER_METADATA_OUTPUT_*, as metadata-action sets them for later steps. */
function environmentOf(outputs) {
    const named = Object.entries(outputs).map(([name, value]) => {
        return [`DOCKER_METADATA_OUTPUT_${name.replaceAll('-', '_').toUpperCase()}`, value];
    });
    return Object.fromEntries(named);
}

// EXTERNAL MODULE: ./lib/event/context.js
var event_context = __webpack_require__(13051);
// EXTERNAL MODULE: ./lib/host/files/regular-file.js
var regular_file = __webpack_require__(30481);
// EXTERNAL MODULE: ./lib/inputs/several/read.js + 19 modules
var read = __webpack_require__(77555);
// EXTERNAL MODULE: ./lib/inputs/promote.js
var promote = __webpack_require__(68213);
;// CONCATENATED MODULE: ./lib/report/plan-table.js

/** Where the image comes from and goes to besides registries, where that is not the usual. */
function sourceLines({ source, layout }) {
    return [
        ...(source === undefined ? [] : [`Nothing is built: the image is ${(0,promote/* sourceText */.r)(source)}`]),
        ...(layout === '' ? [] : [`Write the image as an OCI layout to ${layout}`]),
    ];
}
/** The plan for people: what goes where, and why. One line a repository. */
function planLines(plan) {
    const destinations = plan.images.flatMap(image => image.destinations);
    const rows = destinations.map(({ name, tags, optional, decision }) => [
        decision.push ? 'push' : 'skip',
        name,
        tags.map(tag => (tag.moving ? `${tag.name}*` : tag.name)).join(' '),
        `${decision.reason}${optional ? ' (optional)' : ''}`,
    ]);
    const args = plan.buildArgs.shown.map(arg => `Build argument ${arg}`);
    const verdict = `${plan.decision.push ? 'Publish' : 'Do not publish'}: ${plan.decision.reason}`;
    if (rows.length === 0)
        return [verdict, ...args];
    return [verdict, ...columns([['', 'repository', 'tags (* moves)', 'why'], ...rows]), ...args];
}
/** Pads cells so that columns line up; long ones are not cut, the log wraps them. */
function columns(rows) {
    const width = (column) => Math.min(60, Math.max(...rows.map(row => row[column]?.length ?? 0)));
    const widths = [0, 1, 2].map(width);
    return rows.map(row => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd());
}

;// CONCATENATED MODULE: ./lib/runner/runner-temp.js





/**
 * Checks that files can be made in RUNNER_TEMP, before anything else fails for want of it. A missing folder is made.
 *
 * @throws ActionError RUNNER_UNUSABLE
 */
async function checkRunnerTemp(runnerTemp) {
    try {
        await (0,make_folder/* makeFolder */.f)(runnerTemp);
        await (0,promises_.rmdir)(await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_path_.resolve)(runnerTemp), 'slipway-check-')));
    }
    catch (cause) {
        throw new errors/* ActionError */.lZ('RUNNER_UNUSABLE', `cannot use the temporary folder ${runnerTemp} (RUNNER_TEMP): ${(0,errno/* reasonOf */.A)(cause)}`, {
            cause,
            hint: "Set RUNNER_TEMP to a folder that the runner's user can write to, on a disk that is not full.",
        });
    }
}

// EXTERNAL MODULE: ./lib/run/mask-secrets.js
var mask_secrets = __webpack_require__(87269);
// EXTERNAL MODULE: ./lib/run/planning.js + 38 modules
var planning = __webpack_require__(88934);
;// CONCATENATED MODULE: ./lib/run/job.js








/** What the runner tells of this run. */
function contextOf({ env, now }) {
    const readFile = (path) => (0,regular_file/* readText */.y)(path, { largest: LARGEST_EVENT, follow: true });
    return (0,event_context/* readContext */.y)({ env, now: new Date(now()), readFile });
}
/** GitHub cuts payloads off at 25 MB. Bytes. */
const LARGEST_EVENT = 64 * 1024 * 1024;
/**
 * Reads the inputs, masks the secrets in them, and plans. The plan is in the report and in the log whatever comes after.
 *
 * @param onMasked called once the log knows all secrets that the inputs give
 * @throws InputError with everything that is wrong
 */
async function planJob(event, report, machine, onMasked) {
    const { inputs: given, builds: listed } = (0,read/* readRun */.cI)(machine.env);
    for (const inputs of [given, ...listed.map(build => build.inputs)])
        (0,mask_secrets/* maskSecrets */.Q)(inputs, event.workspace, machine);
    onMasked();
    checkEvent(event);
    await checkRunnerTemp(event.runnerTemp);
    const context = await (0,planning/* contextFor */.BT)(given, event, machine);
    const isSeveral = listed.length > 0 || given.bake !== undefined;
    const job = isSeveral
        ? await (await __webpack_require__.e(/* import() */ 78).then(__webpack_require__.bind(__webpack_require__, 26078))).jobOfSeveral(given, listed, context, machine)
        : await jobOfOne(given, context, machine);
    const { inputs, plan } = job;
    await report.planned(plan, inputs);
    await machine.log.group('Plan', async () => {
        for (const line of [...sourceLines(inputs), ...planLines(plan)])
            machine.log.info(line);
    });
    for (const warning of plan.warnings)
        machine.log.warning(warning);
    for (const notice of plan.notices)
        machine.log.notice(notice);
    if (!inputs.dryRun)
        checkSecrets(inputs, plan);
    return job;
}
async function jobOfOne(given, context, machine) {
    const plan = await (0,planning/* planFor */.bJ)(given, context, machine);
    return { inputs: (0,planning/* withPlanned */.T1)(given, plan), context, plan };
}
/** Whose code this is, and what it may do, stands in the event: without it nobody can tell. */
function checkEvent({ payloadProblem }) {
    if (payloadProblem === undefined)
        return;
    throw new errors/* ActionError */.lZ('RUNNER_UNUSABLE', payloadProblem, {
        hint: 'The runner writes this file. Check that no step before this one removed or changed it, or the variable.',
    });
}
/** An empty secret is an error only where it would have been used: forks and Dependabot get none. */
function checkSecrets({ missing }, { images }) {
    const destinations = images.flatMap(image => image.destinations);
    const pushed = new Set(destinations.filter(({ decision }) => decision.push).map(({ registry }) => registry));
    const used = missing.filter(({ registry }) => pushed.has(registry));
    if (used.length > 0)
        throw new errors/* InputError */.dz(used);
}

// EXTERNAL MODULE: ./lib/build/build-image.js
var build_image = __webpack_require__(55980);
// EXTERNAL MODULE: ./lib/build/failure.js
var failure = __webpack_require__(46194);
// EXTERNAL MODULE: ./lib/plan/terms/outputs.js
var outputs = __webpack_require__(23885);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
;// CONCATENATED MODULE: ./lib/by-digest/nameless.js



/**
 * The image without the names that it was pushed under. BuildKit writes the name of each output into the subject of
 * its attestations, so that each registry would hold another index, and readers of a public image would learn where
 * else it is (with a `latest` that was never meant). An OCI export has an empty subject: this makes the same bytes.
 */
function withoutNames(pushed) {
    const { root, children } = pushed;
    if (!(0,oci_manifest/* isIndex */.nw)(root.mediaType))
        return { content: { root, manifests: [root] }, blobs: new Map() };
    const blobs = new Map();
    const manifests = new Map();
    const descriptors = children.map(({ descriptor, manifest }) => {
        const attested = descriptor.annotations?.[attestation/* ATTESTED */.z];
        const own = attested === undefined ? manifest : anonymous(manifest, attested, pushed.blobs, blobs);
        manifests.set(own.digest, own);
        return { ...descriptor, digest: own.digest, size: own.bytes.length };
    });
    const index = manifestOf(root.mediaType, { ...json(root.bytes), manifests: descriptors });
    return { content: { root: index, manifests: [...manifests.values(), index] }, blobs };
}
/** One attestation manifest; what its blobs become is put into `into`. */
function anonymous(manifest, attested, blobs, into) {
    const { config, layers, ...rest } = json(manifest.bytes);
    const renamed = new Map();
    const put = (bytes) => {
        into.set((0,oci_digest/* sha256 */.s)(bytes), bytes);
        return (0,oci_digest/* sha256 */.s)(bytes);
    };
    const statements = layers.map(layer => {
        const before = blobs.get(layer.digest);
        if (before === undefined)
            return layer;
        const bytes = withoutSubject(before, attested);
        renamed.set(layer.digest, put(bytes));
        return { ...layer, digest: (0,oci_digest/* sha256 */.s)(bytes), size: bytes.length };
    });
    // The configuration lists the statements as if they were layers.
    const text = blobs.get(config.digest)?.toString() ?? '';
    const configuration = Buffer.from(text.replace(/sha256:[0-9a-f]{64}/g, digest => renamed.get(digest) ?? digest));
    const ofConfig = text === '' ? config : { ...config, digest: put(configuration), size: configuration.length };
    const { schemaVersion, mediaType, artifactType, ...others } = rest;
    const head = { schemaVersion, mediaType, artifactType };
    return manifestOf(manifest.mediaType, { ...head, config: ofConfig, layers: statements, ...others });
}
/**
 * A statement with an empty subject, if all that its subject says is which image it is about: that stands in the index
 * as well. Every other byte stays as it is.
 *
 * @param attested `sha256:…` of the image
 * @see https://github.com/in-toto/attestation/blob/main/spec/v0.1.0/statement.md
 */
function withoutSubject(statement, attested) {
    const text = statement.toString();
    const at = SUBJECT.exec(text);
    if (at === null)
        return statement;
    const [all, head = '', list = ''] = at;
    const isImage = (item) => `sha256:${item?.digest?.sha256}` === attested;
    try {
        const subject = JSON.parse(list);
        if (subject.length === 0 || !subject.every(isImage))
            return statement;
    }
    catch {
        return statement;
    }
    return Buffer.from(`${head}[]${text.slice(all.length)}`);
}
/** BuildKit's order: type, predicate type, subject, predicate. The list's strings may hold brackets. */
const SUBJECT = /^(\{"_type":"[^"\\]*","predicateType":"[^"\\]*","subject":)(\[(?:[^"\]]|"(?:[^"\\]|\\.)*")*\])/;
/** Written as BuildKit writes its own: two spaces, no line end. */
function manifestOf(mediaType, value) {
    const bytes = Buffer.from(JSON.stringify(value, null, 2));
    return { mediaType, digest: (0,oci_digest/* sha256 */.s)(bytes), bytes };
}
function json(bytes) {
    return JSON.parse(bytes.toString());
}

// EXTERNAL MODULE: ./lib/http/body.js
var http_body = __webpack_require__(66150);
// EXTERNAL MODULE: ./lib/oci/descriptor.js
var oci_descriptor = __webpack_require__(11260);
// EXTERNAL MODULE: ./lib/oci/platforms.js
var oci_platforms = __webpack_require__(49537);
// EXTERNAL MODULE: ./lib/oci/tree.js
var tree = __webpack_require__(29193);
;// CONCATENATED MODULE: ./lib/registry/auth/scope.js
function pullScope(path) {
    return [`repository:${path}:pull`];
}
function pushScope(path) {
    return [`repository:${path}:pull`, `repository:${path}:push`];
}
/** The same scope with the right to push wherever it asks to pull; what it asks of other repositories stays. */
function toPush(scope) {
    const [first, ...others] = scope;
    if (first === undefined || !first.endsWith(':pull') || others.length > 0)
        return scope;
    return [first, first.replace(/:pull$/, ':push')];
}
/** A scope as servers write it, `repository:a:pull,push repository:b:pull`, in single actions. */
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
/** As token servers want it: one text per resource, its actions joined. */
function formatScope(scope) {
    const byResource = new Map();
    for (const one of new Set(scope)) {
        const colon = one.lastIndexOf(':');
        const resource = one.slice(0, colon);
        byResource.set(resource, [...(byResource.get(resource) ?? []), one.slice(colon + 1)]);
    }
    return [...byResource].map(([resource, actions]) => `${resource}:${actions.sort().join(',')}`);
}
/** Whether whoever may do `all` may do `some`. */
function covers(all, some) {
    return some.every(one => all.includes(one));
}

// EXTERNAL MODULE: ./lib/registry/errors/answered.js
var answered = __webpack_require__(93424);
;// CONCATENATED MODULE: ./lib/registry/blobs.js


/** Whether a blob is there, and its size in bytes (distribution-spec, "Checking if content exists"). */
function headBlob(api, path, digest) {
    return api.retry(() => headBlobOnce(api, path, digest));
}
/** The same in one attempt, for loops that retry as a whole. */
async function headBlobOnce(api, path, digest) {
    const answer = await api.once(headRequest(path, digest));
    return isHeadRefused(answer.status) ? askByGet(api, path, digest) : sizeOf(answer);
}
/**
 * Whether GET may be answered where HEAD is refused: some registries and proxies do not know HEAD, some do not let it
 * through, and storages take only the method that a link was signed for.
 */
function isHeadRefused(status) {
    return REFUSED_HEAD.includes(status);
}
/** Answers to a HEAD that say nothing of what was asked for. */
const REFUSED_HEAD = [400, 401, 403, 405, 501];
/** What HEAD would say, from the head of a GET of the first byte; should the rest come as well, it is not read. */
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
/** The blob's bytes, from wherever the registry sends us. */
async function getBlob(api, path, digest, signal) {
    const what = `reading blob ${blobs_short(digest)}`;
    const target = `/v2/${path}/blobs/${digest}`;
    return (await api.open({ method: 'GET', target, path, what, scope: pullScope(path), ok: [200], signal })).body;
}
/** Enough of a digest for people. */
function blobs_short(digest) {
    return digest.slice(0, 'sha256:'.length + 12);
}
function headRequest(path, digest) {
    const what = `looking for blob ${blobs_short(digest)}`;
    const target = `/v2/${path}/blobs/${digest}`;
    return { method: 'HEAD', target, path, what, scope: pullScope(path), ok: [200, 404, ...REFUSED_HEAD] };
}
// A missing length is not a missing blob: the specification only recommends the header. NaN equals no expected size.
function sizeOf({ status, headers }) {
    if (status === 404)
        return undefined;
    // Of a part, or of one that cannot be had because the blob is empty (RFC 9110 §14.4).
    if (status === 206 || status === 416)
        return Number(/\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1] ?? Number.NaN);
    const isEncoded = (0,answered/* encodingOf */.P$)({ headers }) !== undefined;
    return isEncoded ? Number.NaN : Number(headers['content-length'] ?? Number.NaN);
}

;// CONCATENATED MODULE: ./lib/by-digest/pushed.js








/** Statements and configurations: an SBOM may have some megabytes. */
const LARGEST = 64 * 1024 * 1024;
/**
 * Reads back what a builder says to have pushed: every manifest, by digest and checked against it, and what is attested.
 * The root is in one of the repositories only, for each has another (see `withoutNames`).
 *
 * @throws ActionError DIGEST_MISMATCH when none has it, or a part of it is missing.
 */
async function readPushed({ digest }, from) {
    if (digest === undefined)
        throw new errors/* ActionError */.lZ('BUILD_FAILED', 'buildx does not say which digest it pushed');
    for (const holder of from) {
        const root = await holder.repository.getManifest(digest);
        if (root !== undefined)
            return pushed_read(root, holder);
    }
    const names = from.map(({ destination }) => destination.name).join(', ');
    throw notThere(`the builder says that it pushed ${digest}, and it is not in ${names}`);
}
async function pushed_read(root, holder) {
    if (!(0,oci_manifest/* isIndex */.nw)(root.mediaType)) {
        const platform = await platformOf(root, holder);
        const { mediaType, digest, bytes } = root;
        const descriptor = (0,oci_descriptor/* parseDescriptor */.BA)({ mediaType, digest, size: bytes.length, platform }, 'its configuration');
        return { root, children: [{ descriptor, manifest: root }], blobs: new Map() };
    }
    const manifests = await (0,tree/* readTree */.Z)(root, ({ digest }) => need(digest, holder), (0,tree/* createBudget */.y)(holder.destination.name));
    const byDigest = new Map(manifests.map(manifest => [manifest.digest, manifest]));
    const children = (0,oci_manifest/* linksOf */.hP)(root).manifests.map(descriptor => {
        const manifest = byDigest.get(descriptor.digest);
        if (!(0,oci_manifest/* isIndex */.nw)(manifest.mediaType))
            return { descriptor, manifest };
        throw new errors/* ActionError */.lZ('BUILD_FAILED', `the builder pushed an index within an index (${descriptor.digest})`);
    });
    const attested = children.filter(({ descriptor }) => (0,attestation/* isAttestation */.H)(descriptor));
    const digests = new Set(attested.flatMap(({ manifest }) => (0,oci_manifest/* linksOf */.hP)(manifest).blobs.map(blob => blob.digest)));
    const blobs = await Promise.all([...digests].map(async (blob) => [blob, await (0,http_body/* readBody */.x)(await holder.repository.getBlob(blob), LARGEST)]));
    return { root, children, blobs: new Map(blobs) };
}
/**
 * A node that builds for another platform than it was asked for gives a warning only, and an index that tells it wrong.
 * A manifest without an index says what its base image said: that is the user's own affair.
 *
 * @param requested as in the input; what it leaves open is not checked
 * @throws ActionError DIGEST_MISMATCH
 */
function checkPlatforms({ root, children }, requested) {
    if (!(0,oci_manifest/* isIndex */.nw)(root.mediaType))
        return;
    const images = children.map(({ descriptor }) => descriptor).filter(child => !(0,attestation/* isAttestation */.H)(child));
    const made = new Set(images.flatMap(({ platform }) => (platform === undefined ? [] : [(0,oci_platforms/* nameOf */.Vb)(platform)])));
    const wanted = requested.map(oci_platforms/* normalPlatform */.Je);
    const missing = wanted.filter(platform => platform !== undefined && !made.has(platform));
    if (missing.length === 0 && (requested.length === 0 || images.length === new Set(wanted).size))
        return;
    const message = `the builder was asked for ${requested.join(', ')} and pushed ${[...made].join(', ') || 'nothing'}`;
    throw new errors/* ActionError */.lZ('DIGEST_MISMATCH', message, {
        hint: 'No tag was moved. See that each platform of the builder belongs to one of its nodes (`docker buildx inspect`).',
    });
}
async function need(digest, { repository, destination }) {
    const manifest = await repository.getManifest(digest);
    if (manifest !== undefined)
        return manifest;
    throw notThere(`${destination.name} has the index that the builder pushed, and lacks its ${blobs_short(digest)}`);
}
/** A manifest by itself says nothing of its platform; its configuration does. */
async function platformOf(manifest, { repository }) {
    const [config] = (0,oci_manifest/* linksOf */.hP)(manifest).blobs;
    const bytes = config === undefined ? Buffer.from('{}') : await (0,http_body/* readBody */.x)(await repository.getBlob(config.digest), LARGEST);
    const { os = '', architecture = '', variant } = JSON.parse(bytes.toString());
    return { architecture, os, ...(variant !== undefined && { variant }) };
}
function notThere(message) {
    return new errors/* ActionError */.lZ('DIGEST_MISMATCH', message, {
        hint: 'No tag was moved. Run the job again; if it stays, add a `test`, which takes the image the other way.',
    });
}

// EXTERNAL MODULE: ./lib/inputs/wanted-gates.js
var wanted_gates = __webpack_require__(14203);
// EXTERNAL MODULE: ./lib/plan/call.js
var call = __webpack_require__(64467);
;// CONCATENATED MODULE: ./lib/build/exports.js


/** Exports cost seconds for large images, so there is none that nothing asks for. A `call` makes no image at all. */
function planExports(inputs, push, path) {
    if ((0,call/* isCall */.n)(inputs))
        return { engine: false, unpack: false, layout: false, load: false, keep: false };
    const { load, extra } = inputs.build.outputs;
    const isWanted = inputs.build.load || load;
    const local = isWanted || (0,wanted_gates/* hasGates */.x)(inputs);
    const wanted = push || local || inputs.layout !== '';
    // Without any output the engine keeps the image, as it does for docker's own action: `imageid` must name something.
    const engine = path === 'fan-out' && inputs.source === undefined && (wanted || extra.length === 0);
    const keep = isWanted || (inputs.keepLocal && (engine || local));
    if (engine)
        return { engine, unpack: local || keep, layout: false, load: false, keep };
    return {
        engine,
        unpack: false,
        layout: inputs.source === undefined && path === 'layout' && wanted,
        load: local,
        keep,
    };
}

// EXTERNAL MODULE: ./lib/builder/several-nodes.js
var several_nodes = __webpack_require__(51855);
// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __webpack_require__(23940);
;// CONCATENATED MODULE: ./lib/by-digest/route.js




/** The way of this run's image, told in the log where it is not the engine's. */
function routeOf({ job, site, machine }) {
    const { builder, trusts } = site;
    const { fleet, kept } = site.targets;
    const hosts = job.plan.decision.push ? fleet.alive().map(({ destination }) => destination.registry) : [];
    const route = chooseRoute(job.inputs, {
        builder,
        nodes: builder.nodes.map(({ endpoint }) => endpoint),
        registries: [...new Set(hosts)],
        trusts,
        isPublished: kept !== undefined,
    });
    const way = route.byDigest ? 'The builder pushes by digest' : 'The builder does not push by itself';
    if (hosts.length > 0 && builder.driver !== 'docker')
        machine.log.info(`${way}: ${route.why}`);
    return route;
}
/** A builder that is not the engine pushes by itself where nobody here wants the image. */
function chooseRoute(inputs, facts) {
    const { builder, nodes, trusts } = facts;
    const reaches = (registry) => {
        // Its loopback is another one: there may be nobody, or somebody whom our credentials are none of the business.
        if ((0,oci_reference/* isLoopback */.U9)(registry) && !isOnThisMachine(facts))
            return false;
        // A daemon of our own was told of authorities when it was made; a remote one never is.
        return (builder.created && builder.driver !== 'remote') || trusts.get(registry)?.ca === undefined;
    };
    const insecure = (registry) => trusts.get(registry)?.insecure === true;
    const isSpread = (0,several_nodes/* maySpread */.l)(inputs, nodes.length);
    const against = reasonAgainst(inputs, facts, isSpread, reaches);
    const what = `builder ${JSON.stringify(builder.name ?? 'default')} (${builder.driver})`;
    const why = `${what}, and ${against ?? 'nothing here needs the image'}`;
    return { byDigest: against === undefined, why, isSpread, reaches, insecure };
}
function reasonAgainst(inputs, { builder, registries, isPublished }, isSpread, reaches) {
    if (builder.driver === 'docker')
        return 'it is the engine itself';
    if ((0,call/* isCall */.n)(inputs) || registries.length === 0)
        return 'nothing is pushed';
    if (isPublished)
        return 'this commit is published already';
    // Without a push, whoever wants the image is here: a test, `load`.
    if (planExports(inputs, false, 'layout').layout)
        return 'the image is needed here';
    if (!registries.some(reaches))
        return 'it reaches no registry (`ca`, or an address of this machine alone)';
    if (isSpread && inputs.build.outputs.extra.length > 0)
        return '`outputs` wants the image here as well';
    return undefined;
}
/** Whether a builder's nodes are on this machine, and its loopback theirs. A container or a pod has one of its own. */
function isOnThisMachine({ builder, nodes }) {
    const isHere = (node) => node.startsWith('unix:') || (0,oci_reference/* isLoopback */.U9)(node.replace(/^tcp:\/\//, ''));
    return builder.driver === 'remote' && nodes.length > 0 && nodes.every(isHere);
}

// EXTERNAL MODULE: ./lib/cache/store/parts.js
var store_parts = __webpack_require__(61918);
;// CONCATENATED MODULE: ./lib/plan/index-annotations.js
// `index:key=value`, `manifest,index[linux/amd64]:key=value`; without a level it is the manifest's.
const LEVELS = /^((?:manifest|index)(?:-descriptor)?(?:\[[^\]]*\])?(?:,(?:manifest|index)(?:-descriptor)?(?:\[[^\]]*\])?)*):/;
/**
 * Takes the index's annotations out: where each platform is built by itself, none of the builds makes the index.
 *
 * @param annotations as for `docker buildx build --annotation`
 */
function splitAnnotations(annotations) {
    const index = {};
    const parts = annotations.flatMap(annotation => {
        const [prefix = '', levels = ''] = LEVELS.exec(annotation) ?? [];
        const all = levels.split(',');
        const own = all.filter(level => !level.startsWith('index'));
        if (own.length === all.length)
            return [annotation];
        const pair = annotation.slice(prefix.length);
        const equals = pair.indexOf('=');
        if (all.some(level => /^index(?:\[|$)/.test(level)))
            index[pair.slice(0, equals)] = pair.slice(equals + 1);
        return own.length === 0 ? [] : [`${own.join(',')}:${pair}`];
    });
    return { parts, index };
}
/** The same of an output's attributes: `annotation-index.key`. */
function splitAttributes(attributes) {
    const parts = {};
    const index = {};
    for (const [key, value] of Object.entries(attributes)) {
        const level = /^annotation-index(-descriptor)?(?:\[[^\]]*\])?\./.exec(key);
        if (level === null)
            parts[key] = value;
        else if (level[1] === undefined)
            index[key.slice(level[0].length)] = value;
    }
    return { parts, index };
}

;// CONCATENATED MODULE: ./lib/by-digest/merge-platforms.js



/**
 * One image of what the nodes of a builder have made, each for its own platform: images first, then what is attested
 * of them, as a single node would have written it.
 *
 * @param parts in the order of the platforms; those without an index say their platform in their only child
 * @param annotations of the index
 */
function mergePlatforms(parts, annotations) {
    const all = parts.flatMap(({ children }) => children);
    const children = [
        ...all.filter(({ descriptor }) => !(0,attestation/* isAttestation */.H)(descriptor)),
        ...all.filter(({ descriptor }) => (0,attestation/* isAttestation */.H)(descriptor)),
    ];
    const mediaType = parts.map(({ root }) => root.mediaType).find(oci_manifest/* isIndex */.nw) ?? oci_manifest/* OCI_INDEX */.$p;
    const manifests = children.map(({ descriptor }) => descriptor);
    const said = Object.keys(annotations).length === 0 ? {} : { annotations };
    const root = manifestOf(mediaType, { schemaVersion: 2, mediaType, manifests, ...said });
    return { root, children, blobs: new Map(parts.flatMap(({ blobs }) => [...blobs])) };
}

;// CONCATENATED MODULE: ./lib/by-digest/turns.js
/**
 * Logs for things that run side by side, shown one after the other: the first one's lines at once, the next one's when
 * the first is done. A log has groups, and those of several builds would get into each other.
 */
function takeTurns(log, count) {
    const queues = Array.from({ length: count }, () => []);
    const ended = new Set();
    let current = 0;
    const flush = (at) => {
        for (const show of queues[at]?.splice(0) ?? [])
            show();
    };
    const say = (at, show) => {
        if (at === current)
            show();
        else
            queues[at]?.push(show);
    };
    const next = () => {
        while (ended.has(current))
            flush(++current);
    };
    return queues.map((_, at) => {
        const open = title => {
            let close = () => { };
            say(at, () => {
                close = log.open(title);
            });
            return () => say(at, () => close());
        };
        return {
            log: {
                info: text => say(at, () => log.info(text)),
                debug: text => say(at, () => log.debug(text)),
                notice: (text, place) => say(at, () => log.notice(text, place)),
                warning: (text, place) => say(at, () => log.warning(text, place)),
                error: (text, place) => say(at, () => log.error(text, place)),
                open,
                group: async (title, body) => {
                    const close = open(title);
                    try {
                        return await body();
                    }
                    finally {
                        close();
                    }
                },
                mask: log.mask,
            },
            done: () => {
                ended.add(at);
                if (at === current)
                    next();
            },
        };
    });
}

;// CONCATENATED MODULE: ./lib/by-digest/spread.js








/**
 * Builds each platform by itself, all at once, and makes one image of them. buildx gives each its node. Its own merging
 * is not used: it works for one output only, writes a tag (`latest`, when no name is given) where nothing may be
 * tagged yet, and leaves out every other output without a word.
 */
async function runSpread(request, plan, run) {
    const { job, site, machine } = request;
    const { inputs } = job;
    const { image } = site.targets;
    const { platforms } = inputs.build;
    const written = writtenApart(inputs, site.folder);
    const annotations = splitAnnotations(image.metadata.annotations);
    const attributes = splitAttributes(inputs.build.outputs.attributes);
    const part = { ...image, metadata: { ...image.metadata, annotations: annotations.parts } };
    const turns = takeTurns(machine.log, platforms.length);
    // The first that fails is thrown; the others are ended, for they would go on for nothing.
    const stop = new AbortController();
    const signal = AbortSignal.any([machine.signal, stop.signal]);
    const one = async (platform, at) => {
        const { log, done } = turns[at];
        try {
            const folder = (0,external_node_path_.join)(site.folder, `platform-${at}`);
            await (0,make_folder/* makeFolder */.f)(folder, 0o700);
            log.info(`Building ${platform}`);
            return await run({
                job: { ...job, inputs: inputsFor(inputs, platform, written.specs[at] ?? []) },
                site: { ...site, folder, targets: { ...site.targets, image: part } },
                machine: { ...machine, log, signal },
            }, plan.outputs(attributes.parts));
        }
        catch (error) {
            stop.abort();
            throw error;
        }
        finally {
            done();
        }
    };
    const settled = await Promise.allSettled(platforms.map(one));
    const failed = settled.filter(result => result.status === 'rejected').map(({ reason }) => reason);
    const [error] = [...failed.filter(reason => !isCancelled(reason)), ...failed];
    if (error !== undefined)
        throw error;
    const told = (problem) => machine.log.warning(`The cache could not be written: ${(0,errors/* messageOf */.bD)(problem)}`);
    await written.join(job.context.workspace).catch(told);
    const builds = settled.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []));
    const parts = await Promise.all(builds.map(build => readPushed(build, plan.direct)));
    const index = { ...annotations.index, ...attributes.index };
    return { build: mergeResults(builds, platforms), pushed: mergePlatforms(parts, index) };
}
/**
 * The user's own `cache-to` for each platform. Builds that write one folder at once break one another: each has a folder
 * of its own, and what it wrote is moved to where it belongs.
 */
function writtenApart({ build }, folder) {
    const places = new Map();
    const apart = (spec, name) => {
        const part = (0,external_node_path_.join)(folder, name);
        const moved = (0,store_parts/* elsewhere */.Jn)(spec, part);
        if (moved === undefined)
            return spec;
        places.set(moved.dest, [...(places.get(moved.dest) ?? []), part]);
        return moved.spec;
    };
    return {
        specs: build.platforms.map((_, at) => build.cacheTo.map((spec, index) => apart(spec, `cache-${at}-${index}`))),
        join: async (workspace) => {
            for (const [dest, parts] of places)
                await (0,store_parts/* joinInto */.lB)((0,external_node_path_.resolve)(workspace, dest), parts);
        },
    };
}
function inputsFor(inputs, platform, cacheTo) {
    const { build } = inputs;
    const { from, to } = build.partCaches?.get(platform) ?? { from: build.cacheFrom, to: cacheTo };
    return { ...inputs, build: { ...build, platforms: [platform], cacheFrom: from, cacheTo: to } };
}
function isCancelled(error) {
    return error?.code === 'CANCELLED';
}
/** What buildx would tell of all of them. */
function mergeResults(builds, platforms) {
    const stats = builds.map(build => build.stats);
    const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
    const checks = new Map(builds.flatMap(build => build.checks).map(check => [JSON.stringify(check), check]));
    const metadata = builds.map((build, at) => ofPlatform(build.metadata, platforms[at]));
    return {
        digest: undefined,
        configDigest: undefined,
        metadata: JSON.stringify(Object.assign({}, ...metadata)),
        stats: {
            steps: stats.flatMap(({ steps }) => steps),
            cachedSteps: sum(stats.map(({ cachedSteps }) => cachedSteps)),
            totalSteps: sum(stats.map(({ totalSteps }) => totalSteps)),
        },
        checks: [...checks.values()],
    };
}
/** A build of several platforms has its provenance by platform, one of a single one has it without. */
function ofPlatform(metadata, platform) {
    const json = JSON.parse(metadata || '{}');
    const { 'buildx.build.provenance': provenance, 'containerimage.config.digest': _, ...rest } = json;
    return provenance === undefined ? rest : { ...rest, [`buildx.build.provenance/${platform}`]: provenance };
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: ./lib/oci/foreign.js
var foreign = __webpack_require__(9853);
// EXTERNAL MODULE: ./lib/staging/write-manifests.js
var write_manifests = __webpack_require__(8933);
;// CONCATENATED MODULE: ./lib/by-digest/stage-pushed.js







/**
 * Puts into every repository what it lacks of an image that a builder has pushed: a few small manifests where it has
 * pushed to; mounts in the other repositories of that registry; copies where the builder could not write.
 *
 * @param direct the repositories that the builder has pushed to
 * @throws ActionError PUBLISH_FAILED when no registry is left.
 */
async function stagePushed({ content: image, blobs }, direct, fleet, distributor) {
    await compare(image, direct, fleet);
    const open = async (digest, signal) => {
        const own = blobs.get(digest);
        return own === undefined ? anyOf(direct, digest, signal) : external_node_stream_.Readable.from([own], { objectMode: false });
    };
    const leftOut = await (0,foreign/* withoutForeign */.d)(image.manifests, ({ digest }) => isHeld(direct, digest));
    const content = { ...image, leftOut };
    await Promise.all((0,oci_content/* blobsOf */.O)(content).map(blob => distributor.upload(blob, { open: signal => open(blob.digest, signal), replayable: true })));
    await (0,write_manifests/* writeManifests */.u)(content, distributor);
    return content;
}
/** Every output has to have made the same images: a registry that lacks one of them was given something else. */
async function compare({ root }, direct, fleet) {
    const images = (0,oci_manifest/* isIndex */.nw)(root.mediaType) ? (0,oci_manifest/* imagesIn */.o$)(root).map(child => child.digest) : [root.digest];
    const look = async ({ repository }) => {
        for (const digest of images) {
            if ((await repository.headManifest(digest))?.digest === digest)
                continue;
            throw notThere(`the builder pushed the same build to all registries, and here it is not the same: ${digest} is missing`);
        }
    };
    const alive = new Set(fleet.alive());
    await Promise.all(direct.filter(target => alive.has(target)).map(target => look(target).catch(error => fleet.fail(target, error))));
}
async function isHeld(direct, digest) {
    const sizes = await Promise.all(direct.map(({ repository }) => repository.headBlob(digest).catch(() => undefined)));
    return sizes.some(size => size !== undefined);
}
/** The blob as the first registry has it that gives it. */
async function anyOf(direct, digest, signal) {
    let last = new errors/* ActionError */.lZ('NOT_FOUND', `no registry has blob ${digest}`);
    for (const { repository } of direct) {
        try {
            return await repository.getBlob(digest, signal);
        }
        catch (error) {
            last = error;
        }
    }
    throw last;
}

;// CONCATENATED MODULE: ./lib/by-digest/by-digest.js








/**
 * Builds the image with a builder that pushes it by itself, by digest, into one repository of each registry, all of
 * them at once. Layers do not pass through this machine, and no tag is written. What was pushed is read back, never
 * taken on trust. A registry that the builder cannot write to is left to `stage`, which copies from another one.
 *
 * @returns undefined when it is not to be pushed so, or the builder can write to no registry: the image has to come
 * here.
 * @throws BuildError, ActionError DIGEST_MISMATCH or CANCELLED
 */
async function buildByDigest(request, run) {
    const route = routeOf(request);
    if (!route.byDigest)
        return undefined;
    const { fleet } = request.site.targets;
    const { log } = request.machine;
    let direct = onePerRegistry(notHeldUp(fleet.alive())).filter(({ destination }) => route.reaches(destination.registry));
    while (direct.length > 0) {
        try {
            const { build, pushed } = await push(request, planFor(request, route, direct), run);
            checkPlatforms(pushed, request.job.inputs.build.platforms);
            const image = withoutNames(pushed);
            const result = retold(build, image.content.root);
            const holders = direct;
            return { result, local: undefined, layout: undefined, stage: to => stagePushed(image, holders, fleet, to) };
        }
        catch (error) {
            if (!isRefusedPush(error))
                throw error;
            direct = withoutRefusing(direct, error);
            const next = direct.length > 0 ? 'it gets a copy from another registry' : 'the image is uploaded from here';
            log.warning(`${firstLine(error)}; ${next}`);
        }
    }
    return undefined;
}
function planFor({ job: { inputs } }, route, direct) {
    const { extra } = inputs.build.outputs;
    const nameOf = ({ destination }) => `${destination.registry}/${destination.path}`;
    return {
        route,
        direct,
        // The metadata file tells of the last output alone: that must be one which is pushed.
        outputs: attributes => [
            ...extra,
            ...direct.map(target => (0,outputs/* pushOutput */.Yt)(nameOf(target), attributes, route.insecure(target.destination.registry))),
        ],
    };
}
async function push(request, plan, run) {
    if (plan.route.isSpread)
        return runSpread(request, plan, run);
    const build = await run(request, plan.outputs(request.job.inputs.build.outputs.attributes));
    return { build, pushed: await readPushed(build, plan.direct) };
}
/** Of each registry the first repository: the others get mounts, where a second output would upload everything again. */
function onePerRegistry(targets) {
    return [...new Map(targets.toReversed().map(target => [target.destination.registry, target])).values()].toReversed();
}
/** A builder waits for the slowest registry, without end: one that is optional gets a copy afterwards. */
function notHeldUp(targets) {
    const required = targets.filter(({ destination }) => !destination.optional);
    return required.length > 0 ? required : targets;
}
/** BuildKit's words for an image that was built and could not be sent. A step may have said the same, below them. */
function isRefusedPush(error) {
    return error instanceof failure/* BuildError */.zS && /^the build failed: failed to push\b/.test(error.message);
}
/** One failing output cancels the others. Where BuildKit does not say which one it was, none is tried again. */
function withoutRefusing(direct, error) {
    const [, reference = ''] = /failed to push ([^\s:@]+(?::\d+)?[^\s:@]*)/.exec((0,errors/* messageOf */.bD)(error)) ?? [];
    const rest = direct.filter(({ destination }) => reference !== `${destination.registry}/${destination.path}`);
    return rest.length < direct.length ? rest : [];
}
function firstLine(error) {
    return (0,errors/* messageOf */.bD)(error).split('\n')[0] ?? '';
}
/** The build's result and metadata, of the image that is published: each output's own index is named by nobody. */
function retold(build, { digest, mediaType, bytes }) {
    const { 'image.name': _, ...rest } = JSON.parse(build.metadata || '{}');
    const descriptor = { mediaType, digest, size: bytes.length };
    const told = { ...rest, 'containerimage.descriptor': descriptor, 'containerimage.digest': digest };
    return { ...build, digest, metadata: JSON.stringify(told, null, 2) };
}

// EXTERNAL MODULE: ./lib/cache/cache.js + 6 modules
var cache_cache = __webpack_require__(2354);
// EXTERNAL MODULE: ./lib/cache/late-export.js
var late_export = __webpack_require__(16703);
// EXTERNAL MODULE: ./lib/cache/mounts/types.js
var types = __webpack_require__(80504);
// EXTERNAL MODULE: ./lib/cache/reach.js + 1 modules
var reach = __webpack_require__(9535);
// EXTERNAL MODULE: ./lib/run/caching.js
var caching = __webpack_require__(33428);
// EXTERNAL MODULE: ./lib/run/tell-failure.js + 2 modules
var tell_failure = __webpack_require__(21228);
// EXTERNAL MODULE: ./lib/run/workbench.js
var workbench = __webpack_require__(78636);
;// CONCATENATED MODULE: ./lib/run/obtaining.js









/** Begins to look for what earlier runs have kept, while everything else is prepared. */
async function lookForCaches({ job, folder, report, machine }) {
    const outlook = (0,reach/* lookForService */.uW)(job.inputs, machine);
    if (job.inputs.cacheMounts === 'none')
        return { outlook, mounts: types/* NO_MOUNTS */.H, end: async () => { } };
    const { openMounts } = await __webpack_require__.e(/* import() */ 802).then(__webpack_require__.bind(__webpack_require__, 34802));
    const mounts = await openMounts(job, folder.path, machine);
    return {
        outlook,
        mounts,
        async end() {
            await mounts.end();
            await report.saveState({ mounts: mounts.toSave() }).catch(error => (0,tell_failure/* tellFailure */.s)(error, machine));
        },
    };
}
/** Every image: built, or the one that exists. The report is told. @throws ActionError */
async function obtain(running, bench, caches) {
    if (running.job.several === undefined)
        return [await obtainOne(running, bench, caches)];
    const { buildTogether } = await __webpack_require__.e(/* import() */ 263).then(__webpack_require__.bind(__webpack_require__, 45263));
    return buildTogether(running, bench, caches.outlook);
}
async function obtainOne(running, bench, caches) {
    const { source } = bench;
    if (source === undefined)
        return buildCached(running, bench, caches);
    const { job, report, machine } = running;
    const { takeSource } = await __webpack_require__.e(/* import() */ 495).then(__webpack_require__.bind(__webpack_require__, 93495));
    const built = await report.timed('source', () => takeSource(source, job.inputs, (0,workbench/* buildSite */.Sk)(running, bench), machine));
    report.built(built.result, '');
    return { built, cached: job.inputs };
}
/** Builds with the cache that suits this run; the post step saves what is for the job's end. */
async function buildCached(running, bench, { outlook, mounts }) {
    const { job, report, machine } = running;
    const { inputs } = job;
    const site = (0,caching/* cacheSite */.o)(running, bench);
    const [cache] = await report.timed('cache', () => Promise.all([(0,cache_cache/* openCache */.b)(job, site, outlook, machine), mounts.restore(bench)]));
    const watched = { ...(0,workbench/* buildSite */.Sk)(running, bench), onAttempt: mounts.observe };
    try {
        const built = await report.timed('build', () => cache.build((wanted, ports) => {
            if (wanted.build.noCache && !inputs.build.noCache)
                mounts.drop();
            return buildOnce({ job: { ...job, inputs: (0,late_export/* beforeGates */.eT)(wanted) }, site: watched, machine: ports });
        }));
        report.built(built.result, '');
        mounts.save(bench);
        await (0,caching/* keepCache */.G)(cache, built, running);
        return { built, cached: cache.inputs };
    }
    finally {
        await cache.close();
    }
}
/** By the builder itself, straight into the registries, where nobody here wants the image; else into this machine. */
async function buildOnce(request) {
    return (await buildByDigest(request, build_image/* pushingBuild */.Hh)) ?? (0,build_image/* buildImage */._w)(request);
}

;// CONCATENATED MODULE: ./lib/build/disk.js


/** Less than this is what most images and their layers do not fit into. Bytes. */
const LITTLE = 2_000_000_000;
/** Warns of places where there is little room. A path that is not here (the engine runs elsewhere) is passed over. */
async function warnOfLittleRoom(places, log, ask = promises_.statfs) {
    for (const { what, path } of places) {
        const free = await freeAt(path, ask);
        if (free === undefined || free >= LITTLE)
            continue;
        log.warning(`only ${(0,human_size/* humanSize */.X)(free)} are free where ${what} (${path}): the build may fail with "no space left on device". Free some before it, or use a runner with a larger disk.`);
    }
}
/** Bytes that this user may still write; undefined when nobody can tell (some network file systems count nothing). */
async function freeAt(path, ask) {
    try {
        const { bavail, bsize, blocks } = await ask(path);
        return blocks === 0 ? undefined : bavail * bsize;
    }
    catch {
        return undefined;
    }
}
/**
 * Where the build and its exports write.
 *
 * @param dataRoot The engine's own folder; '' when it is not on this machine.
 * @param folder The run's.
 */
function placesOf({ layout }, dataRoot, folder) {
    return [
        ...(dataRoot === '' ? [] : [{ what: 'the engine keeps images', path: dataRoot }]),
        ...(layout ? [{ what: 'the image is exported to', path: folder }] : []),
    ];
}

;// CONCATENATED MODULE: ./lib/build/names.js

/** A reference of the image: of those that are published the first. Undefined when it has no name. */
function firstReference({ destinations }) {
    const first = destinations.find(({ decision }) => decision.push) ?? destinations[0];
    const tag = first?.tags[0]?.name;
    return first === undefined || tag === undefined ? undefined : `${first.name}:${tag}`;
}
/** That, or a name of our own. */
function nameInEngine(image) {
    return firstReference(image) ?? `slipway/build:${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`;
}
/** Notes the name for post, and what it names now under a second name. */
async function keepName(engine, { name, run }, journal) {
    const former = await engine.image(name);
    if (former === undefined)
        return journal.note({ kind: 'image', name, run });
    const keep = `slipway/keep:${(0,external_node_crypto_.randomBytes)(8).toString('hex')}`;
    await journal.note({ kind: 'image', name, run, keep });
    await engine.tag(name, keep);
}

;// CONCATENATED MODULE: ./lib/builder/builder-in-use.js
/** A builder that needs nothing to be opened. */
function plainBuilder(builder, env, nodes) {
    const { name } = builder;
    const open = { name, env, program: undefined, keepsPacked: false, close: async () => { } };
    return { ...builder, env, nodes, open: async () => open };
}

// EXTERNAL MODULE: ./lib/host/last-line.js
var last_line = __webpack_require__(20043);
;// CONCATENATED MODULE: ./lib/engine/engine-certs.js







/** Where the engine, and the BuildKit inside it, look for a registry's authority; read anew for each connection. */
const CERTS = '/etc/docker/certs.d';
/**
 * Has the local engine trust a registry's authority. The file has a name of its own beside whatever the user keeps
 * there, for the engine takes every `*.crt`.
 *
 * @param host a registry's host, `registry.example:5000`
 * @throws ActionError ENGINE_FAILED when the folder cannot be written, not even with sudo
 * @see https://docs.docker.com/engine/security/certificates/
 */
async function trustInEngine(host, pem, ports) {
    const folder = (0,external_node_path_.join)(ports.folder ?? CERTS, host);
    const path = (0,external_node_path_.join)(folder, `slipway-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}.crt`);
    for (const missing of missingFolders(folder))
        await ports.willWrite(`${missing}/`);
    await ports.willWrite(path);
    try {
        await (0,make_folder/* makeFolder */.f)(folder, 0o755);
        await (0,promises_.writeFile)(path, pem, { flag: 'wx', mode: 0o644 });
    }
    catch (error) {
        if (!isForbidden(error))
            throw unwritable(folder, (0,errors/* messageOf */.bD)(error));
        const script = 'umask 022 && mkdir -p -- "$1" && cat > "$2"';
        await sudo(['sh', '-c', script, 'sh', folder, path], ports, pem).catch(why => {
            throw unwritable(folder, (0,errors/* messageOf */.bD)(why));
        });
    }
}
/** Removes a file that was written outside the run's folder, or (a slash at the end) a folder if it is empty. */
async function removeWritten(path, ports) {
    const isFolder = path.endsWith('/');
    try {
        await (isFolder ? (0,promises_.rmdir)(path) : (0,promises_.unlink)(path));
    }
    catch (error) {
        const { code = '' } = error;
        // It was noted before it was made, or somebody else uses the folder by now.
        if (['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(code))
            return;
        // A journal is a file like any other: with more power than our own, nothing is removed but certificates.
        // The folders above them may have been missing as well; rmdir leaves one that holds anything.
        const root = `${ports.folder ?? CERTS}/`;
        const isOurs = (path.startsWith(root) || (isFolder && root.startsWith(path))) && !path.includes('/../');
        if (!isForbidden(error) || !isOurs)
            throw error;
        await sudo(isFolder ? ['rmdir', '--ignore-fail-on-non-empty', '--', path] : ['rm', '-f', '--', path], ports);
    }
}
/** Whether a journal's path is what `trustInEngine` makes: a certificate with our name, or a folder that it lies in. */
function isCertificate(path) {
    // Made for the first certificate on a machine; removed only when they are empty.
    if (path === `${CERTS}/` || path === `${(0,external_node_path_.dirname)(CERTS)}/`)
        return true;
    const [, name] = /^\/etc\/docker\/certs\.d\/(?!\.{1,2}\/)[\w.:-]+\/(.*)$/.exec(path) ?? [];
    return name === '' || /^slipway-[0-9a-f]{12}\.crt$/.test(name ?? '/');
}
/** Outermost first, so that undoing them in reverse leaves none. */
function missingFolders(folder) {
    if ((0,external_node_fs_.existsSync)(folder))
        return [];
    return [...missingFolders((0,external_node_path_.dirname)(folder)), folder];
}
async function sudo(args, { run, env, signal }, input) {
    const options = { env, timeout: 30_000, ...(signal && { signal }), ...(input !== undefined && { input }) };
    const { code, stderr } = await run('sudo', ['-n', ...args], options);
    if (code !== 0)
        throw new errors/* ActionError */.lZ('ENGINE_FAILED', (0,last_line/* lastLine */.f)(stderr) || `sudo ended with ${code}`);
}
function isForbidden(error) {
    return ['EACCES', 'EPERM'].includes(error.code ?? '');
}
function unwritable(folder, why) {
    return new errors/* ActionError */.lZ('ENGINE_FAILED', `the engine cannot be told of a private CA: ${folder} cannot be written: ${why}`, {
        hint: `Put the certificate at ${(0,external_node_path_.join)(folder, 'ca.crt')} yourself, or let this user write there.`,
    });
}

// EXTERNAL MODULE: ./lib/inputs/build/builder-spec.js
var builder_spec = __webpack_require__(98057);
;// CONCATENATED MODULE: ./lib/builder/builder-trust.js




/**
 * Has the builder trust what the inputs say, for base images and caches: Slipway's own client needs nothing of it. The
 * local engine can be told; of any other builder, and of plain http, the log says what its owner has to configure.
 */
async function trustInBuilder(trusts, { driver, name, created }, engineIsLocal, ports) {
    // A builder of our own was given it when it was made.
    if (created && (0,builder_spec/* takesConfig */.v7)(driver))
        return;
    for (const [host, trust] of trusts) {
        const told = driver === 'docker' && engineIsLocal && trust.ca !== undefined && (await tell(host, trust.ca, ports));
        const rest = told ? withoutCa(trust) : trust;
        const remedy = remedyFor(host, rest, driver);
        const whose = name === undefined ? 'the builder' : `builder ${JSON.stringify(name)}`;
        if (remedy !== undefined)
            ports.log.info(`If base images or caches come from ${host}, ${whose} needs ${remedy}`);
    }
}
async function tell(host, ca, ports) {
    try {
        await trustInEngine(host, ca, ports);
        return true;
    }
    catch (error) {
        const hint = error instanceof errors/* ActionError */.lZ && error.hint !== undefined ? `\n→ ${error.hint}` : '';
        ports.log.warning(`${(0,errors/* messageOf */.bD)(error)}${hint}`);
        return false;
    }
}
/** @see https://docs.docker.com/build/buildkit/toml-configuration/ and dockerd's `insecure-registries` */
function remedyFor(host, { ca, insecure }, driver) {
    if (driver === 'docker') {
        // The engine takes loopback as it is.
        if (insecure && !(0,oci_reference/* isLoopback */.U9)(host))
            return `"insecure-registries": ["${host}"] in the engine's daemon.json.`;
        return ca === undefined
            ? undefined
            : `its certificate as /etc/docker/certs.d/${host}/ca.crt where the engine runs.`;
    }
    if (insecure)
        return `[registry."${host}"] with http = true, or insecure = true for https, in its buildkitd.toml.`;
    return ca === undefined ? undefined : `[registry."${host}"] with ca = ["ca.pem"] in its buildkitd.toml.`;
}
function withoutCa({ insecure }) {
    return insecure ? { insecure } : {};
}

// EXTERNAL MODULE: ./lib/credentials/user-config.js
var user_config = __webpack_require__(65086);
// EXTERNAL MODULE: ./lib/engine/own-network.js
var own_network = __webpack_require__(94389);
// EXTERNAL MODULE: ./lib/host/files/read-if-there.js
var read_if_there = __webpack_require__(3169);
// EXTERNAL MODULE: ./lib/host/machine.js
var host_machine = __webpack_require__(29491);
// EXTERNAL MODULE: ./lib/host/network-trouble.js
var network_trouble = __webpack_require__(12886);
// EXTERNAL MODULE: ./lib/host/retry.js
var retry = __webpack_require__(67460);
// EXTERNAL MODULE: ./lib/builder/buildx/plugin.js
var buildx_plugin = __webpack_require__(35133);
;// CONCATENATED MODULE: ./lib/builder/create-builder.js






/** Somebody else made a builder of this name meanwhile. */
class BuilderExists extends errors/* ActionError */.lZ {
}
/** The arguments after `docker`, one command a node: the first creates the builder, the others append to it. */
function createArgs({ name, driver, nodes, config, allow }) {
    const allowed = (0,builder_spec/* takesConfig */.v7)(driver) ? entitlementFlags(allow) : '';
    return nodes.map((node, index) => [
        ...['buildx', 'create', '--name', name],
        ...(index === 0 ? ['--driver', driver] : ['--append']),
        ...(node.name === '' ? [] : ['--node', node.name]),
        ...node.driverOpts.flatMap(option => ['--driver-opt', option]),
        ...flags(node, allowed),
        ...(node.platforms.length === 0 ? [] : ['--platform', node.platforms.join(',')]),
        ...(config === undefined ? [] : ['--buildkitd-config', config]),
        ...(node.endpoint === '' ? [] : ['--', node.endpoint]),
    ]);
}
function flags({ buildkitdFlags }, allowed) {
    const all = buildkitdFlags || allowed;
    return all === '' ? [] : ['--buildkitd-flags', all];
}
/** What `allow` lets a build do, the daemon must let every build do. No more than was asked for. */
function entitlementFlags(allow) {
    const granted = ['security.insecure', 'network.host'].filter(name => allow.includes(name) || allow.includes('*'));
    return granted.map(name => `--allow-insecure-entitlement ${name}`).join(' ');
}
/**
 * Creates a builder, all its nodes, and boots it. An image of BuildKit that cannot be pulled for the network's sake is
 * pulled again.
 *
 * @throws BuilderExists, ActionError BUILDER_UNUSABLE
 */
async function createBuilder(creation, ports) {
    const { run, log, env, cwd, signal } = ports;
    for (const args of createArgs(creation)) {
        const { code, stderr } = await run('docker', args, { env, cwd, signal, timeout: 120_000 });
        if (code === 0)
            continue;
        const why = (0,last_line/* lastLine */.f)(stderr);
        if (/existing instance for/.test(why))
            throw new BuilderExists('BUILDER_UNUSABLE', why);
        throw uncreated(creation, why);
    }
    await log.group(`Boot builder ${creation.name} (${creation.driver})`, () => boot(creation, ports));
}
async function boot(creation, ports) {
    const { run, log, env, signal, policy } = ports;
    const attempt = async () => {
        const args = ['buildx', 'inspect', '--bootstrap', creation.name];
        const { code, stderr } = await run('docker', args, { env, signal, timeout: 600_000, onStderr: log.info });
        if (signal.aborted)
            throw new errors/* ActionError */.lZ('CANCELLED', 'cancelled while the builder was booting');
        if (code !== 0)
            throw uncreated(creation, stderr.slice(Math.max(0, stderr.lastIndexOf('ERROR: '))).trim());
    };
    await (0,retry/* retry */.L5)(attempt, {
        policy,
        ports,
        signal,
        classify: error => (error instanceof errors/* ActionError */.lZ && (0,network_trouble/* isNetworkTrouble */.m)(error.message) ? {} : 'settled'),
        onRetry: ({ error, delay }) => log.warning(`${error.message}; booting it again in ${(delay / 1000).toFixed(1)} s`),
    });
}
const REMEDIES = [
    [
        /TLS data loaded from environment/,
        'The engine is reached by TLS keys in the environment: make a context of it (`docker context create NAME`) in a step before, and give its name as `endpoint`.',
    ],
    [/toomanyrequests|401 Unauthorized|pull access denied/, "BuildKit's image needs a login: see `registry-auth`."],
    [/no such host|connection refused|i\/o timeout|deadline exceeded/, 'See that the address can be reached from here.'],
    [/invalid driver option|unknown driver|failed to find driver/, 'Mend `driver-opts`, or install a newer buildx.'],
];
function uncreated({ name, driver }, why) {
    const hint = REMEDIES.find(([pattern]) => pattern.test(why))?.[1];
    const message = `builder ${JSON.stringify(name)} (${driver}) could not be made ready: ${why.replace(/^ERROR: /, '')}`;
    return new errors/* ActionError */.lZ('BUILDER_UNUSABLE', message, {
        hint: hint ?? 'See that the driver can run here, and its options.',
    });
}
/**
 * Removes a builder that this action created. One that is gone is fine.
 *
 * @throws ActionError BUILDER_UNUSABLE
 */
async function removeBuilder({ name, keepState, buildx }, run, env) {
    const args = ['rm', '--force', ...(keepState ? ['--keep-state'] : []), name];
    const [command, all] = (0,buildx_plugin/* buildxCommand */.I0)(buildx, args);
    const { code, stderr } = await run(command, all, { env, timeout: 120_000 });
    if (code === 0 || /no builder .* found/.test(stderr))
        return;
    throw new errors/* ActionError */.lZ('BUILDER_UNUSABLE', (0,last_line/* lastLine */.f)(stderr) || `buildx ended with ${code}`);
}

// EXTERNAL MODULE: ./lib/builder/existing-builder.js
var existing_builder = __webpack_require__(68396);
;// CONCATENATED MODULE: ./lib/builder/builder.js





/**
 * Chooses the builder: the one of the name, if it is there; else a new one where the inputs ask for it; else buildx's
 * current one; else the engine's own BuildKit. Only a classic image store, which keeps neither indexes nor
 * attestations, makes a new one necessary that nobody asked for.
 *
 * @throws ActionError BUILDER_UNUSABLE when the builder does not exist or cannot be made.
 */
async function chooseBuilder(needs, engine, ports) {
    const { spec } = needs;
    const name = nameOf(needs, ports);
    const found = name === undefined ? undefined : await (0,existing_builder/* findBuilder */.Lx)(name, ports);
    if (found === undefined && spec.create) {
        const made = await create(needs, spec.driver ?? 'docker-container', ports);
        return made ?? chooseBuilder(needs, engine, ports);
    }
    if (name === undefined)
        return engineBuilder(undefined, needs, engine, ports);
    if (found === undefined)
        throw missing(name, spec);
    builder_compare(name, found, needs, ports);
    if (found.driver !== 'docker')
        return { name, driver: found.driver, path: 'layout', isNear: false, created: false };
    if (found.otherContext !== undefined)
        throw elsewhere(found.otherContext);
    return engineBuilder(name, needs, engine, ports);
}
/** The name to look for. With `driver: docker` alone it is the engine's own, whatever builder is current. */
function nameOf({ name, spec }, ports) {
    if (name !== '')
        return name;
    if (spec.create)
        return undefined;
    if (spec.driver === 'docker')
        return ports.endpoint.context;
    return ports.env.BUILDX_BUILDER || (0,existing_builder/* currentBuilder */.h0)(ports);
}
/** The engine's own BuildKit, if its image store is good for it. */
async function engineBuilder(name, needs, engine, ports) {
    const { containerdStore, desktop, rootless } = await engine;
    if (!containerdStore) {
        ports.log.info('The engine uses the classic image store, which keeps neither indexes nor attestations. Enabling the containerd image store saves the boot of a builder.');
        const made = await create({ ...needs, name: '' }, 'docker-container', ports);
        if (made !== undefined)
            return made;
    }
    const isNear = !desktop && !rootless && (await needs.sharesLoopback());
    return { name, driver: 'docker', path: isNear && !needs.layoutOnly ? 'fan-out' : 'layout', isNear, created: false };
}
/** buildx does not build on another context's engine either, and an image that it loaded would not be here. */
function elsewhere(context) {
    return new errors/* ActionError */.lZ('BUILDER_UNUSABLE', `builder ${JSON.stringify(context)} is the engine of another Docker context`, {
        hint: `Set DOCKER_CONTEXT to ${JSON.stringify(context)} in this step's \`env\`, and leave the input \`builder\` empty.`,
    });
}
/** Gives nothing when somebody else made one of the name first, which is then the one to use. */
async function create(needs, driver, ports) {
    const { spec, allow } = needs;
    const name = needs.name || `slipway-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`;
    const nodes = spec.create ? spec.nodes : [builder_spec/* DEFAULT_NODE */.n6];
    const creation = { name, driver, nodes, allow, config: await ports.buildkitdConfig(driver) };
    ports.log.info(`Creating builder ${name} (${driver}), ${spec.cleanup ? 'for this run' : 'which stays'}`);
    if (spec.cleanup)
        await ports.willCreate(name);
    try {
        await createBuilder(creation, ports);
    }
    catch (error) {
        if (error instanceof BuilderExists && needs.name !== '') {
            await ports.notCreated(name);
            return undefined;
        }
        // One that is to stay, and did not get well, shall not stay.
        if (!spec.cleanup)
            await removeBuilder({ name }, ports.run, ports.env).catch(() => { });
        throw error;
    }
    return { name, driver, path: 'layout', isNear: false, created: true };
}
/** A builder that is there is used as it is, and who expects another shall know. */
function builder_compare(name, found, { spec }, { log }) {
    const builder = `builder ${JSON.stringify(name)}`;
    if (spec.driver !== undefined && found.driver !== spec.driver) {
        log.warning(`${builder} is there already, with the driver ${found.driver}: it is used as it is, not with \`driver: ${spec.driver}\``);
    }
    else if (spec.create) {
        log.info(`${builder} is there already: it is used as it is, and stays`);
    }
}
function missing(name, { driver }) {
    return new errors/* ActionError */.lZ('BUILDER_UNUSABLE', `builder ${JSON.stringify(name)} cannot be used: there is none of this name`, {
        hint: driver === 'docker'
            ? "The docker driver's builder has the name of its Docker context: leave the input `builder` empty."
            : 'Create it before this step, or have it created here (`driver: docker-container`), or leave the input `builder` empty.',
    });
}

;// CONCATENATED MODULE: ./lib/builder/buildkitd-config.js






/**
 * The buildkitd.toml of a builder of our own: what the user gave, else the user's default one, and what it has to know
 * of registries, with a PEM file for each authority, which buildx copies into the builder. What the user's says of a
 * registry wins.
 *
 * @returns its path; undefined when there is nothing to say that buildx would not find by itself
 * @throws InputError when `buildkitd-config` cannot be read
 * @see https://docs.docker.com/build/buildkit/toml-configuration/
 */
async function writeBuildkitdConfig(sources) {
    const { driver, given, trusts, workspace, buildxConfig, folder } = sources;
    if (!(0,builder_spec/* takesConfig */.v7)(driver))
        return undefined;
    if (trusts.size === 0 && given === undefined)
        return undefined;
    if (trusts.size === 0 && given !== undefined && 'path' in given)
        return (0,external_node_path_.resolve)(workspace, given.path);
    const text = await textOf(given, workspace, (0,external_node_path_.join)(buildxConfig, 'buildkitd.default.toml'));
    const mine = [...trusts].filter(([host]) => !mentions(text, host));
    const sections = await Promise.all(mine.map(([host, trust], index) => section(host, trust, index, folder)));
    const path = (0,external_node_path_.join)(folder, 'buildkitd.toml');
    await (0,promises_.writeFile)(path, `${[text.trim(), ...sections].filter(part => part !== '').join('\n\n')}\n`, { mode: 0o600 });
    return path;
}
async function textOf(given, workspace, fallback) {
    if (given === undefined)
        return (0,read_if_there/* readIfThere */.q)(fallback) ?? '';
    if ('text' in given)
        return given.text;
    try {
        return (0,regular_file/* readText */.y)((0,external_node_path_.resolve)(workspace, given.path), { follow: true });
    }
    catch (error) {
        const problem = `cannot be read: ${(0,errors/* messageOf */.bD)(error)}`;
        throw new errors/* InputError */.dz([{ input: 'buildkitd-config', problem, fix: 'Give the path of a file in the workspace.' }]);
    }
}
/** Whether a TOML text has a table for this registry: a second one would make it wrong. */
function mentions(text, host) {
    const tables = [...text.matchAll(/^\s*\[{1,2}\s*registry\s*\.\s*(?:"([^"\n]*)"|'([^'\n]*)'|([\w-]+))/gm)];
    return tables.some(([, double, single, bare]) => [double, single, bare].includes(host));
}
async function section(host, { ca, insecure }, index, folder) {
    const file = (0,external_node_path_.join)(folder, `registry-${index}.pem`);
    if (ca !== undefined)
        await (0,promises_.writeFile)(file, ca, { mode: 0o600 });
    // JSON's strings are TOML's basic strings.
    return [
        `[registry.${JSON.stringify(host)}]`,
        ...(insecure ? ['http = true', 'insecure = true'] : []),
        ...(ca === undefined ? [] : [`ca = [${JSON.stringify(file)}]`]),
    ].join('\n');
}

// EXTERNAL MODULE: ./lib/builder/node-certs.js
var node_certs = __webpack_require__(15225);
;// CONCATENATED MODULE: ./lib/builder/choose-builder.js








/**
 * The builder of this run, ready to build.
 *
 * @throws ActionError BUILDER_UNUSABLE, InputError
 */
async function builderFor({ inputs, context }, { folder, userDir, endpoint, engine, env: dockerEnv, trusts }, machine) {
    const { run, log, signal, env } = machine;
    const { workspace } = context;
    const { builder: spec, build } = inputs;
    const buildxConfig = (0,user_config/* buildxConfigDir */.iL)(dockerEnv, userDir);
    return chooseBuilder({
        name: build.builder,
        spec: await certified(spec, env, folder.path),
        allow: build.allow,
        layoutOnly: build.outputs.attributes['rewrite-timestamp'] === 'true',
        sharesLoopback: () => (0,own_network/* sharesLoopback */.Ib)(endpoint.socket, (0,read_if_there/* readIfThere */.q)('/proc/self/mountinfo') ?? '', signal),
    }, engine, {
        ...(0,host_machine/* retryPorts */.N)(machine),
        run,
        log,
        signal,
        env: dockerEnv,
        cwd: workspace,
        policy: inputs.retry,
        buildxConfig,
        dockerConfig: userDir,
        endpoint,
        readFile: read_if_there/* readIfThere */.q,
        willCreate: name => folder.note({
            ...{ kind: 'builder', name },
            ...(spec.keepState && { keepState: true }),
        }),
        notCreated: name => folder.note({ kind: 'withdrawn', of: 'builder', name }),
        buildkitdConfig: driver => writeBuildkitdConfig({ driver, given: spec.config, trusts, workspace, buildxConfig, folder: folder.path }),
    });
}
/** The certificates lie in the run's folder: a builder that outlives it needs others. */
async function certified(spec, env, folder) {
    if (!spec.create)
        return spec;
    const nodes = await (0,node_certs/* withCertificates */.fN)(spec.nodes, env, folder);
    const count = (of) => of.flatMap(node => node.driverOpts).length;
    if (spec.cleanup || count(nodes) === count(spec.nodes))
        return { ...spec, nodes };
    const problem = 'is false, and the certificates in the environment (`BUILDER_NODE_…`) are gone after the job';
    const fix = 'Give `cacert=`, `cert=` and `key=` in `driver-opts`, the paths of files that stay.';
    throw new errors/* InputError */.dz([{ input: 'cleanup', problem, fix }]);
}

// EXTERNAL MODULE: ./lib/builder/nodes.js
var nodes = __webpack_require__(86846);
// EXTERNAL MODULE: ./lib/dockerfile/expand.js
var expand = __webpack_require__(70004);
;// CONCATENATED MODULE: ./lib/dockerfile/base-images.js

/**
 * The images that a Dockerfile may begin with, copy from or be read by. One too many does no harm.
 *
 * @returns undefined when some name depends on what only the build knows
 * @see https://docs.docker.com/reference/dockerfile/
 */
function baseImages(dockerfile, { buildArgs, buildContexts }) {
    const contexts = buildContexts.map(text => [text.split('=')[0] ?? '', text.slice(text.indexOf('=') + 1)]);
    const own = new Set(['scratch', ...contexts.map(([name]) => name), ...stageNames(dockerfile)]);
    const variables = globalArgs(dockerfile, buildArgs);
    const names = [
        /^[ \t]*FROM[ \t]+(?:--\S+[ \t]+)*(\S+)/gim,
        /\bfrom=([^,\s"']+)/gi,
        /^#[ \t]*syntax[ \t]*=[ \t]*(\S+)/gim,
    ]
        .flatMap(pattern => [...dockerfile.matchAll(pattern)].map(([, name = '']) => name))
        .filter(name => !own.has(name.toLowerCase()) && !/^\d+$/.test(name))
        .map(name => (0,expand/* expand */.f)(name, variables));
    if (names.includes(undefined))
        return undefined;
    const images = contexts.flatMap(([, value]) => (/^docker-image:\/\/(.+)/.exec(value)?.[1] ?? []));
    return [...new Set([...names.filter(name => name !== undefined), ...images])];
}
function stageNames(dockerfile) {
    const found = dockerfile.matchAll(/^[ \t]*FROM[ \t].*[ \t]AS[ \t]+(\S+)/gim);
    return [...found].map(([, name = '']) => name.toLowerCase());
}
/** What only the build knows. */
const AUTOMATIC = /^(?:TARGET|BUILD)(?:PLATFORM|OS|ARCH|VARIANT|OSVERSION)$|^TARGETSTAGE$/;
/** The ARGs before the first FROM, which alone may stand in names of images; `build-args` go before their defaults. */
function globalArgs(dockerfile, buildArgs) {
    const head = dockerfile.slice(0, /^[ \t]*FROM[ \t]/im.exec(dockerfile)?.index ?? 0);
    const given = new Map(buildArgs.map(text => [text.split('=')[0] ?? '', text]));
    const automatic = (dockerfile.match(/\w+/g) ?? []).filter(name => AUTOMATIC.test(name));
    const values = new Map(automatic.map(name => [name, undefined]));
    const variables = { values, complete: true };
    for (const [, name = '', value] of head.matchAll(/^[ \t]*ARG[ \t]+(\w+)(?:=("[^"]*"|'[^']*'|\S*))?/gim)) {
        const own = given.get(name);
        // Without a value it comes from the environment of buildx.
        if (own !== undefined)
            values.set(name, own.includes('=') ? own.slice(name.length + 1) : undefined);
        else if (value !== undefined)
            values.set(name, (0,expand/* expand */.f)(value, variables));
    }
    return variables;
}

// EXTERNAL MODULE: ./lib/dockerfile/place.js
var place = __webpack_require__(57137);
// EXTERNAL MODULE: ./lib/host/young-garbage.js
var young_garbage = __webpack_require__(20848);
// EXTERNAL MODULE: ./lib/journal/run-folder.js
var run_folder = __webpack_require__(22539);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
;// CONCATENATED MODULE: ./lib/builder/bridge.js

/**
 * Listens on a unix socket, whose folder keeps others out, and joins each connection to the BuildKit inside of the
 * engine, as buildx's docker driver does (`POST /grpc` with an upgrade to h2c): any BuildKit client can use it there.
 *
 * @param passed told of the bytes on their way to the engine: a build context, a gigabyte maybe
 * @returns closes it, with the connections that are left
 * @see https://docs.docker.com/reference/api/engine/version/v1.48/#tag/Session
 */
async function openBridge(path, engineSocket, passed = () => { }) {
    const sockets = new Set();
    const join = (client) => {
        const engine = (0,external_node_net_.connect)(engineSocket);
        for (const [one, other] of [
            [client, engine],
            [engine, client],
        ]) {
            sockets.add(one);
            one.on('error', () => other.destroy());
            one.on('close', () => {
                sockets.delete(one);
                other.destroy();
            });
        }
        engine.write(UPGRADE);
        upgraded(engine, rest => {
            if (rest.length > 0)
                client.write(rest);
            client.on('data', chunk => passed(chunk.length));
            client.pipe(engine);
            engine.pipe(client);
        });
    };
    const server = (0,external_node_net_.createServer)(client => {
        sockets.add(client);
        client.on('error', () => { }).on('close', () => sockets.delete(client));
        join(client);
    });
    await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(path, resolve);
    });
    return () => new Promise(resolve => {
        server.close(() => resolve());
        for (const socket of sockets)
            socket.destroy();
    });
}
const UPGRADE = 'POST /grpc HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n';
/** Longer than any answer to an upgrade. */
const HEAD_LIMIT = 65_536;
/** Calls `then` with what came behind the answer's head, when it is 101; else ends the connection. */
function upgraded(engine, then) {
    let head = Buffer.alloc(0);
    const read = (chunk) => {
        head = Buffer.concat([head, chunk]);
        const end = head.indexOf('\r\n\r\n');
        if (end < 0 && head.length < HEAD_LIMIT)
            return;
        engine.off('data', read);
        if (end < 0 || !/^HTTP\/1\.1 101 /.test(head.toString('latin1', 0, 16)))
            engine.destroy();
        else
            then(head.subarray(end + 4));
    };
    engine.on('data', read);
}

;// CONCATENATED MODULE: ./lib/builder/engine-buildkit.js






/** Bytes in the path of a unix socket: `sun_path` is 104 with its end on macOS and 108 on Linux. */
const LONGEST_SOCKET = 103;
/**
 * The engine's own BuildKit under the name of a builder with the remote driver. It is the same BuildKit with the same
 * cache and store, but for what buildx does by the driver's name: it replaces the `image` exporter of the docker driver
 * by one that unpacks every layer so that it can be run, and takes no `unpack=false`. Unpacking costs as much as a third
 * of an export, and as much again when the image is removed, for an image that is only ever pushed.
 *
 * @param folder The run's own (0700).
 * @param userBuildx The folder where buildx keeps the user's builders.
 * @returns undefined where the folder's path is too long for a socket in it
 */
async function engineBuildkit(folder, engineSocket, userBuildx, passed) {
    const name = 'slipway-engine';
    const socket = (0,external_node_path_.join)(folder, 'buildkit.sock');
    if (Buffer.byteLength(socket) > LONGEST_SOCKET)
        return undefined;
    // A build that is done again makes its builder anew.
    const buildxConfig = await (0,promises_.mkdtemp)((0,external_node_path_.join)(folder, 'engine-buildx-'));
    await (0,promises_.mkdir)((0,external_node_path_.join)(buildxConfig, 'instances'), { mode: 0o700 });
    await shareNodeId(userBuildx, buildxConfig);
    const node = { Name: `${name}0`, Endpoint: `unix://${socket}`, Platforms: null, DriverOpts: null, Flags: null };
    const builder = { Name: name, Driver: 'remote', Nodes: [{ ...node, Files: null }], Dynamic: false };
    await (0,promises_.writeFile)((0,external_node_path_.join)(buildxConfig, 'instances', name), JSON.stringify(builder), { mode: 0o600 });
    return { name, buildxConfig, close: await openBridge(socket, engineSocket, passed) };
}
/**
 * BuildKit tells by this id which files of the last build context it has already: with another one it would be sent the
 * whole context each time. buildx makes it on its first build; so do we where there has been none.
 */
async function shareNodeId(userBuildx, buildxConfig) {
    const id = (0,external_node_path_.join)(userBuildx, '.buildNodeID');
    try {
        await (0,make_folder/* makeFolder */.f)(userBuildx, 0o700);
        await (0,promises_.writeFile)(id, (0,external_node_crypto_.randomBytes)(8).toString('hex'), { flag: 'wx', mode: 0o600 });
    }
    catch (error) {
        // A home that cannot be written to has none: the context is then sent whole.
        if ((0,errno/* errnoOf */.U)(error) !== 'EEXIST')
            return;
    }
    await (0,promises_.symlink)(id, (0,external_node_path_.join)(buildxConfig, '.buildNodeID'));
}

;// CONCATENATED MODULE: ./lib/builder/packed-builder.js








/**
 * The engine's own BuildKit as a builder that keeps layers packed, for an image that is only pushed: `builder` itself
 * where it is one that the user named, or where the build asks for what the docker driver alone does (`host-gateway`,
 * and base images that the engine has).
 */
function packingBuilder(builder, job, site) {
    const { context } = job;
    const builds = (0,inputs_job/* inputsOfImages */.z6)(job).map(({ build }) => build);
    const { socket, endpoint } = site.engine;
    const isPlain = builder.name === undefined && builder.driver === 'docker';
    const needsDriver = builds.some(({ addHosts }) => addHosts.some(host => host.includes('host-gateway')));
    if (!isPlain || needsDriver || socket === undefined || endpoint.socket === undefined)
        return builder;
    const { env } = site.docker;
    const engineSocket = endpoint.socket;
    return {
        ...builder,
        async open() {
            const using = builds.map(async (build) => !build.pull && (await mayUseLocalImage(build, context, socket)));
            if ((await Promise.all(using)).some(uses => uses))
                return builder.open();
            const own = await engineBuildkit(site.folder, engineSocket, env.BUILDX_CONFIG ?? '', (0,young_garbage/* collectEvery */.U)(8_000_000));
            if (own === undefined)
                return builder.open();
            return {
                name: own.name,
                env: { ...env, BUILDX_CONFIG: own.buildxConfig },
                program: (0,buildx_plugin/* findBuildx */.ah)(env),
                keepsPacked: true,
                async close() {
                    await own.close();
                    site.background.add((0,run_folder/* removeFolder */.v$)(own.buildxConfig));
                },
            };
        },
    };
}
/**
 * Whether the Dockerfile names an image that is in the engine, or may do so. buildx has the docker driver alone take
 * such images before those of a registry.
 */
async function mayUseLocalImage(build, context, engine) {
    const path = (0,place/* localDockerfile */.CR)(build, context);
    const text = path === undefined ? undefined : (0,read_if_there/* readIfThere */.q)(path);
    const images = text === undefined ? undefined : baseImages(text, build);
    if (images === undefined)
        return true;
    // What the engine does not take for a name is none of its images.
    const found = await Promise.all(images.map(name => engine.image(name).catch(() => undefined)));
    return found.some(image => image !== undefined);
}

;// CONCATENATED MODULE: ./lib/emulation/emulators.js


/** Emulators for platforms that this machine's processor does not run, where the input `qemu` and the build want them. */
async function registerEmulators({ qemu: wish, build, builder, retry: policy }, { builder: { driver, env }, engine, folder }, machine) {
    const idle = build.platforms.length === 0 || (0,call/* isCall */.n)({ build });
    if (wish === 'none' || (wish === 'needed' && idle))
        return;
    const hasFarNodes = builder.nodes.some(node => node.endpoint !== '');
    const { emulate } = await __webpack_require__.e(/* import() */ 853).then(__webpack_require__.bind(__webpack_require__, 71853));
    const { run, log, signal } = machine;
    await emulate({
        wish,
        platforms: build.platforms,
        native: engine.architecture,
        onEngine: driver === 'docker' || (driver === 'docker-container' && !hasFarNodes),
        engineIsHere: engine.isLocal && !engine.desktop && process.platform === 'linux',
    }, { ...(0,host_machine/* retryPorts */.N)(machine), run, log, env, signal, policy, folder });
}

// EXTERNAL MODULE: ./lib/runner/child-env.js
var child_env = __webpack_require__(30994);
// EXTERNAL MODULE: ./lib/engine/endpoint.js
var engine_endpoint = __webpack_require__(58013);
// EXTERNAL MODULE: ./lib/engine/engine.js + 1 modules
var engine = __webpack_require__(46946);
// EXTERNAL MODULE: ./lib/engine/engine-cli.js
var engine_cli = __webpack_require__(50737);
;// CONCATENATED MODULE: ./lib/engine/local-engine.js






function connectFoundEngine({ env, run, signal }) {
    const endpoint = (0,engine_endpoint/* findEngine */.G)(env, (0,user_config/* userConfigDir */.dH)(env), read_if_there/* readIfThere */.q);
    const socket = endpoint.socket === undefined ? undefined : (0,engine/* connectEngine */.xn)(endpoint.socket, signal);
    const docker = (0,child_env/* childEnv */.gf)(env);
    return {
        endpoint,
        socket,
        any: socket ?? (0,engine_cli/* engineByCli */.a)(run, docker, signal),
        info: () => socket?.info() ?? (0,engine_cli/* engineInfoByCli */.u)(run, docker, signal),
    };
}
/** The engine with what it has told; undefined: the run needs none. */
function informed({ endpoint, socket, any }, info) {
    return {
        endpoint,
        socket,
        any,
        platform: info === undefined ? '' : `${info.operatingSystem}/${info.architecture}`,
        containerdStore: info?.containerdStore ?? true,
    };
}

;// CONCATENATED MODULE: ./lib/gates/socket.js

/**
 * A container test needs a socket: ports are published on the engine's own loopback.
 *
 * @throws ActionError ENGINE_FAILED when the engine is elsewhere
 */
function checkSocket({ containerTest }, { socket, host }) {
    if (containerTest === undefined || socket !== undefined)
        return;
    throw new errors/* ActionError */.lZ('ENGINE_FAILED', `container-test needs the Docker Engine at a local socket, and it is at ${host}`, {
        hint: 'Point DOCKER_HOST at a socket (unix://…), or write the check as a `test` that uses the docker command.',
    });
}

;// CONCATENATED MODULE: ./lib/host/background.js
function createBackground() {
    const pieces = [];
    return {
        add: work => void pieces.push(work),
        async settle() {
            await Promise.allSettled(pieces);
        },
    };
}

// EXTERNAL MODULE: ./lib/journal/run-reference.js
var run_reference = __webpack_require__(94078);
// EXTERNAL MODULE: ./lib/layouts/place.js
var layouts_place = __webpack_require__(9648);
// EXTERNAL MODULE: ./lib/publish/preflight.js
var preflight = __webpack_require__(95560);
// EXTERNAL MODULE: ./lib/staging/fleet.js + 1 modules
var staging_fleet = __webpack_require__(69756);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: ./lib/host/limit.js
var limit = __webpack_require__(43053);
;// CONCATENATED MODULE: ./lib/staging/loopback.js







/** The OCI limit for manifests that registries must accept. */
const MANIFEST_LIMIT = 4 * 1024 * 1024;
/**
 * Blobs under way at once. Fewer than each registry's client allows: streams that wait for one another's places in
 * different registries would wait for ever.
 */
const UPLOADS = 6;
/**
 * Tried first, so that the label which the engine keeps per registry on its content does not grow a new entry each
 * run. Any free port will do when it is taken.
 */
const PREFERRED_PORT = 51519;
/**
 * Opens the endpoint for one repository. It speaks as much of the OCI distribution API as a push needs; blobs flow
 * straight through to the registries, manifests are held and written by digest.
 *
 * @param repository The one repository that exists here.
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#push
 */
async function openLoopback(repository, distributor, log) {
    const password = (0,external_node_crypto_.randomBytes)(24).toString('base64url');
    const expected = [`Basic ${Buffer.from(`slipway:${password}`).toString('base64')}`, `Bearer ${password}`].map(text => Buffer.from(text));
    log.mask(password);
    const manifests = new Map();
    const uploads = new Set();
    const uploading = (0,limit/* createLimit */.K)(UPLOADS);
    const arrival = Promise.withResolvers();
    let root;
    let failure;
    const blobHead = async ({ res }, digest) => {
        const size = await distributor.heldByAll(digest);
        if (size === undefined)
            return answer(res, 404);
        answer(res, 200, { ...(size > 0 && { 'Content-Length': String(size) }), 'Docker-Content-Digest': digest });
    };
    const startUpload = ({ req, res, path }) => {
        req.resume();
        const id = (0,external_node_crypto_.randomBytes)(12).toString('hex');
        uploads.add(id);
        answer(res, 202, { Location: `${path}${id}`, 'Docker-Upload-UUID': id });
    };
    const finishUpload = async ({ req, res, url }, id) => {
        const digest = url.searchParams.get('digest') ?? '';
        const size = Number(req.headers['content-length']);
        if (!uploads.delete(id) || !(0,oci_reference/* isDigest */.Bc)(digest) || !Number.isSafeInteger(size))
            return refuse(req, res, 400);
        await uploading(() => distributor.stream({ digest, size }, req));
        answer(res, 201, { 'Docker-Content-Digest': digest });
    };
    const putManifest = async ({ req, res }, reference) => {
        const bytes = await readAtMost(req, MANIFEST_LIMIT);
        if (bytes === undefined)
            return refuse(req, res, 413);
        const digest = (0,oci_digest/* sha256 */.s)(bytes);
        if ((0,oci_reference/* isDigest */.Bc)(reference) && reference !== digest)
            return refuse(req, res, 400);
        const manifest = { mediaType: (0,oci_manifest/* typeOf */.QP)(bytes, req.headers['content-type'] ?? ''), digest, bytes };
        // Refused here, a manifest of an unknown kind is written nowhere.
        (0,oci_manifest/* linksOf */.hP)(manifest);
        await ((0,oci_reference/* isDigest */.Bc)(reference) ? distributor.manifest(manifest) : distributor.root(manifest));
        manifests.set(digest, manifest);
        answer(res, 201, { 'Docker-Content-Digest': digest });
        if ((0,oci_reference/* isDigest */.Bc)(reference))
            return;
        root = manifest;
        arrival.resolve();
    };
    const route = async (exchange) => {
        const { req, res, path } = exchange;
        if (!authorised(req, expected)) {
            // An engine that knows no tokens asks without first, to learn the challenge; a wrong password is somebody else.
            const tell = req.headers.authorization === undefined ? log.debug : log.warning;
            tell(`refused a request without the right password at the loopback endpoint: ${req.method} ${path}`);
            return refuse(req, res, 401, { 'WWW-Authenticate': 'Basic realm="slipway"' });
        }
        if (path === '/v2/' && req.method === 'GET')
            return answer(res, 200);
        const prefix = `/v2/${repository}/`;
        const rest = path.startsWith(prefix) ? path.slice(prefix.length) : '';
        const [kind, name = '', id = ''] = rest.split('/');
        if (kind === 'blobs' && name === 'uploads' && req.method === 'POST')
            return startUpload(exchange);
        if (kind === 'blobs' && name === 'uploads' && req.method === 'PUT')
            return finishUpload(exchange, id);
        if (kind === 'blobs' && req.method === 'HEAD' && (0,oci_reference/* isDigest */.Bc)(name))
            return blobHead(exchange, name);
        if (kind === 'manifests' && req.method === 'PUT')
            return putManifest(exchange, name);
        // Also the answer to HEAD of a manifest: the engine must send each, for the registries and for the read-back.
        return refuse(req, res, 404);
    };
    const server = (0,external_node_http_.createServer)({ keepAliveTimeout: 5_000, maxHeaderSize: 16_384 }, (req, res) => {
        const url = URL.parse(req.url ?? '/', 'http://loopback');
        // Anyone on this machine can send a target that is no URL: it must not end the process. Ours have no escapes.
        if (url === null)
            return refuse(req, res, 400);
        route({ req, res, url, path: url.pathname }).catch(error => {
            failure = error;
            log.debug(`loopback endpoint: ${req.method} ${url.pathname}: ${(0,errors/* messageOf */.bD)(error)}`);
            refuse(req, res, 503);
        });
    });
    // A blob of many gigabytes may take as long as it takes; silence is bounded by the registries' own time-outs.
    server.requestTimeout = 0;
    const port = await listen(server);
    return {
        host: `127.0.0.1:${port}`,
        login: { username: 'slipway', password, registrytoken: password },
        manifests,
        root: () => root,
        arrived: arrival.promise,
        failure: () => failure,
        close: () => new Promise(resolve => {
            server.close(() => resolve());
            server.closeAllConnections();
        }),
    };
}
function authorised(req, expected) {
    const given = Buffer.from(req.headers.authorization ?? '');
    return expected.some(one => one.length === given.length && (0,external_node_crypto_.timingSafeEqual)(given, one));
}
function answer(res, status, headers = {}) {
    res.writeHead(status, { 'Docker-Distribution-Api-Version': 'registry/2.0', ...headers });
    res.end();
}
/** Answers and drops the connection where a body may still be on its way. */
function refuse(req, res, status, headers = {}) {
    if (res.headersSent) {
        res.destroy();
        return;
    }
    const bodyless = req.method === 'GET' || req.method === 'HEAD' || req.readableEnded;
    answer(res, status, bodyless ? headers : { ...headers, Connection: 'close' });
    req.resume();
}
/** The whole body, or undefined when it is longer than `limit` bytes. */
async function readAtMost(req, limit) {
    const chunks = [];
    let length = 0;
    for await (const chunk of req) {
        length += chunk.length;
        if (length > limit)
            return undefined;
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}
async function listen(server) {
    for (const port of [PREFERRED_PORT, 0]) {
        const outcome = await new Promise(resolve => {
            server.once('error', resolve);
            server.listen(port, '127.0.0.1', () => {
                server.removeListener('error', resolve);
                resolve(undefined);
            });
        });
        if (outcome === undefined)
            return server.address().port;
        if (outcome.code !== 'EADDRINUSE')
            throw cannotListen(outcome);
    }
    throw cannotListen(new Error('no port is free'));
}
function cannotListen(cause) {
    return new errors/* ActionError */.lZ('ENGINE_FAILED', `cannot open the loopback endpoint on 127.0.0.1: ${cause.message}`, {
        cause,
    });
}

;// CONCATENATED MODULE: ./lib/staging/fan-out.js






const REPOSITORY = 'slipway/publish';
/** What the engine calls it, unless that port is taken. An image with a name in it needs no further one to be pushed. */
const LIKELY_REPOSITORY = `127.0.0.1:${PREFERRED_PORT}/${REPOSITORY}`;
/**
 * Stages an image of the engine's containerd store: the engine pushes it once, into our endpoint, from where each
 * missing blob flows to all registries at the same time. A push that fails for a passing reason is done again and
 * sends only what is still missing.
 *
 * @param image The local reference that was built and tested.
 * @param digest What the build said it made; anything else arriving is refused.
 * @throws ActionError PUBLISH_FAILED (or the one code that all failed registries share), DIGEST_MISMATCH, ENGINE_FAILED, CANCELLED.
 */
async function stageByFanOut(image, digest, ports) {
    const { engine, fleet, distributor, log } = ports;
    const loopback = await openLoopback(REPOSITORY, distributor, log);
    const repository = `${loopback.host}/${REPOSITORY}`;
    const isNamed = image.startsWith(`${repository}:`);
    const name = isNamed ? image : `${repository}:${(0,external_node_crypto_.randomBytes)(8).toString('hex')}`;
    const login = { ...loopback.login, serveraddress: loopback.host };
    const push = async () => {
        const doubts = distributor.doubts();
        try {
            await engine.push(name, login);
        }
        catch (error) {
            // The engine was told that blobs were there, as a registry had said. Now it is told that they are not.
            if (distributor.doubts() > doubts)
                return push();
            throw blame(error, loopback.failure());
        }
    };
    const isOver = (error) => (0,staging_fleet/* isSettled */.Is)(error) || fleet.alive().length === 0 || loopback.root() !== undefined;
    const named = isNamed ? Promise.resolve() : engine.tag(image, name);
    const pushing = named.then(() => ports.retry('staging the image', push, isOver));
    const tidy = () => Promise.allSettled([isNamed || engine.remove(name), loopback.close()]);
    ports.afterwards(pushing.then(tidy, tidy));
    try {
        // With the root everything has arrived. The engine then notes where it has pushed to, which nobody has to wait for.
        await Promise.race([pushing, loopback.arrived]);
    }
    catch (error) {
        (0,staging_fleet/* throwIfRequiredFailed */.At)([fleet], 'staging');
        throw error;
    }
    const root = loopback.root();
    if (root?.digest !== digest) {
        throw new errors/* ActionError */.lZ('DIGEST_MISMATCH', `the engine pushed ${root?.digest ?? 'nothing'}, but the build made ${digest}`, {
            hint: 'Nothing was tagged. Something else on this machine may have replaced the image meanwhile: run the job again.',
        });
    }
    const manifests = [...loopback.manifests.values()];
    return { root, manifests, found: distributor.found, leftOut: await leftOutBy(distributor, manifests) };
}
/**
 * The layers that may not be distributed and that the engine did not push: it need not have them.
 *
 * @throws ActionError DIGEST_MISMATCH for one that says nowhere else to get it
 */
async function leftOutBy(distributor, manifests) {
    const has = async ({ digest }) => (await distributor.heldByAll(digest)) !== undefined;
    const leftOut = await (0,foreign/* withoutForeign */.d)(manifests, has);
    for (const blob of (0,oci_content/* blobsOf */.O)({ manifests, leftOut }).filter(foreign/* isForeign */.j)) {
        if (await has(blob))
            continue;
        throw new errors/* ActionError */.lZ('DIGEST_MISMATCH', `the engine did not push ${blob.digest}, a layer that may not be distributed`, {
            hint: 'Nothing was tagged. Rebuild the image with BuildKit, which makes ordinary layers of these by default.',
        });
    }
    return leftOut;
}
/** The engine only sees that its push failed; the endpoint knows why. */
function blame(error, below) {
    if (below === undefined || (error instanceof errors/* ActionError */.lZ && error.code === 'CANCELLED'))
        return error;
    if (below instanceof errors/* ActionError */.lZ)
        return below;
    return new errors/* ActionError */.lZ('PUBLISH_FAILED', `staging failed: ${(0,errors/* messageOf */.bD)(below)}`, { cause: error });
}

;// CONCATENATED MODULE: ./lib/builder/buildx/buildx-for-run.js


/**
 * The buildx that `buildx-version` asks for: the path of a plugin that this run alone uses.
 *
 * @returns undefined when it is the machine's own, or nothing is built
 * @throws ActionError
 */
async function buildxForRun({ buildxVersion, source, retry: policy }, folder, machine) {
    if (buildxVersion === undefined || source !== undefined)
        return undefined;
    const { run, log, signal, env } = machine;
    const { createDownloads } = await __webpack_require__.e(/* import() */ 98).then(__webpack_require__.bind(__webpack_require__, 29098));
    const { installBuildx } = await __webpack_require__.e(/* import() */ 318).then(__webpack_require__.bind(__webpack_require__, 25318));
    const downloads = createDownloads({ ...(0,host_machine/* retryPorts */.N)(machine), policy, signal, proxyEnv: env, onRetry: log.info });
    try {
        return await installBuildx(buildxVersion, {
            run,
            log,
            env: (0,child_env/* childEnv */.gf)(env),
            signal,
            downloads,
            toolCache: env.RUNNER_TOOL_CACHE ?? '',
            folder,
            platform: process.platform,
            arch: process.arch,
        });
    }
    finally {
        downloads.close();
    }
}

// EXTERNAL MODULE: ./lib/inputs/build/cache.js
var build_cache = __webpack_require__(15820);
;// CONCATENATED MODULE: ./lib/cache/hosts.js


/** Registries that a cache may need a login for, besides those that are published to. */
function cacheHosts({ cache }) {
    return cache.ref === '' || (0,build_cache/* isFolder */.l)(cache.ref) ? [] : [(0,oci_reference/* parseReference */.F2)(cache.ref).name.registry];
}

// EXTERNAL MODULE: ./lib/credentials/docker-config.js
var docker_config = __webpack_require__(75995);
;// CONCATENATED MODULE: ./lib/credentials/config-input.js





const INPUT = 'docker-config';
const PASSPHRASE = `\`${INPUT}-passphrase\``;
const MAGIC = Buffer.from('Salted__');
/** What `openssl enc -pbkdf2` takes without `-iter`. */
const ITERATIONS = 10_000;
function bad(problem, hint) {
    return new errors/* ActionError */.lZ('INPUT_INVALID', `\`${INPUT}\` ${problem}`, { hint });
}
/**
 * Opens what `openssl enc -aes-256-cbc -pbkdf2 -salt` made: `Salted__`, eight bytes of salt, the ciphertext. Key and
 * initialisation vector are the 48 bytes of PBKDF2 with SHA-256 (openssl-enc(1)).
 *
 * @throws ActionError `INPUT_INVALID` for a wrong passphrase or a damaged file
 */
function decryptOpenssl(bytes, passphrase) {
    const salt = bytes.subarray(MAGIC.length, MAGIC.length + 8);
    const derived = (0,external_node_crypto_.pbkdf2Sync)(passphrase, salt, ITERATIONS, 48, 'sha256');
    try {
        const decipher = (0,external_node_crypto_.createDecipheriv)('aes-256-cbc', derived.subarray(0, 32), derived.subarray(32));
        return Buffer.concat([decipher.update(bytes.subarray(MAGIC.length + 8)), decipher.final()]);
    }
    catch {
        throw wrongPassphrase();
    }
}
const ENCRYPT = 'openssl enc -aes-256-cbc -pbkdf2 -salt -in config.json -out config.enc';
function wrongPassphrase() {
    return bad('cannot be decrypted', `Check ${PASSPHRASE}, and encrypt with: ${ENCRYPT}`);
}
/** Who has encrypted what is no JSON; undefined when nobody has. */
function cipherOf(bytes) {
    const text = bytes.toString('latin1').trimStart();
    if (text.startsWith('$ANSIBLE_VAULT;'))
        return 'by ansible-vault';
    if (/^(?:-----BEGIN (?:PGP|AGE)|age-encryption\.org)/.test(text))
        return 'by PGP or age';
    const inside = text.length < SHORTEST_CIPHER ? undefined : fromBase64(bytes);
    // Codeship's jet writes base64 of its ciphertext, and nothing else.
    return inside?.some(byte => byte < 9 || byte > 126) ? 'by another tool than openssl (Codeship’s jet?)' : undefined;
}
/** In base64: shorter texts may well be paths. */
const SHORTEST_CIPHER = 100;
function fromBase64(bytes) {
    const text = bytes.toString('latin1').replace(/\s+/g, '');
    return text !== '' && /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}
const isEncrypted = (bytes) => bytes.subarray(0, MAGIC.length).equals(MAGIC);
const isJson = (bytes) => bytes.toString().trimStart().startsWith('{');
/** JSON text out of JSON, an encrypted file, or base64 of either. */
function decode(bytes, passphrase) {
    const candidates = [bytes, fromBase64(bytes)].filter(each => each !== undefined);
    const known = candidates.find(each => isEncrypted(each) || isJson(each));
    if (known === undefined || !isEncrypted(known))
        return known?.toString();
    if (passphrase === '')
        throw bad('is encrypted', `Set ${PASSPHRASE} to the passphrase it was encrypted with.`);
    const opened = decryptOpenssl(known, passphrase);
    // One wrong passphrase in 256 leaves a valid padding.
    if (!isJson(opened))
        throw wrongPassphrase();
    return opened.toString();
}
async function readIfFile(path) {
    try {
        return (0,regular_file/* readRegular */.V)(path, { follow: true });
    }
    catch {
        return undefined;
    }
}
/**
 * The input `docker-config`: the content of a Docker config, base64 of it, or a path (relative to the workspace); each
 * may be encrypted by openssl. Undefined when the input is empty.
 *
 * @throws ActionError `INPUT_INVALID` when it is none of these, or holds an entry that cannot be read
 */
async function readConfigInput(input, workspace, passphrase = '') {
    const value = input.trim();
    if (value === '')
        return undefined;
    const isPath = !value.startsWith('{') && !value.includes('\n') && value.length < 4096;
    const file = isPath ? await readIfFile((0,external_node_path_.resolve)(workspace, value)) : undefined;
    const content = decode(file ?? Buffer.from(value), passphrase);
    const cipher = content === undefined ? cipherOf(file ?? Buffer.from(value)) : undefined;
    if (cipher !== undefined) {
        throw bad(`is encrypted ${cipher}`, `Decrypt it, encrypt with openssl, and set ${PASSPHRASE}: ${ENCRYPT}`);
    }
    if (content === undefined) {
        throw bad(file === undefined ? 'is neither JSON, base64 of it, nor a path that exists' : 'names a file that is not JSON', 'Give the content of a Docker config.json, base64 of it, or its path in the workspace.');
    }
    const config = (0,docker_config/* parseDockerConfig */.Cj)(content, `\`${INPUT}\``);
    // Unlike the user's own file, this one was handed to us to be used: what is wrong in it is the user's to fix.
    if (config.problems.length > 0) {
        throw new errors/* ActionError */.lZ('INPUT_INVALID', config.problems.join('\n'), {
            hint: 'An entry is {"auth": "base64 of user:password"} or {"username": "…", "password": "…"}.',
        });
    }
    return config;
}

;// CONCATENATED MODULE: ./lib/credentials/docker-env.js



/**
 * The environment of docker children that shall use the private config in `dir`. Builders stay those of the user.
 * DOCKER_AUTH_CONFIG is gone (docker would put it before the file); its logins are in the private config.
 */
function dockerEnv(env, dir, userConfigDir) {
    const buildx = (0,user_config/* buildxConfigDir */.iL)(env, (0,external_node_path_.resolve)(userConfigDir));
    return { ...(0,child_env/* childEnv */.gf)(env), DOCKER_CONFIG: dir, BUILDX_CONFIG: buildx };
}

;// CONCATENATED MODULE: ./lib/credentials/hideable-folder.js





/** @param folder may come to be later; it has files, no folders */
function hideableFolder(folder) {
    const held = new Map();
    return {
        async hide() {
            // While something is held, what lies there is not ours.
            const names = held.size === 0 ? await namesIn(folder) : [];
            for (const name of names)
                held.set(name, (0,regular_file/* readRegular */.V)((0,external_node_path_.join)(folder, name)));
            await (0,run_folder/* removeFolder */.v$)(folder);
        },
        async show() {
            if (held.size === 0)
                return;
            // Anew: a gate may have made one of the name meanwhile, or a link to a place of its own.
            await (0,run_folder/* removeFolder */.v$)(folder);
            await (0,promises_.mkdir)(folder, { mode: 0o700 });
            for (const [name, content] of held)
                await (0,promises_.writeFile)((0,external_node_path_.join)(folder, name), content, { mode: 0o600, flag: 'wx' });
            held.clear();
        },
    };
}
async function namesIn(folder) {
    try {
        const names = await (0,promises_.readdir)(folder);
        const stats = await Promise.all(names.map(name => (0,promises_.lstat)((0,external_node_path_.join)(folder, name))));
        // A gate that is shown the files may put others beside them, also a pipe that never comes to its end.
        return names.filter((_, at) => stats[at]?.isFile());
    }
    catch (error) {
        if ((0,errno/* errnoOf */.U)(error) === 'ENOENT')
            return [];
        throw error;
    }
}

// EXTERNAL MODULE: ./lib/credentials/host.js
var credentials_host = __webpack_require__(14406);
;// CONCATENATED MODULE: ./lib/credentials/docker-access.js








function authEntry(credential) {
    const base64 = (text) => Buffer.from(text).toString('base64');
    switch (credential.kind) {
        case 'basic':
            return { auth: base64(`${credential.username}:${credential.password}`) };
        case 'identity':
            return {
                ...(credential.username ? { auth: base64(`${credential.username}:`) } : {}),
                identitytoken: credential.identityToken,
            };
        case 'bearer':
            return { registrytoken: credential.token };
    }
}
function without(entries, hosts) {
    return Object.fromEntries(Object.entries(entries).filter(([key]) => !hosts.has((0,credentials_host/* canonicalHost */.r)(key))));
}
function objectAt(json, key) {
    const value = (0,event_context.at)(json, key);
    return (0,docker_config/* isObject */.Gv)(value) ? value : {};
}
/**
 * The user's config with `credentials` in it. Where a helper would answer for one of their hosts, an empty name in
 * `credHelpers` tells docker to look into `auths` instead.
 */
function mergeConfig(userConfigs, credentials) {
    const all = new Map([...userConfigs.env.auths, ...credentials]);
    const { raw, credsStore } = userConfigs.file;
    const hosts = new Set([...all.keys()].map(credentials_host/* canonicalHost */.r));
    const ours = [...all].map(([host, credential]) => [(0,credentials_host/* configKey */.u)(host), authEntry(credential)]);
    const auths = { ...without(objectAt(raw, 'auths'), hosts), ...Object.fromEntries(ours) };
    const helped = [...hosts].filter(host => credsStore !== undefined || userConfigs.file.credHelpers.has(host));
    const unhelped = Object.fromEntries(helped.map(host => [(0,credentials_host/* configKey */.u)(host), '']));
    const credHelpers = { ...without(objectAt(raw, 'credHelpers'), hosts), ...unhelped };
    return { ...raw, auths, ...(Object.keys(credHelpers).length > 0 ? { credHelpers } : { credHelpers: undefined }) };
}
/** docker looks for a plugin here first. */
function withPlugins(json, folder) {
    if (folder === undefined)
        return json;
    const given = (0,event_context.at)(json, 'cliPluginsExtraDirs');
    return { ...json, cliPluginsExtraDirs: [folder, ...(Array.isArray(given) ? given : [])] };
}
/** Contexts, plugins, TLS keys, trust data: all that docker finds beside config.json, but for what it would change. */
async function linkTheRest(from, to) {
    const names = await (0,promises_.readdir)(from).catch(() => []);
    const wanted = names.filter(name => !/^(?:\.?config\.json|\.token_seed)/.test(name));
    await Promise.all(wanted.map(name => (0,promises_.symlink)((0,external_node_path_.resolve)(from, name), (0,external_node_path_.join)(to, name))));
}
async function writeJson(dir, json) {
    const draft = (0,external_node_path_.join)(dir, '.config.json.new');
    await (0,promises_.rm)(draft, { force: true });
    await (0,promises_.writeFile)(draft, JSON.stringify(json, undefined, 2), { mode: 0o600, flag: 'wx' });
    await (0,promises_.rename)(draft, (0,external_node_path_.join)(dir, 'config.json'));
}
/**
 * Makes the folder (0700, files 0600) inside the run's own. It carries over the user's own config, proxies, helpers, current
 * context and builders included, and holds the credentials, which docker reads from there and never from argv.
 */
async function createDockerAccess(options) {
    const { folder, userConfigDir, userConfigs, env, credentials } = options;
    const dir = (0,external_node_path_.join)((0,external_node_path_.resolve)(folder), 'docker');
    const shown = withPlugins(mergeConfig(userConfigs, credentials), options.plugins);
    const { auths: _, ...hidden } = withPlugins(userConfigs.file.raw, options.plugins);
    const keys = hideableFolder(options.keys);
    await (0,promises_.mkdir)(dir, { mode: 0o700 });
    try {
        await (0,promises_.chmod)(dir, 0o700);
        await linkTheRest(userConfigDir, dir);
        await writeJson(dir, shown);
    }
    catch (error) {
        await (0,run_folder/* removeFolder */.v$)(dir);
        throw error;
    }
    return {
        dir,
        env: dockerEnv(env, dir, userConfigDir),
        // Both, even if one fails.
        hide: async () => void (await Promise.all([writeJson(dir, hidden), keys.hide()])),
        show: async () => void (await Promise.all([writeJson(dir, shown), keys.show()])),
        dispose: () => (0,run_folder/* removeFolder */.v$)(dir),
    };
}

;// CONCATENATED MODULE: ./lib/credentials/helpers.js





const DEADLINE = 30_000;
function broken(program, host, why, cause) {
    return new errors/* ActionError */.lZ('AUTH_FAILED', `the credential helper ${program}, asked for ${host}, ${why}`, {
        hint: `Mend the helper, take it out of the Docker config (credHelpers, credsStore), or give username and password for ${host}.`,
        cause,
    });
}
/** What the helper says about its failure. Helpers say it on stdout, where JSON would be the secret: never quoted. */
function complaint(stdout, stderr) {
    const said = [stdout, stderr].map(each => each.trim()).find(each => each !== '' && !each.startsWith('{'));
    return said === undefined ? '' : `: ${(0,sanitize/* defuse */.VP)(said.split('\n')[0] ?? '').slice(0, 200)}`;
}
function parseAnswer(stdout) {
    try {
        const answer = JSON.parse(stdout);
        const [username, secret] = [(0,event_context/* text */.Q)(answer, 'Username'), (0,event_context/* text */.Q)(answer, 'Secret')];
        return username === undefined || secret === undefined ? undefined : { username, secret };
    }
    catch {
        return undefined;
    }
}
/**
 * Asks `docker-credential-<helper> get`, with the registry on stdin (docker/docker-credential-helpers). Undefined when
 * the helper knows none.
 *
 * @param helper the part after `docker-credential-`, from `credHelpers` or `credsStore`
 * @throws ActionError `AUTH_FAILED`, naming the helper, when it is missing, fails, answers nonsense or misses the deadline
 */
async function askHelper(helper, host, options) {
    const { run, env, signal, deadline = DEADLINE } = options;
    const program = `docker-credential-${helper}`;
    if (!/^[\w.+-]+$/.test(helper))
        throw broken(JSON.stringify(program), host, 'has a name that is no program');
    const result = await run(program, ['get'], {
        env,
        input: (0,credentials_host/* configKey */.u)(host),
        timeout: deadline,
        ...(signal && { signal }),
    }).catch((error) => {
        if (signal?.aborted)
            throw error;
        throw broken(program, host, `cannot be started: ${(0,errors/* messageOf */.bD)(error)}`, error);
    });
    signal?.throwIfAborted();
    if (result.timedOut)
        throw broken(program, host, `gave no answer in ${deadline / 1000} s`);
    if (result.code !== 0) {
        if (/credentials not found/i.test(`${result.stdout}\n${result.stderr}`))
            return undefined;
        const how = result.signal === null ? `exit code ${result.code}` : `signal ${result.signal}`;
        throw broken(program, host, `failed (${how})${complaint(result.stdout, result.stderr)}`);
    }
    const answer = parseAnswer(result.stdout);
    if (answer === undefined)
        throw broken(program, host, 'answered something that is not a login');
    return answer.secret === '' ? undefined : (0,docker_config/* toCredential */.R_)(answer.username, answer.secret);
}

// EXTERNAL MODULE: ./lib/event/forge.js
var forge = __webpack_require__(47935);
;// CONCATENATED MODULE: ./lib/credentials/resolve.js



/** Entries without credentials of their own say nothing; the first with some speaks for its host. */
function fromEntries(entries, name) {
    return host => {
        const index = entries.findIndex(entry => entry.password !== '' && (0,credentials_host/* canonicalHost */.r)(entry.registry) === host);
        const entry = entries[index];
        return entry && { credential: (0,docker_config/* toCredential */.R_)(entry.username, entry.password), source: name(index) };
    };
}
function fromAuths({ auths }, source) {
    return host => {
        const credential = auths.get(host);
        return credential && { credential, source };
    };
}
function helperOf(config, host) {
    // An empty name in credHelpers means "not by a helper", also where credsStore names one.
    return (config.credHelpers.get(host) ?? config.credsStore) || undefined;
}
function fromHelper(config, ask, where) {
    return async (host) => {
        const helper = helperOf(config, host);
        const credential = helper === undefined ? undefined : await ask(helper, host);
        return credential && { credential, source: `docker-credential-${helper} (${where})` };
    };
}
/** As docker: a host that has a helper has no other login in the same file. */
function fromUserFile(config, ask) {
    const byHelper = fromHelper(config, ask, "the user's Docker config");
    const byAuths = fromAuths(config, "the user's Docker config");
    return host => (helperOf(config, host) === undefined ? byAuths(host) : byHelper(host));
}
function fromJobToken({ actor, githubToken: token, serverUrl }) {
    const own = (0,forge/* registryOf */.Fv)(serverUrl);
    return host => host === own && token !== ''
        ? { credential: { kind: 'basic', username: actor || 'x-access-token', password: token }, source: 'github-token' }
        : undefined;
}
function secretOf(credential) {
    switch (credential.kind) {
        case 'basic':
            return credential.password;
        case 'identity':
            return credential.identityToken;
        case 'bearer':
            return credential.token;
    }
}
/**
 * Where credentials come from, the first that has some for a host winning:
 *
 * 1. what the step says: `registries`, then `registry-auth` and the `registry`/`username`/`password` shorthand;
 * 2. the step's `docker-config`: its `auths` before its helpers, as the file was handed over for its logins;
 * 3. the user's own: DOCKER_AUTH_CONFIG, then config.json (docker's own order);
 * 4. for the registry of the server that the job runs on (ghcr.io on github.com), the actor and the job's token;
 * 5. none.
 *
 * The user's own login for ghcr.io comes before the job's token: an earlier step that logged in there did so on purpose
 * (with a token that reaches another organisation, say), while the job's token is only ever the default.
 */
function createCredentials(options) {
    const { registries, logins, configInput, userConfigs, askHelper, mask } = options;
    const resolvers = [
        fromEntries(registries, index => `registries[${index}]`),
        fromEntries(logins, () => 'registry-auth, or username and password'),
        ...(configInput
            ? [fromAuths(configInput, 'docker-config'), fromHelper(configInput, askHelper, 'docker-config')]
            : []),
        fromAuths(userConfigs.env, 'DOCKER_AUTH_CONFIG'),
        fromUserFile(userConfigs.file, askHelper),
        fromJobToken(options),
    ];
    async function ask(host) {
        for (const resolver of resolvers) {
            const resolved = await resolver(host);
            if (resolved === undefined)
                continue;
            mask(secretOf(resolved.credential));
            return resolved;
        }
        if (userConfigs.unreadable !== undefined)
            throw userConfigs.unreadable;
        return undefined;
    }
    const known = new Map();
    const given = [...registries, ...logins].filter(entry => entry.password !== '').map(entry => entry.registry);
    const fromConfig = configInput ? [...configInput.auths.keys(), ...configInput.credHelpers.keys()] : [];
    return {
        resolve(name) {
            const host = (0,credentials_host/* canonicalHost */.r)(name);
            const answer = known.get(host) ?? ask(host);
            known.set(host, answer);
            return answer;
        },
        hosts: [...new Set([...given, ...fromConfig].map(credentials_host/* canonicalHost */.r))],
    };
}

// EXTERNAL MODULE: ./lib/inputs/reading/trust.js
var trust = __webpack_require__(93632);
;// CONCATENATED MODULE: ./lib/credentials/trust.js






/**
 * What `registries` and `registry-auth` say of certificates, by host; entries of one host add up.
 *
 * @throws InputError for a file that cannot be read or holds no certificate
 */
async function readTrusts(entries, workspace) {
    const trusts = new Map();
    const problems = [];
    for (const { registry, ca, insecure } of entries) {
        if (ca === undefined && insecure === undefined)
            continue;
        const host = (0,credentials_host/* canonicalHost */.r)(registry);
        const known = trusts.get(host) ?? {};
        const certificates = ca === undefined ? undefined : await certificatesIn(ca, registry, workspace, problems);
        const all = [...new Set([known.ca, certificates])].filter(text => text !== undefined).join('\n');
        trusts.set(host, { ...known, ...(all !== '' && { ca: all }), ...(insecure && { insecure }) });
    }
    if (problems.length > 0)
        throw new errors/* InputError */.dz(problems);
    return trusts;
}
const CERTIFICATE = /-----BEGIN ([A-Z0-9 ]*CERTIFICATE)-----.*?-----END \1-----/gs;
/** The certificates alone: a PEM file may hold anything between them, private keys included. */
async function certificatesIn(ca, registry, workspace, problems) {
    try {
        const text = (0,trust/* isPem */.X3)(ca) ? ca : (0,regular_file/* readText */.y)((0,external_node_path_.resolve)(workspace, ca), { follow: true });
        const certificates = [...text.matchAll(CERTIFICATE)].map(([block]) => block);
        if (certificates.length === 0)
            throw new Error('it holds no PEM certificate');
        for (const certificate of certificates)
            new external_node_crypto_.X509Certificate(certificate);
        return `${certificates.join('\n')}\n`;
    }
    catch (error) {
        problems.push({
            input: `ca of ${registry}`,
            problem: `cannot be used: ${(0,errors/* messageOf */.bD)(error)}`,
            fix: "Give the certificate of the registry's authority in PEM, as text or as the path of a file.",
        });
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/publish/grace.js
/** Milliseconds from a cancel to the end of what may still be finished: the runner kills after ten seconds. */
const GRACE = 5_000;
/**
 * Tags that were moved can be put back only by requests that the cancel does not reach. Staging needs no such grace:
 * nobody sees what it leaves.
 */
function graceful(signal, after = GRACE) {
    const late = new AbortController();
    let atWork = 0;
    const abort = () => late.abort(signal.reason);
    const onCancel = () => {
        if (atWork === 0)
            abort();
        else
            setTimeout(abort, after).unref();
    };
    if (signal.aborted)
        abort();
    else
        signal.addEventListener('abort', onCancel, { once: true });
    return {
        signal: late.signal,
        async during(work) {
            atWork += 1;
            try {
                return await work();
            }
            finally {
                atWork -= 1;
                if (signal.aborted && atWork === 0)
                    abort();
            }
        },
    };
}

// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./lib/http/redirect.js
var redirect = __webpack_require__(24634);
// EXTERNAL MODULE: ./lib/http/transport.js + 3 modules
var http_transport = __webpack_require__(28039);
// EXTERNAL MODULE: ./lib/registry/errors/answer-text.js
var answer_text = __webpack_require__(60817);
// EXTERNAL MODULE: ./lib/registry/errors/errors.js + 4 modules
var errors_errors = __webpack_require__(86795);
;// CONCATENATED MODULE: ./lib/registry/elsewhere.js



/**
 * What a host answered to which the registry has sent us. A 401 from there is an error like any other: what it asks for
 * is none of its business.
 */
function elsewhereError(doing, { status, headers, url, text }, now) {
    const said = (0,answer_text/* readSaid */.y)(text);
    const words = [String(status), said.codes[0], said.text].filter(word => word !== undefined && word !== '').join(' ');
    const isMissing = status === 404 || status === 410;
    const isRefusal = status === 401 || status === 403;
    const what = isMissing ? 'has nothing there' : isRefusal ? 'refuses it' : 'failed';
    const message = `${(0,errors_errors/* where */._M)(doing)}: ${doing.what}: ${(0,answer_text/* clean */.u)(url.host)}, where the registry keeps it, ${what} (${words})`;
    return new errors_errors/* RegistryError */.gl(isMissing ? 'NOT_FOUND' : 'REGISTRY_ERROR', message, {
        hint: isRefusal ? REFUSED : `The registry itself (${doing.host}) answers; its storage does not do its part.`,
        status,
        trouble: isMissing ? 'missing' : 'other',
        codes: said.codes,
        verdict: (0,retry/* temporaryStatus */.Ew)(status) ? { retryAfter: (0,retry/* parseRetryAfter */.mu)(headers['retry-after'], now) } : 'settled',
    });
}
const REFUSED = 'The registry itself lets this account in and sends it there; credentials are not sent along. Ask whoever runs the registry about its storage, and check the clock of this runner: signed links expire.';

;// CONCATENATED MODULE: ./lib/registry/api.js








// Manifests have at most 4 MiB (distribution-spec, "Pushing Manifests"); the rest is for tag lists and error pages.
const MAX_ANSWER = 4 * 1024 * 1024 + 65_536;
/** A small answer may take this many idle periods from its first byte to its last. */
const SMALL = 2;
function createApi(deps) {
    const { host, policy, ports, signal } = deps;
    let anonymous = false;
    // A registry that hands uploads over to another host does so with the next one, too.
    let expects = false;
    const doing = ({ path, what }) => ({ host, path, what, anonymous });
    const guarded = async (request, body) => {
        anonymous = await deps.anonymous();
        try {
            return await body();
        }
        catch (error) {
            expects ||= error?.code === 'ERR_SPENT';
            throw error instanceof errors/* ActionError */.lZ ? error : (0,errors_errors/* networkError */.x6)(doing(request), error, signal);
        }
    };
    /** The response when its status is an answer; its body is still to be read. Anything else is thrown. */
    const accept = async (request, response) => {
        if (request.ok.includes(response.status))
            return response;
        const text = await textInTime(response.body, SMALL * deps.idle);
        if (response.isForeign)
            throw elsewhereError(doing(request), { ...response, text }, ports.now());
        throw (0,errors_errors/* answerError */.n)(doing(request), { ...response, text }, ports.now());
    };
    const exchange = (request) => guarded(request, async () => {
        const origin = await deps.origin();
        const url = new URL(request.target, origin);
        const send = (authorization) => sendOnce(deps, { ...request, url, expects }, origin, authorization);
        const need = {
            scope: deps.pushes ? toPush(request.scope) : request.scope,
            doing: doing(request),
            final: request.final,
        };
        // A Location on another host is a storage's: our credentials are none of its business.
        const response = await (url.origin === origin.origin ? deps.auth.send(need, send) : send());
        return accept(request, response);
    });
    const once = (request) => (request.upload ? deps.limits.upload : deps.limits.light)(async () => {
        const response = await exchange({ limit: SMALL * deps.idle, ...request });
        const body = await guarded(request, () => (0,answered/* plainBody */.FD)(response, MAX_ANSWER));
        return { status: response.status, headers: response.headers, url: response.url, body };
    });
    const prove = () => {
        const request = {
            method: 'GET',
            target: '/v2/',
            path: '',
            what: 'checking the credentials',
            scope: [],
            ok: [200],
        };
        return guarded(request, async () => {
            const origin = await deps.origin();
            const sent = { ...request, url: new URL(request.target, origin), limit: SMALL * deps.idle };
            const answer = await deps.auth.prove(doing(request), header => sendOnce(deps, sent, origin, header));
            if (answer)
                (await accept(request, answer)).body.resume();
        });
    };
    const again = async (attempt, classifyAs = errors_errors/* classify */.L8, signal = deps.signal) => {
        const onRetry = (event) => deps.onRetry?.(event.error instanceof Error ? event.error.message : String(event.error), event.delay);
        try {
            return await (0,retry/* retry */.L5)(attempt, { policy, ports, classify: classifyAs, signal, onRetry });
        }
        catch (error) {
            // The signal's own reason, from between two attempts.
            if (error instanceof errors_errors/* RegistryError */.gl || !signal?.aborted)
                throw error;
            throw (0,errors_errors/* networkError */.x6)(doing({ path: '', what: 'waiting to try again' }), error, signal);
        }
    };
    const openOnce = (request) => deps.limits.light(() => exchange(request));
    return {
        host,
        once,
        openOnce,
        call: request => again(() => once(request)),
        open: request => again(() => openOnce(request), errors_errors/* classify */.L8, eitherOf(deps.signal, request.signal)),
        prove: () => again(prove),
        retry: again,
        doing,
        insecure: deps.insecure,
        idle: deps.idle,
        aborted: () => signal?.aborted === true,
    };
}
/** What an error says. It is small, also where what was asked for may take its time. */
async function textInTime(body, limit) {
    const late = Object.assign(new Error(`the answer was not complete after ${limit} ms`), { code: 'ETIMEDOUT' });
    const timer = setTimeout(() => body.destroy(late), limit);
    try {
        return await (0,http_body/* readText */.y)(body, MAX_ANSWER);
    }
    finally {
        clearTimeout(timer);
    }
}
function eitherOf(one, other) {
    return one && other ? AbortSignal.any([one, other]) : (one ?? other);
}
async function sendOnce(deps, request, origin, authorization) {
    const { method, url, headers, body, final: spent, limit, expects } = request;
    const answer = await (0,redirect/* sendFollowing */.eH)(deps.transport, {
        method,
        url,
        headers: {
            'user-agent': deps.userAgent,
            accept: '*/*',
            // Digests are those of the bytes as they are stored.
            'accept-encoding': 'identity',
            ...headers,
            ...(authorization === undefined ? {} : { authorization }),
        },
        body,
        spent,
        limit,
        expects: expects === true && spent === true,
        signal: eitherOf(deps.signal, request.signal),
        idle: request.idle ?? deps.idle,
    }, deps).catch(error => {
        // The Location of an upload may be on another host from the start.
        throw url.origin === origin.origin || error?.elsewhere ? error : (0,redirect/* failedAt */.JG)(url, error);
    });
    return { ...answer, isForeign: answer.url.origin !== origin.origin, isBare: authorization === undefined };
}

// EXTERNAL MODULE: ./lib/registry/errors/challenge.js
var errors_challenge = __webpack_require__(60306);
// EXTERNAL MODULE: ./lib/registry/errors/external-url.js
var external_url = __webpack_require__(7396);
;// CONCATENATED MODULE: ./lib/registry/auth/realm.js





/**
 * The address of the token server. A registry behind a TLS proxy often calls itself `http://`: on the registry's own
 * host it is asked by https as well.
 *
 * @throws RegistryError for what is no address, or one on plain http, where the credentials could be overheard
 */
function realmUrl(realm, allowPlain, registry, doing) {
    const url = URL.canParse(realm) ? new URL(realm) : undefined;
    if (url?.protocol === 'https:')
        return url;
    if (url?.protocol === 'http:') {
        // `localhost` is also what a registry elsewhere calls itself when its external URL was never set.
        const mayBePlain = allowPlain || ((0,oci_reference/* isLoopback */.U9)(url.host) && (0,oci_reference/* isLoopback */.U9)(registry.host));
        if (mayBePlain && url.host !== registry.host)
            return url;
        if (registry.protocol === 'https:' && (0,redirect/* upgrade */.fG)(url, registry))
            return url;
        if (mayBePlain)
            return url;
    }
    const problem = url?.protocol === 'http:' ? 'which is not on https, so it gets no credentials' : 'which is no address';
    const message = `${doing.host}: it names its token server as ${JSON.stringify((0,answer_text/* clean */.u)(realm, 200))}, ${problem}`;
    throw new errors_errors/* RegistryError */.gl('AUTH_FAILED', message, {
        hint: (0,external_url/* hintFor */.J)(doing.host),
        trouble: 'credentials',
        verdict: 'settled',
    });
}

;// CONCATENATED MODULE: ./lib/registry/auth/tokens.js




function createTokens(deps) {
    const held = [];
    const coming = [];
    const remove = (list, one) => list.splice(list.indexOf(one) >>> 0, 1);
    return {
        async get(challenge, scope, doing) {
            const now = deps.now();
            for (const old of held.filter(t => t.until <= now))
                remove(held, old);
            const fits = held.find(t => covers(t.scope, scope));
            if (fits)
                return fits.text;
            const awaited = coming.find(c => covers(c.scope, scope));
            if (awaited)
                return (await awaited.token).text;
            const entry = { scope, token: fetchToken(deps, challenge, scope, doing) };
            coming.push(entry);
            try {
                const token = await entry.token;
                held.push(token);
                return token.text;
            }
            finally {
                remove(coming, entry);
            }
        },
        drop(text) {
            for (const token of held.filter(t => t.text === text))
                remove(held, token);
        },
    };
}
/** Asks the token server (distribution's "Token Authentication" and, for identity tokens, its OAuth2 form). */
async function fetchToken(deps, challenge, scope, doing) {
    const credential = await deps.credential();
    const about = { ...doing, what: 'fetching a token', anonymous: credential === undefined };
    const url = realmUrl(challenge.realm, deps.allowPlain, await deps.origin(), about);
    const asked = deps.now();
    const answer = await deps.send(tokenRequest(url, challenge, scope, credential));
    const text = await (0,http_body/* readText */.y)(answer.body, 1024 * 1024);
    if (answer.status !== 200)
        throw (0,errors_errors/* answerError */.n)(about, { status: answer.status, headers: answer.headers, text }, deps.now());
    const json = parseToken(text);
    if (json === undefined)
        throw (0,errors_errors/* protocolError */.JW)(about, 'the token server answered without a token');
    for (const secret of json.secrets)
        deps.mask(secret);
    // Counted from our own request: the server's clock may differ. Renewed a little early, for requests on their way.
    const life = json.seconds * 1000;
    return { text: json.token, scope, until: asked + life - Math.min(30_000, life / 4) };
}
function tokenRequest(url, challenge, scope, credential) {
    if (credential?.kind === 'identity') {
        const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'slipway' });
        if (challenge.service !== undefined)
            form.set('service', challenge.service);
        if (scope.length > 0)
            form.set('scope', formatScope(scope).join(' '));
        form.set('refresh_token', credential.identityToken);
        const headers = { 'content-type': 'application/x-www-form-urlencoded' };
        return { method: 'POST', url, headers, body: Buffer.from(form.toString()) };
    }
    if (challenge.service !== undefined)
        url.searchParams.set('service', challenge.service);
    for (const one of formatScope(scope))
        url.searchParams.append('scope', one);
    if (credential?.kind !== 'basic')
        return { method: 'GET', url, headers: {} };
    url.searchParams.set('account', credential.username);
    return { method: 'GET', url, headers: { authorization: basic(credential.username, credential.password) } };
}
/** The Authorization header for Basic (RFC 7617, UTF-8). */
function basic(username, password) {
    return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
function parseToken(text) {
    let json;
    try {
        json = JSON.parse(text);
    }
    catch {
        return undefined;
    }
    if (typeof json !== 'object' || json === null)
        return undefined;
    const { token, access_token, refresh_token, expires_in } = json;
    const secrets = [token, access_token, refresh_token].filter(t => typeof t === 'string').filter(t => t !== '');
    const best = typeof token === 'string' && token !== '' ? token : access_token;
    // A header that cannot be sent would break every request to come.
    if (typeof best !== 'string' || !/^[\x21-\x7e]+$/.test(best))
        return undefined;
    const seconds = typeof expires_in === 'number' && expires_in > 0 ? expires_in : 60;
    return { token: best, seconds, secrets };
}

;// CONCATENATED MODULE: ./lib/registry/auth/auth.js




function createAuth(deps) {
    const tokens = createTokens(deps);
    let challenge;
    // The first request finds out how to authenticate; those that come meanwhile wait for its first answer only.
    let scout;
    let release = () => { };
    const arrive = async () => {
        if (scout)
            return scout;
        scout = new Promise(resolve => {
            release = resolve;
        });
    };
    // The one place where a challenge is taken up: never one of another origin, which would get the password.
    const learn = ({ status, headers, isForeign }) => {
        const found = status === 401 && !isForeign ? (0,errors_challenge/* parseChallenge */.x)(headers['www-authenticate']) : undefined;
        challenge = found ?? challenge;
        scout ??= Promise.resolve();
        release();
        return found;
    };
    const authorization = async (scope, doing) => {
        const credential = await deps.credential();
        if (credential?.kind === 'bearer')
            return `Bearer ${credential.token}`;
        if (challenge?.scheme === 'bearer')
            return `Bearer ${await tokens.get(challenge, scope, doing)}`;
        if (challenge?.scheme !== 'basic' || credential?.kind !== 'basic')
            return undefined;
        return basic(credential.username, credential.password);
    };
    const attempt = async ({ scope, doing, final }, send) => {
        let wanted = scope;
        let renewed = false;
        for (;;) {
            const header = await authorization(wanted, doing);
            const answer = await send(header);
            const found = learn(answer);
            if (answer.status !== 401)
                return answer;
            const kind = (await deps.credential())?.kind;
            const next = nextStep({ found, header, wanted, renewed, kind });
            if (next === 'final')
                return answer;
            answer.body.resume();
            if (next === 'renew')
                tokens.drop(header?.replace('Bearer ', '') ?? '');
            if (final)
                throw (0,errors_errors/* tokenError */.EL)(doing);
            renewed ||= header !== undefined;
            if (found?.scheme === 'bearer')
                wanted = [...new Set([...wanted, ...parseScope(found.scope ?? '')])];
        }
    };
    const prove = async (doing, send) => {
        const kind = (await deps.credential())?.kind;
        // No scope, whatever the challenge says: GHCR names a made-up repository when it is asked for `/v2/`.
        const header = await authorization([], doing);
        if (header?.startsWith('Bearer ') && kind !== 'bearer')
            return undefined;
        const answer = await send(header);
        const found = learn(answer);
        const answerable = header === undefined && (found?.scheme === 'bearer' || (found?.scheme === 'basic' && kind === 'basic'));
        if (!answerable)
            return answer;
        answer.body.resume();
        return prove(doing, send);
    };
    const scouting = async (body) => {
        await arrive();
        try {
            return await body();
        }
        finally {
            release();
        }
    };
    return {
        learn: answer => void learn(answer),
        send: (need, send) => scouting(() => attempt(need, send)),
        prove: (doing, send) => scouting(() => prove(doing, send)),
    };
}
/** What a 401 means: try with (other) credentials, with a fresh token, or not at all. */
function nextStep({ found, header, wanted, renewed, kind }) {
    if (found === undefined || kind === 'bearer')
        return 'final';
    if (header === undefined)
        return found.scheme === 'bearer' || kind === 'basic' ? 'again' : 'final';
    if (found.scheme === 'basic' || renewed)
        return 'final';
    const asksForMore = !covers(wanted, parseScope(found.scope ?? ''));
    if (asksForMore)
        return 'again';
    // The token was taken, but does not reach as far: another one of the same kind would not either.
    return found.error === 'insufficient_scope' ? 'final' : 'renew';
}

;// CONCATENATED MODULE: ./lib/registry/foreign-refusal.js



/**
 * Whether a registry takes no layers that may not be distributed. docker-registry answers 500 with codes that speak of
 * an unknown blob, unless its configuration allows their URLs.
 */
function refusesForeign(error, manifest) {
    if (!(error instanceof errors_errors/* RegistryError */.gl) || error.status === undefined)
        return false;
    if (error.code !== 'REGISTRY_ERROR' && error.code !== 'NOT_FOUND')
        return false;
    const foreign = foreignIn(manifest);
    // Where it names a blob, that must be one of them: any other one is simply missing.
    const named = error.message.match(/sha256:[0-9a-f]{64}/g) ?? foreign;
    if (!named.some(digest => foreign.includes(digest)))
        return false;
    return error.codes.some(code => FOREIGN_CODES.has(code)) || FOREIGN_WORDS.test(error.message);
}
const FOREIGN_CODES = new Set(['MANIFEST_BLOB_UNKNOWN', 'MANIFEST_INVALID', 'UNSUPPORTED']);
const FOREIGN_WORDS = /foreign|non-?distributable|URL on layer/i;
function foreignIn(manifest) {
    try {
        return (0,oci_manifest/* linksOf */.hP)(manifest)
            .blobs.filter(foreign/* isForeign */.j)
            .map(({ digest }) => digest);
    }
    catch {
        // Written is also what is put back, whatever it is.
        return [];
    }
}
/** The refusal, named. */
function foreignError(error) {
    const { status, codes, trouble } = error;
    return new errors_errors/* RegistryError */.gl(error.code, `${error.message}: the registry refuses foreign layers`, {
        hint: 'The image has layers that may not be distributed (old Windows base images do). Rebuild it with BuildKit, which makes ordinary layers of them, or let the registry allow their URLs (docker-registry: `validation.manifests.urls.allow`).',
        ...(status !== undefined && { status }),
        ...{ cause: error, codes, trouble, verdict: 'settled' },
    });
}

;// CONCATENATED MODULE: ./lib/registry/manifests.js







// Without these, registries convert a manifest to the oldest type, which changes its digest.
const ACCEPT = [
    'application/vnd.oci.image.index.v1+json',
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.list.v2+json',
    'application/vnd.docker.distribution.manifest.v2+json',
    '*/*;q=0.5',
].join(', ');
/** What a tag or digest resolves to; undefined when there is none. */
function headManifest(api, path, reference) {
    return api.retry(() => headManifestOnce(api, path, reference));
}
/** The same in one attempt, for loops that retry as a whole. */
async function headManifestOnce(api, path, reference) {
    const request = { ...readRequest('HEAD', path, reference), ok: [200, 404, ...REFUSED_HEAD] };
    const answer = await api.once(request);
    if (answer.status === 404)
        return undefined;
    const found = isHeadRefused(answer.status) ? 'unsaid' : describe(api, request, reference, answer);
    if (found !== 'unsaid')
        return found;
    const manifest = await getManifestOnce(api, path, reference);
    return manifest && { mediaType: manifest.mediaType, digest: manifest.digest, size: manifest.bytes.length };
}
/** The manifest, verified against its digest: the asked one, or that which the registry names. Undefined when there is none. */
function getManifest(api, path, reference) {
    return api.retry(() => getManifestOnce(api, path, reference));
}
async function getManifestOnce(api, path, reference) {
    const request = readRequest('GET', path, reference);
    const answer = await api.once(request);
    if (answer.status === 404)
        return undefined;
    const digest = (0,oci_digest/* sha256 */.s)(answer.body);
    const expected = (0,oci_reference/* isDigest */.Bc)(reference) ? reference : toldDigest(answer);
    if (expected !== undefined && expected !== digest) {
        throw (0,errors_errors/* protocolError */.JW)(api.doing(request), `what it sent has digest ${blobs_short(digest)}, not ${blobs_short(expected)}`);
    }
    return { mediaType: (0,oci_manifest/* typeOf */.QP)(answer.body, toldType(answer)), digest, bytes: answer.body };
}
/** Writes a manifest under its digest or a tag. That a tag may not be moved is no error when it is there already. */
async function putManifest(api, path, manifest, reference) {
    const { mediaType, bytes, digest } = manifest;
    const request = {
        method: 'PUT',
        target: `/v2/${path}/manifests/${reference}`,
        path,
        what: `writing ${manifests_nameOf(reference)}`,
        scope: pushScope(path),
        ok: [200, 201, 202, 204],
        headers: { 'content-type': mediaType },
        body: bytes,
    };
    try {
        await api.retry(async () => {
            const answer = await api.once(request);
            const told = toldDigest(answer);
            if (told !== undefined && told !== digest)
                throw (0,errors_errors/* protocolError */.JW)(api.doing(request), `it stored ${blobs_short(told)}, not ${blobs_short(digest)}`);
            // Created is what the specification has. Whoever says something else is asked what came of it.
            if (answer.status !== 201 && (await headManifestOnce(api, path, reference))?.digest !== digest)
                throw (0,errors_errors/* protocolError */.JW)(api.doing(request), `it answered ${answer.status}, and does not have it`);
        }, error => (refusesForeign(error, manifest) ? 'settled' : (0,errors_errors/* classify */.L8)(error)));
    }
    catch (error) {
        // ECR refuses even the same digest under the same tag; so it does when the answer to our first PUT was lost.
        if (!(error instanceof errors_errors/* RegistryError */.gl && error.trouble === 'immutable'))
            throw explained(error, manifest);
        if ((await headManifest(api, path, reference))?.digest !== digest)
            throw error;
    }
}
/** What every registry takes (distribution-spec, "Pushing Manifests"), in bytes. */
const manifests_LARGEST = 4 * 1024 * 1024;
/** The refusal of a manifest, with what is special about it: registries say neither clearly. */
function explained(error, manifest) {
    const { bytes } = manifest;
    if (refusesForeign(error, manifest))
        return foreignError(error);
    if (bytes.length <= manifests_LARGEST || !(error instanceof errors_errors/* RegistryError */.gl) || error.code === 'CANCELLED')
        return error;
    const message = `${error.message}: it has ${bytes.length} bytes, and registries need not take more than 4 MiB`;
    const hint = 'Annotations are what makes a manifest that large: put less into them.';
    return new errors_errors/* RegistryError */.gl('REGISTRY_ERROR', message, { hint, cause: error, codes: error.codes, verdict: 'settled' });
}
function readRequest(method, path, reference) {
    const target = `/v2/${path}/manifests/${reference}`;
    const what = `reading ${manifests_nameOf(reference)}`;
    return { method, target, path, what, scope: pullScope(path), ok: [200, 404], headers: { accept: ACCEPT } };
}
/** The descriptor that a HEAD's headers make, or 'unsaid' when they are not enough. */
function describe(api, request, reference, answer) {
    const digest = toldDigest(answer);
    if ((0,oci_reference/* isDigest */.Bc)(reference) && digest !== undefined && digest !== reference) {
        throw (0,errors_errors/* protocolError */.JW)(api.doing(request), `it names another digest, ${blobs_short(digest)}`);
    }
    const length = answer.headers['content-length'];
    if (digest === undefined || length === undefined)
        return 'unsaid';
    return { mediaType: toldType(answer), digest, size: Number(length) };
}
function toldDigest({ headers }) {
    const told = headers['docker-content-digest'];
    return typeof told === 'string' && (0,oci_reference/* isDigest */.Bc)(told) ? told : undefined;
}
function toldType({ headers }) {
    return headers['content-type']?.split(';')[0]?.trim() ?? '';
}
function manifests_nameOf(reference) {
    return (0,oci_reference/* isDigest */.Bc)(reference) ? `manifest ${blobs_short(reference)}` : `tag ${reference}`;
}

// EXTERNAL MODULE: ./lib/registry/origin.js
var registry_origin = __webpack_require__(89957);
// EXTERNAL MODULE: ./lib/oci/referrer.js
var referrer = __webpack_require__(73530);
;// CONCATENATED MODULE: ./lib/registry/tags.js


const MAX_PAGES = 1000;
/** Every tag of a repository, pages followed by their Link headers (distribution-spec, "Listing Tags"). */
async function listTags(api, path) {
    const what = 'listing tags';
    const tags = [];
    const seen = new Set();
    let target = `/v2/${path}/tags/list?n=1000`;
    while (target !== undefined && !seen.has(target) && seen.size < MAX_PAGES) {
        seen.add(target);
        // A repository that is not there has no first page; a later one that is missing would cut the list short.
        const request = {
            method: 'GET',
            target,
            path,
            what,
            scope: pullScope(path),
            ok: seen.size === 1 ? [200, 404] : [200],
        };
        const page = await api.call(request);
        if (page.status === 404)
            return [];
        const names = tagsOf(page.body);
        if (names === undefined)
            throw (0,errors_errors/* protocolError */.JW)(api.doing(request), 'the answer is not a list of tags');
        for (const name of names)
            tags.push(name);
        target = nextPage(page);
    }
    return tags;
}
function tagsOf(body) {
    try {
        const json = JSON.parse(body.toString('utf8'));
        // `null` is how Go writes an empty list.
        const tags = json?.tags ?? [];
        return Array.isArray(tags) ? tags.filter(t => typeof t === 'string') : undefined;
    }
    catch {
        return undefined;
    }
}
/** The next page's path: its host is not believed, so that no token goes elsewhere (RFC 8288). */
function nextPage({ headers, url }) {
    const link = [headers.link ?? []].flat().join(', ');
    const target = /<([^<>]*)>\s*;[^,<]*\brel="?next\b/i.exec(link)?.[1];
    if (target === undefined || !URL.canParse(target, url.href))
        return undefined;
    const next = new URL(target, url);
    return `${next.pathname}${next.search}`;
}

;// CONCATENATED MODULE: ./lib/registry/referrers.js





const referrers_MAX_PAGES = 100;
/** Besides 404, which is how a registry says that it lacks this API, what older ones and proxies say of an unknown path. */
const NO_API = [400, 404, 405];
/**
 * What refers to a manifest (signatures, attestations, bills of materials) as the registry's own list has it; undefined
 * when the registry has no such API and the tag `referrersTag` holds the list instead.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#listing-referrers
 */
async function listReferrers(api, path, digest) {
    const what = `listing referrers of ${blobs_short(digest)}`;
    const found = [];
    const seen = new Set();
    let target = `/v2/${path}/referrers/${digest}`;
    while (target !== undefined && !seen.has(target) && seen.size < referrers_MAX_PAGES) {
        seen.add(target);
        const ok = seen.size === 1 ? [200, ...NO_API] : [200];
        const request = { method: 'GET', target, path, what, scope: pullScope(path), ok };
        const page = await api.call(request);
        if (page.status !== 200)
            return undefined;
        const listed = (0,referrer/* referrersIn */.qs)(page.body);
        // A web page with status 200, from a registry that takes every path for its own site.
        if (listed === undefined && seen.size === 1)
            return undefined;
        if (listed === undefined)
            throw (0,errors_errors/* protocolError */.JW)(api.doing(request), 'the answer is not a list of referrers');
        found.push(...listed);
        target = nextPage(page);
    }
    return found;
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./lib/registry/open-ahead.js
/** @param open must stop when its signal says so: what nobody waits for any more shall not be tried again */
function openAhead(open) {
    const stop = new AbortController();
    let opening = open(stop.signal);
    // What fails while nobody looks is told when it is taken.
    opening.then(stream => stream.on('error', nothing), nothing);
    return {
        async take() {
            const opened = opening;
            opening = undefined;
            const stream = await (opened ?? open());
            return stream.destroyed ? open() : stream;
        },
        drop() {
            if (opening === undefined)
                return;
            stop.abort();
            opening.then(stream => stream.destroy(), nothing);
            opening = undefined;
        },
    };
}
function nothing() { }

;// CONCATENATED MODULE: ./lib/registry/session.js




/** Accepted is what the specification has; whoever says something else and gives a Location means the same. */
const STARTED = [202, 200, 201, 204];
const STORED = [201, 204, 200, 202];
/** The first half of an upload: where to send the bytes. One attempt. */
async function startSession(api, path, what) {
    const request = { ...uploadRequest(path), what, scope: pushScope(path), ok: STARTED };
    return sessionOf(api, request, await api.once(request));
}
/** What starts an upload or, with a query, a mount. */
function uploadRequest(path) {
    return { method: 'POST', target: `/v2/${path}/blobs/uploads/`, path, headers: { 'content-length': '0' } };
}
/** The second half: all bytes in one PUT, and the registry's word that it has them. One attempt. */
async function putBlob(api, path, session, { digest, size, body, final }) {
    const what = `uploading blob ${blobs_short(digest)}`;
    const headers = { 'content-type': 'application/octet-stream' };
    // After the last byte registries hash and move the blob before they answer: one more second for 50 MB.
    const idle = api.idle + size / 50_000;
    const target = withDigest(session, digest);
    const request = { method: 'PUT', target, path, what, headers, idle, body, final, upload: true };
    const answer = await api.once({ ...request, scope: pushScope(path), ok: STORED });
    const told = answer.headers['docker-content-digest'];
    if (told !== undefined && told !== digest)
        throw (0,errors_errors/* protocolError */.JW)(api.doing(request), 'it names another digest than it was sent');
    if (answer.status === 201 || answer.status === 204)
        return;
    if ((await headBlobOnce(api, path, digest)) === undefined)
        throw (0,errors_errors/* protocolError */.JW)(api.doing(request), `it answered ${answer.status}, and does not have it`);
}
/** Ends an upload that nobody needs. Best effort: with token authentication it may lack the permission. */
async function discardSession(api, path, session) {
    const request = { method: 'DELETE', target: session, path, what: 'cancelling an upload', final: true };
    // Nobody waits for it, so it may not hold up the end of the run either.
    const idle = Math.min(api.idle, 5_000);
    try {
        await api.once({ ...request, idle, scope: pushScope(path), ok: [200, 202, 204] });
    }
    catch {
        // The registry forgets it in its own time.
    }
}
/** Where an answer says that its upload goes on. */
function sessionOf(api, request, { headers, url }) {
    try {
        if (headers.location !== undefined)
            return (0,redirect/* resolveLocation */.KC)(headers.location, url, api.insecure);
    }
    catch {
        // As good as none.
    }
    throw (0,errors_errors/* protocolError */.JW)(api.doing(request), 'the answer has no usable Location');
}
/** The Location with `digest` in it; whatever else its query has must be kept as it was (distribution-spec). */
function withDigest(session, digest) {
    const url = new URL(session);
    if (url.searchParams.get('digest') === digest)
        return url;
    const kept = url.search.slice(1).split('&');
    const others = kept.filter(part => part !== '' && !part.startsWith('digest='));
    url.search = `?${[...others, `digest=${encodeURIComponent(digest)}`].join('&')}`;
    return url;
}

;// CONCATENATED MODULE: ./lib/registry/upload.js






/** Uploads of a repository that open their source while they are started: a client sends as many at once. */
const AHEAD = 8;
function createUploads(api, path) {
    const sessions = new Map();
    // Repositories that a mount was tried from in vain, to the end of all retries.
    const mountless = new Set();
    let underWay = 0;
    const discarding = new Set();
    /** In the background: nobody should wait for it. */
    const discard = (session) => {
        if (api.aborted())
            return;
        const done = discardSession(api, path, session).finally(() => discarding.delete(done));
        discarding.add(done);
    };
    const sessionFor = async (digest) => {
        const ready = sessions.get(digest);
        sessions.delete(digest);
        return ready ?? startSession(api, path, `starting the upload of blob ${blobs_short(digest)}`);
    };
    return {
        async mountBlob(digest, from) {
            if (mountless.has(from))
                return false;
            const start = uploadRequest(path);
            const target = `${start.target}?${new URLSearchParams({ mount: digest, from })}`;
            const what = `mounting blob ${blobs_short(digest)} from ${from}`;
            const scope = [...pushScope(path), ...pullScope(from)];
            const request = { ...start, target, what, scope, ok: [201, 202] };
            try {
                const answer = await api.call(request);
                if (answer.status === 201)
                    return true;
                sessions.set(digest, sessionOf(api, request, answer));
                return false;
            }
            catch (error) {
                if (!isAnswered(error))
                    throw error;
                if (error.verdict !== 'settled')
                    mountless.add(from);
                return false;
            }
        },
        async uploadBlob(blob, source) {
            const { digest, size } = blob;
            let opened = false;
            let unanswered = false;
            const open = (signal) => openSource(source, signal);
            const isThere = async () => (await headBlobOnce(api, path, digest)) !== undefined;
            const attempt = async () => {
                // The answer may have been lost after the registry had stored the blob.
                if (unanswered && (await isThere()))
                    return;
                const early = source.replayable && underWay < AHEAD ? openAhead(open) : undefined;
                underWay++;
                const body = async () => {
                    opened = true;
                    return { stream: await (early?.take() ?? open()), size };
                };
                try {
                    const session = await sessionFor(digest);
                    await putBlob(api, path, session, { digest, size, body, final: !source.replayable }).catch(error => {
                        unanswered = (0,errors_errors/* classify */.L8)(error) !== 'settled';
                        discard(session);
                        throw error;
                    });
                }
                finally {
                    underWay--;
                    early?.drop();
                }
            };
            try {
                await api.retry(attempt, error => (opened && !source.replayable ? 'settled' : (0,errors_errors/* classify */.L8)(error)));
            }
            catch (error) {
                if (!unanswered || api.aborted())
                    throw error;
                // What cannot be read again gets every chance to have arrived; for the rest the attempts are used up.
                // The failure counts as the first of these, so that what it asked for (Retry-After) is waited for.
                const asked = source.replayable ? isThere() : api.retry(n => (n === 1 ? Promise.reject(error) : isThere()));
                if (!(await asked.catch(() => false)))
                    throw error;
            }
        },
        async checkPush() {
            discard(await api.retry(() => startSession(api, path, 'checking the permission to push')));
        },
        async settled() {
            for (const session of sessions.values())
                discard(session);
            sessions.clear();
            await Promise.all(discarding);
        },
    };
}
/**
 * Whatever a registry answers to a mount: not allowed to read the other repository, no such thing, out of order. The
 * upload proper does without, and tells whether pushing is allowed.
 */
function isAnswered(error) {
    return error instanceof errors_errors/* RegistryError */.gl && error.code !== 'NETWORK_ERROR' && error.code !== 'CANCELLED';
}
async function openSource(source, signal) {
    try {
        return await source.open(signal);
    }
    catch (error) {
        throw Object.assign(external_node_util_.types.isNativeError(error) ? error : new Error(String(error)), { fromSource: true });
    }
}

;// CONCATENATED MODULE: ./lib/registry/client.js














const PORTS = {
    sleep: (ms, signal) => (0,external_node_timers_promises_.setTimeout)(ms, undefined, signal ? { signal } : {}),
    now: Date.now,
    random: Math.random,
};
/**
 * A registry over the OCI distribution-spec 1.1. No request is made before one is needed.
 *
 * @param host as users write it: `docker.io`, `ghcr.io`, `localhost:5000`
 */
function createRegistry(host, options = {}) {
    const proxyEnv = (0,oci_reference/* isLoopback */.U9)(host) ? undefined : options.proxyEnv;
    const transport = (0,http_transport/* createTransport */.o)({ ca: options.ca, insecure: options.insecure, proxyEnv });
    const credential = once(options.credential ?? (async () => undefined));
    // What nobody waits for any more (of a registry that was left behind) would keep the process alive.
    const end = new AbortController();
    const signal = options.signal ? AbortSignal.any([options.signal, end.signal]) : end.signal;
    const api = assemble(host, { ...options, signal }, transport, credential);
    const repositories = new Map();
    return {
        host,
        repository(path) {
            const known = repositories.get(path);
            if (known)
                return known.repository;
            const uploads = createUploads(api, path);
            const repository = createRepository(api, path, uploads);
            repositories.set(path, { repository, uploads });
            return repository;
        },
        checkCredentials: () => api.prove(),
        close() {
            // Cancelled uploads are let through: what they leave behind costs the registry's owner space.
            const ends = [...repositories.values()].map(r => r.uploads.settled());
            void Promise.all(ends).then(() => {
                end.abort();
                transport.close();
            });
        },
    };
}
function assemble(host, options, transport, credential) {
    const { signal, idle = 60_000, insecure = false, userAgent = 'slipway', ports = PORTS } = options;
    const bare = { 'user-agent': userAgent, 'accept-encoding': 'identity' };
    const ping = (url) => transport.send({ method: 'GET', url, headers: bare, signal, idle, limit: 2 * idle });
    // What it is sent is the password: that goes to no other host, wherever a token server redirects to.
    const toTokenServer = async (request) => {
        const registry = await origin();
        const sent = { ...request, headers: { ...bare, ...request.headers }, signal, idle, limit: 2 * idle };
        return (0,redirect/* sendFollowing */.eH)(transport, sent, { insecure, stay: true }).catch(error => {
            throw request.url.host === registry.host ? error : (0,redirect/* failedAt */.JG)(request.url, error);
        });
    };
    const fixed = (0,registry_origin/* apiOrigin */.l)(host, options);
    const auth = createAuth({
        send: toTokenServer,
        credential,
        now: ports.now,
        mask: options.mask ?? (() => { }),
        allowPlain: insecure || fixed?.protocol === 'http:',
        origin: () => origin(),
    });
    const origin = fixed ? async () => fixed : once(() => (0,registry_origin/* probeOrigin */.r)(host, ping, auth.learn));
    return createApi({
        host,
        origin,
        transport,
        auth,
        anonymous: async () => (await credential()) === undefined,
        limits: { upload: (0,limit/* createLimit */.K)(options.uploads ?? 8), light: (0,limit/* createLimit */.K)(32) },
        policy: options.retry ?? retry/* DEFAULT_RETRY */.vI,
        ports,
        signal,
        idle,
        insecure,
        pushes: options.pushes ?? false,
        userAgent,
        onRetry: options.onRetry,
    });
}
function createRepository(api, path, uploads) {
    return {
        registry: api.host,
        path,
        headBlob: digest => headBlob(api, path, digest),
        getBlob: (digest, signal) => getBlob(api, path, digest, signal),
        mountBlob: uploads.mountBlob,
        uploadBlob: uploads.uploadBlob,
        headManifest: reference => headManifest(api, path, reference),
        getManifest: reference => getManifest(api, path, reference),
        putManifest: (manifest, reference) => putManifest(api, path, manifest, reference),
        referrers: digest => listReferrers(api, path, digest),
        listTags: () => listTags(api, path),
        checkPush: uploads.checkPush,
    };
}
/** Remembers the first success; a failure is not kept. */
function once(make) {
    let made;
    return () => {
        made ??= make().catch((error) => {
            made = undefined;
            throw error;
        });
        return made;
    };
}

;// CONCATENATED MODULE: ./lib/run/access.js














/**
 * Gathers the credentials of all registries and writes them to a private Docker config. No registry is asked yet.
 *
 * @throws ActionError INPUT_INVALID, AUTH_FAILED
 */
async function openAccess(job, folder, machine) {
    const { inputs, context, plan } = job;
    const { env, log, signal } = machine;
    const userConfigs = await (0,user_config/* readUserConfigs */.Vm)(env);
    for (const problem of [...userConfigs.file.problems, ...userConfigs.env.problems])
        log.warning(problem);
    const credentials = await gatherCredentials(inputs, context, userConfigs, machine);
    const trusts = await readTrusts([...inputs.registries, ...inputs.logins], context.workspace);
    const grace = graceful(signal);
    const opened = [];
    const connect = (host, pushes, until) => {
        const registry = createRegistry(host, {
            ...trusts.get(host),
            pushes,
            retry: inputs.retry,
            credential: async () => (await credentials.resolve(host))?.credential,
            signal: until,
            proxyEnv: env,
            mask: log.mask,
            onRetry: (text, delay) => log.info(`${text}; trying again in ${(delay / 1000).toFixed(1)} s`),
        });
        opened.push(registry);
        return registry;
    };
    const pushed = plan.images.map(image => ({
        image,
        destinations: image.destinations.filter(destination => destination.decision.push),
    }));
    const hosts = [
        ...new Set(pushed.flatMap(({ destinations }) => destinations.map(destination => destination.registry))),
    ];
    const registries = new Map(hosts.map(host => [host, connect(host, true, grace.signal)]));
    const images = pushed.map(({ image, destinations }) => {
        const targets = destinations.map(destination => ({
            destination,
            repository: registries.get(destination.registry).repository(destination.path),
        }));
        return { image, fleet: (0,staging_fleet/* createFleet */.B3)(targets, log, { isAlone: plan.images.length === 1 }) };
    });
    const buildx = await buildxForRun(inputs, folder, machine);
    const docker = await createDockerAccess({
        folder,
        userConfigDir: (0,user_config/* userConfigDir */.dH)(env),
        keys: (0,external_node_path_.join)(folder, node_certs/* CERTIFICATES */.$b),
        userConfigs,
        env: (0,child_env/* childEnv */.gf)(env),
        credentials: await credentialsFor([...hosts, ...readHosts(inputs), ...credentials.hosts], credentials),
        plugins: buildx && (0,external_node_path_.dirname)(buildx),
    });
    return {
        ...{ registries, images, grace, trusts, docker, buildx },
        connectSource: host => connect(host, false, signal),
        close: () => {
            for (const registry of opened)
                registry.close();
        },
    };
}
/** The registries that Docker reads from without being told of in an input with logins: the source's, for gates. */
function readHosts(inputs) {
    const { source } = inputs;
    return [...(source?.kind === 'registry' ? [source.reference.name.registry] : []), ...cacheHosts(inputs)];
}
async function gatherCredentials(inputs, context, userConfigs, machine) {
    const { env, log, run, signal } = machine;
    return createCredentials({
        registries: inputs.registries,
        logins: inputs.logins,
        configInput: inputs.dockerConfig === ''
            ? undefined
            : await readConfigInput(inputs.dockerConfig, context.workspace, inputs.dockerConfigPassphrase),
        userConfigs,
        actor: context.actor,
        githubToken: inputs.githubToken,
        serverUrl: context.serverUrl,
        askHelper: (helper, host) => askHelper(helper, host, { run, env: (0,child_env/* childEnv */.gf)(env), signal }),
        mask: log.mask,
    });
}
async function credentialsFor(hosts, credentials) {
    const found = await Promise.all([...new Set(hosts)].map(async (host) => [host, (await credentials.resolve(host))?.credential]));
    return new Map(found.filter((entry) => entry[1] !== undefined));
}

// EXTERNAL MODULE: ./lib/plan/secrets.js
var secrets = __webpack_require__(68578);
;// CONCATENATED MODULE: ./lib/run/input-files.js





/**
 * Refuses what buildx would read and never come to the end of: a pipe or a device, also behind a symbolic link, which a
 * pull request can add to a repository. What is missing is buildx's to report.
 *
 * @throws InputError
 */
function checkInputFiles(build, context) {
    const problems = filesOf(build, context).flatMap(({ input, path, maySocket }) => {
        const stats = statsOf((0,external_node_path_.resolve)(context.workspace, path));
        if (stats === undefined || stats.isFile() || (maySocket && stats.isSocket()))
            return [];
        const problem = `names ${JSON.stringify(path)}, which is ${kindOf(stats)}`;
        return [{ input, problem, fix: 'Give the path of a regular file.' }];
    });
    if (problems.length > 0)
        throw new errors/* InputError */.dz(problems);
}
function filesOf(build, context) {
    const dockerfile = (0,place/* localDockerfile */.CR)(build, context);
    const beside = dockerfile === undefined ? [] : [dockerfile, `${dockerfile}.dockerignore`];
    const ignored = dockerfile === undefined ? [] : [(0,external_node_path_.join)(build.context, '.dockerignore')];
    return [
        ...beside.map(path => ({ input: 'file', path })),
        ...ignored.map(path => ({ input: 'context', path })),
        ...build.secretFiles.map(item => ({ input: 'secret-files', path: (0,secrets/* keyValue */.Hv)(item)[1] })),
        ...build.ssh.map(item => ({ input: 'ssh', path: (0,secrets/* keyValue */.Hv)(item)[1], maySocket: true })),
    ].filter(({ path }) => path !== '');
}
function kindOf(stats) {
    if (stats.isDirectory())
        return 'a folder';
    if (stats.isFIFO())
        return 'a named pipe';
    if (stats.isSocket())
        return 'a socket';
    return 'a device';
}
function statsOf(path) {
    try {
        return (0,external_node_fs_.statSync)(path);
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: ./lib/cache/mounts/later.js
var later = __webpack_require__(35107);
// EXTERNAL MODULE: ./lib/cache/store/archive.js
var archive = __webpack_require__(66422);
// EXTERNAL MODULE: ./lib/cache/store/cache-worker.js + 2 modules
var cache_worker = __webpack_require__(90022);
;// CONCATENATED MODULE: ./lib/cache/store/save.js



/**
 * Uploads what the main step readied; in the post step, so that the publish does not wait for it. A trouble is one
 * warning.
 *
 * @param state the parcel as JSON; '' when there is nothing to save
 * @param folder the run's own folder: what lies elsewhere is not ours to upload
 */
async function save_saveParcel(state, folder, machine) {
    const parcel = parse(state);
    if (parcel === undefined || parcel.home !== join(folder, 'layer-cache'))
        return;
    const trouble = await saveArchive(parcel.home, parcel.key, createCacheWorker(machine, parcel.seconds));
    if (trouble === undefined)
        machine.log.info(`Cache saved: ${parcel.key}`);
    else
        machine.log.warning(`The cache was not saved: ${trouble}`);
}
function parse(state) {
    try {
        const { home, key, seconds } = JSON.parse(state);
        const isWhole = typeof home === 'string' && typeof key === 'string' && typeof seconds === 'number';
        return isWhole && key.startsWith(`${FORMAT}-`) ? { home, key, seconds } : undefined;
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./lib/engine/any-engine.js
var any_engine = __webpack_require__(36059);
// EXTERNAL MODULE: ./lib/journal/undo.js
var journal_undo = __webpack_require__(99041);
;// CONCATENATED MODULE: ./lib/journal/to-undo.js




/**
 * What a run's journal lists. The file lies where every process of this user can write, a gate for one. So an entry
 * counts if the run itself handed it to the runner (`state`), or if what it speaks of proves to be this action's: by a
 * name that only this action gives, seen in the engine. If the
 * run handed nothing over, entries about the engine count too: it may have died between noting a name and proving it,
 * and whoever can write this file as this user can give the engine orders as well. Files must always prove to be ours.
 *
 * @param state the state `undo` as the main step left it, before the first gate and at its end; '' if it was killed
 *   before that, and always when a later run cleans up after a dead one
 */
async function toUndo(folder, state, proofs) {
    const own = entriesIn(jsonIn(state));
    const known = new Set(own.map(entry => JSON.stringify(entry)));
    const lines = ((0,read_if_there/* readIfThere */.q)((0,external_node_path_.join)(folder, journal_undo/* JOURNAL */.Ex), {}) ?? '').split('\n');
    const others = entriesIn(lines.map(jsonIn)).filter(entry => !known.has(JSON.stringify(entry)));
    const isAlone = state === '';
    const isProved = await Promise.all(others.map(entry => isOurs(entry, isAlone, proofs).catch(() => false)));
    // What calls off an entry tells the reader of the log nothing.
    const left = others.filter(({ kind }, at) => !isProved[at] && kind !== 'withdrawn');
    return { safe: [...own, ...others.filter((_, at) => isProved[at])], left };
}
/** @param isAlone the file is all that is left of the run */
async function isOurs(undo, isAlone, proofs) {
    if (isAlone && undo.kind !== 'file')
        return true;
    switch (undo.kind) {
        case 'withdrawn':
            // Nothing that the run handed over is called off by others.
            return false;
        case 'builder':
            return /^slipway-[0-9a-f]{12}$/.test(undo.name);
        case 'containers':
            return (0,run_reference/* isRunReference */.p)(undo.image);
        case 'file':
            return proofs.isCertificate(undo.path);
        case 'image':
            return (0,run_reference/* isRunReference */.p)(undo.name) || OF_THE_PUSH.test(undo.name) || (await hasOurName(undo, proofs));
    }
}
/** A name that leads to the push's own endpoint. */
const OF_THE_PUSH = /^127\.0\.0\.1:\d+\/slipway(?:\/[a-z]+)?:[\w.-]+$/;
/** The image that has the name has the run's as well, or what it stood for before is kept under a name of ours. */
async function hasOurName({ name, keep, run }, engine) {
    if (keep !== undefined)
        return /^slipway\/keep:[0-9a-f]{16}$/.test(keep) && (await engine.image(keep)) !== undefined;
    if (run === undefined || !(0,run_reference/* isRunReference */.p)(run))
        return false;
    const now = await engine.image(name);
    return now?.references.includes(run) ?? false;
}
/** A line that was cut off by a sudden death is the last one, and its change was not made yet. */
function jsonIn(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function entriesIn(json) {
    return Array.isArray(json) ? json.flatMap(entry => entryOf(entry) ?? []) : [];
}
/** What may stand in an image's or a builder's name: no option, and no way out of an address of the engine's API. */
const NAME = /^(?!.*\/\.{0,2}\/|.*\/\.{1,2}$)[\w[][\w./:@[\]-]{0,500}$/;
/** Made anew of what is known: whatever else a line holds (the path of a program, say) does not come along. */
function entryOf(json) {
    if (json === null || typeof json !== 'object')
        return undefined;
    const entry = json;
    const nameIn = (key) => (typeof entry[key] === 'string' && NAME.test(entry[key]) ? entry[key] : undefined);
    const [kind, name, image, keep, run] = [entry.kind, ...['name', 'image', 'keep', 'run'].map(nameIn)];
    if (kind === 'file')
        return isPath(entry.path) ? { kind, path: entry.path } : undefined;
    if (kind === 'containers')
        return image === undefined ? undefined : { kind, image };
    if (name === undefined)
        return undefined;
    if (kind === 'builder')
        return { kind, name, ...(entry.keepState === true && { keepState: true }) };
    if (kind === 'withdrawn')
        return entry.of === 'builder' || entry.of === 'image' ? { kind, of: entry.of, name } : undefined;
    if (kind !== 'image' || (entry.keep !== undefined && keep === undefined))
        return undefined;
    return { kind, name, ...(keep !== undefined && { keep }), ...(run !== undefined && { run }) };
}
function isPath(value) {
    return typeof value === 'string' && value.startsWith('/') && !value.includes('\0');
}

;// CONCATENATED MODULE: ./lib/run/post.js











/**
 * The post step: puts back what the journal lists and removes the run's folder, whatever happened before. What cannot
 * be cleaned up is a warning; the job's verdict stands.
 */
async function runPost(machine) {
    const folder = machine.env.STATE_folder ?? '';
    if (folder === '')
        return 0;
    await saveCaches(folder, machine);
    try {
        // A second cancel must not keep what was changed from being put back.
        const { STATE_undo: undo = '', STATE_buildx: buildx = '' } = machine.env;
        await cleanUp(folder, { ...machine, signal: new AbortController().signal }, { undo, buildx });
        await removeRunFolder(folder, machine.env.RUNNER_TEMP || tmpdir());
    }
    catch (error) {
        machine.log.warning(`clean-up: ${messageOf(error)}`);
    }
    return 0;
}
/** Whatever becomes of caches, what was changed is put back. */
async function saveCaches(folder, machine) {
    try {
        await Promise.all([
            saveParcel(machine.env.STATE_cache ?? '', folder, machine),
            saveMounts(machine.env.STATE_mounts ?? '', folder, machine),
        ]);
    }
    catch (error) {
        machine.log.warning(`a cache was not saved: ${messageOf(error)}`);
    }
}
const NOTHING = { undo: '', buildx: '' };
/**
 * Undoes what a run's journal lists: of this run in post, of a dead one, which hands over nothing, when the next run
 * starts.
 */
async function cleanUp(folder, machine, { undo, buildx } = NOTHING) {
    const { env, run, log } = machine;
    const docker = (0,child_env/* childEnv */.gf)(env);
    const engine = (0,any_engine/* anyEngine */.F)(machine);
    const { safe, left } = await toUndo(folder, undo, { image: engine.image, isCertificate: isCertificate });
    const failures = await (0,journal_undo/* undoAll */.wC)(safe, {
        engine,
        removeBuilder: removal => removeBuilder({ ...removal, ...(buildx !== '' && { buildx }) }, run, docker),
        removeFile: path => removeWritten(path, { run, env: docker }),
    });
    for (const failure of failures)
        log.warning(`could not put back ${failure}`);
    for (const entry of left) {
        log.info(`Left alone, as nothing shows that this action made it: ${JSON.stringify(entry).slice(0, 500)}`);
    }
}

;// CONCATENATED MODULE: ./lib/run/run-folder.js




/**
 * Works in a folder of this run, which the post step removes. What runs that were killed have left is removed first.
 * Post is told where the folder is before anything lies in it, and at the end what is to be undone.
 */
async function inRunFolder(job, report, machine, work) {
    const { runnerTemp } = job.context;
    const { log } = machine;
    await (0,run_folder/* sweepRunFolders */.vb)(runnerTemp, machine.now(), left => cleanUp(left, machine).catch(error => log.warning(`An earlier run could not be cleaned up: ${(0,errors/* messageOf */.bD)(error)}`)));
    const folder = await (0,run_folder/* createRunFolder */.kg)(runnerTemp);
    // Without this, post would not find what there is to clean up.
    await report
        .saveState({ folder: folder.path })
        .catch(error => (0,run_folder/* removeFolder */.v$)(folder.path).then(() => Promise.reject(error)));
    try {
        await work({ job, folder, report, machine: { ...machine, env: (0,run_folder/* markedEnv */.Ed)(machine.env, folder.path) } });
    }
    finally {
        await report.saveState({ undo: undoState(folder) }).catch(error => (0,tell_failure/* tellFailure */.s)(error, machine));
        // Without the mark the next run only removes the folder earlier.
        await (0,run_folder/* markFinished */.UI)(folder.path).catch(error => log.debug((0,errors/* messageOf */.bD)(error)));
    }
}
/** What the run itself noted to be undone, for post: what gates write into the journal is not ours. */
function undoState(journal) {
    return JSON.stringify(journal.noted());
}

;// CONCATENATED MODULE: ./lib/run/prepare.js

























/**
 * Everything before the build: credentials gathered, written to a private Docker config and checked against their
 * registries; the builder chosen; the local image's name kept. What can run side by side does.
 *
 * @throws ActionError AUTH_FAILED, NETWORK_ERROR, ENGINE_FAILED, …
 */
async function prepare({ job, folder, report, machine }) {
    const { inputs, context, plan } = job;
    const builds = (0,inputs_job/* inputsOfImages */.z6)(job);
    if (inputs.source === undefined)
        for (const { build } of builds)
            checkInputFiles(build, context);
    if (inputs.layout !== '')
        await (0,layouts_place/* checkPlace */.uD)((0,external_node_path_.resolve)(context.workspace, inputs.layout), inputs.layout);
    const found = connectFoundEngine(machine);
    for (const each of builds)
        checkSocket(each, found.endpoint);
    const promoted = inputs.source && planExports(inputs, plan.decision.push, 'layout');
    // A promotion without gates goes from registry to registry: no engine has to be there.
    const info = promoted === undefined || promoted.load ? found.info() : undefined;
    // Something else may fail before anybody waits for this answer.
    info?.catch(() => { });
    const access = await openAccess(job, folder.path, machine);
    const { docker, trusts, grace, close } = access;
    const background = createBackground();
    const others = new AbortController();
    const stoppable = { ...machine, signal: AbortSignal.any([machine.signal, others.signal]) };
    const building = info === undefined || promoted !== undefined
        ? Promise.resolve(plainBuilder(NO_BUILDER, docker.env, []))
        : builderInUse(job, { access, found, info, folder }, stoppable);
    const opening = inputs.source && prepare_open(inputs.source, job, { access, machine: stoppable });
    try {
        // For post, also if this stage fails.
        if (access.buildx !== undefined)
            await report.saveState({ buildx: access.buildx });
        const [builder, kept, source] = await Promise.all([building, checkRegistries(job, access), opening]);
        const about = await info;
        if (about !== undefined)
            await readyEngine(job, { access, found, about, builder, folder }, machine);
        const engine = informed(found, about);
        const exports = builds.map(each => promoted ?? planExports(each, plan.decision.push, builder.path));
        const names = await nameImages(job, exports, { engine, journal: folder });
        const dataRoot = found.socket === undefined ? '' : (about?.dataRoot ?? '');
        const layout = exports.some(each => each.layout);
        await warnOfLittleRoom(placesOf({ layout }, dataRoot, folder.path), machine.log);
        // Before the first gate runs, and again at the end of the run.
        await report.saveState({ undo: undoState(folder) });
        const packs = exports.every(isOnlyPushed) && builds.every(({ build }) => build.outputs.extra.length === 0);
        return {
            ...{ docker, trusts, engine, names, source, background, connectSource: access.connectSource },
            builder: packs ? packingBuilder(builder, job, { folder: folder.path, docker, engine, background }) : builder,
            targets: { images: access.images.map((planned, at) => ({ ...planned, kept: kept[at] })), grace },
            async close() {
                await background.settle();
                close();
                await docker.dispose();
            },
        };
    }
    catch (error) {
        // Nothing is told after the error, and nothing is made on the machine after its notes were handed over.
        others.abort();
        await Promise.allSettled([building, opening]);
        // Post comes only after the job's other steps: none of them shall find the logins of a failed one.
        close();
        await docker.dispose();
        throw error;
    }
}
/** Of a promotion, which builds nothing. */
const NO_BUILDER = { name: undefined, driver: 'docker', path: 'layout', isNear: false, created: false };
/** No build before the checks: a wrong password, or a registry that is away, is told before build time is spent. */
async function checkRegistries({ inputs }, { images, registries }) {
    // Which commit an image is of is a matter of builds: a promotion knows its digest.
    const wanted = inputs.source === undefined ? inputs : { ...inputs, immutableTags: [] };
    return (0,preflight/* preflight */.M)(wanted, images, registries);
}
async function builderInUse(job, { access, found, info, folder }, machine) {
    const { env } = access.docker;
    const userDir = (0,user_config/* userConfigDir */.dH)(machine.env);
    const { endpoint } = found;
    const { trusts } = access;
    const builder = await builderFor(job, { folder, userDir, endpoint, engine: info, env, trusts }, machine);
    const notes = { buildxConfig: env.BUILDX_CONFIG ?? '', readFile: read_if_there/* readIfThere */.q };
    return plainBuilder(builder, env, builder.name === undefined ? [] : (0,nodes/* nodesOf */.N)(builder.name, notes));
}
/** Emulators, and the trust in registries, for what is built on this machine's engine. */
async function readyEngine({ inputs }, { access, found, about, builder, folder }, machine) {
    const { run, log, signal, env } = machine;
    const isLocal = found.socket !== undefined;
    await registerEmulators(inputs, { builder, engine: { ...about, isLocal }, folder: folder.path }, machine);
    await trustInBuilder(access.trusts, builder, isLocal, {
        run,
        log,
        env: (0,child_env/* childEnv */.gf)(env),
        signal,
        willWrite: path => folder.note({ kind: 'file', path }),
    });
}
/** Nobody here looks into the image: it goes from the engine to the registries. */
function isOnlyPushed(exports) {
    return exports.engine && !exports.unpack;
}
/** One after the other: what post puts back stands in this order. */
async function nameImages({ plan }, exports, site) {
    const names = [];
    for (const [at, image] of plan.images.entries())
        names.push(await nameImage(image, exports[at], site));
    return names;
}
/** Gives the image its names in the engine; what the real one names now is kept. */
async function nameImage(image, exports, { engine, journal }) {
    const local = nameInEngine(image);
    const run = (0,run_reference/* runReference */.N)(isOnlyPushed(exports) ? LIKELY_REPOSITORY : (0,oci_reference/* parseReference */.F2)(local).name.text);
    if (exports.engine || exports.load)
        await journal.note({ kind: 'image', name: run });
    if (exports.engine && !exports.keep)
        await keepName(engine.any, { name: local, run }, journal);
    return { exports, local, run };
}
/** Loaded only where it is needed. */
async function prepare_open(source, { context }, { access, machine }) {
    const { openSource } = await __webpack_require__.e(/* import() */ 585).then(__webpack_require__.bind(__webpack_require__, 99585));
    return openSource(source, { workspace: context.workspace, connect: access.connectSource, log: machine.log });
}

// EXTERNAL MODULE: ./lib/build/tested.js
var tested = __webpack_require__(56507);
;// CONCATENATED MODULE: ./lib/github/ancestry.js


/**
 * Asks the push event, the checkout's history and then GitHub which commits descend from the one that `context` is of.
 * A shallow checkout knows few commits, and a newer commit is in none: hence the API.
 *
 * @param context Its `sha` is the commit that the image is of.
 */
function ancestryOf(context, { git, api, log }) {
    const { sha } = context;
    const ask = async (revision) => {
        // What an image says of itself ends up in a command line and a URL.
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
            const status = (0,event_context/* text */.Q)(await api(path), 'status');
            return status === undefined ? undefined : status === 'ahead';
        }
        catch (error) {
            // A commit of another repository, or one that a forced push removed.
            if (error instanceof errors/* ActionError */.lZ && error.code === 'NOT_FOUND')
                return undefined;
            log.warning(`not known whether ${revision} comes after this commit, so tags move: ${(0,errors/* messageOf */.bD)(error)}`);
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
    return !isForced && (0,event_context/* text */.Q)(payload, 'after') === sha && (0,event_context/* text */.Q)(payload, 'before') === revision;
}

// EXTERNAL MODULE: ./lib/plan/terms/subject.js
var subject = __webpack_require__(72647);
// EXTERNAL MODULE: ./lib/publish/existing.js
var existing = __webpack_require__(37178);
// EXTERNAL MODULE: ./node_modules/semver/functions/compare.js
var functions_compare = __webpack_require__(78469);
// EXTERNAL MODULE: ./node_modules/semver/functions/prerelease.js
var prerelease = __webpack_require__(15714);
// EXTERNAL MODULE: ./node_modules/semver/functions/valid.js
var valid = __webpack_require__(58780);
// EXTERNAL MODULE: ./lib/plan/tags/pep440.js
var pep440 = __webpack_require__(53486);
;// CONCATENATED MODULE: ./lib/plan/forward.js




/**
 * Why a version's moving tag stays where it is, or undefined when it moves. The image's own label decides where it can
 * be believed, else the highest version of the tag's line among the repository's tags: an image may be without label,
 * and a list may hold versions that this line has left behind (a roll-back, another way of counting).
 *
 * @param incumbent undefined when the tag does not exist, or its image cannot be read.
 * @param published every tag of the repository.
 * @param repository `owner/name` of the sources.
 */
function whyStays(release, incumbent, published, repository) {
    const label = incumbent && believedVersion(release, incumbent, published, repository);
    const order = label === undefined ? undefined : forward_compare(release, label);
    if (order !== undefined)
        return order > 0 ? `it names ${label}, which is higher than ${release.version}` : undefined;
    const highest = highestPublished(release, published);
    return highest === undefined ? undefined : `${highest} is published, which is higher than ${release.version}`;
}
/** Whether an image is known to be of a lower version: then the tag moves on, whichever commit came first. */
function isLower(release, incumbent, published, repository) {
    const label = believedVersion(release, incumbent, published, repository);
    return label !== undefined && (forward_compare(release, label) ?? 0) < 0;
}
/**
 * The version that the image claims, bare. A base image's label is inherited by images that have none of their own
 * (`ubuntu` says `24.04`): one of other sources is not believed, nor a part of a version that is no tag here.
 */
function believedVersion(release, { version, source }, published, repository) {
    if (version === '' || !isOf(source, repository))
        return undefined;
    const bare = bareVersions(release, version)[0];
    if (bare === undefined || !isInLine(release, bare))
        return undefined;
    return isFull(release, bare) || published.includes(version) ? bare : undefined;
}
function isOf(source, repository) {
    const path = source.toLowerCase().replace(/(\.git)?\/*$/, '');
    return source === '' || path.endsWith(`/${repository.toLowerCase()}`);
}
/** The highest release above this one in its line. Prereleases do not count: no moving tag is made of them. */
function highestPublished(release, published) {
    return published
        .flatMap(tag => bareVersions(release, tag))
        .filter(bare => isFull(release, bare) && !isPrerelease(release, bare) && isInLine(release, bare))
        .filter(bare => (forward_compare(release, bare) ?? 0) > 0)
        .sort((a, b) => order(release, b, a))[0];
}
/** What is left of a tag's name without what stands around versions here; nothing when it is no version's. */
function bareVersions({ affixes }, tag) {
    return affixes
        .filter(([before, after]) => tag.startsWith(before) && tag.endsWith(after))
        .map(([before, after]) => tag.slice(before.length, tag.length - after.length))
        .filter(bare => /^v?\d/.test(bare))
        .map(bare => bare.replace(/^v/, ''));
}
/** Positive when `bare` is higher than the release, 0 when it is the same; undefined when a part of it cannot tell. */
function forward_compare(release, bare) {
    if (isFull(release, bare))
        return order(release, bare, release.version);
    const ours = numbersOf(release.version);
    const differing = numbersOf(bare).findIndex((number, at) => number !== ours[at]);
    return differing < 0 ? undefined : (numbersOf(bare)[differing] ?? 0) - (ours[differing] ?? 0);
}
function order({ scheme }, a, b) {
    return scheme === 'semver' ? functions_compare(a, b) : (0,pep440/* pep440 */.C9)().compare(a, b);
}
function isFull({ scheme, version }, bare) {
    if (scheme === 'semver')
        return valid(bare) !== null;
    // PEP 440 knows no fixed number of parts: as many as this version has.
    return (0,pep440/* pep440 */.C9)().valid(bare) !== null && numbersOf(bare).length >= numbersOf(version).length;
}
function isPrerelease({ scheme }, bare) {
    if (scheme === 'semver')
        return prerelease(bare) !== null;
    const explained = (0,pep440/* pep440 */.C9)().explain(bare);
    return explained === null || explained.is_prerelease || explained.is_devrelease;
}
const places = { major: 0, minor: 1, patch: 2 };
/** Whether a version would give the same tag: `1` is for all of 1.x, and says nothing of 2.0. */
function isInLine({ line, version }, bare) {
    const [theirs, ours] = [numbersOf(bare), numbersOf(version)];
    return line.every(part => (theirs[places[part]] ?? 0) === (ours[places[part]] ?? 0));
}
/** The dotted numbers at the start: `1.9` of `1.9-rc.1`. */
function numbersOf(version) {
    const [numbers = ''] = /^\d+(\.\d+)*/.exec(version) ?? [];
    return numbers.split('.').map(Number);
}

;// CONCATENATED MODULE: ./lib/publish/incumbent.js



/** A config holds an image's history and settings; one larger than this is none (bytes). */
const LARGEST_CONFIG = 4 * 1024 * 1024;
const KEYS = ['version', 'revision', 'source'];
/**
 * What an image says of itself: annotations of the index, then of its first image's manifest, then labels of that
 * image's config. Annotations go first, since labels may be the base image's.
 *
 * @returns undefined when the digest names no image (any more)
 * @throws ActionError as `Repository` does, SyntaxError for a config that is no JSON
 */
async function readIncumbent(repository, digest) {
    const root = await repository.getManifest(digest);
    const image = root && (0,oci_manifest/* isIndex */.nw)(root.mediaType) ? await firstImage(repository, root) : root;
    if (root === undefined || image === undefined)
        return undefined;
    const annotations = merged([annotationsOf(root), annotationsOf(image)]);
    if (annotations.version !== '' && annotations.revision !== '')
        return annotations;
    return merged([annotations, await labelsOf(repository, (0,oci_manifest/* linksOf */.hP)(image).blobs[0])]);
}
async function firstImage(repository, index) {
    const [entry] = (0,oci_manifest/* imagesIn */.o$)(index);
    return entry && repository.getManifest(entry.digest);
}
function merged(sources) {
    const first = (key) => sources.find(source => source[key] !== '')?.[key] ?? '';
    return { version: first('version'), revision: first('revision'), source: first('source') };
}
function annotationsOf({ bytes }) {
    return told((0,event_context.at)(JSON.parse(bytes.toString()), 'annotations'));
}
async function labelsOf(repository, config) {
    if (config === undefined)
        return told({});
    const json = JSON.parse(await (0,http_body/* readText */.y)(await repository.getBlob(config.digest), LARGEST_CONFIG));
    return told((0,event_context.at)(json, 'config', 'Labels'));
}
function told(json) {
    const [version = '', revision = '', source = ''] = KEYS.map(key => (0,event_context/* text */.Q)(json, `org.opencontainers.image.${key}`));
    return { version, revision, source };
}

;// CONCATENATED MODULE: ./lib/publish/tag-result.js
/** The same result with another state, and without an error. */
function withoutError({ error: _, ...result }, state) {
    return { ...result, state };
}

;// CONCATENATED MODULE: ./lib/publish/put-back.js


/**
 * Settles a write that failed by looking at what the tag names: it may have happened without its answer getting here,
 * at once or only after we had given up. Never throws; what cannot be read stays as it is.
 */
async function look(one) {
    const { root, result } = one;
    const found = await namedBy(one);
    if (found === root.digest)
        return withoutError(result, 'published');
    return found === result.before ? { ...result, state: 'unchanged' } : result;
}
/**
 * Makes a tag that was moved, or may have been, name what it named before, and tells how that ended.
 * A tag that is new is left: registries delete by digest, and other tags may name the same. One that somebody else has
 * moved meanwhile is theirs. Never throws.
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
        const moved = `names ${found ?? 'nothing'} by now: somebody else has moved it, so it was left alone`;
        const told = { ...result, error: error ?? moved };
        if (found === null)
            return { ...told, state: 'unknown' };
        return { ...told, state: state === 'published' ? 'superseded' : 'unknown', now: found };
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
        const told = { ...result, error: error === undefined ? why : `${error}; ${why}` };
        return { ...told, state: now === root.digest ? 'stranded' : 'unknown' };
    }
}
/** What the tag names: null when it does not exist, undefined when that cannot be read. */
async function namedBy({ target, result }) {
    try {
        return (await target.repository.headManifest(result.tag.name))?.digest ?? null;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/publish/tag.js



/**
 * Reads what every planned tag of the living targets names now. A target where that cannot be read has failed: what is
 * not known could not be put back. Never throws.
 */
async function readTags(fleet) {
    const before = new Map();
    await Promise.all(fleet.alive().flatMap(target => target.destination.tags.map(async (tag) => {
        try {
            const found = await target.repository.headManifest(tag.name);
            before.set(referenceOf(target, tag), found?.digest ?? null);
        }
        catch (error) {
            fleet.fail(target, error);
        }
    })));
    return before;
}
/**
 * Points every tag of every living target to its image: immutable tags of all images and registries first, then the
 * moving ones, so that `latest` never names an image whose version tag failed. When a tag of a required registry cannot
 * be written, those already moved, of whichever image, are put back to what they named; new tags stay, since deleting by
 * digest takes others with it.
 *
 * Never throws: each result tells its own end, those of optional targets that had failed before as well.
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
        // Those that gave no answer are asked again now that some time has passed: they may be there after all.
        writes = await settle(writes, ({ result }) => result.tag.moving === moving && result.state === 'unknown', look);
        if (writes.some(failedRequired))
            break;
    }
    if (writes.some(failedRequired) || (signal.aborted && writes.some(({ result }) => result.state === 'unchanged'))) {
        log.info('not every tag could be written: putting back those that were moved');
        writes = await settle(writes, () => true, putBack);
    }
    else {
        for (const { result } of writes.filter(failed)) {
            log.warning(`${result.reference}: ${result.error} (this registry is optional: the others go on)`);
        }
    }
    const ends = new Map(all.filter(isDue).map((one, at) => [one, writes[at]]));
    return all.map(one => (ends.get(one) ?? one).result);
}
/** Does something to some of the writes, all at once, and gives all of them with the results that came of it. */
async function settle(writes, which, work) {
    return Promise.all(writes.map(async (one) => (which(one) ? { ...one, result: await work(one) } : one)));
}
/** Every tag of an image, those of targets that have failed and those that stay where they are included. */
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
    // Registries with immutable tags refuse even the same digest again, and a write that changes nothing is no use.
    if (result.before === root.digest)
        return { ...result, state: 'published' };
    try {
        await target.repository.putManifest(root, result.tag.name);
        return { ...result, state: 'published' };
    }
    catch (error) {
        // An answer that no run again would change has a remedy of its own (an immutable tag, say).
        const hint = (0,staging_fleet/* isSettled */.Is)(error) && error instanceof errors/* ActionError */.lZ ? error.hint : undefined;
        const told = { ...result, error: (0,errors/* messageOf */.bD)(error), ...(hint !== undefined && { hint }) };
        return look({ ...one, result: { ...told, state: 'unknown' } });
    }
}
function failed({ result }) {
    return result.state !== 'published' && result.error !== undefined;
}
function failedRequired(one) {
    return !one.target.destination.optional && failed(one);
}
/** `ghcr.io/acme/api:1.2.3`. */
function referenceOf(target, tag) {
    return `${target.destination.name}:${tag.name}`;
}

;// CONCATENATED MODULE: ./lib/publish/forward.js




function createForward(fleet, run, log) {
    const images = remembered(log, (target, digest) => readIncumbent(target.repository, digest));
    const lists = remembered(log, target => target.repository.listTags());
    const whyStaying = async (target, { release, beside }, named) => {
        const image = named === null ? undefined : images(target, named);
        const published = async () => (await lists(target)) ?? [];
        if (release !== undefined)
            return whyStays(release, await image, await published(), run.repository);
        if (beside !== undefined && named !== null) {
            const why = whyStays(beside, await image, await published(), run.repository);
            if (why !== undefined)
                return why;
            // Among images of one version, or of none that is known, commits decide.
            const old = await image;
            if (old !== undefined && isLower(beside, old, await published(), run.repository))
                return undefined;
        }
        const revision = run.isFirstAttempt ? (await image)?.revision : undefined;
        if (!revision || (await run.descends(revision)) !== true)
            return undefined;
        return `it names the image of ${revision.slice(0, 12)}, which comes after this commit`;
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
        lookAhead: before => decideAll(before).then(() => { }),
        async decide(before) {
            const now = new Map([...before, ...(await readMoving(fleet))]);
            return { before: now, staying: await decideAll(now) };
        },
    };
}
function movingTags(fleet) {
    return fleet.alive().flatMap(target => {
        const moving = target.destination.tags.filter(tag => tag.moving);
        return moving.map(tag => ({ target, tag, reference: referenceOf(target, tag) }));
    });
}
/** What the moving tags name at this moment; one that cannot be read is missing. */
async function readMoving(fleet) {
    const reads = movingTags(fleet).map(async ({ target, tag, reference }) => {
        try {
            return [[reference, (await target.repository.headManifest(tag.name))?.digest ?? null]];
        }
        catch {
            return [];
        }
    });
    return new Map((await Promise.all(reads)).flat());
}
/** Reads each thing of a target once. What cannot be read is undefined: it holds no tag back. */
function remembered(log, read) {
    const known = new Map();
    return (target, key = '') => {
        const ofTarget = known.get(target) ?? new Map();
        known.set(target, ofTarget);
        const answer = ofTarget.get(key) ??
            read(target, key).catch(error => {
                log.debug(`${target.destination.name}: not known what a tag names: ${(0,errors/* messageOf */.bD)(error)}`);
                return undefined;
            });
        ofTarget.set(key, answer);
        return answer;
    };
}

;// CONCATENATED MODULE: ./lib/publish/superseded.js


/**
 * Registries have no compare-and-swap: somebody else may move a tag between our write and our read-back. That is no
 * fault of this run, so such a result becomes `superseded`, with a warning. What a registry has lost (the tag names
 * what it did before, or nothing) or changed (the same image by another digest) stays an error. Never throws.
 */
async function tellSuperseded({ fleet, content, results }, log) {
    return Promise.all(results.map(async (result) => {
        if (result.state !== 'published' || result.verified)
            return result;
        const target = fleet.alive().find(({ destination }) => destination.name === result.name);
        const other = target && (await otherImage(target, result, content).catch(() => undefined));
        if (other === undefined)
            return result;
        log.warning(`${result.reference} was superseded by ${other}: another run has moved it meanwhile. \`concurrency:\` in the workflow keeps runs apart.`);
        return { ...withoutError(result, 'superseded'), now: other };
    }));
}
/** The image of somebody else that the tag names; undefined when it names none. */
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
        // Somebody has tagged what is not an image.
        return false;
    }
}

;// CONCATENATED MODULE: ./lib/publish/verify.js



/** Replicas and caches in front of a registry may lag behind a write that was just acknowledged. Milliseconds. */
const PATIENCE = { retries: 4, base: 250, cap: 2_000, deadline: 10_000 };
/**
 * Reads every published tag back: it must name the root's digest, and each manifest, config and layer below it must
 * be there. (What a registry said it had, when it was asked before, it is not asked for twice.) What disagrees is read
 * again for a few seconds.
 *
 * @returns the results, `verified` or with an `error` where something is missing. Never throws.
 */
async function verifyTags({ fleet, content, results }, ports) {
    const read = new Map();
    await Promise.all(fleet.alive().map(async (target) => {
        const mine = results.filter(({ name, state }) => state === 'published' && name === target.destination.name);
        if (mine.length === 0)
            return;
        const [missing, ...tags] = await Promise.all([
            patiently(ports, () => findMissing(target, content)),
            ...mine.map(result => patiently(ports, () => readTag(target, result.tag.name, content.root.digest))),
        ]);
        for (const [at, result] of mine.entries()) {
            const complaint = missing ?? tags[at];
            const isWrong = complaint !== undefined;
            read.set(result, { ...result, verified: !isWrong, ...(isWrong && { error: complaint }) });
        }
    }));
    return results.map(result => read.get(result) ?? result);
}
async function readTag(target, tag, digest) {
    const found = await target.repository.headManifest(tag);
    return found?.digest === digest ? undefined : `read back as ${found?.digest ?? 'missing'}, expected ${digest}`;
}
/** What of the image the repository lacks. */
async function findMissing({ repository }, content) {
    const manifests = content.manifests.map(async ({ digest }) => (await repository.headManifest(digest))?.digest === digest ? [] : [`manifest ${digest}`]);
    const blobs = (0,oci_content/* blobsOf */.O)(content).map(async ({ digest, size }) => {
        if (content.found?.(repository, digest))
            return [];
        const held = await repository.headBlob(digest);
        return held === size || Number.isNaN(held) ? [] : [`blob ${digest}`];
    });
    const missing = (await Promise.all([...manifests, ...blobs])).flat();
    return missing.length === 0 ? undefined : `missing after the push: ${missing.slice(0, 5).join(', ')}`;
}
/** Reads again while there is a complaint. A read that fails is final: the client has tried again already. */
async function patiently({ sleep, now, signal }, read) {
    let complaint;
    const attempt = async () => {
        complaint = await read();
        if (complaint !== undefined)
            throw DISAGREES;
    };
    // Without jitter: nobody else waits for the same thing.
    const ports = { sleep, now, random: () => 1 };
    const classify = (error) => (error === DISAGREES ? {} : 'settled');
    try {
        await (0,retry/* retry */.L5)(attempt, { policy: PATIENCE, ports, signal, classify });
        return undefined;
    }
    catch (error) {
        return error === DISAGREES ? complaint : `could not be read back: ${(0,errors/* messageOf */.bD)(error)}`;
    }
}
const DISAGREES = new Error('what was read back is not what was written');

;// CONCATENATED MODULE: ./lib/publish/publish.js






/**
 * stage → tag → verify, over all images. Until every required registry holds every byte of every image no tag is
 * written; staging failures throw, for nothing has changed then. What happens from the first tag on is told in the
 * answer, whatever it is.
 *
 * @throws ActionError when staging fails or the job is cancelled before the first tag is written.
 */
async function publish(images, ports) {
    const { log, now, signal, timed } = ports;
    const fleets = images.map(({ fleet }) => fleet);
    const staged = await timed('stage', () => stageAll(images, ports));
    const ready = await Promise.all(staged.map(one => one.settle()));
    if (signal.aborted)
        throw new errors/* ActionError */.lZ('CANCELLED', 'cancelled after staging: no tag was moved');
    (0,staging_fleet/* throwIfRequiredFailed */.At)(fleets, 'tagging');
    const tagging = () => writeTags(ready, { log, now, signal });
    const all = await timed('tag', () => ports.grace?.during(tagging) ?? tagging());
    const tagged = staged.map(({ image, content }) => {
        const results = all.filter(result => result.image === image.name);
        return { name: image.name, fleet: image.fleet, content, results };
    });
    const read = () => Promise.all(tagged.map(one => verify(one, ports)));
    const ended = ports.verify ? await timed('verify', read) : tagged;
    return { images: ended, ...verdictOf(ended, ports.verify) };
}
/** All images at once; nothing of ours is left under way when it ends. */
async function stageAll(images, ports) {
    const settled = await Promise.allSettled(images.map(image => stageOne(image, ports)));
    const failed = settled.find(result => result.status === 'rejected');
    if (failed !== undefined && ports.signal.aborted) {
        throw new errors/* ActionError */.lZ('CANCELLED', 'cancelled while staging: no tag was moved');
    }
    // What a path says when nobody is left to send to matters less than why.
    (0,staging_fleet/* throwIfRequiredFailed */.At)(images.map(({ fleet }) => fleet), 'staging');
    if (failed !== undefined)
        throw failed.reason;
    if (images.some(({ fleet }) => fleet.alive().length === 0)) {
        throw new errors/* ActionError */.lZ('PUBLISH_FAILED', 'every registry failed, the optional ones too');
    }
    return settled.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []));
}
async function stageOne(image, ports) {
    const { fleet, forward } = image;
    const reading = readTags(fleet);
    const looking = reading.then(before => forward?.lookAhead(before));
    let decision;
    const decideNow = () => {
        const made = Promise.all([reading, looking]).then(([before]) => decide(before, forward));
        decision = { at: ports.now(), made };
        return decision;
    };
    try {
        const content = await image.stage(decideNow);
        await reading;
        return { image, content, settle };
        async function settle() {
            const isFresh = decision !== undefined && ports.now() - decision.at < FRESH;
            const { before, staying } = await (isFresh ? decision : decideNow()).made;
            for (const [reference, why] of staying)
                ports.log.notice(`${reference} stays where it is: ${why}`);
            if ((0,staging_fleet/* isSole */.UX)(fleet) && staying.size === 1)
                await publishUntagged(content.root, fleet);
            image.guard?.(before, content.root.digest);
            return { name: image.name, fleet, root: content.root, before, staying };
        }
    }
    finally {
        // Whatever staging comes to, no request of ours is left under way.
        await (decision?.made ?? looking);
    }
}
/** The tag that was to bring the root manifest stays where it is: the image is there by its digest alone. */
async function publishUntagged(root, fleet) {
    const [target] = fleet.alive();
    await target?.repository.putManifest(root, root.digest).catch(error => fleet.fail(target, error));
}
/** Manifests that took longer than this to be written make it worthwhile to look again. Milliseconds. */
const FRESH = 2_000;
async function decide(before, forward) {
    return forward === undefined ? { before, staying: new Map() } : forward.decide(before);
}
async function verify(image, ports) {
    const results = await verifyTags(image, ports);
    return { ...image, results: await tellSuperseded({ ...image, results }, ports.log) };
}

// EXTERNAL MODULE: ./lib/staging/layout.js
var layout = __webpack_require__(70275);
;// CONCATENATED MODULE: ./lib/publish/stage-image.js






/** Stages what was built by the path that its builder allows: from its layout, or out of the engine. */
async function stageImage(built, distributor, site, machine) {
    const { log, signal } = machine;
    if (built.stage !== undefined)
        return built.stage(distributor);
    if (built.layout !== undefined)
        return (0,layout/* stageLayout */.n)(built.layout, distributor, built.result.digest);
    if (built.local === undefined || built.result.digest === undefined || site.engine.socket === undefined) {
        throw new errors/* ActionError */.lZ('BUILD_FAILED', 'the build gave no image to publish');
    }
    return stageByFanOut(built.local, built.result.digest, {
        engine: (0,journal_undo/* noting */.E_)(site.engine.socket, site.journal),
        fleet: distributor.fleet,
        distributor,
        log,
        afterwards: site.background.add,
        retry: (what, attempt, settled) => (0,retry/* retry */.L5)(attempt, {
            policy: site.policy,
            ports: (0,host_machine/* retryPorts */.N)(machine),
            signal,
            classify: error => (settled(error) ? 'settled' : {}),
            onRetry: ({ error, delay }) => log.info(`${what} failed: ${(0,errors/* messageOf */.bD)(error)}; again in ${(delay / 1000).toFixed(1)} s`),
        }),
    });
}

// EXTERNAL MODULE: ./lib/staging/distribute.js + 6 modules
var distribute = __webpack_require__(79172);
;// CONCATENATED MODULE: ./lib/staging/upload-progress.js

/** Milliseconds between two lines of a registry: often enough to see that it moves, seldom enough to be read. */
const EVERY = 5_000;
/** Runs one staging; while bytes flow, every registry that gets some has a line every few seconds. */
async function uploading(fleet, log, stage, closing) {
    const distributor = (0,distribute/* createDistributor */.E)(fleet, closing);
    const told = new Map(fleet.targets.map(target => [target, 0]));
    const tell = () => {
        for (const [target, before] of told) {
            const sent = distributor.sent(target);
            if (sent === before)
                continue;
            told.set(target, sent);
            log.info(`↑ ${target.destination.name}: ${megabytes(sent)} MB, ${megabytes(((sent - before) / EVERY) * 1000)} MB/s`);
        }
    };
    const timer = setInterval(tell, EVERY);
    try {
        return await stage(distributor);
    }
    finally {
        clearInterval(timer);
    }
}
function megabytes(bytes) {
    return (bytes / 1e6).toFixed(bytes < 1e8 ? 1 : 0);
}

;// CONCATENATED MODULE: ./lib/run/publishing.js














/** Whether there is nothing to build: this commit's images are published already, and `skip-existing` is set. */
function isPublished({ job }, { targets }) {
    return job.inputs.skipExisting && targets.images.every(({ kept }) => kept !== undefined);
}
/** Gives the published images to the tags and registries that lack them, and to the layout. */
async function keepPublished(running, bench) {
    await writeLayoutOf(running, bench);
    await publishAll(running, bench, []);
}
/** Publishes the images, unless nothing is pushed, and writes the caches that waited for the gates. */
async function publishImages(running, bench, images) {
    const { job, report } = running;
    const { inputs, plan } = job;
    const publishing = async () => {
        if (!plan.decision.push)
            return report.notPushed(plan.decision.reason);
        if ((0,call/* isCall */.n)(inputs))
            return report.notPushed(`\`call: ${inputs.build.call}\` makes no image`);
        await publishAll(running, bench, images);
    };
    await publishing().finally(() => writeLateCaches(running, bench, images));
}
async function writeLateCaches(running, bench, images) {
    const { job, machine } = running;
    const [image] = images;
    if (job.several === undefined && image !== undefined) {
        return (0,late_export/* exportLateCaches */.yC)({ job: { ...job, inputs: image.cached }, site: (0,workbench/* buildSite */.Sk)(running, bench), machine });
    }
    const { exportCachesTogether } = await __webpack_require__.e(/* import() */ 263).then(__webpack_require__.bind(__webpack_require__, 45263));
    await exportCachesTogether(running, bench, images);
}
/**
 * Publishes all images in one go, and tells the report. An image of a commit that is published already is kept: tags
 * and registries that lack it get it. What this run has built in its place, if anything, differs from it by its
 * provenance at least, and is not published.
 *
 * @param images [] when nothing was built
 * @throws ActionError when not everything was published
 */
async function publishAll(running, bench, images) {
    const { job, report, machine } = running;
    const descends = descentOf(running);
    const reasons = [];
    const publishing = (0,workbench/* eachImage */.Ne)(running, bench).map((one, at) => {
        const planned = (0,workbench/* theOnly */.Iy)(one.bench.targets.images);
        const image = images[at];
        if (planned.kept === undefined) {
            return publishingOf(one.running, planned, {
                descends,
                stage: to => stageBuilt(one.running, one.bench, image?.built, to),
            });
        }
        const { kept } = planned;
        const unlike = image === undefined ? '' : (0,tested/* unlikeKept */.R)(image.tested, kept);
        if (unlike !== '')
            machine.log.notice(`${kept.image.reference} is kept${unlike}`);
        const how = job.inputs.skipExisting ? ', so nothing was built' : ': its digest is kept';
        reasons.push(`this commit is published already as ${kept.image.reference}${how}${unlike}`);
        const fleet = (0,existing/* fleetAround */.aT)(kept, planned.fleet, machine.log);
        return publishingOf(one.running, { ...planned, fleet }, { descends, stage: to => (0,existing/* stageExisting */.OU)(kept.image, to) });
    });
    const publication = await publish(publishing, portsOf(running, bench));
    const isAllKept = reasons.length === publishing.length;
    const { skipExisting } = job.inputs;
    const pushed = isAllKept && skipExisting && !hasChanged(publication) ? 'false' : publication.pushed;
    const reason = isAllKept ? reasons.join('; ') : job.plan.decision.reason;
    report.published({ ...publication, pushed }, reason);
    if (publication.error !== undefined)
        throw publication.error;
}
/** Whether some tag names another image than before. */
function hasChanged({ images }) {
    return images.some(({ content, results }) => results.some(({ state, before }) => state !== 'kept' && before !== content.root.digest));
}
/**
 * Writes the image that is, or would be, published as an OCI layout, if `layout` asks for one.
 *
 * @param built Undefined when nothing was built because the image of this commit is published already.
 */
async function writeLayoutOf(running, bench, built) {
    const { job, report, machine } = running;
    const { inputs, context } = job;
    if (inputs.layout === '')
        return;
    // `layout` is for one image: several are refused with the inputs.
    const { image, kept } = (0,workbench/* theOnly */.Iy)(bench.targets.images);
    const stage = (to) => {
        if (kept !== undefined)
            return (0,existing/* stageExisting */.OU)(kept.image, to);
        return stageBuilt(running, bench, built, to);
    };
    const { writeLayout } = await __webpack_require__.e(/* import() */ 462).then(__webpack_require__.bind(__webpack_require__, 64462));
    const order = {
        inputs,
        workspace: context.workspace,
        folder: running.folder.path,
        name: firstReference(image),
        stage,
    };
    await report.timed('layout', () => writeLayout(order, machine));
}
async function stageBuilt({ job, folder, machine }, bench, built, to) {
    if (built === undefined)
        throw new errors/* ActionError */.lZ('BUILD_FAILED', 'there is no image to publish');
    return stageImage(built, to, { ...bench, journal: folder, policy: job.inputs.retry }, machine);
}
function portsOf({ job, report, machine }, { targets }) {
    return { ...machine, grace: targets.grace, timed: report.timed, verify: job.inputs.verify };
}
function publishingOf({ job, machine }, { image, fleet }, { descends, stage }) {
    const { repository, runAttempt } = job.context;
    const facts = { repository, isFirstAttempt: runAttempt === '1', descends };
    return {
        name: image.name,
        fleet,
        forward: job.inputs.movingTags === 'always' ? undefined : createForward(fleet, facts, machine.log),
        guard: (0,existing/* immutableGuard */.W2)(fleet, job.inputs.immutableTags),
        stage: closing => uploading(fleet, machine.log, stage, closing),
    };
}
/** Which commits come after that of the run: known once for all its images. */
function descentOf({ job, machine }) {
    const { inputs, context } = job;
    return ancestryOf((0,subject/* subjectOf */.et)(context, inputs.metadata.refSource), (0,planning/* sourcesFor */.Mj)(inputs, context, machine));
}

;// CONCATENATED MODULE: ./lib/run/action.js









/**
 * The main step. The only place where an error ends: as an annotation, an exit code of 1 and outputs that tell.
 *
 * @param onMasked called once the log knows all secrets that the inputs give
 */
async function runMain(machine, onMasked = () => { }) {
    const context = contextOf(machine);
    const report = createReport(context, machine);
    const failures = [];
    // What is known is reported however the run ends.
    for (const part of [() => act(context, report, machine, onMasked), report.write]) {
        try {
            await part();
        }
        catch (thrown) {
            const error = (0,errors/* toActionError */.ie)(thrown, machine.signal);
            failures.push(error);
            report.failed(error);
        }
    }
    // What failed first comes last: the end of a log is read first.
    for (const error of failures.toReversed())
        (0,tell_failure/* tellFailure */.s)(error, machine);
    return failures.length > 0 ? 1 : 0;
}
async function act(event, report, machine, onMasked) {
    const job = await planJob(event, report, machine, onMasked);
    if (job.inputs.dryRun)
        return report.notPushed('this is a dry run');
    await inRunFolder(job, report, machine, work);
}
/** From the credentials to the last tag: all that leaves traces on this machine. */
async function work(running) {
    const caches = await lookForCaches(running);
    try {
        const bench = await running.report.timed('prepare', () => prepare(running));
        try {
            if (isPublished(running, bench))
                return await keepPublished(running, bench);
            const obtained = await obtain(running, bench, caches);
            const built = obtained.map(one => one.built);
            const { gateAll } = (0,inputs_job/* haveGates */.ZU)(running.job) ? await __webpack_require__.e(/* import() */ 686).then(__webpack_require__.bind(__webpack_require__, 64686)) : { gateAll: async () => [] };
            const tested = await gateAll(running, bench, built);
            await writeLayoutOf(running, bench, built[0]);
            const images = obtained.map((one, at) => ({ ...one, tested: tested[at] ?? [] }));
            await publishImages(running, bench, images);
        }
        finally {
            await bench.close();
        }
    }
    finally {
        await caches.end();
    }
}


/***/ }),

/***/ 33428:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ keepCache),
/* harmony export */   o: () => (/* binding */ cacheSite)
/* harmony export */ });
/* harmony import */ var _planning_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(88934);
/* harmony import */ var _tell_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(21228);


/** What a cache works with. */
function cacheSite(running, bench) {
    return { ...bench, folder: running.folder.path, planOf: branch => planOfBranch(running, branch) };
}
/** The plan that a push to a branch would have, without a word in the log. */
async function planOfBranch({ job, machine }, branch) {
    const { inputs, context, several } = job;
    const { log } = machine;
    const quiet = { ...machine, log: { ...log, warning: log.debug, notice: log.debug } };
    // Only its tags are of interest; the build arguments are rendered already.
    const withoutArgs = (given) => ({ ...given, build: { ...given.build, buildArgs: [] } });
    const other = { ...context, eventName: 'push', ref: `refs/heads/${branch}`, eventRef: '', headRef: '', baseRef: '' };
    if (several === undefined)
        return (0,_planning_js__WEBPACK_IMPORTED_MODULE_0__/* .planFor */ .bJ)(withoutArgs(inputs), other, quiet);
    const builds = several.builds.map(build => ({ ...build, inputs: withoutArgs(build.inputs) }));
    return (await (0,_planning_js__WEBPACK_IMPORTED_MODULE_0__/* .planTogether */ .QL)(builds, other, quiet)).plan;
}
/** Keeps what a build wrote into its cache; post saves what is for the job's end. */
async function keepCache(cache, { result }, { report, machine }) {
    const kept = await cache.keep(result);
    report.cached(kept.report);
    if (kept.parcel === undefined)
        return;
    await report.saveState({ cache: JSON.stringify(kept.parcel) }).catch(error => (0,_tell_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .tellFailure */ .s)(error, machine));
}


/***/ }),

/***/ 87269:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ maskBuildSecrets),
/* harmony export */   Q: () => (/* binding */ maskSecrets)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _builder_node_certs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(15225);
/* harmony import */ var _host_files_read_if_there_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3169);
/* harmony import */ var _http_proxy_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(30768);
/* harmony import */ var _plan_secrets_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(68578);





/** The runner masks `secrets.*` already; values that came otherwise (files, environment) are masked here. */
function maskSecrets(inputs, workspace, machine) {
    const { env, log } = machine;
    const passwords = [...inputs.registries, ...inputs.logins].map(entry => entry.password);
    const given = [inputs.githubToken, inputs.dockerConfigPassphrase, ...passwords, ...(0,_builder_node_certs_js__WEBPACK_IMPORTED_MODULE_1__/* .nodeKeys */ .xS)(env)];
    for (const secret of [...given, ...(0,_http_proxy_js__WEBPACK_IMPORTED_MODULE_4__/* .proxyPasswords */ .PK)(env)])
        if (secret !== '')
            log.mask(secret);
    maskBuildSecrets(inputs.build, workspace, machine);
}
function maskBuildSecrets(build, workspace, { env, log }) {
    const secrets = (0,_plan_secrets_js__WEBPACK_IMPORTED_MODULE_3__/* .secretValues */ .VX)(build, env, path => (0,_host_files_read_if_there_js__WEBPACK_IMPORTED_MODULE_2__/* .readIfThere */ .q)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(workspace, path)));
    for (const secret of secrets)
        if (secret !== '')
            log.mask(secret);
}


/***/ }),

/***/ 88934:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  BT: () => (/* binding */ contextFor),
  bJ: () => (/* binding */ planFor),
  QL: () => (/* binding */ planTogether),
  Mj: () => (/* binding */ sourcesFor),
  T1: () => (/* binding */ withPlanned)
});

// EXTERNAL MODULE: ./lib/dockerfile/place.js
var place = __webpack_require__(57137);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/hardened-git.js
var hardened_git = __webpack_require__(90046);
;// CONCATENATED MODULE: ./lib/event/git.js


function gitIn(workspace, run, env) {
    return async (...args) => {
        try {
            const result = await (0,hardened_git/* runGit */.E)(workspace, args, { run, env }, 30_000);
            return result.code === 0 ? result.stdout.trim() : '';
        }
        catch {
            return '';
        }
    };
}
/**
 * The context with ref and commit of the checkout in place of the event's (`ref-source: git`). A detached HEAD, which
 * is what actions/checkout leaves for tags and pull requests, is named as docker/actions-toolkit names it.
 *
 * @throws ActionError INPUT_INVALID when the workspace holds no checkout
 */
async function contextOfCheckout(context, git) {
    const sha = await git('rev-parse', '--verify', 'HEAD');
    if (sha === '') {
        throw new errors/* ActionError */.lZ('INPUT_INVALID', '`ref-source: git` needs a git checkout, and the workspace holds none', {
            hint: 'Run actions/checkout before this step, or leave `ref-source` out to take the ref from the event.',
        });
    }
    const ref = (await git('symbolic-ref', '-q', 'HEAD')) || (await refOfDetachedHead(git));
    return { ...context, sha, ref, eventRef: context.ref };
}
/** '' when no ref leads to HEAD, which is so for a commit fetched by its hash. */
async function refOfDetachedHead(git) {
    // In the order of git's own decorations (`%D`): tags, pull requests, remote branches, local ones; the last name first.
    const there = (await refs(git, '--points-at=HEAD')).reverse();
    const near = there.find(ref => ref.startsWith('refs/tags/')) ?? firstOf(there, pullRef) ?? firstOf(there, remoteBranch);
    if (near !== undefined)
        return near;
    const newest = ['--contains=HEAD', '--sort=-committerdate'];
    const local = await refs(git, ...newest, 'refs/heads/');
    const remote = await refs(git, ...newest, 'refs/remotes/');
    const tags = await refs(git, '--contains=HEAD', 'refs/tags/');
    return local[0] ?? firstOf(remote, pullRef) ?? firstOf(remote, remoteBranch) ?? tags[0] ?? '';
}
async function refs(git, ...args) {
    return (await git('for-each-ref', '--format=%(refname)', ...args)).split('\n').filter(ref => ref !== '');
}
function firstOf(names, read) {
    return names.map(read).find(ref => ref !== undefined);
}
/** actions/checkout fetches `refs/pull/7/merge` to `refs/remotes/pull/7/merge`. */
function pullRef(ref) {
    const [, pull] = /^refs\/remotes\/(pull\/\d+\/(?:head|merge))$/.exec(ref) ?? [];
    return pull && `refs/${pull}`;
}
function remoteBranch(ref) {
    const [, branch] = /^refs\/remotes\/[^/]+\/(.+)$/.exec(ref) ?? [];
    return branch === undefined || branch === 'HEAD' ? undefined : `refs/heads/${branch}`;
}

// EXTERNAL MODULE: ./lib/event/forge.js
var forge = __webpack_require__(47935);
// EXTERNAL MODULE: ./lib/host/retry.js
var retry = __webpack_require__(67460);
// EXTERNAL MODULE: ./lib/http/redirect.js
var redirect = __webpack_require__(24634);
// EXTERNAL MODULE: ./lib/http/transport.js + 3 modules
var http_transport = __webpack_require__(28039);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
;// CONCATENATED MODULE: ./lib/github/api.js






/** Milliseconds without progress after which a request fails. */
const IDLE = 10_000;
/** No run depends on what is asked here: it may not be held up for minutes. Milliseconds. */
const PATIENCE = 10_000;
const LARGEST_ANSWER = 16 * 1024 * 1024;
const STAY = { insecure: false, stay: true };
/**
 * GitHub's REST API with the job's token, if it is the API of the server that the token is of. Only asked for what the
 * event lacks; temporary failures are tried again.
 *
 * @see https://docs.github.com/rest
 */
function githubApi({ apiUrl, serverUrl }, token, policy, ports) {
    const { now, signal, proxyEnv } = ports;
    const mayHaveToken = (0,forge/* isOwnApi */.$h)(apiUrl, serverUrl);
    const open = async () => {
        const { createOctokit } = await Promise.all(/* import() */[__webpack_require__.e(845), __webpack_require__.e(282)]).then(__webpack_require__.bind(__webpack_require__, 51282));
        const transport = (0,http_transport/* createTransport */.o)({ proxyEnv: (0,reference/* isLoopback */.U9)(new URL(apiUrl).host) ? undefined : proxyEnv });
        // A renamed repository is at another address of the same API.
        const get = (url, headers) => (0,redirect/* sendFollowing */.eH)(transport, { method: 'GET', url, headers, idle: IDLE, limit: IDLE, signal }, STAY);
        return createOctokit(apiUrl, mayHaveToken ? token : '', { get, largest: LARGEST_ANSWER });
    };
    let octokit;
    return path => (0,retry/* retry */.L5)(async () => {
        octokit ??= open();
        return ask(await octokit, path, now);
    }, {
        policy: { ...policy, deadline: Math.min(policy.deadline, PATIENCE) },
        ports,
        signal,
        classify: error => (error instanceof ApiError ? error.verdict : 'settled'),
    });
}
/** What went wrong, and whether to try again. */
class ApiError extends errors/* ActionError */.lZ {
    verdict;
    constructor(code, problem, verdict, cause) {
        super(code, `the GitHub API ${problem}`, { cause });
        this.verdict = verdict;
    }
}
async function ask(octokit, path, now) {
    const { status, data } = await octokit(path).catch(error => {
        throw errorOf(error, now());
    });
    if (status === 200 && typeof data === 'object')
        return data;
    if (status === 200)
        throw new ApiError('NETWORK_ERROR', 'answered with something else than JSON', {});
    throw statusError(status, undefined);
}
function errorOf(error, now) {
    const { response, cause = error } = error;
    if (response)
        return statusError(response.status, (0,retry/* parseRetryAfter */.mu)(response.headers['retry-after'], now));
    if ((0,redirect/* isRefusedRedirect */.bC)(cause))
        return new ApiError('AUTH_DENIED', `cannot be asked: ${(0,errors/* messageOf */.bD)(cause)}`, 'settled', cause);
    return new ApiError('NETWORK_ERROR', `does not answer: ${(0,errors/* messageOf */.bD)(cause)}`, {}, cause);
}
function statusError(status, retryAfter) {
    // https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
    const isLimit = status === 429 || (status === 403 && retryAfter !== undefined);
    const code = isLimit
        ? 'RATE_LIMITED'
        : status === 404
            ? 'NOT_FOUND'
            : (0,retry/* temporaryStatus */.Ew)(status)
                ? 'NETWORK_ERROR'
                : 'AUTH_DENIED';
    return new ApiError(code, `answered ${status}`, isLimit || (0,retry/* temporaryStatus */.Ew)(status) ? { retryAfter } : 'settled');
}

// EXTERNAL MODULE: ./lib/event/context.js
var event_context = __webpack_require__(13051);
;// CONCATENATED MODULE: ./lib/github/facts.js


/**
 * Fills in what the event does not tell and the rules need: from the checkout where it can tell, else from the API.
 * What cannot be had is a warning, and what it would have given stays empty.
 */
async function loadFacts(known, needed, context, ports) {
    let facts = known;
    for (const source of sources(context, ports)) {
        const missing = needed.filter(fact => facts[fact] === undefined && source.facts.includes(fact));
        if (missing.length === 0)
            continue;
        try {
            facts = { ...(await source.read()), ...facts };
        }
        catch (error) {
            ports.log.warning(`could not learn the repository's ${missing.join(', ')}: ${(0,errors/* messageOf */.bD)(error)}`);
        }
    }
    return facts;
}
const COMMIT = [
    'commitDate',
    'commitMessage',
    'committerName',
    'committerEmail',
    'committerUsername',
    'commitDescription',
];
function sources(context, { git, api }) {
    const repository = `/repos/${context.repository}`;
    // An event without a commit has no date and no message to look for.
    const ofCommit = context.sha === '' ? [] : COMMIT;
    return [
        { facts: ofCommit, read: () => factsOfCheckout(context.sha, git) },
        { facts: ofCommit, read: async () => factsOfCommit(await api(`${repository}/commits/${context.sha}`)) },
        {
            facts: ['name', 'description', 'htmlUrl', 'licence', 'defaultBranch'],
            read: async () => factsOfRepository(await api(repository)),
        },
    ];
}
/** Only the commit asked for counts: the workspace may hold another one. */
async function factsOfCheckout(sha, git) {
    const [date, name, email, ...message] = (await git('log', '-1', '--format=%cI%n%cn%n%ce%n%B', sha)).split('\n');
    if (!date || name === undefined || email === undefined)
        return {};
    // The options of Codeship, whose `.CommitDescription` this is.
    const description = await git('describe', '--abbrev=1', '--tags', '--always', sha);
    return {
        commitDate: new Date(date),
        committerName: name,
        committerEmail: email,
        commitMessage: message.join('\n').trim(),
        ...(description !== '' && { commitDescription: description }),
    };
}
function factsOfCommit(json) {
    const date = (0,event_context/* text */.Q)(json, 'commit', 'committer', 'date');
    return {
        ...(date !== undefined && { commitDate: new Date(date) }),
        commitMessage: (0,event_context/* text */.Q)(json, 'commit', 'message') ?? '',
        committerName: (0,event_context/* text */.Q)(json, 'commit', 'committer', 'name') ?? '',
        committerEmail: (0,event_context/* text */.Q)(json, 'commit', 'committer', 'email') ?? '',
        committerUsername: (0,event_context/* text */.Q)(json, 'committer', 'login') ?? '',
    };
}
function factsOfRepository(json) {
    const defaultBranch = (0,event_context/* text */.Q)(json, 'default_branch');
    return {
        name: (0,event_context/* text */.Q)(json, 'name') ?? '',
        description: (0,event_context/* text */.Q)(json, 'description') ?? '',
        htmlUrl: (0,event_context/* text */.Q)(json, 'html_url') ?? '',
        licence: (0,event_context/* text */.Q)(json, 'license', 'spdx_id') ?? '',
        ...(defaultBranch !== undefined && { defaultBranch }),
    };
}

// EXTERNAL MODULE: ./lib/host/machine.js
var host_machine = __webpack_require__(29491);
;// CONCATENATED MODULE: ./lib/plan/join.js

/**
 * One plan of several. Build arguments stay with each image.
 *
 * @throws InputError for a reference that two images would claim
 */
function joinPlans(named) {
    const images = named.flatMap(({ name, plan }) => plan.images.map(image => ({ ...image, name })));
    refuseSharedReferences(images);
    const plans = named.map(({ plan }) => plan);
    const [first] = plans;
    const decision = plans.find(plan => plan.decision.push)?.decision ??
        first?.decision ?? { push: false, reason: 'there is nothing to build' };
    return {
        images,
        decision,
        buildArgs: {
            args: [],
            shown: named.flatMap(({ name, plan }) => plan.buildArgs.shown.map(arg => `of ${name}: ${arg}`)),
        },
        sourceDateEpoch: first?.sourceDateEpoch,
        warnings: joinTexts(named, plan => plan.warnings),
        notices: joinTexts(named, plan => plan.notices),
    };
}
/** What is said of every image is said once; what is said of some, with their names. */
function joinTexts(named, textsOf) {
    const names = new Map();
    for (const { name, plan } of named) {
        for (const text of new Set(textsOf(plan)))
            names.set(text, [...(names.get(text) ?? []), name]);
    }
    return [...names].map(([text, of]) => (of.length === named.length ? text : `${of.join(', ')}: ${text}`));
}
/** A tag names one image: the one that came last would take it from the other. */
function refuseSharedReferences(images) {
    const claims = new Map();
    for (const { name, destinations } of images) {
        for (const { registry, path, tags } of destinations) {
            for (const tag of tags) {
                const reference = `${registry}/${path}:${tag.name}`;
                claims.set(reference, (claims.get(reference) ?? new Set()).add(name));
            }
        }
    }
    const shared = [...claims].filter(([, names]) => names.size > 1);
    if (shared.length === 0)
        return;
    throw new errors/* InputError */.dz(shared.map(([reference, names]) => ({
        input: 'images',
        problem: `gives ${reference} to several builds (${[...names].join(', ')})`,
        fix: 'Put the name of the build in it, as in `images: ghcr.io/acme/{{target}}`, or give each build its own `images` or `tags`.',
    })));
}

// EXTERNAL MODULE: ./lib/plan/terms/problems.js
var terms_problems = __webpack_require__(43651);
// EXTERNAL MODULE: ./lib/plan/terms/nearest.js
var nearest = __webpack_require__(75853);
// EXTERNAL MODULE: ./lib/plan/templates/go-actions.js
var go_actions = __webpack_require__(34895);
// EXTERNAL MODULE: ./lib/plan/templates/go-fields.js
var go_fields = __webpack_require__(8775);
;// CONCATENATED MODULE: ./lib/plan/templates/template.js



let library;
/** Loads Handlebars, which texts without `{{` do without. */
async function loadHandlebars() {
    if (library !== undefined)
        return;
    // The one-file build: the package's many modules, with a source map library, would take 10 ms longer to load.
    const { default: loaded } = await __webpack_require__.e(/* import() */ 217).then(__webpack_require__.t.bind(__webpack_require__, 6217, 19));
    library = loaded.create();
    // The built-in `log` would print untrusted text past our own log.
    library.registerHelper('log', () => '');
}
/** Whether a text may be a template, for which `loadHandlebars` must have come before. */
function mayBeTemplate(text) {
    return text.includes('{{');
}
function handlebars() {
    if (library === undefined)
        throw new Error('loadHandlebars comes before templates');
    return library;
}
// Without escaping Handlebars joins its parts with a bare `+`, which adds `{{major}}{{minor}}` up as numbers. A text in
// front of every program makes the sums texts; no input can hold this character.
const textMark = '\u0000';
/**
 * Renders a Handlebars template without HTML escaping. Unknown names give nothing; inherited properties are closed.
 *
 * @throws ActionError for templates that do not parse or fail
 */
function render(template, scope) {
    if (!mayBeTemplate(template))
        return template;
    const program = markTexts(parse((0,go_fields/* rewriteGoFields */.or)(template)));
    try {
        const output = handlebars().compile(program, { noEscape: true })(Object.assign(Object.create(null), scope), {
            allowProtoMethodsByDefault: false,
            allowProtoPropertiesByDefault: false,
        });
        return String(output).replaceAll(textMark, '');
    }
    catch (error) {
        if (error instanceof errors/* ActionError */.lZ)
            throw error;
        return (0,terms_problems/* refuse */.TR)(`cannot be rendered (${firstLine(error)})`, 'docs/templates.md lists the names that templates know');
    }
}
/**
 * The first names of the paths that a template mentions (`sha`, `date`); nothing for one that does not parse. Without
 * `conditions`, what only an opening tag (`{{#if tag}}`) mentions is left out.
 */
function namesIn(template, options = {}) {
    return new Set(pathsIn(template, options).map(([first = '']) => first));
}
/** The same with what follows the first name: `['meta', 'version']`. */
function pathsIn(template, { conditions = true } = {}) {
    const paths = [];
    if (!mayBeTemplate(template))
        return paths;
    const see = (node) => {
        if (node.type === 'PathExpression')
            paths.push(node.parts.map(String));
    };
    try {
        visit(parse((0,go_fields/* rewriteGoFields */.or)(template)), see, conditions);
    }
    catch {
        // `render` reports it, with the line.
    }
    return paths;
}
/** The path at the head of what stands between two braces; undefined when Handlebars does not take it for one. */
function mustachePath(inner) {
    try {
        const [statement, ...others] = handlebars().parseWithoutProcessing(`{{${inner}}}`).body;
        if (statement?.type !== 'MustacheStatement' || others.length > 0)
            return undefined;
        const { path } = statement;
        if (path.type !== 'PathExpression')
            return undefined;
        const { parts, data, depth } = path;
        return data || depth > 0 ? [] : parts.map(String);
    }
    catch {
        return undefined;
    }
}
/** Whether a pattern is `{{raw}}` and nothing else: the one pattern that prereleases respect. */
function isOnlyRaw(pattern) {
    const [, inner] = /^\{\{(.*)\}\}$/s.exec(pattern) ?? [];
    return inner !== undefined && mustachePath(inner)?.join('/') === 'raw';
}
function parse(template) {
    try {
        return handlebars().parse(template);
    }
    catch (error) {
        return (0,terms_problems/* refuse */.TR)(`is not a valid template (${firstLine(error)})`, 'Check the braces and quotes of its {{…}}');
    }
}
function markTexts(program) {
    visit(program, node => {
        if (node.type !== 'Program')
            return;
        const mark = { type: 'ContentStatement', value: textMark, original: textMark, loc: node.loc };
        node.body.unshift(mark);
    });
    return program;
}
function visit(node, see, conditions = true) {
    if (node === null || typeof node !== 'object')
        return;
    const isBlockNode = 'type' in node && node.type === 'BlockStatement';
    if ('type' in node && typeof node.type === 'string')
        see(node);
    for (const [key, child] of Object.entries(node)) {
        if (key === 'loc' || (isBlockNode && !conditions && isOfHead(key)))
            continue;
        visit(child, see, conditions);
    }
}
/** Whether this part of a block is in its opening tag, and not between that and the closing one. */
function isOfHead(key) {
    return key === 'path' || key === 'params' || key === 'hash';
}
function firstLine(error) {
    const [first = '', second = ''] = (0,errors/* messageOf */.bD)(error).split('\n');
    return first.endsWith(':') ? `${first} ${second}` : first;
}

;// CONCATENATED MODULE: ./lib/plan/templates/plan-names.js



const metaKeys = ['version', 'tag', 'tags', 'created', 'revision'];
/**
 * Names that only labels, annotations and build arguments have, for they come of the tags. `meta.version` and
 * `meta.tags` are those of docker/github-builder.
 *
 * @see https://github.com/docker/github-builder#metadata-templates
 */
function planNames({ version, tags, created, revision }) {
    const time = created.toISOString();
    const meta = {
        version,
        tag: version,
        tags,
        created: time,
        revision,
    };
    return { version: () => version, created: () => time, revision: () => revision, meta };
}
/** Words of Handlebars that no scope has. */
const builtIn = new Set(['if', 'unless', 'each', 'with', 'lookup', 'log', 'undefined']);
/** Names in a label or annotation that give nothing, as in metadata-action, and are most likely misspelt. */
function unknownNames(template, scope) {
    // `each`, `with` and the like bring names of their own; `if` and `unless` do not, and may ask for any.
    if (/\{\{[~\s]*#(?!\s*(?:if|unless)\b)/.test(template))
        return [];
    return [...namesIn(template, { conditions: false })].filter(name => name !== '' && !Object.hasOwn(scope, name) && !builtIn.has(name));
}
/** @throws ActionError for `{{meta.…}}` with a name that it has not */
function checkMeta(template) {
    for (const [head, key = ''] of pathsIn(template)) {
        if (head !== 'meta' || metaKeys.some(known => known === key))
            continue;
        const near = (0,nearest/* nearest */.p)(key, metaKeys);
        (0,terms_problems/* refuse */.TR)(key === '' ? 'uses {{meta}} without a name in it' : `uses {{meta.${key}}}, which there is not`, near === undefined || key === ''
            ? `Use one of ${metaKeys.map(known => `{{meta.${known}}}`).join(', ')}`
            : `Did you mean {{meta.${near}}}?`);
    }
}

;// CONCATENATED MODULE: ./lib/plan/templates/arg-templates.js






/** Helpers that take arguments. */
const helpers = ['short_sha', 'env', 'lower', 'slug', 'regex_replace', 'file', 'json', 'date', 'commit_date'];
/** Words of Go and Jinja that stand alone between braces. */
const keywords = new Set(['end', 'else', 'break', 'continue', 'endif', 'endfor']);
/**
 * Whether what stands between two braces is a template of ours. Helm, Jinja, Go and GitHub write their own with the
 * same braces: those are left alone. `inBlock`: within a `{{#if …}}` of ours.
 *
 * @throws ActionError for what is meant for us and has a name that there is not
 */
function isOurs(inner, scope, inBlock) {
    const body = withFields(inner.replaceAll(/^[-~&\s]+|[-~\s]+$/g, ''));
    if (/^(?:[/^]|else\b)/.test(body))
        return inBlock;
    if (body.startsWith('#'))
        return opensOurBlock(body, scope);
    if (/^\.[A-Za-z_]/.test(body))
        return isOurField(body);
    const path = mustachePath(body);
    if (path === undefined)
        return isBrokenCall(body);
    const [head, ...rest] = path;
    if (head === 'meta') {
        checkMeta(`{{${body}}}`);
        return true;
    }
    if (head === undefined)
        return inBlock;
    return rest.length === 0 && isOurName(head, body, scope);
}
/** Codeship's fields among a helper's arguments, in the form that parses; others' stay, and do not parse. */
function withFields(body) {
    return body.replaceAll(/(?<=[\s(=])\.(\w+)(?=[\s)]|$)/g, (text, name) => go_fields/* goFieldNames */.lB.some(field => field === name) ? `[.${name}]` : text);
}
/** Whether a block's opening tag is ours: `#if tag`. */
function opensOurBlock(body, scope) {
    const [, word = '', condition = ''] = /^#\s*(if|unless|each|with)\s+(.*)$/s.exec(body) ?? [];
    if (word === '')
        return false;
    const names = [...namesIn(`{{x (y ${condition.replace(/\sas\s*\|.*$/s, '')})}}`)].slice(2);
    const unknown = names.find(name => !Object.hasOwn(scope, name));
    if (unknown === undefined)
        return names.length > 0;
    return word === 'if' || word === 'unless' ? refuseName(unknown, Object.keys(scope)) : false;
}
/** `.CommitID` is Codeship's, `.Values.image` is Helm's. */
function isOurField(body) {
    const [, name = '', rest = ''] = /^\.(\w+)(.*)$/s.exec(body) ?? [];
    if (go_fields/* goFieldNames */.lB.some(field => field === name))
        return true;
    if (rest.trim() !== '')
        return false;
    // Short names are near to everybody else's.
    const fields = go_fields/* goFieldNames */.lB.filter(field => field.length > 6);
    const near = (0,nearest/* nearest */.p)(name, fields.map(field => field.toLowerCase()));
    const field = go_fields/* goFieldNames */.lB.find(each => each.toLowerCase() === (near ?? name.toLowerCase()));
    return field === undefined
        ? false
        : (0,terms_problems/* refuse */.TR)(`uses the unknown field .${name}`, `Did you mean {{ .${field} }}? ${literal}`);
}
function isOurName(name, body, scope) {
    const others = [...namesIn(`{{${body}}}`)].filter(other => other !== name && other !== 'undefined');
    const known = others.filter(other => Object.hasOwn(scope, other));
    const names = Object.keys(scope);
    if (Object.hasOwn(scope, name)) {
        const unknown = others.find(other => !known.includes(other));
        return unknown === undefined ? true : refuseName(unknown, names);
    }
    if (body === name)
        return /^[A-Za-z_]\w*$/.test(name) && !keywords.has(name) ? refuseName(name, names) : false;
    const hasField = /\[\.\w+\]/.test(body);
    if (known.length === 0 && !hasField && (0,nearest/* nearest */.p)(name, helpers) === undefined)
        return false;
    (0,go_actions/* refuseGoActions */.I)(`{{ ${body.replaceAll(/\[(\.\w+)\]/g, '$1')} }}`);
    return refuseName(name, helpers);
}
/** What does not parse is another language's, unless it begins with one of our helpers and has no filter. */
function isBrokenCall(body) {
    const [, name = ''] = /^(\w+)\s/.exec(body) ?? [];
    if (!helpers.includes(name) || body.includes('|'))
        return false;
    return (0,terms_problems/* refuse */.TR)(`has a {{${name} …}} that is not a valid template`, `Put texts in single quotes. ${literal}`);
}
const literal = 'For the braces themselves write \\{{';
function refuseName(name, names) {
    const near = (0,nearest/* nearest */.p)(name, names.filter(each => !each.startsWith('.')));
    const meant = near === undefined ? '' : `Did you mean {{${near}}}? `;
    return (0,terms_problems/* refuse */.TR)(`uses the unknown name {{${name}}}`, `${meant}${literal}; docs/templates.md lists the names`);
}

;// CONCATENATED MODULE: ./lib/plan/templates/build-args.js



/** A template with what stands before it. A brace that opens ends the search, so that it is linear. */
const token = /(?<!\\)(\\*)(\$?)(?:\{\{\{((?:'[^'\n]*'|"[^"\n]*"|[^{}'"])*)\}\}\}|\{\{((?:'[^'\n]*'|"[^"\n]*"|[^{}'"])*)\}\})/g;
/** Each is parsed by itself: a text that somebody else wrote could keep the step busy for minutes. */
const MOST = 500;
/**
 * Renders the values of build arguments. Between braces may stand what another tool is to read, since the value can be
 * anything: that is left as it is, and so is `\{{`, without its backslash.
 */
function renderArgs(args, scope, problems) {
    return args.flatMap(arg => {
        const equals = arg.indexOf('=');
        if (equals < 0 || !mayBeTemplate(arg.slice(equals)))
            return [{ arg }];
        const [key, value] = [arg.slice(0, equals), arg.slice(equals + 1)];
        // The value may be secret: the name alone tells which one is wrong.
        return problems.attempt('build-args', key, () => renderArg(key, value, scope)) ?? [];
    });
}
/** Every name in a build argument, of whatever language. */
function namesInArg(arg) {
    if (!mayBeTemplate(arg))
        return new Set();
    const each = [...arg.matchAll(token)].flatMap(found => [...namesIn(`{{${innerOf(found)}}}`)]);
    return new Set([...each, ...namesIn(arg)]);
}
function renderArg(key, value, scope) {
    const tokens = [...value.matchAll(token)];
    if (tokens.length > MOST) {
        return (0,terms_problems/* refuse */.TR)(`has more than ${MOST} pairs of double braces`, 'Pass a text that others write as a secret, where it is not read as a template');
    }
    const inBlock = tokens.some(found => innerOf(found).startsWith('#') && opensOurBlock(innerOf(found), scope));
    const foreign = [];
    const keep = (text) => `{{[foreign ${foreign.push(text) - 1}]}}`;
    const pieces = split(value, tokens).map(piece => judged(piece, scope, inBlock, keep));
    if (!pieces.some(({ isOwn, isEscaped }) => isOwn || isEscaped))
        return { arg: `${key}=${value}` };
    const kept = foreign.map((text, index) => [`foreign ${index}`, () => text]);
    const names = { ...scope, ...Object.fromEntries(kept) };
    const arg = `${key}=${renderWhole(pieces.map(({ text }) => text).join(''), names)}`;
    if (!pieces.some(({ isOwn }) => isOwn))
        return { arg };
    const hidden = pieces.map(({ text, isOwn, isShort }) => (isOwn || isShort ? text : '…')).join('');
    const shown = renderWhole(hidden, names).replaceAll(/…+/g, '…').replaceAll(/\s+/g, ' ');
    return { arg, shown: `${key}=${shown.length > 200 ? `${shown.slice(0, 200)}…` : shown}` };
}
function innerOf([, , , triple, double]) {
    return triple ?? double ?? '';
}
/** Texts and templates, in turns. */
function split(value, tokens) {
    let end = 0;
    const pieces = tokens.flatMap(found => {
        const before = value.slice(end, found.index);
        end = found.index + found[0].length;
        return [before, found];
    });
    return [...pieces, value.slice(end)];
}
/** What Handlebars gets of a piece: texts and others' templates come back as they are. */
function judged(piece, scope, inBlock, keep) {
    if (typeof piece === 'string') {
        // A brace next to a template would be taken for its own. Two characters tell nobody a secret.
        return { text: piece.replaceAll(/\\*\{\{|^\}|\{$/g, keep), isShort: piece.length <= 2 && !/[{}]/.test(piece) };
    }
    const [whole, slashes = '', dollar = ''] = piece;
    if (slashes.length === 1 && dollar === '')
        return { text: whole, isEscaped: true };
    return dollar === '' && isOurs(innerOf(piece), scope, inBlock) ? { text: whole, isOwn: true } : { text: keep(whole) };
}
/** @throws ActionError that quotes nothing of the text */
function renderWhole(text, names) {
    try {
        return render(text, names);
    }
    catch (error) {
        if (!/^(?:is not a valid template|cannot be rendered)/.test(error.message))
            throw error;
        return (0,terms_problems/* refuse */.TR)('is not a valid template', 'Check that every {{#if …}} has its {{/if}}, or write \\{{ for braces');
    }
}

// EXTERNAL MODULE: ./lib/plan/rules/flavor.js
var rules_flavor = __webpack_require__(82407);
// EXTERNAL MODULE: ./lib/plan/rules/rules.js
var rules = __webpack_require__(73984);
;// CONCATENATED MODULE: ./lib/plan/rules/used-names.js





/** Every name that a template of the inputs mentions. Bad inputs are no matter: `computeMetadata` reports them. */
function templateNames(inputs) {
    const { prefix, suffix } = (0,rules_flavor/* parseFlavor */.w)(inputs.flavor, (0,terms_problems/* collector */.g7)());
    const templates = [...rulesOf(inputs).flatMap(templatesOf), prefix, suffix, ...inputs.labels, ...inputs.annotations];
    const args = (inputs.buildArgs ?? []).flatMap(arg => [...namesInArg(arg)]);
    return new Set([...templates.flatMap(template => [...namesIn(template)]), ...args]);
}
/** The rules that parse. */
function rulesOf(inputs) {
    return (0,rules/* parseRules */.N)(inputs.tags, (0,terms_problems/* collector */.g7)());
}
/** The templates that a rule has of its own. */
function templatesOf(rule) {
    const own = [('value' in rule && rule.value) || '', ('pattern' in rule && rule.pattern) || ''];
    return [rule.enable, rule.prefix ?? '', rule.suffix ?? '', ...own];
}

;// CONCATENATED MODULE: ./lib/plan/metadata/labels.js
const oci = 'org.opencontainers.image';
/** The label keys that are computed, and the fact behind each that has one. */
const factLabels = {
    [`${oci}.title`]: 'name',
    [`${oci}.description`]: 'description',
    [`${oci}.url`]: 'htmlUrl',
    [`${oci}.source`]: 'htmlUrl',
    [`${oci}.licenses`]: 'licence',
};
/** The eight labels of the OCI image specification (annotations.md). */
function computedLabels(facts, version, created, revision) {
    return [
        [`${oci}.title`, facts.name ?? ''],
        [`${oci}.description`, facts.description ?? ''],
        [`${oci}.url`, facts.htmlUrl ?? ''],
        [`${oci}.source`, facts.htmlUrl ?? ''],
        [`${oci}.version`, version],
        [`${oci}.created`, created.toISOString()],
        [`${oci}.revision`, revision],
        [`${oci}.licenses`, facts.licence ?? ''],
    ];
}
/** `key=value`; a line without `=` is none, as in metadata-action. */
function pairOf(line) {
    const equals = line.indexOf('=');
    return equals < 0 ? [] : [[line.slice(0, equals), line.slice(equals + 1)]];
}
/** Each key once, with its last value, sorted as metadata-action sorts them. */
function merged(pairs) {
    const each = [...new Map(pairs)];
    // These characters stand in the same order in a dictionary as in Unicode, whose rules take 5 ms to load.
    if (each.every(([key]) => /^[a-z0-9.-]*$/.test(key)))
        return each.sort(([a], [b]) => (a < b ? -1 : 1));
    return each.sort(([a], [b]) => a.localeCompare(b));
}
function lineOf([key, value]) {
    return `${key}=${value}`;
}
// `index:`, `manifest[linux/amd64]:`, `index,manifest:`: what buildx takes before an annotation's key.
const level = '(?:manifest|index|manifest-descriptor|index-descriptor)(?:\\[[^\\]]*\\])?';
const levelPrefix = new RegExp(`^(${level}(?:,${level})*):(.+)$`);
/**
 * Annotations with their level. An entry that names its level itself comes once, after the others, and replaces the
 * computed one of that level.
 */
function levelled(pairs, levels) {
    const own = pairs.filter(([key]) => levelPrefix.test(key));
    const plain = pairs.filter(([key]) => !levelPrefix.test(key));
    const taken = new Set(own.flatMap(([key]) => keysOf(key)));
    const spread = levels.flatMap(each => plain.map(([key, value]) => [`${each}:${key}`, value]));
    return [...spread.filter(([key]) => !taken.has(key)), ...own].map(lineOf);
}
function keysOf(key) {
    const [, levels = '', name = ''] = levelPrefix.exec(key) ?? [];
    return levels.split(',').map(each => `${each}:${name}`);
}

// EXTERNAL MODULE: ./lib/plan/terms/subject.js
var terms_subject = __webpack_require__(72647);
;// CONCATENATED MODULE: ./lib/plan/templates/event-facts.js


/** The facts that the event and the environment tell, without asking anybody. */
function repoFactsFromEvent(context, refSource = 'workflow') {
    const { payload, repository, serverUrl } = context;
    const commit = commitOf(payload, (0,terms_subject/* subjectOf */.et)(context, refSource).sha);
    return known({
        name: (0,event_context/* text */.Q)(payload, 'repository', 'name') ?? (repository.split('/').at(-1) || undefined),
        description: textOrNull((0,event_context.at)(payload, 'repository', 'description')),
        htmlUrl: (0,event_context/* text */.Q)(payload, 'repository', 'html_url') ?? (repository ? `${serverUrl}/${repository}` : undefined),
        licence: licenceOf((0,event_context.at)(payload, 'repository', 'license')),
        defaultBranch: (0,event_context/* text */.Q)(payload, 'repository', 'default_branch'),
        commitDate: dateOf((0,event_context/* text */.Q)(commit, 'timestamp')),
        commitMessage: (0,event_context/* text */.Q)(commit, 'message'),
        committerName: (0,event_context/* text */.Q)(commit, 'committer', 'name'),
        committerEmail: (0,event_context/* text */.Q)(commit, 'committer', 'email'),
        committerUsername: (0,event_context/* text */.Q)(commit, 'committer', 'username'),
    });
}
/** The event's record of a commit: push, workflow_run and merge_group events carry some. */
function commitOf(payload, sha) {
    const pushed = (0,event_context.at)(payload, 'commits');
    const commits = [
        ...(Array.isArray(pushed) ? pushed : []),
        (0,event_context.at)(payload, 'head_commit'),
        (0,event_context.at)(payload, 'workflow_run', 'head_commit'),
        (0,event_context.at)(payload, 'merge_group', 'head_commit'),
    ];
    return sha === '' ? undefined : commits.find(commit => (0,event_context/* text */.Q)(commit, 'id') === sha);
}
/** null is an answer too: there is none. */
function textOrNull(value) {
    return value === null ? '' : typeof value === 'string' ? value : undefined;
}
function licenceOf(licence) {
    return licence === null ? '' : textOrNull((0,event_context.at)(licence, 'spdx_id'));
}
function dateOf(timestamp) {
    const date = timestamp === undefined ? undefined : new Date(timestamp);
    return date === undefined || Number.isNaN(date.getTime()) ? undefined : date;
}
function known(facts) {
    return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

;// CONCATENATED MODULE: ./lib/plan/metadata/facts.js



const factsBehindNames = {
    commit_date: 'commitDate',
    '.CommitMessage': 'commitMessage',
    '.CommitDescription': 'commitDescription',
    '.CommitterName': 'committerName',
    '.CommitterEmail': 'committerEmail',
    '.CommitterUsername': 'committerUsername',
};
/**
 * The facts that the inputs call for. The caller asks the API and git for those of them that the event does not tell
 * (`repoFactsFromEvent`), and only then.
 */
function neededFacts(inputs) {
    const wanted = [
        ...labelFacts(inputs),
        ...[...templateNames(inputs)].flatMap(name => factsBehindNames[name] ?? []),
        ...(inputs.sourceDateEpoch === 'commit' ? ['commitDate'] : []),
        ...rulesOf(inputs).flatMap((rule) => (rule.type === 'edge' && !rule.branch ? ['defaultBranch'] : [])),
    ];
    return [...new Set(wanted)];
}
/** Both lists are computed; a fact is spared only if both have a value of the user's own. */
function labelFacts({ labels, annotations }) {
    const [own, others] = [labels, annotations].map(lines => new Set(lines.flatMap(pairOf).map(([key]) => key)));
    return Object.entries(factLabels).flatMap(([key, fact]) => (own?.has(key) && others?.has(key) ? [] : [fact]));
}

;// CONCATENATED MODULE: ./lib/plan/metadata/formatter.js

/** Whether a template formats a date, so that the formatter is loaded only then. */
function neededFormatter(inputs) {
    const names = templateNames(inputs);
    return names.has('date') || names.has('commit_date');
}

;// CONCATENATED MODULE: ./lib/plan/metadata/source-date.js

/**
 * The time that everything in the image is given, in seconds since 1970; undefined leaves times as they are.
 *
 * @throws InputError when it is to be the commit's and that is not known
 * @see https://reproducible-builds.org/specs/source-date-epoch/
 */
function sourceDateOf({ sourceDateEpoch }, { commitDate }) {
    if (sourceDateEpoch !== 'commit')
        return sourceDateEpoch;
    if (commitDate !== undefined)
        return Math.floor(commitDate.getTime() / 1000);
    throw new errors/* InputError */.dz([
        {
            input: 'source-date-epoch',
            problem: "is `commit`, and the commit's time cannot be learnt",
            fix: 'Check the repository out before this step, let `github-token` read its contents, or give seconds.',
        },
    ]);
}
/**
 * The build with all times fixed: BuildKit takes the build argument for the image's configuration and history, and
 * rewrites the layers' timestamps for an export. What the user wrote comes last, and wins.
 *
 * @see https://github.com/moby/buildkit/blob/master/docs/build-repro.md
 */
function withSourceDate(build, epoch) {
    if (epoch === undefined)
        return build;
    const isGiven = build.buildArgs.some(arg => /^SOURCE_DATE_EPOCH(?:=|$)/.test(arg));
    return {
        ...build,
        buildArgs: isGiven ? build.buildArgs : [...build.buildArgs, `SOURCE_DATE_EPOCH=${epoch}`],
        outputs: { ...build.outputs, attributes: { 'rewrite-timestamp': 'true', ...build.outputs.attributes } },
    };
}

// EXTERNAL MODULE: ./lib/event/subject.js
var event_subject = __webpack_require__(7284);
// EXTERNAL MODULE: ./lib/event/unmerged.js
var unmerged = __webpack_require__(57109);
// EXTERNAL MODULE: ./lib/plan/filter.js + 1 modules
var filter = __webpack_require__(66759);
;// CONCATENATED MODULE: ./lib/plan/decision.js



/** Whether this run pushes at all, and why. `push: true` lifts the rule about events, never a filter. */
function decide({ push, hasTargets, filters }, run) {
    if (push === false)
        return no('`push` is false');
    if (push === 'auto') {
        const objection = autoObjection(hasTargets, run);
        if (objection !== undefined)
            return no(objection);
    }
    const objection = filterObjection(filters, run);
    if (objection !== undefined)
        return no(objection);
    const subject = (0,event_subject/* subjectOf */.e)(run);
    const event = `event ${run.eventName}${subject === undefined ? '' : ` on ${subject.role} ${quote(subject.name)}`}`;
    return { push: true, reason: push === true ? `\`push\` is true (${event})` : event };
}
/** The decision for one entry of `registries`: its own filters narrow the global decision. */
function decideFor(global, registry, filters, run) {
    if (!global.push)
        return global;
    const objection = filterObjection(filters, run);
    return objection === undefined ? global : no(`for ${registry}, ${objection}`);
}
function autoObjection(hasTargets, run) {
    if (!hasTargets)
        return '`push` is auto, and neither `images` nor `registries` is given';
    const why = (0,unmerged/* unmergedBecause */.m)(run);
    return why === undefined ? undefined : `\`push: auto\` does not publish on ${run.eventName}: ${why}`;
}
function filterObjection(filters, run) {
    return (listObjection('events', filters.events, 'event', run.eventName) ??
        refObjection(filters, (0,event_subject/* subjectOf */.e)(run), run.eventName));
}
/** As in `on.push`: given only one of `branches` and `git-tags`, refs of the other kind do not pass. */
function refObjection({ branches, gitTags }, subject, eventName) {
    if (branches.length === 0 && gitTags.length === 0)
        return undefined;
    if (subject === undefined) {
        const given = branches.length > 0 ? 'branches' : 'git-tags';
        return `\`${given}\` is given, and event ${eventName} has no branch or tag to match`;
    }
    const [own, patterns, other] = subject.kind === 'branch'
        ? ['branches', branches, 'git-tags']
        : ['git-tags', gitTags, 'branches'];
    if (patterns.length === 0) {
        return `only \`${other}\` is given, so ${subject.role} ${quote(subject.name)} is not pushed`;
    }
    return listObjection(own, patterns, subject.role, subject.name);
}
function listObjection(input, patterns, role, value) {
    const verdict = (0,filter/* matchPatterns */.B)(patterns, value);
    if (verdict.matched)
        return undefined;
    return verdict.by === undefined
        ? `${role} ${quote(value)} matches nothing in \`${input}\` (${patterns.join(', ')})`
        : `${role} ${quote(value)} is taken out by \`${verdict.by}\` in \`${input}\``;
}
function no(reason) {
    return { push: false, reason };
}
function quote(name) {
    return JSON.stringify(name);
}

// EXTERNAL MODULE: ./lib/plan/git-context.js
var git_context = __webpack_require__(92637);
;// CONCATENATED MODULE: ./lib/plan/foreign-context.js


const REVISION = 'org.opencontainers.image.revision';
/**
 * What to tell where the build reads another commit than the one that the image is said to be of. Which commit a branch
 * of another repository is at is known to BuildKit alone, and only while it builds.
 *
 * @param run with the ref and commit that the image is said to be of
 */
function foreignContextWarning({ build, metadata }, run) {
    if (metadata.refSource === 'git' || metadata.labels.some(line => line.startsWith(`${REVISION}=`)))
        return undefined;
    const place = gitPlace((0,git_context/* withDefaultContext */.h8)(build.context, (0,git_context/* gitContext */.cw)(run)));
    const other = place && otherThan(place, run);
    if (place === undefined || other === undefined)
        return undefined;
    const what = `${place.repository}${place.ref === '' ? '' : `#${place.ref}`}`;
    return (`The image is built from ${what} (${other}), but \`{{sha}}\`, \`type=sha\` and the labels and annotations ` +
        `\`${REVISION}\` and \`….source\` name this workflow's own commit (${run.repository}, ${run.sha.slice(0, 7)}). ` +
        'To name what is built, check it out with actions/checkout, build it with `context: .` and set `ref-source: git`; ' +
        'or set these labels in `labels`.');
}
/** In which way it is another one; undefined for the run's own commit. */
function otherThan({ repository, ref }, run) {
    // One hash is one commit, wherever it comes from.
    if (isCommit(ref) && run.sha.startsWith(ref.toLowerCase()))
        return undefined;
    const own = `${URL.parse(run.serverUrl)?.hostname ?? ''}/${run.repository}`;
    if (repository.toLowerCase() !== own.toLowerCase())
        return 'another repository';
    const standard = (0,event_context/* text */.Q)(run.payload, 'repository', 'default_branch');
    // Without a ref it is the default branch, which an event need not tell.
    if (ref === '' && standard === undefined)
        return undefined;
    return nameOf(ref || `refs/heads/${standard}`) === nameOf(run.ref) ? undefined : 'another ref';
}
function isCommit(ref) {
    return /^[0-9a-f]{7,64}$/i.test(ref);
}
/** `main` for `refs/heads/main`, `pull/7` for what a pull request's code is called. */
function nameOf(ref) {
    return ref.replace(/^refs\/(?:heads\/|tags\/)?/, '').replace(/^(pull\/\d+)\/(?:head|merge)$/, '$1');
}
/**
 * A place that BuildKit takes for a git repository; undefined for any other.
 *
 * @see https://docs.docker.com/build/concepts/context/#git-repositories
 */
function gitPlace(context) {
    const [before = '', fragment = ''] = context.split('#', 2);
    const [address = '', query = ''] = before.split('?', 2);
    const [, host, path] = /^(?:git|ssh):\/\/(?:[^/@]*@)?([^/:]+)(?::\d+)?\/(.+)$/i.exec(address) ??
        /^https?:\/\/(?:[^/@]*@)?([^/:]+)(?::\d+)?\/(.+\.git)$/i.exec(address) ??
        /^[\w.-]+@([\w.-]+):(.+)$/.exec(address) ??
        /^(github\.com)\/(.+)$/i.exec(address) ??
        [];
    if (host === undefined || path === undefined)
        return undefined;
    const asked = new URLSearchParams(query);
    const named = ['ref', 'branch', 'tag', 'commit', 'checksum'].map(key => asked.get(key)).find(value => value !== null);
    const [ref = ''] = fragment.split(':', 1);
    const repository = `${host}/${path.replace(/^\/+|\/+$/g, '').replace(/\.git$/i, '')}`;
    return { repository, ref: ref || (named ?? '') };
}

;// CONCATENATED MODULE: ./lib/plan/gate-names.js
/** The names of the gates, in the order in which they run (`gatesOf`). */
function gateNames({ test, gates, scan, containerTest }) {
    return [
        ...(containerTest === undefined ? [] : ['container-test']),
        ...(test === '' ? [] : ['test']),
        ...gates.map(({ name }) => name),
        ...scan.map(({ scanner }) => scanner ?? 'scan'),
    ];
}

// EXTERNAL MODULE: ./lib/plan/metadata/images.js
var metadata_images = __webpack_require__(53059);
;// CONCATENATED MODULE: ./lib/plan/templates/codeship.js



/**
 * Codeship's fields from GitHub's run, in the form that they have there, so that tags stay what they were. Its build of
 * a git tag has the tag as `.Branch`, as has ours; a pull request has its head. What Actions has no notion of stands
 * nearest: `.ServiceName` is the job, `.StepName` the step's id.
 *
 * @see https://github.com/codeship/documentation/blob/master/_pro/builds-and-configuration/steps.md
 */
function goFields(subject, facts, firstImage) {
    const { ref, now, env } = subject;
    const fields = {
        CommitID: () => subject.sha,
        Branch: () => (0,terms_subject/* branchOf */.W0)(ref) || (0,terms_subject/* tagOf */.cO)(ref) || subject.headRef,
        RepoName: () => subject.repository.split('/').at(-1),
        ProjectID: () => env.GITHUB_REPOSITORY_ID ?? String((0,event_context.at)(subject.payload, 'repository', 'id') ?? ''),
        BuildID: () => subject.runId,
        CommitMessage: () => facts.commitMessage,
        CommitDescription: () => facts.commitDescription,
        CommitterName: () => facts.committerName,
        CommitterEmail: () => facts.committerEmail,
        CommitterUsername: () => facts.committerUsername,
        Time: () => goTime(now),
        Timestamp: () => String(Math.floor(now.getTime() / 1000)),
        StringTime: () => rfc3339(now),
        StepName: () => stepName(env.GITHUB_ACTION ?? ''),
        ServiceName: () => subject.job,
        ImageName: () => firstImage,
        Ci: () => 'true',
        CiName: () => 'codeship',
    };
    return Object.fromEntries(Object.entries(fields).map(([name, value]) => [`.${name}`, () => value() ?? '']));
}
function rfc3339(date) {
    return date.toISOString().replace(/\.\d+Z$/, 'Z');
}
/** How Go prints a `time.Time` in a template: `2026-03-05 07:08:09 +0000 UTC`. */
function goTime(date) {
    return `${date.toISOString().slice(0, 19).replace('T', ' ')} +0000 UTC`;
}
/** The runner makes a name up for a step without an id: `__run`, `__acme_slipway_2`. */
function stepName(action) {
    if (!action.startsWith('__'))
        return action;
    return (0,terms_problems/* refuse */.TR)('uses .StepName, and the step has no `id`', 'Give this step an `id:` with the name of the push step');
}

// EXTERNAL MODULE: ./lib/plan/terms/switches.js
var switches = __webpack_require__(55983);
;// CONCATENATED MODULE: ./lib/plan/templates/helpers.js




/** The events that GitHub runs on the default branch's last commit; `create` is counted in by metadata-action. */
const defaultBranchEvents = new Set(['create', 'discussion', 'discussion_comment', 'issues', 'schedule']);
/** metadata-action's names for `value`, `prefix`, `suffix`, `enable`, labels and annotations. */
function globalHelpers(subject, dates) {
    const { ref, sha, env } = subject;
    return {
        branch: () => (0,terms_subject/* branchOf */.W0)(ref),
        tag: () => (0,terms_subject/* tagOf */.cO)(ref),
        sha: () => (0,switches/* shortSha */.Fu)(sha, env),
        base_ref: () => baseRefOf(subject),
        is_default_branch: () => String(isDefaultBranch(subject)),
        is_not_default_branch: () => String(!isDefaultBranch(subject)),
        ...dates,
    };
}
/** `date` and `commit_date`, the only names of metadata-action that `type=schedule` patterns have. */
function dateHelpers(now, facts, format, warn) {
    const formatter = (date) => (pattern, options) => {
        const zone = zoneOf(options?.hash ?? {});
        if (typeof pattern !== 'string')
            (0,terms_problems/* refuse */.TR)('uses a date without a format', "Write {{date 'YYYYMMDD'}}");
        if (format === undefined)
            throw new Error('computeMetadata needs formatDate: neededFormatter says when');
        return format(date, pattern, zone, warn);
    };
    return { date: formatter(now), commit_date: formatter(facts.commitDate ?? now) };
}
function zoneOf(hash) {
    const unknown = Object.keys(hash).find(key => key !== 'tz');
    if (unknown !== undefined)
        (0,terms_problems/* refuse */.TR)(`gives a date the unknown attribute "${unknown}"`, "Dates take tz='Asia/Tokyo'");
    const zone = hash.tz ?? 'UTC';
    return typeof zone === 'string' ? zone : (0,terms_problems/* refuse */.TR)('gives a tz that is not text', "Write tz='Asia/Tokyo'");
}
function baseRefOf({ ref, payload }) {
    if (ref.startsWith('refs/tags/'))
        return ((0,event_context/* text */.Q)(payload, 'base_ref') ?? '').replace(/^refs\/heads\//, '');
    return ref.startsWith('refs/pull/') ? ((0,event_context/* text */.Q)(payload, 'pull_request', 'base', 'ref') ?? '') : '';
}
function isDefaultBranch({ ref, eventName, payload }) {
    const branch = ref.replace(/^refs\/heads\//, '');
    if (branch === '')
        return false;
    return (0,event_context/* text */.Q)(payload, 'repository', 'default_branch') === branch || defaultBranchEvents.has(eventName);
}

// EXTERNAL MODULE: ./lib/plan/terms/foreign.js
var foreign = __webpack_require__(32231);
;// CONCATENATED MODULE: ./lib/plan/templates/guarded-env.js

const secretName = /(^|_)(TOKENS?|SECRETS?|PASSWORDS?|PASSWD|PASSPHRASE|PASS|PWD|PAT|KEYS?|APIKEY|CREDENTIALS?|CREDS?|AUTH|JWT|COOKIE|PRIVATE|CERT|DSN)(_|$)/i;
// Word parts run together, as in GITHUB_TOKENS or NPMTOKEN.
const secretPart = /token|secret|passw|credential/i;
/** Inputs of every step are in its environment, passwords included; these carry the runner's own tokens. */
const runnerName = /^(INPUT|STATE|ACTIONS)_/i;
const secretValue = /:\/\/[^/@\s]+@|^(gh[a-z]_|github_pat_|glpat-|dckr_pat_|xox[a-z]-|eyJ|AKIA|-----BEGIN )/;
/**
 * An environment variable for `{{env}}`, '' when it is not set.
 *
 * @throws ActionError when its name or content looks like a credential: a tag or label is public
 */
function guardedEnv(env, name) {
    const value = Object.hasOwn(env, name) ? (env[name] ?? '') : '';
    const bad = secretName.test(name) || secretPart.test(name) || runnerName.test(name) || secretValue.test(value);
    if (bad && name !== 'PWD') {
        (0,terms_problems/* refuse */.TR)(`reads the environment variable ${name}, which looks like a credential`, 'Tags, labels and annotations are public: copy what is harmless into a variable with another name');
    }
    return value;
}

;// CONCATENATED MODULE: ./lib/plan/templates/more-helpers.js






/** Helpers that metadata-action lacks (issue 4). */
function moreHelpers(subject, readWorkspaceFile) {
    const { sha, env, payload } = subject;
    const read = (path) => {
        if (readWorkspaceFile === undefined)
            return (0,terms_problems/* refuse */.TR)('reads a file, which is not possible here', 'Leave it out');
        return readWorkspaceFile(insideWorkspace(textOf(path)));
    };
    return {
        short_sha: (length) => (isOptions(length) ? (0,switches/* shortSha */.Fu)(sha, env) : sha.slice(0, lengthOf(length))),
        run_number: () => subject.runNumber,
        run_attempt: () => subject.runAttempt,
        pr_number: () => String((0,event_context.at)(payload, 'pull_request', 'number') ?? (0,terms_subject/* pullOf */.pv)(subject.ref)),
        head_ref: () => subject.headRef,
        actor: () => subject.actor,
        env: (name) => guardedEnv(env, textOf(name)),
        lower: (value) => textOf(value).toLowerCase(),
        slug: (value) => slug(textOf(value)),
        regex_replace: (value, pattern, replacement) => textOf(value).replaceAll(regExpOf(textOf(pattern)), textOf(replacement)),
        file: (path) => read(path).trim(),
        json: (path, key) => jsonValue(read(path), textOf(path), textOf(key)),
    };
}
/** Lower case, every run of other characters than letters and digits a `-`, at most 63, none at the ends. */
function slug(value) {
    const dashed = value
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-')
        .replace(/^-/, '');
    return dashed.slice(0, 63).replace(/-$/, '');
}
/** Handlebars passes its own options object last, so a missing argument arrives as that. */
function isOptions(value) {
    return typeof value === 'object' && value !== null && 'hash' in value;
}
function textOf(value) {
    // A bare name as an argument, as in {{lower branch}}, arrives as the function behind it.
    const plain = typeof value === 'function' ? value({ hash: {} }) : value;
    if (typeof plain === 'string' || typeof plain === 'number' || typeof plain === 'boolean')
        return String(plain);
    return plain === undefined || plain === null
        ? ''
        : (0,terms_problems/* refuse */.TR)('lacks an argument of a helper', "Write, for example, {{lower branch}} or {{file 'VERSION'}}");
}
function lengthOf(value) {
    const length = Number(textOf(value));
    if (Number.isInteger(length) && length > 0)
        return length;
    return (0,terms_problems/* refuse */.TR)('asks short_sha for a length that is not a whole number above 0', 'Write {{short_sha 12}}');
}
function regExpOf(pattern) {
    (0,foreign/* refuseDoubledBackslash */._c)(pattern);
    try {
        return new RegExp(pattern, 'g');
    }
    catch {
        return (0,terms_problems/* refuse */.TR)(`has an invalid regular expression "${pattern}"`, 'Use the syntax of JavaScript');
    }
}
function insideWorkspace(path) {
    const parts = path.split(/[\\/]/);
    if (path !== '' && !/^([\\/]|[A-Za-z]:)/.test(path) && !parts.includes('..'))
        return path;
    return (0,terms_problems/* refuse */.TR)(`reads "${path}", which is not below the workspace`, 'Give a path relative to the workspace');
}
function jsonValue(content, path, key) {
    let json;
    try {
        json = JSON.parse(content);
    }
    catch {
        return (0,terms_problems/* refuse */.TR)(`reads "${path}", which is not JSON`, 'Name a JSON file');
    }
    const value = (0,event_context.at)(json, key) ?? (0,event_context.at)(json, ...key.split('.'));
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
        return String(value);
    return (0,terms_problems/* refuse */.TR)(`finds no text "${key}" in "${path}"`, 'Name a key whose value is a text or number; dots go deeper');
}

;// CONCATENATED MODULE: ./lib/plan/rules/event-names.js
/** Names that a template takes from the event, which may lack them: a git tag has no branch, a push no pull request. */
const EVENT_NAMES = [
    'branch',
    'tag',
    'sha',
    'short_sha',
    'base_ref',
    'head_ref',
    'pr_number',
    'actor',
    'run_number',
    'run_attempt',
];

;// CONCATENATED MODULE: ./lib/plan/rules/complete.js



/**
 * Renders a template for a tag, which nobody chose when half of it is empty: `{{branch}}-{{sha}}` on a git tag. A
 * condition (`{{#if tag}}`) may ask for what the event lacks. A name that no template knows leaves the same gap.
 *
 * @throws ActionError as `render` does
 */
function complete(template, scope) {
    const missing = new Set();
    const watched = Object.entries(scope).map(([name, value]) => {
        return [name, isOfEvents(name) && isFunction(value) ? watch(name, value, missing) : value];
    });
    const text = render(template, Object.fromEntries(watched));
    const unknown = unknownNames(template, scope);
    if (unknown.length > 0)
        return { why: `no template knows the name ${unknown.join(', ')}`, isIncomplete: true };
    const shown = namesIn(template, { conditions: false });
    const names = [...missing].filter(name => shown.has(name));
    return names.length === 0 ? { text } : { why: whyIncomplete(names), isIncomplete: true };
}
/** Codeship's fields begin with a dot. */
function isOfEvents(name) {
    return EVENT_NAMES.includes(name) || name.startsWith('.');
}
function isFunction(value) {
    return typeof value === 'function';
}
function watch(name, value, missing) {
    return (...given) => {
        const result = value(...given);
        // Handlebars calls a condition's function without arguments, and one to be shown with its options; but a field's,
        // for the dot in its name, without any.
        const isShown = (given.length > 0 || name.startsWith('.')) && !isBlock(given.at(-1));
        if (result === '' && isShown)
            missing.add(name);
        return result;
    };
}
function isBlock(options) {
    return typeof options === 'object' && options !== null && 'fn' in options;
}
function whyIncomplete(names) {
    const written = names.map(name => (name.startsWith('.') ? `{{ ${name} }}` : `{{${name}}}`));
    return `${written.join(' and ')} ${names.length === 1 ? 'is' : 'are'} empty for this event`;
}

;// CONCATENATED MODULE: ./lib/plan/rules/rule-scope.js





/** @param image the one that is named first ('' for none), and whether its tags are to be written to registries */
function ruleScope(subject, facts, { name, isPublished }, { readWorkspaceFile, formatDate, warn }) {
    const extra = { ...moreHelpers(subject, readWorkspaceFile), ...goFields(subject, facts, name) };
    const dates = dateHelpers(subject.now, facts, formatDate, warn);
    return {
        subject,
        facts,
        names: { ...extra, ...globalHelpers(subject, dates) },
        // metadata-action's patterns do not know `branch`, `sha` and so on: they give nothing there, and so they do here.
        schedulePattern: { ...extra, ...dates },
        versionPattern: extra,
        warn,
        isPublished,
        complete: isPublished ? complete : (template, names) => ({ text: render(template, names) }),
    };
}

// EXTERNAL MODULE: ./node_modules/semver/functions/valid.js
var valid = __webpack_require__(58780);
;// CONCATENATED MODULE: ./lib/plan/tags/beside.js

const fullVersion = /^[vV]?(\d+\.\d+\.\d+)(-.+)?$/;
const parts = ['major', 'minor'];
/**
 * Gives moving tags that come of no version (`latest` or `1.6` as raw values) the one that is published beside them, if
 * the run has exactly one.
 *
 * @param isFree whether a tag follows something else than versions: a branch, say
 */
function besideVersion(tags, isFree) {
    const version = versionOf(tags.map(({ name }) => name));
    if (version === undefined)
        return tags;
    return tags.map(tag => {
        const isHeld = tag.moving && tag.release === undefined && !isFree(tag);
        const line = isHeld ? beside_lineOf(tag.name, version) : undefined;
        return line === undefined ? tag : { ...tag, beside: { scheme: 'semver', line, ...version } };
    });
}
/** `1.6.0-rc.1` is a prerelease; but with `1.6-alpine` or `alpine` beside it, `1.6.0-alpine` is a variant of 1.6.0. */
function versionOf(names) {
    const found = names.flatMap(name => {
        const [, numbers = '', suffix = ''] = fullVersion.exec(name) ?? [];
        return valid(numbers) === null ? [] : [{ name, numbers, suffix }];
    });
    const [first, ...others] = found;
    if (first === undefined || others.some(({ numbers }) => numbers !== first.numbers))
        return undefined;
    const suffixes = [...new Set(found.map(({ suffix }) => suffix))];
    const rest = names.filter(name => !found.some(version => version.name === name));
    const isVariant = suffixes.length > 1 || rest.some(name => `-${name}`.endsWith(first.suffix));
    if (!isVariant)
        return { version: `${first.numbers}${first.suffix}`, affixes: [['', '']] };
    return { version: first.numbers, affixes: suffixes.map(suffix => ['', suffix]) };
}
/** What a name holds of the version: nothing in `latest`; undefined when it is another version's, or none's. */
function beside_lineOf(name, { version, affixes }) {
    const suffix = affixes.map(([, after]) => after).find(after => after !== '' && name.endsWith(after)) ?? '';
    const [, numbers] = /^[vV]?(\d+(?:\.\d+)*)$/.exec(name.slice(0, name.length - suffix.length)) ?? [];
    if (numbers === undefined)
        return [];
    const given = numbers.split('.');
    return given.length <= parts.length && `${version}.`.startsWith(`${numbers}.`)
        ? parts.slice(0, given.length)
        : undefined;
}

;// CONCATENATED MODULE: ./lib/plan/tags/release.js

const release_parts = ['major', 'minor', 'patch'];
/** The facts of a version rule: the parts of the version that its pattern names hold the tag to its line. */
function ruleRelease(scheme, version, names) {
    return { scheme, version, line: release_parts.filter(part => names.has(part)) };
}
/**
 * The version behind a tag of a rule that knows none (`match`, `ref`), if its value or the git tag is one: `latest`
 * follows it as it does with `semver`. The value `1.9` is in the line of its major and minor number.
 */
function releaseBehind(value, gitTag) {
    const version = valid(value) ?? valid(gitTag);
    if (version === null)
        return undefined;
    const [numbers = ''] = /^v?\d+(\.\d+)?$/.exec(value) ?? [];
    return { scheme: 'semver', version, line: numbers === '' ? [] : release_parts.slice(0, numbers.split('.').length) };
}
/** What stands around the version in those tags that hold all of it; nothing when there are none. */
function affixesOf(tags) {
    const found = tags.flatMap(({ name, release }) => {
        const start = release === undefined ? -1 : name.indexOf(release.version);
        if (release === undefined || start < 0)
            return [];
        return [[name.slice(0, start), name.slice(start + release.version.length)]];
    });
    const unique = [...new Map(found.map(pair => [pair.join('\0'), pair])).values()];
    return unique.length > 0 ? unique : [['', '']];
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./lib/plan/tags/tag-name.js


const maxLength = 128;
/** A tag as the OCI distribution specification allows it. */
const validTag = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
/** Makes a tag of a value. Idempotent. Distinct values that must be changed stay distinct, by a hash of the value. */
function tagName(value, { strip = false, fixStart = false } = {}) {
    const clean = value.replaceAll(/[^a-zA-Z0-9._-]+/g, strip ? '' : '-');
    if (validTag.test(clean))
        return { kind: 'as is', name: clean };
    const start = clean.replace(/^[.-]+/, '');
    if (clean === '' && !fixStart) {
        return { kind: 'refused', why: `gives ${(0,terms_problems/* quoted */.TL)(value)}, of which no character is allowed in a tag` };
    }
    if (start !== clean && !fixStart)
        return { kind: 'refused', why: `gives "${clean}", but no tag starts with . or -` };
    const name = withHash(start, value);
    const why = clean.length > maxLength
        ? `is longer than ${maxLength} characters`
        : 'starts with a character no tag may start with';
    return { kind: 'changed', name, why: `"${clean}" ${why}, so it becomes "${name}"` };
}
function withHash(start, value) {
    const hash = (0,external_node_crypto_.createHash)('sha256').update(value).digest('hex').slice(0, 12);
    const kept = start.slice(0, maxLength - hash.length - 1).replace(/[.-]+$/, '');
    return kept === '' ? hash : `${kept}-${hash}`;
}

;// CONCATENATED MODULE: ./lib/plan/rules/follows.js





/** Names for what changes from one run to the next, whatever version it publishes. */
const ofRuns = new Set([...EVENT_NAMES.filter(name => name !== 'tag'), 'date', 'commit_date']);
/** Whether the tag of a rule follows a branch or the calendar, and so no version that is published beside it. */
function followsRuns(rule, flavor, ref) {
    if (rule.type === 'ref' || rule.type === 'edge' || rule.type === 'schedule')
        return true;
    const affixes = [rule.prefix ?? flavor.prefix, rule.suffix ?? flavor.suffix];
    const names = [...templatesOf(rule), ...affixes].flatMap(template => [...namesIn(template)]);
    // Codeship calls a git tag `.Branch` as well.
    return names.some(name => ofRuns.has(name) || (name.startsWith('.') && !(name === '.Branch' && (0,terms_subject/* tagOf */.cO)(ref) !== '')));
}
/** Whether a tag is named after the branch of the run, by whatever spelling. */
function isBranchTag(name, ref) {
    const branch = (0,terms_subject/* branchOf */.W0)(ref);
    if (branch === '')
        return false;
    const tag = tagName(branch, { fixStart: true });
    return tag.kind !== 'refused' && tag.name === name;
}

;// CONCATENATED MODULE: ./lib/plan/tags/moving.js
const moving_fullVersion = /^[vV]?\d+\.\d+\.\d+([-+.][0-9A-Za-z.+-]*)?$/;
const shaTag = /^sha-[0-9a-f]{7,64}$/;
const fullHash = /(^|[^0-9a-f])[0-9a-f]{40}([0-9a-f]{24})?([^0-9a-f]|$)/;
/** Whether a tag of the user's own making names one build for good: a full version, or a commit. */
function looksFixed(value, sha) {
    return (moving_fullVersion.test(value) ||
        shaTag.test(value) ||
        fullHash.test(value) ||
        (sha.length >= 7 && value.includes(sha.slice(0, 7))));
}
/** Whether a tag of which nothing but the name is known may be repointed. */
function isMovingTag(name) {
    return !looksFixed(name, '');
}

;// CONCATENATED MODULE: ./lib/plan/rules/ref-rules.js





/** `type=ref`: the branch, the git tag or the pull request's number. */
function refOutcome(rule, { subject: { ref } }) {
    switch (rule.event) {
        case 'branch':
            return given((0,terms_subject/* branchOf */.W0)(ref), 'a branch', ref, { latest: false, moving: true });
        case 'tag':
            return given((0,terms_subject/* tagOf */.cO)(ref), 'a git tag', ref, { latest: true, moving: false });
        case 'pr':
            return given((0,terms_subject/* pullOf */.pv)(ref), 'a pull request', ref, { latest: false, moving: true });
    }
}
function given(value, kind, ref, flags) {
    if (value === '')
        return { why: `needs ${kind}; this run is for ${(0,terms_subject/* refInWords */.mN)(ref)}` };
    const release = flags.latest ? releaseBehind(value, value) : undefined;
    return { value, ...flags, ...(release && { release }) };
}
/** `type=edge`: the tag `edge` for the newest commit of one branch, the default one if none is named. */
function edgeOutcome(rule, { subject, facts }) {
    const branch = (0,terms_subject/* branchOf */.W0)(subject.ref);
    if (branch === '')
        return { why: `needs a branch; this run is for ${(0,terms_subject/* refInWords */.mN)(subject.ref)}` };
    const edge = rule.branch || facts.defaultBranch;
    if (edge === undefined)
        return { why: 'the default branch is not known; name one with `branch=`' };
    return branch === edge
        ? { value: 'edge', latest: false, moving: true }
        : { why: `the branch ${(0,terms_problems/* quoted */.TL)(branch)} is not ${(0,terms_problems/* quoted */.TL)(edge)}` };
}
/** `type=sha`: the commit. */
function shaOutcome(rule, { subject: { sha, env } }) {
    if (sha === '')
        return { why: 'the event has no commit' };
    return { value: rule.format === 'short' ? (0,switches/* shortSha */.Fu)(sha, env) : sha, latest: false, moving: false };
}
/** `type=raw`: whatever the user says. */
function rawOutcome(rule, scope) {
    const rendered = scope.complete(rule.value, scope.names);
    if ('why' in rendered)
        return rendered;
    return { value: rendered.text, latest: false, moving: !looksFixed(rendered.text, scope.subject.sha) };
}
/** `type=schedule`: also a dated tag moves, for a second run of the same day has the same. */
function scheduleOutcome(rule, scope) {
    const { eventName } = scope.subject;
    if (eventName !== 'schedule')
        return { why: `the event is ${(0,terms_problems/* quoted */.TL)(eventName)}, not "schedule"` };
    const rendered = scope.complete(rule.pattern, scope.schedulePattern);
    if ('why' in rendered)
        return rendered;
    return { value: rendered.text, latest: false, moving: true };
}

// EXTERNAL MODULE: ./node_modules/semver/functions/parse.js
var functions_parse = __webpack_require__(16353);
// EXTERNAL MODULE: ./lib/plan/tags/pep440.js
var pep440 = __webpack_require__(53486);
;// CONCATENATED MODULE: ./lib/plan/rules/version-rules.js









/** `type=semver`: a prerelease gives its full version whatever the pattern says, unless that is exactly `{{raw}}`. */
function semverOutcome(rule, scope) {
    const text = versionText(rule, scope);
    if (typeof text !== 'string')
        return text;
    const version = valid(text) === null ? null : functions_parse(text, { loose: true });
    if (version === null)
        return warned(scope, `${(0,terms_problems/* quoted */.TL)(text)} is not a semantic version (https://semver.org)`);
    const names = { ...scope.versionPattern, ...version };
    if (version.prerelease.length > 0)
        return prerelease(rule, isOnlyRaw(rule.pattern) ? render(rule.pattern, names) : version.version, version.version);
    return release(rule, names, version.version, scope);
}
/** `type=pep440`: pre-, post- and development releases are treated like semver's prereleases. */
function pep440Outcome(rule, scope) {
    const text = versionText(rule, scope);
    if (typeof text !== 'string')
        return text;
    const version = (0,pep440/* pep440 */.C9)().valid(text) === null ? null : (0,pep440/* pep440 */.C9)().explain(text);
    if (version === null)
        return warned(scope, `${(0,terms_problems/* quoted */.TL)(text)} is not a PEP 440 version (https://peps.python.org/pep-0440)`);
    const clean = (0,pep440/* pep440 */.C9)().clean(text) ?? text;
    if (version.is_prerelease || version.is_postrelease || version.is_devrelease) {
        return prerelease(rule, isOnlyRaw(rule.pattern) ? text : clean, clean);
    }
    const names = {
        ...scope.versionPattern,
        raw: () => text,
        version: () => clean,
        major: () => (0,pep440/* pep440 */.C9)().major(text),
        minor: () => (0,pep440/* pep440 */.C9)().minor(text),
        patch: () => (0,pep440/* pep440 */.C9)().patch(text),
    };
    return release(rule, names, clean, scope);
}
/** `type=match`: a group of a regular expression, which is `/…/flags` or the bare source. */
function matchOutcome(rule, scope) {
    const text = valueOrTag(rule.value, scope);
    if (typeof text !== 'string')
        return text;
    const [, source = rule.pattern, flags = ''] = /^\/(.+)\/(.*)$/.exec(rule.pattern) ?? [];
    const found = text.match(regExp(source, flags));
    if (found === null)
        return warned(scope, `${(0,terms_problems/* quoted */.TL)(rule.pattern)} does not match ${(0,terms_problems/* quoted */.TL)(text)}`);
    const value = Object.hasOwn(found, rule.group) ? found[Number(rule.group)] : undefined;
    if (value === undefined)
        return warned(scope, `${(0,terms_problems/* quoted */.TL)(rule.pattern)} has no group ${rule.group} in ${(0,terms_problems/* quoted */.TL)(text)}`);
    const release = releaseBehind(value, text);
    return { value, latest: true, moving: !looksFixed(value, scope.subject.sha), ...(release && { release }) };
}
function prerelease({ type }, value, version) {
    return { value, latest: false, moving: false, release: { scheme: type, version, line: [] } };
}
function release(rule, names, version, scope) {
    const used = namesIn(rule.pattern);
    const full = used.has('version') || used.has('raw') || ['major', 'minor', 'patch'].every(part => used.has(part));
    const rendered = scope.complete(rule.pattern, names);
    if ('why' in rendered)
        return rendered;
    const facts = ruleRelease(rule.type, version, used);
    return { value: rendered.text, latest: true, moving: !full, release: facts };
}
/** The version that a rule is about: `value` or the git tag, `match` applied, slashes made dashes. */
function versionText(rule, scope) {
    const text = valueOrTag(rule.value, scope);
    if (typeof text !== 'string' || rule.match === '')
        return typeof text === 'string' ? dashed(text) : text;
    const found = text.match(regExp(rule.match, ''));
    if (found === null) {
        // metadata-action goes on with the whole text, which may be a version all the same.
        scope.warn(`${(0,terms_problems/* quoted */.TL)(rule.match)} does not match ${(0,terms_problems/* quoted */.TL)(text)}`);
        return dashed(text);
    }
    return dashed(found[1] ?? (0,terms_problems/* refuse */.TR)('has a match without a capturing group', 'Put the version in parentheses: api/v(.*)'));
}
function valueOrTag(value, scope) {
    if (value !== '') {
        const rendered = scope.complete(value, scope.names);
        return 'why' in rendered ? rendered : rendered.text;
    }
    const tag = (0,terms_subject/* tagOf */.cO)(scope.subject.ref);
    return tag === ''
        ? { why: `needs a git tag; this run is for ${(0,terms_subject/* refInWords */.mN)(scope.subject.ref)} (or set \`value=\`)` }
        : tag;
}
function dashed(text) {
    return text.replaceAll('/', '-');
}
function regExp(source, flags) {
    (0,foreign/* refuseDoubledBackslash */._c)(source);
    try {
        return new RegExp(source, flags);
    }
    catch {
        return (0,terms_problems/* refuse */.TR)(`has an invalid regular expression ${(0,terms_problems/* quoted */.TL)(source)}`, 'Use the syntax of JavaScript');
    }
}
function warned(scope, why) {
    scope.warn(why);
    return { why };
}

;// CONCATENATED MODULE: ./lib/plan/rules/rule-tag.js





/**
 * The tag that a rule gives for this event, or why it gives none.
 *
 * @throws ActionError for templates, switches and values that cannot become a tag
 */
function ruleTag(rule, flavor, scope) {
    if (!isEnabled(rule, scope))
        return { why: 'its `enable` is false', isMeant: true };
    const outcome = outcomeOf(rule, scope);
    if ('why' in outcome)
        return outcome;
    const prefix = rule.prefix === undefined ? flavor.prefix() : scope.complete(rule.prefix, scope.names);
    if ('why' in prefix)
        return prefix;
    const suffix = rule.suffix === undefined ? flavor.suffix() : scope.complete(rule.suffix, scope.names);
    if ('why' in suffix)
        return suffix;
    const value = `${prefix.text}${outcome.value}${suffix.text}`;
    if (value === '')
        return { why: `its value is empty${unknownIn(rule, scope)}` };
    const source = `${rule.prefix ?? flavor.source.prefix}${sourceOf(rule)}`;
    // Codeship leaves such a tag to docker, which refuses it.
    const fixStart = startsWithTemplate(source) && !rule.strip;
    if (fixStart && scope.isPublished && !/\w/.test(value)) {
        return { why: `no tag can be made of ${(0,terms_problems/* quoted */.TL)(value)}`, isIncomplete: true };
    }
    if (fixStart && scope.isPublished && source !== '' && hasLostStart(value)) {
        return { why: `its value is ${(0,terms_problems/* quoted */.TL)(value)}: nothing stands before that`, isIncomplete: true };
    }
    const tag = tagName(value, { strip: rule.strip, fixStart });
    if (tag.kind === 'refused') {
        const instead = 'Give the rule a prefix that starts with a letter, digit or _';
        return (0,terms_problems/* refuse */.TR)(tag.why, rule.strip ? `${instead}, as in v{{ .Branch }}, or take {{ .CommitID }}` : instead);
    }
    if (tag.kind === 'changed')
        scope.warn(`The rule ${rule.line}: ${tag.why}`);
    return { name: tag.name, latest: outcome.latest, moving: outcome.moving, release: outcome.release };
}
/** Whether the template at the start gave nothing (`{{#if branch}}{{branch}}{{/if}}-x`): no ref's name begins like this. */
function hasLostStart(value) {
    return /^[-./]/.test(value);
}
/** Names that no template has give nothing, as in metadata-action: a variable of Ansible's, or a slip. */
function unknownIn(rule, { names }) {
    const unknown = rule.type === 'raw' ? [...namesIn(rule.value)].filter(name => !Object.hasOwn(names, name)) : [];
    return unknown.length === 0 ? '' : `: no template knows the name ${unknown.join(', ')}`;
}
/** What the author wrote for the value; '' for what comes of the event alone. */
function sourceOf(rule) {
    if (rule.type === 'raw')
        return rule.value;
    return rule.type === 'schedule' || rule.type === 'semver' || rule.type === 'pep440' ? rule.pattern : '';
}
/**
 * Whether a tag begins with what the event gave, which who wrote the rule cannot choose: `{{branch}}-` is a lone `-` on
 * a pull request. It is then fixed, since a check should not go red for it; what is wrong on every run is refused.
 */
function startsWithTemplate(source) {
    return source === '' || source.startsWith('{{');
}
function isEnabled(rule, scope) {
    const enable = render(rule.enable, scope.names);
    if (enable === 'true' || enable === 'false')
        return enable === 'true';
    return (0,terms_problems/* refuse */.TR)(`has "${enable}" for enable`, 'It must come out as true or false');
}
function outcomeOf(rule, scope) {
    switch (rule.type) {
        case 'schedule':
            return scheduleOutcome(rule, scope);
        case 'semver':
            return semverOutcome(rule, scope);
        case 'pep440':
            return pep440Outcome(rule, scope);
        case 'match':
            return matchOutcome(rule, scope);
        case 'edge':
            return edgeOutcome(rule, scope);
        case 'ref':
            return refOutcome(rule, scope);
        case 'raw':
            return rawOutcome(rule, scope);
        case 'sha':
            return shaOutcome(rule, scope);
    }
}

;// CONCATENATED MODULE: ./lib/plan/rules/tags.js






/** The tags of all rules, in their order, each once; `latest` after them if the first one that gave a tag says so. */
function tagsOf(rules, flavor, scope, problems) {
    const tags = new Map();
    const untagged = [];
    const affixes = renderedAffixes(flavor, scope, problems);
    const free = new Set();
    let first;
    for (const rule of rules) {
        const tag = problems.attempt('tags', rule.line, () => ruleTag(rule, affixes, scope));
        if (tag === undefined)
            continue;
        if ('why' in tag) {
            untagged.push({ rule: rule.line, ...tag });
            continue;
        }
        first ??= tag;
        if (followsRuns(rule, flavor, scope.subject.ref))
            free.add(tag.name);
        const earlier = tags.get(tag.name);
        tags.set(tag.name, {
            name: tag.name,
            moving: tag.moving || earlier?.moving === true,
            from: earlier?.from ?? rule.line,
            release: earlier?.release ?? tag.release,
        });
    }
    if (first !== undefined && (flavor.latest === 'auto' ? first.latest : flavor.latest)) {
        const name = latestName(flavor, affixes, scope, problems);
        const release = first.release && { ...first.release, line: [] };
        if (name !== undefined && !tags.has(name))
            tags.set(name, { name, moving: true, from: 'flavor', release });
    }
    const isFree = ({ name }) => free.has(name) || isBranchTag(name, scope.subject.ref);
    return { tags: besideVersion(planned([...tags.values()]), isFree), untagged };
}
/** Moving tags keep the version behind them, for whoever decides whether they may move. */
function planned(drafts) {
    const affixes = affixesOf(drafts);
    return drafts.map(({ release, ...tag }) => tag.moving && release !== undefined ? { ...tag, release: { ...release, affixes } } : tag);
}
function renderedAffixes(flavor, scope, problems) {
    const rendered = (name) => {
        let affix;
        return () => {
            // Remembered also when it fails, so that it is reported once and not for every rule.
            affix ??= problems.attempt('flavor', `${name}=${flavor[name]}`, () => scope.complete(flavor[name], scope.names));
            affix ??= { text: '' };
            return affix;
        };
    };
    return { prefix: rendered('prefix'), suffix: rendered('suffix'), source: flavor };
}
/** `latest` with the flavor's prefix and suffix, where it has these too; undefined when they cannot be rendered. */
function latestName(flavor, affixes, scope, problems) {
    const prefix = flavor.prefixLatest ? affixes.prefix() : { text: '' };
    const suffix = flavor.suffixLatest ? affixes.suffix() : { text: '' };
    // Only a rule with affixes of its own can have come here without the flavor's.
    if ('why' in prefix || 'why' in suffix)
        return leftOut(scope, 'a part of it is empty for this event');
    const text = `${prefix.text}latest${suffix.text}`;
    if (scope.isPublished && startsWithTemplate(flavor.prefix) && hasLostStart(text)) {
        return leftOut(scope, `nothing stands before "${text}"`);
    }
    return problems.attempt('flavor', text, () => {
        const tag = tagName(text, { fixStart: startsWithTemplate(flavor.prefix) });
        if (tag.kind === 'refused')
            return (0,terms_problems/* refuse */.TR)(tag.why, 'Start the prefix with a letter, digit or _');
        if (tag.kind === 'changed')
            scope.warn(`The flavor: ${tag.why}`);
        return tag.name;
    });
}
function leftOut(scope, why) {
    scope.warn(`The flavor: \`latest\` is left out, since ${why}.`);
}

;// CONCATENATED MODULE: ./lib/plan/metadata/documents.js
/** The `json` output, byte for byte as metadata-action lays it out. */
function jsonDocument({ tags, tagNames, labels, annotations }) {
    return JSON.stringify({ tags, 'tag-names': tagNames, labels: Object.fromEntries(labels), annotations });
}
/** The contents of the bake files, for a target of this name. */
function bakeDocuments(parts, target) {
    const { images, version, tags, annotations } = parts;
    const labels = Object.fromEntries(parts.labels);
    const args = { DOCKER_META_IMAGES: images.join(','), ...(version !== '' && { DOCKER_META_VERSION: version }) };
    const file = (content) => JSON.stringify({ target: { [target]: content } }, null, 2);
    return {
        'bake-file': file({ tags, labels, args }),
        'bake-file-tags': file({ tags, args }),
        'bake-file-labels': file({ labels }),
        'bake-file-annotations': file({ annotations }),
    };
}

;// CONCATENATED MODULE: ./lib/plan/metadata/metadata.js













/**
 * Computes what docker/metadata-action computes: tags, labels, annotations, JSON and bake files, in its order and
 * layout. Where that action has a bug this differs (docs/compatibility.md).
 *
 * @throws InputError with every bad line of `tags`, `flavor`, `labels` and `annotations`
 */
function computeMetadata(request, context, facts, ports = {}) {
    const { names, given, ...inputs } = request;
    const problems = (0,terms_problems/* collector */.g7)();
    const warnings = [];
    const images = [...new Set(names.map(name => name.toLowerCase()))];
    const subject = (0,terms_subject/* subjectOf */.et)(context, inputs.refSource);
    const image = { name: images[0] ?? '', isPublished: inputs.isPublished ?? false };
    const scope = ruleScope(subject, facts, image, { ...ports, warn: text => warnings.push(text) });
    const flavor = (0,rules_flavor/* parseFlavor */.w)(inputs.flavor, problems);
    const { tags: tagNames, untagged } = given
        ? { tags: given.tagNames, untagged: [] }
        : tagsOf((0,rules/* parseRules */.N)(inputs.tags, problems), flavor, scope, problems);
    const version = tagNames[0]?.name ?? '';
    const epoch = sourceDateOf(inputs, facts);
    const created = epoch === undefined ? subject.now : new Date(epoch * 1000);
    const computed = computedLabels(facts, version, created, subject.sha);
    const plain = tagNames.map(tag => tag.name);
    const tags = given?.references ?? references(images, plain);
    const known = { ...scope.names, ...planNames({ version, tags, created, revision: subject.sha }) };
    const [labels = [], annotationPairs = []] = ['labels', 'annotations'].map(input => {
        for (const name of inputs[input].flatMap(line => unknownNames(line, known))) {
            warnings.push(`\`${input}\` has {{${name}}}, which is not a name that templates know, so it is empty`);
        }
        return merged([...computed, ...customs(input, inputs[input], known, problems)]);
    });
    const buildArgs = renderArgs(inputs.buildArgs ?? [], known, problems);
    problems.settle();
    if (version === '')
        warnings.push('No rule gave a tag: check the input `tags`');
    const annotations = levelled(annotationPairs, (0,switches/* annotationLevels */.Zl)(subject.env));
    const parts = { images, version, tags, tagNames: plain, labels, annotations };
    return {
        version,
        tags,
        tagNames,
        labels: labels.map(lineOf),
        annotations,
        json: jsonDocument(parts),
        bakeFiles: bakeDocuments(parts, inputs.bakeTarget),
        warnings: [...new Set(warnings)],
        untagged: inputs.tags.length === 0
            ? untagged.map(rule => (rule.isIncomplete ? rule : { ...rule, isMeant: true }))
            : untagged,
        buildArgs,
    };
}
function references(images, tags) {
    return images.length === 0 ? tags : images.flatMap(image => tags.map(tag => `${image}:${tag}`));
}
function customs(input, lines, names, problems) {
    const rendered = (line) => {
        checkMeta(line);
        return render(line, names);
    };
    return lines.flatMap(line => problems.attempt(input, line, () => requiredPair(rendered(line))) ?? []);
}
/** A template may give nothing at all, but not half a pair. */
function requiredPair(text) {
    if (text.trim() === '' || /^[^=\s]+=/.test(text))
        return pairOf(text);
    return (0,terms_problems/* refuse */.TR)('is not `key=value`', 'Put a value of several lines in double quotes together with its key');
}

;// CONCATENATED MODULE: ./lib/plan/other-image.js
/**
 * Checks that run an image of the published name instead of `$IMAGE`: docker would pull what was published before, and
 * the step be green for an image that nothing has tested. A whole sentence each.
 */
function otherImages({ test, gates }, names) {
    const scripts = [{ at: 'test', run: test }, ...gates.map(({ name, run }) => ({ at: `gates (${name})`, run }))];
    return scripts.flatMap(({ at, run }) => {
        if (!/\bdocker\s+(?:container\s+)?(?:run|create)\b/.test(run) || /\b(?:IMAGE|OCI_LAYOUT)/.test(run))
            return [];
        const named = names.map(name => runsUnder(name, run)).find(found => found !== undefined);
        if (named === undefined)
            return [];
        return [
            `\`${at}\` runs ${named}, which is not the image that was just built: that one is \`$IMAGE\`, as in \`docker run --rm "$IMAGE"\`.`,
        ];
    });
}
/** How a script names an image of this name: `myapp:1.2` for `acme/myapp`, also under another registry. */
function runsUnder(name, script) {
    const last = name.slice(name.lastIndexOf('/') + 1).replaceAll('.', '\\.');
    return new RegExp(`(?<![^\\s"'])(?:[\\w.:-]+/)*${last}:[\\w$\{][^\\s"';|&]*`).exec(script)?.[0];
}

// EXTERNAL MODULE: ./lib/plan/reference-lines.js
var reference_lines = __webpack_require__(17716);
// EXTERNAL MODULE: ./lib/plan/targets.js
var plan_targets = __webpack_require__(69005);
;// CONCATENATED MODULE: ./lib/plan/plan.js














/**
 * Decides everything about a run: what is built under which labels, and which tags go to which repository and why.
 *
 * @throws InputError with every problem found, also when a push was decided and no tag came of the rules.
 */
function makePlan(inputs, context, facts, ports) {
    const { metadata: wanted, registries } = inputs;
    const sourceDateEpoch = sourceDateOf(wanted, facts);
    const isReferences = (0,reference_lines/* tagsMode */.N7)(wanted.images, wanted.tags) === 'references';
    const hasTargets = wanted.images.length > 0 || registries.length > 0;
    const global = decide({ push: inputs.push, hasTargets, filters: inputs.filters }, context);
    const decisionOf = (entry) => entry === undefined ? global : decideFor(global, entry.registry, entry.filters, context);
    const asked = { ...wanted, isPublished: global.push, buildArgs: inputs.build.buildArgs };
    const foreign = foreignContextWarning(inputs, (0,terms_subject/* subjectOf */.et)(context, wanted.refSource));
    const asides = [
        ...inputs.warnings,
        ...inputs.build.outputs.ignored.map(item => `\`outputs\`: ${item} has no meaning here`),
        ...(foreign === undefined ? [] : [foreign]),
    ];
    if (isReferences) {
        const { references, problems } = (0,reference_lines/* parseReferences */.IO)(wanted.tags);
        if (problems.length > 0)
            throw new errors/* InputError */.dz(problems);
        const targets = withVersion((0,plan_targets/* referenceDestinations */.j6)(references, registries, isMovingTag, decisionOf), context.ref);
        const names = targets.map(target => target.name);
        const metadata = computeMetadata({ ...asked, names, given: givenTags(targets) }, context, facts, ports);
        const image = imageOf(inputs, metadata, targets);
        return { ...conclude(image, global, [...asides, ...otherImages(inputs, names)]), sourceDateEpoch };
    }
    const targets = (0,plan_targets/* resolveNames */.jN)((0,metadata_images/* parseImages */.e)(wanted.images), registries);
    const names = targets.map(target => target.name.text);
    const metadata = computeMetadata({ ...asked, names }, context, facts, ports);
    const image = imageOf(inputs, metadata, (0,plan_targets/* destinations */.uC)(targets, metadata.tagNames, decisionOf));
    return { ...conclude(image, global, [...asides, ...otherImages(inputs, names)]), sourceDateEpoch };
}
/** Complete references, with the version that one of them names for those that move. */
function withVersion(targets, ref) {
    const tags = besideVersion(targets.flatMap(target => target.tags), ({ name }) => isBranchTag(name, ref));
    const byName = new Map(tags.map(tag => [tag.name, tag]));
    return targets.map(target => ({ ...target, tags: target.tags.map(tag => byName.get(tag.name) ?? tag) }));
}
/** Each tag once among the names, every reference in full. */
function givenTags(targets) {
    const byName = new Map(targets.flatMap(target => target.tags).map(tag => [tag.name, tag]));
    const references = targets.flatMap(target => target.tags.map(tag => `${target.name}:${tag.name}`));
    return { references, tagNames: [...byName.values()] };
}
function imageOf({ build, ...gates }, metadata, targets) {
    return { name: '', metadata, destinations: targets, target: build.target, gates: gateNames(gates) };
}
function conclude(image, global, asides) {
    const { metadata, destinations: targets } = image;
    const pushing = targets.filter(target => target.decision.push);
    const problems = global.push ? whyNothing(metadata, targets, global.reason) : [];
    if (problems.length > 0)
        throw new errors/* InputError */.dz(problems);
    const skipped = targets.find(target => !target.decision.push);
    const decision = pushing.length > 0 || !global.push ? global : { push: false, reason: skipped?.decision.reason ?? global.reason };
    const warnings = [...asides, ...metadata.warnings];
    const { buildArgs: rendered } = metadata;
    const buildArgs = { args: rendered.map(({ arg }) => arg), shown: rendered.flatMap(({ shown }) => shown ?? []) };
    return { images: [image], decision, buildArgs, warnings, notices: emptyRules(metadata) };
}
/** Rules that gave nothing beside some that did, but for those that were switched off or warned of already. */
function emptyRules({ untagged, warnings, version }) {
    const rest = untagged.filter(({ why, isMeant }) => isMeant !== true && !warnings.includes(why));
    if (version === '' || rest.length === 0)
        return [];
    const rows = rest.map(({ rule, why }) => `\n  ${rule}: ${why}`);
    return [`These rules of \`tags\` gave no tag for this run:${rows.join('')}`];
}
/** A push that was decided and would publish nothing is a mistake, not a success (issue 4). */
function whyNothing(metadata, targets, reason) {
    if (targets.length === 0) {
        return [
            {
                input: 'images',
                problem: 'names nothing to push to, though a push was decided',
                fix: 'Name an image in `images`, or complete references in `tags`, or set `push: false`.',
            },
        ];
    }
    if (targets.some(target => target.tags.length > 0))
        return [];
    const rows = metadata.untagged.map(({ rule, why }) => `\n  ${rule}: ${why}`).join('');
    const tried = rows === '' ? '' : `. Rules tried:${rows}`;
    return [
        {
            input: 'tags',
            problem: `gives no tag for this run (${reason}), so there is nothing to publish${tried}`,
            fix: 'Add a rule that fits this event (`type=sha` fits all), or narrow the push with `branches`, `git-tags` or `events`.',
        },
    ];
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/host/files/regular-file.js
var regular_file = __webpack_require__(30481);
;// CONCATENATED MODULE: ./lib/plan/templates/workspace-file.js




const maxBytes = 1024 * 1024;
/** Reads files below `workspace`, at most 1 MiB. Links are followed only if they stay inside. */
function workspaceReader(workspace) {
    return path => {
        let target;
        let root;
        try {
            root = (0,external_node_fs_.realpathSync)(workspace);
            target = (0,external_node_fs_.realpathSync)((0,external_node_path_.join)(workspace, path));
        }
        catch {
            return (0,terms_problems/* refuse */.TR)(`reads "${path}", which does not exist`, 'Check the repository out before this step');
        }
        const inside = (0,external_node_path_.relative)(root, target);
        if (inside === '..' || inside.startsWith(`..${external_node_path_.sep}`) || (0,external_node_path_.isAbsolute)(inside)) {
            return (0,terms_problems/* refuse */.TR)(`reads "${path}", which leads out of the workspace`, 'Name a file of the repository');
        }
        return contentOf(target, path);
    };
}
function contentOf(target, path) {
    const stat = (0,external_node_fs_.statSync)(target);
    // A pipe or device could block for ever.
    if (!stat.isFile())
        return (0,terms_problems/* refuse */.TR)(`reads "${path}", which is not a file`, 'Name a file of the repository');
    if (stat.size > maxBytes)
        return (0,terms_problems/* refuse */.TR)(`reads "${path}", which is larger than 1 MiB`, 'Name a smaller file');
    return (0,regular_file/* readText */.y)(target, { largest: maxBytes });
}

// EXTERNAL MODULE: ./lib/runner/child-env.js
var child_env = __webpack_require__(30994);
;// CONCATENATED MODULE: ./lib/run/planning.js
















/** The context with the ref and commit that the inputs ask for. */
async function contextFor(inputs, event, machine) {
    if (inputs.metadata.refSource === 'workflow')
        return event;
    return contextOfCheckout(event, gitIn(event.workspace, machine.run, (0,child_env/* childEnv */.gf)(machine.env)));
}
/** Gathers the facts that the rules need, and plans. @throws InputError */
async function planFor(inputs, context, machine) {
    return planWith(inputs, context, await factsFor([inputs], context, machine));
}
/** Plans several images: the facts are gathered once for all of them. @throws InputError with every problem of each */
async function planTogether(builds, context, machine) {
    const facts = await factsFor(builds.map(({ inputs }) => inputs), context, machine);
    const problems = [];
    const named = [];
    for (const { name, inputs } of builds) {
        try {
            named.push({ name, plan: await planWith(inputs, context, facts) });
        }
        catch (error) {
            if (!(error instanceof errors/* InputError */.dz))
                throw error;
            problems.push(...error.problems.map(problem => ({ ...problem, input: `${problem.input} (${name})` })));
        }
    }
    if (problems.length > 0)
        throw new errors/* InputError */.dz(problems);
    return { plan: joinPlans(named), plans: named.map(({ plan }) => plan) };
}
/** What the rules of these inputs need to know of the repository; they are all of one commit. */
async function factsFor(all, context, machine) {
    const [first] = all;
    if (first === undefined)
        return {};
    const { refSource } = first.metadata;
    const needed = new Set(all.flatMap(inputs => neededFacts(wantedOf(inputs))));
    const known = repoFactsFromEvent(context, refSource);
    return loadFacts(known, [...needed], (0,terms_subject/* subjectOf */.et)(context, refSource), sourcesFor(first, context, machine));
}
async function planWith(inputs, context, facts) {
    const wanted = wantedOf(inputs);
    const { tags, flavor, labels, annotations, buildArgs } = wanted;
    if ([...tags, ...flavor, ...labels, ...annotations, ...buildArgs].some(mayBeTemplate))
        await loadHandlebars();
    if ((0,pep440/* mayNeedPep440 */.DV)(inputs.metadata.tags))
        await (0,pep440/* loadPep440 */.mZ)();
    // The date library is heavy: it is loaded only when a template asks for a date.
    const formatter = neededFormatter(wanted) ? (await Promise.all(/* import() */[__webpack_require__.e(856), __webpack_require__.e(857)]).then(__webpack_require__.bind(__webpack_require__, 6857))).formatDate : undefined;
    const plan = makePlan(inputs, context, facts, {
        ...(formatter !== undefined && { formatDate: formatter }),
        readWorkspaceFile: workspaceReader(context.workspace),
    });
    return { ...plan, notices: [...plan.notices, ...(0,place/* dockerfileNotices */.mo)(context.workspace, inputs.build)] };
}
function wantedOf({ metadata, build }) {
    return { ...metadata, buildArgs: build.buildArgs };
}
/** The inputs with what was planned of them: build arguments rendered, times fixed. */
function withPlanned(given, { buildArgs, sourceDateEpoch }) {
    const build = { ...given.build, buildArgs: buildArgs.args };
    return { ...given, build: withSourceDate(build, sourceDateEpoch) };
}
/** Who is asked about the repository: the checkout and GitHub. */
function sourcesFor(inputs, context, machine) {
    const { env, log, run, signal } = machine;
    return {
        git: gitIn(context.workspace, run, (0,child_env/* childEnv */.gf)(env)),
        api: githubApi(context, inputs.githubToken, inputs.retry, { ...(0,host_machine/* retryPorts */.N)(machine), signal, proxyEnv: env }),
        log,
    };
}


/***/ }),

/***/ 21228:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  s: () => (/* binding */ tellFailure)
});

// EXTERNAL MODULE: ./lib/build/failure.js
var failure = __webpack_require__(46194);
;// CONCATENATED MODULE: ./lib/host/error-codes.js
/**
 * Every way in which a run can fail, by its stable code: the title of its annotation (`Slipway AUTH_DENIED`) and its
 * section in docs/troubleshooting.md, whose index is made from this table. A code never changes its meaning and is never
 * used again; messages may change. In the order of a run.
 *
 * - `meaning`: one sentence that completes "The run failed because …", without its dot.
 * - `remedy`: what to do, when the error itself has no better advice.
 */
const ERROR_CODES = {
    INPUT_INVALID: {
        meaning: 'an input is invalid, or inputs contradict each other',
        remedy: 'Correct the inputs named in the message. `dry-run: true` checks them without Docker, network or credentials.',
    },
    RUNNER_UNUSABLE: {
        meaning: 'the runner lacks something the step needs: a writable temporary folder, disk space, a program, or its event',
        remedy: 'Free disk space, install the program, or check which earlier step changed the variable named in the message.',
    },
    ENGINE_FAILED: {
        meaning: 'Docker is not installed, does not answer, or could not do what it was asked',
        remedy: 'Check that `docker version` and `docker info` work in a step before this one.',
    },
    BUILDX_UNUSABLE: {
        meaning: 'the requested buildx could not be installed or is not what its checksum says',
        remedy: 'Request a released version (`buildx-version: v0.29.1`), or leave the input empty to use the one on the runner.',
    },
    BUILDER_UNUSABLE: {
        meaning: 'the builder does not exist, could not be started, or hangs',
        remedy: 'Check the builder with `docker buildx inspect`, or leave `builder` and `driver` empty to get the default one.',
    },
    EMULATION_FAILED: {
        meaning: 'programs for another platform cannot run here, and emulation could not be set up',
        remedy: 'Set `qemu: true`, or build and test each platform on a runner of that platform.',
    },
    AUTH_FAILED: {
        meaning: 'a registry rejected the credentials, or there are none',
        remedy: 'Check the user name and that the secret exists, is spelled like this, and has not expired.',
    },
    AUTH_DENIED: {
        meaning: 'the credentials are valid but lack the permission',
        remedy: 'Give the token write access to this repository; for GHCR add `permissions: packages: write` to the job.',
    },
    NOT_FOUND: {
        meaning: 'a repository, image, tag or file does not exist, or the credentials may not see it',
        remedy: 'Check the spelling. Some registries (ECR, Harbor, Artifact Registry) need the repository created first.',
    },
    TAG_IMMUTABLE: {
        meaning: 'a tag already names another image, and `immutable-tags` or the registry forbids moving it',
        remedy: 'Publish under a new tag, or remove the tag from `immutable-tags` if it is meant to move.',
    },
    QUOTA_EXCEEDED: {
        meaning: 'the registry has no storage left for this namespace or project',
        remedy: 'Delete old images there, or raise the quota.',
    },
    POLICY_DENIED: {
        meaning: 'a rule of the registry or of a proxy forbids the request: a firewall, a scan policy, a size limit',
        remedy: 'Ask whoever runs the registry or the proxy; the message has its words.',
    },
    RATE_LIMITED: {
        meaning: 'a service kept answering "too many requests"',
        remedy: 'Wait and re-run the job. Authenticated requests have higher limits; a mirror has none.',
    },
    NETWORK_ERROR: {
        meaning: 'a host could not be reached: DNS, refused connection, time-out, TLS',
        remedy: 'Check the host name, the proxy settings and the certificates, then re-run the job.',
    },
    REGISTRY_ERROR: {
        meaning: 'a registry, or a proxy in front of it, answered with an error or with something invalid',
        remedy: 'Re-run the job. If it keeps failing, ask whoever runs the registry; the message has its answer.',
    },
    BUILD_FAILED: {
        meaning: 'the build failed',
        remedy: 'Read the last lines of the failed step. `docker build .` with the same arguments reproduces it locally.',
    },
    LAYOUT_INVALID: {
        meaning: 'an OCI layout is incomplete, damaged or of another kind',
        remedy: 'Write it again with the input `layout`, or with `docker buildx build --output type=oci`.',
    },
    IMAGE_INVALID: {
        meaning: 'what a reference names is not an image that can be published',
        remedy: 'Rebuild the image, or use another one.',
    },
    TEST_FAILED: {
        meaning: 'a test, `container-test` or gate did not pass, so nothing was published',
        remedy: 'Read the last lines of its output. Build the image locally and run the same script with IMAGE set to its name.',
    },
    SCAN_FAILED: {
        meaning: 'the scan found vulnerabilities at or above the threshold, or the scanner could not run',
        remedy: 'Update the packages it names or list accepted findings in an ignore file; see the scan inputs.',
    },
    DIGEST_MISMATCH: {
        meaning: 'bytes differ from what their digest says: the image tested, pushed or read back is not the one built',
        remedy: 'Re-run the job. If it happens again, look for another job that replaces the image on the same engine.',
    },
    PUBLISH_FAILED: {
        meaning: 'a required registry did not get the image; no existing tag has changed',
        remedy: 'Re-run the job once the registry has recovered; layers already uploaded are skipped.',
    },
    PUBLISH_PARTIAL: {
        meaning: 'some tags name the new image and others could not be written',
        remedy: 'Re-run the job: it publishes the same tags again. The summary lists what each tag names now.',
    },
    VERIFY_FAILED: {
        meaning: 'the tags were written, but reading them back did not show the new image',
        remedy: 'Re-run the job. If it happens again, look for another job that writes the same tags, or a cache before the registry.',
    },
    CANCELLED: {
        meaning: 'the job was cancelled or reached its time limit',
        remedy: 'Re-run the job. The message says whether any tag had changed.',
    },
    INTERNAL: {
        meaning: 'of an error that Slipway did not expect',
        remedy: 'This is a bug in Slipway. Please report it with the log of a run with debug logging on.',
    },
};

;// CONCATENATED MODULE: ./lib/report/help.js
/** Where Slipway lives on github.com: the one place that says so, from which links are made. */
const REPOSITORY = 'your-org/slipway';
/**
 * The address of a code's section in docs/troubleshooting.md, of the version that runs.
 *
 * @param env the runner sets GITHUB_ACTION_REPOSITORY and GITHUB_ACTION_REF for an action that it has downloaded
 */
function helpUrl(code, env) {
    const { GITHUB_ACTION_REPOSITORY: named = '', GITHUB_ACTION_REF: ref = '' } = env;
    const isNamed = /^[\w.-]+\/[\w.-]+$/.test(named);
    const repository = isNamed ? named : REPOSITORY;
    const version = isNamed && /^[\w./-]+$/.test(ref) ? ref : 'HEAD';
    return `https://github.com/${repository}/blob/${version}/docs/troubleshooting.md#${code.toLowerCase()}`;
}

;// CONCATENATED MODULE: ./lib/run/tell-failure.js



/** The error of a run as its last annotation: its code, what happened, what to do, and where more is written. */
function tellFailure(error, { log, env }) {
    const { code, message, hint = ERROR_CODES[code].remedy, cause } = error;
    if (code === 'INTERNAL')
        log.debug(cause instanceof Error ? (cause.stack ?? '') : '');
    const place = error instanceof failure/* BuildError */.zS ? error.place : undefined;
    log.error([message, `→ ${hint}`, helpUrl(code, env)].join('\n'), { ...place, title: `Slipway ${code}` });
}


/***/ }),

/***/ 78636:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Iy: () => (/* binding */ theOnly),
/* harmony export */   Ne: () => (/* binding */ eachImage),
/* harmony export */   Sk: () => (/* binding */ buildSite)
/* harmony export */ });
/* harmony import */ var _inputs_job_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9514);

/** What a build of the run's one image works with. */
function buildSite({ folder }, { targets, names, ...bench }) {
    const of = { targets: theOnly(targets.images), names: theOnly(names) };
    return { ...bench, ...of, folder: folder.path, journal: folder };
}
/** The run image by image: each as if there were no others. Of one image it is the run itself. */
function eachImage(running, bench) {
    return bench.targets.images.map((targets, at) => ({
        running: { ...running, job: (0,_inputs_job_js__WEBPACK_IMPORTED_MODULE_0__/* .jobOf */ .Zw)(running.job, at) },
        bench: { ...bench, names: bench.names.slice(at, at + 1), targets: { ...bench.targets, images: [targets] } },
    }));
}
/** The run's one image, or what is known of it. */
function theOnly(images) {
    const [image, ...others] = images;
    if (image === undefined || others.length > 0)
        throw new Error(`one image was planned, not ${images.length}`);
    return image;
}


/***/ }),

/***/ 79172:
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
/** Blobs that are not where they were said to be, and have to be sent by whoever has them: another push brings them. */
class MissingBlobs extends errors/* ActionError */.lZ {
    constructor(target, blobs, cause) {
        const message = `${target.destination.name} said that it had ${blobs.length} blobs, and lacks them`;
        super('PUBLISH_FAILED', `${message}: ${(0,errors/* messageOf */.bD)(cause)}`, { cause });
        this.name = 'MissingBlobs';
    }
}
/**
 * Writes a manifest. Is it refused for blobs that the registry had said to hold, these are sent, once, and it is
 * written again.
 *
 * @throws MissingBlobs for those that cannot be read here
 */
async function writeWhole(manifest, target, claims, resend) {
    const write = () => target.repository.putManifest(manifest, manifest.digest);
    try {
        await write();
    }
    catch (error) {
        if (!isBlobUnknown(error))
            throw error;
        // An engine may write a manifest again before it sends what it lacks.
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
/** False when it cannot be had here. */
async function sendAgain(blob, target, resend) {
    // From now on another push that asks for the blob is told that it is missing, and sends it.
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
/** distribution-spec, "Error Codes"; ECR has a name of its own for it. */
function isBlobUnknown(error) {
    if (!(error instanceof errors_errors/* RegistryError */.gl) || error.status === undefined || error.status >= 500)
        return false;
    const isCode = error.codes.some(code => code === 'MANIFEST_BLOB_UNKNOWN' || code === 'BLOB_UNKNOWN');
    return isCode || /blob unknown|LayersNotFound/i.test(error.message);
}

// EXTERNAL MODULE: ./lib/staging/fleet.js + 1 modules
var staging_fleet = __webpack_require__(69756);
;// CONCATENATED MODULE: ./lib/staging/holders.js
function nameOf({ registry, path }, digest) {
    return `${registry}/${path}@${digest}`;
}
/** Whom to read from: an optional registry may be slow, and nobody may wait for it. */
function bestOf(holders) {
    return holders.find(({ destination }) => !destination.optional) ?? holders[0];
}
function isSame(one, other) {
    return one.registry === other?.registry && one.path === other.path;
}
/** The first lacking target of each registry where no neighbour holds the blob yet: the rest can mount from it. */
function onePerRegistry(lacking, holders) {
    const served = new Set(holders.map(holder => holder.repository.registry));
    return lacking.filter(target => {
        const first = !served.has(target.repository.registry);
        served.add(target.repository.registry);
        return first;
    });
}

;// CONCATENATED MODULE: ./lib/staging/presence.js


function createPresence(fleet, claims) {
    const answers = new Map();
    const found = new Set();
    const ofBlob = (digest) => {
        const known = answers.get(digest) ?? new Map();
        answers.set(digest, known);
        return known;
    };
    const claimed = (digest, target) => {
        found.add(nameOf(target.repository, digest));
        claims.note(target, digest);
    };
    const ask = (digest, target) => {
        const known = ofBlob(digest).get(target);
        if (known !== undefined)
            return known;
        const asked = target.repository.headBlob(digest);
        ofBlob(digest).set(target, asked);
        asked.then(size => size !== undefined && claimed(digest, target), () => ofBlob(digest).delete(target));
        return asked;
    };
    const holds = ({ digest, size }, target) => void ofBlob(digest).set(target, Promise.resolve(size));
    return {
        holds,
        found: (repository, digest) => found.has(nameOf(repository, digest)),
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
        async spread(blob, from) {
            await (0,staging_fleet/* eachAlive */.fH)(fleet, async (target) => {
                const { repository } = target;
                if (repository.registry !== from.registry)
                    return;
                if (!isSame(repository, from) && !(await repository.mountBlob(blob.digest, from.path)))
                    return;
                holds(blob, target);
                claimed(blob.digest, target);
            });
        },
        lacks(digest, target) {
            ofBlob(digest).set(target, Promise.resolve(undefined));
            found.delete(nameOf(target.repository, digest));
            claims.doubt(target, digest);
        },
    };
}

// EXTERNAL MODULE: ./lib/host/limit.js
var limit = __webpack_require__(43053);
// EXTERNAL MODULE: ./lib/host/young-garbage.js
var young_garbage = __webpack_require__(20848);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
;// CONCATENATED MODULE: ./lib/staging/tee.js

/**
 * Sends every chunk of `body` to all `sinks`, waiting for the slowest: memory holds one chunk and the sinks' small
 * buffers, whatever the size. A sink that was destroyed drops out and the others go on. When `body` breaks off, every
 * sink is destroyed with its error, so that no upload is taken for complete.
 *
 * By events: an iterator and a promise for each chunk would cost more than the bytes.
 *
 * @param passed told of each chunk's bytes
 * @returns `ended` rejects with the body's own error; `full` are the sinks that it waits for at the moment
 */
function tee(body, sinks, passed = () => { }) {
    const full = new Set();
    for (const sink of sinks) {
        const freed = () => {
            if (full.delete(sink) && full.size === 0)
                body.resume();
        };
        // One that breaks drops out, and whoever reads it reports why.
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


/** Sends one pass of bytes to these targets at the pace of the slowest. @throws The body's own error. */
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



function createSender(fleet, presence, claims) {
    const bytes = new Map();
    const tidy = (0,young_garbage/* collectEvery */.U)(8_000_000);
    // No more than the uploads that a client allows at once, or two passes could each wait for the other's registry.
    const passes = (0,limit/* createLimit */.K)(8);
    /** Counts what is read, without a stream in between: that would hold back chunks that the source writes over. */
    const counted = (target, { open, replayable }) => ({
        replayable,
        open: async (signal) => {
            const stream = await open(signal);
            const count = (chunk) => void bytes.set(target, (bytes.get(target) ?? 0) + chunk.length);
            // Listening earlier would let the bytes flow before the upload is there to take them.
            stream.once('resume', () => stream.on('data', count));
            return stream;
        },
    });
    const place = async (blob, target, source, holders = []) => {
        const neighbour = holders.find(holder => holder.repository.registry === target.repository.registry);
        const mounted = neighbour &&
            !claims.isDoubted(target, blob.digest) &&
            (await target.repository.mountBlob(blob.digest, neighbour.repository.path));
        if (mounted !== true)
            await target.repository.uploadBlob(blob, counted(target, source));
        claims[mounted === true ? 'note' : 'sent'](target, blob.digest);
        presence.holds(blob, target);
    };
    const pass = (blob, body, targets) => sendPass(body, targets, {
        place: (target, source) => place(blob, target, source),
        passed: tidy,
        pace: fleet.pace,
    });
    return {
        place,
        pass,
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
        tryPass: (blob, { open }, targets) => passes(async () => {
            try {
                return (await pass(blob, await open(), targets)).served;
            }
            catch {
                return [];
            }
        }),
    };
}

;// CONCATENATED MODULE: ./lib/staging/distribute.js






/** @param closing is told when manifests alone are left, on the ways where that is known before the end */
function createDistributor(fleet, closing = () => { }) {
    const claims = createClaims();
    const presence = createPresence(fleet, claims);
    const sender = createSender(fleet, presence, claims);
    const sources = new Map();
    const resend = resendFrom(sources, { presence, sender });
    /** Who is sent the blob; the others mount it. */
    const leadersOf = (digest, { lacking, holders }) => {
        const first = onePerRegistry(lacking, holders);
        return lacking.filter(target => first.includes(target) || claims.isDoubted(target, digest));
    };
    const manifest = async (manifest, from) => {
        let missing;
        await (0,staging_fleet/* eachAlive */.fH)(fleet, async (target) => {
            if (isSame(target.repository, from))
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
    return {
        fleet,
        found: presence.found,
        async heldByAll(digest) {
            const { lacking, holders, size } = await presence.survey(digest);
            return lacking.length === 0 && holders.length > 0 ? size : undefined;
        },
        async upload(blob, source, from) {
            sources.set(blob.digest, source);
            if (from !== undefined)
                await presence.spread(blob, from);
            const survey = await presence.survey(blob.digest);
            const leaders = leadersOf(blob.digest, survey);
            const holding = [...survey.holders];
            // What comes over the network is read once for all registries. Those that broke off get it once more below.
            if (from !== undefined && leaders.length > 1)
                holding.push(...(await sender.tryPass(blob, source, leaders)));
            const rest = leaders.filter(target => !holding.includes(target));
            const led = await Promise.all(rest.map(async (t) => ((await sender.placeOrFail(blob, t, source)) ? [t] : [])));
            holding.push(...led.flat());
            const followers = survey.lacking.filter(target => !leaders.includes(target));
            await Promise.all(followers.map(target => sender.placeOrFail(blob, target, source, holding)));
        },
        async stream(blob, body) {
            const survey = await presence.survey(blob.digest);
            const { served, broken } = await sender.pass(blob, body, leadersOf(blob.digest, survey));
            const holding = [...survey.holders, ...served];
            let unserved;
            const rest = survey.lacking.filter(target => !holding.includes(target));
            await Promise.all(rest.map(async (target) => {
                const error = broken.get(target);
                if ((0,staging_fleet/* isSettled */.Is)(error))
                    return fleet.fail(target, error);
                const holder = bestOf(holding);
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
            // Nothing can be sent again when tags are written.
            const isCertain = fleet.alive().every(target => claims.of(target, root).length === 0);
            if (!(0,staging_fleet/* isSole */.UX)(fleet) || !isCertain)
                await manifest(root, from);
        },
        closing,
        each: work => (0,staging_fleet/* eachAlive */.fH)(fleet, ({ repository }) => work(repository)),
        sent: sender.sent,
        doubts: claims.doubts,
    };
}
/** The blob as a neighbour or another registry has it. Opened anew for each try. */
function copyOf(blob, holder) {
    return { open: signal => holder.repository.getBlob(blob.digest, signal), replayable: true };
}
/** Sends again what a registry lacks after all, from where it came, or from another registry that has it. */
function resendFrom(sources, { presence, sender }) {
    return {
        sourceOf: async ({ digest, size }, target) => {
            const own = sources.get(digest);
            if (own !== undefined)
                return { source: own, isCertain: true };
            const { holders } = await presence.survey(digest);
            const holder = bestOf(holders.filter(({ repository }) => repository.registry !== target.repository.registry));
            return holder && { source: copyOf({ digest, size }, holder), isCertain: false };
        },
        upload: (blob, target, source) => sender.place(blob, target, source),
        doubt: ({ digest }, target) => presence.lacks(digest, target),
    };
}


/***/ }),

/***/ 69756:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  B3: () => (/* binding */ createFleet),
  fH: () => (/* binding */ eachAlive),
  Is: () => (/* binding */ isSettled),
  UX: () => (/* binding */ isSole),
  At: () => (/* binding */ throwIfRequiredFailed)
});

// EXTERNAL MODULE: ./lib/host/errors.js
var host_errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/registry/errors/errors.js + 4 modules
var errors = __webpack_require__(86795);
;// CONCATENATED MODULE: ./lib/staging/pace.js

/** How long an optional registry may keep the others waiting in one run, all in all. Milliseconds; the README says so. */
const LONGEST_HOLD = 5 * 60_000;
/** How often one looks, in a hold. */
const LOOKS = 60;
/**
 * An optional target holds the others up while its requests alone are under way, or a stream to several targets waits
 * for optional ones alone. When that adds up to `longest`, its requests fail, those under way and those to come.
 */
function paced(given, left, longest = LONGEST_HOLD) {
    const hasRequired = given.some(isRequired);
    if (given.length < 2 || given.every(isRequired))
        return { targets: given, stream: () => () => { } };
    const lanes = new Map();
    const waits = new Set();
    const every = Math.max(1, Math.round(longest / LOOKS));
    const ends = new Map();
    let timer;
    const isHolding = (target) => {
        if (lanes.get(target).calls === 0)
            return false;
        const others = targets.filter(other => other !== target && (isRequired(other) || !hasRequired));
        if (others.every(other => lanes.get(other).calls === 0))
            return true;
        return [...waits].some(waitsFor => {
            const slow = waitsFor();
            return slow.includes(target) && !slow.some(isRequired);
        });
    };
    const look = () => {
        for (const target of targets) {
            const lane = lanes.get(target);
            if (isRequired(target) || lane.error !== undefined || !isHolding(target))
                continue;
            lane.held += every;
            if (lane.held >= longest)
                leave(target, lane);
        }
    };
    const leave = (target, lane) => {
        lane.error = tooSlow(target, longest);
        ends.get(target).reject(lane.error);
        for (const stream of lane.streams)
            stream.destroy(lane.error);
        left(target, lane.error);
    };
    const wrap = (target) => {
        const lane = { calls: 0, held: 0, error: undefined, streams: new Set() };
        const end = Promise.withResolvers();
        end.promise.catch(() => { });
        const run = async (work) => {
            if (lane.error !== undefined)
                throw lane.error;
            lane.calls += 1;
            timer ??= setInterval(look, every).unref();
            try {
                return await Promise.race([work(), end.promise]);
            }
            finally {
                lane.calls -= 1;
                if ([...lanes.values()].every(({ calls }) => calls === 0)) {
                    clearInterval(timer);
                    timer = undefined;
                }
            }
        };
        const watched = { ...target, repository: watch(target.repository, run, lane) };
        lanes.set(watched, lane);
        ends.set(watched, end);
        return watched;
    };
    const targets = given.map(wrap);
    const stream = waitsFor => {
        waits.add(waitsFor);
        return () => void waits.delete(waitsFor);
    };
    return { targets, stream };
}
function watch(to, run, lane) {
    const source = ({ open, replayable }) => ({
        replayable,
        open: async (signal) => {
            if (lane.error !== undefined)
                throw lane.error;
            const stream = await open(signal);
            lane.streams.add(stream);
            return stream.once('close', () => lane.streams.delete(stream));
        },
    });
    return {
        registry: to.registry,
        path: to.path,
        headBlob: digest => run(() => to.headBlob(digest)),
        getBlob: (digest, signal) => run(() => to.getBlob(digest, signal)),
        mountBlob: (digest, from) => run(() => to.mountBlob(digest, from)),
        uploadBlob: (blob, from) => run(() => to.uploadBlob(blob, source(from))),
        headManifest: reference => run(() => to.headManifest(reference)),
        getManifest: reference => run(() => to.getManifest(reference)),
        putManifest: (manifest, reference) => run(() => to.putManifest(manifest, reference)),
        referrers: digest => run(() => to.referrers(digest)),
        listTags: () => run(() => to.listTags()),
        checkPush: () => run(() => to.checkPush()),
    };
}
function isRequired({ destination }) {
    return !destination.optional;
}
function tooSlow({ destination }, longest) {
    const message = `${destination.registry} kept the other registries waiting for ${longest / 1000} seconds: the publish goes on without it`;
    const hint = 'It is too slow from this runner. Publish to it in a step of its own, with the image as `source`.';
    return new host_errors/* ActionError */.lZ('NETWORK_ERROR', message, { hint });
}

;// CONCATENATED MODULE: ./lib/staging/fleet.js



/** Whether there is one tag of one repository in all: nothing else has to be ready before it is written. */
function isSole({ targets, isAlone }) {
    return isAlone && targets.length === 1 && targets[0].destination.tags.length === 1;
}
/**
 * @param options `isAlone`: no other image is published (the default); `longest`: how long an optional target may keep
 *   the others waiting, in milliseconds
 */
function createFleet(given, log, { isAlone = true, longest } = {}) {
    const errors = new Map();
    const fail = (target, error) => {
        if (errors.has(target))
            return;
        errors.set(target, error instanceof Error ? error : new Error(String(error)));
        const text = `${target.destination.name}: ${(0,host_errors/* messageOf */.bD)(error)}`;
        if (target.destination.optional)
            log.warning(`${text} (this registry is optional: the others go on)`);
        else
            log.info(`✗ ${text}`);
    };
    const pace = paced(given, fail, longest);
    const { targets } = pace;
    return {
        targets,
        isAlone,
        pace,
        alive: () => targets.filter(target => !errors.has(target)),
        fail,
        errorOf: target => errors.get(target),
        failed: () => [...errors].filter(([target]) => !target.destination.optional),
    };
}
/** Does something with every living target side by side; one where it throws has failed. Never throws. */
async function eachAlive(fleet, work) {
    await Promise.all(fleet.alive().map(async (target) => {
        try {
            await work(target);
        }
        catch (error) {
            fleet.fail(target, error);
        }
    }));
}
/** @throws ActionError PUBLISH_FAILED that names every required registry that failed, of whichever image, and why. */
function throwIfRequiredFailed(fleets, doing) {
    const failed = fleets.flatMap(fleet => fleet.failed());
    const first = failed[0]?.[1];
    if (first === undefined)
        return;
    const lines = failed.map(([target, error]) => `${target.destination.name}: ${error.message}`);
    throw new host_errors/* ActionError */.lZ(codeOf(failed.map(([, error]) => error)), `${doing} failed: ${lines.join('; ')}`, {
        ...(first instanceof host_errors/* ActionError */.lZ && first.hint !== undefined && { hint: first.hint }),
        cause: first,
    });
}
/** The one code that all errors share, or PUBLISH. */
function codeOf(errors) {
    const codes = new Set(errors.map(error => (error instanceof host_errors/* ActionError */.lZ ? error.code : 'PUBLISH_FAILED')));
    const [code] = codes;
    return codes.size === 1 && code !== undefined ? code : 'PUBLISH_FAILED';
}
/** Failures that no further try can fix: the registry understood and said no, or the job was cancelled. */
function isSettled(error) {
    if (error instanceof errors/* RegistryError */.gl)
        return (0,errors/* classify */.L8)(error) === 'settled';
    return error instanceof host_errors/* ActionError */.lZ && error.code === 'CANCELLED';
}


/***/ }),

/***/ 70275:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ readLayout),
/* harmony export */   n: () => (/* binding */ stageLayout)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(79547);
/* harmony import */ var _host_files_regular_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30481);
/* harmony import */ var _oci_content_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(33760);
/* harmony import */ var _oci_descriptor_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(11260);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9501);
/* harmony import */ var _oci_foreign_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9853);
/* harmony import */ var _oci_layout_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(78859);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(44360);
/* harmony import */ var _oci_tree_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(29193);
/* harmony import */ var _registry_file_source_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(81387);
/* harmony import */ var _write_manifests_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(8933);













/**
 * Stages the image of an OCI layout folder: blobs first, then manifests, children before parents, all registries at
 * once. Nothing is held in memory but the manifests.
 *
 * @param digest What the build made; another image is refused.
 * @throws ActionError PUBLISH_FAILED when no registry is left, LAYOUT_INVALID when the layout is broken, DIGEST_MISMATCH.
 * @see https://github.com/opencontainers/image-spec/blob/main/image-layout.md
 */
async function stageLayout(folder, distributor, digest) {
    const content = await readLayout(folder);
    if (digest !== undefined && content.root.digest !== digest) {
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('DIGEST_MISMATCH', `the OCI layout holds ${content.root.digest}, but the build made ${digest}`);
    }
    await inParallel(UPLOADS, (0,_oci_content_js__WEBPACK_IMPORTED_MODULE_4__/* .blobsOf */ .O)(content), blob => distributor.upload(blob, (0,_registry_file_source_js__WEBPACK_IMPORTED_MODULE_10__/* .fileSource */ .I)(blobPath(folder, blob.digest))));
    await (0,_write_manifests_js__WEBPACK_IMPORTED_MODULE_11__/* .writeManifests */ .u)(content, distributor);
    return { ...content, found: distributor.found };
}
/** Blobs under way at once; each registry's client has its own limit below this. */
const UPLOADS = 16;
/** Reads the one image that a layout holds. */
async function readLayout(folder) {
    const index = await readJson((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, 'index.json'));
    const entries = Array.isArray(index.manifests) ? index.manifests : [];
    if (entries.length !== 1)
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('LAYOUT_INVALID', `the OCI layout holds ${entries.length} images, not one`);
    const root = await readManifest(folder, (0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_5__/* .parseDescriptor */ .BA)(entries[0], 'index.json'));
    const manifests = await (0,_oci_tree_js__WEBPACK_IMPORTED_MODULE_9__/* .readTree */ .Z)(root, child => readManifest(folder, child), (0,_oci_tree_js__WEBPACK_IMPORTED_MODULE_9__/* .createBudget */ .y)('the OCI layout'));
    const leftOut = await (0,_oci_foreign_js__WEBPACK_IMPORTED_MODULE_7__/* .withoutForeign */ .d)(manifests, async ({ digest }) => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(blobPath(folder, digest)));
    return { root, manifests, leftOut };
}
async function readManifest(folder, { digest, mediaType }) {
    const bytes = (0,_host_files_regular_file_js__WEBPACK_IMPORTED_MODULE_3__/* .readRegular */ .V)(blobPath(folder, digest));
    if ((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_6__/* .sha256 */ .s)(bytes) !== digest) {
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('LAYOUT_INVALID', `the OCI layout is damaged: ${digest} has other bytes`);
    }
    return { mediaType: (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_8__/* .typeOf */ .QP)(bytes, mediaType), digest, bytes };
}
function blobPath(folder, digest) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, (0,_oci_layout_js__WEBPACK_IMPORTED_MODULE_12__/* .blobName */ .P)(digest));
}
async function readJson(path) {
    try {
        return JSON.parse((0,_host_files_regular_file_js__WEBPACK_IMPORTED_MODULE_3__/* .readText */ .y)(path));
    }
    catch (cause) {
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('LAYOUT_INVALID', `cannot read the OCI layout at ${path}: ${(0,_host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(cause)}`, { cause });
    }
}
/** Runs `work` over all items, at most `limit` at a time; the first error stops further starts and is thrown. */
async function inParallel(limit, items, work) {
    const queue = [...items];
    const worker = async () => {
        for (let item = queue.shift(); item !== undefined; item = queue.shift())
            await work(item);
    };
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
}


/***/ }),

/***/ 8933:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ writeManifests)
/* harmony export */ });
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(44360);
/* harmony import */ var _oci_referrer_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73530);


/**
 * Writes manifests by digest, none before what it speaks of: children before their index, and what refers to an image
 * after it, since some registries refuse what refers to nothing. The others go at once.
 *
 * @param isReferredTo something refers to the root: its tag would come too late for that
 */
async function writeManifests({ root, manifests }, to, from, isReferredTo = false) {
    to.closing();
    const write = (one) => one.digest === root.digest && !isReferredTo ? to.root(one, from) : to.manifest(one, from);
    const left = new Map(manifests.map(manifest => [manifest.digest, manifest]));
    const spoken = new Map(manifests.map(manifest => [manifest.digest, spokenOfBy(manifest)]));
    while (left.size > 0) {
        const ready = [...left.values()].filter(one => !spoken.get(one.digest).some(digest => left.has(digest)));
        // A circle would take a manifest that holds its own digest.
        if (ready.length === 0)
            throw new Error('manifests speak of each other in a circle');
        await Promise.all(ready.map(write));
        for (const { digest } of ready)
            left.delete(digest);
    }
}
function spokenOfBy(manifest) {
    const subject = (0,_oci_referrer_js__WEBPACK_IMPORTED_MODULE_1__/* .subjectOf */ .et)(manifest);
    const children = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .linksOf */ .hP)(manifest).manifests.map(({ digest }) => digest);
    return subject === undefined ? children : [...children, subject];
}


/***/ })

};
