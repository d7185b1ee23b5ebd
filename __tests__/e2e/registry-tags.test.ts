import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as events from '../../scripts/harness/events.ts';
import { digestsOf, expectGreen } from './support/checks.ts';
import { dockerfile } from './support/images.ts';
import { type Lab, openLab, registriesInput } from './support/lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await openLab([{}, {}, {}]);
});
afterAll(() => lab?.close());

test('each registry has its own tags, and all of them name one digest', async () => {
  const workspace = await lab.workspace({ Dockerfile: dockerfile('RUN ["/bin/sh", "-c", "echo ahoy > /hello"]') });
  const own = [
    {},
    { tags: 'type=semver,pattern=v{{version}}\ntype=semver,pattern=v{{major}}' },
    { tags: 'type=ref,event=branch' },
  ];
  const run = await lab.publish(
    workspace,
    {
      images: 'acme/own-tags',
      registries: registriesInput(lab.registries, own),
      tags: 'type=semver,pattern={{version}}',
    },
    { event: events.push({ tag: 'v1.4.2', sha: workspace.sha }) },
  );
  expectGreen(run);
  const { digest } = run.main.outputs;
  const [first, second, third] = lab.registries;
  expect(await digestsOf(first!, 'acme/own-tags')).toEqual({ '1.4.2': digest, latest: digest });
  expect(await digestsOf(second!, 'acme/own-tags')).toEqual({ 'v1.4.2': digest, v1: digest, latest: digest });
  expect(await digestsOf(third!, 'acme/own-tags')).toEqual({});
  expect(run.main.annotations.filter(({ level }) => level !== 'notice')).toEqual([]);
  expect(run.log).toContain('no rule of its `tags` in `registries` applies here');
});
