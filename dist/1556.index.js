export const id = 1556;
export const ids = [1556,9315];
export const modules = {

/***/ 41236:
/***/ ((module, __unused_webpack_exports, __webpack_require__) => {



const compare = __webpack_require__(78469)
const gte = (a, b, loose) => compare(a, b, loose) >= 0
module.exports = gte


/***/ }),

/***/ 4027:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  jV: () => (/* binding */ buildsOf),
  uy: () => (/* binding */ inputsOfTarget),
  lu: () => (/* binding */ makesImage)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/text/quote.js
var quote = __webpack_require__(64212);
// EXTERNAL MODULE: ./lib/inputs/run/read-run.js + 33 modules
var read_run = __webpack_require__(83051);
// EXTERNAL MODULE: ./lib/inputs/several/entries.js
var entries = __webpack_require__(49814);
// EXTERNAL MODULE: ./lib/plan/call.js
var call = __webpack_require__(64467);
// EXTERNAL MODULE: ./lib/plan/git-context.js
var git_context = __webpack_require__(92637);
// EXTERNAL MODULE: ./lib/plan/terms/list.js
var list = __webpack_require__(94247);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./lib/host/fields.js
var fields = __webpack_require__(87617);
// EXTERNAL MODULE: ./lib/host/files/real-path.js
var real_path = __webpack_require__(3614);
// EXTERNAL MODULE: ./lib/plan/secrets.js
var secrets = __webpack_require__(68578);
// EXTERNAL MODULE: ./lib/plan/terms/attributes.js
var attributes = __webpack_require__(88762);
// EXTERNAL MODULE: ./lib/runner/child-env.js
var child_env = __webpack_require__(30994);
// EXTERNAL MODULE: ./lib/bake/secrets.js
var bake_secrets = __webpack_require__(63748);
// EXTERNAL MODULE: ./lib/bake/target.js
var bake_target = __webpack_require__(72916);
;// CONCATENATED MODULE: ./lib/bake/permissions.js












/**
 * What a definition needs from this machine without a grant by `allow`: files outside the workspace, the host's
 * network, privileges, the SSH agent. bake asks for that at a terminal, and silently grants it if a program reads its
 * progress (docker/buildx, commands/bake.go, `progressui.RawJSONMode`).
 *
 * @param allow in bake's syntax: `fs.read=PATH`, `fs=PATH`, `network.host`, `ssh` …
 */
function notAllowed(targets, allow, workspace) {
    const root = (0,real_path/* realPath */.Y)(workspace);
    const granted = (access, path) => {
        const places = [root, ...allow.flatMap(item => grant(item, access, workspace))];
        return meanings(path, workspace).every(one => places.some(place => place === '*' || one === place || one.startsWith(place.endsWith(external_node_path_.sep) ? place : place + external_node_path_.sep)));
    };
    return Object.entries(targets).flatMap(([name, target]) => {
        const paths = [
            ...readBy(target, workspace).map(path => ['fs.read', path]),
            ...writtenBy(target).map(path => ['fs.write', path]),
        ].filter(([access, path]) => !granted(access, path));
        const rights = rightsOf(target).filter(right => !allow.includes(right) && !allow.includes(right.split('=', 1)[0] ?? ''));
        const wishes = [...paths.map(([access, path]) => `${access}=${path}`), ...rights];
        const asks = wishes.map(wish => ({
            input: 'bake',
            problem: `has target ${(0,quote/* quote */.h)(name)}, which asks for \`${permissions_short(wish)}\``,
            fix: `Grant it with \`allow: ${permissions_short(wish)}\`, or remove it from the bake file.`,
        }));
        return [...asks, ...ownVariables(name, target), ...otherServices(name, target)];
    });
}
/** A build with a `type=gha` cache has the job's token in its environment, where a secret could refer to it. */
function ownVariables(name, target) {
    const variables = (0,bake_secrets/* secretsOf */.F)(target).secretEnvs.map(item => (0,secrets/* keyValue */.Hv)(item)[1]);
    return variables.filter(child_env/* isStepOnly */.jx).map(variable => ({
        input: 'bake',
        problem: `has target ${(0,quote/* quote */.h)(name)}, with a secret from \`${permissions_short(variable)}\`, which belongs to the step`,
        fix: 'Give the secret another variable, and set that with `env:` in the workflow.',
    }));
}
/** buildx adds the job's token to an address without one, even if it comes from the definition. */
function otherServices(name, target) {
    const specs = ['cache-from', 'cache-to'].flatMap(key => (0,bake_target/* specsIn */.Se)(target, key)).filter(child_env/* isGha */.zV);
    const urls = specs
        .filter(spec => valueIn(spec, 'token').length === 0)
        .flatMap(spec => valueIn(spec, 'url', 'url_v2'))
        .filter(url => url !== '');
    return [...new Set(urls)].map(url => ({
        input: 'bake',
        problem: `has target ${(0,quote/* quote */.h)(name)}, whose \`type=gha\` cache would send the job's token to \`${permissions_short(url)}\``,
        fix: "Remove its `url`: the runner's own service is the default. Another service needs its own `token` in the same entry.",
    }));
}
function grant(item, access, workspace) {
    const [key, path] = (0,secrets/* keyValue */.Hv)(item);
    if (key !== access && key !== 'fs')
        return [];
    return [path === '*' ? path : (0,real_path/* realPath */.Y)((0,external_node_path_.resolve)(workspace, path))];
}
/**
 * Local paths that are sent to the builder. URLs and `docker-image://…` are treated as paths too: those inside the
 * workspace need no grant, and buildx reads `https://../..` as a folder if `https:` is one.
 */
function readBy(target, workspace) {
    const context = (0,bake_target/* withoutScheme */.yO)((0,bake_target/* textIn */.r7)(target, 'context'));
    return [
        ...(context === '' ? [] : [context]),
        ...dockerfileOf(target, workspace),
        ...Object.values((0,bake_target/* mapIn */.yL)(target, 'contexts')).map(localContext),
        ...(0,bake_target/* specsIn */.Se)(target, 'secret').flatMap(spec => valueIn(spec, 'src', 'source')),
        ...(0,bake_target/* specsIn */.Se)(target, 'cache-from').flatMap(spec => valueIn(spec, 'src')),
        ...sshPaths(target),
    ];
}
function writtenBy(target) {
    const specs = [...(0,bake_target/* specsIn */.Se)(target, 'cache-to'), ...(0,bake_target/* specsIn */.Se)(target, 'output')];
    return specs.flatMap(spec => {
        const [only = '', ...others] = (0,list/* fields */.OA)(spec);
        // A bare path is a `local` output.
        return others.length === 0 && only !== '' && !only.includes('=') ? [only] : valueIn(spec, 'dest');
    });
}
function rightsOf(target) {
    const hasAgent = Array.isArray(target.ssh) && target.ssh.some(item => !(0,fields/* isObject */.Gv)(item) || !('paths' in item));
    return [
        ...(0,bake_target/* listIn */.Of)(target, 'entitlements'),
        ...((0,bake_target/* textIn */.r7)(target, 'network') === 'host' ? ['network.host'] : []),
        ...(hasAgent ? ['ssh'] : []),
    ];
}
/** In a local context, unless it is absolute or remote. */
function dockerfileOf(target, workspace) {
    const context = (0,bake_target/* withoutScheme */.yO)((0,bake_target/* textIn */.r7)(target, 'context')) || '.';
    const file = (0,bake_target/* textIn */.r7)(target, 'dockerfile');
    if (file === '' || (0,bake_target/* textIn */.r7)(target, 'dockerfile-inline') !== '')
        return [];
    if ((0,bake_target/* withoutScheme */.yO)(file) !== file)
        return [(0,bake_target/* withoutScheme */.yO)(file)];
    if ((0,git_context/* isRemote */.Vx)(context) && !(0,external_node_fs_.existsSync)(`${workspace}/${context}`))
        return [];
    return [(0,external_node_path_.isAbsolute)(file) ? file : context === '.' ? file : `${context}/${file}`];
}
function localContext(value) {
    const [, layout] = /^oci-layout:\/\/([^:@]+)/.exec(value) ?? [];
    return layout ?? (0,bake_target/* withoutScheme */.yO)(value);
}
function sshPaths({ ssh }) {
    if (!Array.isArray(ssh))
        return [];
    return ssh.flatMap((item) => ((0,fields/* isObject */.Gv)(item) && Array.isArray(item.paths) ? item.paths.map(String) : []));
}
function valueIn(spec, ...keys) {
    return (0,attributes/* valuesIn */.a)(spec, ...keys).filter(value => value !== '');
}
/**
 * The possible meanings of a path: buildx normalizes some `link/..` as text, and passes others to the system, which
 * follows the link first.
 */
function meanings(path, workspace) {
    return [(0,external_node_path_.resolve)(workspace, path), (0,external_node_path_.isAbsolute)(path) ? path : `${workspace}/${path}`].map(real_path/* realPath */.Y);
}
function permissions_short(wish) {
    return wish.replaceAll(/[\p{Cc}`]/gu, ' ').slice(0, 200);
}

;// CONCATENATED MODULE: ./lib/bake/inputs.js










/**
 * The inputs of each target that makes an image: the step's, and those of the definition, validated like inputs. Other
 * targets (`output = ["type=cacheonly"]`, or `local`) are built alongside.
 *
 * @throws InputError with every problem of every target
 */
function buildsOf({ targets, linked }, step, { env, workspace }) {
    const all = { ...linked, ...Object.fromEntries(targets.map(({ name, target }) => [name, target])) };
    const problems = [...notAllowed(all, step.build.allow, workspace)];
    const images = targets.filter(({ target }) => makesImage(target));
    const report = (input, problem, fix) => problems.push({ input, problem, fix });
    (0,entries/* checkNames */.LN)({ report }, images.map(({ name }) => ({ input: 'bake', name })));
    const hasNames = step.metadata.images.length > 0;
    if (!hasNames && step.metadata.tags.length > 0) {
        report('tags', 'is given without `images`, but the bake file contains the references', 'Name the images: `images: ghcr.io/acme/{{target}}`.');
    }
    const refused = [];
    const builds = images.flatMap(({ name, target }) => {
        const own = ownInputs(target, hasNames);
        if (!hasNames && (0,bake_target/* listIn */.Of)(target, 'tags').length === 0) {
            report('bake', `gives no tags to target ${(0,quote/* quote */.h)(name)}`, 'Add `tags` to it, or give `images: ghcr.io/acme/{{target}}`; a target that is not to be published has `output = ["type=cacheonly"]`.');
            return [];
        }
        try {
            return [{ name, inputs: (0,read_run/* inputsOf */.Vc)({ name, own }, env), target }];
        }
        catch (error) {
            if (!(error instanceof errors/* InputError */.dz))
                throw error;
            refused.push({ name, own, problems: error.problems });
            return [];
        }
    });
    problems.push(...problemsOf(refused, images.length));
    if (images.length === 0)
        report('bake', 'has no target that makes an image', 'Name one in `bake-targets`.');
    if (problems.length > 0)
        throw new errors/* InputError */.dz(problems);
    return builds;
}
/** The problems of targets, under their names. What is wrong with an input of the step is wrong for all of them. */
function problemsOf(refused, targets) {
    const keyOf = ({ input, problem, fix }) => JSON.stringify([input, problem, fix]);
    const found = Map.groupBy(refused.flatMap(({ problems }) => problems), keyOf);
    return refused.flatMap(({ name, own, problems }) => problems.map(one => {
        const isOfStep = !(0,read_run/* isOwn */.NP)(one, own) && found.get(keyOf(one)).length === targets;
        return isOfStep ? one : { ...one, input: `bake.${name}.${one.input}` };
    }));
}
/** Whether the target makes an image to publish, by its outputs; the default is an image. */
function makesImage(target) {
    const outputs = (0,bake_target/* specsIn */.Se)(target, 'output');
    if ((0,call/* replacesBuild */.A)((0,bake_target/* textIn */.r7)(target, 'call')))
        return false;
    return outputs.length === 0 || outputs.some(isImage);
}
function isImage(output) {
    return (0,list/* fields */.OA)(output).some(column => /^\s*type\s*=(?:image|registry|docker|oci)$/i.test(column));
}
/** A target's build context, Dockerfile and additional contexts. */
function inputsOfTarget(target) {
    const contexts = Object.entries((0,bake_target/* mapIn */.yL)(target, 'contexts')).map(([name, value]) => `${name}=${value}`);
    return { ...placeOf(target), buildContexts: contexts };
}
function placeOf(target) {
    const context = (0,bake_target/* withoutScheme */.yO)((0,bake_target/* textIn */.r7)(target, 'context'));
    const dockerfile = (0,bake_target/* textIn */.r7)(target, 'dockerfile');
    const file = (0,bake_target/* withoutScheme */.yO)(dockerfile);
    const isLocal = context !== '' && !(0,git_context/* isRemote */.Vx)(context);
    // bake resolves it in the context, the input in the workspace.
    const isInContext = isLocal && dockerfile !== '' && file === dockerfile && !file.startsWith('/');
    return { context, file: isInContext ? (0,external_node_path_.join)(context, file) : file };
}
/** A target's settings in the form of inputs. */
function ownInputs(target, hasNames) {
    return {
        ...(!hasNames && { tags: (0,bake_target/* listIn */.Of)(target, 'tags').join('\n') }),
        ...placeOf(target),
        target: (0,bake_target/* textIn */.r7)(target, 'target'),
        platforms: (0,bake_target/* listIn */.Of)(target, 'platforms').join('\n'),
        'build-contexts': pairs((0,bake_target/* mapIn */.yL)(target, 'contexts')),
        'add-hosts': pairs((0,bake_target/* mapIn */.yL)(target, 'extra-hosts')),
        attests: (0,bake_target/* specsIn */.Se)(target, 'attest').join('\n'),
        outputs: (0,bake_target/* specsIn */.Se)(target, 'output').flatMap(published).join('\n'),
        'cache-from': (0,bake_target/* specsIn */.Se)(target, 'cache-from').join('\n'),
        'cache-to': (0,bake_target/* specsIn */.Se)(target, 'cache-to').join('\n'),
        ...(target.pull === true && { pull: 'true' }),
        ...(target['no-cache'] === true && { 'no-cache': 'true' }),
    };
}
/** The image is always published; only attributes such as compression are kept. */
function published(output) {
    const columns = (0,list/* fields */.OA)(output);
    const type = columns.find(column => column.startsWith('type='));
    const isElsewhere = type === 'type=docker' && columns.some(column => column.startsWith('dest='));
    if (type === 'type=cacheonly')
        return [];
    if (isElsewhere || !['type=registry', 'type=image', 'type=docker'].includes(type ?? ''))
        return [output];
    const rest = columns.filter(column => !/^(?:type|push|load|name)=/.test(column));
    return [(0,list/* joinFields */.KY)(['type=image', ...rest])];
}
function pairs(map) {
    return Object.entries(map)
        .map(([key, value]) => `${key}=${value}`)
        .join('\n');
}


/***/ }),

/***/ 63748:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ secretsOf)
/* harmony export */ });
/* harmony import */ var _plan_secrets_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(68578);
/* harmony import */ var _plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(94247);
/* harmony import */ var _target_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(72916);



/** The secrets of a definition by kind of source, as in the inputs. */
function secretsOf(target) {
    const specs = (0,_target_js__WEBPACK_IMPORTED_MODULE_2__/* .specsIn */ .Se)(target, 'secret').map(placesIn);
    const from = (...keys) => specs.flatMap(spec => {
        const value = keys.map(key => spec.get(key)).find(text => text !== undefined);
        return value === undefined ? [] : [`${spec.get('id') ?? ''}=${value}`];
    });
    // Without a source, it is the variable of its name, if set (docker/buildx, util/buildflags/secrets.go).
    const bare = specs.flatMap(spec => {
        const id = spec.get('id') ?? '';
        return ['env', 'src', 'source'].some(key => spec.has(key)) || id === '' ? [] : [`${id}=${id}`];
    });
    return { secrets: [], secretEnvs: [...from('env'), ...bare], secretFiles: from('src', 'source') };
}
function placesIn(spec) {
    const pairs = (0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .fields */ .OA)(spec).map(_plan_secrets_js__WEBPACK_IMPORTED_MODULE_0__/* .keyValue */ .Hv);
    // buildx ignores the case of keys; before 0.21 it also printed it unchanged.
    const given = new Map(pairs.map(([key, value]) => [key.toLowerCase(), value]));
    const source = given.get('src') ?? given.get('source');
    // A source of this type is a variable (docker/buildx, util/buildflags/secrets.go).
    const isVariable = given.get('type') === 'env' && !given.has('env') && source !== undefined;
    if (!isVariable)
        return given;
    return new Map([
        ['id', given.get('id') ?? ''],
        ['env', source],
    ]);
}


/***/ }),

/***/ 80504:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ NO_MOUNTS)
/* harmony export */ });
/** For runs that keep no mounts. */
const NO_MOUNTS = {
    restore: async () => { },
    observe: () => { },
    drop: () => { },
    save: () => { },
    toSave: () => '',
    end: async () => { },
};


/***/ }),

/***/ 36059:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ anyEngine),
/* harmony export */   _: () => (/* binding */ patientEngine)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _host_files_read_if_there_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3169);
/* harmony import */ var _host_variables_docker_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(85358);
/* harmony import */ var _runner_child_env_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(30994);
/* harmony import */ var _endpoint_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(58013);
/* harmony import */ var _engine_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(46946);
/* harmony import */ var _engine_cli_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(50737);







/** Milliseconds for one request, as for one docker command. Stopping a container can take ten seconds. */
const PATIENCE = 60_000;
/** The engine of the docker CLI, for work that must be done even after a cancel. */
function anyEngine({ env, run }) {
    const { socket } = (0,_endpoint_js__WEBPACK_IMPORTED_MODULE_3__/* .findEngine */ .G)((0,_host_variables_docker_js__WEBPACK_IMPORTED_MODULE_2__/* .dockerVariables */ .G)(env), _host_files_read_if_there_js__WEBPACK_IMPORTED_MODULE_1__/* .readIfThere */ .q);
    return socket === undefined ? (0,_engine_cli_js__WEBPACK_IMPORTED_MODULE_5__/* .engineByCli */ .a)(run, (0,_runner_child_env_js__WEBPACK_IMPORTED_MODULE_6__/* .childEnv */ .gf)(env), new AbortController().signal) : patientEngine(socket);
}
/**
 * The engine at a local socket, for work that must be done even after a cancel: only a time limit ends a request, so
 * that a hanging engine does not block the job.
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
            throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('ENGINE_FAILED', problem, {
                hint: 'Check whether Docker hangs: `docker ps` should answer at once.',
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

/***/ 48956:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ connectBuildkit)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77030);

/**
 * Connects to the engine's BuildKit, as buildx's docker driver does (`POST /grpc` with an upgrade to h2c).
 *
 * @param then called when the connection speaks HTTP/2; one that is refused is destroyed
 * @see https://docs.docker.com/reference/api/engine/version/v1.48/#tag/Session
 */
function connectBuildkit(engineSocket, then) {
    const socket = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.connect)(engineSocket);
    let head = Buffer.alloc(0);
    const read = (chunk) => {
        head = Buffer.concat([head, chunk]);
        const end = head.indexOf('\r\n\r\n');
        if (end < 0 && head.length < HEAD_LIMIT)
            return;
        socket.off('data', read);
        if (end < 0 || !/^HTTP\/1\.1 101 /.test(head.toString('latin1', 0, 16))) {
            socket.destroy();
            return;
        }
        socket.pause();
        if (head.length > end + 4)
            socket.unshift(head.subarray(end + 4));
        then();
    };
    socket.on('data', read);
    socket.write(UPGRADE);
    return socket;
}
const UPGRADE = 'POST /grpc HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n';
/** Longer than any answer to an upgrade. */
const HEAD_LIMIT = 65_536;


/***/ }),

/***/ 50737:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ engineByCli),
/* harmony export */   u: () => (/* binding */ engineInfoByCli)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _host_text_last_line_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1833);


/** The engine's info through the docker CLI, for an engine without a local socket. */
async function engineInfoByCli(run, env, signal) {
    const result = await run('docker', ['info', '--format', '{{json .}}'], { env, signal, timeout: 60_000 });
    if (result.code !== 0) {
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('ENGINE_FAILED', `the Docker Engine does not answer: ${(0,_host_text_last_line_js__WEBPACK_IMPORTED_MODULE_1__/* .lastLine */ .f)(result.stderr)}`, {
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
/** These operations through the docker CLI. */
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
            // Forced, it succeeds without an image too; it prints what it has removed.
            const { code, stdout } = await docker('image', 'rm', '--force', '--no-prune', reference);
            return code === 0 && stdout.trim() !== '';
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

/***/ 4966:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ idTokens),
/* harmony export */   o: () => (/* binding */ noIdToken)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _host_retry_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(67460);
/* harmony import */ var _host_variables_services_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(19142);
/* harmony import */ var _http_body_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(66150);
/* harmony import */ var _http_proxy_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30768);
/* harmony import */ var _http_redirect_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(24634);
/* harmony import */ var _http_transport_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(28039);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(23940);








/** Milliseconds without progress after which a request fails. */
const IDLE = 20_000;
/** A token has a few KB. Bytes. */
const LARGEST = 1024 * 1024;
/**
 * The id tokens of GitHub's OIDC provider.
 *
 * @see https://docs.github.com/actions/reference/security/oidc
 */
function idTokens(env, ports) {
    const { idTokenUrl: address, idTokenBearer: bearer, offersIdTokens } = (0,_host_variables_services_js__WEBPACK_IMPORTED_MODULE_7__/* .serviceVariables */ .n)(env);
    const { policy, signal, proxyEnv, mask } = ports;
    return async (audience) => {
        if (!offersIdTokens)
            throw noIdToken();
        const url = requestUrl(address, audience);
        const transport = (0,_http_transport_js__WEBPACK_IMPORTED_MODULE_5__/* .createTransport */ .o)({ proxyEnv: (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_6__/* .isLoopback */ .U9)(url.host) ? undefined : proxyEnv });
        const headers = { accept: 'application/json', 'user-agent': 'slipway', authorization: `Bearer ${bearer}` };
        const request = { method: 'GET', url, headers, idle: IDLE, limit: IDLE, signal };
        const attempt = async () => {
            // Whoever gets the bearer token can act as this job: it is sent to this server only.
            const answer = await (0,_http_redirect_js__WEBPACK_IMPORTED_MODULE_4__/* .sendFollowing */ .eH)(transport, request, { insecure: false, stay: true });
            const body = await (0,_http_body_js__WEBPACK_IMPORTED_MODULE_2__/* .readText */ .yR)(answer.body, LARGEST);
            const retryAfter = (0,_host_retry_js__WEBPACK_IMPORTED_MODULE_1__/* .parseRetryAfter */ .mu)(answer.headers['retry-after'], ports.now());
            if (answer.status !== 200)
                throw refused(answer.status, retryAfter);
            return tokenIn(body);
        };
        try {
            const options = { policy, ports, signal };
            const token = await (0,_host_retry_js__WEBPACK_IMPORTED_MODULE_1__/* .retry */ .L5)(() => attempt().catch(error => Promise.reject(asTokenError(error))), options);
            mask(token);
            return token;
        }
        finally {
            transport.close();
        }
    };
}
/** The error of a job without a right to id tokens. */
function noIdToken() {
    return new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('AUTH_FAILED', 'this job cannot get an id token from GitHub', {
        hint: 'Add `permissions: id-token: write` to the job (with its other permissions, such as `contents: read` and `packages: write`). A pull request of a fork never gets one, nor does a job of Gitea, Forgejo or act by default: use a key or a password there.',
    });
}
function tokenError(code, problem, verdict, cause) {
    const hint = code === 'NETWORK_ERROR' ? 'See https://www.githubstatus.com, and re-run the job.' : undefined;
    return new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ(code, `no id token: GitHub's token service ${problem}`, { cause, hint, verdict });
}
function requestUrl(address, audience) {
    const url = URL.parse(address);
    if (url === null)
        throw tokenError('AUTH_FAILED', 'has an invalid address (ACTIONS_ID_TOKEN_REQUEST_URL)', 'settled');
    if (audience !== '')
        url.searchParams.set('audience', audience);
    return url;
}
function refused(status, retryAfter) {
    const isTemporary = (0,_host_retry_js__WEBPACK_IMPORTED_MODULE_1__/* .temporaryStatus */ .Ew)(status);
    return tokenError(isTemporary ? 'NETWORK_ERROR' : 'AUTH_FAILED', `answered ${status}`, isTemporary ? { retryAfter } : 'settled');
}
function tokenIn(body) {
    try {
        const { value } = JSON.parse(body);
        if (typeof value === 'string' && value !== '')
            return value;
    }
    catch {
        // Not quoted: it may contain a token.
    }
    throw tokenError('NETWORK_ERROR', 'answered without a token', {});
}
function asTokenError(error) {
    if (error instanceof _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ)
        return error;
    if ((0,_http_redirect_js__WEBPACK_IMPORTED_MODULE_4__/* .isRefusedRedirect */ .bC)(error))
        return tokenError('AUTH_FAILED', (0,_host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error), 'settled', error);
    const byProxy = (0,_http_proxy_js__WEBPACK_IMPORTED_MODULE_3__/* .proxyTrouble */ .gY)(error);
    const why = byProxy?.why ?? (0,_host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error);
    return tokenError('NETWORK_ERROR', `does not answer: ${why}`, byProxy?.verdict ?? {}, error);
}


/***/ }),

/***/ 65836:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   jq: () => (/* binding */ awsVariables),
/* harmony export */   nc: () => (/* binding */ googleVariables),
/* harmony export */   qY: () => (/* binding */ azureFolder)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);

/**
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-static-credentials.html
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
function awsVariables(env) {
    const file = env.AWS_WEB_IDENTITY_TOKEN_FILE ?? '';
    const role = env.AWS_ROLE_ARN ?? '';
    return {
        accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
        secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
        sessionToken: env.AWS_SESSION_TOKEN || undefined,
        webIdentity: file !== '' && role !== '' ? { file, role, session: env.AWS_ROLE_SESSION_NAME } : undefined,
        endpoint(service) {
            if (/^true$/i.test(env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS ?? ''))
                return undefined;
            return firstSet(env, [`AWS_ENDPOINT_URL_${service}`, 'AWS_ENDPOINT_URL']);
        },
    };
}
/**
 * @see https://github.com/google-github-actions/auth#usage (`export_environment_variables`)
 * @see https://docs.cloud.google.com/docs/authentication/application-default-credentials
 */
function googleVariables(env) {
    return {
        accessToken: env.CLOUDSDK_AUTH_ACCESS_TOKEN ?? '',
        credentialFile: firstSet(env, ['CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE', 'GOOGLE_APPLICATION_CREDENTIALS']),
    };
}
/**
 * The folder of Azure's command line, with the tokens of azure/login, which are not encrypted on Linux: AZURE_CONFIG_DIR,
 * or `.azure` in the home. A relative folder is ignored: it would be in the checked-out code, which may be untrusted.
 *
 * @see https://learn.microsoft.com/cli/azure/msal-based-azure-cli
 */
function azureFolder(env) {
    const folder = env.AZURE_CONFIG_DIR || (env.HOME ? (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(env.HOME, '.azure') : '');
    return (0,node_path__WEBPACK_IMPORTED_MODULE_0__.isAbsolute)(folder) ? folder : undefined;
}
function firstSet(env, names) {
    return names.map(name => ({ name, text: env[name] ?? '' })).find(({ text }) => text !== '');
}


/***/ }),

/***/ 20622:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ ambientOf),
/* harmony export */   k: () => (/* binding */ azureCacheFile)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _host_variables_clouds_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(65836);
/* harmony import */ var _plan_identity_hosts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(27797);



/** The file of azure/login's tokens, if there is a folder for it. */
function azureCacheFile(env) {
    const folder = (0,_host_variables_clouds_js__WEBPACK_IMPORTED_MODULE_1__/* .azureFolder */ .qY)(env);
    return folder && (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(folder, 'msal_token_cache.json');
}
/**
 * The identity at a registry from an earlier step's credentials, with its fields empty. Undefined if there are none for
 * its cloud.
 */
function ambientOf(registry, env, exists) {
    if ((0,_plan_identity_hosts_js__WEBPACK_IMPORTED_MODULE_2__/* .ecrHostOf */ .SD)(registry) !== undefined) {
        const { accessKeyId, secretAccessKey, webIdentity } = (0,_host_variables_clouds_js__WEBPACK_IMPORTED_MODULE_1__/* .awsVariables */ .jq)(env);
        const isKey = accessKeyId !== '' && secretAccessKey !== '';
        return isKey || webIdentity !== undefined ? { kind: 'aws' } : undefined;
    }
    if ((0,_plan_identity_hosts_js__WEBPACK_IMPORTED_MODULE_2__/* .isGoogleHost */ .Yn)(registry)) {
        const { accessToken, credentialFile } = (0,_host_variables_clouds_js__WEBPACK_IMPORTED_MODULE_1__/* .googleVariables */ .nc)(env);
        return accessToken !== '' || credentialFile !== undefined ? { kind: 'google' } : undefined;
    }
    const cache = (0,_plan_identity_hosts_js__WEBPACK_IMPORTED_MODULE_2__/* .azureCloudOf */ .eC)(registry) && azureCacheFile(env);
    return cache !== undefined && exists(cache) ? { kind: 'azure' } : undefined;
}


/***/ }),

