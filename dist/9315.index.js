export const id = 9315;
export const ids = [9315];
export const modules = {

/***/ 56450:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cs: () => (/* binding */ artifactName),
/* harmony export */   Ep: () => (/* binding */ readArtifactName),
/* harmony export */   MT: () => (/* binding */ prefixOf),
/* harmony export */   Qq: () => (/* binding */ nameOfRecord),
/* harmony export */   TM: () => (/* binding */ secondsOf),
/* harmony export */   Zb: () => (/* binding */ platformsInName),
/* harmony export */   ax: () => (/* binding */ fingerprintOf),
/* harmony export */   ng: () => (/* binding */ runOf),
/* harmony export */   tx: () => (/* binding */ attemptOf)
/* harmony export */ });
/* harmony import */ var _host_text_sha256_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(39669);
/* harmony import */ var _oci_platforms_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(49537);
/* harmony import */ var _stated_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(38771);



/** The prefix of artifact names. */
const PREFIX = 'slipway-part';
/** Services limit the length of names, and a part may have any number of platforms. Characters. */
const LONGEST = 100;
/** A short hash of an image's names, the same in every job that plans it. */
function imageKey({ name, destinations }) {
    const names = destinations.map(destination => destination.name).sort();
    return hash([name, names]).slice(0, 10);
}
/**
 * The name of a part's artifact, unique per image, platform and attempt, since artifacts are immutable. It contains the
 * part's planned time, which the merging job must know before it can plan, without downloading an artifact as large as
 * the image.
 */
function artifactName(image, platforms, { now, runAttempt }) {
    const words = platforms.map(wordOf);
    const all = words.join('_');
    const shown = all.length > LONGEST ? `${words.length}-platforms-${hash(all).slice(0, 10)}` : all;
    return `${prefixOf(image)}${shown}-${secondsOf(now)}-${runAttempt || '1'}`;
}
function wordOf(platform) {
    return ((0,_oci_platforms_js__WEBPACK_IMPORTED_MODULE_1__/* .normalPlatform */ .Je)(platform) ?? platform).replaceAll(/[^\w.-]+/g, '-');
}
/** Which of these platforms an artifact's name mentions; [] for a name without platforms (of a part with many). */
function platformsInName(name, image, platforms) {
    const words = (readArtifactName(name)?.part ?? name).slice(prefixOf(image).length).split('_');
    return platforms.filter(platform => words.includes(wordOf(platform)));
}
/** The name of the artifact that a record was written for. */
function nameOfRecord(image, { platforms, time, attempt }) {
    return artifactName(image, platforms, { now: new Date(time * 1000), runAttempt: String(attempt) });
}
/** @returns undefined for other artifacts */
function readArtifactName(name) {
    const [, part = '', time, attempt] = /^(slipway-part-.+)-(\d{1,11})-(\d{1,6})$/.exec(name) ?? [];
    return part === '' ? undefined : { part, time: Number(time), attempt: Number(attempt) };
}
/** The name prefix of an image's parts. */
function prefixOf(image) {
    return `${PREFIX}-${imageKey(image)}-`;
}
/** A hash of what parts and merge must agree on (`statedOf`). A difference means different inputs. */
function fingerprintOf(image) {
    return hash((0,_stated_js__WEBPACK_IMPORTED_MODULE_2__/* .statedOf */ .Nv)(image));
}
function hash(value) {
    return (0,_host_text_sha256_js__WEBPACK_IMPORTED_MODULE_0__/* .sha256Hex */ .f)(JSON.stringify(value));
}
/** `run`, `attempt` and `time` of a record. */
function runOf({ runId, runAttempt, now }) {
    return { run: runId, attempt: attemptOf(runAttempt), time: secondsOf(now) };
}
function attemptOf(runAttempt) {
    return Number.parseInt(runAttempt, 10) || 1;
}
/** Seconds since 1970. */
function secondsOf(time) {
    return Math.floor(time.getTime() / 1000);
}


/***/ }),

/***/ 18233:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hh: () => (/* binding */ parseRecord),
/* harmony export */   lt: () => (/* binding */ RECORD_FILE),
/* harmony export */   ty: () => (/* binding */ LARGEST_RECORD),
/* harmony export */   xA: () => (/* binding */ IMAGE_FILE)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23940);

