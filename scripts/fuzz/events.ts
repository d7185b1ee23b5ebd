import fc from 'fast-check';
import { hostile, hostileEnv, jsonWith, target } from './hostile.ts';
import { planAll, refusesClearly } from './inputs.ts';

const EVENTS = [
  'push',
  'pull_request',
  'pull_request_target',
  'merge_group',
  'release',
  'workflow_run',
  'schedule',
  '',
];
const KEYS = [
  ...['repository', 'name', 'full_name', 'html_url', 'description', 'license', 'spdx_id', 'default_branch', 'private'],
  ...['head_commit', 'commits', 'id', 'message', 'timestamp', 'committer', 'email', 'username', 'after', 'ref', 'sha'],
  ...['pull_request', 'number', 'head', 'base', 'repo', 'merge_group', 'head_sha', 'base_ref', 'workflow_run', 'event'],
  ...['head_branch', 'head_repository', 'release', 'tag_name', 'sender', 'login', 'fork', 'deleted', 'schedule'],
];
const RULES = [
  'type=schedule\ntype=ref,event=branch\ntype=ref,event=tag\ntype=ref,event=pr\ntype=sha',
  'type=semver,pattern={{version}}\ntype=pep440,pattern={{major}}\ntype=match,pattern=v(.*)\ntype=edge',
  "type=raw,value={{branch}}-{{tag}}-{{base_ref}}-{{sha}}-{{commit_date 'YYYY'}}\ntype=raw,value={{ .CommitMessage }}",
];

const VARIABLES = ['REF', 'SHA', 'ACTOR', 'HEAD_REF', 'BASE_REF', 'REPOSITORY', 'SERVER_URL', 'RUN_ID', 'WORKFLOW'];
const environment = fc.record(
  Object.fromEntries(VARIABLES.map(name => [`GITHUB_${name}`, hostileEnv])) as Record<string, fc.Arbitrary<string>>,
  { requiredKeys: [] },
);
const ref = fc
  .tuple(fc.constantFrom('refs/heads/', 'refs/tags/', 'refs/pull/'), hostileEnv)
  .map(parts => parts.join(''));

const event = fc.record({
  env: fc.tuple(environment, ref).map(([env, GITHUB_REF]) => ({ GITHUB_REF, ...env })),
  name: fc.constantFrom(...EVENTS),
  payload: fc.oneof(
    { weight: 9, arbitrary: jsonWith(KEYS).map(json => JSON.stringify(json) ?? 'null') },
    { weight: 1, arbitrary: hostile },
  ),
  tags: fc.constantFrom(...RULES),
});

export const EVENT_TARGETS = [
  target('event payloads, refs and variables', event, ({ env, name, payload, tags }) => {
    const given = { INPUT_IMAGES: 'ghcr.io/acme/api', INPUT_TAGS: tags, INPUT_ANNOTATIONS: '' };
    const all = { ...env, ...given, GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: '/event.json' };
    refusesClearly(() => void planAll(all, payload));
  }),
];
