import type { Log, Run } from '../../host/ports.ts';
import type { Digest } from '../../oci/types.ts';

/** The image under test and where a gate runs. */
export type GateRun = Readonly<{
  /** A local reference that `docker run` takes. */
  image: string;
  /** Of the index, or the manifest when there is none. */
  digest: Digest | '';
  /** `linux/amd64`. */
  platform: string;
  /** The image has several platforms here: a tool that is told its name alone may look at another one than `platform`. */
  several: boolean;
  /** Folder of an OCI layout that holds the image, where there is one. */
  layout: string | undefined;
  /** What the gate's processes get: no token of the job, and a login only for a gate that asks for it. */
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
  /** Runs on this platform alone; undefined: on those that `gate-platforms` says. */
  platform: string | undefined;
  /** Milliseconds. */
  timeout: number | undefined;
  /** A failure is a warning. */
  continueOnError: boolean;
  /** The private Docker config is there while it runs. */
  credentials: boolean;
  /** @throws ActionError TEST_FAILED when the image does not pass; its `output` is the tail of what the gate wrote. */
  run(at: GateRun): Promise<void>;
}>;
