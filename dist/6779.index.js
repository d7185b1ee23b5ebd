export const id = 6779;
export const ids = [6779];
export const modules = {

/***/ 64705:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ begunTogether),
/* harmony export */   X: () => (/* binding */ stagingAhead)
/* harmony export */ });
/**
 * Stages a build's export while buildx is still finishing. No tag is written before the build has succeeded with the
 * same digest.
 */
function stagingAhead({ expect, prepare, found, name, stage }) {
    let begun;
    const of = (digest) => (begun?.digest === digest ? begun : undefined);
    let noted;
    const note = (digest) => {
        if (noted?.digest !== digest)
            noted = { digest, done: found(digest) };
        // The build learns of it.
        noted.done.catch(() => { });
        return noted.done;
    };
    return {
        expect,
        prepare,
        found: note,
        begin(digest) {
            let naming;
            const safe = Promise.withResolvers();
            const named = () => {
                naming ??= name(digest);
                safe.resolve(naming);
                return naming;
            };
            const staged = stage(digest, { named, read: () => safe.resolve(undefined) });
            // The publish reports what went wrong with the staging.
            staged.then(safe.resolve, safe.resolve);
            const held = Promise.all([note(digest), safe.promise]);
            // If the build fails meanwhile, its error is reported.
            held.catch(() => { });
            begun = { digest, held, staged };
        },
        async isHeld(digest) {
            const one = of(digest);
            await one?.held;
            return one !== undefined;
        },
        stage(digest) {
            const one = of(digest);
            return one && (() => one.staged);
        },
    };
}
/**
 * Begins the staging of several images when the engine has all of them: if one cannot be built, nothing is in the
 * registries. If one is not to be staged ahead, none is.
 *
 * @returns one for each, in order
 */
function begunTogether(aheads) {
    const all = aheads.filter(ahead => ahead !== undefined);
    if (all.length < aheads.length)
        return [];
    const exported = new Map();
    return all.map(ahead => ({
        prepare: ahead.prepare,
        begin(digest) {
            ahead.found(digest);
            exported.set(ahead, digest);
            if (exported.size < all.length)
                return;
            for (const [each, itsDigest] of exported)
                each.begin(itsDigest);
        },
    }));
}


/***/ }),

/***/ 51969:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ makesProvenance),
/* harmony export */   e: () => (/* binding */ attestations)
/* harmony export */ });
/* harmony import */ var _plan_terms_attributes_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(88762);
/* harmony import */ var _plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(94247);


/**
 * `--attest` values. `provenance` and `sbom` take precedence over `attests`; without any provenance the default is
 * `mode=max`, in a private repository `mode=min,inline-only=true`, as in build-push-action.
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
/** Whether BuildKit is asked to attach its provenance. Of several, buildx takes only one. */
function makesProvenance(build, options) {
    const asked = attestations(build, options).filter(spec => isOf('provenance', spec));
    const isOff = (spec) => (0,_plan_terms_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .valuesIn */ .a)(spec, 'disabled').some(value => !/^(?:0|f|false)$/i.test(value));
    return asked.length > 0 && !asked.some(isOff);
}
function attest(type, attributes) {
    return attributes.toLowerCase() === 'true' ? `type=${type}` : `type=${type},${attributes}`;
}
function isOf(type, spec) {
    return (0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .fields */ .OA)(spec).some(field => field.replace(/\s*=\s*/, '=') === `type=${type}`);
}
/** A bare `true` or `false` among the attributes switches the attestation on or off. */
function withSwitches(spec) {
    const columns = (0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .fields */ .OA)(spec).flatMap(column => {
        const word = column.toLowerCase();
        if (word === 'true')
            return [];
        return word === 'false' ? ['disabled=true'] : [column];
    });
    return (0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .joinFields */ .KY)(columns);
}
function withBuilderId(spec, runUrl) {
    const columns = (0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .fields */ .OA)(spec);
    const hasOwn = columns.some(column => /^builder-id\s*=/.test(column));
    return hasOwn || columns.includes('disabled=true') ? spec : (0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .joinFields */ .KY)([...columns, `builder-id=${runUrl}`]);
}


/***/ }),

/***/ 2165:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ buildAgain)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _host_machine_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(29491);
/* harmony import */ var _host_retry_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(67460);
/* harmony import */ var _host_text_first_line_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(17401);




/**
 * Runs a build, and repeats it after a transient failure (a base image that could not be pulled); completed steps are
 * in the builder's cache. Other failures are final.
 *
 * @param attempt one build; `clear` removes the output of a failed attempt
 * @throws BuildError, ActionError CANCELLED
 */
async function buildAgain(attempt, clear, policy, machine) {
    const { log, signal } = machine;
    const again = async (n) => {
        if (n > 1)
            await clear();
        return attempt();
    };
    return (0,_host_retry_js__WEBPACK_IMPORTED_MODULE_1__/* .retry */ .L5)(again, {
        policy,
        ports: (0,_host_machine_js__WEBPACK_IMPORTED_MODULE_2__/* .retryPorts */ .N)(machine),
        signal,
        onRetry: ({ error, delay }) => log.notice((0,_host_retry_js__WEBPACK_IMPORTED_MODULE_1__/* .againLine */ .FC)({ error: (0,_host_text_first_line_js__WEBPACK_IMPORTED_MODULE_3__/* .firstLine */ .T)((0,_host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)), delay }, 'building')),
    });
}


/***/ }),

/***/ 55980:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B7: () => (/* binding */ claim),
/* harmony export */   B_: () => (/* binding */ nameAll),
/* harmony export */   FS: () => (/* binding */ provenanceOptionsOf),
/* harmony export */   Fw: () => (/* binding */ commandFor),
/* harmony export */   Hh: () => (/* binding */ pushingBuild),
/* harmony export */   Kk: () => (/* binding */ takeLayout),
/* harmony export */   Pv: () => (/* binding */ buildPorts),
/* harmony export */   RJ: () => (/* binding */ aheadOf),
/* harmony export */   _w: () => (/* binding */ buildImage),
/* harmony export */   j1: () => (/* binding */ exportsImage)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _dockerfile_contexts_js__WEBPACK_IMPORTED_MODULE_20__ = __webpack_require__(8948);
/* harmony import */ var _dockerfile_place_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(57137);
/* harmony import */ var _engine_load_layout_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(68871);
/* harmony import */ var _event_context_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(13051);
/* harmony import */ var _event_forge_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(47935);
/* harmony import */ var _host_files_hardened_git_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(74786);
/* harmony import */ var _host_variables_docker_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(85358);
/* harmony import */ var _journal_run_folder_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(22539);
/* harmony import */ var _plan_call_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(64467);
/* harmony import */ var _plan_git_context_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(92637);
/* harmony import */ var _plan_terms_outputs_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(23885);
/* harmony import */ var _runner_child_env_js__WEBPACK_IMPORTED_MODULE_21__ = __webpack_require__(30994);
/* harmony import */ var _staging_layout_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(70275);
/* harmony import */ var _ahead_js__WEBPACK_IMPORTED_MODULE_19__ = __webpack_require__(64705);
/* harmony import */ var _build_again_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(2165);
/* harmony import */ var _buildx_args_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(78194);
/* harmony import */ var _exports_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(43119);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(46194);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_17__ = __webpack_require__(52508);
/* harmony import */ var _run_build_js__WEBPACK_IMPORTED_MODULE_18__ = __webpack_require__(65480);






















/** The folder of build secrets in this run's folder. */
const SECRETS = 'secrets';
/**
 * Builds the image once, in the form that the stage path needs: loaded into the engine under its real name, pushed by
 * the builder, or as an OCI layout (also loaded if a test or the user needs the image).
 */
async function buildImage(request) {
    const { job, site, machine } = request;
    const { inputs } = job;
    const { exports, local: localName } = site.names;
    const { attributes, extra } = inputs.build.outputs;
    const layout = exports.layout ? (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(site.folder, 'layout') : undefined;
    const builder = await site.builder.open();
    // The metadata file describes only the last output, which must be the published one.
    const outputs = [
        ...((0,_plan_call_js__WEBPACK_IMPORTED_MODULE_9__/* .isCall */ .n)(inputs) ? [] : extra),
        ...(layout === undefined ? [] : [(0,_plan_terms_outputs_js__WEBPACK_IMPORTED_MODULE_11__/* .layoutOutput */ .Q6)(layout, attributes)]),
        ...(exports.engine ? [(builder.keepsPacked ? _plan_terms_outputs_js__WEBPACK_IMPORTED_MODULE_11__/* .packedOutput */ .gJ : _plan_terms_outputs_js__WEBPACK_IMPORTED_MODULE_11__/* .engineOutput */ .c)(localName, attributes)] : []),
    ];
    const clear = async () => {
        await (0,_names_js__WEBPACK_IMPORTED_MODULE_17__/* .noteBuilt */ .ZD)(undefined, site);
        if (layout !== undefined)
            await (0,_journal_run_folder_js__WEBPACK_IMPORTED_MODULE_8__/* .removeFolder */ .v$)(layout);
    };
    const building = async () => {
        const command = await commandFor(request, outputs, builder);
        const once = async () => {
            const ahead = aheadOf(site);
            const hooks = { onStarted: ahead?.expect, exporting: () => ahead };
            const result = await (0,_run_build_js__WEBPACK_IMPORTED_MODULE_18__/* .build */ .jq)(command, { ...buildPorts(request, builder.env), ...hooks });
            return claim(result, site, ahead);
        };
        return (0,_build_again_js__WEBPACK_IMPORTED_MODULE_13__/* .buildAgain */ .F)(once, clear, inputs.retry, machine);
    };
    const { result, ahead } = await building().finally(async () => {
        // Gates and the job's later steps run as the same user.
        await Promise.all([(0,_journal_run_folder_js__WEBPACK_IMPORTED_MODULE_8__/* .removeFolder */ .v$)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(site.folder, SECRETS)), builder.close()]);
    });
    // buildx also reports a digest for a `call`, which exports nothing.
    if ((0,_plan_call_js__WEBPACK_IMPORTED_MODULE_9__/* .isCall */ .n)(inputs)) {
        return { result: { ...result, digest: undefined, configDigest: undefined }, local: undefined, layout };
    }
    const digest = layout === undefined ? result.digest : await takeLayout(layout, request);
    const local = exports.engine || exports.load ? site.names.run : undefined;
    if (exports.keep)
        await nameAll(site);
    return { result: { ...result, digest }, layout, local, ahead };
}
/** Stages the image of one build attempt, if it is only pushed, without waiting for the end of buildx. */
function aheadOf(site) {
    const { stageAhead, names } = site;
    if (stageAhead === undefined || !(0,_exports_js__WEBPACK_IMPORTED_MODULE_15__/* .isOnlyPushed */ .g)(names.exports))
        return undefined;
    return (0,_ahead_js__WEBPACK_IMPORTED_MODULE_19__/* .stagingAhead */ .X)({
        expect: stageAhead.expect,
        prepare: stageAhead.prepare,
        found: digest => (names.isTaken ? nameForRun(digest, site) : (0,_names_js__WEBPACK_IMPORTED_MODULE_17__/* .noteBuilt */ .ZD)(digest, site)),
        name: digest => nameForRun(digest, site),
        stage: (digest, holding) => stageAhead.stage(names.run, digest, holding),
    });
}
/**
 * Sees to it that the image is there until it is published: it is being staged already, or gets its name for this run.
 * If another run on this engine has built the same name meanwhile, the engine dropped this image: then the build, fully
 * cached, is repeated.
 */
