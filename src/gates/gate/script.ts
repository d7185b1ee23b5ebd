import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ActionError } from '../../host/errors.ts';
import type { GateEntry } from '../../inputs/gates/gates.ts';
import { keepTail } from './tail.ts';
import type { Gate } from './types.ts';
import { whatOf } from './words.ts';

/** A gate that is a bash script: the `test` input, or an entry of `gates`. It runs like the runner's `shell: bash`. */
export function scriptGate(entry: GateEntry, kind: 'test' | 'gate' = 'gate'): Gate {
  const { name, platform, timeout, continueOnError, credentials } = entry;
  const what = whatOf({ kind, name });
  return {
    ...{ name, kind, platform, timeout, continueOnError, credentials },
    async run({ folder, env, workspace, signal, run, log }) {
      const path = join(folder, 'gate.sh');
      await writeFile(path, entry.run, { mode: 0o600 });
      const tail = keepTail(log.info);
      const result = await run('bash', ['--noprofile', '--norc', '-euo', 'pipefail', path], {
        env,
        cwd: workspace,
        signal,
        onStdout: tail.line,
        onStderr: tail.line,
      });
      if (result.code === 0) return;
      const how = result.code === null ? `was killed by ${result.signal}` : `failed with exit code ${result.code}`;
      throw new ActionError('TEST_FAILED', `${what} ${how}`, { output: tail.lines() });
    },
  };
}
