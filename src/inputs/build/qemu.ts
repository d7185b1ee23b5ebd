import { checkItems } from '../reading/checks.ts';
import { items, parseBoolean, type Source } from '../reading/source.ts';

/** The input `qemu`: for what the build needs, for everything, for nothing, or for these platforms. */
export type QemuWish = 'needed' | 'all' | 'none' | readonly string[];

/** `true` or `all`, `false`, platforms or architectures; '' for what the build needs. */
export function readQemu(source: Source): QemuWish {
  const text = source.text('qemu');
  if (text === '') return 'needed';
  const boolean = text === 'all' ? true : parseBoolean(text);
  if (boolean !== undefined) return boolean ? 'all' : 'none';
  const platforms = checkItems(source, 'qemu', items(source, 'qemu', { commas: true }));
  return platforms.length === 0 ? 'needed' : platforms;
}
