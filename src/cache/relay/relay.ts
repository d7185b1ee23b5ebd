import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { messageOf } from '../../host/errors.ts';
import type { Machine } from '../../host/machine.ts';
import { METHODS } from '../service/service.ts';
import { answer, refuse } from './answers.ts';
import { createClient, type Limits } from './client.ts';
import { createExchanges, type Exchange, type Service } from './exchanges.ts';
import { createOutbox } from './outbox.ts';
import { createPlaces } from './places.ts';

/** The cache service, version 2, as reached through this process by a local builder. */
export type Relay = Readonly<{
  /** For `ACTIONS_RESULTS_URL`. */
  url: string;
  /**
   * For `ACTIONS_RUNTIME_TOKEN`: it has the claims of the job's token, but works only with this relay. Build steps may
   * intercept a builder's token.
   */
  token: string;
  /** An unprotected URL for testing whether the relay is reachable. */
  greeting: string;
  /** What is wrong with the service, in words. From then on every request is rejected immediately. */
  failure(): string | undefined;
  /** Bytes that were accepted and not yet stored. */
  held(): number;
  /** Waits until accepted content is stored, or cannot be, and closes. */
  close(): Promise<void>;
}>;

/**
 * Opens the relay. BuildKit waits indefinitely for a service that does not answer: here each request has a deadline,
 * and a service that missed one is not asked again. And BuildKit uploads one megabyte at a time: here a part is
 * acknowledged immediately, and parts are uploaded concurrently (decision 14).
 *
 * @param service `permit` limits the requests
 * @param address of this machine, as the builder reaches it
 * @throws Error when this machine cannot listen on the address
 */
export async function openRelay(service: Service, address: string, limits: Limits, machine: Machine): Promise<Relay> {
  const client = createClient(limits, machine);
  const outbox = createOutbox();
  const places = createPlaces(() => origin);
  const exchanges = createExchanges(service, { client, outbox, places, machine });
  const token = likeToken(service.token);
  machine.log.mask(token);
  const login = Buffer.from(`Bearer ${token}`);
  const greeting = `greeting/${randomBytes(16).toString('hex')}`;
  let origin = '';
  const failure = (): string | undefined => client.gone() ?? outbox.failure();

  async function route(exchange: Exchange): Promise<void> {
    const { req, res, url } = exchange;
    if (url.pathname === `/${greeting}`) return answer(res, 200, '');
    const place = places.find(url.pathname);
    if (place === undefined && !(isMethod(url.pathname) && isSame(req.headers.authorization, login))) {
      machine.log.debug(`refused a request at the cache relay: ${req.method} ${url.pathname}`);
      return refuse(req, res, 404, 'there is nothing here');
    }
    const problem = failure();
    if (problem !== undefined) return refuse(req, res, 403, problem);
    if (place === undefined) return exchanges.call(exchange);
    if (req.method !== 'PUT') return exchanges.give(exchange, place);
    return place.isUpload ? exchanges.take(exchange, place) : refuse(req, res, 403, 'this entry is read-only');
  }

  const server = createServer({ keepAliveTimeout: 5_000, maxHeaderSize: 65_536 }, (req, res) => {
    const url = URL.parse(req.url ?? '/', 'http://relay');
    if (url === null) return refuse(req, res, 400, 'no address');
    route({ req, res, url }).catch(error => {
      machine.log.debug(`cache relay: ${req.method} ${url.pathname}: ${messageOf(error)}`);
      // After a 502 content is requested again, which helps if the failure was temporary.
      refuse(req, res, client.gone() === undefined ? 502 : 403, client.gone() ?? messageOf(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, address, resolve);
  });
  server.on('error', error => machine.log.debug(`cache relay: ${messageOf(error)}`));
  origin = `http://${address}:${(server.address() as AddressInfo).port}/`;
  return {
    url: origin,
    token,
    greeting: `${origin}${greeting}`,
    failure,
    held: outbox.held,
    async close() {
      const closed = new Promise<void>(resolve => server.close(() => resolve()));
      server.closeAllConnections();
      await outbox.settled();
      client.close();
      await closed;
    },
  };
}

function isMethod(path: string): boolean {
  return path.startsWith(`/${METHODS}`) && /^[A-Za-z]+$/.test(path.slice(METHODS.length + 1));
}

/** A token with the same claims, which clients read, and another signature, which they cannot verify. */
function likeToken(token: string): string {
  const [header, claims] = token.split('.');
  const signature = randomBytes(32).toString('base64url');
  return claims === undefined ? signature : `${header}.${claims}.${signature}`;
}

function isSame(given: string | undefined, expected: Buffer): boolean {
  const bytes = Buffer.from(given ?? '');
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}
