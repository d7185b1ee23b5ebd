export const id = 5041;
export const ids = [5041];
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
    const what = used.what ?? (key === 'sources' ? 'source' : 'base image');
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
/* harmony import */ var _host_text_glob_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(61160);
/* harmony import */ var _plan_filter_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(66759);


/** Whether a repository is one of these, or below one of them (`imagePattern`). */
function isAmong(patterns, { registry, path }) {
    const name = `${registry}/${path}`.toLowerCase();
    return patterns.some(pattern => (0,_plan_filter_js__WEBPACK_IMPORTED_MODULE_0__/* .matchPatterns */ .B)([pattern, `${pattern}/**`], name).matched);
}
/** Whether one of the globs (`*` for any characters) matches the whole text. */
function fitsOne(globs, text) {
    return globs.some(glob => (0,_host_text_glob_js__WEBPACK_IMPORTED_MODULE_1__/* .matchesGlob */ .k)(glob, text));
}


/***/ }),

/***/ 42412:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  nn: () => (/* binding */ baseBreaches),
  cF: () => (/* binding */ basesOf),
  p6: () => (/* binding */ sourceBreaches)
});

// EXTERNAL MODULE: ./lib/bake/target.js
var bake_target = __webpack_require__(72916);
// EXTERNAL MODULE: ./lib/dockerfile/images.js + 1 modules
var dockerfile_images = __webpack_require__(87319);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/policy/images.js
var policy_images = __webpack_require__(94758);
// EXTERNAL MODULE: ./lib/oci/mirror.js
var mirror = __webpack_require__(70846);
// EXTERNAL MODULE: ./lib/policy/patterns.js
var policy_patterns = __webpack_require__(92179);
// EXTERNAL MODULE: ./lib/policy/plan/builder-settings.js + 1 modules
var builder_settings = __webpack_require__(40443);
// EXTERNAL MODULE: ./lib/policy/plan/builders.js
var builders = __webpack_require__(99709);
;// CONCATENATED MODULE: ./lib/policy/plan/mirrors.js





/**
 * A mirror decides what an allowed name means, unless a digest or a signature does: it must be allowed like the images
 * that come from it.
 */
function mirrorBreaches({ allow, mirrors, pinned, signedBy }, inputs, settings) {
    if (allow === undefined || pinned || signedBy.length > 0)
        return [];
    const given = [...inputs.mirrors.values()].flat().map(mirror/* mirrorText */.j);
    const configured = settings.config === undefined ? [] : (0,builder_settings/* valuesOf */.sm)(settings.config, 'mirrors').flat().map(String);
    const isForeign = (text) => !isAllowed([...allow, ...mirrors], text);
    const breach = (found, fix) => ({ rule: 'base-images.allow', image: '', found, fix });
    const inMirrors = given.filter(isForeign);
    const inConfig = configured.filter(isForeign);
    const fix = `Remove it, or use ${mirrors.length === 0 ? 'images by digest' : mirrors.join(', ')}.`;
    return [
        ...inMirrors.map(text => breach(`\`mirrors\` has ${text}, which is not allowed`, fix)),
        ...inConfig.map(text => breach(`\`${settings.configInput}\` has the mirror ${text}, which is not allowed`, fix)),
        ...(0,builders/* unreadable */.O$)(settings).map(found => breach(found, 'Correct the file.')),
    ];
}
function isAllowed(patterns, text) {
    try {
        const { host, prefix } = (0,reference/* parseRegistry */.Eq)(text);
        return (0,policy_patterns/* isAmong */.F)(patterns, { registry: host, path: prefix });
    }
    catch {
        return false;
    }
}

// EXTERNAL MODULE: ./lib/plan/terms/attributes.js
var attributes = __webpack_require__(88762);
;// CONCATENATED MODULE: ./lib/policy/plan/tools.js



