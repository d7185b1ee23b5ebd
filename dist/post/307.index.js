export const id = 307;
export const ids = [307];
export const modules = {

/***/ 893:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  b: () => (/* binding */ createCacheWorker)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(24);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(760);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(547);
;// CONCATENATED MODULE: ./lib/host/files/bundled-worker.js


/** `dist/NAME/index.js`, relative to `dist/index.js` or to `dist/post/index.js`. */
function bundledWorker(name) {
    const folder = (0,external_node_path_.dirname)(process.argv[1] ?? '.');
    const places = [(0,external_node_path_.join)(folder, name, 'index.js'), (0,external_node_path_.join)(folder, '..', name, 'index.js')];
    return places.find(place => (0,external_node_fs_.existsSync)(place)) ?? places[0];
}

// EXTERNAL MODULE: ./lib/host/files/make-folder.js
var make_folder = __webpack_require__(351);
;// CONCATENATED MODULE: ./lib/host/text/first-line.js
/** The first line of a message, for places with room for one. */
function firstLine(text) {
    return text.split('\n', 1)[0] ?? '';
}

// EXTERNAL MODULE: ./lib/host/text/last-line.js
var last_line = __webpack_require__(833);
// EXTERNAL MODULE: ./lib/host/text/quote.js
var quote = __webpack_require__(212);
// EXTERNAL MODULE: ./lib/host/variables/system.js
var system = __webpack_require__(184);
// EXTERNAL MODULE: ./lib/journal/run-folder.js
var run_folder = __webpack_require__(539);
// EXTERNAL MODULE: ./lib/runner/child-env.js
var child_env = __webpack_require__(994);
;// CONCATENATED MODULE: ./lib/cache/store/plain-tree.js


/**
 * The first entry in an unpacked folder that is neither a file nor a folder: pipes and devices never end, for docker
 * either, and links may point outside.
 *
 * @returns its path below `folder`; undefined when there is none
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
var find_program = __webpack_require__(330);
;// CONCATENATED MODULE: ./lib/cache/store/safe-tar.js




/**
 * A PATH whose `tar` is the machine's own without the option `-P`, which @actions/cache always passes: with it, an
 * archive could write anywhere, also through its own links. On macOS this uses `gtar`.
 *
 * @param folder for the wrapper; no archive may be unpacked there
 * @param path the PATH to search and to extend
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
        // If nothing can be executed in the temporary folder, a cache is better than none.
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
function createCacheWorker(machine, seconds, worker = bundledWorker('cache')) {
    /** @param folder of the request's path */
    const send = async (home, folder, request) => {
        const output = createOutputReader(machine.log);
        try {
            const path = await withSafeTar(home, (0,system/* programPath */.kx)(machine.env), machine.run);
            const result = await machine.run(process.execPath, [worker, JSON.stringify(request)], {
                env: {
                    ...(0,child_env/* childEnv */.gf)(machine.env),
                    ...(0,child_env/* cacheServiceEnv */.zi)(machine.env, ['type=gha']),
                    PATH: path,
                    ...placesOf(folder),
                },
                cwd: folder,
                signal: machine.signal,
                timeout: seconds * 1000,
                onStdout: output.line,
                onStderr: machine.log.debug,
            });
            if (machine.signal.aborted)
                return { key: undefined, trouble: 'the job was cancelled' };
            if (result.timedOut)
                return { key: undefined, trouble: `it took longer than ${seconds} s (the input \`timeout\`)`, isLate: true };
            return output.outcome(result);
        }
        catch (error) {
            return { key: undefined, trouble: (0,errors/* messageOf */.bD)(error) };
        }
    };
    return {
        async restore(home, path, keys) {
            // Unexpected files in an archive must not land where this run, or another program, looks for files.
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
/**
 * Where @actions/cache works: it resolves paths against GITHUB_WORKSPACE, and puts its archive into a new folder in
 * RUNNER_TEMP, where a timeout may leave it. It does not quote them in tar's command line (6.3.0, `getTarArgs`), where
 * blanks would split them; so both are relative, without the names of parent folders. tar runs in the workspace or in
 * the archive's folder, and from both, this is the workspace.
 */
function placesOf(folder) {
    return { GITHUB_WORKSPACE: `../${(0,external_node_path_.basename)(folder)}`, RUNNER_TEMP: '..' };
}
function notPlain(path) {
    return `contains something other than files and folders (${(0,quote/* quote */.h)(path)}), so it was not used`;
}
/** Parses the worker's output: its problems are workflow commands, since @actions/cache only warns about them. */
function createOutputReader(log) {
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
                // Always reported as "another job may be creating this cache"; the real reason is in this line.
                if (/\b409\b|already.exists/i.test(data))
                    exists = true;
                else
                    troubles.push(unescapeData(data));
            }
            if (text.trim() !== '' && !text.startsWith('RESULT '))
                log.debug(`cache: ${unescapeData(data || text)}`);
        },
        outcome({ code, stderr }) {
            // A file name in the archive may imitate a result; the real one comes with exit code 0.
            const found = code === 0 ? key : undefined;
            const ended = found === undefined ? (0,last_line/* lastLine */.f)(stderr) || 'it exited without a result' : undefined;
            const trouble = exists ? undefined : (troubles[0] ?? ended);
            return { key: found ?? undefined, trouble: trouble && firstLine(trouble).slice(0, 400) };
        },
    };
}
/** The result is the last line. File names in an archive, which the debug log lists before, may look like it. */
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


