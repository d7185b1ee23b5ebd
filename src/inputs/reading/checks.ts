import { quote } from '../../host/text/quote.ts';
import { fields } from '../../plan/terms/list.ts';
import type { InputName } from './defaults.ts';
import type { Source } from './source.ts';

/** The form of a list input's items. `secret` items are identified by their number, never quoted. */
type Check = Readonly<{ fits: (item: string) => boolean; form: string; secret?: true; more?: string }>;

/** A template may stand for the whole; its result is checked when it is rendered. */
const PAIR: Check = {
  fits: item => item.includes('{{') || /^[^=\s]+=/.test(item),
  form: '`key=value`',
  more: '; a value of several lines goes in double quotes together with its key, from `"key=first line` to `last line"`',
};

const like = (form: RegExp) => (item: string) => form.test(item);

const PLATFORMS: Check = {
  fits: like(/^[\w.+()-]+(?:\/[\w.+()-]+){0,2}$/),
  form: '`linux/amd64` or `linux/arm/v7`',
};

// What buildx would refuse (`util/buildflags`, `build/utils.go`), before anything runs.
const CHECKS: Readonly<Partial<Record<InputName, Check>>> = {
  annotations: PAIR,
  labels: PAIR,
  'add-hosts': { fits: like(/^[^\s:=]+[:=]\S+$/), form: '`host:ip`' },
  allow: { fits: like(/^(?:\*|[a-z]+(?:\.[a-z]+)?(?:=.+)?)$/), form: '`network.host` or `security.insecure`' },
  attests: { fits: item => checkAttributes(item, 'type'), form: '`type=sbom,generator=image`' },
  'build-args': { fits: like(/^[^=\s]+(?:=|$)/), form: '`KEY=value`', secret: true },
  'build-contexts': { fits: like(/^[^=\s]+=./s), form: '`name=path`' },
  'cache-from': { fits: isCache, form: '`type=gha` or `type=registry,ref=acme/api:cache`', secret: true },
  'cache-to': { fits: isCache, form: '`type=gha,mode=max` or `type=registry,ref=acme/api:cache`', secret: true },
  'driver-opts': {
    fits: like(/^"?[^=\s,"]+=/),
    form: '`image=moby/buildkit:v0.29.0`',
    secret: true,
  },
  'no-cache-filters': { fits: like(/^\S+$/), form: 'the name of a stage' },
  'node-platforms': PLATFORMS,
  platforms: PLATFORMS,
  qemu: PLATFORMS,
  secrets: {
    fits: like(/^\s*[^=\s]+=/),
    form: '`id=value`, in quotes ("id=…") when the value spans lines',
    secret: true,
  },
  'secret-envs': { fits: like(/^[^=\s]+=[^=\s]+$/), form: '`id=NAME`', secret: true },
  'secret-files': { fits: like(/^[^=\s]+=./s), form: '`id=path`', secret: true },
  ssh: { fits: like(/^[^=\s]+(?:=.+)?$/s), form: '`default` or `id=path`' },
  ulimit: { fits: like(/^[a-z]+=-?\d+(?::-?\d+)?$/), form: '`nofile=1024:1024`' },
};

/** Reports the items that buildx would refuse; returns the list. */
export function checkItems(source: Source, name: InputName, items: readonly string[]): readonly string[] {
  const check = CHECKS[name];
  if (check === undefined) return items;
  const lines = source.raw(name).split('\n');
  let line = 0;
  for (const [index, item] of items.entries()) {
    if (check.fits(item)) continue;
    const found = lineOf(lines, item, line);
    line = found ?? line;
    const where = found === undefined ? `item ${index + 1}` : `line ${found + 1}`;
    source.invalid(
      name,
      check.secret ? where : `${quote(item)} (${where})`,
      `${check.form}, one per line${check.more ?? ''}`,
    );
  }
  return items;
}

/** The line, from 0, on which an item begins; `from` is the line of an earlier bad item. Undefined if unknown. */
function lineOf(lines: readonly string[], item: string, from: number): number | undefined {
  const [first = ''] = item.split('\n', 1);
  const starts = (line: string): boolean => line.trim() === first.trim() || line.trim() === `"${first}`;
  const exact = lines.findIndex((line, at) => at >= from && starts(line));
  const start = first.split('"', 1)[0] ?? '';
  const found = exact >= 0 ? exact : lines.findIndex((line, at) => at >= from && start !== '' && line.includes(start));
  return found < 0 ? undefined : found;
}

/** Whether a text is CSV of `key=value` (or a bare boolean, as in buildx), and has this key, if one is given. */
export function checkAttributes(text: string, required?: string): boolean {
  const columns = columnsOf(text);
  const keys = columns.map(column => column.split('=', 1)[0]?.trim() ?? '');
  const fit = columns.every((column, index) =>
    column.includes('=') ? keys[index] !== '' : /^(?:true|false)$/i.test(column),
  );
  return fit && columns.length > 0 && (required === undefined || keys.includes(required));
}

/** A bare reference, or attributes with a type. */
function isCache(item: string): boolean {
  return /^[^\s=,"]+$/.test(item) || checkAttributes(item, 'type');
}

function columnsOf(text: string): string[] {
  try {
    return fields(text);
  } catch {
    return [];
  }
}
