import { createRegistry } from '../../src/registry/client.ts';
import { createLog } from '../../src/runner/log.ts';
import { createDistributor } from '../../src/staging/distribute.ts';
import { createFleet, throwIfRequiredFailed } from '../../src/staging/fleet.ts';
import { stageLayout } from '../../src/staging/layout.ts';

/**
 * `upload-layout.ts FOLDER HOST PATH TAG`: the action's layout path and a tag, without the rest of the action. Prints
 * its milliseconds since its modules were loaded: the action's uploads don't include the start of Node either.
 */
const started = performance.now();
const [folder = '', host = '', path = '', tag = ''] = process.argv.slice(2);
const { SLIPWAY_USERNAME: username = '', SLIPWAY_PASSWORD: password = '' } = process.env;

const registry = createRegistry(host, { credential: async () => ({ kind: 'basic', username, password }) });
const repository = registry.repository(path);
const destination = {
  registry: host,
  path,
  name: `${host}/${path}`,
  tags: [],
  optional: false,
  decision: { push: true, reason: 'benchmark' },
};
const log = createLog({ write: text => process.stderr.write(text), debugEnabled: false });
const fleet = createFleet([{ destination, repository }], log);
const { root } = await stageLayout(folder, createDistributor(fleet));
throwIfRequiredFailed([fleet], 'uploading');
await repository.putManifest(root, tag);
registry.close();
process.stdout.write(`${performance.now() - started}\n`);
