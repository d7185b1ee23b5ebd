import type { Provider, Refusal } from './advice-types.ts';

/** Recorded answers of Docker Hub, GHCR and registries that are also self-hosted. */
export const HOSTED: readonly Provider[] = [
  {
    name: 'Docker Hub',
    host: /^docker\.io$/,
    rows: [
      {
        text: /insufficient scopes/i,
        trouble: 'permission',
        cause: 'the access token may not write',
        hint: 'Make a Docker Hub access token with Read & Write permission.',
      },
      {
        text: /incorrect username or password|password authentication|personal access token/i,
        trouble: 'credentials',
        cause: 'wrong user name or password',
        hint: 'Use the Docker Hub user name (not the e-mail address) and a personal access token as the password.',
      },
      {
        text: /pull rate limit/i,
        trouble: 'rate',
        cause: "Docker Hub's pull rate limit is reached",
        hint: 'Give credentials for docker.io: logged-in users have a higher limit. Otherwise wait.',
      },
      {
        text: /requested access to the resource is denied/i,
        trouble: 'permission',
        cause: 'no permission, or no such repository',
        hint: "Check that the name starts with your user or organization, that the account may write to it, and that your plan's private repositories are not used up.",
      },
    ],
  },
  {
    name: 'GHCR',
    host: /^(?:ghcr\.io|containers\.[a-z0-9-]+\.ghe\.com)$/,
    rows: [
      {
        text: /installation not allowed to (create|write)/i,
        trouble: 'permission',
        cause: "the job's token may not {1} this package",
        hint: ghcr,
      },
      {
        text: /write_package|delete_package/i,
        trouble: 'permission',
        cause: 'no permission to write this package',
        hint: ghcr,
      },
      {
        text: /read_package/i,
        trouble: 'permission',
        cause: 'no permission to read this package',
        hint: 'Give the job `packages: read`, and the repository access in the package\'s settings ("Manage Actions access").',
      },
      {
        text: /expected scopes/i,
        trouble: 'permission',
        cause: 'the personal access token lacks a scope',
        hint: "Use a classic token with `write:packages`, or the job's token with `permissions: packages: write`.",
      },
      {
        text: /cannot be authenticated|^denied(: denied)?$|bad credentials/i,
        trouble: 'credentials',
        cause: 'the token was rejected',
        hint: ({ anonymous }) =>
          anonymous
            ? "Give a user name and a classic personal access token. The job's token is only sent to ghcr.io on github.com, and to a ghe.com tenant's registry on that tenant."
            : 'Use `${{ github.token }}` (with `permissions: packages: write`) or a classic personal access token that has not expired.',
      },
      {
        text: /sso|saml/i,
        trouble: 'permission',
        cause: 'the organization requires single sign-on',
        hint: 'Authorize the personal access token for the organization (token settings, "Configure SSO").',
      },
      { status: [403], trouble: 'permission', cause: 'no permission for this package', hint: ghcr },
    ],
  },
  {
    name: 'Quay',
    host: /(^|\.)quay\.io$/,
    service: /quay/i,
    rows: [
      {
        text: /quota has been exceeded/i,
        trouble: 'quota',
        cause: "the namespace's quota is used up",
        hint: "Remove tags, or ask the organization's owner for a larger quota.",
      },
      {
        text: /invalid (username|robot)|could not find robot|robot .*invalid|incorrect password/i,
        trouble: 'credentials',
        cause: 'wrong user name or password',
        hint: 'A robot\'s user name is "namespace+robot"; its password is the robot\'s token.',
      },
      {
        text: /not authorized|unauthorized|insufficient_scope/i,
        trouble: 'permission',
        cause: 'no permission for this repository',
        hint: 'Give the robot Write permission on the repository; to create repositories it must be in a team with the Creator role.',
      },
      {
        text: /read-only/i,
        trouble: 'policy',
        cause: 'the registry is read-only for now',
        hint: 'Try again when its maintenance is over.',
      },
    ],
  },
  {
    name: 'GitLab',
    host: /^registry\.gitlab\.com$|(^|\.)gitlab\./,
    service: /^container_registry$/,
    rows: [
      {
        text: /access denied|provided password or token is incorrect/i,
        trouble: 'credentials',
        cause: 'wrong user name or token',
        hint: 'Use a deploy token or access token with scopes read_registry and write_registry.',
      },
      {
        text: /protected|immutable/i,
        trouble: 'immutable',
        cause: 'a rule protects this tag or repository',
        hint: "Publish under another tag, or change the project's protected tags (Settings, Packages and registries).",
      },
      {
        text: /requested access to the resource is denied|insufficient_scope/i,
        trouble: 'permission',
        cause: 'no permission, or no such project',
        hint: "The name must begin with the project's path; the token needs write_registry and the Developer role; the project's container registry must be on.",
      },
    ],
  },
  {
    name: 'Harbor',
    host: /(^|\.)goharbor\.io$|^harbor\./,
    service: /^harbor-registry$/,
    rows: [
      {
        text: /configured as immutable/i,
        trouble: 'immutable',
        cause: 'the project makes this tag immutable',
        hint: "Publish under a new tag, or change the project's tag immutability rules. A re-run for the same commit keeps what is there if `immutable-tags` names the tag.",
      },
      {
        text: /configured upper limit|quota/i,
        trouble: 'quota',
        cause: "the project's quota is used up",
        hint: "Remove artifacts (and run garbage collection), or raise the project's quota.",
      },
      {
        // Also the answer to a HEAD, which has no body with a code.
        status: [412],
        trouble: 'policy',
        cause: "the project's policy blocks this image",
        hint: "See the image's scan and signature in Harbor, or the project's configuration.",
      },
      {
        text: /read[- ]only/i,
        trouble: 'policy',
        cause: 'Harbor is in read-only mode',
        hint: 'Try again when its maintenance is over.',
      },
      {
        text: /project .*not found/i,
        trouble: 'missing',
        cause: 'no such project',
        hint: r => `Create the project "${r.path.split('/')[0]}" in Harbor.`,
      },
      {
        text: /unauthorized to access repository|action: push/i,
        trouble: 'permission',
        cause: 'no permission for this project',
        hint: 'Give the robot or user push permission (Developer or higher) in the project.',
      },
    ],
  },
];

function ghcr({ path }: Refusal): string {
  return (
    'Give the job `permissions: packages: write`. If the package exists already, add this repository with the Write role ' +
    `in the package's settings ("Manage Actions access"); to create packages, the organization "${path.split('/')[0]}" must allow it (its Packages settings).`
  );
}
