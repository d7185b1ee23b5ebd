import { type AddressInfo, connect, createServer } from 'node:net';
import { Duplex, PassThrough, Transform } from 'node:stream';

/**
 * Simulates a distant registry: delays what clients send by `latency` milliseconds, so every request, and limits each
 * direction to `rate` bytes per second, over all connections together. A separate process, so that its work isn't
 * attributed to others, and without any knowledge of HTTP, so that there is little of it: simulating the distance must not
 * take processor time from the contestants. Prints its port on stdout and ends with its stdin.
 */
const [upstream = '', latency = '0', rate = '0'] = process.argv.slice(2);
const [host = '', port = ''] = upstream.split(':');
const [up, down] = [throttle(Number(rate)), throttle(Number(rate))];

const server = createServer({ noDelay: true, allowHalfOpen: true }, client => {
  const registry = connect({ host, port: Number(port), noDelay: true, allowHalfOpen: true });
  client
    .pipe(delay(Number(latency)))
    .pipe(up())
    .pipe(registry);
  registry.pipe(down()).pipe(client);
  // Not `pipeline`: when the registry closes the connection, it would drop what is still on its way to the client.
  client.on('error', () => {}).on('close', () => registry.destroy());
  registry.on('error', () => client.destroy());
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
process.stdin.on('close', () => process.exit(0)).resume();

/** Bytes that may be on their way: 64 MiB in 40 ms are more than the machine's own loopback carries. */
const MOST = 64 << 20;

/** Passes everything on `ms` milliseconds later, and no faster than it is taken. */
function delay(ms: number): Duplex {
  if (ms === 0) return new PassThrough();
  const due: Buffer[] = [];
  let held = 0;
  let hasEnded = false;
  let isWanted = false;
  let next: (() => void) | undefined;
  const pass = () => {
    while (isWanted && due.length > 0) {
      const chunk = due.shift()!;
      held -= chunk.length;
      isWanted = stream.push(chunk);
    }
    if (hasEnded && due.length === 0) stream.push(null);
    if (held >= MOST) return;
    const go = next;
    next = undefined;
    go?.();
  };
  // Timers of one duration fire in the order in which they were set.
  const stream = new Duplex({
    write(chunk: Buffer, _encoding, done) {
      held += chunk.length;
      setTimeout(() => {
        due.push(chunk);
        pass();
      }, ms);
      if (held < MOST) done();
      else next = done;
    },
    final(done) {
      setTimeout(() => {
        hasEnded = true;
        done();
        pass();
      }, ms);
    },
    read() {
      isWanted = true;
      pass();
    },
  });
  return stream;
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
