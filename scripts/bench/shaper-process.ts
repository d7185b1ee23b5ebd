import type { IncomingMessage, ServerResponse } from 'node:http';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Simulates a distant registry: delays every request by `latency` milliseconds and limits each direction to `rate`
 * bytes per second, over all connections together. A separate process, so that its work isn't attributed to others.
 * Prints its port on stdout and ends with its stdin.
 */
const [upstream = '', latency = '0', rate = '0'] = process.argv.slice(2);
const [hostname, port] = upstream.split(':');
const agent = new Agent({ keepAlive: true });
const [up, down] = [throttle(Number(rate)), throttle(Number(rate))];

const server = createServer((req, res) => {
  forward(req, res).catch(() => res.destroy());
});
server.requestTimeout = 0;
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
process.stdin.on('close', () => process.exit(0)).resume();

async function forward(req: IncomingMessage, res: ServerResponse): Promise<void> {
  await sleep(Number(latency));
  // The Host header is kept, so that the registry's Locations lead here again.
  const out = request({ hostname, port, agent, method: req.method, path: req.url, headers: req.headers });
  const answered = new Promise<IncomingMessage>((resolve, reject) =>
    out.once('response', resolve).once('error', reject),
  );
  // An answer may come before the body is complete; a failure on either side ends both.
  await Promise.all([
    pipeline(req, up(), out),
    answered.then(answer => {
      res.writeHead(answer.statusCode!, answer.headers);
      return pipeline(answer, down(), res);
    }),
  ]);
}

/** Makes transforms that share `bytesPerSecond`; 0 is no limit. */
function throttle(bytesPerSecond: number): () => Transform {
  let free = performance.now();
  return () =>
    new Transform({
      transform(chunk: Buffer, _encoding, done) {
        if (bytesPerSecond === 0) return done(null, chunk);
        const now = performance.now();
        free = Math.max(free, now) + (chunk.length / bytesPerSecond) * 1000;
        // Timers are coarse: small debts accumulate until they are worth one.
        if (free - now < 4) return done(null, chunk);
        setTimeout(done, free - now, null, chunk);
      },
    });
}
