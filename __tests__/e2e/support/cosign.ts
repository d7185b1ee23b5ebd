import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attempt, type CommandResult, command } from '../../../scripts/command.ts';
import type { LocalRegistry } from '../../../scripts/registries/registry.ts';

/** The real cosign, logged in to these registries. */
export type Cosign = Readonly<{
  folder: string;
  /** Writes a file for it and returns its path. */
  file(name: string, text: string): string;
  run(...args: readonly string[]): Promise<CommandResult>;
  /** Creates `NAME.key` and `NAME.pub`. */
  newKey(name: string, password: string): Promise<Readonly<{ key: string; pub: string }>>;
  close(): void;
}>;

export function openCosign(registries: readonly Pick<LocalRegistry, 'host' | 'username' | 'password'>[]): Cosign {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-cosign-'));
  const auths = registries.map(({ host, username, password }) => [
    host,
    { auth: Buffer.from(`${username}:${password}`).toString('base64') },
  ]);
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: Object.fromEntries(auths) }));
  const env = { DOCKER_CONFIG: folder, HOME: folder, COSIGN_PASSWORD: '', TUF_ROOT: join(folder, 'tuf') };
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  return {
    folder,
    file,
    run: (...args) => attempt('cosign', args, { env }),
    async newKey(name, password) {
      const args = ['generate-key-pair', '--output-key-prefix', join(folder, name)];
      await command('cosign', args, { env: { ...env, COSIGN_PASSWORD: password } });
      return { key: join(folder, `${name}.key`), pub: join(folder, `${name}.pub`) };
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
