import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { command } from '../command.ts';
import { filesBelow } from '../harness/leaks.ts';

/** Rebuilds the bundle and compares it with dist/ byte by byte. Returns the differences; [] when dist/ is in sync. */
export async function checkDist(root: string): Promise<string[]> {
  const scratch = join(root, '.slipway/dist-check');
  // In lib/ as in the real build: the bundle's chunk names derive from its modules' paths.
  const lib = join(root, 'lib');
  for (const folder of [scratch, lib]) rmSync(folder, { recursive: true, force: true });
  try {
    const dist = join(scratch, 'dist');
    await command('tsc', ['-p', 'tsconfig.build.json'], { cwd: root });
    // An earlier checkout may have left a cache for this folder, with which the bundle comes out differently.
    const bundle = (file: string, to: string, ...more: readonly string[]) =>
      command('ncc', ['build', '--no-cache', join(lib, file), '-o', to, ...more], { cwd: root });
    await Promise.all([
      bundle('main.js', dist, '--license', 'licenses.txt'),
      bundle('post-main.js', join(dist, 'post')),
      bundle('verify-main.js', join(dist, 'verify'), '--license', 'licenses.txt'),
      bundle('cache/store/worker-main.js', join(dist, 'cache'), '--license', 'licenses.txt'),
      bundle('parts/worker-main.js', join(dist, 'artifact'), '--license', 'licenses.txt'),
    ]);
    const differing = differences(join(root, 'dist'), dist);
    return differing.length === 0 ? [] : [...differing, 'Run "npm run bundle" and commit dist/.'];
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Files that only one of two folders has, or that differ. */
export function differences(committed: string, built: string): string[] {
  const names = (folder: string) => filesBelow(folder).map(file => relative(folder, file));
  const all = [...new Set([...names(committed), ...names(built)])].sort();
  return all.flatMap(name => {
    const [old, fresh] = [join(committed, name), join(built, name)];
    if (!existsSync(old)) return [`dist/${name} is missing`];
    if (!existsSync(fresh)) return [`dist/${name} is left over`];
    return readFileSync(old).equals(readFileSync(fresh)) ? [] : [`dist/${name} is out of date`];
  });
}
