import { describe, expect, jest, test } from '@jest/globals';
import { parsePairs } from '../../scripts/harness/command-files.ts';
import { commandLine } from '../../src/runner/core.ts';
import { fileEntry } from '../../src/runner/core-entry.ts';

describe('a command', () => {
  test('characters that end a line, a property or the command are escaped', () => {
    const line = commandLine('notice', { title: '50%\r\na:b,c', line: 3 }, '50%\r\na:b,c::d');
    expect(line).toBe('::notice title=50%25%0D%0Aa%3Ab%2Cc,line=3::50%25%0D%0Aa:b,c::d\n');
  });

  test.each([{}, { title: undefined }, { title: '', file: undefined }])('no gap where %j says nothing', properties => {
    expect(commandLine('endgroup', properties, '')).toBe('::endgroup::\n');
  });

  test('nothing is written to stdout meanwhile, and stdout is restored', () => {
    const { write } = process.stdout;
    const said = jest.fn(() => true);
    process.stdout.write = said;
    try {
      expect(commandLine('debug', {}, 'x')).toBe('::debug::x\n');
      expect(said).not.toHaveBeenCalled();
      expect(process.stdout.write).toBe(said);
    } finally {
      process.stdout.write = write;
    }
  });
});

test('an entry in a command file: no value ends early, and each has a different delimiter', () => {
  const values = ['plain', '', 'a\nb\n', 'x<<EOF\ny\nEOF\nforged=1'];
  const entries = values.map((value, at) => fileEntry(`name-${at}`, value));
  expect(parsePairs(entries.join(''))).toEqual(Object.fromEntries(values.map((value, at) => [`name-${at}`, value])));
  expect(new Set(entries.map(entry => entry.split('\n')[0]?.split('<<')[1])).size).toBe(values.length);
});
