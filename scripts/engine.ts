import { FOLDERS, stopDaemon } from './engine/daemon.ts';
import { ensureEngine } from './engine/ensure.ts';
import { say } from './say.ts';

/** `npm run engine` starts what demo and tests need; `npm run engine:stop` ends the daemon that it started. */
if (process.argv[2] === 'stop') {
  say((await stopDaemon(FOLDERS)) ? 'The engine is stopped.' : 'No engine of ours is running.');
} else {
  await ensureEngine();
}
