import { type Identity, needsIdToken } from '../../plan/identity/types.ts';
import { mayGetIdTokens } from '../identity/read.ts';
import type { MissingSecret } from '../reading/missing-secret.ts';
import type { Source } from '../reading/source.ts';
import type { PartsInputs } from './read-parts.ts';

type Entry = Readonly<{ registry: string; identity?: Identity }>;
type Bare<E extends Entry> = E | Omit<E, 'identity'>;

type Given<R extends Entry, L extends Entry> = Readonly<{
  registries: readonly R[];
  logins: readonly L[];
  missing: readonly MissingSecret[];
  parts: PartsInputs;
}>;

type Used<R extends Entry, L extends Entry> = Readonly<{
  registries: readonly Bare<R>[];
  logins: readonly Bare<L>[];
  missing: readonly MissingSecret[];
  skippedLogins: readonly string[];
}>;

/**
 * The logins of a job. A part that is handed over as an artifact uploads to no registry: if its job gets no id tokens,
 * the logins that need one are left out, so that jobs that run the Dockerfile need no more than `contents: read`. With
 * id tokens they stay, for private base images.
 */
export function withoutUnusedLogins<R extends Entry, L extends Entry>(
  source: Source,
  { registries, logins, missing, parts }: Given<R, L>,
): Used<R, L> {
  const isHandedOver = parts.part !== undefined && parts.handOver === 'artifact';
  if (!isHandedOver || mayGetIdTokens(source)) return { registries, logins, missing, skippedLogins: [] };
  const skipped = [...registries, ...logins].filter(hasIdToken).map(({ registry }) => registry);
  return {
    registries: registries.map(withoutIdToken),
    logins: logins.map(withoutIdToken),
    missing: missing.filter(({ lacks }) => lacks !== 'id-token'),
    skippedLogins: [...new Set(skipped)],
  };
}

function hasIdToken({ identity }: Entry): boolean {
  return identity !== undefined && needsIdToken(identity);
}

function withoutIdToken<E extends Entry>(entry: E): Bare<E> {
  if (!hasIdToken(entry)) return entry;
  const { identity: _, ...rest } = entry;
  return rest;
}
