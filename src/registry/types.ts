import type { Readable } from 'node:stream';
import type { Descriptor, Digest, Manifest } from '../oci/types.ts';

/**
 * Opens the blob's bytes from the start, or stops doing so. Called again for a retry; sources that cannot do so say
 * `replayable: false`.
 */
export type BlobSource = Readonly<{ open(signal?: AbortSignal): Readable | Promise<Readable>; replayable: boolean }>;

/**
 * One repository on one registry, over the OCI distribution API. Every method retries temporary errors by the policy
 * given when it was made, and throws an ActionError (AUTH_FAILED, AUTH_DENIED, NOT_FOUND, RATE_LIMITED, REGISTRY_ERROR, NETWORK_ERROR,
 * CANCELLED) whose message names the registry and repository and never a credential.
 */
export type Repository = Readonly<{
  /** The registry's host as users write it: `docker.io`, `ghcr.io`, `localhost:5000`. */
  registry: string;
  /** `acme/api`; on Docker Hub with its `library/` where it applies. */
  path: string;

  /** Whether the blob is there; its size in bytes if so, NaN when the registry does not tell. */
  headBlob(digest: Digest): Promise<number | undefined>;
  /** The blob's bytes, not verified, as long as the signal does not end it. */
  getBlob(digest: Digest, signal?: AbortSignal): Promise<Readable>;
  /** Asks for a mount from another repository of this registry. False: not granted; a session opened instead serves the next `uploadBlob`. */
  mountBlob(digest: Digest, from: string): Promise<boolean>;
  /** Uploads one blob. A source that is not replayable is tried once. */
  uploadBlob(blob: Readonly<{ digest: Digest; size: number }>, source: BlobSource): Promise<void>;

  /** The descriptor that a tag or digest resolves to, or undefined when there is none (404). */
  headManifest(reference: string): Promise<Descriptor | undefined>;
  /** The manifest, its bytes verified against the digest. Undefined when there is none. */
  getManifest(reference: string): Promise<Manifest | undefined>;
  /** Writes a manifest under its digest (no tag moves) or a tag. Idempotent. */
  putManifest(manifest: Manifest, reference: string): Promise<void>;

  /** What refers to a manifest by its `subject`; undefined when the registry does not list that. */
  referrers(digest: Digest): Promise<readonly Descriptor[] | undefined>;
  /** Every tag, pages followed; [] when the repository does not exist. */
  listTags(): Promise<string[]>;
  /** Starts an upload and cancels it: proves the permission to push. Throws AUTH, DENIED or NOT_FOUND. */
  checkPush(): Promise<void>;
}>;

/** One registry: shares connections, tokens and retry policy among its repositories. */
export type Registry = Readonly<{
  host: string;
  repository(path: string): Repository;
  /** Exchanges the credentials, without naming a repository. Throws AUTH when they are refused. */
  checkCredentials(): Promise<void>;
  close(): void;
}>;
