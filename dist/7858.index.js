export const id = 7858;
export const ids = [7858];
export const modules = {

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
