import { parse } from 'yaml';
import { REPOSITORY } from '../../../src/host/project.ts';
import { LEFT_OUT, OTHER_DEFAULTS, OUTPUTS_LEFT_OUT, VERIFY_LEFT_OUT } from './left-out.ts';

/** The maximum number of build jobs, each with an output: GitHub has no list of them. docs/organizations.md names it. */
export const LEGS = 32;

type Described = Readonly<Record<string, Readonly<{ description: string }>>>;
type Action = Readonly<{ inputs: Described; outputs: Described }>;

/** The results of a build job. With several images, a job may build only one: its digest counts for its name only. */
const DIGESTS = 'steps.build.outputs.images-result || steps.build.outputs.digest';

/** Outputs that the plan knows, even if nothing is published. */
const PLANNED = ['version', 'tags', 'tag-names', 'labels', 'annotations', 'json', 'time'];

/** publish.yml with its inputs and outputs regenerated from action.yml. */
export function withPublish(workflow: string, actionYml: string): string {
  const action = parse(actionYml) as Action;
  const inputs = kept(action.inputs, LEFT_OUT);
  const outputs = kept(action.outputs, OUTPUTS_LEFT_OUT);
  const names = Object.keys(inputs).filter(name => name !== 'dry-run');
  // A caller's empty variable must not fail the last job, which needs to know the platforms.
  const expressionOf = (name: string) =>
    name === 'platforms' ? `inputs.platforms || '${OTHER_DEFAULTS.platforms}'` : `inputs.${name}`;
  const given = names.map(name => `${name}: \${{ ${expressionOf(name)} }}`);
  const legs = Array.from({ length: LEGS }, (_, leg) => leg);
  const parts: Readonly<Record<string, readonly string[]>> = {
    // The workflow declares `dry-run` itself, as a boolean: jobs depend on it.
    inputs: declared(pick(inputs, names), OTHER_DEFAULTS),
    outputs: Object.entries(outputs).flatMap(([name, { description }]) => [
      `${name}:`,
      `  description: ${quoted(description)}`,
      `  value: \${{ ${publishedOr(name)} }}`,
    ]),
    'outputs of plan': PLANNED.map(name => `${name}: \${{ steps.plan.outputs.${name} }}`),
    'outputs of build': legs.map(leg => `part-${leg}: \${{ strategy.job-index == ${leg} && (${DIGESTS}) || '' }}`),
    'outputs of publish': Object.keys(outputs).map(name => `${name}: \${{ steps.publish.outputs.${name} }}`),
    'inputs of plan': given,
    'inputs of build': given.filter(line => !line.startsWith('cache: ')),
    'inputs of publish': given,
  };
  return withParts(workflow, parts);
}

/** verify.yml with its inputs and outputs regenerated from the verify action's. */
export function withVerify(workflow: string, actionYml: string): string {
  const action = parse(actionYml) as Action;
  const inputs = kept(action.inputs, VERIFY_LEFT_OUT);
  const names = Object.keys(action.outputs);
  return withParts(workflow, {
    inputs: declared(inputs, {
      require: 'signature, provenance',
      builder: `${REPOSITORY}/.github/workflows/publish.yml@*`,
    }),
    outputs: names.flatMap(name => [
      `${name}:`,
      `  description: ${quoted(action.outputs[name]!.description)}`,
      `  value: \${{ jobs.verify.outputs.${name} }}`,
    ]),
    'outputs of verify': names.map(name => `${name}: \${{ steps.verify.outputs.${name} }}`),
    'inputs of verify': Object.keys(inputs).map(name => `${name}: \${{ inputs.${name} }}`),
  });
}

function kept(all: Described, leftOut: Readonly<Record<string, string | undefined>>): Described {
  const unknown = Object.keys(leftOut).filter(name => !(name in all));
  if (unknown.length > 0) throw new Error(`The action no longer has ${unknown.join(', ')}: remove it from left-out.ts`);
  return Object.fromEntries(Object.entries(all).filter(([name]) => leftOut[name] === undefined));
}

/** Every input is text: an empty one means the action's default, as everywhere. */
function declared(inputs: Described, defaults: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(inputs).flatMap(([name, { description }]) => [
    `${name}:`,
    `  description: ${quoted(withOwnDefault(description, defaults[name]))}`,
    '  type: string',
    `  default: ${quoted(defaults[name] ?? '')}`,
  ]);
}

function pick(all: Described, names: readonly string[]): Described {
  return Object.fromEntries(names.map(name => [name, all[name]!]));
}

function withOwnDefault(description: string, value: string | undefined): string {
  return value === undefined ? description : `${description} Default here: \`${value}\`.`;
}

function publishedOr(name: string): string {
  const published = `jobs.publish.outputs.${name}`;
  if (PLANNED.includes(name)) return `${published} || jobs.plan.outputs.${name}`;
  if (name === 'pushed' || name === 'signed') return `${published} || 'false'`;
  if (name === 'reason') return `${published} || fromJSON(jobs.plan.outputs.decision || '{}').reason`;
  return published;
}

/** As YAML in double quotes. */
function quoted(text: string): string {
  return JSON.stringify(text.trim());
}

/** The workflow with the text between the lines `# <name>` and `# </name>` replaced, with the same indentation. */
function withParts(workflow: string, parts: Readonly<Record<string, readonly string[]>>): string {
  let text = workflow;
  for (const [name, lines] of Object.entries(parts)) {
    const found = new RegExp(`^( *)# <${name}>\\n(?:.*\\n)*?\\1# </${name}>$`, 'm').exec(text);
    if (found === null) throw new Error(`The workflow needs the lines "# <${name}>" and "# </${name}>"`);
    const [whole, indent = ''] = found;
    const body = lines.map(line => `${indent}${line}\n`).join('');
    text = text.replace(whole, () => `${indent}# <${name}>\n${body}${indent}# </${name}>`);
  }
  return text;
}
