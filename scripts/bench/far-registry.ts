import { randomBytes } from 'node:crypto';
import type { Account } from '../registries/client.ts';
import { startRegistry } from '../registries/registry.ts';
import { type Distance, startShaper } from './shaper.ts';
import { startTokenServer } from './token-server.ts';

/**
 * Starts a registry at a distance, with token authentication as hosted registries have it. Its token server is as far
 * away. With passwords, docker-registry compares a bcrypt hash for each request, a quarter of its processor time, which
 * a distant registry would not take from the contestants.
 *
 * docker-registry takes any token (`silly`): only the token server knows the password.
 */
export async function startFarRegistry(distance: Distance): Promise<Account & Readonly<{ stop(): Promise<void> }>> {
  const [username, password] = ['skipper', randomBytes(15).toString('base64url')];
  const stops: (() => Promise<void>)[] = [];
  const started = <T extends Readonly<{ stop(): Promise<void> }>>(one: T): T => {
    stops.unshift(one.stop);
    return one;
  };
  const stop = async (): Promise<void> => {
    for (const each of stops.splice(0)) await each();
  };
  try {
    const tokens = started(await startTokenServer(username, password));
    const realm = `http://${started(await startShaper(tokens.host, distance)).host}/token`;
    const auth = { silly: { realm, service: 'bench' } };
    const registry = started(await startRegistry({ auth: 'custom', config: { auth } }));
    const { host } = started(await startShaper(registry.host, distance));
    return { host, username, password, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
