export const id = 802;
export const ids = [802];
export const modules = {

/***/ 34802:
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
// EXTERNAL MODULE: ./lib/cache/mounts/archive.js + 1 modules
var archive = __webpack_require__(68245);
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
        const { key, trouble, isLate = false } = await worker.restore(home, archive/* ARCHIVED */.Ts, keys.restore);
        if (key === undefined)
            return { ...NOTHING, isLate, trouble };
        await (0,make_folder/* makeFolder */.f)((0,external_node_path_.join)(home, archive/* ARCHIVED */.Ts));
        const restored = await (0,archive/* readArchive */.bL)((0,external_node_path_.join)(home, archive/* ARCHIVED */.Ts), mounts);
        return { ...restored, isWhole: key.startsWith(keys.restore[0]), isLate: false, trouble: undefined };
    }
    catch (error) {
        return { ...NOTHING, trouble: `the saved cache mounts are corrupt: ${(0,errors/* messageOf */.bD)(error)}` };
    }
}

// EXTERNAL MODULE: ./lib/cache/mounts/later.js
var later = __webpack_require__(35107);
// EXTERNAL MODULE: ./lib/dockerfile/mount.js
var dockerfile_mount = __webpack_require__(52455);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/host/hardened-git.js
var hardened_git = __webpack_require__(90046);
// EXTERNAL MODULE: ./lib/host/files/find-program.js
var find_program = __webpack_require__(75330);
;// CONCATENATED MODULE: ./lib/cache/mounts/tools.js




/** What is lent: tar packs and unpacks, the others put what was unpacked in its place (`fill-script.ts`). */
const PROGRAMS = ['tar', 'sh', 'mkdir', 'mv', 'rm'];
/** A file of the system: what the loader's own listing names, and nothing that would lead elsewhere. */
const LIBRARY = /^\s*(?<soname>[\w.+-]+) => (?<path>\/[\w./+-]+)(?: \(0x[0-9a-f]+\))?$/;
const LOADER = /^\s*(?:\S+ => )?(?<path>\/[\w./+-]*\/ld-(?:linux|musl)[\w.-]*\.so[\w.]*)(?: \(0x[0-9a-f]+\))?$/;
/**
 * Copies this machine's tar and a few more programs with their libraries and their loader into a folder. So no image
 * needs to be pulled to look into a cache mount.
 *
 * @returns why it cannot be had, in words, where it cannot
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
    // All of it lies in one folder. Programs of a package manager of their own may have others.
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
    const path = (0,find_program/* findProgram */.K)(name, env.PATH ?? '');
    if (path === undefined)
        return `this runner has no ${name}`;
    const listing = await run('ldd', [path], { env, signal, timeout: 20_000 }).catch(() => undefined);
    if (listing === undefined)
        return 'this runner has no ldd, which lists the libraries of its programs';
    const parsed = parseListing(listing.stdout);
    const isStatic = /not a (?:valid )?dynamic (?:executable|program)|statically linked/i.test(listing.stdout + listing.stderr);
    if (parsed.loader === undefined && !isStatic)
        return `the libraries of this runner's ${name} cannot be determined`;
    return { name, path, ...parsed };
}
/** What `ldd` (glibc's or musl's) says of a program. */
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

/** Where a mount's files are unpacked: in the mount, so that moving them costs nothing. */
const NEW = '.slipway-new';
/**
 * A script that fills a cache mount: with the place of the tools, the archive and the mount.
 *
 * It can be cut short at any time (a deadline, a cancelled job, a full disk), and a build that finds half a file where a
 * whole one was takes it for good. So all is unpacked into a separate folder and put in place by renaming; what is
 * left of such a folder the next one removes. What is in the mount already is newer and stays: on a builder that stays,
 * or for the second image of a job, this adds what is missing and no more.
 *
 * The mount's own folder gets its owner and permissions while it is empty, and before there is anything in it.
 */
