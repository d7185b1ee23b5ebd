export const id = 3872;
export const ids = [3872,7858];
export const modules = {

/***/ 72916:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Of: () => (/* binding */ listIn),
/* harmony export */   Se: () => (/* binding */ specsIn),
/* harmony export */   r7: () => (/* binding */ textIn),
/* harmony export */   yL: () => (/* binding */ mapIn),
/* harmony export */   yO: () => (/* binding */ withoutScheme)
/* harmony export */ });
/* harmony import */ var _host_fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(87617);
/* harmony import */ var _plan_terms_list_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(94247);


/** A text of a target; '' if missing. */
function textIn(target, key) {
    const value = target[key];
    return typeof value === 'string' ? value : '';
}
/** A list of texts; other values are ignored. */
function listIn(target, key) {
    const value = target[key];
    return Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];
}
/** A map of texts; bake omits entries without a value. */
function mapIn(target, key) {
    const value = target[key];
    if (!(0,_host_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .Gv)(value))
        return {};
    return Object.fromEntries(Object.entries(value).filter((entry) => typeof entry[1] === 'string'));
}
/** A list of specs (`type=local,dest=out`): buildx prints them as text or, since 0.21, as maps. */
function specsIn(target, key) {
    const value = target[key];
    if (!Array.isArray(value))
        return [];
    return value.flatMap(item => {
        if (typeof item === 'string')
            return [item];
        if (!(0,_host_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .Gv)(item))
            return [];
        const { type, ...rest } = item;
        const entries = [...(type === undefined ? [] : [['type', type]]), ...Object.entries(rest)];
        return [(0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_0__/* .joinFields */ .KY)(entries.map(([name, text]) => `${name}=${String(text)}`))];
    });
}
/** A local path of a definition: `cwd://` means relative to bake's working directory, as all paths are here. */
function withoutScheme(path) {
    return path.replace(/^cwd:\/\//, '');
}


/***/ }),

/***/ 8948:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SS: () => (/* binding */ pinContexts),
/* harmony export */   fW: () => (/* binding */ contextName),
/* harmony export */   gq: () => (/* binding */ imageOfContext),
/* harmony export */   og: () => (/* binding */ contextsIn),
/* harmony export */   p9: () => (/* binding */ layoutContexts)
/* harmony export */ });
/** The image that a build context refers to; undefined for a folder, a repository and the like. */
function imageOfContext(value) {
    return /^docker-image:\/\/(.+)/.exec(value)?.[1];
}
/** Build contexts that are images in a local folder. */
function layoutContexts(buildContexts) {
    return contextsIn(buildContexts).flatMap(({ value }) => (value.startsWith('oci-layout://') ? [value] : []));
}
/**
 * The same build with its images pinned by digest: otherwise a name could move before the build resolves it, or match
 * an image in the engine.
 *
 * @see https://docs.docker.com/reference/cli/docker/buildx/build/#build-context
 */
function pinContexts(buildContexts, pins) {
    if (pins.size === 0)
        return buildContexts;
    const by = (name) => {
        const digest = pins.get(name);
        return digest === undefined ? undefined : `docker-image://${name}@${digest}`;
    };
    const given = contextsIn(buildContexts);
    const kept = given.map(({ key, value }) => `${key}=${by(imageOfContext(value) ?? '') ?? value}`);
    const replaced = new Set(given.map(({ name }) => name));
    const added = [...pins.keys()].filter(name => !replaced.has(contextName(name))).map(name => `${name}=${by(name)}`);
    return [...kept, ...added];
}
/** Name and value of each; `name` in the form that BuildKit compares. */
function contextsIn(buildContexts) {
    return buildContexts.map(text => {
        const equals = text.indexOf('=');
        const [key, value] = equals < 0 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)];
        return { key, value, name: contextName(key) };
    });
}
/** BuildKit normalizes the names of contexts and images: `docker.io/library/node:latest` is `node`. */
function contextName(name) {
    const text = name.toLowerCase().replace(/:latest$/, '');
    return text.replace(/^(?:index\.)?docker\.io\//, '').replace(/^library\//, '');
}


/***/ }),