async function claim(result, site, ahead) {
    const { digest } = result;
    const isHeld = (await ahead?.isHeld(digest)) === true;
    if (!isHeld && site.names.exports.engine && digest !== undefined) {
        await Promise.all([(0,_names_js__WEBPACK_IMPORTED_MODULE_17__/* .noteBuilt */ .ZD)(digest, site), nameForRun(digest, site)]);
    }
    const content = ahead?.stage(digest);
    return { result, ahead: content && { fleet: site.targets.fleet, content } };
}
async function nameForRun(digest, { engine, names }) {
    try {
        await engine.any.tag(digest, names.run);
    }
    catch (error) {
        if ((await engine.any.image(digest)) !== undefined)
            throw error;
        throw new _failure_js__WEBPACK_IMPORTED_MODULE_16__/* .BuildError */ .zS(`another run on this engine took the name ${names.local}`, { verdict: {} });
    }
}
/** The digest of the layout's content, which is loaded if needed. */
async function takeLayout(layout, { site, machine: { run, signal } }) {
    const content = await (0,_staging_layout_js__WEBPACK_IMPORTED_MODULE_12__/* .readLayout */ .T4)(layout);
    const { names, engine, docker } = site;
    const as = { name: names.run, platform: engine.platform };
    if (names.exports.load)
        await (0,_engine_load_layout_js__WEBPACK_IMPORTED_MODULE_3__/* .loadLayout */ .f)(layout, content, as, { run, env: docker.env, signal });
    return content.root.digest;
}
/** An image that the user keeps gets all its names, as with `load` of docker's own action. */
async function nameAll({ engine, names, targets, }) {
    for (const reference of new Set([names.local, ...targets.image.metadata.tags])) {
        await engine.any.tag(names.run, reference);
    }
}
/** The command line of a build with these outputs. Writes its secrets to their folder. */
async function commandFor({ job, site, machine }, outputs, builder) {
    const { inputs, context } = job;
    const { build: wanted } = inputs;
    const { metadata } = site.targets.image;
    const secretsFolder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(site.folder, SECRETS);
    const metadataFile = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(site.folder, 'build.metadata.json');
    // A `docker` archive can't hold attestations: an unrequested default must not fail the build.
    const isArchive = (0,_plan_terms_outputs_js__WEBPACK_IMPORTED_MODULE_11__/* .hasOutput */ .MM)(wanted.outputs.extra, 'docker');
    const { args, files, warnings } = (0,_buildx_args_js__WEBPACK_IMPORTED_MODULE_14__/* .buildxArgs */ .w)({ ...wanted, buildContexts: (0,_dockerfile_contexts_js__WEBPACK_IMPORTED_MODULE_20__/* .pinContexts */ .SS)(wanted.buildContexts, site.pins), builder: builder.name ?? '' }, {
        labels: metadata.labels,
        annotations: exportsImage(outputs) ? metadata.annotations : [],
        outputs,
        metadataFile,
        gitContext: (0,_plan_git_context_js__WEBPACK_IMPORTED_MODULE_10__/* .gitContext */ .cw)(context),
        hasCheckout: (0,_dockerfile_place_js__WEBPACK_IMPORTED_MODULE_2__/* .hasCheckout */ .tp)(context, wanted.file),
        githubToken: inputs.githubToken,
        serverUrl: context.serverUrl,
        secretsFolder,
        provenance: provenanceOptionsOf(context, exportsImage(outputs) && !isArchive),
        policies: site.policies,
    });
    // A run that publishes nothing may be a fork's, where missing secrets are normal.
    const tell = job.plan.decision.push ? machine.log.warning : machine.log.notice;
    for (const warning of warnings)
        tell(warning);
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
/** Provenance options for a build of this run. @param isPossible its outputs can hold one */
function provenanceOptionsOf(context, isPossible) {
    const { env, payload } = context;
    return {
        isPrivate: (0,_event_context_js__WEBPACK_IMPORTED_MODULE_4__.at)(payload, 'repository', 'private') === true,
        runUrl: (0,_event_forge_js__WEBPACK_IMPORTED_MODULE_5__/* .pageOf */ .ZZ)(context),
        noDefault: (0,_host_variables_docker_js__WEBPACK_IMPORTED_MODULE_7__/* .dockerVariables */ .G)(env).noDefaultAttestations || !isPossible,
    };
}
/**
 * One build with exactly these outputs.
 *
 * @param clear removes the remains of a failed attempt
 */
async function pushingBuild(request, outputs, clear = async () => { }) {
    const { job, site, machine } = request;
    const command = await commandFor(request, outputs, { name: site.builder.name, program: undefined });
    const once = () => (0,_run_build_js__WEBPACK_IMPORTED_MODULE_18__/* .build */ .jq)(command, buildPorts(request, site.builder.env));
    return (0,_build_again_js__WEBPACK_IMPORTED_MODULE_13__/* .buildAgain */ .F)(once, clear, job.inputs.retry, machine).finally(() => (0,_journal_run_folder_js__WEBPACK_IMPORTED_MODULE_8__/* .removeFolder */ .v$)(command.secretsFolder));
}
function exportsImage(outputs) {
    return (0,_plan_terms_outputs_js__WEBPACK_IMPORTED_MODULE_11__/* .hasOutput */ .MM)(outputs, 'oci', 'docker', 'image');
}
/** Where a build runs, and its environment. */
function buildPorts({ job, site, machine }, env) {
    const { inputs, context } = job;
    const caches = [...inputs.build.cacheFrom, ...inputs.build.cacheTo];
    return {
        run: machine.run,
        log: machine.log,
        env: (0,_host_files_hardened_git_js__WEBPACK_IMPORTED_MODULE_6__/* .hardenedGitEnv */ .Pl)({ ...env, ...(0,_runner_child_env_js__WEBPACK_IMPORTED_MODULE_21__/* .cacheServiceEnv */ .zi)(machine.env, caches) }, (0,_host_files_hardened_git_js__WEBPACK_IMPORTED_MODULE_6__/* .foldersTo */ .vu)(context.workspace, (0,_plan_git_context_js__WEBPACK_IMPORTED_MODULE_10__/* .isRemote */ .Vx)(inputs.build.context) ? '' : inputs.build.context)),
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
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(64212);
/* harmony import */ var _plan_git_context_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(92637);
/* harmony import */ var _plan_secrets_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(68578);
/* harmony import */ var _plan_terms_list_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(94247);
/* harmony import */ var _attestations_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(51969);





/** The build's command line: build-push-action's inputs with the same flags, in unspecified order. */
function buildxArgs(build, options) {
    const git = options.gitContext;
    const context = (0,_plan_git_context_js__WEBPACK_IMPORTED_MODULE_0__/* .buildContext */ .gC)(build.context, git, options.hasCheckout);
    const host = URL.canParse(options.serverUrl) ? new URL(options.serverUrl).host : '';
    const needsToken = context.startsWith(git) && options.githubToken !== '' && host !== '';
    const gitAuth = needsToken ? { host, token: options.githubToken } : undefined;
    const secrets = (0,_plan_secrets_js__WEBPACK_IMPORTED_MODULE_1__/* .secretArgs */ .s9)(build, options.secretsFolder, gitAuth);
    const args = [
        'build',
        ...each('--add-host', build.addHosts),
        ...each('--allow', build.allow),
        ...each('--annotation', options.annotations),
        ...each('--attest', (0,_attestations_js__WEBPACK_IMPORTED_MODULE_3__/* .attestations */ .e)(build, options.provenance)),
        ...each('--build-arg', build.buildArgs),
        ...each('--build-context', build.buildContexts.map(item => (0,_plan_git_context_js__WEBPACK_IMPORTED_MODULE_0__/* .withDefaultContext */ .h8)(item, git))),
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
        ...each('--policy', options.policies ?? []),
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
/** A failed cache export must not fail the build or cancel other exports, as it does by BuildKit's default. */
function cacheExport(spec) {
    const columns = (0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_2__/* .fields */ .OA)(spec);
    const [only = ''] = columns;
    const full = columns.length === 1 && !only.includes('=') ? ['type=registry', `ref=${only}`] : columns;
    const isSettled = full.some(column => /^(?:ignore-error\s*=|type\s*=\s*inline$)/.test(column));
    return (0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_2__/* .joinFields */ .KY)(isSettled ? full : [...full, 'ignore-error=true']);
}
function emptySecret(id) {
    return `The build secret ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .h)(id)} is empty and was left out. Fork and Dependabot runs get no secrets.`;
}


/***/ }),

/***/ 43119:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ planExports),
/* harmony export */   g: () => (/* binding */ isOnlyPushed)
/* harmony export */ });
/* harmony import */ var _inputs_wanted_gates_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(14203);
/* harmony import */ var _plan_call_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(64467);


/** Exports of large images take seconds, so only needed ones are made. A `call` makes no image at all. */
function planExports(inputs, push, path) {
    if ((0,_plan_call_js__WEBPACK_IMPORTED_MODULE_0__/* .isCall */ .n)(inputs))
        return { engine: false, unpack: false, layout: false, load: false, keep: false };
    const { load, extra } = inputs.build.outputs;
    const isWanted = inputs.build.load || load;
    const local = isWanted || (0,_inputs_wanted_gates_js__WEBPACK_IMPORTED_MODULE_1__/* .hasGates */ .x)(inputs);
    const wanted = push || isWanted || (0,_inputs_wanted_gates_js__WEBPACK_IMPORTED_MODULE_1__/* .isChecked */ .W)(inputs) || inputs.layout !== '';
    // Without any output the engine keeps the image, as with docker's own action: `imageid` must refer to something.
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
/** Nothing here looks into the image: it goes straight from the engine to the registries. */
function isOnlyPushed(exports) {
    return exports.engine && !exports.unpack;
}


/***/ }),

/***/ 52508:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EF: () => (/* binding */ nameImages),
/* harmony export */   ZD: () => (/* binding */ noteBuilt),
/* harmony export */   oQ: () => (/* binding */ firstReference)
/* harmony export */ });
/* unused harmony export keepName */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _host_all_ended_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(32264);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(79547);
/* harmony import */ var _journal_run_reference_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(94078);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23940);
/* harmony import */ var _staging_engine_fan_out_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9990);
/* harmony import */ var _exports_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(43119);







/** A reference of the image, preferably a published one. Undefined if it has no name. */
function firstReference({ destinations }) {
    const first = destinations.find(({ decision }) => decision.push) ?? destinations[0];
    const tag = first?.tags[0]?.name;
    return first === undefined || tag === undefined ? undefined : `${first.name}:${tag}`;
}
/** That, or a name of our own. */
function nameInEngine(image) {
    return firstReference(image) ?? `slipway/build:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(6).toString('hex')}`;
}
/** How often another job on the same engine may change the name meanwhile. */
const MOST = 5;
/**
 * Notes the name for post, and keeps the image that it names now under a second name.
 *
 * @returns whether there is such an image
 * @throws ActionError ENGINE_FAILED
 */
