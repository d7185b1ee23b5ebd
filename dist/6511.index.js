export const id = 6511;
export const ids = [6511];
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

/***/ 36511:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  lookForMovedBases: () => (/* binding */ lookForMovedBases)
});

// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/http/body.js
var body = __webpack_require__(66150);
// EXTERNAL MODULE: ./lib/oci/attestation.js
var attestation = __webpack_require__(59263);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var manifest = __webpack_require__(44360);
// EXTERNAL MODULE: ./lib/oci/reference.js
var oci_reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/host/fields.js
var fields = __webpack_require__(87617);
// EXTERNAL MODULE: ./lib/oci/provenance.js
var provenance = __webpack_require__(74942);
;// CONCATENATED MODULE: ./lib/publish/rebuild/bases.js



/**
 * The base images in a build's provenance whose tags may have moved since. Images named by digest cannot move; the
 * frontend and the SBOM generator are tools, not bases.
 *
 * @param statement in-toto, of SLSA 0.2 or 1
 * @returns undefined if it does not list the build's materials
 */
function basesIn(statement) {
    const predicate = mapIn(statement, 'predicate');
    const sources = (0,provenance/* buildSources */.jU)(predicate);
    const frontend = frontendOf(predicate, mapIn(predicate, 'buildDefinition'));
    const bases = sources?.flatMap(({ uri, digest }) => {
        const reference = (0,provenance/* imageOfPackage */.Ry)(uri);
        if (reference === undefined || reference.digest !== undefined || digest === undefined)
            return [];
        const name = (0,oci_reference/* formatReference */.FH)(reference);
        return TOOLS.test(reference.name.path) || name === frontend ? [] : [{ reference, digest }];
    });
    return bases && [...new Map(bases.map(base => [`${(0,oci_reference/* formatReference */.FH)(base.reference)}@${base.digest}`, base])).values()];
}
const TOOLS = /^docker\/(?:dockerfile(?:-upstream)?|buildkit-syft-scanner)$/;
/** The base image in annotations (image-spec, annotations.md). */
function annotatedBase(annotations) {
    const texts = (0,fields/* fieldsIn */.t5)(annotations);
    const name = texts['org.opencontainers.image.base.name'];
    const digest = texts['org.opencontainers.image.base.digest'];
    if (typeof name !== 'string' || typeof digest !== 'string' || !(0,oci_reference/* isDigest */.Bc)(digest))
        return undefined;
    const reference = parsed(name);
    return reference === undefined || reference.digest !== undefined ? undefined : { reference, digest };
}
function parsed(text) {
    try {
        const reference = (0,oci_reference/* parseReference */.F2)(text);
        return { ...reference, tag: reference.tag ?? 'latest' };
    }
    catch {
        return undefined;
    }
}
/** The Dockerfile frontend: `# syntax=…`. */
function frontendOf(predicate, definition) {
    const old = mapIn(mapIn(mapIn(predicate, 'invocation'), 'parameters'), 'args');
    const now = mapIn(mapIn(mapIn(definition, 'externalParameters'), 'request'), 'args');
    const source = old.source ?? now.source ?? old.cmdline ?? now.cmdline;
    const reference = typeof source === 'string' ? parsed(source) : undefined;
    return reference && (0,oci_reference/* formatReference */.FH)(reference);
}
function mapIn(value, key) {
    return (0,fields/* fieldsIn */.t5)((0,fields/* fieldsIn */.t5)(value)[key]);
}

;// CONCATENATED MODULE: ./lib/publish/rebuild/moved-bases.js






/** Full provenance lists every step; the largest that is read. Bytes. */
const MAX_PROVENANCE = 32 * 1024 * 1024;
/** The most bases that are looked up: usually there are a handful. */
const MAX_BASES = 100;
/**
 * Whether the base images of the published image have moved since it was built. If unknown, the image is rebuilt.
 *
 * @param connect a client to read from
 */
