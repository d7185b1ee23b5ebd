import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { messageOf } from '../src/host/errors.ts';
import { showLeftovers, showPublished, showPullAndRun, showUnchanged } from './demo/evidence.ts';
import { logPrinter } from './demo/log.ts';
import { busyboxRoot } from './engine/busybox.ts';
import { ensureEngine } from './engine/ensure.ts';
import * as events from './harness/events.ts';
import { runJob } from './harness/job.ts';
import { commitWorkspace } from './harness/workspace.ts';
import { type LocalRegistry, startRegistry } from './registries/registry.ts';
import { bold, dim, green, heading, red, say, seconds, timed } from './say.ts';

/** `npm run demo`: a complete real job on this machine, with the action in dist/. */
const repository = join(import.meta.dirname, '..');
const IMAGE = 'acme/tides';
const VERSION = '1.4.2';
/** The former content of the user's ~/.docker. */
const USERS_CONFIG = '{ "detachKeys": "ctrl-q" }\n';

const started = performance.now();
const root = mkdtempSync(join(tmpdir(), 'slipway-demo-'));
process.once('exit', () => rmSync(root, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
try {
  if (!existsSync(join(repository, 'dist/index.js'))) throw new Error('dist/ is missing. Run "npm run bundle" first.');
  await demo();
  say(`\n${green('✓')} Done in ${seconds(performance.now() - started)}.`);
} catch (error) {
  say(`\n${red('✗')} ${messageOf(error)}`);
  process.exitCode = 1;
}

async function demo(): Promise<void> {
  heading('Set-up');
  const engine = await ensureEngine();
  if (engine.started) say(dim('  The engine keeps running; stop it with `npm run engine:stop`.'));
  const registries = await timed('two registries with passwords', () =>
    Promise.all([startRegistry(), startRegistry()]),
  );
  for (const { host, username } of registries) say(dim(`  ${host}, user ${username}, a random password`));
  try {
    await publish(registries);
  } finally {
    heading('Clean-up');
    await timed('the registries are stopped and their storage removed', async () => {
      await Promise.all(registries.map(registry => registry.stop()));
    });
  }
}

async function publish(registries: readonly LocalRegistry[]): Promise<void> {
  const busybox = await busyboxRoot(join(root, 'busybox'));
  cpSync(join(repository, 'demo/app'), join(root, 'app'), { recursive: true });
  const workspace = await commitWorkspace(join(root, 'app'), {}, { tag: `v${VERSION}` });
  const inputs = inputsFor(registries, busybox);

  heading(`The step, on a push of the git tag v${VERSION}`);
  const shown = registries.reduce(
    (text, { password }) => text.replaceAll(password, '***'),
    stringify({ with: inputs }),
  );
  say(dim(shown.trimEnd().replace(/^/gm, '  ')));

  heading('The log of the job');
  const dockerConfig = join(root, 'home/.docker/config.json');
  mkdirSync(join(root, 'home/.docker'), { recursive: true });
  writeFileSync(dockerConfig, USERS_CONFIG);
  const event = events.push({ tag: `v${VERSION}`, sha: workspace.sha });
  const secrets = registries.map(registry => registry.password);
  const token = 'ghs_demoTokenThatOpensNothing';
  const env = { GITHUB_API_URL: 'http://127.0.0.1:9' }; // nobody there: the demo talks to nobody outside
  const job = { root, workspace: workspace.folder, event, token, secrets, env, onLine: logPrinter() };
  const result = await runJob(job, [{ id: 'publish', uses: repository, with: inputs }]);
  const main = result.steps[0]?.main;
  if (result.conclusion !== 'success' || !main) throw new Error(`The job ended with ${result.conclusion}.`);
  say(
    `\n  ${bold('outputs')} digest=${main.outputs.digest} pushed=${main.outputs.pushed} (${seconds(main.milliseconds)})`,
  );

  const digest = main.outputs.digest ?? '';
  await showPublished(registries, IMAGE, digest);
  await showPullAndRun(registries, IMAGE, digest, join(root, 'reader'));
  await showLeftovers(result, [...secrets, token], root);
  showUnchanged('~/.docker/config.json', dockerConfig, USERS_CONFIG);
}

function inputsFor(registries: readonly LocalRegistry[], busybox: string): Record<string, string> {
  const entries = registries.map(({ host, username, password }) => ({ registry: host, username, password }));
  return {
    images: IMAGE,
    registries: stringify(entries),
    tags: 'type=semver,pattern={{version}}\ntype=semver,pattern={{major}}.{{minor}}\ntype=sha\n',
    'build-args': `VERSION=${VERSION}`,
    'build-contexts': `busybox=${busybox}`,
    test: 'docker run --rm --entrypoint /bin/smoke-test "$IMAGE"',
  };
}