async function keepName(engine, { name, run }, journal) {
    for (let left = MOST;; left--) {
        if ((await engine.image(name)) === undefined) {
            await journal.note({ kind: 'image', name, run });
            return false;
        }
        const keep = `slipway/keep:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(8).toString('hex')}`;
        await journal.note({ kind: 'image', name, run, keep });
        try {
            await engine.tag(name, keep);
            return true;
        }
        catch (error) {
            // The engine looks up the image, then tags it by id: a concurrent job may remove it in between.
            if (left === 0 || !(error instanceof _host_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ) || error.code !== 'ENGINE_FAILED')
                throw error;
            await journal.note({ kind: 'withdrawn', of: 'image', name });
        }
    }
}
/**
 * Names all images of a run in the engine, each as it is exported. The names are noted for post first.
 *
 * @throws ActionError ENGINE_FAILED
 */
async function nameImages(images, exports, site) {
    // No two images share a name, so the order of their notes does not matter.
    return (0,_host_all_ended_js__WEBPACK_IMPORTED_MODULE_5__/* .allEnded */ .C)(images.map((image, at) => {
        const likely = (0,_exports_js__WEBPACK_IMPORTED_MODULE_4__/* .isOnlyPushed */ .g)(exports[at]) ? (0,_staging_engine_fan_out_js__WEBPACK_IMPORTED_MODULE_3__/* .likelyRepository */ .p)(at) : undefined;
        return nameImage(image, { exports: exports[at], likely }, site);
    }));
}
/** Names the image in the engine, keeping the former image of its real name. */
async function nameImage(image, { exports, likely }, { engine, journal }) {
    const local = nameInEngine(image);
    const run = (0,_journal_run_reference_js__WEBPACK_IMPORTED_MODULE_6__/* .runReference */ .N)(likely ?? (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .parseReference */ .F2)(local).name.text);
    if (exports.engine || exports.load)
        await journal.note({ kind: 'image', name: run });
    const isTaken = exports.engine && !exports.keep && (await keepName(engine.any, { name: local, run }, journal));
    return { exports, local, run, isTaken };
}
/**
 * Notes which image has the name now, so that no other is removed in its place.
 *
 * @param digest undefined: not known, since it is built again
 */
async function noteBuilt(digest, { names, journal }) {
    const { exports, local: name, run, isTaken } = names;
    // A former image is restored by comparison with the one that has the run's name.
    if (!exports.engine || exports.keep || isTaken)
        return;
    // In one write: the journal is complete at any time.
    await Promise.all([
        journal.note({ kind: 'withdrawn', of: 'image', name }),
        journal.note({ kind: 'image', name, run, ...(digest !== undefined && { digest }) }),
    ]);
}


/***/ }),

/***/ 6666:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ withoutLogs),
/* harmony export */   T: () => (/* binding */ parseProgress)
/* harmony export */ });
/* harmony import */ var _host_fields_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(87617);

/**
 * Parses one line of `--progress=rawjson`. Undefined for anything else, such as the plain text after a failure. Fields
 * of the wrong type are ignored: a newer BuildKit must not break the log.
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
 * A progress line for the debug log, without pieces of output: those are shown as text, where a secret split over two
 * pieces can still be recognized.
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
    return value.filter(_host_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv);
}
function string(value) {
    return typeof value === 'string' ? value : '';
}
function number(value) {
    return typeof value === 'number' ? value : 0;
}


/***/ }),

/***/ 65480:
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
// EXTERNAL MODULE: ./lib/host/variables/docker.js
var docker = __webpack_require__(85358);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/build/failure.js
var failure = __webpack_require__(46194);
;// CONCATENATED MODULE: ./lib/build/progress/exported.js

/**
 * BuildKit's name for the export of an image into its store, behind the target if buildx builds several, and for the
 * manifests written there.
 */
const EXPORT = /^(?:\[([\w.-]+)\] )?exporting to image$/;
const WRITTEN = /^exporting (manifest list|manifest) (\S+)$/;
/**
 * Detects when the image of a target is complete in the engine. buildx ends later: it still fetches the provenance for
 * its metadata file (a tenth of a second; a second for 40 images), other images may not be ready, and caches may still
 * be written.
 *
 * Nothing is called if BuildKit's wording changes.
 *
 * @param of the target's, which is '' if buildx builds only one; undefined: its export does not matter
 */
function watchExports(of) {
    /** By the vertex that wrote them. */
    const written = new Map();
    const begun = new Set();
    const done = new Set();
    const onVertex = ({ digest: id, name, started, completed, error }) => {
        const match = EXPORT.exec(name);
        if (match === null)
            return;
        const target = match[1] ?? '';
        if (started !== undefined && !begun.has(target)) {
            begun.add(target);
            of(target)?.prepare();
        }
        if (!completed || error || done.has(target))
            return;
        done.add(target);
        const digest = soleIn(written.get(id));
        if (digest !== undefined)
            of(target)?.begin(digest);
    };
    return ({ statuses, vertexes }) => {
        for (const { vertex, id } of statuses) {
            const [, kind, digest] = WRITTEN.exec(id) ?? [];
            if (digest === undefined)
                continue;
            const { lists, manifests } = written.get(vertex) ?? { lists: new Set(), manifests: new Set() };
            (kind === 'manifest' ? manifests : lists).add(digest);
            written.set(vertex, { lists, manifests });
        }
        vertexes.forEach(onVertex);
    };
}
/** The digest of what an export wrote; undefined if that is not one image. */
function soleIn(written) {
    if (written === undefined)
        return undefined;
    const [digest, ...others] = written.lists.size > 0 ? written.lists : written.manifests;
    return digest !== undefined && (0,reference/* isDigest */.Bc)(digest) && others.length === 0 ? digest : undefined;
}

// EXTERNAL MODULE: ./lib/host/tool-messages.js
var tool_messages = __webpack_require__(77767);
// EXTERNAL MODULE: ./lib/build/progress/rawjson.js
var rawjson = __webpack_require__(6666);
;// CONCATENATED MODULE: ./lib/build/progress/steps.js
// `[2/3]`, `[build 2/3]`, `[linux/arm64 build 2/3]`
const DOCKERFILE_STEP = /^\[(?:(?<platform>[a-z0-9]+\/[a-z0-9/]+) )?(?:(?<stage>.*?) )?\d+\/\d+\] /;
/** Collects a build's steps in the order of first appearance. */
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
 * The last event that completes a step is its result; a step that only restarts keeps the former one. A cache hit
 * restarts when its layer is fetched from a remote cache; it is still a hit.
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
 * One step per name. When BuildKit merges a step with that of a concurrent build, it reports both under the same name;
 * the one that ran is this build's.
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

;// CONCATENATED MODULE: ./lib/build/progress/step-groups.js

function createStepGroups(log) {
    let live;
    /** Groups of steps that ended while another step's group was open. */
    const waiting = [];
    const flush = ({ lines }) => {
        for (const line of lines.splice(0))
            log.info(line);
    };
    const showWaiting = () => {
        for (const group of waiting.splice(0))
            group();
    };
    const endLive = () => {
        live?.close();
        live = undefined;
    };
    return {
        isLive: digest => live?.digest === digest,
        hasLive: () => live !== undefined,
        start(step) {
            live = { digest: step.vertex.digest, close: log.open(step.vertex.name) };
            flush(step);
        },
        flush,
        finish(step, ended) {
            const time = seconds(stepOf(ended));
            if (live?.digest === ended.digest) {
                flush(step);
                if (ended.error !== undefined)
                    log.info(`failed after ${time}`);
                endLive();
                log.info(doneLine(ended));
                return showWaiting();
            }
            waiting.push(() => {
                const close = log.open(`${ended.error === undefined ? '' : '✗ '}${ended.name} ${time}`);
                flush(step);
                close();
            });
            if (live === undefined)
                showWaiting();
        },
        close() {
            endLive();
            showWaiting();
        },
    };
}
/** `✓ [build 2/5] RUN make 3.1 s`. */
function doneLine(ended) {
    return `${ended.error === undefined ? '✓' : '✗'} ${ended.name} ${seconds(stepOf(ended))}`;
}

;// CONCATENATED MODULE: ./lib/build/progress/progress.js




/** With several targets, step names begin with the target: `[api] exporting to image`, `[api internal] load …`. */
const progress_EXPORT = /^(?:\[[\w.-]+\] )?exporting/;
const INTERNAL = /^\[(?:[\w.-]+ )?internal\]/;
/** Lines of a failed step's output that the error repeats. */
const TAIL = 20;
/**
 * Steps run concurrently, but a log can show only one at a time: the oldest running step with output is shown live in a
 * group, the others as a whole when they end. Cached steps take one line each; BuildKit's own steps are shown only with
 * `debug`, unless they fail.
 *
 * @param watch also receives all progress
 */
function createProgressView(log, debug, watch = () => { }) {
    const steps = createSteps();
    const running = new Map();
    const plain = [];
    let failedOutput = [];
    const groups = createStepGroups(log);
    /** Steps already shown as done: a vertex may complete twice. */
    const shown = new Set();
    /** Cached steps: anything they do afterwards is fetching layers. */
    const hits = new Set();
    const showNext = () => {
        const next = groups.hasLive() ? undefined : [...running.values()].find(step => step.lines.length > 0);
        if (next !== undefined)
            groups.start(next);
    };
    const onVertex = (vertex) => {
        if (vertex.completed !== undefined)
            return finish(vertex);
        if (vertex.started === undefined || running.has(vertex.digest))
            return;
        running.set(vertex.digest, { vertex, lines: [], tail: [], partial: '' });
        shown.delete(vertex.digest);
    };
    const onLog = ({ vertex, text }) => {
        const step = running.get(vertex);
        if (step === undefined)
            return;
        // Progress bars rewrite a line with \r: only its last state is shown.
        const pieces = (step.partial + text).split(/\r?\n/);
        step.partial = lastState(pieces.pop() ?? '');
        for (const piece of pieces)
            addLine(step, piece.slice(piece.lastIndexOf('\r') + 1));
        if (groups.isLive(vertex))
            groups.flush(step);
        else
            showNext();
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
        // Steps canceled because of the failed one: their output is irrelevant.
        const failed = vertex.error !== undefined && !(0,tool_messages/* says */.FA)(vertex.error, 'cancelled');
        if (failed && state !== undefined && state.tail.length > 0)
            failedOutput = [...state.tail];
        const isCached = stepOf(vertex).cached;
        if (state !== undefined && (groups.isLive(vertex.digest) || state.lines.length > 0)) {
            groups.finish(state, vertex);
        }
        else if (!shown.has(vertex.digest) && (!hits.has(vertex.digest) || vertex.error !== undefined)) {
            if (isCached)
                log.info(`CACHED ${vertex.name}`);
            else if (isWorthALine(vertex, debug))
                log.info(doneLine(vertex));
        }
        shown.add(vertex.digest);
        if (isCached)
            hits.add(vertex.digest);
        showNext();
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
            watch(progress);
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
            if (groups.hasLive())
                return;
            const names = [...running.values()].map(step => step.vertex.name).filter(name => !INTERNAL.test(name));
            if (names.length > 0)
                log.info(`… ${names.slice(0, 3).join(' | ')}`);
        },
        end() {
            groups.close();
            return steps.stats();
        },
        plain: () => plain,
        failedOutput: () => failedOutput,
    };
}
/** Whether a finished step without output is shown. */
function isWorthALine(vertex, debug) {
    return debug || vertex.error !== undefined || stepOf(vertex).ofDockerfile || progress_EXPORT.test(vertex.name);
}
/** The longest unfinished line that is kept, in characters. */
const LONGEST = 65_536;
/** The current state of an unfinished line. Its last `\r` may be half of a line end. */
function lastState(partial) {
    return partial.slice(partial.lastIndexOf('\r', partial.length - 2) + 1).slice(-LONGEST);
}

