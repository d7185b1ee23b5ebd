import type { Problem } from '../errors.ts';
import { fields } from './list.ts';
import type { Image } from './targets.ts';

/** Parses the lines of `images`: `name`, or `name=…,enable=…` (metadata-action's syntax). Upper case is lowered. */
export function parseImages(lines: readonly string[]): { images: Image[]; problems: Problem[] } {
  const images: Image[] = [];
  const problems: Problem[] = [];
  for (const line of lines) {
    const image = parseImage(line);
    if (typeof image === 'string') {
      const mend = 'Write `ghcr.io/acme/api`, or `name=ghcr.io/acme/api,enable=true`.';
      problems.push({ input: 'images', problem: `${image}: ${JSON.stringify(line.slice(0, 200))}`, mend });
    } else images.push(image);
  }
  return { images, problems };
}

/** The image, or what is wrong with the line. */
function parseImage(line: string): Image | string {
  let name = '';
  let enable = true;
  for (const column of columnsOf(line)) {
    const equals = column.indexOf('=');
    const [key, value] =
      equals < 0 ? ['name', column] : [column.slice(0, equals).trim().toLowerCase(), column.slice(equals + 1).trim()];
    if (key === 'name') {
      if (name !== '') return 'has two names in one line';
      name = value.toLowerCase();
    } else if (key === 'enable') {
      if (!/^(?:true|false)$/i.test(value)) return 'has an `enable` that is neither true nor false';
      enable = value.toLowerCase() === 'true';
    } else return `has the unknown attribute ${JSON.stringify(key)} in a line`;
  }
  return name === '' ? 'has a line without a name' : { name, enable };
}

function columnsOf(line: string): string[] {
  try {
    return fields(line);
  } catch {
    return [];
  }
}
