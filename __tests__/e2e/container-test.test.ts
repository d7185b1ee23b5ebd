import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { command } from '../../scripts/command.ts';
import { filesBelow } from '../../scripts/harness/leaks.ts';
import type { Workspace } from '../../scripts/harness/workspace.ts';
import type { LocalRegistry } from '../../scripts/registries/registry.ts';
import { firstRows, fullTest } from '../full.ts';
import { annotationsOf, digestsOf, expectGreen, writesTo } from './support/checks.ts';
import { type Inputs, type Lab, openLab, type Run, registriesInput } from './support/lab.ts';

let lab: Lab;
let app: Workspace;
let registry: LocalRegistry;

/** Serves /www on 8080 after a moment, and is healthy while /www/healthz is there. */
const APP = `
FROM busybox
RUN mkdir -p /www/cgi-bin && echo fine > /www/healthz
COPY --chmod=755 serve teapot /
RUN mv /teapot /www/cgi-bin/teapot
EXPOSE 8080
HEALTHCHECK --interval=1s --timeout=5s --retries=2 CMD ["/bin/sh", "-c", "cat $BEACON"]
ENV BEACON=/www/healthz
CMD ["/serve"]
`;
const SERVE = `#!/bin/sh
echo "::error::setting sail"
echo "as \${PILOT:-nobody}" >&2
sleep 1
echo "listening on 8080"
exec httpd -f -p 8080 -h /www
`;
const TEAPOT = `#!/bin/sh
printf 'Status: 418 short and stout\\r\\n\\r\\n'
`;

beforeAll(async () => {
  lab = await openLab([{}]);
  [registry] = lab.registries as [LocalRegistry];
  app = await lab.workspace({ Dockerfile: APP, serve: SERVE, teapot: TEAPOT });
});
afterAll(() => lab.close());

function publish(test: string, more: Inputs = {}): Promise<Run> {
  return lab.publish(app, { images: 'acme/berth', push: 'false', 'container-test': test, ...more });
}

/** All existing containers of the action's tests: no other test uses these names meanwhile. */
async function containersOf(run: Run): Promise<string[]> {
  const mark = run.main.state.folder?.split('/').at(-1) ?? 'no folder';
  const list = await command('docker', [
    'ps',
    '--all',
    '--filter',
    `label=slipway.run=${mark}`,
    '--format',
    '{{.Names}}',
  ]);
  return list.split('\n').filter(Boolean);
}

describe('a container that does not', () => {
  test('become ready: each condition is reported, with the last lines, none of which is a command', async () => {
    const run = await publish('port: 9\nhttp: {path: /nowhere, port: 8080}\nlog: land ahoy\ntimeout: 4s');
    expect(run.conclusion).toBe('failure');
    const [error = '', ...others] = annotationsOf(run, 'error');
    expect(others).toEqual([]);
    expect(error).toContain('was not ready within 4 s: ');
    expect(error).toContain('port 9 (nothing listens)');
    expect(error).toContain('/nowhere on port 8080 (the answer was 404)');
    expect(error).toContain('the log line "land ahoy" (not seen)');
    expect(run.main.log).toContain("The container's last lines:");
    expect(run.main.log).toContain(': :error::setting sail');
    expect(run.main.outputs.pushed).toBe('false');
    expect(await containersOf(run)).toEqual([]);
  });

  test.each(
    firstRows(1, [
      ['unhealthy', 'env: {BEACON: /no/light}\nhealthy: true', /is unhealthy: cat: can't open '\/no\/light'/],
      ['no end', 'exit-code: 0\ntimeout: 2s', /not ready within 2 s: exit code 0 \(still running\)/],
      [
        'early end',
        'command: [/bin/sh, -c, "echo sprung a leak; exit 7"]\nport: 8080',
        /exited with code 7 before port 8080.*sprung a leak/s,
      ],
      ['no such command', 'command: [/no/such]\nport: 8080', /could not be started: .*no such file or directory/],
    ]),
  )('%s', async (_, given, said) => {
    const run = await publish(given);
    expect(run.conclusion).toBe('failure');
    expect(annotationsOf(run, 'error')).toEqual([expect.stringMatching(said)]);
    expect(run.main.outputs.pushed).toBe('false');
    expect(await containersOf(run)).toEqual([]);
  });

  // Before the first publish.
  fullTest('exit as expected: nothing is in any registry', async () => {
    const given = { push: 'auto', registries: registriesInput([registry]) };
    const run = await publish('command: [/bin/false]\nexit-code: 0', given);
    expect(run.conclusion).toBe('failure');
    expect(annotationsOf(run, 'error')).toEqual([expect.stringMatching(/exited with code 1, not with exit code 0/)]);
    expect(writesTo(registry, 'acme/berth')).toEqual([]);
    // docker-registry leaves this state behind when an upload is cancelled; it has no content.
    expect(filesBelow(registry.storage).filter(file => !file.includes('/hashstates/'))).toEqual([]);
  });
});

describe('a container that passes', () => {
  test('is made of the published image', async () => {
    const run = await publish('port: 8080\nhttp: /healthz\nhealthy: true\nlog: listening on', {
      push: 'auto',
      registries: registriesInput([registry]),
      tags: 'type=raw,value=1',
    });
    expectGreen(run);
    for (const met of ['port 8080', '/healthz on port 8080', 'HEALTHCHECK', 'the log line "listening on"']) {
      expect(run.main.log).toContain(`✓ ${met} after`);
    }
    expect(await containersOf(run)).toEqual([]);
    expect(await digestsOf(registry, 'acme/berth')).toEqual({ '1': run.main.outputs.digest });
  });

  test.each(
    firstRows(1, [
      [
        'http status, environment',
        'http: {path: /cgi-bin/teapot, status: 418}\ntimeout: 30s\nenv:\n  PILOT: "007"\nlog: as 007',
        ['✓ /cgi-bin/teapot on port 8080', '✓ the log line "as 007"'],
      ],
      [
        'exit code',
        'command: [/bin/sh, -c, "echo done; exit 3"]\nexit-code: 3\nlog: done',
        ['✓ exit code 3', '✓ the log line "done"'],
      ],
    ]),
  )('%s', async (_, given, said) => {
    const run = await publish(given);
    expectGreen(run);
    for (const line of said) expect(run.main.log).toContain(line);
    expect(await containersOf(run)).toEqual([]);
  });
});
