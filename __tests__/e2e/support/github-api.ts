import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** GitHub's API, as far as a time is asked for; undefined is a refusal. */
export async function startApi(answer: (path: string) => object | undefined) {
  const server = http.createServer((req, res) => {
    const found = answer(req.url ?? '');
    res.writeHead(found === undefined ? 403 : 200, { 'content-type': 'application/json' });
    res.end(JSON.stringify(found ?? { message: 'Resource not accessible by integration' }));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise(resolve => server.close(resolve)),
  };
}
