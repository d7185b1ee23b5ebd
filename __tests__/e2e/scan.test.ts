import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { command } from '../../scripts/command.ts';
import { inPath } from '../../scripts/engine/ensure.ts';
import { filesBelow } from '../../scripts/harness/leaks.ts';
import type { Workspace } from '../../scripts/harness/workspace.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { shellWords } from '../../src/host/text/shell-words.ts';
import { firstRows, fullTest } from '../full.ts';
import { engineSocket } from './support/bridge.ts';
import { annotationsOf, digestsOf, expectGreen, writesTo } from './support/checks.ts';
import { fakeScanners, sarifOf } from './support/fake-scanners.ts';
import { dockerfile } from './support/images.ts';
import { type Inputs, type Lab, openLab, type Run, registriesInput } from './support/lab.ts';

let lab: Lab;
let workspace: Workspace;
let registry: LocalRegistry;
let fakes: ReturnType<typeof fakeScanners>;
beforeAll(async () => {
  lab = await openLab([{}]);
  [registry] = lab.registries as [LocalRegistry];
  workspace = await lab.workspace({ Dockerfile: dockerfile('RUN echo hull > /hello') });
  fakes = fakeScanners(join(workspace.folder, '..', 'scanners'));
});
afterAll(() => lab.close());

function scan(inputs: Inputs, home?: (folder: string) => void): Promise<Run> {
  const env = { PATH: `${fakes.bin}:${process.env.PATH}` };
  return lab.publish(
    workspace,
    { images: 'acme/hull', push: 'false', ...inputs },
    { job: { env }, ...(home && { home }) },
  );
}

const COMMAND = /^\$ (.*)$/m;

describe('what is run', () => {
  const form = (run: Run) => ({
    sarif: run.main.outputs['sarif-file'] ?? 'none',
    printed: COMMAND.exec(run.main.log)?.[1] ?? 'nothing',
  });

  test('trivy', async () => {
    fakes.install('trivy', { exit: 0, sarif: sarifOf() });
    const run = await scan({ scan: 'trivy', 'scan-severity': 'high' });
    expectGreen(run);
    const { sarif, printed } = form(run);
    const { argv, logins } = fakes.call('trivy');
    expect(argv).toEqual([
      'image',
      '--no-progress',
      '--severity=CRITICAL,HIGH',
      '--exit-code=10',
      '--format=sarif',
      `--output=${sarif}`,
      '--image-src=docker',
      expect.stringMatching(/^acme\/hull:/),
    ]);
    expect(shellWords(printed)).toEqual(['trivy', ...argv]);
    expect(logins).not.toContain('auths');
  });

  fullTest('grype', async () => {
    fakes.install('grype', { exit: 0, sarif: sarifOf('low') });
    const run = await scan({ scan: 'grype', 'scan-severity': 'medium,high', 'scan-ignore-unfixed': 'true' });
    expectGreen(run);
    const { sarif, printed } = form(run);
    const { argv } = fakes.call('grype');
    expect(argv).toEqual([
      expect.stringMatching(/^docker:acme\/hull:/),
      '--fail-on=medium',
      '--only-fixed',
      '--output=table',
      `--output=sarif=${sarif}`,
    ]);
    expect(shellWords(printed)).toEqual(['grype', ...argv]);
  });

  test('docker scout, which is the only one to get the logins', async () => {
    const place = (home: string) =>
      fakes.install('docker-scout', { exit: 0, sarif: sarifOf() }, join(home, '.docker/cli-plugins'));
    const inputs = {
      scan: 'docker-scout',
      'scan-severity': 'critical,unknown',
      registries: registriesInput([registry]),
      push: 'auto',
    };
    const run = await scan(inputs, place);
    expectGreen(run);
    const { sarif, printed } = form(run);
    const { argv, logins } = fakes.call('docker-scout');
    expect(argv).toEqual([
      'scout',
      'cves',
      '--exit-code',
      '--only-severity=critical,unspecified',
      '--format=sarif',
      `--output=${sarif}`,
      expect.stringMatching(new RegExp(`^local://${registry.host}/acme/hull:`)),
    ]);
    expect(shellWords(printed)).toEqual(['docker', ...argv]);
    expect(JSON.parse(logins).auths).toHaveProperty([registry.host]);
    expect(await digestsOf(registry, 'acme/hull')).toEqual({ main: run.main.outputs.digest });
  });

  fullTest('a scanner uses the engine of docker’s context', async () => {
    fakes.install('grype', { exit: 0, sarif: sarifOf() });
    const host = `unix://${engineSocket()}`;
    const home = async (folder: string) => {
      const args = ['context', 'create', 'harbour', '--docker', `host=${host}`];
      await command('docker', ['--config', join(folder, '.docker'), ...args]);
    };
    const env = { PATH: `${fakes.bin}:${process.env.PATH}`, DOCKER_HOST: '', DOCKER_CONTEXT: 'harbour' };
    const inputs = { images: 'acme/hull', push: 'false', scan: 'grype' };
    expectGreen(await lab.publish(workspace, inputs, { job: { env }, home }));
    expect(fakes.call('grype').host).toBe(host);
  });

  fullTest('several scanners: all reports in one folder', async () => {
    fakes.install('trivy', { exit: 0, sarif: sarifOf() });
    fakes.install('grype', { exit: 0, sarif: sarifOf('low') });
    const run = await scan({ scan: 'trivy\ngrype' });
    expectGreen(run);
    // What does not fail the scan is a notice, and in the summary.
    expect(annotationsOf(run, 'notice')).toEqual(['grype: libhull 1.0: low CVE-2026-1000; fixed in 2.0']);
    expect(run.main.summary).toContain('| libhull | 1.0 | low |');
    expect(filesBelow(form(run).sarif).map(path => path.split('/').at(-1))).toEqual([
      'grype-linux-amd64.sarif',
      'trivy-linux-amd64.sarif',
    ]);
  });
});