/***/ 82571:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   bX: () => (/* binding */ stringAt),
/* harmony export */   cY: () => (/* binding */ createAsk),
/* harmony export */   xK: () => (/* binding */ xmlText),
/* harmony export */   zR: () => (/* binding */ recordAt)
/* harmony export */ });
/* harmony import */ var _host_fields_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(87617);
/* harmony import */ var _host_retry_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(67460);
/* harmony import */ var _http_body_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(66150);
/* harmony import */ var _http_redirect_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24634);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(23940);
/* harmony import */ var _registry_errors_answer_text_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(60817);
/* harmony import */ var _registry_errors_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(86795);
/* harmony import */ var _refusal_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(10366);








/** Milliseconds without progress after which a request fails. */
const IDLE = 30_000;
const LARGEST_ANSWER = 1024 * 1024;
function createAsk({ registry, transport, signal, now }) {
    return async (question) => {
        const { method, url, headers, body, who, secrets } = question;
        const doing = { host: url.host, path: '', what: `getting a login for ${registry}`, anonymous: false };
        if (url.protocol !== 'https:' && !(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .isLoopback */ .U9)(url.host)) {
            throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_5__/* .refusal */ .x)(`${registry}: ${who} at ${(0,_registry_errors_answer_text_js__WEBPACK_IMPORTED_MODULE_6__/* .clean */ .u)(url.host, 200)} does not use https, so nothing was sent to it`, {
                hint: 'Correct the address in the environment.',
            });
        }
        const sent = {
            method,
            url,
            headers: { 'user-agent': 'slipway', accept: 'application/json', 'accept-encoding': 'identity', ...headers },
            body: body === undefined ? undefined : Buffer.from(body),
            signal,
            idle: IDLE,
            limit: IDLE,
        };
        let answer;
        let text;
        try {
            answer = await (0,_http_redirect_js__WEBPACK_IMPORTED_MODULE_2__/* .sendFollowing */ .eH)(transport((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .isLoopback */ .U9)(url.host)), sent, { insecure: false, stay: true });
            text = await (0,_http_body_js__WEBPACK_IMPORTED_MODULE_1__/* .readText */ .yR)(answer.body, LARGEST_ANSWER);
        }
        catch (error) {
            throw (0,_registry_errors_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .networkError */ .x6)(doing, error, signal);
        }
        const { status } = answer;
        const isSuccess = status >= 200 && status < 300;
        const errorText = isSuccess ? '' : wordsOf(text, secrets);
        if ((0,_host_retry_js__WEBPACK_IMPORTED_MODULE_0__/* .temporaryStatus */ .Ew)(status) || (!isSuccess && isPassing(text))) {
            const retryAfter = (0,_host_retry_js__WEBPACK_IMPORTED_MODULE_0__/* .parseRetryAfter */ .mu)(answer.headers['retry-after'], now());
            const words = [String(status), errorText].filter(word => word !== '').join(' ');
            const hint = `Re-run the job once ${who} answers again.`;
            throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_5__/* .refusal */ .x)(`${registry}: ${who} could not be asked for a login (${words})`, {
                code: status === 429 ? 'RATE_LIMITED' : 'REGISTRY_ERROR',
                hint,
                verdict: { retryAfter },
            });
        }
        return { status, text, errorText, time: Date.parse(answer.headers.date ?? '') || now() };
    };
}
// docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html and CommonErrors.html: sent with 400.
const PASSING = /\b(?:Throttling|ThrottlingException|TooManyRequestsException|IDPCommunicationError|RequestTimeout)\b/;
/** Whether an error with a permanent status is in fact temporary. */
function isPassing(text) {
    return text.length < 100_000 && PASSING.test(text) && /<Code>|"__type"/.test(text);
}
/** The message in an error's body, in any of these services' formats. */
function wordsOf(text, secrets) {
    // AWS's query services answer in XML.
    const xml = ['Code', 'Message'].map(name => xmlText(text, name) ?? '');
    const errorText = xml[1] === '' ? jsonWords(text) : xml.filter(part => part !== '').join(': ');
    const hidden = secrets.filter(secret => secret !== '').reduce((all, one) => all.replaceAll(one, '***'), errorText);
    // Before truncation: half a secret matches no mask.
    return (0,_registry_errors_answer_text_js__WEBPACK_IMPORTED_MODULE_6__/* .clean */ .u)(hidden, 500);
}
function jsonWords(text) {
    const json = (0,_host_fields_js__WEBPACK_IMPORTED_MODULE_7__/* .jsonFields */ .yX)(text);
    // AWS: `com.amazonaws.ecr#AccessDeniedException`, and `Message` or `message`.
    const type = stringAt(json, '__type')?.replace(/^.*#/, '');
    // Google: `{"error": {"status": …, "message": …}}`; all others: OAuth2 (RFC 6749 §5.2).
    const google = recordAt(json, 'error');
    const code = type ?? stringAt(google, 'status') ?? stringAt(json, 'error');
    const words = stringAt(google, 'message') ??
        stringAt(json, 'error_description') ??
        stringAt(json, 'Message') ??
        (0,_registry_errors_answer_text_js__WEBPACK_IMPORTED_MODULE_6__/* .readAnswerText */ .o)(text.slice(0, 20_000)).text;
    return [code, words === code ? undefined : words].filter(part => part !== undefined && part !== '').join(': ');
}
/** A non-empty string. */
function stringAt(json, key) {
    const value = Object.hasOwn(json, key) ? json[key] : undefined;
    return typeof value === 'string' && value !== '' ? value : undefined;
}
/** An object; {} for anything else. */
function recordAt(json, key) {
    return (0,_host_fields_js__WEBPACK_IMPORTED_MODULE_7__/* .fieldsIn */ .t5)(Object.hasOwn(json, key) ? json[key] : undefined);
}
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** The text of the first element of this name, which has no child elements. */
function xmlText(xml, name) {
    const open = xml.indexOf(`<${name}>`);
    const start = open + name.length + 2;
    const end = open < 0 ? -1 : xml.indexOf('<', start);
    if (end < 0)
        return undefined;
    return xml.slice(start, end).replace(/&(amp|lt|gt|quot|apos);/g, (_, entity) => ENTITIES[entity] ?? '');
}


/***/ }),

/***/ 64441:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FR: () => (/* binding */ fetchIdToken),
/* harmony export */   W7: () => (/* binding */ aboutImmutableSubject),
/* harmony export */   q0: () => (/* binding */ describe),
/* harmony export */   zm: () => (/* binding */ aboutToken)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _http_jwt_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27953);
/* harmony import */ var _registry_errors_answer_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(60817);



/**
 * Gets an id token from GitHub.
 *
 * @param audience '' for GitHub's default, the address of the repository's owner
 * @throws ActionError AUTH_FAILED, NETWORK_ERROR; it names the registry of the login
 */
async function fetchIdToken(registry, { fetch, issuer }, audience) {
    try {
        const token = describe(await fetch(audience));
        return { ...token, audience: token.audience || audience, issuer };
    }
    catch (error) {
        if (!(error instanceof _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ))
            throw error;
        const { hint = PERMISSION } = error;
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ(error.code, `${registry}: ${error.message}`, { hint, cause: error });
    }
}
const PERMISSION = 'The job needs `permissions:` with `id-token: write`. Runs of forks get no id token.';
/** A token with the claims for messages. */
function describe(text) {
    const { sub, aud, iss } = (0,_http_jwt_js__WEBPACK_IMPORTED_MODULE_1__/* .claimsOf */ .d)(text);
    const shown = (claim) => (0,_registry_errors_answer_text_js__WEBPACK_IMPORTED_MODULE_2__/* .clean */ .u)(typeof claim === 'string' ? claim : (JSON.stringify(claim) ?? ''));
    // Kubernetes writes a list of one.
    const audience = Array.isArray(aud) && aud.length === 1 ? aud[0] : aud;
    return { text, subject: shown(sub), audience: shown(audience), issuer: shown(iss).replace(/^https:\/\//, '') };
}
/** The claims of a refused token that help with a policy: only its `sub` and `aud`. */
function aboutToken({ subject, audience }) {
    return `The id token has sub ${JSON.stringify(subject)} and aud ${JSON.stringify(audience)}.`;
}
/**
 * An explanation for repositories created, renamed or transferred since 2026-07-15: their `sub` contains the ids of
 * both names, which policies for the names alone do not match. '' for tokens of the old form.
 */
function aboutImmutableSubject({ subject }) {
    const [, owner, repository] = /^repo:([^@/:]+)@\d+\/([^@/:]+)@\d+(?::|$)/.exec(subject) ?? [];
    if (owner === undefined)
        return '';
    return ` Since 2026-07-15 GitHub writes ids into the sub of new, renamed and transferred repositories: a policy for "repo:${owner}/${repository}:…" does not match it.`;
}


/***/ }),

/***/ 10366:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ refusal)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);

/** Why there is no login for an identity; the default code is AUTH_FAILED. */
function refusal(message, { code = 'AUTH_FAILED', ...options }) {
    return new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ(code, message, options);
}


/***/ }),

/***/ 56450:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cs: () => (/* binding */ artifactName),
/* harmony export */   Ep: () => (/* binding */ readArtifactName),
/* harmony export */   MT: () => (/* binding */ prefixOf),
/* harmony export */   Qq: () => (/* binding */ nameOfRecord),
/* harmony export */   TM: () => (/* binding */ secondsOf),
/* harmony export */   Zb: () => (/* binding */ platformsInName),
/* harmony export */   ax: () => (/* binding */ fingerprintOf),
/* harmony export */   ng: () => (/* binding */ runOf),
/* harmony export */   tx: () => (/* binding */ attemptOf)
/* harmony export */ });
/* harmony import */ var _host_text_sha256_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(39669);
/* harmony import */ var _oci_platforms_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(49537);
/* harmony import */ var _stated_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(38771);



/** The prefix of artifact names. */
const PREFIX = 'slipway-part';
/** Services limit the length of names, and a part may have any number of platforms. Characters. */
const LONGEST = 100;
/** A short hash of an image's names, the same in every job that plans it. */
function imageKey({ name, destinations }) {
    const names = destinations.map(destination => destination.name).sort();
    return hash([name, names]).slice(0, 10);
}
/**
 * The name of a part's artifact, unique per image, platform and attempt, since artifacts are immutable. It contains the
 * part's planned time, which the merging job must know before it can plan, without downloading an artifact as large as
 * the image.
 */
function artifactName(image, platforms, { now, runAttempt }) {
    const words = platforms.map(wordOf);
    const all = words.join('_');
    const shown = all.length > LONGEST ? `${words.length}-platforms-${hash(all).slice(0, 10)}` : all;
    return `${prefixOf(image)}${shown}-${secondsOf(now)}-${runAttempt || '1'}`;
}
function wordOf(platform) {
    return ((0,_oci_platforms_js__WEBPACK_IMPORTED_MODULE_1__/* .normalPlatform */ .Je)(platform) ?? platform).replaceAll(/[^\w.-]+/g, '-');
}
/** Which of these platforms an artifact's name mentions; [] for a name without platforms (of a part with many). */
function platformsInName(name, image, platforms) {
    const words = (readArtifactName(name)?.part ?? name).slice(prefixOf(image).length).split('_');
    return platforms.filter(platform => words.includes(wordOf(platform)));
}
/** The name of the artifact that a record was written for. */
function nameOfRecord(image, { platforms, time, attempt }) {
    return artifactName(image, platforms, { now: new Date(time * 1000), runAttempt: String(attempt) });
}
/** @returns undefined for other artifacts */
function readArtifactName(name) {
    const [, part = '', time, attempt] = /^(slipway-part-.+)-(\d{1,11})-(\d{1,6})$/.exec(name) ?? [];
    return part === '' ? undefined : { part, time: Number(time), attempt: Number(attempt) };
}
/** The name prefix of an image's parts. */
function prefixOf(image) {
    return `${PREFIX}-${imageKey(image)}-`;
}
/** A hash of what parts and merge must agree on (`statedOf`). A difference means different inputs. */
function fingerprintOf(image) {
    return hash((0,_stated_js__WEBPACK_IMPORTED_MODULE_2__/* .statedOf */ .Nv)(image));
}
function hash(value) {
    return (0,_host_text_sha256_js__WEBPACK_IMPORTED_MODULE_0__/* .sha256Hex */ .f)(JSON.stringify(value));
}
/** `run`, `attempt` and `time` of a record. */
function runOf({ runId, runAttempt, now }) {
    return { run: runId, attempt: attemptOf(runAttempt), time: secondsOf(now) };
}
function attemptOf(runAttempt) {
    return Number.parseInt(runAttempt, 10) || 1;
}
/** Seconds since 1970. */
function secondsOf(time) {
    return Math.floor(time.getTime() / 1000);
}


/***/ }),

/***/ 18233:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hh: () => (/* binding */ parseRecord),
/* harmony export */   lt: () => (/* binding */ RECORD_FILE),
/* harmony export */   ty: () => (/* binding */ LARGEST_RECORD),
/* harmony export */   xA: () => (/* binding */ IMAGE_FILE)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23940);

/** The files in a part's artifact: the record, and the image unless a registry has it. */
const RECORD_FILE = 'record.json';
const IMAGE_FILE = 'image.tar';
/** Limit of a record. Bytes. */
const LARGEST_RECORD = 128 * 1024;
/** The record in a file's text, or what is wrong with it. */
function parseRecord(text) {
    let json;
    try {
        json = JSON.parse(text);
    }
    catch {
        return 'it is not JSON';
    }
    const record = (json ?? {});
    if (record.schema !== 1)
        return 'it was written by another version of this action';
    for (const key of ['repository', 'commit', 'run', 'plan']) {
        if (typeof record[key] !== 'string' || !/^[\w./:+=-]{1,300}$/.test(record[key]))
            return `its \`${key}\` is not valid`;
    }
    if (!Number.isSafeInteger(record.attempt))
        return 'its `attempt` is not valid';
    if (!Number.isSafeInteger(record.time) || !(Number(record.time) >= 0 && Number(record.time) < 1e11))
        return 'its `time` is not valid';
    if (!isTexts(record.platforms, one => /^[\w./-]{1,100}$/.test(one)) || record.platforms.length === 0)
        return 'its `platforms` are not valid';
    if (!isTexts(record.places, one => /^[\w./:-]{1,500}$/.test(one)))
        return 'its `places` are not valid';
    if (!isTexts(record.gates, one => /^.{1,200}$/.test(one)))
        return 'its `gates` are not valid';
    if (!isTexts(record.tested, _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc))
        return 'its `tested` is not valid';
    if (!isStated(record.stated))
        return 'its `stated` is not valid';
    if (record.handOver !== 'registry' && record.handOver !== 'artifact')
        return 'its `handOver` is not valid';
    if (typeof record.root !== 'string' || !(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(record.root))
        return 'its `root` is not valid';
    return record;
}
function isStated(value) {
    const isOne = (one) => Array.isArray(one) && one.length === 3 && one.every(text => typeof text === 'string');
    // The kind is shown as it is.
    return Array.isArray(value) && value.every(one => isOne(one) && /^[a-z]{1,20}$/.test(one[0]));
}
function isTexts(value, isValid) {
    return Array.isArray(value) && value.length <= 100 && value.every(one => typeof one === 'string' && isValid(one));
}


/***/ }),

/***/ 38771:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Nv: () => (/* binding */ statedOf),
/* harmony export */   i0: () => (/* binding */ recordedOf),
/* harmony export */   tX: () => (/* binding */ differences)
/* harmony export */ });
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64212);
/* harmony import */ var _plan_metadata_labels_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2682);


/** Room for the statements in a record. Bytes of JSON. */
const LARGEST = 48 * 1024;
/** Differences in one message. */
const SHOWN = 5;
function statedOf({ destinations, metadata }) {
    const pairs = (kind, lines) => lines.map((line) => {
        const at = line.indexOf('=');
        return at < 0 ? [kind, line, ''] : [kind, line.slice(0, at), line.slice(at + 1)];
    });
    return [
        ...destinations.map(({ name }) => ['name', name, '']),
        ...destinations.flatMap(({ name, tags }) => tags.map((tag) => ['tag', `${name}:${tag.name}`, ''])),
        ...pairs('label', metadata.labels),
        ...pairs('annotation', metadata.annotations),
        ['version', '', metadata.version],
    ];
}
/** The statements for a record; [] if they are too long for one: then only their hash is compared. */
function recordedOf(image) {
    const stated = statedOf(image);
    return Buffer.byteLength(JSON.stringify(stated)) > LARGEST ? [] : stated;
}
/**
 * How a part was planned differently from this job.
 *
 * @param theirs of its record; [] if unknown
 * @param ours of this job
 */
function differences(theirs, ours) {
    if (theirs.length === 0)
        return `${OTHER}: ${SAME}`;
    const [there, here] = [byKey(theirs), byKey(ours)];
    const keys = [...new Set([...there.keys(), ...here.keys()])].filter(key => there.get(key)?.[2] !== here.get(key)?.[2]);
    if (keys.length === 0)
        return `${OTHER}: ${SAME}`;
    const all = keys.map(key => ({
        stated: (there.get(key) ?? here.get(key)),
        its: there.get(key)?.[2],
        own: here.get(key)?.[2],
    }));
    const said = all.slice(0, SHOWN).map(({ stated: [kind, key], its, own }) => difference(kind, key, [its, own]));
    const rest = keys.length > SHOWN ? [`${keys.length - SHOWN} more differences`] : [];
    const isUnasked = all.every(({ stated: [kind, key], its: one, own: other }) => isFact(kind, key) && (one === '') !== (other === ''));
    return `${[...said, ...rest].join('; ')}: ${isUnasked ? UNASKED : SAME}`;
}
const OTHER = 'its names, tags, labels or annotations are not those of this job';
const SAME = 'give both the same inputs';
const UNASKED = "GitHub's API did not answer one of the two jobs; re-run that job, or set them in `labels` and `annotations` of all jobs";
function byKey(stated) {
    return new Map(stated.map(one => [JSON.stringify([one[0], one[1]]), one]));
}
/** A fact about the repository that is shown in a label, or in the annotation of the same name, and may be looked up. */
function isFact(kind, key) {
    const name = kind === 'annotation' ? key.slice(key.indexOf(':') + 1) : key;
    return (kind === 'label' || kind === 'annotation') && Object.hasOwn(_plan_metadata_labels_js__WEBPACK_IMPORTED_MODULE_0__/* .factLabels */ ._4, name);
}
function difference(kind, key, [its, own]) {
    const what = `${kind}${key === '' ? '' : ` ${/^[\w./:@-]{1,200}$/.test(key) ? key : (0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .h)(key)}`}`;
    if (its === undefined)
        return `it lacks the ${what}`;
    if (own === undefined)
        return `it has the ${what}, which this job has not`;
    return `its ${what} is ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .h)(its)}, and here it is ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .h)(own)}`;
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
 * Finds everything that would make the publish fail before any build time is spent: wrong credentials, no permission to
 * push, a missing repository, an immutable tag of another commit. All of it is reported in one error; problems of
 * optional registries are warnings.
 *
 * Starting an upload proves the permission and the credentials; staging reuses its token.
 *
 * @returns for each image the one to keep, if this commit is already published
 * @throws ActionError AUTH_FAILED, TAG_IMMUTABLE, NOT_FOUND, … or PUBLISH_FAILED for several codes
 */
async function preflight({ preflight: provesPush, immutableTags, keepsUploads }, images, registries) {
    const fleets = images.map(({ fleet }) => fleet);
    const [existing] = await Promise.all([
        Promise.all(fleets.map(fleet => allExisting(fleet, immutableTags))),
        ...(provesPush ? fleets.map(fleet => proveEach(fleet, keepsUploads)) : [proveLogins(fleets, registries)]),
    ]);
    const kept = images.map(({ image, fleet }, at) => settle(existing[at] ?? [], (0,_plan_immutable_js__WEBPACK_IMPORTED_MODULE_1__/* .revisionOf */ .DT)(image.metadata), fleet));
    throwIfDoomed(fleets);
    return kept;
}
async function allExisting(fleet, immutableTags) {
    const existing = [];
    const look = async (target) => void existing.push(...(await (0,_existing_js__WEBPACK_IMPORTED_MODULE_3__/* .findExisting */ .xx)(target, immutableTags)));
    await (0,_staging_fleet_js__WEBPACK_IMPORTED_MODULE_2__/* .eachAlive */ .fH)(fleet, look);
    return existing;
}
async function proveEach(fleet, keepsUpload) {
    await (0,_staging_fleet_js__WEBPACK_IMPORTED_MODULE_2__/* .eachAlive */ .fH)(fleet, target => target.repository.checkPush({ keepsUpload }));
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
/** Decides which image is kept, and fails targets with a tag that this run may not move. */
function settle(existing, revision, fleet) {
    const rank = ({ target, reference }) => `${target.destination.optional ? 1 : 0} ${String(fleet.targets.indexOf(target)).padStart(6, '0')} ${reference}`;
    const inOrder = [...existing].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
    const { keep, same, conflicts } = (0,_plan_immutable_js__WEBPACK_IMPORTED_MODULE_1__/* .judge */ .S4)(inOrder, revision);
    for (const { target } of conflicts.map(conflict => conflict.tagged)) {
        const mine = conflicts.filter(conflict => conflict.tagged.target === target);
        const lines = mine.map(({ tagged, why }) => `${tagged.reference} ${why}`);
        const hint = 'Publish under a new tag (a new version, say), or remove the tag from `immutable-tags`.';
        fleet.fail(target, new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('TAG_IMMUTABLE', lines.join('; '), { hint }));
    }
    return keep && { image: keep, same: new Set(same.map(({ reference }) => reference)) };
}
/** @throws ActionError that lists all problems of the required targets with their hints. */
function throwIfDoomed(fleets) {
    const errors = fleets.flatMap(fleet => fleet.targets.flatMap(target => requiredError(fleet, target)));
    const [first] = errors;
    if (first === undefined)
        return;
    const hints = new Map(errors.map(error => [(0,_host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error), error instanceof _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ ? error.hint : undefined]));
    const [hint] = hints.values();
    const isOne = new Set(hints.values()).size === 1;
    const lines = [...hints].map(([message, own]) => (isOne || own === undefined ? message : `${message}\n  → ${own}`));
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ((0,_host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .commonCode */ .Xl)(errors), `Cannot publish; nothing was built or pushed: ${lines.join('\n')}`, {
        ...(isOne && hint !== undefined && { hint }),
        cause: first,
    });
}
function requiredError(fleet, target) {
    const error = target.destination.optional ? undefined : fleet.errorOf(target);
    return error === undefined ? [] : [error];
}


/***/ }),

/***/ 61807:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  H: () => (/* binding */ basic),
  j: () => (/* binding */ createTokens)
});

// EXTERNAL MODULE: ./lib/host/fields.js
var fields = __webpack_require__(87617);
// EXTERNAL MODULE: ./lib/http/body.js
var body = __webpack_require__(66150);
// EXTERNAL MODULE: ./lib/registry/errors/errors.js + 4 modules
var errors = __webpack_require__(86795);
// EXTERNAL MODULE: ./lib/http/redirect.js
var redirect = __webpack_require__(24634);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/registry/errors/answer-text.js
var answer_text = __webpack_require__(60817);
// EXTERNAL MODULE: ./lib/registry/errors/external-url.js
var external_url = __webpack_require__(7396);
;// CONCATENATED MODULE: ./lib/registry/auth/realm.js





/**
 * The address of the token server. A registry behind a TLS proxy often calls itself `http://`: on the registry's own
 * host https is used instead.
 *
 * @throws RegistryError for an invalid address, or one on plain HTTP, where the credentials could be intercepted
 */
function realmUrl(realm, allowPlain, registry, doing) {
    const url = URL.canParse(realm) ? new URL(realm) : undefined;
    if (url?.protocol === 'https:')
        return url;
    if (url?.protocol === 'http:') {
        // A remote registry calls itself `localhost` when its external URL was never set.
        const mayBePlain = allowPlain || ((0,reference/* isLoopback */.U9)(url.host) && (0,reference/* isLoopback */.U9)(registry.host));
        if (mayBePlain && url.host !== registry.host)
            return url;
        if (registry.protocol === 'https:' && (0,redirect/* upgrade */.fG)(url, registry))
            return url;
        if (mayBePlain)
            return url;
    }
    const problem = url?.protocol === 'http:' ? 'which does not use https, so it gets no credentials' : 'which is not a valid address';
    const message = `${doing.host}: it names its token server as ${JSON.stringify((0,answer_text/* clean */.u)(realm, 200))}, ${problem}`;
    throw new errors/* RegistryError */.gl('AUTH_FAILED', message, {
        hint: (0,external_url/* hintFor */.J)(doing.host),
        trouble: 'credentials',
        verdict: 'settled',
    });
}

// EXTERNAL MODULE: ./lib/registry/auth/scope.js
var auth_scope = __webpack_require__(86146);
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
            const fits = held.find(t => (0,auth_scope/* covers */.hU)(t.scope, scope));
            if (fits)
                return fits.text;
            const awaited = coming.find(c => (0,auth_scope/* covers */.hU)(c.scope, scope));
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
/** Asks the token server (distribution's "Token Authentication"; for identity tokens, its OAuth2 form). */
async function fetchToken(deps, challenge, scope, doing) {
    const credential = await deps.credential();
    try {
        return await fetchTokenWith(credential, deps, { challenge, scope }, doing);
    }
    catch (error) {
        const isRefused = error instanceof errors/* RegistryError */.gl && error.status === 401 && credential !== undefined;
        const other = isRefused ? await deps.credential(credential) : credential;
        if (other === credential)
            throw error;
        return fetchTokenWith(other, deps, { challenge, scope }, doing);
    }
}
async function fetchTokenWith(credential, deps, { challenge, scope }, doing) {
    const about = { ...doing, what: 'fetching a token', anonymous: credential === undefined };
    const url = realmUrl(challenge.realm, deps.allowPlain, await deps.origin(), about);
    const asked = deps.now();
    const answer = await deps.send(tokenRequest(url, challenge, scope, credential));
    const text = await (0,body/* readText */.yR)(answer.body, 1024 * 1024);
    // A success is never quoted: it may contain a token.
    if (answer.status < 200 || answer.status > 299)
        throw (0,errors/* answerError */.n)(about, { status: answer.status, headers: answer.headers, text }, deps.now());
    const json = parseToken(text);
    if (json === undefined)
        throw (0,errors/* protocolError */.JW)(about, 'the token server answered without a token');
    for (const secret of json.secrets)
        deps.mask(secret);
    // Measured from our own request: the server's clock may differ. Renewed a little early, for requests in flight.
    const life = json.seconds * 1000;
    return { text: json.token, scope, until: asked + life - Math.min(30_000, life / 4) };
}
function tokenRequest(url, challenge, scope, credential) {
    if (credential?.kind === 'identity') {
        const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'slipway' });
        if (challenge.service !== undefined)
            form.set('service', challenge.service);
        if (scope.length > 0)
            form.set('scope', (0,auth_scope/* formatScope */.gk)(scope).join(' '));
        form.set('refresh_token', credential.identityToken);
        const headers = { 'content-type': 'application/x-www-form-urlencoded' };
        return { method: 'POST', url, headers, body: Buffer.from(form.toString()) };
    }
    if (challenge.service !== undefined)
        url.searchParams.set('service', challenge.service);
    for (const one of (0,auth_scope/* formatScope */.gk)(scope))
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
    if (!(0,fields/* isObject */.Gv)(json))
        return undefined;
    const { token, access_token, refresh_token, expires_in } = json;
    const secrets = [token, access_token, refresh_token].filter(t => typeof t === 'string').filter(t => t !== '');
    const best = typeof token === 'string' && token !== '' ? token : access_token;
    // A header that cannot be sent would break every later request.
    if (typeof best !== 'string' || !/^[\x21-\x7e]+$/.test(best))
        return undefined;
    const seconds = typeof expires_in === 'number' && expires_in > 0 ? expires_in : 60;
    return { token: best, seconds, secrets };
}


/***/ }),

/***/ 61556:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  work: () => (/* binding */ work)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/files/regular-file.js
var regular_file = __webpack_require__(30481);
// EXTERNAL MODULE: ./lib/event/context.js
var context = __webpack_require__(13051);
// EXTERNAL MODULE: ./lib/host/fields.js
var fields = __webpack_require__(87617);
// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __webpack_require__(23940);
;// CONCATENATED MODULE: ./lib/credentials/docker-config.js