/***/ }),

/***/ 307:
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
// EXTERNAL MODULE: ./lib/event/context.js + 1 modules
var context = __webpack_require__(666);
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
// EXTERNAL MODULE: ./lib/host/text/sha256.js
var sha256 = __webpack_require__(669);
// EXTERNAL MODULE: ./lib/journal/run-folder.js
var run_folder = __webpack_require__(539);
// EXTERNAL MODULE: ./lib/oci/reference.js + 1 modules
var reference = __webpack_require__(581);
// EXTERNAL MODULE: ./lib/cache/store/seal.js
var store_seal = __webpack_require__(623);
// EXTERNAL MODULE: ./lib/oci/platforms.js
var platforms = __webpack_require__(537);
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
        return digests.length === 1 ? first : `sha256:${sha256Hex(digests.join('\n'))}`;
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
    const hash = sha256Hex(branch).slice(0, 8);
    return `${branch.replaceAll(/[^\w.-]+/g, '_').slice(0, 40)}-${hash}`;
}

// EXTERNAL MODULE: ./lib/cache/store/cache-worker.js + 4 modules
var cache_worker = __webpack_require__(893);
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

/***/ 623:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ changed)
/* harmony export */ });
/* unused harmony export sealOf */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(760);
/* harmony import */ var _host_files_regular_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(481);
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(212);
/* harmony import */ var _host_text_sha256_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(669);






/** The name of a blob in an OCI layout: its content's digest, unless it was modified. */
const BLOB = /^blobs\/sha256\/([0-9a-f]{64})$/;
/**
 * A digest of a folder's content: the path, size and SHA-256 of each file. The main step passes it to the runner, and
 * the post step compares: in between, gates and later steps could have injected files into the next run's cache.
 *
 * @param blobs `believed`: blobs that BuildKit has just written are not read again; `read`: everything is
 * @throws Error for unreadable files, and for anything but files and folders
 */
async function sealOf(folder, blobs) {
    const lines = [];
    for (const path of (await filesIn(folder)).toSorted()) {
        const [, named] = BLOB.exec(path) ?? [];
        const { size, sha256 } = await describe((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, path), blobs === 'believed' ? named : undefined);
        lines.push(`${sha256} ${size} ${path}\0`);
    }
    return (0,_host_text_sha256_js__WEBPACK_IMPORTED_MODULE_4__/* .sha256Hex */ .f)(lines.join(''));
}
/** Paths below `folder`. */
async function filesIn(folder) {
    const found = [];
    for (const entry of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(folder, { withFileTypes: true })) {
        if (entry.isFile())
            found.push(entry.name);
        else if (!entry.isDirectory())
            throw new Error(`${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_5__/* .quote */ .h)(entry.name)} is neither a file nor a folder`);
        else
            for (const path of await filesIn((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, entry.name)))
                found.push(`${entry.name}/${path}`);
    }
    return found;
}
/** Never follows a link or waits for a pipe that has replaced a file. */
async function describe(path, believed) {
    const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(path, _host_files_regular_file_js__WEBPACK_IMPORTED_MODULE_3__/* .UNFOLLOWED */ .AC);
    try {
        const stats = await file.stat();
        if (!stats.isFile())
            throw new Error('it is not a file');
        return { size: stats.size, sha256: believed ?? (await hashOf(file)) };
    }
    finally {
        await file.close();
    }
}
async function hashOf(file) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    for await (const chunk of file.createReadStream({ autoClose: false, highWaterMark: 1024 * 1024 })) {
        hash.update(chunk);
    }
    return hash.digest('hex');
}
/** A message about a changed folder; undefined if it is unchanged. */
async function changed(folder, seal) {
    const now = await sealOf(folder, 'read').catch(() => undefined);
    return now === seal ? undefined : 'its files changed after the build: something else in the job wrote to them';
}


