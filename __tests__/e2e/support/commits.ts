import { command } from '../../../scripts/command.ts';

/** Adds a commit to a workspace, and returns its hash. */
export async function commitTo(folder: string): Promise<string> {
  const who = ['-c', 'user.name=Mona', '-c', 'user.email=mona@example.com'];
  await command('git', [...who, 'commit', '--quiet', '--allow-empty', '--message=later'], { cwd: folder });
  return command('git', ['rev-parse', 'HEAD'], { cwd: folder });
}
