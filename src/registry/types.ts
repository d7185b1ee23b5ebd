import type { Readable } from 'node:stream';
import type { Descriptor, Digest, Manifest } from '../oci/types.ts';

/**
 * Opens the blob's bytes from the start, until the signal aborts. Called again for a retry; sources that cannot be
 * reopened say `replayable: false`.
 */
export type BlobSource = Readonly<{ open(signal?: AbortSignal): Readable | Promise<Readable>; replayable: boolean }>;

/** A destination for an image: a registry's repository, or a layout being written. */
export type Sink = Readonly<{
  /** The registry's host as users write it: `docker.io`, `ghcr.io`, `localhost:5000`. */
  registry: string;
  /** `acme/api`; on Docker Hub with `library/` where it applies. */
  path: string;

  /** The size of a blob in bytes: undefined if it is missing, NaN if the registry does not report it. */
  headBlob(digest: Digest): Promise<number | undefined>;
  /** The blob's bytes, not verified. Missing for write-only destinations. */
  getBlob?(digest: Digest, signal?: AbortSignal): Promise<Readable>;
  /**
   * Asks for a mount from another repository of this registry. False: not granted; if a session was opened instead, the
   * next `uploadBlob` uses it.
   */
  mountBlob?(digest: Digest, from: string): Promise<boolean>;
  /** Uploads one blob. A source that is not replayable gets one attempt. */
  uploadBlob(blob: Readonly<{ digest: Digest; size: number }>, source: BlobSource): Promise<void>;

  /** The descriptor of a tag or digest, or undefined (404). */
  headManifest(reference: string): Promise<Descriptor | undefined>;
  /** The manifest, verified against its digest. Undefined if there is none. */
  getManifest(reference: string): Promise<Manifest | undefined>;
  /** Writes a manifest under its digest (no tag moves) or a tag. Idempotent. */
  putManifest(manifest: Manifest, reference: string): Promise<void>;
  /** The manifests whose `subject` is this one; undefined if the registry does not list them. */
  referrers(digest: Digest): Promise<readonly Descriptor[] | undefined>;
}>;

/**
 * One repository on one registry, over the OCI distribution API. Every method retries temporary errors by the client's
 * policy, and throws an ActionError (AUTH_FAILED, AUTH_DENIED, NOT_FOUND, RATE_LIMITED, REGISTRY_ERROR, NETWORK_ERROR,
 * CANCELLED) whose message names the registry and repository and never a credential.
 */
export type Repository = Required<Sink> &
  Readonly<{
    /** Every tag, from all pages; [] if the repository does not exist. */
    listTags(): Promise<string[]>;
    /**
     * Starts an upload: proves the permission to push. The upload is cancelled, or kept for a blob that follows within
     * five seconds, or for `openUploads`. Throws AUTH_FAILED, AUTH_DENIED or NOT_FOUND.
     */
    checkPush(options?: Readonly<{ keepsUpload?: boolean }>): Promise<void>;
    /**
     * Opens uploads for blobs that will be known soon, which saves each a round trip. The next `uploadBlob`s use them;
     * unused ones are cancelled by the next call, or when the registry is closed. If one cannot be opened, that is its
     * upload's first attempt.
     */
    openUploads(count: number): void;
  }>;

/** One registry: shares connections, tokens and retry policy among its repositories. */
export type Registry = Readonly<{
  host: string;
  repository(path: string): Repository;
  /** Checks the credentials without naming a repository. Throws AUTH_FAILED when they are rejected. */
  checkCredentials(): Promise<void>;
  close(): void;
}>;
