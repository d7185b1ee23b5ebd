export const id = 801;
export const ids = [801];
export const modules = {

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
