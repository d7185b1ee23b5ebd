import fc from 'fast-check';

/** Fragments that something could interpret: runner, shell, Markdown, YAML, CSV, templates, terminals. */
const PIECES = [
  ...['::', '::set-output name=a::b', '::add-mask::x', '##[error]', '::stop-commands::x', '::endgroup::', '\u200b::'],
  ...['$(id)', '`id`', '${IFS}', ';', '|', '&', '<b>', "'", '"', '""', '\\', '\\n', '%0A', '%3A', '--push', '-', '/..'],
  ...['| a |', '```', '[a](b)', '<img src=x>', '@mona', '# a', '*', '~~~', ':::', 'end', 'click'],
  ...['- ', ': ', '[', ']', '{', '}', '#', '!', '*a', '&a', '>', '|-', ',', '=', 'type=raw', 'value=', 'enable='],
  ...['{{', '}}', '{{branch}}', "{{date 'YYYY'}}", '{{#if tag}}', '{{> x}}', '{{env.PATH}}', '{{raw', 'v1.2.3'],
  ...['\n', '\r', '\r\n', '\t', ' ', '\x1b[2J', '\x1b]0;x\x07', '\x07', '\x7f', '\u2028', '\u202e', '\ufeff', '\ud800'],
  ...['a', 'Z', '0', '.', '_', 'é', '漢', '🚢', 'acme/api', 'ghcr.io', 'refs/heads/', 'sha256:', 'true', 'null'],
];

/** Text made of such fragments; sometimes long, or of any characters. */
export const hostile: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map(parts => parts.join('')) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...PIECES), fc.integer({ min: 100, max: 1000 })).map(([a, n]) => a.repeat(n)),
  },
);

/** Like `hostile`, without NUL and lone surrogates: valid in environment variables. */
export const hostileEnv = hostile.map(text => text.toWellFormed().replaceAll('\0', ''));

/** Untrusted JSON that sometimes has keys that the reader knows. */
export function jsonWith(keys: readonly string[]): fc.Arbitrary<unknown> {
  const key = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...keys) }, { weight: 1, arbitrary: hostile });
  const { value } = fc.letrec<{ value: unknown }>(tie => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.oneof(hostile, fc.constantFrom<unknown>(null, true, 0, -1, 1e308, '', '1970-01-01T00:00:00Z', '__proto__')),
      fc.dictionary(key, tie('value'), { maxKeys: 8, noNullPrototype: true }),
      fc.array(tie('value'), { maxLength: 4 }),
    ),
  }));
  return value;
}

/** A property to fuzz. It throws on unexpected failures. */
export type FuzzTarget = Readonly<{ name: string; property: fc.IAsyncProperty<unknown[]> }>;

/** A property that also fails when one example takes too long: a hang, or catastrophic backtracking. */
export function target<T>(
  name: string,
  arbitrary: fc.Arbitrary<T>,
  check: (value: T) => void | Promise<void>,
  limit = 4000,
): FuzzTarget {
  const property = fc.asyncProperty(arbitrary, async value => {
    // Processor time: the clock also counts other processes.
    const start = process.cpuUsage();
    await check(value);
    const { user, system } = process.cpuUsage(start);
    const took = Math.round((user + system) / 1000);
    if (took > limit) throw new Error(`took ${took} ms of the processor, which is over ${limit}`);
  });
  return { name, property: property as unknown as FuzzTarget['property'] };
}

/** Fails unless `text` is a readable message: non-empty, not endless, without invisible characters. */
export function assertClear(text: string, secrets: readonly string[] = []): void {
  if (text.trim() === '') throw new Error('an empty message');
  if (text.length > 20_000) throw new Error(`a message of ${text.length} characters`);
  for (const secret of secrets) if (text.includes(secret)) throw new Error(`a secret in: ${text}`);
}
