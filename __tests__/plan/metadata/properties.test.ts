import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { InputError } from '../../../src/host/errors.ts';
import { tagName } from '../../../src/plan/tags/tag-name.ts';
import type { ComputedMetadata } from '../../../src/plan/terms/metadata-types.ts';
import { compute, events } from './support.ts';

const reference = /^[a-z0-9./-]+:[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;

const template = fc.oneof(
  fc.constantFrom('v1.2.3', '2.0.0-rc.1', '{{branch}}', '{{tag}}', '{{sha}}', '{{is_default_branch}}', '{{base_ref}}'),
  fc.constantFrom(
    "{{date 'YYYY MMM'}}",
    '{{slug head_ref}}',
    '{{ .Branch }}',
    '{{ .CommitMessage }}',
    '{{#if tag}}t{{/if}}',
  ),
  fc.string({ maxLength: 140 }).map(text => text.replaceAll(/[,"\n\r]/g, '')),
);
const attributes = {
  pattern: fc.constantFrom('{{version}}', '{{major}}.{{minor}}', '{{raw}}', 'v{{major}}', 'v(.*)', '(.)'),
  event: fc.constantFrom('branch', 'tag', 'pr'),
  value: template,
  match: fc.constantFrom('(.*)', 'api/v(.*)'),
  group: fc.constantFrom('0', '1', '2'),
  prefix: template,
  suffix: template,
  priority: fc.nat(2000).map(String),
  format: fc.constantFrom('short', 'long'),
};
const rule = fc
  .tuple(
    fc.constantFrom('schedule', 'semver', 'pep440', 'match', 'edge', 'ref', 'raw', 'sha'),
    fc.record(attributes, { requiredKeys: ['pattern', 'event', 'value'] }),
  )
  .map(([type, rest]) => [`type=${type}`, ...Object.entries(rest).map(([key, value]) => `${key}=${value}`)].join(','));
const flavor = fc.constantFrom(
  'latest=true',
  'latest=false',
  'prefix=p-,onlatest=true',
  'suffix=-alpine',
  'suffix={{branch}}',
);
const ref = fc.oneof(
  fc.string({ minLength: 1 }).map(name => `refs/heads/${name}`),
  fc.string({ minLength: 1 }).map(name => `refs/tags/${name}`),
  fc.constantFrom('refs/tags/v1.2.3', 'refs/tags/api/v1.2.3', 'refs/tags/1.2rc1', 'refs/pull/7/merge', ''),
);
const run = fc.record({
  event: fc.constantFrom(...events),
  tags: fc.array(
    fc.oneof(
      rule,
      template.filter(text => text.trim() !== ''),
    ),
    { maxLength: 5 },
  ),
  flavor: fc.array(flavor, { maxLength: 2 }),
  ref,
});

function outcome({
  event,
  ref: given,
  ...inputs
}: typeof run extends fc.Arbitrary<infer R> ? R : never): ComputedMetadata | string {
  try {
    return compute(event, inputs, { context: { ref: given }, names: ['acme/api', 'ghcr.io/acme/api'] });
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

test('any event and rules: valid and unique references, the same for a second run; or an error that says what to fix', () => {
  let computed = 0;
  fc.assert(
    fc.property(run, given => {
      const first = outcome(given);
      expect(outcome(given)).toEqual(first);
      if (typeof first === 'string') return;
      computed += 1;
      for (const each of first.tags) expect(each).toMatch(reference);
      expect(new Set(first.tags).size).toBe(first.tags.length);
      expect(first.version).toBe(first.tagNames[0]?.name ?? '');
      expect(Object.keys(JSON.parse(first.json))).toEqual(['tags', 'tag-names', 'labels', 'annotations']);
    }),
    { numRuns: 400 },
  );
  // Otherwise the property would prove nothing.
  expect(computed).toBeGreaterThan(100);
});

test('sanitising is idempotent', () => {
  const options = fc.record({ strip: fc.boolean(), fixStart: fc.boolean() });
  fc.assert(
    fc.property(fc.string({ maxLength: 300, unit: 'binary' }), options, (value, how) => {
      const tag = tagName(value, how);
      if (tag.kind !== 'refused') expect(tagName(tag.name, how)).toEqual({ kind: 'as is', name: tag.name });
    }),
  );
});
