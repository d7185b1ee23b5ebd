import type { Now } from '../../host/ports.ts';
import type { Ask } from './ask.ts';
import type { IdToken } from './id-token.ts';

/** The login in exchange for an identity, already masked. */
export type Granted = Readonly<{
  username: string;
  password: string;
  /** Its lifetime in seconds, from the time of the request. */
  life: number;
}>;

export type IdentityPorts = Readonly<{
  /** The login's registry, as in the inputs. */
  registry: string;
  /** The registry's entry has its own CA. */
  hasCa: boolean;
  ask: Ask;
  /** A new GitHub id token for this audience; '' for GitHub's default. @throws ActionError AUTH_FAILED */
  idToken(audience: string): Promise<IdToken>;
  /** The environment from earlier steps: credentials and service addresses. */
  env: Readonly<Record<string, string>>;
  /** Reads a file that the environment names. */
  readFile(path: string): string;
  mask(secret: string): void;
  now: Now;
  /** The registry already got a login in this run: this is a renewal. */
  isRenewal: boolean;
  /** This run's name in the logs of others. */
  runName: string;
}>;
