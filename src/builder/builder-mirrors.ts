import type { Trusts } from '../credentials/trust.ts';
import type { CertPorts } from '../engine/engine-certs.ts';
import { mirrorInEngine } from '../engine/engine-mirrors.ts';
import { ActionError, messageOf } from '../host/errors.ts';
import type { Log } from '../host/ports.ts';
import { takesConfig } from '../inputs/build/builder-spec.ts';
import { type Mirrors, mirrorText } from '../oci/mirror.ts';
import type { Builder } from './builder.ts';

/**
 * Makes the builder look for base images in mirrors first. If it cannot be configured from here, base images come from
 * their own registry, and a notice explains the required configuration.
 *
 * @param engineIsHere the engine has this machine's /etc
 */
export async function mirrorsInBuilder(
  mirrors: Mirrors,
  { driver, name, created }: Builder,
  engineIsHere: boolean,
  ports: CertPorts & Readonly<{ trusts: Trusts; log: Log }>,
): Promise<void> {
  // A builder of our own got them when it was created.
  if (created && takesConfig(driver)) return;
  for (const [host, list] of mirrors) {
    const names = list.map(mirrorText).join(', ');
    if (driver !== 'docker' || !engineIsHere) {
      const whose =
        driver === 'docker'
          ? 'the Docker Engine, which is on another machine,'
          : `builder ${JSON.stringify(name ?? '')}`;
      const where =
        driver === 'docker'
          ? `/etc/docker/certs.d/${host}/hosts.toml there`
          : `[registry."${host}"] mirrors in its buildkitd.toml`;
      ports.log.notice(`\`mirrors\`: ${whose} cannot be configured from here. Configure ${names} as ${where}.`);
      continue;
    }
    try {
      const isOurs = await mirrorInEngine(host, list, ports);
      ports.log[isOurs ? 'info' : 'notice'](
        isOurs
          ? `Base images of ${host} come from ${names} first`
          : `\`mirrors\`: /etc/docker/certs.d/${host}/hosts.toml already configures mirrors, and is used as it is.`,
      );
    } catch (error) {
      if (!(error instanceof ActionError)) throw error;
      ports.log.notice(`Base images come from ${host} itself: ${messageOf(error)}`);
    }
  }
}