/** The images that inputs choose for BuildKit, QEMU and SBOMs. They affect the result as much as a base image. */
function toolsOf({ builder, build, qemuImage }) {
    const options = builder.nodes.flatMap(({ driverOpts }) => driverOpts).flatMap(attributes/* attributesIn */.l);
    const named = (key) => options.flatMap(([name, value]) => (name === key ? [value] : []));
    return [
        ...used('BuildKit image', named('image')),
        ...used('QEMU image', [qemuImage, ...named('qemu.image')]),
        ...generators([build.sbom, ...build.attests]),
    ];
}
/** Those of a bake target. */
function toolsIn(target) {
    return generators((0,bake_target/* specsIn */.Se)(target, 'attest'));
}
function generators(specs) {
    return used('SBOM generator', specs.flatMap(spec => (0,attributes/* valuesIn */.a)(spec, 'generator')));
}
/** Docker and buildx refuse an invalid name. */
function used(what, names) {
    return names.flatMap(name => (0,policy_images/* usedImage */.to)(name) ?? []).map(image => ({ ...image, what }));
}

;// CONCATENATED MODULE: ./lib/policy/plan/bases.js






/** The images that a build will use, as far as the inputs and the Dockerfile show; the rest is known after the build. */
function basesOf(asked) {
    return [...imagesOf(asked), ...toolsOf(asked.inputs)];
}
function imagesOf({ inputs, target, dockerfile }) {
    if (inputs.source !== undefined || inputs.parts.merge)
        return [];
    const { buildArgs } = inputs.build;
    const own = Object.entries((0,bake_target/* mapIn */.yL)(target ?? {}, 'args')).map(([name, value]) => `${name}=${value}`);
    const text = (0,bake_target/* textIn */.r7)(target ?? {}, 'dockerfile-inline') || dockerfile;
    const facts = { ...inputs.build, buildArgs: [...buildArgs, ...own] };
    const names = text === undefined ? [] : (0,dockerfile_images/* usedImages */.s)(text, facts);
    return names.flatMap(name => (0,policy_images/* usedImage */.to)(name) ?? []);
}
/** The breaches of all images of a run and of its builder. */
function baseBreaches(rules, { images, linked }, settings) {
    const own = images.flatMap(asked => basesOf(asked).flatMap(base => (0,policy_images/* imageBreaches */.bS)('base-images', rules, asked.image.name, base)));
    const others = Object.entries(linked).flatMap(([name, target]) => toolsIn(target).flatMap(tool => (0,policy_images/* imageBreaches */.bS)('base-images', rules, name, tool)));
    // Mirrors are the same for all images of a run.
    const [built] = images.filter(({ inputs }) => inputs.source === undefined && !inputs.parts.merge);
    const mirrors = built === undefined ? [] : mirrorBreaches(rules, built.inputs, settings);
    return [...own, ...others, ...mirrors];
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
        const used = (0,policy_images/* usedImage */.to)((0,reference/* formatReference */.FH)(source.reference));
        return used === undefined ? [] : (0,policy_images/* imageBreaches */.bS)('sources', sources, name, used);
    }
    if (sources.allow === undefined && sources.signedBy.length === 0)
        return [];
    const found = `an OCI layout (${source.path}) has neither a name nor signatures in a registry`;
    return [{ rule: 'sources', image: name, found, fix: 'Publish an image of a registry, by its digest.' }];
}


/***/ }),

/***/ 40443:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Ac: () => (/* binding */ NO_SETTINGS),
  lA: () => (/* binding */ builderSettings),
  sm: () => (/* binding */ valuesOf)
});

// EXTERNAL MODULE: ./lib/host/fields.js
var fields = __webpack_require__(87617);
;// CONCATENATED MODULE: ./lib/host/text/shell-words.js
/**
 * The words of a text, split and unquoted like a shell's but without expansions, as buildx does with the flags of a
 * BuildKit daemon (github.com/google/shlex). An open quotation mark ends with the text.
 */
