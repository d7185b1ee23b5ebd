export const id = 6054;
export const ids = [6054,9509];
export const modules = {

/***/ 74942:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ry: () => (/* binding */ imageOfPackage),
/* harmony export */   dn: () => (/* binding */ isPackage),
/* harmony export */   jU: () => (/* binding */ buildSources)
/* harmony export */ });
/* harmony import */ var _host_fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(87617);
/* harmony import */ var _reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23940);


/**
 * What a build used according to a provenance predicate of BuildKit: `materials` in SLSA 0.2, `resolvedDependencies` in
 * 1. BuildKit omits an empty list, but never the type of the build.
 *
 * @returns undefined if the predicate does not record it
 * @see https://docs.docker.com/build/metadata/attestations/slsa-definitions/
 */
function buildSources(predicate) {
    const { materials, buildType, buildDefinition } = (0,_host_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldsIn */ .t5)(predicate);
    const definition = (0,_host_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldsIn */ .t5)(buildDefinition);
    const isBuild = [buildType, definition.buildType].some(type => typeof type === 'string');
    const list = materials ?? definition.resolvedDependencies ?? (isBuild ? [] : undefined);
    if (!Array.isArray(list))
        return undefined;
    return list.map((item) => {
        const { uri, digest } = (0,_host_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldsIn */ .t5)(item);
        const sha256 = (0,_host_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .Gv)(digest) && typeof digest.sha256 === 'string' ? `sha256:${digest.sha256}` : '';
        return { uri: typeof uri === 'string' ? uri : 'pkg:unknown', digest: (0,_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(sha256) ? sha256 : undefined };
    });
}
/** Whether a build's source is an image: of a registry (`pkg:docker/…`) or of an OCI layout (`pkg:oci/…`). */
function isPackage(uri) {
    return /^pkg:/i.test(uri);
}
/**
 * The image that a package URL names: `pkg:docker/acme/base@1.2?digest=sha256:…&platform=…`. As for BuildKit, a version
 * may be a digest, and an image without version and digest has the tag `latest`.
 *
 * @returns undefined if it names no valid image of a registry
 * @see https://github.com/package-url/purl-spec/blob/main/PURL-SPECIFICATION.rst
 * @see https://github.com/moby/buildkit/blob/v0.25.0/util/purl/image.go
 */
function imageOfPackage(uri) {
    const [, path = '', query = ''] = /^pkg:\/*docker\/+([^?#]+)(?:\?([^#]*))?/i.exec(uri) ?? [];
    if (path === '')
        return undefined;
    const at = path.lastIndexOf('@');
    const [name, text] = at < 0 ? [path, ''] : [path.slice(0, at), path.slice(at + 1)];
    const [, qualified] = [...new URLSearchParams(query)].find(([key]) => key.toLowerCase() === 'digest') ?? [];
    try {
        const version = decodeURIComponent(text);
        const [tag, own] = (0,_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(version) ? ['', version] : [version, undefined];
        if (own !== undefined && qualified !== undefined && own !== qualified)
            return undefined;
        const digest = own ?? qualified ?? '';
        const reference = [decodeURIComponent(name), tag && `:${tag}`, digest && `@${digest}`].join('');
        const parsed = (0,_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .parseReference */ .F2)(reference);
        return parsed.digest === undefined ? { ...parsed, tag: parsed.tag ?? 'latest' } : parsed;
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 16054:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  imageVerdict: () => (/* binding */ imageVerdict)
});

