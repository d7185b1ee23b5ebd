export const id = 5806;
export const ids = [5806];
export const modules = {

/***/ 45806:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openSource: () => (/* binding */ openSource)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./lib/host/text/human-size.js
var human_size = __webpack_require__(20051);
// EXTERNAL MODULE: ./lib/inputs/promote.js
var promote = __webpack_require__(68213);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: ./lib/host/files/make-folder.js
var make_folder = __webpack_require__(6351);
// EXTERNAL MODULE: ./lib/layouts/files.js
var layouts_files = __webpack_require__(42732);
// EXTERNAL MODULE: ./lib/layouts/read.js + 1 modules
var read = __webpack_require__(31408);
// EXTERNAL MODULE: ./lib/oci/content.js
var oci_content = __webpack_require__(33760);
// EXTERNAL MODULE: ./lib/oci/layout.js
var layout = __webpack_require__(78859);
// EXTERNAL MODULE: ./lib/publish/documents/claims.js
var claims = __webpack_require__(21422);
// EXTERNAL MODULE: ./lib/publish/documents/documents.js
var documents = __webpack_require__(32192);
// EXTERNAL MODULE: ./lib/staging/write-manifests.js
var write_manifests = __webpack_require__(8933);
// EXTERNAL MODULE: ./lib/promote/platforms.js
var platforms = __webpack_require__(24932);
// EXTERNAL MODULE: ./lib/promote/referrers.js
var promote_referrers = __webpack_require__(42936);
;// CONCATENATED MODULE: ./lib/promote/layout-source.js














/**
 * An image in an OCI layout from another job or tool.
 *
 * @param path of a folder or a tar archive
 * @param label its name in messages
 * @param within symbolic links may only lead into this folder; default: the parent of `path`
 * @throws ActionError NOT_FOUND, LAYOUT_INVALID, DIGEST_MISMATCH
 */
async function openInLayout(path, select, label, within) {
    const files = await (0,layouts_files/* openLayoutFiles */.a)(path, label, within);
    const { content, referrers } = await (0,read/* readImage */.A)(files, select, label);
    (0,platforms/* refuseEmpty */.Ot)(content.root, label);
    return {
        digest: content.root.digest,
        platforms: (0,platforms/* platformsIn */.S2)(content.root),
        size: (0,oci_content/* blobsOf */.O)(content).reduce((sum, blob) => sum + blob.size, 0),
        referrers: Promise.resolve(referrers.length),
        claims: () => (0,claims/* claimsOf */.d)(documentsOf(files, content), content.root),
        stage: to => stage(files, { content, referrers }, to),
        unpack: folder => unpack(files, content, folder),
    };
}
function documentsOf(files, { manifests }) {
    return {
        manifest: async (digest) => manifests.find(manifest => manifest.digest === digest),
        config: digest => files.read((0,layout/* blobName */.P)(digest), documents/* MAX_CONFIG */.E),
    };
}
async function stage(files, { content, referrers }, to) {
    await Promise.all((0,oci_content/* blobsOf */.O)(content).map(blob => to.upload(blob, files.blob(blob.digest))));
    await (0,write_manifests/* writeManifests */.u)(content, to, undefined, referrers.length > 0);
    if (referrers.length > 0)
        await to.each(repository => (0,promote_referrers/* listReferrersIn */.YD)(repository, referrers));
    return content;
}
/** Copies the image and verifies every byte: an engine with the classic store does not. */
async function unpack(files, content, folder) {
    await (0,make_folder/* makeFolder */.f)((0,external_node_path_.dirname)((0,external_node_path_.join)(folder, (0,layout/* blobName */.P)(content.root.digest))));
    await (0,promises_.writeFile)((0,external_node_path_.join)(folder, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
    for (const { digest, bytes } of content.manifests)
        await (0,promises_.writeFile)((0,external_node_path_.join)(folder, (0,layout/* blobName */.P)(digest)), bytes);
    for (const { digest } of (0,oci_content/* blobsOf */.O)(content)) {
        await (0,external_node_stream_promises_.pipeline)(await files.blob(digest).open(), (0,external_node_fs_.createWriteStream)((0,external_node_path_.join)(folder, (0,layout/* blobName */.P)(digest))));
    }
    return content;
}

// EXTERNAL MODULE: ./lib/promote/registry-source.js + 1 modules
var registry_source = __webpack_require__(68863);
;// CONCATENATED MODULE: ./lib/promote/open.js





/** Finds the image of `source` and reads its manifests. @throws ActionError */
async function openSource(source, { workspace, connect, log }) {
    const text = (0,promote/* sourceText */.r)(source);
    const sourced = await (source.kind === 'registry'
        ? (0,registry_source/* openInRegistry */.r)(connect(source.reference.name.registry).repository(source.reference.name.path), source.reference, log)
        : openInLayout((0,external_node_path_.resolve)(workspace, source.path), source.select, `oci:${source.path}`, workspace));
    log.info(`Source ${text} is ${sourced.digest}, ${(0,human_size/* humanSize */.X)(sourced.size)}`);
    const tell = (count) => count > 0 && log.info(`${count} referrers (signatures, attestations, …) come with the image`);
    sourced.referrers.then(tell, () => { });
    return sourced;
}


/***/ })

};