;// CONCATENATED MODULE: ./lib/build/run-build.js








/** After this long without output, a line names the running steps. Milliseconds. */
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
 * @param dockerfileOf the Dockerfile of the failed target; '' for a build without named targets
 */
async function runBuildx(command, dockerfileOf, ports) {
    const watch = ports.exporting && watchExports(ports.exporting);
    const view = createProgressView(ports.log, ports.debug, watch);
    const heartbeat = setInterval(view.tick, HEARTBEAT);
    try {
        const [program, args] = (0,buildx_plugin/* buildxCommand */.I0)(command.buildx, command.args);
        const running = ports.run(program, args, {
            env: { ...ports.env, ...(0,docker/* buildxSettings */.k)(ports.env) },
            cwd: ports.cwd,
            signal: ports.signal,
            onStdout: ports.log.info,
            onStderr: view.line,
        });
        ports.onStarted?.();
        const result = await running;
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
/** The content of buildx's metadata file; empty if there is none. @throws ActionError BUILD_FAILED when it is not JSON */
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
/** One image's part of a metadata file. @param text the part as JSON */
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
/* harmony import */ var _host_variables_docker_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(85358);
/* harmony import */ var _host_variables_system_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(34803);







/** Where docker looks for plugins after the folders of its config (docker/cli, cli-plugins/manager). */
const SYSTEM = [
    '/usr/local/lib/docker/cli-plugins',
    '/usr/local/libexec/docker/cli-plugins',
    '/usr/lib/docker/cli-plugins',
    '/usr/libexec/docker/cli-plugins',
];
/** The plugin's file name. */
const PLUGIN = 'docker-buildx';
/** A command of buildx: through docker, or directly if its path is given. */
function buildxCommand(buildx, args) {
    return buildx === undefined ? ['docker', ['buildx', ...args]] : [buildx, args];
}
/**
 * The program that `docker buildx` runs. Running it directly saves docker's own start and its plugin lookup, 50 ms
 * together. It then ignores TLS settings in the environment, so this is for an engine at a socket.
 *
 * @param env of the command, with DOCKER_CONFIG
 * @returns undefined if not certain: `docker` is a script, or another program of that name
 */
function findBuildx(env, system = SYSTEM) {
    const { configDir } = (0,_host_variables_docker_js__WEBPACK_IMPORTED_MODULE_5__/* .dockerVariables */ .G)(env);
    const docker = (0,_host_files_find_program_js__WEBPACK_IMPORTED_MODULE_3__/* .findProgram */ .K)('docker', (0,_host_variables_system_js__WEBPACK_IMPORTED_MODULE_6__/* .programPath */ .kx)(env));
    if (docker === undefined || !isDockers(docker))
        return undefined;
    const folders = [...extraFolders(configDir), (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(configDir, 'cli-plugins'), ...system].filter(node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute);
    const first = folders.map(folder => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, PLUGIN)).find(path => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(path));
    return first !== undefined && (0,_host_files_find_program_js__WEBPACK_IMPORTED_MODULE_3__/* .isProgram */ .V)(first) ? first : undefined;
}
/** Whether a command is a build, through docker or directly. */
function isBuild(command, args) {
    const [verb = ''] = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(command) === PLUGIN ? args : args[0] === 'buildx' ? args.slice(1) : [];
    return verb === 'build' || verb === 'bake';
}
/** Docker's command is not a script, and not a link to a program with another name. */
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
        // Executable but not readable: unknown.
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

/***/ 68871:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ runnable),
/* harmony export */   f: () => (/* binding */ loadLayout)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(79547);
/* harmony import */ var _host_text_last_line_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1833);
/* harmony import */ var _oci_layout_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(78859);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(44360);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(23940);







/**
 * Loads the image of an OCI layout folder into the engine as `name`. Staging uses the same bytes: a second export of
 * the same build would differ in its provenance, or completely when timestamps are rewritten.
 *
 * The containerd image store reads `index.json` and keeps the whole index under its own digest. The classic store reads
 * `manifest.json` and keeps one platform, under its config's digest.
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
    const reason = (0,_host_text_last_line_js__WEBPACK_IMPORTED_MODULE_5__/* .lastLine */ .f)(result.stderr);
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('ENGINE_FAILED', `the image could not be loaded into the engine: ${reason}`, {
        hint: 'Check that the engine is running and that its disk has room for the image.',
    });
}
/** containerd does not normalize names: an image named without its registry would be unreachable for docker. */
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
/** The manifest of the platform, or else the first image. */
function runnable({ root, manifests }, platform) {
    if (!(0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .isIndex */ .nw)(root.mediaType))
        return root;
    const images = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .imagesIn */ .o$)(root);
    const native = images.find(image => `${image.platform?.os}/${image.platform?.architecture}` === platform);
    const chosen = manifests.find(({ digest }) => digest === (native ?? images[0])?.digest);
    if (chosen === undefined)
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('BUILD_FAILED', 'the build produced no runnable image');
    return chosen;
}


/***/ }),

/***/ 32264:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ allEnded)
/* harmony export */ });
/** As `Promise.all`, but nothing is in progress any more when it rejects: with the first error, in this order. */
async function allEnded(work) {
    await Promise.allSettled(work);
    return Promise.all(work);
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


/** The first program of that name on PATH, or undefined. Relative folders are skipped. */
function findProgram(name, path) {
    const folders = path.split(node_path__WEBPACK_IMPORTED_MODULE_1__.delimiter).filter(node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute);
    return folders.map(folder => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name)).find(isProgram);
}
/** Whether this is an executable file. */
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

/***/ 85358:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ dockerVariables),
/* harmony export */   k: () => (/* binding */ buildxSettings)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(72101);
/* harmony import */ var _system_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(34803);



/**
 * @see https://docs.docker.com/reference/cli/docker/#environment-variables
 * @see https://docs.docker.com/build/building/variables/#build-tool-configuration-variables
 */
function dockerVariables(env) {
    const configDir = env.DOCKER_CONFIG || (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)((0,_system_js__WEBPACK_IMPORTED_MODULE_1__/* .homeOf */ .lt)(env), '.docker');
    return {
        host: env.DOCKER_HOST ?? '',
        context: env.DOCKER_CONTEXT ?? '',
        configDir,
        authConfig: env.DOCKER_AUTH_CONFIG ?? '',
        hasDefaultPlatform: env.DOCKER_DEFAULT_PLATFORM !== undefined,
        builder: env.BUILDX_BUILDER ?? '',
        buildxConfigDir: env.BUILDX_CONFIG || (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(configDir), 'buildx'),
        noDefaultAttestations: (0,_environment_js__WEBPACK_IMPORTED_MODULE_2__/* .isTrue */ .Hn)(env.BUILDX_NO_DEFAULT_ATTESTATIONS),
    };
}
/** Set by those who collect traces: OpenTelemetry's variables, and the trace that the step is a part of. */
const OF_TRACES = /^(?:OTEL_\w+|TRACEPARENT|TRACESTATE)$/;
/**
 * What to add to the environment of a buildx that builds. It records a trace of the command, whether or not anybody
 * collects it, and BuildKit keeps that in each build's history: with 40 images, all spans 40 times.
 *
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#general-sdk-configuration
 */
function buildxSettings(env) {
    const isTraced = Object.entries(env).some(([name, value]) => Boolean(value) && OF_TRACES.test(name));
    return { BUILDX_METADATA_WARNINGS: 'true', ...(isTraced ? {} : { OTEL_TRACES_SAMPLER: 'always_off' }) };
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

/***/ 41271:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ex: () => (/* binding */ JOURNAL),
/* harmony export */   M$: () => (/* binding */ MARK),
/* harmony export */   Re: () => (/* binding */ NOTHING_NOTED),
/* harmony export */   tl: () => (/* binding */ MARKER)
/* harmony export */ });
/** Marks each run's folder, in addition to its name, so that no other folder is mistaken for one. */
const MARKER = '.slipway-run';
/** The file in the run's folder that lists what to undo, one JSON value per line, in order. */
const JOURNAL = 'undo.jsonl';
/** The environment variable that names a process's run: inherited by all children, even outside the process group. */
const MARK = 'SLIPWAY_RUN';
/** What the main step passes to post (`undoState`) when nothing on this machine has to be undone. */
const NOTHING_NOTED = '[]';


/***/ }),

/***/ 60900:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   WF: () => (/* binding */ thisProcess),
/* harmony export */   _n: () => (/* binding */ isAlive),
/* harmony export */   bf: () => (/* binding */ ownerOf),
/* harmony export */   ub: () => (/* binding */ folderName)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var _host_errno_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(69706);
/* harmony import */ var _host_files_process_stat_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86758);
/* harmony import */ var _random_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(75724);




const NAME = /^slipway-(\d+)\.(\d+)\.(\d+)-[0-9a-f]{16}$/;
/** When a process started, in ticks since boot; undefined for no process or a zombie. */
function startOf(pid) {
    try {
        const { 3: state, 22: start } = (0,_host_files_process_stat_js__WEBPACK_IMPORTED_MODULE_1__/* .processStat */ .Q)(pid);
        return state === 'Z' || state === 'X' ? undefined : start;
    }
    catch {
        return undefined;
    }
}
function namespace() {
    try {
        return /\d+/.exec((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readlinkSync)('/proc/self/ns/pid'))?.[0] ?? '0';
    }
    catch {
        return '0';
    }
}
function thisProcess() {
    return { pid: process.pid, start: startOf(process.pid) ?? '0', namespace: namespace() };
}
function folderName(owner) {
    return `slipway-${owner.pid}.${owner.start}.${owner.namespace}-${(0,_random_js__WEBPACK_IMPORTED_MODULE_2__/* .randomHex */ .n)(8)}`;
}
/** The owner that a folder's name encodes; undefined for other folders. */
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
        return (0,_host_errno_js__WEBPACK_IMPORTED_MODULE_3__/* .errnoOf */ .U)(error) === 'EPERM';
    }
}
/** Whether the owner is running; 'unknown' if it is in another pid namespace. */
function isAlive(owner) {
    if (owner.namespace !== namespace())
        return 'unknown';
    return owner.start === '0' ? exists(owner.pid) : startOf(owner.pid) === owner.start;
}


/***/ }),

/***/ 75724:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ randomHex)
/* harmony export */ });
/** Random bytes as hexadecimal digits. `node:crypto` takes 7 ms to load, and post may not need it. */
function randomHex(bytes) {
    return process.getBuiltinModule('node:crypto').randomBytes(bytes).toString('hex');
}


/***/ }),

