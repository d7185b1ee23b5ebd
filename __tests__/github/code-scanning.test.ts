import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterEach, expect, test } from '@jest/globals';
import { uploadScans } from '../../src/github/code-scanning.ts';
import { run } from '../../src/host/process.ts';
import { DEFAULT_RETRY } from '../../src/host/retry.ts';
import { recordingLog } from '../fakes/log.ts';

const open: http.Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

type Asked = Readonly<{ method: string; url: string; authorization: string; body: Record<string, string> }>;

/** GitHub's API with these answers. */
async function rig(statuses: readonly number[] = [], event: object = {}) {
  const asked: Asked[] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, string>;
      asked.push({ method, url, authorization: headers.authorization ?? '', body });
      const status = statuses[asked.length - 1] ?? 202;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(status === 202 ? { id: '47177e22', url: 'x' } : { message: '::error::forged' }));
    });
  });
  open.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const context = {
    apiUrl: `${url}/api/v3`,
    serverUrl: url,
    repository: 'acme/tides',
    sha: 'a'.repeat(40),
    ref: 'refs/heads/main',
    ...{ eventName: 'push', payload: {}, actor: 'mona', ...event },
  };
  const log = recordingLog();
  const machine = { run, log, env: {}, now: Date.now, sleep: async () => {}, signal: new AbortController().signal };
  const upload = (reports: Parameters<typeof uploadScans>[0], image = '') =>
    uploadScans(reports, { image, context, token: 'ghs_token', policy: DEFAULT_RETRY }, machine);
  return { asked, log, upload };
}

const SARIF = JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 'Trivy' } }, results: [] }] });
const unpacked = ({ body }: Asked) => JSON.parse(gunzipSync(Buffer.from(body.sarif ?? '', 'base64')).toString());

test('a report is sent compressed, for the commit and ref, in a category for its image and platform', async () => {
  const { asked, log, upload } = await rig();
  await upload([{ scanner: 'trivy', platform: 'linux/arm64', report: SARIF }], 'api');
  expect(asked).toHaveLength(1);
  const [{ method, url, authorization, body }] = asked as [Asked];
  expect([method, url, authorization]).toEqual([
    'POST',
    '/api/v3/repos/acme/tides/code-scanning/sarifs',
    'token ghs_token',
  ]);
  expect({ ...body, sarif: '' }).toEqual({
    commit_sha: 'a'.repeat(40),
    ref: 'refs/heads/main',
    sarif: '',
    tool_name: 'trivy',
  });
  expect(unpacked(asked[0]!)).toEqual({
    version: '2.1.0',
    runs: [{ automationDetails: { id: 'trivy/api/linux/arm64/' }, tool: { driver: { name: 'Trivy' } }, results: [] }],
  });
  expect(log.lines).toEqual(['Uploaded the report of trivy (linux/arm64) to code scanning (47177e22)']);
});

test('a category set by the scanner is kept', async () => {
  const { asked, upload } = await rig();
  const report = JSON.stringify({ runs: [{ automationDetails: { id: 'mine' } }] });
  await upload([{ scanner: 'scan', platform: 'linux/amd64', report }]);
  expect(unpacked(asked[0]!).runs).toEqual([{ automationDetails: { id: 'mine' } }]);
});

test('a report that GitHub rejects is a warning with a remedy, and the next one is still sent', async () => {
  const { asked, log, upload } = await rig([403]);
  await upload([
    { scanner: 'trivy', platform: 'linux/amd64', report: SARIF },
    { scanner: 'grype', platform: 'linux/amd64', report: SARIF },
  ]);
  expect(asked).toHaveLength(2);
  expect(log.lines[0]).toMatch(
    /Couldn't upload the report of trivy to code scanning: the GitHub API answered 403\. Add `permissions: security-events: write`/,
  );
  expect(log.lines[1]).toMatch(/^Uploaded the report of grype .* to code scanning/);
  expect(log.lines.join()).not.toContain('forged');
});

test('a rejected report is a notice where the token can only read: for a fork, and for Dependabot', async () => {
  const head = (name: string) => ({ pull_request: { head: { repo: { full_name: name } } } });
  const levelOf = async (event: object) => {
    const { log, upload } = await rig([403], event);
    await upload([{ scanner: 'trivy', platform: 'linux/amd64', report: SARIF }]);
    return log.lines.map(
      line => /^(\w+): .*\. (?:The token of this run can only read|Add `permissions)/.exec(line)?.[1],
    );
  };
  expect(await levelOf({ eventName: 'pull_request', payload: head('stranger/tides') })).toEqual(['notice']);
  expect(await levelOf({ eventName: 'pull_request', payload: head('acme/tides') })).toEqual(['warning']);
  expect(await levelOf({ eventName: 'pull_request_target', payload: head('stranger/tides') })).toEqual(['warning']);
  expect(await levelOf({ actor: 'dependabot[bot]' })).toEqual(['notice']);
});

test('a temporary failure is retried', async () => {
  const { asked, log, upload } = await rig([503]);
  await upload([{ scanner: 'trivy', platform: 'linux/amd64', report: SARIF }]);
  expect(asked).toHaveLength(2);
  expect(log.lines).toEqual([expect.stringContaining('to code scanning')]);
});
