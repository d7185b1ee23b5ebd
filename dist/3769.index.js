export const id = 3769;
export const ids = [3769];
export const modules = {

/***/ 94758:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ad: () => (/* binding */ unsigned),
/* harmony export */   bS: () => (/* binding */ imageBreaches),
/* harmony export */   to: () => (/* binding */ usedImage)
/* harmony export */ });
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64212);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23940);
/* harmony import */ var _patterns_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92179);



/** Parses an image's name; undefined if invalid. */
function usedImage(text) {
    try {
        const { name, digest } = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .parseReference */ .F2)(text);
        return { registry: name.registry, path: name.path, text, isPinned: digest !== undefined };
    }
    catch {
        return undefined;
    }
}
/** The breaches of a used image, except for its signatures. @param key of the policy: `base-images` */
function imageBreaches(key, rules, image, used) {
    const { allow, pinned } = rules;
    const what = used.isBuilder ? 'BuildKit image' : key === 'sources' ? 'source' : 'base image';
    return [
        ...(allow === undefined || (0,_patterns_js__WEBPACK_IMPORTED_MODULE_1__/* .isAmong */ .F)(allow, used)
            ? []
            : [
                {
                    ...{ rule: `${key}.allow`, image },
                    found: `the ${what} ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(used.text)} is not allowed`,
                    fix: `Use one of ${allow.join(', ')}.`,
                },
            ]),
        ...(pinned && !used.isPinned
            ? [
                {
                    ...{ rule: `${key}.pinned`, image },
                    found: `the ${what} ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(used.text)} is not pinned by digest`,
                    fix: 'Name it with its digest, as in `alpine:3.22@sha256:…`.',
                },
            ]
            : []),
    ];
}
/** @param found what is wrong with its signatures */
function unsigned(key, image, found) {
    return { rule: `${key}.signed-by`, image, found, fix: 'Use an image signed by one of the accepted signers.' };
}


/***/ }),

/***/ 92179:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ isAmong),
/* harmony export */   J: () => (/* binding */ fitsOne)
/* harmony export */ });
/* harmony import */ var _plan_filter_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(66759);
/* harmony import */ var _signing_glob_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(21381);


/** Whether a repository is one of these, or below one of them (`imagePattern`). */
function isAmong(patterns, { registry, path }) {
    const name = `${registry}/${path}`.toLowerCase();
    return patterns.some(pattern => (0,_plan_filter_js__WEBPACK_IMPORTED_MODULE_0__/* .matchPatterns */ .B)([pattern, `${pattern}/**`], name).matched);
}
/** Whether one of the globs (`*` for any characters) matches the whole text. */
function fitsOne(globs, text) {
    return globs.some(glob => (0,_signing_glob_js__WEBPACK_IMPORTED_MODULE_1__/* .matchesGlob */ .k)(glob, text));
}


/***/ }),

/***/ 7394:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cF: () => (/* binding */ basesOf),
/* harmony export */   nn: () => (/* binding */ baseBreaches),
/* harmony export */   p6: () => (/* binding */ sourceBreaches)
/* harmony export */ });
/* harmony import */ var _bake_target_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(72916);
/* harmony import */ var _dockerfile_images_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(87319);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23940);
/* harmony import */ var _images_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(94758);




