import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { filesBelow, leaksInFolder, leaksInTexts } from '../../scripts/harness/leaks.ts';
import type { Workspace } from '../../scripts/harness/workspace.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { annotationsOf, digestsOf, expectGreen, writesTo } from './support/checks.ts';
import { dockerfile, localImages } from './support/images.ts';
import { type Lab, openLab, registriesInput } from './support/lab.ts';

let lab: Lab;
let workspace: Workspace;
let a: LocalRegistry;
let b: LocalRegistry;
beforeAll(async () => {
  lab = await openLab();
  [a, b] = lab.registries as [LocalRegistry, LocalRegistry];
  workspace = await lab.workspace({
    Dockerfile: dockerfile('RUN --mount=type=secret,id=sonar cat /run/secrets/sonar | wc -c > /hello'),
  });
});
afterAll(() => lab.close());

// First, while the registries have never been written to: nothing at all may be in their storage.
describe('a failing test', () => {
  // What else makes a script fail: gates/gate/script.test.ts.
  test('leaves no upload in any registry', async () => {
    const path = 'acme/failing';
    const script = 'docker run --rm "$IMAGE" && echo "rock ahead" && exit 3';
    const before = await localImages();
    const inputs = { images: path, registries: registriesInput([a, b], [{}, { optional: true }]), test: script };
    const run = await lab.publish(workspace, inputs);

    expect(run.conclusion).toBe('failure');
    expect(annotationsOf(run, 'error')).toEqual([expect.stringMatching(/failed with exit code 3;.*\nrock ahead\n/s)]);
    expect(run.main.outputs).toMatchObject({ pushed: 'false', refs: '[]', result: '[]', image: '' });
    expect(run.main.outputs.reason).toBe('the test failed with exit code 3; nothing was published');
    for (const registry of [a, b]) {
      expect(writesTo(registry, path)).toEqual([]);
      // docker-registry leaves this state behind when an upload is cancelled; it has no content.
      expect(filesBelow(registry.storage).filter(file => !file.includes('/hashstates/'))).toEqual([]);
    }
    const mine = (images: readonly string[]) => images.filter(image => image.includes(path));
    expect(mine(await localImages())).toEqual(mine(before));
    expect(run.leftProcesses).toEqual([]);
  });

  test('nor does one that fails in a run that would not push', async () => {
    const run = await lab.publish(workspace, { images: 'acme/failing-unpushed', push: 'false', test: 'exit 1' });
    expect(run.conclusion).toBe('failure');
    expect(annotationsOf(run, 'error')).toEqual([expect.stringMatching(/^the test failed with exit code 1/)]);
  });
});

describe('what the test script sees', () => {
  /** Records its environment, the files next to its own, and the logins that docker would find. */
  const LOOK = `
    env -0 > "$HOME/seen.env"
    cp -rL "$RUNNER_TEMP" "$HOME/seen.temp"
    cat "\${DOCKER_CONFIG:-$HOME/.docker}"/config.json > "$HOME/seen.docker" 2>/dev/null || true
    docker run --rm "$IMAGE" > "$HOME/seen.output"
    docker image inspect --format '{{.Id}}' "$IMAGE" > "$HOME/seen.id"
    pwd > "$HOME/seen.pwd"
  `;
  const secrets = {
    ACTIONS_RUNTIME_TOKEN: 'runtime-token-of-the-job',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token-of-the-job',
    ACTIONS_RESULTS_URL: 'https://results.invalid/',
    DOCKER_AUTH_CONFIG: '{"auths":{"quay.invalid":{"auth":"cm9ib3Q6YXV0aC1jb25maWctcGFzc3dvcmQ="}}}',
  };

  test('IMAGE, the job and its workspace; no inputs, tokens or logins', async () => {
    const registries = registriesInput([a, b]);
    const sonar = 'sonar-key-81724';
    const run = await lab.publish(
      workspace,
      { images: 'acme/seen', registries, tags: 'type=raw,value=1.0', secrets: `sonar=${sonar}`, test: LOOK },
      { job: { env: secrets } },
    );
    expectGreen(run);

    const read = (name: string) => readFileSync(join(run.home, `seen.${name}`), 'utf8');
    const lines = read('env').split('\0').filter(Boolean);
    const env = Object.fromEntries(
      lines.map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    const { digest } = run.main.outputs;
    expect(env.IMAGE).toMatch(new RegExp(`^${a.host}/acme/seen:slipway-[0-9a-f]{12}$`));
    expect(env).toMatchObject({ IMAGE_DIGEST: digest, IMAGE_PLATFORM: 'linux/amd64', CI: 'true', HOME: run.home });
    expect(env).toMatchObject({ GITHUB_WORKSPACE: workspace.folder, GITHUB_REPOSITORY: 'acme/tides' });
    const forbidden =
      /^(?:INPUT_|STATE_|ACTIONS_|DOCKER_CONFIG$|DOCKER_AUTH_CONFIG$|GITHUB_OUTPUT$|GITHUB_STATE$|GITHUB_TOKEN$)/;
    expect(Object.keys(env).filter(name => forbidden.test(name))).toEqual([]);
    expect([read('pwd').trim(), read('output').trim()]).toEqual([workspace.folder, String(sonar.length)]);
    // Exactly the published bytes.
    expect(read('id').trim()).toBe(digest);
    for (const registry of [a, b]) expect(await digestsOf(registry, 'acme/seen')).toEqual({ '1.0': digest });

    const all = [a.password, b.password, sonar, 'ghs_harnessTokenOfTheJob', 'auth-config-password'];
    const tokens = [secrets.ACTIONS_RUNTIME_TOKEN, secrets.ACTIONS_ID_TOKEN_REQUEST_TOKEN];
    expect(leaksInTexts([...all, ...tokens], { env: read('env'), docker: read('docker') })).toEqual([]);
    expect(leaksInFolder([...all, ...tokens], join(run.home, 'seen.temp'))).toEqual([]);
  });
});
