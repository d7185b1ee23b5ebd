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
/* harmony export */   ax: () => (/* binding */ fingerprintOf),
/* harmony export */   ng: () => (/* binding */ runOf),
/* harmony export */   tx: () => (/* binding */ attemptOf)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _oci_platforms_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(49537);


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
    const words = platforms.map(platform => ((0,_oci_platforms_js__WEBPACK_IMPORTED_MODULE_1__/* .normalPlatform */ .Je)(platform) ?? platform).replaceAll(/[^\w.-]+/g, '-'));
    const all = words.join('_');
    const shown = all.length > LONGEST ? `${words.length}-platforms-${hash(all).slice(0, 10)}` : all;
    return `${prefixOf(image)}${shown}-${secondsOf(now)}-${runAttempt || '1'}`;
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
/**
 * A hash of what parts and merge must agree on: names, tags, labels and annotations. A difference means different
 * inputs.
 */
function fingerprintOf({ destinations, metadata }) {
    const tags = destinations.map(({ name, tags: own }) => [name, own.map(tag => tag.name)]);
    const { labels, annotations, version } = metadata;
    return hash([tags, labels, annotations, version]);
}
function hash(value) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(JSON.stringify(value)).digest('hex');
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
