import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readContext } from '../../src/event/context.ts';
import type { Run } from '../../src/host/ports.ts';
import { readRun } from '../../src/inputs/run/read-run.ts';
import { shareOf } from '../../src/inputs/run/share.ts';
import { createRunFolder } from '../../src/journal/run-folder.ts';
import { namedGates } from '../../src/plan/named-gates.ts';
import { createReport } from '../../src/report/report.ts';
import { handOver, preparePart } from '../../src/run/parts.ts';
import { recordingLog } from '../fakes/log.ts';
import { imagePlan } from '../fakes/values.ts';
import { envOf } from '../inputs/env.ts';

let temp: string;
beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'parts-'));
});
afterEach(() => rmSync(temp, { recursive: true }));

const GATES = '- {name: smoke, run: ./smoke.sh}\n- {name: on-arm, run: ./arm.sh, platform: linux/arm64/v8}';
const SKIPPED = (part: string) => [
  `Skipped "container-test": it runs on linux/amd64, and this part is for ${part}`,
  `Skipped "on-arm": it runs on linux/arm64/v8, and this part is for ${part}`,
];

const ANNOTATIONS = ['index:a=1', 'manifest,index:b=2', 'manifest:c=3'];

/** A job that builds a part and hands it over. The process that uploads it is a fake. */
async function handedOver(part: string) {
  const log = recordingLog();
  const run: Run = async (_command, _args, { onStdout }) => {
    onStdout?.('RESULT null');
    return { code: 0, signal: null, stdout: '', stderr: '', timedOut: false };
  };
  const env = envOf({
    ...{ images: 'ghcr.io/acme/tides', tags: 'edge', platforms: 'linux/amd64,linux/arm64,linux/s390x', part },
    outputs: 'type=image,annotation-index.d=4,annotation.e=5',
    ...{ gates: GATES, 'container-test': 'port: 8080\nplatform: linux/amd64', test: './test.sh', scan: 'trivy' },
    ...{ ACTIONS_RUNTIME_TOKEN: 'token', ACTIONS_RESULTS_URL: 'http://results.invalid/' },
    GITHUB_SERVER_URL: 'https://github.com',
  });
  const machine = { env, run, log, now: () => 0, sleep: async () => {}, signal: new AbortController().signal };
  const { inputs: given } = readRun(env);
  const inputs = shareOf(given);
  const context = readContext({ env, now: new Date(0), readFile: () => '{}' });
  const plan = {
    images: [{ ...imagePlan({ annotations: ANNOTATIONS }), gates: namedGates(given) }],
    ...{ decision: { push: true, reason: '' }, buildArgs: { args: [], shown: [] } },
    ...{ warnings: [], notices: [], remarks: [] },
  };
  const job = { inputs, context, plan };
  const folder = await createRunFolder(temp);
  const running = await preparePart(
    { job, folder, report: createReport(context, machine), machine },
    Promise.resolve(job),
  );
  await handOver(running, [{ root: `sha256:${'a'.repeat(64)}`, tested: [], places: [] }]);
  const record = JSON.parse(readFileSync(join(folder.path, 'parts', '0', 'record.json'), 'utf8'));
  const ran = namedGates(inputs).map(({ name }) => name);
  const stated = record.stated.flatMap(([kind, key, value]: string[]) =>
    kind === 'annotation' ? `${key}=${value}` : [],
  );
  const built = {
    annotations: running.job.plan.images[0]!.metadata.annotations,
    attributes: running.job.inputs.build.outputs.attributes,
  };
  return { stated, built, ran, recorded: record.gates, skipped: log.lines.filter(line => line.startsWith('Skipped ')) };
}

test.each<[string, readonly string[], readonly string[]]>([
  ['linux/amd64', ['container-test', 'test', 'smoke', 'trivy'], SKIPPED('linux/amd64').slice(1)],
  ['linux/arm64', ['test', 'smoke', 'on-arm', 'trivy'], SKIPPED('linux/arm64').slice(0, 1)],
  ['linux/s390x', ['test', 'smoke', 'trivy'], SKIPPED('linux/s390x')],
  ['linux/amd64,linux/arm64', ['container-test', 'test', 'smoke', 'on-arm', 'trivy'], []],
])('a part for %s runs and records only the gates for its platforms', async (part, gates, skipped) => {
  expect(await handedOver(part)).toMatchObject({ ran: gates, recorded: gates, skipped });
});

test('a part is built without annotations of the index, which builders refuse where there is none, but records them', async () => {
  const { built, stated } = await handedOver('linux/amd64');
  expect(built.annotations).toEqual(['manifest:b=2', 'manifest:c=3']);
  expect(built.attributes).toMatchObject({ 'annotation.e': '5' });
  expect(Object.keys(built.attributes).filter(key => key.includes('index'))).toEqual([]);
  expect(stated).toEqual(ANNOTATIONS);
});
