import { randomBytes } from 'node:crypto';
import { command } from '../command.ts';

/**
 * An htpasswd line with bcrypt, the only kind that docker-registry accepts. perl is on every Debian; htpasswd is not.
 */
export async function htpasswdLine(username: string, password: string): Promise<string> {
  // The program reads the password from stdin, to keep it out of the argument list.
  const salt = `$2b$04$${randomBytes(24).toString('base64').replaceAll('+', '.').slice(0, 21)}u`;
  const hash = await command('perl', ['-e', 'print crypt(join("", <STDIN>), $ARGV[0])', salt], { input: password });
  if (!hash.startsWith('$2b$')) throw new Error('perl cannot make bcrypt hashes here (its crypt() lacks them)');
  return `${username}:${hash}\n`;
}
