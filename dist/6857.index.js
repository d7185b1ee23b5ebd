export const id = 6857;
export const ids = [6857];
export const modules = {

/***/ 6857:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   formatDate: () => (/* binding */ formatDate)
/* harmony export */ });
/* harmony import */ var moment_timezone__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79856);

/** `FormatDate` by moment. Slow to load: import it only when `neededFormatter` says so. */
const formatDate = (date, format, zone, warn) => {
    const known = moment_timezone__WEBPACK_IMPORTED_MODULE_0__.tz.zone(zone) !== null;
    if (!known)
        warn(`There is no time zone "${zone}"; UTC is used`);
    return moment_timezone__WEBPACK_IMPORTED_MODULE_0__(date)
        .tz(known ? zone : 'UTC')
        .format(format);
};


/***/ })

};