/***/ 70004:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ expand)
/* harmony export */ });
/**
 * A Dockerfile word without quotes and escapes, and with variables replaced: `$name`, `${name}`, `${name:-word}`,
 * `${name:+word}`, `${name:?word}` and these without the colon. Undefined for unknown values and other forms.
 *
 * @see https://docs.docker.com/reference/dockerfile/#environment-replacement
 */
function expand(text, variables, escapeChar = '\\') {
    return readUntil({ text, at: 0, variables, escapeChar }, '');
}
/** '' is the end of the text. Inside double quotes, single quotes are literal and few characters can be escaped. */
function readUntil(reader, stop) {
    let result = '';
    while (reader.at < reader.text.length) {
        const char = reader.text[reader.at++];
        if (char === stop)
            return result;
        const piece = pieceAt(reader, char, stop === '"');
        result = result === undefined || piece === undefined ? undefined : result + piece;
    }
    return stop === '' ? result : undefined;
}
function pieceAt(reader, char, inQuotes) {
    if (char === '$')
        return reference(reader);
    if (char === reader.escapeChar) {
        const next = reader.text[reader.at] ?? '';
        if (inQuotes && !['"', '$', reader.escapeChar].includes(next))
            return char;
        reader.at += 1;
        return next;
    }
    if (inQuotes)
        return char;
    if (char === '"')
        return readUntil(reader, '"');
    return char === "'" ? take(reader, /([^']*)'/y) : char;
}
function reference(reader) {
    const name = take(reader, /(\d+|[@*#?$!-]|\w+)/y);
    if (name !== undefined)
        return choose(look(name, reader.variables), '-', '');
    if (take(reader, /(\{)/y) === undefined)
        return '$';
    const braced = take(reader, /([a-z_]\w*)/iy);
    const test = take(reader, /(\}|:?[-+?])/y);
    const word = test === '}' ? '' : readUntil(reader, '}');
    if (braced === undefined || test === undefined)
        return undefined;
    return choose(look(braced, reader.variables), test === '}' ? '-' : test, word);
}
function choose(value, test, word) {
    if (value === undefined)
        return undefined;
    const isSet = value !== null && (value !== '' || !test.startsWith(':'));
    if (test.endsWith('+'))
        return isSet ? word : '';
    if (isSet)
        return value;
    // Without a value `?` fails the build.
    return test.endsWith('-') ? word : undefined;
}
/** Null: not set; undefined: unknown. */
function look(name, { values, complete }) {
    if (values.has(name))
        return values.get(name);
    // `$1`, `$@` and the like: no image sets these.
    return complete || !/^[a-z_]/i.test(name) ? null : undefined;
}
function take(reader, pattern) {
    pattern.lastIndex = reader.at;
    const found = pattern.exec(reader.text)?.[1];
    if (found !== undefined)
        reader.at = pattern.lastIndex;
    return found;
}


/***/ }),

/***/ 87319:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  i: () => (/* binding */ baseImages),
  s: () => (/* binding */ usedImages)
});

// EXTERNAL MODULE: ./lib/dockerfile/contexts.js
var dockerfile_contexts = __webpack_require__(8948);
// EXTERNAL MODULE: ./lib/dockerfile/stages.js + 1 modules
var stages = __webpack_require__(4265);
// EXTERNAL MODULE: ./lib/dockerfile/instructions.js
var instructions = __webpack_require__(37917);
;// CONCATENATED MODULE: ./lib/dockerfile/syntax.js

/**
 * The image of an external Dockerfile frontend: from the build argument `BUILDKIT_SYNTAX`, or the directive `#
 * syntax=`.
 *
 * @returns '' for none; undefined when it cannot be known
 * @see https://github.com/moby/buildkit/blob/v0.25.0/frontend/dockerfile/parser/directives.go
 */
function syntaxImage(dockerfile, buildArgs) {
    const given = buildArgs.findLast(text => /^BUILDKIT_SYNTAX(?:=|$)/.test(text));
    if (given !== undefined)
        return given.includes('=') ? firstWord(given.slice(given.indexOf('=') + 1)) : undefined;
    const lines = dockerfile.replace(/^\uFEFF/, '').split(/\r?\n/);
    const [first, ...others] = lines;
    const head = first?.startsWith('#!') ? others : lines;
    // Files for other frontends may begin with another kind of comment, or be JSON; BuildKit finds the directive there
    // too.
    if (/^\s*(?:\/\/|\{)/.test(head.find(line => line.trim() !== '') ?? ''))
        return undefined;
    return firstWord((0,instructions/* directive */.u$)(head.join('\n'), 'syntax') ?? '');
}
function firstWord(text) {
    return text.trim().split(/\s+/)[0] ?? '';
}

;// CONCATENATED MODULE: ./lib/dockerfile/images.js



/**
 * All images that a Dockerfile may use as a base, copy from or be parsed by, including those of unused stages.
 *
 * @returns undefined when a name depends on values that only the build knows, or BuildKit may read other instructions
 * @see https://docs.docker.com/reference/dockerfile/
 */
function baseImages(text, given) {
    const syntax = syntaxImage(text, given.buildArgs);
    const dockerfile = readIfValid(text);
    const named = dockerfile?.isDoubtful ? undefined : namesIn(dockerfile, given);
    if (syntax === undefined || named === undefined || named.includes(undefined))
        return undefined;
    const contexts = (0,dockerfile_contexts/* contextsIn */.og)(given.buildContexts);
    const replaced = new Set(contexts.map(({ name }) => name));
    const own = named.flatMap(name => (name === undefined || replaced.has((0,dockerfile_contexts/* contextName */.fW)(name)) ? [] : [name]));
    return images_images([syntax, ...own, ...contexts.map(({ value }) => (0,dockerfile_contexts/* imageOfContext */.gq)(value))]);
}
/**
 * The images that the build of a target uses, as far as known before the build: unknown names are left out, and an
 * invalid Dockerfile has none.
 */
function usedImages(text, given) {
    const named = namesIn(readIfValid(text), given, given.target) ?? [];
    const contexts = (0,dockerfile_contexts/* contextsIn */.og)(given.buildContexts);
    const own = named.flatMap(image => {
        if (image === undefined)
            return [];
        const name = (0,dockerfile_contexts/* contextName */.fW)(image);
        // `name::linux/amd64` replaces it only on that platform.
        const ofPlatform = contexts.filter(context => context.name.startsWith(`${name}::`));
        const ofAll = contexts.findLast(context => context.name === name);
        const replacements = ofPlatform.map(({ value }) => (0,dockerfile_contexts/* imageOfContext */.gq)(value));
        return [...replacements, ofAll === undefined ? image : (0,dockerfile_contexts/* imageOfContext */.gq)(ofAll.value)];
    });
    return images_images([...own, syntaxImage(text, given.buildArgs)]);
}
function namesIn(dockerfile, { buildArgs }, target) {
    const given = buildArgs.map((arg) => {
        const equals = arg.indexOf('=');
        // Without a value it comes from buildx's environment.
        return equals < 0 ? [arg, undefined] : [arg.slice(0, equals), arg.slice(equals + 1)];
    });
    const automatic = new Map(AUTOMATIC.map(name => [name, undefined]));
    return dockerfile && (0,stages/* imagesIn */.o$)(dockerfile, { buildArgs: new Map(given), automatic }, target);
}
/** Undefined for a text without a FROM. */
function readIfValid(text) {
    try {
        return (0,stages/* readDockerfile */.n_)(text);
    }
    catch {
        return undefined;
    }
}
function images_images(names) {
    return [...new Set(names.filter(name => name !== undefined && name !== '' && name !== 'scratch'))];
}
const KINDS = ['PLATFORM', 'OS', 'OSVERSION', 'ARCH', 'VARIANT'];
/** Known only to the build. */
const AUTOMATIC = [...KINDS.flatMap(kind => [`TARGET${kind}`, `BUILD${kind}`]), 'TARGETSTAGE'];


/***/ }),