/** The images that a build will use, as far as its Dockerfile shows; the rest is known after the build. */
async function basesOf({ inputs, target, dockerfile }) {
    if (inputs.source !== undefined || inputs.parts.merge)
        return [];
    const { buildArgs } = inputs.build;
    const own = Object.entries((0,_bake_target_js__WEBPACK_IMPORTED_MODULE_0__/* .mapIn */ .yL)(target ?? {}, 'args')).map(([name, value]) => `${name}=${value}`);
    const text = (0,_bake_target_js__WEBPACK_IMPORTED_MODULE_0__/* .textIn */ .r7)(target ?? {}, 'dockerfile-inline') || dockerfile;
    const facts = { ...inputs.build, buildArgs: [...buildArgs, ...own] };
    const names = text === undefined ? [] : await (0,_dockerfile_images_js__WEBPACK_IMPORTED_MODULE_1__/* .usedImages */ .s)(text, facts);
    const builders = builderImages(inputs).flatMap(name => (0,_images_js__WEBPACK_IMPORTED_MODULE_3__/* .usedImage */ .to)(name) ?? []);
    return [...names.flatMap(name => (0,_images_js__WEBPACK_IMPORTED_MODULE_3__/* .usedImage */ .to)(name) ?? []), ...builders.map(one => ({ ...one, isBuilder: true }))];
}
/** A custom BuildKit image affects the result as much as a base image. */
function builderImages({ builder }) {
    const options = builder.nodes.flatMap(({ driverOpts }) => driverOpts);
    return options.flatMap(option => /^"?image=([^"]+)/.exec(option.trim())?.[1] ?? []);
}
async function baseBreaches(rules, asked) {
    const bases = await basesOf(asked);
    return bases.flatMap(base => (0,_images_js__WEBPACK_IMPORTED_MODULE_3__/* .imageBreaches */ .bS)('base-images', rules, asked.image.name, base));
}
/** The image that is published instead of a built one. */
function sourceBreaches(sources, hasBases, { image: { name }, inputs: { source } }) {
    if (source === undefined || source.kind === 'parts')
        return [];
    if (sources === undefined) {
        if (!hasBases)
            return [];
        const found = 'the base images of an existing image cannot be checked';
        return [
            {
                rule: 'base-images',
                image: name,
                found,
                fix: 'Add `sources` to the policy, to say which images may be republished.',
            },
        ];
    }
    if (source.kind === 'registry') {
        const used = (0,_images_js__WEBPACK_IMPORTED_MODULE_3__/* .usedImage */ .to)((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .formatReference */ .FH)(source.reference));
        return used === undefined ? [] : (0,_images_js__WEBPACK_IMPORTED_MODULE_3__/* .imageBreaches */ .bS)('sources', sources, name, used);
    }
    if (sources.allow === undefined && sources.signedBy.length === 0)
        return [];
    const found = `an OCI layout (${source.path}) has neither a name nor signatures in a registry`;
    return [{ rule: 'sources', image: name, found, fix: 'Publish an image of a registry, by its digest.' }];
}


/***/ }),

/***/ 51005:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  G: () => (/* binding */ checkPlan),
  z: () => (/* binding */ missingPlatforms)
});

// EXTERNAL MODULE: ./lib/oci/platforms.js
var oci_platforms = __webpack_require__(49537);
// EXTERNAL MODULE: ./lib/policy/plan/bases.js
var plan_bases = __webpack_require__(7394);
// EXTERNAL MODULE: ./lib/bake/target.js
var bake_target = __webpack_require__(72916);
// EXTERNAL MODULE: ./lib/host/text/quote.js
var quote = __webpack_require__(64212);
// EXTERNAL MODULE: ./lib/plan/filter.js + 1 modules
var filter = __webpack_require__(66759);
;// CONCATENATED MODULE: ./lib/policy/asked.js
/** All targets, including those that others are built from. */
function targetsOf({ images, linked }) {
    return [
        ...images.flatMap(({ image, target }) => (target === undefined ? [] : [{ name: image.name, target }])),
        ...Object.entries(linked).map(([name, target]) => ({ name, target })),
    ];
}

// EXTERNAL MODULE: ./lib/policy/patterns.js
var patterns = __webpack_require__(92179);
;// CONCATENATED MODULE: ./lib/policy/plan/denials.js