function shellWords(text) {
    const words = text.matchAll(/(?:"(?:\\.|[^"\\])*(?:"|$)|'[^']*(?:'|$)|\\.|[^\s"'\\]|\\$)+/gs);
    return [...words].map(([word]) => word.replaceAll(/"((?:\\.|[^"\\])*)(?:"|$)|'([^']*)(?:'|$)|\\(.|$)/gs, (_, double, single, escaped) => double === undefined ? (single ?? escaped) : double.replaceAll(/\\(.)/gs, '$1')));
}

// EXTERNAL MODULE: ./lib/host/text/toml.js
var toml = __webpack_require__(34590);
// EXTERNAL MODULE: ./lib/plan/terms/attributes.js
var attributes = __webpack_require__(88762);
;// CONCATENATED MODULE: ./lib/policy/plan/builder-settings.js




const NO_SETTINGS = { options: [], flags: [], config: [], configInput: '' };
/** @param configText the text of `buildkitd-config`; undefined if there is none, or it cannot be read */
async function builderSettings({ nodes, config }, configText) {
    const text = config !== undefined && 'text' in config ? config.text : configText;
    const tables = text === undefined ? undefined : await (0,toml/* readToml */.D)(text);
    return {
        options: nodes.flatMap(({ driverOpts }) => driverOpts).flatMap(attributes/* attributesIn */.l),
        flags: nodes.flatMap(({ buildkitdFlags }) => shellWords(buildkitdFlags)),
        config: config === undefined ? [] : tables && settingsIn(tables, []),
        configInput: config !== undefined && 'path' in config ? 'buildkitd-config' : 'buildkitd-config-inline',
    };
}
function settingsIn(value, path) {
    if (Array.isArray(value) && value.some(fields/* isObject */.Gv))
        return value.flatMap((item) => settingsIn(item, path));
    if (!(0,fields/* isObject */.Gv)(value))
        return [{ path, value }];
    return Object.entries(value).flatMap(([key, inner]) => settingsIn(inner, [...path, key.toLowerCase()]));
}
/** The values of settings of this name. */
function valuesOf(config, ...names) {
    return config.filter(({ path }) => names.includes(path.at(-1) ?? '')).map(({ value }) => value);
}


/***/ }),

/***/ 99709:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GW: () => (/* binding */ insecureRegistries),
/* harmony export */   I4: () => (/* binding */ customBuilders),
/* harmony export */   O$: () => (/* binding */ unreadable),
/* harmony export */   m0: () => (/* binding */ hostNetworks)
/* harmony export */ });
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64212);
/* harmony import */ var _builder_settings_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40443);


/** Whoever controls the builder, or buildx, controls its reports about a build. */
function customBuilders({ build, builder, buildxVersion, qemuImage }, { options, flags }) {
    const { nodes, config } = builder;
    // Values of variables may be secret.
    const shown = options.flatMap(([key, value]) => isImage(key) ? [`${key}=${value}`] : key.startsWith('env.') ? [key] : []);
    return [
        ...(build.builder === '' ? [] : [`\`builder\` is ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .h)(build.builder)}`]),
        ...(nodes.some(({ endpoint }) => endpoint !== '') ? ['a builder at an `endpoint` is used'] : []),
        ...(shown.length > 0 ? [`\`driver-opts\` has ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .h)(shown.join(' '))}`] : []),
        ...(flags.length > 0 ? ['`buildkitd-flags` is set'] : []),
        ...(config === undefined ? [] : ['`buildkitd-config` is set']),
        ...(buildxVersion?.kind === 'url' ? ['`buildx-version` is a URL'] : []),
        ...(qemuImage === '' ? [] : [`\`qemu-image\` is ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .h)(qemuImage)}`]),
    ];
}
/** Options that name an image: that of BuildKit, and in Kubernetes that of QEMU. */
function isImage(option) {
    return option === 'image' || option === 'qemu.image';
}
/** A builder container in the host's network gives that to every step. */
function hostNetworks({ build }, settings) {
    const { options, flags, config, configInput } = settings;
    const networks = options.flatMap(([key, value]) => (key === 'network' ? [value] : []));
    // Another container may be in the host's network.
    const shared = networks.find(network => /^(?:host$|container:)/.test(network));
    const isOpen = config?.some(({ path, value }) => (path.at(-1) === 'networkmode' && value === 'host') ||
        (path.at(-1) === 'insecure-entitlements' && Array.isArray(value) && value.includes('network.host')));
    return [
        ...(build.network === 'host' ? ['`network: host` is set'] : []),
        ...(build.allow.some(right => right === 'network.host' || right === '*') ? ['`allow` grants network.host'] : []),
        ...(shared === undefined ? [] : [`\`driver-opts\` has network=${shared}`]),
        ...(/network\.host|worker-net[= ]host/.test(flags.join(' ')) ? ["`buildkitd-flags` opens the host's network"] : []),
        ...(isOpen ? [`\`${configInput}\` opens the host's network`] : []),
        ...unreadable(settings),
    ];
}
/** Registries over plain HTTP or with unchecked certificates. */
function insecureRegistries(settings) {
    const { config, configInput } = settings;
    const isOpen = config !== undefined && (0,_builder_settings_js__WEBPACK_IMPORTED_MODULE_0__/* .valuesOf */ .sm)(config, 'http', 'insecure').includes(true);
    return [
        ...(isOpen ? [`\`${configInput}\` allows plain HTTP or unchecked certificates`] : []),
        ...unreadable(settings),
    ];
}
function unreadable({ config, configInput }) {
    return config === undefined ? [`\`${configInput}\` cannot be read as TOML, and is not checked`] : [];
}