function fillScript(tools) {
    const programs = PROGRAMS.map(program => {
        const words = tools.command(program, '$tools').map(word => `"${word}"`);
        return `${program}() { ${words.join(' ')} "$@"; }`;
    });
    // Other tars would unpack everything that is below the folder, too.
    const own = tools.isGnu ? 'tar --no-recursion --occurrence=1 -xpf "$archive" ./' : ':';
    return [
        'set -e',
        'tools=$1 archive=$2 mount=$3',
        ...programs,
        BODY.replaceAll('@new@', NEW).replace('@own@', () => own),
    ].join('\n');
}
/** For POSIX's shell with `local`, which all have. A pattern that matches nothing is itself, hence `is_there`. */
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
/** The script that fills a mount, beside the tools. */
const FILL = 'fill.sh';
/**
 * A Dockerfile that unpacks archives into cache mounts, or packs cache mounts into archives, and makes no image. No
 * base image, no network: a few programs, bound from a build context.
 *
 * A mount's id is no part of a step's identity. The names of the contexts are, since the step's command has them in it:
 * with a new `nonce` every step runs, and what BuildKit keeps of it can be told from all else.
 */
function unpackDockerfile(packed, nonce, tools) {
    const place = `/${nonce}-tools`;
    const steps = packed.map(({ mount, file }) => step(mount, nonce, [`from=${nonce}-files,target=/${nonce}-files`], [...tools.command('sh', place), `${place}/${FILL}`, place, `/${nonce}-files/${file}`, MOUNT]));
    return ['FROM scratch', ...steps, ''].join('\n');
}
/** The archives are what the stage holds afterwards, below the folder `nonce`. */
function packDockerfile(packed, nonce, tools) {
    // Times to the nanosecond, since builds compare them; none of those that reading alone changes.
    const options = tools.isGnu
        ? ['--format=posix', '--pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime', '-cf']
        : ['-cf'];
    const tar = tools.command('tar', `/${nonce}-tools`);
    const steps = packed.map(({ mount, file }) => step(mount, nonce, [], [...tar, ...options, `/${nonce}/${file}`, '-C', MOUNT, `--exclude=./${NEW}`, '.']));
    return ['FROM scratch', `WORKDIR /${nonce}`, ...steps, ''].join('\n');
}
/** Alone with the mount (`locked`): another build on this builder may be using it. */
function step(mount, nonce, binds, command) {
    const mounts = [
        ...[`from=${nonce}-tools,target=/${nonce}-tools`, ...binds].map(bind => `type=bind,${bind}`),
        `${(0,dockerfile_mount/* mountOptions */.g5)(mount)},target=${MOUNT},sharing=locked`,
    ];
    return `RUN --network=none ${mounts.map(text => `--mount=${text}`).join(' ')} ${JSON.stringify(command)}`;
}

;// CONCATENATED MODULE: ./lib/cache/mounts/transfer.js








/**
 * Fills cache mounts from the archives in `files`.
 *
 * @returns what went wrong, in words; undefined when all is well
 */
async function unpack(packed, files, options) {
    const nonce = newNonce();
    const dockerfile = unpackDockerfile(packed, nonce, options.tools);
    await (0,promises_.writeFile)((0,external_node_path_.join)(options.folder, 'tools', FILL), fillScript(options.tools));
    return build(dockerfile, nonce, ['--build-context', `${nonce}-files=${files}`, '--output', 'type=cacheonly'], options);
}
/**
 * Puts cache mounts into archives in the folder `to`, which is made.
 *
 * @param limit bytes that no archive may exceed
 * @returns what went wrong, in words; undefined when all is well
 */
