import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { digestOf, type FakeOptions, type FakeRegistry, PASSWORD, startRegistry, USER } from '../../fakes/registry.ts';
import { dock, layout, PATH } from '../../publish/dock.ts';
import { closeWays, stager, WAYS } from '../../publish/ways.ts';
import { closeRigs } from '../rig.ts';
import { ODD, type Odd } from './table.ts';

const image = layout();
afterEach(closeWays);
afterEach(closeRigs);
afterAll(image.remove);

/** The double of one entry: its options, and the other server once the registry is there. */
function double({ answers, registry }: Odd) {
  const late: { fault?: FakeOptions['fault'] } = {};
  const options: FakeOptions = { auth: 'basic', fault: (seen, n) => late.fault?.(seen, n), ...registry };
  const open = async (fake: FakeRegistry, odd: Odd): Promise<FakeRegistry> => {
    const door = await fake.door(odd.elsewhere);
    late.fault = answers?.(door.host, fake);
    return door;
  };
  return { options, open };
}

describe.each(ODD.map(odd => [odd.name, odd] as const))('%s', (_, odd) => {
  const what = odd.must === 'published' ? 'is published to' : 'is an error that tells why';
  test.each(odd.ways ?? WAYS)(`${what} (%s)`, async way => {
    const { options, open } = double(odd);
    const d = await dock([options]);
    const stage = await stager(way, image, d.fleet);
    const [fake] = d.fakes as [FakeRegistry];
    const door = await open(fake, odd);
    const outcome = await d.publish(image.folder, { stage }).then(
      publication => publication.error,
      (error: unknown) => error,
    );
    expect(door.seen.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
    if (odd.must === 'published') {
      expect(outcome).toBeUndefined();
      for (const blob of image.blobs) expect(digestOf(fake.blobs.get(blob)!)).toBe(blob);
      for (const path of odd.registry?.paths ?? [PATH]) {
        expect(digestOf(fake.manifests.get(`${path}@latest`)!.bytes)).toBe(image.root);
      }
      return;
    }
    const { message, hint = '' } = outcome as { message: string; hint?: string };
    expect(message).toMatch(odd.must);
    if (odd.never) expect(`${message} ${hint}`).not.toMatch(odd.never);
  });

  const hasCrane = tryCrane();
  if (hasCrane && odd.crane !== undefined) {
    test(`crane ${odd.crane}`, async () => {
      const { options, open } = double(odd);
      const fake = await startRegistry(options);
      try {
        await open(fake, odd);
        expect(await cranePush(fake.host)).toBe(odd.crane);
      } finally {
        await fake.close();
      }
    });
  }
});

function tryCrane(): boolean {
  try {
    execFileSync('crane', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function cranePush(host: string): Promise<'publishes' | 'fails'> {
  const config = mkdtempSync(join(tmpdir(), 'crane-'));
  const auth = Buffer.from(`${USER}:${PASSWORD}`).toString('base64');
  writeFileSync(join(config, 'config.json'), JSON.stringify({ auths: { [host]: { auth } } }));
  try {
    const env = { ...process.env, DOCKER_CONFIG: config };
    await promisify(execFile)('crane', ['push', image.folder, `${host}/${PATH}:latest`, '--insecure'], {
      env,
      timeout: 60_000,
    });
    return 'publishes';
  } catch {
    return 'fails';
  } finally {
    rmSync(config, { recursive: true });
  }
}
