import { refuse } from '../terms/problems.ts';

/** A function or keyword of Go templates at the start of an action. Handlebars writes its conditions with a `#`. */
const goCall = /\{\{-?\s*(if|else|end|range|with|printf|println|print|slice|index|len|eq|ne|and|or|not)\b([^{}]*)\}\}/g;
/** The same after a pipe: `{{ .CommitID | printf "%.7s" }}`. */
const piped = /\{\{[^{}|]*\|\s*(\w+)\b[^{}]*\}\}/;

const branches =
  'Write one line for each case with `enable=`: `type=raw,value=latest,enable={{is_default_branch}}`; {{#if tag}}…{{else}}…{{/if}} asks whether there is a git tag';
const shorter = 'Write {{short_sha 7}} for the first 7 characters of the commit';

const instead: Readonly<Record<string, string>> = {
  if: branches,
  else: branches,
  end: branches,
  eq: branches,
  ne: branches,
  and: branches,
  or: branches,
  not: branches,
  slice: shorter,
  printf: `${shorter}, and fields one after the other: {{ .Branch }}-{{ .BuildID }}`,
};

/**
 * Refuses what Codeship's templates can do and these cannot, with the spelling that does it here.
 *
 * @throws ActionError for functions, conditions and loops of Go templates
 */
export function refuseGoActions(template: string): void {
  for (const [text, word = '', rest = ''] of template.matchAll(goCall)) {
    // Alone, these are Handlebars' own `{{else}}`, or names that mean nothing there.
    const isAlone = !/[^\s-]/.test(rest);
    if (isAlone && (word !== 'end' || template.includes('{{#'))) continue;
    if (word === 'else' && template.includes('{{#')) continue;
    refuseFunction(text, word);
  }
  const [text = '', word = ''] = piped.exec(template) ?? [];
  if (text !== '' && word in instead) refuseFunction(text, word);
}

function refuseFunction(text: string, word: string): never {
  return refuse(
    `has ${text}, and \`${word}\` of Go templates is not supported`,
    instead[word] ??
      'Use plain fields, such as {{ .Branch }}, and the helpers {{lower …}}, {{slug …}} and {{regex_replace …}}',
  );
}