fullTest('each platform of several is scanned as a separate archive, and needs no emulation', async () => {
  fakes.install('trivy', { exit: 0, sarif: sarifOf() });
  const both = await lab.workspace({ Dockerfile: 'FROM scratch\nCOPY cargo /\n', cargo: 'tea' });
  const inputs = { scan: 'trivy', platforms: 'linux/amd64,linux/arm64', 'gate-platforms': 'all', push: 'false' };
  const env = { PATH: `${fakes.bin}:${process.env.PATH}` };
  const run = await lab.publish(both, { images: 'acme/both', ...inputs }, { job: { env } });
  expectGreen(run);
  const { argv, archives } = fakes.call('trivy');
  expect(argv.at(-1)).toMatch(/^--input=.*\/image\.tar$/);
  expect(archives.trim().split('\n').sort()).toEqual(['"architecture":"amd64"', '"architecture":"arm64"']);
  expect(filesBelow(run.main.outputs['sarif-file'] ?? '').map(path => path.split('/').at(-1))).toEqual([
    'trivy-linux-amd64.sarif',
    'trivy-linux-arm64.sarif',
  ]);
});

// One of each kind; gates/scan/scanners.test.ts has every exit code.
describe('how it ends', () => {
  const found = { sarif: sarifOf('low', 'critical') };
  const above = 'discovered vulnerabilities at or above the severity threshold';

  test.each(
    firstRows(1, [
      [
        'trivy found something',
        'trivy',
        { exit: 10, ...found },
        /^trivy found 1 of severity critical; nothing was published\ncritical CVE-2026-1001 Package: libhull, Installed Version: 1\.1, Fixed Version: 2\.1\n→ /,
      ],
      [
        'trivy failed to run',
        'trivy',
        { exit: 1, says: 'FATAL no database' },
        /^trivy failed to run \(exit code 1\), so the image was not scanned; nothing was published\nFATAL no database\n/,
      ],
      ['it succeeds without a report', 'trivy', { exit: 0 }, /^trivy failed to run \(it wrote no report\)/],
      ['an old grype found something', 'grype', { exit: 1, says: `1 error: ${above}`, ...found }, /^grype found 1 of/],
    ]),
  )('%s', async (_, name, act, said) => {
    fakes.install(name, act);
    const run = await scan({ scan: name, push: 'auto', registries: registriesInput([registry]), images: 'acme/leaky' });
    expect(run.conclusion).toBe('failure');
    expect(annotationsOf(run, 'error').at(-1)).toMatch(said);
    expect(writesTo(registry, 'acme/leaky')).toEqual([]);
    expect(filesBelow(registry.storage).filter(file => file.includes('acme/leaky/_manifests'))).toEqual([]);
    const sarif = run.main.outputs['sarif-file'] ?? '';
    expect(existsSync(sarif)).toBe('sarif' in act);
    // The next steps can still read it.
    if ('sarif' in act) expect(dirname(dirname(sarif))).toBe(join(run.root, '_temp'));
  });

  test.each(
    firstRows(1, [
      ['a broken scanner', 'trivy', /^trivy failed to run \(exit code 1\), .*scan-required/],
      ['a missing plugin', 'docker-scout', /^docker-scout is not installed\. `scan-required`/],
    ]),
  )('%s is a warning when it is not required', async (_, given, said) => {
    fakes.install('trivy', { exit: 1 });
    const run = await scan({ scan: given, 'scan-required': 'false' });
    expectGreen(run);
    expect(annotationsOf(run, 'warning')).toEqual([expect.stringMatching(said)]);
  });

  fullTest('a scanner that is not on PATH fails the step', async () => {
    const few = join(workspace.folder, '..', 'few');
    mkdirSync(few);
    for (const name of ['bash', 'docker', 'git']) symlinkSync(inPath(name) ?? '', join(few, name));
    const inputs = { images: 'acme/hull', push: 'false', scan: 'grype' };
    const run = await lab.publish(workspace, inputs, { job: { env: { PATH: few } } });
    expect(annotationsOf(run, 'error')).toEqual([
      expect.stringMatching(
        /^grype is not installed; nothing was published\n→ Install it in a step before this one\. /,
      ),
    ]);
  });

  fullTest('a missing command fails the step', async () => {
    const run = await scan({ scan: 'no-such-scanner "$IMAGE"' });
    expect(annotationsOf(run, 'error')).toEqual([expect.stringMatching(/^scan is not installed; nothing/)]);
  });
});

