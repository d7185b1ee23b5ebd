import type { Row } from './advice-types.ts';

/** For every registry, after its own rows. */
export const ANY: readonly Row[] = [
  {
    text: /immutab|cannot be overwritten/i,
    trouble: 'immutable',
    cause: 'the tag exists and may not be moved',
    hint: "Publish under a new tag, or change the repository's rule. A re-run for the same commit keeps what is there if `immutable-tags` names the tag.",
  },
  {
    text: /quota/i,
    status: [400, 402, 403, 413, 507],
    trouble: 'quota',
    cause: 'a quota is used up',
    hint: 'Remove images, or raise the quota.',
  },
  {
    status: [413],
    trouble: 'policy',
    cause: 'a proxy in front of the registry limits the size of uploads',
    hint: 'Raise the limit of the proxy in front of the registry (nginx: `client_max_body_size 0`).',
  },
  {
    status: [429],
    trouble: 'rate',
    cause: 'too many requests',
    hint: 'Try again later, or use an account with a higher limit.',
  },
  {
    status: [407],
    trouble: 'credentials',
    cause: 'the proxy requires credentials',
    hint: 'Put them in HTTPS_PROXY (`http://user:password@host:port`).',
  },
  {
    status: [401],
    trouble: 'credentials',
    cause: 'the credentials were rejected',
    hint: r =>
      r.anonymous
        ? `Give credentials for ${r.host} (input \`registries\` or \`registry-auth\`).`
        : `Check the user name and password for ${r.host}.`,
  },
  {
    status: [401, 403],
    trouble: 'permission',
    cause: 'no permission for this repository',
    hint: r =>
      r.anonymous
        ? `Give credentials for ${r.host} (input \`registries\` or \`registry-auth\`).`
        : 'Give this account permission to push to the repository, or use another one.',
  },
  {
    status: [404],
    trouble: 'missing',
    cause: 'not found',
    hint: r =>
      `Check the name; some registries need the repository or project created before the first push. Is ${r.host} a container registry?`,
  },
  {
    status: [405],
    trouble: 'policy',
    cause: 'the registry does not accept this request',
    hint: 'It may be a read-only mirror or a pull-through cache: publish to the registry behind it.',
  },
  {
    status: [400],
    text: /HTTPS server|HTTPS port/i,
    trouble: 'other',
    cause: 'the registry speaks TLS, not plain http',
    hint: "Give its certificate (`ca`) or `insecure: true` in the registry's entry.",
  },
];
