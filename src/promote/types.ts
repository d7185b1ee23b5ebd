import type { Content } from '../oci/content.ts';
import type { Digest } from '../oci/types.ts';
import type { Incumbent } from '../plan/forward.ts';
import type { Distributor } from '../staging/distribute.ts';

/** An existing image, found and read. */
export type Sourced = Readonly<{
  digest: Digest;
  /** `linux/amd64`, … of an index; empty for a single manifest, which names none. */
  platforms: readonly string[];
  /** Of the image's own blobs, in bytes. */
  size: number;
  /** The number of referrers and attached tags. Rejects when they cannot be read, as `stage` does. */
  referrers: Promise<number>;
  stage(to: Distributor): Promise<Content>;
  /** The gates of this workflow run that other jobs ran on it. */
  tested?: readonly Digest[];
  /**
   * The image's claims about its version and commit; undefined if it is not an image. Rejects when they cannot be read.
   */
  claims(): Promise<Incumbent | undefined>;
}> &
  (
    | Readonly<{
        /** `name@sha256:…`, for the engine to pull. */
        pull: string;
        /** The image alone, without its referrers. */
        content: Content;
      }>
    | Readonly<{
        /** Writes the image alone into this empty folder as an OCI layout, every byte verified. */
        unpack(folder: string): Promise<Content>;
      }>
  );