// EXTERNAL MODULE: ./lib/build/attestations.js
var attestations = __webpack_require__(51969);
// EXTERNAL MODULE: ./lib/build/build-image.js
var build_image = __webpack_require__(55980);
// EXTERNAL MODULE: ./lib/inputs/policy/looks-at-images.js
var looks_at_images = __webpack_require__(95715);
// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/plan/call.js
var call = __webpack_require__(64467);
// EXTERNAL MODULE: ./lib/plan/terms/outputs.js
var outputs = __webpack_require__(23885);
// EXTERNAL MODULE: ./lib/host/text/human-size.js
var human_size = __webpack_require__(20051);
// EXTERNAL MODULE: ./lib/host/text/quote.js
var quote = __webpack_require__(64212);
// EXTERNAL MODULE: ./lib/oci/platforms.js
var oci_platforms = __webpack_require__(49537);
// EXTERNAL MODULE: ./lib/policy/patterns.js
var patterns = __webpack_require__(92179);
// EXTERNAL MODULE: ./lib/policy/plan/check-plan.js + 4 modules
var check_plan = __webpack_require__(58811);
// EXTERNAL MODULE: ./lib/policy/plan/requirements.js
var requirements = __webpack_require__(65642);
;// CONCATENATED MODULE: ./lib/policy/image/user.js

/** The largest user id that container runtimes accept. */
const LARGEST = 2 ** 31 - 1;
/**
 * Why an image's user may be root; undefined for a non-root number. A name is resolved by `/etc/passwd` when the
 * container starts, which a layer, a mount or the image's own program can change: as in Kubernetes' `runAsNonRoot`,
 * only a number is reliable. Runtimes parse numbers like Go's `Atoi`, so `+0` and `00` are 0.
 */
