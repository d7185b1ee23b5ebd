import type { Now } from '../../host/ports.ts';
import type { Ask } from './ask.ts';
import type { IdToken } from './id-token.ts';

/** The login that an identity was exchanged for. It is masked already. */
export type Granted = Readonly<{
  username: string;
  password: string;
  /** How long it can be used, in seconds from when it was asked for. */
  life: number;
}>;

/** What an exchange works with. */
export type IdentityPorts = Readonly<{
  /** The registry that the login is for, as in the inputs. */
  registry: string;
  /** The registry's certificate is vouched for by an authority that its entry gives. */
  hasCa: boolean;
  ask: Ask;
  /** A new id token of GitHub's for this audience; '' for GitHub's default. @throws ActionError AUTH_FAILED */
  idToken(audience: string): Promise<IdToken>;
  /** What earlier steps left: credentials, and where services are to be found. */
  env: Readonly<Record<string, string>>;
  /** Reads a file that the environment names. */
  readFile(path: string): string;
  mask(secret: string): void;
  now: Now;
  /** The registry was given a login in this run: another one is asked for. */
  isRenewal: boolean;
  /** What this run is called in the logs of others. */
  runName: string;
}>;
