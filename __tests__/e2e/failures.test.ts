import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { catalog } from '../../scripts/registries/client.ts';
import { firstRows } from '../full.ts';
import { dockerfile } from './support/images.ts';
import { type Inputs, type Lab, leaksOf, openLab, registriesInput } from './support/lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab?.close());

const FAILS = dockerfile(
  'COPY hello /hello',
  'RUN i=1; while [ $i -le 30 ]; do echo "mooring $i"; i=$((i+1)); done; \\',
  '    echo "the rope parted"; exit 42',
);

type Case = Readonly<{
  file: string;
  text: string;
  inputs?: Inputs;
  /** The annotation's line, and what its message contains and does not contain. */
  line: number | undefined;
  says: readonly string[];
  not?: readonly string[];
}>;

const CASES: Readonly<Record<string, Case>> = {
  'a RUN that fails, Dockerfile in a folder': {
    file: 'services/api/Dockerfile',
    text: FAILS,
    inputs: { file: 'services/api/Dockerfile' },
    line: 3,
    says: ['exit code: 42', 'mooring 30\n', 'the rope parted', 'mooring 27'],
    not: ['mooring 26\n', 'failed to solve'],
  },
  'a word that is not an instruction': {
    file: 'Dockerfile',
    text: 'FROM busybox\nCOPY hello /hello\n\nRUM echo ahoy\n',
    line: 4,
    says: ['unknown instruction: RUM', 'Fix the Dockerfile at the line shown'],
  },
  'a file that cannot be copied, Dockerfile named by its full path': {
    file: 'ships/Dockerfile.tug',
    text: 'FROM busybox\nCOPY no-such-file /hello\n',
    inputs: { file: '$WORKSPACE/ships/Dockerfile.tug' },
    line: 2,
    says: ['"/no-such-file": not found'],
  },
  'a missing Dockerfile': {
    file: 'elsewhere/Dockerfile',
    text: FAILS,
    inputs: { file: 'nowhere/Dockerfile' },
    line: undefined,
    says: ['nowhere', 'Check the inputs `file` and `context`'],
  },
  'a RUN that fails, context in a folder': {
    file: 'services/web/Dockerfile',
    text: `# Lines are counted from the first.\n\n${FAILS}`,
    inputs: { context: './services/web/' },
    line: 5,
    says: ['exit code: 42', 'the rope parted'],
  },
};

test.each(firstRows(2, Object.entries(CASES)))('%s', async (_, { file, text, inputs, line, says, not }) => {
  const workspace = await lab.workspace({ [file]: text, hello: 'ahoy\n', 'services/web/hello': 'ahoy\n' });
  const filled = Object.entries(inputs ?? {}).map(([key, value]) => [
    key,
    value.replace('$WORKSPACE', workspace.folder),
  ]);
  const run = await lab.publish(workspace, {
    images: 'acme/failures',
    registries: registriesInput(lab.registries),
    tags: 'type=raw,value=latest',
    ...Object.fromEntries(filled),
  });

  expect(run.conclusion).toBe('failure');
  const errors = run.main.annotations.filter(({ level }) => level === 'error');
  expect(errors).toHaveLength(1);
  const { message, ...place } = errors[0]!;
  expect(place).toEqual({ level: 'error', title: 'Slipway BUILD_FAILED', ...(line !== undefined && { file, line }) });
  expect(says.filter(words => !message.includes(words))).toEqual([]);
  expect((not ?? []).filter(words => message.includes(words))).toEqual([]);
  // The last lines of the log are the error; what led to it stands above, in no group.
  const tail = run.main.raw.trimEnd().slice(run.main.raw.lastIndexOf('::endgroup::'));
  expect(tail.split('\n').at(-1)).toMatch(/^::error title=Slipway BUILD_FAILED/);
  if (text.includes(FAILS) && line !== undefined) expect(tail).toMatch(/^mooring 12$/m);
  expect(run.main.outputs).toMatchObject({ pushed: 'false', digest: '', refs: '[]' });
  expect(run.main.outputs.reason).toContain('the build failed');
  for (const registry of lab.registries) expect(await catalog(registry)).toEqual([]);
  const secrets = lab.registries.map(registry => registry.password);
  expect(leaksOf(run, secrets)).toEqual([]);
  expect([run.main.forged, run.post.exitCode, run.leftProcesses]).toEqual([[], 0, []]);
});
