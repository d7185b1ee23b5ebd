import { type AddressInfo, connect, createServer } from 'node:net';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * Simulates a distant registry: delays what clients send by `latency` milliseconds, so every request, and limits each
 * direction to `rate` bytes per second, over all connections together. A separate process, so that its work isn't
 * attributed to others, and without any knowledge of HTTP, so that there is little of it: the registries' distance must
 * not cost the processors that the contestants use. Prints its port on stdout and ends with its stdin.
 */
const [upstream = '', latency = '0', rate = '0'] = process.argv.slice(2);
const [host = '', port = ''] = upstream.split(':');
const [up, down] = [throttle(Number(rate)), throttle(Number(rate))];

/** Bytes that may be on their way: more than any link of these benchmarks holds in 40 ms. */
const MOST = 64 << 20;

const server = createServer({ noDelay: true }, client => {
  const registry = connect({ host, port: Number(port), noDelay: true });
  const sent = pipeline(client, delay(Number(latency)), up(), registry);
  const received = pipeline(registry, down(), client);
  // Whichever side ends or breaks the connection, both ends are closed.
  Promise.all([sent, received]).catch(() => {
    client.destroy();
    registry.destroy();
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
process.stdin.on('close', () => process.exit(0)).resume();

/** Passes everything on `ms` milliseconds later. */
function delay(ms: number): Transform {
  let underWay = 0;
  let waiting: (() => void) | undefined;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (ms === 0) return done(null, chunk);
      underWay += chunk.length;
      // Timers of one duration fire in the order in which they were set.
      setTimeout(() => {
        underWay -= chunk.length;
        this.push(chunk);
        waiting?.();
        waiting = undefined;
      }, ms);
      if (underWay < MOST) done();
      else waiting = done;
    },
    flush(done) {
      setTimeout(done, ms);
    },
  });
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
