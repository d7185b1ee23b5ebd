import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Step } from '../harness/types.ts';
import type { Account } from '../registries/client.ts';

/** Not committed: `ACTION/action.yml` and `ACTION/dist` of docker's four actions, as released. */
const FOLDER = join(import.meta.dirname, '../../.slipway/chain');
const ACTIONS = ['login-action', 'setup-buildx-action', 'metadata-action', 'build-push-action'] as const;

/** The image built by docker's chain, and its destinations. */
export type ChainJob = Readonly<{
  accounts: readonly Account[];
  /** The repository's path in each registry. */
  path: string;
  tags: readonly string[];
  /** `name=path`. */
  buildContext: string;
}>;

/** The path of docker's action of this name, if available. */
export function dockersAction(name: (typeof ACTIONS)[number]): string {
  return join(FOLDER, name);
}

/** Which of docker's actions are missing, and where to put them; undefined if all are there. */
export function missingChain(): string | undefined {
  const missing = ACTIONS.filter(name => !existsSync(join(FOLDER, name, 'action.yml')));
  if (missing.length === 0) return undefined;
  return `needs docker’s own actions: put \`action.yml\` and \`dist/\` of a release of ${missing.join(', ')} (github.com/docker/NAME) into .slipway/chain/NAME`;
}

/**
 * The job that Slipway's step replaces: setup-buildx-action, login-action for each registry, metadata-action, and
 * build-push-action with the engine's own builder and metadata-action's outputs for these rules.
 */
export function chainSteps({ accounts, path, tags, buildContext }: ChainJob): readonly Step[] {
  const action = (name: (typeof ACTIONS)[number], inputs: Readonly<Record<string, string>>): Step => ({
    uses: dockersAction(name),
    with: inputs,
  });
  const images = accounts.map(({ host }) => `${host}/${path}`);
  return [
    action('setup-buildx-action', { driver: 'docker' }),
    ...accounts.map(({ host: registry, username, password }) =>
      action('login-action', { registry, username, password }),
    ),
    action('metadata-action', {
      images: images.join('\n'),
      tags: tags.map(tag => `type=raw,value=${tag}`).join('\n'),
      flavor: 'latest=false',
    }),
    action('build-push-action', {
      context: '.',
      push: 'true',
      provenance: 'mode=max',
      'build-contexts': buildContext,
      tags: images.flatMap(image => tags.map(tag => `${image}:${tag}`)).join('\n'),
      // Like Slipway's image, this one is new each time because of its creation time.
      labels: `org.opencontainers.image.created=${new Date().toISOString()}`,
    }),
  ];
}

/** The part of GitHub's API that metadata-action uses: the repository. */
export async function repositoryApi(): Promise<Readonly<{ url: string; stop(): void }>> {
  const server = createServer((_, res) => {
    const repository = { name: 'api', full_name: 'acme/api', default_branch: 'main', description: '', license: null };
    res.setHeader('Content-Type', 'application/json');
    res.end(JSON.stringify({ ...repository, html_url: 'https://github.com/acme/api', private: false }));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
