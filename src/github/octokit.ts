import { GitHub, getOctokitOptions } from '@actions/github/lib/utils';
import { readBody } from '../http/body.ts';
import type { HttpResponse } from '../http/message.ts';

export type OctokitPorts = Readonly<{
  /** With the run's proxies, trust, redirects and deadlines. */
  send(request: Readonly<{ method: 'GET' | 'POST'; url: URL; headers: Headers; body?: Buffer }>): Promise<HttpResponse>;
  /** The most bytes of an answer that are read. */
  largest: number;
}>;

/** `url`: a path of the API, whose `{name}`s are replaced with these parameters. `data`: an object is sent as JSON. */
export type OctokitRequest = Readonly<{
  url: string;
  parameters?: Readonly<Record<string, string>>;
  data?: string | Readonly<Record<string, unknown>> | undefined;
}>;

type OctokitAnswer = Readonly<{ status: number; headers: HttpResponse['headers']; body: Buffer }>;

/** One request: a GET, or with `data` a POST. Resolves with any answer; rejects with the error of `send`. */
export type Octokit = (request: OctokitRequest) => Promise<OctokitAnswer>;

type Headers = Readonly<Record<string, string>>;

const HEADERS = { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' };
const JSON_BODY = { ...HEADERS, 'content-type': 'application/json' };

/**
 * The client of @actions/github. It includes undici, so this file is loaded on demand; requests still use our own
 * transport, and server messages are never printed.
 *
 * @param token '' for none
 */
export function createOctokit(apiUrl: string, token: string, { send, largest }: OctokitPorts): Octokit {
  const baseUrl = apiUrl.replace(/\/+$/, '');
  const options = { baseUrl, userAgent: 'slipway', log: SILENT, request: { log: SILENT } };
  const octokit = new GitHub(token === '' ? options : getOctokitOptions(token, options));
  return async ({ url, parameters, data }) => {
    let answer: OctokitAnswer | undefined;
    const fetch = async (address: string, init: Init): Promise<Response> => {
      const sent = init.body === undefined ? undefined : Buffer.from(init.body);
      const { status, headers, body } = await send({
        method: sent === undefined ? 'GET' : 'POST',
        url: new URL(address),
        headers: { ...init.headers, ...(sent && { 'content-length': String(sent.length) }) },
        ...(sent && { body: sent }),
      });
      const read = { status, headers, body: await readBody(body, largest) };
      const response = responseOf(read);
      answer = read;
      return response;
    };
    const how = data === undefined ? { method: 'GET', headers: HEADERS } : { method: 'POST', headers: JSON_BODY, data };
    // Octokit would parse by the content type, and large numbers into BigInts.
    const request = { fetch, parseSuccessResponseBody: false };
    await octokit.request({ url, ...parameters, ...how, request }).catch((error: Error) => {
      // Octokit also rejects answers with an error status.
      if (answer === undefined) throw error.cause ?? error;
    });
    if (answer === undefined) throw new Error('Octokit sent no request');
    return answer;
  };
}

type Init = Readonly<{ headers: Record<string, string>; body?: string | undefined }>;

function responseOf({ status, headers, body }: OctokitAnswer): Response {
  const named = Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  );
  // These have no body, and Response rejects one.
  return new Response([204, 205, 304].includes(status) ? null : new Uint8Array(body), { status, headers: named });
}

/** By default Octokit prints the server's deprecation messages unchanged. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