/***/ }),

/***/ 58811:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  G: () => (/* binding */ checkPlan),
  z: () => (/* binding */ missingPlatforms)
});

// EXTERNAL MODULE: ./lib/oci/platforms.js
var oci_platforms = __webpack_require__(49537);
// EXTERNAL MODULE: ./lib/policy/plan/bases.js + 2 modules
var plan_bases = __webpack_require__(42412);
// EXTERNAL MODULE: ./lib/policy/plan/builder-settings.js + 1 modules
var builder_settings = __webpack_require__(40443);
// EXTERNAL MODULE: ./lib/bake/target.js
var bake_target = __webpack_require__(72916);
// EXTERNAL MODULE: ./lib/host/fields.js
var fields = __webpack_require__(87617);
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
// EXTERNAL MODULE: ./lib/policy/plan/builders.js
var builders = __webpack_require__(99709);
// EXTERNAL MODULE: ./lib/inputs/build/cache.js
var build_cache = __webpack_require__(15820);
// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/plan/terms/attributes.js
var attributes = __webpack_require__(88762);
;// CONCATENATED MODULE: ./lib/policy/plan/caches.js





/** The caches of an image. */
function cachesOf({ build, cache }) {
    const own = cache.ref === '' || (0,build_cache/* isFolder */.l)(cache.ref) ? [] : [{ spec: cache.ref, isWritten: true }];
    return [...listed(build.cacheFrom, false), ...listed(build.cacheTo, true), ...own];
}
/** The caches of a bake target. */
function cachesIn(target) {
    return [...listed((0,bake_target/* specsIn */.Se)(target, 'cache-from'), false), ...listed((0,bake_target/* specsIn */.Se)(target, 'cache-to'), true)];
}
function listed(specs, isWritten) {
    return specs.map(spec => ({ spec, isWritten }));
}
/** Caches of these types stay on the machine, in the image or in the cache service of GitHub. */
const OWN = ['local', 'inline', 'gha'];
/**
 * Where a cache is, if it is elsewhere: its repository, or for object storage the host and bucket
 * (`s3.amazonaws.com/bucket`). If that can't be determined, a place that no pattern matches.
 *
 * @see https://docs.docker.com/build/cache/backends/
 */
