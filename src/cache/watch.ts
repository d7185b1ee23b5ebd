import { parseProgress, type Vertex, type VertexStatus } from '../build/progress/rawjson.ts';
import { isBuild } from '../builder/buildx/plugin.ts';
import type { Now, Run, RunOptions } from '../host/ports.ts';
import { firstLine } from '../host/text/first-line.ts';
import { says } from '../host/tool-messages.ts';

/** Observes how builds use their caches. */
export type CacheWatch = Readonly<{
  /** The `Run` to build with: it parses the output of `docker buildx build`, and ends a build whose cache hangs. */
  run: Run;
  /**
   * The `Run` for the build after that: it ends a build of which no step begins within the deadline, since its builder
   * is still waiting for the first one's request.
   */
  again: Run;
  /** A build was ended for that. */
  stuck(): boolean;
  /** Cache problems in words, as reported by BuildKit. */
  troubles(): readonly string[];
  /** Successfully imported caches, as named by BuildKit: `ghcr.io/acme/api:cache`. */
  imported(): readonly string[];
  /** The cause of an ended build: a layer of a cache hit, or the work on a cache. */
  stalled(): 'layer' | 'cache' | undefined;
}>;

/** BuildKit's names for its work on caches; the second is that of each kind of exporter. */
const CACHE_STEP =
  /^(?:importing cache manifest from |exporting (?:cache )?to (?:registry|client directory|GitHub Actions Cache|inline)|preparing build cache)/;
const IMPORTING = 'importing cache manifest from ';
/** With several images, each step begins with its target's name. */
const OF_TARGET = /^\[[\w.-]+\] (?=importing |exporting |preparing )/;

/** A base image's registry is not a cache. */
const BASE = /\] FROM /;

/** BuildKit reports nothing while it packs and sends one layer, which may have gigabytes. */
const WRITING = /^(?:exporting|preparing)/;
const TIMES_FOR_WRITING = 5;

type Open = { name: string; last: number; at?: number };

/**
 * @param deadline milliseconds without progress after which a step that reads a cache counts as hung; one that writes
 *   has five times as long
 */
export function watchCaches(run: Run, now: Now, deadline: number): CacheWatch {
  const troubles = new Set<string>();
  const imported = new Set<string>();
  let stalled: ReturnType<CacheWatch['stalled']>;
  let stuck = false;

  const patience = (name: string): number => (WRITING.test(name) ? TIMES_FOR_WRITING : 1) * deadline;

  const listen = async (command: string, args: readonly string[], options: RunOptions) => {
    const open = new Map<string, Open>();
    /** Cache hits, by their digests: layers loaded for them come from a cache. */
    const hits = new Map<string, string>();
    const hung = new AbortController();
    const timer = setInterval(
      () => {
        const late = [...open.values()].find(({ name, last }) => now() - last > patience(name));
        if (late === undefined || hung.signal.aborted) return;
        stalled = late.at === undefined ? 'cache' : 'layer';
        troubles.add(`"${late.name}" made no progress for ${Math.round(patience(late.name) / 1000)} s`);
        hung.abort();
      },
      Math.min(1_000, deadline),
    );
    const hear = (line: string): void => {
      if (!line.startsWith('{"vertexes"') && !line.startsWith('{"statuses"')) return;
      const { vertexes = [], statuses = [] } = parseProgress(line) ?? {};
      for (const reported of vertexes) {
        const vertex = { ...reported, name: reported.name.replace(OF_TARGET, '') };
        noteHit(vertex);
        if (!CACHE_STEP.test(vertex.name)) continue;
        if (vertex.name.startsWith(IMPORTING) && vertex.completed !== undefined && vertex.error === undefined) {
          imported.add(vertex.name.slice(IMPORTING.length));
        }
        if (vertex.completed !== undefined) open.delete(vertex.digest);
        else if (vertex.started !== undefined) open.set(vertex.digest, { name: vertex.name, last: now() });
        if (vertex.error !== undefined && !hung.signal.aborted && !isHarmless(vertex.name, vertex.error)) {
          troubles.add(`${vertex.name.replace(/:\d{6,}$/, '')}: ${firstLine(vertex.error)}`);
        }
      }
      for (const status of statuses) {
        const step = open.get(status.vertex);
        if (step !== undefined) step.last = now();
        followLayer(status);
      }
    };
    const noteHit = ({ digest, name, cached, completed }: Vertex): void => {
      if (cached === true && !BASE.test(name)) hits.set(digest, name);
      if (completed === undefined) return;
      for (const key of open.keys()) if (key.startsWith(`${digest} `)) open.delete(key);
    };
    /** BuildKit repeats a layer's status even without progress. */
    const followLayer = ({ vertex, id, current, total, completed }: VertexStatus): void => {
      const name = hits.get(vertex);
      if (name === undefined || !id.startsWith('sha256:')) return;
      const key = `${vertex} ${id}`;
      if (completed !== undefined || (total > 0 && current >= total)) open.delete(key);
      else if (open.get(key)?.at !== current) open.set(key, { name: `a layer of ${name}`, last: now(), at: current });
    };
    const signal = options.signal === undefined ? hung.signal : AbortSignal.any([options.signal, hung.signal]);
    try {
      return await run(command, args, {
        ...options,
        signal,
        onStderr: line => {
          hear(line);
          options.onStderr?.(line);
        },
      });
    } finally {
      clearInterval(timer);
    }
  };

  const listenAgain = async (command: string, args: readonly string[], options: RunOptions) => {
    const ended = new AbortController();
    const timer = setTimeout(() => {
      stuck = true;
      ended.abort();
    }, deadline);
    const signal = options.signal === undefined ? ended.signal : AbortSignal.any([options.signal, ended.signal]);
    try {
      return await run(command, args, {
        ...options,
        signal,
        onStderr: line => {
          if (parseProgress(line)?.vertexes.some(({ started }) => started !== undefined)) clearTimeout(timer);
          options.onStderr?.(line);
        },
      });
    } finally {
      clearTimeout(timer);
    }
  };

  return {
    run: (command, args, options) =>
      isBuild(command, args) ? listen(command, args, options) : run(command, args, options),
    again: (command, args, options) =>
      isBuild(command, args) ? listenAgain(command, args, options) : run(command, args, options),
    stuck: () => stuck,
    troubles: () => [...troubles],
    imported: () => [...imported],
    stalled: () => stalled,
  };
}

/** A first run finds nothing to import. */
function isHarmless(name: string, error: string): boolean {
  return says(error, 'cancelled') || (name.startsWith('importing') && says(error, 'cacheMissing'));
}
