import { quote } from '../../host/text/quote.ts';
import { parseReference } from '../../oci/reference.ts';
import { checkItems } from '../reading/checks.ts';
import { items, line, parseBoolean, type Source } from '../reading/source.ts';

/** The input `qemu`: for what the build needs, for everything, for nothing, or for these platforms. */
export type QemuInput = 'needed' | 'all' | 'none' | readonly string[];

/** The inputs `qemu` and `qemu-image`. */
export function readQemu(source: Source): Readonly<{ qemu: QemuInput; qemuImage: string }> {
  const qemu = readQemuSetting(source);
  const qemuImage = line(source, 'qemu-image');
  if (qemuImage !== '' && !isReference(qemuImage)) {
    source.invalid('qemu-image', quote(qemuImage), 'an image, as in `tonistiigi/binfmt@sha256:…`');
  } else if (qemuImage !== '' && qemu === 'none') {
    source.report('qemu-image', 'is set, but `qemu: false` registers nothing', 'Remove one of them.');
  }
  return { qemu, qemuImage };
}

/** `true` or `all`, `false`, platforms or architectures; '' for what the build needs. */
function readQemuSetting(source: Source): QemuInput {
  const text = source.text('qemu');
  if (text === '') return 'needed';
  const boolean = text === 'all' ? true : parseBoolean(text);
  if (boolean !== undefined) return boolean ? 'all' : 'none';
  const platforms = checkItems(source, 'qemu', items(source, 'qemu', { commas: true }));
  return platforms.length === 0 ? 'needed' : platforms;
}

function isReference(text: string): boolean {
  try {
    parseReference(text);
    return true;
  } catch {
    return false;
  }
}
