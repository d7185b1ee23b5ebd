import { ActionError } from '../../src/host/errors.ts';
import type { Digest, Manifest } from '../../src/oci/types.ts';
import type { ImagePlan, Plan } from '../../src/plan/terms/types.ts';
import type { Published } from '../../src/publish/publish.ts';
import type { TagResult } from '../../src/publish/tags/tag-result.ts';
import type { SummaryFacts } from '../../src/report/summary/facts.ts';

/** Seven outcomes of a run, each with everything its summary shows. The names are those of the pictures. */
export function ends(): ReadonlyMap<string, SummaryFacts> {
  return new Map<string, SummaryFacts>([
    ['published', { ...BASE, ...PUBLISHED }],
    [
      'published-partly',
      {
        ...BASE,
        ...{ pushed: 'partial', version: '1.4.2', gates: GATES, times: TIMES },
        images: [
          imageOf([
            ...both('1.4.2'),
            tag('1.4', GHCR, { state: 'restored' }),
            tag('1.4', HUB, { state: 'unknown', verified: false, error: 'docker.io: 503 Service Unavailable' }),
          ]),
        ],
        failure: new ActionError(
          'PUBLISH_PARTIAL',
          'docker.io/acme/api:1.4 could not be written: docker.io: 503 Service Unavailable',
        ),
        help: help('publish_partial'),
      },
    ],
    [
      'tests-failed',
      {
        ...BASE,
        failure: new ActionError('TEST_FAILED', 'the test failed with exit code 1; nothing was published', {
          hint: 'To try it locally: `docker build -t image .`, then run the script with IMAGE=image.',
          output: TEST_OUTPUT,
        }),
        help: help('test_failed'),
        gates: [
          { image: '', name: 'test', platform: 'linux/amd64', verdict: 'failed', ms: 8_100, note: '' },
          { image: '', name: 'trivy', platform: 'linux/amd64', verdict: 'not run', ms: 0, note: '' },
        ],
        times: TIMES.slice(0, 3),
      },
    ],
    [
      'build-failed',
      {
        ...BASE,
        failure: new ActionError(
          'BUILD_FAILED',
          'Dockerfile:7: RUN npm run build: did not complete successfully: exit code: 2',
          {
            output: [
              '> api@1.4.2 build',
              '> tsc',
              '',
              "src/ports.ts(31,7): error TS2322: Type 'string' is not assignable to type 'number'.",
            ],
          },
        ),
        help: help('build_failed'),
        times: TIMES.slice(0, 2),
      },
    ],
    [
      'pull-request',
      {
        ...BASE,
        reason: NO_PUSH,
        plan: planOf(false, NO_PUSH, 'pull request'),
        gates: GATES,
        stats: { steps: [], cachedSteps: 5, totalSteps: 6 },
        times: TIMES.slice(0, 3),
      },
    ],
    ['dry-run', { ...BASE, isDryRun: true, version: '1.4.2', plan: planOf(true, PUSH) }],
    [
      'invalid-inputs',
      {
        ...BASE,
        failure: new ActionError(
          'INPUT_INVALID',
          'Invalid `push`: "yes"; expected `auto`, `true`, `false` or `same-repository`.\n`registries[0]` has a username but no password. Add `password:`, or remove `username:`.',
        ),
        help: help('input_invalid'),
        given: ['registries: (set)', 'push: yes'],
      },
    ],
  ]);
}

const [GHCR, HUB] = ['ghcr.io/acme/api', 'docker.io/acme/api'];
const PUSH = 'event push on tag "v1.4.2"';
const NO_PUSH = '`push: auto` does not publish on pull_request: this run belongs to a pull request';
const help = (code: string) => `https://github.com/acme/slipway/blob/HEAD/docs/troubleshooting.md#${code}`;
const digest = (char: string): Digest => `sha256:${char.repeat(64)}`;

const BASE: SummaryFacts = {
  ...{ isDryRun: false, help: '', reason: '', pushed: 'false', version: '', digest: '' },
  ...{ plan: undefined, images: [], stats: undefined, times: [], warnings: [] },
  given: ['images: acme/api', 'registries: ghcr.io, docker.io', 'tags: release, branch', 'test: npm test'],
};

