import { rmSync } from 'node:fs';
import { push } from '../harness/events.ts';
import { type DryRun, dryRun, makeCheckout, shownPlan } from './dry-run.ts';
import type { Replayed } from './replay.ts';

/** The log excerpts on the pages, each produced by the code that prints it. */
const LOGS: Readonly<Record<string, (replayed: Replayed) => Promise<readonly string[]>>> = {
  plan: async replayed => {
    const replays = await replayed('release');
    const tagged = replays.find(({ occasion }) => occasion.title.includes('v1.4.2'));
    return shownPlan(tagged!.run!);
  },
  'bad-inputs': async () => {
    const given = {
      images: 'ghcr.io/acme/api',
      registries: '- registry: docker.io\n  username: acme\n  pasword: x',
      push: 'yes',
      tags: 'type=semver,patern={{version}}',
    };
    return shownErrors(await inCheckout(given));
  },
};

/** The excerpt of this name, as a block. @throws Error when there is none */
export async function logExcerpt(name: string, replayed: Replayed): Promise<string> {
  const make = LOGS[name];
  if (make === undefined) throw new Error(`There is no log excerpt "${name}": add it to scripts/docs/logs.ts`);
  return ['```text', ...(await make(replayed)), '```'].join('\n');
}

async function inCheckout(given: Readonly<Record<string, string>>): Promise<DryRun> {
  const { folder, sha } = makeCheckout();
  try {
    return await dryRun(given, push({ repository: 'acme/api', sha }), folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Error annotations as in GitHub's log. */
function shownErrors({ log }: DryRun): readonly string[] {
  const errors = log.flatMap(line => /^::error.*?::(.*)$/.exec(line)?.[1] ?? []);
  return errors.flatMap(text => `Error: ${text.replaceAll('%0A', '\n').replaceAll('%25', '%')}`.split('\n'));
}
