import { expect, test } from '@jest/globals';
import { ActionError } from '../../src/host/errors.ts';
import { createRegistry } from '../../src/registry/client.ts';
import { createFleet } from '../../src/staging/fleet.ts';
import type { Target } from '../../src/staging/target.ts';
import { recordingLog } from '../fakes/log.ts';

test.each([
  [false, new Error('refused'), ['✗ r.example/a: refused']],
  [true, new Error('refused'), ['warning: r.example/a: refused (this registry is optional; publishing continues)']],
  [false, new ActionError('CANCELLED', 'cancelled'), []],
  [true, new ActionError('CANCELLED', 'cancelled'), []],
])('a target (optional: %s) that fails with %s has failed, and the log has %j', (optional, error, lines) => {
  const log = recordingLog();
  const decision = { push: true, reason: '' };
  const destination = { registry: 'r.example', path: 'a', name: 'r.example/a', tags: [], optional, decision };
  const target: Target = { destination, repository: createRegistry('r.example').repository('a') };
  const fleet = createFleet([target], log);
  const [own] = fleet.targets;
  fleet.fail(own!, error);
  expect([fleet.alive(), fleet.errorOf(own!), log.lines]).toEqual([[], error, lines]);
});
