import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBuildx } from '../../../src/builder/buildx/plugin.ts';

/** Puts a script in front of buildx, for a job with this home. */
export function wrapBuildx(home: string, scriptFor: (real: string) => string): void {
  const real = findBuildx({ PATH: process.env.PATH ?? '', DOCKER_CONFIG: join(home, 'none') });
  const folder = join(home, '.docker/cli-plugins');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'docker-buildx'), scriptFor(real!), { mode: 0o755 });
}
