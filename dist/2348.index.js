export const id = 2348;
export const ids = [2348];
export const modules = {

/***/ 46194:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   He: () => (/* binding */ buildFailure),
/* harmony export */   lI: () => (/* binding */ failedTarget),
/* harmony export */   zS: () => (/* binding */ BuildError)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _host_tool_messages_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77767);


/** A failed build, with the place in the Dockerfile if buildx named one. */
class BuildError extends _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ {
    place;
    /** BuildKit's own message, without the failed step's output; '' for a failure outside BuildKit. */
    reason;
    constructor(message, options) {
        super('BUILD_FAILED', message, options);
        this.name = 'BuildError';
        this.place = options.place;
        this.reason = options.reason ?? '';
    }
}
// buildx's output after the progress stream: `Dockerfile:4`, a ruler, numbered lines, a ruler, `ERROR: …`.
const PLACE = /^(?<file>[^\s:][^:]*):(?<line>\d+)$/;
const RULER = /^-{10,}$/;
/** The first that fits. */
const REMEDIES = [
    [['sourceForbidden'], 'Use a source that `build-policy` allows, or have the policy changed.'],
    [['policyInvalid'], 'Correct the file of `build-policy` at the line shown: it is not valid Rego.'],
    [['diskFull'], 'The disk is full: free space before the build, or use a runner with a larger disk.'],
    [['dockerfileInvalid'], 'Fix the Dockerfile at the line shown.'],
    [['dockerfileMissing'], 'Check the inputs `file` and `context`.'],
    [['buildxTooOld'], 'This buildx is too old: Slipway needs 0.13 or newer.'],
    [['loginNeeded', 'authorizationFailed'], 'A base image needs a login: see `registry-auth`.'],
    [['pullsLimited'], 'A registry limits anonymous pulls: give it credentials in `registry-auth`.'],
    [
        ['unknownAuthority'],
        'The registry of a base image uses a private CA unknown to the builder: give it as `ca` in `registry-auth`.',
    ],
    [
        ['exportUnsupported'],
        'A builder with several nodes writes no `outputs` of several platforms at once: remove them, or use another builder.',
    ],
    [
        ['policyUnsupported'],
        '`build-policy` needs a builder with BuildKit 0.27 or later: a newer Docker Engine, or `driver: docker-container`.',
    ],
    [
        ['otherProcessor'],
        'The image is for another platform than this runner: emulate it (`qemu: true`), or build it on a separate node (`append`).',
    ],
];
/** A policy may have thousands of reasons, or of errors; all of them are in the log. */
const MOST_REASONS = 10;
/**
 * Turns buildx's output into one error.
 *
 * @param plain lines of stderr other than progress; @param output the failed step's last lines
 * @param dockerfile path of the Dockerfile in the repository: buildx names only its base name
 */
function buildFailure(code, plain, output, dockerfile) {
    const text = plain.join('\n');
    const last = plain.findLastIndex(line => line.startsWith('ERROR: '));
    // An error may span lines; earlier lines are progress, not causes.
    const error = plain.slice(Math.max(0, last));
    const message = error.join('\n');
    const reason = ((last < 0 ? plain.at(-1) : headline(error)) ?? `buildx exited with code ${code} and no output`)
        .replace(/^failed to build: /, '')
        .replace(/^(target \S+: )?failed to solve: /, (_, target = '') => target);
    const place = placeOf(plain, text, dockerfile);
    // A Rego policy's reasons come before the error, which names only the source.
    const denied = plain.flatMap(line => (0,_host_tool_messages_js__WEBPACK_IMPORTED_MODULE_1__/* .detailIn */ .j0)(line, 'policyReason') ?? []).slice(0, MOST_REASONS);
    const hint = REMEDIES.find(([kinds]) => (0,_host_tool_messages_js__WEBPACK_IMPORTED_MODULE_1__/* .says */ .FA)(text, ...kinds) || (0,_host_tool_messages_js__WEBPACK_IMPORTED_MODULE_1__/* .says */ .FA)(output.join('\n'), ...kinds))?.[1];
    return new BuildError(`the build failed: ${[reason, ...denied].join('; ')}`, {
        output,
        hint,
        place,
        reason,
        verdict: (0,_host_tool_messages_js__WEBPACK_IMPORTED_MODULE_1__/* .says */ .FA)(message, 'nameTaken') ? {} : (0,_host_tool_messages_js__WEBPACK_IMPORTED_MODULE_1__/* .troubleVerdict */ .bd)(message),
    });
}
/** The target whose build failed; '' if there is only one, or it is unknown. */
function failedTarget(plain) {
    const line = plain.findLast(each => each.startsWith('ERROR: ')) ?? '';
    return (0,_host_tool_messages_js__WEBPACK_IMPORTED_MODULE_1__/* .detailIn */ .j0)(line, 'failedTarget') ?? '';
}
/** A registry's refusal begins with `errors:` and continues on the following lines; so do errors in Rego files. */
function headline([first = '', ...others]) {
    const line = first.slice('ERROR: '.length);
    if ((0,_host_tool_messages_js__WEBPACK_IMPORTED_MODULE_1__/* .says */ .FA)(line, 'errorsListed')) {
        return [line, ...others.filter(other => /^\S/.test(other)).slice(0, MOST_REASONS)].join('; ');
    }
    return line.endsWith(':') ? [line, ...others.filter(other => other.trim() !== '')].join(' ') : line;
}
function placeOf(plain, text, dockerfile) {
    const header = plain.findIndex((line, i) => PLACE.test(line) && RULER.test(plain[i + 1] ?? ''));
    const named = PLACE.exec(plain[header] ?? '')?.groups?.line ?? (0,_host_tool_messages_js__WEBPACK_IMPORTED_MODULE_1__/* .detailIn */ .j0)(text, 'invalidLine');
    return named === undefined ? undefined : { file: dockerfile, line: Number(named) };
}


/***/ }),

/***/ 34269:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ missLine),
/* harmony export */   j: () => (/* binding */ firstMisses)
/* harmony export */ });
/** `[linux/arm64 build 2/3] RUN …`: the stage, 2, and the instruction. */
const STEP = /^\[(?:(.*) )?(\d+)\/\d+\] (.*)$/s;
/**
 * The first step of each stage that had to run. Empty when every step was cached, and when none was: then there was no
 * cache to miss. Fetching a base image (`FROM`) doesn't count, since that depends on where its layers are.
 */
function firstMisses({ steps, cachedSteps, totalSteps }) {
    if (cachedSteps === totalSteps || cachedSteps === 0)
        return [];
    const firsts = new Map();
    for (const { name, ofDockerfile, cached, completed } of steps) {
        const [, stage = '', number, step = ''] = (ofDockerfile && STEP.exec(name)) || [];
        if (number === undefined || cached || completed === undefined || step.startsWith('FROM '))
            continue;
        const known = firsts.get(stage);
        if (known === undefined || Number(number) < known.at)
            firsts.set(stage, { stage, step, at: Number(number) });
    }
    return [...firsts.values()].map(({ stage, step }) => ({ stage, step }));
}
/** `stage build: first step not cached: COPY src /src` */
function missLine({ stage, step }) {
    const text = step.length > 100 ? `${step.slice(0, 100)}…` : step;
    return `${stage === '' ? 'First' : `stage ${stage}: first`} step not cached: ${text}`;
}


/***/ }),

/***/ 57137:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CR: () => (/* binding */ localDockerfile),
/* harmony export */   mo: () => (/* binding */ dockerfileNotices),
/* harmony export */   tp: () => (/* binding */ hasCheckout),
/* harmony export */   yG: () => (/* binding */ dockerfileIn)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _plan_git_context_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(92637);



/** The Dockerfile's path in the repository. buildx looks in the context when `file` is not given. */
function dockerfileIn(workspace, { file, context }) {
    const folder = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, context)) ? context : '';
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(workspace, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, file || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, 'Dockerfile')));
}
/**
 * A notice if both workspace and context have the Dockerfile that `file` names: buildx uses the workspace's, other
 * tools the context's.
 */
function dockerfileNotices(workspace, build) {
    const { file, context } = build;
    if (file === '' || context === '' || (0,_plan_git_context_js__WEBPACK_IMPORTED_MODULE_2__/* .isRemote */ .Vx)(context) || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(file))
        return [];
    const [taken, other] = [(0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, file), (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, context, file)];
    if (taken === other || !(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(taken) || !(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(other))
        return [];
    return [
        `\`file: ${file}\` is read from the workspace, and the context \`${context}\` has one too; to use that one, write \`file: ${(0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(context, file)}\``,
    ];
}
/** Whether the workspace has sources: a git checkout, or at least the Dockerfile (unpacked from an artifact, say). */
function hasCheckout({ workspace }, file) {
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(workspace, '.git')) || (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(workspace, file || 'Dockerfile'));
}
/**
 * The Dockerfile's path on this machine; undefined for one that buildx fetches: with a remote context, `file` is a path
 * in that context.
 */
function localDockerfile(build, context) {
    const { workspace } = context;
    const folder = (0,_plan_git_context_js__WEBPACK_IMPORTED_MODULE_2__/* .buildContext */ .gC)(build.context, (0,_plan_git_context_js__WEBPACK_IMPORTED_MODULE_2__/* .gitContext */ .cw)(context), hasCheckout(context, build.file));
    const isHere = !(0,_plan_git_context_js__WEBPACK_IMPORTED_MODULE_2__/* .isRemote */ .Vx)(folder) && (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, folder));
    return !isHere || (0,_plan_git_context_js__WEBPACK_IMPORTED_MODULE_2__/* .isRemote */ .Vx)(build.file) ? undefined : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, dockerfileIn(workspace, build));
}


/***/ }),

/***/ 13051:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   at: () => (/* binding */ at),
/* harmony export */   lJ: () => (/* binding */ objectAt),
/* harmony export */   yI: () => (/* binding */ readContext)
/* harmony export */ });
/* harmony import */ var _host_errno_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(69706);
/* harmony import */ var _host_fields_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87617);
/* harmony import */ var _host_variables_runner_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(46744);
/* harmony import */ var _host_variables_workflow_run_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(55911);
/* harmony import */ var _forge_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(47935);





/** The value at `path` inside untrusted JSON, or undefined. */
function at(json, ...path) {
    let here = json;
    for (const key of path) {
        if (here === null || typeof here !== 'object' || !Object.hasOwn(here, key))
            return undefined;
        here = here[key];
    }
    return here;
}
/** The object at `path`; {} when it is missing or something else. */
function objectAt(json, ...path) {
    const value = at(json, ...path);
    return (0,_host_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .Gv)(value) ? value : {};
}
/** The string at `path`, or undefined when it is missing or something else. */
function text(json, ...path) {
    const value = at(json, ...path);
    return typeof value === 'string' ? value : undefined;
}
/**
 * Reads the run's context. Without an event file the payload is empty: GitHub sends none for some events, and outside
 * GitHub there is none. An unreadable one is reported in `payloadProblem`.
 */
function readContext({ env, now, readFile }) {
    const { eventPath, repositoryId: _, ...run } = (0,_host_variables_workflow_run_js__WEBPACK_IMPORTED_MODULE_3__/* .runVariables */ .R)(env);
    const runner = (0,_host_variables_runner_js__WEBPACK_IMPORTED_MODULE_0__/* .runnerVariables */ .G)(env);
    return {
        ...run,
        ...(eventPath === '' ? withoutPayload(run.eventName) : readPayload(eventPath, readFile)),
        apiUrl: run.apiUrl || (0,_forge_js__WEBPACK_IMPORTED_MODULE_1__/* .apiOf */ .ir)(run.serverUrl),
        runnerTemp: runner.temp,
        runnerDebug: runner.isDebug,
        now,
        env: Object.fromEntries(Object.entries(env).filter((e) => e[1] !== undefined)),
    };
}
/** Events on the default branch of which only the payload says whether somebody else's code is behind them. */
const TOLD_BY_PAYLOAD = /^(?:workflow_run|issue_comment|check_(?:run|suite)|status|deployment(?:_status)?)$/;
function withoutPayload(eventName) {
    if (!TOLD_BY_PAYLOAD.test(eventName))
        return { payload: {} };
    const payloadProblem = `GITHUB_EVENT_PATH is not set, and only the event's file tells whose code a run on ${eventName} is about`;
    return { payload: {}, payloadProblem };
}
function readPayload(path, readFile) {
    let text;
    try {
        text = readFile(path);
    }
    catch (error) {
        return { payload: {}, payloadProblem: `cannot read ${path} (GITHUB_EVENT_PATH): ${(0,_host_errno_js__WEBPACK_IMPORTED_MODULE_4__/* .reasonOf */ .A)(error)}` };
    }
    try {
        const json = JSON.parse(text);
        if ((0,_host_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .Gv)(json))
            return { payload: json };
    }
    catch {
        // Not quoted: it may contain anything.
    }
    return { payload: {}, payloadProblem: `${path} (GITHUB_EVENT_PATH) is not a JSON object` };
}


/***/ }),

/***/ 54258:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ defaultBranchOf)
/* harmony export */ });
/* harmony import */ var _context_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13051);

/**
 * The repository's default branch, if the event names it. A schedule runs only there, whether or not its payload says
 * so.
 */
function defaultBranchOf({ eventName, payload, ref, eventRef, }) {
    const named = (0,_context_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(payload, 'repository', 'default_branch');
    if (named !== undefined || eventName !== 'schedule')
        return named;
    const [, branch] = /^refs\/heads\/(.+)$/.exec(eventRef || ref) ?? [];
    return branch;
}


/***/ }),

/***/ 89852:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ filterRefOf),
/* harmony export */   q: () => (/* binding */ forkOf)
/* harmony export */ });
/* harmony import */ var _context_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13051);

/**
 * A run's branch or tag as in GitHub's own filters: the base branch of a pull request, the target branch of a merge
 * group, the head branch of workflow_run, and otherwise the ref.
 *
 * Source: docs.github.com, "Workflow syntax", `on.<event>.branches`
 */
function filterRefOf(run) {
    const { eventName, payload, ref } = run;
    if (eventName.startsWith('pull_request')) {
        return branch(run.baseRef || (0,_context_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(payload, 'pull_request', 'base', 'ref'), 'base branch');
    }
    if (eventName === 'workflow_run') {
        return branch((0,_context_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(payload, 'workflow_run', 'head_branch'), 'head branch');
    }
    if (eventName === 'merge_group') {
        return branch((0,_context_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(payload, 'merge_group', 'base_ref')?.replace(/^refs\/heads\//, ''), 'base branch');
    }
    if (ref.startsWith('refs/heads/'))
        return branch(ref.slice('refs/heads/'.length), 'branch');
    if (ref.startsWith('refs/tags/'))
        return { kind: 'tag', name: ref.slice('refs/tags/'.length), role: 'tag' };
    return undefined;
}
/** The repository of a run's code if it is not this one. */
function forkOf({ eventName, payload, repository }) {
    const heads = [
        [(0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(payload, 'pull_request'), 'repo'],
        [(0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(payload, 'workflow_run'), 'head_repository'],
    ];
    for (const [event, key] of heads) {
        // Null for a deployment that was not made by a run; otherwise it may not name the run's repository.
        if (event === undefined || event === null)
            continue;
        const head = key === 'repo' ? (0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(event, 'head') : event;
        if (key === 'head_repository' && (0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(head, key) === undefined && eventName !== 'workflow_run')
            continue;
        // GitHub sends null for a deleted fork.
        const from = (0,_context_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(head, key, 'full_name') ?? 'a deleted repository';
        if (from.toLowerCase() !== repository.toLowerCase())
            return from;
    }
    return undefined;
}
function branch(name, role) {
    return name ? { kind: 'branch', name, role } : undefined;
}


/***/ }),

/***/ 47935:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $h: () => (/* binding */ isOwnApi),
/* harmony export */   Af: () => (/* binding */ hasGithubServices),
/* harmony export */   Fv: () => (/* binding */ registryOf),
/* harmony export */   ZZ: () => (/* binding */ pageOf),
/* harmony export */   ir: () => (/* binding */ apiOf),
/* harmony export */   xD: () => (/* binding */ issuerOf)
/* harmony export */ });
/* harmony import */ var _host_variables_runner_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(46744);

/**
 * Which hosts belong to the server of this job and may get the job's token automatically. A token of GitHub Enterprise
 * Server, Gitea or Forgejo is useless on github.com and must not be sent there.
 */
const GITHUB = 'https://github.com';
/** A tenant of GitHub Enterprise Cloud with data residency: `https://acme.ghe.com`. */
const TENANT = /^https:\/\/([a-z0-9-]+\.ghe\.com)$/;
/**
 * The server's own container registry, if its name is known.
 *
 * Source: docs.github.com, "Working with the Container registry" (`containers.SUBDOMAIN.ghe.com`)
 */
function registryOf(serverUrl) {
    const origin = originOf(serverUrl);
    if (origin === GITHUB)
        return 'ghcr.io';
    const tenant = TENANT.exec(origin ?? '')?.[1];
    return tenant && `containers.${tenant}`;
}
/**
 * The base URL of the server's REST API, if GITHUB_API_URL is not set.
 *
 * Source: docs.github.com/rest/using-the-rest-api/getting-started-with-the-rest-api
 */
function apiOf(serverUrl) {
    const origin = originOf(serverUrl);
    if (origin === GITHUB)
        return 'https://api.github.com';
    const tenant = TENANT.exec(origin ?? '')?.[1];
    return tenant ? `https://api.${tenant}` : `${serverUrl}/api/v3`;
}
/**
 * The issuer of the server's id tokens, without `https://`, as trust policies name it. An enterprise may add a path.
 *
 * Source: docs.github.com, "OpenID Connect reference"
 */
function issuerOf(serverUrl) {
    const origin = originOf(serverUrl);
    if (origin === GITHUB)
        return 'token.actions.githubusercontent.com';
    const tenant = TENANT.exec(origin ?? '')?.[1];
    return tenant ? `token.actions.${tenant}` : `${serverUrl.replace(/^https?:\/\//, '')}/_services/token`;
}
/**
 * Whether the server has version 2 of GitHub's artifact and cache services: github.com, a tenant of ghe.com, and local
 * test servers. @actions/cache and @actions/artifact use the same rule.
 */
function hasGithubServices(serverUrl) {
    const host = URL.parse(serverUrl)?.hostname ?? 'github.com';
    return host === 'github.com' || /\.(?:ghe\.com|localhost)$/.test(host);
}
/** The page of this run. Gitea's URLs use the run's number and have no attempts; act has no page. */
function pageOf({ serverUrl, repository, runId, runNumber, runAttempt, env, }) {
    const runs = `${serverUrl}/${repository}/actions/runs`;
    if ((0,_host_variables_runner_js__WEBPACK_IMPORTED_MODULE_0__/* .runnerVariables */ .G)(env).isGitea)
        return `${runs}/${runNumber}`;
    return runAttempt === '' ? `${runs}/${runId}` : `${runs}/${runId}/attempts/${runAttempt}`;
}
/** Whether `apiUrl` belongs to this server: on the same host or on its API host. */
function isOwnApi(apiUrl, serverUrl) {
    const api = originOf(apiUrl);
    return api !== undefined && (api === originOf(serverUrl) || api === originOf(apiOf(serverUrl)));
}
function originOf(url) {
    return URL.parse(url)?.origin;
}


/***/ }),

/***/ 18774:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $L: () => (/* binding */ isOwnPullRequest),
/* harmony export */   WV: () => (/* binding */ hasReadOnlyToken),
/* harmony export */   qg: () => (/* binding */ isDependabots)
/* harmony export */ });
/* harmony import */ var _context_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13051);

const DEPENDABOT = 'dependabot[bot]';
/** Events whose payload has the pull request, and so its head repository. */
const EVENTS = [
    'pull_request',
    'pull_request_target',
    'pull_request_review',
    'pull_request_review_comment',
];
/** Whether the event shows that this is a pull request from a branch of this repository. */
function isOwnPullRequest({ eventName, payload, repository }) {
    const head = (0,_context_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(payload, 'pull_request', 'head', 'repo', 'full_name') ?? '';
    return EVENTS.includes(eventName) && head !== '' && head.toLowerCase() === repository.toLowerCase();
}
/** Whether GitHub gives this run a token that only reads, whatever permissions the job asks for. */
function hasReadOnlyToken(run) {
    const isPulls = EVENTS.includes(run.eventName) && run.eventName !== 'pull_request_target';
    return isDependabots(run) || (isPulls && !isOwnPullRequest(run));
}
/**
 * Whether Dependabot started the run or opened the pull request. Its branches are in this repository, but nobody with
 * write access wrote the code: GitHub gives such runs a read-only token and no secrets.
 *
 * @see https://docs.github.com/code-security/dependabot/working-with-dependabot/dependabot-on-actions
 */
function isDependabots({ payload, actor }) {
    return actor === DEPENDABOT || (0,_context_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(payload, 'pull_request', 'user', 'login') === DEPENDABOT;
}


/***/ }),

/***/ 57109:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ untrustedBecause),
/* harmony export */   m: () => (/* binding */ unmergedBecause)
/* harmony export */ });
/* harmony import */ var _host_fields_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(87617);
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64212);
/* harmony import */ var _context_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13051);
/* harmony import */ var _filter_ref_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(89852);




/** Events of Gitea and Forgejo (`pull_request_sync`, …) start with the same words. */
const PULL_EVENT = /^pull_request(?:_|$)/;
/** The ref of a pull request: in full, and as a payload's `head_branch` may shorten it. */
const PULL_REF = /^(?:refs\/)?pull\/\d+\/(?:head|merge)$/;
/** GitHub's branches of merge queues; `push` also runs on them. */
const QUEUE_BRANCH = /^(?:refs\/heads\/)?gh-readonly-queue\//;
/**
 * Why the code of this run was not accepted by anyone with write access; undefined if it was. This is the only
 * definition of untrusted code: such a run may not write what branches rely on (images under `push: auto`, caches), so
 * it needs no passwordless login and does not fail without one. Includes runs on the default branch that a pull request
 * started, since those often build it.
 *
 * Source: docs.github.com, "Events that trigger workflows", and the payloads of "Webhook events and payloads"
 */
function untrustedBecause(run) {
    const fork = (0,_filter_ref_js__WEBPACK_IMPORTED_MODULE_1__/* .forkOf */ .q)(run);
    if (fork !== undefined)
        return `this run belongs to a fork (${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(fork)})`;
    if (isOfPullRequest(run))
        return 'this run belongs to a pull request';
    return isStartedByPullRequest(run) ? 'a pull request started this run' : undefined;
}
/**
 * Why the code of this run is not in a branch yet: as above, and merge queues, whose code is accepted but not merged.
 */
function unmergedBecause(run) {
    const { eventName, payload, ref, eventRef = '' } = run;
    const workflowRun = (0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(payload, 'workflow_run');
    const isQueued = eventName === 'merge_group' ||
        [ref, eventRef].some(one => QUEUE_BRANCH.test(one)) ||
        (0,_context_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(workflowRun, 'event') === 'merge_group' ||
        QUEUE_BRANCH.test((0,_context_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(workflowRun, 'head_branch') ?? '');
    return untrustedBecause(run) ?? (isQueued ? 'this run belongs to a merge queue' : undefined);
}
function isOfPullRequest({ eventName, payload, ref, eventRef = '' }) {
    // A deployment's ref may differ from the run's.
    const deployed = (0,_context_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(payload, 'deployment', 'ref') ?? '';
    const refs = [ref, eventRef].some(one => one.startsWith('refs/pull/')) || PULL_REF.test(deployed);
    return PULL_EVENT.test(eventName) || refs || (0,_host_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)((0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(payload, 'pull_request'));
}
/** Events that run on the default branch for a pull request. */
function isStartedByPullRequest({ eventName, payload }) {
    // Gitea sends null for an issue.
    if ((0,_host_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)((0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(payload, 'issue', 'pull_request')))
        return true;
    const workflowRun = (0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(payload, 'workflow_run');
    const by = (0,_context_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(workflowRun, 'event') ?? '';
    // For runs started by a comment or another `workflow_run`, GitHub does not name the original event.
    if (PULL_EVENT.test(by) || by === 'issue_comment' || by === 'workflow_run')
        return true;
    if (/^check_(?:run|suite)$/.test(by) && isFilled((0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(workflowRun, 'pull_requests')))
        return true;
    if (PULL_REF.test((0,_context_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(workflowRun, 'head_branch') ?? ''))
        return true;
    return isCheckOfPullRequest(eventName, payload);
}
/** Checks and statuses of a commit that is in no branch, or belongs to a pull request. */
function isCheckOfPullRequest(eventName, payload) {
    if (eventName === 'status')
        return isEmpty((0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(payload, 'branches'));
    const suite = { check_run: (0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(payload, 'check_run', 'check_suite'), check_suite: (0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(payload, 'check_suite') };
    const of = eventName === 'check_run' || eventName === 'check_suite' ? suite[eventName] : undefined;
    if (!(0,_host_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(of))
        return false;
    // GitHub does not resolve a fork's pull requests: it sends none, and no branch.
    const lists = [(0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(of, 'pull_requests'), (0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(payload, 'check_run', 'pull_requests')];
    return (0,_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(of, 'head_branch') === null || lists.some(isFilled);
}
function isEmpty(json) {
    return Array.isArray(json) && json.length === 0;
}
function isFilled(json) {
    return Array.isArray(json) && json.length > 0;
}


/***/ }),

/***/ 35019:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Tu: () => (/* binding */ fixedInWords),
/* harmony export */   dq: () => (/* binding */ packageInWords),
/* harmony export */   yk: () => (/* binding */ byPackage)
/* harmony export */ });
/** @param findings the worst first */
function byPackage(findings) {
    // Findings without a package stand alone.
    const groups = Map.groupBy(findings, ({ id, name, version }) => name === '' ? `id ${id}` : `package ${name} ${version}`);
    return [...groups.values()].map(group => {
        const [{ name, version, severity }] = group;
        const fixed = [...new Set(group.map(one => one.fixed).filter(text => text !== ''))];
        return { name, version, severity, ids: [...new Set(group.map(({ id }) => id))], fixed };
    });
}
/** Identifiers per line. */
const NAMED = 3;
/** `libssl3 3.0.11: critical CVE-2026-1, CVE-2026-2 and 4 more; fixed in 3.0.15`. */
function packageInWords({ name, version, severity, ids, fixed }) {
    const rest = ids.length - NAMED;
    const listed = `${ids.slice(0, NAMED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
    const what = `${severity} ${listed}`;
    if (name === '')
        return what;
    return `${[name, version].filter(part => part !== '').join(' ')}: ${what}; ${fixedInWords(fixed)}`;
}
function fixedInWords(fixed) {
    return fixed.length === 0 ? 'not fixed yet' : `fixed in ${fixed.join(', ')}`;
}


/***/ }),

/***/ 87671:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ githubApi)
/* harmony export */ });
/* harmony import */ var _event_forge_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(47935);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(79547);
/* harmony import */ var _host_fields_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(87617);
/* harmony import */ var _host_retry_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(67460);
/* harmony import */ var _http_proxy_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30768);
/* harmony import */ var _http_redirect_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(24634);
/* harmony import */ var _http_transport_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(28039);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(23940);








/** Milliseconds without progress after which a request fails. */
const IDLE = 10_000;
/** No run depends on the API: it must not be delayed for minutes. Milliseconds. */
const PATIENCE = 10_000;
const LARGEST_ANSWER = 16 * 1024 * 1024;
const STAY = { insecure: false, stay: true };
/**
 * GitHub's REST API, with the job's token if it is the token's own server. Temporary failures are retried.
 *
 * @see https://docs.github.com/rest
 */
function githubApi({ apiUrl, serverUrl }, token, policy, ports) {
    const { now, signal, proxyEnv, within } = ports;
    const mayHaveToken = (0,_event_forge_js__WEBPACK_IMPORTED_MODULE_0__/* .isOwnApi */ .$h)(apiUrl, serverUrl);
    const open = async (until) => {
        const { createOctokit } = await Promise.all(/* import() */[__webpack_require__.e(1845), __webpack_require__.e(8901)]).then(__webpack_require__.bind(__webpack_require__, 51282));
        const transport = (0,_http_transport_js__WEBPACK_IMPORTED_MODULE_5__/* .createTransport */ .o)({ proxyEnv: (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_6__/* .isLoopback */ .U9)(new URL(apiUrl).host) ? undefined : proxyEnv });
        // A renamed repository redirects within the same API.
        const send = request => (0,_http_redirect_js__WEBPACK_IMPORTED_MODULE_4__/* .sendFollowing */ .eH)(transport, { ...request, idle: IDLE, limit: IDLE, signal: until }, STAY);
        return createOctokit(apiUrl, mayHaveToken ? token : '', { send, largest: LARGEST_ANSWER });
    };
    let octokit;
    let late;
    return async (path, body) => {
        if (within !== undefined)
            late ??= AbortSignal.timeout(within);
        const signals = [signal, late].filter(one => one !== undefined);
        const until = signals.length === 0 ? undefined : AbortSignal.any(signals);
        try {
            return await (0,_host_retry_js__WEBPACK_IMPORTED_MODULE_2__/* .retry */ .L5)(async () => {
                octokit ??= open(until);
                return ask(await octokit, { url: path, data: body }, now);
            }, { policy: { ...policy, deadline: Math.min(policy.deadline, PATIENCE) }, ports, signal: until });
        }
        catch (error) {
            if (late?.aborted !== true || signal?.aborted === true)
                throw error;
            throw apiError('NETWORK_ERROR', `did not answer within ${within} ms`, 'settled', error);
        }
    };
}
function apiError(code, problem, verdict, cause) {
    return new _host_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ(code, `the GitHub API ${problem}`, { cause, verdict });
}
async function ask(octokit, request, now) {
    const { status, headers, body } = await octokit(request).catch(error => {
        throw unanswered(error);
    });
    if (status < 200 || status > 202)
        throw statusError(status, (0,_host_retry_js__WEBPACK_IMPORTED_MODULE_2__/* .parseRetryAfter */ .mu)(headers['retry-after'], now()));
    const json = (0,_host_fields_js__WEBPACK_IMPORTED_MODULE_7__/* .jsonIn */ .Yf)(body);
    if (typeof json === 'object')
        return json;
    throw apiError('NETWORK_ERROR', 'returned something other than JSON', {});
}
/** The error for a request without an answer. */
function unanswered(error) {
    if ((0,_http_redirect_js__WEBPACK_IMPORTED_MODULE_4__/* .isRefusedRedirect */ .bC)(error))
        return apiError('AUTH_DENIED', `cannot be asked: ${(0,_host_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}`, 'settled', error);
    const byProxy = (0,_http_proxy_js__WEBPACK_IMPORTED_MODULE_3__/* .proxyTrouble */ .gY)(error);
    const verdict = byProxy?.verdict ?? {};
    return apiError('NETWORK_ERROR', `does not answer: ${byProxy?.why ?? (0,_host_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}`, verdict, error);
}
function statusError(status, retryAfter) {
    // https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
    const isLimit = status === 429 || (status === 403 && retryAfter !== undefined);
    const code = isLimit
        ? 'RATE_LIMITED'
        : status === 404
            ? 'NOT_FOUND'
            : (0,_host_retry_js__WEBPACK_IMPORTED_MODULE_2__/* .temporaryStatus */ .Ew)(status)
                ? 'NETWORK_ERROR'
                : 'AUTH_DENIED';
    return apiError(code, `answered ${status}`, isLimit || (0,_host_retry_js__WEBPACK_IMPORTED_MODULE_2__/* .temporaryStatus */ .Ew)(status) ? { retryAfter } : 'settled');
}


/***/ }),

/***/ 81951:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ ERROR_CODES)
/* harmony export */ });
/**
 * Every way in which a run can fail, by its stable code: the title of its annotation (`Slipway AUTH_DENIED`) and its
 * section in docs/troubleshooting.md, whose index is generated from this table. The meaning of a code never changes and
 * codes are never reused; messages may change. Ordered as in a run.
 *
 * - `title`: the failure in two to five words, for headlines.
 * - `meaning`: completes "The run failed because …", without a full stop.
 * - `remedy`: what to do if the error has no hint.
 */
const ERROR_CODES = {
    INPUT_INVALID: {
        title: 'Invalid inputs',
        meaning: 'an input is invalid, or inputs contradict each other',
        remedy: 'Correct the inputs named in the message. `dry-run: true` checks them without Docker, network or credentials.',
    },
    RUNNER_UNUSABLE: {
        title: 'Runner problem',
        meaning: 'the runner lacks something the step needs: a writable temporary folder, disk space, a program, or its event',
        remedy: 'Free disk space, install the program, or check which earlier step changed the variable named in the message.',
    },
    ENGINE_FAILED: {
        title: 'Docker failed',
        meaning: 'Docker is not installed, does not answer, or could not do what it was asked',
        remedy: 'Check that `docker version` and `docker info` work in a step before this one.',
    },
    BUILDX_UNUSABLE: {
        title: 'buildx not usable',
        meaning: 'the requested buildx could not be installed or does not match its checksum, or there is no buildx',
        remedy: 'Request a released version (`buildx-version: v0.29.1`), or leave the input empty to use the one on the runner.',
    },
    BUILDER_UNUSABLE: {
        title: 'Builder not usable',
        meaning: 'the builder does not exist, could not be started, or hangs',
        remedy: 'Check the builder with `docker buildx inspect`, or leave `builder` and `driver` empty to get the default one.',
    },
    EMULATION_FAILED: {
        title: 'Emulation not available',
        meaning: 'programs for another platform cannot run here, and emulation could not be set up',
        remedy: 'Set `qemu: true`, or build and test each platform on a runner of that platform.',
    },
    AUTH_FAILED: {
        title: 'Credentials rejected',
        meaning: 'a registry rejected the credentials, or there are none',
        remedy: 'Check the user name and that the secret exists, is spelled correctly, and has not expired.',
    },
    AUTH_DENIED: {
        title: 'Permission denied',
        meaning: 'the credentials are valid but lack the permission',
        remedy: 'Give the token write access to this repository; for GHCR add `permissions: packages: write` to the job.',
    },
    NOT_FOUND: {
        title: 'Not found',
        meaning: 'a repository, image, tag or file does not exist, or the credentials may not see it',
        remedy: 'Check the spelling. Some registries (ECR, Harbor, Artifact Registry) need the repository created first.',
    },
    TAG_IMMUTABLE: {
        title: 'Tag already exists',
        meaning: 'a tag already names another image, and `immutable-tags` or the registry forbids moving it',
        remedy: 'Publish under a new tag, or remove the tag from `immutable-tags` if it is meant to move.',
    },
    QUOTA_EXCEEDED: {
        title: 'Registry quota exceeded',
        meaning: 'the registry has no storage left for this namespace or project',
        remedy: 'Delete old images there, or raise the quota.',
    },
    POLICY_DENIED: {
        title: 'Forbidden by a registry policy',
        meaning: 'a rule of the registry or of a proxy forbids the request: a firewall, a scan policy, a size limit',
        remedy: 'Ask whoever runs the registry or the proxy; the message quotes its answer.',
    },
    RATE_LIMITED: {
        title: 'Too many requests',
        meaning: 'a service kept answering "too many requests"',
        remedy: 'Wait and re-run the job. Authenticated requests have higher limits, and `mirrors` spares Docker Hub.',
    },
    NETWORK_ERROR: {
        title: 'Network problem',
        meaning: 'a host could not be reached: DNS, refused connection, timeout, TLS',
        remedy: 'Check the host name, the proxy settings and the certificates, then re-run the job.',
    },
    REGISTRY_ERROR: {
        title: 'Registry error',
        meaning: 'a registry, or a proxy in front of it, answered with an error or with something invalid',
        remedy: 'Re-run the job. If it keeps failing, ask whoever runs the registry; the message quotes its answer.',
    },
    BUILD_FAILED: {
        title: 'Build failed',
        meaning: 'a step of the Dockerfile failed, or BuildKit rejected the build',
        remedy: 'Read the last lines of the failed step. `docker build .` with the same arguments reproduces it locally.',
    },
    LAYOUT_INVALID: {
        title: 'Invalid OCI layout',
        meaning: 'an OCI layout is incomplete, damaged or of another kind',
        remedy: 'Write it again with the input `layout`, or with `docker buildx build --output type=oci`.',
    },
    IMAGE_INVALID: {
        title: 'Invalid image',
        meaning: 'what a reference names is not an image that can be published',
        remedy: 'Rebuild the image, or use another one.',
    },
    TEST_FAILED: {
        title: 'Tests failed',
        meaning: 'a test, `container-test` or gate did not pass, so nothing was published',
        remedy: 'Read the last lines of its output. Build the image locally and run the same script with IMAGE set to its name.',
    },
    SCAN_FAILED: {
        title: 'Scan failed',
        meaning: 'the scan found vulnerabilities at or above the threshold, or the scanner could not run',
        remedy: 'Update the packages it names or list accepted findings in an ignore file; see the scan inputs.',
    },
    ARTIFACT_FAILED: {
        title: 'Handing over a part failed',
        meaning: 'a part of the image could not be handed over as an artifact of the workflow run',
        remedy: 'Re-run the failed jobs. `part` and `merge` need the artifact service of GitHub Actions.',
    },
    PARTS_INVALID: {
        title: 'Parts do not fit together',
        meaning: 'the parts of the image that other jobs built are missing, duplicated, or do not belong together',
        remedy: 'Re-run the jobs that build the parts, and give them the same inputs as the job that merges.',
    },
    POLICY_BREACHED: {
        title: 'Policy breached',
        meaning: 'the run, or the image that it built, breaches a rule of `policy`; nothing was published',
        remedy: 'Comply with each rule that the message names, or ask whoever owns the policy to change it.',
    },
    DIGEST_MISMATCH: {
        title: 'Digest mismatch',
        meaning: 'content does not match its digest: the image tested, pushed or read back is not the one built',
        remedy: 'Re-run the job. If it happens again, look for another job that replaces the image on the same engine.',
    },
    SIGN_FAILED: {
        title: 'Signing failed',
        meaning: 'the image could not be signed, or a registry did not accept the signature; no tag has changed',
        remedy: 'Re-run the job. The message says which service or registry refused, and why.',
    },
    SIGNATURE_INVALID: {
        title: 'Image not signed as required',
        meaning: 'an image is not signed as `verify-source`, `require-signed-base` or the verify action requires',
        remedy: 'Check who signed it with `cosign verify`, and compare the identity, the issuer or the key.',
    },
    PUBLISH_FAILED: {
        title: 'Publishing failed',
        meaning: 'a required registry did not get the image; no existing tag has changed',
        remedy: 'Re-run the job once the registry has recovered; layers already uploaded are skipped.',
    },
    PUBLISH_PARTIAL: {
        title: 'Partly published',
        meaning: 'some tags name the new image and others could not be written',
        remedy: 'Re-run the job: it publishes the same tags again. The summary lists what each tag names now.',
    },
    VERIFY_FAILED: {
        title: 'Not verified',
        meaning: 'the tags were written, but reading them back did not show the new image',
        remedy: 'Re-run the job. If it happens again, look for another job that writes the same tags, or a cache in front of the registry.',
    },
    CANCELLED: {
        title: 'Cancelled',
        meaning: 'the job was cancelled or reached its time limit',
        remedy: 'Re-run the job. The message says whether any tag had changed.',
    },
    INTERNAL: {
        title: 'Internal error',
        meaning: 'an error occurred that Slipway did not expect',
        remedy: 'This is a bug in Slipway. Please report it with the log of a run with debug logging on.',
    },
};


/***/ }),

/***/ 87617:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gv: () => (/* binding */ isObject),
/* harmony export */   Yf: () => (/* binding */ jsonIn),
/* harmony export */   t5: () => (/* binding */ fieldsIn),
/* harmony export */   yX: () => (/* binding */ jsonFields)
/* harmony export */ });
/** Whether a value is a JSON object, which a list is not. */
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** The fields of a JSON object; {} for anything else. */
function fieldsIn(value) {
    return isObject(value) ? value : {};
}
/** What a JSON text holds; undefined if it is not JSON. */
function jsonIn(text) {
    try {
        return JSON.parse(text.toString());
    }
    catch {
        return undefined;
    }
}
/** The fields of a JSON object in a text; {} for anything else. */
function jsonFields(text) {
    return fieldsIn(jsonIn(text));
}


/***/ }),

/***/ 19385:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ bundledWorker)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);


/** `dist/NAME/index.js`, relative to `dist/index.js` or to `dist/post/index.js`. */
function bundledWorker(name) {
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(process.argv[1] ?? '.');
    const places = [(0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name, 'index.js'), (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '..', name, 'index.js')];
    return places.find(place => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(place)) ?? places[0];
}


/***/ }),

/***/ 20330:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ checkCreatable)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _errno_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69706);



/**
 * Checks that this user may create a file at a path, or the missing folders above it, and creates nothing: a run should
 * not end with what cannot be written after it has published. A full disk is not noticed.
 *
 * @throws Error (its message a clause) naming the folder
 */
function checkCreatable(path) {
    let folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(path));
    try {
        while ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(folder, { throwIfNoEntry: false }) === undefined)
            folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder);
        if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(folder).isDirectory())
            throw new Error('it is not a folder');
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.accessSync)(folder, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.W_OK | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK);
    }
    catch (cause) {
        throw new Error(`${folder}: ${(0,_errno_js__WEBPACK_IMPORTED_MODULE_2__/* .reasonOf */ .A)(cause)}`, { cause });
    }
}


/***/ }),

/***/ 74786:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EO: () => (/* binding */ runGit),
/* harmony export */   Pl: () => (/* binding */ hardenedGitEnv),
/* harmony export */   vu: () => (/* binding */ foldersTo)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _variables_system_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(34803);
/* harmony import */ var _real_path_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3614);



/**
 * A workspace may contain a `.git` folder from somebody else (an unpacked artifact, an earlier step), whose `config`
 * can name programs to run. These settings override it.
 *
 * `safe.bareRepository`: a workspace laid out like a repository is not treated as one.
 */
const SETTINGS = [
    ['core.fsmonitor', 'false'],
    ['core.hooksPath', '/dev/null'],
    ['log.showSignature', 'false'],
    ['safe.bareRepository', 'explicit'],
];
/** No fetches: they run the `uploadpack`, `sshCommand` and helpers of a remote. */
const NO_REMOTE = { GIT_ALLOW_PROTOCOL: 'none', GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0' };
/** buildx would run `git status`, which runs the filters that `.git/config` names. */
const NO_STATUS = { BUILDX_GIT_CHECK_DIRTY: '0' };
/**
 * Runs git in the workspace so that nothing in the workspace is executed. All git calls go through here.
 *
 * @param timeout milliseconds
 */
function runGit(workspace, args, { run, env }, timeout) {
    const settings = [...SETTINGS, ...safe([workspace])].flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const options = { env: { ...env, ...NO_REMOTE }, cwd: workspace, timeout };
    return run('git', ['--no-pager', ...settings, ...args], options);
}
/**
 * The environment of a child that runs git in these folders itself, as buildx does for the provenance, with the same
 * settings. Git settings already in the environment stay, after GIT_CONFIG_COUNT.
 */
function hardenedGitEnv(env, folders) {
    const first = (0,_variables_system_js__WEBPACK_IMPORTED_MODULE_1__/* .gitSettings */ .Ug)(env);
    const all = [...SETTINGS, ...safe(folders)];
    const settings = all.flatMap(([name, value], index) => [
        [`GIT_CONFIG_KEY_${first + index}`, name],
        [`GIT_CONFIG_VALUE_${first + index}`, value],
    ]);
    const added = { ...NO_REMOTE, ...NO_STATUS, ...Object.fromEntries(settings) };
    return { ...env, ...added, GIT_CONFIG_COUNT: String(first + all.length) };
}
/** The workspace and each folder between it and `path`: any of them may be the top of a checkout. */
function foldersTo(workspace, path) {
    const inside = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.relative)(workspace, (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(workspace, path));
    const parts = inside === '' || inside.startsWith('..') ? [] : inside.split(node_path__WEBPACK_IMPORTED_MODULE_0__.sep);
    return [workspace, ...parts.map((_, at) => (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(workspace, ...parts.slice(0, at + 1)))];
}
/**
 * In a job container a checkout may belong to another user: git may trust these folders only, whatever its own settings
 * say (an empty value clears them). Git compares real paths.
 */
function safe(folders) {
    const paths = new Set(folders.flatMap(folder => [folder, (0,_real_path_js__WEBPACK_IMPORTED_MODULE_2__/* .realPath */ .Y)(folder)]));
    return ['', ...paths].map(path => ['safe.directory', path]);
}


/***/ }),

/***/ 6351:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ makeFolder)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _errno_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69706);



/**
 * Creates a folder and its missing parents. Not with Node's recursive `mkdir`, which loops forever where the kernel
 * reports a missing parent but does not allow creating it, as below /proc.
 *
 * @param mode of every folder that is created
 * @throws the system's error (EACCES, EROFS, …); ENOTDIR where something else is in the way
 */
async function makeFolder(path, mode = 0o777) {
    const whole = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(path);
    if (await makeInParent(whole, mode))
        return;
    await makeFolder((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(whole), mode);
    if (!(await makeInParent(whole, mode)))
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(whole, { mode });
}
/** Creates one folder, unless it exists. False if its parent is missing. */
async function makeInParent(path, mode) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(path, { mode });
        return true;
    }
    catch (error) {
        if ((0,_errno_js__WEBPACK_IMPORTED_MODULE_2__/* .errnoOf */ .U)(error) === 'ENOENT' && (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path) !== path)
            return false;
        if ((0,_errno_js__WEBPACK_IMPORTED_MODULE_2__/* .errnoOf */ .U)(error) !== 'EEXIST')
            throw error;
        const stats = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(path).catch(() => undefined);
        if (stats?.isDirectory())
            return true;
        // The system only says that a "file already exists", also of a device or a link that leads nowhere.
        const problem = `${path} is ${stats?.isFile() ? 'a file, not a folder' : 'not a folder'}`;
        throw Object.assign(new Error(problem, { cause: error }), { code: 'ENOTDIR', path });
    }
}


/***/ }),

/***/ 3169:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ readIfThere)
/* harmony export */ });
/* harmony import */ var _regular_file_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(30481);

/** The text of an optional file; undefined when it cannot be read or is not a regular file. */
function readIfThere(path, rules = { follow: true }) {
    try {
        return (0,_regular_file_js__WEBPACK_IMPORTED_MODULE_0__/* .readText */ .yR)(path, rules);
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 3614:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ realPath)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);


/**
 * An absolute path with its links resolved. Of a missing one, the part that exists is resolved: a link among its parents
 * may lead anywhere.
 */
function realPath(path) {
    try {
        // `dirname` would be applied after normalizing.
        return node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync.native(path);
    }
    catch {
        const parent = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path);
        return parent === path ? path : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(realPath(parent), path.slice(parent.length));
    }
}


/***/ }),

/***/ 30481:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AC: () => (/* binding */ UNFOLLOWED),
/* harmony export */   VX: () => (/* binding */ readRegular),
/* harmony export */   yR: () => (/* binding */ readText)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);

/**
 * Reads a file from an untrusted place: a repository, an archive, or a folder that others can write to. A pipe or
 * device would never end, and some files of /proc block. So it opens only regular files, never waits, and stops at the
 * size limit.
 *
 * @throws Error (its message a clause) for a file that is not regular or too large; the system's error when it cannot
 *   be read
 */
function readRegular(path, { largest = LARGEST, follow = false } = {}) {
    // Before opening: opening a device can have effects.
    if (follow && !(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path).isFile())
        throw new Error(NOT_REGULAR);
    const file = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(path, follow ? UNBLOCKED : UNFOLLOWED);
    try {
        const stats = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(file);
        if (!stats.isFile())
            throw new Error(NOT_REGULAR);
        return readAll(file, largest);
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(file);
    }
}
/** The same as text. Invalid UTF-8 becomes U+FFFD. */
function readText(path, rules = {}) {
    return readRegular(path, rules).toString('utf8');
}
const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = node_fs__WEBPACK_IMPORTED_MODULE_0__.constants;
const UNBLOCKED = (O_RDONLY ?? 0) | O_NONBLOCK;
/** The flags to open a file for reading without following a symbolic link or waiting for a pipe. */
const UNFOLLOWED = UNBLOCKED | O_NOFOLLOW;
const LARGEST = 16 * 1024 * 1024;
const NOT_REGULAR = 'it is not a regular file';
/** Not by its size: files of /proc report none. */
function readAll(file, largest) {
    const chunks = [];
    let size = 0;
    for (;;) {
        const chunk = Buffer.allocUnsafe(CHUNK);
        const length = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(file, chunk, 0, CHUNK, null);
        if (length === 0)
            return Buffer.concat(chunks);
        size += length;
        if (size > largest)
            throw new Error(`it has more than ${largest} bytes`);
        chunks.push(chunk.subarray(0, length));
    }
}
const CHUNK = 64 * 1024;


/***/ }),

/***/ 29491:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ retryPorts)
/* harmony export */ });
/** The ports of `retry` on this machine. */
function retryPorts({ sleep, now }) {
    return { sleep, now, random: Math.random };
}


/***/ }),

/***/ 67460:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ew: () => (/* binding */ temporaryStatus),
/* harmony export */   FC: () => (/* binding */ againLine),
/* harmony export */   L5: () => (/* binding */ retry),
/* harmony export */   e7: () => (/* binding */ readBack),
/* harmony export */   fg: () => (/* binding */ retryVerdictOf),
/* harmony export */   mu: () => (/* binding */ parseRetryAfter),
/* harmony export */   vI: () => (/* binding */ DEFAULT_RETRY)
/* harmony export */ });
/* unused harmony export pause */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _text_seconds_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26141);


const DEFAULT_RETRY = { retries: 5, base: 500, cap: 20_000, deadline: 180_000 };
/**
 * Runs `attempt` until it succeeds, fails for good, or the policy is exhausted; then the last error is rethrown
 * unchanged. The action's only retry policy: exponential back-off with full jitter, never shorter than `Retry-After`. A
 * pause that would end after the deadline is not started.
 *
 * @param attempt gets its number, from 1
 */
async function retry(attempt, options) {
    const { policy, ports, classify = retryVerdictOf, signal, onRetry } = options;
    let end;
    for (let n = 1;; n++) {
        signal?.throwIfAborted();
        try {
            return await attempt(n);
        }
        catch (error) {
            const verdict = classify(error);
            if (verdict === 'settled' || n > policy.retries || signal?.aborted)
                throw error;
            end ??= ports.now() + policy.deadline;
            const delay = pause(n, verdict.retryAfter, policy, ports.random);
            if (ports.now() + delay > end)
                throw error;
            onRetry?.({ error, attempt: n, delay });
            await ports.sleep(delay, signal);
        }
    }
}
/** The log line of `onRetry`. @param next what follows the pause: `building` */
function againLine({ error, delay }, next = 'trying') {
    return `${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}; ${next} again in ${(0,_text_seconds_js__WEBPACK_IMPORTED_MODULE_1__/* .inSeconds */ .F)(delay)}`;
}
/** Errors that are not ours are never considered transient. */
function retryVerdictOf(error) {
    return error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ ? error.verdict : 'settled';
}
/**
 * Milliseconds to wait after the `n`th failed attempt. Jitter is added to Retry-After, to spread concurrent clients.
 */
function pause(n, retryAfter, policy, random) {
    const bound = Math.min(policy.cap, policy.base * 2 ** (n - 1));
    if (retryAfter === undefined)
        return Math.round(random() * bound);
    return Math.round(retryAfter + random() * policy.base);
}
/** `Retry-After` in milliseconds: seconds, or an HTTP date (RFC 9110 §10.2.3). Undefined for anything else. */
function parseRetryAfter(value, now) {
    const text = value?.trim() ?? '';
    if (/^\d{1,9}$/.test(text))
        return Number(text) * 1000;
    const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
/** HTTP statuses worth retrying: too early, time-out, too many requests, and every 5xx except the permanent ones. */
function temporaryStatus(status) {
    return status === 408 || status === 425 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
}
/** Replicas and caches in front of a registry may lag behind an acknowledged write. Milliseconds. */
const PATIENCE = { retries: 4, base: 250, cap: 2_000, deadline: 10_000 };
/**
 * Reads again for a few seconds while the result does not match. An error is final: the client has retried already.
 * Never throws.
 *
 * @returns the last mismatch
 */
async function readBack(ports, read) {
    let mismatch;
    const attempt = async () => {
        mismatch = await read();
        if (mismatch !== undefined)
            throw DISAGREES;
    };
    const { sleep, now, signal } = ports;
    const classify = (error) => (error === DISAGREES ? {} : 'settled');
    try {
        // Without jitter: nobody else waits for the same thing.
        await retry(attempt, { policy: PATIENCE, ports: { sleep, now, random: () => 1 }, signal, classify });
        return undefined;
    }
    catch (error) {
        return error === DISAGREES ? mismatch : `could not be read back: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`;
    }
}
const DISAGREES = new Error('what was read back is not what was written');


/***/ }),

/***/ 17401:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ firstLine)
/* harmony export */ });
/** The first line of a message, for places with room for one. */
function firstLine(text) {
    return text.split('\n', 1)[0] ?? '';
}


/***/ }),

/***/ 61160:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ matchesGlob)
/* harmony export */ });
/** Whether a pattern matches a whole text: `*` stands for any characters. At most quadratic time for any pattern. */
function matchesGlob(pattern, text) {
    const [first = '', ...rest] = pattern.split('*');
    if (rest.length === 0)
        return pattern === text;
    const last = rest.pop() ?? '';
    if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
        return false;
    let from = first.length;
    const end = text.length - last.length;
    for (const part of rest) {
        const at = text.indexOf(part, from);
        if (at < 0 || at + part.length > end)
            return false;
        from = at + part.length;
    }
    return true;
}


/***/ }),

/***/ 20051:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ humanSize)
/* harmony export */ });
/** Decimal units, as registries show them. */
function humanSize(bytes) {
    if (bytes < 1000)
        return `${bytes} B`;
    const units = ['kB', 'MB', 'GB', 'TB'];
    let amount = bytes / 1000;
    let unit = 0;
    // Rounded first: 999 960 bytes are 1.0 MB, not 1000.0 kB.
    while (Number(amount.toFixed(1)) >= 1000 && unit < units.length - 1) {
        amount /= 1000;
        unit++;
    }
    return `${amount.toFixed(1)} ${units[unit]}`;
}


/***/ }),

/***/ 1833:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ lastLine)
/* harmony export */ });
/** The last line of a command's output: on stderr it is the reason for a failure. */
function lastLine(text) {
    return text.trim().split('\n').at(-1) ?? '';
}


/***/ }),

/***/ 57827:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ ofName)
/* harmony export */ });
/** ` of NAME` for one of several images, '' for the only one, which has no name. */
function ofName({ name }) {
    return name === '' ? '' : ` of ${name}`;
}


/***/ }),

/***/ 64212:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ quote)
/* harmony export */ });
/** The longest text shown, in UTF-16 code units. */
const LONGEST = 200;
/**
 * An untrusted value for a message, on one line: JSON, so strings are in double quotes with control characters escaped,
 * cut after 200 characters.
 */
function quote(value) {
    if (typeof value === 'string')
        return JSON.stringify(cut(value));
    return cut(jsonOf(value));
}
function jsonOf(value) {
    try {
        return JSON.stringify(value) ?? 'nothing';
    }
    catch {
        // Parsing JSON takes no stack; writing it does.
        return 'a value that is nested too deeply';
    }
}
/** A surrogate pair cut in half would not be valid text. */
function cut(text) {
    return text.length > LONGEST ? `${text.slice(0, LONGEST).toWellFormed()}…` : text;
}


/***/ }),

/***/ 26141:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ inSeconds)
/* harmony export */ });
/** Milliseconds as `1.2 s`. */
function inSeconds(ms) {
    return `${(ms / 1000).toFixed(1)} s`;
}


/***/ }),

/***/ 39669:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ sha256Hex)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);

/** The SHA-256 hash of a text or of bytes, in hex. */
function sha256Hex(content) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(content).digest('hex');
}


/***/ }),

/***/ 90671:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ shellQuote)
/* harmony export */ });
/** The text as one word of a POSIX shell, whatever is in it: a branch may be called `$(rm -rf .)`. */
function shellQuote(text) {
    return `'${text.replaceAll("'", "'\\''")}'`;
}


/***/ }),

/***/ 77767:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FA: () => (/* binding */ says),
/* harmony export */   bd: () => (/* binding */ troubleVerdict),
/* harmony export */   j0: () => (/* binding */ detailIn),
/* harmony export */   m6: () => (/* binding */ isNetworkTrouble)
/* harmony export */ });
/* unused harmony exports TOOL_MESSAGES, TOOL_DETAILS */
/**
 * What programs on this machine print, by the kind of message: they report a failure's cause only in words, which may
 * change with any release. This is the only place that knows the words. How output is laid out (the prefix `ERROR: `,
 * the lines of a Dockerfile that follow it) is known where it is parsed. Libraries that are bundled here are not in it,
 * nor are registries, whose answers have codes (registry/errors).
 *
 * Each kind has real messages in `__tests__/fixtures/tool-messages.json`.
 */
const TOOL_MESSAGES = {
    /** BuildKit: a command of the Dockerfile failed. The message quotes the command, which may contain anything. */
    stepFailed: [/did not complete successfully/],
    /** BuildKit: a COPY or ADD of a file that does not exist. */
    fileMissing: [/failed to calculate checksum of ref .*"[^"]*": not found/],
    /** BuildKit, buildx: a step, or the whole build, was cancelled. */
    cancelled: [/context canceled/],
    /**
     * BuildKit, containerd, Go's net package and git: a registry or host was briefly unavailable. BuildKit itself retries
     * after 5xx answers and dropped connections, but only for seconds; after 429 immediately; and never after token
     * server, DNS or connection-refused errors.
     */
    networkTrouble: [
        // containerd: `unexpected status from HEAD request to https://…: 503 Service Unavailable`
        /unexpected status\b[^\n]*\b(?:408|425|429|5\d\d)\b/,
        // BuildKit's ADD of a URL; git's transport
        /invalid (?:response|not-modified) status:? (?:408|425|429|5\d\d)\b/,
        /requested URL returned error: (?:408|429|5\d\d)\b/,
        /\b(?:429 Too Many Requests|toomanyrequests|502 Bad Gateway|503 Service Unavailable|504 Gateway Time-?out)\b/i,
        /connection reset by peer|connection refused|broken pipe|connection timed out|network is unreachable/i,
        /i\/o timeout|TLS handshake timeout|Client\.Timeout exceeded|http2: (?:server sent GOAWAY|client connection lost)/,
        /dial tcp[^\n]*(?:no such host|server misbehaving|Temporary failure in name resolution)/,
        /Could not resolve host|Couldn't connect to server|Empty reply from server|early EOF|the remote end hung up unexpectedly/,
        /(?:httpReadSeeker|failed to (?:do request|copy|fetch oauth token|fetch anonymous token))[^\n]*\bEOF\b/,
    ],
    /** buildx: the address of a builder or engine does not answer. */
    unreachable: [/no such host|connection refused|i\/o timeout|deadline exceeded/],
    /** Docker Hub, as quoted by BuildKit and the engine: too many anonymous pulls. */
    pullsLimited: [/toomanyrequests/],
    /** A registry, as quoted by BuildKit and the engine: no login, or one without access. */
    loginNeeded: [/401 Unauthorized|pull access denied/],
    /** containerd: a registry's token server refused. */
    authorizationFailed: [/authorization failed/],
    /** Go's TLS: a registry's certificate is from a CA that the builder does not know. */
    unknownAuthority: [/x509: certificate signed by unknown authority/],
    /** Linux, as quoted by BuildKit and others: the disk is full. */
    diskFull: [/no space left on device/],
    /** Linux, as quoted by BuildKit: the program is for another processor. */
    otherProcessor: [/exec format error/],
    /** GNU and BusyBox tar and the shell, as quoted by BuildKit: a file exceeds its ulimit (SIGXFSZ). */
    fileTooLarge: [/File size limit exceeded|File too large|exit code: 153\b/],
    /** BuildKit: the Dockerfile is not valid. */
    dockerfileInvalid: [/dockerfile parse error|unknown instruction/],
    /** BuildKit and buildx: the Dockerfile or the build context does not exist. */
    dockerfileMissing: [/failed to read dockerfile|resolve : lstat |unable to prepare context/],
    /** BuildKit: a Rego policy forbids a source. */
    sourceForbidden: [/source "[^"]*" not allowed by policy/],
    /** OPA in buildx: a Rego policy is not valid. */
    policyInvalid: [/rego_\w+_error/],
    /** OPA in buildx, and others: the errors follow, one per line. */
    errorsListed: [/\d+ errors? occurred$/m],
    /** buildx: this BuildKit does not know policies. */
    policyUnsupported: [/strict policy is not supported by the current BuildKit/],
    /** buildx: an export that a builder with several nodes cannot write. */
    exportUnsupported: [/for multi-node builds currently not supported/],
    /** BuildKit: the image cannot be pushed; at the start of its message, or after the target's name. */
    pushFailed: [/^(?:target \S+: )?failed to push\b/],
    /** The engine's BuildKit: two builds create the same name at once. It is given to the first, and the other fails. */
    nameTaken: [/image "[^"]*": already exists$/m],
    /** BuildKit: a cache cannot be read or written. */
    cacheTrouble: [
        /importing cache|cache (?:import|export|manifest)|(?:gha|GitHub Actions) cache|actions-cache\//i,
        /content digest sha256:[0-9a-f]+: not found|failed to (?:copy|compute|load) cache/i,
        /blob sha256:[0-9a-f]+ not found|unexpected commit digest/i,
    ],
    /** BuildKit and registries: there is no such cache yet. */
    cacheMissing: [/: not found$|no such (?:file|key)|MANIFEST_UNKNOWN|NAME_UNKNOWN|manifest unknown/i],
    /** BuildKit: about GitHub's cache service. */
    cacheService: [/gha:|GitHub Actions Cache/],
    /** BuildKit: about writing a result, such as an image or a cache. */
    exporting: [/export/i],
    /** buildx: no builder has this name. */
    builderMissing: [/no builder .* found/],
    /** buildx: no builder can have this name. */
    builderNameInvalid: [/invalid name/],
    /** buildx: somebody else has created a builder of this name. */
    builderExists: [/existing instance for/],
    /** buildx: the driver, or an option of it, does not exist. */
    driverUnknown: [/invalid driver option|unknown driver|failed to find driver/],
    /** buildx: the engine's TLS keys are in the environment, not in a context. */
    tlsInEnvironment: [/TLS data loaded from environment/],
    /** buildx: it is too old for an option. */
    buildxTooOld: [/invalid progress mode|unknown flag/],
    /** docker: buildx is not installed; without the plugin, docker interprets its flags itself. */
    buildxMissing: [/is not a docker command|unknown command|unknown (?:shorthand )?flag/],
    /** docker: Docker Scout is not installed; some versions interpret its flags themselves. */
    scoutMissing: [/unknown command: docker scout|'scout' is not a docker command|^Usage:\s+docker \[OPTIONS\] COMMAND/m],
    /** grype, in all of its versions: it found something. */
    vulnerable: [/discovered vulnerabilities at or above the severity threshold/],
    /** docker-credential-helpers: no login for this registry. */
    noCredentials: [/credentials not found/i],
    /** The engine, asked to log in to a registry: there is a server, but none over TLS; or it refused. */
    serverAnswered: [/HTTP response to HTTPS client|failed with status/],
    /** ldd (glibc's or musl's): the program needs no libraries. */
    staticProgram: [/not a (?:valid )?dynamic (?:executable|program)|statically linked/i],
};
/** What such messages name: the first group. */
const TOOL_DETAILS = {
    /** BuildKit: the repository that an image could not be pushed to. */
    pushedTo: /failed to push ([^\s:@]+(?::\d+)?[^\s:@]*)/,
    /** buildx: the target of a bake definition whose build failed. */
    failedTarget: /^ERROR: (?:failed to build: )?target (\S+): /,
    /** buildx: why a Rego policy forbids a source. */
    policyReason: /^Policy: (.+)$/,
    /** BuildKit: the line at which the Dockerfile is not valid. */
    invalidLine: /parse error on line (\d+)/,
    /** docker, or a program in a container that it ran: the line with the error. */
    containerError: /^(docker: .*|.*error.*)$/i,
};
/** What a program's output names; undefined if it has no such message. */
function detailIn(text, detail) {
    return TOOL_DETAILS[detail].exec(text)?.[1];
}
/** Whether a program's output has a message of one of these kinds. */
function says(text, ...kinds) {
    return kinds.some(kind => TOOL_MESSAGES[kind].some(pattern => pattern.test(text)));
}
/** Whether it shows a transient network problem: not if a step of the build failed, whatever that printed. */
function isNetworkTrouble(text) {
    return !says(text, 'stepFailed') && says(text, 'networkTrouble');
}
/** The same as a retry verdict. */
function troubleVerdict(text) {
    return isNetworkTrouble(text) ? {} : 'settled';
}


/***/ }),

/***/ 55104:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bt: () => (/* binding */ loginVariables),
/* harmony export */   E$: () => (/* binding */ metadataSwitches),
/* harmony export */   Fn: () => (/* binding */ buildPushSwitches),
/* harmony export */   Ze: () => (/* binding */ nodeSecret),
/* harmony export */   am: () => (/* binding */ LOGIN_VARIABLES),
/* harmony export */   xS: () => (/* binding */ nodeKeys)
/* harmony export */ });
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(72101);

/** @see https://github.com/docker/metadata-action#environment-variables */
function metadataSwitches(env) {
    return {
        isPrHeadSha: /true/i.test(env.DOCKER_METADATA_PR_HEAD_SHA ?? ''),
        annotationLevels: (env.DOCKER_METADATA_ANNOTATIONS_LEVELS || 'manifest').split(','),
        shortShaLength: env.DOCKER_METADATA_SHORT_SHA_LENGTH || '7',
        setOutputEnv: env.DOCKER_METADATA_SET_OUTPUT_ENV || 'true',
    };
}
/** @see https://github.com/docker/build-push-action#environment-variables */
function buildPushSwitches(env) {
    return {
        writesSummary: !(0,_environment_js__WEBPACK_IMPORTED_MODULE_0__/* .isFalse */ .Wu)(env.DOCKER_BUILD_SUMMARY),
        annotatesChecks: !(0,_environment_js__WEBPACK_IMPORTED_MODULE_0__/* .isFalse */ .Wu)(env.DOCKER_BUILD_CHECKS_ANNOTATIONS),
        isPrHeadRef: env.DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF === 'true',
    };
}
/** Their names, for errors. */
const LOGIN_VARIABLES = {
    connection: 'DOCKERHUB_OIDC_CONNECTIONID',
    seconds: 'DOCKERHUB_OIDC_EXPIREIN',
};
/** @see https://github.com/docker/login-action */
function loginVariables(env) {
    const text = (name) => (env[LOGIN_VARIABLES[name]] ?? '').trim();
    return { connection: text('connection'), seconds: text('seconds') };
}
/**
 * docker/setup-buildx-action's TLS client certificate of a remote node: BUILDER_NODE_0_AUTH_TLS_KEY is the key of the
 * first one. '' by default.
 *
 * @see https://docs.docker.com/build/ci/github-actions/configure-builder/
 */
function nodeSecret(env, index, part) {
    return env[`BUILDER_NODE_${index}_AUTH_TLS_${part.toUpperCase()}`] ?? '';
}
/** The keys of all nodes. */
function nodeKeys(env) {
    return Object.keys(env)
        .filter(name => /^BUILDER_NODE_\d+_AUTH_TLS_KEY$/.test(name))
        .map(name => env[name] ?? '');
}


/***/ }),

/***/ 19142:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ serviceVariables)
/* harmony export */ });
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(72101);

/**
 * @see https://github.com/actions/toolkit/blob/main/packages/cache/src/internal/config.ts
 * @see https://github.com/actions/toolkit/blob/main/packages/artifact/src/internal/shared/config.ts
 * @see https://docs.github.com/actions/reference/security/oidc
 */
function serviceVariables(env) {
    const idTokenUrl = env.ACTIONS_ID_TOKEN_REQUEST_URL ?? '';
    const idTokenBearer = env.ACTIONS_ID_TOKEN_REQUEST_TOKEN ?? '';
    return {
        runtimeToken: env.ACTIONS_RUNTIME_TOKEN ?? '',
        resultsUrl: env.ACTIONS_RESULTS_URL ?? '',
        cacheUrl: env.ACTIONS_CACHE_URL ?? '',
        isCacheV2: (0,_environment_js__WEBPACK_IMPORTED_MODULE_0__/* .isTrue */ .Hn)(env.ACTIONS_CACHE_SERVICE_V2),
        cacheMode: (env.ACTIONS_CACHE_MODE ?? '').trim().toLowerCase(),
        idTokenUrl,
        idTokenBearer,
        offersIdTokens: idTokenUrl !== '' && idTokenBearer !== '',
    };
}


/***/ }),

/***/ 1956:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cy: () => (/* binding */ commandFile),
/* harmony export */   LO: () => (/* binding */ inputVariable),
/* harmony export */   _Y: () => (/* binding */ stepVariables),
/* harmony export */   cP: () => (/* binding */ inputIn),
/* harmony export */   fm: () => (/* binding */ hasPostStep)
/* harmony export */ });
/* unused harmony export stateIn */
/** @see https://docs.github.com/actions/reference/workflows-and-actions/variables */
function stepVariables(env) {
    return {
        id: env.GITHUB_ACTION ?? '',
        actionRepository: env.GITHUB_ACTION_REPOSITORY ?? '',
        actionRef: env.GITHUB_ACTION_REF ?? '',
    };
}
/** The variable of an input: the name in upper case, spaces as `_`, hyphens kept. */
function inputVariable(name) {
    return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}
/**
 * An input as given; undefined: absent. The runner sets the default in action.yml only for absent inputs.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#inputs
 */
function inputIn(env, name) {
    return env[inputVariable(name)];
}
/**
 * The path of a command file; '' if the runner has none.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#environment-files
 */
function commandFile(env, file) {
    return env[file] ?? '';
}
/** Whether there is a post step, which gets what this step saves. Some runners have neither. */
function hasPostStep(env) {
    return commandFile(env, 'GITHUB_STATE') !== '';
}
/**
 * The state in the post step's environment.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#sending-values-to-the-pre-and-post-actions
 */
function stateIn(env) {
    return {
        folder: env.STATE_folder ?? '',
        undo: env.STATE_undo ?? '',
        buildx: env.STATE_buildx ?? '',
        cache: env.STATE_cache ?? '',
        mounts: env.STATE_mounts ?? '',
    };
}


/***/ }),

/***/ 34803:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ug: () => (/* binding */ gitSettings),
/* harmony export */   eq: () => (/* binding */ proxyVariables),
/* harmony export */   kx: () => (/* binding */ programPath),
/* harmony export */   lt: () => (/* binding */ homeOf),
/* harmony export */   nF: () => (/* binding */ cacheFolder)
/* harmony export */ });
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(48161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);


/**
 * The user's home. In a container the user may have neither the variable nor an entry in /etc/passwd: then `/`. An
 * empty variable counts as unset, as for docker; otherwise the home would be the current folder, which is the checkout.
 */
function homeOf(env) {
    if (env.HOME)
        return env.HOME;
    try {
        return (0,node_os__WEBPACK_IMPORTED_MODULE_0__.userInfo)().homedir || '/';
    }
    catch {
        return '/';
    }
}
/**
 * The folder of caches: `.cache` in the home by default.
 *
 * @see https://specifications.freedesktop.org/basedir-spec/latest/#variables
 */
function cacheFolder(env) {
    return env.XDG_CACHE_HOME || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(homeOf(env), '.cache');
}
/** The folders of programs, as in PATH; '' by default. */
function programPath(env) {
    return env.PATH ?? '';
}
/**
 * The number of git settings that the environment already has; 0 by default, and for anything but a number.
 *
 * @see https://git-scm.com/docs/git-config#ENVIRONMENT (since git 2.31)
 */
function gitSettings(env) {
    const given = Number(env.GIT_CONFIG_COUNT ?? '');
    return Number.isSafeInteger(given) && given > 0 ? given : 0;
}
/** @see https://nodejs.org/api/http.html#built-in-proxy-support */
function proxyVariables(env) {
    const plain = [env.http_proxy, env.HTTP_PROXY].map(text => text ?? '');
    const secure = [env.https_proxy, env.HTTPS_PROXY].map(text => text ?? '');
    return { plain: plain.find(text => text !== '') ?? '', all: [...plain, ...secure] };
}


/***/ }),

/***/ 30768:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ES: () => (/* binding */ proxyAtFault),
/* harmony export */   PK: () => (/* binding */ proxyPasswords),
/* harmony export */   _n: () => (/* binding */ mayProxyPlain),
/* harmony export */   gY: () => (/* binding */ proxyTrouble)
/* harmony export */ });
/* harmony import */ var _host_variables_system_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(34803);

/** The proxies in the environment. */
function proxiesIn(env) {
    return (0,_host_variables_system_js__WEBPACK_IMPORTED_MODULE_0__/* .proxyVariables */ .eq)(env)
        .all.filter(value => URL.canParse(value))
        .map(value => new URL(value));
}
/**
 * Whether plain HTTP may go through a proxy. Then connections are not kept alive: proxies (tinyproxy, say) close them
 * after each answer without notice, and the next upload would fail.
 */
function mayProxyPlain(env = {}) {
    return (0,_host_variables_system_js__WEBPACK_IMPORTED_MODULE_0__/* .proxyVariables */ .eq)(env).plain !== '';
}
/** `host:port` of the proxy that could not be reached, if that is why a request failed. */
function proxyAtFault(error, env = {}) {
    const { syscall, hostname, port } = error;
    const fits = (proxy) => (syscall === 'connect' && String(port) === (proxy.port || (proxy.protocol === 'https:' ? '443' : '80'))) ||
        (syscall === 'getaddrinfo' && hostname === proxy.hostname);
    return proxiesIn(env).find(fits)?.host;
}
/**
 * Whether a proxy is why a request failed. Node's own message for a refused tunnel is never shown: it contains the
 * proxy's address with its password.
 */
function proxyTrouble(error) {
    const { code = '', proxy, statusCode } = error;
    const hint = 'Check HTTP_PROXY, HTTPS_PROXY and NO_PROXY in the environment.';
    if (proxy !== undefined)
        return { why: `the proxy ${proxy} cannot be reached (${code})`, hint, verdict: {} };
    if (code !== 'ERR_PROXY_TUNNEL')
        return undefined;
    const isDenied = statusCode === 407 || statusCode === 401 || statusCode === 403;
    const why = `the proxy does not connect to it (${statusCode ?? code})`;
    return { why, hint, verdict: isDenied ? 'settled' : {} };
}
/** The passwords in the proxies' addresses, decoded and as written. */
function proxyPasswords(env) {
    const written = proxiesIn(env).flatMap(({ password }) => (password === '' ? [] : [password]));
    const sent = written.map(password => {
        try {
            return decodeURIComponent(password);
        }
        catch {
            return password;
        }
    });
    return [...new Set([...written, ...sent])];
}


/***/ }),

/***/ 24634:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JG: () => (/* binding */ failedAt),
/* harmony export */   KC: () => (/* binding */ resolveLocation),
/* harmony export */   Yx: () => (/* binding */ redirectOf),
/* harmony export */   bC: () => (/* binding */ isRefusedRedirect),
/* harmony export */   eH: () => (/* binding */ sendFollowing),
/* harmony export */   fG: () => (/* binding */ upgrade)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57975);

const MAX_REDIRECTS = 5;
const REFUSED = 'ERR_REDIRECT';
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** These name another location that a client must not follow automatically (RFC 9110 §15.4.1, §15.4.6). */
const POINTING = new Set([300, 305, 306]);
/** Only these repeat the same request; for the others clients send a GET (RFC 9110 §15.4). */
const KEEPING = new Set([307, 308]);
/**
 * Sends a request and follows redirects: registries redirect downloads to their storage, and some proxies redirect
 * uploads. The Authorization header never reaches another origin, and https is never left for http unless `insecure`.
 * The body is resent where the status requires it (307, 308).
 *
 * @throws Error with code ERR_REDIRECT when a redirect cannot be followed, naming its target; ERR_SPENT when it needs a
 *   body that is used up
 */
async function sendFollowing(transport, first, how) {
    let request = first;
    let untouched;
    for (let hop = 0;; hop++) {
        const { body: source, spent, ...rest } = request;
        const body = typeof source === 'function' ? (untouched ?? (await source())) : source;
        const { url: asked } = request;
        const located = (error) => (asked.origin === first.url.origin ? error : failedAt(asked, error));
        const answer = await transport.send({ ...rest, body }).catch(error => Promise.reject(located(error)));
        untouched = answer.untouched && body !== undefined && !Buffer.isBuffer(body) ? body : undefined;
        const location = locationOf(answer);
        if (location === undefined) {
            untouched?.stream.destroy();
            return { ...answer, url: asked };
        }
        answer.body.resume();
        let url;
        try {
            url = nextUrl(request, answer.status, location, how);
        }
        catch (error) {
            throw located(error);
        }
        if (hop === MAX_REDIRECTS)
            throw refused(`it redirects more than ${MAX_REDIRECTS} times, at last to ${url.host}`);
        if (spent && body !== undefined && untouched === undefined)
            throw bodyIsSpent(url);
        const headers = url.origin === request.url.origin ? request.headers : withoutAuthorization(request.headers);
        request = { ...request, url, headers };
    }
}
/** Notes the host where a redirected request failed, for messages. */
function failedAt(url, error) {
    return node_util__WEBPACK_IMPORTED_MODULE_0__.types.isNativeError(error) ? Object.assign(error, { elsewhere: url.host }) : error;
}
function locationOf({ status, headers }) {
    return REDIRECTS.has(status) || POINTING.has(status) ? headers.location : undefined;
}
/** The redirect target of an answer, for callers that do not follow it. @throws as `resolveLocation` */
function redirectOf(answer, from) {
    const location = locationOf(answer);
    return location === undefined ? undefined : resolveLocation(location, from);
}
function nextUrl({ method, url }, status, location, how) {
    const next = resolveLocation(location, url, how.insecure);
    if (POINTING.has(status))
        throw refused(`it points to ${next.host} with status ${status}, which is not followed`);
    const isRead = method === 'GET' || method === 'HEAD';
    if (!isRead && !KEEPING.has(status))
        throw refused(`it redirects to ${next.host} with status ${status}, which loses the request: only 307 and 308 keep it`);
    if (how.stay && next.origin !== url.origin)
        throw refused(`it redirects to another host, ${next.host}`);
    return next;
}
/**
 * Resolves a Location header, which may be relative (distribution-spec, "Pushing a blob monolithically"). A registry
 * behind a TLS proxy often calls itself `http://`: the same host is still asked over https, even if `insecure` allows
 * http for others.
 *
 * @throws Error with code ERR_REDIRECT when it is not an http(s) URL, or leaves https for http on another host
 */
function resolveLocation(location, base, insecure = false) {
    const url = URL.canParse(location, base.href) ? new URL(location, base) : undefined;
    if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
        throw refused(`it redirects to something that is not http (${url === undefined ? 'no URL' : `${url.protocol}//${url.host}`})`);
    const isWeaker = base.protocol === 'https:' && url.protocol === 'http:';
    const isAllowed = insecure && url.host !== base.host;
    if (isWeaker && !isAllowed && !upgrade(url, base))
        throw refused(`it redirects from https to plain http, at ${url.host}`);
    url.hash = '';
    return url;
}
/** Changes `http://` to https for a host that already uses https. False for another host. */
function upgrade(url, secure) {
    if (url.hostname !== secure.hostname)
        return false;
    url.protocol = 'https:';
    url.port = secure.port;
    return true;
}
function withoutAuthorization(headers) {
    return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'));
}
function refused(message) {
    return Object.assign(new Error(message), { code: REFUSED });
}
/** Whether a redirect could not be followed: a retry would fail too. */
function isRefusedRedirect(error) {
    return error instanceof Error && 'code' in error && error.code === REFUSED;
}
function bodyIsSpent(to) {
    const message = `it redirects to ${to.host} after the bytes were sent, and they cannot be read again`;
    return Object.assign(new Error(message), { code: 'ERR_SPENT' });
}


/***/ }),

/***/ 28039:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  o: () => (/* binding */ createTransport)
});

// EXTERNAL MODULE: ./lib/http/proxy.js
var proxy = __webpack_require__(30768);
;// CONCATENATED MODULE: ./lib/http/pump.js
/**
 * Sends a stream as a request's body, with backpressure, and fails the request when the stream fails or does not have
 * exactly `size` bytes: a registry would wait for the rest until it times out.
 *
 * @returns stops sending; true when the body was not sent completely
 */
function pump({ stream, size }, outgoing) {
    let sent = 0;
    let running = true;
    const resume = () => stream.resume();
    const stop = () => {
        if (!running)
            return false;
        running = false;
        outgoing.off('drain', resume);
        stream.destroy();
        return true;
    };
    const fail = (error) => {
        if (stop())
            outgoing.destroy(Object.assign(error, { fromSource: true }));
    };
    stream.on('data', (chunk) => {
        if (!running)
            return;
        sent += chunk.length;
        if (sent > size)
            fail(new Error(`the source has more than the ${size} bytes announced`));
        else if (!outgoing.write(chunk))
            stream.pause();
    });
    stream.on('end', () => {
        if (!running)
            return;
        if (sent < size)
            return fail(new Error(`the source ended after ${sent} of ${size} bytes`));
        running = false;
        outgoing.off('drain', resume);
        outgoing.end();
    });
    stream.on('error', fail);
    stream.on('close', () => fail(new Error(`the source was closed after ${sent} of ${size} bytes`)));
    outgoing.on('drain', resume);
    // A destroyed stream emits no events.
    if (stream.destroyed)
        fail(new Error('the source was closed before it was read'));
    return stop;
}
/** Milliseconds after which a server that ignores `Expect` gets the body anyway (RFC 9110 §10.1.1). */
const PATIENCE = 1_000;
/** As `pump`; with `expects`, only once the server asks for the body. A held body stays open. */
function pumpWhenAsked(body, outgoing, expects) {
    if (!expects)
        return { stop: pump(body, outgoing), held: () => false };
    let stop;
    let isOver = false;
    const begin = () => {
        clearTimeout(timer);
        if (!isOver)
            stop ??= pump(body, outgoing);
    };
    const timer = setTimeout(begin, PATIENCE);
    outgoing.on('continue', begin);
    return {
        stop: () => {
            isOver = true;
            clearTimeout(timer);
            return stop?.() ?? true;
        },
        held: () => stop === undefined,
    };
}

;// CONCATENATED MODULE: ./lib/http/trust.js
/**
 * TLS options for an agent. The certificates become one context, because Node would otherwise parse the whole list for
 * each connection (11 ms each).
 *
 * @param machine also trust the machine's store, as the engine does. Reading it takes 20 ms, so only on demand.
 */
function tlsOptions({ ca, insecure }, machine) {
    if (insecure)
        return { rejectUnauthorized: false };
    if (ca === undefined && !machine)
        return {};
    const { createSecureContext, getCACertificates } = process.getBuiltinModule('node:tls');
    const own = ca === undefined ? [] : [ca];
    const system = machine ? getCACertificates('system') : [];
    return { secureContext: createSecureContext({ ca: [...getCACertificates('default'), ...system, ...own] }) };
}
const UNTRUSTED = new Set([
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
]);
/** Whether the certificate's issuer is unknown here (OpenSSL's verify results). */
function isUntrusted(error) {
    return UNTRUSTED.has(error.code ?? '');
}

;// CONCATENATED MODULE: ./lib/http/watch.js
/** Checks per idle period: a stall is detected after 1 to 1¼ periods. */
const LOOKS = 4;
/**
 * Fails the request when the network makes no progress for `idle` milliseconds, or the answer takes longer than its
 * `limit`. While the source has nothing to send or nobody reads the answer, the server is not to blame: in a fan-out a
 * fast registry must not fail because of a slow one.
 *
 * Progress is the next phase of the request, or `idle` bytes of its body (1 kB/s): otherwise a byte now and then, or a
 * slow trickle of headers, could keep the run waiting forever.
 *
 * @returns stops watching
 */
function watch(outgoing, { idle, limit }) {
    let incoming;
    let late;
    let last = { phase: '', moved: 0 };
    let quiet = 0;
    const fail = (message) => {
        const error = Object.assign(new Error(message), { code: 'ETIMEDOUT' });
        if (incoming)
            incoming.destroy(error);
        else
            outgoing.destroy(error);
    };
    outgoing.on('response', answer => {
        incoming = answer;
        if (limit !== undefined)
            late = setTimeout(() => fail(`the answer was not complete after ${limit} ms`), limit).unref();
    });
    const look = () => {
        const { socket } = outgoing;
        const sourceIsSlow = !outgoing.writableEnded && outgoing.writableLength === 0 && socket?.connecting === false;
        const readerIsSlow = incoming !== undefined && incoming.readableLength > 0;
        const now = progressOf(outgoing, incoming);
        const isProgress = now.phase !== last.phase || now.moved - last.moved >= idle;
        if (isProgress)
            last = now;
        quiet = sourceIsSlow || readerIsSlow || isProgress ? 0 : quiet + 1;
        if (quiet >= LOOKS)
            fail(`no progress for ${idle} ms`);
    };
    const timer = setInterval(look, idle / LOOKS);
    timer.unref();
    return () => {
        clearInterval(timer);
        clearTimeout(late);
    };
}
/** How far a request has come. Incomplete response headers do not count. */
function progressOf(outgoing, incoming) {
    const { socket, writableLength, writableFinished } = outgoing;
    const phase = `${socket?.connecting} ${writableFinished} ${incoming !== undefined}`;
    if (incoming)
        return { phase, moved: socket?.bytesRead ?? 0 };
    return { phase, moved: (socket?.bytesWritten ?? 0) - writableLength };
}

;// CONCATENATED MODULE: ./lib/http/transport.js




/** The connections to one registry, its token server and its storage. */
function createTransport(options) {
    const shared = { keepAlive: true, keepAliveMsecs: 15_000, proxyEnv: options.proxyEnv };
    const plain = new (unencrypted().Agent)({ ...shared, keepAlive: !(0,proxy/* mayProxyPlain */._n)(options.proxyEnv) });
    const agents = [plain];
    let machine = false;
    let tls;
    const agentFor = (protocol) => {
        if (protocol === 'http:')
            return plain;
        if (tls === undefined) {
            tls = new (encrypted().Agent)({ ...shared, ...tlsOptions(options, machine) });
            agents.push(tls);
        }
        return tls;
    };
    // Requests in progress to other hosts finish on their connections.
    const trustMachine = () => {
        machine = true;
        tls = undefined;
    };
    return {
        send: async (request) => {
            const agent = agentFor(request.url.protocol);
            try {
                return await exchange(request, agent);
            }
            catch (error) {
                Object.assign(error, { proxy: (0,proxy/* proxyAtFault */.ES)(error, options.proxyEnv) });
                if (!isResendable(request))
                    throw error;
                if (isUntrusted(error)) {
                    if (!machine)
                        trustMachine();
                    if (agent === tls)
                        throw error;
                }
                else if (!isStale(error))
                    throw error;
                return exchange(request, agentFor(request.url.protocol));
            }
        },
        close: () => {
            for (const agent of agents)
                agent.destroy();
        },
    };
}
/** Loading HTTP takes 10 ms, and TLS 20: a dry run needs neither. */
function unencrypted() {
    return process.getBuiltinModule('node:http');
}
function encrypted() {
    return process.getBuiltinModule('node:https');
}
function exchange(request, agent) {
    const { method, url, body, signal } = request;
    const size = Buffer.isBuffer(body) ? body.length : body?.size;
    const expects = request.expects === true && isStream(body);
    const headers = {
        ...request.headers,
        ...(size !== undefined && { 'content-length': String(size) }),
        ...(expects && { expect: '100-continue' }),
    };
    const client = url.protocol === 'https:' ? encrypted() : unencrypted();
    return new Promise((resolve, reject) => {
        const outgoing = client.request(url, { method, headers, agent, ...(signal ? { signal } : {}) });
        const sender = isStream(body) ? pumpWhenAsked(body, outgoing, expects) : undefined;
        if (!isStream(body))
            outgoing.end(body);
        const relax = watch(outgoing, request);
        let isAnswered = false;
        outgoing.on('response', incoming => {
            isAnswered = true;
            // An early answer (401, 413) makes the rest of the body pointless; the connection cannot be reused.
            if (sender?.stop())
                incoming.on('end', () => outgoing.destroy());
            incoming.on('close', relax);
            const untouched = sender?.held() ?? false;
            resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: incoming, untouched });
        });
        outgoing.on('error', error => {
            // Once answered, a held body may be on its way elsewhere.
            if (sender?.stop() && !isAnswered && isStream(body))
                body.stream.destroy();
            relax();
            reject(Object.assign(error, { reusedSocket: outgoing.reusedSocket }));
        });
    });
}
/** The server had closed a kept-alive connection: not a fault, so it does not count as an attempt. */
function isStale(error) {
    const { reusedSocket, code } = error;
    return reusedSocket === true && (code === 'ECONNRESET' || code === 'EPIPE');
}
function isResendable({ body }) {
    return body === undefined || Buffer.isBuffer(body);
}
function isStream(body) {
    return body !== undefined && !Buffer.isBuffer(body);
}


/***/ }),

/***/ 98057:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e0: () => (/* binding */ DRIVERS),
/* harmony export */   n6: () => (/* binding */ DEFAULT_NODE),
/* harmony export */   v7: () => (/* binding */ takesConfig)
/* harmony export */ });
/** buildx's drivers. `docker` is the engine's own BuildKit, which always exists. */
const DRIVERS = ['docker', 'docker-container', 'kubernetes', 'remote', 'cloud'];
const DEFAULT_NODE = { name: '', endpoint: '', driverOpts: [], buildkitdFlags: '', platforms: [] };
/** Whether a builder of this driver gets a buildkitd.toml and flags: a remote daemon has its own. */
function takesConfig(driver) {
    return driver === 'docker-container' || driver === 'kubernetes';
}


/***/ }),

/***/ 92587:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ MOUNT_ID),
/* harmony export */   J: () => (/* binding */ readCacheMounts)
/* harmony export */ });
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64212);
/* harmony import */ var _reading_source_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13845);


/** A valid id in a Dockerfile: no spaces, quotation marks or expansions. */
const MOUNT_ID = /^[\w./:@+~=-]{1,200}$/;
function readCacheMounts(source) {
    const text = source.text('cache-mounts');
    const asBoolean = text === '' ? false : (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_0__/* .parseBoolean */ .yG)(text);
    if (asBoolean !== undefined)
        return asBoolean ? 'all' : 'none';
    const ids = (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_0__/* .items */ .ld)(source, 'cache-mounts', { commas: true });
    for (const id of ids) {
        if ((0,_reading_source_js__WEBPACK_IMPORTED_MODULE_0__/* .parseBoolean */ .yG)(id) === undefined && MOUNT_ID.test(id))
            continue;
        source.invalid('cache-mounts', (0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .h)(id), '`true` for every cache mount of the Dockerfile, or ids such as `npm, /root/.cache`; a mount without an id is identified by its target');
    }
    return ids;
}


/***/ }),

/***/ 15820:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ isFolder),
/* harmony export */   x: () => (/* binding */ readCache)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(64212);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23940);
/* harmony import */ var _reading_size_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(72945);
/* harmony import */ var _reading_source_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(13845);





const BACKENDS = ['auto', 'gha', 'registry', 'actions', 'local', 'inline', 'none'];
function readCache(source) {
    const backend = oneOf(source, 'cache', BACKENDS, 'auto');
    const inputs = {
        backend,
        mode: oneOf(source, 'cache-mode', ['max', 'min'], 'max'),
        scope: readScope(source),
        ref: readRef(source, backend),
        keyFiles: (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_3__/* .items */ .ld)(source, 'cache-key-files'),
        maxSize: readSize(source),
    };
    checkUse(source, backend);
    return inputs;
}
/** Inputs that would do nothing. `cache: none` contradicts none of them: it may turn the cache off for a single run. */
function checkUse(source, backend) {
    const given = (name) => source.text(name) !== '';
    if (given('cache-key-files') && backend !== 'actions' && backend !== 'none') {
        const problem = `is set, but \`cache: ${backend}\` ${backend === 'auto' ? 'never takes `actions`' : 'has no key'}`;
        source.report('cache-key-files', problem, 'Remove it, or write `cache: actions`.');
    }
    const mounts = source.text('cache-mounts');
    const hasMounts = mounts !== '' && (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_3__/* .parseBoolean */ .yG)(mounts) !== false;
    if (given('cache-scope') && !hasMounts && (backend === 'registry' || backend === 'inline')) {
        const place = backend === 'registry' ? '`cache-ref` is its name' : 'it is in the image';
        source.report('cache-scope', `is set, but \`cache: ${backend}\` has no scope: ${place}`, 'Remove it.');
    }
    const raw = ['cache-from', 'cache-to'].find(given);
    if (given('cache-ref') && raw !== undefined) {
        source.report('cache-ref', `is set together with \`${raw}\`, which takes precedence`, 'Remove one of the two.');
    }
}
/** Whether a `cache-ref` is a folder: registry references never begin like this. */
function isFolder(ref) {
    return /^(?:\/|~\/|\.{1,2}(?:\/|$))/.test(ref);
}
function oneOf(source, name, values, otherwise) {
    const text = source.text(name);
    const found = values.find(value => value === text);
    if (found !== undefined)
        return found;
    const known = values.map(value => `\`${value}\``);
    source.invalid(name, (0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .h)(text), `${known.slice(0, -1).join(', ')} or ${known.at(-1)}${name === 'cache' ? '; a list of sources belongs in `cache-from` and `cache-to`' : ''}`);
    return otherwise;
}
/** The scope ends up in cache keys, which can't contain commas and have at most 512 characters. */
function readScope(source) {
    const scope = (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_3__/* .line */ .n8)(source, 'cache-scope');
    if (scope.includes(',') || scope.length > 200) {
        source.invalid('cache-scope', (0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .h)(scope), 'up to 200 characters without a comma');
    }
    return scope;
}
function readRef(source, backend) {
    const ref = (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_3__/* .line */ .n8)(source, 'cache-ref');
    if (ref === '') {
        if (backend === 'registry') {
            source.report('cache-ref', 'is not set, but `cache: registry` needs it', 'Set it, as in `cache-ref: ghcr.io/acme/api:buildcache`.');
        }
        return '';
    }
    if (['gha', 'actions', 'inline', 'none'].includes(backend)) {
        source.report('cache-ref', `has no effect with \`cache: ${backend}\``, 'Remove it, or write `cache: registry`.');
    }
    else if (isFolder(ref)) {
        if (backend === 'registry') {
            source.report('cache-ref', `is a folder: ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .h)(ref)}`, 'Write `cache: local`, or name a repository and a tag.');
        }
    }
    else if (backend === 'local') {
        source.invalid('cache-ref', (0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .h)(ref), 'a path that begins with `/`, `~/` or `./` (or `cache: registry`)');
    }
    else
        checkReference(source, ref, backend);
    return ref;
}
function checkReference(source, ref, backend) {
    const tagged = 'a repository and a tag, as in `ghcr.io/acme/api:buildcache`';
    const form = `${tagged}${backend === 'auto' ? ', or a folder that begins with `/`, `~/` or `./`' : ''}`;
    try {
        const { tag, digest } = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseReference */ .F2)(ref);
        if (digest !== undefined || tag === undefined) {
            source.invalid('cache-ref', `${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .h)(ref)} (no tag)`, form);
        }
    }
    catch (error) {
        source.invalid('cache-ref', (0,_host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error), form);
    }
}
function readSize(source) {
    const text = source.text('cache-max-size');
    const bytes = (0,_reading_size_js__WEBPACK_IMPORTED_MODULE_2__/* .sizeOf */ .$)(text);
    if (bytes === undefined)
        source.invalid('cache-max-size', (0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .h)(text), 'a size, as in `10gb` or `500mb`');
    return bytes ?? 10e9;
}


/***/ }),

/***/ 8245:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ readScan),
/* harmony export */   o: () => (/* binding */ SEVERITIES)
/* harmony export */ });
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64212);
/* harmony import */ var _plan_terms_nearest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(75853);
/* harmony import */ var _reading_source_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13845);
/* harmony import */ var _trivy_releases_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(75693);




/** The scanners whose command line and exit codes are known. */
const SCANNERS = ['trivy', 'grype', 'docker-scout'];
/** From the most severe down. */
const SEVERITIES = ['critical', 'high', 'medium', 'low', 'negligible'];
/** Each line that is a known scanner; consecutive other lines are one script. Empty: no scan. */
function readScan(source, known = _trivy_releases_js__WEBPACK_IMPORTED_MODULE_1__/* .TRIVY_RELEASES */ .e) {
    const version = readVersion(source, known);
    const threshold = readThreshold(source);
    const ignoreUnfixed = (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zM)(source, 'scan-ignore-unfixed');
    const required = (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zM)(source, 'scan-required');
    const specs = parts(source.raw('scan')).map((part) => {
        if (!isScanner(part))
            return { kind: 'command', script: part, required };
        const of = { kind: 'scanner', scanner: part, threshold, ignoreUnfixed, required };
        return part === 'trivy' && version !== undefined ? { ...of, version } : of;
    });
    check(source, specs, threshold);
    const isScanned = specs.some(spec => spec.kind === 'scanner' && spec.scanner === 'trivy');
    if (version !== undefined && source.text('scan-version') !== NEWEST && !isScanned) {
        source.report('scan-version', 'is set, but `scan` does not name trivy', 'Add `trivy` to `scan`, or remove it.');
    }
    if (specs.length === 0 && (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zM)(source, 'scan-upload')) {
        source.report('scan-upload', 'is set, but nothing is scanned', 'Set `scan`, or remove it.');
    }
    return specs;
}
/** Whichever is listed first. It names no release, so it may be set where another scanner is used, or none. */
const NEWEST = 'newest';
/** Only versions with a checksum here: nothing else is downloaded. */
function readVersion(source, known) {
    const text = source.text('scan-version');
    if (text === '')
        return undefined;
    const version = text === NEWEST ? Object.keys(known)[0] : text.replace(/^v/, '');
    if (Object.hasOwn(known, version))
        return version;
    const has = Object.keys(known).slice(0, 10).join(', ');
    const fix = 'Name one of these, or `newest`; or install trivy in a step before this one, and remove `scan-version`.';
    source.report('scan-version', `is ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(text)}, and this version of Slipway has the checksums of ${has}`, fix);
    return undefined;
}
function isScanner(text) {
    return SCANNERS.includes(text);
}
function parts(text) {
    const found = [];
    let script = [];
    const endScript = () => {
        // Only comments: such a gate would check nothing.
        if (script.some(line => !/^\s*(?:#|$)/.test(line)))
            found.push(`${script.join('\n').trim()}\n`);
        script = [];
    };
    for (const line of text.split(/\r?\n/)) {
        if (!isScanner(line.trim())) {
            script.push(line);
            continue;
        }
        endScript();
        found.push(line.trim());
    }
    endScript();
    return found;
}
function check(source, specs, { unknown }) {
    const names = specs.map(spec => (spec.kind === 'scanner' ? spec.scanner : spec.script.trim()));
    for (const name of new Set(names.filter((each, index) => isScanner(each) && names.indexOf(each) !== index))) {
        source.report('scan', `names \`${name}\` twice`, 'Keep one of them.');
    }
    for (const name of names.filter(each => !isScanner(each))) {
        const meant = /^(?:docker )?scout$/i.test(name) ? 'docker-scout' : nearWord(name);
        if (meant !== undefined)
            source.report('scan', `has ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(name)}`, `Did you mean \`${meant}\`?`);
    }
    if (unknown && names.includes('grype')) {
        source.report('scan-severity', 'has `unknown`, which grype does not support', 'Remove `unknown`.');
    }
}
/** A single-word command that is nearly a scanner's name is a typo. */
function nearWord(text) {
    return /^[a-z_-]+$/i.test(text) ? (0,_plan_terms_nearest_js__WEBPACK_IMPORTED_MODULE_3__/* .nearest */ .p)(text, SCANNERS) : undefined;
}
function readThreshold(source) {
    const words = (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_0__/* .items */ .ld)(source, 'scan-severity', { commas: true }).map(word => word.toLowerCase());
    const known = [...SEVERITIES, 'unknown'];
    for (const word of words.filter(each => !known.includes(each))) {
        source.invalid('scan-severity', (0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(word), `one or more of ${known.join(', ')}`);
    }
    const lowest = SEVERITIES.findLast(severity => words.includes(severity));
    if (lowest === undefined && words.every(word => word === 'unknown')) {
        source.report('scan-severity', 'has no severity', 'Write `critical` or `high,unknown`, for example.');
    }
    return { lowest: lowest ?? 'critical', unknown: words.includes('unknown') };
}


/***/ }),

/***/ 75693:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ TRIVY_RELEASES)
/* harmony export */ });
/**
 * The only releases that are ever downloaded, for `scan-version`. The sums of 0.70.0 to 0.74.0 were collected by hand,
 * from public repositories that pin them: docs/decisions/0008-scanners.md. scripts/scanners.ts compares the whole table
 * with GitHub before each release of Slipway, and adds a release only if its checksums file and GitHub's own digests of
 * its files agree. Never listed: 0.69.4, which was malicious, and everything before it (GHSA-69fq-xp46-6x23).
 */
const TRIVY_RELEASES = {
    '0.74.0': {
        'trivy_0.74.0_Linux-64bit.tar.gz': '2ae6fe3ee734b7fdf11335663e18c75ea12dccc76062f09f164a3b0f8be4371a',
        'trivy_0.74.0_Linux-ARM64.tar.gz': 'b94ce1976bbf3c15b514b605ee88be7c6d94a29be2302847ff01cb794d47aad5',
        'trivy_0.74.0_macOS-64bit.tar.gz': '472816f6888dda689d075c30254d4210b4d1035acf365aa72332f584c2f60485',
        'trivy_0.74.0_macOS-ARM64.tar.gz': '1caada5e0e2091909357c7525d3aa76f4b660b13821bc143b190c7483e31cc11',
    },
    '0.72.0': {
        'trivy_0.72.0_Linux-64bit.tar.gz': 'bbb64b9695866ce4a7a8f5c9592002c5961cab378577fa3f8a040df362b9b2ea',
        'trivy_0.72.0_Linux-ARM64.tar.gz': '2ca2c023109c2db6b2b77366b6717291452d4531167377d95c79547f0c8e3467',
        'trivy_0.72.0_macOS-64bit.tar.gz': 'ee5e60df8a98e5b89fd74a6d86f9e5c7e9a266a35002cb1e43291698b3bfee08',
        'trivy_0.72.0_macOS-ARM64.tar.gz': '88f208680dc05da2b459e19b4f5aa2b4dc7c2117892ba4aab2ae63baba330016',
    },
    '0.71.0': {
        'trivy_0.71.0_Linux-64bit.tar.gz': '30a3d22b23f88c233f1658f562fb477cae3b3e8b4761109d515b7698daf85814',
        'trivy_0.71.0_Linux-ARM64.tar.gz': '2561be394a3199c911f82fced606cbc05e1cb23eb6ce1da6935540adb76f4252',
    },
    '0.70.0': {
        'trivy_0.70.0_Linux-64bit.tar.gz': '8b4376d5d6befe5c24d503f10ff136d9e0c49f9127a4279fd110b727929a5aa9',
        'trivy_0.70.0_Linux-ARM64.tar.gz': '2f6bb988b553a1bbac6bdd1ce890f5e412439564e17522b88a4541b4f364fc8d',
        'trivy_0.70.0_macOS-64bit.tar.gz': '52d531452b19e7593da29366007d02a810e1e0080d02f9cf6a1afb46c35aaa93',
        'trivy_0.70.0_macOS-ARM64.tar.gz': '68e543c51dcc96e1c344053a4fde9660cf602c25565d9f09dc17dd41e13b838a',
    },
};


/***/ }),

/***/ 17413:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ readAws),
/* harmony export */   s: () => (/* binding */ isAccessKey)
/* harmony export */ });
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(64212);
/* harmony import */ var _plan_identity_hosts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(27797);
/* harmony import */ var _reading_duration_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1888);
/* harmony import */ var _reading_yaml_list_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(40516);




// docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
const ROLE = /^arn:(aws[a-z-]*):iam::\d{12}:role\/[\w+=,.@/-]{1,576}$/;
// docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html, both
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;
const SECONDS = { least: 900, most: 43_200, usual: 3600 };
/** The role of an entry for ECR. Reports what is wrong. */
function readAws(source, entry, registry) {
    const text = (key) => (0,_reading_yaml_list_js__WEBPACK_IMPORTED_MODULE_2__/* .textOf */ .b)(source, entry, key).trim();
    const [role, sessionName, duration] = [text('role-to-assume'), text('role-session-name'), text('role-duration')];
    const [, partition] = ROLE.exec(role) ?? [];
    const at = `${entry.at}.role-to-assume`;
    if (partition === undefined) {
        source.invalid(at, (0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .h)(role), 'the ARN of a role, as in `arn:aws:iam::123456789012:role/publish`');
    }
    const expected = (0,_plan_identity_hosts_js__WEBPACK_IMPORTED_MODULE_0__/* .ecrHostOf */ .SD)(registry)?.partition;
    if (partition !== undefined && expected !== undefined && partition !== expected) {
        const fix = `Roles of one AWS partition are unknown in another: its ARN has to begin with \`arn:${expected}:\`.`;
        source.report(at, `is a role of the partition ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .h)(partition)}, and ${registry} is in ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .h)(expected)}`, fix);
    }
    if (sessionName !== '' && !SESSION_NAME.test(sessionName)) {
        const form = '2 to 64 letters, digits, `_`, `+`, `=`, `,`, `.`, `@` or `-`';
        source.invalid(`${entry.at}.role-session-name`, (0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .h)(sessionName), form);
    }
    const milliseconds = duration === '' ? SECONDS.usual * 1000 : (0,_reading_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .durationOf */ .c)(duration);
    const seconds = Math.round((milliseconds ?? 0) / 1000);
    if (seconds < SECONDS.least || seconds > SECONDS.most) {
        source.invalid(`${entry.at}.role-duration`, (0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .h)(duration), 'a duration from `15m` to `12h` (or seconds)');
    }
    return { kind: 'aws', role, sessionName, seconds };
}
/** docker/login-action's input for ECR, in place of a registry login: an access key. */
function isAccessKey(registry, username) {
    return (0,_plan_identity_hosts_js__WEBPACK_IMPORTED_MODULE_0__/* .ecrHostOf */ .SD)(registry) !== undefined && /^(?:AKIA|ASIA)[A-Z0-9]{12,124}$/.test(username);
}


/***/ }),

/***/ 69199:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O1: () => (/* binding */ isUuid),
/* harmony export */   QP: () => (/* binding */ dockerHubSwitch),
/* harmony export */   Tv: () => (/* binding */ dockerHubSeconds),
/* harmony export */   kN: () => (/* binding */ dockerHubFrom)
/* harmony export */ });
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64212);
/* harmony import */ var _host_variables_docker_actions_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(55104);
/* harmony import */ var _plan_identity_hosts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27797);



/** In seconds, as in Docker's identity service. Publishing takes longer than login-action's default of 300. */
const SECONDS = { least: 300, most: 3600, usual: 3600 };
function isUuid(text) {
    return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
/** The lifetime of a Docker Hub token. Reports what is wrong. */
function dockerHubSeconds(source) {
    const text = (0,_host_variables_docker_actions_js__WEBPACK_IMPORTED_MODULE_0__/* .loginVariables */ .Bt)(source.env).seconds;
    const seconds = text === '' ? SECONDS.usual : /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
    if (seconds >= SECONDS.least && seconds <= SECONDS.most)
        return seconds;
    source.invalid(_host_variables_docker_actions_js__WEBPACK_IMPORTED_MODULE_0__/* .LOGIN_VARIABLES */ .am.seconds, (0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(text), `seconds from ${SECONDS.least} to ${SECONDS.most}`);
    return SECONDS.usual;
}
/** The connection of an organization. Reports what is wrong. */
function dockerHubFrom(source, connection, login, seconds) {
    const { username: organization } = login;
    if (!isUuid(connection.id)) {
        source.invalid(connection.at, (0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(connection.id), 'the id of the OIDC connection in Docker Hub, a UUID');
    }
    if (organization === '') {
        source.report(login.at, 'has a connection but no `username`', 'Add `username:`, the name of the organization.');
        return undefined;
    }
    return { kind: 'dockerhub', connection: connection.id, organization, seconds };
}
/** The same from login-action's variables: a Docker Hub login with a user name and no password. */
function dockerHubSwitch(source, { at, registry, username }) {
    const id = (0,_host_variables_docker_actions_js__WEBPACK_IMPORTED_MODULE_0__/* .loginVariables */ .Bt)(source.env).connection;
    if (id === '' || username === '' || !(0,_plan_identity_hosts_js__WEBPACK_IMPORTED_MODULE_1__/* .isDockerHub */ .gr)(registry))
        return undefined;
    return dockerHubFrom(source, { at: _host_variables_docker_actions_js__WEBPACK_IMPORTED_MODULE_0__/* .LOGIN_VARIABLES */ .am.connection, id }, { at, username }, dockerHubSeconds(source));
}


/***/ }),

/***/ 63049:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  UF: () => (/* binding */ IDENTITY_KEYS),
  rr: () => (/* binding */ hasIdentity),
  xS: () => (/* binding */ mayGetIdTokens),
  xN: () => (/* binding */ readIdentity),
  HN: () => (/* binding */ withIdToken)
});

// EXTERNAL MODULE: ./lib/host/text/quote.js
var quote = __webpack_require__(64212);
// EXTERNAL MODULE: ./lib/host/variables/services.js
var services = __webpack_require__(19142);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
// EXTERNAL MODULE: ./lib/plan/identity/hosts.js
var hosts = __webpack_require__(27797);
// EXTERNAL MODULE: ./lib/plan/identity/types.js
var types = __webpack_require__(37311);
// EXTERNAL MODULE: ./lib/inputs/reading/source.js + 1 modules
var reading_source = __webpack_require__(13845);
// EXTERNAL MODULE: ./lib/inputs/reading/yaml-list.js
var yaml_list = __webpack_require__(40516);
// EXTERNAL MODULE: ./lib/inputs/identity/aws.js
var aws = __webpack_require__(17413);
// EXTERNAL MODULE: ./lib/inputs/identity/dockerhub.js
var dockerhub = __webpack_require__(69199);
;// CONCATENATED MODULE: ./lib/inputs/identity/azure.js



/** The application of an entry for Azure, and its tenant. Reports what is wrong. */
function readAzure(source, entry) {
    const client = (0,yaml_list/* textOf */.b)(source, entry, 'client-id').trim();
    const tenant = (0,yaml_list/* textOf */.b)(source, entry, 'tenant-id').trim();
    if (!(0,dockerhub/* isUuid */.O1)(client)) {
        const form = 'the application (client) id of the app registration or managed identity, a UUID';
        source.invalid(`${entry.at}.client-id`, (0,quote/* quote */.h)(client), form);
    }
    if (!Object.hasOwn(entry.values, 'tenant-id')) {
        source.report(entry.at, 'has `client-id` but no `tenant-id`', 'Add `tenant-id:`, the id of the directory.');
        // A tenant can also be named by each of its domains.
    }
    else if (!(0,dockerhub/* isUuid */.O1)(tenant) && !/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(tenant)) {
        source.invalid(`${entry.at}.tenant-id`, (0,quote/* quote */.h)(tenant), 'the directory (tenant) id, a UUID');
    }
    return { kind: 'azure', client, tenant };
}

;// CONCATENATED MODULE: ./lib/inputs/identity/google.js


const PROVIDER = /^projects\/\d+\/locations\/global\/workloadIdentityPools\/[a-z0-9-]{4,32}\/providers\/[a-z0-9-]{4,32}$/;
const FORM = '`projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER`';
// An address, or the account's numeric id (cloud.google.com/iam/docs/reference/credentials/rest).
const ACCOUNT = /^(?:[a-z0-9-]+@[a-z0-9.-]+\.gserviceaccount\.com|\d{10,30})$/;
/** The provider, and the service account, of an entry for Google. Reports what is wrong. */
function readGoogle(source, entry) {
    const given = (0,yaml_list/* textOf */.b)(source, entry, 'workload-identity-provider').trim();
    // The form of the whole name in Google's own tools.
    const provider = given.replace(/^(?:https:)?\/\/iam\.googleapis\.com\//, '');
    checkProvider(source, `${entry.at}.workload-identity-provider`, provider);
    const serviceAccount = (0,yaml_list/* textOf */.b)(source, entry, 'service-account').trim();
    if (serviceAccount !== '' && !ACCOUNT.test(serviceAccount)) {
        const form = "the service account's address, as in `publisher@acme.iam.gserviceaccount.com`";
        source.invalid(`${entry.at}.service-account`, (0,quote/* quote */.h)(serviceAccount), form);
    }
    return { kind: 'google', provider, serviceAccount: serviceAccount || undefined };
}
function checkProvider(source, at, provider) {
    if (PROVIDER.test(provider))
        return;
    const [, project] = /^projects\/([^/]*[^/\d][^/]*)\//.exec(provider) ?? [];
    if (project !== undefined) {
        const ask = /^[a-z][a-z0-9-]*$/.test(project)
            ? `gcloud projects describe ${project}`
            : 'gcloud projects describe ID';
        const fix = `Google's token service identifies projects by number only: \`${ask} --format='value(projectNumber)'\`.`;
        source.report(at, `has the project's id ${(0,quote/* quote */.h)(project)} instead of its number`, fix);
        return;
    }
    if (/^projects\/\d+\/locations\/global\/workloadIdentityPools\/[^/]+\/?$/.test(provider)) {
        source.report(at, 'is a pool, not a provider', `Add \`/providers/\` and the provider's name: ${FORM}.`);
        return;
    }
    source.invalid(at, (0,quote/* quote */.h)(provider), `${FORM}, with upper and lower case as here`);
}

;// CONCATENATED MODULE: ./lib/inputs/identity/read.js











/** The keys of each kind, the required one first, and the hosts it is for. */
const KINDS = {
    aws: {
        keys: ['role-to-assume', 'role-session-name', 'role-duration'],
        fits: host => (0,hosts/* ecrHostOf */.SD)(host) !== undefined,
        form: 'Amazon ECR (`123456789012.dkr.ecr.eu-west-1.amazonaws.com`, `public.ecr.aws`)',
    },
    google: {
        keys: ['workload-identity-provider', 'service-account'],
        fits: hosts/* isGoogleHost */.Yn,
        form: 'Google (`europe-docker.pkg.dev`, `gcr.io`)',
    },
    azure: {
        keys: ['client-id', 'tenant-id'],
        fits: host => (0,hosts/* azureCloudOf */.eC)(host) !== undefined,
        form: 'Azure Container Registry (`acme.azurecr.io`)',
    },
    dockerhub: { keys: ['connection-id'], fits: hosts/* isDockerHub */.gr, form: 'Docker Hub (`docker.io`, `dhi.io`)' },
    quay: { keys: ['robot-federation'], fits: isOfNoCloud, form: 'Quay' },
    jfrog: { keys: ['oidc-provider'], fits: isOfNoCloud, form: 'JFrog Artifactory' },
};
const AUDIENCE = 'oidc-audience';
/** The keys of an entry for an identity in place of a password. */
const IDENTITY_KEYS = [...Object.values(KINDS).flatMap(({ keys }) => keys), AUDIENCE];
/** Whether an entry has keys of an identity, valid or not. */
function hasIdentity({ values }) {
    return IDENTITY_KEYS.some(key => isGiven(values, key));
}
/**
 * The identity of an entry that has such keys; undefined if these are wrong, which is reported, or empty, which is
 * listed in `missing`: variables and secrets are empty in a fork's run.
 */
function readIdentity(source, of, missing) {
    const { entry, registry } = of;
    const kinds = Object.keys(KINDS).filter(kind => KINDS[kind].keys.some(key => isGiven(entry.values, key)));
    const [kind, other] = kinds;
    if (kind === undefined || other !== undefined) {
        const keys = kinds.map(each => `\`${KINDS[each].keys[0]}\``).join(' and ');
        if (kind === undefined)
            source.report(`${entry.at}.${AUDIENCE}`, 'needs `robot-federation` or `oidc-provider` in the same entry', AUDIENCE_FIX);
        else
            source.report(entry.at, `has more than one identity: ${keys}`, 'Keep the keys of one of them.');
        return undefined;
    }
    const { keys, fits, form } = KINDS[kind];
    const [lead] = keys;
    const at = `${entry.at}.${lead}`;
    const extra = keys.slice(1).find(key => isGiven(entry.values, key));
    if (!isGiven(entry.values, lead)) {
        source.report(entry.at, `has \`${extra}\` but no \`${lead}\``, `Add \`${lead}:\`, or remove \`${extra}:\`.`);
        return undefined;
    }
    refuseLogin(source, of, kind, lead);
    if (!fits(registry)) {
        source.report(at, `is for ${form}, and ${(0,quote/* quote */.h)(registry)} is not one of its hosts`, FOREIGN_FIX);
        return undefined;
    }
    if (kind !== 'quay' && kind !== 'jfrog' && isGiven(entry.values, AUDIENCE)) {
        source.report(`${entry.at}.${AUDIENCE}`, `has no effect with \`${lead}\``, AUDIENCE_FIX);
    }
    if ((0,yaml_list/* textOf */.b)(source, entry, lead).trim() === '') {
        const fix = 'Does the variable or secret exist, spelled like this? Fork and Dependabot runs may not get it.';
        missing.push({ registry, input: at, problem: `is empty (${registry})`, fix });
        return undefined;
    }
    return withIdToken(source, readKind(source, kind, of), { registry, at }, missing);
}
/** Notes that the job can't request id tokens. That matters only if something is pushed. */
function withIdToken(source, identity, { registry, at }, missing) {
    if (identity === undefined || !(0,types/* needsIdToken */.O)(identity))
        return identity;
    if (mayGetIdTokens(source))
        return identity;
    missing.push({
        registry,
        lacks: 'id-token',
        input: at,
        problem: `needs an id token, and this job may not ask GitHub for one (${registry})`,
        fix: 'Add `permissions:` with `id-token: write` and `contents: read` to the job; a called workflow can have no more than its caller gives it. Runs of forks get no id token, nor do jobs of Gitea, Forgejo and act by default.',
    });
    return identity;
}
/** Whether the job can request id tokens. */
function mayGetIdTokens(source) {
    return (0,services/* serviceVariables */.n)(source.env).offersIdTokens;
}
function readKind(source, kind, of) {
    const { entry, registry, username } = of;
    const audience = (0,yaml_list/* textOf */.b)(source, entry, AUDIENCE).trim();
    switch (kind) {
        case 'aws':
            return (0,aws/* readAws */.k)(source, entry, registry);
        case 'google':
            return readGoogle(source, entry);
        case 'azure':
            return readAzure(source, entry);
        case 'dockerhub': {
            const connection = { at: `${entry.at}.connection-id`, id: (0,yaml_list/* textOf */.b)(source, entry, 'connection-id').trim() };
            return (0,dockerhub/* dockerHubFrom */.kN)(source, connection, { at: entry.at, username }, (0,dockerhub/* dockerHubSeconds */.Tv)(source));
        }
        case 'quay':
            return readQuay(source, of, audience);
        case 'jfrog': {
            const provider = (0,yaml_list/* textOf */.b)(source, entry, 'oidc-provider').trim();
            if (!/\p{Cc}/u.test(provider))
                return { kind, provider, audience, username };
            source.invalid(`${entry.at}.oidc-provider`, (0,quote/* quote */.h)(provider), "the name of JFrog's OpenID Connect integration");
            return undefined;
        }
    }
}
function readQuay(source, { entry, username }, audience) {
    const at = `${entry.at}.robot-federation`;
    const text = (0,yaml_list/* textOf */.b)(source, entry, 'robot-federation').trim();
    if ((0,reading_source/* parseBoolean */.yG)(text) !== true) {
        source.invalid(at, (0,quote/* quote */.h)(text), '`true` or `false`');
        return undefined;
    }
    // Quay's names of organizations and robots (its util/validation.py and util/names.py).
    if (/^[a-z0-9][a-z0-9_.-]{1,254}\+[a-z][a-z0-9_]{1,254}$/.test(username)) {
        return { kind: 'quay', robot: username, audience };
    }
    const shown = username === '' ? 'none' : (0,quote/* quote */.h)(username);
    source.invalid(`${entry.at}.username`, shown, 'the name of the robot, as in `acme+publisher`');
    return undefined;
}
/** What an identity replaces. */
function refuseLogin(source, { entry, registry, username }, kind, lead) {
    if ((0,yaml_list/* textOf */.b)(source, entry, 'password') !== '') {
        source.report(entry.at, `has both a password and \`${lead}\``, 'Keep one of them.');
    }
    const isNamed = kind === 'dockerhub' || kind === 'quay' || kind === 'jfrog';
    const isInsecure = (0,reading_source/* parseBoolean */.yG)((0,yaml_list/* textOf */.b)(source, entry, 'insecure').trim()) === true;
    if (isInsecure && (kind === 'quay' || kind === 'jfrog') && !(0,reference/* isLoopback */.U9)(registry)) {
        const problem = `is true beside \`${lead}\`: an id token goes only to a host whose certificate is trusted`;
        source.report(`${entry.at}.insecure`, problem, "Give the certificate of the registry's authority as `ca`.");
    }
    if (username !== '' && !isNamed) {
        source.report(`${entry.at}.username`, `has no effect with \`${lead}\``, 'Remove it.');
    }
}
/** `robot-federation: false` means none. */
function isGiven(values, key) {
    const value = values[key];
    if (key === 'robot-federation' && typeof value === 'string' && (0,reading_source/* parseBoolean */.yG)(value.trim()) === false)
        return false;
    return Object.hasOwn(values, key);
}
function isOfNoCloud(host) {
    const others = [KINDS.aws, KINDS.google, KINDS.azure, KINDS.dockerhub].some(({ fits }) => fits(host));
    return !others && host !== 'ghcr.io';
}
const FOREIGN_FIX = "Correct the registry's host, or remove the key.";
const AUDIENCE_FIX = 'Remove it: it goes with `robot-federation` (Quay) and `oidc-provider` (JFrog).';


/***/ }),

/***/ 9514:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IC: () => (/* binding */ areChecked),
/* harmony export */   ZU: () => (/* binding */ haveGates),
/* harmony export */   Zw: () => (/* binding */ jobOf),
/* harmony export */   z6: () => (/* binding */ inputsOfImages)
/* harmony export */ });
/* harmony import */ var _wanted_gates_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(14203);

/** The job of one image. */
function jobOf(job, at) {
    const build = job.several?.builds[at];
    const image = job.plan.images[at];
    if (build === undefined || image === undefined)
        return job;
    const { name: _, inputs } = build;
    return { ...job, inputs, plan: { ...job.plan, images: [image] }, several: undefined };
}
/** The inputs of every image, in the plan's order. */
function inputsOfImages({ inputs, several }) {
    return several?.builds.map(build => build.inputs) ?? [inputs];
}
/** Whether some image must be on this machine before anything is published. */
function haveGates(job) {
    return inputsOfImages(job).some(_wanted_gates_js__WEBPACK_IMPORTED_MODULE_0__/* .hasGates */ .x);
}
/** Whether some image is checked before anything may be published. */
function areChecked(job) {
    return inputsOfImages(job).some(_wanted_gates_js__WEBPACK_IMPORTED_MODULE_0__/* .isChecked */ .W);
}


/***/ }),

/***/ 1677:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  FB: () => (/* binding */ isAmong),
  YI: () => (/* binding */ isOfParts),
  fp: () => (/* binding */ readParts)
});

// EXTERNAL MODULE: ./lib/host/text/quote.js
var quote = __webpack_require__(64212);
// EXTERNAL MODULE: ./lib/oci/platforms.js
var oci_platforms = __webpack_require__(49537);
// EXTERNAL MODULE: ./lib/plan/identity/types.js
var types = __webpack_require__(37311);
// EXTERNAL MODULE: ./lib/inputs/identity/read.js + 2 modules
var read = __webpack_require__(63049);
// EXTERNAL MODULE: ./lib/inputs/reading/source.js + 1 modules
var reading_source = __webpack_require__(13845);
// EXTERNAL MODULE: ./lib/host/fields.js
var fields = __webpack_require__(87617);
// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
;// CONCATENATED MODULE: ./lib/inputs/parts/part-digests.js



/**
 * The parts that may be merged. Each line is a list of digests (the output `digest` of jobs with `part`), or JSON: the
 * output `images-result`, all outputs of a job, or all jobs of `needs`. The whole input may also be one JSON text.
 *
 * @returns undefined if it is not given: any part of this run
 */
function readDigests(source, merge) {
    const text = source.text('part-digests');
    if (text === '')
        return undefined;
    // `toJSON` writes several lines.
    const lines = objectIn(text) === undefined ? text.split('\n').filter(line => line.trim() !== '') : [text];
    const listed = lines.map(line => ({ line, parts: listedIn(line) }));
    const unknown = listed.filter(({ parts }) => parts === undefined);
    for (const { line } of unknown)
        source.invalid('part-digests', (0,quote/* quote */.h)(line.trim()), EXPECTED);
    const found = listed.flatMap(({ parts }) => parts ?? []);
    // Jobs without digests must not mean that any will do.
    if (found.length === 0 && unknown.length === 0)
        source.invalid('part-digests', (0,quote/* quote */.h)(text), EXPECTED);
    if (!merge) {
        source.report('part-digests', 'is given without `merge`', 'Give it to the job that merges the parts, together with `merge: true`.');
    }
    return found;
}
function listedIn(line) {
    const json = objectIn(line);
    return json === undefined ? digestsIn(line) : (resultsIn(json) ?? outputsIn(json));
}
const EXPECTED = 'the digests (`sha256:…`) of one or more parts, or JSON with them such as `${{ toJSON(needs.build.outputs) }}`';
/** A list of digests, in any punctuation; undefined for anything else. */
function digestsIn(text) {
    const words = text.split(/[\s,;'"[\]]+/).filter(word => word !== '' && word !== '-');
    const digests = words.filter(reference/* isDigest */.Bc);
    return digests.length === words.length ? digests.map(digest => ({ digest })) : undefined;
}
/** Outputs of this action with a digest of something else than what was handed over. */
const OTHER = /(?:^|[-_])(?:tested[-_]digest|imageid)$/i;
/** The images of `images-result`, of which only `digest` is a part; undefined for other JSON. */
function resultsIn(json) {
    const results = Object.entries(json);
    const isOne = (value) => (0,fields/* isObject */.Gv)(value) && typeof value.digest === 'string';
    if (results.length === 0 || !results.every(([, value]) => isOne(value)))
        return undefined;
    return results.flatMap(([image, value]) => {
        const { digest } = value;
        return typeof digest === 'string' && (0,reference/* isDigest */.Bc)(digest) ? [{ image, digest }] : [];
    });
}
/**
 * The outputs of a job: those that consist of digests or of an `images-result`; others count for nothing. Or the jobs of
 * `needs`, with their outputs.
 */
function outputsIn(json) {
    return Object.entries(json).flatMap(([name, value]) => {
        if (!(0,fields/* isObject */.Gv)(value))
            return digestsOf(name, value);
        // Outputs are text: nothing is nested any deeper, however deep it goes.
        return (0,fields/* isObject */.Gv)(value.outputs) ? Object.entries(value.outputs).flatMap(output => digestsOf(...output)) : [];
    });
}
function digestsOf(name, value) {
    if (typeof value !== 'string' || OTHER.test(name))
        return [];
    const result = objectIn(value);
    return (result === undefined ? digestsIn(value) : resultsIn(result)) ?? [];
}
function objectIn(text) {
    const json = (0,fields/* jsonIn */.Yf)(text);
    return (0,fields/* isObject */.Gv)(json) ? json : undefined;
}

// EXTERNAL MODULE: ./lib/inputs/parts/runners.js
var runners = __webpack_require__(93539);
;// CONCATENATED MODULE: ./lib/inputs/parts/read-parts.js







/** Whether a job builds parts of images, or merges such parts. */
function isOfParts({ part, merge }) {
    return part !== undefined || merge;
}
/** The inputs `part`, `merge`, `hand-over` and `runners`, and their contradictions. */
function readParts(source, runnerArch, beside) {
    const part = readPart(source, runnerArch, beside);
    const merge = (0,reading_source/* boolean */.zM)(source, 'merge');
    if (part !== undefined && merge) {
        source.report('merge', 'is given together with `part`', 'Set `part` in the jobs that build, `merge` in the one after.');
    }
    if (merge && beside.of !== 'step' && beside.platforms.length === 0) {
        source.report('merge', 'needs `platforms`', 'List every platform that the parts build, as in the jobs before.');
    }
    for (const name of ['source', 'layout', 'call']) {
        if (isOfParts({ part, merge }) && source.text(name) !== '') {
            source.report(name, `cannot be combined with \`${merge ? 'merge' : 'part'}\``, `Remove \`${name}\`.`);
        }
    }
    const platforms = beside.platforms.map(oci_platforms/* wholePlatform */.Pc);
    return {
        part,
        merge,
        platforms,
        handOver: readHandOver(source, beside),
        digests: readDigests(source, merge),
        time: readTime(source),
        runners: (0,runners/* readRunners */._)(source),
    };
}
/**
 * `true` is the runner's own platform; otherwise a list of platforms. Which of several builds have it is checked once
 * all of them are known (`shareOfSeveral`).
 */
function readPart(source, runnerArch, { of, platforms }) {
    // Elsewhere '' means the default. Here it is a wrong expression, and the whole image would be built and published.
    if (source.isBlank('part')) {
        source.report('part', 'is empty, so the expression that it is set to has no value', 'Check its spelling, such as `part: ${{ matrix.platform }}`. Write `part: false` to build the whole image.');
        return undefined;
    }
    const text = source.text('part');
    const setting = (0,reading_source/* parseBoolean */.yG)(text);
    if (setting === false)
        return undefined;
    const own = ARCHITECTURES[runnerArch];
    if (setting && own === undefined) {
        source.report('part', `is true, but the runner's processor is not known (RUNNER_ARCH is ${(0,quote/* quote */.h)(runnerArch)})`, 'Name the platform: `part: linux/amd64`.');
        return [];
    }
    const words = text.split(/[\s,]+/).filter(one => one !== '');
    const named = setting ? [`linux/${own}`] : words.map(oci_platforms/* wholePlatform */.Pc);
    if (named.length === 0)
        source.invalid('part', (0,quote/* quote */.h)(text), PLATFORMS);
    for (const platform of named) {
        if ((0,oci_platforms/* normalPlatform */.Je)(platform) === undefined) {
            source.invalid('part', (0,quote/* quote */.h)(platform), PLATFORMS);
        }
        else if (of === 'image' && platforms.length > 0 && !isAmong(platforms, platform)) {
            source.report('part', `is ${platform}, which \`platforms\` does not list`, 'Add it to `platforms`, or run this part on another runner.');
        }
    }
    return named.filter((one, at) => !isAmong(named.slice(0, at), one));
}
const PLATFORMS = '`true`, or platforms such as `linux/arm64`';
/** RUNNER_ARCH → Go's name. */
const ARCHITECTURES = { X64: 'amd64', ARM64: 'arm64', X86: '386', ARM: 'arm' };
function isAmong(platforms, one) {
    return platforms.some(platform => (0,oci_platforms/* samePlatform */.my)((0,oci_platforms/* wholePlatform */.Pc)(platform), (0,oci_platforms/* wholePlatform */.Pc)(one)));
}
/**
 * Through the registries if this step's inputs have credentials, for each of `registries` that is not optional; else as
 * an artifact of the workflow run, so that jobs that run the Dockerfile hold no credentials. The machine's logins and the
 * job's token do not count: the choice must not depend on what another step left behind. Nor does a login for which the
 * job would need an id token that it may not get.
 */
function readHandOver(source, { registries, logins }) {
    const text = source.text('hand-over');
    if (text === 'registry' || text === 'artifact')
        return text;
    if (text !== 'auto')
        source.invalid('hand-over', (0,quote/* quote */.h)(text), '`auto`, `registry` or `artifact`');
    if (source.text('docker-config') !== '')
        return 'registry';
    const hasTokens = (0,read/* mayGetIdTokens */.xS)(source);
    const isLogin = ({ password, identity }) => password !== '' || (identity !== undefined && (hasTokens || !(0,types/* needsIdToken */.O)(identity)));
    const known = new Set(logins.filter(isLogin).map(({ registry }) => registry));
    const places = registries.filter(({ optional }) => !optional);
    if (places.length === 0)
        return known.size > 0 ? 'registry' : 'artifact';
    return places.every(entry => isLogin(entry) || known.has(entry.registry)) ? 'registry' : 'artifact';
}
/** Names of parts have the time in seconds since 1970, in at most 11 digits. Milliseconds. */
const LATEST = 1e14;
function readTime(source) {
    const text = source.text('time');
    if (text === '')
        return undefined;
    const time = new Date(/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : '');
    if (time.getTime() >= 0 && time.getTime() < LATEST)
        return time;
    source.invalid('time', (0,quote/* quote */.h)(text), 'a time such as `2026-11-30T17:30:00Z`');
    return undefined;
}


/***/ }),

/***/ 93539:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ runnerFor),
/* harmony export */   _: () => (/* binding */ readRunners)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38815);
/* harmony import */ var _host_fields_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(87617);
/* harmony import */ var _oci_platforms_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(49537);
/* harmony import */ var _plan_filter_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(66759);




/**
 * GitHub-hosted runners. Their arm64 machines run no 32-bit programs, so 32-bit arm is emulated on amd64. Only Linux and
 * Windows have containers there.
 */
const HOSTED = [
    { pattern: 'linux/arm64', runsOn: 'ubuntu-24.04-arm' },
    { pattern: 'linux/arm64/**', runsOn: 'ubuntu-24.04-arm' },
    { pattern: 'linux/**', runsOn: 'ubuntu-24.04' },
    { pattern: 'windows/**', runsOn: 'windows-2025' },
];
/** The given runners, before GitHub's own ones. */
function readRunners(source) {
    return [...given(source), ...HOSTED];
}
function given(source) {
    const text = source.raw('runners');
    if (text.trim() === '')
        return [];
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text, { schema: 'failsafe', prettyErrors: false, logLevel: 'error' });
    const fix = 'Write one `platform: label` per line, as in `linux/arm64: ubuntu-24.04-arm`, and `default: label` for the others.';
    if (document.errors.length > 0 || !(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(document.contents)) {
        source.report('runners', 'is not a YAML map', fix);
        return [];
    }
    let map;
    try {
        map = document.toJS({ maxAliasCount: 0 });
    }
    catch {
        source.report('runners', 'has an alias', fix);
        return [];
    }
    const rows = Object.entries(map).map(([key, value]) => [key === 'default' ? '**' : key, value]);
    // The first match counts, so the default comes last, wherever it was written.
    const sorted = rows.toSorted(([one], [other]) => Number(one === '**') - Number(other === '**'));
    return sorted.flatMap(([pattern, value]) => {
        const isPlatform = pattern === '**' || (pattern.includes('/') && !pattern.startsWith('!'));
        const problem = isPlatform ? (0,_plan_filter_js__WEBPACK_IMPORTED_MODULE_2__/* .patternProblem */ .A)(pattern) : 'matches no platform';
        const runsOn = runsOnOf(value);
        if (problem !== undefined)
            source.report(`runners.${pattern}`, problem, fix);
        if (runsOn === undefined)
            source.report(`runners.${pattern}`, 'names no runner', NAMED);
        return problem === undefined && runsOn !== undefined ? [{ pattern, runsOn }] : [];
    });
}
const NAMED = 'Write a label, a list of labels (`[self-hosted, arm64]`) or a group (`{group: arm, labels: [large]}`).';
function runsOnOf(value) {
    if (!(0,_host_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(value))
        return labelsOf(value);
    const { group, labels: given, ...others } = value;
    if (typeof group !== 'string' || group === '' || Object.keys(others).length > 0)
        return undefined;
    if (given === undefined)
        return { group };
    const labels = labelsOf(given);
    return labels && { group, labels };
}
function labelsOf(value) {
    const isLabel = (label) => typeof label === 'string' && label.trim() !== '';
    if (!Array.isArray(value))
        return isLabel(value) ? value : undefined;
    return value.length > 0 && value.every(isLabel) ? value : undefined;
}
/**
 * A pattern without wildcards means a platform, however it is written: `linux/aarch64` is `linux/arm64`, and so is
 * `arm64`.
 *
 * @returns undefined for a platform that no runner is known for
 */
function runnerFor(runners, platform) {
    const whole = (0,_oci_platforms_js__WEBPACK_IMPORTED_MODULE_1__/* .normalPlatform */ .Je)(platform) === undefined ? (0,_oci_platforms_js__WEBPACK_IMPORTED_MODULE_1__/* .nameOf */ .Vb)((0,_oci_platforms_js__WEBPACK_IMPORTED_MODULE_1__/* .givenPlatform */ .VO)(platform, 'linux/amd64')) : platform;
    const usual = (0,_oci_platforms_js__WEBPACK_IMPORTED_MODULE_1__/* .normalPlatform */ .Je)(whole) ?? whole;
    // 32-bit arm is always named with its variant, so that `linux/arm*` means arm64.
    const names = [whole, whole.toLowerCase(), ...(usual.endsWith('/arm') ? [] : [usual])];
    const isFor = ({ pattern }) => names.some(name => (0,_oci_platforms_js__WEBPACK_IMPORTED_MODULE_1__/* .samePlatform */ .my)(pattern, name) || (0,_plan_filter_js__WEBPACK_IMPORTED_MODULE_2__/* .matchPatterns */ .B)([pattern], name).matched);
    return runners.find(isFor)?.runsOn;
}


/***/ }),

/***/ 95715:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ looksAtImages)
/* harmony export */ });
/** Whether some rule needs the image itself: it must then be on this machine before anything is published. */
function looksAtImages(policy) {
    if (policy === undefined)
        return false;
    const { labels, maxSize, nonRoot, platforms, require, baseImages } = policy.rules;
    const lists = [labels, maxSize, platforms];
    // With several platforms, only the image itself says what it was built from.
    return (baseImages !== undefined || nonRoot || require.provenance || require.sbom || lists.some(list => list.length > 0));
}


/***/ }),

/***/ 68213:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ readPromote),
/* harmony export */   r: () => (/* binding */ sourceText)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(64212);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23940);
/* harmony import */ var _reading_defaults_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(58098);
/* harmony import */ var _reading_source_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(13845);





/**
 * Inputs about how an image is built, or that would change it. A promoted image keeps its digest, so they would have no
 * effect.
 */
const OF_BUILDS = [
    'labels',
    'annotations',
    'add-hosts',
    'allow',
    'attests',
    'build-args',
    'build-contexts',
    'cache-from',
    'cache-to',
    'cache-mounts',
    'call',
    'cgroup-parent',
    'context',
    'file',
    'network',
    'no-cache',
    'no-cache-filters',
    'outputs',
    'platforms',
    'provenance',
    'pull',
    'sbom',
    'secrets',
    'secret-envs',
    'secret-files',
    'shm-size',
    'source-date-epoch',
    'ssh',
    'target',
    'ulimit',
    'skip-existing',
    'skip-unchanged',
    'rebuild',
    'builder',
    'driver',
    'driver-opts',
    'buildkitd-flags',
    'buildkitd-config',
    'buildkitd-config-inline',
    'endpoint',
    'append',
    'node-platforms',
    'keep-state',
    'cleanup',
    'buildx-version',
    'cache',
    'cache-mode',
    'cache-scope',
    'cache-ref',
    'cache-key-files',
];
/** The inputs `source` and `layout`, and their contradictions. */
function readPromote(source) {
    const image = readImageSource(source);
    const layout = (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_3__/* .line */ .n8)(source, 'layout');
    if (/^oci:|(?:^|\/)\.\.?\/?$/.test(layout) || layout.endsWith('/.tar')) {
        source.invalid('layout', (0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .h)(layout), 'a path in the workspace, as in `image-layout` or `image.tar`');
    }
    if (image !== undefined)
        refuseBuilding(source);
    if (image?.kind === 'layout' && layout !== '' && trimmed(image.path) === trimmed(layout)) {
        source.report('layout', 'is the path that `source` reads', 'Give another path, or remove one of the two.');
    }
    if (layout !== '' && !['', 'build'].includes(source.text('call'))) {
        source.report('layout', `is set, but \`call: ${source.text('call')}\` makes no image`, 'Remove one of the two.');
    }
    return { source: image, layout };
}
/** A description of the source: `ghcr.io/acme/api:1.2`, `oci:image.tar`. */
function sourceText(source) {
    if (source.kind === 'registry')
        return (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .formatReference */ .FH)(source.reference);
    if (source.kind === 'parts')
        return `made of the parts for ${source.platforms.join(', ')}`;
    const { path, select } = source;
    if (select === undefined)
        return `oci:${path}`;
    return 'digest' in select ? `oci:${path}@${select.digest}` : `oci:${path}:${select.name}`;
}
function readImageSource(source) {
    const text = (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_3__/* .line */ .n8)(source, 'source');
    if (text === '')
        return undefined;
    return text.startsWith('oci:') ? readLayoutSource(source, text.slice('oci:'.length)) : readReference(source, text);
}
function readReference(source, text) {
    try {
        const reference = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseReference */ .F2)(text);
        if (reference.tag !== undefined || reference.digest !== undefined)
            return { kind: 'registry', reference };
        source.report('source', `names no tag and no digest: ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .h)(text)}`, `Specify the image: \`${text}:1.2.3\`, or \`@\` and its digest.`);
    }
    catch (error) {
        const hint = error instanceof _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ ? error.hint : undefined;
        source.report('source', `has an invalid reference: ${(0,_host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`, `${hint ?? 'Write `ghcr.io/acme/api:1.2.3`.'} An OCI layout is \`oci:PATH\`.`);
    }
    return undefined;
}
/** `PATH`, `PATH@sha256:…` or `PATH:NAME`. As in skopeo, the first colon ends the path: names contain colons too. */
function readLayoutSource(source, text) {
    const [, path = '', digest, name] = /^([^:@]*)(?:@(.*)|:(.*))?$/s.exec(text) ?? [];
    const fix = 'Write `oci:PATH`, and where the layout holds several images `oci:PATH@sha256:…` or `oci:PATH:NAME`.';
    if (path === '' || name === '') {
        source.report('source', `names no ${path === '' ? 'path' : 'image'}: ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .h)(`oci:${text}`)}`, fix);
        return undefined;
    }
    if (digest !== undefined) {
        if ((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(digest))
            return { kind: 'layout', path, select: { digest } };
        source.report('source', `has something after "@" that is not a digest: ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .h)(`oci:${text}`)}`, fix);
        return undefined;
    }
    return { kind: 'layout', path, select: name === undefined ? undefined : { name } };
}
function refuseBuilding(source) {
    for (const name of OF_BUILDS.filter(name => !isIdle(name, source.text(name)))) {
        source.report(name, 'is set, but `source` publishes an existing image unchanged: nothing is built', `Remove \`${name}\`, or remove \`source\` to build.`);
    }
}
/** Whether a value requests nothing: the default in any spelling, or no cache. */
function isIdle(name, text) {
    if (text === _reading_defaults_js__WEBPACK_IMPORTED_MODULE_2__/* .DEFAULTS */ .z[name] || (name === 'cache' && text === 'none'))
        return true;
    const value = (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_3__/* .parseBoolean */ .yG)(text);
    return value !== undefined && value === (0,_reading_source_js__WEBPACK_IMPORTED_MODULE_3__/* .parseBoolean */ .yG)(_reading_defaults_js__WEBPACK_IMPORTED_MODULE_2__/* .DEFAULTS */ .z[name]);
}
function trimmed(path) {
    return path.replace(/^(?:\.\/+)+|\/+$/g, '');
}


/***/ }),

/***/ 58098:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ DEFAULTS)
/* harmony export */ });
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


/***/ }),

/***/ 1888:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ durationOf),
/* harmony export */   f: () => (/* binding */ DURATION)
/* harmony export */ });
const DURATION = 'a duration, as in `90s`, `3m` or `1h`';
const UNITS = { '': 1000, s: 1000, m: 60_000, h: 3_600_000 };
/** `90s`, `3m`, `1h` or seconds without a unit, in milliseconds. Undefined for anything else, including ''. */
function durationOf(text) {
    const [, amount = '', unit = ''] = /^(\d{1,6})\s*([smh]?)$/.exec(text.trim()) ?? [];
    const ms = Number(amount) * (UNITS[unit] ?? 0);
    return ms > 0 ? ms : undefined;
}


/***/ }),

/***/ 72945:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ sizeOf)
/* harmony export */ });
const UNITS = { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 };
/**
 * `10gb`, `500mb`, `1gib` in bytes; `kb`, `mb` and so on are decimal, `kib` and so on binary. Undefined: not a size.
 */
function sizeOf(text) {
    const [, amount = '', unit = '', binary] = /^(\d{1,6}(?:\.\d{1,3})?)\s*([kmgt]?)(i?)b?$/i.exec(text) ?? [];
    const power = 'kmgt'.indexOf(unit.toLowerCase()) + 1;
    const factor = binary ? 1024 ** power : (UNITS[unit.toLowerCase()] ?? 0);
    const bytes = Math.round(Number(amount) * factor);
    return amount !== '' && bytes > 0 ? bytes : undefined;
}


/***/ }),

/***/ 13845:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  zM: () => (/* binding */ source_boolean),
  CR: () => (/* binding */ booleanAt),
  ld: () => (/* binding */ items),
  Ct: () => (/* binding */ itemsAt),
  n8: () => (/* binding */ line),
  yG: () => (/* binding */ parseBoolean),
  vz: () => (/* binding */ sourceOf)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/host/text/quote.js
var quote = __webpack_require__(64212);
// EXTERNAL MODULE: ./lib/host/variables/step.js
var step = __webpack_require__(1956);
// EXTERNAL MODULE: ./lib/host/variables/workflow-run.js
var workflow_run = __webpack_require__(55911);
// EXTERNAL MODULE: ./lib/plan/terms/list.js
var list = __webpack_require__(94247);
// EXTERNAL MODULE: ./lib/inputs/reading/defaults.js
var defaults = __webpack_require__(58098);
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







const ALL = { ...VERIFY_DEFAULTS, ...defaults/* DEFAULTS */.z };
function sourceOf(env, problems, warnings, exists) {
    const given = (name) => (0,step/* inputIn */.cP)(env, name);
    const { repository, workspace } = (0,workflow_run/* runVariables */.R)(env);
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
        exists: path => exists((0,external_node_path_.resolve)(workspace, path)),
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
    const value = text === '' ? false : parseBoolean(text);
    if (value === undefined)
        source.invalid(at, (0,quote/* quote */.h)(text), BOOLEAN);
    return value ?? false;
}
const BOOLEAN = '`true` or `false`';
/** true|True|TRUE and false|False|FALSE; undefined for anything else. */
function parseBoolean(text) {
    if (/^(?:true|True|TRUE)$/.test(text))
        return true;
    return /^(?:false|False|FALSE)$/.test(text) ? false : undefined;
}
/** The items of a list input. */
function items(source, name, options = {}) {
    return itemsAt(source, name, source.raw(name), options);
}
/** The same for a value inside an input; `at` names it in messages. */
function itemsAt(source, at, text, options) {
    try {
        return (0,list/* list */.p_)(text, options);
    }
    catch {
        // csv-parse's message is left out: it may quote the text, which may be a secret.
        source.report(at, 'has a quotation mark that is never closed', 'Close it on its line, or write a quotation mark inside a quoted item twice ("").');
        return [];
    }
}


/***/ }),

/***/ 93632:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   An: () => (/* binding */ trustOf),
/* harmony export */   X3: () => (/* binding */ isPem),
/* harmony export */   ks: () => (/* binding */ TRUST_KEYS)
/* harmony export */ });
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64212);
/* harmony import */ var _source_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13845);
/* harmony import */ var _yaml_list_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(40516);



const TRUST_KEYS = ['ca', 'insecure'];
/** The `ca` and `insecure` of an entry of `registries` or `registry-auth`. */
function trustOf(source, entry) {
    const ca = (0,_yaml_list_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b)(source, entry, 'ca').trim();
    if (ca !== '' && !isPem(ca) && (ca.includes('\n') || !source.exists(ca))) {
        source.report(`${entry.at}.ca`, ca.includes('\n') ? 'is not a PEM certificate' : `is neither a PEM certificate nor a file: ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(ca)}`, 'Give the path of a PEM file, or its text from `-----BEGIN CERTIFICATE-----` on (in YAML: `ca: |`).');
    }
    const insecure = (0,_source_js__WEBPACK_IMPORTED_MODULE_0__/* .booleanAt */ .CR)(source, `${entry.at}.insecure`, (0,_yaml_list_js__WEBPACK_IMPORTED_MODULE_1__/* .textOf */ .b)(source, entry, 'insecure').trim());
    return { ...(ca !== '' && { ca }), ...(insecure && { insecure }) };
}
/** Whether a text contains the certificates, rather than their path (RFC 7468). */
function isPem(text) {
    return /^-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/m.test(text);
}


/***/ }),

/***/ 40516:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ textOf),
/* harmony export */   g: () => (/* binding */ yamlEntries)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38815);
/* harmony import */ var _plan_terms_nearest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(75853);


const REGISTRIES = {
    begin: 'Begin each entry with `- `, as in `- registry: ghcr.io`.',
    name: 'Name a registry, or remove the entry.',
    entry: 'Write a registry, or a map with',
    quote: "Put it in single quotes: `password: '${{ secrets.TOKEN }}'`.",
};
const SINGLE = "If the value there has a `'`, write each one in it twice (`''`), or put the value on a separate, indented line below `password: |-`.";
/**
 * Reads a YAML list of strings or maps. Scalars never become numbers, booleans or null (the failsafe schema), and
 * anything that YAML would remove from or interpret in an unquoted secret (comments, anchors, tags) is a problem.
 * Messages never quote values.
 */
function yamlEntries(source, name, keys, wording = REGISTRIES) {
    const text = source.raw(name);
    if (text.trim() === '')
        return [];
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text, { schema: 'failsafe', prettyErrors: false, logLevel: 'error' });
    const [error] = document.errors;
    if (error?.code === 'MULTIPLE_DOCS') {
        source.report(name, 'has a second YAML document', 'Remove the line `---`, so that all entries are in one list.');
        return [];
    }
    if (error !== undefined) {
        const cut = lineOfCutValue(text);
        if (cut !== undefined) {
            const fix = 'Save the secret again without it: `printf %s "$TOKEN" | gh secret set NAME` adds none.';
            source.report(name, `has a value in quotes at line ${cut} that ends in a line break`, fix);
            return [];
        }
        // A missing quotation mark is reported at the end of the text.
        const before = text.slice(0, error.pos[0]).trimEnd().split('\n');
        const line = before.length;
        const inSingle = /[:-]\s+'/.test(before.at(-1) ?? '');
        const repeated = error.code === 'DUPLICATE_KEY';
        source.report(name, repeated
            ? `has the same key twice in one entry, at line ${line}`
            : `is not valid YAML at line ${line} (${error.code})`, repeated
            ? 'Remove one of them.'
            : inSingle
                ? SINGLE
                : `If a value there has special characters: ${wording.quote}`);
        return [];
    }
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(document.contents)) {
        source.report(name, 'is not a YAML list', wording.begin);
        return [];
    }
    const form = { keys, wording };
    return document.contents.items.flatMap((node, index) => entry(source, `${name}[${index}]`, node, form));
}
/**
 * The line on which a quoted value begins that ends in a line break, like a secret pasted or piped with one: the
 * closing quote is then on a separate line, where YAML doesn't expect it.
 */
function lineOfCutValue(text) {
    const lines = text.split(/\r\n|\r|\n/);
    for (const [index, line] of lines.entries()) {
        const [, quote] = /^\s*(['"])\s*[,}\]]*\s*$/.exec(line) ?? [];
        const start = lines.slice(0, index).findLastIndex(each => each.trim() !== '');
        if (quote !== undefined && ((lines[start] ?? '').split(quote).length - 1) % 2 === 1)
            return start + 1;
    }
    return undefined;
}
/** The text of a key: '' when it is absent. A list is a problem. */
function textOf(source, { at, values }, key) {
    const value = values[key] ?? '';
    if (typeof value === 'string')
        return value;
    source.report(`${at}.${key}`, 'is a list', 'Give one value.');
    return '';
}
function entry(source, at, node, { keys, wording }) {
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node)) {
        const plain = scalar(source, at, node, wording).trim();
        if (plain !== '')
            return [{ at, plain, values: {} }];
        source.report(at, 'is empty', wording.name);
        return [];
    }
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node)) {
        source.report(at, 'is neither text nor a map', `${wording.entry} ${keys.join(', ')}.`);
        return [];
    }
    const values = {};
    for (const pair of node.items) {
        const key = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(pair.key) ? String(pair.key.value) : '';
        if (!keys.includes(key)) {
            const meant = (0,_plan_terms_nearest_js__WEBPACK_IMPORTED_MODULE_1__/* .nearest */ .p)(key, keys);
            const fix = meant === undefined ? `Known keys are ${keys.join(', ')}.` : `Did you mean \`${meant}\`?`;
            source.report(at, `has the unknown key ${JSON.stringify(key.slice(0, 100))}`, fix);
            continue;
        }
        values[key] = readValue(source, `${at}.${key}`, pair.value, wording);
    }
    return [{ at, plain: undefined, values }];
}
function readValue(source, at, node, wording) {
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node))
        return scalar(source, at, node, wording);
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(node) && node.items.every(yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)) {
        return node.items.map((item, index) => scalar(source, `${at}[${index}]`, item, wording));
    }
    if (node === null)
        return '';
    source.report(at, (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node) ? 'is read by YAML as an alias' : 'is not text', wording.quote);
    return '';
}
function scalar(source, at, node, { quote }) {
    const { value, type, comment, anchor, tag, range } = node;
    const plain = type === 'PLAIN';
    // A comment or a line break in an unquoted password may be part of the secret; elsewhere it is the author's.
    const secret = at.endsWith('.password') && plain;
    const misread = [
        secret && typeof comment === 'string' && 'has a part that YAML reads as a comment',
        secret && isFolded(value, range) && 'spans lines, which YAML joins',
        anchor !== undefined && 'has a part that YAML reads as an anchor',
        plain && tag !== undefined && 'has a part that YAML reads as a tag',
    ].find(problem => problem !== false);
    if (misread !== undefined)
        source.report(at, misread, quote);
    const text = typeof value === 'string' ? value : '';
    return plain ? text : text.replace(/\n+$/, '');
}
/** YAML folds the line breaks of a plain scalar, so its value may differ from its source. */
function isFolded(value, range) {
    return typeof value === 'string' && range != null && range[1] - range[0] !== value.length;
}


/***/ }),

/***/ 83051:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Vc: () => (/* binding */ inputsOf),
  NP: () => (/* binding */ isOwn),
  cI: () => (/* binding */ readRun)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/variables/step.js
var step = __webpack_require__(1956);
// EXTERNAL MODULE: ./lib/host/text/quote.js
var quote = __webpack_require__(64212);
// EXTERNAL MODULE: ./lib/host/variables/runner.js
var runner = __webpack_require__(46744);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/plan/git-context.js
var git_context = __webpack_require__(92637);
// EXTERNAL MODULE: ./lib/plan/terms/outputs.js
var terms_outputs = __webpack_require__(23885);
// EXTERNAL MODULE: ./lib/plan/terms/list.js
var list = __webpack_require__(94247);
;// CONCATENATED MODULE: ./lib/inputs/reading/checks.js


/** A template may stand for the whole; its result is checked when it is rendered. */
const PAIR = {
    fits: item => item.includes('{{') || /^[^=\s]+=/.test(item),
    form: '`key=value`',
    more: '; a value of several lines goes in double quotes together with its key, from `"key=first line` to `last line"`',
};
const like = (form) => (item) => form.test(item);
const PLATFORMS = {
    fits: like(/^[\w.+()-]+(?:\/[\w.+()-]+){0,2}$/),
    form: '`linux/amd64` or `linux/arm/v7`',
};
// What buildx would refuse (`util/buildflags`, `build/utils.go`), before anything runs.
const CHECKS = {
    annotations: PAIR,
    labels: PAIR,
    'add-hosts': { fits: like(/^[^\s:=]+[:=]\S+$/), form: '`host:ip`' },
    allow: { fits: like(/^(?:\*|[a-z]+(?:\.[a-z]+)?(?:=.+)?)$/), form: '`network.host` or `security.insecure`' },
    attests: { fits: item => checkAttributes(item, 'type'), form: '`type=sbom,generator=image`' },
    'build-args': { fits: like(/^[^=\s]+(?:=|$)/), form: '`KEY=value`', secret: true },
    'build-contexts': { fits: like(/^[^=\s]+=./s), form: '`name=path`' },
    'cache-from': { fits: isCache, form: '`type=gha` or `type=registry,ref=acme/api:cache`', secret: true },
    'cache-to': { fits: isCache, form: '`type=gha,mode=max` or `type=registry,ref=acme/api:cache`', secret: true },
    'driver-opts': {
        fits: like(/^"?[^=\s,"]+=/),
        form: '`image=moby/buildkit:v0.29.0`',
        secret: true,
    },
    'no-cache-filters': { fits: like(/^\S+$/), form: 'the name of a stage' },
    'node-platforms': PLATFORMS,
    platforms: PLATFORMS,
    qemu: PLATFORMS,
    secrets: {
        fits: like(/^\s*[^=\s]+=/),
        form: '`id=value`, in quotes ("id=…") when the value spans lines',
        secret: true,
    },
    'secret-envs': { fits: like(/^[^=\s]+=[^=\s]+$/), form: '`id=NAME`', secret: true },
    'secret-files': { fits: like(/^[^=\s]+=./s), form: '`id=path`', secret: true },
    ssh: { fits: like(/^[^=\s]+(?:=.+)?$/s), form: '`default` or `id=path`' },
    ulimit: { fits: like(/^[a-z]+=-?\d+(?::-?\d+)?$/), form: '`nofile=1024:1024`' },
};
/** Reports the items that buildx would refuse; returns the list. */
function checkItems(source, name, items) {
    const check = CHECKS[name];
    if (check === undefined)
        return items;
    const lines = source.raw(name).split('\n');
    let line = 0;
    for (const [index, item] of items.entries()) {
        if (check.fits(item))
            continue;
        const found = lineOf(lines, item, line);
        line = found ?? line;
        const where = found === undefined ? `item ${index + 1}` : `line ${found + 1}`;
        source.invalid(name, check.secret ? where : `${(0,quote/* quote */.h)(item)} (${where})`, `${check.form}, one per line${check.more ?? ''}`);
    }
    return items;
}
/** The line, from 0, on which an item begins; `from` is the line of an earlier bad item. Undefined if unknown. */
function lineOf(lines, item, from) {
    const [first = ''] = item.split('\n', 1);
    const starts = (line) => line.trim() === first.trim() || line.trim() === `"${first}`;
    const exact = lines.findIndex((line, at) => at >= from && starts(line));
    const start = first.split('"', 1)[0] ?? '';
    const found = exact >= 0 ? exact : lines.findIndex((line, at) => at >= from && start !== '' && line.includes(start));
    return found < 0 ? undefined : found;
}
/** Whether a text is CSV of `key=value` (or a bare boolean, as in buildx), and has this key, if one is given. */
function checkAttributes(text, required) {
    const columns = columnsOf(text);
    const keys = columns.map(column => column.split('=', 1)[0]?.trim() ?? '');
    const fit = columns.every((column, index) => column.includes('=') ? keys[index] !== '' : /^(?:true|false)$/i.test(column));
    return fit && columns.length > 0 && (required === undefined || keys.includes(required));
}
/** A bare reference, or attributes with a type. */
function isCache(item) {
    return /^[^\s=,"]+$/.test(item) || checkAttributes(item, 'type');
}
function columnsOf(text) {
    try {
        return (0,list/* fields */.OA)(text);
    }
    catch {
        return [];
    }
}

// EXTERNAL MODULE: ./lib/inputs/reading/source.js + 1 modules
var reading_source = __webpack_require__(13845);
;// CONCATENATED MODULE: ./lib/inputs/build/build.js






/**
 * The inputs of build-push-action. Which lists split at commas follows that action.
 *
 * @param folder the default `context`; '' for the workspace
 */
function readBuild(source, folder = '') {
    const rows = (name) => checkItems(source, name, (0,reading_source/* items */.ld)(source, name));
    const specs = (name) => checkItems(source, name, (0,reading_source/* items */.ld)(source, name, { fields: true }));
    const words = (name) => checkItems(source, name, (0,reading_source/* items */.ld)(source, name, { commas: true }));
    const { problems, ...outputs } = (0,terms_outputs/* parseOutputs */.Q8)((0,reading_source/* items */.ld)(source, 'outputs', { quote: false }));
    for (const problem of problems)
        source.add(problem);
    return {
        addHosts: words('add-hosts'),
        allow: words('allow'),
        attests: specs('attests'),
        buildArgs: rows('build-args'),
        buildContexts: rows('build-contexts'),
        builder: (0,reading_source/* line */.n8)(source, 'builder'),
        cacheFrom: specs('cache-from'),
        cacheTo: specs('cache-to'),
        call: matching(source, 'call', /^[a-z][\w.-]*(?:,\w+(?:=\w+)?)*$/i, '`check`, `outline` or `targets`'),
        cgroupParent: (0,reading_source/* line */.n8)(source, 'cgroup-parent'),
        context: readContext(source),
        file: readFile(source, folder),
        load: (0,reading_source/* boolean */.zM)(source, 'load'),
        network: matching(source, 'network', /^(?:default|none|host)$/, '`default`, `none` or `host`'),
        noCache: (0,reading_source/* boolean */.zM)(source, 'no-cache'),
        noCacheFilters: words('no-cache-filters'),
        outputs,
        platforms: words('platforms'),
        provenance: attestation(source, 'provenance', 'mode=max'),
        // Inputs that replace files of this machine.
        pull: (0,reading_source/* boolean */.zM)(source, 'pull') || source.text('rebuild') === 'base-changed',
        sbom: attestation(source, 'sbom', 'generator=image'),
        secrets: checkItems(source, 'secrets', (0,reading_source/* items */.ld)(source, 'secrets', { trim: false })),
        secretEnvs: words('secret-envs'),
        secretFiles: rows('secret-files'),
        shmSize: matching(source, 'shm-size', /^\d+(?:\.\d+)?\s*[kmgtp]?i?b?$/i, 'a size such as `2gb` or `64m`'),
        ssh: words('ssh'),
        target: (0,reading_source/* line */.n8)(source, 'target'),
        ulimit: rows('ulimit'),
    };
}
/** A line of text in a certain form; '' is always valid. */
function matching(source, name, form, wanted) {
    const value = (0,reading_source/* line */.n8)(source, name);
    if (value !== '' && !form.test(value))
        source.invalid(name, (0,quote/* quote */.h)(value), wanted);
    return value;
}
/**
 * A path in the workspace, as in buildx; or in the context, as in other tools' `docker build`, if only the context has
 * such a file.
 */
function readFile(source, folder) {
    const file = matching(source, 'file', /^(?!-$)/, 'the path of a Dockerfile; there is no standard input');
    const context = source.text('context') || folder;
    const isElsewhere = context === '' || (0,git_context/* isRemote */.Vx)(context) || context.includes('{{');
    if (file === '' || isElsewhere || (0,external_node_path_.isAbsolute)(file) || (0,git_context/* isRemote */.Vx)(file) || source.exists(file))
        return file;
    const inContext = (0,external_node_path_.join)(context, file);
    return source.exists(inContext) ? inContext : file;
}
function readContext(source) {
    const context = (0,reading_source/* line */.n8)(source, 'context');
    if (context.startsWith('-')) {
        source.invalid('context', (0,quote/* quote */.h)(context), 'a folder, as in `.`, or a URL; there is no standard input');
    }
    // metadata-action has an input of this name that selects the source of ref and commit.
    if ((context === 'git' || context === 'workflow') && !source.exists(context)) {
        source.report('context', `is ${(0,quote/* quote */.h)(context)}, but the workspace has no such folder`, `Write \`ref-source: ${context}\` if you mean metadata-action's \`context\`; here \`context\` is the build's.`);
    }
    return context;
}
/** `true`, `false` or attributes, which buildx reads as CSV. */
function attestation(source, name, example) {
    const value = (0,reading_source/* line */.n8)(source, name);
    if (value === '')
        return '';
    const asBoolean = (0,reading_source/* parseBoolean */.yG)(value);
    if (asBoolean !== undefined)
        return String(asBoolean);
    if (!checkAttributes(value)) {
        source.invalid(name, (0,quote/* quote */.h)(value), `\`true\`, \`false\` or attributes, as in \`${example}\``);
    }
    return value;
}

// EXTERNAL MODULE: ./lib/plan/terms/nearest.js
var nearest = __webpack_require__(75853);
// EXTERNAL MODULE: ./lib/inputs/reading/yaml-list.js
var yaml_list = __webpack_require__(40516);
// EXTERNAL MODULE: ./lib/inputs/build/builder-spec.js
var builder_spec = __webpack_require__(98057);
;// CONCATENATED MODULE: ./lib/inputs/build/builder.js







/** Names of builders and nodes that buildx accepts. */
const NAME = /^[a-z][\w.-]*$/i;
/** The inputs of setup-buildx-action, except `builder` (see `readBuild`). */
function readBuilder(source) {
    const driver = readDriver(source);
    const first = {
        name: '',
        endpoint: endpointOf(source, 'endpoint', (0,reading_source/* line */.n8)(source, 'endpoint')),
        driverOpts: checkItems(source, 'driver-opts', (0,reading_source/* items */.ld)(source, 'driver-opts', { quote: false })),
        buildkitdFlags: (0,reading_source/* line */.n8)(source, 'buildkitd-flags'),
        platforms: checkItems(source, 'node-platforms', (0,reading_source/* items */.ld)(source, 'node-platforms', { commas: true })),
    };
    const nodes = [first, ...readAppended(source)];
    const config = readConfig(source);
    const spec = { nodes, config, keepState: (0,reading_source/* boolean */.zM)(source, 'keep-state'), cleanup: (0,reading_source/* boolean */.zM)(source, 'cleanup') };
    const given = onlyForNewOnes(spec);
    checkDriver(source, driver, spec, given);
    const create = driver === undefined ? given.length > 0 : driver !== 'docker';
    if (create)
        checkCreation(source, spec.keepState);
    return { ...spec, driver, create };
}
function readDriver(source) {
    const text = (0,reading_source/* line */.n8)(source, 'driver');
    const driver = builder_spec/* DRIVERS */.e0.find(name => name === text);
    if (text === '' || driver !== undefined)
        return driver;
    const meant = (0,nearest/* nearest */.p)(text, builder_spec/* DRIVERS */.e0);
    const guess = meant === undefined ? '' : ` (did you mean \`${meant}\`?)`;
    source.invalid('driver', (0,quote/* quote */.h)(text), `one of ${builder_spec/* DRIVERS */.e0.join(', ')}${guess}`);
    return undefined;
}
function readConfig(source) {
    const path = (0,reading_source/* line */.n8)(source, 'buildkitd-config');
    const text = source.raw('buildkitd-config-inline');
    if (path !== '' && text.trim() !== '') {
        source.report('buildkitd-config-inline', 'is set together with `buildkitd-config`', 'Remove one of them.');
    }
    if (path !== '' && !source.exists(path)) {
        source.report('buildkitd-config', `is not a file: ${(0,quote/* quote */.h)(path)}`, 'Give a path in the workspace, or check it out.');
    }
    if (path !== '')
        return { path };
    return text.trim() === '' ? undefined : { text };
}
const APPEND_KEYS = ['name', 'endpoint', 'driver-opts', 'buildkitd-flags', 'platforms'];
const NODES = {
    begin: 'Begin each entry with `- `, as in `- endpoint: tcp://host:1234`.',
    name: 'Give the endpoint of a node, or remove the entry.',
    entry: 'Write a map with',
    quote: 'Put it in single quotes.',
};
function readAppended(source) {
    return (0,yaml_list/* yamlEntries */.g)(source, 'append', APPEND_KEYS, NODES).flatMap(entry => {
        if (entry.plain === undefined)
            return [readNode(source, entry)];
        source.report(entry.at, 'is plain text', 'Write a map, as in `- endpoint: tcp://host:1234`.');
        return [];
    });
}
function readNode(source, entry) {
    const text = (key) => (0,yaml_list/* textOf */.b)(source, entry, key).trim();
    const name = text('name');
    if (name !== '' && !NAME.test(name)) {
        source.invalid(`${entry.at}.name`, (0,quote/* quote */.h)(name), 'a name of letters, digits, `.`, `_` and `-`');
    }
    const under = (key) => ({
        ...source,
        raw: () => '',
        invalid: (_, shown, expected) => source.invalid(`${entry.at}.${key}`, shown, expected),
    });
    return {
        name,
        endpoint: endpointOf(source, `${entry.at}.endpoint`, text('endpoint')),
        driverOpts: checkItems(under('driver-opts'), 'driver-opts', itemsOf(entry, 'driver-opts')),
        buildkitdFlags: text('buildkitd-flags'),
        platforms: checkItems(under('platforms'), 'node-platforms', itemsOf(entry, 'platforms')),
    };
}
/** A YAML list, or text split like the input of this name. */
function itemsOf({ values }, key) {
    const value = values[key] ?? '';
    const lines = typeof value === 'string' ? [value] : value;
    return lines.flatMap(text => (0,list/* list */.p_)(text, key === 'platforms' ? { commas: true, quote: false } : { quote: false }));
}
function endpointOf(source, input, endpoint) {
    if (!/^-|\s/.test(endpoint))
        return endpoint;
    source.report(input, `is not an address: ${(0,quote/* quote */.h)(endpoint)}`, 'Write `tcp://host:1234`, or the name of a context.');
    return '';
}
/** The given inputs that apply only to a new builder. */
function onlyForNewOnes({ nodes, config }) {
    const [first] = nodes;
    const given = [
        ['driver-opts', first.driverOpts.length > 0],
        ['buildkitd-flags', first.buildkitdFlags !== ''],
        ['buildkitd-config', config !== undefined && 'path' in config],
        ['buildkitd-config-inline', config !== undefined && 'text' in config],
        ['endpoint', first.endpoint !== ''],
        ['append', nodes.length > 1],
        ['node-platforms', first.platforms.length > 0],
    ];
    return given.flatMap(([name, there]) => (there ? [name] : []));
}
/** What buildx would refuse, or silently ignore. */
function checkDriver(source, driver, { nodes }, given) {
    if (driver === 'docker') {
        const fix = "Remove it, or write `driver: docker-container`: the engine's built-in BuildKit cannot be configured.";
        for (const name of given)
            source.report(name, 'is set, but `driver: docker` takes none', fix);
    }
    if (driver !== 'remote')
        return;
    for (const name of given.filter(input => input.startsWith('buildkitd-'))) {
        source.report(name, 'is set, but a remote daemon has its own', 'Remove it, and configure the daemon where it runs.');
    }
    for (const [index, { endpoint }] of nodes.entries()) {
        if (/^[a-z-]+:\/\/./.test(endpoint))
            continue;
        const input = index === 0 ? 'endpoint' : `append[${index - 1}].endpoint`;
        const form = '`tcp://host:1234` or `unix:///run/buildkit.sock`';
        if (endpoint === '')
            source.report(input, 'is empty, but `driver: remote` needs one', `Write ${form}.`);
        else
            source.invalid(input, (0,quote/* quote */.h)(endpoint), form);
    }
}
function checkCreation(source, keepState) {
    const name = (0,reading_source/* line */.n8)(source, 'builder');
    if (name !== '' && (!NAME.test(name) || name.toLowerCase() === 'default')) {
        const form = 'a name that begins with a letter and goes on with letters, digits, `.`, `_` and `-`; `default` is the engine';
        source.invalid('builder', (0,quote/* quote */.h)(name), form);
    }
    if (keepState && name === '') {
        const fix = 'Name it, as in `builder: ci`.';
        source.report('keep-state', 'is true, but the builder has no name by which the next run could find it', fix);
    }
}

// EXTERNAL MODULE: ./lib/oci/reference.js
var reference = __webpack_require__(23940);
;// CONCATENATED MODULE: ./lib/inputs/build/buildx-version.js



/** `v0.29.1`, `latest`, or the URL of a binary; undefined: the installed buildx. */
function readBuildxVersion(source) {
    const text = (0,reading_source/* line */.n8)(source, 'buildx-version');
    if (text === '')
        return undefined;
    if (text === 'latest')
        return { kind: 'latest' };
    const [, version] = /^v?(\d+\.\d+\.\d+(?:-[0-9a-z.]+)?)$/i.exec(text) ?? [];
    if (version !== undefined)
        return { kind: 'release', version };
    if (/^https?:\/\//.test(text) && URL.canParse(text))
        return readUrl(source, new URL(text));
    source.invalid('buildx-version', (0,quote/* quote */.h)(text), '`v0.29.1`, `latest` or the URL of a binary; builds of a branch (`https://….git#ref`) and `cloud:` versions are not installed here: use docker/setup-buildx-action before this step');
    return undefined;
}
function readUrl(source, url) {
    const [, sha256] = /^#sha256=([0-9a-f]{64})$/.exec(url.hash) ?? [];
    const isRepository = url.host === 'github.com' && /^\/[^/]+\/[^/]+\/?$/.test(url.pathname);
    const isGit = url.pathname.endsWith('.git') || url.pathname === '/' || isRepository;
    if (isGit || (url.hash !== '' && sha256 === undefined)) {
        const fix = 'Give the URL of a buildx for this machine, with `#sha256=…` or a `checksums.txt` beside it.';
        source.report('buildx-version', `is not the URL of a binary: ${(0,quote/* quote */.h)(url.href)}`, fix);
        return undefined;
    }
    if (url.username !== '' || url.password !== '') {
        const fix = 'Download the file in a step before this one, and put it into the tool cache or on a server that needs no login.';
        source.report('buildx-version', 'is a URL with a login, which would be shown in the log', fix);
        return undefined;
    }
    if (url.protocol === 'http:' && sha256 === undefined && !(0,reference/* isLoopback */.U9)(url.host)) {
        const fix = 'Use https, or add its checksum: `#sha256=…`.';
        source.report('buildx-version', 'is a plain HTTP URL, whose response anyone on the network could replace', fix);
        return undefined;
    }
    url.hash = '';
    return { kind: 'url', url: url.href, sha256 };
}

// EXTERNAL MODULE: ./lib/inputs/build/cache.js
var cache = __webpack_require__(15820);
// EXTERNAL MODULE: ./lib/inputs/build/cache-mounts.js
var cache_mounts = __webpack_require__(92587);
;// CONCATENATED MODULE: ./lib/inputs/build/mirrors.js



const FORM = 'a registry and its mirrors, as in `docker.io=mirror.gcr.io,harbor.acme.example/docker-hub`';
/** The input `mirrors`: one registry per line. */
function readMirrors(source) {
    const mirrors = new Map();
    for (const line of (0,reading_source/* items */.ld)(source, 'mirrors', { comments: true })) {
        const equals = line.indexOf('=');
        const registry = equals < 0 ? undefined : registryIn(line.slice(0, equals));
        const names = line
            .slice(equals + 1)
            .split(',')
            .map(name => name.trim())
            .filter(name => name !== '');
        const read = names.map(mirrorIn);
        const bad = names.find((_, at) => read[at] === undefined);
        if (registry === undefined || names.length === 0 || bad !== undefined) {
            source.invalid('mirrors', (0,quote/* quote */.h)(bad ?? line), FORM);
            continue;
        }
        const list = read.filter(mirror => mirror !== undefined);
        if (mirrors.has(registry)) {
            source.report('mirrors', `has two lines for ${registry}`, 'Write its mirrors on one line, separated by commas.');
        }
        if (list.some(({ host, path }) => host === registry && path === '')) {
            source.report('mirrors', `names ${registry} as a mirror of itself`, 'Remove it: the registry itself always comes last.');
        }
        mirrors.set(registry, list);
    }
    return mirrors;
}
function registryIn(text) {
    const name = text.trim().toLowerCase();
    try {
        const { host, prefix } = (0,reference/* parseRegistry */.Eq)(name);
        return prefix === '' && (0,reference/* isHostLike */.Cm)(host) ? (0,reference/* normalizeRegistry */.l5)(name) : undefined;
    }
    catch {
        return undefined;
    }
}
function mirrorIn(text) {
    try {
        const { host, prefix } = (0,reference/* parseRegistry */.Eq)(text.toLowerCase());
        // Docker Hub's own host can't be replaced.
        return (0,reference/* isHostLike */.Cm)(host) && host !== reference/* DOCKER_HUB */.Xb ? { host, path: prefix } : undefined;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/inputs/build/qemu.js




/** The inputs `qemu` and `qemu-image`. */
function readQemu(source) {
    const qemu = readQemuSetting(source);
    const qemuImage = (0,reading_source/* line */.n8)(source, 'qemu-image');
    if (qemuImage !== '' && !isReference(qemuImage)) {
        source.invalid('qemu-image', (0,quote/* quote */.h)(qemuImage), 'an image, as in `tonistiigi/binfmt@sha256:…`');
    }
    else if (qemuImage !== '' && qemu === 'none') {
        source.report('qemu-image', 'is set, but `qemu: false` registers nothing', 'Remove one of them.');
    }
    return { qemu, qemuImage };
}
/** `true` or `all`, `false`, platforms or architectures; '' for what the build needs. */
function readQemuSetting(source) {
    const text = source.text('qemu');
    if (text === '')
        return 'needed';
    const boolean = text === 'all' ? true : (0,reading_source/* parseBoolean */.yG)(text);
    if (boolean !== undefined)
        return boolean ? 'all' : 'none';
    const platforms = checkItems(source, 'qemu', (0,reading_source/* items */.ld)(source, 'qemu', { commas: true }));
    return platforms.length === 0 ? 'needed' : platforms;
}
function isReference(text) {
    try {
        (0,reference/* parseReference */.F2)(text);
        return true;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./lib/inputs/component.js




/** A path in the repository: no scheme, no `.` or `..`, nothing special in a git tag or URL. */
const FOLDER = /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[\w.@+-]+(?:\/[\w.@+-]+)*$/;
/** The `component` input: a folder of a monorepo. Explicit inputs override what follows from it. */
function readComponent(source, { gitTags }) {
    const given = (0,reading_source/* line */.n8)(source, 'component');
    const path = given.replace(/^(?:\.\/+)+|\/+$/g, '');
    if (given === '')
        return undefined;
    if (!FOLDER.test(path) || path.startsWith('-')) {
        source.invalid('component', (0,quote/* quote */.h)(given), 'a folder of the repository, as in `api` or `services/api`');
        return undefined;
    }
    return { path, name: path.slice(path.lastIndexOf('/') + 1), ownTagsOnly: gitTags.length === 0 };
}
/**
 * The component's folder is the build context; with a `context` of its own, the Dockerfile is still the component's.
 */
function withComponentContext(source, build, component) {
    if (component === undefined || source.text('source') !== '')
        return build;
    const { path } = component;
    // Without a checkout the build reads the same folder from git.
    const isCheckout = source.exists('.git') || source.exists(build.file || 'Dockerfile');
    if (build.context !== '') {
        const file = build.file === '' ? dockerfileIn(build.context, path) : '';
        const isOurs = file !== '' && (source.exists(`${path}/Dockerfile`) || (isGit(build.context) && !isCheckout));
        return isOurs ? { ...build, file } : build;
    }
    if (source.exists(path))
        return { ...build, context: path };
    if (!isCheckout)
        return { ...build, context: `{{defaultContext}}:${path}` };
    source.report('component', `is not a folder in the workspace: ${(0,quote/* quote */.h)(path)}`, 'Write its path in the repository.');
    return build;
}
/** This run's commit, and its folder that is the context. */
const GIT = /^\{\{\s*defaultContext\s*\}\}(?::\/*(.*))?$/;
function isGit(context) {
    return GIT.test(context.trim());
}
/**
 * The path of the component's Dockerfile for a user-defined context. buildx looks for it in the folder that a git
 * context names, and on this machine in the workspace. '' if it is the context's own, or out of its reach.
 */
function dockerfileIn(context, path) {
    if ((0,git_context/* isRemote */.Vx)(context))
        return '';
    const [whole, folder = ''] = GIT.exec(context.trim()) ?? [];
    const inside = whole === undefined ? path : (0,external_node_path_.relative)((0,external_node_path_.join)('/', folder), (0,external_node_path_.join)('/', path));
    return inside === '' || inside.startsWith('..') ? '' : `${inside}/Dockerfile`;
}
/** Several components that publish under one name take each other's tags. */
function checkComponent(source, { images, tags, flavor }, component) {
    if (component === undefined || source.text('images') === '')
        return;
    const name = component.name.toLowerCase();
    if ([...images, ...tags, ...flavor].some(text => text.toLowerCase().includes(name)))
        return;
    source.warn(`\`images\` does not name the component ${(0,quote/* quote */.h)(component.name)}, so every component that publishes there sets the same tags. ` +
        'Leave `images` out, or put the component into the name or into `flavor`, as in `suffix=-api`.');
}

// EXTERNAL MODULE: ./lib/plan/identity/hosts.js
var hosts = __webpack_require__(27797);
// EXTERNAL MODULE: ./lib/inputs/identity/aws.js
var aws = __webpack_require__(17413);
// EXTERNAL MODULE: ./lib/inputs/identity/dockerhub.js
var dockerhub = __webpack_require__(69199);
// EXTERNAL MODULE: ./lib/inputs/identity/read.js + 2 modules
var read = __webpack_require__(63049);
// EXTERNAL MODULE: ./lib/inputs/reading/trust.js
var reading_trust = __webpack_require__(93632);
;// CONCATENATED MODULE: ./lib/inputs/credentials.js









const NONE = { username: '', password: '' };
/** login-action's keys, and the keys of identities. Its `scope` is listed so that the refusal can explain. */
const AUTH_KEYS = ['registry', 'username', 'password', ...read/* IDENTITY_KEYS */.UF, ...reading_trust/* TRUST_KEYS */.ks, 'ecr', 'scope'];
/** `registry-auth` and the shorthand. Half-given ones are left out and listed in `missing`. */
function readLogins(source, missing) {
    const logins = [];
    for (const entry of (0,yaml_list/* yamlEntries */.g)(source, 'registry-auth', AUTH_KEYS)) {
        if (entry.plain !== undefined) {
            source.report(entry.at, 'is a plain string', 'Write a map: `- registry: ghcr.io`, then `username:` and `password:`.');
            continue;
        }
        // login-action's default.
        const registry = registryAt(source, `${entry.at}.registry`, (0,yaml_list/* textOf */.b)(source, entry, 'registry').trim() || 'docker.io');
        refuseUnsupported(source, entry, registry);
        const credentials = credentialsOf(source, entry, registry, missing);
        const trust = (0,reading_trust/* trustOf */.An)(source, entry);
        if (credentials !== NONE || Object.keys(trust).length > 0 || mayBeInEnvironment(registry)) {
            logins.push({ at: entry.at, login: { registry, ...credentials, ...trust } });
        }
    }
    const shorthand = readShorthand(source, missing);
    if (shorthand !== undefined)
        logins.push({ at: 'registry', login: shorthand });
    for (const [index, { at, login }] of logins.entries()) {
        const first = logins.slice(0, index).find(other => other.login.registry === login.registry);
        if (first !== undefined) {
            source.report(at, `gives ${login.registry} a second login (the first is ${first.at})`, 'Keep one of them.');
        }
    }
    return logins.map(({ login }) => login);
}
/** The shorthand's registry, normalized: Docker Hub when there is none. Undefined when it is not a registry. */
function shorthandRegistry(source) {
    try {
        return (0,reference/* normalizeRegistry */.l5)(source.text('registry') || 'docker.io');
    }
    catch {
        return undefined;
    }
}
/** Whether a registry's login may come from credentials that an earlier step left in the environment. */
function mayBeInEnvironment(registry) {
    return (0,hosts/* ecrHostOf */.SD)(registry) !== undefined || (0,hosts/* isGoogleHost */.Yn)(registry) || (0,hosts/* azureCloudOf */.eC)(registry) !== undefined;
}
/**
 * The `username` and `password` of an entry, or its identity. A key without the other is an immediate problem; an empty
 * value is a missing secret.
 */
function credentialsOf(source, entry, registry, missing) {
    const username = (0,yaml_list/* textOf */.b)(source, entry, 'username').trim();
    if ((0,read/* hasIdentity */.rr)(entry)) {
        const identity = (0,read/* readIdentity */.xN)(source, { entry, registry, username }, missing);
        return identity === undefined ? NONE : { ...NONE, identity };
    }
    const password = (0,yaml_list/* textOf */.b)(source, entry, 'password');
    const switched = withoutPassword(source, { at: entry.at, registry, username, password }, missing);
    if (switched !== undefined)
        return switched;
    const isEcr = (0,aws/* isAccessKey */.s)(registry, username) && (0,reading_source/* parseBoolean */.yG)((0,yaml_list/* textOf */.b)(source, entry, 'ecr').trim()) !== false;
    if (isEcr && password !== '')
        return { ...NONE, identity: { kind: 'aws', key: { id: username, secret: password } } };
    const has = (key) => Object.hasOwn(entry.values, key);
    if (has('username') !== has('password')) {
        const [given, absent] = has('username') ? ['username', 'password'] : ['password', 'username'];
        source.report(entry.at, `has a ${given} but no ${absent}`, `Add \`${absent}:\`, or remove \`${given}:\`.`);
        return NONE;
    }
    return complete(entry.at, { username, password }, registry, missing);
}
/** The form of a registry. */
const HOST_FORM = "a registry's host, as in `ghcr.io` or `localhost:5000`";
/** @returns only the host; anything else is reported and returned unchanged */
function registryAt(source, at, text) {
    try {
        return (0,reference/* normalizeRegistry */.l5)(text);
    }
    catch {
        source.invalid(at, (0,quote/* quote */.h)(text), HOST_FORM);
        return text;
    }
}
function readShorthand(source, missing) {
    const registry = registryAt(source, 'registry', (0,reading_source/* line */.n8)(source, 'registry') || 'docker.io');
    const [username, password] = [(0,reading_source/* line */.n8)(source, 'username'), source.text('password')];
    const switched = withoutPassword(source, { at: 'username', registry, username, password }, missing);
    if (switched !== undefined)
        return { registry, ...switched };
    if ((0,aws/* isAccessKey */.s)(registry, username) && password !== '') {
        return { registry, ...NONE, identity: { kind: 'aws', key: { id: username, secret: password } } };
    }
    const credentials = complete('', { username, password }, registry, missing);
    return credentials === NONE ? undefined : { registry, ...credentials };
}
/** login-action's way to Docker Hub: only a user name, and the connection in the environment. */
function withoutPassword(source, login, missing) {
    const identity = login.password === '' ? (0,dockerhub/* dockerHubSwitch */.QP)(source, login) : undefined;
    if (identity === undefined)
        return undefined;
    (0,read/* withIdToken */.HN)(source, identity, login, missing);
    return { ...NONE, identity };
}
function complete(at, credentials, registry, missing) {
    const empty = ['username', 'password'].filter(key => credentials[key] === '');
    const [key] = empty;
    if (empty.length === 1 && key !== undefined) {
        missing.push({
            registry,
            input: at === '' ? key : `${at}.${key}`,
            problem: `is empty but \`${key === 'username' ? 'password' : 'username'}\` is set (${registry})`,
            fix: 'Does the secret exist, spelled like this? Fork and Dependabot runs get no secrets.',
        });
    }
    return empty.length === 0 ? credentials : NONE;
}
function refuseUnsupported(source, entry, registry) {
    const ecr = (0,yaml_list/* textOf */.b)(source, entry, 'ecr').trim();
    if (ecr !== '' && ecr !== 'auto' && (0,reading_source/* parseBoolean */.yG)(ecr) === undefined) {
        source.invalid(`${entry.at}.ecr`, (0,quote/* quote */.h)(ecr), '`auto`, `true` or `false`');
    }
    else if ((0,reading_source/* parseBoolean */.yG)(ecr) === true && (0,hosts/* ecrHostOf */.SD)(registry) === undefined) {
        source.report(`${entry.at}.ecr`, `is true, but ${(0,quote/* quote */.h)(registry)} is not a host of Amazon ECR`, 'Remove it, or write the registry as `123456789012.dkr.ecr.eu-west-1.amazonaws.com`.');
    }
    if ((0,yaml_list/* textOf */.b)(source, entry, 'scope').trim() !== '') {
        source.report(`${entry.at}.scope`, 'is not supported', 'Remove it: credentials of a step are never kept for others.');
    }
}

// EXTERNAL MODULE: ./lib/plan/reference-lines.js
var reference_lines = __webpack_require__(17716);
// EXTERNAL MODULE: ./lib/plan/targets.js
var plan_targets = __webpack_require__(69005);
;// CONCATENATED MODULE: ./lib/inputs/default-image.js



/**
 * If only `registries` is given, the image is named after the repository, followed by the component and, among several
 * images, its name. Publishing needs a name; complete references in `tags` have their own.
 */
function withDefaultImage(source, { metadata, registries, publishes, name: own }) {
    const { images, tags } = metadata;
    if (images.length > 0 || (0,reference_lines/* tagsMode */.N7)(images, tags) !== 'rules')
        return metadata;
    const behind = [...new Set([metadata.component?.name ?? '', own])].filter(part => part !== '');
    // Docker Hub's names have two parts, so `acme/shop/api` would be invalid there.
    const name = [source.repository, ...behind].join('-').toLowerCase();
    if (registries.length === 0 || source.repository === '') {
        if (publishes)
            source.report('images', 'is empty, so there is no name to publish under', NAME_IT);
        return metadata;
    }
    try {
        (0,plan_targets/* resolveNames */.jN)([{ name, enable: true }], registries);
    }
    catch (error) {
        const made = behind.length === 0 ? "the repository's own name" : `the repository's name with ${behind.join('-')}`;
        const problem = `is not given, and ${made} is not a valid image name: ${(0,errors/* messageOf */.bD)(error)}`;
        source.report('images', problem, NAME_IT);
        return metadata;
    }
    return { ...metadata, images: [name] };
}
const NAME_IT = 'Name the image: `images: acme/api`.';

// EXTERNAL MODULE: ./lib/plan/filter.js + 1 modules
var filter = __webpack_require__(66759);
;// CONCATENATED MODULE: ./lib/inputs/reading/event-names.js


/** Values of GITHUB_EVENT_NAME. Source: docs.github.com, "Events that trigger workflows", and its earlier versions. */
const EVENTS = [
    'branch_protection_rule',
    'check_run',
    'check_suite',
    'create',
    'delete',
    'deployment',
    'deployment_status',
    'discussion',
    'discussion_comment',
    'dynamic',
    'fork',
    'gollum',
    'image_version',
    'issue_comment',
    'issues',
    'label',
    'member',
    'merge_group',
    'milestone',
    'page_build',
    'project',
    'project_card',
    'project_column',
    'public',
    'pull_request',
    'pull_request_comment',
    'pull_request_review',
    'pull_request_review_comment',
    'pull_request_target',
    'push',
    'registry_package',
    'release',
    'repository_dispatch',
    'schedule',
    'status',
    'watch',
    'workflow_dispatch',
    'workflow_run',
];
/** What is wrong with a pattern of `events` that matches no event, and what to write instead; otherwise undefined. */
function eventProblem(pattern) {
    const name = pattern.replace(/^!/, '');
    if (EVENTS.some(event => (0,filter/* matchPatterns */.B)([name], event).matched))
        return undefined;
    if (name === 'workflow_call') {
        const problem = 'which never occurs: a called workflow gets the event of its caller';
        return { problem, fix: 'Name the events that start the calling workflow, as in `push`.' };
    }
    const meant = (0,nearest/* nearest */.p)(name, EVENTS);
    return {
        problem: 'which is not a GitHub event',
        fix: meant === undefined ? 'Use names from `on:`, such as `push` or `pull_request`.' : `Did you mean \`${meant}\`?`,
    };
}

;// CONCATENATED MODULE: ./lib/inputs/filters.js




const LIST = { commas: true };
const FILTER_KEYS = ['branches', 'git-tags', 'events'];
/** The `branches`, `git-tags` and `events` inputs. */
function readFilters(source) {
    const read = (name) => checked(source, name, (0,reading_source/* items */.ld)(source, name, LIST));
    return { branches: read('branches'), gitTags: read('git-tags'), events: read('events') };
}
/** The same keys in an entry of `registries`: text as in the inputs, or a YAML list. */
function entryFilters(source, { at, values }) {
    const read = (key) => {
        const value = values[key] ?? '';
        const patterns = typeof value === 'string' ? (0,reading_source/* itemsAt */.Ct)(source, `${at}.${key}`, value, LIST) : value.filter(item => item !== '');
        return checked(source, `${at}.${key}`, patterns);
    };
    return { branches: read('branches'), gitTags: read('git-tags'), events: read('events') };
}
function checked(source, at, patterns) {
    const isEvents = /(?:^|\.)events$/.test(at);
    for (const pattern of patterns) {
        const problem = (0,filter/* patternProblem */.A)(pattern) ?? refProblem(pattern);
        const unknown = isEvents && problem === undefined ? eventProblem(pattern) : undefined;
        if (unknown !== undefined)
            source.report(at, `has ${(0,quote/* quote */.h)(pattern)}, ${unknown.problem}`, unknown.fix);
        if (problem !== undefined) {
            source.report(at, `has the pattern ${(0,quote/* quote */.h)(pattern)}, which ${problem}`, "Write it in GitHub's filter syntax, as in `release/**`; a backslash escapes.");
        }
    }
    if (patterns.length > 0 && patterns.every(pattern => pattern.startsWith('!'))) {
        source.report(at, 'contains only exclusions (`!…`)', 'Start with an inclusion, such as `**`.');
    }
    return patterns;
}
/** Patterns that can't match any ref (git-check-ref-format), and so must be mistakes. */
function refProblem(pattern) {
    const [bad] = /[\s~^:]/u.exec(pattern) ?? [];
    if (bad !== undefined)
        return `contains ${JSON.stringify(bad)}, which no ref can contain`;
    return /^!?refs\/(?:heads|tags)\//.test(pattern) ? 'begins with `refs/`; names are matched without it' : undefined;
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
// EXTERNAL MODULE: ./lib/host/fields.js
var host_fields = __webpack_require__(87617);
// EXTERNAL MODULE: ./lib/inputs/reading/duration.js
var duration = __webpack_require__(1888);
;// CONCATENATED MODULE: ./lib/inputs/gates/container-test.js






const INPUT = 'container-test';
const KEYS = ['env', 'command', 'port', 'http', 'healthy', 'log', 'exit-code', 'timeout', 'platform'];
const HTTP_KEYS = ['path', 'port', 'status'];
const TIMEOUT = 60_000;
const PORT = 'the port in the container, as in `8080`';
/** Reads the map; scalars keep their spelling. Messages never quote values of `env`. */
function readContainerTest(source) {
    if (source.raw(INPUT).trim() === '')
        return undefined;
    const fields = readMap(source);
    if (fields === undefined)
        return undefined;
    checkKeys(source, INPUT, fields, KEYS);
    let fine = true;
    const report = (key, problem, fix) => {
        fine = false;
        source.report(`${INPUT}.${key}`, problem, fix);
    };
    const invalid = (key, value, expected) => {
        fine = false;
        source.invalid(`${INPUT}.${key}`, value, expected);
    };
    const reader = { fields, report, invalid };
    const conditions = [
        ...each(fields.port).flatMap(value => portAt(reader, 'port', value)),
        ...each(fields.http).flatMap(value => httpAt(source, reader, value)),
        ...healthyAt(reader),
        ...each(fields.log).flatMap(value => logAt(reader, value)),
        ...exitAt(reader),
    ];
    if (fine && conditions.length === 0)
        source.report(INPUT, 'has no condition to wait for', 'Add `port`, `http`, `healthy`, `log` or `exit-code`.');
    checkTogether(reader, conditions);
    return {
        env: envAt(reader),
        command: commandAt(reader),
        conditions,
        timeout: timeoutAt(reader),
        platform: platformAt(reader),
    };
}
function readMap(source) {
    const text = source.raw(INPUT);
    const document = (0,dist/* parseDocument */.Tp)(text, { schema: 'failsafe', prettyErrors: false, logLevel: 'silent' });
    const [error] = document.errors;
    if (error !== undefined) {
        const line = text.slice(0, error.pos[0]).split('\n').length;
        source.report(INPUT, `is not valid YAML at line ${line} (${error.code})`, 'Put values with special characters in quotes.');
        return undefined;
    }
    const value = withoutAlias(() => document.toJS({ maxAliasCount: 0 }));
    if ((0,host_fields/* isObject */.Gv)(value))
        return value;
    source.report(INPUT, 'is not a YAML map', 'Write `key: value` lines, as in `port: 8080`.');
    return undefined;
}
/** Aliases are a separate error here, thrown by the library. */
function withoutAlias(read) {
    try {
        return read();
    }
    catch {
        return undefined;
    }
}
function checkKeys(source, at, fields, known) {
    for (const key of Object.keys(fields).filter(name => !known.includes(name))) {
        const meant = (0,nearest/* nearest */.p)(key, known);
        const fix = meant === undefined ? `Known keys are ${known.join(', ')}.` : `Did you mean \`${meant}\`?`;
        source.report(at, `has the unknown key ${(0,quote/* quote */.h)(key)}`, fix);
    }
}
function checkTogether({ report }, conditions) {
    const ends = conditions.some(({ kind }) => kind === 'exit');
    const serves = conditions.some(({ kind }) => kind === 'port' || kind === 'http' || kind === 'healthy');
    if (!ends || !serves)
        return;
    report('exit-code', 'contradicts `port`, `http` and `healthy`', 'A container either exits or serves: keep one of them.');
}
function portAt({ invalid }, key, value) {
    const port = portOf(value);
    if (port !== undefined)
        return [{ kind: 'port', port }];
    invalid(key, (0,quote/* quote */.h)(value), PORT);
    return [];
}
function httpAt(source, { invalid }, value) {
    const given = (0,host_fields/* isObject */.Gv)(value) ? value : { path: value };
    checkKeys(source, `${INPUT}.http`, given, HTTP_KEYS);
    const { path = '/', port, status } = given;
    const fine = typeof path === 'string' && /^\/[\x21-\x7e]*$/.test(path);
    if (!fine)
        invalid('http', (0,quote/* quote */.h)(path), 'a path that begins with a slash, as in `/healthz`');
    if (port !== undefined && portOf(port) === undefined)
        invalid('http.port', (0,quote/* quote */.h)(port), PORT);
    const code = typeof status === 'string' && /^[1-5]\d\d$/.test(status) ? Number(status) : undefined;
    if (status !== undefined && code === undefined)
        invalid('http.status', (0,quote/* quote */.h)(status), 'an HTTP status, as in `200`');
    return fine ? [{ kind: 'http', path, port: portOf(port), status: code }] : [];
}
function healthyAt({ fields, invalid }) {
    if (fields.healthy === undefined)
        return [];
    const wanted = (0,reading_source/* parseBoolean */.yG)(String(fields.healthy));
    if (wanted === undefined)
        invalid('healthy', (0,quote/* quote */.h)(fields.healthy), '`true`');
    return wanted === true ? [{ kind: 'healthy' }] : [];
}
function logAt({ invalid }, value) {
    if (typeof value === 'string' && /^.*\S.*$/.test(value))
        return [{ kind: 'log', text: value }];
    invalid('log', (0,quote/* quote */.h)(value), 'text that one line of the output contains');
    return [];
}
function exitAt({ fields, invalid }) {
    const value = fields['exit-code'];
    if (value === undefined)
        return [];
    if (typeof value === 'string' && /^\d{1,3}$/.test(value) && Number(value) < 256)
        return [{ kind: 'exit', code: Number(value) }];
    invalid('exit-code', (0,quote/* quote */.h)(value), 'a number from 0 to 255');
    return [];
}
function envAt({ fields, report }) {
    const { env = {} } = fields;
    if (!(0,host_fields/* isObject */.Gv)(env)) {
        report('env', 'is not a map', 'Write `NAME: value` lines.');
        return [];
    }
    return Object.entries(env).flatMap(([name, value]) => {
        if (/^[^\s=\0]+$/.test(name) && (typeof value === 'string' || value === null))
            return [`${name}=${value ?? ''}`];
        report('env', `has an invalid entry: ${(0,quote/* quote */.h)(name)}`, 'Write `NAME: value` lines.');
        return [];
    });
}
/** Text is split at spaces: only a shell could interpret quotes in it. */
function commandAt({ fields, report }) {
    const { command } = fields;
    if (command === undefined)
        return undefined;
    if (Array.isArray(command) && command.length > 0 && command.every(word => typeof word === 'string'))
        return command;
    if (typeof command === 'string' && command.trim() !== '' && !/["'\\$`]/.test(command))
        return command.trim().split(/\s+/);
    report('command', 'is not a list of words', 'Write `[serve, --port, "8080"]`; or one string if no word needs quotes.');
    return undefined;
}
function timeoutAt({ fields, invalid }) {
    if (fields.timeout === undefined)
        return TIMEOUT;
    const ms = typeof fields.timeout === 'string' ? (0,duration/* durationOf */.c)(fields.timeout) : undefined;
    if (ms === undefined)
        invalid('timeout', (0,quote/* quote */.h)(fields.timeout), duration/* DURATION */.f);
    return ms ?? TIMEOUT;
}
function platformAt({ fields, invalid }) {
    const { platform } = fields;
    if (platform === undefined)
        return undefined;
    if (typeof platform === 'string' && /^[\w.+()-]+(?:\/[\w.+()-]+){1,2}$/.test(platform))
        return platform;
    invalid('platform', (0,quote/* quote */.h)(platform), 'a platform, as in `linux/arm64`');
    return undefined;
}
function portOf(value) {
    if (typeof value !== 'string' || !/^\d{1,5}$/.test(value))
        return undefined;
    const port = Number(value);
    return port > 0 && port < 65536 ? port : undefined;
}
function each(value) {
    if (value === undefined)
        return [];
    return Array.isArray(value) ? value : [value];
}

;// CONCATENATED MODULE: ./lib/inputs/gates/gates.js





const gates_KEYS = ['name', 'run', 'platform', 'timeout', 'continue-on-error', 'credentials', 'targets', 'once'];
const WORDING = {
    begin: 'Begin each entry with `- `, as in `- {name: smoke, run: ./smoke.sh}`.',
    name: 'Write a script, or remove the entry.',
    entry: 'Write a script, or a map with',
    quote: 'Write the script as a block: `run: |`, and its lines below that.',
};
/** `test`, `gates` and their settings. */
function readGates(source) {
    const entries = (0,yaml_list/* yamlEntries */.g)(source, 'gates', gates_KEYS, WORDING);
    const gates = entries.map((entry, index) => readEntry(source, entry, index));
    for (const [index, { name }] of gates.entries()) {
        const earlier = gates.findIndex(gate => gate.name === name);
        if (earlier < index) {
            source.report(`gates[${index}].name`, `is the same as that of gates[${earlier}]: ${(0,quote/* quote */.h)(name)}`, 'Give each gate a different name.');
        }
    }
    return {
        test: source.raw('test'),
        gates,
        gatePlatforms: readPlatforms(source),
        keepLocal: (0,reading_source/* boolean */.zM)(source, 'keep-local'),
    };
}
function readEntry(source, entry, index) {
    const { at } = entry;
    const text = (key) => (0,yaml_list/* textOf */.b)(source, entry, key).trim();
    const run = entry.plain ?? (0,yaml_list/* textOf */.b)(source, entry, 'run');
    if (run.trim() === '')
        source.report(at, 'has no `run`', 'Add a script, as in `run: docker run --rm "$IMAGE" --version`.');
    return {
        name: readName(source, at, text('name')) || `gate ${index + 1}`,
        run,
        platform: readPlatform(source, at, text('platform')),
        timeout: readTimeout(source, at, text('timeout')),
        continueOnError: (0,reading_source/* booleanAt */.CR)(source, `${at}.continue-on-error`, text('continue-on-error')),
        credentials: (0,reading_source/* booleanAt */.CR)(source, `${at}.credentials`, text('credentials')),
        targets: readTargets(source, entry),
        once: readOnce(source, entry),
    };
}
function readTargets(source, { at, values }) {
    const given = values.targets ?? [];
    const names = (typeof given === 'string' ? given.split(/[,\n]/) : given).map(name => name.trim()).filter(Boolean);
    for (const name of names) {
        const problem = /^!?[\w.*?+[\]-]{1,200}$/.test(name) ? (0,filter/* patternProblem */.A)(name) : 'is not a name';
        if (problem !== undefined)
            source.invalid(`${at}.targets`, (0,quote/* quote */.h)(name), 'names of builds, or patterns such as `api-*`');
    }
    return names;
}
function readOnce(source, entry) {
    const { at } = entry;
    const once = (0,reading_source/* booleanAt */.CR)(source, `${at}.once`, (0,yaml_list/* textOf */.b)(source, entry, 'once').trim());
    if (once && entry.values.platform !== undefined) {
        source.report(`${at}.platform`, 'is given together with `once`', 'Remove one of the two.');
    }
    return once;
}
/** Names are headings in the log and cells of a table. */
function readName(source, at, name) {
    if (name.length <= 80 && !/\p{Cc}/u.test(name))
        return name;
    source.report(`${at}.name`, 'is longer than 80 characters or has a line break', 'Shorten it.');
    return '';
}
function readPlatform(source, at, platform) {
    if (platform === '')
        return undefined;
    if (!/^[a-z0-9]+\/[a-z0-9_]+(?:\/[a-z0-9]+)?$/.test(platform)) {
        source.invalid(`${at}.platform`, (0,quote/* quote */.h)(platform), 'a platform, as in `linux/amd64` or `linux/arm/v7`');
    }
    return platform;
}
function readTimeout(source, at, text) {
    const ms = (0,duration/* durationOf */.c)(text);
    if (text !== '' && ms === undefined) {
        source.invalid(`${at}.timeout`, (0,quote/* quote */.h)(text), duration/* DURATION */.f);
    }
    return ms;
}
function readPlatforms(source) {
    const text = source.text('gate-platforms');
    if (text === 'native' || text === 'all')
        return text;
    source.invalid('gate-platforms', (0,quote/* quote */.h)(text), '`native` or `all`');
    return 'native';
}

// EXTERNAL MODULE: ./lib/inputs/gates/scan.js
var gates_scan = __webpack_require__(8245);
;// CONCATENATED MODULE: ./lib/inputs/metadata.js



/** The inputs of metadata-action. Its lists allow comments; rules and images are CSV again and keep their quotes. */
function readMetadata(source) {
    const rules = (name) => (0,reading_source/* items */.ld)(source, name, { comments: true, fields: true, onComment: aside(source, name) });
    const rows = (name) => checkItems(source, name, (0,reading_source/* items */.ld)(source, name, { comments: true }));
    return {
        images: rules('images'),
        tags: rules('tags'),
        flavor: rules('flavor'),
        labels: rows('labels'),
        annotations: rows('annotations'),
        // Separators are often white space: not trimmed.
        sepTags: source.raw('sep-tags'),
        sepLabels: source.raw('sep-labels'),
        sepAnnotations: source.raw('sep-annotations'),
        bakeTarget: readBakeTarget(source),
        refSource: readRefSource(source),
        sourceDateEpoch: readSourceDateEpoch(source),
    };
}
/** metadata-action removed comments at line ends until its version 5, and makes tags of them since. */
function aside(source, name) {
    return (comment, text) => source.warn(`\`${name}\`: ${(0,quote/* quote */.h)(comment)} after ${(0,quote/* quote */.h)(text)} is treated as a comment and ignored. Put comments on separate lines.`);
}
function readBakeTarget(source) {
    const name = (0,reading_source/* line */.n8)(source, 'bake-target');
    // bake's own rule (docker/buildx, bake/bake.go, `validTargetNameChars`).
    if (!/^[a-zA-Z0-9_-]*$/.test(name)) {
        source.invalid('bake-target', (0,quote/* quote */.h)(name), 'a name of letters, digits, `_` and `-`');
    }
    return name;
}
/** @see https://reproducible-builds.org/specs/source-date-epoch/ */
function readSourceDateEpoch(source) {
    const text = source.text('source-date-epoch');
    if (text === '' || text === 'commit')
        return text || undefined;
    if (/^\d{1,11}$/.test(text))
        return Number(text);
    source.invalid('source-date-epoch', (0,quote/* quote */.h)(text), '`commit` or seconds since 1970, as in `1700000000`');
    return undefined;
}
function readRefSource(source) {
    const text = source.text('ref-source');
    if (text === 'workflow' || text === 'git')
        return text;
    source.invalid('ref-source', (0,quote/* quote */.h)(text), '`workflow` or `git`');
    return 'workflow';
}

// EXTERNAL MODULE: ./lib/inputs/parts/read-parts.js + 1 modules
var read_parts = __webpack_require__(1677);
// EXTERNAL MODULE: ./lib/plan/identity/types.js
var types = __webpack_require__(37311);
;// CONCATENATED MODULE: ./lib/inputs/parts/unused-logins.js


/**
 * The logins of a job. A part that is handed over as an artifact uploads to no registry: if its job gets no id tokens,
 * the logins that need one are left out, so that jobs that run the Dockerfile need no more than `contents: read`. With
 * id tokens they stay, for private base images.
 */
function withoutUnusedLogins(source, { registries, logins, missing, parts }) {
    const isHandedOver = parts.part !== undefined && parts.handOver === 'artifact';
    if (!isHandedOver || (0,read/* mayGetIdTokens */.xS)(source))
        return { registries, logins, missing, skippedLogins: [] };
    const skipped = [...registries, ...logins].filter(hasIdToken).map(({ registry }) => registry);
    return {
        registries: registries.map(withoutIdToken),
        logins: logins.map(withoutIdToken),
        missing: missing.filter(({ lacks }) => lacks !== 'id-token'),
        skippedLogins: [...new Set(skipped)],
    };
}
function hasIdToken({ identity }) {
    return identity !== undefined && (0,types/* needsIdToken */.O)(identity);
}
function withoutIdToken(entry) {
    if (!hasIdToken(entry))
        return entry;
    const { identity: _, ...rest } = entry;
    return rest;
}

;// CONCATENATED MODULE: ./lib/inputs/policy/build-policy.js


/**
 * Paths of Rego files in the workspace. buildx would take a missing one for a rule that allows nothing, or ignore it.
 */
function readBuildPolicy(source) {
    const paths = (0,reading_source/* items */.ld)(source, 'build-policy', { commas: true, comments: true });
    for (const path of paths) {
        // buildx reads nothing outside of its working folder.
        const isInside = !/^\/|(?:^|\/)\.\.(?:\/|$)|[,=\\:\p{Cc}"]/u.test(path);
        if (!isInside || !path.endsWith('.rego')) {
            source.invalid('build-policy', (0,quote/* quote */.h)(path), 'the path of a Rego file in the workspace, as in `policy/build.rego`');
        }
        else if (!source.exists(path)) {
            const fix = 'Give its path from the root of the workspace, and check out the repository first.';
            source.report('build-policy', `names a file that does not exist: ${(0,quote/* quote */.h)(path)}`, fix);
        }
    }
    if (paths.length > 0 && source.text('source') !== '') {
        source.report('build-policy', 'is given, but nothing is built', 'Remove it, or remove `source`.');
    }
    return paths;
}

// EXTERNAL MODULE: ./lib/host/errno.js
var errno = __webpack_require__(69706);
// EXTERNAL MODULE: ./lib/host/files/regular-file.js
var regular_file = __webpack_require__(30481);
// EXTERNAL MODULE: ./lib/host/variables/workflow-run.js
var workflow_run = __webpack_require__(55911);
// EXTERNAL MODULE: ./lib/host/text/glob.js
var text_glob = __webpack_require__(61160);
;// CONCATENATED MODULE: ./lib/inputs/policy/types.js
/** Of `policy: none`. */
const NO_DENIALS = {
    entitlements: [],
    insecure: false,
    buildArgs: [],
    hostNetwork: false,
    customBuilders: false,
    tags: [],
};
const NO_REQUIREMENTS = {
    test: false,
    scan: undefined,
    sign: undefined,
    provenance: false,
    sbom: false,
    immutableTags: undefined,
    verify: false,
};

;// CONCATENATED MODULE: ./lib/inputs/policy/values.js





/**
 * The values of a map by their known keys. Unknown keys and empty maps are errors: the policy would require less than
 * its author thinks.
 */
function mapAt(reporter, { at, value }, known) {
    if (!(0,host_fields/* isObject */.Gv)(value)) {
        reporter.report(at, 'is not a map', `Write \`key: value\` lines; known keys are ${known.join(', ')}.`);
        return {};
    }
    const entries = Object.entries(value);
    if (entries.length === 0)
        reporter.report(at, 'is empty', `Remove it, or add one of ${known.join(', ')}.`);
    const values = {};
    for (const [key, inner] of entries) {
        const name = known.find(each => each === key);
        if (name === undefined) {
            const meant = (0,nearest/* nearest */.p)(key, known);
            const fix = meant === undefined ? `Known keys are ${known.join(', ')}.` : `Did you mean \`${meant}\`?`;
            reporter.report(at, `has the unknown key ${(0,quote/* quote */.h)(key)}`, fix);
        }
        else
            values[name] = { at: `${at}.${name}`, value: inner };
    }
    return values;
}
/** A non-empty text; undefined if there is none, or an error was reported. */
function textAt(reporter, given) {
    if (given === undefined)
        return undefined;
    const { at, value } = given;
    if (typeof value !== 'string') {
        reporter.report(at, 'is not text', 'Give one value.');
        return undefined;
    }
    if (value.trim() !== '')
        return value.trim();
    reporter.report(at, 'is empty', 'Give it a value, or remove it.');
    return undefined;
}
/** One text or a list of texts; undefined if there is none. */
function textsAt(reporter, given) {
    if (given === undefined)
        return undefined;
    if (!Array.isArray(given.value)) {
        const text = textAt(reporter, given);
        return text === undefined ? [] : [text];
    }
    return itemsAt(reporter, given).flatMap(item => textAt(reporter, item) ?? []);
}
/** A list, or its only item. An empty list is an error: it would require nothing. */
function itemsAt(reporter, { at, value }) {
    if (!Array.isArray(value))
        return [{ at, value }];
    if (value.length === 0)
        reporter.report(at, 'is an empty list', 'Add an entry, or remove it.');
    return value.map((item, index) => ({ at: `${at}[${index}]`, value: item }));
}
function booleanAt(reporter, given) {
    const text = textAt(reporter, given);
    if (given === undefined || text === undefined)
        return false;
    const value = (0,reading_source/* parseBoolean */.yG)(text);
    if (value === undefined)
        reporter.invalid(given.at, (0,quote/* quote */.h)(text), '`true` or `false`');
    return value ?? false;
}
/** `true`, `false`, or another value for the caller. */
function booleanOr(reporter, given, read) {
    if (given === undefined)
        return false;
    const value = typeof given.value === 'string' ? (0,reading_source/* parseBoolean */.yG)(given.value.trim()) : undefined;
    if (value !== undefined)
        return value;
    return typeof given.value === 'string' && given.value.trim() === '' ? booleanAt(reporter, given) : read(given);
}
/** One of a few words. */
function wordAt(reporter, given, words) {
    const text = textAt(reporter, given);
    if (given === undefined || text === undefined)
        return undefined;
    const found = words.find(word => word === text);
    if (found === undefined)
        reporter.invalid(given.at, (0,quote/* quote */.h)(text), oneOf(text, words));
    return found;
}
/** The known words, for the message about an unknown one. */
function oneOf(text, words) {
    const meant = (0,nearest/* nearest */.p)(text, words);
    return `${words.map(word => `\`${word}\``).join(', ')}${meant === undefined ? '' : ` (did you mean \`${meant}\`?)`}`;
}
/** Patterns in GitHub's filter syntax. A list of only exclusions would match nothing, and so forbid nothing. */
function patternsAt(reporter, given) {
    const patterns = textsAt(reporter, given);
    if (given === undefined || patterns === undefined)
        return undefined;
    for (const pattern of patterns) {
        const problem = (0,filter/* patternProblem */.A)(pattern);
        if (problem !== undefined) {
            reporter.report(given.at, `has the pattern ${(0,quote/* quote */.h)(pattern)}, which ${problem}`, "Use GitHub's filter syntax, as in `v*`.");
        }
    }
    if (patterns.length > 0 && patterns.every(pattern => pattern.startsWith('!'))) {
        reporter.report(given.at, 'contains only exclusions (`!…`)', 'Start with an inclusion, as in `*`.');
    }
    return patterns;
}

;// CONCATENATED MODULE: ./lib/inputs/policy/denials.js






const denials_KEYS = ['entitlements', 'insecure', 'build-args', 'network', 'custom-builders', 'tags'];
/** What `allow` can grant (docker/buildx, bake/entitlements.go). */
const ENTITLEMENTS = [
    ...['network.host', 'security.insecure', 'device', 'ssh', 'fs', 'fs.read', 'fs.write'],
    ...['image', 'image.push', 'image.load', 'buildx.local.delete'],
];
/** What `entitlements: true` forbids: rights on the builder. (`fs` and `ssh` let bake read this machine's files.) */
const RIGHTS = ['network.host', 'security.insecure', 'device*'];
function denials(reporter, given) {
    const values = mapAt(reporter, given, denials_KEYS);
    const entitlements = booleanOr(reporter, values.entitlements, value => entitlementsAt(reporter, value));
    return {
        ...NO_DENIALS,
        entitlements: entitlements === true ? RIGHTS : entitlements === false ? [] : entitlements,
        insecure: booleanAt(reporter, values.insecure),
        buildArgs: globsAt(reporter, values['build-args'], /^[\w*]+$/).map(name => name.toUpperCase()),
        hostNetwork: wordAt(reporter, values.network, ['host']) === 'host',
        customBuilders: booleanAt(reporter, values['custom-builders']),
        tags: values.tags === undefined ? [] : itemsAt(reporter, values.tags).flatMap(entry => tagRule(reporter, entry)),
    };
}
/** Globs, in which `*` stands for any characters. */
function globsAt(reporter, given, form) {
    const globs = textsAt(reporter, given) ?? [];
    for (const glob of globs) {
        if (given !== undefined && !form.test(glob))
            reporter.invalid(given.at, (0,quote/* quote */.h)(glob), 'a name, with `*` for any characters');
    }
    return globs;
}
/** Globs of entitlements, which may have a value (`device=vendor/class`). */
function entitlementsAt(reporter, given) {
    const globs = globsAt(reporter, given, /^[a-z*][\w.*=/:-]*$/);
    for (const glob of globs) {
        const [name = ''] = glob.split('=', 1);
        if (!ENTITLEMENTS.some(known => (0,text_glob/* matchesGlob */.k)(name, known)))
            reporter.invalid(given.at, (0,quote/* quote */.h)(glob), oneOf(name, ENTITLEMENTS));
    }
    return globs;
}
/** A pattern of tags for all events, or `{tags, events}`. */
function tagRule(reporter, entry) {
    if (!(0,host_fields/* isObject */.Gv)(entry.value))
        return [{ tags: patternsAt(reporter, entry) ?? [], events: [] }];
    const { tags, events } = mapAt(reporter, entry, ['tags', 'events']);
    if (tags === undefined)
        reporter.report(entry.at, 'has no `tags`', 'Add them, as in `tags: latest`.');
    return [{ tags: patternsAt(reporter, tags) ?? [], events: eventsAt(reporter, events) }];
}
/** Patterns of events. One that matches none would never apply. */
function eventsAt(reporter, given) {
    const patterns = patternsAt(reporter, given) ?? [];
    for (const pattern of patterns) {
        const problem = eventProblem(pattern);
        if (given === undefined || problem === undefined)
            continue;
        reporter.report(given.at, `has ${(0,quote/* quote */.h)(pattern)}, ${problem.problem}`, problem.fix);
    }
    return patterns;
}

;// CONCATENATED MODULE: ./lib/inputs/policy/document.js

/**
 * A policy's YAML, with its scalars as texts. Ambiguous YAML is refused: duplicate keys, aliases and anchors, tags, a
 * second document.
 *
 * @returns undefined if an error was reported
 */
function documentOf(reporter, text) {
    const refuse = (problem, fix) => {
        reporter.report(document_INPUT, problem, fix);
    };
    if (text.trim() === '')
        return refuse('is empty', 'Write its rules, or `policy: none` for no policy.');
    let document;
    try {
        // `silent` would also ignore a second document.
        document = (0,dist/* parseDocument */.Tp)(text, { schema: 'failsafe', prettyErrors: false, logLevel: 'error' });
    }
    catch {
        return refuse('is not valid YAML', 'It is nested too deeply.');
    }
    const [problem] = [...document.errors, ...document.warnings];
    if (problem !== undefined) {
        const line = text.slice(0, problem.pos[0]).split('\n').length;
        if (problem.code === 'DUPLICATE_KEY')
            return refuse(`has the same key twice, at line ${line}`, 'Remove one of them.');
        return refuse(`is not valid YAML at line ${line} (${problem.code})`, 'Put values with special characters in quotes.');
    }
    const odd = ambiguityOf(document);
    if (odd !== undefined)
        return refuse(`has ${odd}`, 'Write every value in full.');
    const value = document.toJS({ maxAliasCount: 0 });
    return { at: document_INPUT, value };
}
const document_INPUT = 'policy';
function ambiguityOf(document) {
    let odd;
    (0,dist/* visit */.YR)(document, (_, node) => {
        if ((0,dist/* isAlias */.Vj)(node))
            odd = `the alias \`*${node.source.slice(0, 50)}\``;
        else if ((0,dist/* isNode */.Ll)(node) && 'anchor' in node && node.anchor !== undefined)
            odd = `an anchor`;
        else if ((0,dist/* isNode */.Ll)(node) && node.tag !== undefined && !node.tag.startsWith('tag:yaml.org,2002:'))
            odd = `a tag`;
        return odd === undefined ? undefined : dist/* visit */.YR.BREAK;
    });
    return odd;
}

// EXTERNAL MODULE: ./lib/oci/platforms.js
var platforms = __webpack_require__(49537);
// EXTERNAL MODULE: ./lib/inputs/reading/size.js
var size = __webpack_require__(72945);
;// CONCATENATED MODULE: ./lib/inputs/policy/image-limits.js





/** Names, or a map of names to required values. */
function labelRules(reporter, given) {
    const { at, value } = given;
    if (!(0,host_fields/* isObject */.Gv)(value)) {
        const names = textsAt(reporter, given) ?? [];
        for (const name of names.filter(each => /[\s=]/.test(each))) {
            reporter.invalid(at, (0,quote/* quote */.h)(name), 'names of labels; for a value, a map such as `vendor: Acme*`');
        }
        return names.map(name => ({ name, value: '*' }));
    }
    const entries = Object.entries(value);
    if (entries.length === 0)
        reporter.report(at, 'is empty', 'Name a label, or remove it.');
    return entries.flatMap(([name, inner]) => {
        const text = textAt(reporter, { at: `${at}.${name}`, value: inner });
        return text === undefined ? [] : [{ name, value: text }];
    });
}
/** One size for every platform, or a map of platforms to sizes. */
function sizeRules(reporter, given) {
    const { at, value } = given;
    const entries = (0,host_fields/* isObject */.Gv)(value) ? Object.entries(value) : [['*', value]];
    if (entries.length === 0)
        reporter.report(at, 'is empty', 'Give a size, as in `500mb`, or remove it.');
    return entries.flatMap(([name, inner]) => {
        const place = (0,host_fields/* isObject */.Gv)(value) ? `${at}.${name}` : at;
        const platform = name === '*' ? name : image_limits_platformAt(reporter, place, name);
        const text = textAt(reporter, { at: place, value: inner });
        const bytes = text === undefined ? undefined : (0,size/* sizeOf */.$)(text);
        if (text !== undefined && bytes === undefined)
            reporter.invalid(place, (0,quote/* quote */.h)(text), 'a size, as in `1gb` or `500mb`');
        const isFamily = [name, platform].every(each => each?.split('/').length === 2);
        return platform === undefined || bytes === undefined ? [] : [{ platform, isFamily, bytes }];
    });
}
function platformsAt(reporter, given) {
    return (textsAt(reporter, given) ?? []).flatMap(text => image_limits_platformAt(reporter, given.at, text) ?? []);
}
/** Platforms of Go, by operating system: images for others do not exist. */
const KNOWN = [
    ...['amd64', 'arm64', 'arm', '386', 'ppc64le', 's390x', 'riscv64', 'loong64'].map(one => `linux/${one}`),
    ...['mips64le', 'mips64', 'mipsle', 'mips', 'ppc64'].map(one => `linux/${one}`),
    ...['windows/amd64', 'windows/arm64', 'darwin/amd64', 'darwin/arm64', 'freebsd/amd64', 'freebsd/arm64'],
    ...['wasi/wasm', 'wasip1/wasm'],
];
function image_limits_platformAt(reporter, at, text) {
    const platform = /^[\w.+-]+(?:\/[\w.+-]+){1,2}$/.test(text) ? (0,platforms/* normalPlatform */.Je)(text) : undefined;
    if (platform !== undefined && KNOWN.includes(platform.split('/', 2).join('/')))
        return platform;
    reporter.invalid(at, (0,quote/* quote */.h)(text), `platforms, ${oneOf(text, KNOWN)}`);
    return undefined;
}

// EXTERNAL MODULE: ./lib/inputs/signing/trusted-signers.js
var trusted_signers = __webpack_require__(8240);
;// CONCATENATED MODULE: ./lib/inputs/policy/image-pattern.js


const image_pattern_FORM = 'a registry or repository, as in `ghcr.io`, `ghcr.io/acme` or `ghcr.io/acme/*-base`';
/**
 * A pattern of repositories, with its host: `alpine` is `docker.io/library/alpine`. `*` stands for anything but a
 * slash, and everything below a matching repository matches too. If wildcards matched slashes, `*.acme.example/base`
 * would match `evil.example/x.acme.example/base`.
 *
 * @returns undefined if an error was reported
 */
function imagePattern(reporter, at, text) {
    const pattern = normal(text.toLowerCase());
    const [, path = ''] = /^docker\.io\/library\/([^/]*)$/.exec(pattern ?? '') ?? [];
    if (text.includes('/') && path !== '' && !/(?:^|\/)library\//i.test(text)) {
        // `docker.io/alpine` could be an official image, or an organization.
        const fix = `Write \`docker.io/${path}/*\` for the organization, or \`${path}\` for the official image.`;
        reporter.report(at, `has ${(0,quote/* quote */.h)(text)}, which could mean two things`, fix);
        return undefined;
    }
    if (pattern !== undefined)
        return pattern;
    reporter.invalid(at, (0,quote/* quote */.h)(text), image_pattern_FORM);
    return undefined;
}
/** Replaces wildcards while the rest is checked: valid within a name, and unlikely to occur in one. */
const STAND_IN = 'wildcard0wildcard';
function normal(text) {
    if (text.includes(STAND_IN) || /[@!?+[\]\\]|\*\*/.test(text))
        return undefined;
    // A host of wildcards only could be anybody's.
    const [first = ''] = text.split('/');
    if (!/[a-z0-9]/.test(first.replaceAll('*', '')))
        return undefined;
    const plain = text.replaceAll('*', STAND_IN);
    try {
        if ((0,reference/* isHostLike */.Cm)(first) && !text.includes('/'))
            return back((0,reference/* normalizeRegistry */.l5)(plain));
        const { registry, path } = (0,reference/* parseName */.$q)(plain);
        return back(`${registry}/${path}`);
    }
    catch {
        return undefined;
    }
}
function back(text) {
    return text.replaceAll(STAND_IN, '*');
}

;// CONCATENATED MODULE: ./lib/inputs/policy/registry-rules.js


function registryRules(reporter, given) {
    const { allow, publish } = mapAt(reporter, given, ['allow', 'publish']);
    return {
        allow: imagesAt(reporter, allow),
        publish: publish &&
            itemsAt(reporter, publish).map(entry => {
                const { repositories, to } = mapAt(reporter, entry, ['repositories', 'to']);
                for (const [key, value] of Object.entries({ repositories, to })) {
                    if (value === undefined)
                        reporter.report(entry.at, `has no \`${key}\``, 'Write who (`repositories`) may publish where (`to`).');
                }
                const who = patternsAt(reporter, repositories) ?? [];
                return { repositories: who.map(text => text.toLowerCase()), to: imagesAt(reporter, to) ?? [] };
            }),
    };
}
/** Patterns of repositories; undefined if there are none. */
function imagesAt(reporter, given) {
    const texts = textsAt(reporter, given);
    return given && texts?.flatMap(text => withNames(reporter, given.at, text) ?? []);
}
/** `{repository}` and `{name}` are replaced, so that they pass as a name. */
const NAMES = { '{repository}': 'repository0repository/placeholder', '{name}': 'name0placeholder' };
function withNames(reporter, at, text) {
    if (!at.includes('.publish'))
        return imagePattern(reporter, at, text);
    const entries = Object.entries(NAMES);
    const plain = entries.reduce((all, [name, passes]) => all.replaceAll(name, passes), text);
    const pattern = imagePattern(reporter, at, plain);
    return pattern && entries.reduce((all, [name, passes]) => all.replaceAll(passes, name), pattern);
}

;// CONCATENATED MODULE: ./lib/inputs/policy/image-rules.js



const image_rules_KEYS = ['allow', 'pinned', 'signed-by', 'trusted-root'];
/** Requirements for base images, which may also come from mirrors. */
function baseRules(reporter, given) {
    const { mirrors, ...values } = mapAt(reporter, given, [...image_rules_KEYS, 'mirrors']);
    if (mirrors !== undefined && values.allow === undefined) {
        reporter.report(mirrors.at, 'is given without `allow`', 'Add `allow`, or remove it: any mirror may be used.');
    }
    return { ...rulesAt(reporter, given.at, values), mirrors: imagesAt(reporter, mirrors) ?? [] };
}
/** Requirements for images that are published again. */
function sourceRules(reporter, given) {
    return rulesAt(reporter, given.at, mapAt(reporter, given, image_rules_KEYS));
}
function rulesAt(reporter, at, values) {
    const signers = values['signed-by'];
    const signedBy = signers === undefined ? [] : itemsAt(reporter, signers).flatMap(one => (0,trusted_signers/* readSigner */.$)(reporter, one.at, one.value));
    for (const signer of signedBy) {
        // A path would let whoever runs the workflow change the rule.
        if (signer.kind !== 'key' || signer.key.includes('-----BEGIN'))
            continue;
        reporter.report(`${at}.signed-by`, 'has the path of a key', 'Write the public key itself (PEM) below `key: |`.');
    }
    const trustedRoot = textAt(reporter, values['trusted-root']) ?? '';
    if (trustedRoot !== '' && !trustedRoot.startsWith('{')) {
        reporter.report(`${at}.trusted-root`, 'is not JSON', 'Write the trusted root itself, not its path.');
    }
    const allow = imagesAt(reporter, values.allow);
    return { allow, mirrors: [], pinned: booleanAt(reporter, values.pinned), signedBy, trustedRoot };
}

;// CONCATENATED MODULE: ./lib/inputs/policy/requirements.js



const requirements_KEYS = ['test', 'scan', 'sign', 'provenance', 'sbom', 'immutable-tags', 'verify'];
function requirements(reporter, given) {
    const values = mapAt(reporter, given, requirements_KEYS);
    const sign = booleanOr(reporter, values.sign, value => wordAt(reporter, value, ['keyless', 'key']));
    const tags = booleanOr(reporter, values['immutable-tags'], value => patternsAt(reporter, value));
    return {
        ...NO_REQUIREMENTS,
        test: booleanAt(reporter, values.test),
        scan: scanAt(reporter, values.scan),
        sign: sign === true ? 'any' : sign === false ? undefined : sign,
        provenance: booleanAt(reporter, values.provenance),
        sbom: booleanAt(reporter, values.sbom),
        immutableTags: tags === true ? 'versions' : tags === false ? undefined : tags,
        verify: booleanAt(reporter, values.verify),
    };
}
/** `true`, a severity, or a map. */
function scanAt(reporter, given) {
    const scan = booleanOr(reporter, given, (value) => {
        if (typeof value.value === 'string') {
            return { severity: wordAt(reporter, value, gates_scan/* SEVERITIES */.o) ?? 'critical', mayIgnoreUnfixed: false };
        }
        const { severity, 'ignore-unfixed': unfixed } = mapAt(reporter, value, ['severity', 'ignore-unfixed']);
        return {
            severity: wordAt(reporter, severity, gates_scan/* SEVERITIES */.o) ?? 'critical',
            mayIgnoreUnfixed: booleanAt(reporter, unfixed),
        };
    });
    if (scan === true)
        return { severity: 'critical', mayIgnoreUnfixed: false };
    return scan === false ? undefined : scan;
}

;// CONCATENATED MODULE: ./lib/inputs/policy/read-policy.js














const read_policy_KEYS = [
    ...['registries', 'require', 'base-images', 'sources', 'deny'],
    ...['labels', 'max-size', 'user', 'platforms'],
];
/** No policy is longer. Bytes. */
const LARGEST = 64 * 1024;
/**
 * The input `policy`: YAML, the path of a file, or `none`. A given but empty one is always an error: `policy: ${{
 * vars.POLICY }}` without that variable must not publish everything.
 */
function readPolicy(source) {
    const mode = readMode(source);
    if (source.isBlank('policy')) {
        source.report('policy', 'is empty', 'Does the variable that it comes from exist? For no policy, write `none`.');
        return undefined;
    }
    const given = source.text('policy');
    if (given === 'none')
        return undefined;
    const path = isPath(given) ? given : '';
    const text = path === '' ? given : fileAt(source, path);
    const document = text === undefined ? undefined : documentOf(source, text);
    return document && { rules: policyAt(source, document), mode, path };
}
function readMode(source) {
    const text = source.text('policy-mode');
    if (text !== 'enforce' && text !== 'warn')
        source.invalid('policy-mode', (0,quote/* quote */.h)(text), '`enforce` or `warn`');
    return text === 'warn' ? 'warn' : 'enforce';
}
/** A policy has keys; a line without one is a path. */
function isPath(text) {
    return !/[\r\n{]|:(?:\s|$)/.test(text);
}
/** Only a regular file is read: a link could lead out of the repository, and a device might never end. */
function fileAt(source, path) {
    try {
        return (0,regular_file/* readText */.yR)((0,external_node_path_.resolve)((0,workflow_run/* runVariables */.R)(source.env).workspace, path), { largest: LARGEST });
    }
    catch (error) {
        const problem = (0,errno/* errnoOf */.U)(error) === 'ENOENT'
            ? `names a file that does not exist: ${(0,quote/* quote */.h)(path)}`
            : `names a file that cannot be read: ${(0,quote/* quote */.h)(path)} (${(0,errors/* messageOf */.bD)(error)})`;
        source.report('policy', problem, 'Give the path of a YAML file, or the policy itself.');
        return undefined;
    }
}
function policyAt(reporter, document) {
    const { registries, require, deny, labels, user, platforms, sources, ...rest } = mapAt(reporter, document, read_policy_KEYS);
    const { 'base-images': bases, 'max-size': sizes } = rest;
    return {
        registries: registries && registryRules(reporter, registries),
        require: require === undefined ? NO_REQUIREMENTS : requirements(reporter, require),
        baseImages: bases && baseRules(reporter, bases),
        sources: sources && sourceRules(reporter, sources),
        deny: deny === undefined ? NO_DENIALS : denials(reporter, deny),
        labels: labels === undefined ? [] : labelRules(reporter, labels),
        maxSize: sizes === undefined ? [] : sizeRules(reporter, sizes),
        nonRoot: wordAt(reporter, user, ['non-root']) === 'non-root',
        platforms: platforms === undefined ? [] : platformsAt(reporter, platforms),
    };
}

// EXTERNAL MODULE: ./lib/inputs/promote.js
var promote = __webpack_require__(68213);
// EXTERNAL MODULE: ./lib/plan/terms/foreign.js
var foreign = __webpack_require__(32231);
;// CONCATENATED MODULE: ./lib/inputs/registries.js











const LOGIN_KEYS = ['username', 'password', ...read/* IDENTITY_KEYS */.UF];
const registries_KEYS = ['registry', 'prefix', ...LOGIN_KEYS, ...reading_trust/* TRUST_KEYS */.ks, 'tags', 'optional', ...FILTER_KEYS];
/** The `registries` input. Entries with half a login come without credentials and are listed in `missing`. */
function readRegistries(source, missing) {
    const given = plainHosts(source) ?? (0,yaml_list/* yamlEntries */.g)(source, 'registries', registries_KEYS);
    const entries = given.flatMap(entry => {
        const read = registries_readEntry(source, entry, missing);
        return read === undefined ? [] : [{ at: entry.at, read }];
    });
    for (const [index, { at, read }] of entries.entries()) {
        for (const { at: earlier, read: other } of entries.slice(0, index)) {
            const conflict = conflictOf(read, other);
            if (conflict !== undefined)
                source.report(at, `${conflict} ${earlier}`, 'Keep one of them, or give them the same login.');
        }
    }
    return entries.map(({ read }) => read);
}
/** Hosts without YAML syntax, one per line or separated by commas; undefined if it is YAML. */
function plainHosts(source) {
    const lines = source.raw('registries').split(/\r?\n/);
    const [first = '', ...more] = lines.map(line => line.replace(/(?:^|\s)#.*$/, '')).filter(line => line.trim() !== '');
    if (isYaml(first))
        return undefined;
    if (more.some(isYaml)) {
        source.report('registries', 'mixes plain hosts with YAML', 'Begin each entry with `- `, as in `- ghcr.io`.');
        return [];
    }
    const hosts = (0,reading_source/* items */.ld)(source, 'registries', { commas: true, comments: true, onComment: () => { } });
    return hosts.map((plain, index) => ({ at: `registries[${index}]`, plain, values: {} }));
}
/** Whether a line begins unlike any host, or has a key. */
function isYaml(line) {
    return /^\s*[-[\]{}&*!|>%]|:(?:\s|$)/.test(line);
}
function registries_readEntry(source, entry, missing) {
    const text = entry.plain ?? (0,yaml_list/* textOf */.b)(source, entry, 'registry').trim();
    if (text === '') {
        source.report(entry.at, 'has no `registry`', 'Add one, as in `registry: ghcr.io`.');
        return undefined;
    }
    const place = parsePlace(source, `${entry.at}${entry.plain === undefined ? '.registry' : ''}`, text);
    const host = place?.host ?? text;
    // Read the rest even when the registry is wrong, so that every problem is reported.
    const prefix = readPrefix(source, entry, host, place?.prefix ?? '');
    const read = {
        registry: host,
        prefix,
        ...credentialsOf(source, entry, host, missing),
        ...(0,reading_trust/* trustOf */.An)(source, entry),
        ...readTags(source, entry),
        optional: readOptional(source, entry),
        filters: entryFilters(source, entry),
    };
    return place === undefined ? undefined : read;
}
/** The path inside `registry`, followed by the entry's `prefix`. */
function readPrefix(source, entry, host, path) {
    const own = (0,yaml_list/* textOf */.b)(source, entry, 'prefix').trim().toLowerCase();
    const joined = [path, ...own.split('/')].filter(part => part !== '').join('/');
    if (own !== '') {
        try {
            // A prefix is one or more path components of a repository's name.
            (0,reference/* parseRegistry */.Eq)(`registry.invalid/${joined}`);
        }
        catch {
            source.invalid(`${entry.at}.prefix`, (0,quote/* quote */.h)(own), `the path between ${(0,quote/* quote */.h)(host)} and the name, as in \`project/repo\``);
        }
    }
    return joined;
}
/** Tag rules as in the input `tags`: lines, or a YAML list of them. */
function readTags(source, { at, values }) {
    const { tags: value = '' } = values;
    const text = typeof value === 'string' ? value : value.join('\n');
    const tags = (0,reading_source/* itemsAt */.Ct)(source, `${at}.tags`, text, {
        comments: true,
        fields: true,
        onComment: aside(source, `${at}.tags`),
    });
    return tags.length === 0 ? {} : { tags };
}
function readOptional(source, entry) {
    return (0,reading_source/* booleanAt */.CR)(source, `${entry.at}.optional`, (0,yaml_list/* textOf */.b)(source, entry, 'optional').trim());
}
function parsePlace(source, at, text) {
    try {
        // Hosts and repository paths are lower case.
        const place = (0,reference/* parseRegistry */.Eq)(text.toLowerCase());
        // In a name, a first part without a dot or a port isn't a host: the image would go to Docker Hub.
        if ((0,plan_targets/* hasHost */.b5)(`${place.host}/x`))
            return place;
        source.invalid(at, (0,quote/* quote */.h)(text), HOST_FORM);
        return undefined;
    }
    catch {
        const shell = (0,foreign/* shellIn */.KR)(text);
        if (shell !== undefined)
            source.report(at, shell.refusal[0], `${shell.refusal[1]}.`);
        else
            source.invalid(at, (0,quote/* quote */.h)(text), HOST_FORM);
        return undefined;
    }
}
/** Two entries may share a registry (with different prefixes), but a registry has one login. */
function conflictOf(entry, other) {
    if (entry.registry !== other.registry)
        return undefined;
    if (entry.prefix === other.prefix)
        return 'repeats';
    const [own, others] = [entry, other].map(({ username, password, identity }) => [username, password, identity]);
    const differs = JSON.stringify(own) !== JSON.stringify(others);
    return differs && hasLogin(entry) && hasLogin(other) ? 'has another login than' : undefined;
}
function hasLogin({ username, identity }) {
    return username !== '' || identity !== undefined;
}

// EXTERNAL MODULE: ./lib/host/retry.js
var retry = __webpack_require__(67460);
;// CONCATENATED MODULE: ./lib/inputs/robust.js





function readRobust(source) {
    const immutableTags = readPatterns(source);
    const skipExisting = (0,reading_source/* boolean */.zM)(source, 'skip-existing');
    if (skipExisting && immutableTags.length === 0) {
        source.report('skip-existing', 'is true, but no tag is immutable, so nothing could show that this commit is already published', 'List the tags that never move, as in `immutable-tags: "v?[0-9]+.[0-9]+.[0-9]+*, sha-*"`.');
    }
    const skipUnchanged = (0,reading_source/* boolean */.zM)(source, 'skip-unchanged');
    if (skipUnchanged)
        checkUnchanged(source, immutableTags);
    return {
        skipUnchanged,
        rebuild: readRebuild(source),
        retry: readRetry(source),
        preflight: (0,reading_source/* boolean */.zM)(source, 'preflight'),
        immutableTags,
        skipExisting,
        movingTags: readMovingTags(source),
    };
}
function checkUnchanged(source, immutableTags) {
    if (immutableTags.length > 0) {
        source.report('skip-unchanged', 'gives new tags to the image of an earlier commit, but `immutable-tags` distinguishes images by their commit: a re-run would be rejected', 'Remove one of the two.');
    }
    if (source.text('layout') !== '') {
        source.report('skip-unchanged', 'applies to published images, but `layout` contains what was built', 'Remove one of the two.');
    }
}
function readRebuild(source) {
    const text = source.text('rebuild');
    if (text === 'always' || text === 'base-changed')
        return text;
    source.invalid('rebuild', (0,quote/* quote */.h)(text), '`always` or `base-changed`');
    return 'always';
}
function readMovingTags(source) {
    const text = source.text('moving-tags');
    if (text === 'forward' || text === 'always')
        return text;
    source.invalid('moving-tags', (0,quote/* quote */.h)(text), '`forward` or `always`');
    return 'forward';
}
function readRetries(source) {
    const text = source.text('retries');
    if (/^\d{1,2}$/.test(text))
        return Number(text);
    source.invalid('retries', (0,quote/* quote */.h)(text), 'a number from 0 (try once) to 99, as in `5`');
    return retry/* DEFAULT_RETRY */.vI.retries;
}
/** A duration in milliseconds. */
function robust_readTimeout(source) {
    const text = source.text('timeout');
    const ms = (0,duration/* durationOf */.c)(text);
    if (ms !== undefined)
        return ms;
    source.invalid('timeout', (0,quote/* quote */.h)(text), duration/* DURATION */.f);
    return retry/* DEFAULT_RETRY */.vI.deadline;
}
function readPatterns(source) {
    const patterns = (0,reading_source/* items */.ld)(source, 'immutable-tags', { commas: true });
    for (const pattern of patterns) {
        const problem = (0,filter/* patternProblem */.A)(pattern);
        if (problem === undefined)
            continue;
        source.report('immutable-tags', `has the pattern ${(0,quote/* quote */.h)(pattern)}, which ${problem}`, "Write it in GitHub's filter syntax, as in `[0-9]+.[0-9]+.[0-9]+` or `sha-*`.");
    }
    if (patterns.length > 0 && patterns.every(pattern => pattern.startsWith('!'))) {
        source.report('immutable-tags', 'contains only exclusions (`!…`)', 'Start with an inclusion, such as `*`.');
    }
    return patterns;
}
/** `retries` and `timeout`. */
function readRetry(source) {
    return { ...retry/* DEFAULT_RETRY */.vI, retries: readRetries(source), deadline: robust_readTimeout(source) };
}

;// CONCATENATED MODULE: ./lib/inputs/several/bake.js




const BAKE = ['bake-targets', 'bake-set', 'bake-vars'];
/** What a definition says for each target, and a step can't say for all of them. */
const OF_TARGETS = [
    ...['context', 'file', 'target', 'platforms', 'build-args', 'build-contexts', 'add-hosts', 'network'],
    ...['no-cache-filters', 'shm-size', 'ulimit', 'cache-from', 'cache-to'],
];
/** Inputs that so far only exist for single images. */
const OF_ONE = ['source', 'layout', 'call', 'cache-mounts', 'cgroup-parent', 'outputs'];
/** Whether the step builds several images. */
function isSeveral(source) {
    return source.raw('builds').trim() !== '' || isBake(source);
}
function isBake(source) {
    const text = source.text('bake');
    return text !== '' && (0,reading_source/* parseBoolean */.yG)(text) !== false;
}
/** Reads `bake` and its related inputs; undefined when there is nothing to evaluate. */
function readBake(source) {
    const isGiven = (name) => source.text(name) !== '' && (0,reading_source/* parseBoolean */.yG)(source.text(name)) !== false;
    if (isSeveral(source)) {
        for (const name of OF_ONE.filter(isGiven)) {
            const by = isBake(source) ? 'bake' : 'builds';
            source.report(name, `is given together with \`${by}\``, 'Remove one of the two: it works with a single image only.');
        }
    }
    if (!isBake(source)) {
        for (const name of BAKE.filter(isGiven)) {
            source.report(name, 'is given without `bake`', 'Add `bake: true`, or the path of the bake file.');
        }
        return undefined;
    }
    if (isGiven('builds')) {
        source.report('builds', 'is given together with `bake`', 'Describe the builds in one of the two.');
    }
    for (const name of OF_TARGETS.filter(isGiven)) {
        source.report(name, 'is given together with `bake`', 'Set it in the bake file, or for some targets with `bake-set`.');
    }
    return {
        files: (0,reading_source/* parseBoolean */.yG)(source.text('bake')) === true ? [] : files(source),
        targets: targets(source),
        set: rows(source, 'bake-set', /^[\w.*?[\]-]+\.[\w-]+(?:\.[^=]+)?\+?=/s, '`target.key=value`, as in `*.platform=linux/arm64`'),
        vars: variables(source),
    };
}
/** Variables with which the caller would choose the programs that evaluate the definition, or the code in them. */
const OF_PROGRAMS = /^(?:(?:LD|DYLD)_\w+|PATH|HOME|DOCKER_(?:CONFIG|CONTEXT|HOST)|BUILDX_CONFIG)=/;
function variables(source) {
    const given = rows(source, 'bake-vars', /^[A-Za-z_]\w*=/s, '`NAME=value`');
    for (const item of given.filter(one => OF_PROGRAMS.test(one))) {
        const problem = `sets ${item.slice(0, item.indexOf('='))}, which the programs of this runner read`;
        source.report('bake-vars', problem, 'Give the variable of the definition another name.');
    }
    return given;
}
function files(source) {
    const paths = (0,reading_source/* items */.ld)(source, 'bake', { commas: true });
    for (const path of paths) {
        if ((0,git_context/* isRemote */.Vx)(path)) {
            source.report('bake', `names a definition elsewhere: ${(0,quote/* quote */.h)(path)}`, 'Check it out with actions/checkout and give its path.');
        }
        else if (path.startsWith('-')) {
            source.invalid('bake', (0,quote/* quote */.h)(path), 'the path of a bake or Compose file, or `true`');
        }
        else if (!source.exists(path)) {
            source.report('bake', `names a file that does not exist: ${(0,quote/* quote */.h)(path)}`, 'Give its path from the root of the workspace, and check out the repository first.');
        }
    }
    return paths;
}
function targets(source) {
    const names = (0,reading_source/* items */.ld)(source, 'bake-targets', { commas: true });
    for (const name of names) {
        if (!/^[\w.*?[\]][\w.*?[\]-]{0,199}$/.test(name)) {
            source.invalid('bake-targets', (0,quote/* quote */.h)(name), 'names of targets or groups, or patterns such as `api-*`');
        }
    }
    return names;
}
/** Values may be secrets: an item is identified by its number. */
function rows(source, name, form, wanted) {
    const given = (0,reading_source/* items */.ld)(source, name, { comments: true });
    for (const [index, item] of given.entries()) {
        if (!form.test(item))
            source.invalid(name, `item ${index + 1}`, `${wanted}, one per line`);
        else if (/^[^=]*\.output\+?=/.test(item) &&
            (0,list/* fields */.OA)(item).some(column => /(?:^|=)(?:type=)?registry$/.test(column))) {
            source.report(name, `has an output that pushes (item ${index + 1})`, 'Remove it: every image is published under its tags.');
        }
    }
    return given;
}

// EXTERNAL MODULE: ./lib/inputs/signing/signing.js + 1 modules
var signing = __webpack_require__(52544);
// EXTERNAL MODULE: ./lib/plan/metadata/images.js
var metadata_images = __webpack_require__(53059);
// EXTERNAL MODULE: ./lib/plan/rules/flavor.js
var rules_flavor = __webpack_require__(82407);
// EXTERNAL MODULE: ./lib/plan/rules/rules.js
var rules_rules = __webpack_require__(73984);
// EXTERNAL MODULE: ./lib/plan/terms/problems.js
var problems = __webpack_require__(43651);
// EXTERNAL MODULE: ./lib/plan/rules/fields.js
var fields = __webpack_require__(95226);
// EXTERNAL MODULE: ./lib/plan/rules/presets.js
var presets = __webpack_require__(8807);
// EXTERNAL MODULE: ./lib/plan/terms/template-text.js
var template_text = __webpack_require__(67521);
;// CONCATENATED MODULE: ./lib/inputs/misplaced.js







/** What is wrong with a name in `images`, and which input its extra parts belong to. */
function nameProblem(name, error) {
    const [scheme] = /^[a-z]+:\/\//i.exec(name) ?? [];
    if (scheme !== undefined) {
        const fix = `Remove \`${scheme}\`: write \`${name.slice(scheme.length)}\`.`;
        return { input: 'images', problem: `takes names without a scheme, but ${(0,quote/* quote */.h)(name)} has one`, fix };
    }
    const reference = tagged(name);
    if (reference !== undefined) {
        const fix = `Write \`${reference.name}\`, and put \`${reference.tag}\` in \`tags\`.`;
        return { input: 'images', problem: `takes names without a tag, but ${(0,quote/* quote */.h)(name)} has one`, fix };
    }
    const hint = error instanceof errors/* ActionError */.lZ ? error.hint : undefined;
    return { input: 'images', problem: `has an invalid name: ${(0,errors/* messageOf */.bD)(error)}`, fix: hint ?? 'Write `acme/api`.' };
}
/**
 * A line of `tags` with a whole reference where a rule is expected: its `/` and `:` would become `-`, publishing the
 * image as `acme/api:acme-api-nightly`.
 */
function strayReference(line, images) {
    const found = valuesOf(line).flatMap(({ key, value }) => {
        const reference = tagged(value);
        if (reference === undefined)
            return images.includes(value.toLowerCase()) ? [{ name: value, tag: 'latest' }] : [];
        const isMeant = key === undefined || (0,plan_targets/* hasHost */.b5)(reference.name) || images.includes(reference.name.toLowerCase());
        return isMeant ? [reference] : [];
    });
    const [first] = found;
    if (first === undefined)
        return undefined;
    const split = `Write \`${first.tag}\` in \`tags\` and \`${first.name}\` in \`images\``;
    const or = images.length === 0 || line.includes('{{')
        ? ''
        : ', or remove `images` and write only complete references in `tags`';
    const problem = images.length === 0
        ? `has a complete reference with a template: ${(0,quote/* quote */.h)(line)}`
        : `has a complete reference beside \`images\`: ${(0,quote/* quote */.h)(line)}`;
    return { input: 'tags', problem, fix: `${split}${or}.` };
}
/** A message for a plain tag that is nearly a preset. A whole sentence. */
function nearlyPreset(line) {
    const preset = (0,presets/* missedPreset */.tp)(fieldsIn(line));
    if (preset === undefined)
        return undefined;
    return `\`tags\` has the plain tag ${(0,quote/* quote */.h)(line)}. Did you mean the preset \`${preset}\`? For a tag of that name, write \`type=raw,value=${line}\`.`;
}
/**
 * A line of `tags` or `flavor` whose prefix is a repository: `prefix=ghcr.io/acme/api:` would publish
 * `acme/api:ghcr.io-acme-api-nightly`.
 */
function strayPrefix(input, line, images) {
    const prefixes = fieldsIn(line).filter(({ key }) => key === 'prefix');
    const [name] = prefixes.flatMap(({ value }) => tagged(`${value}x`)?.name ?? []);
    if (name === undefined || !((0,plan_targets/* hasHost */.b5)(name) || images.includes(name.toLowerCase())))
        return undefined;
    const problem = `has a complete reference in a prefix: ${(0,quote/* quote */.h)(line)}`;
    return { input, problem, fix: `Put \`${name}\` in \`images\`, and remove it from the prefix.` };
}
/** The source of a line's tags, if it has no type or `type=raw`. */
function valuesOf(line) {
    const fields = fieldsIn(line);
    if ((0,presets/* isPresets */.FH)(fields))
        return [];
    const type = fields.find(({ key }) => key === 'type')?.value ?? 'raw';
    return type === 'raw' ? fields.filter(({ key }) => key === undefined || key === 'value') : [];
}
/** Lines that don't parse are reported elsewhere. */
function fieldsIn(line) {
    try {
        return (0,fields/* fieldsOf */.P)(line);
    }
    catch {
        return [];
    }
}
/** The halves of `name:tag`, where the tag may be a template; undefined for anything else. */
function tagged(text) {
    const plain = (0,template_text/* outsideTemplates */.TS)(text, 'x');
    try {
        const { name, tag, digest } = (0,reference/* parseReference */.F2)(plain.toLowerCase());
        if (tag === undefined && digest === undefined)
            return undefined;
        const { length } = name.text;
        return { name: text.slice(0, length), tag: text.slice(length + 1) };
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/inputs/places.js





/**
 * Bare names that don't go to the author's login, and logins without a name. In docker's actions, logins aren't
 * destinations and a bare name is on Docker Hub; here the entries of `registries` are destinations.
 */
function checkPlaces(source, { input, names }, { registries, logins }) {
    const known = names.filter(name => leadsSomewhere(name, registries));
    const bare = known.filter(name => !(0,plan_targets/* hasHost */.b5)(name));
    const targets = known.flatMap(name => (0,plan_targets/* resolveNames */.jN)([{ name, enable: true }], registries));
    const hub = targets.some(({ name }) => name.registry === reference/* DOCKER_HUB */.Xb);
    const reported = bare.map(name => {
        if (registries.length === 0)
            return elsewhere(source, input, name);
        return hub ? false : diverted(source, { input, names: known }, name, { registries, logins });
    });
    if (known.length > 0 && !reported.includes(true))
        checkShorthand(source, targets);
}
/** Whether `registry: ghcr.io` was meant as the destination of a bare name. */
function elsewhere(source, input, name) {
    const login = shorthandRegistry(source);
    if (login === undefined || login === reference/* DOCKER_HUB */.Xb)
        return false;
    const tag = input === 'tags' ? ':…' : '';
    source.report(input, `has ${(0,quote/* quote */.h)(name)}, which goes to Docker Hub: \`registry: ${login}\` only sets the login`, `Write \`${input}: ${login}/${name}${tag}\`, or \`registries: "- registry: ${login}"\` with \`${input}: ${name}${tag}\`.`);
    return true;
}
/** Whether a bare name was meant for Docker Hub, while `registries` sends it elsewhere. */
function diverted(source, { input, names }, name, { registries, logins }) {
    const goes = (0,plan_targets/* resolveNames */.jN)([{ name, enable: true }], registries).map(target => target.name.text);
    const others = names.map(other => other.toLowerCase());
    const twice = goes.find(place => others.includes(place));
    const entries = registries.map(({ registry }) => registry).join(', ');
    const spellings = `Write \`docker.io/${name}\` to publish to Docker Hub too`;
    if (twice !== undefined) {
        source.report(input, `has ${(0,quote/* quote */.h)(name)}, which \`registries\` sends to ${entries}, where \`${twice}\` already goes; nothing goes to Docker Hub`, `${spellings}, or remove ${(0,quote/* quote */.h)(name)}.`);
        return true;
    }
    // Also if its password is empty, as in a fork's run: a step means the same there.
    const isShorthand = source.text('username') !== '' && shorthandRegistry(source) === reference/* DOCKER_HUB */.Xb;
    const hasLogin = logins.some(({ registry, username }) => registry === reference/* DOCKER_HUB */.Xb && username !== '');
    if (!isShorthand && !hasLogin)
        return false;
    const problem = `has ${(0,quote/* quote */.h)(name)}, which \`registries\` sends to ${entries} and not to Docker Hub, though there is a login for it`;
    const fix = `${spellings}, or \`${goes[0]}\` to publish only there`;
    // A login in `registry-auth` may be for base images.
    if (!isShorthand)
        source.warn(`\`${input}\` ${problem}. ${fix}.`);
    else
        source.report(input, problem, `${fix}; a login for base images goes into \`registry-auth\`.`);
    return true;
}
/**
 * An unused login beside `registries`. It is Docker Hub's unless `registry` says otherwise, and may be meant for a
 * listed registry.
 */
function checkListed(source, registries) {
    const login = loginToPublish(source);
    if (login === undefined || registries.some(({ registry }) => registry === login))
        return;
    const [first] = registries.filter(({ username }) => username === '');
    const meant = source.text('registry') === '' && first !== undefined;
    source.report('username', `and \`password\` are a login for ${login}, which \`registries\` does not list`, `Add \`${login}\` to \`registries\`, ${meant ? `set \`registry: ${first.registry}\` if it is the login for that, ` : ''}or put a login for base images into \`registry-auth\`.`);
}
/** The registry of `username` and `password`, if they are meant for publishing. */
function loginToPublish(source) {
    const login = shorthandRegistry(source);
    if (login === undefined || source.text('username') === '' || (0,reading_source/* parseBoolean */.yG)(source.text('push')) === false)
        return undefined;
    const others = ['source', 'cache-ref', 'cache-from', 'cache-to', 'build-contexts'];
    return others.some(other => source.raw(other).includes(login)) ? undefined : login;
}
/** `username` and `password` are the login of a destination; those for base images belong in `registry-auth`. */
function checkShorthand(source, targets) {
    const login = loginToPublish(source);
    if (login === undefined || targets.some(({ name }) => name.registry === login))
        return;
    const first = targets[0]?.name.path ?? 'acme/api';
    source.warn(`\`username\` and \`password\` are a login for ${login}, but nothing is published there. ` +
        `Write \`images: ${login}/${first}\` to publish there, or put the login into \`registry-auth\` if it is for base images.`);
}
/** Invalid names are reported elsewhere. */
function leadsSomewhere(name, registries) {
    try {
        return (0,plan_targets/* resolveNames */.jN)([{ name, enable: true }], registries).length > 0;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./lib/inputs/together.js










/** Checks beyond single inputs: names, and contradicting inputs. */
function together_checkTogether(source, together) {
    const { metadata, registries, logins, push, outputs, isOnly } = together;
    const { images: lines, tags, flavor } = metadata;
    const images = imagesOf(source, lines);
    checkNames(source, images, registries);
    checkGates(source);
    const mode = (0,reference_lines/* tagsMode */.N7)(lines, tags);
    checkTargets(source, { mode, images, tags, isOnly }, { registries, logins });
    const names = images.map(({ name }) => name);
    const prefixes = (mode === 'rules' ? tags : []).map(line => strayPrefix('tags', line, names));
    for (const problem of [...prefixes, ...flavor.map(line => strayPrefix('flavor', line, names))]) {
        if (problem !== undefined)
            source.add(problem);
    }
    const rules = (0,problems/* collector */.g)();
    if (mode === 'rules')
        (0,rules_rules/* parseRules */.N)(tags, rules);
    (0,rules_flavor/* parseFlavor */.w)(flavor, rules);
    for (const problem of rules.problems)
        source.add(problem);
    if (push === false && outputs.push) {
        source.report('push', 'is false, but `outputs` asks to push', 'Remove `push: false`, or the output that pushes.');
    }
}
/** Where the image goes, and whether all lines of `tags` are of the same kind. */
function checkTargets(source, { mode, images, tags, isOnly }, entries) {
    const names = images.map(({ name }) => name);
    if (mode === 'references') {
        const { references, problems } = (0,reference_lines/* parseReferences */.IO)(tags);
        for (const problem of problems)
            source.add(problem);
        const given = references.map(({ name }) => name.text);
        return checkPlaces(source, { input: 'tags', names: [...new Set(given)] }, entries);
    }
    const enabled = images.filter(({ enable }) => enable).map(({ name }) => name);
    // The name is the repository's, which nobody wrote for another place.
    if (images.length > 0 && source.text('images') === '')
        checkListed(source, entries.registries);
    else
        checkPlaces(source, { input: 'images', names: [...new Set(enabled)] }, entries);
    if (mode === 'rules') {
        // Of several images, another one may go there (`run/planning/plans.ts`).
        const known = isOnly ? images.filter(({ name }) => leadsSomewhere(name, entries.registries)) : [];
        for (const problem of known.length > 0 ? (0,plan_targets/* unusedTags */.Gx)(known, entries.registries) : [])
            source.add(problem);
        for (const tag of tags) {
            const near = nearlyPreset(tag);
            if (near !== undefined)
                source.warn(near);
            const problem = strayReference(tag, names);
            if (problem !== undefined)
                source.add(problem);
        }
        return;
    }
    const rule = tags.find(tag => !(0,reference_lines/* looksComplete */.Qp)(tag)) ?? '';
    source.report('tags', `mixes complete references with rules (${(0,quote/* quote */.h)(rule)})`, 'Name the repositories in `images` and keep only rules in `tags`, or write only complete references.');
}
/** A green step must have run the gates it names. */
function checkGates(source) {
    const call = source.text('call');
    if (call === '' || call === 'build')
        return;
    for (const name of ['test', 'gates', 'scan', 'container-test']) {
        if (source.text(name) === '')
            continue;
        source.report(name, `is set, but \`call: ${call}\` makes no image`, 'Remove one of the two.');
    }
}
function checkNames(source, images, registries) {
    for (const image of images) {
        try {
            (0,plan_targets/* resolveNames */.jN)([{ ...image, enable: true }], registries);
        }
        catch (error) {
            source.add(nameProblem(image.name, error));
        }
    }
}
function imagesOf(source, lines) {
    try {
        return (0,metadata_images/* parseImages */.e)(lines);
    }
    catch (error) {
        if (!(error instanceof errors/* InputError */.dz))
            throw error;
        for (const problem of error.problems)
            source.add(problem);
        return [];
    }
}

;// CONCATENATED MODULE: ./lib/inputs/inputs.js






























/**
 * Reads every input from `INPUT_*`; '' means the default.
 *
 * @param exists whether a path exists (only needed for `context` and `component`)
 * @param name distinguishes the image from the run's others; '' for the only one
 * @throws InputError with every problem of every input
 */
function readInputs(env, exists = external_node_fs_.existsSync, name = '') {
    const problems = [];
    const missing = [];
    const warnings = [];
    const source = (0,reading_source/* sourceOf */.vz)(env, problems, warnings, exists);
    const registries = readRegistries(source, missing);
    const logins = readLogins(source, missing);
    const filters = readFilters(source);
    const component = readComponent(source, filters);
    const build = withComponentContext(source, readBuild(source, component?.path), component);
    const { outputs } = build;
    const push = readPush(source);
    const publishes = push === 'auto' ? registries.length > 0 || outputs.push : push !== false;
    const given = { ...readMetadata(source), component };
    // Of several images, each has its own names and rules (`run/read-run.ts`).
    const several = isSeveral(source);
    const metadata = several ? given : withDefaultImage(source, { metadata: given, registries, publishes, name });
    checkComponent(source, metadata, component);
    const all = {
        metadata,
        registries,
        logins,
        missing,
        dockerConfig: source.text('docker-config'),
        dockerConfigPassphrase: source.raw('docker-config-passphrase'),
        githubToken: source.text('github-token') || source.text('job-token'),
        keepLogin: (0,reading_source/* boolean */.zM)(source, 'keep-login'),
        push: push === 'auto' && outputs.push ? true : push,
        filters,
        build,
        builder: readBuilder(source),
        buildxVersion: readBuildxVersion(source),
        mirrors: readMirrors(source),
        ...readQemu(source),
        cache: (0,cache/* readCache */.x)(source),
        cacheMounts: (0,cache_mounts/* readCacheMounts */.J)(source),
        verify: (0,reading_source/* boolean */.zM)(source, 'verify'),
        bake: readBake(source),
        signing: (0,signing/* readSigning */.a)(source),
        policy: readPolicy(source),
        buildPolicy: readBuildPolicy(source),
        dryRun: (0,reading_source/* boolean */.zM)(source, 'dry-run'),
        warnings,
        ...readGates(source),
        scan: (0,gates_scan/* readScan */.C)(source),
        scanUpload: (0,reading_source/* boolean */.zM)(source, 'scan-upload'),
        containerTest: readContainerTest(source),
        ...readRobust(source),
        ...(0,promote/* readPromote */.f)(source),
        parts: (0,read_parts/* readParts */.fp)(source, (0,runner/* runnerVariables */.G)(env).arch, {
            of: several ? 'step' : name === '' ? 'image' : 'build',
            ...{ registries, logins, platforms: build.platforms },
        }),
    };
    if (!several)
        together_checkTogether(source, { metadata, registries, logins, push, outputs, isOnly: name === '' });
    if (problems.length > 0)
        throw new errors/* InputError */.dz(problems);
    return { ...all, ...withoutUnusedLogins(source, all) };
}
function readPush(source) {
    const text = source.text('push');
    const push = text === 'auto' || text === 'same-repository' ? text : (0,reading_source/* parseBoolean */.yG)(text);
    if (push === undefined)
        source.invalid('push', (0,quote/* quote */.h)(text), '`auto`, `true`, `false` or `same-repository`');
    return push ?? 'auto';
}

// EXTERNAL MODULE: ./lib/inputs/several/entries.js
var several_entries = __webpack_require__(49814);
;// CONCATENATED MODULE: ./lib/inputs/run/read-run.js







/**
 * Reads the step's inputs, and those of each of its builds.
 *
 * @throws InputError with every problem of every input
 */
function readRun(env, exists = external_node_fs_.existsSync) {
    const problems = [];
    const source = (0,reading_source/* sourceOf */.vz)(env, problems, [], exists);
    const entries = (0,several_entries/* readEntries */.$2)(source);
    const attempt = (read, rename) => {
        try {
            return read();
        }
        catch (error) {
            if (!(error instanceof errors/* InputError */.dz))
                throw error;
            problems.push(...error.problems.map(rename));
            return undefined;
        }
    };
    const inputs = attempt(() => readInputs(env, exists), problem => problem);
    if (inputs !== undefined && !isSeveral(source))
        problems.push(...inputs.gates.flatMap(ofSeveral));
    const builds = entries.flatMap(({ at, name, own }) => {
        const read = () => ({ name, inputs: inputsOf({ name, own }, env, exists) });
        return attempt(read, problem => renamed(problem, at, own)) ?? [];
    });
    if (problems.length > 0 || inputs === undefined)
        throw new errors/* InputError */.dz(problems);
    return { inputs, builds };
}
/** The error for a gate of nonexistent images. */
function ofSeveral({ targets, once }, index) {
    const given = [...(targets.length > 0 ? ['targets'] : []), ...(once ? ['once'] : [])];
    return given.map(key => {
        const input = `gates[${index}].${key}`;
        return {
            input,
            problem: 'is given, but there is only one image',
            fix: 'Remove it, or list the images in `builds`.',
        };
    });
}
/** The inputs of one build. @throws InputError with every problem */
function inputsOf({ name, own }, env, exists = external_node_fs_.existsSync) {
    const texts = NAMED.map(input => [input, withName(own[input] ?? (0,step/* inputIn */.cP)(env, input) ?? '', name)]);
    const all = {
        ...own,
        ...Object.fromEntries(texts),
        builds: '',
        bake: '',
        'bake-targets': '',
        'bake-set': '',
        'bake-vars': '',
    };
    const given = Object.entries(all).map(([input, text]) => [(0,step/* inputVariable */.LO)(input), text]);
    return readInputs({ ...env, ...Object.fromEntries(given) }, exists, name);
}
/** An error in a build's own input, under that input's name in the step. One in the step's own is in each build's. */
function renamed(problem, at, own) {
    return isOwn(problem, own) ? { ...problem, input: `${at}.${problem.input}` } : problem;
}
/** Whether an error is in one of a build's own inputs. */
function isOwn({ input }, own) {
    const [name = ''] = /^[\w-]+/.exec(input) ?? [];
    return name in own;
}
/** Inputs in which `{{target}}` is the build's name. */
const NAMED = [
    ...['images', 'tags', 'flavor', 'labels', 'annotations'],
    ...['context', 'file', 'target', 'build-args', 'cache-scope'],
];
function withName(text, name) {
    return text.replace(/\{\{\s*target\s*\}\}/g, () => name);
}


/***/ }),

/***/ 87520:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ shareOfSeveral),
/* harmony export */   t: () => (/* binding */ shareOf)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(64212);
/* harmony import */ var _oci_platforms_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(49537);
/* harmony import */ var _plan_index_annotations_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(34764);
/* harmony import */ var _plan_named_gates_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(13855);
/* harmony import */ var _parts_read_parts_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1677);






/**
 * The inputs that count in a job that builds or merges parts: all jobs get the same inputs, and each does its share.
 *
 * @throws InputError for a gate for a platform that the image lacks
 */
function shareOf(inputs) {
    checkGates([{ name: '', inputs }]);
    return ownShare(inputs);
}
function ownShare(inputs) {
    const { part, merge, platforms, digests } = inputs.parts;
    if (part !== undefined) {
        const own = ownPlatforms(part, platforms);
        const { outputs } = inputs.build;
        // The job that merges writes the index. A builder refuses its annotations for a single platform without one.
        const attributes = (0,_plan_index_annotations_js__WEBPACK_IMPORTED_MODULE_2__/* .splitAttributes */ .w2)(outputs.attributes).parts;
        return {
            ...inputs,
            build: { ...inputs.build, platforms: own, outputs: { ...outputs, attributes } },
            ...ownGates(inputs, own),
            immutableTags: [],
            skipExisting: false,
            skipUnchanged: false,
            rebuild: 'always',
            signing: { ...inputs.signing, sign: undefined, attest: [] },
        };
    }
    if (!merge)
        return inputs;
    const { outputs } = inputs.build;
    const build = { ...inputs.build, load: false, outputs: { ...outputs, load: false, extra: [] } };
    const gates = { test: '', gates: [], scan: [], containerTest: undefined, keepLocal: false };
    return {
        ...inputs,
        ...gates,
        build,
        skipExisting: false,
        rebuild: 'always',
        source: { kind: 'parts', platforms, digests },
    };
}
/** Of an image in parts, such a gate would run nowhere; of a whole one, it would fail after the build. */
function checkGates(builds) {
    const problems = builds.flatMap(({ name, inputs }) => {
        const { platforms } = inputs.parts;
        // The builder interprets the others (`arm64`, `local`).
        if (platforms.some(platform => (0,_oci_platforms_js__WEBPACK_IMPORTED_MODULE_1__/* .normalPlatform */ .Je)(platform) === undefined))
            return [];
        if (platforms.length === 0 || inputs.source !== undefined)
            return [];
        return (0,_plan_named_gates_js__WEBPACK_IMPORTED_MODULE_3__/* .namedGates */ .E)(inputs)
            .filter(gate => !(0,_plan_named_gates_js__WEBPACK_IMPORTED_MODULE_3__/* .runsOn */ .k)(gate, platforms))
            .map((gate) => {
            const input = gate.name === 'container-test' ? gate.name : 'gates';
            const what = input === 'gates' ? `has ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_5__/* .quote */ .h)(gate.name)} for` : 'is for';
            return {
                input: name === '' ? input : `${input} (${name})`,
                problem: `${what} ${gate.platform}, which \`platforms\` does not list`,
                fix: 'Add it to `platforms`, or change the `platform` of the gate.',
            };
        });
    });
    if (problems.length > 0)
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(problems);
}
/** Gates for other platforms run where the parts for these are built. */
function ownGates({ gates, containerTest }, own) {
    return {
        gates: gates.filter(gate => (0,_plan_named_gates_js__WEBPACK_IMPORTED_MODULE_3__/* .runsOn */ .k)(gate, own)),
        containerTest: containerTest !== undefined && (0,_plan_named_gates_js__WEBPACK_IMPORTED_MODULE_3__/* .runsOn */ .k)(containerTest, own) ? containerTest : undefined,
    };
}
/** The part's platforms that the image has. An image without platforms has whichever it is built for. */
function ownPlatforms(part, platforms) {
    return platforms.length === 0 ? part : part.filter(platform => (0,_parts_read_parts_js__WEBPACK_IMPORTED_MODULE_4__/* .isAmong */ .FB)(platforms, platform));
}
/**
 * The same for several images. A part omits images without any of its platforms.
 *
 * @throws InputError for a platform that no image has, and for gates as above
 */
function shareOfSeveral(job, several) {
    const { part, merge } = job.inputs.parts;
    checkGates(several.builds);
    if (part === undefined && !merge)
        return job;
    const builds = several.builds.map(build => ({ ...build, inputs: ownShare(build.inputs) }));
    const kept = part === undefined ? builds : builds.filter(({ inputs }) => inputs.build.platforms.length > 0);
    if (part !== undefined)
        checkPart(part, kept);
    const platforms = [...new Set(kept.flatMap(({ inputs }) => inputs.build.platforms))];
    const inputs = ownShare({ ...job.inputs, parts: { ...job.inputs.parts, platforms } });
    const images = job.plan.images.filter((_, at) => kept.includes(builds[at]));
    const shared = { ...several, builds: kept, ...(part !== undefined && linkedOf(several, part)) };
    return { ...job, inputs, plan: { ...job.plan, images }, several: shared };
}
function checkPart(part, builds) {
    const problems = part
        .filter(platform => !builds.some(({ inputs }) => (0,_parts_read_parts_js__WEBPACK_IMPORTED_MODULE_4__/* .isAmong */ .FB)(inputs.build.platforms, platform)))
        .map((platform) => {
        const problem = `is ${platform}, which \`platforms\` of no build lists`;
        return {
            input: 'part',
            problem,
            fix: 'Add it to the `platforms` of a build, or run this part on another runner.',
        };
    });
    if (problems.length > 0)
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(problems);
}
/** Targets below the images are built only for the part's platforms, like the images. */
function linkedOf({ linked, beside }, part) {
    const left = new Set();
    const targets = Object.entries(linked).map(([name, target]) => {
        const { platforms } = target;
        const own = Array.isArray(platforms) ? platforms.filter(one => typeof one === 'string') : [];
        const wanted = ownPlatforms(part, own);
        if (own.length > 0 && wanted.length === 0)
            left.add(name);
        return [name, own.length === 0 || wanted.length === 0 ? target : { ...target, platforms: wanted }];
    });
    return { linked: Object.fromEntries(targets), beside: beside.filter(name => !left.has(name)) };
}


/***/ }),

/***/ 49814:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $2: () => (/* binding */ readEntries),
/* harmony export */   LN: () => (/* binding */ checkNames),
/* harmony export */   Qn: () => (/* binding */ variableOf),
/* harmony export */   o: () => (/* binding */ MOST_BUILDS)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38815);
/* harmony import */ var _host_fields_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(87617);
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64212);
/* harmony import */ var _plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(94247);
/* harmony import */ var _plan_terms_nearest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(75853);





/** Inputs that are lists of `key=value`: an entry may give a map. */
const PAIRS = [
    'build-args',
    'build-contexts',
    'labels',
    'annotations',
    'secrets',
    'secret-envs',
    'secret-files',
];
/** Inputs that are YAML themselves: an entry may give them without a `|`. */
const NESTED = ['container-test', 'gates', 'scan'];
/** Inputs that each build may override. */
const KEYS = [
    ...['context', 'file', 'target', 'platforms', 'images', 'tags', 'flavor'],
    ...PAIRS,
    ...['test', ...NESTED, 'gate-platforms', 'scan-severity', 'scan-ignore-unfixed', 'scan-required'],
    ...['add-hosts', 'attests', 'provenance', 'sbom', 'cache-from', 'cache-to', 'network', 'no-cache'],
    ...['no-cache-filters', 'pull', 'shm-size', 'source-date-epoch', 'ssh', 'ulimit'],
];
/** More targets than in any hand-written bake file; each takes memory. */
const MOST_BUILDS = 200;
/** bake's rule (docker/buildx, bake/bake.go, `validTargetNameChars`), limited to the length of an image's name. */
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_-]{0,99}$/;
/** Reads the input `builds`. [] when it is not given or an error was reported. */
function readEntries(source) {
    const text = source.raw('builds');
    if (text.trim() === '')
        return [];
    const value = parsed(source, text);
    if (value === undefined)
        return [];
    if (!Array.isArray(value)) {
        source.report('builds', 'is not a YAML list', 'Begin each build with `- `, as in `- {name: api, target: api}`.');
        return [];
    }
    if (value.length === 0) {
        source.report('builds', 'lists no build', 'Add one, as in `- {name: api, target: api}`, or remove the input.');
        return [];
    }
    if (value.length > MOST_BUILDS) {
        source.report('builds', `has ${value.length} entries`, `Build at most ${MOST_BUILDS} images in one step.`);
        return [];
    }
    const entries = value.map((entry, index) => readEntry(source, `builds[${index}]`, entry));
    checkNames(source, entries.map(({ at, name }) => ({ input: `${at}.name`, name })));
    return entries;
}
/** Two names that become the same variable, or the same image, would collide. */
function checkNames(source, names) {
    const known = new Map();
    for (const { input, name } of names) {
        const variable = variableOf(name);
        const other = known.get(variable);
        if (name !== '' && other !== undefined) {
            const problem = other === name
                ? `is the name of another build: ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(name)}`
                : `is ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(name)}, which differs from ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(other)} only in case, \`-\` and \`_\``;
            source.report(input, problem, 'Give each build a different name.');
        }
        known.set(variable, name);
    }
}
/** A build's name in the form of a variable: `IMAGE_DB_MIGRATE` for `db-migrate`. */
function variableOf(name) {
    return name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');
}
/** Every scalar as text (`1.10` stays `1.10`). Messages never quote values, which may be secrets. */
function parsed(source, text) {
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text, { schema: 'failsafe', prettyErrors: false, logLevel: 'error' });
    const [error] = document.errors;
    if (error !== undefined) {
        const line = text.slice(0, error.pos[0]).split('\n').length;
        source.report('builds', `is not valid YAML at line ${line} (${error.code})`, 'Put values with special characters in single quotes.');
        return undefined;
    }
    try {
        return document.toJS({ maxAliasCount: 100 });
    }
    catch {
        source.report('builds', 'has aliases that cannot be resolved', 'Write each build in full.');
        return undefined;
    }
}
function readEntry(source, at, entry) {
    if (!(0,_host_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(entry)) {
        source.report(at, 'is not a map', 'Write its name and what differs from the inputs of the step, as in `- {name: api, target: api}`.');
        return { at, name: '', own: {} };
    }
    const { name: given, ...rest } = entry;
    const own = {};
    for (const [key, value] of Object.entries(rest)) {
        const known = KEYS.find(each => each === key);
        if (known === undefined) {
            const meant = (0,_plan_terms_nearest_js__WEBPACK_IMPORTED_MODULE_4__/* .nearest */ .p)(key, ['name', ...KEYS]);
            const fix = meant === undefined ? `Known keys are name, ${KEYS.join(', ')}.` : `Did you mean \`${meant}\`?`;
            source.report(at, `has the unknown key ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(key)}`, fix);
        }
        else {
            const text = textOf(known, value);
            if (text === undefined)
                source.report(`${at}.${key}`, 'is neither text nor a list of texts', `Write it as the input \`${key}\` takes it.`);
            else
                own[known] = text;
        }
    }
    return { at, name: readName(source, at, given), own };
}
function readName(source, at, name) {
    if (typeof name === 'string' && NAME.test(name))
        return name;
    if (typeof name !== 'string' || name === '')
        source.report(at, 'has no name', 'Add one, as in `name: api`.');
    else
        source.invalid(`${at}.name`, (0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(name), 'letters, digits, `_` and `-`, at most 100, as in `api`');
    return '';
}
/** A value in the input's form; undefined if no input has such a value. */
function textOf(key, value) {
    if (typeof value === 'string')
        return value;
    if (value === null)
        return '';
    if (NESTED.some(each => each === key))
        return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .stringify */ .As)(value);
    if (Array.isArray(value) && value.every(item => typeof item === 'string'))
        return value.map(asItem).join('\n');
    if (!(0,_host_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(value) || !PAIRS.some(each => each === key))
        return undefined;
    const pairs = Object.entries(value);
    if (!pairs.every(([, item]) => typeof item === 'string'))
        return undefined;
    return pairs.map(([name, item]) => asItem(`${name}=${item}`)).join('\n');
}
/** Quoted if it spans lines; elsewhere a quotation mark is the author's. */
function asItem(text) {
    return /[\r\n]/.test(text) ? (0,_plan_terms_list_js__WEBPACK_IMPORTED_MODULE_1__/* .joinFields */ .KY)([text]) : text;
}


/***/ }),

/***/ 52544:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  a: () => (/* binding */ readSigning),
  K: () => (/* binding */ signerOf)
});

// EXTERNAL MODULE: ./lib/host/text/quote.js
var quote = __webpack_require__(64212);
// EXTERNAL MODULE: ./lib/inputs/reading/source.js + 1 modules
var reading_source = __webpack_require__(13845);
// EXTERNAL MODULE: ./lib/plan/terms/list.js
var list = __webpack_require__(94247);
;// CONCATENATED MODULE: ./lib/inputs/signing/attest.js



const FORM = '`provenance`, `sbom` or `predicate-type=https://…,path=file.json`, one per line';
function readAttest(source) {
    const lines = (0,reading_source/* items */.ld)(source, 'attest');
    const attest = lines.flatMap(line => readLine(source, line));
    const kinds = attest.map(one => (one.kind === 'predicate' ? one.type : one.kind));
    const twice = kinds.find((kind, at) => kinds.indexOf(kind) < at);
    if (twice !== undefined)
        source.report('attest', `has ${(0,quote/* quote */.h)(twice)} twice`, 'Remove one of them.');
    if (attest.some(({ kind }) => kind === 'sbom') && !mayHaveSbom(source)) {
        source.report('attest', 'has `sbom`, but the build makes none', 'Set `sbom: true`, or remove it from `attest`.');
    }
    return { attest, attestTo: readPlaces(source, lines.length > 0) };
}
function readLine(source, line) {
    if (line === 'provenance' || line === 'sbom')
        return [{ kind: line }];
    const values = new Map(attributesOf(line));
    const [type, path] = [values.get('predicate-type') ?? '', values.get('path') ?? ''];
    if (values.size === 2 && path !== '' && URL.canParse(type))
        return [{ kind: 'predicate', type, path }];
    source.invalid('attest', (0,quote/* quote */.h)(line), FORM);
    return [];
}
function attributesOf(line) {
    try {
        return (0,list/* fields */.OA)(line).map(field => {
            const [key = '', ...value] = field.split('=');
            return [key.trim(), value.join('=').trim()];
        });
    }
    catch {
        return [];
    }
}
/** A promoted image keeps its attestations. */
function mayHaveSbom(source) {
    if (source.text('source') !== '')
        return true;
    const isOff = ['', 'false'].includes(source.text('sbom').toLowerCase());
    return !isOff || /type\s*=\s*sbom/.test(source.raw('attests'));
}
function readPlaces(source, isAttested) {
    const places = (0,reading_source/* items */.ld)(source, 'attest-to', { commas: true }).map(text => text.toLowerCase());
    if (places.length === 0)
        return undefined;
    if (!isAttested) {
        source.report('attest-to', 'is set, but nothing is attested', 'Set `attest: provenance`, or remove it.');
    }
    const isPlace = (text) => text === 'registry' || text === 'github';
    for (const place of places.filter(text => !isPlace(text))) {
        source.invalid('attest-to', (0,quote/* quote */.h)(place), '`registry`, `github` or both, one per line');
    }
    return [...new Set(places.filter(isPlace))];
}

// EXTERNAL MODULE: ./lib/inputs/signing/trusted-signers.js
var trusted_signers = __webpack_require__(8240);
;// CONCATENATED MODULE: ./lib/inputs/signing/signing.js




/** The signer of everything that needs one; undefined if nothing does. Attestations alone are the workflow's. */
function signerOf({ sign, attest }) {
    return sign ?? (attest.length > 0 ? 'keyless' : undefined);
}
function readSigning(source) {
    const sign = readSign(source);
    const inputs = {
        sign,
        signKey: source.text('sign-key'),
        signKeyPassword: source.raw('sign-key-password'),
        signLegacy: (0,reading_source/* boolean */.zM)(source, 'sign-legacy'),
        signPublic: (0,reading_source/* boolean */.zM)(source, 'sign-public'),
        signingConfig: (0,reading_source/* line */.n8)(source, 'signing-config'),
        trustedRoot: (0,reading_source/* line */.n8)(source, 'trusted-root'),
        verifySource: (0,trusted_signers/* readTrustedSigners */.j)(source, 'verify-source'),
        signedBase: (0,trusted_signers/* readTrustedSigners */.j)(source, 'require-signed-base'),
        ...readAttest(source),
    };
    if (sign !== 'key') {
        for (const name of ['sign-key', 'sign-key-password']) {
            if (source.text(name) === '')
                continue;
            source.report(name, 'is set, but nothing is signed with a key', 'Set `sign: key`, or remove it.');
        }
    }
    if (inputs.signLegacy && sign === undefined) {
        source.report('sign-legacy', 'is true, but the image is not signed', 'Set `sign: keyless` or `sign: key`, or remove it.');
    }
    const isSigned = signerOf(inputs) !== undefined;
    if (!isSigned && inputs.signingConfig !== '') {
        source.report('signing-config', 'is given, but nothing is signed', 'Set `sign: keyless` or `sign: key`, or remove it.');
    }
    const isVerified = inputs.verifySource.length + inputs.signedBase.length > 0;
    if (!isSigned && !isVerified && inputs.trustedRoot !== '') {
        const fix = 'Set `sign: keyless`, `sign: key` or `verify-source`, or remove it.';
        source.report('trusted-root', 'is given, but nothing is signed or verified', fix);
    }
    if (source.text('verify-source') !== '' && !isRegistry(source.text('source'))) {
        const fix = 'Give a `source` in a registry, or remove `verify-source`.';
        source.report('verify-source', 'is given, but no image from a registry is promoted', fix);
    }
    if (inputs.signingConfig !== '' && inputs.trustedRoot === '') {
        source.report('trusted-root', 'is empty, but `signing-config` is given', 'Give the trusted root of the same Sigstore: every signature is verified before a tag moves.');
    }
    return inputs;
}
function isRegistry(text) {
    return text !== '' && !text.startsWith('oci:');
}
function readSign(source) {
    const text = source.text('sign');
    if (text === 'key' || text === 'keyless')
        return text;
    if (text !== '' && (0,reading_source/* parseBoolean */.yG)(text) !== false)
        source.invalid('sign', (0,quote/* quote */.h)(text), '`keyless`, `key` or `false`');
    return undefined;
}


/***/ }),

/***/ 8240:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ readSigner),
/* harmony export */   j: () => (/* binding */ readTrustedSigners)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38815);
/* harmony import */ var _host_fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(87617);
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(64212);
/* harmony import */ var _plan_terms_nearest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(75853);




/** Issuers whose identities are those of workflows. */
const GITHUB = 'https://token.actions.githubusercontent.com';
const KEYS = ['identity', 'issuer', 'key'];
const FORM = 'Write `identity: https://github.com/acme/api/.github/workflows/release.yml@refs/tags/*`, or `key: cosign.pub`.';
/** A YAML map, or a list of them: any one of these signers is enough. [] when the input is not given. */
function readTrustedSigners(source, name) {
    const text = source.raw(name);
    if (text.trim() === '')
        return [];
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text, { schema: 'failsafe', prettyErrors: false, logLevel: 'error' });
    const { contents, errors } = document;
    if (errors.length > 0 || (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(contents) && !(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(contents))) {
        source.report(name, errors.length > 0 ? 'is not valid YAML' : 'is not a YAML map, nor a list of maps', FORM);
        return [];
    }
    const nodes = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(contents) ? contents.items : [contents];
    // Otherwise it would look like a fulfilled requirement.
    if (nodes.length === 0)
        source.report(name, 'is an empty list', FORM);
    return nodes.flatMap((node, at) => readOne(source, (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(contents) ? `${name}[${at}]` : name, node));
}
function readOne(source, at, node) {
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node))
        return readSigner(source, at, undefined);
    return readSigner(source, at, Object.fromEntries(node.items.map(({ key, value }) => [
        (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(key) ? String(key.value) : '',
        (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(value) ? value.value : value,
    ])));
}
/** One signer, from a map of texts. [] if an error was reported. */
function readSigner(source, at, given) {
    if (!(0,_host_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .Gv)(given)) {
        source.report(at, 'is not a map', FORM);
        return [];
    }
    const values = new Map();
    for (const [name, value] of Object.entries(given)) {
        if (!KEYS.includes(name)) {
            const meant = (0,_plan_terms_nearest_js__WEBPACK_IMPORTED_MODULE_2__/* .nearest */ .p)(name, KEYS);
            const fix = meant === undefined ? `Known keys are ${KEYS.join(', ')}.` : `Did you mean \`${meant}\`?`;
            source.report(at, `has the unknown key ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .h)(name)}`, fix);
        }
        else if (typeof value === 'string')
            values.set(name, value.trim());
        else
            source.report(`${at}.${name}`, 'is not text', 'Give one value.');
    }
    const [identity = '', issuer = '', key = ''] = KEYS.map(name => values.get(name));
    if (key !== '') {
        if (identity === '' && issuer === '')
            return [{ kind: 'key', key }];
        source.report(at, 'has both a key and an identity', 'Give one of them; for either of the two, write a list.');
        return [];
    }
    const trustedIssuer = issuer === '' ? GITHUB : issuer;
    const problem = identity === '' ? 'is empty' : overlyWide(identity, trustedIssuer);
    if (problem !== undefined)
        source.report(`${at}.identity`, problem, FORM);
    if (/^\*+$/.test(trustedIssuer)) {
        const fix = `Name it, as in \`issuer: ${GITHUB}\`.`;
        source.report(`${at}.issuer`, 'accepts every issuer', fix);
    }
    return [{ kind: 'identity', identity, issuer: trustedIssuer }];
}
/** Why a pattern matches identities that its author can't have meant; undefined when it doesn't. */
function overlyWide(identity, issuer) {
    if (/^\*+$/.test(identity))
        return 'accepts everyone who can sign';
    // Everybody can have workflows there, under any owner's name.
    const [beginning = ''] = issuer.split('*');
    const mayBeGithub = issuer === beginning ? issuer === GITHUB : GITHUB.startsWith(beginning);
    const isGithub = mayBeGithub || /^https:\/\/github\.com\//.test(identity);
    if (!isGithub || !identity.includes('*') || /^https:\/\/github\.com\/[^*/]+\//.test(identity))
        return undefined;
    return "matches workflows of other owners on GitHub, because it has a `*` before the end of the owner's name";
}


/***/ }),

/***/ 14203:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ isChecked),
/* harmony export */   x: () => (/* binding */ hasGates)
/* harmony export */ });
/* harmony import */ var _policy_looks_at_images_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(95715);

/** Whether the image must be on this machine before anything is published. */
function hasGates({ test, gates, scan, containerTest }) {
    return test !== '' || gates.length > 0 || scan.length > 0 || containerTest !== undefined;
}
/** Whether the image is checked before anything may be published: by gates, or by rules of the policy. */
function isChecked(inputs) {
    return hasGates(inputs) || (0,_policy_looks_at_images_js__WEBPACK_IMPORTED_MODULE_0__/* .looksAtImages */ .m)(inputs.policy);
}


/***/ }),

/***/ 65019:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ refuseOtherForms),
/* harmony export */   t: () => (/* binding */ refusePacked)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);

/** Compressed and packed formats by their first bytes. */
const PACKED = [
    ['1f8b', 'a gzip-compressed archive (.tar.gz)', 'gunzip'],
    ['504b0304', 'a zip archive', 'unzip'],
    ['28b52ffd', 'a zstd-compressed archive', 'unzstd'],
    ['fd377a585a00', 'an xz-compressed archive', 'unxz'],
    ['425a68', 'a bzip2-compressed archive', 'bunzip2'],
];
/** @throws ActionError LAYOUT_INVALID for a compressed archive or another kind of archive */
async function refusePacked(file, label) {
    const { buffer } = await file.read(Buffer.alloc(6), 0, 6, 0);
    const start = buffer.toString('hex');
    const [, what, command] = PACKED.find(([magic]) => start.startsWith(magic)) ?? [];
    if (what === undefined)
        return;
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('LAYOUT_INVALID', `${label} is ${what}: unpack it first (\`${command}\`)`, {
        hint: 'It must be an OCI layout: a folder, or a plain tar archive of one.',
    });
}
/** Formats with a `manifest.json` instead of an index: archives for `docker load`, and skopeo's `dir:`. */
function refuseOtherForms(names, label) {
    if (names.has('index.json') || !names.has('manifest.json'))
        return;
    if (names.has('version')) {
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('LAYOUT_INVALID', `${label} is a folder of skopeo's \`dir:\`, not an OCI layout`, {
            hint: 'Convert it: `skopeo copy dir:image oci:image-layout`, then `source: oci:image-layout`.',
        });
    }
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('LAYOUT_INVALID', `${label} is a docker-archive (as kaniko, apko, bazel or \`docker save\` of Docker 24 and older write it), not an OCI layout`, {
        hint: 'Convert it: `skopeo copy docker-archive:image.tar oci:image`, then `source: oci:image`.',
    });
}


/***/ }),

/***/ 9648:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FF: () => (/* binding */ problemsWithWriting),
/* harmony export */   jK: () => (/* binding */ draftPath),
/* harmony export */   tc: () => (/* binding */ isArchive),
/* harmony export */   tw: () => (/* binding */ moveTo),
/* harmony export */   uY: () => (/* binding */ problemsWithPlace)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _host_errno_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(69706);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(79547);
/* harmony import */ var _host_files_check_creatable_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(20330);
/* harmony import */ var _host_files_make_folder_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6351);
/* harmony import */ var _tar_index_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(75885);







/** The parts of a layout; docker adds `manifest.json` to an archive. */
const PARTS = new Set(['oci-layout', 'index.json', 'blobs', 'manifest.json', 'repositories']);
/** Whether the input `layout` names an archive, not a folder. */
function isArchive(path) {
    return path.endsWith('.tar');
}
/**
 * What is wrong with the place for a layout: nothing of value may be overwritten, only an empty folder or file, or an
 * older layout.
 *
 * @param text the input as written
 */
async function problemsWithPlace(path, text) {
    const objection = await objectionTo(path);
    if (objection === undefined)
        return [];
    const problem = `names ${JSON.stringify(text)}, which already exists and ${objection}`;
    return [
        { input: 'layout', problem, fix: 'Give another path, or remove what is there: only an older layout is replaced.' },
    ];
}
/** Whether this user cannot write there: a run should not learn that after its build. A full disk is not noticed. */
function problemsWithWriting(path, text) {
    try {
        (0,_host_files_check_creatable_js__WEBPACK_IMPORTED_MODULE_3__/* .checkCreatable */ .E)(path);
        return [];
    }
    catch (error) {
        const problem = `names ${JSON.stringify(text)}, which cannot be written: ${(0,_host_errno_js__WEBPACK_IMPORTED_MODULE_6__/* .reasonOf */ .A)(error)}`;
        return [{ input: 'layout', problem, fix: WRITABLE }];
    }
}
const WRITABLE = 'Give a path in the workspace that this user may write to, and check that the disk has room.';
async function objectionTo(path) {
    const stats = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)(path).catch(() => undefined);
    if (stats === undefined)
        return undefined;
    if (stats.isSymbolicLink())
        return 'is a symbolic link';
    if (isArchive(path)) {
        if (!stats.isFile())
            return 'is not a file';
        return stats.size > 0 ? objectionToArchive(path) : undefined;
    }
    if (!stats.isDirectory())
        return 'is not a folder';
    const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(path);
    return names.length > 0 ? objectionToParts(names, ['oci-layout']) : undefined;
}
function objectionToParts(names, needed) {
    const foreign = names.filter(name => !PARTS.has(name));
    if (foreign.length === 0 && needed.every(name => names.includes(name)))
        return undefined;
    const held = (foreign.length > 0 ? foreign : names).slice(0, 3).join(', ') || 'nothing';
    return `is not (only) an OCI layout: it contains ${held}`;
}
async function objectionToArchive(path) {
    try {
        return objectionToParts(await namesInArchive(path), ['oci-layout', 'index.json']);
    }
    catch (error) {
        return `is not an OCI layout: ${(0,_host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`;
    }
}
/** The top-level files and folders. */
async function namesInArchive(path) {
    const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.open)(path, 'r');
    try {
        const names = [...(await (0,_tar_index_js__WEBPACK_IMPORTED_MODULE_5__/* .indexTar */ .O)(file, 'it')).keys()];
        return [...new Set(names.map(name => name.split('/', 1)[0]))];
    }
    finally {
        await file.close();
    }
}
/**
 * Moves a complete layout to its destination, replacing an older one. From another file system it is first copied next
 * to the destination, and an older one is set aside before it is removed: at any time there is a complete layout or
 * none.
 */
async function moveTo(path, made, text) {
    const problems = await problemsWithPlace(path, text);
    if (problems.length > 0)
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(problems);
    const [beside, older] = [`${path}.slipway-part`, `${path}.slipway-old`];
    const clear = () => Promise.all([beside, older].map(left => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(left, { recursive: true, force: true })));
    try {
        await (0,_host_files_make_folder_js__WEBPACK_IMPORTED_MODULE_4__/* .makeFolder */ .f)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path));
        // Left by a run that was killed.
        await clear();
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rename)(made, beside).catch(async (error) => {
            if (error.code !== 'EXDEV')
                throw error;
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.cp)(made, beside, { recursive: true });
        });
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rename)(path, older).catch((error) => {
            if (error.code !== 'ENOENT')
                throw error;
        });
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rename)(beside, path).catch(async (error) => {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rename)(older, path).catch(() => { });
            throw error;
        });
        await clear();
    }
    catch (cause) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(beside, { recursive: true, force: true }).catch(() => { });
        const message = `\`layout\` names ${JSON.stringify(text)}, which cannot be written: ${(0,_host_errno_js__WEBPACK_IMPORTED_MODULE_6__/* .reasonOf */ .A)(cause)}`;
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('INPUT_INVALID', message, { cause, hint: WRITABLE });
    }
}
/** Where it is written: in the run's folder, which nobody mistakes for a layout and which is removed with the job. */
function draftPath(folder, path) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, isArchive(path) ? 'layout-out.tar' : 'layout-out');
}


/***/ }),

/***/ 75885:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ indexTar)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64212);
/* harmony import */ var _other_forms_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(65019);



const BLOCK = 512;
/** More than any image has. */
const MOST_ENTRIES = 100_000;
/** A long name or a pax header. Bytes. */
const LONGEST_HEADER = 1 << 20;
const LINKS = { '1': 'a hard link', '2': 'a symbolic link' };
/**
 * Finds the files of a tar archive without unpacking: nothing in the archive becomes a path on this machine. Anything
 * that an OCI layout never has (links, devices, names that lead outside, duplicates) is rejected.
 *
 * @throws ActionError LAYOUT_INVALID
 * @see https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html (ustar, pax), and GNU's long names
 */
async function indexTar(file, label) {
    const { size } = await file.stat();
    const files = new Map();
    let at = 0;
    let count = 0;
    let special = {};
    /** Reported at the end: an archive with links may be of another kind, which is the more useful message. */
    let link;
    await (0,_other_forms_js__WEBPACK_IMPORTED_MODULE_1__/* .refusePacked */ .t)(file, label);
    while (at + BLOCK <= size) {
        const header = await readAt(file, at, BLOCK, label);
        if (header.every(byte => byte === 0)) {
            (0,_other_forms_js__WEBPACK_IMPORTED_MODULE_1__/* .refuseOtherForms */ .q)(files, label);
            return link === undefined ? files : refuse(label, link);
        }
        checkHeader(header, label);
        if (++count > MOST_ENTRIES)
            refuse(label, `has more than ${MOST_ENTRIES} entries`);
        const type = String.fromCharCode(header[156]);
        const start = at + BLOCK;
        const length = special.size ?? numberIn(header, 124, 12, label);
        if (start + length > size)
            refuse(label, 'is truncated: it ends in the middle of a file');
        at = start + Math.ceil(length / BLOCK) * BLOCK;
        if (type === 'x' || type === 'L') {
            if (length > LONGEST_HEADER)
                refuse(label, 'has a header of more than a megabyte');
            const text = await readAt(file, start, length, label);
            special = { ...special, ...(type === 'x' ? paxOf(text) : { name: textIn(text, 0, text.length) }) };
            continue;
        }
        if (type === 'g')
            continue;
        const name = safeName(special.name ?? nameIn(header), label);
        special = {};
        if (type === '5')
            continue;
        if (type !== '0' && type !== '\0') {
            link ??= `has ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(name)}, which is ${LINKS[type] ?? 'a device'}, not a file`;
            continue;
        }
        if (files.has(name))
            refuse(label, `has ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(name)} twice`);
        files.set(name, { start, length });
    }
    return refuse(label, 'is not a tar archive, or is truncated');
}
async function readAt(file, at, length, label) {
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await file.read(buffer, 0, length, at);
    return bytesRead === length ? buffer : refuse(label, 'is truncated');
}
/** The sum of all bytes, with the checksum field as spaces. */
function checkHeader(header, label) {
    const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 0x20 : byte), 0);
    if (numberIn(header, 148, 8, label) === sum)
        return;
    refuse(label, 'is not a tar archive, or is corrupt');
}
/** Octal digits, or (GNU) big-endian after a byte of 0x80. */
function numberIn(header, start, length, label) {
    if (header[start] === 0x80)
        return Number(BigInt(`0x${header.subarray(start + 1, start + length).toString('hex')}`));
    const text = textIn(header, start, length).trim();
    if (!/^[0-7]*$/.test(text))
        refuse(label, 'is not a tar archive, or is corrupt');
    return text === '' ? 0 : Number.parseInt(text, 8);
}
function nameIn(header) {
    const name = textIn(header, 0, 100);
    const prefix = textIn(header, 257, 6) === 'ustar' && header[262] === 0 ? textIn(header, 345, 155) : '';
    return prefix === '' ? name : `${prefix}/${name}`;
}
/** Up to the first zero byte. */
function textIn(bytes, start, length) {
    const part = bytes.subarray(start, start + length);
    const end = part.indexOf(0);
    return part.toString('utf8', 0, end < 0 ? part.length : end);
}
/** `LENGTH key=value\n`, repeated. */
function paxOf(bytes) {
    const special = {};
    for (let at = 0; at < bytes.length;) {
        const length = Number.parseInt(bytes.toString('latin1', at, at + 10), 10);
        if (!(length > 0))
            break;
        const record = bytes.toString('utf8', at, at + length - 1);
        const [, key, value = ''] = /^\d+ ([^=]*)=(.*)$/s.exec(record) ?? [];
        if (key === 'path')
            special.name = value;
        if (key === 'size' && /^\d+$/.test(value))
            special.size = Number(value);
        at += length;
    }
    return special;
}
function safeName(text, label) {
    const parts = text.split('/').filter(part => part !== '' && part !== '.');
    if (text.startsWith('/') || parts.includes('..'))
        refuse(label, `has ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(text)}, which points outside it`);
    return parts.join('/');
}
function refuse(label, problem) {
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('LAYOUT_INVALID', `${label} ${problem}`, {
        hint: 'It must be an OCI layout, a folder or a plain tar archive of one, such as the input `layout` writes.',
    });
}


/***/ }),

/***/ 64491:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ otherAlgorithm)
/* harmony export */ });
/** Other digest algorithms (image-spec, "Registered algorithms"). Few registries support them. */
const OTHERS = /^(sha512|sha384|blake3):/;
/** The algorithm of a digest other than sha256, such as `sha512`; otherwise undefined. */
function otherAlgorithm(digest) {
    return OTHERS.exec(digest)?.[1];
}


/***/ }),

/***/ 59263:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ isAttestation),
/* harmony export */   z: () => (/* binding */ ATTESTED)
/* harmony export */ });
/** The annotation with the digest of the attested image (docs.docker.com/build/metadata/attestations). */
const ATTESTED = 'vnd.docker.reference.digest';
const TYPE = 'vnd.docker.reference.type';
/**
 * Whether an entry of an index is an attestation, not an image. BuildKit sets the platform `unknown/unknown` and
 * annotations; other tools keep only one of the two. An entry with a real platform can be pulled for it, so it counts
 * as an image whatever its annotations say.
 */
function isAttestation({ platform, annotations }) {
    const parts = [platform?.os, platform?.architecture].filter(part => part !== undefined && part !== '');
    if (parts.length > 0)
        return parts.every(part => part === 'unknown');
    return annotations?.[TYPE] !== undefined || annotations?.[ATTESTED] !== undefined;
}


/***/ }),

/***/ 33760:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ blobsOf)
/* harmony export */ });
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(44360);

/** Every blob that a registry must hold for the image, without duplicates. */
function blobsOf({ manifests, leftOut }) {
    const blobs = manifests.flatMap(manifest => (0,_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .linksOf */ .hP)(manifest).blobs);
    return [...new Map(blobs.map(blob => [blob.digest, blob])).values()].filter(({ digest }) => !leftOut?.has(digest));
}


/***/ }),

/***/ 11260:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BA: () => (/* binding */ parseDescriptor),
/* harmony export */   BQ: () => (/* binding */ disguisedIn),
/* harmony export */   Dq: () => (/* binding */ areTexts),
/* harmony export */   MW: () => (/* binding */ disguised),
/* harmony export */   ol: () => (/* binding */ isDescriptor)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _host_fields_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(87617);
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(64212);
/* harmony import */ var _algorithms_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(64491);
/* harmony import */ var _reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23940);





/**
 * Validates a descriptor from a registry, a layout or a builder: its digest becomes a path, its size a limit, its
 * platform an argument. Unknown fields are kept, so that it can be written back unchanged; a missing type becomes '',
 * and `null` counts as missing.
 *
 * @param holder where it was found, for messages: `index.json`
 * @throws ActionError IMAGE_INVALID
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md
 */
function parseDescriptor(value, holder) {
    const problem = problemOf(value);
    if (problem !== undefined) {
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('IMAGE_INVALID', `${holder} ${problem}`, {
            hint: 'Rebuild the image, or report this to the authors of the tool that wrote it.',
        });
    }
    const fields = value;
    // Go writes empty values as `null`.
    const nulls = ['platform', 'annotations', 'urls'].filter(key => fields[key] === null);
    if (fields.mediaType !== undefined && nulls.length === 0)
        return value;
    const given = Object.entries(fields).filter(([key]) => !nulls.includes(key));
    return { mediaType: '', ...Object.fromEntries(given) };
}
/** Levels of a descriptor, which is written back with its unknown fields: that takes stack, unlike parsing. */
const DEEPEST = 16;
function isDeeper(value, levels) {
    if (typeof value !== 'object' || value === null)
        return false;
    return levels === 0 || Object.values(value).some(part => isDeeper(part, levels - 1));
}
/** Whether a value is a valid entry of a list of referrers. */
function isDescriptor(value) {
    return problemOf(value) === undefined && typeof value.mediaType === 'string';
}
function problemOf(value) {
    if (!(0,_host_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .Gv)(value))
        return `has ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .h)(value)} where a descriptor should be`;
    const disguise = disguisedIn(value);
    if (disguise !== undefined)
        return `has a descriptor with the key ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .h)(disguise)}, which some tools take for another`;
    if (isDeeper(value, DEEPEST))
        return 'has a descriptor that is nested too deeply';
    const { digest, size, mediaType, platform, annotations, urls } = value;
    if (typeof digest !== 'string' || !(0,_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(digest)) {
        const other = typeof digest === 'string' ? (0,_algorithms_js__WEBPACK_IMPORTED_MODULE_4__/* .otherAlgorithm */ .U)(digest) : undefined;
        const reason = other === undefined ? 'That is not a sha256 digest' : `A ${other} digest is not supported, only sha256`;
        return `refers to something by the digest ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .h)(digest)}. ${reason}`;
    }
    if (!Number.isSafeInteger(size) || size < 0)
        return `gives ${digest} the invalid size ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .h)(size)}`;
    if (mediaType !== undefined && typeof mediaType !== 'string') {
        return `gives ${digest} the invalid type ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .h)(mediaType)}`;
    }
    if (isGiven(platform) && !isPlatform(platform))
        return `gives ${digest} the invalid platform ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .h)(platform)}`;
    if (isGiven(annotations) && !((0,_host_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .Gv)(annotations) && areTexts(Object.values(annotations)))) {
        return `gives ${digest} annotations that are not text`;
    }
    if (isGiven(urls) && !(Array.isArray(urls) && areTexts(urls)))
        return `gives ${digest} invalid URLs`;
    return undefined;
}
const KEYS = ['mediaType', 'digest', 'size', 'platform', 'annotations', 'urls'];
/** The same as `disguised`, for a descriptor's keys. */
function disguisedIn(descriptor) {
    return disguised(descriptor, KEYS);
}
/** Covers the platforms in all known registries; it is shown, and passed to docker. */
const PLATFORM_PART = /^[\w.+-]{0,64}$/;
function isPlatform(value) {
    if (!(0,_host_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .isObject */ .Gv)(value) || disguised(value, ['os', 'architecture', 'variant']) !== undefined)
        return false;
    const { os, architecture, variant = '' } = value;
    return [os, architecture, variant].every(part => typeof part === 'string' && PLATFORM_PART.test(part));
}
function isGiven(value) {
    return value !== undefined && value !== null;
}
/**
 * A key that Go takes for one of `keys`, although it is another one. Go's JSON keys are case-insensitive (and `ſ` equals
 * `s`), and the last of equal keys wins: an engine could see another value than the one that was checked.
 */
function disguised(fields, keys) {
    const folded = new Set(keys.map(fold));
    return Object.keys(fields).find(key => !keys.includes(key) && folded.has(fold(key)));
}
function fold(key) {
    return key.toUpperCase().toLowerCase();
}
function areTexts(values) {
    return values.every(value => typeof value === 'string');
}


/***/ }),

/***/ 44360:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $p: () => (/* binding */ OCI_INDEX),
/* harmony export */   AM: () => (/* binding */ configurationIn),
/* harmony export */   D7: () => (/* binding */ objectIn),
/* harmony export */   Pf: () => (/* binding */ fieldsOf),
/* harmony export */   QP: () => (/* binding */ typeOf),
/* harmony export */   hP: () => (/* binding */ linksOf),
/* harmony export */   nw: () => (/* binding */ isIndex),
/* harmony export */   o$: () => (/* binding */ imagesIn),
/* harmony export */   wH: () => (/* binding */ OCI_IMAGE)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _host_fields_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(87617);
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64212);
/* harmony import */ var _attestation_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(59263);
/* harmony import */ var _descriptor_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11260);





const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
const OCI_IMAGE = 'application/vnd.oci.image.manifest.v1+json';
const KINDS = new Map([
    [OCI_INDEX, 'index'],
    ['application/vnd.docker.distribution.manifest.list.v2+json', 'index'],
    [OCI_IMAGE, 'image'],
    ['application/vnd.docker.distribution.manifest.v2+json', 'image'],
    ['application/vnd.oci.artifact.manifest.v1+json', 'artifact'],
]);
function isIndex(mediaType) {
    return KINDS.get(mediaType) === 'index';
}
/**
 * The type of a manifest: its `mediaType`, else the declared type if it fits the content, else by its keys. Proxies
 * replace the header with `application/octet-stream` or `text/plain`, and a manifest need not have a `mediaType`.
 *
 * @param declared by a Content-Type header or a descriptor; '' if there is none
 * @returns `declared` for anything that is not a manifest: `linksOf` rejects it
 */
function typeOf(bytes, declared) {
    const json = fieldsOf(bytes) ?? {};
    if (typeof json.mediaType === 'string' && MEDIA_TYPE.test(json.mediaType))
        return json.mediaType;
    const byKeys = 'manifests' in json ? OCI_INDEX : 'config' in json && 'layers' in json ? OCI_IMAGE : undefined;
    const kind = KINDS.get(declared);
    if (byKeys === undefined || json.schemaVersion === 1 || (kind !== undefined && kind === KINDS.get(byKeys)))
        return declared;
    return byKeys;
}
/** RFC 6838, 4.2; it is sent in a header. */
const MEDIA_TYPE = /^[A-Za-z0-9][\w!#$&^.+-]{0,126}\/[A-Za-z0-9][\w!#$&^.+-]{0,126}$/;
const known = new WeakMap();
/**
 * Reads a manifest's links and validates every descriptor.
 *
 * @throws ActionError IMAGE_INVALID for an unknown kind of manifest
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.0/manifest.md
 */
function linksOf(manifest) {
    const links = known.get(manifest) ?? readLinks(manifest);
    known.set(manifest, links);
    return links;
}
function readLinks({ mediaType, digest, bytes }) {
    const json = fieldsOf(bytes);
    if (json === undefined)
        throw unknown(`${digest} is not a manifest: its bytes are not a JSON object`);
    if (json.schemaVersion === 1 || /^application\/vnd\.docker\.distribution\.manifest\.v1\b/.test(mediaType)) {
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('IMAGE_INVALID', `${digest} is a Docker manifest of schema 1, which is not supported`, {
            hint: 'Rebuild the image, or convert it with `skopeo copy --format v2s2`.',
        });
    }
    const kind = KINDS.get(mediaType);
    if (kind === undefined)
        throw unknown(`${digest} is not an image or index: ${typeWords(mediaType)}`);
    // Tools could read it as an index or as an image, so one digest would mean two things (CVE-2021-41190).
    const foreign = (kind === 'index' ? ['config', 'layers'] : ['manifests']).find(key => (json[key] ?? null) !== null);
    if (foreign !== undefined)
        throw unknown(`${digest} has the type ${mediaType} and also \`${foreign}\``);
    // Registries list this manifest beside its subject.
    const disguise = (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .disguised */ .MW)(json, KEYS) ?? (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .disguisedIn */ .BQ)(objectIn(json, 'subject'));
    if (disguise !== undefined)
        throw unknown(`${digest} has the key ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(disguise)}, which some tools take for another`);
    const holder = `manifest ${digest}`;
    const each = (key) => {
        // Go writes an empty list as `null`.
        const list = json[key] ?? [];
        if (!Array.isArray(list))
            throw unknown(`${holder}: its \`${key}\` is not a list`);
        return list.map(item => (0,_descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDescriptor */ .BA)(item, holder));
    };
    if (kind === 'index')
        return { manifests: each('manifests'), blobs: [] };
    if (kind === 'artifact')
        return { manifests: [], blobs: each('blobs') };
    if (!(0,_host_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(json.config))
        throw unknown(`${digest} is an image manifest without a \`config\``);
    return { manifests: [], blobs: [(0,_descriptor_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDescriptor */ .BA)(json.config, holder), ...each('layers')] };
}
const KEYS = ['schemaVersion', 'mediaType', 'artifactType', 'config', 'layers', 'manifests', 'blobs', 'subject'];
/** The entries of an index that are images. */
function imagesIn(root) {
    return linksOf(root).manifests.filter(child => !(0,_attestation_js__WEBPACK_IMPORTED_MODULE_4__/* .isAttestation */ .H)(child));
}
/** The fields of a JSON object; undefined for anything else. */
function fieldsOf(bytes) {
    try {
        const json = JSON.parse(bytes.toString());
        return (0,_host_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .isObject */ .Gv)(json) ? json : undefined;
    }
    catch {
        return undefined;
    }
}
/**
 * The fields of an image's configuration.
 *
 * @param image the digest of its manifest, for the message
 * @throws ActionError IMAGE_INVALID
 */
function configurationIn(bytes, image) {
    const fields = fieldsOf(bytes);
    if (fields === undefined)
        throw unknown(`the configuration of ${image} is not a JSON object`);
    return fields;
}
function typeWords(mediaType) {
    if (mediaType === '')
        return 'it has no type, and neither `manifests` nor `config` and `layers`';
    return `its type is ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(mediaType)}`;
}
/** An object in a field; {} for anything else. */
function objectIn(json, key) {
    return (0,_host_fields_js__WEBPACK_IMPORTED_MODULE_3__/* .fieldsIn */ .t5)(json?.[key]);
}
function unknown(message) {
    return new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('IMAGE_INVALID', message, {
        hint: 'Use an image: an OCI image or index, or a Docker manifest (list) of schema 2.',
    });
}


/***/ }),

/***/ 49537:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dr: () => (/* binding */ platformOfConfig),
/* harmony export */   Gf: () => (/* binding */ architectureOfKernel),
/* harmony export */   Je: () => (/* binding */ normalPlatform),
/* harmony export */   Pc: () => (/* binding */ wholePlatform),
/* harmony export */   RL: () => (/* binding */ architectureOfNode),
/* harmony export */   VO: () => (/* binding */ givenPlatform),
/* harmony export */   Vb: () => (/* binding */ nameOf),
/* harmony export */   my: () => (/* binding */ samePlatform)
/* harmony export */ });
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
const SYSTEMS = ['linux', 'windows', 'darwin', 'freebsd'];
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

/***/ 23940:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $q: () => (/* binding */ parseName),
/* harmony export */   Bc: () => (/* binding */ isDigest),
/* harmony export */   Cm: () => (/* binding */ isHostLike),
/* harmony export */   Eq: () => (/* binding */ parseRegistry),
/* harmony export */   F2: () => (/* binding */ parseReference),
/* harmony export */   FH: () => (/* binding */ formatReference),
/* harmony export */   Ow: () => (/* binding */ isLoopbackAddress),
/* harmony export */   U9: () => (/* binding */ isLoopback),
/* harmony export */   Xb: () => (/* binding */ DOCKER_HUB),
/* harmony export */   l5: () => (/* binding */ normalizeRegistry),
/* harmony export */   rQ: () => (/* binding */ canonicalHost)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64212);
/* harmony import */ var _algorithms_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64491);



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
        refuse(text, 'has upper-case letters in its repository name', `Write ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .h)(rest.toLowerCase())}.`);
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
    const algorithm = (0,_algorithms_js__WEBPACK_IMPORTED_MODULE_2__/* .otherAlgorithm */ .U)(digest ?? '');
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
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('INPUT_INVALID', `${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .h)(text)} ${problem}`, { hint: fix });
}


/***/ }),

/***/ 50463:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ platformSizes)
/* harmony export */ });
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(44360);
/* harmony import */ var _platforms_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(49537);


/**
 * The most that a pull of each platform transfers: its config and layers, in bytes. An image without an index has the
 * single key ''. Platforms whose manifest is not among `manifests` are left out.
 */
function platformSizes(root, manifests) {
    if (!(0,_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .isIndex */ .nw)(root.mediaType))
        return new Map([['', sizeOf(root)]]);
    const byDigest = new Map(manifests.map(manifest => [manifest.digest, manifest]));
    return new Map((0,_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .imagesIn */ .o$)(root).flatMap(({ platform, digest }) => {
        const manifest = byDigest.get(digest);
        return manifest === undefined
            ? []
            : [[platform === undefined ? '' : (0,_platforms_js__WEBPACK_IMPORTED_MODULE_1__/* .nameOf */ .Vb)(platform), sizeOf(manifest)]];
    }));
}
function sizeOf(manifest) {
    return (0,_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .linksOf */ .hP)(manifest).blobs.reduce((sum, { size }) => sum + size, 0);
}


/***/ }),

/***/ 45121:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ checkArtifacts),
/* harmony export */   G: () => (/* binding */ createArtifacts)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _event_forge_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(47935);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(79547);
/* harmony import */ var _host_files_bundled_worker_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(19385);
/* harmony import */ var _host_text_last_line_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(1833);
/* harmony import */ var _host_variables_runner_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(46744);
/* harmony import */ var _host_variables_services_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(19142);
/* harmony import */ var _host_variables_workflow_run_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(55911);
/* harmony import */ var _runner_child_env_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(30994);










/** The service's refusal of a second artifact of one name. */
const IS_TAKEN = /\b409\b.*\bConflict\b|\balready.exists\b/i;
/** Parts are needed until they are merged, and for a re-run of the merge. Days. */
const KEPT = 3;
/**
 * @param seconds the deadline of one request
 * @param worker the bundle of `worker-main.ts`
 */
function createArtifacts(machine, place) {
    const { env, run, log, signal } = machine;
    const { folder, seconds, worker = (0,_host_files_bundled_worker_js__WEBPACK_IMPORTED_MODULE_4__/* .bundledWorker */ .V)('artifact') } = place;
    const ask = async (doing, request) => {
        checkArtifacts(env);
        const lines = [];
        const { code, stderr, timedOut } = await run(process.execPath, [worker, JSON.stringify(request)], {
            // The library only accepts files of the workspace, and leaves nothing behind in this folder.
            env: {
                ...(0,_runner_child_env_js__WEBPACK_IMPORTED_MODULE_6__/* .childEnv */ .gf)(env),
                ...(0,_runner_child_env_js__WEBPACK_IMPORTED_MODULE_6__/* .artifactServiceEnv */ .$H)(env),
                // Gitea and Forgejo have the service, but the library checks the server's name.
                ...((0,_host_variables_runner_js__WEBPACK_IMPORTED_MODULE_5__/* .runnerVariables */ .G)(env).isGitea && { GITHUB_SERVER_URL: 'https://github.com' }),
                GITHUB_WORKSPACE: folder,
                // @actions/github, which the library loads, would read the file: a pipe for ever.
                GITHUB_EVENT_PATH: '',
                RUNNER_TEMP: folder,
            },
            cwd: folder,
            signal,
            timeout: seconds * 1000,
            onStdout: line => {
                if (/^(RESULT|FAILED) /.test(line))
                    lines.push(line);
                else if (line.trim() !== '')
                    log.debug(`artifact: ${line.replace(/^::[a-z-]+(?: [^:]*)?::/, '')}`);
            },
            onStderr: log.debug,
        });
        if (signal.aborted)
            throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ('CANCELLED', `cancelled while ${doing}`);
        const [, verdict, json = 'null'] = /^(RESULT|FAILED) (.*)$/s.exec(lines.at(-1) ?? '') ?? [];
        if (code === 0 && verdict === 'RESULT')
            return JSON.parse(json);
        const why = timedOut
            ? `timed out after ${seconds} s`
            : verdict === 'FAILED'
                ? String(JSON.parse(json))
                : (0,_host_text_last_line_js__WEBPACK_IMPORTED_MODULE_7__/* .lastLine */ .f)(stderr);
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ('ARTIFACT_FAILED', `${doing} failed: ${why || 'the program ended without a result'}`, {
            hint: IS_TAKEN.test(why)
                ? 'Another job of this run has handed over the same part: let each job build other platforms, or other images. Variants of an image in one repository need names: list each in `builds`.'
                : 'Re-run the failed jobs once the service has recovered. `hand-over: registry` needs it for a few bytes only.',
        });
    };
    return {
        async upload(artifacts) {
            const [first, ...others] = artifacts.map(({ name }) => name);
            const doing = `uploading the artifact ${first}${others.length === 0 ? '' : ` and ${others.length} more`}`;
            await ask(doing, { verb: 'upload', artifacts, days: KEPT });
        },
        list: async () => listed(await ask('listing the artifacts of this run', { verb: 'list' })),
        async download(wanted) {
            await ask(`downloading ${wanted.length} artifacts of this run`, { verb: 'download', wanted });
            return Promise.all(wanted.map(archiveIn));
        },
    };
}
/** The service chooses the file name. */
async function archiveIn({ id, folder }) {
    const [name] = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(folder);
    if (name === undefined)
        throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ('ARTIFACT_FAILED', `the artifact ${id} has no content`);
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name);
}
function listed(value) {
    return Array.isArray(value) ? value : [];
}
/** @throws ActionError ARTIFACT_FAILED if this runner or its server has no usable artifact service */
function checkArtifacts(env) {
    const { serverUrl } = (0,_host_variables_workflow_run_js__WEBPACK_IMPORTED_MODULE_8__/* .runVariables */ .R)(env);
    const { runtimeToken, resultsUrl } = (0,_host_variables_services_js__WEBPACK_IMPORTED_MODULE_9__/* .serviceVariables */ .n)(env);
    const isOffered = runtimeToken !== '' && resultsUrl !== '';
    if (isOffered && ((0,_event_forge_js__WEBPACK_IMPORTED_MODULE_2__/* .hasGithubServices */ .Af)(serverUrl) || (0,_host_variables_runner_js__WEBPACK_IMPORTED_MODULE_5__/* .runnerVariables */ .G)(env).isGitea))
        return;
    const why = isOffered
        ? `${serverUrl} has no artifact service of version 4 (GitHub Enterprise Server does not offer it)`
        : 'this runner offers no artifact service (ACTIONS_RUNTIME_TOKEN and ACTIONS_RESULTS_URL are not set)';
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ('ARTIFACT_FAILED', why, {
        hint: "`part` and `merge` need GitHub's artifacts. Build all platforms in one job instead: list them in `platforms`.",
    });
}


/***/ }),

/***/ 64467:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ replacesBuild),
/* harmony export */   n: () => (/* binding */ isCall)
/* harmony export */ });
/* harmony import */ var _terms_attributes_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(88762);

/** Whether `call` requests something other than a build (`check`, `outline`, `targets`). */
function isCall({ build }) {
    return replacesBuild(build.call);
}
/**
 * Whether a call replaces the build: `build` is none, whatever its options are (`build,format=json`).
 *
 * @see https://github.com/docker/buildx/blob/v0.29.1/util/buildflags/callfunc.go
 */
function replacesBuild(call) {
    const names = (0,_terms_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .attributesIn */ .l)(call).filter(([key]) => key === '');
    return names.some(([, name]) => name !== '' && name !== 'build');
}


/***/ }),

/***/ 66759:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  B: () => (/* binding */ matchPatterns),
  A: () => (/* binding */ patternProblem)
});

;// CONCATENATED MODULE: ./lib/plan/glob.js
/** `**` matches any characters, `*` any but a slash. */
const ANYTHING = { takes: () => true, repeats: true, skips: [1] };
const NO_SLASH = { takes: c => c !== '/', repeats: true, skips: [1] };
/** Before `**` and a slash, both of which can be skipped. */
const FORK = { takes: () => false, repeats: false, skips: [1, 3] };
function once(takes) {
    return { takes, repeats: false, skips: [] };
}
/**
 * Walks the value once with the set of all reachable positions in the pattern (Thompson's construction), so the time is
 * at most length × length for any pattern. A RegExp could backtrack forever.
 */
function matches(elements, value) {
    let reached = skipOptional(elements, [0]);
    for (const char of value) {
        const next = [];
        for (const at of reached) {
            const element = elements[at];
            if (element?.takes(char))
                next.push(...(element.repeats ? [at, at + 1] : [at + 1]));
        }
        reached = skipOptional(elements, next);
        if (reached.size === 0)
            return false;
    }
    return reached.has(elements.length);
}
function skipOptional(elements, positions) {
    const reached = new Set();
    const visit = (at) => {
        if (reached.has(at))
            return;
        reached.add(at);
        for (const skip of elements[at]?.skips ?? [])
            visit(at + skip);
    };
    positions.forEach(visit);
    return reached;
}

;// CONCATENATED MODULE: ./lib/plan/filter.js

/**
 * Matches a branch, tag or event name against patterns in GitHub's filter syntax: the last matching pattern decides,
 * `!` excludes. An empty list matches everything.
 *
 * Source: docs.github.com, "Workflow syntax", "Filter pattern cheat sheet".
 */
function matchPatterns(patterns, value) {
    if (patterns.length === 0)
        return { matched: true, by: undefined };
    let match = { matched: false, by: undefined };
    for (const pattern of patterns) {
        const negative = pattern.startsWith('!');
        const elements = parsePattern(negative ? pattern.slice(1) : pattern);
        if (typeof elements !== 'string' && matches(elements, value))
            match = { matched: !negative, by: pattern };
    }
    return match;
}
/** What is wrong with one pattern, as a clause, or undefined. */
function patternProblem(pattern) {
    const body = pattern.startsWith('!') ? pattern.slice(1) : pattern;
    if (body === '')
        return 'is an empty pattern';
    const elements = parsePattern(body);
    return typeof elements === 'string' ? elements : undefined;
}
/** The pattern's elements, or what is wrong with it. */
function parsePattern(pattern) {
    if (pattern.length > MAX_PATTERN)
        return `is longer than ${MAX_PATTERN} characters`;
    const elements = [];
    // Whether `?` or `+` has a preceding character to apply to.
    let countable = false;
    for (let at = 0; at < pattern.length; at += 1) {
        const char = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
        if (char === '?' || char === '+') {
            const last = elements.pop();
            if (!countable || last === undefined)
                return `has a ${char} with no character before it to apply to`;
            elements.push({ takes: last.takes, repeats: char === '+', skips: char === '?' ? [1] : [] });
            countable = false;
        }
        else if (char === '*') {
            const deep = pattern[at + 1] === '*';
            const startsSegment = at === 0 || pattern[at - 1] === '/';
            while (pattern[at + 1] === '*')
                at += 1;
            // `**/x` also matches `x` (the cheat sheet's `**/README.md`), so `**` and its slash can be skipped.
            if (deep && startsSegment && pattern[at + 1] === '/')
                elements.push(FORK);
            elements.push(deep ? ANYTHING : NO_SLASH);
            countable = false;
        }
        else if (char === '[') {
            const set = parseSet(pattern, at + 1);
            if (typeof set === 'string')
                return set;
            elements.push(once(c => set.members.has(c)));
            at = set.end;
            countable = true;
        }
        else {
            if (char === '\\')
                at += 1;
            const literal = char === '\\' ? pattern[at] : char;
            if (literal === undefined)
                return 'ends with a backslash that escapes nothing';
            elements.push(once(c => c === literal));
            at += literal.length - 1;
            countable = true;
        }
    }
    return elements;
}
/** Longer than any ref on GitHub (255 bytes), with room for escapes. */
const MAX_PATTERN = 1000;
/** The characters of the `[…]` that starts before `start`; `end` is the index of its `]`. */
function parseSet(pattern, start) {
    const end = pattern.indexOf(']', start);
    if (end < 0)
        return 'has a [ without its ]';
    const body = pattern.slice(start, end);
    if (body === '')
        return 'has empty brackets';
    if (/^[!^]/.test(body))
        return `negates a set ([${body}]), which the filter syntax does not support`;
    const members = new Set();
    for (let at = 0; at < body.length; at += 1) {
        const from = body.charAt(at);
        const to = body[at + 1] === '-' ? body[at + 2] : undefined;
        if (to === undefined) {
            members.add(from);
            continue;
        }
        if (!isRange(from, to))
            return `has a range that is not of a-z, A-Z or 0-9: [${from}-${to}]`;
        for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code += 1)
            members.add(String.fromCharCode(code));
        at += 2;
    }
    return { members, end };
}
function isRange(from, to) {
    return from <= to && [/^[a-z]{2}$/, /^[A-Z]{2}$/, /^[0-9]{2}$/].some(kind => kind.test(from + to));
}


/***/ }),

/***/ 92637:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Vx: () => (/* binding */ isRemote),
/* harmony export */   cw: () => (/* binding */ gitContext),
/* harmony export */   gC: () => (/* binding */ buildContext),
/* harmony export */   h8: () => (/* binding */ withDefaultContext)
/* harmony export */ });
/* harmony import */ var _host_variables_docker_actions_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(55104);

/**
 * The event's commit as a remote build context: `https://github.com/owner/name.git#<sha>`. A pull request's merge
 * commit can't be fetched by its SHA, so its ref is used: `#refs/pull/1/merge`, or `/head` with
 * DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF=true. The fragment form allows a `:subdir` and works with every BuildKit.
 *
 * Source: docs.docker.com/build/concepts/context/#url-fragments
 */
function gitContext(context) {
    const { serverUrl, repository, sha } = context;
    const isPull = context.ref.startsWith('refs/pull/');
    const wantsHead = (0,_host_variables_docker_actions_js__WEBPACK_IMPORTED_MODULE_0__/* .buildPushSwitches */ .Fn)(context.env).isPrHeadRef;
    const ref = isPull && wantsHead ? context.ref.replace(/\/merge$/, '/head') : context.ref;
    return `${serverUrl}/${repository}.git#${isPull || sha === '' ? ref : sha}`;
}
/**
 * The build context. '' means the checkout if there is one, else the git context. `{{defaultContext}}` is the git
 * context, as in build-push-action.
 */
function buildContext(input, git, hasCheckout) {
    return input === '' ? (hasCheckout ? '.' : git) : withDefaultContext(input, git);
}
/** Whether buildx fetches this context: a URL, or a repository in one of git's and GitHub's short forms. */
function isRemote(place) {
    return /^(?:[a-z][a-z0-9+.-]*:\/\/|git@|github\.com\/)/i.test(place);
}
/** Replaces `{{defaultContext}}` with the git context. */
function withDefaultContext(text, git) {
    return text.replace(/\{\{\s*defaultContext\s*\}\}/g, () => git);
}


/***/ }),

/***/ 27797:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SD: () => (/* binding */ ecrHostOf),
/* harmony export */   Yn: () => (/* binding */ isGoogleHost),
/* harmony export */   eC: () => (/* binding */ azureCloudOf),
/* harmony export */   gr: () => (/* binding */ isDockerHub)
/* harmony export */ });
/**
 * Which registries belong to a cloud, by their hosts. A host that only looks like one (`….amazonaws.com.evil.example`)
 * doesn't count.
 */
/**
 * The domains of ECR's hosts, and the partition of each.
 *
 * Source: the host pattern of AWS's amazon-ecr-credential-helper
 */
const DOMAINS = {
    'amazonaws.com': { domain: 'amazonaws.com', partition: 'aws', isDualStack: false },
    'amazonaws.com.cn': { domain: 'amazonaws.com.cn', partition: 'aws-cn', isDualStack: false },
    'amazonaws.eu': { domain: 'amazonaws.eu', partition: 'aws-eusc', isDualStack: false },
    'on.aws': { domain: 'api.aws', partition: 'aws', isDualStack: true },
    'on.amazonwebservices.com.cn': {
        domain: 'api.amazonwebservices.com.cn',
        partition: 'aws-cn',
        isDualStack: true,
    },
};
const ECR = /^(\d{12})\.dkr[.-]ecr(-fips)?\.([a-z]{2,4}(?:-[a-z]+)+-\d{1,2})\.([a-z.]+)$/;
const ECR_PUBLIC = new Set(['public.ecr.aws', 'ecr-public.aws.com']);
/** What an ECR host reveals; undefined for any other host. */
function ecrHostOf(host) {
    if (ECR_PUBLIC.has(host)) {
        const { domain, partition } = DOMAINS['amazonaws.com'];
        // The only region that issues tokens for it (docs.aws.amazon.com/AmazonECR/latest/public).
        const region = 'us-east-1';
        return { account: '', region, isPublic: true, isFips: false, isDualStack: false, domain, partition };
    }
    const [, account, fips, region, domain = ''] = ECR.exec(host) ?? [];
    if (account === undefined || region === undefined || !Object.hasOwn(DOMAINS, domain))
        return undefined;
    const own = DOMAINS[domain];
    // GovCloud is a separate partition with the same domain.
    const partition = region.startsWith('us-gov-') ? 'aws-us-gov' : own.partition;
    return { ...own, account, region, isPublic: false, isFips: fips !== undefined, partition };
}
/** Whether a host belongs to Artifact Registry, or to Container Registry, which Artifact Registry serves. */
function isGoogleHost(host) {
    return /^(?:[a-z0-9-]+-)?docker\.pkg\.dev$/.test(host) || /^(?:(?:us|eu|asia|marketplace)\.)?gcr\.io$/.test(host);
}
const AZURE = {
    'azurecr.io': {
        login: 'login.microsoftonline.com',
        audience: 'api://AzureADTokenExchange',
        management: 'https://management.azure.com',
    },
    'azurecr.cn': {
        login: 'login.partner.microsoftonline.cn',
        audience: 'api://AzureADTokenExchangeChina',
        management: 'https://management.chinacloudapi.cn',
    },
    'azurecr.us': {
        login: 'login.microsoftonline.us',
        audience: 'api://AzureADTokenExchangeUSGov',
        management: 'https://management.usgovcloudapi.net',
    },
};
/** The cloud of a host of Azure Container Registry; undefined for any other host. */
function azureCloudOf(host) {
    const [, domain = ''] = /^[a-z0-9]+(?:-[a-z0-9]+)*\.(azurecr\.[a-z]+)$/.exec(host) ?? [];
    return Object.hasOwn(AZURE, domain) ? AZURE[domain] : undefined;
}
/** Docker Hub, and Docker Hardened Images, which shares its logins. */
function isDockerHub(host) {
    return host === 'docker.io' || host === 'dhi.io';
}


/***/ }),

/***/ 37311:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ needsIdToken)
/* harmony export */ });
/** Whether GitHub's id token is exchanged, which requires `id-token: write`. */
function needsIdToken(identity) {
    switch (identity.kind) {
        case 'aws':
            return identity.role !== undefined;
        case 'google':
            return identity.provider !== undefined;
        case 'azure':
            return identity.client !== undefined;
        case 'dockerhub':
        case 'quay':
        case 'jfrog':
            return true;
    }
}


/***/ }),

/***/ 34764:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $U: () => (/* binding */ splitAnnotations),
/* harmony export */   R1: () => (/* binding */ entryAnnotations),
/* harmony export */   lW: () => (/* binding */ annotationOf),
/* harmony export */   nM: () => (/* binding */ indexAnnotations),
/* harmony export */   w2: () => (/* binding */ splitAttributes)
/* harmony export */ });
/* harmony import */ var _oci_platforms_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(49537);

// `index:key=value`, `manifest,index[linux/amd64]:key=value`. Without a level, it is the manifest's.
const LEVELS = /^((?:manifest|index)(?:-descriptor)?(?:\[[^\]]*\])?(?:,(?:manifest|index)(?:-descriptor)?(?:\[[^\]]*\])?)*):/;
const OF_INDEX = /^index(?:\[|$)/;
/** A level that an entry of the index gets, with its platform. */
const OF_ENTRY = /^manifest-descriptor(?:\[([^\]]*)\])?$/;
/**
 * Extracts the index's annotations: if each platform is built separately, none of the builds makes the index.
 *
 * @param annotations as for `docker buildx build --annotation`
 */
function splitAnnotations(annotations) {
    const index = {};
    const entries = [];
    const parts = annotations.flatMap(annotation => {
        const { levels: all, key, value } = levelsIn(annotation);
        const own = all.filter(level => !level.startsWith('index'));
        for (const level of own) {
            const entry = OF_ENTRY.exec(level);
            if (entry !== null)
                entries.push({ platform: entry[1], key, value });
        }
        if (own.length === all.length)
            return [annotation];
        if (all.some(level => OF_INDEX.test(level)))
            index[key] = value;
        return own.length === 0 ? [] : [`${own.join(',')}:${key}=${value}`];
    });
    return { parts, index, entries };
}
function levelsIn(annotation) {
    const [prefix = '', levels = ''] = LEVELS.exec(annotation) ?? [];
    const pair = annotation.slice(prefix.length);
    const equals = pair.indexOf('=');
    return { levels: levels.split(','), key: pair.slice(0, equals), value: pair.slice(equals + 1) };
}
/** The value of a key as a reader of the image finds it: of the index, else of a manifest. */
function annotationOf(key, annotations) {
    const all = annotations.map(levelsIn).filter(one => one.key === key);
    const on = (form) => all.findLast(({ levels }) => levels.some(level => form.test(level)))?.value;
    return on(OF_INDEX) || on(/^(?:manifest(?:\[.*)?)?$/);
}
/** The same for an output's attributes: `annotation-index.key`. */
function splitAttributes(attributes) {
    const parts = {};
    const index = {};
    const entries = [];
    for (const [name, value] of Object.entries(attributes)) {
        const [prefix = '', level = ''] = /^annotation-([a-z-]+(?:\[[^\]]*\])?)\./.exec(name) ?? [];
        const key = name.slice(prefix.length);
        const entry = OF_ENTRY.exec(level);
        if (entry !== null)
            entries.push({ platform: entry[1], key, value });
        if (!/^index(?:-descriptor)?(?:\[|$)/.test(level))
            parts[name] = value;
        else if (!level.startsWith('index-descriptor'))
            index[key] = value;
    }
    return { parts, index, entries };
}
/**
 * The annotations of the index of a whole image. buildx writes `annotations` over the attributes of an output.
 *
 * @see https://github.com/docker/buildx/blob/v0.29.1/commands/build.go (`ParseAnnotations`)
 */
function indexAnnotations(annotations, attributes) {
    const [given, ofOutput] = [splitAnnotations(annotations), splitAttributes(attributes)];
    return { index: { ...ofOutput.index, ...given.index }, entries: [...ofOutput.entries, ...given.entries] };
}
/** The annotations of the entry for a platform: those that name it count more, as in BuildKit. */
function entryAnnotations({ entries }, platform) {
    const general = entries.filter(entry => entry.platform === undefined);
    const own = entries.filter(entry => entry.platform !== undefined && (0,_oci_platforms_js__WEBPACK_IMPORTED_MODULE_0__/* .samePlatform */ .my)((0,_oci_platforms_js__WEBPACK_IMPORTED_MODULE_0__/* .wholePlatform */ .Pc)(entry.platform), platform));
    return Object.fromEntries([...general, ...own].map(({ key, value }) => [key, value]));
}


/***/ }),

/***/ 53059:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ parseImages)
/* harmony export */ });
/* harmony import */ var _rules_fields_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(95226);
/* harmony import */ var _terms_problems_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(43651);


/**
 * Parses the `images` input in metadata-action's syntax: `name`, `name=…,enable=true|false`, or, in a single line,
 * several names separated by commas.
 *
 * @throws InputError with every bad line
 */
function parseImages(lines) {
    const problems = (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_1__/* .collector */ .g)();
    const entries = lines.flatMap(line => problems.attempt('images', line, () => entriesOf(line, lines.length)) ?? []);
    problems.settle();
    return entries;
}
function entriesOf(line, lineCount) {
    const fields = (0,_rules_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .fieldsOf */ .P)(line);
    if (lineCount === 1 && fields.every(field => field.key === undefined)) {
        return fields.filter(field => field.value !== '').map(field => ({ name: field.value.toLowerCase(), enable: true }));
    }
    let name = '';
    let enable = true;
    for (const { key, value } of fields) {
        if (key === undefined || key === 'name')
            name = value.toLowerCase();
        else if (key === 'enable')
            enable = (0,_rules_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .booleanOf */ .S)(key, value);
        else
            (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_1__/* .refuse */ .T)(`has an unknown attribute "${key}"`, 'An image takes `name` and `enable`');
    }
    if (name === '')
        (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_1__/* .refuse */ .T)('has no name', 'Write `name=acme/api` or just `acme/api`');
    return [{ name, enable }];
}


/***/ }),

/***/ 2682:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cq: () => (/* binding */ leveled),
/* harmony export */   T1: () => (/* binding */ computedLabels),
/* harmony export */   Zu: () => (/* binding */ merged),
/* harmony export */   _4: () => (/* binding */ factLabels),
/* harmony export */   cA: () => (/* binding */ lineOf),
/* harmony export */   cF: () => (/* binding */ pairOf)
/* harmony export */ });
const oci = 'org.opencontainers.image';
/** The computed label keys, and the fact behind each that has one. */
const factLabels = {
    [`${oci}.title`]: 'name',
    [`${oci}.description`]: 'description',
    [`${oci}.url`]: 'htmlUrl',
    [`${oci}.source`]: 'htmlUrl',
    [`${oci}.licenses`]: 'license',
};
/** The eight labels of the OCI image specification (annotations.md). */
function computedLabels(facts, version, created, revision) {
    return [
        [`${oci}.title`, facts.name ?? ''],
        [`${oci}.description`, facts.description ?? ''],
        [`${oci}.url`, facts.htmlUrl ?? ''],
        [`${oci}.source`, facts.htmlUrl ?? ''],
        [`${oci}.version`, version],
        [`${oci}.created`, created.toISOString()],
        [`${oci}.revision`, revision],
        [`${oci}.licenses`, facts.license ?? ''],
    ];
}
/** `key=value`. A line without `=` is ignored, as in metadata-action. */
function pairOf(line) {
    const equals = line.indexOf('=');
    return equals < 0 ? [] : [[line.slice(0, equals), line.slice(equals + 1)]];
}
/** Each key once, with its last value, sorted as metadata-action sorts them. */
function merged(pairs) {
    const each = [...new Map(pairs)];
    // These characters sort the same in a dictionary as in Unicode, whose rules take 5 ms to load.
    if (each.every(([key]) => /^[a-z0-9.-]*$/.test(key)))
        return each.sort(([a], [b]) => (a < b ? -1 : 1));
    return each.sort(([a], [b]) => a.localeCompare(b));
}
function lineOf([key, value]) {
    return `${key}=${value}`;
}
// `index:`, `manifest[linux/amd64]:`, `index,manifest:`: the level that buildx takes before an annotation's key.
const level = '(?:manifest|index|manifest-descriptor|index-descriptor)(?:\\[[^\\]]*\\])?';
const levelPrefix = new RegExp(`^(${level}(?:,${level})*):(.+)$`);
/**
 * Annotations with their level. An entry that names its own level comes once, after the others, and replaces the
 * computed one of that level.
 */
function leveled(pairs, levels) {
    const own = pairs.filter(([key]) => levelPrefix.test(key));
    const plain = pairs.filter(([key]) => !levelPrefix.test(key));
    const taken = new Set(own.flatMap(([key]) => keysOf(key)));
    const spread = levels.flatMap(each => plain.map(([key, value]) => [`${each}:${key}`, value]));
    return [...spread.filter(([key]) => !taken.has(key)), ...own].map(lineOf);
}
function keysOf(key) {
    const [, levels = '', name = ''] = levelPrefix.exec(key) ?? [];
    return levels.split(',').map(each => `${each}:${name}`);
}


/***/ }),

/***/ 13855:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ namedGates),
/* harmony export */   k: () => (/* binding */ runsOn)
/* harmony export */ });
/* harmony import */ var _oci_platforms_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(49537);

/** The gates in execution order (`gatesOf`). */
function namedGates({ test, gates, scan, containerTest }) {
    const general = { platform: undefined };
    return [
        ...(containerTest === undefined ? [] : [{ name: 'container-test', platform: containerTest.platform }]),
        ...(test === '' ? [] : [{ name: 'test', ...general }]),
        ...gates.map(({ name, platform }) => ({ name, platform })),
        ...scan.map(({ scanner }) => ({ name: scanner ?? 'scan', ...general })),
    ];
}
/** Whether a gate runs on an image, or a part of one, for these platforms: unless it names another one. */
function runsOn({ platform }, platforms) {
    return platform === undefined || platforms.some(one => (0,_oci_platforms_js__WEBPACK_IMPORTED_MODULE_0__/* .samePlatform */ .my)(one, platform));
}


/***/ }),

/***/ 17716:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IO: () => (/* binding */ parseReferences),
/* harmony export */   N7: () => (/* binding */ tagsMode),
/* harmony export */   Qp: () => (/* binding */ looksComplete)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(64212);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23940);
/* harmony import */ var _terms_foreign_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(32231);
/* harmony import */ var _terms_list_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(94247);





/**
 * Without `images`, lines that all look like references are references, as in build-push-action; otherwise they are
 * metadata-action's rules. A mixture is an error.
 */
function tagsMode(images, tags) {
    if (images.length > 0 || !tags.some(looksComplete))
        return 'rules';
    return tags.every(looksComplete) ? 'references' : 'mixture';
}
/** Whether a line of `tags` looks like a reference rather than a rule: `ghcr.io/acme/api:1`, but not `type=raw,value=a:b`. */
function looksComplete(line) {
    return /[/:]/.test(line) && !/(?:^|,)\s*"?type\s*=/.test(line) && !line.includes('{{');
}
function namesIn(line) {
    try {
        return (0,_terms_list_js__WEBPACK_IMPORTED_MODULE_3__/* .list */ .p_)(line, { commas: true });
    }
    catch {
        return [line]; // A quotation mark is not closed. No reference has one, so the line is reported.
    }
}
/** The references in these lines (split at commas), and what is wrong with the others. */
function parseReferences(lines) {
    const references = [];
    const problems = [];
    for (const text of lines.flatMap(namesIn)) {
        try {
            const reference = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseReference */ .F2)(text);
            if (reference.digest === undefined)
                references.push(reference);
            else
                problems.push({ input: 'tags', problem: `has a digest: ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_4__/* .quote */ .h)(text)}`, fix: 'Write only the tag.' });
        }
        catch (error) {
            const hint = error instanceof _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ ? error.hint : undefined;
            const shell = (0,_terms_foreign_js__WEBPACK_IMPORTED_MODULE_2__/* .shellIn */ .KR)(text);
            if (shell !== undefined)
                problems.push({ input: 'tags', problem: shell.refusal[0], fix: `${shell.refusal[1]}.` });
            else {
                const fix = hint ?? 'Write `ghcr.io/acme/api:1.2`.';
                problems.push({ input: 'tags', problem: `has an invalid reference: ${(0,_host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`, fix });
            }
        }
    }
    return { references, problems };
}


/***/ }),

/***/ 95226:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ fieldsOf),
/* harmony export */   S: () => (/* binding */ booleanOf)
/* harmony export */ });
/* harmony import */ var csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(25175);
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(79547);
/* harmony import */ var _terms_foreign_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(32231);
/* harmony import */ var _terms_problems_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(43651);
/* harmony import */ var _terms_template_text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(67521);





/**
 * Splits a line of `images`, `tags` or `flavor` into its fields. Keys are lower-cased, both sides trimmed; a field is
 * split at its first `=`, and one that starts with `=` is a bare value.
 *
 * @throws ActionError for quotes that are not CSV (RFC 4180), and for unexpanded syntax of other languages
 */
function fieldsOf(line) {
    const fields = csv((0,_terms_template_text_js__WEBPACK_IMPORTED_MODULE_4__/* .hideCommas */ .BG)(line)).map(cell => fieldOf((0,_terms_template_text_js__WEBPACK_IMPORTED_MODULE_4__/* .showCommas */ .Mj)(cell)));
    for (const field of fields)
        (0,_terms_foreign_js__WEBPACK_IMPORTED_MODULE_2__/* .refuseForeign */ .re)(field);
    return fields;
}
function fieldOf(cell) {
    const equals = cell.indexOf('=');
    if (equals <= 0)
        return { key: undefined, value: cell.trim() };
    return { key: cell.slice(0, equals).trim().toLowerCase(), value: cell.slice(equals + 1).trim() };
}
/** `true` or `false`, as in metadata-action. @param also other accepted values, for the message */
function booleanOf(key, value, also = '') {
    if (value === 'true' || value === 'false')
        return value === 'true';
    return (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_3__/* .refuse */ .T)(`has "${value}" for ${key}`, `Use \`${key}=true\` or \`${key}=false\`${also}`);
}
function csv(line) {
    if (!/["\r\n]/.test((0,_terms_template_text_js__WEBPACK_IMPORTED_MODULE_4__/* .outsideTemplates */ .TS)(line)))
        return line === '' ? [] : line.split(',');
    try {
        const rows = (0,csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qg)(line, { relax_column_count: true, skip_empty_lines: true });
        return rows[0] ?? [];
    }
    catch (error) {
        (0,_terms_foreign_js__WEBPACK_IMPORTED_MODULE_2__/* .refuseQuotes */ .Se)(line);
        return (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_3__/* .refuse */ .T)(`has quotes in the wrong place (${(0,_host_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)})`, 'Put the whole attribute in double quotes ("value=a,b") and use single quotes inside {{…}}');
    }
}


/***/ }),

/***/ 82407:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ parseFlavor)
/* harmony export */ });
/* harmony import */ var _terms_problems_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43651);
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(95226);


function parseFlavor(lines, problems) {
    const flavor = { latest: 'auto', prefix: '', suffix: '', prefixLatest: false, suffixLatest: false };
    for (const line of lines)
        problems.attempt('flavor', line, () => readLine(flavor, (0,_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldsOf */ .P)(line)));
    return flavor;
}
function readLine(flavor, fields) {
    // `onlatest` belongs to the preceding prefix or suffix of the same line.
    let onLatest;
    for (const { key, value } of fields) {
        if (key === 'latest')
            flavor.latest = value === 'auto' ? 'auto' : (0,_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .booleanOf */ .S)('latest', value, ', or `latest=auto`');
        else if (key === 'prefix' || key === 'suffix') {
            flavor[key] = value;
            onLatest = `${key}Latest`;
        }
        else if (key === 'onlatest') {
            const on = (0,_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .booleanOf */ .S)('onlatest', value);
            if (onLatest !== undefined)
                flavor[onLatest] = on;
        }
        else {
            (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .T)(key === undefined ? 'is not `key=value`' : `has an unknown attribute "${key}"`, 'A flavor takes `latest=auto|true|false`, `prefix=…` and `suffix=…`, the latter two with `onlatest=true|false`');
        }
    }
}


/***/ }),

/***/ 8807:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FH: () => (/* binding */ isPresets),
/* harmony export */   Tk: () => (/* binding */ expandPresets),
/* harmony export */   aE: () => (/* binding */ mayBePreset),
/* harmony export */   tp: () => (/* binding */ missedPreset)
/* harmony export */ });
/* harmony import */ var _terms_nearest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(75853);

/**
 * Words that stand for rules. In metadata-action each would be a plain tag of that name, which nobody wants. `edge` and
 * `nightly`, which people do publish, remain plain tags.
 */
const PRESETS = {
    release: ['{{version}}', '{{major}}.{{minor}}'].map(pattern => fields({ type: 'semver', pattern })),
    branch: [fields({ type: 'ref', event: 'branch' })],
    tag: [fields({ type: 'ref', event: 'tag' })],
    pr: [fields({ type: 'ref', event: 'pr' })],
    sha: [fields({ type: 'sha' })],
};
/**
 * The fields of each rule that a line stands for. A line of presets (`release, sha`) gives several, each with the
 * line's attributes (`release,suffix=-alpine`); any other line is one rule.
 */
function expandPresets(line) {
    if (!isPresets(line))
        return [line];
    const own = line.filter(({ key }) => key !== undefined);
    return bareOf(line).flatMap(({ value }) => (PRESETS[value] ?? []).map(rule => [...rule, ...own]));
}
/** Whether every bare word of a line is a preset, and the line has no type of its own. */
function isPresets(line) {
    const bare = bareOf(line);
    const isRule = line.some(({ key }) => key === 'type');
    return !isRule && bare.length > 0 && bare.every(({ value }) => Object.hasOwn(PRESETS, value));
}
/** Whether a line without a visible template may stand for rules that have one. */
function mayBePreset(line) {
    return line.includes('release');
}
/** The preset that a plain tag may be a typo of: `relase`. */
function missedPreset(line) {
    const [only, ...more] = line;
    if (only === undefined || more.length > 0 || only.key !== undefined || isPresets(line))
        return undefined;
    // The others are too short to be distinguished from other words.
    return (0,_terms_nearest_js__WEBPACK_IMPORTED_MODULE_0__/* .nearest */ .p)(only.value, ['release', 'branch']);
}
function bareOf(line) {
    return line.filter(({ key, value }) => key === undefined && value !== '');
}
function fields(attributes) {
    return Object.entries(attributes).map(([key, value]) => ({ key, value }));
}


/***/ }),

/***/ 73984:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ parseRules)
/* harmony export */ });
/* harmony import */ var _templates_go_actions_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(34895);
/* harmony import */ var _templates_go_fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8775);
/* harmony import */ var _terms_foreign_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(32231);
/* harmony import */ var _terms_problems_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(43651);
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(95226);
/* harmony import */ var _presets_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8807);






const defaultRules = ['type=schedule', 'type=ref,event=branch', 'type=ref,event=tag', 'type=ref,event=pr'];
const priorities = {
    schedule: 1000,
    semver: 900,
    pep440: 900,
    match: 800,
    edge: 700,
    ref: 600,
    raw: 200,
    sha: 100,
};
/** Parses the `tags` input and sorts the rules by priority; without lines, metadata-action's four defaults. */
function parseRules(lines, problems) {
    const given = lines.length === 0 ? defaultRules : lines;
    const rules = given.flatMap(line => problems.attempt('tags', line, () => rulesIn(line)) ?? []);
    return rules.sort((a, b) => (a.priority < b.priority ? 1 : a.priority > b.priority ? -1 : 0));
}
function rulesIn(line) {
    // Before the quotes of `{{ .Time.Format "2006" }}` are taken for CSV's.
    if ((0,_templates_go_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .hasGoField */ .rm)(line))
        (0,_templates_go_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .rewriteGoFields */ .or)(line);
    else
        (0,_templates_go_actions_js__WEBPACK_IMPORTED_MODULE_0__/* .refuseGoActions */ .I)(line);
    return (0,_presets_js__WEBPACK_IMPORTED_MODULE_5__/* .expandPresets */ .Tk)((0,_fields_js__WEBPACK_IMPORTED_MODULE_4__/* .fieldsOf */ .P)(line)).map(fields => ruleOf(line, fields));
}
function ruleOf(line, fields) {
    const attributes = new Map(fields.map(field => [field.key ?? 'value', field.value]));
    const type = typeOf(attributes);
    const own = ownAttributes(type, attributes);
    // Checked here too, so that the mistake is found before the first release.
    if ('match' in own)
        (0,_terms_foreign_js__WEBPACK_IMPORTED_MODULE_2__/* .refuseDoubledBackslash */ ._c)(own.match);
    if (own.type === 'match')
        (0,_terms_foreign_js__WEBPACK_IMPORTED_MODULE_2__/* .refuseDoubledBackslash */ ._c)(own.pattern);
    return {
        line,
        priority: attributes.has('priority') ? Number(attributes.get('priority')) : priorities[type],
        enable: attributes.get('enable') ?? 'true',
        prefix: attributes.get('prefix') ?? defaultPrefix(own),
        suffix: attributes.get('suffix'),
        strip: !hasType(fields) && (0,_templates_go_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .hasGoField */ .rm)(line),
        lost: lostValues(fields),
        ...own,
    };
}
/**
 * A list in build-push-action's form, with tags separated by commas. Here, as in metadata-action, the last one counts.
 */
function lostValues(fields) {
    const values = fields.filter(({ key }) => key === undefined || key === 'value').map(({ value }) => value);
    return values.slice(0, -1).filter(value => value !== '');
}
function hasType(fields) {
    return fields.some(field => field.key === 'type');
}
function typeOf(attributes) {
    const type = attributes.get('type') ?? 'raw';
    if (Object.hasOwn(priorities, type))
        return type;
    return (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_3__/* .refuse */ .T)(`has an unknown type "${type}"`, `Use one of ${Object.keys(priorities).join(', ')}`);
}
function ownAttributes(type, attributes) {
    const value = attributes.get('value') ?? '';
    switch (type) {
        case 'schedule':
            return { type, pattern: attributes.get('pattern') ?? 'nightly' };
        case 'semver':
        case 'pep440':
            return {
                type,
                pattern: required(attributes, 'pattern', '{{version}}'),
                value,
                match: attributes.get('match') ?? '',
            };
        case 'match':
            return { type, pattern: required(attributes, 'pattern', 'v(.*)'), group: groupOf(attributes), value };
        case 'edge':
            return { type, branch: attributes.get('branch') ?? '' };
        case 'ref':
            return { type, event: oneOf(['branch', 'tag', 'pr'], 'event', required(attributes, 'event', 'branch')) };
        case 'raw':
            return { type, value: required(attributes, 'value', 'my-tag') };
        case 'sha':
            return { type, format: oneOf(['short', 'long'], 'format', attributes.get('format') ?? 'short') };
    }
}
function defaultPrefix(own) {
    if (own.type === 'sha')
        return 'sha-';
    return own.type === 'ref' && own.event === 'pr' ? 'pr-' : undefined;
}
function required(attributes, key, example) {
    return attributes.get(key) ?? (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_3__/* .refuse */ .T)(`has no ${key}`, `Add \`${key}=${example}\`, for example`);
}
function oneOf(allowed, key, value) {
    const found = allowed.find(each => each === value);
    return found ?? (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_3__/* .refuse */ .T)(`has an unknown ${key} "${value}"`, `Use ${allowed.join(', ')}`);
}
function groupOf(attributes) {
    const group = attributes.get('group') ?? '0';
    if (Number.isNaN(Number(group)))
        (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_3__/* .refuse */ .T)(`has "${group}" for group`, 'Use the number of a capturing group');
    return group;
}


/***/ }),

/***/ 68578:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hv: () => (/* binding */ keyValue),
/* harmony export */   VX: () => (/* binding */ secretValues),
/* harmony export */   s9: () => (/* binding */ secretArgs)
/* harmony export */ });
/* harmony import */ var _host_variables_environment_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(72101);
/* harmony import */ var _terms_list_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(94247);


/**
 * Turns the three secret inputs into buildx's `--secret` specs. Values go into files in `folder`. Forks and Dependabot
 * get empty secrets: these are omitted, as in build-push-action, and their ids listed in `empty`.
 */
function secretArgs(build, folder, gitAuth) {
    const specs = [];
    const files = [];
    const empty = [];
    const addFile = (id, content) => {
        const name = `secret-${files.length}`;
        files.push({ name, content });
        specs.push((0,_terms_list_js__WEBPACK_IMPORTED_MODULE_0__/* .joinFields */ .KY)([`id=${id}`, `src=${folder}/${name}`]));
    };
    for (const item of build.secrets) {
        const [id, value] = keyValue(item);
        if (value === '')
            empty.push(id);
        else
            addFile(id, value);
    }
    for (const item of build.secretEnvs) {
        const [id, name] = keyValue(item);
        specs.push((0,_terms_list_js__WEBPACK_IMPORTED_MODULE_0__/* .joinFields */ .KY)([`id=${id}`, `env=${name}`]));
    }
    for (const item of build.secretFiles) {
        const [id, path] = keyValue(item);
        specs.push((0,_terms_list_js__WEBPACK_IMPORTED_MODULE_0__/* .joinFields */ .KY)([`id=${id}`, `src=${path}`]));
    }
    if (gitAuth !== undefined && !namesGitAuth(build))
        addFile(`GIT_AUTH_TOKEN.${gitAuth.host}`, gitAuth.token);
    return { specs, files, empty };
}
/**
 * BuildKit refuses larger secrets before it builds anything, so nothing can print them ("secret x too big. max size
 * 500KiB"). In bytes; a character has one or more.
 *
 * @see https://github.com/moby/buildkit/blob/v0.25.0/session/secrets/secretsprovider/store.go
 */
const LARGEST_HIDDEN = 500 * 1024;
/**
 * The values of all build secrets, to be masked if the Dockerfile prints them. The runner masks only `secrets.*`, not
 * values from files or earlier steps.
 *
 * @param readFile Returns a file's text, or undefined: buildx reports missing files.
 */
function secretValues(build, env, readFile) {
    const given = build.secrets.map(item => keyValue(item)[1]);
    const fromEnv = build.secretEnvs.map(item => (0,_host_variables_environment_js__WEBPACK_IMPORTED_MODULE_1__/* .namedVariable */ .m3)(env, keyValue(item)[1]) ?? '');
    const files = build.secretFiles.map(item => readFile(keyValue(item)[1]) ?? '');
    return [...given, ...fromEnv, ...files.filter(text => text.length <= LARGEST_HIDDEN)].filter(text => text !== '');
}
/** Splits at the first `=`; the id is trimmed, the value unchanged. Without `=`, the value is ''. */
function keyValue(item) {
    const equals = item.indexOf('=');
    return equals < 0 ? [item.trim(), ''] : [item.slice(0, equals).trim(), item.slice(equals + 1)];
}
function namesGitAuth(build) {
    const all = [...build.secrets, ...build.secretEnvs, ...build.secretFiles];
    return all.some(item => /^GIT_AUTH_(?:TOKEN|HEADER)(?:\.|$)/.test(keyValue(item)[0]));
}


/***/ }),

/***/ 53486:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C9: () => (/* binding */ pep440),
/* harmony export */   DV: () => (/* binding */ mayNeedPep440),
/* harmony export */   mZ: () => (/* binding */ loadPep440)
/* harmony export */ });
let library;
/** Loads the PEP 440 library: half a megabyte of modules, only needed for `type=pep440`. */
async function loadPep440() {
    library ??= (await __webpack_require__.e(/* import() */ 5518).then(__webpack_require__.t.bind(__webpack_require__, 25518, 19))).default;
}
/** Whether a line of `tags` may be such a rule. */
function mayNeedPep440(tags) {
    return tags.some(line => /pep440/i.test(line));
}
/** The library, which must have been loaded. */
function pep440() {
    if (library === undefined)
        throw new Error('loadPep440 comes before rules of type=pep440');
    return library;
}


/***/ }),

/***/ 69005:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gx: () => (/* binding */ unusedTags),
/* harmony export */   b5: () => (/* binding */ hasHost),
/* harmony export */   j6: () => (/* binding */ referenceDestinations),
/* harmony export */   jN: () => (/* binding */ resolveNames),
/* harmony export */   og: () => (/* binding */ ownRules),
/* harmony export */   uC: () => (/* binding */ destinations)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23940);

/**
 * Every repository of the images, in order, without duplicates: a name with a registry is complete, a bare one goes to
 * each entry of `registries`, or to Docker Hub when there is none. Upper case is lowered.
 *
 * @throws ActionError INPUT_INVALID for a name that no registry accepts
 */
function resolveNames(images, registries) {
    const targets = images
        .filter(image => image.enable)
        .flatMap(({ name }) => {
        const text = name.toLowerCase();
        if (hasHost(text) || registries.length === 0)
            return [withEntry((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .parseName */ .$q)(text), registries)];
        return registries.map(entry => ({ name: (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .parseName */ .$q)(expand(entry, text)), entry }));
    });
    return uniqueBy(targets, target => keyOf(target.name));
}
/** One destination per target. One whose own rules give no tag gets nothing in this run. */
function destinations(targets, tagsOf, decisionOf) {
    return targets.map(target => {
        const { name, entry } = target;
        const tags = tagsOf(target);
        const decision = decisionOf(entry);
        const isLeftOut = entry?.tags !== undefined && tags.length === 0 && decision.push;
        return {
            registry: name.registry,
            path: name.path,
            name: name.text,
            tags,
            optional: entry?.optional ?? false,
            decision: isLeftOut
                ? { push: false, reason: `no rule of its \`tags\` in \`registries\` applies here` }
                : decision,
        };
    });
}
/** The tags in `registries`, as rules for the names they apply to. */
function ownRules(targets, registries) {
    return registries.flatMap((entry, index) => {
        const names = targets.filter(target => target.entry === entry).map(({ name }) => name.text);
        if (entry.tags === undefined || names.length === 0)
            return [];
        return [{ names, tags: entry.tags, at: `registries[${index}].tags` }];
    });
}
/**
 * The entries with their own `tags` that none of the images goes to, in any run: a name with `enable=false` may go there
 * in another one. Nothing would say that these tags are never published.
 *
 * @throws ActionError INPUT_INVALID for a name that no registry accepts
 */
function unusedTags(images, registries) {
    if (!registries.some(({ tags }) => tags !== undefined))
        return [];
    const targets = resolveNames(images.map(image => ({ ...image, enable: true })), registries);
    return registries.flatMap((entry, index) => {
        if (entry.tags === undefined || targets.some(target => target.entry === entry))
            return [];
        const problem = `has no effect: no image goes to ${entry.registry}`;
        const path = images[0]?.name.replace(/^.*\//, '') ?? 'api';
        const name = [entry.registry, entry.prefix, path].filter(part => part !== '').join('/');
        const fix = `Name one in \`images\`, as in \`${name.toLowerCase()}\` or a name without a registry; or remove it.`;
        return [{ input: `registries[${index}].tags`, problem, fix }];
    });
}
/**
 * Destinations of complete references: one per repository, its tags merged in order. No tag means `latest`. A reference
 * without a registry goes where a bare name in `images` goes: to each entry of `registries`.
 */
function referenceDestinations(references, registries, isMoving, decisionOf) {
    const placed = references.flatMap(({ name, tag = 'latest' }) => resolveNames([{ name: name.text, enable: true }], registries).map(target => ({ target, tag })));
    return [...Map.groupBy(placed, ({ target }) => keyOf(target.name)).values()].flatMap(group => {
        const names = new Set(group.map(({ tag }) => tag));
        const tags = [...names].map(name => ({ name, moving: isMoving(name), from: 'tags' }));
        return destinations(group.slice(0, 1).map(({ target }) => target), () => tags, decisionOf);
    });
}
/** Whether a name begins with a registry's host. */
function hasHost(name) {
    const [first = '', ...rest] = name.split('/');
    return rest.length > 0 && (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isHostLike */ .Cm)(first);
}
/** The bare name under one entry: `<registry>/<prefix>/<name>`. */
function expand({ registry, prefix }, name) {
    return [registry, prefix, name].filter(part => part !== '').join('/');
}
/** The entry for a complete name: the same registry, and the longest matching prefix. */
function withEntry(name, registries) {
    const candidates = registries
        .filter(({ registry, prefix }) => registry === name.registry && (prefix === '' || name.path.startsWith(`${prefix}/`)))
        .sort((a, b) => b.prefix.length - a.prefix.length);
    return { name, entry: candidates[0] ?? registries.find(entry => entry.registry === name.registry) };
}
function keyOf({ registry, path }) {
    return `${registry}/${path}`;
}
function uniqueBy(items, key) {
    return [...Map.groupBy(items, key).values()].flatMap(group => group.slice(0, 1));
}


/***/ }),

/***/ 34895:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ refuseGoActions),
/* harmony export */   Q: () => (/* binding */ spellingFor)
/* harmony export */ });
/* harmony import */ var _terms_problems_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43651);

/** A function or keyword of Go templates at the start of an action. In Handlebars, conditions start with `#`. */
const goCall = /\{\{-?\s*(if|else|end|range|with|printf|println|print|slice|index|len|eq|ne|and|or|not)\b([^{}]*)\}\}/g;
/** The same after a pipe: `{{ .CommitID | printf "%.7s" }}`. */
const piped = /\{\{[^{}|]*\|\s*(\w+)\b[^{}]*\}\}/;
/** A variable, `$` alone being the root: `{{ $b := .Branch }}`, `{{ $.Branch }}`. */
const variable = /\{\{-?\s*\$(\w*)(?:\.(\w+))?[^{}]*\}\}/;
const comment = /\{\{-?\s*\/\*[^{}]*\}\}/;
const definition = /\{\{-?\s*(define|template|block)\s+"[^{}]*\}\}/;
const branches = 'Write one line for each case with `enable=`: `type=raw,value=latest,enable={{is_default_branch}}`; {{#if tag}}…{{else}}…{{/if}} asks whether there is a git tag';
const shorter = 'Write {{short_sha 7}} for the first 7 characters of the commit';
const instead = {
    if: branches,
    else: branches,
    end: branches,
    eq: branches,
    ne: branches,
    and: branches,
    or: branches,
    not: branches,
    slice: shorter,
    printf: `${shorter}, and fields one after the other: {{ .Branch }}-{{ .BuildID }}`,
};
/** Functions of Go templates and Sprig, and the equivalent helper here. */
const helpers = {
    lower: field => `{{lower ${field}}}`,
    toLower: field => `{{lower ${field}}}`,
    replace: (field, [from = '/', to = '-']) => `{{regex_replace ${field} '${from}' '${to}'}}`,
    trunc: (field, [length = '7']) => (field === '.CommitID' ? `{{short_sha ${length}}}` : ''),
    substr: (field, [, length = '7']) => (field === '.CommitID' ? `{{short_sha ${length}}}` : ''),
    trimPrefix: (field, [prefix = 'v']) => `{{regex_replace ${field} '^${prefix}' ''}}`,
    trimSuffix: (field, [suffix = '']) => `{{regex_replace ${field} '${suffix}$' ''}}`,
    date: () => "{{date 'YYYYMMDD'}}",
    slugify: field => `{{slug ${field}}}`,
    kebabcase: field => `{{slug ${field}}}`,
};
/** The same before a field: `{{ replace "/" "-" .Branch }}`. Two of them are helpers here too. */
const OWN = ['lower', 'date'];
const words = Object.keys(helpers).filter(word => !OWN.includes(word));
const called = new RegExp(`\\{\\{-?\\s*(${words.join('|')})\\b([^{}]*)\\}\\}`, 'g');
const fieldIn = /\.([A-Z]\w*)/;
/**
 * What to write instead of what follows a field: a method call, or a pipeline, whose first function decides.
 *
 * @param rest What follows the field's name, such as ` | lower` or `.Format "2006-01-02"`
 */
function spellingFor(name, rest) {
    const [, word = '', given = ''] = /^\s*\|\s*(\w+)([^|]*)/.exec(rest) ?? [];
    const texts = [...given.matchAll(/"([^"]*)"|'([^']*)'|(\d+)/g)].map(found => found[1] ?? found[2] ?? found[3] ?? '');
    const spelling = Object.hasOwn(helpers, word) ? helpers[word]?.(`.${name}`, texts) : '';
    if (spelling)
        return `Write ${spelling}`;
    if (word in instead)
        return instead[word] ?? '';
    const plain = `Use the plain field {{ .${name} }}`;
    return word === ''
        ? `${plain}, or {{date 'YYYYMMDD'}} for a formatted time`
        : `${plain}, or a helper: {{lower .${name}}}, {{slug .${name}}}, {{regex_replace .${name} '/' '-'}}`;
}
/**
 * Refuses features of Codeship's templates that don't exist here, with the equivalent syntax.
 *
 * @throws ActionError for functions, conditions, loops, variables and comments of Go templates
 */
function refuseGoActions(template) {
    for (const [text, word = '', rest = ''] of template.matchAll(goCall)) {
        // Alone, these are Handlebars' own `{{else}}`, or meaningless names.
        const isAlone = !/[^\s-]/.test(rest);
        if (isAlone && (word !== 'end' || template.includes('{{#')))
            continue;
        if (word === 'else' && template.includes('{{#'))
            continue;
        refuseFunction(text, word);
    }
    const [text = '', word = ''] = piped.exec(template) ?? [];
    if (text !== '' && word in instead)
        refuseFunction(text, word);
    refuseOthers(template);
}
function refuseOthers(template) {
    const [used = '', name = '', field = ''] = variable.exec(template) ?? [];
    if (used !== '') {
        const plain = field === '' ? 'the field itself wherever the variable stands: {{ .Branch }}' : `{{ .${field} }}`;
        (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .T)(`has ${used}, and variables of Go templates ($${name}) are not supported`, `Write ${plain}`);
    }
    for (const [call, func = '', given = ''] of template.matchAll(called)) {
        // A separate search: a pattern with two open ends takes quadratic time on a text that never closes.
        const [, of = ''] = fieldIn.exec(given) ?? [];
        if (of === '')
            continue;
        (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .T)(`has ${call}, and \`${func}\` is a function of Go templates`, spellingFor(of, ` | ${func}${given}`));
    }
    const [note = ''] = comment.exec(template) ?? [];
    if (note !== '')
        (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .T)(`has ${note}, a comment of Go templates`, 'Leave it out: a line of YAML takes # comments');
    const [defined = '', word = ''] = definition.exec(template) ?? [];
    if (defined !== '')
        (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .T)(`has ${defined}, and \`${word}\` of Go templates is not supported`, 'Write its content here');
}
function refuseFunction(text, word) {
    return (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .T)(`has ${text}, and \`${word}\` of Go templates is not supported`, instead[word] ??
        'Use plain fields, such as {{ .Branch }}, and the helpers {{lower …}}, {{slug …}} and {{regex_replace …}}');
}


/***/ }),

/***/ 8775:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   lB: () => (/* binding */ goFieldNames),
/* harmony export */   or: () => (/* binding */ rewriteGoFields),
/* harmony export */   rm: () => (/* binding */ hasGoField)
/* harmony export */ });
/* harmony import */ var _terms_problems_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43651);
/* harmony import */ var _go_actions_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(34895);


// Names can't start with a dot in Handlebars, so no metadata-action template looks like this.
const goAction = /\{\{(-?)\s*\.([A-Za-z_]\w*)\b([^{}]*)\}\}/g;
const helperCall = /\{\{[^{}]*\}\}/g;
/** A quoted text, which is left alone, or a field among a helper's arguments. */
const argument = /"[^"]*"|'[^']*'|(?<=[\s(=])\.([A-Za-z_]\w*)([^\s)}]*)/g;
/** The fields of Codeship's push step, for `{{ .Field }}` in templates. */
const goFieldNames = [
    'CommitID',
    'Branch',
    'RepoName',
    'ProjectID',
    'BuildID',
    'CommitMessage',
    'CommitDescription',
    'CommitterName',
    'CommitterEmail',
    'CommitterUsername',
    'Time',
    'Timestamp',
    'StringTime',
    'StepName',
    'ServiceName',
    'ImageName',
    'Ci',
    'CiName',
];
function hasGoField(template) {
    const calls = template.match(helperCall) ?? [];
    return calls.some(call => /^\{\{-?\s*\.[A-Za-z_]/.test(call) || [...call.matchAll(argument)].some(([, name]) => name));
}
/**
 * Rewrites `{{ .Field }}` to the Handlebars look-up of the name `.Field`, including trim markers, and likewise fields
 * among the arguments of a helper: `{{slug .Branch}}`.
 *
 * @throws ActionError for unknown fields, method calls and pipelines
 */
function rewriteGoFields(template) {
    (0,_go_actions_js__WEBPACK_IMPORTED_MODULE_1__/* .refuseGoActions */ .I)(template);
    const fields = template.replaceAll(goAction, (_, left, name, rest) => {
        const trims = rest.endsWith('-');
        checkField(name, trims ? rest.slice(0, -1) : rest);
        return `{{${left && '~'}[.${name}]${trims ? '~' : ''}}}`;
    });
    return fields.replaceAll(helperCall, call => call.replaceAll(argument, (text, name, rest) => {
        if (name === undefined)
            return text;
        checkField(name, rest);
        return `[.${name}]`;
    }));
}
function checkField(name, rest) {
    if (rest.trim() !== '') {
        (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .T)(`uses \`.${name}${rest.trimEnd()}\`, but methods and pipelines of Go templates are not supported`, (0,_go_actions_js__WEBPACK_IMPORTED_MODULE_1__/* .spellingFor */ .Q)(name, rest));
    }
    if (!goFieldNames.some(known => known === name)) {
        (0,_terms_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .T)(`uses the unknown field .${name}`, `Use one of ${goFieldNames.map(known => `.${known}`).join(', ')}`);
    }
}


/***/ }),

/***/ 88762:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ valuesIn),
/* harmony export */   l: () => (/* binding */ attributesIn)
/* harmony export */ });
/* harmony import */ var _list_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(94247);

/**
 * The attributes of a spec in buildx's CSV (`type=s3,bucket=x`), in order. A repeated key has several: buildx takes the
 * last one, but doesn't trim all keys, so that any of them may count. What isn't valid CSV, which buildx rejects, is
 * split at every comma.
 */
function attributesIn(spec) {
    return columnsOf(spec).map((column) => {
        const equals = column.indexOf('=');
        if (equals < 0)
            return ['', column.trim()];
        return [column.slice(0, equals).trim().toLowerCase(), column.slice(equals + 1).trim()];
    });
}
/** All values of a key. */
function valuesIn(spec, ...keys) {
    return attributesIn(spec).flatMap(([key, value]) => (keys.includes(key) ? [value] : []));
}
function columnsOf(spec) {
    try {
        return (0,_list_js__WEBPACK_IMPORTED_MODULE_0__/* .fields */ .OA)(spec);
    }
    catch {
        return spec.replaceAll('"', '').split(',');
    }
}


/***/ }),

/***/ 32231:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KR: () => (/* binding */ shellIn),
/* harmony export */   Se: () => (/* binding */ refuseQuotes),
/* harmony export */   _c: () => (/* binding */ refuseDoubledBackslash),
/* harmony export */   re: () => (/* binding */ refuseForeign)
/* harmony export */ });
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64212);
/* harmony import */ var _problems_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43651);
/* harmony import */ var _template_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(67521);



const SHELL = /\$(?:\{(\w+)[^}]*\}|([A-Za-z_]\w*)|\()/;
/** A statement or an expression, but neither a Go pipeline nor a Handlebars block, which may contain a bar too. */
const JINJA = /\{%[^%{}]*%\}|\{\{-?\s*(?![.#\s])([^{}]*)\}\}/g;
/** A filter or a call, before any quotes. Searched separately, to stay linear. */
const FILTER = /^[^'"]*(?:\||\w\()/;
/**
 * Refuses, by name, syntax that a shell, YAML or Jinja should have expanded before this action, and that would
 * otherwise become part of a tag.
 *
 * @throws ActionError
 */
function refuseForeign({ key, value }) {
    const [, inside = ''] = /^(["'])(.*)\1$/.exec(value)?.slice(1) ?? [];
    if (inside !== '') {
        const name = key === undefined ? '' : `${key}=`;
        (0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .T)(`has quotes around a value (${name}${value})`, `Write ${name}${inside}, or quote the whole of it: "${name}${inside}"`);
    }
    const shell = shellIn(value);
    // In a regular expression a `$` is an end, but nothing follows that.
    if (shell !== undefined && (!isPattern(key) || value.startsWith(shell.text)))
        (0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .T)(...shell.refusal);
    const [jinja] = [...value.matchAll(JINJA)].find(([, inner]) => inner === undefined || FILTER.test(inner)) ?? [];
    if (jinja !== undefined) {
        (0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .T)(`has ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .h)(jinja)}, which looks like Jinja`, "Templates are Handlebars here: {{sha}}, {{env 'APP_VERSION'}}, {{lower branch}}; Ansible's variables are not known");
    }
}
/** A shell variable or command outside of templates, and the message to refuse it. */
function shellIn(text) {
    const found = SHELL.exec((0,_template_text_js__WEBPACK_IMPORTED_MODULE_2__/* .outsideTemplates */ .TS)(text));
    if (found === null)
        return undefined;
    const name = found[1] ?? found[2];
    return {
        text: found[0],
        refusal: name === undefined
            ? ['has a command in $(…), which no shell runs here', 'Run it in a step before, and use that step’s output']
            : [`has the shell variable ${found[0]}, which no shell expands here`, `Write \${{ env.${name} }}`],
    };
}
/** @throws ActionError for `value="nightly"`, where CSV would quote the whole field */
function refuseQuotes(line) {
    const [, attribute = '', inside = ''] = /(?:^|,)\s*(\w+\s*=)\s*"([^"]*)"\s*(?:,|$)/.exec(line) ?? [];
    if (attribute === '')
        return;
    (0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .T)(`has quotes around a value (${attribute}"${inside}")`, `Write ${attribute}${inside}, or quote the whole of it: "${attribute}${inside}"`);
}
/**
 * Ansible's double-quoted texts need a doubled backslash. In a block (`|`) both reach the regular expression, which
 * then looks for a literal backslash, but no ref or tag has one.
 *
 * @throws ActionError
 */
function refuseDoubledBackslash(pattern) {
    if (!/\\\\[dDwWsSbB.?*+()[\]{}^$|/-]/.test(pattern))
        return;
    const meant = pattern.replaceAll('\\\\', '\\');
    (0,_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .T)(`has doubled backslashes in the pattern ${pattern}`, `Write ${meant}: a YAML block (|) leaves backslashes as they are`);
}
function isPattern(key) {
    return key === 'pattern' || key === 'match';
}


/***/ }),

/***/ 94247:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KY: () => (/* binding */ joinFields),
/* harmony export */   OA: () => (/* binding */ fields),
/* harmony export */   p_: () => (/* binding */ list)
/* harmony export */ });
/* harmony import */ var csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(25175);
/* harmony import */ var _template_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(67521);


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
        ? rowsOf((0,_template_text_js__WEBPACK_IMPORTED_MODULE_1__/* .hideCommas */ .BG)(written), quote).map(row => row.map(_template_text_js__WEBPACK_IMPORTED_MODULE_1__/* .showCommas */ .Mj))
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
    return (0,csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qg)(text, {
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
    const [columns = []] = (0,csv_parse_sync__WEBPACK_IMPORTED_MODULE_0__/* .parse */ .qg)(row, { relax_quotes: true, relax_column_count: true, record_delimiter: ['\0'] });
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
        const split = onComment === undefined ? { text: row, comment: '' } : (0,_template_text_js__WEBPACK_IMPORTED_MODULE_1__/* .splitComment */ .Uf)(row);
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


/***/ }),

/***/ 75853:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ nearest)
/* harmony export */ });
/** The candidate with the fewest edits, if they are few for its length; undefined otherwise. */
function nearest(word, candidates) {
    const lower = word.toLowerCase();
    const [best] = candidates
        .map(candidate => ({ candidate, distance: editDistance(lower, candidate) }))
        .filter(({ candidate, distance }) => distance <= Math.max(2, Math.floor(candidate.length / 3)))
        .sort((a, b) => a.distance - b.distance);
    return best?.candidate;
}
/** The Levenshtein distance: insertions, deletions and replacements of one character. */
function editDistance(from, to) {
    if (Math.abs(from.length - to.length) > to.length)
        return Number.POSITIVE_INFINITY;
    let row = Array.from({ length: to.length + 1 }, (_, column) => column);
    for (let i = 1; i <= from.length; i += 1) {
        const next = [i];
        for (let j = 1; j <= to.length; j += 1) {
            const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
            next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced));
        }
        row = next;
    }
    return row[to.length] ?? 0;
}


/***/ }),

/***/ 23885:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MM: () => (/* binding */ hasOutput),
/* harmony export */   Q6: () => (/* binding */ layoutOutput),
/* harmony export */   Q8: () => (/* binding */ parseOutputs),
/* harmony export */   Yt: () => (/* binding */ pushOutput),
/* harmony export */   c: () => (/* binding */ engineOutput),
/* harmony export */   gJ: () => (/* binding */ packedOutput)
/* harmony export */ });
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64212);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23940);
/* harmony import */ var _list_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(94247);



const CARRIED = /^(?:compression|compression-level|force-compression|oci-mediatypes|rewrite-timestamp|annotation(?:-[a-z-]+)?(?:\[[^\]]*\])?\..+)$/;
/**
 * Reads the items of `outputs` (buildx's `--output` syntax, docs.docker.com/reference/cli/docker/buildx/build/#output).
 * Slipway pushes itself, so `registry` and `image` are never passed to buildx.
 */
function parseOutputs(outputs) {
    const state = { push: false, load: false, attributes: {} };
    const extra = [];
    const ignored = [];
    const problems = [];
    const refuse = (problem, fix) => problems.push({ input: 'outputs', problem, fix });
    for (const spec of outputs) {
        const attributes = parseSpec(spec);
        if (attributes === undefined) {
            refuse(`has an attribute that is not key=value in ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(spec)}`, 'Write `type=local,dest=path`, say.');
            continue;
        }
        const type = attributes.type;
        if (type === 'image' || type === 'registry' || (type === 'docker' && !attributes.dest)) {
            if (type === 'docker')
                state.load = true;
            else if (type === 'registry' || isTrue(attributes.push))
                state.push = true;
            for (const [key, value] of Object.entries(attributes)) {
                if (key === 'push-by-digest' && isTrue(value)) {
                    refuse('asks for push-by-digest', 'Remove it and list all `platforms` in this step: every tag names one index.');
                }
                else if (key === 'name') {
                    refuse('names an image', 'Name it in `images` (or as a complete reference in `tags`) and remove `name=` here.');
                }
                else if (CARRIED.test(key)) {
                    state.attributes[key] = value;
                }
                else if (!['type', 'push', 'unpack', 'name-canonical', 'push-by-digest'].includes(key)) {
                    ignored.push(`${key}=${value}`);
                }
            }
        }
        else if (type === 'local' || type === 'tar' || type === 'oci' || type === 'docker') {
            if (attributes.dest && attributes.dest !== '-')
                extra.push(spec);
            else
                refuse(`has no place to write to in ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(spec)}`, `Write \`type=${type},dest=path\`.`);
        }
        else if (type === 'cacheonly') {
            ignored.push(spec);
        }
        else {
            const known = 'local, tar, oci, docker, image, registry or cacheonly';
            refuse(type === undefined ? `has no type in ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(spec)}` : `has the unknown type ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .h)(type)}`, `Use ${known}.`);
        }
    }
    return { ...state, extra, ignored, problems };
}
/** Whether any of the extra outputs has one of these types. */
function hasOutput(extra, ...types) {
    return extra.some(spec => types.includes(parseSpec(spec)?.type ?? ''));
}
/** The fan-out export: into the engine, under the image's real name, with the registry's media types. */
function engineOutput(name, attributes) {
    return formatSpec({ type: 'docker', name, 'oci-mediatypes': 'true', ...attributes });
}
/** The same without unpacking its layers, for a builder with a driver other than docker. */
function packedOutput(reference, attributes) {
    const { name: whole, tag } = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .parseReference */ .F2)(reference);
    // The docker driver completes a name; here a short one would be stored as given, and not be found.
    const name = `${whole.registry}/${whole.path}:${tag}`;
    return formatSpec({ type: 'image', name, push: 'false', unpack: 'false', 'oci-mediatypes': 'true', ...attributes });
}
/** The layout export: a folder in OCI image-layout. Without a name the provenance's subject stays empty. */
function layoutOutput(dest, attributes) {
    return formatSpec({ type: 'oci', tar: 'false', dest, ...attributes });
}
/**
 * The export of a builder that pushes itself: no tag, and nothing is kept in the builder's image store.
 *
 * @param name a repository with its registry @param insecure allow plain HTTP and unverified certificates
 */
function pushOutput(name, attributes, insecure) {
    const how = { 'push-by-digest': 'true', push: 'true', 'oci-mediatypes': 'true', store: 'false', unpack: 'false' };
    return formatSpec({ type: 'image', name, ...how, ...(insecure && { 'registry.insecure': 'true' }), ...attributes });
}
/**
 * A spec's attributes, undefined when one is not `key=value`. A bare path is `type=local` (buildx, `build/output.go`).
 */
function parseSpec(spec) {
    const columns = columnsOf(spec);
    const [only = ''] = columns;
    if (columns.length === 1 && only !== '' && !only.includes('='))
        return { type: 'local', dest: only };
    const attributes = {};
    for (const column of columns) {
        const equals = column.indexOf('=');
        if (equals <= 0)
            return undefined;
        attributes[column.slice(0, equals).trim().toLowerCase()] = column.slice(equals + 1).trim();
    }
    return attributes;
}
/** A spec with unbalanced quotation marks has one empty column, which is not an attribute. */
function columnsOf(spec) {
    try {
        return (0,_list_js__WEBPACK_IMPORTED_MODULE_1__/* .fields */ .OA)(spec);
    }
    catch {
        return [''];
    }
}
function formatSpec(attributes) {
    return (0,_list_js__WEBPACK_IMPORTED_MODULE_1__/* .joinFields */ .KY)(Object.entries(attributes).map(([key, value]) => `${key}=${value}`));
}
// Go's strconv.ParseBool, which BuildKit's exporters use.
function isTrue(value) {
    return value !== undefined && /^(?:1|t|true)$/i.test(value);
}


/***/ }),

/***/ 43651:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ refuse),
/* harmony export */   g: () => (/* binding */ collector)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64212);


/** An error with its remedy, thrown where it is found and collected by the caller, who knows the input's name. */
function refuse(problem, fix) {
    throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('INPUT_INVALID', problem, { hint: fix });
}
function collector() {
    const problems = [];
    // One line may stand for several rules with the same mistake.
    const add = (problem) => {
        const isKnown = problems.some(one => one.input === problem.input && one.problem === problem.problem);
        if (!isKnown)
            problems.push(problem);
    };
    return {
        problems,
        add,
        attempt(input, place, body) {
            try {
                return body();
            }
            catch (error) {
                add({ input, problem: `${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .h)(place)} ${(0,_host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`, fix: fixOf(error) });
                return undefined;
            }
        },
        settle() {
            if (problems.length > 0)
                throw new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(problems);
        },
    };
}
function fixOf(error) {
    const fix = (error instanceof _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ ? error.hint : undefined) ?? 'Correct this line';
    return fix.endsWith('.') ? fix : `${fix}.`;
}


/***/ }),

/***/ 57885:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Uh: () => (/* binding */ imageContextOf),
/* harmony export */   W0: () => (/* binding */ branchOf),
/* harmony export */   cO: () => (/* binding */ tagOf),
/* harmony export */   mN: () => (/* binding */ refInWords),
/* harmony export */   pv: () => (/* binding */ pullOf)
/* harmony export */ });
/* harmony import */ var _event_context_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(13051);
/* harmony import */ var _host_variables_docker_actions_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55104);


const pullRequestEvents = new Set([
    'pull_request',
    'pull_request_comment',
    'pull_request_review',
    'pull_request_review_comment',
    'pull_request_target',
]);
/**
 * The context with the image's ref and commit. For `ref-source: git`, the caller has set those of the checkout, and
 * they stay.
 */
function imageContextOf(context, refSource) {
    if (refSource === 'git')
        return context;
    return { ...context, ref: refOf(context), sha: shaOf(context) };
}
function refOf({ eventName, payload, ref }) {
    // GITHUB_REF is the base branch here; tags named after it would overwrite the real ones.
    const number = eventName === 'pull_request_target' ? (0,_event_context_js__WEBPACK_IMPORTED_MODULE_0__.at)(payload, 'number') : undefined;
    return typeof number === 'number' ? `refs/pull/${number}/merge` : ref;
}
function shaOf({ eventName, payload, sha, env }) {
    if (!(0,_host_variables_docker_actions_js__WEBPACK_IMPORTED_MODULE_1__/* .metadataSwitches */ .E$)(env).isPrHeadSha || !pullRequestEvents.has(eventName))
        return sha;
    return (0,_event_context_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(payload, 'pull_request', 'head', 'sha') ?? sha;
}
/** What follows `refs/heads/`, or '' when the ref is not a branch. */
function branchOf(ref) {
    return after('refs/heads/', ref);
}
/** What follows `refs/tags/`, or '' when the ref is not a tag. */
function tagOf(ref) {
    return after('refs/tags/', ref);
}
/** The `7` of `refs/pull/7/merge` (on Gitea and Forgejo `…/head`), or '' when the ref is not a pull request. */
function pullOf(ref) {
    return after('refs/pull/', ref).replace(/\/(?:merge|head)$/, '');
}
/** A description of a ref: `branch main`, `git tag v1.2.3`, `pull request 7`. */
function refInWords(ref) {
    const kinds = [
        ['branch', branchOf(ref)],
        ['git tag', tagOf(ref)],
        ['pull request', pullOf(ref)],
    ];
    const [kind, name] = kinds.find(([, found]) => found !== '') ?? ['ref', ref];
    return name === '' ? 'no ref' : `${kind} ${name}`;
}
function after(prefix, ref) {
    return ref.startsWith(prefix) ? ref.slice(prefix.length) : '';
}


/***/ }),

/***/ 55983:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ shortSha),
/* harmony export */   W: () => (/* binding */ setsOutputEnv)
/* harmony export */ });
/* harmony import */ var _host_variables_docker_actions_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(55104);
/* harmony import */ var _problems_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(43651);


const trueWords = ['1', 't', 'T', 'true', 'TRUE', 'True'];
const falseWords = ['0', 'f', 'F', 'false', 'FALSE', 'False'];
/**
 * `DOCKER_METADATA_SET_OUTPUT_ENV`: whether outputs are also exported as `DOCKER_METADATA_OUTPUT_*` (default true).
 *
 * @throws ActionError when it is not a boolean
 */
function setsOutputEnv(env) {
    const word = (0,_host_variables_docker_actions_js__WEBPACK_IMPORTED_MODULE_0__/* .metadataSwitches */ .E$)(env).setOutputEnv;
    if (trueWords.includes(word))
        return true;
    if (falseWords.includes(word))
        return false;
    return (0,_problems_js__WEBPACK_IMPORTED_MODULE_1__/* .refuse */ .T)(`DOCKER_METADATA_SET_OUTPUT_ENV is not a boolean: "${word}"`, 'Set it to true or false');
}
/** The commit's hash, cut to `DOCKER_METADATA_SHORT_SHA_LENGTH` or 7 characters. */
function shortSha(sha, env) {
    const given = (0,_host_variables_docker_actions_js__WEBPACK_IMPORTED_MODULE_0__/* .metadataSwitches */ .E$)(env).shortShaLength;
    const length = Number(given);
    if (Number.isNaN(length)) {
        (0,_problems_js__WEBPACK_IMPORTED_MODULE_1__/* .refuse */ .T)(`needs DOCKER_METADATA_SHORT_SHA_LENGTH, which is not a number: "${given}"`, 'Set it to a number, say 12');
    }
    return sha.substring(0, length);
}


/***/ }),

/***/ 67521:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BG: () => (/* binding */ hideCommas),
/* harmony export */   Mj: () => (/* binding */ showCommas),
/* harmony export */   TS: () => (/* binding */ outsideTemplates),
/* harmony export */   Uf: () => (/* binding */ splitComment)
/* harmony export */ });
/**
 * A template with its quoted arguments, which may contain anything. An opening brace ends the search, to keep it
 * linear.
 */
const TEMPLATE = /\{\{(?:'[^'\n]*'|"[^"\n]*"|[^'"{}\n])*\}\}/g;
/** Stands for a comma inside a template while a list is split. No input contains this character. */
const HIDDEN = '\u0001';
/** Hides commas inside templates, which separate nothing: `{{regex_replace tag '\.[0-9]{1,3}$' ''}}`. */
function hideCommas(text) {
    return text.replaceAll(TEMPLATE, template => template.replaceAll(',', HIDDEN));
}
function showCommas(text) {
    return text.replaceAll(HIDDEN, ',');
}
/** The text outside of templates; each template becomes as many `filler` characters as it had. */
function outsideTemplates(text, filler = '') {
    return text.replaceAll(TEMPLATE, template => filler.repeat(template.length));
}
const TOKEN = /\{\{(?:'[^'\n]*'|"[^"\n]*"|[^'"{}\n])*\}\}|"(?:[^"]|"")*"|[ \t]+#[^\n]*|[\s\S]/g;
/** Splits ` # a comment` from the end of a row; a `#` in quotes or in a template doesn't begin one. */
function splitComment(row) {
    if (!/[ \t]#/.test(row))
        return { text: row, comment: '' };
    for (const { 0: token, index } of row.matchAll(TOKEN)) {
        if (!/^[ \t]+#/.test(token))
            continue;
        return { text: row.slice(0, index) + row.slice(index + token.length), comment: token.trim() };
    }
    return { text: row, comment: '' };
}


/***/ }),

/***/ 13887:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ publishOutcomeOf)
/* harmony export */ });
/* harmony import */ var _host_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79547);
/* harmony import */ var _tags_tag_result_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2239);


/** @param verify tags were read back, and unverified ones count as errors */
function publishOutcomeOf(images, verify) {
    const results = images.flatMap(image => image.results);
    const required = results.filter(({ optional }) => !optional);
    const unpublished = required.filter(({ state }) => !DONE.has(state));
    const unverified = verify ? required.filter(result => result.state === 'published' && !result.verified) : [];
    if (unpublished.length > 0) {
        const moved = images.some(({ content, results: own }) => own.some(one => isMoved(one, content.root.digest)));
        const message = `Some tags could not be written${moved ? '' : '. No existing tag has changed'}:\n${list(unpublished)}`;
        const hint = unpublished.find(result => result.hint !== undefined)?.hint ?? RERUN;
        const error = new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ(moved ? 'PUBLISH_PARTIAL' : 'PUBLISH_FAILED', message, { hint });
        return { pushed: moved ? 'partial' : 'false', error };
    }
    if (unverified.length > 0) {
        const message = `Published, but reading the tags back failed:\n${list(unverified)}`;
        return { pushed: 'true', error: new _host_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('VERIFY_FAILED', message, { hint: RERUN }) };
    }
    if (results.some(({ state }) => state === 'published' || state === 'superseded')) {
        return { pushed: 'true', error: undefined };
    }
    const reasons = results.flatMap(({ reference, reason }) => (reason === undefined ? [] : [`${reference}: ${reason}`]));
    const stay = `No tag was moved (${reasons.join('; ')})`;
    return { pushed: 'false', error: undefined, reason: reasons.length > 0 ? stay : 'no optional registry accepted it' };
}
function list(which) {
    return which.map(one => `${one.reference} ${(0,_tags_tag_result_js__WEBPACK_IMPORTED_MODULE_1__/* .stateInWords */ .O)(one)}${one.error ? `: ${one.error}` : ''}`).join('\n');
}
/** The successful outcomes of a tag. */
const DONE = new Set(['published', 'kept', 'superseded']);
/** Whether a tag is known to name something else than before. */
function isMoved({ state, before }, digest) {
    if (state === 'published')
        return before !== digest;
    return state === 'stranded' || state === 'superseded' || state === 'unknown';
}
const RERUN = 'Re-run the job once the registry has recovered; layers already uploaded are skipped.';


/***/ }),

/***/ 2239:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ stateInWords),
/* harmony export */   z: () => (/* binding */ withoutError)
/* harmony export */ });
/** An outcome as a clause with the tag as its subject. */
function stateInWords({ state, before }) {
    if (state !== 'stranded')
        return STATES[state];
    return before ? 'points to the new image and could not be put back' : 'is new and points to the new image';
}
const STATES = {
    published: 'points to the new image',
    restored: 'was moved and put back',
    unchanged: 'was not written',
    kept: 'was not moved',
    superseded: 'was moved by another run',
    unknown: 'may or may not have been written',
};
/** The same result with another state, without an error. */
function withoutError({ error: _, ...result }, state) {
    return { ...result, state };
}


/***/ }),

/***/ 57340:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ reportFailure)
/* harmony export */ });
/* harmony import */ var _build_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(46194);
/* harmony import */ var _host_error_codes_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(81951);
/* harmony import */ var _help_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(48112);



/** Lines of the failed program's output in the annotation, which is often all that people read. */
const REPEATED = 5;
/**
 * A run's error as its last annotation: its code, what happened, what to do, and a link for more. The failed program's
 * last output is printed above, outside any collapsed group.
 */
function reportFailure(error, { log, env }) {
    const { code, message, hint = _host_error_codes_js__WEBPACK_IMPORTED_MODULE_1__/* .ERROR_CODES */ .O[code].remedy, output, cause } = error;
    if (code === 'INTERNAL')
        log.debug(cause instanceof Error ? (cause.stack ?? '') : '');
    if (output.length > REPEATED)
        log.info(['', 'The last lines before the failure:', ...output, ''].join('\n'));
    const place = error instanceof _build_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .BuildError */ .zS ? error.place : undefined;
    const text = [message, ...output.slice(-REPEATED), `→ ${hint}`, (0,_help_js__WEBPACK_IMPORTED_MODULE_2__/* .helpUrl */ .x)(code, env)].join('\n');
    log.error(text, { ...place, title: `Slipway ${code}` });
}


/***/ }),

/***/ 48112:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  x: () => (/* binding */ helpUrl)
});

;// CONCATENATED MODULE: ./lib/host/project.js
/**
 * The project's repository on GitHub. Its name is defined only here: `npm run docs` writes it into the documentation,
 * examples and workflows.
 *
 * Until the project has an owner, the name is one that GitHub cannot assign (account names have no underscore): a
 * copied workflow fails before any step has run, and no other action gets its secrets.
 */
const REPOSITORY = 'your_org/slipway';

// EXTERNAL MODULE: ./lib/host/variables/step.js
var step = __webpack_require__(1956);
;// CONCATENATED MODULE: ./lib/report/help.js


/**
 * The address of a code's section in docs/troubleshooting.md, for the running version.
 */
function helpUrl(code, env) {
    const { actionRepository: named, actionRef: ref } = (0,step/* stepVariables */._Y)(env);
    const isNamed = /^[\w.-]+\/[\w.-]+$/.test(named);
    const repository = isNamed ? named : REPOSITORY;
    const version = isNamed && /^[\w./-]+$/.test(ref) ? ref : 'HEAD';
    return `https://github.com/${repository}/blob/${version}/docs/troubleshooting.md#${code.toLowerCase()}`;
}


/***/ }),

/***/ 67667:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K8: () => (/* binding */ maskBuildSecrets),
/* harmony export */   QU: () => (/* binding */ maskSecrets)
/* harmony export */ });
/* unused harmony export maskLogins */
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _host_files_read_if_there_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3169);
/* harmony import */ var _host_variables_docker_actions_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(55104);
/* harmony import */ var _http_proxy_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30768);
/* harmony import */ var _plan_secrets_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(68578);





/** The runner already masks `secrets.*`; values from other sources (files, environment) are masked here. */
function maskSecrets(inputs, workspace, machine) {
    const { env, log } = machine;
    maskLogins(inputs, machine);
    for (const secret of [...signingSecrets(inputs), ...(0,_host_variables_docker_actions_js__WEBPACK_IMPORTED_MODULE_2__/* .nodeKeys */ .xS)(env)])
        if (secret !== '')
            log.mask(secret);
    maskBuildSecrets(inputs.build, workspace, machine);
}
/** The secrets of logins and proxies. */
function maskLogins(inputs, { env, log }) {
    const passwords = [...inputs.registries, ...inputs.logins].map(({ password, identity }) => identity?.kind === 'aws' ? (identity.key?.secret ?? '') : password);
    const given = [inputs.githubToken, inputs.dockerConfigPassphrase, ...passwords];
    for (const secret of [...given, ...(0,_http_proxy_js__WEBPACK_IMPORTED_MODULE_3__/* .proxyPasswords */ .PK)(env)])
        if (secret !== '')
            log.mask(secret);
}
/** A path is no secret. */
function signingSecrets({ signing }) {
    return [signing.signKeyPassword, signing.signKey.includes('-----BEGIN') ? signing.signKey : ''];
}
function maskBuildSecrets(build, workspace, { env, log }) {
    const secrets = (0,_plan_secrets_js__WEBPACK_IMPORTED_MODULE_4__/* .secretValues */ .VX)(build, env, path => (0,_host_files_read_if_there_js__WEBPACK_IMPORTED_MODULE_1__/* .readIfThere */ .q)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(workspace, path)));
    for (const secret of secrets)
        if (secret !== '')
            log.mask(secret);
}


/***/ }),

/***/ 36603:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  BT: () => (/* binding */ contextFor),
  xh: () => (/* binding */ factsFor),
  bJ: () => (/* binding */ planFor),
  QL: () => (/* binding */ planTogether),
  Mj: () => (/* binding */ sourcesFor),
  T1: () => (/* binding */ withPlanned)
});

// EXTERNAL MODULE: ./lib/dockerfile/place.js
var place = __webpack_require__(57137);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/host/files/hardened-git.js
var hardened_git = __webpack_require__(74786);
;// CONCATENATED MODULE: ./lib/event/git.js


function gitIn(workspace, run, env) {
    return async (...args) => {
        try {
            const result = await (0,hardened_git/* runGit */.EO)(workspace, args, { run, env }, 30_000);
            return result.code === 0 ? result.stdout.trim() : '';
        }
        catch {
            return '';
        }
    };
}
/**
 * The context with ref and commit of the checkout instead of the event's (`ref-source: git`). For a detached HEAD,
 * which actions/checkout leaves for tags and pull requests, the ref is chosen as in docker/actions-toolkit.
 *
 * @throws ActionError INPUT_INVALID when the workspace has no checkout
 */
async function contextOfCheckout(context, git) {
    const sha = await git('rev-parse', '--verify', 'HEAD');
    if (sha === '') {
        throw new errors/* ActionError */.lZ('INPUT_INVALID', '`ref-source: git` needs a git checkout, but the workspace has none', {
            hint: 'Run actions/checkout before this step, or leave `ref-source` out to take the ref from the event.',
        });
    }
    const ref = (await git('symbolic-ref', '-q', 'HEAD')) || (await refOfDetachedHead(git));
    return { ...context, sha, ref, eventRef: context.ref };
}
/** '' when no ref leads to HEAD, as for a commit fetched by its hash. */
async function refOfDetachedHead(git) {
    // In the order of git's decorations (`%D`): tags, pull requests, remote branches, local ones; the last name first.
    const there = (await refs(git, '--points-at=HEAD')).reverse();
    const near = there.find(ref => ref.startsWith('refs/tags/')) ?? firstOf(there, pullRef) ?? firstOf(there, remoteBranch);
    if (near !== undefined)
        return near;
    const newest = ['--contains=HEAD', '--sort=-committerdate'];
    const local = await refs(git, ...newest, 'refs/heads/');
    const remote = await refs(git, ...newest, 'refs/remotes/');
    const tags = await refs(git, '--contains=HEAD', 'refs/tags/');
    return local[0] ?? firstOf(remote, pullRef) ?? firstOf(remote, remoteBranch) ?? tags[0] ?? '';
}
async function refs(git, ...args) {
    return (await git('for-each-ref', '--format=%(refname)', ...args)).split('\n').filter(ref => ref !== '');
}
function firstOf(names, read) {
    return names.map(read).find(ref => ref !== undefined);
}
/** actions/checkout fetches `refs/pull/7/merge` to `refs/remotes/pull/7/merge`. */
function pullRef(ref) {
    const [, pull] = /^refs\/remotes\/(pull\/\d+\/(?:head|merge))$/.exec(ref) ?? [];
    return pull && `refs/${pull}`;
}
function remoteBranch(ref) {
    const [, branch] = /^refs\/remotes\/[^/]+\/(.+)$/.exec(ref) ?? [];
    return branch === undefined || branch === 'HEAD' ? undefined : `refs/heads/${branch}`;
}

// EXTERNAL MODULE: ./lib/github/api.js
var api = __webpack_require__(87671);
// EXTERNAL MODULE: ./lib/event/context.js
var event_context = __webpack_require__(13051);
;// CONCATENATED MODULE: ./lib/github/facts.js


/**
 * Fills in facts that the rules need and the event lacks: from the checkout, else from the API. Unavailable ones are
 * warned about and stay empty.
 *
 * @throws ActionError NETWORK_ERROR if the facts are shared and the API does not answer: it may answer other jobs. It
 *   refuses all of them alike.
 */
async function loadFacts(known, needed, context, ports) {
    let facts = known;
    for (const source of sources(context, ports)) {
        const missing = needed.filter(fact => facts[fact] === undefined && source.facts.includes(fact));
        if (missing.length === 0)
            continue;
        try {
            facts = { ...(await source.read()), ...facts };
        }
        catch (error) {
            if (error instanceof errors/* ActionError */.lZ && error.code === 'CANCELLED')
                throw error;
            if (ports.isShared && source.name === API && !isRefusal(error))
                throw unanswered(missing, error);
            const lost = missing.length === 1 ? 'that value is' : 'those values are';
            ports.log.warning(`Couldn't read ${inWords(missing)} from ${source.name}; ${lost} empty unless known otherwise: ${(0,errors/* messageOf */.bD)(error)}`);
        }
    }
    return facts;
}
const API = 'the GitHub API';
function isRefusal(error) {
    return error instanceof errors/* ActionError */.lZ && ['AUTH_DENIED', 'NOT_FOUND'].includes(error.code);
}
function unanswered(missing, cause) {
    return new errors/* ActionError */.lZ('NETWORK_ERROR', `couldn't read ${inWords(missing)} from ${API}: ${(0,errors/* messageOf */.bD)(cause)}`, {
        hint: 'All parts of an image must have the same labels. Re-run the job, or set the labels in both `labels` and `annotations`.',
        cause,
    });
}
/** Facts in words: `the default branch, the commit's time`. */
function inWords(facts) {
    return facts.map(fact => WORDS[fact]).join(', ');
}
const WORDS = {
    name: "the repository's name",
    description: "the repository's description",
    htmlUrl: "the repository's address",
    license: "the repository's license",
    defaultBranch: 'the default branch',
    commitDate: "the commit's time",
    commitMessage: "the commit's message",
    committerName: "the committer's name",
    committerEmail: "the committer's email address",
    committerUsername: "the committer's account",
    commitDescription: "the commit's description (git describe)",
};
const COMMIT = [
    'commitDate',
    'commitMessage',
    'committerName',
    'committerEmail',
    'committerUsername',
    'commitDescription',
];
function sources(context, { git, api }) {
    const repository = `/repos/${context.repository}`;
    // An event without a commit has no date or message to look for.
    const ofCommit = context.sha === '' ? [] : COMMIT;
    const checkout = { name: 'the checkout', facts: ofCommit, read: () => factsOfCheckout(context.sha, git) };
    if (api === undefined)
        return [checkout];
    return [
        checkout,
        { name: API, facts: ofCommit, read: async () => factsOfCommit(await api(`${repository}/commits/${context.sha}`)) },
        {
            name: API,
            facts: ['name', 'description', 'htmlUrl', 'license', 'defaultBranch'],
            read: async () => factsOfRepository(await api(repository)),
        },
    ];
}
/** Only the requested commit counts: the workspace may have another one. */
async function factsOfCheckout(sha, git) {
    const [date, name, email, ...message] = (await git('log', '-1', '--format=%cI%n%cn%n%ce%n%B', sha)).split('\n');
    if (!date || name === undefined || email === undefined)
        return {};
    // Codeship's options, for `.CommitDescription`.
    const description = await git('describe', '--abbrev=1', '--tags', '--always', sha);
    return {
        commitDate: new Date(date),
        committerName: name,
        committerEmail: email,
        commitMessage: message.join('\n').trim(),
        ...(description !== '' && { commitDescription: description }),
    };
}
function factsOfCommit(json) {
    const date = (0,event_context/* text */.Qq)(json, 'commit', 'committer', 'date');
    return {
        ...(date !== undefined && { commitDate: new Date(date) }),
        commitMessage: (0,event_context/* text */.Qq)(json, 'commit', 'message') ?? '',
        committerName: (0,event_context/* text */.Qq)(json, 'commit', 'committer', 'name') ?? '',
        committerEmail: (0,event_context/* text */.Qq)(json, 'commit', 'committer', 'email') ?? '',
        committerUsername: (0,event_context/* text */.Qq)(json, 'committer', 'login') ?? '',
    };
}
function factsOfRepository(json) {
    const defaultBranch = (0,event_context/* text */.Qq)(json, 'default_branch');
    return {
        name: (0,event_context/* text */.Qq)(json, 'name') ?? '',
        description: (0,event_context/* text */.Qq)(json, 'description') ?? '',
        htmlUrl: (0,event_context/* text */.Qq)(json, 'html_url') ?? '',
        license: (0,event_context/* text */.Qq)(json, 'license', 'spdx_id') ?? '',
        ...(defaultBranch !== undefined && { defaultBranch }),
    };
}

;// CONCATENATED MODULE: ./lib/github/run-time.js


/**
 * A time shared by all jobs of a workflow run, so that dates in tags and labels are the same in each: that of the
 * event, or else when the run was created.
 *
 * @throws ActionError when neither is available
 */
async function timeOfRun(context, api) {
    const time = timeOfEvent(context) ?? (await timeByApi(context, api));
    if (time !== undefined)
        return time;
    throw new errors/* ActionError */.lZ('NOT_FOUND', 'GitHub does not say when this run was created', {
        hint: 'All parts of an image must agree on a time. Give the job `permissions: actions: read`.',
    });
}
/** Where the payload has the event's time. */
const PLACES = [
    ['release', 'published_at'],
    ['pull_request', 'updated_at'],
    ['workflow_run', 'created_at'],
    ['merge_group', 'head_commit', 'timestamp'],
    ['head_commit', 'timestamp'],
];
/** The time in the payload, the same in every job. */
function timeOfEvent({ payload }) {
    return PLACES.map(place => dateOf((0,event_context/* text */.Qq)(payload, ...place))).find(date => date !== undefined);
}
async function timeByApi({ repository, runId, sha }, api) {
    try {
        const run = await api(`/repos/${repository}/actions/runs/${runId}`);
        // Gitea only reports the start.
        const time = dateOf((0,event_context/* text */.Qq)(run, 'created_at') ?? (0,event_context/* text */.Qq)(run, 'started_at'));
        if (time !== undefined)
            return time;
    }
    catch (error) {
        // Without `actions: read` the token may still read the commit, and so may those of the other jobs.
        const isRefused = error instanceof errors/* ActionError */.lZ && ['AUTH_DENIED', 'NOT_FOUND'].includes(error.code);
        if (!isRefused)
            throw unknown(error);
    }
    try {
        return dateOf((0,event_context/* text */.Qq)(await api(`/repos/${repository}/commits/${sha}`), 'commit', 'committer', 'date'));
    }
    catch (error) {
        throw unknown(error);
    }
}
function unknown(error) {
    return new errors/* ActionError */.lZ('NETWORK_ERROR', `the time of this run could not be determined: ${(0,errors/* messageOf */.bD)(error)}`, {
        hint: 'All parts of an image must agree on a time, and this event has none. Re-run the job.',
        cause: error,
    });
}
function dateOf(value) {
    const date = new Date(value ?? '');
    return Number.isNaN(date.getTime()) ? undefined : date;
}

// EXTERNAL MODULE: ./lib/host/machine.js
var host_machine = __webpack_require__(29491);
// EXTERNAL MODULE: ./lib/inputs/parts/read-parts.js + 1 modules
var read_parts = __webpack_require__(1677);
// EXTERNAL MODULE: ./lib/inputs/promote.js
var promote = __webpack_require__(68213);
// EXTERNAL MODULE: ./lib/parts/artifacts.js
var parts_artifacts = __webpack_require__(45121);
;// CONCATENATED MODULE: ./lib/plan/images/empty-rules.js
const HEAD = 'These rules of `tags` produced no tag for this run:';
/** A rule and the reason why it gave no tag: a row of a message. */
function rowOf({ rule, why }) {
    return `\n  ${rule}: ${why}`;
}
function rowsOf(rules) {
    return rules.map(rowOf).join('');
}
/**
 * Rules that gave nothing, with the reasons: one notice for all of them, since most are meant for other events and
 * refs. Default rules, which nobody wrote, are omitted.
 */
function emptyRules(untagged) {
    return noticeOf(untagged.filter(({ isDefault }) => isDefault !== true).map(rowOf));
}
/** A notice of these rows, if there are any. */
function noticeOf(rows) {
    return rows.length === 0 ? [] : [`${HEAD}${rows.map(row => `\n  ${row.trimStart()}`).join('')}`];
}
/** Separates the rows of the notice about rules from other notices. */
function partedNotices(notices) {
    const isOfRules = (text) => text.startsWith(HEAD);
    return {
        others: notices.filter(text => !isOfRules(text)),
        rows: notices.filter(isOfRules).flatMap(text => text.slice(HEAD.length).split('\n  ').slice(1)),
    };
}

;// CONCATENATED MODULE: ./lib/plan/images/join.js


/**
 * One plan of several. Build arguments stay with each image.
 *
 * @throws InputError for a reference that two images would claim
 */
function joinPlans(named) {
    const images = named.flatMap(({ name, plan }) => plan.images.map(image => ({ ...image, name })));
    refuseSharedReferences(images);
    const plans = named.map(({ plan }) => plan);
    const [first] = plans;
    const decision = plans.find(plan => plan.decision.push)?.decision ??
        first?.decision ?? { push: false, reason: 'there is nothing to build' };
    return {
        images,
        decision,
        buildArgs: {
            args: [],
            shown: named.flatMap(({ name, plan }) => plan.buildArgs.shown.map(arg => `of ${name}: ${arg}`)),
        },
        sourceDateEpoch: first?.sourceDateEpoch,
        warnings: joinTexts(named, plan => plan.warnings),
        notices: [
            ...joinTexts(named, plan => partedNotices(plan.notices).others),
            // One for all images, whatever distinguishes them.
            ...noticeOf(joinTexts(named, plan => partedNotices(plan.notices).rows)),
        ],
        remarks: joinTexts(named, plan => plan.remarks),
    };
}
/** A message about every image appears once; a message about some names them. */
function joinTexts(named, textsOf) {
    const names = new Map();
    for (const { name, plan } of named) {
        for (const text of new Set(textsOf(plan)))
            names.set(text, [...(names.get(text) ?? []), name]);
    }
    return [...names].map(([text, of]) => (of.length === named.length ? text : `${of.join(', ')}: ${text}`));
}
/** A tag names one image: a second image would take it from the first. */
function refuseSharedReferences(images) {
    const claims = new Map();
    for (const { name, destinations } of images) {
        for (const { registry, path, tags } of destinations) {
            for (const tag of tags) {
                const reference = `${registry}/${path}:${tag.name}`;
                claims.set(reference, (claims.get(reference) ?? new Set()).add(name));
            }
        }
    }
    const shared = [...claims].filter(([, names]) => names.size > 1);
    if (shared.length === 0)
        return;
    throw new errors/* InputError */.dz(shared.map(([reference, names]) => ({
        input: 'images',
        problem: `gives ${reference} to several builds (${[...names].join(', ')})`,
        fix: 'Put the name of the build in it, as in `images: ghcr.io/acme/{{target}}`, or give each build its own `images` or `tags`.',
    })));
}

// EXTERNAL MODULE: ./lib/plan/templates/go-fields.js
var go_fields = __webpack_require__(8775);
;// CONCATENATED MODULE: ./lib/plan/templates/template.js


let library;
/** Handlebars rejected a template. Its message is quoted, and may itself quote the template. */
class TemplateFailed extends errors/* ActionError */.lZ {
    constructor(problem, fix) {
        super('INPUT_INVALID', problem, { hint: fix });
    }
}
/** Loads Handlebars, which texts without `{{` don't need. */
async function loadHandlebars() {
    if (library !== undefined)
        return;
    // The single-file build: the package's many modules, with a source map library, take 10 ms longer to load.
    const { default: loaded } = await __webpack_require__.e(/* import() */ 6217).then(__webpack_require__.t.bind(__webpack_require__, 6217, 19));
    library = loaded.create();
    // The built-in `log` would bypass our log with untrusted text.
    library.registerHelper('log', () => '');
}
/** Whether a text may be a template, which requires `loadHandlebars` first. */
function mayBeTemplate(text) {
    return text.includes('{{');
}
function handlebars() {
    if (library === undefined)
        throw new Error('loadHandlebars comes before templates');
    return library;
}
// Without escaping, Handlebars joins its parts with a bare `+`, which would add `{{major}}{{minor}}` as numbers. A
// leading text in every program makes the sums texts; no input can contain this character.
const textMark = '\u0000';
// Prefix of names in a block's opening tag, to give them a separate scope.
const conditionMark = '\u0001';
/**
 * Renders a Handlebars template without HTML escaping. Unknown names give nothing; inherited properties are
 * inaccessible.
 *
 * @param conditions The values of names in a block's opening tag (`{{#if tag}}`), which are never shown
 * @throws TemplateFailed for templates that don't parse or fail; ActionError of a helper
 */
function render(template, scope, conditions = {}) {
    if (!mayBeTemplate(template))
        return template;
    const program = markConditions(markTexts(parse((0,go_fields/* rewriteGoFields */.or)(template))), conditions);
    const aside = Object.entries(conditions).map(([name, value]) => [`${conditionMark}${name}`, value]);
    try {
        const names = Object.assign(Object.create(null), scope, Object.fromEntries(aside));
        const output = handlebars().compile(program, { noEscape: true })(names, {
            allowProtoMethodsByDefault: false,
            allowProtoPropertiesByDefault: false,
        });
        return String(output).replaceAll(textMark, '');
    }
    catch (error) {
        if (error instanceof errors/* ActionError */.lZ)
            throw error;
        throw new TemplateFailed(`cannot be rendered (${briefly(error)})`, 'docs/templates.md lists the names that templates know');
    }
}
/** The first names of a template's paths (`sha`, `date`); empty for one that doesn't parse. */
function namesIn(template) {
    return new Set(pathsIn(template).map(([first = '']) => first));
}
/** The same with what follows the first name: `['meta', 'version']`. */
function pathsIn(template) {
    const paths = [];
    const see = (node) => {
        if (node.type === 'PathExpression')
            paths.push(node.parts.map(String));
    };
    visit(treeOf(template), see);
    return paths;
}
/** The templates that were looked into: most are, for several reasons. */
const trees = new Map();
/** A template's parts, not to be changed; undefined for one that doesn't parse. */
function treeOf(template) {
    if (!mayBeTemplate(template))
        return undefined;
    // Without the library nothing would parse, and nobody would notice.
    handlebars();
    if (!trees.has(template))
        trees.set(template, parsed(template));
    return trees.get(template);
}
function parsed(template) {
    try {
        return parse((0,go_fields/* rewriteGoFields */.or)(template));
    }
    catch {
        return undefined;
    }
}
/** The leading path of the text between two braces; undefined when Handlebars sees none. */
function mustachePath(inner) {
    try {
        const [statement, ...others] = handlebars().parseWithoutProcessing(`{{${inner}}}`).body;
        if (statement?.type !== 'MustacheStatement' || others.length > 0)
            return undefined;
        const { path } = statement;
        if (path.type !== 'PathExpression')
            return undefined;
        const { parts, data, depth } = path;
        return data || depth > 0 ? [] : parts.map(String);
    }
    catch {
        return undefined;
    }
}
/** Whether a pattern is exactly `{{raw}}`, the only pattern that prereleases respect. */
function isOnlyRaw(pattern) {
    const [, inner] = /^\{\{(.*)\}\}$/s.exec(pattern) ?? [];
    return inner !== undefined && mustachePath(inner)?.join('/') === 'raw';
}
function parse(template) {
    try {
        return handlebars().parse(template);
    }
    catch (error) {
        throw new TemplateFailed(`is not a valid template (${briefly(error)})`, 'Check the braces and quotes of its {{…}}');
    }
}
function markTexts(program) {
    visit(program, node => {
        if (node.type !== 'Program')
            return;
        const mark = { type: 'ContentStatement', value: textMark, original: textMark, loc: node.loc };
        node.body.unshift(mark);
    });
    return program;
}
function markConditions(program, conditions) {
    const mark = (node) => {
        if (node.type !== 'PathExpression')
            return;
        const path = node;
        const [name] = path.parts;
        if (path.data || name === undefined || !Object.hasOwn(conditions, name))
            return;
        path.parts[0] = `${conditionMark}${name}`;
        path.original = path.parts[0];
    };
    visit(program, node => {
        if (node.type !== 'BlockStatement')
            return;
        const { path, params, hash } = node;
        visit([path, params, hash], mark);
    });
    return program;
}
function visit(node, see) {
    if (node === null || typeof node !== 'object')
        return;
    if ('type' in node && typeof node.type === 'string')
        see(node);
    for (const [key, child] of Object.entries(node)) {
        if (key !== 'loc')
            visit(child, see);
    }
}
/** Handlebars shows the place on the lines after the first. */
function briefly(error) {
    const [first = '', second = ''] = (0,errors/* messageOf */.bD)(error).split('\n');
    return first.endsWith(':') ? `${first} ${second}` : first;
}

// EXTERNAL MODULE: ./lib/plan/terms/problems.js
var terms_problems = __webpack_require__(43651);
// EXTERNAL MODULE: ./lib/plan/terms/nearest.js
var nearest = __webpack_require__(75853);
// EXTERNAL MODULE: ./lib/plan/templates/go-actions.js
var go_actions = __webpack_require__(34895);
;// CONCATENATED MODULE: ./lib/plan/templates/plan-names.js



const metaKeys = ['version', 'tag', 'tags', 'created', 'revision'];
/**
 * Names that are only available to labels, annotations and build arguments, because they depend on the tags.
 * `meta.version` and `meta.tags` are those of docker/github-builder.
 *
 * @see https://github.com/docker/github-builder#metadata-templates
 */
function planNames({ version, tags, created, revision }) {
    const time = created.toISOString();
    const meta = {
        version,
        tag: version,
        tags,
        created: time,
        revision,
    };
    return { version: () => version, created: () => time, revision: () => revision, meta };
}
/** @throws ActionError for `{{meta.…}}` with an unknown name */
function checkMeta(template) {
    for (const [head, key = ''] of pathsIn(template)) {
        if (head !== 'meta' || metaKeys.some(known => known === key))
            continue;
        const near = (0,nearest/* nearest */.p)(key, metaKeys);
        (0,terms_problems/* refuse */.T)(key === '' ? 'uses {{meta}} without a name in it' : `uses {{meta.${key}}}, which does not exist`, near === undefined || key === ''
            ? `Use one of ${metaKeys.map(known => `{{meta.${known}}}`).join(', ')}`
            : `Did you mean {{meta.${near}}}`);
    }
}

;// CONCATENATED MODULE: ./lib/plan/templates/lines/arg-templates.js






/** Helpers that take arguments. */
const helpers = ['short_sha', 'env', 'lower', 'slug', 'regex_replace', 'file', 'json', 'date', 'commit_date'];
/** Words of Go and Jinja that can stand alone between braces. */
const keywords = new Set(['end', 'else', 'break', 'continue', 'endif', 'endfor']);
/**
 * Whether the text between two braces is one of our templates. Helm, Jinja, Go and GitHub use the same braces, and
 * theirs are left alone. `inBlock`: within one of our `{{#if …}}`.
 *
 * @throws ActionError for one of ours with an unknown name
 */
function isOurs(inner, scope, inBlock) {
    const body = withFields(inner.replaceAll(/^[-~&\s]+|[-~\s]+$/g, ''));
    if (/^(?:[/^]|else\b)/.test(body))
        return inBlock;
    if (body.startsWith('#'))
        return opensOurBlock(body, scope);
    if (/^\.[A-Za-z_]/.test(body))
        return isOurField(body);
    const path = mustachePath(body);
    if (path === undefined)
        return isBrokenCall(body);
    const [head, ...rest] = path;
    if (head === 'meta') {
        checkMeta(`{{${body}}}`);
        return true;
    }
    if (head === undefined)
        return inBlock;
    return rest.length === 0 && isOurName(head, body, scope);
}
/** Rewrites Codeship's fields among a helper's arguments so that they parse. Others stay, and don't parse. */
function withFields(body) {
    return body.replaceAll(/(?<=[\s(=])\.(\w+)(?=[\s)]|$)/g, (text, name) => go_fields/* goFieldNames */.lB.some(field => field === name) ? `[.${name}]` : text);
}
/** Whether a block's opening tag is one of ours: `#if tag`. */
function opensOurBlock(body, scope) {
    const [, word = '', condition = ''] = /^#\s*(if|unless|each|with)\s+(.*)$/s.exec(body) ?? [];
    if (word === '')
        return false;
    const names = [...namesIn(`{{x (y ${condition.replace(/\sas\s*\|.*$/s, '')})}}`)].slice(2);
    const unknown = names.find(name => !Object.hasOwn(scope, name));
    if (unknown === undefined)
        return names.length > 0;
    return word === 'if' || word === 'unless' ? refuseName(unknown, Object.keys(scope)) : false;
}
/** `.CommitID` is Codeship's, `.Values.image` is Helm's. */
function isOurField(body) {
    const [, name = '', rest = ''] = /^\.(\w+)(.*)$/s.exec(body) ?? [];
    if (go_fields/* goFieldNames */.lB.some(field => field === name))
        return true;
    if (rest.trim() !== '')
        return false;
    // Short names resemble those of every other language.
    const fields = go_fields/* goFieldNames */.lB.filter(field => field.length > 6);
    const near = (0,nearest/* nearest */.p)(name, fields.map(field => field.toLowerCase()));
    const field = go_fields/* goFieldNames */.lB.find(each => each.toLowerCase() === (near ?? name.toLowerCase()));
    return field === undefined
        ? false
        : (0,terms_problems/* refuse */.T)(`uses the unknown field .${name}`, `Did you mean {{ .${field} }}? ${literal}`);
}
function isOurName(name, body, scope) {
    const others = [...namesIn(`{{${body}}}`)].filter(other => other !== name && other !== 'undefined');
    const known = others.filter(other => Object.hasOwn(scope, other));
    const names = Object.keys(scope);
    if (Object.hasOwn(scope, name)) {
        const unknown = others.find(other => !known.includes(other));
        return unknown === undefined ? true : refuseName(unknown, names);
    }
    if (body === name)
        return /^[A-Za-z_]\w*$/.test(name) && !keywords.has(name) ? refuseName(name, names) : false;
    const hasField = /\[\.\w+\]/.test(body);
    if (known.length === 0 && !hasField && (0,nearest/* nearest */.p)(name, helpers) === undefined)
        return false;
    (0,go_actions/* refuseGoActions */.I)(`{{ ${body.replaceAll(/\[(\.\w+)\]/g, '$1')} }}`);
    return refuseName(name, helpers);
}
/** Text that doesn't parse belongs to another language, unless it begins with one of our helpers and has no filter. */
function isBrokenCall(body) {
    const [, name = ''] = /^(\w+)\s/.exec(body) ?? [];
    if (!helpers.includes(name) || body.includes('|'))
        return false;
    return (0,terms_problems/* refuse */.T)(`has a {{${name} …}} that is not a valid template`, `Put texts in single quotes. ${literal}`);
}
const literal = 'For the braces themselves write \\{{';
function refuseName(name, names) {
    const near = (0,nearest/* nearest */.p)(name, names.filter(each => !each.startsWith('.')));
    const meant = near === undefined ? '' : `Did you mean {{${near}}}? `;
    return (0,terms_problems/* refuse */.T)(`uses the unknown name {{${name}}}`, `${meant}${literal}; docs/templates.md lists the names`);
}

// EXTERNAL MODULE: ./lib/plan/terms/template-text.js
var template_text = __webpack_require__(67521);
;// CONCATENATED MODULE: ./lib/plan/templates/lines/event-text.js

function textsOf(payload) {
    let all;
    return line => {
        all ??= [
            ...new Set(stringsIn(payload)
                .flatMap(text => text.split(/\r?\n/))
                .flatMap(event_text_forms)),
        ];
        const seen = bare(line);
        return all.filter(text => seen.includes(text));
    };
}
/**
 * A text without quotation marks and spaces, which splitting a list may add, double or remove: two texts that only
 * differ in these are the same.
 */
function bare(text) {
    return text.replaceAll(/["\s]/g, '');
}
/** Whether the part of a line from `start` to `end` touches any occurrence of these texts. */
function touches(line, texts) {
    if (texts.length === 0)
        return () => false;
    const whole = bare(line);
    const spans = texts.flatMap(text => placesOf(whole, text).map(at => [at, at + text.length]));
    return (start, end) => {
        const from = bare(line.slice(0, start)).length;
        const to = from + bare(line.slice(start, end)).length;
        return spans.some(([first, last]) => first < to && from < last);
    };
}
function placesOf(whole, text) {
    const places = [];
    for (let at = whole.indexOf(text); at >= 0; at = whole.indexOf(text, at + text.length))
        places.push(at);
    return places;
}
/** As written, and without what a list takes for a comment. */
function event_text_forms(text) {
    return [text, (0,template_text/* splitComment */.Uf)(text).text].filter(form => form.includes('{{')).map(bare);
}
/** Not recursive: others control the payload's nesting. */
function stringsIn(payload) {
    const found = [];
    const left = [payload];
    for (let json = left.pop(); json !== undefined || left.length > 0; json = left.pop()) {
        if (typeof json === 'string')
            found.push(json);
        else if (json !== null && typeof json === 'object')
            left.push(...Object.values(json));
    }
    return found;
}

;// CONCATENATED MODULE: ./lib/plan/templates/lines/mixed.js




/** A template with the text before it. An opening brace ends the search, to keep it linear. */
const token = /(?<!\\)(\\*)(\$?)(?:\{\{\{((?:'[^'\n]*'|"[^"\n]*"|[^{}'"])*)\}\}\}|\{\{((?:'[^'\n]*'|"[^"\n]*"|[^{}'"])*)\}\})/g;
/** Helpers that read files or the environment, or may never end: not for authors of commit messages. */
const GUARDED = /\b(?:env|file|json|regex_replace)\b/;
/** Each is parsed separately: a text written by others could keep the step busy for minutes. */
const MOST = 500;
/**
 * Renders our templates in a text that may contain those of other tools: those are left as they are, and so is `\{{`,
 * without its backslash.
 *
 * @param texts Parts written by others, as found by `textsOf`. In these, only valid and harmless templates are
 *   rendered: as in metadata-action, a commit message may say `{{branch}}`, but it can't read files
 * @throws ActionError for an unknown name in one of our templates, quoting only the name
 */
function renderMixed(value, scope, texts = []) {
    const tokens = [...value.matchAll(token)];
    if (tokens.length > MOST) {
        return (0,terms_problems/* refuse */.T)(`has more than ${MOST} pairs of double braces`, 'Pass a text that others write as a secret, where it is not read as a template');
    }
    const isOthers = touches(value, texts);
    const judge = (found, check) => {
        const isText = isOthers(found.index, found.index + found[0].length);
        if (isText && GUARDED.test(innerOf(found)))
            return false;
        try {
            return check();
        }
        catch (error) {
            if (isText)
                return false;
            throw error;
        }
    };
    const inBlock = tokens.some(found => innerOf(found).startsWith('#') && judge(found, () => opensOurBlock(innerOf(found), scope)));
    const isOwn = (found) => judge(found, () => isOurs(innerOf(found), scope, inBlock));
    const foreign = [];
    const keep = (text) => `{{[foreign ${foreign.push(text) - 1}]}}`;
    const pieces = split(value, tokens).map(piece => judged(piece, isOwn, keep));
    if (!pieces.some(({ isOwn, isEscaped }) => isOwn || isEscaped))
        return { text: value, shown: undefined };
    const kept = foreign.map((text, index) => [`foreign ${index}`, () => text]);
    const names = { ...scope, ...Object.fromEntries(kept) };
    const text = renderWhole(pieces.map(({ text }) => text).join(''), names);
    if (!pieces.some(({ isOwn }) => isOwn))
        return { text, shown: undefined };
    const hidden = pieces.map(({ text, isOwn, isShort }) => (isOwn || isShort ? text : '…')).join('');
    return { text, shown: renderWhole(hidden, names) };
}
/** Whether all double braces of a text are closed. */
function isClosed(text) {
    return !text.replaceAll(token, '').includes('{{');
}
/** Every name between braces, in any language. */
function namesInMixed(text) {
    return new Set([...text.matchAll(token)].flatMap(found => [...namesIn(`{{${innerOf(found)}}}`)]));
}
function innerOf([, , , triple, double]) {
    return triple ?? double ?? '';
}
/** Texts and templates, alternating. */
function split(value, tokens) {
    let end = 0;
    const pieces = tokens.flatMap(found => {
        const before = value.slice(end, found.index);
        end = found.index + found[0].length;
        return [before, found];
    });
    return [...pieces, value.slice(end)];
}
/** The form of a piece for Handlebars: texts and others' templates come back unchanged. */
function judged(piece, isOwn, keep) {
    if (typeof piece === 'string') {
        // A brace next to a template would be parsed as part of it. Two characters reveal no secret.
        return { text: piece.replaceAll(/\\*\{\{|^\}|\{$/g, keep), isShort: piece.length <= 2 && !/[{}]/.test(piece) };
    }
    const [whole, slashes = '', dollar = ''] = piece;
    if (slashes.length === 1 && dollar === '')
        return { text: whole, isEscaped: true };
    return dollar === '' && isOwn(piece) ? { text: whole, isOwn: true } : { text: keep(whole) };
}
/** @throws ActionError that doesn't quote the text */
function renderWhole(text, names) {
    try {
        return render(text, names);
    }
    catch (error) {
        if (!(error instanceof TemplateFailed))
            throw error;
        return (0,terms_problems/* refuse */.T)('is not a valid template', 'Check that every {{#if …}} has its {{/if}}, or write \\{{ for braces');
    }
}

;// CONCATENATED MODULE: ./lib/plan/templates/lines/build-args.js


/**
 * Renders the values of build arguments. A value may contain the templates of other tools: those are left as they are,
 * and so is `\{{`, without its backslash.
 */
function renderArgs(args, scope, textsIn, problems) {
    return args.flatMap(arg => {
        const equals = arg.indexOf('=');
        if (equals < 0 || !mayBeTemplate(arg.slice(equals)))
            return [{ arg }];
        const [key, value] = [arg.slice(0, equals), arg.slice(equals + 1)];
        // The value may be secret: only the name identifies the wrong one.
        return problems.attempt('build-args', key, () => renderArg(key, renderMixed(value, scope, textsIn(value)))) ?? [];
    });
}
/** Every name in a line that may contain other tools' templates. */
function namesInArg(arg) {
    return mayBeTemplate(arg) ? new Set([...namesInMixed(arg), ...namesIn(arg)]) : new Set();
}
function renderArg(key, { text, shown }) {
    const arg = `${key}=${text}`;
    if (shown === undefined)
        return { arg };
    const line = shown.replaceAll(/…+/g, '…').replaceAll(/\s+/g, ' ');
    return { arg, shown: `${key}=${line.length > 200 ? `${line.slice(0, 200)}…` : line}` };
}

// EXTERNAL MODULE: ./lib/plan/rules/flavor.js
var rules_flavor = __webpack_require__(82407);
// EXTERNAL MODULE: ./lib/plan/rules/rules.js
var rules = __webpack_require__(73984);
;// CONCATENATED MODULE: ./lib/plan/rules/used-names.js





/** Every name in the inputs' templates. Invalid inputs are ignored: `computeMetadata` reports them. */
function templateNames(inputs) {
    const { prefix, suffix } = (0,rules_flavor/* parseFlavor */.w)(inputs.flavor, (0,terms_problems/* collector */.g)());
    const templates = [...rulesOf(inputs).flatMap(templatesOf), prefix, suffix];
    const lines = [...inputs.labels, ...inputs.annotations, ...(inputs.buildArgs ?? [])];
    return new Set([...templates.flatMap(text => [...namesIn(text)]), ...lines.flatMap(line => [...namesInArg(line)])]);
}
/** The rules that parse. */
function rulesOf(inputs) {
    return (0,rules/* parseRules */.N)(inputs.tags, (0,terms_problems/* collector */.g)());
}
/** The templates within a rule. */
function templatesOf(rule) {
    const own = [('value' in rule && rule.value) || '', ('pattern' in rule && rule.pattern) || ''];
    return [rule.enable, rule.prefix ?? '', rule.suffix ?? '', ...own];
}

// EXTERNAL MODULE: ./lib/plan/metadata/labels.js
var metadata_labels = __webpack_require__(2682);
// EXTERNAL MODULE: ./lib/event/default-branch.js
var default_branch = __webpack_require__(54258);
// EXTERNAL MODULE: ./lib/plan/terms/refs.js
var terms_refs = __webpack_require__(57885);
;// CONCATENATED MODULE: ./lib/plan/templates/event-facts.js



/** The facts known from the event and the environment, without any request. */
function repoFactsFromEvent(context, refSource = 'workflow') {
    const { payload, repository, serverUrl } = context;
    const commit = commitOf(payload, (0,terms_refs/* imageContextOf */.Uh)(context, refSource).sha);
    return known({
        name: (0,event_context/* text */.Qq)(payload, 'repository', 'name') ?? (repository.split('/').at(-1) || undefined),
        description: textOrNull((0,event_context.at)(payload, 'repository', 'description')),
        htmlUrl: (0,event_context/* text */.Qq)(payload, 'repository', 'html_url') ?? (repository ? `${serverUrl}/${repository}` : undefined),
        license: licenseOf((0,event_context.at)(payload, 'repository', 'license')),
        defaultBranch: (0,default_branch/* defaultBranchOf */.d)(context),
        commitDate: event_facts_dateOf((0,event_context/* text */.Qq)(commit, 'timestamp')),
        commitMessage: (0,event_context/* text */.Qq)(commit, 'message'),
        committerName: (0,event_context/* text */.Qq)(commit, 'committer', 'name'),
        committerEmail: (0,event_context/* text */.Qq)(commit, 'committer', 'email'),
        committerUsername: (0,event_context/* text */.Qq)(commit, 'committer', 'username'),
    });
}
/** The event's record of a commit, which push, workflow_run and merge_group events have. */
function commitOf(payload, sha) {
    const pushed = (0,event_context.at)(payload, 'commits');
    const commits = [
        ...(Array.isArray(pushed) ? pushed : []),
        (0,event_context.at)(payload, 'head_commit'),
        (0,event_context.at)(payload, 'workflow_run', 'head_commit'),
        (0,event_context.at)(payload, 'merge_group', 'head_commit'),
    ];
    return sha === '' ? undefined : commits.find(commit => (0,event_context/* text */.Qq)(commit, 'id') === sha);
}
/** null is a valid answer: there is none. */
function textOrNull(value) {
    return value === null ? '' : typeof value === 'string' ? value : undefined;
}
function licenseOf(license) {
    return license === null ? '' : textOrNull((0,event_context.at)(license, 'spdx_id'));
}
function event_facts_dateOf(timestamp) {
    const date = timestamp === undefined ? undefined : new Date(timestamp);
    return date === undefined || Number.isNaN(date.getTime()) ? undefined : date;
}
function known(facts) {
    return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

;// CONCATENATED MODULE: ./lib/plan/metadata/facts.js



const factsBehindNames = {
    commit_date: 'commitDate',
    '.CommitMessage': 'commitMessage',
    '.CommitDescription': 'commitDescription',
    '.CommitterName': 'committerName',
    '.CommitterEmail': 'committerEmail',
    '.CommitterUsername': 'committerUsername',
};
/**
 * The facts that the inputs require. The caller asks the API and git only for those missing from the event
 * (`repoFactsFromEvent`).
 */
function neededFacts(inputs) {
    const wanted = [
        ...labelFacts(inputs),
        ...[...templateNames(inputs)].flatMap(name => factsBehindNames[name] ?? []),
        ...(inputs.sourceDateEpoch === 'commit' ? ['commitDate'] : []),
        ...rulesOf(inputs).flatMap((rule) => (rule.type === 'edge' && !rule.branch ? ['defaultBranch'] : [])),
    ];
    return [...new Set(wanted)];
}
/** Both lists are computed; a fact is unnecessary only if the user sets it in both. */
function labelFacts({ labels, annotations }) {
    const [own, others] = [labels, annotations].map(lines => new Set(lines.flatMap(metadata_labels/* pairOf */.cF).map(([key]) => key)));
    return Object.entries(metadata_labels/* factLabels */._4).flatMap(([key, fact]) => (own?.has(key) && others?.has(key) ? [] : [fact]));
}

;// CONCATENATED MODULE: ./lib/plan/metadata/formatter.js

/** Whether a template formats a date. The formatter is loaded only then. */
function neededFormatter(inputs) {
    const names = templateNames(inputs);
    return names.has('date') || names.has('commit_date');
}

// EXTERNAL MODULE: ./lib/plan/metadata/images.js
var metadata_images = __webpack_require__(53059);
;// CONCATENATED MODULE: ./lib/plan/metadata/source-date.js

/**
 * The time of everything in the image, in seconds since 1970; undefined leaves times unchanged.
 *
 * @throws InputError when it should be the commit's, and that is unknown
 * @see https://reproducible-builds.org/specs/source-date-epoch/
 */
function sourceDateOf({ sourceDateEpoch }, { commitDate }) {
    if (sourceDateEpoch !== 'commit')
        return sourceDateEpoch;
    if (commitDate !== undefined)
        return Math.floor(commitDate.getTime() / 1000);
    throw new errors/* InputError */.dz([
        {
            input: 'source-date-epoch',
            problem: "is `commit`, but the commit's time cannot be read",
            fix: 'Check out the repository before this step, let `github-token` read its contents, or give seconds.',
        },
    ]);
}
/**
 * The build with all times fixed: BuildKit uses the build argument for the image's configuration and history, and
 * rewrites the layers' timestamps on export. The user's own value comes last, and wins.
 *
 * @see https://github.com/moby/buildkit/blob/master/docs/build-repro.md
 */
function withSourceDate(build, epoch) {
    if (epoch === undefined)
        return build;
    const isGiven = build.buildArgs.some(arg => /^SOURCE_DATE_EPOCH(?:=|$)/.test(arg));
    return {
        ...build,
        buildArgs: isGiven ? build.buildArgs : [...build.buildArgs, `SOURCE_DATE_EPOCH=${epoch}`],
        outputs: { ...build.outputs, attributes: { 'rewrite-timestamp': 'true', ...build.outputs.attributes } },
    };
}

// EXTERNAL MODULE: ./lib/event/own-pull.js
var own_pull = __webpack_require__(18774);
// EXTERNAL MODULE: ./lib/host/text/quote.js
var quote = __webpack_require__(64212);
// EXTERNAL MODULE: ./lib/event/filter-ref.js
var filter_ref = __webpack_require__(89852);
// EXTERNAL MODULE: ./lib/event/unmerged.js
var unmerged = __webpack_require__(57109);
// EXTERNAL MODULE: ./lib/plan/filter.js + 1 modules
var filter = __webpack_require__(66759);
;// CONCATENATED MODULE: ./lib/plan/tags/component-tag.js
/**
 * What follows a component in its release tags: `v1.2.3`, `1.2`, `v2.0.0-rc.1`; but not `gateway-v1.0.0` of another
 * component.
 */
const VERSION = /^v?\d+\.\d+[\w.+-]*$/i;
/**
 * The part of a git tag after the component: `v1.2.3` of `api/v1.2.3` (Go, Nx), `api-v1.2.3` (release-please) and
 * `api@1.2.3` (Lerna, Changesets), also after its whole path. Undefined for any other tag.
 */
function componentVersion(tag, { path, name }) {
    for (const part of new Set([path, name])) {
        const version = tag.slice(part.length + 1);
        if (tag.startsWith(part) && /^[/@-]/.test(tag.slice(part.length)) && VERSION.test(version))
            return version;
    }
    return undefined;
}
/** The form of a component's release tags. */
function componentTags({ name }) {
    return `${name}/v1.2.3, ${name}-v1.2.3 or ${name}@1.2.3`;
}

;// CONCATENATED MODULE: ./lib/plan/decision.js






/** Whether this run pushes at all, and why. `push: true` overrides the rule about events, but no filter. */
function decide({ push, hasTargets, filters, component }, run) {
    if (push === false)
        return no('`push` is false');
    const isOwn = push === 'same-repository' && (0,own_pull/* isOwnPullRequest */.$L)(run);
    if (push !== true) {
        if (push === 'auto' && !hasTargets)
            return no(NO_TARGETS);
        const objection = eventObjection(push, run, isOwn);
        if (objection !== undefined)
            return { ...no(objection), ...decision_briefly(run) };
    }
    const objection = filterObjection(filters, run, component);
    if (objection !== undefined)
        return no(objection);
    const ref = (0,filter_ref/* filterRefOf */.P)(run);
    const event = `event ${run.eventName}${ref === undefined ? '' : ` on ${ref.role} ${(0,quote/* quote */.h)(ref.name)}`}`;
    const reason = isOwn ? `${event}, of this repository` : event;
    return { push: true, reason: push === true ? `\`push\` is true (${event})` : reason };
}
/** The decision for one entry of `registries`, whose own filters narrow the global decision. */
function decideFor(global, registry, filters, run) {
    if (!global.push)
        return global;
    const objection = filterObjection(filters, run);
    return objection === undefined ? global : no(`for ${registry}, ${objection}`);
}
const NO_TARGETS = '`push` is auto, and neither `images` nor `registries` is set';
function eventObjection(push, run, isOwn) {
    const dependabot = (0,own_pull/* isDependabots */.qg)(run) ? 'this run belongs to Dependabot' : undefined;
    const why = isOwn ? dependabot : (0,unmerged/* unmergedBecause */.m)(run);
    return why === undefined ? undefined : `\`push: ${push}\` does not publish on ${run.eventName}: ${why}`;
}
/** A pull request says more in a headline than the reason's first words. */
function decision_briefly(run) {
    if (!/^pull_request/.test(run.eventName))
        return {};
    return { brief: (0,filter_ref/* forkOf */.q)(run) === undefined ? 'pull request' : 'pull request of a fork' };
}
function filterObjection(filters, run, component) {
    const ref = (0,filter_ref/* filterRefOf */.P)(run);
    const events = listObjection('events', filters.events, 'event', run.eventName);
    if (events !== undefined)
        return events;
    if (component?.ownTagsOnly && ref?.kind === 'tag')
        return tagObjection(component, ref);
    return refObjection(filters, ref, run.eventName);
}
/** A component counts as `git-tags` of its own, whatever `branches` says. */
function tagObjection(component, { name }) {
    if (componentVersion(name, component) !== undefined)
        return undefined;
    return `tag ${(0,quote/* quote */.h)(name)} is not a release of the component ${(0,quote/* quote */.h)(component.name)} (${componentTags(component)})`;
}
/** As in `on.push`: if only one of `branches` and `git-tags` is given, refs of the other kind don't pass. */
function refObjection({ branches, gitTags }, ref, eventName) {
    if (branches.length === 0 && gitTags.length === 0)
        return undefined;
    if (ref === undefined) {
        const given = branches.length > 0 ? 'branches' : 'git-tags';
        return `\`${given}\` is set, but event ${eventName} has no branch or tag to match`;
    }
    const [own, patterns, other] = ref.kind === 'branch'
        ? ['branches', branches, 'git-tags']
        : ['git-tags', gitTags, 'branches'];
    if (patterns.length === 0) {
        return `only \`${other}\` is set, so ${ref.role} ${(0,quote/* quote */.h)(ref.name)} is not published`;
    }
    return listObjection(own, patterns, ref.role, ref.name);
}
function listObjection(input, patterns, role, value) {
    const match = (0,filter/* matchPatterns */.B)(patterns, value);
    if (match.matched)
        return undefined;
    return match.by === undefined
        ? `${role} ${(0,quote/* quote */.h)(value)} matches nothing in \`${input}\` (${patterns.join(', ')})`
        : `${role} ${(0,quote/* quote */.h)(value)} is excluded by \`${match.by}\` in \`${input}\``;
}
function no(reason) {
    return { push: false, reason };
}

// EXTERNAL MODULE: ./lib/plan/git-context.js
var git_context = __webpack_require__(92637);
;// CONCATENATED MODULE: ./lib/plan/foreign-context.js


const REVISION = 'org.opencontainers.image.revision';
/**
 * Warnings for a build that reads another commit than the one the image claims. Only BuildKit, while building, knows
 * the commit of another repository's branch.
 *
 * @param run with the ref and commit that the image claims
 */
function foreignContextWarning({ build, metadata }, run) {
    if (metadata.labels.some(line => line.startsWith(`${REVISION}=`)))
        return undefined;
    const place = gitPlace((0,git_context/* withDefaultContext */.h8)(build.context, (0,git_context/* gitContext */.cw)(run)));
    const other = place && otherThan(place, run);
    if (place === undefined || other === undefined)
        return undefined;
    const what = `${place.repository}${place.ref === '' ? '' : `#${place.ref}`}`;
    const isCheckout = metadata.refSource === 'git';
    const short = run.sha.slice(0, 7);
    const named = isCheckout
        ? `the commit that is checked out (${short}), as \`ref-source: git\` says`
        : `this workflow's own commit (${run.repository}, ${short})`;
    const way = isCheckout
        ? 'build that checkout with `context: .`'
        : 'check it out with actions/checkout, build it with `context: .` and set `ref-source: git`';
    return (`The image is built from ${what} (${other}), but \`{{sha}}\`, \`type=sha\` and the labels and annotations ` +
        `\`${REVISION}\` and \`….source\` name ${named}. To name what is built, ${way}; or set these labels in \`labels\`.`);
}
/** How it differs from this run's commit; undefined if it doesn't. */
function otherThan({ repository, ref }, run) {
    // The same hash is the same commit in any repository.
    if (isCommit(ref) && run.sha.startsWith(ref.toLowerCase()))
        return undefined;
    if (!ownNames(run).includes(repository.toLowerCase()))
        return 'another repository';
    const standard = (0,default_branch/* defaultBranchOf */.d)(run);
    // Without a ref it is the default branch, which events may omit.
    if (ref === '' && standard === undefined)
        return undefined;
    return nameOf(ref || `refs/heads/${standard}`) === nameOf(run.ref) ? undefined : 'another ref';
}
/** Gitea may be below a path of its host, which its SSH addresses lack. */
function ownNames({ serverUrl, repository }) {
    const { hostname = '', pathname = '/' } = URL.parse(serverUrl) ?? {};
    return [hostname, `${hostname}${pathname}`].map(place => `${place.replace(/\/+$/, '')}/${repository}`.toLowerCase());
}
function isCommit(ref) {
    return /^[0-9a-f]{7,64}$/i.test(ref);
}
/** `main` for `refs/heads/main`, `pull/7` for the refs of a pull request. */
function nameOf(ref) {
    return ref.replace(/^refs\/(?:heads\/|tags\/)?/, '').replace(/^(pull\/\d+)\/(?:head|merge)$/, '$1');
}
/**
 * A context that BuildKit takes for a git repository; undefined for any other.
 *
 * @see https://docs.docker.com/build/concepts/context/#git-repositories
 */
function gitPlace(context) {
    const [before = '', fragment = ''] = context.split('#', 2);
    const [address = '', query = ''] = before.split('?', 2);
    const [, host, path] = /^(?:git|ssh):\/\/(?:[^/@]*@)?([^/:]+)(?::\d+)?\/(.+)$/i.exec(address) ??
        /^https?:\/\/(?:[^/@]*@)?([^/:]+)(?::\d+)?\/(.+\.git)$/i.exec(address) ??
        /^[\w.-]+@([\w.-]+):(.+)$/.exec(address) ??
        /^(github\.com)\/(.+)$/i.exec(address) ??
        [];
    if (host === undefined || path === undefined)
        return undefined;
    const asked = new URLSearchParams(query);
    const named = ['ref', 'branch', 'tag', 'commit', 'checksum'].map(key => asked.get(key)).find(value => value !== null);
    const [ref = ''] = fragment.split(':', 1);
    const repository = `${host}/${path.replace(/^\/+|\/+$/g, '').replace(/\.git$/i, '')}`;
    return { repository, ref: ref || (named ?? '') };
}

// EXTERNAL MODULE: ./lib/host/variables/docker-actions.js
var docker_actions = __webpack_require__(55104);
// EXTERNAL MODULE: ./lib/host/variables/step.js
var step = __webpack_require__(1956);
// EXTERNAL MODULE: ./lib/host/variables/workflow-run.js
var workflow_run = __webpack_require__(55911);
;// CONCATENATED MODULE: ./lib/plan/templates/codeship.js





/**
 * Codeship's fields computed from GitHub's run in Codeship's form, so that tags stay the same. As in Codeship, a build
 * of a git tag has the tag as `.Branch`; a pull request has its head. Fields without an equivalent in Actions get the
 * closest one: `.ServiceName` is the job, `.StepName` the step's id.
 *
 * @see https://github.com/codeship/documentation/blob/master/_pro/builds-and-configuration/steps.md
 */
function goFields(subject, facts, firstImage) {
    const { ref, now, env } = subject;
    const fields = {
        CommitID: () => subject.sha,
        Branch: () => (0,terms_refs/* branchOf */.W0)(ref) || (0,terms_refs/* tagOf */.cO)(ref) || subject.headRef,
        RepoName: () => subject.repository.split('/').at(-1),
        ProjectID: () => (0,workflow_run/* runVariables */.R)(env).repositoryId ?? String((0,event_context.at)(subject.payload, 'repository', 'id') ?? ''),
        BuildID: () => subject.runId,
        CommitMessage: () => facts.commitMessage,
        CommitDescription: () => facts.commitDescription,
        CommitterName: () => facts.committerName,
        CommitterEmail: () => facts.committerEmail,
        CommitterUsername: () => facts.committerUsername,
        Time: () => goTime(now),
        Timestamp: () => String(Math.floor(now.getTime() / 1000)),
        StringTime: () => rfc3339(now),
        StepName: () => stepName((0,step/* stepVariables */._Y)(env).id),
        ServiceName: () => subject.job,
        ImageName: () => firstImage,
        Ci: () => 'true',
        CiName: () => 'codeship',
    };
    return Object.fromEntries(Object.entries(fields).map(([name, value]) => [`.${name}`, () => value() ?? '']));
}
function rfc3339(date) {
    return date.toISOString().replace(/\.\d+Z$/, 'Z');
}
/** How Go prints a `time.Time` in a template: `2026-03-05 07:08:09 +0000 UTC`. */
function goTime(date) {
    return `${date.toISOString().slice(0, 19).replace('T', ' ')} +0000 UTC`;
}
/** The runner's generated name for a step without an id: `__run`, `__acme_slipway_2`. */
function stepName(action) {
    if (!action.startsWith('__'))
        return action;
    return (0,terms_problems/* refuse */.T)('uses .StepName, and the step has no `id`', 'Give this step an `id:` with the name of the push step');
}

// EXTERNAL MODULE: ./lib/plan/terms/switches.js
var switches = __webpack_require__(55983);
;// CONCATENATED MODULE: ./lib/plan/templates/helpers.js





/** The events that GitHub runs on the default branch's last commit, plus `create`, as in metadata-action. */
const defaultBranchEvents = new Set(['create', 'discussion', 'discussion_comment', 'issues', 'schedule']);
/** metadata-action's names for `value`, `prefix`, `suffix`, `enable`, labels and annotations. */
function globalHelpers(subject, dates) {
    const { ref, sha, env } = subject;
    return {
        branch: () => (0,terms_refs/* branchOf */.W0)(ref),
        tag: () => (0,terms_refs/* tagOf */.cO)(ref),
        sha: () => (0,switches/* shortSha */.F)(sha, env),
        base_ref: () => baseRefOf(subject),
        is_default_branch: () => String(isDefaultBranch(subject)),
        is_not_default_branch: () => String(!isDefaultBranch(subject)),
        ...dates,
    };
}
/** `date` and `commit_date`, the only names of metadata-action that `type=schedule` patterns have. */
function dateHelpers(now, facts, format, warn) {
    const formatter = (date) => (pattern, options) => {
        const zone = zoneOf(options?.hash ?? {});
        if (typeof pattern !== 'string')
            (0,terms_problems/* refuse */.T)('uses a date without a format', "Write {{date 'YYYYMMDD'}}");
        if (format === undefined)
            throw new Error('computeMetadata needs formatDate: neededFormatter says when');
        return format(date, pattern, zone, warn);
    };
    return { date: formatter(now), commit_date: formatter(facts.commitDate ?? now) };
}
function zoneOf(hash) {
    const unknown = Object.keys(hash).find(key => key !== 'tz');
    if (unknown !== undefined)
        (0,terms_problems/* refuse */.T)(`gives a date the unknown attribute "${unknown}"`, "Dates take tz='Asia/Tokyo'");
    const zone = hash.tz ?? 'UTC';
    return typeof zone === 'string' ? zone : (0,terms_problems/* refuse */.T)('gives a tz that is not text', "Write tz='Asia/Tokyo'");
}
function baseRefOf({ ref, payload }) {
    if (ref.startsWith('refs/tags/'))
        return ((0,event_context/* text */.Qq)(payload, 'base_ref') ?? '').replace(/^refs\/heads\//, '');
    return ref.startsWith('refs/pull/') ? ((0,event_context/* text */.Qq)(payload, 'pull_request', 'base', 'ref') ?? '') : '';
}
function isDefaultBranch(subject) {
    const { ref, eventName, eventRef } = subject;
    const branch = ref.replace(/^refs\/heads\//, '');
    if (branch === '')
        return false;
    const standard = (0,default_branch/* defaultBranchOf */.d)(subject);
    if (standard === branch)
        return true;
    // The checkout (`ref-source: git`) may be another branch than the event's.
    const isEventsOwn = !eventRef || standard === undefined;
    return isEventsOwn && defaultBranchEvents.has(eventName);
}

// EXTERNAL MODULE: ./lib/plan/terms/foreign.js
var foreign = __webpack_require__(32231);
// EXTERNAL MODULE: external "node:vm"
var external_node_vm_ = __webpack_require__(30714);
// EXTERNAL MODULE: ./lib/host/errno.js
var errno = __webpack_require__(69706);
;// CONCATENATED MODULE: ./lib/plan/terms/in-time.js




/** How long a regular expression may take for one text, in milliseconds. */
const LONGEST = 1000;
/** On texts up to this length no expression takes long. In characters. */
const SHORT = 8;
const SCRIPT = 'work()';
let sandbox;
/**
 * Applies a regular expression of the workflow to `text`. One such as `(a+)+$` takes for ever on some texts, and a text
 * that comes from the event (a branch, a title) is chosen by others. Nothing else would run meanwhile, not even the
 * handler of a signal: Node has to end it.
 *
 * @throws ActionError INPUT_INVALID if it takes longer than a second, and what `work` throws
 */
function inTime(pattern, text, work) {
    if (text.length <= SHORT)
        return work();
    sandbox ??= { script: new external_node_vm_.Script(SCRIPT), context: (0,external_node_vm_.createContext)({ work }) };
    const { script, context } = sandbox;
    context.work = work;
    try {
        return script.runInContext(context, { timeout: LONGEST });
    }
    catch (error) {
        if ((0,errno/* errnoOf */.U)(error) !== 'ERR_SCRIPT_EXECUTION_TIMEOUT')
            throw error;
        return (0,terms_problems/* refuse */.T)(`has a regular expression that takes too long: ${(0,quote/* quote */.h)(pattern)}, applied to ${(0,quote/* quote */.h)(text)}`, 'Write it without a repetition inside another one: a+ in place of (a+)+');
    }
}

// EXTERNAL MODULE: ./lib/host/variables/environment.js
var environment = __webpack_require__(72101);
;// CONCATENATED MODULE: ./lib/plan/templates/guarded-env.js


const secretName = /(^|_)(TOKENS?|SECRETS?|PASSWORDS?|PASSWD|PASSPHRASE|PASS|PWD|PAT|KEYS?|APIKEY|CREDENTIALS?|CREDS?|AUTH|JWT|COOKIE|PRIVATE|CERT|DSN)(_|$)/i;
// Without separators, as in GITHUB_TOKENS or NPMTOKEN.
const secretPart = /token|secret|passw|credential/i;
/** The environment contains the inputs of every step, including passwords, and the runner's own tokens. */
const runnerName = /^(INPUT|STATE|ACTIONS)_/i;
const secretValue = /:\/\/[^/@\s]+@|^(gh[a-z]_|github_pat_|glpat-|dckr_pat_|xox[a-z]-|eyJ|AKIA|-----BEGIN )/;
/**
 * An environment variable for `{{env}}`, '' when it is not set.
 *
 * @throws ActionError when its name or content looks like a credential: a tag or label is public
 */
function guardedEnv(env, name) {
    const value = (0,environment/* namedVariable */.m3)(env, name) ?? '';
    const bad = secretName.test(name) || secretPart.test(name) || runnerName.test(name) || secretValue.test(value);
    if (bad && name !== 'PWD') {
        (0,terms_problems/* refuse */.T)(`reads the environment variable ${name}, which looks like a credential`, 'Tags, labels and annotations are public: copy what is harmless into a variable with another name');
    }
    return value;
}

;// CONCATENATED MODULE: ./lib/plan/templates/more-helpers.js







/** Helpers that metadata-action lacks. */
function moreHelpers(subject, readWorkspaceFile) {
    const { sha, env, payload } = subject;
    const read = (path) => {
        if (readWorkspaceFile === undefined)
            return (0,terms_problems/* refuse */.T)('reads a file, which is not possible here', 'Leave it out');
        return readWorkspaceFile(insideWorkspace(textOf(path)));
    };
    return {
        short_sha: (length) => (isOptions(length) ? (0,switches/* shortSha */.F)(sha, env) : sha.slice(0, lengthOf(length))),
        run_number: () => subject.runNumber,
        run_attempt: () => subject.runAttempt,
        pr_number: () => String((0,event_context.at)(payload, 'pull_request', 'number') ?? (0,terms_refs/* pullOf */.pv)(subject.ref)),
        head_ref: () => subject.headRef,
        actor: () => subject.actor,
        env: (name) => guardedEnv(env, textOf(name)),
        lower: (value) => textOf(value).toLowerCase(),
        slug: (value) => slug(textOf(value)),
        regex_replace: (value, pattern, replacement) => {
            const [text, source, by] = [textOf(value), textOf(pattern), textOf(replacement)];
            const expression = regExpOf(source);
            return inTime(source, text, () => text.replaceAll(expression, by));
        },
        file: (path) => read(path).trim(),
        json: (path, key) => jsonValue(read(path), textOf(path), textOf(key)),
    };
}
/** Lower case, every run of characters other than letters and digits replaced by `-`, at most 63, none at the ends. */
function slug(value) {
    const dashed = value
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-')
        .replace(/^-/, '');
    return dashed.slice(0, 63).replace(/-$/, '');
}
/** Handlebars passes its options object last, so it arrives in place of a missing argument. */
function isOptions(value) {
    return typeof value === 'object' && value !== null && 'hash' in value;
}
function textOf(value) {
    // A bare name as an argument, as in {{lower branch}}, arrives as its function.
    const plain = typeof value === 'function' ? value({ hash: {} }) : value;
    if (typeof plain === 'string' || typeof plain === 'number' || typeof plain === 'boolean')
        return String(plain);
    return plain === undefined || plain === null
        ? ''
        : (0,terms_problems/* refuse */.T)('lacks an argument of a helper', "Write, for example, {{lower branch}} or {{file 'VERSION'}}");
}
function lengthOf(value) {
    const length = Number(textOf(value));
    if (Number.isInteger(length) && length > 0)
        return length;
    return (0,terms_problems/* refuse */.T)('asks short_sha for a length that is not a whole number above 0', 'Write {{short_sha 12}}');
}
function regExpOf(pattern) {
    (0,foreign/* refuseDoubledBackslash */._c)(pattern);
    try {
        return new RegExp(pattern, 'g');
    }
    catch {
        return (0,terms_problems/* refuse */.T)(`has an invalid regular expression "${pattern}"`, 'Use the syntax of JavaScript');
    }
}
function insideWorkspace(path) {
    const parts = path.split(/[\\/]/);
    if (path !== '' && !/^([\\/]|[A-Za-z]:)/.test(path) && !parts.includes('..'))
        return path;
    return (0,terms_problems/* refuse */.T)(`reads "${path}", which is not below the workspace`, 'Give a path relative to the workspace');
}
function jsonValue(content, path, key) {
    let json;
    try {
        json = JSON.parse(content);
    }
    catch {
        return (0,terms_problems/* refuse */.T)(`reads "${path}", which is not JSON`, 'Name a JSON file');
    }
    const value = (0,event_context.at)(json, key) ?? (0,event_context.at)(json, ...key.split('.'));
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
        return String(value);
    return (0,terms_problems/* refuse */.T)(`finds no value "${key}" in "${path}"`, 'Name a key whose value is a text or number; dots go deeper');
}

;// CONCATENATED MODULE: ./lib/plan/templates/unknown-names.js

/** Handlebars keywords, which no scope has. */
const BUILT_IN = ['if', 'unless', 'each', 'with', 'lookup', 'log', 'undefined'];
/** The properties of texts and lists. */
const OF_TEXTS = ['length'];
/**
 * Names in a template that are not in its scope, probably misspelled. `each` and `with` add names of their own. Nothing
 * for a template that doesn't parse: `render` reports it.
 *
 * @param options.conditions Whether names that only occur in an opening tag (`{{#if tag}}`) count
 */
function unknownNames(template, scope, { conditions = true } = {}) {
    const found = new Set();
    const look = (node, bound) => {
        if (node === null || typeof node !== 'object')
            return;
        if (Array.isArray(node)) {
            for (const each of node)
                look(each, bound);
            return;
        }
        if (isBlock(node)) {
            if (conditions)
                look([node.path, node.params, node.hash], bound);
            look([node.program, node.inverse], [...bound, ...boundBy(node)]);
            return;
        }
        if (isPath(node)) {
            const [name = ''] = node.parts.map(String);
            if (!node.data && name !== '' && !Object.hasOwn(scope, name) && !bound.includes(name))
                found.add(name);
            return;
        }
        for (const [key, child] of Object.entries(node))
            if (key !== 'loc')
                look(child, bound);
    };
    look(treeOf(template), BUILT_IN);
    return [...found];
}
/** The names that a block adds for its content. */
function boundBy({ path, program }) {
    const word = isPath(path) ? path.original : '';
    if (word !== 'each' && word !== 'with')
        return [];
    return [...OF_TEXTS, ...(program?.blockParams ?? [])];
}
function isBlock(node) {
    return 'type' in node && node.type === 'BlockStatement';
}
function isPath(node) {
    return 'type' in node && node.type === 'PathExpression';
}

;// CONCATENATED MODULE: ./lib/plan/rules/event-names.js
/** Template names taken from the event, which may lack them: a git tag has no branch, a push no pull request. */
const EVENT_NAMES = [
    'branch',
    'tag',
    'sha',
    'short_sha',
    'base_ref',
    'head_ref',
    'pr_number',
    'actor',
    'run_number',
    'run_attempt',
];

;// CONCATENATED MODULE: ./lib/plan/rules/complete.js



/** Names whose value somebody else sets, or nobody: a variable, a file, the rest of a text. */
const OTHERS = ['env', 'file', 'json', 'slug'];
/**
 * Renders a template for a tag. An empty part makes a tag that nobody chose: `{{branch}}-{{sha}}` on a git tag.
 * Conditions (`{{#if tag}}`) may name what the event lacks. An unknown name leaves the same gap.
 *
 * @throws ActionError as `render` does
 */
function complete(template, scope) {
    const missing = new Map();
    const watched = { ...scope };
    for (const [name, value] of Object.entries(scope)) {
        if (template.includes(name) && isWatched(name) && isFunction(value))
            watched[name] = watch(name, value, missing);
    }
    const text = render(template, watched, scope);
    const unknown = unknownNames(template, scope, { conditions: false });
    if (unknown.length > 0)
        return { why: `no template knows the name ${unknown.join(', ')}`, isIncomplete: true };
    return missing.size === 0 ? { text } : { why: whyIncomplete([...missing]), isIncomplete: true };
}
/** Codeship's fields begin with a dot. */
function isWatched(name) {
    return EVENT_NAMES.includes(name) || OTHERS.includes(name) || name.startsWith('.');
}
function isFunction(value) {
    return typeof value === 'function';
}
/** If something is empty because its argument is (`{{slug branch}}`), only the argument is reported. */
function watch(name, value, missing) {
    return (...given) => {
        const before = missing.size;
        const result = value(...given);
        const isOwn = missing.size === before && given[0] !== '';
        if (result === '' && isOwn)
            missing.set(written(name, given), name);
        return result;
    };
}
/** As in the template: `{{branch}}`, `{{ .Branch }}`, `{{env 'VERSION'}}`. */
function written(name, given) {
    if (name.startsWith('.'))
        return `{{ ${name} }}`;
    const texts = given.filter(argument => typeof argument === 'string').map(argument => ` '${argument}'`);
    return `{{${name}${texts.join('')}}}`;
}
function whyIncomplete(missing) {
    const all = missing.map(([text]) => text).join(' and ');
    const forEvent = missing.every(([, name]) => !OTHERS.includes(name)) ? ' for this event' : '';
    return `${all} ${missing.length === 1 ? 'is' : 'are'} empty${forEvent}`;
}

;// CONCATENATED MODULE: ./lib/plan/rules/rule-scope.js







function ruleScope(subject, facts, { name, isPublished, component }, { readWorkspaceFile, formatDate, warn, note }) {
    const extra = { ...moreHelpers(subject, readWorkspaceFile), ...goFields(subject, facts, name) };
    const dates = dateHelpers(subject.now, facts, formatDate, warn);
    return {
        subject,
        gitTag: gitTagOf(subject.ref, component),
        component,
        facts,
        names: { ...extra, ...globalHelpers(subject, dates) },
        // metadata-action's patterns don't know `branch`, `sha` and so on: they are empty there, and here.
        schedulePattern: { ...extra, ...dates },
        versionPattern: extra,
        warn,
        note,
        isPublished,
        complete: isPublished ? complete : (template, names) => ({ text: render(template, names) }),
    };
}
function gitTagOf(ref, component) {
    const tag = (0,terms_refs/* tagOf */.cO)(ref);
    if (component === undefined)
        return tag;
    return componentVersion(tag, component) ?? (component.ownTagsOnly ? '' : tag);
}

// EXTERNAL MODULE: ./node_modules/semver/functions/valid.js
var valid = __webpack_require__(58780);
;// CONCATENATED MODULE: ./lib/plan/tags/beside.js

const fullVersion = /^[vV]?(\d+\.\d+\.\d+)(-.+)?$/;
const parts = ['major', 'minor'];
/**
 * Gives moving tags without a version (`latest` or `1.6` as raw values) the one that is published beside them, if the
 * run has exactly one.
 *
 * @param isFree whether a tag follows something other than versions, such as a branch
 */
function besideVersion(tags, isFree) {
    const version = versionOf(tags.map(({ name }) => name));
    if (version === undefined)
        return tags;
    return tags.map(tag => {
        const isHeld = tag.moving && tag.release === undefined && !isFree(tag);
        const line = isHeld ? lineOf(tag.name, version) : undefined;
        return line === undefined ? tag : { ...tag, beside: { scheme: 'semver', line, ...version } };
    });
}
/** `1.6.0-rc.1` is a prerelease, but with `1.6-alpine` or `alpine` beside it, `1.6.0-alpine` is a variant of 1.6.0. */
function versionOf(names) {
    const found = names.flatMap(name => {
        const [, numbers = '', suffix = ''] = fullVersion.exec(name) ?? [];
        return valid(numbers) === null ? [] : [{ name, numbers, suffix }];
    });
    const [first, ...others] = found;
    if (first === undefined || others.some(({ numbers }) => numbers !== first.numbers))
        return undefined;
    const suffixes = [...new Set(found.map(({ suffix }) => suffix))];
    const rest = names.filter(name => !found.some(version => version.name === name));
    const isVariant = suffixes.length > 1 || rest.some(name => `-${name}`.endsWith(first.suffix));
    if (!isVariant)
        return { version: `${first.numbers}${first.suffix}`, affixes: [['', '']] };
    return { version: first.numbers, affixes: suffixes.map(suffix => ['', suffix]) };
}
/** The part of the version in a name: nothing for `latest`; undefined for another version's name, or no version's. */
function lineOf(name, { version, affixes }) {
    const suffix = affixes.map(([, after]) => after).find(after => after !== '' && name.endsWith(after)) ?? '';
    const [, numbers] = /^[vV]?(\d+(?:\.\d+)*)$/.exec(name.slice(0, name.length - suffix.length)) ?? [];
    if (numbers === undefined)
        return [];
    const given = numbers.split('.');
    return given.length <= parts.length && `${version}.`.startsWith(`${numbers}.`)
        ? parts.slice(0, given.length)
        : undefined;
}

;// CONCATENATED MODULE: ./lib/plan/tags/release.js

const release_parts = ['major', 'minor', 'patch'];
/** The facts of a version rule. The version parts in its pattern hold the tag to its line. */
function ruleRelease(scheme, version, names) {
    return { scheme, version, line: release_parts.filter(part => names.has(part)) };
}
/**
 * The version behind a tag whose rule has none (`match`, `ref`), if its value or the git tag is one: `latest` follows
 * it as with `semver`. The value `1.9` belongs to the line of its major and minor number.
 */
function releaseBehind(value, gitTag) {
    const version = valid(value) ?? valid(gitTag);
    if (version === null)
        return undefined;
    const [numbers = ''] = /^v?\d+(\.\d+)?$/.exec(value) ?? [];
    return { scheme: 'semver', version, line: numbers === '' ? [] : release_parts.slice(0, numbers.split('.').length) };
}
/** The affixes of the version in those tags that contain all of it; nothing if there are none. */
function affixesOf(tags) {
    const found = tags.flatMap(({ name, release }) => {
        const start = release === undefined ? -1 : name.indexOf(release.version);
        if (release === undefined || start < 0)
            return [];
        return [[name.slice(0, start), name.slice(start + release.version.length)]];
    });
    const unique = [...new Map(found.map(pair => [pair.join('\0'), pair])).values()];
    return unique.length > 0 ? unique : [['', '']];
}

// EXTERNAL MODULE: ./lib/host/text/sha256.js
var sha256 = __webpack_require__(39669);
;// CONCATENATED MODULE: ./lib/plan/tags/tag-name.js


const maxLength = 128;
/** A tag as the OCI distribution specification allows it. */
const validTag = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
/** Makes a tag from a value. Idempotent. Distinct values that must be changed stay distinct, by a hash of the value. */
function tagName(value, { strip = false, fixStart = false } = {}) {
    const clean = value.replaceAll(/[^a-zA-Z0-9._-]+/g, strip ? '' : '-');
    if (validTag.test(clean))
        return { kind: 'as is', name: clean };
    const start = clean.replace(/^[.-]+/, '');
    if (clean === '' && !fixStart) {
        return { kind: 'refused', why: `gives ${(0,quote/* quote */.h)(value)}, which has no character allowed in a tag` };
    }
    if (start !== clean && !fixStart)
        return { kind: 'refused', why: `gives "${clean}", but no tag starts with . or -` };
    const name = withHash(start, value);
    const why = clean.length > maxLength
        ? `is longer than ${maxLength} characters`
        : 'starts with a character no tag may start with';
    return { kind: 'changed', name, why: `"${clean}" ${why}, so it becomes "${name}"` };
}
function withHash(start, value) {
    const hash = (0,sha256/* sha256Hex */.f)(value).slice(0, 12);
    const kept = start.slice(0, maxLength - hash.length - 1).replace(/[.-]+$/, '');
    return kept === '' ? hash : `${kept}-${hash}`;
}

;// CONCATENATED MODULE: ./lib/plan/rules/follows.js





/** Names whose value changes between runs, whatever version is published. */
const ofRuns = new Set([...EVENT_NAMES.filter(name => name !== 'tag'), 'date', 'commit_date']);
/** Whether a rule's tag follows a branch or the calendar, and so no version that is published beside it. */
function followsRuns(rule, flavor, ref) {
    if (rule.type === 'ref' || rule.type === 'edge' || rule.type === 'schedule')
        return true;
    const affixes = [rule.prefix ?? flavor.prefix, rule.suffix ?? flavor.suffix];
    const names = [...templatesOf(rule), ...affixes].flatMap(template => [...namesIn(template)]);
    // Codeship calls a git tag `.Branch` as well.
    return names.some(name => ofRuns.has(name) || (name.startsWith('.') && !(name === '.Branch' && (0,terms_refs/* tagOf */.cO)(ref) !== '')));
}
/** Whether a tag is named after the run's branch, in any spelling. */
function isBranchTag(name, ref) {
    const branch = (0,terms_refs/* branchOf */.W0)(ref);
    if (branch === '')
        return false;
    const tag = tagName(branch, { fixStart: true });
    return tag.kind !== 'refused' && tag.name === name;
}

;// CONCATENATED MODULE: ./lib/plan/tags/moving.js
const moving_fullVersion = /^[vV]?\d+\.\d+\.\d+([-+.][0-9A-Za-z.+-]*)?$/;
const shaTag = /^sha-[0-9a-f]{7,64}$/;
const fullHash = /(^|[^0-9a-f])[0-9a-f]{40}([0-9a-f]{24})?([^0-9a-f]|$)/;
/** Whether a user-defined tag names one build permanently: a full version, or a commit. */
function looksFixed(value, sha) {
    return (moving_fullVersion.test(value) ||
        shaTag.test(value) ||
        fullHash.test(value) ||
        (sha.length >= 7 && value.includes(sha.slice(0, 7))));
}
/** Whether a tag may move, judged only by its name. */
function isMovingTag(name) {
    return !looksFixed(name, '');
}

;// CONCATENATED MODULE: ./lib/plan/rules/ref-rules.js





/** `type=ref`: the branch, the git tag or the pull request's number. */
function refOutcome(rule, { subject: { ref }, gitTag, component }) {
    switch (rule.event) {
        case 'branch':
            return given((0,terms_refs/* branchOf */.W0)(ref), 'a branch', ref, { latest: false, moving: true });
        case 'tag':
            return given(gitTag, gitTagInWords(component), ref, { latest: true, moving: false });
        case 'pr':
            return given((0,terms_refs/* pullOf */.pv)(ref), 'a pull request', ref, { latest: false, moving: true });
    }
}
/** What a rule for git tags needs. */
function gitTagInWords(component) {
    return component?.ownTagsOnly ? `a git tag of the component ${component.name}` : 'a git tag';
}
function given(value, kind, ref, flags) {
    if (value === '')
        return { why: `needs ${kind}; this run is for ${(0,terms_refs/* refInWords */.mN)(ref)}` };
    const release = flags.latest ? releaseBehind(value, value) : undefined;
    return { value, ...flags, ...(release && { release }) };
}
/** `type=edge`: the tag `edge` for the newest commit of one branch, the default one if none is named. */
function edgeOutcome(rule, { subject, facts }) {
    const branch = (0,terms_refs/* branchOf */.W0)(subject.ref);
    if (branch === '')
        return { why: `needs a branch; this run is for ${(0,terms_refs/* refInWords */.mN)(subject.ref)}` };
    const edge = rule.branch || facts.defaultBranch;
    if (edge === undefined)
        return { why: 'the default branch is not known; name one with `branch=`' };
    return branch === edge
        ? { value: 'edge', latest: false, moving: true }
        : { why: `the branch ${(0,quote/* quote */.h)(branch)} is not ${(0,quote/* quote */.h)(edge)}` };
}
/** `type=sha`: the commit. */
function shaOutcome(rule, { subject: { sha, env } }) {
    if (sha === '')
        return { why: 'the event has no commit' };
    return { value: rule.format === 'short' ? (0,switches/* shortSha */.F)(sha, env) : sha, latest: false, moving: false };
}
/** `type=raw`: the user's text. */
function rawOutcome(rule, scope) {
    const rendered = scope.complete(rule.value, scope.names);
    if ('why' in rendered)
        return rendered;
    return { value: rendered.text, latest: false, moving: !looksFixed(rendered.text, scope.subject.sha) };
}
/** `type=schedule`: dated tags move too, because a second run on the same day has the same. */
function scheduleOutcome(rule, scope) {
    const { eventName } = scope.subject;
    if (eventName !== 'schedule') {
        return { why: `the event is ${(0,quote/* quote */.h)(eventName)}, not "schedule"` };
    }
    const rendered = scope.complete(rule.pattern, scope.schedulePattern);
    if ('why' in rendered)
        return rendered;
    return { value: rendered.text, latest: false, moving: true };
}

// EXTERNAL MODULE: ./node_modules/semver/functions/parse.js
var functions_parse = __webpack_require__(16353);
// EXTERNAL MODULE: ./lib/plan/tags/pep440.js
var pep440 = __webpack_require__(53486);
;// CONCATENATED MODULE: ./lib/plan/rules/version-rules.js












/** `type=semver`: a prerelease gives its full version, whatever the pattern, unless that is exactly `{{raw}}`. */
function semverOutcome(rule, scope) {
    const text = versionText(rule, scope);
    if (typeof text !== 'string')
        return text;
    const version = valid(text) === null ? null : functions_parse(text, { loose: true });
    if (version === null)
        return { why: `${(0,quote/* quote */.h)(text)} is not a semantic version (https://semver.org)` };
    const names = { ...scope.versionPattern, ...version };
    if (version.prerelease.length > 0)
        return prerelease(rule, isOnlyRaw(rule.pattern) ? render(rule.pattern, names) : version.version, version.version);
    return release(rule, names, version.version, scope);
}
/** `type=pep440`: pre-, post- and development releases are treated like semver's prereleases. */
function pep440Outcome(rule, scope) {
    const text = versionText(rule, scope);
    if (typeof text !== 'string')
        return text;
    const version = (0,pep440/* pep440 */.C9)().valid(text) === null ? null : (0,pep440/* pep440 */.C9)().explain(text);
    if (version === null)
        return { why: `${(0,quote/* quote */.h)(text)} is not a PEP 440 version (https://peps.python.org/pep-0440)` };
    const clean = (0,pep440/* pep440 */.C9)().clean(text) ?? text;
    if (version.is_prerelease || version.is_postrelease || version.is_devrelease) {
        return prerelease(rule, isOnlyRaw(rule.pattern) ? text : clean, clean);
    }
    const names = {
        ...scope.versionPattern,
        raw: () => text,
        version: () => clean,
        major: () => (0,pep440/* pep440 */.C9)().major(text),
        minor: () => (0,pep440/* pep440 */.C9)().minor(text),
        patch: () => (0,pep440/* pep440 */.C9)().patch(text),
    };
    return release(rule, names, clean, scope);
}
/** `type=match`: a group of a regular expression, either `/…/flags` or the bare source. */
function matchOutcome(rule, scope) {
    // The pattern is written for the whole git tag.
    const text = valueOrTag(rule.value, scope, (0,terms_refs/* tagOf */.cO)(scope.subject.ref));
    if (typeof text !== 'string')
        return text;
    const found = matchOf(rule.pattern, text);
    if (found === null)
        return { why: `${(0,quote/* quote */.h)(rule.pattern)} does not match ${(0,quote/* quote */.h)(text)}` };
    const value = Object.hasOwn(found, rule.group) ? found[Number(rule.group)] : undefined;
    if (value === undefined)
        return { why: `${(0,quote/* quote */.h)(rule.pattern)} has no group ${rule.group} in ${(0,quote/* quote */.h)(text)}` };
    const release = releaseBehind(value, text);
    return { value, latest: true, moving: !looksFixed(value, scope.subject.sha), ...(release && { release }) };
}
function prerelease({ type }, value, version) {
    return { value, latest: false, moving: false, release: { scheme: type, version, line: [] } };
}
function release(rule, names, version, scope) {
    const used = namesIn(rule.pattern);
    const full = used.has('version') || used.has('raw') || ['major', 'minor', 'patch'].every(part => used.has(part));
    const rendered = scope.complete(rule.pattern, names);
    if ('why' in rendered)
        return rendered;
    const facts = ruleRelease(rule.type, version, used);
    return { value: rendered.text, latest: true, moving: !full, release: facts };
}
/** The version of a rule: `value` or the git tag, `match` applied, slashes replaced by dashes. */
function versionText(rule, scope) {
    // `match` is written for the whole git tag.
    const text = valueOrTag(rule.value, scope, rule.match === '' ? scope.gitTag : (0,terms_refs/* tagOf */.cO)(scope.subject.ref));
    if (typeof text !== 'string' || rule.match === '')
        return typeof text === 'string' ? dashed(text) : text;
    const found = matchOf(rule.match, text);
    if (found === null) {
        const why = `${(0,quote/* quote */.h)(rule.match)} does not match ${(0,quote/* quote */.h)(text)}`;
        const isVersion = (rule.type === 'semver' ? valid(text) : (0,pep440/* pep440 */.C9)().valid(text)) !== null;
        // A release of another part of a monorepo isn't a version: nothing is wrong.
        if (!isVersion)
            return { why };
        // As in metadata-action, continue with the whole text.
        scope.warn(`The rule ${rule.line}: ${why}, so the version is all of it`);
        return dashed(text);
    }
    return dashed(found[1] ?? (0,terms_problems/* refuse */.T)('has a match without a capturing group', 'Put the version in parentheses: api/v(.*)'));
}
function valueOrTag(value, scope, tag) {
    if (value !== '') {
        const rendered = scope.complete(value, scope.names);
        return 'why' in rendered ? rendered : rendered.text;
    }
    return tag === ''
        ? {
            why: `needs ${gitTagInWords(scope.component)}; this run is for ${(0,terms_refs/* refInWords */.mN)(scope.subject.ref)} (or set \`value=\`)`,
        }
        : tag;
}
function dashed(text) {
    return text.replaceAll('/', '-');
}
/** The first match. @throws ActionError INPUT_INVALID for an expression that is not one, or takes too long */
function matchOf(pattern, text) {
    const expression = regExp(pattern);
    return inTime(pattern, text, () => text.match(expression));
}
/**
 * A regular expression, as `/…/flags` or its bare source, which may contain slashes: `/b/v(.*)` doesn't have the flags
 * `v(.*)`.
 */
function regExp(pattern) {
    (0,foreign/* refuseDoubledBackslash */._c)(pattern);
    const [, source = pattern, flags = ''] = /^\/(.+)\/([a-z]*)$/i.exec(pattern) ?? [];
    if (!/^[dgimsuvy]*$/.test(flags)) {
        (0,terms_problems/* refuse */.T)(`has unknown flags (${flags}) in the pattern ${(0,quote/* quote */.h)(pattern)}`, 'Use `i`, for example; for a pattern that starts with a slash, write \\/');
    }
    try {
        return new RegExp(source, flags);
    }
    catch {
        return (0,terms_problems/* refuse */.T)(`has an invalid regular expression ${(0,quote/* quote */.h)(pattern)}`, 'Use the syntax of JavaScript');
    }
}

;// CONCATENATED MODULE: ./lib/plan/rules/rule-tag.js







/**
 * The tag that a rule gives for this event, or why it gives none.
 *
 * @throws ActionError for templates, switches and values that can't become a tag
 */
function ruleTag(rule, flavor, scope) {
    if (!isEnabled(rule, scope))
        return { why: 'its `enable` is false' };
    const outcome = outcomeOf(rule, scope);
    if ('why' in outcome)
        return outcome;
    const prefix = rule.prefix === undefined ? flavor.prefix() : scope.complete(rule.prefix, scope.names);
    if ('why' in prefix)
        return prefix;
    const suffix = rule.suffix === undefined ? flavor.suffix() : scope.complete(rule.suffix, scope.names);
    if ('why' in suffix)
        return suffix;
    const value = `${prefix.text}${outcome.value}${suffix.text}`;
    if (value === '')
        return { why: `its value is empty${unknownIn(rule, scope)}` };
    const source = `${prefixOf(rule, flavor)}${sourceOf(rule)}`;
    // Codeship passes such a tag to docker, which refuses it.
    const fixStart = startsWithTemplate(source) && !rule.strip;
    if (fixStart && scope.isPublished && !/\w/.test(value)) {
        return { why: `${(0,quote/* quote */.h)(value)} has no character that a tag can start with`, isIncomplete: true };
    }
    if (fixStart && scope.isPublished && hasLostStart(value)) {
        return { why: `its value is ${(0,quote/* quote */.h)(value)}, because what should precede it is empty`, isIncomplete: true };
    }
    if (rule.strip)
        refuseLostFields(`${prefixOf(rule, flavor)}${sourceOf(rule)}${rule.suffix ?? flavor.source.suffix}`, scope);
    const tag = tagName(value, { strip: rule.strip, fixStart });
    if (tag.kind === 'refused') {
        const instead = 'Give the rule a prefix that starts with a letter, digit or _';
        return (0,terms_problems/* refuse */.T)(tag.why, rule.strip ? `${instead}, as in v{{ .Branch }}; or ${OTHER_FIELD}` : instead);
    }
    if (tag.kind === 'changed')
        scope.note(`The rule ${rule.line}: ${tag.why}`);
    return { name: tag.name, latest: outcome.latest, moving: outcome.moving, release: outcome.release };
}
function prefixOf({ prefix }, { source }) {
    return prefix ?? source.prefix;
}
const OTHER_FIELD = 'take {{ .CommitID }} or {{short_sha 12}}, which have no other characters';
/**
 * Codeship drops characters that tags can't have. `v{{ .Branch }}` on the branch `日本` would become `v`, and so would
 * any other such branch.
 *
 * @throws ActionError for a template whose distinctive parts were all dropped
 */
function refuseLostFields(source, { names }) {
    for (const [template] of source.matchAll(/\{\{(?!\s*[#/^!]|\s*else\b)[^{}]*\}\}/g)) {
        const value = render(template, names);
        const left = value.replaceAll(/[^a-zA-Z0-9._-]+/g, '');
        if (left === value || /[a-zA-Z0-9]/.test(left))
            continue;
        (0,terms_problems/* refuse */.T)(`has ${template}, which is ${(0,quote/* quote */.h)(value)} here, and no letter or digit of that is allowed in a tag`, `Write the tag without it, or ${OTHER_FIELD}`);
    }
}
/** Whether the leading template gave nothing (`{{#if branch}}{{branch}}{{/if}}-x`): no ref's name begins like this. */
function hasLostStart(value) {
    return /^[-./]/.test(value);
}
/** Unknown names give nothing, as in metadata-action: an Ansible variable, or a typo. */
function unknownIn(rule, { names }) {
    const unknown = rule.type === 'raw' ? unknownNames(rule.value, names) : [];
    return unknown.length === 0 ? '' : `: no template knows the name ${unknown.join(', ')}`;
}
/** The author's text for the value; '' if it comes only from the event. */
function sourceOf(rule) {
    if (rule.type === 'raw')
        return rule.value;
    return rule.type === 'schedule' || rule.type === 'semver' || rule.type === 'pep440' ? rule.pattern : '';
}
/**
 * Whether a tag's start comes from the event, which the rule's author can't choose: `{{branch}}-` is a lone `-` on a
 * pull request. It is then fixed, since a check shouldn't fail for it. A tag that is wrong on every run is refused.
 */
function startsWithTemplate(source) {
    return source === '' || source.startsWith('{{');
}
function isEnabled(rule, scope) {
    const enable = render(rule.enable, scope.names);
    if (enable === 'true' || enable === 'false')
        return enable === 'true';
    return (0,terms_problems/* refuse */.T)(`has "${enable}" for enable`, 'It must render to true or false');
}
function outcomeOf(rule, scope) {
    switch (rule.type) {
        case 'schedule':
            return scheduleOutcome(rule, scope);
        case 'semver':
            return semverOutcome(rule, scope);
        case 'pep440':
            return pep440Outcome(rule, scope);
        case 'match':
            return matchOutcome(rule, scope);
        case 'edge':
            return edgeOutcome(rule, scope);
        case 'ref':
            return refOutcome(rule, scope);
        case 'raw':
            return rawOutcome(rule, scope);
        case 'sha':
            return shaOutcome(rule, scope);
    }
}

;// CONCATENATED MODULE: ./lib/plan/rules/tags.js







/**
 * The tags of all rules, in order, without duplicates; followed by `latest` if the first rule that gave a tag says so.
 */
function tagsOf(rules, flavor, scope, problems) {
    const tags = new Map();
    const untagged = [];
    const affixes = renderedAffixes(flavor, scope, problems);
    const free = new Set();
    let first;
    for (const rule of rules) {
        if (rule.lost.length > 0)
            scope.warn(onlyLast(rule));
        const tag = problems.attempt('tags', rule.line, () => ruleTag(rule, affixes, scope));
        if (tag === undefined)
            continue;
        if ('why' in tag) {
            // The rules of a preset have the same reason.
            const isSaid = untagged.some(({ rule: line, why }) => line === rule.line && why === tag.why);
            if (!isSaid)
                untagged.push({ rule: rule.line, ...tag });
            continue;
        }
        first ??= tag;
        if (followsRuns(rule, flavor, scope.subject.ref))
            free.add(tag.name);
        const earlier = tags.get(tag.name);
        tags.set(tag.name, {
            name: tag.name,
            moving: tag.moving || earlier?.moving === true,
            from: earlier?.from ?? rule.line,
            release: earlier?.release ?? tag.release,
        });
    }
    if (first !== undefined && (flavor.latest === 'auto' ? first.latest : flavor.latest)) {
        const name = latestName(flavor, affixes, scope, problems);
        const release = first.release && { ...first.release, line: [] };
        if (name !== undefined && !tags.has(name))
            tags.set(name, { name, moving: true, from: 'flavor', release });
    }
    const isFree = ({ name }) => free.has(name) || isBranchTag(name, scope.subject.ref);
    return { tags: besideVersion(planned([...tags.values()]), isFree), untagged };
}
function onlyLast({ line, lost }) {
    const all = lost.map(value => (0,quote/* quote */.h)(value)).join(', ');
    return `The rule ${line}: only its last value counts, so ${all} ${lost.length === 1 ? 'is' : 'are'} lost. Write each tag on a separate line`;
}
/** Moving tags keep their version, which decides whether they may move. */
function planned(drafts) {
    const affixes = affixesOf(drafts);
    return drafts.map(({ release, ...tag }) => tag.moving && release !== undefined ? { ...tag, release: { ...release, affixes } } : tag);
}
function renderedAffixes(flavor, scope, problems) {
    const rendered = (name) => {
        let affix;
        return () => {
            // Failures are cached too, to be reported once instead of per rule.
            affix ??= problems.attempt('flavor', `${name}=${flavor[name]}`, () => scope.complete(flavor[name], scope.names));
            affix ??= { text: '' };
            return affix;
        };
    };
    return { prefix: rendered('prefix'), suffix: rendered('suffix'), source: flavor };
}
/** `latest` with the flavor's prefix and suffix if these apply; undefined when they can't be rendered. */
function latestName(flavor, affixes, scope, problems) {
    const prefix = flavor.prefixLatest ? affixes.prefix() : { text: '' };
    const suffix = flavor.suffixLatest ? affixes.suffix() : { text: '' };
    // Only a rule with its own affixes gets here without the flavor's.
    if ('why' in prefix || 'why' in suffix)
        return leftOut(scope, 'a part of it is empty for this event');
    const text = `${prefix.text}latest${suffix.text}`;
    if (scope.isPublished && startsWithTemplate(flavor.prefix) && hasLostStart(text)) {
        return leftOut(scope, `what should precede "${text}" is empty`);
    }
    return problems.attempt('flavor', text, () => {
        const tag = tagName(text, { fixStart: startsWithTemplate(flavor.prefix) });
        if (tag.kind === 'refused')
            return (0,terms_problems/* refuse */.T)(tag.why, 'Start the prefix with a letter, digit or _');
        if (tag.kind === 'changed')
            scope.note(`The flavor: ${tag.why}`);
        return tag.name;
    });
}
function leftOut(scope, why) {
    scope.note(`The flavor: \`latest\` is skipped because ${why}.`);
}

;// CONCATENATED MODULE: ./lib/plan/templates/lines/label-line.js




/**
 * Renders a line of `labels` or `annotations`. It is rendered as a whole, as in metadata-action, if all of it is
 * understood. In any other line, which that action would refuse or leave gaps in, templates of other tools and text
 * from the event stay as they are: a commit message about `{{mustaches}}` is not the workflow's mistake.
 *
 * @throws ActionError for an unknown name, for templates that fail, and for one that is never closed
 */
function renderLine(line, scope, textsIn) {
    if (!mayBeTemplate(line))
        return line;
    const texts = textsIn(line);
    const isBroken = !isClosed(line) && texts.length === 0;
    const isPlain = isBroken || (texts.length === 0 && isKnown(line, scope));
    return isPlain ? render(line, scope) : renderMixed(line, scope, texts).text;
}
function isKnown(line, scope) {
    if (treeOf(line) === undefined || unknownNames(line, scope).length > 0)
        return false;
    try {
        checkMeta(line);
        return true;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./lib/plan/metadata/documents.js
/** The `json` output, byte for byte in metadata-action's layout. */
function jsonDocument({ tags, tagNames, labels, annotations }) {
    return JSON.stringify({ tags, 'tag-names': tagNames, labels: Object.fromEntries(labels), annotations });
}
/** The contents of the bake files for a target of this name. */
function bakeDocuments(parts, target) {
    const { images, version, tags, annotations } = parts;
    const labels = Object.fromEntries(parts.labels);
    const args = { DOCKER_META_IMAGES: images.join(','), ...(version !== '' && { DOCKER_META_VERSION: version }) };
    const file = (content) => JSON.stringify({ target: { [target]: content } }, null, 2);
    return {
        'bake-file': file({ tags, labels, args }),
        'bake-file-tags': file({ tags, args }),
        'bake-file-labels': file({ labels }),
        'bake-file-annotations': file({ annotations }),
    };
}

;// CONCATENATED MODULE: ./lib/plan/metadata/metadata.js














/**
 * Computes what docker/metadata-action computes: tags, labels, annotations, JSON and bake files, in its order and
 * layout, except for its bugs (docs/compatibility.md).
 *
 * @throws InputError with every bad line of `tags`, `flavor`, `labels` and `annotations`
 */
function computeMetadata(request, context, facts, ports = {}) {
    const { names, given, own = [], ...inputs } = request;
    const problems = (0,terms_problems/* collector */.g)();
    const warnings = [];
    const notices = [];
    const images = [...new Set(names.map(lowered))];
    const imageContext = (0,terms_refs/* imageContextOf */.Uh)(context, inputs.refSource);
    const image = { name: images[0] ?? '', isPublished: inputs.isPublished ?? false, component: inputs.component };
    const reporters = { warn: (text) => warnings.push(text), note: (text) => notices.push(text) };
    const scope = ruleScope(imageContext, facts, image, { ...ports, ...reporters });
    const flavor = (0,rules_flavor/* parseFlavor */.w)(inputs.flavor, problems);
    const rulesOf = (lines, at) => {
        const named = at === 'tags' ? problems : under(at, problems);
        return tagsOf((0,rules/* parseRules */.N)(lines, named), flavor, scope, named);
    };
    const others = own.map(({ tags, at, names: of }) => ({ names: of.map(lowered), ...rulesOf(tags, at) }));
    const hasOwn = new Set(others.flatMap(({ names: of }) => of));
    // Rules that apply to no name are skipped, except for the outputs of a step without names.
    const isUsed = images.length === 0 || images.some(name => !hasOwn.has(name));
    const general = given
        ? { tags: given.tagNames, untagged: [] }
        : isUsed
            ? rulesOf(inputs.tags, 'tags')
            : { tags: [], untagged: [] };
    const all = [general, ...others];
    const tagNames = [...new Map(all.flatMap(({ tags: some }) => some.map(tag => [tag.name, tag]))).values()];
    const untagged = all.flatMap(set => set.untagged);
    const version = tagNames[0]?.name ?? '';
    const epoch = sourceDateOf(inputs, facts);
    const created = epoch === undefined ? imageContext.now : new Date(epoch * 1000);
    const computed = (0,metadata_labels/* computedLabels */.T1)(facts, version, created, imageContext.sha);
    const plain = tagNames.map(tag => tag.name);
    const tagsByName = new Map(images.map(name => [name, (others.find(({ names: of }) => of.includes(name)) ?? general).tags]));
    const tags = given?.references ?? references(tagsByName, plain);
    const known = { ...scope.names, ...planNames({ version, tags, created, revision: imageContext.sha }) };
    const textsIn = textsOf(imageContext.payload);
    const [labels = [], annotationPairs = []] = ['labels', 'annotations'].map(input => {
        const rendered = (line) => requiredPair(renderLine(line, known, textsIn));
        const customs = inputs[input].flatMap(line => problems.attempt(input, line, () => rendered(line)) ?? []);
        return (0,metadata_labels/* merged */.Zu)([...computed, ...customs]);
    });
    const buildArgs = renderArgs(inputs.buildArgs ?? [], known, textsIn, problems);
    problems.settle();
    const annotations = (0,metadata_labels/* leveled */.Cq)(annotationPairs, (0,docker_actions/* metadataSwitches */.E$)(imageContext.env).annotationLevels);
    const parts = { images, version, tags, tagNames: plain, labels, annotations };
    return {
        version,
        tags,
        tagNames,
        labels: labels.map(metadata_labels/* lineOf */.cA),
        annotations,
        json: jsonDocument(parts),
        bakeFiles: bakeDocuments(parts, inputs.bakeTarget),
        warnings: [...new Set(warnings)],
        notices: [...new Set(notices)],
        untagged: inputs.tags.length === 0
            ? untagged.map(rule => (rule.isIncomplete ? rule : { ...rule, isDefault: true }))
            : untagged,
        buildArgs,
        tagsByName,
    };
}
/** Image by image; without images, only the tags. */
function references(of, tags) {
    return of.size === 0 ? tags : [...of].flatMap(([image, some]) => some.map(({ name }) => `${image}:${name}`));
}
function lowered(text) {
    return text.toLowerCase();
}
/** Problems of `tags` from other rules than that input's. */
function under(at, problems) {
    const named = (input) => (input === 'tags' ? at : input);
    return {
        ...problems,
        add: problem => problems.add({ ...problem, input: named(problem.input) }),
        attempt: (input, place, body) => problems.attempt(named(input), place, body),
    };
}
/** A template may give nothing, but not half a pair. */
function requiredPair(text) {
    if (text.trim() === '' || /^[^=\s]+=/.test(text))
        return (0,metadata_labels/* pairOf */.cF)(text);
    return (0,terms_problems/* refuse */.T)('is not `key=value`', 'Put a value of several lines in double quotes together with its key');
}

// EXTERNAL MODULE: ./lib/plan/named-gates.js
var named_gates = __webpack_require__(13855);
;// CONCATENATED MODULE: ./lib/plan/other-image.js
/**
 * Checks that run an image of the published name instead of `$IMAGE`: docker would pull the previously published image,
 * and the step would pass without testing the new one. A whole sentence each.
 */
function otherImages({ test, gates }, names) {
    const scripts = [{ at: 'test', run: test }, ...gates.map(({ name, run }) => ({ at: `gates (${name})`, run }))];
    return scripts.flatMap(({ at, run }) => {
        if (!/\bdocker\s+(?:container\s+)?(?:run|create)\b/.test(run) || /\b(?:IMAGE|OCI_LAYOUT)/.test(run))
            return [];
        const named = names.map(name => runsUnder(name, run)).find(found => found !== undefined);
        if (named === undefined)
            return [];
        return [
            `\`${at}\` runs ${named}, which is not the image that was just built: that one is \`$IMAGE\`, as in \`docker run --rm "$IMAGE"\`.`,
        ];
    });
}
/** How a script refers to an image of this name: `myapp:1.2` for `acme/myapp`, also under another registry. */
function runsUnder(name, script) {
    const last = name.slice(name.lastIndexOf('/') + 1).replaceAll('.', '\\.');
    return new RegExp(`(?<![^\\s"'])(?:[\\w.:-]+/)*${last}:[\\w$\{][^\\s"';|&]*`).exec(script)?.[0];
}

// EXTERNAL MODULE: ./lib/plan/reference-lines.js
var reference_lines = __webpack_require__(17716);
// EXTERNAL MODULE: ./lib/plan/targets.js
var plan_targets = __webpack_require__(69005);
;// CONCATENATED MODULE: ./lib/plan/plan.js


















/**
 * Decides everything about a run: what to build with which labels, and which tags go to which repository and why.
 *
 * @throws InputError with every problem found, also when a push was decided but the rules gave no tag.
 */
function makePlan(inputs, context, facts, ports) {
    const { metadata: wanted, registries } = inputs;
    const sourceDateEpoch = sourceDateOf(wanted, facts);
    const isReferences = (0,reference_lines/* tagsMode */.N7)(wanted.images, wanted.tags) === 'references';
    const hasTargets = wanted.images.length > 0 || registries.length > 0;
    const { component } = wanted;
    const global = decide({ push: inputs.push, hasTargets, filters: inputs.filters, component }, context);
    const decisionOf = (entry) => entry === undefined ? global : decideFor(global, entry.registry, entry.filters, context);
    const asked = { ...wanted, isPublished: global.push, buildArgs: inputs.build.buildArgs };
    const foreign = foreignContextWarning(inputs, (0,terms_refs/* imageContextOf */.Uh)(context, wanted.refSource));
    const asides = [
        ...inputs.warnings,
        ...inputs.build.outputs.ignored.map(item => `\`outputs\`: ${item} has no effect here`),
        ...(foreign === undefined ? [] : [foreign]),
    ];
    const withMetadata = (names, rules, targetsFor) => {
        const metadata = computeMetadata({ ...asked, names, ...rules }, context, facts, ports);
        const image = imageOf(inputs, metadata, targetsFor(metadata));
        const notes = [...asides, ...otherImages(inputs, names)];
        return { ...conclude(image, global, notes, unmergedLatest(inputs.push, context, metadata)), sourceDateEpoch };
    };
    if (isReferences) {
        const { references, problems } = (0,reference_lines/* parseReferences */.IO)(wanted.tags);
        problems.push(...ownTagsBeside(registries));
        if (problems.length > 0)
            throw new errors/* InputError */.dz(problems);
        const targets = withVersion((0,plan_targets/* referenceDestinations */.j6)(references, registries, isMovingTag, decisionOf), context.ref);
        const names = targets.map(target => target.name);
        return withMetadata(names, { given: givenTags(targets) }, () => targets);
    }
    const targets = (0,plan_targets/* resolveNames */.jN)((0,metadata_images/* parseImages */.e)(wanted.images), registries);
    const names = targets.map(target => target.name.text);
    const own = (0,plan_targets/* ownRules */.og)(targets, registries);
    return withMetadata(names, { own }, ({ tagsByName }) => (0,plan_targets/* destinations */.uC)(targets, ({ name }) => tagsByName.get(name.text) ?? [], decisionOf));
}
/** A complete reference has its tag. */
function ownTagsBeside(registries) {
    const index = registries.findIndex(({ tags }) => tags !== undefined);
    if (index === -1)
        return [];
    const problem = 'has no effect where the input `tags` contains complete references';
    const fix = 'Name the image in `images`, and write rules in `tags`; or remove it.';
    return [{ input: `registries[${index}].tags`, problem, fix }];
}
/** Complete references. Moving ones get the version that one of them names. */
function withVersion(targets, ref) {
    const tags = besideVersion(targets.flatMap(target => target.tags), ({ name }) => isBranchTag(name, ref));
    const byName = new Map(tags.map(tag => [tag.name, tag]));
    return targets.map(target => ({ ...target, tags: target.tags.map(tag => byName.get(tag.name) ?? tag) }));
}
/** Each tag once among the names, every reference in full. */
function givenTags(targets) {
    const byName = new Map(targets.flatMap(target => target.tags).map(tag => [tag.name, tag]));
    const references = targets.flatMap(target => target.tags.map(tag => `${target.name}:${tag.name}`));
    return { references, tagNames: [...byName.values()] };
}
function imageOf({ build, ...gates }, metadata, targets) {
    return { name: '', metadata, destinations: targets, target: build.target, gates: (0,named_gates/* namedGates */.E)(gates) };
}
function conclude(image, global, asides, unmerged) {
    const { metadata, destinations: targets } = image;
    const pushing = targets.filter(target => target.decision.push);
    const problems = global.push ? [...whyNothing(metadata, targets, global.reason), ...unmerged] : [];
    if (problems.length > 0)
        throw new errors/* InputError */.dz(problems);
    const skipped = targets.find(target => !target.decision.push);
    const decision = pushing.length > 0 || !global.push ? global : { push: false, reason: skipped?.decision.reason ?? global.reason };
    const warnings = [...asides, ...metadata.warnings];
    const { buildArgs: rendered } = metadata;
    const buildArgs = { args: rendered.map(({ arg }) => arg), shown: rendered.flatMap(({ shown }) => shown ?? []) };
    const notices = [...metadata.notices, ...emptyRules(metadata.untagged)];
    return { images: [image], decision, buildArgs, warnings, notices, remarks: [] };
}
/** Names that always mean released code, also with the variant of an image: `latest-alpine`, `stable`. */
const RELEASED = /(?:^|[-_.])latest(?:$|[-_.])|^stable(?:$|[-_.])/;
/** Users of `latest`, `stable` or the default branch's tag must not get the code of a pull request. */
function unmergedLatest(push, context, { tagNames }) {
    if (push !== 'same-repository' || !(0,own_pull/* isOwnPullRequest */.$L)(context))
        return [];
    const branch = (0,default_branch/* defaultBranchOf */.d)(context);
    const isMerged = (name) => branch !== undefined && isBranchTag(name, `refs/heads/${branch}`);
    const latest = tagNames.find(({ name, from }) => RELEASED.test(name) || isMerged(name) || from === 'flavor');
    if (latest === undefined)
        return [];
    const fixes = {
        flavor: `Write \`latest=\${{ github.event_name != '${context.eventName}' }}\` in \`flavor\`.`,
        tags: 'Leave it out for pull requests.',
    };
    const fix = fixes[latest.from] ?? `Add \`enable={{is_default_branch}}\` to the rule ${(0,quote/* quote */.h)(latest.from)}.`;
    const problem = `would move \`${latest.name}\` to the code of ${(0,terms_refs/* refInWords */.mN)((0,terms_refs/* imageContextOf */.Uh)(context, 'workflow').ref)}, which is not merged`;
    return [{ input: latest.from === 'flavor' ? 'flavor' : 'tags', problem, fix }];
}
/** A decided push that publishes nothing is a mistake, not a success. */
function whyNothing(metadata, targets, reason) {
    if (targets.length === 0) {
        return [
            {
                input: 'images',
                problem: 'names nothing to publish to, but this run would publish',
                fix: 'Name an image in `images`, or complete references in `tags`, or set `push: false`.',
            },
        ];
    }
    if (targets.some(target => target.tags.length > 0))
        return [];
    const rows = rowsOf(metadata.untagged);
    const tried = rows === '' ? '' : `. Rules tried:${rows}`;
    return [
        {
            input: 'tags',
            problem: `produces no tag for this run (${reason}), so there is nothing to publish${tried}`,
            fix: 'Add a rule that fits this event (`type=sha` fits all), or narrow the push with `branches`, `git-tags` or `events`.',
        },
    ];
}

// EXTERNAL MODULE: ./lib/plan/rules/presets.js
var presets = __webpack_require__(8807);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/host/files/regular-file.js
var regular_file = __webpack_require__(30481);
;// CONCATENATED MODULE: ./lib/plan/templates/workspace-file.js




const maxBytes = 1024 * 1024;
/** Reads files below `workspace`, at most 1 MiB. Links are followed only if they stay inside. */
function workspaceReader(workspace) {
    return path => {
        let target;
        let root;
        try {
            root = (0,external_node_fs_.realpathSync)(workspace);
            target = (0,external_node_fs_.realpathSync)((0,external_node_path_.join)(workspace, path));
        }
        catch {
            return (0,terms_problems/* refuse */.T)(`reads "${path}", which does not exist`, 'Check out the repository before this step');
        }
        const inside = (0,external_node_path_.relative)(root, target);
        if (inside === '..' || inside.startsWith(`..${external_node_path_.sep}`) || (0,external_node_path_.isAbsolute)(inside)) {
            return (0,terms_problems/* refuse */.T)(`reads "${path}", which points outside the workspace`, 'Name a file of the repository');
        }
        return contentOf(target, path);
    };
}
function contentOf(target, path) {
    const stat = (0,external_node_fs_.statSync)(target);
    // A pipe or device could block forever.
    if (!stat.isFile())
        return (0,terms_problems/* refuse */.T)(`reads "${path}", which is not a file`, 'Name a file of the repository');
    if (stat.size > maxBytes)
        return (0,terms_problems/* refuse */.T)(`reads "${path}", which is larger than 1 MiB`, 'Name a smaller file');
    return (0,regular_file/* readText */.yR)(target, { largest: maxBytes });
}

// EXTERNAL MODULE: ./lib/runner/child-env.js
var child_env = __webpack_require__(30994);
;// CONCATENATED MODULE: ./lib/run/planning/plans.js
























/** The context with the ref and commit that the inputs select. */
async function contextFor(inputs, event, machine) {
    const context = { ...event, now: await timeFor(inputs, { context: event, machine }) };
    if (inputs.metadata.refSource === 'workflow')
        return context;
    return contextOfCheckout(context, gitIn(event.workspace, machine.run, (0,child_env/* childEnv */.gf)(machine.env)));
}
/** Time limit for listing this run's artifacts, in seconds. */
const LISTING = 5 * 60;
/** The jobs of one image agree on a time. A dry run makes no request. */
async function timeFor(inputs, site) {
    const { context: event, machine } = site;
    const { merge, time } = inputs.parts;
    if (time !== undefined)
        return time;
    if (!(0,read_parts/* isOfParts */.YI)(inputs.parts) || inputs.dryRun)
        return event.now;
    const { api } = sourcesFor(inputs, site);
    if (!merge)
        return timeOfRun(event, api);
    // Jobs with fewer permissions may have determined another time, and their parts exist already.
    const known = timeOfEvent(event);
    if (known !== undefined)
        return known;
    const { timeOfParts } = await __webpack_require__.e(/* import() */ 801).then(__webpack_require__.bind(__webpack_require__, 70801));
    const artifacts = (0,parts_artifacts/* createArtifacts */.G)(machine, { folder: event.runnerTemp, seconds: LISTING });
    return (await timeOfParts(artifacts)) ?? timeOfRun(event, api);
}
/** Plans several images with common facts. @throws InputError with every problem of each */
async function planTogether(builds, context, known) {
    const problems = [];
    const named = [];
    for (const { name, inputs } of builds) {
        try {
            named.push({ name, plan: await planFor(inputs, context, known) });
        }
        catch (error) {
            if (!(error instanceof errors/* InputError */.dz))
                throw error;
            problems.push(...error.problems.map(problem => (0,errors/* ofImage */.pi)(problem, name)));
        }
    }
    if (problems.length === 0)
        problems.push(...unusedByAll(builds.map(({ inputs }) => inputs)));
    if (problems.length > 0)
        throw new errors/* InputError */.dz(problems);
    return { plan: joinPlans(named), plans: named.map(({ plan }) => plan) };
}
/** Tags for registries that none of the images goes to. */
function unusedByAll(all) {
    const [first = [], ...others] = all.map(({ metadata, registries }) => (0,plan_targets/* unusedTags */.Gx)((0,metadata_images/* parseImages */.e)(metadata.images), registries));
    return first.filter(({ input }) => others.every(other => other.some(problem => problem.input === input)));
}
/** Facts that are only displayed. */
const SHOWN = ['name', 'description', 'htmlUrl', 'license'];
/** The facts that the rules of these inputs need; all are of one step, and so of one commit. */
async function factsFor(all, site) {
    const { context } = site;
    const [first] = all;
    if (first === undefined)
        return { facts: {}, unknown: [] };
    // The facts that templates need are known only after parsing.
    if (all.some(inputs => isTemplated(wantedOf(inputs))))
        await loadHandlebars();
    const { refSource } = first.metadata;
    const needed = [...new Set(all.flatMap(inputs => neededFacts(wantedOf(inputs))))];
    const sources = { ...sourcesFor(first, site), isShared: (0,read_parts/* isOfParts */.YI)(first.parts) };
    const asked = first.dryRun ? { ...sources, api: undefined } : sources;
    const imageContext = (0,terms_refs/* imageContextOf */.Uh)(context, refSource);
    const known = repoFactsFromEvent(context, refSource);
    // Requesting the default branch gets the others as well.
    const isAsked = needed.includes('defaultBranch') && known.defaultBranch === undefined;
    const deciding = isAsked ? needed : needed.filter(fact => !SHOWN.includes(fact));
    const facts = await loadFacts(known, deciding, imageContext, asked);
    const missing = needed.filter(fact => facts[fact] === undefined);
    if (first.dryRun)
        return { facts, unknown: missing };
    const shown = missing.filter(fact => SHOWN.includes(fact));
    if (isAsked || shown.length === 0)
        return { facts, unknown: [] };
    const rest = async (within) => {
        const { api } = sourcesFor(first, site, within);
        return { facts: await loadFacts(facts, shown, imageContext, { ...sources, api }), unknown: [] };
    };
    return { facts, unknown: [], rest };
}
/** Plans one image. @throws InputError */
async function planFor(inputs, context, { facts, unknown }) {
    const wanted = wantedOf(inputs);
    if ((0,pep440/* mayNeedPep440 */.DV)(wanted.tags))
        await (0,pep440/* loadPep440 */.mZ)();
    // The date library is large: it is loaded only for templates with dates.
    const formatter = neededFormatter(wanted)
        ? (await Promise.all(/* import() */[__webpack_require__.e(9856), __webpack_require__.e(6857)]).then(__webpack_require__.bind(__webpack_require__, 6857))).formatDate
        : undefined;
    const plan = makePlan(inputs, context, facts, {
        ...(formatter !== undefined && { formatDate: formatter }),
        readWorkspaceFile: workspaceReader(context.workspace),
    });
    const notices = [...plan.notices, ...movingSource(inputs), ...(0,place/* dockerfileNotices */.mo)(context.workspace, inputs.build)];
    return { ...plan, notices, remarks: [...plan.remarks, ...notLoggedIn(inputs), ...notAsked(unknown)] };
}
/** Including the tag rules of single registries. */
function wantedOf({ metadata, build, registries }) {
    const tags = [...metadata.tags, ...registries.flatMap(entry => entry.tags ?? [])];
    return { ...metadata, tags, buildArgs: build.buildArgs };
}
function isTemplated({ tags, flavor, labels, annotations, buildArgs }) {
    const lines = [...tags, ...flavor, ...labels, ...annotations, ...buildArgs];
    return lines.some(mayBeTemplate) || tags.some(presets/* mayBePreset */.aE);
}
/** A tag may have moved since its image was tested and approved. */
function movingSource({ source }) {
    if (source?.kind !== 'registry')
        return [];
    const { tag, digest } = source.reference;
    if (digest !== undefined || tag === undefined || !isMovingTag(tag))
        return [];
    const text = (0,promote/* sourceText */.r)(source);
    return [
        `\`source: ${text}\` is whatever the tag names when this step runs. To publish what was tested and approved, pass its digest: \`source: ${text}@sha256:…\`.`,
    ];
}
/** A part that is handed over as an artifact needs no login to where the image goes. */
function notLoggedIn({ skippedLogins }) {
    if (skippedLogins.length === 0)
        return [];
    return [
        `No login to ${skippedLogins.join(', ')}: this job may not ask GitHub for an id token, and a part that is handed over as an artifact does not use the login.`,
    ];
}
/** A dry run uses no network, so some facts may be missing. */
function notAsked(unknown) {
    if (unknown.length === 0)
        return [];
    return [
        `A dry run does not ask the GitHub API, and the event lacks ${inWords(unknown)}: empty here, looked up in other runs.`,
    ];
}
/** The inputs with planned values: build arguments rendered, times fixed. */
function withPlanned(given, { buildArgs, sourceDateEpoch }) {
    const build = { ...given.build, buildArgs: buildArgs.args };
    return { ...given, build: withSourceDate(build, sourceDateEpoch) };
}
/**
 * The sources of repository facts: the checkout and GitHub.
 *
 * @param within time limit for all of GitHub's answers, in milliseconds
 */
function sourcesFor(inputs, { context, machine }, within) {
    const { env, log, run, signal } = machine;
    return {
        git: gitIn(context.workspace, run, (0,child_env/* childEnv */.gf)(env)),
        api: (0,api/* githubApi */.M)(context, inputs.githubToken, inputs.retry, {
            ...(0,host_machine/* retryPorts */.N)(machine),
            signal,
            proxyEnv: env,
            within,
        }),
        log,
    };
}


/***/ }),

/***/ 23284:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C5: () => (/* binding */ judgeBases),
/* harmony export */   Mk: () => (/* binding */ judgeImages),
/* harmony export */   t7: () => (/* binding */ judgePlan)
/* harmony export */ });
/* harmony import */ var _workbench_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(78636);

/**
 * Checks the plan against the policy, if there is one: before anything is built, and in a dry run too.
 *
 * @throws ActionError POLICY_BREACHED, InputError for a policy that this run's own code could have changed
 */
async function judgePlan({ job, asked }, ports) {
    const { policy } = job.inputs;
    if (policy === undefined)
        return;
    const { planVerdict } = await Promise.all(/* import() */[__webpack_require__.e(3872), __webpack_require__.e(5041)]).then(__webpack_require__.bind(__webpack_require__, 85041));
    await planVerdict({ asked, policy, job }, ports);
}
/**
 * Checks the known base images of a build against the policy.
 *
 * @throws ActionError POLICY_BREACHED
 */
async function judgeBases({ job, report, machine, bench }) {
    const { policy } = job.inputs;
    if (policy?.rules.baseImages === undefined)
        return;
    const { baseVerdict } = await Promise.all(/* import() */[__webpack_require__.e(3872), __webpack_require__.e(5041), __webpack_require__.e(9509)]).then(__webpack_require__.bind(__webpack_require__, 69509));
    await baseVerdict(policy, { job, connect: bench.connectSource }, { report, log: machine.log });
}
/**
 * Checks the images, built or existing, against the policy before anything reaches a registry.
 *
 * @param obtained [] when nothing was built
 * @throws ActionError POLICY_BREACHED
 */
async function judgeImages(ready, obtained) {
    const { job, report, machine, bench } = ready;
    const { policy } = job.inputs;
    if (policy === undefined)
        return;
    const { stagerOf } = await Promise.all(/* import() */[__webpack_require__.e(616), __webpack_require__.e(6779), __webpack_require__.e(2439), __webpack_require__.e(7858)]).then(__webpack_require__.bind(__webpack_require__, 2439));
    const images = (0,_workbench_js__WEBPACK_IMPORTED_MODULE_0__/* .eachImage */ .Ne)(ready).map((one, at) => ({
        name: (0,_workbench_js__WEBPACK_IMPORTED_MODULE_0__/* .theOnly */ .Iy)(one.job.plan.images).name,
        inputs: one.job.inputs,
        stage: stagerOf(one, obtained[at]?.built),
        built: bench.sources.length === 0 ? obtained[at]?.built.result : undefined,
    }));
    const { imageVerdict } = await Promise.all(/* import() */[__webpack_require__.e(616), __webpack_require__.e(3872), __webpack_require__.e(6779), __webpack_require__.e(5041), __webpack_require__.e(6054)]).then(__webpack_require__.bind(__webpack_require__, 16054));
    const judged = { policy, images, job, source: bench.sources[0]?.digest, connect: bench.connectSource };
    await report.timed('policy', () => imageVerdict(judged, { report, log: machine.log }));
}


/***/ }),

/***/ 72348:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runMain: () => (/* binding */ runMain)
});

// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/report/failure.js
var failure = __webpack_require__(57340);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/host/files/make-folder.js
var make_folder = __webpack_require__(6351);
// EXTERNAL MODULE: ./lib/host/text/first-line.js
var first_line = __webpack_require__(17401);
// EXTERNAL MODULE: ./lib/host/text/of-name.js
var of_name = __webpack_require__(57827);
// EXTERNAL MODULE: ./lib/host/variables/docker-actions.js
var docker_actions = __webpack_require__(55104);
// EXTERNAL MODULE: ./lib/plan/terms/switches.js
var terms_switches = __webpack_require__(55983);
// EXTERNAL MODULE: ./lib/publish/tags/tag-result.js
var tag_result = __webpack_require__(2239);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./lib/host/errno.js
var errno = __webpack_require__(69706);
// EXTERNAL MODULE: ./lib/host/variables/runner.js
var runner = __webpack_require__(46744);
// EXTERNAL MODULE: ./lib/host/variables/step.js
var step = __webpack_require__(1956);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/file-command.js
var file_command = __webpack_require__(82902);
;// CONCATENATED MODULE: ./lib/runner/core-entry.js

/**
 * An entry of a command file, as @actions/core writes it, with its line end. The random delimiter keeps a value from
 * ending itself early and forging another name.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#multiline-strings
 */
function fileEntry(name, value) {
    return `${(0,file_command/* prepareKeyValueMessage */.v)(name, value)}\n`;
}

;// CONCATENATED MODULE: ./lib/runner/command-files.js







/** What is lost without the file. A runner without GITHUB_ENV loses nothing that the outputs don't have. */
const LOST = [
    ['GITHUB_OUTPUT', 'step outputs (GITHUB_OUTPUT), so later steps cannot use them'],
    ['GITHUB_STATE', 'post steps (GITHUB_STATE), so the run cleans up right away and saves no caches itself'],
    ['GITHUB_STEP_SUMMARY', 'job summaries (GITHUB_STEP_SUMMARY), so the result is in the log only'],
];
/** One sentence on what this runner lacks; undefined if nothing, and outside a runner. */
function missingFiles(env) {
    if (!(0,runner/* runnerVariables */.G)(env).isActions)
        return undefined;
    const lost = LOST.flatMap(([file, what]) => ((0,step/* commandFile */.Cy)(env, file) === '' ? [what] : []));
    return lost.length === 0 ? undefined : `This runner has no ${lost.join('; no ')}.`;
}
/**
 * Appends `name=value` to a command file, if there is one.
 *
 * @throws ActionError RUNNER_UNUSABLE when the file cannot be written
 */
async function writeCommandFile(file, env, values) {
    const entries = Object.entries(values).map(([name, value]) => fileEntry(name, value));
    await appendCommandFile(file, env, entries.join(''));
}
/**
 * Opens a command file, if there is one, and writes nothing: a run should not end with what cannot be written after it
 * has published. A full disk is not noticed.
 *
 * @throws ActionError RUNNER_UNUSABLE when the file cannot be opened
 */
async function checkCommandFile(file, env) {
    if ((0,step/* commandFile */.Cy)(env, file) !== '')
        await withCommandFile(file, env, async () => { });
}
/** Appends raw text. @throws ActionError RUNNER_UNUSABLE when the file cannot be written */
async function appendCommandFile(file, env, text) {
    if ((0,step/* commandFile */.Cy)(env, file) !== '' && text !== '')
        await withCommandFile(file, env, handle => handle.writeFile(text));
}
async function withCommandFile(file, env, use) {
    const path = (0,step/* commandFile */.Cy)(env, file);
    const { O_WRONLY, O_APPEND, O_CREAT, O_NONBLOCK = 0 } = external_node_fs_.constants;
    try {
        // Without waiting: opening a pipe that nobody reads would block. @actions/core waits there forever.
        const handle = await (0,promises_.open)(path, (O_WRONLY ?? 1) | (O_APPEND ?? 0) | (O_CREAT ?? 0) | O_NONBLOCK);
        try {
            await use(handle);
        }
        finally {
            await handle.close();
        }
    }
    catch (cause) {
        throw new errors/* ActionError */.lZ('RUNNER_UNUSABLE', `cannot write to ${path} (${file}): ${(0,errno/* reasonOf */.A)(cause)}`, {
            cause,
            hint: 'The runner sets this variable. Check that no step before this one changed it, and that the disk is not full.',
        });
    }
}
/** Appends to the job summary. A summary that cannot be written is a notice: the result is in the log and the outputs. */
async function appendSummary(env, log, text) {
    await appendCommandFile('GITHUB_STEP_SUMMARY', env, text).catch(error => {
        log.notice(`The job summary was not written: ${(0,errors/* messageOf */.bD)(error)}`);
    });
}

// EXTERNAL MODULE: ./lib/inputs/parts/read-parts.js + 1 modules
var read_parts = __webpack_require__(1677);
// EXTERNAL MODULE: ./lib/inputs/parts/runners.js
var runners = __webpack_require__(93539);
;// CONCATENATED MODULE: ./lib/report/matrix.js


/** The default platform, that of GitHub's usual runner. */
const USUAL = ['linux/amd64'];
/**
 * The jobs that would build the image in parts, one platform each, for `strategy.matrix: ${{ fromJSON(…) }}`. If one
 * runner is enough for all platforms, one job builds them all. With several images each job builds those with its
 * platform: `targets` names them in the form of `bake-targets`.
 *
 * @returns JSON: `{"include":[{"platform":"linux/arm64","runner":"ubuntu-24.04-arm"}]}`; '' if there are platforms
 *   without a runner (`platformsWithoutRunner`): a matrix without them would build half an image
 */
function matrixOf(job) {
    const { legs, images } = legsOf(job);
    if (legs.some(({ runner }) => runner === undefined))
        return '';
    const [{ runner } = { runner: '' }, ...others] = legs;
    const isOne = others.every(other => JSON.stringify(other.runner) === JSON.stringify(runner));
    const include = (isOne ? [{ own: legs.flatMap(({ own }) => own), runner }] : legs).map(leg => {
        const row = { platform: leg.own.join(','), runner: leg.runner };
        if (job.several === undefined)
            return row;
        const targets = images.filter(image => leg.own.some(platform => (0,read_parts/* isAmong */.FB)(image.platforms, platform)));
        return { ...row, targets: targets.map(({ name }) => name).join(',') };
    });
    return JSON.stringify({ include });
}
/** Those that `runners` does not name, and that GitHub has no runner for. */
function platformsWithoutRunner(job) {
    return legsOf(job).legs.flatMap(({ own, runner }) => (runner === undefined ? own : []));
}
/** One leg for each platform, and the platforms of each image. */
function legsOf({ inputs, several }) {
    const images = (several?.builds ?? [{ name: '', inputs }]).map(build => ({
        name: build.name,
        platforms: build.inputs.parts.platforms.length > 0 ? build.inputs.parts.platforms : USUAL,
    }));
    const all = images.flatMap(({ platforms }) => platforms);
    const platforms = all.filter((platform, at) => !(0,read_parts/* isAmong */.FB)(all.slice(0, at), platform));
    const legs = platforms.map(platform => ({ own: [platform], runner: (0,runners/* runnerFor */.O)(inputs.parts.runners, platform) }));
    return { legs, images };
}

;// CONCATENATED MODULE: ./lib/report/cache.js
/** `cache-backend` and `cache-hit-ratio` (two decimals; '' for a build without steps, and without a build). */
function cacheOutputs(cache) {
    return { 'cache-backend': cache?.backend ?? '', 'cache-hit-ratio': cache?.ratio?.toFixed(2) ?? '' };
}

// EXTERNAL MODULE: ./lib/report/help.js + 1 modules
var help = __webpack_require__(48112);
// EXTERNAL MODULE: ./lib/publish/outcome.js
var outcome = __webpack_require__(13887);
;// CONCATENATED MODULE: ./lib/report/images.js

/**
 * `images-result`, `matrix` and `metadata`; a single image keeps the plan's own `matrix`, and has other outputs for the
 * rest.
 */
function imagesOutputs({ planned, built, handedOver, tested, published, end }) {
    if (planned.every(({ name }) => name === ''))
        return { 'images-result': '' };
    const results = planned.map(({ name, metadata }) => {
        const image = published.find(each => each.name === name);
        const digest = image?.content.root.digest ?? handedOver.get(name) ?? built.get(name)?.digest ?? '';
        const done = (image?.results ?? []).filter(({ state }) => state === 'published');
        const [first] = done;
        const result = {
            digest,
            'tested-digest': (tested.get(name) ?? []).join(','),
            image: first === undefined ? '' : `${first.reference}@${digest}`,
            refs: done.map(({ reference }) => reference),
            tags: metadata.tagNames.map(tag => tag.name),
            ...endOf(image, end),
        };
        return [name, result];
    });
    const include = results.flatMap(([name, { digest, image }]) => (image === '' ? [] : [{ name, digest, image }]));
    const metadata = [...built].map(([name, result]) => `${JSON.stringify(name)}:${result.metadata || '{}'}`);
    return {
        'images-result': JSON.stringify(Object.fromEntries(results)),
        matrix: JSON.stringify({ include }),
        metadata: metadata.length === 0 ? '' : `{${metadata.join(',')}}`,
    };
}
function endOf(image, end) {
    if (image === undefined)
        return end;
    const { pushed, error, reason } = (0,outcome/* publishOutcomeOf */.v)([image], false);
    const { kept } = image;
    const isIdle = error === undefined && kept?.isChanged === false;
    return { pushed: isIdle ? 'false' : pushed, reason: error?.message ?? reason ?? kept?.why ?? end.reason };
}

// EXTERNAL MODULE: ./lib/plan/terms/list.js
var list = __webpack_require__(94247);
;// CONCATENATED MODULE: ./lib/report/outputs.js



/** A longer output goes to the result file: a job's outputs are limited to 1 MB in total. Bytes. */
const OUTPUT_LIMIT = 100_000;
/**
 * metadata-action's outputs. `bakeFiles` maps each bake output to its file's path. Tags are those of all images; the
 * rest is about the first one.
 */
function metadataOutputs(images, separators, bakeFiles) {
    const all = images.map(({ metadata }) => metadata);
    const [first] = all;
    const names = new Set(all.flatMap(({ tagNames }) => tagNames.map(tag => tag.name)));
    return {
        version: first?.version ?? '',
        tags: all.flatMap(({ tags }) => tags).join(separators.tags),
        'tag-names': [...names].join(separators.tags),
        labels: (first?.labels ?? []).map(item).join(separators.labels),
        annotations: (first?.annotations ?? []).map(item).join(separators.annotations),
        json: first?.json ?? '',
        ...bakeFiles,
    };
}
/**
 * A list item in the form of docker's list inputs, and ours: quoted if it spans lines. Otherwise a value's second line
 * (of a file in the repository, say) could become a label.
 */
function item(text) {
    return /[\r\n]/.test(text) ? (0,list/* joinFields */.KY)([text]) : text;
}
/** `pushed`, `reason`, `image`, `refs`, `result` and `policy-result`, from the outcome of each tag of each image. */
function publishOutputs(images, end, verdict) {
    const all = images.flatMap(({ content, results }) => results.map(result => ({ result, root: content.root.digest })));
    const published = all.filter(({ result }) => result.state === 'published');
    const first = published[0] ?? all.find(({ result }) => result.state === 'superseded');
    return {
        pushed: end.pushed,
        reason: end.reason,
        image: first === undefined ? '' : `${first.result.reference}@${first.root}`,
        refs: JSON.stringify(published.map(({ result }) => result.reference)),
        result: JSON.stringify(all.map(({ result, root }) => ({
            ...resultEntry(result, root),
            ...(verdict && { policy: verdictWord(verdict) }),
        }))),
        'policy-result': verdict === undefined
            ? ''
            : JSON.stringify({ verdict: verdictWord(verdict), mode: verdict.mode, breaches: verdict.breaches }),
    };
}
/** `incomplete`: the plan complies, and the images were not checked. */
function verdictWord({ breaches, isFinal }) {
    if (breaches.length > 0)
        return 'breached';
    return isFinal ? 'complies' : 'incomplete';
}
/** `signed`, `bundle` and `attestation-url`. Signatures of images without a tag in the end are useless. */
function signedOutputs(images, signatures) {
    const isSigned = images.length > 0 && images.every(({ name }) => signatures?.images.includes(name));
    return {
        signed: String(isSigned && signatures?.facts.isSigned === true),
        bundle: signatures?.bundles ?? '',
        'attestation-url': signatures?.pages.join('\n') ?? '',
    };
}
/** One entry of the `result` output. `digest` is what the tag names now, null if unknown. */
function resultEntry(result, digest) {
    const { image, registry, reference, tag, state, verified, ms, error, reason } = result;
    const of = image === '' ? {} : { image };
    const why = { ...(error && { error }), ...(reason && { reason }) };
    return { ...of, registry, reference, tag: tag.name, digest: namedNow(result, digest), state, verified, ms, ...why };
}
function namedNow({ state, before, now }, digest) {
    if (state === 'unknown')
        return null;
    if (state === 'superseded')
        return now ?? null;
    return state === 'published' || state === 'stranded' ? digest : (before ?? null);
}
/**
 * DOCKER_METADATA_OUTPUT_*, as metadata-action sets them for later steps. Large ones are left to the outputs: the
 * kernel starts no program with an environment variable over 128 KB (execve(2)), so every later step would fail.
 */
function environmentOf(outputs) {
    const named = Object.entries(outputs).map(([name, value]) => {
        return [`DOCKER_METADATA_OUTPUT_${name.replaceAll('-', '_').toUpperCase()}`, value];
    });
    const small = named.filter(([, value]) => Buffer.byteLength(value) <= OUTPUT_LIMIT);
    const large = named.filter(([, value]) => Buffer.byteLength(value) > OUTPUT_LIMIT).map(([name]) => name);
    return { variables: Object.fromEntries(small), large };
}
/**
 * Sets the step's outputs. Oversized ones go to a common JSON file whose path is `result-file`.
 *
 * @param resultFile the path of that file
 * @throws ActionError RUNNER_UNUSABLE when they cannot be written
 */
async function setOutputs(outputs, env, resultFile, log) {
    const large = Object.entries(outputs).filter(([, value]) => Buffer.byteLength(value) > OUTPUT_LIMIT);
    const small = Object.fromEntries(Object.entries(outputs).filter(([, value]) => Buffer.byteLength(value) <= OUTPUT_LIMIT));
    if (large.length === 0)
        return writeCommandFile('GITHUB_OUTPUT', env, small);
    await (0,promises_.writeFile)(resultFile, JSON.stringify(Object.fromEntries(large), null, 2));
    log.notice(`Too large for outputs (over 100 KB), see result-file: ${large.map(([name]) => name).join(', ')}`);
    await writeCommandFile('GITHUB_OUTPUT', env, { ...small, 'result-file': resultFile });
}

// EXTERNAL MODULE: ./lib/inputs/reading/defaults.js
var defaults = __webpack_require__(58098);
;// CONCATENATED MODULE: ./lib/report/summary/given.js


/** Inputs that are, or may contain, secrets: shown only as set. */
const HIDDEN = new Set([
    'password',
    'docker-config',
    'docker-config-passphrase',
    'github-token',
    'job-token',
    'registries',
    'registry-auth',
    'secrets',
    'build-args',
    'build-contexts',
    'builds',
    'bake-set',
    'bake-vars',
    'cache-from',
    'cache-to',
    'driver-opts',
    'append',
    'buildkitd-config-inline',
    'sign-key',
    'sign-key-password',
]);
/** Lines of a script that are shown. */
const LINES = 10;
/** The given non-default inputs, formatted like the workflow's. Never a secret. */
function givenInputs(env) {
    return Object.entries(defaults/* DEFAULTS */.z).flatMap(([name, standard]) => {
        const value = withoutUserinfo(((0,step/* inputIn */.cP)(env, name) ?? '').trim());
        if (value === '' || value === standard)
            return [];
        if (HIDDEN.has(name))
            return [`${name}: (set)`];
        const lines = value.split(/\r\n|\r|\n/);
        if (lines.length === 1)
            return [`${name}: ${value}`];
        const rest = lines.length > LINES ? [`  … ${lines.length - LINES} more lines`] : [];
        return [`${name}: |`, ...lines.slice(0, LINES).map(line => `  ${line}`), ...rest];
    });
}
/** A repository's address may contain a token: `https://x-access-token:…@github.com/acme/api.git`. */
function withoutUserinfo(text) {
    return text.replace(/(https?:\/\/)[^\s/@]+@/gi, '$1***@');
}

;// CONCATENATED MODULE: ./lib/report/outcome.js





/** The only build; of several images, the first. */
const buildOf = ({ built }) => [...built.values()][0];
/** Several images have no common digest. */
const isOne = ({ plan }) => (plan?.images.length ?? 1) === 1;
function digestOf(run) {
    const { publication, handedOver } = run;
    if (!isOne(run))
        return '';
    return publication?.images[0]?.content.root.digest ?? [...handedOver.values()][0] ?? buildOf(run)?.digest ?? '';
}
/** All outputs of the step. */
function outputsOf(run) {
    const { outputs, plan, built, tested, handedOver, end } = run;
    const images = run.publication?.images ?? [];
    const [build, digest] = [buildOf(run), digestOf(run)];
    return {
        ...outputs,
        imageid: (isOne(run) ? build?.configDigest : undefined) ?? digest,
        digest,
        metadata: build?.metadata ?? '',
        'tested-digest': [...tested.values()].flat().join(','),
        ...imagesOutputs({ planned: plan?.images ?? [], built, handedOver, tested, published: images, end }),
        // A dry run plans the matrix of jobs; with several images it lists the images.
        ...(run.isDryRun && { matrix: outputs.matrix ?? '' }),
        ...cacheOutputs(run.cache),
        ...signedOutputs(images, run.signatures),
        ...publishOutputs(images, end, run.verdict),
    };
}
/** The facts in the job summary, which may contain secrets. */
function factsOf(run, env) {
    const { failure, plan, isDryRun, gates, scans, signatures, verdict, cache, times } = run;
    return {
        ...run.end,
        ...{ isDryRun, version: run.outputs.version ?? '', plan, warnings: plan?.warnings ?? [] },
        ...{ failure, help: failure === undefined ? '' : (0,help/* helpUrl */.x)(failure.code, env), given: givenInputs(env) },
        ...{ digest: digestOf(run), images: run.publication?.images ?? [], stats: buildOf(run)?.stats },
        ...{ gates, scans, signatures, verdict, cache, times },
    };
}

;// CONCATENATED MODULE: ./lib/report/summary/redacted.js

/**
 * The facts without known secrets in program output, registry messages and inputs. Before escaping: a secret containing
 * an entity would no longer be found.
 */
function redacted(facts, redact) {
    const { reason, failure, images, gates = [], scans = [], warnings, given, plan, stats, cache, verdict } = facts;
    return {
        ...facts,
        reason: redact(reason),
        failure: failure && redactedError(failure, redact),
        images: images.map(image => ({
            ...image,
            results: image.results.map(({ error, reason, ...result }) => ({
                ...result,
                ...(error !== undefined && { error: redact(error) }),
                ...(reason !== undefined && { reason: redact(reason) }),
            })),
        })),
        gates: gates.map(gate => ({ ...gate, note: redact(gate.note) })),
        verdict: verdict && {
            ...verdict,
            breaches: verdict.breaches.map(one => ({ ...one, found: redact(one.found), fix: redact(one.fix) })),
        },
        scans: scans.map(scan => ({
            ...scan,
            packages: scan.packages.map(({ name, version, ids, fixed, ...one }) => {
                return { ...one, name: redact(name), version: redact(version), ids: ids.map(redact), fixed: fixed.map(redact) };
            }),
        })),
        warnings: warnings.map(redact),
        given: given.map(redact),
        plan: plan && redactedPlan(plan, redact),
        // Step names contain build arguments, as in `ADD https://…?token=$TOKEN`.
        stats: stats && { ...stats, steps: stats.steps.map(step => ({ ...step, name: redact(step.name) })) },
        cache: cache && { ...cache, misses: cache.misses.map(miss => ({ ...miss, step: redact(miss.step) })) },
    };
}
function redactedPlan(plan, redact) {
    const { decision, buildArgs, notices, remarks } = plan;
    return {
        ...plan,
        decision: { ...decision, reason: redact(decision.reason) },
        buildArgs: { ...buildArgs, shown: buildArgs.shown.map(redact) },
        notices: notices.map(redact),
        remarks: remarks.map(redact),
    };
}
function redactedError({ code, message, hint, output }, redact) {
    return new errors/* ActionError */.lZ(code, redact(message), {
        ...(hint !== undefined && { hint: redact(hint) }),
        // A secret may span lines.
        output: output.length === 0 ? [] : redact(output.join('\n')).split('\n'),
    });
}

// EXTERNAL MODULE: ./lib/host/text/seconds.js
var seconds = __webpack_require__(26141);
// EXTERNAL MODULE: ./lib/runner/sanitize.js
var sanitize = __webpack_require__(62887);
// EXTERNAL MODULE: ./lib/host/error-codes.js
var error_codes = __webpack_require__(81951);
;// CONCATENATED MODULE: ./lib/report/summary/markup.js

/** Longer lines are cut: nobody would read them. Characters. */
const LONGEST = 2_000;
/** Cells are shown literally. Any number of rows. */
function table(head, rows) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [
        line(head.map(sanitize/* markdownCell */.UZ)),
        line(head.map(() => '---')),
        ...rows.map(row => line(row.map(sanitize/* markdownWords */.Lx))),
    ].join('\n');
}
/** Commands to copy. Branches, and thus workflow identities, may contain backquotes. */
function codeBlock(lines) {
    const longest = Math.max(2, ...lines.flatMap(line => line.match(/`+/g) ?? []).map(run => run.length));
    const fence = '`'.repeat(longest + 1);
    return [`${fence}console`, ...lines, fence].join('\n');
}
/** A collapsible block. The title is plain text. */
function details(title, body, isOpen = false) {
    return `<details${isOpen ? ' open' : ''}><summary>${(0,sanitize/* markdownCell */.UZ)(title)}</summary>\n\n${body}\n\n</details>`;
}
/** Literal lines in a block that only `</pre>` ends, which no escaped text can contain. */
function preformatted(lines) {
    return `<pre>\n${lines.map(line => (0,sanitize/* htmlText */.js)(cut(line))).join('\n')}\n</pre>`;
}
/** An error's text as an HTML block, in which Markdown is not interpreted, so without empty lines. */
function paragraph(label, text) {
    const lines = (0,sanitize/* linesOf */.Dx)(text).map(line => withCode(cut(line)));
    const shown = lines.filter(line => line.trim() !== '');
    return `<p><b>${label}</b><br>\n${shown.join('<br>\n')}</p>`;
}
/** Text with code between backticks, as in messages. */
function withCode(line) {
    const parts = (0,sanitize/* htmlText */.js)(line).replaceAll('\n', ' ').split('`');
    if (parts.length % 2 === 0)
        return parts.join('`');
    return parts.map((part, at) => (at % 2 === 1 ? `<code>${part}</code>` : part)).join('');
}
function cut(line) {
    return line.length > LONGEST ? `${line.slice(0, LONGEST).toWellFormed()}…` : line;
}

;// CONCATENATED MODULE: ./lib/report/summary/failure.js


/** In a log, messages follow a colon; here they begin a paragraph. */
function sentence(message) {
    return message.replace(/^[a-z](?=[a-z]* )/, letter => letter.toUpperCase());
}
/** The failed program's last lines that are shown. */
const failure_LINES = 20;
function title(lines) {
    return lines === 1 ? 'The last line of its output' : `The last ${lines} lines of its output`;
}
/**
 * The error, what to do about it, a link for more, and the output that led to it. @param help address of its section
 */
function failureSection({ code, message, hint, output }, help) {
    const lines = output.slice(-failure_LINES);
    return [
        paragraph('What happened', sentence(message)),
        paragraph('What to do', hint ?? error_codes/* ERROR_CODES */.O[code].remedy),
        `More about [\`${code}\`](${help})`,
        ...(lines.length > 0 ? [details(title(lines.length), preformatted(lines), true)] : []),
    ].join('\n\n');
}

// EXTERNAL MODULE: ./lib/host/text/human-size.js
var human_size = __webpack_require__(20051);
// EXTERNAL MODULE: ./lib/oci/attestation.js
var attestation = __webpack_require__(59263);
// EXTERNAL MODULE: ./lib/oci/content.js
var oci_content = __webpack_require__(33760);
// EXTERNAL MODULE: ./lib/oci/manifest.js
var oci_manifest = __webpack_require__(44360);
// EXTERNAL MODULE: ./lib/oci/platforms.js
var platforms = __webpack_require__(49537);
// EXTERNAL MODULE: ./lib/cache/first-misses.js
var first_misses = __webpack_require__(34269);
;// CONCATENATED MODULE: ./lib/report/summary/cache.js


/** The job summary's cache section: hits, backend, and first misses. */
function cacheSection({ cachedSteps, totalSteps }, cache) {
    const counted = `${cachedSteps} of ${totalSteps} build steps were cached.`;
    if (cache === undefined)
        return counted;
    const readOnly = cache.readOnly === undefined ? '' : ` Read only: ${(0,sanitize/* markdownCell */.UZ)(cache.readOnly)}.`;
    const which = `Cache: ${cache.backend} (${(0,sanitize/* markdownCell */.UZ)(cache.reason)}).${readOnly}`;
    return [`${counted} ${which}`, ...cache.misses.map(miss => `- ${(0,sanitize/* markdownCell */.UZ)((0,first_misses/* missLine */.D)(miss))}`)].join('\n');
}

;// CONCATENATED MODULE: ./lib/report/summary/timeline.js

/** More bars make the chart too tall to read; the longest ones are kept. */
const BARS = 40;
/**
 * The stages of the run and the build's steps as a chart that GitHub renders. '' when nothing ran.
 *
 * @see https://mermaid.js.org/syntax/gantt.html
 */
function renderTimeline(times, stats) {
    const stages = times.map(({ stage, start, ms }) => ({ section: 'stages', label: stage, state: 'active', start, end: start + ms }));
    const steps = (stats?.steps ?? []).filter(step => step.ofDockerfile).flatMap(bar);
    const longest = steps.toSorted((a, b) => b.end - b.start - (a.end - a.start)).slice(0, BARS);
    const bars = [...stages, ...steps.filter(step => longest.includes(step))];
    if (bars.length === 0)
        return '';
    const zero = Math.min(...bars.map(({ start }) => start));
    const sections = [...Map.groupBy(bars, ({ section }) => section)];
    return [
        '```mermaid',
        'gantt',
        '  dateFormat x',
        '  axisFormat %M:%S',
        ...sections.flatMap(([section, mine]) => [
            `  section ${(0,sanitize/* mermaidText */.Hg)(section)}`,
            ...mine.map(one => line(one, zero)),
        ]),
        '```',
    ].join('\n');
}
function bar(step) {
    const { name, stage, cached, error, started, completed } = step;
    if (started === undefined || completed === undefined)
        return [];
    const state = error !== undefined ? 'crit' : cached ? 'done' : 'active';
    return [
        { section: `build ${stage}`, label: `${cached ? 'CACHED ' : ''}${name}`, state, start: started, end: completed },
    ];
}
/** A bar of zero length would not be drawn. */
function line({ label, state, start, end }, zero) {
    return `  ${(0,sanitize/* mermaidText */.Hg)(label)} :${state}, ${start - zero}, ${Math.max(end - zero, start - zero + 1)}`;
}

;// CONCATENATED MODULE: ./lib/report/summary/folded.js









/** Details for debugging: the stages with their times, the platforms' manifests, and the cache. */
function foldedSection({ times, stats, cache, images }) {
    const stages = times.map(({ stage, ms }) => [stage, (0,seconds/* inSeconds */.F)(ms)]);
    const timeline = renderTimeline(times, stats);
    const parts = [
        ...(stages.length > 0 ? [table(['Stage', 'Time'], stages)] : []),
        ...images.map(manifestTable),
        ...(stats === undefined ? [] : [cacheSection(stats, cache)]),
        ...(timeline === '' ? [] : [timeline]),
    ];
    return parts.length === 0 ? '' : details('Stages, platforms and cache', parts.join('\n\n'));
}
function manifestTable({ name, content }) {
    const { root, manifests } = content;
    const byDigest = new Map(manifests.map(manifest => [manifest.digest, manifest]));
    const entries = (0,oci_manifest/* isIndex */.nw)(root.mediaType)
        ? (0,oci_manifest/* linksOf */.hP)(root).manifests
        : [{ mediaType: root.mediaType, digest: root.digest, size: root.bytes.length }];
    const rows = entries.map(entry => {
        const manifest = byDigest.get(entry.digest);
        const blobs = manifest === undefined ? [] : (0,oci_manifest/* linksOf */.hP)(manifest).blobs;
        return [platformName(entry), entry.digest, (0,human_size/* humanSize */.X)(blobs.reduce((sum, blob) => sum + blob.size, 0))];
    });
    const total = (0,human_size/* humanSize */.X)((0,oci_content/* blobsOf */.O)(content).reduce((sum, blob) => sum + blob.size, 0));
    return table([name === '' ? 'Platform' : `${name}: platform`, 'Manifest', 'Size'], [...rows, ['all, each layer once', root.digest, total]]);
}
function platformName(descriptor) {
    if ((0,attestation/* isAttestation */.H)(descriptor))
        return 'attestations';
    return descriptor.platform === undefined ? 'image' : (0,platforms/* nameOf */.Vb)(descriptor.platform);
}

;// CONCATENATED MODULE: ./lib/report/summary/headline.js


/** The outcome in words. Only a success gets the success icon. */
function headline(facts) {
    return `## ${(0,sanitize/* markdownCell */.UZ)(headline_outcome(facts))}`;
}
function headline_outcome(facts) {
    const { failure, pushed, isDryRun } = facts;
    if (failure !== undefined)
        return `${failure.code === 'CANCELLED' ? '🚫' : '❌'} ${failed(facts)}`;
    if (isDryRun)
        return `📋 Dry run: ${planned(facts)}`;
    if (pushed === 'true')
        return published(facts);
    if (facts.images.length > 0)
        return 'ℹ️ Nothing to publish: no tag was moved';
    return `☑️ ${done(facts)}; not published: ${whyNot(facts)}`;
}
/** What happened to the tags in a failed run. */
const CONSEQUENCES = {
    true: 'the image is published',
    false: 'nothing was published',
    partial: 'some tags point to the new image',
};
function failed({ failure, pushed }) {
    const title = error_codes/* ERROR_CODES */.O[failure?.code ?? 'INTERNAL'].title;
    return `${title}: ${CONSEQUENCES[pushed] ?? pushed}`;
}
function published({ images, version }) {
    const results = images.flatMap(image => image.results);
    const all = new Set(results.map(({ registry }) => registry));
    const reached = new Set(results.flatMap(({ registry, state }) => (state === 'published' ? [registry] : [])));
    const several = `${images.length} images${version === '' ? '' : ` (${version})`}`;
    const what = images.length > 1 ? several : version;
    const where = reached.size === all.size
        ? `${count(all.size, 'registry', 'registries')}`
        : `${reached.size} of ${all.size} registries`;
    return `${reached.size === all.size ? '✅' : '⚠️'} Published ${what === '' ? 'the image' : what} to ${where}`;
}
function planned({ plan, version, reason }) {
    const destinations = (plan?.images ?? []).flatMap(image => image.destinations);
    const registries = new Set(destinations.filter(({ decision }) => decision.push).map(({ registry }) => registry));
    if (plan?.decision.push !== true)
        return `would not publish: ${reason}`;
    return `would publish ${version === '' ? 'the image' : version} to ${count(registries.size, 'registry', 'registries')}`;
}
function done({ stats, gates }) {
    const isTested = (gates ?? []).some(({ verdict }) => verdict === 'passed');
    if (stats === undefined)
        return isTested ? 'Tested' : 'Done';
    return isTested ? 'Built and tested' : 'Built';
}
/** Short; the full reason follows below. */
function whyNot({ plan, reason }) {
    if (plan?.decision.brief !== undefined)
        return plan.decision.brief;
    return reason.length > 60 ? 'see the reason below' : reason;
}
function count(number, one, many) {
    return `${number} ${number === 1 ? one : many}`;
}

;// CONCATENATED MODULE: ./lib/report/summary/plan.js


/** Nobody reads more rows; the log has all of them. */
const ROWS = 200;
/** The plan of a run that publishes nothing. */
function planSection({ images, decision, buildArgs, notices, remarks }) {
    const destinations = images.flatMap(image => image.destinations);
    // A common reason is shown above.
    const differs = destinations.some(({ decision: { reason } }) => reason !== decision.reason);
    const rows = destinations
        .slice(0, ROWS)
        .map(one => [
        one.decision.push ? 'publish' : 'skip',
        `${one.name}${one.optional ? ' (optional)' : ''}`,
        one.tags.map(tag => (tag.moving ? `${tag.name} (moving)` : tag.name)).join(', ') || '(no tag)',
        ...(differs ? [one.decision.reason] : []),
    ]);
    const notes = [...buildArgs.shown.map(arg => `Build argument ${arg}`), ...notices, ...remarks];
    return [
        ...(rows.length > 0 ? [table(['Plan', 'Repository', 'Tags', ...(differs ? ['Reason'] : [])], rows)] : []),
        ...(destinations.length > ROWS ? [(0,sanitize/* markdownCell */.UZ)(`… and ${destinations.length - ROWS} more repositories`)] : []),
        ...(notes.length > 0 ? [details('Notes', preformatted(notes))] : []),
    ].join('\n\n');
}

;// CONCATENATED MODULE: ./lib/report/summary/policy.js


/** Nobody reads more rows; the output `policy-result` has all of them. */
const policy_ROWS = 100;
/** The run's compliance with its policy. Breaches that failed the run are listed above in full. */
function policySection({ verdict, failure }) {
    if (verdict === undefined)
        return '';
    const { breaches, isFinal, mode } = verdict;
    if (breaches.length === 0) {
        return isFinal ? 'Policy: ✅ complied with' : 'Policy: the plan complies; the image was not checked';
    }
    const line = `Policy: ${mode === 'warn' ? '⚠️ breached (`policy-mode: warn`)' : '❌ breached'}`;
    if (failure?.code === 'POLICY_BREACHED')
        return line;
    const hasNames = breaches.some(({ image }) => image !== '');
    const rows = breaches
        .slice(0, policy_ROWS)
        .map(({ rule, image, found, fix }) => [rule, ...(hasNames ? [image] : []), found, fix]);
    const rest = breaches.length > policy_ROWS ? `\n\n… and ${breaches.length - policy_ROWS} more` : '';
    return `${line}\n\n${table(['Rule', ...(hasNames ? ['Image'] : []), 'Found', 'What to do'], rows)}${(0,sanitize/* markdownWords */.Lx)(rest)}`;
}

// EXTERNAL MODULE: ./lib/host/text/shell-quote.js
var shell_quote = __webpack_require__(90671);
;// CONCATENATED MODULE: ./lib/signing/verify-command.js

/** Commands that verify exactly this image. @param name `ghcr.io/acme/api` */
function verifyCommands(name, digest, facts) {
    const { identity, issuer, isLogged, trustedRoot, isSigned, attested, repository, byGithub } = facts;
    const by = identity === ''
        ? ['--key cosign.pub', ...(isLogged ? [] : ['--insecure-ignore-tlog=true'])]
        : [`--certificate-identity ${(0,shell_quote/* shellQuote */.Z)(identity)}`, `--certificate-oidc-issuer ${(0,shell_quote/* shellQuote */.Z)(issuer)}`];
    const root = trustedRoot === '' ? [] : [`--trusted-root ${(0,shell_quote/* shellQuote */.Z)(trustedRoot)}`];
    const cosign = (...command) => ['cosign', ...command, ...by, ...root, `${name}@${digest}`].join(' ');
    if (byGithub !== '') {
        const place = repository === '' ? ['--bundle-from-oci'] : [];
        return attested.map(type => ['gh attestation verify', `oci://${name}@${digest}`, `--repo ${(0,shell_quote/* shellQuote */.Z)(byGithub)}`]
            .concat(`--predicate-type ${(0,shell_quote/* shellQuote */.Z)(type)}`, place)
            .join(' '));
    }
    return [
        ...(isSigned ? [cosign('verify')] : []),
        ...attested.map(type => cosign('verify-attestation', `--type ${(0,shell_quote/* shellQuote */.Z)(type)}`)),
        ...(repository === '' ? [] : [`gh attestation verify oci://${name}@${digest} --repo ${(0,shell_quote/* shellQuote */.Z)(repository)}`]),
    ];
}

// EXTERNAL MODULE: ./lib/oci/sizes.js
var oci_sizes = __webpack_require__(50463);
;// CONCATENATED MODULE: ./lib/report/summary/sizes.js



/** The size of each platform, and the difference to the image that the moving tag named before. */
function sizeTable({ content, former }) {
    const sizes = [...(0,oci_sizes/* platformSizes */.I)(content.root, content.manifests)];
    if (sizes.length === 0)
        return '';
    const rows = sizes.map(([platform, size]) => {
        const old = former && formerSize(former.sizes, platform, sizes.length);
        const change = former === undefined ? [] : [old === undefined ? 'new' : difference(size - old)];
        return [platform || 'image', (0,human_size/* humanSize */.X)(size), ...change];
    });
    return table(['Platform', 'Size', ...(former === undefined ? [] : [`Compared with ${former.tag} before`])], rows);
}
/** An image without an index has no platform to look up. */
function formerSize(sizes, platform, count) {
    const [only] = sizes.size === 1 && count === 1 && (platform === '' || sizes.has('')) ? sizes.values() : [];
    return sizes.get(platform) ?? only;
}
function difference(bytes) {
    if (bytes === 0)
        return 'same size';
    return `${bytes > 0 ? '+' : '−'}${(0,human_size/* humanSize */.X)(Math.abs(bytes))}`;
}

;// CONCATENATED MODULE: ./lib/report/summary/tags.js



/** Nobody reads more rows; the output `result` has all of them. */
const tags_ROWS = 200;
/** The outcome of each tag of an image: a row per tag, a column per repository, and notes on anything unusual. */
function tagTable({ results }) {
    if (results.length === 0)
        return '';
    const repositories = [...new Set(results.map(({ name }) => name))];
    const tags = [...new Map(results.map(({ tag }) => [tag.name, tag])).values()];
    const find = (tag, name) => results.find(one => one.tag.name === tag && one.name === name);
    const rows = tags.slice(0, tags_ROWS).map(({ name: tag, moving }) => {
        const cells = repositories.map(repository => cell(find(tag, repository)));
        return [tag, moving ? 'moving' : 'fixed', ...cells];
    });
    const rest = tags.length > tags_ROWS ? [`… and ${tags.length - tags_ROWS} more tags: see the output \`result\`.`] : [];
    const notes = results.flatMap(note).slice(0, tags_ROWS);
    return [table(['Tag', 'Kind', ...repositories], rows), ...rest, notes.join('\n')]
        .filter(text => text !== '')
        .join('\n\n');
}
function cell(result) {
    if (result === undefined)
        return '';
    const { state, verified, error } = result;
    if (state !== 'published')
        return `${MARKS[state]} ${(0,tag_result/* stateInWords */.O)(result)}`;
    if (verified)
        return '✅ verified';
    return error === undefined ? '✅ not read back' : '❌ not verified';
}
const MARKS = { kept: '➖', restored: '↩️', superseded: '⚠️', stranded: '❌', unchanged: '❌', unknown: '❓' };
function note({ reference, error, reason, now }) {
    const why = error ?? reason ?? (now && `it names ${now} now`);
    return why === undefined ? [] : [`- ${(0,sanitize/* markdownWords */.Lx)(`${reference}: ${why}`)}`];
}

;// CONCATENATED MODULE: ./lib/report/summary/published.js






/** More images are not listed; the output `result` has all of them. */
const IMAGES = 100;
/** A single image in full; several as one row each, with details folded below. */
function imageSections(facts) {
    const { images } = facts;
    const [only, ...others] = images;
    if (only === undefined)
        return [];
    if (others.length === 0)
        return [tagTable(only), sizeTable(only), commands(facts, only)];
    const rows = images.map(({ name, content, results }) => [
        name,
        [...new Set(results.map(({ tag }) => tag.name))].slice(0, 5).join(', '),
        published_endOf(results),
        `${content.root.digest.slice(0, 'sha256:'.length + 12)}…`,
        (0,human_size/* humanSize */.X)((0,oci_content/* blobsOf */.O)(content).reduce((sum, { size }) => sum + size, 0)),
    ]);
    const folded = images.slice(0, IMAGES).map(image => {
        const parts = [tagTable(image), sizeTable(image), commands(facts, image)];
        return details(image.name, parts.filter(part => part !== '').join('\n\n'));
    });
    return [table(['Image', 'Tags', 'Result', 'Digest', 'Size'], rows), ...folded];
}
function published_endOf(results) {
    const good = results.filter(({ state, error }) => state === 'published' && error === undefined).length;
    if (good === results.length)
        return '✅ published';
    return `${results.some(({ optional, error }) => !optional && error !== undefined) ? '❌' : '➖'} ${good} of ${results.length} tags`;
}
/** Commands to pull this exact image and verify its signature. None while tags may name something else. */
function commands({ pushed, signatures }, { name: image, content, results }) {
    if (pushed !== 'true')
        return '';
    const names = [...new Set(results.filter(({ state }) => state === 'published').map(({ name }) => name))];
    if (names.length === 0)
        return '';
    const { digest } = content.root;
    const isSigned = signatures?.images.includes(image) === true;
    return codeBlock([
        ...names.map(name => `$ docker pull ${name}@${digest}`),
        ...(isSigned
            ? names.flatMap(name => verifyCommands(name, digest, signatures.facts).map(command => `$ ${command}`))
            : []),
    ]);
}

// EXTERNAL MODULE: ./lib/gates/scan/packages.js
var scan_packages = __webpack_require__(35019);
;// CONCATENATED MODULE: ./lib/report/summary/scans.js


/** Rows of a table; the rest is in the report. */
const scans_ROWS = 50;
const IDS = 5;
/** The scanners' findings, package by package. */
function scanSection(scans) {
    return scans
        .filter(({ packages }) => packages.length > 0)
        .map(scan => {
        const { packages } = scan;
        const rest = packages.length - scans_ROWS;
        const shown = table(['Package', 'Version', 'Worst', 'Findings', 'Fix'], packages.slice(0, scans_ROWS).map(row));
        return details(titleOf(scan), rest > 0 ? `${shown}\n\n… and ${rest} more packages, in the report.` : shown);
    })
        .join('\n\n');
}
function titleOf({ scanner, image, platform, packages }) {
    const count = `${packages.length} ${packages.length === 1 ? 'package' : 'packages'} with findings`;
    return `${scanner}: ${count}${image === '' ? '' : ` in ${image}`} on ${platform}`;
}
function row({ name, version, severity, ids, fixed }) {
    const more = ids.length - IDS;
    return [
        name,
        version,
        severity,
        `${ids.slice(0, IDS).join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
        (0,scan_packages/* fixedInWords */.Tu)(fixed),
    ];
}

;// CONCATENATED MODULE: ./lib/report/summary/summary.js











/** The runner rejects a summary of more than 1 MiB. Bytes. */
const LIMIT = 1_000_000;
/**
 * The job summary in GitHub's Markdown. All outside text is escaped and rendered as text. Sections that do not fit are
 * left out as a whole, so that no markup stays open.
 */
function renderSummary(facts) {
    const { failure, help, plan, warnings, given } = facts;
    const sections = [
        headline(facts),
        ...(failure === undefined ? [remark(facts)] : [failureSection(failure, help)]),
        ...(plan !== undefined && facts.images.length === 0 && failure === undefined ? [planSection(plan)] : []),
        ...imageSections(facts),
        gateTable(facts),
        policySection(facts),
        scanSection(facts.scans ?? []),
        warnings.map(text => `- ⚠️ ${(0,sanitize/* markdownWords */.Lx)(text)}`).join('\n'),
        ...(given.length > 0 ? [details('Inputs', preformatted(given))] : []),
        foldedSection(facts),
    ];
    let size = 0;
    const fitting = sections.filter(section => {
        const bytes = Buffer.byteLength(section) + 2;
        if (section === '' || size + bytes > LIMIT)
            return false;
        size += bytes;
        return true;
    });
    const isWhole = fitting.length === sections.filter(section => section !== '').length;
    const rest = 'The rest did not fit: see the outputs `result` and `result-file`.';
    return `${[...fitting, ...(isWhole ? [] : [rest])].join('\n\n')}\n\n`;
}
function remark({ reason: ended, digest, isDryRun, plan }) {
    const reason = isDryRun ? (plan?.decision.reason ?? '') : ended;
    const lines = [
        ...(reason === '' ? [] : [`Reason: ${(0,sanitize/* markdownWords */.Lx)(reason)}`]),
        ...(digest === '' ? [] : [`Digest: ${(0,sanitize/* markdownCode */.D9)(digest)}`]),
    ];
    return lines.join('\n\n');
}
const VERDICTS = { passed: '✅ passed', failed: '❌ failed', warning: '⚠️ failed – allowed', 'not run': '– not run' };
function gateTable({ gates = [] }) {
    if (gates.length === 0)
        return '';
    // A gate's failure that failed the run is shown above in full.
    const notes = gates.map(({ verdict, note }) => (verdict === 'warning' ? (0,first_line/* firstLine */.T)(note) : ''));
    const isNoted = notes.some(note => note !== '');
    const rows = gates.map(({ image, name, platform, verdict, ms }, at) => {
        const time = verdict === 'not run' ? '' : (0,seconds/* inSeconds */.F)(ms);
        return [
            image === '' ? name : `${image}: ${name}`,
            platform,
            VERDICTS[verdict],
            time,
            ...(isNoted ? [notes[at] ?? ''] : []),
        ];
    });
    return table(['Gate', 'Platform', 'Verdict', 'Time', ...(isNoted ? ['Note'] : [])], rows);
}

;// CONCATENATED MODULE: ./lib/report/report.js
















function createReport(context, machine) {
    const { env, log, now } = machine;
    const switches = (0,docker_actions/* buildPushSwitches */.Fn)(env);
    const times = [];
    let outputs = {};
    let state = { cache: '', mounts: '', undo: '', buildx: '' };
    let plan;
    const built = new Map();
    const gates = [];
    const scans = [];
    const tooLarge = new Set();
    const tested = new Map();
    let cache;
    let signatures;
    let publication;
    let end = { pushed: 'false', reason: '' };
    let failure;
    let verdict;
    let handedOver = new Map();
    let isDryRun = false;
    return {
        async planned(job) {
            const { plan: planned, inputs, context: at } = job;
            plan = planned;
            isDryRun = inputs.dryRun;
            const { sepTags: tags, sepLabels: labels, sepAnnotations: annotations } = inputs.metadata;
            const bakeFiles = await writeBakeFiles(planned, context.runnerTemp);
            outputs = {
                ...metadataOutputs(planned.images, { tags, labels, annotations }, bakeFiles),
                matrix: matrixOf(job),
                decision: JSON.stringify({ push: planned.decision.push, reason: planned.decision.reason }),
                time: at.now.toISOString().replace(/\.\d+Z$/, 'Z'),
            };
            if ((0,terms_switches/* setsOutputEnv */.W)(env))
                await setVariables(outputs, tooLarge, machine);
        },
        built(result, image) {
            built.set(image, result);
            for (const { text, place } of result.checks)
                switches.annotatesChecks ? log.warning(text, place) : log.info(text);
        },
        add(more) {
            outputs = { ...outputs, ...more };
        },
        gated(results, ran) {
            gates.push(...results);
            for (const { image, digests } of ran)
                tested.set(image, [...new Set([...(tested.get(image) ?? []), ...digests])]);
        },
        scanned(more) {
            scans.push(...more);
        },
        cached(report) {
            cache = report;
        },
        signed(made) {
            signatures = made;
        },
        judged(more) {
            // Breaches found before the build may be found again after it.
            const all = [...(verdict?.breaches ?? []), ...more.breaches].map(one => [JSON.stringify(one), one]);
            verdict = { ...more, breaches: [...new Map(all).values()] };
            return verdict;
        },
        handedOver(digests) {
            handedOver = digests;
        },
        notPushed(reason) {
            end = { pushed: 'false', reason };
            log.info(`Not pushed: ${reason}`);
        },
        published(done, reason) {
            publication = done;
            end = { pushed: done.pushed, reason: done.error?.message ?? done.reason ?? reason };
            for (const { results } of done.images)
                for (const result of results)
                    log.info(resultLine(result));
            for (const image of done.images) {
                log.info(`Digest${(0,of_name/* ofName */.D)(image)}: ${image.content.root.digest}`);
            }
        },
        failed(error) {
            failure ??= error;
            if (publication === undefined)
                end = { pushed: 'false', reason: (0,first_line/* firstLine */.T)((0,errors/* messageOf */.bD)(error)) };
        },
        async timed(stage, work) {
            const start = now();
            try {
                return await work();
            }
            finally {
                times.push({ stage, start, ms: now() - start });
            }
        },
        async saveState(more) {
            state = { ...state, ...more };
            await writeCommandFile('GITHUB_STATE', env, state);
        },
        async write() {
            const run = {
                ...{ outputs, isDryRun, plan, built, gates, scans, tested, cache, signatures, publication, handedOver },
                ...{ end, failure, verdict, times },
            };
            const resultFile = (0,external_node_path_.join)(context.runnerTemp, `slipway-result-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}.json`);
            const written = setOutputs(outputsOf(run), env, resultFile, log);
            // A failing summary must not prevent the outputs, nor the other way round.
            await written.catch(() => { });
            const summary = renderSummary(redacted(factsOf(run, env), log.redact));
            if (switches.writesSummary)
                await appendSummary(env, log, summary);
            await written;
        },
    };
}
/**
 * Sets the plan's outputs as variables for later steps.
 *
 * @param tooLarge the names of variables that are known to be too large; new ones are added
 */
async function setVariables(outputs, tooLarge, { env, log }) {
    const { matrix: _, decision: __, time: ___, ...known } = outputs;
    const { variables, large } = environmentOf(known);
    const news = large.filter(name => !tooLarge.has(name));
    for (const name of news)
        tooLarge.add(name);
    if (news.length > 0)
        log.notice(`Too large for the environment of later steps (over 100 KB): ${news.join(', ')}`);
    await writeCommandFile('GITHUB_ENV', env, variables);
}
/** One tag's outcome, for the log. */
function resultLine(result) {
    const { reference, state, verified, error, reason, now } = result;
    const isFine = state === 'published' && error === undefined;
    const mark = isFine ? '✓' : state === 'kept' || state === 'superseded' ? '–' : '✗';
    const why = error ?? reason ?? (now && `it names ${now} now`);
    const words = state === 'published' ? `published${verified ? ', verified' : ''}` : (0,tag_result/* stateInWords */.O)(result);
    return `${mark} ${reference} ${words}${why ? `: ${why}` : ''}`;
}
/**
 * Bake files outlive the step, and contain no secrets: later steps get their paths from these outputs. They describe one
 * target, `bake-target`, so only the first of several images.
 */
async function writeBakeFiles(plan, runnerTemp) {
    const folder = (0,external_node_path_.join)(runnerTemp, `slipway-bake-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`);
    await (0,make_folder/* makeFolder */.f)(folder);
    const entries = Object.entries(plan.images[0]?.metadata.bakeFiles ?? {}).map(async ([output, content]) => {
        const path = (0,external_node_path_.join)(folder, `docker-metadata-action-${output}.json`);
        await (0,promises_.writeFile)(path, content);
        return [output, path];
    });
    return Object.fromEntries(await Promise.all(entries));
}

// EXTERNAL MODULE: ./lib/event/context.js
var context = __webpack_require__(13051);
// EXTERNAL MODULE: ./lib/host/files/regular-file.js
var regular_file = __webpack_require__(30481);
// EXTERNAL MODULE: ./lib/inputs/run/read-run.js + 33 modules
var read_run = __webpack_require__(83051);
// EXTERNAL MODULE: ./lib/inputs/run/share.js
var share = __webpack_require__(87520);
// EXTERNAL MODULE: ./lib/inputs/promote.js
var promote = __webpack_require__(68213);
;// CONCATENATED MODULE: ./lib/report/plan-table.js

/** The image's source and destination other than registries, if unusual. */
function sourceLines({ source, layout, parts }) {
    const { part, handOver } = parts;
    return [
        ...(part === undefined
            ? []
            : [`Only ${part.join(', ')} is built here, and handed over (${handOver}) to the job that merges`]),
        ...(source === undefined ? [] : [`Nothing is built: the image is ${(0,promote/* sourceText */.r)(source)}`]),
        ...(layout === '' ? [] : [`Write the image as an OCI layout to ${layout}`]),
    ];
}
/** The plan in readable form: what goes where, and why. One line per repository. */
function planLines(plan) {
    const destinations = plan.images.flatMap(image => image.destinations);
    const rows = destinations.map(({ name, tags, optional, decision }) => [
        decision.push ? 'push' : 'skip',
        name,
        tags.map(tag => (tag.moving ? `${tag.name}*` : tag.name)).join(' '),
        `${decision.reason}${optional ? ' (optional)' : ''}`,
    ]);
    const args = plan.buildArgs.shown.map(arg => `Build argument ${arg}`);
    const remarks = plan.remarks.flatMap(remark => remark.split('\n'));
    const verdict = `${plan.decision.push ? 'Publish' : 'Do not publish'}: ${plan.decision.reason}`;
    if (rows.length === 0)
        return [verdict, ...args, ...remarks];
    return [verdict, ...columns([['', 'repository', 'tags (* moves)', 'why'], ...rows]), ...args, ...remarks];
}
/** Pads cells so that columns line up; long ones are not cut, since the log wraps them. */
function columns(rows) {
    const width = (column) => Math.min(60, Math.max(...rows.map(row => row[column]?.length ?? 0)));
    const widths = [0, 1, 2].map(width);
    return rows.map(row => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd());
}

;// CONCATENATED MODULE: ./lib/runner/runner-temp.js





/**
 * Checks early that files can be written in RUNNER_TEMP. A missing folder is created.
 *
 * @throws ActionError RUNNER_UNUSABLE
 */
async function checkRunnerTemp(runnerTemp) {
    try {
        await (0,make_folder/* makeFolder */.f)(runnerTemp);
        const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_path_.resolve)(runnerTemp), 'slipway-check-'));
        // A full disk has room for folders, but not for a byte.
        await (0,promises_.writeFile)((0,external_node_path_.join)(folder, 'file'), 'x').finally(() => (0,promises_.rm)(folder, { recursive: true, force: true }));
    }
    catch (cause) {
        throw new errors/* ActionError */.lZ('RUNNER_UNUSABLE', `cannot use the temporary folder ${runnerTemp} (RUNNER_TEMP): ${(0,errno/* reasonOf */.A)(cause)}`, {
            cause,
            hint: "Set RUNNER_TEMP to a folder that the runner's user can write to, on a disk that is not full.",
        });
    }
}

// EXTERNAL MODULE: ./lib/dockerfile/place.js
var place = __webpack_require__(57137);
// EXTERNAL MODULE: ./lib/inputs/job.js
var inputs_job = __webpack_require__(9514);
// EXTERNAL MODULE: ./lib/layouts/place.js
var layouts_place = __webpack_require__(9648);
// EXTERNAL MODULE: ./lib/plan/secrets.js
var secrets = __webpack_require__(68578);
;// CONCATENATED MODULE: ./lib/run/planning/input-files.js







/** What is wrong with the files and folders that the inputs name, for all images. */
async function problemsWithFiles(job) {
    const { inputs, context, several } = job;
    const ofImages = (0,inputs_job/* inputsOfImages */.z6)(job).map(async ({ build, layout }, at) => {
        const read = inputs.source === undefined ? problemsWithBuild(build, context) : [];
        const written = layout === '' ? [] : await problemsWithLayout(layout, context, inputs.dryRun);
        return [...read, ...written].map(problem => (0,errors/* ofImage */.pi)(problem, several?.builds[at]?.name ?? ''));
    });
    return (await Promise.all(ofImages)).flat();
}
/** A dry run writes nothing, and need not run on the machine of the real one. */
async function problemsWithLayout(layout, { workspace }, isDry) {
    const path = (0,external_node_path_.resolve)(workspace, layout);
    const problems = await (0,layouts_place/* problemsWithPlace */.uY)(path, layout);
    return problems.length > 0 || isDry ? problems : (0,layouts_place/* problemsWithWriting */.FF)(path, layout);
}
/**
 * Files that buildx would read forever: pipes and devices, also behind a symbolic link, which a pull request can add to
 * a repository. Missing files are reported by buildx.
 */
function problemsWithBuild(build, context) {
    return filesOf(build, context).flatMap(({ input, path, socketAllowed }) => {
        const stats = statsOf((0,external_node_path_.resolve)(context.workspace, path));
        if (stats === undefined || stats.isFile() || (socketAllowed && stats.isSocket()))
            return [];
        const problem = `names ${JSON.stringify(path)}, which is ${kindOf(stats)}`;
        return [{ input, problem, fix: 'Give the path of a regular file.' }];
    });
}
function filesOf(build, context) {
    const dockerfile = (0,place/* localDockerfile */.CR)(build, context);
    const beside = dockerfile === undefined ? [] : [dockerfile, `${dockerfile}.dockerignore`];
    const ignored = dockerfile === undefined ? [] : [(0,external_node_path_.join)(build.context, '.dockerignore')];
    return [
        ...beside.map(path => ({ input: 'file', path })),
        ...ignored.map(path => ({ input: 'context', path })),
        ...build.secretFiles.map(item => ({ input: 'secret-files', path: (0,secrets/* keyValue */.Hv)(item)[1] })),
        ...build.ssh.map(item => ({ input: 'ssh', path: (0,secrets/* keyValue */.Hv)(item)[1], socketAllowed: true })),
    ].filter(({ path }) => path !== '');
}
function kindOf(stats) {
    if (stats.isDirectory())
        return 'a folder';
    if (stats.isFIFO())
        return 'a named pipe';
    if (stats.isSocket())
        return 'a socket';
    return 'a device';
}
function statsOf(path) {
    try {
        return (0,external_node_fs_.statSync)(path);
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./lib/run/planning/mask-secrets.js
var mask_secrets = __webpack_require__(67667);
// EXTERNAL MODULE: ./lib/run/planning/plans.js + 43 modules
var plans = __webpack_require__(36603);
;// CONCATENATED MODULE: ./lib/run/planning/job.js













/** The run's context from the runner. */
function contextOf({ env, now }) {
    const readFile = (path) => (0,regular_file/* readText */.yR)(path, { largest: LARGEST_EVENT, follow: true });
    return (0,context/* readContext */.yI)({ env, now: new Date(now()), readFile });
}
/** The maximum delay for labels that are only displayed. Milliseconds. */
const LABELS_WAIT = 1000;
/** Jobs that build one image together must use the same labels. Milliseconds. */
const SHARED_WAIT = 30_000;
/** GitHub limits payloads to 25 MB. Bytes. */
const LARGEST_EVENT = 64 * 1024 * 1024;
/**
 * Reads the inputs, masks their secrets, and plans. The plan is reported and logged whatever comes after.
 *
 * @throws InputError with all problems
 */
async function planJob({ event, report, machine, onMasked }) {
    const { inputs: given, builds: listed } = (0,read_run/* readRun */.cI)(machine.env);
    for (const inputs of [given, ...listed.map(build => build.inputs)])
        (0,mask_secrets/* maskSecrets */.QU)(inputs, event.workspace, machine);
    onMasked();
    checkEvent(event);
    await checkRunnerTemp(event.runnerTemp);
    await checkCommandFile('GITHUB_OUTPUT', machine.env);
    // A dry run leaves post nothing to do.
    if (!given.dryRun)
        await checkCommandFile('GITHUB_STATE', machine.env);
    const context = await (0,plans/* contextFor */.BT)(given, event, machine);
    const site = { context, machine };
    const isSeveral = listed.length > 0 || given.bake !== undefined;
    const { job, asked, known, planWith } = isSeveral
        ? await (await __webpack_require__.e(/* import() */ 3917).then(__webpack_require__.bind(__webpack_require__, 3917))).jobOfSeveral(given, listed, site)
        : await jobOfOne(given, site);
    const { inputs, plan } = job;
    const { rest } = known;
    const labeled = labeledFrom({ job, isShared: (0,read_parts/* isOfParts */.YI)(given.parts), rest, planWith });
    await report.planned(job);
    await machine.log.group('Plan', async () => {
        for (const line of [...sourceLines(inputs), ...planLines(plan)])
            machine.log.info(line);
    });
    for (const warning of plan.warnings)
        machine.log.warning(warning);
    // Other runs have no use for the matrix.
    const lacking = inputs.dryRun ? platformsWithoutRunner(job) : [];
    if (lacking.length > 0)
        machine.log.warning(noRunner(lacking));
    for (const notice of plan.notices)
        machine.log.notice(notice);
    const problems = [...(inputs.dryRun ? [] : missingSecrets(inputs, plan)), ...(await problemsWithFiles(job))];
    if (problems.length > 0)
        throw new errors/* InputError */.dz(problems);
    return { job, labeled, asked };
}
function noRunner(platforms) {
    const names = platforms.join(', ');
    return `The output \`matrix\` is empty: GitHub has no runner for ${names}. For jobs that build parts, name one in \`runners\` (\`${platforms[0]}: ubuntu-24.04\`).`;
}
function labeledFrom({ job, isShared, rest, planWith }) {
    if (rest === undefined)
        return Promise.resolve(job);
    const labeled = rest(isShared ? SHARED_WAIT : LABELS_WAIT).then(planWith);
    // The job may end before it is awaited.
    labeled.catch(() => { });
    return isShared ? labeled : labeled.catch(() => job);
}
async function jobOfOne(given, site) {
    const { context } = site;
    const planWith = async (known) => {
        const plan = await (0,plans/* planFor */.bJ)(given, context, known);
        return { inputs: (0,share/* shareOf */.t)((0,plans/* withPlanned */.T1)(given, plan)), context, plan };
    };
    const known = await (0,plans/* factsFor */.xh)([given], site);
    const job = await planWith(known);
    return { job, asked: [(0,plans/* withPlanned */.T1)(given, job.plan)], known, planWith };
}
/**
 * The event decides whose code this is and what it may do, so it must be readable.
 *
 * @throws ActionError RUNNER_UNUSABLE
 */
function checkEvent({ payloadProblem }) {
    if (payloadProblem === undefined)
        return;
    throw new errors/* ActionError */.lZ('RUNNER_UNUSABLE', payloadProblem, {
        hint: 'The runner writes this file. Check that no step before this one removed or changed it, or the variable.',
    });
}
/** An empty secret is an error only if it would be used: forks and Dependabot get none. */
function missingSecrets({ missing }, { images }) {
    const destinations = images.flatMap(image => image.destinations);
    const pushed = new Set(destinations.filter(({ decision }) => decision.push).map(({ registry }) => registry));
    return missing.filter(({ registry }) => pushed.has(registry));
}

// EXTERNAL MODULE: ./lib/run/policing.js
var policing = __webpack_require__(23284);
// EXTERNAL MODULE: ./lib/run/signing/signing.js + 2 modules
var signing = __webpack_require__(75669);
;// CONCATENATED MODULE: ./lib/run/run-main.js







/**
 * The main step. Errors are handled only here: as an annotation, exit code 1 and outputs.
 *
 * @param onMasked called once the log knows all secrets in the inputs
 */
async function runMain(machine, onMasked = () => { }) {
    const event = contextOf(machine);
    const report = createReport(event, machine);
    const failures = [];
    // Known facts are reported however the run ends.
    for (const part of [() => act({ event, report, machine, onMasked }), report.write]) {
        try {
            await part();
        }
        catch (thrown) {
            const error = (0,errors/* toActionError */.ie)(thrown, machine.signal);
            // A file for the outputs that could not be opened at first cannot be written at the end.
            if (failures.some(({ message }) => message === error.message))
                continue;
            failures.push(error);
            report.failed(error);
        }
    }
    // The first error is printed last: people read the end of a log first.
    for (const error of failures.toReversed())
        (0,failure/* reportFailure */.x)(error, machine);
    return failures.length > 0 ? 1 : 0;
}
async function act(started) {
    const { report, machine } = started;
    const planned = await planJob(started);
    const { job, labeled } = planned;
    const missing = missingFiles(machine.env);
    if (missing !== undefined)
        machine.log.notice(missing);
    await (0,policing/* judgePlan */.t7)(planned, { report, log: machine.log });
    if (job.inputs.dryRun) {
        (0,signing/* checkSigning */.w)(job);
        return report.notPushed('this is a dry run');
    }
    // The parts were not handed over.
    if (job.inputs.parts.merge && !job.plan.decision.push)
        return report.notPushed(job.plan.decision.reason);
    // Half of the code, which a dry run does not need.
    const { work } = await Promise.all(/* import() */[__webpack_require__.e(616), __webpack_require__.e(3872), __webpack_require__.e(6779), __webpack_require__.e(2439), __webpack_require__.e(1537), __webpack_require__.e(1556)]).then(__webpack_require__.bind(__webpack_require__, 61556));
    try {
        await work({ job, report, machine }, labeled);
    }
    finally {
        // The outputs need all labels, even if the run ends earlier.
        const last = await labeled.catch(() => job);
        if (last.plan !== job.plan)
            await report.planned(last);
    }
}


/***/ }),

/***/ 75669:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  w: () => (/* binding */ checkSigning),
  h: () => (/* binding */ openRunSigning)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/host/errors.js
var errors = __webpack_require__(79547);
// EXTERNAL MODULE: ./lib/inputs/signing/signing.js + 1 modules
var signing_signing = __webpack_require__(52544);
// EXTERNAL MODULE: ./lib/plan/call.js
var call = __webpack_require__(64467);
// EXTERNAL MODULE: ./lib/signing/keyless.js
var keyless = __webpack_require__(43445);
// EXTERNAL MODULE: ./lib/event/context.js
var context = __webpack_require__(13051);
;// CONCATENATED MODULE: ./lib/signing/record-locations.js


/** Reports images' locations to GitHub, if an organization has attestations of them there. Failures are notices. */
async function recordLocations(records, { store, pages, record }, { payload }, log) {
    const isOrganization = (0,context.at)(payload, 'repository', 'owner', 'type') === 'Organization';
    if (store === undefined || !isOrganization || pages().length === 0)
        return;
    const failures = await Promise.all(records.map(one => record(one).then(() => [], error => [`${one.name}: ${(0,errors/* messageOf */.bD)(error)}`])));
    const [failure] = failures.flat();
    if (failure !== undefined) {
        log.notice(`GitHub has no storage record of the image (${failure}). Add \`permissions: artifact-metadata: write\` to the job.`);
    }
}

;// CONCATENATED MODULE: ./lib/signing/signed-facts.js
/** For the log: who has signed what. */
function linesOf({ root, claims }) {
    return claims.map(({ identity, wasThere, claim }) => {
        const by = identity === '' ? 'the key' : identity;
        const what = `${root} (${claim.predicateType})`;
        return wasThere ? `${what} is already signed by ${by}` : `Signed ${what} by ${by}`;
    });
}
/**
 * The signatures, and what others need to verify them.
 *
 * @param bundles path of the file with all bundles
 */
function signaturesOf({ signing, context }, signed, setup, bundles) {
    const claims = signed.flatMap(image => image.claims);
    const [first] = claims;
    const isSigned = signing.sign !== undefined;
    const types = claims.filter(one => one.isReferrer || setup.isGithubs).map(({ claim }) => claim.predicateType);
    const pages = setup.pages();
    return {
        images: signed.map(({ name }) => name),
        bundles,
        pages,
        facts: {
            identity: first?.identity ?? '',
            issuer: first?.issuer ?? '',
            isLogged: setup.isLogged,
            trustedRoot: signing.trustedRoot,
            isSigned,
            attested: [...new Set(types)].filter(type => type !== setup.signatureType),
            repository: pages.length > 0 ? context.repository : '',
            byGithub: setup.isGithubs ? context.repository : '',
        },
    };
}

;// CONCATENATED MODULE: ./lib/run/signing/signing.js









/**
 * Checks everything needed for signing before any build time is spent.
 *
 * @returns undefined when nothing is signed
 * @throws InputError, ActionError
 */
async function openRunSigning(job, machine) {
    const { inputs, context, plan } = job;
    const { signing, retry, githubToken } = inputs;
    if ((0,signing_signing/* signerOf */.K)(signing) === undefined || !plan.decision.push || (0,call/* isCall */.n)(inputs))
        return undefined;
    const { openSigning, signImages } = await Promise.all(/* import() */[__webpack_require__.e(1168), __webpack_require__.e(616), __webpack_require__.e(4064), __webpack_require__.e(4602)]).then(__webpack_require__.bind(__webpack_require__, 54602));
    const setup = await openSigning({ signing, retry, context, githubToken }, machine);
    return {
        close: setup.close,
        async attach(images, report) {
            const signed = await signImages(images, setup);
            for (const line of signed.flatMap(linesOf))
                machine.log.info(line);
            const bundles = (0,external_node_path_.join)(context.runnerTemp, `slipway-bundles-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}.jsonl`);
            const all = signed
                .flatMap(({ claims }) => claims)
                .map(({ bundle }) => JSON.stringify(JSON.parse(bundle.toString())));
            await (0,promises_.writeFile)(bundles, all.map(line => `${line}\n`).join(''));
            report.signed(signaturesOf({ signing, context }, signed, setup, bundles));
        },
        record: images => recordLocations(images.flatMap(locationsOf), setup, context, machine.log),
    };
}
/** What a dry run can know of signing: it has no credentials, and the files may be missing. @throws InputError */
function checkSigning({ inputs, context, plan }) {
    if (!plan.decision.push || (0,call/* isCall */.n)(inputs))
        return;
    const problem = (0,keyless/* foreignWithoutConfig */.Bt)(inputs.signing, context);
    if (problem !== undefined)
        throw new errors/* InputError */.dz([problem]);
}
function locationsOf({ content, results }) {
    const published = results.filter(({ state }) => state === 'published');
    return [...new Set(published.map(({ name }) => name))].map(name => {
        const first = published.find(result => result.name === name);
        const registryUrl = `https://${first.registry}`;
        return { name, digest: content.root.digest, registryUrl, version: first.tag.name };
    });
}


/***/ }),

/***/ 78636:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Iy: () => (/* binding */ theOnly),
/* harmony export */   Ne: () => (/* binding */ eachImage),
/* harmony export */   Sk: () => (/* binding */ buildSite),
/* harmony export */   z5: () => (/* binding */ stagingSite)
/* harmony export */ });
/* harmony import */ var _inputs_job_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9514);

/** The site for building the run's only image. */
function buildSite({ folder, bench }) {
    const { docker, trusts, engine, builder, pins, background, policies } = bench;
    return {
        ...{ docker, trusts, engine, builder, pins, background, policies },
        targets: theOnly(bench.targets.images),
        names: theOnly(bench.names),
        folder: folder.path,
        journal: folder,
    };
}
/** The site for staging what was built. */
function stagingSite({ job, folder, bench: { engine, background } }) {
    return { engine, background, journal: folder, policy: job.inputs.retry };
}
/** The run split into one run per image. */
function eachImage(ready) {
    const { job, bench } = ready;
    return bench.targets.images.map((targets, at) => ({
        ...ready,
        job: (0,_inputs_job_js__WEBPACK_IMPORTED_MODULE_0__/* .jobOf */ .Zw)(job, at),
        bench: {
            ...bench,
            ...{ names: bench.names.slice(at, at + 1), sources: bench.sources.slice(at, at + 1) },
            targets: { ...bench.targets, images: [targets] },
        },
    }));
}
/** The run's only image, or its data. */
function theOnly(images) {
    const [image, ...others] = images;
    if (image === undefined || others.length > 0)
        throw new Error(`one image was planned, not ${images.length}`);
    return image;
}


/***/ }),

/***/ 43445:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bt: () => (/* binding */ foreignWithoutConfig),
/* harmony export */   Up: () => (/* binding */ aboutKeyless),
/* harmony export */   uI: () => (/* binding */ foreignServer)
/* harmony export */ });
/* harmony import */ var _inputs_signing_signing_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(52544);

/** Why the public Sigstore cannot sign for this server's jobs; undefined if it can. */
function foreignServer(signing, { serverUrl }) {
    if (serverUrl === 'https://github.com')
        return undefined;
    return {
        ...aboutKeyless(signing, 'and the public Sigstore accepts only tokens of github.com'),
        fix: `Give the \`signing-config\` and \`trusted-root\` of a Sigstore that accepts tokens of ${serverUrl}, or use \`sign: key\`.`,
    };
}
/** The same for a dry run, which reads no files: undefined where a Sigstore is configured, or a key signs. */
function foreignWithoutConfig(signing, context) {
    const isPublic = (0,_inputs_signing_signing_js__WEBPACK_IMPORTED_MODULE_0__/* .signerOf */ .K)(signing) === 'keyless' && signing.signingConfig === '';
    return isPublic ? foreignServer(signing, context) : undefined;
}
/** The input that asks for a certificate of the workflow's identity. */
function aboutKeyless({ sign }, problem) {
    return sign === 'keyless'
        ? { input: 'sign', problem: `is \`keyless\`, ${problem}` }
        : { input: 'attest', problem: `needs a certificate for this workflow, ${problem}` };
}


/***/ })

};