function rootProblem(user) {
    const [id = ''] = user.split(':');
    if (id.trim() === '')
        return 'it has no USER, so it runs as root';
    if (/^[+-]?0+$/.test(id.trim()) || id.trim() === 'root')
        return `it runs as root (${(0,quote/* quote */.h)(user)})`;
    if (!/^[0-9]{1,10}$/.test(id) || Number(id) > LARGEST) {
        return `its user ${(0,quote/* quote */.h)(user)} is a name, which \`/etc/passwd\` could give to root`;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./lib/policy/image/check-image.js







/** All breaches of the policy in an image. */
function checkImage(policy, { name, platforms, inputs, isPart }) {
    const offered = platforms.filter(({ isHidden }) => !isHidden);
    const missing = policy.platforms.filter(wanted => !offered.some(({ platform }) => (0,oci_platforms/* samePlatform */.my)(platform, wanted)));
    const several = platforms.length > 1;
    return [
        ...(isPart || missing.length === 0 ? [] : [(0,check_plan/* missingPlatforms */.z)(name, missing)]),
        ...platforms.flatMap(image => {
            const hidden = image.isHidden ? ` (only by its digest, ${image.digest})` : '';
            const of = several ? `${image.platform}${hidden}: ` : '';
            const breach = (rule, found, fix) => ({
                rule,
                image: name,
                found: `${of}${found}`,
                fix,
            });
            return [
                ...sizeProblem(policy.maxSize, image).map(found => breach('max-size', found, 'Remove what the image does not need at run time.')),
                ...(policy.nonRoot ? userProblem(image) : []).map(found => breach('user', found, USER)),
                ...labelProblems(policy.labels, image).map(found => breach('labels', found, 'Set it with `labels`, or with LABEL in the Dockerfile.')),
                ...attestationProblems(policy.require, inputs, image).map(([key, found, fix]) => breach(`require.${key}`, found, fix)),
            ];
        }),
    ];
}
const USER = 'End the Dockerfile with a number, as in `USER 65532:65532`.';
const UNREADABLE = 'its configuration cannot be read as that of an image';
function userProblem({ config }) {
    return config === undefined ? [UNREADABLE] : [rootProblem(config.user) ?? []].flat();
}
function labelProblems(rules, { config }) {
    if (rules.length > 0 && config === undefined)
        return [UNREADABLE];
    return rules.flatMap(({ name, value }) => {
        const labels = config?.labels ?? {};
        if (!Object.hasOwn(labels, name))
            return [`the label ${name} is missing`];
        const found = labels[name] ?? '';
        if (found.trim() === '')
            return [`the label ${name} is empty`];
        return (0,patterns/* fitsOne */.J)([value], found) ? [] : [`the label ${name} is ${(0,quote/* quote */.h)(found)}, not ${(0,quote/* quote */.h)(value)}`];
    });
}
function sizeProblem(rules, image) {
    const { platform, ownPlatform, size } = image;
    // Whoever has the digest can run it on its own platform, whatever the index says.
    const limits = [platform, ownPlatform ?? platform].flatMap(name => limitOf(rules, name) ?? []);
    const limit = Math.min(...limits);
    return size <= limit ? [] : [`it is ${(0,human_size/* humanSize */.X)(size)}, more than ${(0,human_size/* humanSize */.X)(limit)}`];
}
/** In bytes. The rule for a platform takes precedence over that for all its variants, and both over the general one. */
function limitOf(rules, platform) {
    const name = (0,oci_platforms/* normalPlatform */.Je)(platform) ?? platform;
    const family = name.split('/', 2).join('/');
    const rule = rules.find(one => one.platform === name && !one.isFamily) ??
        rules.find(one => one.platform === family && one.isFamily) ??
        rules.find(one => one.platform === '*');
    return rule?.bytes;
}
/** Attestations that will be signed and attached to the image need not be inside. */
function attestationProblems(require, inputs, { attested }) {
    const lacks = (kind, type) => require[kind] && !(0,requirements/* isAttested */.d)(inputs, kind) && !attested.some(one => one.startsWith(type));
    return [
        ...(lacks('provenance', 'https://slsa.dev/provenance/')
            ? [['provenance', 'it has no provenance', 'Set `provenance: mode=max`, or `attest: provenance`.']]
            : []),
        ...(lacks('sbom', 'https://spdx.dev/Document') ? [['sbom', 'it has no SBOM', 'Set `sbom: true`.']] : []),
    ];
}

// EXTERNAL MODULE: ./lib/policy/images.js
var policy_images = __webpack_require__(94758);
;// CONCATENATED MODULE: ./lib/policy/image/check-materials.js

/** Forbidden images that a build used. @param materials undefined: unknown */
async function checkMaterials(rules, image, materials, problemOf) {
    if (materials === undefined) {
        const found = 'the build did not say which images it used';
        return [{ rule: 'base-images', image, found, fix: 'Remove `provenance: false`, and use buildx 0.15 or later.' }];
    }
    const unverified = await Promise.all(rules.signedBy.length === 0
        ? []
        : materials.images.map(async (material) => {
            const found = await problemOf(material);
            return found === undefined ? [] : [(0,policy_images/* unsigned */.ad)('base-images', image, found)];
        }));
    return [
        ...materials.unnamed.map(uri => ({
            ...{ rule: 'base-images', image, found: `the build used an image without a name (${uri.slice(0, 100)})` },
            fix: 'Use images of a registry, not OCI layouts.',
        })),
        ...materials.images.flatMap(one => (0,policy_images/* imageBreaches */.bS)('base-images', rules, image, one)),
        ...unverified.flat(),
    ];
}

// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/fields.js
var fields = __webpack_require__(87617);
// EXTERNAL MODULE: ./lib/http/body.js
var body = __webpack_require__(66150);
// EXTERNAL MODULE: ./lib/oci/attestation.js
var attestation = __webpack_require__(59263);
// EXTERNAL MODULE: ./lib/oci/descriptor.js
var descriptor = __webpack_require__(11260);
// EXTERNAL MODULE: ./lib/oci/digest.js
var oci_digest = __webpack_require__(9501);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var oci_manifest = __webpack_require__(44360);
// EXTERNAL MODULE: ./lib/staging/distribute.js + 4 modules
var distribute = __webpack_require__(51136);
// EXTERNAL MODULE: ./lib/staging/fleet.js + 1 modules
var staging_fleet = __webpack_require__(69756);
;// CONCATENATED MODULE: ./lib/policy/image/look.js










/** Image configurations are a few KB; labels may make them longer. Bytes. */
const look_LARGEST = 8 * 1024 * 1024;
/**
 * Reads the image that will be published, through its staging: first its manifests, then their configurations. Layers
 * are not transferred, since this sink claims to have them.
 *
 * @throws ActionError
 */
async function lookAt(stage, log) {
    const read = async (wanted) => {
        const { sink, blobs } = onlooker(wanted);
        const fleet = (0,staging_fleet/* createFleet */.B3)([{ destination: DESTINATION, repository: sink }], log);
        const failed = () => (0,staging_fleet/* throwIfRequiredFailed */.At)([fleet], 'reading the image for its policy');
        // The sink's own error is more useful than "no registry is left".
        const content = await stage((0,distribute/* createDistributor */.E)(fleet)).catch(error => {
            failed();
            throw error;
        });
        failed();
        return { content, blobs };
    };
    const { content } = await read(new Set());
    const images = imagesOf(content);
    const others = othersIn(content, images);
    const readable = others.filter(({ manifest }) => !isOversized(configIn(manifest)));
    const configs = [...images, ...readable].flatMap(({ manifest }) => configIn(manifest)?.digest ?? []);
    const statements = images.flatMap(({ manifest }) => provenanceOf(manifest.digest, content));
    const { blobs } = await read(new Set([...configs, ...statements]));
    const hidden = others.filter(({ manifest }) => canRun(manifest, blobs));
    return [...images, ...hidden].map(image => platformImage(image, content, blobs));
}
const DESTINATION = {
    ...{ registry: 'policy', path: 'policy', name: 'policy', tags: [], optional: false },
    decision: { push: true, reason: '`policy` is set' },
};
/** A repository that claims to have every blob except these, which it keeps. */
function onlooker(wanted) {
    const manifests = new Map();
    const blobs = new Map();
    const held = (manifest) => manifest && { mediaType: manifest.mediaType, digest: manifest.digest, size: manifest.bytes.length };
    const sink = {
        ...{ registry: DESTINATION.registry, path: DESTINATION.path },
        headBlob: async (digest) => (wanted.has(digest) ? blobs.get(digest)?.length : Number.NaN),
        async uploadBlob({ digest }, source) {
            const bytes = await (0,body/* readBody */.x8)(await source.open(), look_LARGEST);
            if ((0,oci_digest/* sha256 */.s)(bytes) !== digest)
                throw new errors/* ActionError */.lZ('DIGEST_MISMATCH', `the content of ${digest} does not match that digest`);
            blobs.set(digest, bytes);
        },
        headManifest: async (reference) => held(manifests.get(reference)),
        getManifest: async (reference) => manifests.get(reference),
        putManifest: async (manifest) => void manifests.set(manifest.digest, manifest),
        referrers: async () => [],
    };
    return { sink, blobs };
}
/** The images that a tag leads to: indexes may be nested, and an image may have none. */
function imagesOf({ root, manifests }) {
    const byDigest = new Map(manifests.map(manifest => [manifest.digest, manifest]));
    const found = new Map();
    const seen = new Set();
    const open = [{ manifest: root, platform: undefined, isHidden: false }];
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
        const { manifest, platform } = one;
        if (!(0,oci_manifest/* isIndex */.nw)(manifest.mediaType)) {
            found.set(`${manifest.digest} ${platform === undefined ? '' : (0,oci_platforms/* nameOf */.Vb)(platform)}`, one);
            continue;
        }
        if (seen.has(manifest.digest))
            continue;
        seen.add(manifest.digest);
        for (const child of (0,oci_manifest/* linksOf */.hP)(manifest).manifests.toReversed()) {
            const inner = byDigest.get(child.digest);
            if (inner === undefined || (0,attestation/* isAttestation */.H)(child))
                continue;
            open.push({ manifest: inner, platform: child.platform, isHidden: false });
        }
    }
    return [...found.values()];
}
/** What else is published: attestations and referrers, which may be images with another name on them. */
function othersIn({ manifests }, images) {
    const known = new Set(images.map(({ manifest }) => manifest.digest));
    return manifests
        .filter(({ mediaType, digest }) => !(0,oci_manifest/* isIndex */.nw)(mediaType) && !known.has(digest))
        .map(manifest => ({ manifest, platform: undefined, isHidden: true }));
}
function isOversized(config) {
    return (config?.size ?? 0) > look_LARGEST;
}
function configIn(manifest) {
    return (0,oci_manifest/* linksOf */.hP)(manifest).blobs[0];
}
/**
 * Whether somebody who has the digest can run it: engines take any configuration with an operating system, and any
 * layers of an image. BuildKit's attestations are for an unknown system, and other artifacts have an empty config.
 */
function canRun(manifest, blobs) {
    const [config, ...layers] = (0,oci_manifest/* linksOf */.hP)(manifest).blobs;
    // It is not read here, but an engine may read it.
    if (isOversized(config))
        return true;
    const bytes = config && blobs.get(config.digest);
    const own = bytes && ownPlatform((0,oci_manifest/* fieldsOf */.Pf)(bytes) ?? {});
    if (own !== undefined && own !== 'unknown/unknown')
        return true;
    return bytes?.toString().trim() !== '{}' && layers.some(({ mediaType }) => LAYER.test(mediaType));
}
/** As in containerd's `IsLayerType`, regardless of case. */
const LAYER = /^application\/vnd\.(?:oci\.image\.layer|docker\.image\.rootfs)\./i;
function platformImage({ manifest, platform, isHidden }, content, blobs) {
    const links = (0,oci_manifest/* linksOf */.hP)(manifest).blobs;
    const bytes = links[0] === undefined ? undefined : blobs.get(links[0].digest);
    const json = bytes === undefined ? undefined : (0,oci_manifest/* fieldsOf */.Pf)(bytes);
    const own = json && ownPlatform(json);
    return {
        platform: platform === undefined ? (own ?? 'unknown') : (0,oci_platforms/* nameOf */.Vb)(platform),
        ownPlatform: own,
        isHidden,
        digest: manifest.digest,
        size: links.reduce((sum, { size }) => sum + size, 0),
        // Only an image has an operating system: other artifacts' configs say nothing about a user.
        config: json === undefined || own === undefined ? undefined : configOf(json),
        attested: attestedOf(manifest.digest, content).map(({ type }) => type),
        provenance: provenanceOf(manifest.digest, content).map(digest => blobs.get(digest)?.toString() ?? ''),
    };
}
function ownPlatform({ os, architecture, variant }) {
    if (typeof os !== 'string' || typeof architecture !== 'string' || os === '' || architecture === '')
        return undefined;
    return (0,oci_platforms/* nameOf */.Vb)({ os, architecture, variant: typeof variant === 'string' ? variant : undefined });
}
/** Undefined also for one whose `User` a runtime could read differently. */
function configOf(json) {
    if ((0,descriptor/* disguised */.MW)(json, ['config']) !== undefined)
        return undefined;
    const config = json.config ?? {};
    if (!(0,fields/* isObject */.Gv)(config))
        return undefined;
    if ((0,descriptor/* disguised */.MW)(config, ['User', 'Labels']) !== undefined)
        return undefined;
    const user = config.User ?? '';
    const labels = config.Labels ?? {};
    if (typeof user !== 'string' || !(0,fields/* isObject */.Gv)(labels))
        return undefined;
    const texts = Object.entries(labels).filter((entry) => typeof entry[1] === 'string');
    return { user, labels: Object.fromEntries(texts) };
}
/** @see https://docs.docker.com/build/metadata/attestations/attestation-storage/ */
function attestedOf(digest, { manifests }) {
    const byDigest = new Map(manifests.map(manifest => [manifest.digest, manifest]));
    const all = manifests.filter(({ mediaType }) => (0,oci_manifest/* isIndex */.nw)(mediaType)).flatMap(index => (0,oci_manifest/* linksOf */.hP)(index).manifests);
    const own = all.filter(child => (0,attestation/* isAttestation */.H)(child) && child.annotations?.[attestation/* ATTESTED */.z] === digest);
    const layers = own.flatMap(child => {
        const manifest = byDigest.get(child.digest);
        return manifest === undefined ? [] : (0,oci_manifest/* linksOf */.hP)(manifest).blobs.slice(1);
    });
    return layers.flatMap(blob => {
        const type = blob.annotations?.['in-toto.io/predicate-type'];
        return type === undefined ? [] : [{ type, blob }];
    });
}
/** None if one of them is oversized: without it, the others say nothing certain. */
function provenanceOf(digest, content) {
    const statements = attestedOf(digest, content).filter(({ type }) => type.startsWith(SLSA));
    return statements.some(({ blob }) => blob.size > look_LARGEST) ? [] : statements.map(({ blob }) => blob.digest);
}
const SLSA = 'https://slsa.dev/provenance/';

// EXTERNAL MODULE: ./lib/oci/provenance.js
var provenance = __webpack_require__(74942);
;// CONCATENATED MODULE: ./lib/policy/image/materials.js




const PROVENANCE = 'buildx.build.provenance';
/**
 * The images in the provenance that buildx reports with a build's result or, if it reports none (for several platforms
 * at once), in the image's own. Nothing in a Dockerfile escapes it: it has the image behind every FROM, COPY, mount,
 * named context and frontend, after variables and ONBUILD. Targets that a bake target is built from have their own
 * records.
 *
 * @returns undefined when a record is missing
 */
function materialsIn({ metadata, statements, isAttested, linked }) {
    const own = recordsIn(metadata);
    const groups = [...(own.length > 0 ? [own] : isAttested ? inside(statements) : []), ...linked.map(recordsIn)];
    const lists = groups.flatMap(group => (group.length === 0 ? [undefined] : group.map(provenance/* buildSources */.jU)));
    if (lists.length === 0 || lists.includes(undefined))
        return undefined;
    const sources = lists.flatMap(list => list ?? []);
    const images = sources.flatMap(({ uri, digest }) => {
        const used = imageIn(uri);
        return used === undefined ? [] : [{ ...used, digest }];
    });
    const urisWithoutName = sources.map(({ uri }) => uri).filter(uri => (0,provenance/* isPackage */.dn)(uri) && imageIn(uri) === undefined);
    // A name may have had several digests.
    const different = new Map(images.map(one => [`${one.text} ${one.digest}`, one]));
    return { images: [...different.values()], unnamed: [...new Set(urisWithoutName)] };
}
function recordsIn(metadata) {
    const entries = Object.entries((0,fields/* jsonFields */.yX)(metadata));
    return entries.filter(([key]) => key === PROVENANCE || key.startsWith(`${PROVENANCE}/`)).map(([, record]) => record);
}
function inside(statements) {
    return statements.map(each => each.map(text => (0,fields/* jsonFields */.yX)(text).predicate));
}
function imageIn(uri) {
    const reference = (0,provenance/* imageOfPackage */.Ry)(uri);
    return reference && (0,policy_images/* usedImage */.to)((0,oci_reference/* formatReference */.FH)(reference));
}

// EXTERNAL MODULE: ./lib/policy/verdict/conclude.js + 1 modules
var conclude = __webpack_require__(71226);
// EXTERNAL MODULE: ./lib/policy/verdict/signatures.js
var signatures = __webpack_require__(69509);
;// CONCATENATED MODULE: ./lib/policy/verdict/image-verdict.js













/** @throws ActionError POLICY_BREACHED */
async function imageVerdict(judged, ports) {
    const { policy, images, job } = judged;
    const breaches = [];
    // A `call` makes no image.
    const made = (0,call/* isCall */.n)(job.inputs) ? [] : images;
    for (const { name, inputs, stage, built } of made) {
        const platforms = (0,looks_at_images/* looksAtImages */.m)(policy) ? await lookAt(stage, ports.log) : [];
        breaches.push(...checkImage(policy.rules, { name, platforms, inputs, isPart: inputs.parts.part !== undefined }));
        const { baseImages } = policy.rules;
        // An existing image's own claims are not trustworthy.
        if (baseImages === undefined || built === undefined)
            continue;
        const problemOf = await (0,signatures/* signatureProblems */.t)(baseImages, judged);
        const { metadata, linked = [] } = built;
        const statements = platforms.map(({ provenance }) => provenance);
        const isAttested = (0,attestations/* makesProvenance */.X)(inputs.build, (0,build_image/* provenanceOptionsOf */.FS)(job.context, !isArchived(inputs)));
        const materials = materialsIn({ metadata, statements, isAttested, linked });
        breaches.push(...(await checkMaterials(baseImages, name, materials, problemOf)));
    }
    breaches.push(...(await sourceBreaches(judged)));
    (0,conclude/* conclude */.E)({ mode: policy.mode, breaches, isFinal: true }, ports);
}
/** A `docker` archive can't hold attestations, so that there are none by default. */
function isArchived({ build }) {
    return (0,outputs/* hasOutput */.MM)(build.outputs.extra, 'docker');
}
async function sourceBreaches(judged) {
    const { policy, job, source: digest } = judged;
    const { source } = job.inputs;
    const { sources } = policy.rules;
    if (sources === undefined || sources.signedBy.length === 0 || source?.kind !== 'registry')
        return [];
    const used = (0,policy_images/* usedImage */.to)((0,oci_reference/* formatReference */.FH)(source.reference));
    if (used === undefined)
        return [];
    const problemOf = await (0,signatures/* signatureProblems */.t)(sources, judged);
    const found = await problemOf({ ...used, digest });
    return found === undefined ? [] : [(0,policy_images/* unsigned */.ad)('sources', '', found)];
}


/***/ }),