/** Requests that are forbidden. */
function denialBreaches(rules, run) {
    const found = [
        ...run.images.flatMap(({ image, inputs }) => ofBuild(rules, image.name, inputs)),
        ...targetsOf(run).flatMap(({ name, target }) => ofTarget(rules, name, target)),
        ...run.images.flatMap(asked => ofTags(rules.tags, asked, run.context.eventName)),
    ];
    // With several images, the step's settings are in each image's inputs.
    return [...new Map(found.map(breach => [JSON.stringify(breach), breach])).values()];
}
function ofBuild(rules, image, inputs) {
    const { build } = inputs;
    const breach = (key, found, fix) => ({ rule: `deny.${key}`, image, found, fix });
    return [
        ...entitled(rules, build.allow).map(right => breach('entitlements', `\`allow\` grants ${(0,quote/* quote */.h)(right)}`, 'Remove it from `allow`.')),
        ...build.buildArgs
            .map(nameOf)
            .filter(name => isSecretive(rules, name))
            .map(name => breach('build-args', `the build argument ${(0,quote/* quote */.h)(name)} is forbidden`, SECRET)),
        ...(rules.insecure ? insecureParts(inputs) : []).map(found => breach('insecure', found, 'Use TLS, and `ca` for a private authority.')),
        ...(rules.hostNetwork ? hostNetworks(inputs) : []).map(found => breach('network', found, "Build without the host's network.")),
        ...(rules.customBuilders ? customBuilders(inputs) : []).map(found => breach('custom-builders', found, 'Leave it out: the builder is chosen for the run.')),
    ];
}
const SECRET = 'Build arguments stay in the image: pass secrets in `secrets`.';
function ofTarget(rules, image, target) {
    const breach = (key, found) => ({
        ...{ rule: `deny.${key}`, image, found: `its bake target ${found}` },
        fix: 'Remove it from the bake file.',
    });
    const rights = (0,bake_target/* listIn */.Of)(target, 'entitlements');
    const { args } = target;
    const names = (0,bake_target/* isMap */.jh)(args) ? Object.keys(args) : [];
    return [
        ...entitled(rules, rights).map(right => breach('entitlements', `asks for ${(0,quote/* quote */.h)(right)}`)),
        ...names
            .filter(name => isSecretive(rules, name))
            .map(name => breach('build-args', `has the argument ${(0,quote/* quote */.h)(name)}`)),
        ...(rules.hostNetwork && (0,bake_target/* textIn */.r7)(target, 'network') === 'host'
            ? [breach('network', 'builds in the network of the host')]
            : []),
    ];
}
/** `allow: '*'` grants everything; an entitlement may have attributes (`device=vendor/class`). */
function entitled({ entitlements }, allowed) {
    if (entitlements.length === 0)
        return [];
    return allowed.filter(right => right === '*' || (0,patterns/* fitsOne */.J)(entitlements, right) || (0,patterns/* fitsOne */.J)(entitlements, nameOf(right)));
}
function isSecretive({ buildArgs }, name) {
    return (0,patterns/* fitsOne */.J)(buildArgs, name.toUpperCase());
}
function nameOf(item) {
    return item.split('=', 1)[0]?.trim() ?? '';
}
function insecureParts({ registries, logins, builder, build }) {
    const hosts = [...registries, ...logins].filter(({ insecure }) => insecure).map(({ registry }) => registry);
    const isOpen = isSet(builder, /(?:http|insecure)["']?\s*=\s*true\b/);
    const output = Object.entries(build.outputs.attributes).some(([key, value]) => key === 'registry.insecure' && value !== 'false');
    return [
        ...[...new Set(hosts)].map(host => `${host} is reached with \`insecure: true\``),
        ...(isOpen ? ['`buildkitd-config-inline` allows plain HTTP or unchecked certificates'] : []),
        ...(output ? ['`outputs` has registry.insecure'] : []),
    ];
}
/** Whether the builder's configuration says so: at the start of a line, in an inline table or behind a dotted key. */
function isSet({ config }, wanted) {
    const text = config !== undefined && 'text' in config ? config.text : '';
    return text.split('\n').some(line => !/^\s*#/.test(line) && wanted.test(line));
}
/** A builder container in the host's network gives that to every step. */
function hostNetworks({ build, builder }) {
    const options = builder.nodes.flatMap(({ driverOpts }) => driverOpts);
    const flags = builder.nodes.map(({ buildkitdFlags }) => buildkitdFlags).join(' ');
    return [
        ...(build.network === 'host' ? ['`network: host` is set'] : []),
        ...(build.allow.some(right => right === 'network.host' || right === '*') ? ['`allow` grants network.host'] : []),
        ...(options.some(option => /^"?network=host"?$/.test(option.trim())) ? ['`driver-opts` has network=host'] : []),
        ...(/network\.host|worker-net[= ]host/.test(flags) ? ["`buildkitd-flags` opens the host's network"] : []),
        ...(isSet(builder, /networkMode["']?\s*=\s*["']host|["']network\.host["']/i)
            ? ["`buildkitd-config-inline` opens the host's network"]
            : []),
    ];
}
/** Whoever controls the builder, or buildx, controls its reports about a build. */
function customBuilders({ build, builder, buildxVersion }) {
    const { nodes, config } = builder;
    const images = nodes.flatMap(({ driverOpts }) => driverOpts).filter(option => /^"?image=/.test(option.trim()));
    return [
        ...(build.builder === '' ? [] : [`\`builder\` is ${(0,quote/* quote */.h)(build.builder)}`]),
        ...(nodes.some(({ endpoint }) => endpoint !== '') ? ['a builder at an `endpoint` is used'] : []),
        ...(images.length > 0 ? [`\`driver-opts\` has ${(0,quote/* quote */.h)(images.join(' '))}`] : []),
        ...(nodes.some(({ buildkitdFlags }) => buildkitdFlags !== '') ? ['`buildkitd-flags` is set'] : []),
        ...(config === undefined ? [] : ['`buildkitd-config` is set']),
        ...(buildxVersion?.kind === 'url' ? ['`buildx-version` is a URL'] : []),
    ];
}
/** Only published tags count: a pull request may plan `latest`. */
function ofTags(rules, { image }, event) {
    const published = image.destinations.filter(({ decision }) => decision.push).flatMap(({ tags }) => tags);
    const names = [...new Set(published.map(({ name }) => name))];
    return rules
        .filter(({ events }) => (0,filter/* matchPatterns */.B)(events, event).matched)
        .flatMap(({ tags }) => names.filter(name => tags.length > 0 && (0,filter/* matchPatterns */.B)(tags, name).matched))
        .map(name => ({
        ...{ rule: 'deny.tags', image: image.name },
        found: `the tag ${(0,quote/* quote */.h)(name)} may not be published on ${event}`,
        fix: 'Leave the tag out on this event (`enable=` in its rule), or narrow the push with `events`.',
    }));
}

// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/plan/secrets.js
var secrets = __webpack_require__(68578);
// EXTERNAL MODULE: ./lib/plan/terms/list.js
var list = __webpack_require__(94247);
;// CONCATENATED MODULE: ./lib/policy/plan/registries.js







/** The registries of images and of caches, which contain their layers. */
function registryBreaches({ allow, publish }, run) {
    const linked = Object.entries(run.linked).flatMap(([name, target]) => foreignCaches(allow, name, [...(0,bake_target/* specsIn */.Se)(target, 'cache-from'), ...(0,bake_target/* specsIn */.Se)(target, 'cache-to')].flatMap(refOf)));
    const own = run.images.flatMap(asked => {
        const { name } = asked.image;
        const places = asked.image.destinations.map(({ registry, path }) => ({ registry, path }));
        const foreign = allow === undefined ? [] : places.filter(place => !(0,patterns/* isAmong */.F)(allow, place));
        const denied = publish === undefined ? [] : places.filter(place => !(0,patterns/* isAmong */.F)(ownPlaces(publish, run.context), place));
        const allowed = `Publish to ${(allow ?? []).join(', ')}.`;
        return [
            ...foreign.map(place => breach('registries.allow', name, `${registries_text(place)} is not an allowed registry`, allowed)),
            ...foreignCaches(allow, name, cachesOf(asked)),
            ...denied.map(place => {
                const found = `${run.context.repository} may not publish to ${registries_text(place)}`;
                return breach('registries.publish', name, found, 'Ask whoever owns the policy to allow it, or publish elsewhere.');
            }),
        ];
    });
    return [...own, ...linked];
}
function foreignCaches(allow, image, references) {
    const foreign = allow === undefined ? [] : references.map(placeOf).filter(place => !(0,patterns/* isAmong */.F)(allow, place));
    return foreign.map(place => {
        const found = `the cache in ${registries_text(place)} is not in an allowed registry`;
        return breach('registries.allow', image, found, 'Use another cache.');
    });
}
/** The patterns of every rule for this repository. */
function ownPlaces(rules, { repository }) {
    const own = repository.toLowerCase();
    const name = own.slice(own.indexOf('/') + 1);
    return rules
        .filter(({ repositories }) => (0,filter/* matchPatterns */.B)(repositories, own).matched)
        .flatMap(({ to }) => to.map(text => text.replaceAll('{repository}', own).replaceAll('{name}', name)));
}
/** The repositories of registry caches; an unreadable reference counts as a breach. */
function cachesOf({ inputs: { build, cache } }) {
    const specs = [...build.cacheFrom, ...build.cacheTo].flatMap(refOf);
    const own = /^(?:\/|~\/|\.{1,2}(?:\/|$))/.test(cache.ref) ? '' : cache.ref;
    return [...specs, ...(own === '' ? [] : [own])];
}
/** The reference of a registry cache. */
function refOf(spec) {
    const columns = (0,list/* fields */.OA)(spec)
        .map(secrets/* keyValue */.Hv)
        .map(([key, value]) => [key.trim().toLowerCase(), value.trim()]);
    const [only] = columns;
    if (columns.length === 1 && !spec.includes('='))
        return only === undefined ? [] : [spec.trim()];
    const attributes = new Map(columns);
    return attributes.get('type') === 'registry' ? [attributes.get('ref') ?? ''] : [];
}
function placeOf(reference) {
    try {
        const { registry, path } = (0,oci_reference/* parseReference */.F2)(reference).name;
        return { registry, path };
    }
    catch {
        return { registry: (0,quote/* quote */.h)(reference), path: '' };
    }
}
function registries_text({ registry, path }) {
    return path === '' ? registry : `${registry}/${path}`;
}
function breach(rule, image, found, fix) {
    return { rule, image, found, fix };
}

// EXTERNAL MODULE: ./lib/policy/plan/requirements.js
var requirements = __webpack_require__(65642);
;// CONCATENATED MODULE: ./lib/policy/plan/check-plan.js





/** All breaches in a plan. Those that only the image shows are checked later. */
async function checkPlan(policy, run) {
    const { registries, require, baseImages, sources, deny, platforms } = policy;
    const bases = baseImages === undefined ? [] : await Promise.all(run.images.map(asked => (0,plan_bases/* baseBreaches */.nn)(baseImages, asked)));
    return [
        ...(registries === undefined ? [] : registryBreaches(registries, run)),
        ...run.images.flatMap(asked => (0,requirements/* requirementBreaches */.$)(require, asked)),
        ...bases.flat(),
        ...run.images.flatMap(asked => (0,plan_bases/* sourceBreaches */.p6)(sources, baseImages !== undefined, asked)),
        ...denialBreaches(deny, run),
        ...run.images.flatMap(asked => platformBreaches(platforms, asked)),
    ];
}
/** Without `platforms` the builder decides, and the image is checked instead. */
function platformBreaches(wanted, { image, inputs }) {
    const { platforms } = inputs.build;
    if (inputs.source !== undefined || platforms.length === 0)
        return [];
    const missing = wanted.filter(one => !platforms.some(platform => (0,oci_platforms/* samePlatform */.my)(platform, one)));
    return missing.length === 0 ? [] : [missingPlatforms(image.name, missing)];
}
function missingPlatforms(image, missing) {
    const found = `the image does not include ${missing.join(', ')}`;
    return { rule: 'platforms', image, found, fix: 'Add what is missing to `platforms`.' };
}


/***/ }),

/***/ 65642:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ requirementBreaches),
/* harmony export */   d: () => (/* binding */ isAttested)
/* harmony export */ });
/* harmony import */ var _inputs_gates_scan_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8245);
/* harmony import */ var _plan_filter_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(66759);
/* harmony import */ var _plan_immutable_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24327);



