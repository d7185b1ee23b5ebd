/** `sha256:` and 64 hex digits (OCI image-spec, descriptor.md). */
export type Digest = `sha256:${string}`;

/** An OCI descriptor; `size` in bytes. */
export type Descriptor = Readonly<{
  mediaType: string;
  digest: Digest;
  size: number;
  platform?: Readonly<{ os: string; architecture: string; variant?: string }>;
  annotations?: Readonly<Record<string, string>>;
  /** URLs to fetch the content from. */
  urls?: readonly string[];
}>;

/** Content that a repository holds under its digest; `size` in bytes. */
export type Blob = Readonly<{ digest: Digest; size: number }>;

/** A manifest or index exactly as the registry holds it: `digest` is that of `bytes`. */
export type Manifest = Readonly<{ mediaType: string; digest: Digest; bytes: Buffer }>;
