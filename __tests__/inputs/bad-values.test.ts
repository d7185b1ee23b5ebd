import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { InputError } from '../../src/host/errors.ts';
import { DEFAULTS, type InputName } from '../../src/inputs/reading/defaults.ts';
import { BAD_BUILDERS } from './bad-builders.ts';
import { BAD_CACHE } from './bad-cache.ts';
import { BAD_GATES } from './bad-gates.ts';
import { BAD_SCANS } from './bad-scans.ts';
import { complaints, read } from './env.ts';
import { BAD_PROMOTIONS } from './promote-values.ts';

type Row = [name: string, value: string, problem: RegExp, fix: RegExp];

const BAD: readonly Row[] = [
  ...['docker.io', 'docker.io=', '=mirror.gcr.io', 'docker.io/library=m.io', 'docker.io=m.io,a b', 'acme=m.io'].map(
    (value): Row => ['mirrors', value, /^Invalid `mirrors`: "/, /docker\.io=mirror\.gcr\.io/],
  ),
  ['mirrors', 'ghcr.io=docker.io', /"docker\.io"/, /mirror\.gcr\.io/],
  ['mirrors', 'docker.io=a.io\ndocker.io=b.io', /two lines for docker\.io/, /on one line/],
  ['mirrors', 'm.io=m.io', /mirror of itself/, /Remove it/],
  ['keep-login', 'yes', /"yes"/, /`true` or `false`/],
  ['images', 'acme/api:1', /without a tag, but "acme\/api:1"/, /`acme\/api`, and put `1` in `tags`/],
  ['images', 'name=a/b,enabled=true', /unknown attribute "enabled"/, /`enable`/],
  ['images', 'name=a/b,enable=yes', /"yes" for enable/, /enable=true/],
  ['images', 'enable=true', /no name/, /name=/],
  ['images', '"a/b', /never closed/, /Close it/],
  ['registries', 'registry: ghcr.io', /not a YAML list/, /Begin each entry with `- `/],
  ['registries', 'ghcr.io\n- registry: quay.io', /mixes plain hosts with YAML/, /Begin each entry with `- `/],
  ['registries', 'ghcr.io\nregistry: quay.io', /mixes plain hosts with YAML/, /Begin each entry with `- `/],
  ['registries', 'ghcr.io, acme', /^Invalid `registries\[1\]`: "acme"/, /host/],
  ['registries', 'true', /^Invalid `registries\[0\]`: "true"/, /host/],
  ['registries', '- acme', /^Invalid `registries\[0\]`: "acme"/, /host/],
  ['registries', 'ghcr.io quay.io', /^Invalid `registries\[0\]`: "ghcr.io quay.io"/, /host/],
  ['registries', 'ghcr.io,ghcr.io', /^`registries\[1\]` repeats registries\[0\]/, /Keep one/],
  ['registries', '$REGISTRY', /^`registries\[0\]` has the shell variable \$REGISTRY/, /env\.REGISTRY/],
  ['registries', '"ghcr.io', /quotation mark/, /Close it/],
  ['registries', '- registry: [', /not valid YAML at line 1/, /single quotes/],
  // A second document would be dropped silently.
  ['registries', '- registry: ghcr.io\n---\n- registry: docker.io', /has a second YAML document/, /one list/],
  ...["'%\n'", '"%\n"', "'%\r\n'", "'%\n\n'", "'%\n'\n- registry: docker.io"].flatMap(form =>
    (['registries', 'registry-auth'] as const).map(
      (name): Row => [
        name,
        `- registry: ghcr.io\n  username: u\n  password: ${form.replace('%', 's3cret')}\n`,
        /has a value in quotes at line 3 that ends in a line break/,
        /Save the secret again without it/,
      ],
    ),
  ),
  ['registries', '- registry: ghcr.io\n  pasword: x', /^`registries\[0\]` has the unknown key "pasword"/, /`password`/],
  ['registries', '- registry: ghcr.io\n  zzz: x', /unknown key "zzz"/, /Known keys are registry, prefix/],
  ['registries', '- registry: ghcr.io\n  registry: quay.io', /same key twice/, /Remove one/],
  ['registries', '- registry: ghcr.io\n  username: u', /a username but no password/, /Add `password:`/],
  ['registries', '- registry: ghcr.io\n  password: p', /a password but no username/, /Add `username:`/],
  ['registries', '- ghcr.io\n- https://ghcr.io', /^`registries\[1\]` repeats registries\[0\]/, /Keep one/],
  [
    'registries',
    '- {registry: x.io/a, username: u, password: p}\n- {registry: x.io/b, username: v, password: p}',
    /another login/,
    /same login/,
  ],
  ['registries', '- ghcr io', /^Invalid `registries\[0\]`: "ghcr io"/, /host/],
  ['registries', '- registry: ghcr.io\n  prefix: a b', /^Invalid `registries\[0\]\.prefix`: "a b"/, /project\/repo/],
  ['registries', '- username: u\n  password: p', /has no `registry`/, /Add one/],
  ['registries', '- registry: ghcr.io\n  optional: yes', /optional`: "yes"/, /`true` or `false`/],
  [
    'registries',
    '- registry: ghcr.io\n  branches: "[a"',
    /^`registries\[0\]\.branches` has the pattern/,
    /filter syntax/,
  ],
  ['registries', '- registry: ghcr.io\n  username: [u]\n  password: p', /username` is a list/, /one value/],
  [
    'registries',
    '- registry: ghcr.io\n  username: u\n  password: s3cret #1',
    /password` .* as a comment/,
    /single quotes/,
  ],
  [
    'registries',
    '- registry: ghcr.io\n  username: u\n  password: s3cret\n    two',
    /password` spans lines/,
    /single quotes/,
  ],
  [
    'registries',
    '- registry: ghcr.io\n  username: u\n  password: &s3cret',
    /password` .* as an anchor/,
    /single quotes/,
  ],
  ['registries', '- registry: ghcr.io\n  username: u\n  password: !s3cret x', /password` .* as a tag/, /single quotes/],
  [
    'registries',
    '- registry: ghcr.io\n  username: u\n  password: *s3cret',
    /not valid YAML|as an alias/,
    /single quotes/,
  ],
  [
    'registries',
    '- registry: ghcr.io\n  username: u\n  password: @s3cret',
    /not valid YAML at line 3/,
    /single quotes/,
  ],
  ['registries', '- registry: ghcr.io\n  username: u\n  password: {s3cret}', /password` is not text/, /single quotes/],
  [
    'registries',
    "- registry: ghcr.io\n  username: u\n  password: 's3cret's'",
    /not valid YAML at line 3/,
    /each one in it twice \(`''`\).*`password: \|-`/,
  ],
  ['registries', "- registry: ghcr.io\n  password: 's3cret''\n", /not valid YAML at line 2/, /twice/],
  ['registries', '- [a]', /neither text nor a map/, /a map with/],
  ['registries', '- ', /^`registries\[0\]` is empty/, /Name a registry/],
  ['registries', '- registry: x.io\n  ca: no/such.pem', /^`registries\[0\]\.ca` is neither .*"no/, /PEM file/],
  ['registries', '- registry: x.io\n  ca: |\n    a\n    b', /^`registries\[0\]\.ca` is not a PEM/, /BEGIN/],
  ['registries', '- registry: x.io\n  insecure: yes', /insecure`: "yes"/, /`true` or `false`/],
  ['tags', 'ghcr.io/acme/api:1\ntype=sha', /mixes complete references with rules \("type=sha"\)/, /`images`/],
  ['tags', 'ghcr.io/acme/api:1\nlatest', /mixes/, /`images`/],
  ['tags', 'ghcr.io/acme/api:-1', /invalid tag/, /A tag has/],
  ['tags', `acme/api:1@sha256:${'0'.repeat(64)}`, /has a digest/, /only the tag/],
  ['tags', 'type=semvr,pattern=x', /semvr/, /semver/],
  ['flavor', 'latest=maybe', /"maybe"/, /auto/],
  ['flavor', '"a', /never closed/, /Close it/],
  ['labels', '"a', /never closed/, /Close it/],
  ['labels', 'a=1\n# b\n\n c', /^Invalid `labels`: "c" \(line 4\)/, /`key=value`.*in double quotes/],
  ['labels', 'd=Fix it\nSet FOO=1', /"Set FOO=1" \(line 2\)/, /several lines goes in double quotes/],
  ['labels', '"a\nb=c"', /\(line 1\)/, /`key=value`/],
  ['annotations', 'index:a=1\nindex:b', /"index:b" \(line 2\)/, /`key=value`/],
  ['annotations', '=x', /"=x" \(line 1\)/, /`key=value`/],
  ['annotations', '"a', /never closed/, /Close it/],
  ['bake-target', 'a.b', /^Invalid `bake-target`: "a.b"/, /letters/],
  ['part', ',', /^Invalid `part`: ","/, /`true`, or platforms/],
  ['part', 'local', /^Invalid `part`: "local"/, /`true`, or platforms/],
  ['part', 'true', /RUNNER_ARCH/, /Name the platform/],
  ['part', '', /^`part` is empty/, /`part: false`/],
  ['part-digests', 'sha256:abc', /^Invalid `part-digests`: "sha256:abc"/, /digests \(`sha256:…`\)/],
  ['part-digests', `sha256:${'a'.repeat(64)}`, /is given without `merge`/, /`merge: true`/],
  ['part-digests', `sha256:${'a'.repeat(64)}\nnext`, /^Invalid `part-digests`: "next"/, /toJSON/],
  ['part-digests', '{}', /^Invalid `part-digests`: "{}"/, /one or more parts/],
  ['time', 'yesterday', /^Invalid `time`: "yesterday"/, /2026-11-30T17:30:00Z/],
  ['time', '2026-13-30T17:30:00Z', /^Invalid `time`/, /2026-11-30T17:30:00Z/],
  ['time', '1969-12-31T23:59:59Z', /^Invalid `time`/, /2026-11-30T17:30:00Z/],
  ['time', '9999-12-31T23:59:59Z', /^Invalid `time`/, /2026-11-30T17:30:00Z/],
  ['merge', 'yes', /"yes"/, /`true` or `false`/],
  ['merge', 'true', /needs `platforms`/, /List every platform/],
  ['hand-over', 'cache', /"cache"/, /`auto`, `registry` or `artifact`/],
  ['runners', '- a', /not a YAML map/, /one `platform: label`/],
  ['runners', 'linux/amd64: &a x\nlinux/arm64: *a', /has an alias/, /one `platform: label`/],
  ['runners', 'linux/amd64: *a', /has an alias|not a YAML map/, /one `platform: label`/],
  ['tags', ' ":"', /has an invalid reference/, /A tag has 1 to 128/],
  ['runners', 'big: x', /`runners.big` matches no platform/, /`default: label`/],
  ['runners', '"!linux/arm64": x', /matches no platform/, /`default: label`/],
  ['runners', 'linux/amd64: []', /names no runner/, /a list of labels/],
  ['runners', 'linux/amd64: {labels: [a]}', /names no runner/, /a group/],
  ['runners', 'linux/amd64: {group: a, label: b}', /names no runner/, /a group/],
  ['runners', 'linux/amd64: {group: a, labels: []}', /names no runner/, /a group/],
  ['runners', 'linux/amd64: [[a]]', /names no runner/, /a group/],
  ['ref-source', 'head', /"head"/, /`workflow` or `git`/],
  ['policy', '', /is empty/, /write `none`/],
  ['policy', 'usr: non-root', /unknown key "usr"/, /Did you mean `user`/],
  ['policy', 'no/such.yml', /does not exist: "no\/such.yml"/, /path of a YAML file/],
  ['policy-mode', 'off', /"off"/, /`enforce` or `warn`/],
  ['build-policy', 'no/such.rego', /does not exist: "no\/such.rego"/, /root of the workspace/],
  ['build-policy', 'policy.yml', /"policy.yml"/, /Rego file/],
  ['build-policy', '../x.rego', /"..\/x.rego"/, /in the workspace/],
  ['moving-tags', 'never', /"never"/, /`forward` or `always`/],
  ['registry-auth', '- ghcr.io', /plain string/, /Write a map/],
  ['registry-auth', '- registry: ghcr.io\n  username: u', /a username but no password/, /Add/],
  [
    'registry-auth',
    '- {username: u, password: p}\n- {registry: docker.io, username: v, password: p}',
    /a second login/,
    /Keep one/,
  ],
  ['registry-auth', '- {registry: a.io, username: u, password: p, ecr: true}', /ecr` is true, but "a.io"/, /Remove it/],
  ['registry-auth', '- {registry: a.io, username: u, password: p, scope: x}', /scope` is not supported/, /Remove/],
  ['registry-auth', '- {registry: a.io, ca: no.pem}', /^`registry-auth\[0\]\.ca` is neither/, /PEM file/],
  ['registry', 'a b', /^Invalid `registry`: "a b"/, /host/],
  ['username', 'a\nb', /line break/, /one line/],
  ['component', '../api', /"\.\.\/api"/, /a folder of the repository/],
  ['push', 'yes', /"yes"/, /`auto`, `true`, `false` or `same-repository`/],
  ['push', 'true', /^`images` is empty/, /Name the image/],
  ['branches', 'refs/heads/main', /begins with `refs\/`/, /filter syntax/],
  ['branches', 'a b', /contains " "/, /filter syntax/],
  ['branches', '!main', /only exclusions/, /Start with/],
  ['git-tags', 'v[', /without its \]/, /filter syntax/],
  ['events', '+', /no character before/, /filter syntax/],
  ['events', 'pushes', /has "pushes", which is not a GitHub event/, /Did you mean `push`\?/],
  ['events', 'push\n!pull-request', /"!pull-request"/, /Did you mean `pull_request`\?/],
  ['events', 'nightly*', /not a GitHub event/, /names from `on:`/],
  ['events', 'workflow_call', /which never occurs/, /the calling workflow/],
  ['registries', '- {registry: ghcr.io, events: relase}', /^`registries\[0\]\.events` has "relase"/, /`release`/],
  ['registries', '- $REGISTRY', /^`registries\[0\]` has the shell variable \$REGISTRY/, /env\.REGISTRY/],
  ['tags', '$IMAGE:latest', /has the shell variable \$IMAGE/, /\$\{\{ env\.IMAGE \}\}/],
  ['add-hosts', 'a', /"a"/, /host:ip/],
  ['allow', 'Network Host', /"Network Host"/, /network.host/],
  ['attests', 'sbom', /"sbom"/, /type=sbom/],
  ['build-args', 'A=1\n=s3cret', /line 2/, /KEY=value/],
  ['build-args', '"A=s3cret', /never closed/, /twice/],
  ['build-contexts', 'a=', /"a="/, /name=path/],
  ['builder', 'a\nb', /line break/, /one line/],
  ['cache-from', 'a=b', /line 1/, /type=gha/],
  ['cache-to', 'type=gha,"x', /never closed/, /Close/],
  ['cache-to', '\r"', /line 1/, /type=gha/],
  ['call', '--check', /: "--check"/, /`check`/],
  ['cgroup-parent', 'a\tb', /control character/, /one line/],
  ['context', 'git', /no such folder/, /`ref-source: git`/],
  ['context', '--push', /: "--push"/, /folder/],
  ['file', '-', /"-"/, /Dockerfile/],
  ['load', 'yes', /`: "yes"; /, /`true` or `false`/],
  ['network', 'bridge', /"bridge"/, /`host`/],
  ['no-cache', '1', /`: "1"; /, /`true` or `false`/],
  ['no-cache-filters', 'a b', /"a b"/, /stage/],
  ['outputs', 'type=locl,dest=x', /unknown type "locl"/, /local, tar/],
  ['outputs', 'dest=x', /no type/, /Use local/],
  ['outputs', 'type=tar', /no place to write to/, /dest=path/],
  ['outputs', 'type=image,push', /not key=value/, /dest=path/],
  ['outputs', 'type=image,push-by-digest=true,push=true', /push-by-digest/, /`platforms`/],
  ['outputs', 'type=registry,name=a/b', /names an image/, /`images`/],
  ['platforms', 'linux/', /"linux\/"/, /linux\/amd64/],
  ['provenance', 'yes', /: "yes"/, /mode=max/],
  ['pull', 'always', /: "always"/, /`true`/],
  ['sbom', '1', /: "1"/, /generator=image/],
  ['secrets', 'A=s3cret\ns3cret', /line 2/, /id=value/],
  ['secret-envs', 'A', /line 1/, /id=NAME/],
  ['secret-files', 'A=', /line 1/, /id=path/],
  ['shm-size', 'big', /"big"/, /2gb/],
  ['ssh', '=x', /"=x"/, /default/],
  ['target', 'a\nb', /line break/, /one line/],
  ['ulimit', 'nofile', /"nofile"/, /nofile=1024/],
  ['source-date-epoch', 'now', /: "now"/, /1700000000/],
  ['source-date-epoch', '-1', /: "-1"/, /1700000000/],
  ['preflight', 'off', /`: "off"; /, /`true` or `false`/],
  ['immutable-tags', 'v[', /without its \]/, /filter syntax/],
  ['immutable-tags', '!latest', /only exclusions/, /Start with/],
  ['rebuild', 'nightly', /`: "nightly"; /, /`always` or `base-changed`/],
  ['skip-unchanged', 'maybe', /`: "maybe"; /, /`true` or `false`/],
  ['skip-existing', '1', /`: "1"; /, /`true` or `false`/],
  ['skip-existing', 'true', /no tag is immutable/, /`immutable-tags: /],
  ['retries', '-1', /: "-1"/, /`5`/],
  ['retries', '1e3', /: "1e3"/, /try once/],
  ['timeout', '0', /: "0"/, /`90s`/],
  ['timeout', '3 min', /: "3 min"/, /`3m`/],
  ['verify', 'no', /`: "no"; /, /`true` or `false`/],
  ['dry-run', '0', /`: "0"; /, /`true` or `false`/],
  ['builds', '- api', /^`builds\[0\]` is not a map/, /\{name: api, target: api\}/],
  ['bake', 'missing.hcl', /does not exist: "missing.hcl"/, /from the root of the workspace/],
  ['bake-targets', 'api', /is given without `bake`/, /bake: true/],
  ['bake-set', '*.platform=linux/arm64', /is given without `bake`/, /bake: true/],
  ['bake-vars', 'TAG=1', /is given without `bake`/, /bake: true/],
  ...BAD_BUILDERS,
  ...BAD_GATES,
  ...BAD_SCANS,
  ...BAD_PROMOTIONS,
  ...BAD_CACHE,
  ['sign', 'yes', /`: "yes"; /, /`keyless`, `key` or `false`/],
  ['sign-key', 's3cret', /nothing is signed with a key/, /`sign: key`/],
  ['sign-key-password', 's3cret', /nothing is signed with a key/, /`sign: key`/],
  ['sign-public', 'maybe', /`: "maybe"; /, /`true` or `false`/],
  ['sign-legacy', 'true', /the image is not signed/, /`sign: keyless`/],
  ['sign-legacy', 'maybe', /"maybe"/, /true/],
  ['attest', 'provenence', /`: "provenence"; /, /`provenance`, `sbom` or/],
  ['attest', 'predicate-type=acme,path=x.json', /predicate-type=acme/, /`predicate-type=https/],
  ['attest', 'provenance\nprovenance', /"provenance" twice/, /Remove one/],
  ['attest', 'sbom', /the build makes none/, /`sbom: true`/],
  ['attest-to', 'registry', /nothing is attested/, /`attest: provenance`/],
  ['verify-source', 'identity: x', /no image from a registry/, /`source` in a registry/],
  ['require-signed-base', 'hello', /not a YAML map/, /`identity: https/],
  ['require-signed-base', '{identity: "*"}', /accepts everyone/, /`identity: https/],
  ['require-signed-base', '[]', /is an empty list/, /`identity: https/],
  ['require-signed-base', '{identity: "https://github.com/*"}', /workflows of other owners/, /`identity: https/],
  ['require-signed-base', '{identity: "https://github.com/acme*"}', /workflows of other owners/, /`identity: https/],
  [
    'require-signed-base',
    '{identity: "*/release.yml@refs/heads/main"}',
    /workflows of other owners/,
    /`identity: https/,
  ],
  ['require-signed-base', '{identity: dev@acme.example, issuer: "*"}', /accepts every issuer/, /`issuer: https/],
  ['require-signed-base', '{identiy: x}', /unknown key "identiy"/, /`identity`/],
  ['require-signed-base', '- {key: a, identity: b}', /a key and an identity/, /one of them/],
  ['signing-config', 'config.json', /nothing is signed/, /`sign: keyless`/],
  ['trusted-root', 'root.json', /nothing is signed/, /`sign: keyless`/],
];

