import type { BuildInputs, Filters, MetadataInputs, RegistryEntry } from './plan/types.ts';

/** A login that adds no target: an entry of `registry-auth`, or the `registry`/`username`/`password` shorthand. */
export type Login = Readonly<{ registry: string; username: string; password: string }>;

/** Every input, parsed and valid. Made by `readInputs`, once. */
export type Inputs = Readonly<{
  metadata: MetadataInputs;
  registries: readonly RegistryEntry[];
  logins: readonly Login[];
  /** Content, base64 of it, or a path; '' when not given. */
  dockerConfig: string;
  githubToken: string;
  push: 'auto' | true | false;
  filters: Filters;
  build: BuildInputs;
  test: string;
  verify: boolean;
  dryRun: boolean;
}>;