/***/ 77456:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Aw: () => (/* binding */ endUsers),
/* harmony export */   MU: () => (/* binding */ isOurs),
/* harmony export */   UG: () => (/* binding */ removeRunFolder)
/* harmony export */ });
/* unused harmony export checkRunFolder */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(79547);
/* harmony import */ var _host_files_real_path_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3614);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(41271);
/* harmony import */ var _owner_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(60900);






// Synchronous: post has nothing else to do meanwhile, and `node:fs/promises` takes 8 ms to load.
/** A real folder of this user with our marker, or one that was cut off before the marker was written. */
function isOurs(folder) {
    const stats = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(folder, { throwIfNoEntry: false });
    if (stats === undefined || !isFolderOfUser(stats) || (0,_owner_js__WEBPACK_IMPORTED_MODULE_4__/* .ownerOf */ .bf)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(folder)) === undefined)
        return false;
    const names = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(folder);
    return names.length === 0 || names.includes(_names_js__WEBPACK_IMPORTED_MODULE_5__/* .MARKER */ .tl);
}
/** Not a link to one. */
function isFolderOfUser(stats) {
    return stats.isDirectory() && (process.getuid === undefined || stats.uid === process.getuid());
}
/**
 * Checks that a path is that of a run's folder in RUNNER_TEMP, as post must before it believes anything of the state
 * that names it. The folder may be missing, or have lost its content to a later step.
 *
 * @returns its real path, and whether it is missing
 * @throws ActionError `INPUT_INVALID`, its message a clause, for any other path: state can be tampered with
 */
function checkRunFolder(folder, runnerTemp) {
    const whole = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(folder);
    const home = (0,_host_files_real_path_js__WEBPACK_IMPORTED_MODULE_3__/* .realPath */ .Y)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(runnerTemp));
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(home, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(whole));
    if ((0,_host_files_real_path_js__WEBPACK_IMPORTED_MODULE_3__/* .realPath */ .Y)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(whole)) !== home || (0,_owner_js__WEBPACK_IMPORTED_MODULE_4__/* .ownerOf */ .bf)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(path)) === undefined)
        throw notOurs();
    const stats = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(path, { throwIfNoEntry: false });
    if (stats !== undefined && !isFolderOfUser(stats))
        throw notOurs();
    return { path, isGone: stats === undefined };
}
function notOurs() {
    return new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('INPUT_INVALID', "it is not one of Slipway's folders in RUNNER_TEMP, so it was left alone");
}
/**
 * Removes a run's folder of which only the path is known, as the post step does, and ends the processes that still use
 * it. A missing folder is fine.
 *
 * @throws ActionError `INPUT_INVALID` as `checkRunFolder`, and for a folder without our marker
 */
function removeRunFolder(folder, runnerTemp) {
    const { path, isGone } = checkRunFolder(folder, runnerTemp);
    if (isGone)
        return;
    if (!isOurs(path))
        throw notOurs();
    endUsers((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(folder));
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(path, { recursive: true, force: true, maxRetries: 3 });
}
/** Ends the leftovers of a killed run: docker commands, credential helpers, the test script and their children. */
function endUsers(folder) {
    // Repeated: a script may start another command before it is killed.
    for (let pass = 0; pass < 3; pass++) {
        const pids = usersOf(folder);
        if (pids.length === 0)
            return;
        for (const pid of pids) {
            try {
                process.kill(pid, 'SIGKILL');
            }
            catch {
                // It has exited meanwhile.
            }
        }
    }
}
/** Synchronous, since /proc never blocks: concurrent reads take three times as long. */
function usersOf(folder) {
    const mark = `${_names_js__WEBPACK_IMPORTED_MODULE_5__/* .MARK */ .M$}=${folder}`;
    const pids = inProc('', path => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(path))?.filter(name => /^\d+$/.test(name)) ?? [];
    const uses = (pid) => inProc(`${pid}/environ`, path => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8'))
        ?.split('\0')
        .includes(mark);
    return pids.map(Number).filter(pid => pid !== process.pid && uses(String(pid)) === true);
}
/** Undefined without /proc, and for processes that have exited or belong to another user. */
function inProc(name, read) {
    try {
        return read(`/proc/${name}`);
    }
    catch {
        return undefined;
    }
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
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(41271);
/* harmony import */ var _owner_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(60900);
/* harmony import */ var _remove_run_folder_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(77456);
/* harmony import */ var _undo_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(99041);







/** Written when the main step ends by itself: the rest belongs to its post step, which runs later in the job. */
const FINISHED = 'finished';
/**
 * How long to keep a folder whose owner cannot be checked (another container shares RUNNER_TEMP): longer than a hosted
 * job lasts.
 */
const UNKNOWN_FOR = 24 * 60 * 60 * 1000;
/** Creates this run's folder in RUNNER_TEMP, readable by this user only. Its name encodes the owner. */
async function createRunFolder(runnerTemp) {
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(runnerTemp), (0,_owner_js__WEBPACK_IMPORTED_MODULE_3__/* .folderName */ .ub)((0,_owner_js__WEBPACK_IMPORTED_MODULE_3__/* .thisProcess */ .WF)()));
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(folder, { mode: 0o700 });
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.chmod)(folder, 0o700);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, _names_js__WEBPACK_IMPORTED_MODULE_6__/* .MARKER */ .tl), '', { mode: 0o600 });
    return { path: folder, ...(0,_undo_js__WEBPACK_IMPORTED_MODULE_5__/* .openJournal */ ._0)(folder) };
}
/** Tells later runs that this one's main step was not killed: its post step will clean up. */
async function markFinished(folder) {
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, FINISHED), '', { mode: 0o600 });
}
async function removeFolder(folder) {
    // Symbolic links are removed, not followed. Retries: a dying docker may still write.
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(folder, { recursive: true, force: true, maxRetries: 3 });
}
/** The base of all environments of this run's children. */
function markedEnv(env, folder) {
    return { ...env, [_names_js__WEBPACK_IMPORTED_MODULE_6__/* .MARK */ .M$]: (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(folder) };
}
async function isLeftover(folder, now) {
    const owner = (0,_owner_js__WEBPACK_IMPORTED_MODULE_3__/* .ownerOf */ .bf)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.basename)(folder));
    if (owner === undefined || !(0,_remove_run_folder_js__WEBPACK_IMPORTED_MODULE_4__/* .isOurs */ .MU)(folder))
        return false;
    const alive = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, FINISHED)) ? 'unknown' : (0,_owner_js__WEBPACK_IMPORTED_MODULE_3__/* .isAlive */ ._n)(owner);
    return alive === 'unknown' ? now - (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.lstat)(folder)).mtimeMs > UNKNOWN_FOR : !alive;
}
/**
 * Removes what killed runs left in RUNNER_TEMP: folders whose process is dead, and the docker children that still use
 * them. A failure never throws and does not affect other folders.
 *
 * @param now milliseconds since the epoch
 * @param undo called with each folder before its removal; the folder is removed, with its credentials, even if that
 *   fails
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
            (0,_remove_run_folder_js__WEBPACK_IMPORTED_MODULE_4__/* .endUsers */ .Aw)(folder);
            await undo(folder).catch(() => { });
            await removeFolder(folder);
            swept.push(folder);
        }
        catch {
            // Another run removed it first, or it is not ours to remove; the next run tries again.
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
/* harmony import */ var _random_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(75724);

const FORM = /:slipway-[0-9a-f]{12}$/;
/**
 * A unique image name for this run. The image's real name is not enough: two concurrent builds of the same name on one
 * engine replace each other, and the gates of one would test the other's image. It is in the image's own repository, so
 * that tools print a meaningful name and never pull a stranger's image; if only the push uses it, in the repository of
 * the endpoint (`likelyRepository`), so that the push needs no other name.
 */
function runReference(repository) {
    return `${repository}:slipway-${(0,_random_js__WEBPACK_IMPORTED_MODULE_0__/* .randomHex */ .n)(6)}`;
}
/** Whether some run created this name. */
function isRunReference(name) {
    return FORM.test(name);
}


/***/ }),

/***/ 99041:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E_: () => (/* binding */ noting),
/* harmony export */   _0: () => (/* binding */ openJournal),
/* harmony export */   pB: () => (/* binding */ takeBackImages),
/* harmony export */   wC: () => (/* binding */ undoAll)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _host_errno_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(69706);
/* harmony import */ var _host_limit_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(43053);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(41271);
/* harmony import */ var _run_reference_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(94078);






/** The journal in a run's folder. */
function openJournal(folder) {
    const noted = [];
    let lines = '';
    let writing;
    // One write for all that are noted at the same time, such as the names of many images.
    const write = async () => {
        const text = lines;
        lines = '';
        writing = undefined;
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.appendFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, _names_js__WEBPACK_IMPORTED_MODULE_2__/* .JOURNAL */ .Ex), text, { mode: 0o600 });
    };
    return {
        note(undo) {
            noted.push(undo);
            lines += `${JSON.stringify(undo)}\n`;
            writing ??= Promise.resolve().then(write);
            return writing;
        },
        noted: () => (isDone(noted) ? [] : [...noted]),
    };
}
/** Whether every entry was withdrawn. */
function isDone(list) {
    const last = new Map(list.map(undo => [undo.kind === 'withdrawn' ? keyOf(undo.of, undo.name) : keyOf(undo.kind, nameOf(undo)), undo]));
    return [...last.values()].every(({ kind }) => kind === 'withdrawn');
}
/** Undoes this process's image entries now, so that post has less to do. What can't be undone is left to post. */
async function takeBackImages(journal, engine) {
    const left = new Map();
    for (const undo of journal.noted()) {
        if (undo.kind === 'image')
            left.set(undo.name, undo);
        else if (undo.kind === 'withdrawn' && undo.of === 'image')
            left.delete(undo.name);
    }
    const inTurn = apartByName();
    await Promise.allSettled([...left.values()].toReversed().map(undo => inTurn(undo, async () => {
        await undoImage(undo, engine);
        await journal.note({ kind: 'withdrawn', of: 'image', name: undo.name });
    })));
}
/** The engine, recording each name before it is given, so that the name of a run that dies is removed. */
function noting(engine, journal) {
    return {
        ...engine,
        async tag(image, name) {
            await journal.note({ kind: 'image', name });
            await engine.tag(image, name);
        },
        async remove(reference) {
            const isRemoved = await engine.remove(reference);
            await journal.note({ kind: 'withdrawn', of: 'image', name: reference });
            return isRemoved;
        },
    };
}
/**
 * How many images are undone in parallel. The engine collects garbage after each, but only once for all that were removed
 * while it was collecting, so a limit that is often reached costs one more collection.
 */
const AT_ONCE = 100;
/**
 * Undoes all entries, newest first; images in parallel, unless they share a name. One failure doesn't prevent the
 * others.
 *
 * @returns What could not be undone, in words.
 */