/** Requirements that an image's inputs do not meet. */
function requirementBreaches(rules, { image, inputs }) {
    const found = [
        ...(rules.test && !isTested(inputs) ? [NO_TEST] : []),
        ...(rules.scan === undefined ? [] : scanProblem(rules.scan, inputs)),
        ...(rules.sign === undefined ? [] : signProblem(rules.sign, inputs)),
        ...(rules.provenance && !mayHaveProvenance(inputs) ? [NO_PROVENANCE] : []),
        ...(rules.sbom && !mayHaveSbom(inputs) ? [NO_SBOM] : []),
        ...immutableProblem(rules.immutableTags, image, inputs),
        ...(rules.verify && !inputs.verify ? [NO_VERIFY] : []),
    ];
    return found.map(({ key, ...rest }) => ({ rule: `require.${key}`, image: image.name, ...rest }));
}
const NO_TEST = {
    key: 'test',
    found: 'the image is not tested',
    fix: 'Add `test`, `container-test`, or an entry of `gates` without `continue-on-error`.',
};
/** A test that cannot fail does not count. What a script really checks is unknown. */
function isTested({ test, gates, containerTest }) {
    const scripts = [test, ...gates.filter(({ continueOnError }) => !continueOnError).map(({ run }) => run)];
    return containerTest !== undefined || scripts.some(script => !isIdle(script));
}
/** Whether a script has only comments and commands that always succeed. */
function isIdle(script) {
    const commands = script.split(/[\n;]|&&|\|\|/).map(line => line.replace(/(?:^|\s)#.*$/, '').trim());
    return commands.every(line => /^(?:|true|:|exit(?:\s+0)?|set\s.*|echo\b[^|`$]*)$/.test(line));
}
/** Only scanners with a known exit code count: a command may be anything. */
function scanProblem(wanted, { scan }) {
    const scanners = scan.flatMap(spec => (spec.kind === 'scanner' ? [spec] : []));
    if (scanners.length === 0) {
        return [
            {
                key: 'scan',
                found: 'no known scanner scans the image',
                fix: `Set \`scan: trivy\` and \`scan-severity: ${wanted.severity}\`.`,
            },
        ];
    }
    // One scanner that is strict enough suffices.
    const problems = scanners.map(({ threshold, ignoreUnfixed, required }) => [
        ...(_inputs_gates_scan_js__WEBPACK_IMPORTED_MODULE_0__/* .SEVERITIES */ .o.indexOf(threshold.lowest) < _inputs_gates_scan_js__WEBPACK_IMPORTED_MODULE_0__/* .SEVERITIES */ .o.indexOf(wanted.severity)
            ? [
                {
                    key: 'scan',
                    found: `the scan fails only at severity ${threshold.lowest} or worse`,
                    fix: `Set \`scan-severity: ${wanted.severity}\`.`,
                },
            ]
            : []),
        ...(ignoreUnfixed && !wanted.mayIgnoreUnfixed
            ? [{ key: 'scan', found: 'the scan ignores findings without a fix', fix: 'Remove `scan-ignore-unfixed`.' }]
            : []),
        ...(required
            ? []
            : [{ key: 'scan', found: 'the scan is allowed to fail to run', fix: 'Remove `scan-required: false`.' }]),
    ]);
    return problems.toSorted((one, other) => one.length - other.length)[0] ?? [];
}
function signProblem(wanted, { signing: { sign } }) {
    if (sign === wanted || (wanted === 'any' && sign !== undefined))
        return [];
    const word = wanted === 'any' ? 'keyless' : wanted;
    const found = sign === undefined ? 'the image is not signed' : `the image is signed by \`sign: ${sign}\``;
    return [{ key: 'sign', found, fix: `Set \`sign: ${word}\`.` }];
}
const NO_PROVENANCE = {
    key: 'provenance',
    found: 'the image gets no provenance',
    fix: 'Remove `provenance: false`, or set `attest: provenance`.',
};
const NO_SBOM = { key: 'sbom', found: 'the image gets no SBOM', fix: 'Set `sbom: true`.' };
/** Whether it may have one; the image shows whether it does. */
function mayHaveProvenance(inputs) {
    return isAttested(inputs, 'provenance') || inputs.source !== undefined || inputs.build.provenance !== 'false';
}
function mayHaveSbom(inputs) {
    const { sbom, attests } = inputs.build;
    const isAsked = !['', 'false'].includes(sbom) || attests.some(spec => /type\s*=\s*sbom/.test(spec));
    return isAttested(inputs, 'sbom') || inputs.source !== undefined || isAsked;
}
/** Whether it is signed and attached to the image, which counts as much as an attestation inside. */
function isAttested({ signing: { attest } }, kind) {
    return attest.some(one => one.kind === kind);
}
function immutableProblem(wanted, { destinations }, { immutableTags }) {
    if (wanted === undefined)
        return [];
    const tags = new Map(destinations.flatMap(({ tags }) => tags).map(tag => [tag.name, tag]));
    const meant = [...tags.values()].filter(tag => wanted === 'versions' ? !tag.moving : (0,_plan_filter_js__WEBPACK_IMPORTED_MODULE_1__/* .matchPatterns */ .B)(wanted, tag.name).matched);
    const open = meant.filter(({ name }) => !(0,_plan_immutable_js__WEBPACK_IMPORTED_MODULE_2__/* .isImmutable */ .t3)(immutableTags, name)).map(({ name }) => name);
    if (open.length === 0)
        return [];
    const found = `${open.slice(0, 10).join(', ')} can be moved`;
    return [{ key: 'immutable-tags', found, fix: 'Add a pattern to `immutable-tags` that matches.' }];
}
const NO_VERIFY = {
    key: 'verify',
    found: 'published tags are not read back',
    fix: 'Remove `verify: false`.',
};


/***/ }),

