import type { RetryVerdict } from './errors.ts';

/**
 * What programs on this machine print, by the kind of message: they report a failure's cause only in words, which may
 * change with any release. This is the only place that knows the words. How output is laid out (the prefix `ERROR: `,
 * the lines of a Dockerfile that follow it) is known where it is parsed. Libraries that are bundled here are not in it,
 * nor are registries, whose answers have codes (registry/errors).
 *
 * Each kind has real messages in `__tests__/fixtures/tool-messages.json`.
 */
export const TOOL_MESSAGES = {
  /** BuildKit: a command of the Dockerfile failed. The message quotes the command, which may contain anything. */
  stepFailed: [/did not complete successfully/],

  /** BuildKit: a COPY or ADD of a file that does not exist. */
  fileMissing: [/failed to calculate checksum of ref .*"[^"]*": not found/],

  /** BuildKit, buildx: a step, or the whole build, was cancelled. */
  cancelled: [/context canceled/],

  /**
   * BuildKit, containerd, Go's net package and git: a registry or host was briefly unavailable. BuildKit itself retries
   * after 5xx answers and dropped connections, but only for seconds; after 429 immediately; and never after token
   * server, DNS or connection-refused errors.
   */
  networkTrouble: [
    // containerd: `unexpected status from HEAD request to https://…: 503 Service Unavailable`
    /unexpected status\b[^\n]*\b(?:408|425|429|5\d\d)\b/,
    // BuildKit's ADD of a URL; git's transport
    /invalid (?:response|not-modified) status:? (?:408|425|429|5\d\d)\b/,
    /requested URL returned error: (?:408|429|5\d\d)\b/,
    /\b(?:429 Too Many Requests|toomanyrequests|502 Bad Gateway|503 Service Unavailable|504 Gateway Time-?out)\b/i,
    /connection reset by peer|connection refused|broken pipe|connection timed out|network is unreachable/i,
    /i\/o timeout|TLS handshake timeout|Client\.Timeout exceeded|http2: (?:server sent GOAWAY|client connection lost)/,
    /dial tcp[^\n]*(?:no such host|server misbehaving|Temporary failure in name resolution)/,
    /Could not resolve host|Couldn't connect to server|Empty reply from server|early EOF|the remote end hung up unexpectedly/,
    /(?:httpReadSeeker|failed to (?:do request|copy|fetch oauth token|fetch anonymous token))[^\n]*\bEOF\b/,
  ],

  /** buildx: the address of a builder or engine does not answer. */
  unreachable: [/no such host|connection refused|i\/o timeout|deadline exceeded/],

  /** Docker Hub, as quoted by BuildKit and the engine: too many anonymous pulls. */
  pullsLimited: [/toomanyrequests/],

  /** A registry, as quoted by BuildKit and the engine: no login, or one without access. */
  loginNeeded: [/401 Unauthorized|pull access denied/],

  /** containerd: a registry's token server refused. */
  authorizationFailed: [/authorization failed/],

  /** Go's TLS: a registry's certificate is from a CA that the builder does not know. */
  unknownAuthority: [/x509: certificate signed by unknown authority/],

  /** Linux, as quoted by BuildKit and others: the disk is full. */
  diskFull: [/no space left on device/],

  /** Linux, as quoted by BuildKit: the program is for another processor. */
  otherProcessor: [/exec format error/],

  /** GNU and BusyBox tar and the shell, as quoted by BuildKit: a file exceeds its ulimit (SIGXFSZ). */
  fileTooLarge: [/File size limit exceeded|File too large|exit code: 153\b/],

  /** BuildKit: the Dockerfile is not valid. */
  dockerfileInvalid: [/dockerfile parse error|unknown instruction/],

  /** BuildKit and buildx: the Dockerfile or the build context does not exist. */
  dockerfileMissing: [/failed to read dockerfile|resolve : lstat |unable to prepare context/],

  /** BuildKit: a Rego policy forbids a source. */
  sourceForbidden: [/source "[^"]*" not allowed by policy/],

  /** OPA in buildx: a Rego policy is not valid. */
  policyInvalid: [/rego_\w+_error/],

  /** OPA in buildx, and others: the errors follow, one per line. */
  errorsListed: [/\d+ errors? occurred$/m],

  /** buildx: this BuildKit does not know policies. */
  policyUnsupported: [/strict policy is not supported by the current BuildKit/],

  /** buildx: an export that a builder with several nodes cannot write. */
  exportUnsupported: [/for multi-node builds currently not supported/],

  /** BuildKit: the image cannot be pushed; at the start of its message, or after the target's name. */
  pushFailed: [/^(?:target \S+: )?failed to push\b/],

  /** The engine's BuildKit: two builds create the same name at once. It is given to the first, and the other fails. */
  nameTaken: [/image "[^"]*": already exists$/m],

  /** BuildKit: a cache cannot be read or written. */
  cacheTrouble: [
    /importing cache|cache (?:import|export|manifest)|(?:gha|GitHub Actions) cache|actions-cache\//i,
    /content digest sha256:[0-9a-f]+: not found|failed to (?:copy|compute|load) cache/i,
    /blob sha256:[0-9a-f]+ not found|unexpected commit digest/i,
  ],

  /** BuildKit and registries: there is no such cache yet. */
  cacheMissing: [/: not found$|no such (?:file|key)|MANIFEST_UNKNOWN|NAME_UNKNOWN|manifest unknown/i],

  /** BuildKit: about GitHub's cache service. */
  cacheService: [/gha:|GitHub Actions Cache/],

  /** BuildKit: about writing a result, such as an image or a cache. */
  exporting: [/export/i],

  /** buildx: no builder has this name. */
  builderMissing: [/no builder .* found/],

  /** buildx: no builder can have this name. */
  builderNameInvalid: [/invalid name/],

  /** buildx: somebody else has created a builder of this name. */
  builderExists: [/existing instance for/],

  /** buildx: the driver, or an option of it, does not exist. */
  driverUnknown: [/invalid driver option|unknown driver|failed to find driver/],

  /** buildx: the engine's TLS keys are in the environment, not in a context. */
  tlsInEnvironment: [/TLS data loaded from environment/],

  /** buildx: it is too old for an option. */
  buildxTooOld: [/invalid progress mode|unknown flag/],

  /** docker: buildx is not installed; without the plugin, docker interprets its flags itself. */
  buildxMissing: [/is not a docker command|unknown command|unknown (?:shorthand )?flag/],

  /** docker: Docker Scout is not installed; some versions interpret its flags themselves. */
  scoutMissing: [/unknown command: docker scout|'scout' is not a docker command|^Usage:\s+docker \[OPTIONS\] COMMAND/m],

  /** grype, in all of its versions: it found something. */
  vulnerable: [/discovered vulnerabilities at or above the severity threshold/],

  /** docker-credential-helpers: no login for this registry. */
  noCredentials: [/credentials not found/i],

  /** The engine, asked to log in to a registry: there is a server, but none over TLS; or it refused. */
  serverAnswered: [/HTTP response to HTTPS client|failed with status/],

  /** ldd (glibc's or musl's): the program needs no libraries. */
  staticProgram: [/not a (?:valid )?dynamic (?:executable|program)|statically linked/i],
} as const satisfies Readonly<Record<string, readonly RegExp[]>>;