describe('bad values', () => {
  test.each(BAD)('%s: %j', (name, value, problem, fix) => {
    const [first = '', ...others] = complaints({
      [name]: value,
      ...(name === 'registries' ? { images: 'acme/api' } : {}),
    });
    expect(first).toMatch(/^(?:Invalid )?`[a-z-]+[^`]*`/);
    expect(first).toMatch(problem);
    expect(first).toMatch(fix);
    expect([first, ...others].join('\n')).not.toContain('s3cret');
    if (name !== 'push') expect(first.replace(/^(?:Invalid )?`/, '').startsWith(name)).toBe(true);
  });

  // These accept any text: they have no bad value.
  const FREE: readonly InputName[] = [
    'password',
    'docker-config',
    'docker-config-passphrase',
    'github-token',
    'job-token',
    'buildkitd-config-inline',
    'test',
    'sep-tags',
    'sep-labels',
    'sep-annotations',
  ];
  test('every other input has a row', () => {
    const covered = new Set([...BAD.map(([name]) => name), ...FREE]);
    expect(Object.keys(DEFAULTS).filter(name => !covered.has(name))).toEqual([]);
  });
});

test('all problems are reported at once', () => {
  const given = {
    push: 'yes',
    load: '1',
    platforms: 'x/',
    registries: '- {registry: a b, optional: 2, foo: 1}',
    'ref-source': 'x',
  };
  try {
    read({ ...given, images: 'a/b' });
    throw new Error('not refused');
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    const { code, problems } = error as InputError;
    expect(code).toBe('INPUT_INVALID');
    expect(problems.map(p => p.input).sort()).toEqual(
      [
        'load',
        'platforms',
        'push',
        'ref-source',
        'registries[0]',
        'registries[0].optional',
        'registries[0].registry',
      ].sort(),
    );
    expect(problems.every(p => p.problem !== '' && /[.?]$/.test(p.fix) === (p.kind === undefined))).toBe(true);
  }
});