async function pack(packed, to, limit, options) {
    const nonce = newNonce();
    const raw = (0,external_node_path_.join)(options.folder, nonce);
    // The kernel stops what would fill the disk. A whole number of tar's records, or tar would only tell of a short write.
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
        // A mount that this build made is described by its step, and is what all of this is for.
        const filters = [`description~=${nonce}`, 'type!=exec.cachemount'].flatMap(filter => ['--filter', filter]);
        const prune = ['buildx', 'prune', ...where, '--force', ...filters];
        await run('docker', prune, { env, signal, timeout: Math.max(left(), LITTLE) });
    }
    return result.code === 0 ? undefined : troubleOf(result, deadline);
}
function troubleOf({ stderr, timedOut }, deadline) {
    if (timedOut)
        return `it took longer than ${deadline / 1000} s (the input \`timeout\`)`;
    if (/exec format error/.test(stderr))
        return OTHER_ARCHITECTURE;
    if (/File size limit exceeded|File too large|exit code: 153\b/.test(stderr))
        return TOO_LARGE;
    const error = stderr.split('\n').findLast(line => /^ERROR: /.test(line)) ?? '';
    return error.replace(/^ERROR: (?:failed to build: )?(?:failed to solve: )?/, '').slice(0, 400) || 'the build failed';
}
/** For what is left of a build that used all of its time, in milliseconds. */
const LITTLE = 1_000;
/** What tar writes at once, in bytes. */
const RECORD = 10_240;
/** What `pack` says of a mount that exceeds its limit. */
const TOO_LARGE = 'it is larger than `cache-max-size` allows';
/** What both say of a builder that cannot run this machine's programs. */
const OTHER_ARCHITECTURE = "the builder's architecture differs from this runner's";

;// CONCATENATED MODULE: ./lib/cache/mounts/take.js





/**
 * Takes what is in the cache mounts out, to the archived folder below `options.folder`.
 *
 * @param before the mounts' fingerprints when they were filled
 * @param limit bytes of all mounts together
 * @throws Error with a clause that says what went wrong
 */
async function takeOut(mounts, before, limit, options) {
    const [folder, all] = [(0,external_node_path_.join)(options.folder, archive/* ARCHIVED */.Ts), (0,archive/* filesFor */.P_)(mounts)];
    await (0,run_folder/* removeFolder */.v$)(folder);
    const trouble = await pack(all, folder, limit, options);
    if (trouble !== undefined)
        throw new Error(trouble);
    const after = await (0,archive/* fingerprintsOf */.tm)(folder, all);
    const filled = all.filter(({ mount }) => after.get((0,dockerfile_mount/* identityOf */.cu)(mount)) !== '');
    const isSame = filled.every(({ mount }) => after.get((0,dockerfile_mount/* identityOf */.cu)(mount)) === before.get((0,dockerfile_mount/* identityOf */.cu)(mount)));
    if (isSame && filled.length === before.size)
        return 'unchanged';
    if ((await (0,archive/* sizeOf */.$d)(folder, filled)) > limit)
        throw new Error(TOO_LARGE);
    await (0,archive/* writeIndex */._M)(folder, filled);
    return 'taken';
}

// EXTERNAL MODULE: ./lib/cache/mounts/types.js
var types = __webpack_require__(80504);
// EXTERNAL MODULE: ./lib/oci/platforms.js
var platforms = __webpack_require__(49537);
// EXTERNAL MODULE: ./lib/plan/terms/list.js
var list = __webpack_require__(94247);
// EXTERNAL MODULE: ./lib/dockerfile/expand.js
var expand = __webpack_require__(70004);
;// CONCATENATED MODULE: ./lib/dockerfile/instructions.js
/**
 * The instructions of a Dockerfile in its order, cut as BuildKit cuts them.
 *
 * @see https://github.com/moby/buildkit/blob/v0.25.0/frontend/dockerfile/parser/parser.go
 */
