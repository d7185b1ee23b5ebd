export const id = 4466;
export const ids = [4466];
export const modules = {

/***/ 44466:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openMounts: () => (/* binding */ openMounts)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/text/quote.js
var quote = __webpack_require__(64212);
// EXTERNAL MODULE: ./lib/host/text/seconds.js
var text_seconds = __webpack_require__(26141);
// EXTERNAL MODULE: ./lib/journal/run-folder.js
var run_folder = __webpack_require__(22539);
// EXTERNAL MODULE: ./lib/cache/situation.js
var situation = __webpack_require__(75746);
// EXTERNAL MODULE: ./lib/cache/store/cache-worker.js + 2 modules
var cache_worker = __webpack_require__(90022);
// EXTERNAL MODULE: ./lib/cache/store/deadline.js
var deadline = __webpack_require__(10686);
// EXTERNAL MODULE: ./lib/cache/store/seal.js
var seal = __webpack_require__(85623);
// EXTERNAL MODULE: ./lib/inputs/build/cache-mounts.js
var cache_mounts = __webpack_require__(92587);
;// CONCATENATED MODULE: ./lib/dockerfile/mount.js


/** The same text for the same mount. */
function identityOf({ id, owner }) {
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
    if (!cache_mounts/* MOUNT_ID */.E.test(id))
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
    const clean = external_node_path_.posix.normalize(path);
    return clean.length > 1 && clean.endsWith('/') ? clean.slice(0, -1) : clean;
}
function number(text, base) {
    if (text === undefined)
        return undefined;
    return (base === 8 ? /^[0-7]{1,6}$/ : /^\d{1,9}$/).test(text) ? Number.parseInt(text, base) : 'bad';
}

// EXTERNAL MODULE: ./lib/event/context.js
var context = __webpack_require__(13051);
// EXTERNAL MODULE: ./lib/host/files/regular-file.js
var regular_file = __webpack_require__(30481);
// EXTERNAL MODULE: ./lib/host/text/sha256.js
var sha256 = __webpack_require__(39669);
;// CONCATENATED MODULE: ./lib/cache/mounts/tar-entries.js


const BLOCK = 512;
/** Extended headers and long names are small; larger ones are invalid. */
const LONGEST_NAME = 1024 * 1024;
/**
 * A fingerprint of the files in a tar archive: names, types, sizes, owners, permissions and times, in any order. A
 * folder's own time is ignored, since unpacking changes it. '' for an archive with only its top folder.
 *
 * @throws Error when the file is not a complete tar archive (ustar, GNU or pax)
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html (ustar and pax interchange formats)
 */
async function fingerprint(path) {
    const file = await (0,promises_.open)(path);
    try {
        const entries = await entriesOf(file);
        if (entries.every(({ isTop }) => isTop))
            return '';
        const digests = entries.map(({ text }) => (0,sha256/* sha256Hex */.f)(text)).sort();
        return (0,sha256/* sha256Hex */.f)(digests.join('\n'));
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
const archive_ARCHIVED = 'mounts';
/** Lists the content of the archived folder. */
const INDEX = 'index.json';
/** The prefix of all archive keys. */
const archive_KEYS = 'slipway-mounts-1-';
/**
 * Keys are never overwritten, so each run has its own; the next run finds the newest of the same mounts, or else of any
 * mounts of this image, so that a Dockerfile with a new mount keeps the others.
 */
function keysFor(scope, mounts, run) {
    const names = mounts.map(identityOf).sort();
    // A scope can be the prefix of another (`app`, `app-arm`), its hash cannot.
    const image = `${archive_KEYS}${hashOf(scope)}-${scope.replaceAll(',', '_').slice(0, LONGEST)}-`;
    const same = `${image}${hashOf(JSON.stringify(names))}-`;
    return { save: `${same}${run}`, restore: [same, image] };
}
/** Characters of a key for the readable part of a scope. */
const LONGEST = 100;
function hashOf(text) {
    return (0,sha256/* sha256Hex */.f)(text).slice(0, 16);
}
/** Each mount with its archive file. */
function filesFor(mounts) {
    return mounts.map((mount, index) => ({ mount, file: `${index}.tar` }));
}
async function writeIndex(folder, packed) {
    const mounts = packed.map(({ mount, file }) => ({ identity: identityOf(mount), file }));
    await (0,promises_.writeFile)((0,external_node_path_.join)(folder, INDEX), JSON.stringify({ mounts }));
}
/** @throws Error when the archive is corrupt or not ours */
async function readArchive(folder, wanted) {
    const list = (0,context.at)(indexIn(folder), 'mounts');
    const files = new Map((Array.isArray(list) ? list : []).flatMap(entry => {
        const [identity, file] = [(0,context.at)(entry, 'identity'), (0,context.at)(entry, 'file')];
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
        return JSON.parse((0,regular_file/* readText */.yR)((0,external_node_path_.join)(folder, INDEX), { largest: LONGEST_INDEX }));
    }
    catch (cause) {
        throw new Error(`its ${INDEX} cannot be read`, { cause });
    }
}
/** Bytes. */
const LONGEST_INDEX = 1024 * 1024;
/** By the mounts' identities. */
async function fingerprintsOf(folder, packed) {
    const pairs = packed.map(async ({ mount, file }) => [identityOf(mount), await fingerprint((0,external_node_path_.join)(folder, file))]);
    return new Map(await Promise.all(pairs));
}
/** Bytes of all files together. */
async function sizeOf(folder, packed) {
    const sizes = await Promise.all(packed.map(async ({ file }) => (await (0,promises_.stat)((0,external_node_path_.join)(folder, file))).size));
    return sizes.reduce((total, size) => total + size, 0);
}

// EXTERNAL MODULE: ./lib/host/files/make-folder.js
var make_folder = __webpack_require__(6351);
;// CONCATENATED MODULE: ./lib/cache/mounts/fetch.js




const NOTHING = {
    packed: [],
    fingerprints: new Map(),
    isWhole: false,
    isLate: false,
    trouble: undefined,
};
/** Fetches the newest archive of these mounts into `home`. Never throws. */
async function fetchKept(mounts, keys, home, worker) {
    try {
        const { key, trouble, isLate = false } = await worker.restore(home, archive_ARCHIVED, keys.restore);
        if (key === undefined)
            return { ...NOTHING, isLate, trouble };
        await (0,make_folder/* makeFolder */.f)((0,external_node_path_.join)(home, archive_ARCHIVED));
        const restored = await readArchive((0,external_node_path_.join)(home, archive_ARCHIVED), mounts);
        return { ...restored, isWhole: key.startsWith(keys.restore[0]), isLate: false, trouble: undefined };
    }
    catch (error) {
        return { ...NOTHING, trouble: `the saved cache mounts are corrupt: ${(0,errors/* messageOf */.bD)(error)}` };
    }
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
    const home = join(runFolder, HOME);
    const save = parse(state);
    if (save === undefined || !(await isFolder(join(home, ARCHIVED))))
        return;
    const other = await changed(join(home, ARCHIVED), save.seal);
    if (other !== undefined)
        return machine.log.warning(`cache-mounts: not saved: ${other}`);
    const { key, trouble } = await createCacheWorker(machine, save.seconds).save(home, ARCHIVED, save.key);
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
    return stat(path).then(stats => stats.isDirectory(), () => false);
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/host/files/hardened-git.js
var hardened_git = __webpack_require__(74786);
// EXTERNAL MODULE: ./lib/host/tool-messages.js
var tool_messages = __webpack_require__(77767);
// EXTERNAL MODULE: ./lib/host/files/find-program.js
var find_program = __webpack_require__(75330);
// EXTERNAL MODULE: ./lib/host/variables/system.js
var system = __webpack_require__(34803);
;// CONCATENATED MODULE: ./lib/cache/mounts/tools.js






/** The programs that are copied: tar packs and unpacks, the others move the files into place (`fill-script.ts`). */
const PROGRAMS = ['tar', 'sh', 'mkdir', 'mv', 'rm'];
/** Lines of the loader's listing, without characters that could lead elsewhere. */
const LIBRARY = /^\s*(?<soname>[\w.+-]+) => (?<path>\/[\w./+-]+)(?: \(0x[0-9a-f]+\))?$/;
const LOADER = /^\s*(?:\S+ => )?(?<path>\/[\w./+-]*\/ld-(?:linux|musl)[\w.-]*\.so[\w.]*)(?: \(0x[0-9a-f]+\))?$/;
/**
 * Copies this machine's tar and a few more programs with their libraries and loader into a folder, so that no image has
 * to be pulled to access a cache mount.
 *
 * @returns why that failed, in words
 */
async function gatherTools(folder, { run, env, signal }) {
    if (process.platform !== 'linux')
        return `this runner does not run Linux (${process.platform})`;
    const ports = { run, env: { ...env, LC_ALL: 'C' }, signal };
    const parts = await Promise.all(PROGRAMS.map(name => partsOf(name, ports)));
    const trouble = parts.find(part => typeof part === 'string');
    if (trouble !== undefined)
        return trouble;
    const whole = parts.filter(part => typeof part !== 'string');
    // Everything is in one folder; programs with other libraries of the same name (from another package manager) do not
    // fit.
    const places = new Map();
    for (const [soname, path] of whole.flatMap(({ libraries, loader = '' }) => [
        ...libraries,
        ['the loader', loader],
    ])) {
        if (path !== '' && (places.get(soname) ?? path) !== path)
            return `the programs of this runner have more than one ${soname}`;
        if (path !== '')
            places.set(soname, path);
    }
    await (0,make_folder/* makeFolder */.f)(folder);
    const loader = whole.find(part => part.loader !== undefined)?.loader;
    const copies = new Map([
        ...whole.flatMap(({ libraries }) => libraries),
        ...(loader === undefined ? [] : [['loader', loader]]),
        ...whole.map(({ name, path }) => [name, path]),
    ]);
    await Promise.all([...copies].map(([name, path]) => copyProgram(path, (0,external_node_path_.join)(folder, name))));
    const tar = whole.find(({ name }) => name === 'tar');
    const version = await run(tar.path, ['--version'], { ...ports, timeout: 20_000 });
    const alone = whole.filter(part => part.loader === undefined).map(({ name }) => name);
    return {
        isGnu: version.stdout.includes('GNU tar'),
        command: (program, place) => alone.includes(program)
            ? [`${place}/${program}`]
            : [`${place}/loader`, '--library-path', place, `${place}/${program}`],
    };
}
async function partsOf(name, { run, env, signal }) {
    const path = (0,find_program/* findProgram */.K)(name, (0,system/* programPath */.kx)(env));
    if (path === undefined)
        return `this runner has no ${name}`;
    const listing = await run('ldd', [path], { env, signal, timeout: 20_000 }).catch(() => undefined);
    if (listing === undefined)
        return 'this runner has no ldd, which lists the libraries of its programs';
    const parsed = parseListing(listing.stdout);
    const isStatic = (0,tool_messages/* says */.FA)(listing.stdout + listing.stderr, 'staticProgram');
    if (parsed.loader === undefined && !isStatic)
        return `the libraries of this runner's ${name} cannot be determined`;
    return { name, path, ...parsed };
}
/** Parses the output of `ldd` (glibc's or musl's). */
function parseListing(listing) {
    const lines = listing.split('\n');
    const loader = lines.map(line => LOADER.exec(line)?.groups?.path).find(path => path !== undefined);
    const libraries = lines.flatMap(line => {
        const { soname, path } = LIBRARY.exec(line)?.groups ?? {};
        return soname === undefined || path === undefined || path === loader ? [] : [[soname, path]];
    });
    return { libraries, loader };
}
async function copyProgram(from, to) {
    await (0,promises_.copyFile)(await (0,promises_.realpath)(from), to);
    await (0,promises_.chmod)(to, 0o755);
}

;// CONCATENATED MODULE: ./lib/cache/mounts/fill-script.js

/** Where a mount's files are unpacked: inside the mount, so that moving them is free. */
const NEW = '.slipway-new';
/**
 * A script that fills a cache mount, called with the folder of the tools, the archive and the mount.
 *
 * It can be interrupted at any time (a deadline, a cancelled job, a full disk), and a truncated file would corrupt
 * later builds. So everything is unpacked into a separate folder and renamed into place; the next run removes the
 * remains of such a folder. Files already in the mount are newer and stay: on a persistent builder, or for the second
 * image of a job, only missing files are added.
 *
 * The mount's own folder gets its owner and permissions while it is still empty.
 */
function fillScript(tools) {
    const programs = PROGRAMS.map(program => {
        const words = tools.command(program, '$tools').map(word => `"${word}"`);
        return `${program}() { ${words.join(' ')} "$@"; }`;
    });
    // Other tars would also unpack everything below the folder.
    const own = tools.isGnu ? 'tar --no-recursion --occurrence=1 -xpf "$archive" ./' : ':';
    return [
        'set -e',
        'tools=$1 archive=$2 mount=$3',
        ...programs,
        BODY.replaceAll('@new@', NEW).replace('@own@', () => own),
    ].join('\n');
}
/** For POSIX shells with `local`, which all have. A pattern without matches expands to itself, hence `is_there`. */
const BODY = `
is_there() { [ -e "$1" ] || [ -L "$1" ]; }
is_folder() { [ -d "$1" ] && [ ! -L "$1" ]; }
is_empty() {
  for path in "$1"/* "$1"/.[!.]* "$1"/..?*; do
    if is_there "$path"; then return 1; fi
  done
}
# Many names at once, since each start of a program takes its time; that of another shell for each folder would, too.
merge() {
  local from="$1" to="$2" path name
  set --
  for path in "$from"/* "$from"/.[!.]* "$from"/..?*; do
    name=\${path##*/}
    if ! is_there "$path"; then continue; fi
    if ! is_there "$to/$name"; then
      set -- "$@" "$path"
    elif is_folder "$path" && is_folder "$to/$name"; then
      merge "$path" "$to/$name"
    fi
    if [ $# -ge 200 ]; then
      mv "$@" "$to"
      set --
    fi
  done
  if [ $# -gt 0 ]; then mv "$@" "$to"; fi
}

cd "$mount"
rm -rf @new@
trap 'cd / && rm -rf "$mount/@new@"' EXIT
if is_empty "$mount"; then was_empty=yes; fi
mkdir @new@
tar -xpf "$archive" -C @new@
if [ "$was_empty" = yes ]; then @own@; fi
merge "$mount/@new@" "$mount"
`;

;// CONCATENATED MODULE: ./lib/cache/mounts/dockerfiles.js


const MOUNT = '/mount';
/** The script that fills a mount, next to the tools. */
const FILL = 'fill.sh';
/**
 * A Dockerfile that unpacks archives into cache mounts, or packs cache mounts into archives, without making an image.
 * No base image, no network: only a few programs bound from a build context.
 *
 * A mount's id is not part of a step's identity. The names of the contexts are, since the step's command contains them:
 * with a new `nonce` every step runs, and BuildKit's records of it can be identified.
 */
function unpackDockerfile(packed, nonce, tools) {
    const place = `/${nonce}-tools`;
    const steps = packed.map(({ mount, file }) => step(mount, nonce, [`from=${nonce}-files,target=/${nonce}-files`], [...tools.command('sh', place), `${place}/${FILL}`, place, `/${nonce}-files/${file}`, MOUNT]));
    return ['FROM scratch', ...steps, ''].join('\n');
}
/** The stage's result is the archives, in the folder `nonce`. */
function packDockerfile(packed, nonce, tools) {
    // Times to the nanosecond, since builds compare them; no times that reading changes.
    const options = tools.isGnu
        ? ['--format=posix', '--pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime', '-cf']
        : ['-cf'];
    const tar = tools.command('tar', `/${nonce}-tools`);
    const steps = packed.map(({ mount, file }) => step(mount, nonce, [], [...tar, ...options, `/${nonce}/${file}`, '-C', MOUNT, `--exclude=./${NEW}`, '.']));
    return ['FROM scratch', `WORKDIR /${nonce}`, ...steps, ''].join('\n');
}
/** With exclusive access to the mount (`locked`): another build on this builder may be using it. */
function step(mount, nonce, binds, command) {
    const mounts = [
        ...[`from=${nonce}-tools,target=/${nonce}-tools`, ...binds].map(bind => `type=bind,${bind}`),
        `${mountOptions(mount)},target=${MOUNT},sharing=locked`,
    ];
    return `RUN --network=none ${mounts.map(text => `--mount=${text}`).join(' ')} ${JSON.stringify(command)}`;
}

;// CONCATENATED MODULE: ./lib/cache/mounts/transfer.js









/**
 * Fills cache mounts from the archives in `files`.
 *
 * @returns what went wrong, in words; undefined on success
 */
async function unpack(packed, files, options) {
    const nonce = newNonce();
    const dockerfile = unpackDockerfile(packed, nonce, options.tools);
    await (0,promises_.writeFile)((0,external_node_path_.join)(options.folder, 'tools', FILL), fillScript(options.tools));
    return build(dockerfile, nonce, ['--build-context', `${nonce}-files=${files}`, '--output', 'type=cacheonly'], options);
}
/**
 * Packs cache mounts into archives in the new folder `to`.
 *
 * @param limit bytes that no archive may exceed
 * @returns what went wrong, in words; undefined on success
 */
async function pack(packed, to, limit, options) {
    const nonce = newNonce();
    const raw = (0,external_node_path_.join)(options.folder, nonce);
    // The kernel stops a write that would exceed it. A multiple of tar's record size, or tar would only report a short
    // write.
    const most = Math.max(Math.floor(limit / RECORD), 1) * RECORD;
    const flags = ['--ulimit', `fsize=${most}:${most}`, '--output', `type=local,dest=${raw}`];
    try {
        const trouble = await build(packDockerfile(packed, nonce, options.tools), nonce, flags, options);
        if (trouble === undefined)
            await (0,promises_.rename)((0,external_node_path_.join)(raw, nonce), to);
        return trouble;
    }
    finally {
        await (0,run_folder/* removeFolder */.v$)(raw);
    }
}
function newNonce() {
    return `slipway-mounts-${(0,external_node_crypto_.randomBytes)(8).toString('hex')}`;
}
async function build(dockerfile, nonce, flags, { run, env, signal, builder, tidy, buildArgs, deadline, left, folder }) {
    const context = (0,external_node_path_.join)(folder, 'context');
    await (0,make_folder/* makeFolder */.f)(context);
    await (0,promises_.writeFile)((0,external_node_path_.join)(context, 'Dockerfile'), dockerfile);
    const where = builder === undefined ? [] : ['--builder', builder];
    const common = [
        ...where,
        ...['--file', (0,external_node_path_.join)(context, 'Dockerfile'), '--provenance=false', '--sbom=false', '--progress=plain'],
        ...['--build-context', `${nonce}-tools=${(0,external_node_path_.join)(folder, 'tools')}`],
        ...buildArgs.flatMap(arg => ['--build-arg', arg]),
    ];
    const result = await run('docker', ['buildx', 'build', ...common, ...flags, context], {
        env: (0,hardened_git/* hardenedGitEnv */.Pl)(env, []),
        signal,
        timeout: left(),
    });
    if (tidy) {
        // A mount's record has its step's description, and must be kept.
        const filters = [`description~=${nonce}`, 'type!=exec.cachemount'].flatMap(filter => ['--filter', filter]);
        const prune = ['buildx', 'prune', ...where, '--force', ...filters];
        await run('docker', prune, { env, signal, timeout: Math.max(left(), LITTLE) });
    }
    return result.code === 0 ? undefined : troubleOf(result, deadline);
}
function troubleOf({ stderr, timedOut }, deadline) {
    if (timedOut)
        return `it took longer than ${deadline / 1000} s (the input \`timeout\`)`;
    if ((0,tool_messages/* says */.FA)(stderr, 'otherProcessor'))
        return OTHER_ARCHITECTURE;
    if ((0,tool_messages/* says */.FA)(stderr, 'fileTooLarge'))
        return TOO_LARGE;
    const error = stderr.split('\n').findLast(line => /^ERROR: /.test(line)) ?? '';
    return error.replace(/^ERROR: (?:failed to build: )?(?:failed to solve: )?/, '').slice(0, 400) || 'the build failed';
}
/** Milliseconds for the cleanup after a build that used up its time. */
const LITTLE = 1_000;
/** tar's record size, in bytes. */
const RECORD = 10_240;
/** `pack`'s message about a mount that exceeds its limit. */
const TOO_LARGE = 'it is larger than `cache-max-size` allows';
/** The message of both about a builder that cannot run this machine's programs. */
const OTHER_ARCHITECTURE = "the builder's architecture differs from this runner's";

;// CONCATENATED MODULE: ./lib/cache/mounts/take.js





/**
 * Extracts the cache mounts to the archived folder below `options.folder`.
 *
 * @param before the mounts' fingerprints when they were filled
 * @param limit bytes of all mounts together
 * @throws Error, its message a clause
 */
async function takeOut(mounts, before, limit, options) {
    const [folder, all] = [(0,external_node_path_.join)(options.folder, archive_ARCHIVED), filesFor(mounts)];
    await (0,run_folder/* removeFolder */.v$)(folder);
    const trouble = await pack(all, folder, limit, options);
    if (trouble !== undefined)
        throw new Error(trouble);
    const after = await fingerprintsOf(folder, all);
    const filled = all.filter(({ mount }) => after.get(identityOf(mount)) !== '');
    const isSame = filled.every(({ mount }) => after.get(identityOf(mount)) === before.get(identityOf(mount)));
    if (isSame && filled.length === before.size)
        return 'unchanged';
    if ((await sizeOf(folder, filled)) > limit)
        throw new Error(TOO_LARGE);
    await writeIndex(folder, filled);
    return 'taken';
}

// EXTERNAL MODULE: ./lib/cache/mounts/types.js
var types = __webpack_require__(80504);
// EXTERNAL MODULE: ./lib/host/variables/environment.js
var environment = __webpack_require__(72101);
// EXTERNAL MODULE: ./lib/oci/platforms.js
var platforms = __webpack_require__(49537);
// EXTERNAL MODULE: ./lib/plan/terms/list.js
var list = __webpack_require__(94247);
// EXTERNAL MODULE: ./lib/dockerfile/expand.js
var expand = __webpack_require__(70004);
// EXTERNAL MODULE: ./lib/dockerfile/stages.js + 1 modules
var stages = __webpack_require__(4265);
;// CONCATENATED MODULE: ./lib/dockerfile/find.js






/** Whether there can be a cache mount at all: avoids parsing. */
function mayHaveMounts(dockerfile) {
    return dockerfile.includes('--mount') && /cache|\$/i.test(dockerfile);
}
/**
 * The cache mounts of the stages that a build needs, without duplicates.
 *
 * @throws Error when the text is not a Dockerfile
 */
function findMounts(text, facts) {
    const dockerfile = (0,stages/* readDockerfile */.n_)(text);
    const found = new Map();
    const unkept = new Map();
    const buildArgs = buildArgsOf(facts);
    const stage = (facts.target || dockerfile.stages.at(-1)?.name || 'default').toLowerCase();
    for (const platform of facts.platforms.length > 0 ? facts.platforms : [facts.native]) {
        const automatic = new Map([
            ...platformArgs('TARGET', platform, facts.native),
            ...platformArgs('BUILD', facts.native, facts.native),
            ['TARGETSTAGE', stage],
        ]);
        for (const { value, variables } of (0,stages/* mountsOf */.cS)(dockerfile, facts.target, { buildArgs, automatic })) {
            const mount = read(value, variables, dockerfile.escapeChar);
            if (mount === undefined)
                continue;
            if ('why' in mount)
                unkept.set(mount.name, mount);
            else
                found.set(identityOf(mount), mount);
        }
    }
    return { mounts: [...found.values()], unkept: [...unkept.values()] };
}
const ALIASES = { dst: 'target', destination: 'target', src: 'source' };
/** Options that identify a mount, or rule out keeping it. */
const DECISIVE = ['id', 'target', 'from', 'source', 'uid', 'gid', 'mode'];
/** Undefined for a mount of another type. */
function read(value, variables, escapeChar) {
    const options = new Map();
    // If an option is repeated, under whichever of its names, the last one counts.
    for (const field of (0,list/* fields */.OA)(value)) {
        const equals = field.indexOf('=');
        if (equals < 0)
            continue;
        const name = field.slice(0, equals).toLowerCase();
        options.set(ALIASES[name] ?? name, (0,expand/* expand */.f)(field.slice(equals + 1), variables, escapeChar));
    }
    // An unknown type is most likely not a cache.
    if (options.get('type')?.toLowerCase() !== 'cache')
        return undefined;
    // The target is irrelevant if there is an id.
    if (options.get('id'))
        options.delete('target');
    const open = DECISIVE.find(name => options.has(name) && options.get(name) === undefined);
    if (open !== undefined)
        return { name: value, why: `the value of its \`${open}\` cannot be determined from the Dockerfile` };
    return mountOf(options);
}
/** `NAME` alone takes its value from the environment, and is not set if that has none. */
function buildArgsOf({ buildArgs, env }) {
    const given = new Map();
    for (const arg of buildArgs) {
        const equals = arg.indexOf('=');
        const name = equals < 0 ? arg : arg.slice(0, equals);
        const value = equals < 0 ? (0,environment/* namedVariable */.m3)(env, name) : arg.slice(equals + 1);
        if (value !== undefined)
            given.set(name, value);
    }
    return given;
}
/** @see https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope */
function platformArgs(prefix, platform, native) {
    const { os, architecture, variant = '' } = (0,platforms/* givenPlatform */.VO)(platform, native);
    return [
        [`${prefix}PLATFORM`, [os, architecture, ...(variant === '' ? [] : [variant])].join('/')],
        [`${prefix}OS`, os],
        [`${prefix}ARCH`, architecture],
        [`${prefix}VARIANT`, variant],
    ];
}

// EXTERNAL MODULE: ./lib/dockerfile/place.js
var place = __webpack_require__(57137);
// EXTERNAL MODULE: ./lib/event/unmerged.js
var unmerged = __webpack_require__(57109);
// EXTERNAL MODULE: ./lib/host/files/read-if-there.js
var read_if_there = __webpack_require__(3169);
// EXTERNAL MODULE: ./lib/plan/call.js
var call = __webpack_require__(64467);
// EXTERNAL MODULE: ./lib/runner/child-env.js
var child_env = __webpack_require__(30994);
// EXTERNAL MODULE: ./lib/cache/service/service.js
var service_service = __webpack_require__(90453);
// EXTERNAL MODULE: ./lib/cache/store/scope.js
var scope = __webpack_require__(27056);
;// CONCATENATED MODULE: ./lib/cache/mounts/wanted.js











/**
 * Decides from the inputs, the Dockerfile and the runner.
 *
 * @returns undefined when there is nothing to keep; a reason when there is, but it cannot be kept
 */
async function wantedMounts({ inputs, context, plan }, { env, log, now }) {
    const { cacheMounts: setting, build } = inputs;
    if (setting === 'none' || (0,call/* isCall */.n)(inputs))
        return undefined;
    const path = (0,place/* localDockerfile */.CR)(build, context);
    const text = path === undefined ? undefined : (0,read_if_there/* readIfThere */.q)(path);
    if (path === undefined || text === undefined)
        return 'nothing is saved because the Dockerfile is not in the workspace';
    const native = `linux/${(0,platforms/* architectureOfNode */.RL)(process.arch)}`;
    const found = find(text, { ...build, env: (0,child_env/* childEnv */.gf)(env), native });
    if (typeof found === 'string')
        return found;
    const mounts = setting === 'all' ? found.mounts : found.mounts.filter(({ id }) => setting.includes(id));
    const problem = problems(setting, found);
    if (problem !== '')
        log.notice(`cache-mounts: ${problem}`);
    if (mounts.length === 0)
        return undefined;
    const service = (0,service_service/* serviceIn */.T)(env, now());
    if (service.version === 0)
        return `nothing is saved because ${service.why}`;
    if ((0,situation/* runnerStays */.DA)(context.env)) {
        log.info('This may be a persistent runner, whose builder keeps its cache mounts anyway. They are saved all the same.');
    }
    return {
        mounts,
        scope: (0,scope/* scopeFor */.aN)(inputs, context, plan.images[0]?.destinations[0]?.name ?? '', native),
        readOnly: (0,unmerged/* untrustedBecause */.X)(context) ?? service.readOnly,
    };
}
function find(text, facts) {
    if (!mayHaveMounts(text))
        return { mounts: [], unkept: [] };
    try {
        return findMounts(text, facts);
    }
    catch (error) {
        return `nothing is saved because the Dockerfile cannot be read: ${(0,errors/* messageOf */.bD)(error)}`;
    }
}
/** Requested mounts that cannot be kept, in words; '' for none. */
function problems(setting, { mounts, unkept }) {
    const lost = unkept.map(({ name, why }) => `\`${name}\` is not saved because ${why}.`);
    const known = mounts.map(({ id }) => id);
    const ids = setting === 'all' || setting === 'none' ? [] : setting;
    const missing = ids.filter(id => !known.includes(id) && !unkept.some(({ name }) => name === id));
    const there = known.length === 0 ? 'it has none' : `it has ${[...new Set(known)].map(id => `\`${id}\``).join(', ')}`;
    const absent = missing.map(id => `The Dockerfile has no cache mount \`${id}\` (${there}).`);
    return [...lost, ...absent].join(' ');
}

;// CONCATENATED MODULE: ./lib/cache/mounts/keep.js


















/** Starts fetching the archive of an earlier run in the background. */
async function openMounts(job, runFolder, machine) {
    const wanted = await wantedMounts(job, machine).catch(errors/* messageOf */.bD);
    if (typeof wanted === 'string')
        machine.log.notice(`cache-mounts: ${wanted}`);
    if (wanted === undefined || typeof wanted === 'string')
        return types/* NO_MOUNTS */.H;
    const home = (0,external_node_path_.join)(runFolder, HOME);
    await (0,promises_.mkdir)(home, { mode: 0o700 });
    return createMountCache(wanted, job, home, machine);
}
function createMountCache(wanted, { inputs, context }, home, machine) {
    const { log, now } = machine;
    const { mounts, readOnly } = wanted;
    const seconds = (0,deadline/* secondsOf */.T)(inputs);
    const keys = keysFor(wanted.scope, mounts, `${context.runId}-${context.runAttempt}`);
    const given = new AbortController();
    const signal = AbortSignal.any([machine.signal, given.signal]);
    const ports = { ...machine, signal };
    // The builder empties the mounts of a build without a cache.
    const fetched = inputs.build.noCache
        ? Promise.resolve(NOTHING)
        : fetchKept(mounts, keys, home, (0,cache_worker/* createCacheWorker */.b)(ports, seconds));
    const tools = gatherTools((0,external_node_path_.join)(home, 'tools'), ports).catch(errors/* messageOf */.bD);
    let before = new Map();
    let taking = Promise.resolve();
    let isCutShort = false;
    /** Undefined until a step has been reported. */
    let hasRun;
    let warned = false;
    let save;
    function warn(problem, level = 'warning') {
        if (signal.aborted)
            return;
        log[warned ? 'info' : level](`cache-mounts: ${problem}`);
        warned = true;
    }
    /** The input `timeout` limits all of the work together, waiting included. */
    async function guarded(what, site, work) {
        const end = now() + inputs.retry.deadline;
        const left = () => Math.max(end - now(), 1);
        try {
            const found = await tools;
            if (typeof found === 'string')
                return warn(`${what} because ${found}`, 'notice');
            await work({ ...transferOptions(inputs, context, site, ports), folder: home, tools: found, left });
        }
        catch (error) {
            const why = (0,errors/* messageOf */.bD)(error);
            if (why === OTHER_ARCHITECTURE)
                warn(`${what} because ${why}`, 'notice');
            else
                warn(`${what}: ${why}`);
        }
    }
    async function fill(options) {
        const { packed, fingerprints, isWhole, isLate, trouble } = await fetched;
        // A corrupt archive is best replaced; one that may be fine is better than the build's empty mounts.
        isCutShort = isLate;
        if (trouble !== undefined)
            return warn(`the saved cache mounts could not be downloaded: ${trouble}`);
        if (packed.length === 0)
            return log.info('No cache mounts have been saved yet.');
        const started = now();
        isCutShort = true;
        const problem = await unpack(packed, (0,external_node_path_.join)(home, archive_ARCHIVED), options);
        if (problem !== undefined)
            throw new Error(problem);
        isCutShort = false;
        if (isWhole)
            before = fingerprints;
        const names = packed.map(({ mount }) => mount.id).join(', ');
        log.info(`Restored cache mounts in ${(0,text_seconds/* inSeconds */.F)(now() - started)}: ${names}.`);
        await (0,run_folder/* removeFolder */.v$)((0,external_node_path_.join)(home, archive_ARCHIVED));
    }
    async function take(options) {
        if ((await takeOut(mounts, before, inputs.cache.maxSize, options)) === 'taken') {
            save = { key: keys.save, seal: await (0,seal/* sealOf */.R)((0,external_node_path_.join)(home, archive_ARCHIVED), 'read'), seconds, warned };
            return;
        }
        log.info('The cache mounts are unchanged; nothing to save.');
    }
    return {
        async restore(site) {
            const several = severalNodes(site.builder);
            if (several !== undefined)
                log.notice(`cache-mounts: ${several}`);
            await guarded('the cache mounts were not restored', site, fill);
        },
        observe({ steps }) {
            const own = steps.filter(({ ofDockerfile }) => ofDockerfile);
            if (own.length > 0)
                hasRun ??= false;
            if (own.some(({ cached, started }) => !cached && started !== undefined))
                hasRun = true;
        },
        drop() {
            isCutShort = true;
        },
        save(site) {
            if (readOnly !== undefined)
                return log.info(`The cache mounts are not saved: ${readOnly}.`);
            // The saved archive has more than this build, which began with empty mounts.
            if (isCutShort)
                return log.info('The cache mounts are not saved, because they were not restored.');
            // If no step ran, no mount changed.
            if (hasRun === false)
                return;
            taking = guarded('the cache mounts were not saved', site, take);
        },
        toSave: () => (save === undefined ? '' : JSON.stringify(save)),
        async end() {
            await taking;
            given.abort();
            await Promise.all([fetched, tools]);
        },
    };
}
function transferOptions(inputs, context, site, { run, signal }) {
    return {
        run,
        env: site.builder.env,
        signal,
        builder: site.builder.name,
        tidy: (0,situation/* builderStays */._f)(inputs, context, site),
        // Without a value, the environment's is used.
        buildArgs: inputs.build.buildArgs.filter(arg => /^BUILDKIT_CACHE_MOUNT_NS(?:=|$)/.test(arg)),
        deadline: inputs.retry.deadline,
    };
}
/** Why mounts on a builder with several nodes are incomplete: builds that name no node run on one of them. */
function severalNodes({ name, nodes }) {
    if (nodes.length < 2)
        return undefined;
    return `only the cache mounts of one of the ${nodes.length} nodes of builder ${(0,quote/* quote */.h)(name)} are saved: each node has separate ones`;
}


/***/ })

};