/***/ }),

/***/ 539:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v$: () => (/* binding */ removeFolder)
/* harmony export */ });
/* unused harmony exports createRunFolder, markFinished, markedEnv, sweepRunFolders */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(24);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(760);
/* harmony import */ var _owner_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(900);
/* harmony import */ var _remove_run_folder_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(126);
/* harmony import */ var _undo_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(555);







/** Written when the main step ends by itself: the rest belongs to its post step, which runs later in the job. */
const FINISHED = 'finished';
/**
 * How long to keep a folder whose owner cannot be checked (another container shares RUNNER_TEMP): longer than a hosted
 * job lasts.
 */
const UNKNOWN_FOR = (/* unused pure expression or super */ null && (24 * 60 * 60 * 1000));
/** Creates this run's folder in RUNNER_TEMP, readable by this user only. Its name encodes the owner. */
async function createRunFolder(runnerTemp) {
    const folder = join(resolve(runnerTemp), folderName(thisProcess()));
    await mkdir(folder, { mode: 0o700 });
    await chmod(folder, 0o700);
    await writeFile(join(folder, MARKER), '', { mode: 0o600 });
    return { path: folder, ...openJournal(folder) };
}
/** Tells later runs that this one's main step was not killed: its post step will clean up. */
async function markFinished(folder) {
    await writeFile(join(folder, FINISHED), '', { mode: 0o600 });
}
async function removeFolder(folder) {
    // Symbolic links are removed, not followed. Retries: a dying docker may still write.
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(folder, { recursive: true, force: true, maxRetries: 3 });
}
/** The base of all environments of this run's children. */
function markedEnv(env, folder) {
    return { ...env, [MARK]: resolve(folder) };
}
async function isLeftover(folder, now) {
    const owner = ownerOf(basename(folder));
    if (owner === undefined || !isOurs(folder))
        return false;
    const alive = existsSync(join(folder, FINISHED)) ? 'unknown' : isAlive(owner);
    return alive === 'unknown' ? now - (await lstat(folder)).mtimeMs > UNKNOWN_FOR : !alive;
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
    const home = resolve(runnerTemp);
    const swept = [];
    for (const name of await readdir(home).catch(() => [])) {
        const folder = join(home, name);
        try {
            if (!(await isLeftover(folder, now)))
                continue;
            endUsers(folder);
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

/***/ 537:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gf: () => (/* binding */ architectureOfKernel)
/* harmony export */ });
/* unused harmony exports platformOfConfig, architectureOfNode, normalPlatform, wholePlatform, givenPlatform, nameOf, samePlatform */
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
/** Architectures by their other names (containerd, `platforms`). */
const ARCHITECTURES = {
    x86_64: 'amd64',
    'x86-64': 'amd64',
    aarch64: 'arm64',
    armhf: 'arm/v7',
    armel: 'arm/v6',
    i386: '386',
};
/** More names of the kernel (`uname -m`): builders do not accept them in platforms. */
const KERNEL = { armv7l: 'arm', i686: '386' };
/** Node's names that differ from Go's. */
const NODE = { x64: 'amd64', ia32: '386', ppc64: 'ppc64le' };
/** The architecture of a machine that names itself as `uname -m` does; the engine reports it so. */
function architectureOfKernel(machine) {
    return KERNEL[machine] ?? ARCHITECTURES[machine] ?? machine;
}
/** The architecture that Node names so (`process.arch`). */
function architectureOfNode(arch) {
    return NODE[arch] ?? arch;
}
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
function normalPlatform(text) {
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
    const name = normalPlatform(parts.join('/')) ?? native;
    const [os = '', architecture = '', variant = architecture === 'arm' ? 'v7' : undefined] = name.split('/');
    return { os, architecture, variant };
}
function nameOf({ os, architecture, variant }) {
    const shownVariant = variant === undefined || variant === '' || variant === DEFAULT_VARIANTS[architecture] ? [] : [variant];
    return [os, architecture, ...shownVariant].join('/');
}
/** Whether two names mean the same platform, such as `linux/arm64/v8` and `linux/arm64`. */
function samePlatform(one, other) {
    return (normalPlatform(one) ?? one) === (normalPlatform(other) ?? other);
}


/***/ }),