/** What such messages name: the first group. */
export const TOOL_DETAILS = {
  /** BuildKit: the repository that an image could not be pushed to. */
  pushedTo: /failed to push ([^\s:@]+(?::\d+)?[^\s:@]*)/,

  /** buildx: the target of a bake definition whose build failed. */
  failedTarget: /^ERROR: (?:failed to build: )?target (\S+): /,

  /** buildx: why a Rego policy forbids a source. */
  policyReason: /^Policy: (.+)$/,

  /** BuildKit: the line at which the Dockerfile is not valid. */
  invalidLine: /parse error on line (\d+)/,

  /** docker, or a program in a container that it ran: the line with the error. */
  containerError: /^(docker: .*|.*error.*)$/i,
} as const satisfies Readonly<Record<string, RegExp>>;

export type ToolDetail = keyof typeof TOOL_DETAILS;

/** What a program's output names; undefined if it has no such message. */
export function detailIn(text: string, detail: ToolDetail): string | undefined {
  return TOOL_DETAILS[detail].exec(text)?.[1];
}

export type ToolMessage = keyof typeof TOOL_MESSAGES;

/** Whether a program's output has a message of one of these kinds. */
export function says(text: string, ...kinds: readonly ToolMessage[]): boolean {
  return kinds.some(kind => TOOL_MESSAGES[kind].some(pattern => pattern.test(text)));
}

/** Whether it shows a transient network problem: not if a step of the build failed, whatever that printed. */
export function isNetworkTrouble(text: string): boolean {
  return !says(text, 'stepFailed') && says(text, 'networkTrouble');
}

/** The same as a retry verdict. */
export function troubleVerdict(text: string): RetryVerdict {
  return isNetworkTrouble(text) ? {} : 'settled';
}
