import type { Log, Run } from '../../host/ports.ts';
import type { Digest } from '../../oci/types.ts';

/** The image under test and where a gate runs. */
export type GateRun = Readonly<{
  /** A local reference for `docker run`. */
  image: string;
  /** Of the index, or the manifest if there is none. */
  digest: Digest | '';
  /** `linux/amd64`. */
  platform: string;
  /** The image has several platforms here: a tool that only gets its name may use another one than `platform`. */
  several: boolean;
  /** Folder of an OCI layout with the image, if there is one. */
  layout: string | undefined;
  /** The environment of the gate's processes: no token of the job, and logins only if the gate asks for them. */
  env: Readonly<Record<string, string>>;
  /** The gate's own folder (0700), removed afterwards. */
  folder: string;
  workspace: string;
  /** Aborted by a cancelled job and by the gate's time-out. */
  signal: AbortSignal;
  run: Run;
  log: Log;
}>;

/** A check that must pass before anything reaches a registry. */
export type Gate = Readonly<{
  name: string;
  kind: 'test' | 'gate' | 'scan' | 'container-test';
  /** The only platform that it runs on; undefined: those of `gate-platforms`. */
  platform: string | undefined;
  /** Milliseconds. */
  timeout: number | undefined;
  /** A failure is only a warning. */
  continueOnError: boolean;
  /** The private Docker config is available while it runs. */
  credentials: boolean;
  /** @throws ActionError TEST_FAILED when the image does not pass; its `output` is the end of the gate's output. */
  run(at: GateRun): Promise<void>;
}>;