/** The files in a part's artifact: the record, and the image unless a registry has it. */
const RECORD_FILE = 'record.json';
const IMAGE_FILE = 'image.tar';
/** Limit of a record. Bytes. */
const LARGEST_RECORD = 128 * 1024;
/** The record in a file's text, or what is wrong with it. */
function parseRecord(text) {
    let json;
    try {
        json = JSON.parse(text);
    }
    catch {
        return 'it is not JSON';
    }
    const record = (json ?? {});
    if (record.schema !== 1)
        return 'it was written by another version of this action';
    for (const key of ['repository', 'commit', 'run', 'plan']) {
        if (typeof record[key] !== 'string' || !/^[\w./:+=-]{1,300}$/.test(record[key]))
            return `its \`${key}\` is not valid`;
    }
    if (!Number.isSafeInteger(record.attempt))
        return 'its `attempt` is not valid';
    if (!Number.isSafeInteger(record.time) || !(Number(record.time) >= 0 && Number(record.time) < 1e11))
        return 'its `time` is not valid';
    if (!isTexts(record.platforms, one => /^[\w./-]{1,100}$/.test(one)) || record.platforms.length === 0)
        return 'its `platforms` are not valid';
    if (!isTexts(record.places, one => /^[\w./:-]{1,500}$/.test(one)))
        return 'its `places` are not valid';
    if (!isTexts(record.gates, one => /^.{1,200}$/.test(one)))
        return 'its `gates` are not valid';
    if (!isTexts(record.tested, _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc))
        return 'its `tested` is not valid';
    if (!isStated(record.stated))
        return 'its `stated` is not valid';
    if (record.handOver !== 'registry' && record.handOver !== 'artifact')
        return 'its `handOver` is not valid';
    if (typeof record.root !== 'string' || !(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(record.root))
        return 'its `root` is not valid';
    return record;
}
function isStated(value) {
    const isOne = (one) => Array.isArray(one) && one.length === 3 && one.every(text => typeof text === 'string');
    // The kind is shown as it is.
    return Array.isArray(value) && value.every(one => isOne(one) && /^[a-z]{1,20}$/.test(one[0]));
}
function isTexts(value, isValid) {
    return Array.isArray(value) && value.length <= 100 && value.every(one => typeof one === 'string' && isValid(one));
}


/***/ }),

/***/ 38771:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Nv: () => (/* binding */ statedOf),
/* harmony export */   i0: () => (/* binding */ recordedOf),
/* harmony export */   tX: () => (/* binding */ differences)
/* harmony export */ });
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64212);
/* harmony import */ var _plan_metadata_labels_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2682);


/** Room for the statements in a record. Bytes of JSON. */
const LARGEST = 48 * 1024;
/** Differences in one message. */
const SHOWN = 5;
function statedOf({ destinations, metadata }) {
    const pairs = (kind, lines) => lines.map((line) => {
        const at = line.indexOf('=');
        return at < 0 ? [kind, line, ''] : [kind, line.slice(0, at), line.slice(at + 1)];
    });
    return [
        ...destinations.map(({ name }) => ['name', name, '']),
        ...destinations.flatMap(({ name, tags }) => tags.map((tag) => ['tag', `${name}:${tag.name}`, ''])),
        ...pairs('label', metadata.labels),
        ...pairs('annotation', metadata.annotations),
        ['version', '', metadata.version],
    ];
}
/** The statements for a record; [] if they are too long for one: then only their hash is compared. */
function recordedOf(image) {
    const stated = statedOf(image);
    return Buffer.byteLength(JSON.stringify(stated)) > LARGEST ? [] : stated;
}
/**
 * How a part was planned differently from this job.
 *
 * @param theirs of its record; [] if unknown
 * @param ours of this job
 */