async function instructionsIn(text) {
    const { DockerfileParser } = await __webpack_require__.e(/* import() */ 279).then(__webpack_require__.t.bind(__webpack_require__, 78390, 19));
    const whole = text.replace(/^\uFEFF/, '');
    const escapeChar = DockerfileParser.parse(whole).getEscapeCharacter();
    const lines = plainLines(whole, escapeChar);
    const parsed = DockerfileParser.parse(lines.join('\n')).getInstructions();
    const instructions = parsed.map(instruction => {
        const { start, end } = instruction.getRange();
        return instructionIn(asOne(lines.slice(start.line, end.line + 1), escapeChar), escapeChar);
    });
    return { escapeChar, instructions };
}
/** One instruction. That of an ONBUILD is its `rest`. */
function instructionIn(line, escapeChar) {
    const [, keyword = '', after = ''] = /^\s*(\S+)\s*(.*)$/s.exec(line) ?? [];
    const { flag: word, unquote } = patterns(escapeChar);
    const flags = [];
    let rest = after;
    while (rest.startsWith('--')) {
        const raw = new RegExp(`^${word}`, 's').exec(rest)?.[0] ?? rest;
        rest = rest.slice(raw.length).trimStart();
        // `--` alone ends them.
        if (raw === '--')
            break;
        const [name, value = ''] = cut(unquote(raw).slice(2));
        flags.push({ name, value });
    }
    return { keyword: keyword.toUpperCase(), flags, rest: rest.trim() };
}
/** What an ARG or ENV sets, values as written; undefined for an ARG without one. */
function assignmentsIn({ keyword, rest }, escapeChar) {
    const words = rest.match(new RegExp(patterns(escapeChar).word, 'gs')) ?? [];
    // `ENV name a value of several words`
    if (keyword === 'ENV' && words[0]?.includes('=') === false)
        return [[words[0], rest.slice(words[0].length).trim()]];
    return words.map(cut);
}
/** An instruction without its line ends, and the comments and empty lines between them. */
function asOne(lines, escapeChar) {
    const { continued } = patterns(escapeChar);
    return lines
        .filter((line, at) => at === 0 || !/^\s*(?:#|$)/.test(line))
        .map(line => line.replace(continued, '$1'))
        .join('');
}
/**
 * The lines of a Dockerfile, empty where a heredoc's content was, and without what dockerfile-ast takes for something
 * else: `<<` where it begins no heredoc (`\<\<` too), after which all would be a heredoc's content; two escapes at the
 * end of a line, which do not continue it.
 */
function plainLines(text, escapeChar) {
    const lines = text.split(/\r?\n/);
    const { continued } = patterns(escapeChar);
    const open = [];
    // Heredocs begin behind the whole of their instruction.
    const awaited = [];
    return lines.map(line => {
        const [heredoc] = open;
        if (heredoc !== undefined) {
            if ((heredoc.tabs ? line.replace(/^\t+/, '') : line) === heredoc.name)
                open.shift();
            return '';
        }
        const mayHold = !NO_HEREDOCS.test(line);
        if (!/^\s*#/.test(line)) {
            if (mayHold)
                awaited.push(...heredocsIn(line));
            if (!continued.test(line))
                open.push(...awaited.splice(0));
        }
        const isEscaped = line.endsWith(escapeChar) && !continued.test(line);
        return `${mayHold ? line.replaceAll('<', ' ') : line}${isEscaped ? '.' : ''}`;
    });
}
const NO_HEREDOCS = /^\s*(?:ARG|CMD|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)\s/i;
// A word of a shell; BuildKit takes the spaces after `<<` for a part of it.
const SHELL_WORD = /(?:\\(?:.|$)|'[^']*'|"(?:\\.|[^"\\])*"|<<\s+(?=[^<\s])|[^\s'"\\])+/gs;
/** A heredoc is a whole word, and its `<<` is not quoted: `cat <<EOF`, and not `echo "<<EOF"` nor `$((1<<2))`. */
function heredocsIn(line) {
    if (!line.includes('<<'))
        return [];
    // Where a quotation mark is never closed BuildKit sees none.
    if (line.replace(SHELL_WORD, '').trim() !== '')
        return [];
    return (line.match(SHELL_WORD) ?? []).flatMap(word => {
        const [, dash, name] = /^\d*<<(-?)\s*([^<]+)$/s.exec(word) ?? [];
        return name === undefined ? [] : { name: patterns('\\').unquote(name), tabs: dash === '-' };
    });
}
function cut(text) {
    const equals = text.indexOf('=');
    return equals < 0 ? [text, undefined] : [text.slice(0, equals), text.slice(equals + 1)];
}
/** What depends on the character that escapes. */
function patterns(escapeChar) {
    const e = escapeChar === '`' ? '`' : '\\\\';
    const escaped = new RegExp(`${e}(.)`, 'gs');
    const quoted = new RegExp(`${e}(.)|'((?:${e}.|[^'${e}])*)'|"((?:${e}.|[^"${e}])*)"`, 'gs');
    return {
        flag: `(?:${e}(?:.|$)|'(?:${e}.|[^'${e}])*'|"(?:${e}.|[^"${e}])*"|[^\\s'"${e}])+`,
        // As a shell has it: between single quotes nothing is escaped.
        word: `(?:${e}(?:.|$)|'[^']*'|"(?:${e}.|[^"${e}])*"|[^\\s'"${e}])+`,
        // Two of it are one that is meant.
        continued: new RegExp(`(^|[^${e}])${e}[ \\t]*$`),
        unquote: (text) => text.replace(quoted, (_, char, single, double) => char === undefined ? (single ?? double ?? '').replace(escaped, '$1') : char),
    };
}

;// CONCATENATED MODULE: ./lib/dockerfile/variables.js

/** The variables that FROM sees, and ARGs without a value get theirs from: those of the ARGs before the first FROM. */
function globalsAfter(settings, given) {
    const automatic = [...given.automatic].map(([name, value]) => [name, given.buildArgs.get(name) ?? value]);
    const start = { values: new Map(automatic), complete: true };
    return settings.reduce((variables, setting) => after(setting, variables, given, start), start);
}
/**
 * The variables after an instruction, as BuildKit has them: the last of ARG and ENV wins, and a build argument wins over
 * the ARG's own value. An ARG without any value leaves what is there.
 *
 * @param globals what an ARG without a value takes its own from
 */
function after({ kind, assignments }, variables, { buildArgs, escapeChar }, globals) {
    const values = new Map(variables.values);
    for (const [name, value] of assignments) {
        if (kind === 'ARG' && buildArgs.has(name))
            values.set(name, buildArgs.get(name));
        // An ENV expands all of its values from what was before it, an ARG each from what is before that one.
        else if (value !== undefined) {
            values.set(name, (0,expand/* expand */.f)(value, kind === 'ENV' ? variables : { ...variables, values }, escapeChar));
        }
        else if (globals.values.has(name))
            values.set(name, globals.values.get(name));
    }
    return { ...variables, values };
}

;// CONCATENATED MODULE: ./lib/dockerfile/stages.js




/**
 * Reads the text of a Dockerfile.
 *
 * @throws Error when it has no stage
 */
async function readDockerfile(text) {
    const { escapeChar, instructions } = await instructionsIn(text);
    const [before = [], ...bodies] = bodiesIn(instructions);
    if (bodies.length === 0)
        throw new Error('it has no FROM');
    const stages = bodies.map(([from, ...body]) => {
        const [base = '', as = '', name = ''] = from.rest.split(/\s+/);
        const triggers = body
            .filter(({ keyword }) => keyword === 'ONBUILD')
            .map(({ rest }) => instructionIn(rest, escapeChar));
        const onBuild = stepsOf(triggers, escapeChar);
        return { name: as.toLowerCase() === 'as' ? name : '', base, ...stepsOf(body, escapeChar), onBuild };
    });
    return { escapeChar, before: before.flatMap(instruction => settingOf(instruction, escapeChar) ?? []), stages };
}
/** What a build of this target (by default of the last stage) runs with mounts, in the Dockerfile's order. */
function mountsOf({ before, stages, escapeChar }, target, build) {
    const given = { ...build, escapeChar };
    const globals = globalsAfter(before, given);
    const placed = [];
    for (const stage of stages)
        placed.push(place(stage, placed, given, globals));
    const first = target === '' ? placed.at(-1) : named(target, placed);
    const open = first === undefined ? [...placed] : [first];
    const needed = new Set();
    for (let stage = open.pop(); stage !== undefined; stage = open.pop()) {
        if (needed.has(stage))
            continue;
        needed.add(stage);
        open.push(...stage.needs);
    }
    return placed.filter(stage => needed.has(stage)).flatMap(({ mounts }) => mounts);
}
function place(stage, earlier, given, globals) {
    const base = (0,expand/* expand */.f)(stage.base, globals, given.escapeChar) ?? stage.base;
    const parent = named(base, earlier);
    const mounts = [];
    let variables = parent?.end ?? { values: new Map(), complete: base === 'scratch' };
    for (const step of [...(parent?.stage.onBuild?.steps ?? []), ...stage.steps]) {
        if (typeof step === 'string')
            mounts.push({ value: step, variables });
        else
            variables = after(step, variables, given, globals);
    }
    const uses = [...(parent?.stage.onBuild?.uses ?? []), ...stage.uses];
    const others = uses.flatMap(use => named(use, earlier) ?? (/^\d+$/.test(use) ? (earlier[Number(use)] ?? []) : []));
    return { stage, needs: parent === undefined ? others : [parent, ...others], mounts, end: variables };
}
/** A name may be given again; the last one has it. */
function named(name, stages) {
    return name === '' ? undefined : stages.findLast(({ stage }) => stage.name.toLowerCase() === name.toLowerCase());
}
/** What is before the first FROM, and from there on what begins with each FROM. */
function bodiesIn(instructions) {
    const bodies = [[]];
    for (const instruction of instructions) {
        if (instruction.keyword === 'FROM')
            bodies.push([instruction]);
        else
            bodies.at(-1).push(instruction);
    }
    return bodies;
}
function stepsOf(instructions, escapeChar) {
    const steps = [];
    const uses = [];
    for (const instruction of instructions) {
        const { keyword, flags } = instruction;
        const setting = settingOf(instruction, escapeChar);
        if (setting !== undefined)
            steps.push(setting);
        for (const { name, value } of flags) {
            if (keyword === 'COPY' && name === 'from')
                uses.push(value);
            if (keyword !== 'RUN' || name !== 'mount')
                continue;
            steps.push(value);
            uses.push(...(0,list/* fields */.OA)(value).flatMap(field => /^from=(.+)/is.exec(field)?.[1] ?? []));
        }
    }
    return { steps, uses };
}
function settingOf(instruction, escapeChar) {
    const { keyword } = instruction;
    if (keyword !== 'ARG' && keyword !== 'ENV')
        return undefined;
    return { kind: keyword, assignments: assignmentsIn(instruction, escapeChar) };
}

;// CONCATENATED MODULE: ./lib/dockerfile/find.js





/** Whether there can be a cache mount at all: a text that says no is not read. */
function mayHaveMounts(dockerfile) {
    return dockerfile.includes('--mount') && /cache|\$/i.test(dockerfile);
}
/**
 * The cache mounts of the stages that a build needs, each once.
 *
 * @throws Error when the text is no Dockerfile
 */
async function findMounts(text, facts) {
    const dockerfile = await readDockerfile(text);
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
        for (const { value, variables } of mountsOf(dockerfile, facts.target, { buildArgs, automatic })) {
            const mount = read(value, variables, dockerfile.escapeChar);
            if (mount === undefined)
                continue;
            if ('why' in mount)
                unkept.set(mount.name, mount);
            else
                found.set((0,dockerfile_mount/* identityOf */.cu)(mount), mount);
        }
    }
    return { mounts: [...found.values()], unkept: [...unkept.values()] };
}
const ALIASES = { dst: 'target', destination: 'target', src: 'source' };
/** What tells a mount from another one, or that it cannot be kept. */
const DECISIVE = ['id', 'target', 'from', 'source', 'uid', 'gid', 'mode'];
/** Undefined for a mount of another type. */
function read(value, variables, escapeChar) {
    const options = new Map();
    // Of an option that is given twice, under whichever names, the last one counts.
    for (const field of (0,list/* fields */.OA)(value)) {
        const equals = field.indexOf('=');
        if (equals < 0)
            continue;
        const name = field.slice(0, equals).toLowerCase();
        options.set(ALIASES[name] ?? name, (0,expand/* expand */.f)(field.slice(equals + 1), variables, escapeChar));
    }
    // A type that is not known is most likely none of ours.
    if (options.get('type')?.toLowerCase() !== 'cache')
        return undefined;
    // The target does not matter where there is an id.
    if (options.get('id'))
        options.delete('target');
    const open = DECISIVE.find(name => options.has(name) && options.get(name) === undefined);
    if (open !== undefined)
        return { name: value, why: `the value of its \`${open}\` cannot be determined from the Dockerfile` };
    return (0,dockerfile_mount/* mountOf */.vI)(options);
}
/** `NAME` alone has its value from the environment, and is none where that has none. */
function buildArgsOf({ buildArgs, env }) {
    const given = new Map();
    for (const arg of buildArgs) {
        const equals = arg.indexOf('=');
        const name = equals < 0 ? arg : arg.slice(0, equals);
        const value = equals < 0 ? env[name] : arg.slice(equals + 1);
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
var dockerfile_place = __webpack_require__(57137);
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










/** What `uname -m` would say, as images call it. */
const ARCHITECTURES = { x64: 'amd64', ia32: '386', ppc64: 'ppc64le' };
/**
 * Decides from the inputs, the Dockerfile and the runner.
 *
 * @returns undefined when there is nothing to keep; why nothing can be kept, in words, when there would be
 */
async function wantedMounts({ inputs, context, plan }, { env, log, now }) {
    const { cacheMounts: wish, build } = inputs;
    if (wish === 'none' || (0,call/* isCall */.n)(inputs))
        return undefined;
    const path = (0,dockerfile_place/* localDockerfile */.CR)(build, context);
    const text = path === undefined ? undefined : (0,read_if_there/* readIfThere */.q)(path);
    if (path === undefined || text === undefined)
        return 'nothing is saved because the Dockerfile is not in the workspace';
    const native = `linux/${ARCHITECTURES[process.arch] ?? process.arch}`;
    const found = await find(text, { ...build, env: (0,child_env/* childEnv */.gf)(env), native });
    if (typeof found === 'string')
        return found;
    const mounts = wish === 'all' ? found.mounts : found.mounts.filter(({ id }) => wish.includes(id));
    const complaint = problems(wish, found);
    if (complaint !== '')
        log.notice(`cache-mounts: ${complaint}`);
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
async function find(text, facts) {
    if (!mayHaveMounts(text))
        return { mounts: [], unkept: [] };
    try {
        return await findMounts(text, facts);
    }
    catch (error) {
        return `nothing is saved because the Dockerfile cannot be read: ${(0,errors/* messageOf */.bD)(error)}`;
    }
}
/** What was asked for and cannot be kept, in words; '' when there is nothing to report. */
function problems(wish, { mounts, unkept }) {
    const lost = unkept.map(({ name, why }) => `\`${name}\` is not saved because ${why}.`);
    const known = mounts.map(({ id }) => id);
    const ids = wish === 'all' || wish === 'none' ? [] : wish;
    const missing = ids.filter(id => !known.includes(id) && !unkept.some(({ name }) => name === id));
    const there = known.length === 0 ? 'it has none' : `it has ${[...new Set(known)].map(id => `\`${id}\``).join(', ')}`;
    const absent = missing.map(id => `The Dockerfile has no cache mount \`${id}\` (${there}).`);
    return [...lost, ...absent].join(' ');
}

;// CONCATENATED MODULE: ./lib/cache/mounts/keep.js
















/** Begins to fetch what earlier runs kept, while the run gets on with other things. */
async function openMounts(job, runFolder, machine) {
    const wanted = await wantedMounts(job, machine).catch(errors/* messageOf */.bD);
    if (typeof wanted === 'string')
        machine.log.notice(`cache-mounts: ${wanted}`);
    if (wanted === undefined || typeof wanted === 'string')
        return types/* NO_MOUNTS */.H;
    const home = (0,external_node_path_.join)(runFolder, later/* HOME */.y);
    await (0,promises_.mkdir)(home, { mode: 0o700 });
    return createMountCache(wanted, job, home, machine);
}
function createMountCache(wanted, { inputs, context }, home, machine) {
    const { log, now } = machine;
    const { mounts, readOnly } = wanted;
    const seconds = (0,deadline/* secondsOf */.T)(inputs);
    const keys = (0,archive/* keysFor */.qm)(wanted.scope, mounts, `${context.runId}-${context.runAttempt}`);
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
    /** Undefined while no step has been reported. */
    let hasRun;
    let warned = false;
    let save;
    function warn(problem, level = 'warning') {
        if (signal.aborted)
            return;
        log[warned ? 'info' : level](`cache-mounts: ${problem}`);
        warned = true;
    }
    /** All of the work has the input `timeout` together, what it waits for included. */
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
        // What is damaged is best replaced; what may be whole is more than the build begins with.
        isCutShort = isLate;
        if (trouble !== undefined)
            return warn(`the saved cache mounts could not be downloaded: ${trouble}`);
        if (packed.length === 0)
            return log.info('No cache mounts have been saved yet.');
        const started = now();
        isCutShort = true;
        const problem = await unpack(packed, (0,external_node_path_.join)(home, archive/* ARCHIVED */.Ts), options);
        if (problem !== undefined)
            throw new Error(problem);
        isCutShort = false;
        if (isWhole)
            before = fingerprints;
        const names = packed.map(({ mount }) => mount.id).join(', ');
        log.info(`Restored cache mounts in ${((now() - started) / 1000).toFixed(1)} s: ${names}.`);
        await (0,run_folder/* removeFolder */.v$)((0,external_node_path_.join)(home, archive/* ARCHIVED */.Ts));
    }
    async function take(options) {
        if ((await takeOut(mounts, before, inputs.cache.maxSize, options)) === 'taken') {
            save = { key: keys.save, seal: await (0,seal/* sealOf */.R)((0,external_node_path_.join)(home, archive/* ARCHIVED */.Ts), 'read'), seconds, warned };
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
            // What was kept is more than what the build has begun anew.
            if (isCutShort)
                return log.info('The cache mounts are not saved, because they were not restored.');
            // Where no step ran, no mount changed.
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
        // Without a value, it has that of the environment.
        buildArgs: inputs.build.buildArgs.filter(arg => /^BUILDKIT_CACHE_MOUNT_NS(?:=|$)/.test(arg)),
        deadline: inputs.retry.deadline,
    };
}
/** What is not kept of a builder of several nodes, and why: builds that name no node run on one of them. */
function severalNodes({ name, nodes }) {
    if (nodes.length < 2)
        return undefined;
    return `only the cache mounts of one of the ${nodes.length} nodes of builder ${JSON.stringify(name)} are saved: each node has separate ones`;
}


/***/ })

};
