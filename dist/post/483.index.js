export const id = 483;
export const ids = [483];
export const modules = {

/***/ 483:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  HOME: () => (/* binding */ HOME),
  saveMounts: () => (/* binding */ saveMounts)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(760);
// EXTERNAL MODULE: ./lib/cache/store/cache-worker.js + 4 modules
var cache_worker = __webpack_require__(893);
// EXTERNAL MODULE: ./lib/cache/store/seal.js
var seal = __webpack_require__(623);
// EXTERNAL MODULE: ./lib/plan/terms/list.js
var terms_list = __webpack_require__(247);
;// CONCATENATED MODULE: ./lib/inputs/reading/defaults.js
/**
 * Every input and its default, which also applies to ''. The same as in action.yml (a test compares them); also needed
 * here because the runner applies its defaults only to absent inputs, and reusable workflows pass ''.
 */
const DEFAULTS = {
    images: '',
    registries: '',
    component: '',
    tags: '',
    flavor: '',
    labels: '',
    annotations: '',
    'sep-tags': '\n',
    'sep-labels': '\n',
    'sep-annotations': '\n',
    'bake-target': 'docker-metadata-action',
    'ref-source': 'workflow',
    source: '',
    layout: '',
    part: 'false',
    merge: 'false',
    'hand-over': 'auto',
    'part-digests': '',
    time: '',
    runners: '',
    'registry-auth': '',
    registry: '',
    username: '',
    password: '',
    'docker-config': '',
    'docker-config-passphrase': '',
    'github-token': '',
    'job-token': '',
    'keep-login': 'false',
    push: 'auto',
    branches: '',
    'git-tags': '',
    events: '',
    builder: '',
    driver: '',
    'driver-opts': '',
    'buildkitd-flags': '',
    'buildkitd-config': '',
    'buildkitd-config-inline': '',
    endpoint: '',
    append: '',
    'node-platforms': '',
    'keep-state': 'false',
    cleanup: 'true',
    'buildx-version': '',
    mirrors: '',
    qemu: '',
    'qemu-image': '',
    cache: 'auto',
    'cache-mode': 'max',
    'cache-scope': '',
    'cache-ref': '',
    'cache-key-files': '',
    'cache-max-size': '10gb',
    'cache-mounts': '',
    'cache-from': '',
    'cache-to': '',
    'add-hosts': '',
    allow: '',
    attests: '',
    'build-args': '',
    'build-contexts': '',
    call: '',
    'cgroup-parent': '',
    context: '',
    file: '',
    load: 'false',
    network: '',
    'no-cache': 'false',
    'no-cache-filters': '',
    outputs: '',
    platforms: '',
    provenance: '',
    pull: 'false',
    sbom: '',
    secrets: '',
    'secret-envs': '',
    'secret-files': '',
    'shm-size': '',
    ssh: '',
    target: '',
    ulimit: '',
    'source-date-epoch': '',
    builds: '',
    bake: '',
    'bake-targets': '',
    'bake-set': '',
    'bake-vars': '',
    test: '',
    gates: '',
    scan: '',
    'scan-severity': 'critical',
    'scan-ignore-unfixed': 'false',
    'scan-required': 'true',
    'scan-version': '',
    'scan-upload': 'false',
    'container-test': '',
    'gate-platforms': 'native',
    'keep-local': 'false',
    verify: 'true',
    sign: 'false',
    'sign-key': '',
    'sign-key-password': '',
    'sign-legacy': 'false',
    'sign-public': 'false',
    attest: '',
    'attest-to': '',
    'verify-source': '',
    'require-signed-base': '',
    'signing-config': '',
    'trusted-root': '',
    policy: 'none',
    'policy-mode': 'enforce',
    'build-policy': '',
    preflight: 'true',
    'immutable-tags': '',
    'skip-existing': 'false',
    'skip-unchanged': 'false',
    rebuild: 'always',
    'moving-tags': 'forward',
    retries: '5',
    timeout: '3m',
    'dry-run': 'false',
};

;// CONCATENATED MODULE: ./lib/inputs/reading/verify-defaults.js
/** Inputs that only the verify action has, with the defaults of verify/action.yml. */
const VERIFY_DEFAULTS = {
    refs: '',
    result: '',
    require: 'signature',
    'signed-by': '',
    'source-repository': '',
    'source-ref': '',
};

;// CONCATENATED MODULE: ./lib/inputs/reading/source.js







const ALL = { ...VERIFY_DEFAULTS, ...DEFAULTS };
function sourceOf(env, problems, warnings, exists) {
    const given = (name) => inputIn(env, name);
    const { repository, workspace } = runVariables(env);
    const raw = (name) => given(name) || ALL[name];
    return {
        raw,
        text: name => raw(name).trim() || ALL[name],
        isBlank: name => given(name)?.trim() === '',
        env,
        report: (input, problem, fix) => problems.push({ input, problem, fix }),
        invalid: (input, problem, fix) => problems.push({ input, problem, fix, kind: 'value' }),
        add: problem => problems.push(problem),
        warn: text => warnings.push(text),
        repository,
        exists: path => exists(resolve(workspace, path)),
    };
}
/** A single line of text: no line breaks or control characters. */
function line(source, name) {
    const value = source.text(name);
    if (!/\p{Cc}/u.test(value))
        return value;
    source.report(name, 'has a line break or a control character', 'Give it on one line.');
    return '';
}
/** `true` or `false` as in YAML 1.2's core schema and @actions/core. */
function source_boolean(source, name) {
    return booleanAt(source, name, source.text(name));
}
/** The same for a value inside an input; `at` names it in messages. '' is false. */
function booleanAt(source, at, text) {
    const value = text === '' ? false : source_parseBoolean(text);
    if (value === undefined)
        source.invalid(at, quote(text), BOOLEAN);
    return value ?? false;
}
const BOOLEAN = '`true` or `false`';
/** true|True|TRUE and false|False|FALSE; undefined for anything else. */
function source_parseBoolean(text) {
    if (/^(?:true|True|TRUE)$/.test(text))
        return true;
    return /^(?:false|False|FALSE)$/.test(text) ? false : undefined;
}
/** The items of a list input. */
function source_items(source, name, options = {}) {
    return itemsAt(source, name, source.raw(name), options);
}
/** The same for a value inside an input; `at` names it in messages. */
function itemsAt(source, at, text, options) {
    try {
        return list(text, options);
    }
    catch {
        // csv-parse's message is left out: it may quote the text, which may be a secret.
        source.report(at, 'has a quotation mark that is never closed', 'Close it on its line, or write a quotation mark inside a quoted item twice ("").');
        return [];
    }
}

;// CONCATENATED MODULE: ./lib/inputs/build/cache-mounts.js


/** A valid id in a Dockerfile: no spaces, quotation marks or expansions. */
const cache_mounts_MOUNT_ID = /^[\w./:@+~=-]{1,200}$/;
function readCacheMounts(source) {
    const text = source.text('cache-mounts');
    const asBoolean = text === '' ? false : parseBoolean(text);
    if (asBoolean !== undefined)
        return asBoolean ? 'all' : 'none';
    const ids = items(source, 'cache-mounts', { commas: true });
    for (const id of ids) {
        if (parseBoolean(id) === undefined && cache_mounts_MOUNT_ID.test(id))
            continue;
        source.invalid('cache-mounts', quote(id), '`true` for every cache mount of the Dockerfile, or ids such as `npm, /root/.cache`; a mount without an id is identified by its target');
    }
    return ids;
}

;// CONCATENATED MODULE: ./lib/dockerfile/mount.js


/** The same text for the same mount. */
function mount_identityOf({ id, owner }) {
    return owner === undefined ? id : `${id} ${owner.uid}:${owner.gid} ${owner.mode.toString(8).padStart(4, '0')}`;
}
/** The `--mount` options of this mount; its id is known to need no quotes. */
function mountOptions({ id, owner }) {
    const own = owner === undefined ? '' : `,uid=${owner.uid},gid=${owner.gid},mode=${owner.mode.toString(8).padStart(4, '0')}`;
    return `type=cache,id=${id}${own}`;
}
/**
 * The mount that `--mount` options describe, with variables expanded and aliases resolved (`target`, `source`).
 *
 * @see https://docs.docker.com/reference/dockerfile/#run---mounttypecache
 */
function mountOf(options) {
    const id = options.get('id') || cleanPath(options.get('target') ?? '');
    if (!MOUNT_ID.test(id))
        return { name: id, why: 'its id has characters that cannot be passed on' };
    const from = options.get('from') ?? '';
    if (from !== '' && from !== 'scratch')
        return { name: id, why: `it begins as a copy of \`${from}\`` };
    if ((options.get('source') ?? '/') !== '/')
        return { name: id, why: 'it has a `source`' };
    const [uid, gid, mode] = [
        number(options.get('uid'), 10),
        number(options.get('gid'), 10),
        number(options.get('mode'), 8),
    ];
    if (uid === 'bad' || gid === 'bad' || mode === 'bad')
        return { name: id, why: 'its `uid`, `gid` or `mode` is not a number' };
    if (uid === undefined && gid === undefined && mode === undefined)
        return { id, owner: undefined };
    return { id, owner: { uid: uid ?? 0, gid: gid ?? 0, mode: mode ?? 0o755 } };
}
/** A mount without an id is named by its target as written, even if relative. */
function cleanPath(path) {
    const clean = posix.normalize(path);
    return clean.length > 1 && clean.endsWith('/') ? clean.slice(0, -1) : clean;
}
function number(text, base) {
    if (text === undefined)
        return undefined;
    return (base === 8 ? /^[0-7]{1,6}$/ : /^\d{1,9}$/).test(text) ? Number.parseInt(text, base) : 'bad';
}

// EXTERNAL MODULE: ./lib/event/context.js + 1 modules
var context = __webpack_require__(666);
// EXTERNAL MODULE: ./lib/host/files/regular-file.js
var regular_file = __webpack_require__(481);
// EXTERNAL MODULE: ./lib/host/text/sha256.js
var sha256 = __webpack_require__(669);
;// CONCATENATED MODULE: ./lib/cache/mounts/tar-entries.js


const BLOCK = 512;
/** Extended headers and long names are small; larger ones are invalid. */
const LONGEST_NAME = (/* unused pure expression or super */ null && (1024 * 1024));
/**
 * A fingerprint of the files in a tar archive: names, types, sizes, owners, permissions and times, in any order. A
 * folder's own time is ignored, since unpacking changes it. '' for an archive with only its top folder.
 *
 * @throws Error when the file is not a complete tar archive (ustar, GNU or pax)
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html (ustar and pax interchange formats)
 */
async function tar_entries_fingerprint(path) {
    const file = await open(path);
    try {
        const entries = await entriesOf(file);
        if (entries.every(({ isTop }) => isTop))
            return '';
        const digests = entries.map(({ text }) => sha256Hex(text)).sort();
        return sha256Hex(digests.join('\n'));
    }
    finally {
        await file.close();
    }
}
async function entriesOf(file) {
    const { size: end } = await file.stat();
    const entries = [];
    const header = Buffer.alloc(BLOCK);
    let extended = [];
    let size;
    let position = 0;
    for (;;) {
        const { bytesRead } = await file.read(header, 0, BLOCK, position);
        if (bytesRead < BLOCK)
            throw new Error('the archive is truncated');
        if (header.every(byte => byte === 0))
            return entries;
        const kind = String.fromCharCode(header[156] || 48);
        const isExtended = 'xgLK'.includes(kind);
        const length = (isExtended ? undefined : size) ?? numberAt(header, 124, 12);
        if (!hasRightSum(header) || !Number.isSafeInteger(length) || position + BLOCK + length > end) {
            throw new Error('the archive is corrupt');
        }
        // `x` and `g` are pax headers, `L` and `K` GNU's long names: they apply to the next entry.
        if (isExtended) {
            if (length > LONGEST_NAME)
                throw new Error('the archive is corrupt');
            const text = Buffer.alloc(length);
            await file.read(text, 0, length, position + BLOCK);
            extended.push(text.toString('latin1'));
            if (kind === 'x')
                size = sizeIn(extended.at(-1));
        }
        else {
            entries.push({ text: describe(header, kind, extended), isTop: isTop(header) });
            [extended, size] = [[], undefined];
        }
        position += BLOCK + Math.ceil(length / BLOCK) * BLOCK;
    }
}
/**
 * The size in a pax header, which takes precedence: 8 GiB and more do not fit into the plain header. Each record begins
 * with its length, since names may contain line breaks.
 */
function sizeIn(records) {
    for (let at = 0; at < records.length;) {
        const [, digits = ''] = /^(\d{1,9}) /.exec(records.slice(at, at + 10)) ?? [];
        const end = at + Number(digits);
        const [, size] = /^ size=(\d+)\n$/.exec(records.slice(at + digits.length, end)) ?? [];
        if (size !== undefined)
            return Number(size);
        if (digits === '' || end <= at)
            return undefined;
        at = end;
    }
    return undefined;
}
function isTop(header) {
    return /^(?:\.\/?)?\0/.test(header.toString('latin1', 0, 4));
}
/** A header without its checksum and, for a folder, its time. */
function describe(header, kind, extended) {
    const isFolder = kind === '5';
    const texts = isFolder ? extended.map(text => text.replace(/\d+ mtime=[^\n]*\n/g, '')) : extended;
    const time = isFolder ? '' : header.toString('latin1', 136, 148);
    const kept = texts.filter(text => text !== '');
    return [header.toString('latin1', 0, 136), time, header.toString('latin1', 156), ...kept].join('\0');
}
/** Octal text, or (with the first bit set) a big-endian number. */
function numberAt(header, start, length) {
    if ((header[start] & 0x80) === 0) {
        return Number.parseInt(header
            .toString('latin1', start, start + length)
            .replaceAll('\0', ' ')
            .trim() || '0', 8);
    }
    let value = 0;
    for (let at = start; at < start + length; at++)
        value = value * 256 + (at === start ? header[at] & 0x7f : header[at]);
    return value;
}
function hasRightSum(header) {
    const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0);
    return sum === numberAt(header, 148, 8);
}