/***/ 24502:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  E: () => (/* binding */ conclude)
});

// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
;// CONCATENATED MODULE: ./lib/policy/breach.js

/** Limits on breaches per message, and characters per breach. */
const SHOWN = 50;
const LONGEST = 500;
/** A breach on one line. */
function breachLine({ rule, image, found, fix }) {
    const of = image === '' ? '' : ` (${image})`;
    return clip(`\`${rule}\`${of}: ${found}. ${fix}`);
}
/** All breaches as one message, with a heading. */
function breachText(breaches) {
    const count = breaches.length === 1 ? 'a rule' : `${breaches.length} rules`;
    const rest = breaches.length - SHOWN;
    return [
        `This run breaches ${count} of its policy:`,
        ...breaches.slice(0, SHOWN).map(breach => `- ${breachLine(breach)}`),
        ...(rest > 0 ? [`- … and ${rest} more`] : []),
    ].join('\n');
}
function policyError(breaches) {
    return new errors/* ActionError */.lZ('POLICY_BREACHED', breachText(breaches));
}
function clip(text) {
    const line = text.replaceAll(/\p{Cc}+/gu, ' ');
    return line.length > LONGEST ? `${line.slice(0, LONGEST).toWellFormed()}…` : line;
}

;// CONCATENATED MODULE: ./lib/run/policy/conclude.js

