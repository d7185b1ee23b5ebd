/**
 * The words of a text, split and unquoted like a shell's but without expansions, as buildx does with the flags of a
 * BuildKit daemon (github.com/google/shlex). An open quotation mark ends with the text.
 */
export function shellWords(text: string): readonly string[] {
  const words = text.matchAll(/(?:"(?:\\.|[^"\\])*(?:"|$)|'[^']*(?:'|$)|\\.|[^\s"'\\]|\\$)+/gs);
  return [...words].map(([word]) =>
    word.replaceAll(/"((?:\\.|[^"\\])*)(?:"|$)|'([^']*)(?:'|$)|\\(.|$)/gs, (_, double, single, escaped) =>
      double === undefined ? (single ?? escaped) : double.replaceAll(/\\(.)/gs, '$1'),
    ),
  );
}
