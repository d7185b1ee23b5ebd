import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ruleScope } from '../../src/plan/rules/rule-scope.ts';
import { goFieldNames } from '../../src/plan/templates/go-fields.ts';
import { planNames } from '../../src/plan/templates/plan-names.ts';
import { contextOf } from '../plan/metadata/support.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/templates.md'), 'utf8');

test("the table of Codeship's fields has all of them, and no other", () => {
  const rows = [...page.matchAll(/^\| `\.(\w+)` \|/gm)].map(([, name]) => name);
  expect(rows.sort()).toEqual([...goFieldNames].sort());
});

test('every name that a template may use is on the page', () => {
  const { names } = ruleScope(
    contextOf('push-branch'),
    {},
    { name: '', isPublished: false },
    { warn: () => {}, note: () => {} },
  );
  const planned = planNames({ version: '', tags: [], created: new Date(0), revision: '' });
  const metas = Object.keys(planned.meta as object).map(key => `meta.${key}`);
  const all = [...Object.keys({ ...names, ...planned }).filter(name => !/^\.|^meta$/.test(name)), ...metas];
  expect(all.filter(name => !new RegExp(`\\{\\{${name.replace('.', '\\.')}\\b`).test(page))).toEqual([]);
});
