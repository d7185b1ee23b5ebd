/** The commands of a script, one per line: continued lines are joined, comments removed. */
export function commandsOf(script: string): readonly string[] {
  return script
    .replaceAll(/\r/g, '')
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#') && !/^set -[a-z]+( -?o pipefail)?$/.test(line));
}

/**
 * The words of a shell command as written, quotes included: `$(…)`, `${{ … }}` and quoted texts are not split.
 *
 * @returns undefined when a quote or bracket is never closed
 */
export function wordsOf(command: string): readonly string[] | undefined {
  const words: string[] = [];
  let at = 0;
  while (at < command.length) {
    if (/\s/.test(command[at]!)) {
      at++;
      continue;
    }
    const end = endOfWord(command, at);
    if (end === undefined) return undefined;
    words.push(command.slice(at, end));
    at = end;
  }
  return words;
}

function endOfWord(text: string, from: number): number | undefined {
  let at: number | undefined = from;
  while (at !== undefined && at < text.length && !/\s/.test(text[at]!)) at = endOfPiece(text, at);
  return at;
}

function endOfPiece(text: string, at: number): number | undefined {
  if (text.startsWith('${{', at)) return after(text.indexOf('}}', at), 2);
  if (text.startsWith('$(', at)) return endOfBrackets(text, at + 2);
  if (text[at] === "'") return after(text.indexOf("'", at + 1), 1);
  if (text[at] === '"') return endOfQuotes(text, at + 1);
  return at + 1;
}

function endOfBrackets(text: string, from: number): number | undefined {
  let at: number | undefined = from;
  while (at !== undefined && at < text.length && text[at] !== ')') at = endOfPiece(text, at);
  return at !== undefined && text[at] === ')' ? at + 1 : undefined;
}

function endOfQuotes(text: string, from: number): number | undefined {
  let at: number | undefined = from;
  while (at !== undefined && at < text.length && text[at] !== '"') {
    if (text[at] === '\\') at += 2;
    else at = text[at] === "'" ? at + 1 : endOfPiece(text, at);
  }
  return at !== undefined && text[at] === '"' ? at + 1 : undefined;
}

function after(index: number, length: number): number | undefined {
  return index < 0 ? undefined : index + length;
}

/** A word without its quotes; expressions keep theirs. */
export function unquoted(word: string): string {
  return word
    .split(/(\$\{\{.*?\}\})/s)
    .map((piece, at) => (at % 2 === 1 ? piece : piece.replaceAll(/["']/g, '')))
    .join('');
}