;// CONCATENATED MODULE: ./lib/cache/mounts/archive.js







/** The name of the archived folder: the cache service includes it in an archive's identity. */
const ARCHIVED = 'mounts';
/** Lists the content of the archived folder. */
const INDEX = 'index.json';
/** The prefix of all archive keys. */
const KEYS = 'slipway-mounts-1-';
/**
 * Keys are never overwritten, so each run has its own; the next run finds the newest of the same mounts, or else of any
 * mounts of this image, so that a Dockerfile with a new mount keeps the others.
 */
function keysFor(scope, mounts, run) {
    const names = mounts.map(identityOf).sort();
    // A scope can be the prefix of another (`app`, `app-arm`), its hash cannot.
    const image = `${KEYS}${hashOf(scope)}-${scope.replaceAll(',', '_').slice(0, LONGEST)}-`;
    const same = `${image}${hashOf(JSON.stringify(names))}-`;
    return { save: `${same}${run}`, restore: [same, image] };
}
/** Characters of a key for the readable part of a scope. */
const LONGEST = 100;
function hashOf(text) {
    return sha256Hex(text).slice(0, 16);
}
/** Each mount with its archive file. */
function filesFor(mounts) {
    return mounts.map((mount, index) => ({ mount, file: `${index}.tar` }));
}
async function writeIndex(folder, packed) {
    const mounts = packed.map(({ mount, file }) => ({ identity: identityOf(mount), file }));
    await writeFile(join(folder, INDEX), JSON.stringify({ mounts }));
}
/** @throws Error when the archive is corrupt or not ours */
async function readArchive(folder, wanted) {
    const list = at(indexIn(folder), 'mounts');
    const files = new Map((Array.isArray(list) ? list : []).flatMap(entry => {
        const [identity, file] = [at(entry, 'identity'), at(entry, 'file')];
        const isOurs = typeof identity === 'string' && typeof file === 'string' && /^\d{1,4}\.tar$/.test(file);
        return isOurs ? [[identity, file]] : [];
    }));
    const packed = wanted.flatMap(mount => {
        const file = files.get(identityOf(mount));
        return file === undefined ? [] : [{ mount, file }];
    });
    return { packed, fingerprints: await fingerprintsOf(folder, packed) };
}
/** Errors do not quote it: an archive may come from anywhere. */
function indexIn(folder) {
    try {
        return JSON.parse(readText(join(folder, INDEX), { largest: LONGEST_INDEX }));
    }
    catch (cause) {
        throw new Error(`its ${INDEX} cannot be read`, { cause });
    }
}
/** Bytes. */
const LONGEST_INDEX = (/* unused pure expression or super */ null && (1024 * 1024));
/** By the mounts' identities. */
async function fingerprintsOf(folder, packed) {
    const pairs = packed.map(async ({ mount, file }) => [identityOf(mount), await fingerprint(join(folder, file))]);
    return new Map(await Promise.all(pairs));
}
/** Bytes of all files together. */
async function sizeOf(folder, packed) {
    const sizes = await Promise.all(packed.map(async ({ file }) => (await stat(join(folder, file))).size));
    return sizes.reduce((total, size) => total + size, 0);
}