/***/ 69509:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   baseVerdict: () => (/* binding */ baseVerdict),
/* harmony export */   t: () => (/* binding */ signatureProblems)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _inputs_job_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9514);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23940);
/* harmony import */ var _signing_trusted_images_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(88699);
/* harmony import */ var _images_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(94758);
/* harmony import */ var _plan_bases_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(42412);
/* harmony import */ var _conclude_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(71226);
/* harmony import */ var _plan_verdict_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(85041);








/** Checks the signatures of an image. The trusted root is the policy's, never the caller's. */
async function signatureProblems(rules, { job, connect }) {
    if (rules.signedBy.length === 0)
        return async () => undefined;
    const check = await (0,_signing_trusted_images_js__WEBPACK_IMPORTED_MODULE_2__/* .checkerOf */ .N)({ text: rules.trustedRoot }, rules.signedBy, 'policy', job.context.workspace);
    return async ({ registry, path, digest, text }) => {
        if (digest === undefined)
            return `it is unknown which image ${text} referred to`;
        try {
            await check({ repository: connect(registry).repository(path), digest, name: text });
            return undefined;
        }
        catch (error) {
            // An unavailable registry is no verdict.
            if (!(error instanceof _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ) || !VERDICTS.includes(error.code))
                throw error;
            return (0,_host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error);
        }
    };
}
const VERDICTS = ['SIGNATURE_INVALID', 'NOT_FOUND'];
/**
 * Checks the signatures of base images before any of their code runs, as far as the Dockerfile names them; the images
 * that the build used are checked again afterwards.
 *
 * @throws ActionError POLICY_BREACHED
 */
