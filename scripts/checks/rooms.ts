/** A room of the house: a folder of `src/`, what it is for, and the rooms that it may import. */
export type Room = Readonly<{ name: string; what: string; imports: readonly string[] }>;

export const room = (name: string, what: string, imports = ''): Room => ({
  name,
  what,
  imports: imports === '' ? [] : imports.split(' '),
});

/** From the ground up: a room imports only rooms that stand before it. `''` is what lies in `src/` itself. */
export const ROOMS: readonly Room[] = [];
