import { GitHub, getOctokitOptions } from '@actions/github/lib/utils';
import { readText } from '../http/body.ts';
import type { HttpResponse } from '../http/message.ts';

export type OctokitPorts = Readonly<{
  /** With the run's proxies, trust, redirects and deadlines. */
  send(request: Readonly<{ method: 'GET' | 'POST'; url: URL; headers: Headers; body?: Buffer }>): Promise<HttpResponse>;
  /** The most bytes of an answer that are read. */
  largest: number;
}>;

/** One request; rejects with Octokit's RequestError, whose `response` is missing if there was no answer. */
export type Octokit = (path: string, body?: Readonly<Record<string, unknown>>) => Promise<Answer>;

type Answer = Readonly<{ status: number; data: unknown }>;
type Headers = Readonly<Record<string, string>>;

const HEADERS = { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' };

/**
 * The client of @actions/github, for reads and, with a body, posts. It includes undici, so this file is loaded on
 * demand; requests still use our own transport, and server messages are never printed.
 *
 * @param token '' for none
 */
export function createOctokit(baseUrl: string, token: string, { send, largest }: OctokitPorts): Octokit {
  type Init = Readonly<{ headers: Record<string, string>; body?: string | undefined }>;
  const fetch = async (url: string, init: Init): Promise<Response> => {
    const sent = init.body === undefined ? undefined : Buffer.from(init.body);
    const { status, headers, body } = await send({
      method: sent === undefined ? 'GET' : 'POST',
      url: new URL(url),
      headers: { ...init.headers, ...(sent && { 'content-length': String(sent.length) }) },
      ...(sent && { body: sent }),
    });
    const text = await readText(body, largest);
    const named = Object.entries(headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): [string, string] => [name, one]),
    );
    // These have no body, and Response rejects one.
    return new Response([204, 205, 304].includes(status) ? null : text, { status, headers: named });
  };
  const request = { fetch, log: SILENT };
  const options = { baseUrl, userAgent: 'slipway', log: SILENT, request };
  const octokit = new GitHub(token === '' ? options : getOctokitOptions(token, options));
  return (path, body) =>
    octokit.request({ method: body === undefined ? 'GET' : 'POST', url: path, headers: HEADERS, ...body });
}

/** By default Octokit prints the server's deprecation messages unchanged. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