async function undoAll(list, undoers) {
    const failures = [];
    const withdrawn = new Set();
    const inTurn = apartByName();
    let images = [];
    for (const undo of list.toReversed()) {
        if (undo.kind === 'withdrawn') {
            withdrawn.add(keyOf(undo.of, undo.name));
            continue;
        }
        if (withdrawn.has(keyOf(undo.kind, nameOf(undo))))
            continue;
        const at = failures.push(undefined) - 1;
        const doing = async () => {
            try {
                await undoOne(undo, undoers);
            }
            catch (error) {
                failures[at] = `${undo.kind} ${nameOf(undo)}: ${(0,_host_errno_js__WEBPACK_IMPORTED_MODULE_3__/* .reasonOf */ .A)(error)}`;
            }
        };
        if (undo.kind === 'image') {
            images.push(inTurn(undo, doing));
            continue;
        }
        await Promise.all(images);
        images = [];
        await doing();
    }
    await Promise.all(images);
    return failures.filter(failure => failure !== undefined);
}
/** Undoes images in parallel, but those that share a name sequentially, and none after one that failed. */
function apartByName() {
    const atOnce = (0,_host_limit_js__WEBPACK_IMPORTED_MODULE_4__/* .createLimit */ .K)(AT_ONCE);
    const last = new Map();
    return (undo, work) => {
        const names = [undo.name, undo.keep, undo.run].filter(name => name !== undefined);
        const done = Promise.all(names.map(name => last.get(name))).then(() => atOnce(work));
        for (const name of names)
            last.set(name, done);
        return done;
    };
}
function keyOf(kind, name) {
    return `${kind} ${name}`;
}
function nameOf(undo) {
    return undo.kind === 'file' || undo.kind === 'login'
        ? undo.path
        : undo.kind === 'containers'
            ? undo.image
            : undo.name;
}
async function undoOne(undo, undoers) {
    if (undo.kind === 'builder')
        return undoers.removeBuilder(undo);
    if (undo.kind === 'file')
        return undoers.removeFile(undo.path);
    if (undo.kind === 'login')
        return undoers.takeBackLogins(undo.path);
    if (undo.kind === 'containers') {
        const all = await undoers.engine.containers(undo.image);
        const made = all.filter(({ image }) => image === undo.image);
        await Promise.all(made.map(({ id }) => undoers.engine.removeContainer(id)));
        return;
    }
    return undoImage(undo, undoers.engine);
}
async function undoImage(undo, engine) {
    if (undo.keep === undefined && undo.digest !== undefined)
        return removeOnly(undo.name, undo.digest, engine);
    // A run that died before keeping the former image hadn't taken its name either.
    if (undo.keep !== undefined && (await engine.image(undo.keep)) === undefined)
        return;
    if (await isSomeoneElses(undo, engine)) {
        if (undo.keep !== undefined)
            await engine.remove(undo.keep);
        return;
    }
    // First take the name from our image, so that the engine deletes it instead of leaving it without a name.
    await engine.remove(undo.name);
    if (undo.keep === undefined)
        return;
    await engine.tag(undo.keep, undo.name);
    await engine.remove(undo.keep);
}
/** Removes the name if it stands for this image. To ask for that first takes the engine as long as removing ten names. */
async function removeOnly(name, digest, engine) {
    if (await engine.remove(`${name}@${digest}`))
        return;
    // The engine may not know names in that form.
    if ((await engine.image(name))?.id === digest)
        await engine.remove(name);
}
/**
 * Whether the user has since given the name to another image. One that another run gave it to has a name of its own, or is
 * built again there.
 */
async function isSomeoneElses({ name, run }, engine) {
    const now = run === undefined ? undefined : await engine.image(name);
    if (run === undefined || now === undefined || now.references.includes(run))
        return false;
    const ours = await engine.image(run);
    return ours !== undefined && now.id !== ours.id && !now.references.some(_run_reference_js__WEBPACK_IMPORTED_MODULE_5__/* .isRunReference */ .p);
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
 * Whether a layer may not be distributed freely: "foreign" in Docker's terms, "non-distributable" in OCI's. Old Windows
 * base images have such layers.
 *
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.0/layer.md#non-distributable-layers
 */
function isForeign({ mediaType }) {
    return /\.(?:foreign|nondistributable)\./.test(mediaType);
}
/**
 * Layers to leave out of a copy: they are non-distributable, missing in the source, and have `urls` to fetch them from.
 *
 * @param has whether the source has a blob; called for such layers only
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
/** An index of every platform that Go supports, with attestations, has about a hundred manifests of a few KB. */
const MOST = 2000;
const LARGEST = 32 * 1024 * 1024;
/**
 * Limits how much of an image and its referrers is read: an index costs its author nothing, however much it names.
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
 * Reads all manifests of an image: each once, however often it is named; those of one level concurrently.
 *
 * @returns children before their parents, so that writing them in order never leaves a dangling reference; the root
 *   last
 * @throws ActionError IMAGE_INVALID for an invalid or oversized image, and whatever `read` throws
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
/** By the longest path down: a manifest may be named at several levels. */
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
/** An engine refuses to pull a manifest whose size differs from the index. */
function checked(manifest, { size }, place) {
    const { digest, bytes } = manifest;
    if (bytes.length === size)
        return manifest;
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('DIGEST_MISMATCH', `${place}: ${digest} has ${bytes.length} bytes, but its index says ${size}`, {
        hint: 'Nothing was tagged. No engine could pull this image; rebuild it, or use another one.',
    });
}
function tooMuch(place, problem) {
    return new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('IMAGE_INVALID', `${place}: the image ${problem}`, {
        hint: 'No known tool creates such images. Check where it comes from, or use another one.',
    });
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
/* harmony import */ var _auth_scope_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86146);
/* harmony import */ var _errors_answered_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(93424);


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
    return (await api.open({ method: 'GET', target, path, what, scope: (0,_auth_scope_js__WEBPACK_IMPORTED_MODULE_1__/* .pullScope */ .iH)(path), ok: [200], signal })).body;
}
/** A digest shortened for messages. */
function short(digest) {
    return digest.slice(0, 'sha256:'.length + 12);
}
function headRequest(path, digest) {
    const what = `looking for blob ${short(digest)}`;
    const target = `/v2/${path}/blobs/${digest}`;
    return { method: 'HEAD', target, path, what, scope: (0,_auth_scope_js__WEBPACK_IMPORTED_MODULE_1__/* .pullScope */ .iH)(path), ok: [200, 404, ...REFUSED_HEAD] };
}
// A missing length does not mean a missing blob: the specification only recommends the header. NaN equals no expected
// size.
function sizeOf({ status, headers }) {
    if (status === 404)
        return undefined;
    // Of a range, or of an unsatisfiable one because the blob is empty (RFC 9110 §14.4).
    if (status === 206 || status === 416)
        return Number(/\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1] ?? Number.NaN);
    const isEncoded = (0,_errors_answered_js__WEBPACK_IMPORTED_MODULE_0__/* .encodingOf */ .P$)({ headers }) !== undefined;
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
    const bytes = await (0,_http_body_js__WEBPACK_IMPORTED_MODULE_0__/* .readBody */ .x8)(answer.body, max);
    // The magic number of gzip (RFC 1952): JSON never begins with it.
    const isGzip = encodingOf(answer) !== undefined && bytes[0] === 0x1f && bytes[1] === 0x8b;
    return isGzip ? process.getBuiltinModule('node:zlib').gunzipSync(bytes, { maxOutputLength: max }) : bytes;
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
// One buffer being written, one waiting in the stream, one being read; the fourth is a reserve.
const BUFFERS = 4;
/**
 * A file as the source of an upload, read into a few reused buffers: new ones pile up faster than they are collected
 * (140 MB resident for a layer of 1 GB, instead of 76). For `uploadBlob` only, which releases a chunk before it takes
 * the next but one. Other consumers must copy the chunks.
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
        // Never waits for a writer, should it have become a pipe.
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
                catch (reason) {
                    return this.destroy(reason);
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
/* harmony import */ var _auth_scope_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(86146);
/* harmony import */ var _blobs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(29535);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(86795);




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
    const request = { ...uploadRequest(path), what, scope: (0,_auth_scope_js__WEBPACK_IMPORTED_MODULE_3__/* .pushScope */ .Xu)(path), ok: STARTED };
    return sessionOf(api, request, await api.once(request));
}
/** The request that starts an upload or, with a query, a mount. */
function uploadRequest(path) {
    return { method: 'POST', target: `/v2/${path}/blobs/uploads/`, path, headers: { 'content-length': '0' } };
}
/** The second half: all bytes in one PUT, and the registry's confirmation. One attempt. */
async function putBlob(api, path, session, { digest, size, body, final }) {
    const what = `uploading blob ${(0,_blobs_js__WEBPACK_IMPORTED_MODULE_1__/* .short */ .h0)(digest)}`;
    const headers = { 'content-type': 'application/octet-stream' };
    // Registries hash and move the blob after the last byte, before they answer: one more second per 50 MB.
    const idle = api.idle + size / 50_000;
    const target = withDigest(session, digest);
    const upload = size > SMALL_BLOB ? 'large' : 'small';
    const request = { method: 'PUT', target, path, what, headers, idle, body, final, upload };
    const answer = await api.once({ ...request, scope: (0,_auth_scope_js__WEBPACK_IMPORTED_MODULE_3__/* .pushScope */ .Xu)(path), ok: STORED });
    const stated = answer.headers['docker-content-digest'];
    if (stated !== undefined && stated !== digest)
        throw (0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .protocolError */ .JW)(api.doing(request), 'it reports another digest than the one sent');
    if (answer.status === 201 || answer.status === 204)
        return;
    if ((await (0,_blobs_js__WEBPACK_IMPORTED_MODULE_1__/* .headBlobOnce */ .vx)(api, path, digest)) === undefined)
        throw (0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .protocolError */ .JW)(api.doing(request), `it answered ${answer.status}, but does not have it`);
}
/** Cancels an unneeded upload. Best effort: with token authentication the permission may be missing. */
async function discardSession(api, path, session) {
    const request = { method: 'DELETE', target: session, path, what: 'cancelling an upload', final: true };
    // Nobody awaits it, so it must not delay the end of the run.
    const idle = Math.min(api.idle, 5_000);
    try {
        await api.once({ ...request, idle, scope: (0,_auth_scope_js__WEBPACK_IMPORTED_MODULE_3__/* .pushScope */ .Xu)(path), ok: [200, 202, 204] });
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
    throw (0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .protocolError */ .JW)(api.doing(request), 'the answer has no usable Location');
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

/***/ 92100:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Mn: () => (/* binding */ createClaims),
/* harmony export */   f8: () => (/* binding */ writeWhole),
/* harmony export */   zl: () => (/* binding */ MissingBlobs)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44360);
/* harmony import */ var _registry_errors_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(86795);



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
            return (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .linksOf */ .hP)(manifest).blobs.filter(({ digest }) => isAwaited(digest));
        },
        doubts: () => [...doubted.values()].reduce((sum, { size }) => sum + size, 0),
        of: (target, manifest) => {
            const mine = claimed.get(target);
            if (mine === undefined || mine.size === 0)
                return [];
            return (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .linksOf */ .hP)(manifest).blobs.filter(({ digest }) => mine.has(digest));
        },
    };
}
/** Blobs that are missing despite a registry's report and that only their origin can send: another push brings them. */
class MissingBlobs extends _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ {
    constructor(target, blobs, cause) {
        const message = `${target.destination.name} claimed to have ${blobs.length} blobs, but lacks them`;
        super('PUBLISH_FAILED', `${message}: ${(0,_host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(cause)}`, { cause });
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
    if (!(error instanceof _registry_errors_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RegistryError */ .gl) || error.status === undefined || error.status >= 500)
        return false;
    const isCode = error.codes.some(code => code === 'MANIFEST_BLOB_UNKNOWN' || code === 'BLOB_UNKNOWN');
    return isCode || [...error.codes, error.detail].some(word => /blob unknown|LayersNotFound/i.test(word));
}


/***/ }),