async function baseVerdict(policy, reading, ports) {
    const { job, connect } = reading;
    const { baseImages } = policy.rules;
    if (baseImages === undefined || baseImages.signedBy.length === 0)
        return;
    const problemOf = await signatureProblems(baseImages, reading);
    const breaches = [];
    for (const asked of (0,_plan_verdict_js__WEBPACK_IMPORTED_MODULE_6__/* .askedRun */ .k)({ asked: (0,_inputs_job_js__WEBPACK_IMPORTED_MODULE_7__/* .inputsOfImages */ .z6)(job), job }).images) {
        for (const base of (0,_plan_bases_js__WEBPACK_IMPORTED_MODULE_4__/* .basesOf */ .cF)(asked)) {
            const { tag, digest } = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseReference */ .F2)(base.text);
            const repository = connect(base.registry).repository(base.path);
            const now = digest ?? (await repository.headManifest(tag ?? 'latest'))?.digest;
            // The build reports a missing image.
            const found = now === undefined ? undefined : await problemOf({ ...base, digest: now });
            if (found !== undefined)
                breaches.push((0,_images_js__WEBPACK_IMPORTED_MODULE_3__/* .unsigned */ .ad)('base-images', asked.image.name, found));
        }
    }
    if (breaches.length > 0)
        (0,_conclude_js__WEBPACK_IMPORTED_MODULE_5__/* .conclude */ .E)({ mode: policy.mode, breaches, isFinal: false }, ports);
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
