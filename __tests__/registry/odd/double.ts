import type { FakeOptions, FakeRegistry } from '../../fakes/registry.ts';
import type { Odd } from './table.ts';

/** The double of one entry: its options, and the other server once the registry is there. */
export function double({ answers, registry }: Odd) {
  const late: { fault?: FakeOptions['fault'] } = {};
  const options: FakeOptions = { auth: 'basic', fault: (seen, n) => late.fault?.(seen, n), ...registry };
  const open = async (fake: FakeRegistry, odd: Odd): Promise<FakeRegistry> => {
    const door = await fake.door(odd.elsewhere);
    late.fault = answers?.(door.host, fake);
    return door;
  };
  return { options, open };
}
