export const id = 3917;
export const ids = [3917];
export const modules = {

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

/***/ 72916:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Of: () => (/* binding */ listIn),
/* harmony export */   Se: () => (/* binding */ specsIn),
/* harmony export */   r7: () => (/* binding */ textIn),
/* harmony export */   yL: () => (/* binding */ mapIn),
/* harmony export */   yO: () => (/* binding */ withoutScheme)
/* harmony export */ });
/* harmony import */ var _host_fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(87617);
/* harmony import */ var _plan_terms_list_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(94247);


/** A text of a target; '' if missing. */
function textIn(target, key) {
    const value = target[key];
    return typeof value === 'string' ? value : '';
}
/** A list of texts; other values are ignored. */
function listIn(target, key) {
    const value = target[key];
    return Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];
}
/** A map of texts; bake omits entries without a value. */
function mapIn(target, key) {
    const value = target[key];
    if (!(0,_host_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .Gv)(value))
        return {};
    return Object.fromEntries(Object.entries(value).filter((entry) => typeof entry[1] === 'string'));
}
/** A list of specs (`type=local,dest=out`): buildx prints them as text or, since 0.21, as maps. */
function specsIn(target, key) {
    const value = target[key];
    if (!Array.isArray(value))
        return [];
    return value.flatMap(item => {
        if (typeof item === 'string')
            return [item];
        if (!(0,_host_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .Gv)(item))
            return [];
        const { type, ...rest } = item;
        const entries = [...(type === undefined ? [] : [['type', type]]), ...Object.entries(rest)];
        return [(0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_0__/* .joinFields */ .KY)(entries.map(([name, text]) => `${name}=${String(text)}`))];
    });
}
/** A local path of a definition: `cwd://` means relative to bake's working directory, as all paths are here. */
function withoutScheme(path) {
    return path.replace(/^cwd:\/\//, '');
}


/***/ }),

/***/ 3917:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  jobOfSeveral: () => (/* binding */ jobOfSeveral)
});

// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/fields.js
var fields = __webpack_require__(87617);
// EXTERNAL MODULE: ./lib/host/text/quote.js
var quote = __webpack_require__(64212);
// EXTERNAL MODULE: ./lib/host/tool-messages.js
var tool_messages = __webpack_require__(77767);
// EXTERNAL MODULE: ./lib/inputs/several/entries.js
var entries = __webpack_require__(49814);
;// CONCATENATED MODULE: ./lib/bake/evaluate.js





/** HCL has no unbounded loops or expensive functions. Milliseconds. */
const LONGEST = 60_000;
/**
 * Evaluates a definition with buildx. Needs no engine or builder.
 *
 * @throws InputError for a definition that bake rejects, ActionError BUILDX_UNUSABLE when there is no buildx
 */