/***/ 37917:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ke: () => (/* binding */ instructionIn),
/* harmony export */   bO: () => (/* binding */ instructionsIn),
/* harmony export */   sY: () => (/* binding */ assignmentsIn),
/* harmony export */   u$: () => (/* binding */ directive)
/* harmony export */ });
/** The most recently parsed Dockerfiles: images often share one, and several parts of the run need each. */
const known = new Map();
const MOST_KNOWN = 16;
/**
 * The instructions of a Dockerfile in order, split as by BuildKit.
 *
 * @see https://github.com/moby/buildkit/blob/v0.25.0/frontend/dockerfile/parser/parser.go
 */
function instructionsIn(text) {
    const before = known.get(text);
    if (before !== undefined)
        return before;
    const [oldest] = known.keys();
    if (known.size >= MOST_KNOWN && oldest !== undefined)
        known.delete(oldest);
    const whole = text.replace(/^\uFEFF/, '');
    const escapeChar = directive(whole, 'escape') === '`' ? '`' : '\\';
    const parsed = { escapeChar, ...split(whole.split(/\r?\n/), escapeChar) };
    known.set(text, parsed);
    return parsed;
}
const DIRECTIVES = ['syntax', 'escape', 'check'];
/**
 * The value of a parser directive (`# escape=`). Directives come before everything else, other comments included. BuildKit
 * reads an escape directive behind white space, but not the others.
 *
 * @see https://github.com/moby/buildkit/blob/v0.25.0/frontend/dockerfile/parser/directives.go
 */
