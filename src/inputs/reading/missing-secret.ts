import type { Problem } from '../../host/errors.ts';

/** A half-given login: no error unless something is pushed, since forks and Dependabot get no secrets. */
export type MissingSecret = Problem &
  Readonly<{
    registry: string;
    /** Nothing in the inputs is missing: the job may not get id tokens. */
    lacks?: 'id-token';
  }>;
