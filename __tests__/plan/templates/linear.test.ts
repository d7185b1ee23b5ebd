import { beforeAll, expect, test } from '@jest/globals';
import { fieldsOf } from '../../../src/plan/rules/fields.ts';
import { rewriteGoFields } from '../../../src/plan/templates/go-fields.ts';
import { renderMixed } from '../../../src/plan/templates/lines/mixed.ts';
import { loadHandlebars } from '../../../src/plan/templates/template.ts';
import { cpuSeconds } from '../../fakes/cpu.ts';

beforeAll(loadHandlebars);

const readers: Readonly<Record<string, (text: string) => unknown>> = {
  rewriteGoFields,
  renderMixed: text => renderMixed(text, {}),
  fieldsOf,
};

/** Texts that repeat the beginning of a pattern. A search that restarts at every position takes minutes for them. */
const texts: readonly (readonly [string, string])[] = [
  ['', '{{'],
  ['', '{{ if '],
  ['', '{{ replace '],
  ['{{ replace ', '.A '],
  ['{{ x ', '| '],
  ['{{ ', 'a(|'],
  ['{{ x ', '"'],
  ['', "{{'"],
  ['{{', ' '],
  ['', '{{ $a '],
  ['', '{{- .A '],
  ['', '{{ define "'],
];

test.each(Object.keys(readers).flatMap(name => texts.map(([start, more]) => [name, start, more] as const)))(
  '%s reads %j and no end of %j in no time',
  (name, start, more) => {
    const text = start + more.repeat(150_000);
    const seconds = cpuSeconds(() => {
      try {
        readers[name]?.(text);
      } catch {
        // Some of them are rejected.
      }
    });
    expect(seconds).toBeLessThan(5);
  },
);