function directive(text, name) {
    for (const line of text.split(/\r?\n/)) {
        const place = name === 'escape' ? line.trimStart() : line;
        const [, word = '', value] = /^#\s*([a-z][a-z0-9]*)\s*=\s*(.+?)\s*$/i.exec(place) ?? [];
        const key = DIRECTIVES.find(known => known === word.toLowerCase());
        if (key === undefined)
            return undefined;
        if (key === name)
            return value;
    }
    return undefined;
}
/** Lines that are continued belong together, and comments and empty lines between them to nothing. */
function split(lines, escapeChar) {
    const { continued } = patterns(escapeChar);
    const instructions = [];
    const heredocs = [];
    let whole = '';
    let isDoubtful = false;
    const end = () => {
        if (whole.trim() === '')
            return;
        const instruction = instructionIn(whole, escapeChar);
        instructions.push(instruction);
        const opened = mayHoldHeredocs(instruction) ? heredocsIn(whole) : [];
        heredocs.push(...opened);
        isDoubtful ||= opened.length > 0 && whole.replace(EXPANSION, '').includes('${');
        whole = '';
    };
    for (const line of lines) {
        const [heredoc] = heredocs;
        if (heredoc !== undefined) {
            if ((heredoc.tabs ? line.replace(/^\t+/, '') : line) === heredoc.name)
                heredocs.shift();
            continue;
        }
        if (/^\s*(?:#|$)/.test(line))
            continue;
        whole += line.replace(continued, '$1');
        if (!continued.test(line))
            end();
    }
    end();
    return { instructions, isDoubtful };
}
/** One instruction. For an ONBUILD, `rest` is the nested one. */
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
/** The assignments of an ARG or ENV, values as written; undefined for an ARG without one. */
function assignmentsIn({ keyword, rest }, escapeChar) {
    const words = rest.match(new RegExp(patterns(escapeChar).word, 'gs')) ?? [];
    // `ENV name a value of several words`
    if (keyword === 'ENV' && words[0]?.includes('=') === false)
        return [[words[0], rest.slice(words[0].length).trim()]];
    return words.map(cut);
}
/** `${name}`, `${name:-word}` and the like. With others in the same instruction, BuildKit may not find its heredocs. */
const EXPANSION = /\$\{\w+(?:\}|(?::?[-+?]|##?|%%?|\/\/?)[^{}"'`\\]*\})/g;
/** Also as the trigger of an ONBUILD. */
function mayHoldHeredocs({ keyword, rest }) {
    return /^(?:ADD|COPY|RUN)\b/i.test(keyword === 'ONBUILD' ? rest : keyword);
}
// A shell word; in BuildKit, spaces after `<<` belong to it.
const SHELL_WORD = /(?:\\(?:.|$)|'[^']*'|"(?:\\.|[^"\\])*"|<<\s+(?=[^<\s])|[^\s'"\\])+/gs;
/** A heredoc is a whole word with an unquoted `<<`: `cat <<EOF`, but not `echo "<<EOF"` or `$((1<<2))`. */
function heredocsIn(line) {
    if (!line.includes('<<'))
        return [];
    // With an unclosed quote BuildKit sees none.
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
/** Patterns that depend on the escape character. */
function patterns(escapeChar) {
    const e = escapeChar === '`' ? '`' : '\\\\';
    const escaped = new RegExp(`${e}(.)`, 'gs');
    const quoted = new RegExp(`${e}(.)|'((?:${e}.|[^'${e}])*)'|"((?:${e}.|[^"${e}])*)"`, 'gs');
    return {
        flag: `(?:${e}(?:.|$)|'(?:${e}.|[^'${e}])*'|"(?:${e}.|[^"${e}])*"|[^\\s'"${e}])+`,
        // As in a shell: nothing is escaped between single quotes.
        word: `(?:${e}(?:.|$)|'[^']*'|"(?:${e}.|[^"${e}])*"|[^\\s'"${e}])+`,
        // An escaped escape character.
        continued: new RegExp(`(^|[^${e}])${e}[ \\t]*$`),
        unquote: (text) => text.replace(quoted, (_, char, single, double) => char === undefined ? (single ?? double ?? '').replace(escaped, '$1') : char),
    };
}


/***/ }),

/***/ 4265:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  o$: () => (/* binding */ imagesIn),
  cS: () => (/* binding */ mountsOf),
  n_: () => (/* binding */ readDockerfile)
});

// EXTERNAL MODULE: ./lib/plan/terms/list.js
var list = __webpack_require__(94247);
// EXTERNAL MODULE: ./lib/dockerfile/expand.js
var expand = __webpack_require__(70004);
// EXTERNAL MODULE: ./lib/dockerfile/instructions.js
var dockerfile_instructions = __webpack_require__(37917);
;// CONCATENATED MODULE: ./lib/dockerfile/variables.js

/** The variables of FROM, and the defaults of ARGs without a value: the ARGs before the first FROM. */
function globalsAfter(settings, given) {
    const automatic = [...given.automatic].map(([name, value]) => [name, given.buildArgs.get(name) ?? value]);
    const start = { values: new Map(automatic), complete: true };
    return settings.reduce((variables, setting) => after(setting, variables, given, start), start);
}
/**
 * The variables after an instruction, as in BuildKit: the last ARG or ENV wins, and a build argument overrides the
 * ARG's own value. An ARG without any value changes nothing.
 *
 * @param globals defaults for an ARG without a value
 */
function after({ kind, assignments }, variables, { buildArgs, escapeChar }, globals) {
    const values = new Map(variables.values);
    for (const [name, value] of assignments) {
        if (kind === 'ARG' && buildArgs.has(name))
            values.set(name, buildArgs.get(name));
        // An ENV expands all of its values with the variables before it; an ARG, each with those before that one.
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
 * Parses a Dockerfile.
 *
 * @throws Error when it has no stage
 */
function readDockerfile(text) {
    const { escapeChar, instructions, isDoubtful } = (0,dockerfile_instructions/* instructionsIn */.bO)(text);
    const [before = [], ...bodies] = bodiesIn(instructions);
    if (bodies.length === 0)
        throw new Error('it has no FROM');
    const stages = bodies.map(([from, ...body]) => {
        const [base = '', as = '', name = ''] = from.rest.split(/\s+/);
        const triggers = body
            .filter(({ keyword }) => keyword === 'ONBUILD')
            .map(({ rest }) => (0,dockerfile_instructions/* instructionIn */.Ke)(rest, escapeChar));
        const onBuild = stepsOf(triggers, escapeChar);
        return { name: as.toLowerCase() === 'as' ? name : '', base, ...stepsOf(body, escapeChar), onBuild };
    });
    const settings = before.flatMap(instruction => settingOf(instruction, escapeChar) ?? []);
    return { escapeChar, isDoubtful, before: settings, stages };
}
/** The mounts in a build of this target (by default of the last stage), in the Dockerfile's order. */
function mountsOf(dockerfile, target, build) {
    return neededFor(dockerfile, target, build).flatMap(({ mounts }) => mounts);
}
/**
 * The images that stages use as a base, copy from or mount; undefined stands for names that only the build knows.
 *
 * @param target only the stages that a build of this target needs (`''`: of the last stage); by default all stages
 */
function imagesIn(dockerfile, build, target) {
    const stages = target === undefined ? placedIn(dockerfile, build) : neededFor(dockerfile, target, build);
    return [...new Set(stages.flatMap(({ outside }) => outside))];
}
/** The stages that a build of a target needs, in the Dockerfile's order. */
function neededFor(dockerfile, target, build) {
    const placed = placedIn(dockerfile, build);
    const first = target === '' ? placed.at(-1) : named(target, placed);
    const open = first === undefined ? [...placed] : [first];
    const needed = new Set();
    for (let stage = open.pop(); stage !== undefined; stage = open.pop()) {
        if (needed.has(stage))
            continue;
        needed.add(stage);
        open.push(...stage.needs);
    }
    return placed.filter(stage => needed.has(stage));
}
function placedIn({ before, stages, escapeChar }, build) {
    const given = { ...build, escapeChar };
    const globals = globalsAfter(before, given);
    const placed = [];
    for (const stage of stages)
        placed.push(place(stage, placed, given, globals));
    return placed;
}
function place(stage, earlier, given, globals) {
    const base = (0,expand/* expand */.f)(stage.base, globals, given.escapeChar) || undefined;
    const parent = base === undefined ? undefined : named(base, earlier);
    const mounts = [];
    let variables = parent?.end ?? { values: new Map(), complete: base === 'scratch' };
    for (const step of [...(parent?.stage.onBuild?.steps ?? []), ...stage.steps]) {
        if (typeof step === 'string')
            mounts.push({ value: step, variables });
        else
            variables = after(step, variables, given, globals);
    }
    const uses = [...(parent?.stage.onBuild?.uses ?? []), ...stage.uses];
    const others = uses.flatMap(use => stageOf(use, earlier) ?? []);
    const images = uses.filter(use => stageOf(use, earlier) === undefined && !isNumber(use));
    const outside = [...(parent === undefined ? [base] : []), ...images];
    return { stage, needs: parent === undefined ? others : [parent, ...others], outside, mounts, end: variables };
}
/** If a name is reused, the last stage has it. */
function named(name, stages) {
    return name === '' ? undefined : stages.findLast(({ stage }) => stage.name.toLowerCase() === name.toLowerCase());
}
/** The stage that is copied or mounted from, by its name or number. */
function stageOf(use, earlier) {
    if (use === undefined)
        return undefined;
    return named(use, earlier) ?? (isNumber(use) ? earlier[Number(use)] : undefined);
}
function isNumber(use) {
    return use !== undefined && /^\d+$/.test(use);
}
/** The part before the first FROM, then one part per FROM. */
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
            if (name.toLowerCase() === 'from')
                uses.push(value);
            if (keyword !== 'RUN' || name.toLowerCase() !== 'mount')
                continue;
            steps.push(value);
            uses.push(...mountSources(value));
        }
    }
    // Variables are not expanded there: BuildKit rejects them.
    const sources = uses.filter(use => use !== '').map(use => (use?.includes('$') ? undefined : use));
    return { steps, uses: sources };
}
/** The source of a mount: `from=`, in any case. */
function mountSources(value) {
    try {
        return (0,list/* fields */.OA)(value).flatMap(field => /^\s*from\s*=(.*)/is.exec(field)?.[1]?.trim() ?? []);
    }
    catch {
        return [undefined];
    }
}
function settingOf(instruction, escapeChar) {
    const { keyword } = instruction;
    if (keyword !== 'ARG' && keyword !== 'ENV')
        return undefined;
    return { kind: keyword, assignments: (0,dockerfile_instructions/* assignmentsIn */.sY)(instruction, escapeChar) };
}