async function lookForMovedBases(fleet, connect) {
    let reference = 'the published image';
    try {
        const published = await findPublished(fleet);
        if (published === undefined)
            return { isDue: true, why: 'nothing is published yet under its tags' };
        reference = published.reference;
        const bases = await basesOf(published.root, published.target.repository);
        if (bases === undefined) {
            return { isDue: true, why: `neither provenance nor annotations of ${reference} name its base images` };
        }
        if (bases.length > MAX_BASES)
            return { isDue: true, why: `${reference} names ${bases.length} base images` };
        const looked = await Promise.all(bases.map(base => compare(base, connect)));
        const moved = looked.filter(({ isDue }) => isDue).map(({ why }) => why);
        if (moved.length > 0)
            return { isDue: true, why: `${moved.join('; ')}, since ${reference} was built` };
        const still = looked.map(({ why }) => why).join('; ');
        const all = still === '' ? 'no tag names one' : still;
        return { isDue: false, why: `no base image has moved since ${reference} was built (${all})` };
    }
    catch (error) {
        return { isDue: true, why: `cannot tell which base images ${reference} was built from: ${(0,errors/* messageOf */.bD)(error)}` };
    }
}
/** The image of the first existing tag: moving tags and required registries first. */
async function findPublished(fleet) {
    const targets = [...fleet.alive()].sort((a, b) => Number(a.destination.optional) - Number(b.destination.optional));
    for (const target of targets) {
        const tags = [...target.destination.tags].sort((a, b) => Number(b.moving) - Number(a.moving));
        for (const { name } of tags) {
            const root = await target.repository.getManifest(name);
            if (root !== undefined)
                return { target, reference: `${target.destination.name}:${name}`, root };
        }
    }
    return undefined;
}
/** @returns undefined if nothing names them */
async function basesOf(root, repository) {
    const attested = (0,manifest/* isIndex */.nw)(root.mediaType) ? (0,manifest/* linksOf */.hP)(root).manifests.filter(attestation/* isAttestation */.H) : [];
    const statements = await Promise.all(attested.map(entry => provenanceIn(entry, repository)));
    const all = statements.flat().map(basesIn);
    if (all.length > 0 && all.every(bases => bases !== undefined))
        return unique(all.flat());
    const images = (0,manifest/* isIndex */.nw)(root.mediaType)
        ? await Promise.all((0,manifest/* imagesIn */.o$)(root).map(({ digest }) => repository.getManifest(digest)))
        : [];
    const annotated = [root, ...images].flatMap(manifest => {
        const base = manifest && annotatedBase(JSON.parse(manifest.bytes.toString()).annotations);
        return base === undefined ? [] : [base];
    });
    return annotated.length === 0 ? undefined : unique(annotated);
}
async function provenanceIn({ digest }, repository) {
    const manifest = await repository.getManifest(digest);
    const { layers } = JSON.parse(manifest?.bytes.toString() ?? '{}');
    const isProvenance = ({ annotations }) => annotations?.['in-toto.io/predicate-type']?.startsWith('https://slsa.dev/provenance/') === true;
    const found = (layers ?? []).filter(isProvenance);
    return Promise.all(found.map(async (layer) => {
        const bytes = await (0,body/* readBody */.x8)(await repository.getBlob(layer.digest), MAX_PROVENANCE);
        return JSON.parse(bytes.toString());
    }));
}
function unique(bases) {
    return [...new Map(bases.map(base => [`${(0,oci_reference/* formatReference */.FH)(base.reference)}@${base.digest}`, base])).values()];
}
async function compare({ reference, digest }, connect) {
    const name = (0,oci_reference/* formatReference */.FH)(reference);
    const repository = connect(reference.name.registry).repository(reference.name.path);
    const now = (await repository.headManifest(reference.tag ?? 'latest'))?.digest;
    if (now === digest || (now !== undefined && (await lists(repository, now, digest)))) {
        return { isDue: false, why: `${name} is still ${digest}` };
    }
    return {
        isDue: true,
        why: now === undefined ? `${name} is gone (it was ${digest})` : `${name} has moved from ${digest} to ${now}`,
    };
}
/** Some tools record the manifest of one platform. */
async function lists(repository, index, digest) {
    const root = await repository.getManifest(index);
    return root !== undefined && (0,manifest/* isIndex */.nw)(root.mediaType) && (0,manifest/* imagesIn */.o$)(root).some(child => child.digest === digest);
}


/***/ })

};
