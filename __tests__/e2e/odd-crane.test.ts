import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from '@jest/globals';
import { PASSWORD, startRegistry, USER } from '../fakes/registry.ts';
import { layout, PATH } from '../publish/dock.ts';
import { double } from '../registry/odd/double.ts';
import { ODD } from '../registry/odd/table.ts';

const image = layout();
afterAll(image.remove);

// How crane behaves with the odd registries of the unit tests.
const KNOWN = ODD.filter(({ crane }) => crane !== undefined).map(odd => [odd.name, odd.crane, odd] as const);
test.each(KNOWN)('%s: crane %s', async (_, outcome, odd) => {
  const { options, open } = double(odd);
  const fake = await startRegistry(options);
  try {
    await open(fake, odd);
    expect(await cranePush(fake.host)).toBe(outcome);
  } finally {
    await fake.close();
  }
});

async function cranePush(host: string): Promise<'publishes' | 'fails'> {
  const config = mkdtempSync(join(tmpdir(), 'crane-'));
  const auth = Buffer.from(`${USER}:${PASSWORD}`).toString('base64');
  writeFileSync(join(config, 'config.json'), JSON.stringify({ auths: { [host]: { auth } } }));
  const env = { ...process.env, DOCKER_CONFIG: config };
  const args = ['push', image.folder, `${host}/${PATH}:latest`, '--insecure'];
  try {
    await promisify(execFile)('crane', args, { env, timeout: 60_000 });
    return 'publishes';
  } catch (error) {
    // Only an exit code is crane's verdict; anything else, such as a missing crane, is not.
    if (typeof (error as { code?: unknown }).code !== 'number') throw error;
    return 'fails';
  } finally {
    rmSync(config, { recursive: true });
  }
}