const EMPTY_CONFIG = {
    auths: new Map(),
    credHelpers: new Map(),
    credsStore: undefined,
    raw: {},
    problems: [],
};
/** A credential from user name and secret: Docker marks identity tokens with the user `<token>`. */
function toCredential(username, secret) {
    return username === '<token>'
        ? { kind: 'identity', identityToken: secret }
        : { kind: 'basic', username, password: secret };
}
/** The two halves of `auth`; undefined if it is not base64 of `user:password`. */
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
/** The credential of an entry of `auths`: undefined if empty (a helper has the login), 'bad' if unreadable. */
function readAuth(entry) {
    if (!(0,fields/* isObject */.Gv)(entry))
        return 'bad';
    const field = (name) => (0,context/* text */.Qq)(entry, name) || undefined;
    const auth = field('auth');
    const decoded = auth === undefined ? undefined : decodeAuth(auth);
    const username = decoded?.username ?? field('username');
    // The order in which docker and BuildKit read the fields.
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
/** A `.dockercfg`, Docker's format before 1.7, has the hosts at the top level. */
function isLegacy(root) {
    const entries = Object.values(root);
    return !Object.hasOwn(root, 'auths') && entries.every(fields/* isObject */.Gv) && entries.some(isLogin);
}
function isLogin(entry) {
    if (!(0,fields/* isObject */.Gv)(entry))
        return false;
    return typeof entry.auth === 'string' || (typeof entry.username === 'string' && typeof entry.password === 'string');
}
/** Sorts `quay.io` before keys such as `https://quay.io/v1/`, so that it wins. */
function plainFirst(entries) {
    const isPlain = ([key]) => ((0,oci_reference/* canonicalHost */.rQ)(key) === key ? 0 : 1);
    return Object.entries(entries).sort((a, b) => isPlain(a) - isPlain(b));
}
function readHelpers(root) {
    const helpers = new Map();
    const entries = (0,context.at)(root, 'credHelpers');
    for (const [key, name] of plainFirst((0,fields/* isObject */.Gv)(entries) ? entries : {})) {
        const host = (0,oci_reference/* canonicalHost */.rQ)(key);
        if (typeof name === 'string' && !helpers.has(host))
            helpers.set(host, name);
    }
    return helpers;
}
/**
 * Parses a `config.json` or a legacy `.dockercfg`.
 *
 * @param where its name in messages: an input or a path
 * @throws ActionError `INPUT_INVALID` if it is not a JSON object; its content is never in the message
 */
function parseDockerConfig(content, where) {
    let json;
    try {
        json = content.trim() === '' ? {} : JSON.parse(content);
    }
    catch {
        // No cause: V8's message quotes the text, which may be a password.
        json = null;
    }
    if (!(0,fields/* isObject */.Gv)(json)) {
        throw new errors/* ActionError */.lZ('INPUT_INVALID', `${where} is not a JSON object`, {
            hint: 'A Docker config looks like {"auths": {"ghcr.io": {"auth": "…"}}}.',
        });
    }
    const raw = isLegacy(json) ? { auths: json } : json;
    const auths = new Map();
    const problems = [];
    const entries = (0,context.at)(raw, 'auths');
    for (const [key, entry] of plainFirst((0,fields/* isObject */.Gv)(entries) ? entries : {})) {
        const host = (0,oci_reference/* canonicalHost */.rQ)(key);
        const credential = readAuth(entry);
        if (credential === 'bad')
            problems.push(`${where}: the entry of ${key} is not a valid login`);
        else if (credential !== undefined && !auths.has(host))
            auths.set(host, credential);
    }
    return { auths, credHelpers: readHelpers(raw), credsStore: (0,context/* text */.Qq)(raw, 'credsStore') || undefined, raw, problems };
}

;// CONCATENATED MODULE: ./lib/credentials/config-input.js





const INPUT = 'docker-config';
const PASSPHRASE = `\`${INPUT}-passphrase\``;
const MAGIC = Buffer.from('Salted__');
/** The default of `openssl enc -pbkdf2` without `-iter`. */
const ITERATIONS = 10_000;
function bad(problem, hint) {
    return new errors/* ActionError */.lZ('INPUT_INVALID', `\`${INPUT}\` ${problem}`, { hint });
}
/**
 * Decrypts the output of `openssl enc -aes-256-cbc -pbkdf2 -salt`: `Salted__`, eight bytes of salt, the ciphertext. Key
 * and initialization vector are the 48 bytes of PBKDF2 with SHA-256 (openssl-enc(1)).
 *
 * @throws ActionError `INPUT_INVALID` for a wrong passphrase or a corrupt file
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
/** The tool that encrypted content that is not JSON; undefined if it is not encrypted. */
function cipherOf(bytes) {
    const text = bytes.toString('latin1').trimStart();
    if (text.startsWith('$ANSIBLE_VAULT;'))
        return 'by ansible-vault';
    if (/^(?:-----BEGIN (?:PGP|AGE)|age-encryption\.org)/.test(text))
        return 'by PGP or age';
    const inside = text.length < SHORTEST_CIPHER ? undefined : fromBase64(bytes);
    // Codeship's jet writes nothing but the base64 of its ciphertext.
    return inside?.some(byte => byte < 9 || byte > 126) ? 'by another tool than openssl (Codeship’s jet?)' : undefined;
}
/** In base64: shorter texts may be paths. */
const SHORTEST_CIPHER = 100;
function fromBase64(bytes) {
    const text = bytes.toString('latin1').replace(/\s+/g, '');
    return text !== '' && /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}
const isEncrypted = (bytes) => bytes.subarray(0, MAGIC.length).equals(MAGIC);
const isJson = (bytes) => bytes.toString().trimStart().startsWith('{');
/** JSON text from JSON, an encrypted file, or base64 of either. */
function decode(bytes, passphrase) {
    const candidates = [bytes, fromBase64(bytes)].filter(each => each !== undefined);
    const known = candidates.find(each => isEncrypted(each) || isJson(each));
    if (known === undefined || !isEncrypted(known))
        return known?.toString();
    if (passphrase === '')
        throw bad('is encrypted', `Set ${PASSPHRASE} to the passphrase it was encrypted with.`);
    const opened = decryptOpenssl(known, passphrase);
    // One wrong passphrase in 256 leaves valid padding.
    if (!isJson(opened))
        throw wrongPassphrase();
    return opened.toString();
}
async function readIfFile(path) {
    try {
        return (0,regular_file/* readRegular */.VX)(path, { follow: true });
    }
    catch {
        return undefined;
    }
}
/**
 * The input `docker-config`: the content of a Docker config, base64 of it, or a path (relative to the workspace); each
 * may be encrypted with openssl. Undefined when the input is empty.
 *
 * @throws ActionError `INPUT_INVALID` for anything else, or for an unreadable entry
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
        throw bad(file === undefined
            ? 'is neither JSON, base64-encoded JSON, nor a path that exists'
            : 'names a file that is not JSON', 'Give the content of a Docker config.json, base64 of it, or its path in the workspace.');
    }
    const config = parseDockerConfig(content, `\`${INPUT}\``);
    // Unlike the user's own file, this one was passed to be used: its problems must be fixed.
    if (config.problems.length > 0) {
        throw new errors/* ActionError */.lZ('INPUT_INVALID', config.problems.join('\n'), {
            hint: 'An entry is {"auth": "base64 of user:password"} or {"username": "…", "password": "…"}.',
        });
    }
    return config;
}

// EXTERNAL MODULE: ./lib/host/text/first-line.js
var first_line = __webpack_require__(17401);
// EXTERNAL MODULE: ./lib/host/text/quote.js
var quote = __webpack_require__(64212);
// EXTERNAL MODULE: ./lib/host/tool-messages.js
var tool_messages = __webpack_require__(77767);
// EXTERNAL MODULE: ./lib/runner/sanitize.js
var sanitize = __webpack_require__(62887);
;// CONCATENATED MODULE: ./lib/credentials/config-key.js

/** The key of a registry in docker, buildx and credential helpers. */
function configKey(host) {
    const canonical = (0,oci_reference/* canonicalHost */.rQ)(host);
    return canonical === oci_reference/* DOCKER_HUB */.Xb ? 'https://index.docker.io/v1/' : canonical;
}

;// CONCATENATED MODULE: ./lib/credentials/helpers.js








const DEADLINE = 30_000;
function broken(program, host, why, cause) {
    return new errors/* ActionError */.lZ('AUTH_FAILED', `the credential helper ${program}, asked for ${host}, ${why}`, {
        hint: `Fix the helper, remove it from the Docker config (credHelpers, credsStore), or give username and password for ${host}.`,
        cause,
    });
}
/** The helper's error message. Helpers write it to stdout, where JSON would be the secret: that is never quoted. */
function messageIn(stdout, stderr) {
    const output = [stdout, stderr].map(each => each.trim()).find(each => each !== '' && !each.startsWith('{'));
    return output === undefined ? '' : `: ${(0,sanitize/* defuse */.VP)((0,first_line/* firstLine */.T)(output)).slice(0, 200)}`;
}
function parseAnswer(stdout) {
    try {
        const answer = JSON.parse(stdout);
        const [username, secret] = [(0,context/* text */.Qq)(answer, 'Username'), (0,context/* text */.Qq)(answer, 'Secret')];
        return username === undefined || secret === undefined ? undefined : { username, secret };
    }
    catch {
        return undefined;
    }
}
/**
 * Runs `docker-credential-<helper> get`, with the registry on stdin (docker/docker-credential-helpers). Undefined if
 * the helper has no login.
 *
 * @param helper the part after `docker-credential-`, from `credHelpers` or `credsStore`
 * @throws ActionError `AUTH_FAILED`, naming the helper, if it is missing, fails, returns an invalid answer or times out
 */
async function askHelper(helper, host, options) {
    const { run, env, signal, deadline = DEADLINE } = options;
    const program = `docker-credential-${helper}`;
    if (!/^[\w.+-]+$/.test(helper))
        throw broken((0,quote/* quote */.h)(program), host, 'has an invalid name');
    const result = await run(program, ['get'], {
        env,
        input: configKey(host),
        timeout: deadline,
        ...(signal && { signal }),
    }).catch((error) => {
        if (signal?.aborted)
            throw error;
        throw broken(program, host, `cannot be started: ${(0,errors/* messageOf */.bD)(error)}`, error);
    });
    signal?.throwIfAborted();
    if (result.timedOut)
        throw broken(program, host, `did not answer within ${deadline / 1000} s`);
    if (result.code !== 0) {
        if ((0,tool_messages/* says */.FA)(`${result.stdout}\n${result.stderr}`, 'noCredentials'))
            return undefined;
        const how = result.signal === null ? `exit code ${result.code}` : `signal ${result.signal}`;
        throw broken(program, host, `failed (${how})${messageIn(result.stdout, result.stderr)}`);
    }
    const answer = parseAnswer(result.stdout);
    if (answer === undefined)
        throw broken(program, host, 'returned something that is not a login');
    return answer.secret === '' ? undefined : toCredential(answer.username, answer.secret);
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./lib/host/errno.js
var errno = __webpack_require__(69706);
// EXTERNAL MODULE: ./lib/host/files/check-creatable.js
var check_creatable = __webpack_require__(20330);
// EXTERNAL MODULE: ./lib/host/files/make-folder.js
var make_folder = __webpack_require__(6351);
// EXTERNAL MODULE: ./lib/host/text/sha256.js
var sha256 = __webpack_require__(39669);
;// CONCATENATED MODULE: ./lib/credentials/auth-entry.js
/** A login as in `auths` of a Docker config. */
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

;// CONCATENATED MODULE: ./lib/credentials/keep-login.js













/** In the run's folder: the user's original config, and what was written into it. */
const RECORD = 'kept-logins.json';
/**
 * Writes logins into the user's own Docker config, as `docker login` does, for later steps. The original is kept in the
 * run's folder and noted in the journal before anything changes. Helpers that would answer for one of these hosts are
 * overridden.
 *
 * @param dir the folder of the user's config
 * @throws ActionError RUNNER_UNUSABLE when the file cannot be read or written
 */
async function keepLogins(logins, dir, folder) {
    const path = configPathIn(dir);
    try {
        const bytes = readIfAny(path);
        const json = parsed(bytes);
        const auths = (0,context/* objectAt */.lJ)(json, 'auths');
        const helpers = (0,context/* objectAt */.lJ)(json, 'credHelpers');
        const hasStore = typeof json.credsStore === 'string' && json.credsStore !== '';
        const kept = [...logins].map(([host, credential]) => {
            const key = configKey(host);
            return { key, auth: authEntry(credential), before: auths[key], helper: helpers[key] };
        });
        const helped = kept.filter(({ key }) => hasStore || helpers[key] !== undefined);
        const text = asText({
            ...json,
            auths: { ...auths, ...Object.fromEntries(kept.map(({ key, auth }) => [key, auth])) },
            ...(helped.length > 0 && {
                credHelpers: { ...helpers, ...Object.fromEntries(helped.map(({ key }) => [key, ''])) },
            }),
        });
        const isNew = statIfAny(dir) === undefined;
        const record = { before: bytes?.toString('base64'), written: (0,sha256/* sha256Hex */.f)(text), madeFolder: isNew, kept };
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder.path, RECORD), JSON.stringify(record), { mode: 0o600 });
        await folder.note({ kind: 'login', path });
        await (0,make_folder/* makeFolder */.f)(dir);
        if (isNew)
            (0,external_node_fs_.chmodSync)(dir, 0o700);
        replace(path, text);
    }
    catch (cause) {
        throw unwritable(path, cause);
    }
}
/**
 * Checks early, writing nothing, that logins can be kept.
 *
 * @throws ActionError RUNNER_UNUSABLE as `keepLogins`
 */
function checkKeepLogins(dir) {
    const path = configPathIn(dir);
    try {
        parsed(readIfAny(path));
        (0,check_creatable/* checkCreatable */.E)(path);
    }
    catch (cause) {
        throw unwritable(path, cause);
    }
}
function unwritable(path, cause) {
    return new errors/* ActionError */.lZ('RUNNER_UNUSABLE', `\`keep-login\` cannot write ${path}: ${(0,errno/* reasonOf */.A)(cause)}`, {
        cause,
        hint: 'Make the file writable for the runner and valid JSON, or set DOCKER_CONFIG to another folder for the job.',
    });
}
/**
 * Restores the original. If nobody has changed the file since, byte for byte; otherwise only our remaining logins are
 * removed and those they replaced restored. A file that has none of them stays as it is.
 *
 * @param folder of the run
 * @throws Error (its message a clause) when that fails
 */
function takeBackLogins(path, folder) {
    const record = recordIn(folder);
    if (record === undefined)
        return;
    const now = readIfAny(path);
    // The file is gone, and our logins with it.
    if (now === undefined)
        return;
    const before = record.before === undefined ? undefined : Buffer.from(record.before, 'base64');
    if (before !== undefined && now.equals(before))
        return;
    if ((0,sha256/* sha256Hex */.f)(now) !== record.written) {
        const json = parsed(now);
        if (record.kept.some(one => isThere(one, json)))
            replace(path, withoutOurs(json, record));
        return;
    }
    if (before !== undefined)
        return replace(path, before);
    (0,external_node_fs_.rmSync)(path, { force: true });
    if (!record.madeFolder)
        return;
    try {
        (0,external_node_fs_.rmdirSync)((0,external_node_path_.dirname)(path));
    }
    catch {
        // It contains something else by now.
    }
}
/** The path of the user's config, links resolved. */
function configPathIn(dir) {
    const path = (0,external_node_path_.resolve)(dir, 'config.json');
    try {
        return (0,external_node_fs_.realpathSync)(path);
    }
    catch {
        return path;
    }
}
function withoutOurs(json, { kept }) {
    const auths = { ...(0,context/* objectAt */.lJ)(json, 'auths') };
    const helpers = { ...(0,context/* objectAt */.lJ)(json, 'credHelpers') };
    for (const { key, before, helper } of kept.filter(one => isThere(one, json))) {
        put(auths, key, before);
        if (helpers[key] === '')
            put(helpers, key, helper);
    }
    const { credHelpers: _, ...rest } = json;
    return asText({ ...rest, auths, ...(Object.keys(helpers).length > 0 && { credHelpers: helpers }) });
}
/** False if another step has logged in or out there meanwhile. */
function isThere({ key, auth }, json) {
    return JSON.stringify((0,context/* objectAt */.lJ)(json, 'auths')[key]) === JSON.stringify(auth);
}
function put(entries, key, value) {
    if (value === undefined)
        delete entries[key];
    else
        entries[key] = value;
}
function recordIn(folder) {
    try {
        return JSON.parse((0,regular_file/* readRegular */.VX)((0,external_node_path_.join)(folder, RECORD)).toString());
    }
    catch (error) {
        // It was noted before it could be written, or after it was removed: nothing was changed.
        if ((0,errno/* errnoOf */.U)(error) === 'ENOENT')
            return undefined;
        throw error;
    }
}
/** Atomically, keeping the file's permissions. */
function replace(path, content) {
    const draft = `${path}.${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`;
    const mode = statIfAny(path)?.mode ?? 0o600;
    try {
        (0,external_node_fs_.writeFileSync)(draft, content, { mode: 0o600, flag: 'wx' });
        (0,external_node_fs_.chmodSync)(draft, mode & 0o777);
        (0,external_node_fs_.renameSync)(draft, path);
    }
    finally {
        (0,external_node_fs_.rmSync)(draft, { force: true });
    }
}
function readIfAny(path) {
    try {
        // A dangling link cannot be replaced.
        (0,external_node_fs_.lstatSync)(path);
    }
    catch (error) {
        if (['ENOENT', 'ENOTDIR'].includes((0,errno/* errnoOf */.U)(error) ?? ''))
            return undefined;
        throw error;
    }
    return (0,regular_file/* readRegular */.VX)(path, { follow: true });
}
function statIfAny(path) {
    return (0,external_node_fs_.statSync)(path, { throwIfNoEntry: false });
}
function parsed(bytes) {
    const text = bytes?.toString() ?? '';
    if (text.trim() === '')
        return {};
    let json;
    try {
        json = JSON.parse(text);
    }
    catch {
        // Without V8's message, which quotes the file.
        throw new Error('it is not valid JSON');
    }
    if (!(0,fields/* isObject */.Gv)(json))
        throw new Error('it is not a JSON object');
    return json;
}
/** In docker's format. */
function asText(json) {
    return JSON.stringify(json, undefined, '\t');
}

// EXTERNAL MODULE: ./lib/event/forge.js
var forge = __webpack_require__(47935);
;// CONCATENATED MODULE: ./lib/credentials/renewal.js
/** BuildKit keeps a login for up to five minutes (session/auth/authprovider), so it must never get an older one. */
const AHEAD = 330_000;
/** How long to keep using a login whose renewal failed, before the next attempt. Milliseconds. */
const PAUSE = 60_000;
/** A longer-lived login is renewed anyway: timers are limited to 24 days. Milliseconds. */
const LONGEST = 86_400_000;
/** How long to use a login whose stated lifetime makes no sense. Milliseconds. */
const UNKNOWN = 60_000;
/**
 * @param asked when the login was requested, by our clock: the server's may differ
 * @param life seconds, as stated by the server; if invalid, the login is tried for a minute
 */
function lifetimeOf(asked, life) {
    const length = life > 0 ? Math.min(LONGEST, life * 1000) : UNKNOWN;
    return { renewAt: asked + length - Math.min(AHEAD, length / 4), end: asked + length };
}
/** The lifetime after a failed renewal. Undefined if the login has expired. */
function putOff({ end }, now) {
    return now < end ? { renewAt: Math.min(end, now + PAUSE), end } : undefined;
}

;// CONCATENATED MODULE: ./lib/credentials/resolve.js





function hasLogin({ password, identity }) {
    return password !== '' || identity !== undefined;
}
/** Entries without credentials are skipped; the first with credentials is used for its host. */
function entryFor(entries, host) {
    return entries.find(entry => hasLogin(entry) && (0,oci_reference/* canonicalHost */.rQ)(entry.registry) === host);
}
function fromEntries(entries, name, exchange) {
    return host => {
        const entry = entryFor(entries, host);
        if (entry === undefined)
            return undefined;
        const source = name(entries.indexOf(entry));
        if (entry.identity !== undefined)
            return exchange(host, entry.identity, source);
        return { credential: toCredential(entry.username, entry.password), source };
    };
}
function fromAuths({ auths }, source) {
    return host => {
        const credential = auths.get(host);
        return credential && { credential, source };
    };
}
function helperOf(config, host) {
    // An empty name in credHelpers disables helpers for the host, even with credsStore.
    return (config.credHelpers.get(host) ?? config.credsStore) || undefined;
}
function fromHelper(config, ask, where) {
    return async (host) => {
        const helper = helperOf(config, host);
        const credential = helper === undefined ? undefined : await ask(helper, host);
        return credential && { credential, source: `docker-credential-${helper} (${where})` };
    };
}
/** As in docker: a host with a helper has no other login in the same file. */
function fromUserFile(config, ask) {
    const byHelper = fromHelper(config, ask, "the user's Docker config");
    const byAuths = fromAuths(config, "the user's Docker config");
    return host => (helperOf(config, host) === undefined ? byAuths(host) : byHelper(host));
}
function ofUser(resolver) {
    return async (host) => {
        const resolved = await resolver(host);
        return resolved && { ...resolved, isUsers: true };
    };
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
 * Sources of credentials; the first that has some for a host wins:
 *
 * 1. the step's inputs: `registries`, then `registry-auth` and the `registry`/`username`/`password` shorthand;
 * 2. the step's `docker-config`: its `auths` before its helpers, since it was passed for its logins;
 * 3. the user's own: DOCKER_AUTH_CONFIG, then config.json (docker's own order);
 * 4. for a cloud's registries, the cloud credentials that an earlier step left in the environment;
 * 5. for the registry of the job's server (ghcr.io on github.com), the actor and the job's token;
 * 6. none.
 *
 * The user's own login for ghcr.io comes before the job's token: an earlier step logged in there on purpose (with a
 * token for another organization, say), while the job's token is only the default.
 */
