/** The kind of problem, whatever a registry calls it. */
export type Trouble = 'credentials' | 'permission' | 'missing' | 'rate' | 'immutable' | 'quota' | 'policy' | 'other';

/** The facts of a refusal that advice depends on. */
export type Refusal = Readonly<{
  /** `docker.io`, `ghcr.io`, … */
  host: string;
  /** '' for none. */
  path: string;
  status: number;
  codes: readonly string[];
  text: string;
  /** The `error` of a Bearer challenge: `insufficient_scope`, `invalid_token`. */
  challengeError?: string | undefined;
  /** The `service` of a Bearer challenge: identifies self-hosted Harbor and GitLab. */
  service?: string | undefined;
  /** No credentials were sent. */
  anonymous: boolean;
}>;

export type Advice = Readonly<{ trouble: Trouble; cause: string; hint: string }>;

/** A row of the table. All given conditions must hold. `{1}` in cause and hint is the text's first group. */
export type Row = Readonly<{
  status?: readonly number[];
  text?: RegExp;
  code?: string;
  trouble: Trouble;
  cause: string;
  hint: string | ((refusal: Refusal) => string);
}>;

/** A registry's rows, in order: the first match wins. `service` is that of its Bearer challenge. */
export type Provider = Readonly<{ name: string; host: RegExp; service?: RegExp; rows: readonly Row[] }>;
