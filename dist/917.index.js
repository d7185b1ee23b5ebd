export const id = 917;
export const ids = [917];
export const modules = {

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
// EXTERNAL MODULE: ./lib/host/text/quote.js
var quote = __webpack_require__(64212);
// EXTERNAL MODULE: ./lib/inputs/several/entries.js
var entries = __webpack_require__(49814);
// EXTERNAL MODULE: ./lib/bake/target.js
var bake_target = __webpack_require__(72916);
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
        if (/is not a docker command|unknown command|unknown (?:shorthand )?flag/.test(said))
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
    const { group, target } = (0,bake_target/* isMap */.jh)(printed) ? printed : {};
    const targets = (0,bake_target/* isMap */.jh)(target) ? target : {};
    const groups = (0,bake_target/* isMap */.jh)(group) ? group : {};
    const all = Object.entries(targets).flatMap(([name, one]) => ((0,bake_target/* isMap */.jh)(one) ? [[name, unescaped(one)]] : []));
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
        const members = (0,bake_target/* isMap */.jh)(group) ? group.targets : undefined;
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
        if (!(0,bake_target/* isMap */.jh)(value))
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
// EXTERNAL MODULE: ./lib/inputs/run/share.js
var share = __webpack_require__(87520);
// EXTERNAL MODULE: ./lib/plan/filter.js + 1 modules
var filter = __webpack_require__(66759);
// EXTERNAL MODULE: ./lib/runner/child-env.js
var child_env = __webpack_require__(30994);
// EXTERNAL MODULE: ./lib/run/planning/mask-secrets.js
var mask_secrets = __webpack_require__(67667);
// EXTERNAL MODULE: ./lib/run/planning/plans.js + 45 modules
var planning_plans = __webpack_require__(44973);
;// CONCATENATED MODULE: ./lib/run/planning/several.js










/** The job of a step with several images, from `builds` or a bake definition. @throws InputError */
async function jobOfSeveral(given, listed, context, machine) {
    const { bake } = given;
    const several = bake === undefined ? { builds: listed, linked: {}, beside: [] } : await evaluated(bake, given, context, machine);
    const gated = withOwnGates(several.builds, given);
    const planWhole = async (known) => {
        const { plan, plans } = await (0,planning_plans/* planTogether */.QL)(gated, context, machine, known);
        const builds = gated.map((build, at) => ({ ...build, inputs: (0,planning_plans/* withPlanned */.T1)(build.inputs, plans[at]) }));
        const platforms = [...new Set(builds.flatMap(({ inputs }) => inputs.build.platforms))];
        const partCaches = ownCaches(builds, several.linked);
        const inputs = { ...given, build: { ...given.build, platforms, partCaches } };
        return { inputs, context, plan, several: { ...several, builds } };
    };
    const sharedOf = (whole) => (0,share/* shareOfSeveral */.T)(whole, whole.several);
    const all = gated.map(({ inputs }) => inputs);
    const known = await (0,planning_plans/* factsFor */.xh)(all, context, machine);
    const whole = await planWhole(known);
    const job = sharedOf(whole);
    const isHere = ({ name }) => job.several?.builds.some(build => build.name === name) ?? true;
    const asked = whole.several.builds.filter(isHere).map(({ inputs }) => inputs);
    return { job, asked, known, planWith: async (more) => sharedOf(await planWhole(more)) };
}
async function evaluated(bake, given, context, machine) {
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
