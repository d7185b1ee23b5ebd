import { stringify } from 'yaml';
import { readContext } from '../../src/event/context.ts';
import { readInputs } from '../../src/inputs/inputs.ts';
import { repoFactsFromEvent } from '../../src/plan/metadata/facts.ts';
import { makePlan } from '../../src/plan/plan.ts';
import { loadHandlebars } from '../../src/plan/templates/template.ts';
import { push } from '../harness/events.ts';

/** Prints the milliseconds of one large plan, with inputs already read. */
const each = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const event = push({ tag: 'v1.4.2' });
const rules = each(200, at =>
  at % 4 === 0
    ? `type=semver,pattern={{version}},suffix=-${at}`
    : at % 4 === 1
      ? `type=raw,value={{sha}}-${at},enable=true`
      : at % 4 === 2
        ? `type=match,pattern=v(\\d+)\\.,group=1,suffix=-${at}`
        : `type=sha,prefix=s${at}-`,
);
const registries = each(5, at => ({ registry: `registry${at}.example`, username: 'mona', password: 'correct-horse' }));
const env = {
  INPUT_IMAGES: each(50, at => `acme/app-${at}`).join('\n'),
  INPUT_TAGS: rules.join('\n'),
  INPUT_REGISTRIES: stringify(registries),
  GITHUB_EVENT_NAME: event.name,
  GITHUB_EVENT_PATH: 'event.json',
  GITHUB_REF: event.ref,
  GITHUB_SHA: event.sha,
  GITHUB_REPOSITORY: event.repository,
};
const inputs = readInputs(env);
const context = readContext({ env, now: new Date(0), readFile: () => JSON.stringify(event.payload) });
await loadHandlebars();
const started = performance.now();
const plan = makePlan(inputs, context, repoFactsFromEvent(context), {});
const ms = performance.now() - started;
const writes = plan.images[0]!.destinations.reduce((sum, { tags }) => sum + tags.length, 0);
if (writes !== 50 * 5 * 201) throw new Error(`the plan has ${writes} tags to write`);
process.stdout.write(`${ms}\n`);