;// CONCATENATED MODULE: ./lib/cache/mounts/later.js





/** The folder of cache mounts in a run's folder. */
const HOME = 'cache-mounts';
/**
 * The post step's part: saves what the main step left. Never throws.
 *
 * @param state a `Save` as JSON; '' when there is nothing to save
 */
async function saveMounts(state, runFolder, machine) {
    const home = (0,external_node_path_.join)(runFolder, HOME);
    const save = parse(state);
    if (save === undefined || !(await isFolder((0,external_node_path_.join)(home, ARCHIVED))))
        return;
    const other = await (0,seal/* changed */.t)((0,external_node_path_.join)(home, ARCHIVED), save.seal);
    if (other !== undefined)
        return machine.log.warning(`cache-mounts: not saved: ${other}`);
    const { key, trouble } = await (0,cache_worker/* createCacheWorker */.b)(machine, save.seconds).save(home, ARCHIVED, save.key);
    if (key !== undefined)
        machine.log.info(`Saved the cache mounts as ${key}.`);
    else if (trouble === undefined)
        machine.log.info('The cache mounts were saved by another job of this run.');
    else
        machine.log[save.warned ? 'info' : 'warning'](`cache-mounts: could not be saved: ${trouble}`);
}
function parse(state) {
    try {
        const { key, seal, seconds, warned } = JSON.parse(state);
        const isWhole = typeof key === 'string' && key.startsWith(KEYS) && typeof seconds === 'number';
        return isWhole && typeof seal === 'string' ? { key, seal, seconds, warned: warned === true } : undefined;
    }
    catch {
        return undefined;
    }
}
async function isFolder(path) {
    return (0,promises_.stat)(path).then(stats => stats.isDirectory(), () => false);
}


/***/ }),

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
