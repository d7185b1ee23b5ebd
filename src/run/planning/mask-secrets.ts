import { resolve } from 'node:path';
import { readIfThere } from '../../host/files/read-if-there.ts';
import type { Machine } from '../../host/machine.ts';
import { nodeKeys } from '../../host/variables/docker-actions.ts';
import { proxyPasswords } from '../../http/proxy.ts';
import type { Inputs } from '../../inputs/inputs.ts';
import { secretValues } from '../../plan/secrets.ts';
import type { BuildInputs } from '../../plan/terms/types.ts';

/** The runner already masks `secrets.*`; values from other sources (files, environment) are masked here. */
export function maskSecrets(inputs: Inputs, workspace: string, machine: Pick<Machine, 'env' | 'log'>): void {
  const { env, log } = machine;
  maskLogins(inputs, machine);
  for (const secret of [...signingSecrets(inputs), ...nodeKeys(env)]) if (secret !== '') log.mask(secret);
  maskBuildSecrets(inputs.build, workspace, machine);
}

/** The secrets of logins and proxies. */
export function maskLogins(
  inputs: Pick<Inputs, 'registries' | 'logins' | 'githubToken' | 'dockerConfigPassphrase'>,
  { env, log }: Pick<Machine, 'env' | 'log'>,
): void {
  const passwords = [...inputs.registries, ...inputs.logins].map(({ password, identity }) =>
    identity?.kind === 'aws' ? (identity.key?.secret ?? '') : password,
  );
  const given = [inputs.githubToken, inputs.dockerConfigPassphrase, ...passwords];
  for (const secret of [...given, ...proxyPasswords(env)]) if (secret !== '') log.mask(secret);
}

/** A path is no secret. */
function signingSecrets({ signing }: Inputs): readonly string[] {
  return [signing.signKeyPassword, signing.signKey.includes('-----BEGIN') ? signing.signKey : ''];
}

export function maskBuildSecrets(
  build: Pick<BuildInputs, 'secrets' | 'secretEnvs' | 'secretFiles'>,
  workspace: string,
  { env, log }: Pick<Machine, 'env' | 'log'>,
): void {
  const secrets = secretValues(build, env, path => readIfThere(resolve(workspace, path)));
  for (const secret of secrets) if (secret !== '') log.mask(secret);
}