function differences(theirs, ours) {
    if (theirs.length === 0)
        return `${OTHER}: ${SAME}`;
    const [there, here] = [byKey(theirs), byKey(ours)];
    const keys = [...new Set([...there.keys(), ...here.keys()])].filter(key => there.get(key)?.[2] !== here.get(key)?.[2]);
    if (keys.length === 0)
        return `${OTHER}: ${SAME}`;
    const all = keys.map(key => ({
        stated: (there.get(key) ?? here.get(key)),
        its: there.get(key)?.[2],
        own: here.get(key)?.[2],
    }));
    const said = all.slice(0, SHOWN).map(({ stated: [kind, key], its, own }) => difference(kind, key, [its, own]));
    const rest = keys.length > SHOWN ? [`${keys.length - SHOWN} more differences`] : [];
    const isUnasked = all.every(({ stated: [kind, key], its: one, own: other }) => isFact(kind, key) && (one === '') !== (other === ''));
    return `${[...said, ...rest].join('; ')}: ${isUnasked ? UNASKED : SAME}`;
}
const OTHER = 'its names, tags, labels or annotations are not those of this job';
const SAME = 'give both the same inputs';
const UNASKED = "GitHub's API did not answer one of the two jobs; re-run that job, or set them in `labels` and `annotations` of all jobs";
function byKey(stated) {
    return new Map(stated.map(one => [JSON.stringify([one[0], one[1]]), one]));
}
/** A fact about the repository that is shown in a label, or in the annotation of the same name, and may be looked up. */
function isFact(kind, key) {
    const name = kind === 'annotation' ? key.slice(key.indexOf(':') + 1) : key;
    return (kind === 'label' || kind === 'annotation') && Object.hasOwn(_plan_metadata_labels_js__WEBPACK_IMPORTED_MODULE_0__/* .factLabels */ ._4, name);
}
function difference(kind, key, [its, own]) {
    const what = `${kind}${key === '' ? '' : ` ${/^[\w./:@-]{1,200}$/.test(key) ? key : (0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .h)(key)}`}`;
    if (its === undefined)
        return `it lacks the ${what}`;
    if (own === undefined)
        return `it has the ${what}, which this job has not`;
    return `its ${what} is ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .h)(its)}, and here it is ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .h)(own)}`;
}


/***/ }),

/***/ 39315:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ artifactsFor),
/* harmony export */   handOver: () => (/* binding */ handOver),
/* harmony export */   r: () => (/* binding */ preparePart)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _host_files_make_folder_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6351);
/* harmony import */ var _host_text_of_name_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(57827);
/* harmony import */ var _host_text_quote_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(64212);
/* harmony import */ var _inputs_job_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(9514);
/* harmony import */ var _inputs_parts_read_parts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1677);
/* harmony import */ var _parts_artifacts_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(45121);
/* harmony import */ var _parts_identity_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(56450);
/* harmony import */ var _parts_record_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(18233);
/* harmony import */ var _parts_stated_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(38771);
/* harmony import */ var _plan_index_annotations_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(34764);
/* harmony import */ var _plan_named_gates_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(13855);













/** Artifacts are as large as images. Seconds. */
const PATIENCE = 30 * 60;
function artifactsFor(folder, machine) {
    return (0,_parts_artifacts_js__WEBPACK_IMPORTED_MODULE_4__/* .createArtifacts */ .G)(machine, { folder: folder.path, seconds: PATIENCE });
}
/** The folder of an image's artifact. */
const placeOf = (folder, at) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder.path, 'parts', String(at));
/**
 * The run as a part of a larger one. For artifacts, images are written as layouts, and no registry is used: this job
 * may have no credentials.
 *
 * @param labeled awaited for parts and their merge: preparing a merge reads the merged image
 */
