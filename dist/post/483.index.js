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
// EXTERNAL MODULE: ./lib/cache/store/cache-worker.js + 2 modules
var cache_worker = __webpack_require__(22);
// EXTERNAL MODULE: ./lib/cache/store/seal.js
var seal = __webpack_require__(623);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(598);
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
/** Reads `INPUT_*` as the runner sets them: the name in upper case, spaces as `_`, hyphens kept. */
function sourceOf(env, problems, warnings, exists) {
    const given = (name) => env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`];
    const raw = (name) => given(name) || ALL[name];
    return {
        raw,
        text: name => raw(name).trim() || ALL[name],
        isBlank: name => given(name)?.trim() === '',
        variable: name => env[name] ?? '',
        report: (input, problem, fix) => problems.push({ input, problem, fix }),
        invalid: (input, problem, fix) => problems.push({ input, problem, fix, kind: 'value' }),
        add: problem => problems.push(problem),
        warn: text => warnings.push(text),
        repository: env.GITHUB_REPOSITORY ?? '',
        exists: path => exists(resolve(env.GITHUB_WORKSPACE ?? '.', path)),
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

// EXTERNAL MODULE: ./lib/event/context.js
var context = __webpack_require__(51);
// EXTERNAL MODULE: ./lib/host/files/regular-file.js
var regular_file = __webpack_require__(481);
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
        const digests = entries.map(({ text }) => createHash('sha256').update(text).digest('hex')).sort();
        return createHash('sha256').update(digests.join('\n')).digest('hex');
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
    return createHash('sha256').update(text).digest('hex').slice(0, 16);
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


/***/ })

};