/***/ }),

/***/ 34590:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ readToml)
/* harmony export */ });
/**
 * Parses TOML.
 *
 * @returns undefined if it is not valid
 */
async function readToml(text) {
    if (text.trim() === '')
        return {};
    // Few runs have any.
    const { parse } = await __webpack_require__.e(/* import() */ 3292).then(__webpack_require__.bind(__webpack_require__, 3292));
    try {
        return parse(text, { integersAsBigInt: 'asNeeded' });
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 70846:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ mirrorText)
/* harmony export */ });
/** As written in configurations. */
function mirrorText({ host, path }) {
    return path === '' ? host : `${host}/${path}`;
}


/***/ }),

/***/ 24327:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DT: () => (/* binding */ revisionOf),
/* harmony export */   S4: () => (/* binding */ judge),
/* harmony export */   t3: () => (/* binding */ isImmutable)
/* harmony export */ });
/* unused harmony export REVISION */
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64212);
/* harmony import */ var _filter_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(66759);
/* harmony import */ var _index_annotations_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(34764);



/** The annotation, and label, that says which commit an image was built from (image-spec, annotations.md). */
const REVISION = 'org.opencontainers.image.revision';
function isImmutable(patterns, tag) {
    return patterns.length > 0 && (0,_filter_js__WEBPACK_IMPORTED_MODULE_0__/* .matchPatterns */ .B)(patterns, tag).matched;
}
/**
 * How existing immutable tags affect a run of the commit `revision`. Two images are the same when their platforms'
 * manifests are.
 *
 * @param found in order of preference: the first of this commit is kept
 */
