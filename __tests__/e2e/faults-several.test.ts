import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as events from '../../scripts/harness/events.ts';
import { manifest } from '../../scripts/registries/client.ts';
import { expectGreen } from './support/checks.ts';
import { type FaultProxy, openFaultProxy } from './support/fault-proxy.ts';
import { FAULTS } from './support/faults.ts';
import { type Lab, openLab, type Run, registriesInput } from './support/lab.ts';

/** Two images, two registries, and a fault of one registry with one of the images: whole runs of the action. */
let lab: Lab;
let proxies: readonly FaultProxy[];
beforeAll(async () => {
  lab = await openLab();
  proxies = await Promise.all(
    lab.registries.map(({ host }, at) => openFaultProxy({ name: 'ab'[at]!, host, names: new Map() })),
  );
});
afterAll(async () => {
  await Promise.all(proxies.map(proxy => proxy.close()));
  await lab.close();
});

const IMAGES = ['api', 'worker'];
/** The proxies know repositories of this form. */
const repositoryOf = (group: number, image: string) => `c/${group}${IMAGES.indexOf(image)}`;
const TAGS = ['1.4.1', '1.4.2', '1.4', 'latest'];

async function publish(group: number, version: string): Promise<Run> {
  const hosts = lab.registries.map((registry, at) => ({ ...registry, host: proxies[at]!.host }));
  const stages = IMAGES.map(name => `FROM shared AS ${name}\nLABEL version="${group} ${name} ${version}"`);
  const shared = `FROM scratch AS shared\nCOPY shared.txt /`;
  const workspace = await lab.workspace({ Dockerfile: [shared, ...stages].join('\n'), 'shared.txt': version });
  const inputs = {
    registries: registriesInput(hosts),
    tags: 'type=semver,pattern={{version}}\ntype=semver,pattern={{major}}.{{minor}}',
    builds: IMAGES.map(name => `- {name: ${name}, target: ${name}, images: ${repositoryOf(group, name)}}`).join('\n'),
    'build-contexts': '',
    retries: '1',
  };
  return lab.publish(workspace, inputs, { event: events.push({ tag: `v${version}`, sha: workspace.sha }) });
}

/** `a/api 1.4` → what that tag points to, according to the registries themselves. */
async function truth(group: number): Promise<Record<string, string | undefined>> {
  const names = lab.registries.flatMap((registry, at) =>
    IMAGES.flatMap(image =>
      TAGS.map(async tag => {
        const held = await manifest(registry, repositoryOf(group, image), tag);
        return [`${'ab'[at]}/${image} ${tag}`, held?.digest] as const;
      }),
    ),
  );
  return Object.fromEntries(await Promise.all(names));
}

/** Publishes 1.4.2 over 1.4.1, while one registry refuses one kind of request, only for the worker. */
async function publishOver(group: number, refused: RegExp) {
  expectGreen(await publish(group, '1.4.1'));
  const before = await truth(group);
  let struck = 0;
  const fault = FAULTS.find(({ name }) => name === '403')!;
  const decide = (key: string) => {
    if (!refused.test(key)) return undefined;
    struck += 1;
    return fault;
  };
  const unwatch = proxies.map(proxy => proxy.watch(repositoryOf(group, 'worker'), { seen: [], decide }));
  const run = await publish(group, '1.4.2');
  for (const stop of unwatch) stop();
  expect(struck).toBeGreaterThan(0);
  return { run, before, after: await truth(group) };
}

test('a registry refuses the bytes of one image: no tag of any image has moved, in any registry', async () => {
  const { run, before, after } = await publishOver(1, /^b PUT blobs/);
  expect({ conclusion: run.conclusion, pushed: run.main.outputs.pushed }).toEqual({
    conclusion: 'failure',
    pushed: 'false',
  });
  expect(after).toEqual(before);
});

test('a registry refuses a tag of one image: tags of every image are restored, and the real state is reported', async () => {
  const { run, before, after } = await publishOver(2, /^b PUT manifests\/latest/);
  const { pushed, 'images-result': result } = run.main.outputs;
  expect({ conclusion: run.conclusion, pushed }).toEqual({ conclusion: 'failure', pushed: 'partial' });
  const images = JSON.parse(result!) as Record<string, { digest: string; refs: string[] }>;
  for (const [name, digest] of Object.entries(before)) {
    const [place = '', tag = ''] = name.split(' ');
    const { digest: built } = images[place.slice(2)]!;
    // The version is new, and a new tag is never deleted.
    expect([name, after[name]]).toEqual([name, tag === '1.4.2' ? built : digest]);
  }
  expect(Object.values(images).map(({ refs }) => refs)).toEqual([[], []]);
});