async function preparePart(given, labeled) {
    if (!(0,_inputs_parts_read_parts_js__WEBPACK_IMPORTED_MODULE_3__/* .isOfParts */ .YI)(given.job.inputs.parts))
        return given;
    const job = await labeled;
    const { parts } = job.inputs;
    if (parts.part === undefined)
        return { ...given, job };
    const { folder } = given;
    const running = { ...given, job: withoutIndex(job) };
    const platforms = (0,_inputs_job_js__WEBPACK_IMPORTED_MODULE_10__/* .inputsOfImages */ .z6)(job).map(({ build }) => build.platforms);
    const images = job.plan.images.map((image, at) => ({ image, platforms: platforms[at] }));
    logSkipped(images, running.machine.log);
    if (!job.plan.decision.push)
        return running;
    // Otherwise nobody would get this job's images.
    (0,_parts_artifacts_js__WEBPACK_IMPORTED_MODULE_4__/* .checkArtifacts */ .E)(running.machine.env);
    const part = { images, handOver: parts.handOver };
    for (const at of images.keys())
        await (0,_host_files_make_folder_js__WEBPACK_IMPORTED_MODULE_2__/* .makeFolder */ .f)(placeOf(folder, at));
    return { ...running, part, ...(parts.handOver === 'artifact' && { job: intoLayouts(running.job, folder) }) };
}
/** The job without annotations of the index, which the job that merges writes (`ownShare` has those of the outputs). */
function withoutIndex(job) {
    const images = job.plan.images.map(image => {
        const annotations = (0,_plan_index_annotations_js__WEBPACK_IMPORTED_MODULE_8__/* .splitAnnotations */ .$U)(image.metadata.annotations).parts;
        return { ...image, metadata: { ...image.metadata, annotations } };
    });
    return { ...job, plan: { ...job.plan, images } };
}
/** Logs the gates that are left to the parts for their platforms (`shareOf`). */
function logSkipped(parts, log) {
    for (const { image, platforms } of parts) {
        for (const gate of image.gates.filter(one => !(0,_plan_named_gates_js__WEBPACK_IMPORTED_MODULE_9__/* .runsOn */ .k)(one, platforms))) {
            log.info(`Skipped ${(0,_host_text_quote_js__WEBPACK_IMPORTED_MODULE_11__/* .quote */ .h)(gate.name)}${(0,_host_text_of_name_js__WEBPACK_IMPORTED_MODULE_12__/* .ofName */ .D)(image)}: it runs on ${gate.platform}, and this part is for ${platforms.join(', ')}`);
        }
    }
}
/** The job that writes its images as layouts, and pushes none. */
function intoLayouts(job, folder) {
    const decision = { push: false, reason: 'this part of the image is handed over as an artifact' };
    const images = job.plan.images.map(image => ({
        ...image,
        destinations: image.destinations.map(destination => ({ ...destination, decision })),
    }));
    const plan = { ...job.plan, decision, images };
    const withLayout = (inputs, at) => ({ ...inputs, layout: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(placeOf(folder, at), _parts_record_js__WEBPACK_IMPORTED_MODULE_6__/* .IMAGE_FILE */ .xA) });
    const { several } = job;
    if (several === undefined)
        return { ...job, plan, inputs: withLayout(job.inputs, 0) };
    const builds = several.builds.map((build, at) => ({ ...build, inputs: withLayout(build.inputs, at) }));
    return { ...job, plan, several: { ...several, builds } };
}
/**
 * Hands the parts over to the merging job: a record of each image, with the image itself if no registry has it.
 *
 * @param made in the plan's order
 * @throws ActionError ARTIFACT_FAILED
 */
async function handOver(running, made) {
    const { job, folder, report, machine, part } = running;
    if (part === undefined)
        throw new Error('this run builds the whole image');
    const { context } = job;
    const uploads = part.images.map(async ({ image, platforms }, at) => {
        const { root, tested, places } = made[at];
        const record = {
            schema: 1,
            repository: context.repository,
            commit: context.sha,
            ...(0,_parts_identity_js__WEBPACK_IMPORTED_MODULE_5__/* .runOf */ .ng)(context),
            plan: (0,_parts_identity_js__WEBPACK_IMPORTED_MODULE_5__/* .fingerprintOf */ .ax)(image),
            stated: (0,_parts_stated_js__WEBPACK_IMPORTED_MODULE_7__/* .recordedOf */ .i0)(image),
            platforms,
            root,
            gates: image.gates.filter(gate => (0,_plan_named_gates_js__WEBPACK_IMPORTED_MODULE_9__/* .runsOn */ .k)(gate, platforms)).map(({ name }) => name),
            tested: tested.map(({ digest }) => digest),
            places,
            handOver: part.handOver,
        };
        const home = placeOf(folder, at);
        const file = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(home, _parts_record_js__WEBPACK_IMPORTED_MODULE_6__/* .RECORD_FILE */ .lt);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(file, JSON.stringify(record));
        const files = part.handOver === 'artifact' ? [file, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(home, _parts_record_js__WEBPACK_IMPORTED_MODULE_6__/* .IMAGE_FILE */ .xA)] : [file];
        return { name: (0,_parts_identity_js__WEBPACK_IMPORTED_MODULE_5__/* .artifactName */ .Cs)(image, platforms, context), image: image.name, folder: home, files };
    });
    const artifacts = await Promise.all(uploads);
    await report.timed('hand-over', () => artifactsFor(folder, machine).upload(artifacts));
    for (const [at, { image, platforms }] of part.images.entries()) {
        machine.log.info(`Handed over ${platforms.join(', ')}${(0,_host_text_of_name_js__WEBPACK_IMPORTED_MODULE_12__/* .ofName */ .D)(image)} as ${artifacts[at].name}`);
    }
    report.handedOver(new Map(part.images.map(({ image }, at) => [image.name, made[at].root])));
    const what = part.images.length === 1 ? 'this is a part of the image' : 'these are parts of the images';
    report.notPushed(`${what}: the job with \`merge\` publishes ${part.images.length === 1 ? 'it' : 'them'}`);
}


/***/ })

};