const GATES = [
  { image: '', name: 'test', platform: 'linux/amd64', verdict: 'passed', ms: 8_100, note: '' },
  { image: '', name: 'trivy', platform: 'linux/amd64', verdict: 'passed', ms: 5_300, note: '' },
] as const;

const TIMES = ['prepare', 'build', 'test', 'stage', 'tag', 'verify'].map((stage, at) => ({
  ...{ stage, start: at * 9_000, ms: 8_000 },
}));

const TEST_OUTPUT = `> api@1.4.2 test
> node --test

✔ GET /healthz answers 200 (12.1ms)
✖ GET /ports lists every harbour (31.4ms)
  AssertionError [ERR_ASSERTION]: Expected values to be strictly deep-equal:
  + actual - expected

    [
      'Bergen',
  -   'Tromsø'
    ]

ℹ tests 14
ℹ pass 13
ℹ fail 1`.split('\n');

function tag(name: string, repository: string, over: Partial<TagResult> = {}): TagResult {
  const [registry = ''] = repository.split('/');
  return {
    ...{ image: '', registry, name: repository, reference: `${repository}:${name}`, optional: false },
    ...{ tag: { name, moving: !/\..*\./.test(name), from: 'rule' }, before: null, state: 'published' },
    ...{ verified: true, ms: 1 },
    ...over,
  };
}

function both(name: string): readonly TagResult[] {
  return [tag(name, GHCR!), tag(name, HUB!)];
}

/** An image for two platforms. */
function imageOf(results: readonly TagResult[]): Published {
  const manifest = (of: string, kind: string, json: object): Manifest => ({
    mediaType: `application/vnd.oci.image.${kind}.v1+json`,
    digest: of as Digest,
    bytes: Buffer.from(JSON.stringify(json)),
  });
  const blob = (char: string, size: number) => ({ mediaType: 'application/octet-stream', digest: digest(char), size });
  const platforms = [
    {
      architecture: 'amd64',
      own: manifest(digest('1'), 'manifest', { config: blob('c', 0), layers: [blob('3', 44_000_000)] }),
    },
    {
      architecture: 'arm64',
      own: manifest(digest('2'), 'manifest', { config: blob('c', 0), layers: [blob('4', 42_300_000)] }),
    },
  ];
  const manifests = platforms.map(({ architecture, own: { mediaType, digest, bytes } }) => ({
    ...{ mediaType, digest, size: bytes.length },
    platform: { os: 'linux', architecture },
  }));
  const root = manifest(`sha256:${'7be1c0a97d52f3e8'.repeat(4)}`, 'index', { manifests });
  const sizes = new Map([
    ['linux/amd64', 42_900_000],
    ['linux/arm64', 42_297_600],
  ]);
  return {
    ...{ name: '', results, former: { tag: 'latest', sizes } },
    content: { root, manifests: platforms.map(({ own }) => own) },
  };
}

const PUBLISHED: Partial<SummaryFacts> = {
  ...{ pushed: 'true', reason: PUSH, version: '1.4.2', gates: GATES, times: TIMES },
  digest: `sha256:${'7be1c0a97d52f3e8'.repeat(4)}`,
  images: [imageOf([...both('1.4.2'), ...both('1.4'), ...both('latest')])],
};

function planOf(push: boolean, reason: string, brief?: string): Plan {
  const decision = { push, reason, ...(brief !== undefined && { brief }) };
  const names = push ? ['1.4.2', '1.4', 'latest'] : ['pr-12'];
  const tags = names.map(name => ({ name, moving: name !== '1.4.2', from: 'rule' }));
  const destinations = [GHCR!, HUB!].map(name => {
    const [registry = '', ...path] = name.split('/');
    return { registry, path: path.join('/'), name, optional: false, tags, decision };
  });
  const metadata: ImagePlan['metadata'] = {
    ...{
      version: names[0]!,
      tags: [],
      tagNames: [],
      labels: [],
      annotations: [],
      json: '{}',
      warnings: [],
      notices: [],
    },
    bakeFiles: { 'bake-file': '', 'bake-file-tags': '', 'bake-file-labels': '', 'bake-file-annotations': '' },
  };
  const gates = ['test', 'trivy'].map(name => ({ name, platform: undefined }));
  const image: ImagePlan = { name: '', metadata, destinations, target: '', gates };
  return { decision, images: [image], buildArgs: { args: [], shown: [] }, warnings: [], notices: [], remarks: [] };
}