/***/ 581:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  F2: () => (/* binding */ parseReference)
});

// UNUSED EXPORTS: DOCKER_HUB, canonicalHost, formatReference, isDigest, isHostLike, isLoopback, isLoopbackAddress, normalizeRegistry, parseName, parseRegistry

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
/** Whether a daemon's address is at this machine: `tcp://127.0.0.1:1234`. */
function isLoopbackAddress(address) {
    return isLoopback(address.replace(/^tcp:\/\//, ''));
}
/** Whether the first component of a name is a registry's host, by Docker's rule. */
function isHostLike(component) {
    return /[.:]/.test(component) || component.toLowerCase() === 'localhost';
}
function splitHost(text) {
    const slash = text.indexOf('/');
    const head = slash < 0 ? '' : text.slice(0, slash);
    return isHostLike(head) ? { host: head, rest: text.slice(slash + 1) } : { host: undefined, rest: text };
}
function refuse(text, problem, fix) {
    throw new errors/* ActionError */.lZ('INPUT_INVALID', `${(0,quote/* quote */.h)(text)} ${problem}`, { hint: fix });
}


/***/ }),

/***/ 247:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* unused harmony exports list, fields, joinFields */
/* harmony import */ var csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(329);


/**
 * Splits a list input into its items, as docker's actions do (csv-parse with relaxed quotes): one row per line, a
 * quoted row may span lines, empty items are dropped. Those actions lose some input that this keeps: quoted commas stay
 * in their item, an indented comment is a comment, and line endings may be mixed.
 *
 * @throws Error (csv-parse's CsvError) when a quotation mark is never closed
 */
function list(text, options = {}) {
    const written = options.comments ? withoutComments(text, options.onComment) : text;
    const quote = options.quote ?? '"';
    const rows = options.fields
        ? rowsOf(hideCommas(written), quote).map(row => row.map(showCommas))
        : rowsOf(written, quote);
    const join = (row) => (options.fields && row.length > 1 ? joinFields(row) : row.join(','));
    const items = rows.flatMap(row => (options.commas ? row : [join(row)]));
    return (options.trim === false ? items : items.map(item => item.trim())).filter(item => item !== '');
}
function rowsOf(text, quote) {
    // Every input is a list and hardly any has quotes: a parser for each would cost 10 ms per run.
    const special = quote === false ? '"' : quote;
    if (!text.includes(special))
        return text.split(/\r?\n/).flatMap(row => (row === '' ? [] : [row.split(',')]));
    return parse(text, {
        relax_quotes: true,
        relax_column_count: true,
        skip_empty_lines: true,
        record_delimiter: ['\n', '\r\n'],
        quote,
    });
}
/** The columns of one row, trimmed; [] for an empty text. Quotes as in `list`. */
function fields(row) {
    if (!/["\0]/.test(row))
        return row === '' ? [] : row.split(',').map(column => column.trim());
    const [columns = []] = parse(row, { relax_quotes: true, relax_column_count: true, record_delimiter: ['\0'] });
    return columns.map(column => column.trim());
}
/** One row of CSV that both csv-parse and Go's reader (buildx) split into exactly these columns. */
function joinFields(columns) {
    return columns.map(column => (/[",\r\n]/.test(column) ? `"${column.replaceAll('"', '""')}"` : column)).join(',');
}
// csv-parse only recognizes comments at the very start of a line; inside a quoted field a `#` is text.
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
        const split = onComment === undefined ? { text: row, comment: '' } : splitComment(row);
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


/***/ })

};