function placesOf({ spec }) {
    const values = (...keys) => (0,attributes/* valuesIn */.a)(spec, ...keys).filter(text => text !== '');
    const types = (0,attributes/* valuesIn */.a)(spec, 'type');
    const others = types.filter(type => ![...OWN, 'registry', 's3', 'azblob'].includes(type));
    return [
        ...referencesOf(spec).map(placeOf),
        ...(types.includes('gha') ? storage(values('url', 'url_v2'), ['']) : []),
        ...(types.includes('s3') ? storage(orElse(values('endpoint_url'), AMAZON), orElse(values('bucket'), '')) : []),
        ...(types.includes('azblob')
            ? storage(orElse(values('account_url'), ''), orElse(values('container'), AZURE_CONTAINER))
            : []),
        ...others.map(type => ({ registry: (0,quote/* quote */.h)(type), path: '' })),
    ];
}
/** Buckets below URLs; any of the values of a repeated attribute may count. */
function storage(urls, buckets) {
    return urls.flatMap(text => {
        const url = URL.parse(text);
        const [registry, above] = url === null ? [(0,quote/* quote */.h)(text), ''] : [url.host, url.pathname.replace(/^\/|\/$/g, '')];
        return buckets.map(bucket => ({ registry, path: [above, bucket].filter(part => part !== '').join('/') }));
    });
}
/** BuildKit's defaults. An Azure account has none. */
const AMAZON = 'https://s3.amazonaws.com';
const AZURE_CONTAINER = 'buildkit-cache';
function orElse(values, otherwise) {
    return values.length === 0 ? [otherwise] : values;
}
/** Whether a cache is reached over plain HTTP, or with an unchecked certificate. */
function isInsecure({ spec }) {
    const urls = (0,attributes/* valuesIn */.a)(spec, 'url', 'url_v2', 'endpoint_url', 'account_url');
    return ((0,attributes/* valuesIn */.a)(spec, 'registry.insecure').some(value => !/^(?:0|f|false)$/i.test(value)) ||
        urls.some(url => /^http:/i.test(url)));
}
/** The tags that a cache is written to. */
function tagsOf(cache) {
    if (!cache.isWritten)
        return [];
    return referencesOf(cache.spec).flatMap((text) => {
        try {
            const { name, tag = 'latest' } = (0,oci_reference/* parseReference */.F2)(text);
            return [{ place: name, tag }];
        }
        catch {
            return [];
        }
    });
}
/** The references of registry caches. A spec without attributes is a list of them. */
function referencesOf(spec) {
    if (!spec.includes('='))
        return (0,attributes/* valuesIn */.a)(spec, '');
    return (0,attributes/* valuesIn */.a)(spec, 'type').includes('registry') ? orElse((0,attributes/* valuesIn */.a)(spec, 'ref'), '') : [];
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
function placeText({ registry, path }) {
    return path === '' ? registry : `${registry}/${path}`;
}

;// CONCATENATED MODULE: ./lib/policy/plan/denials.js








/** Requests that are forbidden. @param settings of the builder */
function denialBreaches(rules, run, settings) {
    const { eventName } = run.context;
    const found = [
        ...run.images.flatMap(({ image, inputs }) => ofBuild(rules, image.name, inputs, settings)),
        ...targetsOf(run).flatMap(({ name, target }) => ofTarget(rules, name, target)),
        ...Object.entries(run.linked).flatMap(([name, target]) => ofCaches(rules, name, cachesIn(target), eventName)),
        ...run.images.flatMap(asked => [
            ...ofTags(rules.tags, asked, eventName),
            ...ofCaches(rules, asked.image.name, cachesOf(asked.inputs), eventName),
        ]),
    ];
    // With several images, the step's settings are in each image's inputs.
    return [...new Map(found.map(breach => [JSON.stringify(breach), breach])).values()];
}
function ofBuild(rules, image, inputs, settings) {
    const { build } = inputs;
    const breach = (key, found, fix) => ({ rule: `deny.${key}`, image, found, fix });
    return [
        ...entitled(rules, build.allow).map(right => breach('entitlements', `\`allow\` grants ${(0,quote/* quote */.h)(right)}`, 'Remove it from `allow`.')),
        ...build.buildArgs
            .map(nameOf)
            .filter(name => isSecretive(rules, name))
            .map(name => breach('build-args', `the build argument ${(0,quote/* quote */.h)(name)} is forbidden`, SECRET)),
        ...(rules.insecure ? insecureParts(inputs, settings) : []).map(found => breach('insecure', found, 'Use TLS, and `ca` for a private authority.')),
        ...(rules.hostNetwork ? (0,builders/* hostNetworks */.m0)(inputs, settings) : []).map(found => breach('network', found, "Build without the host's network.")),
        ...(rules.customBuilders ? (0,builders/* customBuilders */.I4)(inputs, settings) : []).map(found => breach('custom-builders', found, 'Leave it out: the builder is chosen for the run.')),
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
    const names = (0,fields/* isObject */.Gv)(args) ? Object.keys(args) : [];
    return [
        ...entitled(rules, rights).map(right => breach('entitlements', `asks for ${(0,quote/* quote */.h)(right)}`)),
        ...names
            .filter(name => isSecretive(rules, name))
            .map(name => breach('build-args', `has the argument ${(0,quote/* quote */.h)(name)}`)),
        ...(rules.hostNetwork && (0,bake_target/* textIn */.r7)(target, 'network') === 'host'
            ? [breach('network', 'builds in the network of the host')]
            : []),
        ...(rules.insecure && cachesIn(target).some(isInsecure) ? [breach('insecure', OPEN_CACHE)] : []),
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
function insecureParts({ registries, logins, build }, settings) {
    const hosts = [...registries, ...logins].filter(({ insecure }) => insecure).map(({ registry }) => registry);
    const caches = (key) => build[key].some(spec => isInsecure({ spec, isWritten: false }));
    return [
        ...[...new Set(hosts)].map(host => `${host} is reached with \`insecure: true\``),
        ...(0,builders/* insecureRegistries */.GW)(settings),
        ...(caches('cacheFrom') ? [`\`cache-from\` ${OPEN_CACHE}`] : []),
        ...(caches('cacheTo') ? [`\`cache-to\` ${OPEN_CACHE}`] : []),
    ];
}
const OPEN_CACHE = 'has a cache over plain HTTP or with an unchecked certificate';
/** Only published tags count: a pull request may plan `latest`. */
function ofTags(rules, { image }, event) {
    const published = image.destinations.filter(({ decision }) => decision.push).flatMap(({ tags }) => tags);
    const names = [...new Set(published.map(({ name }) => name))];
    return rules
        .flatMap(rule => names.filter(name => isDenied(rule, name, event)))
        .map(name => ({
        ...{ rule: 'deny.tags', image: image.name },
        found: `the tag ${(0,quote/* quote */.h)(name)} may not be published on ${event}`,
        fix: 'Leave the tag out on this event (`enable=` in its rule), or narrow the push with `events`.',
    }));
}
function isDenied({ tags, events }, name, event) {
    return (0,filter/* matchPatterns */.B)(events, event).matched && tags.length > 0 && (0,filter/* matchPatterns */.B)(tags, name).matched;
}
/** A cache in a registry can be written to any tag, also to one that names an image. */
function ofCaches(rules, image, caches, event) {
    const written = caches.flatMap(tagsOf);
    return rules.tags
        .flatMap(rule => written.filter(({ tag }) => isDenied(rule, tag, event)))
        .map(({ place, tag }) => ({
        ...{ rule: 'deny.tags', image },
        found: `no cache may be written to the tag ${(0,quote/* quote */.h)(tag)} on ${event} (${placeText(place)})`,
        fix: 'Write the cache to another tag.',
    }));
}

;// CONCATENATED MODULE: ./lib/policy/plan/registries.js



/** The registries of images and of caches, which contain their layers. */
function registryBreaches(rules, run) {
    const linked = Object.entries(run.linked).flatMap(([name, target]) => cacheBreaches(rules, run, name, cachesIn(target)));
    const own = run.images.flatMap(({ image: { name, destinations }, inputs }) => {
        const places = destinations.map(({ registry, path }) => ({ registry, path }));
        const { allow } = rules;
        const foreign = allow === undefined ? [] : places.filter(place => !(0,patterns/* isAmong */.F)(allow, place));
        const allowed = `Publish to ${(allow ?? []).join(', ')}.`;
        return [
            ...foreign.map(place => breach('registries.allow', name, `${placeText(place)} is not an allowed registry`, allowed)),
            ...cacheBreaches(rules, run, name, cachesOf(inputs)),
            ...deniedPlaces(rules, run, places).map(place => breach('registries.publish', name, `${run.context.repository} may not publish to ${placeText(place)}`, 'Ask whoever owns the policy to allow it, or publish elsewhere.')),
        ];
    });
    return [...own, ...linked];
}
/** Caches may only be where images may be. In a registry, a written one can replace what others have published. */
function cacheBreaches(rules, run, image, caches) {
    const { allow } = rules;
    const foreign = allow === undefined ? [] : caches.flatMap(placesOf).filter(place => !(0,patterns/* isAmong */.F)(allow, place));
    const written = caches.flatMap(tagsOf).map(({ place }) => place);
    return [
        ...foreign.map(place => breach('registries.allow', image, `the cache in ${placeText(place)} is not in an allowed registry`, 'Use another cache.')),
        ...deniedPlaces(rules, run, written).map(place => breach('registries.publish', image, `${run.context.repository} may not write a cache to ${placeText(place)}`, 'Use another cache.')),
    ];
}
function deniedPlaces({ publish }, { context }, places) {
    return publish === undefined ? [] : places.filter(place => !(0,patterns/* isAmong */.F)(ownPlaces(publish, context), place));
}
/** The patterns of every rule for this repository. */
function ownPlaces(rules, { repository }) {
    const own = repository.toLowerCase();
    const name = own.slice(own.indexOf('/') + 1);
    return rules
        .filter(({ repositories }) => (0,filter/* matchPatterns */.B)(repositories, own).matched)
        .flatMap(({ to }) => to.map(text => text.replaceAll('{repository}', own).replaceAll('{name}', name)));
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
    // All images of a run are built by the same builder.
    const [first] = run.images;
    const settings = first === undefined ? builder_settings/* NO_SETTINGS */.Ac : await (0,builder_settings/* builderSettings */.lA)(first.inputs.builder, run.buildkitdConfig);
    const bases = baseImages === undefined ? [] : (0,plan_bases/* baseBreaches */.nn)(baseImages, run, settings);
    return [
        ...(registries === undefined ? [] : registryBreaches(registries, run)),
        ...run.images.flatMap(asked => (0,requirements/* requirementBreaches */.$)(require, asked)),
        ...bases,
        ...run.images.flatMap(asked => (0,plan_bases/* sourceBreaches */.p6)(sources, baseImages !== undefined, asked)),
        ...denialBreaches(deny, run, settings),
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

/***/ 71226:
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

;// CONCATENATED MODULE: ./lib/policy/verdict/conclude.js

/**
 * Reports a verdict on the plan or the images.
 *
 * @throws ActionError POLICY_BREACHED with every breach, unless the policy only warns
 */
function conclude(verdict, { report, log }) {
    const { mode, breaches } = verdict;
    const all = report.judged(verdict);
    if (breaches.length === 0) {
        log.info(complianceText(all));
        return;
    }
    if (mode === 'enforce')
        throw policyError(breaches);
    log.warning(`${breachText(breaches)}\nThe run continues, because of \`policy-mode: warn\`.`);
}
/** @param all what is known so far. Earlier breaches of a policy that only warns remain. */
function complianceText({ breaches, isFinal }) {
    if (breaches.length > 0)
        return 'No more rules of the policy are breached; the warnings above remain';
    if (isFinal)
        return 'The run complies with its policy';
    return 'The plan complies with the policy; the image is checked once it is built';
}


/***/ }),

/***/ 85041:
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
/* harmony import */ var _plan_check_plan_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(58811);
/* harmony import */ var _conclude_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(71226);









/** @throws ActionError POLICY_BREACHED, InputError */
async function planVerdict(planned, ports) {
    const { policy, job } = planned;
    checkOrigin(policy, job, ports.log);
    const breaches = await (0,_plan_check_plan_js__WEBPACK_IMPORTED_MODULE_6__/* .checkPlan */ .G)(policy.rules, askedRun(planned));
    const isFinal = !(0,_inputs_policy_looks_at_images_js__WEBPACK_IMPORTED_MODULE_8__/* .looksAtImages */ .m)(policy);
    (0,_conclude_js__WEBPACK_IMPORTED_MODULE_7__/* .conclude */ .E)({ mode: policy.mode, breaches, isFinal }, ports);
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
    return { context, images, linked: several?.linked ?? {}, buildkitdConfig: buildkitdConfigOf(asked, context) };
}
function buildkitdConfigOf([inputs], { workspace }) {
    const config = inputs?.builder.config;
    return config !== undefined && 'path' in config ? (0,_host_files_read_if_there_js__WEBPACK_IMPORTED_MODULE_5__/* .readIfThere */ .q)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, config.path)) : undefined;
}
function dockerfileOf({ build }, context) {
    const path = (0,_dockerfile_place_js__WEBPACK_IMPORTED_MODULE_2__/* .localDockerfile */ .CR)(build, context);
    return path === undefined ? undefined : (0,_host_files_read_if_there_js__WEBPACK_IMPORTED_MODULE_5__/* .readIfThere */ .q)(path);
}
/** A policy in the checkout comes with the code: a pull request's author could change it. */
function checkOrigin({ path }, { context, plan }, log) {
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


/***/ })

};
