import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, command } from '../../command.ts';
import { type Lab, registriesInput } from '../lab.ts';
import { alternate, clock, settle, UNTIL_TRACED } from '../measure.ts';
import { atMostLonger, atMostTimes, forTheRecord, type Result } from '../result.ts';
import type { Distance } from '../shaper.ts';

/** One step, many images, with one shared layer and one of their own. Nothing has changed since the last run. */
const COUNT = 40;

export async function manyImagesNearby(lab: Lab): Promise<readonly Result[]> {
  // Both keep all processors busy, and differ from run to run by more than from each other.
  const { costs, peak } = await measure(lab, undefined, lab.rounds(15));
  return [
    atMostLonger(`${COUNT} images in one step, cached, loopback`, costs, 'Slipway', 'bake --push', 300),
    forTheRecord('… resident memory of the action at its peak', `${Math.round(peak)} MB`),
  ];
}

export async function manyImagesFarAway(lab: Lab): Promise<readonly Result[]> {
  const { costs } = await measure(lab, { latency: 40 }, lab.rounds(5));
  return [
    atMostTimes(`${COUNT} images in one step, cached, 40 ms more per request`, costs, 'Slipway', 'bake --push', 0.5),
  ];
}

async function measure(lab: Lab, distance: Distance | undefined, rounds: number) {
  const account = await lab.registry(distance);
  const names = Array.from({ length: COUNT }, (_, at) => `t${at}`);
  const sizes = [lab.size(5), ...names.map(() => 10_000)];
  const sources = await lab.sources(sizes, ([shared = '', ...own]) => [
    ...['FROM scratch AS shared', shared],
    ...names.flatMap((name, at) => [`FROM shared AS ${name}`, own[at] ?? '']),
  ]);
  const config = lab.login([account]);
  const [context = '', path = ''] = sources.context.split('=');
  const inputs = {
    images: 'bench/slipway-{{target}}',
    registries: registriesInput([account]),
    tags: 'type=raw,value=1',
    flavor: 'latest=false',
    builds: names.map(name => `- {name: ${name}, target: ${name}}`).join('\n'),
  };
  const references = names.map(name => `${account.host}/bench/bare-${name}:1`);
  const bake = async () => {
    const file = join(lab.folder('bake'), 'bake.json');
    // Like Slipway's images, new each run because of the time in the configuration.
    const labels = { 'org.opencontainers.image.created': new Date().toISOString() };
    const target = Object.fromEntries(
      names.map((name, at) => [
        name,
        {
          target: name,
          contexts: { [context]: path },
          labels,
          tags: [references[at]],
          attest: ['type=provenance,mode=max'],
        },
      ]),
    );
    writeFileSync(file, JSON.stringify({ group: { default: { targets: names } }, target }));
    await settle(UNTIL_TRACED);
    const args = ['buildx', 'bake', '--push', '--progress', 'plain', '--allow', `fs.read=${path}`, '--file', file];
    return clock(() => command('docker', args, { cwd: sources.workspace.folder, env: { DOCKER_CONFIG: config } }));
  };
  let peak = 0;
  const ours = async () => {
    await settle(UNTIL_TRACED);
    const run = await lab.action(sources, inputs);
    peak = Math.max(peak, run.peak);
    return run.ms;
  };
  try {
    const contestants = [
      { name: 'Slipway', run: ours },
      { name: 'bake --push', run: bake },
    ];
    return { costs: await alternate(contestants, rounds), peak };
  } finally {
    await attempt('docker', ['image', 'rm', '--force', ...references]);
  }
}