/**
 * Reports a verdict on the plan or the images.
 *
 * @throws ActionError POLICY_BREACHED with every breach, unless the policy only warns
 */
function conclude(verdict, report, log) {
    const { mode, breaches, isFinal } = verdict;
    report.judged(verdict);
    if (breaches.length === 0) {
        log.info(isFinal
            ? 'The run complies with its policy'
            : 'The plan complies with the policy; the image is checked once it is built');
        return;
    }
    if (mode === 'enforce')
        throw policyError(breaches);
    log.warning(`${breachText(breaches)}\nThe run continues, because of \`policy-mode: warn\`.`);
}


/***/ }),

/***/ 23769:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ askedRun),
/* harmony export */   planVerdict: () => (/* binding */ planVerdict)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _dockerfile_place_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(57137);
/* harmony import */ var _event_unmerged_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(57109);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(79547);
/* harmony import */ var _host_files_read_if_there_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3169);
/* harmony import */ var _inputs_policy_looks_at_images_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(95715);
/* harmony import */ var _policy_plan_check_plan_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(51005);
/* harmony import */ var _conclude_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(24502);









/** @throws ActionError POLICY_BREACHED, InputError */
async function planVerdict(planned, report, machine) {
    const { policy, job } = planned;
    checkOrigin(policy, job, machine);
    const breaches = await (0,_policy_plan_check_plan_js__WEBPACK_IMPORTED_MODULE_6__/* .checkPlan */ .G)(policy.rules, askedRun(planned));
    const isFinal = !(0,_inputs_policy_looks_at_images_js__WEBPACK_IMPORTED_MODULE_8__/* .looksAtImages */ .m)(policy);
    (0,_conclude_js__WEBPACK_IMPORTED_MODULE_7__/* .conclude */ .E)({ mode: policy.mode, breaches, isFinal }, report, machine.log);
}
/**
 * The requested images.
 *
 * @param planned `asked`: the inputs of all jobs together, in the plan's order
 */
