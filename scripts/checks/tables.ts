import { between, markdownTable } from '../docs/between.ts';
import type { Room } from './rooms.ts';

/** CONTRIBUTING.md with its map regenerated between `<!-- rooms -->` and `<!-- /rooms -->`. */
export function withRooms(contributing: string, rooms: readonly Room[]): string {
  const rows = rooms.map(({ name, what, imports }) => [
    name === '' ? '`main.ts`, `post-main.ts`, `verify-main.ts`' : `\`${name}/\``,
    what,
    // The last room but one imports all others: listing every name would say less.
    imports.length === rooms.length - 2 ? 'every room above' : imports.join(' '),
  ]);
  return between(contributing, 'rooms', markdownTable([['Room', 'What is in it', 'May import'], ...rows]));
}
