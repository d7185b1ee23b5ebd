export const id = 801;
export const ids = [801];
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

/***/ 70801:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   timeOfParts: () => (/* binding */ timeOfParts)
/* harmony export */ });
/* harmony import */ var _identity_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(56450);

/**
 * The planned time of this run's parts; undefined when there are none, or they disagree.
 *
 * @throws ActionError ARTIFACT_FAILED
 */
async function timeOfParts(artifacts) {
    const parts = (await artifacts.list()).flatMap(({ name }) => (0,_identity_js__WEBPACK_IMPORTED_MODULE_0__/* .readArtifactName */ .Ep)(name) ?? []);
    const times = new Set(parts.map(({ time }) => time));
    const [time] = times;
    return time === undefined || times.size > 1 ? undefined : new Date(time * 1000);
}


/***/ })

};
