import { type CacheMount, mountOptions } from '../../dockerfile/mount.ts';
import { NEW } from './fill-script.ts';
import type { Tools } from './tools.ts';

/** A mount, and the name of its archive. */
export type Packed = Readonly<{ mount: CacheMount; file: string }>;

const MOUNT = '/mount';
/** The script that fills a mount, next to the tools. */
export const FILL = 'fill.sh';

/**
 * A Dockerfile that unpacks archives into cache mounts, or packs cache mounts into archives, without making an image.
 * No base image, no network: only a few programs bound from a build context.
 *
 * A mount's id is not part of a step's identity. The names of the contexts are, since the step's command contains them:
 * with a new `nonce` every step runs, and BuildKit's records of it can be identified.
 */
export function unpackDockerfile(packed: readonly Packed[], nonce: string, tools: Tools): string {
  const place = `/${nonce}-tools`;
  const steps = packed.map(({ mount, file }) =>
    step(
      mount,
      nonce,
      [`from=${nonce}-files,target=/${nonce}-files`],
      [...tools.command('sh', place), `${place}/${FILL}`, place, `/${nonce}-files/${file}`, MOUNT],
    ),
  );
  return ['FROM scratch', ...steps, ''].join('\n');
}

/** The stage's result is the archives, in the folder `nonce`. */
export function packDockerfile(packed: readonly Packed[], nonce: string, tools: Tools): string {
  // Times to the nanosecond, since builds compare them; no times that reading changes.
  const options = tools.isGnu
    ? ['--format=posix', '--pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime', '-cf']
    : ['-cf'];
  const tar = tools.command('tar', `/${nonce}-tools`);
  const steps = packed.map(({ mount, file }) =>
    step(mount, nonce, [], [...tar, ...options, `/${nonce}/${file}`, '-C', MOUNT, `--exclude=./${NEW}`, '.']),
  );
  return ['FROM scratch', `WORKDIR /${nonce}`, ...steps, ''].join('\n');
}

/** With exclusive access to the mount (`locked`): another build on this builder may be using it. */
function step(mount: CacheMount, nonce: string, binds: readonly string[], command: readonly string[]): string {
  const mounts = [
    ...[`from=${nonce}-tools,target=/${nonce}-tools`, ...binds].map(bind => `type=bind,${bind}`),
    `${mountOptions(mount)},target=${MOUNT},sharing=locked`,
  ];
  return `RUN --network=none ${mounts.map(text => `--mount=${text}`).join(' ')} ${JSON.stringify(command)}`;
}
