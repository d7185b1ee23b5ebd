import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

/***/ }),

/***/ 598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 24:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 67:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 862:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:readline");

/***/ }),

/***/ 193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:string_decoder");

/***/ }),

/***/ 500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

/***/ }),

/***/ 975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 956:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   pQ: () => (/* binding */ stateIn)
/* harmony export */ });
/* unused harmony exports stepVariables, inputVariable, inputIn, commandFile, hasPostStep */
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


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
var __webpack_exports__ = {};

// EXTERNAL MODULE: ./lib/host/variables/step.js
var step = __nccwpck_require__(956);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(24);
;// CONCATENATED MODULE: ./lib/runner/last-resort.js

/**
 * Runs a step and reports whatever nobody caught (an exception, a rejection, work that never finishes) as one `::error`
 * line with exit code 1. Node's own report must never appear: it shows the line of code and the error's values, which
 * may contain secrets. This file imports no other of ours, so that nothing can fail before it.
 *
 * @param work returns the exit code. It hands over the log once that knows the secrets; until then only the kind and
 *   place of an error are shown, not its message.
 */
async function runGuarded(work) {
    let reportTo;
    let isDone = false;
    const fail = (error) => {
        if (!isDone || process.exitCode !== 1)
            report(error, reportTo);
        isDone = true;
        process.exitCode = 1;
        process.exit();
    };
    process.on('uncaughtException', fail);
    process.on('unhandledRejection', fail);
    // Node may warn about a closed pipe, which is no reason to stop. The stream takes 4 ms to open.
    process.once('warning', () => process.stderr.on('error', () => { }));
    process.on('exit', () => {
        if (isDone)
            return;
        process.exitCode = 1;
        report(new Error('the step ended unexpectedly before it had finished'), reportTo);
    });
    try {
        process.exitCode = await work(one => {
            reportTo = one;
        });
        isDone = true;
    }
    catch (error) {
        fail(error);
    }
}
const ASK = 'This is a bug in Slipway: please report it with this line.';
/** Longer messages contain a program's input, not its output. Characters. */
const LONGEST = 1000;
function report(error, reportTo) {
    const kind = kindOf(error);
    try {
        if (reportTo === undefined)
            return writeLine(`Slipway stopped unexpectedly: ${kind}. ${ASK}`);
        reportTo(`Slipway stopped unexpectedly: ${kind}: ${messageIn(error).slice(0, LONGEST).toWellFormed()}\n→ ${ASK}`);
    }
    catch {
        writeLine(`Slipway stopped unexpectedly: ${kind}. ${ASK}`);
    }
}
/** A safe description of any error, without its message: its name, code and place in our code. */
function kindOf(error) {
    const { name, code, stack } = (error ?? {});
    const [known = 'an error'] = /^\w{1,60}$/.exec(String(name ?? '')) ?? [];
    const [number] = /^[A-Z][A-Z0-9_]{1,60}$/.exec(String(code ?? '')) ?? [];
    const [place] = /\b(?:[\w-]+\.ts|(?:\d+\.)?index\.js):\d+:\d+(?=\)?$)/m.exec(String(stack ?? '')) ?? [];
    return [known, number && `(${number})`, place && `at ${place}`].filter(part => part !== undefined).join(' ');
}
function messageIn(error) {
    const { message } = (error ?? {});
    return String(message ?? error);
}
/** Bypasses all streams; to stderr when stdout is closed: the runner takes commands from both. */
function writeLine(text) {
    for (const descriptor of [1, 2]) {
        try {
            (0,external_node_fs_.writeSync)(descriptor, `::error title=Slipway INTERNAL::${text}\n`);
            return;
        }
        catch {
            // Both are closed.
        }
    }
}

;// CONCATENATED MODULE: ./lib/post-main.js


/**
 * The entry point of the post step, as a separate file: a shared one that uses the state to recognize the step would
 * run, and publish, as the main step after a cancel before the state was saved.
 */
void runGuarded(async () => {
    // Without a folder the main step has changed nothing: a dry run, or one that was rejected.
    if ((0,step/* stateIn */.pQ)(process.env).folder === '')
        return 0;
    const { runPost } = await __nccwpck_require__.e(/* import() */ 412).then(__nccwpck_require__.bind(__nccwpck_require__, 412));
    return runPost(process.env, async () => (await __nccwpck_require__.e(/* import() */ 803).then(__nccwpck_require__.bind(__nccwpck_require__, 803))).thisMachine());
});

