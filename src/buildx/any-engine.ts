import { childEnv } from '../child-env.ts';
import { userConfigDir } from '../credentials/user-config.ts';
import type { Machine } from '../machine.ts';
import { readIfThere } from '../read-if-there.ts';
import { findEngine } from './endpoint.ts';
import { connectEngine } from './engine.ts';
import { type EveryEngine, engineByCli } from './engine-cli.ts';

/** The engine of the docker CLI, for what must be done also when the job was cancelled. */
export function anyEngine({ env, run }: Pick<Machine, 'env' | 'run'>): EveryEngine {
  const { socket } = findEngine(env, userConfigDir(env), readIfThere);
  return socket === undefined ? engineByCli(run, childEnv(env), new AbortController().signal) : connectEngine(socket);
}
