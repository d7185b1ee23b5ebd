const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 };

/**
 * `10gb`, `500mb`, `1gib` in bytes; `kb`, `mb` and so on are decimal, `kib` and so on binary. Undefined: not a size.
 */
export function sizeOf(text: string): number | undefined {
  const [, amount = '', unit = '', binary] = /^(\d{1,6}(?:\.\d{1,3})?)\s*([kmgt]?)(i?)b?$/i.exec(text) ?? [];
  const power = 'kmgt'.indexOf(unit.toLowerCase()) + 1;
  const factor = binary ? 1024 ** power : (UNITS[unit.toLowerCase()] ?? 0);
  const bytes = Math.round(Number(amount) * factor);
  return amount !== '' && bytes > 0 ? bytes : undefined;
}
