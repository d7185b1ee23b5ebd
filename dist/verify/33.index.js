export const id = 33;
export const ids = [33];
export const modules = {

/***/ 8033:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  timeOfParts: () => (/* binding */ timeOfParts)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/oci/platforms.js
var platforms = __webpack_require__(49537);
;// CONCATENATED MODULE: ./lib/parts/identity.js


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
    const words = platforms.map(platform => (normalPlatform(platform) ?? platform).replaceAll(/[^\w.-]+/g, '-'));
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
    return createHash('sha256').update(JSON.stringify(value)).digest('hex');
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

;// CONCATENATED MODULE: ./lib/parts/time.js

/**
 * The planned time of this run's parts; undefined when there are none, or they disagree.
 *
 * @throws ActionError ARTIFACT_FAILED
 */
async function timeOfParts(artifacts) {
    const parts = (await artifacts.list()).flatMap(({ name }) => readArtifactName(name) ?? []);
    const times = new Set(parts.map(({ time }) => time));
    const [time] = times;
    return time === undefined || times.size > 1 ? undefined : new Date(time * 1000);
}


/***/ })

};
