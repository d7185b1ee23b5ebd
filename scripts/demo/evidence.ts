import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, command } from '../command.ts';
import { filesBelow, leaksInFolder, leaksInTexts } from '../harness/leaks.ts';
import type { JobResult } from '../harness/types.ts';
import { manifest, tagsOf } from '../registries/client.ts';
import type { LocalRegistry } from '../registries/registry.ts';
import { bold, dim, green, heading, say, table } from '../say.ts';

/**
 * Reads every tag back from every registry, with a client other than the action's. Throws if one names another digest.
 */
export async function showPublished(registries: readonly LocalRegistry[], path: string, digest: string): Promise<void> {
  heading('Published, according to the registries');
  const rows: string[][] = [['registry', 'tag', 'digest', 'same']];
  for (const registry of registries) {
    for (const tag of await tagsOf(registry, path)) {
      const held = await manifest(registry, path, tag);
      rows.push([registry.host, tag, held?.digest ?? 'nothing', held?.digest === digest ? 'yes' : 'NO']);
    }
  }
  say(table(rows));
  if (rows.length === 1 || rows.some(row => row[3] === 'NO')) throw new Error(`Not every tag names ${digest}.`);
}

/** Pulls by digest from each registry, runs the image, and removes it again. */
export async function showPullAndRun(
  registries: readonly LocalRegistry[],
  path: string,
  digest: string,
  dockerConfig: string,
): Promise<void> {
  heading('Pulled and run by digest');
  mkdirSync(dockerConfig, { mode: 0o700 });
  const entry = ({ username, password }: LocalRegistry) => Buffer.from(`${username}:${password}`).toString('base64');
  const auths = Object.fromEntries(registries.map(registry => [registry.host, { auth: entry(registry) }]));
  writeFileSync(join(dockerConfig, 'config.json'), JSON.stringify({ auths }), { mode: 0o600 });
  try {
    for (const { host } of registries) {
      const reference = `${host}/${path}@${digest}`;
      say(`  ${bold('$')} docker pull ${reference}`);
      await command('docker', ['pull', '--quiet', reference], { env: { DOCKER_CONFIG: dockerConfig } });
      say(`  ${bold('$')} docker run --rm ${reference} show oban`);
      say(
        dim(
          (await command('docker', ['run', '--rm', '--pull=never', reference, 'show', 'oban'])).replace(/^/gm, '    '),
        ),
      );
      await attempt('docker', ['image', 'rm', reference]);
    }
  } finally {
    rmSync(dockerConfig, { recursive: true, force: true });
  }
}

/** Looks for credentials wherever the job could have left them, and for leftover files, processes and images. */
export async function showLeftovers(result: JobResult, secrets: readonly string[], root: string): Promise<void> {
  heading('Left behind');
  const texts = Object.fromEntries(
    result.steps.flatMap(({ main, post }) =>
      [main, post].flatMap((phase, at) => {
        const written = [phase?.raw, phase?.summary, JSON.stringify([phase?.outputs, phase?.state, phase?.env])];
        return [[`what the action wrote (${at === 0 ? 'main' : 'post'})`, written.join('\n')]];
      }),
    ),
  );
  const leaks = [...leaksInTexts(secrets, texts), ...leaksInFolder(secrets, root)];
  const files = filesBelow(result.runnerTemp).filter(file => !file.includes('_github_workflow'));
  const images = await command('docker', ['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}']);
  const left = images.split('\n').filter(image => image.includes('acme/tides'));
  const line = (title: string, found: readonly string[]) =>
    say(found.length === 0 ? `  ${green('✓')} ${title}: none` : `  · ${title}:\n    ${found.join('\n    ')}`);
  line('credentials in log, outputs, state, summary, RUNNER_TEMP, HOME (plain, base64, JSON, URI)', leaks);
  line('files in RUNNER_TEMP', files);
  line('processes', result.leftProcesses);
  line('local images of the app', left);
  if (leaks.length > 0) throw new Error('The job left credentials behind.');
}

/** Throws when a file has changed. */
export function showUnchanged(title: string, file: string, before: string): void {
  if (readFileSync(file, 'utf8') !== before) throw new Error(`${title} has changed.`);
  say(`  ${green('✓')} ${title}: unchanged`);
}
