// Runs a script of this folder under the Node that it needs, installing the dependencies first if they are not there.
// Plain JavaScript without dependencies: it has to start on any Node ≥ 18 in a fresh clone.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = join(root, 'node_modules', '.bin');
const node = join(bin, 'node');

// What this says goes to stderr: stdout is the script's, which may be a file that somebody redirects.
if (!upToDate()) {
  const started = Date.now();
  process.stderr.write('▸ dependencies (npm ci) … ');
  const flags = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const install = () => spawnSync('npm', flags, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  let npm = install();
  // npm does not repeat a download that was cut off.
  if (npm.status !== 0 && /^npm (?:error|ERR!) network/m.test(npm.stderr ?? '')) npm = install();
  if (npm.status !== 0 || !existsSync(node)) {
    process.stderr.write('failed\n');
    process.stderr.write(
      `${npm.error ?? ''}${npm.stdout ?? ''}${npm.stderr ?? ''}\nRun "npm ci" to see what is wrong.\n`,
    );
    process.exit(1);
  }
  process.stderr.write(`${((Date.now() - started) / 1000).toFixed(1)} s\n`);
}

const [script, ...args] = process.argv.slice(2);
const path = [bin, process.env.PATH].join(':');
const child = spawn(node, [join(root, script), ...args], { stdio: 'inherit', env: { ...process.env, PATH: path } });
// The terminal sends its signals to the whole group; a CI's cancel comes here alone and has to be passed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));

/** npm writes this file at the end of every install; older than the lockfile means something is missing. */
function upToDate() {
  const done = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(node) || !existsSync(done)) return false;
  return statSync(done).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}