/***/ 51136:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  E: () => (/* binding */ createDistributor)
});

// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/staging/claims.js
var staging_claims = __webpack_require__(92100);
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
        isNew(digest) {
            for (const target of fleet.alive()) {
                if (!ofBlob(digest).has(target))
                    ofBlob(digest).set(target, Promise.resolve(undefined));
            }
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




/** The engine has lost what it was to send: no target is to blame, and another build helps. */
function isOfEngine(error) {
    return error instanceof errors/* ActionError */.lZ && error.code === 'ENGINE_FAILED';
}
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
        const neighbor = holders.find(holder => holder.repository.registry === registry);
        if (neighbor !== undefined) {
            if (await mount(blob, target, neighbor.repository.path))
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
                if (isOfEngine(error))
                    throw error;
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
    const claims = (0,staging_claims/* createClaims */.Mn)();
    const presence = createPresence(fleet, claims, sibling);
    const sender = createSender(fleet, { presence, claims, sibling });
    const parts = { fleet, claims, presence, sender, sibling };
    const sources = new Map();
    const resend = resendFrom(sources, parts);
    const sent = (digest) => sibling.sent(registriesOf(fleet.targets), digest);
    const manifest = (one, from) => writeEverywhere(one, from, { fleet, claims, resend });
    return {
        fleet,
        manifest,
        closing,
        found: presence.found,
        sent: sender.sent,
        doubts: claims.doubts,
        idle: sibling.idle,
        end: sibling.leave,
        each: work => (0,staging_fleet/* eachAlive */.fH)(fleet, ({ repository }) => work(repository)),
        lacks: async (digest) => (await presence.survey(digest)).lacking.length > 0,
        async heldByAll(digest) {
            await lead(digest, parts);
            const { lacking, holders, size } = await presence.survey(digest);
            return lacking.length === 0 && holders.length > 0 ? size : undefined;
        },
        upload(blob, source, from) {
            sources.set(blob.digest, source);
            return uploadEverywhere(blob, source, from, parts).finally(() => sent(blob.digest));
        },
        stream: (blob, body) => streamEverywhere(blob, body, () => sent(blob.digest), parts),
        async root(root, from) {
            // Nothing can be resent when tags are written.
            const isCertain = fleet.alive().every(target => claims.of(target, root).length === 0);
            if (!(0,staging_fleet/* isSole */.UX)(fleet) || !isCertain)
                await manifest(root, from);
        },
    };
}
/** The targets that get the blob; the others mount it. */
function leadersOf(digest, { lacking, holders }, claims) {
    const first = (0,staging_holders/* onePerLackingRegistry */.qt)(lacking, holders);
    return lacking.filter(target => first.includes(target) || claims.isDoubted(target, digest));
}
/** Mounts the blob into every target that lacks it, if another image has sent it to that registry. */
async function mountShared(digest, { fleet, presence, sender }) {
    const { lacking } = await presence.survey(digest);
    await Promise.all(lacking.map(target => sender.mountShared({ digest }, target).catch(error => fleet.fail(target, error))));
}
/** Waits for uploads by other images, mounts their blobs, and takes the lead for the rest. */
async function lead(digest, parts) {
    const { presence, claims, sibling } = parts;
    const { lacking } = await presence.survey(digest);
    const open = lacking.filter(target => !claims.isDoubted(target, digest));
    await sibling.turn(registriesOf(open), digest);
    await mountShared(digest, parts);
}
async function writeEverywhere(manifest, from, { fleet, claims, resend }) {
    let missing;
    await (0,staging_fleet/* eachAlive */.fH)(fleet, async (target) => {
        if ((0,staging_holders/* isSame */.Ft)(target.repository, from))
            return;
        try {
            await (0,staging_claims/* writeWhole */.f8)(manifest, target, claims, resend);
        }
        catch (error) {
            if (!(error instanceof staging_claims/* MissingBlobs */.zl))
                throw error;
            missing = error;
        }
    });
    if (missing !== undefined)
        throw missing;
    if (fleet.alive().length === 0)
        throw new errors/* ActionError */.lZ('PUBLISH_FAILED', 'no registry is left to publish to');
}
async function uploadEverywhere(blob, source, from, parts) {
    const { claims, presence, sender, sibling } = parts;
    if (from === 'nowhere')
        presence.isNew(blob.digest);
    else if (from !== undefined) {
        await presence.mountFrom(from, blob);
        await lead(blob.digest, parts);
    }
    const survey = await presence.survey(blob.digest);
    const leaders = leadersOf(blob.digest, survey, claims);
    const holding = [...survey.holders];
    // Remote sources are read once for all registries. Targets that failed are retried below.
    const isRemote = from !== undefined && from !== 'nowhere';
    if (isRemote && leaders.length > 1) {
        holding.push(...(await sender.tryPass(blob, source, leaders)));
        sibling.sent(registriesOf(holding), blob.digest);
    }
    const rest = leaders.filter(target => !holding.includes(target));
    const led = await Promise.all(rest.map(async (t) => ((await sender.placeOrFail(blob, t, source)) ? [t] : [])));
    holding.push(...led.flat());
    const followers = survey.lacking.filter(target => !leaders.includes(target));
    await Promise.all(followers.map(target => sender.placeOrFail(blob, target, source, holding)));
}
/** @param passed called when the pass has ended, successfully or not */
async function streamEverywhere(blob, body, passed, parts) {
    const { fleet, claims, presence, sender } = parts;
    await mountShared(blob.digest, parts);
    const survey = await presence.survey(blob.digest);
    const leaders = leadersOf(blob.digest, survey, claims);
    const { served, broken } = await sender.pass(blob, body, leaders).finally(passed);
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

/***/ 9990:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  p: () => (/* binding */ likelyRepository),
  B: () => (/* binding */ stageByFanOut)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/oci/content.js
var content = __webpack_require__(33760);
// EXTERNAL MODULE: ./lib/oci/foreign.js
var foreign = __webpack_require__(9853);
// EXTERNAL MODULE: ./lib/staging/fleet.js + 1 modules
var staging_fleet = __webpack_require__(69756);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var oci_manifest = __webpack_require__(44360);
// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/staging/engine/manifest-bytes.js
var manifest_bytes = __webpack_require__(54193);
;// CONCATENATED MODULE: ./lib/staging/engine/loopback.js







/**
 * Tried first, so that the engine's per-registry label on its content does not grow each run. If it is taken, any free
 * port is used.
 */
const PREFERRED_PORT = 51519;
/** Ports for concurrent images, the same in each run. */
const PREFERRED_PORTS = Array.from({ length: 64 }, (_, at) => PREFERRED_PORT + at);
/** The port of one of several images, unless it is taken. @param at its position */
function preferredPort(at) {
    return PREFERRED_PORT + (at % PREFERRED_PORTS.length);
}
/** Ports in use by this process, or about to be. */
const taken = new Set();
/**
 * Opens the endpoint for one repository. It implements the part of the OCI distribution API that a push needs; blobs
 * stream directly to the registries, manifests are kept and written by digest.
 *
 * @param repository the only repository here
 * @param port tried first
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#push
 */
async function openLoopback(repository, distributor, { log, port: wanted }) {
    const password = (0,external_node_crypto_.randomBytes)(24).toString('base64url');
    const expected = [`Basic ${Buffer.from(`slipway:${password}`).toString('base64')}`, `Bearer ${password}`].map(text => Buffer.from(text));
    log.mask(password);
    const manifests = new Map();
    const uploads = new Set();
    const arrival = Promise.withResolvers();
    let root;
    let isClosing = false;
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
        await distributor.stream({ digest, size }, req);
        answer(res, 201, { 'Docker-Content-Digest': digest });
    };
    const putManifest = async ({ req, res }, reference) => {
        const bytes = await (0,manifest_bytes/* readManifestBytes */.D)(req);
        if (bytes === undefined)
            return refuse(req, res, 413);
        const digest = (0,oci_digest/* sha256 */.s)(bytes);
        if ((0,oci_reference/* isDigest */.Bc)(reference) && reference !== digest)
            return refuse(req, res, 400);
        const manifest = { mediaType: (0,oci_manifest/* typeOf */.QP)(bytes, req.headers['content-type'] ?? ''), digest, bytes };
        // Rejected here, a manifest of an unknown kind is written nowhere.
        (0,oci_manifest/* linksOf */.hP)(manifest);
        // An engine sends every blob before the first manifest.
        if (!isClosing)
            distributor.closing();
        isClosing = true;
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
        if (!authorized(req, expected)) {
            // An engine without token support first asks without credentials, to be challenged; a wrong password is somebody
            // else.
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
        // Also the answer to HEAD of a manifest: the engine must send each one.
        return refuse(req, res, 404);
    };
    const server = (0,external_node_http_.createServer)({ keepAliveTimeout: 5_000, maxHeaderSize: 16_384 }, (req, res) => {
        const url = URL.parse(req.url ?? '/', 'http://loopback');
        // Any local process can send an invalid target: it must not crash us. Our own requests have no escapes.
        if (url === null)
            return refuse(req, res, 400);
        route({ req, res, url, path: url.pathname }).catch(error => {
            failure = error;
            log.debug(`loopback endpoint: ${req.method} ${url.pathname}: ${(0,errors/* messageOf */.bD)(error)}`);
            refuse(req, res, 503);
        });
    });
    // Large blobs may take any time; the registries' time-outs detect stalls.
    server.requestTimeout = 0;
    const port = await listen(server, wanted);
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
            taken.delete(port);
        }),
    };
}
function authorized(req, expected) {
    const given = Buffer.from(req.headers.authorization ?? '');
    return expected.some(one => one.length === given.length && (0,external_node_crypto_.timingSafeEqual)(given, one));
}
function answer(res, status, headers = {}) {
    res.writeHead(status, { 'Docker-Distribution-Api-Version': 'registry/2.0', ...headers });
    res.end();
}
/** Answers, and drops the connection if a body may still be on its way. */
function refuse(req, res, status, headers = {}) {
    if (res.headersSent) {
        res.destroy();
        return;
    }
    const bodyless = req.method === 'GET' || req.method === 'HEAD' || req.readableEnded;
    answer(res, status, bodyless ? headers : { ...headers, Connection: 'close' });
    req.resume();
}
async function listen(server, wanted = PREFERRED_PORT) {
    for (const port of [wanted, ...PREFERRED_PORTS, 0]) {
        if (taken.has(port))
            continue;
        if (port !== 0)
            taken.add(port);
        const outcome = await new Promise(resolve => {
            server.once('error', resolve);
            server.listen(port, '127.0.0.1', () => {
                server.removeListener('error', resolve);
                resolve(undefined);
            });
        });
        if (outcome === undefined)
            return server.address().port;
        taken.delete(port);
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

;// CONCATENATED MODULE: ./lib/staging/engine/fan-out.js






const REPOSITORY = 'slipway/publish';
/**
 * The likely name of the image at the endpoint, unless the port is taken. An image built under it needs no further name
 * to be pushed.
 *
 * @param at the image's position in the run
 */
function likelyRepository(at = 0) {
    return `127.0.0.1:${preferredPort(at)}/${REPOSITORY}`;
}
const OURS = new RegExp(`^127\\.0\\.0\\.1:(\\d+)/${REPOSITORY}:`);
/** The port in such a name; undefined in any other. */
function portIn(image) {
    const [, port] = OURS.exec(image) ?? [];
    return port === undefined ? undefined : Number(port);
}
/**
 * Stages an image of the engine's containerd store: the engine pushes it once to our endpoint, from which each missing
 * blob flows to all registries at the same time. A push that fails temporarily is repeated and sends only what is still
 * missing.
 *
 * @param image the local reference that was built and tested
 * @param digest as reported by the build; anything else is refused
 * @throws ActionError PUBLISH_FAILED (or the one code that all failed registries share), DIGEST_MISMATCH,
 *   ENGINE_FAILED, CANCELLED
 */
async function stageByFanOut(image, digest, ports) {
    const { engine, fleet, distributor, log } = ports;
    const loopback = await openLoopback(REPOSITORY, distributor, { log, port: portIn(image) });
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
            distributor.idle();
            // The engine was told that blobs were present, as a registry had reported. Now it learns that they are not.
            if (distributor.doubts() > doubts)
                return push();
            throw blame(error, loopback.failure());
        }
    };
    const isOver = (error) => (0,staging_fleet/* isSettled */.Is)(error) || fleet.alive().length === 0 || loopback.root() !== undefined;
    const named = async () => {
        await ports.named?.();
        if (!isNamed)
            await engine.tag(image, name);
    };
    const pushing = named().then(() => ports.retry('staging the image', push, isOver));
    const tidy = () => Promise.allSettled([isNamed || engine.remove(name), loopback.close()]);
    ports.afterwards(pushing.then(tidy, tidy));
    try {
        // The root comes last. The engine then records where it pushed to, which nobody has to wait for.
        await Promise.race([pushing, loopback.arrived]);
    }
    catch (error) {
        (0,staging_fleet/* throwIfRequiredFailed */.At)([fleet], 'staging');
        throw error;
    }
    const root = loopback.root();
    if (root?.digest !== digest) {
        throw new errors/* ActionError */.lZ('DIGEST_MISMATCH', `Digest mismatch: the build produced ${digest}, but Docker pushed ${root?.digest ?? 'nothing'}`, {
            hint: 'Nothing was tagged. Something else on this machine may have replaced the image in the meantime: re-run the job.',
        });
    }
    const manifests = [...loopback.manifests.values()];
    return { root, manifests, found: distributor.found, leftOut: await leftOutBy(distributor, manifests) };
}
/**
 * Non-distributable layers that the engine did not push: it may not have them.
 *
 * @throws ActionError DIGEST_MISMATCH for one without other sources
 */
