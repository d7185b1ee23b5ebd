import { namesInArg } from '../templates/lines/build-args.ts';
import { namesIn } from '../templates/template.ts';
import type { Wanted } from '../terms/metadata-types.ts';
import { collector } from '../terms/problems.ts';
import type { MetadataInputs } from '../terms/types.ts';
import { parseFlavor } from './flavor.ts';
import { parseRules, type Rule } from './rules.ts';

/** Every name in the inputs' templates. Invalid inputs are ignored: `computeMetadata` reports them. */
export function templateNames(inputs: Wanted): ReadonlySet<string> {
  const { prefix, suffix } = parseFlavor(inputs.flavor, collector());
  const templates = [...rulesOf(inputs).flatMap(templatesOf), prefix, suffix];
  const lines = [...inputs.labels, ...inputs.annotations, ...(inputs.buildArgs ?? [])];
  return new Set([...templates.flatMap(text => [...namesIn(text)]), ...lines.flatMap(line => [...namesInArg(line)])]);
}

/** The rules that parse. */
export function rulesOf(inputs: MetadataInputs): Rule[] {
  return parseRules(inputs.tags, collector());
}

/** The templates within a rule. */
export function templatesOf(rule: Rule): string[] {
  const own = [('value' in rule && rule.value) || '', ('pattern' in rule && rule.pattern) || ''];
  return [rule.enable, rule.prefix ?? '', rule.suffix ?? '', ...own];
}