describe('what it found', () => {
  const severities = [...Array.from({ length: 12 }, () => 'critical'), 'low'];

  test('is ten annotations by package with the fix, and a table of all packages in the summary', async () => {
    fakes.install('trivy', { exit: 10, sarif: sarifOf(...severities) });
    // What it finds fails the step, required or not.
    const run = await scan({ scan: 'trivy', 'scan-required': 'false' });
    expect(run.conclusion).toBe('failure');
    const errors = annotationsOf(run, 'error');
    // The runner shows ten errors.
    expect(errors).toHaveLength(10);
    expect(errors[0]).toBe('trivy: libhull 1.0: critical CVE-2026-1000; fixed in 2.0');
    expect(errors[9]).toMatch(/^trivy found 12 of severity critical/);
    expect(annotationsOf(run, 'warning')).toEqual(['trivy: libhull 1.9: critical CVE-2026-1009; fixed in 2.9']);
    expect(run.main.summary).toContain('trivy&#58; 13 packages with findings on linux/amd64');
    expect(run.main.summary).toContain('| libhull | 1.12 | low | CVE-2026-1012 | fixed in 2.12 |');
  });

  test('goes to code scanning, and a refusal does not fail the step', async () => {
    const bodies: string[] = [];
    const api = createServer((request, response) => {
      let text = '';
      request.on('data', chunk => {
        text += chunk;
      });
      request.on('end', () => {
        if (request.url?.endsWith('/code-scanning/sarifs')) bodies.push(text);
        const status = bodies.length > 1 ? 403 : 202;
        response.writeHead(status, { 'content-type': 'application/json' }).end('{"id":"1"}');
      });
    });
    await once(api.listen(0, '127.0.0.1'), 'listening');
    try {
      const url = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
      const env = { PATH: `${fakes.bin}:${process.env.PATH}`, GITHUB_API_URL: url, GITHUB_SERVER_URL: url };
      const given = { images: 'acme/hull', push: 'false', scan: 'trivy', 'scan-upload': 'true' };
      fakes.install('trivy', { exit: 10, sarif: sarifOf('critical') });
      const failed = await lab.publish(workspace, given, { job: { env } });
      expect(failed.conclusion).toBe('failure');
      expect(JSON.parse(bodies[0] ?? '{}')).toMatchObject({
        commit_sha: workspace.sha,
        ref: 'refs/heads/main',
        tool_name: 'trivy',
      });
      fakes.install('trivy', { exit: 0, sarif: sarifOf() });
      const refused = await lab.publish(workspace, given, { job: { env } });
      expectGreen(refused);
      expect(annotationsOf(refused, 'warning')).toEqual([expect.stringContaining('security-events: write')]);
    } finally {
      api.closeAllConnections();
      api.close();
    }
  });
});

describe('a command of the user’s', () => {
  test('that exits with 0 passes, and may leave a report', async () => {
    const script = 'docker image inspect "$IMAGE" > /dev/null\necho \'{"runs":[]}\' > "$SARIF_FILE"';
    const run = await scan({ scan: script });
    expectGreen(run);
    expect(readFileSync(run.main.outputs['sarif-file'] ?? '', 'utf8')).toBe('{"runs":[]}\n');
  });

  test('that exits with anything else fails the step', async () => {
    const run = await scan({ scan: 'echo "a rock in the hull"\nexit 4', 'scan-required': 'false' });
    expect(annotationsOf(run, 'error')).toEqual([
      expect.stringMatching(/^the scan failed with exit code 4; nothing was published\na rock in the hull/),
    ]);
  });
});
