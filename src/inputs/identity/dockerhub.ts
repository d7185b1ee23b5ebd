import { quote } from '../../host/text/quote.ts';
import { LOGIN_VARIABLES, loginVariables } from '../../host/variables/docker-actions.ts';
import { isDockerHub } from '../../plan/identity/hosts.ts';
import type { DockerHubIdentity } from '../../plan/identity/types.ts';
import type { Source } from '../reading/source.ts';

/** In seconds, as in Docker's identity service. Publishing takes longer than login-action's default of 300. */
const SECONDS = { least: 300, most: 3600, usual: 3600 };

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** The lifetime of a Docker Hub token. Reports what is wrong. */
export function dockerHubSeconds(source: Source): number {
  const text = loginVariables(source.env).seconds;
  const seconds = text === '' ? SECONDS.usual : /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (seconds >= SECONDS.least && seconds <= SECONDS.most) return seconds;
  source.invalid(LOGIN_VARIABLES.seconds, quote(text), `seconds from ${SECONDS.least} to ${SECONDS.most}`);
  return SECONDS.usual;
}

/** The connection of an organization. Reports what is wrong. */
export function dockerHubFrom(
  source: Source,
  connection: Readonly<{ at: string; id: string }>,
  login: Readonly<{ at: string; username: string }>,
  seconds: number,
): DockerHubIdentity | undefined {
  const { username: organization } = login;
  if (!isUuid(connection.id)) {
    source.invalid(connection.at, quote(connection.id), 'the id of the OIDC connection in Docker Hub, a UUID');
  }
  if (organization === '') {
    source.report(login.at, 'has a connection but no `username`', 'Add `username:`, the name of the organization.');
    return undefined;
  }
  return { kind: 'dockerhub', connection: connection.id, organization, seconds };
}

/** The same from login-action's variables: a Docker Hub login with a user name and no password. */
export function dockerHubSwitch(
  source: Source,
  { at, registry, username }: Readonly<{ at: string; registry: string; username: string }>,
): DockerHubIdentity | undefined {
  const id = loginVariables(source.env).connection;
  if (id === '' || username === '' || !isDockerHub(registry)) return undefined;
  return dockerHubFrom(source, { at: LOGIN_VARIABLES.connection, id }, { at, username }, dockerHubSeconds(source));
}
