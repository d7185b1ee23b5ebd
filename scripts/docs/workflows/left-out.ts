import type { InputName } from '../../../src/inputs/reading/defaults.ts';

const SET = 'the workflow sets it itself';
const SECRET = 'a login is a secret, and secrets of a called workflow are declared apart from its inputs';
const GONE = 'the runner is gone after the job';
const MACHINE = 'it names something on the runner, which is a fresh machine';
const NO_CHECKOUT = 'the job that publishes has no checkout';
const NO_FILE = 'the job that publishes has no checkout, so it cannot read the file: list the images in `builds`';
const PUSHES = 'it needs a login that may push, which the jobs that build do not hold';
const FORM = 'the outputs have one form for all callers';

/** The inputs of the action that publish.yml does not accept, and why. */
export const LEFT_OUT: Readonly<Partial<Record<InputName, string>>> = {
  'sep-tags': FORM,
  'sep-labels': FORM,
  'sep-annotations': FORM,
  'bake-target': FORM,
  'ref-source': NO_CHECKOUT,
  source: 'nothing is built then, so there is nothing to separate: use a step in your own workflow',
  layout: GONE,
  part: SET,
  merge: SET,
  'hand-over': SET,
  'part-digests': SET,
  time: SET,
  'registry-auth': SECRET,
  registry: SECRET,
  username: SECRET,
  password: SECRET,
  'docker-config': SECRET,
  'docker-config-passphrase': SECRET,
  'keep-login': 'no step of the workflow follows that would need one',
  'scan-upload': 'it takes a permission that callers would all have to give',
  'github-token': 'each job uses its own token, with the permissions that the workflow gives it',
  'job-token': 'each job uses its own token, with the permissions that the workflow gives it',
  builder: MACHINE,
  'buildkitd-config': 'its content goes into `buildkitd-config-inline`',
  endpoint: 'a builder elsewhere is outside of what the job controls',
  append: 'a builder elsewhere is outside of what the job controls',
  'node-platforms': 'each job builds one platform',
  'keep-state': GONE,
  cleanup: GONE,
  'cache-ref': PUSHES,
  'cache-to': PUSHES,
  'cache-max-size': 'the caches that it limits are on a runner that stays',
  call: 'it builds no image',
  load: GONE,
  outputs: GONE,
  secrets: 'it is the secret `BUILD_SECRETS`',
  'secret-envs': 'a caller cannot set variables of a called workflow',
  'secret-files': 'put the content into the secret `BUILD_SECRETS`',
  ssh: 'the job that builds has no agent',
  'cgroup-parent': MACHINE,
  bake: NO_FILE,
  'bake-targets': NO_FILE,
  'bake-set': NO_FILE,
  'bake-vars': NO_FILE,
  'keep-local': GONE,
  'sign-key': 'it is the secret `SIGN_KEY`',
  'sign-key-password': 'it is the secret `SIGN_KEY_PASSWORD`',
  'verify-source': 'there is no `source`',
  'signing-config': NO_CHECKOUT,
  'trusted-root': NO_CHECKOUT,
  'skip-existing': 'the parts are built before the tags are looked at',
  'skip-unchanged': 'what is published is what this run has built and attested',
  rebuild: 'the parts are built before the published image is looked at',
};

/** The meaning of an unset input in publish.yml, if it differs from the action's default. */
export const OTHER_DEFAULTS: Readonly<Partial<Record<InputName, string>>> = {
  platforms: 'linux/amd64',
  sign: 'keyless',
  attest: 'provenance',
  // An empty one is an error.
  policy: 'none',
  // GitHub's runners have no Trivy, and no step before the build may bring one that is not pinned.
  'scan-version': 'newest',
};

/** The inputs that only publish.yml has. */
export const ITS_OWN: readonly string[] = ['environment', 'timeout-minutes', 'submodules', 'lfs', 'fetch-depth'];

const FILE = 'it is a path on a runner that is gone';
const LEG = 'each platform has its own, in the log and summary of its job';

/** The outputs of the action that publish.yml does not have, and why. */
export const OUTPUTS_LEFT_OUT: Readonly<Record<string, string>> = {
  imageid: LEG,
  metadata: LEG,
  'bake-file': FILE,
  'bake-file-tags': FILE,
  'bake-file-labels': FILE,
  'bake-file-annotations': FILE,
  'sarif-file': FILE,
  'cache-backend': LEG,
  'cache-hit-ratio': LEG,
  matrix: 'the workflow uses it itself',
  decision: 'the outputs `pushed` and `reason` say it',
  bundle: FILE,
  'result-file': FILE,
};

/** The inputs of the verify action that verify.yml does not accept, and why. */
export const VERIFY_LEFT_OUT: Readonly<Record<string, string>> = {
  ...{ 'registry-auth': SECRET, registry: SECRET, username: SECRET, password: SECRET },
  ...{ 'docker-config': SECRET, 'docker-config-passphrase': SECRET },
  'github-token': 'the job uses its own token',
  'job-token': 'the job uses its own token',
  'trusted-root': 'the job has no checkout',
};
