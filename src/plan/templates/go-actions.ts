import { refuse } from '../terms/problems.ts';

/** A function or keyword of Go templates at the start of an action. In Handlebars, conditions start with `#`. */
const goCall = /\{\{-?\s*(if|else|end|range|with|printf|println|print|slice|index|len|eq|ne|and|or|not)\b([^{}]*)\}\}/g;
/** The same after a pipe: `{{ .CommitID | printf "%.7s" }}`. */
const piped = /\{\{[^{}|]*\|\s*(\w+)\b[^{}]*\}\}/;
/** A variable, `$` alone being the root: `{{ $b := .Branch }}`, `{{ $.Branch }}`. */
const variable = /\{\{-?\s*\$(\w*)(?:\.(\w+))?[^{}]*\}\}/;
const comment = /\{\{-?\s*\/\*[^{}]*\}\}/;
const definition = /\{\{-?\s*(define|template|block)\s+"[^{}]*\}\}/;

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

/** Functions of Go templates and Sprig, and the equivalent helper here. */
const helpers: Readonly<Record<string, (field: string, given: readonly string[]) => string>> = {
  lower: field => `{{lower ${field}}}`,
  toLower: field => `{{lower ${field}}}`,
  replace: (field, [from = '/', to = '-']) => `{{regex_replace ${field} '${from}' '${to}'}}`,
  trunc: (field, [length = '7']) => (field === '.CommitID' ? `{{short_sha ${length}}}` : ''),
  substr: (field, [, length = '7']) => (field === '.CommitID' ? `{{short_sha ${length}}}` : ''),
  trimPrefix: (field, [prefix = 'v']) => `{{regex_replace ${field} '^${prefix}' ''}}`,
  trimSuffix: (field, [suffix = '']) => `{{regex_replace ${field} '${suffix}$' ''}}`,
  date: () => "{{date 'YYYYMMDD'}}",
  slugify: field => `{{slug ${field}}}`,
  kebabcase: field => `{{slug ${field}}}`,
};

/** The same before a field: `{{ replace "/" "-" .Branch }}`. Two of them are helpers here too. */
const OWN = ['lower', 'date'];
const words = Object.keys(helpers).filter(word => !OWN.includes(word));
const called = new RegExp(`\\{\\{-?\\s*(${words.join('|')})\\b([^{}]*)\\}\\}`, 'g');
const fieldIn = /\.([A-Z]\w*)/;

/**
 * What to write instead of what follows a field: a method call, or a pipeline, whose first function decides.
 *
 * @param rest What follows the field's name, such as ` | lower` or `.Format "2006-01-02"`
 */
export function spellingFor(name: string, rest: string): string {
  const [, word = '', given = ''] = /^\s*\|\s*(\w+)([^|]*)/.exec(rest) ?? [];
  const texts = [...given.matchAll(/"([^"]*)"|'([^']*)'|(\d+)/g)].map(found => found[1] ?? found[2] ?? found[3] ?? '');
  const spelling = Object.hasOwn(helpers, word) ? helpers[word]?.(`.${name}`, texts) : '';
  if (spelling) return `Write ${spelling}`;
  if (word in instead) return instead[word] ?? '';
  const plain = `Use the plain field {{ .${name} }}`;
  return word === ''
    ? `${plain}, or {{date 'YYYYMMDD'}} for a formatted time`
    : `${plain}, or a helper: {{lower .${name}}}, {{slug .${name}}}, {{regex_replace .${name} '/' '-'}}`;
}

/**
 * Refuses features of Codeship's templates that don't exist here, with the equivalent syntax.
 *
 * @throws ActionError for functions, conditions, loops, variables and comments of Go templates
 */
export function refuseGoActions(template: string): void {
  for (const [text, word = '', rest = ''] of template.matchAll(goCall)) {
    // Alone, these are Handlebars' own `{{else}}`, or meaningless names.
    const isAlone = !/[^\s-]/.test(rest);
    if (isAlone && (word !== 'end' || template.includes('{{#'))) continue;
    if (word === 'else' && template.includes('{{#')) continue;
    refuseFunction(text, word);
  }
  const [text = '', word = ''] = piped.exec(template) ?? [];
  if (text !== '' && word in instead) refuseFunction(text, word);
  refuseOthers(template);
}

function refuseOthers(template: string): void {
  const [used = '', name = '', field = ''] = variable.exec(template) ?? [];
  if (used !== '') {
    const plain = field === '' ? 'the field itself wherever the variable stands: {{ .Branch }}' : `{{ .${field} }}`;
    refuse(`has ${used}, and variables of Go templates ($${name}) are not supported`, `Write ${plain}`);
  }
  for (const [call, func = '', given = ''] of template.matchAll(called)) {
    // A separate search: a pattern with two open ends takes quadratic time on a text that never closes.
    const [, of = ''] = fieldIn.exec(given) ?? [];
    if (of === '') continue;
    refuse(`has ${call}, and \`${func}\` is a function of Go templates`, spellingFor(of, ` | ${func}${given}`));
  }
  const [note = ''] = comment.exec(template) ?? [];
  if (note !== '') refuse(`has ${note}, a comment of Go templates`, 'Leave it out: a line of YAML takes # comments');
  const [defined = '', word = ''] = definition.exec(template) ?? [];
  if (defined !== '')
    refuse(`has ${defined}, and \`${word}\` of Go templates is not supported`, 'Write its content here');
}

function refuseFunction(text: string, word: string): never {
  return refuse(
    `has ${text}, and \`${word}\` of Go templates is not supported`,
    instead[word] ??
      'Use plain fields, such as {{ .Branch }}, and the helpers {{lower …}}, {{slug …}} and {{regex_replace …}}',
  );
}