async function leftOutBy(distributor, manifests) {
    const has = async ({ digest }) => (await distributor.heldByAll(digest)) !== undefined;
    const leftOut = await (0,foreign/* withoutForeign */.d)(manifests, has);
    for (const blob of (0,content/* blobsOf */.O)({ manifests, leftOut }).filter(foreign/* isForeign */.j)) {
        if (await has(blob))
            continue;
        throw new errors/* ActionError */.lZ('DIGEST_MISMATCH', `the engine did not push ${blob.digest}, a layer that may not be distributed`, {
            hint: 'Nothing was tagged. Rebuild the image with BuildKit, which converts these into ordinary layers by default.',
        });
    }
    return leftOut;
}
/** The engine only reports that its push failed; the endpoint knows why. */
function blame(error, below) {
    if (below === undefined || (error instanceof errors/* ActionError */.lZ && error.code === 'CANCELLED'))
        return error;
    if (below instanceof errors/* ActionError */.lZ)
        return below;
    return new errors/* ActionError */.lZ('PUBLISH_FAILED', `staging failed: ${(0,errors/* messageOf */.bD)(below)}`, { cause: error });
}


/***/ }),

/***/ 54193:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ readManifestBytes)
/* harmony export */ });
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57075);

/** The size up to which registries must accept manifests, in bytes (distribution-spec, "Pushing Manifests"). */
const LARGEST = 4 * 1024 * 1024;
/**
 * All bytes of a manifest, or undefined if it is larger than registries must accept: then the rest is left unread.
 * Rejects with the stream's error.
 */
function readManifestBytes(stream) {
    const { promise, resolve, reject } = Promise.withResolvers();
    const chunks = [];
    let length = 0;
    const collect = (chunk) => {
        length += chunk.length;
        chunks.push(chunk);
        if (length <= LARGEST)
            return;
        stream.off('data', collect).pause();
        resolve(undefined);
    };
    stream.on('data', collect);
    (0,node_stream__WEBPACK_IMPORTED_MODULE_0__.finished)(stream, { writable: false }, error => (error ? reject(error) : resolve(Buffer.concat(chunks))));
    return promise;
}


/***/ }),

/***/ 66322:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ft: () => (/* binding */ isSame),
/* harmony export */   Ui: () => (/* binding */ bestOf),
/* harmony export */   Vb: () => (/* binding */ nameOf),
/* harmony export */   qt: () => (/* binding */ onePerLackingRegistry)
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
function onePerLackingRegistry(lacking, holders) {
    const served = new Set(holders.map(holder => holder.repository.registry));
    return lacking.filter(target => {
        const first = !served.has(target.repository.registry);
        served.add(target.repository.registry);
        return first;
    });
}


/***/ }),

/***/ 70275:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T4: () => (/* binding */ readLayout),
/* harmony export */   jw: () => (/* binding */ blobInLayout),
/* harmony export */   nK: () => (/* binding */ stageLayout)
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
 * Stages the image of an OCI layout folder: blobs first, then manifests, children before parents, to all registries
 * concurrently. Only the manifests are held in memory.
 *
 * @param digest as reported by the build; another image is refused
 * @throws ActionError PUBLISH_FAILED when no registry is left, LAYOUT_INVALID when the layout is broken,
 *   DIGEST_MISMATCH.
 * @see https://github.com/opencontainers/image-spec/blob/main/image-layout.md
 */
async function stageLayout(folder, distributor, digest) {
    const content = await readLayout(folder);
    if (digest !== undefined && content.root.digest !== digest) {
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('DIGEST_MISMATCH', `Digest mismatch: the build produced ${digest}, but the OCI layout contains ${content.root.digest}`);
    }
    await inParallel(UPLOADS, (0,_oci_content_js__WEBPACK_IMPORTED_MODULE_4__/* .blobsOf */ .O)(content), blob => distributor.upload(blob, (0,_registry_file_source_js__WEBPACK_IMPORTED_MODULE_10__/* .fileSource */ .I)(blobPath(folder, blob.digest))));
    await (0,_write_manifests_js__WEBPACK_IMPORTED_MODULE_11__/* .writeManifests */ .u)(content, distributor);
    return { ...content, found: distributor.found };
}
/** Concurrent blobs; each registry's client has its own, lower limit. */
const UPLOADS = 16;
/** Reads the single image of a layout. */
async function readLayout(folder) {
    const index = await readJson((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, 'index.json'));
    const entries = Array.isArray(index.manifests) ? index.manifests : [];
    if (entries.length !== 1)
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('LAYOUT_INVALID', `the OCI layout contains ${entries.length} images, not one`);
    const root = await readManifest(folder, (0,_oci_descriptor_js__WEBPACK_IMPORTED_MODULE_5__/* .parseDescriptor */ .BA)(entries[0], 'index.json'));
    const manifests = await (0,_oci_tree_js__WEBPACK_IMPORTED_MODULE_9__/* .readTree */ .Z)(root, child => readManifest(folder, child), (0,_oci_tree_js__WEBPACK_IMPORTED_MODULE_9__/* .createBudget */ .y)('the OCI layout'));
    const leftOut = await (0,_oci_foreign_js__WEBPACK_IMPORTED_MODULE_7__/* .withoutForeign */ .d)(manifests, async ({ digest }) => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(blobPath(folder, digest)));
    return { root, manifests, leftOut };
}
async function readManifest(folder, { digest, mediaType }) {
    const bytes = (0,_host_files_regular_file_js__WEBPACK_IMPORTED_MODULE_3__/* .readRegular */ .VX)(blobPath(folder, digest));
    if ((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_6__/* .sha256 */ .s)(bytes) !== digest) {
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('LAYOUT_INVALID', `the OCI layout is corrupt: the content of ${digest} has another digest`);
    }
    return { mediaType: (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_8__/* .typeOf */ .QP)(bytes, mediaType), digest, bytes };
}
function blobPath(folder, digest) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, (0,_oci_layout_js__WEBPACK_IMPORTED_MODULE_12__/* .blobName */ .P)(digest));
}
/** A blob of the layout. The stream fails if it is missing. */
function blobInLayout(folder, digest) {
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.createReadStream)(blobPath(folder, digest));
}
async function readJson(path) {
    try {
        return JSON.parse((0,_host_files_regular_file_js__WEBPACK_IMPORTED_MODULE_3__/* .readText */ .yR)(path));
    }
    catch (cause) {
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('LAYOUT_INVALID', `cannot read the OCI layout at ${path}: ${(0,_host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(cause)}`, { cause });
    }
}
/** Runs `work` for all items, at most `limit` at a time; the first error stops further starts and is thrown. */
async function inParallel(limit, items, work) {
    const queue = [...items];
    const worker = async () => {
        for (let item = queue.shift(); item !== undefined; item = queue.shift())
            await work(item);
    };
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
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


/***/ }),

/***/ 8933:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ writeManifests)
/* harmony export */ });
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(44360);
/* harmony import */ var _oci_referrer_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73530);


/**
 * Writes manifests by digest, each after those it depends on: an index after its children, and referrers after their
 * image, since some registries reject dangling references. Independent ones are written concurrently.
 *
 * @param isReferredTo something refers to the root: writing it with its tag would be too late
 */
async function writeManifests({ root, manifests }, to, from, isReferredTo = false) {
    to.closing();
    const write = (one) => one.digest === root.digest && !isReferredTo ? to.root(one, from) : to.manifest(one, from);
    const left = new Map(manifests.map(manifest => [manifest.digest, manifest]));
    const needed = new Map(manifests.map(manifest => [manifest.digest, dependenciesOf(manifest)]));
    while (left.size > 0) {
        const ready = [...left.values()].filter(one => !needed.get(one.digest).some(digest => left.has(digest)));
        // A cycle would require a manifest that contains its own digest.
        if (ready.length === 0)
            throw new Error('manifests refer to each other in a circle');
        await Promise.all(ready.map(write));
        for (const { digest } of ready)
            left.delete(digest);
    }
}
/** The manifests that must be written before this one: its children, and its subject. */
function dependenciesOf(manifest) {
    const subject = (0,_oci_referrer_js__WEBPACK_IMPORTED_MODULE_1__/* .subjectOf */ .et)(manifest);
    const children = (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .linksOf */ .hP)(manifest).manifests.map(({ digest }) => digest);
    return subject === undefined ? children : [...children, subject];
}


/***/ })

};