function askedRun({ asked, job }) {
    const { context, plan, several } = job;
    const images = plan.images.map((image, at) => {
        const inputs = asked[at];
        return { image, inputs, target: several?.builds[at]?.target, dockerfile: dockerfileOf(inputs, context) };
    });
    return { context, images, linked: several?.linked ?? {} };
}
function dockerfileOf({ build }, context) {
    const path = (0,_dockerfile_place_js__WEBPACK_IMPORTED_MODULE_2__/* .localDockerfile */ .CR)(build, context);
    return path === undefined ? undefined : (0,_host_files_read_if_there_js__WEBPACK_IMPORTED_MODULE_5__/* .readIfThere */ .q)(path);
}
/** A policy in the checkout comes with the code: a pull request's author could change it. */
function checkOrigin({ path }, { context, plan }, { log }) {
    const why = path === '' || !isBelow(context.workspace, path) ? undefined : (0,_event_unmerged_js__WEBPACK_IMPORTED_MODULE_3__/* .untrustedBecause */ .X)(context);
    if (why === undefined)
        return;
    const problem = `names ${JSON.stringify(path)}, a file of the workspace, and ${why}, which can change it`;
    if (!plan.decision.push)
        return log.notice(`\`policy\` ${problem}; this run publishes nothing`);
    const fix = 'Write the policy itself in the workflow (`policy: |`), or publish only what is merged (`push: auto`).';
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .dz([{ input: 'policy', problem, fix }]);
}
function isBelow(workspace, path) {
    try {
        return `${(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, path))}${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`.startsWith(`${(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(workspace)}${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`);
    }
    catch {
        return true;
    }
}


