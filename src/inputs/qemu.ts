import type { QemuWish } from '../buildx/qemu.ts';
import { checkItems } from './checks.ts';
import { items, parseBoolean, type Source } from './source.ts';

/** `true` or `all`, `false`, platforms or architectures; '' for what the build needs. */
export function readQemu(source: Source): QemuWish {
  const text = source.text('qemu');
  if (text === '') return 'needed';
  const boolean = text === 'all' ? true : parseBoolean(text);
  if (boolean !== undefined) return boolean ? 'all' : 'none';
  const platforms = checkItems(source, 'qemu', items(source, 'qemu', { commas: true }));
  return platforms.length === 0 ? 'needed' : platforms;
}
