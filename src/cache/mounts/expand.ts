/** Values of variables. Undefined is one that is declared and has none; one that is missing may have any (a base image sets some). */
export type Variables = ReadonlyMap<string, string | undefined>;

const REFERENCE =
  /\\(?<escaped>.)|\$(?:(?<plain>[A-Za-z_]\w*)|\{(?<braced>[A-Za-z_]\w*)(?:(?<test>:?[-+])(?<word>[^{}]*))?\}|(?<other>\{|[\d@*#?]))/g;

/**
 * A Dockerfile's word with its variables replaced: `$name`, `${name}`, `${name:-word}`, `${name:+word}` and both without
 * the colon. Undefined when a value cannot be known or the form is another one.
 *
 * @see https://docs.docker.com/reference/dockerfile/#environment-replacement
 */
export function expand(text: string, variables: Variables): string | undefined {
  let known = true;
  const result = text.replace(REFERENCE, (...found) => {
    const { escaped, plain, braced, test, word = '', other } = found.at(-1) as Record<string, string | undefined>;
    if (escaped !== undefined) return escaped;
    const name = plain ?? braced;
    if (other !== undefined || name === undefined || !variables.has(name)) {
      known = false;
      return '';
    }
    const value = variables.get(name);
    if (test === undefined) return value ?? '';
    const isSet = value !== undefined && (value !== '' || !test.startsWith(':'));
    const chosen = test.endsWith('-') ? (isSet ? value : word) : isSet ? word : '';
    const inner = chosen === word ? expand(word, variables) : chosen;
    known &&= inner !== undefined;
    return inner ?? '';
  });
  return known ? result : undefined;
}
