import { DefaultArtifactClient } from '@actions/artifact';
import { messageOf } from '../host/errors.ts';
import { createLimit } from '../host/limit.ts';
import { firstLine } from '../host/text/first-line.ts';
import type { ArtifactRequest, ArtifactUpload } from './artifacts.ts';

/** Concurrent artifacts. */
const LANES = 8;

/**
 * Accesses the workflow run's artifact service with @actions/artifact, in a separate process: the library reads the
 * job's token from the environment, writes workflow commands, cannot be cancelled, and is large to load.
 *
 * The request is JSON in the first argument; the last stdout line that begins with `RESULT` is the outcome.
 */
try {
  const result = await answer(JSON.parse(process.argv[2] ?? '') as ArtifactRequest);
  process.stdout.write(`\nRESULT ${JSON.stringify(result)}\n`);
} catch (error) {
  process.stdout.write(`\nFAILED ${JSON.stringify(firstLine(messageOf(error)))}\n`);
  process.exitCode = 1;
}

async function answer(request: ArtifactRequest): Promise<unknown> {
  const client = new DefaultArtifactClient();
  switch (request.verb) {
    case 'upload': {
      const limit = createLimit(LANES);
      // Layers are compressed already.
      const options = { compressionLevel: 0, retentionDays: request.days };
      const send = ({ name, image, folder, files }: ArtifactUpload) =>
        client.uploadArtifact(name, [...files], folder, options).catch((error: unknown) => {
          throw new Error(image === '' ? messageOf(error) : `${image}: ${messageOf(error)}`);
        });
      await Promise.all(request.artifacts.map(artifact => limit(() => send(artifact))));
      return null;
    }
    case 'list': {
      const { artifacts } = await client.listArtifacts();
      return artifacts.map(({ id, name, size, createdAt }) => ({ id, name, size, created: createdAt?.getTime() ?? 0 }));
    }
    case 'download': {
      const limit = createLimit(LANES);
      // Not unpacked: the library would write whatever an archive contains, of any size.
      const fetch = (id: number, path: string) => client.downloadArtifact(id, { path, skipDecompress: true });
      await Promise.all(request.wanted.map(({ id, folder }) => limit(() => fetch(id, folder))));
      return null;
    }
  }
}