async function evaluate(wish, { run, env, cwd, signal }) {
    const args = [
        ...['buildx', 'bake', '--print', '--progress=quiet'],
        ...wish.files.flatMap(file => ['--file', file]),
        ...wish.set.flatMap(item => ['--set', item]),
        '--',
        ...wish.targets,
    ];
    const vars = Object.fromEntries(wish.vars.map(item => [item.split('=', 1)[0] ?? '', item.slice(item.indexOf('=') + 1)]));
    const result = await run('docker', args, { env: { ...env, ...vars }, cwd, signal, timeout: LONGEST }).catch(error => {
        if (signal.aborted)
            throw new errors/* ActionError */.lZ('CANCELLED', 'cancelled while the bake definition was evaluated');
        throw noBuildx((0,errors/* messageOf */.bD)(error));
    });
    if (signal.aborted)
        throw new errors/* ActionError */.lZ('CANCELLED', 'cancelled while the bake definition was evaluated');
    if (result.timedOut)
        throw refused(`was not evaluated within ${LONGEST / 1000} s`);
    if (result.code !== 0) {
        const said = result.stderr.trim();
        if ((0,tool_messages/* says */.FA)(said, 'buildxMissing'))
            throw noBuildx(said);
        throw refused(`cannot be evaluated:\n${tail(said)}`);
    }
    return readPrinted(result.stdout);
}
/** Parses the output of `--print`. Untrusted: it depends on files in the repository. */
function readPrinted(text) {
    let printed;
    try {
        printed = JSON.parse(text);
    }
    catch (error) {
        throw refused(`does not evaluate to valid JSON (${(0,errors/* messageOf */.bD)(error)})`);
    }
    const { group, target } = (0,fields/* fieldsIn */.t5)(printed);
    const targets = (0,fields/* fieldsIn */.t5)(target);
    const groups = (0,fields/* fieldsIn */.t5)(group);
    const all = Object.entries(targets).flatMap(([name, one]) => (0,fields/* isObject */.Gv)(one) ? [[name, unescaped(one)]] : []);
    const byName = new Map(all);
    const wanted = wantedOf(groups, new Set(byName.keys()));
    for (const name of wanted) {
        if (!/^\w[\w.-]{0,99}$/.test(name))
            throw refused(`has a target with an unusable name: ${(0,quote/* quote */.h)(name)}`);
    }
    if (wanted.length === 0)
        throw refused('has no target to build');
    if (wanted.length > entries/* MOST_BUILDS */.o)
        throw refused(`has ${wanted.length} targets; one step builds at most ${entries/* MOST_BUILDS */.o}`);
    return {
        targets: wanted.map(name => ({ name, target: byName.get(name) ?? {} })),
        linked: Object.fromEntries(all.filter(([name]) => !wanted.includes(name))),
    };
}
/** bake puts the requested targets and groups into the group `default`. */
function wantedOf(groups, targets) {
    const wanted = new Set();
    const seen = new Set();
    const add = (name) => {
        if (targets.has(name))
            wanted.add(name);
        if (seen.has(name))
            return;
        seen.add(name);
        const group = Object.hasOwn(groups, name) ? groups[name] : undefined;
        const members = (0,fields/* fieldsIn */.t5)(group).targets;
        if (Array.isArray(members))
            for (const member of members)
                add(String(member));
    };
    add('default');
    return [...wanted];
}
/**
 * Fields that buildx escapes in its output (docker/buildx, bake/bake.go, `Target.MarshalJSON`), so that it can be read
 * again.
 */
const ESCAPED = ['dockerfile-inline', 'labels', 'args', 'extra-hosts'];
function unescaped(target) {
    const plain = (text) => text.replaceAll('$${', '${').replaceAll('%%{', '%{');
    return Object.fromEntries(Object.entries(target).map(([key, value]) => {
        if (!ESCAPED.includes(key))
            return [key, value];
        if (typeof value === 'string')
            return [key, plain(value)];
        if (!(0,fields/* isObject */.Gv)(value))
            return [key, value];
        return [
            key,
            Object.fromEntries(Object.entries(value).map(([name, item]) => [name, typeof item === 'string' ? plain(item) : item])),
        ];
    }));
}
function refused(problem) {
    const fix = 'Try it with `docker buildx bake --print`, and the same files, targets and variables.';
    return new errors/* InputError */.dz([{ input: 'bake', problem, fix }]);
}
function noBuildx(said) {
    return new errors/* ActionError */.lZ('BUILDX_UNUSABLE', `the bake definition cannot be evaluated without buildx: ${tail(said)}`, {
        hint: 'Install Docker with buildx 0.17 or later on this runner (docker/setup-buildx-action does), or list the images in `builds`.',
    });
}
/** The end of buildx's output, with the place and the error. */
function tail(text) {
    return text.split('\n').slice(-12).join('\n').slice(-2_000);
}

// EXTERNAL MODULE: ./lib/bake/inputs.js + 1 modules
var inputs = __webpack_require__(4027);
// EXTERNAL MODULE: ./lib/bake/secrets.js
var secrets = __webpack_require__(63748);
// EXTERNAL MODULE: ./lib/bake/target.js
var bake_target = __webpack_require__(72916);
// EXTERNAL MODULE: ./lib/inputs/run/share.js
var share = __webpack_require__(87520);
// EXTERNAL MODULE: ./lib/plan/filter.js + 1 modules
var filter = __webpack_require__(66759);
// EXTERNAL MODULE: ./lib/runner/child-env.js
var child_env = __webpack_require__(30994);
// EXTERNAL MODULE: ./lib/run/planning/mask-secrets.js
var mask_secrets = __webpack_require__(67667);
// EXTERNAL MODULE: ./lib/run/planning/plans.js + 43 modules
var planning_plans = __webpack_require__(36603);
;// CONCATENATED MODULE: ./lib/run/planning/several.js










