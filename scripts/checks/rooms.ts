/** A room of CONTRIBUTING's map: a folder of `src/`, its purpose, and the rooms it may import. */
export type Room = Readonly<{ name: string; what: string; imports: readonly string[] }>;

const room = (name: string, what: string, imports = ''): Room => ({
  name,
  what,
  imports: imports === '' ? [] : imports.split(' '),
});

/** From the bottom layer up: a room only imports rooms before it. `''` is the files in `src/` itself. */
export const ROOMS: readonly Room[] = [
  room('host', 'this machine: processes, files, environment variables, the clock, retries, errors'),
  room('event', 'what started the run: event, ref, commit, and whether its code is merged', 'host'),
  room('oci', 'image documents, pure: references, digests, manifests, indexes, platforms', 'host'),
  room('http', 'requests: connections, redirects, proxies, trust, downloads', 'host oci'),
  room('runner', 'what speaks to the runner: log, masks, outputs, redaction, signals', 'host'),
  room('journal', "the run's folder, and what it must put back on this machine", 'host'),
  room(
    'registry',
    'the client of the distribution API: logins, blobs, manifests, and advice on refusals',
    'host oci http',
  ),
  room('plan', 'what will be built, tagged and pushed, and why; pure', 'host event oci'),
  room('inputs', 'every input parsed into types, all problems together', 'host event oci plan'),
  room(
    'github',
    "GitHub's API: facts about the repository, and which commit comes after which",
    'host event oci http plan',
  ),
  room(
    'identity',
    "logins without a password: GitHub's id token exchanged with each kind of registry, loaded on demand",
    'host event oci http registry plan github',
  ),
  room(
    'credentials',
    'who logs in where, and the private Docker config',
    'host event oci runner journal registry plan inputs identity',
  ),
  room('engine', 'the Docker Engine: images, containers, certificates', 'host event oci runner credentials'),
  room(
    'dockerfile',
    'what a Dockerfile says: where it is, its stages, base images and cache mounts',
    'host event oci plan inputs',
  ),
  room(
    'builder',
    'the BuildKit that builds: found or created, and buildx itself',
    'host event oci http runner journal registry plan inputs credentials engine dockerfile',
  ),
  room('emulation', "running other processors' programs (QEMU)", 'host journal plan inputs engine builder'),
  room('staging', 'bytes to registries: fan-out, layouts, mounts, no tag', 'host oci registry plan engine'),
  room('layouts', 'OCI layouts read and written', 'host oci registry plan inputs staging'),
  room(
    'signing',
    'signatures and attestations: made, put beside images, verified',
    'host event oci http registry inputs github staging',
  ),
  room(
    'build',
    'one build: arguments, outputs, progress, failures',
    'host event oci runner journal plan inputs credentials engine dockerfile builder staging',
  ),
  room(
    'bake',
    'several images: bake definitions evaluated, and one build of all images',
    'host oci runner journal plan inputs dockerfile builder build',
  ),
  room(
    'publish',
    'tags: moved, verified, put back; checks before and after',
    'host event oci http journal registry plan inputs github engine staging build',
  ),
  room(
    'promote',
    'an image that exists, taken from a registry or a layout',
    'host oci journal registry plan inputs engine staging layouts build publish',
  ),
  room('gates', 'tests, scans and other checks of the image', 'host event oci http journal inputs credentials engine'),
  room(
    'cache',
    'layer caches, the relay to the cache service, cache mounts',
    'host event oci http runner journal registry plan inputs engine dockerfile builder build',
  ),
  room(
    'by-digest',
    'builders that push by themselves, and merging their platforms',
    'host oci http registry plan inputs credentials builder staging build cache',
  ),
  room(
    'parts',
    'one image from several runners: what each hands over, and the merge',
    'host event oci http runner registry plan staging layouts promote by-digest',
  ),
  room(
    'policy',
    'what an organization demands of a run: its plan and its images held against the policy',
    'host event oci http registry plan inputs dockerfile staging signing build bake',
  ),
  room(
    'report',
    'outputs, results and the job summary',
    'host event oci runner plan inputs signing build publish gates cache policy',
  ),
  room(
    'run',
    'the stages of main and post, in order: the only room that knows all others',
    'host event oci http runner journal registry plan inputs identity github credentials engine dockerfile builder emulation staging layouts signing build bake publish promote gates cache by-digest parts policy report',
  ),
  room('', 'the entries of the steps of both actions', 'host runner run'),
];
