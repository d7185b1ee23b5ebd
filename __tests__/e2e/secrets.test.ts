import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { leaksInFolder, leaksInTexts } from '../../scripts/harness/leaks.ts';
import { blob, manifest } from '../../scripts/registries/client.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { firstRows } from '../full.ts';
import { expectGreen } from './support/checks.ts';
import { dockerfile, pullAndRun } from './support/images.ts';
import { type Lab, leaksOf, openLab, registriesInput } from './support/lab.ts';

let lab: Lab;
let outside: string;
beforeAll(async () => {
  lab = await openLab();
  outside = mkdtempSync(join(tmpdir(), 'slipway-secret-'));
});
afterAll(async () => {
  await lab?.close();
  rmSync(outside, { recursive: true, force: true });
});

const random = (name: string) => `${name}-${randomBytes(12).toString('hex')}`;
/** Text that might be split or interpreted, with several lines. */
const awkward = () => `${random('first')} "$(id)", a=b;c\n${random('second')}`;

/** Prints every secret into the build's log, and sleeps so that its processes can be watched. */
const DOCKERFILE = dockerfile(
  'RUN --mount=type=secret,id=given --mount=type=secret,id=plain --mount=type=secret,id=file \\',
  '    --mount=type=secret,id=env,env=FROM_ENV \\',
  '    cd /run/secrets && cat given plain file && echo "$FROM_ENV" && sleep 1 && \\',
  '    printf %s "$FROM_ENV" > /tmp/env && sha256sum given plain file /tmp/env | cut -c 1-64 > /hello && rm /tmp/env',
);

test.each(
  firstRows(1, [
    ['RUNNER_DEBUG on', true],
    ['RUNNER_DEBUG off', false],
  ]),
)('build secrets reach the build, and nothing else: %s', async (_, debug) => {
  const [given, plain, file, env] = [awkward(), random('plain'), awkward(), random('env')] as const;
  writeFileSync(join(outside, 'file'), file);
  // The secrets change the step's output, but not its cache key: this does.
  const workspace = await lab.workspace({
    Dockerfile: `${DOCKERFILE}# ${debug}\n`.replace('cd /run', `: ${debug}; cd /run`),
  });
  const watch = watchProcesses();
  const run = await lab.publish(
    workspace,
    {
      images: 'acme/secrets',
      registries: registriesInput(lab.registries),
      tags: 'type=raw,value=latest',
      secrets: `"given=${given.replaceAll('"', '""')}"\nplain=${plain}`,
      'secret-files': `file=${join(outside, 'file')}`,
      'secret-envs': 'env=HARBOUR_KEY',
      'no-cache': 'true',
      test: 'sleep 0.3; docker run --rm "$IMAGE" >/dev/null',
    },
    { job: { debug }, step: { env: { HARBOUR_KEY: env } } },
  );
  const seen = watch.end();

  expectGreen(run);
  const { digest } = run.main.outputs;
  const hashes = [given, plain, file, env].map(text => createHash('sha256').update(text).digest('hex'));
  expect(await pullAndRun(lab.registries[0]!, 'acme/secrets', digest!)).toBe(hashes.join('\n'));

  const lines = [given, file].flatMap(text => text.split('\n'));
  const passwords = lab.registries.map(registry => registry.password);
  const secrets = [given, plain, file, env, ...lines, ...passwords];
  expect(leaksOf(run, secrets)).toEqual([]);
  expect(leaksInFolder(secrets, workspace.folder)).toEqual([]);
  for (const registry of lab.registries) {
    expect(leaksInTexts(secrets, await everything(registry, 'acme/secrets', digest!))).toEqual([]);
  }

  expect(seen.argv).toEqual(expect.arrayContaining([expect.stringMatching(/buildx build .*--secret id=given,src=/)]));
  expect(leaksInTexts(secrets, named(seen.argv))).toEqual([]);
  // A secret from the environment has to be in that of `docker buildx build`, which reads it there.
  expect(seen.environments.some(text => text.includes('DOCKER_CONFIG='))).toBe(true);
  expect(seen.environments.some(text => text.includes('IMAGE_DIGEST='))).toBe(true);
  expect(leaksInTexts([given, plain, file, ...lines, ...passwords], named(seen.environments))).toEqual([]);
});

/** Every text of an image: manifests, configs (with the history), attestations, and layers unpacked. */
async function everything(registry: LocalRegistry, path: string, digest: string): Promise<Record<string, string>> {
  const held = (await manifest(registry, path, digest))!;
  const texts: Record<string, string> = { [digest]: held.bytes.toString() };
  for (const child of held.json.manifests ?? []) Object.assign(texts, await everything(registry, path, child.digest));
  for (const part of [held.json.config, ...(held.json.layers ?? [])].filter(each => each !== undefined)) {
    const bytes = await blob(registry, path, part.digest);
    texts[part.digest] = (part.mediaType.endsWith('gzip') ? gunzipSync(bytes) : bytes).toString('latin1');
  }
  return texts;
}

function named(texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(texts.map(text => [text.slice(0, 60), text]));
}

/** Watches all processes until `end`: command lines, and environments of the action's children. */
function watchProcesses() {
  const argv = new Set<string>();
  const environments = new Set<string>();
  const before = new Set(readdirSync('/proc'));
  const look = () => {
    for (const pid of readdirSync('/proc').filter(name => /^\d+$/.test(name) && !before.has(name))) {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
        argv.add(line);
        // The action's own process has its inputs there: the runner puts them.
        if (!/dist\/(?:post\/)?index\.js$/.test(line)) environments.add(`${line}\n${environment}`);
      } catch {
        // It has ended meanwhile.
      }
    }
  };
  const timer = setInterval(look, 40);
  return {
    end: () => {
      clearInterval(timer);
      return { argv: [...argv], environments: [...environments] };
    },
  };
}
