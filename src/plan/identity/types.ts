/**
 * Identities used in place of a password: each is exchanged for a short-lived login when needed. An identity without
 * its first field stands for credentials that an earlier step left in the environment.
 */
export type Identity = AwsIdentity | GoogleIdentity | AzureIdentity | DockerHubIdentity | QuayIdentity | JfrogIdentity;

/** Amazon ECR and ECR Public. */
export type AwsIdentity = Readonly<{
  kind: 'aws';
  /** `arn:aws:iam::123456789012:role/publish`. */
  role?: string | undefined;
  /** '' for one named after the run. */
  sessionName?: string | undefined;
  /** The session's duration in seconds. */
  seconds?: number | undefined;
  /** The entry's own access key, in docker/login-action's form for ECR. */
  key?: Readonly<{ id: string; secret: string }> | undefined;
}>;

/** Google Artifact Registry and gcr.io. */
export type GoogleIdentity = Readonly<{
  kind: 'google';
  /** `projects/123456789/locations/global/workloadIdentityPools/POOL/providers/PROVIDER`. */
  provider?: string | undefined;
  /** The service account's e-mail address. */
  serviceAccount?: string | undefined;
}>;

/** Azure Container Registry. */
export type AzureIdentity = Readonly<{
  kind: 'azure';
  /** UUID of the application or managed identity. */
  client?: string | undefined;
  /** UUID. */
  tenant?: string | undefined;
}>;

export type DockerHubIdentity = Readonly<{
  kind: 'dockerhub';
  /** UUID. */
  connection: string;
  organization: string;
  /** The token's lifetime in seconds. */
  seconds: number;
}>;

export type QuayIdentity = Readonly<{
  kind: 'quay';
  /** `acme+publisher`. */
  robot: string;
  /** '' for the registry's own address. */
  audience: string;
}>;

export type JfrogIdentity = Readonly<{
  kind: 'jfrog';
  /** The name of the OpenID Connect integration. */
  provider: string;
  /** '' for GitHub's default, the address of the repository's owner. */
  audience: string;
  /** '' for the one that the token names. */
  username: string;
}>;

/** Whether GitHub's id token is exchanged, which requires `id-token: write`. */
export function needsIdToken(identity: Identity): boolean {
  switch (identity.kind) {
    case 'aws':
      return identity.role !== undefined;
    case 'google':
      return identity.provider !== undefined;
    case 'azure':
      return identity.client !== undefined;
    case 'dockerhub':
    case 'quay':
    case 'jfrog':
      return true;
  }
}
