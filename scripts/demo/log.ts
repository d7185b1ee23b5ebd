import { bold, cyan, dim, red, say, yellow } from '../say.ts';
import { visible } from '../workflow/visible.ts';

const PAINT: Readonly<Record<string, (text: string) => string>> = {
  group: text => bold(`▾ ${text}`),
  error: text => red(`Error: ${text}`),
  warning: text => yellow(`Warning: ${text}`),
  notice: text => cyan(`Notice: ${text}`),
};

/** Prints a job's log like GitHub's page: groups indented, annotations colored. */
export function logPrinter(print: (text: string) => void = say): (line: string) => void {
  let depth = 0;
  return line => {
    if (/^\s*::(endgroup|stop-commands|[\w-]{20,})::/.test(line)) {
      if (line.includes('::endgroup::')) depth = 0;
      return;
    }
    const command = /^##\[(group|error|warning|notice)\](.*)$/s.exec(line);
    const indent = dim('  │ ') + '  '.repeat(depth);
    // Names in a workflow or a bake file may be anybody's.
    const text = visible(command?.[2] ?? line);
    if (command) print(indent + PAINT[command[1]!]!(text));
    else if (!line.startsWith('::debug::')) print(indent + (depth > 0 ? dim(text) : text));
    if (command?.[1] === 'group') depth = 1;
  };
}
