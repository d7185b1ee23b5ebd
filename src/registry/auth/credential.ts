/** Credentials for a registry. `identityToken` is an OAuth2 refresh token (Docker's `<token>` user). */
export type Credential =
  | Readonly<{ kind: 'basic'; username: string; password: string }>
  | Readonly<{ kind: 'identity'; username?: string; identityToken: string }>
  | Readonly<{ kind: 'bearer'; token: string }>;
