import { describe, expect, test } from '@jest/globals';
import { createLog } from '../../src/runner/log.ts';

function recorded(debugEnabled = false) {
  let output = '';
  const log = createLog({ write: text => (output += text), debugEnabled });
  return { log, lines: () => output.split('\n').slice(0, -1), output: () => output };
}

describe('commands', () => {
  test('each kind, escaped', async () => {
    const { log, lines } = recorded(true);
    log.info('50% of\n::error::x');
    log.debug('d%\n2');
    log.notice('n');
    log.warning('w', { file: 'a,b:c', line: 3, endLine: 4, title: 'T,\nU' });
    log.error('e::x\r##[group]', { file: 'Dockerfile' });
    const body = async () => {
      log.info('in');
      return 7;
    };
    expect(await log.group('G\n::error::', body)).toBe(7);
    expect(lines()).toEqual([
      '50% of',
      ': :error::x',
      '::debug::d%25%0A2',
      '::notice::n',
      '::warning title=T%2C U,file=a%2Cb%3Ac,line=3,endLine=4::w',
      '::error file=Dockerfile::e::x%0A## [group]',
      '::group::G : :error::',
      'in',
      '::endgroup::',
    ]);
  });

  test('debug only when enabled', () => {
    const { log, output } = recorded();
    log.debug('x');
    expect(output()).toBe('');
  });

  test('ten annotations of each type, then plain lines', () => {
    const { log, lines } = recorded();
    for (let i = 1; i <= 12; i += 1) log.warning(`w${i}`, { file: 'f', line: i });
    log.error('still an annotation');
    expect(lines().filter(line => line.startsWith('::warning'))).toHaveLength(10);
    expect(lines().slice(10)).toEqual(['Warning: f:11: w11', 'Warning: f:12: w12', '::error::still an annotation']);
  });

  test('a group ends when its body throws; one within is a heading', async () => {
    const { log, lines } = recorded();
    const body = log.group('outer', () => log.group('inner', () => Promise.reject(new Error('no'))));
    await expect(body).rejects.toThrow('no');
    expect(lines()).toEqual(['::group::outer', 'inner', '::endgroup::']);
  });

  test('an opened group closes once', () => {
    const { log, lines } = recorded();
    const close = log.open('::notice::a');
    log.open('::notice::b')();
    close();
    close();
    log.info('c');
    expect(lines()).toEqual(['::group::: :notice::a', ': :notice::b', '::endgroup::', 'c']);
  });
});

describe('secrets', () => {
  const secret = 'pa$s "wörd"/<+>%\\x';
  const base64 = (text: string) => Buffer.from(text).toString('base64');

  test.each([
    ['plain', secret],
    ['JSON', JSON.stringify({ secret })],
    ['JSON by Go', '"pa$s \\"wörd\\"/\\u003c+\\u003e%\\\\x"'],
    ['URI', encodeURIComponent(secret)],
    ['form', new URLSearchParams({ secret }).toString()],
    ['URI in lower case', encodeURIComponent(secret).toLowerCase()],
    ['base64', base64(secret)],
    ['base64 of u:secret', base64(`u:${secret}`)],
    ['base64 of me:secret:', base64(`me:${secret}:`)],
    ['base64 of you:secret', base64(`you:${secret}`)],
    ['base64url', Buffer.from(`a:${secret}`).toString('base64url')],
  ])('%s is hidden', (_, text) => {
    const { log, output } = recorded(true);
    log.mask(secret);
    const masked = output();
    expect(masked).toBe(`::add-mask::pa$s "wörd"/<+>%25\\x\n`);
    log.info(`x ${text} y`);
    log.debug(text);
    log.error(text, { title: text, file: text });
    const rest = output().slice(masked.length);
    expect(rest).toContain('***');
    // Only characters that base64 mixes with neighboring text may be left.
    for (let i = 0; i + 8 <= text.length; i += 1) {
      const part = text.slice(i, i + 8);
      if (!/secret|:|=/.test(part)) expect(rest).not.toContain(part);
    }
    expect(rest).toMatch(/^x /);
    expect(rest).not.toContain('wörd');
  });

  test('each line of a multi-line secret, but not its brackets', () => {
    const { log, lines } = recorded();
    log.mask('{\n  "private_key": "abcdefgh",\n}\n');
    log.info('{ "private_key": "abcdefgh", }');
    expect(lines().at(-1)).toBe('{ *** }');
    expect(lines()).toContain('::add-mask::"private_key": "abcdefgh",');
    expect(lines()).not.toContain('::add-mask::{');
  });

  test('a longer secret leaves no rest when a shorter one is part of it', () => {
    const { log, lines } = recorded();
    log.mask('hunter');
    log.mask('hunter-2-long');
    log.info('hunter-2-long hunter');
    expect(lines().at(-1)).toBe('*** ***');
  });

  test('no mask spans lines, and the runner gets at most a thousand lines', () => {
    const { log, lines } = recorded();
    const secret = (name: string) => Array.from({ length: 700 }, (_, at) => `${name}-secret-${at}`).join('\n');
    log.mask(secret('first'));
    log.mask(secret('second'));
    log.mask(secret('first'));
    const masks = lines().filter(line => line.startsWith('::add-mask::'));
    expect(masks).toHaveLength(1000);
    expect(masks.filter(line => /%0A|%0D/.test(line))).toEqual([]);
    expect(lines().filter(line => line.startsWith('::warning::'))).toHaveLength(1);
    log.info('second-secret-699 first-secret-0');
    expect(lines().at(-1)).toBe('*** ***');
  });

  test('a log that cannot be written to does not throw', async () => {
    const log = createLog({
      write: () => {
        throw new Error('EPIPE');
      },
      debugEnabled: true,
    });
    log.mask('harbour-secret');
    for (const say of [log.info, log.debug, log.notice, log.warning, log.error]) say('x');
    await expect(log.group('g', async () => 7)).resolves.toBe(7);
  });

  test('a secret split by a terminal sequence is hidden too', () => {
    const { log, output } = recorded();
    log.mask('hunter2');
    log.info('hun\x1b[2Kter2');
    expect(output()).toMatch(/\*\*\*\n$/);
  });

  test('too short ones are reported once and not shown; empty ones are ignored', () => {
    const { log, lines } = recorded();
    for (const each of ['', ' ', 'abc', 'xyz']) log.mask(each);
    log.info('abc');
    expect(lines()).toEqual(['::warning::A secret shorter than 4 characters cannot be hidden in the log.', 'abc']);
  });
});
