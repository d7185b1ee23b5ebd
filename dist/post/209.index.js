export const id = 209;
export const ids = [209];
export const modules = {

/***/ 209:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  savePending: () => (/* binding */ savePending)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(760);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(455);
// EXTERNAL MODULE: ./lib/event/context.js
var context = __webpack_require__(51);
;// CONCATENATED MODULE: ./lib/event/default-branch.js

/**
 * The repository's default branch, if the event names it. A schedule runs only there, whether or not its payload says
 * so.
 */
function default_branch_defaultBranchOf({ eventName, payload, ref, eventRef, }) {
    const named = text(payload, 'repository', 'default_branch');
    if (named !== undefined || eventName !== 'schedule')
        return named;
    const [, branch] = /^refs\/heads\/(.+)$/.exec(eventRef || ref) ?? [];
    return branch;
}

// EXTERNAL MODULE: ./lib/host/files/make-folder.js
var make_folder = __webpack_require__(351);
// EXTERNAL MODULE: ./lib/host/files/regular-file.js
var regular_file = __webpack_require__(481);
// EXTERNAL MODULE: ./lib/journal/run-folder.js
var run_folder = __webpack_require__(539);
// EXTERNAL MODULE: ./lib/oci/reference.js + 1 modules
var reference = __webpack_require__(581);
// EXTERNAL MODULE: ./lib/cache/store/seal.js
var store_seal = __webpack_require__(623);
;// CONCATENATED MODULE: ./lib/oci/platforms.js
/** The platform in an image's configuration, with whatever else distinguishes it (`os.version` of Windows). */
function platformOfConfig(config) {
    const { architecture, os, variant, 'os.version': version, 'os.features': features } = config;
    const isText = (value) => typeof value === 'string' && value !== '';
    return {
        ...{ architecture, os },
        ...(isText(variant) && { variant }),
        ...(isText(version) && { 'os.version': version }),
        ...(Array.isArray(features) && features.length > 0 && features.every(isText) && { 'os.features': features }),
    };
}
const ARCHITECTURES = {
    x86_64: 'amd64',
    'x86-64': 'amd64',
    aarch64: 'arm64',
    armhf: 'arm/v7',
    armel: 'arm/v6',
    i386: '386',
};
/** Names that mean a processor even without a system. */
const PROCESSORS = [
    ...['amd64', 'arm64', 'arm', '386', 'ppc64le', 's390x', 'riscv64', 'mips64le', 'loong64'],
    ...Object.keys(ARCHITECTURES),
];
const SYSTEMS = (/* unused pure expression or super */ null && (['linux', 'windows', 'darwin', 'freebsd']));
/** The variant of an architecture without one (containerd, `platforms`). */
const DEFAULT_VARIANTS = { arm64: 'v8', arm: 'v7', amd64: 'v1' };
/**
 * The canonical name `linux/arm64` for all its spellings: `linux/aarch64`, `Linux/arm64/v8`, `linux/arm64/8`. Undefined
 * for an incomplete name (`local`, `arm64`), which the builder interprets.
 */
function platforms_normalPlatform(text) {
    const [os = '', architecture, variant] = text.trim().toLowerCase().split('/');
    if (architecture === undefined || os === '')
        return undefined;
    const [known = '', implied] = (ARCHITECTURES[architecture] ?? architecture).split('/');
    return nameOf({ os, architecture: known, variant: (variant ?? implied)?.replace(/^\d$/, 'v$&') });
}
/**
 * `linux/arm64` for `arm64`: builders of the same image on different machines must mean the same. Others stay as they
 * are: `local` and `linux` mean each builder's own processor.
 */
function wholePlatform(text) {
    return PROCESSORS.includes(text.trim().toLowerCase()) ? `linux/${text.trim()}` : text;
}
/**
 * A platform as a Dockerfile sees it (`TARGETPLATFORM`): always with arm's variant, and with other variants only if
 * they are not the default. Missing parts are the builder's own.
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
    const name = platforms_normalPlatform(parts.join('/')) ?? native;
    const [os = '', architecture = '', variant = architecture === 'arm' ? 'v7' : undefined] = name.split('/');
    return { os, architecture, variant };
}
function nameOf({ os, architecture, variant }) {
    const shownVariant = variant === undefined || variant === '' || variant === DEFAULT_VARIANTS[architecture] ? [] : [variant];
    return [os, architecture, ...shownVariant].join('/');
}
/** Whether two names mean the same platform, such as `linux/arm64/v8` and `linux/arm64`. */
function samePlatform(one, other) {
    return (platforms_normalPlatform(one) ?? one) === (platforms_normalPlatform(other) ?? other);
}

// EXTERNAL MODULE: ./lib/plan/terms/list.js
var list = __webpack_require__(247);
;// CONCATENATED MODULE: ./lib/cache/store/specs.js


/** Waiting longer for a cache's index saves no time. Seconds. */
const READING = 30;
/** BuildKit's own cache on the runner's service. `timeout`: seconds after which an export that has to wait is ended. */
function ghaSpecs(scope, mode, timeout) {
    const common = ['type=gha', `scope=${scope}`];
    return {
        from: [joinFields([...common, `timeout=${Math.min(READING, timeout)}s`])],
        to: [joinFields([...common, `timeout=${timeout}s`, `mode=${mode}`, 'ignore-error=true'])],
    };
}
/** ECR accepts a cache only as an image manifest with OCI media types. */
function registrySpecs(ref, mode) {
    const common = ['type=registry', `ref=${ref}`];
    const to = [...common, `mode=${mode}`, 'image-manifest=true', 'oci-mediatypes=true', 'ignore-error=true'];
    return { from: [joinFields(common)], to: [joinFields(to)] };
}
/**
 * A folder to read, if there is one, and a new one to write.
 *
 * @param tags of the caches in the folder to read: buildx fails on a missing one
 */
function folderSpecs(from, tags, to, mode) {
    const read = (tag) => ['type=local', `src=${from}`, ...(tag === specs_LATEST ? [] : [`tag=${tag}`])];
    return {
        from: from === undefined ? [] : tags.map(tag => joinFields(read(tag))),
        to: to === undefined ? [] : [joinFields(['type=local', `dest=${to}`, `mode=${mode}`, 'ignore-error=true'])],
    };
}
/** buildx's default tag of a cache. */
const specs_LATEST = 'latest';
/** The cache in the image itself, read from its moving tags. */
function inlineSpecs(references) {
    return { from: references.map(ref => joinFields(['type=registry', `ref=${ref}`])), to: ['type=inline'] };
}
/** In a cache folder: the parts to join. Two builds must not write to one folder. */
const PARTS = 'parts';
/** The attribute of each kind of cache that must be unique per writer. */
const NAMES = { gha: /^scope=/, registry: /^ref=/ };
/**
 * One platform's part of a cache, if each platform is a separate build: otherwise each export would overwrite the
 * previous one. A folder can hold several caches by tag, all of which every build reads; they are written separately
 * and joined afterwards (`joinParts`).
 */
function cachesFor(backend, specs, platform) {
    return cachesOf(backend, specs, (normalPlatform(platform) ?? platform).replaceAll(/[^\w.-]+/g, '-'));
}
/** The name of one platform's part of a run's cache. @param image '' for a single one */
function partName(platform, image) {
    return image === '' ? platform : `${image} ${platform}`;
}
/** One image's part of a cache. @param suffix letters, digits, `_`, `.` and `-` */
function cachesOf(backend, { from, to }, suffix) {
    if (backend === 'actions' || backend === 'local') {
        const apart = (column) => column.replace(/^(dest=)(.*)$/s, (_, key, folder) => `${key}${folder}/${PARTS}/${suffix}`);
        return { from, to: to.map(spec => joinFields([...fields(spec).map(apart), `tag=${suffix}`])) };
    }
    const name = NAMES[backend];
    const own = (spec) => joinFields(fields(spec).map(column => (name?.test(column) ? `${shortenedFor(column, suffix)}-${suffix}` : column)));
    return { from: from.map(own), to: to.map(own) };
}
/** A tag has at most 128 characters (distribution-spec, "Pulling manifests"). */
function shortenedFor(column, suffix) {
    const [, before = '', tag = ''] = /^(ref=.*:)([^:/]*)$/s.exec(column) ?? [];
    return before === '' ? column : `${before}${tag.slice(0, 127 - suffix.length)}`;
}

;// CONCATENATED MODULE: ./lib/cache/store/archive.js











/** Changed with the archive's format: older archives are then no longer found. */
const FORMAT = 'slipway-layers-v1';
/** The folder's name in the archive; see CacheWorker. */
const LAYERS = 'layers';
/**
 * This Dockerfile on this branch, the base branch, the default branch; then the newest of each with any Dockerfile. A
 * key ends with the layers' digest, so that changed layers always get a new key.
 */
function archiveKeys({ scope, content, branches }) {
    const stem = (branch) => `${FORMAT}-${scope}-${archive_short(branch)}-`;
    const known = [...new Set(branches)].slice(0, 4);
    const exact = known.map(branch => `${stem(branch)}${content}-`);
    return { restore: [...exact, ...known.map(stem)], save: exact[0] ?? '' };
}
/** This run's branch, its base branch, and the default one. */
function branchesOf(context) {
    const own = context.headRef || context.ref.replace(/^refs\/heads\//, '');
    const base = text(context.payload, 'merge_group', 'base_ref')?.replace(/^refs\/heads\//, '') ?? context.baseRef;
    const standard = defaultBranchOf(context) ?? '';
    return [own, base, standard].filter(branch => branch !== '');
}
/**
 * A hash of the files that a build's first layers depend on. Unreadable ones count as missing.
 *
 * @param patterns paths or globs, relative to `workspace`
 */
async function contentHash(workspace, patterns) {
    const hash = createHash('sha256');
    const paths = new Set();
    for (const pattern of patterns) {
        if (/[*?[\]{}]/.test(pattern))
            for await (const path of glob(pattern, { cwd: workspace }))
                paths.add(path);
        // An absolute path may differ on the next runner.
        else
            paths.add(relative(workspace, resolve(workspace, pattern)));
    }
    for (const path of [...paths].sort()) {
        const bytes = bytesIn(resolve(workspace, path));
        if (bytes !== undefined)
            hash.update(`${path}\0${bytes.length}\0`).update(bytes);
    }
    return hash.digest('hex').slice(0, 16);
}
function bytesIn(path) {
    try {
        return readRegular(path, { follow: true });
    }
    catch {
        return undefined;
    }
}
/**
 * Restores the newest matching archive into a new folder below `home`. Never throws because of the archive's content.
 */
async function restoreArchive(home, keys, worker) {
    await makeFolder(home, 0o700);
    const { key, trouble } = await worker.restore(home, LAYERS, keys.restore);
    const [restored, from, to] = [join(home, LAYERS), join(home, 'from'), join(home, 'to')];
    const digest = key === undefined ? undefined : await cacheDigest(restored);
    if (digest === undefined) {
        // The archive may be incomplete: the build must not see it.
        await removeFolder(restored);
        const broken = key === undefined ? undefined : `the archive ${key} contains no cache`;
        return { home, from: undefined, to, before: undefined, key: undefined, trouble: trouble ?? broken };
    }
    await rename(restored, from);
    return { home, from, to, before: digest, key, trouble };
}
/** Prepares the build's output for the post step; undefined when there is nothing new to keep. */
async function archiveToSave(archive, keys) {
    const after = await cacheDigest(archive.to);
    if (after === undefined || after === archive.before)
        return undefined;
    const layers = join(archive.home, LAYERS);
    await rename(archive.to, layers);
    const seal = await sealOf(layers, 'believed');
    return { home: archive.home, key: `${keys.save}${after.slice('sha256:'.length, 'sha256:'.length + 16)}`, seal };
}
/** Uploads what `archiveToSave` prepared, if it is unchanged. Returns what went wrong, in words. */
async function saveArchive({ home, key, seal }, worker) {
    const layers = (0,external_node_path_.join)(home, LAYERS);
    if ((await (0,promises_.stat)(layers).catch(() => undefined)) === undefined)
        return undefined;
    return (await (0,store_seal/* changed */.t)(layers, seal)) ?? (await worker.save(home, LAYERS, key)).trouble;
}
/**
 * The digest of a cache folder's manifest; of all of them if there are several (one per platform). Equal caches have
 * equal digests. Undefined for an incomplete folder.
 */
async function cacheDigest(folder) {
    try {
        const digests = (await cachesIn(folder)).map(({ digest }) => String(digest)).toSorted();
        const [first] = digests;
        if (first === undefined || !digests.every(digest => isDigest(digest)))
            return undefined;
        await Promise.all(digests.map(digest => stat(join(folder, 'blobs', ...digest.split(':')))));
        return digests.length === 1 ? first : `sha256:${createHash('sha256').update(digests.join('\n')).digest('hex')}`;
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
    return String(annotations?.['org.opencontainers.image.ref.name'] ?? LATEST);
}
/** Limit of an index: a cache is one entry. Bytes. */
const LONGEST_INDEX = (/* unused pure expression or super */ null && (1024 * 1024));
/**
 * The caches in a folder.
 *
 * @throws Error when there is no index
 */
async function cachesIn(folder) {
    const text = readText(join(folder, 'index.json'), { largest: LONGEST_INDEX });
    return JSON.parse(text).manifests ?? [];
}
function archive_short(branch) {
    const hash = createHash('sha256').update(branch).digest('hex').slice(0, 8);
    return `${branch.replaceAll(/[^\w.-]+/g, '_').slice(0, 40)}-${hash}`;
}

// EXTERNAL MODULE: ./lib/cache/store/cache-worker.js + 2 modules
var cache_worker = __webpack_require__(22);
;// CONCATENATED MODULE: ./lib/cache/store/save.js



/**
 * Uploads the cache that the main step prepared, in the post step, so that the publish does not wait for it. A failure
 * is one warning.
 *
 * @param state what is pending, as JSON; '' when there is nothing to save
 * @param folder this run's folder: nothing outside is uploaded
 */
async function savePending(state, folder, machine) {
    const pending = parse(state);
    if (pending === undefined || pending.home !== (0,external_node_path_.join)(folder, 'layer-cache'))
        return;
    const trouble = await saveArchive(pending, (0,cache_worker/* createCacheWorker */.b)(machine, pending.seconds));
    if (trouble === undefined)
        machine.log.info(`Cache saved: ${pending.key}`);
    else
        machine.log.warning(`The cache was not saved: ${trouble}`);
}
function parse(state) {
    try {
        const { home, key, seal, seconds } = JSON.parse(state);
        const isWhole = [home, key, seal].every(text => typeof text === 'string') && typeof seconds === 'number';
        return isWhole && key?.startsWith(`${FORMAT}-`) ? { home, key, seal, seconds } : undefined;
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 581:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  F2: () => (/* binding */ parseReference)
});

// UNUSED EXPORTS: DOCKER_HUB, canonicalHost, formatReference, isDigest, isLoopback, normalizeRegistry, parseName, parseRegistry

// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(547);
// EXTERNAL MODULE: ./lib/host/text/quote.js
var quote = __webpack_require__(212);
;// CONCATENATED MODULE: ./lib/oci/algorithms.js
/** Other digest algorithms (image-spec, "Registered algorithms"). Few registries support them. */
const OTHERS = /^(sha512|sha384|blake3):/;
/** The algorithm of a digest other than sha256, such as `sha512`; otherwise undefined. */
function otherAlgorithm(digest) {
    return OTHERS.exec(digest)?.[1];
}

;// CONCATENATED MODULE: ./lib/oci/reference.js



/** The registry of names without a host (distribution/reference, normalize.go). */
const DOCKER_HUB = 'docker.io';
// OCI distribution-spec 1.1, "Pulling manifests"; the host's grammar is Docker's (distribution/reference, regexp.go).
const PATH = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
const LABEL = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const HOST = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[[0-9a-f:]+\\])(?::[0-9]{1,5})?$`);
const MAX_NAME = 255;
/** Whether `text` is a tag that every registry accepts. */
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
        refuse(text, 'has upper-case letters in its repository name', `Write ${(0,quote/* quote */.h)(rest.toLowerCase())}.`);
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
    const algorithm = otherAlgorithm(digest ?? '');
    if (algorithm !== undefined) {
        refuse(text, `has a ${algorithm} digest, which is not supported`, 'Use its sha256 digest, or a tag.');
    }
    if (more.length > 0 || (digest !== undefined && !isDigest(digest))) {
        refuse(text, 'has something after "@" that is not a digest', 'A digest is "sha256:" and 64 hexadecimal digits.');
    }
    // A colon before the last slash belongs to the port.
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
/** Aliases of Docker Hub: its index, which keys its logins, and the host that serves the API. */
const HUB = new Set([DOCKER_HUB, 'index.docker.io', 'registry-1.docker.io']);
/**
 * The registry meant by a key of a Docker config, an input or a reference's host: no scheme, no path, lower case,
 * `docker.io` for all names of Docker Hub. Docker compares its keys in the same way (cli/config/credentials). Does not
 * check whether the host is valid.
 */
function canonicalHost(text) {
    const host = bareOf(text).replace(/\/.*$/s, '').toLowerCase();
    return HUB.has(host) ? DOCKER_HUB : host;
}
function bareOf(text) {
    return text.trim().replace(/^https?:\/\//i, '');
}
function normalizeRegistry(text) {
    return parseRegistry(text).host;
}
/**
 * Parses a registry as users write it: `ghcr.io`, `https://index.docker.io/v1/`, or with a project's path,
 * `europe-docker.pkg.dev/project/repo`. `prefix` has no slashes at its ends, and is '' if there is none.
 *
 * @throws ActionError INPUT_INVALID
 */
function parseRegistry(text) {
    const host = canonicalHost(text);
    const [, ...segments] = bareOf(text).split('/');
    if (!HOST.test(host))
        refuse(text, 'is not a registry', 'Write a host, as in "ghcr.io" or "localhost:5000".');
    // `/v1/` and `/v2/` are paths of the API; Docker's config.json uses such a URL as key for Docker Hub.
    if (/^v[12]$/.test(segments[0] ?? ''))
        segments.shift();
    const prefix = segments.filter(s => s !== '').join('/');
    if (prefix !== '' && !PATH.test(prefix)) {
        refuse(text, 'has a path that no repository can have', 'Use lower-case letters and digits, joined by ".", "_", "-" or "/".');
    }
    return { host, prefix };
}
/** Whether `host` (with an optional port) is this machine: the engine uses plain HTTP for it by default. */
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
function refuse(text, problem, fix) {
    throw new errors/* ActionError */.lZ('INPUT_INVALID', `${(0,quote/* quote */.h)(text)} ${problem}`, { hint: fix });
}


/***/ })

};