/** The job of a step with several images, from `builds` or a bake definition. @throws InputError */
async function jobOfSeveral(given, listed, site) {
    const { context } = site;
    const { bake } = given;
    const several = bake === undefined ? { builds: listed, linked: {}, beside: [] } : await evaluated(bake, given, site);
    const gated = withOwnGates(several.builds, given);
    const planWhole = async (known) => {
        const { plan, plans } = await (0,planning_plans/* planTogether */.QL)(gated, context, known);
        const builds = gated.map((build, at) => ({ ...build, inputs: (0,planning_plans/* withPlanned */.T1)(build.inputs, plans[at]) }));
        const platforms = [...new Set(builds.flatMap(({ inputs }) => inputs.build.platforms))];
        const partCaches = ownCaches(builds, several.linked);
        const inputs = { ...given, build: { ...given.build, platforms, partCaches } };
        return { inputs, context, plan, several: { ...several, builds } };
    };
    const sharedOf = (whole) => (0,share/* shareOfSeveral */.T)(whole, whole.several);
    const all = gated.map(({ inputs }) => inputs);
    const known = await (0,planning_plans/* factsFor */.xh)(all, site);
    const whole = await planWhole(known);
    const job = sharedOf(whole);
    const isHere = ({ name }) => job.several?.builds.some(build => build.name === name) ?? true;
    const asked = whole.several.builds.filter(isHere).map(({ inputs }) => inputs);
    return { job, asked, known, planWith: async (more) => sharedOf(await planWhole(more)) };
}
async function evaluated(bake, given, { context, machine }) {
    const { run, signal } = machine;
    const env = (0,child_env/* childEnv */.gf)(machine.env);
    const { workspace } = context;
    const definition = await evaluate(bake, { run, env, cwd: workspace, signal });
    const builds = (0,inputs/* buildsOf */.jV)(definition, given, { env: machine.env, workspace });
    const beside = definition.targets.filter(({ target }) => !(0,inputs/* makesImage */.lu)(target));
    for (const target of [...definition.targets.map(each => each.target), ...Object.values(definition.linked)]) {
        (0,mask_secrets/* maskBuildSecrets */.K8)((0,secrets/* secretsOf */.F)(target), workspace, machine);
    }
    return {
        builds,
        linked: { ...definition.linked, ...Object.fromEntries(beside.map(({ name, target }) => [name, target])) },
        beside: beside.map(({ name }) => name),
    };
}
/** The own caches of images and linked targets, which are not shared with other images. */
function ownCaches(builds, linked) {
    const ofImages = builds.map(({ name, inputs: { build } }) => [name, { from: build.cacheFrom, to: build.cacheTo }]);
    const ofLinked = Object.entries(linked).map(([name, target]) => [name, { from: (0,bake_target/* specsIn */.Se)(target, 'cache-from'), to: (0,bake_target/* specsIn */.Se)(target, 'cache-to') }]);
    return new Map([...ofImages, ...ofLinked].filter(([, { from, to }]) => from.length > 0 || to.length > 0));
}
/** Each build with its gates. @throws InputError for a gate without a build */
function withOwnGates(builds, { gates: ofStep, parts }) {
    const isFor = ({ targets }, name) => (0,filter/* matchPatterns */.B)(targets, name).matched;
    const problems = ofStep.flatMap((gate, index) => {
        // A part may have only some of the builds; the merging job has all of them and checks this.
        if (parts.part !== undefined || builds.some(({ name }) => isFor(gate, name)))
            return [];
        const problem = `matches no build (${builds.map(({ name }) => name).join(', ')})`;
        return [{ input: `gates[${index}].targets`, problem, fix: 'Name a build, or remove the gate.' }];
    });
    if (problems.length > 0)
        throw new errors/* InputError */.dz(problems);
    return builds.map(build => {
        const gates = build.inputs.gates.filter(gate => isFor(gate, build.name));
        return { ...build, inputs: { ...build.inputs, gates } };
    });
}


/***/ })

};
