import type { Account } from '../../registries/client.ts';
import { type Lab, registriesInput } from '../lab.ts';
import { alternate } from '../measure.ts';
import { atMostTimes, type Result } from '../result.ts';

/** Several slow registries must take hardly longer than one: each blob is sent to all of them in parallel. */
export async function fourRegistries(lab: Lab): Promise<readonly Result[]> {
  const sources = await lab.sources(Array<number>(6).fill(lab.size(20)));
  const publish = async (count: number, run: (accounts: readonly Account[]) => Promise<number>): Promise<number> => {
    const open = () => lab.registry({ rate: 20_000_000 });
    const accounts = await Promise.all(Array.from({ length: count }, open));
    const ms = await run(accounts);
    await Promise.all(accounts.map(account => account.stop()));
    return ms;
  };
  const slipway = async (accounts: readonly Account[]): Promise<number> => {
    const registries = registriesInput(accounts);
    const inputs = { images: 'bench/slipway', registries, tags: 'type=raw,value=1', flavor: 'latest=false' };
    return (await lab.action(sources, inputs)).ms;
  };
  const bare = (accounts: readonly Account[]): Promise<number> => {
    const references = accounts.map(({ host }) => `${host}/bench/bare:1`);
    return lab.bare(sources, references, lab.login(accounts));
  };
  const costs = await alternate(
    [
      { name: 'Slipway, 4', run: () => publish(4, slipway) },
      { name: 'Slipway, 1', run: () => publish(1, slipway) },
      { name: 'buildx --push, 4', run: () => publish(4, bare) },
    ],
    lab.rounds(3),
  );
  const what = '120 MB of new layers, 4 registries of 20 MB/s each';
  return [
    atMostTimes(what, costs, 'Slipway, 4', 'Slipway, 1', 1.25),
    { ...atMostTimes(what, costs, 'Slipway, 4', 'buildx --push, 4', 1), target: '', met: undefined },
  ];
}