/***/ }),

/***/ 21381:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ matchesGlob),
/* harmony export */   w: () => (/* binding */ matchesIdentity)
/* harmony export */ });
/** Whether a pattern matches a whole text: `*` stands for any characters. At most quadratic time for any pattern. */
function matchesGlob(pattern, text) {
    const [first = '', ...rest] = pattern.split('*');
    if (rest.length === 0)
        return pattern === text;
    const last = rest.pop() ?? '';
    if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
        return false;
    let from = first.length;
    const end = text.length - last.length;
    for (const part of rest) {
        const at = text.indexOf(part, from);
        if (at < 0 || at + part.length > end)
            return false;
        from = at + part.length;
    }
    return true;
}
/**
 * The same for an identity, whose first `@` separates a workflow and its ref, or a person and a domain: the pattern's
 * part before it must match there. Otherwise `…/*@refs/heads/main` would match a branch named `x@refs/heads/main`,
 * which anybody could push.
 */
function matchesIdentity(pattern, text) {
    const [end, at] = [pattern.indexOf('@'), text.indexOf('@')];
    if (end < 0)
        return matchesGlob(pattern, text);
    return (at >= 0 && matchesGlob(pattern.slice(0, end), text.slice(0, at)) && matchesGlob(pattern.slice(end), text.slice(at)));
}


/***/ })

};
