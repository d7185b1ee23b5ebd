import type { Trust, Trusts } from '../credentials/trust.ts';
import { type CertPorts, trustInEngine } from '../engine/engine-certs.ts';
import { ActionError, messageOf } from '../host/errors.ts';
import type { Log } from '../host/ports.ts';
import { takesConfig } from '../inputs/build/builder-spec.ts';
import { isLoopback } from '../oci/reference.ts';
import type { Builder } from './builder.ts';

/**
 * Makes the builder trust the CAs in the inputs, for base images and caches; Slipway's own client does not need this.
 * The local engine can be configured; for other builders, and for plain HTTP, the log explains the required
 * configuration.
 */
export async function trustInBuilder(
  trusts: Trusts,
  { driver, name, created }: Builder,
  engineIsLocal: boolean,
  ports: CertPorts & Readonly<{ log: Log }>,
): Promise<void> {
  // A builder of our own got it when it was created.
  if (created && takesConfig(driver)) return;
  for (const [host, trust] of trusts) {
    const isTrusted =
      driver === 'docker' && engineIsLocal && trust.ca !== undefined && (await hasTrusted(host, trust.ca, ports));
    const rest: Trust = isTrusted ? withoutCa(trust) : trust;
    const remedy = remedyFor(host, rest, driver);
    const whose = name === undefined ? 'the builder' : `builder ${JSON.stringify(name)}`;
    if (remedy !== undefined) ports.log.info(`If base images or caches come from ${host}, ${whose} needs ${remedy}`);
  }
}

async function hasTrusted(host: string, ca: string, ports: CertPorts & Readonly<{ log: Log }>): Promise<boolean> {
  try {
    await trustInEngine(host, ca, ports);
    return true;
  } catch (error) {
    const hint = error instanceof ActionError && error.hint !== undefined ? `\n→ ${error.hint}` : '';
    ports.log.warning(`${messageOf(error)}${hint}`);
    return false;
  }
}

/** @see https://docs.docker.com/build/buildkit/toml-configuration/ and dockerd's `insecure-registries` */
function remedyFor(host: string, { ca, insecure }: Trust, driver: string): string | undefined {
  if (driver === 'docker') {
    // The engine accepts plain HTTP on loopback.
    if (insecure && !isLoopback(host)) return `"insecure-registries": ["${host}"] in the engine's daemon.json.`;
    return ca === undefined
      ? undefined
      : `its certificate as /etc/docker/certs.d/${host}/ca.crt where the engine runs.`;
  }
  if (insecure) return `[registry."${host}"] with http = true, or insecure = true for https, in its buildkitd.toml.`;
  return ca === undefined ? undefined : `[registry."${host}"] with ca = ["ca.pem"] in its buildkitd.toml.`;
}

function withoutCa({ insecure }: Trust): Trust {
  return insecure ? { insecure } : {};
}