function createCredentials(options) {
    const { registries, logins, configInput, userConfigs, askHelper, identities, isNeeded, now, warn, mask } = options;
    const exchange = async (host, identity, source) => {
        const asked = now();
        const granted = await identities.exchange(host, identity);
        return granted && { credential: credentialOf(granted), source, lifetime: lifetimeOf(asked, granted.life) };
    };
    const fromEnvironment = async (host) => {
        const identity = identities.ambient(host);
        if (identity === undefined)
            return undefined;
        try {
            return await exchange(host, identity, 'the environment');
        }
        catch (error) {
            if (isNeeded(host))
                throw error;
            warn(`No login to ${host}: ${(0,errors/* messageOf */.bD)(error)}`);
            return undefined;
        }
    };
    const resolvers = [
        fromEntries(registries, index => `registries[${index}]`, exchange),
        fromEntries(logins, () => 'registry-auth, or username and password', exchange),
        ...(configInput
            ? [fromAuths(configInput, 'docker-config'), fromHelper(configInput, askHelper, 'docker-config')]
            : []),
        ofUser(fromAuths(userConfigs.env, 'DOCKER_AUTH_CONFIG')),
        ofUser(fromUserFile(userConfigs.file, askHelper)),
        fromEnvironment,
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
    /** A login that cannot be renewed is used until it expires, unless its registry rejects it. */
    async function renew(host, old, refused) {
        try {
            return await ask(host);
        }
        catch (error) {
            const lifetime = old.credential === refused ? undefined : putOff(old.lifetime, now());
            if (lifetime === undefined)
                throw error;
            warn(`Couldn't renew the login to ${host}, which is still valid for a while: ${(0,errors/* messageOf */.bD)(error)}`);
            return { ...old, lifetime };
        }
    }
    const known = new Map();
    async function current(host, refused) {
        const held = known.get(host);
        const resolved = await held;
        const { lifetime } = resolved ?? {};
        if (resolved === undefined || lifetime === undefined)
            return resolved;
        if (now() < lifetime.renewAt && resolved.credential !== refused)
            return resolved;
        // The first caller renews it for all.
        if (known.get(host) === held) {
            const renewing = renew(host, { ...resolved, lifetime }, refused);
            known.set(host, renewing);
            // After a failed renewal, the next caller tries again.
            renewing.catch(() => known.get(host) === renewing && known.set(host, Promise.resolve(resolved)));
        }
        return known.get(host);
    }
    const isExchanged = (name) => {
        const host = (0,oci_reference/* canonicalHost */.rQ)(name);
        return (entryFor(registries, host) ?? entryFor(logins, host))?.identity !== undefined;
    };
    const given = [...registries, ...logins].filter(hasLogin).map(entry => entry.registry);
    // An entry that only names a cloud's registry uses the credentials in the environment.
    const ambient = logins.map(entry => entry.registry).filter(host => identities.ambient((0,oci_reference/* canonicalHost */.rQ)(host)));
    const fromConfig = configInput ? [...configInput.auths.keys(), ...configInput.credHelpers.keys()] : [];
    return {
        resolve(name, refused) {
            const host = (0,oci_reference/* canonicalHost */.rQ)(name);
            if (!known.has(host))
                known.set(host, ask(host));
            return current(host, refused);
        },
        mayRunOut: name => isExchanged(name) || identities.ambient((0,oci_reference/* canonicalHost */.rQ)(name)) !== undefined,
        hosts: [...new Set([...given, ...ambient, ...fromConfig].map(oci_reference/* canonicalHost */.rQ))],
    };
}
function credentialOf({ username, password }) {
    return { kind: 'basic', username, password };
}

// EXTERNAL MODULE: ./lib/host/variables/step.js
var step = __webpack_require__(1956);
// EXTERNAL MODULE: ./lib/github/id-token.js
var id_token = __webpack_require__(4966);
// EXTERNAL MODULE: ./lib/host/machine.js
var host_machine = __webpack_require__(29491);
// EXTERNAL MODULE: ./lib/host/retry.js
var retry = __webpack_require__(67460);
// EXTERNAL MODULE: ./lib/host/variables/services.js
var services = __webpack_require__(19142);
// EXTERNAL MODULE: ./lib/http/transport.js + 3 modules
var http_transport = __webpack_require__(28039);
// EXTERNAL MODULE: ./lib/plan/identity/types.js
var types = __webpack_require__(37311);
// EXTERNAL MODULE: ./lib/registry/errors/errors.js + 4 modules
var errors_errors = __webpack_require__(86795);
// EXTERNAL MODULE: ./lib/identity/exchange/ambient.js
var ambient = __webpack_require__(20622);
// EXTERNAL MODULE: ./lib/identity/exchange/ask.js
var exchange_ask = __webpack_require__(82571);
// EXTERNAL MODULE: ./lib/identity/exchange/id-token.js
var exchange_id_token = __webpack_require__(64441);
;// CONCATENATED MODULE: ./lib/identity/identities.js














function createIdentities(options, machine) {
    const { serverUrl, runId, runAttempt, policy, caOf } = options;
    const { env, log, now, signal } = machine;
    const tokens = (0,id_token/* idTokens */.S)(env, { ...(0,host_machine/* retryPorts */.N)(machine), policy, signal, proxyEnv: env, mask: log.mask });
    const issuer = (0,forge/* issuerOf */.xD)(serverUrl);
    const granted = new Set();
    const transports = new Map();
    const transportFor = (registry) => (isLoopback) => {
        const ca = caOf(registry);
        const key = `${isLoopback} ${ca ?? ''}`;
        const made = transports.get(key) ?? (0,http_transport/* createTransport */.o)({ ca, proxyEnv: isLoopback ? undefined : env });
        transports.set(key, made);
        return made;
    };
    const portsFor = (registry) => {
        const ask = (0,exchange_ask/* createAsk */.cY)({ registry, transport: transportFor(registry), signal, now });
        const { mask } = log;
        return {
            ...{ registry, ask, env, mask, now },
            hasCa: caOf(registry) !== undefined,
            isRenewal: granted.has(registry),
            idToken: audience => (0,exchange_id_token/* fetchIdToken */.FR)(registry, { fetch: tokens, issuer }, audience),
            readFile: path => (0,regular_file/* readText */.yR)(path, { follow: true }),
            runName: `slipway-${runId || '0'}-${runAttempt || '1'}`,
        };
    };
    return {
        async exchange(registry, identity) {
            if ((0,types/* needsIdToken */.O)(identity) && !(0,services/* serviceVariables */.n)(env).offersIdTokens) {
                log.info(`No login to ${registry}: this job may not ask GitHub for an id token.`);
                return undefined;
            }
            const ports = portsFor(registry);
            try {
                const login = await (0,retry/* retry */.L5)(() => exchangeOnce(identity, ports), {
                    ...{ policy, ports: (0,host_machine/* retryPorts */.N)(machine), signal },
                    onRetry: event => log.info((0,retry/* againLine */.FC)(event)),
                });
                granted.add(registry);
                return login;
            }
            catch (error) {
                if (!signal.aborted || error instanceof errors/* ActionError */.lZ)
                    throw error;
                const doing = { host: registry, path: '', what: 'logging in', anonymous: false };
                throw (0,errors_errors/* networkError */.x6)(doing, error, signal);
            }
        },
        ambient: registry => (0,ambient/* ambientOf */.i)(registry, env, external_node_fs_.existsSync),
        close: () => {
            for (const transport of transports.values())
                transport.close();
        },
    };
}
/** Each kind is loaded on demand. */
async function exchangeOnce(identity, ports) {
    switch (identity.kind) {
        case 'aws':
            return (await __webpack_require__.e(/* import() */ 5491).then(__webpack_require__.bind(__webpack_require__, 25491))).awsLogin(identity, ports);
        case 'google':
            return (await __webpack_require__.e(/* import() */ 1771).then(__webpack_require__.bind(__webpack_require__, 41771))).googleLogin(identity, ports);
        case 'azure':
            return (await __webpack_require__.e(/* import() */ 361).then(__webpack_require__.bind(__webpack_require__, 70361))).azureLogin(identity, ports);
        case 'dockerhub':
            return (await __webpack_require__.e(/* import() */ 249).then(__webpack_require__.bind(__webpack_require__, 80249))).dockerHubLogin(identity, ports);
        case 'quay':
            return (await __webpack_require__.e(/* import() */ 4484).then(__webpack_require__.bind(__webpack_require__, 34484))).quayLogin(identity, ports);
        case 'jfrog':
            return (await __webpack_require__.e(/* import() */ 9186).then(__webpack_require__.bind(__webpack_require__, 19186))).jfrogLogin(identity, ports);
    }
}

// EXTERNAL MODULE: ./lib/runner/child-env.js
var child_env = __webpack_require__(30994);
// EXTERNAL MODULE: ./lib/journal/names.js
var names = __webpack_require__(41271);
// EXTERNAL MODULE: ./lib/journal/remove-run-folder.js
var remove_run_folder = __webpack_require__(77456);
// EXTERNAL MODULE: ./lib/journal/run-folder.js
var run_folder = __webpack_require__(22539);
// EXTERNAL MODULE: ./lib/report/failure.js
var failure = __webpack_require__(57340);
// EXTERNAL MODULE: ./lib/host/text/last-line.js
var last_line = __webpack_require__(1833);
// EXTERNAL MODULE: ./lib/inputs/build/builder-spec.js
var builder_spec = __webpack_require__(98057);
// EXTERNAL MODULE: ./lib/builder/buildx/plugin.js
var buildx_plugin = __webpack_require__(35133);
;// CONCATENATED MODULE: ./lib/builder/create-builder.js






/** Somebody else created a builder of this name meanwhile. */
class BuilderExists extends errors/* ActionError */.lZ {
}
/** The arguments after `docker`, one command per node: the first creates the builder, the others append to it. */
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
/** The daemon must allow what `allow` grants a build. Nothing more is granted. */
function entitlementFlags(allow) {
    const granted = ['security.insecure', 'network.host'].filter(name => allow.includes(name) || allow.includes('*'));
    return granted.map(name => `--allow-insecure-entitlement ${name}`).join(' ');
}
/**
 * Creates a builder with all its nodes, and boots it once Docker is logged in, since BuildKit's image may have to be
 * pulled. A pull that fails because of the network is retried.
 *
 * @throws BuilderExists, ActionError BUILDER_UNUSABLE; the error of a login
 */
async function createBuilder(creation, ports) {
    const { run, log, env, cwd, signal } = ports;
    for (const args of createArgs(creation)) {
        const { code, stderr } = await run('docker', args, { env, cwd, signal, timeout: 120_000 });
        if (code === 0)
            continue;
        const why = (0,last_line/* lastLine */.f)(stderr);
        if ((0,tool_messages/* says */.FA)(why, 'builderExists'))
            throw new BuilderExists('BUILDER_UNUSABLE', why);
        throw uncreated(creation, why);
    }
    await ports.loggedIn;
    await log.group(`Start builder ${creation.name} (${creation.driver})`, () => boot(creation, ports));
}
async function boot(creation, ports) {
    const { run, log, env, signal, policy } = ports;
    const attempt = async () => {
        const args = ['buildx', 'inspect', '--bootstrap', creation.name];
        const { code, stderr } = await run('docker', args, { env, signal, timeout: 600_000, onStderr: log.info });
        if (signal.aborted)
            throw new errors/* ActionError */.lZ('CANCELLED', 'cancelled while the builder was starting');
        if (code !== 0)
            throw uncreated(creation, stderr.slice(Math.max(0, stderr.lastIndexOf('ERROR: '))).trim());
    };
    await (0,retry/* retry */.L5)(attempt, {
        policy,
        ports,
        signal,
        onRetry: event => log.notice((0,retry/* againLine */.FC)(event, 'starting it')),
    });
}
/** The first that fits. */
const REMEDIES = [
    [
        ['tlsInEnvironment'],
        'This engine is reached with TLS keys from the environment: create a context for it (`docker context create NAME`) in an earlier step, and give its name as `endpoint`.',
    ],
    [['pullsLimited', 'loginNeeded'], "BuildKit's image needs a login: see `registry-auth`."],
    [['unreachable'], 'Check that this runner can reach the address.'],
    [['driverUnknown'], 'Fix `driver-opts`, or install a newer buildx.'],
];
function uncreated({ name, driver }, why) {
    const hint = REMEDIES.find(([kinds]) => (0,tool_messages/* says */.FA)(why, ...kinds))?.[1];
    const message = `builder ${JSON.stringify(name)} (${driver}) could not be started: ${why.replace(/^ERROR: /, '')}`;
    return new errors/* ActionError */.lZ('BUILDER_UNUSABLE', message, {
        hint: hint ?? 'Check that this driver can run here, and its options.',
        verdict: (0,tool_messages/* troubleVerdict */.bd)(why),
    });
}
/**
 * Removes a builder that this action created. A missing one is fine.
 *
 * @throws ActionError BUILDER_UNUSABLE
 */
async function removeBuilder({ name, keepState, buildx }, run, env) {
    const args = ['rm', '--force', ...(keepState ? ['--keep-state'] : []), name];
    const [command, all] = (0,buildx_plugin/* buildxCommand */.I0)(buildx, args);
    const { code, stderr } = await run(command, all, { env, timeout: 120_000 });
    if (code === 0 || (0,tool_messages/* says */.FA)(stderr, 'builderMissing'))
        return;
    throw new errors/* ActionError */.lZ('BUILDER_UNUSABLE', (0,last_line/* lastLine */.f)(stderr) || `buildx exited with code ${code}`);
}

// EXTERNAL MODULE: ./lib/engine/any-engine.js
var any_engine = __webpack_require__(36059);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
;// CONCATENATED MODULE: ./lib/engine/engine-certs.js







/** Where the engine, and the BuildKit inside it, look for a registry's CA; read for each connection. */
const CERTS = '/etc/docker/certs.d';
/**
 * Makes the local engine trust a registry's CA. The file's name is unique, so that the user's files stay; the engine
 * reads every `*.crt`.
 *
 * @param host a registry's host, `registry.example:5000`
 * @throws ActionError ENGINE_FAILED when the folder cannot be written, not even with sudo
 * @see https://docs.docker.com/engine/security/certificates/
 */
async function trustInEngine(host, pem, ports) {
    const folder = (0,external_node_path_.join)(ports.folder ?? CERTS, host);
    try {
        await writeForEngine((0,external_node_path_.join)(folder, `slipway-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}.crt`), pem, ports);
    }
    catch (error) {
        throw new errors/* ActionError */.lZ('ENGINE_FAILED', `the private CA could not be installed for the Docker Engine: ${(0,errors/* messageOf */.bD)(error)}`, {
            hint: `Put the certificate at ${(0,external_node_path_.join)(folder, 'ca.crt')} yourself, or let this user write there.`,
        });
    }
}
/**
 * Writes a new file in the engine's configuration of a registry, with its parent folders.
 *
 * @throws ActionError ENGINE_FAILED when it cannot be written, not even with sudo
 */
async function writeForEngine(path, text, ports) {
    const folder = (0,external_node_path_.dirname)(path);
    for (const missing of missingFolders(folder))
        await ports.willWrite(`${missing}/`);
    await ports.willWrite(path);
    try {
        await (0,make_folder/* makeFolder */.f)(folder, 0o755);
        await (0,promises_.writeFile)(path, text, { flag: 'wx', mode: 0o644 });
    }
    catch (error) {
        if (!isForbidden(error))
            throw engine_certs_unwritable(folder, (0,errors/* messageOf */.bD)(error));
        const script = 'umask 022 && mkdir -p -- "$1" && cat > "$2"';
        await sudo(['sh', '-c', script, 'sh', folder, path], ports, text).catch(why => {
            throw engine_certs_unwritable(folder, (0,errors/* messageOf */.bD)(why));
        });
    }
}
/** Removes a file that was written outside the run's folder, or (with a trailing slash) an empty folder. */
async function removeWritten(path, ports) {
    const isFolder = path.endsWith('/');
    try {
        await (isFolder ? (0,promises_.rmdir)(path) : (0,promises_.unlink)(path));
    }
    catch (error) {
        const { code = '' } = error;
        // It was noted but never created, or somebody else uses the folder by now.
        if (['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(code))
            return;
        // The journal is not trustworthy: sudo removes only certificates and the folders above them, which rmdir leaves
        // unless they are empty.
        const root = `${ports.folder ?? CERTS}/`;
        const isOurs = (path.startsWith(root) || (isFolder && root.startsWith(path))) && !path.includes('/../');
        if (!isForbidden(error) || !isOurs)
            throw error;
        await sudo(isFolder ? ['rmdir', '--ignore-fail-on-non-empty', '--', path] : ['rm', '-f', '--', path], ports);
    }
}
/** Whether a path is one that `trustInEngine` creates: a certificate with our name, or a folder for one. */
function isCertificate(path) {
    // Created for the first certificate on a machine; removed only when empty.
    if (path === `${CERTS}/` || path === `${(0,external_node_path_.dirname)(CERTS)}/`)
        return true;
    const [, name] = /^\/etc\/docker\/certs\.d\/(?!\.{1,2}\/)[\w.:-]+\/(.*)$/.exec(path) ?? [];
    return name === '' || /^slipway-[0-9a-f]{12}\.crt$/.test(name ?? '/');
}
/** Outermost first, so that undoing in reverse leaves none. */
function missingFolders(folder) {
    if ((0,external_node_fs_.existsSync)(folder))
        return [];
    return [...missingFolders((0,external_node_path_.dirname)(folder)), folder];
}
async function sudo(args, { run, env, signal }, input) {
    const options = { env, timeout: 30_000, ...(signal && { signal }), ...(input !== undefined && { input }) };
    const { code, stderr } = await run('sudo', ['-n', ...args], options);
    if (code !== 0)
        throw new errors/* ActionError */.lZ('ENGINE_FAILED', (0,last_line/* lastLine */.f)(stderr) || `sudo exited with code ${code}`);
}
function isForbidden(error) {
    return ['EACCES', 'EPERM'].includes(error.code ?? '');
}
function engine_certs_unwritable(folder, why) {
    return new errors/* ActionError */.lZ('ENGINE_FAILED', `cannot write to ${folder}: ${why}`);
}

;// CONCATENATED MODULE: ./lib/engine/engine-mirrors.js






/** The first line of our files: no other `hosts.toml` is ever overwritten or removed. */
const MARK = '# Written by Slipway for one run, and removed after it: ';
const NAME = 'hosts.toml';
/**
 * Makes the local engine, and the BuildKit in it, look for a registry's images in mirrors first. The registry itself
 * comes last, by the engine's own rule, and the provenance of a build names the registry, not the mirror.
 *
 * @returns false if the engine already has a configuration for this registry, which stays
 * @throws ActionError ENGINE_FAILED when the folder cannot be written, not even with sudo
 * @see https://github.com/containerd/containerd/blob/main/docs/hosts.md
 */
async function mirrorInEngine(host, mirrors, { trusts, ...ports }) {
    const root = ports.folder ?? CERTS;
    const folder = (0,external_node_path_.join)(root, host);
    const path = (0,external_node_path_.join)(folder, NAME);
    const there = await textAt(path);
    if (there !== undefined)
        return there.startsWith(MARK);
    const own = await certificatesIn(folder);
    const blocks = await Promise.all(mirrors.map(mirror => blockOf(mirror, root, trusts)));
    const lines = [
        `${MARK}${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`,
        ...serverOf(host, trusts),
        ...trustLines(own),
        '',
        ...blocks,
    ];
    await writeForEngine(path, `${lines.join('\n')}\n`, ports);
    return true;
}
/** Whether this action wrote the file. */
async function isMirrorFile(path) {
    if (!isMirrorPath(path))
        return false;
    return (await textAt(path).catch(() => undefined))?.startsWith(MARK) ?? false;
}
function isMirrorPath(path) {
    return /^\/etc\/docker\/certs\.d\/(?!\.{1,2}\/)[\w.:-]+\/hosts\.toml$/.test(path);
}
async function textAt(path) {
    try {
        return await (0,promises_.readFile)(path, 'utf8');
    }
    catch (error) {
        if (['ENOENT', 'ENOTDIR'].includes((0,errno/* errnoOf */.U)(error) ?? ''))
            return undefined;
        throw error;
    }
}
/** Next to a `hosts.toml`, the engine ignores the folder's certificates, so they must be listed. */
async function certificatesIn(folder) {
    const names = await (0,promises_.readdir)(folder).catch(() => []);
    const clients = names.filter(name => name.endsWith('.cert')).map(name => name.replace(/\.cert$/, ''));
    return {
        authorities: names.filter(name => name.endsWith('.crt')).map(name => (0,external_node_path_.join)(folder, name)),
        clients: clients
            .filter(name => names.includes(`${name}.key`))
            .map(name => [(0,external_node_path_.join)(folder, `${name}.cert`), (0,external_node_path_.join)(folder, `${name}.key`)]),
    };
}
function trustLines({ authorities, clients }) {
    return [
        ...(authorities.length === 0 ? [] : [`ca = ${JSON.stringify(authorities)}`]),
        ...(clients.length === 0 ? [] : [`client = ${JSON.stringify(clients)}`]),
    ];
}
/** The engine knows the registry's address, but not that plain HTTP is allowed. */
function serverOf(host, trusts) {
    return trusts.get(host)?.insecure && !(0,oci_reference/* isLoopback */.U9)(host) ? [`server = ${JSON.stringify(`http://${host}`)}`] : [];
}
async function blockOf({ host, path }, root, trusts) {
    const isPlain = (0,oci_reference/* isLoopback */.U9)(host) || trusts.get(host)?.insecure === true;
    const url = `${isPlain ? 'http' : 'https'}://${host}`;
    const certificates = await certificatesIn((0,external_node_path_.join)(root, host));
    return [
        // JSON strings are valid TOML basic strings.
        `[host.${JSON.stringify(path === '' ? url : `${url}/v2/${path}`)}]`,
        'capabilities = ["pull", "resolve"]',
        ...(path === '' ? [] : ['override_path = true']),
        ...trustLines(certificates),
    ].join('\n');
}

// EXTERNAL MODULE: ./lib/host/variables/docker.js
var variables_docker = __webpack_require__(85358);
// EXTERNAL MODULE: ./lib/host/files/read-if-there.js
var read_if_there = __webpack_require__(3169);
// EXTERNAL MODULE: ./lib/journal/run-reference.js
var run_reference = __webpack_require__(94078);
;// CONCATENATED MODULE: ./lib/journal/to-undo.js





/**
 * What to undo according to a run's journal. Every process of this user can write that file, gates included. So an
 * entry counts only if the run itself passed it to the runner (`state`), or if its subject is provably this action's:
 * by a name that only this action creates, seen in the engine. If the run passed nothing, names of images and builders
 * count too: it may have died between noting a name and creating it, and whoever can write the file as this user can
 * also control the engine. Files must always prove to be ours, and containers must be of a run's image: the state can
 * be tampered with as well.
 *
 * @param state the `undo` state of the main step, saved before the first gate and at its end; '' if the step was killed
 *   before that, and always when a later run cleans up after a dead one
 */
async function toUndo(folder, state, proofs) {
    const own = entriesIn((0,fields/* jsonIn */.Yf)(state));
    const known = new Set(own.map(entry => JSON.stringify(entry)));
    const lines = ((0,read_if_there/* readIfThere */.q)((0,external_node_path_.join)(folder, names/* JOURNAL */.Ex), {}) ?? '').split('\n');
    const others = entriesIn(lines.map(line => (0,fields/* jsonIn */.Yf)(line))).filter(entry => !known.has(JSON.stringify(entry)));
    const sources = [
        ...own.map(undo => ({ undo: narrowed(undo, others), from: 'state' })),
        ...others
            .filter(undo => !narrows(undo, own))
            .map(undo => ({ undo, from: state === '' ? 'all that is left' : 'file' })),
    ];
    const isProved = await Promise.all(sources.map(({ undo, from }) => isOurs(undo, from, proofs).catch(() => false)));
    const all = sources.map(({ undo }) => undo);
    // Withdrawals are of no interest in the log.
    const left = all.filter(({ kind }, at) => !isProved[at] && kind !== 'withdrawn');
    return { safe: all.filter((_, at) => isProved[at]), left };
}
/** An entry for a name, limited to the image that the file says was built. Nothing more is removed by that. */
function narrowed(undo, others) {
    if (undo.kind !== 'image' || undo.keep !== undefined || undo.digest !== undefined)
        return undo;
    const { name, run } = undo;
    const built = others.findLast(one => one.kind === 'image' && one.name === name && one.run === run);
    return built?.kind === 'image' && built.digest !== undefined ? { ...undo, digest: built.digest } : undo;
}
/** Whether an entry says what an own one is for. */
function narrows(undo, own) {
    return own.some(one => narrowed(one, [undo]) !== one);
}
/** @param from where the entry is from; `all that is left`: from the file of a run that passed nothing */
async function isOurs(undo, from, proofs) {
    if (from !== 'file' && !['file', 'login', 'containers'].includes(undo.kind))
        return true;
    switch (undo.kind) {
        case 'withdrawn':
            // Others cannot withdraw entries that the run passed on.
            return false;
        case 'builder':
            return /^slipway-[0-9a-f]{12}$/.test(undo.name);
        case 'containers':
            return (0,run_reference/* isRunReference */.p)(undo.image);
        case 'file':
            return proofs.isWritten(undo.path);
        case 'login':
            // A later step may have set DOCKER_CONFIG to another folder. Files without this run's logins stay as they are.
            return from === 'state' || proofs.isUserConfig(undo.path);
        case 'image':
            return (0,run_reference/* isRunReference */.p)(undo.name) || OF_THE_PUSH.test(undo.name) || (await hasOurName(undo, proofs));
    }
}
/** A name at the push's own endpoint. */
const OF_THE_PUSH = /^127\.0\.0\.1:\d+\/slipway(?:\/[a-z]+)?:[\w.-]+$/;
/** The image with this name also has the run's name, or the former image is kept under one of our names. */
async function hasOurName({ name, keep, run }, engine) {
    if (keep !== undefined)
        return /^slipway\/keep:[0-9a-f]{16}$/.test(keep) && (await engine.image(keep)) !== undefined;
    if (run === undefined || !(0,run_reference/* isRunReference */.p)(run))
        return false;
    const now = await engine.image(name);
    return now?.references.includes(run) ?? false;
}
function entriesIn(json) {
    return Array.isArray(json) ? json.flatMap(entry => entryOf(entry) ?? []) : [];
}
/** Valid in names of images and builders: no options, and no path out of an engine API address. */
const to_undo_NAME = /^(?!.*\/\.{0,2}\/|.*\/\.{1,2}$)[\w[][\w./:@[\]-]{0,500}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
/** Rebuilt from known fields: anything else in a line (the path of a program, say) is dropped. */
function entryOf(json) {
    const entry = (0,fields/* fieldsIn */.t5)(json);
    const nameIn = (key) => (typeof entry[key] === 'string' && to_undo_NAME.test(entry[key]) ? entry[key] : undefined);
    const [kind, name, image, keep, run] = [entry.kind, ...['name', 'image', 'keep', 'run'].map(nameIn)];
    if (kind === 'file' || kind === 'login')
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
    const digest = typeof entry.digest === 'string' && DIGEST.test(entry.digest) ? entry.digest : undefined;
    return {
        kind,
        name,
        ...(keep !== undefined && { keep }),
        ...(run !== undefined && { run }),
        ...(digest !== undefined && { digest }),
    };
}
function isPath(value) {
    return typeof value === 'string' && value.startsWith('/') && !value.includes('\0');
}

// EXTERNAL MODULE: ./lib/journal/undo.js
var journal_undo = __webpack_require__(99041);
;// CONCATENATED MODULE: ./lib/run/post/clean-up.js









const NO_STATE = { undo: '', buildx: '' };
/** Undoes a run's journal: this run's in post, a dead run's (without state) when the next run starts. */
async function cleanUp(folder, machine, { undo, buildx } = NO_STATE) {
    const { env, run, log } = machine;
    const docker = (0,child_env/* childEnv */.gf)(env);
    const userConfig = configPathIn((0,variables_docker/* dockerVariables */.G)(env).configDir);
    const engine = (0,any_engine/* anyEngine */.F)(machine);
    const { safe, left } = await toUndo(folder, undo, {
        image: engine.image,
        isWritten: path => isCertificate(path) || isMirrorPath(path),
        isUserConfig: path => path === userConfig,
    });
    const failures = await (0,journal_undo/* undoAll */.wC)(safe, {
        engine,
        removeBuilder: removal => removeBuilder({ ...removal, ...(buildx !== '' && { buildx }) }, run, docker),
        // A replacement by anybody else stays.
        removeFile: async (path) => isMirrorPath(path) && !(await isMirrorFile(path)) ? undefined : removeWritten(path, { run, env: docker }),
        takeBackLogins: path => takeBackLogins(path, folder),
    });
    for (const failure of failures)
        log.warning(`Could not restore ${failure}`);
    for (const entry of left) {
        log.info(`Left alone, because nothing shows that Slipway created it: ${JSON.stringify(entry).slice(0, 500)}`);
    }
}

;// CONCATENATED MODULE: ./lib/run/run-folder.js









/**
 * Works in a folder of this run, which the post step removes. Remains of killed runs are removed first. Post gets the
 * folder's path before there is anything in it, and at the end the list of what to undo.
 */
async function inRunFolder(run, work) {
    const { job, report, machine } = run;
    const { runnerTemp } = job.context;
    const { log } = machine;
    await (0,run_folder/* sweepRunFolders */.vb)(runnerTemp, machine.now(), left => cleanUp(left, machine).catch(error => log.warning(`An earlier run could not be cleaned up: ${(0,errno/* reasonOf */.A)(error)}`)));
    const folder = await (0,run_folder/* createRunFolder */.kg)(runnerTemp);
    // Post needs this to find what to clean up.
    await report
        .saveState({ folder: folder.path })
        .catch(error => (0,run_folder/* removeFolder */.v$)(folder.path).then(() => Promise.reject(error)));
    try {
        await work({ ...run, folder, machine: { ...machine, env: (0,run_folder/* markedEnv */.Ed)(machine.env, folder.path) } });
    }
    finally {
        const undo = undoState(folder);
        // Post looks further wherever there is a journal.
        if (undo === names/* NOTHING_NOTED */.Re)
            await (0,run_folder/* removeFolder */.v$)((0,external_node_path_.join)(folder.path, names/* JOURNAL */.Ex)).catch(() => { });
        await report.saveState({ undo }).catch(error => (0,failure/* reportFailure */.x)(error, machine));
        // Without the mark the next run only removes the folder earlier.
        await (0,run_folder/* markFinished */.UI)(folder.path).catch(error => log.debug((0,errors/* messageOf */.bD)(error)));
        // Post would not know where to look.
        if (!(0,step/* hasPostStep */.fm)(machine.env))
            await cleanUpNow(folder, runnerTemp, machine);
    }
}
/** The post step's work, for runners without state. Failures are warnings here too. */
async function cleanUpNow(folder, runnerTemp, machine) {
    try {
        const uncancelled = { ...machine, signal: new AbortController().signal };
        await cleanUp(folder.path, uncancelled, { undo: undoState(folder), buildx: '' });
        (0,remove_run_folder/* removeRunFolder */.UG)(folder.path, runnerTemp);
    }
    catch (error) {
        machine.log.warning(`Clean-up failed: ${folder.path}: ${(0,errno/* reasonOf */.A)(error)}`);
    }
}
/** The run's own notes for post, without anything that gates have written into the journal. */
function undoState(journal) {
    return JSON.stringify(journal.noted());
}

;// CONCATENATED MODULE: ./lib/run/logins.js









/** @param pushed the target registries */
async function openLogins({ inputs, context }, { userConfigs, trusts, pushed }, machine) {
    const { env, log, run, now, signal } = machine;
    const named = new Set(inputs.logins.map(entry => (0,oci_reference/* canonicalHost */.rQ)(entry.registry)));
    const identities = createIdentities({
        serverUrl: context.serverUrl,
        runId: context.runId,
        runAttempt: context.runAttempt,
        policy: inputs.retry,
        caOf: host => trusts.get(host)?.ca,
    }, machine);
    const credentials = createCredentials({
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
        identities,
        isNeeded: host => pushed.includes(host) || named.has(host),
        now,
        warn: log.warning,
        mask: log.mask,
    });
    return { credentials, close: identities.close };
}
/**
 * Before the build: a run should not publish, and then fail to leave its logins to later steps.
 *
 * @throws ActionError RUNNER_UNUSABLE
 */
async function checkKeptLogins({ keepLogin }, { givenLogins, docker }, env) {
    if (keepLogin && (0,step/* hasPostStep */.fm)(env) && (await givenLogins()).size > 0)
        checkKeepLogins(docker.user.configDir);
}
/** Leaves this step's logins to later steps. Done last: gates never see them, and failed runs leave none. */
async function keepLoginsOf({ job, folder, report, machine, bench }) {
    if (!job.inputs.keepLogin)
        return;
    const { log } = machine;
    if (!(0,step/* hasPostStep */.fm)(machine.env)) {
        log.notice('`keep-login` is ignored: this runner has no post steps that could take the logins back.');
        return;
    }
    const logins = await bench.givenLogins();
    if (logins.size === 0) {
        log.info('`keep-login`: this run has no logins to keep');
        return;
    }
    await keepLogins(logins, bench.docker.user.configDir, folder);
    await report.saveState({ undo: undoState(folder) });
    const hosts = [...logins.keys()].join(', ');
    log.info(`Kept the logins to ${hosts} for the steps that follow; they are removed when the job ends`);
}

// EXTERNAL MODULE: ./lib/build/build-image.js
var build_image = __webpack_require__(55980);
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
// EXTERNAL MODULE: ./lib/cache/mounts/types.js
var mounts_types = __webpack_require__(80504);
// EXTERNAL MODULE: ./lib/cache/reach.js + 1 modules
var reach = __webpack_require__(9535);
// EXTERNAL MODULE: ./lib/host/all-ended.js
var all_ended = __webpack_require__(32264);
// EXTERNAL MODULE: ./lib/inputs/job.js
var inputs_job = __webpack_require__(9514);
// EXTERNAL MODULE: ./lib/run/ahead.js + 5 modules
var run_ahead = __webpack_require__(65989);
// EXTERNAL MODULE: ./lib/run/caching.js
var caching = __webpack_require__(33428);
// EXTERNAL MODULE: ./lib/run/workbench.js
var workbench = __webpack_require__(78636);
;// CONCATENATED MODULE: ./lib/run/obtaining.js














/** Starts looking for earlier runs' caches in the background. */
async function lookForCaches({ job, folder, report, machine }) {
    const serviceProbe = (0,reach/* lookForService */.uW)(job.inputs, machine);
    if (job.inputs.cacheMounts === 'none')
        return { serviceProbe, mounts: mounts_types/* NO_MOUNTS */.H, end: async () => { } };
    const { openMounts } = await __webpack_require__.e(/* import() */ 4466).then(__webpack_require__.bind(__webpack_require__, 44466));
    const mounts = await openMounts(job, folder.path, machine);
    return {
        serviceProbe,
        mounts,
        async end() {
            await mounts.end();
            await report.saveState({ mounts: mounts.toSave() }).catch(error => (0,failure/* reportFailure */.x)(error, machine));
        },
    };
}
/** Obtains every image: built, or existing. The result is reported. @throws ActionError */
async function obtain(ready, caches) {
    const { job, bench } = ready;
    if (job.several === undefined || bench.sources.length > 0) {
        return (0,all_ended/* allEnded */.C)((0,workbench/* eachImage */.Ne)(ready).map(one => obtainOne(one, caches)));
    }
    const { buildTogether } = await __webpack_require__.e(/* import() */ 5208).then(__webpack_require__.bind(__webpack_require__, 25208));
    return buildTogether(ready, caches.serviceProbe);
}
async function obtainOne(ready, caches) {
    const [source] = ready.bench.sources;
    if (source === undefined)
        return buildCached(ready, caches);
    const { job, report, machine } = ready;
    const { takeSource } = await __webpack_require__.e(/* import() */ 3495).then(__webpack_require__.bind(__webpack_require__, 93495));
    const built = await report.timed('source', () => takeSource(source, job.inputs, (0,workbench/* buildSite */.Sk)(ready), machine));
    const { name } = (0,workbench/* theOnly */.Iy)(job.plan.images);
    report.built(built.result, name);
    if (source.tested !== undefined)
        report.gated([], [{ image: name, digests: source.tested }]);
    return { built, cached: job.inputs };
}
/** Builds with the cache that suits this run; the post step saves what is left for the job's end. */
async function buildCached(ready, { serviceProbe, mounts }) {
    const { job, report, machine, bench } = ready;
    const { inputs } = job;
    const site = (0,caching/* cacheSite */.o)(ready);
    const [cache] = await report.timed('cache', () => Promise.all([(0,cache_cache/* openCache */.b)(job, site, serviceProbe, machine), mounts.restore(bench)]));
    const { tagReader: reader, stageAhead } = (0,run_ahead/* aheadOf */.R)(ready);
    const ahead = { onAttempt: mounts.observe, stageAhead };
    const watched = { ...(0,workbench/* buildSite */.Sk)(ready), ...ahead };
    try {
        const build = (stopped) => cache.build((wanted, ports) => {
            if (wanted.build.noCache && !inputs.build.noCache)
                mounts.drop();
            const stoppable = { ...ports, signal: AbortSignal.any([ports.signal, stopped]) };
            return buildOnce({ job: { ...job, inputs: (0,late_export/* beforeGates */.eT)(wanted) }, site: watched, machine: stoppable });
        });
        const built = await report.timed('build', () => (0,while_checked/* whileChecked */.Z)(bench.checked, machine, build));
        report.built(built.result, '');
        mounts.save(bench);
        await (0,caching/* keepCache */.G)(cache, built, ready);
        return { built, cached: cache.inputs, tagReader: reader };
    }
    finally {
        await cache.close();
    }
}
/** Pushed by the builder directly if nothing here needs the image; otherwise exported to this machine. */
async function buildOnce(request) {
    const alone = async ([one], [outputs], clear) => [await (0,build_image/* pushingBuild */.Hh)(one, outputs, clear)];
    const made = (await (0,by_digest/* buildByDigest */.E)([request], alone)) ?? (await (0,layout_by_platform/* buildLayoutByPlatform */.F)([request], alone));
    return made === undefined ? (0,build_image/* buildImage */._w)(request) : (0,workbench/* theOnly */.Iy)(made);
}
/**
 * Tests the images, if the run has gates: only then is the code for it loaded.
 *
 * @throws ActionError as `gateAll`
 */
async function testImages(ready, obtained) {
    if (!(0,inputs_job/* haveGates */.ZU)(ready.job))
        return obtained.map(one => ({ ...one, tested: [] }));
    const { gateAll } = await __webpack_require__.e(/* import() */ 6717).then(__webpack_require__.bind(__webpack_require__, 26717));
    const built = obtained.map(one => one.built);
    const tested = await gateAll(ready, built);
    return obtained.map((one, at) => ({ ...one, tested: tested[at] ?? [] }));
}

// EXTERNAL MODULE: ./lib/run/parts.js
var parts = __webpack_require__(39315);
;// CONCATENATED MODULE: ./lib/run/planning/rebuilding.js
/**
 * Why nothing needs to be built: with `rebuild: base-changed`, no base image of any published image has moved. Images
 * of one run belong together: if one is due, all are built.
 *
 * @returns undefined when there is something to build
 */
async function reasonToSkipBuild({ job, report, machine, bench }) {
    if (job.inputs.rebuild !== 'base-changed' || !job.plan.decision.push)
        return undefined;
    const { targets, connectSource } = bench;
    const { lookForMovedBases } = await __webpack_require__.e(/* import() */ 6511).then(__webpack_require__.bind(__webpack_require__, 36511));
    const looked = await report.timed('bases', () => Promise.all(targets.images.map(({ fleet }) => lookForMovedBases(fleet, connectSource))));
    const reasons = looked.map(({ isDue, why }, at) => {
        const name = job.plan.images[at]?.name ?? '';
        return { isDue, why: name === '' ? why : `${name}: ${why}` };
    });
    const due = reasons.filter(({ isDue }) => isDue);
    for (const { why } of due)
        machine.log.notice(`Rebuilding: ${why}`);
    return due.length > 0 ? undefined : reasons.map(({ why }) => why).join('; ');
}

// EXTERNAL MODULE: ./lib/run/policing.js
var policing = __webpack_require__(23284);
// EXTERNAL MODULE: ./lib/host/text/human-size.js
var human_size = __webpack_require__(20051);
;// CONCATENATED MODULE: ./lib/build/disk.js


/** Most images and their layers need more than this. Bytes. */
const LITTLE = 2_000_000_000;
/** Warns of locations with little free space. Paths that are not on this machine (the engine is remote) are skipped. */
async function warnOfLowDisk(places, log, ask = promises_.statfs) {
    for (const { what, path } of places) {
        const free = await freeAt(path, ask);
        if (free === undefined || free >= LITTLE)
            continue;
        log.warning(`Only ${(0,human_size/* humanSize */.X)(free)} free where ${what} (${path}): the build may fail with "no space left on device". Free some space first, or use a runner with a larger disk.`);
    }
}
/** Free bytes for this user; undefined if unknown (some network file systems report none). */
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
 * @param dataRoot the engine's own folder; '' if it is not on this machine
 * @param folder of the run
 */
function placesOf({ layout }, dataRoot, folder) {
    return [
        ...(dataRoot === '' ? [] : [{ what: 'the engine keeps images', path: dataRoot }]),
        ...(layout ? [{ what: 'the image is exported to', path: folder }] : []),
    ];
}

// EXTERNAL MODULE: ./lib/build/exports.js
var build_exports = __webpack_require__(43119);
// EXTERNAL MODULE: ./lib/build/names.js
var build_names = __webpack_require__(52508);
// EXTERNAL MODULE: ./node_modules/semver/functions/gte.js
var gte = __webpack_require__(41236);
;// CONCATENATED MODULE: ./lib/builder/buildx/build-policy.js


/** The first buildx with `--policy`, and the first that accepts `cwd://` in it. */
const FIRST = '0.31.0';
const ANYWHERE = '0.32.0';
/**
 * buildx's arguments for Rego files of the workspace. If they cannot be applied, the build fails: they exist to
 * restrict it.
 *
 * @param paths relative to the workspace, in which buildx runs
 * @param isRoot every build has the workspace as its context
 * @throws ActionError BUILDX_UNUSABLE
 * @see https://docs.docker.com/build/policies/usage/
 */
async function policySpecs(paths, isRoot, { run, env, signal }) {
    if (paths.length === 0)
        return [];
    const { stdout } = await run('docker', ['buildx', 'version'], { env, signal, timeout: 60_000 });
    const version = /\sv?(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
    if (version === undefined || !gte(version, FIRST, true)) {
        const which = version === undefined ? 'the version of buildx is not known' : `this is buildx ${version}`;
        throw new errors/* ActionError */.lZ('BUILDX_UNUSABLE', `\`build-policy\` needs buildx ${FIRST} or later, and ${which}`, {
            hint: `Set \`buildx-version: v${ANYWHERE}\`, or a later one, or remove \`build-policy\`.`,
        });
    }
    // A path without a scheme is relative to the context, which may be untrusted.
    if (gte(version, ANYWHERE, true))
        return paths.map(path => `filename=cwd://${path},strict=true`);
    if (isRoot)
        return paths.map(path => `filename=${path},strict=true`);
    throw new errors/* ActionError */.lZ('BUILDX_UNUSABLE', `buildx ${version} accepts \`build-policy\` only from the build context`, {
        hint: `Set \`buildx-version: v${ANYWHERE}\`, or a later one, or build with the workspace as the \`context\`.`,
    });
}

// EXTERNAL MODULE: ./lib/dockerfile/images.js + 1 modules
var dockerfile_images = __webpack_require__(87319);
// EXTERNAL MODULE: ./lib/dockerfile/place.js
var place = __webpack_require__(57137);
// EXTERNAL MODULE: ./lib/host/young-garbage.js
var young_garbage = __webpack_require__(20848);
// EXTERNAL MODULE: ./lib/host/files/alias.js
var alias = __webpack_require__(69798);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
// EXTERNAL MODULE: ./lib/engine/buildkit-socket.js
var buildkit_socket = __webpack_require__(48956);
;// CONCATENATED MODULE: ./lib/builder/bridge.js


/**
 * Listens on a unix socket in a private folder, and connects each client to the engine's BuildKit: any BuildKit client
 * can use it.
 *
 * @returns closes it, with its connections
 */
async function openBridge(path, engineSocket, { passed = () => { }, ready = Promise.resolve() } = {}) {
    const sockets = new Set();
    const join = (client) => {
        const engine = (0,buildkit_socket/* connectBuildkit */.j)(engineSocket, () => {
            client.on('data', chunk => passed(chunk.length));
            client.pipe(engine);
            engine.pipe(client);
        });
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
    };
    const server = (0,external_node_net_.createServer)(client => {
        sockets.add(client);
        client.on('error', () => { }).on('close', () => sockets.delete(client));
        ready.then(() => client.destroyed || join(client), () => client.destroy());
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

;// CONCATENATED MODULE: ./lib/builder/engine-buildkit.js







const SOCKET = 'buildkit.sock';
/** The longest path of a unix socket, in bytes: `sun_path` has 104 with its terminator on macOS and 108 on Linux. */
const LONGEST_SOCKET = 103;
/**
 * The engine's own BuildKit as a builder with the remote driver. It has the same cache and store; only buildx's
 * driver-specific behavior differs: with the docker driver, its `image` exporter unpacks every layer and ignores
 * `unpack=false`. Unpacking takes up to a third of an export, and as much again when the image is removed, for an image
 * that is only pushed.
 *
 * @param folder this run's folder (0700)
 * @param userBuildx the folder of the user's builders
 * @returns undefined without /proc (macOS) if the folder's path is too long for a socket
 */
async function engineBuildkit(folder, engineSocket, userBuildx, options) {
    const name = 'slipway-engine';
    const place = placeFor(folder);
    if (place === undefined)
        return undefined;
    const socket = (0,external_node_path_.join)(place, SOCKET);
    // A repeated build creates its builder again.
    const buildxConfig = await (0,promises_.mkdtemp)((0,external_node_path_.join)(folder, 'engine-buildx-'));
    await (0,promises_.mkdir)((0,external_node_path_.join)(buildxConfig, 'instances'), { mode: 0o700 });
    await shareNodeId(userBuildx, buildxConfig);
    const node = { Name: `${name}0`, Endpoint: `unix://${socket}`, Platforms: null, DriverOpts: null, Flags: null };
    const builder = { Name: name, Driver: 'remote', Nodes: [{ ...node, Files: null }], Dynamic: false };
    await (0,promises_.writeFile)((0,external_node_path_.join)(buildxConfig, 'instances', name), JSON.stringify(builder), { mode: 0o600 });
    return { name, buildxConfig, close: await openBridge(socket, engineSocket, options) };
}
/** A path of the folder that is short enough for a socket in it: a runner's folder may be deep in the file system. */
function placeFor(folder) {
    return Buffer.byteLength((0,external_node_path_.join)(folder, SOCKET)) <= LONGEST_SOCKET ? folder : (0,alias/* aliasOf */.O)(folder);
}
/**
 * BuildKit uses this id to know which files of the last build context it has: a new id would send the whole context
 * each time. buildx creates it on its first build; if there is none yet, we do.
 */
async function shareNodeId(userBuildx, buildxConfig) {
    const id = (0,external_node_path_.join)(userBuildx, '.buildNodeID');
    try {
        await (0,make_folder/* makeFolder */.f)(userBuildx, 0o700);
        await (0,promises_.writeFile)(id, (0,external_node_crypto_.randomBytes)(8).toString('hex'), { flag: 'wx', mode: 0o600 });
    }
    catch (error) {
        // A read-only home has none: the whole context is sent.
        if ((0,errno/* errnoOf */.U)(error) !== 'EEXIST')
            return;
    }
    await (0,promises_.symlink)(id, (0,external_node_path_.join)(buildxConfig, '.buildNodeID'));
}

;// CONCATENATED MODULE: ./lib/builder/packed-builder.js








/**
 * The engine's own BuildKit as a builder that keeps layers packed, for an image that is only pushed. Returns `builder`
 * itself if the user named it, or the build needs a feature of the docker driver (`host-gateway`, and base images that
 * the engine has).
 */
function packingBuilder(builder, job, site) {
    const { context } = job;
    const builds = (0,inputs_job/* inputsOfImages */.z6)(job).map(({ build }) => build);
    const { socket, endpoint } = site.engine;
    const isPlain = builder.name === undefined && builder.driver === 'docker';
    const needsDriver = builds.some(({ addHosts }) => addHosts.some(host => host.includes('host-gateway')));
    if (!isPlain || needsDriver || socket === undefined || endpoint.socket === undefined)
        return builder;
    const { env, user } = site.docker;
    const engineSocket = endpoint.socket;
    return {
        ...builder,
        async open() {
            const plain = () => site.checked.then(builder.open);
            const using = distinct(builds.filter(({ pull }) => !pull)).map(build => mayUseLocalImage(build, context, socket));
            if ((await Promise.all(using)).some(uses => uses))
                return plain();
            const options = { passed: (0,young_garbage/* collectEvery */.U)(8_000_000), ready: site.checked };
            const own = await engineBuildkit(site.folder, engineSocket, user.buildxConfigDir, options);
            if (own === undefined)
                return plain();
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
/** Each once: many images may share a Dockerfile. */
function distinct(builds) {
    const all = builds.map(({ context, file, buildArgs, buildContexts }) => ({
        context,
        file,
        buildArgs,
        buildContexts,
    }));
    return [...new Map(all.map(one => [JSON.stringify(one), one])).values()];
}
/** Whether the Dockerfile names, or may name, an image in the engine: only the docker driver uses those. */
async function mayUseLocalImage(build, context, engine) {
    const path = (0,place/* localDockerfile */.CR)(build, context);
    const text = path === undefined ? undefined : (0,read_if_there/* readIfThere */.q)(path);
    const images = text === undefined ? undefined : (0,dockerfile_images/* baseImages */.i)(text, build);
    if (images === undefined)
        return true;
    // An invalid name is not an image in the engine.
    const found = await Promise.all(images.map(name => engine.image(name).catch(() => undefined)));
    return found.some(image => image !== undefined);
}

// EXTERNAL MODULE: ./lib/event/unmerged.js
var unmerged = __webpack_require__(57109);
// EXTERNAL MODULE: ./lib/plan/terms/list.js
var list = __webpack_require__(94247);
// EXTERNAL MODULE: ./lib/cache/store/caches.js
var caches = __webpack_require__(98501);
;// CONCATENATED MODULE: ./lib/cache/shared-branch.js




/**
 * Removes `type=gha` from every `cache-to` of the user's if a pull request's code would write a branch's cache: of the
 * step, of each of `builds`, and of each target of a bake definition. GitHub separates the caches of a `pull_request`
 * run from all others; a run that a pull request started in another way (`pull_request_target`, `workflow_run`, a
 * comment) writes those of the default branch, which all branches read.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/dependency-caching#restrictions-for-accessing-a-cache
 */
function withoutSharedWrites(job) {
    const { inputs, context, several } = job;
    const ref = context.eventRef || context.ref;
    const why = ref.startsWith('refs/pull/') ? undefined : (0,unmerged/* untrustedBecause */.X)(context);
    const builds = several?.builds ?? [];
    const writes = [inputs, ...builds.map(build => build.inputs)].some(({ build }) => build.cacheTo.some(reach/* usesRunner */.v6));
    const linked = Object.values(several?.linked ?? {});
    if (why === undefined || !(writes || linked.some(target => specsOf(target).some(isShared))))
        return { job };
    return {
        job: { ...job, inputs: without(inputs), ...(several && { several: severalWithout(several) }) },
        notice: `\`cache-to: type=gha\` is skipped: ${why}, and the cache service would keep what it builds for ` +
            `${ref.replace(/^refs\/(?:heads|tags)\//, '') || 'the default branch'} and every branch that reads from there. ` +
            'A `pull_request` run writes a separate cache.',
    };
}
function without(inputs) {
    return (0,caches/* mapCaches */.QS)(inputs, from => from, to => to.filter(spec => !(0,reach/* usesRunner */.v6)(spec)));
}
function severalWithout(several) {
    const linked = Object.entries(several.linked).map(([name, target]) => {
        const specs = specsOf(target);
        return [name, specs.some(isShared) ? { ...target, 'cache-to': specs.filter(spec => !isShared(spec)) } : target];
    });
    return {
        ...several,
        builds: several.builds.map(build => ({ ...build, inputs: without(build.inputs) })),
        linked: Object.fromEntries(linked),
    };
}
/** The `cache-to` of a definition's target: texts or, since buildx 0.21, maps. */
function specsOf(target) {
    const specs = target['cache-to'];
    return Array.isArray(specs) ? specs : [];
}
function isShared(spec) {
    if (typeof spec === 'string')
        return (0,reach/* usesRunner */.v6)(spec);
    if (typeof spec !== 'object' || spec === null)
        return false;
    return (0,reach/* usesRunner */.v6)((0,list/* joinFields */.KY)(Object.entries(spec).map(([key, value]) => `${key}=${String(value)}`)));
}

// EXTERNAL MODULE: ./lib/engine/endpoint.js
var engine_endpoint = __webpack_require__(58013);
// EXTERNAL MODULE: ./lib/engine/engine.js + 1 modules
var engine = __webpack_require__(46946);
// EXTERNAL MODULE: ./lib/engine/engine-cli.js
var engine_cli = __webpack_require__(50737);
;// CONCATENATED MODULE: ./lib/engine/local-engine.js






function connectFoundEngine({ env, run, signal }) {
    const endpoint = (0,engine_endpoint/* findEngine */.G)((0,variables_docker/* dockerVariables */.G)(env), read_if_there/* readIfThere */.q);
    const socket = endpoint.socket === undefined ? undefined : (0,engine/* connectEngine */.xn)(endpoint.socket, signal);
    const docker = (0,child_env/* childEnv */.gf)(env);
    return {
        endpoint,
        socket,
        content: endpoint.socket === undefined ? undefined : contentOf(endpoint.socket),
        any: socket ?? (0,engine_cli/* engineByCli */.a)(run, docker, signal),
        info: () => socket?.info() ?? (0,engine_cli/* engineInfoByCli */.u)(run, docker, signal),
    };
}
function contentOf(socket) {
    let store;
    return () => {
        store ??= __webpack_require__.e(/* import() */ 3591).then(__webpack_require__.bind(__webpack_require__, 73591)).then(({ openContentStore }) => openContentStore(socket));
        return store;
    };
}
/** The engine with its info; undefined: the run needs none. */
function informed({ info: _, ...engine }, info) {
    return {
        ...engine,
        platform: info === undefined ? '' : `${info.operatingSystem}/${info.architecture}`,
        containerdStore: info?.containerdStore ?? true,
    };
}

;// CONCATENATED MODULE: ./lib/host/background.js
function createBackground() {
    const pieces = [];
    return {
        // Nothing awaits it before the end, and an unhandled rejection would end the process.
        add: work => void pieces.push(work.catch(() => { })),
        async soFar() {
            await Promise.allSettled(pieces);
        },
        async settle() {
            // Work may add more work.
            for (let ended = -1; ended < pieces.length;) {
                ended = pieces.length;
                await Promise.allSettled(pieces);
            }
        },
    };
}

// EXTERNAL MODULE: ./lib/inputs/parts/read-parts.js + 1 modules
var read_parts = __webpack_require__(1677);
// EXTERNAL MODULE: ./lib/plan/git-context.js
var git_context = __webpack_require__(92637);
// EXTERNAL MODULE: ./lib/signing/trusted-images.js
var trusted_images = __webpack_require__(88699);
// EXTERNAL MODULE: ./lib/staging/siblings.js
var siblings = __webpack_require__(79738);
// EXTERNAL MODULE: ./lib/bake/inputs.js + 1 modules
var bake_inputs = __webpack_require__(4027);
// EXTERNAL MODULE: ./lib/bake/target.js
var bake_target = __webpack_require__(72916);
;// CONCATENATED MODULE: ./lib/bake/recipes.js






/** Of every image, and of the bake targets that images are built from. */
function recipesOf({ inputs, context, several }) {
    if (several === undefined)
        return [recipeOf(inputs.build, context)];
    const images = several.builds.map(({ inputs: { build }, target }) => recipeOf(build, context, target));
    const linked = Object.values(several.linked).map(target => {
        const { context: folder, file, buildContexts } = (0,bake_inputs/* inputsOfTarget */.uy)(target);
        return recipeOf({ context: folder || '.', file, buildContexts, buildArgs: [] }, context, target);
    });
    return [...images, ...linked];
}
/** The base images of all builds, each once; undefined if some are known only to the build. */
function baseReferencesOf(job) {
    const recipes = recipesOf(job);
    const names = recipes.map(({ dockerfile, ...given }) => dockerfile === undefined ? undefined : (0,dockerfile_images/* baseImages */.i)(dockerfile, given));
    if (names.some(list => list === undefined))
        return undefined;
    return [...new Set(names.flatMap(list => list ?? []))].flatMap(text => {
        try {
            return [(0,oci_reference/* parseReference */.F2)(text)];
        }
        catch {
            // The build will report it.
            return [];
        }
    });
}
/** @param target its bake definition: its arguments take precedence, and it may contain the Dockerfile */
function recipeOf(build, context, target = {}) {
    const inline = (0,bake_target/* textIn */.r7)(target, 'dockerfile-inline');
    const path = (0,place/* localDockerfile */.CR)(build, context);
    const args = Object.entries((0,bake_target/* mapIn */.yL)(target, 'args')).map(([name, value]) => `${name}=${value}`);
    return {
        dockerfile: inline !== '' ? inline : path === undefined ? undefined : (0,read_if_there/* readIfThere */.q)(path),
        buildArgs: [...build.buildArgs, ...args],
        buildContexts: build.buildContexts,
    };
}

;// CONCATENATED MODULE: ./lib/builder/builder-in-use.js
/** A builder without preparation. */
function plainBuilder(builder, env, nodes) {
    const { name } = builder;
    const open = { name, env, program: undefined, keepsPacked: false, close: async () => { } };
    return { ...builder, env, nodes, open: async () => open };
}

// EXTERNAL MODULE: ./lib/oci/mirror.js
var oci_mirror = __webpack_require__(70846);
;// CONCATENATED MODULE: ./lib/builder/builder-mirrors.js




/**
 * Makes the builder look for base images in mirrors first. If it cannot be configured from here, base images come from
 * their own registry, and a notice explains the required configuration.
 *
 * @param engineIsHere the engine has this machine's /etc
 */
async function mirrorsInBuilder(mirrors, { driver, name, created }, engineIsHere, ports) {
    // A builder of our own got them when it was created.
    if (created && (0,builder_spec/* takesConfig */.v7)(driver))
        return;
    for (const [host, list] of mirrors) {
        const names = list.map(oci_mirror/* mirrorText */.j).join(', ');
        if (driver !== 'docker' || !engineIsHere) {
            const whose = driver === 'docker'
                ? 'the Docker Engine, which is on another machine,'
                : `builder ${JSON.stringify(name ?? '')}`;
            const where = driver === 'docker'
                ? `/etc/docker/certs.d/${host}/hosts.toml there`
                : `[registry."${host}"] mirrors in its buildkitd.toml`;
            ports.log.notice(`\`mirrors\`: ${whose} cannot be configured from here. Configure ${names} as ${where}.`);
            continue;
        }
        try {
            const isOurs = await mirrorInEngine(host, list, ports);
            ports.log[isOurs ? 'info' : 'notice'](isOurs
                ? `Base images of ${host} come from ${names} first`
                : `\`mirrors\`: /etc/docker/certs.d/${host}/hosts.toml already configures mirrors, and is used as it is.`);
        }
        catch (error) {
            if (!(error instanceof errors/* ActionError */.lZ))
                throw error;
            ports.log.notice(`Base images come from ${host} itself: ${(0,errors/* messageOf */.bD)(error)}`);
        }
    }
}

;// CONCATENATED MODULE: ./lib/builder/builder-trust.js




/**
 * Makes the builder trust the CAs in the inputs, for base images and caches; Slipway's own client does not need this.
 * The local engine can be configured; for other builders, and for plain HTTP, the log explains the required
 * configuration.
 */
async function trustInBuilder(trusts, { driver, name, created }, engineIsLocal, ports) {
    // A builder of our own got it when it was created.
    if (created && (0,builder_spec/* takesConfig */.v7)(driver))
        return;
    for (const [host, trust] of trusts) {
        const isTrusted = driver === 'docker' && engineIsLocal && trust.ca !== undefined && (await hasTrusted(host, trust.ca, ports));
        const rest = isTrusted ? withoutCa(trust) : trust;
        const remedy = remedyFor(host, rest, driver);
        const whose = name === undefined ? 'the builder' : `builder ${JSON.stringify(name)}`;
        if (remedy !== undefined)
            ports.log.info(`If base images or caches come from ${host}, ${whose} needs ${remedy}`);
    }
}
async function hasTrusted(host, ca, ports) {
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
        // The engine accepts plain HTTP on loopback.
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

// EXTERNAL MODULE: ./lib/engine/own-network.js
var own_network = __webpack_require__(94389);
// EXTERNAL MODULE: ./lib/builder/existing-builder.js
var existing_builder = __webpack_require__(68396);
;// CONCATENATED MODULE: ./lib/builder/builder.js






/**
 * Chooses the builder: the named one, if it exists; else a new one if the inputs ask for it; else buildx's current one;
 * else the engine's own BuildKit. A new one is created unasked only for a classic image store, which keeps neither
 * indexes nor attestations.
 *
 * @throws ActionError BUILDER_UNUSABLE when the builder does not exist or cannot be created.
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
    compare(name, found, needs, ports);
    if (found.driver !== 'docker')
        return { name, driver: found.driver, path: 'layout', isNear: false, created: false };
    if (found.otherContext !== undefined)
        throw elsewhere(found.otherContext);
    return engineBuilder(name, needs, engine, ports);
}
/** The name to look for. `driver: docker` alone means the engine's own, whatever builder is current. */
function nameOf({ name, spec }, ports) {
    if (name !== '')
        return name;
    if (spec.create)
        return undefined;
    if (spec.driver === 'docker')
        return ports.endpoint.context;
    return (0,variables_docker/* dockerVariables */.G)(ports.env).builder || (0,existing_builder/* currentBuilder */.h0)(ports);
}
/** The engine's own BuildKit, if its image store is suitable. */
async function engineBuilder(name, needs, engine, ports) {
    const { containerdStore, desktop, rootless } = await engine;
    if (!containerdStore) {
        ports.log.info('Docker uses the classic image store, so a temporary BuildKit container is started. Enable the containerd image store to avoid this.');
        const made = await create({ ...needs, name: '' }, 'docker-container', ports);
        if (made !== undefined)
            return made;
    }
    const isNear = !desktop && !rootless && (await needs.sharesLoopback());
    return { name, driver: 'docker', path: isNear && !needs.layoutOnly ? 'fan-out' : 'layout', isNear, created: false };
}
/** buildx does not build on another context's engine either, and the loaded image would not be here. */
function elsewhere(context) {
    return new errors/* ActionError */.lZ('BUILDER_UNUSABLE', `builder ${JSON.stringify(context)} belongs to another Docker context`, {
        hint: `Set DOCKER_CONTEXT to ${JSON.stringify(context)} in this step's \`env\`, and leave the input \`builder\` empty.`,
    });
}
/** Undefined if somebody else created a builder of the name first: then that one is used. */
async function create(needs, driver, ports) {
    const { spec, allow } = needs;
    const name = needs.name || `slipway-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`;
    const nodes = spec.create ? spec.nodes : [builder_spec/* DEFAULT_NODE */.n6];
    const creation = { name, driver, nodes, allow, config: await ports.buildkitdConfig(driver) };
    ports.log.info(`Creating ${spec.cleanup ? 'temporary' : 'persistent'} builder ${name} (${driver})`);
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
        // A persistent builder that failed to start must not remain.
        if (!spec.cleanup)
            await removeBuilder({ name }, ports.run, ports.env).catch(() => { });
        throw error;
    }
    return { name, driver, path: 'layout', isNear: false, created: true };
}
/** Reports that an existing builder is used unchanged, and how it differs from the inputs. */
function compare(name, found, { spec }, { log }) {
    const builder = `Builder ${JSON.stringify(name)}`;
    if (spec.driver !== undefined && found.driver !== spec.driver) {
        log.warning(`${builder} already exists with the driver ${found.driver}; using it as it is, not with \`driver: ${spec.driver}\``);
    }
    else if (spec.create) {
        log.info(`${builder} already exists; using it as it is, and keeping it`);
    }
}
function missing(name, { driver }) {
    return new errors/* ActionError */.lZ('BUILDER_UNUSABLE', `builder ${JSON.stringify(name)} does not exist`, {
        hint: driver === 'docker'
            ? "The docker driver's builder is named after its Docker context: leave the input `builder` empty."
            : 'Create it in a step before this one, let Slipway create it (`driver: docker-container`), or leave the input `builder` empty.',
    });
}

// EXTERNAL MODULE: ./lib/host/text/toml.js
var toml = __webpack_require__(34590);
;// CONCATENATED MODULE: ./lib/builder/buildkitd-config.js









/**
 * The buildkitd.toml of a new builder: the user's, else the user's default one, plus settings for registries, with a
 * PEM file for each CA, which buildx copies into the builder. The user's settings for a registry take precedence.
 *
 * @returns its path; undefined if buildx finds everything by itself
 * @throws InputError when `buildkitd-config` cannot be read
 * @see https://docs.docker.com/build/buildkit/toml-configuration/
 */
async function writeBuildkitdConfig(sources) {
    const { driver, given, trusts, mirrors, workspace, buildxConfig, folder } = sources;
    const hosts = [...new Set([...trusts.keys(), ...mirrors.keys()])];
    if (!(0,builder_spec/* takesConfig */.v7)(driver))
        return undefined;
    if (hosts.length === 0 && given === undefined)
        return undefined;
    if (hosts.length === 0 && given !== undefined && 'path' in given)
        return (0,external_node_path_.resolve)(workspace, given.path);
    const text = await textOf(given, workspace, (0,external_node_path_.join)(buildxConfig, 'buildkitd.default.toml'));
    const { registry = {} } = (await (0,toml/* readToml */.D)(text)) ?? {};
    // A second table for a registry would be invalid.
    const mine = hosts.filter(host => !(0,fields/* isObject */.Gv)(registry) || !Object.hasOwn(registry, host));
    const sections = await Promise.all(mine.map((host, index) => section(host, { ...trusts.get(host), mirrors: mirrors.get(host) ?? [] }, (0,external_node_path_.join)(folder, `registry-${index}.pem`))));
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
        return (0,regular_file/* readText */.yR)((0,external_node_path_.resolve)(workspace, given.path), { follow: true });
    }
    catch (error) {
        const problem = `cannot be read: ${(0,errors/* messageOf */.bD)(error)}`;
        throw new errors/* InputError */.dz([{ input: 'buildkitd-config', problem, fix: 'Give the path of a file in the workspace.' }]);
    }
}
/** @param file where its certificates go */
async function section(host, { ca, insecure, mirrors }, file) {
    if (ca !== undefined)
        await (0,promises_.writeFile)(file, ca, { mode: 0o600 });
    // JSON strings are valid TOML basic strings.
    return [
        `[registry.${JSON.stringify(host)}]`,
        ...(mirrors.length === 0 ? [] : [`mirrors = ${JSON.stringify(mirrors.map(oci_mirror/* mirrorText */.j))}`]),
        ...(insecure ? ['http = true', 'insecure = true'] : []),
        ...(ca === undefined ? [] : [`ca = [${JSON.stringify(file)}]`]),
    ].join('\n');
}

// EXTERNAL MODULE: ./lib/host/variables/docker-actions.js
var docker_actions = __webpack_require__(55104);
;// CONCATENATED MODULE: ./lib/builder/node-certs.js




const PARTS = ['cacert', 'cert', 'key'];
/** The folder of the certificates in a run's folder. The private Docker config hides it with the logins. */
const CERTIFICATES = 'node-certificates';
/**
 * Writes the TLS client certificates of remote nodes and adds them to the nodes. As in setup-buildx-action, only nodes
 * at `tcp://…` use them; a node's own `driver-opts` take precedence.
 *
 * @param folder this run's folder; the files are removed with it
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
    const options = PARTS.map(async (key) => {
        const pem = (0,docker_actions/* nodeSecret */.Ze)(env, index, key);
        if (pem === '' || node.driverOpts.some(option => option.startsWith(`${key}=`)))
            return [];
        const home = (0,external_node_path_.join)(folder, CERTIFICATES);
        await (0,make_folder/* makeFolder */.f)(home, 0o700);
        const path = (0,external_node_path_.join)(home, `node-${index}.${key}.pem`);
        await (0,promises_.writeFile)(path, pem, { mode: 0o600 });
        return [`${key}=${path}`];
    });
    return { ...node, driverOpts: [...node.driverOpts, ...(await Promise.all(options)).flat()] };
}

// EXTERNAL MODULE: ./lib/builder/nodes.js
var builder_nodes = __webpack_require__(86846);
;// CONCATENATED MODULE: ./lib/builder/choose-builder.js










/**
 * The builder of this run, ready to build.
 *
 * @throws ActionError BUILDER_UNUSABLE, InputError
 */
async function builderFor(job, { folder, user, endpoint, engine, env: dockerEnv, trusts, mirrors, loggedIn }, machine) {
    const { inputs, context } = job;
    const { run, log, signal, env } = machine;
    const { workspace } = context;
    const { builder: spec, build } = inputs;
    const { configDir: dockerConfig, buildxConfigDir: buildxConfig } = user;
    const builder = await chooseBuilder({
        name: build.builder,
        spec: await certified(spec, env, folder.path),
        allow: build.allow,
        layoutOnly: (0,inputs_job/* inputsOfImages */.z6)(job).some(image => image.build.outputs.attributes['rewrite-timestamp'] === 'true'),
        sharesLoopback: () => (0,own_network/* sharesLoopback */.Ib)(endpoint.socket, (0,read_if_there/* readIfThere */.q)('/proc/self/mountinfo') ?? '', signal),
    }, engine, {
        ...(0,host_machine/* retryPorts */.N)(machine),
        run,
        log,
        signal,
        env: dockerEnv,
        cwd: workspace,
        policy: inputs.retry,
        loggedIn,
        buildxConfig,
        dockerConfig,
        endpoint,
        readFile: read_if_there/* readIfThere */.q,
        willCreate: name => folder.note({
            ...{ kind: 'builder', name },
            ...(spec.keepState && { keepState: true }),
        }),
        notCreated: name => folder.note({ kind: 'withdrawn', of: 'builder', name }),
        buildkitdConfig: async (driver) => {
            const of = { given: spec.config, trusts, mirrors: await mirrors };
            return writeBuildkitdConfig({ driver, ...of, workspace, buildxConfig, folder: folder.path });
        },
    });
    const nodes = builder.name === undefined ? [] : (0,builder_nodes/* nodesOf */.N)(builder.name, { buildxConfig, readFile: read_if_there/* readIfThere */.q });
    return plainBuilder(builder, dockerEnv, nodes);
}
/** The certificates are in the run's folder: a builder that outlives the run needs other paths. */
async function certified(spec, env, folder) {
    if (!spec.create)
        return spec;
    const nodes = await withCertificates(spec.nodes, env, folder);
    const count = (of) => of.flatMap(node => node.driverOpts).length;
    if (spec.cleanup || count(nodes) === count(spec.nodes))
        return { ...spec, nodes };
    const problem = 'is false, but the certificates from the environment (`BUILDER_NODE_…`) are deleted after the job';
    const fix = 'Give `cacert=`, `cert=` and `key=` in `driver-opts`, as paths of files that persist.';
    throw new errors/* InputError */.dz([{ input: 'cleanup', problem, fix }]);
}

;// CONCATENATED MODULE: ./lib/builder/usable-mirrors.js


/** A builder would wait longer for a mirror than for the registry itself. Milliseconds. */
const PATIENCE = 5_000;
/**
 * The mirrors for this run's base images that answer now, checked concurrently. Mirrors that are down, slow, reject the
 * login or limit requests are skipped with a notice: the next one, or the registry itself, has the image too.
 * Registries without base images need no mirrors.
 *
 * @param bases the base images; undefined if some are known only to the build
 */
async function usableMirrors(mirrors, bases, { connectBriefly }, { log, signal }) {
    if (mirrors.size === 0)
        return mirrors;
    const images = bases();
    const answers = async (mirror, wanted) => {
        const registry = connectBriefly(mirror.host, PATIENCE);
        const below = mirror.path === '' ? '' : `${mirror.path}/`;
        try {
            // A missing image is fine: the builder goes on to the next mirror.
            for (const { name, tag = 'latest', digest } of wanted) {
                await registry.repository(`${below}${name.path}`).headManifest(digest ?? tag);
            }
            return true;
        }
        catch (error) {
            if (signal.aborted)
                throw error;
            // Nothing else cancels it.
            const isLate = error instanceof errors/* ActionError */.lZ && error.code === 'CANCELLED';
            const why = isLate ? `no answer within ${PATIENCE / 1000} s` : (0,errors/* messageOf */.bD)(error);
            log.notice(`The mirror ${(0,oci_mirror/* mirrorText */.j)(mirror)} is skipped in this run: ${why}`);
            return false;
        }
    };
    const found = await Promise.all([...mirrors].map(async ([host, list]) => {
        const wanted = images?.filter(({ name }) => name.registry === host);
        if (wanted?.length === 0)
            return [];
        const good = await Promise.all(list.map(mirror => answers(mirror, wanted ?? [])));
        const usable = list.filter((_, at) => good[at]);
        return usable.length === 0 ? [] : [[host, usable]];
    }));
    return new Map(found.flat());
}

// EXTERNAL MODULE: ./lib/plan/call.js
var call = __webpack_require__(64467);
;// CONCATENATED MODULE: ./lib/emulation/emulators.js


/**
 * Registers emulators for platforms that this machine's processor does not run, if the input `qemu` and the build need
 * them.
 */
async function registerEmulators({ qemu: setting, qemuImage: image, build, builder, retry: policy }, { builder: { driver, env }, engine, folder }, machine) {
    const idle = build.platforms.length === 0 || (0,call/* isCall */.n)({ build });
    if (setting === 'none' || (setting === 'needed' && idle))
        return;
    const hasFarNodes = builder.nodes.some(node => node.endpoint !== '');
    const { emulate } = await __webpack_require__.e(/* import() */ 5410).then(__webpack_require__.bind(__webpack_require__, 5410));
    const { run, log, signal } = machine;
    await emulate({
        setting,
        image,
        platforms: build.platforms,
        native: engine.architecture,
        onEngine: driver === 'docker' || (driver === 'docker-container' && !hasFarNodes),
        engineIsHere: engine.isLocal && !engine.desktop && process.platform === 'linux',
    }, { ...(0,host_machine/* retryPorts */.N)(machine), run, log, env, signal, policy, folder });
}

;// CONCATENATED MODULE: ./lib/gates/socket.js

/**
 * A container test needs a local socket: ports are published on the engine's own loopback.
 *
 * @throws ActionError ENGINE_FAILED when the engine is remote
 */
function checkSocket({ containerTest }, { socket, host }) {
    if (containerTest === undefined || socket !== undefined)
        return;
    throw new errors/* ActionError */.lZ('ENGINE_FAILED', `container-test needs the Docker Engine at a local socket, but it is at ${host}`, {
        hint: 'Point DOCKER_HOST at a socket (unix://…), or write the check as a `test` that uses the docker command.',
    });
}

// EXTERNAL MODULE: ./lib/plan/index-annotations.js
var index_annotations = __webpack_require__(34764);
// EXTERNAL MODULE: ./lib/publish/preflight.js
var preflight = __webpack_require__(95560);
// EXTERNAL MODULE: ./lib/host/variables/runner.js
var runner = __webpack_require__(46744);
;// CONCATENATED MODULE: ./lib/builder/buildx/buildx-for-run.js



/**
 * The buildx for `buildx-version`: the path of a plugin that only this run uses.
 *
 * @returns undefined when it is the machine's own, or nothing is built
 * @throws ActionError
 */
async function buildxForRun({ buildxVersion, source, retry: policy }, folder, machine) {
    if (buildxVersion === undefined || source !== undefined)
        return undefined;
    const { run, log, signal, env } = machine;
    const { createDownloads } = await __webpack_require__.e(/* import() */ 9098).then(__webpack_require__.bind(__webpack_require__, 29098));
    const { installBuildx } = await __webpack_require__.e(/* import() */ 8284).then(__webpack_require__.bind(__webpack_require__, 38284));
    const downloads = createDownloads({ ...(0,host_machine/* retryPorts */.N)(machine), policy, signal, proxyEnv: env, onRetry: log.info });
    try {
        return await installBuildx(buildxVersion, {
            run,
            log,
            env: (0,child_env/* childEnv */.gf)(env),
            signal,
            downloads,
            toolCache: (0,runner/* runnerVariables */.G)(env).toolCache,
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


/** Registries that a cache may need a login for, besides the targets. */
function cacheHosts({ cache }) {
    return cache.ref === '' || (0,build_cache/* isFolder */.l)(cache.ref) ? [] : [(0,oci_reference/* parseReference */.F2)(cache.ref).name.registry];
}

// EXTERNAL MODULE: ./lib/host/variables/system.js
var system = __webpack_require__(34803);
;// CONCATENATED MODULE: ./lib/credentials/docker-env.js

/**
 * The environment of docker children that use the private config in `dir`. Builders stay those of the user.
 * DOCKER_AUTH_CONFIG is removed (docker would prefer it to the file); its logins are in the private config.
 */
function dockerEnv(env, dir, user) {
    return { ...(0,child_env/* childEnv */.gf)(env), DOCKER_CONFIG: dir, BUILDX_CONFIG: user.buildxConfigDir };
}

;// CONCATENATED MODULE: ./lib/credentials/hideable-folder.js





/** @param folder may be created later; has files, no folders */
function hideableFolder(folder) {
    const held = new Map();
    return {
        async hide() {
            // While files are held, anything in the folder is not ours.
            const names = held.size === 0 ? await namesIn(folder) : [];
            for (const name of names)
                held.set(name, (0,regular_file/* readRegular */.VX)((0,external_node_path_.join)(folder, name)));
            await (0,run_folder/* removeFolder */.v$)(folder);
        },
        async show() {
            if (held.size === 0)
                return;
            // Created from scratch: a gate may have made one of that name, or a link elsewhere.
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
        // A gate that sees the files may add others, including a pipe that never ends.
        return names.filter((_, at) => stats[at]?.isFile());
    }
    catch (error) {
        if ((0,errno/* errnoOf */.U)(error) === 'ENOENT')
            return [];
        throw error;
    }
}

// EXTERNAL MODULE: ./lib/host/text/shell-quote.js
var shell_quote = __webpack_require__(90671);
;// CONCATENATED MODULE: ./lib/credentials/login-helper.js





/** The suffix of `docker-credential-…`, as in `credHelpers`. */
const HELPER = 'slipway-renewed';
/**
 * @param dir a folder to create, for this user only
 * @returns undefined if programs cannot run from there (a file system mounted with noexec)
 */
async function createLoginHelper(dir) {
    const [bin, logins] = [(0,external_node_path_.join)(dir, 'bin'), (0,external_node_path_.join)(dir, 'logins')];
    const program = (0,external_node_path_.join)(bin, `docker-credential-${HELPER}`);
    for (const folder of [dir, bin, logins])
        await (0,promises_.mkdir)(folder, { mode: 0o700 });
    await login_helper_replace(program, script(logins, []), 0o700);
    const runs = await (0,promises_.access)(program, external_node_fs_.constants.X_OK).then(() => true, () => false);
    if (!runs)
        return undefined;
    return {
        bin,
        async give(given) {
            const entries = [...given].flatMap(([host, credential]) => credential.kind === 'basic' ? [{ key: configKey(host), credential }] : []);
            const files = entries.map(async ({ key, credential }, index) => {
                const login = { ServerURL: key, Username: credential.username, Secret: credential.password };
                await login_helper_replace((0,external_node_path_.join)(logins, String(index)), JSON.stringify(login), 0o600);
            });
            await Promise.all(files);
            await login_helper_replace(program, script(logins, entries.map(({ key }) => key)), 0o700);
        },
        async forget() {
            await (0,promises_.rm)(logins, { recursive: true, force: true });
            await (0,promises_.mkdir)(logins, { mode: 0o700 });
        },
    };
}
/**
 * The protocol of docker-credential-helpers: the server on stdin; the answer is its login as JSON, or exactly this
 * message.
 */
function script(logins, keys) {
    const cases = keys.map((key, index) => `  ${(0,shell_quote/* shellQuote */.Z)(key)}) file=${(0,shell_quote/* shellQuote */.Z)((0,external_node_path_.join)(logins, String(index)))} ;;`);
    return [
        '#!/bin/sh',
        '[ "$1" = get ] || exit 0',
        'read -r server',
        'file=',
        'case $server in',
        ...cases,
        'esac',
        '[ -r "$file" ] && exec cat "$file"',
        "echo 'credentials not found in native keychain'",
        'exit 1',
        '',
    ].join('\n');
}
/** Atomically: a concurrent reader sees the old text or the new one. */
async function login_helper_replace(path, text, mode) {
    const draft = `${path}.new`;
    await (0,promises_.rm)(draft, { force: true });
    await (0,promises_.writeFile)(draft, text, { mode, flag: 'wx' });
    await (0,promises_.rename)(draft, path);
}

;// CONCATENATED MODULE: ./lib/credentials/docker-access.js











function docker_access_without(entries, hosts) {
    return Object.fromEntries(Object.entries(entries).filter(([key]) => !hosts.has((0,oci_reference/* canonicalHost */.rQ)(key))));
}
/**
 * The user's config with `credentials` in it. If a helper would answer for one of their hosts, an empty name in
 * `credHelpers` makes docker look into `auths` instead.
 */
function mergeConfig(userConfigs, credentials) {
    const all = new Map([...userConfigs.env.auths, ...credentials]);
    const { raw, credsStore } = userConfigs.file;
    const hosts = new Set([...all.keys()].map(oci_reference/* canonicalHost */.rQ));
    const ours = [...all].map(([host, credential]) => [configKey(host), authEntry(credential)]);
    const auths = { ...docker_access_without((0,context/* objectAt */.lJ)(raw, 'auths'), hosts), ...Object.fromEntries(ours) };
    const helped = [...hosts].filter(host => credsStore !== undefined || userConfigs.file.credHelpers.has(host));
    const unhelped = Object.fromEntries(helped.map(host => [configKey(host), '']));
    const credHelpers = { ...docker_access_without((0,context/* objectAt */.lJ)(raw, 'credHelpers'), hosts), ...unhelped };
    return { ...raw, auths, ...(Object.keys(credHelpers).length > 0 ? { credHelpers } : { credHelpers: undefined }) };
}
/** The same with the helper instead of these logins. Tokens stay: the helper supports only user names and passwords. */
function withHelper(json, renewed) {
    const keys = [...renewed].filter(([, { kind }]) => kind === 'basic').map(([host]) => configKey(host));
    if (keys.length === 0)
        return json;
    const auths = Object.entries((0,context/* objectAt */.lJ)(json, 'auths')).filter(([key]) => !keys.includes(key));
    const credHelpers = { ...(0,context/* objectAt */.lJ)(json, 'credHelpers'), ...Object.fromEntries(keys.map(key => [key, HELPER])) };
    return { ...json, auths: Object.fromEntries(auths), credHelpers };
}
/** docker looks for plugins here first. */
function withPlugins(json, folder) {
    if (folder === undefined)
        return json;
    const given = (0,context.at)(json, 'cliPluginsExtraDirs');
    return { ...json, cliPluginsExtraDirs: [folder, ...(Array.isArray(given) ? given : [])] };
}
/** Contexts, plugins, TLS keys, trust data: everything beside config.json that docker does not change. */
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
 * Creates the folder (0700, files 0600) inside this run's folder. It has the user's own config, including proxies,
 * helpers, current context and builders, and the credentials, which docker reads from there and never from argv.
 */
async function createDockerAccess(options) {
    const { folder, user, userConfigs, env } = options;
    const dir = (0,external_node_path_.join)((0,external_node_path_.resolve)(folder), 'docker');
    const { credentials } = options;
    let renewed = new Map();
    // For builds. Gates may run as another user, or with another PATH: their logins are in the file.
    let helper;
    const shown = () => {
        const merged = mergeConfig(userConfigs, new Map([...credentials, ...renewed]));
        return withPlugins(helper === undefined ? merged : withHelper(merged, renewed), options.plugins);
    };
    const { auths: _, ...hidden } = withPlugins(userConfigs.file.raw, options.plugins);
    const keys = hideableFolder(options.keys);
    let isShown = true;
    // One write at a time: a login may be renewed while another is, or while all are being hidden. The last state wins.
    let last = Promise.resolve();
    const write = () => {
        const writing = last.then(async () => {
            if (isShown)
                await helper?.give(renewed);
            await writeJson(dir, isShown ? shown() : hidden);
        });
        last = writing.catch(() => { });
        return writing;
    };
    await (0,promises_.mkdir)(dir, { mode: 0o700 });
    try {
        await (0,promises_.chmod)(dir, 0o700);
        await linkTheRest(user.configDir, dir);
        if (options.renews)
            helper = await createLoginHelper((0,external_node_path_.join)((0,external_node_path_.resolve)(folder), 'docker-logins'));
        await write();
    }
    catch (error) {
        await (0,run_folder/* removeFolder */.v$)(dir);
        throw error;
    }
    const own = dockerEnv(env, dir, user);
    return {
        ...{ dir, user },
        env: helper === undefined ? own : { ...own, PATH: [helper.bin, (0,system/* programPath */.kx)(own)].filter(Boolean).join(external_node_path_.delimiter) },
        // All, even if one fails.
        async hide() {
            isShown = false;
            const forgotten = last.then(helper?.forget);
            helper = undefined;
            await Promise.all([write(), keys.hide(), forgotten]);
        },
        async show() {
            isShown = true;
            await Promise.all([write(), keys.show()]);
        },
        async login(more) {
            renewed = new Map([...renewed, ...more]);
            if (isShown)
                await write();
        },
        async dispose() {
            await last;
            await helper?.forget();
            await (0,run_folder/* removeFolder */.v$)(dir);
        },
    };
}

;// CONCATENATED MODULE: ./lib/credentials/keep-fresh.js

/** Minimum interval between writes of Docker's config. Milliseconds. */
const LEAST_PAUSE = 1000;
/** Pause before a failed renewal is retried. Milliseconds. */
const AGAIN = 60_000;
/**
 * Keeps a valid login for each of these hosts in the private Docker config until `stop`: a build may outlive a login.
 *
 * @param onFailure handles a host without its first login: throws, or continues without it
 */
function keepFresh(hosts, credentials, { docker, onFailure }, { log, now, sleep, signal }) {
    const end = new AbortController();
    const until = AbortSignal.any([signal, end.signal]);
    const login = async (host) => {
        const resolved = await credentials.resolve(host);
        if (resolved === undefined || end.signal.aborted)
            return undefined;
        await docker.login(new Map([[host, resolved.credential]]));
        return resolved;
    };
    const follow = async (host, first) => {
        let renewAt = first?.lifetime?.renewAt;
        let isReported = false;
        while (renewAt !== undefined) {
            try {
                await sleep(Math.max(LEAST_PAUSE, renewAt - now()), until);
            }
            catch {
                return;
            }
            try {
                renewAt = (await login(host))?.lifetime?.renewAt;
            }
            catch (error) {
                if (until.aborted)
                    return;
                if (!isReported)
                    log.warning(`Docker's login to ${host} has expired and was not renewed yet: ${(0,errors/* messageOf */.bD)(error)}`);
                isReported = true;
                renewAt = now() + AGAIN;
            }
        }
    };
    const begin = async (host) => {
        try {
            const first = await login(host);
            void follow(host, first);
        }
        catch (error) {
            onFailure(host, error);
        }
    };
    return { ready: Promise.all(hosts.map(begin)).then(() => { }), stop: () => end.abort() };
}

// EXTERNAL MODULE: ./lib/inputs/reading/trust.js
var trust = __webpack_require__(93632);
;// CONCATENATED MODULE: ./lib/credentials/trust.js






/**
 * The certificates in `registries` and `registry-auth`, by host; entries of one host are merged.
 *
 * @throws InputError for a file that cannot be read or contains no certificate
 */
async function readTrusts(entries, workspace) {
    const trusts = new Map();
    const problems = [];
    for (const { registry, ca, insecure } of entries) {
        if (ca === undefined && insecure === undefined)
            continue;
        const host = (0,oci_reference/* canonicalHost */.rQ)(registry);
        const known = trusts.get(host) ?? {};
        const certificates = ca === undefined ? undefined : await trust_certificatesIn(ca, registry, workspace, problems);
        const all = [...new Set([known.ca, certificates])].filter(text => text !== undefined).join('\n');
        trusts.set(host, { ...known, ...(all !== '' && { ca: all }), ...(insecure && { insecure }) });
    }
    if (problems.length > 0)
        throw new errors/* InputError */.dz(problems);
    return trusts;
}
const CERTIFICATE = /-----BEGIN ([A-Z0-9 ]*CERTIFICATE)-----.*?-----END \1-----/gs;
/** Only the certificates: a PEM file may also contain private keys. */
async function trust_certificatesIn(ca, registry, workspace, problems) {
    try {
        const text = (0,trust/* isPem */.X3)(ca) ? ca : (0,regular_file/* readText */.yR)((0,external_node_path_.resolve)(workspace, ca), { follow: true });
        const certificates = [...text.matchAll(CERTIFICATE)].map(([block]) => block);
        if (certificates.length === 0)
            throw new Error('it contains no PEM certificate');
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

;// CONCATENATED MODULE: ./lib/credentials/user-config.js





async function readFileOf(path) {
    try {
        return parseDockerConfig((0,regular_file/* readText */.yR)(path, { follow: true }), path);
    }
    catch (error) {
        if (error instanceof errors/* ActionError */.lZ)
            throw error;
        const code = (0,errno/* errnoOf */.U)(error);
        if (code === 'ENOENT' || code === 'ENOTDIR')
            return EMPTY_CONFIG;
        throw new errors/* ActionError */.lZ('RUNNER_UNUSABLE', `cannot read the user's Docker config ${path}: ${(0,errno/* reasonOf */.A)(error)}`, {
            hint: "Make it readable for the runner's user, set DOCKER_CONFIG to another folder, or give this login to the step.",
            cause: error,
        });
    }
}
/**
 * The user's own logins: config.json, and DOCKER_AUTH_CONFIG, whose `auths` docker prefers. A missing file counts as
 * empty. `problems` are for a warning: docker too ignores bad entries. It also ignores unreadable files; here only a
 * needed login without another source fails, with `unreadable`, which is a warning otherwise (`ignoredConfig`).
 */
async function readUserConfigs({ configDir, authConfig, }) {
    let unreadable;
    const tolerant = async (read) => {
        try {
            return await read();
        }
        catch (error) {
            if (!(error instanceof errors/* ActionError */.lZ))
                throw error;
            // Not an input: the machine has it.
            unreadable ??= new errors/* ActionError */.lZ('RUNNER_UNUSABLE', error.message, { hint: error.hint, cause: error });
            return EMPTY_CONFIG;
        }
    };
    const file = await tolerant(() => readFileOf((0,external_node_path_.join)(configDir, 'config.json')));
    const given = await tolerant(() => authConfig === '' ? EMPTY_CONFIG : parseDockerConfig(authConfig, 'DOCKER_AUTH_CONFIG'));
    return { env: given, file, ...(unreadable !== undefined && { unreadable }) };
}
/** The warning about a config that could not be read, in a run that needs no login of it. */
function ignoredConfig({ unreadable }) {
    return unreadable === undefined ? [] : [`${unreadable.message}; its logins are ignored`];
}

// EXTERNAL MODULE: ./lib/inputs/signing/signing.js + 1 modules
var signing = __webpack_require__(52544);
;// CONCATENATED MODULE: ./lib/publish/grace.js
/** Milliseconds after a cancel for work that may still finish: the runner kills after ten seconds. */
const GRACE = 5_000;
/**
 * Moved tags can only be put back by requests that the cancel does not reach. Staging needs no grace: its leftovers are
 * invisible.
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
// EXTERNAL MODULE: ./lib/host/limit.js
var limit = __webpack_require__(43053);
// EXTERNAL MODULE: ./lib/http/redirect.js
var redirect = __webpack_require__(24634);
// EXTERNAL MODULE: ./lib/http/body.js
var http_body = __webpack_require__(66150);
// EXTERNAL MODULE: ./lib/registry/auth/scope.js
var auth_scope = __webpack_require__(86146);
// EXTERNAL MODULE: ./lib/registry/errors/answer-text.js
var answer_text = __webpack_require__(60817);
;// CONCATENATED MODULE: ./lib/registry/elsewhere.js



/**
 * An error answer from a host to which the registry redirected. A 401 is an error like any other: that host must not
 * get credentials.
 */
function elsewhereError(doing, { status, headers, url, text }, now) {
    const parsed = (0,answer_text/* readAnswerText */.o)(text);
    const words = [String(status), parsed.codes[0], parsed.text]
        .filter(word => word !== undefined && word !== '')
        .join(' ');
    const isMissing = status === 404 || status === 410;
    const isRefusal = status === 401 || status === 403;
    const what = isMissing ? 'has nothing there' : isRefusal ? 'refuses it' : 'failed';
    const message = `${(0,errors_errors/* where */._M)(doing)}: ${doing.what}: ${(0,answer_text/* clean */.u)(url.host)}, where the registry keeps it, ${what} (${words})`;
    return new errors_errors/* RegistryError */.gl(isMissing ? 'NOT_FOUND' : 'REGISTRY_ERROR', message, {
        hint: isRefusal ? REFUSED : `The registry itself (${doing.host}) answers, but its storage does not.`,
        status,
        trouble: isMissing ? 'missing' : 'other',
        codes: parsed.codes,
        verdict: (0,retry/* temporaryStatus */.Ew)(status) ? { retryAfter: (0,retry/* parseRetryAfter */.mu)(headers['retry-after'], now) } : 'settled',
    });
}
const REFUSED = 'The registry itself lets this account in and sends it there; credentials are not sent along. Ask whoever runs the registry about its storage, and check the clock of this runner: signed links expire.';

// EXTERNAL MODULE: ./lib/registry/errors/answered.js
var answered = __webpack_require__(93424);
;// CONCATENATED MODULE: ./lib/registry/api.js








// Manifests have at most 4 MiB (distribution-spec, "Pushing Manifests"); the rest is for tag lists and error pages.
const MAX_ANSWER = 4 * 1024 * 1024 + 65_536;
/** Idle periods that a small answer may take from its first byte to its last. */
const SMALL = 2;
function createApi(deps) {
    const { host, policy, ports, signal } = deps;
    let anonymous = false;
    // A registry that redirects one upload redirects all of them.
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
    /** The response, its body unread, if its status is accepted. Otherwise throws. */
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
            scope: deps.pushes ? (0,auth_scope/* toPush */.Mp)(request.scope) : request.scope,
            doing: doing(request),
            final: request.final,
        };
        // A Location on another host is a storage, which must not get our credentials.
        const response = await (url.origin === origin.origin ? deps.auth.send(need, send) : send());
        return accept(request, response);
    });
    const once = (request) => deps.limits[request.upload ?? 'light'](async () => {
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
    const again = async (attempt, classifyAs = retry/* retryVerdictOf */.fg, signal = deps.signal) => {
        const onRetry = event => deps.onRetry?.((0,retry/* againLine */.FC)(event));
        try {
            return await (0,retry/* retry */.L5)(attempt, { policy, ports, classify: classifyAs, signal, onRetry });
        }
        catch (error) {
            // The signal was aborted between two attempts.
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
        open: request => again(() => openOnce(request), retry/* retryVerdictOf */.fg, eitherOf(deps.signal, request.signal)),
        prove: () => again(prove),
        retry: again,
        doing,
        insecure: deps.insecure,
        idle: deps.idle,
        now: ports.now,
        aborted: () => signal?.aborted === true,
    };
}
/** The text of an error. It is small, even if the requested content may take long. */
async function textInTime(body, limit) {
    const late = Object.assign(new Error(`the answer was not complete after ${limit} ms`), { code: 'ETIMEDOUT' });
    const timer = setTimeout(() => body.destroy(late), limit);
    try {
        return await (0,http_body/* readText */.yR)(body, MAX_ANSWER);
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
            // Digests are computed over the stored bytes.
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
// EXTERNAL MODULE: ./lib/registry/auth/tokens.js + 1 modules
var auth_tokens = __webpack_require__(61807);
;// CONCATENATED MODULE: ./lib/registry/auth/auth.js




function createAuth(deps) {
    const tokens = (0,auth_tokens/* createTokens */.j)(deps);
    let challenge;
    // The first request finds out how to authenticate; concurrent ones wait for its first answer only.
    let scout;
    let release = () => { };
    const arrive = async () => {
        if (scout)
            return scout;
        scout = new Promise(resolve => {
            release = resolve;
        });
    };
    // The only place that accepts a challenge: never one of another origin, which would get the password.
    const learn = ({ status, headers, isForeign }) => {
        const found = status === 401 && !isForeign ? (0,errors_challenge/* parseChallenge */.x)(headers['www-authenticate']) : undefined;
        challenge = found ?? challenge;
        scout ??= Promise.resolve();
        release();
        return found;
    };
    const authorization = async (credential, scope, doing) => {
        if (credential?.kind === 'bearer')
            return `Bearer ${credential.token}`;
        if (challenge?.scheme === 'bearer')
            return `Bearer ${await tokens.get(challenge, scope, doing)}`;
        if (challenge?.scheme !== 'basic' || credential?.kind !== 'basic')
            return undefined;
        return (0,auth_tokens/* basic */.H)(credential.username, credential.password);
    };
    const attempt = async ({ scope, doing, final }, send) => {
        let wanted = scope;
        let renewed = false;
        for (;;) {
            const credential = await deps.credential();
            const header = await authorization(credential, wanted, doing);
            const answer = await send(header);
            const found = learn(answer);
            if (answer.status !== 401)
                return answer;
            const next = nextStep({ found, header, wanted, renewed, kind: credential?.kind });
            if (next === 'final' && (renewed || !(await isReplaced(credential, found, header))))
                return answer;
            answer.body.resume();
            if (next === 'renew')
                tokens.drop(header?.replace('Bearer ', '') ?? '');
            if (final)
                throw (0,errors_errors/* tokenError */.EL)(doing);
            renewed ||= header !== undefined;
            if (found?.scheme === 'bearer')
                wanted = [...new Set([...wanted, ...(0,auth_scope/* parseScope */.Sk)(found.scope ?? '')])];
        }
    };
    /** Whether a rejected password has been replaced: it may have been revoked. */
    const isReplaced = async (refused, found, header) => {
        if (refused?.kind !== 'basic' || found?.scheme !== 'basic' || header === undefined)
            return false;
        return (await deps.credential(refused)) !== refused;
    };
    const prove = async (doing, send) => {
        const credential = await deps.credential();
        const kind = credential?.kind;
        // No scope, whatever the challenge says: for `/v2/` GHCR names a made-up repository.
        const header = await authorization(credential, [], doing);
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
/** How to react to a 401: try (other) credentials, get a fresh token, or give up. */
function nextStep({ found, header, wanted, renewed, kind }) {
    if (found === undefined || kind === 'bearer')
        return 'final';
    if (header === undefined)
        return found.scheme === 'bearer' || kind === 'basic' ? 'again' : 'final';
    if (found.scheme === 'basic' || renewed)
        return 'final';
    const asksForMore = !(0,auth_scope/* covers */.hU)(wanted, (0,auth_scope/* parseScope */.Sk)(found.scope ?? ''));
    if (asksForMore)
        return 'again';
    // The token was accepted but lacks a permission: another one of the same kind would too.
    return found.error === 'insufficient_scope' ? 'final' : 'renew';
}

// EXTERNAL MODULE: ./lib/registry/blobs.js
var blobs = __webpack_require__(29535);
// EXTERNAL MODULE: ./lib/oci/referrer.js
var referrer = __webpack_require__(73530);
;// CONCATENATED MODULE: ./lib/registry/pages.js

/** Enough for a million tags with long names, and for as many tags as GHCR has at fifty per page. */
const LARGEST = 64 * 1024 * 1024;
const MOST_PAGES = 10_000;
/** Idle periods for all pages together: each has its own limit, but there may always be another page. */
const pages_PATIENCE = 10;
/**
 * Reads the pages of a list, following their Link headers (distribution-spec, "Listing Tags"). A page that was already
 * read ends the list: some registries link their last page to itself. Only the first page may have a status in `none`.
 *
 * @throws RegistryError for a list beyond these limits: a part is never taken for the whole
 */
async function* pagesOf(api, { first, none, ...listing }) {
    const seen = new Set();
    const start = api.now();
    let bytes = 0;
    let target = first;
    while (target !== undefined && !seen.has(target)) {
        seen.add(target);
        const ok = seen.size === 1 ? [200, ...none] : [200];
        const request = { ...listing, method: 'GET', target, ok };
        const page = await api.call(request);
        bytes += page.body.length;
        const tooMuch = (what) => (0,errors_errors/* protocolError */.JW)(api.doing(request), `the list has no end: ${what}`);
        if (bytes > LARGEST)
            throw tooMuch(`it has more than ${LARGEST >> 20} MiB`);
        if (seen.size > MOST_PAGES)
            throw tooMuch(`it has more than ${MOST_PAGES} pages`);
        if (api.now() - start > pages_PATIENCE * api.idle)
            throw tooMuch(`it took more than ${(pages_PATIENCE * api.idle) / 1000} s`);
        yield page;
        target = page.status === 200 ? nextPage(page) : undefined;
    }
}
/** The next page's path. Its host is ignored, so that no token goes elsewhere (RFC 8288). */
function nextPage({ headers, url }) {
    const link = [headers.link ?? []].flat().join(', ');
    const target = /<([^<>]*)>\s*;[^,<]*\brel="?next\b/i.exec(link)?.[1];
    if (target === undefined || !URL.canParse(target, url.href))
        return undefined;
    const next = new URL(target, url);
    return `${next.pathname}${next.search}`;
}

;// CONCATENATED MODULE: ./lib/registry/lists.js





/** Every tag of a repository. @throws RegistryError, also for an endless list */
async function listTags(api, path) {
    const what = 'listing tags';
    const listing = { path, what, scope: (0,auth_scope/* pullScope */.iH)(path), first: `/v2/${path}/tags/list?n=1000`, none: [404] };
    const tags = [];
    for await (const page of pagesOf(api, listing)) {
        // A missing repository has no first page; a missing later page would truncate the list.
        if (page.status === 404)
            return [];
        const names = tagsOf(page.body);
        if (names === undefined)
            throw (0,errors_errors/* protocolError */.JW)(api.doing(listing), 'the answer is not a list of tags');
        for (const name of names)
            tags.push(name);
    }
    return tags;
}
function tagsOf(body) {
    try {
        const json = JSON.parse(body.toString('utf8'));
        // Go writes an empty list as `null`.
        const tags = json?.tags ?? [];
        return Array.isArray(tags) ? tags.filter(t => typeof t === 'string') : undefined;
    }
    catch {
        return undefined;
    }
}
/**
 * Besides 404, which means that the registry lacks this API, answers of older registries and proxies to an unknown
 * path.
 */
const NO_API = [400, 404, 405];
/**
 * Manifests that refer to this one (signatures, attestations, SBOMs) in the registry's own list; undefined if the
 * registry lacks the API, so that the tag `referrersTag` has the list.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#listing-referrers
 */
async function listReferrers(api, path, digest) {
    const what = `listing referrers of ${(0,blobs/* short */.h0)(digest)}`;
    const listing = { path, what, scope: (0,auth_scope/* pullScope */.iH)(path), first: `/v2/${path}/referrers/${digest}`, none: NO_API };
    let found;
    for await (const page of pagesOf(api, listing)) {
        if (page.status !== 200)
            return undefined;
        const listed = (0,referrer/* referrersIn */.qs)(page.body);
        // A web page with status 200, from a registry that serves its site on unknown paths.
        if (listed === undefined && found === undefined)
            return undefined;
        if (listed === undefined)
            throw (0,errors_errors/* protocolError */.JW)(api.doing(listing), 'the answer is not a list of referrers');
        found = [...(found ?? []), ...listed];
    }
    return found;
}

// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var oci_manifest = __webpack_require__(44360);
// EXTERNAL MODULE: ./lib/oci/foreign.js
var foreign = __webpack_require__(9853);
;// CONCATENATED MODULE: ./lib/registry/foreign-refusal.js



/**
 * Whether a registry rejects non-distributable layers. docker-registry answers 500 with codes about an unknown blob,
 * unless its configuration allows their URLs.
 */
function refusesForeign(error, manifest) {
    if (!(error instanceof errors_errors/* RegistryError */.gl) || error.status === undefined)
        return false;
    if (error.code !== 'REGISTRY_ERROR' && error.code !== 'NOT_FOUND')
        return false;
    const foreign = foreignIn(manifest);
    // A blob that it names must be one of them: any other is simply missing.
    const named = error.detail.match(/sha256:[0-9a-f]{64}/g) ?? foreign;
    if (!named.some(digest => foreign.includes(digest)))
        return false;
    return error.codes.some(code => FOREIGN_CODES.has(code)) || FOREIGN_WORDS.test(error.detail);
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
        // Also called for manifests that are written back, of any kind.
        return [];
    }
}
function foreignError(error) {
    const { status, codes, detail, trouble } = error;
    return new errors_errors/* RegistryError */.gl(error.code, `${error.message}: the registry refuses foreign layers`, {
        hint: 'The image has layers that may not be distributed (old Windows base images do). Rebuild it with BuildKit, which makes ordinary layers of them, or let the registry allow their URLs (docker-registry: `validation.manifests.urls.allow`).',
        ...(status !== undefined && { status }),
        ...{ cause: error, codes, detail, trouble, verdict: 'settled' },
    });
}

;// CONCATENATED MODULE: ./lib/registry/manifests.js








// Without these, registries convert a manifest to the oldest type, which changes its digest.
const ACCEPT = [
    oci_manifest/* OCI_INDEX */.$p,
    oci_manifest/* OCI_IMAGE */.wH,
    'application/vnd.docker.distribution.manifest.list.v2+json',
    'application/vnd.docker.distribution.manifest.v2+json',
    '*/*;q=0.5',
].join(', ');
/** The descriptor of a tag or digest; undefined if it does not exist. */
function headManifest(api, path, reference) {
    return api.retry(() => headManifestOnce(api, path, reference));
}
/** The same in one attempt, for loops that retry as a whole. */
async function headManifestOnce(api, path, reference) {
    const request = { ...readRequest('HEAD', path, reference), ok: [200, 404, ...blobs/* REFUSED_HEAD */.SX] };
    const answer = await api.once(request);
    if (answer.status === 404)
        return undefined;
    const found = (0,blobs/* isHeadRefused */.T9)(answer.status) ? 'unsaid' : describe(api, request, reference, answer);
    if (found !== 'unsaid')
        return found;
    const manifest = await getManifestOnce(api, path, reference);
    return manifest && { mediaType: manifest.mediaType, digest: manifest.digest, size: manifest.bytes.length };
}
/** The manifest, verified against the requested digest or the one in the answer. Undefined if it does not exist. */
function getManifest(api, path, reference) {
    return api.retry(() => getManifestOnce(api, path, reference));
}
async function getManifestOnce(api, path, reference) {
    const request = readRequest('GET', path, reference);
    const answer = await api.once(request);
    if (answer.status === 404)
        return undefined;
    const digest = (0,oci_digest/* sha256 */.s)(answer.body);
    const expected = (0,oci_reference/* isDigest */.Bc)(reference) ? reference : statedDigest(answer);
    if (expected !== undefined && expected !== digest) {
        throw (0,errors_errors/* protocolError */.JW)(api.doing(request), `what it sent has digest ${(0,blobs/* short */.h0)(digest)}, not ${(0,blobs/* short */.h0)(expected)}`);
    }
    return { mediaType: (0,oci_manifest/* typeOf */.QP)(answer.body, declaredType(answer)), digest, bytes: answer.body };
}
/** Writes a manifest under its digest or a tag. An immutable tag that already names it is no error. */
async function putManifest(api, path, manifest, reference) {
    const { mediaType, bytes, digest } = manifest;
    const request = {
        method: 'PUT',
        target: `/v2/${path}/manifests/${reference}`,
        path,
        what: `writing ${manifests_nameOf(reference)}`,
        scope: (0,auth_scope/* pushScope */.Xu)(path),
        ok: [200, 201, 202, 204],
        headers: { 'content-type': mediaType },
        body: bytes,
    };
    try {
        await api.retry(async () => {
            const answer = await api.once(request);
            const stated = statedDigest(answer);
            if (stated !== undefined && stated !== digest)
                throw (0,errors_errors/* protocolError */.JW)(api.doing(request), `it stored ${(0,blobs/* short */.h0)(stated)}, not ${(0,blobs/* short */.h0)(digest)}`);
            // The specification requires 201. After any other status, check whether the manifest is there.
            if (answer.status !== 201 && (await headManifestOnce(api, path, reference))?.digest !== digest)
                throw (0,errors_errors/* protocolError */.JW)(api.doing(request), `it answered ${answer.status}, but does not have it`);
        }, error => (refusesForeign(error, manifest) ? 'settled' : (0,retry/* retryVerdictOf */.fg)(error)));
    }
    catch (error) {
        // ECR refuses even the same digest under the same tag, as when the answer to our first PUT was lost.
        if (!(error instanceof errors_errors/* RegistryError */.gl && error.trouble === 'immutable'))
            throw explained(error, manifest);
        if ((await headManifest(api, path, reference))?.digest !== digest)
            throw error;
    }
}
/** The size that every registry accepts (distribution-spec, "Pushing Manifests"), in bytes. */
const manifests_LARGEST = 4 * 1024 * 1024;
/** A refused manifest with its likely cause, which registries do not state clearly. */
function explained(error, manifest) {
    const { bytes } = manifest;
    if (refusesForeign(error, manifest))
        return foreignError(error);
    if (bytes.length <= manifests_LARGEST || !(error instanceof errors_errors/* RegistryError */.gl) || error.code === 'CANCELLED')
        return error;
    const message = `${error.message}: it has ${bytes.length} bytes, and registries may refuse more than 4 MiB`;
    const hint = 'Usually its annotations are too large: shorten them.';
    return new errors_errors/* RegistryError */.gl('REGISTRY_ERROR', message, { hint, cause: error, codes: error.codes, verdict: 'settled' });
}
function readRequest(method, path, reference) {
    const target = `/v2/${path}/manifests/${reference}`;
    const what = `reading ${manifests_nameOf(reference)}`;
    return { method, target, path, what, scope: (0,auth_scope/* pullScope */.iH)(path), ok: [200, 404], headers: { accept: ACCEPT } };
}
/** The descriptor from a HEAD's headers; 'unsaid' if they are incomplete. */
function describe(api, request, reference, answer) {
    const digest = statedDigest(answer);
    if ((0,oci_reference/* isDigest */.Bc)(reference) && digest !== undefined && digest !== reference) {
        throw (0,errors_errors/* protocolError */.JW)(api.doing(request), `it names another digest, ${(0,blobs/* short */.h0)(digest)}`);
    }
    const length = answer.headers['content-length'];
    if (digest === undefined || length === undefined)
        return 'unsaid';
    return { mediaType: declaredType(answer), digest, size: Number(length) };
}
function statedDigest({ headers }) {
    const stated = headers['docker-content-digest'];
    return typeof stated === 'string' && (0,oci_reference/* isDigest */.Bc)(stated) ? stated : undefined;
}
function declaredType({ headers }) {
    return headers['content-type']?.split(';')[0]?.trim() ?? '';
}
function manifests_nameOf(reference) {
    return (0,oci_reference/* isDigest */.Bc)(reference) ? `manifest ${(0,blobs/* short */.h0)(reference)}` : `tag ${reference}`;
}

// EXTERNAL MODULE: ./lib/registry/origin.js
var registry_origin = __webpack_require__(89957);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./lib/registry/open-ahead.js
/** @param open must stop on its signal: sources that nobody awaits must not be retried */
function openAhead(open) {
    const stop = new AbortController();
    let opening = open(stop.signal);
    // An early failure is reported when the source is taken.
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

// EXTERNAL MODULE: ./lib/registry/session.js
var registry_session = __webpack_require__(36731);
;// CONCATENATED MODULE: ./lib/registry/upload.js







/** Uploads per repository that open their source early: as many as a client sends at once. */
const upload_AHEAD = 8;
/** Milliseconds for which the upload of a check is kept for a blob. */
const KEPT = 5_000;
/** Milliseconds that the end waits for an upload to be opened, in order to cancel it. */
const upload_PATIENCE = 5_000;
function createUploads(api, path) {
    const sessions = createSessions(api, path);
    // Repositories from which a mount has failed after all retries.
    const mountless = new Set();
    let underWay = 0;
    return {
        async mountBlob(digest, from) {
            if (mountless.has(from))
                return false;
            const start = (0,registry_session/* uploadRequest */.tk)(path);
            const target = `${start.target}?${new URLSearchParams({ mount: digest, from })}`;
            const what = `mounting blob ${(0,blobs/* short */.h0)(digest)} from ${from}`;
            const scope = [...(0,auth_scope/* pushScope */.Xu)(path), ...(0,auth_scope/* pullScope */.iH)(from)];
            const request = { ...start, target, what, scope, ok: [201, 202] };
            try {
                const answer = await api.call(request);
                if (answer.status === 201)
                    return true;
                sessions.keepFor(digest, (0,registry_session/* sessionOf */.MC)(api, request, answer));
                return false;
            }
            catch (error) {
                if (!mayUpload(error))
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
            const isThere = async () => (await (0,blobs/* headBlobOnce */.vx)(api, path, digest)) !== undefined;
            const attempt = async () => {
                // The answer may have been lost after the registry stored the blob.
                if (unanswered && (await isThere()))
                    return;
                const early = source.replayable && underWay < upload_AHEAD ? openAhead(open) : undefined;
                underWay++;
                const body = async () => {
                    opened = true;
                    return { stream: await (early?.take() ?? open()), size };
                };
                try {
                    const session = await sessions.take(digest);
                    await (0,registry_session/* putBlob */.HT)(api, path, session, { digest, size, body, final: !source.replayable }).catch(error => {
                        unanswered = (0,retry/* retryVerdictOf */.fg)(error) !== 'settled';
                        sessions.discard(session);
                        throw error;
                    });
                }
                finally {
                    underWay--;
                    early?.drop();
                }
            };
            try {
                await api.retry(attempt, error => (opened && !source.replayable ? 'settled' : (0,retry/* retryVerdictOf */.fg)(error)));
            }
            catch (error) {
                if (!unanswered || api.aborted())
                    throw error;
                // A source that cannot be reread gets every chance to have arrived; otherwise the attempts are used up. The
                // failure counts as the first attempt, so that its Retry-After is respected.
                const asked = source.replayable ? isThere() : api.retry(n => (n === 1 ? Promise.reject(error) : isThere()));
                if (!(await asked.catch(() => false)))
                    throw error;
            }
        },
        async checkPush({ keepsUpload = false } = {}) {
            const session = await api.retry(() => (0,registry_session/* startSession */.J0)(api, path, 'checking the permission to push'));
            if (keepsUpload)
                sessions.keepBriefly(session);
            else
                sessions.discard(session);
        },
        openUploads: sessions.open,
        settled: sessions.settled,
    };
}
function createSessions(api, path) {
    const byBlob = new Map();
    // Opened for blobs that were not known yet.
    const spare = [];
    let proof;
    let isClosed = false;
    const discarding = new Set();
    const discard = (session) => {
        if (api.aborted())
            return;
        const done = (0,registry_session/* discardSession */.z4)(api, path, session).finally(() => discarding.delete(done));
        discarding.add(done);
    };
    const takeProof = () => {
        const kept = proof;
        proof = undefined;
        clearTimeout(kept?.expiry);
        return kept?.session;
    };
    return {
        async take(digest) {
            const ready = byBlob.get(digest);
            byBlob.delete(digest);
            const opened = ready ?? spare.shift() ?? takeProof();
            return opened ?? (0,registry_session/* startSession */.J0)(api, path, `starting the upload of blob ${(0,blobs/* short */.h0)(digest)}`);
        },
        keepFor: (digest, session) => void byBlob.set(digest, session),
        keepBriefly(session) {
            if (proof !== undefined || isClosed)
                return discard(session);
            const drop = () => {
                const kept = takeProof();
                if (kept !== undefined)
                    discard(kept);
            };
            proof = { session, expiry: setTimeout(drop, KEPT).unref() };
        },
        open(count) {
            for (const old of spare.splice(0))
                old.then(discard, () => { });
            const kept = takeProof();
            if (kept !== undefined)
                spare.push(Promise.resolve(kept));
            for (let left = count - spare.length; left > 0; left--) {
                const opening = (0,registry_session/* startSession */.J0)(api, path, 'starting an upload');
                // The upload that takes it reports what is wrong.
                opening.catch(() => { });
                spare.push(opening);
            }
        },
        discard,
        async settled() {
            isClosed = true;
            const kept = takeProof();
            // A registry may not answer at all: then the upload expires by itself.
            const late = new Promise(resolve => void setTimeout(resolve, upload_PATIENCE, undefined).unref());
            const unused = await Promise.all(spare.splice(0).map(one => Promise.race([one.catch(() => undefined), late])));
            for (const session of [...byBlob.values(), ...unused, kept])
                if (session !== undefined)
                    discard(session);
            byBlob.clear();
            await Promise.all(discarding);
        },
    };
}
/**
 * Failures of a mount that an upload can replace: no read access to the other repository, not found, unavailable, a
 * dropped connection. The upload then shows whether pushing is possible.
 */
function mayUpload(error) {
    return error instanceof errors_errors/* RegistryError */.gl && error.code !== 'CANCELLED';
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
 * A registry over the OCI distribution-spec 1.1. Makes no request until needed.
 *
 * @param host as users write it: `docker.io`, `ghcr.io`, `localhost:5000`
 */
function createRegistry(host, options = {}) {
    const proxyEnv = (0,oci_reference/* isLoopback */.U9)(host) ? undefined : options.proxyEnv;
    const transport = (0,http_transport/* createTransport */.o)({ ca: options.ca, insecure: options.insecure, proxyEnv });
    const credential = options.credential ?? (async () => undefined);
    // Requests that nobody awaits (of a registry that was left behind) would keep the process alive.
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
            // Pending cancellations of uploads may finish: abandoned uploads take up the registry's storage.
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
    // These requests contain the password: never follow a redirect to another host.
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
        limits: { large: (0,limit/* createLimit */.K)(options.uploads ?? 8), small: (0,limit/* createLimit */.K)(32), light: (0,limit/* createLimit */.K)(32) },
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
        headBlob: digest => (0,blobs/* headBlob */.Uz)(api, path, digest),
        getBlob: (digest, signal) => (0,blobs/* getBlob */.qW)(api, path, digest, signal),
        mountBlob: uploads.mountBlob,
        uploadBlob: uploads.uploadBlob,
        headManifest: reference => headManifest(api, path, reference),
        getManifest: reference => getManifest(api, path, reference),
        putManifest: (manifest, reference) => putManifest(api, path, manifest, reference),
        referrers: digest => listReferrers(api, path, digest),
        listTags: () => listTags(api, path),
        checkPush: uploads.checkPush,
        openUploads: uploads.openUploads,
    };
}
/** Remembers the first success, but no failure. */
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

// EXTERNAL MODULE: ./lib/staging/fleet.js + 1 modules
var fleet = __webpack_require__(69756);
;// CONCATENATED MODULE: ./lib/run/access.js

















/**
 * Collects the credentials of all registries in a private Docker config. No registry is asked yet; identities are
 * exchanged later (`loggedIn`), while the builder is inspected.
 *
 * @throws ActionError INPUT_INVALID, AUTH_FAILED, RUNNER_UNUSABLE
 */
async function openAccess(job, folder, machine) {
    const { inputs, context, plan } = job;
    const { env, log, signal } = machine;
    const user = (0,variables_docker/* dockerVariables */.G)(env);
    const userConfigs = await readUserConfigs(user);
    for (const problem of [...userConfigs.file.problems, ...userConfigs.env.problems])
        log.warning(problem);
    const trusts = await readTrusts([...inputs.registries, ...inputs.logins], context.workspace);
    const grace = graceful(signal);
    const pushed = plan.images.map(image => ({
        image,
        destinations: image.destinations.filter(destination => destination.decision.push),
    }));
    const hosts = [
        ...new Set(pushed.flatMap(({ destinations }) => destinations.map(destination => destination.registry))),
    ];
    const logins = await openLogins(job, { userConfigs, trusts, pushed: hosts }, { ...machine, signal: grace.signal });
    const { credentials } = logins;
    const clients = createClients({ trusts, credentials, retry: inputs.retry }, machine);
    const registries = new Map(hosts.map(host => [host, clients.connect(host, { pushes: true, signal: grace.signal })]));
    const images = fleetsFor(pushed, registries, job, log);
    const buildx = await buildxForRun(inputs, folder, machine);
    const wanted = [...new Set([...hosts, ...readHosts(inputs), ...credentials.hosts])];
    const onFailure = failureOf(hosts, job, machine);
    // Does not wait for exchanged logins: those come while the builder is inspected.
    const late = wanted.filter(credentials.mayRunOut);
    const early = wanted.filter(host => !late.includes(host));
    const docker = await createDockerAccess({
        folder,
        user,
        keys: (0,external_node_path_.join)(folder, CERTIFICATES),
        userConfigs,
        env: (0,child_env/* childEnv */.gf)(env),
        credentials: await credentialsFor(early, credentials),
        plugins: buildx && (0,external_node_path_.dirname)(buildx),
        renews: late.length > 0,
    });
    for (const warning of ignoredConfig(userConfigs))
        log.warning(warning);
    const fresh = keepFresh(late, credentials, { docker, onFailure }, machine);
    // Another error may come before it is awaited.
    fresh.ready.catch(() => { });
    return {
        ...{ registries, images, grace, trusts, docker, buildx, loggedIn: fresh.ready },
        givenLogins: () => givenLogins([...new Set([...hosts, ...credentials.hosts])], credentials, onFailure),
        connectSource: host => clients.connect(host, { signal }),
        connectBriefly: (host, limit) => clients.connect(host, { signal: AbortSignal.any([signal, AbortSignal.timeout(limit)]), retries: 0 }),
        close: () => {
            fresh.stop();
            clients.close();
            logins.close();
        },
    };
}
/** Clients of registries, with this run's credentials. They are closed together. */
function createClients({ trusts, credentials, retry }, { env, log }) {
    const opened = [];
    return {
        connect(host, { pushes = false, signal, retries = retry.retries }) {
            const registry = createRegistry(host, {
                ...trusts.get(host),
                pushes,
                retry: { ...retry, retries },
                credential: async (refused) => (await credentials.resolve(host, refused))?.credential,
                signal,
                proxyEnv: env,
                mask: log.mask,
                onRetry: log.info,
            });
            opened.push(registry);
            return registry;
        },
        close() {
            for (const registry of opened)
                registry.close();
        },
    };
}
/** Each image with the repositories that it is pushed to. */
function fleetsFor(pushed, registries, { inputs, plan }, log) {
    // Signatures and parts are written by digest before any tag.
    const isSigned = (0,signing/* signerOf */.K)(inputs.signing) !== undefined;
    const isAlone = plan.images.length === 1 && !isSigned && inputs.parts.part === undefined;
    return pushed.map(({ image, destinations }) => {
        const targets = destinations.map(destination => ({
            destination,
            repository: registries.get(destination.registry).repository(destination.path),
        }));
        return { image, fleet: (0,fleet/* createFleet */.B3)(targets, log, { isAlone }) };
    });
}
/** The registries that Docker reads from without explicit logins: the source's, for gates. */
function readHosts(inputs) {
    const mirrorHosts = [...inputs.mirrors.values()].flat().map(({ host }) => host);
    const { source } = inputs;
    return [
        ...(source?.kind === 'registry' ? [source.reference.name.registry] : []),
        ...mirrorHosts,
        ...cacheHosts(inputs),
    ];
}
/**
 * How to handle an identity without a login. For a target registry, the error is reported with other problems. If
 * nothing is published now, as in a pull request, a trust policy need not admit this run.
 */
function failureOf(pushed, { inputs }, { log }) {
    const reported = new Set();
    return (host, error) => {
        if (pushed.includes(host) || reported.has(host))
            return;
        if (inputs.logins.some(login => (0,oci_reference/* canonicalHost */.rQ)(login.registry) === host))
            throw error;
        reported.add(host);
        log.notice(`Not logged in to ${host} (nothing is published there in this run): ${(0,errors/* messageOf */.bD)(error)}`);
    };
}
/** The logins other than the user's own. An exchange may be refused if nothing is published. */
async function givenLogins(hosts, credentials, onFailure) {
    const login = async (host) => {
        try {
            const resolved = await credentials.resolve(host);
            return resolved === undefined || resolved.isUsers ? [] : [[host, resolved.credential]];
        }
        catch (error) {
            if (!credentials.mayRunOut(host))
                throw error;
            onFailure(host, error);
            return [];
        }
    };
    return new Map((await Promise.all(hosts.map(login))).flat());
}
async function credentialsFor(hosts, credentials) {
    const resolve = async (host) => (await credentials.resolve(host))?.credential;
    const found = await Promise.all(hosts.map(async (host) => [host, await resolve(host)]));
    return new Map(found.filter((entry) => entry[1] !== undefined));
}

// EXTERNAL MODULE: ./lib/run/signing/signing.js + 2 modules
var signing_signing = __webpack_require__(75669);
;// CONCATENATED MODULE: ./lib/run/early.js



















/** @throws ActionError INPUT_INVALID, AUTH_FAILED */
async function startEarly({ job, folder, machine }) {
    const { inputs, plan } = job;
    const signing = await (0,signing_signing/* openRunSigning */.h)(job, machine);
    const found = connectFoundEngine(machine);
    for (const each of (0,inputs_job/* inputsOfImages */.z6)(job))
        checkSocket(each, found.endpoint);
    const promoted = inputs.source && (0,build_exports/* planExports */.L)(inputs, plan.decision.push, 'layout');
    // A promotion without gates goes from registry to registry without an engine.
    const info = promoted === undefined || promoted.load ? found.info() : undefined;
    // Another error may come before this answer is awaited.
    info?.catch(() => { });
    const access = await openAccess(job, folder.path, machine);
    const others = new AbortController();
    const stoppable = { ...machine, signal: AbortSignal.any([machine.signal, others.signal]) };
    const isBuilt = info !== undefined && promoted === undefined;
    const mirrors = isBuilt
        ? usableMirrors(inputs.mirrors, () => baseReferencesOf(job), access, stoppable)
        : Promise.resolve(new Map());
    // Its consumers report the error.
    mirrors.catch(() => { });
    const { docker, trusts, loggedIn } = access;
    const { env, user } = docker;
    const around = { folder, user, endpoint: found.endpoint, env, trusts, mirrors, loggedIn };
    const building = isBuilt
        ? builderFor(job, { ...around, engine: info }, stoppable)
        : Promise.resolve(plainBuilder(NO_BUILDER, env, []));
    const opening = inputs.source && early_open(inputs.source, job, { access, machine: stoppable, folder });
    const checks = checkRegistries(job, access);
    let refusal;
    // Another error may come before they are awaited.
    for (const one of [building, opening])
        one?.catch(() => { });
    checks.catch(error => {
        refusal = error;
    });
    return {
        ...{ signing, found, promoted, info, access, mirrors, building, opening, checks, stoppable },
        refusal: () => refusal,
        async abandon() {
            // Nothing may be reported after the error, or created after the notes were handed over.
            others.abort();
            await Promise.allSettled([building, opening]);
            // Post comes only after the job's other steps, which must not find the logins of a failed one.
            signing?.close();
            access.close();
            await Promise.allSettled([checks]);
            await access.docker.dispose();
        },
    };
}
/** Before any build: a wrong password, or an unavailable registry, is reported before build time is spent. */
async function checkRegistries(job, { images, registries }) {
    const { inputs } = job;
    // An image's commit matters only for builds: a promotion has its digest.
    const isPromoted = inputs.source !== undefined && inputs.source.kind !== 'parts';
    const { preflight: provesPush, immutableTags } = inputs;
    // A gate takes its time, and a cancelled job can't cancel its uploads.
    const keepsUploads = inputs.source === undefined && !(0,inputs_job/* areChecked */.IC)(job);
    const wanted = { preflight: provesPush, immutableTags: isPromoted ? [] : immutableTags, keepsUploads };
    return (0,preflight/* preflight */.M)(wanted, images, registries);
}
/** The existing images, in the plan's order. The module is loaded on demand. */
async function early_open(source, job, { access, machine, folder }) {
    const { context, plan } = job;
    const { connectSource: connect } = access;
    if (source.kind === 'parts') {
        const { openParts } = await Promise.all(/* import() */[__webpack_require__.e(8541), __webpack_require__.e(1682)]).then(__webpack_require__.bind(__webpack_require__, 11682));
        const ports = { artifacts: (0,parts/* artifactsFor */.J)(folder, machine), folder: folder.path, connect, log: machine.log };
        const wanted = (0,inputs_job/* inputsOfImages */.z6)(job).map(({ parts: { platforms }, build: { outputs } }, at) => {
            const image = plan.images[at];
            return { image, platforms, annotations: (0,index_annotations/* indexAnnotations */.nM)(image.metadata.annotations, outputs.attributes) };
        });
        return openParts(wanted, source.digests, context, ports);
    }
    const { openSource } = await Promise.all(/* import() */[__webpack_require__.e(8541), __webpack_require__.e(5806)]).then(__webpack_require__.bind(__webpack_require__, 45806));
    return [await openSource(source, { workspace: context.workspace, connect, log: machine.log })];
}
/** For a promotion, which builds nothing. */
const NO_BUILDER = { name: undefined, driver: 'docker', path: 'layout', isNear: false, created: false };
/** Emulators and registry trust for this machine's engine. */
async function readyEngine({ inputs }, { access, found, about, builder, folder, mirrors }, machine) {
    const { run, log, signal, env } = machine;
    const isLocal = found.socket !== undefined;
    await registerEmulators(inputs, { builder, engine: { ...about, isLocal }, folder: folder.path }, machine);
    const ports = {
        run,
        log,
        env: (0,child_env/* childEnv */.gf)(env),
        signal,
        willWrite: (path) => folder.note({ kind: 'file', path }),
    };
    await trustInBuilder(access.trusts, builder, isLocal, ports);
    const usable = await mirrors;
    if (usable.size === 0)
        return;
    // In a job container, /etc is not the engine's.
    const isHere = isLocal && (await (0,own_network/* sharesLoopback */.Ib)(found.endpoint.socket, (0,read_if_there/* readIfThere */.q)('/proc/self/mountinfo') ?? '', signal));
    await mirrorsInBuilder(usable, builder, isHere, { ...ports, trusts: access.trusts });
}

// EXTERNAL MODULE: ./lib/dockerfile/contexts.js
var contexts = __webpack_require__(8948);
;// CONCATENATED MODULE: ./lib/run/signing/bases.js






const NONE = new Map();
/**
 * Rejects base images without a signature by `require-signed-base`, before the build.
 *
 * @returns the verified digests by name, for the build to use
 * @throws ActionError, InputError
 */
async function checkBases(job, ports) {
    const { inputs, context } = job;
    const { signedBase, trustedRoot } = inputs.signing;
    if (signedBase.length === 0 || inputs.source !== undefined)
        return NONE;
    const names = new Set(recipesOf(job).flatMap(basesOf));
    const check = await (0,trusted_images/* checkerOf */.N)({ path: trustedRoot }, signedBase, 'require-signed-base', context.workspace);
    const checked = await Promise.all([...names].map(async (text) => {
        const reference = (0,oci_reference/* parseReference */.F2)(text);
        const { registry, path } = reference.name;
        const repository = ports.connect(registry).repository(path);
        const digest = reference.digest ?? (await repository.headManifest(reference.tag ?? 'latest'))?.digest;
        if (digest === undefined)
            throw new errors/* ActionError */.lZ('NOT_FOUND', `the base image ${text} does not exist`);
        ports.machine.log.info(`Base image ${text} is signed by ${await check({ repository, digest, name: text })}`);
        return reference.digest === undefined ? [[text, digest]] : [];
    }));
    return new Map(checked.flat());
}
/** @throws ActionError when they cannot be determined: no base may go unchecked */
function basesOf({ dockerfile, ...given }) {
    const [layout] = (0,contexts/* layoutContexts */.p9)(given.buildContexts);
    if (layout !== undefined) {
        throw new errors/* ActionError */.lZ('INPUT_INVALID', `\`require-signed-base\` is given, but \`build-contexts\` has ${layout}, whose signature cannot be checked`, { hint: 'Name an image in a registry (`docker-image://…`), or remove one of the two inputs.' });
    }
    const names = dockerfile === undefined ? undefined : (0,dockerfile_images/* baseImages */.i)(dockerfile, given);
    if (names !== undefined)
        return names;
    throw new errors/* ActionError */.lZ('INPUT_INVALID', '`require-signed-base` is given, but the base images cannot be determined before the build', {
        hint: 'It needs a Dockerfile in the workspace whose FROM lines name images with plain build arguments at most.',
    });
}

;// CONCATENATED MODULE: ./lib/run/prepare.js



















/**
 * Everything before the build, concurrently where possible: collects credentials in a private Docker config and checks
 * them with their registries; chooses the builder; keeps the local image's name.
 *
 * @param labeled the job with its final labels; awaited before for parts and their merge, and never rejects for others
 * @throws ActionError AUTH_FAILED, NETWORK_ERROR, ENGINE_FAILED, …
 */
async function prepare(running, labeled) {
    const bench = await running.report.timed('prepare', () => openWorkbench(running));
    const ready = { ...running, bench };
    // A part, or a merge, has had its labels from the start.
    return keepingSharedCaches((0,read_parts/* isOfParts */.YI)(running.job.inputs.parts) ? ready : withLabels(ready, await labeled));
}
/** The run with its final labels, instead of those at preparation. */
function withLabels(ready, job) {
    if (job === ready.job)
        return ready;
    const { targets } = ready.bench;
    const images = targets.images.map((one, at) => ({ ...one, image: job.plan.images[at] }));
    return { ...ready, job, bench: { ...ready.bench, targets: { ...targets, images } } };
}
/** The run without shared caches that a pull request's code would write. */
function keepingSharedCaches(ready) {
    const { job, notice } = withoutSharedWrites(ready.job);
    if (notice !== undefined)
        ready.machine.log.notice(notice);
    return { ...ready, job };
}
async function openWorkbench(running) {
    const early = await startEarly(running);
    try {
        return await finish(running, early);
    }
    catch (error) {
        // A refusal matters more, unless the job was cancelled.
        const known = running.machine.signal.aborted ? error : (early.refusal() ?? error);
        await early.abandon();
        throw known;
    }
}
/** Waits for what was begun, and makes the engine ready. */
async function finish({ job, folder, report, machine }, early) {
    const { access, found, info, mirrors, promoted, signing, checks } = early;
    const { docker, trusts, grace } = access;
    const builds = (0,inputs_job/* inputsOfImages */.z6)(job);
    const trusted = { connect: access.connectSource, machine: early.stoppable };
    const checked = checks.then(() => { });
    // The build may be what fails first.
    checked.catch(() => { });
    // For post, even if this stage fails.
    if (access.buildx !== undefined)
        await report.saveState({ buildx: access.buildx });
    const isWaiting = needsAnswers(job, access);
    const [builder, sources = []] = await Promise.all([early.building, early.opening, isWaiting ? checked : undefined]);
    const exports = builds.map(each => promoted ?? (0,build_exports/* planExports */.L)(each, job.plan.decision.push, builder.path));
    const packs = exports.every(build_exports/* isOnlyPushed */.g) && builds.every(({ build }) => build.outputs.extra.length === 0);
    if (!packs)
        await checked;
    await access.loggedIn;
    await checkKeptLogins(job.inputs, access, machine.env);
    for (const source of sources)
        await (0,trusted_images/* checkSource */.A)(job, source, trusted);
    const pins = await checkBases(job, trusted);
    const about = await info;
    if (about !== undefined)
        await readyEngine(job, { access, found, about, builder, folder, mirrors }, machine);
    const engine = informed(found, about);
    const names = await (0,build_names/* nameImages */.EF)(job.plan.images, exports, { engine, journal: folder });
    const policies = await buildPolicies(job, docker.env, machine);
    const dataRoot = found.socket === undefined ? '' : (about?.dataRoot ?? '');
    const layout = exports.some(each => each.layout);
    await warnOfLowDisk(placesOf({ layout }, dataRoot, folder.path), machine.log);
    // Before the first gate runs, and again at the end of the run.
    await report.saveState({ undo: undoState(folder) });
    const background = createBackground();
    const packing = { folder: folder.path, docker, engine, background, checked };
    const own = packs ? packingBuilder(builder, job, packing) : builder;
    // Otherwise buildx starts meanwhile.
    const kept = !isWaiting && own !== builder ? [] : await checks;
    return {
        ...{ docker, trusts, pins, engine, names, sources, background, signing, policies },
        ...{ connectSource: access.connectSource, givenLogins: access.givenLogins },
        ...{ builder: own, checked, siblings: (0,siblings/* createSiblings */.C)() },
        targets: { images: access.images.map((planned, at) => ({ ...planned, kept: kept[at] })), grace },
        async close() {
            await background.settle();
            signing?.close();
            access.close();
            await docker.dispose();
        },
    };
}
/**
 * Whether the registries have to answer before anything else happens: they are asked for more than their consent, an
 * archive would be downloaded, or the engine is changed or used for more than the build.
 */
function needsAnswers(job, { trusts }) {
    const { source, immutableTags, rebuild, policy, signing, cache, cacheMounts, mirrors, qemu } = job.inputs;
    const isJudged = policy !== undefined || signing.signedBase.length > 0;
    const isDecided = immutableTags.length > 0 || rebuild !== 'always';
    const isRestored = cache.backend === 'actions' || cacheMounts !== 'none';
    const hasPlatforms = (0,inputs_job/* inputsOfImages */.z6)(job).some(({ build }) => build.platforms.length > 0);
    const isEmulated = qemu === 'needed' ? hasPlatforms : qemu !== 'none';
    const isChanged = isEmulated || mirrors.size > 0 || trusts.size > 0;
    return source !== undefined || isDecided || isJudged || isRestored || isChanged;
}
/** @throws ActionError if this buildx does not support them */
async function buildPolicies(job, env, { run, signal }) {
    const { inputs, context } = job;
    if (inputs.buildPolicy.length === 0 || inputs.source !== undefined)
        return [];
    const contexts = (0,inputs_job/* inputsOfImages */.z6)(job).map(({ build }) => (0,git_context/* buildContext */.gC)(build.context, (0,git_context/* gitContext */.cw)(context), (0,place/* hasCheckout */.tp)(context, build.file)));
    const isRoot = contexts.every(each => !(0,git_context/* isRemote */.Vx)(each) && (0,external_node_path_.resolve)(context.workspace, each) === context.workspace);
    return policySpecs(inputs.buildPolicy, isRoot, { run, env, signal });
}

// EXTERNAL MODULE: ./lib/run/publishing.js + 4 modules
var publishing = __webpack_require__(2439);
;// CONCATENATED MODULE: ./lib/run/action.js








/**
 * Does what was planned, in a folder of this run.
 *
 * @param labeled the job with its final labels; rejects only for parts and their merge
 * @throws ActionError
 */
async function work(run, labeled) {
    await inRunFolder(run, running => allStages(running, labeled));
}
/** From the credentials to the last tag: everything that changes this machine. */
async function allStages(given, labeled) {
    const running = await (0,parts/* preparePart */.r)(given, labeled);
    const caches = await lookForCaches(running);
    try {
        const ready = await prepare(running, labeled);
        try {
            if ((0,publishing/* isPublished */.HF)(ready)) {
                await (0,policing/* judgeImages */.Mk)(ready, []);
                await (0,publishing/* keepPublished */.w4)(ready);
                return await keepLoginsOf(ready);
            }
            const idle = await reasonToSkipBuild(ready);
            if (idle !== undefined)
                return ready.report.notPushed(idle);
            await (0,policing/* judgeBases */.C5)(ready);
            const obtained = await obtain(ready, caches);
            await (0,policing/* judgeImages */.Mk)(ready, obtained);
            const tested = await testImages(ready, obtained);
            await (0,publishing/* writeLayouts */.ns)(ready, tested);
            await (0,publishing/* publishImages */.YU)(ready, tested);
            await keepLoginsOf(ready);
        }
        finally {
            await ready.bench.close();
        }
    }
    finally {
        await caches.end();
    }
}


/***/ }),

/***/ 39315:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ artifactsFor),
/* harmony export */   handOver: () => (/* binding */ handOver),
/* harmony export */   r: () => (/* binding */ preparePart)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _host_files_make_folder_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6351);
/* harmony import */ var _host_text_of_name_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(57827);
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(64212);
/* harmony import */ var _inputs_job_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(9514);
/* harmony import */ var _inputs_parts_read_parts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1677);
/* harmony import */ var _parts_artifacts_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(45121);
/* harmony import */ var _parts_identity_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(56450);
/* harmony import */ var _parts_record_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(18233);
/* harmony import */ var _parts_stated_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(38771);
/* harmony import */ var _plan_index_annotations_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(34764);
/* harmony import */ var _plan_named_gates_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(13855);













/** Artifacts are as large as images. Seconds. */
const PATIENCE = 30 * 60;
function artifactsFor(folder, machine) {
    return (0,_parts_artifacts_js__WEBPACK_IMPORTED_MODULE_4__/* .createArtifacts */ .G)(machine, { folder: folder.path, seconds: PATIENCE });
}
/** The folder of an image's artifact. */
const placeOf = (folder, at) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder.path, 'parts', String(at));
/**
 * The run as a part of a larger one. For artifacts, images are written as layouts, and no registry is used: this job
 * may have no credentials.
 *
 * @param labeled awaited for parts and their merge: preparing a merge reads the merged image
 */
async function preparePart(given, labeled) {
    if (!(0,_inputs_parts_read_parts_js__WEBPACK_IMPORTED_MODULE_3__/* .isOfParts */ .YI)(given.job.inputs.parts))
        return given;
    const job = await labeled;
    const { parts } = job.inputs;
    if (parts.part === undefined)
        return { ...given, job };
    const { folder } = given;
    const running = { ...given, job: withoutIndex(job) };
    const platforms = (0,_inputs_job_js__WEBPACK_IMPORTED_MODULE_10__/* .inputsOfImages */ .z6)(job).map(({ build }) => build.platforms);
    const images = job.plan.images.map((image, at) => ({ image, platforms: platforms[at] }));
    logSkipped(images, running.machine.log);
    if (!job.plan.decision.push)
        return running;
    // Otherwise nobody would get this job's images.
    (0,_parts_artifacts_js__WEBPACK_IMPORTED_MODULE_4__/* .checkArtifacts */ .E)(running.machine.env);
    const part = { images, handOver: parts.handOver };
    for (const at of images.keys())
        await (0,_host_files_make_folder_js__WEBPACK_IMPORTED_MODULE_2__/* .makeFolder */ .f)(placeOf(folder, at));
    return { ...running, part, ...(parts.handOver === 'artifact' && { job: intoLayouts(running.job, folder) }) };
}
/** The job without annotations of the index, which the job that merges writes (`ownShare` has those of the outputs). */
function withoutIndex(job) {
    const images = job.plan.images.map(image => {
        const annotations = (0,_plan_index_annotations_js__WEBPACK_IMPORTED_MODULE_8__/* .splitAnnotations */ .$U)(image.metadata.annotations).parts;
        return { ...image, metadata: { ...image.metadata, annotations } };
    });
    return { ...job, plan: { ...job.plan, images } };
}
/** Logs the gates that are left to the parts for their platforms (`shareOf`). */
function logSkipped(parts, log) {
    for (const { image, platforms } of parts) {
        for (const gate of image.gates.filter(one => !(0,_plan_named_gates_js__WEBPACK_IMPORTED_MODULE_9__/* .runsOn */ .k)(one, platforms))) {
            log.info(`Skipped ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_11__/* .quote */ .h)(gate.name)}${(0,_host_text_of_name_js__WEBPACK_IMPORTED_MODULE_12__/* .ofName */ .D)(image)}: it runs on ${gate.platform}, and this part is for ${platforms.join(', ')}`);
        }
    }
}
/** The job that writes its images as layouts, and pushes none. */
function intoLayouts(job, folder) {
    const decision = { push: false, reason: 'this part of the image is handed over as an artifact' };
    const images = job.plan.images.map(image => ({
        ...image,
        destinations: image.destinations.map(destination => ({ ...destination, decision })),
    }));
    const plan = { ...job.plan, decision, images };
    const withLayout = (inputs, at) => ({ ...inputs, layout: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(placeOf(folder, at), _parts_record_js__WEBPACK_IMPORTED_MODULE_6__/* .IMAGE_FILE */ .xA) });
    const { several } = job;
    if (several === undefined)
        return { ...job, plan, inputs: withLayout(job.inputs, 0) };
    const builds = several.builds.map((build, at) => ({ ...build, inputs: withLayout(build.inputs, at) }));
    return { ...job, plan, several: { ...several, builds } };
}
/**
 * Hands the parts over to the merging job: a record of each image, with the image itself if no registry has it.
 *
 * @param made in the plan's order
 * @throws ActionError ARTIFACT_FAILED
 */
async function handOver(running, made) {
    const { job, folder, report, machine, part } = running;
    if (part === undefined)
        throw new Error('this run builds the whole image');
    const { context } = job;
    const uploads = part.images.map(async ({ image, platforms }, at) => {
        const { root, tested, places } = made[at];
        const record = {
            schema: 1,
            repository: context.repository,
            commit: context.sha,
            ...(0,_parts_identity_js__WEBPACK_IMPORTED_MODULE_5__/* .runOf */ .ng)(context),
            plan: (0,_parts_identity_js__WEBPACK_IMPORTED_MODULE_5__/* .fingerprintOf */ .ax)(image),
            stated: (0,_parts_stated_js__WEBPACK_IMPORTED_MODULE_7__/* .recordedOf */ .i0)(image),
            platforms,
            root,
            gates: image.gates.filter(gate => (0,_plan_named_gates_js__WEBPACK_IMPORTED_MODULE_9__/* .runsOn */ .k)(gate, platforms)).map(({ name }) => name),
            tested: tested.map(({ digest }) => digest),
            places,
            handOver: part.handOver,
        };
        const home = placeOf(folder, at);
        const file = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(home, _parts_record_js__WEBPACK_IMPORTED_MODULE_6__/* .RECORD_FILE */ .lt);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(file, JSON.stringify(record));
        const files = part.handOver === 'artifact' ? [file, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(home, _parts_record_js__WEBPACK_IMPORTED_MODULE_6__/* .IMAGE_FILE */ .xA)] : [file];
        return { name: (0,_parts_identity_js__WEBPACK_IMPORTED_MODULE_5__/* .artifactName */ .Cs)(image, platforms, context), image: image.name, folder: home, files };
    });
    const artifacts = await Promise.all(uploads);
    await report.timed('hand-over', () => artifactsFor(folder, machine).upload(artifacts));
    for (const [at, { image, platforms }] of part.images.entries()) {
        machine.log.info(`Handed over ${platforms.join(', ')}${(0,_host_text_of_name_js__WEBPACK_IMPORTED_MODULE_12__/* .ofName */ .D)(image)} as ${artifacts[at].name}`);
    }
    report.handedOver(new Map(part.images.map(({ image }, at) => [image.name, made[at].root])));
    const what = part.images.length === 1 ? 'this is a part of the image' : 'these are parts of the images';
    report.notPushed(`${what}: the job with \`merge\` publishes ${part.images.length === 1 ? 'it' : 'them'}`);
}


/***/ }),

/***/ 88699:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ checkSource),
/* harmony export */   N: () => (/* binding */ checkerOf)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23940);

/** Rejects an image without a signature by `verify-source`, before anything is copied. @throws ActionError */
async function checkSource({ inputs, context }, { digest }, ports) {
    const { verifySource } = inputs.signing;
    const { source } = inputs;
    if (verifySource.length === 0 || source?.kind !== 'registry')
        return;
    const { name } = source.reference;
    const repository = ports.connect(name.registry).repository(name.path);
    const root = { path: inputs.signing.trustedRoot };
    const check = await checkerOf(root, verifySource, 'verify-source', context.workspace);
    const who = await check({ repository, digest, name: (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .formatReference */ .FH)(source.reference) });
    ports.machine.log.info(`Source ${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .formatReference */ .FH)(source.reference)} is signed by ${who}`);
}
/**
 * A function that verifies a signature by one of these, and returns the signer.
 *
 * @param input the name of the signers' input
 * @throws InputError for an unreadable key or trusted root
 */
async function checkerOf(trusted, signers, input, workspace) {
    const { openRoot, rootIn, verifyImage, wantedOf } = await Promise.all(/* import() */[__webpack_require__.e(1168), __webpack_require__.e(4064), __webpack_require__.e(5191)]).then(__webpack_require__.bind(__webpack_require__, 75147));
    const wanted = wantedOf(signers, input, workspace);
    const verifier = 'text' in trusted ? rootIn(trusted.text) : openRoot(trusted.path, workspace);
    return async (image) => {
        const { identity } = await verifyImage(image, wanted, verifier);
        return identity === '' ? 'the key' : identity;
    };
}


/***/ })

};
