import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { command } from '../../scripts/command.ts';
import * as events from '../../scripts/harness/events.ts';
import { runJob } from '../../scripts/harness/job.ts';
import type { Workspace } from '../../scripts/harness/workspace.ts';
import { fullTest } from '../full.ts';
import { annotationsOf } from './support/checks.ts';
import { actionWithoutPost, armSniper } from './support/death-bench.ts';
import { runInside } from './support/inside.ts';
import { type Lab, openLab } from './support/lab.ts';
import { startTcpEngine } from './support/tcp-engine.ts';

/** Distinguishes our containers and images from those of concurrent tests. */
const NAME = `slipway-places-${randomBytes(6).toString('hex')}`;
const DOCKERFILE = `
FROM busybox
LABEL test=${NAME}
EXPOSE 8080
CMD ["/bin/sh", "-c", "mkdir /www; echo fine > /www/healthz; echo afloat; exec httpd -f -p 8080 -h /www"]
`;

let lab: Lab;
let workspace: Workspace;
beforeAll(async () => {
  lab = await openLab([]);
  workspace = await lab.workspace({ Dockerfile: DOCKERFILE });
});
afterAll(() => lab.close());

/** The label comes from the image. */
async function containers(): Promise<string[]> {
  const list = await command('docker', ['ps', '--all', '--filter', `label=test=${NAME}`, '--format', '{{.Names}}']);
  return list.split('\n').filter(Boolean);
}

function inputs(test: string) {
  return {
    images: `acme/${NAME}`,
    push: 'false',
    'build-contexts': `busybox=${lab.busybox}`,
    'container-test': test,
  };
}

fullTest('a container that a killed run left is removed by the next run', async () => {
  const root = join(workspace.folder, '..', 'machine');
  const temp = join(root, '_temp');
  let started = false;
  const job = (uses: string, given: string) =>
    runJob(
      {
        root,
        workspace: workspace.folder,
        event: events.push({ sha: workspace.sha }),
        onLine: line => {
          started ||= line.includes('✓ the log line "afloat"');
        },
      },
      [{ uses, with: inputs(given) }],
    );
  const sniper = armSniper(temp, 'SIGKILL', { after: 0, once: () => started });
  await job(actionWithoutPost(join(workspace.folder, '..', 'without-post')), 'log: afloat\nport: 9');
  sniper.disarm();
  expect(sniper.hit()).toBeDefined();
  expect(await containers()).toEqual([expect.stringMatching(/^slipway-test-[0-9a-f]{12}$/)]);

  await job(join(import.meta.dirname, '../..'), 'log: afloat');
  expect(await containers()).toEqual([]);
});

test('a cancelled job leaves none, and reports that it was cancelled', async () => {
  const step = { cancel: /✓ the log line "afloat"/ };
  const run = await lab.publish(workspace, inputs('log: afloat\nport: 9'), { step });
  expect(run.main.exitCode).not.toBe(0);
  expect(annotationsOf(run, 'error')).toEqual([expect.stringMatching(/cancelled/)]);
  expect(await containers()).toEqual([]);
});

test('an engine without a local socket is rejected, with a remedy', async () => {
  const engine = await startTcpEngine();
  const env = { DOCKER_HOST: engine.host };
  const run = await lab.publish(workspace, inputs('port: 8080'), { job: { env } }).finally(engine.stop);
  expect(annotationsOf(run, 'error')).toEqual([
    expect.stringMatching(/^container-test needs the Docker Engine at a local socket.*→ Point DOCKER_HOST at/s),
  ]);
  // Before any time is spent on a build.
  expect(run.main.log).not.toContain('exporting');
});

test('in a job container the test reaches its container over the job’s own network', async () => {
  const run = await runInside(workspace.folder, inputs('http: /healthz'), NAME);
  expect(run.output).toContain('✓ /healthz on port 8080');
  expect(run.code).toBe(0);
});
