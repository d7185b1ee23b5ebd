import { quote } from '../../host/text/quote.ts';

/** The largest number that container runtimes take for a user. */
const LARGEST = 2 ** 31 - 1;

/**
 * Why an image's user may be root; undefined for a number that is not root's. What a name stands for is decided by
 * `/etc/passwd` when the container starts, which a layer, a mount or the image's own program can write: as for
 * Kubernetes' `runAsNonRoot`, only a number can be relied on. Runtimes read numbers as Go's `Atoi` does, so that `+0`
 * and `00` are 0.
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
