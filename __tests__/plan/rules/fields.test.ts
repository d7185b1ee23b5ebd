import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fieldsOf } from '../../../src/plan/rules/fields.ts';

test('fields without quotes are read the same next to a quoted one', () => {
  const line = fc.string({ unit: fc.constantFrom('a', 'B', '=', ',', ' ', '{', '\ufeff'), minLength: 1 });
  fc.assert(
    fc.property(line, text => {
      expect(fieldsOf(`${text},"q"`)).toEqual([...fieldsOf(text), { key: undefined, value: 'q' }]);
    }),
  );
});

test('an empty line has no fields', () => {
  expect(fieldsOf('')).toEqual([]);
});
