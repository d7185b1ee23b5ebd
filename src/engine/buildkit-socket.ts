import { connect, type Socket } from 'node:net';

/**
 * Connects to the engine's BuildKit, as buildx's docker driver does (`POST /grpc` with an upgrade to h2c).
 *
 * @param then called when the connection speaks HTTP/2; one that is refused is destroyed
 * @see https://docs.docker.com/reference/api/engine/version/v1.48/#tag/Session
 */
export function connectBuildkit(engineSocket: string, then: () => void): Socket {
  const socket = connect(engineSocket);
  let head: Buffer = Buffer.alloc(0);
  const read = (chunk: Buffer): void => {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0 && head.length < HEAD_LIMIT) return;
    socket.off('data', read);
    if (end < 0 || !/^HTTP\/1\.1 101 /.test(head.toString('latin1', 0, 16))) {
      socket.destroy();
      return;
    }
    socket.pause();
    if (head.length > end + 4) socket.unshift(head.subarray(end + 4));
    then();
  };
  socket.on('data', read);
  socket.write(UPGRADE);
  return socket;
}

const UPGRADE = 'POST /grpc HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n';
/** Longer than any answer to an upgrade. */
const HEAD_LIMIT = 65_536;