function judge(found, revision) {
    const ours = found.filter(tagged => revision !== '' && tagged.revision === revision);
    const [keep] = ours;
    const differing = ours.filter(tagged => keep !== undefined && !isSameImage(tagged, keep));
    const conflicts = found.flatMap(tagged => {
        if (!ours.includes(tagged))
            return [
                {
                    tagged,
                    why: `already exists ${ofCommit(tagged.revision)}; \`immutable-tags\` forbids moving it to ${short(revision)}`,
                },
            ];
        if (!differing.includes(tagged) || keep === undefined)
            return [];
        return [
            {
                tagged,
                why: `already exists with another image of this commit than ${keep.reference}; \`immutable-tags\` forbids moving it`,
            },
        ];
    });
    const same = ours.filter(tagged => !differing.includes(tagged) && tagged.digest !== keep?.digest);
    return { keep, same, conflicts };
}
/** The commit that an image of this plan will name, where it is looked for in an existing one; '' if there is none. */
function revisionOf({ labels, annotations }) {
    const label = labels.find(line => line.startsWith(`${REVISION}=`));
    return (0,_index_annotations_js__WEBPACK_IMPORTED_MODULE_1__/* .annotationOf */ .lW)(REVISION, annotations) || (label?.slice(REVISION.length + 1) ?? '');
}
function isSameImage(one, other) {
    return one.platforms.join() === other.platforms.join();
}
function ofCommit(revision) {
    return revision === undefined || revision === '' ? 'without a commit' : `for commit ${short(revision)}`;
}
function short(revision) {
    if (revision === '')
        return 'another image';
    return /^[0-9a-f]{40,64}$/.test(revision) ? revision.slice(0, 12) : (0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(revision);
}


/***/ })

};
