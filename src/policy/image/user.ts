import { quote } from '../../host/text/quote.ts';

/** The largest user id that container runtimes accept. */
const LARGEST = 2 ** 31 - 1;

/**
 * Why an image's user may be root; undefined for a non-root number. A name is resolved by `/etc/passwd` when the
 * container starts, which a layer, a mount or the image's own program can change: as in Kubernetes' `runAsNonRoot`,
 * only a number is reliable. Runtimes parse numbers like Go's `Atoi`, so `+0` and `00` are 0.
 */
export function rootProblem(user: string): string | undefined {
  const [id = ''] = user.split(':');
  if (id.trim() === '') return 'it has no USER, so it runs as root';
  if (/^[+-]?0+$/.test(id.trim()) || id.trim() === 'root') return `it runs as root (${quote(user)})`;
  if (!/^[0-9]{1,10}$/.test(id) || Number(id) > LARGEST) {
    return `its user ${quote(user)} is a name, which \`/etc/passwd\` could give to root`;
  }
  return undefined;
}