describe('inputs that contradict each other', () => {
  test.each<[Record<string, string>, RegExp | undefined]>([
    [
      { images: 'acme/api', registry: 'ghcr.io' },
      /goes to Docker Hub.*`images: ghcr\.io\/acme\/api`, or .*- registry: ghcr\.io/,
    ],
    [{ images: 'acme/api', registry: 'index.docker.io' }, undefined],
    [{ images: 'acme/api', registry: 'ghcr.io', registries: '- ghcr.io' }, undefined],
    [{ images: 'ghcr.io/acme/api', registry: 'ghcr.io' }, undefined],
    [{ tags: 'acme/api:1', registry: 'ghcr.io' }, /goes to Docker Hub.*`tags: ghcr\.io\/acme\/api:…`/],
    [{ tags: 'docker.io/acme/api:1', registry: 'ghcr.io' }, undefined],
    [{ push: 'false', outputs: 'type=registry', images: 'a/b' }, /^`push` is false/],
    [{ push: 'false', outputs: 'type=image', images: 'a/b' }, undefined],
    [{ registries: '- ghcr.io' }, /^`images` is empty/],
    [{ registries: 'ghcr.io', GITHUB_REPOSITORY: 'Acme/Shop' }, undefined],
    [{ push: 'true', GITHUB_REPOSITORY: 'acme/shop' }, /^`images` is empty/],
    [
      { registries: 'ghcr.io', GITHUB_REPOSITORY: 'acme/.github' },
      /^`images` is not given, and the repository's own name is not a valid image name: .*Name the image: `images: acme\/api`\.$/,
    ],
    [
      { registries: 'ghcr.io', GITHUB_REPOSITORY: 'acme/shop', username: 'acme', password: 'x' },
      /^`username` and `password` are a login for docker\.io, which `registries` does not list\. Add `docker\.io` to `registries`, set `registry: ghcr\.io` if/,
    ],
    [{ registries: 'ghcr.io, docker.io', GITHUB_REPOSITORY: 'acme/shop', username: 'acme', password: 'x' }, undefined],
    [
      { registries: 'quay.io', registry: 'quay.io', GITHUB_REPOSITORY: 'acme/shop', username: 'acme', password: 'x' },
      undefined,
    ],
    [{ registries: '- ghcr.io', push: 'false' }, undefined],
    [{ registries: '- ghcr.io', tags: 'ghcr.io/a/b:1' }, undefined],
    [{ tags: 'type=semver,pattern={{version}}\nlatest' }, undefined],
    [{ tags: 'type=raw,value=a:b' }, undefined],
    [{ call: 'check', test: 'true' }, /^`test` is set, but `call: check` makes no image\. Remove one of the two\.$/],
    [{ call: 'check', gates: '- true' }, /^`gates` is set/],
    [{ call: 'outline', scan: 'trivy' }, /^`scan` is set, but `call: outline`/],
    [{ call: 'check', 'container-test': 'port: 80' }, /^`container-test` is set/],
    [{ call: 'build', test: 'true' }, undefined],
    [{ call: 'check', test: '' }, undefined],
  ])('%j', (given, expected) => {
    const all = complaints(given);
    if (expected === undefined) expect(all).toEqual([]);
    else expect(all.join('\n')).toMatch(expected);
  });
});

test('no text crashes it: the result is an InputError or inputs', () => {
  const names = Object.keys(DEFAULTS) as InputName[];
  const nasty = fc.string({
    unit: fc.constantFrom(
      'a',
      '-',
      ' ',
      ':',
      '"',
      "'",
      '\n',
      ',',
      '=',
      '{',
      '}',
      '[',
      ']',
      '#',
      '&',
      '*',
      '!',
      '/',
      '|',
      '\\',
      '\u0000',
      'é',
    ),
  });
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), nasty, { maxKeys: 4 }), given => {
      expect(Array.isArray(complaints(given))).toBe(true);
    }),
    { numRuns: 400 },
  );
});
