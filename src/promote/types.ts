import type { Content } from '../oci/content.ts';
import type { Digest } from '../oci/types.ts';
import type { Incumbent } from '../plan/forward.ts';
import type { Distributor } from '../staging/distribute.ts';

/** An image that exists already, found and read. */
export type Sourced = Readonly<{
  digest: Digest;
  /** `linux/amd64`, … of an index; empty for a single manifest, which does not say. */
  platforms: readonly string[];
  /** Of the image's own blobs, in bytes. */
  size: number;
  /** How many signatures and the like come along. Rejects when that cannot be read, as `stage` does. */
  referrers: Promise<number>;
  stage(to: Distributor): Promise<Content>;
  /** What gates of this workflow run have run on, where other jobs built it. */
  tested?: readonly Digest[];
  /** What the image says of its version and commit; undefined when it is none. Rejects when that cannot be read. */
  claims(): Promise<Incumbent | undefined>;
}> &
  (
    | Readonly<{
        /** `name@sha256:…`, for the engine to pull. */
        pull: string;
        /** The image alone, without what refers to it. */
        content: Content;
      }>
    | Readonly<{
        /** Writes the image alone into this empty folder as an OCI layout, every byte verified. */
        unpack(folder: string): Promise<Content>;
      }>
  );
